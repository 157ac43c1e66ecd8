//! Reads one text, such as a hypothesis, a question or an answer that was kept, and says all that is wrong with it.

use super::QuestionError;
use crate::World;
use crate::json::{Choice, Data, Fault, Named, Read, ReadKeys, Value, document};
use crate::model::{Kind, RecordId};
use crate::world::near_keys;

/// How many faults of one text are told: nobody makes more by mistake.
const MOST: usize = 100;

/// What is wrong with a text so far.
#[derive(Default)]
struct Faults {
    told: Vec<Fault>,
    /// How many are not told.
    untold: usize,
}

/// The world that keys are looked up in, and what is wrong so far.
pub(super) struct Reader<'w> {
    pub(super) world: &'w World,
    /// The keys of the treaties that the changes conclude: facts may speak of them.
    pub(super) concluded: Vec<Box<str>>,
    faults: Faults,
}

/// One of the things that an object of one field can say: the name of the field, and how to read what it holds.
pub(super) type Form<T> = (&'static str, fn(&mut Reader<'_>, &Value<'_>) -> Option<T>);

impl<'w> Reader<'w> {
    pub(super) fn new(world: &'w World) -> Self {
        Self { world, concluded: Vec::new(), faults: Faults::default() }
    }

    /// What a text says, or all that is wrong with it.
    pub(super) fn read<T>(
        world: &'w World,
        text: &str,
        read: impl FnOnce(&mut Self, &Value<'_>) -> Option<T>,
    ) -> Result<T, QuestionError> {
        let mut reader = Self::new(world);
        let value = document(&mut reader, text);
        let said = value.as_ref().and_then(|value| read(&mut reader, value));
        reader.faults.finish(said, text, value.as_ref())
    }

    /// Reads an object of one field by the form of that field.
    pub(super) fn form<T>(
        &mut self,
        value: &Value<'_>,
        what: &str,
        unknown: &'static str,
        forms: &[Form<T>],
    ) -> Option<T> {
        let names: Vec<&str> = forms.iter().map(|(name, _)| *name).collect();
        let choice = Choice { unknown, ..Choice::new(what, &names) };
        let (name, value) = self.one_of(value, &choice)?;
        let (_, read) = forms.iter().find(|(known, _)| *known == name)?;
        read(self, value)
    }
}

impl Faults {
    /// Whether so much is wrong that no more is told.
    fn is_full(&self) -> bool {
        self.told.len() >= MOST
    }

    /// What a text says, if nothing is wrong with it.
    fn finish<T>(
        mut self,
        said: Option<T>,
        text: &str,
        value: Option<&Value<'_>>,
    ) -> Result<T, QuestionError> {
        self.told.sort_by_key(|fault| fault.at);
        let told = self.told.into_iter().map(|fault| QuestionError::of(fault, text, value));
        let mut told: Vec<QuestionError> = told.collect();
        if self.untold > 0 {
            let message = format!("{} more errors are not told", self.untold);
            told.push(QuestionError::new("too-many-errors", message));
        }
        match (said, QuestionError::all(told)) {
            (Some(said), None) => Ok(said),
            (_, Some(error)) => Err(error),
            // Never: what cannot be read is reported.
            (None, None) => Err(QuestionError::new("wrong-type", "it cannot be read")),
        }
    }
}

impl Read for Faults {
    fn fault(&mut self, fault: Fault) {
        if self.is_full() {
            self.untold += 1;
        } else {
            self.told.push(fault);
        }
    }
}

impl Read for Reader<'_> {
    fn fault(&mut self, fault: Fault) {
        self.faults.fault(fault);
    }
}

/// What a text says that speaks of no world, or what is wrong with it.
pub(super) fn read<T>(
    text: &str,
    read: impl FnOnce(&Value<'_>) -> Result<T, Fault>,
) -> Result<T, QuestionError> {
    let mut faults = Faults::default();
    let value = document(&mut faults, text);
    let said =
        value.as_ref().and_then(|value| read(value).map_err(|fault| faults.fault(fault)).ok());
    faults.finish(said, text, value.as_ref())
}

impl ReadKeys for Reader<'_> {
    fn named(&self, key: &str) -> Named {
        match self.world.record_named(key) {
            None => Named::Nothing,
            Some(RecordId::Entity(id)) => Named::Entity(id, self.world[id].kind()),
            Some(RecordId::Participation(_)) => Named::Other("membership"),
            Some(RecordId::Overlay(_)) => Named::Other("overlay"),
            Some(RecordId::Link(_)) => Named::Other("link"),
            Some(RecordId::Provision(_)) => Named::Other("provision"),
            Some(RecordId::Act(_)) => Named::Other("act"),
            Some(RecordId::Relation(_)) => Named::Other("relation"),
            Some(RecordId::Claim(_)) => Named::Other("claim"),
            Some(RecordId::Contested(_)) => Named::Other("contested value"),
            Some(RecordId::Assertion(_)) => Named::Other("assertion"),
            Some(RecordId::RecordExtent(_)) => Named::Other("extent"),
        }
    }

    fn near_keys(&self, key: &str, wanted: &[Kind]) -> Vec<String> {
        // The search is long, and nobody would be told what it finds.
        if self.faults.is_full() {
            return Vec::new();
        }
        let near = near_keys(self.world, key, |kind| wanted.is_empty() || wanted.contains(&kind));
        near.into_iter().map(String::from).collect()
    }
}

/// Whether a value is the empty list.
pub(super) const fn is_empty_list(value: &Value<'_>) -> bool {
    matches!(&value.data, Data::List(values) if values.is_empty())
}
