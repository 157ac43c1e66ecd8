//! X16: an act that a body forbids its members: a separate peace, the recognition of somebody, an agreement of one's own on security or
//! trade. Whoever joins what others are in concludes nothing of its own.
//!
//! Here it is what is held that bars, by a text or by a decision that binds under the text that the body rests on.
//!
//! ```text
//! hard(s, b, c)      :- forbids(c, act, t), act(b), in(t, P), t != s.
//! potential(s, b, c) :- the same, and whether c speaks of it is a matter of appreciation.
//! ```

use super::found::Found;
use super::premise::{Circle, Premise, Premises};
use super::x7_savings::Savings;
use super::{Entry, Old, Test};
use crate::model::{EffectKind, ForbiddenActs};
use crate::verdict::{Class, Ground};

pub(super) const ENTRY: Entry = Entry { violation: "other", savings: Savings::None };

/// Nothing, if the act is none of those that are forbidden, or not toward anybody toward whom it is.
pub(super) fn find<'a>(
    test: &Test<'_, 'a>,
    old: &Old<'a>,
    (acts, is_appreciation): (ForbiddenActs, bool),
    act: EffectKind,
) -> Option<Found> {
    if !is_forbidden(acts, act, test.hypothesis.joins) {
        return None;
    }
    let (party, truth) = test.spoken_to(old)?;
    let premise = Premise::Inside { member: party, circle: Circle::OfChange };
    let premises = Premises::of(premise, truth);
    Some(if is_appreciation {
        Found::new(Class::Potential, Ground::Appreciation, premises)
    } else {
        Found::new(Class::Hard, Ground::Forbidden { party }, premises)
    })
}

/// Whether an act is one of some that are forbidden, done by joining what others are in, or not.
pub(super) fn is_forbidden(acts: ForbiddenActs, act: EffectKind, joins: bool) -> bool {
    (acts.peace && act == EffectKind::Peace)
        || (acts.recognition && act == EffectKind::Recognition)
        || (acts.accord && is_accord(act) && !joins)
}

/// The same of all acts that can be forbidden.
pub(super) fn is_act(act: EffectKind, joins: bool) -> bool {
    is_forbidden(ForbiddenActs { peace: true, recognition: true, accord: true }, act, joins)
}

/// Whether it is agreed between states, on security or on trade.
const fn is_accord(act: EffectKind) -> bool {
    matches!(
        act,
        EffectKind::MutualDefence
            | EffectKind::Consultation
            | EffectKind::NonAggression
            | EffectKind::CustomsUnion
            | EffectKind::FreeTrade
    )
}
