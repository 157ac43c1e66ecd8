//! A world out of its prepared form: the indexes are there at once, the records of each table when the first of them is looked at.
//!
//! ```text
//! files ── load, check, freeze ──► world
//!   └─ prepared form ─── open ───────┘
//! ```
//!
//! First stands what ids may name and what is said, then each table by itself, then the rows and the indexes.

use std::sync::Arc;

use super::World;
use super::index::Index;
use crate::model::{
    Act, AnyEntity, Assertion, Claim, Contested, Detail, Link, Overlay, Participation,
    Propositions, Provision, RecordExtent, Relation, Status, Store, Table, Tables,
};
#[cfg(test)]
use crate::prepared::Writer;
use crate::prepared::{Files, Form, Names, Reader};
use crate::time::Span;
use crate::{BodyId, EntityId};

/// What all tables in store have in common.
struct Opened {
    files: Files,
    names: Names,
    /// The same world out of its files.
    read: fn() -> World,
}

/// Where the records of a table stand.
struct Stored {
    opened: Arc<Opened>,
    bytes: &'static [u8],
}

impl<T: Form + Kept> Store<T> for Stored {
    fn records(&self) -> Vec<T> {
        let Opened { files, names, read } = &*self.opened;
        let mut from = Reader::new(self.bytes, files, names);
        let records = Form::read(&mut from);
        // What is whole as a whole cannot be damaged in its parts; if it is, the files have it.
        match from.rest() {
            Some([]) => records,
            _ => T::table_of(read().tables()).iter().cloned().collect(),
        }
    }
}

/// A record that has a table.
trait Kept: Sized + Clone {
    fn table_of(tables: &Tables) -> &Table<Self>;
}

/// The tables in the order in which they stand, each by its field.
macro_rules! tables {
    ($($table:ident of $record:ident),+ $(,)?) => {
        $(impl Kept for $record {
            fn table_of(tables: &Tables) -> &Table<Self> {
                &tables.$table
            }
        })+

        /// What ids may name.
        fn names(from: &mut Reader<'_>) -> Names {
            let kinds = Form::read(from);
            $(let $table = prints(from);)+
            Names { kinds, propositions: Vec::new(), $($table),+ }
        }

        /// The tables, of which no record is read yet.
        fn stored(from: &mut Reader<'_>, opened: &Arc<Opened>) -> Tables {
            $(
                let len = from.count();
                let store = Stored { opened: Arc::clone(opened), bytes: from.bytes(len) };
                let $table = Table::stored(opened.names.$table.clone(), Arc::new(store));
            )+
            Tables { $($table,)+ ..Tables::default() }
        }

        #[cfg(test)]
        fn write_tables(tables: &Tables, to: &mut Writer) {
            let Tables { $($table,)+ participations: _, propositions, recorded: _ } = tables;
            let kinds: Vec<_> = tables.entities.iter().map(AnyEntity::kind).collect();
            kinds.write(to);
            $(
                to.count($table.len());
                for id in $table.ids() {
                    to.word(id.print());
                }
            )+
            propositions.told().collect::<Vec<_>>().write(to);
            $(
                let before = to.part();
                to.count($table.len());
                for record in $table {
                    to.begin(crate::model::Record::key(record));
                    record.write(to);
                }
                let part = std::mem::replace(&mut to.bytes, before);
                to.count(part.len());
                to.bytes.extend(part);
                to.restart();
            )+
        }
    };
}

tables! {
    entities of AnyEntity,
    details of Detail,
    overlays of Overlay,
    links of Link,
    provisions of Provision,
    acts of Act,
    relations of Relation,
    claims of Claim,
    contested of Contested,
    assertions of Assertion,
    extents of RecordExtent,
}

fn prints(from: &mut Reader<'_>) -> Vec<u32> {
    (0..from.count()).map(|_| from.word()).collect()
}

/// The world of a prepared form; `None` if that is damaged. A table that nevertheless cannot be read is taken from the world of the files.
pub(crate) fn open(body: &'static [u8], files: Files, read: fn() -> World) -> Option<World> {
    let nobody = Names::default();
    let mut from = Reader::new(body, files, &nobody);
    let mut names = names(&mut from);
    let mut from = Reader::new(from.rest()?, files, &names);
    let propositions = Propositions::of(Form::read(&mut from));
    let rest = from.rest()?;
    names.propositions = propositions.entries().map(|(id, _)| id).collect();
    let opened = Arc::new(Opened { files, names, read });
    let mut from = Reader::new(rest, files, &opened.names);
    let mut tables = stored(&mut from, &opened);
    tables.propositions = propositions;
    *tables.participations.open() = rows(&mut from, &tables);
    tables.recorded = Form::read(&mut from);
    let index = Index::read(&mut from, &mut tables);
    match from.rest()? {
        [] => Some(World::assemble(tables, index, Vec::new())),
        _ => None,
    }
}

/// The prepared form of a world, without its head. Nothing may be odd about its records: that would be told nowhere.
#[cfg(test)]
pub(crate) fn prepare(world: &World, files: Files) -> Vec<u8> {
    assert!(world.warnings().is_empty(), "{:?}", world.warnings());
    let mut to = Writer::new(files);
    let (tables, index) = (world.tables(), world.index());
    write_tables(tables, &mut to);
    write_rows(tables, &mut to);
    tables.recorded.write(&mut to);
    index.write(tables, &mut to);
    to.bytes
}

/// The rows, by member; after those of one come those of a later one.
fn rows(from: &mut Reader<'_>, tables: &Tables) -> Vec<Participation> {
    let (count, mut member) = (from.count(), 0_u32);
    let mut rows = Vec::with_capacity(count);
    for _ in 0..count {
        member = member.saturating_add(from.number());
        let (body, status): (BodyId, Status) = Form::read(from);
        let span = Span::read(from);
        let detail = from.number() as usize;
        if member as usize >= tables.entities.len() || detail >= tables.details.len() {
            from.spoil();
            break;
        }
        let member: EntityId = tables.entities.id_at(member as usize);
        rows.push(Participation::new((member, body), status, span, tables.details.id_at(detail)));
    }
    rows
}

#[cfg(test)]
fn write_rows(tables: &Tables, to: &mut Writer) {
    to.count(tables.participations.len());
    let mut last = 0;
    for row in &tables.participations {
        to.count(row.member() - last);
        last = row.member();
        row.body().write(to);
        row.status.write(to);
        row.span.write(to);
        to.count(row.detail().expect("what is read from a file has a key"));
    }
}
