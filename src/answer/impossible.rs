//! What stands in the way of a change: who is not there, what does not stand, who is in already.

use super::what_if::WhatIfView;
use crate::model::{AnyEntity, Bearer, LinkRole, Parties};
use crate::rules::{self, Situation};
use crate::scenario::Change;
use crate::time::Date;
use crate::world::View;
use crate::{BodyId, EntityId, Id, InstrumentId, Provision, State, Treaty, Truth};

/// A change that cannot be made as the hypothesis puts it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
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

impl WhatIfView<'_> {
    /// The changes that cannot be made as the hypothesis puts them, in their order, with the reason.
    ///
    /// They are carried out all the same, as far as that means anything: who joins twice is in once.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date, answer::WhyImpossible};
    /// # let world = World::bundled();
    /// # let (uzb, csto) = (world.find::<State>("uzb")?, world.find::<Organization>("csto")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// // Uzbekistan cannot leave what it left in 2012.
    /// let then = today.what_if(Change::leave(uzb, csto));
    /// assert!(matches!(then.impossible()[0].why, WhyImpossible::NotIn { .. }));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn impossible(&self) -> Vec<Impossible> {
        let mut found = Vec::new();
        for (change, step) in self.placed.iter().enumerate() {
            let view = self.asked.carried_to(step.hypothesis.date);
            let situation = Situation { view, deltas: &step.before, ..self.situation() };
            for (why, truth) in impossibilities(&situation, &step.change) {
                if truth.is_possible() {
                    found.push(Impossible { change, why, truth });
                }
            }
        }
        found
    }
}

/// The first day on which a body exists, of those after the day of a view on which that may begin: an organization is founded, a text on
/// which it rests enters into force.
pub(crate) fn first_day(view: &View<'_>, body: BodyId) -> Option<Date> {
    let world = view.world();
    let mut days: Vec<Date> = (world[body.entity()].profile().existence.spells())
        .filter_map(|spell| spell.from)
        .collect();
    let texts: Vec<Id<Treaty>> = match body {
        BodyId::Treaty(treaty) => vec![treaty],
        BodyId::Organization(organization) => {
            let links = world.index().links_of(organization).iter().map(|id| &world[*id]);
            let constituents = links.filter(|link| link.role == LinkRole::Constituent);
            constituents
                .filter_map(|link| match link.instrument {
                    InstrumentId::Treaty(treaty) => Some(treaty),
                    InstrumentId::Law(_) => None,
                })
                .collect()
        }
    };
    days.extend(texts.into_iter().filter_map(|text| world[text].in_force));
    days.retain(|day| view.as_of().is_before(*day).is_yes());
    days.sort_by_key(|day| day.bounds());
    days.into_iter().find(|day| view.carried_to(*day).exists(body).is_possible())
}

/// What stands in the way of a change, each with whether it does.
pub(crate) fn impossibilities(
    situation: &Situation<'_>,
    change: &Change,
) -> Vec<(WhyImpossible, Truth)> {
    let is_in = |member: EntityId, body: BodyId| situation.takes_part(member, body);
    let exists =
        |body: BodyId| (WhyImpossible::NotInExistence { body }, !situation.view.exists(body));
    let is_there = |state: Id<State>| {
        (WhyImpossible::NoState { state }, !situation.view.existed(state.into()))
    };
    let stands = |provision: Id<Provision>| {
        (WhyImpossible::NotStanding { provision }, !situation.stands(provision))
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
            let held = rules::bundle_of(situation, *state, *body).into_iter();
            let is_in = Truth::any(held.map(|(_, truth)| truth));
            vec![exists(*body), is_there(*state), (absent, !is_in)]
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
            let (state, provision) = (*state, *provision);
            let not_own = Truth::from(!is_own_law(situation, state, provision));
            vec![(WhyImpossible::NotOwnLaw { state, provision }, not_own), stands(provision)]
        }
        Change::Amend { provision, .. } => vec![stands(*provision)],
    }
}

/// Whether a provision binds a state by its own law: it is listed for it, or the law is.
fn is_own_law(situation: &Situation<'_>, state: Id<State>, provision: Id<Provision>) -> bool {
    let world = situation.world();
    let provision = &world[provision];
    if let Bearer::Listed(states) = &provision.bearer {
        return states.contains(&state);
    }
    let AnyEntity::Law(law) = &world[provision.instrument.entity()] else { return false };
    matches!(&law.parties, Some(Parties::Listed(states)) if states.contains(&state))
}
