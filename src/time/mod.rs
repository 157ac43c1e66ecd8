//! Days, dates as the record has them, valid time, and periods of notice.
//!
//! History is seldom dated to the day. A [`Day`] is one day of the calendar; a [`Date`] is what a
//! source says about a day: the day itself, its month or its year, or two bounds between which it
//! lies. An [`Interval`] is the time for which something held, from its first day up to the first
//! day on which it held no more. Questions about uncertain dates are answered with a
//! [`Truth`](crate::Truth): yes or no where every possible day gives the same answer, unknown
//! otherwise.
//!
//! ```
//! use comity::Truth;
//! use comity::time::{Interval, Period, date};
//!
//! // Uzbekistan's second stint in the CSTO, which ended on 19 December 2012.
//! let stint = Interval::from(date(2006, 8, 16)..date(2012, 12, 19));
//! assert_eq!(stint.contains(date(2012, 12, 18)), Truth::Yes);
//! assert_eq!(stint.contains(date(2012, 12, 19)), Truth::No);
//! assert_eq!(stint.contains("2012-12".parse::<comity::time::Date>()?), Truth::Unknown);
//!
//! // Six months' notice.
//! assert_eq!(Period::months(6).after(date(2024, 10, 20)), date(2025, 4, 20));
//! # Ok::<(), comity::time::DateError>(())
//! ```
//!
//! Valid time (when it held in the world) is what this module is about. When something became
//! known is a date too, but belongs to the record that says it.
//!
//! What it does not do: no time of day, no time zones, no calendar but the Gregorian one carried
//! back before its introduction, and no years before −9999 or after 9999.

mod allen;
mod date;
mod day;
mod edtf;
mod error;
mod form;
mod interval;
mod lanes;
mod period;
mod serial;

#[cfg(test)]
mod tests;

pub use allen::{AllenIter, AllenRelation, AllenSet};
pub use date::{Date, FOREVER, NEVER, date};
pub use day::Day;
pub use error::DateError;
pub use interval::{Interval, Span};
pub(crate) use lanes::{Bounds, Eight, Lanes};
pub use period::Period;
