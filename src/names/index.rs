//! All names of a world in their folded form, and what lies near one that nobody carries.

use super::codes::CodeIndex;
use super::fold;
use super::suggest::{Asked, Nearness, Sketch, Suggestion};
use crate::EntityId;
use crate::model::{AnyEntity, Kind, NameKind, Profile, Tables};
use crate::time::{Date, Interval};

/// Which of an entity's names it is; a better one comes first.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Which {
    Canonical,
    /// A place in the list of its names.
    Other(u32),
    Key,
}

#[derive(Debug)]
pub(super) struct Entry {
    folded: Box<str>,
    pub(super) entity: EntityId,
    pub(super) which: Which,
    sketch: Sketch,
}

/// All names in their folded form, sorted; derived at freeze, looked up by binary search.
#[derive(Debug)]
pub(crate) struct NameIndex {
    entries: Vec<Entry>,
    pub(super) codes: CodeIndex,
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
            let mut one = |folded: String, which: Which| {
                if !folded.is_empty() {
                    let sketch = Sketch::of(&folded);
                    entries.push(Entry { folded: folded.into(), entity, which, sketch });
                }
            };
            let mut add = |text: &str, which: Which| {
                one(fold(text), which);
                // The Azerbaijani ə is written e by some and a by others.
                if text.contains(['ə', 'Ə']) {
                    one(fold(&text.replace(['ə', 'Ə'], "a")), which);
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
        Self { entries, codes: CodeIndex::new(tables, order) }
    }

    /// The names that are this one, those of one entity together.
    pub(super) fn matching(&self, folded: &str) -> &[Entry] {
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

    /// All who bear a name on a day, possibly or for certain; a key is no name.
    pub(crate) fn bearers(&self, tables: &Tables, name: &str, day: Date) -> Vec<EntityId> {
        let bears = |entry: &&Entry| {
            let profile = tables.entity(entry.entity).map(AnyEntity::profile);
            entry.which != Which::Key
                && profile.is_some_and(|profile| {
                    validity(profile, entry.which)
                        .iter()
                        .any(|time| time.contains(day).is_possible())
                })
        };
        let mut found: Vec<EntityId> =
            self.matching(&fold(name)).iter().filter(bears).map(|entry| entry.entity).collect();
        found.dedup();
        found
    }

    /// The names nearest to one that nobody carries, one for an entity, the nearest first.
    pub(crate) fn suggestions(&self, tables: &Tables, name: &str, most: usize) -> Vec<Suggestion> {
        let folded = fold(name);
        if folded.is_empty() {
            return Vec::new();
        }
        let asked = Asked::new(&folded);
        let mut near: Vec<(Nearness, &Entry)> = Vec::new();
        for entry in self.entries.iter().filter(|entry| asked.may_lie_near(&entry.sketch)) {
            let Some(profile) = tables.entity(entry.entity).map(AnyEntity::profile) else {
                continue;
            };
            // One letter makes another acronym of an acronym; two make anything.
            let short = is_short(text_of(profile, entry.which), entry.which);
            if let Some(found) = asked.nearness(&entry.folded, short) {
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
                // Nobody is sent from one slip to another.
                let slip = sort_of(profile, entry.which) == Some(NameKind::Misspelling);
                let which = if slip { Which::Canonical } else { entry.which };
                let name = text_of(profile, which).into();
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

/// The name as it is recorded.
pub(super) fn text_of(profile: &Profile, which: Which) -> &str {
    match which {
        Which::Canonical => &profile.name,
        Which::Key => &profile.key,
        Which::Other(at) => profile.names.get(at as usize).map_or("", |name| &name.text),
    }
}

/// What sort of name it is; `None` for the key and the canonical name.
pub(super) fn sort_of(profile: &Profile, which: Which) -> Option<NameKind> {
    match which {
        Which::Canonical | Which::Key => None,
        Which::Other(at) => profile.names.get(at as usize).map(|name| name.kind),
    }
}

/// When it is right. The canonical name may have entries of its own that say so, and always is without.
pub(super) fn validity(profile: &Profile, which: Which) -> Vec<Interval> {
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
