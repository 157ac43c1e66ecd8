//! Small random worlds, dense in whatever is uncertain: savings, companions, texts that bind only if approved, consents, overlays,
//! contested clauses, days known within bounds; with a hypothesis about each. And what such a world may turn out to be.
#![cfg(feature = "dataset")]
#![expect(clippy::unwrap_used, reason = "helpers of tests fail the test")]

use std::fmt;

use comity::wire::ScenarioFile;
use comity::{Date, Scenario, World};
use serde_json::{Map, Value, json};

use super::dice::Dice;

/// A world and a hypothesis about it, as they are written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Dense {
    pub(crate) records: Vec<Value>,
    pub(crate) change: Value,
}

const STATES: [&str; 4] = ["a", "b", "c", "d"];

/// How many days there are, from the first of January of 2020 on.
const DAYS: usize = 60;

fn day(number: usize) -> String {
    let first = comity::Day::new(2020, 1, 1).unwrap();
    first.plus_days(i32::try_from(number).unwrap()).to_string()
}

fn number(day: &str) -> usize {
    let first = comity::Day::new(2020, 1, 1).unwrap().number();
    let day = Date::parse(day).unwrap().exact().unwrap().number();
    usize::try_from(day - first).unwrap()
}

/// A day, or one known within bounds.
fn some_day(dice: &mut Dice, from: usize, open: usize) -> String {
    let lo = from + dice.below(DAYS - from - 8);
    if dice.below(10) < open {
        format!("{}..{}", day(lo), day(lo + 1 + dice.below(7)))
    } else {
        day(lo)
    }
}

/// A random world, and a random hypothesis.
pub(crate) fn dense(dice: &mut Dice) -> Dense {
    let mut world = Writer { dice, records: Vec::new() };
    world.write();
    let records = std::mem::take(&mut world.records);
    let change = hypothesis(dice, &records);
    Dense { records, change }
}

struct Writer<'d> {
    dice: &'d mut Dice,
    records: Vec<Value>,
}

impl Writer<'_> {
    fn write(&mut self) {
        for key in STATES {
            self.records.push(json!({"state": key, "name": key.to_uppercase()}));
        }
        self.body("old", 2);
        self.body("new", 4);
        let old_has_base = self.dice.one_in(2);
        let charter = if self.dice.one_in(5) { json!(["a", "b"]) } else { json!("@old") };
        self.text("charter", "charter", charter);
        self.link("old", "charter", "constituent");
        let pact = if self.dice.one_in(6) { Value::Null } else { json!("@new") };
        self.text("pact", "treaty", pact);
        self.link("new", "pact", "constituent");
        let mut texts = vec![("charter", true), ("pact", false)];
        if old_has_base {
            self.text("base", "treaty", Value::Null);
            self.link("old", "base", "foundation");
            texts.push(("base", true));
        }
        if self.dice.one_in(2) {
            let parties =
                if self.dice.one_in(2) { json!(["a", "b"]) } else { json!(["a", "b", "c"]) };
            self.text("vow", "treaty", parties);
            if self.dice.one_in(4) {
                let role =
                    self.dice.pick(&["constituent", "subsidiary", "foundation", "accession"]);
                self.link("old", "vow", role);
            }
            texts.push(("vow", true));
        }
        if self.dice.one_in(3) {
            self.text("word", "declaration", json!(["a", "b"]));
            for by in ["a", "b"] {
                if !self.dice.one_in(6) {
                    let date = some_day(self.dice, 0, 5);
                    let act = format!("{by}-ratifies");
                    self.records.push(
                        json!({"act": act, "by": by, "of": "word", "kind": "ratify", "date": date}),
                    );
                }
            }
            texts.push(("word", true));
        }
        let mut bodies = vec!["old", "new"];
        bodies.extend(old_has_base.then_some("base"));
        // A text under what is joined, which has parties of its own.
        if self.dice.one_in(3) {
            self.text("under", "treaty", json!("@under"));
            self.link("new", "under", "subsidiary");
            if self.dice.one_in(6) {
                let twice = json!({"link": "new-under-too", "of": "new", "instrument": "under", "role": "constituent"});
                self.records.push(twice);
            }
            bodies.push("under");
            texts.push(("under", false));
        }
        for state in STATES {
            for body in &bodies {
                if !self.dice.one_in(3) {
                    self.spell(state, body);
                }
            }
        }
        for (text, is_old) in texts {
            for at in 0..=self.dice.below(3) {
                self.provision(text, at, is_old);
            }
        }
        for (law, of) in [("law-a", "a"), ("law-b", "b")] {
            if self.dice.one_in(2) {
                self.law(law, of);
            }
        }
        self.relations();
    }

    fn body(&mut self, key: &str, rarely: usize) {
        let mut record = json!({"organization": key, "name": key.to_uppercase()});
        if !self.dice.one_in(rarely) {
            record["purpose"] = "defence".into();
        } else if self.dice.one_in(2) {
            record["purpose"] = "customs_union".into();
        }
        if self.dice.one_in(8) {
            record["coverage"] = json!({"level": "partial"});
        }
        self.records.push(record);
    }

    fn text(&mut self, key: &str, form: &str, parties: Value) {
        let mut record = json!({"treaty": key, "name": key.to_uppercase(), "form": form});
        if !parties.is_null() {
            record["parties"] = parties;
        }
        if self.dice.one_in(4) {
            record["in_force"] = some_day(self.dice, 0, 6).into();
        }
        // A treaty is signed before anything is in force.
        if self.dice.one_in(3) {
            let year = self.dice.pick(&["2018..2019", "2018-06-01..2019-01-31", "2019-02-01"]);
            record["signed"] = year.into();
        }
        self.records.push(record);
    }

    fn link(&mut self, of: &str, text: &str, role: &str) {
        let key = format!("{of}-{text}");
        self.records.push(json!({"link": key, "of": of, "instrument": text, "role": role}));
    }

    /// From some day, to a later one, as far as these are told.
    fn time(&mut self, record: &mut Value, often: usize) {
        let mut from = 0;
        if self.dice.below(10) < often {
            let first = some_day(self.dice, 0, 5);
            from = number(first.split("..").last().unwrap()) + 1;
            record["from"] = first.into();
        }
        if from < DAYS - 9 && self.dice.below(10) < often / 2 {
            record["to"] = some_day(self.dice, from, 5).into();
        }
    }

    fn spell(&mut self, member: &str, of: &str) {
        let key = format!("{member}-{of}");
        let status = if of == "base" || of == "under" { "party" } else { "member" };
        let status = if self.dice.one_in(12) { "observer" } else { status };
        let mut record = json!({"membership": key, "member": member, "of": of, "status": status});
        self.time(&mut record, 5);
        self.records.push(record);
        if self.dice.one_in(8) {
            let key = format!("{member}-{of}-contested");
            let mut overlay =
                json!({"overlay": key, "member": member, "of": of, "kind": "contested"});
            self.time(&mut overlay, 3);
            self.records.push(overlay);
        }
    }

    fn provision(&mut self, text: &str, at: usize, is_old: bool) {
        let qualifiers = ["absolute", "absolute", "aims_contrary", "directed_against"];
        let scopes = ["neutrality", "neutrality", "other_treaties", "old"];
        let (kind, params) = if is_old {
            match self.dice.below(15) {
                0..3 => {
                    let qualifier = self.dice.pick(&qualifiers);
                    let bar = json!({"object": "military_alliance", "qualifier": qualifier});
                    ("exclusivity", bar)
                }
                3..6 => ("non_contradiction", json!({})),
                6..8 => ("mutual_defence", json!({"strength": "auto"})),
                8 => ("non_aggression", json!({})),
                9 => ("directed_against", json!({})),
                10 => {
                    let object = self.dice.pick(&["foreign_bases", "trade_agreement"]);
                    ("consent_required", json!({"object": object}))
                }
                11 => ("exclusivity", json!({"object": "customs_union"})),
                12 => ("free_trade", json!({"unions": "excluded"})),
                13 => {
                    let bars = self.dice.pick(&["military_alliance", "foreign_bases"]);
                    ("neutrality", json!({"bars": bars}))
                }
                _ => ("free_trade", json!({})),
            }
        } else {
            match self.dice.below(10) {
                0..2 => ("mutual_defence", json!({})),
                // What leaves no choice contradicts for certain.
                2 => ("mutual_defence", json!({"strength": "auto"})),
                3..6 => ("savings", json!({"scope": self.dice.pick(&scopes)})),
                6 => ("exclusivity", json!({"object": "military_alliance"})),
                7 => ("free_trade", json!({})),
                8 => {
                    let said = self.dice.pick(&["leave", "keep", "leave"]);
                    let day = self.dice.pick(&["2018-07-01", "2019-01-01"]);
                    let outsiders =
                        json!({"tariff": "in_operation", "outsiders": said, "outsiders_day": day});
                    ("customs_union", outsiders)
                }
                _ => ("non_contradiction", json!({})),
            }
        };
        let mut params = params;
        if self.dice.one_in(6) {
            params["contested"] = "existence".into();
        }
        let mut record = json!({"provision": format!("{text}-{at}"), "of": text, "kind": kind, "params": params});
        if self.dice.one_in(8) {
            record["bound"] = json!([self.dice.pick(&STATES[..2])]);
        }
        if kind == "neutrality" && self.dice.one_in(2) {
            record["counterparty"] = json!([self.dice.pick(&STATES)]);
        }
        self.time(&mut record, 4);
        self.records.push(record);
        if is_old && at == 0 && !self.dice.one_in(3) {
            let months = self.dice.pick(&["1", "2"]);
            let params = json!({"right": "yes", "notice_months": months});
            self.records.push(
                json!({"provision": format!("{text}-out"), "of": text, "kind": "withdrawal", "params": params}),
            );
        }
    }

    fn law(&mut self, key: &str, of: &str) {
        self.records.push(
            json!({"law": key, "name": key.to_uppercase(), "form": "statute", "parties": [of]}),
        );
        let kind = self.dice.pick(&["neutrality", "non_alignment", "base_ban"]);
        let bars = ["military_alliance", "military_alliance", "foreign_bases", "rigid_association"];
        let bars = self.dice.pick(&bars);
        let mut record = json!({"provision": format!("{key}-1"), "of": key, "kind": kind, "params": {"bars": bars}});
        self.time(&mut record, 4);
        self.records.push(record);
    }

    fn relations(&mut self) {
        let sayings = [
            ("hostility", "c", "b"),
            ("hostility", "d", "b"),
            ("opposed", "new", "old"),
            ("directed_against", "new", "b"),
        ];
        for (at, (kind, subject, object)) in sayings.into_iter().enumerate() {
            if self.dice.one_in(3) {
                let key = format!("relation-{at}");
                let mut record =
                    json!({"relation": key, "kind": kind, "subject": subject, "object": object});
                self.time(&mut record, 5);
                self.records.push(record);
            }
        }
    }
}

/// A change or several, and what is assumed beside them.
fn hypothesis(dice: &mut Dice, records: &[Value]) -> Value {
    let provisions: Vec<&str> =
        records.iter().filter_map(|one| one["provision"].as_str()).collect();
    let n = if dice.one_in(2) { 1 } else { 1 + dice.below(3) };
    let changes: Vec<Value> = (0..n).map(|_| change(dice, &provisions)).collect();
    let mut facts = Vec::new();
    if dice.one_in(4) {
        let (a, b) = (dice.pick(&STATES), dice.pick(&STATES));
        let contested = dice.one_in(2);
        if a != b {
            facts.push(
                json!({"hostility": {"a": a, "b": b, "source": "assumed", "contested": contested}}),
            );
        }
    }
    if dice.one_in(4) {
        let contested = dice.one_in(2);
        facts.push(json!({"directed_against": {"what": "new", "against": dice.pick(&STATES), "source": "assumed", "contested": contested}}));
    }
    let mut file = json!({"as_of": day(10 + dice.below(40)), "changes": changes, "facts": facts});
    if dice.one_in(5) {
        file["notice"] = some_day(dice, 0, 5).into();
    }
    file
}

fn change(dice: &mut Dice, provisions: &[&str]) -> Value {
    // The first two are parties to most, and have laws.
    let state = if dice.one_in(2) { dice.pick(&STATES[..2]) } else { dice.pick(&STATES) };
    let effective = if dice.one_in(4) { json!(some_day(dice, 5, 4)) } else { Value::Null };
    match dice.below(14) {
        0..4 => {
            let kind = if dice.one_in(5) { "consultation" } else { "mutual_defence" };
            let organization = if dice.one_in(4) { "old" } else { "new" };
            json!({"acquire": {"organization": organization, "provision": kind, "effective": effective}})
        }
        4..7 => {
            json!({"join": {"state": state, "organization": dice.pick(&["new", "new", "old"]), "effective": effective}})
        }
        7..9 => {
            json!({"leave": {"state": state, "organization": dice.pick(&["old", "old", "new"]), "effective": effective}})
        }
        9..11 => {
            let parties: Vec<&str> = STATES.iter().copied().filter(|_| !dice.one_in(4)).collect();
            json!({"conclude": {"treaty": "brand-new", "parties": parties, "provisions": ["mutual_defence"], "effective": effective}})
        }
        11 => {
            json!({"enact": {"state": state, "bars": "military_alliance", "rank": "statute", "effective": effective}})
        }
        12 => {
            json!({"host_base": {"host": state, "sender": dice.pick(&STATES), "effective": effective}})
        }
        _ => {
            json!({"amend": {"provision": dice.pick(provisions), "to": "mutual_defence", "effective": effective}})
        }
    }
}

// What it may turn out to be.

/// A day that was known within bounds, known better; how much better is left to chance.
fn narrower(dice: &mut Dice, value: &mut Value) {
    let Some((lo, hi)) = value.as_str().and_then(|text| text.split_once("..")) else { return };
    let (lo, hi) = (number(lo), number(hi));
    match dice.below(4) {
        0 => {}
        1 => {
            let from = lo + dice.below(hi - lo + 1);
            let to = from + dice.below(hi - from + 1);
            *value =
                if from == to { day(from) } else { format!("{}..{}", day(from), day(to)) }.into();
        }
        _ => *value = day(lo + dice.below(hi - lo + 1)).into(),
    }
}

const DATES: [&str; 5] = ["from", "to", "in_force", "date", "effective"];

/// Days of signature that lie within those of a text whose day is open.
const SIGNED: [&str; 2] = ["2018-06-15", "2019-01-15"];

/// The same case, of which more is known: days are narrowed, and what is contested is so or not.
pub(crate) fn narrowed(dice: &mut Dice, case: &Dense) -> Dense {
    let mut narrow = case.clone();
    let mut gone: Vec<String> = Vec::new();
    narrow.records.retain_mut(|record| {
        for name in DATES {
            if let Some(value) = record.get_mut(name) {
                narrower(dice, value);
            }
        }
        if record["signed"].as_str().is_some_and(|day| day.contains("..")) && dice.one_in(2) {
            record["signed"] = dice.pick(&SIGNED).into();
        }
        if record["kind"] == "contested" {
            match dice.below(3) {
                0 => {}
                // It is so; a contest for a time says nothing of the rest.
                1 => return false,
                _ if record.get("from").is_none() && record.get("to").is_none() => {
                    gone.push(format!("{}-{}", text(&record["member"]), text(&record["of"])));
                    return false;
                }
                _ => {}
            }
        }
        if record["params"].get("contested").is_some() {
            match dice.below(3) {
                0 => {}
                1 => drop(record["params"].as_object_mut().unwrap().remove("contested")),
                // Other records may name it; it has no day on which it stands.
                _ => {
                    record["params"].as_object_mut().unwrap().remove("contested");
                    record["from"] = "1900-01-01".into();
                    record["to"] = "1900-01-02".into();
                }
            }
        }
        if record["coverage"]["level"] == "partial" && dice.one_in(2) {
            record.as_object_mut().unwrap().remove("coverage");
        }
        true
    });
    // What was not so was so never; that there is a record of it still tells that no list decides.
    for record in &mut narrow.records {
        if record["membership"].as_str().is_some_and(|key| gone.iter().any(|gone| gone == key)) {
            record["from"] = "1900-01-01".into();
            record["to"] = "1900-01-02".into();
        }
    }
    if let Some(notice) = narrow.change.get_mut("notice") {
        narrower(dice, notice);
    }
    for change in narrow.change["changes"].as_array_mut().unwrap() {
        for fields in change.as_object_mut().unwrap().values_mut() {
            if let Some(value) = fields.get_mut("effective") {
                narrower(dice, value);
            }
        }
    }
    narrow.change["facts"].as_array_mut().unwrap().retain_mut(|fact| {
        let fields: &mut Map<String, Value> =
            fact.as_object_mut().unwrap().values_mut().next().unwrap().as_object_mut().unwrap();
        if fields["contested"] == true {
            match dice.below(3) {
                0 => {}
                1 => drop(fields.insert("contested".into(), false.into())),
                _ => return false,
            }
        }
        true
    });
    narrow
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

impl Dense {
    /// The world, if these records make one.
    pub(crate) fn world(&self) -> Option<World> {
        let lines: Vec<String> = self.records.iter().map(Value::to_string).collect();
        World::from_jsonl("dense", lines.join("\n")).ok()
    }

    /// The hypothesis in its world.
    pub(crate) fn file(&self, world: &World) -> Option<ScenarioFile> {
        Scenario::from_json(world, &self.change.to_string()).ok()
    }

    /// The cases with one record, one change or one assumption less, from which a failure may be told more shortly.
    pub(crate) fn smaller(&self) -> Vec<Self> {
        let mut found = Vec::new();
        for at in 0..self.records.len() {
            let mut one = self.clone();
            one.records.remove(at);
            found.push(one);
        }
        for list in ["changes", "facts"] {
            for at in 0..self.change[list].as_array().map_or(0, Vec::len) {
                let mut one = self.clone();
                one.change[list].as_array_mut().unwrap().remove(at);
                found.push(one);
            }
        }
        for (at, record) in self.records.iter().enumerate() {
            for name in ["from", "to", "in_force", "coverage", "bound"] {
                if record.get(name).is_some() {
                    let mut one = self.clone();
                    one.records[at].as_object_mut().unwrap().remove(name);
                    found.push(one);
                }
            }
        }
        found
    }
}

impl fmt::Display for Dense {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for record in &self.records {
            writeln!(f, "{record}")?;
        }
        writeln!(f, "? {}", self.change)
    }
}
