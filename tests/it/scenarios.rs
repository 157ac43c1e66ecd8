//! Scenarios as data: every file of `data/scenarios` is a change file with what must follow from it.
//!
//! ```json
//! {"why": "…", "change": {…a change file…}, "expect": {…part of the answer…}}
//! {"why": "…", "change": {…}, "known_by": "2011-12-31", "cases": [{"with": {…fields of the change file instead…}, "expect": {…}}]}
//! ```
//!
//! `without_rolls` names bodies whose rolls are taken out of the world before it is asked, each with the coverage it then has.
//! What is expected is compared field by field; fields that are not named may be anything. A list has exactly the rows
//! named, in their order, unless it is asked otherwise: `{"contains": […]}`, `{"lacks": […]}`, or
//! `{"column": "state", "is": […], "where": {…}}`. A text may be asked with `{"has": "…"}`.
#![cfg(feature = "dataset")]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail the test"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use comity::wire::ScenarioFile;
use comity::{Date, Scenario, World};
use serde_json::{Map, Value};

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/data/scenarios");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    files
}

/// The change files of a scenario, each with what is expected of it.
fn cases(scenario: &Value) -> Vec<(Value, &Value)> {
    if let Some(expect) = scenario.get("expect") {
        return vec![(scenario["change"].clone(), expect)];
    }
    let cases = scenario["cases"].as_array().expect("`expect` or `cases`").iter();
    cases
        .map(|case| {
            let mut change = scenario["change"].clone();
            for (name, value) in case["with"].as_object().into_iter().flatten() {
                change[name] = value.clone();
            }
            (change, &case["expect"])
        })
        .collect()
}

/// The change files of a scenario.
pub(crate) fn changes(scenario: &Value) -> Vec<Value> {
    cases(scenario).into_iter().map(|(change, _)| change).collect()
}

fn ask(world: &World, change: &Value, known_by: Option<&str>) -> (ScenarioFile, Value) {
    let file = Scenario::from_json(world, &change.to_string()).unwrap();
    let reading = file.reading.clone().unwrap_or_default();
    let mut view = world.as_of(file.as_of.unwrap_or_else(|| world.newest())).under(&reading);
    if let Some(day) = known_by {
        view = view.known_by(Date::parse(day).unwrap());
    }
    let answer = view.consequences_of(&file.scenario);
    for finding in answer.findings() {
        if let Err(forgery) = finding.why().verify() {
            panic!("{}: {forgery}: {change}", world.key(finding.state()));
        }
    }
    let answer = answer.to_json();
    assert!(!answer.contains('\n'));
    (file.clone(), serde_json::from_str(&answer).unwrap())
}

/// The world without the rolls of some bodies: they are covered as far as it says there.
fn without_rolls(world: &World, rolls: &Map<String, Value>) -> World {
    let written = world.to_jsonl();
    let mut gone = BTreeSet::new();
    let mut lines = Vec::new();
    for line in written.lines() {
        let mut record: Value = serde_json::from_str(line).unwrap();
        let of = record["of"].as_str().unwrap_or_default().to_owned();
        let row = record["membership"].as_str().or(record["overlay"].as_str()).map(str::to_owned);
        if let Some(key) = row.filter(|_| rolls.contains_key(&of)) {
            gone.insert(key);
            continue;
        }
        if gone.contains(&of) {
            continue;
        }
        if let Some(level) = record["organization"].as_str().and_then(|key| rolls.get(key)) {
            record["coverage"] = serde_json::json!({ "level": level });
        }
        lines.push(record.to_string());
    }
    assert!(!gone.is_empty());
    World::from_jsonl("without rolls", lines.join("\n")).unwrap()
}

#[test]
fn scenarios() {
    let bundled = World::bundled();
    let mut wrong = Vec::new();
    let mut count = 0;
    for path in files() {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let scenario: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let fields = ["why", "change", "known_by", "cases", "expect", "without_rolls"];
        for field in scenario.as_object().unwrap().keys() {
            assert!(fields.contains(&&**field), "{name}: unknown field {field}");
        }
        let rolls = scenario["without_rolls"].as_object();
        let world = rolls.map_or_else(|| bundled.clone(), |rolls| without_rolls(&bundled, rolls));
        for (at, (change, expect)) in cases(&scenario).into_iter().enumerate() {
            let (file, answer) = ask(&world, &change, scenario["known_by"].as_str());
            count += 1;
            let mut differences = Vec::new();
            compare("", expect, &answer, &mut differences);
            wrong.extend(differences.into_iter().map(|what| format!("{name}[{at}]{what}")));

            // What is written is read back.
            let written = file.to_json(&world);
            assert_eq!(Scenario::from_json(&world, &written).unwrap(), file, "{name}[{at}]");
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 100, "only {count} cases were found");
}

/// Reports whatever is expected and not there.
fn compare(path: &str, expect: &Value, answer: &Value, wrong: &mut Vec<String>) {
    match (expect, answer) {
        (Value::Object(expect), Value::Array(rows)) => rows_as_asked(path, expect, rows, wrong),
        (Value::Object(expect), Value::String(text)) => match expect.get("has") {
            Some(Value::String(part)) if text.contains(&**part) => {}
            _ => wrong.push(format!("{path}: expected {expect:?}, found {text}")),
        },
        (Value::Object(expect), Value::Object(answer)) => {
            for (name, expect) in expect {
                match answer.get(name) {
                    Some(answer) => compare(&format!("{path}.{name}"), expect, answer, wrong),
                    None => wrong.push(format!("{path}.{name}: is missing")),
                }
            }
        }
        (Value::Array(expect), Value::Array(answer)) => {
            if expect.len() == answer.len() {
                for (at, (expect, answer)) in expect.iter().zip(answer).enumerate() {
                    compare(&format!("{path}[{at}]"), expect, answer, wrong);
                }
            } else {
                let (expect, answer) = (show(expect), show(answer));
                wrong.push(format!("{path}: expected {expect}, found {answer}"));
            }
        }
        _ if expect == answer => {}
        _ => wrong.push(format!("{path}: expected {expect}, found {answer}")),
    }
}

fn show(rows: &[Value]) -> String {
    rows.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn fits(expect: &Value, answer: &Value) -> bool {
    let mut wrong = Vec::new();
    compare("", expect, answer, &mut wrong);
    wrong.is_empty()
}

fn rows_as_asked(path: &str, expect: &Map<String, Value>, rows: &[Value], wrong: &mut Vec<String>) {
    for row in expect.get("contains").and_then(Value::as_array).into_iter().flatten() {
        if !rows.iter().any(|found| fits(row, found)) {
            wrong.push(format!("{path}: {row} is not among {}", show(rows)));
        }
    }
    for row in expect.get("lacks").and_then(Value::as_array).into_iter().flatten() {
        for found in rows.iter().filter(|found| fits(row, found)) {
            wrong.push(format!("{path}: {found} should not be there"));
        }
    }
    if let Some(Value::String(column)) = expect.get("column") {
        let wanted = expect.get("where");
        let found: Vec<&Value> = (rows.iter())
            .filter(|row| wanted.is_none_or(|wanted| fits(wanted, row)))
            .map(|row| &row[column])
            .collect();
        let is: Vec<&Value> = expect["is"].as_array().unwrap().iter().collect();
        if found != is {
            wrong.push(format!("{path}: expected {column} {is:?}, found {found:?}"));
        }
    }
    let known = ["contains", "lacks", "column", "is", "where"];
    assert!(expect.keys().all(|name| known.contains(&&**name)), "{path}: {expect:?}");
}

/// A change file that cannot be used, the code of its first error, what stands at its place, and what may have been meant.
const BAD: &[(&str, &str, &str, &[&str])] = &[
    (r#"{"changes": [}"#, "syntax", "}", &[]),
    (r#"{"changes": "#, "syntax", "", &[]),
    (r"[]", "wrong-type", "[]", &[]),
    (r"{}", "missing-field", "{}", &[]),
    (r#"{"changes": []}"#, "no-change", "[]", &[]),
    (r#"{"changes": [{"aquire": {}}]}"#, "unknown-field", "\"aquire\"", &["acquire"]),
    (r#"{"changes": [{}]}"#, "wrong-type", "{}]}", &[]),
    (
        r#"{"changes": [{"join": {"state": "kaz", "organisation": "ots"}}]}"#,
        "unknown-field",
        r#""organisation""#,
        &["organization"],
    ),
    (
        r#"{"changes": [{"join": {"state": "kax", "organization": "ots"}}]}"#,
        "unknown-key",
        r#""kax""#,
        &["kaz"],
    ),
    (
        r#"{"changes": [{"join": {"state": "ots", "organization": "kaz"}}]}"#,
        "wrong-kind",
        r#""ots""#,
        &[],
    ),
    (
        r#"{"changes": [{"acquire": {"organization": "ots", "provision": "mutual_defense"}}]}"#,
        "unknown-word",
        r#""mutual_defense""#,
        &["mutual_defence"],
    ),
    (
        r#"{"changes": [{"acquire": {"organization": "ots", "provision": "military_alliance"}}]}"#,
        "unknown-word",
        r#""military_alliance""#,
        &["mutual_defence"],
    ),
    (
        r#"{"as_of": "2024-13-01", "changes": [{"leave": {"state": "kaz", "organization": "csto"}}]}"#,
        "bad-date",
        "13-01",
        &[],
    ),
    (
        r#"{"as_of": 2024, "changes": [{"leave": {"state": "kaz", "organization": "csto"}}]}"#,
        "wrong-type",
        "2024",
        &[],
    ),
    (
        r#"{"reading": "strickt", "changes": [{"leave": {"state": "kaz", "organization": "csto"}}]}"#,
        "unknown-reading",
        r#""strickt""#,
        &["strict"],
    ),
    (
        r#"{"reading": ["strict", "p01=broad"], "changes": [{"leave": {"state": "kaz", "organization": "csto"}}]}"#,
        "unknown-reading",
        r#""p01=broad""#,
        &[],
    ),
    (
        r#"{"changes": [{"repeal": {"state": "kaz", "provision": "p73"}}]}"#,
        "not-own-law",
        r#""p73""#,
        &[],
    ),
    (r#"{"changes": [{"amend": {"provision": "p01"}}]}"#, "missing-field", r#"{"provision""#, &[]),
    (
        r#"{"changes": [{"enact": {"state": "kaz", "bars": ["bases"]}}]}"#,
        "unknown-word",
        r#""bases""#,
        &[],
    ),
    (
        r#"{"changes": [{"leave": {"state": "kaz", "organization": "csto"}}], "facts": [{"opposed": {"a": "ots", "b": "nowhere"}}]}"#,
        "unknown-key",
        r#""nowhere""#,
        &[],
    ),
    (
        r#"{"changes": [{"leave": {"state": "kaz", "organization": "csto"}}], "changes": []}"#,
        "duplicate-field",
        r#""changes": []}"#,
        &[],
    ),
    (
        r#"{"changes": [{"leave": {"state": "kaz", "organization": "csto"}}], "notices": {"kax": "2025"}}"#,
        "unknown-key",
        r#""kax""#,
        &["kaz"],
    ),
];

#[test]
fn a_change_file_that_cannot_be_used_says_what_was_expected_and_where() {
    let world = World::bundled();
    for (text, code, place, near) in BAD {
        let error = Scenario::from_json(&world, text).expect_err(text);
        assert_eq!(error.code, *code, "{text}: {error}");
        let at = error.position.unwrap();
        assert!(text[at..].starts_with(place), "{text}: {at}: {error}");
        for near in *near {
            assert!(error.near.iter().any(|found| found == near), "{text}: {error:?}");
        }
        let object: Value = serde_json::from_str(&error.to_json()).unwrap();
        assert_eq!(object["error"]["code"], *code);
        assert_eq!(object["error"]["position"], at);
        assert!(object["error"]["expected"].is_array() && object["error"]["near"].is_array());
    }
}

#[test]
fn the_change_file_of_the_examples_is_the_one_that_is_shown() {
    let file = include_str!("../../examples/change.json").trim_end();
    assert!(include_str!("../../README.md").contains(file));
    assert!(include_str!("../../examples/what_if.rs").contains(file));
    let world = World::bundled();
    let asked = Scenario::from_json(&world, file).unwrap();
    let view = world.as_of(asked.as_of.unwrap());
    assert_eq!(view.consequences_of(&asked.scenario).must_exit().count(), 2);
}

#[test]
fn what_was_meant_is_told() {
    let world = World::bundled();
    let told = |organization: &str, provision: &str| {
        let change = serde_json::json!({"changes": [
            {"acquire": {"organization": organization, "provision": provision}}]});
        Scenario::from_json(&world, &change.to_string()).unwrap_err().message
    };
    assert_eq!(
        told("ots", "military_alliance"),
        "changes[0].acquire.provision: there is no kind of provision `military_alliance`; \
         a body becomes an alliance by acquiring `mutual_defence`"
    );
    assert_eq!(
        told("ots", "MUTUAL_DEFENCE"),
        "changes[0].acquire.provision: there is no kind of provision `MUTUAL_DEFENCE`; \
         did you mean `mutual_defence`?"
    );
    // In other letters it is the same key, and nothing near it is offered.
    assert_eq!(
        told("OTS", "mutual_defence"),
        "changes[0].acquire.organization: no organization has the key `OTS`; did you mean `ots`?"
    );
}

#[test]
fn the_sample_of_the_guide_is_the_answer() {
    let guide = include_str!("../../src/guide/answers.md");
    let (_, rest) = guide.split_once("## The `what_if` object").unwrap();
    let change = rest.split('`').nth(1).unwrap();
    let sample = rest.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let world = World::bundled();
    let file = Scenario::from_json(&world, change).unwrap();
    let answer = world.as_of(comity::date(2024, 10, 20)).consequences_of(&file.scenario).to_json();
    let one_line: String = sample.lines().map(str::trim_start).collect();
    assert_eq!(one_line, answer);
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let world = World::bundled();
    let text = r#"{"changes": [{"join": {"state": "kax", "organization": "nato"}},
        {"acquire": {"organization": "otz", "provision": "consultations", "when": 1}}], "notice": "soon"}"#;
    let error = Scenario::from_json(&world, text).unwrap_err();
    let codes: Vec<&str> =
        std::iter::once(&error).chain(&error.others).map(|error| error.code).collect();
    assert_eq!(codes, ["unknown-key", "unknown-key", "unknown-word", "unknown-field", "bad-date"]);
    assert_eq!(error.to_string().lines().count(), 5);
}
