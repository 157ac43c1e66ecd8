//! Who is in what: members, parties, memberships, periods, and who came and went.

use super::Answered;
use crate::answer::caveats;
use crate::answer::held::{Held, Period, has_grade, spells, truth_in};
use crate::model::Status;
use crate::time::{Date, Interval};
use crate::wire::{ChangeKind, ChangeRow, EntityRow, MemberRow, MembershipRow, PeriodRow, Rows};
use crate::world::{Keeping, View};
use crate::{BodyId, EntityId, Truth};

/// A date as it is printed, for sorting.
fn text(date: Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}

/// Who is in a body on the day, in one grade or in all that bind.
pub(super) fn members(view: &View<'_>, body: BodyId, status: Option<Status>) -> Answered {
    let mut held = Held::all(view, body);
    held.retain(|held| has_grade(held.status, status));
    let caveats = caveats::of_roll(view, body, status);
    let row = |held: Held| MemberRow {
        entity: view.world().key(held.entity).to_owned(),
        status: held.status,
        truth: held.truth,
        from: held.valid.from,
        to: held.valid.to,
        overlays: held.overlays,
    };
    let mut rows: Vec<MemberRow> = held.into_iter().map(row).collect();
    rows.sort_by_cached_key(|row| {
        (row.entity.clone(), row.status.as_str(), row.truth, text(row.from), text(row.to))
    });
    Answered::new(Rows::Members(rows), caveats)
}

fn membership_row(view: &View<'_>, body: BodyId, held: Held) -> MembershipRow {
    MembershipRow {
        organization: view.world().key(body).to_owned(),
        status: Some(held.status),
        truth: held.truth,
        from: held.valid.from,
        to: held.valid.to,
        overlays: held.overlays,
    }
}

fn sort_memberships(rows: &mut [MembershipRow]) {
    rows.sort_by_cached_key(|row| {
        let status = row.status.map(Status::as_str);
        (row.organization.clone(), status, row.truth, text(row.from), text(row.to))
    });
}

/// In which organizations somebody takes part on the day, in whatever grade.
pub(super) fn memberships(view: &View<'_>, entity: EntityId) -> Answered {
    let held = (view.holdings(entity))
        .filter(|(body, _)| matches!(body, BodyId::Organization(_)))
        .map(|(body, found)| (body, Held::of_row(view, body, &found)));
    let mut rows: Vec<MembershipRow> =
        held.map(|(body, held)| membership_row(view, body, held)).collect();
    let listed = view.memberships_of(entity).in_organizations();
    let caveats = caveats::of_memberships(&listed);
    sort_memberships(&mut rows);
    Answered::new(Rows::Memberships(rows), caveats)
}

/// Whether somebody is a member of an organization, or party to a treaty, with its row.
pub(super) fn is_member(view: &View<'_>, entity: EntityId, body: BodyId) -> Answered {
    let truth = truth_in(view, entity, body);
    let mut held = Held::all(view, body);
    held.retain(|held| held.entity == entity);
    let caveats = caveats::of_membership(view, entity, body);
    let mut rows: Vec<MembershipRow> =
        held.into_iter().map(|held| membership_row(view, body, held)).collect();
    if rows.is_empty() {
        rows.push(absent_row(view, entity, body, truth));
    }
    sort_memberships(&mut rows);
    Answered { truth: Some(truth), rows: Rows::Memberships(rows), caveats }
}

/// The row of somebody who is not in: its last spell that is over, else its first to come, else nothing but the truth.
fn absent_row(view: &View<'_>, entity: EntityId, body: BodyId, truth: Truth) -> MembershipRow {
    let known = spells(view, entity, body, None);
    let is_over = |spell: &&Period| {
        spell.valid.to.is_some_and(|to| to.is_on_or_before(view.as_of()).is_yes())
    };
    let spell = known.iter().rfind(is_over).or(known.first());
    let valid = spell.map_or(Interval::ALWAYS, |spell| spell.valid);
    MembershipRow {
        organization: view.world().key(body).to_owned(),
        status: spell.map(|spell| spell.status),
        truth,
        from: valid.from,
        to: valid.to,
        overlays: Vec::new(),
    }
}

/// Everybody bound by being in a body on the day, by key, each once.
fn bound(view: &View<'_>, body: BodyId) -> Vec<(EntityId, Truth)> {
    let mut bound: Vec<(EntityId, Truth)> = Vec::new();
    for held in Held::all(view, body).iter().filter(|held| held.status.is_binding()) {
        match bound.iter_mut().find(|(entity, _)| *entity == held.entity) {
            Some((_, truth)) => *truth = *truth | held.truth,
            None => bound.push((held.entity, held.truth)),
        }
    }
    bound
}

/// Two bodies compared, each by its recorded roll.
pub(super) fn compared(
    view: &View<'_>,
    a: BodyId,
    b: BodyId,
    combine: impl Fn(Truth, Truth) -> Truth,
) -> Answered {
    let (in_a, in_b) = (bound(view, a), bound(view, b));
    let of = |roll: &[(EntityId, Truth)], entity: EntityId| {
        roll.iter().find(|(one, _)| *one == entity).map_or(Truth::No, |(_, truth)| *truth)
    };
    let mut entities: Vec<EntityId> = in_a.iter().chain(&in_b).map(|(entity, _)| *entity).collect();
    entities.sort_unstable();
    entities.dedup();
    let rows =
        entities.into_iter().map(|entity| (entity, combine(of(&in_a, entity), of(&in_b, entity))));
    entity_rows(view, a, b, rows)
}

/// Who is in the first but not in the second; a missing row is a no only as far as the second roll reaches.
pub(super) fn but_not(view: &View<'_>, a: BodyId, b: BodyId) -> Answered {
    let rows = bound(view, a)
        .into_iter()
        .map(|(entity, in_a)| (entity, in_a & !truth_in(view, entity, b)));
    entity_rows(view, a, b, rows)
}

fn entity_rows(
    view: &View<'_>,
    a: BodyId,
    b: BodyId,
    rows: impl Iterator<Item = (EntityId, Truth)>,
) -> Answered {
    let mut rows: Vec<EntityRow> = rows
        .filter(|(_, truth)| truth.is_possible())
        .map(|(entity, truth)| EntityRow { entity: view.world().key(entity).to_owned(), truth })
        .collect();
    rows.sort_by(|x, y| x.entity.cmp(&y.entity));
    let caveats = caveats::of_two(view, a, b);
    Answered::new(Rows::Entities(rows), caveats)
}

/// Spells that touch or overlap for certain, made one.
fn coalesced(mut periods: Vec<Period>) -> Vec<Period> {
    periods.sort_by_key(|period| {
        let span = period.valid.span();
        (span.from_lo, span.from_hi, span.to_lo, span.to_hi)
    });
    let mut merged: Vec<Period> = Vec::new();
    for next in periods {
        let Some(last) = merged.last_mut() else {
            merged.push(next);
            continue;
        };
        let touches = match (last.valid.to, next.valid.from) {
            (Some(to), Some(from)) => from.is_on_or_before(to).is_yes(),
            _ => true,
        };
        if touches || last.valid == next.valid {
            last.valid.to = match (last.valid.to, next.valid.to) {
                (Some(a), Some(b)) => Some(a.later_of(b)),
                _ => None,
            };
            last.truth = last.truth | next.truth;
        } else {
            merged.push(next);
        }
    }
    merged
}

/// In which periods somebody was in a body, and, if asked, in what is linked to it.
pub(super) fn periods(
    view: &View<'_>,
    entity: EntityId,
    body: BodyId,
    bundle: bool,
    status: Option<Status>,
) -> Answered {
    let mut bodies = vec![body];
    if bundle {
        bodies.extend(view.world().linked_bodies(body));
    }
    let all: Vec<Period> =
        bodies.iter().flat_map(|body| spells(view, entity, *body, status)).collect();
    let mut caveats: Vec<_> = (all.iter().filter_map(|period| period.row))
        .flat_map(|row| caveats::contested_values(view, row, false))
        .collect();
    if all.is_empty() && view.is_member(entity, body).is_unknown() {
        caveats.push(caveats::not_covered(view, entity, body));
    }
    let row = |period: Period| PeriodRow {
        from: period.valid.from,
        to: period.valid.to,
        truth: period.truth,
    };
    let mut rows: Vec<PeriodRow> = coalesced(all).into_iter().map(row).collect();
    rows.sort_by_cached_key(|row| (text(row.from), text(row.to), row.truth));
    Answered::new(Rows::Periods(rows), caveats)
}

/// Who joined and who left a body, after one date and not after another.
///
/// ```text
/// joined(s, o, d) :- period(s, o) begins on d, after < d <= until.
/// left(s, o, d)   :- period(s, o) ends on d, after < d <= until.
/// ```
pub(super) fn changes(view: &View<'_>, body: BodyId, after: Date, until: Date) -> Answered {
    let world = view.world();
    let roll = Keeping::of(world, body);
    let mut entities: Vec<EntityId> = match &roll {
        Keeping::Rows(carrier) | Keeping::Through(_, carrier) => {
            world.index().members_of(world.tables(), *carrier).collect()
        }
        Keeping::Listed(_, states) => states.iter().map(|state| (*state).into()).collect(),
        Keeping::Nobody => Vec::new(),
    };
    entities.dedup();
    let mut rows = Vec::new();
    let mut caveats = Vec::new();
    for entity in entities {
        let periods = spells(view, entity, body, None);
        let mut touched = false;
        for period in coalesced(periods.clone()) {
            for (change, date) in
                [(ChangeKind::Joined, period.valid.from), (ChangeKind::Left, period.valid.to)]
            {
                let Some(date) = date else { continue };
                let truth = after.is_before(date) & date.is_on_or_before(until) & period.truth;
                if truth.is_possible() {
                    let entity = world.key(entity).to_owned();
                    rows.push(ChangeRow { entity, change, date, truth });
                    touched = true;
                }
            }
        }
        if touched {
            let sources = periods.iter().filter_map(|period| period.row);
            caveats.extend(sources.flat_map(|row| caveats::contested_values(view, row, false)));
        }
    }
    rows.sort_by_cached_key(|row| {
        (row.entity.clone(), row.change, row.date.to_string(), row.truth)
    });
    caveats.extend(caveats::coverage(&view.on(until), body, None));
    Answered::new(Rows::Changes(rows), caveats)
}
