//! What is wrong at a place of a text.

use super::value::{Place, Value};
use crate::base::KEYS_ARE;
use crate::base::text::{did_you_mean, join_quoted, near, quoted};

/// Something that is wrong: what, where, and what could stand there instead.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    /// A word for it, such as `wrong-type`.
    pub(crate) code: &'static str,
    pub(crate) at: Place,
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) help: Option<String>,
    /// What could stand there, where that can be listed.
    pub(crate) expected: Box<[String]>,
    /// What may have been meant, the nearest first.
    pub(crate) near: Box<[String]>,
}

impl Fault {
    pub(crate) fn new(code: &'static str, at: Place, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { code, at, message, help: None, expected: Box::default(), near: Box::default() }
    }

    /// Another sort of value was expected.
    pub(crate) fn wrong_type(value: &Value<'_>, expected: &str) -> Self {
        let message = format!("expected {expected}, found {}", value.kind());
        Self::new("wrong-type", value.at, message).expecting([expected])
    }

    /// A word that is none of those known: what was meant is offered, or else what is known.
    pub(crate) fn unknown(
        code: &'static str,
        at: Place,
        message: String,
        word: &str,
        known: &[&str],
    ) -> Self {
        let mut fault = Self::new(code, at, message)
            .expecting(known.iter().copied())
            .meaning(near(word, known.iter().copied()));
        fault.help.get_or_insert_with(|| format!("expected {}", join_quoted(known, "or")));
        fault
    }

    /// The name of a field stands in an object for the second time.
    pub(super) fn duplicate(name: &str, name_at: Place) -> Self {
        let message = format!("the field {} is there twice", quoted(name));
        Self::new("duplicate-field", name_at, message)
    }

    /// A key that is none.
    pub(crate) fn bad_key(key: &str, at: Place) -> Self {
        let message = format!("{} is not a key", quoted(key));
        Self::new("bad-key", at, message).help(KEYS_ARE.to_owned())
    }

    pub(crate) fn help(mut self, help: impl Into<Option<String>>) -> Self {
        self.help = help.into();
        self
    }

    pub(crate) fn expecting<S: Into<String>>(
        mut self,
        expected: impl IntoIterator<Item = S>,
    ) -> Self {
        self.expected = expected.into_iter().map(Into::into).collect();
        self
    }

    /// The same fault with what may have been meant, which is offered.
    pub(crate) fn meaning<S: Into<String>>(mut self, near: impl IntoIterator<Item = S>) -> Self {
        self.near = near.into_iter().map(Into::into).collect();
        self.help = did_you_mean(&self.near);
        self
    }
}
