//! What must follow from the change files of `data/scenarios`, and what is wrong with a change file.
#![cfg(feature = "dataset")]

use comity::wire::{Stored, StoredAnswer};
use comity::{Scenario, World};
use serde_json::Value;

use super::cases::{Case, cases, kept};
use super::cores::each;
use super::expect::compare;

/// Every answer is as expected; that every proof of it is accepted is seen where it is kept (`wire`).
#[test]
fn scenarios() {
    let bundled = World::bundled();
    let all: Vec<(&Case, &Stored)> = cases().iter().zip(kept()).collect();
    let wrong = each(&all, |(case, stored)| {
        let world = case.world.as_ref().unwrap_or(&bundled);
        let file = Scenario::from_json(world, &case.change.to_string()).unwrap();
        // What is written is read back.
        let written = file.to_json(world);
        assert_eq!(Scenario::from_json(world, &written).unwrap(), file, "{}", case.name);

        let StoredAnswer::WhatIf(told) = stored.answer() else { panic!("a hypothesis was asked") };
        let answer = told.to_json();
        assert!(!answer.contains('\n'));
        let mut wrong = Vec::new();
        compare(&case.name, &case.expect, &serde_json::from_str(&answer).unwrap(), &mut wrong);
        wrong
    });
    let wrong = wrong.concat();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
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
