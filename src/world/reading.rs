//! Readings: a choice between interpretations of a text (VCLT art. 31 to 33).

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::model::Provision;

/// Which reading of ambiguous provisions a question accepts.
///
/// The name of a reading, such as `strict` or `narrow`, holds for every provision that has a reading of that
/// name; single provisions may be read otherwise.
///
/// ```
/// use comity::Reading;
///
/// let reading = Reading::named("strict").provision("p01", "narrow");
/// assert_eq!(reading.names(), ["strict", "p01=narrow"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    general: Box<str>,
    by_provision: BTreeMap<Box<str>, Box<str>>,
}

impl Default for Reading {
    fn default() -> Self {
        Self::strict()
    }
}

impl From<&Self> for Reading {
    fn from(reading: &Self) -> Self {
        reading.clone()
    }
}

/// The readings under which a world was asked. Each is kept for as long as the world is, so that a view need not own one
/// and can be copied.
#[derive(Debug, Default)]
pub(super) struct Readings(OnceLock<Box<Kept>>);

#[derive(Debug)]
struct Kept {
    reading: Reading,
    others: Readings,
}

impl Readings {
    /// The one that is equal to this, which it is from now on if there was none.
    pub(super) fn keep(&self, reading: &Reading) -> &Reading {
        let mut place = self;
        loop {
            let new = || Box::new(Kept { reading: reading.clone(), others: Self::default() });
            let kept = place.0.get_or_init(new);
            if kept.reading == *reading {
                return &kept.reading;
            }
            place = &kept.others;
        }
    }
}

impl Drop for Readings {
    fn drop(&mut self) {
        // One by one: to drop each within the one before it would take a stack as deep as there are readings.
        let mut next = self.0.take();
        while let Some(mut kept) = next {
            next = kept.others.0.take();
        }
    }
}

impl Reading {
    /// The reading of this name for every provision that has one.
    pub fn named(name: impl Into<Box<str>>) -> Self {
        Self { general: name.into(), by_provision: BTreeMap::new() }
    }

    /// Texts are read in the full breadth of their words.
    pub fn strict() -> Self {
        Self::named("strict")
    }

    /// Qualifying words limit everything before them.
    pub fn narrow() -> Self {
        Self::named("narrow")
    }

    /// Reads one provision, named by key, otherwise.
    #[must_use]
    pub fn provision(mut self, key: impl Into<Box<str>>, name: impl Into<Box<str>>) -> Self {
        self.by_provision.insert(key.into(), name.into());
        self
    }

    /// The names as the JSON form has them: the general one first, then `provision=name`, sorted.
    pub fn names(&self) -> Vec<String> {
        let single = self.by_provision.iter().map(|(key, name)| format!("{key}={name}"));
        std::iter::once(self.general.to_string()).chain(single).collect()
    }

    /// The general reading.
    pub fn general(&self) -> &str {
        &self.general
    }

    /// The readings of single provisions, by key.
    pub fn provisions(&self) -> impl Iterator<Item = (&str, &str)> {
        self.by_provision.iter().map(|(key, name)| (&**key, &**name))
    }

    /// The reading under which a provision is taken: its own, else the general one if it has it, else its default.
    pub(crate) fn of<'a>(&'a self, provision: &'a Provision) -> Option<&'a str> {
        let readings = provision.readings();
        let own = self.by_provision.get(&provision.key).map(|name| &**name);
        own.filter(|name| readings.contains(name))
            .or_else(|| Some(&*self.general).filter(|name| readings.contains(name)))
            .or_else(|| provision.param("default"))
            .or_else(|| readings.first().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::{Reading, Readings};

    #[test]
    fn each_reading_is_kept_once_and_however_many_there_are() {
        let readings = Readings::default();
        let narrow = readings.keep(&Reading::narrow());
        assert!(std::ptr::eq(readings.keep(&Reading::narrow()), narrow));
        let mut place = &readings;
        for number in 0..100_000 {
            place = match place.0.get() {
                Some(kept) => &kept.others,
                None => place,
            };
            place.keep(&Reading::named(number.to_string()));
        }
        assert_eq!(*narrow, Reading::narrow());
    }
}
