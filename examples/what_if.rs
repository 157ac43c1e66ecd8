//! A hypothesis: who must exit what first, who must change its law, how soon, and who could veto.
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
//! Exit status: 0 on an answer, 2 on an option or a file that cannot be used.

mod common;

use std::ffi::OsString;
use std::fmt::Write as _;
use std::process::ExitCode;

use comity::query::Outcome;
use comity::scenario::{QuestionError, ScenarioFile};
use comity::{Consequences, EntityId, Provision, ProvisionId, Reading, Scenario, World};
use common::{Extra, Options};

const USAGE: &str = "\
usage: what_if [OPTIONS] CHANGE.json

  --world FILE        ask this world instead of the bundled one (repeatable; `bundled` adds to that one)
  --as-of DATE        the date of the question
  --known-by DATE     only what could be known by then
  --according-to KEY  changes nothing here: what follows from texts is nobody's opinion
  --reading NAME      strict, narrow, or a provision's reading as p01=narrow (repeatable)
  --notice DATE       everyone who must exit gives notice on this date; ? = unknown
  --explain           print the derivation
  --json              print one object on one line
";

fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().skip(1).collect();
    let json = common::wants_json(&args);
    match Options::parse(args, Extra::Hypothesis) {
        Ok(options) if options.help => common::print(USAGE),
        Ok(options) => match answer(&options) {
            Ok(answer) => common::print(&answer),
            Err(error) => common::fail(json, &error),
        },
        Err(error) => common::fail(json, &error),
    }
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
    if let Some(key) = &options.according_to {
        world.entity(key).map_err(|error| {
            QuestionError::new("unknown-key", error.to_string())
                .near(error.near.iter().map(|near| &**near))
        })?;
    }
    let file = Scenario::from_json(&world, &text)?;

    // An option wins over the file.
    let ScenarioFile { mut scenario, as_of, reading } = file;
    scenario.notice = options.notice.or(scenario.notice);
    let reading: Reading = options.reading(&world)?.or(reading).unwrap_or_default();

    let dated = options.as_of.or(as_of).map(|date| world.as_of(date));
    let mut view = dated.unwrap_or_else(|| world.as_of_newest()).under(&reading);
    if let Some(day) = options.known_by {
        view = view.known_by(day);
    }
    let answer = view.consequences_of(&scenario);
    if options.json {
        return Ok(
            if options.explain { answer.to_json_explained() } else { answer.to_json() } + "\n"
        );
    }
    let mut told = String::new();
    tell(&mut told, &answer, options.explain)
        .map_err(|error| QuestionError::new("internal", error.to_string()))?;
    Ok(told)
}

fn tell(out: &mut String, answer: &Consequences<'_>, explain: bool) -> std::fmt::Result {
    let world = answer.world();
    let view = answer.view();
    let names = |ids: &mut dyn Iterator<Item = EntityId>| {
        ids.map(|id| view.name(id)).collect::<Vec<_>>().join(", ")
    };
    let notice = answer.scenario().notice.unwrap_or_else(|| view.as_of());
    writeln!(out, "{}", answer.question())?;
    let readings = view.reading().names().join(", ");
    writeln!(out, "As of {}, reading {readings}, notice on {notice}.", view.as_of())?;
    if let Some(day) = view.knowledge() {
        writeln!(out, "As known by {day}.")?;
    }

    section(out, "Must exit first", answer.must_exit().map(|found| exit_line(answer, &found)))?;
    section(
        out,
        "Must change its own law first",
        answer
            .must_change_law()
            .map(|found| format!("{}: {}", view.name(found.state), provisions(world, &found.laws))),
    )?;
    section(
        out,
        "Depends on what is not known",
        answer.undetermined().map(|found| {
            let all: Vec<_> = found.rules.iter().chain(&found.laws).copied().collect();
            format!("{}: {}", view.name(found.state), provisions(world, &all))
        }),
    )?;
    section(
        out,
        "Free",
        answer.free().map(|found| {
            let soft = match &*found.soft {
                [] => String::new(),
                soft => format!(" (to be watched: {})", provisions(world, soft)),
            };
            format!("{}{soft}", view.name(found.state))
        }),
    )?;
    let mut unbound: Vec<String> = (answer.not_bound().iter())
        .map(|one| format!("{} ({})", view.name(one.entity), one.status.as_str().replace('_', " ")))
        .collect();
    unbound.dedup();
    section(out, "Takes part without being bound", unbound.into_iter())?;
    section(
        out,
        "Leaves by the hypothesis itself",
        answer.leaving().iter().map(|(state, exit)| {
            let day = exit
                .earliest
                .map_or_else(|| "on a day that is not known".to_owned(), |day| format!("on {day}"));
            format!("{} leaves {} {day}", view.name(*state), view.name(exit.body.entity()))
        }),
    )?;
    section(
        out,
        "Asked of whoever joins",
        answer.eligibility().iter().map(|one| {
            let state = view.name(one.state);
            format!("{state} is {}: {} ({})", one.criterion, one.truth, cited(world, one.provision))
        }),
    )?;
    match answer.earliest_change() {
        Some(day) => writeln!(out, "\nAll this can be done by {day}.")?,
        None => writeln!(out, "\nBy when all this can be done is not known.")?,
    }

    let mut steps: Vec<&str> = answer.vetoes().iter().map(|veto| veto.step.as_str()).collect();
    steps.dedup();
    for step in steps {
        let vetoes = answer.vetoes().iter().filter(|veto| veto.step.as_str() == step);
        let who = names(&mut vetoes.map(|veto| veto.entity));
        writeln!(out, "Could veto ({step}): {who}.")?;
    }
    for caveat in answer.caveats() {
        writeln!(out, "Note: {} [{}]", caveat.text, caveat.code)?;
    }
    if explain {
        for finding in answer.findings() {
            writeln!(out, "\n{}", finding.why())?;
        }
    }
    Ok(())
}

fn section(out: &mut String, title: &str, lines: impl Iterator<Item = String>) -> std::fmt::Result {
    for (at, line) in lines.enumerate() {
        if at == 0 {
            writeln!(out, "\n{title}:")?;
        }
        writeln!(out, "  {line}")?;
    }
    Ok(())
}

fn exit_line(answer: &Consequences<'_>, found: &Outcome) -> String {
    let (world, view) = (answer.world(), answer.view());
    let exits: Vec<&str> = found.bodies().map(|body| view.name(body.entity())).collect();
    let mut parts = vec![format!("{}: {}", view.name(found.state), exits.join(", "))];
    parts.push(match found.earliest {
        Some(day) => format!("on {day} at the earliest"),
        None => "the earliest day is not known".to_owned(),
    });
    let conditions = found.subject_to.iter().map(|condition| condition.as_str());
    parts.extend(conditions.map(|condition| format!("subject to {condition}")));
    parts.push(format!("by {}", provisions(world, &found.rules)));
    if !found.laws.is_empty() {
        parts.push(format!("its own law bars it too: {}", provisions(world, &found.laws)));
    }
    if let Some(truth) = found.in_time {
        parts.push(format!("in time: {truth}"));
    }
    if let Some(days) = found.days_early {
        parts.push(format!("{days} days too early"));
    }
    parts.join("; ")
}

fn provisions(world: &World, ids: &[Option<ProvisionId>]) -> String {
    let cited = |id: &Option<ProvisionId>| match id {
        Some(id) => cited(world, *id),
        None => "the law that it enacts".to_owned(),
    };
    ids.iter().map(cited).collect::<Vec<_>>().join(", ")
}

/// A provision by its key, its text and its article.
fn cited(world: &World, id: ProvisionId) -> String {
    let provision: &Provision = &world[id];
    let text = world.name(provision.instrument.entity());
    match provision.article.as_deref() {
        Some(article) if article != "?" => format!("{} ({text}, {article})", provision.key),
        _ => format!("{} ({text})", provision.key),
    }
}
