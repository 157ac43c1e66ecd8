//! What an answer says of one state.

use super::consequences::Consequences;
use super::outcome::{Basis, Needed, Open, Outcome};
use crate::model::ExitCondition;
use crate::rules::{Conflict, Exit};
use crate::time::Date;
use crate::verdict::{Clause, Verdict};
use crate::{BodyId, Id, State, Truth};

/// A verdict that can be asked why.
#[derive(Copy, Clone, Debug)]
pub struct Finding<'a, 'w> {
    pub(crate) answer: &'a Consequences<'w>,
    pub(crate) outcome: &'a Outcome,
}

impl<'a> Finding<'a, '_> {
    /// All that was found about the state.
    pub const fn outcome(&self) -> &'a Outcome {
        self.outcome
    }

    /// The state that it is about.
    pub const fn state(&self) -> Id<State> {
        self.outcome.state
    }

    /// Whether the change binds it, for certain or possibly.
    pub const fn bound(&self) -> Truth {
        self.outcome.bound
    }

    /// What it comes to: must exit, must change its law, needs a consent, free, or not to be told.
    pub const fn verdict(&self) -> Verdict {
        self.outcome.verdict
    }

    /// What it must leave, by key, each with its earliest lawful day.
    pub fn exits(&self) -> &'a [Exit] {
        &self.outcome.exits
    }

    /// What it would have to leave besides, by key: what it is in only possibly, or what only possibly stands in the way.
    pub fn exits_possible(&self) -> &'a [Exit] {
        &self.outcome.exits_possible
    }

    /// The bodies that it must leave, by key.
    pub fn bodies(&self) -> impl Iterator<Item = BodyId> + use<'a> {
        self.outcome.exits.iter().map(|exit| exit.body)
    }

    /// The day on which all of that can have been left; `None` where nothing must be left, or where some day is unknown or never.
    pub const fn earliest(&self) -> Option<Date> {
        self.outcome.earliest
    }

    /// What else its exits wait for.
    pub fn subject_to(&self) -> &'a [ExitCondition] {
        &self.outcome.subject_to
    }

    /// The provisions that make it exit, by key.
    pub fn rules(&self) -> &'a [Clause] {
        &self.outcome.rules
    }

    /// The provisions of its own law that bar the change, by key.
    pub fn laws(&self) -> &'a [Clause] {
        &self.outcome.laws
    }

    /// What the verdict rests on, and on what it could not rest.
    pub const fn basis(&self) -> &'a Basis {
        &self.outcome.basis
    }

    /// Why the verdict is open, where it is.
    pub fn open(&self) -> &'a [Open] {
        &self.outcome.open
    }

    /// Whose consent it needs, or whose silence, by key.
    pub fn needs(&self) -> &'a [Needed] {
        &self.outcome.needs
    }

    /// The provisions that are touched and force nothing, by key.
    pub fn soft(&self) -> &'a [Clause] {
        &self.outcome.soft
    }

    /// All tests of the new commitment against what the state has, by provision.
    pub fn conflicts(&self) -> &'a [Conflict] {
        &self.outcome.conflicts
    }

    /// Whether this is among what must be left.
    #[track_caller]
    pub fn leaves(&self, body: impl Into<BodyId>) -> bool {
        let body = self.answer.world().own(body.into());
        self.verdict() == Verdict::MustExit && self.bodies().any(|exit| exit == body)
    }
}
