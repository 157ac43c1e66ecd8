//! What else can be done, as data: who stays out, leaves, consents, waives or amends what, what that removes, and who can block it.

use crate::base::words;
use crate::rules::Veto;
use crate::scenario::Changed;
use crate::time::Date;
use crate::verdict::Clause;
use crate::world::World;
use crate::{BodyId, Id, InstrumentId, Provision, State};

/// The sorts of alternative, as the semantics number them: A1 stay out, A2 leave what changes, A3 exit the conflicting
/// commitment, A4 amend it, A5 change the domestic rule, A6 weaken the change, A7 consent, waiver or interpretive declaration,
/// A8 restrict the pact, A9 wait for lapse, A10 dissolve by common consent, X9 use a right to leave that was reserved.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the sorts are described together")]
#[non_exhaustive]
pub enum AlternativeKind {
    A1,
    A2,
    A3,
    A4,
    A5,
    A6,
    A7,
    A8,
    A9,
    A10,
    X9,
}

words! {
    AlternativeKind, "alternative":
    A1 = "A1",
    A2 = "A2",
    A3 = "A3",
    A4 = "A4",
    A5 = "A5",
    A6 = "A6",
    A7 = "A7",
    A8 = "A8",
    A9 = "A9",
    A10 = "A10",
    X9 = "X9",
}

/// What could be done instead of the exits and changes of law, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Measure {
    /// A state that would join something, conclude it or let forces in does not.
    Refrain {
        /// Who.
        state: Id<State>,
        /// From what.
        with: Changed,
    },
    /// A state does not adopt what the others adopt: an amendment binds those alone who agree to it, unless the text says otherwise
    /// (VCLT art. 40(4)).
    StayOut {
        /// Who.
        state: Id<State>,
    },
    /// A state leaves what changes before the change takes effect.
    LeaveBefore {
        /// Who.
        state: Id<State>,
        /// What changes.
        with: Changed,
        /// By which day it can be out; `None`: on no known day.
        by: Option<Date>,
    },
    /// A state leaves what changes by a right that it reserved.
    UseReservedExit {
        /// Who.
        state: Id<State>,
        /// What changes.
        with: Changed,
        /// The reservation.
        right: Id<Provision>,
    },
    /// A state leaves what conflicts with the change.
    Leave {
        /// Who.
        state: Id<State>,
        /// What, by key.
        bodies: Vec<BodyId>,
    },
    /// A state leaves what asks for a consent, before it would need that consent.
    LeaveFirst {
        /// Who.
        state: Id<State>,
        /// What, by key.
        bodies: Vec<BodyId>,
    },
    /// A conflicting text is amended.
    Amend {
        /// Which provision of it.
        provision: Id<Provision>,
    },
    /// A state repeals or amends its own law.
    ChangeLaw {
        /// Who.
        state: Id<State>,
        /// Which provision of it.
        provision: Id<Provision>,
    },
    /// Consultation takes the place of mutual defence.
    Weaken,
    /// A state obtains the consent that a provision asks for.
    ObtainConsent {
        /// Who.
        state: Id<State>,
        /// Which provision.
        provision: Id<Provision>,
    },
    /// The parties declare how an ambiguous provision is to be read.
    Declare {
        /// Which provision.
        provision: Id<Provision>,
        /// How.
        reading: Box<str>,
    },
    /// The other parties waive a provision, as a clause on consent of the same text lets them.
    Waive {
        /// Which.
        provision: Id<Provision>,
    },
    /// The pact is restricted to those who can make it.
    Restrict {
        /// Among whom, by key.
        circle: Vec<Id<State>>,
        /// Who is left out of those whom the change would bind, by key.
        without: Vec<Id<State>>,
    },
    /// What lapses by itself is waited for.
    AwaitLapse {
        /// What.
        body: BodyId,
        /// When it lapses.
        on: Date,
    },
    /// The parties end the text by common consent (VCLT art. 54(b)).
    End {
        /// Which text.
        text: InstrumentId,
    },
}

impl Measure {
    /// Which sort of alternative it is.
    pub const fn kind(&self) -> AlternativeKind {
        match self {
            Self::Refrain { .. } | Self::StayOut { .. } => AlternativeKind::A1,
            Self::LeaveBefore { .. } => AlternativeKind::A2,
            Self::UseReservedExit { .. } => AlternativeKind::X9,
            Self::Leave { .. } | Self::LeaveFirst { .. } => AlternativeKind::A3,
            Self::Amend { .. } => AlternativeKind::A4,
            Self::ChangeLaw { .. } => AlternativeKind::A5,
            Self::Weaken => AlternativeKind::A6,
            Self::ObtainConsent { .. } | Self::Declare { .. } | Self::Waive { .. } => {
                AlternativeKind::A7
            }
            Self::Restrict { .. } => AlternativeKind::A8,
            Self::AwaitLapse { .. } => AlternativeKind::A9,
            Self::End { .. } => AlternativeKind::A10,
        }
    }

    /// Its keys, for sorting: by whom, and of what.
    pub(super) fn keys<'w>(&self, world: &'w World) -> Vec<&'w str> {
        let provision = |id: &Id<Provision>| &*world[*id].key;
        let bodies = |bodies: &[BodyId]| bodies.iter().map(|body| world.key(*body)).collect();
        match self {
            Self::Refrain { state, .. }
            | Self::StayOut { state }
            | Self::LeaveBefore { state, .. } => {
                vec![world.key(*state)]
            }
            Self::UseReservedExit { state, right: of, .. }
            | Self::ChangeLaw { state, provision: of }
            | Self::ObtainConsent { state, provision: of } => {
                vec![world.key(*state), provision(of)]
            }
            Self::Leave { state, bodies: of } | Self::LeaveFirst { state, bodies: of } => {
                let mut keys: Vec<&str> = bodies(of);
                keys.insert(0, world.key(*state));
                keys
            }
            Self::Amend { provision: of }
            | Self::Waive { provision: of }
            | Self::Declare { provision: of, .. } => vec![provision(of)],
            Self::Weaken => Vec::new(),
            Self::Restrict { circle, .. } => circle.iter().map(|one| world.key(*one)).collect(),
            Self::AwaitLapse { body, .. } => vec![world.key(*body)],
            Self::End { text } => vec![world.key(text.entity())],
        }
    }
}

/// Something else that could be done; in words, [`Alternative::tell`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Alternative {
    /// What is done, and by whom.
    pub measure: Measure,
    /// Who no longer conflicts by which provision, by state and key.
    pub removes: Vec<(Id<State>, Clause)>,
    /// Who could block it, by step and key.
    pub vetoes: Vec<Veto>,
}

impl Alternative {
    /// Which sort it is.
    pub const fn kind(&self) -> AlternativeKind {
        self.measure.kind()
    }
}
