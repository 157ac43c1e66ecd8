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
mod error;
mod fields;
mod node;
mod words;
mod write;

pub use error::QuestionError;

use crate::scenario::Scenario;
use crate::time::Date;
use crate::{Reading, World};
use fields::{Fields, Reader};

/// A change file: a hypothesis, with the context that the file asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScenarioFile {
    /// The hypothesis.
    pub scenario: Scenario,
    /// The date on which it is asked; `None`: the file does not say.
    pub as_of: Option<Date>,
    /// The reading of ambiguous provisions; `None`: the file does not say.
    pub reading: Option<Reading>,
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
        let root = node::parse(text)?;
        let mut reader = Reader::new(world);
        let file = reader.object(&root, "").map(|fields| read(&mut reader, fields));
        match (file, reader.finish()) {
            (Some(file), Ok(())) => Ok(file),
            (_, Err(error)) => Err(error),
            (None, Ok(())) => Err(QuestionError::new("wrong-type", "expected an object")),
        }
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
        let mut reader = Reader::new(world);
        let mut reading = words::Readings::default();
        for name in names {
            reading.add(&mut reader, name.as_ref(), None, "reading");
        }
        reader.finish()?;
        Ok(reading.finish())
    }
}

fn read(reader: &mut Reader<'_>, mut fields: Fields<'_>) -> ScenarioFile {
    let as_of = fields.take("as_of").and_then(|(node, path)| {
        let date = reader.date(node, &path)?;
        if date.is_unknown() {
            reader.error(
                "bad-date",
                node,
                &path,
                "the date of a question must be known at least in part",
            );
            return None;
        }
        Some(date)
    });
    let reading = fields.take("reading").map(|(node, path)| words::reading(reader, node, &path));
    let mut scenario = Scenario {
        notice: fields.take("notice").and_then(|(node, path)| reader.date(node, &path)),
        ..Scenario::default()
    };
    let concluded = change::concluded(fields.peek("changes"));
    if let Some((node, path)) = fields.take("changes") {
        for (node, path) in reader.list(node, &path) {
            scenario.changes.extend(change::change(reader, node, &path));
        }
        if node.is_empty_list() {
            reader.error("no-change", node, &path, "expected at least one change");
        }
    } else {
        fields.missing(reader, "changes", "a list of changes");
    }
    scenario.keep = fields.take("keep").map(|(node, path)| {
        let items = reader.list(node, &path).into_iter();
        items.filter_map(|(node, path)| reader.body(node, &path)).collect()
    });
    if let Some((node, path)) = fields.take("facts") {
        for (node, path) in reader.list(node, &path) {
            scenario.assumptions.extend(change::fact(reader, node, &path, &concluded));
        }
    }
    for (name, days) in [("notices", &mut scenario.notices), ("named", &mut scenario.named)] {
        let Some((node, path)) = fields.take(name) else { continue };
        for (key, node, path) in reader.entries(node, &path) {
            let state = reader.state_named(key, node, &path);
            if let (Some(state), Some(day)) = (state, reader.date(node, &path)) {
                days.insert(state, day);
            }
        }
    }
    let bilateral = fields.take("bilateral_counts");
    scenario.bilateral_counts =
        bilateral.and_then(|(node, path)| reader.truth(node, &path)).unwrap_or(false);
    fields.finish(reader, &FIELDS);
    ScenarioFile { scenario, as_of, reading }
}
