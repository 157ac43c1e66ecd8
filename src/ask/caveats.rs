//! What to keep in mind about an answer: where the record ends, where it is uncertain, where sources differ.

use super::held::{Held, Roll, has_grade};
use crate::answer::Caveat;
use crate::model::{AnyEntity, Coverage, CoverageLevel, OverlayKind, Participation, Status};
use crate::time::{Date, Interval};
use crate::world::{Absence, View};
use crate::{BodyId, EntityId, Id, Organization, Truth};

fn coverage_of<'w>(view: &View<'w>, body: BodyId) -> Option<&'w Coverage> {
    match &view.world()[body.entity()] {
        AnyEntity::Organization(organization) => Some(&organization.coverage),
        AnyEntity::Treaty(treaty) => Some(&treaty.coverage),
        _ => None,
    }
}

/// That the roll of a body is not covered in full on the day: whoever is not listed may be in.
pub(super) fn coverage(view: &View<'_>, body: BodyId, status: Option<Status>) -> Option<Caveat> {
    let carrier = Roll::of(view.world(), body).carrier()?;
    let coverage = coverage_of(view, carrier)?;
    let reached = coverage.until.is_none_or(|until| view.as_of().is_before(until.into()).is_yes());
    let graded = coverage.statuses.is_empty()
        || coverage.statuses.iter().any(|covered| has_grade(*covered, status));
    let complete = coverage.level == CoverageLevel::Complete && graded;
    if (reached && complete) || view.exists(carrier).is_no() {
        return None;
    }
    Some(if complete {
        Caveat::RollEnds { body: carrier, until: coverage.until }
    } else {
        let grade = status.filter(|_| coverage.level == CoverageLevel::Complete);
        Caveat::RollInPart { body: carrier, grade }
    })
}

/// That the record does not say whether somebody is in.
pub(super) fn not_covered(view: &View<'_>, entity: EntityId, body: BodyId) -> Caveat {
    Caveat::NotCovered { entity, body, on: view.as_of() }
}

/// The organizations that the record does not say of whether somebody is in them.
pub(super) fn rolls_without(view: &View<'_>, entity: EntityId) -> Option<Caveat> {
    let world = view.world();
    let organizations: Vec<Id<Organization>> = (world.organizations())
        .filter(|id| world[*id].purpose.is_some())
        .filter(|id| view.standing(entity, *id).absence == Some(Absence::BeyondCoverage))
        .collect();
    (!organizations.is_empty()).then_some(Caveat::RollsSilent { entity, organizations })
}

/// That there was no such body on the day.
pub(super) fn not_in_existence(view: &View<'_>, body: BodyId) -> Option<Caveat> {
    let on = view.as_of();
    view.exists(body).is_no().then(|| match body {
        BodyId::Organization(organization) => {
            Caveat::NotInExistence { entity: organization.into(), on }
        }
        BodyId::Treaty(treaty) => Caveat::NotInForce { treaty, on },
    })
}

/// What makes single rows of a list uncertain, and where another source would change them.
pub(super) fn of_list(view: &View<'_>, held: &[Held]) -> Vec<Caveat> {
    held.iter().flat_map(|held| of_one(view, held, true)).collect()
}

/// All that is to be said of one pair.
pub(super) fn of_pair(
    view: &View<'_>,
    entity: EntityId,
    body: BodyId,
    held: &[Held],
) -> Vec<Caveat> {
    let world = view.world();
    let mut caveats: Vec<Caveat> = held.iter().flat_map(|held| of_one(view, held, false)).collect();
    let lying = view
        .overlays(entity, body)
        .filter(|overlay| world[*overlay].kind != OverlayKind::Contested);
    caveats.extend(lying.map(|overlay| Caveat::Overlaid { member: entity, body, overlay }));
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

/// The caveat of a standing that the record leaves open.
pub(super) fn of_standing(view: &View<'_>, entity: EntityId, body: BodyId) -> Option<Caveat> {
    let standing = view.standing(entity, body);
    let open =
        standing.truth == Truth::Unknown && standing.absence == Some(Absence::BeyondCoverage);
    open.then(|| not_covered(view, entity, body))
}
