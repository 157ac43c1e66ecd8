//! Every proof is accepted by the independent checker, every mutated one is rejected; the records that a proof cites
//! suffice for its finding, and without one of them it fails.

use std::collections::{BTreeMap, BTreeSet};

use comity::explain::case;
use comity::model::{EffectKind, Kind};
use comity::proof::check::check;
use comity::proof::{CircleOf, Fact, Proof};
use comity::verdict::{Class, Rule};
use comity::{
    Change, Date, Organization, Reading, Scenario, State, Treaty, Truth, Verdict, World, date,
};
use serde_json::Value;

/// Questions that reach every rule and every kind of step, as change files.
const QUESTIONS: [(&str, &str, &str); 16] = [
    (
        "2024-10-20",
        "strict",
        r#"{"changes":[{"acquire":{"organization":"ots","provision":"mutual_defence"}}]}"#,
    ),
    (
        "2024-10-20",
        "narrow",
        r#"{"changes":[{"acquire":{"organization":"ots","provision":"mutual_defence"}}]}"#,
    ),
    (
        "2024-10-20",
        "narrow",
        r#"{"changes":[{"acquire":{"organization":"ots","provision":"mutual_defence"}}],"facts":[{"directed_against":{"what":"ots","against":"rus","source":"assumed"}}]}"#,
    ),
    (
        "2024-10-20",
        "strict",
        r#"{"changes":[{"acquire":{"organization":"ots","provision":"consultation"}}]}"#,
    ),
    (
        "2024-10-20",
        "strict",
        r#"{"changes":[{"acquire":{"organization":"ots","provision":"mutual_defence","adopted_by":["kaz","kgz"]}}]}"#,
    ),
    (
        "2024-10-20",
        "strict",
        r#"{"notice":"2025-01-15","changes":[{"acquire":{"organization":"ots","provision":"mutual_defence","effective":"2025-06-01"}}]}"#,
    ),
    ("2024-10-20", "strict", r#"{"changes":[{"join":{"state":"uzb","organization":"csto"}}]}"#),
    (
        "2024-10-20",
        "strict",
        r#"{"changes":[{"join":{"state":"uzb","organization":"csto"}},{"acquire":{"organization":"ots","provision":"mutual_defence"}}]}"#,
    ),
    (
        "2024-10-20",
        "strict",
        r#"{"changes":[{"leave":{"state":"kaz","organization":"csto"}},{"acquire":{"organization":"ots","provision":"mutual_defence"}}]}"#,
    ),
    ("1985-03-01", "strict", r#"{"changes":[{"join":{"state":"pol","organization":"nato"}}]}"#),
    ("1985-07-01", "strict", r#"{"changes":[{"join":{"state":"pol","organization":"nato"}}]}"#),
    ("1998-06-01", "strict", r#"{"changes":[{"join":{"state":"geo","organization":"nato"}}]}"#),
    ("2024-10-20", "strict", r#"{"changes":[{"join":{"state":"arm","organization":"eu"}}]}"#),
    ("2024-10-20", "strict", r#"{"changes":[{"join":{"state":"aut","organization":"nato"}}]}"#),
    ("2024-10-20", "strict", r#"{"changes":[{"host_base":{"host":"kgz","sender":"tur"}}]}"#),
    (
        "2024-10-20",
        "strict",
        r#"{"changes":[{"conclude":{"treaty":"trio","parties":["kaz","tur","aze"],"provisions":["mutual_defence"]}}],"facts":[{"hostility":{"a":"aze","b":"arm","source":"assumed"}}]}"#,
    ),
];

fn each_proof(mut test: impl FnMut(&World, &str, &str, &str, &Proof)) {
    let world = World::bundled();
    for (day, reading, question) in QUESTIONS {
        let reading_of = Reading::named(reading);
        let view = world.as_of(day.parse::<Date>().unwrap()).under(&reading_of);
        let scenario = Scenario::from_json(&world, question).unwrap().scenario;
        let answer = view.consequences_of(&scenario);
        assert!(answer.findings().count() > 0, "{question}");
        for finding in answer.findings() {
            test(&world, day, reading, question, finding.why().proof());
        }
    }
}

/// Checks a proof against a world, with the question asked of that world.
fn verify(
    world: &World,
    day: &str,
    reading: &str,
    question: &str,
    proof: &Proof,
) -> Result<(), String> {
    let reading = Reading::named(reading);
    let view = world.as_of(day.parse::<Date>().unwrap()).under(&reading);
    let file = Scenario::from_json(world, question).map_err(|error| error.to_string())?;
    check(&case(&view, &file.scenario), proof).map_err(|error| error.to_string())
}

#[test]
fn every_proof_is_accepted() {
    each_proof(|world, day, reading, question, proof| {
        if let Err(error) = verify(world, day, reading, question, proof) {
            panic!("as of {day}, {reading}: {question}\n{error}\n{proof}");
        }
    });
}

#[test]
fn negative_findings_have_proofs_too() {
    let world = World::bundled();
    let ots = world.find::<Organization>("ots").unwrap();
    let csto = world.find::<Organization>("csto").unwrap();
    let cst = world.find::<Treaty>("cst").unwrap();
    let mut proofs = 0;
    for day in [date(2010, 6, 1), date(2012, 12, 19), date(2019, 9, 20), date(2024, 10, 20)] {
        let view = world.as_of(day);
        let answer = view.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
        for key in ["uzb", "aze", "tur", "hun", "fra"] {
            let state = world.find::<State>(key).unwrap();
            for body in [csto.into(), cst.into(), comity::BodyId::from(ots)] {
                let standing = view.standing(state, body);
                if standing.truth.is_yes() {
                    continue;
                }
                let Some(why) = answer.why_not_bound(state, body) else { continue };
                proofs += 1;
                why.verify()
                    .unwrap_or_else(|error| panic!("{key} on {day}: {error}\n{}", why.proof()));
            }
        }
    }
    assert!(proofs > 30, "{proofs}");
}

#[test]
fn every_mutated_proof_is_rejected() {
    let mut rejected = 0;
    each_proof(|world, day, reading, question, proof| {
        // One in eight, others for each proof: all of them take minutes.
        let mutations = mutations(proof).into_iter().skip(rejected % 8).step_by(8);
        for (what, forged) in mutations {
            if forged == *proof {
                continue;
            }
            // Without its last step a proof is a sound proof of something else: not of the verdict.
            let is_verdict = matches!(forged.conclusion(), Some(Fact::Verdict { .. }));
            let verdict = verify(world, day, reading, question, &forged);
            assert!(
                verdict.is_err() || !is_verdict,
                "accepted although {what}: {question}\n{forged}"
            );
            rejected += 1;
        }
    });
    assert!(rejected > 1_000, "the mutations must make forged proofs: {rejected}");
}

fn flip(truth: Truth) -> [Truth; 2] {
    match truth {
        Truth::Yes => [Truth::No, Truth::Unknown],
        Truth::No => [Truth::Yes, Truth::Unknown],
        Truth::Unknown => [Truth::Yes, Truth::No],
    }
}

/// Proofs that differ in one place.
fn mutations(proof: &Proof) -> Vec<(String, Proof)> {
    let mut forged = Vec::new();
    let mut push = |what: String, change: &dyn Fn(&mut Proof)| {
        let mut copy = proof.clone();
        change(&mut copy);
        forged.push((what, copy));
    };
    for at in 0..proof.steps.len() {
        let step = &proof.steps[at];
        push(format!("step {at} is dropped"), &|proof| drop(proof.steps.remove(at)));
        push(format!("step {at} stands twice"), &|proof| {
            let copy = proof.steps[at].clone();
            proof.steps.insert(at, copy);
        });
        for premise in 0..step.premises.len() {
            push(format!("step {at} loses premise {premise}"), &|proof| {
                proof.steps[at].premises.remove(premise);
            });
        }
        push(format!("step {at} rests on the first step"), &|proof| {
            if !proof.steps[at].premises.contains(&0) && at > 0 {
                proof.steps[at].premises.insert(0, 0);
            }
        });
        for record in 0..step.records.len() {
            push(format!("step {at} loses record {record}"), &|proof| {
                proof.steps[at].records.remove(record);
            });
        }
        push(format!("step {at} cites something else as well"), &|proof| {
            proof.steps[at].records.push("zzz".into());
        });
        for fact in forged_facts(&step.fact) {
            push(format!("step {at} states {fact:?}"), &move |proof| {
                proof.steps[at].fact = fact.clone();
            });
        }
    }
    forged
}

#[expect(clippy::too_many_lines, reason = "one arm for each kind of fact")]
fn forged_facts(fact: &Fact) -> Vec<Fact> {
    let mut forged = Vec::new();
    let other_day = date(1901, 1, 1);
    match fact.clone() {
        Fact::Change { at, .. } => forged.push(Fact::Change { at, with: "csto".into() }),
        Fact::TakesPart { at, member, body, day, truth } => {
            for truth in flip(truth) {
                let (member, body) = (member.clone(), body.clone());
                forged.push(Fact::TakesPart { at, member, body, day, truth });
            }
            forged.push(Fact::TakesPart { at, member: "fra".into(), body, day, truth });
            forged.push(Fact::TakesPart { at, member, body: "un".into(), day: other_day, truth });
        }
        Fact::Circle { at, of, day, members } => {
            let mut fewer = members.clone();
            if fewer.pop().is_some() {
                forged.push(Fact::Circle { at, of: of.clone(), day, members: fewer });
            }
            let mut more = members.clone();
            more.push(("zzz".into(), Truth::Yes));
            forged.push(Fact::Circle { at, of, day, members: more });
            forged.push(Fact::Circle { at, of: CircleOf::Provision("p21".into()), day, members });
        }
        Fact::Stands { at, provision, day, truth } => {
            for truth in flip(truth) {
                forged.push(Fact::Stands { at, provision: provision.clone(), day, truth });
            }
            forged.push(Fact::Stands { at, provision, day: other_day, truth });
        }
        Fact::Bound { at, member, provision, day, truth } => {
            for truth in flip(truth) {
                let (member, provision) = (member.clone(), provision.clone());
                forged.push(Fact::Bound { at, member, provision, day, truth });
            }
        }
        Fact::Committed { at, state, truth } => {
            for truth in flip(truth) {
                forged.push(Fact::Committed { at, state: state.clone(), truth });
            }
        }
        Fact::Alliance { at, defence, alliance } => {
            forged.push(Fact::Alliance { at, defence, alliance: !alliance });
            for defence in flip(defence) {
                forged.push(Fact::Alliance { at, defence, alliance });
            }
        }
        Fact::Said { at, relation, subject, object, truth } => {
            for truth in flip(truth) {
                let (subject, object) = (subject.clone(), object.clone());
                forged.push(Fact::Said { at, relation, subject, object, truth });
            }
        }
        Fact::Conflict { at, state, provision, rule, class, truth, because, saved_by } => {
            let with = |rule, class, truth| Fact::Conflict {
                at,
                state: state.clone(),
                provision: provision.clone(),
                rule,
                class,
                truth,
                because: because.clone(),
                saved_by: saved_by.clone(),
            };
            forged.extend(Rule::ALL.map(|rule| with(rule, class, truth)));
            forged.extend(Class::ALL.map(|class| with(rule, class, truth)));
            forged.extend(flip(truth).map(|truth| with(rule, class, truth)));
        }
        Fact::Complete { at, state, provisions } => {
            let mut fewer = provisions.clone();
            if fewer.pop().is_some() {
                forged.push(Fact::Complete { at, state: state.clone(), provisions: fewer });
            }
            let more = provisions.into_iter().chain(["p21".into()]).collect();
            forged.push(Fact::Complete { at, state, provisions: more });
        }
        Fact::Bundle { at, state, provision, bodies } => {
            let mut fewer = bodies;
            fewer.pop();
            forged.push(Fact::Bundle { at, state, provision, bodies: fewer });
        }
        Fact::Exit { state, body, notice, mode, earliest, bounds } => {
            let earlier = Some(other_day);
            let copy = (state.clone(), body.clone());
            let (s, b) = copy;
            forged.push(Fact::Exit { state: s, body: b, notice, mode, earliest: earlier, bounds });
            forged.push(Fact::Exit { state, body, notice: other_day, mode, earliest, bounds });
        }
        Fact::Verdict { state, verdict, exits, earliest } => {
            for other in
                [Verdict::MustExit, Verdict::MustChangeLaw, Verdict::Free, Verdict::Undetermined]
            {
                if other != verdict {
                    let (state, exits) = (state.clone(), exits.clone());
                    forged.push(Fact::Verdict { state, verdict: other, exits, earliest });
                }
            }
            let more = exits.into_iter().chain(["un".into()]).collect();
            forged.push(Fact::Verdict { state, verdict, exits: more, earliest });
        }
        _ => {}
    }
    forged.retain(|other| other != fact);
    forged
}

/// The records of the bundled world by key, each with the keys that it names.
fn records(world: &World) -> BTreeMap<String, (String, BTreeSet<String>)> {
    let text = world.to_jsonl();
    let mut records = BTreeMap::new();
    let relations = [
        "membership",
        "overlay",
        "link",
        "provision",
        "act",
        "relation",
        "claim",
        "contested",
        "assertion",
    ];
    let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).chain(relations).collect();
    for line in text.lines().skip(1) {
        let value: Value = serde_json::from_str(line).unwrap();
        let key = kinds.iter().find_map(|kind| value[*kind].as_str()).unwrap().to_owned();
        let mut named = BTreeSet::new();
        names(&value, &mut named);
        records.insert(key, (line.to_owned(), named));
    }
    let keys: BTreeSet<String> = records.keys().cloned().collect();
    for (_, named) in records.values_mut() {
        named.retain(|name| keys.contains(name));
    }
    records
}

fn names(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            found.insert(text.trim_start_matches('@').to_owned());
        }
        Value::Array(values) => values.iter().for_each(|value| names(value, found)),
        Value::Object(fields) => fields.values().for_each(|value| names(value, found)),
        _ => {}
    }
}

/// What a finding says, by key.
fn told(world: &World, day: &str, reading: &str, question: &str, state: &str) -> String {
    let reading = Reading::named(reading);
    let view = world.as_of(day.parse::<Date>().unwrap()).under(&reading);
    let scenario = Scenario::from_json(world, question).unwrap().scenario;
    let answer = view.consequences_of(&scenario);
    let state = world.find::<State>(state).unwrap();
    let Some(finding) = answer.finding(state) else { return "not bound".to_owned() };
    let keys = |ids: &[Option<comity::ProvisionId>]| -> Vec<String> {
        ids.iter().map(|id| id.map_or("-".to_owned(), |id| world[id].key.to_string())).collect()
    };
    let exits: Vec<&str> = finding.bodies().map(|body| world.key(body.entity())).collect();
    format!(
        "{:?} {exits:?} {:?} rules {:?} laws {:?} soft {:?}",
        finding.verdict(),
        finding.earliest(),
        keys(finding.rules()),
        keys(finding.laws()),
        keys(finding.soft())
    )
}

fn state_of(proof: &Proof) -> String {
    match proof.conclusion() {
        Some(Fact::Verdict { state, .. }) => state.to_string(),
        other => panic!("not a verdict: {other:?}"),
    }
}

#[test]
fn cited_records_and_what_they_name_suffice() {
    let all = records(&World::bundled());
    each_proof(|world, day, reading, question, proof| {
        let state = state_of(proof);
        let mut wanted: BTreeSet<String> =
            proof.records().iter().map(|key| (*key).to_owned()).collect();
        // What the question itself names must exist for it to be asked.
        names(&serde_json::from_str(question).unwrap(), &mut wanted);
        wanted.insert(state.clone());
        wanted.retain(|key| all.contains_key(key));
        let mut queue: Vec<String> = wanted.iter().cloned().collect();
        while let Some(key) = queue.pop() {
            for named in &all[&key].1 {
                if wanted.insert(named.clone()) {
                    queue.push(named.clone());
                }
            }
        }
        assert!(wanted.len() < all.len() / 2, "the proof of {state} cites nearly everything");
        let text: Vec<&str> = wanted.iter().map(|key| &*all[key].0).collect();
        let small = World::from_jsonl("cited.jsonl", text.join("\n")).unwrap();
        assert_eq!(
            told(&small, day, reading, question, &state),
            told(world, day, reading, question, &state),
            "as of {day}, {reading}: {question}"
        );
    });
}

#[test]
fn without_a_cited_record_the_proof_fails() {
    let all = records(&World::bundled());
    let mut removed = 0;
    let mut seen = BTreeSet::new();
    each_proof(|_, day, reading, question, proof| {
        for key in proof.records() {
            // One question for each record is enough: the checker is slow on purpose.
            if !seen.insert(key.to_owned()) {
                continue;
            }
            let text: Vec<&str> = all
                .iter()
                .filter(|(other, _)| *other != key)
                .map(|(_, record)| &*record.0)
                .collect();
            // A world in which other records name what is missing cannot be loaded at all.
            let Ok(without) = World::from_jsonl("without.jsonl", text.join("\n")) else { continue };
            let verdict = verify(&without, day, reading, question, proof);
            assert!(verdict.is_err(), "the proof stands without `{key}`: {question}");
            removed += 1;
        }
    });
    assert!(removed > 50, "records must be removable: {removed}");
}

/// A small generator of numbers, so that the questions below are the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

fn random_change(world: &World, dice: &mut Dice) -> Change {
    let states: Vec<_> = world.states().collect();
    let organizations: Vec<_> = world.organizations().collect();
    let provisions: Vec<comity::ProvisionId> = world
        .treaties()
        .flat_map(|treaty| world.provisions_of(treaty).collect::<Vec<_>>())
        .collect();
    let state = dice.pick(&states);
    let body = dice.pick(&organizations);
    let change = match dice.below(10) {
        0..3 => Change::acquire(body, EffectKind::MutualDefence),
        3 => {
            let some: Vec<_> = (0..3).map(|_| dice.pick(&states)).collect();
            Change::acquire(body, EffectKind::MutualDefence).adopted_by(some)
        }
        4..6 => Change::join(state, body),
        6 => Change::leave(state, body),
        7 => Change::host_base(state, dice.pick(&states)),
        8 => {
            let parties: Vec<_> = (0..=dice.below(4)).map(|_| dice.pick(&states)).collect();
            Change::conclude("pact", parties, [EffectKind::MutualDefence])
        }
        _ => Change::amend(
            dice.pick(&provisions),
            dice.pick(&[None, Some(EffectKind::MutualDefence)]),
        ),
    };
    if dice.below(4) == 0 {
        let (year, month) = (dice.below(75), dice.below(12));
        let year = i16::try_from(1950 + year).unwrap();
        return change.effective_on(date(year, i8::try_from(month + 1).unwrap(), 15));
    }
    change
}

#[test]
fn proofs_of_random_hypotheses_are_accepted() {
    let world = World::bundled();
    let mut dice = Dice(20_241_020);
    let mut proofs = 0;
    for _ in 0..400 {
        let day = match dice.below(3) {
            0 => date(2024, 10, 20),
            1 => date(i16::try_from(1950 + dice.below(76)).unwrap(), 6, 1),
            _ => Date::year(i16::try_from(1950 + dice.below(76)).unwrap()).unwrap(),
        };
        let reading = Reading::named(dice.pick(&["strict", "narrow"]));
        let mut view = world.as_of(day).under(&reading);
        if dice.below(4) == 0 {
            view = view.known_by(date(i16::try_from(1960 + dice.below(66)).unwrap(), 1, 1));
        }
        let mut scenario = Scenario::new(random_change(&world, &mut dice));
        for _ in 0..dice.below(3) {
            scenario = scenario.then(random_change(&world, &mut dice));
        }
        if dice.below(3) == 0 {
            scenario = scenario.counting_bilateral();
        }
        let answer = view.consequences_of(&scenario);
        for finding in answer.findings() {
            let why = finding.why();
            if let Err(error) = why.verify() {
                panic!("as of {day}: {scenario:?}\n{error}\n{}", why.proof());
            }
            proofs += 1;
        }
    }
    assert!(proofs > 1_000, "{proofs}");
}
