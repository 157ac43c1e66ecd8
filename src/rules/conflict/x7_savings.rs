//! X7: a savings clause in an instrument that brings the change settles what is in its scope.
//!
//! ```text
//! saved(s, h, c) :- brings(t, h), savings(t, scope), in_scope(conflict(s, h, c), scope).
//! saved(s, b, c) :- limb(b, q, future), savings(t, other_treaties), brings(t, b).                           (X13)
//! ```

use super::found::Found;
use super::{Test, entry};
use crate::model::{Effect, SavingsScope};
use crate::verdict::{Class, Ground, Rule};
use crate::{Id, InstrumentId, Provision};

/// Which savings clauses settle the conflicts of a rule.
#[derive(Copy, Clone)]
pub(super) enum Savings {
    /// None.
    None,
    /// Those that leave other treaties untouched, or the texts of the organization behind the old one.
    OtherTreaties,
    /// Those that leave a state's neutrality untouched.
    Neutrality,
    /// Those that leave treaties in force untouched, or the texts of the organization behind the old one, against what speaks of later
    /// ones.
    TreatiesInForce,
}

/// The savings clause that settles a conflict by a rule, as it found it, with a provision of this old text; an enacted law has none.
pub(super) fn find(
    test: &Test<'_, '_>,
    rule: Rule,
    found: &Found,
    old: Option<InstrumentId>,
) -> Option<Id<Provision>> {
    let may_be_saved = match found.class {
        Class::Potential | Class::Domestic => true,
        // What cannot be held together is not reconciled by saying so.
        Class::None | Class::NeedsConsent | Class::Saved | Class::Hard => false,
    };
    if !may_be_saved || !test.hypothesis.saved_by_text {
        return None;
    }
    let world = test.world();
    let bring = test.hypothesis.instruments.iter();
    bring.flat_map(|new| world.index().provisions_of(*new).iter().copied()).find(|id| {
        matches!(&world[*id].effect, Effect::Savings { scope } if is_in(scope, test, (rule, &found.ground), old))
            && test.situation.stands(*id).is_yes()
    })
}

/// Whether a conflict by a rule, with a provision of an old text, is in the scope of a savings clause.
fn is_in(
    scope: &SavingsScope,
    test: &Test<'_, '_>,
    (rule, ground): (Rule, &Ground),
    old: Option<InstrumentId>,
) -> bool {
    let of_organization = |old| {
        let behind = test.situation.organizations_by(old).into_iter();
        let mut keys = behind.map(|organization| test.world().key(organization));
        keys.any(|own| scope.organizations.iter().any(|key| &**key == own))
    };
    match entry(rule).savings {
        Savings::None => false,
        Savings::OtherTreaties => scope.other_treaties || old.is_some_and(of_organization),
        Savings::Neutrality => scope.neutrality,
        Savings::TreatiesInForce => {
            *ground == Ground::LaterOnly
                && (scope.other_treaties || old.is_some_and(of_organization))
        }
    }
}
