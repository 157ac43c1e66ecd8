//! What the programs of a deliberation speak about: commitments, hypotheses, contingencies, and what follows from them.

use std::cmp::Ordering;

use crate::model::{AnyId, EffectKind, RecordId};
use crate::scenario::Changed;
use crate::verdict::Clause;
use crate::world::World;
use crate::{BodyId, EntityId, Id, InstrumentId, Provision, State};

/// Something that a state can give up.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Commitment {
    /// Its participation in an organization or treaty.
    Holds {
        /// Who.
        state: Id<State>,
        /// In what.
        body: BodyId,
    },
    /// A provision of its own law.
    Law {
        /// Whose.
        state: Id<State>,
        /// Which: on record, or enacted by the hypothesis itself.
        provision: Clause,
    },
}

impl Commitment {
    /// Whose it is.
    pub const fn state(&self) -> Id<State> {
        match self {
            Self::Holds { state, .. } | Self::Law { state, .. } => *state,
        }
    }

    /// The participation, if it is one.
    pub const fn body(&self) -> Option<BodyId> {
        match self {
            Self::Holds { body, .. } => Some(*body),
            Self::Law { .. } => None,
        }
    }
}

/// Something on which an answer is contingent: it is neither recorded for certain nor put by the question.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Contingency {
    /// An ambiguous provision is read in this way.
    Reading {
        /// Which provision.
        provision: Id<Provision>,
        /// How.
        reading: Box<str>,
    },
    /// What changes is directed against somebody.
    DirectedAgainst {
        /// What.
        what: Changed,
        /// Against whom.
        against: EntityId,
    },
    /// Two organizations or treaties have contrary aims.
    Opposed {
        /// The one.
        a: Changed,
        /// The other.
        b: Changed,
    },
    /// Two are hostile to each other.
    Hostility {
        /// The one.
        a: EntityId,
        /// The other.
        b: EntityId,
    },
    /// What has a clause on mutual defence, but is no alliance by its purpose, counts as one.
    CountsAsAlliance {
        /// What.
        what: Changed,
    },
    /// A pact of two counts as a military alliance.
    CountsPactOfTwo {
        /// Which.
        what: Changed,
    },
    /// Somebody takes part in a body, which is uncertain or contested.
    TakesPart {
        /// Who.
        member: EntityId,
        /// In what.
        body: BodyId,
    },
    /// Somebody takes no part in a body, which is uncertain or contested.
    StaysOut {
        /// Who.
        member: EntityId,
        /// In what.
        body: BodyId,
    },
    /// A provision stands, which is uncertain or contested.
    Stands {
        /// Which.
        provision: Id<Provision>,
    },
    /// The law that a change of the hypothesis enacts has taken effect in time, which is uncertain.
    Enacted {
        /// Whose law.
        state: Id<State>,
        /// The number of the change.
        change: usize,
    },
    /// What an earlier change of the hypothesis has a body agree has taken effect in time, which is uncertain.
    Agreed {
        /// In what.
        body: BodyId,
        /// What sort of clause it is.
        kind: EffectKind,
    },
    /// More than two are in the new circle, which is uncertain.
    MoreThanTwo {
        /// Whose circle.
        what: Changed,
    },
    /// Somebody is in the new circle who is not on its incomplete record.
    BeyondRecord {
        /// Whose circle.
        what: Changed,
    },
    /// What changes brings mutual defence, which is uncertain.
    BringsDefence {
        /// What.
        what: Changed,
    },
    /// Every party has approved a political text by the day, so that it binds as law.
    Approved {
        /// The text.
        text: InstrumentId,
    },
    /// A savings clause that would settle it does not stand.
    Unsaved {
        /// The clause.
        clause: Id<Provision>,
    },
    /// Somebody attacks somebody.
    Attack {
        /// Who.
        attacker: EntityId,
        /// Whom.
        victim: EntityId,
    },
    /// Something that a rule of the caller depends on, in words.
    Named(Box<str>),
}

/// A statement of a deliberation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Statement {
    /// A state has a commitment.
    Commitment(Commitment),
    /// A change binds a state.
    Bound {
        /// Whom.
        state: Id<State>,
        /// The number of the change.
        change: usize,
    },
    /// Something on which the answer is contingent.
    If(Contingency),
    /// A provision binds a state, by whatever keeps it alive.
    Alive {
        /// Whom.
        state: Id<State>,
        /// Which: on record, or agreed by the hypothesis itself.
        provision: Clause,
    },
    /// Something that follows by a rule of the caller, in words.
    Named(Box<str>),
}

impl From<Commitment> for Statement {
    fn from(commitment: Commitment) -> Self {
        Self::Commitment(commitment)
    }
}

impl From<Contingency> for Statement {
    fn from(contingency: Contingency) -> Self {
        Self::If(contingency)
    }
}

impl Statement {
    /// The commitment that it says a state has.
    pub(crate) const fn commitment(&self) -> Option<&Commitment> {
        if let Self::Commitment(commitment) = self { Some(commitment) } else { None }
    }

    /// What it supposes, where it is something on which the answer is contingent.
    pub(crate) const fn contingency(&self) -> Option<&Contingency> {
        if let Self::If(contingency) = self { Some(contingency) } else { None }
    }

    /// Refuses a statement that names something of another world.
    #[track_caller]
    pub(crate) fn check(&self, world: &World) {
        let records = match self {
            Self::Commitment(commitment) => commitment.records(),
            Self::Bound { state, change: _ } => vec![state.record()],
            Self::If(contingency) => contingency.records(),
            Self::Alive { state, provision } => {
                let recorded = provision.recorded().map(AnyId::record);
                recorded.into_iter().chain([state.record()]).collect()
            }
            Self::Named(_) => Vec::new(),
        };
        world.own_all(records);
    }
}

impl Contingency {
    /// The records that it names.
    fn records(&self) -> Vec<RecordId> {
        match self {
            Self::Reading { provision, reading: _ }
            | Self::Stands { provision }
            | Self::Unsaved { clause: provision } => vec![provision.record()],
            Self::Approved { text } => vec![text.entity().record()],
            Self::DirectedAgainst { what, against } => {
                what.record().into_iter().chain([against.record()]).collect()
            }
            Self::Opposed { a, b } => a.record().into_iter().chain(b.record()).collect(),
            Self::Hostility { a, b } | Self::Attack { attacker: a, victim: b } => {
                vec![a.record(), b.record()]
            }
            Self::CountsAsAlliance { what }
            | Self::CountsPactOfTwo { what }
            | Self::MoreThanTwo { what }
            | Self::BeyondRecord { what }
            | Self::BringsDefence { what } => what.record().into_iter().collect(),
            Self::TakesPart { member, body } | Self::StaysOut { member, body } => {
                vec![member.record(), body.record()]
            }
            Self::Enacted { state, change: _ } => vec![state.record()],
            Self::Agreed { body, .. } => vec![body.record()],
            Self::Named(_) => Vec::new(),
        }
    }

    /// A word for the sort of contingency.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Reading { .. } => "reading",
            Self::DirectedAgainst { .. } => "directed_against",
            Self::Opposed { .. } => "opposed",
            Self::Hostility { .. } => "hostility",
            Self::CountsAsAlliance { .. } => "counts_as_alliance",
            Self::CountsPactOfTwo { .. } => "counts_pact_of_two",
            Self::TakesPart { .. } => "takes_part",
            Self::StaysOut { .. } => "stays_out",
            Self::Stands { .. } => "stands",
            Self::Enacted { .. } => "enacted",
            Self::Agreed { .. } => "agreed",
            Self::MoreThanTwo { .. } => "more_than_two",
            Self::BeyondRecord { .. } => "beyond_record",
            Self::BringsDefence { .. } => "brings_defence",
            Self::Approved { .. } => "approved",
            Self::Unsaved { .. } => "unsaved",
            Self::Attack { .. } => "attack",
            Self::Named(_) => "named",
        }
    }

    /// Its keys, for sorting and for the JSON form: what it is about, and the other side of it.
    pub fn keys<'a>(&'a self, world: &'a World) -> (&'a str, &'a str) {
        match self {
            Self::Reading { provision, reading } => (&world[*provision].key, reading),
            Self::DirectedAgainst { what, against } => {
                (what.key(world.tables()), world.key(*against))
            }
            Self::Opposed { a, b } => (a.key(world.tables()), b.key(world.tables())),
            Self::Hostility { a, b } => (world.key(*a), world.key(*b)),
            Self::CountsAsAlliance { what }
            | Self::CountsPactOfTwo { what }
            | Self::MoreThanTwo { what }
            | Self::BeyondRecord { what }
            | Self::BringsDefence { what } => (what.key(world.tables()), ""),
            Self::TakesPart { member, body } | Self::StaysOut { member, body } => {
                (world.key(*member), world.key(*body))
            }
            Self::Enacted { state, .. } => (world.key(*state), ""),
            Self::Agreed { body, kind } => (world.key(*body), kind.as_str()),
            Self::Stands { provision } | Self::Unsaved { clause: provision } => {
                (&world[*provision].key, "")
            }
            Self::Approved { text } => (world.key(text.entity()), ""),
            Self::Attack { attacker, victim } => (world.key(*attacker), world.key(*victim)),
            Self::Named(words) => (words, ""),
        }
    }
}

impl Commitment {
    /// The records that it names.
    pub(crate) fn records(&self) -> Vec<RecordId> {
        match self {
            Self::Holds { state, body } => vec![state.record(), body.record()],
            Self::Law { state, provision } => provision
                .recorded()
                .map(AnyId::record)
                .into_iter()
                .chain([state.record()])
                .collect(),
        }
    }

    /// Its keys: whose, and what.
    pub fn keys<'a>(&self, world: &'a World) -> (&'a str, &'a str) {
        match self {
            Self::Holds { state, body } => (world.key(*state), world.key(*body)),
            Self::Law { state, provision } => (world.key(*state), provision.key(world.tables())),
        }
    }
}

/// The order of statements: by sort, then by keys, so that it does not depend on the order in which anything was recorded.
pub(super) fn order<'a>(world: &'a World, a: &'a Statement, b: &'a Statement) -> Ordering {
    // By sort, by a word of the sort, by keys, by the number of the change.
    let place = |statement: &'a Statement| match statement {
        Statement::Commitment(one @ Commitment::Holds { .. }) => (0, "", one.keys(world), 0),
        Statement::Commitment(one @ Commitment::Law { .. }) => (1, "", one.keys(world), 0),
        Statement::Bound { state, change } => (2, "", (world.key(*state), ""), *change),
        Statement::If(one) => (3, one.as_str(), one.keys(world), 0),
        Statement::Alive { state, provision } => {
            (4, "", (world.key(*state), provision.key(world.tables())), 0)
        }
        Statement::Named(words) => (5, "", (&**words, ""), 0),
    };
    // What is the same by keys: of two laws that the hypothesis enacts, that of the first change.
    place(a).cmp(&place(b)).then_with(|| a.cmp(b))
}
