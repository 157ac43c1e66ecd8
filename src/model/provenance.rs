//! Nothing is true by itself: each record says on whose word it stands, and since when it could be known.

use crate::Id;
use crate::base::words;
use crate::model::Source;
use crate::time::{Date, Day, Interval, Span};

/// How well a record is attested.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Evidence {
    /// A source says this very thing that has authority ([`SourceKind::has_authority`]), and is named.
    Verified,
    /// A source says this very thing and is named; but only the press does, or a copy without authority.
    Reported,
    /// General knowledge, not confirmed: to be checked before it is presented as certain.
    General,
    /// Derived by rule from other records.
    Derived,
    /// Sources contradict each other; the values are kept side by side.
    Contested,
    /// Not seen at all.
    Unseen,
}

words! {
    Evidence, "mark of evidence":
    Verified = "verified",
    Reported = "reported",
    General = "general",
    Derived = "derived",
    Contested = "contested",
    Unseen = "unseen",
}

/// What sort of thing a source is, those with the most authority first.
///
/// The sort is that of the work that is cited. Its address may be that of a copy; then [`Source::printed`] says where in the
/// work it stands.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SourceKind {
    /// A collection of treaties: the United Nations Treaty Series, the Treaties and Other International Acts Series.
    TreatySeries,
    /// Whoever keeps the original of a treaty, on who signed and ratified it.
    Depositary,
    /// A state or an international body: its gazette, its statutes, what it announces.
    Official,
    /// A court or a tribunal.
    Court,
    /// Scholars: books, journals, data sets with a codebook.
    Scholarly,
    /// A work of reference of standing, with editors: an encyclopedia, a yearbook, a database of laws.
    Reference,
    /// Newspapers, agencies, broadcasters.
    Press,
    /// A copy of something that was not identified, or what anybody may write: a wiki, a blog, a forum.
    Mirror,
}

words! {
    SourceKind, "kind of source":
    TreatySeries = "treaty_series",
    Depositary = "depositary",
    Official = "official",
    Court = "court",
    Scholarly = "scholarly",
    Reference = "reference",
    Press = "press",
    Mirror = "mirror",
}

impl SourceKind {
    /// Whether a diplomatic note could cite it: anything but the press and copies.
    ///
    /// ```
    /// use comity::model::SourceKind;
    ///
    /// assert!(SourceKind::Depositary.has_authority());
    /// assert!(!SourceKind::Press.has_authority());
    /// ```
    pub const fn has_authority(self) -> bool {
        match self {
            Self::TreatySeries
            | Self::Depositary
            | Self::Official
            | Self::Court
            | Self::Scholarly
            | Self::Reference => true,
            Self::Press | Self::Mirror => false,
        }
    }
}

/// Where exactly something stands written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Citation {
    /// The source.
    pub source: Id<Source>,
    /// The place in it: an article, a page, a sentence.
    pub locator: Option<Box<str>>,
}

impl Citation {
    /// A place in a source: an article, a page.
    pub fn new(source: Id<Source>, locator: impl Into<Box<str>>) -> Self {
        Self { source, locator: Some(locator.into()) }
    }
}

impl From<Id<Source>> for Citation {
    fn from(source: Id<Source>) -> Self {
        Self { source, locator: None }
    }
}

/// On whose word a record stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Provenance {
    /// How well it is attested; `None` on definitions.
    pub evidence: Option<Evidence>,
    /// The sources that say so.
    pub sources: Vec<Citation>,
    /// The day from which the record could be known, where that is not the day it is about.
    pub recorded: Option<Day>,
    /// A remark for readers.
    pub note: Option<Box<str>>,
}

impl Provenance {
    /// On the word of these sources.
    pub fn citing(sources: impl IntoIterator<Item = Citation>) -> Self {
        Self { sources: sources.into_iter().collect(), ..Self::default() }
    }
}

/// Valid time with recorded time on each endpoint.
///
/// The recorded time of an endpoint is the day it is about unless the record says otherwise:
/// before that day the endpoint is not yet known, and the record reads as open.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Timed {
    /// When it held.
    pub valid: Interval,
    /// Since when its beginning could be known.
    pub from_known: Option<Day>,
    /// Since when its end could be known.
    pub to_known: Option<Day>,
}

impl Timed {
    /// Valid time whose endpoints were known on their own days.
    pub const fn new(valid: Interval) -> Self {
        Self { valid, from_known: None, to_known: None }
    }

    /// The four bounds as known by a day (`None`: by now), or nothing if the record was not known then.
    ///
    /// ```text
    /// known(record, K)   :- known(from), known(from) <= K.
    /// open(record, K)    :- known(record, K), known(to) > K.
    /// ```
    pub fn known_by(self, day: Option<Day>) -> Option<Span> {
        let Some(day) = day else { return Some(self.valid.span()) };
        let own = |date: Option<Date>| date.and_then(Date::earliest);
        if self.from_known.or_else(|| own(self.valid.from)).is_some_and(|known| known > day) {
            return None;
        }
        let end_known =
            self.to_known.or_else(|| own(self.valid.to)).is_none_or(|known| known <= day);
        let to = if end_known { self.valid.to } else { None };
        Some(Interval { from: self.valid.from, to }.span())
    }
}
