//! Deliberation: a hypothesis in the exact core, with all that it is contingent on.
//!
//! A [`Consequences`] answers under one reading and on the facts as recorded. Its [`Deliberation`] writes the same rules as a
//! [`Program`] whose conditions are the readings, claims, uncertain facts and attacks on which something else would follow,
//! and asks the core: which conflicts there are and on what each is contingent, what must go, what may go instead, all repairs,
//! the order, and the day. Whatever a [`Rulebook`] adds takes part.
//!
//! Answers name states and texts by ids, which print as numbers, `Id::<State>(525)`. A view [tells](Commitment::tell) them:
//!
//! ```
//! # #[cfg(feature = "dataset")] {
//! use comity::model::EffectKind;
//! use comity::{Change, Organization, World, date};
//!
//! let world = World::bundled();
//! let ots = world.find::<Organization>("ots")?;
//! let view = world.as_of(date(2024, 10, 20));
//! let answer = view.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
//! let deliberation = answer.deliberate();
//!
//! let must = deliberation.must();
//! assert_eq!(must[0].tell_end(&view), "Kazakhstan leaves the Collective Security Treaty");
//! let plan = deliberation.plan();
//! let last = plan.steps.last().unwrap();
//! assert_eq!(
//!     last.tell(&view),
//!     "The change of the Organization of Turkic States takes effect, not before 2025-04-20."
//! );
//! # }
//! # Ok::<(), comity::LookupError>(())
//! ```
//!
//! | what | in words |
//! |---|---|
//! | [`Commitment`], of [`Deliberation::must`], [`may`](Deliberation::may) and [`Repair::gone`] | [`Commitment::tell`]; what ending it means, [`Commitment::tell_end`] |
//! | [`MinimalConflict`] | [`Deliberation::tell_conflict`] |
//! | [`Contingency`] | [`Contingency::tell`] |
//! | [`Turn`] | [`Turn::tell`] |
//! | [`PlanStep`] | [`PlanStep::tell`] |
//! | [`Alternative`] | [`Alternative::tell`] |
//! | all of it, with certificates | [`Deliberation::account`] |

mod alternative;
mod contradiction;
mod doubt;
mod draft;
mod plan;
mod repaired;
mod rulebook;
mod statement;
mod ways;

use std::collections::BTreeMap;
use std::sync::OnceLock;

pub use alternative::{Alternative, AlternativeKind, Measure};
pub use plan::{Action, Binding, Of, Plan, PlanStep};
pub use rulebook::{Added, AddedDuty, Named, RuleOfCaller, Rulebook};
pub use statement::{Commitment, Contingency, Statement};

use draft::Draft;
pub(crate) use draft::StatedProgram;
use rulebook::Ruled;

use crate::answer::Consequences;
use crate::logic::{
    Certificate, Conclusion, ConflictClass, Conflicts, Earliest, Limits, Program, Set, Within,
};
use crate::rules::Contradiction;
use crate::{Date, Id, Provision, State};

/// A minimal conflict: these cannot all be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MinimalConflict {
    /// What a state would have to give up one of.
    pub commitments: Vec<Commitment>,
    /// Which changes bind whom in it.
    pub bound: Vec<Bound>,
    /// On what it is contingent; nothing: it is a conflict for certain.
    pub contingencies: Vec<Contingency>,
    /// New, already there today, or impossible.
    pub class: ConflictClass,
    /// The kinds of violation, sorted.
    pub kinds: Vec<String>,
}

impl MinimalConflict {
    /// Whether everything in it is in another one.
    fn is_within(&self, other: &Self) -> bool {
        self.commitments.iter().all(|one| other.commitments.contains(one))
            && self.bound.iter().all(|one| other.bound.contains(one))
            && self.contingencies.iter().all(|one| other.contingencies.contains(one))
    }
}

/// A state with a change that binds it.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Bound {
    /// Whom.
    pub state: Id<State>,
    /// The number of the change.
    pub change: usize,
}

/// What must go before some changes can bind.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Before {
    /// What must go.
    pub commitment: Commitment,
    /// The numbers of the changes, before the last of which it must.
    pub changes: Vec<usize>,
}

/// A minimal repair: if all these go, no conflict is left, and none of them can stay.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Repair {
    /// What goes, by state and key.
    pub gone: Vec<Commitment>,
}

impl Repair {
    /// The repair in which these go; whether it is one, [`Deliberation`] tells.
    pub fn new(gone: impl IntoIterator<Item = Commitment>) -> Self {
        Self { gone: gone.into_iter().collect() }
    }
}

/// What another answer would depend on; in words, [`Turn::tell`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Turn {
    /// If this were so.
    pub contingency: Contingency,
    /// These would have to go besides.
    pub more: Vec<Commitment>,
    /// These would not have to go.
    pub less: Vec<Commitment>,
}

/// A hypothesis in the exact core.
#[derive(Debug)]
pub struct Deliberation<'a, 'w> {
    answer: &'a Consequences<'w>,
    limits: Limits,
    /// What the question brings.
    pub(crate) question: StatedProgram,
    /// The conditions that hold as the question is asked: how its provisions are read.
    asked: Set,
    duties: Vec<AddedDuty>,
    conflicts: OnceLock<Conflicts>,
    /// What holds already, and the duties that cannot all be performed: drafted when somebody asks.
    latent: OnceLock<Latent>,
}

/// What is contradictory already, and what an attack would make so.
#[derive(Debug)]
struct Latent {
    /// The conflicts of the status quo.
    today: StatedProgram,
    /// The contradictory duties that the question brings.
    brought: StatedProgram,
    contradictions: Vec<Contradiction>,
}

impl<'w> Consequences<'w> {
    /// The same hypothesis in the exact core, by the rules of the crate.
    ///
    /// # Cost
    ///
    /// The conflict test of every bound state, once for each reading of each ambiguous provision, and the duties of each state
    /// against each other. What is asked of the deliberation then costs what the [core](crate::logic) says.
    ///
    /// # Example
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::deliberation::Contingency;
    /// use comity::model::EffectKind;
    /// use comity::{Change, Organization, World, date};
    ///
    /// let world = World::bundled();
    /// let ots = world.find::<Organization>("ots")?;
    /// let answer = world.as_of(date(2024, 10, 20)).consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// // Kazakhstan and Kyrgyzstan leave two bodies each, and Uzbekistan changes two laws: one repair, and nothing else helps.
    /// let repairs = deliberation.repairs();
    /// assert_eq!(repairs.iter().map(|repair| repair.gone.len()).collect::<Vec<_>>(), [6]);
    /// // If the pact were directed against Russia, the treaties with Russia would be in the way as well.
    /// assert!(deliberation.conflicts().iter().any(|conflict| {
    ///     conflict.contingencies.iter().any(|one| matches!(one, Contingency::DirectedAgainst { .. }))
    /// }));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn deliberate(&self) -> Deliberation<'_, 'w> {
        self.deliberate_by(&Rulebook::new())
    }

    /// The same by the rules of the crate and those that the caller adds.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Consequences, Organization, World, date, deliberation::{Added, Rulebook}, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let rule = |_: &Consequences<'_>, _: &mut Added| {};
    /// let rules = Rulebook::new().with("no rule", "nobody", rule);
    /// // What adds nothing changes nothing.
    /// assert_eq!(answer.deliberate_by(&rules).must(), answer.deliberate().must());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn deliberate_by(&self, rules: &Rulebook) -> Deliberation<'_, 'w> {
        let mut added = Added::default();
        for entry in &rules.rules {
            entry.apply(self, &mut added);
        }
        Deliberation::new(self, &added)
    }
}

impl<'a, 'w> Deliberation<'a, 'w> {
    fn new(answer: &'a Consequences<'w>, added: &Added) -> Self {
        let world = answer.world();
        let mut question = Draft::new(world);
        let mut readings: BTreeMap<Id<Provision>, Vec<Box<str>>> = BTreeMap::new();
        for finding in answer.findings() {
            ways::of_question(answer, finding.state(), &mut question, &mut readings);
        }
        for (provision, names) in &readings {
            question.exclusive(names.iter().map(|reading| Contingency::Reading {
                provision: *provision,
                reading: reading.clone(),
            }));
        }
        for Ruled { name, head, body } in &added.rules {
            let head = Statement::Named(head.clone());
            question.rule(name.to_string(), head, body.iter().cloned());
        }
        for Ruled { name, head, body } in &added.violations {
            question.violation(name.to_string(), head.clone(), body.iter().cloned());
        }
        for (held, needed) in &added.requires {
            question.requires(held.clone(), needed.clone());
        }
        for group in &added.exclusive {
            question.exclusive(group.iter().cloned());
        }
        question.dependencies(answer);
        question.freeze(is_kept(answer));
        let question = question.finish();
        let asked = (question.program.conditions().iter())
            .filter(|at| {
                let Some(Contingency::Reading { provision, reading }) =
                    question.statement(*at).contingency()
                else {
                    return false;
                };
                answer.view().reading().of(&world[*provision]) == Some(reading)
            })
            .collect();
        Self {
            answer,
            limits: Limits::default(),
            question,
            asked,
            duties: added.duties.clone(),
            conflicts: OnceLock::new(),
            latent: OnceLock::new(),
        }
    }

    /// Lists at most so much. Must and dates do not depend on it.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, logic::Limits, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let limits = Limits::default().max_repairs(1);
    /// let limited = answer.deliberate().limited(limits);
    /// // Whatever is listed, what must go is the same.
    /// assert_eq!(limited.must(), deliberation.must());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[must_use]
    pub fn limited(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self.conflicts = OnceLock::new();
        self
    }

    /// The answer that is deliberated.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// assert_eq!(deliberation.answer().must_exit().count(), 2);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub const fn answer(&self) -> &'a Consequences<'w> {
        self.answer
    }

    /// The program of the core; its statements are numbered in the order of [`statements`](Self::statements).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// assert_eq!(deliberation.program().n_statements(), deliberation.statements().count());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub const fn program(&self) -> &Program<u32> {
        &self.question.program
    }

    /// What the program speaks about, in order: statement `n` of the program is number `n` here.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, deliberation::Statement, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let held = deliberation.statements().filter(|one| matches!(one, Statement::Commitment(_)));
    /// assert!(held.count() >= deliberation.may().len());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn statements(&self) -> impl Iterator<Item = &Statement> {
        (0..self.question.program.n_statements()).map(|at| self.question.statement(at))
    }

    fn latent(&self) -> &Latent {
        self.latent.get_or_init(|| {
            let world = self.answer.world();
            let (mut today, mut brought) = (Draft::new(world), Draft::new(world));
            for finding in self.answer.findings() {
                ways::of_today(self.answer, finding.state(), &mut today);
            }
            let contradictions =
                contradiction::write(self.answer, &self.duties, &mut brought, &mut today);
            brought.freeze(is_kept(self.answer));
            Latent { today: today.finish(), brought: brought.finish(), contradictions }
        })
    }

    pub(crate) fn all(&self) -> &Conflicts {
        self.conflicts.get_or_init(|| self.question.program.conflicts(&self.limits))
    }

    /// The world as the question is asked: under its readings, on the facts as they are recorded.
    pub(crate) fn asked(&self) -> Within<'_, u32> {
        self.question.program.in_world(&self.asked)
    }

    pub(crate) fn commitments_of(
        &self,
        numbers: impl IntoIterator<Item = usize>,
    ) -> Vec<Commitment> {
        let of = |at| self.question.statement(at).commitment();
        numbers.into_iter().filter_map(of).cloned().collect()
    }

    /// Whether all minimal conflicts and repairs are listed.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// assert!(deliberation.is_complete());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn is_complete(&self) -> bool {
        self.all().complete && self.closed().1
    }

    /// The minimal conflicts that there are as the question is asked, in the order of the core.
    fn conflicts_as_asked(&self) -> Vec<MinimalConflict> {
        let all = self.all();
        let asked = all.sets.iter().filter(|set| set.conditions.is_subset(&self.asked));
        let sets = asked.cloned().collect();
        listed(&self.question, &Conflicts { sets, complete: all.complete })
    }

    /// All minimal conflicts that the question brings, those that are contingent on something included: first those that rules
    /// find, then those that an attack would bring, each in the order of the core.
    ///
    /// What is contradictory already today is not among them; see [`conflicts_today`](Self::conflicts_today).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let certain = deliberation.conflicts().into_iter().filter(|one| one.contingencies.is_empty());
    /// assert!(certain.count() > 0);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn conflicts(&self) -> Vec<MinimalConflict> {
        let mut found = listed(&self.question, self.all());
        let brought = &self.latent().brought;
        let latent = listed(brought, &brought.program.conflicts(&self.limits));
        let known = found.len();
        for conflict in latent {
            if !found[..known].iter().any(|shorter| shorter.is_within(&conflict)) {
                found.push(conflict);
            }
        }
        found
    }

    /// The minimal conflicts among what the bound states hold already.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// assert!(deliberation.conflicts_today().iter().all(|one| one.bound.is_empty()));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn conflicts_today(&self) -> Vec<MinimalConflict> {
        let today = &self.latent().today;
        listed(today, &today.program.conflicts(&self.limits))
    }

    /// What must go: what is in every repair, as the question is asked; whatever rests on it included.
    ///
    /// In words: [`Commitment::tell_end`] for each, and [`why_must`](Self::why_must).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, Treaty, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let must = deliberation.must();
    /// assert_eq!(must.len(), 6);
    /// assert_eq!(must[0].tell_end(&today), "Kazakhstan leaves the Collective Security Treaty");
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn must(&self) -> Vec<Commitment> {
        self.commitments_of(self.asked().must_closed())
    }

    /// What would have to go if these were so besides. A reading takes the place of the one that the question is asked under;
    /// what the answer is not contingent on makes no difference.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, Treaty, World, date, deliberation::Contingency, model::EffectKind};
    /// # let world = World::bundled();
    /// # let (ots, cst) = (world.find::<Organization>("ots")?, world.find::<Treaty>("cst")?);
    /// # let article_1 = world.provisions_of(cst).next().unwrap();
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let narrow = Contingency::Reading { provision: article_1, reading: "narrow".into() };
    /// // Read narrowly, nobody must leave the CSTO; two laws of Uzbekistan are still in the way.
    /// assert_eq!(deliberation.must_if(&[narrow]).len(), 2);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn must_if(&self, contingencies: &[Contingency]) -> Vec<Commitment> {
        let program = &self.question.program;
        let mut conditions = self.asked.clone();
        for contingency in contingencies {
            let Some(at) = self.number(contingency.clone()) else { continue };
            for group in program.exclusive().iter().filter(|group| group.contains(at)) {
                conditions.subtract(group);
            }
            conditions.insert(at);
        }
        self.commitments_of(program.in_world(&conditions).must_closed())
    }

    /// The number of a statement in the program of the question, if it is about that; one that names something of another
    /// world is refused.
    #[track_caller]
    pub(crate) fn number(&self, statement: impl Into<Statement>) -> Option<usize> {
        let statement = statement.into();
        statement.check(self.answer.world());
        self.question.number(&statement)
    }

    /// All that the answer is contingent on, in order; the readings under which the question is asked are among it.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, deliberation::Contingency, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let readings = deliberation.contingencies().into_iter();
    /// assert!(readings.filter(|one| matches!(one, Contingency::Reading { .. })).count() > 1);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn contingencies(&self) -> Vec<Contingency> {
        let of = |at| self.question.statement(at).contingency();
        self.question.program.conditions().iter().filter_map(of).cloned().collect()
    }

    /// What may go: what is in some repair.
    ///
    /// In words: [`Commitment::tell_end`] for each, and [`why_may`](Self::why_may).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// // There is one way out only: what may go is what must.
    /// assert_eq!(deliberation.may(), deliberation.must());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn may(&self) -> Vec<Commitment> {
        self.commitments_of(self.asked().may(self.all()).iter())
    }

    /// Whether no repair helps: what is not negotiable is itself in conflict with the question.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// assert!(!deliberation.is_impossible());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn is_impossible(&self) -> bool {
        self.asked().is_impossible_closed()
    }

    fn found(&self) -> crate::logic::Repairs {
        self.asked().repairs(self.all(), &self.limits)
    }

    /// The minimal repairs with what rests on what goes, and whether these are all.
    fn closed(&self) -> (Vec<Set>, bool) {
        self.asked().closed_repairs(&self.found(), &self.limits)
    }

    /// The minimal repairs, whole, as far as the limits go. What rests on something that goes, goes with it.
    ///
    /// In words: [`Commitment::tell_end`] for each that is gone, and [`why_repair`](Self::why_repair).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let repairs = deliberation.repairs();
    /// assert_eq!(repairs.len(), 1);
    /// assert_eq!(repairs[0].gone, deliberation.must());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn repairs(&self) -> Vec<Repair> {
        let (closed, _) = self.closed();
        closed.iter().map(|set| self.repair(set)).collect()
    }

    fn repair(&self, set: &Set) -> Repair {
        Repair { gone: self.commitments_of(set.iter()) }
    }

    /// The minimal repairs of each independent part of the conflicts; every choice of one from each is a repair.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// // Each conflict of a single commitment is a part by itself, with one way out.
    /// assert!(deliberation.parts().iter().all(|part| part.len() == 1));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn parts(&self) -> Vec<Vec<Repair>> {
        let whole = |set: &Set| Repair { gone: self.commitments_of(set.iter()) };
        self.found().parts.iter().map(|part| part.iter().map(whole).collect()).collect()
    }

    /// A minimal repair among what can be out by the earliest day, closed: what rests on something that goes, goes with it.
    ///
    /// Where the earliest day is not known, one that gives up no more than it must. `None` if no repair helps, or none is needed.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// assert_eq!(deliberation.fastest_repair().unwrap().gone, deliberation.must());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn fastest_repair(&self) -> Option<Repair> {
        let asked = self.asked();
        if asked.is_consistent() || asked.is_impossible() {
            return None;
        }
        let day = |at| self.free_on(self.question.statement(at).commitment()?)?.latest();
        let by = match asked.earliest(day) {
            Earliest::On { day, .. } => Some(day),
            Earliest::AtOnce | Earliest::Never { .. } => None,
        };
        let order: Vec<usize> = (self.question.program.commitments().iter())
            .filter(|at| by.is_none_or(|by| day(*at).is_some_and(|own| own <= by)))
            .collect();
        self.preferred(&order)
    }

    /// The preferred repair, closed: nothing that would force out what is not negotiable is taken.
    fn preferred(&self, order: &[usize]) -> Option<Repair> {
        let program = &self.question.program;
        let may_go = |at: &usize| program.forced_out(&Set::of(*at)).is_disjoint(program.frozen());
        let order: Vec<usize> = order.iter().copied().filter(may_go).collect();
        let set = self.asked().preferred_repair(&order)?;
        Some(self.repair(&program.forced_out(&set)))
    }

    /// One repair that spares the last of an order unless it must: the most dispensable first, the most precious last.
    ///
    /// What the order leaves out is not negotiable.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let order = deliberation.may();
    /// assert_eq!(deliberation.preferred_repair(&order).unwrap().gone, order);
    /// // If nothing is negotiable, there is no repair.
    /// assert_eq!(deliberation.preferred_repair(&[]), None);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn preferred_repair(&self, order: &[Commitment]) -> Option<Repair> {
        let order: Vec<usize> = order.iter().filter_map(|one| self.number(one.clone())).collect();
        self.preferred(&order)
    }

    /// The cheapest repair, and what it costs: the sum of the costs of all that goes, what rests on it included.
    ///
    /// Where some things require others, it is the cheapest of those that are [listed](Self::repairs).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let (repair, cost) = deliberation.cheapest_repair(|_| 1).unwrap();
    /// assert_eq!((repair.gone.len(), cost), (6, 6));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn cheapest_repair(&self, cost: impl Fn(&Commitment) -> u64) -> Option<(Repair, u64)> {
        if self.question.program.requirements().next().is_some() {
            let total =
                |repair: &Repair| repair.gone.iter().map(&cost).fold(0, u64::saturating_add);
            let all = self.repairs().into_iter().map(|repair| (total(&repair), repair));
            return all.min_by_key(|(total, _)| *total).map(|(total, repair)| (repair, total));
        }
        let of = |at| self.question.statement(at).commitment().map_or(0, &cost);
        let (set, total) = self.asked().cheapest_repair(self.all(), of)?;
        Some((self.repair(&set), total))
    }

    /// What must go before which change can bind.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// // The question has one change, number 0; all that goes must be gone before it.
    /// assert!(deliberation.order().iter().all(|before| before.changes == [0]));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn order(&self) -> Vec<Before> {
        let changes = |set: &Set| {
            let of = |at| {
                let Statement::Bound { change, .. } = self.question.statement(at) else {
                    return None;
                };
                Some(*change)
            };
            let mut changes: Vec<usize> = set.iter().filter_map(of).collect();
            changes.dedup();
            changes
        };
        let found = self.asked().order(self.all());
        (found.iter())
            .flat_map(|before| {
                let gone = self.commitments_of([before.commitment]);
                gone.into_iter().map(|commitment| {
                    let changes = changes(&before.hypotheses);
                    Before { commitment, changes }
                })
            })
            .collect()
    }

    /// The day on which a commitment can have ended, by the exits of the hypothesis, or bounds of it; `None`: never by the
    /// state alone.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date, deliberation::Commitment, model::EffectKind};
    /// # let world = World::bundled();
    /// # let (kaz, csto) = (world.find::<State>("kaz")?, world.find::<Organization>("csto")?);
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let membership = Commitment::Holds { state: kaz, body: csto.into() };
    /// assert_eq!(deliberation.free_on(&membership).unwrap().to_string(), "2025-04-20");
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn free_on(&self, commitment: &Commitment) -> Option<Date> {
        self.answer.world().own_all(commitment.records());
        match commitment {
            Commitment::Holds { state, body } => {
                let exit = self.answer.exit_from(*state, *body);
                exit.earliest.or(exit.bounds)
            }
            // A change of law has no day of its own; it can be made on the day of the question.
            Commitment::Law { .. } => Some(self.answer.view().as_of()),
        }
    }

    /// The earliest day on which all conflicts can be gone, by whatever repair, between two bounds where exits have bounds.
    ///
    /// ```text
    /// earliest = max over conflicts of (min over members of their days).
    /// ```
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, logic::Earliest, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let Earliest::On { day, .. } = deliberation.earliest() else { panic!() };
    /// assert_eq!(day.to_string(), "2025-04-20");
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn earliest(&self) -> Earliest<Date> {
        let days: Vec<Option<Date>> = (0..self.question.program.n_assumptions())
            .map(|at| self.free_on(self.question.statement(at).commitment()?))
            .collect();
        let bound = |side: fn(Date) -> Option<crate::Day>| {
            self.asked().earliest(|at| days[at].and_then(side))
        };
        match (bound(Date::earliest), bound(Date::latest)) {
            (Earliest::On { day: lo, .. }, Earliest::On { day: hi, bottleneck, conflict }) => {
                let day = days
                    .iter()
                    .flatten()
                    .find(|day| day.earliest() == Some(lo) && day.latest() == Some(hi))
                    .copied()
                    .unwrap_or_else(|| Date::from_bounds(Some(lo), Some(hi)));
                Earliest::On { day, bottleneck, conflict }
            }
            (Earliest::On { day, bottleneck, conflict }, _) => {
                Earliest::On { day: Date::from_bounds(Some(day), None), bottleneck, conflict }
            }
            (Earliest::AtOnce, _) => Earliest::AtOnce,
            (Earliest::Never { conflict }, _) => Earliest::Never { conflict },
        }
    }

    /// The commitment that the earliest day waits for.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let (kaz, ots) = (world.find::<State>("kaz")?, world.find::<Organization>("ots")?);
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let bottleneck = deliberation.bottleneck().unwrap();
    /// assert_eq!(bottleneck.state(), kaz);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn bottleneck(&self) -> Option<Commitment> {
        match self.earliest() {
            Earliest::On { bottleneck, .. } => self.commitments_of([bottleneck]).into_iter().next(),
            Earliest::AtOnce | Earliest::Never { .. } => None,
        }
    }

    /// The attacks in which a bound state would owe what cannot all be done, because of the question, by state, attacker and victim.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// // Each is an attack: who attacks whom, and what the state would then owe to both sides.
    /// assert!(deliberation.contradictions().all(|one| one.attacker != one.victim));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn contradictions(&self) -> impl Iterator<Item = &Contradiction> {
        self.latent().contradictions.iter().filter(|one| one.is_new())
    }

    /// Those in which it owes what cannot all be done already today.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// assert!(deliberation.contradictions_today().all(|one| !one.is_new()));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn contradictions_today(&self) -> impl Iterator<Item = &Contradiction> {
        self.latent().contradictions.iter().filter(|one| !one.is_new())
    }

    /// Why a commitment must go: a certificate that a checker of its own verifies; `None` if it need not.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let certificate = deliberation.certify_must(&deliberation.must()[0]).unwrap();
    /// assert!(certificate.verify(deliberation.program()).is_ok());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn certify_must(&self, commitment: &Commitment) -> Option<Certificate> {
        let at = self.number(commitment.clone())?;
        self.asked().certify_must_closed(at)
    }

    /// Why a repair is one, and minimal; `None` if it is not.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let repair = &deliberation.repairs()[0];
    /// let certificate = deliberation.certify_repair(repair).unwrap();
    /// assert!(certificate.verify(deliberation.program()).is_ok());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn certify_repair(&self, repair: &Repair) -> Option<Certificate> {
        let set: Option<Set> = repair.gone.iter().map(|one| self.number(one.clone())).collect();
        self.asked().certify_repair_closed(&set?)
    }

    /// Why a conflict is one, and minimal, by its place in [`conflicts`](Self::conflicts).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let certificate = deliberation.certify_conflict(0).unwrap();
    /// assert!(certificate.verify(deliberation.program()).is_ok());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn certify_conflict(&self, at: usize) -> Option<Certificate> {
        let set = self.all().sets.get(at)?.all.clone();
        self.question.program.certify(Conclusion::Conflict { set })
    }
}

fn listed(stated: &StatedProgram, conflicts: &Conflicts) -> Vec<MinimalConflict> {
    let program = &stated.program;
    let one = |set: &crate::logic::ConflictSet| {
        let mut conflict = MinimalConflict {
            commitments: Vec::new(),
            bound: Vec::new(),
            contingencies: Vec::new(),
            class: set.class(),
            kinds: set
                .kinds
                .iter()
                .map(|at| program.kinds().nth(at).unwrap_or("").into())
                .collect(),
        };
        for at in set.all.iter() {
            match stated.statement(at).clone() {
                Statement::Commitment(commitment) => conflict.commitments.push(commitment),
                Statement::Bound { state, change } => conflict.bound.push(Bound { state, change }),
                Statement::If(contingency) => conflict.contingencies.push(contingency),
                Statement::Alive { .. } | Statement::Named(_) => {}
            }
        }
        conflict
    };
    conflicts.sets.iter().map(one).collect()
}

/// What is not negotiable: the participations in what the question keeps.
fn is_kept(answer: &Consequences<'_>) -> impl Fn(&Commitment) -> bool {
    let kept = answer.kept();
    move |commitment| commitment.body().is_some_and(|body| kept.contains(&body))
}
