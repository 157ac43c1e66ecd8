//! Telling facts: what decides no verdict, and no diplomat would leave out beside it.

use super::{Caveat, record};
use crate::answer::Open;
use crate::answer::consequences::{Consequences, Leaving};
use crate::answer::evaluate::{by_pact_of_two, exit_of};
use crate::model::{Bearer, Effect, Occasion, Overlay, OverlayKind, Owing, RelationKind, Status};
use crate::rules::{self, Situation};
use crate::scenario::Procedure;
use crate::verdict::{Class, Clause, ExitMode, Ground};
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

    /// The courses that laws of their own set those who join something.
    pub(super) fn of_own_courses(&self) -> Vec<Caveat> {
        let world = self.world();
        let mut found = Vec::new();
        for step in &self.placed {
            let hypothesis = &step.hypothesis;
            if !hypothesis.joins {
                continue;
            }
            let situation = self.situation(&step.before).on(hypothesis.date);
            for (state, _) in &hypothesis.bound {
                let aims =
                    |effect: &Effect| matches!(effect, Effect::Purposes { aims: Some(_), .. });
                let own = situation.those_binding(*state, aims).into_iter();
                let own = own.filter(|(id, _)| world[*id].instrument.is_domestic());
                found.extend(
                    own.map(|(provision, _)| Caveat::OwnCourse { state: *state, provision }),
                );
            }
        }
        found
    }

    /// What lies over the participations that must go, or may have to, or by which something that is touched binds; and whose forces stand
    /// where.
    pub(super) fn of_what_is_left(&self) -> Vec<Caveat> {
        let world = self.world();
        let mut found = Vec::new();
        for outcome in &self.outcomes {
            let member = EntityId::from(outcome.state);
            let bodies: Vec<BodyId> = outcome.bodies().collect();
            let touched = self.conflicts().filter(|one| {
                one.state == outcome.state && one.class != Class::None && one.truth.is_possible()
            });
            let touched = touched.filter_map(|one| one.provision.recorded());
            let touched = touched.filter_map(|id| rules::held_in(world, &world[id]));
            let mut lain_over: Vec<BodyId> = bodies.iter().copied().chain(touched).collect();
            lain_over.sort_unstable();
            lain_over.dedup();
            let lying =
                lain_over.iter().flat_map(|body| record::overlaid(&self.view(), member, *body));
            found.extend(lying);
            // Forces of an ally stand there by the alliance, and not by whatever else is left.
            let situation = self.before_all();
            let is_alliance = |body: &&BodyId| {
                (situation.has_mutual_defence(**body) | situation.is_alliance_by_purpose(**body))
                    .is_possible()
            };
            let bodies: Vec<BodyId> = bodies.iter().filter(is_alliance).copied().collect();
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

    /// What is to be said of whoever leaves by the hypothesis itself: what lies over the participation, that its notice may be revoked, and
    /// when it left in fact.
    pub(super) fn of_leaving(&self) -> Vec<Caveat> {
        let (view, world) = (self.view(), self.world());
        let mut found = Vec::new();
        for Leaving { state, exit, truth } in self.leaving() {
            if truth.is_no() {
                continue;
            }
            let (state, body, member) = (*state, exit.body, EntityId::from(*state));
            found.extend(record::overlaid(&view, member, body));
            let never = |id: Id<Provision>| {
                let terms = world[id].effect.withdrawal();
                terms.is_some_and(|terms| !terms.revocation.is_allowed())
            };
            let by_notice = exit.earliest.is_some() && exit.mode != ExitMode::Lapse;
            if by_notice && !exit.clause.is_some_and(never) {
                found.push(Caveat::Revocable { state, body, clause: exit.clause });
            }
            let spells = world.spells(member, body, view.knowledge()).into_iter();
            let ended = spells
                .filter(|spell| spell.status.is_binding())
                .filter(|spell| spell.valid.contains(view.as_of()).is_possible())
                .filter_map(|spell| spell.valid.to);
            let notices: Vec<Id<Overlay>> = (view.overlays(member, body))
                .filter(|id| world[*id].kind == OverlayKind::NoticeGiven)
                .collect();
            found.extend(ended.map(|on| {
                let notices = notices.clone();
                Caveat::LeftInFact { state, body, on, notices }
            }));
        }
        found
    }

    /// On which day one is out in other readings of a clause on withdrawal.
    pub(super) fn read_otherwise(&self) -> Vec<Caveat> {
        let world = self.world();
        let situation = self.before_all();
        let must = self.outcomes.iter().flat_map(|one| {
            let exits = one.exits.iter().chain(&one.exits_possible);
            exits.map(|exit| (one.state, exit))
        });
        let leaving = self.leaving().iter().map(|one| (one.state, &one.exit));
        let mut found = Vec::new();
        for (state, exit) in must.chain(leaving) {
            let Some(clause) = exit.clause else { continue };
            let provision = &world[clause];
            let now = situation.view.reading().of(provision);
            for reading in provision.readings().into_iter().filter(|name| Some(*name) != now) {
                let other =
                    situation.view.reading().clone().provision(provision.key.clone(), reading);
                let read =
                    Situation { view: situation.view.under_kept(&other), ..situation.clone() };
                let then = exit_of(&read, self.scenario(), state, exit.body).earliest;
                if then != exit.earliest {
                    let (body, reading) = (exit.body, reading.into());
                    found.push(Caveat::ExitInterpretation {
                        state,
                        body,
                        clause,
                        reading,
                        day: then,
                    });
                }
            }
        }
        found
    }

    /// What another choice of the question would turn, and what is signed and perhaps not ratified.
    pub(super) fn of_choices(&self) -> Vec<Caveat> {
        let scenario = self.scenario();
        let mut found = Vec::new();
        let verdicts = by_pact_of_two(&self.before_all(), scenario, &self.placed, &self.outcomes);
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
        let mut found: Vec<(EntityId, Id<Provision>, bool)> = Vec::new();
        let mut add = |whose: EntityId, rules: Vec<Id<Provision>>, if_by_treaty: bool| {
            found.extend(rules.into_iter().map(|rule| (whose, rule, if_by_treaty)));
        };
        for step in &self.placed {
            let situation = self.situation(&step.before).on(step.hypothesis.date);
            let body = step.hypothesis.with.body(tables);
            let defence = step.hypothesis.defence.is_possible();
            let Some(occasion) = rules::occasion_of(&step.change) else { continue };
            let rests_on_none = if let Procedure::Accession { body, .. } = step.change.procedure() {
                !rules::rests_on_a_treaty(self.world(), body)
            } else {
                false
            };
            for (state, _) in &step.hypothesis.bound {
                let own = rules::of_state(&situation, *state, occasion, body, defence);
                add((*state).into(), own, rests_on_none);
            }
            if let Procedure::Accession { body, .. } = step.change.procedure() {
                add(body.entity(), rules::of_body(&situation, body, occasion), false);
            }
        }
        let situation = self.before_all();
        let must =
            (self.outcomes.iter()).flat_map(|one| one.exits.iter().map(|exit| (one.state, exit)));
        let leaving = self.leaving().iter().map(|one| (one.state, &one.exit));
        for (state, exit) in must.chain(leaving) {
            let on_the_day = situation.on(exit.notice);
            let own = rules::of_state(&on_the_day, state, Occasion::Leave, Some(exit.body), false);
            add(state.into(), own, false);
        }
        for outcome in &self.outcomes {
            for law in outcome.laws.iter().filter_map(Clause::recorded) {
                let own = rules::of_law(&situation, outcome.state, law);
                add(outcome.state.into(), own, false);
            }
        }
        let told = found.into_iter();
        told.map(|(whose, provision, if_by_treaty)| Caveat::OwnProcedure {
            whose,
            provision,
            if_by_treaty,
        })
        .collect()
    }

    /// Whether what a law keeps its state out of is owed to others as well, by the record.
    fn owing(&self, law: Id<Provision>) -> Owing {
        self.world()[law].effect.keeps_out().map_or(Owing::Own, |(_, owing)| owing)
    }
}
