//! Contradictory duties as rules of the core: every attack in which no act is left is a violation of its own.

use super::draft::Draft;
use super::rulebook::AddedDuty;
use super::statement::{Commitment, Contingency, Statement};
use crate::answer::{Consequences, Placed};
use crate::model::Strength;
use crate::rules::{self, BundleItem, Contradiction, Footing, Liability, Owed, Strain};
use crate::scenario::Procedure;
use crate::verdict::Clause;
use crate::{Date, EntityId, Id, State, Truth};

/// What an attack would ask of the bound states that cannot all be done.
#[derive(Debug)]
pub(super) struct Attacks {
    /// By state, attacker and victim.
    pub(super) contradictions: Vec<Contradiction>,
    /// Whether these are all of them.
    pub(super) are_all: bool,
    /// Where an ally would be the aggressor.
    pub(super) strains: Vec<Strain>,
}

/// The contradictions of all bound states, at most so many.
pub(super) fn find(answer: &Consequences<'_>, added: &[AddedDuty], most: usize) -> Attacks {
    let (mut all, mut strains) = (Vec::new(), Vec::new());
    let mut complete = true;
    for finding in answer.findings() {
        let state = finding.state();
        let owed = owed(answer, state, added);
        strains.extend(rules::strains(state, &owed));
        let Some(last) = last_day(answer) else { continue };
        let situation = answer.situation(&answer.after).on(last);
        let left = most.saturating_sub(all.len());
        let (of_state, are_all) = rules::contradictions(&situation, state, &owed, left);
        complete &= are_all;
        for mut found in of_state {
            found.unsettled_by = unsettled_by(answer, &found);
            all.push(found);
        }
    }
    Attacks { contradictions: all, are_all: complete, strains }
}

/// Each of them as rules: what the question brings, and what is so today. What a savings clause settles is told, and violates nothing.
///
/// ```text
/// violation(s, a -> v) :- what keeps each of the contradictory duties alive, attacks(a, v).
/// ```
pub(super) fn write<'w>(found: &[Contradiction], question: &mut Draft<'w>, today: &mut Draft<'w>) {
    for found in found.iter().filter(|found| found.saved_by.is_none()) {
        write_one(found, if found.is_new() { &mut *question } else { &mut *today });
    }
}

/// The day by which all changes have taken effect: a change without a day may come after one that has a later one.
fn last_day(answer: &Consequences<'_>) -> Option<Date> {
    answer.placed.iter().map(|step| step.hypothesis.date).reduce(Date::later_of)
}

/// The change that takes away the savings clause that settles the contradiction until then.
fn unsettled_by(answer: &Consequences<'_>, found: &Contradiction) -> Option<usize> {
    if found.saved_by.is_some() {
        return None;
    }
    let settled = |step: &Placed| {
        // Only what ends words, or the being bound by them, can take a clause away.
        match step.change.procedure() {
            Procedure::Amendment { .. } | Procedure::Withdrawal { .. } => {}
            Procedure::Adoption { .. }
            | Procedure::Modification { .. }
            | Procedure::Accession { .. }
            | Procedure::Conclusion { .. }
            | Procedure::Stationing { .. }
            | Procedure::Legislation { .. }
            | Procedure::Decision { .. } => return false,
        }
        let before = answer.situation(&step.before).on(step.hypothesis.date);
        rules::settles(&before, found)
    };
    answer.placed.iter().rposition(settled)
}

/// All that a state owes: by texts that bind it on the day by which all changes have taken effect, by every change, and by rules of
/// the caller.
fn owed(answer: &Consequences<'_>, state: Id<State>, added: &[AddedDuty]) -> Vec<Liability> {
    let mut owed: Vec<Liability> = Vec::new();
    // The texts as all changes leave them; what a change joins is owed by that change.
    let left = answer.after.without_joining();
    if let Some(last) = last_day(answer) {
        let situation = answer.situation(&left).on(last);
        owed.extend(rules::owed_by_texts(&situation, state));
    }
    for (at, step) in answer.placed.iter().enumerate() {
        let situation = answer.situation(&step.before);
        let mut brought =
            rules::owed_by_change(&situation, at, &step.change, &step.hypothesis, state);
        // A treaty that binds already brings nothing new toward those to whom it was owed, unless it leaves less choice from then on.
        let was_owed = |one: &Liability, (who, truth): (EntityId, Truth)| {
            let same = owed.iter().filter(|old| {
                (&old.owed.by, old.owed.duty) == (&one.owed.by, one.owed.duty)
                    && matches!(old.owed.footing, Footing::Held(_))
                    && (old.owed.strength == one.owed.strength
                        || old.owed.strength == Strength::Auto)
            });
            Truth::any(same.map(|old| {
                let toward = old.toward.iter().find(|(one, _)| *one == who);
                let toward = toward.map_or(Truth::No, |(_, truth)| *truth);
                // What is no less certain than what is brought.
                if old.owed.truth.is_yes() && toward >= truth {
                    Truth::Yes
                } else {
                    old.owed.truth & toward & Truth::Unknown
                }
            }))
        };
        brought.retain_mut(|one| {
            let before: Vec<Truth> =
                one.toward.iter().map(|toward| was_owed(one, *toward)).collect();
            for ((who, truth), before) in one.toward.iter_mut().zip(before) {
                match before {
                    Truth::Yes => one.owed_before.push(*who),
                    // Whether it is new is as open as whether it was owed before.
                    Truth::Unknown => *truth = *truth & Truth::Unknown,
                    Truth::No => {}
                }
            }
            one.toward.is_empty() || one.owed_before.len() < one.toward.len()
        });
        owed.extend(brought);
    }
    owed.extend(added.iter().filter(|duty| duty.by == state).map(|duty| Liability {
        owed: Owed {
            duty: duty.duty,
            strength: duty.strength,
            by: duty.because.clone(),
            provision: None,
            footing: Footing::Added(duty.held_through),
            truth: Truth::Yes,
        },
        toward: duty.toward.iter().map(|entity| (*entity, Truth::Yes)).collect(),
        owed_before: Vec::new(),
        when: Vec::new(),
        is_neutrality: false,
    }));
    owed
}

fn write_one(found: &Contradiction, program: &mut Draft<'_>) {
    let (state, attacker, victim) = (found.state, found.attacker, found.victim);
    let mut body: Vec<Statement> = vec![Contingency::Attack { attacker, victim }.into()];
    body.extend(found.unsettled_by.map(|change| Statement::Bound { state, change }));
    for owed in &found.between {
        match &owed.footing {
            Footing::Held(bundle) => match owed.provision {
                Some(provision) => {
                    let bundle = || -> Vec<BundleItem> {
                        bundle.iter().map(|body| (*body, Truth::Yes)).collect()
                    };
                    body.push(program.alive(state, provision.into(), bundle));
                }
                None => body.extend(
                    bundle.iter().map(|body| Commitment::Holds { state, body: *body }.into()),
                ),
            },
            Footing::Law => {
                let law = owed.provision.map(Clause::Recorded);
                body.extend(law.map(|provision| Commitment::Law { state, provision }.into()));
            }
            Footing::Change(change) => body.push(Statement::Bound { state, change: *change }),
            Footing::Added(Some(held)) => {
                body.push(Commitment::Holds { state, body: *held }.into());
            }
            Footing::Added(None) => {}
        }
    }
    program.violation("contradictory duties", "contradictory_duty", body);
}
