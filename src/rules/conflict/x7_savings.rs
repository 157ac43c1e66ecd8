//! X7: a savings clause in an instrument that brings the change settles what is in its scope.
//!
//! ```text
//! saved(s, h, c) :- brings(t, h), savings(t, c2, scope), stands(c2), in_scope(conflict(s, h, c), scope).
//! saved(s, b, c) :- limb(b, q, future), savings(t, other_treaties), brings(t, b).                           (X13)
//! ```
//!
//! A clause by which one bars what another finds incompatible (the Compacts of Free Association, 313) is settled by none: the text that is
//! left untouched is the one that bars.
//!
//! Where it is open whether a clause stands, the conflict is as certain as that it does not.

use super::found::Found;
use super::premise::{Premise, Premises};
use super::{Test, catalogued};
use crate::model::{Effect, SavingsScope};
use crate::verdict::{Class, Ground, Rule};
use crate::{Id, InstrumentId, Provision, Truth};

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

/// Whether a conflict is settled.
pub(super) enum Saved {
    /// By this clause.
    By(Id<Provision>),
    /// Not for certain: unless one of these stands.
    Unless(Premises),
}

/// The savings clause that settles a conflict by a rule, as it found it, with a provision of this old text; an enacted law has none.
pub(super) fn find(
    test: &Test<'_, '_>,
    (rule, held): (Rule, Option<Id<Provision>>),
    found: &Found,
    old: Option<InstrumentId>,
) -> Saved {
    let may_be_saved = match found.class {
        Class::Potential | Class::Domestic => true,
        // What cannot be held together is not reconciled by saying so.
        Class::None
        | Class::NeedsNoObjection
        | Class::NeedsConsent
        | Class::Saved
        | Class::Hard => false,
    };
    let mut unless = Premises::none();
    let world = test.world();
    // What one bars by the judgement of another is not settled by what a third text leaves untouched.
    let is_judged = rule == Rule::X4 && held.is_some_and(|id| world[id].counterparty.is_some());
    if !may_be_saved || is_judged || !test.hypothesis.saved_by_text {
        return Saved::Unless(unless);
    }
    let bring = test.hypothesis.instruments.iter();
    for id in bring.flat_map(|new| world.index().provisions_of(*new).iter().copied()) {
        let Effect::Savings { scope } = &world[id].effect else { continue };
        if !is_in(scope, test, (rule, &found.ground), old) {
            continue;
        }
        match test.situation.stands(id) {
            Truth::Yes => return Saved::By(id),
            Truth::Unknown => {
                unless = unless.and(Premise::Unsaved { clause: id }, Truth::Unknown);
            }
            Truth::No => {}
        }
    }
    Saved::Unless(unless)
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
    match catalogued(rule).savings {
        Savings::None => false,
        Savings::OtherTreaties => scope.other_treaties || old.is_some_and(of_organization),
        Savings::Neutrality => scope.neutrality,
        Savings::TreatiesInForce => {
            *ground == Ground::LaterOnly
                && (scope.other_treaties || old.is_some_and(of_organization))
        }
    }
}
