//! Hypotheses: acts that did not happen, and facts that are assumed for the sake of a question.

mod change;
mod ids;
mod normal;
mod terms;
mod wording;

pub use change::Change;
pub(crate) use normal::carrier;
pub use terms::{Changed, Enactment, Movement, Procedure};
pub use wording::Wording;

use std::collections::BTreeMap;

use crate::time::Date;
use crate::{BodyId, EntityId, Id, State};

/// A fact that a question assumes, with whoever asserts it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Assumption {
    /// What is assumed.
    pub fact: AssumedFact,
    /// Who asserts it, in words or as a key.
    pub source: Option<Box<str>>,
    /// Whether that is itself contested: then it is only possible.
    pub contested: bool,
}

impl Assumption {
    /// This is who says so, in words or as a key.
    #[must_use]
    pub fn said_by(mut self, source: impl Into<Box<str>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Others say otherwise: it is only possible.
    #[must_use]
    pub const fn contested(mut self) -> Self {
        self.contested = true;
        self
    }
}

impl From<AssumedFact> for Assumption {
    fn from(fact: AssumedFact) -> Self {
        Self { fact, source: None, contested: false }
    }
}

/// What a question may assume.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AssumedFact {
    /// What changes is directed against somebody.
    DirectedAgainst {
        /// An organization, a treaty, or the treaty that would be concluded.
        what: Changed,
        /// Against whom.
        against: EntityId,
    },
    /// Two organizations or treaties have contrary aims.
    Opposed {
        /// The one.
        a: Changed,
        /// The other.
        b: Changed,
    },
    /// Two states are hostile to each other.
    Hostility {
        /// The one.
        a: Id<State>,
        /// The other.
        b: Id<State>,
    },
    /// A state is attacking another: a pact with the victim would be triggered at once.
    Attack {
        /// Who attacks.
        attacker: Id<State>,
        /// Whom.
        victim: Id<State>,
        /// Since when; `None`: it is in progress.
        since: Option<Date>,
    },
    /// A state has obligations toward an organization that are not settled: its exit waits.
    Unsettled {
        /// The state.
        state: Id<State>,
        /// The organization or treaty.
        body: BodyId,
    },
}

/// A hypothesis: changes in their order, with what the question assumes beside them.
///
/// ```
/// # #[cfg(feature = "dataset")] {
/// use comity::model::EffectKind;
/// use comity::{Change, Organization, Scenario, World, date};
///
/// let world = World::bundled();
/// let ots = world.find::<Organization>("ots")?;
/// let alliance = Scenario::new(Change::acquire(ots, EffectKind::MutualDefence)).notice(date(2025, 1, 15));
/// let answer = world.as_of(date(2024, 10, 20)).consequences_of(&alliance);
/// let exits: Vec<&str> = answer.must_exit().map(|finding| world.key(finding.state())).collect();
/// assert_eq!(exits, ["kaz", "kgz"]);
/// # }
/// # Ok::<(), comity::LookupError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Scenario {
    /// What would change, in this order.
    pub changes: Vec<Change>,
    /// What is assumed.
    pub assumptions: Vec<Assumption>,
    /// When everyone who must exit gives notice; `None`: on the date of the question.
    pub notice: Option<Date>,
    /// The day of notice of single states.
    pub notices: BTreeMap<Id<State>, Date>,
    /// A later day that a state chose for its exit.
    pub named: BTreeMap<Id<State>, Date>,
    /// What is not negotiable; `None`: the participations in what changes.
    pub keep: Option<Vec<BodyId>>,
    /// Whether a pact of two counts as a military alliance. By default it does not: states keep such pacts beside
    /// treaties that bar alliances.
    pub bilateral_counts: bool,
}

impl Scenario {
    /// One change, nothing assumed.
    pub fn new(change: Change) -> Self {
        Self { changes: vec![change], ..Self::default() }
    }

    /// And then another change.
    #[must_use]
    pub fn then(mut self, change: Change) -> Self {
        self.changes.push(change);
        self
    }

    /// Assumes a fact.
    #[must_use]
    pub fn assuming(mut self, fact: impl Into<Assumption>) -> Self {
        self.assumptions.push(fact.into());
        self
    }

    /// Everyone who must exit gives notice on this date.
    #[must_use]
    pub fn notice(mut self, date: impl Into<Date>) -> Self {
        self.notice = Some(date.into());
        self
    }

    /// A state gives notice on this date.
    #[must_use]
    pub fn notice_by(mut self, state: Id<State>, date: impl Into<Date>) -> Self {
        self.notices.insert(state, date.into());
        self
    }

    /// A state names a later day for its exit.
    #[must_use]
    pub fn naming(mut self, state: Id<State>, date: impl Into<Date>) -> Self {
        self.named.insert(state, date.into());
        self
    }

    /// Counts a pact of two as a military alliance.
    #[must_use]
    pub fn counting_bilateral(mut self) -> Self {
        self.bilateral_counts = true;
        self
    }
}

impl From<Change> for Scenario {
    fn from(change: Change) -> Self {
        Self::new(change)
    }
}

impl From<&Scenario> for Scenario {
    fn from(scenario: &Scenario) -> Self {
        scenario.clone()
    }
}
