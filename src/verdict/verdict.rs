//! What a change means for a state, in a word.

use crate::base::words;

/// What a change means for a state.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// It must exit something first.
    MustExit,
    /// Its own law must change first.
    MustChangeLaw,
    /// It needs the consent of somebody, or that somebody does not object.
    NeedsConsent,
    /// Nothing on record stands in the way.
    Free,
    /// The change puts nothing on it.
    NotBound,
    /// It depends on facts that are not known.
    Undetermined,
}

words! {
    Verdict, "verdict":
    MustExit = "must_exit",
    MustChangeLaw = "must_change_law",
    NeedsConsent = "needs_consent",
    Free = "free",
    NotBound = "not_bound",
    Undetermined = "undetermined",
}
