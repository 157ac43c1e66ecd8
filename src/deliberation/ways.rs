//! The ways in which the conflicts of a state force something: under which readings, claims and uncertain facts.
//!
//! No rule is told again here: what a rule names as what would turn its outcome is supposed, and the same rule is asked once more.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::doubt::doubts;
use super::draft::Draft;
use super::statement::{Commitment, Contingency, Statement};
use crate::answer::Consequences;
use crate::rules::{self, Conflict, Deltas, Hypothesis, Pair, Situation, Supposition, Tells, Test};
use crate::scenario::{AssumedFact, Changed};
use crate::world::{Reading, World};
use crate::{BodyId, Id, Provision, State, Truth};

/// How many combinations of readings of one text are tried at most.
const COMBINATIONS: usize = 16;

/// A conflict that forces something, and what it is contingent on.
struct Way {
    conflict: Conflict,
    contingencies: Vec<Contingency>,
}

impl Way {
    /// Whether another one forces the same, contingent on the same.
    fn is_like(&self, other: &Self) -> bool {
        (self.conflict.class, &self.contingencies) == (other.conflict.class, &other.contingencies)
    }

    /// The same, if these are so besides.
    fn if_also(mut self, contingencies: impl IntoIterator<Item = Contingency>) -> Self {
        self.contingencies.extend(contingencies);
        self.contingencies.sort();
        self.contingencies.dedup();
        self
    }
}

/// The conflicts of one state with every change that binds it, under every reading, with what each is contingent on.
pub(super) fn of_question(
    answer: &Consequences<'_>,
    state: Id<State>,
    question: &mut Draft<'_>,
    readings: &mut BTreeMap<Id<Provision>, Vec<Box<str>>>,
) {
    let world = answer.world();
    for (change, step) in answer.placed.iter().enumerate() {
        if step.hypothesis.bound.iter().all(|(bound, _)| *bound != state) {
            continue;
        }
        let case = Case { answer, state, hypothesis: &step.hypothesis };
        let base = answer.situation(&step.before);
        let tests = case.tests(&base);
        let ways = tests.iter().flat_map(|conflict| case.ways(&base, conflict));
        for Way { conflict, contingencies } in ways {
            for contingency in &contingencies {
                if let Contingency::Reading { provision, .. } = contingency {
                    readings.insert(*provision, names_of_readings(world, *provision));
                }
            }
            let bundle = || conflict.bundle(&base.on(step.hypothesis.date));
            let against = Statement::Bound { state, change };
            question.conflict(&conflict, bundle, against, contingencies);
        }
    }
}

/// The conflicts among what a state holds already.
pub(super) fn of_today(answer: &Consequences<'_>, state: Id<State>, today: &mut Draft<'_>) {
    let world = answer.world();
    let none = Deltas::default();
    let situation = answer.situation(&none);
    for conflict in answer.status_quo_conflicts().iter().filter(|one| one.state == state) {
        let Changed::Entity(entity) = conflict.with else { continue };
        let Some(body) = BodyId::of(entity, world[entity].kind()) else { continue };
        let against = Commitment::Holds { state, body }.into();
        let doubts = doubts(&situation, conflict);
        today.conflict(conflict, || conflict.bundle(&situation), against, doubts);
    }
}

fn names_of_readings(world: &World, provision: Id<Provision>) -> Vec<Box<str>> {
    world[provision].readings().into_iter().map(Into::into).collect()
}

/// One state and one change that binds it.
struct Case<'c, 'w> {
    answer: &'c Consequences<'w>,
    state: Id<State>,
    hypothesis: &'c Hypothesis,
}

impl Case<'_, '_> {
    fn counts_pacts_of_two(&self) -> bool {
        self.answer.scenario().bilateral_counts
    }

    fn tests(&self, situation: &Situation<'_>) -> Cow<'_, [Conflict]> {
        let anew = || {
            let test = Test::new(situation, self.hypothesis, self.counts_pacts_of_two());
            test.conflicts(self.state).into()
        };
        self.answer.tests_of(self.state).map_or_else(anew, Cow::from)
    }

    /// The ways in which a conflict is, or would be, one that forces something: under every combination of readings of its text.
    fn ways(&self, base: &Situation<'_>, plain: &Conflict) -> Vec<Way> {
        let world = self.answer.world();
        let mut found: Vec<(Vec<Contingency>, Vec<Way>)> = Vec::new();
        for combination in combinations(world, &rules::read_by(world, plain.pair())) {
            // Where there is nothing to read otherwise, it is as it was found.
            if combination.is_empty() {
                found.push((Vec::new(), self.ways_as_read(base, plain)));
                continue;
            }
            let mut reading: Reading = base.view.reading().clone();
            for (provision, name) in &combination {
                reading = reading.provision(world[*provision].key.clone(), &**name);
            }
            let situation = Situation { view: base.view.under_kept(&reading), ..base.clone() };
            let test = Test::new(&situation, self.hypothesis, self.counts_pacts_of_two());
            let read = test.conflict(self.state, plain.pair());
            let ways = read.map_or_else(Vec::new, |one| self.ways_as_read(&situation, &one));
            let read = combination.into_iter();
            let read = read.map(|(provision, reading)| Contingency::Reading { provision, reading });
            found.push((read.collect(), ways));
        }
        let is_like = |one: &[Way], other: &[Way]| {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| a.is_like(b))
        };
        // What is so under all of them is contingent on none.
        if found.windows(2).all(|pair| is_like(&pair[0].1, &pair[1].1)) {
            return found.into_iter().next().map_or_else(Vec::new, |(_, ways)| ways);
        }
        (found.into_iter())
            .flat_map(|(read, ways)| ways.into_iter().map(move |way| way.if_also(read.clone())))
            .collect()
    }

    /// The same under one reading: as it is, and as it would be if something were so that is not.
    fn ways_as_read(&self, situation: &Situation<'_>, conflict: &Conflict) -> Vec<Way> {
        let on_the_day = situation.on(self.hypothesis.date);
        let way =
            |conflict: Conflict| Way { contingencies: doubts(&on_the_day, &conflict), conflict };
        let as_it_is = conflict.forces().then(|| way(conflict.clone()));
        let if_only = conflict.would_turn().filter_map(|supposition| {
            let then = self.supposing(situation, &supposition, conflict.pair());
            let then = then.filter(Conflict::forces)?;
            Some(way(then).if_also([self.if_so(supposition)]))
        });
        as_it_is.into_iter().chain(if_only).collect()
    }

    /// What the same rule finds about a provision if something is so that is not.
    fn supposing(
        &self,
        situation: &Situation<'_>,
        supposition: &Supposition,
        pair: Pair,
    ) -> Option<Conflict> {
        let mut hypothesis = Cow::Borrowed(self.hypothesis);
        let mut assumptions = situation.assumptions.to_vec();
        let mut counts = self.counts_pacts_of_two();
        match supposition {
            Supposition::Opposed { what, to } => {
                assumptions.push(AssumedFact::Opposed { a: what.clone(), b: to.clone() }.into());
            }
            Supposition::DirectedAgainst { what, party } => {
                let (what, against) = (what.clone(), *party);
                assumptions.push(AssumedFact::DirectedAgainst { what, against }.into());
            }
            Supposition::CountsAsAlliance => hypothesis.to_mut().alliance = Truth::Yes,
            Supposition::CountsPactOfTwo => counts = true,
        }
        let situation = Situation { assumptions: &assumptions, ..situation.clone() };
        let test = Test::new(&situation, &hypothesis, counts).telling(Tells::Deciding);
        test.conflict(self.state, pair)
    }

    /// A supposition as a contingency.
    fn if_so(&self, supposition: Supposition) -> Contingency {
        let what = self.hypothesis.with.clone();
        match supposition {
            Supposition::Opposed { what, to } => Contingency::Opposed { a: what, b: to },
            Supposition::DirectedAgainst { what, party } => {
                Contingency::DirectedAgainst { what, against: party }
            }
            Supposition::CountsAsAlliance => Contingency::CountsAsAlliance { what },
            Supposition::CountsPactOfTwo => Contingency::CountsPactOfTwo { what },
        }
    }
}

/// Every way of reading some ambiguous provisions, as far as there are not too many; one, if there are none.
fn combinations(world: &World, ambiguous: &[Id<Provision>]) -> Vec<Vec<(Id<Provision>, Box<str>)>> {
    let mut found = vec![Vec::new()];
    for id in ambiguous {
        let names = names_of_readings(world, *id);
        if found.len() * names.len() > COMBINATIONS {
            break;
        }
        found = (found.iter())
            .flat_map(|before: &Vec<_>| {
                names.iter().map(|name| {
                    let mut longer = before.clone();
                    longer.push((*id, name.clone()));
                    longer
                })
            })
            .collect();
    }
    found
}
