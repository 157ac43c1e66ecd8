//! The exact core against an answer-set solver and brute force: 2,400 random programs and the families of the literature.
//!
//! `data/core/vectors.txt` was written by `tests/oracle/core_vectors.py`, which asks clingo and tries all subsets, and asserts
//! that both agree. Its head says what each section holds.

use std::collections::BTreeSet;

use comity::logic::{
    Certificate, Conflicts, Earliest, Limits, Program, ProgramBuilder, Set, Transversals, Within,
};
use proptest::prelude::*;

use super::dice::Dice;

const VECTORS: &str = include_str!("data/core/vectors.txt");

/// A set as the file has it: atoms joined by dots, or a lone dot.
fn atoms(text: &str) -> Vec<String> {
    text.split('.').filter(|atom| !atom.is_empty()).map(str::to_owned).collect()
}

/// A list of sets, each as its sorted atoms.
fn sets(text: &str) -> BTreeSet<Vec<String>> {
    text.split(' ').filter(|set| !set.is_empty()).map(|set| sorted(atoms(set))).collect()
}

fn sorted(mut atoms: Vec<String>) -> Vec<String> {
    atoms.sort();
    atoms
}

/// A body: how many of which atoms are needed.
fn body(text: &str) -> (Option<usize>, Vec<String>) {
    match text.split_once(':') {
        Some((needs, set)) => (Some(needs.parse().unwrap()), atoms(set)),
        None => (None, atoms(text)),
    }
}

fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ').filter(|item| !item.is_empty())
}

struct Instance<'t> {
    program: Program<String>,
    exits: Vec<Option<i64>>,
    sections: Vec<&'t str>,
}

/// Reads an instance; `shuffle` says in which order its rules are written.
fn instance(line: &str, shuffle: bool) -> Instance<'_> {
    let sections: Vec<&str> = line.split(';').collect();
    let mut rules: ProgramBuilder<String> = Program::builder();
    let numbers: Vec<usize> = list(sections[1]).map(|n| n.parse().unwrap()).collect();
    for at in 0..numbers[0] {
        rules.commitment(format!("c{at}"));
    }
    for at in 0..numbers[1] {
        rules.hypothesis(format!("h{at}"));
    }
    for at in 0..numbers[2] {
        rules.condition(format!("q{at}"));
    }
    for group in list(sections[2]) {
        rules.exclusive(atoms(group));
    }
    for fact in list(sections[3]) {
        rules.fact(fact.to_owned());
    }
    let mut written: Vec<&str> = list(sections[4]).chain(list(sections[5])).collect();
    if shuffle {
        written.reverse();
    }
    for rule in written {
        let (head, text) = rule.split_once('<').unwrap();
        let (needs, body) = body(text);
        let needs = needs.unwrap_or(body.len());
        if head.starts_with('a') {
            rules.at_least("R", needs, head.to_owned(), body);
        } else {
            rules.violation_at_least("V", head.to_owned(), needs, body);
        }
    }
    for pair in list(sections[6]) {
        let (held, needed) = pair.split_once('>').unwrap();
        rules.requires(held.to_owned(), needed.to_owned());
    }
    for commitment in list(sections[7]) {
        rules.freeze(commitment.to_owned());
    }
    let exits = list(sections[8]).map(|day| day.parse().ok()).collect();
    Instance { program: rules.build().unwrap(), exits, sections }
}

impl Instance<'_> {
    fn names(&self, set: &Set) -> Vec<String> {
        sorted(self.program.statements(set).cloned().collect())
    }

    fn exit(&self, at: usize) -> Option<i64> {
        let name = self.program.statement(at);
        self.exits[name[1..].parse::<usize>().unwrap()]
    }
}

fn certified(program: &Program<String>, certificate: Option<Certificate>, what: &str) {
    let certificate = certificate.unwrap_or_else(|| panic!("{what}: no certificate"));
    certificate.verify(program).unwrap_or_else(|flaw| panic!("{what}: {flaw}"));
}

/// One world of one instance.
fn check_world(instance: &Instance<'_>, all: &Conflicts, answer: &str) {
    let id = instance.sections[0];
    let fields: Vec<&str> = answer.split('|').collect();
    let names = |set: &Set| instance.names(set);
    let of = |numbers: &mut dyn Iterator<Item = usize>| names(&numbers.collect());
    let world: Within<'_, String> = instance.program.within(atoms(fields[0]));
    let program = &instance.program;

    let conflicts = world.conflicts(all);
    let expected: BTreeSet<Vec<String>> = sets(fields[1]);
    assert_eq!(conflicts.iter().map(names).collect::<BTreeSet<_>>(), expected, "{id} conflicts");
    assert_eq!(world.is_consistent(), conflicts.is_empty(), "{id}");

    let must: Vec<usize> = world.must().collect();
    assert_eq!(of(&mut must.iter().copied()), sorted(atoms(fields[2])), "{id} must");
    for at in &must {
        certified(program, world.certify_must(*at), "must");
    }
    assert_eq!(names(&world.may(all)), sorted(atoms(fields[3])), "{id} may");

    let repairs = world.repairs(all, &Limits::default());
    let listed: Vec<Set> = repairs.iter().collect();
    assert!(repairs.complete);
    assert_eq!(repairs.count(), listed.len() as u128, "{id} count");
    let expected = sets(fields[4]);
    assert_eq!(listed.iter().map(names).collect::<BTreeSet<_>>(), expected, "{id} repairs");
    assert_eq!(listed.len(), expected.len(), "{id}: a repair twice");
    for repair in listed.iter().take(6) {
        certified(program, world.certify_repair(repair), "repair");
        for kept in repair.iter() {
            assert!(world.why_not_keep(repair, kept).unwrap().contains(kept), "{id} why not");
        }
    }

    let (closed, complete) = world.closed_repairs(&repairs, &Limits::default());
    let expected = if fields[5] == "=" { expected } else { sets(fields[5]) };
    assert!(complete);
    assert_eq!(closed.iter().map(names).collect::<BTreeSet<_>>(), expected, "{id} closed");
    let must_closed: Set = world.must_closed().collect();
    match closed.iter().cloned().reduce(|a, b| a.intersection(&b)) {
        Some(common) => assert_eq!(must_closed, common, "{id} must, closed"),
        None => assert!(must_closed.is_empty() && world.is_impossible_closed(), "{id}"),
    }
    let may_closed = closed.iter().fold(Set::new(), |may, repair| may.union(repair));
    assert_eq!(names(&world.may_closed(all)), names(&may_closed), "{id} may, closed");
    for at in must_closed.iter() {
        certified(program, world.certify_must_closed(at), "must, closed");
    }
    for repair in closed.iter().take(6) {
        certified(program, world.certify_repair_closed(repair), "closed repair");
    }

    let earliest = world.earliest(|at| instance.exit(at));
    let told = match &earliest {
        Earliest::AtOnce => "-1".to_owned(),
        Earliest::Never { .. } => "-".to_owned(),
        Earliest::On { day, .. } => day.to_string(),
    };
    assert_eq!(told, fields[6], "{id} earliest");
    if let Earliest::On { day, bottleneck, conflict } = earliest {
        assert!(conflict.contains(bottleneck) && conflicts.contains(&conflict), "{id}");
        assert_eq!(conflict.iter().filter_map(|at| instance.exit(at)).min(), Some(day), "{id}");
        let is_day = |at| instance.exit(at);
        certified(program, world.certify_earliest(is_day, day), "earliest");
        assert!(world.certify_earliest(is_day, day + 1).is_none_or(|_| {
            // Nothing is out on the day after: the same sets, the same claim.
            !(0..program.n_assumptions())
                .any(|at| program.commitments().contains(at) && instance.exit(at) == Some(day))
        }));
        let repair = world.repair_by(day, is_day).unwrap();
        assert!(listed.contains(&repair), "{id}");
        assert!(repair.iter().all(|at| instance.exit(at).is_some_and(|own| own <= day)));
    }
    let impossible = fields.get(7) == Some(&"impossible");
    assert_eq!(world.is_impossible(), impossible, "{id} impossible");

    // The cheapest of all, where each costs its number and one.
    let cost = |at: usize| at as u64 + 1;
    let sum = |set: &Set| set.iter().map(cost).sum::<u64>();
    let cheapest = world.cheapest_repair(all, cost);
    assert_eq!(cheapest.map(|(_, cost)| cost), listed.iter().map(sum).min(), "{id} cheapest");

    // The preferred one keeps the precious ones, one after the other, wherever what is kept already allows it.
    let order: Vec<usize> = program.commitments().iter().collect();
    let preferred = world.preferred_repair(&order);
    let dearest = |set: &&Set| order.iter().rev().map(|at| set.contains(*at)).collect::<Vec<_>>();
    assert_eq!(preferred, listed.iter().min_by_key(dearest).cloned(), "{id} preferred");
}

#[test]
fn the_core_agrees_with_a_solver_and_with_brute_force() {
    let mut counted = 0;
    for line in VECTORS.lines().filter(|line| line.starts_with('i')) {
        let instance = instance(line, false);
        let all = instance.program.conflicts(&Limits::default());
        assert!(all.complete);
        let (expected, before) = instance.sections[9].split_once('|').unwrap();
        let found: BTreeSet<_> = all.sets.iter().map(|set| instance.names(&set.all)).collect();
        assert_eq!(found, sets(expected), "{}", instance.sections[0]);
        for set in &all.sets {
            let certificate = instance
                .program
                .certify(comity::logic::Conclusion::Conflict { set: set.all.clone() });
            certified(&instance.program, certificate, "conflict");
        }

        let mut last = "";
        let worlds: Vec<&str> = instance.sections[10..].to_vec();
        for world in &worlds {
            let (conditions, answer) = world.split_once('|').unwrap();
            if answer != "=" {
                last = answer;
            }
            check_world(&instance, &all, &format!("{conditions}|{last}"));
        }
        let maximal = worlds.get(1).unwrap_or(&worlds[0]).split('|').next().unwrap();
        let order = instance.program.within(atoms(maximal)).order(&all);
        let pairs: BTreeSet<String> = (order.iter())
            .filter(|before| before.hypotheses.len() == 1)
            .map(|before| {
                let name = |at: usize| instance.program.statement(at).clone();
                format!("{}>{}", name(before.commitment), name(before.hypotheses.first().unwrap()))
            })
            .collect();
        let expected: BTreeSet<String> = list(before).map(str::to_owned).collect();
        assert_eq!(pairs, expected, "{} before", instance.sections[0]);
        counted += 1;
    }
    assert!(counted >= 2_400, "{counted} instances");
}

#[test]
fn the_order_in_which_rules_are_written_changes_nothing() {
    for line in VECTORS.lines().filter(|line| line.starts_with('i')).step_by(7) {
        let (one, other) = (instance(line, false), instance(line, true));
        let limits = Limits::default();
        let (a, b) = (one.program.conflicts(&limits), other.program.conflicts(&limits));
        assert_eq!(format!("{a:?}"), format!("{b:?}"));
        for set in &a.sets {
            assert_eq!(one.program.derivation(&set.all), other.program.derivation(&set.all));
        }
    }
}

#[test]
fn families_of_the_literature_have_as_many_transversals_as_published() {
    let mut counted = 0;
    for line in VECTORS.lines().filter(|line| line.starts_with("family;")) {
        let fields: Vec<&str> = line.split(';').collect();
        let edges: Vec<Set> = list(fields[3])
            .map(|edge| edge.split('.').map(|at| at.parse::<usize>().unwrap()).collect())
            .collect();
        let found: Vec<Set> = Transversals::new(edges.clone()).collect();
        assert_eq!(found.len().to_string(), fields[4], "{}", fields[1]);
        let distinct: BTreeSet<&Set> = found.iter().collect();
        assert_eq!(distinct.len(), found.len(), "{}: one twice", fields[1]);
        // The dual of the dual is the hypergraph, its edges made minimal.
        let back: BTreeSet<Set> = Transversals::new(found.clone()).collect();
        let again: BTreeSet<Set> = Transversals::new(back.iter().cloned()).collect();
        assert_eq!(again, found.iter().cloned().collect(), "{}", fields[1]);
        assert!(back.iter().all(|edge| edges.contains(edge)), "{}", fields[1]);
        if fields[5] != "?" {
            let expected: BTreeSet<Vec<usize>> = list(fields[5])
                .map(|set| set.split('.').map(|at| at.parse().unwrap()).collect())
                .collect();
            let found: BTreeSet<Vec<usize>> =
                found.iter().map(|set| set.iter().collect()).collect();
            assert_eq!(found, expected, "{}", fields[1]);
        }
        counted += 1;
    }
    assert!(counted >= 37, "{counted} families");
}

#[test]
fn must_and_dates_are_exact_however_little_is_listed() {
    let limits = Limits::default().max_conflicts(1).max_repairs(1).max_nodes(8);
    let mut cut = 0;
    for line in VECTORS.lines().filter(|line| line.starts_with('i')).step_by(5) {
        let instance = instance(line, false);
        let all = instance.program.conflicts(&limits);
        let world = instance.program.in_world(&Set::new());
        let repairs = world.repairs(&all, &limits);
        cut += usize::from(!all.complete || !repairs.complete);
        // Whatever is listed is a repair, and whoever says that the list is whole has all.
        let whole = instance.program.conflicts(&Limits::default());
        for repair in repairs.iter() {
            certified(&instance.program, world.certify_repair(&repair), "repair, cut");
        }
        if repairs.complete {
            let all = world.repairs(&whole, &Limits::default());
            assert_eq!(repairs.count(), all.count(), "{}", instance.sections[0]);
        }
        for set in &all.sets {
            assert!(whole.sets.iter().any(|one| one.all == set.all), "{}", instance.sections[0]);
        }
        let cost = |at: usize| at as u64 + 1;
        let cheapest = |all: &Conflicts| world.cheapest_repair(all, cost).map(|(_, cost)| cost);
        assert_eq!(cheapest(&all), cheapest(&whole), "{}", instance.sections[0]);
        let fields: Vec<&str> = instance.sections[10].split('|').collect();
        let must: Set = world.must().collect();
        assert_eq!(instance.names(&must), sorted(atoms(fields[2])));
        let told = match world.earliest(|at| instance.exit(at)) {
            Earliest::AtOnce => "-1".to_owned(),
            Earliest::Never { .. } => "-".to_owned(),
            Earliest::On { day, .. } => day.to_string(),
        };
        assert_eq!(told, fields[6]);
    }
    assert!(cut > 50, "{cut} lists were cut");
}

/// A rule as written: what it concludes, how many it needs, of what.
type Written = (String, usize, Vec<String>);

/// Whether some violation follows, by trying every rule until nothing new follows.
fn violates(rules: &[Written], facts: &[String], assumed: &[String]) -> bool {
    let mut holds: BTreeSet<String> = facts.iter().chain(assumed).cloned().collect();
    loop {
        let met = |(_, needs, body): &&Written| {
            body.iter().filter(|part| holds.contains(*part)).count() >= *needs
        };
        let fresh: Vec<String> = (rules.iter().filter(met))
            .map(|(head, ..)| head.clone())
            .filter(|head| !holds.contains(head))
            .collect();
        if fresh.is_empty() {
            return holds.iter().any(|one| one.starts_with(|c: char| c.is_ascii_digit()));
        }
        holds.extend(fresh);
    }
}

/// Whether everything can be entered, one act after the other and never with a violation, such that `entered` is entered while
/// `kept` is still held. Tried by walking all states.
fn can_enter_while_kept(
    n_exits: usize,
    n_entries: usize,
    is_violated: &dyn Fn(usize, usize) -> bool,
    kept: usize,
    entered: usize,
) -> bool {
    // What is still held, what is entered, and whether `kept` was held when `entered` came.
    let start = ((1 << n_exits) - 1, 0, false);
    let mut seen = BTreeSet::from([start]);
    let mut open = vec![start];
    while let Some((held, in_force, done)) = open.pop() {
        if is_violated(held, in_force) {
            continue;
        }
        if in_force == (1 << n_entries) - 1 && done {
            return true;
        }
        let exits = (0..n_exits)
            .filter(|at| held >> at & 1 == 1)
            .map(|at| (held & !(1 << at), in_force, done));
        let entries = (0..n_entries).filter(|at| in_force >> at & 1 == 0).map(|at| {
            let while_kept = at == entered && held >> kept & 1 == 1;
            (held, in_force | 1 << at, done || while_kept)
        });
        for next in exits.chain(entries) {
            if seen.insert(next) {
                open.push(next);
            }
        }
    }
    false
}

/// A small planning problem: up to four exits, one or two entries, some derived statements, thresholds among the rules.
fn small_problem(dice: &mut Dice) -> (usize, usize, Vec<Written>) {
    let (n_exits, n_entries) = (1 + dice.below(4), 1 + dice.below(2));
    let n_derived = dice.below(4);
    let part = |dice: &mut Dice| match dice.below(n_exits + n_entries + n_derived) {
        at if at < n_exits => format!("c{at}"),
        at if at < n_exits + n_entries => format!("h{}", at - n_exits),
        at => format!("a{}", at - n_exits - n_entries),
    };
    let rules = (0..=dice.below(6))
        .map(|_| {
            let body: BTreeSet<String> = (0..=dice.below(4)).map(|_| part(dice)).collect();
            let needs = if dice.below(4) == 0 { 1 + dice.below(body.len()) } else { body.len() };
            let head = match dice.below(n_derived + 2) {
                at if at < n_derived => format!("a{at}"),
                kind => (kind - n_derived).to_string(),
            };
            (head, needs, body.into_iter().collect())
        })
        .collect();
    (n_exits, n_entries, rules)
}

#[test]
fn the_order_is_that_of_every_sequence_of_acts_without_a_violation() {
    let mut dice = Dice(20_241_020);
    let (mut counted, mut ordered) = (0, 0);
    while counted < 2_400 {
        let (n_exits, n_entries, rules) = small_problem(&mut dice);
        let mut program: ProgramBuilder<String> = Program::builder();
        for at in 0..n_exits {
            program.commitment(format!("c{at}"));
        }
        for at in 0..n_entries {
            program.hypothesis(format!("h{at}"));
        }
        for (head, needs, body) in &rules {
            if head.starts_with('a') {
                program.at_least("R", *needs, head.clone(), body.clone());
            } else {
                program.violation_at_least("V", head.clone(), *needs, body.clone());
            }
        }
        let program = program.build().unwrap();
        let is_violated = |held: usize, in_force: usize| {
            let of = |sort: char, n: usize, mask: usize| {
                (0..n).filter(move |at| mask >> at & 1 == 1).map(move |at| format!("{sort}{at}"))
            };
            let assumed: Vec<String> =
                of('c', n_exits, held).chain(of('h', n_entries, in_force)).collect();
            violates(&rules, &[], &assumed)
        };
        // Where nothing leads to the goal, or today is contradictory already, there is no order to speak of.
        if is_violated((1 << n_exits) - 1, 0) || is_violated(0, (1 << n_entries) - 1) {
            continue;
        }
        counted += 1;
        let order = program.within([]).order(&program.conflicts(&Limits::default()));
        for x in 0..n_exits {
            for h in 0..n_entries {
                let name = |sort: char, at: usize| program.number(&format!("{sort}{at}")).unwrap();
                let found = order.iter().any(|before| {
                    before.commitment == name('c', x) && before.hypotheses == Set::of(name('h', h))
                });
                let expected = !can_enter_while_kept(n_exits, n_entries, &is_violated, x, h);
                assert_eq!(found, expected, "c{x} before h{h}: {rules:?}");
                ordered += usize::from(found);
            }
        }
    }
    assert!(ordered > 300, "{ordered} pairs in order");
}

#[test]
fn a_forged_certificate_is_refused() {
    let mut refused = 0;
    for line in VECTORS.lines().filter(|line| line.starts_with('i')).step_by(11) {
        let instance = instance(line, false);
        let program = &instance.program;
        let all = program.conflicts(&Limits::default());
        for set in &all.sets {
            for at in (0..program.n_assumptions()).filter(|at| !program.frozen().contains(*at)) {
                let mut other = set.all.clone();
                if !other.insert(at) {
                    other.remove(at);
                }
                // The claim about another set, with the witnesses of this one.
                let conclusion = comity::logic::Conclusion::Conflict { set: set.all.clone() };
                let mut certificate = program.certify(conclusion).unwrap();
                certificate.conclusion = comity::logic::Conclusion::Conflict { set: other };
                assert!(certificate.verify(program).is_err());
                refused += 1;
            }
        }
    }
    assert!(refused > 1_000, "{refused} forgeries");
}

#[test]
fn what_is_no_proof_is_refused() {
    use comity::logic::{Certificate, Conclusion, Flaw, Witness};
    let mut rules = Program::builder();
    rules.commitment("a").commitment("b").hypothesis("h");
    rules.condition("broad").condition("narrow").exclusive(["broad", "narrow"]);
    rules.violation("V", "bottom", ["a", "h"]).violation("V", "bottom", ["b", "h"]);
    rules.violation("V", "bottom", ["a", "h", "broad", "narrow"]);
    let program = rules.build().unwrap();
    // A list of what holds that holds a violation.
    let conclusion = Conclusion::Repair { gone: Set::new(), conditions: Set::new() };
    let holds: Set = (0..=program.n_statements()).collect();
    let forged = Certificate::new(conclusion, vec![Witness::Holds(holds)]);
    assert!(matches!(forged.verify(&program), Err(Flaw::NotClosed { .. })));
    // Two readings at once.
    let all: Set = (0..program.n_statements()).collect();
    assert!(program.certify(Conclusion::Conflict { set: all }).is_none());
    let both = program.within(["narrow", "broad"]);
    assert_eq!(both.conditions().len(), 1);
    // What stays behind although it requires what goes.
    let mut rules = Program::builder();
    rules.commitment("a").commitment("b").hypothesis("h").requires("b", "a");
    rules.violation("V", "bottom", ["a", "h"]);
    let program = rules.build().unwrap();
    let world = program.within([]);
    assert!(world.certify_repair(&Set::of(0)).is_some());
    assert!(world.certify_repair_closed(&Set::of(0)).is_none());
    assert!(world.certify_repair_closed(&Set::below(2)).is_some());
    assert_eq!(world.must_closed().collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn what_is_wrong_with_a_program_is_said_at_once() {
    use comity::logic::{Fault, Sort};
    let mut rules = Program::builder();
    rules.commitment("c").hypothesis("h").fact("f");
    rules.rule("R1", "a", ["c"]).rule("R2", "b", ["a"]);
    // Denies what depends on a commitment, by way of two rules.
    rules.rule_unless("R3", "d", ["f"], ["b"]);
    // Denials in a circle.
    rules.rule_unless("R4", "x", ["f"], ["y"]).rule_unless("R5", "y", ["f"], ["x"]);
    rules.at_least("R6", 3, "z", ["c", "h"]);
    rules.condition("c").requires("c", "h").rule("R7", "h", ["f"]);
    let faults = rules.build().unwrap_err().faults;
    let path: Vec<&str> = (faults.iter())
        .find_map(|fault| match fault {
            Fault::DependentDenial { rule, path, .. } if rule == "R3" => Some(path),
            _ => None,
        })
        .unwrap()
        .iter()
        .map(String::as_str)
        .collect();
    assert_eq!(path, ["\"b\"", "\"a\"", "\"c\""]);
    let has = |wanted: &dyn Fn(&Fault) -> bool| faults.iter().any(wanted);
    assert!(has(&|fault| matches!(fault, Fault::CircularDenial { path } if path.len() == 3)));
    assert!(has(&|fault| matches!(fault, Fault::Threshold { needs: 3, size: 2, .. })));
    assert!(has(&|fault| matches!(fault, Fault::TwoSorts { .. })));
    assert!(has(&|fault| matches!(fault, Fault::WrongSort { expected: Sort::Commitment, .. })));
    assert!(has(&|fault| matches!(fault, Fault::AssumptionConcluded { .. })));

    // What rests on facts alone can be denied.
    let mut rules = Program::builder();
    rules.commitment("c").fact("f");
    rules.rule_unless("R1", "a", ["f"], ["g"]).rule_unless("R2", "b", ["f"], ["a"]);
    rules.violation("V", "bottom", ["a", "c"]).violation("V", "bottom", ["b"]);
    let program = rules.build().unwrap();
    assert_eq!(program.within([]).must().count(), 1);
}

/// Rules over a few atoms, written at random.
fn program() -> impl Strategy<Value = Vec<(usize, Vec<usize>)>> {
    prop::collection::vec((0..12_usize, prop::collection::vec(0..11_usize, 1..4)), 1..14)
}

/// Commitments 0 to 5, a hypothesis 6, a condition 7; statements 8 to 10; a head of 11 or less than 8 is a violation.
fn build(
    rules: &[(usize, Vec<usize>)],
    frozen: &[usize],
    rename: impl Fn(usize) -> usize,
) -> Program<usize> {
    let mut program = Program::builder();
    for at in 0..6 {
        program.commitment(rename(at));
    }
    program.hypothesis(rename(6)).condition(rename(7));
    for (head, body) in rules {
        let body = body.iter().map(|at| rename(*at));
        if (8..11).contains(head) {
            program.rule("R", rename(*head), body);
        } else {
            program.violation("V", "bottom", body);
        }
    }
    for at in frozen {
        program.freeze(rename(*at));
    }
    program.build().unwrap()
}

fn named(
    program: &Program<usize>,
    sets: &[Set],
    rename: impl Fn(usize) -> usize,
) -> BTreeSet<BTreeSet<usize>> {
    sets.iter().map(|set| program.statements(set).map(|at| rename(*at)).collect()).collect()
}

fn conflicts_of(program: &Program<usize>) -> Vec<Set> {
    let all = program.conflicts(&Limits::default());
    all.sets.into_iter().map(|set| set.all).collect()
}

fn repairs_of(program: &Program<usize>) -> Vec<Set> {
    let all = program.conflicts(&Limits::default());
    program.in_world(&program.conditions()).repairs(&all, &Limits::default()).iter().collect()
}

proptest! {
    #[test]
    fn names_do_not_matter(rules in program()) {
        let (plain, mirrored) = (|at| at, |at: usize| 100 - at);
        let (one, other) = (build(&rules, &[], plain), build(&rules, &[], mirrored));
        prop_assert_eq!(named(&one, &conflicts_of(&one), plain), named(&other, &conflicts_of(&other), mirrored));
        prop_assert_eq!(named(&one, &repairs_of(&one), plain), named(&other, &repairs_of(&other), mirrored));
    }

    #[test]
    fn another_rule_only_adds_or_shrinks_conflicts(rules in program(), extra in program()) {
        let (few, many) = (build(&rules, &[], |at| at), build(&[rules, extra].concat(), &[], |at| at));
        for old in named(&few, &conflicts_of(&few), |at| at) {
            let new = named(&many, &conflicts_of(&many), |at| at);
            prop_assert!(new.iter().any(|set| set.is_subset(&old)));
        }
    }

    #[test]
    fn freezing_takes_repairs_away_and_leaves_the_rest(rules in program(), frozen in 0..6_usize) {
        let (free, held) = (build(&rules, &[], |at| at), build(&rules, &[frozen], |at| at));
        let left: BTreeSet<_> = named(&free, &repairs_of(&free), |at| at)
            .into_iter()
            .filter(|repair| !repair.contains(&frozen))
            .collect();
        prop_assert_eq!(named(&held, &repairs_of(&held), |at| at), left);
    }

    #[test]
    fn a_later_start_never_brings_the_end_forward(rules in program(), days in prop::array::uniform6(0..20_i64), k in 0..9_i64) {
        let program = build(&rules, &[], |at| at);
        let world = program.in_world(&program.conditions());
        let day = |at: usize| days.get(at).copied();
        let (now, then) = (world.earliest(day), world.earliest(|at| day(at).map(|own| own + k)));
        match (now, then) {
            (Earliest::On { day: now, .. }, Earliest::On { day: then, .. }) => prop_assert_eq!(then, now + k),
            (now, then) => prop_assert_eq!(std::mem::discriminant(&now), std::mem::discriminant(&then)),
        }
    }

    #[test]
    fn independent_copies_multiply_the_repairs(rules in program()) {
        let one = build(&rules, &[], |at| at);
        let mut twice = Program::builder();
        for copy in [0, 100] {
            for at in 0..6 {
                twice.commitment(copy + at);
            }
            twice.hypothesis(copy + 6).condition(copy + 7);
            for (head, body) in &rules {
                let body = body.iter().map(|at| copy + at);
                if (8..11).contains(head) {
                    twice.rule("R", copy + head, body);
                } else {
                    twice.violation("V", "bottom", body);
                }
            }
        }
        let twice = twice.build().unwrap();
        let count = repairs_of(&one).len();
        prop_assert_eq!(repairs_of(&twice).len(), count * count);
    }

    #[test]
    fn a_superset_of_an_edge_changes_nothing(edges in prop::collection::vec(prop::collection::btree_set(0..9_usize, 1..4), 1..8), extra in prop::collection::btree_set(0..9_usize, 0..4)) {
        let sets: Vec<Set> = edges.iter().map(|edge| edge.iter().copied().collect()).collect();
        let mut more = sets.clone();
        more.push(edges[0].iter().chain(&extra).copied().collect());
        let found = |edges: Vec<Set>| Transversals::new(edges).collect::<BTreeSet<Set>>();
        prop_assert_eq!(found(sets), found(more));
    }
}
