//! What is to be kept in mind about the answer to a hypothesis: on what it depends, what is not known, and what the rules do not test.

use std::collections::BTreeMap;

use super::{Caveat, record, sorted};
use crate::answer::consequences::{Consequences, Placed};
use crate::answer::evaluate::{asks_for_itself, status_quo};
use crate::answer::impossible::{WhyImpossible, first_day, impossibilities};
use crate::model::{Bearer, Effect, RelationKind, WithdrawalRight};
use crate::rules::{self, Conflict, Deltas, Exit};
use crate::scenario::{AssumedFact, Movement, Procedure};
use crate::time::Date;
use crate::verdict::{Class, ExitMode};
use crate::world::View;
use crate::{BodyId, EntityId, Id, Provision, State, Truth};

impl Consequences<'_> {
    /// What is to be kept in mind about the answer, by code.
    ///
    /// Cost: found when first asked for, with [`sensitivities`](Self::sensitivities) and
    /// [`status_quo_conflicts`](Self::status_quo_conflicts).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let codes: Vec<&str> = answer.caveats().iter().map(|caveat| caveat.code()).collect();
    /// assert!(codes.contains(&"interpretation-sensitive"));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn caveats(&self) -> &[Caveat] {
        self.caveats.get_or_init(|| {
            let mut found: Vec<Caveat> = (self.sensitivities().iter().cloned())
                .map(Caveat::InterpretationSensitive)
                .collect();
            let exits = self.all_exits();
            found.extend(exits.filter_map(|(state, exit)| self.about_exit(state, exit)));
            found.extend(self.uncounted());
            found.extend(self.inconsistencies());
            found.extend(self.untested());
            found.extend(self.triggered());
            found.extend(self.sanctioned());
            found.extend(self.of_contested_states());
            found.extend(self.of_entry());
            found.extend(self.against_joiners());
            found.extend(self.of_own_texts());
            found.extend(self.of_own_courses());
            found.extend(self.of_clauses_in_words());
            found.extend(self.of_what_is_to_come());
            found.extend(self.of_what_is_constituted_anew());
            found.extend(self.of_texts_with_own_parties());
            found.extend(self.of_what_is_left_apart());
            found.extend(self.of_what_outlives());
            found.extend(self.of_what_is_left());
            found.extend(self.of_leaving());
            found.extend(self.read_otherwise());
            found.extend(self.of_procedures());
            found.extend(self.of_choices());
            found.extend(self.of_currency());
            found.extend(self.of_unions_agreed());
            found.extend(self.of_outsiders_kept());
            found.extend(self.of_areas_on_record());
            found.extend(self.forbidden_to_members());
            found.extend(self.not_negotiable());
            found.extend(self.of_the_record());
            for step in &self.placed {
                found.extend(self.of_change(step));
            }
            sorted(found)
        })
    }

    /// What must be left, what may have to, and what is left by the hypothesis itself.
    pub(super) fn all_exits(&self) -> impl Iterator<Item = (Id<State>, &Exit)> {
        let of_outcomes = self.outcomes.iter().flat_map(|outcome| {
            let exits = outcome.exits.iter().chain(&outcome.exits_possible);
            exits.map(|exit| (outcome.state, exit))
        });
        of_outcomes.chain(self.leaving().iter().map(|one| (one.state, &one.exit)))
    }

    /// Why an exit has no known day.
    fn about_exit(&self, state: Id<State>, exit: &Exit) -> Option<Caveat> {
        let (body, is_open) = (exit.body, exit.earliest.is_none());
        if exit.unsettled {
            let not_before = exit.bounds.and_then(Date::earliest);
            return Some(Caveat::ObligationsUnsettled { state, body, not_before });
        }
        if is_open && exit.notice.is_unknown() {
            return Some(Caveat::NoticeUnknown { state, body });
        }
        match exit.mode {
            ExitMode::ConsentOnly => Some(Caveat::NoUnilateralExit { state, body }),
            ExitMode::Unknown if is_open => {
                let is_allowed = exit.clause.is_some_and(|id| {
                    let effect = &self.world()[id].effect;
                    matches!(effect, Effect::Withdrawal(terms) if terms.right == WithdrawalRight::Yes)
                });
                let (clause, bounds) = (exit.clause, exit.bounds);
                Some(Caveat::WithdrawalUnknown { state, body, clause, is_allowed, bounds })
            }
            ExitMode::Unknown
            | ExitMode::Notice
            | ExitMode::FinancialYearEnd
            | ExitMode::CalendarYearEnd
            | ExitMode::TermEnd
            | ExitMode::Lapse => {
                let put_off = exit.given.map(|given| Caveat::ExitPutOff { state, body, given });
                let of_notice = Caveat::NoticeUnknown { state, body };
                is_open.then_some(put_off.unwrap_or(of_notice))
            }
        }
    }

    /// What brings mutual defence and is not counted as an alliance.
    fn uncounted(&self) -> impl Iterator<Item = Caveat> {
        let steps = self.placed.iter().map(|step| &step.hypothesis);
        let uncounted = steps.filter(|one| one.defence.is_possible() && !one.alliance.is_yes());
        uncounted.map(|one| Caveat::ClauseWithoutAllianceTag { with: one.with.clone() })
    }

    /// What a state's own law bars although the state holds it.
    fn inconsistencies(&self) -> Vec<Caveat> {
        let (situation, counts) = (self.situation(&self.after), self.scenario.bilateral_counts);
        let (mut found, mut known) = (Vec::new(), BTreeMap::new());
        for outcome in &self.outcomes {
            let state = outcome.state;
            let mut tell = |one: &Conflict| {
                if one.class == Class::Domestic {
                    let (law, with) = (one.provision, one.with.clone());
                    found.push(Caveat::DomesticInconsistency { state, law, with });
                }
            };
            let standing = self.status_quo_conflicts().iter();
            standing.filter(|one| one.state == state).for_each(&mut tell);
            if !self.after.enacted.is_empty() {
                let enacted = status_quo(&situation, state, counts, &mut known);
                let of_no_record = enacted.iter().filter(|one| one.provision.recorded().is_none());
                of_no_record.for_each(tell);
            }
        }
        found
    }

    /// What the conflict rules do not test: what is new against what is held, blocs that are opposed, and a body's own text.
    fn untested(&self) -> Vec<Caveat> {
        let mut found = Vec::new();
        for (at, step) in self.placed.iter().enumerate() {
            let (situation, hypothesis) = (self.situation(&step.before), &step.hypothesis);
            // What some agree among themselves is no body.
            let among_some = self.placed[..at].iter().filter(|earlier| {
                matches!(
                    earlier.change.procedure(),
                    Procedure::Modification { .. } | Procedure::Conclusion { .. }
                )
            });
            let with = || hypothesis.with.clone();
            for outcome in &self.outcomes {
                let state = outcome.state;
                let pacts = among_some.clone().map(|earlier| &earlier.hypothesis);
                let unheld = rules::unheld_pacts(&situation, hypothesis, state, pacts).into_iter();
                found.extend(unheld.map(|(pact, bar)| Caveat::EarlierAlliance {
                    state,
                    pact,
                    bar,
                }));
                let pacts = among_some.clone().map(|earlier| &earlier.hypothesis);
                let barred = rules::unheld_bars(hypothesis, state, pacts).into_iter();
                found.extend(barred.map(|(pact, bar)| Caveat::EarlierBar {
                    state,
                    pact,
                    bar,
                    with: with(),
                }));
                let opposed = rules::opposed_to_held(&situation, hypothesis, state).into_iter();
                found.extend(
                    opposed.filter(|(held, _)| outcome.bodies().all(|body| body != *held)).map(
                        |(held, party)| Caveat::OpposedAlliance {
                            state,
                            with: with(),
                            held,
                            party,
                        },
                    ),
                );
            }
            let own = rules::own_bars(&situation, hypothesis).into_iter();
            found.extend(own.map(|provision| Caveat::OwnText { provision, with: with() }));
        }
        found
    }

    /// Attacks in progress that would trigger what the changes bring.
    ///
    /// ```text
    /// triggered(h, a -> v) :- attack(a, v, since), defence(h), in(v, A), a not in A.
    /// ```
    fn triggered(&self) -> Vec<Caveat> {
        let mut found = Vec::new();
        for step in &self.placed {
            let hypothesis = &step.hypothesis;
            let is_in = |who: Id<State>| {
                hypothesis.circle.iter().any(|(one, _)| *one == EntityId::from(who))
            };
            for assumption in &self.scenario.assumptions {
                let AssumedFact::Attack { attacker, victim, since } = assumption.fact else {
                    continue;
                };
                let begun =
                    since.is_none_or(|day| day.is_on_or_before(hypothesis.date).is_possible());
                let triggers =
                    hypothesis.defence.is_possible() && is_in(victim) && !is_in(attacker);
                if begun && triggers {
                    let with = hypothesis.with.clone();
                    found.push(Caveat::AttackInProgress { with, attacker, victim });
                }
            }
        }
        found
    }

    /// Those whose verdict takes for a state what not everybody counts as one.
    fn of_contested_states(&self) -> impl Iterator<Item = Caveat> {
        let (world, view) = (self.world(), self.view());
        let states = self.outcomes.iter().map(|outcome| outcome.state);
        let contested =
            states.filter(move |state| world[*state].contested && !view.is_state(*state).is_yes());
        contested.map(|state| Caveat::ContestedStatehood { state })
    }

    /// What is asked of those who join, where no tag answers it.
    fn of_entry(&self) -> Vec<Caveat> {
        let asked = self.placed.iter().filter_map(|step| {
            let Procedure::Accession { state, body } = step.change.procedure() else { return None };
            let situation = self.situation(&step.before).on(step.hypothesis.date);
            let (provision, admission) = rules::accession(&situation.view, body, Some(state))?;
            let is_answered = self
                .eligibility()
                .iter()
                // That it is in some body, or is not, answers no words.
                .filter(|one| one.organization.is_none())
                .any(|one| (one.state, one.body, one.provision) == (state, body, provision));
            let words = &admission.eligibility.words;
            let is_empty = asks_for_itself(self.world(), body, admission.eligibility)
                || admission.eligibility.is_for_any_state()
                    && situation.view.is_state(state).is_yes();
            let asks = words.is_some() && !is_answered && !is_empty;
            (asks && step.hypothesis.binds(state).is_possible())
                .then_some(Caveat::EntryTerms { state, provision })
        });
        asked.collect()
    }

    /// What binds those whom a state joins and is against that state.
    ///
    /// ```text
    /// against(c, s, o) :- joins(s, o), (sanctions(c), owed_to_members(o) ; forbids_recognition(c)), toward(c, s), binds(c, m), in(m, o).
    /// ```
    fn against_joiners(&self) -> impl Iterator<Item = Caveat> {
        let world = self.world();
        self.placed.iter().filter_map(move |step| {
            let Procedure::Accession { state, .. } = step.change.procedure() else { return None };
            let hypothesis = &step.hypothesis;
            let situation = self.situation(&step.before).on(hypothesis.date);
            let is_of_security = |id: &Id<Provision>| world[*id].kind().is_about_security();
            let owes = hypothesis.defence.is_possible()
                || hypothesis.security
                || hypothesis.customs_union.is_some()
                || hypothesis.brought.iter().any(is_of_security);
            let speaks = |provision: &Provision| {
                let is_decided = matches!(provision.effect, Effect::Sanctions);
                let bans = matches!(&provision.effect, Effect::Forbidden { acts, .. } if acts.recognition);
                (is_decided && owes) || bans
            };
            let is_toward = |provision: &Provision| {
                matches!(&provision.counterparty, Some(Bearer::Listed(whom)) if whom.contains(&state))
            };
            let binds = |provision: &Provision| {
                let others = hypothesis.circle.iter().map(|(member, _)| *member);
                let mut others = others.filter(|member| *member != EntityId::from(state));
                others.any(|member| situation.bears(member, provision).is_possible())
            };
            let all = world.tables().provisions.ids();
            let all = all.filter(|id| speaks(&world[*id]) && is_toward(&world[*id]));
            let standing = all.filter(|id| situation.stands(*id).is_possible());
            let mut provisions: Vec<Id<Provision>> =
                standing.filter(|id| binds(&world[*id])).collect();
            provisions.sort_unstable_by_key(|id| world.index().provision_rank(*id));
            let with = hypothesis.with.clone();
            (!provisions.is_empty()).then_some(Caveat::AgainstJoiner { state, provisions, with })
        })
    }

    /// What follows for whoever does what is forbidden, and what in fact was done.
    fn sanctioned(&self) -> Vec<Caveat> {
        let world = self.world();
        let forbidden = self.conflicts().filter_map(|one| {
            let id = one.provision.recorded()?;
            world[id].param("sanction")?;
            (one.brought.is_some() && one.class == Class::Hard).then_some((one.state, id, one))
        });
        forbidden
            .map(|(state, provision, conflict)| {
                let body = conflict.against(world);
                let overlays =
                    body.map_or_else(Vec::new, |body| self.view().overlays(state, body).collect());
                Caveat::Sanction { state, provision, overlays }
            })
            .collect()
    }

    /// What is not negotiable: what the question keeps, or else the participations in what acquires a provision or is amended.
    pub(crate) fn kept(&self) -> Vec<BodyId> {
        let tables = self.world().tables();
        let scenario = self.scenario();
        let asked = scenario.keep.clone();
        asked.unwrap_or_else(|| {
            scenario.changes.iter().filter_map(|change| change.recommits(tables)).collect()
        })
    }

    /// That what is not negotiable is itself in the way, so that no repair helps.
    ///
    /// ```text
    /// in_the_way(s, b) :- must_exit(s, b).
    /// in_the_way(s, a) :- in_the_way(s, b), relation(a, requires, b), in(s, a).
    /// ```
    ///
    /// The [core](crate::deliberation::Deliberation::is_impossible) says the same of every hypothesis.
    fn not_negotiable(&self) -> Option<Caveat> {
        let kept = self.kept();
        let in_the_way = self.must_exit().any(|finding| {
            let mut way: Vec<BodyId> = finding.outcome.bodies().collect();
            self.with_what_requires(finding.state(), &mut way);
            way.iter().any(|body| kept.contains(body))
        });
        in_the_way.then(|| Caveat::NotNegotiable { kept: self.scenario().keep.clone() })
    }

    /// Adds to bodies that a state must leave whatever it is in that requires one of them.
    fn with_what_requires(&self, state: Id<State>, bodies: &mut Vec<BodyId>) {
        let (world, none) = (self.world(), Deltas::default());
        let situation = self.situation(&none);
        let mut at = 0;
        while let Some(needed) = bodies.get(at).copied() {
            at += 1;
            for (id, _) in situation.view.related(needed.entity(), RelationKind::Requires) {
                let relation = &world[id];
                let holder = BodyId::of(relation.subject, world[relation.subject].kind());
                let Some(holder) = holder.filter(|_| relation.object == needed.entity()) else {
                    continue;
                };
                let held = situation.takes_part(state.into(), holder).is_possible();
                if held && !bodies.contains(&holder) {
                    bodies.push(holder);
                }
            }
        }
    }

    /// A date that nobody gave, or beyond the record; a reading that no provision has.
    fn of_the_record(&self) -> Vec<Caveat> {
        let (world, view) = (self.world(), self.view());
        let (as_of, newest, reading) = (view.as_of(), world.newest(), view.reading());
        let mut found = super::of_telling(&view);
        if newest.is_before(as_of).is_yes() {
            found.push(Caveat::BeyondNewest { newest });
        }
        let provisions = &world.tables().provisions;
        let has = |one: &Provision, name: &str| one.readings().contains(&name);
        let general = reading.general();
        if general != "strict" && !provisions.iter().any(|one| has(one, general)) {
            found.push(Caveat::UnknownReading { provision: None, reading: general.into() });
        }
        for (key, name) in reading.provisions() {
            if !provisions.iter().any(|one| &*one.key == key && has(one, name)) {
                let (provision, reading) = (Some(key.into()), name.into());
                found.push(Caveat::UnknownReading { provision, reading });
            }
        }
        found
    }

    /// What makes a change itself doubtful: a body that did not exist, an exit of somebody who is not in, an incomplete roll.
    fn of_change(&self, step: &Placed) -> Vec<Caveat> {
        let world = self.world();
        let situation = self.situation(&step.before).on(step.hypothesis.date);
        let mut found: Vec<Caveat> = impossibilities(&situation, &step.change)
            .into_iter()
            .filter_map(|(why, truth)| of_impossible(&situation.view, step, &why, truth))
            .collect();
        let body = match step.change.procedure() {
            Procedure::Adoption { body }
            | Procedure::Modification { body, .. }
            | Procedure::Accession { body, .. }
            | Procedure::Withdrawal { body, .. } => body,
            Procedure::Amendment { .. }
            | Procedure::Conclusion { .. }
            | Procedure::Legislation { .. }
            | Procedure::Stationing { .. }
            | Procedure::Decision { .. } => return found,
        };
        if !situation.view.has_complete_roll(body) {
            found.push(Caveat::RollIncomplete { body });
        }
        if !matches!(step.change.procedure(), Procedure::Withdrawal { .. }) {
            found.extend(record::coverage(&self.view(), body, None));
        }
        // Who admits is a member, and something may lie over its say.
        if let Procedure::Accession { body, .. } = step.change.procedure() {
            let members = situation.members_of(body);
            for (member, _) in members.iter().filter(|(_, truth)| truth.is_unknown()) {
                let why = record::of_membership(&situation.view, *member, body).into_iter();
                found.extend(why.filter(|caveat| matches!(caveat, Caveat::Contested { .. })));
            }
            let lying = members
                .into_iter()
                .flat_map(|(member, _)| record::overlaid(&situation.view, member, body));
            found.extend(lying.filter(|caveat| {
                let Caveat::Overlaid { overlay, .. } = caveat else { return true };
                world[*overlay].kind.bears_on_voice()
            }));
        }
        for kind in step.change.brings() {
            let provisions: Vec<Id<Provision>> = (situation.instruments_of(body).into_iter())
                .flat_map(|(text, _)| world.index().provisions_of(text).iter().copied())
                .filter(|id| world[*id].kind() == kind && situation.stands(*id).is_yes())
                .collect();
            if !provisions.is_empty() {
                found.push(Caveat::AlreadyProvided { body, provisions });
            }
        }
        found
    }
}

/// What makes a change one that cannot be made: only what is certain, but for a membership that may be there already, and for what may
/// exist no more.
fn of_impossible(
    view: &View<'_>,
    step: &Placed,
    why: &WhyImpossible,
    truth: Truth,
) -> Option<Caveat> {
    let on = step.hypothesis.date;
    let certain = truth.is_yes();
    let movement = step.change.movement();
    let leaves = matches!(movement, Some(Movement::Leaves { .. }));
    let joins = matches!(movement, Some(Movement::Joins { .. }));
    match *why {
        WhyImpossible::NoState { state } => truth.is_possible().then(|| Caveat::NotInExistence {
            entity: state.into(),
            truth,
            on,
            first: None,
        }),
        WhyImpossible::NotInExistence { body } => {
            let first = || first_day(view, body);
            truth.is_possible().then(|| Caveat::NotInExistence {
                entity: body.entity(),
                truth,
                on,
                first: if certain { first() } else { None },
            })
        }
        WhyImpossible::NotIn { member, body } => {
            (certain && leaves).then_some(Caveat::NotAMember { member, body })
        }
        WhyImpossible::AlreadyIn { member, body } => {
            (joins && truth.is_possible()).then_some(Caveat::AlreadyMember { member, body, truth })
        }
        WhyImpossible::NotStanding { .. }
        | WhyImpossible::NotOwnLaw { .. }
        | WhyImpossible::NoCounterparty => None,
    }
}
