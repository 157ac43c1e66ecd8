//! The search for alternatives: what else could be done than to leave and to change laws.
//!
//! Every alternative is tried: the hypothesis is asked again with it, and what it removes is what no longer forces anything.

use super::Deliberation;
use super::measure::{Alternative, Measure};
use crate::answer::{self, Consequences};
use crate::model::{Effect, EffectKind, Engagement, Undertaking};
use crate::rules::{self, Conflict, Situation, Veto};
use crate::scenario::{Change, Procedure, Scenario};
use crate::verdict::{Brought, Class, Clause, ExitMode, Ground, Verdict, VetoStep};
use crate::world::{Reading, View};
use crate::{BodyId, EntityId, Id, InstrumentId, Provision, State, Truth};

impl Deliberation<'_, '_> {
    /// The alternatives A1 to A10 and X9 of the semantics that remove something, by number, then by key.
    ///
    /// # Cost
    ///
    /// The hypothesis once more for each of them.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, deliberation::Measure, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let alternatives = deliberation.alternatives();
    /// // Mutual defence is not the only way: a weaker clause would bind nobody to leave.
    /// assert!(alternatives.iter().any(|one| matches!(one.measure, Measure::Weaken)));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn alternatives(&self) -> Vec<Alternative> {
        self.tried().0.clone()
    }

    /// Whether these are all: no more were tried than the [limits](crate::logic::Limits::max_trials) allow.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, logic::Limits, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let all = answer.deliberate();
    /// let few = answer.deliberate().limited(Limits::default().max_trials(3));
    /// assert!(all.lists_all_alternatives() && !few.lists_all_alternatives());
    /// assert!(few.alternatives().len() < all.alternatives().len());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn lists_all_alternatives(&self) -> bool {
        self.tried().1
    }

    fn tried(&self) -> &(Vec<Alternative>, bool) {
        self.alternatives.get_or_init(|| self.find_alternatives())
    }

    fn find_alternatives(&self) -> (Vec<Alternative>, bool) {
        let (answer, left) = (self.answer(), self.limits.max_trials);
        let forced = forced(answer);
        let mut finder = Finder { answer, forced, found: Vec::new(), left, are_all: true };
        for at in 0..self.answer().placed.len() {
            finder.of_change(at);
        }
        let (mut found, are_all) = (finder.found, finder.are_all);
        found.retain(|one| !one.removes.is_empty());
        // One that helps with several changes is one.
        let mut merged: Vec<Alternative> = Vec::with_capacity(found.len());
        for mut one in found {
            if let Some(kept) = merged.iter_mut().find(|kept| kept.measure == one.measure) {
                kept.removes.append(&mut one.removes);
                kept.vetoes.append(&mut one.vetoes);
            } else {
                merged.push(one);
            }
        }
        let mut found = merged;
        let world = self.answer().world();
        found.sort_by_cached_key(|one| (one.kind(), one.measure.keys(world)));
        let by_key = |one: &(Id<State>, Clause)| (world.key(one.0), one.1.place(world.tables()));
        for one in &mut found {
            one.removes.sort_by(|a, b| by_key(a).cmp(&by_key(b)));
            one.removes.dedup();
            let index = world.index();
            one.vetoes
                .sort_by_key(|veto| (veto.step.as_str(), index.rank(veto.entity), veto.truth));
            one.vetoes.dedup();
        }
        (found, are_all)
    }
}

type Forced = Vec<(Id<State>, Clause)>;

/// What forces an exit or a change of law, for certain or possibly.
fn forced(answer: &Consequences<'_>) -> Forced {
    let mut forced: Forced = (answer.findings())
        .flat_map(|finding| {
            let outcome = finding.outcome;
            outcome.rules.iter().chain(&outcome.laws).map(move |clause| (outcome.state, *clause))
        })
        .collect();
    forced.dedup();
    forced
}

struct Finder<'a, 'w> {
    answer: &'a Consequences<'w>,
    /// What forces something as the question is asked.
    forced: Forced,
    found: Vec<Alternative>,
    /// How many other questions may still be asked.
    left: usize,
    /// Whether all were asked.
    are_all: bool,
}

impl Finder<'_, '_> {
    fn add(&mut self, measure: Measure, removes: Forced, vetoes: Vec<Veto>) {
        self.found.push(Alternative { measure, removes, vetoes });
    }

    /// What no longer forces anything if the hypothesis is another one.
    fn removed_by(&mut self, scenario: Scenario) -> Forced {
        self.removed_under(self.answer.view(), scenario)
    }

    /// The same in another view; nothing, where no more may be asked.
    fn removed_under(&mut self, view: View<'_>, scenario: Scenario) -> Forced {
        let Some(left) = self.left.checked_sub(1) else {
            self.are_all = false;
            return Vec::new();
        };
        self.left = left;
        // Of nobody else anything could be removed.
        let is_forced = |state| self.forced.iter().any(|(who, _)| *who == state);
        self.removed_in(&self.answer.forced_under(view, scenario, is_forced))
    }

    fn removed_in(&self, other: &[answer::Forced]) -> Forced {
        // Where another change is put before it, what a state enacts has another number.
        let unnumbered = |(state, clause): &(Id<State>, Clause)| (*state, clause.recorded());
        let left = other.iter().flat_map(|one| one.clauses.iter().map(|by| (one.state, *by)));
        let left: Vec<_> = left.map(|one| unnumbered(&one)).collect();
        let removed = self.forced.iter().copied();
        let mut removed: Forced = removed.filter(|one| !left.contains(&unnumbered(one))).collect();
        let anew = if removed.is_empty() { Vec::new() } else { self.forced_anew(other) };
        if !anew.is_empty() {
            removed.retain(|(state, clause)| {
                let of_it = clause.recorded().map_or_else(Vec::new, |id| self.kept_by(*state, id));
                !anew.iter().any(|(who, body)| who == state && of_it.contains(body))
            });
        }
        removed
    }

    /// What keeps a provision alive for a state.
    fn kept_by(&self, state: Id<State>, id: Id<Provision>) -> Vec<BodyId> {
        let situation = self.answer.before_all();
        let bundle = rules::bundle(&situation, state, &self.answer.world()[id]);
        bundle.into_iter().map(|(body, _)| body).collect()
    }

    /// What must be left in another hypothesis because of a conflict that was not there: a bar that is gone may have stood for it, and
    /// what is joined may ask for what that bar asked.
    fn forced_anew(&self, other: &[answer::Forced]) -> Vec<(Id<State>, BodyId)> {
        let hard = |conflict: &&Conflict| conflict.class == Class::Hard && conflict.forces();
        let known: Vec<_> =
            self.answer.conflicts().filter(hard).map(|one| (one.state, one.pair())).collect();
        let anew = other.iter().flat_map(|one| &one.conflicts).filter(hard);
        let anew = anew.filter(|one| !known.contains(&(one.state, one.pair())));
        anew.flat_map(|one| {
            let bodies = match one.provision {
                Clause::Recorded(id) => self.kept_by(one.state, id),
                Clause::Agreed { .. } => one.agreed_in().into_iter().collect(),
                Clause::Enacted { .. } => Vec::new(),
            };
            bodies.into_iter().map(|body| (one.state, body))
        })
        .collect()
    }

    /// The same hypothesis with another change in the place of one, or before it.
    fn with(&self, at: usize, change: Change) -> Scenario {
        let mut scenario = self.answer.scenario().clone();
        scenario.changes[at] = change;
        scenario
    }

    fn after(&self, at: usize, first: impl IntoIterator<Item = Change>) -> Scenario {
        let mut scenario = self.answer.scenario().clone();
        scenario.changes.splice(at..at, first);
        scenario
    }

    /// The same hypothesis in which a state has no part in a change.
    fn without(&self, at: usize, state: Id<State>) -> Scenario {
        let mut scenario = self.answer.scenario().clone();
        let bound = self.answer.placed[at].hypothesis.bound.iter().map(|(one, _)| *one);
        match scenario.changes[at].among(bound.filter(|one| *one != state)) {
            Some(change) => scenario.changes[at] = change,
            None => drop(scenario.changes.remove(at)),
        }
        scenario
    }

    fn of_change(&mut self, at: usize) {
        let answer = self.answer;
        let placed = &answer.placed[at];
        let situation = answer.situation(&placed.before).on(placed.hypothesis.date);
        let binds = |state: Id<State>| placed.hypothesis.bound.iter().any(|(who, _)| *who == state);
        let affected: Vec<Id<State>> = (answer.findings())
            .filter(|finding| {
                // Who waits for others has its own ways out, and none of those.
                let verdict = finding.verdict();
                !matches!(verdict, Verdict::NeedsConsent | Verdict::Free | Verdict::NotBound)
            })
            .map(|finding| finding.state())
            .filter(|state| binds(*state))
            .collect();
        self.consents(&situation);
        if affected.is_empty() {
            return;
        }
        for state in &affected {
            self.of_state(at, *state, &situation);
        }
        self.amendments(at, &situation);
        self.weaker(at);
        self.restricted(at);
    }

    /// A1, A2, A3, A9 and X9: what one state could do by itself.
    fn of_state(&mut self, at: usize, state: Id<State>, situation: &Situation<'_>) {
        let answer = self.answer;
        let placed = &answer.placed[at];
        let Some(finding) = answer.finding(state) else { return };
        let with = &placed.hypothesis.with;

        let removes = self.removed_by(self.without(at, state));
        let measure = match placed.change.procedure() {
            Procedure::Accession { .. }
            | Procedure::Conclusion { .. }
            | Procedure::Stationing { .. } => Measure::Refrain { state, with: with.clone() },
            Procedure::Adoption { .. }
            | Procedure::Modification { .. }
            | Procedure::Amendment { .. }
            | Procedure::Withdrawal { .. }
            | Procedure::Legislation { .. }
            | Procedure::Decision { .. } => Measure::StayOut { state },
        };
        // Whom a change of the text binds even if it does not agree cannot stay out.
        let changed = match placed.change.procedure() {
            Procedure::Adoption { body } => Some(body),
            Procedure::Amendment { .. } => with.body(answer.world().tables()),
            Procedure::Modification { .. }
            | Procedure::Accession { .. }
            | Procedure::Withdrawal { .. }
            | Procedure::Conclusion { .. }
            | Procedure::Legislation { .. }
            | Procedure::Stationing { .. }
            | Procedure::Decision { .. } => None,
        };
        if !changed.is_some_and(|body| rules::binds_dissenters(&situation.view, body)) {
            self.add(measure, removes, Vec::new());
        }

        // Who is in what acquires something, or is amended, can leave that.
        let changing = match placed.change.procedure() {
            Procedure::Adoption { body } | Procedure::Modification { body, .. } => Some(body),
            Procedure::Amendment { .. } => placed.hypothesis.with.body(answer.world().tables()),
            Procedure::Accession { .. }
            | Procedure::Withdrawal { .. }
            | Procedure::Conclusion { .. }
            | Procedure::Legislation { .. }
            | Procedure::Stationing { .. }
            | Procedure::Decision { .. } => None,
        };
        if let Some(body) = changing {
            let exit = answer.exit_from(state, body);
            let removes = self.removed_by(self.after(at, [Change::leave(state, body)]));
            let vetoes = rules::exit_vetoes(situation, state, &exit, Truth::Yes);
            let measure = Measure::LeaveBefore { state, with: with.clone(), by: exit.earliest };
            self.add(measure, removes.clone(), vetoes);
            for (id, truth) in situation.provisions_binding(state).iter().copied() {
                let provision = &answer.world()[id];
                let reserved = matches!(provision.effect, Effect::ReservedExit { .. });
                if reserved && truth.is_possible() && placed.hypothesis.defence.is_possible() {
                    let with = with.clone();
                    let measure = Measure::UseReservedExit { state, with, right: id };
                    self.add(measure, removes.clone(), Vec::new());
                }
            }
        }

        let exits = || finding.exits().iter().chain(finding.exits_possible());
        if exits().next().is_some() {
            let bodies = exits().map(|exit| exit.body).collect();
            let leaves = exits().map(|exit| Change::leave(state, exit.body));
            let removes = self.removed_by(self.after(at, leaves.collect::<Vec<_>>()));
            let vetoes = exits()
                .flat_map(|exit| rules::exit_vetoes(situation, state, exit, Truth::Yes))
                .collect();
            self.add(Measure::Leave { state, bodies }, removes, vetoes);
        }
        for exit in exits().filter(|exit| exit.mode == ExitMode::Lapse) {
            if let Some(day) = exit.earliest {
                let removes = self.removed_by(self.after(at, [Change::leave(state, exit.body)]));
                let measure = Measure::AwaitLapse { body: exit.body, on: day };
                self.add(measure, removes, Vec::new());
            }
        }
    }

    /// A4, A5, A7 and A10: what could be done about the provisions in the way.
    fn amendments(&mut self, at: usize, situation: &Situation<'_>) {
        let world = self.answer.world();
        let mut provisions: Vec<Id<Provision>> =
            self.forced.iter().filter_map(|(_, one)| one.recorded()).collect();
        provisions.sort_by(|a, b| world[*a].key.cmp(&world[*b].key));
        provisions.dedup();
        let mut dissolved: Vec<InstrumentId> = Vec::new();
        for id in provisions {
            let provision = &world[id];
            let vetoes = rules::amenders(situation, id, VetoStep::Amend);
            if provision.instrument.is_domestic() {
                let own = self.forced.iter().find(|(_, one)| *one == id.into());
                let Some((state, _)) = own.copied() else { continue };
                let removes = self.removed_by(self.after(at, [Change::repeal(state, id)]));
                let measure = Measure::ChangeLaw { state, provision: id };
                self.add(measure, removes, vetoes);
                continue;
            }
            // What is in the way only because another provision of the text is, goes with that one.
            let follows = self.answer.conflicts().any(|conflict| {
                conflict.provision == id.into()
                    && matches!(conflict.ground, Ground::BarredBy { .. })
            });
            // What is joined does not waive, amend or end for a joiner what it asks of all.
            let is_brought = self.answer.conflicts().any(|conflict| {
                conflict.brought == Some(Brought::Recorded(id)) && conflict.bar() == id.into()
            });
            if is_brought {
                self.declarations(id, &vetoes);
                continue;
            }
            if !follows {
                let removes = self.removed_by(self.after(at, [Change::amend(id, None)]));
                self.add(Measure::Amend { provision: id }, removes.clone(), vetoes.clone());
                self.declarations(id, &vetoes);
                // A text is waived for one where it says how; else that is an amendment. Nobody waives what it asks to be waived.
                let gives_consent = world.index().provisions_of(provision.instrument).iter();
                let gives_consent = gives_consent.copied().any(|one| {
                    world[one].kind() == EffectKind::ConsentRequired
                        && situation.stands(one).is_possible()
                });
                if gives_consent {
                    let asks =
                        |entity: EntityId| removes.iter().any(|(one, _)| entity == (*one).into());
                    let others = vetoes.iter().filter(|veto| !asks(veto.entity)).copied().collect();
                    self.add(Measure::Waive { provision: id }, removes.clone(), others);
                }
            }
            if !dissolved.contains(&provision.instrument) {
                dissolved.push(provision.instrument);
                self.dissolution(at, id, situation);
            }
        }
    }

    /// A7 and A3 where a consent is needed: obtain it, or leave what asks for it.
    fn consents(&mut self, situation: &Situation<'_>) {
        let world = self.answer.world();
        for finding in self.answer.findings() {
            let state = finding.state();
            let tests = finding.outcome.conflicts.iter();
            for conflict in tests.filter(|conflict| conflict.class.waits()) {
                let Some(id) = conflict.provision.recorded() else { continue };
                let removes = vec![(state, id.into())];
                let vetoes = self.answer.vetoes().iter().filter(|veto| veto.why == Some(id));
                let vetoes = vetoes.copied().collect();
                let measure = Measure::ObtainConsent { state, provision: id };
                self.add(measure, removes.clone(), vetoes);
                let bundle = rules::bundle(situation, state, &world[id]);
                let vetoes = (bundle.iter())
                    .flat_map(|(body, held)| {
                        let exit = self.answer.exit_from(state, *body);
                        rules::exit_vetoes(situation, state, &exit, *held)
                    })
                    .collect();
                let bodies = bundle.into_iter().map(|(body, _)| body).collect();
                self.add(Measure::LeaveFirst { state, bodies }, removes, vetoes);
            }
        }
    }

    /// A7: the parties declare how an ambiguous provision is to be read.
    fn declarations(&mut self, id: Id<Provision>, vetoes: &[Veto]) {
        let (world, view) = (self.answer.world(), self.answer.view());
        let provision = &world[id];
        let current = view.reading().of(provision);
        for name in provision.readings().into_iter().filter(|name| Some(*name) != current) {
            let other: Reading = view.reading().clone().provision(provision.key.clone(), name);
            let scenario = self.answer.scenario().clone();
            let removes = self.removed_under(view.under_kept(&other), scenario);
            let measure = Measure::Declare { provision: id, reading: name.into() };
            self.add(measure, removes, vetoes.to_vec());
        }
    }

    /// A10: the parties end the treaty by common consent (VCLT art. 54(b)).
    fn dissolution(&mut self, at: usize, id: Id<Provision>, situation: &Situation<'_>) {
        let world = self.answer.world();
        let text = world[id].instrument;
        let all = world.index().provisions_of(text).iter().copied();
        let ended = all.map(|one| Change::amend(one, None)).collect::<Vec<_>>();
        let removes = self.removed_by(self.after(at, ended));
        let parties = situation.bearers(&world[id]);
        let vetoes = (parties.into_iter())
            .map(|(entity, truth)| Veto {
                step: VetoStep::Exit,
                entity,
                why: None,
                pending: None,
                truth,
                procedure: None,
            })
            .collect();
        self.add(Measure::End { text }, removes, vetoes);
    }

    /// A6: consultation instead of mutual defence.
    fn weaker(&mut self, at: usize) {
        let change = &self.answer.placed[at].change;
        let weaker = change.bringing_instead(EffectKind::MutualDefence, EffectKind::Consultation);
        let Some(weaker) = weaker else { return };
        let removes = self.removed_by(self.with(at, weaker));
        self.add(Measure::Weaken, removes, self.adopters_of_weaker(at));
    }

    /// Whether a conflict would wait for nobody, if what is brought were no alliance.
    fn speaks_of_alliances_alone(&self, conflict: &Conflict) -> bool {
        let alliance = Ground::Barred { engagement: Engagement::MilitaryAlliance };
        let record = conflict.provision.recorded().map(|id| &self.answer.world()[id].effect);
        match record {
            Some(Effect::ConsentRequired { to, .. }) => {
                conflict.ground == Ground::ConsentOfOthers { to: Undertaking::MilitaryAlliance }
                    && !to.contains(&Undertaking::SecurityEngagement)
            }
            Some(_) | None => conflict.ground == alliance,
        }
    }

    /// Whose agreement a change needs that brings no alliance any more.
    fn adopters_of_weaker(&self, at: usize) -> Vec<Veto> {
        let placed = &self.answer.placed[at];
        let situation = self.answer.situation(&placed.before);
        let mut awaiting = self.answer.awaiting(&placed.hypothesis);
        awaiting.retain(|conflict| !self.speaks_of_alliances_alone(conflict));
        rules::vetoes(&situation, &placed.change, &placed.hypothesis, &awaiting)
    }

    /// A8: the pact among those who are free, and among those and whoever has only a law of its own to change.
    fn restricted(&mut self, at: usize) {
        let of = |wanted: &[Verdict]| -> Vec<Id<State>> {
            (self.answer.findings())
                .filter(|finding| wanted.contains(&finding.verdict()))
                .map(|finding| finding.state())
                .collect()
        };
        let free = of(&[Verdict::Free]);
        let lawful = of(&[Verdict::Free, Verdict::NeedsConsent, Verdict::MustChangeLaw]);
        let mut circles = vec![free.clone()];
        if lawful != free {
            circles.push(lawful);
        }
        for circle in circles.into_iter().filter(|circle| circle.len() > 1) {
            let change = &self.answer.placed[at].change;
            // Those who adopt it among themselves have restricted it already.
            let change = match change.procedure() {
                Procedure::Adoption { .. } | Procedure::Conclusion { .. } => {
                    change.among(circle.iter().copied())
                }
                Procedure::Modification { .. }
                | Procedure::Amendment { .. }
                | Procedure::Accession { .. }
                | Procedure::Withdrawal { .. }
                | Procedure::Legislation { .. }
                | Procedure::Stationing { .. }
                | Procedure::Decision { .. } => None,
            };
            let Some(change) = change else { return };
            let removes = self.removed_by(self.with(at, change));
            let without: Vec<Id<State>> = (self.answer.findings())
                .map(|finding| finding.state())
                .filter(|state| !circle.contains(state))
                .collect();
            let vetoes = (circle.iter())
                .map(|state| Veto {
                    step: VetoStep::Adopt,
                    entity: (*state).into(),
                    why: None,
                    pending: None,
                    truth: Truth::Yes,
                    procedure: None,
                })
                .collect();
            self.add(Measure::Restrict { circle, without }, removes, vetoes);
        }
    }
}
