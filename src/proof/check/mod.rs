//! The independent checker: it re-derives every step of a proof from the records and the question.
//!
//! It shares the vocabulary with the rest of the crate (records, dates, truth values, the question) and nothing else: no
//! index, no view, no rule. What it derives, it derives by plain scans of the tables, from what the documents say
//! the words mean. So a proof that it accepts does not rest on the code that wrote it.
//!
//! A proof is accepted if every step states exactly what the records say, follows from exactly the steps, and
//! cites exactly the records, that the table in the documentation of proofs demands, and if every step but the last
//! is used. Two dates with the same bounds are the same date here, however they are written.
//!
//! Cost: for each step one or a few scans of the records; for a verdict as many as provisions bind the state.

mod absence;
mod agreed;
mod bounds;
mod change;
mod circle;
mod claim;
mod conflict;
mod exit;
mod prevails;
mod records;
mod rules;
mod standing;
mod unread;
mod verdict;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use super::{Fact, Key, Proof, Step};
use crate::base::debug_as_display;
use crate::model::{Presumption, Tables};
use crate::scenario::Scenario;
use crate::time::{Date, Day};
use records::{Records, keys, spells};

/// How ambiguous provisions are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Readings {
    /// The reading of every provision that has one of this name.
    pub general: Option<Box<str>>,
    /// The reading of single provisions, by key; it goes before the general one.
    pub single: BTreeMap<Box<str>, Box<str>>,
}

/// What a proof is checked against: the records and the question.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Case<'a> {
    /// The records.
    pub tables: &'a Tables,
    /// The date of the question.
    pub as_of: Date,
    /// What was known by this day counts; `None`: what is known now.
    pub known_by: Option<Day>,
    /// For how long after the end of a roll what it says last is presumed to hold.
    pub presumption: Presumption,
    /// How ambiguous provisions are read.
    pub readings: Readings,
    /// What would change, and what is assumed.
    pub scenario: &'a Scenario,
}

impl<'a> Case<'a> {
    /// These records and this hypothesis on a date, as far as is known now, with no reading chosen.
    pub fn new(tables: &'a Tables, as_of: Date, scenario: &'a Scenario) -> Self {
        let (presumption, readings) = (Presumption::default(), Readings::default());
        Self { tables, as_of, known_by: None, presumption, readings, scenario }
    }
}

/// A proof that does not hold: the first step that is wrong, and what is wrong with it.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("step {step}: {wrong}")]
#[non_exhaustive]
pub struct Forgery {
    /// The number of the step, from 1, as a proof prints it; 0 for the proof as a whole.
    pub step: usize,
    /// What is wrong with it.
    pub wrong: Wrong,
}

debug_as_display!(Forgery { step, wrong });

/// What is wrong with a step. Numbers of steps count from 1, as a proof prints them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Wrong {
    /// There is nothing to check.
    #[error("the proof has no steps")]
    Empty,
    /// The same fact stands in an earlier step.
    #[error("step {0} states the same")]
    Repeated(usize),
    /// No later step follows from it, and it is not the conclusion.
    #[error("no later step follows from it")]
    Unused,
    /// Premises must ascend.
    #[error("its premises do not ascend")]
    PremiseOrder,
    /// A premise must stand before what follows from it.
    #[error("its premise {0} is no earlier step")]
    PremiseNotEarlier(u64),
    /// Records must be sorted, each once.
    #[error("its records are not sorted, or one stands twice")]
    RecordOrder,
    /// It names something that does not exist.
    #[error("there is no {kind} `{key}`")]
    NoSuch {
        /// What should be there.
        kind: &'static str,
        /// Its key.
        key: Key,
    },
    /// It names a change that the question does not have.
    #[error("the question has no change {0}")]
    NoChange(usize),
    /// It speaks of another day than the question.
    #[error("the question does not ask about {0}")]
    OtherDay(Date),
    /// The proof that stands inside of it does not hold.
    #[error("in the proof inside, {0}")]
    Inside(Box<Forgery>),
    /// It is an answer to another question.
    #[error("that answers another question")]
    OtherQuestion,
    /// It says that something holds, or may hold, which does not.
    #[error("that does not hold")]
    DoesNotHold,
    /// The records say something else.
    #[error("the records say otherwise: {0:?}")]
    Otherwise(Box<Fact>),
    /// It does not name a step that it rests on.
    #[error("it rests on a premise that is missing: {0:?}")]
    PremiseMissing(Box<Fact>),
    /// It names a step that it does not rest on.
    #[error("it does not rest on step {0}")]
    PremiseStray(u64),
    /// It does not cite a record that it rests on.
    #[error("it does not cite `{0}`")]
    RecordMissing(Key),
    /// It cites a record that it does not rest on.
    #[error("it does not rest on the record `{0}`")]
    RecordStray(Key),
}

/// What a step must be.
struct Expected<'a> {
    fact: Fact,
    premises: Vec<Fact>,
    records: Vec<&'a str>,
}

impl Expected<'_> {
    /// A fact that rests on nothing but the question.
    const fn bare(fact: Fact) -> Self {
        Self { fact, premises: Vec::new(), records: Vec::new() }
    }
}

/// Checks every step of a proof.
///
/// # Errors
///
/// [`Forgery`] names the first step that does not follow. Any input gives an answer; none panics.
#[track_caller]
pub fn check(case: &Case<'_>, proof: &Proof) -> Result<(), Forgery> {
    case.scenario.check(case.tables);
    check_steps(case, proof)
}

fn check_steps(case: &Case<'_>, proof: &Proof) -> Result<(), Forgery> {
    if proof.steps.is_empty() {
        return Err(Forgery { step: 0, wrong: Wrong::Empty });
    }
    // The question as it was put; what it means in plain terms is worked out here, whatever the answer made of it.
    let scenario = case.scenario.clone().normal(case.tables);
    let case = &Case { scenario: &scenario, ..case.clone() };
    let (spells, keys) = (spells(case.tables), keys(case.tables));
    let records = Records::new(case, &spells, &keys);
    let mut known: BTreeMap<Fact, usize> = BTreeMap::new();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for (number, step) in (1..).zip(&proof.steps) {
        let fact = plain(&step.fact);
        let verified = form(&known, number, &fact, step)
            .and_then(|()| records.inside(&step.fact))
            .and_then(|()| records.expected(&fact))
            .and_then(|expected| compare(&known, &fact, step, &expected));
        verified.map_err(|wrong| Forgery { step: number, wrong })?;
        used.extend(step.premises.iter().filter_map(|premise| to_number(*premise)));
        known.insert(fact, number);
    }
    let idle = (1..proof.steps.len()).find(|number| !used.contains(number));
    idle.map_or(Ok(()), |step| Err(Forgery { step, wrong: Wrong::Unused }))
}

/// The number of a premise, from 1.
fn to_number(premise: u32) -> Option<usize> {
    usize::try_from(premise).ok()?.checked_add(1)
}

/// Whether a step is well formed, whatever it says.
fn form(
    known: &BTreeMap<Fact, usize>,
    number: usize,
    fact: &Fact,
    step: &Step,
) -> Result<(), Wrong> {
    if let Some(earlier) = known.get(fact) {
        return Err(Wrong::Repeated(*earlier));
    }
    let late = |premise: &&u32| to_number(**premise).is_none_or(|premise| premise >= number);
    if let Some(premise) = step.premises.iter().find(late) {
        return Err(Wrong::PremiseNotEarlier(u64::from(*premise) + 1));
    }
    if !step.premises.is_sorted_by(|a, b| a < b) {
        return Err(Wrong::PremiseOrder);
    }
    if !step.records.is_sorted_by(|a, b| a < b) {
        return Err(Wrong::RecordOrder);
    }
    Ok(())
}

/// Whether a step is what it must be.
fn compare(
    known: &BTreeMap<Fact, usize>,
    fact: &Fact,
    step: &Step,
    expected: &Expected<'_>,
) -> Result<(), Wrong> {
    let derived = plain(&expected.fact);
    if *fact != derived {
        return Err(Wrong::Otherwise(Box::new(derived)));
    }
    let mut demanded = BTreeSet::new();
    for premise in &expected.premises {
        let premise = plain(premise);
        let number = known.get(&premise).copied();
        let given = number
            .filter(|number| step.premises.iter().any(|given| to_number(*given) == Some(*number)));
        match given {
            Some(number) => demanded.insert(number),
            None => return Err(Wrong::PremiseMissing(Box::new(premise))),
        };
    }
    let stray = |premise: &&u32| to_number(**premise).is_none_or(|n| !demanded.contains(&n));
    if let Some(premise) = step.premises.iter().find(stray) {
        return Err(Wrong::PremiseStray(u64::from(*premise) + 1));
    }
    let demanded: BTreeSet<&str> = expected.records.iter().copied().collect();
    let given: BTreeSet<&str> = step.records.iter().map(|key| &**key).collect();
    if let Some(key) = demanded.difference(&given).next() {
        return Err(Wrong::RecordMissing((*key).into()));
    }
    if let Some(key) = given.difference(&demanded).next() {
        return Err(Wrong::RecordStray((*key).into()));
    }
    Ok(())
}

/// The same fact with its dates reduced to their bounds; a computed date of which nothing is known is none.
fn plain(fact: &Fact) -> Fact {
    let bare = |date: Date| Date::from_bounds(date.earliest(), date.latest());
    let known = |date: Option<Date>| date.filter(|date| !date.is_unknown()).map(bare);
    let mut fact = fact.clone();
    match &mut fact {
        Fact::TakesPart { day, .. }
        | Fact::Circle { day, .. }
        | Fact::Stands { day, .. }
        | Fact::Bound { day, .. }
        | Fact::Lacks { day, .. }
        | Fact::Prevails { day, .. }
        | Fact::Word { day, .. } => *day = bare(*day),
        Fact::Exit { notice, earliest, bounds, .. } => {
            (*notice, *earliest, *bounds) = (bare(*notice), known(*earliest), known(*bounds));
        }
        Fact::Verdict { earliest, .. } => *earliest = known(*earliest),
        // What stands inside is checked by itself; what follows rests on what it proves.
        Fact::Supposed { why, .. } => **why = Proof::default(),
        Fact::NotBound { day, since, .. } => (*day, *since) = (bare(*day), since.map(bare)),
        Fact::Change { .. }
        | Fact::Committed { .. }
        | Fact::Alliance { .. }
        | Fact::Said { .. }
        | Fact::Conflict { .. }
        | Fact::Complete { .. }
        | Fact::Bundle { .. }
        | Fact::Unread { .. }
        | Fact::Consent { .. }
        | Fact::Condition { .. }
        | Fact::Claim { .. } => {}
    }
    fact
}
