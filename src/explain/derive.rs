//! Deriving a proof on demand: the rules are run again for one finding, with their premises kept.
//!
//! Look-ups and verdicts stay free of this; it runs when somebody asks why.

use std::collections::BTreeMap;

use crate::answer::{Consequences, Finding, Outcome};
use crate::model::{ActKind, AnyEntity, Bearer, LinkRole, OverlayKind, Parties, RelationKind};
use crate::proof::{Because, CircleOf, Fact, Key, Proof, Steps};
use crate::rules::{self, Conflict, Exit, Ground, Situation};
use crate::scenario::{Change, Changed, Movement};
use crate::world::{Absence, View, World};
use crate::{BodyId, EntityId, Id, InstrumentId, Organization, Provision, State, Truth};

/// The key under which proofs name a law that the hypothesis itself enacts.
const ENACTED: &str = "enacted";

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
        let bound = &self.answer.grounded[at].hypothesis.bound;
        let truth =
            bound.iter().find(|(who, _)| *who == state).map_or(Truth::No, |(_, truth)| *truth);
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

    fn said(
        &mut self,
        at: usize,
        relation: RelationKind,
        subject: &Changed,
        object: &Changed,
    ) -> u32 {
        let situation = self.situation(at);
        let truth = match relation {
            RelationKind::Opposed => situation.are_opposed(subject, object),
            RelationKind::DirectedAgainst => match object {
                Changed::Entity(against) => situation.is_directed_against(subject, *against),
                Changed::New(_) => Truth::No,
            },
            _ => match (subject, object) {
                (Changed::Entity(a), Changed::Entity(b)) => situation.are_hostile(*a, *b),
                _ => Truth::No,
            },
        };
        let mut records = Vec::new();
        if let (Changed::Entity(subject), Changed::Entity(object)) = (subject, object) {
            for id in self.world.index().relations_of(*subject) {
                let record = &self.world[*id];
                let ends = (record.subject, record.object);
                let between = ends == (*subject, *object)
                    || relation.is_symmetric() && ends == (*object, *subject);
                let holds = situation.view.holds(&record.time).is_possible();
                if record.kind == relation && between && holds {
                    records.push(record.key.clone());
                }
            }
        }
        let fact = Fact::Said {
            at,
            relation,
            subject: self.answer.name_of(subject).into(),
            object: self.answer.name_of(object).into(),
            truth,
        };
        self.steps.state(fact, [], records)
    }

    fn conflict(&mut self, at: usize, conflict: &Conflict) -> u32 {
        let step = &self.answer.grounded[at];
        let mut premises = vec![self.committed(at, conflict.state), self.alliance(at)];
        premises.push(self.circle_of_change(at));
        let mut records = Vec::new();
        if let Some(id) = conflict.provision {
            premises.push(self.bound(at, conflict.state.into(), id));
            premises.push(self.circle_of_provision(at, id));
            records.extend(self.approvals(at, id));
        } else {
            premises.extend(self.earlier(at, |_, change| {
                change.enacts().is_some_and(|law| law.state == conflict.state)
            }));
        }
        let with = step.hypothesis.with.clone();
        match &conflict.ground {
            Ground::OwnOrganization => {
                if let (Some(id), Some(own)) = (conflict.provision, step.hypothesis.organization) {
                    records.extend(self.links(self.world[id].instrument, own.into()));
                }
            }
            Ground::Opposed => premises.extend(self.opposed(at, conflict, &with)),
            Ground::DirectedAgainst { party } => {
                let party = Changed::Entity(*party);
                premises.push(self.said(at, RelationKind::DirectedAgainst, &with, &party));
            }
            Ground::Hostile { ours, theirs } => {
                let (ours, theirs) = (Changed::Entity(*ours), Changed::Entity(*theirs));
                premises.push(self.said(at, RelationKind::Hostility, &ours, &theirs));
            }
            Ground::BarredBy { provision } => {
                premises.extend(self.companion(at, conflict.state, *provision));
            }
            Ground::CustomsUnion => records.push(self.answer.name_of(&with).into()),
            _ => {}
        }
        records.extend(conflict.saved_by.map(|id| self.provision_key(id)));
        let fact = Fact::Conflict {
            at,
            state: self.key(conflict.state),
            provision: conflict
                .provision
                .map_or_else(|| ENACTED.into(), |id| self.provision_key(id)),
            rule: conflict.rule,
            class: conflict.class,
            truth: conflict.truth,
            because: self.because(&conflict.ground),
            saved_by: conflict.saved_by.map(|id| self.provision_key(id)),
        };
        self.steps.state(fact, premises, records)
    }

    /// What says that what changes and the organization behind a provision are opposed.
    fn opposed(&mut self, at: usize, conflict: &Conflict, with: &Changed) -> Vec<u32> {
        let Some(id) = conflict.provision else { return Vec::new() };
        let situation = self.situation(at);
        let instrument = self.world[id].instrument;
        let mut others: Vec<Changed> =
            situation.organizations_by(instrument).into_iter().map(Changed::from).collect();
        others.push(Changed::Entity(instrument.entity()));
        others.retain(|other| situation.are_opposed(with, other).is_possible());
        others.iter().map(|other| self.said(at, RelationKind::Opposed, with, other)).collect()
    }

    /// The conflict of another provision of the same text.
    fn companion(&mut self, at: usize, state: Id<State>, provision: Id<Provision>) -> Option<u32> {
        let tests = self.tests(at, state);
        let conflict = tests.iter().find(|one| one.provision == Some(provision))?;
        Some(self.conflict(at, conflict))
    }

    /// All tests of a state against one change.
    fn tests(&mut self, at: usize, state: Id<State>) -> Vec<Conflict> {
        if let Some(tests) = self.tests.get(&(at, state)) {
            return tests.clone();
        }
        let tests = self.run_tests(at, state);
        self.tests.insert((at, state), tests.clone());
        tests
    }

    fn run_tests(&self, at: usize, state: Id<State>) -> Vec<Conflict> {
        let step = &self.answer.grounded[at];
        let bound = step.hypothesis.bound.iter().find(|(who, _)| *who == state);
        let truth = bound.map_or(Truth::No, |(_, truth)| *truth);
        let bilateral_counts = self.answer.scenario.bilateral_counts;
        rules::conflicts(&self.situation(at), &step.hypothesis, state, truth, bilateral_counts)
    }

    /// The acts by which all parties of a political text approved it, if they did.
    fn approvals(&self, at: usize, id: Id<Provision>) -> Vec<Key> {
        let situation = self.situation(at);
        let instrument = self.world[id].instrument;
        let AnyEntity::Treaty(treaty) = &self.world[instrument.entity()] else {
            return Vec::new();
        };
        if treaty.form.is_binding() || !situation.is_binding_text(instrument) {
            return Vec::new();
        }
        let Some(Parties::Listed(parties)) = &treaty.parties else { return Vec::new() };
        (self.world.index().acts_on(instrument).iter())
            .map(|id| &self.world[*id])
            .filter(|act| {
                act.by.is_some_and(|by| parties.contains(&by))
                    && act.concerning.is_none()
                    && (act.kind.is_consent() || act.kind == ActKind::DomesticApproval)
                    && act.is_known_by(situation.view.knowledge())
                    && act.date.is_on_or_before(situation.view.as_of()).is_yes()
            })
            .map(|act| act.key.clone())
            .collect()
    }

    fn because(&self, ground: &Ground) -> Because {
        match ground {
            Ground::NotTouched => Because::NotTouched,
            Ground::OwnOrganization => Because::OwnOrganization,
            Ground::InsideCircle => Because::InsideCircle,
            Ground::BeyondRecord => Because::BeyondRecord,
            Ground::OutsideCircle { outsider } => {
                Because::OutsideCircle { outsider: self.key(*outsider) }
            }
            Ground::NoAllianceTag => Because::NoAllianceTag,
            Ground::PactOfTwo => Because::PactOfTwo,
            Ground::Opposed => Because::Opposed,
            Ground::NotOpposed => Because::NotOpposed,
            Ground::DirectedAgainst { party } => {
                Because::DirectedAgainst { party: self.key(*party) }
            }
            Ground::IfDirectedAgainst { party } => {
                Because::IfDirectedAgainst { party: self.key(*party) }
            }
            Ground::Hostile { ours, theirs } => {
                Because::Hostile { ours: self.key(*ours), theirs: self.key(*theirs) }
            }
            Ground::BarredBy { provision } => {
                Because::BarredBy { provision: self.provision_key(*provision) }
            }
            Ground::Appreciation => Because::Appreciation,
            Ground::CustomsUnion => Because::CustomsUnion,
            Ground::Barred { object } => Because::Barred { object: (*object).into() },
            Ground::Excepted { object } => Because::Excepted { object: (*object).into() },
            Ground::PledgeToward { party } => Because::PledgeToward { party: self.key(*party) },
            Ground::ConsentOfOthers => Because::ConsentOfOthers,
            Ground::NotBinding => Because::NotBinding,
        }
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
            let mut provisions: Vec<Key> = Vec::new();
            for conflict in &own {
                tested.push(self.conflict(at, conflict));
                provisions.push(
                    conflict.provision.map_or_else(|| ENACTED.into(), |id| self.provision_key(id)),
                );
            }
            provisions.sort();
            let fact = Fact::Complete { at, state: self.key(state), provisions };
            premises.push(self.steps.state(fact, tested, []));
            for conflict in own.iter().filter(|one| Outcome::is_decisive(outcome.verdict, one)) {
                if let Some(id) = conflict.provision {
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
        let key_of = |id: Id<crate::Participation>| {
            tables.detail(&self.world[id]).map(|detail| detail.key.clone())
        };
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
            records.extend(ended.last().and_then(|(_, row)| key_of(row.id())));
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
