//! In English: what is held against a change, and why.

use super::states::is_of_trade;
use crate::base::text::printable;
use crate::model::{EffectKind, Kind};
use crate::rules::Conflict;
use crate::verdict::{Clause, Ground};
use crate::words::changes;
use crate::words::facts::Facts;
use crate::words::names::{Names, listed};
use crate::{EntityId, Id, Provision};

/// How many names a list has at most; beyond that it is a number.
pub(super) const MANY: usize = 12;

/// How many ends a brief page names in one line.
pub(super) const FEW: usize = 4;

/// What is contested about a clause on which a conflict rests that is not certain.
pub(super) fn disputed(names: &Names<'_>, conflict: &Conflict) -> String {
    let clause = conflict.provision.recorded().filter(|_| !conflict.truth.is_yes());
    let words = clause.and_then(|id| names.world()[id].param("contested"));
    words.map_or_else(String::new, |words| format!("; contested is {}", printable(words)))
}

/// Names in a row, or how many they are.
pub(super) fn row(names: &Names<'_>, who: &[EntityId]) -> String {
    if who.len() <= MANY {
        return names.all(who);
    }
    let is_state = |one: &EntityId| names.world()[*one].kind() == Kind::State;
    let sort = if who.iter().all(is_state) { "states" } else { "states and bodies" };
    format!("{} {sort}", who.len())
}

pub(super) fn clause(names: &Names<'_>, clause: &Clause) -> String {
    match clause {
        Clause::Recorded(id) => names.provision(*id),
        Clause::Enacted { .. } => "the law that the question enacts".to_owned(),
        Clause::Agreed { kind, .. } => {
            format!("{} that the question agrees", changes::agreed(*kind))
        }
    }
}

/// A conflict in the words of proofs.
pub(super) struct Told {
    pub(super) clause: String,
    pub(super) gist: String,
    pub(super) because: String,
}

impl Told {
    pub(super) fn of(names: &Names<'_>, conflict: &Conflict) -> Self {
        let world = names.world();
        let key = |id: &Id<Provision>| world[*id].key.clone();
        let held = conflict.provision.map(key);
        let ground = conflict.ground.map(|entity| world.key(*entity).into(), key);
        let facts = Facts { names };
        let clause = facts.clause_held(&held);
        let joint = |brought| if is_of_trade(world, brought) { ", beside" } else { " against" };
        let joint = conflict.brought.map_or("", joint);
        match conflict.brought.map(|brought| brought.map(key)) {
            // What forbids an act says so itself.
            Some(brought) if conflict.rule.has_bar_in_what_is_held() => Self {
                clause,
                gist: facts.gist_held(&held),
                because: facts.because(&ground, &held, Some(&brought)),
            },
            Some(brought) => Self {
                gist: format!("{}{joint} {clause}", facts.gist_brought(&brought)),
                because: facts.because(&ground, &held, Some(&brought)),
                clause: facts.brought(&brought),
            },
            None => Self {
                clause,
                gist: facts.gist_held(&held),
                because: facts.because(&ground, &held, None),
            },
        }
    }
}

/// Provisions that are touched for the same reason.
pub(super) fn touched(names: &Names<'_>, conflicts: &[Conflict], with_gist: bool) -> String {
    let Some(first) = conflicts.first() else { return String::new() };
    let names = &names.in_short();
    let told = Told::of(names, first);
    let mut clauses: Vec<String> = Vec::new();
    for clause in conflicts.iter().map(|one| Told::of(names, one).clause) {
        // Two clauses may stand in one article.
        if !clauses.contains(&clause) {
            clauses.push(clause);
        }
    }
    let which = if clauses.len() > 1 { "each of which" } else { "which" };
    let saved = first
        .saved_by
        .map_or_else(String::new, |id| format!("; {} settles that", names.provision(id)));
    let gist = if with_gist {
        format!(", {which} {}", told.gist)
    } else if first.brought.is_some() {
        format!(", beside {}", held_in_a_row(names, conflicts))
    } else {
        String::new()
    };
    let allowed = allowed_unions(names, conflicts);
    format!("{}{gist}: {}{allowed}{saved}", listed(&clauses), told.because)
}

/// What free-trade areas say of customs unions of their parties, where that they go together is a matter of appreciation.
fn allowed_unions(names: &Names<'_>, conflicts: &[Conflict]) -> String {
    let world = names.world();
    let words = |one: &Conflict| {
        let clause = &world[one.provision.recorded()?];
        let is_weighed = one.ground == Ground::Appreciation;
        (is_weighed && clause.kind() == EffectKind::FreeTrade).then(|| clause.param("words"))?
    };
    let Some(first) = conflicts.iter().find_map(words) else { return String::new() };
    let alike = conflicts.iter().filter(|one| words(one) == Some(first)).count();
    let which = match (conflicts.len(), alike) {
        (1, _) => "it allows".to_owned(),
        (_, 1) => "of these texts one allows".to_owned(),
        (_, alike) => format!("of these texts {alike} allow"),
    };
    format!("; {which} “{}”", printable(first))
}

/// What is held in some conflicts, in a row; of many the first.
fn held_in_a_row(names: &Names<'_>, conflicts: &[Conflict]) -> String {
    let facts = Facts { names };
    let mut held: Vec<String> = Vec::new();
    for conflict in conflicts {
        let clause =
            facts.clause_held(&conflict.provision.map(|id| names.world()[*id].key.clone()));
        if !held.contains(&clause) {
            held.push(clause);
        }
    }
    let more = held.len().saturating_sub(FEW);
    if more > 0 {
        held.truncate(FEW);
        held.push(format!("{more} more"));
    }
    listed(&held)
}
