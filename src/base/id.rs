//! Typed ids that cannot lie: a question asked with the wrong kind of thing does not compile, and one asked with a
//! thing of another world is refused.
//!
//! An [`Id`] is eight bytes: the number of a record in its table, and a print of its kind and key. A look-up compares
//! the print with that of what stands at the number, so that an id is accepted exactly where its number holds the
//! thing of that kind and key. Files, JSON and proofs name things by key instead.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::num::NonZeroU32;

/// The place of a `T` in a world; eight bytes, and so is `Option<Id<T>>`.
///
/// Ids are given by [`World::find`](crate::World::find) and [`WorldBuilder::add`](crate::WorldBuilder::add). They
/// belong to that world, to every world layered over it, and to every world of the same content. Anywhere else an id
/// is refused by a panic, as an index out of bounds is; [`World::carry`](crate::World::carry) takes it across by key,
/// and [`World::contains`](crate::World::contains) asks first.
pub struct Id<T: ?Sized> {
    ordinal: NonZeroU32,
    print: u32,
    marker: PhantomData<fn() -> Box<T>>,
}

impl<T: ?Sized> Id<T> {
    /// The id of what has a number and a print; numbers beyond four billion saturate, which a table never reaches.
    pub(crate) const fn new(number: u32, print: u32) -> Self {
        let ordinal = match NonZeroU32::new(number.saturating_add(1)) {
            Some(ordinal) => ordinal,
            None => NonZeroU32::MAX,
        };
        Self { ordinal, print, marker: PhantomData }
    }

    /// The number in its table, as hot tables keep it.
    #[inline]
    pub(crate) const fn number(self) -> u32 {
        self.ordinal.get() - 1
    }

    /// The number as an index.
    #[inline]
    pub(crate) const fn index(self) -> usize {
        self.number() as usize
    }

    /// The print of the kind and key of what it names.
    #[inline]
    pub(crate) const fn print(self) -> u32 {
        self.print
    }

    /// The same thing seen as another kind; the caller has checked the kind.
    #[inline]
    pub(crate) const fn cast<U: ?Sized>(self) -> Id<U> {
        Id { ordinal: self.ordinal, print: self.print, marker: PhantomData }
    }
}

/// The print of what identifies a record: 32 bits, so that two records of one number are told apart but for one chance
/// in four billion.
pub(crate) fn print_of(parts: &[&[u8]]) -> u32 {
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    // FNV-1a. No key or word holds the byte that ends each part, and what else is printed has one width.
    let bytes = parts.iter().flat_map(|part| part.iter().chain(&[0xff]));
    let hash = bytes.fold(START, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME));
    // The upper half depends on all bytes, but the last ones have hardly reached it.
    let mixed = (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let [a, b, c, d, ..] = mixed.to_be_bytes();
    u32::from_be_bytes([a, b, c, d])
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
        (self.ordinal, self.print) == (other.ordinal, other.print)
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
        (self.ordinal, self.print).cmp(&(other.ordinal, other.print))
    }
}
impl<T: ?Sized> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.ordinal, self.print).hash(state);
    }
}
impl<T: ?Sized> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = std::any::type_name::<T>();
        write!(f, "Id::<{}>({})", name.rsplit("::").next().unwrap_or(name), self.number())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Id, print_of};

    #[test]
    fn an_id_is_eight_bytes_with_or_without_an_option() {
        assert_eq!((size_of::<Id<str>>(), size_of::<Option<Id<str>>>()), (8, 8));
    }

    #[test]
    fn prints_depend_on_every_byte_and_on_where_parts_end() {
        let prints: BTreeSet<u32> =
            (0..10_000).map(|n| print_of(&[n.to_string().as_bytes()])).collect();
        assert_eq!(prints.len(), 10_000);
        assert_ne!(print_of(&[b"ab", b"c"]), print_of(&[b"a", b"bc"]));
        assert_ne!(print_of(&[b"state", b"kaz"]), print_of(&[b"treaty", b"kaz"]));
    }
}
