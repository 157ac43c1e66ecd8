//! The cases that people who do this job reported, each line of them, and of each kind everything that the bundled world has of it.
#![cfg(feature = "dataset")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use comity::answer::Caveat;
use comity::model::{RelationKind, Scheme};
use comity::names::Resolution;
use comity::wire::Rows;
use comity::world::{Absence, Standing};
use comity::{BodyId, Date, Day, EntityId, Organization, Question, State, Truth, World};

use super::naming::edges;

/// What is asked, on which day, what is right, and which test asks the same of everything.
struct Line {
    id: [String; 3],
    on: Option<Date>,
    right: Vec<String>,
    over: String,
}

fn lines() -> Vec<Line> {
    let text = include_str!("data/certainty/cases.tsv");
    let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    let line = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [kind, ask, on, right, over] = cells[..] else { panic!("{line}") };
        Line {
            id: [kind, ask, on].map(str::to_owned),
            on: (!on.is_empty()).then(|| on.parse().unwrap()),
            right: right.split('|').map(str::to_owned).collect(),
            over: over.to_owned(),
        }
    };
    rows.map(line).collect()
}

/// The world that the report on dissolved bodies came with.
const DISSOLVED: &str = r#"{"state":"aaa","name":"Aland Republic"}
{"organization":"club","name":"Club","from":"1990-01-01","to":"2010-01-01"}
{"membership":"m1","member":"aaa","of":"club","status":"member","from":"1995-03-01"}"#;

fn meant(world: &World, found: &Resolution) -> String {
    match found {
        Resolution::Ambiguous(candidates) => {
            let keys: Vec<&str> = candidates.iter().map(|one| world.key(one.entity)).collect();
            keys.join("+")
        }
        found => found.entity().map_or("?", |entity| world.key(entity)).to_owned(),
    }
}

fn tells(standing: &Standing<'_>, code: &str) -> bool {
    standing.caveats().iter().map(Caveat::code).any(|told| told == code)
}

/// What the library answers, as the table writes it.
fn answer(world: &World, line: &Line) -> String {
    let ask = &*line.id[1];
    let on = line.on;
    let state = |key: &str| world.find::<State>(key).unwrap();
    let body = |key: &str| world.find::<Organization>(key).unwrap();
    if let Some(code) = ask.strip_prefix("state with ") {
        let (scheme, codes) = code.split_once(' ').unwrap();
        let scheme: Scheme = scheme.parse().unwrap();
        let view = world.as_of(on.unwrap());
        let whose = codes.split(" / ").map(|code| meant(world, &view.resolve_code(scheme, code)));
        return whose.collect::<Vec<_>>().join("/");
    }
    if let Some(text) = ask.strip_prefix("resolve ") {
        let text = text.trim_matches('"');
        let found = on.map_or_else(|| world.resolve(text), |on| world.as_of(on).resolve(text));
        return meant(world, &found);
    }
    if let Some(keys) = ask.strip_prefix("name of ") {
        let view = world.as_of(on.unwrap());
        let Some(keys) = keys.strip_suffix(", typed and by question") else {
            return view.name(world.entity(keys).unwrap()).to_owned();
        };
        // As it was written; the body has no brick in it.
        let keys = keys.replace("bricks", "brics");
        let same = keys.split(" or ").all(|key| {
            let entity = world.entity(key).unwrap();
            let Rows::Names(rows) = view.ask(&Question::Name { entity }).rows else { panic!() };
            rows.iter().all(|row| row.name == view.name(entity))
        });
        return if same { "the same" } else { "differ" }.to_owned();
    }
    if let Some(key) = ask.strip_prefix("is ").and_then(|rest| rest.strip_suffix(" a state")) {
        return world.as_of(on.unwrap()).is_state(state(key)).as_str().to_owned();
    }
    if ask.contains("dissolved_org.jsonl") {
        let world = World::from_jsonl("dissolved_org.jsonl", DISSOLVED).unwrap();
        let aaa = world.find::<State>("aaa").unwrap();
        let club = world.find::<Organization>("club").unwrap();
        let standing = world.as_of(on.unwrap()).standing(aaa, club);
        assert!(tells(&standing, "not-in-existence"));
        return standing.truth.as_str().to_owned();
    }
    // "srb in un, and yug in un": all of them alike, with the contest told.
    let mut truths: Vec<Truth> = Vec::new();
    for pair in ask.split(", and ") {
        let (who, what) = pair.split_once(" in ").unwrap();
        let standing = world.as_of(on.unwrap()).standing(state(who), body(what));
        assert!(tells(&standing, "contested"), "{pair}");
        truths.push(standing.truth);
    }
    truths.dedup();
    let [truth] = truths[..] else { panic!("{ask}: {truths:?}") };
    truth.as_str().to_owned()
}

#[test]
fn every_reported_case_is_right() {
    let world = World::bundled();
    let mut wrong = String::new();
    for line in lines() {
        let found = answer(&world, &line);
        if !line.right.contains(&found) {
            writeln!(wrong, "{:?}: {found}, and right is {:?}", line.id, line.right).unwrap();
        }
        let (file, function) = line.over.split_once("::").unwrap();
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
        let text = std::fs::read_to_string(root.join(format!("{file}.rs")))
            .or_else(|_| std::fs::read_to_string(root.join(format!("{file}/mod.rs"))));
        assert!(text.unwrap().contains(&format!("\nfn {function}() {{")), "{}", line.over);
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The table beside the tests has every line of the list that it was made from, and no other.
#[test]
#[ignore = "needs COMITY_DOMAIN"]
fn every_line_of_the_list_is_a_case() {
    let folder = std::env::var_os("COMITY_DOMAIN").expect("COMITY_DOMAIN names the folder");
    let list = Path::new(&folder).with_file_name("cases").join("cases.tsv");
    let list = std::fs::read_to_string(list).unwrap();
    let listed: BTreeSet<[String; 3]> = (list.lines().skip(1))
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            [cells[0], cells[1], cells[2]].map(str::to_owned)
        })
        .collect();
    let cases: BTreeSet<[String; 3]> = lines().into_iter().map(|line| line.id).collect();
    assert_eq!(listed, cases);
    assert_eq!(cases.len(), 43);
}

/// Days on which nothing in particular begins or ends.
const ANY: [&str; 6] =
    ["1700-01-01", "1914-07-28", "1947-07-01", "1960-01-01", "2024-10-20", "2040-01-01"];

fn with_any(mut days: BTreeSet<Date>) -> BTreeSet<Date> {
    days.extend(ANY.map(|day| day.parse::<Date>().unwrap()));
    days
}

#[test]
fn nobody_is_certainly_a_state_who_was_not_there() {
    let world = World::bundled();
    for state in world.states() {
        let existence = &world[state].profile.existence;
        assert!(existence.begins().is_some(), "{} has no first day", world.key(state));
        let relations: Vec<_> = (world.relations_of(state).map(|id| &world[id]))
            .filter(|one| one.kind == RelationKind::Continues)
            .collect();
        let taken = relations.iter().map(|one| one.time.valid);
        for day in with_any(edges(existence.spells().chain(taken))) {
            let view = world.as_of(day);
            let truth = view.is_state(state);
            let alive = existence.contains(day);
            assert!(!truth.is_yes() || alive.is_yes(), "{} on {day}", world.key(state));
            assert!(!truth.is_possible() || alive.is_possible(), "{} on {day}", world.key(state));
            // Of a predecessor and the state that continues it one counts on a day.
            for relation in &relations {
                let both = [relation.subject, relation.object].map(|one| {
                    let one = world.typed::<State>(one).unwrap();
                    view.is_state(one)
                });
                let names = (world.key(relation.subject), world.key(relation.object));
                assert!(!both.iter().all(|one| one.is_yes()), "{names:?} on {day}");
            }
            if day.is_on_or_before(Date::year(2030).unwrap()).is_no() {
                assert!(!truth.is_yes(), "{} on {day}", world.key(state));
            }
        }
    }
}

#[test]
fn nobody_is_in_what_is_gone_and_nobody_who_is_gone_is_in() {
    let world = World::bundled();
    let tables = world.tables();
    let mut gone = 0;
    for row in &tables.participations {
        let (member, body) = (tables.member(&row), tables.body(&row));
        let detail = tables.detail(&row);
        let admitted_before = detail.is_some_and(|detail| detail.before_statehood);
        let ends = [member, body.entity()].map(|end| world[end].profile().existence.clone());
        for day in with_any(edges(ends.iter().flat_map(comity::model::Existence::spells))) {
            let view = world.as_of(day);
            let Some(member) = world.typed::<State>(member) else { continue };
            let standing = view.standing(member, body);
            let who = (world.key(member), world.key(body));
            assert_eq!(standing.truth, view.is_member(member, body), "{who:?} on {day}");
            let body_lives = ends[1].contains(day);
            let member_lives = if admitted_before { Truth::Yes } else { ends[0].contains(day) };
            let lives = body_lives & member_lives;
            // An end that is on record shows that both lived on, where that is not known to the day.
            assert!(!standing.truth.is_yes() || lives.is_possible(), "{who:?} on {day}");
            assert!(!standing.truth.is_possible() || lives.is_possible(), "{who:?} on {day}");
            if body_lives.is_no() {
                assert!(standing.truth.is_no(), "{who:?} on {day}: {standing:?}");
                if let BodyId::Organization(_) = body {
                    assert!(tells(&standing, "not-in-existence"), "{who:?} on {day}");
                }
                gone += 1;
            }
        }
    }
    assert!(gone > 1_000, "{gone}");
}

/// What sources hold of an end of something: the days, and whether one of them is preferred.
fn disputed(world: &World) -> Vec<(String, String, Vec<Date>, bool)> {
    let contested = world.tables().contested.iter();
    let of_days = contested.filter_map(|one| {
        let field = one.field.as_deref().filter(|field| matches!(*field, "from" | "to"))?;
        let dates = one.values.iter().filter_map(|value| value.value.parse::<Date>().ok());
        let preferred = one.values.iter().any(|value| value.preferred);
        Some((one.of.as_deref()?.to_owned(), field.to_owned(), dates.collect(), preferred))
    });
    of_days.collect()
}

#[test]
fn what_sources_dispute_is_open_between_and_told() {
    let world = World::bundled();
    let tables = world.tables();
    let (mut open, mut preferred) = (0, 0);
    for (of, field, dates, is_preferred) in disputed(&world) {
        let whose: Option<EntityId> = world.entity(&of).ok();
        let rows = tables.participations.iter().filter(|row| {
            let own = tables.detail(row).is_some_and(|detail| *detail.key == *of);
            let still = row.span.to_lo != row.span.to_hi;
            own || whose.is_some_and(|id| still && tables.member(row) == id)
        });
        for row in rows {
            let (member, body) = (tables.member(&row), tables.body(&row));
            let Some(member) = world.typed::<State>(member) else { continue };
            if !row.status.is_binding() {
                continue;
            }
            let days = dates.iter().flat_map(|date| [date.earliest(), date.latest()]).flatten();
            let days: Vec<Day> = days.collect();
            let Some((first, last)) = days.iter().min().copied().zip(days.iter().max().copied())
            else {
                continue;
            };
            for day in
                [first, last.previous()].into_iter().filter(|day| first <= *day && *day < last)
            {
                let standing = world.as_of(Date::from(day)).standing(member, body);
                let who = (world.key(member), world.key(body), &field);
                if let Some(Absence::MemberNotInExistence | Absence::NotInExistence) =
                    standing.absence
                {
                    continue;
                }
                assert!(tells(&standing, "contested"), "{who:?} on {day}: {standing:?}");
                if is_preferred {
                    preferred += 1;
                } else {
                    assert!(standing.truth.is_unknown(), "{who:?} on {day}: {standing:?}");
                    open += 1;
                }
            }
        }
    }
    assert!(open >= 4 && preferred >= 10, "{open} open days, {preferred} of a preferred value");
}

/// Every name of the list was vetted, and those of the World Bank must all be found, as whom the list says.
#[test]
#[ignore = "needs COMITY_DOMAIN"]
fn every_name_of_the_list_is_vetted() {
    let folder = std::env::var_os("COMITY_DOMAIN").expect("COMITY_DOMAIN names the folder");
    let list = Path::new(&folder).with_file_name("cases").join("names.tsv");
    let list = std::fs::read_to_string(list).unwrap();
    let vetted = include_str!("data/names/vetted.tsv");
    let vetted: Vec<Vec<&str>> = (vetted.lines().filter(|line| !line.starts_with('#')).skip(1))
        .map(|line| line.split('\t').collect())
        .collect();
    let world = World::bundled();
    let mut all = [0, 0];
    for line in list.lines().skip(1) {
        let [list, name, key] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let row = vetted.iter().find(|row| row[0] == name);
        let row = row.unwrap_or_else(|| panic!("{name} is not vetted"));
        if list == "worldbank" {
            assert_eq!([row[1], row[2]], [key, "yes"], "{name}");
            assert_eq!(meant(&world, &world.resolve(name)), key, "{name}");
            all[0] += 1;
        } else {
            all[1] += 1;
        }
    }
    assert_eq!(all, [193, 169]);
}
