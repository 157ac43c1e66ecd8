//! Which of two texts prevails between two states, as data: every case of `data/prevails/cases.json` says what it expects of two texts
//! of the bundled world, or of the small one beside it, in either order of the texts and of the states.
#![cfg(feature = "dataset")]
#![expect(clippy::unwrap_used, reason = "helpers of tests fail the test")]

use comity::answer::Prevalence;
use comity::time::Day;
use comity::verdict::Priority;
use comity::{InstrumentId, Law, Loader, State, Treaty, World};
use serde_json::Value;

const HERE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/data/prevails");

fn small() -> World {
    Loader::new().file(format!("{HERE}/small.jsonl")).load().unwrap().world
}

fn text(world: &World, key: &str) -> InstrumentId {
    let treaty = world.find::<Treaty>(key).map(InstrumentId::from);
    treaty.or_else(|_| world.find::<Law>(key).map(InstrumentId::from)).unwrap()
}

/// What goes first, in a word.
fn told<'w>(world: &'w World, found: &Prevalence) -> &'w str {
    match found.priority {
        Priority::Text(text) => world.key(text.entity()),
        Priority::Nothing => "nothing",
        Priority::Appreciation => "appreciation",
        _ => "undetermined",
    }
}

#[test]
fn the_text_that_prevails_is_found_by_the_step_that_decides() {
    let (small, bundled) = (small(), World::bundled());
    let cases = std::fs::read_to_string(format!("{HERE}/cases.json")).unwrap();
    let cases: Vec<Value> = serde_json::from_str(&cases).unwrap();
    let mut wrong = Vec::new();
    for case in &cases {
        let world = if case["world"] == "small" { &small } else { &bundled };
        let texts = [0, 1].map(|at| text(world, case["texts"][at].as_str().unwrap()));
        let states =
            [0, 1].map(|at| world.find::<State>(case["between"][at].as_str().unwrap()).unwrap());
        let on: Day = case["on"].as_str().unwrap().parse().unwrap();
        let view = world.as_of(on);
        let [one, other] = texts;
        let [s, t] = states;
        for (one, other, between) in [(one, other, [s, t]), (other, one, [t, s])] {
            let found = view.which_prevails(one, other, between);
            let mut grounds: Vec<&str> = found.possible.iter().map(|(_, one)| one.code()).collect();
            grounds.sort_unstable();
            let wanted = case["grounds"].as_array().unwrap();
            let mut wanted: Vec<&str> = wanted.iter().map(|one| one.as_str().unwrap()).collect();
            wanted.sort_unstable();
            let is_open = found.priority == Priority::Undetermined;
            let fits = told(world, &found) == case["prevails"] && (is_open || grounds == wanted);
            let told_so = !found.tell(&view).is_empty() && (!is_open || !found.doubts.is_empty());
            if !fits || !told_so {
                wrong.push(format!("{case}\n  {grounds:?}: {}", found.tell(&view)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
