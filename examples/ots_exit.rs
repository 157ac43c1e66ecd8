//! The question that comity was made for: if the Organization of Turkic States becomes a military alliance, which of its
//! members must exit the CSTO first?
//!
//! ```text
//! cargo run --example ots_exit                              # the answer as a page
//! cargo run --example ots_exit -- --explain                 # and why, step by step, with all sources
//! cargo run --example ots_exit -- --keys                    # everything called by its key
//! cargo run --example ots_exit -- --json                    # the object of `what_if`
//! cargo run --example ots_exit -- --according-to karauz     # the same in the world as somebody tells it
//! cargo run --example ots_exit -- --as-of 2011-10-21        # the same on another day
//! ```
//!
//! Exit status: 0 on an answer, 2 on an option that cannot be used.

mod common;

use std::ffi::OsString;
use std::process::ExitCode;

use comity::answer::Testimony;
use comity::explain::Narrative;
use comity::model::EffectKind;
use comity::wire::QuestionError;
use comity::words::{English, Length, Names};
use comity::{Change, Consequences, Id, Organization, Scenario, World, date};
use common::{Extra, Options};

const USAGE: &str = "\
usage: ots_exit [OPTIONS]

  --world FILE        ask this world instead of the bundled one (repeatable; `bundled` adds to that one)
  --as-of DATE        the date of the question; without it 2024-10-20, that of the article which asks it
  --known-by DATE     only what could be known by then
  --according-to KEY  with the word of this one beside the record (of several: A,B)
  --reading NAME      strict, narrow, or a provision's reading as p01=narrow (repeatable)
  --notice DATE       everyone who must exit gives notice on this date; ? = unknown
  --explain           print everything, with the derivation
  --keys              call everything by its key
  --json              print one object on one line
";

fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().skip(1).collect();
    common::run(args, Extra::Hypothesis, USAGE, answer)
}

fn answer(options: &Options) -> Result<String, QuestionError> {
    if let Some(extra) = options.rest.first() {
        let message = format!("unexpected argument `{}`\n{USAGE}", extra.display());
        return Err(QuestionError::new("usage", message).expecting(["options only"]));
    }
    let world = options.world()?;
    let (ots, csto) = (organization(&world, "ots")?, organization(&world, "csto")?);
    let as_of = options.as_of.unwrap_or(date(2024, 10, 20));
    let mut today = world.as_of(as_of).under(options.reading(&world)?.unwrap_or_default());
    if let Some(day) = options.known_by {
        today = today.known_by(day);
    }
    let testimony = options.testimony(today)?;
    let today = testimony.as_ref().map_or(today, Testimony::view);

    // The question.
    let mut question = Scenario::new(Change::acquire(ots, EffectKind::MutualDefence));
    question.notice = options.notice;
    let answer = today.consequences_of(question);

    if options.json {
        return Ok(answer.to_json_explained() + "\n");
    }
    let names = if options.keys { Names::keys(today) } else { Names::of(today) };
    let length = if options.explain { Length::Full } else { Length::Brief };
    let page = answer.report_as(length, names).to_text(&English, common::layout());
    Ok(if options.explain { page + &why(&answer, csto) } else { page })
}

/// The organization that has a key.
fn organization(world: &World, key: &str) -> Result<Id<Organization>, QuestionError> {
    world.find::<Organization>(key).map_err(|error| {
        QuestionError::new("unknown-key", error.to_string())
            .near(error.near.iter().map(|near| &**near))
    })
}

/// Why, and why not the others: proofs that are derived now, checked by code that shares nothing with the rules, and told in prose.
fn why(answer: &Consequences<'_>, csto: Id<Organization>) -> String {
    let why: Narrative<'_> = answer.findings().map(|finding| finding.why()).collect();
    let states = answer.findings().map(|finding| finding.state());
    let others = states.filter_map(|state| answer.why_not_bound(state, csto));
    let unbound = answer.not_bound().iter();
    let unbound = unbound.filter_map(|other| answer.why_not_bound(other.entity, other.body));
    let why_not: Narrative<'_> = others.chain(unbound).collect();
    format!("\nWhy\n===\n\n{why}\nWhy not the others\n==================\n\n{why_not}")
}
