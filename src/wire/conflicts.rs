//! The rows of a hypothesis beside its verdicts: who is not bound, what conflicts, and who is eligible.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::rows::PrevailsRow;
use crate::answer::{Consequences, Priorities};
use crate::model::{EffectKind, Status};
use crate::rules::Conflict;
use crate::verdict::{Brought, Class, Rule};
use crate::words::{Language, Names};
use crate::{Truth, World};

/// Whoever takes part in what changes without being bound by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct NotBoundRow {
    /// Who, by key.
    pub entity: String,
    /// In which grade it takes part.
    pub status: Status,
    /// Why it is not bound, in words.
    pub reason: String,
}

/// The test of a new commitment against something that a state has already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ConflictRow {
    /// Which state, by key.
    pub state: String,
    /// By which rule.
    pub rule: Rule,
    /// The provision that it has already, by key; `enacted` for a law that the hypothesis itself enacts. Where the rule is about one
    /// provision that the change brings, that one; `None`, if it is on no record.
    pub provision: Option<String>,
    /// What sort of provision the change brings, where that is on no record.
    pub kind: Option<EffectKind>,
    /// What the state holds that the change brings something against, by key: what one is in, or the provision.
    pub against: Option<String>,
    /// The key of what changes.
    pub with: String,
    /// How grave it is.
    pub class: Class,
    /// Whether for certain.
    pub truth: Truth,
    /// Which of the two texts prevails toward all to whom it is owed; `None` where there are not two texts between two states.
    #[serde(default)]
    pub prevails: Option<PrevailsRow>,
}

/// Whether somebody meets what the accession clause asks of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct EligibleRow {
    /// Who would join, by key.
    pub state: String,
    /// What, by key.
    pub organization: String,
    /// What is asked of it: a tag; `member_of` or `outside`, where it is to be in an organization, or not to be; `named`, where it is to be among those whom the clause names.
    pub criterion: String,
    /// In which, or not in which, by key.
    #[serde(default)]
    pub of: Option<String>,
    /// Whether it has that.
    pub truth: Truth,
    /// The clause, by key.
    pub provision: String,
}

impl ConflictRow {
    pub(super) fn all<'a>(
        world: &World,
        priorities: &mut Priorities<'_>,
        found: impl IntoIterator<Item = &'a Conflict>,
    ) -> Vec<Self> {
        let tables = world.tables();
        let row = |conflict: &Conflict| {
            let held = conflict.provision.key(tables);
            let in_body = || conflict.against(world).map(|body| world.key(body.entity()));
            // Where it is what is held that bars, that is told; else what the state is in by it.
            let against = if conflict.rule.has_bar_in_what_is_held() {
                Some(held)
            } else {
                in_body().or(Some(held))
            };
            let (provision, kind, against) = match conflict.brought {
                None => (Some(held), None, None),
                Some(Brought::Recorded(_)) => {
                    (conflict.brought.and_then(|one| one.key(tables)), None, against)
                }
                Some(Brought::Worded { kind, .. }) => (None, Some(kind), against),
            };
            Self {
                state: world.key(conflict.state).to_owned(),
                rule: conflict.rule,
                provision: provision.map(str::to_owned),
                kind,
                against: against.map(str::to_owned),
                with: conflict.with.key(tables).to_owned(),
                class: conflict.class,
                truth: conflict.truth,
                prevails: priorities.common(conflict).map(|found| PrevailsRow {
                    text: found.text().map(|text| world.key(text).to_owned()),
                    ground: found.step(),
                    truth: found.truth(),
                }),
            }
        };
        let rows: Vec<Self> = found.into_iter().map(row).collect();
        // Rows are large: their numbers are sorted, and each is moved once.
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by(|a, b| rows[*a].in_order(&rows[*b]));
        let mut left: Vec<Option<Self>> = rows.into_iter().map(Some).collect();
        let mut rows = Vec::with_capacity(order.len());
        rows.extend(order.into_iter().filter_map(|at| left[at].take()));
        rows.dedup();
        rows
    }

    /// The order of answers.
    fn in_order(&self, other: &Self) -> Ordering {
        (self.state.cmp(&other.state))
            .then_with(|| self.rule.as_str().cmp(other.rule.as_str()))
            .then_with(|| self.provision.cmp(&other.provision))
            .then_with(|| self.place_in_pair().cmp(&other.place_in_pair()))
    }

    /// Its place among those of one state by one rule and provision.
    fn place_in_pair(&self) -> impl Ord {
        let kind = self.kind.map(EffectKind::as_str);
        (kind, &self.against, &self.with, self.class.as_str(), self.truth)
    }
}

impl EligibleRow {
    pub(super) fn all(answer: &Consequences<'_>) -> Vec<Self> {
        let world = answer.world();
        let mut rows: Vec<Self> = (answer.eligibility().iter())
            .map(|one| Self {
                state: world.key(one.state).to_owned(),
                organization: world.key(one.body.entity()).to_owned(),
                criterion: one.criterion.to_string(),
                of: one.organization.map(|organization| world.key(organization).to_owned()),
                truth: one.truth,
                provision: world[one.provision].key.to_string(),
            })
            .collect();
        rows.sort();
        rows
    }
}

impl NotBoundRow {
    pub(super) fn all(answer: &Consequences<'_>, language: &dyn Language) -> Vec<Self> {
        let world = answer.world();
        let names = &Names::keys(answer.view());
        let mut rows: Vec<Self> = (answer.not_bound().iter())
            .map(|one| Self {
                entity: world.key(one.entity).to_owned(),
                status: one.status,
                reason: language.why_not(names, &answer.why_unbound(one)),
            })
            .collect();
        rows.sort_by(|a, b| a.place().cmp(&b.place()));
        rows.dedup();
        rows
    }

    /// Its place in the order of answers.
    fn place(&self) -> impl Ord {
        (&self.entity, self.status.as_str(), &self.reason)
    }
}
