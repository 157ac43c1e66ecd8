//! One day of the calendar, as a number.

use std::fmt;
use std::str::FromStr;

use super::date::Date;
use super::error::DateError;

/// A calendar day (Gregorian, also before 1582): the number of days since 1 January 1970.
///
/// ```
/// use comity::time::Day;
///
/// let day = Day::new(2024, 2, 28)?;
/// assert_eq!(day.next().to_string(), "2024-02-29");
/// assert_eq!("2024-02-28".parse(), Ok(day));
/// assert_eq!(Day::new(1970, 1, 1)?.number(), 0);
/// # Ok::<(), comity::time::DateError>(())
/// ```
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// The first day of the calendar, 1 January −9999.
    pub const MIN: Self = Self(number_of(-9999, 1, 1));

    /// The last day of the calendar, 31 December 9999.
    pub const MAX: Self = Self(number_of(9999, 12, 31));

    /// The day with this year, month and day of the month.
    ///
    /// # Errors
    ///
    /// If there is no such day, or the year is not one of −9999 to 9999.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, DateError> {
        if !(-9999..=9999).contains(&year) {
            return Err(DateError::new(format!(
                "the year {year} is outside the calendar; expected -9999 to 9999"
            )));
        }
        if !(1..=12).contains(&month) {
            return Err(DateError::new(format!("there is no month {month}; expected 1 to 12")));
        }
        Self::from_civil(year, month, day).ok_or_else(|| {
            DateError::new(format!(
                "there is no day {day} in {year:04}-{month:02}; expected 1 to {}",
                days_in_month(year, month)
            ))
        })
    }

    /// The day with this year, month and day of the month, if there is one.
    pub(super) const fn from_civil(year: i16, month: i8, day: i8) -> Option<Self> {
        if year < -9999 || year > 9999 || month < 1 || month > 12 {
            return None;
        }
        if day < 1 || day > days_in_month(year, month) {
            return None;
        }
        Some(Self(number_of(year, month, day)))
    }

    /// The number of days since 1 January 1970; negative before.
    #[inline]
    pub const fn number(self) -> i32 {
        self.0
    }

    /// The day with this number, if it lies in the calendar.
    ///
    /// ```
    /// use comity::time::Day;
    ///
    /// assert_eq!(Day::from_number(-1), Day::new(1969, 12, 31).ok());
    /// assert_eq!(Day::from_number(i32::MAX), None);
    /// ```
    pub const fn from_number(number: i32) -> Option<Self> {
        if number < Self::MIN.0 || number > Self::MAX.0 { None } else { Some(Self(number)) }
    }

    /// The year; 0 is the year before 1, and −1 the year before that.
    pub const fn year(self) -> i16 {
        self.to_civil().0
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> i8 {
        self.to_civil().1
    }

    /// The day of the month, 1 to 31.
    pub const fn day(self) -> i8 {
        self.to_civil().2
    }

    /// The day after; the last day of the calendar stays.
    #[must_use]
    pub const fn next(self) -> Self {
        self.plus_days(1)
    }

    /// The first day of the month after; the last day of the calendar, if there is none.
    #[must_use]
    pub(crate) fn next_month(self) -> Self {
        let (year, month) = match self.month() {
            12 => (self.year().saturating_add(1), 1),
            month => (self.year(), month + 1),
        };
        Self::new(year, month, 1).unwrap_or(Self::MAX)
    }

    /// The day before; the first day of the calendar stays.
    #[must_use]
    pub const fn previous(self) -> Self {
        self.plus_days(-1)
    }

    /// So many days later (earlier if negative), not beyond the limits of the calendar.
    #[must_use]
    pub const fn plus_days(self, days: i32) -> Self {
        let number = self.0.saturating_add(days);
        if number < Self::MIN.0 {
            Self::MIN
        } else if number > Self::MAX.0 {
            Self::MAX
        } else {
            Self(number)
        }
    }

    /// The day as many months later (earlier if negative) with this number in its month, or the last of that month if it is shorter;
    /// none beyond the calendar.
    pub(super) fn plus_months(self, months: i64) -> Option<Self> {
        let (year, month, day) = self.to_civil();
        let count = (i64::from(year) * 12 + i64::from(month) - 1).checked_add(months)?;
        let year = i16::try_from(count.div_euclid(12)).ok()?;
        let month = i8::try_from(count.rem_euclid(12) + 1).ok()?;
        Self::from_civil(year, month, day.min(days_in_month(year, month)))
    }

    /// The first day of its month.
    pub(super) const fn first_of_month(self) -> Self {
        Self(self.0 - (self.day() as i32 - 1))
    }

    /// Whether it is the last of its month.
    pub(super) const fn is_last_of_month(self) -> bool {
        let (year, month, day) = self.to_civil();
        day == days_in_month(year, month)
    }

    /// The same day as jiff has it.
    #[cfg(feature = "jiff")]
    pub fn civil(self) -> jiff::civil::Date {
        let (year, month, day) = self.to_civil();
        jiff::civil::Date::constant(year, month, day)
    }

    /// Year, month and day of the month.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "months, days and the calendar's years fit"
    )]
    pub(super) const fn to_civil(self) -> (i16, i8, i8) {
        // Days since 1 March 0000, in eras of 400 years, in years that begin in March.
        let shifted = self.0 + EPOCH;
        let era = shifted.div_euclid(DAYS_PER_ERA);
        let day_of_era = shifted.rem_euclid(DAYS_PER_ERA);
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
        (year as i16, month as i8, day as i8)
    }
}

/// The days of 400 years, after which the calendar repeats itself.
const DAYS_PER_ERA: i32 = 146_097;

/// The days from 1 March 0000 to 1 January 1970.
const EPOCH: i32 = 719_468;

/// The number of a day that is known to exist.
const fn number_of(year: i16, month: i8, day: i8) -> i32 {
    let year = year as i32 - if month <= 2 { 1 } else { 0 };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let from_march = (month as i32 + 9) % 12;
    let day_of_year = (153 * from_march + 2) / 5 + day as i32 - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * DAYS_PER_ERA + day_of_era - EPOCH
}

/// The length of a month.
pub(super) const fn days_in_month(year: i16, month: i8) -> i8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(feature = "jiff")]
impl From<jiff::civil::Date> for Day {
    fn from(date: jiff::civil::Date) -> Self {
        Self(number_of(date.year(), date.month(), date.day()))
    }
}

impl FromStr for Day {
    type Err = DateError;

    /// Reads a day written in full, as `2024-10-20`.
    fn from_str(text: &str) -> Result<Self, DateError> {
        let date = Date::parse(text)?;
        match date.exact() {
            Some(day) if date == Date::from(day) => Ok(day),
            _ => Err(DateError::at(0, "expected a day written in full, such as 2024-10-20")),
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.to_civil();
        // Most years have four digits, which are written one by one.
        if let Ok(year @ 0..=9999) = u16::try_from(year) {
            let digit = |number: u16| b"0123456789"[usize::from(number % 10)];
            let (month, day) = (month.unsigned_abs().into(), day.unsigned_abs().into());
            let text = [
                digit(year / 1000),
                digit(year / 100),
                digit(year / 10),
                digit(year),
                b'-',
                digit(month / 10),
                digit(month),
                b'-',
                digit(day / 10),
                digit(day),
            ];
            return f.pad(std::str::from_utf8(&text).unwrap_or_default());
        }
        let width = if year < 0 { 5 } else { 4 };
        f.pad(&format!("{year:0width$}-{month:02}-{day:02}"))
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
