//! A debate: who holds what, who agrees with whom and who does not, what the record says of each claim and on whose word, where two
//! texts are mixed up, what is opinion, and what later days made of it.
//!
//! ```text
//! cargo run --example debate                                      # that on which most speakers take a stance
//! cargo run --example debate -- --topic csto --as-of 2024-10-20   # what was said of one thing
//! cargo run --example debate -- --speaker karauz                  # what one speaker says
//! cargo run --example debate -- --world debate.jsonl --json       # any other debate, as an object
//! ```
//!
//! How to write down a debate is on the page `debates` of the guide.
//!
//! Exit status: 0 on an answer, 2 on an option or a file that cannot be used.

mod common;

use std::ffi::OsString;
use std::process::ExitCode;

use comity::answer::Testimony;
use comity::wire::QuestionError;
use comity::words::{English, Names};
use common::{Extra, Options};

const USAGE: &str = "\
usage: debate [OPTIONS]

  --topic KEY         only what speaks of this; without it and without a speaker, of what most take a stance on
  --speaker KEY       only what this one says
  --world FILE        ask this world instead of the bundled one (repeatable; `bundled` adds to that one)
  --as-of DATE        what was said by then, and what is known of it by then
  --known-by DATE     only what could be known by then
  --according-to KEY  with the word of this one beside the record (of several: A,B)
  --reading NAME      strict, narrow, or a provision's reading as p01=narrow (repeatable)
  --keys              call everything by its key
  --json              print one object on one line
";

fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().skip(1).collect();
    common::run(args, Extra::Debate, USAGE, answer)
}

fn answer(options: &Options) -> Result<String, QuestionError> {
    if !options.rest.is_empty() {
        let message = format!("expected options alone, found {}\n{USAGE}", options.rest.len());
        return Err(QuestionError::new("usage", message).expecting(["--topic", "--speaker"]));
    }
    let world = options.world()?;
    let entity =
        |key: &Option<String>| key.as_ref().map(|key| common::entity(&world, key)).transpose();
    let (topic, speaker) = (entity(&options.topic)?, entity(&options.speaker)?);

    let mut view = common::view(&world, options.as_of)?;
    if let Some(reading) = options.reading(&world)? {
        view = view.under(reading);
    }
    if let Some(day) = options.known_by {
        view = view.known_by(day);
    }
    let testimony = options.testimony(view)?;
    let view = testimony.as_ref().map_or(view, Testimony::view);
    let mut debate = view.debate();
    if let Some(topic) = topic {
        debate = debate.on(topic);
    }
    if let Some(speaker) = speaker {
        debate = debate.by(speaker);
    }
    if options.json {
        return Ok(debate.answer().to_json() + "\n");
    }
    let names = if options.keys { Names::keys(view) } else { Names::of(view) };
    Ok(debate.report_by(names).to_text(&English, common::layout()))
}
