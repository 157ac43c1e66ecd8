//! In English: who must end what, by which clause and when, and what is done in which order.

use super::admission::unseen;
use super::held::{FEW, clause, row};
use crate::base::text::{join, printable};
use crate::deliberation::{Action, Commitment, Contingency, Of, PlanStep};
use crate::rules::Exit;
use crate::scenario::{Change, Changed};
use crate::verdict::{Clause, ExitMode};
use crate::words::facts::Facts;
use crate::words::names::{Names, listed, read};
use crate::words::plans::{CourseOfLaw, course_of_law};
use crate::words::{Language, changes};
use crate::{EntityId, Id, Provision, State};

/// "out of the Collective Security Treaty on 2025-04-20 at the earliest, by article 11 …".
pub(super) fn out(names: &Names<'_>, exit: &Exit) -> String {
    let clause = exit.clause.map_or_else(String::new, |id| {
        let not_read = if unseen(names, id).is_empty() { "" } else { " (not read)" };
        format!(", {}{not_read}", Facts { names }.exit_clause(&names.world()[id].key))
    });
    format!("out of {} {}{clause}", names.the(exit.body), day_of(exit))
}

/// On which day one is out, with the notice that it takes.
pub(super) fn day_of(exit: &Exit) -> String {
    match (exit.earliest, exit.bounds) {
        (Some(day), _) if exit.given.is_some() => {
            format!("on {day}, on the notice given on {}", exit.notice)
        }
        (Some(day), _) => format!("on {day} at the earliest, with notice on {}", exit.noticed()),
        (None, Some(bounds)) if exit.given.is_some() => {
            format!("on no known day, within {bounds}, though notice was given on {}", exit.notice)
        }
        // No clause is known: what holds where there is none is not known to hold where one was not read.
        (None, Some(bounds)) if exit.mode == ExitMode::Unknown => match bounds.latest() {
            Some(latest) => {
                format!(
                    "on no known day, and not before {latest} if its text is silent (VCLT art. 56)"
                )
            }
            None => format!("on no known day, within {bounds}"),
        },
        (None, Some(bounds)) => format!("on no known day, within {bounds}"),
        (None, None) => "only with the consent of all parties".to_owned(),
    }
}

/// By which clauses several are left, with alike terms told once; of many the terms alone.
pub(super) fn terms_of(names: &Names<'_>, exits: &[Exit]) -> String {
    let facts = Facts { names };
    let mut terms: Vec<(String, Vec<Id<Provision>>)> = Vec::new();
    for id in exits.iter().filter_map(|exit| exit.clause) {
        let term = facts.exit_terms(&names.world()[id].key);
        match terms.iter_mut().find(|(known, _)| *known == term) {
            Some((_, clauses)) => clauses.push(id),
            None => terms.push((term, vec![id])),
        }
    }
    let is_unread = |id: &Id<Provision>| !unseen(names, *id).is_empty();
    let told = terms.into_iter().map(|(term, clauses)| {
        if clauses.len() > FEW {
            let not_read = match clauses.iter().filter(|id| is_unread(id)).count() {
                0 => String::new(),
                n => format!(", {n} of which were not read"),
            };
            return format!("by {} clauses{term}{not_read}", clauses.len());
        }
        let article = |id: &Id<Provision>| {
            let not_read = if is_unread(id) { " (not read)" } else { "" };
            names.provision(*id) + not_read
        };
        let articles: Vec<String> = clauses.iter().map(article).collect();
        format!("by {}{term}", listed(&articles))
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() { String::new() } else { format!(", {}", told.join("; ")) }
}

/// How much each must end: "Kazakhstan must end 3 commitments and Kyrgyzstan 2".
pub(super) fn must_so_much(names: &Names<'_>, gone: &[Commitment]) -> String {
    let mut counts: Vec<(Id<State>, usize)> = Vec::new();
    for commitment in gone {
        match counts.iter_mut().find(|(state, _)| *state == commitment.state()) {
            Some((_, n)) => *n += 1,
            None => counts.push((commitment.state(), 1)),
        }
    }
    let told = counts.iter().enumerate().map(|(at, (state, n))| match (at, n) {
        (0, 1) => format!("{} must end one commitment", names.the(*state)),
        (0, n) => format!("{} must end {n} commitments", names.the(*state)),
        (_, 1) => format!("{} one", names.the(*state)),
        (_, n) => format!("{} {n}", names.the(*state)),
    });
    listed(&told.collect::<Vec<_>>())
}

/// Who must end what, alike ends told once: "Kazakhstan and Kyrgyzstan must leave … and change …".
pub(super) fn must(names: &Names<'_>, gone: &[Commitment], must: &str) -> String {
    // Who has the same end, then which ends the same have.
    let mut by_end: Vec<(End, Vec<Id<State>>)> = Vec::new();
    for commitment in gone {
        let end = match commitment {
            Commitment::Holds { body, .. } => End::Leaves(names.the(*body)),
            Commitment::Law { provision, .. } => End::Changes(clause(names, provision)),
        };
        match by_end.iter_mut().find(|(known, _)| *known == end) {
            Some((_, who)) => who.push(commitment.state()),
            None => by_end.push((end, vec![commitment.state()])),
        }
    }
    let mut by_state: Vec<(Vec<Id<State>>, Vec<End>)> = Vec::new();
    for (end, who) in by_end {
        match by_state.iter_mut().find(|(known, _)| *known == who) {
            Some((_, ends)) => ends.push(end),
            None => by_state.push((who, vec![end])),
        }
    }
    let told = by_state.into_iter().map(|(who, ends)| {
        let (mut left, mut changed) = (Vec::new(), Vec::new());
        for end in ends {
            match end {
                End::Leaves(what) => left.push(what),
                End::Changes(what) => changed.push(what),
            }
        }
        let acts = [("leave", left), ("change", changed)].into_iter();
        let acts = acts.filter(|(_, what)| !what.is_empty());
        let acts: Vec<String> =
            acts.map(|(verb, what)| format!("{verb} {}", listed(&what))).collect();
        format!("{} {must} {}", names.all(&who), acts.join(", and "))
    });
    told.collect::<Vec<_>>().join("; ")
}

/// How a commitment ends, in words.
#[derive(PartialEq, Eq)]
enum End {
    /// What is left.
    Leaves(String),
    /// Which law is changed.
    Changes(String),
}

/// Contingencies with one effect: "the change is directed against A, B or C".
pub(super) fn if_any<L: Language + ?Sized>(
    language: &L,
    names: &Names<'_>,
    contingencies: &[Contingency],
) -> String {
    let mut told: Vec<String> = Vec::new();
    let mut against: Vec<(&Changed, Vec<String>)> = Vec::new();
    for contingency in contingencies {
        if let Contingency::DirectedAgainst { what, against: whom } = contingency {
            match against.iter_mut().find(|(known, _)| *known == what) {
                Some((_, all)) => all.push(names.the(*whom)),
                None => against.push((what, vec![names.the(*whom)])),
            }
        } else {
            told.push(language.statement(names, &contingency.clone().into()));
        }
    }
    let directed = against.into_iter().map(|(what, whom)| {
        format!("{} is directed against {}", names.changed(what), join(&whom, "or"))
    });
    told.extend(directed);
    told.join(", or if ")
}

/// What a step is about.
pub(super) fn step_of(names: &Names<'_>, of: &Of) -> String {
    match of {
        Of::Body(body) => names.in_short().the(*body),
        Of::Law(law) => clause(names, law),
        Of::Rule(id) => clause(names, &Clause::Recorded(*id)),
        Of::Change(Changed::Entity(entity)) => names.in_short().the(*entity),
        Of::Change(changed @ Changed::New(_)) => names.changed(changed),
    }
}

/// A step of the plan, with all who do it, after which it comes, and whether it waits for something on no known day.
pub(super) fn step(
    names: &Names<'_>,
    number: usize,
    step: &PlanStep,
    what: &str,
    by: &[EntityId],
    change: &Change,
    (after, waits): (&[usize], bool),
) -> String {
    let who = if by.is_empty() { String::new() } else { row(names, by) };
    let said = match step.action {
        Action::Procedure => {
            crate::words::plans::procedure(&names.in_short(), &who, what, &step.of)
        }
        Action::Authorise => format!("{who}: approval at home of what follows"),
        Action::ChangeLaw => match course_of_law(step) {
            CourseOfLaw::Begins => format!("{who}: enactment of the law of the question"),
            CourseOfLaw::Ends => format!("{who}: repeal of the law of the question"),
            CourseOfLaw::Changes => {
                format!("{who}: change of {what}{}", by_procedure(names, &step.of))
            }
        },
        Action::GiveNotice => {
            let to = step
                .to
                .as_deref()
                .map_or_else(String::new, |to| crate::words::plans::addressee(names, to));
            format!("{who}: notice of withdrawal from {what}{to}")
        }
        Action::Exit => format!("{who}: out of {what}"),
        Action::DeclareCompatible => {
            format!("{who}: declaration that what it holds is compatible with {what}")
        }
        Action::Ratify => format!("{who}: consent to what becomes of {what}"),
        Action::TakeEffect => {
            format!("takes effect: {}", changes::change(&names.in_short(), change))
        }
    };
    let day = match step.not_before {
        Some(day) if waits => format!("not before {day}"),
        Some(day) => format!("from {day}"),
        None => "on no known day".to_owned(),
    };
    let after = match after {
        [] => String::new(),
        numbers => format!(" (after {})", ranges(numbers)),
    };
    format!("{number}. {day}, {said}{after}")
}

/// "by referendum", where a law says how it is changed.
fn by_procedure(names: &Names<'_>, of: &Of) -> String {
    let repeal = match of {
        Of::Law(Clause::Recorded(id)) => names.world()[*id].param("repeal"),
        Of::Law(Clause::Enacted { .. } | Clause::Agreed { .. })
        | Of::Body(_)
        | Of::Rule(_)
        | Of::Change(_) => None,
    };
    repeal.map_or_else(String::new, |words| format!(", by {}", read(&printable(words))))
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
