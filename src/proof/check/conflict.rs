//! The outcome of the conflict test for one provision: readings, political texts, savings clauses, laws of the question.

use super::change::Hypothesis;
use super::ground::{Circle, Ground, taken_effect, within};
use super::outcome::{Outcome, Test};
use super::{Expected, Wrong};
use crate::model::{ActKind, AnyEntity, Bars, Effect, Parties, Provision, RelationKind};
use crate::proof::{Because, Fact, Key};
use crate::scenario::Enactment;
use crate::time::Date;
use crate::verdict::{Class, Rule};
use crate::{InstrumentId, Truth};

/// The key of the law that earlier changes enact.
pub(super) const ENACTED: &str = "enacted";

/// What the test of a provision comes to.
struct Found<'a> {
    outcome: Outcome,
    saved_by: Option<&'a Provision>,
    /// The acts that make a political text count as binding.
    approvals: Vec<&'a str>,
}

/// How a text binds by its form.
enum Force<'a> {
    /// As law.
    Legal,
    /// As law, because every party approved it by these acts.
    Approved(Vec<&'a str>),
    /// Politically only.
    Political,
}

impl<'a> Ground<'a> {
    /// The reading in force of a provision: its own, the general one, its default, its first.
    pub(super) fn reading(&self, provision: &'a Provision) -> Option<&'a str> {
        let all = provision.readings();
        let named = |wanted: &str| all.iter().copied().find(|name| *name == wanted);
        let readings = &self.case.readings;
        let default = provision.param("default").and_then(|words| words.split_whitespace().next());
        (readings.single.get(&provision.key).and_then(|name| named(name)))
            .or_else(|| readings.general.as_deref().and_then(named))
            .or(default)
            .or_else(|| all.first().copied())
    }

    fn text_force(&self, text: InstrumentId, day: Date) -> Force<'a> {
        let Some(AnyEntity::Treaty(treaty)) = self.tables.entity(text.entity()) else {
            return Force::Legal;
        };
        if treaty.form.is_binding() {
            return Force::Legal;
        }
        let Some(Parties::Listed(parties)) = &treaty.parties else { return Force::Political };
        let approvals = self.tables.acts.iter().filter(|act| {
            act.instrument == text
                && act.by.is_some_and(|by| parties.contains(&by))
                && act.concerning.is_none()
                && (act.kind.is_consent() || act.kind == ActKind::DomesticApproval)
                && act.date.is_on_or_before(day).is_yes()
                && act.is_known_by(self.case.known_by)
        });
        let approvals: Vec<_> = approvals.collect();
        let all = parties.iter().all(|party| approvals.iter().any(|act| act.by == Some(*party)));
        if parties.len() >= 2 && all {
            Force::Approved(approvals.into_iter().map(|act| &*act.key).collect())
        } else {
            Force::Political
        }
    }

    /// The first savings clause of what brings the change that certainly stands and speaks for this conflict.
    fn savings(
        &self,
        change: &Hypothesis<'a>,
        rule: Rule,
        old: Option<InstrumentId>,
    ) -> Option<&'a Provision> {
        let spoken_for = |provision: &Provision| {
            let Effect::Savings { scope } = &provision.effect else { return false };
            let of_organization = || {
                self.tables.links.iter().any(|link| {
                    let key = self.key(link.organization);
                    Some(link.instrument) == old && scope.organizations.iter().any(|o| **o == *key)
                })
            };
            match rule {
                Rule::X4 => scope.other_treaties || of_organization(),
                Rule::X6 => scope.neutrality,
                _ => false,
            }
        };
        if !change.savings {
            return None;
        }
        for text in &change.texts {
            let own = self.tables.provisions.iter().filter(|clause| {
                clause.instrument == *text
                    && spoken_for(clause)
                    && self.stands(change.at, clause, change.day).is_yes()
            });
            if let Some(first) = own.min_by(|a, b| a.key.cmp(&b.key)) {
                return Some(first);
            }
        }
        None
    }

    /// The laws that earlier changes enact for a state: what they bar, whether they do by then, and by which changes.
    fn enacted(&self, at: usize, state: &str, day: Date) -> Option<(Bars, Truth, Vec<usize>)> {
        let mut all = Bars::default();
        let mut truth = Truth::No;
        let mut numbers = Vec::new();
        for (number, change) in self.earlier(at) {
            let Some(Enactment { state: by, bars, .. }) = change.enacts() else { continue };
            let in_effect = taken_effect(change.effective(), day);
            if self.key(by) == state && in_effect.is_possible() {
                all = Bars {
                    military_alliance: all.military_alliance || bars.military_alliance,
                    foreign_bases: all.foreign_bases || bars.foreign_bases,
                    foreign_troops: all.foreign_troops || bars.foreign_troops,
                    rigid_association: all.rigid_association || bars.rigid_association,
                };
                truth = truth | in_effect;
                numbers.push(number);
            }
        }
        (!numbers.is_empty()).then_some((all, truth, numbers))
    }

    fn test<'g>(
        &self,
        change: &'g Hypothesis<'a>,
        state: &'a str,
        provision: &'a Provision,
    ) -> Test<'g, 'a> {
        let old = self.bearers(change.at, provision, change.day);
        Test { ground: *self, change, state, old, text: Some(provision.instrument) }
    }

    fn found(
        &self,
        change: &Hypothesis<'a>,
        state: &'a str,
        provision: &'a Provision,
    ) -> Result<Found<'a>, Wrong> {
        let bound = self.binds(change.at, state, provision, change.day);
        let mut outcome = (self.test(change, state, provision).provision(provision, true)?)
            .ok_or(Wrong::DoesNotHold)?;
        let mut approvals = Vec::new();
        match self.text_force(provision.instrument, change.day) {
            Force::Approved(acts) => approvals = acts,
            Force::Political if matches!(outcome.class, Class::Hard | Class::Domestic) => {
                (outcome.class, outcome.because) = (Class::Potential, Because::NotBinding);
            }
            Force::Legal | Force::Political => {}
        }
        let saved_by = self.settle(change, state, &mut outcome, bound, Some(provision.instrument));
        Ok(Found { outcome, saved_by, approvals })
    }

    /// Savings clauses, and the truth of the two commitments.
    fn settle(
        &self,
        change: &Hypothesis<'a>,
        state: &str,
        outcome: &mut Outcome,
        bound: Truth,
        old: Option<InstrumentId>,
    ) -> Option<&'a Provision> {
        if outcome.class == Class::None {
            return None;
        }
        outcome.truth = outcome.truth & within(&change.bound, state) & bound;
        if !matches!(outcome.class, Class::Potential | Class::Domestic) {
            return None;
        }
        let saved_by = self.savings(change, outcome.rule, old);
        if saved_by.is_some() {
            outcome.class = Class::Saved;
        }
        saved_by
    }

    fn found_enacted(
        &self,
        change: &Hypothesis<'a>,
        state: &'a str,
    ) -> Result<(Found<'a>, Vec<usize>), Wrong> {
        let (bars, bound, numbers) =
            self.enacted(change.at, state, change.day).ok_or(Wrong::DoesNotHold)?;
        let old = Circle::from([(state, Truth::Yes)]);
        let mut outcome = Test { ground: *self, change, state, old, text: None }.x6(bars, false);
        let saved_by = self.settle(change, state, &mut outcome, bound, None);
        Ok((Found { outcome, saved_by, approvals: Vec::new() }, numbers))
    }

    fn stated(change: &Hypothesis<'_>, state: &str, provision: Key, found: &Found<'_>) -> Fact {
        let Outcome { rule, class, truth, because } = found.outcome.clone();
        Fact::Conflict {
            at: change.at,
            state: state.into(),
            provision,
            rule,
            class,
            truth,
            because,
            saved_by: found.saved_by.map(|clause| clause.key.clone()),
        }
    }

    pub(super) fn conflict_fact(
        &self,
        change: &Hypothesis<'a>,
        state: &'a str,
        key: &str,
    ) -> Result<Fact, Wrong> {
        let found = match self.provision(key) {
            Ok(provision) => self.found(change, state, provision)?,
            Err(_) if key == ENACTED => self.found_enacted(change, state)?.0,
            Err(wrong) => return Err(wrong),
        };
        Ok(Self::stated(change, state, key.into(), &found))
    }

    pub(super) fn conflict(
        &self,
        at: usize,
        state: &str,
        key: &str,
    ) -> Result<Expected<'a>, Wrong> {
        let ((_, state), change) = (self.state(state)?, self.hypothesis(at)?);
        if within(&change.bound, state).is_no() {
            return Err(Wrong::DoesNotHold);
        }
        let mut premises = vec![
            Self::committed_fact(&change, state),
            Self::alliance_fact(&change),
            Self::circle_fact(&change),
        ];
        let provision = match self.provision(key) {
            Ok(provision) => provision,
            Err(_) if key == ENACTED => {
                let (found, numbers) = self.found_enacted(&change, state)?;
                premises.extend(self.change_facts(numbers)?);
                let fact = Self::stated(&change, state, key.into(), &found);
                let records = found.saved_by.map(|clause| &*clause.key).into_iter().collect();
                return Ok(Expected { fact, premises, records });
            }
            Err(wrong) => return Err(wrong),
        };
        let possible = self.binds(at, state, provision, change.day).is_possible();
        if !possible || change.texts.contains(&provision.instrument) {
            return Err(Wrong::DoesNotHold);
        }
        let found = self.found(&change, state, provision)?;
        premises.push(self.bound_fact(at, state, provision, change.day));
        premises.push(self.bearers_fact(at, provision, change.day));
        premises.extend(self.named_by(&change, state, provision, &found.outcome.because)?);
        let mut records = found.approvals.clone();
        records.extend(found.saved_by.map(|clause| &*clause.key));
        match found.outcome.because {
            Because::OwnOrganization => {
                let links = self.test(&change, state, provision).own_links();
                records.extend(links.into_iter().map(|link| &*link.key));
            }
            Because::CustomsUnion => records.extend(change.customs_union),
            _ => {}
        }
        let fact = Self::stated(&change, state, provision.key.clone(), &found);
        Ok(Expected { fact, premises, records })
    }

    /// The steps that the ground of a conflict names.
    fn named_by(
        &self,
        change: &Hypothesis<'a>,
        state: &'a str,
        provision: &'a Provision,
        because: &Because,
    ) -> Result<Vec<Fact>, Wrong> {
        let said = |relation, subject: &str, object: &str| {
            let truth = self.said(change.at, relation, subject, object)?.0;
            let (subject, object) = (subject.into(), object.into());
            Ok(Fact::Said { at: change.at, relation, subject, object, truth })
        };
        match because {
            Because::Opposed => {
                let opponents = self.test(change, state, provision).opponents().into_iter();
                let facts: Result<Vec<Fact>, Wrong> =
                    opponents.map(|o| said(RelationKind::Opposed, change.with, o)).collect();
                let mut facts = facts?;
                facts.retain(|f| matches!(f, Fact::Said { truth, .. } if truth.is_possible()));
                Ok(facts)
            }
            Because::DirectedAgainst { party } => {
                Ok(vec![said(RelationKind::DirectedAgainst, change.with, party)?])
            }
            Because::Hostile { ours, theirs } => {
                Ok(vec![said(RelationKind::Hostility, ours, theirs)?])
            }
            Because::BarredBy { provision } => {
                Ok(vec![self.conflict_fact(change, state, provision)?])
            }
            _ => Ok(Vec::new()),
        }
    }

    /// The provisions of tested kinds that may bind a state and are not of the texts that bring a change.
    pub(super) fn tested(&self, change: &Hypothesis<'a>, state: &str) -> Vec<&'a str> {
        let provisions = self.tables.provisions.iter().filter(|provision| {
            provision.kind().is_tested()
                && !change.texts.contains(&provision.instrument)
                && self.binds(change.at, state, provision, change.day).is_possible()
        });
        let mut keys: Vec<&str> = provisions.map(|provision| &*provision.key).collect();
        let enacts = self.enacted(change.at, state, change.day).is_some();
        if enacts && self.provision(ENACTED).is_err() {
            keys.push(ENACTED);
        }
        keys.sort_unstable();
        keys
    }
}
