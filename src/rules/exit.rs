//! Leaving: what must be left together, by which clause, and how soon.

use super::clauses;
use super::deltas::{Agreed, Among, moved};
use super::lawful::{First, Lawful};
use super::situation::Situation;
use crate::model::{
    Bearer, EarliestOf, Effect, ExitCondition, LinkRole, Overlay, OverlayKind, WithdrawalRight,
};
use crate::scenario::Movement;
use crate::time::{Date, Day, Period};
use crate::verdict::ExitMode;
use crate::world::{View, World};
use crate::{BodyId, EntityId, Id, InstrumentId, Provision, State, Truth};

/// One participation to be left, and the earliest lawful day.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
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
    /// The first day on which notice can be given, where the right to give it begins only after that day.
    pub notice_from: Option<Date>,
    /// The record of that notice, where it was given already.
    pub given: Option<Id<Overlay>>,
}

impl Exit {
    /// The day of the notice: the one that was reckoned with, or the first on which it can be given.
    pub(crate) fn noticed(&self) -> Date {
        self.notice_from.unwrap_or(self.notice)
    }
}

/// A participation to be left, and whether the state is in it for certain.
pub(crate) type BundleItem = (BodyId, Truth);

/// The participations by which a state is in a body, each with its truth: the organization through which it holds a constituent
/// text, or a subsidiary one without parties of its own, which is never left by itself; else the body. Both, while it is open whether it is in the organization.
///
/// ```text
/// held(s, b, b)  :- takes_part(s, b), not held through an organization.
/// held(s, t, o)  :- constituent(o, t) or subsidiary(o, t) without parties of its own, takes_part(s, o).
/// held(s, t, b)  :- binds_those_of(t, b), takes_part(s, b).
/// ```
fn held(situation: &Situation<'_>, state: Id<State>, body: BodyId) -> Vec<BundleItem> {
    let member = EntityId::from(state);
    let own = situation.takes_part(member, body);
    let BodyId::Treaty(treaty) = body else { return possible([(body, own)]) };
    let of_others = Some(situation.roll_of(body)).filter(|roll| *roll != body);
    let through = |body: BodyId| Some((body, situation.takes_part(member, body)));
    let of_others = of_others.and_then(through).filter(|(_, truth)| truth.is_possible());
    let world = situation.world();
    let links = world.index().links_to(treaty.into()).iter();
    let through = of_others.or_else(|| {
        (links.map(|id| &world[*id]))
            .filter(|link| match link.role {
                LinkRole::Constituent | LinkRole::Subsidiary => {
                    !world.is_apart(link.instrument, link.role)
                }
                LinkRole::Foundation | LinkRole::Accession | LinkRole::Amendment => false,
            })
            .filter_map(|link| through(link.organization.into()))
            .find(|(_, truth)| truth.is_possible())
    });
    match through {
        Some((through, truth)) => possible([(through, truth), (body, own & !truth)]),
        None => possible([(body, own)]),
    }
}

fn possible(held: impl IntoIterator<Item = BundleItem>) -> Vec<BundleItem> {
    held.into_iter().filter(|(_, truth)| truth.is_possible()).collect()
}

/// The participations by which a provision binds a state, each with its truth; none, for a law.
pub(crate) fn held_by(
    situation: &Situation<'_>,
    state: Id<State>,
    provision: &Provision,
) -> Vec<BundleItem> {
    carrier(provision).map_or_else(Vec::new, |body| held(situation, state, body))
}

/// That in which a state takes part whom a provision binds: all that keeps the provision alive is reached from there; none, for a law.
pub(crate) fn carrier(provision: &Provision) -> Option<BodyId> {
    match (&provision.bearer, provision.instrument) {
        (Bearer::Participants(body), _) => Some(*body),
        (Bearer::Listed(_), InstrumentId::Treaty(treaty)) => Some(treaty.into()),
        (Bearer::Listed(_), InstrumentId::Law(_)) | (Bearer::ThirdStates | Bearer::Nobody, _) => {
            None
        }
    }
}

/// What carries a provision, whoever it binds and on whatever day: the body behind its bearers, the organization of its text, else
/// the text itself.
pub(crate) fn held_in(world: &World, provision: &Provision) -> Option<BodyId> {
    match (&provision.bearer, provision.instrument) {
        (Bearer::Participants(body), _) => Some(*body),
        (Bearer::Listed(_), InstrumentId::Treaty(treaty)) => {
            let through = world.index().links_to(treaty.into()).iter().find(|id| {
                matches!(world[**id].role, LinkRole::Constituent | LinkRole::Subsidiary)
            });
            Some(through.map_or(treaty.into(), |id| world[*id].organization.into()))
        }
        (Bearer::Listed(_), InstrumentId::Law(_)) | (Bearer::ThirdStates | Bearer::Nobody, _) => {
            None
        }
    }
}

/// All participations that keep a provision alive for a state, by key, each with its truth.
///
/// ```text
/// in_bundle(s, c, b)  :- held_by(s, c, b).
/// in_bundle(s, c, b2) :- in_bundle(s, c, b), foundation(b, b2) or foundation(b2, b), takes_part(s, b2, d).
/// ```
pub(crate) fn bundle(
    situation: &Situation<'_>,
    state: Id<State>,
    provision: &Provision,
) -> Vec<BundleItem> {
    bundle_from(situation, state, held_by(situation, state, provision))
}

/// The same for a clause that an earlier change agrees.
pub(crate) fn agreed_bundle(
    situation: &Situation<'_>,
    state: Id<State>,
    agreed: &Agreed,
) -> Vec<BundleItem> {
    let start = match agreed.among {
        Among::Body(body) => held(situation, state, body),
        Among::Bearers(provision) => held_by(situation, state, &situation.world()[provision]),
    };
    bundle_from(situation, state, start)
}

/// What a clause is held through that an earlier change agrees.
pub(crate) fn agreed_in(world: &World, agreed: &Agreed) -> Option<BodyId> {
    match agreed.among {
        Among::Body(body) => Some(body),
        Among::Bearers(provision) => held_in(world, &world[provision]),
    }
}

/// What a state leaves with a body, by key, each with its truth: whatever goes with it and the state is in, apart from what it holds
/// through something else that goes.
///
/// ```text
/// leaves(s, o, b) :- goes_with(b, o), takes_part(s, b), not held through what it takes part in.
/// ```
pub(crate) fn bundle_of(
    situation: &Situation<'_>,
    state: Id<State>,
    body: BodyId,
) -> Vec<BundleItem> {
    let world = situation.world();
    let own = |body: BodyId| {
        let held = held(situation, state, body).into_iter().find(|(one, _)| *one == body);
        (body, held.map_or(Truth::No, |(_, truth)| truth))
    };
    let bodies = moved(world, Movement::Leaves { state, body }).into_iter();
    let mut bundle = possible(bodies.map(own));
    bundle.sort_by_key(|(body, _)| world.index().rank(body.entity()));
    bundle
}

/// The bundle that begins with some participations: what is linked is left only if that is from which it is reached.
fn bundle_from(
    situation: &Situation<'_>,
    state: Id<State>,
    start: Vec<BundleItem>,
) -> Vec<BundleItem> {
    let world = situation.world();
    let mut bundle = start;
    let mut open: Vec<BundleItem> = bundle.clone();
    while let Some((body, reached)) = open.pop() {
        for linked in world.linked_bodies(body) {
            let held = situation.takes_part(EntityId::from(state), linked) & reached;
            let better = match bundle.iter_mut().find(|(known, _)| *known == linked) {
                Some((_, truth)) if held > *truth => {
                    *truth = held;
                    true
                }
                None if held.is_possible() => {
                    bundle.push((linked, held));
                    true
                }
                Some(_) | None => false,
            };
            if better {
                open.push((linked, held));
            }
        }
    }
    bundle.sort_by_key(|(body, _)| world.index().rank(body.entity()));
    bundle
}

/// The earliest lawful exit of a state from one participation, if it gives notice on a date.
///
/// The rule is the `withdrawal` provision of the constituent instrument, or of the treaty itself, and the [calendar](Lawful::by).
///
/// ```text
/// free_at(s, b, T)       :- notice(s, b, n), withdrawal(b, c), stands(c, n), lawful(c, n, T), settled(s, b).
/// not_before(s, b, T)    :- lawful(c, n, T), not settled(s, b).
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
            &exit_on(situation, state, body, first.into(), named),
            exit_on(situation, state, body, last.into(), named),
        ),
        _ => exit_on(situation, state, body, notice, named),
    };
    if situation.is_unsettled(state.into(), body) {
        exit.unsettled = true;
        let not_before = exit.earliest.map(|day| Date::from_bounds(day.earliest(), None));
        exit.bounds = not_before.or(exit.bounds);
        exit.earliest = None;
        if !exit.subject_to.contains(&ExitCondition::ObligationsSettled) {
            exit.subject_to.push(ExitCondition::ObligationsSettled);
        }
    }
    exit
}

/// The exit on a notice that is given on some day between two, from the exits on both.
fn within(notice: Date, first: &Exit, mut last: Exit) -> Exit {
    // The later notice may be under a text that lets out sooner.
    let hull = |a: Option<Date>, b: Option<Date>| {
        let (a, b) = (a?, b?);
        Some(Date::from_bounds(a.earlier_of(b).earliest(), a.later_of(b).latest()))
    };
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
    let noticed = Date::from_bounds(first.noticed().earliest(), last.noticed().latest());
    last.notice_from = first.notice_from.or(last.notice_from).map(|_| noticed);
    (last.earliest, last.bounds, last.notice) = (earliest, bounds, notice);
    last
}

/// The exit on one notice, by the texts of its day.
fn exit_on(
    situation: &Situation<'_>,
    state: Id<State>,
    body: BodyId,
    notice: Date,
    named: Option<Date>,
) -> Exit {
    // The clause is the one in force on the day of notice; a notice of unknown day is judged on the day of the question.
    let day = if notice.is_unknown() { situation.view.as_of() } else { notice };
    let view = situation.view.carried_to(day);
    let clause = clauses::withdrawal(&view, body, state);
    let terms = clause.as_ref().map(|clause| clause.read);
    let of = clause.as_ref().map_or(EarliestOf::Notice, |clause| {
        let reading = view.reading().of(&view.world()[clause.id]);
        EarliestOf::under(&clause.read.earliest_of, reading)
    });
    let at_term_end = terms.is_some_and(|terms| terms.right == WithdrawalRight::OnlyAtTermEnd);
    let stated = terms.and_then(|terms| terms.term);
    let states_none = at_term_end && stated.is_none();
    let duration = if states_none { clauses::duration(&view, body) } else { None };
    let term = stated.or(duration.as_ref().map(|duration| duration.read));
    let own_years = terms.and_then(|terms| terms.own_years);
    let own =
        own_years.map(|years| entry(situation, state, body).map(|day| years_after(day, years)));
    let first = First {
        day: match (terms.and_then(|terms| terms.earliest), own.flatten()) {
            (Some(a), Some(b)) => Some(a.later_of(b)),
            (a, b) => a.or(b),
        },
        of,
    };
    let is_later = |day: &Date| notice.is_before(*day).is_yes();
    let notice_from = match (terms.map(|terms| terms.right), of) {
        (Some(WithdrawalRight::Yes), EarliestOf::Notice) => first.day.filter(is_later),
        (Some(_) | None, EarliestOf::Notice | EarliestOf::Exit) => None,
    };
    let entry_is_known = own != Some(None);
    let by = [clause.as_ref().map(|one| one.is_sure), duration.as_ref().map(|one| one.is_sure)];
    let lawful = if by.into_iter().flatten().all(|is_sure| is_sure) && entry_is_known {
        Lawful::by(terms, first, term, notice, named)
    } else {
        Lawful::by_whatever_stands(notice)
    };
    let Lawful { mode, earliest, bounds, notice_by } = lawful;
    Exit {
        body,
        clause: clause.map(|clause| clause.id),
        duration: duration.map(|duration| duration.id),
        other_provisions: Vec::new(),
        mode,
        earliest,
        bounds,
        notice_by,
        subject_to: terms.map(|terms| terms.conditions.clone()).unwrap_or_default(),
        unsettled: false,
        notice,
        notice_from,
        given: None,
    }
}

/// The day on which a state entered a body, by the spells that may hold on the day of the question; nothing, where none is on record.
fn entry(situation: &Situation<'_>, state: Id<State>, body: BodyId) -> Option<Date> {
    let view = &situation.view;
    let entries = view.entries(state.into(), body).into_iter();
    entries.reduce(|a, b| Date::from_bounds(a.earlier_of(b).earliest(), a.later_of(b).latest()))
}

/// So many years after a day.
fn years_after(day: Date, years: u32) -> Date {
    Period::months(years.saturating_mul(12)).after(day)
}

/// Whether the day of an exit hangs on when the state entered.
pub(crate) fn hangs_on_entry(world: &World, exit: &Exit) -> bool {
    let terms = exit.clause.and_then(|id| world[id].effect.withdrawal());
    terms.is_some_and(|terms| terms.own_years.is_some())
}

/// The exit on a notice that was given already: one whose time has run out while the state is still in was put off, and nobody knows
/// until when.
///
/// ```text
/// free_at(s, b, T)      :- notice_given(s, b) since n, lawful(c, n, T), T > today.
/// not_before(s, b, day) :- notice_given(s, b) since n, lawful(c, n, T), T <= today.
/// ```
pub(crate) fn exit_as_given(
    situation: &Situation<'_>,
    state: Id<State>,
    body: BodyId,
    (given, notice): (Id<Overlay>, Date),
    named: Option<Date>,
) -> Exit {
    let exit = exit(situation, state, body, notice, named);
    // Whatever the clause says of when notice can be given, it was.
    let mut exit = Exit { given: Some(given), notice_from: None, ..exit };
    let today = situation.view.as_of();
    let has_passed = |day: Date| day.is_on_or_before(today).is_possible();
    let at_last = |bounds: Date| bounds.latest().map(Date::from);
    if exit.earliest.or_else(|| exit.bounds.and_then(at_last)).is_some_and(has_passed) {
        (exit.earliest, exit.notice_by) = (None, None);
        exit.bounds = Some(Date::from_bounds(today.earliest(), None));
    }
    exit
}

/// The notice that a state has given of an exit by the day of a view, as far as the record tells, and its day: where that is open, on
/// some day between it and that of the view.
///
/// ```text
/// notice(s, b, n) :- notice_given(s, b) since n, lies over the participation on the day.
/// ```
pub(crate) fn given_notice(
    view: &View<'_>,
    state: Id<State>,
    body: BodyId,
) -> Option<(Id<Overlay>, Date)> {
    let world = view.world();
    let mut given =
        view.overlays(state, body).filter(|id| world[*id].kind == OverlayKind::NoticeGiven);
    let id = given.next()?;
    let from = world[id].time.valid.from?;
    let is_certain = view.truth_of_overlay(id).is_yes();
    let day =
        if is_certain { from } else { Date::from_bounds(from.earliest(), view.as_of().latest()) };
    Some((id, day))
}

/// Whether an exit needs the consent of the others: there is no unilateral right, or only one at the end of a term.
pub(crate) fn needs_consent(view: &View<'_>, exit: &Exit) -> bool {
    let clause = exit.clause.map(|id| &view.world()[id].effect);
    let Some(Effect::Withdrawal(terms)) = clause else { return false };
    match terms.right {
        WithdrawalRight::OnlyAtTermEnd | WithdrawalRight::None => true,
        WithdrawalRight::Yes | WithdrawalRight::Unknown => false,
    }
}

/// The other parties of a participation, whose consent would do, by key.
pub(crate) fn other_parties(
    situation: &Situation<'_>,
    state: Id<State>,
    body: BodyId,
) -> Vec<(EntityId, Truth)> {
    let mut others = situation.members_of(body);
    others.retain(|(member, _)| *member != EntityId::from(state));
    others
}
