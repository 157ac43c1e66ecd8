//! What is held already, and how rules ask it: a provision on record, or what an earlier change of the question has a body agree.

use std::borrow::Cow;

use super::super::deltas::{Agreed, Among};
use super::super::exit::{agreed_in, held_in};
use super::Test;
use super::premise::Circle;
use crate::model::{Bearer, Duty, Effect, LinkRole, Provision, Strength};
use crate::scenario::Changed;
use crate::verdict::Clause;
use crate::{BodyId, EntityId, Id, InstrumentId, State, Truth};

/// What binds a state already.
#[derive(Copy, Clone)]
pub(super) struct Old<'a> {
    pub(super) state: Id<State>,
    pub(super) source: Source<'a>,
}

/// Where that stands.
#[derive(Copy, Clone)]
pub(super) enum Source<'a> {
    /// On record.
    Recorded(Id<Provision>, &'a Provision),
    /// In what an earlier change of the question has a body agree.
    Agreed(&'a Agreed),
}

impl<'a> Old<'a> {
    pub(super) fn clause(&self) -> Clause {
        match self.source {
            Source::Recorded(id, _) => Clause::Recorded(id),
            Source::Agreed(agreed) => agreed.clause(),
        }
    }

    /// Whether it names those toward whom it is owed; else that is whomever it binds.
    pub(super) const fn names_other_side(&self) -> bool {
        match self.source {
            Source::Recorded(_, provision) => provision.counterparty.is_some(),
            Source::Agreed(_) => false,
        }
    }

    pub(super) const fn effect(&self) -> &'a Effect {
        match self.source {
            Source::Recorded(_, provision) => &provision.effect,
            Source::Agreed(agreed) => &agreed.effect,
        }
    }

    /// The provision, if it is on record.
    pub(super) const fn recorded(&self) -> Option<&'a Provision> {
        match self.source {
            Source::Recorded(_, provision) => Some(provision),
            Source::Agreed(_) => None,
        }
    }

    /// Those whom it binds together.
    pub(super) const fn circle(&self) -> Circle {
        match self.source {
            Source::Recorded(id, _) => Circle::OfProvision(id),
            Source::Agreed(agreed) => Circle::OfAgreed { change: agreed.change },
        }
    }

    /// Those toward whom it is owed.
    pub(super) const fn other_side(&self) -> Circle {
        match self.source {
            Source::Recorded(id, _) => Circle::Toward(id),
            Source::Agreed(agreed) => Circle::OfAgreed { change: agreed.change },
        }
    }

    /// Whether all that its parties promise is to consult.
    pub(super) fn consults_first(&self) -> bool {
        let strength = self.recorded().and_then(Provision::stated_strength);
        strength == Some(Strength::ConsultFirst)
    }

    /// Whether it keeps its parties neutral toward each other.
    pub(super) fn keeps_neutral(&self) -> bool {
        self.recorded().is_some_and(|provision| {
            provision.duty == Some(Duty::StayNeutral) && !provision.instrument.is_domestic()
        })
    }
}

impl<'a> Test<'_, 'a> {
    /// The text that it stands in, or would stand in: an organization may write it down in a new one.
    pub(super) fn text_of(&self, old: &Old<'a>) -> Option<InstrumentId> {
        match old.source {
            Source::Recorded(_, provision) => Some(provision.instrument),
            Source::Agreed(agreed) => match agreed.among {
                Among::Body(BodyId::Treaty(treaty)) => Some(treaty.into()),
                Among::Body(BodyId::Organization(_)) => None,
                Among::Bearers(provision) => Some(self.world()[provision].instrument),
            },
        }
    }

    /// What carries it.
    pub(super) fn body_of(&self, old: &Old<'a>) -> Option<BodyId> {
        match old.source {
            Source::Recorded(_, provision) => held_in(self.world(), provision),
            Source::Agreed(agreed) => agreed_in(self.world(), agreed),
        }
    }

    /// By what names it is spoken of: the organizations that live by its text, by key, and the text; or the organization itself.
    pub(super) fn names_of(&self, old: &Old<'a>) -> Vec<Changed> {
        match (self.text_of(old), old.source) {
            (Some(text), _) => self.behind(text),
            (None, Source::Agreed(Agreed { among: Among::Body(body), .. })) => {
                vec![body.entity().into()]
            }
            (None, Source::Agreed(_) | Source::Recorded(..)) => Vec::new(),
        }
    }

    /// Whether an organization to which the change belongs has it agreed itself, or what changes does, or what brings the change.
    pub(super) fn is_own_agreement(&self, old: &Old<'a>) -> bool {
        let own = self.hypothesis.organization.map(Changed::from);
        let is_named = |one: &Changed| *one == self.hypothesis.with || own.as_ref() == Some(one);
        self.names_of(old).iter().any(is_named)
            || self.text_of(old).is_some_and(|text| self.hypothesis.instruments.contains(&text))
    }

    /// Everybody whom it binds together, by key, with truth.
    pub(super) fn bearers(&self, old: &Old<'a>) -> Cow<'a, [(EntityId, Truth)]> {
        match old.source {
            Source::Recorded(id, _) => self.situation.lent_bearers(id),
            Source::Agreed(agreed) => self.situation.agreed_bearers(agreed).into(),
        }
    }

    /// Whether somebody is one of them.
    pub(super) fn bears(&self, member: EntityId, old: &Old<'a>) -> Truth {
        match old.source {
            Source::Recorded(_, provision) => self.situation.bears(member, provision),
            Source::Agreed(agreed) => self.situation.bears_agreed(member, agreed),
        }
    }

    /// Toward whom it is owed, with truth.
    pub(super) fn toward(&self, old: &Old<'a>) -> Vec<(EntityId, Truth)> {
        match old.source {
            Source::Recorded(_, provision) => self.situation.toward(provision),
            Source::Agreed(agreed) => self.situation.agreed_bearers(agreed),
        }
    }

    /// Whether everybody whom it binds together is on record.
    pub(super) fn has_whole_circle(&self, old: &Old<'a>) -> bool {
        let is_whole = |bearer: &Bearer| match bearer {
            Bearer::Participants(body) => self.situation.view.has_complete_roll(*body),
            Bearer::Listed(_) | Bearer::ThirdStates | Bearer::Nobody => true,
        };
        match old.source {
            Source::Recorded(_, provision) => is_whole(&provision.bearer),
            Source::Agreed(agreed) => match agreed.among {
                Among::Body(body) => self.situation.view.has_complete_roll(body),
                Among::Bearers(provision) => is_whole(&self.world()[provision].bearer),
            },
        }
    }

    /// Whether it counts as an alliance, as it would have to if it were joined: by its purpose, or because the question makes it one.
    pub(super) fn is_alliance(&self, old: &Old<'a>) -> bool {
        match old.source {
            Source::Recorded(..) => {
                self.body_of(old).is_some_and(|body| self.situation.is_tagged_alliance(body))
            }
            Source::Agreed(_) => true,
        }
    }

    /// The clauses by which the state owes help to those with whom it holds this, beside it: of the same text, or of the organization
    /// that agrees it.
    pub(super) fn helping_beside(&self, old: &Old<'a>) -> Vec<Clause> {
        let world = self.world();
        let is_help =
            |id: &Id<Provision>| matches!(world[*id].effect, Effect::MutualDefence { .. });
        let of_text = |text: InstrumentId| {
            world.index().provisions_of(text).iter().copied().filter(is_help).map(Clause::Recorded)
        };
        let Source::Agreed(own) = old.source else {
            return self.text_of(old).into_iter().flat_map(of_text).collect();
        };
        let agreed = self.situation.deltas.agreed.iter().filter(|other| {
            matches!(other.effect, Effect::MutualDefence { .. })
                && agreed_in(world, other) == agreed_in(world, own)
        });
        let agreed = agreed.map(Agreed::clause);
        let recorded: Vec<Clause> = match (self.text_of(old), self.body_of(old)) {
            (Some(text), _) => of_text(text).collect(),
            (None, Some(body)) => {
                let texts = self.situation.instruments_of(body).into_iter();
                let own = texts.filter(|(_, role)| *role == LinkRole::Constituent);
                own.flat_map(|(text, _)| of_text(text)).collect()
            }
            (None, None) => Vec::new(),
        };
        recorded.into_iter().chain(agreed).collect()
    }
}
