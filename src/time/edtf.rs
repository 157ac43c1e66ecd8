//! Reading dates: ISO 8601, two bounds, and EDTF (ISO 8601-2) of levels 0 and 1.

use super::date::Date;
use super::day::Day;
use super::error::DateError;
use super::form::{Precision, Qualifier, extent};

/// What may stand where a date is expected.
const EXPECTED: &str = "expected a date such as 2024-10-20, 2024-10, 2024 or A..B";

/// Reads a date; see [`Date::parse`].
pub(super) fn date(text: &str) -> Result<Date, DateError> {
    // Most dates are days, and need no search for what else they could be.
    if let Some(day) = whole_day(text.as_bytes()) {
        return Ok(day.into());
    }
    if text.is_empty() {
        return Err(DateError::at(0, format!("{EXPECTED}, found nothing")));
    }
    if text == "?" {
        return Ok(Date::UNKNOWN);
    }
    if let Some(position) = text.find([',', '{', '}']) {
        return Err(level_2(position, "a set"));
    }
    if let Some(position) = text.find('/') {
        return Err(DateError::at(position, "expected one date, found an interval"));
    }
    let (inner, offset) = match text.strip_prefix('[') {
        None => (text, 0),
        Some(rest) => match rest.strip_suffix(']') {
            None => return Err(DateError::at(text.len(), "expected `]` at the end")),
            Some(inner) if !inner.contains("..") => return Err(level_2(0, "a set")),
            Some(inner) => (inner, 1),
        },
    };
    match inner.split_once("..") {
        None => Cursor::new(inner, offset).date(),
        Some((first, last)) => range(first, last, offset),
    }
}

/// The day that is written as `2024-10-20`, if it is one.
fn whole_day(text: &[u8]) -> Option<Day> {
    let &[a, b, c, d, b'-', m, n, b'-', x, y] = text else { return None };
    let two = |tens: u8, ones: u8| {
        let digit = |byte: u8| byte.is_ascii_digit().then(|| i16::from(byte - b'0'));
        Some(10 * digit(tens)? + digit(ones)?)
    };
    let (month, day) = (i8::try_from(two(m, n)?).ok()?, i8::try_from(two(x, y)?).ok()?);
    Day::from_civil(100 * two(a, b)? + two(c, d)?, month, day)
}

/// Reads `first..last`, either of which may be missing.
fn range(first: &str, last: &str, offset: usize) -> Result<Date, DateError> {
    let last_offset = offset + first.len() + 2;
    let side = |text: &str, offset: usize| match text {
        "" | "?" => Ok(None),
        _ => Cursor::new(text, offset).date().map(Some),
    };
    let (first, last) = (side(first, offset)?, side(last, last_offset)?);
    if first.is_none() && last.is_none() {
        return Err(DateError::at(
            offset,
            "expected a date on at least one side of `..`, or `?` alone",
        ));
    }
    Date::between(first, last).map_err(|error| error.moved_to(offset))
}

/// EDTF that is not read here.
fn level_2(position: usize, what: &str) -> DateError {
    DateError::at(
        position,
        format!("{what} belongs to EDTF level 2, which is not read; {EXPECTED}"),
    )
}

/// A month, a day or a season, or `XX`.
enum Pair {
    Number(i8),
    Masked,
}

/// The place reached in a date without `..`.
struct Cursor<'t> {
    text: &'t str,
    at: usize,
    offset: usize,
}

impl<'t> Cursor<'t> {
    const fn new(text: &'t str, offset: usize) -> Self {
        Self { text, at: 0, offset }
    }

    fn date(mut self) -> Result<Date, DateError> {
        let date = self.unqualified()?;
        let qualifier = match self.peek() {
            Some(b'?') => Qualifier::Uncertain,
            Some(b'~') => Qualifier::Approximate,
            Some(b'%') => Qualifier::Both,
            _ => return self.end("the end of the date").map(|()| date),
        };
        self.at += 1;
        if self.peek() == Some(b'-') {
            return Err(level_2(self.position() - 1, "a mark inside a date"));
        }
        self.end("the end of the date")?;
        match qualifier {
            Qualifier::None | Qualifier::Uncertain => Ok(date.marked(qualifier)),
            Qualifier::Approximate | Qualifier::Both => {
                date.estimated(qualifier).ok_or_else(|| {
                    DateError::at(
                        self.offset,
                        "this estimate reaches beyond the calendar; expected -9999 to 9999",
                    )
                })
            }
        }
    }

    fn unqualified(&mut self) -> Result<Date, DateError> {
        let start = self.position();
        match self.peek() {
            Some(b'Y') => {
                return Err(DateError::at(
                    start,
                    "a year of more than four digits is outside the calendar; \
                     expected -9999 to 9999",
                ));
            }
            Some(b'?' | b'~' | b'%') => return Err(level_2(start, "a mark before a date")),
            _ => {}
        }
        let negative = self.take(b'-');
        let (magnitude, masked) = self.year_digits()?;
        if negative && magnitude == 0 && masked == 0 {
            return Err(DateError::at(start, "there is no year -0000; expected 0000 or -0001"));
        }
        if negative && masked > 0 {
            return Err(DateError::at(
                start,
                "EDTF has no unspecified digits in a year before 0000; expected four digits",
            ));
        }
        let year = if negative { -magnitude } else { magnitude };
        let whole = match masked {
            0 => Precision::Year,
            1 => Precision::Decade,
            2 => Precision::Century,
            _ => return Err(level_2(start, "a year of which fewer than two digits are known")),
        };
        match self.peek() {
            Some(b'-') if masked > 0 => Err(level_2(start, "a month of an unspecified year")),
            Some(b'-') => self.month_of(year),
            Some(b'S') => Err(level_2(self.position(), "a number of significant digits")),
            Some(b'E') => Err(level_2(self.position(), "an exponent")),
            _ => Self::whole(start, whole, (year, 1, 1)),
        }
    }

    /// Reads what follows a year: a month or season, and perhaps a day.
    fn month_of(&mut self, year: i16) -> Result<Date, DateError> {
        self.at += 1;
        let start = self.position();
        let month = self.pair("the month")?;
        let has_day = self.peek() == Some(b'-');
        let season = match month {
            Pair::Masked if has_day => return self.day_of(year, None),
            Pair::Masked => return Self::whole(start, Precision::MonthMasked, (year, 1, 1)),
            Pair::Number(month @ 1..=12) if has_day => return self.day_of(year, Some(month)),
            Pair::Number(month @ 1..=12) => {
                return Self::whole(start, Precision::Month, (year, month, 1));
            }
            Pair::Number(21) => Precision::Spring,
            Pair::Number(22) => Precision::Summer,
            Pair::Number(23) => Precision::Autumn,
            Pair::Number(24) => Precision::Winter,
            Pair::Number(25..=41) => return Err(level_2(start, "a part of a year but a season")),
            Pair::Number(number) => {
                return Err(DateError::at(
                    start,
                    format!(
                        "there is no month {number:02}; expected 01 to 12, or a season 21 to 24"
                    ),
                ));
            }
        };
        if has_day {
            return Err(self.unexpected("the end of the date after a season"));
        }
        Self::whole(start, season, (year, 1, 1))
    }

    /// Reads the day of a month; `None` is an unspecified month.
    fn day_of(&mut self, year: i16, month: Option<i8>) -> Result<Date, DateError> {
        self.at += 1;
        let start = self.position();
        let date = match (month, self.pair("the day")?) {
            (None, Pair::Masked) => Self::whole(start, Precision::MonthAndDayMasked, (year, 1, 1))?,
            (None, Pair::Number(_)) => {
                return Err(level_2(start, "a day of an unspecified month"));
            }
            (Some(month), Pair::Masked) => {
                Self::whole(start, Precision::DayMasked, (year, month, 1))?
            }
            (Some(month), Pair::Number(day)) => {
                Date::new(year, month, day).map_err(|error| error.moved_to(start))?
            }
        };
        if matches!(self.peek(), Some(b'T' | b't')) {
            return Err(DateError::at(
                self.position(),
                "a time of day is not part of a date; expected the end of the date",
            ));
        }
        Ok(date)
    }

    /// The date of this precision to which a day belongs.
    fn whole(
        position: usize,
        precision: Precision,
        civil: (i16, i8, i8),
    ) -> Result<Date, DateError> {
        extent(precision, civil)
            .map(|(first, last)| Date::written(first, last, precision))
            .ok_or_else(|| {
                DateError::at(position, "this reaches beyond the calendar; expected -9999 to 9999")
            })
    }

    /// Reads the four places of a year: its value with `X` as 0, and the number of `X`.
    fn year_digits(&mut self) -> Result<(i16, u8), DateError> {
        let (mut value, mut masked) = (0_i16, 0);
        for _ in 0..4 {
            match self.peek() {
                Some(digit @ b'0'..=b'9') if masked == 0 => {
                    value = value * 10 + i16::from(digit - b'0');
                }
                Some(b'0'..=b'9') => {
                    return Err(level_2(self.position(), "a digit after an unspecified one"));
                }
                Some(b'X') => {
                    value *= 10;
                    masked += 1;
                }
                _ => return Err(self.unexpected("a year of four digits")),
            }
            self.at += 1;
        }
        Ok((value, masked))
    }

    /// Reads two digits, or `XX`.
    fn pair(&mut self, what: &str) -> Result<Pair, DateError> {
        let (start, mut value, mut masked) = (self.position(), 0_i8, 0);
        for _ in 0..2 {
            match self.peek() {
                Some(digit @ b'0'..=b'9') => value = value * 10 + (digit - b'0').cast_signed(),
                Some(b'X') => masked += 1,
                Some(b'?' | b'~' | b'%') => {
                    return Err(level_2(self.position(), "a mark inside a date"));
                }
                _ => return Err(self.unexpected(&format!("two digits of {what}"))),
            }
            self.at += 1;
        }
        match masked {
            0 => Ok(Pair::Number(value)),
            2 => Ok(Pair::Masked),
            _ => Err(level_2(start, "a single unspecified digit of a month or day")),
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    const fn position(&self) -> usize {
        self.offset + self.at
    }

    fn end(&self, expected: &str) -> Result<(), DateError> {
        if self.at == self.text.len() { Ok(()) } else { Err(self.unexpected(expected)) }
    }

    fn unexpected(&self, expected: &str) -> DateError {
        let found = match self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
            None => "nothing more".to_owned(),
            Some(space) if space.is_whitespace() => "white space".to_owned(),
            Some(other) => format!("`{}`", other.escape_debug()),
        };
        DateError::at(self.position(), format!("expected {expected}, found {found}"))
    }
}
