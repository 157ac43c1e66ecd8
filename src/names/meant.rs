//! What says that somebody is meant by a name, as data; the words of it stand with all others.

use super::codes::Coded;
use super::index::{Which, sort_of, validity};
use crate::Truth;
use crate::model::{NameKind, Profile, Scheme};
use crate::time::Interval;

/// What says that somebody is meant by a name or a code. It prints in English, such as "former name until 2021-11-12";
/// [`Language::meant_by`](crate::words::Language::meant_by) has the words.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MeantBy {
    /// What it is of the one that is meant.
    pub what: Meaning,
    /// When it is or was right, as far as that is recorded.
    pub valid: Interval,
    /// Whether it is written in another form than it is recorded in.
    pub is_in_another_form: bool,
    /// Whether the one that is meant did not exist on the day.
    pub is_gone: bool,
    /// Whether it is right on the day, as far as the record goes; of no day: yes.
    pub truth: Truth,
}

/// What a name or a code is of the one that is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Meaning {
    /// Its key.
    Key,
    /// Its name, of a sort if that is recorded.
    Name(Option<NameKind>),
    /// Its code in a scheme.
    Code(Scheme),
    /// What it is called in other languages, by their tags.
    Foreign(Box<[Box<str>]>),
}

impl MeantBy {
    pub(super) const fn new(what: Meaning, valid: Interval) -> Self {
        Self { what, valid, is_in_another_form: false, is_gone: false, truth: Truth::Yes }
    }

    /// One of its names.
    pub(super) fn name(profile: &Profile, which: Which) -> Self {
        let valid = match &*validity(profile, which) {
            [valid] => *valid,
            _ => Interval::ALWAYS,
        };
        let what = match which {
            Which::Key => Meaning::Key,
            Which::Canonical | Which::Other(_) => Meaning::Name(sort_of(profile, which)),
        };
        Self::new(what, valid)
    }

    /// Its canonical name.
    pub(crate) fn canonical(profile: &Profile) -> Self {
        Self::name(profile, Which::Canonical)
    }

    /// One of its codes.
    pub(crate) fn code(coded: &Coded) -> Self {
        let by = Self::new(Meaning::Code(coded.scheme), coded.valid);
        Self { truth: coded.truth, ..by }
    }

    /// What it is called in other languages.
    pub(super) fn foreign(languages: &str) -> Self {
        let languages = languages.split(',').map(Into::into).collect();
        Self::new(Meaning::Foreign(languages), Interval::ALWAYS)
    }
}
