//! What several rules ask: who is in which circle, whether an alliance reaches beyond the old one, and whether it is one at all.

use super::found::Found;
use super::premise::{Circle, Premise, Premises, Saying, Supposition};
use super::{Old, Test};
use crate::model::Bearer;
use crate::rules::hypothesis::within;
use crate::scenario::Changed;
use crate::verdict::{Class, Ground};
use crate::{EntityId, InstrumentId, Truth};

/// What the rules on alliances (X1, X2, X4) ask first.
pub(super) enum CircleTest {
    /// They all find the same: there is no alliance, or it does not concern the provision.
    Settled(Found),
    /// An alliance may reach beyond the old circle.
    Beyond {
        /// For one to this outsider; `None`: to nobody who is on record.
        outsider: Option<EntityId>,
        /// What that rests on.
        premises: Premises,
    },
}

impl<'a> Test<'_, 'a> {
    /// Whether somebody is in the new circle.
    pub(super) fn in_new_circle(&self, member: EntityId) -> Truth {
        let mut circle = self.hypothesis.circle.iter();
        circle.find(|(one, _)| *one == member).map_or(Truth::No, |(_, truth)| *truth)
    }

    /// Everybody in the new circle but the state, by key.
    ///
    /// Both circles hold the state itself: whether they do is weighed once, and not by the rules.
    pub(super) fn others_in_new_circle(
        &self,
        old: &Old<'a>,
    ) -> impl Iterator<Item = (EntityId, Truth)> {
        let state = EntityId::from(old.state);
        self.hypothesis.circle.iter().copied().filter(move |(member, _)| *member != state)
    }

    /// Everybody in the old circle but the state, by key.
    pub(super) fn others_in_old_circle(
        &self,
        old: &Old<'a>,
    ) -> impl Iterator<Item = (EntityId, Truth)> + use<'a> {
        let (bearers, state) = (self.bearers(old), EntityId::from(old.state));
        (0..bearers.len()).map(move |at| bearers[at]).filter(move |(member, _)| *member != state)
    }

    /// What is said, as far as it is recorded or assumed.
    pub(super) fn said(&self, saying: &Saying) -> Truth {
        match saying {
            Saying::Opposed { what, to } => self.situation.are_opposed(what, to),
            Saying::DirectedAgainst { what, party } => {
                self.situation.is_directed_against(what, *party)
            }
            Saying::Hostile { ours, theirs } => self.situation.are_hostile(*ours, *theirs),
        }
    }

    /// Who is most certainly one toward whom a provision speaks by name and whom the change binds together with the state.
    pub(super) fn spoken_to(&self, old: &Old<'a>) -> Option<(EntityId, Truth)> {
        let counterparty = old.recorded()?.counterparty.as_ref()?;
        let bound = |(who, named): (EntityId, Truth)| {
            let truth = named & self.in_new_circle(who);
            (who != old.state.into() && truth.is_possible()).then_some((who, truth))
        };
        // Few of those named are in it, and mostly nobody.
        let mut bound: Vec<(EntityId, Truth)> = match counterparty {
            Bearer::Listed(states) => {
                let named = states.iter().map(|state| (EntityId::from(*state), Truth::Yes));
                named.filter_map(bound).collect()
            }
            Bearer::Participants(_) | Bearer::ThirdStates | Bearer::Nobody => {
                self.toward(old).into_iter().filter_map(bound).collect()
            }
        };
        bound.sort_by_key(|(member, _)| self.world().index().rank(*member));
        bound.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best })
    }

    /// The organizations that live by a text, by key, and the text itself.
    pub(super) fn behind(&self, text: InstrumentId) -> Vec<Changed> {
        let organizations = self.situation.organizations_by(text).into_iter();
        organizations.map(Changed::from).chain([Changed::Entity(text.entity())]).collect()
    }

    /// The provision is one of the organization that the change belongs to: it is no obstacle to itself.
    pub(super) fn own_organization(&self, old: &Old<'a>) -> Option<Found> {
        let text = old.recorded()?.instrument;
        let own = self.hypothesis.organization?;
        self.situation.lives_by(own, text).then(|| {
            Found::none(Ground::OwnOrganization)
                .resting_on(Premise::OwnOrganization { text }, Truth::Yes)
        })
    }

    /// The change brings no defence at all, or the provision is the organization's own.
    pub(super) fn untouched(&self, old: &Old<'a>) -> Option<Found> {
        if self.hypothesis.defence.is_no() {
            Some(Found::none(Ground::NotTouched))
        } else {
            self.own_organization(old)
        }
    }

    /// That the change brings mutual defence.
    pub(super) fn brings_defence(&self) -> Premises {
        Premises::of(Premise::BringsDefence, self.hypothesis.defence)
    }

    /// Whether an alliance reaches beyond the old circle.
    ///
    /// ```text
    /// beyond(h, c) :- alliance(h), not own(c, h), in(x, A), not in(x, P).
    /// beyond(h, c) :- alliance(h), not own(c, h), the roll of A is not complete.                     (possibly)
    /// ```
    pub(super) fn reach(&self, old: &Old<'a>) -> CircleTest {
        if let Some(none) = self.untouched(old) {
            return CircleTest::Settled(none);
        }
        let Some((outsider, premises)) = self.outsider(old, || self.brings_defence()) else {
            return CircleTest::Settled(Found::none(Ground::InsideCircle));
        };
        match self.counts_as_alliance() {
            Some(counts) => CircleTest::Beyond { outsider, premises: premises.and_all(counts) },
            None => CircleTest::Settled(Self::untagged(premises)),
        }
    }

    /// Who is most certainly in the new circle and not in the old one, with what that rests on, after other premises; none, if there is
    /// nobody.
    pub(super) fn outsider(
        &self,
        old: &Old<'a>,
        premises: impl FnOnce() -> Premises,
    ) -> Option<(Option<EntityId>, Premises)> {
        let (mut outsider, mut certain) = (None, Truth::No);
        let bearers = self.bearers(old);
        for (member, in_new) in self.others_in_new_circle(old) {
            let outside = !within(&bearers, member);
            if in_new & outside > certain {
                (outsider, certain) = (Some((member, in_new, outside)), in_new & outside);
            }
            if certain.is_yes() {
                break;
            }
        }
        let (new, old) = (Circle::OfChange, old.circle());
        match outsider {
            Some((member, in_new, outside)) => {
                let premises = (premises().and(Premise::Inside { member, circle: new }, in_new))
                    .and(Premise::Outside { member, circle: old }, outside);
                Some((Some(member), premises))
            }
            // Whoever is not on record may be outside.
            None if !self.hypothesis.whole => {
                Some((None, premises().and(Premise::BeyondRecord, Truth::Unknown)))
            }
            None => None,
        }
    }

    /// That what changes counts as an alliance, by its purpose or by an earlier change; nothing, if it certainly does not.
    pub(super) fn counts_as_alliance(&self) -> Option<Premises> {
        match self.hypothesis.alliance {
            Truth::Yes => Some(Premises::none()),
            Truth::Unknown => Some(Premises::of(Premise::IsAlliance, Truth::Unknown)),
            Truth::No => None,
        }
    }

    /// What is no alliance by its purpose gives a potential conflict at most.
    pub(super) fn untagged(premises: Premises) -> Found {
        Found::new(Class::Potential, Ground::NoAllianceTag, premises)
            .unless([Supposition::CountsAsAlliance])
    }

    /// An alliance that is barred outright, by a treaty (X1) or by a law (X6): a pact of two gives a potential conflict only, unless
    /// the question counts it.
    pub(super) fn barred_outright(
        &self,
        class: Class,
        ground: Ground,
        premises: Premises,
    ) -> Found {
        if self.bilateral_counts {
            return Found::new(class, ground, premises);
        }
        let more_than_two = !self.hypothesis.is_pact_of_two();
        if more_than_two.is_no() {
            return Found::new(Class::Potential, Ground::PactOfTwo, premises)
                .unless([Supposition::CountsPactOfTwo]);
        }
        Found::new(class, ground, premises.and(Premise::MoreThanTwo, more_than_two))
    }
}
