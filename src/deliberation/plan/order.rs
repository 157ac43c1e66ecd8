//! The order of a plan: no step before what it waits for, no arc that a longer way makes needless, ties by what is printed.

use std::cmp::Reverse;

use super::{Action, Plan, PlanStep, Planner};
use crate::logic::Set;
use crate::time::Date;

impl Planner<'_, '_> {
    /// What is printed of a step, in the order in which that decides.
    fn printed<'s>(&'s self, step: &'s PlanStep) -> impl Ord + 's {
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
    }

    /// The place of each step by what is printed, whatever it waits for; the same for those that are printed alike.
    fn places(&self) -> Vec<usize> {
        let mut sorted: Vec<_> =
            self.steps.iter().map(|step| self.printed(step)).zip(0..).collect();
        sorted.sort_unstable();
        let mut places = vec![0; sorted.len()];
        for ((last, at), (next, then)) in sorted.iter().zip(sorted.iter().skip(1)) {
            let (at, then): (usize, usize) = (*at, *then);
            places[then] = places[at] + usize::from(last != next);
        }
        places
    }

    /// The steps in an order in which they can be done, ties by day, by whom, by action, of what.
    pub(super) fn topological(&self) -> Vec<usize> {
        let mut waits = vec![0_usize; self.steps.len()];
        for (_, then) in &self.arcs {
            waits[*then] += 1;
        }
        let mut ready: Vec<usize> = (0..waits.len()).filter(|at| waits[*at] == 0).collect();
        let places = self.places();
        let mut order = Vec::with_capacity(waits.len());
        while !ready.is_empty() {
            ready.sort_by_key(|at| Reverse(places[*at]));
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
        let mut follows: Vec<Set> = vec![Set::new(); n];
        for at in self.topological().into_iter().rev() {
            let mut after = Set::new();
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

    pub(super) fn finish(mut self) -> Plan {
        self.reduce();
        self.date_forward();
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
        let mut left: Vec<Option<PlanStep>> = self.steps.into_iter().map(Some).collect();
        let mut steps: Vec<PlanStep> = order.iter().filter_map(|old| left[*old].take()).collect();
        for step in &mut steps {
            step.after.sort_unstable();
        }
        let bottleneck = bottleneck(&steps);
        if let Some(exit) = bottleneck {
            mark_critical(&mut steps, exit);
        }
        let mut binding = self.binding;
        binding.sort_by_key(|one| self.answer.world().index().rank(one.state.into()));
        Plan { steps, bottleneck, binding }
    }
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
