//! X4: no engagement that contradicts the treaty.
//!
//! ```text
//! hard(s, h, c)      :- non_contradiction(c), help(h, b), help(org(c), q), b in A\P, q in P\A, hostile(b, q).
//! hard(s, h, c)      :- non_contradiction(c), same_text(c, c2), hard(s, h, c2).
//! potential(s, h, c) :- non_contradiction(c), alliance(h), A not within P.
//! ```

use super::circle::CircleTest;
use super::found::Found;
use super::old::{Old, Source};
use super::premise::{Circle, Premise, Premises, Saying};
use super::x7_savings::Savings;
use super::{Entry, Test};
use crate::model::Effect;
use crate::rules::hypothesis::within;
use crate::verdict::{Class, Ground};
use crate::world::World;
use crate::{EntityId, Id, Provision, Truth};

pub(super) const ENTRY: Entry =
    Entry { violation: "non_contradiction", savings: Savings::OtherTreaties };

pub(super) fn find<'a>(test: &Test<'_, 'a>, old: &Old<'a>) -> Found {
    let premises = match test.reach(old) {
        CircleTest::Settled(found) => return found,
        CircleTest::Beyond { premises, .. } => premises,
    };
    // Of two that are equally certain the companion is told.
    let contradictions = collision(test, old).into_iter().chain(barred_by_companion(test, old));
    match contradictions.max_by_key(|(_, why)| why.truth()) {
        Some((ground, why)) => Found::new(Class::Hard, ground, premises.and_all(why)),
        None => Found::new(Class::Potential, Ground::Appreciation, premises),
    }
}

/// Two whom the state would have to help, each in one circle only, and who are hostile to each other.
fn collision<'a>(test: &Test<'_, 'a>, old: &Old<'a>) -> Option<(Ground, Premises)> {
    // Few have enemies; where nobody in the new circle has, nothing else is asked.
    let mut new = test.others_in_new_circle(old);
    if new.all(|(ours, _)| test.situation.enemies_of(ours).is_empty()) {
        return None;
    }
    let helps = owes_help(test, old)?;
    let bearers = test.bearers(old);
    let mut best: Option<(Truth, Ground, Premises)> = None;
    for (ours, in_new) in test.others_in_new_circle(old) {
        let enemies = test.situation.enemies_of(ours);
        if enemies.is_empty() {
            continue;
        }
        let bears = within(&bearers, ours);
        if bears.is_yes() {
            continue;
        }
        for (theirs, in_old) in bearers.iter().copied().filter(|(who, _)| enemies.contains(who)) {
            if theirs == EntityId::from(old.state) {
                continue;
            }
            let in_both = test.in_new_circle(theirs);
            if in_both.is_yes() {
                continue;
            }
            let saying = Saying::Hostile { ours, theirs };
            let hostile = test.said(&saying);
            if hostile.is_no() {
                continue;
            }
            let truth = in_new & !bears & in_old & !in_both & hostile & helps.truth();
            if truth > best.as_ref().map_or(Truth::No, |(best, ..)| *best) {
                let (new, old) = (Circle::OfChange, old.circle());
                let premises = Premises::of(Premise::Inside { member: ours, circle: new }, in_new)
                    .and(Premise::Outside { member: ours, circle: old }, !bears)
                    .and(Premise::Inside { member: theirs, circle: old }, in_old)
                    .and(Premise::Outside { member: theirs, circle: new }, !in_both)
                    .and(Premise::Said { one_of: vec![saying] }, hostile)
                    .and_all(helps.clone());
                best = Some((truth, Ground::Hostile { ours, theirs }, premises));
            }
        }
    }
    best.map(|(_, ground, premises)| (ground, premises))
}

/// That the state is obliged to help beside it, by the clause that most certainly does so; nothing, if none does.
fn owes_help<'a>(test: &Test<'_, 'a>, old: &Old<'a>) -> Option<Premises> {
    let mut best: Option<Premises> = None;
    for clause in test.helping_beside(old) {
        let bound = test.held(old.state, clause);
        if bound.truth() > best.as_ref().map_or(Truth::No, Premises::truth) {
            best = Some(bound);
        }
    }
    best
}

/// What the treaty bars is incompatible with it: another provision of the same text that gives a hard conflict.
fn barred_by_companion<'a>(test: &Test<'_, 'a>, old: &Old<'a>) -> Option<(Ground, Premises)> {
    let mut best: Option<(Id<Provision>, Premises)> = None;
    // What a question words without a text has none beside it.
    let own = match old.source {
        Source::Recorded(id, _) => companions(test.world(), id),
        Source::Agreed(_) => return None,
    };
    for id in own {
        let companion = test.old(old.state, id);
        let Some((_, found)) = test.find(&companion) else { continue };
        if found.class != Class::Hard {
            continue;
        }
        let premises = test.held(old.state, id.into()).and_all(found.premises);
        if premises.truth() > best.as_ref().map_or(Truth::No, |(_, best)| best.truth()) {
            best = Some((id, premises));
        }
    }
    best.map(|(companion, premises)| {
        let truth = premises.truth();
        let premises = Premises::of(Premise::BarredBy { companion, premises }, truth);
        (Ground::BarredBy { provision: companion }, premises)
    })
}

/// The other provisions of a text, by key. Another such clause collides exactly as this one does, and is none of them.
pub(super) fn companions(world: &World, id: Id<Provision>) -> impl Iterator<Item = Id<Provision>> {
    let text = world.index().provisions_of(world[id].instrument).iter().copied();
    text.filter(move |other| {
        *other != id && !matches!(world[*other].effect, Effect::NonContradiction { .. })
    })
}
