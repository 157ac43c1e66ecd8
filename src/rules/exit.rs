//! Leaving: what must be left together, by which clause, and how soon.

use super::hypothesis::members_of;
use super::situation::Situation;
use crate::model::{
    Bearer, Effect, ExitCondition, LinkRole, Parties, Term, WithdrawalRight, WithdrawalTerms,
    YearEnd,
};
use crate::time::{Date, Day, Period};
use crate::verdict::ExitMode;
use crate::world::View;
use crate::{BodyId, EntityId, Id, InstrumentId, Provision, State, Truth};

/// One participation to be left, and the earliest lawful day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exit {
    /// What is left.
    pub body: BodyId,
    /// The clause on withdrawal, if one is recorded.
    pub clause: Option<Id<Provision>>,
    /// The provision on duration, where a term end matters and the clause does not state the term.
    pub duration: Option<Id<Provision>>,
    /// Other provisions on withdrawal and duration that would count on other days of a notice not known to the day.
    pub other_provisions: Vec<Id<Provision>>,
    /// How.
    pub mode: ExitMode,
    /// When it can take effect; `None` where that is unknown, or never by the state alone.
    pub earliest: Option<Date>,
    /// Bounds where `earliest` is unknown.
    pub bounds: Option<Date>,
    /// The last day of notice for that exit, where notice is needed and the day is exact.
    pub notice_by: Option<Day>,
    /// What else must be done; it can only delay.
    pub subject_to: Vec<ExitCondition>,
    /// Whether obligations are assumed not to be settled: then there is no day, only a bound.
    pub unsettled: bool,
    /// The day of notice that was reckoned with.
    pub notice: Date,
}

/// The participation that a provision binds a state by: the body behind its bearers, else the instrument itself.
///
/// A constituent or subsidiary instrument of an organization is held through the membership and is never left by itself.
pub(crate) fn held_by(situation: &Situation<'_>, provision: &Provision) -> Option<BodyId> {
    match (&provision.bearer, provision.instrument) {
        (Bearer::Participants(body), _) => Some(*body),
        (Bearer::Listed(_), InstrumentId::Treaty(treaty)) => {
            let world = situation.world();
            let through = world.index().links_to(treaty.into()).iter().find(|id| {
                matches!(world[**id].role, LinkRole::Constituent | LinkRole::Subsidiary)
            });
            Some(through.map_or(treaty.into(), |id| world[*id].organization.into()))
        }
        _ => None,
    }
}

/// All participations that keep a provision alive for a state, by key.
///
/// ```text
/// in_bundle(s, c, b)  :- held_by(c, b).
/// in_bundle(s, c, b2) :- in_bundle(s, c, b), foundation(b, b2) or foundation(b2, b), in(s, b2, d).
/// ```
pub(crate) fn bundle(
    situation: &Situation<'_>,
    state: Id<State>,
    provision: &Provision,
) -> Vec<BodyId> {
    let Some(start) = held_by(situation, provision) else { return Vec::new() };
    bundle_from(situation, state, start)
}

/// The bundle that begins with a participation.
pub(crate) fn bundle_from(
    situation: &Situation<'_>,
    state: Id<State>,
    start: BodyId,
) -> Vec<BodyId> {
    let world = situation.world();
    let mut bundle = vec![start];
    let mut at = 0;
    while let Some(body) = bundle.get(at).copied() {
        for linked in world.linked_bodies(body) {
            let held = situation.is_in(EntityId::from(state), linked).is_possible();
            if held && !bundle.contains(&linked) {
                bundle.push(linked);
            }
        }
        at += 1;
    }
    bundle.sort_by_key(|body| world.index().rank(body.entity()));
    bundle
}

/// The earliest lawful exit of a state from one participation, if it gives notice on a date.
///
/// The rule is the `withdrawal` provision of the constituent instrument, or of the treaty itself.
///
/// ```text
/// free_at(s, b, n + period)             :- right(b, yes).
/// free_at(s, b, max(n, E) + period)     :- right(b, yes), earliest(b, E).
/// free_at(s, b, T)                      :- right(b, only_at_term_end), T the least term end with n + period <= T.
/// free_at(s, b, T)                      :- T the last term end, not renewed.
/// ```
pub(crate) fn exit(
    situation: &Situation<'_>,
    state: Id<State>,
    body: BodyId,
    notice: Date,
    named: Option<Date>,
) -> Exit {
    let mut exit = match (notice.exact(), notice.earliest(), notice.latest()) {
        // The texts may change within the time of the notice: each end of it is judged by its own.
        (None, Some(first), Some(last)) => within(
            notice,
            &exit_on(situation, body, first.into(), named),
            exit_on(situation, body, last.into(), named),
        ),
        _ => exit_on(situation, body, notice, named),
    };
    if situation.is_unsettled(state.into(), body) {
        exit.unsettled = true;
        exit.bounds = exit.earliest.map(from_on).or(exit.bounds);
        exit.earliest = None;
        if !exit.subject_to.contains(&ExitCondition::ObligationsSettled) {
            exit.subject_to.push(ExitCondition::ObligationsSettled);
        }
    }
    exit
}

/// The exit on a notice that is given on some day between two, from the exits on both.
fn within(notice: Date, first: &Exit, mut last: Exit) -> Exit {
    let hull =
        |a: Option<Date>, b: Option<Date>| Some(Date::from_bounds(a?.earliest(), b?.latest()));
    let earliest = hull(first.earliest, last.earliest);
    let either = |exit: &Exit| exit.earliest.or(exit.bounds);
    let bounds = if earliest.is_none() { hull(either(first), either(&last)) } else { None };
    if first.mode == ExitMode::ConsentOnly {
        last.mode = ExitMode::ConsentOnly;
    }
    last.other_provisions = first.clause.into_iter().chain(first.duration).collect();
    last.other_provisions.retain(|id| Some(*id) != last.clause && Some(*id) != last.duration);
    last.subject_to.extend(&first.subject_to);
    last.subject_to.sort_unstable();
    last.subject_to.dedup();
    last.notice_by = last.notice_by.filter(|_| earliest.is_some_and(|day| day.exact().is_some()));
    (last.earliest, last.bounds, last.notice) = (earliest, bounds, notice);
    last
}

/// The exit on one notice, by the texts of its day.
fn exit_on(situation: &Situation<'_>, body: BodyId, notice: Date, named: Option<Date>) -> Exit {
    // The clause is the one in force on the day of notice; a notice of unknown day is judged on the day of the question.
    let day = if notice.is_unknown() { situation.view.as_of() } else { notice };
    let view = situation.view.on(day);
    let clause = withdrawal_clause(&view, body);
    let world = situation.world();
    let terms = clause.and_then(|id| match &world[id].effect {
        Effect::Withdrawal(terms) => Some(terms),
        _ => None,
    });
    let at_term_end = terms.is_some_and(|terms| terms.right == WithdrawalRight::OnlyAtTermEnd);
    let stated = terms.and_then(|terms| terms.term);
    let duration = (at_term_end && stated.is_none()).then(|| duration(&view, body)).flatten();
    let mut exit = lawful(terms, stated.or(duration.map(|(_, term)| term)), notice, named);
    exit.duration = duration.map(|(id, _)| id);
    exit.body = body;
    exit.clause = clause;
    exit
}

fn from_on(day: Date) -> Date {
    Date::from_bounds(day.earliest(), None)
}

/// The earliest lawful day, from the clause, the term and the day of notice alone.
pub(crate) fn lawful(
    terms: Option<&WithdrawalTerms>,
    term: Option<Term>,
    notice: Date,
    named: Option<Date>,
) -> Exit {
    let mut exit = Exit {
        body: BodyId::Treaty(Id::new(0, 0)),
        clause: None,
        duration: None,
        other_provisions: Vec::new(),
        mode: ExitMode::Unknown,
        earliest: None,
        bounds: None,
        notice_by: None,
        subject_to: terms.map(|terms| terms.conditions.clone()).unwrap_or_default(),
        unsettled: false,
        notice,
    };
    let right = terms.map_or(WithdrawalRight::Unknown, |terms| terms.right);
    let period = terms.and_then(|terms| terms.notice);
    match (right, terms) {
        (WithdrawalRight::Yes, Some(terms)) => {
            let start = terms.earliest.map_or(notice, |earliest| notice.later_of(earliest));
            if terms.year_end == Some(YearEnd::Financial) {
                exit.mode = ExitMode::FinancialYearEnd;
                let end = financial_year_end(start);
                // A later day that the state names is reached at the end of its own year.
                let later = named.map_or(end, |named| end.later_of(year_end(named)));
                exit.earliest = known(later);
                // The last day of the ninth month.
                let exact = exit.earliest.and_then(Date::exact);
                exit.notice_by = exact.and_then(|day| Day::new(day.year(), 9, 30).ok());
            } else if terms.year_end == Some(YearEnd::Calendar) {
                exit.mode = ExitMode::CalendarYearEnd;
                let turn = each_day(start, |day| new_year(day.year().saturating_add(1)));
                let later = |named| turn.later_of(each_day(named, new_year_from));
                exit.earliest = known(named.map_or(turn, later));
                let exact = exit.earliest.and_then(Date::exact);
                exit.notice_by =
                    exact.and_then(|day| Day::new(day.year().checked_sub(1)?, 12, 31).ok());
            } else if let Some(period) = period {
                exit.mode = ExitMode::Notice;
                let lawful = period.after(start);
                exit.earliest =
                    known(lawful).map(|day| named.map_or(day, |named| day.later_of(named)));
                exit.notice_by =
                    exit.earliest.and_then(Date::exact).and_then(|day| period.before_day(day));
            } else {
                exit.bounds = Some(from_on(start));
            }
        }
        (WithdrawalRight::OnlyAtTermEnd, _) => {
            exit.mode = ExitMode::ConsentOnly;
            let period_or_none = period.unwrap_or(Period::days(0));
            if term.is_some() && notice.is_unknown() {
                exit.mode = ExitMode::TermEnd;
                exit.bounds = Some(Date::UNKNOWN);
            } else if let Some((day, mode)) =
                term.and_then(|term| term_end(term, period_or_none, notice, named))
            {
                exit.mode = mode;
                exit.earliest = known(day);
                exit.notice_by = (mode == ExitMode::TermEnd)
                    .then(|| day.exact().and_then(|day| period?.before_day(day)))
                    .flatten();
            }
        }
        (WithdrawalRight::None, _) => exit.mode = ExitMode::ConsentOnly,
        _ => {
            // No clause: not before the notice; twelve months after it at the latest, if one may leave at all (VCLT art. 56(2)).
            let latest = Period::months(12).after(notice).latest();
            exit.bounds = Some(Date::from_bounds(notice.earliest(), latest));
        }
    }
    if exit.earliest.is_none() && exit.bounds.is_none() && notice.is_unknown() {
        exit.bounds = Some(Date::UNKNOWN);
    }
    exit
}

/// A day that is wholly unknown is no day.
fn known(date: Date) -> Option<Date> {
    (!date.is_unknown()).then_some(date)
}

/// Notice in the first nine months takes effect at the end of that year, later notice at the end of the next.
fn financial_year_end(notice: Date) -> Date {
    let end = |day: Day| {
        let year = if day.month() <= 9 { day.year() } else { day.year().saturating_add(1) };
        Day::new(year, 12, 31).unwrap_or(Day::MAX)
    };
    Date::from_bounds(notice.earliest().map(end), notice.latest().map(end))
}

/// The last day of a year, for a day that a state names.
fn year_end(named: Date) -> Date {
    each_day(named, |day| Day::new(day.year(), 12, 31).unwrap_or(Day::MAX))
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

/// The clause on withdrawal that stands on the day of notice, by key the first.
pub(crate) fn withdrawal_clause(view: &View<'_>, body: BodyId) -> Option<Id<Provision>> {
    of_constituents(view, body, |effect| matches!(effect, Effect::Withdrawal(_)))
}

/// The term that runs on the day of notice.
fn duration(view: &View<'_>, body: BodyId) -> Option<(Id<Provision>, Term)> {
    let id =
        of_constituents(view, body, |effect| matches!(effect, Effect::Duration { term: Some(_) }))?;
    match &view.world()[id].effect {
        Effect::Duration { term } => term.map(|term| (id, term)),
        _ => None,
    }
}

/// The first provision of its constituent instruments (of the treaty itself) with some effect, certain before possible.
pub(crate) fn of_constituents(
    view: &View<'_>,
    body: BodyId,
    wanted: impl Fn(&Effect) -> bool,
) -> Option<Id<Provision>> {
    let world = view.world();
    let texts: Vec<InstrumentId> = match body {
        BodyId::Treaty(treaty) => vec![treaty.into()],
        BodyId::Organization(organization) => (world.index().links_of(organization).iter())
            .filter(|id| world[**id].role == LinkRole::Constituent)
            .map(|id| world[*id].instrument)
            .collect(),
    };
    let candidates = (texts.iter())
        .flat_map(|text| world.index().provisions_of(*text).iter().copied())
        .filter(|id| wanted(&world[*id].effect))
        .map(|id| (id, view.stands(id)))
        .filter(|(_, truth)| truth.is_possible());
    candidates.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(id, _)| id)
}

/// Whether an exit needs the consent of the others: there is no unilateral right, or only one at the end of a term.
pub(crate) fn needs_consent(view: &View<'_>, exit: &Exit) -> bool {
    let terms = exit.clause.and_then(|id| match &view.world()[id].effect {
        Effect::Withdrawal(terms) => Some(terms.right),
        _ => None,
    });
    matches!(terms, Some(WithdrawalRight::OnlyAtTermEnd | WithdrawalRight::None))
}

/// The other parties of a participation, whose consent would do, by key.
pub(crate) fn other_parties(
    situation: &Situation<'_>,
    state: Id<State>,
    body: BodyId,
) -> Vec<(EntityId, Truth)> {
    let mut others = match body {
        BodyId::Treaty(treaty) => match &situation.world()[treaty].parties {
            Some(Parties::Listed(_)) => members_of(situation, body),
            _ => situation.circle_of(body),
        },
        BodyId::Organization(_) => situation.circle_of(body),
    };
    others.retain(|(member, _)| *member != EntityId::from(state));
    others
}
