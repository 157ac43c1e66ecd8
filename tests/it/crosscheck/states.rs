//! `gw/gw_system.csv` and `cow/states2016.csv`: which states there were, year by year from 1816 to the end of either list.
//!
//! A state has a year if any day of a spell falls in it. The lists differ from each other in thousands of state-years, as
//! they ask for different things; where they agree the world must agree with both, where they do not it may be undecided.

use std::collections::BTreeMap;

use comity::{Day, Id, Interval, State, Truth, World};

use super::{ByYear, by_code, rows, settle, text, year};

/// The years of both lists.
const YEARS: std::ops::RangeInclusive<i16> = 1816..=2016;

/// A list of states: its scheme of codes, and the first and last days of the spells of each code.
struct List {
    scheme: &'static str,
    spells: BTreeMap<String, Vec<(Day, Day)>>,
}

impl List {
    fn gleditsch_ward() -> Self {
        let text = text("gw/gw_system.csv");
        let mut spells: BTreeMap<String, Vec<_>> = BTreeMap::new();
        for row in rows(&text) {
            let day = |column: &str| row[column].parse().unwrap();
            spells.entry(row["gwcode"].clone()).or_default().push((day("start"), day("end")));
        }
        Self { scheme: "gw", spells }
    }

    fn correlates_of_war() -> Self {
        let text = text("cow/states2016.csv");
        let mut spells: BTreeMap<String, Vec<_>> = BTreeMap::new();
        for row in rows(&text) {
            let day = |end: &str| {
                let of = |part: &str| row[&*format!("{end}{part}")].parse::<i8>().unwrap();
                let year = row[&*format!("{end}year")].parse().unwrap();
                Day::new(year, of("month"), of("day")).unwrap()
            };
            spells.entry(row["ccode"].clone()).or_default().push((day("st"), day("end")));
        }
        Self { scheme: "cow", spells }
    }

    /// The codes that have a year.
    fn of_year(&self, year: i16) -> impl Iterator<Item = &String> {
        let has = move |(first, last): &(Day, Day)| (first.year()..=last.year()).contains(&year);
        self.spells.iter().filter(move |(_, spells)| spells.iter().any(has)).map(|(code, _)| code)
    }

    /// The states that the list has in a year, and the codes that no state of the world has.
    fn states(&self, world: &World, in_year: i16) -> (Vec<Id<State>>, Vec<String>) {
        let by_code = by_code(world, self.scheme, year(in_year));
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        for code in self.of_year(in_year) {
            match by_code.get(code) {
                // In the year of a change the code is that of both; on some day of it each has it.
                Some(states) => found.extend(states.iter().copied()),
                None => missing.push(format!("{} {code}", self.scheme)),
            }
        }
        (found, missing)
    }
}

/// Whether the world has a state in a year: on some day of it for certain, on none.
fn has(world: &World, state: Id<State>, year: Interval) -> Truth {
    let record = &world[state];
    let exists = Truth::any(record.profile.existence.spells().map(|spell| spell.overlaps(year)));
    if record.contested { exists & Truth::Unknown } else { exists }
}

#[test]
#[ignore = "needs COMITY_DATA"]
fn states_by_year_agree_with_two_lists() {
    let world = World::bundled();
    let (gw, cow) = (List::gleditsch_ward(), List::correlates_of_war());
    let mut found = ByYear::default();
    let (mut compared, mut certain) = (0, 0);
    for in_year in YEARS {
        let (in_gw, no_gw) = gw.states(&world, in_year);
        let (in_cow, no_cow) = cow.states(&world, in_year);
        for code in no_gw.into_iter().chain(no_cow) {
            found.note("states", &code, in_year, ["none", "listed"]);
        }
        for state in world.states() {
            let ours = has(&world, state, year(in_year));
            let (table, theirs) = match (in_gw.contains(&state), in_cow.contains(&state)) {
                (true, true) => ("both", Truth::Yes),
                (true, false) => ("Gleditsch and Ward", Truth::Unknown),
                (false, true) => ("COW", Truth::Unknown),
                (false, false) => ("none", Truth::No),
            };
            compared += 1;
            certain += usize::from(!ours.is_unknown());
            if ours != theirs {
                let ours = match ours {
                    Truth::Yes => "yes",
                    Truth::No => "no",
                    Truth::Unknown => "unknown",
                };
                found.note("states", world.key(state), in_year, [ours, table]);
            }
        }
    }
    println!("{compared} state-years compared, {certain} of them certain here");
    assert!(compared > 40_000);
    settle(&found.differences(), include_str!("../data/crosscheck/states.tsv"));
}
