//! `factbook/participation.tsv`: which countries are in which organizations at present, without dates.

use std::collections::{BTreeMap, BTreeSet};

use comity::model::Status;
use comity::{Id, Organization, State, Truth, World, date};

use super::{is_covered, organization, rows, settle, text};

/// The names of the organizations in the table, where they are in the world.
const ORGANIZATIONS: [(&str, &str); 30] = [
    ("AMU", "amu"),
    ("ANZUS", "anzus"),
    ("ASEAN", "asean"),
    ("AU", "au"),
    ("BRICS", "brics"),
    ("CE", "coe"),
    ("CIS", "cis"),
    ("CSTO", "csto"),
    ("Caricom", "caricom"),
    ("EAEU", "eaeu"),
    ("ECO", "eco"),
    ("ECOWAS", "ecowas"),
    ("EU", "eu"),
    ("G-20", "g20"),
    ("G-7", "g7"),
    ("GCC", "gcc"),
    ("GUAM", "guam"),
    ("LAS", "arableague"),
    ("NAM", "nonaligned"),
    ("NATO", "nato"),
    ("OAS", "oas"),
    ("OECS", "oecs"),
    ("OIC", "oic"),
    ("OPEC", "opec"),
    ("OSCE", "osce"),
    ("PIF", "pif"),
    ("Quad", "quad"),
    ("SADC", "sadc"),
    ("SCO", "sco"),
    ("UN", "un"),
];

/// The grades in the table that the world calls otherwise, or that say more than the grade.
fn grade(qualifier: &str) -> &str {
    match qualifier {
        "" | "suspended" => "member",
        long if long.starts_with("associate member") => "associate",
        long if long.starts_with("participating member") => "participating member",
        long if long.starts_with("excluded") => "excluded",
        "dialogue member" => "dialogue partner",
        "sectoral dialogue partner" => "partner",
        other => other,
    }
}

/// The grade of a row of the world, in the words of the table.
fn word(status: Status) -> String {
    match status {
        Status::Party | Status::Participating => "member".to_owned(),
        other => other.as_str().replace('_', " "),
    }
}

/// The members by country code; what is no state (a territory, or no country at all) is in no roll of the world.
fn countries(world: &World) -> BTreeMap<String, Id<State>> {
    let codes = text("codes/country-codes.csv");
    let mut countries = BTreeMap::new();
    for row in rows(&codes) {
        let state = world.find::<State>(&row["ISO3166-1-Alpha-3"].to_lowercase());
        if let (Ok(state), code) = (state, &row["FIPS"]) {
            countries.extend(code.split(',').map(|code| (code.trim().to_lowercase(), state)));
        }
    }
    // Codes that are newer than that table.
    for (code, key) in [("ri", "srb"), ("kv", "xkx")] {
        countries.insert(code.to_owned(), world.find(key).unwrap());
    }
    countries
}

#[test]
#[ignore = "needs COMITY_DATA"]
fn present_memberships_agree_with_the_factbook() {
    let world = World::bundled();
    // About when the table ended; what is newer is no difference.
    let view = world.as_of(date(2026, 4, 15));
    let countries = countries(&world);
    let mut table: BTreeMap<(Id<Organization>, Id<State>), BTreeSet<String>> = BTreeMap::new();
    let text = text("factbook/participation.tsv");
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let known = ORGANIZATIONS.iter().find(|(name, _)| *name == cells[2]);
        let (Some((_, key)), Some(state)) = (known, countries.get(cells[0])) else { continue };
        let grades = table.entry((organization(&world, key), *state)).or_default();
        grades.insert(grade(cells[3]).to_owned());
    }
    assert!(table.len() > 500, "{} rows were read", table.len());

    let mut found = BTreeSet::new();
    for (_, key) in ORGANIZATIONS {
        let body = organization(&world, key);
        let mut ours: BTreeMap<Id<State>, BTreeSet<(Truth, String)>> = BTreeMap::new();
        for row in view.participants(body).chain(view.possible_participants(body)) {
            if let Some(state) = world.typed::<State>(row.entity) {
                ours.entry(state).or_default().insert((row.truth, word(row.status)));
            }
        }
        for state in world.states() {
            let theirs = table.get(&(body, state)).cloned().unwrap_or_default();
            let ours = ours.remove(&state).unwrap_or_default();
            let possible: BTreeSet<&str> = ours.iter().map(|(_, grade)| &**grade).collect();
            let mut certain = ours.iter().filter(|(truth, _)| truth.is_yes());
            // Where the record does not reach, it says nothing.
            let ours_agree = theirs.iter().all(|grade| {
                possible.contains(&**grade) || !is_covered(&world, body, &grade.replace(' ', "_"))
            });
            if !ours_agree || !certain.all(|(_, grade)| theirs.contains(grade)) {
                let told = |grades: Vec<&str>| match &grades[..] {
                    [] => "none".to_owned(),
                    some => some.join(", "),
                };
                let ours = told(possible.into_iter().collect());
                let theirs = told(theirs.iter().map(|grade| &**grade).collect());
                let state = world.key(state).to_owned();
                found.insert([key.to_owned(), state, "2026-04".to_owned(), ours, theirs]);
            }
        }
    }
    settle(&found, include_str!("../data/crosscheck/factbook.tsv"));
}
