use proptest::prelude::*;

use super::{any_date, at};
use crate::Truth;
use crate::time::{Date, Day, FOREVER, Interval, NEVER, Span, date};

/// Pairs of bounds on the days 0 to 2: known, uncertain, one-sided, unknown, and open to one side.
pub(super) fn ends(open: i32) -> Vec<(i32, i32)> {
    let mut ends = vec![(open, open), (NEVER, FOREVER)];
    for lo in 0..3 {
        ends.push((lo, FOREVER));
        ends.push((NEVER, lo));
        ends.extend((lo..3).map(|hi| (lo, hi)));
    }
    ends
}

/// Every interval that the bounds allow, with room on both sides of the days in question.
pub(super) fn completions(from: (i32, i32), to: (i32, i32)) -> Vec<(i32, i32)> {
    let days = || [NEVER].into_iter().chain(-4..8).chain([FOREVER]);
    let within = |(lo, hi): (i32, i32)| days().filter(move |&day| lo <= day && day <= hi);
    within(from)
        .flat_map(|from| within(to).map(move |to| (from, to)))
        .filter(|(from, to)| from < to)
        .collect()
}

fn truth(mut answers: impl Iterator<Item = bool>) -> Truth {
    match answers.next() {
        None => Truth::No,
        Some(first) if answers.all(|other| other == first) => Truth::from(first),
        Some(_) => Truth::Unknown,
    }
}

#[test]
fn an_interval_holds_as_all_its_completions_do() {
    for from in ends(NEVER) {
        for to in ends(FOREVER) {
            let (span, all) = (Span::new(from, to), completions(from, to));
            assert_eq!(span == Span::EMPTY, all.is_empty(), "{from:?} {to:?}");
            let holds =
                |lo: i32, hi: i32| {
                    let days = lo.max(-3)..=hi.min(5);
                    truth(all.iter().flat_map(|&(from, to)| {
                        days.clone().map(move |day| from <= day && day < to)
                    }))
                };
            for day in -3..6 {
                assert_eq!(span.holds_on(day), holds(day, day), "{from:?} {to:?} {day}");
            }
            for (lo, hi) in ends(0) {
                assert_eq!(
                    span.holds_throughout(lo, hi),
                    holds(lo, hi),
                    "{from:?} {to:?} {lo} {hi}"
                );
            }
        }
    }
}

#[test]
fn two_intervals_share_a_day_as_all_their_completions_do() {
    let spans: Vec<_> = ends(NEVER)
        .into_iter()
        .flat_map(|from| ends(FOREVER).into_iter().map(move |to| (from, to)))
        .map(|(from, to)| (Span::new(from, to), completions(from, to)))
        .collect();
    for (one, ones) in &spans {
        for (two, twos) in &spans {
            let expected = truth(
                ones.iter().flat_map(|a| twos.iter().map(move |b| a.0.max(b.0) < a.1.min(b.1))),
            );
            assert_eq!(one.intersects(*two), expected, "{one:?} {two:?}");
        }
    }
}

#[test]
fn half_open_as_the_tables_have_it() {
    let ots = Interval::from(date(2019, 10, 14)..);
    assert_eq!(ots.contains(date(2019, 10, 14)), Truth::Yes);
    let csto = Interval::from(date(2006, 8, 16)..date(2012, 12, 19));
    assert_eq!(csto.contains(date(2012, 12, 19)), Truth::No);
    assert_eq!(csto.contains(at("2012")), Truth::Unknown);
    assert_eq!(csto.contains(at("2010")), Truth::Yes);
    assert_eq!(csto.contains(Date::UNKNOWN), Truth::Unknown);
    assert_eq!(Interval::ALWAYS.contains(Date::UNKNOWN), Truth::Yes);
    assert_eq!(ots.contains(at("2020..")), Truth::Yes);
    assert_eq!(ots.overlaps(csto), Truth::No);
    assert_eq!(Interval::from(..).overlaps(Interval::from(..date(2000, 1, 1))), Truth::Yes);
    let uncertain = Interval::from(at("2020-08..2021-05")..);
    assert_eq!(uncertain.contains(date(2020, 12, 1)), Truth::Unknown);
    assert_eq!(uncertain.contains(date(2021, 5, 31)), Truth::Yes);
    assert_eq!(uncertain.contains(date(2020, 7, 31)), Truth::No);
    assert_eq!(size_of::<Interval>(), 24);
    assert_eq!(size_of::<Span>(), 16);
}

#[test]
fn an_inverted_interval_holds_on_no_day() {
    let inverted = Interval::from(date(2012, 1, 1)..date(2010, 1, 1));
    assert!(inverted.is_inverted());
    assert_eq!(inverted.span(), Span::EMPTY);
    assert_eq!(inverted.contains(date(2011, 1, 1)), Truth::No);
    assert_eq!(inverted.contains(Date::UNKNOWN), Truth::No);
    assert_eq!(inverted.overlaps(Interval::ALWAYS), Truth::No);
    assert!(inverted.relations(Interval::ALWAYS).is_empty());
    assert!(Interval::new(inverted.from, inverted.to).is_err());
    assert!(Interval::new(Some(date(2012, 1, 1)), Some(date(2012, 1, 1))).is_err());
    assert!(Interval::new(Some(at("2012")), Some(at("2012"))).is_ok());
    assert!(Interval::new(Some(at("2012..")), Some(at("..2012-01-01"))).is_err());
}

#[test]
fn intervals_are_read_and_printed() {
    for text in ["../..", "2004/2006-02", "2004-06-XX/..", "/", "1985/", "..2023-11/2025-06-22..?"]
    {
        assert_eq!(Interval::parse(text).unwrap().to_string(), text);
    }
    for (text, position) in
        [("2004", 4), ("2004/2005/2006", 9), ("2004/2005-13", 10), ("2005/2004", 0), ("20a4/", 2)]
    {
        assert_eq!(Interval::parse(text).unwrap_err().position(), position, "{text}");
    }
    let closed = Interval::parse_closed("2004/2004-06~").unwrap();
    assert_eq!(closed.to.unwrap().to_string(), "2004-05-02..2004-08-01");
    assert_eq!(Interval::parse_closed("2004/").unwrap().to, Some(Date::UNKNOWN));
    assert_eq!(Interval::parse_closed("2004-01-02/2004-01-02").unwrap().to, Some(date(2004, 1, 3)));
}

proptest! {
    #[test]
    fn knowing_more_never_turns_an_answer_round(
        from in (0..20, 0..9), to in (0..20, 0..9), cut in (0..9, 0..9, 0..9, 0..9), day in -2..32,
    ) {
        let narrow = |(lo, hi): (i32, i32), (below, above): (i32, i32)| {
            let lo = hi.min(lo + below);
            (lo, lo.max(hi - above))
        };
        let (wide, wide_to) = ((from.0, from.0 + from.1), (to.0, to.0 + to.1));
        let (narrow, narrow_to) = (narrow(wide, (cut.0, cut.1)), narrow(wide_to, (cut.2, cut.3)));
        let (before, after) = (Span::new(wide, wide_to), Span::new(narrow, narrow_to));
        if after != Span::EMPTY && !before.holds_on(day).is_unknown() {
            prop_assert_eq!(after.holds_on(day), before.holds_on(day));
        }
    }

    #[test]
    fn a_printed_interval_can_be_read(from in any_date(), to in any_date()) {
        for (from, to) in [(Some(from), Some(to)), (None, Some(to)), (Some(from), None)] {
            let interval = Interval { from, to };
            let again = Interval::parse(&interval.to_string());
            prop_assert_eq!(again.is_err(), interval.is_inverted());
            prop_assert!(again.is_err() || again == Ok(interval));
        }
    }

    #[test]
    fn an_exact_date_is_asked_like_its_day(from in any_date(), to in any_date(), number in -40_000..40_000) {
        let day = Day::from_number(number).unwrap();
        let interval = Interval::from(from..to);
        prop_assert_eq!(interval.contains(day), interval.span().holds_on(number));
    }
}
