//! Relations between two entities that are neither membership nor treaty.

use super::{Provenance, Timed};
use crate::EntityId;
use crate::base::words;

/// What sort of relation it is.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RelationKind {
    /// Two organizations (or treaties) with contrary aims. Symmetric.
    Opposed,
    /// The subject is directed against the object.
    DirectedAgainst,
    /// The two are hostile to each other. Symmetric.
    Hostility,
    /// The subject continues the object as the same person in law.
    Continues,
    /// The subject succeeds the object.
    Succeeds,
    /// The subject absorbs the object.
    Absorbs,
    /// The subject recognises the object as a state.
    Recognises,
    /// The subject has forces or a base of the object on its territory.
    Hosts,
    /// Whoever is in the subject must be in the object: an organization or treaty that requires another one.
    Requires,
}

impl RelationKind {
    /// Whether it holds in both directions.
    pub const fn is_symmetric(self) -> bool {
        matches!(self, Self::Opposed | Self::Hostility)
    }
}

words! {
    RelationKind, "relation":
    Opposed = "opposed",
    DirectedAgainst = "directed_against",
    Hostility = "hostility",
    Continues = "continues",
    Succeeds = "succeeds",
    Absorbs = "absorbs",
    Recognises = "recognises",
    Hosts = "hosts",
    Requires = "requires",
}

/// A relation between two entities.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Relation {
    /// The key of the record.
    pub key: Box<str>,
    /// What sort.
    pub kind: RelationKind,
    /// Who.
    pub subject: EntityId,
    /// Toward whom.
    pub object: EntityId,
    /// Whose position it is: an organ that speaks for it said so (VCLT art. 7(2)); `None`: it is on nobody's word in particular.
    pub by: Option<EntityId>,
    /// When.
    pub time: Timed,
    /// On whose word.
    pub provenance: Provenance,
}
