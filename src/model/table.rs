//! A table: the records of one kind, each at its id.

use std::ops::Index;

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

/// The records of one kind, each at its id.
///
/// # Panics
///
/// Indexing with an id of another world, which says what stands here in its stead; [`get`](Self::get) does not.
#[derive(Clone, Debug)]
pub struct Table<T> {
    records: Vec<T>,
    /// What an id must bear to name the record of its number.
    prints: Vec<u32>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { records: Vec::new(), prints: Vec::new() }
    }
}

impl<T> Table<T> {
    /// How many records there are.
    pub const fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The records, by number.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.records.iter()
    }

    /// The ids of all records, by number.
    pub fn ids(
        &self,
    ) -> impl DoubleEndedIterator<Item = Id<T>> + ExactSizeIterator + Clone + use<'_, T> {
        (0..self.prints.len()).map(|at| self.id_at(at))
    }

    /// The records, each with its id, by number.
    pub fn entries(&self) -> impl Iterator<Item = (Id<T>, &T)> + Clone {
        self.ids().zip(&self.records)
    }

    /// The record at an id; `None` for an id of another world.
    #[inline]
    pub fn get(&self, id: Id<T>) -> Option<&T> {
        if self.contains(id) { self.records.get(id.index()) } else { None }
    }

    #[inline]
    pub(crate) fn get_mut(&mut self, id: Id<T>) -> Option<&mut T> {
        if self.contains(id) { self.records.get_mut(id.index()) } else { None }
    }

    /// The record of a number.
    #[inline]
    pub(crate) fn at(&self, number: usize) -> Option<&T> {
        self.records.get(number)
    }

    /// Gives a record another print, for the rare one whose own is taken.
    pub(crate) fn reprint(&mut self, number: usize) {
        if let Some(print) = self.prints.get_mut(number) {
            *print = print.wrapping_add(1);
        }
    }

    /// Whether an id is of this table.
    #[inline]
    pub(crate) fn contains(&self, id: Id<T>) -> bool {
        self.prints.get(id.index()) == Some(&id.print())
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
        let number = as_number(self.records.len());
        let id = Id::named(number, record.kind_word(), record.key());
        self.records.push(record);
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

    /// The panic for an id of another world, with what stands here in its stead.
    #[cold]
    #[inline(never)]
    #[track_caller]
    pub(crate) fn refuse(&self, id: Id<T>) -> ! {
        let said = |record: &T| format!("the {} `{}`", record.kind_word(), record.key());
        let found = self.records.get(id.index()).map_or_else(|| "nothing".to_owned(), said);
        let meant = self.prints.iter().position(|print| *print == id.print());
        let meant = match meant.and_then(|at| Some((at, self.records.get(at)?))) {
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
        match self.get(id) {
            Some(record) => record,
            None => self.refuse(id),
        }
    }
}

impl<'t, T> IntoIterator for &'t Table<T> {
    type Item = &'t T;
    type IntoIter = std::slice::Iter<'t, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
