//! Questions as data: every file of `data/questions` is a list of questions with what the tables say of them.
//!
//! `expect` may have `truth`; `rows` (all rows in their order, each by the fields that are named); `has` (some rows);
//! `column` (all values of one field, in order); `caveats` and `without` (codes that stand, or do not stand, on the answer).
#![cfg(feature = "dataset")]
#![expect(clippy::expect_used, clippy::panic, reason = "helpers of tests fail the test")]

use comity::time::Day;
use comity::wire::Rows;
use comity::words::{English, Language, PlainEnglish};
use comity::{Answer, Question};
use comity::{Reading, World};
use serde_json::{Value, json};

use super::cases::named;
use super::cores::each;
use super::expect::compare;
use super::wire::questions;

/// The files of questions, by name.
pub(super) const FILES: [(&str, &str); 10] = [
    ("claims", include_str!("data/questions/claims.json")),
    ("commitments", include_str!("data/questions/commitments.json")),
    ("contexts", include_str!("data/questions/contexts.json")),
    ("dates", include_str!("data/questions/dates.json")),
    ("edges", include_str!("data/questions/edges.json")),
    ("exits", include_str!("data/questions/exits.json")),
    ("membership", include_str!("data/questions/membership.json")),
    ("names", include_str!("data/questions/names.json")),
    ("texts", include_str!("data/questions/texts.json")),
    ("vetoes", include_str!("data/questions/vetoes.json")),
];

/// The answer to one entry of a file.
pub(super) fn ask(world: &World, entry: &Value) -> Answer {
    ask_in(world, entry, &English)
}

fn ask_in(world: &World, entry: &Value, language: &dyn Language) -> Answer {
    let text = |name: &str| entry[name].as_str();
    let why = text("why").unwrap_or("?");
    let question = Question::from_json(world, &entry["question"].to_string())
        .unwrap_or_else(|error| panic!("{why}: {error}"));
    let again = Question::from_json(world, &question.to_json(world));
    assert_eq!(again.as_ref(), Ok(&question), "{why}: JSON and back");
    let reading = text("reading").map_or_else(Reading::strict, Reading::named);
    let as_of: comity::Date = text("as_of").expect("a date").parse().expect("a date");
    let mut view = world.as_of(as_of).under(&reading);
    if let Some(day) = text("known_by") {
        view = view.known_by(day.parse::<Day>().expect("a day"));
    }
    let Some(speakers) = text("according_to") else { return view.ask_in(&question, language) };
    let speakers = speakers.split(',').map(|key| world.entity(key).expect("a speaker"));
    let testimony = view.according_to_all(speakers);
    let answer = testimony.view().ask(&question);
    assert_eq!(answer.context.according_to.as_deref(), text("according_to"), "{why}");
    assert_eq!(Answer::from_json(&answer.to_json()).as_ref(), Ok(&answer), "{why}");
    // Kept, it is what the same speakers would lead to again.
    let stored = testimony.view().ask_stored(&question);
    assert!(stored.is_of(world), "{why}");
    let resolved = stored.resolve(world).unwrap_or_else(|error| panic!("{why}: {error}"));
    assert_eq!(resolved.view().ask(resolved.question()), answer, "{why}");
    stored.check(world).unwrap_or_else(|error| panic!("{why}: {error}"));
    answer
}

/// What is wrong with the answer to one entry of a file.
fn check(world: &World, entry: &Value) -> Vec<String> {
    let why = entry["why"].as_str().unwrap_or("?");
    let fields = ["why", "as_of", "known_by", "reading", "according_to", "question", "expect"];
    named(entry.as_object().expect("an entry"), &fields, why);
    let expect = entry["expect"].as_object().expect("what is expected");
    assert!(!expect.is_empty(), "{why}: nothing is expected");

    let answer: Value = serde_json::from_str(&ask(world, entry).to_json()).expect("JSON");
    let mut wrong = Vec::new();
    let mut held = |field: &str, expect: &Value| {
        compare(&format!("{why}: {field}"), expect, &answer[field], &mut wrong);
    };
    for (name, expect) in expect {
        let codes = || -> Vec<Value> {
            let codes = expect.as_array().expect("a list of codes").iter();
            codes.map(|code| json!({"code": code})).collect()
        };
        match &**name {
            "truth" | "rows" => held(name, expect),
            "has" => held("rows", &json!({"contains": expect})),
            "column" => {
                for (column, values) in expect.as_object().expect("columns") {
                    held("rows", &json!({"column": column, "is": values}));
                }
            }
            "caveats" => held("caveats", &json!({"contains": codes()})),
            "without" => held("caveats", &json!({"lacks": codes()})),
            _ => panic!("{why}: nothing is called {name}"),
        }
    }
    if !wrong.is_empty() {
        wrong.push(format!("  as of {}: {answer}", entry["as_of"]));
    }
    wrong
}

/// Asks all questions of a file.
fn check_all(file: &str) {
    let world = World::bundled();
    let entries: Vec<Value> = serde_json::from_str(file).expect("a list of questions");
    assert!(!entries.is_empty());
    let wrong = entries.iter().flat_map(|entry| check(&world, entry)).collect::<Vec<_>>();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn who_is_in_what() {
    check_all(include_str!("data/questions/membership.json"));
}

#[test]
fn at_the_edges_of_the_record() {
    check_all(include_str!("data/questions/edges.json"));
}

#[test]
fn who_must_exit_what() {
    check_all(include_str!("data/questions/exits.json"));
}

#[test]
fn when() {
    check_all(include_str!("data/questions/dates.json"));
}

#[test]
fn who_could_veto() {
    check_all(include_str!("data/questions/vetoes.json"));
}

#[test]
fn who_owes_what() {
    check_all(include_str!("data/questions/commitments.json"));
}

#[test]
fn what_is_called_what() {
    check_all(include_str!("data/questions/names.json"));
}

#[test]
fn which_text_prevails() {
    check_all(include_str!("data/questions/texts.json"));
}

/// q21 to q26, q28 and q29: who said what, who holds what, and whom one has to believe.
#[test]
fn who_said_what() {
    check_all(include_str!("data/questions/claims.json"));
}

/// The same questions in the world as a speaker tells it.
#[test]
fn according_to_whom() {
    check_all(include_str!("data/questions/contexts.json"));
}

/// q33: no text of the organization has a clause on mutual defence. q04: Uzbekistan has reserved the right to leave.
#[test]
fn what_texts_say() {
    use comity::model::EffectKind;
    use comity::{Law, Organization, State, date};
    let world = World::bundled();
    let today = world.as_of(date(2024, 10, 20));
    let ots = world.find::<Organization>("ots").unwrap();
    let kinds: Vec<EffectKind> = world
        .links_of(ots)
        .flat_map(|link| world.provisions_of(world[link].instrument))
        .map(|id| world[id].kind())
        .collect();
    assert!(kinds.contains(&EffectKind::Savings));
    assert!(!kinds.contains(&EffectKind::MutualDefence));

    let law = world.find::<Law>("uz12").unwrap();
    let uzbekistan = world.find::<State>("uzb").unwrap();
    let reserved: Vec<&str> = world
        .provisions_of(law)
        .filter(|id| world[*id].kind() == EffectKind::ReservedExit)
        .filter(|id| today.provisions_binding(uzbekistan).iter().any(|(one, _)| one == id))
        .map(|id| &*world[id].key)
        .collect();
    assert_eq!(reserved, ["p74"]);
}

/// The object of the contract, to the byte.
/// Keys of the bundled world that are words of English as well.
const WORDS: [&str; 6] = ["and", "are", "can", "nor", "on", "per"];

/// For people alone nothing is called by its key: not in what is to be kept in mind, and not in why not.
#[test]
fn what_is_told_to_people_holds_no_key() {
    let world = World::bundled();
    let entries = questions();
    let found = each(&entries, |entry| {
        let answer = ask_in(&world, entry, &PlainEnglish);
        let reasons = match &answer.rows {
            Rows::Exits(rows) => rows.iter().filter_map(|row| row.reason.clone()).collect(),
            _ => Vec::new(),
        };
        let told = answer.caveats.iter().map(|caveat| caveat.text.clone()).chain(reasons);
        let has_key = |text: &String| {
            let is_mark = |c: char| !c.is_alphanumeric() && c != '-';
            let is_key = |word: &str| !WORDS.contains(&word) && world.record(word).is_ok();
            text.split(is_mark).any(is_key)
        };
        told.filter(has_key).collect::<Vec<String>>()
    });
    let mut keys = found.concat();
    keys.sort();
    keys.dedup();
    assert!(keys.is_empty(), "{}", keys.join("\n"));
}

#[test]
fn one_object_on_one_line() {
    use comity::{Organization, State, date};
    let world = World::bundled();
    let armenia = world.find::<State>("arm").unwrap();
    let csto = world.find::<Organization>("csto").unwrap();
    let answer = world.as_of(date(2024, 3, 1)).ask(&Question::is_member(armenia, csto));
    expect_test::expect![[r#"{"question":"Is Armenia a member of the Collective Security Treaty Organization?","context":{"as_of":"2024-03-01","known_by":null,"according_to":null,"readings":["strict"],"notice":"2024-03-01"},"kind":"is_member","truth":"yes","rows":[{"organization":"csto","status":"member","truth":"yes","from":"2003-09-18","to":null,"overlays":["frozen_declared"]}],"caveats":[{"code":"overlay","text":"arm in csto: frozen declared since 2024-02-23 (legal effect: none); it does not end the participation"}],"explanation":null}"#]]
        .assert_eq(&answer.to_json());
}

/// A question that is not a yes/no question has no truth, and the fields of its rows stand in the order of the contract.
#[test]
fn fields_in_their_order() {
    use comity::model::EffectKind;
    use comity::{Change, Organization, date};
    let world = World::bundled();
    let ots = world.find::<Organization>("ots").unwrap();
    let question = Question::must_exit(Change::acquire(ots, EffectKind::MutualDefence));
    let answer = world.as_of(date(2024, 10, 20)).ask(&question);
    assert_eq!(answer.truth, None);
    let json = answer.to_json();
    assert!(!json.contains("\"truth\""), "{json}");
    let row = r#""rows":[{"state":"kaz","verdict":"must_exit","exits":["cst","csto"],"earliest":"2025-04-20","laws":[],"soft":["p55b","p55k","p56"],"rules":["p01","p05"],"reason":null,"subject_to":["obligations_settled"],"in_time":null,"days_early":null,"exits_possible":[],"needs":[],"basis":{"tested":"#;
    assert!(json.contains(row), "{json}");
}

/// What may be asked of every pair never contradicts itself: lists and yes/no questions agree.
#[test]
fn lists_agree_with_yes_and_no() {
    let world = World::bundled();
    let days = ["1955-07-01", "1968-09-12", "1994-01-10", "2005-05-10", "2012-12-19", "2024-10-20"];
    each(&days, |day| {
        let view = world.as_of(day.parse::<comity::Date>().unwrap());
        for organization in world.organizations() {
            let Rows::Members(listed) = view.ask(&Question::members(organization)).rows else {
                panic!("members have rows of members")
            };
            for state in world.states() {
                let truth = view.ask(&Question::is_member(state, organization)).truth.unwrap();
                let key = world.key(state);
                let in_list: Vec<_> = listed.iter().filter(|row| row.entity == key).collect();
                let best = in_list.iter().map(|row| row.truth).max();
                let name = world.key(organization);
                match best {
                    Some(best) => assert_eq!(best, truth, "{key} in {name} on {day}"),
                    // Whoever is beyond coverage is in no list.
                    None => assert!(!truth.is_yes(), "{key} in {name} on {day}"),
                }
            }
        }
    });
}

#[test]
fn what_is_wrong_with_a_question() {
    let world = World::bundled();
    let error = |text: &str| Question::from_json(&world, text).unwrap_err();
    let at = |text: &str, code: &str, piece: &str| {
        let error = error(text);
        assert_eq!(error.code, code, "{text}: {error:?}");
        assert_eq!(error.position, text.find(piece), "{text}: {error:?}");
        error
    };
    let unknown = at(r#"{"is_member":{"entity":"uzk","body":"csto"}}"#, "unknown-key", "\"uzk\"");
    assert!(unknown.near.iter().any(|near| near == "uzb"), "{unknown:?}");
    at(r#"{"members":{"organization":"cst"}}"#, "wrong-kind", "\"cst\"");
    at(r#"{"is_member":{"entity":"uzb","body":"kaz"}}"#, "wrong-kind", "\"kaz\"");
    at(r#"{"membres":{"organization":"ots"}}"#, "unknown-question", "\"membres");
    let capitals = at(r#"{"Members":{"organization":"OTS"}}"#, "unknown-question", "\"Members");
    assert_eq!(capitals.near, ["members"]);
    let capitals = at(r#"{"members":{"organization":"OTS"}}"#, "unknown-key", "\"OTS\"");
    assert_eq!(capitals.near, ["ots"]);
    at(r#"{"members":{}}"#, "missing-field", "{}");
    at(r#"{"members":{"organization":"ots","grade":"x"}}"#, "unknown-field", "\"grade");
    at(r#"{"members":{"organization":"ots","status":"x"}}"#, "unknown-word", "\"x\"");
    at(r#"{"members":{"organization":7}}"#, "wrong-type", "7");
    at(r#"{"changes":{"body":"ots","from":"2024-13","to":"2025"}}"#, "bad-date", "13");
    at(
        r#"{"vetoes":{"scenario":{"changes":[{"join":{"state":"x","organization":"nato"}}]}}}"#,
        "unknown-key",
        "\"x\"",
    );
    at(
        r#"{"which_prevails":{"texts":["cst","nat","unc"],"between":["kaz","rus"]}}"#,
        "wrong-type",
        "[\"cst",
    );
    at(
        r#"{"which_prevails":{"texts":["cst","kaz"],"between":["kaz","rus"]}}"#,
        "wrong-kind",
        "\"kaz\"],\"b",
    );
    assert_eq!(error("{").code, "syntax");
    assert_eq!(error("[]").code, "wrong-type");
}

/// Beyond the day up to which a roll is recorded nobody can be told to be out: whoever had left may be back.
#[test]
fn beyond_the_end_of_a_roll() {
    let text = r#"
{"state":"aal","name":"Aaland"}
{"state":"bel","name":"Beland"}
{"state":"cel","name":"Celand"}
{"organization":"pact","name":"The Pact","coverage":{"level":"complete","until":"2015-01-01"}}
{"membership":"aal-pact","member":"aal","of":"pact","status":"member","from":"2001-05-01","to":"2010-01-01"}
{"membership":"bel-pact","member":"bel","of":"pact","status":"member","from":"2001-05-01"}
"#;
    let world = World::from_jsonl("mine", text).unwrap();
    let ask = |day: &str, question: &str| {
        let question = Question::from_json(&world, question).unwrap();
        world.as_of(day.parse::<comity::Date>().unwrap()).ask(&question)
    };
    let truth = |day: &str, state: &str| {
        let question = format!(r#"{{"is_member":{{"entity":"{state}","body":"pact"}}}}"#);
        let answer = ask(day, &question);
        let found = answer.truth.unwrap().as_str();
        assert_eq!(found == "unknown", answer.has_caveat("beyond-coverage"), "{state} on {day}");
        found
    };
    let words = |day: &str| ["aal", "bel", "cel"].map(|state| truth(day, state));
    let members = |day: &str| ask(day, r#"{"members":{"organization":"pact"}}"#);
    // What held last is presumed to hold for a year.
    for (day, expected, code) in [
        ("2014-12-31", ["no", "yes", "no"], ""),
        ("2015-01-01", ["no", "yes", "no"], "presumed"),
        ("2015-12-31", ["no", "yes", "no"], "presumed"),
        ("2016-01-01", ["unknown", "unknown", "unknown"], "beyond-coverage"),
    ] {
        assert_eq!(words(day), expected, "{day}");
        for known in ["presumed", "beyond-coverage"] {
            assert_eq!(members(day).has_caveat(known), known == code, "{known} on {day}");
        }
        assert_eq!(members(day).rows.len(), 1);
    }
}
