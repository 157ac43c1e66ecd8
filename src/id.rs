//! Typed ids: a question asked with the wrong kind of thing does not compile.
//!
//! An [`Id`] is four bytes and dies with the world that gave it. Files, JSON and proofs name
//! things by key instead.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::num::NonZeroU32;

use crate::model::{AnyEntity, Entity, Kind, Law, Organization, State, Treaty};

/// The place of a `T` in a world; four bytes, and so is `Option<Id<T>>`.
///
/// Ids are given by [`World::find`](crate::World::find) and
/// [`WorldBuilder::add`](crate::WorldBuilder::add), and must not be carried to another world.
pub struct Id<T: ?Sized> {
    ordinal: NonZeroU32,
    marker: PhantomData<fn() -> Box<T>>,
}

impl<T: ?Sized> Id<T> {
    /// The id at `index`; indexes beyond four billion saturate, which a table never reaches.
    pub(crate) fn at(index: usize) -> Self {
        let ordinal = u32::try_from(index).unwrap_or(u32::MAX - 1).saturating_add(1);
        Self { ordinal: NonZeroU32::new(ordinal).unwrap_or(NonZeroU32::MAX), marker: PhantomData }
    }

    /// The index in its table.
    pub(crate) const fn index(self) -> usize {
        (self.ordinal.get() - 1) as usize
    }

    /// The index as the hot tables keep it.
    pub(crate) const fn raw(self) -> u32 {
        self.ordinal.get() - 1
    }

    /// The same place seen as another kind; the caller has checked the kind.
    pub(crate) const fn cast<U: ?Sized>(self) -> Id<U> {
        Id { ordinal: self.ordinal, marker: PhantomData }
    }
}

// By hand: a derive would demand the same of `T`.
impl<T: ?Sized> Copy for Id<T> {}
impl<T: ?Sized> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.ordinal == other.ordinal
    }
}
impl<T: ?Sized> Eq for Id<T> {}
impl<T: ?Sized> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T: ?Sized> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.ordinal.cmp(&other.ordinal)
    }
}
impl<T: ?Sized> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.ordinal.hash(state);
    }
}
impl<T: ?Sized> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = std::any::type_name::<T>();
        write!(f, "Id::<{}>({})", name.rsplit("::").next().unwrap_or(name), self.raw())
    }
}

/// Any entity, whatever its kind.
pub type EntityId = Id<AnyEntity>;

impl<T: Entity> From<Id<T>> for EntityId {
    fn from(id: Id<T>) -> Self {
        id.cast()
    }
}

mod sealed {
    #[expect(unnameable_types, reason = "that is what seals it")]
    pub trait Sealed {}
    impl Sealed for super::Id<super::State> {}
    impl Sealed for super::Id<super::Organization> {}
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
pub enum BodyId {
    /// Membership in an organization.
    Organization(Id<Organization>),
    /// Being party to a treaty.
    Treaty(Id<Treaty>),
}

impl BodyId {
    /// The entity itself.
    pub fn entity(self) -> EntityId {
        match self {
            Self::Organization(id) => id.into(),
            Self::Treaty(id) => id.into(),
        }
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
