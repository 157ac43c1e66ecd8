//! Why a question cannot be used.

use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::base::debug_as_display;
use crate::json::{Fault, Value, to_text};

/// Why a question, an option or a change file cannot be used: what is wrong, where, and what was expected instead.
///
/// Its JSON form is the object of the contract, `{"error": {"code": …, "message": …, "position": …, "expected": […], "near": […]}}`.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct QuestionError {
    /// A word for it, such as `unknown-key`.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// Where, in bytes from the beginning of the text; `None`: nowhere in particular.
    pub position: Option<usize>,
    /// What could stand there, where that can be listed.
    pub expected: Vec<String>,
    /// What may have been meant, the nearest first.
    pub near: Vec<String>,
    /// What else is wrong, in the order of the text.
    pub others: Box<[Self]>,
}

impl QuestionError {
    /// An error with a code and a message, and no place.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            position: None,
            expected: Vec::new(),
            near: Vec::new(),
            others: Box::default(),
        }
    }

    /// A fault of no text.
    pub(super) fn plain(fault: Fault) -> Self {
        let Fault { code, at: _, message, help, expected, near } = fault;
        let help = help.map(|help| format!("; {help}")).unwrap_or_default();
        Self::new(code, message + &help).expecting(expected).near(near)
    }

    /// A fault of a text: with the path to its place, where the text could be read, or else with the line and column.
    pub(super) fn of(fault: Fault, text: &str, value: Option<&Value<'_>>) -> Self {
        let at = fault.at;
        let position = at.start as usize;
        let mut error = Self::plain(fault).at(position);
        match value.map(|value| value.path_to(at)) {
            None => {
                let place = line_and_column(text, position);
                error.message = format!("{} ({place})", error.message);
            }
            Some(path) if path.is_empty() => {}
            Some(path) => error.message.insert_str(0, &format!("{path}: ")),
        }
        error
    }

    /// The same error at a place.
    #[must_use]
    pub fn at(mut self, position: usize) -> Self {
        self.position = Some(position);
        self
    }

    /// The same error with what was expected.
    #[must_use]
    pub fn expecting<S: Into<String>>(mut self, expected: impl IntoIterator<Item = S>) -> Self {
        self.expected = expected.into_iter().map(Into::into).collect();
        self
    }

    /// The same error with what may have been meant.
    #[must_use]
    pub fn near<S: Into<String>>(mut self, near: impl IntoIterator<Item = S>) -> Self {
        self.near = near.into_iter().map(Into::into).collect();
        self
    }

    /// All of them as one; `None` if there is none.
    pub(super) fn all(errors: Vec<Self>) -> Option<Self> {
        let mut errors = errors.into_iter();
        let mut first = errors.next()?;
        first.others = errors.collect();
        Some(first)
    }

    /// This error alone, on one line.
    fn line(&self) -> String {
        let place = self.position.map(|at| format!(" (at byte {at})")).unwrap_or_default();
        format!("{}{place}", self.message)
    }

    /// The object of the JSON form, on one line.
    pub fn to_json(&self) -> String {
        to_text(self)
    }
}

/// A byte of a text as people count: both from 1, the column in characters.
fn line_and_column(text: &str, byte: usize) -> String {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
    format!("line {line}, column {column}")
}

impl fmt::Display for QuestionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line())?;
        for other in &self.others {
            write!(f, "\n{}", other.line())?;
        }
        Ok(())
    }
}

debug_as_display!(QuestionError { code, message, position, expected, near, others });

impl std::error::Error for QuestionError {}

impl Serialize for QuestionError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Inner<'a>(&'a QuestionError);

        impl Serialize for Inner<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let error = self.0;
                let others = error.others.iter().map(|other| format!("; {}", other.line()));
                let message = error.message.clone() + &others.collect::<String>();
                let mut object = serializer.serialize_struct("QuestionError", 5)?;
                object.serialize_field("code", error.code)?;
                object.serialize_field("message", &message)?;
                object.serialize_field("position", &error.position)?;
                object.serialize_field("expected", &error.expected)?;
                object.serialize_field("near", &error.near)?;
                object.end()
            }
        }

        let mut object = serializer.serialize_struct("QuestionError", 1)?;
        object.serialize_field("error", &Inner(self))?;
        object.end()
    }
}
