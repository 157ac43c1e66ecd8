//! Which of two texts goes first between two states, by what step, and what keeps it open.

use crate::{Id, InstrumentId, LawId, Provision, State, Treaty};

/// Which of two texts goes first between two states.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Priority {
    /// This text prevails.
    Text(InstrumentId),
    /// Nothing is to be decided: the two do not meet between these states.
    Nothing,
    /// It is a matter of appreciation, which nothing on record decides.
    Appreciation,
    /// It depends on what is not known.
    Undetermined,
}

/// By what step it is decided which of two texts prevails.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PriorityGround {
    /// It is one text, and not two.
    SameText,
    /// Both are laws of states: international law decides nothing between them.
    TwoLaws,
    /// A state's own law is no excuse for not performing a treaty (VCLT art. 27).
    OwnLaw {
        /// The law.
        law: LawId,
    },
    /// Neither text binds both states (VCLT art. 34).
    NoCommonText,
    /// One of the texts binds neither of them.
    OnlyOneBinds {
        /// The other, which binds both.
        text: Id<Treaty>,
    },
    /// Obligations under it prevail over those under every other agreement (Charter of the United Nations, art. 103).
    OverEveryAgreement {
        /// The clause that says so.
        clause: Id<Provision>,
    },
    /// They are not on the same subject-matter (VCLT art. 30(1)).
    OtherSubject,
    /// The text says that it is subject to the other (VCLT art. 30(2)).
    SubjectTo {
        /// The clause that says so.
        clause: Id<Provision>,
    },
    /// A clause of it says so, and both states are bound by that (VCLT art. 34).
    Supremacy {
        /// The clause that says so.
        clause: Id<Provision>,
    },
    /// What a state promised an outsider before it was bound by the other text stands; it has to remove what is incompatible
    /// (Treaty on the Functioning of the European Union, art. 351).
    EarlierWithOutsider {
        /// The clause that says so.
        clause: Id<Provision>,
    },
    /// Both states are party to it, and only one of them to the other (VCLT art. 30(4)(b)).
    CommonText,
    /// It is the later one and every party of the earlier is party to it: the earlier is ended if that was meant or the two cannot
    /// stand together (VCLT art. 59), and otherwise applies as far as it is compatible (art. 30(3)).
    LaterOfAllParties,
    /// It is the later one and both states are party to both, with others in the earlier alone (VCLT art. 30(4)(a)).
    LaterOfBoth,
    /// They were adopted on one day: whether one is special and the other general is a matter of appreciation.
    SameDay,
}

impl PriorityGround {
    /// A word for it, such as `common_text`.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::SameText => "same_text",
            Self::TwoLaws => "two_laws",
            Self::OwnLaw { .. } => "own_law",
            Self::NoCommonText => "no_common_text",
            Self::OnlyOneBinds { .. } => "only_one_binds",
            Self::OverEveryAgreement { .. } => "over_every_agreement",
            Self::OtherSubject => "other_subject",
            Self::SubjectTo { .. } => "subject_to",
            Self::Supremacy { .. } => "supremacy",
            Self::EarlierWithOutsider { .. } => "earlier_with_outsider",
            Self::CommonText => "common_text",
            Self::LaterOfAllParties => "later_of_all_parties",
            Self::LaterOfBoth => "later_of_both",
            Self::SameDay => "same_day",
        }
    }
}

/// What is not known, and keeps it open which of two texts prevails.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PriorityDoubt {
    /// Whether the text binds the state on the day.
    Bound {
        /// Which state.
        state: Id<State>,
        /// Which text.
        text: Id<Treaty>,
    },
    /// Which of the two was adopted first.
    Adopted,
    /// Whether they are on the same subject-matter: they share no field, and not all is read of them.
    Subject,
    /// Whether this clause stands, or reaches the other text.
    Clause {
        /// Which.
        clause: Id<Provision>,
    },
}
