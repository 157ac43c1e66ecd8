//! What a change means for a state, in a word.

/// What a change means for a state.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// It must exit something first.
    MustExit,
    /// Its own law must change first.
    MustChangeLaw,
    /// Nothing stands in the way for certain.
    Free,
    /// The change puts nothing on it.
    NotBound,
    /// It depends on facts that are not known.
    Undetermined,
}

impl Verdict {
    /// The word of the JSON form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MustExit => "must_exit",
            Self::MustChangeLaw => "must_change_law",
            Self::Free => "free",
            Self::NotBound => "not_bound",
            Self::Undetermined => "undetermined",
        }
    }
}
