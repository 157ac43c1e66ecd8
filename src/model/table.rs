//! A table: the records of one kind, each at its id.

use std::cmp::Ordering;
use std::fmt;
use std::iter::FusedIterator;
use std::ops::Index;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::{Arc, OnceLock};

use crate::Id;
use crate::base::print_of;

pub(super) mod sealed {
    #[expect(unnameable_types, reason = "that is what seals it")]
    pub trait Sealed {}
}

/// A record: whatever a table keeps under a key.
pub trait Record: sealed::Sealed {
    /// Its key, unique in a world.
    fn key(&self) -> &str;

    /// The word for what it is, such as `state` or `provision`.
    fn kind_word(&self) -> &'static str;
}

/// Records that lie in store until the first of them is looked at.
pub(crate) trait Store<T>: Send + Sync + UnwindSafe + RefUnwindSafe {
    /// All of them, by number: as many as the table has prints.
    fn records(&self) -> Vec<T>;
}

/// The records of one kind, each at its id.
///
/// # Panics
///
/// Indexing with an id of another world, which says what stands here in its stead; [`get`](Self::get) does not.
#[derive(Clone)]
pub struct Table<T> {
    slots: OnceLock<Vec<Slot<T>>>,
    /// Where the records are until then.
    store: Option<Arc<dyn Store<T>>>,
    /// What an id must bear to name the record of its number.
    prints: Vec<u32>,
}

/// A record beside the print of its id: to see that an id is of this table takes no second look-up.
#[derive(Clone)]
struct Slot<T> {
    print: u32,
    record: T,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { slots: Vec::new().into(), store: None, prints: Vec::new() }
    }
}

/// The records of a table, by number.
#[derive(Debug)]
pub struct TableIter<'t, T> {
    slots: std::slice::Iter<'t, Slot<T>>,
}

impl<T> Clone for TableIter<'_, T> {
    fn clone(&self) -> Self {
        Self { slots: self.slots.clone() }
    }
}

impl<'t, T> Iterator for TableIter<'t, T> {
    type Item = &'t T;

    #[inline]
    fn next(&mut self) -> Option<&'t T> {
        self.slots.next().map(|slot| &slot.record)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.slots.size_hint()
    }
}

impl<T> DoubleEndedIterator for TableIter<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.slots.next_back().map(|slot| &slot.record)
    }
}

impl<T> ExactSizeIterator for TableIter<'_, T> {}
impl<T> FusedIterator for TableIter<'_, T> {}

impl<T: fmt::Debug> fmt::Debug for Slot<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Slot").field(&self.print).field(&self.record).finish()
    }
}

impl<T: fmt::Debug> fmt::Debug for Table<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.slots()).finish()
    }
}

impl<T> Table<T> {
    /// Records that are in store, each with the print of its id.
    #[cfg(feature = "dataset")]
    pub(crate) fn stored(prints: Vec<u32>, store: Arc<dyn Store<T>>) -> Self {
        Self { slots: OnceLock::new(), store: Some(store), prints }
    }

    #[inline]
    fn slots(&self) -> &[Slot<T>] {
        match self.slots.get() {
            Some(slots) => slots,
            None => self.unpack(),
        }
    }

    #[cold]
    #[inline(never)]
    fn unpack(&self) -> &[Slot<T>] {
        let records = || self.store.as_deref().map(Store::records).unwrap_or_default();
        let slot = |(print, record): (&u32, T)| Slot { print: *print, record };
        self.slots.get_or_init(|| self.prints.iter().zip(records()).map(slot).collect())
    }

    /// Whether its records were looked at, or never lay in store.
    #[cfg(test)]
    pub(crate) fn is_unpacked(&self) -> bool {
        self.slots.get().is_some()
    }

    /// How many records there are.
    pub const fn len(&self) -> usize {
        self.prints.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.prints.is_empty()
    }

    /// The records, by number.
    pub fn iter(&self) -> TableIter<'_, T> {
        TableIter { slots: self.slots().iter() }
    }

    /// The ids of all records, by number.
    pub fn ids(
        &self,
    ) -> impl DoubleEndedIterator<Item = Id<T>> + ExactSizeIterator + Clone + use<'_, T> {
        (0..self.prints.len()).map(|at| self.id_at(at))
    }

    /// The records, each with its id, by number.
    pub fn entries(&self) -> impl Iterator<Item = (Id<T>, &T)> + Clone {
        self.ids().zip(self)
    }

    /// The record at an id; `None` for an id of another world.
    #[inline]
    pub fn get(&self, id: Id<T>) -> Option<&T> {
        match self.unpacked(id) {
            Some(record) => Some(record),
            None => self.get_unpacked(id),
        }
    }

    /// The same where the records are out of the store; whatever is rare is left to whoever asks, so that what is common stays short.
    #[inline]
    fn unpacked(&self, id: Id<T>) -> Option<&T> {
        let slot = self.slots.get()?.get(id.index())?;
        if slot.print == id.print() { Some(&slot.record) } else { None }
    }

    #[cold]
    #[inline(never)]
    fn get_unpacked(&self, id: Id<T>) -> Option<&T> {
        if self.contains(id) { self.at(id.index()) } else { None }
    }

    #[inline]
    pub(crate) fn get_mut(&mut self, id: Id<T>) -> Option<&mut T> {
        self.slots();
        let slot = self.slots.get_mut()?.get_mut(id.index())?;
        (slot.print == id.print()).then_some(&mut slot.record)
    }

    /// Which of the first so many is what is looked for, in whose order they are.
    pub(crate) fn among_first(&self, many: usize, order: impl Fn(&T) -> Ordering) -> Option<Id<T>> {
        let found = self.slots()[..many].binary_search_by(|slot| order(&slot.record));
        found.ok().map(|at| self.id_at(at))
    }

    /// The record of a number.
    #[inline]
    pub(crate) fn at(&self, number: usize) -> Option<&T> {
        self.slots().get(number).map(|slot| &slot.record)
    }

    /// Gives back room that no record took.
    pub(crate) fn fit(&mut self) {
        if let Some(slots) = self.slots.get_mut() {
            slots.shrink_to_fit();
        }
        self.prints.shrink_to_fit();
    }

    /// Gives a record another print, for the rare one whose own is taken.
    pub(crate) fn reprint(&mut self, number: usize) {
        self.slots();
        let slot = self.slots.get_mut().and_then(|slots| slots.get_mut(number));
        if let (Some(print), Some(slot)) = (self.prints.get_mut(number), slot) {
            *print = print.wrapping_add(1);
            slot.print = *print;
        }
    }

    /// Whether an id is of this table.
    #[inline]
    pub(crate) fn contains(&self, id: Id<T>) -> bool {
        self.prints.get(id.index()) == Some(&id.print())
    }

    /// What an id of each record bears, by number.
    #[inline]
    pub(crate) fn prints(&self) -> &[u32] {
        &self.prints
    }

    /// The id of the record of a number that is known to be one.
    #[inline]
    pub(crate) fn id_at(&self, number: usize) -> Id<T> {
        Id::new(as_number(number), self.prints[number])
    }
}

impl<T: Record> Table<T> {
    /// Adds a record.
    pub(crate) fn push(&mut self, record: T) -> Id<T> {
        let number = as_number(self.len());
        let id = Id::named(number, record.kind_word(), record.key());
        self.slots();
        // They are out of the store now, if they were in one.
        if let Some(slots) = self.slots.get_mut() {
            slots.push(Slot { print: id.print(), record });
        }
        self.prints.push(id.print());
        id
    }

    /// Nothing, if the id is of this table; else the panic that says what it names.
    #[inline]
    #[track_caller]
    pub(crate) fn check(&self, id: Id<T>) {
        if !self.contains(id) {
            self.refuse(id);
        }
    }

    /// The record at an id, out of the store; or the panic.
    #[cold]
    #[inline(never)]
    #[track_caller]
    fn own(&self, id: Id<T>) -> &T {
        match self.get_unpacked(id) {
            Some(record) => record,
            None => self.refuse(id),
        }
    }

    /// The panic for an id of another world, with what stands here in its stead.
    #[cold]
    #[inline(never)]
    #[track_caller]
    pub(crate) fn refuse(&self, id: Id<T>) -> ! {
        let said = |record: &T| format!("the {} `{}`", record.kind_word(), record.key());
        let found = self.at(id.index()).map_or_else(|| "nothing".to_owned(), said);
        let meant = self.prints.iter().position(|print| *print == id.print());
        let meant = match meant.and_then(|at| Some((at, self.at(at)?))) {
            Some((at, record)) => format!("it names {}, which is number {at} here", said(record)),
            None => "nothing here is what it names".to_owned(),
        };
        refuse(&format!("number {} of {} is {found} here, and {meant}", id.number(), self.len()))
    }
}

/// The panic for an id of another world.
#[cold]
#[track_caller]
#[expect(clippy::panic, reason = "an id of another world is an index out of bounds")]
pub(super) fn refuse(what: &str) -> ! {
    panic!(
        "the id is of another world: {what}; `world.carry(&other, id)` takes an id across by key"
    )
}

impl<T> Id<T> {
    /// The id of a record by its number, what it is, and its key.
    pub(crate) fn named(number: u32, kind: &str, key: &str) -> Self {
        Self::new(number, print_of_record(kind, key))
    }
}

/// The print of a record by what it is and its key.
pub(crate) fn print_of_record(kind: &str, key: &str) -> u32 {
    print_of(&[kind.as_bytes(), key.as_bytes()])
}

/// A place as a number; a table has never as many as four billion records.
pub(crate) fn as_number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX - 1)
}

impl<T: Record> Index<Id<T>> for Table<T> {
    type Output = T;

    #[inline]
    #[track_caller]
    fn index(&self, id: Id<T>) -> &T {
        if let Some(record) = self.unpacked(id) {
            return record;
        }
        self.own(id)
    }
}

impl<'t, T> IntoIterator for &'t Table<T> {
    type Item = &'t T;
    type IntoIter = TableIter<'t, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
