//! What a load keeps of each record, by key. Most lines of a large file are memberships, or those who have them, that nothing is wrong
//! with and that nothing corrects: of these it keeps where they stand, and reads them again when their turn comes.

use std::borrow::Cow;

use super::plain::Plain;
use super::record::{self, Record};
use super::report::Lines;
use super::schema::RecordKind;
use crate::json::Place;

/// A record as the load keeps it.
#[derive(Clone, Debug)]
pub(super) enum Kept<'a> {
    /// What stands on a line that nothing is wrong with.
    Line { kind: RecordKind, key_at: Place, layer: u32 },
    /// What several lines say, or one that is not wholly right, or one of the few.
    Whole(Box<Record<'a>>),
}

impl<'a> Kept<'a> {
    /// Keeps where a plain line stands.
    pub(super) const fn plain(plain: &Plain<'a>, line: u32, layer: u32) -> Self {
        let (start, end) = plain.key_at;
        Self::Line { kind: RecordKind::Membership, key_at: Place { line, start, end }, layer }
    }

    /// Keeps a record; `is_clean` says that its line gave no reason to complain.
    pub(super) fn of(record: Record<'a>, is_clean: bool) -> Self {
        match record.kind {
            RecordKind::Membership | RecordKind::Entity(_) if is_clean => {
                let Record { kind, key_at, layer, .. } = record;
                Self::Line { kind, key_at, layer }
            }
            _ => Self::Whole(Box::new(record)),
        }
    }

    pub(super) fn kind(&self) -> RecordKind {
        match self {
            Self::Line { kind, .. } => *kind,
            Self::Whole(record) => record.kind,
        }
    }

    /// Where its key stands first.
    pub(super) fn key_at(&self) -> Place {
        match self {
            Self::Line { key_at, .. } => *key_at,
            Self::Whole(record) => record.key_at,
        }
    }

    /// The layer that brought it.
    pub(super) fn layer(&self) -> u32 {
        match self {
            Self::Line { layer, .. } => *layer,
            Self::Whole(record) => record.layer,
        }
    }

    /// All that it says.
    pub(super) fn record(&self, lines: &'a Lines) -> Cow<'_, Record<'a>> {
        match self {
            Self::Line { key_at, layer, .. } => {
                Cow::Owned(record::read_again(lines, key_at.line, *layer))
            }
            Self::Whole(record) => Cow::Borrowed(record),
        }
    }

    /// The same, to be changed.
    pub(super) fn into_record(self, lines: &'a Lines) -> Record<'a> {
        match self {
            Self::Line { key_at, layer, .. } => record::read_again(lines, key_at.line, layer),
            Self::Whole(record) => *record,
        }
    }
}

/// Records by key.
#[derive(Debug, Default)]
pub(super) struct Records<'a>(Vec<(Cow<'a, str>, Kept<'a>)>);

impl<'a> Records<'a> {
    /// The records of a list, in the order of their keys; of one key there is one.
    pub(super) fn new(mut records: Vec<(Cow<'a, str>, Kept<'a>)>) -> Self {
        // A canonical file is sorted already, and then this is one pass.
        records.sort_by(|one, other| one.0.cmp(&other.0));
        Self(records)
    }

    pub(super) fn get(&self, key: &str) -> Option<&Kept<'a>> {
        let at = self.0.binary_search_by(|(one, _)| (**one).cmp(key)).ok()?;
        Some(&self.0[at].1)
    }

    pub(super) fn contains_key(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Kept<'a>)> {
        self.0.iter().map(|(key, kept)| (&**key, kept))
    }

    pub(super) fn into_list(self) -> Vec<(Cow<'a, str>, Kept<'a>)> {
        self.0
    }
}
