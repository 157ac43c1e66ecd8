//! All errors of the library as one, for programs that pass them on with `?`.
//!
//! Each stage has an error of its own, with everything that is wrong at once and as data:
//!
//! | stage | error | what it has |
//! |---|---|---|
//! | reading files | [`LoadError`] | diagnostics, each with its file, line and column |
//! | building a world in code | [`BuildError`] | violations, each with the record it is about |
//! | looking up a key | [`LookupError`] | the keys that may have been meant |
//! | reading a hypothesis, a question, or an answer that was kept | [`QuestionError`] | code, place, what was expected and what was meant |
//! | reading a date | [`DateError`] | the place in the text |
//! | reading a word, such as a grade | [`WordError`] | the words that are known there, and those that may have been meant |
//! | binding an answer that was kept to a world | [`Unresolved`] | every key that the world lacks |
//! | checking an answer that was kept | [`CheckError`] | which proof does not hold, or what is not proved |
//! | checking a proof | [`Forgery`] | the first step that is wrong |
//! | running rules of one's own | [`ProgramError`], [`Flaw`] | the rules that cannot be run; why a certificate fails |
//!
//! All of them print in words with `{}` and `{:?}`, so that a `main` which returns one says what a person can read; `{:#?}`
//! prints the structure. A negative answer is an answer and never an error.

use std::fmt;

use crate::base::WordError;
use crate::logic::{Flaw, ProgramError};
use crate::proof::check::Forgery;
use crate::time::DateError;
use crate::wire::{CheckError, QuestionError, Unresolved};
use crate::{BuildError, LoadError, LookupError};

/// Any error of the library.
///
/// ```
/// use comity::{Date, Question, State, World};
///
/// fn members(text: &str) -> Result<Question, comity::Error> {
///     let world = World::from_jsonl("mine", text)?;
///     world.find::<State>("ala")?;
///     let _: Date = "2024-10-20".parse()?;
///     Ok(Question::from_json(&world, r#"{"members": {"organization": "pact"}}"#)?)
/// }
///
/// let error = members(r#"{"state":"ala","name":"Åland"}"#).unwrap_err();
/// assert!(matches!(error, comity::Error::Question(_)));
/// assert_eq!(
///     format!("{error:?}"),
///     "members.organization: no organization has the key `pact` (at byte 29)"
/// );
/// ```
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
#[non_exhaustive]
pub enum Error {
    /// A world cannot be read.
    Load(#[from] LoadError),
    /// A world cannot be built.
    Build(#[from] BuildError),
    /// Nothing of the kind has the key.
    Lookup(#[from] LookupError),
    /// A hypothesis, a question or a reading cannot be used.
    Question(#[from] QuestionError),
    /// A text is no date, no day, no period and no interval.
    Date(#[from] DateError),
    /// A text is none of the words that are known where it stands.
    Word(#[from] WordError),
    /// An answer that was kept cannot be bound to a world.
    Unresolved(#[from] Unresolved),
    /// An answer that was kept is not proved.
    Check(#[from] CheckError),
    /// A proof does not hold.
    Forgery(#[from] Forgery),
    /// Rules cannot be run.
    Program(#[from] ProgramError),
    /// A certificate does not hold.
    Flaw(#[from] Flaw),
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Load(error) => error.fmt(f),
            Self::Build(error) => error.fmt(f),
            Self::Lookup(error) => error.fmt(f),
            Self::Question(error) => error.fmt(f),
            Self::Date(error) => error.fmt(f),
            Self::Word(error) => error.fmt(f),
            Self::Unresolved(error) => error.fmt(f),
            Self::Check(error) => error.fmt(f),
            Self::Forgery(error) => error.fmt(f),
            Self::Program(error) => error.fmt(f),
            Self::Flaw(error) => error.fmt(f),
        }
    }
}
