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
mod certify;
mod conflicts;
mod contradiction;
mod days;
mod doubt;
mod draft;
mod measure;
mod must;
mod plan;
mod repaired;
mod repairs;
mod rulebook;
mod statement;
mod ways;

use std::collections::BTreeMap;
use std::sync::OnceLock;

pub use conflicts::{Bound, MinimalConflict};
pub use days::Before;
pub use measure::{Alternative, AlternativeKind, Measure};
pub use must::Turn;
pub use plan::{Action, Binding, Of, Plan, PlanStep};
pub use repairs::Repair;
pub use rulebook::{Added, AddedDuty, Named, RuleOfCaller, Rulebook};
pub use statement::{Commitment, Contingency, Statement};

use contradiction::Attacks;
use draft::Draft;
pub(crate) use draft::StatedProgram;
use rulebook::Ruled;

use crate::answer::Consequences;
use crate::logic::{Conflicts, Limits, Program, Set, Within};
use crate::model::RecordId;
use crate::scenario::Changed;
use crate::{Id, Provision};

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
    /// The repairs with all that goes with them, and whether these are all.
    closed: OnceLock<(Vec<Set>, bool)>,
    /// What else could be done, and whether that is all.
    alternatives: OnceLock<(Vec<Alternative>, bool)>,
    /// The duties that cannot all be performed, found when somebody asks.
    attacks: OnceLock<Attacks>,
    /// What holds already, and those duties, drafted when somebody asks.
    latent: OnceLock<Latent>,
}

/// What is contradictory already, and what an attack would make so.
#[derive(Debug)]
struct Latent {
    /// The conflicts of the status quo.
    today: StatedProgram,
    /// The contradictory duties that the question brings.
    brought: StatedProgram,
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
    #[track_caller]
    pub fn deliberate_by(&self, rules: &Rulebook) -> Deliberation<'_, 'w> {
        let mut added = Added::default();
        for entry in &rules.rules {
            entry.apply(self, &mut added);
        }
        Deliberation::new(self, &added)
    }
}

impl<'a, 'w> Deliberation<'a, 'w> {
    #[track_caller]
    fn new(answer: &'a Consequences<'w>, added: &Added) -> Self {
        let world = answer.world();
        for duty in &added.duties {
            world.own(duty.by);
            world.own_all(duty.toward.iter().copied().map(RecordId::from));
            if let Changed::Entity(entity) = &duty.because {
                world.own(*entity);
            }
            if let Some(body) = duty.held_through {
                world.own(body);
            }
        }
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
            closed: OnceLock::new(),
            alternatives: OnceLock::new(),
            attacks: OnceLock::new(),
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
        self.closed = OnceLock::new();
        self.alternatives = OnceLock::new();
        self.attacks = OnceLock::new();
        self.latent = OnceLock::new();
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
            contradiction::write(&self.attacks().contradictions, &mut brought, &mut today);
            brought.freeze(is_kept(self.answer));
            let (today, brought) = (today.finish(), brought.finish());
            Latent { today, brought }
        })
    }

    fn attacks(&self) -> &Attacks {
        self.attacks.get_or_init(|| {
            contradiction::find(self.answer, &self.duties, self.limits.max_conflicts)
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

    /// The number of a statement in the program of the question, if it is about that; one that names something of another
    /// world is refused.
    #[track_caller]
    pub(crate) fn number(&self, statement: impl Into<Statement>) -> Option<usize> {
        let statement = statement.into();
        statement.check(self.answer.world());
        self.question.number(&statement)
    }
}

/// What is not negotiable: the participations in what the question keeps.
fn is_kept(answer: &Consequences<'_>) -> impl Fn(&Commitment) -> bool {
    let kept = answer.kept();
    move |commitment| commitment.body().is_some_and(|body| kept.contains(&body))
}
