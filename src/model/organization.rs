//! Organizations, and the instruments they live by.

use super::{Coverage, Profile, Provenance};
use crate::base::words;
use crate::{Id, InstrumentId};

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
    /// A treaty with parties of its own to which whoever joins the organization accedes as well; the one is left without the other.
    Accession,
    /// A treaty made under the organization; held through the membership.
    Subsidiary,
    /// A treaty that amends another one.
    Amendment,
}

words! {
    LinkRole, "role of an instrument":
    Constituent = "constituent",
    Foundation = "foundation",
    Accession = "accession",
    Subsidiary = "subsidiary",
    Amendment = "amendment",
}

impl LinkRole {
    /// Whether the text has parties of its own, who are bound by it whether they are in the organization or not.
    pub(crate) const fn has_own_parties(self) -> bool {
        match self {
            Self::Foundation | Self::Accession => true,
            Self::Constituent | Self::Subsidiary | Self::Amendment => false,
        }
    }
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
