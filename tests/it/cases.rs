//! The scenarios of `data/scenarios`, read once for all the tests that ask them. Every file is a change file with what must
//! follow from it:
//!
//! ```json
//! {"why": "…", "change": {…a change file…}, "expect": {…part of the answer…}}
//! {"why": "…", "change": {…}, "known_by": "2011-12-31", "cases": [{"with": {…fields of the change file instead…}, "expect": {…}}]}
//! ```
//!
//! `records` are lines of a layer over the bundled world, which is then the one that is asked; `without_rolls` names bodies whose rolls are taken out of the world before it is asked, each with the coverage it then has.
//! How expectations are written is told in [`expect`](super::expect).
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests fail the test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use comity::wire::{ScenarioFile, Stored};
use comity::{Date, Loader, Scenario, View, World};
use serde_json::{Map, Value};

use super::cores::each;

/// A change file with what must follow from it.
pub(crate) struct Case {
    /// The scenario, and which of its cases: `leaving[2]`.
    pub(crate) name: String,
    /// The change file as it is written.
    pub(crate) change: Value,
    /// The same in the bundled world.
    pub(crate) file: ScenarioFile,
    /// What must follow.
    pub(crate) expect: Value,
    /// The day by which things are known, if not today.
    pub(crate) known_by: Option<String>,
    /// Where it is asked, if not in the bundled world.
    pub(crate) world: Option<World>,
}

/// All cases, in the order of the names of their files.
pub(crate) fn cases() -> &'static [Case] {
    static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/data/scenarios");
        let mut files: Vec<_> =
            fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        let cases: Vec<Case> = files.iter().flat_map(|file| of_file(file)).collect();
        assert!(cases.len() >= 180, "only {} cases were found", cases.len());
        cases
    });
    &CASES
}

impl Case {
    /// The view in which it is asked.
    pub(crate) fn view<'w>(&self, world: &'w World) -> View<'w> {
        let reading = self.file.reading.clone().unwrap_or_default();
        let view = world.as_of(self.file.as_of.unwrap_or_else(|| world.newest())).under(reading);
        match &self.known_by {
            None => view,
            Some(day) => view.known_by(Date::parse(day).unwrap()),
        }
    }
}

/// The answer to each case as it is kept, with the proof of every verdict: worked out once for all tests that look at it.
pub(crate) fn kept() -> &'static [Stored] {
    static KEPT: LazyLock<Vec<Stored>> = LazyLock::new(|| {
        let bundled = World::bundled();
        each(cases(), |case| {
            let world = case.world.as_ref().unwrap_or(&bundled);
            let file = Scenario::from_json(world, &case.change.to_string()).unwrap();
            case.view(world).consequences_of(&file.scenario).store()
        })
    });
    &KEPT
}

/// The cases of one file.
fn of_file(path: &Path) -> Vec<Case> {
    let bundled = World::bundled();
    let scenario = path.file_stem().unwrap().to_str().unwrap();
    let text = fs::read_to_string(path).unwrap();
    let read: Map<String, Value> = serde_json::from_str(&text).expect(scenario);
    named(
        &read,
        &["why", "change", "known_by", "cases", "expect", "without_rolls", "records"],
        scenario,
    );
    let world =
        read.get("without_rolls").map(|rolls| without_rolls(&bundled, rolls.as_object().unwrap()));
    let world =
        world.or_else(|| read.get("records").map(|records| layered(records.as_array().unwrap())));
    let whole = [Value::Object(read.clone())];
    let cases =
        read.get("cases").map_or(&whole[..], |cases| cases.as_array().expect("a list of cases"));
    let case = |(at, case): (usize, &Value)| {
        let name = format!("{scenario}[{at}]");
        if read.contains_key("cases") {
            named(case.as_object().unwrap(), &["why", "with", "expect"], &name);
        }
        let mut change = read["change"].clone();
        for (field, value) in case["with"].as_object().into_iter().flatten() {
            change[field] = value.clone();
        }
        let file = Scenario::from_json(&bundled, &change.to_string()).expect(&name);
        let expect = case["expect"].clone();
        let known_by = read.get("known_by").map(|day| day.as_str().unwrap().to_owned());
        Case { name, change, file, expect, known_by, world: world.clone() }
    };
    cases.iter().enumerate().map(case).collect()
}

/// Refuses a field that nobody would read.
pub(crate) fn named(object: &Map<String, Value>, fields: &[&str], whose: &str) {
    for field in object.keys() {
        assert!(fields.contains(&&**field), "{whose}: unknown field {field}");
    }
}

/// The bundled world with a layer over it.
fn layered(records: &[Value]) -> World {
    let text: Vec<String> = records.iter().map(ToString::to_string).collect();
    Loader::new().bundled().layer().text("records", text.join("\n")).load().unwrap().world
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
