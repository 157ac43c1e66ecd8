//! The bundled world against published tables that were made without it: present memberships against the World Factbook,
//! memberships by year against the Correlates of War data on organizations, duties to defend against ATOP, states by year
//! against Gleditsch and Ward and against COW.
//!
//! The tables are found in the folder that `COMITY_DATA` names; run with `--include-ignored`. Every difference is mended
//! or stands in a list in `data/crosscheck`, with the reason; a difference that no list explains fails the test, and so
//! does an explanation of something that agrees.
#![cfg(feature = "dataset")]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests tell what they find, and fail the test"
)]

mod factbook;
mod igo;
mod pacts;
mod states;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use comity::model::{CoverageLevel, Status};
use comity::{Id, Organization, State, World};

/// The text of a file of the tables.
///
/// # Panics
///
/// If no variable names the folder: a comparison without tables must not pass.
fn text(file: &str) -> String {
    let path = path(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn path(file: &str) -> PathBuf {
    let folder = std::env::var_os("COMITY_DATA").expect("COMITY_DATA names the folder of tables");
    PathBuf::from(folder).join(file)
}

/// The rows of a table with commas, each by the names of its columns; cells may stand between quotes.
fn rows(text: &str) -> Vec<BTreeMap<&str, String>> {
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let rows = lines.map(|line| {
        let cells = cells(line);
        assert_eq!(cells.len(), header.len(), "{line}");
        header.iter().copied().zip(cells).collect()
    });
    let rows: Vec<BTreeMap<&str, String>> = rows.collect();
    assert!(!rows.is_empty());
    rows
}

fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for char in line.chars() {
        match char {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => cells.last_mut().unwrap().push(char),
        }
    }
    cells
}

/// A difference, in the words of its list: who, in what, when, what the world says, what the table says.
type Difference = [String; 5];

/// Holds what was found against a list of explained differences.
fn settle(found: &BTreeSet<Difference>, list: &str) {
    let mut lines = list.lines();
    assert_eq!(lines.next(), Some("body\tmember\twhen\tworld\ttable\twhy"));
    let mut explained = BTreeSet::new();
    for line in lines {
        let (what, why) = line.rsplit_once('\t').expect("a reason");
        assert!(!why.trim().is_empty(), "{line}: why?");
        let what: Vec<String> = what.split('\t').map(str::to_owned).collect();
        let what = Difference::try_from(what).unwrap_or_else(|what| panic!("{what:?}"));
        assert!(explained.insert(what), "{line}: twice");
    }
    let unexplained: Vec<&Difference> = found.difference(&explained).collect();
    let settled: Vec<&Difference> = explained.difference(found).collect();
    for difference in &unexplained {
        println!("unexplained\t{}", difference.join("\t"));
    }
    for difference in &settled {
        println!("no longer so\t{}", difference.join("\t"));
    }
    println!("{} differences, all explained but {}", found.len(), unexplained.len());
    assert!(
        unexplained.is_empty() && settled.is_empty(),
        "{} differences are not explained, {} explanations are of none",
        unexplained.len(),
        settled.len()
    );
}

/// What the world and a table say differently, year by year.
#[derive(Debug, Default)]
struct ByYear(BTreeMap<[String; 2], BTreeMap<i16, [String; 2]>>);

impl ByYear {
    /// Notes what the world says of a member of a body in a year, and what the table says.
    fn note(&mut self, body: &str, member: &str, year: i16, words: [&str; 2]) {
        let years = self.0.entry([body, member].map(str::to_owned)).or_default();
        years.insert(year, words.map(str::to_owned));
    }

    /// The differences, those of years in a row as one: `1950`, `1961-1966`.
    fn differences(self) -> BTreeSet<Difference> {
        let mut differences = BTreeSet::new();
        for ([body, member], years) in self.0 {
            let mut stretches: Vec<(i16, i16, [String; 2])> = Vec::new();
            for (year, words) in years {
                match stretches.last_mut() {
                    Some((_, last, same)) if *last + 1 == year && *same == words => *last = year,
                    _ => stretches.push((year, year, words)),
                }
            }
            for (first, last, [ours, theirs]) in stretches {
                let when =
                    if first == last { format!("{first}") } else { format!("{first}-{last}") };
                differences.insert([body.clone(), member.clone(), when, ours, theirs]);
            }
        }
        differences
    }
}

fn organization(world: &World, key: &str) -> Id<Organization> {
    world.find(key).unwrap_or_else(|error| panic!("{key}: {error}"))
}

/// Whether whoever has no row in a body is certainly not in it as this grade.
fn is_covered(world: &World, body: Id<Organization>, grade: &str) -> bool {
    let coverage = &world[body].coverage;
    coverage.level == CoverageLevel::Complete
        && (coverage.statuses.is_empty()
            || coverage.statuses.iter().any(|status| {
                status.as_str() == grade || (grade == "member" && *status == Status::Participating)
            }))
}

/// The states that have a code in a year; whoever has it at its end comes last.
fn by_code(
    world: &World,
    scheme: &str,
    year: comity::Interval,
) -> BTreeMap<String, Vec<Id<State>>> {
    let mut states: BTreeMap<String, Vec<Id<State>>> = BTreeMap::new();
    for id in world.states() {
        for code in world[id].profile.identifiers.iter().filter(|code| *code.scheme == *scheme) {
            if !code.valid.overlaps(year).is_no() {
                let states = states.entry(code.code.to_string()).or_default();
                let is_last = code.valid.to.is_none_or(|to| !year.contains(to).is_yes());
                states.insert(if is_last { states.len() } else { 0 }, id);
            }
        }
    }
    states
}

fn year(year: i16) -> comity::Interval {
    let day = |year| comity::date(year, 1, 1);
    comity::Interval { from: Some(day(year)), to: Some(day(year + 1)) }
}
