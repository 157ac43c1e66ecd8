//! The rows of answers on what somebody said, and on who holds what.

use serde::{Deserialize, Serialize};

use super::keys::{Keyed, keyed};
use super::{CaveatRow, Context, QuestionError, reader};
use crate::answer::{ClaimGround, ClaimVerdict, ContentAccord, NewsKind, Position, StanceAccord};
use crate::json::{to_text, typed};
use crate::model::{Factuality, Mode, Stance, Verb};
use crate::time::{Date, Day};

/// A claim of a speaker, and how it stands against the record of the day that it is about, as known when it was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ClaimRow {
    /// Which claim, by key.
    pub claim: String,
    /// Who says so, by key; `None`: the record has no more than a name as printed.
    pub speaker: Option<String>,
    /// How it is meant.
    pub mode: Option<Mode>,
    /// What is said, over keys, such as `takes_part(kaz,csto,member)`: claims that say or deny the same have the same.
    pub proposition: Option<String>,
    /// Whether the speaker is for what it is about, or against it.
    pub stance: Option<Stance>,
    /// How strongly the verb puts it by which it is reported.
    pub verb: Option<Verb>,
    /// What it speaks of, by key.
    pub about: Vec<String>,
    /// What it says.
    pub text: String,
    /// How it stands against the record.
    pub verdict: ClaimVerdict,
    /// Where it stands written, by key: the first source.
    pub source: Option<String>,
}

/// What a speaker holds of a topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct StanceRow {
    /// Who, by key.
    pub speaker: String,
    /// Of what, by key.
    pub topic: String,
    /// What the speaker holds of it; `None`: speaks of it, and takes no stance.
    pub stance: Option<Position>,
    /// The strongest verb by which one of the claims that say so is reported.
    pub verb: Option<Verb>,
    /// The claims that say so, by key; where there is no stance, those that speak of it.
    pub claims: Vec<String>,
}

/// What a speaker says of one thing: a claim, as a vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct VoteRow {
    /// Who, by key.
    pub speaker: String,
    /// By which claim, by key.
    pub claim: String,
    /// Whether it is said to be so.
    pub says: bool,
    /// How the speaker commits to it.
    pub factuality: Factuality,
    /// How the report is graded: a letter for its source, a digit for what it says; `None`: it is not.
    pub grade: Option<String>,
    /// Whether it counts: it is said for certain, and beyond doubt by this speaker.
    pub counts: bool,
    /// The claims that reach us by the same way, this one among them, by key.
    pub one_source: Vec<String>,
}

/// A source that an answer cannot do without, and what becomes of the answer if it is dropped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct NeededSourceRow {
    /// Which source, by key.
    pub source: String,
    /// The answer without it, in its word; `None`: the change no longer reaches the state at all.
    pub becomes: Option<String>,
    /// What would still have to be left, by key.
    pub exits: Vec<String>,
}

/// Something that became known on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct NewsRow {
    /// Since when it could be known.
    pub known: Day,
    /// Of which record, by key.
    pub record: String,
    /// What sort of thing.
    pub kind: NewsKind,
    /// The day that it is about.
    pub on: Date,
    /// What became known, in words.
    pub text: String,
    /// Where it stands written, by key: the first source.
    pub source: Option<String>,
}

/// How a claim stands against the record, and on what that rests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct StandingRow {
    /// Which claim, by key.
    pub claim: String,
    /// How it stands on the day that it is about, as known when it was said.
    pub verdict: ClaimVerdict,
    /// Why.
    pub ground: ClaimGround,
    /// The day that it is about.
    pub on: Option<Date>,
    /// On whom it falls, by key: whoever speaks beyond doubt.
    pub answerable: Vec<String>,
    /// The records that decide it, by key.
    pub rests_on: Vec<String>,
    /// The sources of these, by key.
    pub sources: Vec<String>,
    /// Clauses of other texts of the same parties, by key, where the text of which it speaks has none such on record.
    pub mixed_up_with: Vec<String>,
    /// How it stands on each reading, where it turns on one.
    pub readings: Vec<ReadingRow>,
    /// How it stands with what is known on the day of the question.
    pub hindsight: ClaimVerdict,
}

/// How a claim stands on a reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ReadingRow {
    /// Which reading.
    pub reading: String,
    /// How it stands.
    pub verdict: ClaimVerdict,
}

/// What two claims have to do with each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ComparisonRow {
    /// Which two, by key.
    pub claims: [String; 2],
    /// How what they say stands to each other.
    pub content: ContentAccord,
    /// How what they want stands to each other.
    pub stance: StanceAccord,
    /// By which verb each is reported.
    pub verbs: [Option<Verb>; 2],
    /// Of what both speak, by key.
    pub topics: Vec<String>,
    /// Whether both reach us by one source.
    pub one_source: bool,
}

/// A debate as data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DebateAnswer {
    /// In which context it was asked.
    pub context: Context,
    pub(crate) kind: DebateTag,
    /// Of which topic, by key.
    pub topic: Option<String>,
    /// Of which speaker, by key.
    pub speaker: Option<String>,
    /// What was said, sorted.
    pub claims: Vec<ClaimRow>,
    /// Who holds what, sorted.
    pub stances: Vec<StanceRow>,
    /// Who speaks, and not of the topic, by key.
    pub silent: Vec<String>,
    /// What claims of different speakers have to do with each other.
    pub comparisons: Vec<ComparisonRow>,
    /// How what was said stands against the record.
    pub standings: Vec<StandingRow>,
    /// The claims, by the source through which they reach us.
    pub sources: Vec<Vec<String>>,
    /// What to keep in mind, sorted.
    pub caveats: Vec<CaveatRow>,
}

/// The kind of this answer, which there is one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DebateTag {
    Debate,
}

impl DebateAnswer {
    /// The kind of this answer, which tells it from an [`Answer`](crate::Answer).
    pub const KIND: &'static str = "debate";

    /// The object of the JSON form, on one line.
    pub fn to_json(&self) -> String {
        // Nothing in it can fail to be written: there are no maps in it, and no numbers.
        to_text(self)
    }

    /// Reads a debate that was kept or sent. No world is needed for that, and nothing is looked up.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::wire::DebateAnswer;
    /// use comity::{World, date};
    ///
    /// let answer = World::bundled().as_of(date(2024, 10, 20)).debate().answer();
    /// assert_eq!(DebateAnswer::from_json(&answer.to_json()), Ok(answer));
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`QuestionError`] says what was expected instead, and where.
    pub fn from_json(text: &str) -> Result<Self, QuestionError> {
        reader::read(text, typed)
    }
}

keyed! {
    ClaimRow: claim, speaker, about, source;
    StanceRow: speaker, topic, claims;
    VoteRow: speaker, claim, one_source;
    NeededSourceRow: source, exits;
    NewsRow: record, source;
}
