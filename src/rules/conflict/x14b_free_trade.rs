//! X14b: a customs union is joined beside a free-trade area with outsiders, or a free-trade area with outsiders beside a customs union.
//!
//! ```text
//! hard(s, b, c)      :- union(b), free_trade(c), outsiders_leave(b), x in A\P, y in P\A, not own(c, h).
//! hard(s, b, c)      :- union(b), tariff(b), free_trade(c), excludes_unions(c), x in A\P, y in P\A, not own(c, h).
//! potential(s, b, c) :- union(b), free_trade(c), x in A\P, y in P\A, not own(c, h), neither of these.
//! hard(s, b, c)      :- free_trade(b), union(c), (outsiders_leave(c) ; excludes_unions(b), tariff(c)), x in A\P, y in P\A, not own(c, h).
//! potential(s, b, c) :- free_trade(b), union(c), x in A\P, y in P\A, not own(c, h), neither of these.
//! ```

use super::found::Found;
use super::x7_savings::Savings;
use super::x14_customs_unions::{newcomer, outsider, partners};
use super::{Entry, Old, Test};
use crate::EntityId;
use crate::verdict::{Class, Ground};

pub(super) const ENTRY: Entry = Entry { violation: "exclusivity", savings: Savings::None };

/// A union that is brought, against a free-trade area that is held: those outside the union are in the area.
pub(super) fn find<'a>(
    test: &Test<'_, 'a>,
    old: &Old<'a>,
    outsiders_leave: bool,
    excludes_unions: bool,
) -> Found {
    trade(test, old, excludes_unions, |outsider, _| {
        (outsider, outsiders_leave.then_some(Ground::OutsidersLeave { outsider }))
    })
}

/// The same the other way round: what is brought is a free-trade area, and what is held a customs union.
pub(super) fn find_area<'a>(
    test: &Test<'_, 'a>,
    old: &Old<'a>,
    outsiders_leave: bool,
    excludes_unions: bool,
) -> Found {
    trade(test, old, excludes_unions, |_, outsider| {
        (outsider, outsiders_leave.then_some(Ground::TradeIsOfUnion { outsider }))
    })
}

/// What trade with somebody outside the union comes to: hard if the union has that left, or the area excludes unions; else it is for
/// appreciation. Told is, of whoever is in what is held alone and whoever is in what is joined alone, who is outside the union, and the
/// ground if the union has that left.
fn trade<'a>(
    test: &Test<'_, 'a>,
    old: &Old<'a>,
    excludes_unions: bool,
    told: impl FnOnce(EntityId, EntityId) -> (EntityId, Option<Ground>),
) -> Found {
    if let Some(none) = test.own_organization(old) {
        return none;
    }
    // Where everybody in the one is in the other as well, they are applied beside each other.
    let partners = partners(test, old);
    let (in_old, in_new) = (outsider(test, &partners), newcomer(test, old, &partners));
    let (Some((in_old, premises)), Some((in_new, others))) = (in_old, in_new) else {
        return Found::none(Ground::InsideCircle);
    };
    let premises = premises.and_all(others);
    let (outsider, left) = told(in_old, in_new);
    match left.or(excludes_unions.then_some(Ground::TariffBesideIt { outsider })) {
        Some(ground) => Found::new(Class::Hard, ground, premises),
        None => Found::new(Class::Potential, Ground::Appreciation, premises),
    }
}
