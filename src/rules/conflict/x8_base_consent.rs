//! X8: bases of outsiders need the consent of the others.
//!
//! ```text
//! needs_consent(s, h, c) :- base_consent(c), hosts(s, base), sender(base, x), x not in P, not toward(c, x).
//! ```

use super::found::Found;
use super::premise::{Circle, Premise, Premises};
use super::x7_savings::Savings;
use super::{Entry, Old, Test};
use crate::verdict::{Class, Ground};
use crate::{EntityId, Truth};

pub(super) const ENTRY: Entry = Entry { violation: "other", savings: Savings::None };

pub(super) fn find(test: &Test<'_, '_>, old: &Old<'_>) -> Found {
    let Some(sender) = test.hypothesis.sender else {
        return Found::none(Ground::NotTouched);
    };
    let member = EntityId::from(sender);
    // Whoever has to consent consents to its own base.
    let asked = (test.situation.toward(old.provision).into_iter())
        .find(|(one, _)| *one == member)
        .map_or(Truth::No, |(_, truth)| truth);
    let (own, toward) = (Circle::OfProvision(old.id), Circle::Toward(old.id));
    let outside = test.situation.bears(member, old.provision);
    let premises = Premises::of(Premise::Outside { member, circle: own }, !outside)
        .and(Premise::Outside { member, circle: toward }, !asked);
    if premises.truth().is_no() {
        return Found::none(Ground::InsideCircle);
    }
    Found::new(Class::NeedsConsent, Ground::ConsentOfOthers, premises)
}
