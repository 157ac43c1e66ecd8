//! Every proof is accepted by the independent checker, every mutated one is rejected; the records that a proof cites
//! suffice for its finding, and without one of them it fails.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::LazyLock;

use comity::explain::case;
use comity::model::{EffectKind, Kind};
use comity::proof::check::{Case, check};
use comity::proof::{CircleOf, Fact, Proof};
use comity::verdict::{Class, Clause, Rule};
use comity::{
    Change, Date, LoadError, Organization, OrganizationId, ProvisionId, Reading, Scenario, State,
    StateId, Treaty, Truth, Verdict, World, date,
};
use serde_json::Value;

use super::cores::each;
use super::dice::Dice;

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

/// The proof of one finding, and the question it answers.
struct Proved {
    day: &'static str,
    reading: &'static str,
    question: &'static str,
    state: String,
    proof: Proof,
}

/// The proofs of all findings of all questions.
fn proofs() -> &'static [Proved] {
    static PROOFS: LazyLock<Vec<Proved>> = LazyLock::new(|| {
        let world = World::bundled();
        let proofs = each(&QUESTIONS, |(day, reading, question)| {
            let reading_of = Reading::named(*reading);
            let view = world.as_of(day.parse::<Date>().unwrap()).under(&reading_of);
            let scenario = Scenario::from_json(&world, question).unwrap().scenario;
            let answer = view.consequences_of(&scenario);
            assert!(answer.findings().count() > 0, "{question}");
            let proved = answer.findings().map(|finding| Proved {
                day,
                reading,
                question,
                state: world.key(finding.state()).to_owned(),
                proof: finding.why().proof().clone(),
            });
            proved.collect::<Vec<_>>()
        });
        proofs.into_iter().flatten().collect()
    });
    &PROOFS
}

impl Proved {
    /// Puts the question to a world, and does something with what the checker is told of it; nothing where the world lacks
    /// what the question names.
    fn asked<R>(&self, world: &World, test: impl FnOnce(&Case<'_>) -> R) -> Option<R> {
        let reading = Reading::named(self.reading);
        let view = world.as_of(self.day.parse::<Date>().unwrap()).under(&reading);
        let file = Scenario::from_json(world, self.question).ok()?;
        Some(test(&case(&view, &file.scenario)))
    }

    /// What the finding says in a world, by key.
    fn told(&self, world: &World) -> String {
        let reading = Reading::named(self.reading);
        let view = world.as_of(self.day.parse::<Date>().unwrap()).under(&reading);
        let scenario = Scenario::from_json(world, self.question).unwrap().scenario;
        let answer = view.consequences_of(&scenario);
        let state = world.find::<State>(&self.state).unwrap();
        let Some(finding) = answer.finding(state) else { return "not bound".to_owned() };
        let keys = |clauses: &[Clause]| -> Vec<String> {
            clauses.iter().map(|clause| clause.key(world.tables()).to_owned()).collect()
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

    /// The records that the proof cites or the question names, and all that these name in turn.
    fn cited<'r>(&self, all: &'r Records) -> BTreeMap<&'r str, &'r str> {
        let mut named = BTreeSet::new();
        names(&serde_json::from_str(self.question).unwrap(), &mut named);
        named.insert(self.state.clone());
        named.extend(self.proof.records().into_iter().map(str::to_owned));
        let mut queue: Vec<&str> = named.iter().map(String::as_str).collect();
        let mut cited = BTreeMap::new();
        while let Some(key) = queue.pop() {
            let Some((key, (line, named))) = all.get_key_value(key) else { continue };
            if cited.insert(&**key, &**line).is_none() {
                queue.extend(named.iter().map(String::as_str));
            }
        }
        assert!(cited.len() < all.len() / 2, "the proof of {} cites nearly everything", self.state);
        cited
    }
}

impl fmt::Display for Proved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} as of {}, {}: {}", self.state, self.day, self.reading, self.question)
    }
}

#[test]
fn every_proof_is_accepted() {
    let world = World::bundled();
    each(proofs(), |one| {
        if let Err(error) = one.asked(&world, |case| check(case, &one.proof)).unwrap() {
            panic!("{one}\n{error}\n{}", one.proof);
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
    let world = World::bundled();
    let numbered: Vec<(usize, &Proved)> = proofs().iter().enumerate().collect();
    let rejected = each(&numbered, |(at, one)| {
        // Without its last step a proof is a sound proof of something else: not of the verdict.
        let is_verdict = |proof: &Proof| matches!(proof.conclusion(), Some(Fact::Verdict { .. }));
        // One in eight, others for each proof: all of them take minutes.
        let mutations = mutations(&one.proof).into_iter().skip(at % 8).step_by(8);
        let forgeries = mutations.filter(|(_, forged)| *forged != one.proof && is_verdict(forged));
        let rejected = one.asked(&world, |case| {
            let rejected = forgeries.map(|(what, forged)| {
                assert!(check(case, &forged).is_err(), "accepted although {what}: {one}\n{forged}");
            });
            rejected.count()
        });
        rejected.unwrap()
    });
    let rejected: usize = rejected.iter().sum();
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
            for alliance in flip(alliance) {
                forged.push(Fact::Alliance { at, defence, alliance });
            }
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
        Fact::Conflict { at, state, provision, brought, rule, class, truth, because, saved_by } => {
            let with = |rule, class, truth| Fact::Conflict {
                at,
                state: state.clone(),
                provision: provision.clone(),
                brought: brought.clone(),
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
        Fact::Complete { at, state, provisions, against } => {
            let with = |provisions: Vec<_>, against: Vec<_>| Fact::Complete {
                at,
                state: state.clone(),
                provisions,
                against,
            };
            let mut fewer = provisions.clone();
            if fewer.pop().is_some() {
                forged.push(with(fewer, against.clone()));
            }
            let mut fewer = against.clone();
            if fewer.pop().is_some() {
                forged.push(with(provisions.clone(), fewer));
            }
            let p21 = Clause::Recorded("p21".into());
            let more = provisions.into_iter().chain([p21]).collect();
            forged.push(with(more, against.clone()));
        }
        Fact::Bundle { at, state, provision, bodies } => {
            let mut doubtful = bodies.clone();
            for (_, truth) in &mut doubtful {
                *truth = Truth::Unknown;
            }
            let mut fewer = bodies;
            fewer.pop();
            let (s, p) = (state.clone(), provision.clone());
            forged.push(Fact::Bundle { at, state: s, provision: p, bodies: doubtful });
            forged.push(Fact::Bundle { at, state, provision, bodies: fewer });
        }
        Fact::Exit { state, body, notice, mode, earliest, bounds } => {
            let earlier = Some(other_day);
            let copy = (state.clone(), body.clone());
            let (s, b) = copy;
            forged.push(Fact::Exit { state: s, body: b, notice, mode, earliest: earlier, bounds });
            forged.push(Fact::Exit { state, body, notice: other_day, mode, earliest, bounds });
        }
        Fact::Verdict { state, verdict, exits, exits_possible, earliest } => {
            let with = |verdict, exits: &[Box<str>], exits_possible: &[Box<str>]| Fact::Verdict {
                state: state.clone(),
                verdict,
                exits: exits.to_vec(),
                exits_possible: exits_possible.to_vec(),
                earliest,
            };
            for other in Verdict::ALL {
                if other != verdict {
                    forged.push(with(other, &exits, &exits_possible));
                }
            }
            let more: Vec<_> = exits.iter().cloned().chain(["un".into()]).collect();
            forged.push(with(verdict, &more, &exits_possible));
            forged.push(with(verdict, &exits_possible, &exits));
        }
        Fact::Lacks { text, kind, day } => {
            let (t, k) = (text.clone(), kind);
            forged.push(Fact::Lacks { text: t, kind: k, day: other_day });
            let other = if kind == EffectKind::Withdrawal {
                EffectKind::MutualDefence
            } else {
                EffectKind::Withdrawal
            };
            forged.push(Fact::Lacks { text, kind: other, day });
        }
        Fact::NotBound { member, body, day, status, since, truth } => {
            for truth in flip(truth) {
                let (member, body) = (member.clone(), body.clone());
                forged.push(Fact::NotBound { member, body, day, status, since, truth });
            }
            let since = if since.is_some() { None } else { Some(other_day) };
            forged.push(Fact::NotBound { member, body, day, status, since, truth });
        }
        other => panic!("nobody forges this: {other:?}"),
    }
    forged.retain(|other| other != fact);
    forged
}

/// Records by key, each as it is written and with the keys that it names.
type Records = BTreeMap<String, (String, BTreeSet<String>)>;

/// The records of the bundled world.
fn records(world: &World) -> Records {
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
        "extent",
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

fn world_of<'r>(lines: impl IntoIterator<Item = &'r str>) -> Result<World, LoadError> {
    World::from_jsonl("cited.jsonl", lines.into_iter().collect::<Vec<_>>().join("\n"))
}

#[test]
fn cited_records_and_what_they_name_suffice() {
    let bundled = World::bundled();
    let all = records(&bundled);
    each(proofs(), |one| {
        let small = world_of(one.cited(&all).into_values()).unwrap();
        assert_eq!(one.told(&small), one.told(&bundled), "{one}");
        let verdict = one.asked(&small, |case| check(case, &one.proof)).unwrap();
        assert!(verdict.is_ok(), "{one}: {verdict:?}");
    });
}

#[test]
fn without_a_cited_record_the_proof_fails() {
    let all = records(&World::bundled());
    // One proof for each record is enough: the checker is slow on purpose.
    let mut seen = BTreeSet::new();
    let mut first = |key: &&str| seen.insert((*key).to_owned());
    let some: Vec<(&Proved, Vec<&str>)> = (proofs().iter())
        .map(|one| (one, one.proof.records().into_iter().filter(&mut first).collect()))
        .collect();
    let removed = each(&some, |(one, keys)| {
        let cited = one.cited(&all);
        let removed = keys.iter().filter(|key| {
            let others = cited.iter().filter(|(other, _)| other != key).map(|(_, line)| *line);
            // A world in which other records name what is missing cannot be loaded at all, or not be asked.
            let Ok(without) = world_of(others) else { return false };
            let verdict = one.asked(&without, |case| check(case, &one.proof));
            assert!(!matches!(verdict, Some(Ok(()))), "the proof stands without `{key}`: {one}");
            verdict.is_some()
        });
        removed.count()
    });
    let removed: usize = removed.iter().sum();
    assert!(removed > 50, "records must be removable: {removed}");
}

/// What changes can be about.
struct About {
    states: Vec<StateId>,
    organizations: Vec<OrganizationId>,
    provisions: Vec<ProvisionId>,
}

impl About {
    fn all_of(world: &World) -> Self {
        let provisions = world.treaties().flat_map(|treaty| world.provisions_of(treaty));
        Self {
            states: world.states().collect(),
            organizations: world.organizations().collect(),
            provisions: provisions.collect(),
        }
    }
}

fn random_change(About { states, organizations, provisions }: &About, dice: &mut Dice) -> Change {
    let state = dice.pick(states);
    let body = dice.pick(organizations);
    let change = match dice.below(10) {
        0..3 => Change::acquire(body, EffectKind::MutualDefence),
        3 => {
            let some: Vec<_> = (0..3).map(|_| dice.pick(states)).collect();
            Change::acquire(body, EffectKind::MutualDefence).adopted_by(some)
        }
        4..6 => Change::join(state, body),
        6 => Change::leave(state, body),
        7 => Change::host_base(state, dice.pick(states)),
        8 => {
            let parties: Vec<_> = (0..=dice.below(4)).map(|_| dice.pick(states)).collect();
            Change::conclude("pact", parties, [EffectKind::MutualDefence])
        }
        _ => Change::amend(
            dice.pick(provisions),
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
    let about = About::all_of(&world);
    let mut dice = Dice(20_241_020);
    let year = |dice: &mut Dice, first: i16, years: usize| {
        first + i16::try_from(dice.below(years)).unwrap()
    };
    let hypotheses: Vec<(Date, Reading, Option<Date>, Scenario)> = (0..600)
        .map(|_| {
            let day = match dice.below(3) {
                0 => date(2024, 10, 20),
                1 => date(year(&mut dice, 1950, 76), 6, 1),
                _ => Date::year(year(&mut dice, 1950, 76)).unwrap(),
            };
            let reading = Reading::named(dice.pick(&["strict", "narrow"]));
            let is_late = dice.below(4) == 0;
            let known_by = is_late.then(|| date(year(&mut dice, 1960, 66), 1, 1));
            let mut scenario = Scenario::new(random_change(&about, &mut dice));
            for _ in 0..dice.below(3) {
                scenario = scenario.then(random_change(&about, &mut dice));
            }
            if dice.below(3) == 0 {
                scenario = scenario.counting_bilateral();
            }
            (day, reading, known_by, scenario)
        })
        .collect();
    let proofs = each(&hypotheses, |(day, reading, known_by, scenario)| {
        let mut view = world.as_of(*day).under(reading);
        if let Some(known_by) = known_by {
            view = view.known_by(*known_by);
        }
        let answer = view.consequences_of(scenario);
        // A body of many states has as many findings that are much alike: four of them are enough.
        let some = answer.findings().step_by(answer.findings().count().div_ceil(4).max(1));
        let proofs = some.map(|finding| {
            let why = finding.why();
            if let Err(error) = why.verify() {
                panic!("as of {day}: {scenario:?}\n{error}\n{}", why.proof());
            }
        });
        proofs.count()
    });
    let proofs: usize = proofs.iter().sum();
    assert!(proofs > 800, "{proofs}");
}
