use proptest::prelude::*;

use super::{any_date, any_day, at, on};
use crate::time::{Date, Day, Period};

/// The vectors of the semantics, section 5.
#[test]
fn notice_periods() {
    for (start, period, expected) in [
        ("2025-01-15", Period::months(6), "2025-07-15"),
        ("2024-10-20", Period::months(6), "2025-04-20"),
        ("2024-08-31", Period::months(6), "2025-02-28"),
        ("2023-08-31", Period::months(6), "2024-02-29"),
        ("2024-02-29", Period::months(12), "2025-02-28"),
        ("2008-08-18", Period::months(12), "2009-08-18"),
        ("2024-01-29", Period::years(1), "2025-01-29"),
        ("2002-09-06", Period::months(24), "2004-09-06"),
        ("2019-09-14", Period::days(30), "2019-10-14"),
        ("2010-10-18", Period::days(30), "2010-11-17"),
        ("2025-01", Period::months(6), "2025-07-01..2025-07-31"),
        ("2012", Period::months(6), "2012-07-01..2013-06-30"),
        ("?", Period::months(6), "?"),
        ("2024..", Period::months(6), "2024-07-01..?"),
        ("..2024", Period::days(1), "..2025-01-01"),
        ("2024-10-20~", Period::months(6), "2025-04-19..2025-04-21"),
        ("2024-10", Period::days(0), "2024-10-01..2024-10-31"),
        ("9999-12", Period::days(15), "9999-12-16..?"),
        ("9999-12-31", Period::days(1), "9999-12-31..?"),
    ] {
        assert_eq!(period.after(at(start)).to_string(), expected, "{start} + {period}");
    }
}

/// The vectors of the methods, section 3.5.
#[test]
fn last_days_of_notice() {
    for (end, period, expected) in [
        ("2025-02-28", Period::months(6), "2024-08-31"),
        ("2025-03-01", Period::months(6), "2024-09-01"),
        ("2025-08-30", Period::months(6), "2025-02-28"),
        ("2025-02-28", Period::years(1), "2024-02-29"),
        ("2024-02-28", Period::years(1), "2023-02-28"),
        ("2019-10-14", Period::days(30), "2019-09-14"),
    ] {
        assert_eq!(period.before_day(on(end)), Some(on(expected)), "{end} - {period}");
    }
    assert_eq!(Period::days(1).before_day(Day::MIN), None);
    assert_eq!(Period::months(1).before_day(on("-9999-01-31")), None);
    assert_eq!(Period::days(u32::MAX).after_day(on("2024-01-01")), None);
    assert_eq!(Period::months(u32::MAX).after_day(on("2024-01-01")), None);
    assert_eq!(Period::years(u32::MAX).before_day(on("2024-01-01")), None);
}

proptest! {
    /// Months are counted as jiff counts them, up to as many as it counts.
    #[test]
    fn months_are_those_of_jiff(start in any_day(), months in 0_u32..239_977) {
        let civil = jiff::civil::date(start.year(), start.month(), start.day());
        let span = jiff::Span::new().try_months(months);
        let expected = span.and_then(|span| civil.checked_add(span)).ok();
        let expected = expected.and_then(|day| Day::new(day.year(), day.month(), day.day()).ok());
        prop_assert_eq!(Period::months(months).after_day(start), expected);
    }
}

/// Every day of four years, leap day included, against a search from below.
#[test]
fn the_last_day_of_notice_is_the_last() {
    for months in [0, 1, 2, 6, 11, 12, 13, 24] {
        let period = Period::months(months);
        let mut start = on("2020-12-25");
        for number in on("2023-01-01").number()..=on("2026-12-31").number() {
            let end = Day::from_number(number).unwrap();
            while period.after_day(start.next()).unwrap() <= end {
                start = start.next();
            }
            assert_eq!(period.before_day(end), Some(start), "{end} - {period}");
        }
    }
}

#[test]
fn periods_are_printed_and_read() {
    for (period, text) in [
        (Period::months(6), "6 months"),
        (Period::months(1), "1 month"),
        (Period::months(12), "1 year"),
        (Period::years(20), "20 years"),
        (Period::months(18), "18 months"),
        (Period::months(0), "0 months"),
        (Period::days(30), "30 days"),
        (Period::days(1), "1 day"),
    ] {
        assert_eq!(period.to_string(), text);
        assert_eq!(text.parse(), Ok(period));
    }
    for text in [
        "",
        "6",
        "six months",
        "6 weeks",
        "+6 months",
        " 6 months",
        "6  months",
        "4294967295 years",
    ] {
        assert!(text.parse::<Period>().is_err(), "{text}");
    }
}

fn any_period() -> impl Strategy<Value = Period> {
    prop_oneof![
        (0_u32..40).prop_map(Period::Months),
        (0_u32..400).prop_map(Period::Days),
        any::<u32>().prop_map(Period::Months),
        any::<u32>().prop_map(Period::Days),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_later_start_never_ends_earlier(period in any_period(), a in any_day(), b in any_day()) {
        let (first, second) = (a.min(b), a.max(b));
        match (period.after_day(first), period.after_day(second)) {
            (Some(one), Some(two)) => prop_assert!(first <= one && one <= two),
            (None, later) => prop_assert_eq!(later, None),
            (Some(_), None) => {}
        }
    }

    #[test]
    fn notice_and_end_are_adjoint(period in any_period(), start in any_day(), end in any_day()) {
        let in_time = period.after_day(start).is_some_and(|over| over <= end);
        let given_in_time = period.before_day(end).is_some_and(|last| start <= last);
        prop_assert_eq!(in_time, given_in_time);
    }

    #[test]
    fn the_end_lies_between_the_ends_of_the_bounds(period in any_period(), start in any_date(), day in any_day()) {
        let (lo, hi) = start.bounds();
        if lo <= day.number() && day.number() <= hi {
            let (after_lo, after_hi) = period.after(start).bounds();
            let over = period.after_day(day).map_or(Day::MAX.number(), Day::number);
            prop_assert!(after_lo <= over && over <= after_hi);
        }
        let text = period.after(start).to_string();
        prop_assert_eq!(Date::parse(&text), Ok(period.after(start)));
    }
}
