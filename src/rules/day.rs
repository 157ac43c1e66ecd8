//! A day remembered: what is asked of a view again and again is worked out once, and lent to all that ask on the same day.
//!
//! What an answer, its caveats, its deliberation and its alternatives share is what stands on record: whatever earlier changes leave is
//! laid over it by the [situation](super::Situation). A day remembers nothing that depends on a reading or on an assumption, and so the
//! world [keeps](crate::world::Memory) it for the next question.

use std::sync::Arc;

use crate::world::{Bound, Memory, View, With};
use crate::{BodyId, EntityId, Id, Provision, State, Truth};

/// What is remembered of a day.
#[derive(Debug)]
pub(crate) struct Day<'w> {
    /// Of which view.
    view: View<'w>,
    memory: Arc<Memory>,
}

impl<'w> Day<'w> {
    /// What the world remembers of it.
    pub(crate) fn of(view: View<'w>) -> Self {
        Self { view, memory: view.memory() }
    }

    /// Of which view.
    pub(crate) const fn view(&self) -> View<'w> {
        self.view
    }

    /// The provisions that bind a state.
    pub(super) fn binding(
        &self,
        state: Id<State>,
        find: impl FnOnce() -> With<Id<Provision>>,
    ) -> Option<&[(Id<Provision>, Truth)]> {
        Some(self.memory.of(state.into())?.binding.get_or_init(find))
    }

    /// The provisions that bind a state and that some rule may hold against a change.
    pub(super) fn tested(
        &self,
        state: Id<State>,
        find: impl FnOnce() -> Vec<Bound>,
    ) -> Option<&[Bound]> {
        Some(self.memory.of(state.into())?.tested.get_or_init(find))
    }

    /// Who takes part in a body in a grade that binds.
    pub(super) fn members(
        &self,
        body: BodyId,
        find: impl FnOnce() -> With<EntityId>,
    ) -> Option<&[(EntityId, Truth)]> {
        Some(self.memory.of(body.entity())?.members.get_or_init(find))
    }

    /// Those whom a provision binds by name.
    pub(super) fn named(
        &self,
        provision: Id<Provision>,
        find: impl FnOnce() -> With<EntityId>,
    ) -> Option<&[(EntityId, Truth)]> {
        Some(self.memory.named(provision)?.get_or_init(find))
    }

    /// The bodies with a clause on mutual defence that a state is in.
    pub(super) fn allied(
        &self,
        state: Id<State>,
        find: impl FnOnce() -> Vec<BodyId>,
    ) -> Option<&[BodyId]> {
        Some(self.memory.of(state.into())?.allied.get_or_init(find))
    }
}
