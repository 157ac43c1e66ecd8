//! Days and times in prepared form.

use super::form::{Form, choice, record};
use super::read::Reader;
#[cfg(test)]
use super::write::Writer;
use crate::model::{Existence, Superseded, Timed};
use crate::time::{Date, Day, FOREVER, Interval, NEVER, Period, Span};

impl Form for Day {
    fn read(from: &mut Reader<'_>) -> Self {
        Self::from_number(from.signed()).unwrap_or_else(|| {
            from.spoil();
            Self::MIN
        })
    }

    #[cfg(test)]
    fn write(&self, to: &mut Writer) {
        to.signed(self.number());
    }
}

/// How a date is told that is a day, and any other; 0 where there is none.
const DAY: u8 = 1;
const ANY: u8 = 2;

impl Form for Date {
    fn read(from: &mut Reader<'_>) -> Self {
        Self::read_if_any(from).unwrap_or_else(|| {
            from.spoil();
            Self::UNKNOWN
        })
    }

    #[cfg(test)]
    fn write(&self, to: &mut Writer) {
        Self::write_if_any(Some(self), to);
    }

    #[inline]
    fn read_if_any(from: &mut Reader<'_>) -> Option<Self> {
        match from.byte() {
            0 => None,
            DAY => Some(Day::read(from).into()),
            ANY => Some(any_date(from)),
            _ => {
                from.spoil();
                None
            }
        }
    }

    #[cfg(test)]
    fn write_if_any(one: Option<&Self>, to: &mut Writer) {
        let Some(date) = one else { return to.byte(0) };
        if let Some(day) = date.earliest().filter(|day| Self::from(*day) == *date) {
            to.byte(DAY);
            return day.write(to);
        }
        to.byte(ANY);
        let ((lo, hi), forms) = date.parts();
        for form in forms {
            to.byte(form);
        }
        to.signed(lo);
        to.signed(hi.wrapping_sub(lo));
    }
}

fn any_date(from: &mut Reader<'_>) -> Date {
    let forms = [from.byte(), from.byte()];
    let lo = from.signed();
    let hi = lo.wrapping_add(from.signed());
    Date::from_parts((lo, hi), forms).unwrap_or_else(|| {
        from.spoil();
        Date::UNKNOWN
    })
}

record! {
    Interval { from, to }
    Timed { valid, from_known, to_known }
    Superseded { on, time }
}

choice!(Period: 0 = Months(months), 1 = Days(days));

impl Form for Existence {
    fn read(from: &mut Reader<'_>) -> Self {
        let (first, later): (Interval, Vec<Interval>) = Form::read(from);
        later.into_iter().fold(first.into(), Self::and)
    }

    #[cfg(test)]
    fn write(&self, to: &mut Writer) {
        let mut spells = self.spells();
        spells.next().unwrap().write(to);
        spells.collect::<Vec<_>>().write(to);
    }
}

/// How the bounds of an end are told, in two bits for each.
mod told {
    /// One day.
    pub(super) const EXACT: u8 = 0;
    /// No bound below, and none above.
    pub(super) const NEVER: u8 = 1;
    pub(super) const FOREVER: u8 = 2;
    /// Two numbers.
    pub(super) const ANY: u8 = 3;
}

/// The bounds of one end, of which two bits say how they are told.
#[inline]
fn bounds(how: u8, from: &mut Reader<'_>) -> (i32, i32) {
    match how & 3 {
        told::EXACT => {
            let day = from.signed();
            (day, day)
        }
        told::NEVER => (NEVER, NEVER),
        told::FOREVER => (FOREVER, FOREVER),
        told::ANY.. => (from.signed(), from.signed()),
    }
}

impl Form for Span {
    #[inline]
    fn read(from: &mut Reader<'_>) -> Self {
        let how = from.byte();
        let (from_lo, from_hi) = bounds(how, from);
        let (to_lo, to_hi) = bounds(how >> 2, from);
        Self { from_lo, from_hi, to_lo, to_hi }
    }

    #[cfg(test)]
    fn write(&self, to: &mut Writer) {
        let Self { from_lo, from_hi, to_lo, to_hi } = *self;
        let how = |bounds: (i32, i32)| match bounds {
            (NEVER, NEVER) => told::NEVER,
            (FOREVER, FOREVER) => told::FOREVER,
            (lo, hi) if lo == hi => told::EXACT,
            _ => told::ANY,
        };
        let ends = [(from_lo, from_hi), (to_lo, to_hi)];
        to.byte(how(ends[0]) | how(ends[1]) << 2);
        for (lo, hi) in ends {
            match how((lo, hi)) {
                told::EXACT => to.signed(lo),
                told::ANY => {
                    to.signed(lo);
                    to.signed(hi);
                }
                _ => {}
            }
        }
    }
}
