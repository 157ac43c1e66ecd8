//! What is asked, in a word.

use crate::base::words;

/// What a question asks, in a word: it decides what the rows of the answer are.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum QuestionKind {
    /// Who is in an organization.
    Members,
    /// Who is party to a treaty.
    Parties,
    /// In what somebody takes part.
    Memberships,
    /// Whether somebody is in.
    IsMember,
    /// Who must exit what first.
    MustExit,
    /// Who could veto a change.
    Vetoes,
    /// Who owes what to whom.
    Obligations,
    /// What binds two to each other.
    Bonds,
    /// When something happened, or could.
    Dates,
    /// Whether names mean the same.
    Same,
    /// In which periods somebody was in.
    Periods,
    /// Who is in both of two bodies.
    InBoth,
    /// Who is in one of two at least.
    InEither,
    /// Who is in the first of two and not in the second.
    ButNot,
    /// Who joined and who left.
    Changes,
    /// What somebody is called.
    Name,
}

words! {
    QuestionKind, "question":
    Members = "members",
    Parties = "parties",
    Memberships = "memberships",
    IsMember = "is_member",
    MustExit = "must_exit",
    Vetoes = "vetoes",
    Obligations = "obligations",
    Bonds = "bonds",
    Dates = "dates",
    Same = "same",
    Periods = "periods",
    InBoth = "in_both",
    InEither = "in_either",
    ButNot = "but_not",
    Changes = "changes",
    Name = "name",
}
