//! How acts make participations: the life of a state in a treaty, by the law of treaties.
//!
//! Where a data set records spells, acts are evidence beside them. Where it records only acts (who signed,
//! ratified, gave notice, and when), the spells follow from them by the rules below, each with its article of
//! the Vienna Convention on the Law of Treaties (VCLT). `S` is a state, `T` a treaty, `d` a day:
//!
//! ```text
//! signatory(S, T) from d     :- sign(S, T, d).                                             (VCLT 18(a))
//! consent(S, T, d)           :- consents(S, T, d), no deposit follows.                     (VCLT 11-15)
//! consent(S, T, d)           :- deposit(S, T, d).                                          (VCLT 16)
//! contracting(S, T) from d   :- consent(S, T, d), d < entry(S, T).                         (VCLT 2(1)(f), 18(b))
//! entry(S, T) = max(in_force(T), d + delay(T)) :- consent(S, T, d).                        (VCLT 24)
//! party(S, T) from e         :- entry(S, T) = e.                                           (VCLT 2(1)(g))
//! provisional(S, T) from d   :- apply_provisionally(S, T, d), until entry(S, T) or notice. (VCLT 25)
//! signatory, contracting end :- notice(S, T, d), d < entry(S, T).                          (VCLT 18, 25(2))
//! party(S, T) to e           :- notice(S, T, d), e = d + period(T), not revoked before e.  (VCLT 54, 56, 67, 68)
//! all end at d               :- expel(S, T, d) ; terminate(T, d) ; ended(T) = d.           (VCLT 54, 59, 60)
//! ```
//!
//! What never binds: approval by a parliament. What never unbinds: suspension (VCLT 57, 72), reservations,
//! objections and declarations (VCLT 19 to 23). A state that left may consent again: that is a second spell;
//! one that consents again before its notice takes effect has taken the notice back.
//!
//! A treaty without a recorded entry into force counts as in force throughout, as [`Treaty::force`] has it;
//! where it is not known, the record says `?`, and parties are possible from their consent on.

mod course;
mod frame;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::model::{Act, ActKind, AnyEntity, Detail, Parties, Status, Tables, Treaty};
use crate::time::Day;
use crate::{BodyId, EntityId, Id};
use course::Course;
use frame::Frame;

/// Acts with their ids, by date, kind and key.
type Acts<'t> = Vec<(Id<Act>, &'t Act)>;

/// The participations that follow from acts, for treaties that have parties of their own and no recorded spells.
///
/// Sorted by treaty, state, time and grade.
pub(crate) fn compile(tables: &Tables) -> Vec<(EntityId, BodyId, Status, Detail)> {
    let mut compiled = Vec::new();
    for (treaty_key, (treaty, acts)) in acts_by_treaty(tables) {
        let frame = Frame::new(tables, treaty, &acts);
        let mut by_state: BTreeMap<&str, (EntityId, Acts<'_>)> = BTreeMap::new();
        for &(id, act) in &acts {
            let Some(state) = subject(act) else { continue };
            let Some(entity) = tables.entity(state) else { continue };
            by_state.entry(entity.key()).or_insert((state, Vec::new())).1.push((id, act));
        }
        for (state_key, (state, acts)) in by_state {
            let mut course = Course::new(&frame);
            for (&(id, act), deposit_follows) in acts.iter().zip(deposits_that_follow(&acts)) {
                course.step(id, act, deposit_follows);
            }
            let mut numbers: BTreeMap<Status, u32> = BTreeMap::new();
            for spell in course.finish() {
                let number = numbers.entry(spell.status).or_insert(0);
                *number += 1;
                let word = spell.status.as_str().replace('_', "-");
                let stem = format!("{state_key}-{treaty_key}-{word}");
                let key = if *number == 1 { stem } else { format!("{stem}-{number}") };
                let status = spell.status;
                compiled.push((state, BodyId::Treaty(treaty), status, spell.detail(tables, key)));
            }
        }
    }
    compiled
}

/// The acts on every treaty whose parties follow from them, by key.
fn acts_by_treaty(tables: &Tables) -> BTreeMap<&str, (Id<Treaty>, Acts<'_>)> {
    // A recorded spell is better than what acts add up to; a constituent treaty is held through the membership.
    let mut settled = vec![false; tables.entities.len()];
    let spells = tables.participations.iter().map(|row| row.body());
    let held = tables.links.iter().filter(|link| !link.role.has_own_parties());
    for entity in spells.chain(held.map(|link| link.instrument.entity().index())) {
        settled[entity] = true;
    }
    let mut found: BTreeMap<&str, (Id<Treaty>, Acts<'_>)> = BTreeMap::new();
    for (id, act) in tables.acts.entries() {
        let entity = act.instrument.entity();
        let Some(AnyEntity::Treaty(treaty)) = tables.entity(entity) else { continue };
        let own = match treaty.parties {
            None => true,
            Some(Parties::Of(body)) => body.entity() == entity,
            Some(Parties::Listed(_) | Parties::Nobody) => false,
        };
        if own && !settled[entity.index()] {
            let entry = found.entry(&treaty.profile.key).or_insert((entity.cast(), Vec::new()));
            entry.1.push((id, act));
        }
    }
    for (_, acts) in found.values_mut() {
        acts.sort_by_key(|(_, act)| (act.date.bounds(), act.kind, &act.key));
    }
    found
}

/// In whose life the act counts: the actor's, or that of the state expelled; not in that of one which
/// approves the accession of another.
fn subject(act: &Act) -> Option<EntityId> {
    match (act.kind, act.concerning) {
        (ActKind::Expel, Some(state)) => Some(state.into()),
        (_, Some(state)) if act.by != Some(state) => None,
        _ => act.by.map(EntityId::from),
    }
}

/// Since when the act could be known.
fn known(act: &Act) -> Option<Day> {
    act.known.or(act.provenance.recorded).or_else(|| act.date.earliest())
}

/// For every act, whether an instrument signed at home is deposited later: then the deposit is the consent (VCLT 16).
fn deposits_that_follow(acts: &[(Id<Act>, &Act)]) -> Vec<bool> {
    use ActKind::{Denounce, Deposit, Expel, NotifyWithdrawal, Terminate};
    let leaves = |kind| matches!(kind, NotifyWithdrawal | Denounce | Expel | Terminate);
    let mut follows = vec![false; acts.len()];
    for at in (1..acts.len()).rev() {
        let next = acts[at].1.kind;
        follows[at - 1] = !leaves(next) && (next == Deposit || follows[at]);
    }
    follows
}
