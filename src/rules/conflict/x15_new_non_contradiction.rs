//! X15: what is joined bears no engagement that contradicts it, and one is held that does.
//!
//! Only what cannot be performed together is found: help to two who are hostile to each other, or neutrality toward one who is no
//! party to the new pact. That another text is held as well says nothing.
//!
//! ```text
//! collide(s, h, c)   :- help(h, y), help(c, x), x in A\P, y in P\A, hostile(x, y).
//! collide(s, h, c)   :- help(h), stay_neutral(c, t), t not in P.
//! none(s, b, c)      :- collide(s, h, c), (reach(b, future) ; declares_existing(b)).                    (it declares so)
//! hard(s, b, c)      :- hostile, by the first, reach(b, present).
//! potential(s, b, c) :- by the second, reach(b, present).
//! ```

use super::found::Found;
use super::premise::{Circle, Premise, Saying};
use super::x7_savings::Savings;
use super::{Entry, Old, Test};
use crate::model::{Effect, Reach};
use crate::rules::hypothesis::within;
use crate::verdict::{Class, Ground};
use crate::{EntityId, Truth};

pub(super) const ENTRY: Entry = Entry { violation: "non_contradiction", savings: Savings::None };

/// Nothing, if the two can be performed together.
pub(super) fn find<'a>(
    test: &Test<'_, 'a>,
    old: &Old<'a>,
    reach: Reach,
    declares_existing: bool,
) -> Option<Found> {
    if test.hypothesis.defence.is_no() || test.own_organization(old).is_some() {
        return None;
    }
    let found = hostile(test, old).or_else(|| neutral(test, old))?;
    let speaks_of_held = reach == Reach::Present && !declares_existing;
    Some(if speaks_of_held { found } else { Found::none(Ground::Declared) })
}

/// Two whom the state would have to help, each in one circle only, and who are hostile to each other.
fn hostile<'a>(test: &Test<'_, 'a>, old: &Old<'a>) -> Option<Found> {
    if !matches!(old.effect(), Effect::MutualDefence { .. }) {
        return None;
    }
    let bearers = test.bearers(old);
    let others = || bearers.iter().copied().filter(|(who, _)| *who != EntityId::from(old.state));
    let mut best: Option<(Truth, Found)> = None;
    for (ours, in_new) in test.others_in_new_circle(old) {
        let enemies = test.situation.enemies_of(ours);
        if enemies.is_empty() {
            continue;
        }
        let bears = within(&bearers, ours);
        for (theirs, in_old) in others().filter(|(who, _)| enemies.contains(who)) {
            let in_both = test.in_new_circle(theirs);
            let saying = Saying::Hostile { ours, theirs };
            let hostile = test.said(&saying);
            let truth = in_new & !bears & in_old & !in_both & hostile;
            if truth > best.as_ref().map_or(Truth::No, |(best, _)| *best) {
                let (new, own) = (Circle::OfChange, old.circle());
                let premises = (test.brings_defence())
                    .and(Premise::Inside { member: ours, circle: new }, in_new)
                    .and(Premise::Outside { member: ours, circle: own }, !bears)
                    .and(Premise::Inside { member: theirs, circle: own }, in_old)
                    .and(Premise::Outside { member: theirs, circle: new }, !in_both)
                    .and(Premise::Said { one_of: vec![saying] }, hostile);
                let ground = Ground::Hostile { ours, theirs };
                best = Some((truth, Found::new(Class::Hard, ground, premises)));
            }
        }
    }
    best.map(|(_, found)| found)
}

/// Somebody toward whom the state stays neutral, and who is no party to the new pact.
fn neutral<'a>(test: &Test<'_, 'a>, old: &Old<'a>) -> Option<Found> {
    if !old.keeps_neutral() {
        return None;
    }
    let mut best: Option<(Truth, Found)> = None;
    for (party, in_old) in test.others_in_old_circle(old) {
        let outside = !test.in_new_circle(party);
        let truth = in_old & outside;
        if truth > best.as_ref().map_or(Truth::No, |(best, _)| *best) {
            let (new, own) = (Circle::OfChange, old.circle());
            let premises = (test.brings_defence())
                .and(Premise::Inside { member: party, circle: own }, in_old)
                .and(Premise::Outside { member: party, circle: new }, outside);
            let ground = Ground::PledgeToward { party };
            best = Some((truth, Found::new(Class::Potential, ground, premises)));
        }
    }
    best.map(|(_, found)| found)
}
