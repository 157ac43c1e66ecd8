//! What is held already: a provision on record, a law that the hypothesis itself enacts, or what it has a body agree.

use serde::{Deserialize, Serialize};

use crate::model::{EffectKind, Tables};
use crate::{Id, Provision};

/// A provision that a new commitment is held against: recorded, or brought about by an earlier change of the same hypothesis.
///
/// Rules name provisions (`P`) by id, proofs by key; [`map`](Self::map) goes from the one to the other.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[expect(clippy::exhaustive_enums, reason = "a provision is on record, or it is not")]
pub enum Clause<P = Id<Provision>> {
    /// A provision on record.
    Recorded(P),
    /// The law that a change of the hypothesis enacts; it has no key.
    Enacted {
        /// The number of the change.
        change: usize,
    },
    /// What a change of the hypothesis gives to a body, its mutual defence or a bar; it has no key either.
    Agreed {
        /// The number of the change.
        change: usize,
        /// What sort it is.
        kind: EffectKind,
    },
}

impl<P> Clause<P> {
    /// The same clause by another name.
    pub fn map<Q>(&self, provision: impl Fn(&P) -> Q) -> Clause<Q> {
        match self {
            Self::Recorded(recorded) => Clause::Recorded(provision(recorded)),
            Self::Enacted { change } => Clause::Enacted { change: *change },
            Self::Agreed { change, kind } => Clause::Agreed { change: *change, kind: *kind },
        }
    }
}

/// What a change brings that is held against something that a state has: a provision of a text that is joined, or one that the
/// question itself words.
///
/// Rules name provisions (`P`) by id, proofs by key; [`map`](Self::map) goes from the one to the other.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[expect(clippy::exhaustive_enums, reason = "a provision is on record, or it is not")]
pub enum Brought<P = Id<Provision>> {
    /// A provision on record.
    Recorded(P),
    /// A provision that the question words; it has no key.
    Worded {
        /// Its place among those of the change.
        number: usize,
        /// What sort it is.
        kind: EffectKind,
    },
}

impl<P> Brought<P> {
    /// The same by another name.
    pub fn map<Q>(&self, provision: impl Fn(&P) -> Q) -> Brought<Q> {
        match self {
            Self::Recorded(recorded) => Brought::Recorded(provision(recorded)),
            Self::Worded { number, kind } => Brought::Worded { number: *number, kind: *kind },
        }
    }
}

impl Brought {
    /// The provision, if it is on record.
    pub const fn recorded(&self) -> Option<Id<Provision>> {
        match self {
            Self::Recorded(id) => Some(*id),
            Self::Worded { .. } => None,
        }
    }

    /// Its key, if it is on record.
    pub fn key<'a>(&self, tables: &'a Tables) -> Option<&'a str> {
        Some(&tables.provisions.get(self.recorded()?)?.key)
    }
}

impl Clause {
    /// What answers call a law that the hypothesis itself enacts.
    pub const ENACTED: &'static str = "enacted";

    /// What answers call what the hypothesis itself agrees.
    pub const AGREED: &'static str = "agreed";

    /// The provision, if it is on record.
    pub const fn recorded(&self) -> Option<Id<Provision>> {
        match self {
            Self::Recorded(id) => Some(*id),
            Self::Enacted { .. } | Self::Agreed { .. } => None,
        }
    }

    /// The key that answers name it by; [`ENACTED`](Self::ENACTED) or [`AGREED`](Self::AGREED) for what has none.
    pub fn key<'a>(&self, tables: &'a Tables) -> &'a str {
        let unrecorded = match self {
            Self::Agreed { .. } => Self::AGREED,
            Self::Recorded(_) | Self::Enacted { .. } => Self::ENACTED,
        };
        self.recorded_key(tables).unwrap_or(unrecorded)
    }

    /// Its place in the order of answers: what the question brings about by its change, then what is recorded by its key.
    pub(crate) fn place<'a>(&self, tables: &'a Tables) -> (Option<&'a str>, usize) {
        let change = match self {
            Self::Recorded(_) => 0,
            Self::Enacted { change } | Self::Agreed { change, .. } => *change,
        };
        (self.recorded_key(tables), change)
    }

    fn recorded_key<'a>(&self, tables: &'a Tables) -> Option<&'a str> {
        let provision = tables.provisions.get(self.recorded()?)?;
        Some(&provision.key)
    }
}

impl<P> From<P> for Clause<P> {
    fn from(recorded: P) -> Self {
        Self::Recorded(recorded)
    }
}
