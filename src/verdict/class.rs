//! How grave a conflict is.

/// How grave a conflict is; the order is by gravity.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// No conflict.
    None,
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

impl Class {
    /// All classes, the lightest first.
    pub const ALL: [Self; 6] =
        [Self::None, Self::NeedsConsent, Self::Saved, Self::Potential, Self::Domestic, Self::Hard];

    /// Whether it forces something: an exit, or a change of law.
    pub const fn forces(self) -> bool {
        match self {
            Self::Hard | Self::Domestic => true,
            Self::None | Self::NeedsConsent | Self::Saved | Self::Potential => false,
        }
    }

    /// The word of the JSON form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::NeedsConsent => "needs_consent",
            Self::Saved => "saved",
            Self::Potential => "potential",
            Self::Domestic => "domestic",
            Self::Hard => "hard",
        }
    }
}
