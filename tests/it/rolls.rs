//! All rolls and all pairs of a day at once, against one question after the other: on random worlds whose days are known within bounds,
//! with contested spells, second spells, rolls that end, and treaties that keep their parties in three ways.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail the test")]

use comity::model::Presumption;
use comity::world::{Dyads, Roll, Rolls};
use comity::{BodyId, Date, Day, StateId, Truth, View, World};
use serde_json::{Value, json};

use super::dice::Dice;

const STATES: usize = 70;
const DAYS: usize = 400;

fn day(number: usize) -> Day {
    Day::new(2020, 1, 1).unwrap().plus_days(i32::try_from(number).unwrap())
}

/// A day, or one known within bounds.
fn some_day(dice: &mut Dice, from: usize, to: usize) -> String {
    let lo = from + dice.below(to - from - 20);
    match dice.below(4) {
        0 => format!("{}..{}", day(lo), day(lo + 1 + dice.below(19))),
        _ => day(lo).to_string(),
    }
}

/// Organizations whose rolls reach in all ways, and treaties whose parties are kept in all ways.
fn bodies(dice: &mut Dice) -> Vec<Value> {
    let coverage = [
        json!(null),
        json!({"level": "complete", "until": "2020-10-01"}),
        json!({"level": "complete", "from": "2020-03-01", "until": "2021-01-01"}),
        json!({"level": "partial", "of": ["s01"]}),
        json!({"level": "none"}),
    ];
    let mut records = Vec::new();
    for (at, coverage) in coverage.iter().enumerate() {
        records.push(json!({"organization": format!("o{at}"), "name": format!("O{at}"), "coverage": coverage}));
    }
    let force = |dice: &mut Dice| some_day(dice, 0, 100);
    records.push(json!({"treaty": "t0", "name": "T0", "form": "treaty", "in_force": force(dice)}));
    records.push(json!({"treaty": "t1", "name": "T1", "form": "treaty", "in_force": force(dice), "parties": "@o1"}));
    records.push(json!({"treaty": "t2", "name": "T2", "form": "treaty", "in_force": force(dice), "parties": ["s02", "s00", "s69"]}));
    records.push(json!({"treaty": "t3", "name": "T3", "form": "treaty", "in_force": force(dice), "parties": null}));
    records
}

fn spells(dice: &mut Dice, records: &mut Vec<Value>) {
    for state in 0..STATES {
        for body in ["o0", "o1", "o2", "o3", "o4", "t0"] {
            let n = [0, 1, 1, 2][dice.below(4)];
            let mut from = 0;
            for spell in 0..n {
                let status = match dice.below(8) {
                    0 => {
                        if body == "t0" {
                            "signatory"
                        } else {
                            "observer"
                        }
                    }
                    _ => {
                        if body == "t0" {
                            "party"
                        } else {
                            "member"
                        }
                    }
                };
                let key = format!("s{state:02}-{body}-{spell}");
                let member = format!("s{state:02}");
                let mut record =
                    json!({"membership": key, "member": member, "of": body, "status": status});
                if dice.one_in(3) {
                    record["sources"] = json!(["book"]);
                }
                if dice.one_in(8) && spell == 0 {
                    from = 20;
                } else {
                    record["from"] = some_day(dice, from, from + 120).into();
                    from += 120;
                }
                if spell + 1 < n || !dice.one_in(3) {
                    record["to"] = some_day(dice, from, from + 80).into();
                    from += 80;
                }
                // Of few bodies it is recorded when something was learnt, or corrected.
                if matches!(body, "o2" | "o3") && dice.one_in(9) {
                    record["to_known"] = day(dice.below(DAYS)).to_string().into();
                }
                if body == "o3" && dice.one_in(9) {
                    let was = json!({"on": day(200).to_string(), "from": record["from"], "to": day(300).to_string()});
                    record["superseded"] = json!([was]);
                }
                records.push(record);
            }
            if n > 0 && dice.one_in(12) {
                let key = format!("s{state:02}-{body}-doubt");
                let member = format!("s{state:02}");
                records.push(json!({"overlay": key, "member": member, "of": body, "kind": "contested", "from": some_day(dice, 0, 200)}));
            }
        }
    }
}

fn world(dice: &mut Dice) -> World {
    let mut records = bodies(dice);
    records.push(json!({"source": "book", "name": "A book"}));
    for state in 0..STATES {
        let mut record = json!({"state": format!("s{state:02}"), "name": format!("S{state}")});
        if dice.one_in(6) {
            record["from"] = some_day(dice, 0, 100).into();
        }
        if dice.one_in(12) {
            record["recognition"] = "contested".into();
        }
        records.push(record);
    }
    // An organization may observe, or be in, another one: it has no row.
    records.push(json!({"membership": "o4-o0", "member": "o4", "of": "o0", "status": "member"}));
    spells(dice, &mut records);
    let lines: Vec<String> = records.iter().map(Value::to_string).collect();
    World::from_jsonl("rolls", lines.join("\n")).unwrap()
}

fn some_view<'w>(dice: &mut Dice, world: &'w World) -> View<'w> {
    let lo = dice.below(DAYS);
    let date = match dice.below(10) {
        0 => Date::from_bounds(Some(day(lo)), None),
        1 => Date::from_bounds(None, Some(day(lo))),
        2 | 3 => Date::from_bounds(Some(day(lo)), Some(day(lo + dice.below(90)))),
        _ => day(lo).into(),
    };
    let view = world.as_of(date);
    let view = if dice.one_in(4) { view.known_by(day(dice.below(DAYS))) } else { view };
    match dice.below(4) {
        0 => view.presuming(Presumption::NotAtAll),
        1 => view.presuming(Presumption::Months(3)),
        _ => view,
    }
}

/// What the rows of a state in an organization say, one by one.
fn scanned(view: &View<'_>, state: StateId, body: BodyId) -> Truth {
    let tables = view.world().tables();
    let rows = tables.participations.iter().filter(|row| {
        (tables.member(row), tables.body(row)) == (state.into(), body) && row.status.is_binding()
    });
    Truth::any(rows.map(|row| view.truth_of(tables.id_of(&row))))
}

/// What single questions say of a state and a body: the rolls of the certain and of the possible.
fn asked(view: &View<'_>, state: StateId, body: BodyId) -> Truth {
    let has = |mut roll: Roll<'_>| roll.any(|one| one.entity == state.into());
    let (certain, possible) = match body {
        BodyId::Organization(id) => (has(view.members(id)), has(view.possible_members(id))),
        BodyId::Treaty(id) => (has(view.parties(id)), has(view.possible_parties(id))),
    };
    match (certain, possible) {
        (true, _) => Truth::Yes,
        (_, true) => Truth::Unknown,
        _ => Truth::No,
    }
}

fn check_rolls(rolls: &Rolls, view: &View<'_>, bodies: &[BodyId]) {
    assert_eq!(rolls.bodies(), bodies);
    for (number, state) in rolls.states().iter().enumerate() {
        assert_eq!(view.world().number(*state), number);
        let row = rolls.row(*state);
        assert_eq!(row.len(), bodies.len());
        for (at, body) in bodies.iter().enumerate() {
            let truth = row.truth(at);
            assert_eq!(
                truth,
                asked(view, *state, *body),
                "{state:?} in {body:?} on {}",
                view.as_of()
            );
            assert_eq!(truth, rolls.column(at).truth(number));
            if matches!(body, BodyId::Organization(_)) {
                assert_eq!(truth, scanned(view, *state, *body));
            }
            // Nothing is more certain than the single question, and a "no" is one where the record reaches.
            let single = view.is_member(*state, *body);
            // On a date that may be any later day a single question finds no roll that reaches.
            let is_open = view.as_of().latest().is_none();
            let is_uncovered = is_open || rolls.uncovered().contains(body);
            assert!(single == truth || truth.is_no() && single.is_unknown() && is_uncovered);
        }
        for wanted in [Truth::Yes, Truth::Unknown, Truth::No] {
            let places: Vec<usize> = row.places(wanted).collect();
            assert_eq!(places.len(), row.count(wanted));
            assert!(places.iter().all(|at| row.truth(*at) == wanted));
        }
        let word = |at: usize| row.certain()[at / 64] >> (at % 64) & 1 == 1;
        assert!((0..bodies.len()).all(|at| word(at) == row.truth(at).is_yes()));
    }
}

fn check_dyads(dyads: &Dyads, view: &View<'_>, bodies: &[BodyId]) {
    let states: Vec<(StateId, Truth)> = view
        .world()
        .states()
        .map(|one| (one, view.is_state(one)))
        .filter(|one| one.1.is_possible())
        .collect();
    assert_eq!(dyads.states(), states);
    let mut pairs = dyads.iter();
    for (at, (one, _)) in states.iter().enumerate() {
        for (other, _) in &states[at + 1..] {
            let both = |column: usize| {
                dyads.rolls().row(*one).truth(column) & dyads.rolls().row(*other).truth(column)
            };
            let count = |wanted| (0..bodies.len()).filter(|column| both(*column) == wanted).count();
            let pair = pairs.next().unwrap();
            assert_eq!(pair.states, [*one, *other]);
            assert_eq!(pair.shared as usize, count(Truth::Yes));
            assert_eq!(pair.possibly_shared as usize, count(Truth::Unknown));
            assert_eq!(dyads.between(*other, *one), pair);
        }
    }
    assert_eq!(pairs.next(), None);
}

#[test]
fn all_at_once_equals_one_by_one() {
    let mut dice = Dice(7);
    // That there is something to be wrong about: pairs that share for certain, possibly, and rolls that do not reach.
    let mut seen = [0; 3];
    for _ in 0..6 {
        let world = world(&mut dice);
        let organizations = world.organizations().map(BodyId::from);
        let bodies: Vec<BodyId> = organizations.chain(world.treaties().map(BodyId::from)).collect();
        let first = some_view(&mut dice, &world);
        let (mut rolls, mut dyads) = (first.rolls(bodies.clone()), first.dyads_in(bodies.clone()));
        for _ in 0..16 {
            let view = some_view(&mut dice, &world);
            rolls.fill(&view);
            dyads.fill(&view);
            check_rolls(&rolls, &view, &bodies);
            check_rolls(dyads.rolls(), &view, &bodies);
            check_dyads(&dyads, &view, &bodies);
            // Step by step, as years follow each other.
            let next = view.on(view.as_of().latest().unwrap_or(day(7)).plus_days(5));
            dyads.fill(&next);
            check_dyads(&dyads, &next, &bodies);
            for pair in dyads.iter() {
                seen[0] += pair.shared;
                seen[1] += pair.possibly_shared;
            }
            seen[2] += u32::try_from(dyads.uncovered().len()).unwrap();
            assert!(dyads.iter().eq(next.dyads_in(bodies.clone()).iter()));
            assert_eq!(dyads.uncovered(), next.dyads_in(bodies.clone()).uncovered());
        }
    }
    assert!(seen.into_iter().all(|count| count > 100), "{seen:?}");
}

#[test]
fn a_world_with_the_same_ids_is_read_anew() {
    let world = world(&mut Dice(11));
    let bodies: Vec<BodyId> = world.organizations().map(BodyId::from).collect();
    let mut dyads = world.as_of(day(50)).dyads();
    let book = world.find::<comity::Source>("book").unwrap();
    let layered = world.without_source(book).unwrap();
    let view = layered.as_of(day(60));
    dyads.fill(&view);
    check_dyads(&dyads, &view, &bodies);
    check_rolls(dyads.rolls(), &view, &bodies);
}
