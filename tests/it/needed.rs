//! Which sources an answer cannot do without, against the long way: each source is struck from the file, what rests on it alone is
//! written down as open, and the question is asked again.
#![cfg(feature = "dataset")]

use std::collections::BTreeMap;

use comity::model::Source;
use comity::{Consequences, Date, Day, Verdict, World};
use serde_json::{Value, json};

use super::cores::each;
use super::dense::{Dense, dense};
use super::dice::Dice;

const SOURCES: [&str; 4] = ["s0", "s1", "s2", "s3"];

/// The records, each with some sources.
fn sourced(dice: &mut Dice, case: &Dense) -> Dense {
    let mut case = case.clone();
    for record in &mut case.records {
        let is_entity = ["state", "organization"].iter().any(|kind| record.get(kind).is_some());
        let mut sources = vec![dice.pick(&SOURCES)];
        if dice.one_in(4) {
            sources.push(dice.pick(&SOURCES));
        }
        sources.sort_unstable();
        sources.dedup();
        if !is_entity && !dice.one_in(6) {
            record["sources"] = json!(sources);
        }
    }
    let sources = SOURCES.map(|key| json!({"source": key, "name": key.to_uppercase()}));
    case.records.extend(sources);
    case
}

/// Some day between two, as a file writes it.
fn some_day(first: Option<Day>, last: Option<Day>) -> Value {
    Date::from_bounds(first, last).to_string().into()
}

/// The file without a source.
fn struck(case: &Dense, source: &str) -> Dense {
    let mut case = case.clone();
    for record in &mut case.records {
        let Some(cited) = record["sources"].as_array() else { continue };
        if cited.iter().any(|one| one != source) {
            continue;
        }
        let day = |name: &str| record[name].as_str().map(|text| text.parse::<Date>().unwrap());
        let (from, to) = if record.get("treaty").is_some() || record.get("law").is_some() {
            ("in_force", "ended")
        } else {
            ("from", "to")
        };
        if record.get("act").is_some() {
            record["date"] = "?".into();
            continue;
        }
        if record.get("link").is_some() {
            continue;
        }
        if record.get("extent").is_some() {
            record["level"] = "partial".into();
            continue;
        }
        let first = day(from).and_then(Date::earliest);
        let signed = day("signed").and_then(Date::earliest);
        let first =
            if day(from).is_some_and(|day| day.earliest().is_none()) { signed } else { first };
        let some = some_day(first, day(to).and_then(Date::latest));
        record[from] = some.clone();
        record[to] = some;
    }
    case
}

/// What an answer says of each state: the verdict, and what must be left.
fn told(world: &World, answer: &Consequences<'_>) -> BTreeMap<String, (Verdict, Vec<String>)> {
    let key = |body: comity::BodyId| world.key(body.entity()).to_owned();
    let findings = answer.findings();
    findings
        .map(|one| {
            let exits = one.exits().iter().map(|exit| key(exit.body)).collect();
            (world.key(one.state()).to_owned(), (one.verdict(), exits))
        })
        .collect()
}

#[test]
fn what_cannot_be_done_without_is_what_turns_an_answer_when_it_is_struck() {
    let seeds: Vec<u64> = (0..240).collect();
    let found = each(&seeds, |seed| {
        let mut dice = Dice(*seed);
        let plain = dense(&mut dice);
        let case = sourced(&mut dice, &plain);
        let world = case.world()?;
        let file = case.file(&world)?;
        let view = world.as_of(file.as_of.unwrap_or_else(|| comity::date(2020, 2, 1)));
        let answer = view.consequences_of(&file.scenario);
        let before = told(&world, &answer);
        let (mut needed, mut asked) = (0, 0);
        let mut long_way = BTreeMap::new();
        for source in SOURCES {
            let other = struck(&case, source);
            let struck = other.world().unwrap_or_else(|| panic!("{other}"));
            let file = other.file(&struck).unwrap();
            let then = struck.as_of(view.as_of());
            long_way.insert(source, told(&struck, &then.consequences_of(&file.scenario)));
            // The world without it says the same of everybody, and of every roll.
            let short = world.without_source(world.find::<Source>(source).unwrap()).unwrap();
            let short = short.as_of(view.as_of());
            assert_eq!(
                told(&world, &short.consequences_of(&file.scenario)),
                long_way[source],
                "without {source}: {case}"
            );
            for state in world.states() {
                for body in world.organizations() {
                    let other = (
                        struck.find::<comity::State>(world.key(state)).unwrap(),
                        struck.find::<comity::Organization>(world.key(body)).unwrap(),
                    );
                    let is_in = then.is_member(other.0, other.1);
                    assert_eq!(short.is_member(state, body), is_in, "without {source}: {case}");
                    let is_needed = view
                        .sources_needed_for_membership(state, body)
                        .iter()
                        .any(|one| world.key(*one) == source);
                    let turns = view.is_member(state, body).is_yes() && !is_in.is_yes();
                    assert_eq!(
                        is_needed,
                        turns,
                        "{} in {}, {source}: {case}",
                        world.key(state),
                        world.key(body)
                    );
                }
            }
        }
        for finding in answer.findings() {
            let state = world.key(finding.state());
            let short = finding.sources_needed();
            for source in SOURCES {
                let now = short.iter().find(|one| world.key(one.source) == source);
                let then = long_way[source].get(state);
                asked += 1;
                // What is open already is not made certain by less, and what it cites is not all that it waits for.
                if finding.verdict() == Verdict::Undetermined {
                    continue;
                }
                let turns = then != before.get(state);
                assert_eq!(now.is_some(), turns, "{state} without {source}: {case}");
                if let Some(now) = now {
                    assert_eq!(now.verdict, then.map(|(verdict, _)| *verdict), "{state}: {case}");
                    needed += 1;
                }
            }
        }
        Some((needed, asked))
    });
    let found: Vec<(usize, usize)> = found.into_iter().flatten().collect();
    let needed: usize = found.iter().map(|(needed, _)| needed).sum();
    let asked: usize = found.iter().map(|(_, asked)| asked).sum();
    assert!(needed > 20 && asked > 300, "{needed} of {asked}");
}

/// As a question it says what the functions say, in JSON and back.
#[test]
fn what_cannot_be_done_without_is_a_question_as_well() {
    use comity::wire::Rows;
    use comity::{Answer, Question};

    let world = World::bundled();
    let view = world.as_of(comity::date(2024, 10, 20));
    let rows = |question: &Question| {
        let again = Question::from_json(&world, &question.to_json(&world)).unwrap();
        assert_eq!(again, *question);
        let answer = view.ask(question);
        assert_eq!(Answer::from_json(&answer.to_json()).unwrap(), answer);
        let Rows::Sources(rows) = answer.rows else { panic!("rows of sources") };
        rows.into_iter().map(|row| (row.source, row.becomes, row.exits)).collect::<Vec<_>>()
    };
    let ots = world.find::<comity::Organization>("ots").unwrap();
    let alliance = comity::Change::acquire(ots, comity::model::EffectKind::MutualDefence);
    let answer = view.consequences_of(alliance.clone());
    for key in ["kaz", "tur"] {
        let state = world.find::<comity::State>(key).unwrap();
        let needed = answer.finding(state).unwrap().sources_needed();
        let expected: Vec<_> = (needed.iter())
            .map(|one| {
                let exits = one.exits.iter().map(|body| world.key(body.entity()).to_owned());
                let becomes = one.verdict.map(|verdict| verdict.as_str().to_owned());
                (world.key(one.source).to_owned(), becomes, exits.collect())
            })
            .collect();
        let asked = Question::sources_needed_for_verdict(state, alliance.clone());
        assert_eq!(rows(&asked), expected, "{key}");
    }
    for id in world.tables().claims.ids().take(8) {
        let needed = view.verdict_on(id).sources_needed();
        let expected: Vec<_> = (needed.iter())
            .map(|one| {
                let becomes = Some(one.verdict.as_str().to_owned());
                (world.key(one.source).to_owned(), becomes, Vec::new())
            })
            .collect();
        assert_eq!(rows(&Question::sources_needed_for_claim(id)), expected);
    }
}
