//! The rows of an answer, sorted by their fields in the order in which they are written.

use serde::{Serialize, Serializer};

use crate::model::{OverlayKind, Status};
use crate::query::outcome::{DaysEarly, Outcome, Verdict};
use crate::query::{Consequences, NotBound};
use crate::rules::Conflict;
use crate::scenario::Changed;
use crate::{BodyId, Id, Provision, Truth, World};

/// The word for a law that the hypothesis itself enacts, which has no key.
const ENACTED: &str = "enacted";

/// A row of the kind `must_exit`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct ExitRow<'w> {
    state: &'w str,
    verdict: &'static str,
    exits: Vec<&'w str>,
    earliest: Option<String>,
    laws: Vec<&'w str>,
    soft: Vec<&'w str>,
    rules: Vec<&'w str>,
    reason: Option<String>,
    subject_to: Vec<&'static str>,
    in_time: Option<Truth>,
    days_early: Option<Days>,
}

/// By how many days: a number, or a range as a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Days {
    Exact(i32),
    Range(String),
}

impl Serialize for Days {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Exact(days) => serializer.serialize_i32(*days),
            Self::Range(days) => serializer.serialize_str(days),
        }
    }
}

impl From<DaysEarly> for Days {
    fn from(days: DaysEarly) -> Self {
        if days.least == days.most {
            Self::Exact(days.least)
        } else {
            Self::Range(days.to_string())
        }
    }
}

/// The row of one state; `reason` says why it need not exit, where that is so.
pub(crate) fn exit_row<'w>(
    world: &'w World,
    outcome: &Outcome,
    reason: Option<String>,
) -> ExitRow<'w> {
    let provisions = |ids: &[Option<Id<Provision>>]| {
        let mut keys: Vec<&str> = ids.iter().map(|id| provision_key(world, *id)).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    };
    let mut exits: Vec<&str> = outcome.bodies().map(|body| world.key(body.entity())).collect();
    exits.sort_unstable();
    let mut subject_to: Vec<&str> =
        outcome.subject_to.iter().map(|condition| condition.as_str()).collect();
    subject_to.sort_unstable();
    ExitRow {
        state: world.key(outcome.state),
        verdict: outcome.verdict.as_str(),
        exits,
        earliest: outcome.earliest.map(|date| date.to_string()),
        laws: provisions(&outcome.laws),
        soft: provisions(&outcome.soft),
        rules: provisions(&outcome.rules),
        reason,
        subject_to,
        in_time: outcome.in_time,
        days_early: outcome.days_early.map(Days::from),
    }
}

fn provision_key(world: &World, id: Option<Id<Provision>>) -> &str {
    id.map_or(ENACTED, |id| &world[id].key)
}

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
            provision: provision_key(world, conflict.provision),
            with: match &conflict.with {
                Changed::Entity(entity) => world.key(*entity),
                Changed::New(key) => key,
            },
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

pub(super) fn vetoes<'a>(answer: &'a Consequences<'_>) -> Vec<VetoRow<'a>> {
    let world = answer.world();
    let mut rows: Vec<VetoRow<'a>> = (answer.vetoes().iter())
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

impl Consequences<'_> {
    /// Why a state that is bound need not exit anything; `None` where it must, or may have to.
    pub(super) fn reason(&self, outcome: &Outcome) -> Option<String> {
        match outcome.verdict {
            Verdict::MustExit => None,
            _ => Some(self.why_not(outcome.state)),
        }
    }
}
