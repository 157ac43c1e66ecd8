//! A date as the record has it: bounds, and how they are written.

use std::fmt;
use std::str::FromStr;

use super::day::{Day, days_in_month};
use super::edtf;
use super::error::DateError;
use super::form::{self, Form, Move, Precision, Qualifier, Side};
use crate::Truth;

/// The day number that stands for "no earliest day", below every day of the calendar.
pub const NEVER: i32 = i32::MIN;

/// The day number that stands for "no latest day", above every day of the calendar.
pub const FOREVER: i32 = i32::MAX;

/// A date as the record has it: a day, some day of a month or of a year, or a day known only to lie
/// between two bounds.
///
/// A `Date` is always one day; what differs is how well it is known. It remembers how it was
/// written and prints itself that way, so `2012` and `2012-01-01..2012-12-31` are two spellings of
/// the same bounds and compare as different.
///
/// ```
/// use comity::Truth;
/// use comity::time::{Date, date};
///
/// let joined: Date = "2012".parse()?;
/// assert_eq!(joined.earliest(), date(2012, 1, 1).exact());
/// assert_eq!(joined.latest(), date(2012, 12, 31).exact());
/// assert_eq!(joined.is_before(date(2012, 6, 1)), Truth::Unknown);
/// assert_eq!(joined.is_before(date(2013, 1, 1)), Truth::Yes);
/// assert_eq!(Date::parse("1968-09-12..1968-09-13")?.to_string(), "1968-09-12..1968-09-13");
/// # Ok::<(), comity::time::DateError>(())
/// ```
///
/// # The order of dates
///
/// `Ord` is for sorting: by the earliest day, then the latest, then the spelling. Whether one date
/// lies before another is the question of [`is_before`](Self::is_before).
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    lo: i32,
    hi: i32,
    lo_form: Form,
    hi_form: Form,
}

impl Date {
    /// A date of which nothing is known, written `?`.
    pub const UNKNOWN: Self =
        Self { lo: NEVER, hi: FOREVER, lo_form: Form::UNBOUNDED, hi_form: Form::UNBOUNDED };

    /// A date known to the day.
    ///
    /// # Errors
    ///
    /// If there is no such day, or the year is not one of −9999 to 9999.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, DateError> {
        Day::new(year, month, day).map(Self::from)
    }

    /// Some day of a month.
    ///
    /// # Errors
    ///
    /// If there is no such month, or the year is not one of −9999 to 9999.
    pub fn month(year: i16, month: i8) -> Result<Self, DateError> {
        let first = Day::new(year, month, 1)?;
        let last = Day::new(year, month, days_in_month(year, month))?;
        Ok(Self::written(first, last, Precision::Month))
    }

    /// Some day of a year.
    ///
    /// # Errors
    ///
    /// If the year is not one of −9999 to 9999.
    pub fn year(year: i16) -> Result<Self, DateError> {
        let (first, last) = (Day::new(year, 1, 1)?, Day::new(year, 12, 31)?);
        Ok(Self::written(first, last, Precision::Year))
    }

    /// A day not before `earliest` and not after `latest`; `None` where there is no such bound.
    ///
    /// Each bound is printed as precisely as it was given.
    ///
    /// ```
    /// use comity::time::Date;
    ///
    /// let left = Date::between(Some(Date::month(2020, 8)?), Some(Date::month(2021, 5)?))?;
    /// assert_eq!(left.to_string(), "2020-08..2021-05");
    /// assert_eq!(left.latest().map(|day| day.to_string()).as_deref(), Some("2021-05-31"));
    /// # Ok::<(), comity::time::DateError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the earliest day lies after the latest.
    pub fn between(earliest: Option<Self>, latest: Option<Self>) -> Result<Self, DateError> {
        let (from, to) = (earliest.unwrap_or(Self::UNKNOWN), latest.unwrap_or(Self::UNKNOWN));
        if from.lo > to.hi {
            return Err(DateError::new(format!(
                "{from} lies after {to}; expected the earlier bound first"
            )));
        }
        Ok(Self { lo: from.lo, hi: to.hi, lo_form: from.lo_form, hi_form: to.hi_form })
    }

    /// What it is made of: its bounds, and how each of them is written.
    #[cfg(test)]
    pub(crate) fn parts(self) -> ((i32, i32), [u8; 2]) {
        ((self.lo, self.hi), [self.lo_form, self.hi_form].map(Form::code))
    }

    /// The date of such parts; `None` if a bound is no day, or is written in no way there is.
    #[cfg(feature = "dataset")]
    pub(crate) fn from_parts((lo, hi): (i32, i32), [lo_form, hi_form]: [u8; 2]) -> Option<Self> {
        let is_bound = |number: i32, open: i32, form: Form| {
            let is_open = matches!(form.precision, Precision::Unbounded);
            if is_open { number == open } else { Day::from_number(number).is_some() }
        };
        let (lo_form, hi_form) = (Form::of_code(lo_form)?, Form::of_code(hi_form)?);
        let is_date = is_bound(lo, NEVER, lo_form) && is_bound(hi, FOREVER, hi_form) && lo <= hi;
        is_date.then_some(Self { lo, hi, lo_form, hi_form })
    }

    /// A date written as one piece, from the first and the last day it can be.
    pub(super) const fn written(first: Day, last: Day, precision: Precision) -> Self {
        let form = Form { precision, qualifier: Qualifier::None };
        Self { lo: first.number(), hi: last.number(), lo_form: form, hi_form: form }
    }

    /// The same date with a mark after it.
    pub(super) const fn marked(mut self, qualifier: Qualifier) -> Self {
        self.lo_form.qualifier = qualifier;
        self.hi_form.qualifier = qualifier;
        self
    }

    /// The same date as an estimate: its bounds lie one unit of its precision farther apart on either side. `None` if that is beyond
    /// the calendar.
    pub(super) fn estimated(self, qualifier: Qualifier) -> Option<Self> {
        let bound = |day: Option<Day>, form: Form, side| {
            form::moved(day?, form.precision, side, Move::Outward).map(Day::number)
        };
        let lo = bound(self.earliest(), self.lo_form, Side::First)?;
        let hi = bound(self.latest(), self.hi_form, Side::Last)?;
        Some(Self { lo, hi, ..self }.marked(qualifier))
    }

    /// A computed date: known to lie between two days, printed as a day if they are equal and as
    /// `day..day` otherwise, never as a month or a year.
    ///
    /// Where `lo` lies after `hi`, both bounds are `lo`.
    pub fn from_bounds(lo: Option<Day>, hi: Option<Day>) -> Self {
        let (low, high) = (lo.map_or(NEVER, Day::number), hi.map_or(FOREVER, Day::number));
        Self {
            lo: low,
            hi: high.max(low),
            lo_form: if lo.is_some() { Form::DAY } else { Form::UNBOUNDED },
            hi_form: if hi.is_some() { Form::DAY } else { Form::UNBOUNDED },
        }
    }

    /// A computed date that keeps the marks of the dates it was computed from.
    fn computed((lo, lo_form): (i32, Form), (hi, hi_form): (i32, Form)) -> Self {
        let lo_form = if lo == NEVER { Form::UNBOUNDED } else { lo_form.computed() };
        let hi_form = if hi == FOREVER { Form::UNBOUNDED } else { hi_form.computed() };
        Self { lo, hi: hi.max(lo), lo_form, hi_form }
    }

    /// Each bound moved by a monotone rule; the result is a computed date.
    pub(super) fn map_bounds(
        self,
        lo: impl FnOnce(Day) -> Day,
        hi: impl FnOnce(Day) -> Option<Day>,
    ) -> Self {
        let low = self.earliest().map_or(NEVER, |day| lo(day).number());
        let high = self.latest().and_then(hi).map_or(FOREVER, Day::number);
        Self::computed((low, self.lo_form), (high, self.hi_form))
    }

    /// The earliest day it can be; `None` if it has no lower bound.
    pub const fn earliest(self) -> Option<Day> {
        Day::from_number(self.lo)
    }

    /// The latest day it can be; `None` if it has no upper bound.
    pub const fn latest(self) -> Option<Day> {
        Day::from_number(self.hi)
    }

    /// The day, if it is known to the day.
    pub const fn exact(self) -> Option<Day> {
        if self.lo == self.hi { Day::from_number(self.lo) } else { None }
    }

    /// Whether nothing is known of it: neither an earliest nor a latest day.
    pub const fn is_unknown(self) -> bool {
        self.lo == NEVER && self.hi == FOREVER
    }

    /// Whether it is marked as doubtful (EDTF's `?` or `%`); the bounds stand as written.
    pub const fn is_uncertain(self) -> bool {
        matches!(self.lo_form.qualifier, Qualifier::Uncertain | Qualifier::Both)
            || matches!(self.hi_form.qualifier, Qualifier::Uncertain | Qualifier::Both)
    }

    /// Whether it is marked as an estimate (EDTF's `~` or `%`): the bounds lie one unit of its precision farther out than is written.
    pub const fn is_approximate(self) -> bool {
        matches!(self.lo_form.qualifier, Qualifier::Approximate | Qualifier::Both)
            || matches!(self.hi_form.qualifier, Qualifier::Approximate | Qualifier::Both)
    }

    /// The numbers of the earliest and the latest day, [`NEVER`] and [`FOREVER`] where there is
    /// none.
    #[inline]
    pub const fn bounds(self) -> (i32, i32) {
        (self.lo, self.hi)
    }

    /// The earlier of two dates: not before the earlier of their earliest days, and not after the
    /// earlier of their latest days. Exact if the two days are independent.
    ///
    /// ```
    /// use comity::time::{Date, date};
    ///
    /// let some_day: Date = "2024".parse()?;
    /// assert_eq!(some_day.earlier_of(date(2024, 6, 1)).to_string(), "2024-01-01..2024-06-01");
    /// assert_eq!(some_day.later_of(date(2025, 6, 1)), date(2025, 6, 1));
    /// # Ok::<(), comity::time::DateError>(())
    /// ```
    #[must_use]
    pub fn earlier_of(self, other: Self) -> Self {
        let lo = (self.lo, self.lo_form).min((other.lo, other.lo_form));
        let hi = (self.hi, self.hi_form).min((other.hi, other.hi_form));
        self.or_computed(other, lo, hi)
    }

    /// Some day between this and another, either of them possible.
    pub(crate) fn or_any_until(self, other: Self) -> Self {
        Self::from_bounds(self.earlier_of(other).earliest(), self.later_of(other).latest())
    }

    /// The later of two dates: not before the later of their earliest days, and not after the
    /// later of their latest days. Exact if the two days are independent.
    #[must_use]
    pub fn later_of(self, other: Self) -> Self {
        let lo = (self.lo, self.lo_form).max((other.lo, other.lo_form));
        let hi = (self.hi, self.hi_form).max((other.hi, other.hi_form));
        self.or_computed(other, lo, hi)
    }

    /// One of the two dates as it is written, if it has these bounds; a computed date otherwise.
    fn or_computed(self, other: Self, lo: (i32, Form), hi: (i32, Form)) -> Self {
        let (first, second) = (self.min(other), self.max(other));
        if first.bounds() == (lo.0, hi.0) {
            first
        } else if second.bounds() == (lo.0, hi.0) {
            second
        } else {
            Self::computed(lo, hi)
        }
    }

    /// Whether it lies strictly before another date, the two days being independent.
    pub fn is_before(self, other: Self) -> Truth {
        if self.hi < other.lo {
            Truth::Yes
        } else if self.lo >= other.hi {
            Truth::No
        } else {
            Truth::Unknown
        }
    }

    /// Whether it lies before another date or on the same day, the two days being independent.
    pub fn is_on_or_before(self, other: Self) -> Truth {
        !other.is_before(self)
    }

    /// Reads a date: a day, month or year of ISO 8601, two bounds, or EDTF of level 0 or 1.
    ///
    /// | Text | Meaning |
    /// |---|---|
    /// | `2024-10-20`, `2024-10`, `2024` | that day, some day of the month, some day of the year |
    /// | `A..B`, `[A..B]` | a day from the first of `A` to the last of `B` |
    /// | `A..`, `A..?`, `..B`, `?..B` | bounded on one side only |
    /// | `?` | nothing is known |
    /// | `199X`, `19XX`, `2004-XX`, `2004-06-XX`, `2004-XX-XX` | the places marked `X` are not known |
    /// | `-0043` | 44 BC (there is a year 0) |
    /// | `2001-21` to `2001-24` | spring, summer, autumn, winter |
    /// | a date and then `?` | doubtful; the bounds stay |
    /// | a date and then `~`, or `%` | an estimate, or a doubtful one: within one day, month, year … of what is written, as precise as that is |
    ///
    /// Seasons do not say on which side of the equator they are, nor in which year a winter is
    /// counted. Spring and autumn therefore run from March to December, summer and winter from
    /// December of the year before to March of the year after.
    ///
    /// ```
    /// use comity::time::Date;
    ///
    /// assert_eq!(Date::parse("199X")?.latest().map(|day| day.year()), Some(1999));
    /// assert!(Date::parse("2004-06~")?.is_approximate());
    ///
    /// let refused = Date::parse("2024-10-20T10:00").unwrap_err();
    /// assert_eq!(refused.position(), 10);
    /// # Ok::<(), comity::time::DateError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the text is none of these, with the position; EDTF of level 2 is named as such.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        edtf::date(text)
    }

    /// Whether both bounds come from one date, such as `2012`, and not from two.
    fn is_one_piece(self) -> bool {
        match (self.earliest(), self.latest()) {
            (Some(first), Some(last)) if self.lo_form == self.hi_form => {
                let first = as_written(first, self.lo_form, Side::First);
                let last = as_written(last, self.hi_form, Side::Last);
                form::is_extent(first, last, self.lo_form.precision)
            }
            _ => false,
        }
    }
}

/// The bound that was written, of an estimate whose bounds lie farther apart.
fn as_written(day: Day, form: Form, side: Side) -> Day {
    if form.is_estimate() {
        form::moved(day, form.precision, side, Move::Inward).unwrap_or(day)
    } else {
        day
    }
}

/// An exact date for literals in code.
///
/// ```
/// use comity::time::{Date, date};
///
/// const SIGNED: Date = date(1992, 5, 15);
/// assert_eq!(SIGNED.to_string(), "1992-05-15");
/// ```
///
/// # Panics
///
/// If there is no such day, which the message names; in a constant that is an error of compilation. Use [`Date::new`]
/// for numbers that come from elsewhere.
#[track_caller]
pub const fn date(year: i16, month: i8, day: i8) -> Date {
    match Day::from_civil(year, month, day) {
        Some(day) => Date::written(day, day, Precision::Day),
        None => no_such_day(year, month, day),
    }
}

/// The panic that names the day. In a constant nothing formats, so the digits are written by hand.
#[cold]
#[track_caller]
#[expect(clippy::panic, reason = "documented, and only for literals")]
const fn no_such_day(year: i16, month: i8, day: i8) -> ! {
    let mut text = *b"there is no day ........................";
    let mut at = 16;
    at = write(&mut text, at, year, 4);
    text[at] = b'-';
    at = write(&mut text, at + 1, month as i16, 2);
    text[at] = b'-';
    at = write(&mut text, at + 1, day as i16, 2);
    match str::from_utf8(text.split_at(at).0) {
        Ok(text) => panic!("{}", text),
        Err(_) => panic!("there is no such day"),
    }
}

/// Writes a number with so many digits at least, and gives the place after it.
const fn write<const N: usize>(text: &mut [u8; N], at: usize, number: i16, width: usize) -> usize {
    let (mut at, mut place, mut digits) = (at, 10_000, 5);
    if number < 0 {
        text[at] = b'-';
        at += 1;
    }
    let number = number.unsigned_abs();
    while place > 0 {
        if number >= place || digits <= width {
            text[at] = b"0123456789"[(number / place % 10) as usize];
            at += 1;
        }
        place /= 10;
        digits -= 1;
    }
    at
}

impl From<Day> for Date {
    fn from(day: Day) -> Self {
        Self::written(day, day, Precision::Day)
    }
}

#[cfg(feature = "jiff")]
impl From<jiff::civil::Date> for Date {
    fn from(date: jiff::civil::Date) -> Self {
        Self::from(Day::from(date))
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        Self::parse(text)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let write = |day, form: Form, side| {
            form::written(as_written(day, form, side), form.precision, form.qualifier, side)
        };
        match (self.earliest(), self.latest()) {
            (None, None) => f.pad("?"),
            (Some(day), _) if self.is_one_piece() && self.lo_form == Form::DAY => {
                fmt::Display::fmt(&day, f)
            }
            (Some(from), _) if self.is_one_piece() => {
                f.pad(&write(from, self.lo_form, Side::First))
            }
            (from, to) => {
                // As the tables have them: "2025-06-22..?" and "..2023-11".
                let from = from.map(|day| write(day, self.lo_form, Side::First));
                let to = to.map(|day| write(day, self.hi_form, Side::Last));
                let to = to.unwrap_or_else(|| "?".to_owned());
                f.pad(&format!("{}..{to}", from.unwrap_or_default()))
            }
        }
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
