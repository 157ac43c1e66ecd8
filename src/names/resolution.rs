//! What a name or a code comes to.

use super::{MeantBy, Suggestion};
use crate::EntityId;
use crate::model::Scheme;

/// Whom a name or a code means. Nothing is ever corrected: near names are suggestions.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Resolution {
    /// It is the key or the canonical name of this entity, and nothing else has that name. On a day it is right then for certain.
    Exact(EntityId),
    /// It is another name of this entity, or one of which the record does not say that it is right on the day, and nothing else has that
    /// name; with the sort of name it is, such as "former name until 2021-11-12".
    Alias(EntityId, MeantBy),
    /// It is a code of this entity in this scheme, and nothing else has that code or name; on a day for certain, as for a name.
    Code(EntityId, Scheme),
    /// Several carry the name or the code, sorted by key; or one for whom something else speaks too.
    Ambiguous(Vec<Candidate>),
    /// Nobody carries the name.
    Unknown {
        /// Names that lie near, the nearest first; at most five.
        suggestions: Vec<Suggestion>,
    },
}

impl Resolution {
    /// The entity, if the name means exactly one.
    pub const fn entity(&self) -> Option<EntityId> {
        match self {
            Self::Exact(entity) | Self::Alias(entity, _) | Self::Code(entity, _) => Some(*entity),
            Self::Ambiguous(_) | Self::Unknown { .. } => None,
        }
    }
}

/// Somebody whom an ambiguous name may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Candidate {
    /// Who.
    pub entity: EntityId,
    /// Why, such as "former name until 1990-10-03", "key" or "acronym".
    pub reason: MeantBy,
}
