//! How what somebody said stands: what no record decides, what its day leaves open, and what decides the rest.

mod consequence;
mod record;
mod word;

use super::records::Records;
use super::{Case, Expected, Wrong, check_steps};
use crate::Truth;
use crate::model::{Assurance, Claim, Decidable, Mode, Polarity, Proposition};
use crate::proof::Fact;
use crate::scenario::Scenario;
use crate::time::{Date, Day};
use crate::verdict::{ClaimGround, ClaimVerdict};

/// Whether something is so, and on what that rests.
struct Decided<'a> {
    truth: Truth,
    ground: ClaimGround,
    premises: Vec<Fact>,
    records: Vec<&'a str>,
}

impl<'a> Decided<'a> {
    /// By the record.
    const fn new(truth: Truth, premises: Vec<Fact>, records: Vec<&'a str>) -> Self {
        Self { truth, ground: ClaimGround::Record, premises, records }
    }

    /// It is open, and nothing is to be said of it.
    const fn open() -> Self {
        Self::new(Truth::Unknown, Vec::new(), Vec::new())
    }
}

/// How a claim stands, and on what that rests.
struct Judged<'a> {
    truth: Truth,
    verdict: ClaimVerdict,
    ground: ClaimGround,
    premises: Vec<Fact>,
    records: Vec<&'a str>,
}

impl<'a> Judged<'a> {
    /// Undecided, by what the claim itself says.
    fn undecided(claim: &'a Claim, verdict: ClaimVerdict, ground: ClaimGround) -> Self {
        let (premises, records) = (Vec::new(), vec![&*claim.key]);
        Self { truth: Truth::Unknown, verdict, ground, premises, records }
    }
}

/// When a claim is judged: the day that it is about, the first and the last day as known on which, and up to when that day must have
/// come.
struct Times {
    on: Date,
    known: [Day; 2],
    until: Day,
}

impl<'a> Records<'a> {
    fn claim_of(&self, key: &str) -> Result<&'a Claim, Wrong> {
        let none = || Wrong::NoSuch { kind: "claim", key: key.into() };
        self.tables.claims.iter().find(|claim| &*claim.key == key).ok_or_else(none)
    }

    /// The condition under which a claim was said.
    fn condition_under(&self, claim: &Claim) -> Result<&'a Proposition, Wrong> {
        claim.condition_in(self.tables).ok_or(Wrong::DoesNotHold)
    }

    /// Whether the condition of a claim holds, with the question that the condition asks.
    pub(super) fn condition_of(&self, key: &str) -> Result<Expected<'a>, Wrong> {
        let claim = self.claim_of(key)?;
        let condition = self.condition_under(claim)?;
        if *self.case.scenario != self.asked_by(condition) {
            return Err(Wrong::OtherQuestion);
        }
        let Decided { truth, premises, records, .. } = self.decided(condition, claim)?;
        let fact = Fact::Condition { claim: claim.key.clone(), truth };
        let records = records.into_iter().chain([&*claim.key]).collect();
        Ok(Expected { fact, premises, records })
    }

    /// The step that a condition holds by the answer to a question of its own, of which the proof stands inside.
    pub(super) fn supposed(&self, key: &str) -> Result<Expected<'a>, Wrong> {
        let claim = self.claim_of(key)?;
        let condition = self.condition_under(claim)?;
        let truth = self.answered(condition, claim)?;
        Ok(Expected::bare(Self::supposed_fact(claim, truth)))
    }

    fn supposed_fact(claim: &Claim, truth: Truth) -> Fact {
        Fact::Supposed { claim: claim.key.clone(), truth, why: Box::default() }
    }

    /// Whether the proof that stands inside of a step is one, with the question of its condition. Inside of it there is none.
    pub(super) fn inside(&self, fact: &Fact) -> Result<(), Wrong> {
        let Fact::Supposed { claim, truth, why } = fact else { return Ok(()) };
        let is_flat = why.steps.iter().all(|step| !matches!(step.fact, Fact::Supposed { .. }));
        let wanted = Fact::Condition { claim: claim.clone(), truth: *truth };
        if !is_flat || why.conclusion() != Some(&wanted) {
            return Err(Wrong::OtherQuestion);
        }
        let condition = self.condition_under(self.claim_of(claim)?)?;
        let asked = self.asked_by(condition);
        let case = Case { scenario: &asked, ..self.case.clone() };
        check_steps(&case, why).map_err(|forgery| Wrong::Inside(Box::new(forgery)))
    }

    pub(super) fn claim(&self, key: &str, hindsight: bool) -> Result<Expected<'a>, Wrong> {
        let claim = self.claim_of(key)?;
        let judged = self.stands_so(claim, hindsight)?;
        let Judged { truth, verdict, ground, premises, records } = judged;
        let fact = Fact::Claim { claim: claim.key.clone(), hindsight, truth, ground, verdict };
        Ok(Expected { fact, premises, records })
    }

    fn stands_so(&self, claim: &'a Claim, hindsight: bool) -> Result<Judged<'a>, Wrong> {
        let (verdict, ground) = match claim.stated_in(self.tables).map(Proposition::decidable) {
            _ if claim.mode.is_some_and(Mode::is_of_value) => {
                (ClaimVerdict::Opinion, ClaimGround::OfValue)
            }
            None => (ClaimVerdict::Undetermined, ClaimGround::Untyped),
            Some(Decidable::ByNobody) => (ClaimVerdict::Opinion, ClaimGround::Judgement),
            Some(Decidable::NotByThisRecord) => {
                (ClaimVerdict::Undetermined, ClaimGround::Unrecorded)
            }
            Some(Decidable::ByRecord) => return self.dated(claim, hindsight),
        };
        Ok(Judged::undecided(claim, verdict, ground))
    }

    /// What a record can decide, if it is known when that was said, and its day has come.
    fn dated(&self, claim: &'a Claim, hindsight: bool) -> Result<Judged<'a>, Wrong> {
        let undetermined =
            |ground| Ok(Judged::undecided(claim, ClaimVerdict::Undetermined, ground));
        let Some(Times { on, known: [first, last], until }) = self.times(claim, hindsight) else {
            return undetermined(ClaimGround::Undated);
        };
        if self.case.known_by != Some(last) || self.case.as_of.bounds() != on.bounds() {
            return Err(Wrong::OtherDay(on));
        }
        if on.latest().is_none_or(|day| day > until) {
            return undetermined(ClaimGround::Ahead);
        }
        let late = self.judged(claim)?;
        if first != last {
            // On a day that is not known, what was known on its first day and on its last one must say the same.
            let case = Case { known_by: Some(first), ..self.case.clone() };
            if self.within(&case).judged(claim)?.verdict != late.verdict {
                let (verdict, ground) = (ClaimVerdict::Undetermined, ClaimGround::RecordOpen);
                return Ok(Judged { truth: Truth::Unknown, verdict, ground, ..late });
            }
        }
        Ok(late)
    }

    fn times(&self, claim: &Claim, hindsight: bool) -> Option<Times> {
        let on = claim.when.or(claim.date)?;
        if hindsight {
            let day = self.case.known_by?;
            return Some(Times { on, known: [day, day], until: day });
        }
        let said = claim.date?;
        let (first, last) = (said.earliest()?, said.latest()?);
        // What is said of the day of saying is of that day, however little is known of it; any other must be over by then.
        let until = if claim.when.is_some() { first } else { last };
        Some(Times { on, known: [first, last], until })
    }

    /// The same records, asked something else.
    const fn within<'b>(&self, case: &'b Case<'b>) -> Records<'b>
    where
        'a: 'b,
    {
        Records { case, ..*self }
    }

    /// On its day, as known on that of the case.
    fn judged(&self, claim: &'a Claim) -> Result<Judged<'a>, Wrong> {
        let said = claim.stated_in(self.tables);
        let Some(proposition) = said else { return Err(Wrong::DoesNotHold) };
        if *self.case.scenario != self.asked_by(proposition) {
            return Err(Wrong::OtherQuestion);
        }
        let (mut premises, mut records) = (Vec::new(), vec![&*claim.key]);
        if let Some(condition) = claim.condition_in(self.tables) {
            let decided = self.condition(condition, claim)?;
            premises.extend(decided.premises);
            records.extend(decided.records);
            if !decided.truth.is_yes() {
                let (verdict, ground) = (ClaimVerdict::Undetermined, ClaimGround::Condition);
                return Ok(Judged { truth: Truth::Unknown, verdict, ground, premises, records });
            }
        }
        let decided = self.decided(proposition, claim)?;
        premises.extend(decided.premises);
        records.extend(decided.records);
        let truth = decided.truth;
        let is_so = match claim.factuality.polarity() {
            Polarity::Positive => truth,
            Polarity::Negative => !truth,
            Polarity::Open => {
                let (verdict, ground) = (ClaimVerdict::Undetermined, ClaimGround::Uncommitted);
                return Ok(Judged { truth, verdict, ground, premises, records });
            }
        };
        // Of what is only possible the contrary is no refutation.
        let is_only_possible = claim.factuality.assurance() == Assurance::Possible;
        let (verdict, ground) = match (is_so, is_only_possible) {
            (Truth::Yes, _) => (ClaimVerdict::Supported, decided.ground),
            (Truth::No, false) => (ClaimVerdict::Refuted, decided.ground),
            (Truth::No, true) => (ClaimVerdict::Undetermined, ClaimGround::Uncommitted),
            (Truth::Unknown, _) => (ClaimVerdict::Undetermined, ClaimGround::RecordOpen),
        };
        Ok(Judged { truth, verdict, ground, premises, records })
    }

    /// Whether a condition holds. One of consequences is another question, whose proof stands inside of a step.
    fn condition(&self, condition: &Proposition, claim: &Claim) -> Result<Decided<'a>, Wrong> {
        if self.asked_by(condition).changes.is_empty() {
            return self.decided(condition, claim);
        }
        let truth = self.answered(condition, claim)?;
        Ok(Decided::new(truth, vec![Self::supposed_fact(claim, truth)], Vec::new()))
    }

    /// Whether a condition of consequences holds, by the answer to the question that it asks.
    fn answered(&self, condition: &Proposition, claim: &Claim) -> Result<Truth, Wrong> {
        let asked = self.asked_by(condition);
        if asked.changes.is_empty() {
            return Err(Wrong::OtherQuestion);
        }
        let case = Case { scenario: &asked, ..self.case.clone() };
        Ok(self.within(&case).decided(condition, claim)?.truth)
    }

    /// The question that a proposition answers, in normal form: what would change; nothing, where it is one of the record.
    fn asked_by(&self, proposition: &Proposition) -> Scenario {
        consequence::question(proposition).normal(self.tables)
    }

    /// Whether a proposition holds. What the claim itself says is no evidence of it.
    fn decided(&self, proposition: &Proposition, claim: &Claim) -> Result<Decided<'a>, Wrong> {
        match proposition {
            Proposition::TakesPart { member, body, status } => {
                self.said_in(*member, *body, *status)
            }
            Proposition::BoundBy { state, treaty } => self.said_bound(*state, *treaty),
            Proposition::HasClause { text, kind } => Ok(self.said_clause(*text, *kind)),
            Proposition::Owes { state, duty, toward, under } => {
                self.said_owed(*state, *duty, *toward, *under)
            }
            Proposition::HasLeft { member, body } => self.said_out(*member, *body),
            Proposition::Related { kind, subject, object } => {
                self.said_related(*kind, *subject, *object)
            }
            Proposition::Declared { who, what } => Ok(self.declared(*who, *what, claim)),
            Proposition::Plans { who, what } => Ok(self.plans(*who, what, claim)),
            Proposition::PlansExit { states, from } => self.plans_exit(states, *from, claim),
            Proposition::Holds { who, stance, of } => Ok(self.takes(*who, *stance, *of, claim)),
            Proposition::NeedsConsent { of, organization, .. } => {
                self.said_to_need(of, *organization)
            }
            Proposition::MustExitToJoin { states, from, into } => {
                self.said_to_leave(states, *from, *into, true)
            }
            Proposition::MustExitFirst { states, from, organization, .. } => {
                let body = (*organization).into();
                self.said_to_leave(states, *from, body, self.tells_of_all(body))
            }
            Proposition::Judgement { .. } | Proposition::Unrecorded { .. } => Ok(Decided::open()),
        }
    }
}
