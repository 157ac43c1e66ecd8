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

impl Change {
    /// The records that it names.
    pub(crate) fn records(&self) -> Vec<RecordId> {
        match self {
            Self::Acquire { body, provision: _, adopted_by, effective: _ } => {
                let adopters = adopted_by.iter().flatten().map(|state| state.record());
                adopters.chain([body.record()]).collect()
            }
            Self::Join { state, body, effective: _ }
            | Self::Leave { state, body, notice: _, effective: _ } => {
                vec![state.record(), body.record()]
            }
            Self::Conclude { treaty: _, parties, provisions: _, effective: _ } => {
                parties.iter().map(|state| state.record()).collect()
            }
            Self::Enact { state, bars: _, rank: _, effective: _ } => vec![state.record()],
            Self::Repeal { state, provision, effective: _ } => {
                vec![state.record(), provision.record()]
            }
            Self::GrantStatus { entity, body, status: _, effective: _ } => {
                vec![entity.record(), body.record()]
            }
            Self::HostBase { host, sender, effective: _ } => vec![host.record(), sender.record()],
            Self::Amend { provision, to: _, effective: _ } => vec![provision.record()],
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
