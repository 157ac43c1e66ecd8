//! X12: a pledge not to attack, or to stay neutral, toward somebody outside the new pact.
//!
//! ```text
//! potential(s, h, c) :- non_aggression(c), defence(h), party(t, c), t not in A.
//! ```

use super::found::Found;
use super::premise::{Circle, Premise};
use super::x7_savings::Savings;
use super::{Entry, Old, Test};
use crate::Truth;
use crate::verdict::{Class, Ground};

pub(super) const ENTRY: Entry = Entry { violation: "other", savings: Savings::None };

pub(super) fn find<'a>(test: &Test<'_, 'a>, old: &Old<'a>) -> Found {
    if test.hypothesis.defence.is_no() {
        return Found::none(Ground::NotTouched);
    }
    let mut best = (Truth::No, Found::none(Ground::InsideNewCircle));
    for (member, in_old) in test.others_in_old_circle(old) {
        let outside = !test.in_new_circle(member);
        if in_old & outside > best.0 {
            let (new, old) = (Circle::OfChange, old.circle());
            let premises = (test.brings_defence())
                .and(Premise::Inside { member, circle: old }, in_old)
                .and(Premise::Outside { member, circle: new }, outside);
            let ground = Ground::PledgeToward { party: member };
            best = (in_old & outside, Found::new(Class::Potential, ground, premises));
        }
        if best.0.is_yes() {
            break;
        }
    }
    best.1
}
