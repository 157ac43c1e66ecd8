//! A world as it would be: a hypothesis laid over a view, without a copy of anything.

use super::consequences::{Consequences, Grounded};
use super::evaluate::ground_all;
use crate::model::{AnyEntity, Bearer};
use crate::rules::{self, Deltas, Liability, Owed, Situation};
use crate::scenario::{Change, Scenario};
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
pub struct Hypothetical<'w> {
    asked: View<'w>,
    view: View<'w>,
    scenario: Scenario,
    grounded: Vec<Grounded>,
    pub(crate) deltas: Deltas,
}

/// A change that cannot be made as the hypothesis puts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Impossible {
    /// The number of the change.
    pub change: usize,
    /// Why.
    pub why: WhyImpossible,
    /// Whether for certain; open where the record leaves it open.
    pub truth: Truth,
}

/// Why a change cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WhyImpossible {
    /// Somebody would leave, or adopt with the members, what it is not in.
    NotIn {
        /// Who.
        member: EntityId,
        /// What.
        body: BodyId,
    },
    /// Somebody would join what it is in.
    AlreadyIn {
        /// Who.
        member: EntityId,
        /// What.
        body: BodyId,
    },
    /// What changes does not exist on the day.
    NotInExistence {
        /// What.
        body: BodyId,
    },
    /// Who acts does not exist on the day.
    NoState {
        /// Who.
        state: Id<State>,
    },
    /// The provision does not stand on the day.
    NotStanding {
        /// Which.
        provision: Id<Provision>,
    },
    /// Somebody would repeal what is not its own law.
    NotOwnLaw {
        /// Who.
        state: Id<State>,
        /// Which provision.
        provision: Id<Provision>,
    },
    /// A treaty needs two parties, a base two states.
    NoCounterparty,
}

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

impl World {
    /// This world, if a hypothesis came true.
    ///
    /// Cost: none; see [`WhatIf::as_of`].
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
    pub fn as_of(&self, when: impl Into<Date>) -> Hypothetical<'w> {
        self.world.as_of(when).what_if(self.scenario.clone())
    }
}

impl<'w> View<'w> {
    /// The same view, if a hypothesis came true; see [`World::what_if`].
    #[track_caller]
    pub fn what_if(&self, scenario: impl Into<Scenario>) -> Hypothetical<'w> {
        let scenario = scenario.into().normal(self.world().tables());
        let (grounded, deltas) = ground_all(self, &scenario);
        Hypothetical { asked: *self, view: *self, scenario, grounded, deltas }
    }
}

impl<'w> Hypothetical<'w> {
    /// The view under the hypothesis.
    pub const fn view(&self) -> View<'w> {
        self.view
    }

    /// The hypothesis.
    pub const fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The same on another day: by then every exit has taken its time, from the notice of the question.
    #[must_use]
    pub fn on(&self, when: impl Into<Date>) -> Self {
        let deltas = self.deltas.by_calendar();
        Self { view: self.view.on(when), deltas, ..self.clone() }
    }

    fn situation(&self) -> Situation<'_> {
        Situation { view: self.view, deltas: &self.deltas, assumptions: &self.scenario.assumptions }
    }

    /// Whether somebody is in a body in a grade that binds.
    ///
    /// Cost: that of [`View::is_member`], and O(changes).
    #[track_caller]
    pub fn is_member(&self, member: impl AsMember, body: impl Into<BodyId>) -> Truth {
        let world = self.view.world();
        let (member, body) = (world.own(member.member()), world.own(body.into()));
        let members = rules::members_of(&self.situation(), body);
        members.iter().find(|(one, _)| *one == member).map_or(Truth::No, |(_, truth)| *truth)
    }

    /// Who is in a body in a grade that binds, by key, with truth.
    ///
    /// Cost: O(spells of the body + changes).
    #[track_caller]
    pub fn members(&self, body: impl Into<BodyId>) -> Vec<(EntityId, Truth)> {
        rules::members_of(&self.situation(), self.view.world().own(body.into()))
    }

    /// What somebody is in, in a grade that binds, by key, with truth.
    ///
    /// Cost: O(spells of the member + changes).
    #[track_caller]
    pub fn memberships_of(&self, member: impl AsMember) -> Vec<(BodyId, Truth)> {
        let member = self.view.world().own(member.member());
        let situation = self.situation();
        let joined = self.deltas.joined.iter().filter(|(who, ..)| *who == member);
        let mut bodies: Vec<BodyId> = (self.view.memberships_of(member).map(|(body, _)| body))
            .chain(joined.map(|(_, body, ..)| *body))
            .collect();
        bodies.sort_by_key(|body| self.view.world().index().rank(body.entity()));
        bodies.dedup();
        (bodies.into_iter())
            .map(|body| (body, situation.is_in(member, body)))
            .filter(|(_, truth)| truth.is_possible())
            .collect()
    }

    /// The provisions on record that bind a state, by key, with truth; what a change brings that is on no record is among its
    /// [duties](Self::duties_of).
    ///
    /// Cost: O(provisions of the bodies that the state is in).
    #[track_caller]
    pub fn provisions_binding(&self, state: Id<State>) -> Vec<(Id<Provision>, Truth)> {
        self.situation().provisions_binding(self.view.world().own(state))
    }

    /// Whether a provision on record binds somebody.
    #[track_caller]
    pub fn is_bound(&self, member: impl AsMember, provision: Id<Provision>) -> Truth {
        let world = self.view.world();
        self.situation().is_bound(world.own(member.member()), world.own(provision))
    }

    /// What a state owes toward whom, by texts that bind it and by the changes: to defend, to join an offensive, to stay neutral,
    /// not to attack.
    ///
    /// Cost: O(provisions of the state × members of their circles).
    #[track_caller]
    pub fn duties_of(&self, state: Id<State>) -> Vec<(Owed, Vec<(EntityId, Truth)>)> {
        let situation = self.situation();
        let mut owed = rules::owed_by_texts(&situation, self.view.world().own(state));
        for (at, step) in self.grounded.iter().enumerate() {
            // What a joined body's own texts bring is among the texts already.
            let joins = matches!(step.change, Change::Join { .. });
            owed.extend(
                self.brought(at, state)
                    .into_iter()
                    .filter(|one| !joins || one.owed.provision.is_none()),
            );
        }
        owed.into_iter().map(|one| (one.owed, one.toward)).collect()
    }

    /// What a change brings a state to owe.
    fn brought(&self, at: usize, state: Id<State>) -> Vec<Liability> {
        let step = &self.grounded[at];
        let bound = step.hypothesis.bound.iter().find(|(who, _)| *who == state);
        let Some((_, bound)) = bound else { return Vec::new() };
        let situation = Situation { deltas: &step.before, ..self.situation() };
        rules::owed_by_change(&situation, at, &step.change, &step.hypothesis, state, *bound)
    }

    /// What follows from the hypothesis, asked on its date.
    pub fn consequences(&self) -> Consequences<'w> {
        self.asked.consequences_of(&self.scenario)
    }

    /// The changes that cannot be made as the hypothesis puts them, in their order, with the reason.
    ///
    /// They are carried out all the same, as far as that means anything: who joins twice is in once.
    pub fn impossible(&self) -> Vec<Impossible> {
        let mut found = Vec::new();
        for (change, step) in self.grounded.iter().enumerate() {
            let situation = Situation {
                view: self.asked.on(step.hypothesis.date),
                deltas: &step.before,
                assumptions: &self.scenario.assumptions,
            };
            for (why, truth) in impossibilities(&situation, &step.change) {
                if truth.is_possible() {
                    found.push(Impossible { change, why, truth });
                }
            }
        }
        found
    }

    /// What the hypothesis makes different on the day, in the order of the changes: what appears, what vanishes, what becomes
    /// uncertain, and because of which change.
    ///
    /// Cost: proportional to the changes and the members of what changes.
    pub fn differences(&self) -> Vec<Difference> {
        let mut found = Vec::new();
        for (change, step) in self.grounded.iter().enumerate() {
            let next = self.grounded.get(change + 1).map_or(&self.deltas, |next| &next.before);
            let before = Situation { deltas: &step.before, ..self.situation() };
            let after = Situation { deltas: next, ..self.situation() };
            self.of_change(change, &before, &after, &mut found);
        }
        found
    }

    fn of_change(
        &self,
        change: usize,
        before: &Situation<'_>,
        after: &Situation<'_>,
        found: &mut Vec<Difference>,
    ) {
        let world = self.view.world();
        let step = &self.grounded[change];
        let mut pairs: Vec<(EntityId, BodyId)> = Vec::new();
        match &step.change {
            Change::Join { state, body, .. } | Change::Leave { state, body, .. } => {
                pairs.push(((*state).into(), *body));
                pairs.extend(
                    world.linked_bodies(*body).into_iter().map(|one| ((*state).into(), one)),
                );
            }
            Change::GrantStatus { entity, body, .. } => pairs.push((*entity, *body)),
            Change::Repeal { provision, .. } | Change::Amend { provision, .. } => {
                let (before, after) = (before.stands(*provision), after.stands(*provision));
                if before != after {
                    found.push(Difference::Stands { provision: *provision, before, after, change });
                }
            }
            Change::Enact { state, .. } => found.push(Difference::Enacts { state: *state, change }),
            Change::Acquire { .. } | Change::Conclude { .. } | Change::HostBase { .. } => {}
        }
        for (member, body) in pairs {
            let takes_part = |situation: &Situation<'_>| {
                let members = rules::members_of(situation, body);
                members.iter().find(|(one, _)| *one == member).map_or(Truth::No, |(_, t)| *t)
            };
            let (before, after) = (takes_part(before), takes_part(after));
            if before != after {
                found.push(Difference::TakesPart { member, body, before, after, change });
            }
        }
        for body in rules::given_defence(world, &step.change) {
            let (before, after) = (before.has_mutual_defence(body), after.has_mutual_defence(body));
            if before != after {
                found.push(Difference::MutualDefence { body, before, after, change });
            }
        }
        for (state, _) in &step.hypothesis.bound {
            for one in self.brought(change, *state) {
                let (owed, toward) = (one.owed, one.toward);
                found.push(Difference::Owes { state: *state, owed, toward, change });
            }
        }
    }
}

/// What stands in the way of a change, each with whether it does.
pub(crate) fn impossibilities(
    situation: &Situation<'_>,
    change: &Change,
) -> Vec<(WhyImpossible, Truth)> {
    let world = situation.world();
    let is_in = |member: EntityId, body: BodyId| {
        let members = rules::members_of(situation, body);
        members.iter().find(|(one, _)| *one == member).map_or(Truth::No, |(_, truth)| *truth)
    };
    let exists =
        |body: BodyId| (WhyImpossible::NotInExistence { body }, !situation.view.exists(body));
    let is_there = |state: Id<State>| {
        let existence = world[state].profile.existence.span();
        (WhyImpossible::NoState { state }, !situation.view.spans(existence))
    };
    match change {
        Change::Acquire { body, adopted_by, .. } => {
            let adopters = adopted_by.iter().flatten().map(|state| {
                let member = EntityId::from(*state);
                (WhyImpossible::NotIn { member, body: *body }, !is_in(member, *body))
            });
            std::iter::once(exists(*body)).chain(adopters).collect()
        }
        Change::Join { state, body, .. } => {
            let member = EntityId::from(*state);
            let already = WhyImpossible::AlreadyIn { member, body: *body };
            vec![exists(*body), is_there(*state), (already, is_in(member, *body))]
        }
        Change::Leave { state, body, .. } => {
            let member = EntityId::from(*state);
            let absent = WhyImpossible::NotIn { member, body: *body };
            vec![exists(*body), is_there(*state), (absent, !is_in(member, *body))]
        }
        Change::GrantStatus { entity, body, status, .. } => {
            let already = WhyImpossible::AlreadyIn { member: *entity, body: *body };
            let bound = if status.is_binding() { is_in(*entity, *body) } else { Truth::No };
            vec![exists(*body), (already, bound)]
        }
        Change::Conclude { parties, .. } => {
            let alone = Truth::from(parties.len() < 2);
            std::iter::once((WhyImpossible::NoCounterparty, alone))
                .chain(parties.iter().map(|state| is_there(*state)))
                .collect()
        }
        Change::HostBase { host, sender, .. } => vec![
            (WhyImpossible::NoCounterparty, Truth::from(host == sender)),
            is_there(*host),
            is_there(*sender),
        ],
        Change::Enact { state, .. } => vec![is_there(*state)],
        Change::Repeal { state, provision, .. } => {
            let own = match &world[*provision].bearer {
                Bearer::Listed(states) => states.contains(state),
                _ => matches!(&world[world[*provision].instrument.entity()], AnyEntity::Law(law)
                    if matches!(&law.parties, Some(crate::model::Parties::Listed(states)) if states.contains(state))),
            };
            vec![
                (
                    WhyImpossible::NotOwnLaw { state: *state, provision: *provision },
                    Truth::from(!own),
                ),
                (
                    WhyImpossible::NotStanding { provision: *provision },
                    !situation.stands(*provision),
                ),
            ]
        }
        Change::Amend { provision, .. } => vec![(
            WhyImpossible::NotStanding { provision: *provision },
            !situation.stands(*provision),
        )],
    }
}
