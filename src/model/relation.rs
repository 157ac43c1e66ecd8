//! Relations between two entities that are neither membership nor treaty.

use super::{Provenance, Timed};
use crate::EntityId;

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
    /// Whoever is in the subject must be in the object: an organization or treaty that requires another one.
    Requires,
}

impl RelationKind {
    /// All kinds, in the order of the file format.
    pub const ALL: [Self; 8] = [
        Self::Opposed,
        Self::DirectedAgainst,
        Self::Hostility,
        Self::Continues,
        Self::Succeeds,
        Self::Absorbs,
        Self::Recognises,
        Self::Requires,
    ];

    /// The word of the file format.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Opposed => "opposed",
            Self::DirectedAgainst => "directed_against",
            Self::Hostility => "hostility",
            Self::Continues => "continues",
            Self::Succeeds => "succeeds",
            Self::Absorbs => "absorbs",
            Self::Recognises => "recognises",
            Self::Requires => "requires",
        }
    }

    /// Whether it holds in both directions.
    pub const fn is_symmetric(self) -> bool {
        matches!(self, Self::Opposed | Self::Hostility)
    }
}

/// A relation between two entities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The key of the record.
    pub key: Box<str>,
    /// What sort.
    pub kind: RelationKind,
    /// Who.
    pub subject: EntityId,
    /// Toward whom.
    pub object: EntityId,
    /// When.
    pub time: Timed,
    /// On whose word.
    pub provenance: Provenance,
}
