//! What a load keeps of each record, by key. Most lines of a large file are memberships, or those who have them, that nothing is wrong
//! with and that nothing corrects: of these it keeps where they stand, and reads them again when their turn comes.

use std::borrow::Cow;

use super::plain::Plain;
use super::record::{self, Record};
use super::report::Lines;
use super::schema::RecordKind;
use crate::json::Place;

/// How many records of a layer are held whole.
const HELD: usize = 10_000;

/// A record as the load keeps it.
#[derive(Clone, Debug)]
pub(super) enum Kept<'a> {
    /// What stands on a line that nothing is wrong with; `start` is where its key does.
    Line { key: &'a str, line: u32, start: u32, layer: u32, kind: RecordKind },
    /// What several lines say, or one that is not wholly right, or one of the few.
    Whole(Box<Record<'a>>),
}

impl<'a> Kept<'a> {
    /// Keeps where a plain line stands.
    pub(super) const fn plain(plain: &Plain<'a>, line: u32, layer: u32) -> Self {
        let Plain { key, start, .. } = *plain;
        Self::Line { key, line, start, layer, kind: RecordKind::Membership }
    }

    /// Keeps a record, the place in the list of those kept; `is_clean` says that its line gave no reason to complain. The first are
    /// kept whole, since to read a line again takes longer than to hold it, and a few may be held.
    pub(super) fn of(record: Record<'a>, place: usize, is_clean: bool) -> Self {
        match (record.kind, &record.key) {
            (kind @ (RecordKind::Membership | RecordKind::Entity(_)), Cow::Borrowed(key))
                if is_clean && place >= HELD =>
            {
                let Place { line, start, .. } = record.key_at;
                Self::Line { key, line, start, layer: record.layer, kind }
            }
            _ => Self::Whole(Box::new(record)),
        }
    }

    pub(super) fn key(&self) -> &str {
        match self {
            Self::Line { key, .. } => key,
            Self::Whole(record) => &record.key,
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
            // It is a slice of its line, between two quotes.
            Self::Line { key, line, start, .. } => {
                let len = u32::try_from(key.len() + 2).unwrap_or(u32::MAX);
                Place { line: *line, start: *start, end: start.saturating_add(len) }
            }
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
            Self::Line { line, layer, .. } => Cow::Owned(record::read_again(lines, *line, *layer)),
            Self::Whole(record) => Cow::Borrowed(record),
        }
    }

    /// The same, to be changed.
    pub(super) fn into_record(self, lines: &'a Lines) -> Record<'a> {
        match self {
            Self::Line { line, layer, .. } => record::read_again(lines, line, layer),
            Self::Whole(record) => *record,
        }
    }
}

/// Records by key.
#[derive(Debug, Default)]
pub(super) struct Records<'a>(Vec<Kept<'a>>);

impl<'a> Records<'a> {
    /// The records of a list, in the order of their keys; of one key there is one.
    pub(super) fn new(mut records: Vec<Kept<'a>>) -> Self {
        // A canonical file is sorted already, and then this is one pass.
        records.sort_by(|one, other| one.key().cmp(other.key()));
        Self(records)
    }

    pub(super) fn get(&self, key: &str) -> Option<&Kept<'a>> {
        let at = self.0.binary_search_by(|kept| kept.key().cmp(key)).ok()?;
        Some(&self.0[at])
    }

    pub(super) fn contains_key(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Kept<'a>)> {
        self.0.iter().map(|kept| (kept.key(), kept))
    }

    pub(super) fn into_list(self) -> Vec<Kept<'a>> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Kept;

    #[test]
    fn a_million_of_them_are_light() {
        assert_eq!(size_of::<Kept<'_>>(), 32);
    }
}
