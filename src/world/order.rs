//! The order of keys, and the order of the table of participations.

use std::collections::BTreeSet;

use crate::model::{Participation, Record, RecordId, Table, Tables};
use crate::{EntityId, Id};

/// The ids of a table in the order of the keys.
pub(super) fn by_key<T: Record>(table: &Table<T>) -> Vec<Id<T>> {
    let mut entries: Vec<(Id<T>, &T)> = table.entries().collect();
    entries.sort_by(|a, b| a.1.key().cmp(b.1.key()));
    entries.into_iter().map(|(id, _)| id).collect()
}

pub(super) fn keyed_records(tables: &Tables) -> Vec<RecordId> {
    let mut records: Vec<(&str, RecordId)> = Vec::new();
    let rows = tables.participations.iter();
    records.extend(
        rows.filter_map(|row| Some((&*tables.detail(&row)?.key, tables.id_of(&row).into()))),
    );
    extend(&mut records, &tables.overlays);
    extend(&mut records, &tables.links);
    extend(&mut records, &tables.provisions);
    extend(&mut records, &tables.acts);
    extend(&mut records, &tables.relations);
    extend(&mut records, &tables.claims);
    extend(&mut records, &tables.contested);
    extend(&mut records, &tables.assertions);
    extend(&mut records, &tables.extents);
    records.sort_unstable();
    records.into_iter().map(|(_, record)| record).collect()
}

fn extend<'t, T: Record>(records: &mut Vec<(&'t str, RecordId)>, table: &'t Table<T>)
where
    RecordId: From<Id<T>>,
{
    records.extend(table.entries().map(|(id, record)| (record.key(), id.into())));
}

/// The place of each entity in an order of all.
pub(super) fn rank(order: &[EntityId]) -> Vec<u32> {
    let mut rank = vec![0; order.len()];
    for (at, id) in (0..).zip(order) {
        rank[id.index()] = at;
    }
    rank
}

/// Puts participations in the order that the index needs: by member, body key, time, grade and key; and sees to it that
/// no two of a member have one id.
pub(super) fn sort_participations(tables: &mut Tables) {
    let rank = rank(&by_key(&tables.entities));
    let mut rows = std::mem::take(tables.participations.open());
    rows.sort_by(|a, b| {
        let place = |row: &Participation| {
            let span = row.span;
            (
                row.member(),
                rank[row.body()],
                (span.from_lo, span.from_hi, span.to_lo, span.to_hi),
                row.status,
            )
        };
        let key = |row: &Participation| tables.detail(row).map(|detail| &detail.key);
        place(a).cmp(&place(b)).then_with(|| key(a).cmp(&key(b)))
    });
    for of_member in rows.chunk_by_mut(|a, b| a.member() == b.member()) {
        tell_apart(tables, of_member);
    }
    *tables.participations.open() = rows;
}

/// Gives a new print to a spell that has that of another one of its member: one chance in billions.
fn tell_apart(tables: &mut Tables, rows: &mut [Participation]) {
    let mut ids: Vec<Id<Participation>> = rows.iter().map(|row| tables.id_of(row)).collect();
    ids.sort_unstable();
    if ids.windows(2).all(|pair| pair[0] != pair[1]) {
        return;
    }
    let mut taken = BTreeSet::new();
    for row in rows {
        while !taken.insert(tables.id_of(row)) {
            tables.reprint(row);
        }
    }
}
