//! Who speaks, and through whom that reaches us.

use super::Factuality;
use crate::EntityId;
use crate::base::words;

/// How what somebody says reaches us.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Manner {
    /// It is the speaker's own text.
    Own,
    /// In the speaker's words, in quotation marks.
    Quoted,
    /// In the words of whoever reports it.
    Reported,
    /// The text does not say whether the speaker speaks, or whoever reports it.
    Unclear,
    /// The text does not name the speaker; that it is this one was inferred.
    Inferred,
}

words! {
    Manner, "manner of a voice":
    Own = "own",
    Quoted = "quoted",
    Reported = "reported",
    Unclear = "unclear",
    Inferred = "inferred",
}

/// How sure it is that whoever was taken for the speaker is the one.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Confidence {
    /// Others are as likely.
    Low,
    /// Others are possible.
    Medium,
    /// The text hardly leaves room for another.
    High,
}

words! {
    Confidence, "confidence":
    Low = "low",
    Medium = "medium",
    High = "high",
}

/// One link of the chain through which a claim reaches us: an outlet, the speaker whom it reports, a party whom that one quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Voice {
    /// Who.
    pub speaker: EntityId,
    /// How this one is heard in the voice before.
    pub manner: Manner,
    /// How this one commits to what is said; `None`: as [`Claim::commitments`](super::Claim::commitments) has it of such a link.
    pub factuality: Option<Factuality>,
    /// How sure it is that this one speaks, where that was inferred.
    pub confidence: Option<Confidence>,
    /// By what it was inferred.
    pub because: Option<Box<str>>,
}

impl Voice {
    /// A link of a chain.
    pub fn new(speaker: impl Into<EntityId>, manner: Manner) -> Self {
        let speaker = speaker.into();
        Self { speaker, manner, factuality: None, confidence: None, because: None }
    }
}
