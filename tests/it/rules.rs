//! Every rule of the catalogue, all round: a file of its own, a scenario, a line on the pages, words, and an arm of the checker; and
//! what a hypothesis itself enacts.
#![cfg(feature = "dataset")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use comity::explain::case;
use comity::model::{Bars, EffectKind, Engagement, LawForm};
use comity::proof::check::check;
use comity::proof::{Fact, Proof};
use comity::verdict::{Class, Clause, Ground, Rule, Verdict};
use comity::{Change, Consequences, Loader, Organization, Scenario, State, World, date};
use serde_json::Value;

use super::cases::{Case, cases};
use super::sources::{bare, is_test, sources};

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The names of the files of a folder, by name.
fn files(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn every_rule_has_a_file_of_its_own_with_its_horn_clause() {
    let all = files("src/rules/conflict");
    for rule in Rule::ALL {
        let prefix = rule.as_str().to_lowercase() + "_";
        let own: Vec<&String> = all.iter().filter(|name| name.starts_with(&prefix)).collect();
        let [file] = &own[..] else { panic!("{}: {own:?}", rule.as_str()) };
        let text = read(&format!("src/rules/conflict/{file}"));
        let heading = format!("//! {}: ", rule.as_str());
        assert!(text.starts_with(&heading), "{file} begins with its name and what it says");
        let clause = text.split("//! ```").nth(1).unwrap_or_default();
        assert!(clause.contains(":-"), "{file} has its Horn clause above the function");
    }
}

#[test]
fn every_rule_has_its_line_on_the_pages() {
    let pages = [("src/rules/conflict/mod.rs", "//! | "), ("src/guide/answers.md", "| ")];
    for (page, mark) in pages {
        let text = read(page);
        for rule in Rule::ALL {
            let row = format!("{mark}{} |", rule.as_str());
            assert!(text.lines().any(|line| line.starts_with(&row)), "{page}: {}", rule.as_str());
        }
    }
}

/// The files that the page names for something new; a name with a stroke at the end is a room.
fn named_for(what: &str) -> Vec<String> {
    let page = read("src/guide/architecture.md");
    let section = page.split_once(&format!("## To add a {what}\n")).unwrap().1;
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    rows.map(|(file, _)| file.to_owned()).collect()
}

/// The sources, without comments and tests, that are not among those that the page names.
fn sources_beside(named: &[String]) -> Vec<(String, String)> {
    let is_named = |file: &str| {
        named.iter().any(|name| file == *name || name.ends_with('/') && file.starts_with(name))
    };
    for name in named {
        assert!(sources().iter().any(|(file, _)| file.starts_with(name)), "no {name}");
    }
    let beside = sources().into_iter().filter(|(file, _)| !is_named(file) && !is_test(file));
    beside.map(|(file, text)| (file, bare(&text))).collect()
}

#[test]
fn a_new_rule_is_met_where_the_page_says_and_nowhere_else() {
    let named = named_for("conflict rule");
    // Two files of one room: its own, and the catalogue.
    assert_eq!(named.len(), 4, "{named:?}");
    for (file, text) in sources_beside(&named) {
        let names_one =
            Rule::ALL.iter().any(|rule| text.contains(&format!("Rule::{}", rule.as_str())));
        assert!(!names_one, "{file} asks which rule it is, and is not on the page");
    }
}

#[test]
fn a_new_provision_kind_is_met_where_the_page_says_and_nowhere_else() {
    let named = named_for("provision kind");
    // One of them says no more than where it stands in the prepared form.
    assert_eq!(named.len(), 6, "{named:?}");
    // Whoever tells all kinds apart has to tell a new one; whoever asks for some of them does not.
    for (file, text) in sources_beside(&named) {
        let tells_all = EffectKind::ALL.iter().all(|kind| {
            let name = format!("{kind:?}");
            text.contains(&format!("Effect::{name}"))
                || text.contains(&format!("EffectKind::{name}"))
        });
        assert!(!tells_all, "{file} tells all kinds apart, and is not on the page");
    }
}

/// The rules that the rows of a scenario name.
fn rules_named(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| rules_named(value, found)),
        Value::Object(fields) => {
            found.extend(fields.get("rule").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|value| rules_named(value, found));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The cases that expect something of a rule, by its name.
fn expecting() -> BTreeMap<String, Vec<&'static Case>> {
    let mut by_rule: BTreeMap<String, Vec<&Case>> = BTreeMap::new();
    for case in cases().iter().filter(|case| case.world.is_none() && case.known_by.is_none()) {
        let mut named = Vec::new();
        rules_named(&case.expect, &mut named);
        named.sort();
        named.dedup();
        for rule in named {
            by_rule.entry(rule).or_default().push(case);
        }
    }
    by_rule
}

/// A proof of the scenarios in which a rule finds a conflict, with the answer that it is of and what that says in words.
fn a_proof_by(
    world: &World,
    rule: Rule,
    expecting: &[&Case],
    mut then: impl FnMut(&Consequences<'_>, &Proof, usize, &str),
) -> bool {
    for Case { file, .. } in expecting.iter().copied() {
        let reading = file.reading.clone().unwrap_or_default();
        let view = world.as_of(file.as_of.unwrap_or_else(|| world.newest())).under(&reading);
        let answer = view.consequences_of(&file.scenario);
        let has = |finding: &comity::Finding<'_, '_>| {
            finding.conflicts().iter().any(|one| one.rule == rule && one.class > Class::None)
        };
        if let Some(finding) = answer.findings().find(has) {
            let why = finding.why();
            let at = why.steps().iter().position(|step| {
                matches!(step.fact, Fact::Conflict { rule: by, class, .. } if by == rule && class > Class::None)
            });
            then(&answer, why.proof(), at.unwrap(), &why.to_string());
            return true;
        }
    }
    false
}

#[test]
fn every_rule_has_a_scenario_words_and_an_arm_of_the_checker() {
    let world = World::bundled();
    let by_name = expecting();
    for rule in Rule::ALL {
        let name = rule.as_str();
        let own =
            by_name.get(name).unwrap_or_else(|| panic!("no scenario expects anything of {name}"));
        let found = a_proof_by(&world, rule, own, |answer, proof, at, told| {
            assert!(told.contains(&format!("rule {name})")), "{name} is told in words: {told}");
            let view = answer.view();
            let accepted = |proof: &Proof| check(&case(&view, answer.scenario()), proof).is_ok();
            assert!(accepted(proof), "{name}: {proof}");
            // What the rule finds is what the checker finds: no other rule, class or ground will do.
            for forged in forged(&proof.steps[at].fact) {
                let mut other = proof.clone();
                other.steps[at].fact = forged;
                assert!(!accepted(&other), "{name}: {other}");
            }
        });
        assert!(found, "in no scenario that names {name} does it find a conflict");
    }
}

/// The same conflict by another rule, of another class, or on another ground.
fn forged(fact: &Fact) -> Vec<Fact> {
    let Fact::Conflict { at, state, provision, brought, rule, class, truth, because, saved_by } =
        fact.clone()
    else {
        panic!("no conflict: {fact:?}");
    };
    let other = |rule, class, because| Fact::Conflict {
        at,
        state: state.clone(),
        provision: provision.clone(),
        brought: brought.clone(),
        rule,
        class,
        truth,
        because,
        saved_by: saved_by.clone(),
    };
    let rules = Rule::ALL.map(|rule| other(rule, class, because.clone()));
    let classes = Class::ALL.map(|class| other(rule, class, because.clone()));
    let grounds = [Ground::NotTouched, Ground::InsideCircle, Ground::Appreciation];
    let grounds = grounds.map(|ground| other(rule, class, ground));
    let mut all = [&rules[..], &classes, &grounds].concat();
    all.retain(|forged| forged != fact);
    all
}

/// Two states in a union, one of which has the law `enacted`; joining the league brings mutual defence, and leaves neutrality alone.
const TWO_LAWS: &str = r#"{"state":"a","name":"A"}
{"state":"b","name":"B"}
{"state":"c","name":"C"}
{"organization":"union","name":"Union"}
{"organization":"league","name":"League","purpose":"defence"}
{"treaty":"covenant","name":"Covenant","form":"treaty","in_force":"1970-01-01"}
{"link":"league-covenant","of":"league","instrument":"covenant","role":"constituent"}
{"provision":"covenant-1","of":"covenant","article":"1","kind":"mutual_defence","params":{"strength":"auto"}}
{"provision":"covenant-2","of":"covenant","article":"2","kind":"savings","params":{"scope":"neutrality"}}
{"membership":"a-in","member":"a","of":"union","status":"member","from":"1970-01-01"}
{"membership":"b-in","member":"b","of":"union","status":"member","from":"1970-01-01"}
{"membership":"c-in","member":"c","of":"union","status":"member","from":"1970-01-01"}
{"membership":"b-league","member":"b","of":"league","status":"member","from":"1970-01-01"}
{"membership":"c-league","member":"c","of":"league","status":"member","from":"1970-01-01"}
{"law":"basic","name":"Basic law","form":"constitution","in_force":"1990-01-01","parties":["a"]}
{"provision":"enacted","of":"basic","article":"1","kind":"base_ban","params":{"bars":"foreign_bases"},"from":"1990-01-01"}
"#;

fn no_alliances() -> Bars {
    [Engagement::MilitaryAlliance].into_iter().collect()
}

fn two_laws(then: impl FnOnce(&World, comity::StateId, comity::OrganizationId)) {
    let world = Loader::new().text("two laws", TWO_LAWS).load().unwrap().world;
    let (a, union) = (world.find::<State>("a").unwrap(), world.find("union").unwrap());
    then(&world, a, union);
}

#[test]
fn a_provision_with_the_key_enacted_is_not_the_law_that_a_change_enacts() {
    two_laws(|world, a, union| {
        let scenario = Scenario::new(Change::enact(a, no_alliances(), LawForm::Statute))
            .then(Change::acquire(union, EffectKind::MutualDefence));
        let answer = world.as_of(date(2000, 1, 1)).consequences_of(&scenario);
        let finding = answer.finding(a).unwrap();
        assert_eq!(finding.verdict(), Verdict::MustChangeLaw);
        assert_eq!(finding.laws(), [Clause::Enacted { change: 0 }]);
        let why = finding.why();
        why.verify().unwrap_or_else(|forgery| panic!("{forgery}\n{}", why.proof()));
        // Nor does the record take the place of the law in a proof.
        let mut forged = why.proof().clone();
        for step in &mut forged.steps {
            if let Fact::Conflict { provision: provision @ Clause::Enacted { .. }, .. } =
                &mut step.fact
            {
                *provision = Clause::Recorded("enacted".into());
            }
        }
        assert_ne!(forged, *why.proof());
        assert!(check(&case(&answer.view(), answer.scenario()), &forged).is_err());
    });
}

#[test]
fn two_laws_that_changes_enact_are_two() {
    two_laws(|world, a, union| {
        let scenario = Scenario::new(Change::enact(a, no_alliances(), LawForm::Statute))
            .then(Change::enact(a, no_alliances(), LawForm::Constitution))
            .then(Change::acquire(union, EffectKind::MutualDefence));
        let answer = world.as_of(date(2000, 1, 1)).consequences_of(&scenario);
        let finding = answer.finding(a).unwrap();
        assert_eq!(finding.laws(), [0, 1].map(|change| Clause::Enacted { change }));
        finding.why().verify().unwrap();
        // In the JSON form both have the word that stands for what has no key, once.
        let json: Value = serde_json::from_str(&answer.to_json()).unwrap();
        assert_eq!(json["must_change_law"][0]["laws"], serde_json::json!(["enacted"]));
    });
}

#[test]
fn a_savings_clause_settles_a_law_that_is_enacted_like_one_on_record() {
    two_laws(|world, a, _| {
        let league = world.find::<Organization>("league").unwrap();
        let scenario = Scenario::new(Change::enact(a, no_alliances(), LawForm::Statute))
            .then(Change::join(a, league));
        let answer = world.as_of(date(2000, 1, 1)).consequences_of(&scenario);
        let finding = answer.finding(a).unwrap();
        assert_eq!(finding.verdict(), Verdict::Free);
        let saved = finding.conflicts().iter().find(|one| one.class == Class::Saved).unwrap();
        assert_eq!(saved.provision, Clause::Enacted { change: 0 });
        finding.why().verify().unwrap();
    });
}

#[test]
fn a_law_that_is_enacted_stays_in_the_way_of_whoever_does_something_else() {
    let world = World::bundled();
    let find = |key: &str| world.find::<State>(key).unwrap();
    let ots = world.find::<Organization>("ots").unwrap();
    let scenario = Scenario::new(Change::enact(find("tur"), no_alliances(), LawForm::Statute))
        .then(Change::acquire(ots, EffectKind::MutualDefence));
    let answer = world.as_of(date(2024, 10, 20)).consequences_of(&scenario);
    let alternatives = answer.deliberate().alternatives();
    let law = (find("tur"), Clause::Enacted { change: 0 });
    let (with, without): (Vec<_>, Vec<_>) =
        alternatives.iter().partition(|one| one.removes.contains(&law));
    // That Uzbekistan repeals its own law comes before the pact, and changes nothing for Türkiye.
    assert!(without.iter().any(|one| one.removes.iter().all(|(who, _)| *who == find("uzb"))));
    assert!(with.iter().all(|one| one.removes.len() > 1 || one.removes[0] == law));
    assert!(with.len() < without.len(), "{with:?}");
}
