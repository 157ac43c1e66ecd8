//! Enums whose values are words: of the files, of JSON, of messages. Each word stands once, beside its value.

use std::error::Error;
use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::text::{did_you_mean, join_quoted, near, quoted};

/// A type whose values are words.
pub(crate) trait Word: Copy + 'static {
    /// What such a word is, for messages.
    const WHAT: &'static str;
    /// All of them, in their order.
    const WORDS: &'static [Self];
    /// Words of earlier versions, which are read and no longer written.
    const FORMER: &'static [(&'static str, Self)] = &[];

    fn word(self) -> &'static str;
}

/// A text that is none of the words that are known where it stands.
///
/// ```
/// use comity::model::Status;
///
/// let error = "membr".parse::<Status>().unwrap_err();
/// assert_eq!(error.to_string(), "`membr` is no grade; did you mean `member`?");
/// assert_eq!("observer".parse(), Ok(Status::Observer));
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WordError {
    /// The text.
    pub text: Box<str>,
    /// What was expected: "grade", "kind of provision" …
    pub expected: &'static str,
    /// All words that are known there.
    pub known: Vec<&'static str>,
    /// The words that may have been meant, the nearest first; at most three.
    pub near: Vec<&'static str>,
}

impl WordError {
    fn new<W: Word>(text: &str) -> Self {
        let known: Vec<&'static str> = W::WORDS.iter().map(|word| word.word()).collect();
        let near = near(text, known.iter().copied());
        Self { text: text.into(), expected: W::WHAT, known, near }
    }
}

impl fmt::Display for WordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is no {}; ", quoted(&self.text), self.expected)?;
        match did_you_mean(&self.near) {
            Some(meant) => f.write_str(&meant),
            None => write!(f, "expected {}", join_quoted(&self.known, "or")),
        }
    }
}

super::debug_as_display!(WordError { text, expected, known, near });

impl Error for WordError {}

/// The value of a word.
pub(crate) fn from_word<W: Word>(text: &str) -> Result<W, WordError> {
    let found = W::WORDS.iter().find(|word| word.word() == text).copied();
    let former = || W::FORMER.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
    found.or_else(former).ok_or_else(|| WordError::new::<W>(text))
}

/// The value of a word that is serialised; what is none of them is told with all that are known.
pub(crate) fn deserialized<'de, W: Word, D: Deserializer<'de>>(
    deserializer: D,
    known: &'static [&'static str],
) -> Result<W, D::Error> {
    let text = String::deserialize(deserializer)?;
    from_word(&text).map_err(|_| D::Error::unknown_variant(&text, known))
}

/// Gives the values of an enum their words, and what comes with words: all values in their order, how each is displayed,
/// serialised and read.
macro_rules! words {
    (
        $name:ident, $what:literal: $($variant:ident = $word:literal),+ $(,)?
        $(; formerly $($former:literal = $now:ident),+ $(,)?)?
    ) => {
        impl $name {
            /// All of them, in their order.
            pub const ALL: [Self; [$($word),+].len()] = [$(Self::$variant),+];

            /// The word for it, in files and in JSON.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl $crate::base::Word for $name {
            const WHAT: &'static str = $what;
            const WORDS: &'static [Self] = &Self::ALL;
            $(const FORMER: &'static [(&'static str, Self)] = &[$(($former, Self::$now)),+];)?

            fn word(self) -> &'static str {
                self.as_str()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::base::WordError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::base::from_word(text)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::base::deserialized(deserializer, &[$($word),+])
            }
        }
    };
}

pub(crate) use words;
