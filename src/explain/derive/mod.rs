//! Deriving a proof on demand: the rules are run again for one finding, with their premises kept.
//!
//! Look-ups and verdicts stay free of this; it runs when somebody asks why.

mod conflict;

use std::collections::BTreeMap;

use crate::answer::{Consequences, Finding, Outcome};
use crate::model::{Bearer, LinkRole, OverlayKind};
use crate::proof::{CircleOf, Fact, Key, Proof, Steps};
use crate::rules::{self, Conflict, Exit, Situation};
use crate::scenario::{Change, Movement};
use crate::verdict::Clause;
use crate::world::{Absence, View, World};
use crate::{BodyId, EntityId, Id, InstrumentId, Organization, Provision, State, Truth};

/// The proof of a verdict.
pub(super) fn verdict(finding: &Finding<'_, '_>) -> Proof {
    let mut deriver = Deriver::new(finding.answer);
    deriver.verdict(finding.outcome);
    deriver.steps.finish()
}

/// The proof that somebody is not bound by what changes.
pub(super) fn not_bound(
    answer: &Consequences<'_>,
    entity: EntityId,
    body: BodyId,
) -> Option<Proof> {
    let mut deriver = Deriver::new(answer);
    deriver.not_bound(entity, body)?;
    Some(deriver.steps.finish())
}

struct Deriver<'a, 'w> {
    answer: &'a Consequences<'w>,
    world: &'w World,
    steps: Steps,
    /// The numbers of steps that many others rest on, so that they are derived once.
    known: BTreeMap<Shared, u32>,
    /// The tests of a state against a change.
    tests: BTreeMap<(usize, Id<State>), Vec<Conflict>>,
}

/// A step that many others rest on: before which change, and about what.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Shared {
    CircleOfChange(usize),
    CircleOfProvision(usize, Id<Provision>),
    TakesPart(usize, EntityId, BodyId),
    Stands(usize, Id<Provision>),
    Committed(usize, Id<State>),
    Alliance(usize),
}

impl<'a, 'w> Deriver<'a, 'w> {
    fn new(answer: &'a Consequences<'w>) -> Self {
        Self {
            answer,
            world: answer.world(),
            steps: Steps::default(),
            known: BTreeMap::new(),
            tests: BTreeMap::new(),
        }
    }

    /// The number of a shared step, derived when it is first asked for.
    fn shared(&mut self, step: Shared, derive: impl FnOnce(&mut Self) -> u32) -> u32 {
        if let Some(number) = self.known.get(&step) {
            return *number;
        }
        let number = derive(self);
        self.known.insert(step, number);
        number
    }

    fn key(&self, entity: impl Into<EntityId>) -> Key {
        self.world.key(entity).into()
    }

    fn provision_key(&self, id: Id<Provision>) -> Key {
        self.world[id].key.clone()
    }

    fn clause_key(&self, clause: Clause) -> Clause<Key> {
        clause.map(|id| self.provision_key(*id))
    }

    /// The situation before a change, on its day.
    fn situation(&self, at: usize) -> Situation<'a> {
        let answer: &'a Consequences<'w> = self.answer;
        let step = &answer.grounded[at];
        let view: View<'a> = answer.view;
        Situation { view, deltas: &step.before, assumptions: &answer.scenario.assumptions }
            .on(step.hypothesis.date)
    }

    fn day(&self, at: usize) -> crate::Date {
        self.answer.grounded[at].hypothesis.date
    }

    fn change(&mut self, at: usize) -> u32 {
        let with = self.answer.name_of(&self.answer.grounded[at].hypothesis.with).into();
        self.steps.state(Fact::Change { at, with }, [], [])
    }

    /// The earlier changes for which something holds.
    fn earlier(&mut self, at: usize, touches: impl Fn(&World, &Change) -> bool) -> Vec<u32> {
        let numbers: Vec<usize> = (0..at)
            .filter(|number| touches(self.world, &self.answer.grounded[*number].change))
            .collect();
        numbers.into_iter().map(|number| self.change(number)).collect()
    }

    /// The records that say that somebody takes part in a body on the day.
    fn spells(&self, view: &View<'_>, member: EntityId, body: BodyId) -> Vec<Key> {
        let tables = self.world.tables();
        let (first, rows) = self.world.index().rows_between(tables, member, body);
        let mut records = Vec::new();
        for (at, row) in (first..).zip(rows) {
            if !row.status.is_binding() || view.truth_at(at).is_no() {
                continue;
            }
            if let Some(detail) = tables.detail(row) {
                if detail.from_acts.is_empty() {
                    records.push(detail.key.clone());
                } else {
                    let acts = detail.from_acts.iter().map(|id| self.world[*id].key.clone());
                    records.extend(acts);
                }
            }
        }
        let contested = (view.overlays(member, body))
            .map(|id| &self.world[id])
            .filter(|overlay| overlay.kind == OverlayKind::Contested)
            .map(|overlay| overlay.key.clone());
        records.extend(contested);
        records
    }

    fn takes_part(&mut self, at: usize, member: EntityId, body: BodyId) -> u32 {
        self.shared(Shared::TakesPart(at, member, body), |deriver| {
            deriver.derive_takes_part(at, member, body)
        })
    }

    fn derive_takes_part(&mut self, at: usize, member: EntityId, body: BodyId) -> u32 {
        let situation = self.situation(at);
        let truth = situation.is_in(member, body);
        let premises =
            self.earlier(at, |world, change| joins_or_leaves(world, change, member, body));
        let records = self.spells(&situation.view, member, body);
        let fact = Fact::TakesPart {
            at,
            member: self.key(member),
            body: self.key(body.entity()),
            day: self.day(at),
            truth,
        };
        self.steps.state(fact, premises, records)
    }

    fn circle_of_change(&mut self, at: usize) -> u32 {
        self.shared(Shared::CircleOfChange(at), |deriver| deriver.derive_circle_of_change(at))
    }

    fn derive_circle_of_change(&mut self, at: usize) -> u32 {
        let situation = self.situation(at);
        let step = &self.answer.grounded[at];
        let members = self.members(&step.hypothesis.circle);
        let mut premises = vec![self.change(at)];
        let mut records = Vec::new();
        if let Some(roll) = step.hypothesis.roll {
            records.push(self.key(roll.entity()));
            for (member, _) in &step.hypothesis.circle {
                records.extend(self.spells(&situation.view, *member, roll));
            }
            premises.extend(self.earlier(at, |world, change| touches_body(world, change, roll)));
        }
        let fact = Fact::Circle { at, of: CircleOf::Change, day: self.day(at), members };
        self.steps.state(fact, premises, records)
    }

    fn circle_of_provision(&mut self, at: usize, id: Id<Provision>) -> u32 {
        self.shared(Shared::CircleOfProvision(at, id), |deriver| {
            deriver.derive_circle_of_provision(at, id)
        })
    }

    fn derive_circle_of_provision(&mut self, at: usize, id: Id<Provision>) -> u32 {
        let situation = self.situation(at);
        let provision = &self.world[id];
        let circle = situation.bearers(provision);
        let members = self.members(&circle);
        let mut records = vec![provision.key.clone()];
        let body = match (&provision.bearer, provision.instrument) {
            (Bearer::Participants(body), _) => {
                records.push(self.key(body.entity()));
                for (member, _) in &circle {
                    records.extend(self.spells(&situation.view, *member, *body));
                }
                Some(*body)
            }
            (Bearer::Listed(_), InstrumentId::Treaty(treaty)) => Some(treaty.into()),
            _ => None,
        };
        let premises = match body {
            Some(body) => self.earlier(at, |world, change| touches_body(world, change, body)),
            None => Vec::new(),
        };
        let of = CircleOf::Provision(provision.key.clone());
        let fact = Fact::Circle { at, of, day: self.day(at), members };
        self.steps.state(fact, premises, records)
    }

    fn members(&self, circle: &[(EntityId, Truth)]) -> Vec<(Key, Truth)> {
        circle.iter().map(|(member, truth)| (self.key(*member), *truth)).collect()
    }

    fn stands(&mut self, at: usize, id: Id<Provision>) -> u32 {
        self.shared(Shared::Stands(at, id), |deriver| deriver.derive_stands(at, id))
    }

    fn derive_stands(&mut self, at: usize, id: Id<Provision>) -> u32 {
        let truth = self.situation(at).stands(id);
        let premises = self.earlier(at, |_, change| change.removes() == Some(id));
        let provision = &self.world[id];
        let records = [provision.key.clone(), self.key(provision.instrument.entity())];
        let fact = Fact::Stands { at, provision: provision.key.clone(), day: self.day(at), truth };
        self.steps.state(fact, premises, records)
    }

    fn bound(&mut self, at: usize, member: EntityId, id: Id<Provision>) -> u32 {
        let truth = self.situation(at).is_bound(member, id);
        let mut premises = vec![self.stands(at, id)];
        let provision = &self.world[id];
        match (&provision.bearer, provision.instrument) {
            (Bearer::Participants(body), _) => premises.push(self.takes_part(at, member, *body)),
            (Bearer::Listed(_), InstrumentId::Treaty(treaty)) => {
                premises.extend(self.earlier(at, |world, change| {
                    matches!(change.movement(), Some(Movement::Leaves { .. }))
                        && joins_or_leaves(world, change, member, treaty.into())
                }));
            }
            _ => {}
        }
        let fact = Fact::Bound {
            at,
            member: self.key(member),
            provision: provision.key.clone(),
            day: self.day(at),
            truth,
        };
        self.steps.state(fact, premises, [])
    }

    fn committed(&mut self, at: usize, state: Id<State>) -> u32 {
        self.shared(Shared::Committed(at, state), |deriver| deriver.derive_committed(at, state))
    }

    fn derive_committed(&mut self, at: usize, state: Id<State>) -> u32 {
        let truth = self.answer.grounded[at].hypothesis.binds(state);
        let premises = [self.change(at), self.circle_of_change(at)];
        let fact = Fact::Committed { at, state: self.key(state), truth };
        self.steps.state(fact, premises, [])
    }

    fn alliance(&mut self, at: usize) -> u32 {
        self.shared(Shared::Alliance(at), |deriver| deriver.derive_alliance(at))
    }

    fn derive_alliance(&mut self, at: usize) -> u32 {
        let situation = self.situation(at);
        let step = &self.answer.grounded[at];
        let mut premises = vec![self.change(at)];
        let mut records = Vec::new();
        if let Some(Movement::Joins { body, .. }) = step.change.movement() {
            records.push(self.key(body.entity()));
            for (id, _) in situation.defence_clauses(body) {
                premises.push(self.stands(at, id));
                records.extend(self.links(self.world[id].instrument, body));
            }
            premises.extend(
                self.earlier(at, |world, change| {
                    rules::given_defence(world, change).contains(&body)
                }),
            );
        }
        let fact = Fact::Alliance {
            at,
            defence: step.hypothesis.defence,
            alliance: step.hypothesis.alliance,
        };
        self.steps.state(fact, premises, records)
    }

    /// The links between an instrument and an organization.
    fn links(&self, instrument: InstrumentId, body: BodyId) -> Vec<Key> {
        let links = self.world.index().links_to(instrument).iter().map(|id| &self.world[*id]);
        links
            .filter(|link| BodyId::from(link.organization) == body)
            .map(|link| link.key.clone())
            .collect()
    }

    fn bundle(&mut self, at: usize, state: Id<State>, id: Id<Provision>) -> u32 {
        let situation = self.situation(at);
        let bodies = rules::bundle(&situation, state, &self.world[id]);
        let start = rules::held_by(&situation, &self.world[id]);
        let mut premises = vec![self.bound(at, state.into(), id)];
        let mut records = Vec::new();
        for body in bodies.iter().copied().filter(|body| Some(*body) != start) {
            premises.push(self.takes_part(at, state.into(), body));
        }
        for body in &bodies {
            records.extend(self.foundations(*body, &bodies));
        }
        let bodies = bodies.iter().map(|body| self.key(body.entity())).collect();
        let fact =
            Fact::Bundle { at, state: self.key(state), provision: self.provision_key(id), bodies };
        self.steps.state(fact, premises, records)
    }

    /// The foundation links of an organization to other bodies of a bundle.
    fn foundations(&self, body: BodyId, bundle: &[BodyId]) -> Vec<Key> {
        let BodyId::Organization(organization) = body else { return Vec::new() };
        (self.world.index().links_of(organization).iter())
            .map(|id| &self.world[*id])
            .filter(|link| {
                let treaty = BodyId::of(
                    link.instrument.entity(),
                    self.world[link.instrument.entity()].kind(),
                );
                link.role == LinkRole::Foundation
                    && treaty.is_some_and(|treaty| bundle.contains(&treaty))
            })
            .map(|link| link.key.clone())
            .collect()
    }

    fn exit(&mut self, state: Id<State>, exit: &Exit) -> u32 {
        let mut records = Vec::new();
        let others = exit.other_provisions.iter().copied();
        let clauses = exit.clause.into_iter().chain(exit.duration).chain(others);
        for id in clauses {
            let instrument = self.world[id].instrument;
            records.push(self.provision_key(id));
            records.push(self.key(instrument.entity()));
            records.extend(self.links(instrument, exit.body));
        }
        let fact = Fact::Exit {
            state: self.key(state),
            body: self.key(exit.body.entity()),
            notice: exit.notice,
            mode: exit.mode,
            earliest: exit.earliest,
            bounds: exit.bounds,
        };
        self.steps.state(fact, [], records)
    }

    fn verdict(&mut self, outcome: &Outcome) -> u32 {
        let answer = self.answer;
        let state = outcome.state;
        let mut premises = Vec::new();
        for (at, step) in answer.grounded.iter().enumerate() {
            if step.hypothesis.bound.iter().all(|(who, _)| *who != state) {
                continue;
            }
            let own = self.tests(at, state);
            let mut tested = Vec::new();
            let mut provisions: Vec<Clause<Key>> = Vec::new();
            for conflict in &own {
                tested.push(self.conflict(at, conflict));
                provisions.push(self.clause_key(conflict.provision));
            }
            provisions.sort();
            let fact = Fact::Complete { at, state: self.key(state), provisions };
            premises.push(self.steps.state(fact, tested, []));
            for conflict in own.iter().filter(|one| Outcome::is_decisive(outcome.verdict, one)) {
                if let Some(id) = conflict.provision.recorded() {
                    premises.push(self.bundle(at, state, id));
                }
            }
        }
        for exit in &outcome.exits {
            premises.push(self.exit(state, exit));
        }
        let fact = Fact::Verdict {
            state: self.key(state),
            verdict: outcome.verdict,
            exits: outcome.bodies().map(|body| self.key(body.entity())).collect(),
            earliest: outcome.earliest,
        };
        self.steps.state(fact, premises, [])
    }

    /// The constituent texts of an organization that are not in force, and their links.
    fn unfounded(&self, view: &View<'_>, organization: Id<Organization>) -> Vec<Key> {
        if view.exists_by_itself(organization).is_no() {
            return Vec::new();
        }
        (self.world.index().links_of(organization).iter())
            .map(|id| &self.world[*id])
            .filter(|link| link.role == LinkRole::Constituent)
            .flat_map(|link| [link.key.clone(), self.key(link.instrument.entity())])
            .collect()
    }

    fn not_bound(&mut self, member: EntityId, body: BodyId) -> Option<u32> {
        let view = match self.answer.grounded.first() {
            Some(step) => self.answer.view.on(step.hypothesis.date),
            None => self.answer.view,
        };
        let standing = view.standing(member, body);
        // Bound, or possibly so: there is nothing to prove.
        standing.absence?;
        let tables = self.world.tables();
        let key_of =
            |row: &crate::Participation| tables.detail(row).map(|detail| detail.key.clone());
        let mut records = Vec::new();
        let status = standing.participation.map(|found| found.status);
        let since = match standing.absence {
            Some(Absence::FormerSince(date)) => Some(date),
            _ => None,
        };
        if let Some(found) = standing.participation {
            records.extend(found.participation.and_then(key_of));
        } else if since.is_some() {
            let (first, rows) = self.world.index().rows_between(tables, member, body);
            let ended = (first..).zip(rows).filter(|(at, row)| {
                let end = tables.detail(row).and_then(|detail| detail.time.valid.to);
                row.status.is_binding() && view.truth_at(*at).is_no() && end == since
            });
            records.extend(ended.last().and_then(|(_, row)| key_of(row)));
        } else {
            records.push(self.key(body.entity()));
            if let (Some(Absence::NotInExistence), BodyId::Organization(organization)) =
                (standing.absence, body)
            {
                records.extend(self.unfounded(&view, organization));
            }
        }
        let fact = Fact::NotBound {
            member: self.key(member),
            body: self.key(body.entity()),
            day: view.as_of(),
            status,
            since,
            truth: standing.truth,
        };
        Some(self.steps.state(fact, [], records))
    }
}

/// Whether a change begins or ends a participation of somebody in a body that binds, or in what goes with it.
fn joins_or_leaves(world: &World, change: &Change, member: EntityId, body: BodyId) -> bool {
    change.movement().is_some_and(|movement| movement.member() == member)
        && touches_body(world, change, body)
}

/// Whether a change begins or ends participations in a body that bind.
fn touches_body(world: &World, change: &Change, body: BodyId) -> bool {
    change.movement().is_some_and(|movement| {
        movement.is_of_the_bound() && rules::moved(world, movement).contains(&body)
    })
}
