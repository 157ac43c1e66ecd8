//! The evaluation behind [`Consequences`](super::Consequences): the changes in their order, exits with their days, and what a
//! state holds already that conflicts. The verdicts are those of the [judge](super::judge).

use std::collections::BTreeMap;

use super::consequences::{Eligible, Leaving, NotBound, Placed, Sensitivity, Turned};
use super::judge;
use super::outcome::Outcome;
use crate::model::{EffectKind, Eligibility, Overlay, Status};
use crate::rules::{self, Conflict, Deltas, Exit, Hypothesis, Membership, Situation, Tells, Test};
use crate::scenario::{Change, Movement, Procedure, Scenario, carrier};
use crate::time::Date;
use crate::world::Reading;
use crate::{BodyId, EntityId, Id, InstrumentId, Organization, Provision, State, Truth, World};

/// The latest of several days; `None` if one of them is unknown, or if there are none.
pub(crate) fn latest(days: impl IntoIterator<Item = Option<Date>>) -> Option<Date> {
    days.into_iter().reduce(|a, b| Some(a?.later_of(b?))).flatten()
}

/// The exit of a state from a body: by the change of the hypothesis that makes it, if there is one.
pub(super) fn exit_of(
    situation: &Situation<'_>,
    scenario: &Scenario,
    state: Id<State>,
    body: BodyId,
) -> Exit {
    DaysOfExit::of(situation, scenario, state, body).exit(situation, state, body)
}

/// The days of which an exit is reckoned.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct DaysOfExit {
    /// The day of notice: that which the question names, else the day of the question.
    notice: Date,
    /// The notice that was given already, where the question names none.
    given: Option<(Id<Overlay>, Date)>,
    /// The day before which it is not to be, if one is named.
    later: Option<Date>,
}

impl DaysOfExit {
    pub(super) fn of(
        situation: &Situation<'_>,
        scenario: &Scenario,
        state: Id<State>,
        body: BodyId,
    ) -> Self {
        let world = situation.world();
        let own = scenario.changes.iter().find(|change| {
            change.movement().is_some_and(|movement| match movement {
                Movement::Leaves { state: who, .. } => {
                    who == state && rules::moved(world, movement).contains(&body)
                }
                Movement::Joins { .. } | Movement::Granted { .. } => false,
            })
        });
        let effective = own.and_then(Change::effective);
        let named = (own.and_then(Change::notice))
            .or_else(|| scenario.notices.get(&state).copied())
            .or(scenario.notice);
        let given =
            named.is_none().then(|| rules::given_notice(&situation.view, state, body)).flatten();
        let notice = named.unwrap_or_else(|| situation.view.as_of());
        let later = match (effective, scenario.named.get(&state).copied()) {
            (Some(a), Some(b)) => Some(a.later_of(b)),
            (a, b) => a.or(b),
        };
        Self { notice, given, later }
    }

    /// The exit of a state from a body by these days.
    pub(super) fn exit(self, situation: &Situation<'_>, state: Id<State>, body: BodyId) -> Exit {
        match self.given {
            Some(given) => rules::exit_as_given(situation, state, body, given, self.later),
            None => rules::exit(situation, state, body, self.notice, self.later),
        }
    }
}

/// What the changes put on whom, in their order: each on what the earlier ones have left.
pub(super) fn place_all(base: &Situation<'_>, scenario: &Scenario) -> (Vec<Placed>, Deltas) {
    place_each(base, scenario, true)
}

/// The same without the days of exits where no change has a day of its own: then all follow one another.
pub(super) fn place_undated(base: &Situation<'_>, scenario: &Scenario) -> Vec<Placed> {
    let is_dated = scenario.changes.iter().any(|change| change.effective().is_some());
    place_each(base, scenario, is_dated).0
}

fn place_each(
    base: &Situation<'_>,
    scenario: &Scenario,
    tells_exits: bool,
) -> (Vec<Placed>, Deltas) {
    let mut deltas = Deltas::default();
    let mut placed = Vec::with_capacity(scenario.changes.len());
    for change in &scenario.changes {
        // Without dates the changes follow one another; a change with a day of its own waits for no exit.
        let dated = change.effective().is_some();
        let before = if dated { deltas.by_calendar() } else { deltas.clone() };
        let situation = Situation { deltas: &before, ..base.clone() };
        let hypothesis = Hypothesis::of(&situation, change);
        let situation = Situation { deltas: &deltas, ..situation };
        let after = deltas.after(base.world(), placed.len(), change, |state, body| {
            if !tells_exits {
                return None;
            }
            // A text that is held through an organization goes with it.
            let body = carrier(base.world().tables(), body);
            let exit = exit_of(&situation, scenario, state, body);
            let day = exit.earliest.or(exit.bounds)?;
            Some(change.effective().map_or(day, |own| day.later_of(own)))
        });
        placed.push(Placed { change: change.clone(), hypothesis, before });
        deltas = after;
    }
    (placed, deltas)
}

/// The exits of those who leave by the hypothesis itself, from what they are in.
pub(super) fn leaving(
    base: &Situation<'_>,
    scenario: &Scenario,
    placed: &[Placed],
) -> Vec<Leaving> {
    let mut exits = Vec::new();
    for step in placed {
        let Some(Movement::Leaves { state, body }) = step.change.movement() else { continue };
        let situation = Situation { deltas: &step.before, ..base.clone() };
        for (left, truth) in rules::bundle_of(&situation, state, body) {
            let exit = exit_of(&situation, scenario, state, left);
            exits.push(Leaving { state, exit, truth });
        }
    }
    exits
}

/// Whoever takes part in what changes without being bound by it, by key.
pub(super) fn not_bound(base: &Situation<'_>, placed: &[Placed]) -> Vec<NotBound> {
    let world = base.world();
    let mut found: Vec<NotBound> = Vec::new();
    for step in placed {
        let joined = match step.change.movement() {
            Some(Movement::Joins { body, .. }) => Some(body),
            Some(Movement::Granted { .. } | Movement::Leaves { .. }) | None => None,
        };
        let Some(body) = step.change.recommits(world.tables()).or(joined) else { continue };
        let situation = Situation { deltas: &step.before, ..base.clone() };
        // A treaty that binds the members of an organization has its observers there.
        let body = situation.roll_of(body);
        for one in situation.on(step.hypothesis.date).unbound_in(body) {
            let truth = one.truth;
            let on = step.hypothesis.date;
            found.push(NotBound { entity: one.entity, status: one.status, body, on, truth });
        }
    }
    // Whoever some change binds is not among those that it leaves alone.
    let is_bound = |entity: EntityId| {
        let bound = placed.iter().flat_map(|step| &step.hypothesis.bound);
        bound.into_iter().any(|(state, _)| EntityId::from(*state) == entity)
    };
    found.retain(|one| !is_bound(one.entity));
    found.sort_by_key(|one| (world.index().rank(one.entity), one.status, one.body));
    found.dedup();
    found
}

pub(super) fn eligibility(base: &Situation<'_>, placed: &[Placed]) -> Vec<Eligible> {
    let mut found = Vec::new();
    for step in placed {
        let Procedure::Accession { state, body } = step.change.procedure() else { continue };
        let situation = Situation { deltas: &step.before, ..base.clone() };
        let situation = situation.on(step.hypothesis.date);
        let Some((provision, asked)) = asked_for(&situation, body, Some(state)) else { continue };
        found.extend(criteria(&situation, state, body, asked).map(|met| Eligible {
            state,
            body,
            criterion: met.what.into(),
            organization: met.organization,
            truth: met.truth,
            provision,
        }));
    }
    found
}

/// Something that a clause on accession asks for, and whether a state has it.
struct Criterion {
    what: String,
    organization: Option<Id<Organization>>,
    truth: Truth,
}

/// What the clause on the accession of somebody, or of anybody, asks for that can be tested, and the clause.
pub(super) fn asked_for<'a>(
    situation: &Situation<'a>,
    body: BodyId,
    joiner: Option<Id<State>>,
) -> Option<(Id<Provision>, &'a Eligibility)> {
    let (provision, admission) = rules::accession(&situation.view, body, joiner)?;
    let asked = admission.eligibility;
    let asks = asks_for_tag(situation.world(), asked)
        || asked_of_members(situation.world(), body, asked).is_some()
        || asked.outside.is_some()
        || !asked.in_grade.is_empty()
        || !asked.named.is_empty();
    asks.then_some((provision, asked))
}

/// It asks for a tag only if the world tags anybody by it.
fn asks_for_tag(world: &World, asked: &Eligibility) -> bool {
    asked.criterion.as_deref().is_some_and(|tag| world.knows_tag(tag))
}

/// Of which organization it asks to be a member; that which is joined itself is none.
fn asked_of_members(world: &World, body: BodyId, asked: &Eligibility) -> Option<Id<Organization>> {
    let organization = world.typed_named::<Organization>(asked.member_of.as_deref()?)?;
    (!asks_for_itself(world, body, asked)).then_some(organization)
}

/// Whether a clause asks to be in the very body that is joined, which nobody who joins it lacks.
pub(super) fn asks_for_itself(world: &World, body: BodyId, asked: &Eligibility) -> bool {
    let asked_for = asked.member_of.as_deref().and_then(|key| world.typed_named(key));
    asked_for.is_some_and(|organization: Id<Organization>| body == organization.into())
}

/// What is asked of a state, each with whether it is so: a tag, to be in an organization, not to be in one, to be named.
fn criteria(
    situation: &Situation<'_>,
    state: Id<State>,
    body: BodyId,
    asked: &Eligibility,
) -> impl Iterator<Item = Criterion> {
    let world = situation.world();
    let of_tag = asks_for_tag(world, asked).then(|| {
        let (one, other) = (asked.criterion.as_deref(), asked.alternative.as_deref());
        let what = match (one, other) {
            (Some(one), Some(other)) => format!("{one} or {other}"),
            (one, _) => one.unwrap_or_default().to_owned(),
        };
        Criterion { what, organization: None, truth: has_tag(world, state, asked) }
    });
    let seat = |organization: Id<Organization>| {
        (organization, situation.takes_part(state.into(), organization.into()))
    };
    let inside = asked_of_members(world, body, asked).map(seat).map(|(organization, truth)| {
        Criterion { what: "member_of".to_owned(), organization: Some(organization), truth }
    });
    let outside = asked.outside.as_deref().and_then(|key| world.typed_named::<Organization>(key));
    let outside = outside.map(seat).map(|(organization, truth)| Criterion {
        what: "outside".to_owned(),
        organization: Some(organization),
        truth: !truth,
    });
    let own = match body {
        BodyId::Organization(organization) if !asked.in_grade.is_empty() => Some(organization),
        BodyId::Organization(_) | BodyId::Treaty(_) => None,
    };
    let graded = own.map(|organization| {
        let has = |status: &Status| situation.view.has_status(state, organization, *status);
        Criterion {
            what: "in_grade".to_owned(),
            organization: Some(organization),
            truth: Truth::any(asked.in_grade.iter().map(has)),
        }
    });
    // Beside a tag, to be named will do as well.
    let named = (!asked.named.is_empty() && of_tag.is_none()).then(|| {
        let is_named = asked.names(world.key(state));
        // Whether it is one of the others, its words tell and no rule.
        let if_not = if asked.others.is_some() { Truth::Unknown } else { Truth::No };
        Criterion {
            what: "named".to_owned(),
            organization: None,
            truth: if is_named { Truth::Yes } else { if_not },
        }
    });
    of_tag.into_iter().chain(inside).chain(outside).chain(graded).chain(named)
}

/// Whether a state has all that is asked for and can be tested.
pub(super) fn meets(
    situation: &Situation<'_>,
    state: Id<State>,
    body: BodyId,
    asked: &Eligibility,
) -> Truth {
    Truth::all(criteria(situation, state, body, asked).map(|one| one.truth))
}

/// Whether a state has one of the tags that are asked for; open where nobody on record has the other.
fn has_tag(world: &World, state: Id<State>, asked: &Eligibility) -> Truth {
    let has = |tag: &str| {
        if world.knows_tag(tag) { world[state].profile.tag(tag) } else { Truth::Unknown }
    };
    let tags = asked.criterion.iter().chain(&asked.alternative);
    Truth::any(tags.map(|tag| has(tag))) | asked.names(world.key(state)).into()
}

/// The states whose verdict, exits or laws are others than they were.
fn turned(outcomes: &[Outcome], changed: &[Outcome]) -> Vec<Turned> {
    (outcomes.iter().zip(changed))
        .filter(|(a, b)| a.verdict != b.verdict || !a.bodies().eq(b.bodies()) || a.laws != b.laws)
        .map(|(_, b)| Turned { state: b.state, verdict: b.verdict })
        .collect()
}

/// The states whose verdict turns if a pact of two counts as an alliance, or if it does not, where the question takes the other.
pub(super) fn by_pact_of_two(
    base: &Situation<'_>,
    scenario: &Scenario,
    placed: &[Placed],
    outcomes: &[Outcome],
) -> Vec<Turned> {
    let may_be_two = placed.iter().any(|step| {
        step.hypothesis.defence.is_possible() && step.hypothesis.is_pact_of_two().is_possible()
    });
    if !may_be_two {
        return Vec::new();
    }
    let mut other = scenario.clone();
    other.bilateral_counts = !scenario.bilateral_counts;
    turned(outcomes, &judge::verdicts(base, &other, placed))
}

/// The ambiguous provisions on whose reading some verdict depends: each is read otherwise, one at a time, and all at once
/// by the name of the reading.
pub(super) fn sensitivities(
    base: &Situation<'_>,
    scenario: &Scenario,
    placed: &[Placed],
    outcomes: &[Outcome],
) -> Vec<Sensitivity> {
    let (world, view) = (base.world(), &base.view);
    let mut ambiguous: Vec<Id<Provision>> = (outcomes.iter())
        .flat_map(|outcome| &outcome.conflicts)
        .flat_map(Conflict::reads)
        .filter(|id| !world[*id].readings().is_empty())
        .collect();
    ambiguous.sort_by(|a, b| world[*a].key.cmp(&world[*b].key));
    ambiguous.dedup();
    let mut found = Vec::new();
    for id in ambiguous {
        let provision = &world[id];
        let current = view.reading().of(provision);
        for reading in provision.readings().into_iter().filter(|name| Some(*name) != current) {
            let other: Reading = view.reading().clone().provision(provision.key.clone(), reading);
            let other = Situation { view: view.under_kept(&other), ..base.clone() };
            let changed = judge::verdicts(&other, scenario, placed);
            let verdicts = turned(outcomes, &changed);
            if !verdicts.is_empty() {
                found.push(Sensitivity { provision: id, reading: reading.into(), verdicts });
            }
        }
    }
    found
}

/// Conflicts among what a state holds already, each alliance and customs union that it is in tested like a new one. What being in a body
/// means is found once for all states.
pub(crate) fn status_quo(
    situation: &Situation<'_>,
    state: Id<State>,
    bilateral_counts: bool,
    known: &mut BTreeMap<BodyId, Membership>,
) -> Vec<Conflict> {
    let world = situation.world();
    let member = EntityId::from(state);
    let mut bodies: Vec<BodyId> = situation.view.holdings(member).map(|(body, _)| body).collect();
    // Treaties whose parties are listed by name are held as well.
    for id in world.index().provisions_naming(state) {
        if let (EffectKind::MutualDefence, InstrumentId::Treaty(treaty)) =
            (world[*id].kind(), world[*id].instrument)
        {
            let held = rules::held_by(situation, state, &world[*id]).into_iter();
            bodies.extend(held.map(|(body, _)| body).filter(|body| *body == treaty.into()));
        }
    }
    bodies.sort_by_key(|body| world.index().rank(body.entity()));
    bodies.dedup();
    let mut found = Vec::with_capacity(bodies.len());
    for body in bodies {
        let held = known.entry(body).or_insert_with(|| Membership::of(situation, body));
        // Most bodies bring nothing that bears on what the state holds.
        let brings = Test::new(situation, held.brings(), bilateral_counts);
        if !brings.may_conflict(state) {
            continue;
        }
        let Some(hypothesis) = held.by(situation, state) else { continue };
        let test = Test::new(situation, hypothesis, bilateral_counts).telling(Tells::Conflicts);
        found.extend(test.conflicts(state));
    }
    let tables = world.tables();
    // The order of ranks is that of keys, and what is held is on record.
    let with = |one: &Conflict| one.with.body(tables).map(|body| world.index().rank(body.entity()));
    found.sort_by_cached_key(|one| (one.provision.place(tables), with(one)));
    found
}
