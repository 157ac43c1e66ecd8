//! The evaluation behind [`Consequences`](super::Consequences): changes grounded in their order, a verdict on every state they
//! bind, exits with their days, and what a state holds already that conflicts.

use super::consequences::{Eligible, Grounded, Leaving, NotBound, Sensitivity, Turned};
use super::outcome::{DaysEarly, Outcome};
use crate::model::{Effect, ExitCondition};
use crate::rules::{self, Conflict, Deltas, Exit, Hypothesis, Situation};
use crate::scenario::{Change, Movement, Procedure, Scenario};
use crate::time::Date;
use crate::verdict::{Class, ExitMode};
use crate::world::{Reading, View};
use crate::{BodyId, EntityId, Id, InstrumentId, Provision, State, Truth};

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
    let notice = (own.and_then(Change::notice))
        .or_else(|| scenario.notices.get(&state).copied())
        .or(scenario.notice)
        .unwrap_or_else(|| situation.view.as_of());
    let later = match (effective, scenario.named.get(&state).copied()) {
        (Some(a), Some(b)) => Some(a.later_of(b)),
        (a, b) => a.or(b),
    };
    rules::exit(situation, state, body, notice, later)
}

/// Grounds the changes in their order, each on what the earlier ones have left.
pub(super) fn ground_all(view: &View<'_>, scenario: &Scenario) -> (Vec<Grounded>, Deltas) {
    let mut deltas = Deltas::default();
    let mut grounded = Vec::with_capacity(scenario.changes.len());
    for change in &scenario.changes {
        // Without dates the changes follow one another; a change with a day of its own waits for no exit.
        let dated = change.effective().is_some();
        let before = if dated { deltas.by_calendar() } else { deltas.clone() };
        let situation =
            Situation { view: *view, deltas: &before, assumptions: &scenario.assumptions };
        let hypothesis = rules::ground(&situation, change);
        let situation = Situation { deltas: &deltas, ..situation };
        let after = deltas.after(view.world(), grounded.len(), change, |state, body| {
            let exit = exit_of(&situation, scenario, state, body);
            let day = exit.earliest.or(exit.bounds)?;
            Some(change.effective().map_or(day, |own| day.later_of(own)))
        });
        grounded.push(Grounded { change: change.clone(), hypothesis, before });
        deltas = after;
    }
    (grounded, deltas)
}

/// The exits of those who leave by the hypothesis itself, from what they are in.
pub(super) fn leaving(view: &View<'_>, scenario: &Scenario, grounded: &[Grounded]) -> Vec<Leaving> {
    let mut exits = Vec::new();
    for step in grounded {
        let Some(Movement::Leaves { state, body }) = step.change.movement() else { continue };
        let situation =
            Situation { view: *view, deltas: &step.before, assumptions: &scenario.assumptions };
        for left in rules::bundle_from(&situation, state, body) {
            if situation.takes_part(state.into(), left).is_possible() {
                let exit = exit_of(&situation, scenario, state, left);
                exits.push(Leaving { state, exit });
            }
        }
    }
    exits
}

/// The verdict on every state that some change binds, by key.
pub(super) fn outcomes(
    view: &View<'_>,
    scenario: &Scenario,
    grounded: &[Grounded],
) -> Vec<Outcome> {
    let index = view.world().index();
    let mut states: Vec<Id<State>> =
        grounded.iter().flat_map(|step| step.hypothesis.bound.iter().map(|(s, _)| *s)).collect();
    states.sort_by_key(|state| index.rank((*state).into()));
    states.dedup();
    states.into_iter().map(|state| outcome(view, scenario, grounded, state)).collect()
}

fn outcome(
    view: &View<'_>,
    scenario: &Scenario,
    grounded: &[Grounded],
    state: Id<State>,
) -> Outcome {
    let world = view.world();
    let mut bound = Truth::No;
    let mut found: Vec<(Conflict, usize)> = Vec::new();
    for (at, step) in grounded.iter().enumerate() {
        let Some((_, truth)) = step.hypothesis.bound.iter().find(|(who, _)| *who == state) else {
            continue;
        };
        bound = bound | *truth;
        let situation =
            Situation { view: *view, deltas: &step.before, assumptions: &scenario.assumptions };
        let tests = rules::conflicts(
            &situation,
            &step.hypothesis,
            state,
            *truth,
            scenario.bilateral_counts,
        );
        found.extend(tests.into_iter().map(|conflict| (conflict, at)));
    }
    found.sort_by(|(a, at), (b, bt)| {
        let key = |conflict: &Conflict| conflict.provision.map(|id| &*world[id].key);
        (key(a), at).cmp(&(key(b), bt))
    });
    let conflicts: Vec<Conflict> = found.iter().map(|(conflict, _)| conflict.clone()).collect();
    let situation_before = |at: usize| Situation {
        view: *view,
        deltas: &grounded[at].before,
        assumptions: &scenario.assumptions,
    };
    let bundle_of = |conflict: &Conflict, at: usize| {
        let situation = situation_before(at).on(grounded[at].hypothesis.date);
        conflict.provision.map_or_else(Vec::new, |id| rules::bundle(&situation, state, &world[id]))
    };
    // What keeps the provision of a hard conflict alive must be left, all of it.
    let bundles: Vec<Vec<BodyId>> = (found.iter())
        .map(|(conflict, at)| match conflict.class {
            Class::Hard if conflict.truth.is_possible() => bundle_of(conflict, *at),
            _ => Vec::new(),
        })
        .collect();
    let verdict = Outcome::verdict_of(
        (conflicts.iter().zip(&bundles))
            .map(|(one, left)| (one.class, one.truth, !left.is_empty())),
    );

    let mut exits: Vec<Exit> = Vec::new();
    // Each exit is held against the day of the change that asks for it.
    let mut due: Vec<(Date, Exit)> = Vec::new();
    for ((conflict, at), bundle) in found.iter().zip(bundles) {
        if !Outcome::is_decisive(verdict, conflict) {
            continue;
        }
        let situation = situation_before(*at);
        for body in bundle {
            let exit = exit_of(&situation, scenario, state, body);
            due.extend(grounded[*at].change.effective().map(|day| (day, exit.clone())));
            if exits.iter().all(|exit| exit.body != body) {
                exits.push(exit);
            }
        }
    }
    exits.sort_by_key(|exit| world.index().rank(exit.body.entity()));

    let listed = |wanted: &dyn Fn(&Conflict) -> bool| {
        let mut ids: Vec<Option<Id<Provision>>> = (conflicts.iter())
            .filter(|conflict| wanted(conflict))
            .map(|conflict| conflict.provision)
            .collect();
        ids.dedup();
        ids
    };
    let rules = listed(&|conflict| Outcome::is_decisive(verdict, conflict));
    let laws = listed(&|conflict| Outcome::is_law(verdict, conflict));
    let mut soft = listed(&|conflict| {
        conflict.class != Class::None
            && !Outcome::is_decisive(verdict, conflict)
            && !Outcome::is_law(verdict, conflict)
    });
    soft.retain(|id| !rules.contains(id) && !laws.contains(id));
    let mut subject_to: Vec<ExitCondition> =
        exits.iter().flat_map(|exit| exit.subject_to.iter().copied()).collect();
    subject_to.sort_unstable();
    subject_to.dedup();
    let earliest = latest(exits.iter().map(|exit| exit.earliest));
    let effective = due.iter().map(|(day, _)| *day).reduce(Date::earlier_of);
    let (in_time, days_early) = timeliness(&due);
    Outcome {
        state,
        bound,
        verdict,
        exits,
        earliest,
        laws,
        soft,
        rules,
        subject_to,
        effective,
        in_time,
        days_early,
        conflicts,
    }
}

/// Whether each exit is in time for the change that asks for it, and by how many days the changes come too early at most.
fn timeliness(due: &[(Date, Exit)]) -> (Option<Truth>, Option<DaysEarly>) {
    let mut in_time: Option<Truth> = None;
    let mut early: Option<DaysEarly> = None;
    let mut is_known = true;
    for (effective, exit) in due {
        let Some(earliest) = exit.earliest else {
            // An exit that is not to be had without the others' consent is never in time; else the bounds may tell.
            let never = exit.mode == ExitMode::ConsentOnly;
            let too_late =
                exit.bounds.is_some_and(|bounds| bounds.is_on_or_before(*effective).is_no());
            let truth = if never || too_late { Truth::No } else { Truth::Unknown };
            in_time = Some(in_time.map_or(truth, |other| other & truth));
            is_known = false;
            continue;
        };
        let truth = earliest.is_on_or_before(*effective);
        in_time = Some(in_time.map_or(truth, |other| other & truth));
        let bounds = (earliest.bounds(), effective.bounds());
        let is_bounded = |(lo, hi): (i32, i32)| lo != i32::MIN && hi != i32::MAX;
        if truth.is_yes() {
            continue;
        }
        if !is_bounded(bounds.0) || !is_bounded(bounds.1) {
            is_known = false;
            continue;
        }
        let ((lo, hi), (from, to)) = bounds;
        let days = DaysEarly { least: (lo - to).max(0), most: (hi - from).max(0) };
        early = Some(early.map_or(days, |other| DaysEarly {
            least: other.least.max(days.least),
            most: other.most.max(days.most),
        }));
    }
    (in_time, early.filter(|_| is_known))
}

/// Whoever takes part in what changes without being bound by it, by key.
pub(super) fn not_bound(
    view: &View<'_>,
    scenario: &Scenario,
    grounded: &[Grounded],
) -> Vec<NotBound> {
    let world = view.world();
    let mut found: Vec<NotBound> = Vec::new();
    for step in grounded {
        let joined = match step.change.movement() {
            Some(Movement::Joins { body, .. }) => Some(body),
            Some(Movement::Granted { .. } | Movement::Leaves { .. }) | None => None,
        };
        let Some(body) = step.change.recommits(world.tables()).or(joined) else { continue };
        let situation =
            Situation { view: *view, deltas: &step.before, assumptions: &scenario.assumptions };
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
        let bound = grounded.iter().flat_map(|step| &step.hypothesis.bound);
        bound.into_iter().any(|(state, _)| EntityId::from(*state) == entity)
    };
    found.retain(|one| !is_bound(one.entity));
    found.sort_by_key(|one| (world.index().rank(one.entity), one.status, one.body));
    found.dedup();
    found
}

pub(super) fn eligibility(
    view: &View<'_>,
    scenario: &Scenario,
    grounded: &[Grounded],
) -> Vec<Eligible> {
    let world = view.world();
    let mut found = Vec::new();
    for step in grounded {
        let Procedure::Accession { state, body } = step.change.procedure() else { continue };
        let situation =
            Situation { view: *view, deltas: &step.before, assumptions: &scenario.assumptions };
        let situation = situation.on(step.hypothesis.date);
        let Some((provision, admission)) = rules::accession(&situation.view, body) else {
            continue;
        };
        // A clause asks for a criterion only if the world tags anybody by it.
        let criterion = admission.eligibility.criterion.clone().filter(|tag| {
            world.tables().entities.iter().any(|entity| entity.profile().tags.contains_key(tag))
        });
        if let Some(criterion) = criterion {
            let truth = world[state].profile.tag(&criterion);
            found.push(Eligible { state, body, criterion, truth, provision });
        }
    }
    found
}

/// The ambiguous provisions on whose reading some verdict depends: each is read otherwise, one at a time, and all at once
/// by the name of the reading.
pub(super) fn sensitivities(
    view: &View<'_>,
    scenario: &Scenario,
    grounded: &[Grounded],
    outcomes: &[Outcome],
) -> Vec<Sensitivity> {
    let world = view.world();
    let mut ambiguous: Vec<Id<Provision>> = (outcomes.iter())
        .flat_map(|outcome| outcome.conflicts.iter().filter_map(|conflict| conflict.provision))
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
            let changed = self::outcomes(&view.under_kept(&other), scenario, grounded);
            let verdicts: Vec<Turned> = (outcomes.iter().zip(&changed))
                .filter(|(a, b)| {
                    a.verdict != b.verdict || !a.bodies().eq(b.bodies()) || a.laws != b.laws
                })
                .map(|(_, b)| Turned { state: b.state, verdict: b.verdict })
                .collect();
            if !verdicts.is_empty() {
                found.push(Sensitivity { provision: id, reading: reading.into(), verdicts });
            }
        }
    }
    found
}

/// Conflicts among what a state holds already, each alliance and customs union that it is in tested like a new one.
pub(crate) fn status_quo(
    situation: &Situation<'_>,
    state: Id<State>,
    bilateral_counts: bool,
) -> Vec<Conflict> {
    let world = situation.world();
    let member = EntityId::from(state);
    let mut bodies: Vec<BodyId> =
        situation.view.memberships_of(member).map(|(body, _)| body).collect();
    // Treaties whose parties are listed by name are held as well.
    bodies.extend(world.index().provisions_naming(state).iter().filter_map(|id| {
        match (&world[*id].effect, world[*id].instrument) {
            (Effect::MutualDefence { .. }, InstrumentId::Treaty(treaty)) => {
                rules::held_by(situation, &world[*id]).filter(|body| *body == treaty.into())
            }
            _ => None,
        }
    }));
    bodies.sort_by_key(|body| world.index().rank(body.entity()));
    bodies.dedup();
    let mut found = Vec::new();
    for body in bodies {
        let Some(hypothesis) = Hypothesis::held(situation, state, body) else { continue };
        let held = hypothesis.binds(state);
        let tests = rules::conflicts(situation, &hypothesis, state, held, bilateral_counts);
        found.extend(tests.into_iter().filter(|conflict| conflict.class != Class::None));
    }
    found.sort_by(|a, b| {
        let key = |conflict: &Conflict| conflict.provision.map(|id| &*world[id].key);
        (key(a), a.with.key(world.tables())).cmp(&(key(b), b.with.key(world.tables())))
    });
    found
}
