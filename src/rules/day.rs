//! A day remembered: what is asked of a view again and again is worked out once, and lent to all that ask on the same day.
//!
//! What an answer, its caveats, its deliberation and its alternatives share is what stands on record: whatever earlier changes leave is
//! laid over it by the [situation](super::Situation). A day remembers nothing that depends on a reading or on an assumption.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use super::situation::Bound;
use crate::world::View;
use crate::{BodyId, EntityId, Id, Provision, State, Truth};

/// Several with their truth, by key.
type With<T> = Vec<(T, Truth)>;

/// What is remembered of a day.
#[derive(Debug)]
pub(crate) struct Day<'w> {
    /// Of which view.
    view: View<'w>,
    /// By entity.
    known: Column<Known>,
    /// By provision, those whom it binds by name.
    named: Column<OnceLock<With<EntityId>>>,
}

/// What is remembered of an entity, as a state or as a body.
#[derive(Debug, Default)]
struct Known {
    /// The provisions that bind the state.
    binding: OnceLock<With<Id<Provision>>>,
    /// Those of them that some rule may hold against a change.
    tested: OnceLock<Vec<Bound>>,
    /// Who takes part in the body in a grade that binds.
    members: OnceLock<With<EntityId>>,
    /// The bodies with a clause on mutual defence that the state is in.
    allied: OnceLock<Vec<BodyId>>,
}

impl<'w> Day<'w> {
    /// Nothing yet.
    pub(crate) fn of(view: View<'w>) -> Self {
        let tables = view.world().tables();
        let (known, named) = (tables.entities.len(), tables.provisions.len());
        Self { view, known: Column::new(known), named: Column::new(named) }
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
        Some(self.known.at(state.index())?.binding.get_or_init(find))
    }

    /// The provisions that bind a state and that some rule may hold against a change.
    pub(super) fn tested(
        &self,
        state: Id<State>,
        find: impl FnOnce() -> Vec<Bound>,
    ) -> Option<&[Bound]> {
        Some(self.known.at(state.index())?.tested.get_or_init(find))
    }

    /// Who takes part in a body in a grade that binds.
    pub(super) fn members(
        &self,
        body: BodyId,
        find: impl FnOnce() -> With<EntityId>,
    ) -> Option<&[(EntityId, Truth)]> {
        Some(self.known.at(body.entity().index())?.members.get_or_init(find))
    }

    /// Those whom a provision binds by name.
    pub(super) fn named(
        &self,
        provision: Id<Provision>,
        find: impl FnOnce() -> With<EntityId>,
    ) -> Option<&[(EntityId, Truth)]> {
        Some(self.named.at(provision.index())?.get_or_init(find))
    }

    /// The bodies with a clause on mutual defence that a state is in.
    pub(super) fn allied(
        &self,
        state: Id<State>,
        find: impl FnOnce() -> Vec<BodyId>,
    ) -> Option<&[BodyId]> {
        Some(self.known.at(state.index())?.allied.get_or_init(find))
    }
}

/// How many numbers a block of the table has.
const BLOCK: usize = 256;

/// How many places the first page has; before the end of each there are twice as many as before the end of the last one.
const FIRST: usize = 8;

/// How many pages there can be.
const PAGES: usize = 24;

/// That a number has no place yet.
const NONE: u32 = u32::MAX;

/// Something for each of many numbers, most of which nobody asks for: a table says at which place each is, and places are given out as
/// they are needed.
#[derive(Debug)]
struct Column<T> {
    /// For each number its place, if it has one, in blocks.
    table: Box<[OnceLock<Box<[AtomicU32]>>]>,
    /// How many places have been given out.
    given: AtomicU32,
    /// The places, in pages.
    pages: [OnceLock<Box<[T]>>; PAGES],
}

impl<T: Default> Column<T> {
    /// Of so many numbers.
    fn new(len: usize) -> Self {
        let blocks = len.div_ceil(BLOCK);
        Self {
            table: std::iter::repeat_with(OnceLock::new).take(blocks).collect(),
            given: AtomicU32::new(0),
            pages: [const { OnceLock::new() }; PAGES],
        }
    }

    /// What is there at a number; nothing, beyond the last one.
    fn at(&self, number: usize) -> Option<&T> {
        let block = self.table.get(number / BLOCK)?;
        let block = block
            .get_or_init(|| std::iter::repeat_with(|| AtomicU32::new(NONE)).take(BLOCK).collect());
        let entry = block.get(number % BLOCK)?;
        let place = match entry.load(Ordering::Relaxed) {
            NONE => self.give(entry),
            place => place,
        };
        let place = place as usize;
        let page = match (place / FIRST).checked_ilog2() {
            None => 0,
            Some(power) => power as usize + 1,
        };
        let end = |page: usize| FIRST << page;
        let start = if page == 0 { 0 } else { end(page - 1) };
        let cells = self
            .pages
            .get(page)?
            .get_or_init(|| std::iter::repeat_with(T::default).take(end(page) - start).collect());
        cells.get(place - start)
    }

    /// Gives a place to a number that has none; to one that has got one meanwhile, that.
    fn give(&self, entry: &AtomicU32) -> u32 {
        let place = self.given.fetch_add(1, Ordering::Relaxed);
        match entry.compare_exchange(NONE, place, Ordering::Relaxed, Ordering::Relaxed) {
            Ok(_) => place,
            Err(other) => other,
        }
    }
}
