//! Which sources an answer cannot do without, and what becomes of it if one of them is dropped.

use super::Answered;
use crate::explain::ClaimSourceNeeded;
use crate::question::NeededFor;
use crate::verdict::Verdict;
use crate::wire::{NeededSourceRow, Rows};
use crate::world::View;

/// The sources, by key; each alone.
pub(super) fn sources_needed(view: &View<'_>, of: &NeededFor) -> Answered {
    let world = view.world();
    let row = |source, becomes: Option<&str>, exits| NeededSourceRow {
        source: world.key(source).to_owned(),
        becomes: becomes.map(str::to_owned),
        exits,
    };
    let rows = match of {
        NeededFor::Membership { entity, body } => {
            let needed = view.sources_needed_for_membership(*entity, *body).into_iter();
            let becomes = |source| {
                let without = world.without_source(source).ok()?;
                Some(view.in_world(&without).is_member(*entity, *body).as_str())
            };
            needed.map(|source| row(source, becomes(source), Vec::new())).collect()
        }
        NeededFor::Verdict { state, scenario } => {
            let answer = view.consequences_of(scenario);
            let finding = answer.finding(*state);
            let needed = finding.map(|finding| finding.sources_needed()).unwrap_or_default();
            let key = |body| world.key(body).to_owned();
            let exits = |bodies: &[_]| bodies.iter().copied().map(key).collect();
            (needed.iter())
                .map(|one| row(one.source, one.verdict.map(Verdict::as_str), exits(&one.exits)))
                .collect()
        }
        NeededFor::Claim { claim } => {
            let needed = view.verdict_on(*claim).sources_needed();
            let becomes = |one: &ClaimSourceNeeded| one.verdict.as_str();
            needed.iter().map(|one| row(one.source, Some(becomes(one)), Vec::new())).collect()
        }
    };
    Answered::new(Rows::Sources(rows), Vec::new())
}
