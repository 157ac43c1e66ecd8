//! How far the record reaches: whether it speaks of a day, is presumed to, or does not.

use super::view::View;
use crate::BodyId;
use crate::model::Presumption;
use crate::time::{Day, FOREVER};

impl View<'_> {
    /// Whether a record that speaks of the days before one speaks of the day of the view, or what it says last is presumed to hold.
    #[inline]
    pub(crate) fn bridges(&self, until: i32) -> bool {
        self.cover.1 < until || (until != FOREVER && self.presumes(until))
    }

    /// Whether what was on record up to a day that lies behind is presumed to hold still.
    #[inline(never)]
    fn presumes(&self, until: i32) -> bool {
        let hi = self.cover.1;
        if let Presumption::Months(months) = self.presumption() {
            // No calendar is needed where so many of the shortest months, or of the longest, decide.
            let (late, months) = (i64::from(hi) - i64::from(until), i64::from(months));
            if late < 28 * months || late > 31 * months {
                return late < 28 * months;
            }
        }
        match (Day::from_number(until), Day::from_number(hi)) {
            (Some(until), Some(hi)) => self.presumption().bridges(until, hi),
            _ => self.presumption() == Presumption::ForEver,
        }
    }

    /// Whether the roll of a body speaks of the day, or is presumed to.
    #[inline]
    pub(crate) fn speaks_of(&self, body: BodyId) -> bool {
        self.bridges(self.world().index().until(body))
    }
}
