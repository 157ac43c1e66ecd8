//! The outcome of the conflict test for one provision: readings, political texts, savings clauses, laws of the question.

use super::agreed::Held;
use super::change::Hypothesis;
use super::circle::Test;
use super::records::{Circle, Records, taken_effect, within};
use super::rules::{Bringing, Ground, Outcome};
use super::{Expected, Wrong};
use crate::model::{ActKind, AnyEntity, Bearer, Effect, Exceptions, Owing, Parties, Provision};
use crate::proof::{Fact, Key};
use crate::scenario::Enactment;
use crate::time::Date;
use crate::verdict::{Brought, Class, Clause};
use crate::{InstrumentId, Truth};

/// What the test of one provision comes to.
pub(super) struct Tested<'a> {
    pub(super) clause: Clause<Key>,
    /// What of the change is held against it, where that is one provision.
    pub(super) brought: Option<Brought<Key>>,
    pub(super) outcome: Outcome,
    pub(super) saved_by: Option<&'a Provision>,
    /// The savings clauses that would settle it, if they stood.
    pub(super) unless: Vec<&'a Provision>,
    /// The acts that make a political text count as binding.
    pub(super) approvals: Vec<&'a str>,
}

/// How a text binds by its form.
enum Force<'a> {
    /// As law.
    Legal,
    /// As law, because every party approved it by these acts; possibly, where one of them may have come later.
    Approved(Vec<&'a str>, Truth),
    /// Politically only.
    Political,
    /// It is policy of the state's own.
    Policy,
}

impl<'a> Records<'a> {
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

    fn text_force(&self, provision: &Provision, day: Date) -> Force<'a> {
        let text = provision.instrument;
        let treaty = match self.tables.entity(text.entity()) {
            Some(AnyEntity::Treaty(treaty)) => treaty,
            Some(AnyEntity::Law(law)) => {
                // What is said to others is owed to them, in whatever form.
                let owing = provision.effect.keeps_out().map(|(_, owing)| owing);
                let owed = owing == Some(Owing::Owed);
                return if law.form.is_law() || owed { Force::Legal } else { Force::Policy };
            }
            _ => return Force::Legal,
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
                && act.date.is_on_or_before(day).is_possible()
                && act.is_known_by(self.case.known_by)
        });
        let approvals: Vec<_> = approvals.collect();
        let by = |party| {
            let own = approvals.iter().filter(|act| act.by == Some(party));
            Truth::any(own.map(|act| act.date.is_on_or_before(day)))
        };
        let all = Truth::all(parties.iter().map(|party| by(*party)));
        if parties.len() >= 2 && all.is_possible() {
            Force::Approved(approvals.into_iter().map(|act| &*act.key).collect(), all)
        } else {
            Force::Political
        }
    }

    /// The first savings clause of what brings the change that certainly stands and speaks for this conflict; without one, those that may
    /// stand.
    fn savings(
        &self,
        change: &Hypothesis<'a>,
        outcome: &Outcome,
        old: Option<InstrumentId>,
    ) -> Result<&'a Provision, Vec<&'a Provision>> {
        let own = self.tables.links.iter().filter(|link| Some(link.instrument) == old);
        let own: Vec<&str> = own.map(|link| self.key(link.organization)).collect();
        let spoken_for = |provision: &Provision| {
            let Effect::Savings { scope } = &provision.effect else { return false };
            outcome.is_settled(scope, &own)
        };
        let mut unless = Vec::new();
        if !change.savings {
            return Err(unless);
        }
        for text in &change.texts {
            let own = self.tables.provisions.iter();
            let mut own: Vec<&'a Provision> =
                own.filter(|clause| clause.instrument == *text && spoken_for(clause)).collect();
            own.sort_by(|a, b| a.key.cmp(&b.key));
            for clause in own {
                match self.stands(change.at, clause, change.day) {
                    Truth::Yes => return Ok(clause),
                    Truth::Unknown => unless.push(clause),
                    Truth::No => {}
                }
            }
        }
        Err(unless)
    }

    /// What the law bars that an earlier change enacts for a state, and whether it does by then.
    fn enacted(&self, at: usize, by: usize, state: &str, day: Date) -> Option<(Enactment, Truth)> {
        let (_, change) = self.earlier(at).find(|(number, _)| *number == by)?;
        let law = change.enacts()?;
        let in_effect = taken_effect(change.effective(), day);
        (self.key(law.state) == state && in_effect.is_possible()).then_some((law, in_effect))
    }

    pub(super) fn test<'g>(
        &self,
        change: &'g Hypothesis<'a>,
        state: &'a str,
        provision: &'a Provision,
    ) -> Test<'g, 'a> {
        let old = self.bearers(change.at, provision, change.day);
        Test { records: *self, change, state, old, text: Some(provision.instrument) }
    }

    /// What the test of a provision on record comes to; nothing, if it does not bind the state, or if no rule tests it.
    pub(super) fn found(
        &self,
        change: &Hypothesis<'a>,
        state: &'a str,
        provision: &'a Provision,
    ) -> Result<Option<Tested<'a>>, Wrong> {
        let Some(arm) = self.arm(provision) else { return Ok(None) };
        let bound = self.binds(change.at, state, provision, change.day);
        if bound.is_no() || change.texts.contains(&provision.instrument) {
            return Ok(None);
        }
        let test = self.test(change, state, provision);
        let outcome = match test.grouping(&provision.effect)? {
            Some(found) => Some(found),
            None => test.outcome(arm)?,
        };
        let Some(mut outcome) = outcome else { return Ok(None) };
        let approvals = self.by_force(&mut outcome, provision, change.day);
        // What stands in a treaty is no law of its own, but owed to others, or to nobody.
        let is_law = provision.instrument.is_domestic();
        if outcome.class == Class::Domestic && !is_law {
            let toward = test.toward(provision).into_iter();
            let others = toward.filter(|(member, _)| *member != state).map(|(_, truth)| truth);
            outcome.truth = outcome.truth & Truth::any(others);
            if outcome.truth.is_no() {
                outcome = Outcome::none(outcome.rule, Ground::NobodyToAsk);
            }
        }
        let old = Some(provision.instrument);
        let (saved_by, unless) = self.settle(change, state, &mut outcome, bound, old);
        if outcome.class == Class::Domestic && !is_law {
            outcome.class = Class::NeedsConsent;
        }
        let clause = Clause::Recorded(provision.key.clone());
        Ok(Some(Tested { clause, brought: None, outcome, saved_by, unless, approvals }))
    }

    /// What a political text leaves of an outcome; the acts that make it count as binding.
    fn by_force(&self, outcome: &mut Outcome, provision: &Provision, day: Date) -> Vec<&'a str> {
        let counts = outcome.class.forces() || outcome.class.waits();
        match self.text_force(provision, day) {
            Force::Approved(acts, Truth::Yes) => return acts,
            Force::Approved(acts, open) if counts => {
                outcome.truth = outcome.truth & open;
                return acts;
            }
            Force::Political if counts => {
                (outcome.class, outcome.ground) = (Class::Potential, Ground::NotBinding);
            }
            Force::Policy if outcome.class.forces() => {
                (outcome.class, outcome.ground) = (Class::Potential, Ground::OwnPolicy);
            }
            Force::Legal | Force::Political | Force::Policy | Force::Approved(..) => {}
        }
        Vec::new()
    }

    /// What the test of something that the change brings against a provision on record comes to; nothing, if that does not bind the
    /// state, or if no rule holds the two against each other.
    fn found_pair(
        &self,
        change: &Hypothesis<'a>,
        state: &'a str,
        brought: &Bringing<'a>,
        held: &'a Provision,
    ) -> Result<Option<Tested<'a>>, Wrong> {
        let pair = Held::Recorded(held);
        let Some(pairing) = self.pairing(state, brought, &pair, change.joins) else {
            return Ok(None);
        };
        let bound = self.binds(change.at, state, held, change.day);
        if bound.is_no() || change.texts.contains(&held.instrument) {
            return Ok(None);
        }
        let test = self.test(change, state, held);
        let outcome = test.outcome_of_pair(&pairing, brought, &pair)?;
        let Some(mut outcome) = outcome else { return Ok(None) };
        let mut approvals = self.by_force_of_brought(&mut outcome, brought, change);
        approvals.extend(self.by_force(&mut outcome, held, change.day));
        let old = Some(held.instrument);
        let (saved_by, unless) = self.settle(change, state, &mut outcome, bound, old);
        let clause = Clause::Recorded(held.key.clone());
        let brought = Some(brought.name.clone());
        Ok(Some(Tested { clause, brought, outcome, saved_by, unless, approvals }))
    }

    /// What the text leaves of an outcome in which something stands that the change brings.
    pub(super) fn by_force_of_brought(
        &self,
        outcome: &mut Outcome,
        brought: &Bringing<'a>,
        change: &Hypothesis<'a>,
    ) -> Vec<&'a str> {
        let Some(record) = brought.record else {
            if let Some(by) = brought.by.filter(|_| outcome.class != Class::None) {
                outcome.truth = outcome.truth & self.in_effect(by, change.day);
            }
            return Vec::new();
        };
        let approvals = self.by_force(outcome, record, change.day);
        if outcome.class != Class::None {
            outcome.truth = outcome.truth & self.stands(change.at, record, change.day);
        }
        approvals
    }

    /// Savings clauses, and the truth of the two commitments.
    pub(super) fn settle(
        &self,
        change: &Hypothesis<'a>,
        state: &str,
        outcome: &mut Outcome,
        bound: Truth,
        old: Option<InstrumentId>,
    ) -> (Option<&'a Provision>, Vec<&'a Provision>) {
        if outcome.class == Class::None {
            return (None, Vec::new());
        }
        outcome.truth = outcome.truth & within(&change.bound, state) & bound;
        if !matches!(outcome.class, Class::Potential | Class::Domestic) {
            return (None, Vec::new());
        }
        match self.savings(change, outcome, old) {
            Ok(clause) => {
                outcome.class = Class::Saved;
                (Some(clause), Vec::new())
            }
            Err(unless) => {
                if !unless.is_empty() {
                    outcome.truth = outcome.truth & Truth::Unknown;
                }
                (None, unless)
            }
        }
    }

    /// What the test of a law comes to that an earlier change enacts; nothing, if it enacts none for the state.
    fn found_enacted(
        &self,
        change: &Hypothesis<'a>,
        state: &'a str,
        by: usize,
    ) -> Option<Tested<'a>> {
        let (law, bound) = self.enacted(change.at, by, state, change.day)?;
        let old = Circle::from([(state, Truth::Yes)]);
        let test = Test { records: *self, change, state, old, text: None };
        let mut outcome = test.x6(law.bars, Exceptions::No, None);
        if !law.rank.is_law() && outcome.class.forces() {
            (outcome.class, outcome.ground) = (Class::Potential, Ground::OwnPolicy);
        }
        let (saved_by, unless) = self.settle(change, state, &mut outcome, bound, None);
        let clause = Clause::Enacted { change: by };
        Some(Tested { clause, brought: None, outcome, saved_by, unless, approvals: Vec::new() })
    }

    /// All tests of a state against a change: of the provisions on record by key, then of what earlier changes have its bodies agree and of
    /// the laws that they enact, and then of what the change brings against all that.
    pub(super) fn tests(
        &self,
        change: &Hypothesis<'a>,
        state: &'a str,
    ) -> Result<Vec<Tested<'a>>, Wrong> {
        let mut provisions: Vec<&Provision> = self.tables.provisions.iter().collect();
        provisions.sort_by(|a, b| a.key.cmp(&b.key));
        let mut tests = Vec::new();
        for provision in &provisions {
            tests.extend(self.found(change, state, provision)?);
        }
        for by in 0..change.at {
            tests.extend(self.found_agreed(change, state, None, by)?);
        }
        tests.extend((0..change.at).filter_map(|by| self.found_enacted(change, state, by)));
        for brought in Self::bringings(change) {
            for held in &provisions {
                tests.extend(self.found_pair(change, state, &brought, held)?);
            }
            for by in 0..change.at {
                tests.extend(self.found_agreed(change, state, Some(&brought), by)?);
            }
        }
        Ok(tests)
    }

    pub(super) fn conflict_fact(change: &Hypothesis<'_>, state: &str, found: &Tested<'_>) -> Fact {
        let Outcome { rule, class, truth, ground, .. } = found.outcome.clone();
        Fact::Conflict {
            at: change.at,
            state: state.into(),
            provision: found.clause.clone(),
            brought: found.brought.clone(),
            rule,
            class,
            truth,
            because: ground,
            saved_by: found.saved_by.map(|clause| clause.key.clone()),
        }
    }

    pub(super) fn conflict(
        &self,
        at: usize,
        state: &str,
        clause: &Clause<Key>,
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
        let mut records = Vec::new();
        let found = match clause {
            Clause::Recorded(key) => {
                let provision = self.provision(key)?;
                let found = self.found(&change, state, provision)?.ok_or(Wrong::DoesNotHold)?;
                premises.push(self.bound_fact(at, state, provision, change.day));
                premises.push(self.bearers_fact(at, provision, change.day));
                let ground = &found.outcome.ground;
                premises.extend(self.named_by(&change, state, provision, ground)?);
                records.extend(self.cited_for(&change, state, provision, &found.outcome));
                premises.extend(self.union_facts(&change, &found.outcome)?);
                premises.extend(self.help_fact(&change, state, provision, &found.outcome));
                found
            }
            Clause::Enacted { change: by } => {
                premises.push(self.change_fact(*by)?);
                self.found_enacted(&change, state, *by).ok_or(Wrong::DoesNotHold)?
            }
            Clause::Agreed { change: by, kind } => {
                let agreed = self.agreed_as(at, *by, *kind)?;
                let found = self.found_agreed(&change, state, None, *by)?;
                let found = found.ok_or(Wrong::DoesNotHold)?;
                premises.extend(self.against_agreed(&change, None, agreed, &found)?.0);
                found
            }
        };
        premises.extend(found.unless.iter().map(|one| self.stands_fact(at, one, change.day)));
        records.extend(&found.approvals);
        records.extend(found.saved_by.map(|clause| &*clause.key));
        Ok(Expected { fact: Self::conflict_fact(&change, state, &found), premises, records })
    }

    /// The conflict of a provision on record with something that the change brings.
    pub(super) fn conflict_of_pair(
        &self,
        at: usize,
        state: &str,
        held: &Clause<Key>,
        brought: &Brought<Key>,
    ) -> Result<Expected<'a>, Wrong> {
        let ((_, state), change) = (self.state(state)?, self.hypothesis(at)?);
        let mut brings = Self::bringings(&change).into_iter();
        let brought = brings.find(|one| one.name == *brought).ok_or(Wrong::DoesNotHold)?;
        if within(&change.bound, state).is_no() {
            return Err(Wrong::DoesNotHold);
        }
        let found = match held {
            Clause::Recorded(held) => {
                self.found_pair(&change, state, &brought, self.provision(held)?)?
            }
            Clause::Agreed { change: by, .. } => {
                self.found_agreed(&change, state, Some(&brought), *by)?
            }
            Clause::Enacted { .. } => None,
        };
        let found = found.ok_or(Wrong::DoesNotHold)?;
        let mut premises = vec![
            Self::committed_fact(&change, state),
            Self::alliance_fact(&change),
            Self::circle_fact(&change),
        ];
        if let Some(record) = brought.record.filter(|_| found.outcome.class != Class::None) {
            premises.push(self.stands_fact(at, record, change.day));
        }
        if let Some(by) = brought.by.filter(|_| found.outcome.class != Class::None) {
            premises.push(self.change_fact(by)?);
        }
        let (of_held, mut records) = match held {
            Clause::Recorded(key) => {
                self.against_recorded(&change, state, &brought, self.provision(key)?, &found)?
            }
            Clause::Agreed { change: by, kind } => {
                let agreed = self.agreed_as(at, *by, *kind)?;
                self.against_agreed(&change, Some(&brought), agreed, &found)?
            }
            Clause::Enacted { .. } => return Err(Wrong::DoesNotHold),
        };
        premises.extend(of_held);
        premises.extend(found.unless.iter().map(|one| self.stands_fact(at, one, change.day)));
        // The links by which the text of what is brought is one of those that are joined.
        let links = self.tables.links.iter().filter(|link| {
            Some(link.organization) == change.organization
                && brought.record.is_some_and(|record| record.instrument == link.instrument)
        });
        records.extend(links.map(|link| &*link.key));
        records.extend(&found.approvals);
        records.extend(found.saved_by.map(|clause| &*clause.key));
        Ok(Expected { fact: Self::conflict_fact(&change, state, &found), premises, records })
    }

    /// What such a conflict rests on by the provision that is held.
    fn against_recorded(
        &self,
        change: &Hypothesis<'a>,
        state: &'a str,
        brought: &Bringing<'a>,
        held: &'a Provision,
        found: &Tested<'a>,
    ) -> Result<(Vec<Fact>, Vec<&'a str>), Wrong> {
        let (at, day) = (change.at, change.day);
        let mut premises =
            vec![self.bound_fact(at, state, held, day), self.bearers_fact(at, held, day)];
        if found.outcome.class == Class::Hard {
            let pair = (brought.record, held);
            premises.extend(self.named_by_pair(change, pair, &found.outcome)?);
        }
        let mut records: Vec<&'a str> =
            self.held_in(held).map(|body| self.key(body)).into_iter().collect();
        // Whoever is on the other side, where these are the participants of a body.
        if let Some(Bearer::Participants(body)) = held.counterparty {
            premises.extend(self.change_facts(self.movers(at, body, None))?);
            records.push(self.key(body));
            records.extend(self.evidence(&self.roll(at, body, day), body, day));
        }
        records.extend(self.cited_for(change, state, held, &found.outcome));
        Ok((premises, records))
    }
}
