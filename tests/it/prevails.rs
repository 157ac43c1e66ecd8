//! Which of two texts prevails between two states, as data: every case of `data/prevails/cases.json` says what it expects of two texts
//! of the bundled world, or of the small one beside it, in either order of the texts and of the states.
#![cfg(feature = "dataset")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail the test")]

use comity::answer::Prevalence;
use comity::explain::case;
use comity::proof::check::check;
use comity::proof::{Fact, Key, Proof};
use comity::time::Day;
use comity::verdict::{Priority, PriorityStep};
use comity::{InstrumentId, Law, Loader, Scenario, State, Treaty, View, World};
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

/// Whatever is altered in a proof, the checker refuses it.
fn accepts_nothing_else(view: &View<'_>, proof: &Proof) {
    let nothing = Scenario::default();
    let case = case(view, &nothing);
    let [step] = &proof.steps[..] else { panic!("one step") };
    let refused = |alter: &dyn Fn(&mut Fact, &mut Vec<Key>)| {
        let mut step = step.clone();
        alter(&mut step.fact, &mut step.records);
        let mut altered = proof.clone();
        altered.steps = vec![step];
        assert!(altered == *proof || check(&case, &altered).is_err(), "{altered}");
    };
    refused(&|_, records| drop(records.pop()));
    refused(&|_, records| records.insert(0, "a".into()));
    refused(&|fact, _| {
        if let Fact::Prevails { day, .. } = fact {
            *day = comity::date(1800, 1, 1);
        }
    });
    refused(&|fact, _| {
        if let Fact::Prevails { ways, texts, .. } = fact {
            let other = ways[0].text.clone().filter(|one| *one != texts[0]);
            ways[0].text = other.map_or_else(|| Some(texts[1].clone()), |_| Some(texts[0].clone()));
        }
    });
    refused(&|fact, _| {
        if let Fact::Prevails { ways, .. } = fact {
            let other = PriorityStep::ALL.into_iter().find(|step| *step != ways[0].step);
            ways[0].step = other.unwrap();
        }
    });
    refused(&|fact, _| {
        if let Fact::Prevails { ways, .. } = fact {
            drop(ways.pop());
        }
    });
    refused(&|fact, _| {
        if let Fact::Prevails { texts, .. } = fact {
            texts[0] = "no-such-text".into();
        }
    });
}

/// Every pair of texts that bind a state, toward some others, on several days: the checker finds what the rule finds.
#[test]
fn the_checker_finds_the_same_of_every_pair() {
    let world = World::bundled();
    let treaties: Vec<_> = world.treaties().collect();
    let states = ["kaz", "tur", "fra", "egy", "geo", "usa"];
    let states: Vec<_> = states.iter().map(|key| world.find::<State>(key).unwrap()).collect();
    for (year, stride) in [(2024, 7), (1985, 11), (1952, 13)] {
        let view = world.as_of(comity::date(year, 6, 1));
        for (at, one) in treaties.iter().enumerate() {
            for other in treaties.iter().skip(at % stride).step_by(stride) {
                for between in
                    [[states[0], states[1]], [states[2], states[5]], [states[3], states[4]]]
                {
                    let found = view.which_prevails(*one, *other, between);
                    if found.possible.iter().any(|(priority, _)| *priority != Priority::Nothing) {
                        let why = found.why(&view);
                        assert!(why.holds(), "{:?}\n{}", why.verify(), why.proof());
                    }
                }
            }
        }
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
            let why = found.why(&view);
            if let Err(forgery) = why.verify() {
                wrong.push(format!("{case}: {forgery}\n  {}", why.proof()));
            }
            accepts_nothing_else(&view, why.proof());
            if !fits || !told_so {
                wrong.push(format!("{case}\n  {grounds:?}: {}", found.tell(&view)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
