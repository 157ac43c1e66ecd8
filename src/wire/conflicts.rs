//! The rows of an answer, sorted by their fields in the order in which they are written.

use serde::Serialize;

use crate::answer::{Consequences, NotBound};
use crate::model::{OverlayKind, Status};
use crate::rules::{Conflict, Veto};
use crate::{BodyId, Truth, World};

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

pub(super) fn not_bound<'a>(answer: &'a Consequences<'_>) -> Vec<NotBoundRow<'a>> {
    let world = answer.world();
    let mut rows: Vec<NotBoundRow<'a>> = (answer.not_bound().iter())
        .map(|one| NotBoundRow {
            entity: world.key(one.entity),
            status: one.status.as_str(),
            reason: why_not_bound(answer, one),
        })
        .collect();
    rows.sort();
    rows.dedup();
    rows
}

/// The grade in words, what is not in force yet, and whether the participation itself is doubtful.
fn why_not_bound(answer: &Consequences<'_>, one: &NotBound) -> String {
    let (world, view) = (answer.world(), answer.view().on(one.on));
    let mut words = one.status.as_str().replace('_', " ");
    if matches!(one.status, Status::Signatory | Status::Acceding | Status::ContractingState) {
        match bound_from(answer, one) {
            // Whose accession has its own day is told that day.
            Some(day) if one.status == Status::Acceding => {
                words += ", bound from ";
                words += &day.to_string();
            }
            _ => {
                let (name, force) = force(world, &view, one.body);
                let whom = if force.is_yes() { " for it" } else { "" };
                for part in [", ", name, " not in force", whom] {
                    words += part;
                }
            }
        }
    }
    if one.truth.is_unknown() {
        let contested = (view.overlays(one.entity, one.body))
            .any(|id| world[id].kind == OverlayKind::Contested);
        words.push_str(if contested { ", contested" } else { ", uncertain" });
    }
    words
}

/// The name of the text that would bind, and whether it is in force.
fn force<'w>(world: &'w World, view: &crate::View<'_>, body: BodyId) -> (&'w str, Truth) {
    use crate::model::LinkRole;
    let text = match body {
        BodyId::Treaty(treaty) => Some(treaty.into()),
        BodyId::Organization(organization) => {
            let mut links = world.links_of(organization).map(|id| &world[id]);
            links.find(|link| link.role == LinkRole::Constituent).map(|link| link.instrument)
        }
    };
    text.map_or_else(
        || (world.name(body.entity()), view.exists(body)),
        |text: crate::InstrumentId| (world.name(text.entity()), view.in_force(text)),
    )
}

/// The first day of its next binding spell, if that is recorded and known.
fn bound_from(answer: &Consequences<'_>, one: &NotBound) -> Option<crate::Date> {
    let (world, view) = (answer.world(), answer.view());
    let (_, rows) = world.index().rows_between(world.tables(), one.entity, one.body);
    let day = one.on.latest()?;
    (rows.iter())
        .filter(|row| row.status.is_binding() && row.span.from_lo > day.number())
        .filter_map(|row| world.tables().detail(row))
        .map(|detail| detail.revision(view.knowledge()))
        .filter(|time| time.known_by(view.knowledge()).is_some())
        .find_map(|time| time.valid.from)
}
