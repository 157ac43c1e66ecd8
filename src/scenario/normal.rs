//! The normal form of a hypothesis: the same question in plain terms, whoever wrote it down and in whatever order.

use super::{AssumedFact, Assumption, Change, Changed, Scenario};
use crate::model::{LinkRole, Tables};
use crate::time::Date;
use crate::{BodyId, EntityId, Id, InstrumentId, State};

impl Scenario {
    /// The same hypothesis in plain terms.
    ///
    /// Lists whose order means nothing are sorted by key, and assumptions by whom they are about; what is held through a
    /// membership is left by leaving the organization; whoever is granted a grade that binds joins. Changes that have a day stand in the
    /// order of their days, in the places that such changes have in the list; the others, and those of one day, follow one another as
    /// they are listed. It is its own normal form.
    ///
    /// Cost: O(n log n) in what the hypothesis lists; for leaving a treaty, and for a grade, O(links) besides, and O(spells)
    /// for leaving a treaty under a body.
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
        in_order_of_days(&mut self.changes);
        if let Some(keep) = &mut self.keep {
            keep.sort_by(|a, b| tables.key_of(a.entity()).cmp(tables.key_of(b.entity())));
            keep.dedup();
        }
        self
    }
}

/// Puts the changes that have a day in the order of their days; whatever has none keeps its place.
fn in_order_of_days(changes: &mut [Change]) {
    let day = |change: &Change| change.effective().map(Date::bounds);
    let places: Vec<usize> = (0..changes.len()).filter(|at| day(&changes[*at]).is_some()).collect();
    let mut dated: Vec<Change> = places.iter().map(|at| changes[*at].clone()).collect();
    dated.sort_by_key(day);
    for (at, change) in places.into_iter().zip(dated) {
        changes[at] = change;
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

/// What one leaves in order to leave a body: the organization whose constituent text it is, or subsidiary one without parties of its
/// own, else itself.
pub(crate) fn carrier(tables: &Tables, body: BodyId) -> BodyId {
    let BodyId::Treaty(treaty) = body else { return body };
    let has_parties = || tables.participations.iter().any(|row| tables.body(&row) == body);
    (tables.links.iter())
        .filter(|link| link.instrument == InstrumentId::from(treaty))
        .filter(|link| match link.role {
            LinkRole::Constituent => true,
            LinkRole::Subsidiary => !has_parties(),
            LinkRole::Foundation | LinkRole::Accession | LinkRole::Amendment => false,
        })
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
        AssumedFact::Attack { attacker, victim, .. } => {
            (key((*attacker).into()), 4, key((*victim).into()))
        }
    };
    (about, sort, other, assumption.contested, assumption.source.as_deref())
}
