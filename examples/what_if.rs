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
use std::fmt::Write as _;
use std::process::ExitCode;

use comity::Outcome;
use comity::deliberation::{Action, Commitment, Deliberation, Of, PlanStep};
use comity::scenario::Changed;
use comity::verdict::Clause;
use comity::wire::{QuestionError, ScenarioFile};
use comity::{Change, Consequences, Provision, ProvisionId, Reading, Scenario, Truth, World};
use common::{Extra, Options};

/// How many contradictions are told one by one.
const CONTRADICTIONS: usize = 12;

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

A change file such as examples/change.json:
  {\"as_of\": \"2024-10-20\", \"changes\": [{\"acquire\": {\"organization\": \"ots\", \"provision\": \"mutual_defence\"}}]}
All changes and facts that it may hold are on the page `answers` of the guide (src/guide/answers.md), the format of
world files on the page `data-format` (src/guide/data-format.md).
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
    let ScenarioFile { mut scenario, as_of, reading, .. } = file;
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
    let notice = answer.scenario().notice.unwrap_or_else(|| view.as_of());
    writeln!(out, "{}", answer.question())?;
    let readings = view.reading().names().join(", ");
    writeln!(out, "As of {}, reading {readings}, notice on {notice}.", view.as_of())?;
    if let Some(day) = view.knowledge() {
        writeln!(out, "As known by {day}.")?;
    }

    section(
        out,
        "Must exit first",
        answer.must_exit().map(|found| exit_line(answer, found.outcome())),
    )?;
    section(
        out,
        "Must change its own law first",
        answer.must_change_law().map(|found| {
            format!("{}: {}", view.name(found.state()), provisions(world, found.laws()))
        }),
    )?;
    section(
        out,
        "Needs the consent of others",
        answer.needs_consent().map(|found| {
            let why = answer.why_not(found.state()).tell(&view);
            format!("{}: {why}", view.name(found.state()))
        }),
    )?;
    section(
        out,
        "Depends on what is not known",
        answer.undetermined().map(|found| {
            let all: Vec<_> = found.rules().iter().chain(found.laws()).copied().collect();
            format!("{}: {}", view.name(found.state()), provisions(world, &all))
        }),
    )?;
    section(
        out,
        "Free",
        free(answer).into_iter().map(|(soft, who)| {
            let soft = match &*soft {
                [] => String::new(),
                soft => format!(" (to be watched: {})", provisions(world, soft)),
            };
            format!("{}{soft}", who.join(", "))
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
        answer.leaving().iter().map(|leaving| {
            let exit = &leaving.exit;
            let day = exit
                .earliest
                .map_or_else(|| "on a day that is not known".to_owned(), |day| format!("on {day}"));
            format!("{} leaves {} {day}", view.name(leaving.state), view.name(exit.body.entity()))
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
    tell_ways(out, answer)?;
    for caveat in answer.caveats() {
        writeln!(out, "Note: {} [{}]", caveat.tell(&view), caveat.code())?;
    }
    if explain {
        for finding in answer.findings() {
            writeln!(out, "\n{}", finding.why())?;
        }
        match answer.deliberate().account() {
            Ok(account) => writeln!(out, "\n{account}")?,
            Err(flaw) => writeln!(out, "\nA certificate does not hold: {flaw}")?,
        }
    }
    Ok(())
}

/// Who is free, with what is to be watched; those who have to watch the same stand together.
fn free<'a>(answer: &'a Consequences<'_>) -> Vec<(Vec<Clause>, Vec<&'a str>)> {
    let mut lines: Vec<(Vec<Clause>, Vec<&str>)> = Vec::new();
    for found in answer.free() {
        let name = answer.view().name(found.state());
        match lines.iter_mut().find(|(soft, _)| **soft == *found.soft()) {
            Some((_, who)) => who.push(name),
            None => lines.push((found.soft().to_vec(), vec![name])),
        }
    }
    lines
}

/// By when, in which order, who could block it, and what else there is.
fn tell_ways(out: &mut String, answer: &Consequences<'_>) -> std::fmt::Result {
    let (world, view) = (answer.world(), answer.view());
    let law = answer.must_change_law().next().is_some();
    match answer.earliest_change() {
        _ if answer.must_exit().next().is_none() && answer.leaving().is_empty() => {
            let law = if law { " The changes of law have no day of their own." } else { "" };
            writeln!(out, "\nNothing has to be left.{law}")?;
        }
        Some(day) => writeln!(out, "\nAll that must be left can have been left by {day}.")?,
        None => writeln!(out, "\nBy when all of it can have been left is not known.")?,
    }

    let mut steps: Vec<&str> = answer.vetoes().iter().map(|veto| veto.step.as_str()).collect();
    steps.dedup();
    for step in steps {
        for (truth, doubt) in [
            (Truth::Yes, ""),
            (Truth::Unknown, " - perhaps; whether it takes their agreement is not certain"),
        ] {
            let who: Vec<&str> = (answer.vetoes().iter())
                .filter(|veto| veto.step.as_str() == step && veto.truth == truth)
                .map(|veto| view.name(veto.entity))
                .collect();
            // Who may leave at the end of a term needs the others only to leave sooner.
            let step = if step == "exit" { "an exit before its lawful day" } else { step };
            if !who.is_empty() {
                writeln!(out, "Could veto ({step}){doubt}: {}.", who.join(", "))?;
            }
        }
    }
    let deliberation = answer.deliberate();
    section(
        out,
        "In this order (* marks what everything waits for)",
        plan(&deliberation).into_iter(),
    )?;
    section(
        out,
        "Only after all exits",
        answer.after_exits().iter().map(|conflict| {
            let provision = provisions(world, &[conflict.provision]);
            format!("{}: {} by {provision}", view.name(conflict.state), conflict.class.as_str())
        }),
    )?;
    let repairs = deliberation.repairs();
    if repairs.len() > 1 {
        section(
            out,
            "Each of these would do",
            repairs.iter().map(|repair| {
                let ends: Vec<String> = repair.gone.iter().map(|one| one.tell_end(&view)).collect();
                ends.join("; ")
            }),
        )?;
    }
    section(
        out,
        "What else could be done",
        deliberation.alternatives().into_iter().map(|one| {
            let mut who: Vec<&str> = one.vetoes.iter().map(|veto| world.key(veto.entity)).collect();
            who.dedup();
            let blocked = match who.len() {
                0 => String::new(),
                1..=12 => format!(" (could block it: {})", who.join(", ")),
                many => format!(" (could block it: each of {many})"),
            };
            format!("{}{blocked}", one.tell(&view))
        }),
    )?;
    section(out, "What would change it", turns(&deliberation).into_iter())?;
    section(out, "What it could not do at once", contradictions(&deliberation).into_iter())?;
    writeln!(out)
}

/// The plan, a line for each step; what several states do on the same day for the same end is one line.
fn plan(deliberation: &Deliberation<'_, '_>) -> Vec<String> {
    let answer = deliberation.answer();
    let (world, view) = (answer.world(), answer.view());
    let plan = deliberation.plan();
    let mut lines: Vec<(&PlanStep, Vec<&str>)> = Vec::new();
    let mut line_of = Vec::new();
    for step in &plan.steps {
        let alike = |one: &PlanStep| {
            (one.action, &one.of, one.not_before, one.slack, one.is_critical, &one.after)
                == (
                    step.action,
                    &step.of,
                    step.not_before,
                    step.slack,
                    step.is_critical,
                    &step.after,
                )
        };
        let by = step.by.map(|entity| view.name(entity));
        let at = lines.iter().position(|(first, _)| alike(first)).unwrap_or(lines.len());
        match lines.get_mut(at) {
            Some((_, all)) => all.extend(by),
            None => lines.push((step, by.into_iter().collect())),
        }
        line_of.push(at);
    }
    // Where nothing has to go first, nothing is urgent.
    let is_urgent = plan.steps.iter().any(|step| step.action == Action::Exit);
    let line = |(number, (step, by)): (usize, &(&PlanStep, Vec<&str>))| {
        let what = match &step.of {
            Of::Body(body) => view.name(body.entity()).to_owned(),
            Of::Law(law) => provisions(world, &[*law]),
            Of::Change(changed) => named(answer, changed),
            other => other.key(world).to_owned(),
        };
        let change = &answer.scenario().changes[step.change];
        let by = by.join(", ");
        let words = match step.action {
            Action::Authorise => format!("domestic approval of what follows, for {what}: {by}"),
            Action::ChangeLaw => format!("change of {what}: {by}"),
            Action::GiveNotice => {
                let to = step.to.as_ref().map_or_else(String::new, |to| format!(" (to {to})"));
                format!("notice of withdrawal from {what}{to}: {by}")
            }
            Action::Exit => format!("out of {what}: {by}"),
            Action::Ratify => match change {
                Change::Join { state, .. } => {
                    format!("consent to the accession of {} to {what}: {by}", view.name(*state))
                }
                Change::Conclude { .. } => format!("ratification of {what}: {by}"),
                _ => format!("consent to the change of {what}: {by}"),
            },
            Action::TakeEffect => match change {
                Change::Join { state, .. } => {
                    format!("the accession of {} to {what} takes effect", view.name(*state))
                }
                Change::Leave { state, .. } => format!("{} is out of {what}", view.name(*state)),
                Change::Conclude { .. } => format!("{what} enters into force"),
                Change::HostBase { host, sender, .. } => {
                    let (host, sender) = (view.name(*host), view.name(*sender));
                    format!("the base of {sender} in {host} opens")
                }
                Change::Enact { .. } | Change::Repeal { .. } => {
                    format!("the law of {what} takes effect")
                }
                _ => format!("the change of {what} takes effect"),
            },
            other => format!("{}: {by}", other.as_str()),
        };
        let day = step
            .not_before
            .map_or_else(|| "on no known day".to_owned(), |day| format!("from {day}"));
        let mut after: Vec<usize> = step.after.iter().map(|at| line_of[*at] + 1).collect();
        after.sort_unstable();
        after.dedup();
        let after =
            if after.is_empty() { String::new() } else { format!("; after {}", ranges(&after)) };
        let slack = match step.slack.filter(|_| is_urgent) {
            Some(0) => "; cannot wait".to_owned(),
            Some(1) => "; can wait a day".to_owned(),
            Some(days) if days > 0 => format!("; can wait {days} days"),
            Some(-1) => "; a day too late".to_owned(),
            Some(days) => format!("; {} days too late", -days),
            None => String::new(),
        };
        let critical = if step.is_critical { " *" } else { "" };
        format!("{number:>2}. {day}: {words}{after}{slack}{critical}")
    };
    (1..).zip(&lines).map(line).collect()
}

/// Numbers in order, with those that follow each other as a range: "1–3, 7".
fn ranges(numbers: &[usize]) -> String {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match found.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => found.push((*number, *number)),
        }
    }
    let told = found.into_iter().map(|(first, last)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first}–{last}"),
    });
    told.collect::<Vec<_>>().join(", ")
}

/// What changes, by its name.
fn named(answer: &Consequences<'_>, changed: &Changed) -> String {
    let body = changed.body(answer.world().tables());
    body.map_or_else(
        || answer.name_of(changed),
        |body| answer.view().name(body.entity()).to_owned(),
    )
}

/// What would change the answer, a line for each contingency.
fn turns(deliberation: &Deliberation<'_, '_>) -> Vec<String> {
    let view = deliberation.answer().view();
    let ends = |gone: &[Commitment]| {
        gone.iter().map(|one| one.tell_end(&view)).collect::<Vec<_>>().join(", ")
    };
    (deliberation.what_would_change_it().iter())
        .map(|turn| {
            let mut parts = Vec::new();
            if !turn.more.is_empty() {
                parts.push(format!("also {}", ends(&turn.more)));
            }
            if !turn.less.is_empty() {
                parts.push(format!("no longer {}", ends(&turn.less)));
            }
            format!("if {}: {}", turn.contingency.tell(&view), parts.join("; "))
        })
        .collect()
}

/// The attacks in which a state would owe what cannot all be done: one line for each state and pair of texts, with one example; of
/// many lines only the gravest.
fn contradictions(deliberation: &Deliberation<'_, '_>) -> Vec<String> {
    let answer = deliberation.answer();
    let view = answer.view();
    let mut lines: Vec<(String, String, usize)> = Vec::new();
    for found in deliberation.contradictions().filter(|one| one.saved_by.is_none()) {
        let texts: Vec<String> = found.between.iter().map(|owed| named(answer, &owed.by)).collect();
        let head = format!("{}, by {}", view.name(found.state), texts.join(" and "));
        let attack = format!("{} attacks {}", view.name(found.attacker), view.name(found.victim));
        match lines.iter_mut().find(|(known, ..)| *known == head) {
            Some((.., count)) => *count += 1,
            None => lines.push((head, attack, 1)),
        }
    }
    let line = |(head, attack, count): (String, String, usize)| {
        format!("{head}: {count} conceivable attacks, for instance if {attack}")
    };
    // Most attacks first; a stable sort keeps the order of states.
    lines.sort_by_key(|(_, _, count)| std::cmp::Reverse(*count));
    let hidden = lines.len().saturating_sub(CONTRADICTIONS);
    let mut told: Vec<String> = lines.into_iter().take(CONTRADICTIONS).map(line).collect();
    if hidden > 0 {
        told.push(format!("and {hidden} more, which --json lists"));
    }
    told
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

fn provisions(world: &World, clauses: &[Clause]) -> String {
    let cited = |clause: &Clause| match clause {
        Clause::Recorded(id) => cited(world, *id),
        Clause::Enacted { .. } => "the law that it enacts".to_owned(),
    };
    clauses.iter().map(cited).collect::<Vec<_>>().join(", ")
}

/// A provision by its key, its text and its article.
fn cited(world: &World, id: ProvisionId) -> String {
    let provision: &Provision = &world[id];
    let text = world.name(provision.instrument.entity());
    match provision.article.as_deref() {
        // Some laws are named after the article that matters.
        Some(article) if article != "?" && !text.split(' ').any(|word| word == article) => {
            format!("{} ({text}, {article})", provision.key)
        }
        _ => format!("{} ({text})", provision.key),
    }
}
