//! What a world remembers of the days that were asked about last: what is asked of a view again and again is worked out once, and lent to
//! all that ask on the same day.
//!
//! What is remembered say the [rules](crate::rules), which come later: it is what stands on record, whatever the readings.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::World;
use super::view::Sight;
use crate::{BodyId, EntityId, Id, Provision, Truth};

/// Several with their truth, by key.
pub(crate) type With<T> = Vec<(T, Truth)>;

/// A provision that binds a state, possibly or for certain.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Bound {
    pub(crate) provision: Id<Provision>,
    pub(crate) stands: Truth,
    /// Whether the state bears it, apart from whether it stands.
    pub(crate) bears: Truth,
}

impl Bound {
    pub(crate) fn truth(&self) -> Truth {
        self.stands & self.bears
    }
}

/// The days asked about last, the newest at the end.
pub(super) type Days = Mutex<Vec<(Sight, Arc<Memory>)>>;

/// How many days are remembered: as many as one question tells apart, and not one for each year of a long search.
const DAYS: usize = 4;

impl World {
    /// What is remembered of what a view sees.
    pub(super) fn memory_of(&self, sight: Sight) -> Arc<Memory> {
        // Whoever panicked has only not added a day.
        let mut days = self.inner.days.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, known)) = days.iter().find(|(of, _)| *of == sight) {
            return Arc::clone(known);
        }
        if days.len() >= DAYS {
            days.remove(0);
        }
        let tables = self.tables();
        let memory = Arc::new(Memory::new(tables.entities.len(), tables.provisions.len()));
        days.push((sight, Arc::clone(&memory)));
        memory
    }
}

/// What is remembered of a day.
#[derive(Debug)]
pub(crate) struct Memory {
    /// By entity.
    known: Column<Known>,
    /// By provision, those whom it binds by name.
    named: Column<OnceLock<With<EntityId>>>,
}

/// What is remembered of an entity, as a state or as a body.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// The provisions that bind the state.
    pub(crate) binding: OnceLock<With<Id<Provision>>>,
    /// Those of them that some rule may hold against a change.
    pub(crate) tested: OnceLock<Vec<Bound>>,
    /// Who takes part in the body in a grade that binds.
    pub(crate) members: OnceLock<With<EntityId>>,
    /// The bodies with a clause on mutual defence that the state is in.
    pub(crate) allied: OnceLock<Vec<BodyId>>,
}

impl Memory {
    /// Nothing yet, of so many entities and provisions.
    fn new(entities: usize, provisions: usize) -> Self {
        Self { known: Column::new(entities), named: Column::new(provisions) }
    }

    /// Of an entity.
    pub(crate) fn of(&self, entity: EntityId) -> Option<&Known> {
        self.known.at(entity.index())
    }

    /// Of those whom a provision binds by name.
    pub(crate) fn named(&self, provision: Id<Provision>) -> Option<&OnceLock<With<EntityId>>> {
        self.named.at(provision.index())
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
