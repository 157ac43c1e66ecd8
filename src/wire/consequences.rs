//! The answer of a hypothesis as JSON: one object on one line, its keys in the order of the contract.

use serde::Serialize;

use super::answer::Context;
use super::conflicts::{self as rows, Conflicting, EligibleRow, NotBoundRow, VetoRow};
use super::deliberated::{self, AlternativeRow, ContradictionRow, PlanRow, Repairs};
use super::rows::{CaveatRow, ExitRow};
use crate::Question;
use crate::answer::{Consequences, Outcome};
use crate::verdict::Verdict;
use crate::wire::Told;
use crate::words::{English, Language, Names};

/// The object of the contract, and `contradictions` beside.
#[derive(Serialize)]
struct WhatIf<'a> {
    question: String,
    context: Context,
    kind: &'static str,
    bound: Vec<&'a str>,
    not_bound: Vec<NotBoundRow<'a>>,
    must_exit: Vec<ExitRow>,
    must_change_law: Vec<ExitRow>,
    undetermined: Vec<ExitRow>,
    free: Vec<ExitRow>,
    conflicts: Vec<Conflicting<'a>>,
    status_quo_conflicts: Vec<Conflicting<'a>>,
    eligibility: Vec<EligibleRow<'a>>,
    after_exits: Vec<Conflicting<'a>>,
    earliest_change: Option<String>,
    plan: Vec<PlanRow>,
    vetoes: Vec<VetoRow<'a>>,
    alternatives: Vec<AlternativeRow<'a>>,
    repairs: Repairs<'a>,
    contradictions: Vec<ContradictionRow>,
    caveats: Vec<CaveatRow>,
    explanation: Option<Told>,
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
        self.json(&English, None)
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
        self.json(language, None)
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
        self.json(&English, Some(self.findings().map(|finding| finding.why()).collect()))
    }

    fn json(&self, language: &dyn Language, explanation: Option<Told>) -> String {
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
        let notice = self.scenario().notice.unwrap_or_else(|| self.view().as_of());
        let deliberation = self.deliberate();
        let answer = WhatIf {
            question: language.question(names, &Question::must_exit(self.scenario())),
            context: Context::new(&self.view(), Some(notice)),
            kind: "what_if",
            bound: self.findings().map(|finding| world.key(finding.outcome.state)).collect(),
            not_bound: rows::not_bound(self, language),
            must_exit: verdict(Verdict::MustExit),
            must_change_law: verdict(Verdict::MustChangeLaw),
            undetermined: verdict(Verdict::Undetermined),
            free: verdict(Verdict::Free),
            conflicts: rows::conflicts(world, self.conflicts()),
            status_quo_conflicts: rows::conflicts(world, self.status_quo_conflicts().iter()),
            eligibility: rows::eligibility(self),
            after_exits: rows::conflicts(world, self.after_exits().iter()),
            earliest_change: self.earliest_change().map(|date| date.to_string()),
            plan: deliberated::plan(&deliberation),
            vetoes: rows::vetoes(world, self.vetoes()),
            alternatives: deliberated::alternatives(&deliberation, language),
            repairs: deliberated::repairs(&deliberation),
            contradictions: deliberated::contradictions(&deliberation),
            caveats: CaveatRow::all(language, names, self.caveats()),
            explanation,
        };
        serde_json::to_string(&answer).unwrap_or_default()
    }
}
