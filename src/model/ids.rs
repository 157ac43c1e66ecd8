//! What ids can stand for: whoever takes part, what one can be in, and a text with provisions.

use super::{
    Act, AnyEntity, Assertion, Claim, Contested, Entity, Kind, Law, Link, Organization, Overlay,
    Participation, Provision, RecordExtent, RecordId, Relation, State, Tables, Treaty,
};
use crate::base::Id;

/// Any entity, whatever its kind.
pub type EntityId = Id<AnyEntity>;

impl<T: Entity> From<Id<T>> for EntityId {
    fn from(id: Id<T>) -> Self {
        id.cast()
    }
}

mod sealed {
    #[expect(unnameable_types, reason = "that is what seals it")]
    pub trait OfARecord {}

    #[expect(unnameable_types, reason = "that is what seals it")]
    pub trait Sealed {}
    impl Sealed for crate::base::Id<crate::model::State> {}
    impl Sealed for crate::base::Id<crate::model::Organization> {}
    impl Sealed for super::EntityId {}
}

/// Whoever can take part in something: a state, an organization that observes another, or an entity that a look-up gave.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot take part in anything",
    label = "expected the id of a state or of an organization"
)]
pub trait AsMember: sealed::Sealed + Copy {
    /// The entity itself.
    fn member(self) -> EntityId;
}

impl AsMember for Id<State> {
    fn member(self) -> EntityId {
        self.cast()
    }
}

impl AsMember for Id<Organization> {
    fn member(self) -> EntityId {
        self.cast()
    }
}

impl AsMember for EntityId {
    fn member(self) -> EntityId {
        self
    }
}

/// What a state can be in and can leave: an organization, or a treaty with parties of its own.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "one is a member of an organization, or a party to a treaty"
)]
pub enum BodyId {
    /// Membership in an organization.
    Organization(Id<Organization>),
    /// Being party to a treaty.
    Treaty(Id<Treaty>),
}

impl BodyId {
    /// The entity itself.
    #[inline]
    pub fn entity(self) -> EntityId {
        match self {
            Self::Organization(id) => id.into(),
            Self::Treaty(id) => id.into(),
        }
    }

    /// A body that is known to be one, of the one kind or the other.
    #[inline]
    pub(crate) const fn of_kind(entity: EntityId, is_treaty: bool) -> Self {
        if is_treaty { Self::Treaty(entity.cast()) } else { Self::Organization(entity.cast()) }
    }

    pub(crate) fn of(entity: EntityId, kind: Kind) -> Option<Self> {
        match kind {
            Kind::Organization => Some(Self::Organization(entity.cast())),
            Kind::Treaty => Some(Self::Treaty(entity.cast())),
            _ => None,
        }
    }
}

impl From<Id<Organization>> for BodyId {
    fn from(id: Id<Organization>) -> Self {
        Self::Organization(id)
    }
}

impl From<Id<Treaty>> for BodyId {
    fn from(id: Id<Treaty>) -> Self {
        Self::Treaty(id)
    }
}

impl From<BodyId> for EntityId {
    fn from(id: BodyId) -> Self {
        id.entity()
    }
}

/// A text that has provisions: an international instrument, or a law of one state.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "an instrument binds states, or is the law of one")]
pub enum InstrumentId {
    /// A treaty, charter, protocol, declaration or resolution between states.
    Treaty(Id<Treaty>),
    /// A constitution, statute or resolution of one state.
    Law(Id<Law>),
}

impl InstrumentId {
    /// The entity itself.
    pub fn entity(self) -> EntityId {
        match self {
            Self::Treaty(id) => id.into(),
            Self::Law(id) => id.into(),
        }
    }

    /// Whether it is a law of one state.
    pub const fn is_domestic(self) -> bool {
        matches!(self, Self::Law(_))
    }

    pub(crate) fn of(entity: EntityId, kind: Kind) -> Option<Self> {
        match kind {
            Kind::Treaty => Some(Self::Treaty(entity.cast())),
            Kind::Law => Some(Self::Law(entity.cast())),
            _ => None,
        }
    }
}

impl From<Id<Treaty>> for InstrumentId {
    fn from(id: Id<Treaty>) -> Self {
        Self::Treaty(id)
    }
}

impl From<Id<Law>> for InstrumentId {
    fn from(id: Id<Law>) -> Self {
        Self::Law(id)
    }
}

impl From<InstrumentId> for EntityId {
    fn from(id: InstrumentId) -> Self {
        id.entity()
    }
}

/// An id of any kind: it names one record of a world.
pub trait AnyId: sealed::OfARecord + Copy {
    /// The record that it names.
    fn record(self) -> RecordId;

    /// A record as an id of this kind, if it is of this kind.
    #[doc(hidden)]
    fn of_record(record: RecordId, tables: &Tables) -> Option<Self>;
}

/// The entity of a record of these tables, and its kind.
fn entity_of(record: RecordId, tables: &Tables) -> Option<(EntityId, Kind)> {
    let RecordId::Entity(id) = record else { return None };
    Some((id, tables.entity(id)?.kind()))
}

impl sealed::OfARecord for RecordId {}

impl AnyId for RecordId {
    #[inline]
    fn record(self) -> RecordId {
        self
    }

    fn of_record(record: RecordId, _: &Tables) -> Option<Self> {
        Some(record)
    }
}

impl sealed::OfARecord for EntityId {}

impl AnyId for EntityId {
    #[inline]
    fn record(self) -> RecordId {
        RecordId::Entity(self)
    }

    fn of_record(record: RecordId, tables: &Tables) -> Option<Self> {
        entity_of(record, tables).map(|(id, _)| id)
    }
}

impl<E: Entity> sealed::OfARecord for Id<E> {}

impl<E: Entity> AnyId for Id<E> {
    #[inline]
    fn record(self) -> RecordId {
        RecordId::Entity(self.cast())
    }

    fn of_record(record: RecordId, tables: &Tables) -> Option<Self> {
        let (id, kind) = entity_of(record, tables)?;
        E::accepts(kind).then(|| id.cast())
    }
}

impl sealed::OfARecord for BodyId {}

impl AnyId for BodyId {
    #[inline]
    fn record(self) -> RecordId {
        RecordId::Entity(self.entity())
    }

    fn of_record(record: RecordId, tables: &Tables) -> Option<Self> {
        entity_of(record, tables).and_then(|(id, kind)| Self::of(id, kind))
    }
}

impl sealed::OfARecord for InstrumentId {}

impl AnyId for InstrumentId {
    #[inline]
    fn record(self) -> RecordId {
        RecordId::Entity(self.entity())
    }

    fn of_record(record: RecordId, tables: &Tables) -> Option<Self> {
        entity_of(record, tables).and_then(|(id, kind)| Self::of(id, kind))
    }
}

/// Ids of records that are no entities.
macro_rules! ids_of_records {
    ($($record:ident),+ $(,)?) => {$(
        impl From<Id<$record>> for RecordId {
            fn from(id: Id<$record>) -> Self {
                Self::$record(id)
            }
        }

        impl sealed::OfARecord for Id<$record> {}

        impl AnyId for Id<$record> {
            #[inline]
            fn record(self) -> RecordId {
                RecordId::$record(self)
            }

            fn of_record(record: RecordId, _: &Tables) -> Option<Self> {
                if let RecordId::$record(id) = record { Some(id) } else { None }
            }
        }
    )+};
}

ids_of_records!(
    Participation,
    Overlay,
    Link,
    Provision,
    Act,
    Relation,
    Claim,
    Contested,
    Assertion,
    RecordExtent
);

impl From<EntityId> for RecordId {
    fn from(id: EntityId) -> Self {
        Self::Entity(id)
    }
}
