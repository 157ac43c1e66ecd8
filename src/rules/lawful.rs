//! The earliest lawful day on which one can leave, by the clause, the term and the day of notice alone.

use crate::model::{EarliestOf, LastDay, Term, WithdrawalRight, WithdrawalTerms, YearEnd};
use crate::time::{Date, Day, Period};
use crate::verdict::ExitMode;

/// How one may leave, and how soon.
#[derive(Copy, Clone, Debug)]
pub(super) struct Lawful {
    /// How.
    pub(super) mode: ExitMode,
    /// The earliest day; `None` where that is unknown, or never by the state alone.
    pub(super) earliest: Option<Date>,
    /// Bounds where `earliest` is unknown.
    pub(super) bounds: Option<Date>,
    /// The last day of notice for that day.
    pub(super) notice_by: Option<Day>,
}

/// The first day of a right to leave, if it begins on some day only.
#[derive(Copy, Clone, Debug)]
pub(super) struct First {
    /// The day.
    pub(super) day: Option<Date>,
    /// Whether it is that of the notice or of the exit.
    pub(super) of: EarliestOf,
}

impl Lawful {
    /// By a clause on withdrawal, if there is one, and the term that runs, if one does.
    ///
    /// ```text
    /// free_at(s, b, n + period)             :- right(b, yes).
    /// free_at(s, b, max(n, E) + period)     :- right(b, yes), earliest(b, E), earliest_of(b, notice).
    /// free_at(s, b, max(n + period, E))     :- right(b, yes), earliest(b, E), earliest_of(b, exit).
    /// earliest(b, e + N years)              :- own_years(b, N), e the day of entry of the state.
    /// free_at(s, b, T + 1 day)              :- free_at(s, b, T) by a period whose last day is still within.
    /// free_at(s, b, T)                      :- right(b, only_at_term_end), T the least term end with n + period <= T.
    /// free_at(s, b, T)                      :- T the last term end, not renewed.
    /// ```
    pub(super) fn by(
        terms: Option<&WithdrawalTerms>,
        first: First,
        term: Option<Term>,
        notice: Date,
        named: Option<Date>,
    ) -> Self {
        let mut lawful = match terms {
            Some(terms) => match terms.right {
                WithdrawalRight::Yes => Self::by_right(terms, first, notice, named),
                WithdrawalRight::OnlyAtTermEnd => {
                    Self::at_term_end(term, terms.notice, notice, named)
                }
                WithdrawalRight::None => Self::without_day(ExitMode::ConsentOnly),
                WithdrawalRight::Unknown => Self::by_treaty_law(notice),
            },
            None => Self::by_treaty_law(notice),
        };
        if lawful.earliest.is_none() && lawful.bounds.is_none() && notice.is_unknown() {
            lawful.bounds = Some(Date::UNKNOWN);
        }
        lawful
    }

    const fn without_day(mode: ExitMode) -> Self {
        Self { mode, earliest: None, bounds: None, notice_by: None }
    }

    /// On a day, with the last day of notice for it, where the day is exact.
    fn on(mode: ExitMode, day: Date, notice_by: impl FnOnce(Day) -> Option<Day>) -> Self {
        // A day that is wholly unknown is no day.
        let earliest = (!day.is_unknown()).then_some(day);
        let notice_by = earliest.and_then(Date::exact).and_then(notice_by);
        Self { earliest, notice_by, ..Self::without_day(mode) }
    }

    /// By a right to leave, which may begin on some day only.
    fn by_right(terms: &WithdrawalTerms, first: First, notice: Date, named: Option<Date>) -> Self {
        let not_before = |day: Date| first.day.map_or(day, |first| day.later_of(first));
        let start = match first.of {
            EarliestOf::Notice => not_before(notice),
            EarliestOf::Exit => notice,
        };
        match (terms.year_end, terms.notice) {
            (Some(YearEnd::Financial), _) => Self::at_financial_year_end(start, named),
            (Some(YearEnd::Calendar), _) => Self::at_turn_of_year(start, named),
            (None, Some(period)) => {
                let over = match terms.last_day {
                    LastDay::Out => period.after(start),
                    LastDay::In => each_day(period.after(start), Day::next),
                    LastDay::MonthEnd => each_day(period.after(start), Day::next_month),
                };
                let lawful = match first.of {
                    EarliestOf::Notice => over,
                    EarliestOf::Exit => not_before(over),
                };
                // A day that nobody knows is not made known by one that the state names.
                let named = named.filter(|_| !lawful.is_unknown());
                let day = named.map_or(lawful, |named| lawful.later_of(named));
                Self::on(ExitMode::Notice, day, |day| match terms.last_day {
                    LastDay::Out => period.before_day(day),
                    LastDay::In | LastDay::MonthEnd => period.before_day(day.previous()),
                })
            }
            (None, None) => {
                let bounds = Some(Date::from_bounds(start.earliest(), None));
                Self { bounds, ..Self::without_day(ExitMode::Unknown) }
            }
        }
    }

    /// Notice in the first nine months takes effect at the end of that year, later notice at the end of the next.
    fn at_financial_year_end(start: Date, named: Option<Date>) -> Self {
        let end = each_day(start, |day| {
            let year = if day.month() <= 9 { day.year() } else { day.year().saturating_add(1) };
            last_of(year)
        });
        // A later day that the state names is reached at the end of its own year.
        let later = |named| end.later_of(each_day(named, |day| last_of(day.year())));
        Self::on(ExitMode::FinancialYearEnd, named.map_or(end, later), |day| {
            Day::new(day.year(), 9, 30).ok()
        })
    }

    /// Notice takes effect at the next turn of a year.
    fn at_turn_of_year(start: Date, named: Option<Date>) -> Self {
        let turn = each_day(start, |day| new_year(day.year().saturating_add(1)));
        let later = |named| turn.later_of(each_day(named, new_year_from));
        Self::on(ExitMode::CalendarYearEnd, named.map_or(turn, later), |day| {
            Day::new(day.year().checked_sub(1)?, 12, 31).ok()
        })
    }

    /// At the end of a term that a notice reaches; else, while nothing lapses, by consent.
    fn at_term_end(
        term: Option<Term>,
        period: Option<Period>,
        notice: Date,
        named: Option<Date>,
    ) -> Self {
        let Some(term) = term else { return Self::without_day(ExitMode::ConsentOnly) };
        if notice.is_unknown() {
            return Self { bounds: Some(Date::UNKNOWN), ..Self::without_day(ExitMode::TermEnd) };
        }
        match term_end(term, period.unwrap_or(Period::days(0)), notice, named) {
            Some((day, mode)) => {
                let needs_notice = period.filter(|_| mode == ExitMode::TermEnd);
                Self::on(mode, day, |day| needs_notice?.before_day(day))
            }
            None => Self::without_day(ExitMode::ConsentOnly),
        }
    }

    /// It is open which clause stands on the day of notice: not before the notice.
    pub(super) fn by_whatever_stands(notice: Date) -> Self {
        let bounds = Some(Date::from_bounds(notice.earliest(), None));
        Self { bounds, ..Self::without_day(ExitMode::Unknown) }
    }

    /// No clause: not before the notice; twelve months after it at the latest, if one may leave at all (VCLT art. 56(2)).
    fn by_treaty_law(notice: Date) -> Self {
        let latest = Period::months(12).after(notice).latest();
        let bounds = Some(Date::from_bounds(notice.earliest(), latest));
        Self { bounds, ..Self::without_day(ExitMode::Unknown) }
    }
}

/// The last day of a year.
fn last_of(year: i16) -> Day {
    Day::new(year, 12, 31).unwrap_or(Day::MAX)
}

fn new_year(year: i16) -> Day {
    Day::new(year, 1, 1).unwrap_or(Day::MAX)
}

/// The first turn of a year on or after a day.
fn new_year_from(day: Day) -> Day {
    let own = new_year(day.year());
    if own == day { own } else { new_year(day.year().saturating_add(1)) }
}

/// The same of both bounds of a date.
fn each_day(date: Date, of: impl Fn(Day) -> Day) -> Date {
    Date::from_bounds(date.earliest().map(&of), date.latest().map(&of))
}

/// The first term end that a notice reaches; else the last one, if nothing renews the treaty.
///
/// Term ends may be known only within bounds; then so is the result.
fn term_end(
    term: Term,
    period: Period,
    notice: Date,
    named: Option<Date>,
) -> Option<(Date, ExitMode)> {
    let need = period.after(notice);
    // A later day that the state names is reached at the term end after it.
    let need = named.map_or(need, |named| need.later_of(named));
    let (from, until) = (need.earliest()?, need.latest()?);
    let (mut earliest, mut latest, mut last) = (None, None, None);
    let mut ends = TermEnds::new(term, notice).peekable();
    while let Some(end) = ends.next() {
        let (Some(lo), Some(hi)) = (end.earliest(), end.latest()) else { break };
        if earliest.is_none() && hi >= from {
            earliest = Some(lo.max(from));
        }
        last = Some(end);
        // The last end needs no notice.
        if lo >= until && ends.peek().is_some() {
            latest = Some(hi);
            break;
        }
    }
    match (earliest, latest) {
        (Some(lo), Some(hi)) => Some((Date::from_bounds(Some(lo), Some(hi)), ExitMode::TermEnd)),
        // Past the last term end there is nothing to lapse any more.
        _ => last.filter(|end| end.is_before(notice).is_no()).map(|end| (end, ExitMode::Lapse)),
    }
}

/// The ends of the terms of a treaty, the earliest first; they stop where nothing renews it.
struct TermEnds {
    next: Option<Date>,
    ordinal: u32,
    term: Term,
    renewed: bool,
}

impl TermEnds {
    fn new(term: Term, notice: Date) -> Self {
        let next = Some(Period::years(term.years).after(term.start));
        let year = notice.earliest().map_or(i16::MAX, Day::year);
        // What is renewed by itself only from some year on was not renewed before.
        let renewed = term.renewal.none_until.is_none_or(|until| year >= until);
        Self { next, ordinal: 0, term, renewed }
    }
}

impl Iterator for TermEnds {
    type Item = Date;

    fn next(&mut self) -> Option<Date> {
        let end = self.next?;
        self.ordinal += 1;
        let years = match (self.ordinal, self.term.then_years, self.term.renewal.automatic_years) {
            (1, Some(years), _) => Some(years),
            (_, _, Some(years)) if self.renewed => Some(years),
            _ => None,
        };
        let next = years.map(|years| Period::years(years).after(end));
        // The calendar ends somewhere.
        self.next = next.filter(|next| next.earliest() > end.earliest());
        Some(end)
    }
}
