//! The steps of how a claim stands: of what decides it, of what the word of somebody says, and of whose consent is needed.

use super::Deriver;
use crate::answer::ClaimFinding;
use crate::answer::said::{self, Decided, Word};
use crate::model::{
    Bearer, Claim, EffectKind, LinkRole, OverlayKind, Proposition, Provision, RecordId,
    RelationKind,
};
use crate::proof::{Fact, Key};
use crate::rules::{Situation, Veto};
use crate::verdict::{ClaimGround, Verdict, VetoStep};
use crate::{BodyId, EntityId, Id, InstrumentId, State, Truth};

/// What is found of a proposition, and on what that rests.
#[derive(Copy, Clone)]
struct Found<'f> {
    rests_on: &'f [RecordId],
    words: &'f [Word],
}

impl Deriver<'_, '_> {
    /// How a claim stands.
    pub(super) fn claim(&mut self, held: &ClaimFinding<'_>) -> u32 {
        let claim = &self.world[held.claim];
        let (mut premises, mut records) = (Vec::new(), vec![claim.key.clone()]);
        let is_asked = match held.ground {
            ClaimGround::Record
            | ClaimGround::RecordOpen
            | ClaimGround::OfficialWord
            | ClaimGround::Uncommitted
            | ClaimGround::Condition => true,
            ClaimGround::Judgement
            | ClaimGround::OfValue
            | ClaimGround::Unrecorded
            | ClaimGround::Untyped
            | ClaimGround::Undated
            | ClaimGround::Ahead => false,
        };
        let tables = self.world.tables();
        let condition = claim.condition_in(tables).filter(|_| is_asked);
        if let Some(condition) = condition {
            let decided = said::decide(&self.answer.view(), condition, claim);
            if let Some(answer) = &decided.answer {
                // One of consequences is another question, whose proof stands inside.
                let mut inner = Deriver::new(answer);
                inner.condition(condition, claim, &decided);
                let (truth, why) = (decided.truth, Box::new(inner.steps.finish()));
                let fact = Fact::Supposed { claim: claim.key.clone(), truth, why };
                premises.push(self.steps.state(fact, [], []));
            } else {
                let (rests_on, words) = (&decided.rests_on, &decided.words);
                premises.extend(self.of_proposition(condition, Found { rests_on, words }));
                records.extend(self.beside(rests_on));
            }
        }
        let is_asked = is_asked && held.ground != ClaimGround::Condition;
        if let Some(proposition) = claim.stated_in(tables).filter(|_| is_asked) {
            let (rests_on, words) = (&held.rests_on, &held.words);
            premises.extend(self.of_proposition(proposition, Found { rests_on, words }));
            records.extend(self.beside(rests_on));
        }
        let ClaimFinding { hindsight, truth, ground, verdict, .. } = *held;
        let fact = Fact::Claim { claim: claim.key.clone(), hindsight, truth, ground, verdict };
        self.steps.state(fact, premises, records)
    }

    /// Whether the condition of a claim holds, on the question that it asks.
    fn condition(&mut self, condition: &Proposition, claim: &Claim, decided: &Decided<'_>) {
        let (rests_on, words) = (&decided.rests_on, &decided.words);
        let premises = self.of_proposition(condition, Found { rests_on, words });
        let mut records = vec![claim.key.clone()];
        records.extend(self.beside(rests_on));
        let fact = Fact::Condition { claim: claim.key.clone(), truth: decided.truth };
        self.steps.state(fact, premises, records);
    }

    /// Of the records that decide something those that no step of its own cites: spells, what is without a
    /// record, and what says that all such records are there.
    fn beside(&self, rests_on: &[RecordId]) -> Vec<Key> {
        let tables = self.world.tables();
        let beside = rests_on.iter().filter(|record| {
            matches!(
                record,
                RecordId::Participation(_) | RecordId::Entity(_) | RecordId::RecordExtent(_)
            )
        });
        beside.filter_map(|record| tables.key(*record)).map(Key::from).collect()
    }

    fn of_proposition(&mut self, proposition: &Proposition, found: Found<'_>) -> Vec<u32> {
        if !said::is_possible(self.answer) {
            return Vec::new();
        }
        let provisions = || {
            found.rests_on.iter().filter_map(|record| match record {
                RecordId::Provision(id) => Some(*id),
                _ => None,
            })
        };
        match proposition {
            Proposition::TakesPart { member, body, .. } | Proposition::HasLeft { member, body } => {
                vec![self.participation(*member, *body)]
            }
            Proposition::BoundBy { state, treaty } => {
                vec![self.participation((*state).into(), (*treaty).into())]
            }
            Proposition::HasClause { text, kind } => {
                let all: Vec<Id<Provision>> = provisions().collect();
                self.clause(*text, *kind, &all)
            }
            Proposition::Owes { state, toward, .. } => {
                provisions().flat_map(|id| self.owed((*state).into(), *toward, id)).collect()
            }
            Proposition::Related { kind, subject, object } => {
                self.relation(*kind, *subject, *object, found.rests_on).into_iter().collect()
            }
            Proposition::Declared { .. }
            | Proposition::Plans { .. }
            | Proposition::PlansExit { .. }
            | Proposition::Holds { .. } => found.words.iter().map(|word| self.word(word)).collect(),
            Proposition::NeedsConsent { of, organization, .. } => {
                of.iter().flat_map(|state| self.agreement(*state, (*organization).into())).collect()
            }
            Proposition::MustExitToJoin { states, into, .. } => {
                states.iter().map(|state| self.consequence(*state, *into)).collect()
            }
            Proposition::MustExitFirst { states, organization, .. } => {
                let body = (*organization).into();
                states.iter().map(|state| self.consequence(*state, body)).collect()
            }
            Proposition::Judgement { .. } | Proposition::Unrecorded { .. } => Vec::new(),
        }
    }

    /// That somebody takes part in a body, or why not.
    fn participation(&mut self, who: EntityId, body: BodyId) -> u32 {
        match self.not_bound(who, body) {
            Some(number) => number,
            None => self.takes_part(0, who, body),
        }
    }

    /// That a provision binds a state toward somebody.
    fn owed(&mut self, by: EntityId, toward: EntityId, id: Id<Provision>) -> Vec<u32> {
        let mut steps = vec![self.bound(0, by, id)];
        let provision = &self.world[id];
        let side = provision.counterparty.as_ref().unwrap_or(&provision.bearer);
        if let Bearer::Participants(body) = side {
            steps.push(self.takes_part(0, toward, *body));
        }
        steps
    }

    fn word(&mut self, word: &Word) -> u32 {
        let by: Key = self.world.tables().key(word.by).unwrap_or_default().into();
        let fact = Fact::Word {
            who: self.key(word.who),
            on: word.on.map(|what| self.key(*what)),
            by: by.clone(),
            says: word.says,
            day: self.day(0),
        };
        self.steps.state(fact, [], [by])
    }

    /// That somebody's agreement to what the first change is about is needed, or how it stands to the body that changes.
    fn agreement(&mut self, state: Id<State>, body: BodyId) -> Vec<u32> {
        let answer = self.answer;
        let own = answer.vetoes().iter().filter(|veto| {
            let is_decision = matches!(veto.step, VetoStep::Adopt | VetoStep::Accede);
            is_decision && veto.entity == EntityId::from(state) && veto.truth.is_possible()
        });
        let steps: Vec<u32> = own.map(|veto| self.consent(veto, body)).collect();
        if steps.is_empty() { vec![self.participation(state.into(), body)] } else { steps }
    }

    fn consent(&mut self, veto: &Veto, body: BodyId) -> u32 {
        let view = self.answer.view();
        let mut premises = vec![self.change(0), self.takes_part(0, veto.entity, body)];
        let mut records: Vec<Key> = Vec::new();
        if let Some(clause) = veto.why {
            premises.push(self.stands(0, clause));
            if let BodyId::Organization(organization) = body {
                let links = self.world.index().links_of(organization).iter();
                let mut own = links.map(|id| &self.world[*id]).filter(|link| {
                    matches!(link.role, LinkRole::Constituent | LinkRole::Foundation)
                        && link.instrument == self.world[clause].instrument
                });
                records.extend(own.next().map(|link| link.key.clone()));
            }
        }
        // A treaty that binds the members of an organization is voted on by them as members.
        let seat = Situation::recorded(view).roll_of(body);
        let suspended = view.overlays(veto.entity, seat).map(|id| &self.world[id]);
        let suspended = suspended.filter(|overlay| overlay.kind == OverlayKind::Suspended);
        records.extend(suspended.map(|overlay| overlay.key.clone()));
        let fact = Fact::Consent {
            at: 0,
            entity: self.key(veto.entity),
            why: veto.why.map(|clause| self.provision_key(clause)),
            truth: veto.truth,
        };
        self.steps.state(fact, premises, records)
    }

    /// The verdict on a state, or why the change does not bind it.
    fn consequence(&mut self, state: Id<State>, body: BodyId) -> u32 {
        let answer = self.answer;
        if let Some(finding) = answer.finding(state) {
            return self.verdict(finding.outcome);
        }
        if let Some(number) = self.not_bound(state.into(), body) {
            return number;
        }
        let (exits, exits_possible) = (Vec::new(), Vec::new());
        let (state, verdict, earliest) = (self.key(state), Verdict::NotBound, None);
        let fact = Fact::Verdict { state, verdict, exits, exits_possible, earliest };
        self.steps.state(fact, [], [])
    }

    /// That the clauses of a text which may stand do, or that a text which was read has none.
    fn clause(
        &mut self,
        text: InstrumentId,
        kind: EffectKind,
        on_record: &[Id<Provision>],
    ) -> Vec<u32> {
        let view = self.answer.view();
        let standing = on_record.iter().filter(|id| view.stands(**id).is_possible());
        let steps: Vec<u32> = standing.map(|id| self.stands(0, *id)).collect();
        // A clause that is on record and does not stand is gone only if its text is still in force.
        let is_gone = on_record.is_empty() || view.in_force(text).is_yes();
        if steps.is_empty() && is_gone {
            return self.lacks(text, kind).into_iter().collect();
        }
        steps
    }

    /// That a relation is on record.
    fn relation(
        &mut self,
        relation: RelationKind,
        subject: EntityId,
        object: EntityId,
        on_record: &[RecordId],
    ) -> Option<u32> {
        let situation = self.situation(0);
        let weighed = on_record.iter().filter_map(|record| match record {
            RecordId::Relation(id) => {
                let weight = situation.weight_of(&self.world[*id]);
                Some(situation.view.truth_of_relation(*id) & weight)
            }
            _ => None,
        });
        let truth = Truth::any(weighed);
        if truth.is_no() {
            return None;
        }
        let records = self.relations(0, relation, subject, object);
        let (subject, object) = (self.key(subject), self.key(object));
        let fact = Fact::Said { at: 0, relation, subject, object, truth };
        Some(self.steps.state(fact, [], records))
    }
}
