//! One reader: what is wrong with a record, a hypothesis or a question is reported alike, all at once, each with its place.

use comity::logic::Flaw;
use comity::model::Status;
use comity::time::Date;
use comity::wire::QuestionError;
use comity::{Error, Question, Scenario, State, World};
use proptest::prelude::*;

const WORLD: &str = r#"
{"state":"kaz","name":"Kazakhstan"}
{"state":"uzb","name":"Uzbekistan"}
{"organization":"csto","name":"CSTO"}
{"treaty":"cst","name":"CST","form":"treaty"}
{"provision":"p1","of":"cst","kind":"mutual_defence"}
"#;

fn world() -> World {
    World::from_jsonl("world", WORLD).unwrap_or_else(|error| panic!("{error}"))
}

/// What is said of a text: for each fault its code, and how the text goes on from its place.
type Said = Vec<(&'static str, String)>;

/// The first letters of what stands at a place.
fn piece(text: &str) -> String {
    text.chars().take(8).collect()
}

fn of_record(line: &str) -> Said {
    let text = format!("{WORLD}{line}\n");
    let Err(error) = World::from_jsonl("mine", text) else { return Vec::new() };
    let said = error.diagnostics.iter().filter(|one| one.line == 7);
    let from = |column: u32| line.chars().skip(column as usize - 1).collect::<String>();
    said.map(|one| (one.code, piece(&from(one.column)))).collect()
}

fn of_question<T>(text: &str, result: Result<T, QuestionError>) -> Said {
    let Err(error) = result else { return Vec::new() };
    let from = |error: &QuestionError| piece(&text[error.position.unwrap()..]);
    std::iter::once(&error).chain(&error.others).map(|one| (one.code, from(one))).collect()
}

/// The same kinds of fault in a record, a hypothesis and a question. What stands at its place differs, the codes do not.
const ALIKE: &[(&[&str], &str, &str, &str)] = &[
    (
        &["unknown-field"],
        r#"{"membership":"m","memeber":"kaz","of":"csto","status":"member"}"#,
        r#"{"changes":[{"join":{"satte":"kaz","organization":"csto"}}]}"#,
        r#"{"is_member":{"entiti":"kaz","body":"csto"}}"#,
    ),
    (
        &["duplicate-field"],
        r#"{"membership":"m","member":"kaz","of":"csto","status":"member","of":"csto"}"#,
        r#"{"changes":[{"join":{"state":"kaz","organization":"csto","state":"kaz"}}]}"#,
        r#"{"is_member":{"entity":"kaz","body":"csto","entity":"kaz"}}"#,
    ),
    (
        &["missing-field"],
        r#"{"membership":"m","member":"kaz","status":"member"}"#,
        r#"{"changes":[{"join":{"organization":"csto"}}]}"#,
        r#"{"is_member":{"entity":"kaz"}}"#,
    ),
    (
        &["wrong-type"],
        r#"{"membership":"m","member":7,"of":"csto","status":"member"}"#,
        r#"{"changes":[{"join":{"state":7,"organization":"csto"}}]}"#,
        r#"{"is_member":{"entity":7,"body":"csto"}}"#,
    ),
    (
        &["unknown-key"],
        r#"{"membership":"m","member":"kax","of":"csto","status":"member"}"#,
        r#"{"changes":[{"join":{"state":"kax","organization":"csto"}}]}"#,
        r#"{"is_member":{"entity":"kax","body":"csto"}}"#,
    ),
    (
        &["wrong-kind"],
        r#"{"membership":"m","member":"kaz","of":"uzb","status":"member"}"#,
        r#"{"changes":[{"join":{"state":"kaz","organization":"uzb"}}]}"#,
        r#"{"is_member":{"entity":"kaz","body":"uzb"}}"#,
    ),
    (
        &["wrong-kind"],
        r#"{"membership":"m","member":"p1","of":"csto","status":"member"}"#,
        r#"{"changes":[{"join":{"state":"p1","organization":"csto"}}]}"#,
        r#"{"is_member":{"entity":"p1","body":"csto"}}"#,
    ),
    (
        &["unknown-word"],
        r#"{"membership":"m","member":"kaz","of":"csto","status":"membre"}"#,
        r#"{"changes":[{"grant_status":{"entity":"kaz","organization":"csto","status":"membre"}}]}"#,
        r#"{"members":{"organization":"csto","status":"membre"}}"#,
    ),
    (
        &["bad-date"],
        r#"{"membership":"m","member":"kaz","of":"csto","status":"member","from":"2024-13"}"#,
        r#"{"changes":[{"join":{"state":"kaz","organization":"csto","effective":"2024-13"}}]}"#,
        r#"{"changes":{"body":"csto","from":"2024-13","to":"2025"}}"#,
    ),
    (
        &["bad-key"],
        r#"{"state":"k z","name":"Kazakhstan"}"#,
        r#"{"changes":[{"conclude":{"treaty":"k z","parties":["kaz","uzb"],"provisions":["consultation"]}}]}"#,
        r#"{"vetoes":{"scenario":{"changes":[{"conclude":{"treaty":"k z","parties":["kaz","uzb"],"provisions":["consultation"]}}]}}}"#,
    ),
    (
        &["syntax"],
        r#"{"membership":"m","member":"kaz","of":"csto","status":}"#,
        r#"{"changes":[{"join":{"state":"kaz","organization":}}]}"#,
        r#"{"is_member":{"entity":"kaz","body":}}"#,
    ),
    // Everything that is wrong, in the order of the text; a name that is misspelt is not missed as well.
    (
        &["unknown-key", "unknown-field", "bad-date", "duplicate-field"],
        r#"{"membership":"m","member":"kax","of":"csto","statsu":"member","from":"soon","of":"csto"}"#,
        r#"{"changes":[{"leave":{"state":"kax","organisation":"csto","notice":"soon","state":"kaz"}}]}"#,
        r#"{"changes":{"body":"cto","form":"2024","to":"soon","body":"csto"}}"#,
    ),
    (
        &["missing-field", "wrong-type", "wrong-type"],
        r#"{"membership":"m","of":7,"status":[]}"#,
        r#"{"changes":[{"leave":{"organization":7,"notice":[]}}]}"#,
        r#"{"changes":{"body":7,"to":[]}}"#,
    ),
];

#[test]
fn what_is_wrong_is_reported_alike_wherever_it_stands() {
    let world = world();
    for (codes, record, hypothesis, question) in ALIKE {
        for (text, said) in [
            (record, of_record(record)),
            (hypothesis, of_question(hypothesis, Scenario::from_json(&world, hypothesis))),
            (question, of_question(question, Question::from_json(&world, question))),
        ] {
            let found: Vec<&str> = said.iter().map(|(code, _)| *code).collect();
            assert_eq!(found, *codes, "{text}: {said:?}");
        }
    }
}

#[test]
fn the_place_is_that_of_the_part_that_is_wrong() {
    let world = world();
    let piece_of = |text: &str| {
        let said = of_question(text, Question::from_json(&world, text));
        let said: Vec<String> = said.into_iter().map(|(_, piece)| piece).collect();
        said.join(" | ")
    };
    let record = |text: &str| {
        let said: Vec<String> = of_record(text).into_iter().map(|(_, piece)| piece).collect();
        said.join(" | ")
    };
    assert_eq!(piece_of(r#"{"is_member":{"entiti":"kaz","body":"csto"}}"#), r#""entiti""#);
    assert_eq!(record(r#"{"state":"a","nane":"A"}"#), r#""nane":""#);
    assert_eq!(
        piece_of(r#"{"changes":{"body":"csto","from":"2024-13","to":"2025"}}"#),
        r#"13","to""#
    );
    assert_eq!(record(r#"{"state":"a","name":"A","from":"2024-13"}"#), r#"13"}"#);
    assert_eq!(
        piece_of(r#"{"is_member":{"entity":"kaz","body":"csto","body":"cst"}}"#),
        r#""body":""#
    );
}

#[test]
fn every_fault_of_a_question_is_told_with_its_path() {
    let world = world();
    let text = r#"{"must_exit":{"members_of":"csto1","exits":1,"scenario":{"as_of":"2024","changes":[
        {"acquire":{"organization":"csto","provision":"mutual_defense"}},{"join":{}}]}}}"#;
    let error = Question::from_json(&world, text).unwrap_err();
    expect_test::expect![[r"
        must_exit.members_of: no organization has the key `csto1`; did you mean `csto`? (at byte 27)
        must_exit: this question has no field `exits`; did you mean `exit`? (at byte 35)
        must_exit.scenario.as_of: a date and a reading belong to the view that is asked, not to the scenario of a question (at byte 65)
        must_exit.scenario.changes[0].acquire.provision: there is no kind of provision `mutual_defense`; did you mean `mutual_defence`? (at byte 138)
        must_exit.scenario.changes[1].join: this change needs the field `state`; expected the key of a state (at byte 165)
        must_exit.scenario.changes[1].join: this change needs the field `organization`; expected the key of an organization, or `treaty` with that of a treaty (at byte 165)"]].assert_eq(&error.to_string());
}

#[test]
fn a_text_that_breaks_off_is_told_by_line_and_column() {
    let world = world();
    let error = Scenario::from_json(&world, "{\n  \"changes\": é}").unwrap_err();
    assert_eq!((error.code, error.position), ("syntax", Some(15)));
    assert_eq!(error.message, "expected a value, found `é` (line 2, column 14)");
    let error = Question::from_json(&world, r#"{"name":"#).unwrap_err();
    let message =
        "expected a value, the text ends; the text seems to be cut off (line 1, column 9)";
    assert_eq!(error.message, message);
}

/// Texts that are made to do harm are answered, and soon.
#[test]
fn nothing_hostile_is_read_for_long() {
    let world = world();
    let change =
        |state: &str| format!(r#"{{"join":{{"state":"{state}","organization":"csto"}}}},"#);
    let many =
        |nth: usize| (0..nth).map(|nth| change(&format!("k{nth}"))).collect::<Vec<_>>().concat();
    let names: Vec<String> = (0..5_000).map(|nth| format!(r#""{nth}":{nth},"#)).collect();
    let names = names.concat();
    let long = "x".repeat(1 << 20);
    for text in [
        format!(r#"{{"changes":[{}{{}}]}}"#, many(20_000)),
        format!(r#"{{"changes":[{{"join":{{{names}"state":"kaz"}}}}]}}"#),
        format!(r#"{{{names}"changes":[]}}"#),
        format!(r#"{{"changes":[{{"join":{{"state":"{long}","{long}":0}}}}]}}"#),
        format!(r#"{{"as_of":"{long}","notices":{{"{long}":"{long}"}}}}"#),
        "[".repeat(1 << 20),
        format!(r#"{{"changes":{}"#, "[{\"join\":".repeat(1 << 16)),
        "\u{0}".repeat(1000),
        r#"{"changes":"\ud800"}"#.to_owned(),
    ] {
        let start: String = text.chars().take(60).collect();
        let error = Scenario::from_json(&world, &text).expect_err(&start);
        assert!(error.others.len() <= 100, "{start}: {}", error.others.len());
        assert!(error.to_json().len() < 100_000, "{start}");
        let question = format!(r#"{{"vetoes":{{"scenario":{text}}}}}"#);
        let error = Question::from_json(&world, &question).expect_err(&start);
        assert!(error.others.len() <= 100, "{start}: {}", error.others.len());
        let record = format!(r#"{{"state":"a","name":"A","tags":{text}}}"#);
        World::from_jsonl("mine", record).expect_err(&start);
    }
}

/// What `main` prints of an error is what a person reads; the structure is there for who asks for it.
#[test]
fn errors_print_in_words() {
    let world = world();
    let mut builder = World::builder();
    builder.add(State::new("A", "A"));
    let errors: Vec<(Error, &str)> = vec![
        (World::from_jsonl("mine", "[]").unwrap_err().into(), "LoadError {"),
        (builder.freeze().unwrap_err().into(), "BuildError {"),
        (world.find::<State>("kax").unwrap_err().into(), "LookupError {"),
        (Question::from_json(&world, "[]").unwrap_err().into(), "QuestionError {"),
        (Date::parse("2024-13").unwrap_err().into(), "DateError {"),
        ("membr".parse::<Status>().unwrap_err().into(), "WordError {"),
        (Flaw::Incoherent.into(), "Incoherent"),
    ];
    for (error, structure) in errors {
        let words = error.to_string();
        assert!(!words.is_empty() && !words.starts_with(structure), "{words}");
        assert_eq!(format!("{error:?}"), words);
        assert!(format!("{error:#?}").starts_with(structure), "{error:#?}");
    }
}

#[test]
fn the_sample_of_the_guide_is_what_is_said() {
    let guide = include_str!("../../src/guide/answers.md");
    let (_, rest) = guide.split_once("## Errors").unwrap();
    let mut samples =
        rest.split("```json\n").skip(1).map(|rest| rest.split("\n```").next().unwrap());
    let (text, said) = (samples.next().unwrap(), samples.next().unwrap());
    assert_eq!(Scenario::from_json(&World::bundled(), text).unwrap_err().to_json(), said);
}

/// Texts with something of everything that can be said.
const RICH: [&str; 2] = [
    r#"{"as_of":"2024-10-20","reading":["strict"],"notice":"2025","keep":["csto"],"notices":{"kaz":"2025-01"},"changes":[
    {"acquire":{"organization":"csto","provision":"consultation","adopted_by":["kaz"]}},{"conclude":{"treaty":"new","parties":
    ["kaz","uzb"],"provisions":["mutual_defence"]}},{"enact":{"state":"kaz","bars":"foreign_bases","rank":"statute"}},
    {"amend":{"provision":"p1","remove":true}},{"host_base":{"host":"kaz","sender":"uzb"}}],"facts":[{"opposed":{"a":"new",
    "b":"csto","source":"mine","contested":false}}],"bilateral_counts":true}"#,
    r#"{"changes":[{"leave":{"state":"kaz","treaty":"cst","notice":"2024-10/2024-12"}},{"grant_status":{"entity":"uzb",
    "organization":"csto","status":"observer"}},{"join":{"state":"uzb","organization":"csto"}}],"facts":[{"unsettled":{"state":
    "kaz","organization":"csto"}},{"hostility":{"a":"kaz","b":"uzb"}},{"directed_against":{"what":"csto","against":"uzb"}}]}"#,
];

proptest! {
    /// Whatever is done to a text, it is understood or its faults are told at places within it.
    #[test]
    fn no_change_of_a_good_text_panics(
        which in 0..RICH.len(),
        at in any::<prop::sample::Index>(),
        len in 0..9_usize,
        with in "[{}\\[\\]\",:\\\\0-9a-fuktz é-]{0,4}",
    ) {
        let world = world();
        let mut letters: Vec<char> = RICH[which].chars().collect();
        let from = at.index(letters.len() + 1);
        let to = (from + len).min(letters.len());
        letters.splice(from..to, with.chars());
        let text: String = letters.into_iter().collect();
        let question = format!(r#"{{"must_exit":{{"scenario":{text}}}}}"#);
        if let Ok(file) = Scenario::from_json(&world, &text) {
            prop_assert_eq!(Scenario::from_json(&world, &file.to_json(&world)), Ok(file));
        }
        for (text, error) in [
            (&text, Scenario::from_json(&world, &text).err()),
            (&question, Question::from_json(&world, &question).err()),
        ] {
            let Some(error) = error else { continue };
            for one in std::iter::once(&error).chain(&error.others) {
                let place = one.position.unwrap();
                prop_assert!(text.is_char_boundary(place), "{place} of {text}: {one}");
                prop_assert!(!one.message.is_empty());
            }
        }
    }
}
