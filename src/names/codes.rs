//! Whose a code is on a day: ISO 3166, the Correlates of War, Gleditsch and Ward, Wikidata.

use super::NameIndex;
use crate::model::{AnyEntity, Identifier, Kind, Profile, Scheme, Tables};
use crate::time::{Date, Interval};
use crate::{EntityId, Truth};

/// A code, whose it is, and whether it is right on the day asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Coded {
    /// Whose code it is.
    pub entity: EntityId,
    /// In which scheme.
    pub scheme: Scheme,
    /// The code as it is recorded.
    pub code: Box<str>,
    /// When it is or was right, as far as it is recorded.
    pub valid: Interval,
    /// Whether it is right on the day: unknown where the record does not say so to the day.
    pub truth: Truth,
}

#[derive(Debug)]
struct Entry {
    scheme: Scheme,
    normal: Box<str>,
    entity: EntityId,
    /// The place in the list of its codes.
    at: u32,
}

/// All codes of the schemes that are known by name, sorted; derived at freeze, looked up by binary search.
#[derive(Debug)]
pub(super) struct CodeIndex {
    entries: Vec<Entry>,
}

impl CodeIndex {
    /// The codes of all entities, which `order` has in the order of their keys.
    pub(super) fn new(tables: &Tables, order: &[EntityId]) -> Self {
        let mut entries = Vec::new();
        for &entity in order {
            let Some(any) = tables.entity(entity).filter(|any| any.kind() != Kind::Source) else {
                continue;
            };
            for (at, code) in (0..).zip(&any.profile().identifiers) {
                if let Ok(scheme) = code.scheme.parse::<Scheme>() {
                    let normal = scheme.normal(&code.code).into_boxed_str();
                    entries.push(Entry { scheme, normal, entity, at });
                }
            }
        }
        // Stable: within a code the order of keys is kept.
        entries.sort_by(|a, b| (a.scheme, &a.normal).cmp(&(b.scheme, &b.normal)));
        Self { entries }
    }

    /// All who have a code at some time, by key; `when` says of which day their truth is.
    pub(super) fn carriers(
        &self,
        tables: &Tables,
        scheme: Scheme,
        code: &str,
        when: Option<Date>,
    ) -> Vec<Coded> {
        let normal = scheme.normal(code);
        let asked = (scheme, &*normal);
        let of = |entry: &Entry| (entry.scheme, &*entry.normal).cmp(&asked);
        let from = self.entries.partition_point(|entry| of(entry).is_lt());
        let found = self.entries[from..].iter().take_while(|entry| of(entry).is_eq());
        let coded = found.filter_map(|entry| {
            let profile = tables.entity(entry.entity)?.profile();
            let code = profile.identifiers.get(entry.at as usize)?;
            Some(coded(entry.entity, scheme, profile, code, when))
        });
        coded.collect()
    }
}

impl NameIndex {
    /// Who has a code on a day, by key.
    pub(crate) fn by_code(
        &self,
        tables: &Tables,
        scheme: Scheme,
        code: &str,
        when: Date,
    ) -> Vec<Coded> {
        let mut found = self.codes.carriers(tables, scheme, code, Some(when));
        found.retain(|coded| coded.truth.is_possible());
        found
    }
}

/// The codes that an entity has in a scheme on a day, in the order of the record.
pub(crate) fn codes_of(
    tables: &Tables,
    entity: EntityId,
    scheme: Scheme,
    when: Date,
) -> Vec<Coded> {
    let Some(profile) = tables.entity(entity).map(AnyEntity::profile) else { return Vec::new() };
    let own = profile.identifiers.iter().filter(|code| *code.scheme == *scheme.as_str());
    let coded = own.map(|code| coded(entity, scheme, profile, code, Some(when)));
    coded.filter(|coded| coded.truth.is_possible()).collect()
}

fn coded(
    entity: EntityId,
    scheme: Scheme,
    profile: &Profile,
    code: &Identifier,
    when: Option<Date>,
) -> Coded {
    let truth = when.map_or(Truth::Yes, |when| is_right(profile, code.valid, when));
    Coded { entity, scheme, code: code.code.clone(), valid: code.valid, truth }
}

/// Whether a code is right on a day. A side of its time that is recorded decides; one that is open ends with the thing itself.
///
/// ```text
/// code(e, s, c, d) :- recorded(e, s, c, from, to), from or birth(e) ≤ d, d < to or end(e).
/// ```
fn is_right(profile: &Profile, valid: Interval, when: Date) -> Truth {
    let [begun, ended] = [valid.from.is_some(), valid.to.is_some()];
    let count = profile.existence.spells().count();
    let spells = profile.existence.spells().enumerate().map(|(nth, mut spell)| {
        if begun && nth == 0 {
            spell.from = None;
        }
        if ended && nth + 1 == count {
            spell.to = None;
        }
        spell.contains(when)
    });
    valid.contains(when) & if begun && ended { Truth::Yes } else { Truth::any(spells) }
}
