//! The four questions of the library's benchmarks, asked of bare arrays, of petgraph as one would write it by hand, of a Datalog
//! library, and of three embedded databases: one table of medians and ratios, from one run.
//!
//! ```text
//! cargo run --release --manifest-path benches/peers/Cargo.toml
//! ```
//!
//! All have the same content and give the same answers, or nothing is measured. Every database is asked as its documentation
//! advises: statements prepared, indexes on what is looked up, all in memory. Their times have costs in them that a library for one
//! purpose does not have (parsing, transactions, isolation, rows without types); what the table says is what it costs to ask one
//! of them instead.

#[expect(dead_code, reason = "shared with other benchmarks")]
#[path = "../../rivals.rs"]
mod rivals;
#[expect(dead_code, reason = "shared with other benchmarks")]
#[path = "../../seeded.rs"]
mod seeded;

mod datalog;
mod minigraf;
mod oxigraph;
mod sqlite;

use std::hint::black_box;
use std::time::{Duration, Instant};

use rivals::{Bare, Comity, Petgraph, Question, Rival};
use seeded::{Ask, Dice, SYSTEM};

/// How many sets of parameters there are.
const ASKS: usize = 1024;
/// How often each is asked all of them, or as many as it is asked; odd, so that there is a median.
const ROUNDS: usize = 31;

/// Somebody who is asked.
struct Peer {
    name: &'static str,
    /// How many sets of parameters it is asked a round.
    asks: usize,
    /// How long it took to take up the content.
    load: Duration,
    /// Asks it, and says how many answers there were.
    ask: Box<dyn Fn(Question, &[Ask]) -> usize>,
}

impl Peer {
    /// One that is asked so many sets of parameters a round, after it has shown that it answers them as bare arrays do.
    fn new<R: Rival + 'static>(
        name: &'static str,
        asks: usize,
        made: impl FnOnce() -> R,
        (truth, all): (&Bare, &[Ask]),
    ) -> Self {
        let start = Instant::now();
        let rival = made();
        let load = start.elapsed();
        for question in Question::ALL {
            question.assert_same(truth, &rival, &all[..asks]);
        }
        let ask = move |question: Question, asks: &[Ask]| {
            question.ask_all(black_box(&rival), asks, &mut Vec::new())
        };
        Self { name, asks, load, ask: Box::new(ask) }
    }

    /// Nanoseconds a question.
    fn time(&self, question: Question, asks: &[Ask]) -> f64 {
        let asks = &asks[..self.asks];
        let start = Instant::now();
        black_box((self.ask)(question, asks));
        start.elapsed().as_secs_f64() * 1e9 / asks.len() as f64
    }
}

fn main() {
    let mut dice = Dice::new(20_241_020);
    let spells = seeded::spells(SYSTEM, &mut dice);
    let start = Instant::now();
    let builder = seeded::builder(SYSTEM, &spells, false);
    let world = builder.freeze().unwrap_or_else(|error| panic!("the seeded world is sound: {error}"));
    let load = start.elapsed();
    let asks = seeded::asks(ASKS, &spells, &world, &mut dice);
    let bare = Bare::new(SYSTEM, &spells);
    let with = (&bare, &asks[..]);

    let comity = Peer::new("comity", ASKS, || Comity::new(world), with);
    let peers = [
        Peer { load, ..comity },
        Peer::new("bare sorted arrays", ASKS, || Bare::new(SYSTEM, &spells), with),
        Peer::new("petgraph, by hand", ASKS, || Petgraph::new(SYSTEM, &spells), with),
        Peer::new("datafrog", ASKS, || datalog::Datafrog::new(&spells), with),
        Peer::new("SQLite (rusqlite)", 256, || sqlite::Sqlite::new(&spells), with),
        Peer::new("oxigraph, SPARQL", 32, || oxigraph::Oxigraph::new(&spells), with),
        Peer::new("minigraf, Datalog", 4, || minigraf::Graph::new(&spells), with),
    ];

    println!("{} states, {} organizations, {} spells\n", SYSTEM.states, SYSTEM.organizations, SYSTEM.spells);
    println!("| load | ms |\n|---|---:|");
    for peer in &peers {
        println!("| {} | {:.1} |", peer.name, peer.load.as_secs_f64() * 1e3);
    }
    println!("\nMedians of {ROUNDS} rounds, all asked in turns within a round; ratios are medians of the ratios within a round.");
    for question in Question::ALL {
        table(question, &peers, &asks);
    }
}

/// Asks everybody in turns, and prints a row for each.
fn table(question: Question, peers: &[Peer], asks: &[Ask]) {
    let rounds: Vec<Vec<f64>> = (0..ROUNDS)
        .map(|_| peers.iter().map(|peer| peer.time(question, asks)).collect())
        .collect();
    println!("\n| {} | a question | ÷ comity |\n|---|---:|---:|", question.words());
    for (at, peer) in peers.iter().enumerate() {
        let time = median(rounds.iter().map(|round| round[at]));
        let ratio = median(rounds.iter().map(|round| round[at] / round[0]));
        println!("| {} | {} | {ratio:.1} |", peer.name, told(time));
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Nanoseconds in the unit that suits them.
fn told(nanoseconds: f64) -> String {
    match nanoseconds {
        small if small < 1e3 => format!("{small:.0} ns"),
        middle if middle < 1e6 => format!("{:.1} µs", middle / 1e3),
        large => format!("{:.1} ms", large / 1e6),
    }
}
