//! X14: another customs union is joined, and both apply a common tariff.
//!
//! Here `b` makes what the change brings a customs union, and `c` what the state is in. Where a clause of that keeps the state from
//! other unions, X5 has said so already.
//!
//! ```text
//! hard(s, b, c)      :- union(b), union(c), tariff(b), tariff(c), x in A\P, y in P\A, not own(c, h), X5 says nothing.
//! potential(s, b, c) :- the same, and one of the tariffs is not applied.
//! ```

use std::borrow::Cow;

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
pub(super) struct Partners<'a> {
    state: EntityId,
    /// Whom it binds and by what, where that is everybody to whom it is owed.
    bearers: (Cow<'a, [(EntityId, Truth)]>, Circle),
    /// Else whom it binds, and to whom it is owed.
    of_two_sides: Vec<Partner>,
}

impl Partners<'_> {
    fn iter(&self) -> impl Iterator<Item = Partner> {
        let (bearers, circle) = &self.bearers;
        let bearers = bearers.iter().map(|(member, truth)| (*member, *truth, *circle));
        let all = bearers.chain(self.of_two_sides.iter().copied());
        all.filter(|(member, ..)| *member != self.state)
    }
}

/// Everybody with whom the state is in what it holds.
pub(super) fn partners<'a>(test: &Test<'_, 'a>, old: &Old<'a>) -> Partners<'a> {
    let (state, bearers) = (old.state.into(), test.bearers(old));
    if !old.names_other_side() {
        return Partners { state, bearers: (bearers, old.circle()), of_two_sides: Vec::new() };
    }
    let of = |circle| move |(member, truth): &(EntityId, Truth)| (*member, *truth, circle);
    let toward = test.toward(old);
    let mut all = Vec::with_capacity(bearers.len() + toward.len());
    all.extend(bearers.iter().map(of(old.circle())));
    all.extend(toward.iter().map(of(old.other_side())));
    all.sort_by_key(|(member, ..)| test.world().index().rank(*member));
    all.dedup_by_key(|(member, ..)| *member);
    Partners { state, bearers: (Cow::default(), old.circle()), of_two_sides: all }
}

/// Who is most certainly in what is held and not in what is joined, with what that rests on; none, if there is nobody.
///
/// Who made it for a territory that no union of its own takes in stands outside there, whatever it is in itself.
pub(super) fn outsider<'a>(
    test: &Test<'_, 'a>,
    old: &Old<'a>,
    partners: &Partners<'_>,
) -> Option<(EntityId, Premises)> {
    let abroad = old.effect().territory().map(|_| old.other_side());
    let outside = |(member, in_old, circle): Partner| {
        let outside = (abroad != Some(circle)).then(|| !test.in_new_circle(member));
        ((member, in_old, circle, outside), in_old & outside.unwrap_or(Truth::Yes))
    };
    let (member, in_old, circle, outside) = surest(partners.iter().map(outside))?;
    let mut premises = Premises::of(Premise::Inside { member, circle }, in_old);
    if let Some(outside) = outside {
        premises = premises.and(Premise::Outside { member, circle: Circle::OfChange }, outside);
    }
    Some((member, premises))
}

/// Who is most certainly in what is joined and not in what is held, with what that rests on; none, if there is nobody.
pub(super) fn newcomer<'a>(
    test: &Test<'_, 'a>,
    old: &Old<'a>,
    partners: &Partners<'_>,
) -> Option<(EntityId, Premises)> {
    let outside = |(member, in_new): (EntityId, Truth)| {
        let known = partners.iter().find(|(one, ..)| *one == member);
        let (in_old, circle) =
            known.map_or((Truth::No, old.circle()), |(_, truth, circle)| (truth, circle));
        ((member, in_new, circle, !in_old), in_new & !in_old)
    };
    let (member, in_new, circle, outside) = surest(test.others_in_new_circle(old).map(outside))?;
    let inside = Premise::Inside { member, circle: Circle::OfChange };
    let premises = Premises::of(inside, in_new).and(Premise::Outside { member, circle }, outside);
    Some((member, premises))
}

/// The first of those of which something is most certain; none, if it is possible of none.
fn surest<T>(all: impl Iterator<Item = (T, Truth)>) -> Option<T> {
    let mut best = None;
    let mut certain = Truth::No;
    for (one, truth) in all {
        if truth > certain {
            (best, certain) = (Some(one), truth);
        }
        if certain.is_yes() {
            break;
        }
    }
    best
}
