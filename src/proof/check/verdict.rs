//! Which step demands what, and the verdicts: all conflicts of a state, what must be left, and how soon.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Hypothesis;
use super::conflict::Found;
use super::records::{Records, ends, within};
use super::{Expected, Wrong};
use crate::model::{Bearer, LinkRole, Provision};
use crate::proof::{CircleOf, Fact, Key};
use crate::time::Date;
use crate::verdict::{Class, Clause, Verdict};
use crate::{BodyId, Id, InstrumentId, State, Truth};

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
            Fact::Bundle { at, state, provision, .. } => self.bundle(*at, state, provision),
            Fact::Exit { state, body, .. } => self.exit(state, body),
            Fact::Verdict { state, .. } => self.verdict(state),
            Fact::NotBound { member, body, day, .. } => self.absent(member, body, *day),
        }
    }

    fn complete_fact(change: &Hypothesis<'a>, state: &str, tests: &[Found<'a>]) -> Fact {
        let (mut provisions, mut against) = (Vec::new(), Vec::new());
        for found in tests {
            match (&found.brought, &found.clause) {
                (Some(brought), Clause::Recorded(held)) => {
                    against.push((brought.clone(), held.clone()));
                }
                (_, clause) => provisions.push(clause.clone()),
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
    pub(super) fn carrier(&self, provision: &Provision) -> Option<BodyId> {
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

    /// What a state would have to leave so that a provision binds it no more; what carries the provision stands apart.
    fn layers(
        &self,
        at: usize,
        state: &str,
        provision: &Provision,
        day: Date,
    ) -> Option<(BodyId, BTreeSet<BodyId>)> {
        let start = self.carrier(provision)?;
        let takes_part = |body| within(&self.roll(at, body, day), state).is_possible();
        Some((start, self.closure(start, takes_part)))
    }

    fn keys_of(&self, bodies: impl IntoIterator<Item = BodyId>) -> Vec<Key> {
        let mut keys: Vec<Key> = bodies.into_iter().map(|body| self.key(body).into()).collect();
        keys.sort();
        keys
    }

    fn bundle(&self, at: usize, state: &str, provision: &str) -> Result<Expected<'a>, Wrong> {
        let ((_, state), provision, day) =
            (self.state(state)?, self.provision(provision)?, self.day(at)?);
        possible(self.binds(at, state, provision, day))?;
        let (start, layers) = self.layers(at, state, provision, day).ok_or(Wrong::DoesNotHold)?;
        let mut premises = vec![self.bound_fact(at, state, provision, day)];
        let further = layers.iter().filter(|body| **body != start);
        premises.extend(further.map(|body| self.takes_part_fact(at, state, *body, day)));
        let links = self.tables.links.iter().filter(|link| {
            let (organization, treaty) = ends(link);
            link.role == LinkRole::Foundation
                && layers.contains(&organization)
                && treaty.is_some_and(|treaty| layers.contains(&treaty))
        });
        let records = links.map(|link| &*link.key).collect();
        let fact = Fact::Bundle {
            at,
            state: state.into(),
            provision: provision.key.clone(),
            bodies: self.keys_of(layers),
        };
        Ok(Expected { fact, premises, records })
    }

    fn verdict(&self, state: &str) -> Result<Expected<'a>, Wrong> {
        // Who is no state has no verdict but this one.
        let Ok((id, state)) = self.state(state) else {
            return Ok(not_touched(self.member(state)?));
        };
        let mut premises = Vec::new();
        let mut hard: BTreeMap<Truth, Vec<(usize, Clause<Key>)>> = BTreeMap::new();
        let mut domestic = Truth::No;
        for at in 0..self.case.scenario.changes.len() {
            let change = self.hypothesis(at)?;
            if within(&change.bound, state).is_no() {
                continue;
            }
            let tests = self.tests(&change, state)?;
            premises.push(Self::complete_fact(&change, state, &tests));
            for Found { clause, outcome, .. } in tests {
                match outcome.class {
                    Class::Hard => hard.entry(outcome.truth).or_default().push((at, clause)),
                    Class::Domestic => domestic = domestic | outcome.truth,
                    Class::None | Class::NeedsConsent | Class::Saved | Class::Potential => {}
                }
            }
        }
        if premises.is_empty() {
            return Ok(not_touched(state));
        }
        let certain = hard.remove(&Truth::Yes);
        let uncertain = hard.remove(&Truth::Unknown);
        let verdict = match (&certain, &uncertain, domestic) {
            (Some(_), _, _) => Verdict::MustExit,
            (None, Some(_), _) | (None, None, Truth::Unknown) => Verdict::Undetermined,
            (None, None, Truth::Yes) => Verdict::MustChangeLaw,
            (None, None, Truth::No) => Verdict::Free,
        };
        let (bundles, left) = self.leaving(state, certain.or(uncertain).unwrap_or_default())?;
        premises.extend(bundles);
        let (exits, earliest) = self.last_exit(id, left, &mut premises);
        let fact = Fact::Verdict { state: state.into(), verdict, exits, earliest };
        Ok(Expected { fact, premises, records: Vec::new() })
    }

    /// The bundles of the decisive conflicts, and all bodies in them.
    fn leaving(
        &self,
        state: &str,
        decisive: Vec<(usize, Clause<Key>)>,
    ) -> Result<(Vec<Fact>, BTreeSet<BodyId>), Wrong> {
        let mut left = BTreeSet::new();
        let mut bundles = Vec::new();
        for (at, clause) in decisive {
            // A law that the question itself enacts is held by nothing that could be left.
            let Clause::Recorded(key) = clause else { continue };
            let provision = self.provision(&key)?;
            if let Some((_, layers)) = self.layers(at, state, provision, self.day(at)?) {
                let bodies = self.keys_of(layers.iter().copied());
                bundles.push(Fact::Bundle { at, state: state.into(), provision: key, bodies });
                left.extend(layers);
            }
        }
        Ok((bundles, left))
    }

    /// What is left, by key, and the latest of the days; none, if one of them is unknown or nothing is left.
    fn last_exit(
        &self,
        state: Id<State>,
        left: BTreeSet<BodyId>,
        premises: &mut Vec<Fact>,
    ) -> (Vec<Key>, Option<Date>) {
        let bodies: BTreeMap<&str, BodyId> =
            left.into_iter().map(|body| (self.key(body), body)).collect();
        let mut latest: Option<Date> = None;
        let mut known = !bodies.is_empty();
        for body in bodies.values() {
            let exit = self.exit_fact(state, *body);
            if let Fact::Exit { earliest: Some(day), .. } = exit {
                latest = Some(latest.map_or(day, |latest| latest.later_of(day)));
            } else {
                known = false;
            }
            premises.push(exit);
        }
        let exits = bodies.into_keys().map(Into::into).collect();
        (exits, latest.filter(|_| known))
    }
}
