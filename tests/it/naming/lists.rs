//! Published lists of names, outside the repository.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use comity::model::Scheme;
use comity::{EntityId, Resolution, World};

use super::told;

/// Published lists of names, each with a code that says who is meant: none of them is taken for anybody else.
#[test]
#[ignore = "needs COMITY_DATA"]
fn no_name_of_a_published_list_means_somebody_else() {
    let folder = std::env::var_os("COMITY_DATA").expect("COMITY_DATA names the folder of tables");
    let world = World::bundled();
    let mut wrong = String::new();
    let mut names = 0;
    let mut found_of: BTreeMap<String, (usize, Vec<String>)> = BTreeMap::new();
    let mut check = |list: &str, name: &str, scheme: Scheme, code: &str| {
        let meant: Vec<EntityId> = world
            .entities()
            .filter(|id| {
                let codes = &world[*id].profile().identifiers;
                codes.iter().any(|one| {
                    *one.scheme == *scheme.as_str()
                        && scheme.normal(&one.code) == scheme.normal(code)
                })
            })
            .collect();
        let found = world.resolve(name);
        names += 1;
        if found.entity().is_some_and(|entity| !meant.contains(&entity)) {
            writeln!(wrong, "{name:?} ({scheme} {code}): {}", told(&world, &found)).unwrap();
        }
        // Of those who are in this world at all: how many are found by what the list calls them.
        if !meant.is_empty() {
            let (known, missed) = found_of.entry(list.to_owned()).or_default();
            // What two bear is told as ambiguous between them.
            let is_among = match &found {
                Resolution::Ambiguous(all) => all.iter().any(|one| meant.contains(&one.entity)),
                found => found.entity().is_some(),
            };
            if is_among {
                *known += 1;
            } else {
                missed.push(format!("{name} ({code})"));
            }
        }
    };
    let lists: [(&str, &[&str], Scheme, &str); 5] = [
        (
            "codes/country-codes.csv",
            &[
                "UNTERM English Short",
                "UNTERM English Formal",
                "UNTERM French Short",
                "UNTERM French Formal",
                "UNTERM Spanish Short",
                "UNTERM Spanish Formal",
                "UNTERM Russian Short",
                "UNTERM Russian Formal",
                "UNTERM Chinese Short",
                "UNTERM Chinese Formal",
                "UNTERM Arabic Short",
                "UNTERM Arabic Formal",
                "official_name_en",
                "official_name_fr",
                "official_name_es",
                "official_name_ru",
                "official_name_cn",
                "official_name_ar",
                "CLDR display name",
            ],
            Scheme::Iso3,
            "ISO3166-1-Alpha-3",
        ),
        ("gw/gw_system.csv", &["gw_name"], Scheme::Gw, "gwcode"),
        ("gw/gw_cw_panel.csv", &["gw_name"], Scheme::Gw, "gwcode"),
        ("gw/gw_cw_panel.csv", &["cw_name"], Scheme::Cow, "ccode"),
        ("cow/states2016.csv", &["statenme"], Scheme::Cow, "ccode"),
    ];
    for (file, columns, scheme, code) in lists {
        let text = std::fs::read_to_string(Path::new(&folder).join(file)).unwrap();
        let rows = rows(&text);
        let at = |name: &str| rows[0].iter().position(|head| head == name).unwrap();
        let mut seen = BTreeSet::new();
        for row in rows[1..].iter().filter(|row| row.len() == rows[0].len()) {
            for column in columns {
                let (name, code) = (&row[at(column)], &row[at(code)]);
                if !name.trim().is_empty() && seen.insert((name, code)) {
                    check(&format!("{file}: {column}"), name, scheme, code);
                }
            }
        }
    }
    let withdrawn =
        std::fs::read_to_string(Path::new(&folder).join("codes/iso_3166-3.json")).unwrap();
    let withdrawn: serde_json::Value = serde_json::from_str(&withdrawn).unwrap();
    for one in withdrawn["3166-3"].as_array().unwrap() {
        let name = one["name"].as_str().unwrap();
        check("codes/iso_3166-3.json: name", name, Scheme::Iso3, one["alpha_3"].as_str().unwrap());
    }
    // A file with nothing but numbers: no cell of it is a name.
    let dirty =
        std::fs::read_to_string(Path::new(&folder).join("dirty/cr_only_line_ends.csv")).unwrap();
    for cell in dirty.split(['\r', '\n']).skip(1).flat_map(|line| line.split(',')) {
        if world.resolve(cell).entity().is_some() {
            writeln!(wrong, "{cell:?}: {}", told(&world, &world.resolve(cell))).unwrap();
        }
    }
    println!("{names} names");
    found_enough(&found_of);
    assert!(wrong.is_empty(), "{wrong}");
    assert!(names > 3000);
}

/// How many of those who are in this world at all each list has by a name that is known: the official one of the United Nations has all of
/// them, in English.
#[expect(clippy::print_stdout, reason = "says how much was found")]
fn found_enough(found_of: &BTreeMap<String, (usize, Vec<String>)>) {
    for (list, (known, missed)) in found_of {
        println!("{list}: {known} found, {} not: {}", missed.len(), missed.join("; "));
    }
    for (column, least) in
        [("UNTERM English Short", 190), ("UNTERM English Formal", 160), ("official_name_en", 28)]
    {
        let (known, missed) = &found_of[&format!("codes/country-codes.csv: {column}")];
        assert!(*known >= least, "{column}: {known}");
        assert_eq!(missed[..], [""; 0], "{column}");
    }
}

/// The rows of a table with commas, in which cells may stand in quotes.
fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                cell.push('"');
                chars.next();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell).trim_end_matches('\r').to_owned());
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    rows
}
