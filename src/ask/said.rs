//! What somebody said, and who holds what.

use super::{Asking, Found};
use crate::answer::said::{of_claims, of_speakers};
use crate::answer::{Caveat, ClaimFinding, PositionOn};
use crate::model::{Claim, Manner, Mode};
use crate::wire::{ClaimRow, Rows, StanceRow};
use crate::words::Names;
use crate::world::{View, World};
use crate::{EntityId, Id};

/// What speakers said by the day of the view, held against the record.
pub(super) fn claims(
    asking: &Asking<'_>,
    by: Option<EntityId>,
    about: Option<EntityId>,
    mode: Option<Mode>,
    manner: Option<Manner>,
) -> Found {
    let view = &asking.view;
    let world = view.world();
    let is_meant = |id: &Id<Claim>| {
        let claim = &world[*id];
        let speaker = |wanted: &EntityId| claim.by.contains(wanted);
        by.as_ref().is_none_or(speaker)
            && about.is_none_or(|topic| claim.topics().contains(&topic))
            && mode.is_none_or(|mode| claim.mode == Some(mode))
            && manner.is_none_or(|manner| claim.voices.iter().any(|one| one.manner == manner))
    };
    let all = view.claims().chain(view.possible_claims()).filter(is_meant);
    let findings: Vec<ClaimFinding<'_>> = all.map(|claim| view.verdict_on(claim)).collect();
    let mut rows: Vec<ClaimRow> =
        findings.iter().flat_map(|finding| claim_rows(asking, finding)).collect();
    // Of several speakers of one claim only the one that was asked about.
    if let Some(by) = by {
        rows.retain(|row| row.speaker.as_deref() == Some(world.key(by)));
    }
    rows.sort_by(|a, b| (&a.claim, &a.speaker).cmp(&(&b.claim, &b.speaker)));
    let caveats = of_claims(view, &findings).into_iter().map(Caveat::OfClaims).collect();
    Found::new(Rows::Claims(rows), caveats)
}

/// The rows of a claim: one for each speaker.
fn claim_rows(asking: &Asking<'_>, finding: &ClaimFinding<'_>) -> Vec<ClaimRow> {
    let world = asking.view.world();
    let claim = &world[finding.claim];
    let about = if claim.about.is_empty() { claim.topics() } else { claim.about.clone() };
    let mut about: Vec<String> = about.into_iter().map(|one| world.key(one).to_owned()).collect();
    about.sort();
    let source = claim.provenance.sources.first();
    let row = |speaker: Option<EntityId>| ClaimRow {
        claim: claim.key.to_string(),
        speaker: speaker.map(|speaker| world.key(speaker).to_owned()),
        mode: claim.mode,
        stance: claim.taken_stance(),
        about: about.clone(),
        text: asking.language.claim(&Names::of(asking.view), finding.claim),
        verdict: finding.verdict,
        source: source.map(|citation| world.key(citation.source).to_owned()),
    };
    if claim.by.is_empty() {
        return vec![row(None)];
    }
    claim.by.iter().map(|speaker| row(Some(*speaker))).collect()
}

/// Who holds what by the day of the view. Who speaks of a topic without taking a stance has a row where that speaker was asked about.
pub(super) fn stances(
    view: &View<'_>,
    topic: Option<EntityId>,
    speaker: Option<EntityId>,
) -> Found {
    let world = view.world();
    let positions = view.positions();
    let is_meant = |cell: &&PositionOn| {
        topic.is_none_or(|topic| cell.topic == topic)
            && speaker.is_none_or(|speaker| cell.speaker == speaker)
            && (cell.position.is_some() || topic.is_some() && speaker.is_some())
    };
    let cells: Vec<&PositionOn> = positions.iter().filter(is_meant).collect();
    let behind: Vec<Id<Claim>> = cells.iter().flat_map(|cell| cell.claims.clone()).collect();
    let mut rows: Vec<StanceRow> = cells.into_iter().map(|cell| stance_row(world, cell)).collect();
    rows.sort_by(|a, b| (&a.speaker, &a.topic).cmp(&(&b.speaker, &b.topic)));
    let caveats = of_speakers(view, &behind).into_iter().map(Caveat::OfClaims).collect();
    Found::new(Rows::Stances(rows), caveats)
}

fn stance_row(world: &World, cell: &PositionOn) -> StanceRow {
    let claims = if cell.position.is_some() { &cell.claims } else { &cell.others };
    StanceRow {
        speaker: world.key(cell.speaker).to_owned(),
        topic: world.key(cell.topic).to_owned(),
        stance: cell.position,
        claims: claims.iter().map(|claim| world[*claim].key.to_string()).collect(),
    }
}
