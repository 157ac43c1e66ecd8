//! All accessions of a day: every state with every organization, and what stands in the way, as a page or as a table.
//!
//! ```text
//! cargo run --release --example sweep                  # what decides, alike kinds told once
//! cargo run --release --example sweep -- --full        # every kind, with all who are of it
//! cargo run --release --example sweep -- --csv         # a row for each pair that meets something
//! cargo run --release --example sweep -- --csv --all   # every pair
//! ```

mod common;

use std::ffi::OsString;
use std::fmt::Write as _;
use std::process::ExitCode;

use comity::answer::{Accession, Outlook, Testimony};
use comity::wire::QuestionError;
use comity::words::{English, Length, Names};
use comity::{BodyId, ProvisionId, Reading, World};
use common::{Extra, Options};

const USAGE: &str = "\
usage: sweep [OPTIONS] [--full | --markdown | --csv [--all]]

  --world FILE        ask this world instead of the bundled one (repeatable; `bundled` adds to that one)
  --as-of DATE        the date of the question
  --known-by DATE     only what could be known by then
  --according-to KEY  with the word of this one beside the record (of several: A,B)
  --reading NAME      strict, narrow, or a provision's reading as p01=narrow (repeatable)
  --full              everything, and not only the weightiest
  --markdown          the page as Markdown
  --csv               a table instead of a page: each pair that meets something
  --all               every pair in the table, those that are free included

columns of the table, with keys divided by spaces:
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

/// What is printed.
#[derive(Copy, Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "one for each option that has no value")]
struct Form {
    full: bool,
    markdown: bool,
    csv: bool,
    all: bool,
}

fn main() -> ExitCode {
    let mut args: Vec<OsString> = std::env::args_os().skip(1).collect();
    let mut form = Form::default();
    args.retain(|arg| {
        let flag = match arg.to_str() {
            Some("--full") => &mut form.full,
            Some("--markdown") => &mut form.markdown,
            Some("--csv") => &mut form.csv,
            Some("--all") => &mut form.all,
            _ => return true,
        };
        *flag = true;
        false
    });
    common::run(args, Extra::None, USAGE, |options| answer(options, form))
}

fn answer(options: &Options, form: Form) -> Result<String, QuestionError> {
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
    let sweep = view.accessions();
    if !form.csv {
        let length = if form.full { Length::Full } else { Length::Brief };
        let page = sweep.report_as(length, Names::of(view));
        return Ok(if form.markdown {
            page.to_markdown(&English)
        } else {
            page.to_text(&English, common::layout())
        });
    }
    let mut out = HEADER.join(",") + "\n";
    for cell in &sweep.cells {
        let is_plain =
            matches!(cell.outlook, Outlook::Free | Outlook::Member) && cell.against.is_empty();
        if form.all || !is_plain {
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
        Outlook::MustExit { exits, earliest, because, .. } => {
            let day = earliest.map_or_else(|| "?".to_owned(), |day| day.to_string());
            (bodies(exits), day, provisions(because))
        }
        Outlook::MustChangeLaw { laws } => (String::new(), String::new(), provisions(laws)),
        Outlook::NeedsConsent { because, .. } | Outlook::Undetermined { because, .. } => {
            (String::new(), String::new(), provisions(because))
        }
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
