//! The draft of a program: the conflicts of a hypothesis as rules of the core.
//!
//! ```text
//! alive(s, c)  :- holds(s, b).                                       for every b of the bundle of c; if s is in b, where that is open
//! violation    :- alive(s, c), bound(s, h), contingencies.           a hard conflict of c with h, by the rules
//! violation    :- law(s, c), bound(s, h), contingencies.             a domestic one, by X6
//! ```

use std::borrow::Cow;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use smallvec::SmallVec;

use super::statement::{Commitment, Contingency, Statement, order};
use crate::answer::Consequences;
use crate::logic::{Program, ProgramBuilder};
use crate::model::RelationKind;
use crate::rules::{self, BundleItem, Conflict};
use crate::verdict::{Class, Clause};
use crate::world::World;
use crate::{BodyId, Id, State};

/// A rule being collected, by numbers of statements in the order in which they came.
struct Collected {
    name: Cow<'static, str>,
    head: Result<u32, Cow<'static, str>>,
    body: SmallVec<[u32; 4]>,
}

/// A program over statements, being written.
pub(crate) struct Draft<'w> {
    world: &'w World,
    known: BTreeMap<Statement, u32>,
    statements: Vec<Statement>,
    /// What some participation keeps alive that was open where it was last asked about: an earlier change can have an unknown day.
    open: BTreeSet<Statement>,
    rules: Vec<Collected>,
    exclusive: Vec<Vec<u32>>,
    requires: Vec<(u32, u32)>,
    frozen: Vec<u32>,
}

/// A program over statements, with their order.
#[derive(Clone, Debug)]
pub(crate) struct StatedProgram {
    /// In their order; the program has them by their number here.
    pub(crate) statements: Vec<Statement>,
    pub(crate) program: Program<u32>,
}

impl StatedProgram {
    /// The statement of a number of the program.
    pub(crate) fn statement(&self, number: usize) -> &Statement {
        &self.statements[*self.program.statement(number) as usize]
    }

    /// The number of a statement in the program.
    pub(crate) fn number(&self, statement: &Statement) -> Option<usize> {
        let at = self.statements.iter().position(|one| one == statement)?;
        self.program.number(&u32::try_from(at).ok()?)
    }
}

impl<'w> Draft<'w> {
    pub(crate) fn new(world: &'w World) -> Self {
        Self {
            world,
            known: BTreeMap::new(),
            statements: Vec::new(),
            open: BTreeSet::new(),
            rules: Vec::new(),
            exclusive: Vec::new(),
            requires: Vec::new(),
            frozen: Vec::new(),
        }
    }

    fn number(&mut self, statement: impl Into<Statement>) -> u32 {
        match self.known.entry(statement.into()) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(place) => {
                let number = u32::try_from(self.statements.len()).unwrap_or(u32::MAX);
                place.key().check(self.world);
                self.statements.push(place.key().clone());
                *place.insert(number)
            }
        }
    }

    pub(crate) fn rule(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        head: Statement,
        body: impl IntoIterator<Item = Statement>,
    ) {
        let head = Ok(self.number(head));
        let body = body.into_iter().map(|one| self.number(one)).collect();
        self.rules.push(Collected { name: name.into(), head, body });
    }

    pub(crate) fn violation(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        kind: impl Into<Cow<'static, str>>,
        body: impl IntoIterator<Item = Statement>,
    ) {
        let body = body.into_iter().map(|one| self.number(one)).collect();
        self.rules.push(Collected { name: name.into(), head: Err(kind.into()), body });
    }

    /// At most one of these holds.
    pub(crate) fn exclusive(&mut self, group: impl IntoIterator<Item = Contingency>) {
        let group = group.into_iter().map(|one| self.number(one)).collect();
        self.exclusive.push(group);
    }

    /// Holding the one requires the other, if both are in question.
    pub(crate) fn requires(&mut self, held: Commitment, needed: Commitment) {
        let pair = (self.number(held), self.number(needed));
        self.requires.push(pair);
    }

    /// What is not negotiable, if it is in question at all.
    pub(crate) fn freeze(&mut self, wanted: impl Fn(&Commitment) -> bool) {
        for (number, statement) in (0..).zip(&self.statements) {
            if matches!(statement, Statement::Commitment(one) if wanted(one)) {
                self.frozen.push(number);
            }
        }
    }

    /// What keeps a provision alive for a state.
    pub(crate) fn alive(
        &mut self,
        state: Id<State>,
        provision: Clause,
        bundle: impl FnOnce() -> Vec<BundleItem>,
    ) -> Statement {
        let alive = Statement::Alive { state, provision };
        let is_known = self.known.contains_key(&alive);
        if !is_known || self.open.contains(&alive) {
            let bundle = bundle();
            // Where another change asks again, only what is certain there adds something.
            for (body, held) in bundle.iter().filter(|(_, held)| !is_known || held.is_yes()) {
                let (member, body) = (state.into(), *body);
                let holds = Commitment::Holds { state, body }.into();
                // What it is in only possibly keeps nothing alive for certain.
                let is_in = Statement::If(Contingency::TakesPart { member, body });
                let is_in = held.is_unknown().then_some(is_in);
                self.rule("keeps alive", alive.clone(), [holds].into_iter().chain(is_in));
            }
            if bundle.iter().all(|(_, held)| held.is_yes()) {
                self.open.remove(&alive);
            } else {
                self.open.insert(alive.clone());
            }
            let bodies: Vec<BodyId> = bundle.iter().map(|(body, _)| *body).collect();
            self.foundations(state, &bodies);
        }
        alive
    }

    /// An organization that rests on a treaty is not held without it.
    fn foundations(&mut self, state: Id<State>, bundle: &[BodyId]) {
        for body in bundle.iter().filter(|body| matches!(body, BodyId::Organization(_))) {
            for needed in self.world.linked_bodies(*body) {
                if bundle.contains(&needed) {
                    let holds = |body| Commitment::Holds { state, body };
                    self.requires(holds(*body), holds(needed));
                }
            }
        }
    }

    /// What is held requires what the record says it requires: whoever leaves the one is out of the other.
    ///
    /// ```text
    /// requires(holds(s, b), holds(s, c)) :- relation(b, requires, c, d), in(s, b, d).
    /// ```
    pub(crate) fn dependencies(&mut self, answer: &Consequences<'_>) {
        let none = rules::Deltas::default();
        let situation = answer.situation(&none);
        let mut at = 0;
        // What is added here may be required by something else again.
        while let Some(statement) = self.statements.get(at).cloned() {
            at += 1;
            let Statement::Commitment(needed @ Commitment::Holds { state, body }) = statement
            else {
                continue;
            };
            for (id, _) in situation.view.related(body.entity(), RelationKind::Requires) {
                let relation = &self.world[id];
                let holder = relation.subject;
                let Some(holder) = BodyId::of(holder, self.world[holder].kind()) else { continue };
                let held = situation.takes_part(state.into(), holder).is_possible();
                if relation.object == body.entity() && held {
                    self.requires(Commitment::Holds { state, body: holder }, needed.clone());
                }
            }
        }
    }

    /// A conflict of something that a state has with what the question puts on it, or with something else that it has.
    pub(crate) fn conflict(
        &mut self,
        conflict: &Conflict,
        bundle: impl FnOnce() -> Vec<BundleItem>,
        against: Statement,
        contingencies: impl IntoIterator<Item = Contingency>,
    ) {
        let state = conflict.state;
        let old = match (conflict.class, conflict.provision) {
            (Class::Hard, provision @ (Clause::Recorded(_) | Clause::Agreed { .. })) => {
                self.alive(state, provision, bundle)
            }
            (Class::Domestic, provision) => Commitment::Law { state, provision }.into(),
            // No law is a treaty, and nothing else forces anything.
            (Class::Hard, Clause::Enacted { .. })
            | (
                Class::None
                | Class::NeedsNoObjection
                | Class::NeedsConsent
                | Class::Saved
                | Class::Potential,
                _,
            ) => return,
        };
        let body = [old, against].into_iter().chain(contingencies.into_iter().map(Statement::If));
        self.violation(conflict.rule.as_str(), rules::catalogued(conflict.rule).violation, body);
    }

    /// Numbers the statements in their order, and builds the program.
    pub(crate) fn finish(self) -> StatedProgram {
        let world = self.world;
        let mut order_of: Vec<u32> = (0..).take(self.statements.len()).collect();
        order_of.sort_by(|a, b| {
            order(world, &self.statements[*a as usize], &self.statements[*b as usize])
        });
        let mut place = vec![0_u32; order_of.len()];
        for (at, old) in (0..).zip(&order_of) {
            place[*old as usize] = at;
        }
        let mut left: Vec<Option<Statement>> = self.statements.into_iter().map(Some).collect();
        let mut statements = Vec::with_capacity(left.len());
        statements.extend(order_of.iter().filter_map(|old| left[*old as usize].take()));
        let mut program: ProgramBuilder<u32> = Program::builder();
        for (at, statement) in (0..).zip(&statements) {
            match statement {
                Statement::Commitment(_) => program.commitment(at),
                Statement::Bound { .. } => program.hypothesis(at),
                Statement::If(_) => program.condition(at),
                Statement::Alive { .. } | Statement::Named(_) => &mut program,
            };
        }
        for rule in self.rules {
            let body = rule.body.iter().map(|old| place[*old as usize]);
            match rule.head {
                Ok(head) => program.rule(rule.name, place[head as usize], body),
                Err(kind) => program.violation(rule.name, kind, body),
            };
        }
        for group in self.exclusive {
            program.exclusive(group.iter().map(|old| place[*old as usize]));
        }
        for (held, needed) in self.requires {
            program.requires(place[held as usize], place[needed as usize]);
        }
        for commitment in self.frozen {
            program.freeze(place[commitment as usize]);
        }
        let (program, faults) = program.assemble();
        // Every statement has one sort, only what is no assumption is concluded, and nothing is denied.
        debug_assert!(faults.is_empty(), "{faults:?}");
        StatedProgram { statements, program }
    }
}
