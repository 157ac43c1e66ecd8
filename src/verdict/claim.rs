//! How what somebody said stands against the record, and of what a speaker's own word can speak.

use serde::{Deserialize, Serialize};

use crate::EntityId;
use crate::base::words;
use crate::model::Stance;

/// How a claim stands against the record.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ClaimVerdict {
    /// The record bears it out.
    Supported,
    /// The record says otherwise.
    Refuted,
    /// The record does not tell.
    Undetermined,
    /// No record could tell.
    Opinion,
}

words! {
    ClaimVerdict, "verdict on a claim":
    Supported = "supported",
    Refuted = "refuted",
    Undetermined = "undetermined",
    Opinion = "opinion",
}

/// Why a claim has its verdict.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ClaimGround {
    /// The record of the day says so.
    Record,
    /// The record of the day leaves it open.
    RecordOpen,
    /// The government concerned has said so.
    OfficialWord,
    /// It is a judgement.
    Judgement,
    /// It says what should be, and not what is.
    OfValue,
    /// It is so or not so, but this record keeps no account of it.
    Unrecorded,
    /// The record has the words of the claim, and not yet what they say.
    Untyped,
    /// The speaker commits to nothing, or only to the possible, of which the contrary is no refutation.
    Uncommitted,
    /// It is not known when it was said, or of when.
    Undated,
    /// It was still to come.
    Ahead,
    /// It was said under a condition that does not hold, or may not hold.
    Condition,
}

words! {
    ClaimGround, "ground of a verdict on a claim":
    Record = "record",
    RecordOpen = "record_open",
    OfficialWord = "official_word",
    Judgement = "judgement",
    OfValue = "of_value",
    Unrecorded = "unrecorded",
    Untyped = "untyped",
    Uncommitted = "uncommitted",
    Undated = "undated",
    Ahead = "ahead",
    Condition = "condition",
}

/// Of what the word of somebody speaks, as far as that word decides whether it is so: what it declares, plans and leaves is what it says
/// it does.
///
/// Answers name things (`E`) by id, proofs by key; [`map`](Self::map) goes from the one to the other.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum WordOn<E = EntityId> {
    /// That it has declared something.
    Declared(E),
    /// That it plans something.
    Planned(E),
    /// That it plans to leave a body.
    Leaving(E),
    /// That it is for something, against it, or neither.
    Stance(Stance, E),
}

impl<E> WordOn<E> {
    /// The same by another name.
    pub fn map<F>(&self, name: impl Fn(&E) -> F) -> WordOn<F> {
        match self {
            Self::Declared(what) => WordOn::Declared(name(what)),
            Self::Planned(what) => WordOn::Planned(name(what)),
            Self::Leaving(what) => WordOn::Leaving(name(what)),
            Self::Stance(stance, what) => WordOn::Stance(*stance, name(what)),
        }
    }

    /// What it speaks of.
    pub const fn what(&self) -> &E {
        match self {
            Self::Declared(what)
            | Self::Planned(what)
            | Self::Leaving(what)
            | Self::Stance(_, what) => what,
        }
    }
}
