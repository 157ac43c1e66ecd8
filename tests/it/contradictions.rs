//! Answers that contradicted themselves, as small worlds with what must follow: `data/contradictions`, in the form of
//! [`cases`](super::cases), with the records of the world besides. Of each case every proof is accepted.
#![cfg(feature = "dataset")]
#![expect(clippy::unwrap_used, reason = "helpers of tests fail the test")]

use std::fs;
use std::path::Path;

use comity::{Scenario, World};
use serde_json::{Map, Value};

use super::cases::named;
use super::expect::compare;

/// What is asked of one world: a name, a change file, and what must follow.
struct Asked {
    name: String,
    change: Value,
    expect: Value,
}

fn asked(name: &str, read: &Map<String, Value>) -> Vec<Asked> {
    named(read, &["why", "world", "change", "cases"], name);
    let one = |(at, case): (usize, &Value)| {
        named(case.as_object().unwrap(), &["with", "expect"], name);
        let mut change = read["change"].clone();
        for (field, value) in case["with"].as_object().into_iter().flatten() {
            change[field] = value.clone();
        }
        Asked { name: format!("{name}[{at}]"), change, expect: case["expect"].clone() }
    };
    read["cases"].as_array().unwrap().iter().enumerate().map(one).collect()
}

#[test]
fn answers_agree_with_themselves() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/data/contradictions");
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let mut wrong = Vec::new();
    for file in files {
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let read: Map<String, Value> =
            serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        let world = match read.get("world") {
            Some(records) => {
                let lines = records.as_array().unwrap().iter().map(Value::to_string);
                World::from_jsonl("world", lines.collect::<Vec<_>>().join("\n")).unwrap()
            }
            None => World::bundled(),
        };
        for case in asked(&name, &read) {
            let file = Scenario::from_json(&world, &case.change.to_string())
                .unwrap_or_else(|error| panic!("{}: {error}", case.name));
            let view = world.as_of(file.as_of.unwrap_or_else(|| world.newest()));
            let answer = view.consequences_of(&file.scenario);
            for finding in answer.findings() {
                if let Err(forgery) = finding.why().verify() {
                    let proof = finding.why().proof().to_string();
                    wrong.push(format!("{}: {forgery}\n{proof}", case.name));
                }
            }
            let told = serde_json::from_str(&answer.to_json()).unwrap();
            compare(&case.name, &case.expect, &told, &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
