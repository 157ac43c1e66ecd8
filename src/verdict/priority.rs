//! Which of two texts goes first between two states, by what step, and what keeps it open.

use crate::base::words;
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
    /// The step by itself, without what it rests on.
    pub const fn step(&self) -> PriorityStep {
        match self {
            Self::SameText => PriorityStep::SameText,
            Self::TwoLaws => PriorityStep::TwoLaws,
            Self::OwnLaw { .. } => PriorityStep::OwnLaw,
            Self::NoCommonText => PriorityStep::NoCommonText,
            Self::OnlyOneBinds { .. } => PriorityStep::OnlyOneBinds,
            Self::OverEveryAgreement { .. } => PriorityStep::OverEveryAgreement,
            Self::OtherSubject => PriorityStep::OtherSubject,
            Self::SubjectTo { .. } => PriorityStep::SubjectTo,
            Self::Supremacy { .. } => PriorityStep::Supremacy,
            Self::EarlierWithOutsider { .. } => PriorityStep::EarlierWithOutsider,
            Self::CommonText => PriorityStep::CommonText,
            Self::LaterOfAllParties => PriorityStep::LaterOfAllParties,
            Self::LaterOfBoth => PriorityStep::LaterOfBoth,
            Self::SameDay => PriorityStep::SameDay,
        }
    }

    /// A word for it, such as `common_text`.
    pub const fn code(&self) -> &'static str {
        self.step().as_str()
    }

    /// The clause by which it is decided, where it is decided by one.
    pub const fn clause(&self) -> Option<Id<Provision>> {
        match self {
            Self::OverEveryAgreement { clause }
            | Self::SubjectTo { clause }
            | Self::Supremacy { clause }
            | Self::EarlierWithOutsider { clause } => Some(*clause),
            Self::SameText
            | Self::TwoLaws
            | Self::OwnLaw { .. }
            | Self::NoCommonText
            | Self::OnlyOneBinds { .. }
            | Self::OtherSubject
            | Self::CommonText
            | Self::LaterOfAllParties
            | Self::LaterOfBoth
            | Self::SameDay => None,
        }
    }
}

/// A step by which it is decided which of two texts prevails, in a word.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PriorityStep {
    /// It is one text.
    SameText,
    /// Both are laws of states.
    TwoLaws,
    /// A state's own law yields to a treaty (VCLT art. 27).
    OwnLaw,
    /// Neither text binds both states (VCLT art. 34).
    NoCommonText,
    /// One of the texts binds neither of them (VCLT art. 34).
    OnlyOneBinds,
    /// Obligations under it prevail over every other agreement (Charter of the United Nations, art. 103).
    OverEveryAgreement,
    /// They are not on the same subject-matter (VCLT art. 30(1)).
    OtherSubject,
    /// The other says that it is subject to it (VCLT art. 30(2)).
    SubjectTo,
    /// A clause of it says so among those whom it binds (VCLT art. 34).
    Supremacy,
    /// An earlier promise to an outsider stands (Treaty on the Functioning of the European Union, art. 351).
    EarlierWithOutsider,
    /// It is the text that both are in (VCLT art. 30(4)(b)).
    CommonText,
    /// It is later, with every party of the earlier (VCLT art. 59, 30(3)).
    LaterOfAllParties,
    /// It is later, and both are in both (VCLT art. 30(4)(a)).
    LaterOfBoth,
    /// They were adopted on one day.
    SameDay,
}

words! {
    PriorityStep, "step by which a text prevails":
    SameText = "same_text",
    TwoLaws = "two_laws",
    OwnLaw = "own_law",
    NoCommonText = "no_common_text",
    OnlyOneBinds = "only_one_binds",
    OverEveryAgreement = "over_every_agreement",
    OtherSubject = "other_subject",
    SubjectTo = "subject_to",
    Supremacy = "supremacy",
    EarlierWithOutsider = "earlier_with_outsider",
    CommonText = "common_text",
    LaterOfAllParties = "later_of_all_parties",
    LaterOfBoth = "later_of_both",
    SameDay = "same_day",
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
