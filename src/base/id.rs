//! Typed ids: a question asked with the wrong kind of thing does not compile.
//!
//! An [`Id`] is four bytes and dies with the world that gave it. Files, JSON and proofs name
//! things by key instead.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::num::NonZeroU32;

/// The place of a `T` in a world; four bytes, and so is `Option<Id<T>>`.
///
/// Ids are given by [`World::find`](crate::World::find) and
/// [`WorldBuilder::add`](crate::WorldBuilder::add), and must not be carried to another world.
pub struct Id<T: ?Sized> {
    ordinal: NonZeroU32,
    marker: PhantomData<fn() -> Box<T>>,
}

impl<T: ?Sized> Id<T> {
    /// The id at `index`; indexes beyond four billion saturate, which a table never reaches.
    pub(crate) fn at(index: usize) -> Self {
        let ordinal = u32::try_from(index).unwrap_or(u32::MAX - 1).saturating_add(1);
        Self { ordinal: NonZeroU32::new(ordinal).unwrap_or(NonZeroU32::MAX), marker: PhantomData }
    }

    /// The index in its table.
    pub(crate) const fn index(self) -> usize {
        (self.ordinal.get() - 1) as usize
    }

    /// The index as the hot tables keep it.
    pub(crate) const fn raw(self) -> u32 {
        self.ordinal.get() - 1
    }

    /// The same place seen as another kind; the caller has checked the kind.
    pub(crate) const fn cast<U: ?Sized>(self) -> Id<U> {
        Id { ordinal: self.ordinal, marker: PhantomData }
    }
}

// By hand: a derive would demand the same of `T`.
impl<T: ?Sized> Copy for Id<T> {}
impl<T: ?Sized> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.ordinal == other.ordinal
    }
}
impl<T: ?Sized> Eq for Id<T> {}
impl<T: ?Sized> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T: ?Sized> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.ordinal.cmp(&other.ordinal)
    }
}
impl<T: ?Sized> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.ordinal.hash(state);
    }
}
impl<T: ?Sized> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = std::any::type_name::<T>();
        write!(f, "Id::<{}>({})", name.rsplit("::").next().unwrap_or(name), self.raw())
    }
}
