//! How long loading, the simple questions, the flagship and a million participations take, and the ratios that the
//! README quotes.
//!
//! ```text
//! cargo bench --bench queries              # all, then the table of ratios
//! cargo bench --bench queries -- ratios    # the table alone
//! ```
//!
//! Times on a shared machine mean little; ratios taken in one run, in turns, mean something.

mod flagship;
mod ratios;
mod rivals;
mod seeded;

use std::sync::LazyLock;

use comity::{Loader, World, WorldBuilder};
use divan::{Bencher, counter::ItemsCount};
use rivals::{Bare, Comity, Petgraph, Question, Rival};
use seeded::{Ask, Dice, MILLION, SYSTEM, Size, Spell};

fn main() {
    let flags: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| flags.iter().any(|given| given == flag);
    divan::main();
    // `cargo test --benches` runs everything once and measures nothing.
    if has("--bench") && !has("--list") {
        ratios::print();
    }
}

/// Three rivals with the same content, and what to ask them.
struct Ring {
    comity: Comity,
    bare: Bare,
    petgraph: Petgraph,
    asks: Vec<Ask>,
}

impl Ring {
    fn new(size: Size, bulk: bool) -> Self {
        let mut dice = Dice::new(20_241_020);
        let spells = seeded::spells(size, &mut dice);
        let world = freeze(seeded::builder(size, &spells, bulk));
        let asks = seeded::asks(1024, &spells, &world, &mut dice);
        let ring = Self {
            comity: Comity::new(world),
            bare: Bare::new(size, &spells),
            petgraph: Petgraph::new(size, &spells),
            asks,
        };
        for question in Question::ALL {
            question.assert_same(&ring.bare, &ring.comity, &ring.asks);
            question.assert_same(&ring.bare, &ring.petgraph, &ring.asks);
        }
        ring
    }
}

#[expect(clippy::expect_used, reason = "a seeded world has no errors")]
fn freeze(builder: WorldBuilder) -> World {
    builder.freeze().expect("a seeded world has no errors")
}

static SYSTEM_RING: LazyLock<Ring> = LazyLock::new(|| Ring::new(SYSTEM, false));
static MILLION_RING: LazyLock<Ring> = LazyLock::new(|| Ring::new(MILLION, true));
static MILLION_SPELLS: LazyLock<Vec<Spell>> =
    LazyLock::new(|| seeded::spells(MILLION, &mut Dice::new(20_241_020)));

/// The bundled world, read again each time.
#[divan::bench]
fn load_bundled() -> usize {
    Loader::new().bundled().load().map_or(0, |loaded| loaded.diagnostics.len())
}

#[divan::bench]
fn freeze_system(bencher: Bencher<'_, '_>) {
    let spells = seeded::spells(SYSTEM, &mut Dice::new(20_241_020));
    bencher.with_inputs(|| seeded::builder(SYSTEM, &spells, false)).bench_values(freeze);
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn freeze_million(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(|| seeded::builder(MILLION, &MILLION_SPELLS, true)).bench_values(freeze);
}

fn ask<R: Rival>(bencher: Bencher<'_, '_>, rival: &R, ring: &Ring, question: Question) {
    let mut out = Vec::new();
    bencher
        .counter(ItemsCount::new(ring.asks.len()))
        .bench_local(|| question.ask_all(rival, &ring.asks, &mut out));
}

/// Two hundred states, five hundred organizations, twenty thousand memberships; one sample asks 1,024 times.
mod system {
    use super::{Bencher, Question, SYSTEM_RING, ask};

    #[divan::bench(args = Question::ALL)]
    fn comity(bencher: Bencher<'_, '_>, question: Question) {
        ask(bencher, &SYSTEM_RING.comity, &SYSTEM_RING, question);
    }

    #[divan::bench(args = Question::ALL)]
    fn bare_arrays(bencher: Bencher<'_, '_>, question: Question) {
        ask(bencher, &SYSTEM_RING.bare, &SYSTEM_RING, question);
    }

    #[divan::bench(args = Question::ALL)]
    fn petgraph(bencher: Bencher<'_, '_>, question: Question) {
        ask(bencher, &SYSTEM_RING.petgraph, &SYSTEM_RING, question);
    }
}

/// A hundred thousand states, ten thousand organizations, a million memberships; one sample asks 1,024 times.
mod million {
    use super::{Bencher, MILLION_RING, Question, ask};

    const ASKED: [Question; 2] = [Question::IsMember, Question::Members];

    #[divan::bench(args = ASKED)]
    fn comity(bencher: Bencher<'_, '_>, question: Question) {
        ask(bencher, &MILLION_RING.comity, &MILLION_RING, question);
    }

    #[divan::bench(args = ASKED)]
    fn bare_arrays(bencher: Bencher<'_, '_>, question: Question) {
        ask(bencher, &MILLION_RING.bare, &MILLION_RING, question);
    }

    #[divan::bench(args = ASKED)]
    fn petgraph(bencher: Bencher<'_, '_>, question: Question) {
        ask(bencher, &MILLION_RING.petgraph, &MILLION_RING, question);
    }
}

/// Who must exit the CSTO first, if the OTS becomes a military alliance.
mod the_question {
    use super::{Bencher, flagship};

    #[divan::bench]
    fn without_why(bencher: Bencher<'_, '_>) {
        let (world, scenario) = flagship::question();
        bencher.bench(|| flagship::without_why(&world, &scenario));
    }

    #[divan::bench]
    fn with_why(bencher: Bencher<'_, '_>) {
        let (world, scenario) = flagship::question();
        bencher.bench(|| flagship::with_why(&world, &scenario));
    }

    #[divan::bench]
    fn with_one_why(bencher: Bencher<'_, '_>) {
        let (world, scenario) = flagship::question();
        bencher.bench(|| flagship::with_one_why(&world, &scenario));
    }

    #[divan::bench]
    fn deliberated(bencher: Bencher<'_, '_>) {
        let (world, scenario) = flagship::question();
        bencher.bench(|| flagship::deliberated(&world, &scenario));
    }

    #[divan::bench]
    fn with_caveats(bencher: Bencher<'_, '_>) {
        let (world, scenario) = flagship::question();
        bencher.bench(|| flagship::caveats(&world, &scenario));
    }

    #[divan::bench]
    fn as_json(bencher: Bencher<'_, '_>) {
        let (world, scenario) = flagship::question();
        bencher.bench(|| flagship::as_json(&world, &scenario));
    }

    #[divan::bench(sample_count = 20, sample_size = 1)]
    fn sweep_of_all_accessions(bencher: Bencher<'_, '_>) {
        let (world, _) = flagship::question();
        bencher.bench(|| flagship::sweep(&world));
    }

    #[divan::bench]
    fn membership_scan(bencher: Bencher<'_, '_>) {
        let (world, _) = flagship::question();
        bencher.bench(|| flagship::membership_scan(&world));
    }
}
