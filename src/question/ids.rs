//! Which records a question names; one that names something of another world is refused.

use super::{DateOf, Question};
use crate::model::{AnyId, RecordId, Tables};

impl Question {
    /// Refuses a question that names something of another world.
    #[track_caller]
    pub(crate) fn check(&self, tables: &Tables) {
        if let Some(scenario) = self.scenario() {
            scenario.check(tables);
        }
        for id in self.records() {
            tables.check(id);
        }
    }

    /// The records that it names, those of its hypothesis left out.
    fn records(&self) -> Vec<RecordId> {
        match self {
            Self::Members { organization, status: _ } => vec![organization.record()],
            Self::Parties { treaty, status: _ } => vec![treaty.record()],
            Self::Memberships { entity } | Self::Name { entity } => vec![entity.record()],
            Self::IsMember { entity, body } | Self::Periods { entity, body, .. } => {
                vec![entity.record(), body.record()]
            }
            Self::MustExit { members_of, entity, exit, scenario: _ } => {
                let members_of = members_of.map(AnyId::record);
                let others = entity.map(AnyId::record).into_iter().chain(exit.map(AnyId::record));
                members_of.into_iter().chain(others).collect()
            }
            Self::Vetoes { .. } | Self::Same { .. } => Vec::new(),
            Self::Obligations { by, toward, duty: _ } => {
                by.map(AnyId::record).into_iter().chain(toward.map(AnyId::record)).collect()
            }
            Self::Bonds { a, b } => vec![a.record(), b.record()],
            Self::Dates(dates) => dates.records(),
            Self::InBoth { a, b } | Self::InEither { a, b } | Self::ButNot { a, b } => {
                vec![a.record(), b.record()]
            }
            Self::Changes { body, from: _, to: _ } => vec![body.record()],
        }
    }
}

impl DateOf {
    fn records(&self) -> Vec<RecordId> {
        match self {
            Self::Joined { entity, body } | Self::Left { entity, body } => {
                vec![entity.record(), body.record()]
            }
            Self::SignedBy { entity, treaty } => vec![entity.record(), treaty.record()],
            Self::Signed { instrument } | Self::InForce { instrument } => {
                vec![instrument.record()]
            }
            Self::Exit { state, body, notice: _ } => vec![state.record(), body.record()],
        }
    }
}
