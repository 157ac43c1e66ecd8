//! A hypothesis: who must exit what first, who must change its law, in which order and how soon, who could block it, what else
//! could be done, and what would change the answer.
//!
//! ```text
//! cargo run --example what_if -- [OPTIONS] CHANGE.json
//! ```
//!
//! A change file is an object such as
//!
//! ```json
//! {"as_of": "2024-10-20", "changes": [{"acquire": {"organization": "ots", "provision": "mutual_defence"}}]}
//! ```
//!
//! which is `examples/change.json`. All that it may hold stands on the page `answers` of the guide.
//!
//! Exit status: 0 on an answer, 2 on an option or a file that cannot be used.

mod common;

use std::ffi::OsString;
use std::process::ExitCode;

use comity::answer::Testimony;
use comity::wire::{QuestionError, ScenarioFile};
use comity::words::{English, Length, Names};
use comity::{Consequences, Reading, Scenario};
use common::{Extra, Options};

const USAGE: &str = "\
usage: what_if [OPTIONS] CHANGE.json

  --world FILE        ask this world instead of the bundled one (repeatable; `bundled` adds to that one)
  --as-of DATE        the date of the question
  --known-by DATE     only what could be known by then
  --according-to KEY  with the word of this one beside the record (of several: A,B)
  --reading NAME      strict, narrow, or a provision's reading as p01=narrow (repeatable)
  --notice DATE       everyone who must exit gives notice on this date; ? = unknown
  --explain           print everything, with the derivation
  --keys              call everything by its key
  --json              print one object on one line

A change file such as examples/change.json:
  {\"as_of\": \"2024-10-20\", \"changes\": [{\"acquire\": {\"organization\": \"ots\", \"provision\": \"mutual_defence\"}}]}
All changes and facts that it may hold are on the page `answers` of the guide (src/guide/answers.md), the format of
world files on the page `data-format` (src/guide/data-format.md).
";

fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().skip(1).collect();
    common::run(args, Extra::Hypothesis, USAGE, answer)
}

fn answer(options: &Options) -> Result<String, QuestionError> {
    let [path] = &*options.rest else {
        let message = format!("expected one change file, found {}\n{USAGE}", options.rest.len());
        return Err(QuestionError::new("usage", message).expecting(["CHANGE.json"]));
    };
    let text = std::fs::read_to_string(path).map_err(|error| {
        let message = format!("`{}` cannot be read: {error}", path.display());
        QuestionError::new("unreadable-file", message).expecting(["CHANGE.json"])
    })?;
    let world = options.world()?;
    let file = Scenario::from_json(&world, &text)?;

    // An option wins over the file.
    let ScenarioFile { mut scenario, as_of, reading, .. } = file;
    scenario.notice = options.notice.or(scenario.notice);
    let reading: Reading = options.reading(&world)?.or(reading).unwrap_or_default();

    let mut view = common::view(&world, options.as_of.or(as_of))?.under(&reading);
    if let Some(day) = options.known_by {
        view = view.known_by(day);
    }
    let testimony = options.testimony(view)?;
    let view = testimony.as_ref().map_or(view, Testimony::view);
    let answer = view.consequences_of(&scenario);
    if options.json {
        return Ok(
            if options.explain { answer.to_json_explained() } else { answer.to_json() } + "\n"
        );
    }
    let names = if options.keys { Names::keys(view) } else { Names::of(view) };
    let length = if options.explain { Length::Full } else { Length::Brief };
    let page = answer.report_as(length, names).to_text(&English, common::layout());
    Ok(if options.explain { page + &why(&answer) } else { page })
}

/// Why, by proofs that were checked; and the account of the deliberation.
fn why(answer: &Consequences<'_>) -> String {
    let told = answer.findings().map(|finding| format!("\n{}", finding.why()));
    let account = match answer.deliberate().account() {
        Ok(account) => account,
        Err(flaw) => format!("A certificate does not hold: {flaw}\n"),
    };
    told.collect::<String>() + "\n" + &account
}
