//! X14: another customs union is joined, and both apply a common tariff.
//!
//! Here `b` makes what the change brings a customs union, and `c` what the state is in. Where a clause of that keeps the state from
//! other unions, X5 has said so already.
//!
//! ```text
//! hard(s, b, c)      :- union(b), union(c), tariff(b), tariff(c), x in A\P, y in P\A, not own(c, h), X5 says nothing.
//! potential(s, b, c) :- the same, and one of the tariffs is not applied.
//! ```

use super::found::Found;
use super::premise::{Circle, Premise, Premises};
use super::x7_savings::Savings;
use super::{Entry, Old, Test};
use crate::model::{Effect, ExclusiveObject, Tariff};
use crate::verdict::{Class, Ground};
use crate::{EntityId, Truth};

pub(super) const ENTRY: Entry = Entry { violation: "exclusivity", savings: Savings::None };

pub(super) fn find<'a>(test: &Test<'_, 'a>, old: &Old<'a>, tariffs: [Tariff; 2]) -> Option<Found> {
    if is_exclusive(test, old) {
        return None;
    }
    if let Some(none) = test.own_organization(old) {
        return Some(none);
    }
    // A union with what is joined, or one inside the other, is no other union.
    let partners = partners(test, old);
    let (outsider, newcomer) = (outsider(test, old, &partners), newcomer(test, old, &partners));
    let (Some((_, premises)), Some((_, others))) = (outsider, newcomer) else {
        return Some(Found::none(Ground::InsideCircle));
    };
    let premises = premises.and_all(others);
    Some(if tariffs == [Tariff::InOperation; 2] {
        Found::new(Class::Hard, Ground::TwoTariffs, premises)
    } else {
        Found::new(Class::Potential, Ground::TariffNotApplied, premises)
    })
}

/// Whether a clause on other customs unions binds the state through the same body, so that X5 speaks.
fn is_exclusive<'a>(test: &Test<'_, 'a>, old: &Old<'a>) -> bool {
    let own = test.body_of(old);
    test.hypothesis.customs_union.is_some()
        && test.situation.tested(old.state).iter().any(|one| {
            let other = &test.world()[one.provision];
            let object = ExclusiveObject::CustomsUnion;
            matches!(other.effect, Effect::Exclusivity { object: is, .. } if is == object)
                && !test.hypothesis.is_brought_by(other)
                && super::held_in(test.world(), other) == own
        })
}

/// Somebody with whom the state is in what it holds, with whether and by what.
type Partner = (EntityId, Truth, Circle);

/// Everybody with whom the state is in it: whoever else it binds, and whoever it is owed to; by key.
pub(super) fn partners<'a>(test: &Test<'_, 'a>, old: &Old<'a>) -> Vec<Partner> {
    let of = |circle: Vec<(EntityId, Truth)>, from| {
        circle.into_iter().map(move |(member, truth)| (member, truth, from))
    };
    let bearers = of(test.bearers(old).into_owned(), old.circle());
    let toward = of(test.toward(old), old.other_side());
    let mut all: Vec<Partner> = bearers.chain(toward).collect();
    all.retain(|(member, ..)| *member != EntityId::from(old.state));
    all.sort_by_key(|(member, ..)| test.world().index().rank(*member));
    all.dedup_by_key(|(member, ..)| *member);
    all
}

/// Who is most certainly in what is held and not in what is joined, with what that rests on; none, if there is nobody.
///
/// Who made it for a territory that no union of its own takes in stands outside there, whatever it is in itself.
pub(super) fn outsider<'a>(
    test: &Test<'_, 'a>,
    old: &Old<'a>,
    partners: &[Partner],
) -> Option<(EntityId, Premises)> {
    let abroad = old.effect().territory().map(|_| old.other_side());
    let mut best: Option<(EntityId, Truth, Premises)> = None;
    for (member, in_old, circle) in partners.iter().copied() {
        let is_abroad = abroad == Some(circle);
        let outside = if is_abroad { Truth::Yes } else { !test.in_new_circle(member) };
        if in_old & outside > best.as_ref().map_or(Truth::No, |(_, truth, _)| *truth) {
            let mut premises = Premises::of(Premise::Inside { member, circle }, in_old);
            if !is_abroad {
                let circle = Circle::OfChange;
                premises = premises.and(Premise::Outside { member, circle }, outside);
            }
            best = Some((member, in_old & outside, premises));
        }
    }
    best.map(|(member, _, premises)| (member, premises))
}

/// Who is most certainly in what is joined and not in what is held, with what that rests on; none, if there is nobody.
pub(super) fn newcomer<'a>(
    test: &Test<'_, 'a>,
    old: &Old<'a>,
    partners: &[Partner],
) -> Option<(EntityId, Premises)> {
    let mut best: Option<(EntityId, Truth, Premises)> = None;
    for (member, in_new) in test.others_in_new_circle(old) {
        let known = partners.iter().find(|(one, ..)| *one == member);
        let (in_old, circle) =
            known.map_or((Truth::No, old.circle()), |(_, truth, circle)| (*truth, *circle));
        if in_new & !in_old > best.as_ref().map_or(Truth::No, |(_, truth, _)| *truth) {
            let premises =
                Premises::of(Premise::Inside { member, circle: Circle::OfChange }, in_new)
                    .and(Premise::Outside { member, circle }, !in_old);
            best = Some((member, in_new & !in_old, premises));
        }
    }
    best.map(|(member, _, premises)| (member, premises))
}
