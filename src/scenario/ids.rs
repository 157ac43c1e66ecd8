//! Which records a hypothesis names; one that names something of another world is refused.

use super::{AssumedFact, Change, Changed, Scenario};
use crate::model::{AnyId, RecordId, Tables};

impl Changed {
    /// The entity that it is, if it is one of a world.
    pub(crate) fn record(&self) -> Option<RecordId> {
        match self {
            Self::Entity(entity) => Some(entity.record()),
            Self::New(_) => None,
        }
    }
}

impl AssumedFact {
    /// The records that it names.
    pub(crate) fn records(&self) -> Vec<RecordId> {
        match self {
            Self::DirectedAgainst { what, against } => {
                what.record().into_iter().chain([against.record()]).collect()
            }
            Self::Opposed { a, b } => a.record().into_iter().chain(b.record()).collect(),
            Self::Hostility { a, b } => vec![a.record(), b.record()],
            Self::Attack { attacker, victim, since: _ } => {
                vec![attacker.record(), victim.record()]
            }
            Self::Unsettled { state, body } => vec![state.record(), body.record()],
        }
    }
}

impl Scenario {
    /// Refuses a hypothesis that names something of another world.
    #[track_caller]
    pub(crate) fn check(&self, tables: &Tables) {
        for id in self.changes.iter().flat_map(Change::records) {
            tables.check(id);
        }
        for id in self.assumptions.iter().flat_map(|assumption| assumption.fact.records()) {
            tables.check(id);
        }
        for state in self.notices.keys().chain(self.named.keys()) {
            tables.check(*state);
        }
        for body in self.keep.iter().flatten() {
            tables.check(*body);
        }
    }
}
