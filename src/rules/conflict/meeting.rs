//! What a rule may hold against what at all. Most of what a state has meets nothing of what a change brings, and is passed over before
//! anything is asked; whatever is looked at for nothing is told by the rules themselves.

use super::x16_forbidden_act;
use crate::model::{Effect, EffectKind};

/// Whether some rule may hold what is brought against whatever a state has; anything else is held against nothing but what forbids
/// acts. Whatever is looked at for nothing is told by the rules themselves.
pub(super) const fn is_held_against_all(brought: &Effect) -> bool {
    match brought {
        Effect::CustomsUnion { .. }
        | Effect::NonContradiction { .. }
        | Effect::Exclusivity { .. }
        | Effect::DirectedAgainst { .. }
        | Effect::FreeTrade { .. } => true,
        Effect::MutualDefence { .. }
        | Effect::Consultation
        | Effect::NonAggression
        | Effect::Neutrality { .. }
        | Effect::NonAlignment { .. }
        | Effect::BaseBan { .. }
        | Effect::ConsentRequired { .. }
        | Effect::Forbidden { .. }
        | Effect::Sanctions
        | Effect::Savings { .. }
        | Effect::Supremacy { .. }
        | Effect::Accession { .. }
        | Effect::Amendment { .. }
        | Effect::Withdrawal(_)
        | Effect::Duration { .. }
        | Effect::Suspension
        | Effect::Expulsion
        | Effect::Decision { .. }
        | Effect::ReservedExit { .. }
        | Effect::Purposes { .. }
        | Effect::GeneralRule
        | Effect::Peace
        | Effect::Recognition
        | Effect::Procedure(_) => false,
    }
}

/// Whether some rule may hold what is brought against one thing that a state has: most pairs are looked at for nothing, and are passed
/// over at once.
pub(super) fn meets(brought: &Effect, held: &Effect, joins: bool) -> bool {
    match held {
        Effect::Forbidden { acts, .. } => {
            x16_forbidden_act::is_forbidden(*acts, brought.kind(), joins)
        }
        Effect::CustomsUnion { .. } => matches!(
            brought,
            Effect::CustomsUnion { .. }
                | Effect::FreeTrade { .. }
                | Effect::NonContradiction { .. }
        ),
        Effect::FreeTrade { .. } => {
            matches!(brought, Effect::CustomsUnion { .. } | Effect::NonContradiction { .. })
        }
        Effect::MutualDefence { .. } => matches!(
            brought,
            Effect::Exclusivity { .. }
                | Effect::DirectedAgainst { .. }
                | Effect::NonContradiction { .. }
        ),
        Effect::Consultation
        | Effect::NonAggression
        | Effect::Exclusivity { .. }
        | Effect::NonContradiction { .. }
        | Effect::DirectedAgainst { .. }
        | Effect::Neutrality { .. }
        | Effect::NonAlignment { .. }
        | Effect::BaseBan { .. }
        | Effect::ConsentRequired { .. }
        | Effect::Sanctions
        | Effect::Savings { .. }
        | Effect::Supremacy { .. }
        | Effect::Accession { .. }
        | Effect::Amendment { .. }
        | Effect::Withdrawal(_)
        | Effect::Duration { .. }
        | Effect::Suspension
        | Effect::Expulsion
        | Effect::Decision { .. }
        | Effect::ReservedExit { .. }
        | Effect::Purposes { .. }
        | Effect::GeneralRule
        | Effect::Peace
        | Effect::Recognition
        | Effect::Procedure(_) => matches!(brought, Effect::NonContradiction { .. }),
    }
}

/// Whether some rule may hold a provision against what a change brings. The others are many, and are passed over at once; whatever is
/// looked at for nothing is told by the rules themselves.
pub(crate) const fn is_tested(effect: &Effect) -> bool {
    match effect {
        Effect::MutualDefence { .. }
        | Effect::NonAggression
        | Effect::Exclusivity { .. }
        | Effect::NonContradiction { .. }
        | Effect::DirectedAgainst { .. }
        | Effect::Neutrality { .. }
        | Effect::NonAlignment { .. }
        | Effect::BaseBan { .. }
        | Effect::ConsentRequired { .. }
        | Effect::CustomsUnion { .. }
        | Effect::FreeTrade { .. }
        | Effect::Peace
        | Effect::Recognition
        | Effect::Forbidden { .. }
        | Effect::Sanctions => true,
        Effect::Consultation
        | Effect::Savings { .. }
        | Effect::Supremacy { .. }
        | Effect::Accession { .. }
        | Effect::Amendment { .. }
        | Effect::Withdrawal(_)
        | Effect::Duration { .. }
        | Effect::Suspension
        | Effect::Expulsion
        | Effect::Decision { .. }
        | Effect::ReservedExit { .. }
        | Effect::Purposes { .. }
        | Effect::GeneralRule
        | Effect::Procedure(_) => false,
    }
}

/// Whether a rule may hold what a body agrees, without any terms of it, against what comes later.
pub(crate) const fn is_held_if_agreed(kind: EffectKind) -> bool {
    match kind {
        EffectKind::MutualDefence
        | EffectKind::NonAggression
        | EffectKind::Exclusivity
        | EffectKind::NonContradiction
        | EffectKind::DirectedAgainst
        | EffectKind::CustomsUnion
        | EffectKind::FreeTrade => true,
        // What a state's own law keeps out is no body's.
        EffectKind::Neutrality
        | EffectKind::NonAlignment
        | EffectKind::BaseBan
        // Without terms these speak of nothing.
        | EffectKind::ConsentRequired
        | EffectKind::Forbidden
        | EffectKind::Sanctions
        | EffectKind::Consultation
        | EffectKind::Savings
        | EffectKind::Supremacy
        | EffectKind::Accession
        | EffectKind::Amendment
        | EffectKind::Withdrawal
        | EffectKind::Duration
        | EffectKind::Suspension
        | EffectKind::Expulsion
        | EffectKind::Decision
        | EffectKind::ReservedExit
        | EffectKind::Purposes
        | EffectKind::GeneralRule
        | EffectKind::Peace
        | EffectKind::Recognition
        | EffectKind::Procedure => false,
    }
}
