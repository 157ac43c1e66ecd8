//! All records of a world, in one place each: what is recorded, and everything else is derived from it.

use super::{
    Act, AnyEntity, Assertion, Claim, Contested, Detail, Entity, Link, Overlay, Participation,
    Provision, Relation,
};
use crate::{EntityId, Id};

/// The records of a world. Ids are indexes into these tables.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// Entities of all kinds.
    pub entities: Vec<AnyEntity>,
    /// Spells of membership and of being party.
    pub participations: Vec<Participation>,
    /// What participations carry beside their bounds.
    pub details: Vec<Detail>,
    /// What lies over participations.
    pub overlays: Vec<Overlay>,
    /// Instruments of organizations.
    pub links: Vec<Link>,
    /// Articles with legal effect.
    pub provisions: Vec<Provision>,
    /// Dated acts.
    pub acts: Vec<Act>,
    /// Other relations between entities.
    pub relations: Vec<Relation>,
    /// What somebody said.
    pub claims: Vec<Claim>,
    /// Contradicting values.
    pub contested: Vec<Contested>,
    /// What sources say of single fields.
    pub assertions: Vec<Assertion>,
}

impl Tables {
    /// The entity at an id.
    pub fn entity(&self, id: EntityId) -> Option<&AnyEntity> {
        self.entities.get(id.index())
    }

    /// The key of an entity; nothing for an id that lies outside these tables.
    pub fn key_of(&self, id: impl Into<EntityId>) -> &str {
        self.entity(id.into()).map_or("", AnyEntity::key)
    }

    /// An id as the id of a kind, if the entity is of that kind.
    pub fn typed<E: Entity>(&self, id: EntityId) -> Option<Id<E>> {
        E::accepts(self.entity(id)?.kind()).then(|| id.cast())
    }

    /// The texts and citations of a participation, if it has any.
    pub fn detail(&self, participation: &Participation) -> Option<&Detail> {
        self.details.get(participation.detail?.index())
    }

    /// The key of any record; participations made in bulk have none.
    pub fn key(&self, id: RecordId) -> Option<&str> {
        Some(match id {
            RecordId::Entity(id) => self.entities.get(id.index())?.key(),
            RecordId::Participation(id) => &self.detail(self.participations.get(id.index())?)?.key,
            RecordId::Overlay(id) => &self.overlays.get(id.index())?.key,
            RecordId::Link(id) => &self.links.get(id.index())?.key,
            RecordId::Provision(id) => &self.provisions.get(id.index())?.key,
            RecordId::Act(id) => &self.acts.get(id.index())?.key,
            RecordId::Relation(id) => &self.relations.get(id.index())?.key,
            RecordId::Claim(id) => &self.claims.get(id.index())?.key,
            RecordId::Contested(id) => &self.contested.get(id.index())?.key,
            RecordId::Assertion(id) => &self.assertions.get(id.index())?.key,
        })
    }
}

/// Any record, whatever its table.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
#[expect(missing_docs, reason = "each variant is the record of its name")]
pub enum RecordId {
    Entity(EntityId),
    Participation(Id<Participation>),
    Overlay(Id<Overlay>),
    Link(Id<Link>),
    Provision(Id<Provision>),
    Act(Id<Act>),
    Relation(Id<Relation>),
    Claim(Id<Claim>),
    Contested(Id<Contested>),
    Assertion(Id<Assertion>),
}
