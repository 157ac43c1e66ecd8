//! Vectors, laws, and naive re-computations for this module.

mod allen;
mod date;
mod interval;
mod period;

use proptest::prelude::*;

use super::{Date, Day};

/// A date from its text.
fn at(text: &str) -> Date {
    Date::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// A day from its text.
fn on(text: &str) -> Day {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Any day of the calendar, more often one of a few years or near a limit.
fn any_day() -> impl Strategy<Value = Day> {
    let (first, last) = (Day::MIN.number(), Day::MAX.number());
    prop_oneof![first..=last, first..=first + 500, last - 500..=last, 18_000..21_000]
        .prop_map(|number| Day::from_number(number).expect("within the calendar"))
}

/// Any date: every form in which it can be written, two bounds of any form, and computed dates.
fn any_date() -> impl Strategy<Value = Date> {
    let piece = || {
        let forms = "-?[0-9]{4}(-(0[1-9]|1[0-2])(-([01][0-9]|2[0-8]|XX))?)?[?~%]?\
                     |[0-9]{3}X[?~%]?|[0-9]{2}XX|[0-9]{4}-XX(-XX)?|-?[0-9]{4}-2[1-4]~?";
        any_text(forms).prop_filter_map("no date", |text| Date::parse(&text).ok())
    };
    let range = (proptest::option::of(piece()), proptest::option::of(piece()))
        .prop_filter_map("inverted", |(from, to)| Date::between(from, to).ok());
    let computed = (proptest::option::of(any_day()), proptest::option::of(any_day()))
        .prop_map(|(lo, hi)| Date::from_bounds(lo, hi));
    prop_oneof![4 => piece(), 3 => range, 3 => computed, 1 => any_day().prop_map(Date::from)]
}

/// Any text that a regular expression describes.
fn any_text(pattern: &str) -> impl Strategy<Value = String> + use<> {
    proptest::string::string_regex(pattern).expect("a regular expression")
}
