//! The rows that the deliberation fills: the plan, the alternatives, the repairs, and the duties that cannot all be performed.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::rows::VetoRow;
use crate::deliberation::{Action, Commitment, Deliberation};
use crate::model::Duty;
use crate::rules::{Contradiction, Owed, Strain};
use crate::time::Date;
use crate::words::{Language, Names};
use crate::{EntityId, Truth, World};

/// One step of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PlanRow {
    /// Its number, from 1.
    pub step: usize,
    /// What is done.
    pub action: Action,
    /// By whom, by key; `None`: by nobody in particular.
    pub by: Option<String>,
    /// Of what: a body, a law or what changes, by key.
    pub of: String,
    /// The first day on which it can be done; `None` where none is known.
    pub not_before: Option<Date>,
    /// The numbers of the steps that must be done first.
    pub after: Vec<usize>,
}

/// Something else that could be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AlternativeRow {
    /// Its number and what it is, in words.
    pub what: String,
    /// Whose conflicts it removes.
    pub removes: Vec<RemovedRow>,
    /// Who could block it.
    pub vetoes: Vec<VetoRow>,
}

/// Who no longer conflicts with the change, by which provision.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RemovedRow {
    /// Which state, by key.
    pub state: String,
    /// Which provision, by key.
    pub provision: String,
}

/// The minimal sets of what goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RepairRows {
    /// The sets, each of which would do.
    pub sets: Vec<Vec<GoneRow>>,
    /// Whether these are all of them.
    pub complete: bool,
}

/// What goes: a participation that is left, or a law that is changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct GoneRow {
    /// Whose, by key.
    pub by: String,
    /// What, by key.
    pub of: String,
    /// [`Action::Exit`] or [`Action::ChangeLaw`].
    pub action: Action,
}

/// Duties of one state that cannot all be performed, and the attacks in which they could not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ContradictionRow {
    /// Which state, by key.
    pub state: String,
    /// The duties.
    pub between: Vec<OwedRow>,
    /// The attacks.
    pub attacks: Vec<AttackRow>,
    /// Whether for certain, should it come to that.
    pub truth: Truth,
}

/// One of the duties that contradict each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct OwedRow {
    /// The text, or what changes, by key.
    pub treaty: String,
    /// The provision, by key; `None`: one that the change brings.
    pub provision: Option<String>,
    /// What is owed.
    pub duty: Duty,
}

/// An attack that calls for help.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AttackRow {
    /// Who attacks, by key.
    pub attacker: String,
    /// Whom, by key.
    pub victim: String,
}

impl OwedRow {
    fn place(&self) -> impl Ord {
        (&self.treaty, &self.provision, self.duty.as_str())
    }
}

/// The order is that of answers: by the words.
impl Ord for OwedRow {
    fn cmp(&self, other: &Self) -> Ordering {
        self.place().cmp(&other.place())
    }
}

impl PartialOrd for OwedRow {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

pub(super) fn plan(deliberation: &Deliberation<'_, '_>) -> Vec<PlanRow> {
    let world = deliberation.answer().world();
    let steps = deliberation.plan().steps;
    (1..)
        .zip(&steps)
        .map(|(number, step)| PlanRow {
            step: number,
            action: step.action,
            by: step.by.map(|entity| world.key(entity).to_owned()),
            of: step.of.key(world).to_owned(),
            not_before: step.not_before,
            after: step.after.iter().map(|at| at + 1).collect(),
        })
        .collect()
}

pub(super) fn alternatives(
    deliberation: &Deliberation<'_, '_>,
    language: &dyn Language,
) -> Vec<AlternativeRow> {
    let world = deliberation.answer().world();
    let names = &Names::keys(deliberation.answer().view());
    let mut rows: Vec<AlternativeRow> = (deliberation.alternatives().into_iter())
        .map(|one| {
            let mut removes: Vec<RemovedRow> = (one.removes.iter())
                .map(|(state, clause)| RemovedRow {
                    state: world.key(*state).to_owned(),
                    provision: clause.key(world.tables()).to_owned(),
                })
                .collect();
            removes.sort();
            removes.dedup();
            let what = language.measure(names, &one.measure);
            let what = format!("{}: {what}", one.kind().as_str());
            let mut vetoes = VetoRow::all(world, &one.vetoes);
            vetoes.dedup();
            AlternativeRow { what, removes, vetoes }
        })
        .collect();
    rows.sort_by(|a, b| a.what.cmp(&b.what));
    rows
}

pub(super) fn repairs(deliberation: &Deliberation<'_, '_>) -> RepairRows {
    let world = deliberation.answer().world();
    let gone = |commitment: &Commitment| {
        let (by, of) = commitment.keys(world);
        let action = if commitment.body().is_some() { Action::Exit } else { Action::ChangeLaw };
        GoneRow { by: by.to_owned(), of: of.to_owned(), action }
    };
    let mut sets: Vec<Vec<GoneRow>> = (deliberation.repairs().iter())
        .map(|repair| {
            let mut set: Vec<GoneRow> = repair.gone.iter().map(gone).collect();
            set.sort();
            set.dedup();
            set
        })
        .collect();
    sets.sort();
    let complete = deliberation.is_complete() && deliberation.lists_all_contradictions();
    RepairRows { sets, complete }
}

fn owed_rows(world: &World, between: &[Owed]) -> Vec<OwedRow> {
    let mut owed: Vec<OwedRow> = (between.iter())
        .map(|owed| OwedRow {
            treaty: owed.by.key(world.tables()).to_owned(),
            provision: owed.provision.map(|id| world[id].key.to_string()),
            duty: owed.duty,
        })
        .collect();
    owed.sort();
    owed
}

/// Who attacks whom.
type Attack = (EntityId, EntityId);

/// Attacks by key, each once.
fn attack_rows(world: &World, attacks: impl Iterator<Item = Attack>) -> Vec<AttackRow> {
    // The order of ranks is that of keys.
    let rank = |entity: EntityId| u64::from(world.index().rank(entity));
    let place = |(attacker, victim): &Attack| rank(*attacker) << 32 | rank(*victim);
    let mut placed: Vec<(u64, Attack)> = attacks.map(|one| (place(&one), one)).collect();
    placed.sort_unstable_by_key(|(place, _)| *place);
    placed.dedup_by_key(|(place, _)| *place);
    let row = |(_, (attacker, victim)): (u64, Attack)| AttackRow {
        attacker: world.key(attacker).to_owned(),
        victim: world.key(victim).to_owned(),
    };
    placed.into_iter().map(row).collect()
}

/// Where an ally would be the aggressor, in the form of contradictions.
pub(super) fn strains(deliberation: &Deliberation<'_, '_>) -> Vec<ContradictionRow> {
    let world = deliberation.answer().world();
    let row = |strain: &Strain| {
        let attacks = attack_rows(world, strain.attacks.iter().copied());
        let (state, truth) = (world.key(strain.state).to_owned(), strain.truth);
        ContradictionRow { state, between: owed_rows(world, &strain.between), attacks, truth }
    };
    let mut rows: Vec<ContradictionRow> = deliberation.strains().map(row).collect();
    rows.sort_by(|a, b| (&a.state, &a.between).cmp(&(&b.state, &b.between)));
    rows
}

pub(super) fn contradictions(deliberation: &Deliberation<'_, '_>) -> Vec<ContradictionRow> {
    let world = deliberation.answer().world();
    let mut rows: BTreeMap<(String, Vec<OwedRow>, Truth), Vec<Attack>> = BTreeMap::new();
    let open = deliberation.contradictions().filter(|one| one.saved_by.is_none());
    for Contradiction { state, attacker, victim, between, truth, .. } in open {
        let owed = owed_rows(world, between);
        let attack = (*attacker, *victim);
        rows.entry((world.key(*state).to_owned(), owed, *truth)).or_default().push(attack);
    }
    (rows.into_iter())
        .map(|((state, between, truth), attacks)| {
            let attacks = attack_rows(world, attacks.into_iter());
            ContradictionRow { state, between, attacks, truth }
        })
        .collect()
}
