//! The flagship: who must exit what first, if something changed.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::caveat::Caveat;
use super::evaluate::{
    eligibility, exit_of, latest, leaving, not_bound, place_all, place_undated, sensitivities,
    status_quo,
};
use super::finding::Finding;
use super::impossible::{WhyImpossible, impossibilities};
use super::judge::{self, Forced, outcomes};
use super::outcome::Outcome;
use crate::model::Status;
use crate::rules::{self, Conflict, Day, Deltas, Exit, Hypothesis, Situation, Veto};
use crate::scenario::{Change, Changed, Movement, Scenario};
use crate::time::Date;
use crate::verdict::Verdict;
use crate::world::{View, World};
use crate::{BodyId, EntityId, Id, Organization, Provision, State, Truth};

/// Somebody who takes part in what changes without being bound by the change.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
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
#[non_exhaustive]
pub struct Eligible {
    /// Who would join.
    pub state: Id<State>,
    /// What.
    pub body: BodyId,
    /// The tag that is asked for; `member_of` or `outside`, where it is to be in an organization, or not to be; `in_grade`, where it is to
    /// have a lower grade in the very one that it joins; `named`, where it is to be among those whom the clause names.
    pub criterion: Box<str>,
    /// In which, or not in which.
    pub organization: Option<Id<Organization>>,
    /// Whether the state has it.
    pub truth: Truth,
    /// The clause.
    pub provision: Id<Provision>,
}

/// A provision on whose reading a verdict depends.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sensitivity {
    /// The provision.
    pub provision: Id<Provision>,
    /// The other reading.
    pub reading: Box<str>,
    /// The states whose verdict or exits change, by key.
    pub verdicts: Vec<Turned>,
}

/// The verdict on a state under another reading.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Turned {
    /// Which state.
    pub state: Id<State>,
    /// The verdict then.
    pub verdict: Verdict,
}

/// An exit that the hypothesis itself makes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Leaving {
    /// Who leaves.
    pub state: Id<State>,
    /// What, how, and how soon.
    pub exit: Exit,
    /// Whether it is in it for certain, so that there is something to leave.
    pub truth: Truth,
}

/// What follows from a hypothesis: verdicts, conflicts, exits, dates, vetoes, eligibility.
///
/// "Must" means *must, to stay in compliance, under this reading*: a later conflicting treaty is not void (VCLT art. 30).
#[derive(Clone, Debug)]
pub struct Consequences<'w> {
    pub(crate) view: View<'w>,
    /// What is remembered of the day, shared with whatever else is asked of the same.
    day: Arc<Day<'w>>,
    pub(crate) scenario: Scenario,
    pub(crate) placed: Vec<Placed>,
    /// What all changes together leave behind.
    pub(crate) after: Deltas,
    pub(crate) outcomes: Vec<Outcome>,
    not_bound: Vec<NotBound>,
    status_quo: OnceLock<Vec<Conflict>>,
    pub(crate) after_exits: OnceLock<Vec<Conflict>>,
    eligibility: Vec<Eligible>,
    vetoes: OnceLock<Vec<Veto>>,
    leaving: Vec<Leaving>,
    earliest_change: Option<Date>,
    sensitivities: OnceLock<Vec<Sensitivity>>,
    pub(crate) caveats: OnceLock<Vec<Caveat>>,
}

/// A change in its place: with what it puts on whom there, and what the changes before it have left.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    pub(crate) change: Change,
    pub(crate) hypothesis: Hypothesis,
    pub(crate) before: Deltas,
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
    /// must_exit(s, h) :- bound(s, h), bound(s, c, d), hard(h, c).      by the rules of the catalogue, under the reading of the view
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
    ///     assert_eq!(exit.earliest().unwrap().to_string(), "2025-04-20");
    /// }
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn consequences_of(&self, scenario: impl Into<Scenario>) -> Consequences<'w> {
        let day = Arc::new(Day::of(*self));
        let scenario = scenario.into().normal(self.world().tables());
        let base = Situation { assumptions: &scenario.assumptions, ..Situation::recorded(*self) };
        let base = base.remembering(&day);
        let (placed, after) = place_all(&base, &scenario);
        let outcomes = outcomes(&base, &scenario, &placed);
        let mut answer = Consequences {
            view: *self,
            not_bound: not_bound(&base, &placed),
            status_quo: OnceLock::new(),
            after_exits: OnceLock::new(),
            eligibility: eligibility(&base, &placed),
            vetoes: OnceLock::new(),
            leaving: leaving(&base, &scenario, &placed),
            earliest_change: None,
            sensitivities: OnceLock::new(),
            caveats: OnceLock::new(),
            outcomes,
            placed,
            after,
            day: Arc::clone(&day),
            scenario,
        };
        answer.earliest_change = answer.find_earliest_change();
        answer
    }
}

impl<'w> Consequences<'w> {
    /// The view that was asked.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// assert_eq!(answer.view().as_of().to_string(), "2024-10-20");
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub const fn view(&self) -> View<'w> {
        self.view
    }

    /// The world that was asked.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// assert_eq!(answer.world().key(ots), "ots");
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub const fn world(&self) -> &'w World {
        self.view.world()
    }

    /// The hypothesis.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// assert_eq!(answer.scenario().changes.len(), 1);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub const fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// One finding for every state that the change binds, by key.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, Verdict, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let verdicts: Vec<_> = answer.findings().map(|one| (world.key(one.state()), one.verdict())).collect();
    /// assert_eq!(verdicts[0], ("aze", Verdict::Free));
    /// assert_eq!(verdicts[1], ("kaz", Verdict::MustExit));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn findings(&self) -> impl Iterator<Item = Finding<'_, 'w>> {
        self.outcomes.iter().map(|outcome| Finding { answer: self, outcome })
    }

    fn with_verdict(&self, verdict: Verdict) -> impl Iterator<Item = Finding<'_, 'w>> {
        self.findings().filter(move |finding| finding.verdict() == verdict)
    }

    /// Those that must exit something first, by key.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let first: Vec<&str> = answer.must_exit().map(|one| world.key(one.state())).collect();
    /// assert_eq!(first, ["kaz", "kgz"]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn must_exit(&self) -> impl Iterator<Item = Finding<'_, 'w>> {
        self.with_verdict(Verdict::MustExit)
    }

    /// Those that must exit this first, by key.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let (ots, csto) = (world.find::<Organization>("ots")?, world.find::<Organization>("csto")?);
    /// let answer =
    ///     world.as_of(date(2024, 10, 20)).consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let first: Vec<&str> = answer.must_exit_from(csto).map(|one| world.key(one.state())).collect();
    /// assert_eq!(first, ["kaz", "kgz"]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn must_exit_from(&self, body: impl Into<BodyId>) -> impl Iterator<Item = Finding<'_, 'w>> {
        let body = self.world().own(body.into());
        self.must_exit().filter(move |finding| finding.leaves(body))
    }

    /// Those whose own law must change first, and that need not exit anything, by key.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// // Uzbekistan's own laws bar it from military blocs.
    /// let first: Vec<&str> = answer.must_change_law().map(|one| world.key(one.state())).collect();
    /// assert_eq!(first, ["uzb"]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn must_change_law(&self) -> impl Iterator<Item = Finding<'_, 'w>> {
        self.with_verdict(Verdict::MustChangeLaw)
    }

    /// Those that need the consent of somebody, or that somebody does not object, and need do nothing else, by key.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, State, World, date};
    /// # let world = World::bundled();
    /// # let (tuv, chn) = (world.find::<State>("tuv")?, world.find::<State>("chn")?);
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::host_base(tuv, chn));
    /// // Tuvalu has promised Australia to ask it first.
    /// let needs = answer.needs_consent().next().unwrap().needs();
    /// assert_eq!(world.key(needs[0].entity), "aus");
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn needs_consent(&self) -> impl Iterator<Item = Finding<'_, 'w>> {
        self.with_verdict(Verdict::NeedsConsent)
    }

    /// Those in whose way nothing on record stands, by key.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let free: Vec<&str> = answer.free().map(|one| world.key(one.state())).collect();
    /// assert_eq!(free, ["aze", "tur"]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn free(&self) -> impl Iterator<Item = Finding<'_, 'w>> {
        self.with_verdict(Verdict::Free)
    }

    /// Those whose verdict depends on facts that are not known, by key.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// // All that the verdicts rest on is on record.
    /// assert_eq!(answer.undetermined().count(), 0);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn undetermined(&self) -> impl Iterator<Item = Finding<'_, 'w>> {
        self.with_verdict(Verdict::Undetermined)
    }

    /// The finding on one state, if the change binds it.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, Verdict, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let (hun, kgz) = (world.find::<State>("hun")?, world.find::<State>("kgz")?);
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// assert_eq!(answer.finding(kgz).unwrap().verdict(), Verdict::MustExit);
    /// // Hungary observes, and is not bound.
    /// assert!(answer.finding(hun).is_none());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn finding(&self, state: Id<State>) -> Option<Finding<'_, 'w>> {
        let state = self.world().own(state);
        self.findings().find(|finding| finding.state() == state)
    }

    /// Whoever takes part in what changes without being bound, by key.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date, model::{EffectKind, Status}};
    /// # let world = World::bundled();
    /// # let (hun, ots) = (world.find::<State>("hun")?, world.find::<Organization>("ots")?);
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let observer = answer.not_bound().iter().find(|one| one.entity == hun.into()).unwrap();
    /// assert_eq!(observer.status, Status::Observer);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn not_bound(&self) -> &[NotBound] {
        &self.not_bound
    }

    /// All tests of the new commitments against existing provisions, by state and provision.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date, model::EffectKind, verdict::Class};
    /// # let world = World::bundled();
    /// # let (kaz, ots) = (world.find::<State>("kaz")?, world.find::<Organization>("ots")?);
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// // The provision that bars other military alliances, held against the new commitment.
    /// let hard: Vec<_> = answer.conflicts().filter(|one| one.class == Class::Hard).collect();
    /// assert!(hard.iter().any(|one| one.state == kaz && one.provision.key(world.tables()) == "p01"));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn conflicts(&self) -> impl Iterator<Item = &Conflict> {
        self.outcomes.iter().flat_map(|outcome| &outcome.conflicts)
    }

    /// Conflicts among what the bound states hold already, without the change, by state, provision and body.
    ///
    /// Cost: found when first asked for: the conflict test for everything that each bound state is in.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// assert!(answer.status_quo_conflicts().iter().all(|one| answer.finding(one.state).is_some()));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn status_quo_conflicts(&self) -> &[Conflict] {
        self.status_quo.get_or_init(|| self.find_status_quo())
    }

    /// Whether those who would join meet what is asked of them.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, Truth, World, date};
    /// # let world = World::bundled();
    /// # let (hun, ots) = (world.find::<State>("hun")?, world.find::<Organization>("ots")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::join(hun, ots));
    /// // Members of the Organization of Turkic States are Turkic states; that Hungary is one is on no record.
    /// let asked = &answer.eligibility()[0];
    /// assert_eq!((asked.state, asked.body, asked.truth), (hun, ots.into(), Truth::No));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn eligibility(&self) -> &[Eligible] {
        &self.eligibility
    }

    /// Who could veto, by step and key.
    ///
    /// Cost: found when first asked for: O(members of what changes, and their acts on an accession).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind, verdict::VetoStep};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// // The organization decides by consensus: each of its members can say no.
    /// let all = answer.vetoes().iter().filter(|veto| veto.step == VetoStep::Adopt);
    /// assert_eq!(all.count(), 5);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn vetoes(&self) -> &[Veto] {
        self.vetoes.get_or_init(|| self.find_vetoes())
    }

    /// The exits of those who leave by the hypothesis itself.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (arm, csto) = (world.find::<State>("arm")?, world.find::<Organization>("csto")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::leave(arm, csto));
    /// let leaving = &answer.leaving()[0];
    /// assert_eq!(leaving.state, arm);
    /// assert_eq!(leaving.exit.earliest.unwrap().to_string(), "2025-04-20");
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn leaving(&self) -> &[Leaving] {
        &self.leaving
    }

    /// The day on which everything that must be left can have been left.
    ///
    /// Where nobody must exit, the day of the change itself; `None` where some exit has no known day.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// assert_eq!(answer.earliest_change().unwrap().to_string(), "2025-04-20");
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub const fn earliest_change(&self) -> Option<Date> {
        self.earliest_change
    }

    /// The provisions on whose reading a verdict depends.
    ///
    /// Cost: found when first asked for: the verdicts once more for every other reading.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, Treaty, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let (ots, cst) = (world.find::<Organization>("ots")?, world.find::<Treaty>("cst")?);
    /// # let article_1 = world.provisions_of(cst).next().unwrap();
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// // Read narrowly, article 1 bars only alliances that are directed against another party.
    /// let turned = answer.sensitivities().iter().find(|one| one.provision == article_1).unwrap();
    /// assert_eq!((&*turned.reading, turned.verdicts.len()), ("narrow", 2));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn sensitivities(&self) -> &[Sensitivity] {
        self.sensitivities.get_or_init(|| self.find_sensitivities())
    }

    /// Whether some verdict depends on how a provision is read.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// assert!(answer.is_interpretation_sensitive());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn is_interpretation_sensitive(&self) -> bool {
        !self.sensitivities().is_empty()
    }

    pub(crate) fn situation<'s>(&'s self, deltas: &'s Deltas) -> Situation<'s> {
        Situation { deltas, ..self.before_all() }
    }

    /// As it is recorded, with what the question assumes.
    pub(crate) fn before_all(&self) -> Situation<'_> {
        let recorded = Situation::recorded(self.view).remembering(&self.day);
        Situation { assumptions: &self.scenario.assumptions, ..recorded }
    }

    /// As the last change finds it.
    fn before_the_last(&self) -> Situation<'_> {
        match self.placed.last() {
            Some(last) => self.situation(&last.before),
            None => self.before_all(),
        }
    }

    /// The exit of a state from a body, by the notices of the hypothesis.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date, model::EffectKind, verdict::ExitMode};
    /// # let world = World::bundled();
    /// # let (kaz, csto) = (world.find::<State>("kaz")?, world.find::<Organization>("csto")?);
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let exit = answer.exit_from(kaz, csto);
    /// assert_eq!(exit.mode, ExitMode::Notice);
    /// assert_eq!(world[exit.clause.unwrap()].article.as_deref(), Some("19"));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn exit_from(&self, state: Id<State>, body: impl Into<BodyId>) -> Exit {
        let (state, body) = (self.world().own(state), self.world().own(body.into()));
        exit_of(&self.before_the_last(), &self.scenario, state, body)
    }

    /// The conflicts of a change that wait for somebody else.
    pub(crate) fn awaiting(&self, hypothesis: &Hypothesis) -> Vec<&Conflict> {
        (self.conflicts())
            .filter(|one| one.class.waits() && one.with == hypothesis.with)
            .filter(|one| hypothesis.binds(one.state).is_possible())
            .collect()
    }

    fn find_vetoes(&self) -> Vec<Veto> {
        let mut vetoes = Vec::new();
        for placed in &self.placed {
            let situation = self.situation(&placed.before);
            let awaiting = self.awaiting(&placed.hypothesis);
            let found = rules::vetoes(&situation, &placed.change, &placed.hypothesis, &awaiting);
            vetoes.extend(found);
        }
        let situation = self.before_the_last();
        for finding in self.must_exit() {
            let sure = finding.exits().iter().map(|exit| (exit, Truth::Yes));
            let open = finding.exits_possible().iter().map(|exit| (exit, Truth::Unknown));
            for (exit, truth) in sure.chain(open) {
                vetoes.extend(rules::exit_vetoes(&situation, finding.state(), exit, truth));
            }
        }
        for Leaving { state, exit, truth } in &self.leaving {
            vetoes.extend(rules::exit_vetoes(&situation, *state, exit, *truth));
        }
        let index = self.world().index();
        vetoes.sort_by_key(|veto| {
            let why = veto.why.map(|id| &*self.world()[id].key);
            (veto.step.as_str(), index.rank(veto.entity), why, veto.pending, veto.truth)
        });
        vetoes.dedup();
        vetoes
    }

    /// Whether something would change that does not exist on the day: then no change takes effect. Whoever leaves may be in a text on
    /// which an organization was founded later.
    pub(crate) fn has_no_body(&self) -> bool {
        let leaves =
            |step: &&Placed| matches!(step.change.movement(), Some(Movement::Leaves { .. }));
        self.placed.iter().filter(|step| !leaves(step)).any(|step| {
            let situation = self.situation(&step.before).on(step.hypothesis.date);
            let found = impossibilities(&situation, &step.change).into_iter();
            found.filter(|(_, truth)| truth.is_yes()).any(|(why, _)| match why {
                WhyImpossible::NotInExistence { .. } => true,
                WhyImpossible::NotIn { .. }
                | WhyImpossible::AlreadyIn { .. }
                | WhyImpossible::NoState { .. }
                | WhyImpossible::NotStanding { .. }
                | WhyImpossible::NotOwnLaw { .. }
                | WhyImpossible::NoCounterparty => false,
            })
        })
    }

    fn find_earliest_change(&self) -> Option<Date> {
        if self.has_no_body() {
            return None;
        }
        let own = (self.scenario.changes.iter())
            .filter_map(Change::effective)
            .reduce(Date::later_of)
            .unwrap_or_else(|| self.view.as_of());
        let of = |truth| {
            let own = self.leaving.iter().filter(move |one| one.truth == truth);
            own.map(|one| one.exit.clone()).collect::<Vec<Exit>>()
        };
        let (sure, open) = (of(Truth::Yes), of(Truth::Unknown));
        let leaving =
            (!self.leaving.is_empty()).then(|| judge::free_on(Verdict::MustExit, &sure, &open));
        let must_exit = self.must_exit().map(|finding| finding.earliest());
        let exits: Vec<Option<Date>> = must_exit.chain(leaving).collect();
        if exits.is_empty() { Some(own) } else { latest(exits) }
    }

    fn find_sensitivities(&self) -> Vec<Sensitivity> {
        sensitivities(&self.before_all(), &self.scenario, &self.placed, &self.outcomes)
    }

    /// The tests of a state that it tells, where these are all of one change, in the order in which they are made: nothing is held but
    /// by the record, and against no single provision.
    pub(crate) fn tests_of(&self, state: Id<State>) -> Option<&[Conflict]> {
        let [step] = &*self.placed else { return None };
        let outcome = self.outcomes.iter().find(|outcome| outcome.state == state)?;
        let all = &*outcome.conflicts;
        let is_plain = step.before.is_nothing() && all.iter().all(|one| one.brought.is_none());
        is_plain.then_some(all)
    }

    /// What another hypothesis forces on some states on the same day, perhaps under another reading: what is remembered is shared.
    pub(crate) fn forced_under(
        &self,
        view: View<'_>,
        scenario: Scenario,
        is_asked: impl Fn(Id<State>) -> bool,
    ) -> Vec<Forced> {
        let scenario = scenario.normal(self.world().tables());
        let base = Situation { assumptions: &scenario.assumptions, ..Situation::recorded(view) };
        let base = base.remembering(&self.day);
        let placed = place_undated(&base, &scenario);
        judge::forced(&base, &scenario, &placed, is_asked)
    }

    fn find_status_quo(&self) -> Vec<Conflict> {
        let (situation, counts) = (self.before_all(), self.scenario.bilateral_counts);
        let (mut found, mut known) = (Vec::new(), BTreeMap::new());
        for outcome in &self.outcomes {
            found.extend(status_quo(&situation, outcome.state, counts, &mut known));
        }
        found
    }

    /// The key of what changes.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// assert_eq!(answer.name_of(&answer.scenario().changes[0].changed(world.tables())), "ots");
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn name_of(&self, changed: &Changed) -> String {
        changed.key(self.world().tables()).to_owned()
    }
}
