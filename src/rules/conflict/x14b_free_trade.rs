//! X14b: a customs union is joined beside a free-trade area with outsiders, or a free-trade area with outsiders beside a customs union.
//!
//! Whether a member may have such areas is for the law of the union to say. That a text lets its parties into unions as far as these do
//! not conflict with it bars none by itself: it is broken where the law of the union has such areas left.
//!
//! ```text
//! hard(s, b, c)      :- union(b), free_trade(c), leave(b, c), x in A\P, y in P\A, not own(c, h).
//! hard(s, b, c)      :- union(b), tariff(b), leave(b, _), free_trade(c), excludes_unions(c), x in A\P, y in P\A, not own(c, h).
//! potential(s, b, c) :- union(b), free_trade(c), not keep(b, c), x in A\P, y in P\A, not own(c, h), neither of these.
//! hard(s, b, c)      :- free_trade(b), union(c), (leave(c, b) ; leave(c, _), excludes_unions(b), tariff(c)), x in A\P, y in P\A, not own(c, h).
//! potential(s, b, c) :- free_trade(b), union(c), not keep(c, b), x in A\P, y in P\A, not own(c, h), neither of these.
//! leave(u, f)        :- the law of u has members leave areas, or those concluded since a day, and f is one; what is joined is concluded now.
//! concluded(s, f)      :- with the signature of f; where s entered it perhaps after it came into force, and signed it not on record, by then.
//! y in P\A            :- f was made by y for a territory that no union of y takes in, whatever y is in itself.
//! keep(u, f)         :- the law of u leaves members such areas, or those concluded before a day, and f is one; on conditions, it keeps none.
//! ```

use super::found::Found;
use super::old::Source;
use super::premise::{Premise, Premises};
use super::x7_savings::Savings;
use super::x14_customs_unions::{newcomer, outsider, partners};
use super::{Entry, Old, Test};
use crate::model::{Outsiders, Status};
use crate::time::Span;
use crate::verdict::{Class, Ground};
use crate::world::Spell;
use crate::{Date, EntityId, Id, InstrumentId, State, Treaty, Truth};

pub(super) const ENTRY: Entry = Entry { violation: "exclusivity", savings: Savings::None };

/// A customs union and a free-trade area, as far as their texts speak of each other.
pub(super) struct Terms {
    /// What the law of the union says of such areas.
    pub(super) outsiders: Outsiders,
    /// Whether the area excludes unions whose tariff is applied, and that of this one is.
    pub(super) is_excluded: bool,
    /// The text of the area; none, where the question makes or joins it.
    pub(super) area: Option<InstrumentId>,
}

/// A union that is brought, against a free-trade area that is held: those outside the union are in the area.
pub(super) fn find<'a>(test: &Test<'_, 'a>, old: &Old<'a>, terms: &Terms) -> Found {
    trade(test, old, terms, |outsider, _| (outsider, Ground::OutsidersLeave { outsider }))
}

/// The same the other way round: what is brought is a free-trade area, and what is held a customs union.
pub(super) fn find_area<'a>(test: &Test<'_, 'a>, old: &Old<'a>, terms: &Terms) -> Found {
    trade(test, old, terms, |_, outsider| (outsider, Ground::TradeIsOfUnion { outsider }))
}

/// What trade with somebody outside the union comes to: hard if the union has that left, or has later areas left and this one excludes
/// unions; nothing if it leaves members such areas; else it is for appreciation. Told is, of whoever is in what is held alone and whoever is in what is joined alone, who is outside the union, and the
/// ground if the union has that left.
fn trade<'a>(
    test: &Test<'_, 'a>,
    old: &Old<'a>,
    terms: &Terms,
    told: impl FnOnce(EntityId, EntityId) -> (EntityId, Ground),
) -> Found {
    if let Some(none) = test.own_organization(old) {
        return none;
    }
    // Where everybody in the one is in the other as well, they are applied beside each other.
    let partners = partners(test, old);
    let (in_old, in_new) = (outsider(test, old, &partners), newcomer(test, old, &partners));
    let (Some((in_old, premises)), Some((in_new, others))) = (in_old, in_new) else {
        return Found::none(Ground::InsideCircle);
    };
    let premises = premises.and_all(others);
    let kept = terms.keeps(test, old);
    if kept.is_yes() {
        return Found::none(Ground::OutsidersKept);
    }
    let premises = terms.resting_on_its_day(premises, old, !kept);
    let (outsider, left) = told(in_old, in_new);
    let (leaves, excluded) = (terms.leaves(test, old), terms.excludes());
    let (ground, truth) = if excluded > leaves {
        (Ground::TariffBesideIt { outsider }, excluded)
    } else {
        (left, leaves)
    };
    if truth.is_no() {
        return Found::new(Class::Potential, Ground::Appreciation, premises);
    }
    Found::new(Class::Hard, ground, terms.resting_on_its_day(premises, old, truth))
}

impl Terms {
    /// Whether the law of the union has the area left.
    fn leaves(&self, test: &Test<'_, '_>, old: &Old<'_>) -> Truth {
        match self.outsiders {
            Outsiders::Leave { since: Some(day) } => self.is_since(test, old, day),
            Outsiders::Leave { since: None } => Truth::Yes,
            Outsiders::Keep { .. } | Outsiders::KeepOnConditions | Outsiders::Unsaid => Truth::No,
        }
    }

    /// Whether the area excludes a union whose tariff is applied and whose law has members leave such areas, if later ones.
    fn excludes(&self) -> Truth {
        let is_strict = matches!(self.outsiders, Outsiders::Leave { .. });
        (self.is_excluded && is_strict).into()
    }

    /// Whether the law of the union leaves members the area.
    fn keeps(&self, test: &Test<'_, '_>, old: &Old<'_>) -> Truth {
        match self.outsiders {
            Outsiders::Keep { before: Some(day) } => !self.is_since(test, old, day),
            Outsiders::Keep { before: None } => Truth::Yes,
            Outsiders::Leave { .. } | Outsiders::KeepOnConditions | Outsiders::Unsaid => Truth::No,
        }
    }

    /// What is found rests on when the area was concluded, where that is not known.
    fn resting_on_its_day(&self, premises: Premises, old: &Old<'_>, truth: Truth) -> Premises {
        match (truth, old.source) {
            (Truth::Unknown, Source::Recorded(provision, _)) if self.area.is_some() => {
                premises.and(Premise::Stands { provision }, truth)
            }
            (Truth::Yes | Truth::No | Truth::Unknown, _) => premises,
        }
    }

    /// Whether the state concluded the area on a day or later; what the question makes is concluded by it.
    fn is_since(&self, test: &Test<'_, '_>, old: &Old<'_>, day: Date) -> Truth {
        match self.area {
            Some(InstrumentId::Treaty(treaty)) => {
                let concluded = concluded(test, old.state, treaty);
                concluded.map_or(Truth::Unknown, |concluded| day.is_on_or_before(concluded))
            }
            Some(InstrumentId::Law(_)) | None => Truth::Yes,
        }
    }
}

/// When a state concluded a treaty: with its signature; or, where it is perhaps bound only since the treaty came into force, and not on
/// record as having signed it, between that and its own entry.
///
/// ```text
/// concluded(s, t, d..e) :- signed(t, d), enters(s, t, e), not (e <= in_force(t)), not signatory(s, t).
/// concluded(s, t, d)    :- signed(t, d), else.
/// ```
fn concluded(test: &Test<'_, '_>, state: Id<State>, treaty: Id<Treaty>) -> Option<Date> {
    let (world, known_by) = (test.world(), test.situation.view.knowledge());
    let (signed, in_force) = (world[treaty].signed, world[treaty].in_force);
    let spells = world.spells(state, treaty, known_by);
    let has_signed =
        |spell: &Spell| matches!(spell.status, Status::Signatory | Status::ContractingState);
    let binding = spells.iter().filter(|spell| spell.status.is_binding());
    let spans = binding.map(|spell| spell.valid.span());
    let entered = spans.min_by_key(|span| (span.from_lo, span.from_hi)).map(Span::beginning);
    match (entered, in_force) {
        (Some(entered), Some(force))
            if !spells.iter().any(has_signed) && force.is_before(entered).is_possible() =>
        {
            Some(signed.unwrap_or(Date::UNKNOWN).or_any_until(entered))
        }
        (Some(_) | None, Some(_) | None) => signed,
    }
}
