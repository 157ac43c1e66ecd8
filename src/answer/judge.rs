//! The judge: the verdict on every state that some change binds, from the conflicts of what it has with what the changes put on it.
//!
//! What is tested, and what it rests on, say the [rules](crate::rules); which verdict follows says [`Outcome::verdict_of`].

use super::consequences::Placed;
use super::evaluate::{exit_of, latest};
use super::outcome::{DaysEarly, Outcome};
use crate::model::Tables;
use crate::rules::{Conflict, Exit, Situation, Test};
use crate::scenario::Scenario;
use crate::time::Date;
use crate::verdict::{Class, Clause, ExitMode, Verdict};
use crate::world::View;
use crate::{BodyId, Id, State, Truth};

/// The verdict on every state that some change binds, by key.
pub(super) fn outcomes(view: &View<'_>, scenario: &Scenario, placed: &[Placed]) -> Vec<Outcome> {
    let index = view.world().index();
    let mut states: Vec<Id<State>> =
        placed.iter().flat_map(|step| step.hypothesis.bound.iter().map(|(s, _)| *s)).collect();
    states.sort_by_key(|state| index.rank((*state).into()));
    states.dedup();
    states.into_iter().map(|state| Judge { view, scenario, placed, state }.outcome()).collect()
}

/// One state, and all that is asked of it.
struct Judge<'j, 'w> {
    view: &'j View<'w>,
    scenario: &'j Scenario,
    placed: &'j [Placed],
    state: Id<State>,
}

/// What the test of one provision against one change comes to.
struct Tested {
    conflict: Conflict,
    /// The number of the change.
    at: usize,
    /// What would have to be left, all of it, because it keeps the provision of a hard conflict alive.
    bundle: Vec<BodyId>,
}

/// An exit, and the day of the change that asks for it, if one is set.
struct Due {
    exit: Exit,
    by: Option<Date>,
}

impl<'j> Judge<'j, '_> {
    fn outcome(&self) -> Outcome {
        let tested = self.tested();
        let verdict =
            Outcome::verdict_of(tested.iter().map(|Tested { conflict, bundle, .. }| {
                (conflict.class, conflict.truth, !bundle.is_empty())
            }));
        let due = self.due(verdict, &tested);
        let conflicts: Vec<Conflict> = tested.into_iter().map(|one| one.conflict).collect();

        let tables = self.view.world().tables();
        let rules =
            clauses(tables, conflicts.iter().filter(|one| Outcome::is_decisive(verdict, one)));
        let laws = clauses(tables, conflicts.iter().filter(|one| Outcome::is_law(verdict, one)));
        let mut soft = clauses(tables, conflicts.iter().filter(|one| one.class != Class::None));
        soft.retain(|clause| !rules.contains(clause) && !laws.contains(clause));

        let exits = self.exits(&due);
        let mut subject_to: Vec<_> =
            exits.iter().flat_map(|exit| exit.subject_to.iter().copied()).collect();
        subject_to.sort_unstable();
        subject_to.dedup();
        let (in_time, days_early) = timeliness(&due);
        Outcome {
            state: self.state,
            bound: Truth::any(self.placed.iter().map(|step| step.hypothesis.binds(self.state))),
            verdict,
            earliest: latest(exits.iter().map(|exit| exit.earliest)),
            exits,
            laws,
            soft,
            rules,
            subject_to,
            effective: due.iter().filter_map(|due| due.by).reduce(Date::earlier_of),
            in_time,
            days_early,
            conflicts,
        }
    }

    /// What the state finds before a change.
    fn before(&self, at: usize) -> Situation<'j> {
        let (scenario, deltas) = (self.scenario, &self.placed[at].before);
        Situation { view: *self.view, deltas, assumptions: &scenario.assumptions }
    }

    /// All that the state has, tested against every change that binds it: by provision, then in the order of the changes.
    fn tested(&self) -> Vec<Tested> {
        let mut tested = Vec::new();
        for (at, step) in self.placed.iter().enumerate() {
            if step.hypothesis.bound.iter().all(|(bound, _)| *bound != self.state) {
                continue;
            }
            let (before, counts) = (self.before(at), self.scenario.bilateral_counts);
            let conflicts = Test::new(&before, &step.hypothesis, counts).conflicts(self.state);
            let on_the_day = before.on(step.hypothesis.date);
            tested.extend(conflicts.into_iter().map(|conflict| {
                let is_hard = conflict.class == Class::Hard && conflict.truth.is_possible();
                let bundle = if is_hard { conflict.bundle(&on_the_day) } else { Vec::new() };
                Tested { conflict, at, bundle }
            }));
        }
        let tables = self.view.world().tables();
        tested.sort_by(|a, b| {
            let place = |one: &Tested| one.conflict.provision.place(tables);
            (place(a), a.at).cmp(&(place(b), b.at))
        });
        tested
    }

    /// The exits that the decisive conflicts ask for, each with the day of its change.
    fn due(&self, verdict: Verdict, tested: &[Tested]) -> Vec<Due> {
        let decisive = tested.iter().filter(|one| Outcome::is_decisive(verdict, &one.conflict));
        let of_conflict = |Tested { at, bundle, .. }: &Tested| {
            let (before, by) = (self.before(*at), self.placed[*at].change.effective());
            let exit = move |body: &BodyId| exit_of(&before, self.scenario, self.state, *body);
            bundle.iter().map(move |body| Due { exit: exit(body), by }).collect::<Vec<_>>()
        };
        decisive.flat_map(of_conflict).collect()
    }

    /// One exit from each body, by key: the first that is asked for.
    fn exits(&self, due: &[Due]) -> Vec<Exit> {
        let index = self.view.world().index();
        let mut exits: Vec<Exit> = due.iter().map(|due| due.exit.clone()).collect();
        exits.sort_by_key(|exit| index.rank(exit.body.entity()));
        exits.dedup_by_key(|exit| exit.body);
        exits
    }
}

/// The provisions of some conflicts, each once.
fn clauses<'c>(tables: &Tables, conflicts: impl Iterator<Item = &'c Conflict>) -> Vec<Clause> {
    let mut clauses: Vec<Clause> = Vec::new();
    for conflict in conflicts {
        // By what bars, not by what is held.
        let clause = conflict.bar();
        if !clauses.contains(&clause) {
            clauses.push(clause);
        }
    }
    clauses.sort_by(|a, b| a.place(tables).cmp(&b.place(tables)));
    clauses
}

/// Whether each exit is in time for the change that asks for it, and by how many days the changes come too early at most.
fn timeliness(due: &[Due]) -> (Option<Truth>, Option<DaysEarly>) {
    let dated = || due.iter().filter_map(|due| Some((&due.exit, due.by?)));
    let in_time = dated().map(|(exit, by)| is_in_time(exit, by)).reduce(|a, b| a & b);
    let late = dated().filter(|(exit, by)| !is_in_time(exit, *by).is_yes());
    let early: Option<Vec<DaysEarly>> =
        late.map(|(exit, by)| DaysEarly::between(by, exit.earliest?)).collect();
    let most = early.and_then(|all| {
        all.into_iter()
            .reduce(|a, b| DaysEarly { least: a.least.max(b.least), most: a.most.max(b.most) })
    });
    (in_time, most)
}

fn is_in_time(exit: &Exit, by: Date) -> Truth {
    match exit.earliest {
        Some(earliest) => earliest.is_on_or_before(by),
        // An exit that is not to be had without the others' consent is never in time.
        None if exit.mode == ExitMode::ConsentOnly => Truth::No,
        // Else its bounds may tell that it comes too late.
        None => match exit.bounds {
            Some(bounds) if bounds.is_on_or_before(by).is_no() => Truth::No,
            Some(_) | None => Truth::Unknown,
        },
    }
}
