//! X5: another customs union.
//!
//! It is one by the purpose of what is joined, or by a clause on record, of the question, or that an earlier change has it agree.
//!
//! ```text
//! hard(s, h, c) :- exclusive_customs_union(c), customs_union(h), A not within P, not own(c, h).
//! ```

use super::found::Found;
use super::premise::{Premise, Premises};
use super::x7_savings::Savings;
use super::{Entry, Old, Test};
use crate::Truth;
use crate::model::EffectKind;
use crate::rules::hypothesis::Means;
use crate::verdict::{Class, Ground};

pub(super) const ENTRY: Entry = Entry { violation: "exclusivity", savings: Savings::None };

pub(super) fn find<'a>(test: &Test<'_, 'a>, old: &Old<'a>) -> Found {
    let Some((union, truth)) = test.hypothesis.customs_union else {
        return Found::none(Ground::NotTouched);
    };
    if let Some(none) = test.own_organization(old) {
        return none;
    }
    let premises = || by_means(union, EffectKind::CustomsUnion, truth);
    match test.outsider(old, premises) {
        Some((_, premises)) => Found::new(Class::Hard, Ground::CustomsUnion, premises),
        None => Found::none(Ground::InsideCircle),
    }
}

/// What it rests on that a change brings a union, or an area, by some means.
pub(super) fn by_means(means: Means, kind: EffectKind, truth: Truth) -> Premises {
    match means {
        Means::Purpose => Premises::of(Premise::JoinsCustomsUnion, truth),
        Means::Clause(provision) => Premises::of(Premise::Brings { provision }, truth),
        Means::Agreed(change) => Premises::of(Premise::Agreed { change, kind }, truth),
        Means::Worded => Premises::none(),
    }
}
