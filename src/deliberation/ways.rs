//! The ways in which the conflicts of a state force something: under which readings, claims and uncertain facts.

use std::collections::BTreeMap;

use super::ground::{Grounding, doubts};
use super::statement::{Commitment, Contingency, Statement};
use crate::answer::Consequences;
use crate::rules::{self, Conflict, Ground, Hypothesis, Situation};
use crate::verdict::Class;
use crate::world::Reading;
use crate::{BodyId, EntityId, Id, InstrumentId, Provision, State, Truth};

/// The conflicts of one state with every change that binds it, under every reading, with what each is contingent on.
pub(super) fn ground_state(
    answer: &Consequences<'_>,
    state: Id<State>,
    question: &mut Grounding<'_>,
    readings: &mut BTreeMap<Id<Provision>, Vec<Box<str>>>,
) {
    for (at, step) in answer.grounded.iter().enumerate() {
        let bound = step.hypothesis.bound.iter().find(|(who, _)| *who == state);
        let Some((_, bound)) = bound else { continue };
        let base = answer.situation(&step.before);
        let case = Case { answer, state, bound: *bound, hypothesis: &step.hypothesis };
        let plain = case.tests(&base, &step.hypothesis);
        for conflict in &plain {
            for (conflict, contingencies) in case.ways(&base, conflict, &plain) {
                for contingency in &contingencies {
                    if let Contingency::Reading { provision, .. } = contingency {
                        let names = answer.world()[*provision].readings();
                        let names = names.into_iter().map(Into::into).collect();
                        readings.insert(*provision, names);
                    }
                }
                let situation = base.on(step.hypothesis.date);
                let bundle = conflict.provision.map_or_else(Vec::new, |id| {
                    rules::bundle(&situation, state, &answer.world()[id])
                });
                let against = Statement::Bound { state, change: at };
                question.conflict(&conflict, &bundle, against, contingencies);
            }
        }
    }
}

/// One state and one change that binds it.
struct Case<'c, 'w> {
    answer: &'c Consequences<'w>,
    state: Id<State>,
    bound: Truth,
    hypothesis: &'c Hypothesis,
}

impl Case<'_, '_> {
    fn tests(&self, situation: &Situation<'_>, hypothesis: &Hypothesis) -> Vec<Conflict> {
        let bilateral = self.answer.scenario().bilateral_counts;
        rules::conflicts(situation, hypothesis, self.state, self.bound, bilateral)
    }

    fn retest(
        &self,
        situation: &Situation<'_>,
        hypothesis: &Hypothesis,
        bilateral: bool,
        of: &Conflict,
    ) -> Option<Conflict> {
        let tests = rules::conflicts(situation, hypothesis, self.state, self.bound, bilateral);
        tests.into_iter().find(|one| one.provision == of.provision)
    }

    /// The ways in which a conflict is, or would be, one that forces something: each with what it is contingent on.
    fn ways(
        &self,
        base: &Situation<'_>,
        plain: &Conflict,
        companions: &[Conflict],
    ) -> Vec<(Conflict, Vec<Contingency>)> {
        let world = self.answer.world();
        let ambiguous = self.ambiguous(plain);
        if ambiguous.is_empty() {
            return self.ways_read(base, plain, companions);
        }
        // Under every combination of readings of the text; what holds under all of them is contingent on none.
        let mut found: Vec<(Conflict, Vec<Contingency>)> = Vec::new();
        let mut everywhere: Option<Vec<(Conflict, Vec<Contingency>)>> = None;
        let mut is_same = true;
        for combination in combinations(world, &ambiguous) {
            let mut reading: Reading = base.view.reading().clone();
            let mut read = Vec::new();
            for (provision, name) in &combination {
                reading = reading.provision(world[*provision].key.clone(), &**name);
                let (provision, reading) = (*provision, name.clone());
                read.push(Contingency::Reading { provision, reading });
            }
            let view = base.view.under_kept(&reading);
            let situation = Situation { view, deltas: base.deltas, assumptions: base.assumptions };
            let tests = self.tests(&situation, self.hypothesis);
            let same = tests.iter().find(|one| one.provision == plain.provision);
            let ways = same.map_or_else(Vec::new, |one| self.ways_read(&situation, one, &tests));
            match &everywhere {
                None => everywhere = Some(ways.clone()),
                Some(first) => {
                    let pairs = || first.iter().zip(&ways);
                    is_same &= first.len() == ways.len()
                        && pairs().all(|(a, b)| a.1 == b.1 && a.0.class == b.0.class);
                }
            }
            found.extend(ways.into_iter().map(|(conflict, mut contingencies)| {
                contingencies.extend(read.iter().cloned());
                (conflict, contingencies)
            }));
        }
        match everywhere {
            Some(ways) if is_same => ways,
            _ => found,
        }
    }

    /// The ambiguous provisions on which the test of a provision may depend: itself, and for a clause of non-contradiction the
    /// others of its text.
    fn ambiguous(&self, conflict: &Conflict) -> Vec<Id<Provision>> {
        use crate::model::Effect;
        let world = self.answer.world();
        let Some(id) = conflict.provision else { return Vec::new() };
        let mut texts: Vec<Id<Provision>> = match world[id].effect {
            Effect::NonContradiction => world.index().provisions_of(world[id].instrument).to_vec(),
            _ => vec![id],
        };
        texts.retain(|id| world[*id].kind().is_tested() && !world[*id].readings().is_empty());
        texts
    }

    /// The same under one reading.
    fn ways_read(
        &self,
        situation: &Situation<'_>,
        conflict: &Conflict,
        companions: &[Conflict],
    ) -> Vec<(Conflict, Vec<Contingency>)> {
        let on_the_day = &situation.on(self.hypothesis.date);
        let with = &self.hypothesis.with;
        let doubts = |conflict: &Conflict, companions: &[Conflict]| {
            doubts(on_the_day, self.hypothesis, self.bound, conflict, companions)
        };
        let forces = |one: &Conflict| {
            matches!(one.class, Class::Hard | Class::Domestic) && one.truth.is_possible()
        };
        let mut ways = Vec::new();
        if forces(conflict) {
            ways.push((conflict.clone(), doubts(conflict, companions)));
        }
        let mut if_only = |contingency: Contingency, then: Option<Conflict>| {
            if let Some(then) = then.filter(forces) {
                let mut contingencies = doubts(&then, &[]);
                contingencies.push(contingency);
                contingencies.sort();
                contingencies.dedup();
                ways.push((then, contingencies));
            }
        };
        match &conflict.ground {
            // Somebody might say that it is directed against a party.
            Ground::IfDirectedAgainst { .. } | Ground::DirectedAgainst { .. }
                if self.hypothesis.alliance =>
            {
                for party in self.parties(on_the_day, conflict) {
                    if on_the_day.is_directed_against(with, party).is_possible() {
                        continue;
                    }
                    let then = Conflict {
                        class: Class::Hard,
                        truth: on_the_day_truth(on_the_day, self.state, self.bound, conflict),
                        ground: Ground::DirectedAgainst { party },
                        ..conflict.clone()
                    };
                    let what = with.clone();
                    if_only(Contingency::DirectedAgainst { what, against: party }, Some(then));
                }
            }
            Ground::NotOpposed => {
                let own = conflict.provision.map(|id| self.answer.world()[id].instrument);
                let organization = own.and_then(|text| {
                    on_the_day.organizations_by(text).first().map(|one| EntityId::from(*one))
                });
                if let Some(b) = organization.or(own.map(InstrumentId::entity)) {
                    let then = Conflict {
                        class: Class::Hard,
                        truth: on_the_day_truth(on_the_day, self.state, self.bound, conflict),
                        ground: Ground::Opposed,
                        ..conflict.clone()
                    };
                    let (a, b) = (with.clone(), b.into());
                    if_only(Contingency::Opposed { a, b }, Some(then));
                }
            }
            Ground::NoAllianceTag => {
                let counted = Hypothesis { alliance: true, ..self.hypothesis.clone() };
                let bilateral = self.answer.scenario().bilateral_counts;
                let then = self.retest(situation, &counted, bilateral, conflict);
                if_only(Contingency::CountsAsAlliance { what: with.clone() }, then);
            }
            Ground::PactOfTwo => {
                let then = self.retest(situation, self.hypothesis, true, conflict);
                if_only(Contingency::CountsPactOfTwo { what: with.clone() }, then);
            }
            _ => {}
        }
        ways
    }

    /// The other parties of a provision that are not surely in the new circle, by key.
    fn parties(&self, situation: &Situation<'_>, conflict: &Conflict) -> Vec<EntityId> {
        let Some(id) = conflict.provision else { return Vec::new() };
        let surely_inside = |member: EntityId| {
            self.hypothesis.circle.iter().any(|(one, truth)| *one == member && truth.is_yes())
        };
        (situation.bearers(&self.answer.world()[id]).into_iter())
            .map(|(member, _)| member)
            .filter(|member| *member != self.state.into() && !surely_inside(*member))
            .collect()
    }
}

/// Whether a conflict would be certain if its contingency held: as certain as that the state is bound by both.
fn on_the_day_truth(
    situation: &Situation<'_>,
    state: Id<State>,
    bound: Truth,
    conflict: &Conflict,
) -> Truth {
    let held = conflict.provision.map_or(Truth::Yes, |id| situation.is_bound(state.into(), id));
    bound & held
}

/// Every way of reading some ambiguous provisions, sixteen at most.
fn combinations(
    world: &crate::World,
    ambiguous: &[Id<Provision>],
) -> Vec<Vec<(Id<Provision>, Box<str>)>> {
    let mut found = vec![Vec::new()];
    for id in ambiguous {
        let names: Vec<Box<str>> = world[*id].readings().into_iter().map(Into::into).collect();
        if found.len() * names.len() > 16 {
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

/// The conflicts among what a state holds already.
pub(super) fn ground_today(answer: &Consequences<'_>, state: Id<State>, today: &mut Grounding<'_>) {
    use crate::scenario::Changed;
    let world = answer.world();
    let none = rules::Deltas::default();
    let situation = answer.situation(&none);
    for conflict in answer.status_quo_conflicts().iter().filter(|one| one.state == state) {
        let Changed::Entity(entity) = conflict.with else { continue };
        let Some(body) = BodyId::of(entity, world[entity].kind()) else { continue };
        let bundle = conflict
            .provision
            .map_or_else(Vec::new, |id| rules::bundle(&situation, state, &world[id]));
        let contingency = conflict.truth.is_unknown().then(|| {
            let what = conflict.provision.map_or("enacted", |id| &world[id].key);
            Contingency::Named(format!("what the conflict with {what} rests on holds").into())
        });
        let against = Commitment::Holds { state, body }.into();
        today.conflict(conflict, &bundle, against, contingency);
    }
}
