//! A day remembered: what is asked of a view again and again is worked out once, and lent to all that ask on the same day.
//!
//! What an answer, its caveats, its deliberation and its alternatives share is what stands on record: whatever earlier changes leave is
//! laid over it by the [situation](super::Situation). A day remembers nothing that depends on a reading or on an assumption.

use std::sync::OnceLock;

use crate::model::RelationKind;
use crate::world::View;
use crate::{EntityId, Id, Provision, State, Truth};

/// The provisions that bind a state on the day, possibly or for certain, by key.
pub(super) type Binding = Vec<(Id<Provision>, Truth)>;

/// What is remembered of a day.
#[derive(Debug)]
pub(crate) struct Day<'w> {
    /// Of which view.
    view: View<'w>,
    /// By number of the state, the provisions that bind it and that some rule may hold against a change.
    tested: Box<[OnceLock<Binding>]>,
    /// Who is hostile to whom, possibly or for certain: each pair both ways, sorted.
    enemies: OnceLock<Vec<(EntityId, EntityId)>>,
}

impl<'w> Day<'w> {
    /// Nothing yet.
    pub(crate) fn of(view: View<'w>) -> Self {
        let tested = std::iter::repeat_with(OnceLock::new).take(view.world().n_states()).collect();
        Self { view, tested, enemies: OnceLock::new() }
    }

    /// Of which view.
    pub(crate) const fn view(&self) -> View<'w> {
        self.view
    }

    /// The provisions that bind a state and that some rule may hold against a change.
    pub(super) fn tested(&self, state: Id<State>, find: impl FnOnce() -> Binding) -> Option<&Binding> {
        let number = self.view.world().index().number(state.into());
        Some(self.tested.get(number)?.get_or_init(find))
    }

    /// Whoever is hostile to somebody on record, possibly or for certain.
    pub(super) fn enemies_of(&self, who: EntityId) -> impl Iterator<Item = EntityId> {
        let pairs = self.enemies.get_or_init(|| {
            let relations = self.view.world().tables().relations.entries();
            let hostile = relations.filter(|(id, relation)| {
                relation.kind == RelationKind::Hostility
                    && self.view.truth_of_relation(*id).is_possible()
            });
            let both_ways = hostile.flat_map(|(_, relation)| {
                let (one, other) = (relation.subject, relation.object);
                [(one, other), (other, one)]
            });
            let mut pairs: Vec<(EntityId, EntityId)> = both_ways.collect();
            pairs.sort_unstable();
            pairs.dedup();
            pairs
        });
        let from = pairs.partition_point(|(one, _)| *one < who);
        pairs[from..].iter().take_while(move |(one, _)| *one == who).map(|(_, other)| *other)
    }
}
