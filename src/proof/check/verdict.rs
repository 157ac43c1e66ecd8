//! Which step demands what, and the verdicts: all conflicts of a state, what must be left, and how soon.

use std::collections::BTreeMap;

use super::change::Hypothesis;
use super::conflict::Tested;
use super::records::{Records, ends, within};
use super::{Expected, Wrong};
use crate::model::{Bearer, LinkRole, Provision};
use crate::proof::{CircleOf, Fact, Key};
use crate::time::Date;
use crate::verdict::{Class, Clause, Verdict};
use crate::{BodyId, InstrumentId, Truth};

/// Only facts that hold or may hold are stated.
fn possible(truth: Truth) -> Result<(), Wrong> {
    if truth.is_possible() { Ok(()) } else { Err(Wrong::DoesNotHold) }
}

/// The verdict on somebody on whom no change puts anything.
fn not_touched<'a>(who: &str) -> Expected<'a> {
    Expected::bare(Fact::Verdict {
        state: who.into(),
        verdict: Verdict::NotBound,
        exits: Vec::new(),
        exits_possible: Vec::new(),
        earliest: None,
    })
}

impl<'a> Records<'a> {
    /// What the step that states such a fact must be.
    pub(super) fn expected(&self, fact: &Fact) -> Result<Expected<'a>, Wrong> {
        match fact {
            Fact::Change { at, .. } => Ok(Expected::bare(self.change_fact(*at)?)),
            Fact::TakesPart { at, member, body, truth, .. } => {
                possible(*truth)?;
                self.takes_part(*at, member, body)
            }
            Fact::Circle { at, of: CircleOf::Change, .. } => self.circle_of_change(*at),
            Fact::Circle { at, of: CircleOf::Provision(provision), .. } => {
                self.circle_of_provision(*at, provision)
            }
            Fact::Circle { at, of: CircleOf::Agreed { change, kind }, .. } => {
                self.circle_of_agreed(*at, self.agreed_as(*at, *change, *kind)?)
            }
            Fact::Stands { at, provision, truth, .. } => {
                possible(*truth)?;
                self.stand(*at, provision)
            }
            Fact::Bound { at, member, provision, truth, .. } => {
                possible(*truth)?;
                self.bound(*at, member, provision)
            }
            Fact::Committed { at, state, truth } => {
                possible(*truth)?;
                self.committed(*at, state)
            }
            Fact::Alliance { at, .. } => self.alliance(*at),
            Fact::Said { at, relation, subject, object, truth } => {
                possible(*truth)?;
                let (derived, records) = self.said(*at, *relation, subject, object)?;
                let (subject, object) = (subject.clone(), object.clone());
                let fact =
                    Fact::Said { at: *at, relation: *relation, subject, object, truth: derived };
                Ok(Expected { fact, premises: Vec::new(), records })
            }
            Fact::Conflict { at, state, provision, brought: None, .. } => {
                self.conflict(*at, state, provision)
            }
            Fact::Conflict { at, state, provision, brought: Some(brought), .. } => {
                self.conflict_of_pair(*at, state, provision, brought)
            }
            Fact::Complete { at, state, .. } => self.complete(*at, state),
            Fact::Bundle { at, state, provision: Clause::Recorded(provision), .. } => {
                self.bundle(*at, state, provision)
            }
            Fact::Bundle { at, state, provision: Clause::Agreed { change, kind }, .. } => {
                self.agreed_bundle(*at, state, self.agreed_as(*at, *change, *kind)?)
            }
            Fact::Bundle { provision: Clause::Enacted { .. }, .. } => Err(Wrong::DoesNotHold),
            Fact::Unread { at, state, text } => self.unread(*at, state, text),
            Fact::Prevails { texts, between, .. } => self.prevailing(texts, between),
            Fact::Exit { state, body, .. } => self.exit(state, body),
            Fact::Verdict { state, .. } => self.verdict(state),
            Fact::Word { who, on, by, .. } => self.word(who, on, by),
            Fact::Consent { at, entity, .. } => self.consent(*at, entity),
            Fact::Condition { claim, .. } => self.condition_of(claim),
            Fact::Supposed { claim, .. } => self.supposed(claim),
            Fact::Claim { claim, hindsight, .. } => self.claim(claim, *hindsight),
            Fact::Lacks { text, kind, day } => self.lacks(text, *kind, *day),
            Fact::NotBound { member, body, day, .. } => self.absent(member, body, *day),
        }
    }

    fn complete_fact(change: &Hypothesis<'a>, state: &str, tests: &[Tested<'a>]) -> Fact {
        let (mut provisions, mut against) = (Vec::new(), Vec::new());
        for found in tests {
            match &found.brought {
                Some(brought) => against.push((brought.clone(), found.clause.clone())),
                None => provisions.push(found.clause.clone()),
            }
        }
        Fact::Complete { at: change.at, state: state.into(), provisions, against }
    }

    fn complete(&self, at: usize, state: &str) -> Result<Expected<'a>, Wrong> {
        let ((_, state), change) = (self.state(state)?, self.hypothesis(at)?);
        possible(within(&change.bound, state))?;
        let tests = self.tests(&change, state)?;
        let conflict = |found| Self::conflict_fact(&change, state, found);
        let premises = tests.iter().map(conflict).collect();
        let fact = Self::complete_fact(&change, state, &tests);
        Ok(Expected { fact, premises, records: Vec::new() })
    }

    /// What carries a provision: whoever it binds is held to it through this.
    pub(super) fn held_in(&self, provision: &Provision) -> Option<BodyId> {
        match (&provision.bearer, provision.instrument) {
            (Bearer::Participants(body), _) => Some(*body),
            (Bearer::Listed(_), InstrumentId::Treaty(treaty)) => {
                let mut links = self.links().into_iter().filter(|link| {
                    link.instrument == provision.instrument
                        && matches!(link.role, LinkRole::Constituent | LinkRole::Subsidiary)
                });
                Some(links.next().map_or(BodyId::Treaty(treaty), |link| ends(link).0))
            }
            (Bearer::Listed(_), InstrumentId::Law(_))
            | (Bearer::ThirdStates | Bearer::Nobody, _) => None,
        }
    }

    /// What a state would have to leave so that a provision binds it no more, each with its truth; nothing, if that cannot be left.
    pub(super) fn layers(
        &self,
        at: usize,
        state: &str,
        provision: &Provision,
        day: Date,
    ) -> Option<BTreeMap<BodyId, Truth>> {
        let body = match (&provision.bearer, provision.instrument) {
            (Bearer::Participants(body), _) => *body,
            (Bearer::Listed(_), InstrumentId::Treaty(treaty)) => BodyId::Treaty(treaty),
            (Bearer::Listed(_), InstrumentId::Law(_))
            | (Bearer::ThirdStates | Bearer::Nobody, _) => return None,
        };
        Some(self.layers_of(at, state, body, day))
    }

    /// The same for whatever is held by taking part in a body.
    pub(super) fn layers_of(
        &self,
        at: usize,
        state: &str,
        body: BodyId,
        day: Date,
    ) -> BTreeMap<BodyId, Truth> {
        let is_in = |body| within(&self.roll(at, body, day), state);
        // Held through that of whose members the treaty speaks, or through an organization of which it is a text.
        let candidates = self.others_of(body).into_iter().chain(self.holders(body));
        let through =
            candidates.map(|body| (body, is_in(body))).find(|(_, truth)| truth.is_possible());
        let (mut layers, mut found) = (BTreeMap::new(), BTreeMap::new());
        let mut own = is_in(body);
        if let Some((through, truth)) = through {
            layers.insert(through, truth);
            own = own & !truth;
        }
        if own.is_possible() {
            layers.insert(body, own);
        }
        // What is linked is left only if that is from which it is reached: for certain by what is certain all the way, else possibly.
        let start: Vec<BodyId> = layers.keys().copied().collect();
        for wanted in [Truth::Yes, Truth::Unknown] {
            for from in start.iter().filter(|body| layers[*body] >= wanted) {
                for further in self.closure(*from, |body| is_in(body) >= wanted) {
                    found.entry(further).or_insert(wanted);
                }
            }
        }
        for (further, truth) in found {
            layers.entry(further).or_insert(truth);
        }
        layers
    }

    pub(super) fn keys_of(&self, bodies: &BTreeMap<BodyId, Truth>) -> Vec<(Key, Truth)> {
        let mut keys: Vec<(Key, Truth)> =
            bodies.iter().map(|(body, truth)| (self.key(*body).into(), *truth)).collect();
        keys.sort();
        keys
    }

    fn bundle(&self, at: usize, state: &str, provision: &str) -> Result<Expected<'a>, Wrong> {
        let ((_, state), provision, day) =
            (self.state(state)?, self.provision(provision)?, self.day(at)?);
        possible(self.binds(at, state, provision, day))?;
        let layers = self.layers(at, state, provision, day).ok_or(Wrong::DoesNotHold)?;
        let mut premises = vec![self.bound_fact(at, state, provision, day)];
        premises.extend(layers.keys().map(|body| self.takes_part_fact(at, state, *body, day)));
        let is_named = matches!(provision.bearer, Bearer::Listed(_));
        let records = self.links_between(&layers, is_named.then_some(provision.instrument));
        let fact = Fact::Bundle {
            at,
            state: state.into(),
            provision: Clause::Recorded(provision.key.clone()),
            bodies: self.keys_of(&layers),
        };
        Ok(Expected { fact, premises, records })
    }

    /// The foundation links between some bodies, and those by which a text that names whom it binds is held through one of them.
    pub(super) fn links_between(
        &self,
        layers: &BTreeMap<BodyId, Truth>,
        named_in: Option<InstrumentId>,
    ) -> Vec<&'a str> {
        let links = self.tables.links.iter().filter(|link| {
            let (organization, treaty) = ends(link);
            layers.contains_key(&organization)
                && match link.role {
                    LinkRole::Foundation => {
                        treaty.is_some_and(|treaty| layers.contains_key(&treaty))
                    }
                    LinkRole::Constituent | LinkRole::Subsidiary => {
                        named_in == Some(link.instrument)
                    }
                    LinkRole::Accession | LinkRole::Amendment => false,
                }
        });
        links.map(|link| &*link.key).collect()
    }

    pub(super) fn verdict(&self, state: &str) -> Result<Expected<'a>, Wrong> {
        // Who is no state has no verdict but this one.
        let Ok((id, state)) = self.state(state) else {
            return Ok(not_touched(self.member(state)?));
        };
        let mut premises = Vec::new();
        let mut hard: Vec<Hard> = Vec::new();
        let (mut domestic, mut awaited) = (Truth::No, Truth::No);
        let mut unread = Vec::new();
        for at in 0..self.case.scenario.changes.len() {
            let change = self.hypothesis(at)?;
            if within(&change.bound, state).is_no() {
                continue;
            }
            unread.extend(self.unread_on(&change, state));
            let tests = self.tests(&change, state)?;
            premises.push(Self::complete_fact(&change, state, &tests));
            for Tested { clause, outcome, .. } in tests {
                match (outcome.class, clause) {
                    (Class::Hard, provision) if outcome.truth.is_possible() => {
                        let layers = match &provision {
                            Clause::Recorded(key) => {
                                self.layers(at, state, self.provision(key)?, change.day)
                            }
                            Clause::Agreed { change: by, kind } => {
                                let agreed = self.agreed_as(at, *by, *kind)?;
                                self.agreed_layers(at, state, agreed, change.day)
                            }
                            Clause::Enacted { .. } => None,
                        };
                        // What cannot be left, a law, is no treaty.
                        if let Some(layers) = layers {
                            let (state, bodies) = (state.into(), self.keys_of(&layers));
                            premises.push(Fact::Bundle { at, state, provision, bodies });
                            hard.push(Hard { truth: outcome.truth, layers });
                        }
                    }
                    (Class::Domestic, _) => domestic = domestic | outcome.truth,
                    (Class::NeedsNoObjection | Class::NeedsConsent, _) => {
                        awaited = awaited | outcome.truth;
                    }
                    (Class::Hard | Class::None | Class::Saved | Class::Potential, _) => {}
                }
            }
        }
        if premises.is_empty() {
            return Ok(not_touched(state));
        }
        let decisive = hard.iter().map(|one| one.truth).max().unwrap_or(Truth::No);
        let verdict = match (decisive, domestic, awaited) {
            (Truth::Yes, ..) => Verdict::MustExit,
            (Truth::Unknown, ..)
            | (Truth::No, Truth::Unknown, _)
            | (Truth::No, Truth::No, Truth::Unknown) => Verdict::Undetermined,
            (Truth::No, Truth::Yes, _) => Verdict::MustChangeLaw,
            (Truth::No, Truth::No, Truth::Yes) => Verdict::NeedsConsent,
            (Truth::No, Truth::No, Truth::No) if unread.is_empty() => Verdict::Free,
            (Truth::No, Truth::No, Truth::No) => {
                premises.append(&mut unread);
                Verdict::Undetermined
            }
        };
        // For certain only what a decisive conflict asks it to leave, and what it is in for certain.
        let mut left: BTreeMap<&str, (BodyId, bool, bool)> = BTreeMap::new();
        for one in &hard {
            for (body, held) in &one.layers {
                let decides = one.truth == decisive;
                let entry = left.entry(self.key(*body)).or_insert((*body, false, false));
                entry.1 |= decides && held.is_yes();
                entry.2 |= decides;
            }
        }
        let (mut sure, mut all) = (Vec::new(), Vec::new());
        for (body, is_certain, decides) in left.values() {
            let exit = self.exit_fact(id, *body);
            // What only possibly stands in the way moves no day.
            if let (Fact::Exit { earliest, .. }, true) = (&exit, *decides) {
                all.push(*earliest);
                if *is_certain {
                    sure.push(*earliest);
                }
            }
            premises.push(exit);
        }
        let keys = |wanted: bool| -> Vec<Key> {
            let own = left.iter().filter(|(_, (_, is_certain, _))| *is_certain == wanted);
            own.map(|(key, _)| (*key).into()).collect()
        };
        let earliest = free_on(verdict, &sure, &all);
        let (exits, exits_possible) = (keys(true), keys(false));
        let fact = Fact::Verdict { state: state.into(), verdict, exits, exits_possible, earliest };
        Ok(Expected { fact, premises, records: Vec::new() })
    }
}

/// A hard conflict: how certain it is, and what would have to be left for it.
struct Hard {
    truth: Truth,
    layers: BTreeMap<BodyId, Truth>,
}

/// The latest of some days; none, if one of them is unknown or there are none.
fn last(days: &[Option<Date>]) -> Option<Date> {
    let mut latest: Option<Date> = None;
    for day in days {
        let day = (*day)?;
        latest = Some(latest.map_or(day, |latest| latest.later_of(day)));
    }
    latest
}

/// The day on which all that must be left for certain can have been left; bounds, where the state must leave something and it is open
/// what.
fn free_on(verdict: Verdict, sure: &[Option<Date>], all: &[Option<Date>]) -> Option<Date> {
    if !sure.is_empty() {
        return last(sure);
    }
    let most = last(all)?;
    if verdict != Verdict::MustExit {
        return Some(most);
    }
    // One of them it is for certain.
    let least = all.iter().copied().flatten().reduce(Date::earlier_of)?;
    Some(if least.bounds() == most.bounds() {
        most
    } else {
        Date::from_bounds(least.earliest(), most.latest())
    })
}
