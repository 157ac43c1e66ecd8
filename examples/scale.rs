//! How the library does on worlds of a given size: how long they take to read and to build, what memory they take, and how long
//! the simple questions take, warm and cold.
//!
//!     cargo run --release --example scale -- [--size NAME]… [--seed NUMBER] [--json]
//!
//! The worlds are generated and the same for everybody: `small` has 10⁴ memberships, `middle` 10⁵, `large` 10⁶ and `huge` 10⁷.
//! All but the huge one are read from the file format as well as built in code. Times on a shared machine mean little; how they grow
//! from one size to the next means something, and stands in the last lines.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

use comity::wire::QuestionError;
use comity::{World, WorldBuilder};
use serde::Serialize;

mod common;
#[path = "../benches/seeded.rs"]
#[allow(dead_code, reason = "the benchmarks use the rest")]
mod seeded;

use common::{fail, print, wants_json};
use seeded::{Ask, Dice, OPEN, Size, Spell};

const USAGE: &str = "scale [--size small|middle|large|huge]… [--seed NUMBER] [--json]\n\n\
Generated worlds of 10⁴, 10⁵, 10⁶ and 10⁷ memberships: how long they take to read and to build, what memory they take, and how\n\
long the simple questions take, warm and cold. Without `--size`, the first three.\n";

/// A size by its name; the huge one is built in code alone.
const SIZES: [(&str, Size); 4] = [
    ("small", Size { states: 1_000, organizations: 100, spells: 10_000 }),
    ("middle", Size { states: 10_000, organizations: 1_000, spells: 100_000 }),
    ("large", Size { states: 100_000, organizations: 10_000, spells: 1_000_000 }),
    ("huge", Size { states: 1_000_000, organizations: 100_000, spells: 10_000_000 }),
];
/// Larger ones are not written as text, which would take gigabytes.
const MOST_WRITTEN: usize = 1_000_000;
/// How many questions one figure is of.
const ASKS: usize = 4096;
/// Of how many spells questions are asked at most.
const MOST_KNOWN: usize = 65_536;
const SEED: u64 = 20_241_020;

fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().skip(1).collect();
    let json = wants_json(&args);
    match run(&args) {
        Ok(text) => print(&text),
        Err(error) => fail(json, &error),
    }
}

/// The whole command.
fn run(args: &[OsString]) -> Result<String, QuestionError> {
    let (mut sizes, mut seed, mut json) = (Vec::new(), SEED, false);
    let mut args = args.iter().map(|arg| arg.to_string_lossy().into_owned());
    while let Some(arg) = args.next() {
        match &*arg {
            "--json" => json = true,
            "--help" => return Ok(USAGE.to_owned()),
            "--size" => sizes.push(size(&args.next().unwrap_or_default())?),
            "--seed" => {
                seed = args.next().unwrap_or_default().parse().map_err(|_| {
                    QuestionError::new("bad-number", "`--seed` needs a number".to_owned())
                })?;
            }
            _ => {
                let message = format!("there is no option `{arg}`");
                let known = ["--size", "--seed", "--json", "--help"];
                return Err(QuestionError::new("unknown-option", message).expecting(known));
            }
        }
    }
    if sizes.is_empty() {
        sizes.extend(&SIZES[..3]);
    }
    sizes.sort_by_key(|(_, size)| size.spells);
    let figures: Vec<Figures> =
        sizes.iter().map(|(name, size)| measure(name, *size, seed)).collect();
    if json {
        return serde_json::to_string(&figures)
            .map_err(|error| QuestionError::new("json", error.to_string()));
    }
    Ok(page(&figures))
}

fn size(name: &str) -> Result<(&'static str, Size), QuestionError> {
    let found = SIZES.iter().find(|(known, _)| *known == name);
    found.copied().ok_or_else(|| {
        let message = format!("there is no size `{name}`");
        QuestionError::new("unknown-size", message).expecting(SIZES.map(|(known, _)| known))
    })
}

/// What was measured of one world.
#[derive(Clone, Debug, Serialize)]
struct Figures {
    size: &'static str,
    states: u32,
    organizations: u32,
    memberships: usize,
    /// The length of the file, if there was one.
    text_bytes: Option<usize>,
    /// Seconds to read it.
    read_s: Option<f64>,
    /// Seconds to build the same in code, records without keys.
    build_s: f64,
    /// Bytes of a membership in the table and in all its indexes.
    bytes_per_membership: f64,
    /// The most memory that the program has taken so far, in bytes, where the system tells.
    peak_bytes: Option<u64>,
    /// Nanoseconds a question, the same ones asked again.
    warm_ns: Latencies,
    /// Nanoseconds a question, after something else has filled the caches.
    cold_ns: Latencies,
}

/// How long each question takes.
#[derive(Copy, Clone, Debug, Serialize)]
struct Latencies {
    is_member: f64,
    members: f64,
    in_both: f64,
    organizations_of: f64,
}

fn measure(name: &'static str, size: Size, seed: u64) -> Figures {
    let spells = seeded::spells(size, &mut Dice::new(seed));
    let text = (size.spells <= MOST_WRITTEN).then(|| written(size, &spells));
    let text_bytes = text.as_ref().map(String::len);
    let read_s = text.map(|text| {
        let start = Instant::now();
        black_box(World::from_jsonl("generated", text).is_ok());
        start.elapsed().as_secs_f64()
    });
    let builder = seeded::builder(size, &spells, true);
    // What was generated is not the library's: but for some spells that are asked about it goes before the world is built.
    let known: Vec<Spell> =
        spells.iter().copied().step_by(size.spells.div_ceil(MOST_KNOWN)).collect();
    drop(spells);
    let start = Instant::now();
    let world = freeze(builder);
    let build_s = start.elapsed().as_secs_f64();
    let asks = seeded::asks(ASKS, &known, &world, &mut Dice::new(seed + 1));
    let per = |bytes: usize| ratio(bytes, size.spells);
    Figures {
        size: name,
        states: size.states,
        organizations: size.organizations,
        memberships: size.spells,
        text_bytes,
        read_s,
        build_s,
        bytes_per_membership: per(world.participation_bytes()),
        peak_bytes: peak(),
        warm_ns: latencies(&world, &asks, || {}),
        cold_ns: latencies(&world, &asks, fill_caches),
    }
}

#[expect(clippy::expect_used, reason = "a generated world has no errors")]
fn freeze(builder: WorldBuilder) -> World {
    builder.freeze().expect("a generated world has no errors")
}

#[expect(clippy::cast_precision_loss, reason = "a few gigabytes at most")]
fn ratio(a: usize, b: usize) -> f64 {
    a as f64 / b as f64
}

/// The world as a file.
fn written(size: Size, spells: &[Spell]) -> String {
    let mut text = String::with_capacity(spells.len() * 128);
    // Writing to a string cannot fail.
    for at in 0..size.states {
        let _ = writeln!(text, r#"{{"state":"s{at:07}","name":"State {at}"}}"#);
    }
    for at in 0..size.organizations {
        let _ = writeln!(text, r#"{{"organization":"o{at:07}","name":"Organization {at}"}}"#);
    }
    for (at, spell) in spells.iter().enumerate() {
        let day = |number: i32| comity::Day::from_number(number).map(|day| day.to_string());
        let from = day(spell.from).unwrap_or_default();
        let to = match spell.to {
            OPEN => String::new(),
            to => format!(r#","to":"{}""#, day(to).unwrap_or_default()),
        };
        let (state, organization) = (spell.state, spell.organization);
        let _ = writeln!(
            text,
            r#"{{"membership":"m{at:08}","member":"s{state:07}","of":"o{organization:07}","status":"member","from":"{from}"{to}}}"#
        );
    }
    text
}

/// How long the questions take; before each round something is done.
fn latencies(world: &World, asks: &[Ask], before: impl Fn()) -> Latencies {
    let each = |question: &dyn Fn(&Ask) -> usize| {
        // The best of a few rounds: what else runs on the machine only adds.
        let round = || {
            before();
            let start = Instant::now();
            black_box(asks.iter().map(question).sum::<usize>());
            start.elapsed().as_secs_f64()
        };
        (0..5).map(|_| round()).fold(f64::INFINITY, f64::min) * 1e9 / ratio(asks.len(), 1)
    };
    let on = |ask: &Ask| world.as_of(ask.date);
    Latencies {
        is_member: each(&|ask| {
            usize::from(on(ask).is_member(ask.ids.state, ask.ids.organization).is_yes())
        }),
        members: each(&|ask| on(ask).members(ask.ids.organization).count()),
        in_both: each(&|ask| on(ask).in_both(ask.ids.organization, ask.ids.other).count()),
        organizations_of: each(&|ask| on(ask).organizations_of(ask.ids.state).count()),
    }
}

/// Reads more than any cache holds.
fn fill_caches() {
    let filler = vec![1_u8; 1 << 28];
    black_box(filler.iter().step_by(64).map(|byte| usize::from(*byte)).sum::<usize>());
}

/// The most memory that this program has taken, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes * 1024)
}

fn page(figures: &[Figures]) -> String {
    let mut out = String::new();
    for one in figures {
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{}: {} memberships of {} states in {} organizations",
            one.size, one.memberships, one.states, one.organizations
        );
        if let (Some(bytes), Some(seconds)) = (one.text_bytes, one.read_s) {
            let rate = ratio(bytes, 1_000_000) / seconds;
            let _ = writeln!(
                out,
                "  read from {:.1} MB of text    {seconds:9.3} s   {rate:.0} MB/s",
                ratio(bytes, 1_000_000)
            );
        }
        let _ = writeln!(out, "  built in code               {:9.3} s", one.build_s);
        let _ = writeln!(out, "  bytes a membership          {:9.1}", one.bytes_per_membership);
        if let Some(bytes) = one.peak_bytes {
            let megabytes = bytes / 1_000_000;
            let _ = writeln!(out, "  most memory so far          {megabytes:9} MB");
        }
        let _ = writeln!(out, "  nanoseconds a question           warm      cold");
        for (words, question) in QUESTIONS {
            let (warm, cold) = (question(&one.warm_ns), question(&one.cold_ns));
            let _ = writeln!(out, "    {words:<26} {warm:9.0} {cold:9.0}");
        }
    }
    for pair in figures.windows(2) {
        let [a, b] = pair else { continue };
        let exponent = |x: f64, y: f64| (y / x).ln() / ratio(b.memberships, a.memberships).ln();
        let _ = write!(out, "from {} to {} time grows with the power", a.size, b.size);
        if let (Some(x), Some(y)) = (a.read_s, b.read_s) {
            let _ = write!(out, " {:.2} (reading),", exponent(x, y));
        }
        let _ = write!(out, " {:.2} (building)", exponent(a.build_s, b.build_s));
        for (words, question) in QUESTIONS {
            let grown = exponent(question(&a.cold_ns), question(&b.cold_ns));
            let _ = write!(out, ", {grown:.2} ({words})");
        }
        let _ = writeln!(out);
    }
    out
}

/// What is asked, in words, and its figure.
type Asked = (&'static str, fn(&Latencies) -> f64);

const QUESTIONS: [Asked; 4] = [
    ("is X a member of Y", |of| of.is_member),
    ("the members of Y", |of| of.members),
    ("who is in both Y and Z", |of| of.in_both),
    ("the organizations of X", |of| of.organizations_of),
];
