//! The rows that the deliberation fills: the plan, the alternatives, the repairs, and the duties that cannot all be performed.

use std::collections::BTreeMap;

use serde::Serialize;

use super::conflicts::{VetoRow, vetoes};
use crate::Truth;
use crate::deliberation::{Commitment, Deliberation};
use crate::model::Duty;
use crate::rules::Contradiction;
use crate::words::{Language, Names};

/// One step of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct PlanRow {
    step: usize,
    action: &'static str,
    by: Option<String>,
    of: String,
    not_before: Option<String>,
    after: Vec<usize>,
}

/// Something else that could be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct AlternativeRow<'w> {
    what: String,
    removes: Vec<Removed<'w>>,
    vetoes: Vec<VetoRow<'w>>,
}

/// Who no longer conflicts with the change, by which provision.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Removed<'w> {
    state: &'w str,
    provision: &'w str,
}

/// The minimal repairs, each as what goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Repairs<'w> {
    sets: Vec<Vec<Gone<'w>>>,
    complete: bool,
}

/// What goes: a participation (`exit`), or a law (`change_law`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Gone<'w> {
    by: &'w str,
    of: &'w str,
    action: &'static str,
}

/// Duties of one state that cannot all be performed, and the attacks in which they could not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct ContradictionRow {
    state: String,
    between: Vec<OwedRow>,
    attacks: Vec<AttackRow>,
    truth: Truth,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct OwedRow {
    treaty: String,
    provision: Option<String>,
    duty: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct AttackRow {
    attacker: String,
    victim: String,
}

pub(super) fn plan(deliberation: &Deliberation<'_, '_>) -> Vec<PlanRow> {
    let world = deliberation.answer().world();
    let steps = deliberation.plan().steps;
    (1..)
        .zip(&steps)
        .map(|(number, step)| PlanRow {
            step: number,
            action: step.action.as_str(),
            by: step.by.map(|entity| world.key(entity).to_owned()),
            of: step.of.key(world).to_owned(),
            not_before: step.not_before.map(|date| date.to_string()),
            after: step.after.iter().map(|at| at + 1).collect(),
        })
        .collect()
}

pub(super) fn alternatives<'w>(
    deliberation: &Deliberation<'_, 'w>,
    language: &dyn Language,
) -> Vec<AlternativeRow<'w>> {
    let world = deliberation.answer().world();
    let names = &Names::keys(deliberation.answer().view());
    let mut rows: Vec<AlternativeRow<'w>> = (deliberation.alternatives().into_iter())
        .map(|one| {
            let mut removes: Vec<Removed<'w>> = (one.removes.iter())
                .map(|(state, clause)| Removed {
                    state: world.key(*state),
                    provision: clause.key(world.tables()),
                })
                .collect();
            removes.sort();
            removes.dedup();
            let what = language.measure(names, &one.measure);
            let what = format!("{}: {what}", one.kind().as_str());
            AlternativeRow { what, removes, vetoes: vetoes(world, &one.vetoes) }
        })
        .collect();
    rows.sort_by(|a, b| a.what.cmp(&b.what));
    rows
}

pub(super) fn repairs<'w>(deliberation: &Deliberation<'_, 'w>) -> Repairs<'w> {
    let world = deliberation.answer().world();
    let gone = |commitment: &Commitment| {
        let (by, of) = commitment.keys(world);
        let action = if commitment.body().is_some() { "exit" } else { "change_law" };
        Gone { by, of, action }
    };
    let mut sets: Vec<Vec<Gone<'w>>> = (deliberation.repairs().iter())
        .map(|repair| {
            let mut set: Vec<Gone<'w>> = repair.gone.iter().map(gone).collect();
            set.sort();
            set.dedup();
            set
        })
        .collect();
    sets.sort();
    Repairs { sets, complete: deliberation.is_complete() }
}

pub(super) fn contradictions(deliberation: &Deliberation<'_, '_>) -> Vec<ContradictionRow> {
    let world = deliberation.answer().world();
    let mut rows: BTreeMap<(String, Vec<OwedRow>, Truth), Vec<AttackRow>> = BTreeMap::new();
    let open = deliberation.contradictions().filter(|one| one.saved_by.is_none());
    for Contradiction { state, attacker, victim, between, truth, .. } in open {
        let mut owed: Vec<OwedRow> = (between.iter())
            .map(|owed| OwedRow {
                treaty: owed.by.key(world.tables()).to_owned(),
                provision: owed.provision.map(|id| world[id].key.to_string()),
                duty: Duty::as_str(owed.duty),
            })
            .collect();
        owed.sort();
        let attack = AttackRow {
            attacker: world.key(*attacker).to_owned(),
            victim: world.key(*victim).to_owned(),
        };
        rows.entry((world.key(*state).to_owned(), owed, *truth)).or_default().push(attack);
    }
    (rows.into_iter())
        .map(|((state, between, truth), mut attacks)| {
            attacks.sort();
            attacks.dedup();
            ContradictionRow { state, between, attacks, truth }
        })
        .collect()
}
