//! What the rules do not test, and answers carry as caveats: blocs that are opposed, and a body's own text.

use super::hypothesis::{Hypothesis, within};
use super::situation::Situation;
use crate::model::{Effect, EffectKind, ExclusiveObject};
use crate::scenario::Changed;
use crate::{BodyId, EntityId, Id, Provision, State};

/// The alliances of a state that the conflict rules leave alone although what changes is opposed to them, or is directed against
/// somebody whom the state has to help in them, by key.
///
/// X2 and X3 read such facts only where the old text speaks of contrary aims or of directed alliances; answers carry the rest as a
/// caveat.
pub(crate) fn opposed_to_held(
    situation: &Situation<'_>,
    hypothesis: &Hypothesis,
    state: Id<State>,
) -> Vec<(BodyId, Option<EntityId>)> {
    if hypothesis.alliance.is_no() || hypothesis.defence.is_no() {
        return Vec::new();
    }
    if !hypothesis.bound.iter().any(|(bound, _)| *bound == state) {
        return Vec::new();
    }
    let situation = &situation.on(hypothesis.date);
    let own = |body: BodyId| {
        hypothesis.organization.is_some_and(|own| body == own.into())
            || hypothesis.with.body(situation.world().tables()) == Some(body)
    };
    let targets = situation.targets_of(&hypothesis.with);
    situation
        .allied_in(state)
        .iter()
        .copied()
        .filter(|body| !own(*body))
        .filter_map(|body| {
            let other = Changed::Entity(body.entity());
            if situation.are_opposed(&hypothesis.with, &other).is_possible() {
                return Some((body, None));
            }
            if targets.is_empty() {
                return None;
            }
            let parties = situation.members_of(body).into_iter().map(|(member, _)| member);
            parties
                .filter(|member| *member != state.into() && targets.contains(member))
                .find(|member| {
                    situation.is_directed_against(&hypothesis.with, *member).is_possible()
                })
                .map(|party| (body, Some(party)))
        })
        .collect()
}

/// The pacts on mutual defence that earlier changes of the question agree among some states, each with the bars on alliances that this
/// change brings, by key. Such a pact is nothing that could be left but by not concluding it, so X13 does not hold it against a bar.
///
/// ```text
/// unheld(s, g, b) :- brings(h, b), bars_alliances(b), agrees(g, mutual_defence) earlier, among some, bound(s, g).
/// ```
pub(crate) fn unheld_pacts<'h>(
    situation: &Situation<'_>,
    hypothesis: &Hypothesis,
    state: Id<State>,
    earlier: impl Iterator<Item = &'h Hypothesis>,
) -> Vec<(Changed, Id<Provision>)> {
    let world = situation.world();
    let bars = |id: &Id<Provision>| {
        matches!(
            world[*id].effect,
            Effect::Exclusivity { object: ExclusiveObject::MilitaryAlliance, .. }
                | Effect::DirectedAgainst { .. }
        )
    };
    if hypothesis.binds(state).is_no() || !hypothesis.brought.iter().any(bars) {
        return Vec::new();
    }
    let pacts = earlier.filter(|pact| {
        let by_then = pact.date.is_on_or_before(hypothesis.date);
        (pact.defence & pact.binds(state) & by_then).is_possible() && pact.with != hypothesis.with
    });
    let barring = || hypothesis.brought.iter().copied().filter(bars);
    pacts.flat_map(|pact| barring().map(move |bar| (pact.with.clone(), bar))).collect()
}

/// The bars on alliances that earlier changes of the question word in pacts among some states, each with its sort, where this change makes
/// or joins an alliance with somebody who is no party: what is no body is left by nobody, so no rule holds it against that.
///
/// ```text
/// unheld(s, g, k) :- defence(h), bound(s, h), words(g, k) earlier, among some, bars_alliances(k), bound(s, g), x in A, not bound(x, g).
/// ```
pub(crate) fn unheld_bars<'h>(
    hypothesis: &Hypothesis,
    state: Id<State>,
    earlier: impl Iterator<Item = &'h Hypothesis>,
) -> Vec<(Changed, EffectKind)> {
    if (hypothesis.binds(state) & hypothesis.defence).is_no() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for pact in earlier {
        let by_then = pact.date.is_on_or_before(hypothesis.date);
        let is_inside = |one: EntityId| within(&pact.circle, one).is_yes();
        let is_barred = (pact.binds(state) & by_then).is_possible()
            && pact.with != hypothesis.with
            && (!hypothesis.whole || hypothesis.circle.iter().any(|(one, _)| !is_inside(*one)));
        if is_barred {
            let bars = pact.worded.iter().filter(|one| bars_alliances(&one.effect()));
            found.extend(bars.map(|one| (pact.with.clone(), one.kind)));
        }
    }
    found
}

/// Whether a clause keeps its parties out of alliances.
const fn bars_alliances(effect: &Effect) -> bool {
    matches!(
        effect,
        Effect::Exclusivity { object: ExclusiveObject::MilitaryAlliance, .. }
            | Effect::DirectedAgainst { .. }
            | Effect::NonContradiction { .. }
    )
}

/// The clauses of a body's own text that its becoming an alliance would touch, by key: those of neutrality, of non-alignment, of
/// exclusivity and of non-contradiction, which the conflict rules leave to the body itself.
pub(crate) fn own_bars(situation: &Situation<'_>, hypothesis: &Hypothesis) -> Vec<Id<Provision>> {
    let brings_alliance = (hypothesis.alliance & hypothesis.defence).is_possible();
    let acquires = brings_alliance && !hypothesis.joins;
    let Some(own) = hypothesis.organization.filter(|_| acquires) else { return Vec::new() };
    let situation = &situation.on(hypothesis.date);
    let world = situation.world();
    if !situation.defence_clauses(own.into()).is_empty() {
        return Vec::new();
    }
    let mut found: Vec<Id<Provision>> = (situation.instruments_of(own.into()).into_iter())
        .flat_map(|(instrument, _)| world.index().provisions_of(instrument).iter().copied())
        .filter(|id| {
            let effect = &world[*id].effect;
            let bars_alliances = matches!(effect,
                Effect::Neutrality { bars, .. } | Effect::NonAlignment { bars, .. }
                    if bars.military_alliance);
            let is_exclusive = matches!(
                effect,
                Effect::Exclusivity { object: ExclusiveObject::MilitaryAlliance, .. }
            );
            bars_alliances || is_exclusive || matches!(effect, Effect::NonContradiction { .. })
        })
        .filter(|id| situation.stands(*id).is_possible())
        .collect();
    found.sort_by(|a, b| world[*a].key.cmp(&world[*b].key));
    found.dedup();
    found
}
