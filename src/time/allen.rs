//! Allen's thirteen relations between two intervals, and sets of them.

use std::fmt;
use std::sync::OnceLock;

use super::interval::Span;
use crate::base::words;

/// How one interval lies to another (James Allen, 1983).
///
/// Exactly one of the thirteen holds between any two intervals. As intervals run up to the first
/// day after, one *meets* another if it ends on the day the other begins.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[expect(clippy::exhaustive_enums, reason = "two intervals stand in one of thirteen relations")]
pub enum AllenRelation {
    /// It ends, and some time later the other begins.
    Before,
    /// It ends on the day the other begins.
    Meets,
    /// It begins first, and ends while the other still holds.
    Overlaps,
    /// Both begin together, and it ends first.
    Starts,
    /// It begins after the other and ends before it.
    During,
    /// It begins after the other, and both end together.
    Finishes,
    /// Both begin together and end together.
    Equals,
    /// The other begins after it, and both end together.
    FinishedBy,
    /// The other begins after it and ends before it.
    Contains,
    /// Both begin together, and the other ends first.
    StartedBy,
    /// The other begins first, and ends while it still holds.
    OverlappedBy,
    /// It begins on the day the other ends.
    MetBy,
    /// The other ends, and some time later it begins.
    After,
}

use AllenRelation::{
    After, Before, Contains, During, Equals, FinishedBy, Finishes, Meets, MetBy, OverlappedBy,
    Overlaps, StartedBy, Starts,
};

/// An end of one of the two intervals.
#[derive(Copy, Clone)]
enum End {
    From,
    To,
    OtherFrom,
    OtherTo,
}

words! {
    AllenRelation, "relation of two intervals":
    Before = "before",
    Meets = "meets",
    Overlaps = "overlaps",
    Starts = "starts",
    During = "during",
    Finishes = "finishes",
    Equals = "equals",
    FinishedBy = "finished by",
    Contains = "contains",
    StartedBy = "started by",
    OverlappedBy = "overlapped by",
    MetBy = "met by",
    After = "after",
}

impl AllenRelation {
    /// The relation seen from the other interval.
    #[must_use]
    pub const fn inverse(self) -> Self {
        match self {
            Before => After,
            Meets => MetBy,
            Overlaps => OverlappedBy,
            Starts => StartedBy,
            During => Contains,
            Finishes => FinishedBy,
            Equals => Equals,
            FinishedBy => Finishes,
            Contains => During,
            StartedBy => Starts,
            OverlappedBy => Overlaps,
            MetBy => Meets,
            After => Before,
        }
    }

    /// The four ends in the order this relation puts them; those that fall together share a place.
    const fn order(self) -> [(u8, End); 4] {
        use End::{From, OtherFrom, OtherTo, To};
        match self {
            Before => [(0, From), (1, To), (2, OtherFrom), (3, OtherTo)],
            Meets => [(0, From), (1, To), (1, OtherFrom), (2, OtherTo)],
            Overlaps => [(0, From), (1, OtherFrom), (2, To), (3, OtherTo)],
            Starts => [(0, From), (0, OtherFrom), (1, To), (2, OtherTo)],
            During => [(0, OtherFrom), (1, From), (2, To), (3, OtherTo)],
            Finishes => [(0, OtherFrom), (1, From), (2, To), (2, OtherTo)],
            Equals => [(0, From), (0, OtherFrom), (1, To), (1, OtherTo)],
            FinishedBy => [(0, From), (1, OtherFrom), (2, To), (2, OtherTo)],
            Contains => [(0, From), (1, OtherFrom), (2, OtherTo), (3, To)],
            StartedBy => [(0, From), (0, OtherFrom), (1, OtherTo), (2, To)],
            OverlappedBy => [(0, OtherFrom), (1, From), (2, OtherTo), (3, To)],
            MetBy => [(0, OtherFrom), (1, OtherTo), (1, From), (2, To)],
            After => [(0, OtherFrom), (1, OtherTo), (2, From), (3, To)],
        }
    }

    /// Whether days can be found for the four ends, each within its bounds, in this order.
    ///
    /// Each place takes the earliest day it can after the place before it: if that fails, so does
    /// every other choice.
    fn is_possible(self, one: Span, other: Span) -> bool {
        let bounds = |end| match end {
            End::From => (one.from_lo, one.from_hi),
            End::To => (one.to_lo, one.to_hi),
            End::OtherFrom => (other.from_lo, other.from_hi),
            End::OtherTo => (other.to_lo, other.to_hi),
        };
        let mut previous = i64::MIN;
        let order = self.order();
        order.chunk_by(|left, right| left.0 == right.0).all(|place| {
            let (lo, hi) = place.iter().fold((i64::MIN, i64::MAX), |(lo, hi), &(_, end)| {
                let (end_lo, end_hi) = bounds(end);
                (lo.max(end_lo.into()), hi.min(end_hi.into()))
            });
            previous = lo.max(previous.saturating_add(1));
            previous <= hi
        })
    }
}

/// A set of Allen's relations: those in which two intervals can stand, as far as is known.
///
/// ```
/// use comity::time::{AllenRelation, Date, Interval, date};
///
/// // One held until some day of 1994, the other from 20 April of that year.
/// let first = Interval::from(date(1991, 12, 21)..Date::year(1994)?);
/// let second = Interval::from(date(1994, 4, 20)..date(1999, 4, 2));
/// let relations = first.relations(second);
/// assert!(relations.contains(AllenRelation::Meets));
/// assert_eq!(relations.to_string(), "before, meets or overlaps");
/// # Ok::<(), comity::time::DateError>(())
/// ```
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct AllenSet(u16);

impl AllenSet {
    /// No relation at all: one of the two intervals is inverted.
    pub const EMPTY: Self = Self(0);

    /// All thirteen: nothing is known.
    pub const ALL: Self = Self((1 << AllenRelation::ALL.len()) - 1);

    /// The set of one relation.
    pub const fn of(relation: AllenRelation) -> Self {
        Self(1 << relation as u8)
    }

    /// The relations in which two spans can stand, all four ends being independent.
    pub fn between(one: Span, other: Span) -> Self {
        AllenRelation::ALL.into_iter().filter(|relation| relation.is_possible(one, other)).collect()
    }

    /// Whether a relation is one of them.
    pub const fn contains(self, relation: AllenRelation) -> bool {
        self.0 & (1 << relation as u8) != 0
    }

    /// Whether exactly one is left.
    pub const fn is_certain(self) -> bool {
        self.0.is_power_of_two()
    }

    /// The relation, if exactly one is left.
    pub fn only(self) -> Option<AllenRelation> {
        if self.is_certain() { self.iter().next() } else { None }
    }

    /// Whether none is left.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many are left.
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// The relations in the order of [`AllenRelation::ALL`].
    pub const fn iter(self) -> AllenIter {
        AllenIter(self)
    }

    /// The relations in either set.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The relations in both sets.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The relations as seen from the other interval.
    #[must_use]
    pub fn inverse(self) -> Self {
        self.iter().map(AllenRelation::inverse).collect()
    }

    /// The relations in which a first interval can stand to a third, if it stands in these to a
    /// second, and the second in those to the third.
    #[must_use]
    pub fn compose(self, other: Self) -> Self {
        let table = composition();
        let pairs = self.iter().flat_map(|one| other.iter().map(move |two| (one, two)));
        pairs.fold(Self::EMPTY, |found, (one, two)| found.union(table[one as usize][two as usize]))
    }
}

/// What follows from each pair of relations: read off all intervals with ends among six days, as
/// three intervals have six ends.
fn composition() -> &'static [[AllenSet; 13]; 13] {
    static TABLE: OnceLock<[[AllenSet; 13]; 13]> = OnceLock::new();
    TABLE.get_or_init(|| {
        let exact = |from: i32, to: i32| Span::new((from, from), (to, to));
        let spans: Vec<Span> =
            (0..6).flat_map(|from| (from + 1..6).map(move |to| exact(from, to))).collect();
        let mut table = [[AllenSet::EMPTY; 13]; 13];
        for &second in &spans {
            for &first in &spans {
                for &third in &spans {
                    for one in AllenSet::between(first, second) {
                        for two in AllenSet::between(second, third) {
                            let cell = &mut table[one as usize][two as usize];
                            *cell = cell.union(AllenSet::between(first, third));
                        }
                    }
                }
            }
        }
        table
    })
}

impl FromIterator<AllenRelation> for AllenSet {
    fn from_iter<I: IntoIterator<Item = AllenRelation>>(relations: I) -> Self {
        relations.into_iter().fold(Self::EMPTY, |set, relation| set.union(Self::of(relation)))
    }
}

impl From<AllenRelation> for AllenSet {
    fn from(relation: AllenRelation) -> Self {
        Self::of(relation)
    }
}

impl IntoIterator for AllenSet {
    type Item = AllenRelation;
    type IntoIter = AllenIter;

    fn into_iter(self) -> AllenIter {
        self.iter()
    }
}

/// The relations of an [`AllenSet`], one by one.
#[derive(Clone, Debug)]
pub struct AllenIter(AllenSet);

impl Iterator for AllenIter {
    type Item = AllenRelation;

    fn next(&mut self) -> Option<AllenRelation> {
        let next = *AllenRelation::ALL.get(self.0.0.trailing_zeros() as usize)?;
        self.0.0 &= self.0.0 - 1;
        Some(next)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.0.len(), Some(self.0.len()))
    }
}

impl ExactSizeIterator for AllenIter {}

impl fmt::Display for AllenSet {
    /// The relations in words, as "before, meets or overlaps".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<&str> = self.iter().map(AllenRelation::as_str).collect();
        match words.split_last() {
            None => f.pad("none"),
            Some((only, [])) => f.pad(only),
            Some((last, rest)) => f.pad(&format!("{} or {last}", rest.join(", "))),
        }
    }
}

impl fmt::Debug for AllenSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
