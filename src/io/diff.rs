//! What tells two worlds apart, record by record, and a fingerprint of each.

use std::collections::BTreeMap;

use super::write;
use crate::World;
use crate::base::Fingerprint;
use crate::json::{Member, Value, written};

/// What became of a record from one world to another.
#[derive(
    Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "a record is in both worlds, or in one of them")]
pub enum Fate {
    /// It is only in the later one.
    Appears,
    /// It is only in the earlier one.
    Vanishes,
    /// It is in both, with other values.
    Changes,
}

/// A record that differs between two worlds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[non_exhaustive]
pub struct RecordDifference {
    /// Its key.
    pub key: Box<str>,
    /// Its kind, as the file format has it: `membership`, `provision`, `state` …
    pub kind: Box<str>,
    /// What became of it.
    pub fate: Fate,
    /// The fields that differ, in their order; none where the record is only in one world.
    pub fields: Vec<Box<str>>,
}

/// The canonical line of every record, by key.
type Lines = BTreeMap<Box<str>, (Box<str>, String)>;

fn lines(world: &World) -> Lines {
    let records = write::records_of(world).into_iter();
    records.map(|((kind, key), line)| (key, (kind.word().into(), line))).collect()
}

/// The fields of a line that differ.
fn fields(before: &str, after: &str) -> Vec<Box<str>> {
    let (before, after) = (written(before), written(after));
    let mut names: Vec<&str> = before.iter().chain(&after).map(|member| &*member.name).collect();
    names.sort_unstable();
    names.dedup();
    let differs = |name: &&str| match (value(&before, name), value(&after, name)) {
        (Some(before), Some(after)) => !before.says_the_same(after),
        (before, after) => before.is_some() || after.is_some(),
    };
    names.into_iter().filter(differs).map(Into::into).collect()
}

fn value<'m, 'a>(members: &'m [Member<'a>], name: &str) -> Option<&'m Value<'a>> {
    members.iter().find(|member| member.name == name).map(|member| &member.value)
}

impl World {
    /// What a later version of a world has that this one has not, the other way round, and what it has otherwise, by key.
    ///
    /// ```
    /// use comity::World;
    /// use comity::io::Fate;
    ///
    /// let before = World::from_jsonl("1", r#"{"state":"ala","name":"Åland"}"#)?;
    /// let after = World::from_jsonl("2", r#"{"state":"ala","name":"Aland"}"#)?;
    /// let differences = before.diff(&after);
    /// assert_eq!((&*differences[0].key, differences[0].fate), ("ala", Fate::Changes));
    /// assert_eq!(&*differences[0].fields[0], "name");
    /// assert!(before.diff(&before).is_empty());
    /// # Ok::<(), comity::LoadError>(())
    /// ```
    ///
    /// Cost: O(n log n) in the number of records of both.
    pub fn diff(&self, later: &Self) -> Vec<RecordDifference> {
        let (before, after) = (lines(self), lines(later));
        let mut found = Vec::new();
        for (key, (kind, line)) in &before {
            let (fate, fields) = match after.get(key) {
                None => (Fate::Vanishes, Vec::new()),
                Some((_, other)) if other == line => continue,
                Some((_, other)) => (Fate::Changes, fields(line, other)),
            };
            found.push(RecordDifference { key: key.clone(), kind: kind.clone(), fate, fields });
        }
        for (key, (kind, _)) in after.iter().filter(|(key, _)| !before.contains_key(*key)) {
            let (key, kind) = (key.clone(), kind.clone());
            found.push(RecordDifference { key, kind, fate: Fate::Appears, fields: Vec::new() });
        }
        found.sort();
        found
    }

    /// A fingerprint of all records: equal worlds have equal ones, in whatever order they were written.
    ///
    /// Cost: O(n log n) in the number of records, once; the world keeps it.
    ///
    /// ```
    /// # use comity::World;
    /// let one = World::from_jsonl("one", "{\"state\":\"ala\",\"name\":\"Åland\"}\n{\"state\":\"fin\",\"name\":\"Finland\"}")?;
    /// let other = World::from_jsonl("other", "{\"state\":\"fin\",\"name\":\"Finland\"}\n{\"state\":\"ala\",\"name\":\"Åland\"}")?;
    /// assert_eq!(one.fingerprint(), other.fingerprint());
    /// # Ok::<(), comity::LoadError>(())
    /// ```
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprints_by(fingerprints).0
    }

    /// The fingerprint of a record, by its key, if there is one.
    ///
    /// Cost: as [`fingerprint`](Self::fingerprint), then O(log n).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, World};
    /// # let world = World::bundled();
    /// # let csto = world.find::<Organization>("csto")?;
    /// assert!(world.record_fingerprint("kaz-csto-member").is_some());
    /// assert_eq!(world.record_fingerprint("nobody"), None);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn record_fingerprint(&self, key: &str) -> Option<Fingerprint> {
        self.fingerprints_by(fingerprints).1.get(key).copied()
    }
}

/// The fingerprint of a world, and of every record of it.
fn fingerprints(world: &World) -> (Fingerprint, BTreeMap<Box<str>, Fingerprint>) {
    let records: BTreeMap<Box<str>, Fingerprint> = (lines(world).into_iter())
        .map(|(key, (_, line))| (key, Fingerprint::of(line.as_bytes())))
        .collect();
    (Fingerprint::of(world.to_jsonl().as_bytes()), records)
}
