//! The conflict test of one provision against one change, before anything is known of who is bound.

use std::collections::BTreeSet;

use super::Wrong;
use super::change::Hypothesis;
use super::ground::{Circle, Ground, within};
use crate::model::{
    Bars, Bearer, Effect, EffectKind, ExclusiveObject, Link, Provision, Qualifier, RelationKind,
};
use crate::proof::Because;
use crate::verdict::{Class, Rule};
use crate::{InstrumentId, Truth};

/// What a rule finds.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) rule: Rule,
    pub(super) class: Class,
    pub(super) truth: Truth,
    pub(super) because: Because,
}

impl Outcome {
    const fn new(rule: Rule, class: Class, truth: Truth, because: Because) -> Self {
        Self { rule, class, truth, because }
    }

    const fn none(rule: Rule, because: Because) -> Self {
        Self::new(rule, Class::None, Truth::Yes, because)
    }

    const fn weight(&self) -> (Class, Truth) {
        (self.class, self.truth)
    }
}

/// An old text and a new commitment, on one state.
pub(super) struct Test<'g, 'a> {
    pub(super) ground: Ground<'a>,
    pub(super) change: &'g Hypothesis<'a>,
    pub(super) state: &'a str,
    /// Everybody bound together by the old provision.
    pub(super) old: Circle<'a>,
    /// The text it stands in; none for a law that an earlier change enacts.
    pub(super) text: Option<InstrumentId>,
}

impl<'a> Test<'_, 'a> {
    /// What the rule of a provision finds; nothing for kinds that no rule tests.
    pub(super) fn provision(
        &self,
        provision: &'a Provision,
        companions: bool,
    ) -> Result<Option<Outcome>, Wrong> {
        Ok(Some(match &provision.effect {
            Effect::Exclusivity { object: ExclusiveObject::CustomsUnion, .. } => self.x5(),
            Effect::Exclusivity { object: ExclusiveObject::Other, .. } => {
                Outcome::none(Rule::X1, Because::NotTouched)
            }
            Effect::Exclusivity { qualifiers, .. } => {
                let reading = self.ground.reading(provision);
                let applies =
                    |name: &Option<Box<str>>| name.is_none() || name.as_deref() == reading;
                let found = qualifiers.iter().find(|(name, _)| applies(name));
                match found.map_or(Qualifier::Absolute, |(_, qualifier)| *qualifier) {
                    Qualifier::Absolute => self.x1(),
                    Qualifier::AimsContrary => self.x2()?,
                    Qualifier::DirectedAgainst => self.x3()?,
                }
            }
            Effect::NonContradiction => self.x4(provision, companions)?,
            Effect::DirectedAgainst => self.x3()?,
            Effect::Neutrality { bars, by_exception, within }
            | Effect::NonAlignment { bars, by_exception, within }
            | Effect::BaseBan { bars, by_exception, within } => {
                let own = self.change.organization.map(|own| self.ground.key(own));
                match within {
                    Some(alone) if own != Some(&**alone) => {
                        Outcome::none(Rule::X6, Because::NotTouched)
                    }
                    _ => self.x6(*bars, *by_exception),
                }
            }
            Effect::BaseConsent => self.x8(provision),
            Effect::NonAggression => self.x12(),
            _ => return Ok(None),
        }))
    }

    /// In the new circle.
    fn new_in(&self, key: &str) -> Truth {
        within(&self.change.circle, key)
    }

    /// In the old circle.
    fn old_in(&self, key: &str) -> Truth {
        within(&self.old, key)
    }

    /// Whether the new circle lies in the old one, and who, for one, is least certainly in it.
    fn inside(&self) -> (Truth, &'a str) {
        let mut least = (Truth::Yes, "");
        // Both circles hold the state itself.
        for (key, new) in self.change.circle.iter().filter(|(key, _)| **key != self.state) {
            let implied = !*new | self.old_in(key);
            if implied < least.0 {
                least = (implied, key);
            }
        }
        // Whoever is not on record may be outside.
        if least.0.is_yes() && !self.change.whole { (Truth::Unknown, "") } else { least }
    }

    /// The links between the old text and the organization of the change.
    pub(super) fn own_links(&self) -> Vec<&'a Link> {
        let links = self.ground.tables.links.iter();
        let own = links.filter(|link| {
            Some(link.organization) == self.change.organization
                && Some(link.instrument) == self.text
        });
        own.collect()
    }

    fn own_organization(&self) -> bool {
        !self.own_links().is_empty()
    }

    /// What X1 to X4 have in common: no defence, the own organization.
    fn spared(&self, rule: Rule) -> Option<Outcome> {
        if self.change.defence.is_no() {
            Some(Outcome::none(rule, Because::NotTouched))
        } else if self.own_organization() {
            Some(Outcome::none(rule, Because::OwnOrganization))
        } else {
            None
        }
    }

    /// Whether the new circle is a pact of two.
    fn pact_of_two(&self) -> Truth {
        if self.ground.case.scenario.bilateral_counts {
            return Truth::No;
        }
        let certain = self.change.circle.values().filter(|truth| truth.is_yes()).count();
        match (self.change.circle.len(), certain) {
            (..=2, _) if !self.change.whole => Truth::Unknown,
            (..=2, _) => Truth::Yes,
            (_, 3..) => Truth::No,
            _ => Truth::Unknown,
        }
    }

    /// An alliance that is barred outright, by a treaty (X1) or by a law (X6).
    fn barred(&self, rule: Rule, class: Class, truth: Truth, because: Because) -> Outcome {
        if !self.change.alliance {
            return Outcome::new(rule, Class::Potential, truth, Because::NoAllianceTag);
        }
        match self.pact_of_two() {
            Truth::Yes => Outcome::new(rule, Class::Potential, truth, Because::PactOfTwo),
            pact => Outcome::new(rule, class, truth & !pact, because),
        }
    }

    fn x1(&self) -> Outcome {
        if let Some(spared) = self.spared(Rule::X1) {
            return spared;
        }
        let (inside, outsider) = self.inside();
        if inside.is_yes() {
            return Outcome::none(Rule::X1, Because::InsideCircle);
        }
        let because = match outsider {
            "" => Because::BeyondRecord,
            outsider => Because::OutsideCircle { outsider: outsider.into() },
        };
        self.barred(Rule::X1, Class::Hard, self.change.defence & !inside, because)
    }

    /// The keys of those whose being opposed matters: the old text and the organizations that live by it.
    pub(super) fn opponents(&self) -> BTreeSet<&'a str> {
        let links = self.ground.tables.links.iter();
        let own = links.filter(|link| Some(link.instrument) == self.text);
        let organizations = own.map(|link| self.ground.key(link.organization));
        organizations.chain(self.text.map(|text| self.ground.key(text))).collect()
    }

    fn x2(&self) -> Result<Outcome, Wrong> {
        if let Some(spared) = self.spared(Rule::X2) {
            return Ok(spared);
        }
        let (inside, _) = self.inside();
        let truth = self.change.defence & !inside;
        if inside.is_yes() {
            return Ok(Outcome::none(Rule::X2, Because::InsideCircle));
        }
        if !self.change.alliance {
            return Ok(Outcome::new(Rule::X2, Class::Potential, truth, Because::NoAllianceTag));
        }
        let mut opposed = Truth::No;
        for opponent in self.opponents() {
            opposed = opposed | self.said(RelationKind::Opposed, self.change.with, opponent)?;
        }
        Ok(if opposed.is_possible() {
            Outcome::new(Rule::X2, Class::Hard, truth & opposed, Because::Opposed)
        } else {
            Outcome::new(Rule::X2, Class::Potential, truth, Because::NotOpposed)
        })
    }

    fn said(&self, relation: RelationKind, subject: &str, object: &str) -> Result<Truth, Wrong> {
        self.ground.said(self.change.at, relation, subject, object).map(|(truth, _)| truth)
    }

    /// The other parties of the old text, by key.
    fn others(&self) -> impl Iterator<Item = (&'a str, Truth)> {
        let others = self.old.iter().filter(|(key, _)| **key != self.state);
        others.map(|(key, truth)| (*key, *truth))
    }

    fn x3(&self) -> Result<Outcome, Wrong> {
        if let Some(spared) = self.spared(Rule::X3) {
            return Ok(spared);
        }
        let mut gravest = Outcome::none(Rule::X3, Because::InsideCircle);
        for (party, old) in self.others() {
            let said = self.said(RelationKind::DirectedAgainst, self.change.with, party)?;
            let outcome = if said.is_possible() {
                let because = Because::DirectedAgainst { party: party.into() };
                let truth = self.change.defence & said & old;
                Outcome::new(Rule::X3, Class::Hard, truth, because)
            } else if !self.new_in(party).is_yes() {
                let because = Because::IfDirectedAgainst { party: party.into() };
                Outcome::new(Rule::X3, Class::Potential, Truth::Unknown, because)
            } else {
                continue;
            };
            if outcome.weight() > gravest.weight() {
                gravest = outcome;
            }
        }
        if gravest.class == Class::Hard && !self.change.alliance {
            (gravest.class, gravest.because) = (Class::Potential, Because::NoAllianceTag);
        }
        Ok(gravest)
    }

    fn x4(&self, provision: &'a Provision, companions: bool) -> Result<Outcome, Wrong> {
        if let Some(spared) = self.spared(Rule::X4) {
            return Ok(spared);
        }
        let (inside, _) = self.inside();
        let truth = self.change.defence & !inside;
        if inside.is_yes() {
            return Ok(Outcome::none(Rule::X4, Because::InsideCircle));
        }
        if !self.change.alliance {
            return Ok(Outcome::new(Rule::X4, Class::Potential, truth, Because::NoAllianceTag));
        }
        let mut best: Option<(Truth, Because)> = self.collision(provision)?;
        if companions && let Some((found, companion)) = self.companion(provision)? {
            // A tie goes to the companion.
            if best.as_ref().is_none_or(|(hostile, _)| found >= *hostile) {
                best = Some((found, Because::BarredBy { provision: companion.key.clone() }));
            }
        }
        Ok(match best {
            Some((found, because)) => Outcome::new(Rule::X4, Class::Hard, truth & found, because),
            None => Outcome::new(Rule::X4, Class::Potential, truth, Because::Appreciation),
        })
    }

    /// Two that the state would have to help, one in each circle only, who are hostile to each other.
    fn collision(&self, provision: &Provision) -> Result<Option<(Truth, Because)>, Wrong> {
        let Hypothesis { at, day, .. } = *self.change;
        let mut owed = (self.ground.tables.provisions.iter()).filter(|other| {
            other.instrument == provision.instrument && other.kind() == EffectKind::MutualDefence
        });
        if !owed.any(|clause| self.ground.binds(at, self.state, clause, day).is_possible()) {
            return Ok(None);
        }
        let mut best: Option<(Truth, Because)> = None;
        for (ours, new) in &self.change.circle {
            if *ours == self.state || self.old_in(ours).is_yes() {
                continue;
            }
            for (theirs, old) in self.others() {
                let apart = !self.old_in(ours) & !self.new_in(theirs);
                if apart.is_no() {
                    continue;
                }
                let hostile = self.said(RelationKind::Hostility, ours, theirs)?;
                let truth = *new & old & apart & hostile;
                if truth > best.as_ref().map_or(Truth::No, |(best, _)| *best) {
                    let (ours, theirs) = ((*ours).into(), theirs.into());
                    best = Some((truth, Because::Hostile { ours, theirs }));
                }
            }
        }
        Ok(best)
    }

    /// Another provision of the same text that bars the change.
    fn companion(&self, own: &Provision) -> Result<Option<(Truth, &'a Provision)>, Wrong> {
        let Hypothesis { at, day, .. } = *self.change;
        let mut companions: Vec<&'a Provision> = (self.ground.tables.provisions.iter())
            .filter(|other| {
                other.instrument == own.instrument
                    && other.key != own.key
                    && other.kind().is_tested()
                    // Another clause of this kind in the same text collides exactly as this one does.
                    && other.kind() != EffectKind::NonContradiction
            })
            .collect();
        companions.sort_by(|a, b| a.key.cmp(&b.key));
        let mut best: Option<(Truth, &'a Provision)> = None;
        for companion in companions {
            let test = Test {
                old: self.ground.bearers(at, companion, day),
                text: Some(companion.instrument),
                ..*self
            };
            let Some(found) = test.provision(companion, false)? else { continue };
            let truth = found.truth & self.ground.binds(at, self.state, companion, day);
            if found.class == Class::Hard
                && truth > best.as_ref().map_or(Truth::No, |(best, _)| *best)
            {
                best = Some((truth, companion));
            }
        }
        Ok(best)
    }

    fn x5(&self) -> Outcome {
        if self.change.customs_union.is_none() {
            Outcome::none(Rule::X5, Because::NotTouched)
        } else if self.own_organization() {
            Outcome::none(Rule::X5, Because::OwnOrganization)
        } else {
            Outcome::new(Rule::X5, Class::Hard, Truth::Yes, Because::CustomsUnion)
        }
    }

    pub(super) fn x6(&self, bars: Bars, by_exception: bool) -> Outcome {
        let excepted = |object: &str| Because::Excepted { object: object.into() };
        let barred = |class, object: &str| {
            let because = Because::Barred { object: object.into() };
            Outcome::new(Rule::X6, class, Truth::Yes, because)
        };
        let bars_outright = |object: &str| {
            if by_exception {
                Outcome::new(Rule::X6, Class::Potential, Truth::Yes, excepted(object))
            } else {
                barred(Class::Domestic, object)
            }
        };
        let base = self.change.base_of.is_some();
        if base && bars.foreign_bases {
            bars_outright("foreign_bases")
        } else if base && bars.foreign_troops {
            bars_outright("foreign_troops")
        } else if bars.military_alliance && self.change.defence.is_possible() {
            // A law has no circle within which alliances would be allowed.
            let (class, because) = if by_exception {
                (Class::Potential, excepted("military_alliance"))
            } else {
                (Class::Domestic, Because::Barred { object: "military_alliance".into() })
            };
            self.barred(Rule::X6, class, self.change.defence, because)
        } else if bars.rigid_association && self.change.joins {
            barred(Class::Potential, "rigid_association")
        } else {
            Outcome::none(Rule::X6, Because::NotTouched)
        }
    }

    fn x8(&self, provision: &'a Provision) -> Outcome {
        let Some(sender) = self.change.base_of else {
            return Outcome::none(Rule::X8, Because::NotTouched);
        };
        let Hypothesis { at, day, .. } = *self.change;
        // A base of whoever has to consent is no outsider's.
        let asked = match &provision.counterparty {
            Some(Bearer::Participants(body)) => within(&self.ground.roll(at, *body, day), sender),
            Some(Bearer::Listed(states)) => {
                states.iter().any(|state| self.ground.key(*state) == sender).into()
            }
            _ => Truth::No,
        };
        match !(self.old_in(sender) | asked) {
            Truth::No => Outcome::none(Rule::X8, Because::InsideCircle),
            outside => {
                let because = Because::ConsentOfOthers;
                Outcome::new(Rule::X8, Class::NeedsConsent, outside, because)
            }
        }
    }

    fn x12(&self) -> Outcome {
        if self.change.defence.is_no() {
            return Outcome::none(Rule::X12, Because::NotTouched);
        }
        let mut best = (Truth::No, "");
        for (party, old) in self.others() {
            let truth = old & !self.new_in(party);
            if truth > best.0 {
                best = (truth, party);
            }
        }
        if best.0.is_no() {
            return Outcome::none(Rule::X12, Because::InsideCircle);
        }
        let because = Because::PledgeToward { party: best.1.into() };
        Outcome::new(Rule::X12, Class::Potential, self.change.defence & best.0, because)
    }
}
