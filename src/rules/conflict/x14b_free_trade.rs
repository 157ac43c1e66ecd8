//! X14b: a customs union is joined beside a free-trade area with outsiders, or a free-trade area with outsiders beside a customs union.
//!
//! ```text
//! hard(s, b, c)      :- union(b), free_trade(c), outsiders_leave(b), x in A\P, y in P\A, not own(c, h).
//! hard(s, b, c)      :- union(b), free_trade(c), excludes_unions(c), x in A\P, y in P\A, not own(c, h).
//! potential(s, b, c) :- union(b), free_trade(c), x in A\P, y in P\A, not own(c, h), neither of these.
//! hard(s, b, c)      :- free_trade(b), union(c), (outsiders_leave(c) ; excludes_unions(b)), x in A\P, y in P\A, not own(c, h).
//! potential(s, b, c) :- free_trade(b), union(c), x in A\P, y in P\A, not own(c, h), neither of these.
//! ```

use super::found::Found;
use super::x7_savings::Savings;
use super::x14_customs_unions::{newcomer, outsider, partners};
use super::{Entry, Old, Test};
use crate::verdict::{Class, Ground};

pub(super) const ENTRY: Entry = Entry { violation: "exclusivity", savings: Savings::None };

pub(super) fn find<'a>(
    test: &Test<'_, 'a>,
    old: &Old<'a>,
    outsiders_leave: bool,
    excludes_unions: bool,
) -> Found {
    if let Some(none) = test.own_organization(old) {
        return none;
    }
    // Where everybody in the union is in the area as well, the one is applied beside the other.
    let partners = partners(test, old);
    let (outsider, newcomer) = (outsider(test, &partners), newcomer(test, old, &partners));
    let (Some((outsider, premises)), Some((_, others))) = (outsider, newcomer) else {
        return Found::none(Ground::InsideCircle);
    };
    let premises = premises.and_all(others);
    if outsiders_leave {
        Found::new(Class::Hard, Ground::OutsidersLeave { outsider }, premises)
    } else if excludes_unions {
        Found::new(Class::Hard, Ground::TariffBesideIt { outsider }, premises)
    } else {
        Found::new(Class::Potential, Ground::Appreciation, premises)
    }
}

/// The same the other way round: what is brought is a free-trade area, and what is held a customs union.
pub(super) fn find_area<'a>(
    test: &Test<'_, 'a>,
    old: &Old<'a>,
    outsiders_leave: bool,
    excludes_unions: bool,
) -> Found {
    if let Some(none) = test.own_organization(old) {
        return none;
    }
    let partners = partners(test, old);
    let (outsider, newcomer) = (outsider(test, &partners), newcomer(test, old, &partners));
    let (Some((_, premises)), Some((newcomer, others))) = (outsider, newcomer) else {
        return Found::none(Ground::InsideCircle);
    };
    let premises = premises.and_all(others);
    if outsiders_leave {
        Found::new(Class::Hard, Ground::TradeIsOfUnion { outsider: newcomer }, premises)
    } else if excludes_unions {
        Found::new(Class::Hard, Ground::TariffBesideIt { outsider: newcomer }, premises)
    } else {
        Found::new(Class::Potential, Ground::Appreciation, premises)
    }
}
