//! What a change brings against what a state is held to, once more.

use std::collections::BTreeSet;

use super::super::Wrong;
use super::super::change::Hypothesis;
use super::super::circle::Test;
use super::super::records::Records;
use super::{Ground, Outcome};
use crate::model::{
    AnyEntity, Bearer, Effect, ExclusiveObject, Limbs, Parties, Provision, Purpose, Qualifier,
    Reach, RelationKind, Strength,
};
use crate::proof::Fact;
use crate::verdict::{Class, Rule};
use crate::{BodyId, Truth};

/// The limbs of a bar on alliances: what each bars, and whether it reaches what is held already.
type LimbsOf = Vec<(Qualifier, Reach)>;

/// The arm that speaks for a pair of provisions, one brought and one held.
#[derive(Clone)]
pub(in super::super) enum Pairing {
    /// A bar on alliances, and a clause on mutual defence.
    X13(LimbsOf),
}

impl<'a> Records<'a> {
    /// The arm for what is brought and what is held; none, if no rule holds the two against each other.
    pub(in super::super) fn pairing(
        &self,
        brought: &'a Provision,
        held: &Provision,
    ) -> Option<Pairing> {
        let is_defence = matches!(held.effect, Effect::MutualDefence { .. });
        if is_defence { self.limbs(brought).map(Pairing::X13) } else { None }
    }

    fn limbs(&self, bar: &'a Provision) -> Option<LimbsOf> {
        if let Effect::DirectedAgainst { reach } = &bar.effect {
            return Some(vec![(Qualifier::DirectedAgainst, *reach)]);
        }
        let Effect::Exclusivity {
            object: ExclusiveObject::MilitaryAlliance,
            qualifiers,
            limbs,
            ..
        } = &bar.effect
        else {
            return None;
        };
        let reading = self.reading(bar);
        let named = |name: &Option<Box<str>>| name.is_none() || name.as_deref() == reading;
        let qualifier = qualifiers.iter().find(|(name, _)| named(name));
        let qualifier = qualifier.map_or(Qualifier::Absolute, |(_, found)| *found);
        // What is said for this reading goes before what is said for all.
        let own = limbs.iter().filter(|(name, _)| named(name));
        let limbs = own.max_by_key(|(name, _)| name.is_some());
        let limbs = limbs.map_or_else(Limbs::default, |(_, limbs)| *limbs);
        let mut found = vec![(qualifier, limbs.object)];
        found.extend(limbs.groupings.map(|reach| (Qualifier::DirectedAgainst, reach)));
        Some(found)
    }

    /// By what names what holds a state is spoken of: the text, and the organizations that live by it.
    fn spoken_of(&self, held: &Provision) -> BTreeSet<&'a str> {
        let links = self.tables.links.iter();
        let own = links.filter(|link| link.instrument == held.instrument);
        own.map(|link| self.key(link.organization)).chain([self.key(held.instrument)]).collect()
    }

    /// Who would be opposed to whom: what is held, and what brings the bar.
    fn opponents_of(
        &self,
        with: &'a str,
        bar: &Provision,
        held: &Provision,
    ) -> Vec<(&'a str, &'a str)> {
        let mut others = self.spoken_of(bar);
        others.insert(with);
        let pairs = self.spoken_of(held).into_iter();
        pairs.flat_map(|what| others.iter().map(move |to| (what, *to))).collect()
    }

    /// The steps that the ground of a conflict with something brought names.
    pub(in super::super) fn named_by_pair(
        &self,
        change: &Hypothesis<'a>,
        (brought, held): (&Provision, &Provision),
        outcome: &Outcome,
    ) -> Result<Vec<Fact>, Wrong> {
        let (relation, pairs): (RelationKind, Vec<(&str, &str)>) =
            if outcome.ground == Ground::Opposed {
                (RelationKind::Opposed, self.opponents_of(change.with, brought, held))
            } else if let Ground::DirectedAgainst { party } = &outcome.ground {
                let subjects = self.spoken_of(held).into_iter();
                (RelationKind::DirectedAgainst, subjects.map(|what| (what, &**party)).collect())
            } else {
                return Ok(Vec::new());
            };
        let mut facts = Vec::new();
        for (subject, object) in pairs {
            let truth = self.said(change.at, relation, subject, object)?.0;
            if truth.is_possible() {
                let (subject, object) = (subject.into(), object.into());
                facts.push(Fact::Said { at: change.at, relation, subject, object, truth });
            }
        }
        Ok(facts)
    }

    /// Whether what a provision is held through is an alliance by its purpose; a treaty is what its clauses make it.
    fn is_alliance(&self, held: &Provision) -> bool {
        match self.held_in(held) {
            Some(BodyId::Treaty(_)) => true,
            Some(BodyId::Organization(id)) => matches!(
                self.tables.entity(id.into()),
                Some(AnyEntity::Organization(one)) if one.purpose == Some(Purpose::Defence)
            ),
            None => false,
        }
    }
}

impl<'a> Test<'_, 'a> {
    /// What an arm for a pair finds.
    pub(in super::super) fn outcome_of_pair(
        &self,
        pairing: &Pairing,
        brought: &'a Provision,
        held: &'a Provision,
    ) -> Result<Outcome, Wrong> {
        match pairing {
            Pairing::X13(limbs) => self.x13(limbs, brought, held),
        }
    }

    fn x13(
        &self,
        limbs: &LimbsOf,
        bar: &'a Provision,
        held: &'a Provision,
    ) -> Result<Outcome, Wrong> {
        if self.own_organization() {
            return Ok(Outcome::none(Rule::X13, Ground::OwnOrganization));
        }
        let mut gravest: Option<Outcome> = None;
        for (qualifier, reach) in limbs {
            let mut found = match qualifier {
                Qualifier::Absolute => self.another_alliance(held),
                Qualifier::AimsContrary => self.contrary_alliance(bar, held)?,
                Qualifier::DirectedAgainst => self.directed_alliance(held)?,
            };
            if *reach == Reach::Future && found.class != Class::None {
                (found.class, found.ground) = (Class::Potential, Ground::LaterOnly);
            }
            if gravest.as_ref().is_none_or(|gravest| found.weight() > gravest.weight()) {
                gravest = Some(found);
            }
        }
        Ok(gravest.unwrap_or_else(|| Outcome::none(Rule::X13, Ground::NotTouched)))
    }

    /// Who is most certainly held by the old provision and outside the new circle; whoever is not on record may be.
    fn outsider(&self, held: &Provision) -> (Truth, Option<&'a str>) {
        let mut most = (Truth::No, None);
        for (member, old) in self.others() {
            let outside = old & !self.new_in(member);
            if outside > most.0 {
                most = (outside, Some(member));
            }
        }
        if most.0.is_no() && !self.is_whole(held) { (Truth::Unknown, None) } else { most }
    }

    fn is_whole(&self, held: &Provision) -> bool {
        match &held.bearer {
            Bearer::Participants(BodyId::Treaty(id)) => {
                match self.records.treaty(*id).and_then(|treaty| treaty.parties.as_ref()) {
                    Some(Parties::Of(other)) => self.records.lists_everybody(*other),
                    Some(Parties::Listed(_) | Parties::Nobody) => true,
                    None => self.records.lists_everybody(BodyId::Treaty(*id)),
                }
            }
            Bearer::Participants(body) => self.records.lists_everybody(*body),
            Bearer::Listed(_) | Bearer::ThirdStates | Bearer::Nobody => true,
        }
    }

    fn another_alliance(&self, held: &Provision) -> Outcome {
        let (outside, outsider) = self.outsider(held);
        if outside.is_no() {
            return Outcome::none(Rule::X13, Ground::InsideCircle);
        }
        let ground = match outsider {
            Some(outsider) => Ground::OutsideCircle { outsider: outsider.into() },
            None => Ground::BeyondRecord,
        };
        self.as_alliance(held, Outcome::new(Rule::X13, Class::Hard, outside, ground))
    }

    fn contrary_alliance(&self, bar: &Provision, held: &Provision) -> Result<Outcome, Wrong> {
        let (outside, _) = self.outsider(held);
        if outside.is_no() {
            return Ok(Outcome::none(Rule::X13, Ground::InsideCircle));
        }
        let mut opposed = Truth::No;
        for (what, to) in self.records.opponents_of(self.change.with, bar, held) {
            opposed = opposed | self.said(RelationKind::Opposed, what, to)?;
        }
        Ok(if opposed.is_possible() {
            let found = Outcome::new(Rule::X13, Class::Hard, outside & opposed, Ground::Opposed);
            self.as_alliance(held, found)
        } else {
            Outcome::new(Rule::X13, Class::Potential, outside, Ground::NotOpposed)
        })
    }

    fn directed_alliance(&self, held: &Provision) -> Result<Outcome, Wrong> {
        let mut gravest = Outcome::none(Rule::X13, Ground::InsideCircle);
        for (party, new) in &self.change.circle {
            if *party == self.state {
                continue;
            }
            let mut said = Truth::No;
            for what in self.records.spoken_of(held) {
                said = said | self.said(RelationKind::DirectedAgainst, what, party)?;
            }
            let found = if said.is_possible() {
                let ground = Ground::DirectedAgainst { party: (*party).into() };
                Outcome::new(Rule::X13, Class::Hard, said & *new, ground)
            } else if self.old_in(party).is_yes() {
                continue;
            } else {
                let ground = Ground::IfDirectedAgainst { party: (*party).into() };
                Outcome::new(Rule::X13, Class::Potential, Truth::Unknown, ground)
            };
            if found.weight() > gravest.weight() {
                gravest = found;
            }
        }
        Ok(if gravest.class == Class::Hard { self.as_alliance(held, gravest) } else { gravest })
    }

    /// What is hard only if the state is held by an alliance of more than two that does more than consult.
    fn as_alliance(&self, held: &Provision, found: Outcome) -> Outcome {
        let potential = |ground| Outcome::new(Rule::X13, Class::Potential, found.truth, ground);
        if held.stated_strength() == Some(Strength::ConsultFirst) {
            return potential(Ground::ConsultFirst);
        }
        if !self.records.is_alliance(held) {
            return potential(Ground::NoAllianceTag);
        }
        if self.records.case.scenario.bilateral_counts {
            return found;
        }
        let certain = self.old.values().filter(|truth| truth.is_yes()).count();
        let two = match (certain, self.old.len()) {
            (3.., _) => Truth::No,
            (_, ..=2) if self.is_whole(held) => Truth::Yes,
            _ => Truth::Unknown,
        };
        match two {
            Truth::Yes => potential(Ground::PactOfTwo),
            two => Outcome { truth: found.truth & !two, ..found },
        }
    }
}
