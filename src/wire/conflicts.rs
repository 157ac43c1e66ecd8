//! The rows of a hypothesis beside its verdicts: who is not bound, what conflicts, and who is eligible.

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
    /// What is asked of it: a tag; `member_of` or `outside`, where it is to be in an organization, or not to be; `in_grade`, where it is to have a lower grade in the very one that it joins; `named`, where it is to be among those whom the clause names.
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
        // Rows are large: what they are told apart by is sorted, and each is made in its place.
        let mut placed: Vec<(Place<'_>, &Conflict)> = Vec::new();
        placed.extend(found.into_iter().map(|one| (Place::of(world, one), one)));
        placed.sort_by(|(a, _), (b, _)| a.cmp(b));
        let mut rows = Vec::with_capacity(placed.len());
        rows.extend(placed.into_iter().map(|(place, conflict)| Self {
            state: world.key(conflict.state).to_owned(),
            rule: conflict.rule,
            provision: place.provision.map(str::to_owned),
            kind: match conflict.brought {
                Some(Brought::Worded { kind, .. }) => Some(kind),
                Some(Brought::Recorded(_)) | None => None,
            },
            against: place.against.map(str::to_owned),
            with: conflict.with.key(tables).to_owned(),
            class: conflict.class,
            truth: conflict.truth,
            prevails: priorities.common(conflict).map(|found| PrevailsRow {
                text: found.text().map(|text| world.key(text).to_owned()),
                ground: found.step(),
                truth: found.truth(),
            }),
        }));
        rows.dedup();
        rows
    }
}

/// Where a conflict stands in the order of answers: by each of these in turn, and by the words of what has some.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Place<'a> {
    /// The order of ranks is that of keys.
    state: u32,
    rule: &'static str,
    provision: Option<&'a str>,
    kind: Option<&'static str>,
    against: Option<&'a str>,
    with: &'a str,
    class: &'static str,
    truth: Truth,
}

impl<'a> Place<'a> {
    fn of(world: &'a World, conflict: &'a Conflict) -> Self {
        let tables = world.tables();
        let held = conflict.provision.key(tables);
        let in_body = || conflict.against(world).map(|body| world.key(body.entity()));
        // Where it is what is held that bars, that is told; else what the state is in by it.
        let against = || {
            let in_body = if conflict.rule.has_bar_in_what_is_held() { None } else { in_body() };
            in_body.or(Some(held))
        };
        let (provision, kind, against) = match &conflict.brought {
            None => (Some(held), None, None),
            Some(brought @ Brought::Recorded(_)) => (brought.key(tables), None, against()),
            Some(Brought::Worded { kind, .. }) => (None, Some(kind.as_str()), against()),
        };
        Self {
            state: world.index().rank(conflict.state.into()),
            rule: conflict.rule.as_str(),
            provision,
            kind,
            against,
            with: conflict.with.key(tables),
            class: conflict.class.as_str(),
            truth: conflict.truth,
        }
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
