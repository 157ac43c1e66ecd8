//! Doubts: what an outcome is contingent on because it is not certain.
//!
//! The rules say what their outcomes rest on; here a premise that is open becomes a contingency, whatever rule it is of.

use super::statement::Contingency;
use crate::model::Bearer;
use crate::rules::{self, Circle, Conflict, Premise, Saying, Situation};
use crate::scenario::Changed;
use crate::verdict::Clause;
use crate::{BodyId, EntityId};

/// What a conflict that is only possible is contingent on, in order: every premise that is open.
pub(super) fn doubts(situation: &Situation<'_>, conflict: &Conflict) -> Vec<Contingency> {
    let open = conflict.open_premises();
    let mut found: Vec<Contingency> =
        open.into_iter().filter_map(|premise| doubt(situation, conflict, premise)).collect();
    // What cannot be named is a doubt all the same.
    if found.is_empty() && conflict.truth.is_unknown() {
        found.push(Contingency::Named("what the conflict rests on holds".into()));
    }
    found.sort();
    found.dedup();
    found
}

/// An open premise as a contingency.
fn doubt(situation: &Situation<'_>, conflict: &Conflict, premise: &Premise) -> Option<Contingency> {
    let (state, what) = (conflict.state, || conflict.with.clone());
    let takes_part = |member: EntityId, circle: Circle| {
        let body = body_of(situation, conflict, circle)?;
        Some(Contingency::TakesPart { member, body })
    };
    let stays_out = |member: EntityId, circle: Circle| {
        let body = body_of(situation, conflict, circle)?;
        Some(Contingency::StaysOut { member, body })
    };
    match premise {
        Premise::Bound => takes_part(state.into(), Circle::OfChange),
        Premise::IsNew => stays_out(state.into(), Circle::OfChange),
        Premise::Stands { provision } | Premise::Brings { provision } => {
            Some(Contingency::Stands { provision: *provision })
        }
        Premise::Enacted { change } => Some(Contingency::Enacted { state, change: *change }),
        Premise::Agreed { change, kind } => {
            // By what is held, or by what is joined.
            let is_held = conflict.provision == Clause::Agreed { change: *change, kind: *kind };
            let held = if is_held { conflict.agreed_in() } else { None };
            let body = held.or_else(|| conflict.with.body(situation.world().tables()))?;
            Some(Contingency::Agreed { body, kind: *kind })
        }
        Premise::Inside { member, circle } => takes_part(*member, *circle),
        Premise::Outside { member, circle } => stays_out(*member, *circle),
        Premise::BeyondRecord => Some(Contingency::BeyondRecord { what: what() }),
        Premise::BringsDefence => Some(Contingency::BringsDefence { what: what() }),
        Premise::MoreThanTwo => Some(Contingency::MoreThanTwo { what: what() }),
        Premise::Said { one_of } => one_of.first().map(|saying| match saying {
            Saying::Opposed { what, to } => Contingency::Opposed { a: what.clone(), b: to.clone() },
            Saying::DirectedAgainst { what, party } => {
                Contingency::DirectedAgainst { what: what.clone(), against: *party }
            }
            Saying::Hostile { ours, theirs } => Contingency::Hostility { a: *ours, b: *theirs },
        }),
        Premise::HeldByMoreThanTwo { clause } => {
            Some(Contingency::MoreThanTwo { what: held_through(situation, conflict, *clause)? })
        }
        Premise::HeldBeyondRecord { clause } => {
            Some(Contingency::BeyondRecord { what: held_through(situation, conflict, *clause)? })
        }
        Premise::Approved { text } => Some(Contingency::Approved { text: *text }),
        Premise::Unsaved { clause } => Some(Contingency::Unsaved { clause: *clause }),
        Premise::IsAlliance => Some(Contingency::CountsAsAlliance { what: what() }),
        // The doubts are those of the companion, and what is on record is certain.
        Premise::BarredBy { .. } | Premise::OwnOrganization { .. } | Premise::JoinsCustomsUnion => {
            None
        }
    }
}

/// What a clause is held through.
fn held_through(situation: &Situation<'_>, conflict: &Conflict, clause: Clause) -> Option<Changed> {
    let world = situation.world();
    let body = match clause {
        Clause::Recorded(id) => rules::held_in(world, &world[id]),
        Clause::Agreed { .. } => conflict.agreed_in(),
        Clause::Enacted { .. } => None,
    }?;
    Some(body.entity().into())
}

/// What one takes part in as one of a circle.
fn body_of(situation: &Situation<'_>, conflict: &Conflict, circle: Circle) -> Option<BodyId> {
    let world = situation.world();
    let held_by = |id| {
        let held = rules::held_by(situation, conflict.state, &world[id]).into_iter();
        held.map(|(body, _)| body).next()
    };
    match circle {
        Circle::OfChange => conflict.with.body(world.tables()),
        Circle::OfProvision(id) => held_by(id),
        Circle::OfAgreed { .. } => conflict.agreed_in(),
        Circle::Toward(id) => match &world[id].counterparty {
            Some(Bearer::Participants(body)) => Some(*body),
            Some(Bearer::Listed(_) | Bearer::ThirdStates | Bearer::Nobody) | None => held_by(id),
        },
    }
}
