//! What somebody said, kept apart from what is so.

use super::Provenance;
use crate::EntityId;
use crate::time::Date;

/// A speaker's proposition. It is stored; what follows from it is asked elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Claim {
    /// The key of the record.
    pub key: Box<str>,
    /// Who says so.
    pub by: Vec<EntityId>,
    /// The speaker as printed, where the attribution is not plain.
    pub attribution: Option<Box<str>>,
    /// When it was said.
    pub date: Option<Date>,
    /// The sentence of the source.
    pub sentence: Option<Box<str>>,
    /// How it is meant: fact, claim, plan, denial, condition, prediction, advocacy …
    pub mode: Option<Box<str>>,
    /// Who or what it is about, in the words of the record.
    pub subject: Option<Box<str>>,
    /// What is said of it.
    pub predicate: Option<Box<str>>,
    /// Toward what.
    pub object: Option<Box<str>>,
    /// The content in prose.
    pub text: Option<Box<str>>,
    /// The entities it is about.
    pub about: Vec<EntityId>,
    /// How it stands against the record, in words.
    pub check: Option<Box<str>>,
    /// The verdict: `supported`, `refuted`, `undetermined` or `opinion`.
    pub verdict: Option<Box<str>>,
    /// Why.
    pub reason: Option<Box<str>>,
    /// On whose word.
    pub provenance: Provenance,
}

impl Claim {
    /// A claim that says nothing yet, under this key.
    pub fn new(key: impl Into<Box<str>>) -> Self {
        Self {
            key: key.into(),
            by: Vec::new(),
            attribution: None,
            date: None,
            sentence: None,
            mode: None,
            subject: None,
            predicate: None,
            object: None,
            text: None,
            about: Vec::new(),
            check: None,
            verdict: None,
            reason: None,
            provenance: Provenance::default(),
        }
    }
}
