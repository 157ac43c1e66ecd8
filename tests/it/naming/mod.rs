//! Names and codes of the bundled world: what people who clean columns write, and everything of each kind that is on record.
#![cfg(feature = "dataset")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{BufReader, Cursor};
use std::path::Path;

use comity::model::{Existence, Kind, NameKind, Scheme};
use comity::names::fold;
use comity::time::Interval;
use comity::wire::Rows;
use comity::{Date, Day, EntityId, Question, Resolution, Truth, World, date};
use expect_test::expect_file;

mod lists;

#[path = "../../../examples/names.rs"]
#[expect(dead_code, reason = "its `main` is called by nobody here")]
mod names;

/// The lines of a table of cases, by the cells of each.
fn table(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines.map(|line| line.split('\t').collect())
}

/// What a text came to, as the tables write it.
fn told(world: &World, found: &Resolution) -> String {
    match found {
        Resolution::Ambiguous(candidates) => {
            let keys = candidates.iter().map(|one| world.key(one.entity));
            keys.collect::<Vec<_>>().join("+")
        }
        found => found.entity().map_or("?", |entity| world.key(entity)).to_owned(),
    }
}

fn day(cell: &str) -> Option<Date> {
    (!cell.is_empty()).then(|| cell.parse().unwrap())
}

#[test]
fn what_people_who_do_this_job_report() {
    let world = World::bundled();
    let mut wrong = String::new();
    for row in table(include_str!("../data/names/cases.tsv")) {
        let [kind, ask, on, right, why] = row[..] else { panic!("{row:?}") };
        let on = day(on);
        let found = match kind {
            "name" => world.as_of(on.unwrap()).name(world.entity(ask).unwrap()).to_owned(),
            "text" => {
                let found =
                    on.map_or_else(|| world.resolve(ask), |on| world.as_of(on).resolve(ask));
                told(&world, &found)
            }
            scheme => {
                let scheme = scheme.parse::<Scheme>().unwrap();
                let found = match on {
                    Some(on) => world.as_of(on).resolve_code(scheme, ask),
                    None => world.resolve_code(scheme, ask),
                };
                told(&world, &found)
            }
        };
        if !right.split('|').any(|right| right == found) {
            writeln!(wrong, "{kind} {ask:?} {on:?}: {found}, and right is {right}: {why}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The table was written, name by name, before any of them was made to resolve.
#[test]
fn names_of_public_lists_mean_whom_a_careful_reader_takes_them_to_mean() {
    let world = World::bundled();
    let (mut wrong, mut found_of_those_that_may) = (String::new(), [0, 0]);
    for row in table(include_str!("../data/names/vetted.tsv")) {
        let [name, key, must, why] = row[..] else { panic!("{row:?}") };
        let found = told(&world, &world.resolve(name));
        let nobody = found == "?" || found.contains('+');
        let fits = match (key, must) {
            ("?", _) => nobody,
            (key, "yes") => found == key,
            (key, _) => {
                found_of_those_that_may[0] += usize::from(found == key);
                found_of_those_that_may[1] += 1;
                nobody || found == key
            }
        };
        if !fits {
            writeln!(wrong, "{name:?}: {found}, and right is {key}: {why}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    let [found, all] = found_of_those_that_may;
    assert!(found * 10 >= all * 8, "only {found} of {all}");
}

/// The days on which one of these intervals begins or ends, and the days before them.
pub(super) fn edges(times: impl IntoIterator<Item = Interval>) -> BTreeSet<Date> {
    let ends = times.into_iter().flat_map(|time| [time.from, time.to]).flatten();
    let days = ends.filter(|date| !date.is_unknown()).flat_map(|date| {
        let (first, last) = (date.earliest(), date.latest());
        [first.map(Day::previous), first, last, last.map(Day::next)]
    });
    days.flatten().map(Date::from).collect()
}

/// Every entity, with the days on which something of it begins or ends, and some on which nothing does.
fn everything(world: &World) -> impl Iterator<Item = (EntityId, BTreeSet<Date>)> {
    let any = ["1800-01-01", "1914-07-28", "1950-06-25", "1991-12-26", "2024-10-20", "2040-01-01"];
    world.entities().filter(|id| world[*id].kind() != Kind::Source).map(move |id| {
        let profile = world[id].profile();
        let of_names = profile.names.iter().map(|name| name.valid);
        let of_codes = profile.identifiers.iter().map(|code| code.valid);
        let mut days = edges(of_names.chain(of_codes).chain(profile.existence.spells()));
        days.extend(any.map(|day| day.parse::<Date>().unwrap()));
        (id, days)
    })
}

#[test]
fn a_name_on_a_day_is_one_however_it_is_asked() {
    let world = World::bundled();
    for (entity, days) in everything(&world) {
        for day in days {
            let view = world.as_of(day);
            let Rows::Names(rows) = view.ask(&Question::Name { entity }).rows else { panic!() };
            let [row] = &rows[..] else { panic!("{rows:?}") };
            assert_eq!(row.name, view.name(entity), "{} on {day}", world.key(entity));
            let valid = Interval { from: row.from, to: row.to };
            assert!(valid.contains(day).is_possible(), "{} on {day}: {row:?}", world.key(entity));
        }
    }
}

/// What it is called on a day is not out of its time where the record has a name that is in its time.
#[test]
fn a_name_on_a_day_is_right_on_that_day() {
    let world = World::bundled();
    for (entity, days) in everything(&world) {
        let profile = world[entity].profile();
        for day in days {
            let called = world.as_of(day).name(entity);
            let mut own = profile.names.iter().filter(|name| *name.text == *called).peekable();
            let has_time = own.peek().is_some();
            let in_time = own.any(|name| name.valid.contains(day).is_possible());
            let former = profile
                .names
                .iter()
                .find(|name| name.kind == NameKind::Former && name.valid.contains(day).is_yes());
            let contradicted = has_time && !in_time && former.is_some();
            assert!(!contradicted, "{called} on {day}: {former:?}");
            // A former name that holds for certain contradicts a canonical name that has no time of its own.
            let undated = profile.name == called.into() && !has_time && former.is_some();
            assert!(!undated, "{called} on {day}: {former:?}");
        }
    }
}

/// The day up to which what the record of codes says last is presumed to hold.
const KNOWN_TO: Date = date(2027, 5, 2);

#[test]
fn every_code_is_whose_it_is_on_every_day_of_its_time() {
    let world = World::bundled();
    for (entity, days) in everything(&world) {
        let profile = world[entity].profile();
        for code in &profile.identifiers {
            let scheme = code.scheme.parse::<Scheme>().unwrap();
            for day in &days {
                let all: Vec<_> = world.by_code(scheme, &code.code, *day);
                let truth =
                    Truth::any(all.iter().filter(|one| one.entity == entity).map(|one| one.truth));
                let same = profile
                    .identifiers
                    .iter()
                    .filter(|one| one.scheme == code.scheme && one.code == code.code);
                let right = Truth::any(same.map(|one| {
                    // What has no end is known for a year after the end of the record, which the extents of the world say.
                    let is_open = one.valid.to.is_none() && profile.existence.ends().is_none();
                    let late = day.is_before(KNOWN_TO).is_no();
                    let known = if is_open && late { Truth::Unknown } else { Truth::Yes };
                    right(&profile.existence, one.valid, *day) & known
                }));
                // Where the oracle is in doubt whether it had ended, that it did not matter is no contradiction.
                if right.is_unknown() && truth.is_yes() {
                    assert!(code.valid.from.is_some() || code.valid.to.is_some());
                    continue;
                }
                assert_eq!(truth, right, "{scheme} {} {} on {day}", code.code, profile.key);
                let back = world.codes_of(entity, scheme, *day);
                let back = back.iter().filter(|one| one.code == code.code).map(|one| one.truth);
                assert_eq!(Truth::any(back), right);
                // No two have one code for certain on one day.
                let certain = all.iter().filter(|one| one.truth.is_yes());
                let holders: BTreeSet<EntityId> = certain.map(|one| one.entity).collect();
                assert!(holders.len() < 2, "{scheme} {} on {day}: {holders:?}", code.code);
                if holders.contains(&entity) && all.len() == 1 {
                    let found = world.as_of(*day).resolve_code(scheme, &code.code);
                    assert_eq!(found, Resolution::Code(entity, scheme));
                }
            }
        }
    }
}

/// Said once more and otherwise: a recorded side decides, an open one lasts as long as the thing.
fn right(existence: &Existence, valid: Interval, day: Date) -> Truth {
    let alive = existence.contains(day);
    let after = existence
        .ends()
        .map_or(Truth::No, |end| Interval { from: Some(end), to: None }.contains(day));
    let before = existence
        .begins()
        .map_or(Truth::No, |begin| Interval { from: None, to: Some(begin) }.contains(day));
    let lasting = match (valid.from.is_some(), valid.to.is_some()) {
        (true, true) => Truth::Yes,
        (true, false) => alive | before,
        (false, true) => alive | after,
        (false, false) => alive,
    };
    valid.contains(day) & lasting
}

/// All names of everybody, with the days on which something about them begins or ends.
fn names_and_days(world: &World) -> impl Iterator<Item = (EntityId, &str, BTreeSet<Date>)> {
    world.entities().filter(|id| world[*id].kind() != Kind::Source).flat_map(move |id| {
        let profile = world[id].profile();
        let names = profile.names.iter().map(|name| (&*name.text, name.valid));
        let canonical = (&*profile.name, Interval::ALWAYS);
        names.chain([canonical]).map(move |(text, valid)| {
            let any =
                ["1914-07-28", "1960-01-01", "2024-10-20"].map(|day| day.parse::<Date>().unwrap());
            let mut days = edges(profile.existence.spells().chain([valid]));
            days.extend(any);
            (id, text, days)
        })
    })
}

/// Who bears each name, folded, and when.
fn bearers(world: &World) -> BTreeMap<String, Vec<(EntityId, Interval)>> {
    let mut bearers: BTreeMap<String, Vec<(EntityId, Interval)>> = BTreeMap::new();
    for id in world.entities().filter(|id| world[*id].kind() != Kind::Source) {
        let profile = world[id].profile();
        let dated = profile.names.iter().any(|name| name.text == profile.name);
        let canonical = (&*profile.name, Interval::ALWAYS);
        let names = profile.names.iter().map(|name| (&*name.text, name.valid));
        for (text, valid) in names.chain((!dated).then_some(canonical)) {
            bearers.entry(fold(text)).or_default().push((id, valid));
        }
    }
    bearers
}

#[test]
fn whoever_bears_a_name_on_a_day_is_found_by_it() {
    let world = World::bundled();
    let bearers = bearers(&world);
    let mut missed = String::new();
    for (entity, text, days) in names_and_days(&world) {
        let own = &bearers[&fold(text)];
        for day in days {
            let bears =
                own.iter().filter(|(id, _)| *id == entity).map(|(_, valid)| valid.contains(day));
            if (Truth::any(bears) & world[entity].profile().existence.contains(day)).is_no() {
                continue;
            }
            let found = match world.as_of(day).resolve(text) {
                Resolution::Ambiguous(all) => all.iter().any(|one| one.entity == entity),
                found => found.entity() == Some(entity),
            };
            let is_a_key = world.entity(text).is_ok_and(|other| other != entity);
            if !found && !is_a_key {
                writeln!(missed, "{text} ({}) on {day}", world.key(entity)).unwrap();
            }
        }
    }
    assert!(missed.is_empty(), "{missed}");
}

/// A dated name never means for certain what was not there while somebody else bore it.
#[test]
fn nobody_who_was_not_there_is_meant_while_a_namesake_was() {
    let world = World::bundled();
    let bearers = bearers(&world);
    for (_, text, days) in names_and_days(&world) {
        if world.entity(text).is_ok() {
            continue;
        }
        for day in days {
            let found = world.as_of(day).resolve(text);
            let lives = |id: EntityId| world[id].profile().existence.contains(day);
            if found.entity().is_some_and(|meant| lives(meant).is_no()) {
                assert!(!matches!(found, Resolution::Exact(_)), "{text} on {day}");
                let mut other = bearers[&fold(text)].iter();
                let other =
                    other.find(|(id, valid)| (valid.contains(day) & lives(*id)).is_possible());
                assert_eq!(other.map(|(id, _)| world.key(*id)), None, "{text} on {day}");
            }
        }
    }
}

/// What is said of a state beside its bare name.
const STYLES: [&str; 18] = [
    "democratic peoples republic of ",
    "peoples democratic republic of ",
    "peoples republic of ",
    "democratic republic of ",
    "federal republic of ",
    "islamic republic of ",
    "arab republic of ",
    "socialist republic of ",
    "republic of ",
    "kingdom of ",
    "state of ",
    "united kingdom of ",
    "empire of ",
    "sultanate of ",
    "principality of ",
    "commonwealth of ",
    "union of ",
    "dominion of ",
];

fn bare(name: &str) -> String {
    let folded = fold(name);
    let style = STYLES.iter().find_map(|style| folded.strip_prefix(style));
    style.unwrap_or(&folded).to_owned()
}

/// Two states of one bare name, of which one does not bear it, and why not.
const NOT_BORNE: [(&str, &str, &str); 3] = [
    ("ymd", "yemen", "in its time \"Yemen\" was the state in the north"),
    ("ymd", "southern yemen", "never without its style"),
    ("bgd", "pakistan", "a part of it then"),
];

/// If the bare form of an official name is another state's name, both are recorded with it; or it is said why not.
#[test]
fn a_homonym_is_recorded_on_both_sides() {
    let world = World::bundled();
    let states: Vec<EntityId> = world.states().map(EntityId::from).collect();
    let borne = |id: &EntityId| -> BTreeSet<String> {
        let profile = world[*id].profile();
        let sorts = [NameKind::Metonym, NameKind::Misspelling, NameKind::Acronym];
        let names = profile.names.iter().filter(|name| !sorts.contains(&name.kind));
        names.map(|name| fold(&name.text)).chain([fold(&profile.name)]).collect()
    };
    let own: Vec<(EntityId, BTreeSet<String>)> = states.iter().map(|id| (*id, borne(id))).collect();
    let canonical: BTreeMap<String, EntityId> =
        states.iter().map(|id| (fold(world.name(*id)), *id)).collect();
    let mut one_sided = String::new();
    for (id, names) in &own {
        let profile = world[*id].profile();
        let official = profile
            .names
            .iter()
            .filter(|name| matches!(name.kind, NameKind::Official | NameKind::Former));
        for name in official.map(|name| &*name.text).chain([&*profile.name]) {
            let bare = bare(name);
            let Some(other) = canonical.get(&bare).filter(|other| *other != id) else { continue };
            let excepted =
                NOT_BORNE.iter().any(|(key, text, _)| *key == &*profile.key && *text == bare);
            if !names.contains(&bare) && !excepted {
                writeln!(
                    one_sided,
                    "{} ({name}) lacks {bare}, which is {}",
                    profile.key,
                    world.key(*other)
                )
                .unwrap();
            }
        }
    }
    assert!(one_sided.is_empty(), "{one_sided}");
}

/// How many of the states that have a code today have a name in each language, as the guide says it.
#[cfg(feature = "cldr-names")]
#[test]
fn the_guide_says_in_which_languages_states_have_names() {
    let world = World::bundled();
    let text = include_str!("../../../src/dataset/cldr.tsv");
    let (mut lines, mut groups, mut languages) = (Vec::new(), BTreeSet::new(), "");
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some((code, name)) = line.split_once('\t') {
            lines.push([languages, code, name]);
        } else {
            languages = line;
            assert!(groups.insert(languages), "{languages} twice");
        }
    }
    assert!(
        lines.windows(2).all(|pair| pair[0][0] != pair[1][0] || pair[0] < pair[1]),
        "sorted among each other, and each name once"
    );
    let today = world.as_of("2024-10-20".parse::<Date>().unwrap());
    let mut covered: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let (mut wrong, mut codes) = (String::new(), BTreeSet::new());
    for line in &lines {
        let [languages, code, name] = *line;
        let holder = today.by_code(Scheme::Iso2, code);
        let [holder] = &holder[..] else { panic!("{code} is {holder:?}") };
        codes.insert(code);
        for language in languages.split(',') {
            covered.entry(language).or_default().insert(code);
        }
        let found = match world.resolve(name) {
            Resolution::Ambiguous(all) => all.iter().any(|one| one.entity == holder.entity),
            found => found.entity() == Some(holder.entity),
        };
        if !found {
            writeln!(wrong, "{line:?}: {}", told(&world, &world.resolve(name))).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    let all = codes.len();
    let share = |(language, names): (&&str, &BTreeSet<&str>)| match all - names.len() {
        0 => format!("`{language}`"),
        missing => format!("`{language}` (all but {missing})"),
    };
    let languages: Vec<String> = covered.iter().map(share).collect();
    let table =
        format!("Of {all} states that have a code of ISO 3166-1: {}.", languages.join(", "));
    println!("{table}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/guide/bundled-world.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let begins = page.find("Of 200 states that have").unwrap();
    let ends = begins + page[begins..].find("\n\n").unwrap();
    expect_file![path].assert_eq(&format!("{}{table}{}", &page[..begins], &page[ends..]));
}

/// What the example prints for some arguments and some input.
fn printed(args: &str, input: &str) -> String {
    let args =
        args.split(' ').filter(|arg| !arg.is_empty()).map(|arg| arg.replace('_', " ").into());
    let (mut out, input) = (Vec::new(), Cursor::new(input.to_owned()));
    names::run(args.collect(), &mut BufReader::new(input), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn the_example_cleans_a_column() {
    let korea = printed("--json", "Korea, Dem. People's Rep.\r\nKazakstann\n\nGermany");
    let expected = r#"{"text":"Korea, Dem. People's Rep.","result":"alias","entity":"prk","name":"Democratic People's Republic of Korea","candidates":[],"suggestions":[],"caveats":[]}"#;
    let lines: Vec<&str> = korea.lines().collect();
    assert_eq!(lines[0], expected);
    assert_eq!(lines.len(), 4, "a line for each line, in their order");
    assert!(lines[1].contains(r#""result":"unknown","entity":null"#));
    assert!(lines[1].contains(r#"{"entity":"kaz","name":"Kazakhstan"}"#));
    assert!(lines[2].starts_with(r#"{"text":"","result":"unknown""#));
    assert_eq!(
        printed("--as-of 1985-01-01 --scheme cow 255 260", ""),
        "255\t\t\tunknown: Germany (deu)?\n260\tdeu\tWest Germany\tcode\n"
    );
    let codes = printed("--codes kaz", "");
    assert!(codes.starts_with("iso2\tKZ\niso3\tKAZ\niso_numeric\t398\ncow\t705\n"), "{codes}");
    let row = printed("--codes rou --as-of 2002 --json", "");
    assert!(row.contains(r#"{"entity":"rou","scheme":"iso3","code":"ROM","truth":"unknown","from":null,"to":"2002"}"#), "{row}");
    let caveat = printed("--json --as-of 1900-01-01 Kazakhstan", "");
    assert!(caveat.contains(r#""caveats":[{"code":"not-in-existence""#), "{caveat}");
    let refused = |args: [&str; 2]| {
        let args = args.map(Into::into).to_vec();
        let mut out = Vec::new();
        match names::run(args, &mut BufReader::new(Cursor::new("")), &mut out) {
            Err(names::Failure::Question(error)) => error.code.to_string(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(refused(["--scheme", "fips"]), "unknown-scheme");
    assert_eq!(refused(["--codes", "kax"]), "unknown-key");
}
