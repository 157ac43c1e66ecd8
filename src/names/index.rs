//! Whom a name means.

use super::fold;
use super::suggest::{Nearness, Suggestion, limit, nearness};
use crate::model::{AnyEntity, Kind, NameKind, Profile, Tables};
use crate::time::{Date, Interval};
use crate::{EntityId, Truth};

/// How many suggestions are made.
const SUGGESTED: usize = 5;

/// Whom a name means. Nothing is ever corrected: near names are suggestions.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Resolution {
    /// It is the key or the canonical name of this entity, and nothing else has that name.
    Exact(EntityId),
    /// It is another name of this entity, and nothing else has that name; with the sort of name it is,
    /// such as "former name until 2021-11-12".
    Alias(EntityId, String),
    /// Several carry the name, sorted by key.
    Ambiguous(Vec<Candidate>),
    /// Nobody carries the name.
    Unknown {
        /// Names that lie near, the nearest first; at most five.
        suggestions: Vec<Suggestion>,
    },
}

impl Resolution {
    /// The entity, if the name means exactly one.
    pub const fn entity(&self) -> Option<EntityId> {
        match self {
            Self::Exact(entity) | Self::Alias(entity, _) => Some(*entity),
            Self::Ambiguous(_) | Self::Unknown { .. } => None,
        }
    }
}

/// Somebody whom an ambiguous name may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Candidate {
    /// Who.
    pub entity: EntityId,
    /// Why, such as "former name until 1990-10-03", "key" or "acronym".
    pub reason: String,
}

/// Which of an entity's names it is; a better one comes first.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Which {
    Canonical,
    /// A place in the list of its names.
    Other(u32),
    Key,
}

#[derive(Debug)]
struct Entry {
    folded: Box<str>,
    entity: EntityId,
    which: Which,
}

/// All names in their folded form, sorted; derived at freeze, looked up by binary search.
#[derive(Debug)]
pub(crate) struct NameIndex {
    entries: Vec<Entry>,
}

/// An entity that carries the name, by the best of its names that fit.
struct Match {
    entity: EntityId,
    which: Which,
    /// Whether this name of a living entity is right on the day.
    in_time: Truth,
    /// Whether the name is right on the day, whoever lives.
    name_in_time: Truth,
}

impl NameIndex {
    /// The names of all entities but sources, whose titles are not names of anything.
    ///
    /// `order` has the entities in the order of their keys.
    ///
    /// Cost: O(n log n) in the number of names.
    pub(crate) fn new(tables: &Tables, order: &[EntityId]) -> Self {
        let mut entries = Vec::new();
        for &entity in order {
            let Some(any) = tables.entity(entity).filter(|any| any.kind() != Kind::Source) else {
                continue;
            };
            let mut add = |text: &str, which: Which| {
                let folded = fold(text).into_boxed_str();
                if !folded.is_empty() {
                    entries.push(Entry { folded, entity, which });
                }
                // The Azerbaijani ə is written e by some and a by others.
                if text.contains(['ə', 'Ə']) {
                    let folded = fold(&text.replace(['ə', 'Ə'], "a")).into_boxed_str();
                    entries.push(Entry { folded, entity, which });
                }
            };
            let profile = any.profile();
            add(&profile.name, Which::Canonical);
            add(&profile.key, Which::Key);
            for (at, name) in (0..).zip(&profile.names) {
                // An entry for the canonical name itself only says when that is right.
                if name.text != profile.name {
                    add(&name.text, Which::Other(at));
                }
            }
        }
        // Stable: within a name the order of keys, and of the names of an entity, is kept.
        entries.sort_by(|a, b| a.folded.cmp(&b.folded));
        Self { entries }
    }

    fn matching(&self, folded: &str) -> &[Entry] {
        let from = self.entries.partition_point(|entry| *entry.folded < *folded);
        let len = self.entries[from..].partition_point(|entry| *entry.folded == *folded);
        &self.entries[from..from + len]
    }

    /// All who carry a name at some time, by key.
    pub(crate) fn carriers(&self, name: &str) -> Vec<EntityId> {
        let mut found: Vec<EntityId> =
            self.matching(&fold(name)).iter().map(|entry| entry.entity).collect();
        found.dedup();
        found
    }

    /// Whom a name means, on a date or (`None`) at any time.
    ///
    /// A key written exactly means its entity, whatever else has that name. With a date, those who did
    /// not carry the name then, or did not exist, are left out as long as somebody else remains.
    ///
    /// Cost: O(log n) for a name that is known, O(n) for suggestions.
    pub(crate) fn resolve(&self, tables: &Tables, name: &str, when: Option<Date>) -> Resolution {
        let entries = self.matching(&fold(name));
        let by_key =
            |entry: &&Entry| entry.which == Which::Key && tables.key_of(entry.entity) == name;
        if let Some(entry) = entries.iter().find(by_key) {
            return Resolution::Exact(entry.entity);
        }
        let mut matches: Vec<Match> = Vec::new();
        for run in entries.chunk_by(|a, b| a.entity == b.entity) {
            let Some(profile) = tables.entity(run[0].entity).map(AnyEntity::profile) else {
                continue;
            };
            let found = run.iter().map(|entry| {
                let valid = validity(profile, entry.which);
                let holds = |span: Interval| when.map_or(Truth::Yes, |when| span.contains(when));
                let name_in_time = Truth::any(valid.into_iter().map(holds));
                let existed = when.map_or(Truth::Yes, |when| profile.existence.contains(when));
                let in_time = name_in_time & existed;
                Match { entity: entry.entity, which: entry.which, in_time, name_in_time }
            });
            // A name that is right on the day before one that is not, then the better name.
            let best = found.min_by_key(|found| {
                (found.name_in_time.is_no(), sort_of(profile, found.which), found.which)
            });
            matches.extend(best);
        }
        if matches.iter().any(|found| found.in_time.is_possible()) {
            matches.retain(|found| found.in_time.is_possible());
        }
        match &*matches {
            [] => Resolution::Unknown { suggestions: self.suggestions(tables, name, SUGGESTED) },
            [found] => {
                if matches!(found.which, Which::Key | Which::Canonical)
                    && found.name_in_time.is_possible()
                {
                    Resolution::Exact(found.entity)
                } else {
                    Resolution::Alias(found.entity, reason(tables, found))
                }
            }
            several => Resolution::Ambiguous(
                several
                    .iter()
                    .map(|found| Candidate { entity: found.entity, reason: reason(tables, found) })
                    .collect(),
            ),
        }
    }

    /// The names nearest to one that nobody carries, one for an entity, the nearest first.
    pub(crate) fn suggestions(&self, tables: &Tables, name: &str, most: usize) -> Vec<Suggestion> {
        let asked = fold(name);
        if asked.is_empty() {
            return Vec::new();
        }
        let limit = limit(&asked);
        let mut near: Vec<(Nearness, &Entry)> = Vec::new();
        for entry in &self.entries {
            // One letter makes another acronym of an acronym; two make anything.
            let Some(profile) = tables.entity(entry.entity).map(AnyEntity::profile) else {
                continue;
            };
            let text = text_of(profile, entry.which);
            let limit = if is_short(text, entry.which) { limit.min(1) } else { limit };
            if let Some(found) = nearness(&asked, &entry.folded, limit) {
                near.push((found, entry));
            }
        }
        near.sort_by_key(|(found, entry)| (*found, tables.key_of(entry.entity), entry.which));
        let mut suggestions: Vec<Suggestion> = Vec::new();
        for ((distance, _), entry) in near {
            let known = suggestions.iter().any(|known| known.entity == entry.entity);
            let Some(profile) = tables.entity(entry.entity).map(AnyEntity::profile) else {
                continue;
            };
            if !known && suggestions.len() < most {
                let name = text_of(profile, entry.which).into();
                suggestions.push(Suggestion { entity: entry.entity, name, distance });
            }
        }
        suggestions
    }
}

/// Whether it is an acronym or a key of at most five letters.
fn is_short(text: &str, which: Which) -> bool {
    text.chars().count() <= 5
        && (which == Which::Key || text.chars().all(|c| !c.is_alphabetic() || c.is_uppercase()))
}

fn text_of(profile: &Profile, which: Which) -> &str {
    match which {
        Which::Canonical => &profile.name,
        Which::Key => &profile.key,
        Which::Other(at) => profile.names.get(at as usize).map_or("", |name| &name.text),
    }
}

/// What sort of name it is; `None` for the key and the canonical name.
fn sort_of(profile: &Profile, which: Which) -> Option<NameKind> {
    match which {
        Which::Canonical | Which::Key => None,
        Which::Other(at) => profile.names.get(at as usize).map(|name| name.kind),
    }
}

/// When it is right. The canonical name may have entries of its own that say so, and always is without.
fn validity(profile: &Profile, which: Which) -> Vec<Interval> {
    let own = match which {
        Which::Key => Vec::new(),
        Which::Canonical => {
            let own = profile.names.iter().filter(|name| name.text == profile.name);
            own.map(|name| name.valid).collect()
        }
        Which::Other(at) => {
            profile.names.get(at as usize).map(|name| name.valid).into_iter().collect()
        }
    };
    if own.is_empty() { vec![Interval::ALWAYS] } else { own }
}

/// What sort of name it is, and when it was right.
fn reason(tables: &Tables, found: &Match) -> String {
    let Some(profile) = tables.entity(found.entity).map(AnyEntity::profile) else {
        return String::new();
    };
    let valid = match &*validity(profile, found.which) {
        [valid] => *valid,
        _ => Interval::ALWAYS,
    };
    let from = valid.from.filter(|date| !date.is_unknown()).map(|date| format!(" from {date}"));
    let to = valid.to.filter(|date| !date.is_unknown()).map(|date| format!(" until {date}"));
    let time = from.unwrap_or_default() + &to.unwrap_or_default();
    let sort = match (found.which, sort_of(profile, found.which)) {
        (Which::Key, _) => "key",
        (_, None) => "name",
        (_, Some(kind)) => match kind {
            NameKind::Official => "official name",
            NameKind::Short => "short name",
            NameKind::Former => "former name",
            // "alias until 1991" would say that it was one then; it was a name.
            NameKind::Alias if !time.is_empty() => "name",
            NameKind::Alias
            | NameKind::Endonym
            | NameKind::Exonym
            | NameKind::Acronym
            | NameKind::Demonym
            | NameKind::Metonym
            | NameKind::Misspelling => kind.as_str(),
        },
    };
    format!("{sort}{time}")
}
