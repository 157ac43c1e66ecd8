//! X2: alliances with contrary aims are barred.
//!
//! ```text
//! hard(s, h, c)      :- aims_contrary(c), alliance(h), A not within P, opposed(h, behind(c)), not own(c, h).
//! potential(s, h, c) :- the same, and nobody says that they are opposed.
//! ```

use super::circle::CircleTest;
use super::found::Found;
use super::premise::{Premise, Saying};
use super::x7_savings::Savings;
use super::{Entry, Old, Test};
use crate::Truth;
use crate::verdict::{Class, Ground};

pub(super) const ENTRY: Entry = Entry { violation: "exclusivity", savings: Savings::None };

pub(super) fn find<'a>(test: &Test<'_, 'a>, old: &Old<'a>) -> Found {
    let premises = match test.reach(old) {
        CircleTest::Settled(found) => return found,
        CircleTest::Beyond { premises, .. } => premises,
    };
    let what = &test.hypothesis.with;
    let behind = test.names_of(old).into_iter();
    let sayings = behind.map(|to| Saying::Opposed { what: what.clone(), to });
    let mut one_of: Vec<Saying> = sayings.collect();
    let opposed = Truth::any(one_of.iter().map(|saying| test.said(saying)));
    if opposed.is_no() {
        let first = one_of.first().and_then(Saying::supposed);
        return Found::new(Class::Potential, Ground::NotOpposed, premises).unless(first);
    }
    one_of.retain(|saying| test.said(saying).is_possible());
    Found::new(Class::Hard, Ground::Opposed, premises.and(Premise::Said { one_of }, opposed))
}
