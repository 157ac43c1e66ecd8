//! Why a text or a number is no date.

use std::borrow::Cow;
use std::fmt;

use crate::base::debug_as_display;

/// Why a date, a period or an interval was refused, and where in the text.
///
/// ```
/// use comity::time::Date;
///
/// let error = Date::parse("2023-02-29").unwrap_err();
/// assert_eq!(error.position(), 8);
/// assert_eq!(error.message(), "there is no day 29 in 2023-02; expected 1 to 28");
/// ```
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}{}", Place(*position))]
pub struct DateError {
    message: Cow<'static, str>,
    position: Option<usize>,
}

debug_as_display!(DateError { message, position });

/// The position as it stands at the end of a message.
struct Place(Option<usize>);

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |position| write!(f, " (at position {position})"))
    }
}

impl DateError {
    /// An error that comes from no text.
    pub(super) fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self { message: message.into(), position: None }
    }

    /// An error at a place in a text.
    pub(super) fn at(position: usize, message: impl Into<Cow<'static, str>>) -> Self {
        Self { message: message.into(), position: Some(position) }
    }

    /// The same error at another place.
    #[must_use]
    pub(super) fn moved_to(self, position: usize) -> Self {
        Self { position: Some(position), ..self }
    }

    /// The same error in a text of which the part that was read begins here.
    #[must_use]
    pub(super) fn shifted_by(self, offset: usize) -> Self {
        let position = self.position.unwrap_or(0) + offset;
        self.moved_to(position)
    }

    /// Where in the text, counted in bytes from 0; 0 if there was no text.
    pub fn position(&self) -> usize {
        self.position.unwrap_or(0)
    }

    /// What is wrong and what was expected, without the position.
    pub fn message(&self) -> &str {
        &self.message
    }
}
