//! What to keep in mind about an answer: where the record ends, where it is uncertain, where sources differ.

use super::held::{Held, Roll, has_grade};
use crate::answer::Caveat;
use crate::model::{AnyEntity, Coverage, CoverageLevel, OverlayKind, Participation, Status};
use crate::time::{Date, Interval};
use crate::world::{Absence, View};
use crate::{BodyId, EntityId, Id, Truth};

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
    let key = view.world().key(carrier);
    let text = if complete {
        let until = coverage.until.map_or_else(String::new, |until| until.to_string());
        format!("the roll of {key} is recorded only up to {until}")
    } else {
        let grade = status.filter(|_| coverage.level == CoverageLevel::Complete);
        let whom =
            grade.map_or_else(String::new, |grade| format!(", for the grade {},", grade.as_str()));
        format!("the roll of {key} is{whom} recorded only in part: others may be in as well")
    };
    Some(Caveat { code: "beyond-coverage", text })
}

/// That the record does not say whether somebody is in.
pub(super) fn not_covered(view: &View<'_>, entity: EntityId, body: BodyId) -> Caveat {
    let world = view.world();
    let text = format!(
        "the record does not reach: whether {} is in {} on {} is not known",
        world.key(entity),
        world.key(body),
        view.as_of()
    );
    Caveat { code: "beyond-coverage", text }
}

/// The organizations that the record does not say of whether somebody is in them.
pub(super) fn rolls_without(view: &View<'_>, entity: EntityId) -> Option<Caveat> {
    let world = view.world();
    let keys: Vec<&str> = (world.organizations())
        .filter(|id| world[*id].purpose.is_some())
        .filter(|id| view.standing(entity, *id).absence == Some(Absence::BeyondCoverage))
        .map(|id| world.key(id))
        .collect();
    if keys.is_empty() {
        return None;
    }
    let text = format!(
        "the record does not say whether {} is in any of these: {}",
        world.key(entity),
        keys.join(", ")
    );
    Some(Caveat { code: "beyond-coverage", text })
}

/// That there was no such body on the day.
pub(super) fn not_in_existence(view: &View<'_>, body: BodyId) -> Option<Caveat> {
    if !view.exists(body).is_no() {
        return None;
    }
    let key = view.world().key(body);
    let text = match body {
        BodyId::Organization(_) => format!("{key} did not exist on {}", view.as_of()),
        BodyId::Treaty(_) => format!("{key} was not in force on {}", view.as_of()),
    };
    Some(Caveat { code: "not-in-existence", text })
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
    let overlays = view.overlays(entity, body).map(|id| &world[id]);
    for overlay in overlays.filter(|overlay| overlay.kind != OverlayKind::Contested) {
        let since =
            overlay.time.valid.from.map_or_else(String::new, |from| format!(" since {from}"));
        let effect = overlay
            .effect
            .as_deref()
            .map_or_else(String::new, |words| format!(" (legal effect: {words})"));
        let kind = overlay.kind.as_str().replace('_', " ");
        let text = format!(
            "{} in {}: {kind}{since}{effect}; it does not end the participation",
            world.key(entity),
            world.key(body)
        );
        caveats.push(Caveat { code: "overlay", text });
    }
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
    let (who, what) = (world.key(held.entity), world.key(body));
    if let Some(overlay) = contests {
        let effect =
            overlay.effect.as_deref().map_or_else(String::new, |words| format!(": {words}"));
        let grade = held.status.as_str().replace('_', " ");
        let text = format!("whether {who} is {grade} of {what} is contested{effect}");
        caveats.push(Caveat { code: "contested", text });
    } else if held.truth.is_unknown() {
        let time = told(held.valid);
        let text = format!(
            "{who} in {what}: the record has {time}; on {} that is uncertain",
            view.as_of()
        );
        caveats.push(Caveat { code: "uncertain-date", text });
    }
    caveats
}

fn told(valid: Interval) -> String {
    let from = valid.from.map_or_else(|| "no beginning".to_owned(), |from| format!("from {from}"));
    let to = valid.to.map_or_else(String::new, |to| format!(" to {to}"));
    format!("{from}{to}")
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
        let values: Vec<String> = (contested.values.iter())
            .map(|value| {
                let sources: Vec<&str> =
                    value.sources.iter().map(|citation| world.key(citation.source)).collect();
                let mark = if value.preferred { ", preferred" } else { "" };
                match &sources[..] {
                    [] if mark.is_empty() => value.value.to_string(),
                    [] => format!("{} (preferred)", value.value),
                    some => format!("{} ({}{mark})", value.value, some.join(", ")),
                }
            })
            .collect();
        let text =
            format!("sources differ about `{field}` of {}: {}", detail.key, values.join("; "));
        caveats.push(Caveat { code: "contested", text });
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
