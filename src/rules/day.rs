//! A day remembered: what is asked of a view again and again is worked out once, and lent to all that ask on the same day.
//!
//! What an answer, its caveats, its deliberation and its alternatives share is what stands on record: whatever earlier changes leave is
//! laid over it by the [situation](super::Situation). A day remembers nothing that depends on a reading or on an assumption.

use std::sync::OnceLock;

use crate::model::RelationKind;
use crate::world::View;
use crate::{BodyId, EntityId, Id, Provision, State, Truth};

/// Several with their truth, by key.
type With<T> = Vec<(T, Truth)>;

/// What is remembered of a day.
#[derive(Debug)]
pub(crate) struct Day<'w> {
    /// Of which view.
    view: View<'w>,
    /// By state, the provisions that bind it.
    binding: Column<With<Id<Provision>>>,
    /// By state, those of them that some rule may hold against a change.
    tested: Column<With<Id<Provision>>>,
    /// By body, who takes part in it in a grade that binds.
    members: Column<With<EntityId>>,
    /// By state, the bodies with a clause on mutual defence that it is in.
    allied: Column<Vec<BodyId>>,
    /// Who is hostile to whom, possibly or for certain: each pair both ways, sorted.
    enemies: OnceLock<Vec<(EntityId, EntityId)>>,
}

impl<'w> Day<'w> {
    /// Nothing yet.
    pub(crate) fn of(view: View<'w>) -> Self {
        let entities = view.world().tables().entities.len();
        Self {
            view,
            binding: Column::new(entities),
            tested: Column::new(entities),
            members: Column::new(entities),
            allied: Column::new(entities),
            enemies: OnceLock::new(),
        }
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
        self.binding.at(state.index(), find).map(Vec::as_slice)
    }

    /// The provisions that bind a state and that some rule may hold against a change.
    pub(super) fn tested(
        &self,
        state: Id<State>,
        find: impl FnOnce() -> With<Id<Provision>>,
    ) -> Option<&[(Id<Provision>, Truth)]> {
        self.tested.at(state.index(), find).map(Vec::as_slice)
    }

    /// Who takes part in a body in a grade that binds.
    pub(super) fn members(
        &self,
        body: BodyId,
        find: impl FnOnce() -> With<EntityId>,
    ) -> Option<&[(EntityId, Truth)]> {
        self.members.at(body.entity().index(), find).map(Vec::as_slice)
    }

    /// The bodies with a clause on mutual defence that a state is in.
    pub(super) fn allied(
        &self,
        state: Id<State>,
        find: impl FnOnce() -> Vec<BodyId>,
    ) -> Option<&[BodyId]> {
        self.allied.at(state.index(), find).map(Vec::as_slice)
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

/// Something for each of many numbers, found when it is first asked for. Pages are laid out as they are needed: most questions touch
/// few of them.
#[derive(Debug)]
struct Column<T> {
    pages: Box<[OnceLock<Page<T>>]>,
}

/// The cells of some numbers that follow each other.
type Page<T> = Box<[OnceLock<T>]>;

impl<T> Column<T> {
    /// How many cells a page has.
    const PAGE: usize = 16;

    /// Of so many numbers.
    fn new(len: usize) -> Self {
        let pages = len.div_ceil(Self::PAGE);
        Self { pages: std::iter::repeat_with(OnceLock::new).take(pages).collect() }
    }

    /// What is there at a number; nothing, beyond the last one.
    fn at(&self, number: usize, find: impl FnOnce() -> T) -> Option<&T> {
        let page = self.pages.get(number / Self::PAGE)?;
        let page =
            page.get_or_init(|| std::iter::repeat_with(OnceLock::new).take(Self::PAGE).collect());
        Some(page.get(number % Self::PAGE)?.get_or_init(find))
    }
}
