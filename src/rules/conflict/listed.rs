//! A conflict as it is listed: what is held, what is brought against it, how grave, why, and on what that rests.

use super::premise::{Premise, Premises, Supposition, Turns};
use crate::rules::exit::{BundleItem, agreed_bundle, bundle, held_in};
use crate::rules::situation::Situation;
use crate::scenario::Changed;
use crate::verdict::{Brought, Class, Clause, Ground, Rule};
use crate::world::World;
use crate::{BodyId, Id, Provision, State, Truth};

/// The outcome of the test for one provision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// On whom.
    pub state: Id<State>,
    /// By which rule.
    pub rule: Rule,
    /// What is held already: a provision, or what an earlier change of the hypothesis enacts or agrees.
    pub provision: Clause,
    /// What of the change is held against it, where the rule is about one provision that the change brings; `None`: all
    /// that it brings.
    pub brought: Option<Brought>,
    /// What changes.
    pub with: Changed,
    /// How grave.
    pub class: Class,
    /// Whether for certain: as certain as all that it rests on.
    pub truth: Truth,
    /// Why.
    pub ground: Ground,
    /// The savings clause that downgraded it, if one did.
    pub saved_by: Option<Id<Provision>>,
    /// What it rests on, each with its truth.
    pub(super) premises: Premises,
    /// What would turn it, if it were so.
    pub(super) would_turn: Turns,
    /// What the state is in by what an earlier change agrees.
    pub(super) agreed_in: Option<BodyId>,
}

impl Conflict {
    /// What it rests on, each with its truth; the least of these is its own.
    pub(crate) fn premises(&self) -> impl Iterator<Item = (&Premise, Truth)> {
        self.premises.iter()
    }

    /// What it rests on and is not certain.
    pub(crate) fn open_premises(&self) -> Vec<&Premise> {
        self.premises.open()
    }

    /// What would make it graver, if it were so: the same rule says how, once it is supposed.
    pub(crate) fn would_turn(&self) -> impl Iterator<Item = Supposition> {
        self.would_turn.each(&self.with)
    }

    /// Whether anything would.
    pub(crate) const fn may_turn(&self) -> bool {
        !self.would_turn.is_nothing()
    }

    /// The participations that keep its provision alive for the state, by key, each with its truth; none for a law that the hypothesis
    /// enacts.
    pub(crate) fn bundle(&self, situation: &Situation<'_>) -> Vec<BundleItem> {
        match self.provision {
            Clause::Recorded(id) => bundle(situation, self.state, &situation.world()[id]),
            Clause::Agreed { change, .. } => (situation.agreed(change))
                .map_or_else(Vec::new, |agreed| agreed_bundle(situation, self.state, agreed)),
            Clause::Enacted { .. } => Vec::new(),
        }
    }

    /// What the state is in by the mutual defence that an earlier change agrees, where that is what is held.
    pub(crate) const fn agreed_in(&self) -> Option<BodyId> {
        self.agreed_in
    }

    /// What the state is in by what it holds, where the change brings something against that; `None` for the other rules.
    pub fn against(&self, world: &World) -> Option<BodyId> {
        self.brought?;
        self.held_in(world)
    }

    /// What carries what is held: what the state would leave to be free of it; none for a law.
    pub(crate) fn held_in(&self, world: &World) -> Option<BodyId> {
        match self.provision {
            Clause::Recorded(id) => held_in(world, &world[id]),
            Clause::Agreed { .. } => self.agreed_in,
            Clause::Enacted { .. } => None,
        }
    }

    /// What is held against what.
    pub(crate) const fn pair(&self) -> Pair {
        Pair { held: self.provision, brought: self.brought }
    }

    /// The clause that bars: what the change brings, where that is the bar and on record, and else what is held.
    pub(crate) fn bar(&self) -> Clause {
        match self.brought {
            Some(Brought::Recorded(id)) if !self.rule.has_bar_in_what_is_held() => {
                Clause::Recorded(id)
            }
            Some(Brought::Recorded(_) | Brought::Worded { .. }) | None => self.provision,
        }
    }

    /// The provisions of which it matters how they are read.
    pub(crate) fn reads(&self) -> impl Iterator<Item = Id<Provision>> {
        self.provision.recorded().into_iter().chain(self.brought.and_then(|one| one.recorded()))
    }

    /// Whether it forces something, for certain or possibly.
    pub(crate) fn forces(&self) -> bool {
        self.class.forces() && self.truth.is_possible()
    }
}

/// Two that are held against each other: what a state has, and one provision that the change brings, or all of it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) held: Clause,
    pub(crate) brought: Option<Brought>,
}

impl From<Clause> for Pair {
    fn from(held: Clause) -> Self {
        Self { held, brought: None }
    }
}
