//! What must hold of answers whatever is asked: they agree with themselves, with the plan that they give, and with each other.
//!
//! Asked of random hypotheses on the bundled world, and of the random worlds of [`dense`](super::dense).
#![cfg(feature = "dataset")]
#![expect(clippy::unwrap_used, reason = "helpers of tests fail the test")]

use comity::deliberation::Plan;
use comity::verdict::{Class, Clause};
use comity::{Change, Consequences, Date, Scenario, Truth, Verdict, View, World};
use serde_json::json;

use super::cores::each;
use super::dense::{Dense, dense};
use super::dice::Dice;
use super::verdicts::Drawn;

/// How many hypotheses and worlds are asked about; as many as `COMITY_CASES` says, if it does.
fn cases(usually: u64) -> Vec<u64> {
    let asked = std::env::var("COMITY_CASES").ok().and_then(|text| text.parse().ok());
    (0..asked.unwrap_or(usually)).collect()
}

/// Asks everything of an answer; complains of what contradicts itself.
fn ask(view: &View<'_>, scenario: &Scenario) -> Vec<String> {
    let answer = view.consequences_of(scenario);
    let mut wrong = Vec::new();
    leave_what_one_is_in(&answer, &mut wrong);
    carry_out(view, &answer, &mut wrong);
    explain_what_may_go(&answer, &mut wrong);
    if scenario.changes.len() > 1 {
        follow_arcs(&answer, &answer.deliberate().plan(), &mut wrong);
        order_of_days(view, &answer, scenario, &mut wrong);
        order_of_independents(view, &answer, scenario, &mut wrong);
    }
    for finding in answer.findings() {
        if let Err(forgery) = finding.why().verify() {
            let state = view.world().key(finding.state());
            wrong.push(format!("the proof of {state}: {forgery}\n{}", finding.why().proof()));
        }
    }
    wrong
}

/// Nobody must leave what it is not in.
fn leave_what_one_is_in(answer: &Consequences<'_>, wrong: &mut Vec<String>) {
    let world = answer.world();
    let [change] = &*answer.scenario().changes else { return };
    let day = change.effective().unwrap_or_else(|| answer.view().as_of());
    let before = answer.view().on(day).what_if(Scenario::default());
    for finding in answer.findings() {
        let state = finding.state();
        let exits = finding.exits().iter().map(|exit| (exit, Truth::Yes));
        let possible = finding.exits_possible().iter().map(|exit| (exit, Truth::Unknown));
        for (exit, least) in exits.chain(possible) {
            if before.is_member(state, exit.body) < least {
                let (state, body) = (world.key(state), world.key(exit.body));
                wrong.push(format!("{state} must leave {body} and is not in it"));
            }
        }
    }
}

/// Whoever has done what it must is asked for nothing more, apart from what was told to come up after the exits.
fn carry_out(view: &View<'_>, answer: &Consequences<'_>, wrong: &mut Vec<String>) {
    let world = view.world();
    let scenario = answer.scenario();
    // With days of their own changes do not wait for the exits.
    if scenario.changes.len() != 1 || scenario.changes[0].effective().is_some() {
        return;
    }
    let mut first = Vec::new();
    for finding in answer.findings().filter(|one| one.verdict() != Verdict::Undetermined) {
        let exits = finding.exits().iter().chain(finding.exits_possible());
        first.extend(exits.map(|exit| Change::leave(finding.state(), exit.body)));
        let laws = finding.laws().iter().filter_map(Clause::recorded);
        first.extend(laws.map(|law| Change::repeal(finding.state(), law)));
    }
    if first.is_empty() {
        return;
    }
    let mut done = scenario.clone();
    done.changes = first.into_iter().chain(scenario.changes.clone()).collect();
    let again = view.consequences_of(&done);
    for finding in again.findings() {
        let told = |conflict: &comity::rules::Conflict| {
            answer
                .after_exits()
                .iter()
                .any(|after| (after.state, after.provision) == (conflict.state, conflict.provision))
        };
        let forces = |class| matches!(class, Class::Hard | Class::Domestic);
        for conflict in finding.conflicts() {
            // What was open before may be open still.
            let before = answer.finding(finding.state()).map(|before| before.verdict());
            let open = before == Some(Verdict::Undetermined) || conflict.truth.is_unknown();
            if forces(conflict.class) && !open && !told(conflict) {
                let (state, old) =
                    (world.key(finding.state()), conflict.provision.key(world.tables()));
                wrong.push(format!("{state} has left what it must, and {old} is in the way still"));
            }
        }
    }
}

/// Whatever must or may go can be told why.
fn explain_what_may_go(answer: &Consequences<'_>, wrong: &mut Vec<String>) {
    let deliberation = answer.deliberate();
    for one in deliberation.must() {
        if deliberation.why_must(&one).is_none() {
            wrong.push(format!("nothing tells why {} must go", one.tell(&answer.view())));
        }
    }
    for one in deliberation.may() {
        if deliberation.why_must(&one).is_none() && deliberation.why_may(&one).is_none() {
            wrong.push(format!("nothing tells why {} may go", one.tell(&answer.view())));
        }
    }
}

/// No step of a plan begins before what it waits for.
fn follow_arcs(answer: &Consequences<'_>, plan: &Plan, wrong: &mut Vec<String>) {
    let world = answer.world();
    for step in &plan.steps {
        for first in step.after.iter().map(|at| &plan.steps[*at]) {
            let (Some(before), Some(then)) = (first.not_before, step.not_before) else { continue };
            if then.bounds().0 < before.bounds().0 || then.bounds().1 < before.bounds().1 {
                let (a, b) = (first.of.key(world), step.of.key(world));
                wrong.push(format!(
                    "{} of {b} on {then} comes after {} of {a} on {before}",
                    step.action.as_str(),
                    first.action.as_str()
                ));
            }
        }
    }
}

/// Changes that have days of their own may be listed in whatever order.
fn order_of_days(
    view: &View<'_>,
    answer: &Consequences<'_>,
    scenario: &Scenario,
    wrong: &mut Vec<String>,
) {
    let days: Vec<Date> = scenario.changes.iter().filter_map(Change::effective).collect();
    let mut apart = days.clone();
    apart.sort_by_key(|day| day.bounds());
    apart.dedup_by_key(|day| day.bounds());
    if days.len() < scenario.changes.len() || apart.len() < days.len() {
        return;
    }
    let mut other = scenario.clone();
    other.changes.reverse();
    if view.consequences_of(&other).to_json() != answer.to_json() {
        wrong.push("listed in another order the changes give another answer".into());
    }
}

/// Two changes that have nothing to do with each other may be made in either order before a third: different states leave different
/// things, or change laws of their own.
fn order_of_independents(
    view: &View<'_>,
    answer: &Consequences<'_>,
    scenario: &Scenario,
    wrong: &mut Vec<String>,
) {
    let own = |change: &Change| match change {
        Change::Leave { state, body, .. } => Some((*state, Some(*body))),
        Change::Enact { state, .. } | Change::Repeal { state, .. } => Some((*state, None)),
        _ => None,
    };
    let [first, second, _, ..] = &*scenario.changes else { return };
    let (Some((one, left)), Some((other, too))) = (own(first), own(second)) else { return };
    let has_day = scenario.changes.iter().any(|change| change.effective().is_some());
    if one == other || (left.is_some() && left == too) || has_day {
        return;
    }
    let mut swapped = scenario.clone();
    swapped.changes.swap(0, 1);
    let again = view.consequences_of(&swapped);
    let told = |answer: &Consequences<'_>| -> Vec<_> {
        let one = |finding: comity::answer::Finding<'_, '_>| {
            let bodies: Vec<_> = finding.bodies().collect();
            let laws: Vec<_> = finding.laws().iter().map(Clause::recorded).collect();
            (finding.state(), finding.verdict(), bodies, laws, finding.outcome().earliest)
        };
        answer.findings().map(one).collect()
    };
    if told(answer) != told(&again) {
        wrong.push("in another order of two independent changes the verdicts are others".into());
    }
}

/// Whether somebody is not bound by something is proved, wherever it is so; one body in so many.
fn why_nots(view: &View<'_>, scenario: &Scenario, one_in: usize, dice: &mut Dice) -> Vec<String> {
    let world = view.world();
    let answer = view.consequences_of(scenario);
    let mut wrong = Vec::new();
    let bodies = world.organizations().map(comity::BodyId::from);
    let bodies: Vec<_> = bodies.chain(world.treaties().map(comity::BodyId::from)).collect();
    for state in world.states() {
        for body in bodies.iter().filter(|_| dice.one_in(one_in)) {
            let Some(why) = answer.why_not_bound(state, *body) else { continue };
            if let Err(forgery) = why.verify() {
                let (state, body) = (world.key(state), world.key(*body));
                wrong.push(format!(
                    "{state} in {body} as of {}: {forgery}\n{}",
                    view.as_of(),
                    why.proof()
                ));
            }
        }
    }
    wrong
}

fn none(wrong: &[Vec<String>]) {
    let wrong = wrong.concat();
    let shown: Vec<&str> = wrong.iter().take(12).map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), shown.join("\n"));
}

#[test]
fn answers_on_the_bundled_world_agree_with_themselves() {
    let world = World::bundled();
    let all = Drawn::new(&world);
    none(&each(&cases(300), |number| {
        let (scenario, as_of, reading) = all.hypothesis(number.wrapping_add(1_000_000));
        let mut wrong = ask(&world.as_of(as_of).under(&reading), &scenario);
        for one in &mut wrong {
            *one = format!("{one} (hypothesis {number}, as of {as_of}: {scenario:?})");
        }
        wrong
    }));
}

#[test]
fn answers_on_random_worlds_agree_with_themselves() {
    // Besides some of many, those in which an answer once contradicted itself.
    let once_wrong = [44_449, 8_513, 16_599, 16_807, 66_257, 81_564, 264_121];
    let numbers: Vec<u64> = cases(400).into_iter().chain(once_wrong).collect();
    none(&each(&numbers, |number| {
        let case = dense(&mut Dice(number.wrapping_mul(104_729).wrapping_add(5)));
        let wrong = of_dense(&case);
        if wrong.is_empty() {
            return wrong;
        }
        let mut case = case;
        while let Some(less) = case.smaller().into_iter().find(|less| !of_dense(less).is_empty()) {
            case = less;
        }
        of_dense(&case).into_iter().map(|one| format!("world {number}: {one}\n{case}")).collect()
    }));
}

fn of_dense(case: &Dense) -> Vec<String> {
    let Some(world) = case.world() else { return Vec::new() };
    let Some(file) = case.file(&world) else { return Vec::new() };
    let view = world.as_of(file.as_of.unwrap());
    let mut wrong = ask(&view, &file.scenario);
    wrong.extend(why_nots(&view, &file.scenario, 1, &mut Dice(1)));
    wrong.extend(happened(case));
    wrong
}

/// A what-if on the day on which its last change takes effect is the world in which it happened.
fn happened(case: &Dense) -> Vec<String> {
    let Some(world) = case.world() else { return Vec::new() };
    let own = |record: &serde_json::Value| record["membership"] == "d-new";
    if case.records.iter().any(own) || world.find::<comity::Organization>("new").is_err() {
        return Vec::new();
    }
    let as_of = case.change["as_of"].clone();
    let day = "2020-03-01";
    let join = json!({"join": {"state": "d", "organization": "new", "effective": day}});
    let acquire = json!({"acquire": {"organization": "new", "provision": "mutual_defence", "effective": day}});
    let mut supposed = case.clone();
    supposed.change = json!({"as_of": as_of, "changes": [join, acquire]});
    let mut recorded = case.clone();
    recorded.records.push(
        json!({"membership": "d-new", "member": "d", "of": "new", "status": "member", "from": day}),
    );
    recorded.change = json!({"as_of": as_of, "changes": [acquire]});
    let acquired = |case: &Dense| {
        let world = case.world()?;
        let file = case.file(&world)?;
        let answer = world.as_of(file.as_of?).consequences_of(&file.scenario);
        let tests = answer.findings().flat_map(|one| one.conflicts().to_vec());
        let told = tests.filter(|one| one.class != Class::None).map(|one| {
            let key = one.provision.key(world.tables()).to_owned();
            (world.key(one.state).to_owned(), key, one.class, one.truth)
        });
        Some(told.collect::<std::collections::BTreeSet<_>>())
    };
    let (Some(then), Some(so)) = (acquired(&supposed), acquired(&recorded)) else {
        return Vec::new();
    };
    // What the joining itself conflicts with is told besides.
    let missing: Vec<_> = so.difference(&then).collect();
    if missing.is_empty() {
        Vec::new()
    } else {
        vec![format!("had it happened, {missing:?} as well")]
    }
}

#[test]
fn negative_answers_are_proved() {
    let world = World::bundled();
    let ots = world.find::<comity::Organization>("ots").unwrap();
    let days = ["1960-06-01", "1977-12-31", "1990-01-01", "2012-12-19", "2024-10-20"];
    let one_in = if std::env::var("COMITY_CASES").is_ok() { 1 } else { 25 };
    none(&each(&days, |day| {
        let view = world.as_of(day.parse::<Date>().unwrap_or_else(|error| panic!("{error}")));
        let acquire = Change::acquire(ots, comity::model::EffectKind::MutualDefence);
        why_nots(&view, &acquire.into(), one_in, &mut Dice(11))
    }));
}

/// The treaties that do something are those whose provisions stand, and they bind whom these bind.
#[test]
fn treaties_with_a_clause_bind_whom_the_clause_binds() {
    use comity::date;
    use comity::model::EffectKind;
    use std::collections::BTreeMap;

    let world = World::bundled();
    for day in [date(1914, 7, 28), date(1955, 6, 1), date(2024, 10, 20)] {
        let view = world.as_of(day);
        for kind in EffectKind::ALL {
            let found = view.treaties_with(kind);
            let named: Vec<_> =
                found.treaties.iter().flat_map(|one| one.provisions.clone()).collect();
            for treaty in world.treaties() {
                for id in world.provisions_of(treaty).filter(|id| world[*id].effect.kind() == kind)
                {
                    assert_eq!(view.stands(id).is_possible(), named.contains(&id), "{kind}");
                }
            }
            for one in &found.treaties {
                let mut best: BTreeMap<_, Truth> = BTreeMap::new();
                for (member, truth) in one.provisions.iter().flat_map(|id| view.bound_by(*id)) {
                    let held = best.entry(member).or_insert(truth);
                    *held = (*held).max(truth);
                }
                let bound: BTreeMap<_, Truth> = one.bound.iter().copied().collect();
                assert_eq!(bound, best, "{kind} of {}", world.key(one.treaty));
                assert_eq!(bound.len(), one.bound.len(), "each once");
            }
        }
    }
}

/// Supposed or recorded, a membership leads to the same: who would have joined by a day meets what it would meet as a member.
#[test]
fn what_is_supposed_on_the_bundled_world_is_what_would_be_recorded() {
    use comity::model::EffectKind;
    use comity::{Loader, Organization, State};

    let bundled = World::bundled();
    let bodies = ["ots", "sco", "cis", "asean", "au", "oas", "gcc", "nonaligned"];
    let day = comity::date(2024, 10, 20);
    let un: comity::Id<Organization> = bundled.find("un").unwrap();
    let is_there = |state: &comity::Id<State>| bundled.as_of(day).is_member(*state, un).is_yes();
    let states: Vec<_> = bundled.states().filter(is_there).collect();
    none(&each(&cases(12), |number| {
        let mut dice = Dice(number.wrapping_mul(7919).wrapping_add(3));
        let body = bodies[dice.below(bodies.len())];
        let state = states[dice.below(states.len())];
        let (key, view) = (bundled.key(state), bundled.as_of(day));
        let joined: comity::Id<Organization> = bundled.find(body).unwrap();
        if view.is_member(state, joined).is_possible() {
            return Vec::new();
        }
        let join = Change::join(state, joined);
        let acquire = Change::acquire(joined, EffectKind::MutualDefence);
        let supposed = view.consequences_of(Scenario::new(join).then(acquire));
        let row = json!({"membership": format!("{key}-{body}-supposed"), "member": key, "of": body, "status": "member", "from": "2024-10-20"});
        let loader = Loader::new().bundled().layer().text("supposed", row.to_string());
        let world = loader.load().unwrap().world;
        let joined: comity::Id<Organization> = world.find(body).unwrap();
        let today = world.as_of(day);
        let recorded = today.consequences_of(Change::acquire(joined, EffectKind::MutualDefence));
        let mut wrong = Vec::new();
        for finding in recorded.findings() {
            let who = world.key(finding.state());
            let same: comity::Id<State> = bundled.find(who).unwrap();
            let then = supposed.finding(same).map(|one| one.verdict());
            // What the joining itself meets is told of the joiner besides.
            if who != key && then != Some(finding.verdict()) {
                let now = finding.verdict();
                wrong.push(format!("{key} in {body}: {who} {then:?}, and recorded {now:?}"));
            }
        }
        wrong
    }));
}
