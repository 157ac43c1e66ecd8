//! How far the record reaches: what a missing record means, about what, from when until when.

use super::{Provenance, Status};
use crate::EntityId;
use crate::base::words;
use crate::time::Day;

/// What a missing row means.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum CoverageLevel {
    /// All rows are there: a missing row means no.
    Complete,
    /// Some rows are there: a missing row means unknown, but for those who have rows.
    Partial,
    /// No rows are there: a missing row means unknown.
    None,
}

words! {
    CoverageLevel, "level of coverage":
    Complete = "complete",
    Partial = "partial",
    None = "none",
}

/// How far the roll of an organization or treaty is covered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Coverage {
    /// What a missing row means.
    pub level: CoverageLevel,
    /// The grades that a complete coverage is limited to; empty: all.
    pub statuses: Vec<Status>,
    /// Whose history is complete in a partial coverage.
    pub of: Vec<EntityId>,
    /// The first day of which the roll speaks; `None`: it goes back to the beginning of the body.
    pub from: Option<Day>,
    /// The day from which nothing is known any more.
    pub until: Option<Day>,
}

impl Coverage {
    /// So much of everybody, with no day at which the roll begins or ends.
    pub const fn new(level: CoverageLevel) -> Self {
        Self { level, statuses: Vec::new(), of: Vec::new(), from: None, until: None }
    }

    /// A roll with all its rows.
    pub const COMPLETE: Self = Self::new(CoverageLevel::Complete);
}

/// What the record can be complete of, beside the rolls of organizations and treaties.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Matter {
    /// Which treaties there are.
    Treaties,
    /// Which duties texts impose.
    Duties,
    /// What holds between entities that is neither a membership nor a treaty.
    Relations,
    /// The laws of states.
    Laws,
    /// What things are called.
    Names,
    /// Codes in other people's schemes.
    Codes,
    /// From when to when things exist.
    Existence,
    /// What states did about texts: what is on no record was not done only where a record says that all of it is.
    Acts,
}

words! {
    Matter, "matter of a record":
    Treaties = "treaties",
    Duties = "duties",
    Relations = "relations",
    Laws = "laws",
    Names = "names",
    Codes = "codes",
    Existence = "existence",
    Acts = "acts",
}

/// How far the record of some matter reaches: what there is beside the rolls, in whose case, from when until when.
///
/// Several may speak of one matter: a complete one for some years, a partial one for those before.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordExtent {
    /// The key of the record.
    pub key: Box<str>,
    /// What it is about.
    pub about: Matter,
    /// Which of it, if not all: a kind of provision (of treaties, duties and laws), a kind of relation, a scheme of codes,
    /// a kind of entity (of existence), a language (of names), a sort of act.
    pub subject: Option<Box<str>>,
    /// What a missing record means.
    pub level: CoverageLevel,
    /// In whose case; empty: in everybody's.
    pub of: Vec<EntityId>,
    /// The first day of which the record speaks; `None`: of all days before the last.
    pub from: Option<Day>,
    /// The day from which nothing is known any more.
    pub until: Option<Day>,
    /// On whose word.
    pub provenance: Provenance,
}

impl RecordExtent {
    /// So much of all of a matter, at all times.
    pub fn new(key: impl Into<Box<str>>, about: Matter, level: CoverageLevel) -> Self {
        Self {
            key: key.into(),
            about,
            subject: None,
            level,
            of: Vec::new(),
            from: None,
            until: None,
            provenance: Provenance::default(),
        }
    }
}
