//! What can be wrong with a program.

use super::Sort;
use crate::base::debug_as_display;

/// A program that cannot be run: what is wrong with it, all at once.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
#[non_exhaustive]
pub struct ProgramError {
    /// The faults, in the order of the rules.
    pub faults: Vec<Fault>,
}

debug_as_display!(ProgramError { faults });

/// One thing that is wrong with a program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// A rule denies what depends on assumptions: then answers would not be monotone.
    #[error(
        "rule `{rule}` denies {denied}, which depends on assumptions: {}; expected something that rests on facts alone",
        .path.join(" <- ")
    )]
    DependentDenial {
        /// The rule.
        rule: String,
        /// What it denies.
        denied: String,
        /// How that depends on an assumption: from what is denied down to the assumption.
        path: Vec<String>,
    },
    /// What is denied depends on its own denial.
    #[error("the denials go in a circle: {}", .path.join(" <- "))]
    CircularDenial {
        /// The circle.
        path: Vec<String>,
    },
    /// A threshold that no body can reach, or that is reached by nothing.
    #[error("rule `{rule}` needs {needs} of {size}; expected a number from 1 to {size}")]
    Threshold {
        /// The rule.
        rule: String,
        /// How many it needs.
        needs: usize,
        /// How many there are.
        size: usize,
    },
    /// The same statement was declared as two sorts.
    #[error("{statement} is declared as {first:?} and as {second:?}")]
    TwoSorts {
        /// Which statement.
        statement: String,
        /// One sort.
        first: Sort,
        /// The other.
        second: Sort,
    },
    /// Something that is no assumption of the sort that is needed here.
    #[error("{statement} is no {expected:?}")]
    WrongSort {
        /// Which statement.
        statement: String,
        /// What it should be.
        expected: Sort,
    },
    /// A conclusion is an assumption: an assumption is put, and does not follow.
    #[error("rule `{rule}` concludes {statement}, which is an assumption")]
    AssumptionConcluded {
        /// The rule.
        rule: String,
        /// What it concludes.
        statement: String,
    },
}
