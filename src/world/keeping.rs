//! How the roll of a body is kept: in rows of its own, in those of a body that a treaty is held through, or as a list of parties.

use super::World;
use crate::model::{LinkRole, Parties};
use crate::{BodyId, Id, InstrumentId, State, Treaty};

/// How the roll of a body is kept.
pub(crate) enum Keeping<'w> {
    /// In rows of its own.
    Rows(BodyId),
    /// In the rows of another body, while the treaty is in force.
    Through(Id<Treaty>, BodyId),
    /// As a list of states, by key, while the treaty is in force.
    Listed(Id<Treaty>, &'w [Id<State>]),
    /// Nobody is bound by it.
    Nobody,
}

impl<'w> Keeping<'w> {
    pub(crate) fn of(world: &'w World, body: BodyId) -> Self {
        let BodyId::Treaty(treaty) = body else { return Self::Rows(body) };
        match &world[treaty].parties {
            Some(Parties::Listed(_)) => Self::Listed(treaty, world.index().parties_listed(treaty)),
            Some(Parties::Of(other)) if *other != body => Self::Through(treaty, *other),
            Some(Parties::Of(_)) => Self::Rows(body),
            Some(Parties::Nobody) => Self::Nobody,
            None if world.has_rows(body) => Self::Rows(body),
            None => {
                let through = world.index().links_to(treaty.into()).iter().find(|id| {
                    matches!(world[**id].role, LinkRole::Constituent | LinkRole::Subsidiary)
                });
                through.map_or(Self::Rows(body), |id| {
                    Self::Through(treaty, world[*id].organization.into())
                })
            }
        }
    }

    /// Whether it is kept in rows of its own, as that of every organization is.
    #[inline]
    pub(crate) fn is_in_rows(world: &'w World, body: BodyId) -> bool {
        matches!(body, BodyId::Organization(_)) || matches!(Self::of(world, body), Self::Rows(_))
    }

    /// The body whose rows and coverage decide.
    pub(crate) const fn carrier(&self) -> Option<BodyId> {
        match self {
            Self::Rows(body) | Self::Through(_, body) => Some(*body),
            Self::Listed(..) | Self::Nobody => None,
        }
    }
}

impl World {
    /// Whether a text that an organization has in some role is entered and left apart from it: one that only stands under it, and has
    /// rows of its own.
    pub(crate) fn is_apart(&self, text: InstrumentId, role: LinkRole) -> bool {
        match text {
            InstrumentId::Treaty(treaty) => {
                role == LinkRole::Subsidiary && self.has_rows(treaty.into())
            }
            InstrumentId::Law(_) => false,
        }
    }

    /// Whether anybody is on record as ever having been in a body by itself.
    pub(crate) fn has_rows(&self, body: BodyId) -> bool {
        !self.index().rows_in(self.tables(), body).is_empty()
    }
}
