//! The days of a plan: forward from notices and exits to entry into force, and backward from the day that must be met.

use super::{Action, Of, PlanStep, Planner};
use crate::answer::latest;
use crate::rules::{self, Counted, entry_into_force};
use crate::time::{Date, Day};
use crate::{Id, State};

impl Planner<'_, '_> {
    /// The day on which a change can take effect for all whom it binds, and for each of them.
    pub(super) fn date_effect(
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
}
