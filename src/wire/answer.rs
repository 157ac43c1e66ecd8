//! Answers as data: what was understood, in which context, the rows, and what to keep in mind.

use serde::Serialize;

use super::rows::{CaveatRow, Rows};
use crate::Truth;
use crate::time::{Date, Day};
use crate::wire::Told;
use crate::world::View;

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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Answer {
    /// What was understood, in canonical English.
    pub question: String,
    /// In which context.
    pub context: Context,
    /// The kind of the rows.
    pub kind: &'static str,
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
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Whether a caveat with this word stands on it.
    pub fn has_caveat(&self, code: &str) -> bool {
        self.caveats.iter().any(|caveat| caveat.code == code)
    }
}

/// In which context a question was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Context {
    /// The date of the view.
    pub as_of: Date,
    /// The day by which things had to be known, if that mattered.
    pub known_by: Option<Day>,
    /// Whose word counted, by key; `None`: the record's.
    pub according_to: Option<String>,
    /// The readings of ambiguous provisions.
    pub readings: Vec<String>,
    /// The day on which whoever must exit gives notice.
    pub notice: Date,
}

impl Context {
    pub(crate) fn new(view: &View<'_>, notice: Option<Date>) -> Self {
        Self {
            as_of: view.as_of(),
            known_by: view.knowledge(),
            according_to: None,
            readings: view.reading().names(),
            notice: notice.unwrap_or_else(|| view.as_of()),
        }
    }
}
