//! Records of the file become records of the model: entities first, in the order of their keys, then what holds
//! between them, so that the order of lines and files never matters.

mod entities;
mod proposition;
mod provisions;
mod reader;
mod relations;
mod sayings;

use std::cell::Cell;
use std::collections::BTreeMap;

use reader::{Reader, fields_of};

use super::kept::{Kept, Records};
use super::plain::Plain;
use super::record::Record;
use super::report::{Lines, Missing, Report};
use super::schema::RecordKind;
use crate::EntityId;
use crate::base::text::{did_you_mean, join_quoted, nearest, quoted};
use crate::json::{Fault, Place, Read};
use crate::model::{Detail, Kind};
use crate::world::{BuildError, Checked, Violation, ViolationKind, World, WorldBuilder};

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
pub(super) struct Keys<'r, 'a> {
    records: &'r Records<'a>,
    /// The beginnings of the keys of all entities, in their order: they decide most comparisons.
    starts: Vec<u64>,
    /// The entities in the same order.
    entities: Vec<(&'r str, EntityId, Kind)>,
    /// The records whose lines could not be read.
    broken: BTreeMap<Box<str>, RecordKind>,
    /// How many keys were compared to find those that may have been meant.
    compared: Cell<usize>,
}

/// The first eight bytes of a key, which are in the order of the keys.
fn beginning(key: &str) -> u64 {
    let mut bytes = [0; 8];
    for (byte, of_key) in bytes.iter_mut().zip(key.bytes()) {
        *byte = of_key;
    }
    u64::from_be_bytes(bytes)
}

impl<'r, 'a> Keys<'r, 'a> {
    /// How many keys are compared with unknown ones: each is compared with all, and whoever has many has one kind of fault.
    const MOST_COMPARED: usize = 1_000_000;

    /// Whether it may be told of one more unknown key what may be meant.
    fn may_seek(&self) -> bool {
        let before = self.compared.get();
        self.compared.set(before + self.records.len() + self.broken.len());
        before < Self::MOST_COMPARED
    }

    /// The keys of records and of lines that could not be read; entities get ids in the order of [`numbered`].
    pub(super) fn new(
        records: &'r Records<'a>,
        broken: impl IntoIterator<Item = (RecordKind, Box<str>)>,
    ) -> Self {
        let entities = numbered(records).filter_map(|(key, kept)| match kept.kind() {
            RecordKind::Entity(kind) => Some((key, kind)),
            _ => None,
        });
        let mut entities: Vec<_> = (0..)
            .zip(entities)
            .map(|(number, (key, kind))| (key, EntityId::named(number, kind.as_str(), key), kind))
            .collect();
        entities.sort_by_key(|(key, ..)| *key);
        let starts = entities.iter().map(|(key, ..)| beginning(key)).collect();
        let mut unread: BTreeMap<Box<str>, RecordKind> = BTreeMap::new();
        for (kind, key) in broken {
            unread.entry(key).or_insert(kind);
        }
        Self { records, starts, entities, broken: unread, compared: Cell::new(0) }
    }

    /// The entity of a key, if its line could be read.
    fn entity(&self, key: &str) -> Option<(EntityId, Kind)> {
        let start = beginning(key);
        let first = self.starts.partition_point(|one| *one < start);
        let (found, id, kind) = self.entities.get(first)?;
        if *found == key {
            return Some((*id, *kind));
        }
        let alike = self.starts[first..].partition_point(|one| *one == start);
        let alike = &self.entities[first..first + alike];
        let at = alike.binary_search_by(|(one, ..)| (*one).cmp(key)).ok()?;
        Some((alike[at].1, alike[at].2))
    }

    fn known(&self, key: &str) -> Option<Known> {
        if let Some((id, kind)) = self.entity(key) {
            return Some(Known { kind: RecordKind::Entity(kind), id: Some(id), is_broken: false });
        }
        if let Some(kept) = self.records.get(key) {
            return Some(Known { kind: kept.kind(), id: None, is_broken: false });
        }
        self.broken.get(key).map(|kind| Known { kind: *kind, id: None, is_broken: true })
    }

    /// All keys with their kinds, those whose lines could not be read included.
    fn all(&self) -> impl Iterator<Item = (&str, RecordKind)> {
        let read = self.records.iter().map(|(key, kept)| (key, kept.kind()));
        read.chain(self.broken.iter().map(|(key, kind)| (&**key, *kind)))
    }
}

/// The records in the order of their numbers: layer by layer, so that a world has the ids of those it is layered over,
/// and by key within a layer.
fn numbered<'r, 'a>(records: &'r Records<'a>) -> impl Iterator<Item = (&'r str, &'r Kept<'a>)> {
    let mut layers = records.iter().map(|(_, kept)| kept.layer());
    let first = layers.next();
    // Where there is one layer, they lie in this order.
    let by_layer = layers.any(|layer| Some(layer) != first).then(|| {
        let mut list: Vec<_> = records.iter().collect();
        // Stable, and so by key within each layer.
        list.sort_by_key(|(_, kept)| kept.layer());
        list
    });
    let as_they_lie = by_layer.is_none().then(|| records.iter());
    by_layer.into_iter().flatten().chain(as_they_lie.into_iter().flatten())
}

/// Builds the world of the records; what is wrong with them is reported.
pub(super) fn world<'a>(
    report: &mut Report<'a>,
    records: &Records<'a>,
    keys: &Keys<'_, 'a>,
) -> WorldBuilder {
    let mut builder = World::builder();
    // Kind after kind, so that the tables have the order of the file format.
    let mut by_kind: BTreeMap<RecordKind, Vec<&Kept<'a>>> = BTreeMap::new();
    for (_, kept) in numbered(records) {
        if let RecordKind::Entity(kind) = kept.kind() {
            let record = kept.record(report.lines);
            let mut reader = Reader { report, keys };
            let entity = entities::entity(&mut reader, &record, kind);
            builder.add_any(entity);
        } else {
            by_kind.entry(kept.kind()).or_default().push(kept);
        }
    }
    for kept in by_kind.into_values().flatten() {
        if let Kept::Line { line, .. } = kept
            && add_plain(&mut builder, report.lines, *line, keys).is_some()
        {
            continue;
        }
        let record = kept.record(report.lines);
        let mut reader = Reader { report, keys };
        add(&mut builder, &mut reader, &record);
    }
    missing(report, records, keys);
    builder
}

/// Adds what a plain line says, if nothing is wrong with it.
fn add_plain(
    builder: &mut WorldBuilder,
    lines: &Lines,
    line: u32,
    keys: &Keys<'_, '_>,
) -> Option<()> {
    let plain = Plain::of(lines.get(line)?.1)?;
    let (member, body, status, valid) = relations::plain(&plain, |key| keys.entity(key))?;
    builder.add_of_new_key(member, body, status, Detail::new(plain.key, valid));
    Some(())
}

/// Says what is missing, one record at a time.
///
/// A record that is new in its layer, but whose key is nearly one of an earlier layer, is probably a correction with a
/// misspelt key: then the key is what is wrong.
fn missing(report: &mut Report<'_>, records: &Records<'_>, keys: &Keys<'_, '_>) {
    let missing = report.take_missing();
    if missing.is_empty() {
        return;
    }
    let by_place: BTreeMap<Place, (&str, &Kept<'_>)> =
        records.iter().map(|(key, kept)| (kept.key_at(), (key, kept))).collect();
    for (at, Missing { what, fields }) in missing {
        let record = by_place.get(&at).copied();
        let near = record.filter(|(_, kept)| kept.layer() > 0 && keys.may_seek());
        let near = near.and_then(|(key, kept)| earlier_and_near(records, key, kept));
        if let (Some((key, _)), Some(_)) = (record, near) {
            let message = format!(
                "{} is not in the world: to add it, give its {}; to correct another record, use that one’s key",
                quoted(key),
                join_quoted(&fields, "and")
            );
            report.fault(Fault::new("unknown-key", at, message).help(did_you_mean(near)));
        } else {
            let message = format!("{what} needs the {}", field_names(&fields));
            let help = record.filter(|(_, kept)| kept.layer() > 0).map(|(key, _)| {
                let key = quoted(key);
                format!("{key} is not in the world; to correct another record, use that one’s key")
            });
            report.fault(Fault::new("missing-field", at, message).help(help));
        }
    }
}

/// The key of an earlier layer that the key of a record probably meant.
fn earlier_and_near<'r>(records: &'r Records<'_>, key: &str, record: &Kept<'_>) -> Option<&'r str> {
    let is_candidate = |one: &Kept<'_>| one.kind() == record.kind() && one.layer() < record.layer();
    let candidates = records.iter().filter(|(_, one)| is_candidate(one));
    nearest(key, candidates.map(|(key, _)| key))
}

/// "field `of`", or "fields `member`, `of` and `status`".
fn field_names(fields: &[&str]) -> String {
    let plural = if fields.len() == 1 { "" } else { "s" };
    format!("field{plural} {}", join_quoted(fields, "and"))
}

/// Adds a record that is no entity, if it can be read; if not, that is reported.
fn add<'a>(
    builder: &mut WorldBuilder,
    reader: &mut Reader<'_, 'a>,
    record: &Record<'a>,
) -> Option<()> {
    let fields = &fields_of(record);
    let key: Box<str> = (&*record.key).into();
    match record.kind {
        RecordKind::Entity(_) => {}
        RecordKind::Membership => {
            let (member, body, status, detail) = relations::membership(reader, fields, key)?;
            builder.add_of_new_key(member, body, status, detail);
        }
        RecordKind::Overlay => builder.add_overlay(relations::overlay(reader, fields, key)?),
        RecordKind::Link => builder.add_link(relations::link(reader, fields, key)?),
        RecordKind::Provision => provisions::provision(builder, reader, fields, key)?,
        RecordKind::Act => builder.add_act(relations::act(reader, fields, key)?),
        RecordKind::Relation => builder.add_relation(relations::relation(reader, fields, key)?),
        RecordKind::Claim => {
            let claim = sayings::claim(builder, reader, fields, key);
            builder.add_claim(claim);
        }
        RecordKind::Contested => builder.add_contested(sayings::contested(reader, fields, key)?),
        RecordKind::Assertion => builder.add_assertion(sayings::assertion(reader, fields, key)?),
        RecordKind::Extent => builder.add_extent(relations::extent(reader, fields, key)?),
    }
    Some(())
}

/// Checks the world, and reports what is found at the fields that it is about; these are sought in the records.
pub(super) fn check<'a>(
    report: &mut Report<'a>,
    builder: WorldBuilder,
    records: impl FnOnce() -> Records<'a>,
) -> Option<Checked> {
    let is_whole = !report.has_errors();
    match builder.check() {
        Ok(checked) => {
            if !checked.warnings().is_empty() {
                let records = &records();
                for violation in checked.warnings() {
                    // An overlay may lie over a participation whose record is broken.
                    if is_whole || !is_over_nothing(violation) {
                        violated(report, records, violation);
                    }
                }
            }
            is_whole.then_some(checked)
        }
        Err(BuildError { violations, warnings }) => {
            let records = &records();
            let certain = warnings.iter().filter(|one| !is_over_nothing(one));
            for violation in violations.iter().chain(certain) {
                violated(report, records, violation);
            }
            None
        }
    }
}

const fn is_over_nothing(violation: &Violation) -> bool {
    matches!(violation.kind, ViolationKind::OverlayOverNothing { .. })
}

fn violated<'a>(report: &mut Report<'a>, records: &Records<'a>, violation: &Violation) {
    let Violation { key, field, kind, .. } = violation;
    let (severity, code) = (kind.severity(), kind.code());
    if is_of_an_unread_time(report, records, violation) {
        return;
    }
    if let Some(Overlap { at, kind, help }) = Overlap::of(report, records, violation) {
        if !report.has(code, at) {
            report.add(severity, code, at, kind.to_string(), help);
        }
        return;
    }
    let help = violation.help().map(str::to_owned);
    let Some(kept) = records.get(key) else {
        // Made by rule, not by a line.
        report.nowhere(severity, code, format!("`{key}`: {kind}"), help);
        return;
    };
    // A record that is there but cannot be read is reported itself, not with those who name it.
    if let ViolationKind::UnknownKey { named } = kind
        && report.has_errors()
        && records.contains_key(named)
    {
        return;
    }
    let record = kept.record(report.lines);
    // A single spell may stand in the list as well.
    let value = field.and_then(|field| {
        record.field(field).or_else(|| record.field("existence").filter(|_| field == "to"))
    });
    let at = value.map_or(record.key_at, |value| value.at);
    let is_said_within = |inner| code == inner && report.has_within(inner, at);
    // The reader of records says these at the very value.
    if report.has(code, at) || is_said_within("bad-param") || is_said_within("inverted-interval") {
        return;
    }
    report.add(severity, code, at, kind.to_string(), help);
}

/// Whether what was found rests on a date that could not be read, which is reported itself: what is missing reads as open.
fn is_of_an_unread_time<'a>(
    report: &Report<'a>,
    records: &Records<'a>,
    violation: &Violation,
) -> bool {
    // Where nothing is wrong with any date, nothing rests on one that is.
    if !report.has_errors() {
        return false;
    }
    let is_unread = |key: &str| {
        let Some(kept) = records.get(key) else { return false };
        let record = kept.record(report.lines);
        let times = ["from", "to"].map(|end| record.field(end));
        times.into_iter().flatten().any(|value| {
            report.has_within("bad-date", value.at) || report.has("wrong-type", value.at)
        })
    };
    let Violation { key, kind, .. } = violation;
    let is_of_times = matches!(
        kind,
        ViolationKind::OutsideExistence { .. } | ViolationKind::OverlappingSpells { .. }
    );
    is_of_times && is_unread(key)
        || matches!(kind, ViolationKind::OverlappingSpells { other, .. } if is_unread(other))
}

/// Two spells of one pair that overlap, told of the later line.
struct Overlap {
    at: Place,
    kind: ViolationKind,
    help: Option<String>,
}

impl Overlap {
    /// The overlap that a violation is about, if a line is to blame.
    fn of<'a>(report: &Report<'a>, records: &Records<'a>, violation: &Violation) -> Option<Self> {
        let Violation { key, kind: ViolationKind::OverlappingSpells { other, status }, .. } =
            violation
        else {
            return None;
        };
        let membership = |key: &str| {
            let kept = records.get(key).filter(|kept| kept.kind() == RecordKind::Membership)?;
            Some(kept.record(report.lines))
        };
        let (record, other) = match (membership(key), membership(other)) {
            (None, None) => return None,
            (Some(record), None) => (record, Err(other)),
            (None, Some(record)) => (record, Err(key)),
            (Some(one), Some(two)) if time_said_at(&one).line < time_said_at(&two).line => {
                (two, Ok(one))
            }
            (Some(one), Some(two)) => (one, Ok(two)),
        };
        let at = time_said_at(&record);
        let help = other.as_ref().ok().map(|other| {
            let layer = |at: Place| report.lines.line(at).0.layer;
            // Within a layer, a second line with its key would be a duplicate.
            let advice =
                if layer(other.key_at) < layer(at) { "; to correct it, name its key" } else { "" };
            format!("{} is at {}{advice}", quoted(&other.key), report.lines.name(other.key_at))
        });
        let other = match other {
            Ok(other) => (&*other.key).into(),
            Err(key) => key.clone(),
        };
        Some(Self { at, kind: ViolationKind::OverlappingSpells { other, status: *status }, help })
    }
}

/// Where the last line that says something of the pair or the time of a membership does so: at its beginning, if it
/// has one there.
fn time_said_at(record: &Record<'_>) -> Place {
    let place = |field: &&str| record.field(field).map(|value| value.at);
    let corrected = ["of", "member", "status", "to"];
    let places = corrected.iter().filter_map(place).chain([record.key_at]);
    // The last of those on one line is taken.
    places.chain(place(&"from")).max_by_key(|at| at.line).unwrap_or(record.key_at)
}
