//! X17: the Security Council decided against a party to what the change brings.
//!
//! What it forbids yields to the decision, whatever was promised (Charter of the United Nations, articles 25, 41, 48 and 103); the rest
//! stands, so that nothing has to be left.
//!
//! ```text
//! potential(s, h, c) :- decided_against(c, t), in(t, A), t != s, (defence(h) ; hosts(s, base)).
//! ```

use super::found::Found;
use super::premise::{Circle, Premise, Premises};
use super::x7_savings::Savings;
use super::{Entry, Old, Test};
use crate::Truth;
use crate::verdict::{Class, Ground};

pub(super) const ENTRY: Entry = Entry { violation: "other", savings: Savings::None };

/// Nothing, if nobody against whom it was decided is in what the change brings.
pub(super) fn find<'a>(test: &Test<'_, 'a>, old: &Old<'a>) -> Option<Found> {
    let arms = test.hypothesis.defence | Truth::from(test.hypothesis.sender.is_some());
    if arms.is_no() {
        return None;
    }
    let (party, truth) = test.spoken_to(old)?;
    let mut premises =
        Premises::of(Premise::Inside { member: party, circle: Circle::OfChange }, truth);
    if test.hypothesis.sender.is_none() {
        premises = premises.and_all(test.brings_defence());
    }
    Some(Found::new(Class::Potential, Ground::CharterPrevails { party }, premises))
}
