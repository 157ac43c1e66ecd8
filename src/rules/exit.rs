//! Leaving: what must be left together, by which clause, and how soon.

use super::clauses;
use super::lawful::Lawful;
use super::situation::Situation;
use crate::model::{Bearer, Effect, ExitCondition, LinkRole, Parties, WithdrawalRight};
use crate::time::{Date, Day};
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
}

/// The participation that a provision binds a state by: the body behind its bearers, else the instrument itself.
///
/// A constituent or subsidiary instrument of an organization is held through the membership and is never left by itself.
pub(crate) fn held_by(situation: &Situation<'_>, provision: &Provision) -> Option<BodyId> {
    held_in(situation.world(), provision)
}

/// The same, of a world: it rests on no day.
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
            &exit_on(situation, body, first.into(), named),
            exit_on(situation, body, last.into(), named),
        ),
        _ => exit_on(situation, body, notice, named),
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
    let view = situation.view.carried_to(day);
    let clause = clauses::withdrawal(&view, body);
    let terms = clause.map(|(_, terms)| terms);
    let at_term_end = terms.is_some_and(|terms| terms.right == WithdrawalRight::OnlyAtTermEnd);
    let stated = terms.and_then(|terms| terms.term);
    let states_none = at_term_end && stated.is_none();
    let duration = if states_none { clauses::duration(&view, body) } else { None };
    let term = stated.or(duration.map(|(_, term)| term));
    let Lawful { mode, earliest, bounds, notice_by } = Lawful::by(terms, term, notice, named);
    Exit {
        body,
        clause: clause.map(|(id, _)| id),
        duration: duration.map(|(id, _)| id),
        other_provisions: Vec::new(),
        mode,
        earliest,
        bounds,
        notice_by,
        subject_to: terms.map(|terms| terms.conditions.clone()).unwrap_or_default(),
        unsettled: false,
        notice,
    }
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
    let mut others = match body {
        BodyId::Treaty(treaty) => match &situation.world()[treaty].parties {
            Some(Parties::Listed(_)) => situation.members_of(body),
            Some(Parties::Of(_) | Parties::Nobody) | None => situation.circle_of(body),
        },
        BodyId::Organization(_) => situation.circle_of(body),
    };
    others.retain(|(member, _)| *member != EntityId::from(state));
    others
}
