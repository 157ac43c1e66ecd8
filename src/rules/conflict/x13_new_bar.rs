//! X13: what the change brings bars an alliance that the state is in.
//!
//! Here `b` is the bar that the change brings, `c` the clause on mutual defence that the state is held to, `A` the circle of `c` and
//! `P` the circle that the change binds together. A limb of the bar finds what X1, X2 or X3 would, by its qualifier.
//!
//! ```text
//! hard(s, b, c)      :- limb(b, q, present), alliance(c), A has more than two, barred(q, A, P).     X1, X2, X3 by q
//! potential(s, b, c) :- limb(b, q, present), defence(c), barred(q, A, P).               (no tag, consults first, of two)
//! potential(s, b, c) :- limb(b, q, future), defence(c), barred(q, A, P).       saved, if the text saves treaties in force
//! ```

use super::super::exit::held_in;
use super::found::Found;
use super::premise::{Circle, Premise, Premises, Saying, Supposition};
use super::x7_savings::Savings;
use super::{Entry, Old, Test};
use crate::model::{Effect, ExclusiveObject, Limbs, Qualifier, Reach, Strength};
use crate::scenario::Changed;
use crate::verdict::{Class, Ground};
use crate::{EntityId, InstrumentId, Truth};

pub(super) const ENTRY: Entry =
    Entry { violation: "exclusivity", savings: Savings::TreatiesInForce };

/// A bar that the change brings, limb by limb.
pub(super) struct Bar {
    /// The text that it stands in, if that is on record.
    text: Option<InstrumentId>,
    limbs: Vec<(Qualifier, Reach)>,
}

impl Bar {
    /// What an effect bars of alliances under a reading; nothing, if it bars none.
    pub(super) fn of(
        effect: &Effect,
        reading: Option<&str>,
        text: Option<InstrumentId>,
    ) -> Option<Self> {
        if let Effect::DirectedAgainst { reach } = effect {
            return Some(Self { text, limbs: vec![(Qualifier::DirectedAgainst, *reach)] });
        }
        let Effect::Exclusivity {
            object: ExclusiveObject::MilitaryAlliance,
            qualifiers,
            limbs,
            ..
        } = effect
        else {
            return None;
        };
        let Limbs { object, groupings } = Limbs::under(limbs, reading);
        let mut limbs = vec![(Qualifier::under(qualifiers, reading), object)];
        // Groupings and actions are barred as far as they are directed against a party, however the rest is read.
        limbs.extend(groupings.map(|reach| (Qualifier::DirectedAgainst, reach)));
        Some(Self { text, limbs })
    }
}

pub(super) fn find(test: &Test<'_, '_>, old: &Old<'_>, bar: &Bar) -> Found {
    if let Some(none) = test.own_organization(old) {
        return none;
    }
    let held = HeldText { test, old, bar };
    // The gravest limb holds; of two that weigh the same, the first.
    let limbs = bar.limbs.iter().map(|(qualifier, reach)| held.by_limb(*qualifier, *reach));
    let gravest = limbs.reduce(|a, b| if b.weight() > a.weight() { b } else { a });
    gravest.unwrap_or_else(|| Found::none(Ground::NotTouched))
}

/// An alliance that a state is in, held against a bar.
struct HeldText<'f, 't, 'a> {
    test: &'f Test<'t, 'a>,
    old: &'f Old<'a>,
    bar: &'f Bar,
}

impl HeldText<'_, '_, '_> {
    fn by_limb(&self, qualifier: Qualifier, reach: Reach) -> Found {
        let found = match qualifier {
            Qualifier::Absolute => self.absolute(),
            Qualifier::AimsContrary => self.contrary(),
            Qualifier::DirectedAgainst => self.directed(),
        };
        match reach {
            Reach::Present => found,
            Reach::Future if found.class == Class::None => found,
            // Who has joined already does not enter into it: what was meant is a matter of object and purpose.
            Reach::Future => {
                Found { class: Class::Potential, ground: Ground::LaterOnly, ..found }.for_good()
            }
        }
    }

    /// As X1: whoever is in the alliance and not in what is joined makes it another one.
    fn absolute(&self) -> Found {
        match self.outsider() {
            None => Found::none(Ground::InsideCircle),
            Some((outsider, premises)) => {
                let ground = match outsider {
                    Some(outsider) => Ground::OutsideCircle { outsider },
                    None => Ground::BeyondRecord,
                };
                self.weighed(Found::new(Class::Hard, ground, premises))
            }
        }
    }

    /// As X2: its aims are contrary, if the two are said to be opposed.
    fn contrary(&self) -> Found {
        let Some((_, premises)) = self.outsider() else {
            return Found::none(Ground::InsideCircle);
        };
        let pairs = self.subjects().into_iter().flat_map(|what| {
            let against = self.behind_bar().into_iter();
            against.map(move |to| Saying::Opposed { what: what.clone(), to })
        });
        let mut one_of: Vec<Saying> = pairs.collect();
        let said = Truth::any(one_of.iter().map(|saying| self.test.said(saying)));
        if said.is_no() {
            let first = one_of.into_iter().next();
            let supposed = first.and_then(|saying| saying.supposed());
            return Found::new(Class::Potential, Ground::NotOpposed, premises).unless(supposed);
        }
        one_of.retain(|saying| self.test.said(saying).is_possible());
        let premises = premises.and(Premise::Said { one_of }, said);
        self.weighed(Found::new(Class::Hard, Ground::Opposed, premises))
    }

    /// As X3: each other party of what is joined in turn.
    fn directed(&self) -> Found {
        let mut gravest = Found::none(Ground::InsideCircle);
        let mut unsaid = Vec::new();
        for (party, in_new) in self.test.others_in_new_circle(self.old) {
            let sayings = self.subjects().into_iter();
            let mut one_of: Vec<Saying> =
                sayings.map(|what| Saying::DirectedAgainst { what, party }).collect();
            let said = Truth::any(one_of.iter().map(|saying| self.test.said(saying)));
            let found = if said.is_possible() {
                one_of.retain(|saying| self.test.said(saying).is_possible());
                let premises = Premises::of(Premise::Said { one_of }, said)
                    .and(Premise::Inside { member: party, circle: Circle::OfChange }, in_new);
                Found::new(Class::Hard, Ground::DirectedAgainst { party }, premises)
            } else if self.test.situation.bears(party, self.old.provision).is_yes() {
                continue;
            } else {
                unsaid.extend(one_of.first().and_then(Saying::supposed));
                let premises = Premises::of(Premise::Said { one_of }, Truth::Unknown);
                Found::new(Class::Potential, Ground::IfDirectedAgainst { party }, premises)
            };
            if found.weight() > gravest.weight() {
                gravest = found;
            }
        }
        let is_hard = gravest.class == Class::Hard;
        let found = gravest.unless(unsaid);
        if is_hard { self.weighed(found) } else { found }
    }

    /// What would be hard if it were an alliance of more than two that does more than consult.
    fn weighed(&self, found: Found) -> Found {
        let potential =
            |ground| Found { class: Class::Potential, ground, ..found.clone() }.for_good();
        if self.old.provision.stated_strength() == Some(Strength::ConsultFirst) {
            return potential(Ground::ConsultFirst);
        }
        if !self.is_alliance() {
            return potential(Ground::NoAllianceTag);
        }
        if self.test.bilateral_counts {
            return found;
        }
        match self.more_than_two() {
            Truth::No => potential(Ground::PactOfTwo).unless([Supposition::CountsPactOfTwo]),
            truth => found.resting_on(Premise::HeldByMoreThanTwo { clause: self.old.id }, truth),
        }
    }

    /// Whether what holds the state is an alliance by its purpose, as it would have to be if it were joined.
    fn is_alliance(&self) -> bool {
        let situation = &self.test.situation;
        let body = held_in(situation.world(), self.old.provision);
        body.is_some_and(|body| situation.is_tagged_alliance(body))
    }

    /// Whether everybody who is held by the clause is on record.
    fn is_whole(&self) -> bool {
        self.test.has_whole_circle(self.old.provision)
    }

    fn more_than_two(&self) -> Truth {
        let circle = self.test.situation.bearers(self.old.provision);
        let certain = circle.iter().filter(|(_, truth)| truth.is_yes()).count();
        match circle.len() {
            _ if certain > 2 => Truth::Yes,
            0..=2 if self.is_whole() => Truth::No,
            _ => Truth::Unknown,
        }
    }

    /// Who is most certainly in the alliance and not in what is joined, with what that rests on; none, if there is nobody.
    fn outsider(&self) -> Option<(Option<EntityId>, Premises)> {
        let mut best: Option<(EntityId, Truth, Truth)> = None;
        for (member, in_old) in self.test.others_in_old_circle(self.old) {
            let outside = !self.test.in_new_circle(member);
            if in_old & outside > best.map_or(Truth::No, |(_, a, b)| a & b) {
                best = Some((member, in_old, outside));
            }
        }
        let circle = Circle::OfProvision(self.old.id);
        match best {
            Some((member, in_old, outside)) => {
                let premises = Premises::of(Premise::Inside { member, circle }, in_old)
                    .and(Premise::Outside { member, circle: Circle::OfChange }, outside);
                Some((Some(member), premises))
            }
            None if !self.is_whole() => {
                let premise = Premise::HeldBeyondRecord { clause: self.old.id };
                Some((None, Premises::of(premise, Truth::Unknown)))
            }
            None => None,
        }
    }

    /// By what names the alliance is spoken of: the organizations that live by its text, and the text.
    fn subjects(&self) -> Vec<Changed> {
        self.test.behind(self.old.provision.instrument)
    }

    /// To what it would be opposed: what changes, the organizations that live by the text of the bar, and that text.
    fn behind_bar(&self) -> Vec<Changed> {
        let own = self.test.hypothesis.with.clone();
        let mut all = vec![own.clone()];
        let others = self.bar.text.map_or_else(Vec::new, |text| self.test.behind(text));
        all.extend(others.into_iter().filter(|other| *other != own));
        all
    }
}
