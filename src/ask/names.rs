//! Names, and what ties two entities to each other.

use super::Found;
use super::held::{Held, Roll};
use crate::answer::Caveat;
use crate::names::{Resolution, fold};
use crate::time::{Date, Interval};
use crate::wire::{BondRow, NameRow, Rows};
use crate::world::View;
use crate::{BodyId, EntityId, Truth, World};

/// The row of a name of an entity: as it is recorded, with the time in which it is right.
fn row(world: &World, entity: EntityId, name: &str) -> NameRow {
    let profile = world[entity].profile();
    let folded = fold(name);
    let recorded = (profile.names.iter()).find(|one| fold(&one.text) == folded);
    let (name, valid) = match recorded {
        Some(one) => (&*one.text, one.valid),
        None if fold(&profile.name) == folded => (&*profile.name, Interval::ALWAYS),
        None => (name, Interval::ALWAYS),
    };
    let entity = world.key(entity).to_owned();
    NameRow { entity, name: name.to_owned(), from: valid.from, to: valid.to }
}

fn sorted(mut rows: Vec<NameRow>) -> Rows {
    rows.sort_by_cached_key(|row| {
        let text = |date: Option<Date>| date.map(|date| date.to_string());
        (row.entity.clone(), row.name.clone(), text(row.from), text(row.to))
    });
    rows.dedup();
    Rows::Names(rows)
}

/// Whether names mean the same, at whatever time each was right.
pub(super) fn same(view: &View<'_>, names: &[String]) -> Found {
    let world = view.world();
    let mut rows = Vec::new();
    let mut caveats = Vec::new();
    let mut common: Option<Vec<EntityId>> = None;
    let mut certain = true;
    for name in names {
        let meant: Vec<EntityId> = match world.resolve(name) {
            Resolution::Exact(entity) | Resolution::Alias(entity, _) => vec![entity],
            Resolution::Ambiguous(candidates) => {
                certain = false;
                let whom: Vec<String> = (candidates.iter())
                    .map(|one| format!("{} ({})", world.key(one.entity), one.reason))
                    .collect();
                let text = format!("`{name}` may mean {}", whom.join(" or "));
                caveats.push(Caveat { code: "ambiguous-name", text });
                candidates.iter().map(|one| one.entity).collect()
            }
            Resolution::Unknown { suggestions } => {
                let near: Vec<String> =
                    suggestions.iter().map(|one| format!("`{}`", one.name)).collect();
                let hint = if near.is_empty() {
                    String::new()
                } else {
                    format!("; near it: {}", near.join(", "))
                };
                let text = format!("nothing in the record is called `{name}`{hint}");
                caveats.push(Caveat { code: "unknown-name", text });
                Vec::new()
            }
        };
        rows.extend(meant.iter().map(|entity| row(world, *entity, name)));
        let unknown = meant.is_empty();
        common = Some(match common {
            None => meant,
            Some(before) => before.into_iter().filter(|entity| meant.contains(entity)).collect(),
        });
        if unknown {
            certain = false;
        }
    }
    let unknown = caveats.iter().any(|caveat| caveat.code == "unknown-name");
    let shared = common.unwrap_or_default();
    let truth = match (shared.is_empty(), certain) {
        (false, true) => Truth::Yes,
        (false, false) => Truth::Unknown,
        (true, _) if unknown => Truth::Unknown,
        (true, _) => Truth::No,
    };
    Found { truth: Some(truth), rows: sorted(rows), caveats }
}

/// What somebody is called on the day.
pub(super) fn name(view: &View<'_>, entity: EntityId) -> Found {
    let rows = vec![row(view.world(), entity, view.name(entity))];
    Found::new(sorted(rows), Vec::new())
}

/// What ties two to each other: treaties between them, organizations and treaties that both are in, the membership of
/// one in the other, relations.
pub(super) fn bonds(view: &View<'_>, a: EntityId, b: EntityId) -> Found {
    let world = view.world();
    let mut bonds: Vec<(BondRow, Truth)> = Vec::new();
    let bodies =
        (world.organizations().map(BodyId::from)).chain(world.treaties().map(BodyId::from));
    for body in bodies {
        // The treaties of an organization are held through the membership, which stands for them.
        if matches!(Roll::of(world, body), Roll::Through(..) | Roll::Nobody) {
            continue;
        }
        let held = Held::all(view, body);
        let best = |entity: EntityId| {
            let own = held.iter().filter(move |held| held.entity == entity);
            own.max_by_key(|held| (held.status.is_binding(), held.truth))
        };
        let (Some(one), Some(other)) = (best(a), best(b)) else { continue };
        let kind = match body {
            BodyId::Organization(_) => "organization",
            BodyId::Treaty(_) => "treaty",
        };
        let grade = |held: &Held| held.status.as_str().replace('_', " ");
        let (first, second) = (grade(one), grade(other));
        let grades =
            if first == second { format!("both {first}") } else { format!("{first} and {second}") };
        let from = match (one.valid.from, other.valid.from) {
            (Some(a), Some(b)) => Some(a.later_of(b)),
            (a, b) => a.or(b),
        };
        let duties = duties(view, body);
        let what = format!("{}: {grades}{duties}", view.name(body));
        let row = BondRow { kind, via: world.key(body).to_owned(), what, from };
        bonds.push((row, one.truth & other.truth));
    }
    for (member, body) in [(a, b), (b, a)] {
        if let Some(body) = BodyId::of(body, world[body].kind()) {
            for held in Held::all(view, body).into_iter().filter(|held| held.entity == member) {
                let what =
                    format!("{} of {}", held.status.as_str().replace('_', " "), view.name(body));
                let via = world.key(body).to_owned();
                bonds.push((
                    BondRow { kind: "membership", via, what, from: held.valid.from },
                    held.truth,
                ));
            }
        }
    }
    for id in world.index().relations_of(a) {
        let relation = &world[*id];
        let ends = [relation.subject, relation.object];
        let truth = view.holds(&relation.time);
        if (ends == [a, b] || ends == [b, a]) && truth.is_possible() {
            let verb = relation.kind.as_str().replace('_', " ");
            let what =
                format!("{} {verb} {}", view.name(relation.subject), view.name(relation.object));
            let via = relation.key.to_string();
            let from = relation.time.valid.from;
            bonds.push((BondRow { kind: "relation", via, what, from }, truth));
        }
    }
    bonds.sort();
    bonds.dedup();
    let caveat = |(row, _): &(BondRow, Truth)| Caveat {
        code: "uncertain",
        text: format!("on {} the bond by {} is only possible", view.as_of(), row.via),
    };
    let caveats = bonds.iter().filter(|(_, truth)| truth.is_unknown()).map(caveat).collect();
    Found::new(Rows::Bonds(bonds.into_iter().map(|(row, _)| row).collect()), caveats)
}

/// What the provisions of a treaty have its parties do, in words.
fn duties(view: &View<'_>, body: BodyId) -> String {
    let world = view.world();
    let BodyId::Treaty(treaty) = body else { return String::new() };
    let mut duties: Vec<String> = (world.provisions_of(treaty))
        .filter(|id| view.stands(*id).is_possible())
        .filter_map(|id| world[id].duty)
        .map(|duty| duty.as_str().replace('_', " "))
        .collect();
    duties.sort();
    duties.dedup();
    if duties.is_empty() { String::new() } else { format!("; duties: {}", duties.join(", ")) }
}
