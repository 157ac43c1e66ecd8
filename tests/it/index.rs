//! Every index against a linear scan of the tables, on random worlds with uncertain, open and unknown ends.

use std::collections::BTreeMap;

use comity::model::{Claim, Proposition, Status, Tables};
use comity::time::{Date, Day, Interval};
use comity::{EntityId, Organization, OrganizationId, State, StateId, Truth, View, World};
use proptest::prelude::*;

use super::dice::Dice;

const FIRST: i32 = 10_000;

#[derive(Clone, Debug)]
struct Row {
    member: usize,
    body: usize,
    status: Status,
    from: Option<(i32, i32)>,
    to: Option<(i32, i32)>,
    bare: bool,
}

fn end() -> impl Strategy<Value = Option<(i32, i32)>> {
    prop_oneof![
        1 => Just(None),
        6 => (0..60_i32, prop_oneof![3 => Just(0_i32), 1 => 0..12_i32]).prop_map(Some),
        1 => Just(Some((i32::MIN, 0))),
    ]
}

fn row() -> impl Strategy<Value = Row> {
    let status = prop_oneof![
        4 => Just(Status::Member),
        1 => Just(Status::Observer),
        1 => Just(Status::Associate),
        1 => Just(Status::Participating),
    ];
    (0..7_usize, 0..4_usize, status, end(), end(), any::<bool>()).prop_map(
        |(member, body, status, from, to, bare)| Row { member, body, status, from, to, bare },
    )
}

fn date(end: Option<(i32, i32)>) -> Option<Date> {
    let (at, width) = end?;
    if at == i32::MIN {
        return Some(Date::UNKNOWN);
    }
    let day = |number: i32| Day::from_number(FIRST + number);
    Some(Date::from_bounds(day(at), day(at + width)))
}

/// A world of these rows, in the order that `keys` gives the members; rows that cannot stand are left out.
fn world(rows: &[Row], keys: &[&str; 7]) -> (World, Vec<StateId>, Vec<OrganizationId>) {
    let mut kept: Vec<Row> = Vec::new();
    for row in rows {
        let valid = Interval { from: date(row.from), to: date(row.to) };
        let clashes = kept.iter().any(|other| {
            let taken = Interval { from: date(other.from), to: date(other.to) };
            (other.member, other.body, other.status) == (row.member, row.body, row.status)
                && taken.span().intersects(valid.span()).is_yes()
        });
        if !valid.is_inverted() && !clashes {
            kept.push(row.clone());
        }
    }
    let mut builder = World::builder();
    let states: Vec<StateId> =
        keys.iter().map(|key| builder.add(State::new(*key, key.to_uppercase()))).collect();
    let bodies: Vec<OrganizationId> = ["ozz", "oaa", "omm", "obb"]
        .into_iter()
        .map(|key| builder.add(Organization::new(key, key.to_uppercase())))
        .collect();
    for row in &kept {
        let valid = Interval { from: date(row.from), to: date(row.to) };
        let (member, body) = (states[row.member], bodies[row.body]);
        if row.bare {
            builder.bulk_participation(member, body, row.status, valid);
        } else {
            builder.participation(member, body, row.status, valid);
        }
    }
    (builder.freeze().unwrap(), states, bodies)
}

/// What the tables say, row by row.
fn scan(tables: &Tables, member: EntityId, body: OrganizationId, lo: i32, hi: i32) -> Truth {
    let rows = tables.participations.iter().filter(|row| {
        let ends = (tables.member(row), tables.body(row));
        ends == (member, body.into()) && row.status.is_binding()
    });
    Truth::any(rows.map(|row| row.span.holds_throughout(lo, hi)))
}

fn by_key(world: &World, found: impl Iterator<Item = (EntityId, Truth)>) -> Vec<(String, Truth)> {
    found.map(|(entity, truth)| (world.key(entity).to_owned(), truth)).collect()
}

fn check(view: View<'_>, states: &[StateId], bodies: &[OrganizationId], lo: i32, hi: i32) {
    let numbers: Vec<usize> = view.world().states().map(|id| view.world().number(id)).collect();
    assert!(numbers.into_iter().eq(0..view.world().states().count()));
    let dyads = view.dyads();
    let n = dyads.states().len();
    assert_eq!(dyads.iter().count(), n * n.saturating_sub(1) / 2);
    for pair in dyads.iter() {
        let [one, other] = pair.states;
        let both =
            |body: &OrganizationId| view.is_member(one, *body) & view.is_member(other, *body);
        let count = |wanted: Truth| bodies.iter().filter(|body| both(body) == wanted).count();
        let found = (pair.shared as usize, pair.possibly_shared as usize);
        assert_eq!(found, (count(Truth::Yes), count(Truth::Unknown)));
    }

    let world = view.world();
    let tables = world.tables();
    let truth = |member: StateId, body| scan(tables, member.into(), body, lo, hi);
    let sorted = |wanted: &dyn Fn(StateId) -> Truth| -> Vec<(String, Truth)> {
        let all: BTreeMap<String, Truth> =
            states.iter().map(|state| (world.key(*state).to_owned(), wanted(*state))).collect();
        all.into_iter().filter(|(_, truth)| truth.is_possible()).collect()
    };
    for &body in bodies {
        for &state in states {
            assert_eq!(view.is_member(state, body), truth(state, body));
            assert_eq!(view.standing(state, body).truth, truth(state, body));
        }
        // Several spells of one member stand one after the other: together they are the best of them.
        let mut members: BTreeMap<String, Truth> = BTreeMap::new();
        for (found, wanted) in
            [(view.members(body), Truth::Yes), (view.possible_members(body), Truth::Unknown)]
        {
            let mut order = Vec::new();
            for found in found {
                assert_eq!(found.truth, wanted);
                let key = world.key(found.entity).to_owned();
                order.push(key.clone());
                let best = members.entry(key).or_insert(Truth::No);
                *best = *best | found.truth;
            }
            assert!(order.is_sorted());
        }
        assert_eq!(members.into_iter().collect::<Vec<_>>(), sorted(&|state| truth(state, body)));
        for &other in bodies {
            let both = |state| truth(state, body) & truth(state, other);
            let either = |state| truth(state, body) | truth(state, other);
            let one = |state| truth(state, body) & !truth(state, other);
            for (certain, possible, wanted) in [
                (view.in_both(body, other), view.possibly_in_both(body, other), sorted(&both)),
                (
                    view.in_either(body, other),
                    view.possibly_in_either(body, other),
                    sorted(&either),
                ),
                (
                    view.in_one_but_not_other(body, other),
                    view.possibly_in_one_but_not_other(body, other),
                    sorted(&one),
                ),
            ] {
                let of = |truth: Truth| {
                    wanted.iter().filter(|one| one.1 == truth).cloned().collect::<Vec<_>>()
                };
                assert_eq!(by_key(world, certain), of(Truth::Yes));
                assert_eq!(by_key(world, possible), of(Truth::Unknown));
            }
        }
    }
    for &state in states {
        let rows = tables.participations.iter().filter(|row| tables.member(row) == state.into());
        let mut expected: Vec<(String, Status, Truth)> = rows
            .map(|row| (tables.body(&row), row.status, row.span.holds_throughout(lo, hi)))
            .filter(|(_, _, truth)| truth.is_possible())
            .map(|(body, status, truth)| (world.key(body).to_owned(), status, truth))
            .collect();
        // What is possible by one spell and certain by another is certain.
        let certain = expected.clone();
        expected.retain(|(body, status, truth)| {
            let by_another = (body.clone(), *status, Truth::Yes);
            truth.is_yes() || !certain.contains(&by_another)
        });
        let row = |(body, one): (comity::BodyId, comity::world::Participant<'_>)| {
            (world.key(body.entity()).to_owned(), one.status, one.truth)
        };
        let certain: Vec<(String, Status, Truth)> = view.memberships_of(state).map(row).collect();
        assert!(certain.is_sorted_by(|a, b| a.0 <= b.0));
        let possible = view.possible_memberships_of(state).map(row);
        let mut sorted_found: Vec<(String, Status, Truth)> =
            certain.into_iter().chain(possible).collect();
        sorted_found.sort();
        expected.sort();
        assert_eq!(sorted_found, expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn look_ups_equal_scans(rows in prop::collection::vec(row(), 0..40), day in -2..75_i32, width in 0..9_i32) {
        let keys = ["sdd", "saa", "sgg", "scc", "sff", "sbb", "see"];
        let (world, states, bodies) = world(&rows, &keys);
        for width in [0, width] {
            let (lo, hi) = (FIRST + day, FIRST + day + width);
            let as_of = Date::from_bounds(Day::from_number(lo), Day::from_number(hi));
            check(world.as_of(as_of), &states, &bodies, lo, hi);
        }
    }

    #[test]
    fn what_was_known_equals_a_world_of_what_was_known(
        rows in prop::collection::vec(row(), 0..30),
        day in 0..70_i32,
        known in 0..70_i32,
    ) {
        let keys = ["saa", "sbb", "scc", "sdd", "see", "sff", "sgg"];
        let (all, states, bodies) = world(&rows, &keys);
        let known = FIRST + known;
        let as_of = Date::from(Day::from_number(FIRST + day).unwrap());
        let view = all.as_of(as_of).known_by(Date::from(Day::from_number(known).unwrap()));
        for &state in &states {
            for &body in &bodies {
                // What had not begun to be known is not there; what had not ended to be known is open.
                let tables = all.tables();
                let rows = tables.participations.iter().filter(|row| {
                    let ends = (tables.member(row), tables.body(row));
                    ends == (state.into(), body.into()) && row.status.is_binding()
                });
                let truth = Truth::any(rows.filter(|row| row.span.from_lo <= known).map(|row| {
                    let valid = match all.tables().detail(&row) {
                        Some(detail) => detail.time.valid,
                        None => return bare(row.span, known).holds_on(FIRST + day),
                    };
                    let ended = valid.to.and_then(Date::earliest).is_none_or(|to| to.number() <= known);
                    let to = if ended { valid.to } else { None };
                    Interval { from: valid.from, to }.span().holds_on(FIRST + day)
                }));
                prop_assert_eq!(view.is_member(state, body), truth);
            }
        }
    }

    #[test]
    fn the_order_of_insertion_does_not_matter(rows in prop::collection::vec(row(), 0..20), seed in any::<u64>()) {
        let keys = ["saa", "sbb", "scc", "sdd", "see", "sff", "sgg"];
        // Rows that clash are left out by their order, so the order is mixed after that.
        let mut kept: Vec<Row> = Vec::new();
        for row in rows {
            if kept.iter().all(|other| (other.member, other.body, other.status) != (row.member, row.body, row.status)) {
                kept.push(Row { bare: false, ..row });
            }
        }
        let mut mixed = kept.clone();
        Dice(seed).shuffle(&mut mixed);
        let (a, ..) = world(&kept, &keys);
        let (b, ..) = world(&mixed, &keys);
        prop_assert_eq!(a.to_jsonl(), b.to_jsonl());
    }
}

/// Of many spells of one pair those of the day are searched for, if they follow each other.
#[test]
fn one_of_many_spells_is_found() {
    let keys = ["saa", "sbb", "scc", "sdd", "see", "sff", "sgg"];
    // The end of a spell is known to the day, within bounds that end before the next begins, or within such as do not.
    for widths in [[0, 0], [0, 1], [0, 3]] {
        let spell = |at: i32, member| Row {
            member,
            body: 1,
            status: Status::Member,
            from: Some((4 * at, 0)),
            to: (at < 19).then_some((4 * at + 2, widths[usize::try_from(at % 2).unwrap()])),
            bare: at % 3 == 0,
        };
        let rows: Vec<Row> = (0..20).flat_map(|at| [spell(at, 2), spell(at, 4)]).collect();
        let (world, states, bodies) = world(&rows, &keys);
        for day in -1..82 {
            for width in [0, 1, 9] {
                let (lo, hi) = (FIRST + day, FIRST + day + width);
                let as_of = Date::from_bounds(Day::from_number(lo), Day::from_number(hi));
                check(world.as_of(as_of), &states, &bodies, lo, hi);
            }
        }
    }
}

/// A world of a million states takes no room for as many treaties.
#[test]
fn an_entity_takes_no_more_room_than_a_state() {
    assert_eq!(size_of::<comity::model::AnyEntity>(), size_of::<State>());
}

/// Rows of a body are read 64 at a time and those of a member 32, compared in eights and fours, wherever those of a member begin.
#[test]
fn more_rows_than_one_word_has_bits() {
    let keys = ["saa", "sbb", "scc", "sdd", "see", "sff", "sgg"];
    let spell = |at: i32, member| Row {
        member,
        body: usize::from(at % 11 != 0),
        status: if at % 17 == 0 { Status::Observer } else { Status::Member },
        from: Some((4 * at, 0)),
        to: Some((4 * at + 2, i32::from(at % 7 == 0))),
        bare: at % 3 == 0,
    };
    let of = |member, n| (0..n).map(move |at| spell(at, member));
    let lens = [(0, 31), (1, 3), (2, 150), (3, 33), (4, 69), (5, 64), (6, 32)];
    let rows: Vec<Row> = lens.into_iter().flat_map(|(member, n)| of(member, n)).collect();
    let (world, states, bodies) = world(&rows, &keys);
    for day in (-1..600).step_by(5) {
        for width in [0, 1, 9] {
            let (lo, hi) = (FIRST + day, FIRST + day + width);
            let as_of = Date::from_bounds(Day::from_number(lo), Day::from_number(hi));
            check(world.as_of(as_of), &states, &bodies, lo, hi);
        }
    }
}

/// Of many spells of a pair that follow each other the one of the day is searched for: one of them that falls into a gap of the member's
/// existence holds on no day, and stands nowhere among them.
#[test]
fn a_spell_that_holds_on_no_day_hides_no_other() {
    let ends = [
        r#"{"state":"aal","name":"Aaland","existence":[{"from":"1900-01-01","to":"1950-01-01"},{"from":"1960-01-01"}]}"#,
        r#"{"organization":"pact","name":"The Pact","coverage":{"level":"complete"}}"#,
    ];
    let years = [1941, 1943, 1945, 1947, 1952, 1961, 1963, 1965, 1967, 1969, 1971];
    let spells = years.map(|year| {
        let to = year + 1;
        format!(
            r#"{{"membership":"m{year}","member":"aal","of":"pact","status":"member","from":"{year}-02-01","to":"{to}-02-01"}}"#
        )
    });
    let lines: Vec<&str> = ends.into_iter().chain(spells.iter().map(String::as_str)).collect();
    let text = lines.join("\n");
    let world = World::from_jsonl("many.jsonl", text).unwrap();
    let (aal, pact) =
        (world.find::<State>("aal").unwrap(), world.find::<Organization>("pact").unwrap());
    for year in years {
        let view = world.as_of(comity::date(year, 6, 1));
        let truth = view.is_member(aal, pact);
        assert_eq!(truth, view.standing(aal, pact).truth, "{year}");
        assert_eq!(truth.is_yes(), year != 1952, "{year}");
    }
}

/// What somebody says of a spell changes its days, and not what names it.
#[test]
fn a_spell_without_a_key_keeps_its_id_whatever_is_said_of_it() {
    let mut builder = World::builder();
    let aal = builder.add(State::new("aal", "Aaland"));
    let pact = builder.add(Organization::new("pact", "The Pact"));
    let joined = Interval { from: Some(comity::date(2003, 9, 18)), to: None };
    builder.bulk_participation(aal, pact, Status::Member, joined);
    let mut claim = Claim::new("aaland-has-left");
    claim.by = vec![aal.into()];
    claim.date = Some(comity::date(2024, 10, 20));
    let left = Proposition::HasLeft { member: aal.into(), body: pact.into() };
    claim.proposition = Some(builder.proposition(left));
    builder.claim(claim);
    let world = builder.freeze().unwrap();
    let spell = world.spells(aal, pact, None)[0].participation;
    let today = world.as_of(comity::date(2024, 10, 21));
    let told = today.according_to(aal);
    assert!(today.truth_of(spell).is_yes());
    assert!(told.view().truth_of(spell).is_no());
}

/// A row without texts is known from the days it is about.
fn bare(span: comity::time::Span, known: i32) -> comity::time::Span {
    if span.to_lo <= known {
        return span;
    }
    comity::time::Span { to_lo: i32::MAX, to_hi: i32::MAX, ..span }
}
