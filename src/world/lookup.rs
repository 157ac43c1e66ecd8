//! A key that was not found.

use crate::base::debug_as_display;
use crate::base::text::did_you_mean;
use crate::json::{no_such_key, other_kind};
use crate::model::Kind;
use crate::names::{Nearness, limit, nearness};
use crate::{EntityId, World};

/// How many keys are offered instead.
const OFFERED: usize = 3;

/// Nothing of the kind has the key.
///
/// ```
/// use comity::model::Purpose;
/// use comity::{Organization, State, World};
///
/// let mut world = World::builder();
/// world.add(State::new("kaz", "Kazakhstan"));
/// world.add(Organization::new("nato", "North Atlantic Treaty Organization"));
/// let world = world.freeze()?;
///
/// let error = world.find::<State>("kax").unwrap_err();
/// assert_eq!(error.to_string(), "no state has the key `kax`; did you mean `kaz`?");
/// let error = world.find::<State>("nato").unwrap_err();
/// assert_eq!(error.to_string(), "`nato` is an organization, not a state");
/// # Ok::<(), comity::BuildError>(())
/// ```
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message())]
#[non_exhaustive]
pub struct LookupError {
    /// The key that was asked for.
    pub key: Box<str>,
    /// The kind that was asked for; `None`: any.
    pub expected: Option<Kind>,
    /// The kind of the entity that has the key, if there is one.
    pub found: Option<Kind>,
    /// The keys that may have been meant, the nearest first; at most three.
    pub near: Vec<Box<str>>,
}

debug_as_display!(LookupError { key, expected, found, near });

impl LookupError {
    /// What to say of a key that gave nothing of the expected kind.
    ///
    /// Cost: O(n) in the number of names.
    pub(crate) fn new(world: &World, key: &str, expected: Option<Kind>) -> Self {
        let fits = |kind: Kind| expected.is_none_or(|expected| kind == expected);
        let same = world.entities().find(|id| world.key(*id) == key);
        let found = same.map(|id| world[id].kind()).filter(|kind| !fits(*kind));
        Self { key: key.into(), expected, found, near: near_keys(world, key, fits) }
    }

    fn message(&self) -> String {
        let wanted = self.expected.as_slice();
        let text = match self.found {
            Some(found) => other_kind(&self.key, found.as_str(), wanted),
            None => no_such_key(&self.key, wanted),
        };
        match did_you_mean(&self.near) {
            Some(hint) => format!("{text}; {hint}"),
            None => text,
        }
    }
}

/// The keys of entities of fitting kinds that a key may have meant, the nearest first; at most three.
///
/// Cost: O(n) in the number of names.
pub(crate) fn near_keys(world: &World, key: &str, fits: impl Fn(Kind) -> bool) -> Vec<Box<str>> {
    // Somebody may have written a name where a key belongs, or a key in capitals: then nothing that is merely near is meant.
    let by_name = |id: EntityId| fits(world[id].kind()).then(|| world.key(id));
    let named = world.name_index().carriers(key).into_iter().filter_map(by_name);
    let named: Vec<Box<str>> =
        named.filter(|candidate| *candidate != key).take(OFFERED).map(Into::into).collect();
    if !named.is_empty() {
        return named;
    }

    // Or a key or a name with a slip.
    let mut keys: Vec<(Nearness, &str)> = (world.entities())
        .filter(|id| fits(world[*id].kind()))
        .filter_map(|id| Some((nearness(key, world.key(id), limit(key))?, world.key(id))))
        .collect();
    keys.sort();
    let suggested = world.name_index().suggestions(world.tables(), key, usize::MAX).into_iter();

    let mut near: Vec<Box<str>> = Vec::new();
    let all = (keys.into_iter().map(|(_, key)| key))
        .chain(suggested.filter_map(|suggestion| by_name(suggestion.entity)));
    for candidate in all.filter(|candidate| *candidate != key) {
        if near.len() < OFFERED && !near.iter().any(|known| **known == *candidate) {
            near.push(candidate.into());
        }
    }
    near
}
