//! The plan: what has to be done in which order, how soon and how late, and what everything waits for.
//!
//! Steps follow treaty practice: domestic authorization, notice to the depositary, the period, the exit; a change of law before
//! the ratification that it stands in the way of; ratification, and entry into force. What the new commitment takes effect on may
//! be the very day of an exit: intervals are half-open. Ratification may come before an exit, as long as entry into force does not.
//!
//! Each commitment goes before the first change that it is in conflict with, and no earlier change waits for it.

use crate::base::words;

mod dates;
mod order;
mod steps;

use super::statement::Commitment;
use super::{Deliberation, Repair};
use crate::answer::Consequences;
use crate::model::ExitCondition;
use crate::rules::Veto;
use crate::scenario::Changed;
use crate::time::{Date, Day};
use crate::verdict::Clause;
use crate::{BodyId, EntityId, Id, Provision, State, World};

/// What is done in a step, in the order in which it is done.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Action {
    /// A procedure that is laid down for what follows: an organ decides, by some majority, or the people are asked.
    Procedure,
    /// Domestic approval of what follows: parliament, or a referendum.
    Authorise,
    /// The state's own law is repealed or amended.
    ChangeLaw,
    /// Notice to the depositary.
    GiveNotice,
    /// The exit takes effect.
    Exit,
    /// Whoever joins declares that what it holds is compatible with that.
    DeclareCompatible,
    /// Consent to be bound is deposited or notified.
    Ratify,
    /// The change takes effect.
    TakeEffect,
}

words! {
    Action, "step of a plan":
    Procedure = "procedure",
    Authorise = "authorise",
    ChangeLaw = "change_law",
    GiveNotice = "give_notice",
    Exit = "exit",
    DeclareCompatible = "declare_compatible",
    Ratify = "ratify",
    TakeEffect = "take_effect",
}

/// What a step is about.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Of {
    /// A participation that ends.
    Body(BodyId),
    /// A provision of a state's own law, on record or enacted by the hypothesis itself.
    Law(Clause),
    /// What changes.
    Change(Changed),
    /// What lays down a procedure.
    Rule(Id<Provision>),
}

impl Of {
    /// The key that answers name it by.
    pub fn key<'a>(&'a self, world: &'a World) -> &'a str {
        match self {
            Self::Body(body) => world.key(*body),
            Self::Law(law) => law.key(world.tables()),
            Self::Change(changed) => changed.key(world.tables()),
            Self::Rule(provision) => &world[*provision].key,
        }
    }
}

/// One step of a plan; in words, [`PlanStep::tell`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PlanStep {
    /// The number of the change that it belongs to.
    pub change: usize,
    /// What is done.
    pub action: Action,
    /// By whom; `None`: it happens.
    pub by: Option<EntityId>,
    /// Of what.
    pub of: Of,
    /// To whom a notice goes, in the words of the clause on withdrawal; `None`: it does not say.
    pub to: Option<Box<str>>,
    /// Not before this day; `None`: it has no known day.
    pub not_before: Option<Date>,
    /// Not after this day, if the change is to take effect in time; `None`: no day is known, or nothing is late.
    pub not_after: Option<Day>,
    /// How many days it can wait, where both days are exact. Less than nothing: the change comes too early for it.
    pub slack: Option<i32>,
    /// The places of the steps right before it.
    pub after: Vec<usize>,
    /// Whether what everything waits for is on the way through it.
    pub is_critical: bool,
    /// What else it waits for; it can only delay.
    pub subject_to: Vec<ExitCondition>,
    /// Who could block it, on its day.
    pub vetoes: Vec<Veto>,
}

/// A plan: steps in an order in which they can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Plan {
    /// The steps, each after those that it waits for; ties by day, by whom, by action, of what.
    pub steps: Vec<PlanStep>,
    /// The step that the last day waits for: the latest exit.
    pub bottleneck: Option<usize>,
    /// For every state that the changes bind, the day on which they can bind it at the earliest, by key.
    pub binding: Vec<Binding>,
}

/// When the changes can bind a state.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Binding {
    /// Which state.
    pub state: Id<State>,
    /// The earliest day on which all can; `None`: no known day.
    pub earliest: Option<Date>,
}

impl Plan {
    /// The steps through which goes what everything waits for, in order.
    pub fn critical_path(&self) -> impl Iterator<Item = &PlanStep> {
        self.steps.iter().filter(|step| step.is_critical)
    }
}

impl Deliberation<'_, '_> {
    /// The plan by the fastest repair: what must go, and where there is a choice, what can be out by the earliest day.
    ///
    /// # Cost
    ///
    /// A pass over the rules for the repair, and a few exits of each participation for the latest days.
    ///
    /// # Example
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::deliberation::Action;
    /// use comity::model::EffectKind;
    /// use comity::{Change, Organization, World, date};
    ///
    /// let world = World::bundled();
    /// let ots = world.find::<Organization>("ots")?;
    /// let answer = world.as_of(date(2024, 10, 20)).consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let plan = answer.deliberate().plan();
    /// let last = plan.steps.last().unwrap();
    /// assert_eq!((last.action, last.not_before), (Action::TakeEffect, Some(date(2025, 4, 20))));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn plan(&self) -> Plan {
        let none = Repair { gone: Vec::new() };
        self.plan_by(&self.fastest_repair().unwrap_or(none))
    }

    /// The plan by a repair of the caller's choice.
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
    /// assert_eq!(deliberation.plan_by(repair).steps.len(), deliberation.plan().steps.len());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn plan_by(&self, repair: &Repair) -> Plan {
        self.answer().world().own_all(repair.gone.iter().flat_map(Commitment::records));
        let mut planner = Planner {
            answer: self.answer(),
            is_impossible: self.is_impossible(),
            at: 0,
            steps: Vec::new(),
            arcs: Vec::new(),
            written: Vec::new(),
            binding: Vec::new(),
        };
        planner.write(&self.due(repair));
        planner.finish()
    }

    /// What of a repair has to be gone before which change, by the number of the change: the first one that it is in conflict with.
    ///
    /// What goes only because something else does, goes with the first change.
    fn due(&self, repair: &Repair) -> Vec<(Commitment, usize)> {
        let asked = self.conflicts_as_asked();
        let change = |commitment: &Commitment| {
            let own = asked.iter().filter(|conflict| conflict.commitments.contains(commitment));
            // With several hypotheses in one conflict: before the last of them.
            own.filter_map(|conflict| conflict.bound.iter().map(|bound| bound.change).max()).min()
        };
        let first = repair.gone.iter().filter_map(change).min().unwrap_or(0);
        let due = |one: &Commitment| (one.clone(), change(one).unwrap_or(first));
        repair.gone.iter().map(due).collect()
    }
}

struct Planner<'a, 'w> {
    answer: &'a Consequences<'w>,
    /// Whether no repair helps: then nothing takes effect.
    is_impossible: bool,
    /// The change whose steps are being written.
    at: usize,
    steps: Vec<PlanStep>,
    /// The arcs from steps to those that wait for them.
    arcs: Vec<(usize, usize)>,
    /// The exits and changes of law that are written already.
    written: Vec<(Commitment, usize)>,
    binding: Vec<Binding>,
}

/// What has to be done before a change can bind somebody.
#[derive(Default)]
struct First {
    /// Exits.
    out: Vec<Done>,
    /// What is done at home.
    lawful: Vec<Done>,
}

/// What one state has to have done, by the number of its step.
#[derive(Copy, Clone)]
struct Done {
    state: Id<State>,
    step: usize,
}
