//! The question that a hypothesis asks, in canonical English.

use crate::answer::Consequences;
use crate::scenario::{AssumedFact, Assumption, Change, Changed};
use crate::{Id, State, World};

/// "If … and then …, given that …, who must exit what first?"
pub(crate) fn question(answer: &Consequences<'_>) -> String {
    let (world, scenario) = (answer.world(), answer.scenario());
    let changes: Vec<String> = scenario.changes.iter().map(|one| change(world, one)).collect();
    let facts: Vec<String> = scenario.assumptions.iter().map(|one| fact(world, one)).collect();
    let given = if facts.is_empty() {
        String::new()
    } else {
        format!(", given that {}", facts.join(" and that "))
    };
    format!("if {}{given}, who must exit what first?", changes.join(" and then "))
}

fn change(world: &World, change: &Change) -> String {
    let words = match change {
        Change::Acquire { body, provision, adopted_by, .. } => {
            let among = adopted_by.as_ref().map(|states| format!(" among {}", keys(world, states)));
            let body = world.key(body.entity());
            format!("{body} acquires {}{}", provision.as_str(), among.unwrap_or_default())
        }
        Change::Join { state, body, .. } => {
            format!("{} joins {}", world.key(*state), world.key(body.entity()))
        }
        Change::Leave { state, body, notice, .. } => {
            let notice = notice.map(|day| format!(" with notice on {day}")).unwrap_or_default();
            format!("{} leaves {}{notice}", world.key(*state), world.key(body.entity()))
        }
        Change::Conclude { treaty, parties, provisions, .. } => {
            let provisions: Vec<&str> = provisions.iter().map(|kind| kind.as_str()).collect();
            format!("{} conclude {treaty} with {}", keys(world, parties), join(&provisions))
        }
        Change::Enact { state, bars, rank, .. } => {
            let bars = join(&bars.words());
            format!("{} bars {bars} by {}", world.key(*state), rank.as_str())
        }
        Change::Repeal { state, provision, .. } => {
            format!("{} repeals {}", world.key(*state), world[*provision].key)
        }
        Change::GrantStatus { entity, body, status, .. } => {
            let status = status.as_str();
            format!("{} makes {} {status}", world.key(body.entity()), world.key(*entity))
        }
        Change::HostBase { host, sender, .. } => {
            format!("{} hosts a base of {}", world.key(*host), world.key(*sender))
        }
        Change::Amend { provision, to, .. } => match to {
            Some(to) => format!("{} becomes {}", world[*provision].key, to.as_str()),
            None => format!("{} is removed", world[*provision].key),
        },
    };
    let on = change.effective().map(|day| format!(" on {day}")).unwrap_or_default();
    words + &on
}

/// What a question assumes, in words.
pub(crate) fn fact(world: &World, assumption: &Assumption) -> String {
    let name = |changed: &Changed| changed.key(world.tables()).to_owned();
    let perhaps = if assumption.contested { "perhaps " } else { "" };
    match &assumption.fact {
        AssumedFact::DirectedAgainst { what, against } => {
            format!("{} is {perhaps}directed against {}", name(what), world.key(*against))
        }
        AssumedFact::Opposed { a, b } => {
            format!("{} and {} are {perhaps}opposed", name(a), name(b))
        }
        AssumedFact::Hostility { a, b } => {
            format!("{} and {} are {perhaps}hostile", world.key(*a), world.key(*b))
        }
        AssumedFact::Unsettled { state, body } => {
            let body = world.key(body.entity());
            format!("{} {perhaps}has unsettled obligations toward {body}", world.key(*state))
        }
    }
}

fn keys(world: &World, states: &[Id<State>]) -> String {
    let keys: Vec<&str> = states.iter().map(|state| world.key(*state)).collect();
    join(&keys)
}

fn join(words: &[&str]) -> String {
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => words.concat(),
    }
}
