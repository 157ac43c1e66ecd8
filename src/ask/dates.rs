//! When something happened by the record, and when it could happen by law.

use super::{Answered, all_spells, spells};
use crate::answer::Caveat;
use crate::model::{AnyEntity, Status};
use crate::question::DateOf;
use crate::rules::Exit;
use crate::scenario::{Change, Scenario};
use crate::time::Date;
use crate::verdict::ExitMode;
use crate::wire::{DateKind, DateRow, Rows};
use crate::world::View;
use crate::{BodyId, EntityId, Id, State};

/// The dates asked for, sorted by what they are, then as they are printed.
pub(super) fn dates(view: &View<'_>, of: &DateOf) -> Answered {
    let world = view.world();
    let (mut rows, caveats) = match of {
        DateOf::Joined { entity, body } => {
            let starts = spells(view, *entity, *body, None).into_iter();
            let rows =
                starts.filter_map(|spell| spell.valid.from).map(|date| row(DateKind::Joined, date));
            (rows.collect(), contested(view, *entity, *body))
        }
        DateOf::Left { entity, body } => {
            let ends = spells(view, *entity, *body, None).into_iter();
            let rows =
                ends.filter_map(|spell| spell.valid.to).map(|date| row(DateKind::Left, date));
            (rows.collect(), contested(view, *entity, *body))
        }
        DateOf::SignedBy { entity, treaty } => signed_by(view, *entity, *treaty),
        DateOf::Signed { instrument } => {
            let signed = match &world[instrument.entity()] {
                AnyEntity::Treaty(treaty) => treaty.signed,
                AnyEntity::Law(law) => law.signed,
                _ => None,
            };
            (signed.map(|date| row(DateKind::Signed, date)).into_iter().collect(), Vec::new())
        }
        DateOf::InForce { instrument } => {
            let in_force = match &world[instrument.entity()] {
                AnyEntity::Treaty(treaty) => treaty.in_force,
                AnyEntity::Law(law) => law.in_force,
                _ => None,
            };
            (in_force.map(|date| row(DateKind::InForce, date)).into_iter().collect(), Vec::new())
        }
        DateOf::Exit { state, body, notice } => exit(view, *state, *body, *notice),
    };
    rows.sort_by_cached_key(|row: &DateRow| (row.what, row.date.map(|date| date.to_string())));
    rows.dedup();
    Answered::new(Rows::Dates(rows), caveats)
}

const fn row(what: DateKind, date: Date) -> DateRow {
    DateRow { what, date: Some(date) }
}

/// Where sources differ about the spells of somebody in a body.
fn contested(view: &View<'_>, entity: EntityId, body: BodyId) -> Vec<Caveat> {
    let rows = spells(view, entity, body, None).into_iter().filter_map(|spell| spell.row);
    rows.flat_map(|row| super::contested_values(view, row, false)).collect()
}

/// The signature of one state: its act, else the beginning of its time as a signatory, else that of a treaty of few.
fn signed_by(
    view: &View<'_>,
    entity: EntityId,
    treaty: Id<crate::Treaty>,
) -> (Vec<DateRow>, Vec<Caveat>) {
    use crate::model::{ActKind, Parties};
    let world = view.world();
    let acts: Vec<DateRow> = (world.acts_on(treaty).map(|id| &world[id]))
        .filter(|act| act.by.map(EntityId::from) == Some(entity))
        .filter(|act| matches!(act.kind, ActKind::Sign | ActKind::DefinitiveSignature))
        .filter(|act| act.is_known_by(view.knowledge()))
        .map(|act| row(DateKind::Signed, act.date))
        .collect();
    if !acts.is_empty() {
        return (acts, Vec::new());
    }
    let bodies = std::iter::once(BodyId::Treaty(treaty)).chain(
        world.index().links_to(treaty.into()).iter().map(|id| world[*id].organization.into()),
    );
    let found: Vec<_> = bodies
        .flat_map(|body| all_spells(view, entity, body))
        .filter(|spell| spell.status == Status::Signatory)
        .collect();
    if !found.is_empty() {
        let rows = found
            .iter()
            .filter_map(|spell| spell.valid.from)
            .map(|date| row(DateKind::Signed, date));
        let caveats = (found.iter().filter_map(|spell| spell.row))
            .flat_map(|row| super::contested_values(view, row, false))
            .collect();
        return (rows.collect(), caveats);
    }
    let is_listed = matches!(&world[treaty].parties, Some(Parties::Listed(states))
        if states.iter().any(|state| EntityId::from(*state) == entity));
    let signed = world[treaty].signed.filter(|_| is_listed);
    (signed.map(|date| row(DateKind::Signed, date)).into_iter().collect(), Vec::new())
}

/// The day on which a state can be free of a body and of what it is bundled with, and the last day of notice for that day.
fn exit(
    view: &View<'_>,
    state: Id<State>,
    body: BodyId,
    notice: Option<Date>,
) -> (Vec<DateRow>, Vec<Caveat>) {
    if super::truth_in(view, state.into(), body).is_no() {
        let member = EntityId::from(state);
        let absence = view.standing(member, body).absence;
        return (Vec::new(), vec![Caveat::NotIn { member, body, absence }]);
    }
    let mut scenario = Scenario::new(Change::leave(state, body));
    scenario.notice = notice;
    let answer = view.consequences_of(&scenario);
    let exits: Vec<&Exit> = answer.leaving().iter().map(|leaving| &leaving.exit).collect();
    let mut caveats = answer.caveats().to_vec();
    let mut rows = Vec::new();
    let all_known = exits.iter().all(|exit| exit.earliest.is_some());
    let last = exits.iter().filter_map(|exit| exit.earliest).reduce(Date::later_of);
    if let Some(day) = last.filter(|_| all_known) {
        rows.push(row(DateKind::ExitEffective, day));
        let decisive = exits.iter().filter(|exit| exit.earliest == Some(day));
        let notice_by = decisive.filter_map(|exit| exit.notice_by).min();
        rows.extend(notice_by.map(|day| row(DateKind::NoticeBy, day.into())));
    } else {
        // Never by itself is another thing than on some day that nobody knows.
        let never = exits.iter().any(|exit| exit.mode == ExitMode::ConsentOnly);
        let date = (!never).then_some(Date::UNKNOWN);
        rows.push(DateRow { what: DateKind::ExitEffective, date });
    }
    for exit in exits {
        let body = exit.body;
        let conditions = exit.subject_to.iter();
        caveats.extend(conditions.map(|one| Caveat::SubjectTo { body, condition: *one }));
    }
    (rows, caveats)
}
