//! How grave a conflict is.

use crate::base::words;

/// How grave a conflict is; the order is by gravity.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Class {
    /// No conflict.
    None,
    /// Nobody who could may object.
    NeedsNoObjection,
    /// A consent is needed.
    NeedsConsent,
    /// A savings clause settles it.
    Saved,
    /// A matter of appreciation, or of a condition that nobody asserts.
    Potential,
    /// The state's own law bars it: the law must change, or the state stays out.
    Domestic,
    /// The two cannot be held together: one must go.
    Hard,
}

words! {
    Class, "class of conflict":
    None = "none",
    NeedsNoObjection = "needs_no_objection",
    NeedsConsent = "needs_consent",
    Saved = "saved",
    Potential = "potential",
    Domestic = "domestic",
    Hard = "hard",
}

impl Class {
    /// Whether it forces something: an exit, or a change of law.
    pub const fn forces(self) -> bool {
        match self {
            Self::Hard | Self::Domestic => true,
            Self::None
            | Self::NeedsNoObjection
            | Self::NeedsConsent
            | Self::Saved
            | Self::Potential => false,
        }
    }

    /// Whether it waits for somebody else: for a consent, or for the absence of an objection.
    pub const fn waits(self) -> bool {
        match self {
            Self::NeedsNoObjection | Self::NeedsConsent => true,
            Self::None | Self::Saved | Self::Potential | Self::Domestic | Self::Hard => false,
        }
    }
}
