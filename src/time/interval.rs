//! Valid time: from the first day on which something held to the first day on which it did not.

use std::fmt;
use std::ops::{Range, RangeFrom, RangeFull, RangeTo};
use std::str::FromStr;

use super::allen::AllenSet;
use super::date::{Date, FOREVER, NEVER};
use super::day::Day;
use super::error::DateError;
use crate::Truth;

/// The time for which something held: from its first day up to, and not including, the first day
/// on which it held no more.
///
/// A missing date is an open side: no beginning, or no end, it still holds.
/// `Some(Date::UNKNOWN)` is something else: nobody knows when it began, or whether and when it
/// ended. Rust's ranges of dates are intervals.
///
/// ```
/// use comity::Truth;
/// use comity::time::{Date, Interval, date};
///
/// let member = Interval::from(date(2019, 10, 14)..);
/// assert_eq!(member.contains(date(2019, 10, 14)), Truth::Yes);
/// assert_eq!(member.contains(date(2019, 10, 13)), Truth::No);
///
/// let ended_some_day = Interval::from(date(2019, 10, 14)..Date::UNKNOWN);
/// assert_eq!(ended_some_day.contains(date(2024, 1, 1)), Truth::Unknown);
/// assert_eq!(ended_some_day.contains(date(2019, 10, 14)), Truth::Yes);
/// ```
///
/// An interval made from a range may be inverted; [`is_inverted`](Self::is_inverted) tells, and
/// such an interval holds on no day.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_structs, reason = "an interval has two ends")]
pub struct Interval {
    /// The first day; `None` if it has no beginning.
    pub from: Option<Date>,
    /// The first day after; `None` if it has no end.
    pub to: Option<Date>,
}

impl Interval {
    /// All of time.
    pub const ALWAYS: Self = Self { from: None, to: None };

    /// The time from one day up to another; `None` where it is open.
    ///
    /// # Errors
    ///
    /// If it certainly holds no day: its end lies on or before its beginning.
    pub fn new(from: Option<Date>, to: Option<Date>) -> Result<Self, DateError> {
        let interval = Self { from, to };
        match (from, to) {
            (Some(from), Some(to)) if interval.is_inverted() => Err(DateError::new(format!(
                "the interval ends on {to}, not after its beginning on {from}; \
                 expected the first day and then the first day after the last"
            ))),
            _ => Ok(interval),
        }
    }

    /// The time from a first day to a last one, both included, as EDTF and most published tables
    /// have it; `None` where it is open.
    ///
    /// ```
    /// use comity::time::{Interval, date};
    ///
    /// let war = Interval::closed(Some(date(1939, 9, 1)), Some(date(1945, 9, 2)))?;
    /// assert_eq!(war.to, Some(date(1945, 9, 3)));
    /// # Ok::<(), comity::time::DateError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the last day certainly lies before the first.
    pub fn closed(first: Option<Date>, last: Option<Date>) -> Result<Self, DateError> {
        let day_after = |day: Day| Day::from_number(day.number() + 1);
        Self::new(first, last.map(|last| last.map_bounds(Day::next, day_after)))
    }

    /// Whether it certainly holds no day, because its end lies on or before its beginning.
    pub fn is_inverted(self) -> bool {
        match (self.from, self.to) {
            (Some(from), Some(to)) => to.is_on_or_before(from).is_yes(),
            _ => false,
        }
    }

    /// The same interval as four day numbers, for tables that are asked often.
    pub const fn span(self) -> Span {
        let from = match self.from {
            Some(date) => date.bounds(),
            None => (NEVER, NEVER),
        };
        let to = match self.to {
            Some(date) => date.bounds(),
            None => (FOREVER, FOREVER),
        };
        Span::new(from, to)
    }

    /// Whether it holds on a date. For a date not known to the day: yes if it holds on every day
    /// the date can be, no if on none.
    pub fn contains(self, when: impl Into<Date>) -> Truth {
        let (lo, hi) = when.into().bounds();
        self.span().holds_throughout(lo, hi)
    }

    /// Whether there is a day on which both hold.
    pub fn overlaps(self, other: Self) -> Truth {
        self.span().intersects(other.span())
    }

    /// In which of Allen's thirteen relations the two can stand, their ends being independent.
    ///
    /// ```
    /// use comity::time::{AllenRelation, Interval, date};
    ///
    /// let pact = Interval::from(date(1955, 5, 14)..date(1991, 7, 1));
    /// let alliance = Interval::from(date(1949, 8, 24)..);
    /// assert_eq!(pact.relations(alliance).only(), Some(AllenRelation::During));
    /// ```
    pub fn relations(self, other: Self) -> AllenSet {
        AllenSet::between(self.span(), other.span())
    }

    /// Reads an interval in the notation of EDTF: two dates with `/` between them, `..` for an
    /// open side and nothing for an unknown one.
    ///
    /// The second date is the first day *after*, as everywhere in this crate. EDTF itself names
    /// the last day; text that means it so is read by [`parse_closed`](Self::parse_closed).
    ///
    /// ```
    /// use comity::time::{Date, Interval, date};
    ///
    /// let interval = Interval::parse("2019-10-14/..")?;
    /// assert_eq!(interval, Interval::from(date(2019, 10, 14)..));
    /// assert_eq!(Interval::parse("2019-10-14/")?.to, Some(Date::UNKNOWN));
    /// # Ok::<(), comity::time::DateError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the text is no interval, with the position, or if it certainly holds no day.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let (from, to) = Self::ends(text)?;
        Self::new(from, to).map_err(|error| error.moved_to(0))
    }

    /// Reads an interval of EDTF whose second date is its last day, as the standard has it.
    ///
    /// ```
    /// use comity::time::{Interval, date};
    ///
    /// let war = Interval::parse_closed("1939-09-01/1945-09-02")?;
    /// assert_eq!(war, Interval::from(date(1939, 9, 1)..date(1945, 9, 3)));
    /// # Ok::<(), comity::time::DateError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the text is no interval, with the position, or if it certainly holds no day.
    pub fn parse_closed(text: &str) -> Result<Self, DateError> {
        let (first, last) = Self::ends(text)?;
        Self::closed(first, last).map_err(|error| error.moved_to(0))
    }

    fn ends(text: &str) -> Result<(Option<Date>, Option<Date>), DateError> {
        let Some((from, to)) = text.split_once('/') else {
            return Err(DateError::at(text.len(), "expected two dates with `/` between them"));
        };
        if let Some(second) = to.find('/') {
            let position = from.len() + 1 + second;
            return Err(DateError::at(position, "expected the end of the interval, found `/`"));
        }
        let side = |text: &str, offset: usize| match text {
            ".." => Ok(None),
            "" => Ok(Some(Date::UNKNOWN)),
            _ => Date::parse(text).map(Some).map_err(|error| error.shifted_by(offset)),
        };
        Ok((side(from, 0)?, side(to, from.len() + 1)?))
    }
}

impl From<Range<Date>> for Interval {
    fn from(range: Range<Date>) -> Self {
        Self { from: Some(range.start), to: Some(range.end) }
    }
}

impl From<RangeFrom<Date>> for Interval {
    fn from(range: RangeFrom<Date>) -> Self {
        Self { from: Some(range.start), to: None }
    }
}

impl From<RangeTo<Date>> for Interval {
    fn from(range: RangeTo<Date>) -> Self {
        Self { from: None, to: Some(range.end) }
    }
}

impl From<RangeFull> for Interval {
    fn from(_: RangeFull) -> Self {
        Self::ALWAYS
    }
}

impl FromStr for Interval {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        Self::parse(text)
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |end: Option<Date>| match end {
            None => "..".to_owned(),
            Some(Date::UNKNOWN) => String::new(),
            Some(date) => date.to_string(),
        };
        f.pad(&format!("{}/{}", side(self.from), side(self.to)))
    }
}

/// The four day numbers of an interval whose ends may be uncertain: the earliest and the latest
/// day on which it can begin, and the earliest and the latest day before which it can end.
///
/// [`NEVER`] stands for a side without beginning and [`FOREVER`] for one without end. The bounds
/// are as narrow as "it holds for at least one day" makes them, so an end of which nothing is known
/// lies after the earliest beginning.
///
/// ```
/// use comity::Truth;
/// use comity::time::{Interval, date};
///
/// let span = Interval::from(date(2006, 8, 16)..date(2012, 12, 19)).span();
/// let day = date(2012, 12, 18).bounds().0;
/// assert_eq!(span.holds_on(day), Truth::Yes);
/// assert_eq!(span.holds_on(day + 1), Truth::No);
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_structs, reason = "each of the two ends has two bounds")]
pub struct Span {
    /// The earliest day on which it can begin.
    pub from_lo: i32,
    /// The latest day on which it can begin.
    pub from_hi: i32,
    /// The earliest day on which it can hold no more.
    pub to_lo: i32,
    /// The latest day on which it can hold no more.
    pub to_hi: i32,
}

impl Span {
    /// The span of an inverted interval, which holds on no day.
    pub const EMPTY: Self = Self { from_lo: FOREVER, from_hi: FOREVER, to_lo: NEVER, to_hi: NEVER };

    /// The span between the bounds of a beginning and those of an end, narrowed.
    pub const fn new((from_lo, from_hi): (i32, i32), (to_lo, to_hi): (i32, i32)) -> Self {
        if to_hi <= from_lo {
            return Self::EMPTY;
        }
        // Neither can overflow: from_lo < to_hi.
        let (latest_from, earliest_to) = (to_hi - 1, from_lo + 1);
        Self {
            from_lo,
            from_hi: if from_hi < latest_from { from_hi } else { latest_from },
            to_lo: if to_lo > earliest_to { to_lo } else { earliest_to },
            to_hi,
        }
    }

    /// Whether it has no end.
    pub(crate) const fn is_open(self) -> bool {
        self.to_lo == FOREVER
    }

    /// Whether both ends are known to the day.
    pub(crate) const fn is_exact(self) -> bool {
        self.from_lo == self.from_hi && self.to_lo == self.to_hi
    }

    /// When it begins: between which days; unknown, where there is none.
    pub(crate) fn beginning(self) -> Date {
        Date::from_bounds(Day::from_number(self.from_lo), Day::from_number(self.from_hi))
    }

    /// Whether it holds on the day with this number.
    #[inline]
    pub const fn holds_on(self, day: i32) -> Truth {
        if day < self.from_lo || day >= self.to_hi {
            Truth::No
        } else if self.from_hi <= day && day < self.to_lo {
            Truth::Yes
        } else {
            Truth::Unknown
        }
    }

    /// Whether it holds on a day known only to lie between two numbers, both included.
    #[inline]
    pub const fn holds_throughout(self, lo: i32, hi: i32) -> Truth {
        if hi < self.from_lo || lo >= self.to_hi {
            return Truth::No;
        }
        // A day without upper bound is still a day, and so before an end that never comes.
        let hi = if hi == FOREVER { FOREVER - 1 } else { hi };
        if self.from_hi <= lo && hi < self.to_lo { Truth::Yes } else { Truth::Unknown }
    }

    /// Whether there is a day on which both hold, their ends being independent.
    #[inline]
    pub const fn intersects(self, other: Self) -> Truth {
        if self.from_lo >= other.to_hi || other.from_lo >= self.to_hi {
            Truth::No
        } else if self.from_hi < other.to_lo && other.from_hi < self.to_lo {
            Truth::Yes
        } else {
            Truth::Unknown
        }
    }
}

impl From<Interval> for Span {
    fn from(interval: Interval) -> Self {
        interval.span()
    }
}
