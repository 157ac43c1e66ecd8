//! What is certain stays certain, whatever the uncertain turns out to be.
//!
//! A day known within bounds is narrowed, a contest is settled, a roll turns out to be complete: no certain verdict, day or row of an
//! answer becomes another. The cases are those of [`dense`](super::dense); a few run with all tests, as many as one likes with
//! `COMITY_CASES=10000000 cargo test --release --test it -- --ignored narrowing`.
#![cfg(feature = "dataset")]
#![expect(clippy::print_stdout, reason = "says how much was tried")]

use std::collections::BTreeSet;

use comity::answer::Outcome;
use comity::verdict::Class;
use comity::{Consequences, Date, Truth, Verdict, View, World};

use super::cores::each;
use super::dense::{Dense, dense, narrowed};
use super::dice::Dice;

/// What is certain in an answer, by key.
#[derive(Debug, Default)]
struct Certain {
    /// State, verdict, whether it is bound for certain, exits, possible exits, the day, laws.
    verdicts: Vec<Told>,
    /// Conflicts, vetoes, duties, contradictions, exits of the hypothesis: whatever is told with truth `yes`.
    rows: BTreeSet<String>,
    /// Contradictions: the row, on whom, and who attacks.
    contradictions: Vec<(String, String, String)>,
    /// Who is named in the contradictions of whom: those of whom no duty speaks any more are asked about no more.
    attacks: BTreeSet<String>,
}

#[derive(Debug)]
struct Told {
    state: String,
    verdict: Verdict,
    bound: Truth,
    exits: BTreeSet<String>,
    exits_possible: BTreeSet<String>,
    earliest: Option<Date>,
    laws: BTreeSet<String>,
}

fn told(world: &World, outcome: &Outcome) -> Told {
    let key = |exit: &comity::rules::Exit| world.key(exit.body).to_owned();
    Told {
        state: world.key(outcome.state).to_owned(),
        verdict: outcome.verdict,
        bound: outcome.bound,
        exits: outcome.exits.iter().map(key).collect(),
        exits_possible: outcome.exits_possible.iter().map(key).collect(),
        earliest: outcome.earliest,
        laws: outcome.laws.iter().map(|law| law.key(world.tables()).to_owned()).collect(),
    }
}

/// What an answer says for certain. What rests on the place of a change among others is left out where their days may change places.
fn certain(world: &World, view: &View<'_>, answer: &Consequences<'_>, deep: bool) -> Certain {
    let mut found = Certain::default();
    let tables = world.tables();
    for finding in answer.findings() {
        let state = world.key(finding.state());
        found.verdicts.push(told(world, finding.outcome()));
        for one in finding.conflicts().iter().filter(|one| one.truth.is_yes()) {
            if one.class != Class::None {
                let (old, with) = (one.provision.key(tables), one.with.key(tables));
                let class = one.class.as_str();
                found
                    .rows
                    .insert(format!("conflict {state} {} {old} {with} {class}", one.rule.as_str()));
            }
        }
    }
    for veto in answer.vetoes().iter().filter(|veto| veto.truth.is_yes()) {
        let who = world.key(veto.entity);
        found.rows.insert(format!("veto {} {who}", veto.step.as_str()));
    }
    for one in answer.leaving().iter().filter(|one| one.truth.is_yes()) {
        let (state, body) = (world.key(one.state), world.key(one.exit.body));
        found.rows.insert(format!("leaving {state} {body}"));
    }
    let then = view.what_if(answer.scenario().clone());
    for state in world.states() {
        for one in then.duties_of(state).into_iter().filter(|one| one.owed.truth.is_yes()) {
            for (who, _) in one.toward.iter().filter(|(_, truth)| truth.is_yes()) {
                let (by, duty) = (one.owed.by.key(tables), one.owed.duty.as_str());
                let (state, who) = (world.key(state), world.key(*who));
                found.rows.insert(format!("duty {state} {duty} {who} {by}"));
            }
        }
        for organization in world.organizations() {
            let (member, body) = (world.key(state), world.key(organization));
            let truth = then.is_member(state, organization);
            if !truth.is_unknown() {
                found.rows.insert(format!("member {member} {body} {}", truth.as_str()));
            }
        }
    }
    if deep {
        // One that is there already today is not told once more of the change.
        let deliberation = answer.deliberate();
        for one in deliberation.contradictions().chain(deliberation.contradictions_today()) {
            let (state, attacker) = (world.key(one.state), world.key(one.attacker));
            let row = format!("contradiction {state} {attacker} {}", world.key(one.victim));
            found.attacks.insert(format!("{state} {attacker}"));
            found.attacks.insert(format!("{state} {}", world.key(one.victim)));
            if one.truth.is_yes() && one.saved_by.is_none() {
                found.contradictions.push((row, state.into(), attacker.into()));
            }
        }
    }
    found
}

/// What was certain and is no more.
fn flips(wide: &Certain, narrow: &Certain) -> Vec<String> {
    let mut found: Vec<String> = wide.rows.difference(&narrow.rows).cloned().collect();
    for (row, state, attacker) in &wide.contradictions {
        let is_asked = narrow.attacks.contains(&format!("{state} {attacker}"));
        if is_asked && !narrow.contradictions.iter().any(|(after, ..)| after == row) {
            found.push(row.clone());
        }
    }
    for before in &wide.verdicts {
        let after = narrow.verdicts.iter().find(|after| after.state == before.state);
        let flip = |what: &str| format!("{}: {what}: {before:?} {after:?}", before.state);
        let Some(after) = after else {
            if before.bound.is_yes() {
                found.push(flip("bound no more"));
            }
            continue;
        };
        match before.verdict {
            Verdict::Undetermined => {}
            // Where it is open whether it is bound at all, it may turn out that it is not.
            verdict if verdict != after.verdict => found.push(flip("verdict")),
            Verdict::MustExit => {
                let possible = before.exits.union(&before.exits_possible).cloned().collect();
                let all: BTreeSet<String> =
                    after.exits.union(&after.exits_possible).cloned().collect();
                if !before.exits.is_subset(&after.exits) || !all.is_subset(&possible) {
                    found.push(flip("exits"));
                }
                // What may have to be left besides may take longer; then it is told.
                let is_told = !before.exits_possible.is_empty();
                if let Some((lo, hi)) = before.earliest.map(Date::bounds).filter(|_| !is_told) {
                    let within = |day: Date| lo <= day.bounds().0 && day.bounds().1 <= hi;
                    if !after.earliest.is_some_and(within) {
                        found.push(flip("day"));
                    }
                }
            }
            _ => {
                if !before.laws.is_subset(&after.laws) {
                    found.push(flip("laws"));
                }
            }
        }
    }
    found
}

/// A case that makes a world: in which order its changes happen, and what is certain.
struct Asked {
    /// The changes without their days.
    order: Vec<comity::Change>,
    certain: Certain,
}

fn asked(case: &Dense) -> Option<Asked> {
    let world = case.world()?;
    let file = case.file(&world)?;
    let bare = |change: &comity::Change| change.clone().effective_on(Date::UNKNOWN);
    let order = file.scenario.clone().normal(world.tables()).changes.iter().map(bare).collect();
    let view = world.as_of(file.as_of?);
    let answer = view.consequences_of(&file.scenario);
    Some(Asked { order, certain: certain(&world, &view, &answer, true) })
}

/// What is no more certain in a case once more of it is known; nothing, where that makes no world, or the days of changes changed
/// places: what rests on these may do so too.
fn flipped(wide: &Asked, narrow: &Dense) -> Option<Vec<String>> {
    let narrow = asked(narrow).filter(|narrow| narrow.order == wide.order)?;
    Some(flips(&wide.certain, &narrow.certain))
}

/// A failing pair with as little in it as fails.
fn shrunk(seed: u64, mut wide: Dense) -> (Dense, Dense, Vec<String>) {
    let failing = |wide: &Dense| {
        let before = asked(wide)?;
        (0..40).find_map(|at| {
            let narrow = narrowed(&mut Dice(seed.wrapping_add(at)), wide);
            let flips = flipped(&before, &narrow).filter(|flips| !flips.is_empty())?;
            Some((narrow, flips))
        })
    };
    while let Some(less) = wide.smaller().into_iter().find(|less| failing(less).is_some()) {
        wide = less;
    }
    let (narrow, flips) = failing(&wide).unwrap_or_else(|| (wide.clone(), Vec::new()));
    (wide, narrow, flips)
}

/// In how many ways each world is narrowed: to make and to ask one costs more than all else.
const WAYS: usize = 4;

/// Runs so many cases from a seed on; how many of them were two worlds, and the first that fails.
fn run(seed: u64, cases: usize) -> (usize, Option<String>) {
    let mut dice = Dice(seed);
    let mut wide = dense(&mut dice);
    let mut before = asked(&wide);
    let mut worlds = 0;
    for case in 0..cases {
        if case > 0 && case % WAYS == 0 {
            wide = dense(&mut dice);
            before = asked(&wide);
        }
        let at = dice.0;
        let narrow = narrowed(&mut dice, &wide);
        let Some(flips) = before.as_ref().and_then(|before| flipped(before, &narrow)) else {
            continue;
        };
        worlds += 1;
        if !flips.is_empty() {
            let (wide, narrow, less) = shrunk(at, wide);
            return (
                worlds,
                Some(format!(
                    "case {case} of seed {seed}: {flips:#?}\nshrunk: {less:#?}\n{wide}\nnarrowed to\n{narrow}"
                )),
            );
        }
    }
    (worlds, None)
}

fn run_all(seed: u64, cases: usize) {
    let parts: Vec<u64> = (0..16).map(|part| seed.wrapping_mul(1_000).wrapping_add(part)).collect();
    let done = each(&parts, |seed| run(*seed, cases / parts.len()));
    let worlds: usize = done.iter().map(|(worlds, _)| worlds).sum();
    println!("{worlds} worlds of {cases} cases");
    let failed: Vec<String> = done.into_iter().filter_map(|(_, failed)| failed).collect();
    assert!(
        failed.is_empty(),
        "{} of {} parts fail: {}",
        failed.len(),
        parts.len(),
        failed.join("\n")
    );
    assert!(worlds * 3 > cases, "only {worlds} of {cases} cases are worlds");
}

#[test]
fn what_is_certain_stays_so() {
    run_all(1, 1_600);
}

#[test]
#[ignore = "runs as long as COMITY_CASES says"]
fn what_is_certain_stays_so_at_length() {
    let text = |name: &str| std::env::var(name).ok();
    let seed = text("COMITY_SEED").and_then(|text| text.parse().ok()).unwrap_or(7);
    let cases = text("COMITY_CASES").and_then(|text| text.parse().ok()).unwrap_or(100_000);
    run_all(seed, cases);
}

/// Pairs that once failed, each with less in it than any other that failed in the same way.
#[test]
fn what_once_flipped_stays_so() {
    for row in include_str!("data/narrowed.jsonl").lines() {
        let mut row: serde_json::Value = serde_json::from_str(row).unwrap();
        let mut case = |name: &str| Dense {
            records: row[name]["records"].as_array().unwrap().clone(),
            change: row[name]["change"].take(),
        };
        let (wide, narrow) = (case("wide"), case("narrow"));
        let flips = flipped(&asked(&wide).unwrap(), &narrow).unwrap();
        assert!(flips.is_empty(), "{}: {flips:#?}", row["why"]);
    }
}
