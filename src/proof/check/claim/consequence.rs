//! What would follow, as far as somebody said so: whose consent it needs, and who must leave what first.

use std::collections::BTreeSet;

use super::super::records::{Records, within};
use super::super::{Expected, Wrong};
use super::Decided;
use crate::model::{
    AnyEntity, ConsentTo, CoverageLevel, Decision, Effect, Eligibility, LinkRole, OverlayKind,
    Proposition, Provision, ReadMark, Status, Subject,
};
use crate::proof::Fact;
use crate::scenario::{Change, Procedure, Scenario};
use crate::verdict::Verdict;
use crate::{BodyId, Id, Organization, State, Truth};

/// The question that a proposition answers.
pub(super) fn question(proposition: &Proposition) -> Scenario {
    match proposition {
        Proposition::NeedsConsent { organization, to: ConsentTo::Acquiring(kind), .. } => {
            Scenario::new(Change::acquire(*organization, *kind))
        }
        Proposition::NeedsConsent { organization, to: ConsentTo::Admitting(state), .. } => {
            Scenario::new(Change::join(*state, *organization))
        }
        Proposition::MustExitToJoin { states, into, .. } => {
            let joins = states.iter().map(|state| Change::join(*state, *into));
            joins.fold(Scenario::default(), Scenario::then)
        }
        Proposition::MustExitFirst { organization, acquires, .. } => {
            Scenario::new(Change::acquire(*organization, *acquires))
        }
        Proposition::TakesPart { .. }
        | Proposition::BoundBy { .. }
        | Proposition::HasClause { .. }
        | Proposition::Owes { .. }
        | Proposition::HasLeft { .. }
        | Proposition::Related { .. }
        | Proposition::Declared { .. }
        | Proposition::Plans { .. }
        | Proposition::PlansExit { .. }
        | Proposition::Holds { .. }
        | Proposition::Judgement { .. }
        | Proposition::Unrecorded { .. } => Scenario::default(),
    }
}

/// How full members are admitted by a clause.
const fn admission(effect: &Effect) -> Option<Decision> {
    if let Effect::Accession { decision, status: None, .. } = effect {
        Some(*decision)
    } else {
        None
    }
}

/// How texts are amended by a clause.
const fn amendment(effect: &Effect) -> Option<Decision> {
    if let Effect::Amendment { decision, .. } = effect { Some(*decision) } else { None }
}

/// How anything is decided by a clause.
const fn decision(effect: &Effect) -> Option<Decision> {
    if let Effect::Decision { decision } = effect { Some(*decision) } else { None }
}

/// How a body decides on a change, and who has a voice.
struct Vote<'a> {
    body: BodyId,
    /// The clause by which it decides, and the link of its text to the body.
    rule: Option<(&'a Provision, Option<&'a str>)>,
    /// Whether each voice can block it.
    unanimous: Truth,
    /// Those to whom the clause gives a voice by name, if not all.
    named: Option<Vec<&'a str>>,
    /// Who joins has none.
    joiner: Option<&'a str>,
}

impl<'a> Records<'a> {
    /// Whether something may stand in the way of a change that a claim supposes.
    fn is_impossible(&self, at: usize) -> Result<bool, Wrong> {
        let day = self.day(at)?;
        Ok(match self.change(at)?.procedure() {
            Procedure::Adoption { body } => !self.exists(body, day).is_yes(),
            Procedure::Accession { state, body } => {
                let is_in = within(&self.roll(at, body, day), self.key(state));
                !self.exists(body, day).is_yes()
                    || !self.existed(state.into(), day).is_yes()
                    || is_in.is_possible()
            }
            // No claim supposes these.
            Procedure::Modification { .. }
            | Procedure::Amendment { .. }
            | Procedure::Withdrawal { .. }
            | Procedure::Conclusion { .. }
            | Procedure::Legislation { .. }
            | Procedure::Stationing { .. }
            | Procedure::Decision { .. } => true,
        })
    }

    fn is_any_impossible(&self) -> Result<bool, Wrong> {
        for at in 0..self.case.scenario.changes.len() {
            if self.is_impossible(at)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// How a body decides on an acquisition or an accession.
    fn vote(&self, at: usize) -> Result<Option<Vote<'a>>, Wrong> {
        let day = self.day(at)?;
        let first_of = |body, role, decides: fn(&Effect) -> Option<Decision>| {
            let counts = |clause: &Provision| decides(&clause.effect).is_some();
            let (link, clause, _) = self.clause_of(body, role, day, counts)?;
            Some((clause, link.map(|link| &*link.key), decides(&clause.effect)?))
        };
        let first = |body, decides| first_of(body, LinkRole::Constituent, decides);
        let (body, joiner, rule) = match self.change(at)?.procedure() {
            Procedure::Adoption { body } => {
                (body, None, first(body, amendment).or_else(|| first(body, decision)))
            }
            Procedure::Accession { state, body } => {
                // One that names who joins goes before those for anybody, and these before such as name others alone.
                let joiner = self.key(state);
                let such = |asked: &dyn Fn(&Eligibility) -> bool| {
                    let counts = |clause: &Provision| {
                        admission(&clause.effect).is_some()
                            && clause.effect.eligibility().is_some_and(asked)
                    };
                    let (link, clause, _) =
                        self.clause_of(body, LinkRole::Constituent, day, counts)?;
                    Some((clause, link.map(|link| &*link.key), admission(&clause.effect)?))
                };
                let naming = such(&|asked| asked.names(joiner))
                    .or_else(|| such(&|asked| !asked.is_closed()));
                let clause = naming
                    .or_else(|| first(body, admission))
                    .or_else(|| first_of(body, LinkRole::Foundation, admission));
                // Where it does not tell, the body decides on this as on anything.
                let tells = |(clause, _, decision): &(&Provision, _, Decision)| {
                    *decision != Decision::Unknown || clause.param("veto_of").is_some()
                };
                let rule = clause.filter(tells).or_else(|| first(body, decision)).or(clause);
                (body, Some(joiner), rule)
            }
            Procedure::Modification { .. }
            | Procedure::Amendment { .. }
            | Procedure::Withdrawal { .. }
            | Procedure::Conclusion { .. }
            | Procedure::Legislation { .. }
            | Procedure::Stationing { .. }
            | Procedure::Decision { .. } => return Ok(None),
        };
        let named = rule.and_then(|(clause, ..)| clause.param("veto_of"));
        let named = named.map(|keys| keys.split('|').map(str::trim).collect::<Vec<&str>>());
        let unanimous = match rule {
            Some(_) if named.is_some() => Truth::Yes,
            Some((_, _, Decision::Unanimous)) => Truth::Yes,
            Some((_, _, Decision::Majority)) => return Ok(None),
            // Where no rule is recorded it is open: by treaty law agreement of the parties.
            Some(_) | None => Truth::Unknown,
        };
        let rule = rule.map(|(clause, link, _)| (clause, link));
        Ok(Some(Vote { body, rule, unanimous, named, joiner }))
    }

    /// Whether somebody can block a change, and the overlays that may suspend its vote.
    fn voice(&self, at: usize, who: &str, vote: &Vote<'a>) -> Result<(Truth, Vec<&'a str>), Wrong> {
        let day = self.day(at)?;
        let has_none = vote.joiner == Some(who)
            || vote.named.as_ref().is_some_and(|named| !named.contains(&who));
        if has_none {
            return Ok((Truth::No, Vec::new()));
        }
        // A treaty that binds the members of an organization is voted on by them as members.
        let seat = self.others_of(vote.body).unwrap_or(vote.body);
        let (mut suspended, mut overlays) = (Truth::No, Vec::new());
        for overlay in &self.tables.overlays {
            let is_meant = overlay.body == seat
                && overlay.kind == OverlayKind::Suspended
                && self.key(overlay.member) == who;
            let holds = self.on_record(&overlay.key, overlay.time, day);
            if is_meant && holds.is_possible() {
                suspended = suspended | holds;
                overlays.push(&*overlay.key);
            }
        }
        let is_in = within(&self.roll(at, vote.body, day), who);
        Ok((is_in & !suspended & vote.unanimous, overlays))
    }

    /// Whether a vote is that of another body, which is no member.
    fn is_left_to_others(&self, at: usize, vote: &Vote<'a>) -> Result<bool, Wrong> {
        let day = self.day(at)?;
        let members = self.roll(at, vote.body, day);
        Ok(vote.named.iter().flatten().any(|key| match self.find(key) {
            Ok((id, AnyEntity::Organization(_))) => {
                self.exists(BodyId::Organization(id.cast()), day).is_possible()
                    && within(&members, key).is_no()
            }
            Ok(_) | Err(_) => false,
        }))
    }

    fn consent_fact(at: usize, who: &str, vote: &Vote<'_>, truth: Truth) -> Fact {
        let why = vote.rule.map(|(clause, _)| clause.key.clone());
        Fact::Consent { at, entity: who.into(), why, truth }
    }

    /// The step that somebody's agreement to a change is needed.
    pub(in crate::proof::check) fn consent(
        &self,
        at: usize,
        who: &str,
    ) -> Result<Expected<'a>, Wrong> {
        let (who, day) = (self.member(who)?, self.day(at)?);
        let vote = self.vote(at)?.ok_or(Wrong::DoesNotHold)?;
        let (truth, mut records) = self.voice(at, who, &vote)?;
        if !truth.is_possible() {
            return Err(Wrong::DoesNotHold);
        }
        let mut premises =
            vec![self.change_fact(at)?, self.takes_part_fact(at, who, vote.body, day)];
        if let Some((clause, link)) = vote.rule {
            premises.push(self.stands_fact(at, clause, day));
            records.extend(link);
        }
        let fact = Self::consent_fact(at, who, &vote, truth);
        Ok(Expected { fact, premises, records })
    }

    pub(super) fn said_to_need(
        &self,
        of: &[Id<State>],
        organization: Id<Organization>,
    ) -> Result<Decided<'a>, Wrong> {
        if self.is_any_impossible()? {
            return Ok(Decided::open());
        }
        let vote = self.vote(0)?;
        let elsewhere = match &vote {
            Some(vote) => self.is_left_to_others(0, vote)?,
            None => false,
        };
        let (mut truth, mut premises, mut records) = (Truth::Yes, Vec::new(), Vec::new());
        for state in of {
            let who = self.key(*state);
            records.extend(self.bearing((*state).into(), organization.into(), Status::is_binding));
            let voice = match &vote {
                Some(vote) => self.voice(0, who, vote)?.0,
                None => Truth::No,
            };
            let (is_in, step) = self.participation((*state).into(), organization.into())?;
            truth = truth
                & match &vote {
                    Some(vote) if voice.is_possible() => {
                        premises.push(Self::consent_fact(0, who, vote, voice));
                        voice
                    }
                    Some(_) | None => {
                        premises.push(step);
                        if is_in.is_no() && !elsewhere { Truth::No } else { Truth::Unknown }
                    }
                };
        }
        Ok(Decided::new(truth, premises, records))
    }

    /// Whether each of some states would have to leave a body before what changes binds it. Of whom it binds none it says so only
    /// where the record tells of all.
    pub(super) fn said_to_leave(
        &self,
        states: &[Id<State>],
        from: BodyId,
        into: BodyId,
        tells_of_all: bool,
    ) -> Result<Decided<'a>, Wrong> {
        if self.is_any_impossible()? {
            return Ok(Decided::open());
        }
        let (mut truth, mut premises, mut records) = (Truth::Yes, Vec::new(), Vec::new());
        for state in states {
            let who = self.key(*state);
            let mut bound = None;
            for at in 0..self.case.scenario.changes.len() {
                let own = self.hypothesis(at)?.bound.get(who).copied();
                bound = own.map_or(bound, |own| Some(bound.unwrap_or(Truth::No) | own));
            }
            let Some(bound) = bound else {
                truth = truth & if tells_of_all { Truth::No } else { Truth::Unknown };
                let absent = self.absent(who, self.key(into), self.case.as_of);
                premises.push(match absent {
                    Ok(absent) => absent.fact,
                    Err(_) => self.verdict(who)?.fact,
                });
                continue;
            };
            records.extend(self.bearing((*state).into(), from, Status::is_binding));
            let found = self.verdict(who)?.fact;
            truth = truth & self.must_leave(&found, who, bound, self.key(from))?;
            premises.push(found);
        }
        Ok(Decided::new(truth, premises, records))
    }

    /// Whether a verdict makes a state leave a body. What nobody has read, and what the record does not reach, leaves it open.
    fn must_leave(
        &self,
        found: &Fact,
        state: &str,
        bound: Truth,
        from: &str,
    ) -> Result<Truth, Wrong> {
        let Fact::Verdict { verdict, exits, exits_possible, .. } = found else {
            return Ok(Truth::Unknown);
        };
        let is_left = exits.iter().any(|body| **body == *from);
        if *verdict == Verdict::MustExit && is_left {
            return Ok(bound);
        }
        let is_named = is_left || exits_possible.iter().any(|body| **body == *from);
        let is_open = *verdict == Verdict::Undetermined || self.is_not_all_read(state)?;
        Ok(if is_named || is_open { Truth::Unknown } else { Truth::No })
    }

    /// Whether the record does not reach what a change is about, in the case of a state, or a text binds the state of which nothing is
    /// read.
    fn is_not_all_read(&self, state: &str) -> Result<bool, Wrong> {
        let (id, _) = self.state(state)?;
        let mut subjects = BTreeSet::new();
        for at in 0..self.case.scenario.changes.len() {
            let change = self.hypothesis(at)?;
            if within(&change.bound, state).is_no() {
                continue;
            }
            let all = [
                Subject::Alliance,
                Subject::Customs,
                Subject::Neutrality,
                Subject::Bases,
                Subject::Association,
                Subject::Currency,
                Subject::PlannedCurrency,
            ];
            subjects.extend(all.into_iter().filter(|one| Self::is_about(&change, *one)));
            for (text, entity) in self.tables.entities.entries() {
                let AnyEntity::Treaty(treaty) = entity else { continue };
                if treaty.read != Some(ReadMark::None) {
                    continue;
                }
                let text = text.cast();
                let parties = self.roll(at, BodyId::Treaty(text), change.day);
                if (self.in_force(text.into(), change.day) & within(&parties, state)).is_possible()
                {
                    return Ok(true);
                }
            }
        }
        let (first, last) = self.case.as_of.bounds();
        Ok(subjects.into_iter().any(|subject| {
            let extents = || self.tables.extents.iter().filter(|one| subject.is_covered_by(one));
            extents().next().is_some()
                && !extents().any(|extent| {
                    extent.level == CoverageLevel::Complete
                        && (extent.of.is_empty() || extent.of.contains(&id.into()))
                        && extent.from.is_none_or(|day| day.number() <= first)
                        && extent.until.is_none_or(|day| last < day.number())
                })
        }))
    }
}
