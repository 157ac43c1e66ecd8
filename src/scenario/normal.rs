//! The normal form of a hypothesis: the same question in plain terms, whoever wrote it down and in whatever order.

use super::{AssumedFact, Assumption, Change, Changed, Scenario};
use crate::model::{LinkRole, Tables};
use crate::{BodyId, EntityId, Id, InstrumentId, State};

impl Scenario {
    /// The same hypothesis in plain terms.
    ///
    /// Lists whose order means nothing are sorted by key, and assumptions by whom they are about; what is held through a
    /// membership is left by leaving the organization; whoever is granted a grade that binds joins. It is its own normal form.
    ///
    /// Cost: O(n log n) in what the hypothesis lists; for leaving a treaty, and for a grade, O(links) besides.
    ///
    /// # Panics
    ///
    /// If it names something of another world.
    #[must_use]
    #[track_caller]
    pub fn normal(mut self, tables: &Tables) -> Self {
        self.check(tables);
        self.assumptions.sort_by(|a, b| place(tables, a).cmp(&place(tables, b)));
        for change in &mut self.changes {
            change.normalize(tables);
        }
        self
    }
}

impl Change {
    fn normalize(&mut self, tables: &Tables) {
        let by_key = |states: &mut Vec<Id<State>>| {
            states.sort_by(|a, b| tables.key_of(*a).cmp(tables.key_of(*b)));
            states.dedup();
        };
        match self {
            Self::Acquire { adopted_by: Some(states), .. } => by_key(states),
            Self::Conclude { parties, provisions, .. } => {
                by_key(parties);
                provisions.sort_unstable();
                provisions.dedup();
            }
            Self::Leave { body, .. } => *body = carrier(tables, *body),
            Self::GrantStatus { entity, body, status, effective } if status.is_binding() => {
                if let Some(state) = tables.typed::<State>(*entity) {
                    *self = Self::Join { state, body: *body, effective: *effective };
                }
            }
            Self::Acquire { adopted_by: None, .. }
            | Self::Join { .. }
            | Self::Enact { .. }
            | Self::Repeal { .. }
            | Self::GrantStatus { .. }
            | Self::HostBase { .. }
            | Self::Amend { .. } => {}
        }
    }
}

/// What one leaves in order to leave a body: the organization whose constituent or subsidiary text it is, else itself.
pub(crate) fn carrier(tables: &Tables, body: BodyId) -> BodyId {
    let BodyId::Treaty(treaty) = body else { return body };
    (tables.links.iter())
        .filter(|link| link.instrument == InstrumentId::from(treaty))
        .filter(|link| matches!(link.role, LinkRole::Constituent | LinkRole::Subsidiary))
        .min_by(|a, b| a.key.cmp(&b.key))
        .map_or(body, |link| link.organization.into())
}

/// The place of an assumption among others: whom it is about, which sort it is, the other side, and on whose word.
fn place<'a>(
    tables: &'a Tables,
    assumption: &'a Assumption,
) -> (&'a str, u8, &'a str, bool, Option<&'a str>) {
    let key = |entity: EntityId| tables.key_of(entity);
    let of = |changed: &'a Changed| changed.key(tables);
    let (about, sort, other) = match &assumption.fact {
        AssumedFact::Opposed { a, b } => (of(a), 0, of(b)),
        AssumedFact::Hostility { a, b } => (key((*a).into()), 1, key((*b).into())),
        AssumedFact::Unsettled { state, body } => (key((*state).into()), 2, key(body.entity())),
        AssumedFact::DirectedAgainst { what, against } => (of(what), 3, key(*against)),
    };
    (about, sort, other, assumption.contested, assumption.source.as_deref())
}
