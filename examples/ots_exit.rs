//! The question that comity was made for: if the Organization of Turkic States becomes a military alliance, which of its
//! members must exit the CSTO first?
//!
//! ```text
//! cargo run --example ots_exit             # a readable answer, with its explanation and sources
//! cargo run --example ots_exit -- --json   # the object of `what_if`
//! ```

#![expect(clippy::print_stderr, reason = "errors go to standard error")]

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use comity::explain::Narrative;
use comity::model::{Effect, EffectKind};
use comity::verdict::Clause;
use comity::{Change, Consequences, EntityId, Organization, State, Treaty, World, date};

fn main() -> ExitCode {
    let json = match std::env::args().skip(1).collect::<Vec<_>>().as_slice() {
        [] => false,
        [flag] if flag == "--json" => true,
        other => {
            eprintln!("error: unexpected arguments {other:?}; expected nothing, or `--json`");
            return ExitCode::from(2);
        }
    };
    match answer(json) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever closes the pipe has read enough.
        Err(error) if is_closed_pipe(&*error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn is_closed_pipe(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
}

fn answer(json: bool) -> Result<(), Box<dyn Error>> {
    let world = World::bundled();
    let ots = world.find::<Organization>("ots")?;
    let csto = world.find::<Organization>("csto")?;
    let today = world.as_of(date(2024, 10, 20));

    // The question.
    let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));

    let mut out = io::stdout().lock();
    if json {
        writeln!(out, "{}", answer.to_json_explained())?;
        return Ok(());
    }

    let name = |id: EntityId| today.name(id);
    writeln!(out, "If the {} becomes a military alliance,", name(ots.into()))?;
    writeln!(out, "which of its members must exit the CSTO first?  (As of {}.)\n", today.as_of())?;

    for exit in answer.must_exit_from(csto) {
        let texts: Vec<&str> = exit.bodies().map(|body| name(body.entity())).collect();
        writeln!(
            out,
            "  {:<37} must leave the {}",
            name(exit.state().into()),
            texts.join(" and the ")
        )?;
        let settled = if exit.subject_to().is_empty() { "" } else { ", its obligations settled" };
        if let Some(day) = exit.earliest() {
            writeln!(
                out,
                "  {:<37} free on {day} at the earliest, if it gives notice on {}{settled}",
                "",
                today.as_of()
            )?;
        }
    }
    for law in answer.must_change_law() {
        let laws: Vec<&str> = (law.laws().iter().filter_map(Clause::recorded))
            .map(|id| name(world[id].instrument.entity()))
            .collect();
        writeln!(
            out,
            "  {:<37} must change its own law: {}",
            name(law.state().into()),
            laws.join("; ")
        )?;
    }
    for free in answer.free() {
        writeln!(out, "  {:<37} need not leave anything", name(free.state().into()))?;
    }
    for other in answer.not_bound() {
        let doubt = if other.truth.is_yes() { "" } else { ", contested" };
        let status = other.status.as_str();
        writeln!(out, "  {:<37} is not bound: {status}{doubt}", name(other.entity))?;
    }
    if let Some(day) = answer.earliest_change() {
        writeln!(
            out,
            "\nAll exits can be made by {day}; the changes of law have no day of their own."
        )?;
    }
    let vetoes: Vec<&str> = answer.vetoes().iter().map(|veto| name(veto.entity)).collect();
    writeln!(out, "Each of these can veto it: {}.", vetoes.join(", "))?;
    for caveat in answer.caveats() {
        writeln!(out, "Note ({}): {}.", caveat.code(), caveat.tell(&answer.view()))?;
    }
    reserved_exits(&mut out, &answer)?;

    // Why, and why not: proofs that are derived now, checked by code that shares nothing with the rules, and told in prose.
    let cst = world.find::<Treaty>("cst")?;
    let findings = answer.findings().map(|finding| finding.why());
    let former = ["uzb", "aze", "tur"].into_iter().filter_map(|key| world.find::<State>(key).ok());
    let others = former
        .flat_map(|state| [answer.why_not_bound(state, csto), answer.why_not_bound(state, cst)])
        .chain(
            answer.not_bound().iter().map(|other| answer.why_not_bound(other.entity, other.body)),
        );
    let why: Narrative<'_> = findings.collect();
    let why_not: Narrative<'_> = others.flatten().collect();
    writeln!(out, "\n\nWhy\n===\n\n{why}")?;
    writeln!(out, "\nWhy not the others\n==================\n\n{why_not}")?;
    let accepted = if why.holds() && why_not.holds() { "accepted" } else { "REJECTED" };
    let steps = why.n_steps() + why_not.n_steps();
    writeln!(out, "\nThe independent checker {accepted} all {steps} steps of these proofs.")?;
    writeln!(
        out,
        "\n“Must” means: must, to stay in compliance, under this reading. A later treaty that conflicts is not void \
         (Vienna Convention on the Law of Treaties, art. 30). This is no legal advice."
    )?;
    Ok(())
}

/// A right to leave that a state reserved for itself is an alternative, not a conflict.
fn reserved_exits(out: &mut impl Write, answer: &Consequences<'_>) -> io::Result<()> {
    let world = answer.world();
    for finding in answer.findings() {
        let state = &world[finding.state()];
        for (id, _) in answer.view().provisions_binding(finding.state()) {
            let provision = &world[id];
            if let Effect::ReservedExit { .. } = provision.effect {
                let words = provision.param("words").unwrap_or("it");
                writeln!(
                    out,
                    "{} reserved the right to leave any {words} ({}).",
                    state.name(),
                    provision.key
                )?;
            }
        }
    }
    Ok(())
}
