//! What must hold of answers whatever the world: renaming changes nothing but names, a verdict that is certain holds in
//! every completion of what is uncertain, and knowing more never turns it round.
#![cfg(feature = "dataset")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail the test")]

use std::collections::{BTreeMap, BTreeSet};

use comity::model::{EffectKind, Kind, LawForm, LinkRole, Purpose, TreatyForm};
use comity::scenario::{AssumedFact, Assumption};
use comity::{
    Change, Date, Day, Interval, Law, Loader, Organization, Scenario, State, Treaty, Verdict, World,
};
use proptest::prelude::*;
use serde_json::Value;

use super::cases::cases;
use super::cores::each;
use super::domain::bundled_lines;

// Renaming.

/// New keys for entities and provisions: within each kind the keys change places.
fn renaming(records: &[Value], shift: usize) -> BTreeMap<String, String> {
    let mut by_kind: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for record in records {
        let (kind, key) = kind_and_key(record);
        by_kind.entry(kind).or_default().push(key);
    }
    let mut names = BTreeMap::new();
    for keys in by_kind.values_mut() {
        keys.sort_unstable();
        // In reverse, so that whatever rests on the order of keys comes out otherwise, and then shifted.
        for (at, key) in keys.iter().enumerate() {
            let other = keys[(2 * keys.len() - 1 - at + shift) % keys.len()];
            names.insert((*key).to_owned(), other.to_owned());
        }
    }
    names
}

/// The kind fields of entities.
fn entities() -> [&'static str; 15] {
    Kind::ALL.map(Kind::as_str)
}

/// The relations that answers of hypotheses rest on: what people said, and about what, is left out.
const RELATIONS: [&str; 7] =
    ["provision", "membership", "overlay", "link", "act", "relation", "extent"];

fn kind_and_key(record: &Value) -> (&str, &str) {
    let kind = entities()
        .into_iter()
        .chain(RELATIONS)
        .find(|kind| record.get(kind).is_some_and(Value::is_string));
    let kind = kind.unwrap_or_else(|| panic!("{record}"));
    (kind, record[kind].as_str().unwrap())
}

/// The records of the bundled world, each named after its key and by nothing else.
fn records() -> Vec<Value> {
    let files = bundled_lines();
    let lines = files.values().flatten();
    let mut records: Vec<Value> = lines.map(|line| serde_json::from_str(line).unwrap()).collect();
    records.retain(|record| {
        ["claim", "contested", "assertion", "comity"].iter().all(|kind| record.get(kind).is_none())
    });
    for record in &mut records {
        let (kind, key) = kind_and_key(record);
        if entities().contains(&kind) {
            record["name"] = format!("N {key}").into();
            record.as_object_mut().unwrap().remove("names");
        }
    }
    records
}

/// The same records under other keys.
fn renamed(records: &[Value], names: &BTreeMap<String, String>) -> Vec<Value> {
    let new = |key: &str| names.get(key).cloned().unwrap_or_else(|| key.to_owned());
    let renamed = |key: &str| match key.strip_prefix('@') {
        Some(key) => format!("@{}", new(key)),
        None => new(key),
    };
    let rename = |value: &mut Value| match value {
        Value::String(key) => *key = renamed(key),
        Value::Array(keys) => {
            for key in keys {
                // A source with the place in it is an object.
                let key = if key.is_object() { &mut key["source"] } else { key };
                *key = renamed(key.as_str().unwrap()).into();
            }
        }
        _ => {}
    };
    let mut records = records.to_vec();
    for record in &mut records {
        let (kind, key) = kind_and_key(record);
        let (kind, key) = (kind.to_owned(), key.to_owned());
        let is_entity = entities().contains(&&*kind);
        if is_entity || kind == "provision" {
            record[&kind] = new(&key).into();
        }
        if is_entity {
            record["name"] = format!("N {}", new(&key)).into();
        }
        for (name, value) in record.as_object_mut().unwrap() {
            match name.as_str() {
                "member" | "of" | "instrument" | "by" | "for" | "subject" | "object" | "bound"
                | "counterparty" | "parties" | "sources" => rename(value),
                "coverage" => {
                    if let Some(of) = value.get_mut("of") {
                        rename(of);
                    }
                }
                "params" => {
                    // A savings clause may name organizations, and a law may speak of one.
                    for name in
                        ["scope", "within", "veto_of", "member_of", "outside", "named", "beside"]
                    {
                        if let Some(Value::String(keys)) = value.get_mut(name) {
                            *keys = keys.split('|').map(&new).collect::<Vec<_>>().join("|");
                        }
                    }
                }
                _ => {}
            }
        }
    }
    records
}

fn world_of(records: &[Value]) -> World {
    let lines: Vec<String> = records.iter().map(Value::to_string).collect();
    Loader::new()
        .text("renamed", lines.join("\n"))
        .load()
        .unwrap_or_else(|error| panic!("{error}"))
        .world
}

/// The same value with every key in it renamed, in texts as in the names of fields.
fn translate(value: &Value, names: &BTreeMap<String, String>) -> Value {
    let new = |key: &String| names.get(key).unwrap_or(key).clone();
    match value {
        // The reading of a provision names it: `p01=narrow`.
        Value::String(word) => Value::String(match word.split_once('=') {
            Some((key, reading)) => format!("{}={reading}", new(&key.to_owned())),
            None => new(word),
        }),
        Value::Array(values) => values.iter().map(|value| translate(value, names)).collect(),
        Value::Object(fields) => {
            fields.iter().map(|(key, value)| (new(key), translate(value, names))).collect()
        }
        _ => value.clone(),
    }
}

/// An answer without its prose, with its rows in an order that does not depend on keys.
fn bare(mut answer: Value) -> Value {
    fn sorted(value: &mut Value) {
        match value {
            Value::Array(values) => {
                values.iter_mut().for_each(sorted);
                values.sort_by_cached_key(ToString::to_string);
            }
            Value::Object(fields) => {
                for prose in ["question", "reason", "text"] {
                    fields.remove(prose);
                }
                // An alternative begins with its number.
                if let Some(Value::String(what)) = fields.get_mut("what") {
                    what.truncate(what.find(':').unwrap_or(0));
                }
                fields.values_mut().for_each(sorted);
            }
            _ => {}
        }
    }
    // Steps are numbered by keys where nothing else tells them apart: here they are named by what they are.
    if let Some(Value::Array(plan)) = answer.get_mut("plan") {
        let named: Vec<Value> = (plan.iter())
            .map(|row| [&row["action"], &row["by"], &row["of"]].into_iter().cloned().collect())
            .collect();
        for row in plan.iter_mut() {
            for after in row["after"].as_array_mut().unwrap() {
                *after = named[usize::try_from(after.as_u64().unwrap()).unwrap() - 1].clone();
            }
            row.as_object_mut().unwrap().remove("step");
        }
    }
    sorted(&mut answer);
    answer
}

fn ask(world: &World, change: &Value) -> Value {
    let file = Scenario::from_json(world, &change.to_string()).unwrap();
    let reading = file.reading.unwrap_or_default();
    let view = world.as_of(file.as_of.unwrap_or_else(|| world.newest())).under(&reading);
    serde_json::from_str(&view.consequences_of(&file.scenario).to_json()).unwrap()
}

#[test]
fn under_other_names_the_answers_are_the_same() {
    let records = records();
    let world = world_of(&records);
    let others = [0, 5].map(|shift| {
        let names = renaming(&records, shift);
        (world_of(&renamed(&records, &names)), names)
    });
    // Every case once, by turns under the one names and the other.
    let by_turns: Vec<_> = cases().iter().zip(others.iter().cycle()).collect();
    each(&by_turns, |(case, (other, names))| {
        let expected = bare(translate(&ask(&world, &case.change), names));
        let found = bare(ask(other, &translate(&case.change, names)));
        assert_eq!(expected, found, "{}: {}", case.name, case.change);
    });
}

// Completions.

/// A day known only to lie in a window, in days from some day on; `None` is open.
type Window = Option<(i32, i32)>;

/// One spell of a participation.
#[derive(Clone, Debug)]
struct Spell {
    from: Window,
    to: Window,
}

/// A small world: an old alliance whose treaty bars others, a new pact, a law of the first state, and a treaty of the
/// first two states that bars alliances directed against the other.
#[derive(Clone, Debug)]
struct Small {
    old: Vec<Option<Spell>>,
    new: Vec<Option<Spell>>,
    law: Option<Window>,
    promise: Option<Window>,
    /// Whether somebody says that the pact is directed against the second state; contested or not.
    directed: Option<bool>,
    bilateral_counts: bool,
    as_of: (i32, i32),
}

const STATES: [&str; 4] = ["aaa", "bbb", "ccc", "ddd"];

fn day(number: i32) -> Day {
    Day::new(2000, 1, 1).unwrap().plus_days(number)
}

fn date((lo, hi): (i32, i32)) -> Date {
    Date::from_bounds(Some(day(lo)), Some(day(hi)))
}

fn interval(spell: &Spell) -> Interval {
    Interval { from: spell.from.map(date), to: spell.to.map(date) }
}

impl Small {
    fn world(&self) -> World {
        let mut world = World::builder();
        let states = STATES.map(|key| world.add(State::new(key, key.to_uppercase())));
        let old = world.add(Organization::new("old", "The Old Alliance").purpose(Purpose::Defence));
        let new = world.add(Organization::new("new", "The New Pact"));
        let charter = world.add(
            Treaty::new("charter", "The Charter", TreatyForm::Charter).in_force(date((-99, -99))..),
        );
        world.link(old, charter, LinkRole::Constituent);
        for (state, spells) in states.into_iter().zip(self.old.iter().zip(&self.new)) {
            for (spell, body) in [(spells.0, old), (spells.1, new)] {
                if let Some(spell) = spell {
                    world.member(state, body, interval(spell));
                }
            }
        }
        // It binds whoever is in the alliance.
        let bar = [("object", "military_alliance"), ("qualifier", "absolute")];
        world.provision_with(charter, "1", EffectKind::Exclusivity, bar);
        world.provision(charter, "2", EffectKind::NonContradiction);
        if let Some(from) = self.law {
            let mut law = Law::new("law", "The Law", states[0], LawForm::Statute);
            law.in_force = from.map(date);
            let law = world.add(law);
            world.provision_with(
                law,
                "1",
                EffectKind::NonAlignment,
                [("bars", "military_alliance")],
            );
        }
        if let Some(from) = self.promise {
            let promise = Treaty::new("promise", "The Promise", TreatyForm::Treaty)
                .parties([states[0], states[1]])
                .in_force(Interval { from: from.map(date), to: None });
            let promise = world.add(promise);
            world.provision(promise, "1", EffectKind::DirectedAgainst);
        }
        world.freeze().unwrap_or_else(|error| panic!("{error}\n{self:?}"))
    }

    /// The question: the pact becomes an alliance.
    fn scenario(&self, world: &World) -> Scenario {
        let new = world.find::<Organization>("new").unwrap();
        let mut scenario = Scenario::new(Change::acquire(new, EffectKind::MutualDefence));
        scenario.bilateral_counts = self.bilateral_counts;
        if let Some(contested) = self.directed {
            let against = world.find::<State>("bbb").unwrap().into();
            let fact = AssumedFact::DirectedAgainst { what: new.into(), against };
            let fact = Assumption::from(fact);
            scenario = scenario.assuming(if contested { fact.contested() } else { fact });
        }
        scenario
    }

    /// The verdict on every state that is bound; every proof of one is accepted by the checker.
    fn verdicts(&self) -> BTreeMap<&'static str, Verdict> {
        let world = self.world();
        let answer = world.as_of(date(self.as_of)).consequences_of(self.scenario(&world));
        let key = |id| STATES.into_iter().find(|key| *key == world.key(id)).unwrap();
        (answer.findings())
            .map(|finding| {
                if let Err(forgery) = finding.why().verify() {
                    panic!("{}: {forgery} in {self:?}", key(finding.state()));
                }
                (key(finding.state()), finding.verdict())
            })
            .collect()
    }

    /// All windows in which something can lie.
    fn windows(&mut self) -> Vec<&mut (i32, i32)> {
        let spells = self.old.iter_mut().chain(&mut self.new).flatten();
        let ends = spells.flat_map(|spell| [&mut spell.from, &mut spell.to]);
        let starts = [&mut self.law, &mut self.promise].into_iter().flatten();
        let mut windows: Vec<&mut (i32, i32)> = ends.chain(starts).flatten().collect();
        windows.push(&mut self.as_of);
        windows
    }

    /// Every world in which all days are known and that this one may be.
    fn completions(&self) -> Vec<Self> {
        let mut open = vec![self.clone()];
        let mut done: Vec<Self> = Vec::new();
        while let Some(mut world) = open.pop() {
            let uncertain = world.windows().into_iter().position(|window| window.0 < window.1);
            if let Some(at) = uncertain {
                let (lo, hi) = *world.windows()[at];
                for day in lo..=hi {
                    let mut next = world.clone();
                    *next.windows()[at] = (day, day);
                    open.push(next);
                }
            } else if world.directed == Some(true) {
                for directed in [None, Some(false)] {
                    open.push(Self { directed, ..world.clone() });
                }
            } else {
                done.push(world);
            }
        }
        // A spell holds for a day at least.
        done.retain(|world| {
            let spells = world.old.iter().chain(&world.new).flatten();
            spells.into_iter().all(|spell| match (spell.from, spell.to) {
                (Some(from), Some(to)) => from.0 < to.0,
                _ => true,
            })
        });
        done
    }

    /// The verdicts where all days are known, by the words of the rules alone.
    fn naive(&self) -> BTreeMap<&'static str, Verdict> {
        let today = self.as_of.0;
        let holds = |spell: &Option<Spell>| {
            spell.as_ref().is_some_and(|spell| {
                spell.from.is_none_or(|from| from.0 <= today)
                    && spell.to.is_none_or(|to| today < to.0)
            })
        };
        let since = |start: Option<Window>| {
            start.is_some_and(|from| from.is_none_or(|from| from.0 <= today))
        };
        let members = |spells: &[Option<Spell>]| -> BTreeSet<usize> {
            (0..STATES.len()).filter(|at| holds(&spells[*at])).collect()
        };
        let (new, old) = (members(&self.new), members(&self.old));
        let alliance = self.bilateral_counts || new.len() > 2;
        (new.iter())
            .map(|state| {
                let barred = old.contains(state) && !new.is_subset(&old) && alliance;
                let promised = *state == 0 && since(self.promise) && self.directed.is_some();
                let law = *state == 0 && since(self.law) && alliance;
                let verdict = if barred || promised {
                    Verdict::MustExit
                } else if law {
                    Verdict::MustChangeLaw
                } else {
                    Verdict::Free
                };
                (STATES[*state], verdict)
            })
            .collect()
    }
}

fn window(wide: i32) -> impl Strategy<Value = (i32, i32)> {
    (0..12, 0..=wide).prop_map(|(lo, width)| (lo, lo + width))
}

/// A spell that may hold for a day at least.
fn spell(wide: i32) -> impl Strategy<Value = Option<Spell>> {
    let from = prop::option::weighted(0.8, window(wide));
    let to = prop::option::weighted(0.6, (1..10, 0..=wide));
    prop::option::weighted(0.7, (from, to)).prop_map(|spell| {
        spell.map(|(from, to)| {
            let earliest = from.map_or(0, |from| from.0);
            Spell {
                from,
                to: to.map(|(after, width)| (earliest + after, earliest + after + width)),
            }
        })
    })
}

prop_compose! {
    fn small(wide: i32)(
        old in prop::collection::vec(spell(wide), 4),
        new in prop::collection::vec(spell(wide), 4),
        law in prop::option::of(prop::option::of(window(wide))),
        promise in prop::option::of(prop::option::of(window(wide))),
        directed in prop::option::of(any::<bool>()),
        bilateral_counts in any::<bool>(),
        as_of in window(wide.min(1)),
    ) -> Small {
        Small { old, new, law, promise, directed, bilateral_counts, as_of }
    }
}

/// So many of its windows stay as wide as they are; the others are known to the day.
fn with_uncertain(mut world: Small, keep: &[usize]) -> Small {
    let count = world.windows().len();
    let keep: BTreeSet<usize> = keep.iter().map(|at| at % count).collect();
    for (at, window) in world.windows().into_iter().enumerate() {
        if !keep.contains(&at) {
            window.1 = window.0;
        }
    }
    world
}

/// What is not bound has nothing to do either.
fn weigh(verdict: Option<&Verdict>) -> Verdict {
    verdict.copied().unwrap_or(Verdict::Free)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn where_all_is_known_the_words_of_the_rules_decide(world in small(0)) {
        for known in world.completions() {
            prop_assert_eq!(known.verdicts(), known.naive());
        }
    }

    #[test]
    fn a_certain_verdict_holds_in_every_completion(
        world in small(2),
        keep in prop::collection::vec(0..64usize, 0..5),
    ) {
        let world = with_uncertain(world, &keep);
        let verdicts = world.verdicts();
        for known in world.completions() {
            let naive = known.naive();
            for state in STATES {
                match verdicts.get(state) {
                    None => prop_assert!(!naive.contains_key(state), "{state} is bound in {known:?}"),
                    Some(Verdict::Undetermined) => {}
                    Some(verdict) => prop_assert_eq!(
                        *verdict, weigh(naive.get(state)), "{} in {:?}", state, known
                    ),
                }
            }
        }
    }

    #[test]
    fn with_one_thing_unknown_nothing_is_left_open_in_vain(world in small(3), keep in 0..64usize) {
        let mut world = with_uncertain(world, &[keep]);
        // The date of the question occurs in everything, and a contested fact would be a second thing.
        world.as_of.1 = world.as_of.0;
        if world.windows().iter().any(|window| window.0 < window.1) && world.directed == Some(true) {
            world.directed = Some(false);
        }
        let completions = world.completions();
        prop_assume!(!completions.is_empty());
        for (state, verdict) in world.verdicts() {
            let possible: BTreeSet<Verdict> =
                completions.iter().map(|known| weigh(known.naive().get(state))).collect();
            if verdict == Verdict::Undetermined {
                prop_assert!(possible.len() > 1, "{state} can only be {possible:?}");
            } else {
                prop_assert_eq!(possible, BTreeSet::from([verdict]));
            }
        }
    }

    #[test]
    fn knowing_more_never_turns_a_certain_verdict_round(
        world in small(4),
        cuts in prop::collection::vec((0..5_i32, 0..5_i32), 32),
    ) {
        let mut narrower = world.clone();
        for (window, (front, back)) in narrower.windows().into_iter().zip(cuts) {
            window.0 = (window.0 + front).min(window.1);
            window.1 = (window.1 - back).max(window.0);
        }
        // What is left may hold on no day at all: then there is no such world.
        let spells: Vec<&Spell> = narrower.old.iter().chain(&narrower.new).flatten().collect();
        prop_assume!(spells.iter().all(|spell| !interval(spell).is_inverted()));
        let (before, after) = (world.verdicts(), narrower.verdicts());
        for state in STATES {
            let (before, after) = (weigh(before.get(state)), weigh(after.get(state)));
            prop_assert!(
                before == Verdict::Undetermined || before == after,
                "{state} was {before:?} and is {after:?} in {narrower:?}"
            );
        }
    }
}
