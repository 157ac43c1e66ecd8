//! Contradicting values, side by side.

use super::{Citation, Evidence, Provenance};

/// What a source says of one field of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assertion {
    /// The key of the record.
    pub key: Box<str>,
    /// The key of the record it speaks of.
    pub of: Box<str>,
    /// The field.
    pub field: Box<str>,
    /// The value, as the file format writes it.
    pub value: Box<str>,
    /// On whose word.
    pub provenance: Provenance,
}

/// One of several contradicting values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContestedValue {
    /// The value, as the sources have it.
    pub value: Box<str>,
    /// Who says so.
    pub sources: Vec<Citation>,
    /// How well it is attested.
    pub evidence: Option<Evidence>,
    /// Whether it is the one that the record uses.
    pub preferred: bool,
}

/// A question on which sources contradict each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contested {
    /// The key of the record.
    pub key: Box<str>,
    /// The key of the record in question, if there is one.
    pub of: Option<Box<str>>,
    /// The field of that record.
    pub field: Option<Box<str>>,
    /// What the question is.
    pub question: Box<str>,
    /// The values.
    pub values: Vec<ContestedValue>,
    /// What was chosen, and why.
    pub default: Option<Box<str>>,
    /// On whose word.
    pub provenance: Provenance,
}
