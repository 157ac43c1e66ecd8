//! Names and identifiers, each with the time in which it is right.

use crate::base::words;
use crate::time::Interval;

/// What sort of name it is.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum NameKind {
    /// The official name.
    Official,
    /// The usual short form.
    Short,
    /// Another name in use.
    Alias,
    /// The name in a language of its own people.
    Endonym,
    /// The name in another language.
    Exonym,
    /// A name it had.
    Former,
    /// An acronym.
    Acronym,
    /// What its people are called.
    Demonym,
    /// A capital or a seat that stands for the whole.
    Metonym,
    /// A misspelling that occurs in print.
    Misspelling,
}

words! {
    NameKind, "kind of name":
    Official = "official",
    Short = "short",
    Alias = "alias",
    Endonym = "endonym",
    Exonym = "exonym",
    Former = "former",
    Acronym = "acronym",
    Demonym = "demonym",
    Metonym = "metonym",
    Misspelling = "misspelling",
}

/// One name of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Name {
    /// The name as it is written.
    pub text: Box<str>,
    /// What sort of name it is.
    pub kind: NameKind,
    /// Its language (ISO 639), where that is known.
    pub lang: Option<Box<str>>,
    /// When it is or was right.
    pub valid: Interval,
}

impl Name {
    /// A name that is right at all times, in no language in particular.
    pub fn new(text: impl Into<Box<str>>, kind: NameKind) -> Self {
        Self { text: text.into(), kind, lang: None, valid: Interval::ALWAYS }
    }
}

/// A code of an entity in some scheme (ISO 3166, Correlates of War …), with its validity.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Identifier {
    /// The scheme, for instance `iso3`.
    pub scheme: Box<str>,
    /// The code; never a number with arithmetic meaning.
    pub code: Box<str>,
    /// When it is or was right.
    pub valid: Interval,
}

impl Identifier {
    /// A code that is right at all times.
    pub fn new(scheme: impl Into<Box<str>>, code: impl Into<Box<str>>) -> Self {
        Self { scheme: scheme.into(), code: code.into(), valid: Interval::ALWAYS }
    }
}
