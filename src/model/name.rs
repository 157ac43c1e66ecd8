//! Names and identifiers, each with the time in which it is right.

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

impl NameKind {
    /// All kinds, in the order of the file format.
    pub const ALL: [Self; 10] = [
        Self::Official,
        Self::Short,
        Self::Alias,
        Self::Endonym,
        Self::Exonym,
        Self::Former,
        Self::Acronym,
        Self::Demonym,
        Self::Metonym,
        Self::Misspelling,
    ];

    /// The word of the file format.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Short => "short",
            Self::Alias => "alias",
            Self::Endonym => "endonym",
            Self::Exonym => "exonym",
            Self::Former => "former",
            Self::Acronym => "acronym",
            Self::Demonym => "demonym",
            Self::Metonym => "metonym",
            Self::Misspelling => "misspelling",
        }
    }
}

/// One name of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// A code of an entity in some scheme (ISO 3166, Correlates of War …), with its validity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identifier {
    /// The scheme, for instance `iso3`.
    pub scheme: Box<str>,
    /// The code; never a number with arithmetic meaning.
    pub code: Box<str>,
    /// When it is or was right.
    pub valid: Interval,
}
