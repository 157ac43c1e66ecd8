//! `atop/atop-member-level.csv`: who owed whom defence in which year, to 2016.
//!
//! Compared are the pacts of defence that the world has ([`PACTS`]) since 1946, and all that were in force at the end.
//! The coding counts from the signature, the world from the day that a treaty binds: the years between are no difference.

use std::collections::{BTreeMap, BTreeSet};

use comity::model::EffectKind;
use comity::{Date, Id, Provision, State, Treaty, Truth, World, date};

use super::{ByYear, Difference, by_code, rows, settle, text, year};

/// The numbers of the coding, and the treaties of the world that it codes under it.
const PACTS: [(&str, &[&str]); 50] = [
    ("3075", &["rio"]),
    ("3130", &["brut"]),
    ("3140", &["yya"]),
    ("3180", &["nat"]),
    ("3205", &["jdec"]),
    ("3210", &["phus51"]),
    ("3215", &["anz"]),
    ("3240", &["krus53"]),
    ("3260", &["manila", "thus62"]),
    ("3285", &["wt"]),
    ("3355", &["pkus59"]),
    ("3360", &["tuus59"]),
    ("3375", &["jpus60"]),
    ("3395", &["cffr60"]),
    ("3405", &["cygu60"]),
    ("3410", &["frga60"]),
    ("3445", &["chpr61"]),
    ("3485", &["etke63"]),
    ("3520", &["plsu65"]),
    ("3730", &["frsn74"]),
    ("3830", &["frkm78"]),
    ("3895", &["ecwd"]),
    ("3900", &["oecst"]),
    ("3975", &["cupr86"]),
    ("3995", &["amut"]),
    ("4030", &["lbsy91"]),
    ("4175", &["teu"]),
    ("4220", &["cst"]),
    ("4235", &["kzru92"]),
    ("4245", &["uzru92"]),
    ("4255", &["kgru92"]),
    ("4295", &["bahr92"]),
    ("4370", &["czsk92"]),
    ("4400", &["cisc"]),
    ("4470", &["rutj93"]),
    ("4550", &["aztr94"]),
    ("4778", &["rsst", "rssm"]),
    ("4865", &["byru99"]),
    ("4867", &["kzkg97"]),
    ("4890", &["amru97"]),
    ("4900", &["cdcf98"]),
    ("4945", &["eccasma"]),
    ("4951", &["tjuz00"]),
    ("4965", &["gccd"]),
    ("4985", &["sadcd"]),
    ("5040", &["kzkg03"]),
    ("5055", &["aucdp"]),
    ("5075", &["uzru05"]),
    ("5090", &["icglrd"]),
    ("6035", &["aztr10"]),
];

/// The last year of the coding.
const LAST: i16 = 2016;

/// The states that the treaties bind to defend somebody on a day.
fn bound(world: &World, treaties: &[&str], day: Date) -> BTreeMap<Id<State>, Truth> {
    let view = world.as_of(day);
    let mut bound = BTreeMap::new();
    for provision in treaties.iter().flat_map(|treaty| defence(world, treaty)) {
        for (entity, truth) in view.bound_by(provision) {
            if let Some(state) = world.typed::<State>(entity) {
                let known = bound.entry(state).or_insert(Truth::No);
                *known = *known | truth;
            }
        }
    }
    bound
}

/// The provisions of a treaty on mutual defence.
fn defence(world: &World, treaty: &str) -> Vec<Id<Provision>> {
    let id = world.find::<Treaty>(treaty).unwrap_or_else(|error| panic!("{treaty}: {error}"));
    let provisions = world.provisions_of(id);
    provisions.filter(|id| world[*id].kind() == EffectKind::MutualDefence).collect()
}

/// The years in which the coding has each member in a pact of defence.
fn coded() -> BTreeMap<String, BTreeMap<String, BTreeSet<i16>>> {
    let text = text("atop/atop-member-level.csv");
    let mut coded: BTreeMap<String, BTreeMap<String, BTreeSet<i16>>> = BTreeMap::new();
    for row in rows(&text).into_iter().filter(|row| row["defense"] == "1") {
        let first: i16 = row["yrent"].parse().unwrap();
        let last = match row["yrexit"].parse().unwrap() {
            0 => LAST,
            last => last,
        };
        let members = coded.entry(row["atopid"].clone()).or_default();
        members.entry(row["member"].clone()).or_default().extend(first..=last);
    }
    coded
}

#[test]
#[ignore = "needs COMITY_DATA"]
fn duties_to_defend_agree_with_the_coding() {
    let world = World::bundled();
    let table = coded();
    let mut found = ByYear::default();
    for (number, treaties) in PACTS {
        let pact = treaties.join(", ");
        let mut ours: BTreeMap<Id<State>, BTreeMap<i16, Truth>> = BTreeMap::new();
        for in_year in 1946..=LAST {
            for day in [date(in_year, 1, 1), date(in_year, 7, 1), date(in_year, 12, 31)] {
                for (state, truth) in bound(&world, treaties, day) {
                    let known = ours.entry(state).or_default().entry(in_year).or_insert(Truth::No);
                    *known = *known | truth;
                }
            }
        }
        for in_year in 1946..=LAST {
            let codes = by_code(&world, "cow", year(in_year));
            let mut theirs = BTreeSet::new();
            for (member, years) in table.get(number).expect("a number of the coding") {
                if years.contains(&in_year) {
                    theirs.insert(member.clone());
                }
            }
            // Who has no code is a member of its own.
            let with_code: BTreeSet<Id<State>> = codes.values().flatten().copied().collect();
            let others = world.states().filter(|state| !with_code.contains(state));
            let others: Vec<_> = others.map(|state| (String::new(), vec![state])).collect();
            for (code, states) in codes.into_iter().chain(others) {
                let years = states.iter().filter_map(|state| ours.get(state));
                let now = years.clone().filter_map(|years| years.get(&in_year));
                let now = now.fold(Truth::No, |any, truth| any | *truth);
                // Signed, and not yet in force for it.
                let first = years.filter_map(|years| years.keys().next()).min();
                let awaited = first.is_some_and(|first| in_year < *first);
                let theirs = theirs.contains(&code);
                let agrees = if theirs { !now.is_no() || awaited } else { !now.is_yes() };
                if !agrees {
                    let told = |yes| if yes { "defence" } else { "none" };
                    let state = *states.last().expect("somebody has the code");
                    let words = [told(!now.is_no()), told(theirs)];
                    found.note(&pact, world.key(state), in_year, words);
                }
            }
        }
    }
    let mut found = found.differences();
    found.extend(of_one_side(&world, &table));
    settle(&found, include_str!("../data/crosscheck/pacts.tsv"));
}

/// The pacts that were in force at the end of the coding and that only the coding has, or only the world.
fn of_one_side(
    world: &World,
    coded: &BTreeMap<String, BTreeMap<String, BTreeSet<i16>>>,
) -> Vec<Difference> {
    let told =
        |pact: &str, ours: &str, theirs: &str| [pact, "-", "2016", ours, theirs].map(str::to_owned);
    let mut found = Vec::new();
    for (number, members) in coded {
        let in_force = members.values().any(|years| years.contains(&LAST));
        if in_force && !PACTS.iter().any(|(known, _)| known == number) {
            found.push(told(number, "none", "defence"));
        }
    }
    let end = date(LAST, 12, 31);
    for treaty in world.treaties() {
        let key = world.key(treaty);
        let known = PACTS.iter().any(|(_, treaties)| treaties.contains(&key));
        if !known && bound(world, &[key], end).values().any(|truth| truth.is_yes()) {
            found.push(told(key, "defence", "none"));
        }
    }
    found
}
