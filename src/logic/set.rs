//! Sets of small numbers, as the core counts them: words of bits, two of them inline.

use std::cmp::Ordering;
use std::fmt;

use smallvec::SmallVec;

const BITS: usize = 64;

/// A set of assumptions (or of conflicts), by number.
///
/// Up to 128 elements lie inline. Sets are ordered by size, then by their smallest differing element, so that a list of
/// minimal sets reads well and absorption needs to look at shorter sets only.
///
/// ```
/// use comity::logic::Set;
///
/// let set: Set = [3, 1].into_iter().collect();
/// assert!(set.contains(3) && !set.contains(2));
/// assert!(set.is_subset(&[1, 2, 3].into_iter().collect()));
/// assert_eq!(set.iter().collect::<Vec<_>>(), [1, 3]);
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Set {
    /// Never ends in a zero word, so that equal sets are equal words.
    words: SmallVec<[u64; 2]>,
}

impl Set {
    /// The empty set.
    pub fn new() -> Self {
        Self::default()
    }

    /// The numbers from 0 up to, and without, `end`.
    pub fn below(end: usize) -> Self {
        let mut set = Self::new();
        set.words.resize(end / BITS, u64::MAX);
        if !end.is_multiple_of(BITS) {
            set.words.push((1 << (end % BITS)) - 1);
        }
        set
    }

    /// The numbers from `start` up to, and without, `end`.
    pub fn range(start: usize, end: usize) -> Self {
        let mut set = Self::below(end);
        set.subtract(&Self::below(start));
        set
    }

    /// A set of one.
    pub fn of(element: usize) -> Self {
        let mut set = Self::new();
        set.insert(element);
        set
    }

    /// Adds an element; whether it was new.
    pub fn insert(&mut self, element: usize) -> bool {
        let (word, bit) = (element / BITS, 1 << (element % BITS));
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        let new = self.words[word] & bit == 0;
        self.words[word] |= bit;
        new
    }

    /// Takes an element out; whether it was in.
    pub fn remove(&mut self, element: usize) -> bool {
        let found = self.contains(element);
        if found {
            self.words[element / BITS] &= !(1 << (element % BITS));
            self.trim();
        }
        found
    }

    /// Whether an element is in.
    #[inline]
    pub fn contains(&self, element: usize) -> bool {
        self.words.get(element / BITS).is_some_and(|word| word >> (element % BITS) & 1 == 1)
    }

    /// Whether nothing is in.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How many elements are in.
    pub fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether all its elements are in another set.
    #[inline]
    pub fn is_subset(&self, other: &Self) -> bool {
        self.words.len() <= other.words.len()
            && self.words.iter().zip(&other.words).all(|(a, b)| a & !b == 0)
    }

    /// Whether no element is in both.
    pub fn is_disjoint(&self, other: &Self) -> bool {
        self.words.iter().zip(&other.words).all(|(a, b)| a & b == 0)
    }

    /// Adds all elements of another set.
    pub fn unite(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (a, b) in self.words.iter_mut().zip(&other.words) {
            *a |= b;
        }
    }

    /// Takes all elements of another set out.
    pub fn subtract(&mut self, other: &Self) {
        for (a, b) in self.words.iter_mut().zip(&other.words) {
            *a &= !b;
        }
        self.trim();
    }

    /// Keeps what is in another set as well.
    pub fn intersect(&mut self, other: &Self) {
        self.words.truncate(other.words.len());
        for (a, b) in self.words.iter_mut().zip(&other.words) {
            *a &= b;
        }
        self.trim();
    }

    /// What is in either.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        let mut set = self.copied();
        set.unite(other);
        set
    }

    /// What is in both.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        let mut set = self.copied();
        set.intersect(other);
        set
    }

    /// What is in this one alone.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        let mut set = self.copied();
        set.subtract(other);
        set
    }

    /// How many elements are in both.
    pub fn count_common(&self, other: &Self) -> usize {
        self.words.iter().zip(&other.words).map(|(a, b)| (a & b).count_ones() as usize).sum()
    }

    /// The elements, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros() as usize;
                (rest != 0).then(|| {
                    rest &= rest - 1;
                    at * BITS + bit
                })
            })
        })
    }

    /// The smallest element.
    pub fn first(&self) -> Option<usize> {
        self.iter().next()
    }

    /// A clone, whose words are copied at once and not one by one.
    pub(super) fn copied(&self) -> Self {
        Self { words: SmallVec::from_slice(&self.words) }
    }

    fn trim(&mut self) {
        while self.words.last() == Some(&0) {
            self.words.pop();
        }
    }
}

impl FromIterator<usize> for Set {
    fn from_iter<I: IntoIterator<Item = usize>>(elements: I) -> Self {
        let mut set = Self::new();
        set.extend(elements);
        set
    }
}

impl Extend<usize> for Set {
    fn extend<I: IntoIterator<Item = usize>>(&mut self, elements: I) {
        for element in elements {
            self.insert(element);
        }
    }
}

impl Ord for Set {
    fn cmp(&self, other: &Self) -> Ordering {
        self.len().cmp(&other.len()).then_with(|| {
            // Of two sets of a size, the one that has the smallest differing element comes first.
            let differ = self.words.iter().zip(&other.words).find(|(a, b)| a != b);
            match differ {
                Some((a, b)) => {
                    let lowest = 1 << (a ^ b).trailing_zeros();
                    (b & lowest).cmp(&(a & lowest))
                }
                None => self.words.len().cmp(&other.words.len()),
            }
        })
    }
}

impl PartialOrd for Set {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Debug for Set {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// Keeps of a list of sets those that contain no other, sorted.
pub(crate) fn minimal(mut sets: Vec<Set>) -> Vec<Set> {
    sets.sort_unstable();
    sets.dedup();
    let mut kept: Vec<Set> = Vec::with_capacity(sets.len());
    for set in sets {
        if !kept.iter().any(|shorter| shorter.is_subset(&set)) {
            kept.push(set);
        }
    }
    kept
}
