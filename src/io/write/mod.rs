//! The canonical writer: the same world gives the same bytes.

mod entities;
mod line;
mod records;
mod sayings;

use std::collections::BTreeMap;

use super::schema::{HEADER, RecordKind, VERSION};
use crate::World;
use line::Object;

/// Lines in the order of the file format: by kind, then by key.
pub(super) type Sorted = BTreeMap<(RecordKind, Box<str>), String>;

/// The line of every record.
pub(super) fn records_of(world: &World) -> Sorted {
    let mut lines = Sorted::new();
    entities::write(world, &mut lines);
    records::write(world, &mut lines);
    lines
}

pub(super) fn world(world: &World) -> String {
    let mut out = format!("{{\"{HEADER}\":{VERSION}}}\n");
    for line in records_of(world).into_values() {
        out.push_str(&line);
        out.push('\n');
    }
    out
}

/// Writes one record.
fn record(
    world: &World,
    lines: &mut Sorted,
    kind: RecordKind,
    key: &str,
    fill: impl FnOnce(&mut Object<'_>),
) {
    let mut line = String::new();
    Object::write(world, &mut line, |object| {
        object.str(kind.word(), key);
        fill(object);
    });
    lines.insert((kind, key.into()), line);
}
