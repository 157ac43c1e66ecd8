//! `cow/state_year_formatv3.csv.gz`: memberships by year, to 2014, of the states that are in the system of states.
//!
//! A year counts for a grade if the grade was held on any day of it. What is missing in the table, or no state of the
//! system, says nothing; an organization that the table says did not exist has no members.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read as _;

use comity::model::Status;
use comity::{Id, Interval, Organization, State, Truth, World};
use flate2::read::GzDecoder;

use super::{ByYear, by_code, is_covered, organization, path, rows, settle, year};

/// The columns of the table, and the organization: the European Union is three of them, one after the other.
const COLUMNS: [(&str, &[&str]); 30] = [
    ("amu", &["amu"]),
    ("anzus", &["anzus"]),
    ("arableague", &["loas"]),
    ("asean", &["asean"]),
    ("au", &["au"]),
    ("caricom", &["caricom"]),
    ("cento", &["cento"]),
    ("cis", &["cis"]),
    ("coe", &["coe"]),
    ("csto", &["csto"]),
    ("eccas", &["eccas"]),
    ("eco", &["eco"]),
    ("ecowas", &["ecowas"]),
    ("eu", &["eec", "eu"]),
    ("gcc", &["gcc"]),
    ("nato", &["nato"]),
    ("nonaligned", &["nam"]),
    ("oas", &["oas"]),
    ("oau", &["oau"]),
    ("oecs", &["oecs"]),
    ("oic", &["oic"]),
    ("opec", &["opec"]),
    ("osce", &["osce"]),
    ("pif", &["pif"]),
    ("sadc", &["sadc"]),
    ("sco", &["sco"]),
    ("seato", &["seato"]),
    ("un", &["un"]),
    ("weu", &["weu"]),
    ("wp", &["wpact"]),
];

/// The grades that the table has, by its numbers.
const GRADES: [(&str, &str); 3] = [("1", "member"), ("2", "associate"), ("3", "observer")];

/// The grade of the table for a grade of the world; of other grades it says nothing.
fn grade(status: Status) -> Option<&'static str> {
    match status {
        Status::Member | Status::Party | Status::Participating => Some("member"),
        Status::Associate => Some("associate"),
        Status::Observer => Some("observer"),
        _ => None,
    }
}

/// The grades that states with a code have in a year, each for certain or not.
fn held(
    world: &World,
    states: &[Id<State>],
    body: Id<Organization>,
    year: Interval,
) -> BTreeMap<&'static str, Truth> {
    let mut held = BTreeMap::new();
    for spell in states.iter().flat_map(|state| world.spells(*state, body, None)) {
        let truth = spell.valid.overlaps(year);
        if let Some(grade) = grade(spell.status).filter(|_| !truth.is_no()) {
            let known = held.entry(grade).or_insert(Truth::No);
            *known = *known | truth;
        }
    }
    held
}

#[test]
#[ignore = "needs COMITY_DATA"]
fn memberships_by_year_agree_with_the_data_on_organizations() {
    let world = World::bundled();
    let mut text = String::new();
    let file = File::open(path("cow/state_year_formatv3.csv.gz")).unwrap();
    GzDecoder::new(file).read_to_string(&mut text).unwrap();

    let mut found = ByYear::default();
    let mut compared = 0;
    let mut codes = BTreeMap::new();
    for row in rows(&text) {
        let in_year: i16 = row["year"].parse().unwrap();
        if in_year < 1945 {
            continue;
        }
        let codes = codes.entry(in_year).or_insert_with(|| by_code(&world, "cow", year(in_year)));
        let Some(states) = codes.get(&row["ccode"]) else {
            panic!("{} in {in_year}: no state has this code", row["ccode"]);
        };
        for (key, columns) in COLUMNS {
            let body = organization(&world, key);
            let cells: Vec<&str> = columns.iter().map(|column| &*row[column]).collect();
            if cells.iter().all(|cell| *cell == "-9") {
                continue;
            }
            let held = held(&world, states, body, year(in_year));
            let theirs = GRADES.iter().find(|(number, _)| cells.contains(number));
            let theirs = theirs.map(|(_, grade)| *grade);
            compared += 1;
            let agrees = match theirs {
                Some(grade) => held.contains_key(grade) || !is_covered(&world, body, grade),
                None => held.values().all(|truth| !truth.is_yes()),
            };
            if !agrees {
                let ours: Vec<&str> = held.keys().copied().collect();
                let ours = if ours.is_empty() { "none".to_owned() } else { ours.join(", ") };
                let member = world.key(*states.last().unwrap());
                found.note(key, member, in_year, [&ours, theirs.unwrap_or("none")]);
            }
        }
    }
    println!("{compared} cells compared");
    assert!(compared > 100_000);
    settle(&found.differences(), include_str!("../data/crosscheck/igo.tsv"));
}
