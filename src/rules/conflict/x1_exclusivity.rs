//! X1: other military alliances are barred outright.
//!
//! ```text
//! hard(s, h, c) :- absolute(c), alliance(h), A not within P, A has more than two, not own(c, h).
//! ```

use super::circle::CircleTest;
use super::found::Found;
use super::x7_savings::Savings;
use super::{Entry, Old, Test};
use crate::verdict::{Class, Ground};

pub(super) const ENTRY: Entry = Entry { violation: "exclusivity", savings: Savings::None };

pub(super) fn find<'a>(test: &Test<'_, 'a>, old: &Old<'a>) -> Found {
    match test.reach(old) {
        CircleTest::Settled(found) => found,
        CircleTest::Beyond { outsider, premises } => {
            let ground = match outsider {
                Some(outsider) => Ground::OutsideCircle { outsider },
                None => Ground::BeyondRecord,
            };
            test.barred_outright(Class::Hard, ground, premises)
        }
    }
}
