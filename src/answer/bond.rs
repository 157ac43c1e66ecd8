//! What ties two entities to each other.

use crate::model::{Duty, RelationKind, Status};
use crate::{BodyId, EntityId};

/// Something that ties two entities to each other.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Bond {
    /// Both take part in a body.
    Both {
        /// In what.
        body: BodyId,
        /// In which grades.
        grades: (Status, Status),
        /// What its provisions have its parties do, each once; nothing for an organization.
        duties: Vec<Duty>,
    },
    /// The one takes part in the other.
    In {
        /// In what.
        body: BodyId,
        /// In which grade.
        grade: Status,
    },
    /// A relation on record.
    Related {
        /// Which.
        kind: RelationKind,
        /// Of whom.
        subject: EntityId,
        /// To whom.
        object: EntityId,
    },
}
