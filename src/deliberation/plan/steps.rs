//! The steps of a plan: what each state gives up before a change binds it, and what the change itself takes.

use super::{Action, Done, First, Of, PlanStep, Planner};
use crate::answer::Placed;
use crate::deliberation::statement::Commitment;
use crate::model::Occasion;
use crate::rules::{self, Exit, Situation};
use crate::scenario::{Movement, Procedure};
use crate::time::Date;
use crate::verdict::{Clause, ExitMode, Ground, VetoStep};
use crate::{EntityId, Id, Provision, State, Truth};

impl Planner<'_, '_> {
    fn step(&mut self, action: Action, by: Option<EntityId>, of: Of, day: Option<Date>) -> usize {
        self.steps.push(PlanStep {
            change: self.at,
            action,
            by,
            of,
            to: None,
            not_before: day,
            not_after: None,
            slack: None,
            after: Vec::new(),
            is_critical: false,
            subject_to: Vec::new(),
            vetoes: Vec::new(),
        });
        self.steps.len() - 1
    }

    /// The steps of procedures, each before some others.
    fn procedures(
        &mut self,
        rules: Vec<Id<Provision>>,
        by: impl Into<EntityId>,
        day: Option<Date>,
        then: &[usize],
    ) {
        let by = by.into();
        for rule in rules {
            let step = self.step(Action::Procedure, Some(by), Of::Rule(rule), day);
            for next in then {
                self.before(step, *next);
            }
        }
    }

    /// The procedures that states, and the body, have for a change, before these steps.
    fn own_procedures(&mut self, at: usize, ratifications: &[(EntityId, usize)], effect: usize) {
        let answer = self.answer;
        let placed = &answer.placed[at];
        let situation = answer.situation(&placed.before).on(placed.hypothesis.date);
        let today = Some(answer.view().as_of());
        let body = placed.hypothesis.with.body(answer.world().tables());
        let Some(occasion) = rules::occasion_of(&placed.change) else { return };
        let defence = placed.hypothesis.defence.is_possible();
        for (state, _) in &placed.hypothesis.bound {
            let found = rules::of_state(&situation, *state, occasion, body, defence);
            let own = EntityId::from(*state);
            let next = ratifications.iter().find(|(party, _)| *party == own);
            self.procedures(found, *state, today, &[next.map_or(effect, |(_, step)| *step)]);
        }
        if let Procedure::Accession { body, .. } = placed.change.procedure() {
            let next: Vec<usize> = ratifications.iter().map(|(_, step)| *step).collect();
            let next = if next.is_empty() { vec![effect] } else { next };
            self.procedures(
                rules::of_body(&situation, body, occasion),
                body.entity(),
                today,
                &next,
            );
        }
    }

    fn before(&mut self, first: usize, then: usize) {
        self.arcs.push((first, then));
    }

    /// The situation before the change that asks for an exit: the last one that binds the state.
    pub(super) fn situation(&self, state: Id<State>) -> Option<Situation<'_>> {
        let binds = |step: &&Placed| step.hypothesis.binds(state).is_possible();
        let step = self.answer.placed.iter().rev().find(binds).or(self.answer.placed.last());
        step.map(|step| self.answer.situation(&step.before))
    }

    /// Notice and exit of one participation.
    fn exit(&mut self, state: Id<State>, exit: &Exit, is_due: Truth) -> (Option<usize>, usize) {
        let by = Some(state.into());
        let needs_notice = exit.mode != ExitMode::Lapse && exit.given.is_none();
        let notice = needs_notice
            .then(|| self.step(Action::GiveNotice, by, Of::Body(exit.body), Some(exit.noticed())));
        let clause = exit.clause.map(|id| &self.answer.world()[id]);
        let to: Option<Box<str>> = clause.and_then(|clause| clause.param("notify")).map(Into::into);
        if let Some(notice) = notice {
            self.steps[notice].to = to;
        }
        let out = self.step(Action::Exit, by, Of::Body(exit.body), exit.earliest);
        self.steps[out].subject_to.clone_from(&exit.subject_to);
        if let Some(situation) = self.situation(state) {
            self.steps[out].vetoes = rules::exit_vetoes(&situation, state, exit, is_due);
        }
        if let Some(notice) = notice {
            self.before(notice, out);
        }
        if let Some(situation) = self.situation(state) {
            let situation = situation.on(exit.notice);
            let found = rules::of_state(&situation, state, Occasion::Leave, Some(exit.body), false);
            let today = self.answer.view().as_of();
            let day = approved_by(today, Some(exit.notice));
            self.procedures(found, state, Some(day), &[notice.unwrap_or(out)]);
        }
        (notice, out)
    }

    pub(super) fn write(&mut self, due: &[(Commitment, usize)]) {
        // What every later change waits for: changes apply in the order given.
        let mut before: Vec<usize> = Vec::new();
        for (at, placed) in self.answer.placed.iter().enumerate() {
            self.at = at;
            let with = Of::Change(placed.hypothesis.with.clone());
            let mut first = First::default();
            for (state, _) in &placed.hypothesis.bound {
                self.give_up(*state, due, &with, &mut first);
            }
            let effects = self.change(at, &first, &before);
            if !effects.is_empty() {
                before = effects;
            }
        }
    }

    /// What one state gives up before a change binds it.
    fn give_up(
        &mut self,
        state: Id<State>,
        due: &[(Commitment, usize)],
        with: &Of,
        first: &mut First,
    ) {
        let today = self.answer.view().as_of();
        let by = Some(EntityId::from(state));
        let mut notices = Vec::new();
        let mut earliest_notice: Option<Date> = None;
        let now = self.at;
        for (commitment, _) in due.iter().filter(|(one, at)| one.state() == state && *at <= now) {
            let known = self.written.iter().find(|(written, _)| written == commitment);
            if let Some((_, step)) = known {
                let done = Done { state, step: *step };
                if self.steps[*step].action == Action::Exit {
                    first.out.push(done);
                } else {
                    first.lawful.push(done);
                }
                continue;
            }
            match commitment {
                Commitment::Holds { body, .. } => {
                    let exit = self.answer.exit_from(state, *body);
                    let day = exit.notice;
                    earliest_notice =
                        Some(earliest_notice.map_or(day, |known| known.earlier_of(day)));
                    let (notice, out) = self.exit(state, &exit, Truth::Yes);
                    notices.push(notice.unwrap_or(out));
                    first.out.push(Done { state, step: out });
                    self.written.push((commitment.clone(), out));
                }
                Commitment::Law { provision, .. } => {
                    let step = self.step(Action::ChangeLaw, by, Of::Law(*provision), None);
                    // A law that the hypothesis enacts is there before it goes.
                    let enacted = (0..step).rfind(|at| {
                        let one = &self.steps[*at];
                        provision.recorded().is_none() && one.of == Of::Law(*provision)
                    });
                    if let Some(enacted) = enacted {
                        self.before(enacted, step);
                    }
                    if let (Some(id), Some(situation)) =
                        (provision.recorded(), self.situation(state))
                    {
                        let vetoes = rules::amenders(&situation, id, VetoStep::Amend);
                        let found = rules::of_law(&situation, state, id);
                        self.steps[step].vetoes = vetoes;
                        self.procedures(found, state, None, &[step]);
                    }
                    first.lawful.push(Done { state, step });
                    self.written.push((commitment.clone(), step));
                }
            }
        }
        if !notices.is_empty() {
            let day = approved_by(today, earliest_notice);
            let approval = self.step(Action::Authorise, by, with.clone(), Some(day));
            for notice in notices {
                self.before(approval, notice);
            }
            first.lawful.push(Done { state, step: approval });
        }
    }

    /// The steps of a change itself, after those of the change before it; those in which it takes effect.
    fn change(&mut self, at: usize, first: &First, before: &[usize]) -> Vec<usize> {
        let answer = self.answer;
        let placed = &answer.placed[at];
        let today = answer.view().as_of();
        let with = Of::Change(placed.hypothesis.with.clone());
        match placed.change.procedure() {
            Procedure::Withdrawal { state, .. } => return self.leave(state, with, before),
            Procedure::Legislation { state, repeals } => {
                return vec![self.legislate(at, state, repeals, before)];
            }
            Procedure::Adoption { .. }
            | Procedure::Modification { .. }
            | Procedure::Amendment { .. }
            | Procedure::Accession { .. }
            | Procedure::Conclusion { .. }
            | Procedure::Stationing { .. }
            | Procedure::Decision { .. } => {}
        }
        if self.changes_nothing(at) {
            return Vec::new();
        }
        let ratifications: Vec<(EntityId, usize)> = (self.ratifying(at).into_iter())
            .map(|party| {
                let step = self.step(Action::Ratify, Some(party), with.clone(), Some(today));
                (party, step)
            })
            .collect();
        let declarations: Vec<(EntityId, usize)> = (self.declaring(at).into_iter())
            .map(|state| {
                let of = with.clone();
                (state, self.step(Action::DeclareCompatible, Some(state), of, Some(today)))
            })
            .collect();
        let effect = self.step(Action::TakeEffect, None, with, None);
        for (state, step) in &declarations {
            let own = ratifications.iter().find(|(party, _)| party == state);
            self.before(*step, own.map_or(effect, |(_, own)| *own));
        }
        for (party, step) in &ratifications {
            self.before(*step, effect);
            for own in &first.out {
                let party = *party == EntityId::from(own.state);
                if party && self.is_barred_from_consent(at, own) {
                    self.before(own.step, *step);
                }
            }
            for own in first.lawful.iter().filter(|own| EntityId::from(own.state) == *party) {
                self.before(own.step, *step);
            }
        }
        for done in first.out.iter().chain(&first.lawful) {
            self.before(done.step, effect);
        }
        for earlier in before {
            self.before(*earlier, effect);
        }
        self.own_procedures(at, &ratifications, effect);

        self.date_effect(at, &first.out, before, effect);
        let situation = answer.situation(&placed.before);
        let on_the_day = self.steps[effect].not_before.unwrap_or(placed.hypothesis.date);
        let mut hypothesis = placed.hypothesis.clone();
        hypothesis.date = on_the_day;
        let awaiting = answer.awaiting(&hypothesis);
        self.steps[effect].vetoes =
            rules::vetoes(&situation, &placed.change, &hypothesis, &awaiting);
        vec![effect]
    }

    /// Who declares that what it holds is compatible with a change: whose engagements collide with it although its text leaves them
    /// alone (X15), by key.
    fn declaring(&self, at: usize) -> Vec<EntityId> {
        let with = &self.answer.placed[at].hypothesis.with;
        let mut states: Vec<EntityId> = (self.answer.conflicts())
            .filter(|one| one.ground == Ground::Declared && one.with == *with)
            .map(|one| one.state.into())
            .collect();
        states.sort_by_key(|state| self.answer.world().index().rank(*state));
        states.dedup();
        states
    }

    /// Whether an exit comes before consent to be bound: what bars it speaks of concluding, and not of being bound.
    fn is_barred_from_consent(&self, at: usize, done: &Done) -> bool {
        let Of::Body(body) = self.steps[done.step].of else { return false };
        let Some(situation) = self.situation(done.state) else { return false };
        let with = &self.answer.placed[at].hypothesis.with;
        self.answer.conflicts().any(|one| {
            one.state == done.state
                && one.with == *with
                && one.forces()
                && one.provision.recorded().is_some_and(|id| {
                    let says = self.answer.world()[id].param("bites");
                    says.is_some_and(|says| says.split_whitespace().next() == Some("consent"))
                })
                && one.bundle(&situation).iter().any(|(held, _)| *held == body)
        })
    }

    /// Who ratifies a change, by key.
    fn ratifying(&self, at: usize) -> Vec<EntityId> {
        let answer = self.answer;
        let placed = &answer.placed[at];
        let bound = placed.hypothesis.bound.iter().map(|(state, _)| EntityId::from(*state));
        let mut parties: Vec<EntityId> = match placed.change.procedure() {
            Procedure::Adoption { .. }
            | Procedure::Modification { .. }
            | Procedure::Conclusion { .. } => bound.collect(),
            // Whoever is bound by a text agrees to its amendment, even if that binds nobody anew.
            Procedure::Amendment { .. } => {
                let circle = placed.hypothesis.circle.iter().map(|(member, _)| *member);
                bound.chain(circle).collect()
            }
            // On accessions that all ratify, those who have not done so yet.
            Procedure::Accession { .. } => {
                let approving = (answer.vetoes().iter())
                    .filter(|veto| veto.step == VetoStep::Accede)
                    .filter(|veto| veto.pending.is_some_and(Truth::is_possible));
                bound.chain(approving.map(|veto| veto.entity)).collect()
            }
            Procedure::Withdrawal { .. }
            | Procedure::Legislation { .. }
            | Procedure::Stationing { .. }
            | Procedure::Decision { .. } => Vec::new(),
        };
        parties.sort_by_key(|entity| answer.world().index().rank(*entity));
        parties.dedup();
        parties
    }

    /// Whether a change would take effect for nobody: who joins is in already, or nobody is there to be bound.
    fn changes_nothing(&self, at: usize) -> bool {
        let placed = &self.answer.placed[at];
        let is_to_bind = match placed.change.procedure() {
            Procedure::Adoption { .. }
            | Procedure::Modification { .. }
            | Procedure::Accession { .. }
            | Procedure::Conclusion { .. } => true,
            Procedure::Amendment { .. }
            | Procedure::Withdrawal { .. }
            | Procedure::Legislation { .. }
            | Procedure::Stationing { .. }
            | Procedure::Decision { .. } => false,
        };
        is_to_bind && placed.hypothesis.bound.is_empty()
    }

    /// The step of a change of law that the hypothesis itself makes.
    fn legislate(
        &mut self,
        at: usize,
        state: Id<State>,
        repeals: Option<Id<Provision>>,
        before: &[usize],
    ) -> usize {
        let day = self.answer.placed[at].change.effective();
        let provision = repeals.map_or(Clause::Enacted { change: at }, Clause::Recorded);
        let step = self.step(Action::ChangeLaw, Some(state.into()), Of::Law(provision), day);
        // What is repealed is gone; what is enacted is there before it goes.
        if repeals.is_some() {
            self.written.push((Commitment::Law { state, provision }, step));
        }
        for earlier in before {
            self.before(*earlier, step);
        }
        step
    }

    /// The exits of a state that leaves by the hypothesis itself.
    fn leave(&mut self, state: Id<State>, with: Of, before: &[usize]) -> Vec<usize> {
        let today = self.answer.view().as_of();
        let exits: Vec<(Exit, Truth)> = (self.answer.leaving().iter())
            .filter(|leaving| leaving.state == state)
            .map(|leaving| (leaving.exit.clone(), leaving.truth))
            .collect();
        // Who is not in has nothing to leave.
        if exits.is_empty() {
            return Vec::new();
        }
        let notice = exits.iter().map(|(exit, _)| exit.notice).reduce(Date::earlier_of);
        let day = approved_by(today, notice);
        let approval = self.step(Action::Authorise, Some(state.into()), with, Some(day));
        // Who leaves waits for what it has to join first, and for nothing else: a notice needs no other change.
        if self.joined_before(state, &exits) {
            for earlier in before {
                self.before(*earlier, approval);
            }
        }
        let mut effects = Vec::new();
        for (exit, is_due) in exits {
            let commitment = Commitment::Holds { state, body: exit.body };
            if self.written.iter().any(|(one, _)| *one == commitment) {
                continue;
            }
            let (notice, out) = self.exit(state, &exit, is_due);
            self.before(approval, notice.unwrap_or(out));
            self.written.push((commitment, out));
            effects.push(out);
        }
        effects
    }
}

impl Planner<'_, '_> {
    /// Whether an earlier change has a state join something that it leaves.
    fn joined_before(&self, state: Id<State>, exits: &[(Exit, Truth)]) -> bool {
        let world = self.answer.world();
        self.answer.placed[..self.at].iter().filter_map(|step| step.change.movement()).any(|one| {
            matches!(one, Movement::Joins { state: who, .. } if who == state)
                && rules::moved(world, one)
                    .iter()
                    .any(|body| exits.iter().any(|(exit, _)| exit.body == *body))
        })
    }
}

/// When parliament acts: on the day of the question, or before an earlier notice.
fn approved_by(today: Date, notice: Option<Date>) -> Date {
    let known = notice.filter(|day| !day.is_unknown());
    known.map_or(today, |notice| today.earlier_of(notice))
}
