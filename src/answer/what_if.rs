//! A world as it would be: a hypothesis laid over a view, without a copy of anything.

use super::consequences::{Consequences, Placed};
use super::evaluate::place_all;
use crate::rules::{self, Deltas, Liability, Owed, Situation};
use crate::scenario::Scenario;
use crate::time::Date;
use crate::world::{View, World};
use crate::{AsMember, BodyId, EntityId, Id, Provision, State, Truth};

/// A world in which a hypothesis has come true; ask it on a date.
#[derive(Clone, Debug)]
pub struct WhatIf<'w> {
    world: &'w World,
    scenario: Scenario,
}

/// A view of a world in which a hypothesis has come true.
///
/// Ids are those of the world, nothing is copied, and what it costs is proportional to the change. On the date of the question the
/// changes have followed one another at once; on another [day](Self::on) every exit has taken its time.
///
/// ```
/// # #[cfg(feature = "dataset")] {
/// use comity::{Change, Organization, State, World, date};
///
/// let world = World::bundled();
/// let (armenia, csto) = (world.find::<State>("arm")?, world.find::<Organization>("csto")?);
/// let gone = world.what_if(Change::leave(armenia, csto)).as_of(date(2024, 10, 20));
/// assert!(gone.is_member(armenia, csto).is_no());
/// assert_eq!(gone.members(csto).len(), 5);
/// assert!(world.as_of(date(2024, 10, 20)).is_member(armenia, csto).is_yes());
/// // By the calendar it is a member until the notice has run.
/// assert!(gone.on(date(2025, 4, 19)).is_member(armenia, csto).is_yes());
/// assert!(gone.on(date(2025, 4, 20)).is_member(armenia, csto).is_no());
/// # }
/// # Ok::<(), comity::LookupError>(())
/// ```
#[derive(Clone, Debug)]
pub struct WhatIfView<'w> {
    pub(super) asked: View<'w>,
    view: View<'w>,
    scenario: Scenario,
    pub(super) placed: Vec<Placed>,
    pub(crate) deltas: Deltas,
}

/// What a state owes, and toward whom.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OwedToward {
    /// What is owed.
    pub owed: Owed,
    /// Toward whom, by key, with truth.
    pub toward: Vec<(EntityId, Truth)>,
}

impl World {
    /// This world, if a hypothesis came true.
    ///
    /// Cost: none; see [`WhatIf::as_of`].
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (arm, csto) = (world.find::<State>("arm")?, world.find::<Organization>("csto")?);
    /// let gone = world.what_if(Change::leave(arm, csto));
    /// assert_eq!(gone.as_of(date(2024, 10, 20)).members(csto).len(), 5);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn what_if(&self, scenario: impl Into<Scenario>) -> WhatIf<'_> {
        let scenario = scenario.into();
        scenario.check(self.tables());
        WhatIf { world: self, scenario }
    }
}

impl<'w> WhatIf<'w> {
    /// On a date: that of the question, on which notices are given where the hypothesis has no other.
    ///
    /// Cost: proportional to the changes and to the members of what changes.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (aze, csto) = (world.find::<State>("aze")?, world.find::<Organization>("csto")?);
    /// let joined = world.what_if(Change::join(aze, csto));
    /// // One hypothesis, asked on two days: it is answered on each from what is recorded there.
    /// assert_eq!(joined.as_of(date(2024, 10, 20)).members(csto).len(), 7);
    /// assert_eq!(joined.as_of(date(2010, 1, 1)).members(csto).len(), 8);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn as_of(&self, when: impl Into<Date>) -> WhatIfView<'w> {
        self.world.as_of(when).what_if(self.scenario.clone())
    }
}

impl<'w> View<'w> {
    /// The same view, if a hypothesis came true; see [`World::what_if`].
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (aze, csto) = (world.find::<State>("aze")?, world.find::<Organization>("csto")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// let then = today.what_if(Change::join(aze, csto));
    /// assert!(then.is_member(aze, csto).is_yes());
    /// assert!(today.is_member(aze, csto).is_no());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn what_if(&self, scenario: impl Into<Scenario>) -> WhatIfView<'w> {
        let scenario = scenario.into().normal(self.world().tables());
        let base = Situation { assumptions: &scenario.assumptions, ..Situation::recorded(*self) };
        let (placed, deltas) = place_all(&base, &scenario);
        WhatIfView { asked: *self, view: *self, scenario, placed, deltas }
    }
}

impl<'w> WhatIfView<'w> {
    /// The view under the hypothesis.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (arm, csto) = (world.find::<State>("arm")?, world.find::<Organization>("csto")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// let then = today.what_if(Change::leave(arm, csto));
    /// // The view itself is on record, and knows nothing of the hypothesis.
    /// assert!(then.view().is_member(arm, csto).is_yes());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub const fn view(&self) -> View<'w> {
        self.view
    }

    /// The hypothesis.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (arm, csto) = (world.find::<State>("arm")?, world.find::<Organization>("csto")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// let then = today.what_if(Change::leave(arm, csto));
    /// assert_eq!(then.scenario().changes, [Change::leave(arm, csto)]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub const fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The same on another day: by then every exit has taken its time, from the notice of the question.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (arm, csto) = (world.find::<State>("arm")?, world.find::<Organization>("csto")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// let then = today.what_if(Change::leave(arm, csto));
    /// // Six months after notice of this day.
    /// assert!(then.on(date(2025, 4, 19)).is_member(arm, csto).is_yes());
    /// assert!(then.on(date(2025, 4, 20)).is_member(arm, csto).is_no());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[must_use]
    pub fn on(&self, when: impl Into<Date>) -> Self {
        let deltas = self.deltas.by_calendar();
        Self { view: self.view.carried_to(when.into()), deltas, ..self.clone() }
    }

    pub(super) fn situation(&self) -> Situation<'_> {
        let (deltas, assumptions) = (&self.deltas, &*self.scenario.assumptions);
        Situation { deltas, assumptions, ..Situation::recorded(self.view) }
    }

    /// Whether somebody is in a body in a grade that binds.
    ///
    /// Cost: that of [`View::is_member`], and O(changes).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (aze, csto) = (world.find::<State>("aze")?, world.find::<Organization>("csto")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// let then = today.what_if(Change::join(aze, csto));
    /// assert!(then.is_member(aze, csto).is_yes());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn is_member(&self, member: impl AsMember, body: impl Into<BodyId>) -> Truth {
        let world = self.view.world();
        self.situation().takes_part(world.own(member.member()), world.own(body.into()))
    }

    /// Who is in a body in a grade that binds, by key, with truth.
    ///
    /// Cost: O(spells of the body + changes).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (arm, csto) = (world.find::<State>("arm")?, world.find::<Organization>("csto")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// let then = today.what_if(Change::leave(arm, csto));
    /// let left: Vec<&str> = then.members(csto).iter().map(|(member, _)| world.key(*member)).collect();
    /// assert_eq!(left, ["blr", "kaz", "kgz", "rus", "tjk"]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn members(&self, body: impl Into<BodyId>) -> Vec<(EntityId, Truth)> {
        self.situation().members_of(self.view.world().own(body.into()))
    }

    /// What somebody is in, in a grade that binds, by key, with truth.
    ///
    /// Cost: O(spells of the member + changes).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (arm, csto) = (world.find::<State>("arm")?, world.find::<Organization>("csto")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// let then = today.what_if(Change::leave(arm, csto));
    /// let bodies = then.memberships_of(arm);
    /// // Whoever leaves the organization leaves the treaty that it rests on.
    /// assert!(!bodies.iter().any(|(body, _)| *body == csto.into()));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn memberships_of(&self, member: impl AsMember) -> Vec<(BodyId, Truth)> {
        let member = self.view.world().own(member.member());
        let situation = self.situation();
        let mut bodies: Vec<BodyId> = (self.view.holdings(member).map(|(body, _)| body))
            .chain(self.deltas.joined_by(member))
            .collect();
        bodies.sort_by_key(|body| self.view.world().index().rank(body.entity()));
        bodies.dedup();
        (bodies.into_iter())
            .map(|body| (body, situation.takes_part(member, body)))
            .filter(|(_, truth)| truth.is_possible())
            .collect()
    }

    /// The provisions on record that bind a state, by key, with truth; what a change brings that is on no record is among its
    /// [duties](Self::duties_of).
    ///
    /// Cost: O(provisions of the bodies that the state is in).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (kaz, csto) = (world.find::<State>("kaz")?, world.find::<Organization>("csto")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// let then = today.what_if(Change::leave(kaz, csto));
    /// assert!(then.provisions_binding(kaz).len() < today.provisions_binding(kaz).len());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn provisions_binding(&self, state: Id<State>) -> Vec<(Id<Provision>, Truth)> {
        self.situation().provisions_binding(self.view.world().own(state)).into_owned()
    }

    /// Whether a provision on record binds somebody, once the hypothesis has come true.
    ///
    /// Cost: that of [`is_member`](Self::is_member).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, Treaty, World, date};
    /// # let world = World::bundled();
    /// # let (kaz, rus) = (world.find::<State>("kaz")?, world.find::<State>("rus")?);
    /// # let (csto, cst) = (world.find::<Organization>("csto")?, world.find::<Treaty>("cst")?);
    /// # let article_4 = world.provisions_of(cst).nth(2).unwrap();
    /// let today = world.as_of(date(2024, 10, 20));
    /// let then = today.what_if(Change::leave(kaz, csto));
    /// assert!(then.is_bound(kaz, article_4).is_no());
    /// assert!(then.is_bound(rus, article_4).is_yes());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn is_bound(&self, member: impl AsMember, provision: Id<Provision>) -> Truth {
        let world = self.view.world();
        self.situation().is_bound(world.own(member.member()), world.own(provision))
    }

    /// What a state owes toward whom, by texts that bind it and by the changes: to defend, to join an offensive, to stay neutral,
    /// not to attack.
    ///
    /// Cost: O(provisions of the state × members of their circles).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date, model::{Duty, EffectKind}};
    /// # let world = World::bundled();
    /// # let (kaz, ots) = (world.find::<State>("kaz")?, world.find::<Organization>("ots")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// let then = today.what_if(Change::acquire(ots, EffectKind::MutualDefence));
    /// // What the change puts on Kazakhstan is owed by no text yet.
    /// let new = then.duties_of(kaz).into_iter().find(|one| one.owed.provision.is_none()).unwrap();
    /// assert_eq!((new.owed.duty, new.toward.len()), (Duty::Defend, 4));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn duties_of(&self, state: Id<State>) -> Vec<OwedToward> {
        let state = self.view.world().own(state);
        let situation = self.situation();
        let mut owed = rules::owed_by_texts(&situation, state);
        for at in 0..self.placed.len() {
            // What a joined body's own texts bring is among the texts already.
            let brought = self.brought(at, state).into_iter();
            owed.extend(brought.filter(|one| one.owed.provision.is_none()));
        }
        owed.into_iter().map(|one| OwedToward { owed: one.owed, toward: one.toward }).collect()
    }

    /// What a change brings a state to owe.
    pub(super) fn brought(&self, at: usize, state: Id<State>) -> Vec<Liability> {
        let step = &self.placed[at];
        let situation = Situation { deltas: &step.before, ..self.situation() };
        rules::owed_by_change(&situation, at, &step.change, &step.hypothesis, state)
    }

    /// What follows from the hypothesis, asked on its date.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// let then = today.what_if(Change::acquire(ots, EffectKind::MutualDefence));
    /// assert_eq!(then.consequences().must_exit().count(), 2);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn consequences(&self) -> Consequences<'w> {
        self.asked.consequences_of(&self.scenario)
    }
}
