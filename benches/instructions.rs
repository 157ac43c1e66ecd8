//! Instruction counts under valgrind, which do not depend on what else the machine does: a gate with stored counts.
//!
//! ```text
//! cargo bench --bench instructions                        # counts, and fails where a count is higher than the stored one
//! cargo bench --bench instructions -- --store             # counts, and stores them in benches/instructions.tsv
//! cargo bench --bench instructions -- --world FILE        # answers in another world that has the OTS, beside the stored ones
//! ```
//!
//! Answers are counted twice: on the bundled world, which grows, and as `frozen_…` on a copy of what it was on 26 November 2026
//! (`benches/frozen.jsonl`), which does not. So the second tell what a change of the code costs, whatever was recorded meanwhile.
//!
//! Counts are those of one compiler and one C library, of the same facts: after a change of any of these they are stored anew, with
//! the change. Up to two in a hundred more are let through.
//!
//! Where the instructions go, function by function and line by line:
//!
//! ```text
//! cargo bench --bench instructions --no-run
//! bench="$(ls -t "${CARGO_TARGET_DIR:-target}"/release/deps/instructions-* | grep -v '\.d$' | head -1)"
//! valgrind --tool=callgrind --toggle-collect='*measured_answer_as_json' --callgrind-out-file=target/callgrind.out "$bench"
//! callgrind_annotate --inclusive=yes target/callgrind.out
//! ```
//!
//! Every `measured_` function about memberships asks 1,024 times; those about answers, and the scan, ask once. Answers are counted as
//! they come on a day that was asked about before, of which the world remembers what stands on record; `answer_of_a_new_day` is the first
//! one of its day.

#[expect(dead_code, reason = "some of it is for the other benchmark")]
mod flagship;
mod gate;
mod panel;
#[expect(dead_code, reason = "some of it is for the other benchmark")]
mod rivals;
#[expect(dead_code, reason = "some of it is for the other benchmark")]
mod seeded;

use std::hint::black_box;
use std::process::ExitCode;

use comity::{Date, Day, EntityId, Loader, Scenario, World, date};
use flagship::{as_json, caveats, deliberated, with_one_why, with_why, without_why};
use petgraph::graph::NodeIndex;
use rivals::{Bare, Comity, Petgraph, Question};
use seeded::{Ask, Dice, SYSTEM, Size, Spell};

macro_rules! measured {
    ($($name:ident: $question:ident of $rival:ident, $id:ty;)+) => {$(
        #[inline(never)]
        fn $name(rival: &$rival, asks: &[Ask], out: &mut Vec<$id>) -> usize {
            Question::$question.ask_all(rival, asks, out)
        }
    )+};
}

measured! {
    measured_is_member_comity: IsMember of Comity, EntityId;
    measured_is_member_bare: IsMember of Bare, u32;
    measured_is_member_petgraph: IsMember of Petgraph, NodeIndex;
    measured_members_comity: Members of Comity, EntityId;
    measured_members_bare: Members of Bare, u32;
    measured_members_petgraph: Members of Petgraph, NodeIndex;
    measured_in_both_comity: InBoth of Comity, EntityId;
    measured_in_both_bare: InBoth of Bare, u32;
    measured_in_both_petgraph: InBoth of Petgraph, NodeIndex;
    measured_organizations_of_comity: OrganizationsOf of Comity, EntityId;
    measured_organizations_of_bare: OrganizationsOf of Bare, u32;
    measured_organizations_of_petgraph: OrganizationsOf of Petgraph, NodeIndex;
}

macro_rules! asked {
    ($($name:ident: $question:ident;)+) => {
        $(
            #[inline(never)]
            fn $name(world: &World, scenario: &Scenario) -> usize {
                $question(world, scenario)
            }
        )+

        /// The flagship in all its forms: each once to settle the allocator, and once to be counted.
        fn ask_all(world: &World, scenario: &Scenario) {
            $(
                black_box($question(world, scenario));
                black_box($name(world, scenario));
            )+
        }
    };
}

asked! {
    measured_answer: without_why;
    measured_answer_with_one_proof: with_one_why;
    measured_answer_with_proofs: with_why;
    measured_answer_with_caveats: caveats;
    measured_answer_deliberated: deliberated;
    measured_answer_as_json: as_json;
    measured_sweep: sweep;
}

/// The flagship on a day that is not remembered, since so many others were asked about after it.
fn ask_of_a_new_day(world: &World, scenario: &Scenario) {
    for day in OTHER_DAYS {
        black_box(flagship::without_why_on(day, world, scenario));
    }
    black_box(measured_answer_of_a_new_day(flagship::TODAY, world, scenario));
}

/// More than a world remembers.
const OTHER_DAYS: [Date; 8] = [
    date(2024, 10, 1),
    date(2024, 10, 2),
    date(2024, 10, 3),
    date(2024, 10, 4),
    date(2024, 10, 5),
    date(2024, 10, 6),
    date(2024, 10, 7),
    date(2024, 10, 8),
];

#[inline(never)]
fn measured_answer_of_a_new_day(day: Date, world: &World, scenario: &Scenario) -> usize {
    flagship::without_why_on(day, world, scenario)
}

fn sweep(world: &World, _scenario: &Scenario) -> usize {
    flagship::sweep(world)
}

macro_rules! panels {
    ($($name:ident: $of:ident($($arg:ident: $kind:ty),+);)+) => {$(
        #[inline(never)]
        fn $name($($arg: $kind),+) -> u64 {
            panel::$of($($arg),+)
        }
    )+};
}

panels! {
    measured_panel_filled: filled(world: &World, days: &[Date]);
    measured_panel_asked: asked(world: &World, days: &[Date]);
    measured_panel_by_hand: by_hand(size: Size, spells: &[Spell], days: &[i32]);
}

/// What all pairs share in each of 79 years.
fn ask_of_all_pairs(world: &World, spells: &[Spell]) {
    let day = |year: i16| Day::new(year, 12, 31).ok();
    let days: Vec<Day> = (1946..=2024).filter_map(day).collect();
    let numbers: Vec<i32> = days.iter().map(|day| day.number()).collect();
    let dates: Vec<Date> = days.into_iter().map(Date::from).collect();
    let by_hand = measured_panel_by_hand(SYSTEM, spells, &numbers);
    assert_eq!(measured_panel_filled(world, &dates), by_hand);
    assert_eq!(measured_panel_asked(world, &dates), by_hand);
}

/// The bundled world as it once was.
const FROZEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/frozen.jsonl");

/// To open the bundled world, which a process does once.
#[inline(never)]
fn measured_opening() -> World {
    World::bundled()
}

#[inline(never)]
fn measured_scan(world: &World) -> usize {
    flagship::membership_scan(world)
}

#[expect(clippy::print_stderr, reason = "whoever runs it reads why it fails")]
fn main() -> ExitCode {
    let flags: Vec<String> = std::env::args().skip(1).collect();
    let place = flags.iter().position(|flag| flag == "--world");
    let file = place.and_then(|at| flags.get(at + 1));
    // `cargo bench` says so; valgrind, and `cargo test --benches`, have everything asked once.
    if flags.iter().any(|flag| flag == "--bench") {
        let store = flags.iter().any(|flag| flag == "--store");
        let passed = file.map_or_else(|| gate::pass(FROZEN, store), |file| gate::compare(file));
        return passed.unwrap_or_else(|error| {
            eprintln!("{error}");
            ExitCode::FAILURE
        });
    }
    let world = if let Some(file) = file {
        let Some(world) = read(file) else {
            eprintln!("the world cannot be read");
            return ExitCode::FAILURE;
        };
        world
    } else {
        ask_of_memberships();
        black_box(measured_opening())
    };
    let scenario = flagship::question_in(&world);
    // What a world works out once is not counted.
    black_box((as_json(&world, &scenario), with_why(&world, &scenario)));
    ask_all(&world, &scenario);
    ask_of_a_new_day(&world, &scenario);
    black_box(measured_scan(&world));
    ExitCode::SUCCESS
}

fn read(file: &str) -> Option<World> {
    Some(Loader::new().file(file).load().ok()?.world)
}

#[expect(clippy::expect_used, reason = "a seeded world has no errors")]
fn ask_of_memberships() {
    let mut dice = Dice::new(20_241_020);
    let spells = seeded::spells(SYSTEM, &mut dice);
    let world = seeded::builder(SYSTEM, &spells, false).freeze();
    let world = world.expect("a seeded world has no errors");
    let asks = seeded::asks(1024, &spells, &world, &mut dice);
    ask_of_all_pairs(&world, &spells);
    let comity = Comity::new(world);
    let (bare, petgraph) = (Bare::new(SYSTEM, &spells), Petgraph::new(SYSTEM, &spells));
    for question in Question::ALL {
        question.assert_same(&bare, &comity, &asks);
        question.assert_same(&bare, &petgraph, &asks);
    }
    let (mut ids, mut numbers, mut nodes) = (Vec::new(), Vec::new(), Vec::new());
    black_box((
        measured_is_member_comity(&comity, &asks, &mut ids),
        measured_is_member_bare(&bare, &asks, &mut numbers),
        measured_is_member_petgraph(&petgraph, &asks, &mut nodes),
        measured_members_comity(&comity, &asks, &mut ids),
        measured_members_bare(&bare, &asks, &mut numbers),
        measured_members_petgraph(&petgraph, &asks, &mut nodes),
        measured_in_both_comity(&comity, &asks, &mut ids),
        measured_in_both_bare(&bare, &asks, &mut numbers),
        measured_in_both_petgraph(&petgraph, &asks, &mut nodes),
    ));
    black_box((
        measured_organizations_of_comity(&comity, &asks, &mut ids),
        measured_organizations_of_bare(&bare, &asks, &mut numbers),
        measured_organizations_of_petgraph(&petgraph, &asks, &mut nodes),
    ));
}
