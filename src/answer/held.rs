//! Who holds what, however the record keeps it: in rows of the body, in rows of the body that a treaty is held through,
//! or as a list of parties.

use crate::model::{OverlayKind, Participation, Status};
use crate::time::{Date, Interval};
use crate::world::{Keeping, View};
use crate::{BodyId, EntityId, Id, State, Truth};

/// Whether somebody is bound by being in a body on the day, however its roll is kept.
pub(crate) fn truth_in(view: &View<'_>, entity: EntityId, body: BodyId) -> Truth {
    match Keeping::of(view.world(), body) {
        Keeping::Rows(body) => view.is_member(entity, body),
        Keeping::Through(treaty, other) => view.is_member(entity, other) & view.in_force(treaty),
        Keeping::Listed(treaty, states) => {
            let is_listed = states.iter().any(|state| EntityId::from(*state) == entity);
            Truth::from(is_listed) & view.in_force(treaty)
        }
        Keeping::Nobody => Truth::No,
    }
}

/// Somebody who takes part in something on the day, possibly.
pub(crate) struct Held {
    pub(crate) entity: EntityId,
    pub(crate) status: Status,
    pub(crate) truth: Truth,
    pub(crate) valid: Interval,
    /// Sorted by their words.
    pub(crate) overlays: Vec<OverlayKind>,
    /// The row that says so, and its body.
    pub(crate) row: Option<(Id<Participation>, BodyId)>,
}

impl Held {
    /// What a row says on the day.
    pub(crate) fn of_row(
        view: &View<'_>,
        body: BodyId,
        found: &crate::world::Participant<'_>,
    ) -> Self {
        let row = found.participation().map(|row| view.world().tables().id_of(&row));
        let mut overlays: Vec<OverlayKind> =
            view.overlays(found.entity, body).map(|id| view.world()[id].kind).collect();
        overlays.sort_by_key(|kind| kind.as_str());
        overlays.dedup();
        let spells = view.world().spells(found.entity, body, view.knowledge());
        let spell = spells.iter().find(|spell| Some(spell.participation) == row);
        Self {
            entity: found.entity,
            status: found.status,
            truth: found.truth,
            valid: spell.map_or(Interval::ALWAYS, |spell| spell.valid),
            overlays,
            row: row.map(|row| (row, body)),
        }
    }

    /// All who take part in a body on the day, in whatever grade.
    pub(crate) fn all(view: &View<'_>, body: BodyId) -> Vec<Self> {
        let world = view.world();
        match Keeping::of(world, body) {
            Keeping::Rows(body) => {
                view.taking_part(body).map(|found| Self::of_row(view, body, &found)).collect()
            }
            Keeping::Through(treaty, other) => {
                let (force, truth) = (world[treaty].force(), view.in_force(treaty));
                let clip = |found| {
                    let held = Self::of_row(view, other, &found);
                    let valid = both(held.valid, force);
                    Self { status: Status::Party, truth: held.truth & truth, valid, ..held }
                };
                view.binding(other).map(clip).filter(|held| held.truth.is_possible()).collect()
            }
            Keeping::Listed(treaty, states) => {
                let (valid, truth) = (world[treaty].force(), view.in_force(treaty));
                let listed = |state: &Id<State>| Self {
                    entity: (*state).into(),
                    status: Status::Party,
                    truth,
                    valid,
                    overlays: Vec::new(),
                    row: None,
                };
                states.iter().map(listed).filter(|held| held.truth.is_possible()).collect()
            }
            Keeping::Nobody => Vec::new(),
        }
    }
}

/// A spell of somebody in a body, whatever the day.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Period {
    pub(crate) status: Status,
    pub(crate) valid: Interval,
    /// Whether it is certain that there was such a spell.
    pub(crate) truth: Truth,
    pub(crate) row: Option<Id<Participation>>,
}

/// All spells of somebody in a body, of every grade, the earliest first.
pub(crate) fn all_spells(view: &View<'_>, entity: EntityId, body: BodyId) -> Vec<Period> {
    let world = view.world();
    let rows = |body: BodyId| {
        let spells = world.spells(entity, body, view.knowledge()).into_iter();
        spells.map(move |spell| Period {
            status: spell.status,
            valid: spell.valid,
            truth: truth_of(view, entity, body, spell.valid),
            row: Some(spell.participation),
        })
    };
    match Keeping::of(world, body) {
        Keeping::Rows(body) => rows(body).collect(),
        Keeping::Through(treaty, other) => {
            let force = world[treaty].force();
            (rows(other).filter(|spell| spell.status.is_binding()))
                .map(|spell| Period {
                    status: Status::Party,
                    valid: both(spell.valid, force),
                    truth: spell.truth & spell.valid.overlaps(force),
                    ..spell
                })
                .filter(|spell| spell.truth.is_possible())
                .collect()
        }
        Keeping::Listed(treaty, states) => {
            let valid = world[treaty].force();
            let is_listed = states.iter().any(|state| EntityId::from(*state) == entity);
            let began = valid.from.is_none_or(|from| from.latest().is_some());
            let truth = if began { Truth::Yes } else { Truth::Unknown };
            let period = Period { status: Status::Party, valid, truth, row: None };
            is_listed.then_some(period).into_iter().collect()
        }
        Keeping::Nobody => Vec::new(),
    }
}

/// The spells of one grade; `None`: of all that bind.
pub(crate) fn spells(
    view: &View<'_>,
    entity: EntityId,
    body: BodyId,
    status: Option<Status>,
) -> Vec<Period> {
    let wanted = |spell: &Period| has_grade(spell.status, status);
    all_spells(view, entity, body).into_iter().filter(wanted).collect()
}

/// Whether a grade is the one asked for; `None`: any that binds.
pub(crate) fn has_grade(status: Status, wanted: Option<Status>) -> bool {
    wanted.map_or(status.is_binding(), |wanted| wanted == status)
}

/// Whether it is certain that there was such a spell: not if it is contested, or began on a day of which nothing is known.
fn truth_of(view: &View<'_>, entity: EntityId, body: BodyId, valid: Interval) -> Truth {
    let world = view.world();
    let contested = world.index().overlays_of(entity).iter().any(|id| {
        let overlay = &world[*id];
        overlay.kind == OverlayKind::Contested
            && overlay.body == body
            && overlay.time.valid.overlaps(valid).is_possible()
    });
    let unknown = valid.from.is_some_and(Date::is_unknown);
    if contested || unknown { Truth::Unknown } else { Truth::Yes }
}

/// The time in which both hold.
fn both(a: Interval, b: Interval) -> Interval {
    let either = |a: Option<Date>, b: Option<Date>, pick: fn(Date, Date) -> Date| match (a, b) {
        (Some(a), Some(b)) => Some(pick(a, b)),
        (a, b) => a.or(b),
    };
    Interval {
        from: either(a.from, b.from, Date::later_of),
        to: either(a.to, b.to, Date::earlier_of),
    }
}
