//! Every verdict on a claim has a proof: the checker accepts it, from JSON as well, and nothing that is nearly it.

use comity::answer::{ClaimFinding, ClaimVerdict};
use comity::explain::{Explanation, case};
use comity::model::{Claim, RecordId};
use comity::proof::check::check;
use comity::proof::{Fact, Proof};
use comity::{Id, Scenario, Truth, World, date};
use serde_json::Value;

use super::claims::{CLAIMS, rows, small_text};

fn load(text: &str) -> World {
    World::from_jsonl("claims", text).unwrap_or_else(|errors| panic!("{errors}"))
}

fn claim(world: &World, key: &str) -> Id<Claim> {
    match world.record(key) {
        Ok(RecordId::Claim(id)) => id,
        other => panic!("{key}: {other:?}"),
    }
}

/// What is wrong with the proof of a finding, if anything is.
fn fault(world: &World, held: &ClaimFinding<'_>) -> Option<String> {
    let key = &world[held.claim].key;
    let why = held.why();
    if let Err(forgery) = why.verify() {
        return Some(format!("{key}: {forgery}\n{}", why.proof()));
    }
    let Some(Fact::Claim { claim, verdict, ground, truth, .. }) = why.proof().conclusion() else {
        return Some(format!("{key}: {:?}", why.proof().conclusion()));
    };
    assert_eq!((claim, *verdict, *ground), (key, held.verdict, held.ground));
    assert_eq!(*truth, held.truth);
    let read = Proof::from_json(&why.proof().to_json()).unwrap();
    assert_eq!(&read, why.proof(), "{key}");
    assert!(why.to_string().ends_with('\n'), "{key}");
    None
}

/// All findings on the claims of a world: as known then, and with what is known on these days.
fn faults(world: &World, days: &[(i16, i8, i8)]) -> Vec<String> {
    let mut wrong = Vec::new();
    for id in world.tables().claims.ids() {
        for (number, day) in days.iter().enumerate() {
            let view = world.as_of(date(day.0, day.1, day.2));
            if number == 0 {
                wrong.extend(fault(world, &view.verdict_on(id)));
            }
            wrong.extend(fault(world, &view.hindsight_on(id)));
        }
    }
    wrong
}

#[test]
fn every_verdict_of_the_table_has_a_proof() {
    let world = load(&small_text());
    let wrong = faults(&world, &[(2026, 2, 1), (2024, 10, 20), (2012, 1, 1)]);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[cfg(feature = "dataset")]
#[test]
fn every_verdict_of_the_bundled_world_has_a_proof() {
    let world = World::bundled();
    let wrong = faults(&world, &[(2026, 2, 1), (2024, 10, 20)]);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // The condition of the debate has the proof of the flagship inside, and says it.
    let held = world.as_of(date(2024, 10, 20)).verdict_on(claim(&world, "st13"));
    let why = held.why();
    let states = why.steps().iter().filter_map(|step| match &step.fact {
        Fact::Verdict { state, .. } => Some(&**state),
        _ => None,
    });
    assert_eq!(states.collect::<Vec<_>>(), ["kaz", "kgz"]);
    assert!(why.to_string().contains("Collective Security Treaty"), "{why}");
    // Of an opinion it is said why no record decides it.
    let opinion = world.as_of(date(2024, 10, 20)).verdict_on(claim(&world, "st09"));
    assert_eq!(opinion.verdict, ClaimVerdict::Opinion);
    assert!(opinion.why().to_string().contains("no record decides"), "{}", opinion.why());
}

/// What a word of a fact is turned into.
fn turned(value: &Value) -> Option<Value> {
    let word = match value {
        Value::Bool(is_so) => return Some(Value::Bool(!is_so)),
        Value::String(word) => &**word,
        _ => return None,
    };
    let other = match word {
        "yes" | "no" => "unknown",
        "unknown" => "yes",
        "supported" | "undetermined" | "opinion" => "refuted",
        "refuted" => "supported",
        "judgement" | "of_value" | "unrecorded" | "untyped" | "undated" | "ahead" => "record",
        "record" | "record_open" | "official_word" | "uncommitted" | "condition" => "judgement",
        _ => return None,
    };
    Some(other.into())
}

/// All proofs that differ from one in a premise, a record, or a word.
fn forgeries(proof: &Proof) -> Vec<Proof> {
    let whole: Value = serde_json::from_str(&proof.to_json()).unwrap();
    let steps = whole["steps"].as_array().unwrap();
    let mut all = Vec::new();
    let mut forge = |change: &dyn Fn(&mut Value)| {
        let mut forged = whole.clone();
        change(&mut forged);
        all.push(Proof::from_json(&forged.to_string()).unwrap());
    };
    for (number, step) in steps.iter().enumerate() {
        for list in ["premises", "records"] {
            for at in 0..step[list].as_array().unwrap().len() {
                forge(&|whole| {
                    whole["steps"][number][list].as_array_mut().unwrap().remove(at);
                });
            }
        }
        let (name, fields) = step["fact"].as_object().unwrap().iter().next().unwrap();
        for (field, value) in fields.as_object().unwrap() {
            // What is judged as known on one day alone stands so with hindsight as well.
            if let Some(value) = turned(value).filter(|_| field != "hindsight") {
                forge(&|whole| whole["steps"][number]["fact"][name][field] = value.clone());
            }
        }
        // What stands inside of a step is forged in all ways as well, and put back.
        if let Some(why) = fields.get("why").filter(|_| name == "supposed") {
            for forged in forgeries(&Proof::from_json(&why.to_string()).unwrap()) {
                let forged: Value = serde_json::from_str(&forged.to_json()).unwrap();
                forge(&|whole| whole["steps"][number]["fact"][name]["why"] = forged.clone());
            }
            forge(&|whole| {
                let inner = whole["steps"][number]["fact"][name]["why"].clone();
                // A proof within itself.
                let last = inner["steps"].as_array().unwrap().len() - 1;
                whole["steps"][number]["fact"][name]["why"]["steps"][last]["fact"] = serde_json::json!({"supposed": {"claim": fields["claim"], "truth": fields["truth"], "why": inner}});
            });
        }
        forge(&|whole| {
            let records = &mut whole["steps"][number]["records"];
            records.as_array_mut().unwrap().push("zzz".into());
        });
    }
    all
}

fn refuses_forgeries(why: &Explanation<'_>, scenario: &Scenario, view: &comity::View<'_>) {
    let case = case(view, scenario);
    assert_eq!(check(&case, why.proof()), Ok(()));
    for forged in forgeries(why.proof()) {
        assert!(check(&case, &forged).is_err(), "accepted:\n{forged}");
    }
}

/// The day of a finding, as known when it is judged.
fn case_of<'w>(world: &'w World, held: &ClaimFinding<'_>) -> comity::View<'w> {
    let asked = held.on.unwrap_or_else(|| held.view.as_of());
    let view = world.as_of(asked);
    match held.known_by {
        Some(known_by) => view.known_by(known_by),
        None => view,
    }
}

/// A condition of what would follow is a question of its own, and its answer stands inside, step by step.
#[test]
fn a_condition_of_consequences_has_its_answer_inside() {
    let world = load(&small_text());
    let view = world.as_of(date(2024, 10, 20));
    for (key, truth, state) in [
        ("if-first", Truth::Yes, Some("bbb")),
        ("if-both-first", Truth::No, Some("ccc")),
        ("first-if-consent", Truth::Yes, None),
    ] {
        let held = view.verdict_on(claim(&world, key));
        let why = held.why();
        let inside = why.steps().iter().find_map(|step| match &step.fact {
            Fact::Supposed { truth, why, .. } => Some((*truth, why)),
            _ => None,
        });
        let (held_so, inner) = inside.unwrap_or_else(|| panic!("{key}: {}", why.proof()));
        assert_eq!(held_so, truth, "{key}");
        let mut states = inner.steps.iter().filter_map(|step| match &step.fact {
            Fact::Verdict { state, .. } => Some(&**state),
            _ => None,
        });
        assert_eq!(states.next_back(), state, "{key}");
        assert!(inner.steps.len() > 3, "{key}: {inner}");
        // It is told, and its sources count.
        assert!(why.to_string().contains("the condition of"), "{why}");
        assert!(inner.records().iter().all(|key| why.proof().records().contains(key)), "{key}");
    }
}

#[test]
fn no_forged_proof_of_a_verdict_is_accepted() {
    let world = load(&small_text());
    let view = world.as_of(date(2026, 2, 1));
    let none = Scenario::default();
    for row in rows(CLAIMS) {
        let held = view.verdict_on(claim(&world, row[0]));
        let scenario = held.answer.as_ref().map_or(&none, |answer| answer.scenario());
        refuses_forgeries(&held.why(), scenario, &case_of(&world, &held));
        // Of the same words about another question nothing is proved.
        if held.answer.is_some() {
            let case = case(&held.view, &none);
            assert!(check(&case, held.why().proof()).is_err(), "{}", row[0]);
        }
    }
}

/// Where a record is changed under a proof, it is one no more.
#[test]
fn the_checker_holds_the_leaves_of_a_verdict_to_the_world() {
    let text = small_text();
    let world = load(&text);
    let view = world.as_of(date(2026, 2, 1));
    let none = Scenario::default();
    let refused = |key: &str, was: &str, is: &str| {
        assert!(text.contains(was), "{was}");
        let other = load(&text.replace(was, is));
        let held = view.verdict_on(claim(&world, key));
        let scenario = held.answer.as_ref().map_or(&none, |answer| answer.scenario());
        let proof = held.why().proof().clone();
        assert_eq!(check(&case(&case_of(&world, &held), scenario), &proof), Ok(()), "{key}");
        let carried = held.answer.as_ref().map_or_else(Scenario::default, |answer| {
            let question = comity::Question::must_exit(answer.scenario());
            let json = question.to_json(&world);
            let carried = comity::Question::from_json(&other, &json).unwrap();
            carried.scenario().unwrap().clone()
        });
        let then = case_of(&other, &held);
        assert!(check(&case(&then, &carried), &proof).is_err(), "{key}: {was} → {is}");
    };
    // Left a year later; read only in part; its word the other way round, of another day, not plainly its own.
    refused("left", r#""to":"2012-12-19""#, r#""to":"2013-12-19""#);
    refused("no-clause-read", r#""read":"all""#, r#""read":"some""#);
    let government = r#""by":["aaa"],"proposition":{"declared":{"who":"aaa","what":"plan"}},"date":"2024-06-20""#;
    for other in [
        government.to_owned() + r#","factuality":"CT-""#,
        government.replace("2024-06-20", "2024-11-20"),
        government.to_owned() + r#","voices":[{"speaker":"aaa","manner":"unclear"}]"#,
    ] {
        for key in ["declared", "plans", "not-declared"] {
            refused(key, government, &other);
        }
    }
    // A notice that is taken back earlier; members that decide by a majority.
    let revoked = text.lines().find(|line| line.contains("\"revoke_notice\"")).unwrap();
    refused("gives-notice", revoked, &revoked.replace("2025-05", "2025-02"));
    refused("consent-of-all", r#""rule":"consensus""#, r#""rule":"majority""#);
    refused("owes", r#""kind":"mutual_defence""#, r#""kind":"consultation""#);
    refused(
        "first",
        r#""qualifier.strict":"absolute""#,
        r#""qualifier.strict":"directed_against""#,
    );
    // The same under a condition: what stands inside of its proof rests on that clause.
    refused(
        "if-first",
        r#""qualifier.strict":"absolute""#,
        r#""qualifier.strict":"directed_against""#,
    );
    refused("first-if-consent", r#""rule":"consensus""#, r#""rule":"majority""#);
    // A judgement that the record comes to have as a fact.
    let judged = r#""proposition":{"judgement":{"kind":"becomes","of":["league"],"toward":["plan"]}},"stance":"support""#;
    refused("good-idea", judged, r#""proposition":{"takes_part":{"member":"bbb","of":"pact"}}"#);
}
