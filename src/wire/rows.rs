//! The rows of answers: one type for every kind, with the fields and the order of the JSON form.

use serde::{Serialize, Serializer};

use crate::answer::{Caveat, DaysEarly, Outcome};
use crate::model::{Duty, ExitCondition, OverlayKind, Status, Strength};
use crate::time::Date;
use crate::verdict::{Clause, Verdict, VetoStep};
use crate::words::{Language, Names};
use crate::{Truth, World};

/// The rows of an answer, all of one kind, sorted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Rows {
    /// Of `members` and `parties`.
    Members(Vec<MemberRow>),
    /// Of `memberships` and `is_member`.
    Memberships(Vec<MembershipRow>),
    /// Of `must_exit`.
    Exits(Vec<ExitRow>),
    /// Of `vetoes`.
    Vetoes(Vec<VetoRow>),
    /// Of `obligations`.
    Obligations(Vec<ObligationRow>),
    /// Of `bonds`.
    Bonds(Vec<BondRow>),
    /// Of `dates`.
    Dates(Vec<DateRow>),
    /// Of `same` and `name`.
    Names(Vec<NameRow>),
    /// Of `periods`.
    Periods(Vec<PeriodRow>),
    /// Of `in_both`, `in_either` and `but_not`.
    Entities(Vec<EntityRow>),
    /// Of `changes`.
    Changes(Vec<ChangeRow>),
}

impl Rows {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Members(rows) => rows.len(),
            Self::Memberships(rows) => rows.len(),
            Self::Exits(rows) => rows.len(),
            Self::Vetoes(rows) => rows.len(),
            Self::Obligations(rows) => rows.len(),
            Self::Bonds(rows) => rows.len(),
            Self::Dates(rows) => rows.len(),
            Self::Names(rows) => rows.len(),
            Self::Periods(rows) => rows.len(),
            Self::Entities(rows) => rows.len(),
            Self::Changes(rows) => rows.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Somebody who takes part in an organization or treaty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MemberRow {
    /// Who, by key.
    pub entity: String,
    /// In which grade.
    #[serde(serialize_with = "word")]
    pub status: Status,
    /// Whether for certain on the day.
    pub truth: Truth,
    /// Since when; `None`: no beginning is recorded.
    pub from: Option<Date>,
    /// The first day after; `None`: still.
    pub to: Option<Date>,
    /// What lies, or may lie, over the participation on the day.
    #[serde(serialize_with = "words")]
    pub overlays: Vec<OverlayKind>,
}

/// A participation of somebody in an organization (or, if that was asked, a treaty).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MembershipRow {
    /// In what, by key.
    pub organization: String,
    /// In which grade; `None`: no participation is recorded.
    #[serde(serialize_with = "word_or_null")]
    pub status: Option<Status>,
    /// Whether it holds on the day.
    pub truth: Truth,
    /// Since when.
    pub from: Option<Date>,
    /// The first day after; `None`: still.
    pub to: Option<Date>,
    /// What lies, or may lie, over it on the day.
    #[serde(serialize_with = "words")]
    pub overlays: Vec<OverlayKind>,
}

/// What a change means for a state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExitRow {
    /// Which state, by key.
    pub state: String,
    /// The verdict.
    #[serde(serialize_with = "word")]
    pub verdict: Verdict,
    /// What must be left, by key.
    pub exits: Vec<String>,
    /// When all of it can have been left.
    pub earliest: Option<Date>,
    /// The provisions of its own law that bar it, by key.
    pub laws: Vec<String>,
    /// Every other conflict, by the key of the provision.
    pub soft: Vec<String>,
    /// The provisions that force the exits, by key.
    pub rules: Vec<String>,
    /// Why not, where it need not exit.
    pub reason: Option<String>,
    /// What else the exits wait for.
    #[serde(serialize_with = "words")]
    pub subject_to: Vec<ExitCondition>,
    /// Whether the exits are in time for the change, if that has a day.
    pub in_time: Option<Truth>,
    /// By how many days the change comes too early, where it does.
    #[serde(serialize_with = "days")]
    pub days_early: Option<DaysEarly>,
}

impl ExitRow {
    /// The row of an outcome; `reason` says why the state need not exit, where that is so.
    pub(crate) fn of(world: &World, outcome: &Outcome, reason: Option<String>) -> Self {
        let keys = |clauses: &[Clause]| {
            let mut keys: Vec<String> =
                clauses.iter().map(|clause| clause.key(world.tables()).to_owned()).collect();
            keys.sort_unstable();
            keys.dedup();
            keys
        };
        let mut subject_to = outcome.subject_to.clone();
        subject_to.sort_by_key(|condition| condition.as_str());
        Self {
            state: world.key(outcome.state).to_owned(),
            verdict: outcome.verdict,
            exits: outcome.bodies().map(|body| world.key(body).to_owned()).collect(),
            earliest: outcome.earliest,
            laws: keys(&outcome.laws),
            soft: keys(&outcome.soft),
            rules: keys(&outcome.rules),
            reason,
            subject_to,
            in_time: outcome.in_time,
            days_early: outcome.days_early,
        }
    }
}

/// Somebody whose agreement a step needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VetoRow {
    /// Which step.
    #[serde(serialize_with = "word")]
    pub step: VetoStep,
    /// Who, by key.
    pub entity: String,
    /// The provision that gives the veto, by key.
    pub why: Option<String>,
    /// On accessions that all ratify: whether this one has still to approve.
    pub pending: Option<Truth>,
    /// Whether for certain.
    pub truth: Truth,
}

/// What somebody owes to somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ObligationRow {
    /// Who owes it, by key.
    pub by: String,
    /// To whom, by key.
    pub toward: String,
    /// What.
    #[serde(serialize_with = "word")]
    pub duty: Duty,
    /// How strictly.
    #[serde(serialize_with = "word")]
    pub strength: Strength,
    /// The text, by key.
    pub treaty: String,
    /// The provision, by key.
    pub provision: String,
    /// Whether for certain.
    pub truth: Truth,
}

/// What ties two entities to each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct BondRow {
    /// `treaty`, `organization`, `membership` or `relation`.
    pub kind: &'static str,
    /// The treaty, the organization, or the record that says so, by key.
    pub via: String,
    /// What it is, in words.
    pub what: String,
    /// Since when.
    pub from: Option<Date>,
}

/// One date that was asked for, with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateRow {
    /// Of what: `joined`, `left`, `signed`, `in_force`, `exit_effective` or `notice_by`.
    pub what: &'static str,
    /// The date; `None`: none by the record, as for an exit that is never possible alone.
    pub date: Option<Date>,
}

/// A name of an entity, with the time in which it is right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NameRow {
    /// Whose, by key.
    pub entity: String,
    /// The name.
    pub name: String,
    /// Since when.
    pub from: Option<Date>,
    /// The first day after.
    pub to: Option<Date>,
}

/// One spell in a body, from its first day to the first day after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PeriodRow {
    /// Its first day.
    pub from: Option<Date>,
    /// The first day after.
    pub to: Option<Date>,
    /// Whether it is certain that there was such a period; its ends are as well known as they are printed.
    pub truth: Truth,
}

/// Somebody in one or two bodies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntityRow {
    /// Who, by key.
    pub entity: String,
    /// Whether for certain.
    pub truth: Truth,
}

/// Somebody who joined or left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangeRow {
    /// Who, by key.
    pub entity: String,
    /// `joined` or `left`.
    pub change: &'static str,
    /// When.
    pub date: Date,
    /// Whether certainly between the two dates of the question.
    pub truth: Truth,
}

/// Something to keep in mind about an answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct CaveatRow {
    /// Its code, such as `interpretation-sensitive`: for programs. The [guide](crate::guide::codes) lists all.
    pub code: &'static str,
    /// What it says: for people.
    pub text: String,
}

impl CaveatRow {
    /// Caveats told in a language, sorted, each once.
    pub(crate) fn all(language: &dyn Language, names: &Names<'_>, caveats: &[Caveat]) -> Vec<Self> {
        let row = |one: &Caveat| Self { code: one.code(), text: language.caveat(names, one) };
        let mut rows: Vec<Self> = caveats.iter().map(row).collect();
        rows.sort();
        rows.dedup();
        rows
    }
}

/// What has a word in the JSON form.
pub(super) trait Word {
    /// The word.
    fn word(&self) -> &'static str;
}

macro_rules! words {
    ($($name:ty),+) => {$(
        impl Word for $name {
            fn word(&self) -> &'static str {
                self.as_str()
            }
        }
    )+};
}

words!(Status, OverlayKind, Verdict, ExitCondition, VetoStep, Duty, Strength);

fn word<S: Serializer>(value: &impl Word, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(value.word())
}

#[expect(clippy::ref_option, reason = "serde hands over a reference to the field")]
fn word_or_null<S: Serializer>(
    value: &Option<impl Word>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    value.as_ref().map(Word::word).serialize(serializer)
}

fn words<S: Serializer>(values: &[impl Word], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(values.iter().map(Word::word))
}

/// A number where it is exact, else a range `14..44`.
#[expect(clippy::ref_option, reason = "serde hands over a reference to the field")]
fn days<S: Serializer>(value: &Option<DaysEarly>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        None => serializer.serialize_none(),
        Some(days) if days.least == days.most => serializer.serialize_i32(days.most),
        Some(days) => serializer.collect_str(days),
    }
}
