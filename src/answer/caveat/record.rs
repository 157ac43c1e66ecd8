//! What to keep in mind about an answer: where the record ends, where it is uncertain, where sources differ.

use std::collections::BTreeSet;

use super::Caveat;
use crate::answer::held::{Held, has_grade, truth_in};
use crate::answer::{Obligations, Prevalence};
use crate::model::{
    AnyEntity, Bearer, Coverage, CoverageLevel, OverlayKind, Participation, Status,
};
use crate::rules::Situation;
use crate::time::{Date, Interval};
use crate::world::{Absence, Keeping, RecordReach, RecordSubject, View};
use crate::{BodyId, EntityId, Id, InstrumentId, Organization, Truth};

/// All that is to be said of two bodies that are compared.
pub(crate) fn of_two(view: &View<'_>, a: BodyId, b: BodyId) -> Vec<Caveat> {
    let mut caveats = Vec::new();
    for body in [a, b] {
        caveats.extend(of_roll(view, body, None));
    }
    caveats
}

/// All that is to be said of duties: how far the record of them reaches, and what single ones rest on.
pub(crate) fn of_obligations(owed: &Obligations<'_>) -> Vec<Caveat> {
    let view = &owed.view();
    let world = view.world();
    let situation = Situation::recorded(*view);
    let reaches = owed.subjects().into_iter().filter_map(|what| reach(view, what));
    let mut caveats: Vec<Caveat> = reaches.collect();
    if world.tables().extents.is_empty() {
        caveats.extend(beyond_newest(view));
    }
    let mut seen: BTreeSet<(EntityId, BodyId)> = BTreeSet::new();
    for one in owed {
        if !situation.is_binding_text(one.instrument).is_yes() {
            caveats.push(Caveat::PoliticalText { text: one.instrument });
        }
        if one.truth.is_unknown() {
            let (text, by, toward, on) = (one.instrument, one.by, one.toward, view.as_of());
            caveats.push(Caveat::UncertainDuty { text, by, toward, on });
        }
        let Bearer::Participants(body) = &world[one.provision].bearer else { continue };
        // Whoever freezes its membership of an organization means the treaty on which that rests as well.
        let linked = world.linked_bodies(*body).into_iter();
        let bodies: Vec<BodyId> = std::iter::once(*body).chain(linked).collect();
        for member in [EntityId::from(one.by), one.toward] {
            for body in &bodies {
                if seen.insert((member, *body)) {
                    caveats.extend(overlaid(view, member, *body));
                }
            }
        }
    }
    caveats
}

/// All that is to be said of which of two texts prevails: what is open in it, that what yields is not void, and on which
/// participations it rests.
pub(crate) fn of_prevalence(view: &View<'_>, found: &Prevalence) -> Vec<Caveat> {
    let situation = Situation::recorded(*view);
    let texts = found.texts;
    let open = found.doubts.iter().map(|doubt| Caveat::PriorityOpen { texts, doubt: *doubt });
    let mut caveats: Vec<Caveat> = open.collect();
    caveats.extend(found.yields().map(|text| Caveat::NotVoid { text }));
    for text in texts {
        let InstrumentId::Treaty(treaty) = text else { continue };
        if !situation.is_binding_text(text).is_yes() {
            caveats.push(Caveat::PoliticalText { text });
        }
        for state in found.between {
            caveats.extend(of_membership(view, state.into(), treaty.into()));
        }
    }
    caveats
}

/// What lies over a participation without ending it or making it doubtful.
pub(crate) fn overlaid(view: &View<'_>, member: EntityId, body: BodyId) -> Vec<Caveat> {
    let world = view.world();
    let lying = view.overlays(member, body);
    let lying = lying.filter(|overlay| world[*overlay].kind != OverlayKind::Contested);
    lying.map(|overlay| Caveat::Overlaid { member, body, overlay }).collect()
}

/// How far the record of something reaches, where that is to be kept in mind.
fn reach(view: &View<'_>, what: RecordSubject) -> Option<Caveat> {
    match view.reach(&what) {
        RecordReach::Covered => None,
        reach => Some(Caveat::Reach { what, reach }),
    }
}

/// That the roll of a body is not covered in full on the day: whoever is not listed may be in, and whoever is may be no more.
pub(crate) fn coverage(view: &View<'_>, body: BodyId, status: Option<Status>) -> Vec<Caveat> {
    let Some(carrier) = Keeping::of(view.world(), body).carrier() else {
        return beyond_newest(view).into_iter().collect();
    };
    let what = RecordSubject::Roll { body: carrier, status };
    match view.reach(&what) {
        RecordReach::Covered => {
            beyond_newest(view).filter(|_| !has_end(view, carrier)).into_iter().collect()
        }
        RecordReach::Partial => {
            let is_complete = coverage_of(view, carrier)
                .is_some_and(|coverage| coverage.level == CoverageLevel::Complete);
            let grade = status.filter(|_| is_complete);
            vec![Caveat::RollInPart { body: carrier, grade }]
        }
        RecordReach::Beyond { known } => {
            vec![Caveat::RollEnds { body: carrier, until: Some(known.next()) }]
        }
        reach @ (RecordReach::Presumed { .. } | RecordReach::Before { .. }) => {
            vec![Caveat::Reach { what, reach }]
        }
    }
}

fn coverage_of<'w>(view: &View<'w>, body: BodyId) -> Option<&'w Coverage> {
    match &view.world()[body.entity()] {
        AnyEntity::Organization(organization) => Some(&organization.coverage),
        AnyEntity::Treaty(treaty) => Some(&treaty.coverage),
        _ => None,
    }
}

/// Whether the roll of a body says up to which day it is known.
fn has_end(view: &View<'_>, body: BodyId) -> bool {
    coverage_of(view, body).is_some_and(|coverage| coverage.until.is_some())
}

/// That the day lies after all that is on record.
pub(crate) fn beyond_newest(view: &View<'_>) -> Option<Caveat> {
    let newest = view.world().newest();
    newest.is_before(view.as_of()).is_yes().then_some(Caveat::BeyondNewest { newest })
}

/// All that is to be said of who takes part in a body, in one grade or in those that bind.
pub(crate) fn of_roll(view: &View<'_>, body: BodyId, status: Option<Status>) -> Vec<Caveat> {
    let mut held = Held::all(view, body);
    held.retain(|held| has_grade(held.status, status));
    let mut caveats = of_list(view, &held);
    caveats.extend(coverage(view, body, status));
    if held.is_empty() {
        caveats.extend(not_in_existence(view, body));
    }
    caveats
}

/// All that is to be said of whether somebody is a member of an organization, or party to a treaty.
pub(crate) fn of_membership(view: &View<'_>, entity: EntityId, body: BodyId) -> Vec<Caveat> {
    let mut held = Held::all(view, body);
    held.retain(|held| held.entity == entity);
    let mut caveats = of_pair(view, entity, body, &held);
    let is_bound = held.iter().any(|held| held.status.is_binding());
    if truth_in(view, entity, body).is_unknown() && !is_bound {
        caveats.push(not_covered(view, entity, body));
    }
    if held.is_empty() {
        caveats.extend(not_in_existence(view, body));
        if view.existed(entity).is_no() {
            caveats.push(Caveat::NotInExistence { entity, on: view.as_of(), first: None });
        }
    }
    let carrier = Keeping::of(view.world(), body).carrier();
    let what = RecordSubject::Participation { member: entity, body };
    match view.reach(&what) {
        RecordReach::Covered if carrier.is_none_or(|carrier| !has_end(view, carrier)) => {
            caveats.extend(beyond_newest(view));
        }
        RecordReach::Covered | RecordReach::Partial => {}
        reach @ (RecordReach::Presumed { .. }
        | RecordReach::Beyond { .. }
        | RecordReach::Before { .. }) => {
            caveats.push(Caveat::Reach { what, reach });
        }
    }
    caveats
}

/// That the record does not say whether somebody is in.
pub(crate) fn not_covered(view: &View<'_>, entity: EntityId, body: BodyId) -> Caveat {
    Caveat::NotCovered { entity, body, on: view.as_of() }
}

/// The organizations that the record does not say of whether somebody is in them.
pub(crate) fn rolls_without(view: &View<'_>, entity: EntityId) -> Option<Caveat> {
    let world = view.world();
    let organizations: Vec<Id<Organization>> = (world.organizations())
        .filter(|id| world[*id].purpose.is_some())
        .filter(|id| view.standing(entity, *id).absence == Some(Absence::BeyondCoverage))
        .collect();
    (!organizations.is_empty()).then_some(Caveat::RollsSilent { entity, organizations })
}

/// That there was no such body on the day.
pub(crate) fn not_in_existence(view: &View<'_>, body: BodyId) -> Option<Caveat> {
    let on = view.as_of();
    view.exists(body).is_no().then(|| match body {
        BodyId::Organization(organization) => {
            Caveat::NotInExistence { entity: organization.into(), on, first: None }
        }
        BodyId::Treaty(treaty) => Caveat::NotInForce { treaty, on },
    })
}

/// What makes single rows of a list uncertain, and where another source would change them.
pub(crate) fn of_list(view: &View<'_>, held: &[Held]) -> Vec<Caveat> {
    held.iter().flat_map(|held| of_one(view, held, true)).collect()
}

/// All that is to be said of one pair.
pub(crate) fn of_pair(
    view: &View<'_>,
    entity: EntityId,
    body: BodyId,
    held: &[Held],
) -> Vec<Caveat> {
    let world = view.world();
    let mut caveats: Vec<Caveat> = held.iter().flat_map(|held| of_one(view, held, false)).collect();
    let carrier = Keeping::of(world, body).carrier().unwrap_or(body);
    caveats.extend(overlaid(view, entity, carrier));
    // Whoever is not in on the day, or only in another grade, may be in by another source.
    let told = |row| held.iter().any(|held| held.row.is_some_and(|(told, _)| told == row));
    for spell in world.spells(entity, body, view.knowledge()) {
        if !told(spell.participation) {
            caveats.extend(contested_values(view, spell.participation, true));
        }
    }
    caveats
}

/// What makes one row uncertain; `only_if_it_matters`: other values only where they would change the truth on the day.
fn of_one(view: &View<'_>, held: &Held, only_if_it_matters: bool) -> Vec<Caveat> {
    let world = view.world();
    let Some((row, body)) = held.row else { return Vec::new() };
    let mut caveats = contested_values(view, row, only_if_it_matters);
    let contests = (view.overlays(held.entity, body).map(|id| &world[id]))
        .find(|overlay| overlay.kind == OverlayKind::Contested);
    let (member, status) = (held.entity, held.status);
    if let Some(overlay) = contests {
        let effect = overlay.effect.clone();
        caveats.push(Caveat::Contested { member, body, status, effect });
    } else if held.truth.is_unknown() {
        let (valid, on) = (held.valid, view.as_of());
        caveats.push(Caveat::UncertainDate { member, body, valid, on });
    }
    caveats
}

/// The fields of a spell about which sources differ.
pub(crate) fn contested_values(
    view: &View<'_>,
    row: Id<Participation>,
    only_if_it_matters: bool,
) -> Vec<Caveat> {
    let world = view.world();
    let tables = world.tables();
    let Some(detail) = tables.detail(&world[row]) else { return Vec::new() };
    let mut caveats = Vec::new();
    for contested in tables.contested.iter().filter(|one| one.of.as_deref() == Some(&detail.key)) {
        let Some(field) = contested.field.as_deref() else { continue };
        let valid = detail.time.valid;
        let other = |value: &str| {
            let date = Date::parse(value).ok()?;
            Some(match field {
                "from" => Interval { from: Some(date), ..valid },
                _ => Interval { to: Some(date), ..valid },
            })
        };
        let now = valid.contains(view.as_of());
        let matters = (contested.values.iter())
            .filter_map(|value| other(&value.value))
            .any(|other| other.contains(view.as_of()) != now);
        if !matches!(field, "from" | "to") || (only_if_it_matters && !matters) {
            continue;
        }
        caveats.push(Caveat::SourcesDiffer {
            record: detail.key.clone(),
            field: field.into(),
            values: contested.values.clone(),
        });
    }
    caveats
}

/// That the record leaves open whether somebody is in.
pub(crate) fn of_standing(view: &View<'_>, entity: EntityId, body: BodyId) -> Option<Caveat> {
    let standing = view.standing(entity, body);
    let open =
        standing.truth == Truth::Unknown && standing.absence == Some(Absence::BeyondCoverage);
    open.then(|| not_covered(view, entity, body))
}
