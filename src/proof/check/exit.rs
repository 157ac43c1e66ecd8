//! The earliest lawful exit from a body, by the clauses of its constituent texts and the calendar.

use super::records::{Circle, Records};
use super::{Expected, Wrong};
use crate::model::{
    Bearer, EarliestOf, EffectKind, LastDay, Link, LinkRole, OverlayKind, Provision, Term,
    WithdrawalRight, WithdrawalTerms, YearEnd,
};
use crate::proof::Fact;
use crate::scenario::{AssumedFact, Movement};
use crate::time::{Date, Day, NEVER, Period};
use crate::verdict::ExitMode;
use crate::{BodyId, EntityId, Id, InstrumentId, State, Truth};

/// How and when a state may leave, and the records that say so.
pub(super) struct Departure<'a> {
    pub(super) mode: ExitMode,
    pub(super) earliest: Option<Date>,
    pub(super) bounds: Option<Date>,
    records: Vec<&'a str>,
}

/// The end of a term: its day, and whether the treaty lapses then.
type End = Option<(Day, bool)>;

impl<'a> Records<'a> {
    /// The change of the question by which a state leaves a body, or what it rests on.
    fn own_leave(&self, state: Id<State>, body: BodyId) -> (Option<Date>, Option<Date>) {
        let found = self.case.scenario.changes.iter().find(|change| match change.movement() {
            Some(Movement::Leaves { state: who, body: left }) => {
                who == state && self.left_with(left).contains(&body)
            }
            Some(Movement::Joins { .. } | Movement::Granted { .. }) | None => false,
        });
        found.map_or((None, None), |change| (change.notice(), change.effective()))
    }

    /// The later day that a state names for its exit.
    fn named_day(&self, state: Id<State>, body: BodyId) -> Option<Date> {
        let named = self.case.scenario.named.get(&state).copied();
        match (named, self.own_leave(state, body).1) {
            (Some(a), Some(b)) => Some(a.later_of(b)),
            (a, b) => a.or(b),
        }
    }

    /// The day on which a state gives notice.
    pub(super) fn notice(&self, state: Id<State>, body: BodyId) -> Date {
        let scenario = self.case.scenario;
        if let Some(own) = self.own_leave(state, body).0 {
            return own;
        }
        let named = scenario.notices.get(&state).copied().or(scenario.notice);
        named.or(self.given(state, body).map(|(_, day)| day)).unwrap_or(self.case.as_of)
    }

    /// The notice that the state has given already by the day of the question, and its day, where the question names none.
    fn given(&self, state: Id<State>, body: BodyId) -> Option<(&'a str, Date)> {
        let (scenario, day) = (self.case.scenario, self.case.as_of);
        let is_named = self.own_leave(state, body).0.is_some()
            || scenario.notices.contains_key(&state)
            || scenario.notice.is_some();
        let lying = self.tables.overlays.iter().filter(|overlay| {
            overlay.kind == OverlayKind::NoticeGiven
                && overlay.body == body
                && overlay.member == EntityId::from(state)
        });
        let with_truth = lying.map(|one| (one, self.on_record(&one.key, one.time, day)));
        let possible = with_truth.filter(|(_, truth)| !is_named && truth.is_possible());
        let (overlay, truth) = possible.min_by(|a, b| a.0.key.cmp(&b.0.key))?;
        let from = overlay.time.valid.from?;
        let open = || Date::from_bounds(from.earliest(), day.latest());
        Some((&*overlay.key, if truth.is_yes() { from } else { open() }))
    }

    /// The first clause of the constituent texts of a body that stands on the day of notice, with its link.
    pub(super) fn clause(
        &self,
        body: BodyId,
        notice: Date,
        counts: impl Fn(&Provision) -> bool,
    ) -> Option<(Option<&'a Link>, &'a Provision, bool)> {
        self.clause_of(body, LinkRole::Constituent, notice, counts)
    }

    /// The same of its texts in some role.
    pub(super) fn clause_of(
        &self,
        body: BodyId,
        role: LinkRole,
        notice: Date,
        counts: impl Fn(&Provision) -> bool,
    ) -> Option<(Option<&'a Link>, &'a Provision, bool)> {
        let day = if notice.is_unknown() { self.case.as_of } else { notice };
        let texts: Vec<(Option<&'a Link>, InstrumentId)> = match body {
            BodyId::Treaty(treaty) => vec![(None, treaty.into())],
            BodyId::Organization(id) => (self.links().into_iter())
                .filter(|link| link.organization == id && link.role == role)
                .map(|link| (Some(link), link.instrument))
                .collect(),
        };
        // With whether it is the one for certain: none that may stand goes before it.
        let mut possible = None;
        for (link, text) in texts {
            let own = self.tables.provisions.iter();
            let mut own: Vec<&'a Provision> =
                own.filter(|provision| provision.instrument == text && counts(provision)).collect();
            own.sort_by(|a, b| a.key.cmp(&b.key));
            for provision in own {
                // Without what earlier changes do to the text.
                match self.stands(0, provision, day) {
                    Truth::Yes => return Some((link, provision, possible.is_none())),
                    Truth::Unknown => possible = possible.or(Some((link, provision, false))),
                    Truth::No => {}
                }
            }
        }
        possible
    }

    pub(super) fn departure(&self, state: Id<State>, body: BodyId, notice: Date) -> Departure<'a> {
        let mut departure = match (notice.exact(), notice.earliest(), notice.latest()) {
            (None, Some(first), Some(last)) => {
                // On some day of these: from the earliest to the latest of what the first and the last day give.
                let mut first = self.departure_on(state, body, first.into());
                let last = self.departure_on(state, body, last.into());
                let span = |low: Option<Date>, high: Option<Date>| match (low, high) {
                    (Some(low), Some(high)) => {
                        let (start, end) = (low.earlier_of(high), low.later_of(high));
                        Some(Date::from_bounds(start.earliest(), end.latest()))
                    }
                    _ => None,
                };
                let earliest = span(first.earliest, last.earliest);
                let at_all = span(first.earliest.or(first.bounds), last.earliest.or(last.bounds));
                let never = first.mode == ExitMode::ConsentOnly;
                let mode = if never { first.mode } else { last.mode };
                first.records.extend(last.records);
                first.records.sort_unstable();
                first.records.dedup();
                let bounds = if earliest.is_some() { None } else { at_all };
                Departure { mode, earliest, bounds, records: first.records }
            }
            _ => self.departure_on(state, body, notice),
        };
        let waits = self.case.scenario.assumptions.iter().any(|assumption| {
            matches!(assumption.fact, AssumedFact::Unsettled { state: who, body: toward }
                if who == state && toward == body)
        });
        if let Some(day) = departure.earliest.filter(|_| waits) {
            departure.earliest = None;
            departure.bounds = Some(Date::from_bounds(day.earliest(), None));
        }
        departure
    }

    /// The same for one notice, by the texts of its day.
    fn departure_on(&self, state: Id<State>, body: BodyId, notice: Date) -> Departure<'a> {
        let named = self.named_day(state, body);
        let mut records = Vec::new();
        let withdrawal = |provision: &Provision| {
            // A clause for others, whom it names, is nothing by which this one leaves.
            let names_others =
                matches!(&provision.bearer, Bearer::Listed(bound) if !bound.contains(&state));
            provision.kind() == EffectKind::Withdrawal && !names_others
        };
        let found = self.clause(body, notice, withdrawal);
        let mut is_sure = true;
        let reading = found.and_then(|(_, clause, _)| self.reading(clause));
        let terms = found.and_then(|(link, clause, sure)| {
            is_sure &= sure;
            records.extend(link.map(|link| &*link.key));
            records.extend([&*clause.key, self.key(clause.instrument)]);
            clause.effect.withdrawal()
        });
        let year = Date::from_bounds(notice.earliest(), Period::months(12).after(notice).latest());
        let unknown = (ExitMode::Unknown, None, Some(year));
        let (mode, earliest, bounds) = match terms {
            None => unknown,
            Some(terms) => match terms.right {
                WithdrawalRight::Unknown => unknown,
                WithdrawalRight::None => (ExitMode::ConsentOnly, None, None),
                WithdrawalRight::Yes => {
                    let own = terms.own_years.map(|years| {
                        let (entered, spells) = self.entered(state, body);
                        records.extend(spells);
                        entered.map(|day| Period::months(years.saturating_mul(12)).after(day))
                    });
                    is_sure &= own != Some(None);
                    let first = [terms.earliest, own.flatten()].into_iter().flatten();
                    let first = first.reduce(Date::later_of);
                    on_notice(terms, (reading, first), notice, named)
                }
                WithdrawalRight::OnlyAtTermEnd => {
                    let term = terms.term.or_else(|| {
                        let states_term = |one: &Provision| one.effect.term().is_some();
                        let (_, duration, sure) = self.clause(body, notice, states_term)?;
                        is_sure &= sure;
                        records.push(&*duration.key);
                        duration.effect.term()
                    });
                    let (mode, day) = at_term_end(terms.notice, term, notice, named);
                    (mode, day, None)
                }
            },
        };
        let earliest = earliest.filter(|date| !date.is_unknown());
        if !is_sure {
            let bounds = Some(Date::from_bounds(notice.earliest(), None));
            return Departure { mode: ExitMode::Unknown, earliest: None, bounds, records };
        }
        Departure { mode, earliest, bounds, records }
    }

    /// When a state entered a body, by the spells that may hold on the day of the question, and what is on record of these.
    fn entered(&self, state: Id<State>, body: BodyId) -> (Option<Date>, Vec<&'a str>) {
        let (day, member) = (self.case.as_of, EntityId::from(state));
        let own = self
            .spells(body, day)
            .filter(|(spell, _)| self.tables.member(spell) == member && spell.status.is_binding());
        let mut hull: Option<(i32, i32)> = None;
        let begun = own.filter_map(|(spell, _)| self.span(&spell));
        for span in begun.filter(|span| span.from_hi != NEVER) {
            let (low, high) = hull.unwrap_or((span.from_lo, span.from_hi));
            hull = Some((low.min(span.from_lo), high.max(span.from_hi)));
        }
        let entry = hull
            .map(|(low, high)| Date::from_bounds(Day::from_number(low), Day::from_number(high)));
        let of_state = Circle::from([(self.key(state), Truth::Yes)]);
        (entry, self.spell_evidence(&of_state, body, day))
    }

    pub(super) fn exit_fact(&self, state: Id<State>, body: BodyId) -> Fact {
        let notice = self.notice(state, body);
        let Departure { mode, mut earliest, mut bounds, .. } = self.departure(state, body, notice);
        // A given notice whose time has run out while the state is in was put off.
        let today = self.case.as_of;
        let end = earliest.or(bounds.and_then(Date::latest).map(Date::from));
        let has_passed = |end: Date| end.is_on_or_before(today).is_possible();
        if self.given(state, body).is_some() && end.is_some_and(has_passed) {
            (earliest, bounds) = (None, Some(Date::from_bounds(today.earliest(), None)));
        }
        let (state, body) = (self.key(state).into(), self.key(body).into());
        Fact::Exit { state, body, notice, mode, earliest, bounds }
    }

    pub(super) fn exit(&self, state: &str, body: &str) -> Result<Expected<'a>, Wrong> {
        let ((state, _), body) = (self.state(state)?, self.body(body)?);
        let mut records = self.departure(state, body, self.notice(state, body)).records;
        records.extend(self.given(state, body).map(|(key, _)| key));
        Ok(Expected { fact: self.exit_fact(state, body), premises: Vec::new(), records })
    }
}

/// At any time, on notice.
fn on_notice(
    terms: &WithdrawalTerms,
    (reading, first): (Option<&str>, Option<Date>),
    notice: Date,
    named: Option<Date>,
) -> (ExitMode, Option<Date>, Option<Date>) {
    // The clause names a day: for the notice, or for the exit itself.
    let for_exit = EarliestOf::under(&terms.earliest_of, reading) == EarliestOf::Exit;
    let (first_notice, first_exit) = if for_exit { (None, first) } else { (first, None) };
    let start = first_notice.map_or(notice, |earliest| notice.later_of(earliest));
    if terms.year_end == Some(YearEnd::Calendar) {
        let first = |year: i16| Day::new(year, 1, 1).unwrap_or(Day::MAX);
        let next = |day: Day| first(day.year().saturating_add(1));
        let end = Date::from_bounds(start.earliest().map(next), start.latest().map(next));
        // A later day that the state names is reached at the turn of a year that is not before it.
        let reach = |day: Day| if first(day.year()) < day { next(day) } else { day };
        let later = named.map_or(end, |named| {
            end.later_of(Date::from_bounds(named.earliest().map(reach), named.latest().map(reach)))
        });
        let day = Some(later).filter(|day| !day.is_unknown());
        return (ExitMode::CalendarYearEnd, day, None);
    }
    if terms.year_end == Some(YearEnd::Financial) {
        let low = start.earliest().map(|day| year_end(day).unwrap_or(Day::MAX));
        let high = start.latest().and_then(year_end);
        let end = Date::from_bounds(low, high);
        let last = |day: Day| Day::new(day.year(), 12, 31).unwrap_or(Day::MAX);
        let later = named.map_or(end, |named| {
            end.later_of(Date::from_bounds(named.earliest().map(last), named.latest().map(last)))
        });
        return (ExitMode::FinancialYearEnd, Some(later), None);
    }
    match terms.notice {
        Some(period) => {
            let mut day = period.after(start);
            let beyond = |day: Day| match terms.last_day {
                LastDay::Out => day,
                LastDay::In => day.plus_days(1),
                LastDay::MonthEnd => {
                    let next = |day: Day| day.plus_days(1);
                    let ends = |day: &Day| next(*day).day() == 1 || *day == Day::MAX;
                    let days = std::iter::successors(Some(day), |day| Some(next(*day)));
                    days.take(31).find(ends).map_or(Day::MAX, next)
                }
            };
            day = Date::from_bounds(day.earliest().map(beyond), day.latest().map(beyond));
            let day = first_exit.map_or(day, |first| first.later_of(day));
            let day = Some(day).filter(|day| !day.is_unknown());
            let later = |day: Date| named.map_or(day, |named| day.later_of(named));
            (ExitMode::Notice, day.map(later), None)
        }
        // The length of the notice is not recorded: at the earliest on the day of notice.
        None => (ExitMode::Unknown, None, Some(Date::from_bounds(start.earliest(), None))),
    }
}

/// The end of the year, for a notice in its first nine months; the end of the next year otherwise.
fn year_end(notice: Day) -> Option<Day> {
    let year = if notice.month() <= 9 { notice.year() } else { notice.year().checked_add(1)? };
    Day::new(year, 12, 31).ok()
}

/// Only at the end of a term.
fn at_term_end(
    period: Option<Period>,
    term: Option<Term>,
    notice: Date,
    named: Option<Date>,
) -> (ExitMode, Option<Date>) {
    let Some(term) = term else { return (ExitMode::ConsentOnly, None) };
    let period = period.unwrap_or(Period::Days(0));
    let end = |start: Option<Day>, notice: Option<Day>, named: Option<Day>| -> Option<End> {
        Some(first_end(&term, start?, notice?, period, named))
    };
    let low = end(term.start.earliest(), notice.earliest(), named.and_then(Date::earliest));
    let high = end(term.start.latest(), notice.latest(), named.and_then(Date::latest));
    match (low, high) {
        (Some(None), _) => (ExitMode::ConsentOnly, None),
        (Some(Some((low, lapses))), high) => {
            let high = high.flatten();
            let lapses = lapses && high.is_none_or(|(_, lapses)| lapses);
            let mode = if lapses { ExitMode::Lapse } else { ExitMode::TermEnd };
            (mode, Some(Date::from_bounds(Some(low), high.map(|(day, _)| day))))
        }
        (None, Some(Some((high, lapses)))) => {
            let mode = if lapses { ExitMode::Lapse } else { ExitMode::TermEnd };
            (mode, Some(Date::from_bounds(None, Some(high))))
        }
        (None, _) => (ExitMode::TermEnd, None),
    }
}

/// The first end of a term for which notice can still be given, or the last, which needs none.
fn first_end(term: &Term, start: Day, notice: Day, period: Period, named: Option<Day>) -> End {
    let ready = period.after_day(notice).map(|ready| named.map_or(ready, |named| ready.max(named)));
    let mut years = term.years;
    let mut second = term.then_years.filter(|years| *years > 0);
    loop {
        let end = Period::years(years).after_day(start)?;
        let renewed = term.renewal.none_until.is_none_or(|until| notice.year() >= until);
        let automatic = term.renewal.automatic_years.filter(|years| *years > 0 && renewed);
        let Some(more) = second.take().or(automatic) else {
            return (end >= notice).then_some((end, true));
        };
        if ready.is_some_and(|ready| ready <= end) {
            return Some((end, false));
        }
        years = years.checked_add(more)?;
    }
}
