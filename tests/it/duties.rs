//! What on record could not all be done in some attack: the count by texts stands in the guide, and nobody is bound to the side of an
//! aggressor.
#![cfg(feature = "dataset")]

use std::collections::{BTreeMap, BTreeSet};

use comity::model::{Duty, EffectKind};
use comity::{Change, EntityId, Id, Organization, State, World, date};
use expect_test::expect_file;

use super::evidence::with_table;

/// Bodies whose members together are most states of the world.
const BODIES: [&str; 10] =
    ["arableague", "asean", "au", "cis", "csto", "nato", "oas", "osce", "ots", "sco"];

/// Who would owe it, who attacks, and whom.
type Attack = (Id<State>, EntityId, EntityId);

#[test]
fn nobody_is_bound_to_the_side_of_an_aggressor_and_the_guide_counts_what_contradicts_what() {
    let world = World::bundled();
    let view = world.as_of(date(2024, 10, 20));
    let mut found: BTreeMap<(String, &str), BTreeSet<Attack>> = BTreeMap::new();
    let mut wrong = Vec::new();
    for body in BODIES {
        let body = world.find::<Organization>(body).unwrap();
        // What is asked brings a duty to consult, which contradicts nothing: what is left is what holds today.
        let answer = view.consequences_of(Change::acquire(body, EffectKind::Consultation));
        let deliberation = answer.deliberate();
        let states = answer.findings().map(|finding| finding.state());
        let owed: BTreeMap<_, _> =
            states.map(|state| (state, view.obligations_of(state))).collect();
        for one in deliberation.contradictions_today().chain(deliberation.contradictions()) {
            for duty in one.between.iter().filter(|duty| duty.duty == Duty::Defend) {
                let Some(provision) = duty.provision else { continue };
                let toward = |whom: EntityId| {
                    let mut own = owed[&one.state].iter();
                    own.any(|owed| owed.provision == provision && owed.toward == whom)
                };
                if toward(one.attacker) && !toward(one.victim) {
                    wrong.push(format!("{one:?}"));
                }
            }
            let mut texts: Vec<String> = (one.between.iter())
                .map(|owed| format!("{} (`{}`)", answer.name_of(&owed.by), owed.duty))
                .collect();
            texts.sort();
            let settled = if one.saved_by.is_some() { "saved" } else { "open" };
            let key = (texts.join(", "), settled);
            found.entry(key).or_default().insert((one.state, one.attacker, one.victim));
        }
    }
    assert!(wrong.is_empty(), "{} wrong: {}", wrong.len(), wrong[0]);
    let mut lines = vec![
        "| texts, and the duties under them | settled | states | conceivable attacks |".to_owned(),
        "|---|---|---:|---:|".to_owned(),
    ];
    for ((texts, settled), attacks) in &found {
        let states: BTreeSet<_> = attacks.iter().map(|(state, ..)| state).collect();
        lines.push(format!("| {texts} | {settled} | {} | {} |", states.len(), attacks.len()));
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/guide/bundled-world.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let page = with_table(&page, "| texts, and the duties", &lines.join("\n"));
    expect_file![path].assert_eq(&page);
}
