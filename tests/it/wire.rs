//! What is told comes back as it was: answers, hypotheses, proofs and receipts survive the way through JSON, what is kept can be
//! bound to a world and checked against its records, and whatever is wrong is told with its place.
#![cfg(feature = "dataset")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail the test")]

use std::fmt::Debug;

use comity::model::EffectKind;
use comity::wire::{CheckError, QuestionError, Receipt, Rows, Stored, StoredAnswer, WhatIfAnswer};
use comity::{
    Answer, Change, Consequences, Date, Day, Loader, Organization, Proof, Question, Reading,
    Scenario, State, Verdict, View, World, date,
};
use serde_json::Value;

use super::cases::{Case, cases, kept};
use super::cores::each;
use super::dice::Dice;

/// All questions of `data/questions` that are asked of the record alone.
pub(super) fn questions() -> Vec<Value> {
    let files = [
        include_str!("data/questions/claims.json"),
        include_str!("data/questions/commitments.json"),
        include_str!("data/questions/dates.json"),
        include_str!("data/questions/edges.json"),
        include_str!("data/questions/exits.json"),
        include_str!("data/questions/membership.json"),
        include_str!("data/questions/names.json"),
        include_str!("data/questions/texts.json"),
        include_str!("data/questions/vetoes.json"),
    ];
    files.iter().flat_map(|file| serde_json::from_str::<Vec<Value>>(file).unwrap()).collect()
}

/// The view and the question of an entry.
fn asked<'w>(world: &'w World, entry: &Value) -> (View<'w>, Question) {
    let question = Question::from_json(world, &entry["question"].to_string()).unwrap();
    let reading = entry["reading"].as_str().map_or_else(Reading::strict, Reading::named);
    let mut view =
        world.as_of(entry["as_of"].as_str().unwrap().parse::<Date>().unwrap()).under(reading);
    if let Some(day) = entry["known_by"].as_str() {
        view = view.known_by(day.parse::<Day>().unwrap());
    }
    (view, question)
}

/// The flagship, as it is kept.
fn alliance(world: &World) -> Consequences<'_> {
    let ots = world.find::<Organization>("ots").unwrap();
    world.as_of(date(2024, 10, 20)).consequences_of(Change::acquire(ots, EffectKind::MutualDefence))
}

/// What is written is read back, equal and with equal bytes.
fn back<T: PartialEq + Debug>(
    value: &T,
    write: impl Fn(&T) -> String,
    read: impl Fn(&str) -> Result<T, QuestionError>,
) {
    let text = write(value);
    assert!(!text.contains('\n'));
    match read(&text) {
        Err(error) => panic!("{error}\n{text}"),
        Ok(again) => {
            assert_eq!(again, *value, "{text}");
            assert_eq!(write(&again), text);
        }
    }
}

/// What is kept comes back, names nothing that its world lacks, is accepted, and asks what was asked.
fn keeps(world: &World, view: View<'_>, question: &Question, stored: &Stored) {
    back(stored, Stored::to_json, Stored::from_json);
    assert!(stored.is_of(world));
    if let Err(error) = stored.check(world) {
        panic!("{error}\n{}", stored.to_json());
    }
    let resolved = stored.resolve(world).unwrap();
    assert_eq!(resolved.question(), question, "{}", stored.to_json());
    let (one, two) = (resolved.view(), view);
    let days = ((one.as_of(), one.knowledge()), (two.as_of(), two.knowledge()));
    assert_eq!(days.0, days.1, "{}", stored.to_json());
    assert_eq!(one.reading(), two.reading(), "{}", stored.to_json());
    assert_eq!(resolved.verdicts().len(), stored.answer().verdicts().len());
}

#[test]
fn every_question_is_kept_and_comes_back() {
    let world = World::bundled();
    let questions = questions();
    let mut kinds: Vec<&str> = each(&questions, |entry| {
        let (view, question) = asked(&world, entry);
        let stored = view.ask_stored(&question);
        keeps(&world, view, &question, &stored);
        let StoredAnswer::Asked(answer) = stored.answer() else { panic!("a question was asked") };
        back(&**answer, Answer::to_json, Answer::from_json);
        question.kind().as_str()
    });
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds.len(), comity::question::QuestionKind::ALL.len(), "{kinds:?}");
}

#[test]
fn every_scenario_is_kept_and_comes_back() {
    let bundled = World::bundled();
    let all: Vec<(&Case, &Stored)> = cases().iter().zip(kept()).collect();
    let proofs = each(&all, |(case, stored)| {
        let world = case.world.as_ref().unwrap_or(&bundled);
        let view = case.view(world);
        let file = Scenario::from_json(world, &case.change.to_string()).unwrap();
        let answer = view.consequences_of(&file.scenario);
        // The question as the answer understood it: parties by key, and the like. Every proof is checked on the way.
        keeps(world, view, &Question::must_exit(answer.scenario()), stored);
        let StoredAnswer::WhatIf(told) = stored.answer() else { panic!("a hypothesis was asked") };
        back(&**told, WhatIfAnswer::to_json, WhatIfAnswer::from_json);
        back(&answer.receipt(), Receipt::to_json, Receipt::from_json);
        for proof in stored.proofs() {
            back(proof, Proof::to_json, Proof::from_json);
        }
        stored.proofs().len()
    });
    assert!(proofs.iter().sum::<usize>() > 500, "few proofs: {proofs:?}");
}

#[test]
fn what_is_explained_comes_back() {
    let world = World::bundled();
    let text = alliance(&world).to_json_explained();
    let answer = WhatIfAnswer::from_json(&text).unwrap();
    assert!(answer.explanation.as_ref().unwrap().checked);
    assert_eq!(answer.to_json(), text);
}

/// The names of an object may come in any order.
#[test]
fn the_order_of_names_does_not_matter() {
    let world = World::bundled();
    let stored = alliance(&world).store();
    // serde_json sorts them.
    let sorted: Value = serde_json::from_str(&stored.to_json()).unwrap();
    let pretty = serde_json::to_string_pretty(&sorted).unwrap();
    assert_eq!(Stored::from_json(&pretty).unwrap(), stored);
    let reversed = r#"{"rows":[{"truth":"yes","entity":"kaz"}],"explanation":null,"caveats":[],"kind":"in_both","question":"?","context":{"as_of":"2024","known_by":null,"according_to":null,"readings":["strict"],"notice":"2024"}}"#;
    assert!(
        matches!(Answer::from_json(reversed).unwrap().rows, Rows::Entities(rows) if rows.len() == 1)
    );
}

#[test]
fn the_form_of_proofs_is_stable() {
    let world = World::bundled();
    let answer = alliance(&world);
    let kazakhstan = answer.finding(world.find::<State>("kaz").unwrap()).unwrap();
    let text = kazakhstan.why().proof().to_json();
    assert!(text.starts_with(r#"{"proof":1,"steps":[{"fact":{"#), "{text}");
    for piece in [
        r#"{"fact":{"change":{"at":0,"with":"ots"}},"premises":[],"records":[]}"#,
        r#"{"fact":{"exit":{"state":"kaz","body":"csto","notice":"2024-10-20","mode":"notice","earliest":"2025-04-20","bounds":null}},"#,
        r#"{"fact":{"verdict":{"state":"kaz","verdict":"must_exit","exits":["cst","csto"],"exits_possible":[],"earliest":"2025-04-20"}},"#,
        r#""because":{"outside_circle":{"outsider":""#,
        r#""provision":{"recorded":"p01"},"brought":null,"rule":"X1","class":"hard","truth":"yes""#,
    ] {
        assert!(text.contains(piece), "{piece}\n{text}");
    }
}

#[test]
fn a_record_that_changed_is_noticed() {
    let world = World::bundled();
    let stored = alliance(&world).store();
    let with =
        |line: &str| Loader::new().bundled().layer().text("later", line).load().unwrap().world;

    // A note changes the records, but nothing that is proved.
    let noted = with(r#"{"provision":"p12","note":"the article was read again"}"#);
    assert!(!stored.is_of(&noted));
    assert!(stored.check(&noted).is_ok());

    // Kazakhstan has left the organization.
    let left = with(r#"{"membership":"kaz-csto-member","to":"2024-01-01"}"#);
    assert!(
        matches!(stored.check(&left), Err(CheckError::Forged { .. })),
        "{:?}",
        stored.check(&left)
    );
}

#[test]
fn what_was_tampered_with_is_refused() {
    let world = World::bundled();
    let text = alliance(&world).store().to_json();
    let check = |text: &str| Stored::from_json(text).unwrap().check(&world);
    assert!(check(&text).is_ok());

    // A day of a proof.
    let proof = text.replace(
        r#""mode":"notice","earliest":"2025-04-20""#,
        r#""mode":"notice","earliest":"2025-04-19""#,
    );
    assert!(matches!(check(&proof), Err(CheckError::Forged { .. })));
    // What the answer says, and the proof does not.
    let row = text.replace(
        r#""exits":["cst","csto"],"earliest":"2025-04-20","laws""#,
        r#""exits":["cst"],"earliest":"2025-04-20","laws""#,
    );
    assert_ne!(row, text);
    assert_eq!(check(&row), Err(CheckError::Unproved { state: "kaz".to_owned() }));
    let verdict = text.replacen(
        r#"{"state":"kaz","verdict":"must_exit""#,
        r#"{"state":"kaz","verdict":"free""#,
        1,
    );
    assert_eq!(check(&verdict), Err(CheckError::Unproved { state: "kaz".to_owned() }));
    // The proofs are gone.
    let (before, _) = text.split_once(r#""proofs":"#).unwrap();
    assert!(matches!(check(&format!("{before}\"proofs\":[]}}")), Err(CheckError::Unproved { .. })));
    // The context.
    let context =
        text.replace(r#""context":{"as_of":"2024-10-20""#, r#""context":{"as_of":"2010-10-20""#);
    assert!(matches!(check(&context), Err(CheckError::Forged { .. })));
}

/// What was said is kept with the proof of every verdict, opinions included.
#[test]
fn how_claims_stand_is_kept_with_its_proofs() {
    let world = World::bundled();
    let ozer = world.entity("ozer").unwrap();
    let view = world.as_of(date(2024, 10, 20));
    let stored = view.ask_stored(&Question::claims_by(ozer));
    let StoredAnswer::Asked(answer) = stored.answer() else { panic!("a question was asked") };
    assert_eq!(stored.proofs().len(), answer.rows.len());
    let text = stored.to_json();
    let check = |text: &str| Stored::from_json(text).unwrap().check(&world);
    assert_eq!(check(&text), Ok(()));
    let told = view.ask_explained(&Question::claims_by(ozer)).explanation.unwrap();
    assert!(
        told.checked && told.steps.iter().any(|step| step.rule == "word" || step.rule == "claim")
    );

    // What the answer says, and the proof does not.
    let row = text.replacen(r#""verdict":"opinion""#, r#""verdict":"refuted""#, 1);
    assert!(matches!(check(&row), Err(CheckError::UnprovedClaim { .. })));
    // What the proof says, and the record does not.
    let proof = text.replace(
        r#""ground":"judgement","verdict":"opinion""#,
        r#""ground":"record","verdict":"refuted""#,
    );
    assert!(matches!(check(&proof), Err(CheckError::Forged { .. })));
    let (before, _) = text.split_once(r#""proofs":"#).unwrap();
    let bare = format!("{before}\"proofs\":[]}}");
    assert!(matches!(check(&bare), Err(CheckError::UnprovedClaim { .. })));
}

/// All that a world lacks is told at once, each key once.
#[test]
fn what_a_world_lacks_is_told() {
    let world = World::bundled();
    let text = alliance(&world).store().to_json();
    let other = text
        .replace(r#""organization":"ots""#, r#""organization":"otz""#)
        .replace("\"kaz\"", "\"kax\"")
        .replace("\"p01\"", "\"p0001\"");
    let error = Stored::from_json(&other).unwrap().resolve(&world).unwrap_err();
    let question = error.question.as_ref().unwrap();
    assert_eq!((question.code, &*question.near), ("unknown-key", &["ots".to_owned()][..]));
    let missing: Vec<(&str, Option<&str>)> =
        error.missing.iter().map(|one| (&*one.key, one.near.first().map(|near| &**near))).collect();
    assert_eq!(missing, [("kax", Some("kaz")), ("p0001", None)]);
    assert_eq!(error.to_string().lines().count(), 3, "{error}");
    assert_eq!(comity::Error::from(error.clone()).to_string(), error.to_string());

    // Something of the key is there, but cannot be left.
    let law = text.replace(r#""exits":["cst","csto"]"#, r#""exits":["cst","rus"]"#);
    let error = Stored::from_json(&law).unwrap().resolve(&world).unwrap_err();
    assert_eq!(error.to_string(), "`rus` is a state, not an organization; did you mean `rss`?");
}

#[test]
fn what_is_wrong_with_a_text_is_told_with_its_place() {
    let world = World::bundled();
    let text = alliance(&world).store().to_json();
    let wrong = |text: &str| Stored::from_json(text).unwrap_err();
    let at = |from: &str, to: &str, code: &str, path: &str| {
        let text = text.replacen(from, to, 1);
        let error = wrong(&text);
        assert_eq!(error.code, code, "{error}");
        assert!(error.message.starts_with(path), "{path}: {error}");
        assert!(error.position.is_some(), "{error}");
        error
    };
    at(r#"{"stored":1"#, r#"{"stored":2"#, "wrong-type", "stored: this is version 2");
    at(
        r#""verdict":"must_exit""#,
        r#""verdict":"must_exist""#,
        "unknown-word",
        "answer.must_exit[0].verdict: ",
    );
    at(
        r#""earliest":"2025-04-20""#,
        r#""earliest":"2025-04-31""#,
        "wrong-type",
        "answer.must_exit[0].earliest: ",
    );
    at(r#""soft":["#, r#""sofd":["#, "unknown-field", "answer.must_exit[0]");
    at(r#""proof":1,"#, "", "missing-field", "proofs[0]: the field `proof`");
    let number =
        at(r#""question":"if"#, r#""kind":"what_if","question":"if"#, "duplicate-field", "answer");
    assert!(number.to_string().contains("twice"), "{number}");
    at(
        r#""premises":[]"#,
        r#""premises":["x"]"#,
        "wrong-type",
        "proofs[0].steps[0].premises[0]: expected u32, found a string",
    );
    assert_eq!(wrong("").code, "syntax");
    assert_eq!(wrong("[]").code, "wrong-type");
    assert_eq!(
        Proof::from_json(r#"{"proof":1,"steps":[{"fact":"change","premises":[],"records":[]}]}"#)
            .unwrap_err()
            .code,
        "wrong-type"
    );
    assert_eq!(Answer::from_json(r#"{"kind":"membres"}"#).unwrap_err().near[0], "members");
    assert_eq!(Receipt::from_json("{}").unwrap_err().code, "missing-field");
}

/// Whatever is done to the bytes, reading and checking give an answer.
#[test]
fn mutilated_texts_do_not_panic() {
    let world = World::bundled();
    let text = alliance(&world).store().to_json();
    let mut dice = Dice(7);
    for _ in 0..300 {
        let mut bytes = text.clone().into_bytes();
        for _ in 0..=dice.below(2) {
            let at = dice.below(bytes.len());
            bytes[at] = b"{}[]\",:0x-"[dice.below(10)];
        }
        if dice.below(4) == 0 {
            bytes.truncate(dice.below(text.len()));
        }
        let mutilated = String::from_utf8_lossy(&bytes);
        if let Ok(stored) = Stored::from_json(&mutilated) {
            let _ = stored.check(&world);
        }
    }
}

#[test]
fn the_verdicts_are_values_of_the_world() {
    let world = World::bundled();
    let stored = Stored::from_json(&alliance(&world).store().to_json()).unwrap();
    let resolved = stored.resolve(&world).unwrap();
    let answer = resolved.view().consequences_of(resolved.question().scenario().unwrap());
    assert!(!resolved.verdicts().is_empty());
    for one in resolved.verdicts() {
        let state = world.find::<State>(world.key(one.entity)).unwrap();
        let finding = answer.finding(state).unwrap();
        assert_eq!(one.verdict, finding.verdict());
        assert_eq!(one.earliest, finding.earliest());
        assert!(one.exits.iter().copied().eq(finding.bodies()));
        assert_eq!(one.verdict == Verdict::MustExit, !one.exits.is_empty());
    }
}
