//! The questions about the sources that an answer cannot do without.

use super::Question;
use crate::model::{AnyId, Claim, RecordId};
use crate::scenario::Scenario;
use crate::{BodyId, EntityId, Id, State};

/// What could not be said without some source.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NeededFor {
    /// That somebody is in a body.
    Membership {
        /// Who.
        entity: EntityId,
        /// In what.
        body: BodyId,
    },
    /// The verdict on a state, if something changed, and what it must leave.
    Verdict {
        /// Which state.
        state: Id<State>,
        /// What would change.
        scenario: Scenario,
    },
    /// The verdict on what somebody said.
    Claim {
        /// Which claim.
        claim: Id<Claim>,
    },
}

impl NeededFor {
    /// The hypothesis, if it has one.
    pub(crate) const fn scenario(&self) -> Option<&Scenario> {
        match self {
            Self::Verdict { scenario, .. } => Some(scenario),
            Self::Membership { .. } | Self::Claim { .. } => None,
        }
    }

    /// The records that it names, those of its hypothesis left out.
    pub(super) fn records(&self) -> Vec<RecordId> {
        match self {
            Self::Membership { entity, body } => vec![entity.record(), body.record()],
            Self::Verdict { state, scenario: _ } => vec![state.record()],
            Self::Claim { claim } => vec![claim.record()],
        }
    }
}

impl Question {
    /// Without which sources would it not be said that somebody is in a body?
    pub fn sources_needed_for_membership(
        entity: impl Into<EntityId>,
        body: impl Into<BodyId>,
    ) -> Self {
        Self::SourcesNeeded(NeededFor::Membership { entity: entity.into(), body: body.into() })
    }

    /// Without which sources would the verdict on a state be another one, if something changed?
    pub fn sources_needed_for_verdict(state: Id<State>, scenario: impl Into<Scenario>) -> Self {
        Self::SourcesNeeded(NeededFor::Verdict { state, scenario: scenario.into() })
    }

    /// Without which sources would the verdict on what somebody said be another one?
    pub const fn sources_needed_for_claim(claim: Id<Claim>) -> Self {
        Self::SourcesNeeded(NeededFor::Claim { claim })
    }
}
