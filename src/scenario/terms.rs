//! The terms in which a change says what it does: what it changes, whose participation it moves, which law it makes, how it is
//! made.
//!
//! Whoever needs to know asks for one of these, and not which change it is. A change that is added to the vocabulary answers
//! once, beside its definition.

use super::Change;
use crate::model::{Bars, Bearer, LawForm, Status, Tables};
use crate::{BodyId, EntityId, Id, Provision, State};

/// What changes: an entity of the world, or a treaty that would be concluded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Changed {
    /// An organization or treaty of the world (or the state whose law changes).
    Entity(EntityId),
    /// A treaty that does not exist, by the key that the question gives it.
    New(Box<str>),
}

impl Changed {
    /// The key that answers name it by.
    pub fn key<'a>(&'a self, tables: &'a Tables) -> &'a str {
        match self {
            Self::Entity(entity) => tables.key_of(*entity),
            Self::New(key) => key,
        }
    }

    /// What one can be in and leave, if it is that.
    pub fn body(&self, tables: &Tables) -> Option<BodyId> {
        match self {
            Self::Entity(entity) => BodyId::of(*entity, tables.entity(*entity)?.kind()),
            Self::New(_) => None,
        }
    }
}

impl<T: Into<EntityId>> From<T> for Changed {
    fn from(id: T) -> Self {
        Self::Entity(id.into())
    }
}

/// Whose participation a change begins or ends.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Movement {
    /// A state joins, and with an organization the treaties that it rests on.
    Joins {
        /// Who.
        state: Id<State>,
        /// What.
        body: BodyId,
    },
    /// Somebody gets a grade, and nothing besides.
    Granted {
        /// Who.
        member: EntityId,
        /// In what.
        body: BodyId,
        /// Which grade.
        status: Status,
    },
    /// A state leaves, and with it what rests on the same treaties.
    Leaves {
        /// Who.
        state: Id<State>,
        /// What.
        body: BodyId,
    },
}

impl Movement {
    /// Whose participation it is.
    pub fn member(self) -> EntityId {
        match self {
            Self::Joins { state, .. } | Self::Leaves { state, .. } => state.into(),
            Self::Granted { member, .. } => member,
        }
    }

    /// In what.
    pub const fn body(self) -> BodyId {
        match self {
            Self::Joins { body, .. } | Self::Granted { body, .. } | Self::Leaves { body, .. } => {
                body
            }
        }
    }

    /// Whether it touches who is bound: a grade may be one that does not bind.
    pub const fn is_of_the_bound(self) -> bool {
        match self {
            Self::Joins { .. } | Self::Leaves { .. } => true,
            Self::Granted { status, .. } => status.is_binding(),
        }
    }
}

/// A law that a state would make.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Enactment {
    /// Whose law.
    pub state: Id<State>,
    /// What it bars.
    pub bars: Bars,
    /// Its rank.
    pub rank: LawForm,
}

/// How a change is made: who decides on it, by the rule of which text.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Procedure<'a> {
    /// All who are in a body adopt it, by the rule on amending what the body rests on (VCLT art. 40).
    Adoption {
        /// The body.
        body: BodyId,
    },
    /// Some of those who are in a body adopt it among themselves, and leave its text as it is (VCLT art. 41).
    Modification {
        /// The body.
        body: BodyId,
        /// Who adopts it.
        adopters: &'a [Id<State>],
    },
    /// The parties to a text amend one of its provisions (VCLT art. 40).
    Amendment {
        /// Which.
        provision: Id<Provision>,
    },
    /// A state accedes, and those who are in admit it (VCLT art. 15).
    Accession {
        /// Who.
        state: Id<State>,
        /// To what.
        body: BodyId,
    },
    /// A state gives notice and leaves (VCLT art. 54).
    Withdrawal {
        /// Who.
        state: Id<State>,
        /// From what.
        body: BodyId,
    },
    /// States conclude a treaty (VCLT art. 9).
    Conclusion {
        /// The key by which the question names it.
        treaty: &'a str,
    },
    /// A state changes its own law.
    Legislation {
        /// Whose.
        state: Id<State>,
        /// What is repealed; `None`: a law is added.
        repeals: Option<Id<Provision>>,
    },
    /// A state lets the forces of another onto its territory.
    Stationing {
        /// On whose territory.
        host: Id<State>,
        /// Whose forces.
        sender: Id<State>,
    },
    /// A body decides, and nobody ratifies.
    Decision {
        /// Which.
        body: BodyId,
    },
}

impl Change {
    /// The body whose participants it puts under other commitments than they had: what acquires a provision, or whose
    /// participants bear one that is amended. Who joins finds the others' commitments as they are.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, model::EffectKind};
    /// # let world = World::bundled();
    /// # let (aze, csto) = (world.find::<State>("aze")?, world.find::<Organization>("csto")?);
    /// # let ots = world.find::<Organization>("ots")?;
    /// let tables = world.tables();
    /// assert_eq!(Change::acquire(ots, EffectKind::MutualDefence).recommits(tables), Some(ots.into()));
    /// assert_eq!(Change::join(aze, csto).recommits(tables), None);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn recommits(&self, tables: &Tables) -> Option<BodyId> {
        match self.procedure() {
            Procedure::Adoption { body } | Procedure::Modification { body, .. } => Some(body),
            Procedure::Amendment { provision } => match tables.provisions[provision].bearer {
                Bearer::Participants(body) => Some(body),
                Bearer::Listed(_) | Bearer::ThirdStates | Bearer::Nobody => None,
            },
            Procedure::Accession { .. }
            | Procedure::Withdrawal { .. }
            | Procedure::Conclusion { .. }
            | Procedure::Legislation { .. }
            | Procedure::Stationing { .. }
            | Procedure::Decision { .. } => None,
        }
    }
}
