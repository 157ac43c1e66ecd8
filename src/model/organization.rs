//! Organizations, how far their rolls are covered, and the instruments they live by.

use super::{Profile, Provenance, Status};
use crate::base::words;
use crate::time::Day;
use crate::{EntityId, Id, InstrumentId};

/// What an organization is for, as far as the rules ask.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Purpose {
    /// Common defence: with a mutual-defence clause in force, a military alliance.
    Defence,
    /// A customs union.
    CustomsUnion,
    /// Cooperation of any other sort.
    Cooperation,
}

words! {
    Purpose, "purpose":
    Defence = "defence",
    CustomsUnion = "customs_union",
    Cooperation = "cooperation",
}

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
    /// The day from which nothing is known any more.
    pub until: Option<Day>,
}

impl Coverage {
    /// So much of everybody, with no day at which the roll ends.
    pub const fn new(level: CoverageLevel) -> Self {
        Self { level, statuses: Vec::new(), of: Vec::new(), until: None }
    }

    /// A roll with all its rows.
    pub const COMPLETE: Self =
        Self { level: CoverageLevel::Complete, statuses: Vec::new(), of: Vec::new(), until: None };
}

/// An intergovernmental organization.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Organization {
    /// What all entities have.
    pub profile: Profile,
    /// What it is for.
    pub purpose: Option<Purpose>,
    /// How far its roll is covered.
    pub coverage: Coverage,
}

impl Organization {
    /// An organization with a key and an English name, whose roll is taken as complete.
    pub fn new(key: impl Into<Box<str>>, name: impl Into<Box<str>>) -> Self {
        Self { profile: Profile::new(key, name), purpose: None, coverage: Coverage::COMPLETE }
    }

    /// Says what it is for.
    #[must_use]
    pub fn purpose(mut self, purpose: Purpose) -> Self {
        self.purpose = Some(purpose);
        self
    }
}

/// What an instrument is to an organization.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum LinkRole {
    /// The treaty that constitutes the organization (VCLT art. 5); held through the membership.
    Constituent,
    /// A treaty with parties of its own on which the organization rests; left by a notice of its own.
    Foundation,
    /// A treaty made under the organization; held through the membership.
    Subsidiary,
    /// A treaty that amends another one.
    Amendment,
}

words! {
    LinkRole, "role of an instrument":
    Constituent = "constituent",
    Foundation = "foundation",
    Subsidiary = "subsidiary",
    Amendment = "amendment",
}

/// An instrument of an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Link {
    /// The key of the record.
    pub key: Box<str>,
    /// The organization.
    pub organization: Id<Organization>,
    /// The instrument.
    pub instrument: InstrumentId,
    /// What it is to the organization.
    pub role: LinkRole,
    /// On whose word.
    pub provenance: Provenance,
}
