//! Answers as data: what was understood, in which context, the rows, and what to keep in mind.

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::rows::{CaveatRow, Rows};
use super::{QuestionError, question, reader};
use crate::json::{Fault, Value, to_text, typed};
use crate::model::{Presumption, Statehood};
use crate::question::QuestionKind;
use crate::time::{Date, Day};
use crate::wire::Told;
use crate::world::View;
use crate::{EntityId, Truth};

/// The answer to a [`Question`](crate::Question).
///
/// ```
/// # #[cfg(feature = "dataset")] {
/// use comity::Question;
/// use comity::wire::Rows;
/// use comity::{Organization, World, date};
///
/// let world = World::bundled();
/// let ots = world.find::<Organization>("ots")?;
/// let answer = world.as_of(date(2024, 10, 20)).ask(&Question::members(ots));
/// let Rows::Members(members) = &answer.rows else { unreachable!() };
/// assert_eq!(members.len(), 5);
/// assert!(answer.to_json().starts_with(r#"{"question":"Who are the members of"#));
/// # }
/// # Ok::<(), comity::LookupError>(())
/// ```
///
/// Its JSON form can be [read back](Self::from_json); to keep an answer with its question, the version of the world and the
/// proofs, take a [`Stored`](crate::wire::Stored).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Answer {
    /// What was understood, in canonical English.
    pub question: String,
    /// In which context.
    pub context: Context,
    /// What was asked, in a word; it decides what the rows are.
    pub kind: QuestionKind,
    /// Yes, no or unknown; on yes/no questions only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub truth: Option<Truth>,
    /// What answers the question, certain and possible, sorted.
    pub rows: Rows,
    /// What to keep in mind, sorted.
    pub caveats: Vec<CaveatRow>,
    /// How the answer follows from the record, if that was asked for.
    pub explanation: Option<Told>,
}

impl Answer {
    /// The object of the JSON form, on one line.
    pub fn to_json(&self) -> String {
        // Nothing in an answer can fail to be written: there are no maps in it, and no numbers but integers.
        to_text(self)
    }

    /// Reads an answer. What its rows are follows from its `kind`.
    ///
    /// ```
    /// use comity::wire::Rows;
    /// use comity::{Answer, Organization, Question, State, World, date};
    ///
    /// let mut world = World::builder();
    /// let (kaz, club) = (world.add(State::new("kaz", "Kazakhstan")), world.add(Organization::new("club", "The Club")));
    /// world.member(kaz, club, date(2003, 9, 18)..);
    /// let world = world.freeze()?;
    ///
    /// let text = world.as_of(date(2024, 10, 20)).ask(&Question::members(club)).to_json();
    /// let answer = Answer::from_json(&text).unwrap();
    /// let Rows::Members(members) = &answer.rows else { unreachable!() };
    /// assert_eq!(members[0].entity, "kaz");
    /// assert_eq!(answer.to_json(), text);
    /// # Ok::<(), comity::BuildError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`QuestionError`] says what was expected instead, and where.
    pub fn from_json(text: &str) -> Result<Self, QuestionError> {
        reader::read(text, Self::of)
    }

    /// The answer that a value says.
    pub(super) fn of(value: &Value<'_>) -> Result<Self, Fault> {
        /// The kind alone.
        #[derive(Deserialize)]
        struct Kind {
            kind: QuestionKind,
        }

        let Kind { kind } = typed(value)?;
        let form: Form = typed(value)?;
        let rows = question::rows(kind, value.member("rows"))?;
        let Form { question, context, truth, caveats, explanation, .. } = form;
        Ok(Self { question, context, kind, truth, rows, caveats, explanation })
    }

    /// Whether a caveat with this word stands on it.
    pub fn has_caveat(&self, code: &str) -> bool {
        self.caveats.iter().any(|caveat| caveat.code == code)
    }
}

/// An answer without its rows, whose type follows from the kind.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    question: String,
    context: Context,
    #[expect(dead_code, reason = "read before, to know what the rows are")]
    kind: QuestionKind,
    truth: Option<Truth>,
    #[expect(dead_code, reason = "read after, by the kind")]
    rows: IgnoredAny,
    caveats: Vec<CaveatRow>,
    explanation: Option<Told>,
}

/// In which context a question was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Context {
    /// The date of the view.
    pub as_of: Date,
    /// The day by which things had to be known, if that mattered.
    pub known_by: Option<Day>,
    /// Whose word counted beside the record, by key, of several with commas between them; `None`: nobody's.
    pub according_to: Option<String>,
    /// The readings of ambiguous provisions.
    pub readings: Vec<String>,
    /// The day on which whoever must exit gives notice.
    pub notice: Date,
    /// For how long the record was presumed to hold after its end, if not for a year.
    #[serde(default, skip_serializing_if = "is_default")]
    pub presumption: Presumption,
    /// Who counted as a state, if not whoever is listed without a contest: `cow`, `members_of=un`, `recognised_by=tur`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statehood: Option<String>,
}

/// Whether it is for a year.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
pub(super) fn is_default(presumption: &Presumption) -> bool {
    *presumption == Presumption::DEFAULT
}

/// Who counted as a state, in a word and a key; nothing where it is whoever is listed.
pub(super) fn statehood(view: &View<'_>) -> Option<String> {
    let key = |id: EntityId| view.world().key(id);
    match view.statehood() {
        Statehood::Listed => None,
        Statehood::Cow => Some("cow".to_owned()),
        Statehood::MembersOf(one) => Some(format!("members_of={}", key(one.into()))),
        Statehood::RecognisedBy(one) => Some(format!("recognised_by={}", key(one.into()))),
    }
}

impl Context {
    pub(crate) fn new(view: &View<'_>, notice: Option<Date>) -> Self {
        let world = view.world();
        let speakers: Vec<&str> = world.speakers().iter().map(|one| world.key(*one)).collect();
        Self {
            as_of: view.as_of(),
            known_by: view.knowledge(),
            according_to: (!speakers.is_empty()).then(|| speakers.join(",")),
            readings: view.reading().names(),
            notice: notice.unwrap_or_else(|| view.as_of()),
            presumption: view.presumption(),
            statehood: statehood(view),
        }
    }

    /// The key that it names to say who counted as a state.
    pub(super) fn counted_by(&self) -> Option<&str> {
        let (_, key) = self.statehood.as_deref()?.split_once('=')?;
        Some(key)
    }
}
