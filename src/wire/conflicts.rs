//! The rows of an answer, sorted by their fields in the order in which they are written.

use serde::Serialize;

use crate::answer::Consequences;
use crate::rules::{Conflict, Veto};
use crate::words::{Language, Names};
use crate::{Truth, World};

/// Whoever takes part without being bound.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct NotBoundRow<'w> {
    entity: &'w str,
    status: &'static str,
    reason: String,
}

/// A conflict.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Conflicting<'w> {
    state: &'w str,
    rule: &'static str,
    provision: &'w str,
    with: &'w str,
    class: &'static str,
    truth: Truth,
}

/// Whether somebody meets what is asked of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct EligibleRow<'w> {
    state: &'w str,
    organization: &'w str,
    criterion: &'w str,
    truth: Truth,
    provision: &'w str,
}

/// Somebody who could veto a step.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct VetoRow<'w> {
    step: &'static str,
    entity: &'w str,
    why: Option<&'w str>,
    pending: Option<Truth>,
    truth: Truth,
}

pub(super) fn conflicts<'a>(
    world: &'a World,
    found: impl Iterator<Item = &'a Conflict>,
) -> Vec<Conflicting<'a>> {
    let mut rows: Vec<Conflicting<'a>> = found
        .map(|conflict| Conflicting {
            state: world.key(conflict.state),
            rule: conflict.rule.as_str(),
            provision: conflict.provision.key(world.tables()),
            with: conflict.with.key(world.tables()),
            class: conflict.class.as_str(),
            truth: conflict.truth,
        })
        .collect();
    rows.sort();
    rows.dedup();
    rows
}

pub(super) fn eligibility<'a>(answer: &'a Consequences<'_>) -> Vec<EligibleRow<'a>> {
    let world = answer.world();
    let mut rows: Vec<EligibleRow<'a>> = (answer.eligibility().iter())
        .map(|one| EligibleRow {
            state: world.key(one.state),
            organization: world.key(one.body.entity()),
            criterion: &one.criterion,
            truth: one.truth,
            provision: &world[one.provision].key,
        })
        .collect();
    rows.sort();
    rows
}

pub(super) fn vetoes<'a>(world: &'a World, vetoes: &[Veto]) -> Vec<VetoRow<'a>> {
    let mut rows: Vec<VetoRow<'a>> = (vetoes.iter())
        .map(|veto| VetoRow {
            step: veto.step.as_str(),
            entity: world.key(veto.entity),
            why: veto.why.map(|id| &*world[id].key),
            pending: veto.pending,
            truth: veto.truth,
        })
        .collect();
    rows.sort();
    rows.dedup();
    rows
}

pub(super) fn not_bound<'a>(
    answer: &'a Consequences<'_>,
    language: &dyn Language,
) -> Vec<NotBoundRow<'a>> {
    let world = answer.world();
    let names = &Names::keys(answer.view());
    let mut rows: Vec<NotBoundRow<'a>> = (answer.not_bound().iter())
        .map(|one| NotBoundRow {
            entity: world.key(one.entity),
            status: one.status.as_str(),
            reason: language.why_not(names, &answer.why_unbound(one)),
        })
        .collect();
    rows.sort();
    rows.dedup();
    rows
}
