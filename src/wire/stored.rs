//! Answers that are kept or sent: with the question, the version of the world and the proofs, all by key.

use std::collections::BTreeSet;

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::keys::Keyed;
use super::resolved::{CheckError, Resolved, Unresolved};
use super::{
    Answer, ClaimRow, Context, ExitRow, QuestionError, Rows, WhatIfAnswer, reader, version,
};
use crate::answer::Consequences;
use crate::base::Fingerprint;
use crate::explain::{self, asked_of_claim};
use crate::json::{Fault, Value, to_text, typed};
use crate::model::{Claim, RecordId};
use crate::proof::check::check;
use crate::proof::{Fact, Key, Proof};
use crate::scenario::Scenario;
use crate::time::Date;
use crate::verdict::Verdict;
use crate::{Id, Question, World};

/// An answer to be kept or sent: with the question, the version of the world that gave it, and the proof of every verdict.
///
/// It names everything by key and belongs to no world. [`resolve`](Self::resolve) binds it to one, and [`check`](Self::check)
/// has the independent checker derive each proof again from the records of one, without the rules that found it.
///
/// ```
/// # #[cfg(feature = "dataset")] {
/// use comity::model::EffectKind;
/// use comity::wire::Stored;
/// use comity::{Change, Organization, Verdict, World, date};
///
/// // Who answers:
/// let world = World::bundled();
/// let ots = world.find::<Organization>("ots")?;
/// let answer = world.as_of(date(2024, 10, 20)).consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
/// let text = answer.store().to_json();
///
/// // Who receives it:
/// let stored = Stored::from_json(&text).unwrap();
/// assert!(stored.is_of(&world));
/// stored.check(&world).unwrap();
///
/// let resolved = stored.resolve(&world).unwrap();
/// let leaving = resolved.verdicts().iter().filter(|one| one.verdict == Verdict::MustExit);
/// assert_eq!(leaving.map(|one| world.key(one.entity)).collect::<Vec<_>>(), ["kaz", "kgz"]);
///
/// // Who changes a day of it is found out:
/// let tampered = Stored::from_json(&text.replace("2025-04-20", "2025-04-19")).unwrap();
/// assert!(tampered.check(&world).is_err());
/// # }
/// # Ok::<(), comity::LookupError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stored {
    #[serde(rename = "stored")]
    version: u32,
    world: Fingerprint,
    /// Its names sorted, as a question writes itself.
    question: serde_json::Value,
    answer: StoredAnswer,
    proofs: Vec<Proof>,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum StoredAnswer {
    /// By [`View::ask`](crate::View::ask).
    Asked(Box<Answer>),
    /// By [`View::consequences_of`](crate::View::consequences_of).
    WhatIf(Box<WhatIfAnswer>),
}

impl StoredAnswer {
    /// In which context it was asked.
    pub fn context(&self) -> &Context {
        match self {
            Self::Asked(answer) => &answer.context,
            Self::WhatIf(answer) => &answer.context,
        }
    }

    /// What it says of states that a hypothesis binds; nothing if there is no hypothesis, or the question is another one.
    pub fn verdicts(&self) -> Vec<&ExitRow> {
        match self {
            Self::WhatIf(answer) => answer.verdicts().collect(),
            Self::Asked(answer) => match Proved::by(&answer.rows) {
                Proved::Verdicts(rows) => rows.iter().collect(),
                Proved::Claims(_) | Proved::Nothing => Vec::new(),
            },
        }
    }

    /// What it says of claims; nothing if the question is another one.
    fn claims(&self) -> &[ClaimRow] {
        match self {
            Self::Asked(answer) => match Proved::by(&answer.rows) {
                Proved::Claims(rows) => rows,
                Proved::Verdicts(_) | Proved::Nothing => &[],
            },
            Self::WhatIf(_) => &[],
        }
    }

    /// The answer that a value says.
    fn of(value: &Value<'_>) -> Result<Self, Fault> {
        if value.member("kind").and_then(Value::as_text) == Some(WhatIfAnswer::KIND) {
            typed(value).map(|answer| Self::WhatIf(Box::new(answer)))
        } else {
            Answer::of(value).map(|answer| Self::Asked(Box::new(answer)))
        }
    }
}

/// What rows of an answer say with a proof.
enum Proved<'r> {
    Verdicts(&'r [ExitRow]),
    Claims(&'r [ClaimRow]),
    Nothing,
}

impl<'r> Proved<'r> {
    const fn by(rows: &'r Rows) -> Self {
        match rows {
            Rows::Exits(rows) => Self::Verdicts(rows.as_slice()),
            Rows::Claims(rows) => Self::Claims(rows.as_slice()),
            Rows::Members(_)
            | Rows::Memberships(_)
            | Rows::Vetoes(_)
            | Rows::Obligations(_)
            | Rows::Bonds(_)
            | Rows::Dates(_)
            | Rows::Names(_)
            | Rows::Periods(_)
            | Rows::Entities(_)
            | Rows::Changes(_)
            | Rows::Stances(_)
            | Rows::Votes(_)
            | Rows::Sources(_)
            | Rows::News(_)
            | Rows::Prevails(_) => Self::Nothing,
        }
    }
}

impl Consequences<'_> {
    /// The answer to be kept or sent, with the proof of every verdict.
    ///
    /// Cost: that of [`to_answer`](Self::to_answer), of a proof of every finding, and once for each world the fingerprints of
    /// its records.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let stored = answer.store();
    /// // Whoever receives it asks the records again, and trusts nothing else.
    /// assert!(stored.is_of(&world));
    /// assert!(stored.check(&world).is_ok());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn store(&self) -> Stored {
        let question = Question::must_exit(self.scenario());
        let answer = StoredAnswer::WhatIf(Box::new(self.to_answer()));
        Stored::new(self.world(), &question, answer, self.proofs())
    }

    /// The proof of every finding.
    pub(crate) fn proofs(&self) -> Vec<Proof> {
        self.findings().map(|finding| finding.why().proof).collect()
    }
}

impl Stored {
    pub(crate) fn new(
        world: &World,
        question: &Question,
        answer: StoredAnswer,
        proofs: Vec<Proof>,
    ) -> Self {
        // What a question writes can be read.
        let question = serde_json::from_str(&question.to_json(world)).unwrap_or_default();
        // Told on somebody's word, it is an answer of the world as it is recorded: the context says whose word counts.
        let world = world.as_recorded().fingerprint();
        Self { version: version::NOW, world, question, answer, proofs }
    }

    /// The version of the world that gave the answer: the fingerprint of all its records.
    pub const fn world(&self) -> Fingerprint {
        self.world
    }

    /// Whether a world has the same records as the one that gave the answer.
    pub fn is_of(&self, world: &World) -> bool {
        self.world == world.fingerprint()
    }

    /// The question, in its [JSON form](Question::from_json).
    pub fn question_json(&self) -> String {
        self.question.to_string()
    }

    /// What was answered.
    pub const fn answer(&self) -> &StoredAnswer {
        &self.answer
    }

    /// The proofs, one for each state that the hypothesis binds, or for each claim that is asked about; none where the question has no
    /// hypothesis and is about no claims.
    pub fn proofs(&self) -> &[Proof] {
        &self.proofs
    }

    /// The JSON form, on one line: the version of the form, the world, the question, the answer and the proofs.
    ///
    /// Equal answers on equal worlds give equal bytes.
    pub fn to_json(&self) -> String {
        // Nothing in it can fail to be written.
        to_text(self)
    }

    /// Reads an answer that was kept. No world is needed for that, and nothing is looked up.
    ///
    /// # Errors
    ///
    /// [`QuestionError`] says what was expected instead, and where.
    pub fn from_json(text: &str) -> Result<Self, QuestionError> {
        /// All but the answer, whose kind says how it is read.
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Form {
            #[serde(rename = "stored", deserialize_with = "version::known")]
            version: u32,
            world: Fingerprint,
            question: serde_json::Value,
            #[serde(rename = "answer")]
            _answer: IgnoredAny,
            proofs: Vec<Proof>,
        }

        reader::read(text, |value| {
            let Form { version, world, question, proofs, .. } = typed(value)?;
            let answer = StoredAnswer::of(value.member("answer").unwrap_or(value))?;
            Ok(Self { version, world, question, answer, proofs })
        })
    }

    /// Binds it to a world: the view, the question and the verdicts as typed values of that world.
    ///
    /// The world may be another one than the one that gave the answer, such as a later release of the data.
    ///
    /// # Errors
    ///
    /// [`Unresolved`] has every key that the world lacks, with the keys that may have been meant.
    pub fn resolve<'w>(&self, world: &'w World) -> Result<Resolved<'w>, Unresolved> {
        let mut named = Vec::new();
        self.answer.keys(&mut named);
        self.proofs.keys(&mut named);
        // What the question itself names is told with the question, or is what the hypothesis makes.
        let mut asked = BTreeSet::new();
        texts(&self.question, &mut asked);
        let named = named.into_iter().filter(|key| !asked.contains(key));
        let question = Question::from_json(world, &self.question_json());
        Resolved::new(world, question, self.answer.context(), named, &self.answer.verdicts())
    }

    /// Has the independent checker derive every proof again from the records of a world, without running the rules, and holds
    /// what the answer says of every state (verdict, exits, and their day), and of every claim (its verdict), to what is proved.
    ///
    /// It does not say that nobody is missing from the answer, and what is neither of a hypothesis nor of claims has no proof: for that,
    /// ask the question again ([`Resolved`] has it).
    ///
    /// # Errors
    ///
    /// [`CheckError`] says which key is missing, which step of which proof does not follow, or what is not proved.
    pub fn check(&self, world: &World) -> Result<(), CheckError> {
        let resolved = self.resolve(world)?;
        let none = Scenario::default();
        let scenario = resolved.question().scenario().unwrap_or(&none);
        let case = explain::case(&resolved.view(), scenario);
        for (number, proof) in (1..).zip(&self.proofs) {
            let checked = match claim_proved(proof, resolved.view().world()) {
                Some((claim, hindsight)) => {
                    let (view, asked) = asked_of_claim(&resolved.view(), claim, hindsight);
                    check(&explain::case(&view, &asked), proof)
                }
                None => check(&case, proof),
            };
            checked.map_err(|forgery| CheckError::Forged { proof: number, forgery })?;
        }
        let unproved = self.answer.verdicts().into_iter().find(|row| !self.proves(row));
        if let Some(row) = unproved {
            return Err(CheckError::Unproved { state: row.state.clone() });
        }
        let unproved = self.answer.claims().iter().find(|row| !self.proves_claim(row));
        unproved.map_or(Ok(()), |row| Err(CheckError::UnprovedClaim { claim: row.claim.clone() }))
    }

    /// Whether what a row says of a claim is what is proved of it.
    fn proves_claim(&self, row: &ClaimRow) -> bool {
        self.proofs.iter().any(|proof| {
            let Some(Fact::Claim { claim, hindsight: false, verdict, .. }) = proof.conclusion()
            else {
                return false;
            };
            **claim == *row.claim && *verdict == row.verdict
        })
    }

    /// Whether what a row says is what is proved of its state. Of whom nothing is proved, nothing certain may be said.
    fn proves(&self, row: &ExitRow) -> bool {
        let known = |day: Option<Date>| day.filter(|day| !day.is_unknown()).map(Date::bounds);
        let same = |proved: &[Key], told: &[String]| proved.iter().map(|exit| &**exit).eq(told);
        let proved = self.proofs.iter().find_map(|proof| {
            let Fact::Verdict { state, verdict, exits, exits_possible, earliest } =
                proof.conclusion()?
            else {
                return None;
            };
            (**state == *row.state).then(|| {
                *verdict == row.verdict
                    && same(exits, &row.exits)
                    && same(exits_possible, &row.exits_possible)
                    && known(*earliest) == known(row.earliest)
            })
        });
        proved.unwrap_or(matches!(row.verdict, Verdict::NotBound | Verdict::Undetermined))
    }
}

/// The claim of which a proof says how it stands, and whether with hindsight.
fn claim_proved(proof: &Proof, world: &World) -> Option<(Id<Claim>, bool)> {
    let Some(Fact::Claim { claim, hindsight, .. }) = proof.conclusion() else { return None };
    match world.record(claim) {
        Ok(RecordId::Claim(id)) => Some((id, *hindsight)),
        _ => None,
    }
}

/// All texts within a value.
fn texts<'v>(value: &'v serde_json::Value, found: &mut BTreeSet<&'v str>) {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            serde_json::Value::String(text) => {
                found.insert(text);
            }
            serde_json::Value::Array(values) => open.extend(values),
            serde_json::Value::Object(members) => {
                found.extend(members.keys().map(String::as_str));
                open.extend(members.values());
            }
            serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => {
            }
        }
    }
}
