//! The conflict test: a new commitment `h` against an existing provision `c`, both on one state `s`.
//!
//! `A` is the circle bound together by `h`, `P` the circle bound together by `c`; both hold `s`. They are read
//! before any exit. The rules X1 to X12 are listed in the [catalogue](super).

use super::hypothesis::Hypothesis;
use super::situation::Situation;
use crate::model::{Bars, Effect, ExclusiveObject, Qualifier, SavingsScope};
use crate::scenario::Changed;
use crate::verdict::{Class, Rule};
use crate::{EntityId, Id, Provision, State, Truth};

/// Why a conflict has its class: what the rule rests on beside the two commitments.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ground {
    /// The change brings nothing of the sort that the provision is about.
    NotTouched,
    /// The provision belongs to the organization that the change belongs to.
    OwnOrganization,
    /// Everybody in the new circle is in the old one.
    InsideCircle,
    /// Somebody in the new circle is outside the old one.
    OutsideCircle {
        /// Who, for one.
        outsider: EntityId,
    },
    /// The roll of what changes is not complete: somebody who is not on record may stand outside the old circle.
    BeyondRecord,
    /// What is joined has a clause on mutual defence, but is no alliance by its purpose.
    NoAllianceTag,
    /// The pact has two members.
    PactOfTwo,
    /// The two organizations are opposed.
    Opposed,
    /// Nobody says that the aims are contrary.
    NotOpposed,
    /// What changes is directed against a party.
    DirectedAgainst {
        /// Which party.
        party: EntityId,
    },
    /// Nobody says that what changes is directed against this party, which is outside the new circle.
    IfDirectedAgainst {
        /// Which party.
        party: EntityId,
    },
    /// Somebody that the change obliges to help is hostile to somebody that the old text obliges to help.
    Hostile {
        /// In the new circle only.
        ours: EntityId,
        /// In the old circle only.
        theirs: EntityId,
    },
    /// Another provision of the same text bars it.
    BarredBy {
        /// Which.
        provision: Id<Provision>,
    },
    /// The two may or may not be reconciled.
    Appreciation,
    /// Another customs union is joined.
    CustomsUnion,
    /// The law bars this.
    Barred {
        /// What is barred: `military_alliance`, `foreign_bases`, `foreign_troops` or `rigid_association`.
        object: &'static str,
    },
    /// The law bars this with exceptions, and one may apply.
    Excepted {
        /// What is barred.
        object: &'static str,
    },
    /// A party to a pledge of non-aggression is outside the new circle.
    PledgeToward {
        /// Which party.
        party: EntityId,
    },
    /// The others must consent to the base.
    ConsentOfOthers,
    /// The text is political and was not ratified by both sides.
    NotBinding,
}

/// The outcome of the test for one provision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// On whom.
    pub state: Id<State>,
    /// By which rule.
    pub rule: Rule,
    /// The existing provision; `None`: a law that an earlier change of the hypothesis enacts.
    pub provision: Option<Id<Provision>>,
    /// What changes.
    pub with: Changed,
    /// How grave.
    pub class: Class,
    /// Whether for certain.
    pub truth: Truth,
    /// Why.
    pub ground: Ground,
    /// The savings clause that downgraded it, if one did.
    pub saved_by: Option<Id<Provision>>,
}

/// The inner outcome, before the participation of the state and savings are weighed.
struct Finding {
    rule: Rule,
    class: Class,
    truth: Truth,
    ground: Ground,
}

impl Finding {
    fn new(rule: Rule, class: Class, truth: Truth, ground: Ground) -> Self {
        Self { rule, class, truth, ground }
    }

    fn none(rule: Rule, ground: Ground) -> Self {
        Self::new(rule, Class::None, Truth::Yes, ground)
    }
}

/// Tests every provision that binds a state against a hypothesis, by key of the provision.
pub(crate) fn conflicts(
    situation: &Situation<'_>,
    hypothesis: &Hypothesis,
    state: Id<State>,
    bound: Truth,
    bilateral_counts: bool,
) -> Vec<Conflict> {
    let situation = &situation.on(hypothesis.date);
    let test = Test { situation, hypothesis, bilateral_counts };
    let world = situation.world();
    let tested = situation.provisions_binding(state).into_iter().filter(|(id, _)| {
        let provision = &world[*id];
        provision.kind().is_tested() && !hypothesis.is_brought_by(provision)
    });
    let mut found: Vec<Conflict> =
        tested.map(|(id, held)| test.conflict(state, id, bound & held)).collect();
    for (_, bars, held) in situation.enacted_bars(state) {
        let inner = test.domestic(bars, false);
        found.push(Conflict {
            state,
            rule: inner.rule,
            provision: None,
            with: hypothesis.with.clone(),
            class: inner.class,
            truth: truth_of(&inner, bound & held),
            ground: inner.ground,
            saved_by: None,
        });
    }
    found
}

/// "No conflict" needs no participation to be true.
fn truth_of(finding: &Finding, held: Truth) -> Truth {
    if finding.class == Class::None { finding.truth } else { finding.truth & held }
}

struct Test<'t, 'a> {
    situation: &'t Situation<'a>,
    hypothesis: &'t Hypothesis,
    bilateral_counts: bool,
}

impl Test<'_, '_> {
    fn conflict(&self, state: Id<State>, id: Id<Provision>, held: Truth) -> Conflict {
        let provision = &self.situation.world()[id];
        let mut inner = self.test(state, id, true);
        // A political text gives at most a potential conflict, unless both sides ratified it.
        let political = !provision.instrument.is_domestic()
            && !self.situation.is_binding_text(provision.instrument);
        if political && matches!(inner.class, Class::Hard | Class::Domestic) {
            inner = Finding { class: Class::Potential, ground: Ground::NotBinding, ..inner };
        }
        let saved_by = self.saved(&inner, provision);
        if saved_by.is_some() {
            inner.class = Class::Saved;
        }
        Conflict {
            state,
            rule: inner.rule,
            provision: Some(id),
            with: self.hypothesis.with.clone(),
            class: inner.class,
            truth: truth_of(&inner, held),
            ground: inner.ground,
            saved_by,
        }
    }

    /// The rule that a provision is tested by, and its outcome. `companions`: whether X4 may look at the other provisions.
    fn test(&self, state: Id<State>, id: Id<Provision>, companions: bool) -> Finding {
        let provision = &self.situation.world()[id];
        match &provision.effect {
            Effect::Exclusivity { object, qualifiers, .. } => {
                let reading = self.situation.view.reading().of(provision);
                let qualifier = (qualifiers.iter())
                    .find(|(name, _)| name.is_none() || name.as_deref() == reading)
                    .map_or(Qualifier::Absolute, |(_, qualifier)| *qualifier);
                match (object, qualifier) {
                    (ExclusiveObject::CustomsUnion, _) => self.customs_union(provision),
                    (ExclusiveObject::MilitaryAlliance, Qualifier::Absolute) => {
                        self.absolute(state, provision)
                    }
                    (ExclusiveObject::MilitaryAlliance, Qualifier::AimsContrary) => {
                        self.aims_contrary(state, provision)
                    }
                    (ExclusiveObject::MilitaryAlliance, Qualifier::DirectedAgainst) => {
                        self.directed(state, provision)
                    }
                    (ExclusiveObject::Other, _) => Finding::none(Rule::X1, Ground::NotTouched),
                }
            }
            Effect::DirectedAgainst => self.directed(state, provision),
            Effect::NonContradiction => self.non_contradiction(state, id, companions),
            Effect::Neutrality { bars, by_exception, within }
            | Effect::NonAlignment { bars, by_exception, within }
            | Effect::BaseBan { bars, by_exception, within }
                if self.speaks_of(within.as_deref()) =>
            {
                self.domestic(*bars, *by_exception)
            }
            Effect::Neutrality { .. } | Effect::NonAlignment { .. } | Effect::BaseBan { .. } => {
                Finding::none(Rule::X6, Ground::NotTouched)
            }
            Effect::BaseConsent => self.base_consent(provision),
            // What is tested and not named above is a pledge of non-aggression.
            _ => self.non_aggression(state, provision),
        }
    }

    /// Whether a provision belongs to the organization that the change belongs to.
    fn is_own(&self, provision: &Provision) -> bool {
        let own = self.situation.organizations_by(provision.instrument);
        self.hypothesis.organization.is_some_and(|organization| own.contains(&organization))
    }

    /// `A ⊆ P`, and somebody outside.
    fn inside(&self, state: Id<State>, provision: &Provision) -> (Truth, Option<EntityId>) {
        let mut inside = Truth::Yes;
        let mut outsider = None;
        // Both circles hold the state itself: whether they do is weighed once, and not here.
        let others = self.hypothesis.circle.iter().filter(|(member, _)| *member != state.into());
        for (member, in_a) in others {
            let part = !*in_a | self.situation.bears(*member, provision);
            if part < inside {
                (inside, outsider) = (part, Some(*member));
            }
        }
        // Whoever is not on record may be outside.
        if inside.is_yes() && !self.hypothesis.whole {
            inside = Truth::Unknown;
        }
        (inside, outsider)
    }

    /// None in the two cases that every alliance rule leaves alone: the own organization, and a pact wholly inside the old circle.
    fn exempt(
        &self,
        state: Id<State>,
        provision: &Provision,
        rule: Rule,
    ) -> Result<(Truth, Option<EntityId>), Finding> {
        if self.hypothesis.defence.is_no() {
            return Err(Finding::none(rule, Ground::NotTouched));
        }
        if self.is_own(provision) {
            return Err(Finding::none(rule, Ground::OwnOrganization));
        }
        match self.inside(state, provision) {
            (Truth::Yes, _) => Err(Finding::none(rule, Ground::InsideCircle)),
            (truth, outsider) => Ok((self.hypothesis.defence & !truth, outsider)),
        }
    }

    /// Potential where the change is no alliance by its purpose.
    fn untagged(&self, rule: Rule, truth: Truth) -> Option<Finding> {
        (!self.hypothesis.alliance)
            .then(|| Finding::new(rule, Class::Potential, truth, Ground::NoAllianceTag))
    }

    /// X1: other military alliances are barred outright.
    ///
    /// ```text
    /// hard(s, h, c) :- absolute(c), alliance(h), A not within P, A has more than two, not own(c, h).
    /// ```
    fn absolute(&self, state: Id<State>, provision: &Provision) -> Finding {
        let (truth, outsider) = match self.exempt(state, provision, Rule::X1) {
            Ok(outside) => outside,
            Err(none) => return none,
        };
        if let Some(potential) = self.untagged(Rule::X1, truth) {
            return potential;
        }
        let two = if self.bilateral_counts { Truth::No } else { self.hypothesis.is_pact_of_two() };
        if two.is_yes() {
            return Finding::new(Rule::X1, Class::Potential, truth, Ground::PactOfTwo);
        }
        let ground =
            outsider.map_or(Ground::BeyondRecord, |outsider| Ground::OutsideCircle { outsider });
        Finding::new(Rule::X1, Class::Hard, truth & !two, ground)
    }

    /// X2: alliances with contrary aims are barred.
    ///
    /// ```text
    /// hard(s, h, c) :- aims_contrary(c), alliance(h), A not within P, opposed(org(h), org(c)).
    /// ```
    fn aims_contrary(&self, state: Id<State>, provision: &Provision) -> Finding {
        let (truth, _) = match self.exempt(state, provision, Rule::X2) {
            Ok(outside) => outside,
            Err(none) => return none,
        };
        if let Some(potential) = self.untagged(Rule::X2, truth) {
            return potential;
        }
        let mut others: Vec<Changed> = (self.situation.organizations_by(provision.instrument))
            .into_iter()
            .map(Changed::from)
            .collect();
        others.push(Changed::Entity(provision.instrument.entity()));
        let opposed = Truth::any(
            others.iter().map(|other| self.situation.are_opposed(&self.hypothesis.with, other)),
        );
        if opposed.is_no() {
            Finding::new(Rule::X2, Class::Potential, truth, Ground::NotOpposed)
        } else {
            Finding::new(Rule::X2, Class::Hard, truth & opposed, Ground::Opposed)
        }
    }

    /// X3: alliances directed against another party are barred; each other party in turn, the gravest outcome holds.
    ///
    /// ```text
    /// hard(s, h, c)      :- directed(c), party(t, c), t != s, directed_against(h, t).
    /// potential(s, h, c) :- directed(c), party(t, c), t != s, nobody says so, t not in A.        (a condition)
    /// ```
    fn directed(&self, state: Id<State>, provision: &Provision) -> Finding {
        if self.hypothesis.defence.is_no() {
            return Finding::none(Rule::X3, Ground::NotTouched);
        }
        if self.is_own(provision) {
            return Finding::none(Rule::X3, Ground::OwnOrganization);
        }
        let mut gravest = Finding::none(Rule::X3, Ground::InsideCircle);
        for (party, in_p) in self.others(state, provision) {
            let said = self.situation.is_directed_against(&self.hypothesis.with, party);
            let found = if said.is_possible() {
                let truth = self.hypothesis.defence & said & in_p;
                Finding::new(Rule::X3, Class::Hard, truth, Ground::DirectedAgainst { party })
            } else if self.in_circle(party).is_yes() {
                continue;
            } else {
                let ground = Ground::IfDirectedAgainst { party };
                Finding::new(Rule::X3, Class::Potential, Truth::Unknown, ground)
            };
            if (found.class, found.truth) > (gravest.class, gravest.truth)
                || gravest.class == Class::None
            {
                gravest = found;
            }
        }
        if gravest.class == Class::Hard && !self.hypothesis.alliance {
            return Finding::new(Rule::X3, Class::Potential, gravest.truth, Ground::NoAllianceTag);
        }
        gravest
    }

    /// X4: no engagement that contradicts the treaty.
    ///
    /// ```text
    /// hard(s, h, c)      :- non_contradiction(c), help(h, b), help(org(c), q), b in A\P, q in P\A, hostile(b, q).
    /// hard(s, h, c)      :- non_contradiction(c), same_text(c, c2), hard(s, h, c2).
    /// potential(s, h, c) :- non_contradiction(c), defence(h), A not within P.
    /// ```
    fn non_contradiction(&self, state: Id<State>, id: Id<Provision>, companions: bool) -> Finding {
        let provision = &self.situation.world()[id];
        let (truth, _) = match self.exempt(state, provision, Rule::X4) {
            Ok(outside) => outside,
            Err(none) => return none,
        };
        if let Some(potential) = self.untagged(Rule::X4, truth) {
            return potential;
        }
        let collision = self.collision(state, provision);
        let barred = if companions { self.barred_by_companion(state, id) } else { None };
        let best = collision.into_iter().chain(barred).max_by_key(|(found, _)| *found);
        match best {
            Some((found, ground)) => Finding::new(Rule::X4, Class::Hard, truth.min(found), ground),
            None => Finding::new(Rule::X4, Class::Potential, truth, Ground::Appreciation),
        }
    }

    /// Two whom the state would have to help, and who are hostile to each other.
    fn collision(&self, state: Id<State>, provision: &Provision) -> Option<(Truth, Ground)> {
        let world = self.situation.world();
        let helps = world.index().provisions_of(provision.instrument).iter().any(|id| {
            matches!(world[*id].effect, Effect::MutualDefence { .. })
                && self.situation.is_bound(state.into(), *id).is_possible()
        });
        if !helps {
            return None;
        }
        let only_ours = |member: &(EntityId, Truth)| {
            member.0 != EntityId::from(state) && !self.situation.bears(member.0, provision).is_yes()
        };
        let theirs = self.others(state, provision);
        let mut best: Option<(Truth, Ground)> = None;
        for (ours, in_a) in self.hypothesis.circle.iter().filter(|member| only_ours(member)) {
            for (theirs, in_p) in &theirs {
                if self.in_circle(*theirs).is_yes() {
                    continue;
                }
                let outside = !self.situation.bears(*ours, provision) & !self.in_circle(*theirs);
                let hostile = self.situation.are_hostile(*ours, *theirs);
                let truth = *in_a & *in_p & outside & hostile;
                if truth.is_possible() && best.as_ref().is_none_or(|(found, _)| truth > *found) {
                    best = Some((truth, Ground::Hostile { ours: *ours, theirs: *theirs }));
                }
            }
        }
        best
    }

    /// What the treaty bars is incompatible with it: another provision of the same text that gives a hard conflict.
    fn barred_by_companion(&self, state: Id<State>, id: Id<Provision>) -> Option<(Truth, Ground)> {
        let world = self.situation.world();
        let text = world[id].instrument;
        (world.index().provisions_of(text).iter())
            .filter(|other| **other != id && world[**other].kind().is_tested())
            // Another such clause of the same text collides exactly as this one does.
            .filter(|other| !matches!(world[**other].effect, Effect::NonContradiction))
            .filter_map(|other| {
                let held = self.situation.is_bound(state.into(), *other);
                let found = self.test(state, *other, false);
                let truth = truth_of(&found, held);
                let hard = found.class == Class::Hard && truth.is_possible();
                hard.then_some((truth, Ground::BarredBy { provision: *other }))
            })
            .reduce(|best, next| if next.0 > best.0 { next } else { best })
    }

    /// X5: another customs union is joined.
    ///
    /// ```text
    /// hard(s, h, c) :- exclusive_customs_union(c), joins(s, o), customs_union(o), not own(c, o).
    /// ```
    fn customs_union(&self, provision: &Provision) -> Finding {
        if !self.hypothesis.customs_union {
            Finding::none(Rule::X5, Ground::NotTouched)
        } else if self.is_own(provision) {
            Finding::none(Rule::X5, Ground::OwnOrganization)
        } else {
            Finding::new(Rule::X5, Class::Hard, Truth::Yes, Ground::CustomsUnion)
        }
    }

    /// X6: the state's own law bars it.
    ///
    /// ```text
    /// domestic(s, h, c)  :- bars(c, military_alliance), alliance(h), A has more than two.
    /// domestic(s, h, c)  :- bars(c, foreign_bases ; foreign_troops), hosts(s, base).
    /// potential(s, h, c) :- bars(c, rigid_association), joins(s, o).
    /// potential(s, h, c) :- bars(c, x), except(c), brings(h, x).                         (an exception may apply)
    /// ```
    fn domestic(&self, bars: Bars, by_exception: bool) -> Finding {
        let found = |class, truth, object| match class {
            Class::Domestic if by_exception => {
                Finding::new(Rule::X6, Class::Potential, truth, Ground::Excepted { object })
            }
            class => Finding::new(Rule::X6, class, truth, Ground::Barred { object }),
        };
        if self.hypothesis.sender.is_some() {
            if bars.foreign_bases {
                return found(Class::Domestic, Truth::Yes, "foreign_bases");
            }
            if bars.foreign_troops {
                return found(Class::Domestic, Truth::Yes, "foreign_troops");
            }
        }
        let defence = self.hypothesis.defence;
        if bars.military_alliance && defence.is_possible() {
            if let Some(potential) = self.untagged(Rule::X6, defence) {
                return potential;
            }
            let two =
                if self.bilateral_counts { Truth::No } else { self.hypothesis.is_pact_of_two() };
            if two.is_yes() {
                return Finding::new(Rule::X6, Class::Potential, defence, Ground::PactOfTwo);
            }
            return found(Class::Domestic, defence & !two, "military_alliance");
        }
        if bars.rigid_association && self.hypothesis.joins {
            return found(Class::Potential, Truth::Yes, "rigid_association");
        }
        Finding::none(Rule::X6, Ground::NotTouched)
    }

    /// Whether a law that may speak of one organization alone speaks of what changes.
    fn speaks_of(&self, within: Option<&str>) -> bool {
        let own = self.hypothesis.organization.map(|own| self.situation.world().key(own));
        within.is_none_or(|key| own == Some(key))
    }

    /// X8: bases of outsiders need the consent of the others.
    ///
    /// ```text
    /// needs_consent(s, h, c) :- base_consent(c), hosts(s, base), sender(base, x), x not in P, not toward(c, x).
    /// ```
    fn base_consent(&self, provision: &Provision) -> Finding {
        let Some(sender) = self.hypothesis.sender else {
            return Finding::none(Rule::X8, Ground::NotTouched);
        };
        let sender = EntityId::from(sender);
        // Whoever has to consent consents to its own base.
        let asked = (self.situation.toward(provision).into_iter())
            .find(|(one, _)| *one == sender)
            .map_or(Truth::No, |(_, truth)| truth);
        let inside = self.situation.bears(sender, provision) | asked;
        if inside.is_yes() {
            Finding::none(Rule::X8, Ground::InsideCircle)
        } else {
            Finding::new(Rule::X8, Class::NeedsConsent, !inside, Ground::ConsentOfOthers)
        }
    }

    /// X12: a pledge not to attack, or to stay neutral, toward somebody outside the new pact.
    ///
    /// ```text
    /// potential(s, h, c) :- non_aggression(c), defence(h), party(t, c), t not in A.
    /// ```
    fn non_aggression(&self, state: Id<State>, provision: &Provision) -> Finding {
        if self.hypothesis.defence.is_no() {
            return Finding::none(Rule::X12, Ground::NotTouched);
        }
        let mut best: Option<(Truth, EntityId)> = None;
        for (party, in_p) in self.others(state, provision) {
            let outside = in_p & !self.in_circle(party);
            if outside.is_possible() && best.is_none_or(|(found, _)| outside > found) {
                best = Some((outside, party));
            }
        }
        match best {
            Some((truth, party)) => {
                let truth = self.hypothesis.defence & truth;
                Finding::new(Rule::X12, Class::Potential, truth, Ground::PledgeToward { party })
            }
            None => Finding::none(Rule::X12, Ground::InsideCircle),
        }
    }

    /// X7: a savings clause in an instrument that brings the change, within its scope.
    ///
    /// ```text
    /// saved(s, h, c) :- brings(t, h), savings(t, scope), in_scope(conflict(s, h, c), scope).
    /// ```
    fn saved(&self, finding: &Finding, provision: &Provision) -> Option<Id<Provision>> {
        let may_be_saved = matches!(finding.class, Class::Potential | Class::Domestic);
        if !self.hypothesis.saved_by_text || !may_be_saved {
            return None;
        }
        let world = self.situation.world();
        let in_scope = |scope: &SavingsScope| {
            let by_rule = match finding.rule {
                Rule::X4 => scope.other_treaties,
                Rule::X6 => scope.neutrality,
                _ => false,
            };
            let by_organization = finding.rule == Rule::X4
                && (self.situation.organizations_by(provision.instrument).into_iter())
                    .any(|own| scope.organizations.iter().any(|key| &**key == world.key(own)));
            by_rule || by_organization
        };
        (self.hypothesis.instruments.iter())
            .flat_map(|text| world.index().provisions_of(*text).iter().copied())
            .find(|id| {
                matches!(&world[*id].effect, Effect::Savings { scope } if in_scope(scope))
                    && self.situation.stands(*id).is_yes()
            })
    }

    /// The other parties of a provision, by key, with truth.
    fn others(&self, state: Id<State>, provision: &Provision) -> Vec<(EntityId, Truth)> {
        let mut others = self.situation.bearers(provision);
        others.retain(|(member, _)| *member != EntityId::from(state));
        others
    }

    /// Whether somebody is in the new circle.
    fn in_circle(&self, member: EntityId) -> Truth {
        (self.hypothesis.circle.iter())
            .find(|(one, _)| *one == member)
            .map_or(Truth::No, |(_, truth)| *truth)
    }
}
