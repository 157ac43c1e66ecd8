//! How a date is written: what of it was given, and the days this leaves open.

use super::day::{Day, days_in_month};

/// How a bound is written: the precision of the date it was taken from, and its qualifier.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Form {
    pub(super) precision: Precision,
    pub(super) qualifier: Qualifier,
}

/// What was written of a date.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub(super) enum Precision {
    /// Nothing: there is no bound.
    Unbounded,
    /// `1985-04-12`
    Day,
    /// `1985-04`
    Month,
    /// `1985`
    Year,
    /// `1985-04-XX`
    DayMasked,
    /// `1985-XX`
    MonthMasked,
    /// `1985-XX-XX`
    MonthAndDayMasked,
    /// `198X`
    Decade,
    /// `19XX`
    Century,
    /// `1985-21`
    Spring,
    /// `1985-22`
    Summer,
    /// `1985-23`
    Autumn,
    /// `1985-24`
    Winter,
}

/// EDTF's marks after a date.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub(super) enum Qualifier {
    None,
    /// `?`: the source is doubtful.
    Uncertain,
    /// `~`: the date is an estimate.
    Approximate,
    /// `%`: both.
    Both,
}

impl Form {
    pub(super) const UNBOUNDED: Self =
        Self { precision: Precision::Unbounded, qualifier: Qualifier::None };
    pub(super) const DAY: Self = Self { precision: Precision::Day, qualifier: Qualifier::None };

    /// A number for it.
    #[cfg(test)]
    pub(super) fn code(self) -> u8 {
        let Self { precision, qualifier } = self;
        (precision as u8) << 2 | qualifier as u8
    }

    /// The form of a number.
    #[cfg(feature = "dataset")]
    pub(super) const fn of_code(code: u8) -> Option<Self> {
        let precision = match code >> 2 {
            0 => Precision::Unbounded,
            1 => Precision::Day,
            2 => Precision::Month,
            3 => Precision::Year,
            4 => Precision::DayMasked,
            5 => Precision::MonthMasked,
            6 => Precision::MonthAndDayMasked,
            7 => Precision::Decade,
            8 => Precision::Century,
            9 => Precision::Spring,
            10 => Precision::Summer,
            11 => Precision::Autumn,
            12 => Precision::Winter,
            _ => return None,
        };
        let qualifier = match code & 3 {
            0 => Qualifier::None,
            1 => Qualifier::Uncertain,
            2 => Qualifier::Approximate,
            _ => Qualifier::Both,
        };
        Some(Self { precision, qualifier })
    }

    /// The form of a computed bound: to the day, the doubt kept. That it was an estimate stands in the bound.
    pub(super) const fn computed(self) -> Self {
        let qualifier = match self.qualifier {
            Qualifier::None | Qualifier::Approximate => Qualifier::None,
            Qualifier::Uncertain | Qualifier::Both => Qualifier::Uncertain,
        };
        Self { precision: Precision::Day, qualifier }
    }

    /// Whether it is that of an estimate.
    pub(super) const fn is_estimate(self) -> bool {
        matches!(self.qualifier, Qualifier::Approximate | Qualifier::Both)
    }
}

/// Which of its two bounds a date gives.
#[derive(Copy, Clone)]
pub(super) enum Side {
    First,
    Last,
}

/// The first and the last day of the piece of this precision to which a day belongs; a season
/// belongs to the year it is named after. `None` if it reaches beyond the calendar.
pub(super) fn extent(
    precision: Precision,
    (year, month, day): (i16, i8, i8),
) -> Option<(Day, Day)> {
    let (first, last) = match precision {
        Precision::Unbounded => return None,
        Precision::Day => ((year, month, day), (year, month, day)),
        Precision::Month | Precision::DayMasked => {
            ((year, month, 1), (year, month, days_in_month(year, month)))
        }
        Precision::Year | Precision::MonthMasked | Precision::MonthAndDayMasked => {
            ((year, 1, 1), (year, 12, 31))
        }
        Precision::Decade => ((year / 10 * 10, 1, 1), (year / 10 * 10 + 9, 12, 31)),
        Precision::Century => ((year / 100 * 100, 1, 1), (year / 100 * 100 + 99, 12, 31)),
        Precision::Spring | Precision::Autumn => ((year, 3, 1), (year, 12, 31)),
        Precision::Summer | Precision::Winter => ((year - 1, 12, 1), (year + 1, 3, 31)),
    };
    Some((Day::from_civil(first.0, first.1, first.2)?, Day::from_civil(last.0, last.1, last.2)?))
}

/// Which way a bound is moved.
#[derive(Copy, Clone)]
pub(super) enum Move {
    Outward,
    Inward,
}

/// A bound moved by one unit of its precision, which is how far an estimate may be off. `None` if that lies beyond the calendar.
pub(super) fn moved(day: Day, precision: Precision, side: Side, way: Move) -> Option<Day> {
    let sign = match (side, way) {
        (Side::First, Move::Outward) | (Side::Last, Move::Inward) => -1,
        (Side::First, Move::Inward) | (Side::Last, Move::Outward) => 1,
    };
    let months = match precision {
        Precision::Unbounded => return None,
        Precision::Day => return Day::from_number(day.number() + sign),
        Precision::Month | Precision::DayMasked => 1,
        Precision::Spring | Precision::Summer | Precision::Autumn | Precision::Winter => 3,
        Precision::Year | Precision::MonthMasked | Precision::MonthAndDayMasked => 12,
        Precision::Decade => 120,
        Precision::Century => 1200,
    };
    let month = i32::from(day.year()) * 12 + i32::from(day.month()) - 1 + sign * months;
    let year = i16::try_from(month.div_euclid(12)).ok()?;
    let month = i8::try_from(month.rem_euclid(12) + 1).ok()?;
    let date = match side {
        Side::First => 1,
        Side::Last => days_in_month(year, month),
    };
    Day::from_civil(year, month, date)
}

/// The year after which a piece is named, from its first or last day.
fn named_year(day: Day, precision: Precision, side: Side) -> i16 {
    match (precision, side) {
        (Precision::Summer | Precision::Winter, Side::First) => day.year() + 1,
        (Precision::Summer | Precision::Winter, Side::Last) => day.year() - 1,
        _ => day.year(),
    }
}

/// Whether two bounds are the first and the last day of one piece of this precision.
pub(super) fn is_extent(first: Day, last: Day, precision: Precision) -> bool {
    let year = named_year(first, precision, Side::First);
    extent(precision, (year, first.month(), first.day())) == Some((first, last))
}

/// A bound as it was written, from the first or the last day of the piece.
pub(super) fn written(day: Day, precision: Precision, qualifier: Qualifier, side: Side) -> String {
    let year = named_year(day, precision, side);
    let sign = if year < 0 { "-" } else { "" };
    let (magnitude, month) = (year.unsigned_abs(), day.month());
    let mut text = match precision {
        Precision::Unbounded => String::new(),
        Precision::Day => day.to_string(),
        Precision::Month => format!("{sign}{magnitude:04}-{month:02}"),
        Precision::Year => format!("{sign}{magnitude:04}"),
        Precision::DayMasked => format!("{sign}{magnitude:04}-{month:02}-XX"),
        Precision::MonthMasked => format!("{sign}{magnitude:04}-XX"),
        Precision::MonthAndDayMasked => format!("{sign}{magnitude:04}-XX-XX"),
        Precision::Decade => format!("{:03}X", magnitude / 10),
        Precision::Century => format!("{:02}XX", magnitude / 100),
        Precision::Spring => format!("{sign}{magnitude:04}-21"),
        Precision::Summer => format!("{sign}{magnitude:04}-22"),
        Precision::Autumn => format!("{sign}{magnitude:04}-23"),
        Precision::Winter => format!("{sign}{magnitude:04}-24"),
    };
    text.push_str(match qualifier {
        Qualifier::None => "",
        Qualifier::Uncertain => "?",
        Qualifier::Approximate => "~",
        Qualifier::Both => "%",
    });
    text
}
