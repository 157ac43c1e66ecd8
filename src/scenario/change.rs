//! One vocabulary of changes, for hypotheses, and for plans.

use crate::model::{Bars, EffectKind, LawForm, Provision, Status, Tables};
use crate::time::Date;
use crate::{AsMember, BodyId, EntityId, Id, State};

/// What changes: an entity of the world, or a treaty that would be concluded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Changed {
    /// An organization or treaty of the world (or the state whose law changes).
    Entity(EntityId),
    /// A treaty that does not exist, by the key that the question gives it.
    New(Box<str>),
}

impl Changed {
    /// The key that answers name it by.
    pub fn key<'a>(&'a self, tables: &'a Tables) -> &'a str {
        match self {
            Self::Entity(entity) => tables.key_of(*entity),
            Self::New(key) => key,
        }
    }

    /// What one can be in and leave, if it is that.
    pub fn body(&self, tables: &Tables) -> Option<BodyId> {
        match self {
            Self::Entity(entity) => BodyId::of(*entity, tables.entity(*entity)?.kind()),
            Self::New(_) => None,
        }
    }
}

impl<T: Into<EntityId>> From<T> for Changed {
    fn from(id: T) -> Self {
        Self::Entity(id.into())
    }
}

/// A change that somebody might make.
///
/// Its day is `effective`; while that is unset, everything is evaluated on the date of the question.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// An organization or treaty acquires a provision.
    Acquire {
        /// Which.
        body: BodyId,
        /// What sort of provision.
        provision: EffectKind,
        /// Only these adopt it among themselves; `None`: all members.
        adopted_by: Option<Vec<Id<State>>>,
        /// From when.
        effective: Option<Date>,
    },
    /// A state joins an organization, with every provision of its instruments.
    Join {
        /// Who.
        state: Id<State>,
        /// What.
        body: BodyId,
        /// From when.
        effective: Option<Date>,
    },
    /// A state leaves an organization and the treaties it rests on, on the earliest lawful day.
    Leave {
        /// Who.
        state: Id<State>,
        /// What.
        body: BodyId,
        /// The day of notice.
        notice: Option<Date>,
        /// Or on this day, where that is later.
        effective: Option<Date>,
    },
    /// States conclude a treaty.
    Conclude {
        /// The key by which the question names it.
        treaty: Box<str>,
        /// Between whom.
        parties: Vec<Id<State>>,
        /// What it provides.
        provisions: Vec<EffectKind>,
        /// From when.
        effective: Option<Date>,
    },
    /// A state bars something by its own law.
    Enact {
        /// Who.
        state: Id<State>,
        /// What is barred.
        bars: Bars,
        /// The rank of the law.
        rank: LawForm,
        /// From when.
        effective: Option<Date>,
    },
    /// A state repeals a provision of its own law.
    Repeal {
        /// Who.
        state: Id<State>,
        /// Which provision.
        provision: Id<Provision>,
        /// From when.
        effective: Option<Date>,
    },
    /// An organization grants a grade.
    GrantStatus {
        /// To whom.
        entity: EntityId,
        /// Which organization.
        body: BodyId,
        /// Which grade.
        status: Status,
        /// From when.
        effective: Option<Date>,
    },
    /// A state hosts a base of another.
    HostBase {
        /// Who.
        host: Id<State>,
        /// Whose base.
        sender: Id<State>,
        /// From when.
        effective: Option<Date>,
    },
    /// A provision is changed into another one, or removed.
    Amend {
        /// Which provision.
        provision: Id<Provision>,
        /// Into what; `None`: removed.
        to: Option<EffectKind>,
        /// From when.
        effective: Option<Date>,
    },
}

impl Change {
    /// An organization or treaty acquires a provision, for all its members.
    pub fn acquire(body: impl Into<BodyId>, provision: EffectKind) -> Self {
        Self::Acquire { body: body.into(), provision, adopted_by: None, effective: None }
    }

    /// A state joins an organization.
    pub fn join(state: Id<State>, body: impl Into<BodyId>) -> Self {
        Self::Join { state, body: body.into(), effective: None }
    }

    /// A state leaves an organization.
    pub fn leave(state: Id<State>, body: impl Into<BodyId>) -> Self {
        Self::Leave { state, body: body.into(), notice: None, effective: None }
    }

    /// States conclude a treaty.
    pub fn conclude(
        treaty: impl Into<Box<str>>,
        parties: impl IntoIterator<Item = Id<State>>,
        provisions: impl IntoIterator<Item = EffectKind>,
    ) -> Self {
        Self::Conclude {
            treaty: treaty.into(),
            parties: parties.into_iter().collect(),
            provisions: provisions.into_iter().collect(),
            effective: None,
        }
    }

    /// A state hosts a base of another.
    pub fn host_base(host: Id<State>, sender: Id<State>) -> Self {
        Self::HostBase { host, sender, effective: None }
    }

    /// A state bars something by its own law.
    pub fn enact(state: Id<State>, bars: Bars, rank: LawForm) -> Self {
        Self::Enact { state, bars, rank, effective: None }
    }

    /// A state repeals a provision of its own law.
    pub fn repeal(state: Id<State>, provision: Id<Provision>) -> Self {
        Self::Repeal { state, provision, effective: None }
    }

    /// An organization grants a grade.
    pub fn grant(entity: impl AsMember, body: impl Into<BodyId>, status: Status) -> Self {
        Self::GrantStatus { entity: entity.member(), body: body.into(), status, effective: None }
    }

    /// A provision is changed into another one, or removed.
    pub fn amend(provision: Id<Provision>, to: Option<EffectKind>) -> Self {
        Self::Amend { provision, to, effective: None }
    }

    /// Only these adopt an acquired provision, among themselves. Other changes stay as they are.
    #[must_use]
    pub fn adopted_by(mut self, states: impl IntoIterator<Item = Id<State>>) -> Self {
        if let Self::Acquire { adopted_by, .. } = &mut self {
            *adopted_by = Some(states.into_iter().collect());
        }
        self
    }

    /// Takes effect on this day.
    #[must_use]
    pub fn effective_on(mut self, date: impl Into<Date>) -> Self {
        *self.effective_mut() = Some(date.into());
        self
    }

    fn effective_mut(&mut self) -> &mut Option<Date> {
        match self {
            Self::Acquire { effective, .. }
            | Self::Join { effective, .. }
            | Self::Leave { effective, .. }
            | Self::Conclude { effective, .. }
            | Self::Enact { effective, .. }
            | Self::Repeal { effective, .. }
            | Self::GrantStatus { effective, .. }
            | Self::HostBase { effective, .. }
            | Self::Amend { effective, .. } => effective,
        }
    }

    /// The day on which it takes effect, if one is set.
    pub const fn effective(&self) -> Option<Date> {
        match self {
            Self::Acquire { effective, .. }
            | Self::Join { effective, .. }
            | Self::Leave { effective, .. }
            | Self::Conclude { effective, .. }
            | Self::Enact { effective, .. }
            | Self::Repeal { effective, .. }
            | Self::GrantStatus { effective, .. }
            | Self::HostBase { effective, .. }
            | Self::Amend { effective, .. } => *effective,
        }
    }

    /// What changes: the key that answers name it by.
    pub fn changed(&self, provision: impl Fn(Id<Provision>) -> EntityId) -> Changed {
        match self {
            Self::Acquire { body, .. }
            | Self::Join { body, .. }
            | Self::Leave { body, .. }
            | Self::GrantStatus { body, .. } => Changed::Entity(body.entity()),
            Self::Conclude { treaty, .. } => Changed::New(treaty.clone()),
            Self::Enact { state, .. } | Self::Repeal { state, .. } => {
                Changed::Entity((*state).into())
            }
            Self::HostBase { sender, .. } => Changed::Entity((*sender).into()),
            Self::Amend { provision: id, .. } => Changed::Entity(provision(*id)),
        }
    }
}
