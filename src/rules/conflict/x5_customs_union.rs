//! X5: another customs union is joined.
//!
//! ```text
//! hard(s, h, c) :- exclusive_customs_union(c), joins(s, o), customs_union(o), not own(c, o).
//! ```

use super::found::Found;
use super::premise::{Premise, Premises};
use super::x7_savings::Savings;
use super::{Entry, Old, Test};
use crate::Truth;
use crate::verdict::{Class, Ground};

pub(super) const ENTRY: Entry = Entry { violation: "exclusivity", savings: Savings::None };

pub(super) fn find<'a>(test: &Test<'_, 'a>, old: &Old<'a>) -> Found {
    if !test.hypothesis.customs_union {
        return Found::none(Ground::NotTouched);
    }
    test.own_organization(old).unwrap_or_else(|| {
        let premises = Premises::of(Premise::JoinsCustomsUnion, Truth::Yes);
        Found::new(Class::Hard, Ground::CustomsUnion, premises)
    })
}
