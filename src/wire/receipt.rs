//! Receipts: what an answer rests on, so that it can be kept, and held against the answer of a later release of the data.
//!
//! ```
//! # #[cfg(feature = "dataset")] {
//! use comity::model::EffectKind;
//! use comity::{Change, Organization, World, date};
//!
//! let world = World::bundled();
//! let ots = world.find::<Organization>("ots")?;
//! let answer = world.as_of(date(2024, 10, 20)).consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
//! let receipt = answer.receipt();
//! let kazakhstan = receipt.rows.iter().find(|row| row.state == "kaz").unwrap();
//! assert_eq!((&*kazakhstan.verdict, kazakhstan.earliest.as_deref()), ("must_exit", Some("2025-04-20")));
//! assert!(kazakhstan.records.contains_key("p01")); // article 1(2), and the version of its record
//! # }
//! # Ok::<(), comity::LookupError>(())
//! ```
//!
//! | between two receipts | what it means |
//! |---|---|
//! | [`AnswerChange::Appears`], [`AnswerChange::Vanishes`] | only one of them speaks of the state |
//! | [`AnswerChange::Verdict`] | the verdict is another one |
//! | [`AnswerChange::Terms`] | the verdict is the same; exits, days or laws are others |
//! | [`AnswerChange::Proof`] | all is the same; the proof rests on a record that differs |

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::answer::{is_default, statehood};
use super::{QuestionError, reader, version};
use crate::answer::Consequences;
use crate::base::Fingerprint;
use crate::io::Fate;
use crate::json::{to_text, typed};
use crate::model::Presumption;
use crate::verdict::Class;
use crate::verdict::Verdict;

/// What an answer says and what it rests on: the question, the context, the version of the world, and for every state the verdict
/// with the records, rules and readings that it used.
///
/// Its JSON form is canonical: equal answers on equal worlds give equal bytes. It can be stored, read back, hashed, and
/// [compared](Self::compare) with the receipt of the same question on another release of the data.
///
/// ```
/// # #[cfg(feature = "dataset")] {
/// use comity::model::EffectKind;
/// use comity::wire::Receipt;
/// use comity::{Change, Loader, Organization, World, date};
///
/// let change = r#"{"provision":"p12","note":"the article was read again"}"#;
/// let later = Loader::new().bundled().layer().text("release", change).load().unwrap().world;
/// let ask = |world: &World| {
///     let ots = world.find::<Organization>("ots").unwrap();
///     let alliance = Change::acquire(ots, EffectKind::MutualDefence);
///     world.as_of(date(2024, 10, 20)).consequences_of(alliance).receipt()
/// };
/// let (before, after) = (ask(&World::bundled()), ask(&later));
/// let differences = before.compare(&after);
/// // The verdicts are the same; the proofs of Kazakhstan and Kyrgyzstan rest on a record that has changed.
/// assert_eq!(differences.iter().map(|one| &*one.state).collect::<Vec<_>>(), ["kaz", "kgz"]);
/// assert_eq!(&*differences[0].because[0].key, "p12");
/// assert_eq!(Receipt::from_json(&before.to_json()).unwrap(), before);
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Receipt {
    /// The version of this form.
    #[serde(deserialize_with = "version::known")]
    pub receipt: u32,
    /// The question, in canonical English.
    pub question: String,
    /// The date of the question.
    pub as_of: String,
    /// The day by which things had to be known, if that mattered.
    pub known_by: Option<String>,
    /// The readings under which it was asked.
    pub readings: Vec<String>,
    /// The day of notice.
    pub notice: String,
    /// For how long the record was presumed to hold after its end, if not for a year.
    #[serde(default, skip_serializing_if = "is_default")]
    pub presumption: Presumption,
    /// Who counted as a state, if not whoever is listed without a contest: `cow`, `members_of=un`, `recognised_by=tur`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statehood: Option<String>,
    /// The version of the world: the fingerprint of all its records.
    pub world: Fingerprint,
    /// One row for each bound state, by key.
    pub rows: Vec<ReceiptRow>,
}

/// What an answer says of one state, and what that rests on.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ReceiptRow {
    /// Which state, by key.
    pub state: String,
    /// The verdict.
    pub verdict: String,
    /// What must be left, by key.
    pub exits: Vec<String>,
    /// What must be left only possibly, by key.
    #[serde(default)]
    pub exits_possible: Vec<String>,
    /// The earliest day.
    pub earliest: Option<String>,
    /// The laws that must change, by key.
    pub laws: Vec<String>,
    /// The rules by which something forces it, X1 to X6.
    pub rules: Vec<String>,
    /// The records that the proof cites, by key, each with its fingerprint.
    pub records: BTreeMap<String, Option<Fingerprint>>,
}

/// How an answer on one state differs between two receipts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AnswerDifference {
    /// Which state, by key.
    pub state: String,
    /// What became of it.
    pub what: AnswerChange,
    /// The records that its proofs cite and that differ, by key.
    pub because: Vec<RecordCause>,
}

/// What became of an answer.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(rename_all = "snake_case")]
pub enum AnswerChange {
    /// Only the later answer speaks of it.
    Appears,
    /// Only the earlier answer speaks of it.
    Vanishes,
    /// The verdict is another one.
    Verdict,
    /// The verdict is the same; exits, days or laws are others.
    Terms,
    /// All is the same; the proof is another one.
    Proof,
}

/// A record that a proof cites and that differs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RecordCause {
    /// Its key.
    pub key: String,
    /// Whether it is cited only later, only before, or with other values.
    pub fate: Fate,
}

impl Consequences<'_> {
    /// What this answer says and what it rests on, to be kept and compared.
    ///
    /// Cost: a proof of every finding, and once for each world the fingerprints of its records.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let (csto, ots) = (world.find::<Organization>("csto")?, world.find::<Organization>("ots")?);
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let receipt = answer.receipt();
    /// assert_eq!(receipt.world, world.fingerprint());
    /// assert!(receipt.rows[1].records.contains_key("kaz-csto-member"));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn receipt(&self) -> Receipt {
        let (world, view) = (self.world(), self.view());
        let rows = self.findings().map(|finding| {
            let outcome = finding.outcome;
            let forces = outcome.conflicts.iter().filter(|one| {
                matches!(one.class, Class::Hard | Class::Domestic) && one.truth.is_possible()
            });
            let mut rules: Vec<String> = forces.map(|one| one.rule.as_str().to_owned()).collect();
            rules.sort();
            rules.dedup();
            let mut laws: Vec<String> =
                outcome.laws.iter().map(|law| law.key(world.tables()).to_owned()).collect();
            laws.dedup();
            let records = finding
                .why()
                .proof()
                .records()
                .into_iter()
                .map(|key| (key.to_owned(), world.record_fingerprint(key)))
                .collect();
            ReceiptRow {
                state: world.key(outcome.state).to_owned(),
                verdict: Verdict::as_str(outcome.verdict).to_owned(),
                exits: outcome.bodies().map(|body| world.key(body).to_owned()).collect(),
                exits_possible: (outcome.exits_possible.iter())
                    .map(|exit| world.key(exit.body).to_owned())
                    .collect(),
                earliest: outcome.earliest.map(|day| day.to_string()),
                laws,
                rules,
                records,
            }
        });
        let notice = self.scenario().notice.unwrap_or_else(|| view.as_of());
        Receipt {
            receipt: version::NOW,
            question: self.question(),
            as_of: view.as_of().to_string(),
            known_by: view.knowledge().map(|day| day.to_string()),
            readings: view.reading().names(),
            notice: notice.to_string(),
            presumption: view.presumption(),
            statehood: statehood(&view),
            world: world.fingerprint(),
            rows: rows.collect(),
        }
    }

    /// How the answer on each state differs in a later answer to the same question, and because of which records.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, Reading, World, date, model::EffectKind, wire::AnswerChange};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// // The same question under another reading: those who had to exit need not.
    /// let narrow = today.under(Reading::narrow()).consequences_of(answer.scenario().clone());
    /// let changed: Vec<_> = answer.diff(&narrow).into_iter().map(|one| (one.state, one.what)).collect();
    /// assert!(changed.contains(&("kaz".into(), AnswerChange::Verdict)));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn diff(&self, later: &Consequences<'_>) -> Vec<AnswerDifference> {
        self.receipt().compare(&later.receipt())
    }
}

impl Receipt {
    /// The canonical JSON form, on one line.
    pub fn to_json(&self) -> String {
        // Nothing in a receipt can fail to be written.
        to_text(self)
    }

    /// Reads a receipt.
    ///
    /// # Errors
    ///
    /// [`QuestionError`] says what was expected instead, and where.
    pub fn from_json(text: &str) -> Result<Self, QuestionError> {
        reader::read(text, typed)
    }

    /// A fingerprint of the whole receipt.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(self.to_json().as_bytes())
    }

    /// How the answer on each state differs in a later receipt, by state, and because of which records of the proofs.
    ///
    /// Cost: O(rows × records).
    pub fn compare(&self, later: &Self) -> Vec<AnswerDifference> {
        let rows = |receipt: &Self| -> BTreeMap<String, ReceiptRow> {
            receipt.rows.iter().map(|row| (row.state.clone(), row.clone())).collect()
        };
        let (before, after) = (rows(self), rows(later));
        let mut states: Vec<&String> = before.keys().chain(after.keys()).collect();
        states.sort();
        states.dedup();
        let mut found = Vec::new();
        for state in states {
            let (old, new) = (before.get(state), after.get(state));
            let what = match (old, new) {
                (None, _) => AnswerChange::Appears,
                (_, None) => AnswerChange::Vanishes,
                (Some(old), Some(new)) if old == new => continue,
                (Some(old), Some(new)) if old.verdict != new.verdict => AnswerChange::Verdict,
                (Some(old), Some(new)) if old.terms() != new.terms() => AnswerChange::Terms,
                _ => AnswerChange::Proof,
            };
            let none = BTreeMap::new();
            let because = causes(
                old.map_or(&none, |row| &row.records),
                new.map_or(&none, |row| &row.records),
            );
            found.push(AnswerDifference { state: state.clone(), what, because });
        }
        found
    }
}

impl ReceiptRow {
    fn terms(&self) -> ([&[String]; 4], Option<&str>) {
        let lists = [&self.exits, &self.exits_possible, &self.laws, &self.rules];
        (lists.map(Vec::as_slice), self.earliest.as_deref())
    }
}

fn causes(
    before: &BTreeMap<String, Option<Fingerprint>>,
    after: &BTreeMap<String, Option<Fingerprint>>,
) -> Vec<RecordCause> {
    let mut found = Vec::new();
    for (key, print) in before {
        let fate = match after.get(key) {
            None => Fate::Vanishes,
            Some(other) if other == print => continue,
            Some(_) => Fate::Changes,
        };
        found.push(RecordCause { key: key.clone(), fate });
    }
    for key in after.keys().filter(|key| !before.contains_key(*key)) {
        found.push(RecordCause { key: key.clone(), fate: Fate::Appears });
    }
    found.sort();
    found
}
