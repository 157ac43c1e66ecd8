//! The world as somebody tells it: what becomes of each claim, and that whatever nobody speaks of stays as it is recorded.

use std::fmt::Write as _;

use comity::model::{Analyst, Proposition, RecordId};
use comity::world::Hearing;
use comity::{Truth, View, World, date};

const WORLD: &str = include_str!("data/claims/world.jsonl");
const TOLD: &str = include_str!("data/claims/told.tsv");

/// The rows of a table without its head.
fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().skip(1).filter(|line| !line.is_empty()).map(|line| line.split('\t').collect())
}

/// The small world of claims, with one more, by Ann and of 20 October 2024, unless its fields say otherwise.
fn with_claim(key: &str, fields: &str) -> World {
    let day = if fields.contains("\"date\":") { "" } else { r#""date":"2024-10-20","# };
    let mode = if fields.contains("\"mode\":") { "" } else { r#""mode":"fact","# };
    let text = format!("{WORLD}{{\"claim\":\"{key}\",\"by\":[\"ann\"],{day}{mode}{fields}}}\n");
    World::from_jsonl("told", text).unwrap_or_else(|errors| panic!("{errors}"))
}

/// Who is in what for certain or possibly, what stands, and which relations hold: whatever claims can speak of, a line each.
fn standing(view: &View<'_>) -> Vec<String> {
    let world = view.world();
    let mut found = Vec::new();
    let bodies = world.organizations().map(comity::BodyId::from);
    for body in bodies.chain(world.treaties().map(comity::BodyId::from)) {
        for one in view.participants(body).chain(view.possible_participants(body)) {
            let (who, what) = (world.key(one.entity), world.key(body.entity()));
            found.push(format!("{who} {} {what} {}", one.status, one.truth));
        }
    }
    for (id, provision) in world.tables().provisions.entries() {
        let kind = provision.kind();
        let text = world.key(provision.instrument.entity());
        found.push(format!("{text} {kind} {}", view.stands(id)));
    }
    for (_, one) in world.tables().relations.entries() {
        let ends = (world.key(one.subject), world.key(one.object));
        found.push(format!("{} {} {} {}", ends.0, one.kind, ends.1, view.holds(&one.time)));
    }
    found.sort();
    found
}

#[test]
fn what_becomes_of_each_claim() {
    let mut wrong = Vec::new();
    for row in rows(TOLD) {
        let [key, fields, hearing, records] = row[..] else { panic!("{row:?}") };
        let world = with_claim(key, fields);
        let ann = world.find::<Analyst>("ann").unwrap();
        let today = world.as_of(date(2024, 10, 20));
        let testimony = today.according_to(ann);
        let told = testimony.world();
        let [heard] = told.heard() else { panic!("{key}: {:?}", told.heard()) };
        let keys: Vec<&str> =
            heard.records.iter().filter_map(|id| told.tables().key(*id)).collect();
        let found = format!("{} {}", heard.hearing, keys.join(" "));
        if found != format!("{hearing} {records}") {
            wrong.push(format!("{key}: {found}, and not {hearing} {records}"));
        }
        // Each record that comes from a claim cites it; and only what was said changes, on the day and not before.
        for record in &heard.records {
            let cited = cited(told, *record);
            assert!(cited.contains(&format!("{key}-said")), "{key}: {cited:?}");
        }
        let (before, after) = (standing(&today), standing(&testimony.view()));
        let changes = matches!(heard.hearing, Hearing::Added | Hearing::Struck);
        let gone = before.iter().filter(|line| !after.contains(line)).count();
        let new = after.iter().filter(|line| !before.contains(line)).count();
        if !changes {
            assert_eq!((gone, new), (0, 0), "{key}");
        }
        let earlier = date(2019, 10, 20);
        let earlier = (standing(&today.on(earlier)), standing(&testimony.view().on(earlier)));
        let added_later = |line: &&String| !line.ends_with(" no");
        assert!(
            earlier.0.iter().filter(added_later).eq(earlier.1.iter().filter(added_later)),
            "{key}: earlier days"
        );
        // Ids mean the same in both.
        assert!(world.entities().all(|id| told.key(id) == world.key(id)));
        let caveats: Vec<String> = testimony
            .view()
            .members(world.find("league").unwrap())
            .caveats()
            .iter()
            .map(|one| one.code().to_owned())
            .collect();
        assert!(caveats.contains(&"according-to".to_owned()), "{key}: {caveats:?}");
        let is_silent =
            matches!(heard.hearing, Hearing::BorneOut | Hearing::NoRecord | Hearing::Superseded);
        assert_eq!(caveats.contains(&"testimony".to_owned()), !is_silent, "{key}: {caveats:?}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The sources that a record cites, by key.
fn cited(world: &World, record: RecordId) -> Vec<String> {
    let provenance = match record {
        RecordId::Participation(id) => {
            &world.tables().detail(&world.participation(id)).expect("it has a key").provenance
        }
        RecordId::Provision(id) => &world[id].provenance,
        RecordId::Relation(id) => &world[id].provenance,
        other => panic!("{other:?}"),
    };
    provenance.sources.iter().map(|one| world.key(one.source).to_owned()).collect()
}

/// A world with several claims, each `key by date fields`.
fn with_claims(claims: &[(&str, &str, &str, &str)]) -> World {
    let mut text = WORLD.to_owned();
    for (key, by, day, fields) in claims {
        let _ = writeln!(
            text,
            "{{\"claim\":\"{key}\",\"by\":[\"{by}\"],\"date\":\"{day}\",\"mode\":\"fact\",{fields}}}"
        );
    }
    World::from_jsonl("told", text).unwrap_or_else(|errors| panic!("{errors}"))
}

/// What becomes of the claims, in the world as these tell it.
fn hearings(world: &World, speakers: &[&str]) -> Vec<String> {
    let speakers = speakers.iter().map(|key| world.entity(key).unwrap());
    let testimony = world.as_of(date(2024, 10, 20)).according_to_all(speakers);
    let told = testimony.world();
    told.heard().iter().map(|one| format!("{} {}", told[one.claim].key, one.hearing)).collect()
}

#[test]
fn the_latest_word_counts_and_who_is_contradicted_changes_nothing() {
    let left = r#""proposition":{"has_left":{"member":"bbb","of":"pact"}}"#;
    let is_in = r#""proposition":{"takes_part":{"member":"bbb","of":"pact"}}"#;
    let back = r#""proposition":{"takes_part":{"member":"aaa","of":"pact"}}"#;
    let world = with_claims(&[
        ("a1", "ann", "2024-05-01", left),
        ("a2", "ann", "2024-06-01", is_in),
        ("b1", "ben", "2024-07-01", left),
        ("b2", "ben", "2024-07-01", back),
        ("c1", "paper", "2024-08-01", &format!("{back},\"factuality\":\"CT-\"")),
    ]);
    assert_eq!(hearings(&world, &["ann"]), ["a1 superseded", "a2 borne_out"]);
    assert_eq!(hearings(&world, &["ben"]), ["b1 struck", "b2 added"]);
    assert_eq!(
        hearings(&world, &["ben", "ann"]),
        ["a1 superseded", "a2 borne_out", "b1 contradicted", "b2 added"]
    );
    assert_eq!(
        hearings(&world, &["ben", "paper"]),
        ["b1 struck", "b2 contradicted", "c1 borne_out"]
    );
}

#[cfg(feature = "dataset")]
mod on_many_worlds {
    use super::*;
    use crate::cores::each;
    use crate::dense::{Dense, dense};
    use crate::dice::Dice;
    use comity::wire::ScenarioFile;
    use serde_json::{Value, json};

    /// What follows from the hypothesis of a file in a view, without whose word it is.
    fn answer(view: &View<'_>, file: &ScenarioFile) -> Value {
        let text = view.consequences_of(&file.scenario).to_json();
        let mut answer: Value = serde_json::from_str(&text).unwrap();
        let object = answer.as_object_mut().unwrap();
        for field in ["context", "caveats", "explanation"] {
            object.remove(field);
        }
        answer
    }

    /// The day of the hypothesis.
    fn day(file: &ScenarioFile) -> comity::Date {
        file.as_of.unwrap_or_else(|| date(2020, 2, 1))
    }

    fn claim(by: &str, day: comity::Date, is_so: bool, proposition: &Value) -> Value {
        let factuality = if is_so { "CT+" } else { "CT-" };
        json!({"claim": format!("said-{by}"), "by": [by], "date": day.to_string(), "mode": "fact",
            "proposition": proposition, "factuality": factuality})
    }

    /// A case with more records, in the world as Zoe tells it, and the same with other records instead, as it is recorded: both say the
    /// same of the hypothesis. Nothing, where one of them is no world.
    fn agree(case: &Dense, told: &[Value], recorded: &Dense) -> Option<bool> {
        let mut telling = case.clone();
        telling.records.push(json!({"analyst": "zoe", "name": "Zoe"}));
        telling.records.extend(told.iter().cloned());
        let (told, recorded_world) = (telling.world()?, recorded.world()?);
        let (file, other) = (telling.file(&told)?, recorded.file(&recorded_world)?);
        let testimony = told.as_of(day(&file)).according_to(told.find::<Analyst>("zoe").unwrap());
        if !testimony
            .world()
            .heard()
            .iter()
            .any(|one| matches!(one.hearing, Hearing::Added | Hearing::Struck))
        {
            return None;
        }
        let (one, two) =
            (answer(&testimony.view(), &file), answer(&recorded_world.as_of(day(&other)), &other));
        assert_eq!(one, two, "{telling}\n and not as in \n{recorded}");
        Some(true)
    }

    #[test]
    fn who_tells_what_is_missing_tells_the_world_that_has_it() {
        let seeds: Vec<u64> = (0..400).collect();
        let tried = each(&seeds, |seed| {
            let mut dice = Dice(*seed);
            let case = dense(&mut dice);
            let world = case.world()?;
            let day = day(&case.file(&world)?);
            let is_spell = |one: &&(usize, &Value)| one.1.get("membership").is_some();
            let spells: Vec<(usize, &Value)> =
                case.records.iter().enumerate().filter(|one| is_spell(&one)).collect();
            let (at, spell) = *spells.get(dice.below(spells.len().max(1)))?;
            let (member, of) = (spell["member"].clone(), spell["of"].clone());
            let status = spell["status"].clone();
            let said = json!({"takes_part": {"member": member, "of": of, "status": status}});
            if dice.one_in(2) {
                // Without the spell and what lies over it, and with one from the day on.
                let mut without = case.clone();
                without.records.remove(at);
                without.records.retain(|one| {
                    one.get("overlay").is_none() || one["member"] != member || one["of"] != of
                });
                let mut with = without.clone();
                with.records.push(json!({"membership": "again", "member": member, "of": of,
                    "status": status, "from": day.to_string()}));
                agree(&without, &[claim("zoe", day, true, &said)], &with)
            } else {
                // Denied, and ended on the day.
                let mut ended = case.clone();
                let to = spell.get("to").and_then(Value::as_str);
                let is_over =
                    |to: &str| to.parse::<comity::Date>().unwrap().is_on_or_before(day).is_yes();
                if to.is_some_and(is_over) {
                    return None;
                }
                ended.records[at]["to"] = day.to_string().into();
                agree(&case, &[claim("zoe", day, false, &said)], &ended)
            }
        });
        let tried = tried.into_iter().flatten().count();
        assert!(tried > 60, "{tried}");
    }

    #[test]
    fn who_denies_a_clause_tells_the_world_without_it() {
        let seeds: Vec<u64> = (1000..1300).collect();
        let tried = each(&seeds, |seed| {
            let mut dice = Dice(*seed);
            let case = dense(&mut dice);
            let world = case.world()?;
            let day = day(&case.file(&world)?);
            let clauses: Vec<&Value> =
                case.records.iter().filter(|one| one.get("provision").is_some()).collect();
            let clause = *clauses.get(dice.below(clauses.len().max(1)))?;
            let (of, kind) = (clause["of"].clone(), clause["kind"].clone());
            let mut ended = case.clone();
            // What is over already is over as it is recorded.
            let is_over = |one: &Value| {
                let to = one.get("to").and_then(Value::as_str);
                to.is_some_and(|to| {
                    to.parse::<comity::Date>().unwrap().is_on_or_before(day).is_yes()
                })
            };
            for one in &mut ended.records {
                let is_said =
                    one.get("provision").is_some() && one["of"] == of && one["kind"] == kind;
                if is_said && !is_over(one) {
                    one["to"] = day.to_string().into();
                }
            }
            let said = json!({"has_clause": {"text": of, "kind": kind}});
            agree(&case, &[claim("zoe", day, false, &said)], &ended)
        });
        let tried = tried.into_iter().flatten().count();
        assert!(tried > 60, "{tried}");
    }

    /// The parties that a treaty lists, one more or one less.
    #[test]
    fn who_speaks_of_a_party_tells_the_world_with_another_list() {
        let seeds: Vec<u64> = (3000..3700).collect();
        let tried = each(&seeds, |seed| {
            let mut dice = Dice(*seed);
            let case = dense(&mut dice);
            let world = case.world()?;
            let file = case.file(&world)?;
            let day = day(&file);
            // A list has no days, and what is told holds from the day on: no change may lie before it.
            day.exact()?;
            let is_later = |on: comity::Date| day.is_on_or_before(on).is_yes();
            let mut days = file.scenario.changes.iter().filter_map(comity::Change::effective);
            if !days.all(is_later) {
                return None;
            }
            let has_list = |one: &&(usize, &Value)| {
                one.1.get("treaty").is_some() && one.1["parties"].as_array().is_some()
            };
            let lists: Vec<(usize, &Value)> =
                case.records.iter().enumerate().filter(|one| has_list(&one)).collect();
            let (at, treaty) = *lists.get(dice.below(lists.len().max(1)))?;
            // Whom a clause names by itself, it binds whatever the list says.
            let names = |one: &&Value| one["of"] == treaty["treaty"] && !one["bound"].is_null();
            if case.records.iter().any(|one| names(&one)) {
                return None;
            }
            let mut parties = treaty["parties"].as_array().unwrap().clone();
            let states: Vec<Value> =
                world.states().map(|state| Value::from(world.key(state))).collect();
            let state = states[dice.below(states.len())].clone();
            let is_so = !parties.contains(&state);
            if is_so {
                parties.push(state.clone());
            } else {
                parties.retain(|one| *one != state);
            }
            let said = json!({"bound_by": {"state": state, "treaty": treaty["treaty"]}});
            let mut other = case.clone();
            other.records[at]["parties"] = parties.into();
            agree(&case, &[claim("zoe", day, is_so, &said)], &other)
        });
        let tried = tried.into_iter().flatten().count();
        assert!(tried > 60, "{tried}");
    }

    /// Everything that a view says of who is in what, what stands and what relates to what, as claims of one speaker.
    fn all_facts(view: &View<'_>) -> Vec<(bool, Proposition)> {
        let world = view.world();
        let mut claims = Vec::new();
        let mut say = |truth: Truth, proposition: Proposition| {
            if !truth.is_unknown() {
                claims.push((truth.is_yes(), proposition));
            }
        };
        for row in &world.tables().participations {
            let (member, body) = (world.tables().member(&row), world.tables().body(&row));
            say(
                view.is_member(member, body),
                Proposition::TakesPart { member, body, status: None },
            );
        }
        for provision in &world.tables().provisions {
            let (text, kind) = (provision.instrument, provision.kind());
            let provisions = world.provisions_of(text);
            let stands = Truth::any(
                provisions.filter(|id| world[*id].kind() == kind).map(|id| view.stands(id)),
            );
            // That one is gone is more than no record says so.
            if stands.is_yes() {
                say(stands, Proposition::HasClause { text, kind });
            }
        }
        for one in &world.tables().relations {
            if view.holds(&one.time).is_yes() && one.by.is_none() {
                let (kind, subject, object) = (one.kind, one.subject, one.object);
                say(Truth::Yes, Proposition::Related { kind, subject, object });
            }
        }
        claims
    }

    #[test]
    fn who_says_nothing_and_who_says_all_that_is_so_tell_the_world_as_it_is_recorded() {
        let seeds: Vec<u64> = (2000..2120).collect();
        let tried = each(&seeds, |seed| {
            let case = dense(&mut Dice(*seed));
            let mut silent = case.clone();
            silent.records.push(json!({"analyst": "zoe", "name": "Zoe"}));
            let world = silent.world()?;
            let file = silent.file(&world)?;
            let day = day(&file);
            let zoe = world.find::<Analyst>("zoe").unwrap();
            let plain = world.as_of(day);
            let testimony = plain.according_to(zoe);
            assert!(testimony.world().heard().is_empty());
            assert_eq!(answer(&testimony.view(), &file), answer(&plain, &file), "{case}");
            // And now all of it, written down as a file writes it.
            let claims = all_facts(&plain);
            let lines = lines_of(&world, &claims, day);
            let mut all = silent.clone();
            all.records.extend(lines);
            let world = all.world()?;
            let file = all.file(&world)?;
            let plain = world.as_of(day);
            let zoe = world.find::<Analyst>("zoe").unwrap();
            let testimony = plain.according_to(zoe);
            for one in testimony.world().heard() {
                assert_eq!(one.hearing, Hearing::BorneOut, "{} in {all}", world[one.claim].key);
            }
            assert_eq!(standing(&testimony.view()), standing(&plain), "{case}");
            assert_eq!(answer(&testimony.view(), &file), answer(&plain, &file), "{case}");
            Some(claims.len())
        });
        let claims: Vec<usize> = tried.into_iter().flatten().collect();
        assert!(claims.len() > 60 && claims.iter().sum::<usize>() > 500, "{claims:?}");
    }

    /// Claims of plain facts by one speaker, as a file writes them.
    fn lines_of(world: &World, claims: &[(bool, Proposition)], day: comity::Date) -> Vec<Value> {
        let lines = claims.iter().enumerate().map(|(at, (is_so, said))| {
            let factuality = if *is_so { "CT+" } else { "CT-" };
            let said = match said {
                Proposition::TakesPart { member, body, .. } => {
                    json!({"takes_part": {"member": world.key(*member), "of": world.key(body.entity())}})
                }
                Proposition::HasClause { text, kind } => {
                    json!({"has_clause": {"text": world.key(text.entity()), "kind": kind.as_str()}})
                }
                Proposition::Related { kind, subject, object } => {
                    json!({"related": {"kind": kind.as_str(), "subject": world.key(*subject), "object": world.key(*object)}})
                }
                other => panic!("{other:?}"),
            };
            json!({"claim": format!("zz-{at}"), "by": ["zoe"], "date": day.to_string(), "mode": "fact",
                "proposition": said, "factuality": factuality})
        });
        lines.collect()
    }

    #[test]
    fn who_says_all_that_is_so_of_the_bundled_world_changes_none_of_it() {
        let today = date(2024, 10, 20);
        let bundled = World::bundled();
        let mut text = bundled.to_jsonl();
        text += "{\"analyst\":\"zoe\",\"name\":\"Zoe\"}\n";
        let world = World::from_jsonl("with Zoe", &*text).unwrap();
        let mut facts = all_facts(&world.as_of(today));
        // A part of it, evenly chosen.
        let step = facts.len() / 400 + 1;
        facts = facts.into_iter().step_by(step).collect();
        for line in lines_of(&world, &facts, today) {
            let _ = writeln!(text, "{line}");
        }
        let world = World::from_jsonl("with all facts", &*text).unwrap();
        let plain = world.as_of(today);
        let testimony = plain.according_to(world.find::<Analyst>("zoe").unwrap());
        let told = testimony.world();
        assert_eq!(told.heard().len(), facts.len());
        for one in told.heard() {
            assert_eq!(one.hearing, Hearing::BorneOut, "{}", world[one.claim].key);
        }
        assert_eq!(told.fingerprint(), world.fingerprint());
    }

    /// Who says otherwise changes that, and the rest of a large world stays as it is recorded.
    #[test]
    fn one_word_changes_one_thing_of_the_bundled_world() {
        let today = date(2024, 10, 20);
        let text = World::bundled().to_jsonl()
            + "{\"analyst\":\"zoe\",\"name\":\"Zoe\"}\n"
            + r#"{"claim":"zz","by":["zoe"],"date":"2024-10-20","mode":"fact","proposition":{"has_left":{"member":"kaz","of":"csto"}}}"#;
        let world = World::from_jsonl("with Zoe", &*text).unwrap();
        let plain = world.as_of(today);
        let testimony = plain.according_to(world.find::<Analyst>("zoe").unwrap());
        let (before, after) = (standing(&plain), standing(&testimony.view()));
        let gone: Vec<&String> = before.iter().filter(|line| !after.contains(line)).collect();
        let new: Vec<&String> = after.iter().filter(|line| !before.contains(line)).collect();
        assert!(
            gone.iter()
                .all(|line| line.starts_with("kaz member csto") || line.starts_with("kaz party ")),
            "{gone:?}"
        );
        assert!(!gone.is_empty() && new.is_empty(), "{gone:?} {new:?}");
        assert!(
            testimony.view().exists(world.find::<comity::Organization>("csto").unwrap()).is_yes()
        );
    }
}

/// The votes on what the claim `c0` says, each `speaker claim says counts`, and what they come to, without and with grades.
fn votes(claims: &[(&str, &str, &str, &str)], by: &[&str]) -> (Vec<String>, String) {
    let is_in = r#""proposition":{"takes_part":{"member":"bbb","of":"pact"}},"factuality":"Uu""#;
    let mut all = vec![("c0", "paper", "2024-01-01", is_in)];
    all.extend(claims);
    let world = with_claims(&all);
    let Ok(RecordId::Claim(c0)) = world.record("c0") else { panic!("no claim") };
    let by: Vec<_> = by.iter().map(|key| world.entity(key).unwrap()).collect();
    let proposition = world[c0].stated_in(world.tables()).unwrap();
    let found = world.as_of(date(2024, 10, 20)).votes_on(proposition, &by);
    let rows = found.votes.iter().map(|vote| {
        let (says, counts) =
            (if vote.is_so { "yes" } else { "no" }, if vote.counts { "" } else { " -" });
        format!("{} {says}{counts}", world[vote.claim].key)
    });
    (rows.collect(), format!("{} {}", found.value(), found.value_by_grade()))
}

#[test]
fn votes_come_to_one_of_four_values() {
    let is_in = r#""proposition":{"takes_part":{"member":"bbb","of":"pact"}}"#;
    let member = r#""proposition":{"takes_part":{"member":"bbb","of":"pact","status":"member"}}"#;
    let denied = &*format!("{is_in},\"factuality\":\"CT-\"");
    let no_member = &*format!("{member},\"factuality\":\"CT-\"");
    let may_not = &*format!("{is_in},\"factuality\":\"PS-\"");
    let left = r#""proposition":{"has_left":{"member":"bbb","of":"pact"}}"#;
    let graded = |fields: &str, grade: &str| format!("{fields},\"grade\":\"{grade}\"");
    let told = |claims: &[(&str, &str, &str, &str)]| votes(claims, &[]);
    let list = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
    let (now, then) = ("2024-10-01", "2024-05-01");

    assert_eq!(told(&[]), (list(&[]), "told_none told_none".to_owned()));
    let one = [("a", "ann", now, member)];
    assert_eq!(told(&one), (list(&["a yes"]), "told_true told_true".to_owned()));
    // Not in as a member may be in as something else; who has left is not in.
    let two = [("a", "ann", now, no_member), ("b", "ben", now, left)];
    assert_eq!(told(&two), (list(&["b no"]), "told_false told_false".to_owned()));
    let both = [("a", "ann", now, is_in), ("b", "ben", now, denied)];
    assert_eq!(told(&both), (list(&["a yes", "b no"]), "told_both told_both".to_owned()));
    assert_eq!(votes(&both, &["ben"]), (list(&["b no"]), "told_false told_false".to_owned()));
    // What is only possible does not count; a later word goes before an earlier one, and an old one speaks no more.
    let weak = [("a", "ann", now, is_in), ("b", "ben", now, may_not)];
    assert_eq!(told(&weak), (list(&["a yes", "b no -"]), "told_true told_true".to_owned()));
    let later = [("a1", "ann", then, is_in), ("a2", "ann", now, denied)];
    assert_eq!(told(&later), (list(&["a2 no"]), "told_false told_false".to_owned()));
    let old = [("a", "ann", "2020-01-01", is_in)];
    assert_eq!(told(&old), (list(&[]), "told_none told_none".to_owned()));
    // A better report surpasses a worse one, and only one that is better in neither way is no match for it.
    for (yes, no, value) in [
        ("A1", "B2", "told_true"),
        ("B2", "A1", "told_false"),
        ("A2", "B1", "told_both"),
        ("B2", "B2", "told_both"),
        ("B1", "B2", "told_true"),
        ("F1", "E5", "told_both"),
        ("A6", "E5", "told_both"),
        ("A1", "F6", "told_both"),
        ("F1", "F2", "told_true"),
    ] {
        let (yes_said, no_said) = (graded(is_in, yes), graded(denied, no));
        let claims = [("a", "ann", now, &*yes_said), ("b", "ben", now, &*no_said)];
        assert_eq!(told(&claims).1, format!("told_both {value}"), "{yes} against {no}");
    }
}
