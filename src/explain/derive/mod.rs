//! Deriving a proof on demand: the rules are run again for one finding, with their premises kept.
//!
//! Look-ups and verdicts stay free of this; it runs when somebody asks why.

mod claim;
mod conflict;
mod prevails;
mod standing;

pub(super) use prevails::prevalence;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::answer::{ClaimFinding, Consequences, Finding, Open, Outcome};
use crate::model::{Bearer, EffectKind, LinkRole};
use crate::proof::{Fact, Key, Proof, Steps};
use crate::rules::{self, Among, Conflict, Exit, Hypothesis, Situation};
use crate::scenario::{Change, Changed};
use crate::verdict::{Brought, Class, Clause};
use crate::world::{Absence, View, World};
use crate::{BodyId, Date, EntityId, Id, InstrumentId, Organization, Provision, State, Truth};

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

/// The proof of how a claim stands, on the question that it answers.
pub(super) fn claim(answer: &Consequences<'_>, held: &ClaimFinding<'_>) -> Proof {
    let mut deriver = Deriver::new(answer);
    deriver.claim(held);
    deriver.steps.finish()
}

struct Deriver<'a, 'w> {
    answer: &'a Consequences<'w>,
    world: &'w World,
    steps: Steps,
    /// The numbers of steps that many others rest on, so that they are derived once.
    known: BTreeMap<Shared, u32>,
    /// The tests of a state against a change.
    tests: BTreeMap<(usize, Id<State>), Tests<'a>>,
}

/// The tests of a state against a change: those of the answer, or made anew.
type Tests<'a> = Rc<Cow<'a, [Conflict]>>;

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
        // Where the question changes nothing, this is the record.
        let Some(step) = answer.placed.get(at) else { return Situation::recorded(answer.view) };
        answer.situation(&step.before).on(step.hypothesis.date)
    }

    fn day(&self, at: usize) -> Date {
        self.answer.placed.get(at).map_or(self.answer.view.as_of(), |step| step.hypothesis.date)
    }

    fn change(&mut self, at: usize) -> u32 {
        let with = self.answer.name_of(&self.answer.placed[at].hypothesis.with).into();
        self.steps.state(Fact::Change { at, with }, [], [])
    }

    /// The earlier changes for which something holds.
    fn earlier(&mut self, at: usize, touches: impl Fn(&World, &Change) -> bool) -> Vec<u32> {
        let numbers: Vec<usize> = (0..at)
            .filter(|number| touches(self.world, &self.answer.placed[*number].change))
            .collect();
        numbers.into_iter().map(|number| self.change(number)).collect()
    }

    fn bundle(&mut self, at: usize, state: Id<State>, id: Id<Provision>) -> u32 {
        let situation = self.situation(at);
        let bundle = rules::bundle(&situation, state, &self.world[id]);
        let bodies: Vec<BodyId> = bundle.iter().map(|(body, _)| *body).collect();
        let mut premises = vec![self.bound(at, state.into(), id)];
        let mut records = Vec::new();
        // How the state is in what carries the provision, and in what is linked with that.
        for body in bodies.iter().copied() {
            premises.push(self.takes_part(at, state.into(), body));
        }
        if let Bearer::Listed(_) = self.world[id].bearer {
            records.extend(self.held_through(self.world[id].instrument, &bodies));
        }
        for body in &bodies {
            records.extend(self.foundations(*body, &bodies));
        }
        let bodies = bundle.iter().map(|(body, truth)| (self.key(body.entity()), *truth)).collect();
        let fact = Fact::Bundle {
            at,
            state: self.key(state),
            provision: self.clause_key(id.into()),
            bodies,
        };
        self.steps.state(fact, premises, records)
    }

    /// The same of what an earlier change has a body agree.
    fn agreed_bundle(
        &mut self,
        at: usize,
        state: Id<State>,
        (change, kind): (usize, EffectKind),
        conflict: &Conflict,
    ) -> u32 {
        let situation = self.situation(at);
        let bundle = conflict.bundle(&situation);
        let bodies: Vec<BodyId> = bundle.iter().map(|(body, _)| *body).collect();
        let mut premises = vec![self.circle_of_agreed(at, change, kind)];
        let mut records = Vec::new();
        for body in bodies.iter().copied() {
            premises.push(self.takes_part(at, state.into(), body));
            records.extend(self.foundations(body, &bodies));
        }
        if let Some(Among::Bearers(id)) = situation.agreed(change).map(|agreed| agreed.among)
            && let Bearer::Listed(_) = self.world[id].bearer
        {
            records.extend(self.held_through(self.world[id].instrument, &bodies));
        }
        let bodies = bundle.iter().map(|(body, truth)| (self.key(body.entity()), *truth)).collect();
        let provision = self.clause_key(conflict.provision);
        let fact = Fact::Bundle { at, state: self.key(state), provision, bodies };
        self.steps.state(fact, premises, records)
    }

    /// The links by which a text is held through some of these bodies.
    fn held_through(&self, text: InstrumentId, bodies: &[BodyId]) -> Vec<Key> {
        let links = self.world.index().links_to(text).iter().map(|id| &self.world[*id]);
        links
            .filter(|link| matches!(link.role, LinkRole::Constituent | LinkRole::Subsidiary))
            .filter(|link| bodies.contains(&link.organization.into()))
            .map(|link| link.key.clone())
            .collect()
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
        if rules::hangs_on_entry(self.world, exit) {
            standing::cite_own_spells(&self.answer.view(), state.into(), exit.body, &mut records);
        }
        records.extend(exit.given.map(|given| self.world[given].key.clone()));
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
        for (at, step) in answer.placed.iter().enumerate() {
            if step.hypothesis.bound.iter().all(|(who, _)| *who != state) {
                continue;
            }
            let own = self.tests(at, state);
            let mut tested = Vec::new();
            let mut provisions: Vec<Clause<Key>> = Vec::new();
            let mut against: Vec<(Brought<Key>, Clause<Key>)> = Vec::new();
            for conflict in own.iter() {
                tested.push(self.conflict(at, conflict));
                let held = self.clause_key(conflict.provision);
                match conflict.brought {
                    Some(brought) => {
                        against.push((brought.map(|id| self.provision_key(*id)), held));
                    }
                    None => provisions.push(held),
                }
            }
            provisions.sort();
            against.sort();
            let fact = Fact::Complete { at, state: self.key(state), provisions, against };
            premises.push(self.steps.state(fact, tested, []));
            let hard = own.iter().filter(|one| one.class == Class::Hard && one.forces());
            for conflict in hard {
                match conflict.provision {
                    Clause::Recorded(id) if !self.world[id].instrument.is_domestic() => {
                        premises.push(self.bundle(at, state, id));
                    }
                    Clause::Agreed { change, kind } => {
                        premises.push(self.agreed_bundle(at, state, (change, kind), conflict));
                    }
                    Clause::Recorded(_) | Clause::Enacted { .. } => {}
                }
            }
        }
        for exit in outcome.exits.iter().chain(&outcome.exits_possible) {
            premises.push(self.exit(state, exit));
        }
        premises.extend(self.unread(outcome));
        let fact = Fact::Verdict {
            state: self.key(state),
            verdict: outcome.verdict,
            exits: outcome.bodies().map(|body| self.key(body.entity())).collect(),
            exits_possible: (outcome.exits_possible.iter())
                .map(|exit| self.key(exit.body.entity()))
                .collect(),
            earliest: outcome.earliest,
        };
        self.steps.state(fact, premises, [])
    }

    /// The texts for which a verdict waits because nothing of them is read.
    fn unread(&mut self, outcome: &Outcome) -> Vec<u32> {
        if !outcome.open.iter().any(|open| matches!(open, Open::Unread(_))) {
            return Vec::new();
        }
        let answer = self.answer;
        let state = outcome.state;
        let mut numbers = Vec::new();
        for (at, step) in answer.placed.iter().enumerate() {
            if step.hypothesis.binds(state).is_no() {
                continue;
            }
            for text in rules::unread_on(&self.situation(at), &step.hypothesis, state) {
                let premises =
                    [self.committed(at, state), self.alliance(at), self.circle_of_change(at)];
                let text = self.key(text);
                let fact = Fact::Unread { at, state: self.key(state), text: text.clone() };
                numbers.push(self.steps.state(fact, premises, [text]));
            }
        }
        numbers
    }

    /// The constituent texts of an organization that are not in force, and their links.
    fn unfounded(&self, view: &View<'_>, organization: Id<Organization>) -> Vec<Key> {
        if view.existed(organization.into()).is_no() {
            return Vec::new();
        }
        (self.world.index().links_of(organization).iter())
            .map(|id| &self.world[*id])
            .filter(|link| link.role == LinkRole::Constituent)
            .flat_map(|link| [link.key.clone(), self.key(link.instrument.entity())])
            .collect()
    }

    /// The day on which it is asked whether somebody is bound by a body: that of the change which leaves it alone there.
    fn view_on(&self, member: EntityId, body: BodyId) -> View<'w> {
        let view = self.answer.view;
        let roll = Situation::recorded(view).roll_of(body);
        let row = self.answer.not_bound().iter();
        let row = row.filter(|one| one.entity == member && (one.body == body || one.body == roll));
        let of_row = row.map(|one| one.on).next();
        let of_change = || {
            let changes = self.answer.placed.iter().map(|step| &step.hypothesis);
            let own = |one: &&Hypothesis| one.with == Changed::Entity(body.entity());
            changes.clone().find(own).or(changes.clone().next()).map(|one| one.date)
        };
        of_row.or_else(of_change).map_or(view, |day| view.carried_to(day))
    }

    /// The last spell that bound somebody in a body and has ended by the day, and its end, as far as it was known.
    fn ended(
        &self,
        view: &View<'_>,
        member: EntityId,
        body: BodyId,
    ) -> Option<(Key, Option<Date>)> {
        let (tables, known) = (self.world.tables(), view.knowledge());
        let (first, rows) = self.world.index().rows_between(tables, member, body);
        let over = (first..).zip(rows).filter_map(|(at, row)| {
            let detail = tables.detail(&row)?;
            let span = detail.revision(known).known_by(known)?;
            let is_over = row.status.is_binding()
                && view.truth_at(at).is_no()
                && span.to_hi <= view.as_of().bounds().0;
            is_over.then_some((span.to_hi, span.to_lo, Reverse(&detail.key), detail))
        });
        let (.., detail) = over.max_by_key(|(hi, lo, key, _)| (*hi, *lo, *key))?;
        Some((detail.key.clone(), detail.revision(known).valid.to))
    }

    fn not_bound(&mut self, member: EntityId, body: BodyId) -> Option<u32> {
        let view = self.view_on(member, body);
        let situation = Situation::recorded(view);
        // Bound, or possibly so: there is nothing to prove.
        if situation.takes_part(member, body).is_possible() {
            return None;
        }
        let tables = self.world.tables();
        let mut records = Vec::new();
        let (mut status, mut since, mut truth) = (None, None, Truth::No);
        // A treaty that binds those of another body binds nobody while it is not in force.
        let roll = situation.roll_of(body);
        let is_in_force = match body {
            BodyId::Treaty(treaty) => view.in_force(treaty),
            BodyId::Organization(_) => Truth::Yes,
        };
        if roll != body {
            records.push(self.key(body.entity()));
        }
        if roll == body || is_in_force.is_possible() {
            // Rules take whoever is in an organization for no party to a text of it that names no parties.
            let says_nothing = match roll {
                BodyId::Treaty(treaty) => self.world[treaty].parties.is_none(),
                BodyId::Organization(_) => false,
            };
            let standing = if says_nothing {
                view.standing_by_rows(member, roll)
            } else {
                view.standing(member, roll)
            };
            truth = if roll == body { standing.truth } else { standing.truth & is_in_force };
            let grade = standing.participation.filter(|found| !found.status.is_binding());
            let ended = (self.ended(&view, member, roll))
                .filter(|_| standing.absence != Some(Absence::BeyondCoverage));
            if let Some(found) = &grade {
                let detail = found.participation().and_then(|row| tables.detail(&row));
                records.extend(detail.map(|detail| detail.key.clone()));
            }
            if grade.is_none() && ended.is_none() {
                records.push(self.key(roll.entity()));
                if let (Some(Absence::NotInExistence), BodyId::Organization(organization)) =
                    (standing.absence, roll)
                {
                    records.extend(self.unfounded(&view, organization));
                }
            }
            status = grade.map(|found| found.status);
            if let Some((key, end)) = ended {
                records.push(key);
                since = end;
            }
        }
        let fact = Fact::NotBound {
            member: self.key(member),
            body: self.key(body.entity()),
            day: view.as_of(),
            status,
            since,
            truth,
        };
        Some(self.steps.state(fact, [], records))
    }
}
