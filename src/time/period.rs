//! Periods of notice and terms: so many calendar months, or so many days.

use std::fmt;
use std::str::FromStr;

use super::date::Date;
use super::day::{Day, days_in_month};
use super::error::DateError;

/// A period as treaties have it: so many calendar months, or so many days. Years are twelve months.
///
/// Months are counted by the calendar, and a day that the last month does not have becomes the last
/// day it has: six months after 31 August is the last day of February. Months are never turned into
/// days, since neither is a fixed number of the other.
///
/// ```
/// use comity::time::{Date, Period, date};
///
/// assert_eq!(Period::months(6).after(date(2024, 8, 31)), date(2025, 2, 28));
/// assert_eq!(Period::days(30).after(date(2019, 9, 14)), date(2019, 10, 14));
///
/// let some_day_in_january = Date::month(2025, 1)?;
/// assert_eq!(Period::months(6).after(some_day_in_january).to_string(), "2025-07-01..2025-07-31");
/// # Ok::<(), comity::time::DateError>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Period {
    /// Calendar months.
    Months(u32),
    /// Days.
    Days(u32),
}

impl Period {
    /// So many calendar months.
    pub const fn months(months: u32) -> Self {
        Self::Months(months)
    }

    /// So many years of twelve months.
    pub const fn years(years: u32) -> Self {
        Self::Months(years.saturating_mul(12))
    }

    /// So many days.
    pub const fn days(days: u32) -> Self {
        Self::Days(days)
    }

    /// The date on which the period is over, if it begins on `start`.
    ///
    /// Both bounds of `start` are moved, each by itself; what is computed from an uncertain date
    /// prints as two days. A bound that would lie beyond the calendar is no bound any more above,
    /// and the last day of the calendar below.
    #[must_use]
    pub fn after(self, start: Date) -> Date {
        // Of an exact day both bounds are moved alike.
        if let Some(over) = start.exact().and_then(|day| self.after_day(day)) {
            return start.map_bounds(|_| over, |_| Some(over));
        }
        start.map_bounds(|day| self.after_day(day).unwrap_or(Day::MAX), |day| self.after_day(day))
    }

    /// The day on which the period is over, if it begins on `start`; `None` if that lies beyond
    /// the calendar.
    pub fn after_day(self, start: Day) -> Option<Day> {
        match self {
            Self::Months(months) => start.plus_months(i64::from(months)),
            Self::Days(days) => {
                Day::from_number(start.number().checked_add(i32::try_from(days).ok()?)?)
            }
        }
    }

    /// The last day on which the period can begin so as to be over by `end`: the last day of
    /// notice. `None` if that lies before the calendar.
    ///
    /// ```
    /// use comity::time::{Day, Period};
    ///
    /// // Half a year's notice for an end on 28 February can be given on any day of August.
    /// let last = Period::months(6).before_day(Day::new(2025, 2, 28)?);
    /// assert_eq!(last, Day::new(2024, 8, 31).ok());
    /// # Ok::<(), comity::time::DateError>(())
    /// ```
    pub fn before_day(self, end: Day) -> Option<Day> {
        match self {
            Self::Months(months) => {
                let month = end.first_of_month().plus_months(-i64::from(months))?;
                let length = days_in_month(month.year(), month.month());
                // From the last day of a month every day that clamps to it is near enough.
                let day = if end.is_last_of_month() { length } else { end.day().min(length) };
                Day::from_civil(month.year(), month.month(), day)
            }
            Self::Days(days) => {
                Day::from_number(end.number().checked_sub(i32::try_from(days).ok()?)?)
            }
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, unit) = match *self {
            Self::Months(months) if months != 0 && months % 12 == 0 => (months / 12, "year"),
            Self::Months(months) => (months, "month"),
            Self::Days(days) => (days, "day"),
        };
        let plural = if count == 1 { "" } else { "s" };
        f.pad(&format!("{count} {unit}{plural}"))
    }
}

impl FromStr for Period {
    type Err = DateError;

    /// Reads a period as it is printed: `6 months`, `1 year`, `30 days`.
    fn from_str(text: &str) -> Result<Self, DateError> {
        let expected = "expected a period such as `6 months`, `1 year` or `30 days`";
        let (count, unit) =
            text.split_once(' ').ok_or_else(|| DateError::at(text.len(), expected))?;
        if !count.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(DateError::at(0, expected));
        }
        let number: u32 = count.parse().map_err(|_| DateError::at(0, expected))?;
        match unit {
            "month" | "months" => Ok(Self::Months(number)),
            "year" | "years" => number
                .checked_mul(12)
                .map(Self::Months)
                .ok_or_else(|| DateError::at(0, "too many years; expected at most 357913941")),
            "day" | "days" => Ok(Self::Days(number)),
            _ => Err(DateError::at(count.len() + 1, expected)),
        }
    }
}
