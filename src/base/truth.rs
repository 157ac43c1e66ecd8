//! What can be said of a question: yes, no, or that nobody knows.
//!
//! "Unknown" is an answer of its own. A date known only to the year, a membership that sources
//! contest, an organization whose roll is only partly covered: each leaves some questions open, and
//! an open question must not come out as "no".

use super::word::words;
use std::ops::Not;

/// The answer to a yes/no question in Kleene's strong three-valued logic.
///
/// The order is `No < Unknown < Yes`, so that a conjunction is the least of its parts and an
/// alternative the greatest.
///
/// ```
/// use comity::Truth;
///
/// assert_eq!(Truth::Yes & Truth::Unknown, Truth::Unknown);
/// assert_eq!(Truth::Yes | Truth::Unknown, Truth::Yes);
/// assert_eq!(!Truth::Unknown, Truth::Unknown);
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "logic of three values has three")]
pub enum Truth {
    /// It does not hold.
    No,
    /// It may hold: the record leaves it open.
    Unknown,
    /// It holds.
    Yes,
}

impl Truth {
    /// Whether it certainly holds.
    pub const fn is_yes(self) -> bool {
        matches!(self, Self::Yes)
    }

    /// Whether it certainly does not hold.
    pub const fn is_no(self) -> bool {
        matches!(self, Self::No)
    }

    /// Whether the record leaves it open.
    pub const fn is_unknown(self) -> bool {
        matches!(self, Self::Unknown)
    }

    /// Whether it holds or may hold.
    pub const fn is_possible(self) -> bool {
        !self.is_no()
    }

    /// The conjunction of all: as weak as its weakest part; `Yes` if there is none.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        parts.into_iter().min().unwrap_or(Self::Yes)
    }

    /// The alternative of all: as strong as its strongest part; `No` if there is none.
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        parts.into_iter().max().unwrap_or(Self::No)
    }
}

words! {
    Truth, "truth":
    No = "no",
    Unknown = "unknown",
    Yes = "yes",
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }
}

impl std::ops::BitAnd for Truth {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        self.min(other)
    }
}

impl std::ops::BitOr for Truth {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.max(other)
    }
}

impl Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
        }
    }
}
