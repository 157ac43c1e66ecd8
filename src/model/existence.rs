//! When something existed: once for most, in several spells where history took it away and gave it back.

use std::fmt;
use std::ops::{Range, RangeFrom, RangeFull, RangeTo};

use crate::Truth;
use crate::time::{Date, Interval, Span};

/// When something existed: one spell or several, in the order of time.
///
/// An interval is one spell, and so are Rust's ranges of dates. Whatever [`ALWAYS`](Self::ALWAYS) existed has no day on record.
///
/// ```
/// use comity::date;
/// use comity::model::Existence;
///
/// let estonia = Existence::from(date(1918, 2, 24)..date(1940, 8, 6)).and(date(1991, 8, 20)..);
/// assert!(estonia.contains(date(1930, 1, 1)).is_yes());
/// assert!(estonia.contains(date(1960, 1, 1)).is_no());
/// assert_eq!(estonia.to_string(), "1918-02-24/1940-08-06, 1991-08-20/..");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Existence {
    first: Interval,
    later: Vec<Interval>,
}

impl Existence {
    /// At all times, as far as anything is on record.
    pub const ALWAYS: Self = Self { first: Interval::ALWAYS, later: Vec::new() };

    /// These spells, as they are given; `None` if there is none. A world is not built of spells that overlap or are out of order.
    pub fn of(spells: impl IntoIterator<Item = Interval>) -> Option<Self> {
        let mut spells = spells.into_iter();
        let first = spells.next()?;
        Some(Self { first, later: spells.collect() })
    }

    /// The same with one spell more, after the others.
    #[must_use]
    pub fn and(mut self, spell: impl Into<Interval>) -> Self {
        self.later.push(spell.into());
        self
    }

    /// The spells, in the order of time.
    pub fn spells(&self) -> impl DoubleEndedIterator<Item = Interval> + Clone + use<'_> {
        std::iter::once(self.first).chain(self.later.iter().copied())
    }

    /// The same as day numbers.
    pub fn spans(&self) -> impl DoubleEndedIterator<Item = Span> + Clone + use<'_> {
        self.spells().map(Interval::span)
    }

    /// Its only spell, if it has no other.
    pub fn only(&self) -> Option<Interval> {
        self.later.is_empty().then_some(self.first)
    }

    /// When it began for the first time, if it had a beginning.
    pub const fn begins(&self) -> Option<Date> {
        self.first.from
    }

    /// When it ended for the last time, if it had an end.
    pub fn ends(&self) -> Option<Date> {
        self.later.last().unwrap_or(&self.first).to
    }

    /// Whether it existed on a date. For a date not known to the day: yes if it did on every day the date can be, no if on none.
    pub fn contains(&self, when: impl Into<Date>) -> Truth {
        let (lo, hi) = when.into().bounds();
        self.holds_throughout(lo, hi)
    }

    /// Whether it existed on a day known only to lie between two numbers, both included.
    pub(crate) fn holds_throughout(&self, lo: i32, hi: i32) -> Truth {
        Truth::any(self.spans().map(|span| span.holds_throughout(lo, hi)))
    }

    /// The first spell that does not come after the one before it, with that.
    pub(crate) fn out_of_order(&self) -> Option<(Interval, Interval)> {
        let follows = |(before, after): &(Interval, Interval)| {
            before.to.is_some()
                && after.from.is_some()
                && before.span().to_lo <= after.span().from_hi
        };
        self.spells().zip(self.spells().skip(1)).find(|pair| !follows(pair))
    }
}

impl From<Interval> for Existence {
    fn from(spell: Interval) -> Self {
        Self { first: spell, later: Vec::new() }
    }
}

/// Whatever is one interval is one spell.
macro_rules! spells {
    ($($range:ty),+ $(,)?) => {$(
        impl From<$range> for Existence {
            fn from(range: $range) -> Self {
                Interval::from(range).into()
            }
        }
    )+};
}

spells!(Range<Date>, RangeFrom<Date>, RangeTo<Date>, RangeFull);

impl fmt::Display for Existence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nth, spell) in self.spells().enumerate() {
            write!(f, "{}{spell}", if nth == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Existence;
    use crate::Truth;
    use crate::time::{Date, Interval, date};

    #[test]
    fn what_existed_twice_did_not_exist_between() {
        let twice = Existence::from(date(1922, 2, 28)..date(1958, 2, 22)).and(date(1961, 9, 28)..);
        for (day, truth) in [
            (date(1900, 1, 1), Truth::No),
            (date(1930, 1, 1), Truth::Yes),
            (date(1958, 2, 22), Truth::No),
            (date(1961, 9, 28), Truth::Yes),
        ] {
            assert_eq!(twice.contains(day), truth, "{day}");
        }
        let some_day: Date = "1957..1959".parse().unwrap();
        assert_eq!(twice.contains(some_day), Truth::Unknown);
        assert_eq!((twice.begins(), twice.ends()), (Some(date(1922, 2, 28)), None));
        assert_eq!(twice.only(), None);
    }

    #[test]
    fn spells_follow_each_other() {
        let spells = |spells: &[Interval]| Existence::of(spells.iter().copied()).unwrap();
        let first = Interval::from(date(1918, 1, 1)..date(1940, 1, 1));
        let second = Interval::from(date(1940, 1, 1)..date(1950, 1, 1));
        let open = Interval::from(date(1930, 1, 1)..);
        assert_eq!(spells(&[first, second]).out_of_order(), None);
        for wrong in [[second, first], [first, open], [open, second], [first, first]] {
            assert_eq!(spells(&wrong).out_of_order(), Some((wrong[0], wrong[1])));
        }
        assert_eq!(Existence::of([]), None);
    }
}
