//! The gate: what is counted under valgrind, held against what is stored.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::{env, fs, io};

/// By how many in a hundred a count may be higher than the stored one.
const SLACK: u64 = 2;

/// The counts that are stored.
const STORED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/instructions.tsv");

/// Counts, and prints each count beside the stored one; fails where one is higher, or stores them all.
pub(crate) fn pass(frozen: &str, store: bool) -> Result<ExitCode, String> {
    let mut now = counted(None)?;
    let of_frozen = counted(Some(frozen))?.into_iter();
    now.extend(of_frozen.map(|(name, count)| (format!("frozen_{name}"), count)));
    if store {
        let mut text = String::from("question\tinstructions\n");
        for (name, count) in &now {
            let _ = writeln!(text, "{name}\t{count}");
        }
        fs::write(STORED, text).map_err(|error| told(&error))?;
    }
    Ok(if is_held(&now, &stored()?) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Counts in another world, and prints what is counted beside what is stored of the bundled one.
pub(crate) fn compare(world: &str) -> Result<ExitCode, String> {
    is_held(&counted(Some(world))?, &stored()?);
    Ok(ExitCode::SUCCESS)
}

/// Whether no count is higher than the stored one; they are printed side by side.
#[expect(clippy::print_stdout, reason = "a table is what is asked for")]
fn is_held(now: &BTreeMap<String, u64>, stored: &BTreeMap<String, u64>) -> bool {
    let mut is_held = true;
    println!("{:<40} {:>14} {:>14}", "question", "instructions", "stored");
    for (name, count) in now {
        let known = stored.get(name).copied();
        let is_more = known.is_none_or(|known| count * 100 > known * (100 + SLACK));
        is_held &= !is_more;
        let known = known.map_or_else(|| "none".to_owned(), |known| known.to_string());
        println!("{name:<40} {count:>14} {known:>14}{}", if is_more { "  more" } else { "" });
    }
    is_held
}

fn stored() -> Result<BTreeMap<String, u64>, String> {
    Ok(read(&fs::read_to_string(STORED).map_err(|error| told(&error))?))
}

fn told(error: &io::Error) -> String {
    format!("{STORED}: {error}")
}

/// A table of names and counts under a line of titles.
fn read(table: &str) -> BTreeMap<String, u64> {
    let rows = table.lines().skip(1).filter_map(|line| {
        let (name, count) = line.split_once('\t')?;
        Some((name.to_owned(), count.parse().ok()?))
    });
    rows.collect()
}

/// How many instructions each `measured_` function takes, with all that it calls.
fn counted(world: Option<&str>) -> Result<BTreeMap<String, u64>, String> {
    let program = env::current_exe().map_err(|error| error.to_string())?;
    let out: PathBuf = program.with_extension("callgrind");
    let mut valgrind = Command::new("valgrind");
    valgrind
        .args(["--tool=callgrind", "--dump-line=no", "--toggle-collect=*measured_*"])
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(&program);
    if let Some(file) = world {
        valgrind.args(["--world", file]);
    }
    let run = valgrind.output().map_err(|error| format!("valgrind cannot be run: {error}"))?;
    if !run.status.success() {
        return Err(String::from_utf8_lossy(&run.stderr).into_owned());
    }
    let text = fs::read_to_string(&out).map_err(|error| error.to_string())?;
    let counts = of_callgrind(&text);
    if counts.is_empty() { Err("nothing was counted".to_owned()) } else { Ok(counts) }
}

/// Reads what callgrind writes: under a line that names a function its own costs, and those of each call after a line on the call.
fn of_callgrind(text: &str) -> BTreeMap<String, u64> {
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    let mut counts = BTreeMap::new();
    let mut current = None;
    for line in text.lines() {
        let function = line.strip_prefix("fn=").or_else(|| line.strip_prefix("cfn="));
        if let Some(function) = function {
            // A name stands beside its number once: `(12) path::to::function`.
            let (number, name) = function.split_once(' ').unwrap_or((function, ""));
            if !name.is_empty() {
                names.insert(number, name);
            }
            if line.starts_with("fn=") {
                let name = names.get(number).copied().unwrap_or_default();
                current = name.rsplit("::").next().and_then(|name| name.strip_prefix("measured_"));
            }
        } else if let (Some(name), Some(first)) = (current, line.chars().next())
            && (first.is_ascii_digit() || "+-*".contains(first))
        {
            let cost = line.rsplit(' ').next().and_then(|cost| cost.parse::<u64>().ok());
            *counts.entry(name.to_owned()).or_insert(0) += cost.unwrap_or(0);
        }
    }
    counts
}
