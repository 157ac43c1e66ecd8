//! The names of the conflict rules.

use crate::base::words;

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

words! {
    Rule, "rule":
    X1 = "X1",
    X2 = "X2",
    X3 = "X3",
    X4 = "X4",
    X5 = "X5",
    X6 = "X6",
    X8 = "X8",
    X12 = "X12",
}
