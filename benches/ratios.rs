//! The table of ratios: all rivals in turns within one run, so that whatever else the machine does falls on all alike.

use std::hint::black_box;
use std::time::Instant;

use crate::rivals::{Question, Rival};
use crate::{MILLION_RING, Ring, SYSTEM_RING, flagship};

/// Turns that each rival gets.
const TURNS: usize = 401;

/// The times of several runs, taken in turns; who begins changes from turn to turn.
struct Times<const N: usize>([Vec<f64>; N]);

impl<const N: usize> Times<N> {
    fn take(turns: usize, runs: &mut [&mut dyn FnMut() -> usize; N]) -> Self {
        let mut times: [Vec<f64>; N] = std::array::from_fn(|_| Vec::with_capacity(turns));
        for turn in 0..turns {
            for step in 0..N {
                let at = (turn + step) % N;
                let begin = Instant::now();
                black_box(runs[at]());
                times[at].push(begin.elapsed().as_secs_f64());
            }
        }
        Self(times)
    }

    /// The median of the ratios within each turn: what slows a whole turn down cancels out.
    fn ratio(&self, one: usize, other: usize) -> f64 {
        let pairs = self.0[one].iter().zip(&self.0[other]);
        let mut ratios: Vec<f64> = pairs.map(|(one, other)| one / other).collect();
        ratios.sort_by(f64::total_cmp);
        ratios[ratios.len() / 2]
    }
}

fn asked<'r, R: Rival>(
    rival: &'r R,
    ring: &'r Ring,
    question: Question,
) -> impl FnMut() -> usize + 'r {
    let mut out = Vec::new();
    move || question.ask_all(rival, black_box(&ring.asks), &mut out)
}

fn row(ring: &Ring, question: Question, turns: usize) -> Times<3> {
    let mut comity = asked(&ring.comity, ring, question);
    let mut bare = asked(&ring.bare, ring, question);
    let mut petgraph = asked(&ring.petgraph, ring, question);
    Times::take(turns, &mut [&mut comity, &mut bare, &mut petgraph])
}

/// Prints the table; times are there for orientation only.
#[expect(clippy::print_stdout, reason = "the table is what the benchmark is for")]
pub(crate) fn print() {
    println!("\nRatios within a turn, medians of {TURNS} turns (half as many for a million)\n");
    println!(
        "| {:<64} | comity ÷ bare arrays | petgraph ÷ comity |",
        "question, 1,024 sets of parameters a batch"
    );
    println!("|{:-<66}|---------------------:|------------------:|", "");
    for question in Question::ALL {
        line("200 × 500, 20,000 spells", question, &row(&SYSTEM_RING, question, TURNS));
    }
    for question in Question::ALL {
        line("100,000 × 10,000, 10⁶ spells", question, &row(&MILLION_RING, question, TURNS / 2));
    }

    let (world, scenario) = flagship::question();
    let mut without = || flagship::without_why(&world, &scenario);
    let mut with = || flagship::with_why(&world, &scenario);
    // The scan is so short that the clock would be a part of it.
    let mut scan = || (0..64).map(|_| flagship::membership_scan(black_box(&world))).sum();
    let mut with_one = || flagship::with_one_why(&world, &scenario);
    let mut deliberated = || flagship::deliberated(&world, &scenario);
    let times = Times::take(
        TURNS,
        &mut [&mut without, &mut with, &mut scan, &mut with_one, &mut deliberated],
    );
    println!("\nThe question of the README, on the bundled world ({} spells):", spells(&world));
    println!("  answer ÷ scan of all memberships                 {:8.1}", times.ratio(0, 2) * 64.0);
    println!("  answer with the proof of one finding ÷ scan      {:8.1}", times.ratio(3, 2) * 64.0);
    println!("  answer with every proof ÷ answer                 {:8.2}", times.ratio(1, 0));
    println!("  answer with must, repairs and day ÷ answer       {:8.2}", times.ratio(4, 0));
    let mut sweep = || flagship::sweep(&world);
    let mut scans = || (0..4096).map(|_| flagship::membership_scan(black_box(&world))).sum();
    let times = Times::take(21, &mut [&mut sweep, &mut scans]);
    let cells = per(flagship::sweep(&world), 1);
    println!(
        "  one accession of the sweep ({cells} of them) ÷ scan  {:8.2}",
        times.ratio(0, 1) * 4096.0 / cells
    );

    let million = MILLION_RING.comity.world();
    let (bytes, rows) = (million.participation_bytes(), spells(million));
    println!("\nBytes per participation, {rows} of them:");
    println!("  comity, table and indexes                        {:8.1}", per(bytes, rows));
    println!(
        "  bare arrays                                      {:8.1}",
        per(MILLION_RING.bare.bytes(), rows)
    );
}

fn spells(world: &comity::World) -> usize {
    world.tables().participations.len()
}

#[expect(clippy::cast_precision_loss, reason = "a few million at most")]
fn per(bytes: usize, rows: usize) -> f64 {
    bytes as f64 / rows as f64
}

#[expect(clippy::print_stdout, reason = "a line of the table")]
fn line(world: &str, question: Question, times: &Times<3>) {
    let what = format!("{} ({world})", question.words());
    println!("| {what:<64} | {:20.2} | {:17.1} |", times.ratio(0, 1), times.ratio(2, 0));
}
