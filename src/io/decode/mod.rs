//! Records of the file become records of the model: entities first, in the order of their keys, then what holds
//! between them, so that the order of lines and files never matters.

mod entities;
mod provisions;
mod reader;
mod relations;
mod sayings;

use std::collections::BTreeMap;

pub(super) use reader::day;
use reader::{Fields, Reader};

use super::merge::Records;
use super::record::Record;
use super::report::Report;
use super::schema::RecordKind;
use crate::EntityId;
use crate::world::{BuildError, Violation, World, WorldBuilder};

/// What a key names.
#[derive(Copy, Clone, Debug)]
struct Known {
    kind: RecordKind,
    /// The entity, if it is one and its line could be read.
    id: Option<EntityId>,
    /// Whether the record is there, but its line could not be read.
    is_broken: bool,
}

/// All keys of the load.
#[derive(Debug)]
pub(super) struct Keys(BTreeMap<Box<str>, Known>);

impl Keys {
    /// The keys of records and of lines that could not be read; entities get ids in the order of their keys.
    pub(super) fn new(
        records: &Records<'_>,
        broken: impl IntoIterator<Item = (RecordKind, Box<str>)>,
    ) -> Self {
        let mut entities = (0..).map(EntityId::at);
        let mut keys: BTreeMap<Box<str>, Known> = BTreeMap::new();
        for (key, record) in records {
            let kind = record.kind;
            let is_entity = matches!(kind, RecordKind::Entity(_));
            let id = if is_entity { entities.next() } else { None };
            keys.insert(key.clone(), Known { kind, id, is_broken: false });
        }
        for (kind, key) in broken {
            keys.entry(key).or_insert(Known { kind, id: None, is_broken: true });
        }
        Self(keys)
    }
}

/// Builds the world. What is wrong with the records is reported; the world is there if nothing is.
pub(super) fn world<'a>(
    report: &mut Report<'a>,
    records: &Records<'a>,
    keys: &Keys,
) -> Option<World> {
    let mut builder = World::builder();
    // Kind after kind, so that the tables have the order of the file format.
    let mut by_kind: BTreeMap<RecordKind, Vec<&Record<'a>>> = BTreeMap::new();
    for record in records.values() {
        if matches!(record.kind, RecordKind::Entity(_)) {
            let mut reader = Reader { report, keys };
            let entity = entities::entity(&mut reader, record);
            builder.add_any(entity);
        } else {
            by_kind.entry(record.kind).or_default().push(record);
        }
    }
    for record in by_kind.into_values().flatten() {
        let mut reader = Reader { report, keys };
        add(&mut builder, &mut reader, record);
    }
    freeze(report, records, builder)
}

/// Adds a record that is no entity, if it can be read; if not, that is reported.
fn add<'a>(
    builder: &mut WorldBuilder,
    reader: &mut Reader<'_, 'a>,
    record: &Record<'a>,
) -> Option<()> {
    let fields = &Fields::of(record);
    let key = record.key.clone();
    match record.kind {
        RecordKind::Entity(_) => {}
        RecordKind::Membership => {
            let (member, body, status, detail) = relations::membership(reader, fields, key)?;
            builder.add_participation(member, body, status, detail);
        }
        RecordKind::Overlay => builder.add_overlay(relations::overlay(reader, fields, key)?),
        RecordKind::Link => builder.add_link(relations::link(reader, fields, key)?),
        RecordKind::Provision => provisions::provision(builder, reader, fields, key)?,
        RecordKind::Act => builder.add_act(relations::act(reader, fields, key)?),
        RecordKind::Relation => builder.add_relation(relations::relation(reader, fields, key)?),
        RecordKind::Claim => {
            builder.claim(sayings::claim(reader, fields, key));
        }
        RecordKind::Contested => {
            builder.contested(sayings::contested(reader, fields, key)?);
        }
        RecordKind::Assertion => {
            builder.assertion(sayings::assertion(reader, fields, key)?);
        }
    }
    Some(())
}

/// Freezes the world, and reports what that finds at the fields that it is about.
fn freeze(report: &mut Report<'_>, records: &Records<'_>, builder: WorldBuilder) -> Option<World> {
    let is_whole = !report.has_errors();
    match builder.freeze() {
        Ok(world) => {
            for violation in world.warnings() {
                // An overlay may lie over a participation whose record is broken.
                if is_whole || violation.code != "overlay-over-nothing" {
                    violated(report, records, violation);
                }
            }
            is_whole.then_some(world)
        }
        Err(BuildError { violations, warnings }) => {
            let certain = warnings.iter().filter(|one| one.code != "overlay-over-nothing");
            for violation in violations.iter().chain(certain) {
                violated(report, records, violation);
            }
            None
        }
    }
}

fn violated(report: &mut Report<'_>, records: &Records<'_>, violation: &Violation) {
    let Violation { key, field, severity, code, message, help } = violation;
    let Some(record) = records.get(key) else {
        // Made by rule, not by a line.
        report.nowhere(*severity, code, format!("`{key}`: {message}"), help.clone());
        return;
    };
    let at = field.and_then(|field| record.field(field)).map_or(record.key_at, |value| value.at);
    let is_said_within = |inner| *code == inner && report.has_within(inner, at);
    // The reader of records says these at the very value.
    if report.has(code, at) || is_said_within("bad-param") || is_said_within("inverted-interval") {
        return;
    }
    report.add(*severity, code, at, message.clone(), help.clone());
}
