//! The flagship: who must exit what first, if something changed.

use std::ops::Deref;

use super::outcome::{Caveat, DaysEarly, Outcome, Verdict};
use crate::model::{Effect, ExitCondition, Purpose, Status};
use crate::rules::{self, Class, Conflict, Deltas, Exit, ExitMode, Hypothesis, Situation, Veto};
use crate::scenario::{Change, Changed, Scenario};
use crate::time::Date;
use crate::world::{Reading, View, World};
use crate::{BodyId, EntityId, Id, InstrumentId, Provision, State, Truth};

/// Somebody who takes part in what changes without being bound by the change.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct NotBound {
    /// Who.
    pub entity: EntityId,
    /// In which grade.
    pub status: Status,
    /// In what.
    pub body: BodyId,
    /// On which day: that of the change.
    pub on: Date,
    /// Whether even that is only possible, because it is contested or its dates are uncertain.
    pub truth: Truth,
}

/// Whether a state meets what an accession clause asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Eligible {
    /// Who would join.
    pub state: Id<State>,
    /// What.
    pub body: BodyId,
    /// The tag that is asked for.
    pub criterion: Box<str>,
    /// Whether the state has it.
    pub truth: Truth,
    /// The clause.
    pub provision: Id<Provision>,
}

/// A provision on whose reading a verdict depends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sensitivity {
    /// The provision.
    pub provision: Id<Provision>,
    /// The other reading.
    pub reading: Box<str>,
    /// The states whose verdict or exits change, by key, with the verdict under the other reading.
    pub verdicts: Vec<(Id<State>, Verdict)>,
}

/// What follows from a hypothesis: verdicts, conflicts, exits, dates, vetoes, eligibility.
///
/// "Must" means *must, to stay in compliance, under this reading*: a later conflicting treaty is not void (VCLT art. 30).
#[derive(Clone, Debug)]
pub struct Consequences<'w> {
    pub(crate) view: View<'w>,
    pub(crate) scenario: Scenario,
    pub(crate) grounded: Vec<Grounded>,
    /// What all changes together leave behind.
    after: Deltas,
    outcomes: Vec<Outcome>,
    not_bound: Vec<NotBound>,
    status_quo: Vec<Conflict>,
    eligibility: Vec<Eligible>,
    vetoes: Vec<Veto>,
    leaving: Vec<(Id<State>, Exit)>,
    earliest_change: Option<Date>,
    sensitivities: Vec<Sensitivity>,
    caveats: Vec<Caveat>,
}

/// One change with what it puts on whom, and what the changes before it have left.
#[derive(Clone, Debug)]
pub(crate) struct Grounded {
    pub(crate) change: Change,
    pub(crate) hypothesis: Hypothesis,
    pub(crate) before: Deltas,
}

/// A verdict that can be asked why.
#[derive(Copy, Clone, Debug)]
pub struct Finding<'a, 'w> {
    pub(crate) answer: &'a Consequences<'w>,
    pub(crate) outcome: &'a Outcome,
}

impl Deref for Finding<'_, '_> {
    type Target = Outcome;

    fn deref(&self) -> &Outcome {
        self.outcome
    }
}

impl<'w> View<'w> {
    /// What would follow from a hypothesis: who must exit what first, who must change its law, who is free, how soon,
    /// and who could veto.
    ///
    /// # Arguments
    ///
    /// A [`Scenario`], or a single [`Change`]. While a change has no day of its own, it is evaluated on the date of the view.
    ///
    /// # Rule
    ///
    /// ```text
    /// must_exit(s, h) :- bound(s, h), bound(s, c, d), hard(h, c).      by X1 to X5, under the reading of the view
    /// exits(s, h, b)  :- must_exit(s, h), in_bundle(s, c, b).
    /// ```
    ///
    /// Sources: VCLT art. 26, 27, 30, 54 and 56; the provisions that the finding cites. See [`rules`](crate::rules).
    ///
    /// # Cost
    ///
    /// For every state bound by the change, O(its provisions × members of their circles); twice that for every
    /// ambiguous provision among them.
    ///
    /// # Example
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::model::EffectKind;
    /// use comity::{Change, Organization, World, date};
    ///
    /// let world = World::bundled();
    /// let ots = world.find::<Organization>("ots")?;
    /// let csto = world.find::<Organization>("csto")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// let alliance = Change::acquire(ots, EffectKind::MutualDefence);
    /// for exit in today.consequences_of(alliance).must_exit() {
    ///     assert!(exit.leaves(csto));
    ///     assert_eq!(exit.earliest.unwrap().to_string(), "2025-04-20");
    /// }
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn consequences_of(&self, scenario: impl Into<Scenario>) -> Consequences<'w> {
        let scenario = &scenario.into();
        let (grounded, after) = ground_all(self, scenario);
        let outcomes = outcomes(self, scenario, &grounded);
        let mut answer = Consequences {
            view: *self,
            scenario: scenario.clone(),
            not_bound: not_bound(self, scenario, &grounded),
            status_quo: Vec::new(),
            eligibility: eligibility(self, scenario, &grounded),
            vetoes: Vec::new(),
            leaving: leaving(self, scenario, &grounded),
            earliest_change: None,
            sensitivities: sensitivities(self, scenario, &grounded, &outcomes),
            caveats: Vec::new(),
            outcomes,
            grounded,
            after,
        };
        answer.vetoes = answer.find_vetoes();
        answer.earliest_change = answer.find_earliest_change();
        answer.status_quo = answer.find_status_quo();
        answer.caveats = answer.find_caveats();
        answer
    }

    /// Which states must exit something before a change takes effect; see [`consequences_of`](Self::consequences_of).
    pub fn exits_before(&self, change: impl Into<Scenario>) -> Consequences<'w> {
        self.consequences_of(change)
    }
}

impl<'w> Consequences<'w> {
    /// The view that was asked.
    pub const fn view(&self) -> View<'w> {
        self.view
    }

    /// The world that was asked.
    pub const fn world(&self) -> &'w World {
        self.view.world()
    }

    /// The hypothesis.
    pub const fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// One finding for every state that the change binds, by key.
    pub fn findings(&self) -> impl Iterator<Item = Finding<'_, 'w>> {
        self.outcomes.iter().map(|outcome| Finding { answer: self, outcome })
    }

    fn with_verdict(&self, verdict: Verdict) -> impl Iterator<Item = Finding<'_, 'w>> {
        self.findings().filter(move |finding| finding.verdict == verdict)
    }

    /// Those that must exit something first, by key.
    pub fn must_exit(&self) -> impl Iterator<Item = Finding<'_, 'w>> {
        self.with_verdict(Verdict::MustExit)
    }

    /// Those that must exit this first, by key.
    pub fn from(&self, body: impl Into<BodyId>) -> impl Iterator<Item = Finding<'_, 'w>> {
        let body = body.into();
        self.must_exit().filter(move |finding| finding.leaves(body))
    }

    /// Those whose own law must change first, and that need not exit anything, by key.
    pub fn must_change_law(&self) -> impl Iterator<Item = Finding<'_, 'w>> {
        self.with_verdict(Verdict::MustChangeLaw)
    }

    /// Those in whose way nothing stands for certain, by key.
    pub fn free(&self) -> impl Iterator<Item = Finding<'_, 'w>> {
        self.with_verdict(Verdict::Free)
    }

    /// Those whose verdict depends on facts that are not known, by key.
    pub fn undetermined(&self) -> impl Iterator<Item = Finding<'_, 'w>> {
        self.with_verdict(Verdict::Undetermined)
    }

    /// The finding on one state, if the change binds it.
    pub fn finding(&self, state: Id<State>) -> Option<Finding<'_, 'w>> {
        self.findings().find(|finding| finding.state == state)
    }

    /// Whoever takes part in what changes without being bound, by key.
    pub fn not_bound(&self) -> &[NotBound] {
        &self.not_bound
    }

    /// All tests of the new commitments against existing provisions, by state and provision.
    pub fn conflicts(&self) -> impl Iterator<Item = &Conflict> {
        self.outcomes.iter().flat_map(|outcome| &outcome.conflicts)
    }

    /// Conflicts among what the bound states hold already, without the change, by state, provision and body.
    pub fn status_quo_conflicts(&self) -> &[Conflict] {
        &self.status_quo
    }

    /// Whether those who would join meet what is asked of them.
    pub fn eligibility(&self) -> &[Eligible] {
        &self.eligibility
    }

    /// Who could veto, by step and key.
    pub fn vetoes(&self) -> &[Veto] {
        &self.vetoes
    }

    /// The exits of those who leave by the hypothesis itself.
    pub fn leaving(&self) -> &[(Id<State>, Exit)] {
        &self.leaving
    }

    /// The day on which everything that must be left can have been left.
    ///
    /// Where nobody must exit, the day of the change itself; `None` where some exit has no known day.
    pub const fn earliest_change(&self) -> Option<Date> {
        self.earliest_change
    }

    /// The provisions on whose reading a verdict depends.
    pub fn sensitivities(&self) -> &[Sensitivity] {
        &self.sensitivities
    }

    /// Whether some verdict depends on how a provision is read.
    pub fn is_interpretation_sensitive(&self) -> bool {
        !self.sensitivities.is_empty()
    }

    /// Remarks on the answer, sorted.
    pub fn caveats(&self) -> &[Caveat] {
        &self.caveats
    }

    /// Why a state is not among those that must exit: `observer`, `former member since 2012-12-19`, `not a member` …
    pub fn why_not(&self, state: Id<State>) -> String {
        match self.finding(state) {
            Some(finding) => match finding.verdict {
                Verdict::MustExit => "it must exit".to_owned(),
                Verdict::MustChangeLaw => {
                    "its own law must change, but it has nothing to exit".to_owned()
                }
                Verdict::Undetermined => "it depends on facts that are not known".to_owned(),
                Verdict::Free | Verdict::NotBound => {
                    "nothing that it holds bars the change".to_owned()
                }
            },
            None => match self.grounded.first().map(|grounded| grounded.hypothesis.with.clone()) {
                Some(Changed::Entity(entity)) => match self.body_of(entity) {
                    Some(body) => absence(&self.view, state.into(), body),
                    None => "not a party".to_owned(),
                },
                _ => "not a party".to_owned(),
            },
        }
    }

    fn body_of(&self, entity: EntityId) -> Option<BodyId> {
        BodyId::of(entity, self.world()[entity].kind())
    }

    fn situation<'s>(&'s self, deltas: &'s Deltas) -> Situation<'s> {
        Situation { view: self.view, deltas, assumptions: &self.scenario.assumptions }
    }

    fn find_vetoes(&self) -> Vec<Veto> {
        let mut vetoes = Vec::new();
        for grounded in &self.grounded {
            let situation = self.situation(&grounded.before);
            let consents: Vec<Id<Provision>> = (self.conflicts())
                .filter(|conflict| conflict.class == Class::NeedsConsent)
                .filter_map(|conflict| conflict.provision)
                .collect();
            let found =
                rules::vetoes(&situation, &grounded.change, &grounded.hypothesis, &consents);
            vetoes.extend(found);
        }
        let none = Deltas::default();
        let before_the_last = self.grounded.last().map_or(&none, |grounded| &grounded.before);
        let situation = self.situation(before_the_last);
        let must_exit = (self.must_exit()).flat_map(|finding| {
            finding.outcome.exits.iter().map(move |exit| (finding.state, exit))
        });
        let leaving = self.leaving.iter().map(|(state, exit)| (*state, exit));
        for (state, exit) in must_exit.chain(leaving) {
            vetoes.extend(rules::exit_vetoes(&situation, state, exit));
        }
        let index = self.world().index();
        vetoes.sort_by_key(|veto| {
            let why = veto.why.map(|id| &*self.world()[id].key);
            (veto.step.as_str(), index.rank(veto.entity), why, veto.pending, veto.truth)
        });
        vetoes.dedup();
        vetoes
    }

    fn find_earliest_change(&self) -> Option<Date> {
        let own = (self.scenario.changes.iter())
            .filter_map(Change::effective)
            .reduce(Date::later_of)
            .unwrap_or_else(|| self.view.as_of());
        let exits: Vec<Option<Date>> = (self.must_exit().map(|finding| finding.earliest))
            .chain(self.leaving.iter().map(|(_, exit)| exit.earliest))
            .collect();
        match latest(exits.iter().copied()) {
            None => Some(own),
            Some(day) => day,
        }
    }

    fn find_status_quo(&self) -> Vec<Conflict> {
        let none = Deltas::default();
        let situation = self.situation(&none);
        let mut found = Vec::new();
        for outcome in &self.outcomes {
            found.extend(status_quo(&situation, outcome.state, self.scenario.bilateral_counts));
        }
        found
    }

    fn find_caveats(&self) -> Vec<Caveat> {
        let mut caveats = Vec::new();
        let mut say = |code: &'static str, text: String| caveats.push(Caveat { code, text });
        for sensitivity in &self.sensitivities {
            say("interpretation-sensitive", self.tell_sensitivity(sensitivity));
        }
        let exits = (self.findings())
            .flat_map(|finding| finding.outcome.exits.iter().map(move |exit| (finding.state, exit)))
            .chain(self.leaving.iter().map(|(state, exit)| (*state, exit)));
        for (state, exit) in exits {
            let who = self.world().key(state);
            let what = self.world().key(exit.body.entity());
            let bounds = exit.bounds.map_or_else(|| "?".to_owned(), |bounds| bounds.to_string());
            if exit.unsettled {
                let since = exit.bounds.and_then(Date::earliest);
                let since = since.map_or_else(|| "?".to_owned(), |day| day.to_string());
                say(
                    "obligations-unsettled",
                    format!(
                        "{who} has obligations toward {what} that are not settled: its exit cannot take effect before {since}"
                    ),
                );
            } else if exit.mode == ExitMode::ConsentOnly {
                say(
                    "no-unilateral-exit",
                    format!(
                        "{who} can leave {what} only with the consent of all parties (VCLT art. 54(b))"
                    ),
                );
            } else if exit.earliest.is_none() && exit.mode == ExitMode::Unknown {
                say(
                    "withdrawal-unknown",
                    format!(
                        "no clause on withdrawal from {what} is recorded: the exit of {who} takes effect within {bounds}, if withdrawal is possible at all (VCLT art. 56)"
                    ),
                );
            } else if exit.earliest.is_none() {
                say(
                    "notice-unknown",
                    format!("the day of notice of {who} to {what} is unknown, and so is its exit"),
                );
            }
        }
        for grounded in &self.grounded {
            let hypothesis = &grounded.hypothesis;
            if hypothesis.defence.is_possible() && !hypothesis.alliance {
                let with = self.name_of(&hypothesis.with);
                say(
                    "clause-without-alliance-tag",
                    format!(
                        "{with} has a clause on mutual defence but is not counted as a military alliance: such conflicts are potential only"
                    ),
                );
            }
        }
        caveats.extend(self.inconsistencies());
        caveats.sort();
        caveats.dedup();
        caveats
    }

    /// What a state's own law bars although the state holds it, and what a treaty that is joined would bar.
    fn inconsistencies(&self) -> Vec<Caveat> {
        let world = self.world();
        let situation = self.situation(&self.after);
        let mut caveats = Vec::new();
        for outcome in &self.outcomes {
            let who = world.key(outcome.state);
            let enacted = status_quo(&situation, outcome.state, self.scenario.bilateral_counts)
                .into_iter()
                .filter(|conflict| conflict.provision.is_none());
            let standing = self.status_quo.iter().filter(|one| one.state == outcome.state).cloned();
            for conflict in standing.chain(enacted).filter(|one| one.class == Class::Domestic) {
                let law = conflict.provision.map_or("the enacted law", |id| &world[id].key);
                let with = self.name_of(&conflict.with);
                let text = format!(
                    "{law} bars what {who} holds already in {with}: domestic rules do not end treaties (VCLT art. 27)"
                );
                caveats.push(Caveat { code: "domestic-inconsistency", text });
            }
        }
        for step in &self.grounded {
            let Change::Join { state, .. } = &step.change else { continue };
            for (bar, held) in
                rules::barred_by_joining(&self.situation(&step.before), &step.hypothesis, *state)
            {
                let (who, bar) = (world.key(*state), &world[bar].key);
                let held = world.key(held.entity());
                let text = format!(
                    "joining brings {bar}, which bars other alliances, and {who} is in {held}: the conflict rules test what is held against what is new, not the reverse"
                );
                caveats.push(Caveat { code: "new-exclusivity", text });
            }
        }
        caveats
    }

    fn tell_sensitivity(&self, sensitivity: &Sensitivity) -> String {
        let provision = &self.world()[sensitivity.provision];
        let verdicts: Vec<String> = (sensitivity.verdicts.iter())
            .map(|(state, verdict)| format!("{} {}", self.world().key(*state), verdict.as_str()))
            .collect();
        format!(
            "under the {} reading of {}: {}",
            sensitivity.reading,
            provision.key,
            verdicts.join(", ")
        )
    }

    /// The key of what changes.
    pub fn name_of(&self, changed: &Changed) -> String {
        match changed {
            Changed::Entity(entity) => self.world().key(*entity).to_owned(),
            Changed::New(key) => key.to_string(),
        }
    }
}

impl Finding<'_, '_> {
    /// Whether this is among what must be left.
    pub fn leaves(&self, body: impl Into<BodyId>) -> bool {
        let body = body.into();
        self.outcome.verdict == Verdict::MustExit && self.outcome.bodies().any(|exit| exit == body)
    }
}

/// The latest of several days, if there is any: `None` inside where one of them is unknown.
fn latest(days: impl Iterator<Item = Option<Date>>) -> Option<Option<Date>> {
    days.reduce(|a, b| Some(a?.later_of(b?)))
}

/// The day of notice of a state.
fn notice_of(view: &View<'_>, scenario: &Scenario, state: Id<State>) -> Date {
    let own = scenario.notices.get(&state).copied();
    own.or(scenario.notice).unwrap_or_else(|| view.as_of())
}

fn exit_of(situation: &Situation<'_>, scenario: &Scenario, state: Id<State>, body: BodyId) -> Exit {
    let notice = notice_of(&situation.view, scenario, state);
    rules::exit(situation, state, body, notice, scenario.named.get(&state).copied())
}

/// Grounds the changes in their order, each on what the earlier ones have left.
fn ground_all(view: &View<'_>, scenario: &Scenario) -> (Vec<Grounded>, Deltas) {
    let mut deltas = Deltas::default();
    let mut grounded = Vec::with_capacity(scenario.changes.len());
    for change in &scenario.changes {
        // Without dates the changes follow one another; a change with a day of its own waits for no exit.
        let dated = change.effective().is_some();
        let before = if dated { deltas.by_calendar() } else { deltas.clone() };
        let situation =
            Situation { view: *view, deltas: &before, assumptions: &scenario.assumptions };
        let hypothesis = rules::ground(&situation, change);
        let situation = Situation { deltas: &deltas, ..situation };
        let after = rules::apply(&situation, change, |state, body| {
            let exit = leave(&situation, scenario, change, state, body);
            let day = exit.earliest.or(exit.bounds)?;
            Some(change.effective().map_or(day, |own| day.later_of(own)))
        });
        grounded.push(Grounded { change: change.clone(), hypothesis, before });
        deltas = after;
    }
    (grounded, deltas)
}

/// The exit that a change makes: on the earliest lawful day, or on its own day where that is later.
fn leave(
    situation: &Situation<'_>,
    scenario: &Scenario,
    change: &Change,
    state: Id<State>,
    body: BodyId,
) -> Exit {
    let (own, effective) = match change {
        Change::Leave { notice, effective, .. } => (*notice, *effective),
        _ => (None, None),
    };
    let notice = own.unwrap_or_else(|| notice_of(&situation.view, scenario, state));
    let named = scenario.named.get(&state).copied();
    let later = match (effective, named) {
        (Some(a), Some(b)) => Some(a.later_of(b)),
        (a, b) => a.or(b),
    };
    rules::exit(situation, state, body, notice, later)
}

fn leaving(view: &View<'_>, scenario: &Scenario, grounded: &[Grounded]) -> Vec<(Id<State>, Exit)> {
    let mut exits = Vec::new();
    for step in grounded {
        let Change::Leave { state, body, .. } = &step.change else { continue };
        let situation =
            Situation { view: *view, deltas: &step.before, assumptions: &scenario.assumptions };
        for left in rules::bundle_from(&situation, *state, *body) {
            exits.push((*state, leave(&situation, scenario, &step.change, *state, left)));
        }
    }
    exits
}

/// The verdict on every state that some change binds, by key.
fn outcomes(view: &View<'_>, scenario: &Scenario, grounded: &[Grounded]) -> Vec<Outcome> {
    let index = view.world().index();
    let mut states: Vec<Id<State>> =
        grounded.iter().flat_map(|step| step.hypothesis.bound.iter().map(|(s, _)| *s)).collect();
    states.sort_by_key(|state| index.rank((*state).into()));
    states.dedup();
    states.into_iter().map(|state| outcome(view, scenario, grounded, state)).collect()
}

fn outcome(
    view: &View<'_>,
    scenario: &Scenario,
    grounded: &[Grounded],
    state: Id<State>,
) -> Outcome {
    let world = view.world();
    let mut bound = Truth::No;
    let mut found: Vec<(Conflict, usize)> = Vec::new();
    for (at, step) in grounded.iter().enumerate() {
        let Some((_, truth)) = step.hypothesis.bound.iter().find(|(who, _)| *who == state) else {
            continue;
        };
        bound = bound | *truth;
        let situation =
            Situation { view: *view, deltas: &step.before, assumptions: &scenario.assumptions };
        let tests = rules::conflicts(
            &situation,
            &step.hypothesis,
            state,
            *truth,
            scenario.bilateral_counts,
        );
        found.extend(tests.into_iter().map(|conflict| (conflict, at)));
    }
    found.sort_by(|(a, at), (b, bt)| {
        let key = |conflict: &Conflict| conflict.provision.map(|id| &*world[id].key);
        (key(a), at).cmp(&(key(b), bt))
    });
    let conflicts: Vec<Conflict> = found.iter().map(|(conflict, _)| conflict.clone()).collect();
    let verdict = Outcome::verdict_of(&conflicts);

    let mut exits: Vec<Exit> = Vec::new();
    let mut effective: Option<Date> = None;
    for (conflict, at) in &found {
        if !Outcome::is_decisive(verdict, conflict) {
            continue;
        }
        let step = &grounded[*at];
        let situation =
            Situation { view: *view, deltas: &step.before, assumptions: &scenario.assumptions };
        let on_the_day = situation.on(step.hypothesis.date);
        let Some(id) = conflict.provision else { continue };
        for body in rules::bundle(&on_the_day, state, &world[id]) {
            if exits.iter().all(|exit| exit.body != body) {
                exits.push(exit_of(&situation, scenario, state, body));
            }
        }
        if let Some(day) = step.change.effective() {
            effective = Some(effective.map_or(day, |earlier| earlier.earlier_of(day)));
        }
    }
    exits.sort_by_key(|exit| world.index().rank(exit.body.entity()));

    let listed = |wanted: &dyn Fn(&Conflict) -> bool| {
        let mut ids: Vec<Option<Id<Provision>>> = (conflicts.iter())
            .filter(|conflict| wanted(conflict))
            .map(|conflict| conflict.provision)
            .collect();
        ids.dedup();
        ids
    };
    let rules = listed(&|conflict| Outcome::is_decisive(verdict, conflict));
    let laws = listed(&|conflict| Outcome::is_law(verdict, conflict));
    let mut soft = listed(&|conflict| {
        conflict.class != Class::None
            && !Outcome::is_decisive(verdict, conflict)
            && !Outcome::is_law(verdict, conflict)
    });
    soft.retain(|id| !rules.contains(id) && !laws.contains(id));
    let mut subject_to: Vec<ExitCondition> =
        exits.iter().flat_map(|exit| exit.subject_to.iter().copied()).collect();
    subject_to.sort_unstable();
    subject_to.dedup();
    let earliest = latest(exits.iter().map(|exit| exit.earliest)).flatten();
    let (in_time, days_early) = timeliness(effective, earliest, &exits);
    Outcome {
        state,
        bound,
        verdict,
        exits,
        earliest,
        laws,
        soft,
        rules,
        subject_to,
        effective,
        in_time,
        days_early,
        conflicts,
    }
}

/// Whether the exits are in time for the change, and by how many days it comes too early.
fn timeliness(
    effective: Option<Date>,
    earliest: Option<Date>,
    exits: &[Exit],
) -> (Option<Truth>, Option<DaysEarly>) {
    let Some(effective) = effective else { return (None, None) };
    if exits.is_empty() {
        return (None, None);
    }
    let Some(earliest) = earliest else {
        // An exit that is not to be had without the others' consent is never in time; else the bounds may tell.
        let never = exits.iter().any(|exit| exit.mode == ExitMode::ConsentOnly);
        let too_late = exits.iter().any(|exit| {
            let bounds = exit.bounds.or(exit.earliest);
            bounds.is_some_and(|bounds| bounds.is_on_or_before(effective).is_no())
        });
        let truth = if never || too_late { Truth::No } else { Truth::Unknown };
        return (Some(truth), None);
    };
    let in_time = earliest.is_on_or_before(effective);
    let days =
        match (earliest.earliest(), earliest.latest(), effective.earliest(), effective.latest()) {
            (Some(lo), Some(hi), Some(from), Some(to)) if !in_time.is_yes() => Some(DaysEarly {
                least: (lo.number() - to.number()).max(0),
                most: (hi.number() - from.number()).max(0),
            }),
            _ => None,
        };
    (Some(in_time), days)
}

/// Whoever takes part in what changes without being bound by it, by key.
fn not_bound(view: &View<'_>, scenario: &Scenario, grounded: &[Grounded]) -> Vec<NotBound> {
    let index = view.world().index();
    let mut found: Vec<NotBound> = Vec::new();
    for step in grounded {
        let body = match &step.change {
            Change::Acquire { body, .. } | Change::Join { body, .. } => *body,
            _ => continue,
        };
        let situation =
            Situation { view: *view, deltas: &step.before, assumptions: &scenario.assumptions };
        for one in situation.on(step.hypothesis.date).unbound_in(body) {
            let joins = matches!(&step.change, Change::Join { state, .. } if EntityId::from(*state) == one.entity);
            if !joins {
                let (on, truth) = (step.hypothesis.date, one.truth);
                found.push(NotBound { entity: one.entity, status: one.status, body, on, truth });
            }
        }
    }
    found.sort_by_key(|one| (index.rank(one.entity), one.status, one.body));
    found.dedup();
    found
}

fn eligibility(view: &View<'_>, scenario: &Scenario, grounded: &[Grounded]) -> Vec<Eligible> {
    let world = view.world();
    let mut found = Vec::new();
    for step in grounded {
        let Change::Join { state, body, .. } = &step.change else { continue };
        let situation =
            Situation { view: *view, deltas: &step.before, assumptions: &scenario.assumptions };
        let situation = situation.on(step.hypothesis.date);
        let Some(provision) = rules::accession_clause(&situation, *body) else { continue };
        let Effect::Accession { eligibility, .. } = &world[provision].effect else { continue };
        // A clause asks for a criterion only if the world tags anybody by it.
        let criterion = eligibility.criterion.clone().filter(|tag| {
            world.tables().entities.iter().any(|entity| entity.profile().tags.contains_key(tag))
        });
        if let Some(criterion) = criterion {
            let truth = world[*state].profile.tag(&criterion);
            found.push(Eligible { state: *state, body: *body, criterion, truth, provision });
        }
    }
    found
}

/// The ambiguous provisions on whose reading some verdict depends: each is read otherwise, one at a time, and all at once
/// by the name of the reading.
fn sensitivities(
    view: &View<'_>,
    scenario: &Scenario,
    grounded: &[Grounded],
    outcomes: &[Outcome],
) -> Vec<Sensitivity> {
    let world = view.world();
    let mut ambiguous: Vec<Id<Provision>> = (outcomes.iter())
        .flat_map(|outcome| outcome.conflicts.iter().filter_map(|conflict| conflict.provision))
        .filter(|id| !world[*id].readings().is_empty())
        .collect();
    ambiguous.sort_by(|a, b| world[*a].key.cmp(&world[*b].key));
    ambiguous.dedup();
    let mut found = Vec::new();
    for id in ambiguous {
        let provision = &world[id];
        let current = view.reading().of(provision);
        for reading in provision.readings().into_iter().filter(|name| Some(*name) != current) {
            let other: Reading = view.reading().clone().provision(provision.key.clone(), reading);
            let changed = self::outcomes(&view.under(&other), scenario, grounded);
            let verdicts: Vec<(Id<State>, Verdict)> = (outcomes.iter().zip(&changed))
                .filter(|(a, b)| {
                    a.verdict != b.verdict || !a.bodies().eq(b.bodies()) || a.laws != b.laws
                })
                .map(|(_, b)| (b.state, b.verdict))
                .collect();
            if !verdicts.is_empty() {
                found.push(Sensitivity { provision: id, reading: reading.into(), verdicts });
            }
        }
    }
    found
}

/// Conflicts among what a state holds already, each alliance and customs union that it is in tested like a new one.
fn status_quo(
    situation: &Situation<'_>,
    state: Id<State>,
    bilateral_counts: bool,
) -> Vec<Conflict> {
    let world = situation.world();
    let member = EntityId::from(state);
    let mut bodies: Vec<BodyId> =
        situation.view.memberships_of(member).map(|(body, _)| body).collect();
    // Treaties whose parties are listed by name are held as well.
    bodies.extend(world.index().provisions_naming(state).iter().filter_map(|id| {
        match (&world[*id].effect, world[*id].instrument) {
            (Effect::MutualDefence { .. }, InstrumentId::Treaty(treaty)) => {
                rules::held_by(situation, &world[*id]).filter(|body| *body == treaty.into())
            }
            _ => None,
        }
    }));
    bodies.sort_by_key(|body| world.index().rank(body.entity()));
    bodies.dedup();
    let mut found = Vec::new();
    for body in bodies {
        let circle = rules::members_of(situation, body);
        let held = circle.iter().find(|(one, _)| *one == member).map_or(Truth::No, |(_, t)| *t);
        if held.is_no() {
            continue;
        }
        let organization = match body {
            BodyId::Organization(organization) => Some(organization),
            BodyId::Treaty(treaty) => situation.organizations_by(treaty.into()).first().copied(),
        };
        let instruments =
            situation.instruments_of(body).into_iter().map(|(text, _)| text).collect();
        let hypothesis = Hypothesis {
            with: body.entity().into(),
            bound: vec![(state, held)],
            circle,
            defence: situation.has_mutual_defence(body),
            alliance: situation.is_alliance_by_purpose(body),
            customs_union: matches!(body, BodyId::Organization(id)
                if world[id].purpose == Some(Purpose::CustomsUnion)),
            joins: matches!(body, BodyId::Organization(_)),
            sender: None,
            instruments,
            organization,
            saved_by_text: true,
            date: situation.view.as_of(),
        };
        let tests = rules::conflicts(situation, &hypothesis, state, held, bilateral_counts);
        found.extend(tests.into_iter().filter(|conflict| conflict.class != Class::None));
    }
    found.sort_by(|a, b| {
        let key = |conflict: &Conflict| conflict.provision.map(|id| &*world[id].key);
        let with = |conflict: &Conflict| match &conflict.with {
            Changed::Entity(entity) => world.key(*entity).to_owned(),
            Changed::New(key) => key.to_string(),
        };
        (key(a), with(a)).cmp(&(key(b), with(b)))
    });
    found
}

/// Why somebody is not in a body, in a few words.
pub(crate) fn absence(view: &View<'_>, entity: EntityId, body: BodyId) -> String {
    use crate::world::Absence;
    let word = match body {
        BodyId::Organization(_) => "member",
        BodyId::Treaty(_) => "party",
    };
    match view.standing(entity, body).absence {
        Some(Absence::OtherStatus(status)) => status.as_str().replace('_', " "),
        Some(Absence::FormerSince(date)) => format!("former {word} since {date}"),
        Some(Absence::NotBefore(date)) => format!("{word} only from {date}"),
        Some(Absence::NotInExistence) => {
            format!("{} did not exist", view.world().name(body.entity()))
        }
        Some(Absence::BeyondCoverage) => "not covered by the record".to_owned(),
        Some(Absence::NoRecord) | None => format!("not a {word}"),
    }
}
