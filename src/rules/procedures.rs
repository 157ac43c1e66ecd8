//! Procedures of its own by which a state, or a body, comes to an act: which organ decides, by what majority, after what.
//!
//! They are told with the plan, and change nothing of what is lawful between states (VCLT art. 27, 46, 67).
//!
//! ```text
//! procedure(s, p, leave) :- leaves(s, o), stands(p), procedure(p, leave), own_law(p, s), speaks_of(p, o).
//! procedure(o, p, join)  :- joins(s, o), stands(p), procedure(p, join), text(o, p), speaks_of(p, o).
//! procedure(s, p, amend) :- changes(s, c), stands(p), procedure(p, amend), own_law(p, s), rank(p, form(c)).
//! ```

use super::situation::Situation;
use crate::model::{AnyEntity, Effect, EffectKind, Occasion, ProcedureTerms};
use crate::scenario::{Change, Procedure};
use crate::{BodyId, Id, InstrumentId, Provision, State};

/// The act for which states have procedures of their own, if a change is one; exits and changes of law have acts besides.
pub(crate) fn occasion_of(change: &Change) -> Option<Occasion> {
    match change.procedure() {
        Procedure::Adoption { .. }
        | Procedure::Modification { .. }
        | Procedure::Accession { .. }
        | Procedure::Conclusion { .. } => Some(Occasion::Join),
        Procedure::Stationing { .. } => Some(Occasion::Host),
        Procedure::Amendment { .. }
        | Procedure::Withdrawal { .. }
        | Procedure::Legislation { .. }
        | Procedure::Decision { .. } => None,
    }
}

/// The terms of a procedure, if it is one.
fn terms(effect: &Effect) -> Option<&ProcedureTerms> {
    if let Effect::Procedure(terms) = effect { Some(terms) } else { None }
}

/// The procedures in the own laws of a state for an act, by key, possibly or for certain.
fn own(situation: &Situation<'_>, state: Id<State>, occasion: Occasion) -> Vec<Id<Provision>> {
    let world = situation.world();
    (situation.provisions_binding(state).iter().map(|(id, _)| *id))
        .filter(|id| {
            let provision = &world[*id];
            provision.kind() == EffectKind::Procedure
                && provision.instrument.is_domestic()
                && terms(&provision.effect).is_some_and(|own| own.occasions.contains(&occasion))
        })
        .collect()
}

/// By what a state comes to join, leave or conclude something, or to let somebody in.
pub(crate) fn of_state(
    situation: &Situation<'_>,
    state: Id<State>,
    occasion: Occasion,
    body: Option<BodyId>,
    defence: bool,
) -> Vec<Id<Provision>> {
    let world = situation.world();
    let mut found = own(situation, state, occasion);
    found.retain(|id| {
        let linked = body.into_iter().flat_map(|body| world.linked_bodies(body));
        let keys = body.into_iter().chain(linked).map(|body| world.key(body));
        terms(&world[*id].effect).is_some_and(|own| own.speaks_of(keys, defence))
    });
    found
}

/// By what a state comes to change a law of its own.
pub(crate) fn of_law(
    situation: &Situation<'_>,
    state: Id<State>,
    law: Id<Provision>,
) -> Vec<Id<Provision>> {
    let world = situation.world();
    let InstrumentId::Law(text) = world[law].instrument else { return Vec::new() };
    let form = world[text].form;
    let mut found = own(situation, state, Occasion::Amend);
    found.retain(|id| {
        terms(&world[*id].effect).is_some_and(|own| own.rank.is_none_or(|rank| rank == form))
    });
    found
}

/// By what a body comes to admit somebody, or to let somebody go: the procedures of its own texts, by key.
pub(crate) fn of_body(
    situation: &Situation<'_>,
    body: BodyId,
    occasion: Occasion,
) -> Vec<Id<Provision>> {
    let world = situation.world();
    let texts = situation.instruments_of(body).into_iter().map(|(text, _)| text);
    let mut found: Vec<Id<Provision>> = texts
        .filter(|text| matches!(world[text.entity()], AnyEntity::Treaty(_)))
        .flat_map(|text| world.index().provisions_of(text).iter().copied())
        .filter(|id| {
            terms(&world[*id].effect).is_some_and(|own| own.occasions.contains(&occasion))
                && situation.stands(*id).is_possible()
        })
        .collect();
    found.sort_by(|a, b| world[*a].key.cmp(&world[*b].key));
    found.dedup();
    found
}
