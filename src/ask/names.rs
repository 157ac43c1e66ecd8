//! Names, and what ties two entities to each other.

use super::{Answered, Asking};
use crate::answer::held::Held;
use crate::answer::said::unresolved;
use crate::answer::{Bond, Caveat, caveats};
use crate::model::Duty;
use crate::names::{Resolution, fold};
use crate::time::{Date, Interval};
use crate::wire::{BondKind, BondRow, NameRow, Rows};
use crate::world::Keeping;
use crate::world::View;
use crate::{BodyId, EntityId, Truth, World};

/// The row of a name of an entity: as it is recorded, with the time in which it is right.
fn row(world: &World, entity: EntityId, name: &str) -> NameRow {
    let profile = world[entity].profile();
    let folded = fold(name);
    let as_written = profile.names.iter().find(|one| *one.text == *name);
    let recorded =
        as_written.or_else(|| profile.names.iter().find(|one| fold(&one.text) == folded));
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
pub(super) fn same(view: &View<'_>, names: &[String]) -> Answered {
    let world = view.world();
    let mut rows = Vec::new();
    let mut caveats = Vec::new();
    let mut common: Option<Vec<EntityId>> = None;
    let mut certain = true;
    for name in names {
        let meant: Vec<EntityId> = match world.resolve(name) {
            Resolution::Exact(entity)
            | Resolution::Alias(entity, _)
            | Resolution::Code(entity, _) => vec![entity],
            Resolution::Ambiguous(candidates) => {
                certain = false;
                let meant = candidates.iter().map(|one| one.entity).collect();
                let name = name.as_str().into();
                caveats.push(Caveat::AmbiguousName { name, candidates });
                meant
            }
            Resolution::Unknown { suggestions } => {
                let near = suggestions.into_iter().map(|one| one.name).collect();
                let name = name.as_str().into();
                caveats.push(Caveat::UnknownName { name, near });
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
    let unknown = caveats.iter().any(|caveat| matches!(caveat, Caveat::UnknownName { .. }));
    let shared = common.unwrap_or_default();
    let truth = match (shared.is_empty(), certain) {
        (false, true) => Truth::Yes,
        (false, false) => Truth::Unknown,
        (true, _) if unknown => Truth::Unknown,
        (true, _) => Truth::No,
    };
    Answered { truth: Some(truth), rows: sorted(rows), caveats }
}

/// What somebody is called on the day.
pub(super) fn name(view: &View<'_>, entity: EntityId) -> Answered {
    let called = view.name_on_the_day(entity);
    let (name, Interval { from, to }) = (called.text.to_owned(), called.valid);
    let rows = vec![NameRow { entity: view.world().key(entity).to_owned(), name, from, to }];
    let caveats = unresolved(view, entity).map(Caveat::OfClaims).into_iter();
    Answered::new(sorted(rows), caveats.chain(caveats::of_name(view, entity)).collect())
}

/// What ties two to each other: treaties between them, organizations and treaties that both are in, the membership of
/// one in the other, relations.
pub(super) fn bonds(asking: &Asking<'_>, a: EntityId, b: EntityId) -> Answered {
    let view = &asking.view;
    let world = view.world();
    let mut bonds: Vec<(BondRow, Truth)> = Vec::new();
    let mut known: Vec<Caveat> = Vec::new();
    let bodies =
        (world.organizations().map(BodyId::from)).chain(world.treaties().map(BodyId::from));
    for body in bodies {
        // The treaties of an organization are held through the membership, which stands for them.
        if matches!(Keeping::of(world, body), Keeping::Through(..) | Keeping::Nobody) {
            continue;
        }
        let held = Held::all(view, body);
        let best = |entity: EntityId| {
            let own = held.iter().filter(move |held| held.entity == entity);
            own.max_by_key(|held| (held.status.is_binding(), held.truth))
        };
        let (Some(one), Some(other)) = (best(a), best(b)) else { continue };
        let kind = match body {
            BodyId::Organization(_) => BondKind::Organization,
            BodyId::Treaty(_) => BondKind::Treaty,
        };
        let from = match (one.valid.from, other.valid.from) {
            (Some(a), Some(b)) => Some(a.later_of(b)),
            (a, b) => a.or(b),
        };
        let (grades, duties) = ((one.status, other.status), duties(view, body));
        let what = asking.bond(&Bond::Both { body, grades, duties });
        let row = BondRow { kind, via: world.key(body).to_owned(), what, from };
        bonds.push((row, one.truth & other.truth));
    }
    for (member, body) in [(a, b), (b, a)] {
        if let Some(body) = BodyId::of(body, world[body].kind()) {
            for held in Held::all(view, body).into_iter().filter(|held| held.entity == member) {
                let what = asking.bond(&Bond::In { body, grade: held.status });
                let via = world.key(body).to_owned();
                bonds.push((
                    BondRow { kind: BondKind::Membership, via, what, from: held.valid.from },
                    held.truth,
                ));
            }
        }
    }
    for id in world.index().relations_of(a) {
        let relation = &world[*id];
        let ends = [relation.subject, relation.object];
        let truth = view.truth_of_relation(*id);
        if (ends == [a, b] || ends == [b, a]) && truth.is_possible() {
            let (kind, subject, object) = (relation.kind, relation.subject, relation.object);
            let what = asking.bond(&Bond::Related { kind, subject, object });
            let via = relation.key.to_string();
            let from = relation.time.valid.from;
            known.extend(caveats::of_relation(view, *id, truth));
            bonds.push((BondRow { kind: BondKind::Relation, via, what, from }, truth));
        }
    }
    bonds.sort();
    bonds.dedup();
    let caveat = |(row, _): &(BondRow, Truth)| Caveat::UncertainBond {
        via: row.via.as_str().into(),
        on: view.as_of(),
    };
    known.extend(bonds.iter().filter(|(_, truth)| truth.is_unknown()).map(caveat));
    known.extend(caveats::of_bonds(view, a, b));
    Answered::new(Rows::Bonds(bonds.into_iter().map(|(row, _)| row).collect()), known)
}

/// What the provisions of a treaty have its parties do, each once.
fn duties(view: &View<'_>, body: BodyId) -> Vec<Duty> {
    let world = view.world();
    let BodyId::Treaty(treaty) = body else { return Vec::new() };
    let mut duties: Vec<Duty> = (world.provisions_of(treaty))
        .filter(|id| view.stands(*id).is_possible())
        .filter_map(|id| world[id].duty)
        .collect();
    duties.sort_by_key(|duty| duty.as_str());
    duties.dedup();
    duties
}
