//! How bad a complaint is.

use super::word::words;

/// How bad it is.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// The build stops.
    Error,
    /// The record is kept and reported.
    Warning,
}

words! {
    Severity, "severity":
    Error = "error",
    Warning = "warning",
}
