//! Contradicting values, side by side.

use super::{Citation, Evidence, Provenance};

/// What a source says of one field of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
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

impl Assertion {
    /// Under this key: that a field of the record `of` has, or had, this value.
    pub fn new(
        key: impl Into<Box<str>>,
        of: impl Into<Box<str>>,
        field: impl Into<Box<str>>,
        value: impl Into<Box<str>>,
    ) -> Self {
        Self {
            key: key.into(),
            of: of.into(),
            field: field.into(),
            value: value.into(),
            provenance: Provenance::default(),
        }
    }
}

/// One of several contradicting values.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
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

impl ContestedValue {
    /// A value that nobody prefers, on nobody's word yet.
    pub fn new(value: impl Into<Box<str>>) -> Self {
        Self { value: value.into(), sources: Vec::new(), evidence: None, preferred: false }
    }
}

/// A question on which sources contradict each other.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
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

impl Contested {
    /// Under this key, a question in words, with the values that are held.
    pub fn new(
        key: impl Into<Box<str>>,
        question: impl Into<Box<str>>,
        values: impl IntoIterator<Item = ContestedValue>,
    ) -> Self {
        Self {
            key: key.into(),
            of: None,
            field: None,
            question: question.into(),
            values: values.into_iter().collect(),
            default: None,
            provenance: Provenance::default(),
        }
    }
}
