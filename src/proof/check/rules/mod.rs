//! The rules once more, an arm each: the test of one provision against one change, before anything is known of who is bound; what
//! each ground names, and which savings clauses settle what.

mod brought;

pub(super) use brought::{Alliance, Bringing};

use super::Wrong;
use super::change::{Hypothesis, Means};
use super::circle::Test;
use super::records::{Circle, Records, within};
use crate::Truth;
use crate::model::{
    Bars, Bearer, Effect, EffectKind, Engagement, Exceptions, ExclusiveObject, Need, Outsiders,
    Provision, Qualifier, Reach, RelationKind, SavingsScope, Tariff, Undertaking,
};
use crate::proof::{Fact, Key};
use crate::verdict::{Class, Named, Rule};

/// Why a conflict has its class, by key.
pub(super) type Ground = crate::verdict::Ground<Key, Key>;

/// What a rule finds.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) rule: Rule,
    pub(super) class: Class,
    pub(super) truth: Truth,
    pub(super) ground: Ground,
    /// To what somebody must consent, whatever the ground becomes by the force of the text.
    consent_to: Option<Undertaking>,
    savings: Savings,
}

/// Which savings clauses settle what a rule finds.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Savings {
    /// None.
    Nothing,
    /// Those for other treaties, or for those of an organization.
    OtherTreaties,
    /// The same, where the bar is on what comes later alone: what is saved is what is in force already.
    OtherTreatiesInForce,
    /// Those for neutrality.
    Neutrality,
}

impl Outcome {
    const fn new(rule: Rule, class: Class, truth: Truth, ground: Ground) -> Self {
        Self { rule, class, truth, ground, consent_to: None, savings: Savings::Nothing }
    }

    /// The same, which savings clauses may settle.
    fn settled_by(self, savings: Savings) -> Self {
        Self { savings, ..self }
    }

    /// Whether a savings clause settles it, with a text of these organizations.
    pub(super) fn is_settled(&self, scope: &SavingsScope, own: &[&str]) -> bool {
        let other =
            || scope.other_treaties || scope.organizations.iter().any(|key| own.contains(&&**key));
        match self.savings {
            Savings::Nothing => false,
            Savings::OtherTreaties => other(),
            Savings::OtherTreatiesInForce => self.ground == Ground::LaterOnly && other(),
            Savings::Neutrality => scope.neutrality,
        }
    }

    pub(super) const fn none(rule: Rule, ground: Ground) -> Self {
        Self::new(rule, Class::None, Truth::Yes, ground)
    }

    const fn weight(&self) -> (Class, Truth) {
        (self.class, self.truth)
    }
}

/// The arm of the test that speaks for a provision, with what it reads there.
#[derive(Copy, Clone)]
pub(super) enum Arm<'a> {
    X1,
    X2,
    X3,
    X4(&'a Provision),
    X5,
    X6 {
        bars: Bars,
        exceptions: Exceptions,
        within: Option<&'a str>,
    },
    X8 {
        provision: &'a Provision,
        undertakings: &'a [Undertaking],
        need: Need,
    },
    X12,
    X17(&'a Provision),
    /// A clause that is exclusive of nothing that a change can bring.
    Elsewhere,
}

/// What an effect is, brought or held, where two are held against each other.
#[derive(Copy, Clone)]
enum Side {
    /// It keeps out of alliances.
    Bar,
    /// It has its parties help one another.
    Defence,
    /// It is against what contradicts it, and reaches what is held, or not.
    NonContradiction { reaches: bool },
    /// It makes a customs union, whose law speaks of other areas, or does not.
    Union { tariff: Tariff, outsiders: Outsiders },
    /// It makes a free-trade area, beside which no union can be, or one can.
    Area { excluded: bool },
    /// It forbids acts.
    Ban { peace: bool, recognition: bool, accord: bool, is_appreciation: bool },
    /// It makes peace.
    Peace,
    /// It recognises somebody.
    Recognition,
    /// It is never held against one thing alone.
    Other,
}

impl<'a> Records<'a> {
    /// What an effect is where one that is brought is held against one that is held.
    fn side(effect: &Effect) -> Side {
        match effect {
            Effect::Exclusivity { .. } | Effect::DirectedAgainst { .. } => Side::Bar,
            Effect::MutualDefence { .. } => Side::Defence,
            Effect::NonContradiction { reach, declares_existing } => {
                Side::NonContradiction { reaches: *reach == Reach::Present && !declares_existing }
            }
            Effect::CustomsUnion { tariff, outsiders } => {
                Side::Union { tariff: *tariff, outsiders: *outsiders }
            }
            Effect::FreeTrade { excludes_unions, territory: _ } => {
                Side::Area { excluded: *excludes_unions }
            }
            Effect::Forbidden { acts, is_appreciation } => Side::Ban {
                peace: acts.peace,
                recognition: acts.recognition,
                accord: acts.accord,
                is_appreciation: *is_appreciation,
            },
            Effect::Peace => Side::Peace,
            Effect::Recognition => Side::Recognition,
            Effect::Consultation
            | Effect::NonAggression
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
            | Effect::Procedure(_) => Side::Other,
        }
    }

    /// The arm for a provision; none, if its effect bars nothing new by itself.
    pub(super) fn arm(&self, provision: &'a Provision) -> Option<Arm<'a>> {
        Some(match &provision.effect {
            Effect::Exclusivity { object: ExclusiveObject::CustomsUnion, .. } => Arm::X5,
            Effect::Exclusivity { object: ExclusiveObject::Other, .. } => Arm::Elsewhere,
            Effect::Exclusivity {
                object: ExclusiveObject::MilitaryAlliance, qualifiers, ..
            } => {
                let reading = self.reading(provision);
                let applies =
                    |name: &Option<Box<str>>| name.is_none() || name.as_deref() == reading;
                let found = qualifiers.iter().find(|(name, _)| applies(name));
                match found.map_or(Qualifier::Absolute, |(_, qualifier)| *qualifier) {
                    Qualifier::Absolute => Arm::X1,
                    Qualifier::AimsContrary => Arm::X2,
                    Qualifier::DirectedAgainst => Arm::X3,
                }
            }
            Effect::NonContradiction { .. } => Arm::X4(provision),
            Effect::DirectedAgainst { .. } => Arm::X3,
            Effect::Neutrality { bars, exceptions, within, owing: _ }
            | Effect::NonAlignment { bars, exceptions, within, owing: _ }
            | Effect::BaseBan { bars, exceptions, within, owing: _ } => {
                let (bars, exceptions, within) = (*bars, *exceptions, within.as_deref());
                Arm::X6 { bars, exceptions, within }
            }
            Effect::ConsentRequired { to, need, decision: _ } => {
                Arm::X8 { provision, undertakings: to, need: *need }
            }
            Effect::NonAggression => Arm::X12,
            Effect::Sanctions => Arm::X17(provision),
            Effect::MutualDefence { .. }
            | Effect::Consultation
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
            | Effect::CustomsUnion { .. }
            | Effect::FreeTrade { .. }
            | Effect::Peace
            | Effect::Recognition
            | Effect::Forbidden { .. }
            | Effect::Procedure(_) => return None,
        })
    }
}

impl<'a> Test<'_, 'a> {
    /// What an arm finds; nothing, where a rule speaks only of what it is about.
    pub(super) fn outcome(&self, arm: Arm<'a>) -> Result<Option<Outcome>, Wrong> {
        Ok(Some(match arm {
            Arm::X1 => self.x1(),
            Arm::X2 => self.x2()?,
            Arm::X3 => self.x3()?,
            Arm::X4(provision) => self.x4_of(provision)?,
            Arm::X5 => self.x5(),
            Arm::X6 { bars, exceptions, within } => self.x6(bars, exceptions, within),
            Arm::X8 { provision, undertakings, need } => self.x8(provision, undertakings, need),
            Arm::X12 => self.x12(),
            Arm::X17(provision) => return Ok(self.x17(provision)),
            Arm::Elsewhere => Outcome::none(Rule::X1, Ground::NotTouched),
        }))
    }

    /// What X1 to X4 have in common: no defence, the own organization.
    fn spared(&self, rule: Rule) -> Option<Outcome> {
        if self.change.defence.is_no() {
            Some(Outcome::none(rule, Ground::NotTouched))
        } else if self.own_organization() {
            Some(Outcome::none(rule, Ground::OwnOrganization))
        } else {
            None
        }
    }

    /// An alliance that is barred outright, by a treaty (X1) or by a law (X6).
    fn barred(&self, rule: Rule, class: Class, truth: Truth, ground: Ground) -> Outcome {
        if self.change.alliance.is_no() {
            return Outcome::new(rule, Class::Potential, truth, Ground::NoAllianceTag);
        }
        let truth = truth & self.change.alliance;
        match self.pact_of_two() {
            Truth::Yes => Outcome::new(rule, Class::Potential, truth, Ground::PactOfTwo),
            pact => Outcome::new(rule, class, truth & !pact, ground),
        }
    }

    /// A grouping about security that brings no defence, and is said to be directed against another party.
    pub(super) fn grouping(&self, effect: &Effect) -> Result<Option<Outcome>, Wrong> {
        let change = self.change;
        if !change.security || change.defence.is_possible() || self.own_organization() {
            return Ok(None);
        }
        if !effect.bars_groupings() {
            return Ok(None);
        }
        let mut gravest: Option<Outcome> = None;
        for (party, old) in self.others() {
            let said = self.said(RelationKind::DirectedAgainst, change.with, party)?;
            let ground = Ground::DirectedAgainst { party: party.into() };
            let outcome = Outcome::new(Rule::X3, Class::Hard, said & old, ground);
            let is_graver = |best: &Outcome| outcome.weight() > best.weight();
            if said.is_possible() && gravest.as_ref().is_none_or(is_graver) {
                gravest = Some(outcome);
            }
        }
        Ok(gravest)
    }

    fn x1(&self) -> Outcome {
        if let Some(spared) = self.spared(Rule::X1) {
            return spared;
        }
        let (inside, outsider) = self.inside();
        if inside.is_yes() {
            return Outcome::none(Rule::X1, Ground::InsideCircle);
        }
        let ground = match outsider {
            Some(outsider) => Ground::OutsideCircle { outsider: outsider.into() },
            None => Ground::BeyondRecord,
        };
        self.barred(Rule::X1, Class::Hard, self.change.defence & !inside, ground)
    }

    fn x2(&self) -> Result<Outcome, Wrong> {
        if let Some(spared) = self.spared(Rule::X2) {
            return Ok(spared);
        }
        let (inside, _) = self.inside();
        let truth = self.change.defence & !inside;
        if inside.is_yes() {
            return Ok(Outcome::none(Rule::X2, Ground::InsideCircle));
        }
        if self.change.alliance.is_no() {
            return Ok(Outcome::new(Rule::X2, Class::Potential, truth, Ground::NoAllianceTag));
        }
        let truth = truth & self.change.alliance;
        let mut opposed = Truth::No;
        for opponent in self.opponents() {
            opposed = opposed | self.said(RelationKind::Opposed, self.change.with, opponent)?;
        }
        Ok(if opposed.is_possible() {
            Outcome::new(Rule::X2, Class::Hard, truth & opposed, Ground::Opposed)
        } else {
            Outcome::new(Rule::X2, Class::Potential, truth, Ground::NotOpposed)
        })
    }

    fn x3(&self) -> Result<Outcome, Wrong> {
        if let Some(spared) = self.spared(Rule::X3) {
            return Ok(spared);
        }
        let mut gravest = Outcome::none(Rule::X3, Ground::InsideNewCircle);
        for (party, old) in self.others() {
            let said = self.said(RelationKind::DirectedAgainst, self.change.with, party)?;
            let outcome = if said.is_possible() {
                let ground = Ground::DirectedAgainst { party: party.into() };
                let truth = self.change.defence & said & old;
                Outcome::new(Rule::X3, Class::Hard, truth, ground)
            } else if !self.new_in(party).is_yes() {
                let ground = Ground::IfDirectedAgainst { party: party.into() };
                Outcome::new(Rule::X3, Class::Potential, Truth::Unknown, ground)
            } else {
                continue;
            };
            if outcome.weight() > gravest.weight() {
                gravest = outcome;
            }
        }
        if gravest.class == Class::Hard {
            if self.change.alliance.is_no() {
                (gravest.class, gravest.ground) = (Class::Potential, Ground::NoAllianceTag);
            } else {
                gravest.truth = gravest.truth & self.change.alliance;
            }
        }
        Ok(gravest)
    }

    /// What a clause that the question has a body agree comes to by itself, without any terms; nothing, if no rule tests it alone.
    pub(super) fn outcome_of_agreed(
        &self,
        kind: EffectKind,
        helps: Truth,
    ) -> Result<Option<Outcome>, Wrong> {
        Ok(Some(match kind {
            EffectKind::Exclusivity => self.x1(),
            EffectKind::DirectedAgainst => self.x3()?,
            EffectKind::NonContradiction => self.x4(helps, None)?,
            EffectKind::NonAggression => self.x12(),
            EffectKind::MutualDefence
            | EffectKind::CustomsUnion
            | EffectKind::FreeTrade
            | EffectKind::Consultation
            | EffectKind::Neutrality
            | EffectKind::NonAlignment
            | EffectKind::BaseBan
            | EffectKind::ConsentRequired
            | EffectKind::Forbidden
            | EffectKind::Sanctions
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
            | EffectKind::Procedure => return Ok(None),
        }))
    }

    /// X4 of a clause on record: its text may oblige to help, and may bar what contradicts it.
    fn x4_of(&self, provision: &'a Provision) -> Result<Outcome, Wrong> {
        let Hypothesis { at, day, .. } = *self.change;
        let owed = (self.records.tables.provisions.iter()).filter(|other| {
            other.instrument == provision.instrument && other.kind() == EffectKind::MutualDefence
        });
        let helps = Truth::any(owed.map(|clause| self.records.binds(at, self.state, clause, day)));
        self.x4(helps, Some(provision))
    }

    fn x4(&self, helps: Truth, own: Option<&'a Provision>) -> Result<Outcome, Wrong> {
        // What one bars by the judgement of another is not settled by what a third text leaves untouched.
        let is_judged = own.is_some_and(|clause| clause.counterparty.is_some());
        let savings = if is_judged { Savings::Nothing } else { Savings::OtherTreaties };
        Ok(self.contradicted(helps, own)?.settled_by(savings))
    }

    fn contradicted(&self, helps: Truth, own: Option<&'a Provision>) -> Result<Outcome, Wrong> {
        if let Some(spared) = self.spared(Rule::X4) {
            return Ok(spared);
        }
        let (inside, _) = self.inside();
        let truth = self.change.defence & !inside;
        if inside.is_yes() {
            return Ok(Outcome::none(Rule::X4, Ground::InsideCircle));
        }
        if self.change.alliance.is_no() {
            return Ok(Outcome::new(Rule::X4, Class::Potential, truth, Ground::NoAllianceTag));
        }
        let truth = truth & self.change.alliance;
        let mut best: Option<(Truth, Ground)> = self.collision(helps)?;
        let companion = match own {
            Some(own) => self.companion(own)?,
            None => None,
        };
        if let Some((found, companion)) = companion {
            // A tie goes to the companion.
            if best.as_ref().is_none_or(|(hostile, _)| found >= *hostile) {
                best = Some((found, Ground::BarredBy { provision: companion.key.clone() }));
            }
        }
        Ok(match best {
            Some((found, ground)) => Outcome::new(Rule::X4, Class::Hard, truth & found, ground),
            None => Outcome::new(Rule::X4, Class::Potential, truth, Ground::Appreciation),
        })
    }

    /// Two that the state would have to help, one in each circle only, who are hostile to each other.
    fn collision(&self, helps: Truth) -> Result<Option<(Truth, Ground)>, Wrong> {
        if helps.is_no() {
            return Ok(None);
        }
        let mut best: Option<(Truth, Ground)> = None;
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
                let truth = *new & old & apart & hostile & helps;
                if truth > best.as_ref().map_or(Truth::No, |(best, _)| *best) {
                    let (ours, theirs) = ((*ours).into(), theirs.into());
                    best = Some((truth, Ground::Hostile { ours, theirs }));
                }
            }
        }
        Ok(best)
    }

    /// Another provision of the same text that bars the change.
    fn companion(&self, own: &Provision) -> Result<Option<(Truth, &'a Provision)>, Wrong> {
        let Hypothesis { at, day, .. } = *self.change;
        let mut companions: Vec<&'a Provision> = (self.records.tables.provisions.iter())
            .filter(|other| {
                other.instrument == own.instrument
                    && other.key != own.key
                    // Another clause of this kind in the same text collides exactly as this one does.
                    && other.kind() != EffectKind::NonContradiction
            })
            .collect();
        companions.sort_by(|a, b| a.key.cmp(&b.key));
        let mut best: Option<(Truth, &'a Provision)> = None;
        for companion in companions {
            let test = Test {
                old: self.records.bearers(at, companion, day),
                text: Some(companion.instrument),
                ..*self
            };
            let Some(arm) = self.records.arm(companion) else { continue };
            let Some(found) = test.outcome(arm)? else { continue };
            let truth = found.truth & self.records.binds(at, self.state, companion, day);
            if found.class == Class::Hard
                && truth > best.as_ref().map_or(Truth::No, |(best, _)| *best)
            {
                best = Some((truth, companion));
            }
        }
        Ok(best)
    }

    fn x5(&self) -> Outcome {
        let Some((_, union)) = self.change.customs_union else {
            return Outcome::none(Rule::X5, Ground::NotTouched);
        };
        if self.own_organization() {
            return Outcome::none(Rule::X5, Ground::OwnOrganization);
        }
        let (inside, _) = self.inside();
        if inside.is_yes() {
            Outcome::none(Rule::X5, Ground::InsideCircle)
        } else {
            Outcome::new(Rule::X5, Class::Hard, union & !inside, Ground::CustomsUnion)
        }
    }

    /// What a state's own law bars, or a treaty by which it keeps out; it has no circle within which alliances would be allowed.
    pub(super) fn x6(&self, bars: Bars, exceptions: Exceptions, within: Option<&str>) -> Outcome {
        self.own_law(bars, exceptions, within).settled_by(Savings::Neutrality)
    }

    fn own_law(&self, bars: Bars, exceptions: Exceptions, within: Option<&str>) -> Outcome {
        let own = self.change.organization.map(|own| self.records.key(own));
        let is_named = |keys: &str| keys.split('|').any(|key| Some(key) == own);
        if within.is_some_and(|keys| !is_named(keys)) {
            return Outcome::none(Rule::X6, Ground::NotTouched);
        }
        // Between states none of those applies that are within organizations.
        let is_of_states = self.change.organization.is_none();
        let is_barred = exceptions == Exceptions::No
            || (exceptions == Exceptions::InOrganizations && is_of_states);
        let barring = |engagement| {
            if is_barred {
                (Class::Domestic, Ground::Barred { engagement })
            } else {
                (Class::Potential, Ground::Excepted { engagement })
            }
        };
        let base = self.change.base_of.is_some();
        let (class, ground) = if base && bars.foreign_bases {
            barring(Engagement::ForeignBases)
        } else if base && bars.foreign_troops {
            barring(Engagement::ForeignTroops)
        } else if bars.membership && within.is_some() && self.change.joins {
            barring(Engagement::Membership)
        } else if bars.military_alliance && self.change.defence.is_possible() {
            let (class, ground) = barring(Engagement::MilitaryAlliance);
            return self.barred(Rule::X6, class, self.change.defence, ground);
        } else if bars.rigid_association && self.change.joins {
            (Class::Potential, Ground::Barred { engagement: Engagement::RigidAssociation })
        } else {
            (Class::None, Ground::NotTouched)
        };
        Outcome::new(Rule::X6, class, Truth::Yes, ground)
    }

    /// Whether the change brings something of a sort, and if so, how certainly.
    fn brings(&self, undertaking: Undertaking) -> Truth {
        let change = self.change;
        match undertaking {
            Undertaking::ForeignBases | Undertaking::ForeignTroops => {
                change.base_of.is_some().into()
            }
            Undertaking::SecurityEngagement => {
                let clause = self.records.security_of(change).map_or(Truth::No, |(_, truth)| truth);
                Truth::from(change.security) | change.defence | clause
            }
            Undertaking::MilitaryAlliance => change.defence,
            Undertaking::TradeAgreement => {
                self.records.trade_of(change).map_or(Truth::No, |(_, truth)| truth)
            }
        }
    }

    /// Toward whom a provision is owed.
    pub(super) fn toward(&self, provision: &Provision) -> Circle<'a> {
        let Hypothesis { at, day, .. } = *self.change;
        match &provision.counterparty {
            Some(Bearer::Participants(body)) => self.records.roll(at, *body, day),
            Some(Bearer::Listed(states)) => {
                states.iter().map(|state| (self.records.key(*state), Truth::Yes)).collect()
            }
            Some(Bearer::ThirdStates | Bearer::Nobody) => Circle::new(),
            None => self.old.clone(),
        }
    }

    fn x8(&self, provision: &'a Provision, undertakings: &[Undertaking], need: Need) -> Outcome {
        let found = undertakings.iter().map(|to| (*to, self.brings(*to)));
        let Some((to, brought)) = found.clone().find(|(_, brought)| brought.is_possible()) else {
            return Outcome::none(Rule::X8, Ground::NotTouched);
        };
        let toward = self.toward(provision);
        let strangers = (self.change.circle.iter())
            .filter(|(key, _)| **key != self.state)
            .map(|(key, new)| *new & !(self.old_in(key) | within(&toward, key)));
        let mut outside = Truth::any(strangers);
        if outside.is_no() && !self.change.whole {
            outside = Truth::Unknown;
        }
        if outside.is_no() {
            return Outcome::none(Rule::X8, Ground::InsideCircle);
        }
        let waited_for = (toward.iter())
            .filter(|(key, _)| **key != self.state)
            .map(|(key, is_asked)| *is_asked & !self.new_in(key));
        let asked = Truth::any(waited_for);
        if asked.is_no() {
            return Outcome::none(Rule::X8, Ground::NobodyToAsk);
        }
        let truth = brought & outside & asked;
        let alliance =
            if to == Undertaking::MilitaryAlliance { self.change.alliance } else { Truth::Yes };
        if alliance.is_no() {
            return Outcome::new(Rule::X8, Class::Potential, truth, Ground::NoAllianceTag);
        }
        let truth = truth & alliance;
        let class = match need {
            Need::Consent => Class::NeedsConsent,
            Need::NoObjection => Class::NeedsNoObjection,
        };
        let found = Outcome::new(Rule::X8, class, truth, Ground::ConsentOfOthers { to });
        Outcome { consent_to: Some(to), ..found }
    }

    fn x17(&self, held: &'a Provision) -> Option<Outcome> {
        let arms = if self.change.base_of.is_some() { Truth::Yes } else { self.change.defence };
        let (party, truth) = self.spoken_to(held).filter(|_| arms.is_possible())?;
        let ground = Ground::CharterPrevails { party: party.into() };
        Some(Outcome::new(Rule::X17, Class::Potential, truth & arms, ground))
    }

    fn x12(&self) -> Outcome {
        if self.change.defence.is_no() {
            return Outcome::none(Rule::X12, Ground::NotTouched);
        }
        let outside = self.others().map(|(party, old)| (party, old & !self.new_in(party)));
        // The first by key of those who are most certainly outside.
        let most = outside.reduce(|best, next| if next.1 > best.1 { next } else { best });
        match most {
            Some((party, truth)) if truth.is_possible() => {
                let ground = Ground::PledgeToward { party: party.into() };
                Outcome::new(Rule::X12, Class::Potential, self.change.defence & truth, ground)
            }
            Some(_) | None => Outcome::none(Rule::X12, Ground::InsideNewCircle),
        }
    }
}

impl<'a> Records<'a> {
    /// What is said, as far as the ground of a conflict with a clause of the question names it.
    pub(super) fn said_for(
        &self,
        change: &Hypothesis<'a>,
        ground: &Ground,
    ) -> Result<Option<Fact>, Wrong> {
        let (relation, subject, object): (RelationKind, &str, &str) = match ground.names() {
            Named::Aim { party } => (RelationKind::DirectedAgainst, change.with, party),
            Named::Enemies { ours, theirs } => (RelationKind::Hostility, ours, theirs),
            Named::Opponents | Named::Companion { .. } | Named::Nothing => return Ok(None),
        };
        let truth = self.said(change.at, relation, subject, object)?.0;
        let (subject, object) = (subject.into(), object.into());
        Ok(Some(Fact::Said { at: change.at, relation, subject, object, truth }))
    }

    /// The steps that the ground of a conflict names.
    pub(super) fn named_by(
        &self,
        change: &Hypothesis<'a>,
        state: &'a str,
        provision: &'a Provision,
        ground: &Ground,
    ) -> Result<Vec<Fact>, Wrong> {
        let said = |relation, subject: &str, object: &str| {
            let truth = self.said(change.at, relation, subject, object)?.0;
            let (subject, object) = (subject.into(), object.into());
            Ok(Fact::Said { at: change.at, relation, subject, object, truth })
        };
        match ground.names() {
            Named::Opponents => {
                let opponents = self.test(change, state, provision).opponents().into_iter();
                let facts: Result<Vec<Fact>, Wrong> =
                    opponents.map(|o| said(RelationKind::Opposed, change.with, o)).collect();
                let mut facts = facts?;
                facts.retain(|f| matches!(f, Fact::Said { truth, .. } if truth.is_possible()));
                Ok(facts)
            }
            Named::Aim { party } => {
                Ok(vec![said(RelationKind::DirectedAgainst, change.with, party)?])
            }
            Named::Enemies { ours, theirs } => {
                Ok(vec![said(RelationKind::Hostility, ours, theirs)?])
            }
            Named::Companion { provision } => {
                let companion = self.found(change, state, self.provision(provision)?)?;
                let companion = companion.ok_or(Wrong::DoesNotHold)?;
                Ok(vec![Self::conflict_fact(change, state, &companion)])
            }
            Named::Nothing => Ok(Vec::new()),
        }
    }

    /// The step by which a state owes help beside a clause of non-contradiction, where two whom it would have to help are hostile: by the
    /// first clause of the text, by key, that binds it most certainly.
    pub(super) fn help_fact(
        &self,
        change: &Hypothesis<'a>,
        state: &'a str,
        provision: &'a Provision,
        outcome: &Outcome,
    ) -> Option<Fact> {
        if !matches!(outcome.ground, Ground::Hostile { .. }) {
            return None;
        }
        let Hypothesis { at, day, .. } = *change;
        let mut helping: Vec<&'a Provision> = (self.tables.provisions.iter())
            .filter(|other| other.instrument == provision.instrument)
            .filter(|other| other.kind() == EffectKind::MutualDefence)
            .collect();
        helping.sort_by(|a, b| a.key.cmp(&b.key));
        let bound = helping.into_iter().map(|one| (self.binds(at, state, one, day), one));
        let best = bound.reduce(|best, next| if next.0 > best.0 { next } else { best });
        best.map(|(_, clause)| self.bound_fact(at, state, clause, day))
    }

    /// The records that a conflict cites for its ground.
    pub(super) fn cited_for(
        &self,
        change: &Hypothesis<'a>,
        state: &'a str,
        provision: &'a Provision,
        outcome: &Outcome,
    ) -> Vec<&'a str> {
        if outcome.ground == Ground::OwnOrganization {
            let links = self.test(change, state, provision).own_links().into_iter();
            links.map(|link| &*link.key).collect()
        } else if let Some((Means::Purpose(body), _)) = self.means_of(change, outcome) {
            vec![body]
        } else {
            Vec::new()
        }
    }

    /// By what a change brings the customs union that X5 finds in the way, or what X8 has somebody consent to.
    fn means_of(&self, change: &Hypothesis<'a>, outcome: &Outcome) -> Option<(Means<'a>, Truth)> {
        if let Some(to) = outcome.consent_to {
            return match to {
                Undertaking::TradeAgreement => self.trade_of(change),
                Undertaking::SecurityEngagement if !change.security => {
                    self.security_of(change).filter(|(_, truth)| *truth >= change.defence)
                }
                Undertaking::SecurityEngagement
                | Undertaking::ForeignBases
                | Undertaking::ForeignTroops
                | Undertaking::MilitaryAlliance => None,
            };
        }
        change.customs_union.filter(|_| outcome.rule == Rule::X5 && outcome.class != Class::None)
    }

    /// The clause by which what is joined is about security, whatever it is for.
    fn security_of(&self, change: &Hypothesis<'a>) -> Option<(Means<'a>, Truth)> {
        let kinds =
            [EffectKind::MutualDefence, EffectKind::Consultation, EffectKind::NonAggression];
        let mut best: Option<(Means<'a>, Truth)> = None;
        for clause in &change.brought {
            let stands = self.stands(change.at, clause, change.day);
            if kinds.contains(&clause.kind()) && stands > best.map_or(Truth::No, |(_, most)| most) {
                best = Some((Means::Clause(clause), stands));
            }
        }
        best
    }

    /// By what a change most certainly brings a customs union or a free-trade area.
    fn trade_of(&self, change: &Hypothesis<'a>) -> Option<(Means<'a>, Truth)> {
        let mut found: Vec<(Means<'a>, Truth)> = change.customs_union.into_iter().collect();
        for clause in &change.brought {
            if clause.kind() == EffectKind::FreeTrade {
                let stands = self.stands(change.at, clause, change.day);
                found.push((Means::Clause(clause), stands));
            }
        }
        for (number, worded) in change.worded.iter().enumerate() {
            if worded.kind == EffectKind::FreeTrade {
                found.push(match change.worded_by.get(number) {
                    Some(by) => (Means::Agreed(*by), self.in_effect(*by, change.day)),
                    None => (Means::Worded, Truth::Yes),
                });
            }
        }
        let best = found.into_iter().reduce(|a, b| if b.1 > a.1 { b } else { a });
        best.filter(|(_, truth)| truth.is_possible())
    }

    /// The steps by which that is one.
    pub(super) fn union_facts(
        &self,
        change: &Hypothesis<'a>,
        outcome: &Outcome,
    ) -> Result<Option<Fact>, Wrong> {
        Ok(match self.means_of(change, outcome) {
            Some((Means::Clause(clause), _)) => {
                Some(self.stands_fact(change.at, clause, change.day))
            }
            Some((Means::Agreed(by), _)) => Some(self.change_fact(by)?),
            Some((Means::Purpose(_) | Means::Worded, _)) | None => None,
        })
    }
}
