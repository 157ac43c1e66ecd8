//! The names of the conflict rules.

/// The rule that a conflict was found by.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the rules are described in the catalogue")]
pub enum Rule {
    X1,
    X2,
    X3,
    X4,
    X5,
    X6,
    X8,
    X12,
}

impl Rule {
    /// All rules that find conflicts.
    pub const ALL: [Self; 8] =
        [Self::X1, Self::X2, Self::X3, Self::X4, Self::X5, Self::X6, Self::X8, Self::X12];

    /// The name of the rule.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::X1 => "X1",
            Self::X2 => "X2",
            Self::X3 => "X3",
            Self::X4 => "X4",
            Self::X5 => "X5",
            Self::X6 => "X6",
            Self::X8 => "X8",
            Self::X12 => "X12",
        }
    }
}
