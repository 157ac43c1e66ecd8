//! X8: what needs somebody's consent, or that nobody objects: a base of an outsider, an alliance, an engagement about security, an
//! agreement on trade.
//!
//! ```text
//! needs_consent(s, h, c)      :- consent_required(c, u), brings(h, u), outsider(x), asked(y).
//! needs_no_objection(s, h, c) :- the same, where c asks that nobody object.
//! outsider(x) :- in(x, A), not in(x, P), not toward(c, x).
//! asked(y)    :- toward(c, y), not in(y, A).                                  (whoever takes part consents)
//! potential(s, h, c)          :- the same of an alliance, where h has a clause and is no alliance by its purpose.
//! ```

use super::found::Found;
use super::premise::{Circle, Premise, Premises};
use super::x7_savings::Savings;
use super::{Entry, Old, Test, x5_customs_union};
use crate::model::{EffectKind, Need, Undertaking};
use crate::rules::hypothesis::{Means, within};
use crate::verdict::{Class, Ground};
use crate::{EntityId, Id, Provision, Truth};

pub(super) const ENTRY: Entry = Entry { violation: "other", savings: Savings::None };

pub(super) fn find<'a>(
    test: &Test<'_, 'a>,
    old: &Old<'a>,
    undertakings: &[Undertaking],
    need: Need,
) -> Found {
    let brought = undertakings.iter().find_map(|to| Some((*to, test.brings(*to)?)));
    let Some((to, brought)) = brought else { return Found::none(Ground::NotTouched) };
    let Some(outsider) = test.outsider_of_both(old) else {
        return Found::none(Ground::InsideCircle);
    };
    let Some(asked) = test.asked(old) else { return Found::none(Ground::NobodyToAsk) };
    let premises = brought.and_all(outsider).and_all(asked);
    let premises = if to == Undertaking::MilitaryAlliance {
        let Some(alliance) = test.counts_as_alliance() else { return Test::untagged(premises) };
        premises.and_all(alliance)
    } else {
        premises
    };
    let class = match need {
        Need::Consent => Class::NeedsConsent,
        Need::NoObjection => Class::NeedsNoObjection,
    };
    Found::new(class, Ground::ConsentOfOthers { to }, premises)
}

impl<'a> Test<'_, 'a> {
    /// What it rests on that the change brings something of a sort; `None`: it certainly does not.
    fn brings(&self, undertaking: Undertaking) -> Option<Premises> {
        let defence = || self.hypothesis.defence.is_possible().then(|| self.brings_defence());
        match undertaking {
            Undertaking::ForeignBases | Undertaking::ForeignTroops => {
                self.hypothesis.sender.map(|_| Premises::none())
            }
            Undertaking::SecurityEngagement if self.hypothesis.security => Some(Premises::none()),
            Undertaking::SecurityEngagement => {
                let clause =
                    self.brings_security().filter(|(_, truth)| *truth >= self.hypothesis.defence);
                clause.map(|(premises, _)| premises).or_else(defence)
            }
            Undertaking::MilitaryAlliance => defence(),
            Undertaking::TradeAgreement => self.brings_trade(),
        }
    }

    /// The clause on consultation, or against attacks, that what is joined most certainly has, the first of them by key.
    fn brings_security(&self) -> Option<(Premises, Truth)> {
        let of_security = |id: &Id<Provision>| self.world()[*id].kind().is_about_security();
        let clauses = self.hypothesis.brought.iter().copied().filter(of_security);
        let standing = clauses.map(|id| (id, self.situation.stands(id)));
        let (provision, truth) =
            standing.reduce(|best, next| if next.1 > best.1 { next } else { best })?;
        let premises = Premises::of(Premise::Brings { provision }, truth);
        truth.is_possible().then_some((premises, truth))
    }

    /// What it most certainly rests on that the change brings a customs union or a free-trade area.
    fn brings_trade(&self) -> Option<Premises> {
        let (hypothesis, situation) = (self.hypothesis, &self.situation);
        let union = hypothesis.customs_union.map(|found| (EffectKind::CustomsUnion, found));
        let recorded = hypothesis.brought.iter().copied();
        let recorded = recorded.filter(|id| self.world()[*id].kind() == EffectKind::FreeTrade);
        let recorded = recorded.map(|id| (Means::Clause(id), situation.stands(id)));
        let worded = hypothesis.worded.iter().enumerate();
        let worded = worded.filter(|(_, one)| one.kind == EffectKind::FreeTrade);
        let worded = worded.map(|(number, _)| match hypothesis.worded_by.get(number) {
            Some(change) => {
                let agreed = situation.agreed(*change);
                let in_effect = agreed.map_or(Truth::No, |agreed| situation.is_in_effect(agreed));
                (Means::Agreed(*change), in_effect)
            }
            None => (Means::Worded, Truth::Yes),
        });
        let areas = recorded.chain(worded).map(|found| (EffectKind::FreeTrade, found));
        let all = union.into_iter().chain(areas);
        // Of what is equally certain the first is told.
        let best = all.reduce(|best, next| if next.1.1 > best.1.1 { next } else { best });
        let (kind, (means, truth)) = best.filter(|(_, (_, truth))| truth.is_possible())?;
        Some(x5_customs_union::by_means(means, kind, truth))
    }

    /// Who is most certainly in the new circle, and neither in the old one nor among those who are asked; none, if there is nobody.
    fn outsider_of_both(&self, old: &Old<'a>) -> Option<Premises> {
        let toward = self.toward(old);
        let mut best: Option<(Truth, EntityId, [Truth; 3])> = None;
        for (member, in_new) in self.others_in_new_circle(old) {
            let outside = !self.bears(member, old);
            let unasked = !within(&toward, member);
            let truth = in_new & outside & unasked;
            if truth > best.as_ref().map_or(Truth::No, |(best, ..)| *best) {
                best = Some((truth, member, [in_new, outside, unasked]));
            }
        }
        match best {
            Some((_, member, [in_new, outside, unasked])) => {
                let (own, toward) = (old.circle(), old.other_side());
                let inside = Premise::Inside { member, circle: Circle::OfChange };
                Some(
                    Premises::of(inside, in_new)
                        .and(Premise::Outside { member, circle: own }, outside)
                        .and(Premise::Outside { member, circle: toward }, unasked),
                )
            }
            None if !self.hypothesis.whole => {
                Some(Premises::of(Premise::BeyondRecord, Truth::Unknown))
            }
            None => None,
        }
    }

    /// Who must most certainly be asked: whoever takes part consents by that; none, if there is nobody.
    fn asked(&self, old: &Old<'a>) -> Option<Premises> {
        let mut best: Option<(Truth, EntityId, [Truth; 2])> = None;
        for (member, toward) in self.toward(old) {
            let apart = !self.in_new_circle(member);
            let is_other = member != EntityId::from(old.state);
            let truth = toward & apart;
            if is_other && truth > best.as_ref().map_or(Truth::No, |(best, ..)| *best) {
                best = Some((truth, member, [toward, apart]));
            }
        }
        let (_, member, [toward, apart]) = best?;
        let is_asked = Premise::Inside { member, circle: old.other_side() };
        let takes_no_part = Premise::Outside { member, circle: Circle::OfChange };
        Some(Premises::of(is_asked, toward).and(takes_no_part, apart))
    }
}
