//! The steps of conflicts: what the rules say that each rests on, as steps and as records.

use std::borrow::Cow;
use std::rc::Rc;

use super::standing::{spells, touches_body};
use super::{Deriver, Tests};
use crate::answer::Consequences;
use crate::model::{Act, Bearer, Parties, RelationKind};
use crate::proof::{Fact, Key};
use crate::rules::{Conflict, Premise, Saying, Test};
use crate::scenario::Changed;
use crate::verdict::{Brought, Class, Clause, Ground};
use crate::{BodyId, EntityId, Id, InstrumentId, Provision, State};

/// What a step rests on: other steps, by number, and records, by key.
#[derive(Default)]
struct Support {
    steps: Vec<u32>,
    records: Vec<Key>,
}

impl<'a, 'w> Deriver<'a, 'w> {
    pub(super) fn conflict(&mut self, at: usize, conflict: &Conflict) -> u32 {
        let mut support = self.commitments(at, conflict);
        for (premise, _) in conflict.premises() {
            self.support(at, conflict, premise, &mut support);
        }
        support.records.extend(self.held_in(conflict));
        self.other_side(at, conflict, &mut support);
        support.records.extend(self.brought_by(at, conflict));
        support.records.extend(conflict.saved_by.map(|id| self.provision_key(id)));
        let fact = Fact::Conflict {
            at,
            state: self.key(conflict.state),
            provision: self.clause_key(conflict.provision),
            brought: conflict.brought.map(|one| one.map(|id| self.provision_key(*id))),
            rule: conflict.rule,
            class: conflict.class,
            truth: conflict.truth,
            because: conflict.ground.map(|who| self.key(*who), |id| self.provision_key(*id)),
            saved_by: conflict.saved_by.map(|id| self.provision_key(id)),
        };
        self.steps.state(fact, support.steps, support.records)
    }

    /// By what the state is held to what the change brings something against: whether that is an alliance stands in its record.
    fn held_in(&self, conflict: &Conflict) -> Option<Key> {
        Some(self.key(conflict.against(self.world)?.entity()))
    }

    /// The links by which the text of what is brought is one of those that are joined.
    fn brought_by(&self, at: usize, conflict: &Conflict) -> Vec<Key> {
        let new = conflict.brought.and_then(|brought| brought.recorded());
        let own = self.answer.placed[at].hypothesis.organization;
        match (new, own) {
            (Some(new), Some(own)) => self.links(self.world[new].instrument, own.into()),
            (Some(_), None) | (None, _) => Vec::new(),
        }
    }

    /// Whoever is on the other side of what the change brings something against, where these are the participants of a body.
    fn other_side(&mut self, at: usize, conflict: &Conflict, to: &mut Support) {
        if conflict.brought.is_none() {
            return;
        }
        let Some(id) = conflict.provision.recorded() else { return };
        let Some(Bearer::Participants(body)) = self.world[id].counterparty else { return };
        let situation = self.situation(at);
        to.records.push(self.key(body.entity()));
        for (member, _) in situation.members_of(body) {
            to.records.extend(spells(&situation.view, member, body));
        }
        to.steps.extend(self.earlier(at, |world, change| touches_body(world, change, body)));
    }

    /// The two commitments, and the circles that they bind together: every conflict rests on them.
    fn commitments(&mut self, at: usize, conflict: &Conflict) -> Support {
        let state = conflict.state;
        // Two more for what is held, and a few for the grounds.
        let mut steps = Vec::with_capacity(8);
        steps.push(self.committed(at, state));
        steps.push(self.alliance(at));
        steps.push(self.circle_of_change(at));
        match conflict.provision {
            Clause::Recorded(id) => {
                steps.push(self.bound(at, state.into(), id));
                steps.push(self.circle_of_provision(at, id));
            }
            Clause::Enacted { change } => steps.push(self.change(change)),
            Clause::Agreed { change, kind } => {
                steps.push(self.change(change));
                steps.push(self.circle_of_agreed(at, change, kind));
            }
        }
        Support { steps, ..Support::default() }
    }

    /// What one premise of a conflict rests on beside the two commitments.
    fn support(&mut self, at: usize, conflict: &Conflict, premise: &Premise, to: &mut Support) {
        // What is only potential waits for no saying, and for no other provision.
        let is_hard = conflict.class == Class::Hard;
        match premise {
            Premise::Said { one_of } if is_hard => {
                to.steps.extend(one_of.iter().map(|saying| self.said(at, saying)));
            }
            Premise::BarredBy { companion, .. } if is_hard => {
                to.steps.extend(self.companion(at, conflict.state, *companion));
            }
            Premise::Approved { text } => to.records.extend(self.approvals(at, *text)),
            Premise::OwnOrganization { text } => {
                let own = self.answer.placed[at].hypothesis.organization;
                to.records.extend(own.into_iter().flat_map(|own| self.links(*text, own.into())));
            }
            Premise::Stands { provision } => {
                if conflict.brought == Some(Brought::Recorded(*provision)) {
                    to.steps.push(self.stands(at, *provision));
                } else if matches!(conflict.ground, Ground::Hostile { .. })
                    && conflict.provision != Clause::Recorded(*provision)
                {
                    // The clause by which the state owes help beside what is held.
                    to.steps.push(self.bound(at, conflict.state.into(), *provision));
                }
            }
            Premise::Brings { provision } => {
                to.steps.push(self.stands(at, *provision));
            }
            Premise::JoinsCustomsUnion => {
                let with = &self.answer.placed[at].hypothesis.with;
                to.records.push(self.answer.name_of(with).into());
            }
            Premise::Unsaved { clause } => to.steps.push(self.stands(at, *clause)),
            // What an earlier change has the body agree that is joined.
            Premise::Agreed { change, .. }
                if self.answer.placed[at].hypothesis.worded_by.contains(change) =>
            {
                to.steps.push(self.change(*change));
            }
            // The steps of the two commitments say these.
            Premise::Said { .. }
            | Premise::BarredBy { .. }
            | Premise::IsAlliance
            | Premise::Bound
            | Premise::IsNew
            | Premise::Enacted { .. }
            | Premise::Agreed { .. }
            | Premise::Inside { .. }
            | Premise::Outside { .. }
            | Premise::BeyondRecord
            | Premise::BringsDefence
            | Premise::MoreThanTwo
            | Premise::HeldByMoreThanTwo { .. }
            | Premise::HeldBeyondRecord { .. } => {}
        }
    }

    fn said(&mut self, at: usize, saying: &Saying) -> u32 {
        let situation = self.situation(at);
        let (relation, subject, object, truth) = match saying {
            Saying::Opposed { what, to } => {
                let truth = situation.are_opposed(what, to);
                (RelationKind::Opposed, what.clone(), to.clone(), truth)
            }
            Saying::DirectedAgainst { what, party } => {
                let truth = situation.is_directed_against(what, *party);
                let party = Changed::Entity(*party);
                (RelationKind::DirectedAgainst, what.clone(), party, truth)
            }
            Saying::Hostile { ours, theirs } => {
                let truth = situation.are_hostile(*ours, *theirs);
                let (ours, theirs) = (Changed::Entity(*ours), Changed::Entity(*theirs));
                (RelationKind::Hostility, ours, theirs, truth)
            }
        };
        let records = match (&subject, &object) {
            (Changed::Entity(subject), Changed::Entity(object)) => {
                self.relations(at, relation, *subject, *object)
            }
            // What does not exist stands in no record.
            (Changed::New(_), _) | (_, Changed::New(_)) => Vec::new(),
        };
        let fact = Fact::Said {
            at,
            relation,
            subject: self.answer.name_of(&subject).into(),
            object: self.answer.name_of(&object).into(),
            truth,
        };
        self.steps.state(fact, [], records)
    }

    /// The records of a relation between two, and of how much the word of its author weighs.
    pub(super) fn relations(
        &self,
        at: usize,
        relation: RelationKind,
        subject: EntityId,
        object: EntityId,
    ) -> Vec<Key> {
        let situation = self.situation(at);
        let mut records = Vec::new();
        for id in self.world.index().relations_of(subject) {
            let record = &self.world[*id];
            let ends = (record.subject, record.object);
            let between =
                ends == (subject, object) || relation.is_symmetric() && ends == (object, subject);
            let holds = situation.view.truth_of_relation(*id).is_possible();
            if record.kind == relation && between && holds {
                records.push(record.key.clone());
                let settled = self.world.index().settled();
                records.extend(settled.disputes_of(&record.key).iter().cloned());
                let by = record.by.filter(|by| *by != record.subject);
                let body = BodyId::of(record.subject, self.world[record.subject].kind());
                if let (Some(by), Some(body), RelationKind::DirectedAgainst) = (by, body, relation)
                {
                    records.extend(spells(&situation.view, by, body));
                }
            }
        }
        records
    }

    /// The conflict of another provision of the same text.
    fn companion(&mut self, at: usize, state: Id<State>, id: Id<Provision>) -> Option<u32> {
        let tests = self.tests(at, state);
        let conflict = tests
            .iter()
            .find(|one| one.provision == Clause::Recorded(id) && one.brought.is_none())?;
        Some(self.conflict(at, conflict))
    }

    /// All tests of a state against one change.
    pub(super) fn tests(&mut self, at: usize, state: Id<State>) -> Tests<'a> {
        if let Some(tests) = self.tests.get(&(at, state)) {
            return Rc::clone(tests);
        }
        let anew = || {
            let hypothesis = &self.answer.placed[at].hypothesis;
            let counts = self.answer.scenario.bilateral_counts;
            Test::new(&self.situation(at), hypothesis, counts).conflicts(state)
        };
        let answer: &'a Consequences<'w> = self.answer;
        let told = answer.tests_of(state);
        let tests: Tests<'a> = Rc::new(told.map_or_else(|| anew().into(), Cow::from));
        self.tests.insert((at, state), Rc::clone(&tests));
        tests
    }

    /// The acts by which all parties of a political text approved it.
    fn approvals(&self, at: usize, text: InstrumentId) -> Vec<Key> {
        let InstrumentId::Treaty(treaty) = text else { return Vec::new() };
        let Some(Parties::Listed(parties)) = &self.world[treaty].parties else { return Vec::new() };
        let approvals = self.situation(at).approvals(text);
        let of_party = |id: &Id<Act>| self.world[*id].by.is_some_and(|by| parties.contains(&by));
        let own = approvals.map(|(id, _)| id).filter(of_party);
        own.map(|id| self.world[id].key.clone()).collect()
    }
}
