//! The rows of answers: one type for every kind, with the fields and the order of the JSON form.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::answer::{Caveat, DaysEarly, Outcome, Prevalence};
use crate::base::words;
use crate::model::{Duty, ExitCondition, Need, OverlayKind, Status, Strength, Subject};
use crate::rules::Veto;
use crate::time::Date;
use crate::verdict::{Clause, Priority, PriorityGround, PriorityStep, Verdict, VetoStep};
use crate::words::{Language, Names};
use crate::{Truth, World};

use super::keys::{Keyed, keyed};
use super::{ClaimRow, NeededSourceRow, NewsRow, StanceRow, VoteRow};

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
    /// Of `which_prevails`.
    Prevails(Vec<PrevailsRow>),
    /// Of `claims`.
    Claims(Vec<ClaimRow>),
    /// Of `stances`.
    Stances(Vec<StanceRow>),
    /// Of `votes`.
    Votes(Vec<VoteRow>),
    /// Of `sources_needed`.
    Sources(Vec<NeededSourceRow>),
    /// Of `news`.
    News(Vec<NewsRow>),
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
            Self::Prevails(rows) => rows.len(),
            Self::Claims(rows) => rows.len(),
            Self::Stances(rows) => rows.len(),
            Self::Votes(rows) => rows.len(),
            Self::Sources(rows) => rows.len(),
            Self::News(rows) => rows.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Somebody who takes part in an organization or treaty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MemberRow {
    /// Who, by key.
    pub entity: String,
    /// In which grade.
    pub status: Status,
    /// Whether for certain on the day.
    pub truth: Truth,
    /// Since when; `None`: no beginning is recorded.
    pub from: Option<Date>,
    /// The first day after; `None`: still.
    pub to: Option<Date>,
    /// What lies, or may lie, over the participation on the day.
    pub overlays: Vec<OverlayKind>,
}

/// A participation of somebody in an organization (or, if that was asked, a treaty).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MembershipRow {
    /// In what, by key.
    pub organization: String,
    /// In which grade; `None`: no participation is recorded.
    pub status: Option<Status>,
    /// Whether it holds on the day.
    pub truth: Truth,
    /// Since when.
    pub from: Option<Date>,
    /// The first day after; `None`: still.
    pub to: Option<Date>,
    /// What lies, or may lie, over it on the day.
    pub overlays: Vec<OverlayKind>,
}

/// What a change means for a state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ExitRow {
    /// Which state, by key.
    pub state: String,
    /// The verdict.
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
    pub subject_to: Vec<ExitCondition>,
    /// Whether the exits are in time for the change, if that has a day.
    pub in_time: Option<Truth>,
    /// By how many days the change comes too early, where it does.
    pub days_early: Option<DaysEarly>,
    /// What must be left only possibly, by key: it is open whether the state is in it, or whether it stands in the way.
    #[serde(default)]
    pub exits_possible: Vec<String>,
    /// Whose consent it needs, or whose silence.
    pub needs: Vec<NeedRow>,
    /// What the verdict rests on; `None`: the change puts nothing on it.
    pub basis: Option<BasisRow>,
}

/// What a verdict rests on, and on what it could not rest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct BasisRow {
    /// How many texts that bind the state have a clause that was tested.
    pub tested: usize,
    /// What the change is about and the record does not reach.
    pub uncovered: Vec<Subject>,
    /// The texts that bind the state, or may, and of which nothing is read, by key.
    pub unread: Vec<String>,
}

/// Somebody whom a state needs before it acts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct NeedRow {
    /// Whom, by key.
    pub entity: String,
    /// That it consents, or that it does not object.
    pub kind: Need,
    /// The provision that says so, by key.
    pub provision: String,
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
        let mut needs: Vec<NeedRow> = (outcome.needs.iter())
            .map(|need| NeedRow {
                entity: world.key(need.entity).to_owned(),
                kind: need.kind,
                provision: world[need.provision].key.to_string(),
            })
            .collect();
        needs.sort();
        needs.dedup();
        Self {
            state: world.key(outcome.state).to_owned(),
            verdict: outcome.verdict,
            exits: outcome.bodies().map(|body| world.key(body).to_owned()).collect(),
            exits_possible: (outcome.exits_possible.iter())
                .map(|exit| world.key(exit.body).to_owned())
                .collect(),
            earliest: outcome.earliest,
            laws: keys(&outcome.laws),
            soft: keys(&outcome.soft),
            rules: keys(&outcome.rules),
            reason,
            subject_to,
            in_time: outcome.in_time,
            days_early: outcome.days_early,
            needs,
            basis: Some(BasisRow {
                tested: outcome.basis.tested,
                uncovered: outcome.basis.uncovered.clone(),
                unread: (outcome.basis.unread.iter())
                    .map(|text| world.key(*text).to_owned())
                    .collect(),
            }),
        }
    }
}

/// Somebody whose agreement a step needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct VetoRow {
    /// Which step.
    pub step: VetoStep,
    /// Who, by key.
    pub entity: String,
    /// The provision that gives the veto, by key.
    pub why: Option<String>,
    /// On accessions that all ratify: whether this one has still to approve.
    pub pending: Option<Truth>,
    /// Whether for certain.
    pub truth: Truth,
    /// Who decides inside it, in the words of the record, if a procedure is recorded.
    pub organ: Option<String>,
}

impl VetoRow {
    /// The rows of vetoes, sorted.
    pub(crate) fn all<'a>(world: &World, vetoes: impl IntoIterator<Item = &'a Veto>) -> Vec<Self> {
        let row = |veto: &Veto| Self {
            step: veto.step,
            entity: world.key(veto.entity).to_owned(),
            why: veto.why.map(|id| world[id].key.to_string()),
            pending: veto.pending,
            truth: veto.truth,
            organ: veto.procedure.and_then(|id| {
                let said = |name: &str| world[id].param(name);
                let parts: Vec<&str> =
                    [said("organ"), said("majority")].into_iter().flatten().collect();
                (!parts.is_empty()).then(|| parts.join(": "))
            }),
        };
        let mut rows: Vec<Self> = vetoes.into_iter().map(row).collect();
        rows.sort_by(|a, b| a.place().cmp(&b.place()));
        rows
    }

    /// Its place in the order of answers.
    fn place(&self) -> impl Ord {
        (self.step.as_str(), &self.entity, &self.why, self.pending, self.truth)
    }
}

/// What somebody owes to somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ObligationRow {
    /// Who owes it, by key.
    pub by: String,
    /// To whom, by key.
    pub toward: String,
    /// What.
    pub duty: Duty,
    /// How strictly.
    pub strength: Strength,
    /// The text, by key.
    pub treaty: String,
    /// The provision, by key.
    pub provision: String,
    /// Whether for certain.
    pub truth: Truth,
}

/// What sort of tie there is between two.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum BondKind {
    /// One of them is in the other.
    Membership,
    /// Both are in an organization.
    Organization,
    /// A relation between them is on record.
    Relation,
    /// Both are party to a treaty.
    Treaty,
}

words! {
    BondKind, "kind of bond":
    Membership = "membership",
    Organization = "organization",
    Relation = "relation",
    Treaty = "treaty",
}

/// What ties two entities to each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct BondRow {
    /// What sort of tie it is.
    pub kind: BondKind,
    /// The treaty, the organization, or the record that says so, by key.
    pub via: String,
    /// What it is, in words.
    pub what: String,
    /// Since when.
    pub from: Option<Date>,
}

/// What a date is the date of.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DateKind {
    /// An exit takes effect.
    ExitEffective,
    /// A text enters into force.
    InForce,
    /// Somebody joins.
    Joined,
    /// Somebody leaves.
    Left,
    /// The last day of notice for an exit.
    NoticeBy,
    /// A text is signed.
    Signed,
}

words! {
    DateKind, "kind of date":
    ExitEffective = "exit_effective",
    InForce = "in_force",
    Joined = "joined",
    Left = "left",
    NoticeBy = "notice_by",
    Signed = "signed",
}

/// One date that was asked for, and of what it is the date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DateRow {
    /// Of what.
    pub what: DateKind,
    /// The date; `None`: none by the record, as for an exit that is never possible alone.
    pub date: Option<Date>,
}

/// A name of an entity, with the time in which it is right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PeriodRow {
    /// Its first day.
    pub from: Option<Date>,
    /// The first day after.
    pub to: Option<Date>,
    /// Whether it is certain that there was such a period; its ends are as well known as they are printed.
    pub truth: Truth,
}

/// Somebody in one or two bodies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct EntityRow {
    /// Who, by key.
    pub entity: String,
    /// Whether for certain.
    pub truth: Truth,
}

/// Whether somebody came or went.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "one comes or goes")]
pub enum ChangeKind {
    /// It is in from that day on.
    Joined,
    /// It is out from that day on.
    Left,
}

words! {
    ChangeKind, "change":
    Joined = "joined",
    Left = "left",
}

/// Somebody who joined or left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ChangeRow {
    /// Who, by key.
    pub entity: String,
    /// Which of the two.
    pub change: ChangeKind,
    /// When.
    pub date: Date,
    /// Whether certainly between the two dates of the question.
    pub truth: Truth,
}

/// Which of two texts prevails, and by what step that is decided.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PrevailsRow {
    /// The text that prevails, by key; `None`: neither, or it is a matter of appreciation, as the step says.
    pub text: Option<String>,
    /// By what step; `None` where several lead there or it is not known.
    pub ground: Option<PriorityStep>,
    /// Whether for certain.
    pub truth: Truth,
}

impl PrevailsRow {
    /// What is found for certain, or all that may turn out, in the order of the steps.
    pub(crate) fn all(world: &World, found: &Prevalence) -> Vec<Self> {
        let row = |priority: Priority, ground: Option<PriorityGround>, truth: Truth| Self {
            text: match priority {
                Priority::Text(text) => Some(world.key(text).to_owned()),
                Priority::Nothing | Priority::Appreciation | Priority::Undetermined => None,
            },
            ground: ground.map(|one| one.step()),
            truth,
        };
        if found.priority != Priority::Undetermined {
            return vec![row(found.priority, found.ground, Truth::Yes)];
        }
        let ways = found.possible.iter();
        let ways = ways.map(|(priority, ground)| row(*priority, Some(*ground), Truth::Unknown));
        let mut rows: Vec<Self> = ways.collect();
        rows.sort_by(|a, b| a.place().cmp(&b.place()));
        rows.dedup();
        rows
    }

    /// Its place in the order of answers.
    fn place(&self) -> impl Ord {
        (&self.text, self.ground.map(PriorityStep::as_str), self.truth)
    }
}

/// Something to keep in mind about an answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CaveatRow {
    /// Its code, such as `interpretation-sensitive`: for programs. The [guide](crate::guide::codes) lists all.
    pub code: String,
    /// What it says: for people.
    pub text: String,
}

impl CaveatRow {
    /// Caveats told in a language, sorted, each once.
    pub(crate) fn all(language: &dyn Language, names: &Names<'_>, caveats: &[Caveat]) -> Vec<Self> {
        let row =
            |one: &Caveat| Self { code: one.code().to_owned(), text: language.caveat(names, one) };
        let mut rows: Vec<Self> = caveats.iter().map(row).collect();
        rows.sort();
        rows.dedup();
        rows
    }
}

keyed! {
    MemberRow: entity;
    MembershipRow: organization;
    ExitRow: state, exits, exits_possible, laws, soft, rules, needs, basis;
    BasisRow: unread;
    NeedRow: entity, provision;
    VetoRow: entity, why;
    ObligationRow: by, toward, treaty, provision;
    BondRow: via;
    DateRow: ;
    NameRow: entity;
    PeriodRow: ;
    EntityRow: entity;
    ChangeRow: entity;
    PrevailsRow: text;
}

impl Keyed for Rows {
    fn keys<'a>(&'a self, found: &mut Vec<&'a str>) {
        match self {
            Self::Members(rows) => rows.keys(found),
            Self::Memberships(rows) => rows.keys(found),
            Self::Exits(rows) => rows.keys(found),
            Self::Vetoes(rows) => rows.keys(found),
            Self::Obligations(rows) => rows.keys(found),
            Self::Bonds(rows) => rows.keys(found),
            Self::Dates(rows) => rows.keys(found),
            Self::Names(rows) => rows.keys(found),
            Self::Periods(rows) => rows.keys(found),
            Self::Entities(rows) => rows.keys(found),
            Self::Changes(rows) => rows.keys(found),
            Self::Prevails(rows) => rows.keys(found),
            Self::Claims(rows) => rows.keys(found),
            Self::Stances(rows) => rows.keys(found),
            Self::Votes(rows) => rows.keys(found),
            Self::Sources(rows) => rows.keys(found),
            Self::News(rows) => rows.keys(found),
        }
    }
}

/// A number where it is exact, else a range `14..44`.
impl Serialize for DaysEarly {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.least == self.most {
            serializer.serialize_i32(self.most)
        } else {
            serializer.collect_str(self)
        }
    }
}

impl<'de> Deserialize<'de> for DaysEarly {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "expected a number of days, or a range such as \"14..44\"")]
        enum Form {
            Exact(i32),
            Range(String),
        }

        let days = match Form::deserialize(deserializer)? {
            Form::Exact(days) => Some((days, days)),
            Form::Range(text) => text
                .split_once("..")
                .and_then(|(least, most)| Some((least.parse().ok()?, most.parse().ok()?))),
        };
        let (least, most) = days.ok_or_else(|| {
            D::Error::custom("expected a number of days, or a range such as \"14..44\"")
        })?;
        Ok(Self { least, most })
    }
}
