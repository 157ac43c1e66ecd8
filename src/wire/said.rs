//! The rows of answers on what somebody said, and on who holds what.

use serde::{Deserialize, Serialize};

use super::keys::{Keyed, keyed};
use crate::answer::{ClaimVerdict, Position};
use crate::model::{Mode, Stance};

/// A claim of a speaker, and how it stands against the record of the day that it is about, as known when it was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ClaimRow {
    /// Which claim, by key.
    pub claim: String,
    /// Who says so, by key; `None`: the record has no more than a name as printed.
    pub speaker: Option<String>,
    /// How it is meant.
    pub mode: Option<Mode>,
    /// Whether the speaker is for what it is about, or against it.
    pub stance: Option<Stance>,
    /// What it speaks of, by key.
    pub about: Vec<String>,
    /// What it says.
    pub text: String,
    /// How it stands against the record.
    pub verdict: ClaimVerdict,
    /// Where it stands written, by key: the first source.
    pub source: Option<String>,
}

/// What a speaker holds of a topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct StanceRow {
    /// Who, by key.
    pub speaker: String,
    /// Of what, by key.
    pub topic: String,
    /// What the speaker holds of it; `None`: speaks of it, and takes no stance.
    pub stance: Option<Position>,
    /// The claims that say so, by key; where there is no stance, those that speak of it.
    pub claims: Vec<String>,
}

keyed! {
    ClaimRow: claim, speaker, about, source;
    StanceRow: speaker, topic, claims;
}
