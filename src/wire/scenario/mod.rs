//! Change files: a hypothesis as JSON, and back.
//!
//! The form is that of the contract:
//!
//! ```json
//! {"as_of": "2024-10-20", "reading": "strict", "notice": "2025-01-15",
//!  "changes": [{"acquire": {"organization": "ots", "provision": "mutual_defence"}}],
//!  "facts": [{"directed_against": {"what": "ots", "against": "rus", "source": "assumed"}}]}
//! ```
//!
//! A field that is left out is `null`; a field that is not known is an error. Every error that can be told apart is
//! reported, with its place.

mod change;
mod fact;
mod reading;
mod write;

use std::collections::BTreeMap;

use super::QuestionError;
use super::reader::{Reader, is_empty_list};
use crate::json::{Fields, Place, Read, ReadKeys, Value};
use crate::model::Kind;
use crate::scenario::Scenario;
use crate::time::Date;
use crate::{Id, Reading, State, World};

/// A change file: a hypothesis, with the context that the file asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ScenarioFile {
    /// The hypothesis.
    pub scenario: Scenario,
    /// The date on which it is asked; `None`: the file does not say.
    pub as_of: Option<Date>,
    /// The reading of ambiguous provisions; `None`: the file does not say.
    pub reading: Option<Reading>,
}

impl From<Scenario> for ScenarioFile {
    fn from(scenario: Scenario) -> Self {
        Self { scenario, as_of: None, reading: None }
    }
}

/// The fields of a change file, in the order in which they are written.
const FIELDS: [&str; 9] = [
    "as_of",
    "reading",
    "notice",
    "changes",
    "keep",
    "facts",
    "notices",
    "named",
    "bilateral_counts",
];

impl Scenario {
    /// Reads a change file; keys mean what they mean in `world`.
    ///
    /// ```
    /// use comity::model::{EffectKind, LinkRole, TreatyForm};
    /// use comity::{Change, Organization, Scenario, World};
    ///
    /// let mut world = World::builder();
    /// let club = world.add(Organization::new("club", "The Club"));
    /// let world = world.freeze()?;
    ///
    /// let text = r#"{"changes": [{"acquire": {"organization": "club", "provision": "consultation"}}]}"#;
    /// let file = Scenario::from_json(&world, text)?;
    /// assert_eq!(file.scenario.changes, [Change::acquire(club, EffectKind::Consultation)]);
    ///
    /// let error = Scenario::from_json(&world, &text.replace("club", "clab")).unwrap_err();
    /// assert_eq!(error.code, "unknown-key");
    /// assert_eq!(error.near, ["club"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`QuestionError`] tells what is wrong first, what was expected and where; the rest stands in its `others`.
    pub fn from_json(world: &World, text: &str) -> Result<ScenarioFile, QuestionError> {
        Reader::read(world, text, read)
    }

    /// Writes the hypothesis as a change file, on one line.
    pub fn to_json(&self, world: &World) -> String {
        write::file(world, self, None, None)
    }
}

impl ScenarioFile {
    /// Writes the change file, on one line.
    pub fn to_json(&self, world: &World) -> String {
        write::file(world, &self.scenario, self.as_of, self.reading.as_ref())
    }
}

impl Reading {
    /// The reading of these names: one general name such as `narrow`, and any number of `provision=name`.
    ///
    /// # Errors
    ///
    /// If nothing has a reading of that name, or a provision is named that has no such reading.
    pub fn from_names<S: AsRef<str>>(world: &World, names: &[S]) -> Result<Self, QuestionError> {
        let mut readings = reading::Readings::default();
        let nowhere = Place { line: 0, start: 0, end: 0 };
        let faults =
            names.iter().filter_map(|name| readings.add(world, name.as_ref(), nowhere).err());
        let errors: Vec<QuestionError> = faults.map(QuestionError::plain).collect();
        match QuestionError::all(errors) {
            None => Ok(readings.finish()),
            Some(error) => Err(error),
        }
    }
}

/// A hypothesis, with the context that its text asks for; what is wrong with it is reported.
pub(super) fn read(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<ScenarioFile> {
    let of = &reader.object(value, "a hypothesis", &FIELDS)?;
    let as_of = reader.date_of(of, "as_of");
    if let (Some(value), true) = (of.value("as_of"), as_of.is_some_and(Date::is_unknown)) {
        let message = "the date of a question must be known at least in part";
        reader.error("bad-date", value.at, message);
    }
    let reading = of.value("reading").map(|value| reading::reading(reader, value));
    let changes = reader.required(of, "changes", "a list of changes");
    if let Some(value) = changes.filter(|value| is_empty_list(value)) {
        reader.error("no-change", value.at, "expected at least one change");
    }
    let changes = changes.map_or(&[][..], |value| reader.list(value));
    reader.concluded = change::concluded(changes);
    let keep = of
        .value("keep")
        .map(|value| reader.list(value).iter().filter_map(|value| reader.body(value)).collect());
    let facts = reader.list_of(of, "facts");
    let scenario = Scenario {
        notice: reader.date_of(of, "notice"),
        changes: changes.iter().filter_map(|value| change::change(reader, value)).collect(),
        keep,
        assumptions: facts.iter().filter_map(|value| fact::fact(reader, value)).collect(),
        notices: days(reader, of, "notices"),
        named: days(reader, of, "named"),
        bilateral_counts: reader.flag_of(of, "bilateral_counts"),
    };
    Some(ScenarioFile { scenario, as_of, reading })
}

/// Days by the keys of states.
fn days(reader: &mut Reader<'_>, of: &Fields<'_, '_>, name: &str) -> BTreeMap<Id<State>, Date> {
    let mut days = BTreeMap::new();
    for member in reader.members_of(of, name) {
        let state = reader.resolve(&member.name, member.name_at, &[Kind::State], "unknown-key", "");
        let day = reader.date(&member.value);
        if let (Some((state, _)), Some(day)) = (state, day) {
            days.insert(state.cast(), day);
        }
    }
    days
}
