//! The plan: what has to be done in which order, how soon and how late, and what everything waits for.
//!
//! Steps follow treaty practice: domestic authorization, notice to the depositary, the period, the exit; a change of law before
//! the ratification that it stands in the way of; ratification, and entry into force. What the new commitment takes effect on may
//! be the very day of an exit: intervals are half-open. Ratification may come before an exit, as long as entry into force does not.
//!
//! Each commitment goes before the first change that it is in conflict with, and no earlier change waits for it.

use std::cmp::Ordering;

use super::statement::Commitment;
use super::{Deliberation, Repair};
use crate::model::ExitCondition;
use crate::query::{Consequences, latest};
use crate::rules::{self, Counted, Exit, ExitMode, Situation, Veto, entry_into_force};
use crate::scenario::{Change, Changed};
use crate::time::{Date, Day};
use crate::{BodyId, EntityId, Id, Provision, State, Truth, World};

/// What is done in a step, in the order in which it is done.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Domestic approval of what follows: parliament, or a referendum.
    Authorise,
    /// The state's own law is repealed or amended.
    ChangeLaw,
    /// Notice to the depositary.
    GiveNotice,
    /// The exit takes effect.
    Exit,
    /// Consent to be bound is deposited or notified.
    Ratify,
    /// The change takes effect.
    TakeEffect,
}

impl Action {
    /// The word of the JSON form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Authorise => "authorise",
            Self::ChangeLaw => "change_law",
            Self::GiveNotice => "give_notice",
            Self::Exit => "exit",
            Self::Ratify => "ratify",
            Self::TakeEffect => "take_effect",
        }
    }
}

/// What a step is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// A participation that ends.
    Body(BodyId),
    /// A provision of a state's own law; `None`: one that the hypothesis itself enacts.
    Law(Option<Id<Provision>>),
    /// What changes.
    Change(Changed),
}

impl Of {
    /// The key that answers name it by.
    pub fn key<'a>(&'a self, world: &'a World) -> &'a str {
        match self {
            Self::Body(body) => world.key(*body),
            Self::Law(id) => id.map_or("enacted", |id| &world[id].key),
            Self::Change(changed) => changed.key(world),
        }
    }
}

/// One step of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanStep {
    /// The number of the change that it belongs to.
    pub change: usize,
    /// What is done.
    pub action: Action,
    /// By whom; `None`: it happens.
    pub by: Option<EntityId>,
    /// Of what.
    pub of: Of,
    /// Not before this day; `None`: it has no known day.
    pub not_before: Option<Date>,
    /// Not after this day, if the change is to take effect in time; `None`: no day is known, or nothing is late.
    pub not_after: Option<Day>,
    /// How many days it can wait, where both days are exact. Less than nothing: the change comes too early for it.
    pub slack: Option<i32>,
    /// The places of the steps right before it.
    pub after: Vec<usize>,
    /// Whether what everything waits for is on the way through it.
    pub is_critical: bool,
    /// What else it waits for; it can only delay.
    pub subject_to: Vec<ExitCondition>,
    /// Who could block it, on its day.
    pub vetoes: Vec<Veto>,
}

/// A plan: steps in an order in which they can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The steps, each after those that it waits for; ties by day, by whom, by action, of what.
    pub steps: Vec<PlanStep>,
    /// The step that the last day waits for: the latest exit.
    pub bottleneck: Option<usize>,
    /// For every state that the changes bind, the day on which they can bind it at the earliest, by key; `None`: no known day.
    pub binding: Vec<(Id<State>, Option<Date>)>,
}

impl Plan {
    /// The steps through which goes what everything waits for, in order.
    pub fn critical_path(&self) -> impl Iterator<Item = &PlanStep> {
        self.steps.iter().filter(|step| step.is_critical)
    }
}

impl Deliberation<'_, '_> {
    /// The plan by the fastest repair: what must go, and where there is a choice, what can be out by the earliest day.
    ///
    /// # Cost
    ///
    /// A pass over the rules for the repair, and a few exits of each participation for the latest days.
    ///
    /// # Example
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::deliberation::Action;
    /// use comity::model::EffectKind;
    /// use comity::{Change, Organization, World, date};
    ///
    /// let world = World::bundled();
    /// let ots = world.find::<Organization>("ots")?;
    /// let answer = world.as_of(date(2024, 10, 20)).exits_before(Change::acquire(ots, EffectKind::MutualDefence));
    /// let plan = answer.deliberate().plan();
    /// let last = plan.steps.last().unwrap();
    /// assert_eq!((last.action, last.not_before), (Action::TakeEffect, Some(date(2025, 4, 20))));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn plan(&self) -> Plan {
        let none = Repair { gone: Vec::new() };
        self.plan_by(&self.fastest_repair().unwrap_or(none))
    }

    /// The plan by a repair of the caller's choice.
    pub fn plan_by(&self, repair: &Repair) -> Plan {
        let mut planner = Planner {
            answer: self.answer(),
            is_impossible: self.is_impossible(),
            at: 0,
            steps: Vec::new(),
            arcs: Vec::new(),
            written: Vec::new(),
            binding: Vec::new(),
        };
        planner.write(&self.due(repair));
        planner.finish()
    }

    /// What of a repair has to be gone before which change, by the number of the change: the first one that it is in conflict with.
    ///
    /// What goes only because something else does, goes with the first change.
    fn due(&self, repair: &Repair) -> Vec<(Commitment, usize)> {
        let asked = self.conflicts_as_asked();
        let change = |commitment: &Commitment| {
            let own = asked.iter().filter(|conflict| conflict.commitments.contains(commitment));
            // With several hypotheses in one conflict: before the last of them.
            own.filter_map(|conflict| conflict.bound.iter().map(|(_, at)| *at).max()).min()
        };
        let first = repair.gone.iter().filter_map(change).min().unwrap_or(0);
        let due = |one: &Commitment| (one.clone(), change(one).unwrap_or(first));
        repair.gone.iter().map(due).collect()
    }
}

struct Planner<'a, 'w> {
    answer: &'a Consequences<'w>,
    /// Whether no repair helps: then nothing takes effect.
    is_impossible: bool,
    /// The change whose steps are being written.
    at: usize,
    steps: Vec<PlanStep>,
    /// The arcs from steps to those that wait for them.
    arcs: Vec<(usize, usize)>,
    /// The exits and changes of law that are written already.
    written: Vec<(Commitment, usize)>,
    binding: Vec<(Id<State>, Option<Date>)>,
}

/// What has to be done before a change can bind somebody: exits, and what is done at home.
#[derive(Default)]
struct First {
    out: Vec<(Id<State>, usize)>,
    lawful: Vec<(Id<State>, usize)>,
}

impl Planner<'_, '_> {
    fn step(&mut self, action: Action, by: Option<EntityId>, of: Of, day: Option<Date>) -> usize {
        self.steps.push(PlanStep {
            change: self.at,
            action,
            by,
            of,
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

    fn before(&mut self, first: usize, then: usize) {
        self.arcs.push((first, then));
    }

    /// The situation before the change that asks for an exit: the last one that binds the state.
    fn situation(&self, state: Id<State>) -> Option<Situation<'_>> {
        let binds = |step: &&crate::query::Grounded| {
            step.hypothesis.bound.iter().any(|(who, _)| *who == state)
        };
        let step = self.answer.grounded.iter().rev().find(binds).or(self.answer.grounded.last());
        step.map(|step| self.answer.situation(&step.before))
    }

    /// Notice and exit of one participation.
    fn exit(&mut self, state: Id<State>, exit: &Exit) -> (Option<usize>, usize) {
        let by = Some(state.into());
        let needs_notice = exit.mode != ExitMode::Lapse;
        let notice = needs_notice
            .then(|| self.step(Action::GiveNotice, by, Of::Body(exit.body), Some(exit.notice)));
        let out = self.step(Action::Exit, by, Of::Body(exit.body), exit.earliest);
        self.steps[out].subject_to.clone_from(&exit.subject_to);
        if let Some(situation) = self.situation(state) {
            self.steps[out].vetoes = rules::exit_vetoes(&situation, state, exit);
        }
        if let Some(notice) = notice {
            self.before(notice, out);
        }
        (notice, out)
    }

    fn write(&mut self, due: &[(Commitment, usize)]) {
        // What every later change waits for: changes apply in the order given.
        let mut before: Vec<usize> = Vec::new();
        for (at, grounded) in self.answer.grounded.iter().enumerate() {
            self.at = at;
            let with = Of::Change(grounded.hypothesis.with.clone());
            let mut first = First::default();
            for (state, _) in &grounded.hypothesis.bound {
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
                let step = *step;
                if self.steps[step].action == Action::Exit {
                    first.out.push((state, step));
                } else {
                    first.lawful.push((state, step));
                }
                continue;
            }
            match commitment {
                Commitment::Holds { body, .. } => {
                    let exit = self.answer.exit_from(state, *body);
                    let day = exit.notice;
                    earliest_notice =
                        Some(earliest_notice.map_or(day, |known| known.earlier_of(day)));
                    let (notice, out) = self.exit(state, &exit);
                    notices.push(notice.unwrap_or(out));
                    first.out.push((state, out));
                    self.written.push((commitment.clone(), out));
                }
                Commitment::Law { provision, .. } => {
                    let step = self.step(Action::ChangeLaw, by, Of::Law(*provision), None);
                    // A law that the hypothesis enacts is there before it goes.
                    let enacted = (0..step).rfind(|at| {
                        let one = &self.steps[*at];
                        provision.is_none() && one.by == by && one.of == Of::Law(None)
                    });
                    if let Some(enacted) = enacted {
                        self.before(enacted, step);
                    }
                    if let (Some(id), Some(situation)) = (provision, self.situation(state)) {
                        let vetoes = rules::amenders(&situation, *id, rules::VetoStep::Amend);
                        self.steps[step].vetoes = vetoes;
                    }
                    first.lawful.push((state, step));
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
            first.lawful.push((state, approval));
        }
    }

    /// The steps of a change itself, after those of the change before it; those in which it takes effect.
    fn change(&mut self, at: usize, first: &First, before: &[usize]) -> Vec<usize> {
        let answer = self.answer;
        let grounded = &answer.grounded[at];
        let today = answer.view().as_of();
        let with = Of::Change(grounded.hypothesis.with.clone());
        let own = match &grounded.change {
            Change::Leave { state, .. } => return self.leave(*state, with, before),
            Change::Repeal { state, provision, effective } => {
                let by = Some((*state).into());
                let step = self.step(Action::ChangeLaw, by, Of::Law(Some(*provision)), *effective);
                let commitment = Commitment::Law { state: *state, provision: Some(*provision) };
                self.written.push((commitment, step));
                Some(step)
            }
            Change::Enact { state, effective, .. } => {
                let by = Some((*state).into());
                Some(self.step(Action::ChangeLaw, by, Of::Law(None), *effective))
            }
            _ => None,
        };
        if let Some(step) = own {
            for earlier in before {
                self.before(*earlier, step);
            }
            return vec![step];
        }

        if self.changes_nothing(at) {
            return Vec::new();
        }
        let ratifies =
            !matches!(grounded.change, Change::HostBase { .. } | Change::GrantStatus { .. });
        let mut parties: Vec<EntityId> = Vec::new();
        if ratifies {
            parties
                .extend(grounded.hypothesis.bound.iter().map(|(state, _)| EntityId::from(*state)));
            // Whoever is bound by a text agrees to its amendment, even if that binds nobody anew.
            if let Change::Amend { .. } = grounded.change {
                parties.extend(grounded.hypothesis.circle.iter().map(|(member, _)| *member));
            }
            // On accessions that all ratify, those who have not done so yet.
            let approving = (answer.vetoes().iter())
                .filter(|veto| veto.step == rules::VetoStep::Accede)
                .filter(|veto| veto.pending.is_some_and(Truth::is_possible));
            if let Change::Join { .. } = grounded.change {
                parties.extend(approving.map(|veto| veto.entity));
            }
            parties.sort_by_key(|entity| answer.world().index().rank(*entity));
            parties.dedup();
        }
        let ratifications: Vec<(EntityId, usize)> = (parties.into_iter())
            .map(|party| {
                let step = self.step(Action::Ratify, Some(party), with.clone(), Some(today));
                (party, step)
            })
            .collect();
        let effect = self.step(Action::TakeEffect, None, with, None);
        for (party, step) in &ratifications {
            self.before(*step, effect);
            for (state, earlier) in &first.lawful {
                if EntityId::from(*state) == *party {
                    self.before(*earlier, *step);
                }
            }
        }
        for (_, step) in first.out.iter().chain(&first.lawful) {
            self.before(*step, effect);
        }
        for earlier in before {
            self.before(*earlier, effect);
        }

        self.date_effect(at, &first.out, before, effect);
        let situation = answer.situation(&grounded.before);
        let on_the_day = self.steps[effect].not_before.unwrap_or(grounded.hypothesis.date);
        let mut hypothesis = grounded.hypothesis.clone();
        hypothesis.date = on_the_day;
        let consents = answer.consents();
        self.steps[effect].vetoes =
            rules::vetoes(&situation, &grounded.change, &hypothesis, &consents);
        vec![effect]
    }

    /// Whether a change would bind nobody: who joins is in already, or nobody is there to be bound.
    fn changes_nothing(&self, at: usize) -> bool {
        let grounded = &self.answer.grounded[at];
        let binds = !matches!(
            grounded.change,
            Change::HostBase { .. } | Change::GrantStatus { .. } | Change::Amend { .. }
        );
        binds && grounded.hypothesis.bound.is_empty()
    }

    /// The exits of a state that leaves by the hypothesis itself.
    fn leave(&mut self, state: Id<State>, with: Of, before: &[usize]) -> Vec<usize> {
        let today = self.answer.view().as_of();
        let exits: Vec<Exit> = (self.answer.leaving().iter())
            .filter(|(who, _)| *who == state)
            .map(|(_, exit)| exit.clone())
            .collect();
        // Who is not in has nothing to leave.
        if exits.is_empty() {
            return Vec::new();
        }
        let notice = exits.iter().map(|exit| exit.notice).reduce(Date::earlier_of);
        let day = approved_by(today, notice);
        let approval = self.step(Action::Authorise, Some(state.into()), with, Some(day));
        for earlier in before {
            self.before(*earlier, approval);
        }
        let mut effects = Vec::new();
        for exit in exits {
            let commitment = Commitment::Holds { state, body: exit.body };
            if self.written.iter().any(|(one, _)| *one == commitment) {
                continue;
            }
            let (notice, out) = self.exit(state, &exit);
            self.before(approval, notice.unwrap_or(out));
            self.written.push((commitment, out));
            effects.push(out);
        }
        effects
    }

    /// The day on which a change can take effect for all whom it binds, and for each of them.
    fn date_effect(
        &mut self,
        at: usize,
        out: &[(Id<State>, usize)],
        before: &[usize],
        effect: usize,
    ) {
        let answer = self.answer;
        let grounded = &answer.grounded[at];
        let today = answer.view().as_of();
        let entry = entry_into_force(&answer.view(), &grounded.change).map(|(_, entry)| entry);
        // The day on which each can be bound as far as its exits go, and the day of its instrument for that.
        let mut ready: Vec<(Id<State>, Option<Date>, Option<Date>)> = Vec::new();
        for (state, _) in &grounded.hypothesis.bound {
            let mut own = out.iter().filter(|(who, _)| who == state);
            let free = own
                .by_ref()
                .map(|(_, step)| self.steps[*step].not_before)
                .try_fold(today, |day, exit| Some(day.later_of(exit?)));
            let instrument = match entry {
                Some(entry) => free.map(|free| {
                    let back = |day: Day| entry.after.before_day(day);
                    let day = Date::from_bounds(
                        free.earliest().and_then(back),
                        free.latest().and_then(back),
                    );
                    today.later_of(day)
                }),
                None => free,
            };
            ready.push((*state, free, instrument));
        }
        // The text itself is in force as soon as enough have deposited.
        let mut instruments: Vec<Option<Date>> = ready.iter().map(|(.., day)| *day).collect();
        instruments.sort_by_key(|day| day.map_or((i32::MAX, i32::MAX), Date::bounds));
        let in_force = match entry {
            Some(entry) => match entry.counted {
                Counted::Nth(nth) => {
                    let enough = (nth as usize).min(instruments.len()).checked_sub(1);
                    enough.and_then(|at| instruments[at]).map(|day| entry.after.after(day))
                }
                Counted::Last => {
                    latest(instruments.iter().copied()).map(|day| entry.after.after(day))
                }
                Counted::Own => Some(today),
            },
            None => Some(today),
        };
        for (state, free, instrument) in &ready {
            let own = match (entry, instrument) {
                (Some(entry), Some(day)) => Some(entry.after.after(*day)),
                (Some(_), None) => None,
                (None, _) => Some(today),
            };
            let day = (|| Some(free.as_ref()?.later_of(own?).later_of(in_force?)))();
            let day =
                day.map(|day| grounded.change.effective().map_or(day, |set| day.later_of(set)));
            match self.binding.iter_mut().find(|(who, _)| who == state) {
                Some((_, known)) => *known = (|| Some((*known)?.later_of(day?)))(),
                None => self.binding.push((*state, day)),
            }
        }
        let all = (self.binding.iter())
            .filter(|(state, _)| grounded.hypothesis.bound.iter().any(|(who, _)| who == state))
            .map(|(_, day)| *day);
        let own = Some(grounded.change.effective().unwrap_or(today));
        let earlier = before.iter().map(|first| self.steps[*first].not_before);
        let day = latest(all.chain([own]).chain(earlier));
        self.steps[effect].not_before = day.filter(|_| !self.is_impossible);
    }

    /// The latest days, backward from the day that is set, or else from the earliest one.
    fn date_backward(&mut self) {
        let arcs = self.arcs.clone();
        let order = self.topological();
        for at in order.iter().rev() {
            let step = &self.steps[*at];
            let mut limit: Option<Day> = None;
            if step.action == Action::TakeEffect {
                limit = self.deadline(step);
            }
            for (_, then) in arcs.iter().filter(|(first, _)| first == at) {
                let later = self.lag_back(*at, *then);
                limit = match (limit, later) {
                    (Some(a), Some(b)) => Some(a.min(b)),
                    (a, b) => a.or(b),
                };
            }
            self.steps[*at].not_after = limit;
            let earliest = self.steps[*at].not_before.and_then(Date::exact);
            self.steps[*at].slack = match (limit, earliest) {
                (Some(latest), Some(earliest)) => Some(latest.number() - earliest.number()),
                _ => None,
            };
        }
    }

    fn deadline(&self, step: &PlanStep) -> Option<Day> {
        let set = self.answer.grounded.get(step.change).and_then(|one| one.change.effective());
        let set = set.and_then(Date::exact);
        set.or_else(|| step.not_before.and_then(Date::exact))
    }

    /// The last day of a step so that the one after it is on time.
    fn lag_back(&self, first: usize, then: usize) -> Option<Day> {
        let end = self.steps[then].not_after?;
        match (self.steps[first].action, self.steps[then].action) {
            (Action::GiveNotice, Action::Exit) => self.last_notice(first, end),
            (Action::Ratify, Action::TakeEffect) => {
                let change = self.answer.grounded.get(self.steps[then].change)?;
                match entry_into_force(&self.answer.view(), &change.change) {
                    Some((_, entry)) => entry.after.before_day(end),
                    None => Some(end),
                }
            }
            _ => Some(end),
        }
    }

    /// The adjoint of an exit: the last day of notice from which it takes effect by a day.
    ///
    /// An exit never takes effect earlier for a later notice, so the last day is found by halving.
    fn last_notice(&self, step: usize, end: Day) -> Option<Day> {
        let (Some(by), Of::Body(body)) = (self.steps[step].by, &self.steps[step].of) else {
            return None;
        };
        let state: Id<State> = by.cast();
        let situation = self.situation(state)?;
        let in_time = |notice: i32| {
            Day::from_number(notice).is_some_and(|day| {
                let exit = rules::exit(&situation, state, *body, day.into(), None);
                let out = exit.earliest.and_then(Date::exact);
                out.is_some_and(|out| out <= end)
            })
        };
        // Back from the day, further and further, to a notice that is early enough; the texts of long ago may be others.
        let mut late = end.number();
        let mut early = (0..16).map(|power| late - (1 << power)).find(|notice| in_time(*notice))?;
        while early < late {
            let middle = early + (late - early + 1) / 2;
            if in_time(middle) {
                early = middle;
            } else {
                late = middle - 1;
            }
        }
        Day::from_number(early)
    }

    fn compare(&self, a: usize, b: usize) -> Ordering {
        let key = |at: usize| {
            let step = &self.steps[at];
            let by = step.by.map(|entity| self.answer.world().key(entity));
            (
                step.not_before.is_none(),
                step.not_before.map(Date::bounds),
                by.is_none(),
                by,
                step.action,
                step.of.key(self.answer.world()),
                step.change,
            )
        };
        key(a).cmp(&key(b))
    }

    /// The steps in an order in which they can be done, ties by day, by whom, by action, of what.
    fn topological(&self) -> Vec<usize> {
        let mut waits = vec![0_usize; self.steps.len()];
        for (_, then) in &self.arcs {
            waits[*then] += 1;
        }
        let mut ready: Vec<usize> = (0..waits.len()).filter(|at| waits[*at] == 0).collect();
        let mut order = Vec::with_capacity(waits.len());
        while !ready.is_empty() {
            ready.sort_by(|a, b| self.compare(*b, *a));
            let Some(next) = ready.pop() else { break };
            order.push(next);
            for (_, then) in self.arcs.iter().filter(|(first, _)| *first == next) {
                waits[*then] -= 1;
                if waits[*then] == 0 {
                    ready.push(*then);
                }
            }
        }
        order
    }

    /// Drops every arc that a longer way makes needless.
    fn reduce(&mut self) {
        self.arcs.sort_unstable();
        self.arcs.dedup();
        let n = self.steps.len();
        // From every step, what follows it, directly or through others.
        let mut follows: Vec<crate::logic::Set> = vec![crate::logic::Set::new(); n];
        for at in self.topological().into_iter().rev() {
            let mut after = crate::logic::Set::new();
            for (_, then) in self.arcs.iter().filter(|(first, _)| *first == at) {
                after.insert(*then);
                after.unite(&follows[*then]);
            }
            follows[at] = after;
        }
        let arcs = self.arcs.clone();
        self.arcs.retain(|(first, then)| {
            !arcs.iter().any(|(start, middle)| {
                start == first && middle != then && follows[*middle].contains(*then)
            })
        });
    }

    fn finish(mut self) -> Plan {
        self.reduce();
        self.date_backward();
        let order = self.topological();
        let mut place = vec![0; order.len()];
        for (at, old) in order.iter().enumerate() {
            place[*old] = at;
        }
        let arcs = std::mem::take(&mut self.arcs);
        for (first, then) in arcs {
            self.steps[then].after.push(place[first]);
        }
        let mut steps: Vec<PlanStep> = order.iter().map(|old| self.steps[*old].clone()).collect();
        for step in &mut steps {
            step.after.sort_unstable();
        }
        let bottleneck = bottleneck(&steps);
        if let Some(exit) = bottleneck {
            mark_critical(&mut steps, exit);
        }
        let mut binding = self.binding;
        binding.sort_by_key(|(state, _)| self.answer.world().index().rank((*state).into()));
        Plan { steps, bottleneck, binding }
    }
}

/// When parliament acts: on the day of the question, or before an earlier notice.
fn approved_by(today: Date, notice: Option<Date>) -> Date {
    let known = notice.filter(|day| !day.is_unknown());
    known.map_or(today, |notice| today.earlier_of(notice))
}

/// The exit that the last day waits for: the latest, one without a known day before all.
fn bottleneck(steps: &[PlanStep]) -> Option<usize> {
    let exits = steps.iter().enumerate().filter(|(_, step)| step.action == Action::Exit);
    let latest = |step: &PlanStep| {
        step.not_before.map_or((i32::MAX, i32::MAX), |day| (day.bounds().1, day.bounds().0))
    };
    exits
        .reduce(|last, next| if latest(next.1) > latest(last.1) { next } else { last })
        .map(|(at, _)| at)
}

/// Marks what leads to a step and what waits for it to the end.
fn mark_critical(steps: &mut [PlanStep], through: usize) {
    let mut back = vec![through];
    while let Some(at) = back.pop() {
        steps[at].is_critical = true;
        back.extend(steps[at].after.iter().copied());
    }
    for at in through + 1..steps.len() {
        let follows =
            steps[at].after.iter().any(|first| *first >= through && steps[*first].is_critical);
        if follows && matches!(steps[at].action, Action::TakeEffect) {
            steps[at].is_critical = true;
        }
    }
}
