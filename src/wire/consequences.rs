//! The answer of a hypothesis as JSON: one object on one line, its keys in the order of the contract.

use serde::{Deserialize, Serialize};

use super::answer::Context;
use super::conflicts::{ConflictRow, EligibleRow, NotBoundRow};
use super::deliberated::{self, AlternativeRow, ContradictionRow, PlanRow, RepairRows};
use super::rows::{CaveatRow, ExitRow, VetoRow};
use super::{QuestionError, reader};
use crate::Question;
use crate::answer::{Consequences, Outcome, Priorities};
use crate::json::{to_text_of, typed};
use crate::rules::Conflict;
use crate::time::Date;
use crate::verdict::Verdict;
use crate::wire::Told;
use crate::words::{English, Language, Names};

/// The answer of a hypothesis by key: the `what_if` object, whose fields the [guide](crate::guide::answers) tells of.
///
/// ```
/// # #[cfg(feature = "dataset")] {
/// use comity::model::EffectKind;
/// use comity::wire::WhatIfAnswer;
/// use comity::{Change, Organization, World, date};
///
/// let world = World::bundled();
/// let ots = world.find::<Organization>("ots")?;
/// let answer = world.as_of(date(2024, 10, 20)).consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
/// let received = WhatIfAnswer::from_json(&answer.to_json()).unwrap();
/// assert_eq!(received, answer.to_answer());
/// assert_eq!(received.must_exit.iter().map(|row| &*row.state).collect::<Vec<_>>(), ["kaz", "kgz"]);
/// # }
/// # Ok::<(), comity::LookupError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct WhatIfAnswer {
    /// What was understood, in canonical English, with keys.
    pub question: String,
    /// In which context.
    pub context: Context,
    kind: Tag,
    /// The states on whom some change puts a commitment, for certain or possibly, by key.
    pub bound: Vec<String>,
    /// Whoever takes part in what changes without being bound.
    pub not_bound: Vec<NotBoundRow>,
    /// Who must exit something first.
    pub must_exit: Vec<ExitRow>,
    /// Whose own law must change first.
    pub must_change_law: Vec<ExitRow>,
    /// Who needs the consent of somebody, or that somebody does not object.
    pub needs_consent: Vec<ExitRow>,
    /// For whom it depends on facts that are not known.
    pub undetermined: Vec<ExitRow>,
    /// In whose way nothing on record stands.
    pub free: Vec<ExitRow>,
    /// Every test of a new commitment against what a state has already.
    pub conflicts: Vec<ConflictRow>,
    /// What conflicts without the change.
    pub status_quo_conflicts: Vec<ConflictRow>,
    /// Whether whoever joins has what the accession clause asks for.
    pub eligibility: Vec<EligibleRow>,
    /// What conflicts, or more gravely, only once all exits are made and all laws changed.
    pub after_exits: Vec<ConflictRow>,
    /// The day on which everything that must be left can have been left; `None` where some exit has no known day.
    pub earliest_change: Option<Date>,
    /// The steps, in an order in which they can be done.
    pub plan: Vec<PlanRow>,
    /// Who could block which step.
    pub vetoes: Vec<VetoRow>,
    /// What else could be done.
    pub alternatives: Vec<AlternativeRow>,
    /// Whether these are all alternatives that there are to try; written only where they are not.
    #[serde(default = "all", skip_serializing_if = "are_all")]
    pub alternatives_complete: bool,
    /// The minimal sets of what goes.
    pub repairs: RepairRows,
    /// Duties that the change brings and that cannot all be performed in some attack.
    pub contradictions: Vec<ContradictionRow>,
    /// Where a state would be allied to both sides of an attack.
    #[serde(default)]
    pub strains: Vec<ContradictionRow>,
    /// What to keep in mind, sorted.
    pub caveats: Vec<CaveatRow>,
    /// How every verdict follows from the record, if that was asked for.
    pub explanation: Option<Told>,
}

/// The kind of this answer, which there is one of.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Tag {
    WhatIf,
}

const fn all() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn are_all(complete: &bool) -> bool {
    *complete
}

impl WhatIfAnswer {
    /// The kind of this answer, which tells it from an [`Answer`](crate::Answer).
    pub const KIND: &'static str = "what_if";

    /// The object of the contract, on one line.
    pub fn to_json(&self) -> String {
        // Nothing in an answer can fail to be written.
        to_text_of(self, self.about_length())
    }

    /// About how long its JSON will be, so that there is room for it from the start.
    fn about_length(&self) -> usize {
        let conflicts =
            self.conflicts.len() + self.status_quo_conflicts.len() + self.after_exits.len();
        let attacks = self.contradictions.iter().chain(&self.strains);
        let attacks: usize = attacks.map(|row| row.attacks.len()).sum();
        let others = self.plan.len() + self.vetoes.len() + 4 * self.alternatives.len();
        4096 + 192 * conflicts + 40 * attacks + 160 * others
    }

    /// Reads the object of the contract.
    ///
    /// # Errors
    ///
    /// [`QuestionError`] says what was expected instead, and where.
    pub fn from_json(text: &str) -> Result<Self, QuestionError> {
        reader::read(text, typed)
    }

    /// What it says of each state that is bound: the rows of all verdicts.
    pub fn verdicts(&self) -> impl Iterator<Item = &ExitRow> {
        let lists = [
            &self.must_exit,
            &self.must_change_law,
            &self.needs_consent,
            &self.undetermined,
            &self.free,
        ];
        lists.into_iter().flatten()
    }
}

impl Consequences<'_> {
    /// The answer as the object of the contract, on one line, without a derivation.
    ///
    /// ```
    /// use comity::model::EffectKind;
    /// use comity::{Change, Organization, World, date};
    ///
    /// let mut world = World::builder();
    /// let club = world.add(Organization::new("club", "The Club"));
    /// let world = world.freeze()?;
    /// let change = Change::acquire(club, EffectKind::MutualDefence);
    /// let answer = world.as_of(date(2024, 10, 20)).consequences_of(change).to_json();
    /// assert!(answer.starts_with(r#"{"question":"if club acquires mutual_defence, who must exit what first?""#));
    /// # Ok::<(), comity::BuildError>(())
    /// ```
    pub fn to_json(&self) -> String {
        self.to_answer().to_json()
    }

    /// The same told in another language: what is for programs stays, what is for people is translated.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind, words::English};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// assert_eq!(answer.to_json_in(&English), answer.to_json());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn to_json_in(&self, language: &dyn Language) -> String {
        self.to_answer_in(language).to_json()
    }

    /// The same with the derivation of every finding, checked by the independent checker.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// assert!(answer.to_json_explained().len() > answer.to_json().len());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn to_json_explained(&self) -> String {
        let explanation = Some(self.findings().map(|finding| finding.why()).collect());
        WhatIfAnswer { explanation, ..self.to_answer() }.to_json()
    }

    /// The answer by key, as values.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let values = answer.to_answer();
    /// assert_eq!((&*values.must_exit[0].state, values.must_exit.len()), ("kaz", 2));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn to_answer(&self) -> WhatIfAnswer {
        self.to_answer_in(&English)
    }

    /// The same told in another language.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind, words::English};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// assert_eq!(answer.to_answer_in(&English).bound, answer.to_answer().bound);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn to_answer_in(&self, language: &dyn Language) -> WhatIfAnswer {
        let world = self.world();
        let names = &Names::keys(self.view());
        // Why a state that is bound need not exit anything.
        let reason = |outcome: &Outcome| {
            let is_asked = outcome.verdict != Verdict::MustExit;
            is_asked.then(|| language.why_not(names, &self.why_not(outcome.state)))
        };
        let verdict = |verdict: Verdict| {
            let found = self.findings().filter(|finding| finding.verdict() == verdict);
            found
                .map(|finding| ExitRow::of(world, finding.outcome, reason(finding.outcome)))
                .collect()
        };
        let key = |outcome: &Outcome| world.key(outcome.state).to_owned();
        let notice = self.scenario().notice.unwrap_or_else(|| self.view().as_of());
        let deliberation = self.deliberate();
        let situations = self.after_each();
        let mut priorities = Priorities::of(self, &situations);
        let mut conflicts = |found: &mut dyn Iterator<Item = &Conflict>| {
            ConflictRow::all(world, &mut priorities, found)
        };
        let mut vetoes = VetoRow::all(world, self.vetoes());
        vetoes.dedup();
        WhatIfAnswer {
            question: language.question(names, &Question::must_exit(self.scenario())),
            context: Context::new(&self.view(), Some(notice)),
            kind: Tag::WhatIf,
            bound: self.findings().map(|finding| key(finding.outcome)).collect(),
            not_bound: NotBoundRow::all(self, language),
            must_exit: verdict(Verdict::MustExit),
            must_change_law: verdict(Verdict::MustChangeLaw),
            needs_consent: verdict(Verdict::NeedsConsent),
            undetermined: verdict(Verdict::Undetermined),
            free: verdict(Verdict::Free),
            conflicts: conflicts(&mut self.conflicts()),
            status_quo_conflicts: conflicts(&mut self.status_quo_conflicts().iter()),
            eligibility: EligibleRow::all(self),
            after_exits: conflicts(&mut self.after_exits().iter()),
            earliest_change: self.earliest_change(),
            plan: deliberated::plan(&deliberation),
            vetoes,
            alternatives: deliberated::alternatives(&deliberation, language),
            alternatives_complete: deliberation.lists_all_alternatives(),
            repairs: deliberated::repairs(&deliberation),
            contradictions: deliberated::contradictions(&deliberation),
            strains: deliberated::strains(&deliberation),
            caveats: CaveatRow::all(language, names, self.caveats()),
            explanation: None,
        }
    }
}
