//! Certificates: answers of the core with what is needed to check them, and a checker that shares nothing with the engine.
//!
//! Whatever the core says comes down to two sorts of statement: that a violation follows from some assumptions, which a
//! derivation shows, and that none follows, which a list of all that holds shows: it is closed under the rules and has no
//! violation. The checker looks at rules one by one; it has no counters, no labels and no search.

use std::fmt;

use super::derivation::Derivation;
use super::program::Program;
use super::set::Set;
use super::world::Within;
use crate::base::debug_as_display;

/// What a certificate shows.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Conclusion {
    /// From these assumptions a violation follows, and from no part of them.
    Conflict {
        /// The assumptions.
        set: Set,
    },
    /// This must go: it is in conflict with the question all by itself, and the question is not impossible.
    Must {
        /// The commitment.
        commitment: usize,
        /// The conditions that hold.
        conditions: Set,
    },
    /// The same where things require others: with what it and what is not negotiable require, it is in conflict with the question.
    ClosedMust {
        /// The commitment.
        commitment: usize,
        /// The conditions that hold.
        conditions: Set,
    },
    /// If these go, no violation is left; if one of them stays, one is.
    Repair {
        /// What goes.
        gone: Set,
        /// The conditions that hold.
        conditions: Set,
    },
    /// The same where things require others: whatever requires something that goes, goes; if one stays with all that it requires,
    /// a violation is left.
    ClosedRepair {
        /// What goes.
        gone: Set,
        /// The conditions that hold.
        conditions: Set,
    },
    /// If all that can be out by the earliest day goes, no violation is left; with what can be out before it, one is.
    ///
    /// Which commitments can be out by when is what is claimed here, and is not checked.
    Earliest {
        /// What can be out by that day.
        by: Set,
        /// What can be out before that day.
        before: Set,
        /// The conditions that hold.
        conditions: Set,
    },
}

/// A conclusion with its witnesses.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Certificate {
    /// What it shows.
    pub conclusion: Conclusion,
    /// What shows it, in the order in which the conclusion comes apart.
    pub witnesses: Vec<Witness>,
}

impl Certificate {
    /// A certificate that was kept elsewhere; nothing is believed before it is [verified](Self::verify).
    pub const fn new(conclusion: Conclusion, witnesses: Vec<Witness>) -> Self {
        Self { conclusion, witnesses }
    }
}

/// What shows that a violation follows, or that none does.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a violation follows, or none does")]
pub enum Witness {
    /// A derivation of a violation.
    Follows(Derivation),
    /// All that holds; no violation is among it.
    Holds(Set),
}

/// What is wrong with a certificate.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Flaw {
    /// The conclusion comes apart into another number of statements than there are witnesses.
    #[error("{found} witnesses; expected {expected}")]
    Count {
        /// How many there are.
        found: usize,
        /// How many are needed.
        expected: usize,
    },
    /// A witness is of the wrong sort: it shows the contrary of what is needed.
    #[error("witness {0} shows the contrary of what is claimed")]
    Contrary(usize),
    /// A line of a derivation does not follow.
    #[error("line {line} of witness {witness} does not follow")]
    Line {
        /// Which witness, from 1.
        witness: usize,
        /// Which line, from 1.
        line: usize,
    },
    /// A list of what holds leaves out what is assumed, or a fact.
    #[error("witness {witness} leaves out {statement}")]
    LeftOut {
        /// Which witness, from 1.
        witness: usize,
        /// What it leaves out.
        statement: String,
    },
    /// A list of what holds is not closed: a rule gives more.
    #[error("witness {witness} is not closed: rule `{rule}` gives more")]
    NotClosed {
        /// Which witness, from 1.
        witness: usize,
        /// The rule.
        rule: String,
    },
    /// The conclusion takes conditions that exclude each other.
    #[error("the conditions exclude each other")]
    Incoherent,
    /// Something stays that requires what goes.
    #[error("{0} would have to go too")]
    LeftBehind(String),
    /// The conclusion names what is no commitment, or is not negotiable.
    #[error("{0} cannot be given up")]
    NotNegotiable(String),
}

debug_as_display!(enum Flaw {
    Count { found, expected },
    Contrary(witness),
    Line { witness, line },
    LeftOut { witness, statement },
    NotClosed { witness, rule },
    Incoherent,
    LeftBehind(statement),
    NotNegotiable(statement),
});

impl Conclusion {
    /// The statements that a conclusion comes apart into: from these assumptions, whether a violation follows.
    fn parts<A: fmt::Debug>(&self, program: &Program<A>) -> Result<Vec<(Set, bool)>, Flaw> {
        let negotiable = program.commitments();
        let may_go = |set: &Set| match set.difference(&negotiable).first() {
            None => Ok(()),
            Some(at) if at < program.n_statements() => {
                Err(Flaw::NotNegotiable(format!("{:?}", program.statement(at))))
            }
            Some(at) => Err(Flaw::NotNegotiable(at.to_string())),
        };
        let given = |conditions: &Set| {
            conditions.intersection(&program.conditions()).union(&program.hypotheses())
        };
        let conditions = match self {
            Self::Conflict { set } => set,
            Self::Must { conditions, .. }
            | Self::ClosedMust { conditions, .. }
            | Self::Repair { conditions, .. }
            | Self::ClosedRepair { conditions, .. }
            | Self::Earliest { conditions, .. } => conditions,
        };
        if !program.is_coherent(conditions) {
            return Err(Flaw::Incoherent);
        }
        Ok(match self {
            Self::ClosedMust { commitment, conditions } => {
                may_go(&Set::of(*commitment))?;
                let given = given(conditions).union(&required(program, program.frozen()));
                let kept = required(program, &Set::of(*commitment));
                vec![(given.union(&kept), true), (given, false)]
            }
            Self::ClosedRepair { gone, conditions } => {
                may_go(gone)?;
                let behind = program
                    .requirements()
                    .find(|(held, needed)| gone.contains(*needed) && !gone.contains(*held));
                if let Some((held, _)) = behind {
                    return Err(Flaw::LeftBehind(format!("{:?}", program.statement(held))));
                }
                let given = given(conditions);
                let rest = given.union(&negotiable.difference(gone));
                let with = |one: usize| (rest.union(&required(program, &Set::of(one))), true);
                std::iter::once((rest.clone(), false)).chain(gone.iter().map(with)).collect()
            }
            Self::Conflict { set } => {
                let rest = set.difference(&program.hypotheses()).difference(&program.conditions());
                may_go(&rest)?;
                let without = |one: usize| (set.difference(&Set::of(one)), false);
                std::iter::once((set.clone(), true)).chain(set.iter().map(without)).collect()
            }
            Self::Must { commitment, conditions } => {
                may_go(&Set::of(*commitment))?;
                let given = given(conditions);
                vec![(given.union(&Set::of(*commitment)), true), (given, false)]
            }
            Self::Repair { gone, conditions } => {
                may_go(gone)?;
                let rest = given(conditions).union(&negotiable.difference(gone));
                let with = |one: usize| (rest.union(&Set::of(one)), true);
                std::iter::once((rest.clone(), false)).chain(gone.iter().map(with)).collect()
            }
            Self::Earliest { by, before, conditions } => {
                may_go(by)?;
                may_go(before)?;
                let given = given(conditions);
                vec![
                    (given.union(&negotiable.difference(by)), false),
                    (given.union(&negotiable.difference(before)), true),
                ]
            }
        })
    }
}

/// Some commitments with all that they require, found by going over the requirements until nothing new comes.
fn required<A>(program: &Program<A>, kept: &Set) -> Set {
    let mut all = kept.clone();
    loop {
        let before = all.len();
        for (held, needed) in program.requirements() {
            if all.contains(held) {
                all.insert(needed);
            }
        }
        if all.len() == before {
            return all;
        }
    }
}

impl<A: fmt::Debug> Program<A> {
    /// A conclusion with its witnesses; `None` if it does not hold.
    ///
    /// Cost: one pass over the rules for each statement that the conclusion comes apart into.
    pub fn certify(&self, conclusion: Conclusion) -> Option<Certificate> {
        let mut witnesses = Vec::new();
        for (assumed, follows) in conclusion.parts(self).ok()? {
            witnesses.push(match (self.derivation(&assumed), follows) {
                (Some(derivation), true) => Witness::Follows(derivation),
                (None, false) => {
                    let (holds, _) = super::propagate::Propagation::new(self).closure(&assumed);
                    Witness::Holds(holds)
                }
                _ => return None,
            });
        }
        Some(Certificate::new(conclusion, witnesses))
    }
}

impl<A: fmt::Debug> Within<'_, A> {
    /// The certificate that something must go; `None` if it need not.
    pub fn certify_must(&self, commitment: usize) -> Option<Certificate> {
        let conditions = self.conditions().clone();
        self.program().certify(Conclusion::Must { commitment, conditions })
    }

    /// The certificate that something must go, requirements included; `None` if it need not.
    pub fn certify_must_closed(&self, commitment: usize) -> Option<Certificate> {
        let conditions = self.conditions().clone();
        self.program().certify(Conclusion::ClosedMust { commitment, conditions })
    }

    /// The certificate that these make a minimal repair among those that leave nothing behind which requires what goes; `None`
    /// if they do not.
    pub fn certify_repair_closed(&self, gone: &Set) -> Option<Certificate> {
        let (gone, conditions) = (gone.clone(), self.conditions().clone());
        self.program().certify(Conclusion::ClosedRepair { gone, conditions })
    }

    /// The certificate that these make a minimal repair; `None` if they do not.
    pub fn certify_repair(&self, gone: &Set) -> Option<Certificate> {
        let conclusion =
            Conclusion::Repair { gone: gone.clone(), conditions: self.conditions().clone() };
        self.program().certify(conclusion)
    }

    /// The certificate of an earliest day; `None` if it is not the earliest.
    pub fn certify_earliest<T: Ord + Copy>(
        &self,
        day: impl Fn(usize) -> Option<T>,
        earliest: T,
    ) -> Option<Certificate> {
        let commitments = self.program().commitments();
        let out = |wanted: &dyn Fn(T) -> bool| -> Set {
            commitments.iter().filter(|at| day(*at).is_some_and(wanted)).collect()
        };
        let by = out(&|own| own <= earliest);
        let before = out(&|own| own < earliest);
        let conditions = self.conditions().clone();
        self.program().certify(Conclusion::Earliest { by, before, conditions })
    }
}

impl Certificate {
    /// Checks every witness against the rules, one rule at a time.
    ///
    /// # Errors
    ///
    /// [`Flaw`]: the first thing that does not hold. Any certificate gives an answer; none panics.
    ///
    /// Cost: O(witnesses × size of the rules).
    pub fn verify<A: fmt::Debug>(&self, program: &Program<A>) -> Result<(), Flaw> {
        let parts = self.conclusion.parts(program)?;
        if parts.len() != self.witnesses.len() {
            let (found, expected) = (self.witnesses.len(), parts.len());
            return Err(Flaw::Count { found, expected });
        }
        for (number, ((assumed, follows), witness)) in (1..).zip(parts.iter().zip(&self.witnesses))
        {
            match (witness, follows) {
                (Witness::Follows(derivation), true) => {
                    derives(program, assumed, derivation)
                        .map_err(|line| Flaw::Line { witness: number, line })?;
                }
                (Witness::Holds(holds), false) => is_closed(program, assumed, holds, number)?,
                _ => return Err(Flaw::Contrary(number)),
            }
        }
        Ok(())
    }
}

/// Whether every line is assumed, a fact, or follows from earlier lines by a rule, and the last is a violation; else the first
/// line that is none of these.
fn derives<A>(program: &Program<A>, assumed: &Set, derivation: &Derivation) -> Result<(), usize> {
    let n = program.n_statements();
    for (at, line) in derivation.lines.iter().enumerate() {
        let follows = match line.rule {
            None => {
                assumed.contains(line.statement)
                    || program.facts().iter().any(|fact| *fact as usize == line.statement)
            }
            Some(rule) => program.rules().get(rule).is_some_and(|rule| {
                let mut met: Vec<usize> = (line.premises.iter())
                    .filter(|premise| **premise < at)
                    .filter_map(|premise| derivation.lines.get(*premise))
                    .map(|premise| premise.statement)
                    .filter(|statement| rule.body.iter().any(|part| *part as usize == *statement))
                    .collect();
                met.sort_unstable();
                met.dedup();
                rule.head as usize == line.statement && met.len() >= rule.needs as usize
            }),
        };
        if !follows {
            return Err(at + 1);
        }
    }
    match derivation.lines.last() {
        Some(last) if last.statement >= n => Ok(()),
        _ => Err(derivation.lines.len()),
    }
}

/// Whether a list holds all that is assumed and every fact, is closed under the rules, and has no violation.
fn is_closed<A: fmt::Debug>(
    program: &Program<A>,
    assumed: &Set,
    holds: &Set,
    witness: usize,
) -> Result<(), Flaw> {
    // A violation is never among what holds.
    if let Some(violation) = holds.iter().find(|at| *at >= program.n_statements()) {
        let rule = format!("violation {}", violation - program.n_statements());
        return Err(Flaw::NotClosed { witness, rule });
    }
    let facts = program.facts().iter().map(|fact| *fact as usize);
    if let Some(at) = assumed.iter().chain(facts).find(|at| !holds.contains(*at)) {
        let statement = format!("{:?}", program.statement(at));
        return Err(Flaw::LeftOut { witness, statement });
    }
    for (number, rule) in program.rules().iter().enumerate() {
        let met = rule.body.iter().filter(|part| holds.contains(**part as usize)).count();
        if met >= rule.needs as usize && !holds.contains(rule.head as usize) {
            let rule = program.rule_name(number).to_owned();
            return Err(Flaw::NotClosed { witness, rule });
        }
    }
    Ok(())
}
