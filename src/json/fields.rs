//! The fields of an object.

use std::borrow::Cow;

use super::value::{Place, Value};

/// The fields of a record, of an object within one, of a change or of a question: those that it may have, each once.
#[derive(Debug)]
pub(crate) struct Fields<'v, 'a> {
    /// What it is, for messages: "a membership", "this change".
    pub(crate) what: Cow<'static, str>,
    /// Where it is said that something is missing.
    pub(crate) at: Place,
    pub(super) said: Vec<(&'static str, &'v Value<'a>)>,
    /// Fields that a name nobody knows has probably meant: they are not missed as well.
    pub(super) suspected: Vec<&'static str>,
}

impl<'v, 'a> Fields<'v, 'a> {
    pub(crate) fn new(
        what: impl Into<Cow<'static, str>>,
        at: Place,
        said: Vec<(&'static str, &'v Value<'a>)>,
        suspected: Vec<&'static str>,
    ) -> Self {
        Self { what: what.into(), at, said, suspected }
    }

    /// The value of a field, `null` included.
    pub(crate) fn said(&self, name: &str) -> Option<&'v Value<'a>> {
        self.said.iter().find(|(field, _)| *field == name).map(|(_, value)| *value)
    }

    /// The value of a field; `null` is none.
    pub(crate) fn value(&self, name: &str) -> Option<&'v Value<'a>> {
        self.said(name).filter(|value| !value.is_null())
    }

    /// Whether a field is not there, and no name that nobody knows has meant it.
    pub(crate) fn misses(&self, name: &str) -> bool {
        self.value(name).is_none() && !self.suspected.contains(&name)
    }
}
