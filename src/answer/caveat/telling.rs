//! Telling facts: what decides no verdict, and no diplomat would leave out beside it.

use super::Caveat;
use crate::answer::Open;
use crate::answer::consequences::Consequences;
use crate::answer::evaluate::by_pact_of_two;
use crate::model::{Bearer, Occasion, OverlayKind, Owing, RelationKind, Status};
use crate::rules;
use crate::scenario::Procedure;
use crate::verdict::{Class, Clause, Ground};
use crate::{BodyId, EntityId, Id, Provision};

impl Consequences<'_> {
    /// Texts that were not read, policy that is no law, and law that is owed to others as well.
    pub(super) fn of_own_texts(&self) -> Vec<Caveat> {
        let mut found = Vec::new();
        for outcome in &self.outcomes {
            let state = outcome.state;
            found.extend(outcome.open.iter().filter_map(|open| match *open {
                Open::Unread(text) => Some(Caveat::UnreadText { state, text }),
                Open::Conflict(_) => None,
            }));
        }
        for conflict in self.conflicts().filter(|one| one.truth.is_possible()) {
            let (state, clause) = (conflict.state, conflict.provision);
            if conflict.ground == Ground::OwnPolicy {
                let with = conflict.with.clone();
                found.push(Caveat::DomesticPolicy { state, policy: clause, with });
            }
            let (Class::Domestic, Clause::Recorded(provision)) = (conflict.class, clause) else {
                continue;
            };
            let is_disputed = match self.owing(provision) {
                Owing::Own => continue,
                Owing::Disputed => true,
                Owing::Owed => false,
            };
            found.push(Caveat::OwedToOthers { state, provision, is_disputed });
        }
        found
    }

    /// What lies over the participations that must go, or may have to, and whose forces stand where.
    pub(super) fn of_what_is_left(&self) -> Vec<Caveat> {
        let world = self.world();
        let mut found = Vec::new();
        for outcome in &self.outcomes {
            let member = EntityId::from(outcome.state);
            let bodies: Vec<BodyId> = outcome.bodies().collect();
            for body in &bodies {
                let overlays = self.view().overlays(member, *body);
                let lying = overlays.filter(|id| {
                    let overlay = &world[*id];
                    // That it is contested leaves the verdict open, which says so.
                    overlay.kind != OverlayKind::Contested
                        && self.view().holds(&overlay.time).is_possible()
                });
                let body = *body;
                found.extend(lying.map(|overlay| Caveat::RestsOnOverlaid {
                    member,
                    body,
                    overlay,
                }));
            }
            if bodies.is_empty() {
                continue;
            }
            for (id, _) in self.view().related(member, RelationKind::Hosts) {
                let record = &world[id];
                let left_behind =
                    |body: &BodyId| self.view().standing(record.object, *body).truth.is_possible();
                if record.subject == member && bodies.iter().any(left_behind) {
                    let (state, of) = (outcome.state, record.object);
                    found.push(Caveat::HostsForces { state, of, relation: id });
                }
            }
        }
        found
    }

    /// What another choice of the question would turn, and what is signed and perhaps not ratified.
    pub(super) fn of_choices(&self) -> Vec<Caveat> {
        let (view, scenario) = (self.view(), self.scenario());
        let mut found = Vec::new();
        let verdicts = by_pact_of_two(&view, scenario, &self.placed, &self.outcomes);
        if !verdicts.is_empty() {
            found.push(Caveat::PactOfTwo { counts: scenario.bilateral_counts, verdicts });
        }
        for outcome in &self.outcomes {
            let state = outcome.state;
            let open = outcome.open.iter().filter_map(|open| match open {
                Open::Conflict(clause) => clause.recorded(),
                Open::Unread(_) => None,
            });
            for body in open.filter_map(|id| match self.world()[id].bearer {
                Bearer::Participants(body) => Some(body),
                Bearer::Listed(_) | Bearer::ThirdStates | Bearer::Nobody => None,
            }) {
                let signed = self.view().participants(body).any(|one| {
                    one.entity == state.into()
                        && one.status == Status::Signatory
                        && one.truth.is_possible()
                });
                if signed {
                    found.push(Caveat::SignedOnly { state, body });
                }
            }
        }
        found
    }

    /// The procedures of their own that states and bodies have for what they would do.
    pub(super) fn of_procedures(&self) -> Vec<Caveat> {
        let tables = self.world().tables();
        let mut found: Vec<(EntityId, Id<Provision>)> = Vec::new();
        let mut add = |whose: EntityId, rules: Vec<Id<Provision>>| {
            found.extend(rules.into_iter().map(|rule| (whose, rule)));
        };
        for step in &self.placed {
            let situation = self.situation(&step.before).on(step.hypothesis.date);
            let body = step.hypothesis.with.body(tables);
            let defence = step.hypothesis.defence.is_possible();
            let occasion = match step.change.procedure() {
                Procedure::Adoption { .. }
                | Procedure::Modification { .. }
                | Procedure::Accession { .. }
                | Procedure::Conclusion { .. } => Occasion::Join,
                Procedure::Stationing { .. } => Occasion::Host,
                Procedure::Amendment { .. }
                | Procedure::Withdrawal { .. }
                | Procedure::Legislation { .. }
                | Procedure::Decision { .. } => continue,
            };
            for (state, _) in &step.hypothesis.bound {
                let own = rules::of_state(&situation, *state, occasion, body, defence);
                add((*state).into(), own);
            }
            if let Procedure::Accession { body, .. } = step.change.procedure() {
                add(body.entity(), rules::of_body(&situation, body, occasion));
            }
        }
        let situation = self.before_all();
        let must =
            (self.outcomes.iter()).flat_map(|one| one.exits.iter().map(|exit| (one.state, exit)));
        let leaving = self.leaving().iter().map(|one| (one.state, &one.exit));
        for (state, exit) in must.chain(leaving) {
            let on_the_day = situation.on(exit.notice);
            let own = rules::of_state(&on_the_day, state, Occasion::Leave, Some(exit.body), false);
            add(state.into(), own);
        }
        for outcome in &self.outcomes {
            for law in outcome.laws.iter().filter_map(Clause::recorded) {
                add(outcome.state.into(), rules::of_law(&situation, outcome.state, law));
            }
        }
        let told = found.into_iter();
        told.map(|(whose, provision)| Caveat::OwnProcedure { whose, provision }).collect()
    }

    /// Whether what keeps a state out of something is owed to others: by the record, or because it stands in a treaty.
    fn owing(&self, provision: Id<Provision>) -> Owing {
        let record = &self.world()[provision];
        if record.instrument.is_domestic() {
            record.effect.keeps_out().map_or(Owing::Own, |(_, owing)| owing)
        } else {
            Owing::Owed
        }
    }
}
