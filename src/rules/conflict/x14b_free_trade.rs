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
use super::premise::Premises;
use super::x7_savings::Savings;
use super::x14_customs_unions::{newcomer, outsider, partners};
use super::{Entry, Old, Test};
use crate::EntityId;
use crate::verdict::{Class, Ground};

pub(super) const ENTRY: Entry = Entry { violation: "exclusivity", savings: Savings::None };

/// A union that is brought, against a free-trade area that is held.
pub(super) fn find<'a>(
    test: &Test<'_, 'a>,
    old: &Old<'a>,
    outsiders_leave: bool,
    excludes_unions: bool,
) -> Found {
    match crossing(test, old) {
        Ok((outsider, _, premises)) => {
            let left = outsiders_leave.then_some(Ground::OutsidersLeave { outsider });
            trade(left, excludes_unions, outsider, premises)
        }
        Err(none) => none,
    }
}

/// The same the other way round: what is brought is a free-trade area, and what is held a customs union.
pub(super) fn find_area<'a>(
    test: &Test<'_, 'a>,
    old: &Old<'a>,
    outsiders_leave: bool,
    excludes_unions: bool,
) -> Found {
    match crossing(test, old) {
        Ok((_, newcomer, premises)) => {
            let left = outsiders_leave.then_some(Ground::TradeIsOfUnion { outsider: newcomer });
            trade(left, excludes_unions, newcomer, premises)
        }
        Err(none) => none,
    }
}

/// Who is in what is held and not in what is joined, who the other way round, and what that rests on; else why there is no conflict:
/// where everybody in the one is in the other as well, they are applied beside each other.
fn crossing<'a>(
    test: &Test<'_, 'a>,
    old: &Old<'a>,
) -> Result<(EntityId, EntityId, Premises), Found> {
    if let Some(none) = test.own_organization(old) {
        return Err(none);
    }
    let partners = partners(test, old);
    match (outsider(test, &partners), newcomer(test, old, &partners)) {
        (Some((outsider, premises)), Some((newcomer, others))) => {
            Ok((outsider, newcomer, premises.and_all(others)))
        }
        _ => Err(Found::none(Ground::InsideCircle)),
    }
}

/// What trade with somebody outside the union comes to: by what whoever joins the union leaves, if it says so, or by what the area
/// excludes; else it is for appreciation.
fn trade(
    left: Option<Ground>,
    excludes_unions: bool,
    outsider: EntityId,
    premises: Premises,
) -> Found {
    let excluded = excludes_unions.then_some(Ground::TariffBesideIt { outsider });
    match left.or(excluded) {
        Some(ground) => Found::new(Class::Hard, ground, premises),
        None => Found::new(Class::Potential, Ground::Appreciation, premises),
    }
}
