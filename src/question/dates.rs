//! The questions about dates.

use crate::time::Date;
use crate::{BodyId, EntityId, Id, InstrumentId, State};

/// Which dates are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DateOf {
    /// When did somebody join? One date for every stint.
    Joined {
        /// Who.
        entity: EntityId,
        /// What.
        body: BodyId,
    },
    /// When did somebody leave? One date for every stint that has ended.
    Left {
        /// Who.
        entity: EntityId,
        /// What.
        body: BodyId,
    },
    /// When did somebody sign?
    SignedBy {
        /// Who.
        entity: EntityId,
        /// What.
        treaty: Id<crate::Treaty>,
    },
    /// When was a treaty or law signed?
    Signed {
        /// Which.
        instrument: InstrumentId,
    },
    /// When did a treaty or law enter into force?
    InForce {
        /// Which.
        instrument: InstrumentId,
    },
    /// When could a state be free of an organization and the treaties it rests on, and what is the last day of notice for that?
    Exit {
        /// Who.
        state: Id<State>,
        /// Of what.
        body: BodyId,
        /// The day of notice; `None`: the date of the view.
        notice: Option<Date>,
    },
}
