//! What a rule finds about a provision by itself.

use super::premise::{Premise, Premises, Turns};
use crate::Truth;
use crate::verdict::{Class, Ground};

/// What a rule finds, before it is weighed whom the two commitments bind, how the text binds, and what savings clauses settle.
#[derive(Clone)]
pub(super) struct Found {
    pub(super) class: Class,
    pub(super) ground: Ground,
    /// What it rests on beside the two commitments.
    pub(super) premises: Premises,
    /// What would turn it, if it were so.
    pub(super) would_turn: Turns,
}

impl Found {
    pub(super) const fn new(class: Class, ground: Ground, premises: Premises) -> Self {
        Self { class, ground, premises, would_turn: Turns::none() }
    }

    /// No conflict.
    pub(super) const fn none(ground: Ground) -> Self {
        Self::new(Class::None, ground, Premises::none())
    }

    /// The same, resting on something else besides.
    pub(super) fn resting_on(mut self, premise: Premise, truth: Truth) -> Self {
        self.premises = self.premises.and(premise, truth);
        self
    }

    /// The same, which would be another outcome if one of these were so.
    pub(super) fn unless(mut self, would_turn: impl Into<Turns>) -> Self {
        self.would_turn.or(would_turn.into());
        self
    }

    /// The same, whatever else were so.
    pub(super) fn for_good(mut self) -> Self {
        self.would_turn = Turns::none();
        self
    }

    /// The same by policy of the state's own, which forces nothing.
    pub(super) fn by_policy(self) -> Self {
        if self.class.forces() {
            Self { class: Class::Potential, ground: Ground::OwnPolicy, ..self }.for_good()
        } else {
            self
        }
    }

    /// How much it weighs against another outcome of the same rule.
    pub(super) fn weight(&self) -> (Class, Truth) {
        (self.class, self.premises.truth())
    }
}
