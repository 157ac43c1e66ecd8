//! What tells two worlds apart, record by record, and a fingerprint of each.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use super::write;
use crate::World;

/// A fingerprint of some bytes: FNV-1a in 128 bits, written as 32 hexadecimal digits.
///
/// It tells versions of a record or a world apart. It is no signature: it keeps nobody from making two texts of one fingerprint.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u128);

impl Fingerprint {
    const START: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

    /// The fingerprint of some bytes.
    ///
    /// ```
    /// use comity::io::Fingerprint;
    ///
    /// // The published vector for the empty text, and for "a".
    /// assert_eq!(Fingerprint::of(b"").to_string(), "6c62272e07bb014262b821756295c58d");
    /// assert_eq!(Fingerprint::of(b"a").to_string(), "d228cb696f1a8caf78912b704e4a8964");
    /// ```
    pub fn of(bytes: &[u8]) -> Self {
        let step = |hash: u128, byte: &u8| (hash ^ u128::from(*byte)).wrapping_mul(Self::PRIME);
        Self(bytes.iter().fold(Self::START, step))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Fingerprint {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        u128::from_str_radix(text, 16).map(Self)
    }
}

impl serde::Serialize for Fingerprint {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Fingerprint {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// What became of a record from one world to another.
#[derive(
    Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
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
    let read = |line: &str| {
        serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(line).unwrap_or_default()
    };
    let (before, after) = (read(before), read(after));
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort();
    names.dedup();
    let differs = |name: &&String| before.get(*name) != after.get(*name);
    names.into_iter().filter(differs).map(|name| name.as_str().into()).collect()
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
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprints().0
    }

    /// The fingerprint of a record, by its key, if there is one.
    ///
    /// Cost: as [`fingerprint`](Self::fingerprint), then O(log n).
    pub fn record_fingerprint(&self, key: &str) -> Option<Fingerprint> {
        self.fingerprints().1.get(key).copied()
    }
}

/// The fingerprint of a world, and of every record of it.
pub(crate) fn fingerprints(world: &World) -> (Fingerprint, BTreeMap<Box<str>, Fingerprint>) {
    let records: BTreeMap<Box<str>, Fingerprint> = (lines(world).into_iter())
        .map(|(key, (_, line))| (key, Fingerprint::of(line.as_bytes())))
        .collect();
    (Fingerprint::of(world.to_jsonl().as_bytes()), records)
}
