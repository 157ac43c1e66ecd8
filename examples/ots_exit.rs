//! The question that comity was made for: if the Organization of Turkic States becomes a military alliance, which of its
//! members must exit the CSTO first?
//!
//! ```text
//! cargo run --example ots_exit               # the answer as a page
//! cargo run --example ots_exit -- --explain  # and why, step by step, with all sources
//! cargo run --example ots_exit -- --keys     # everything called by its key
//! cargo run --example ots_exit -- --json     # the object of `what_if`
//! ```

mod common;

use std::process::ExitCode;

use comity::explain::Narrative;
use comity::model::EffectKind;
use comity::wire::QuestionError;
use comity::words::{English, Length, Names};
use comity::{Change, Consequences, Organization, World, date};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let known = ["--explain", "--json", "--keys"];
    if let Some(other) = args.iter().find(|arg| !known.contains(&&***arg)) {
        let message = format!("unexpected argument `{other}`");
        return common::fail(
            args.iter().any(|arg| arg == "--json"),
            &QuestionError::new("usage", message).expecting(known),
        );
    }
    let has = |flag: &str| args.iter().any(|arg| arg == flag);

    let world = World::bundled();
    let Ok(ots) = world.find::<Organization>("ots") else { return ExitCode::from(2) };
    let Ok(csto) = world.find::<Organization>("csto") else { return ExitCode::from(2) };
    let today = world.as_of(date(2024, 10, 20));

    // The question.
    let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));

    if has("--json") {
        return common::print(&(answer.to_json_explained() + "\n"));
    }
    let names = if has("--keys") { Names::keys(today) } else { Names::of(today) };
    let length = if has("--explain") { Length::Full } else { Length::Brief };
    let report = answer.report_as(length, names);
    let mut page = report.to_text(&English, common::layout());
    if has("--explain") {
        page += &why(&answer, csto);
    }
    common::print(&page)
}

/// Why, and why not the others: proofs that are derived now, checked by code that shares nothing with the rules, and told in prose.
fn why(answer: &Consequences<'_>, csto: comity::Id<Organization>) -> String {
    let why: Narrative<'_> = answer.findings().map(|finding| finding.why()).collect();
    let states = answer.findings().map(|finding| finding.state());
    let others = states.filter_map(|state| answer.why_not_bound(state, csto));
    let unbound = answer.not_bound().iter();
    let unbound = unbound.filter_map(|other| answer.why_not_bound(other.entity, other.body));
    let why_not: Narrative<'_> = others.chain(unbound).collect();
    format!("\nWhy\n===\n\n{why}\nWhy not the others\n==================\n\n{why_not}")
}
