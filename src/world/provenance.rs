//! On whose word a record stands.

use super::World;
use crate::model::{Provenance, RecordId};

/// On whose word a record stands.
pub(crate) fn provenance(world: &World, id: RecordId) -> Option<&Provenance> {
    let tables = world.tables();
    Some(match id {
        RecordId::Entity(id) => &tables.entity(id)?.profile().provenance,
        RecordId::Participation(id) => &tables.detail(&world.participation(id))?.provenance,
        RecordId::Overlay(id) => &world[id].provenance,
        RecordId::Link(id) => &world[id].provenance,
        RecordId::Provision(id) => &world[id].provenance,
        RecordId::Act(id) => &world[id].provenance,
        RecordId::Relation(id) => &world[id].provenance,
        RecordId::Claim(id) => &world[id].provenance,
        RecordId::Contested(id) => &world[id].provenance,
        RecordId::Assertion(_) => return None,
        RecordId::RecordExtent(id) => &world[id].provenance,
    })
}
