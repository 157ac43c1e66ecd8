//! What a hypothesis makes different, and because of which change.

use super::what_if::WhatIfView;
use crate::rules::{self, Owed, Situation};
use crate::{BodyId, EntityId, Id, Provision, State, Truth};

/// What a hypothesis makes different.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Difference {
    /// Whether somebody takes part in a body, in a grade that binds.
    TakesPart {
        /// Who.
        member: EntityId,
        /// In what.
        body: BodyId,
        /// Before.
        before: Truth,
        /// After.
        after: Truth,
        /// The number of the change that makes it so.
        change: usize,
    },
    /// Whether a provision stands.
    Stands {
        /// Which.
        provision: Id<Provision>,
        /// Before.
        before: Truth,
        /// After.
        after: Truth,
        /// The number of the change that makes it so.
        change: usize,
    },
    /// Whether a body has a clause on mutual defence.
    MutualDefence {
        /// Which.
        body: BodyId,
        /// Before.
        before: Truth,
        /// After.
        after: Truth,
        /// The number of the change that makes it so.
        change: usize,
    },
    /// A law that a state enacts.
    Enacts {
        /// Who.
        state: Id<State>,
        /// The number of the change that makes it so.
        change: usize,
    },
    /// What a state owes by a change.
    Owes {
        /// Who.
        state: Id<State>,
        /// What.
        owed: Owed,
        /// Toward whom, by key, with truth.
        toward: Vec<(EntityId, Truth)>,
        /// The number of the change that makes it so.
        change: usize,
    },
}

impl WhatIfView<'_> {
    /// What the hypothesis makes different on the day, in the order of the changes: what appears, what vanishes, what becomes
    /// uncertain, and because of which change.
    ///
    /// Cost: proportional to the changes and the members of what changes.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, Truth, World, date, answer::Difference};
    /// # let world = World::bundled();
    /// # let (aze, csto) = (world.find::<State>("aze")?, world.find::<Organization>("csto")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// let then = today.what_if(Change::join(aze, csto));
    /// let Difference::TakesPart { member, before, after, .. } = then.differences()[0] else { panic!() };
    /// assert_eq!((world.key(member), before, after), ("aze", Truth::No, Truth::Yes));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn differences(&self) -> Vec<Difference> {
        (0..self.placed.len()).flat_map(|change| self.by_change(change)).collect()
    }

    /// What one change makes different: participations that it moves, the provision that it removes, the law that it makes,
    /// what it makes an alliance, and what it puts on whom.
    fn by_change(&self, change: usize) -> Vec<Difference> {
        let (world, step) = (self.view().world(), &self.placed[change]);
        let next = self.placed.get(change + 1).map_or(&self.deltas, |next| &next.before);
        let before = &Situation { deltas: &step.before, ..self.situation() };
        let after = &Situation { deltas: next, ..self.situation() };
        let mut found = Vec::new();
        if let Some(provision) = step.change.removes() {
            let (before, after) = (before.stands(provision), after.stands(provision));
            found.push(Difference::Stands { provision, before, after, change });
        }
        if let Some(law) = step.change.enacts() {
            found.push(Difference::Enacts { state: law.state, change });
        }
        if let Some(movement) = step.change.movement() {
            let member = movement.member();
            found.extend(rules::moved(world, movement).into_iter().map(|body| {
                let takes_part = |situation: &Situation<'_>| situation.takes_part(member, body);
                let (before, after) = (takes_part(before), takes_part(after));
                Difference::TakesPart { member, body, before, after, change }
            }));
        }
        found.extend(rules::given_defence(world, &step.change).into_iter().map(|body| {
            let (before, after) = (before.has_mutual_defence(body), after.has_mutual_defence(body));
            Difference::MutualDefence { body, before, after, change }
        }));
        found.retain(Difference::is_one);
        for (state, _) in &step.hypothesis.bound {
            found.extend(self.brought(change, *state).into_iter().map(|one| Difference::Owes {
                state: *state,
                owed: one.owed,
                toward: one.toward,
                change,
            }));
        }
        found
    }
}

impl Difference {
    /// Whether it is one at all: something may be before a change as it is after.
    fn is_one(&self) -> bool {
        match self {
            Self::TakesPart { before, after, .. }
            | Self::Stands { before, after, .. }
            | Self::MutualDefence { before, after, .. } => before != after,
            Self::Enacts { .. } | Self::Owes { .. } => true,
        }
    }
}
