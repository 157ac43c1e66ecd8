//! All accessions of a day: every state with every organization, as CSV, with reasons.
//!
//! ```text
//! cargo run --release --example sweep -- [OPTIONS]
//! ```
//!
//! One row for each pair that meets something, or each pair at all with `--all`; what is free and touches nothing has no reason.

mod common;

use std::ffi::OsString;
use std::fmt::Write as _;
use std::process::ExitCode;

use comity::answer::{Accession, Outlook, Testimony};
use comity::wire::QuestionError;
use comity::{BodyId, ProvisionId, Reading, World};
use common::{Extra, Options};

const USAGE: &str = "\
usage: sweep [OPTIONS] [--all]

  --world FILE        ask this world instead of the bundled one (repeatable; `bundled` adds to that one)
  --as-of DATE        the date of the question
  --known-by DATE     only what could be known by then
  --according-to KEY  with the word of this one beside the record (of several: A,B)
  --reading NAME      strict, narrow, or a provision's reading as p01=narrow (repeatable)
  --all               every pair, those that are free included

columns, with keys divided by spaces:
  state, organization
  outlook       member, maybe_member (whether it is in is not certain), free, must_exit, must_change_law, needs_consent,
                undetermined
  exits         what must be left first
  earliest      the day on which all that can have been left; ? = no known day
  because       the provisions that force it, or on which it depends
  eligible      whether the state has what the clause on accession asks for; empty: nothing is asked that is on record
  watch         provisions that are touched without forcing anything
  against       alliances that the state is in and that the new one bars or is opposed to; no rule forces anything of that
";

const HEADER: [&str; 9] = [
    "state",
    "organization",
    "outlook",
    "exits",
    "earliest",
    "because",
    "eligible",
    "watch",
    "against",
];

fn main() -> ExitCode {
    let mut args: Vec<OsString> = std::env::args_os().skip(1).collect();
    let all = args.iter().any(|arg| arg == "--all");
    args.retain(|arg| arg != "--all");
    common::run(args, Extra::None, USAGE, |options| answer(options, all))
}

fn answer(options: &Options, all: bool) -> Result<String, QuestionError> {
    if let Some(extra) = options.rest.first() {
        let message = format!("`{}` is not expected\n{USAGE}", extra.display());
        return Err(QuestionError::new("usage", message).expecting(["options only"]));
    }
    let world = options.world()?;
    let reading: Reading = options.reading(&world)?.unwrap_or_default();
    let mut view = common::view(&world, options.as_of)?.under(&reading);
    if let Some(day) = options.known_by {
        view = view.known_by(day);
    }
    let testimony = options.testimony(view)?;
    let view = testimony.as_ref().map_or(view, Testimony::view);
    let world = view.world();
    let mut out = HEADER.join(",") + "\n";
    for cell in &view.accessions().cells {
        let is_plain =
            matches!(cell.outlook, Outlook::Free | Outlook::Member) && cell.against.is_empty();
        if all || !is_plain {
            let _ = writeln!(out, "{}", row(world, cell).join(","));
        }
    }
    Ok(out)
}

fn row(world: &World, cell: &Accession) -> [String; HEADER.len()] {
    let bodies =
        |all: &[BodyId]| all.iter().map(|body| world.key(*body)).collect::<Vec<_>>().join(" ");
    let provisions =
        |all: &[ProvisionId]| all.iter().map(|id| &*world[*id].key).collect::<Vec<_>>().join(" ");
    let (exits, earliest, because) = match &cell.outlook {
        Outlook::MustExit { exits, earliest, because } => {
            let day = earliest.map_or_else(|| "?".to_owned(), |day| day.to_string());
            (bodies(exits), day, provisions(because))
        }
        Outlook::MustChangeLaw { laws } => (String::new(), String::new(), provisions(laws)),
        Outlook::NeedsConsent { because, .. } => {
            (String::new(), String::new(), provisions(because))
        }
        Outlook::Undetermined { because } => (String::new(), String::new(), provisions(because)),
        _ => (String::new(), String::new(), String::new()),
    };
    let eligible = cell.eligible.map_or_else(String::new, |truth| truth.to_string());
    [
        world.key(cell.state).to_owned(),
        world.key(cell.organization).to_owned(),
        cell.outlook.as_str().to_owned(),
        exits,
        earliest,
        because,
        eligible,
        provisions(&cell.watch),
        bodies(&cell.against),
    ]
}
