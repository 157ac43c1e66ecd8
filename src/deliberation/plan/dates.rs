//! The days of a plan: forward from notices and exits to entry into force, and backward from the day that must be met.

use super::{Action, Binding, Done, Of, PlanStep, Planner};
use crate::answer::latest;
use crate::rules::{self, Counted, EntryIntoForce, entry_into_force};
use crate::time::{Date, Day};
use crate::{Id, State};

/// How soon a state can be bound.
struct Ready {
    state: Id<State>,
    /// As far as its exits go; `None`: no known day.
    free: Option<Date>,
    /// The day of its instrument, so that it is bound as soon as that.
    instrument: Option<Date>,
}

impl Planner<'_, '_> {
    /// The day on which a change can take effect for all whom it binds, and for each of them.
    pub(super) fn date_effect(&mut self, at: usize, out: &[Done], before: &[usize], effect: usize) {
        let answer = self.answer;
        let placed = &answer.placed[at];
        let (today, set) = (answer.view().as_of(), placed.change.effective());
        let entry = entry_into_force(&answer.view(), &placed.change).map(|(_, entry)| entry);
        let bound = placed.hypothesis.bound.iter();
        let ready: Vec<Ready> = bound.map(|(state, _)| self.ready(*state, out, entry)).collect();
        let in_force = entry.map_or(Some(today), |entry| text_in_force(entry, &ready, today));
        for one in &ready {
            let own = match entry {
                Some(entry) => one.instrument.map(|day| entry.after.after(day)),
                None => Some(today),
            };
            let day = latest([one.free, own, in_force].into_iter().chain(set.map(Some)));
            match self.binding.iter_mut().find(|known| known.state == one.state) {
                Some(known) => known.earliest = latest([known.earliest, day]),
                None => self.binding.push(Binding { state: one.state, earliest: day }),
            }
        }
        let all = (self.binding.iter())
            .filter(|one| placed.hypothesis.binds(one.state).is_possible())
            .map(|one| one.earliest);
        let own = Some(set.unwrap_or(today));
        let earlier = before.iter().map(|first| self.steps[*first].not_before);
        let day = latest(all.chain([own]).chain(earlier));
        self.steps[effect].not_before =
            day.filter(|_| !self.is_impossible && !self.answer.has_no_body());
    }

    fn ready(&self, state: Id<State>, out: &[Done], entry: Option<EntryIntoForce>) -> Ready {
        let today = self.answer.view().as_of();
        let exits = out.iter().filter(|done| done.state == state);
        let days = exits.map(|done| self.steps[done.step].not_before);
        let free = latest([Some(today)].into_iter().chain(days));
        let instrument = match entry {
            Some(entry) => free.map(|free| {
                let back = |day: Day| entry.after.before_day(day);
                let (from, to) = (free.earliest(), free.latest());
                today.later_of(Date::from_bounds(from.and_then(back), to.and_then(back)))
            }),
            None => free,
        };
        Ready { state, free, instrument }
    }

    /// No step begins before what it waits for: the days once more, in the order of the arcs. A notice that waits makes its exit wait.
    pub(super) fn date_forward(&mut self) {
        for at in self.topological() {
            let first: Vec<usize> =
                self.arcs.iter().filter(|(_, then)| *then == at).map(|(first, _)| *first).collect();
            // A change of law that is made for another has no day of its own.
            let has_day =
                |step: &PlanStep| step.action != Action::ChangeLaw || step.not_before.is_some();
            let waited = first.iter().filter(|one| has_day(&self.steps[**one]));
            let waited: Vec<Option<Date>> = waited.map(|one| self.steps[*one].not_before).collect();
            let action = self.steps[at].action;
            if waited.is_empty()
                || action == Action::ChangeLaw && self.steps[at].not_before.is_none()
            {
                continue;
            }
            let own = self.steps[at].not_before;
            let notice = first.iter().find(|one| self.steps[**one].action == Action::GiveNotice);
            let notice = notice.filter(|_| action == Action::Exit);
            let moved = notice.and_then(|notice| self.exit_on_notice(at, *notice));
            let day = latest(waited.into_iter().chain([moved.unwrap_or(own)]));
            let is_same = day.map(Date::bounds) == own.map(Date::bounds);
            if !is_same {
                self.steps[at].not_before = day;
            }
        }
    }

    /// The day of an exit whose notice has come to wait (an exit may have no known day); nothing, if it has not.
    #[expect(
        clippy::option_option,
        reason = "that nothing changes differs from no day being known"
    )]
    fn exit_on_notice(&self, exit: usize, notice: usize) -> Option<Option<Date>> {
        let (Some(by), Of::Body(body)) = (self.steps[exit].by, &self.steps[exit].of) else {
            return None;
        };
        let (state, given) = (by.cast(), self.steps[notice].not_before);
        let asked = self.answer.exit_from(state, *body).noticed();
        if given.map(Date::bounds) == Some(asked.bounds()) {
            return None;
        }
        let situation = self.situation(state)?;
        let named = self.answer.scenario().named.get(&state).copied();
        let later = given.map(|given| rules::exit(&situation, state, *body, given, named));
        Some(later.and_then(|exit| exit.earliest))
    }

    /// The latest days, backward from the day that is set, or else from the earliest one.
    pub(super) fn date_backward(&mut self) {
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
        let set = self.answer.placed.get(step.change).and_then(|one| one.change.effective());
        let set = set.and_then(Date::exact);
        set.or_else(|| step.not_before.and_then(Date::exact))
    }

    /// The last day of a step so that the one after it is on time.
    fn lag_back(&self, first: usize, then: usize) -> Option<Day> {
        let end = self.steps[then].not_after?;
        let then_acts = self.steps[then].action;
        match self.steps[first].action {
            Action::GiveNotice if then_acts == Action::Exit => self.last_notice(first, end),
            Action::Ratify if then_acts == Action::TakeEffect => {
                let change = self.answer.placed.get(self.steps[then].change)?;
                match entry_into_force(&self.answer.view(), &change.change) {
                    Some((_, entry)) => entry.after.before_day(end),
                    None => Some(end),
                }
            }
            Action::Procedure
            | Action::Authorise
            | Action::ChangeLaw
            | Action::GiveNotice
            | Action::Exit
            | Action::DeclareCompatible
            | Action::Ratify
            | Action::TakeEffect => Some(end),
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
        let back = |power: i32| end.number() - (1 << power);
        let power = (0..16).find(|power| in_time(back(*power)))?;
        let mut early = back(power);
        if power > 0 {
            // The one before was too late.
            late = back(power - 1) - 1;
        }
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
}

/// The day on which a text is in force at the earliest: as soon as enough have deposited.
fn text_in_force(entry: EntryIntoForce, ready: &[Ready], today: Date) -> Option<Date> {
    let mut instruments: Vec<Option<Date>> = ready.iter().map(|one| one.instrument).collect();
    instruments.sort_by_key(|day| day.map_or((i32::MAX, i32::MAX), Date::bounds));
    let decisive = match entry.counted {
        Counted::Nth(nth) => {
            let enough = (nth as usize).min(instruments.len()).checked_sub(1)?;
            instruments[enough]
        }
        Counted::Last => latest(instruments),
        Counted::Own => return Some(today),
    };
    decisive.map(|day| entry.after.after(day))
}
