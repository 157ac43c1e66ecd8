//! Programs: definite rules over facts and assumptions, with violations as their goals.

mod builder;
mod fault;

use std::borrow::Cow;
use std::fmt;

use smallvec::SmallVec;

pub use builder::ProgramBuilder;
pub use fault::{Fault, ProgramError};

use super::set::Set;

/// What a statement of a program is.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Sort {
    /// Something that can be given up: a membership, a treaty, a law.
    Commitment,
    /// Something that the question puts: it holds, and is not in question.
    Hypothesis,
    /// Something on which an answer may depend: a reading, a claim, an uncertain date, an event.
    Condition,
    /// Something that follows from rules, or simply holds.
    Statement,
}

/// A rule by numbers; a head from the number of statements on is a violation.
#[derive(Clone, Debug)]
pub(super) struct Numbered {
    pub(super) head: u32,
    pub(super) body: SmallVec<[u32; 4]>,
    pub(super) needs: u32,
    pub(super) unless: SmallVec<[u32; 1]>,
}

/// A program: definite rules over facts, commitments, hypotheses and conditions, with violations as goals.
///
/// Statements are numbered in their order, assumptions first: commitments, then hypotheses, then conditions. So equal programs
/// give equal answers, byte by byte, whatever the order in which they were written.
///
/// ```
/// use comity::logic::Program;
///
/// let mut rules = Program::builder();
/// rules.commitment("KAZ in CSTO").hypothesis("KAZ in the pact").condition("broad reading");
/// rules.violation("X1", "exclusivity", ["KAZ in CSTO", "KAZ in the pact", "broad reading"]);
/// let program = rules.build()?;
///
/// let broad = program.within(["broad reading"]);
/// assert_eq!(broad.must().map(|one| *program.statement(one)).collect::<Vec<_>>(), ["KAZ in CSTO"]);
/// assert!(program.within([]).is_consistent());
/// # Ok::<(), comity::logic::ProgramError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Program<A> {
    pub(super) atoms: Vec<A>,
    commitments: usize,
    hypotheses: usize,
    conditions: usize,
    pub(super) names: Vec<Cow<'static, str>>,
    kinds: Vec<Cow<'static, str>>,
    pub(super) rules: Vec<Numbered>,
    /// For every statement the rules in whose body it occurs, one list after the other.
    occurs: Vec<u32>,
    starts: Vec<u32>,
    facts: Vec<u32>,
    exclusive: Vec<Set>,
    requires: Vec<(u32, u32)>,
    frozen: Set,
}

impl<A: Ord + Clone + fmt::Debug> Program<A> {
    /// A program to be written.
    pub fn builder() -> ProgramBuilder<A> {
        ProgramBuilder::default()
    }

    /// The number of a statement.
    pub fn number(&self, statement: &A) -> Option<usize> {
        let n_assumed = self.n_assumptions();
        let bounds = [
            (0, self.commitments),
            (self.commitments, self.commitments + self.hypotheses),
            (self.commitments + self.hypotheses, n_assumed),
            (n_assumed, self.atoms.len()),
        ];
        bounds.into_iter().find_map(|(start, end)| {
            self.atoms[start..end].binary_search(statement).ok().map(|at| start + at)
        })
    }

    /// The sort of a statement, by its number.
    pub const fn sort(&self, number: usize) -> Sort {
        if number < self.commitments {
            Sort::Commitment
        } else if number < self.commitments + self.hypotheses {
            Sort::Hypothesis
        } else if number < self.n_assumptions() {
            Sort::Condition
        } else {
            Sort::Statement
        }
    }
}

impl<A> Program<A> {
    /// The statement of a number.
    ///
    /// # Panics
    ///
    /// If there is no such number, as an index into a slice.
    pub fn statement(&self, number: usize) -> &A {
        &self.atoms[number]
    }

    /// The statements of a set of numbers, in the order of numbers.
    pub fn statements<'p>(&'p self, set: &'p Set) -> impl Iterator<Item = &'p A> {
        set.iter().map(|number| &self.atoms[number])
    }

    /// How many statements there are.
    pub const fn n_statements(&self) -> usize {
        self.atoms.len()
    }

    /// How many of them are assumptions: commitments, hypotheses and conditions.
    pub const fn n_assumptions(&self) -> usize {
        self.commitments + self.hypotheses + self.conditions
    }

    /// How many rules there are.
    pub const fn n_rules(&self) -> usize {
        self.rules.len()
    }

    /// The commitments, those that are not negotiable left out.
    pub fn commitments(&self) -> Set {
        Set::below(self.commitments).difference(&self.frozen)
    }

    /// The commitments that are not negotiable.
    pub const fn frozen(&self) -> &Set {
        &self.frozen
    }

    /// The numbers of all that the question puts.
    pub fn hypotheses(&self) -> Set {
        Set::range(self.commitments, self.commitments + self.hypotheses)
    }

    /// The numbers of all on which something may be contingent.
    pub fn conditions(&self) -> Set {
        Set::range(self.commitments + self.hypotheses, self.n_assumptions())
    }

    /// Which conditions exclude each other.
    pub fn exclusive(&self) -> &[Set] {
        &self.exclusive
    }

    /// The pairs of commitments of which the first requires the second.
    pub fn requirements(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.requires.iter().map(|(held, needed)| (*held as usize, *needed as usize))
    }

    /// The kinds of violation, sorted.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        self.kinds.iter().map(|kind| &**kind)
    }

    pub(super) fn kind(&self, at: usize) -> &str {
        &self.kinds[at]
    }

    pub(super) fn n_kinds(&self) -> usize {
        self.kinds.len()
    }

    pub(super) fn name(&self, rule: usize) -> &str {
        &self.names[rule]
    }

    pub(super) fn rules(&self) -> &[Numbered] {
        &self.rules
    }

    pub(super) fn facts(&self) -> &[u32] {
        &self.facts
    }

    pub(super) fn occurrences(&self, statement: usize) -> &[u32] {
        let (start, end) = (self.starts[statement] as usize, self.starts[statement + 1] as usize);
        &self.occurs[start..end]
    }

    /// Whether a set of conditions takes no two that exclude each other.
    pub fn is_coherent(&self, set: &Set) -> bool {
        self.exclusive.iter().all(|group| group.count_common(set) <= 1)
    }

    fn index(&mut self) {
        let n = self.atoms.len();
        let mut counts = vec![0_u32; n + 1];
        for rule in &self.rules {
            for part in &rule.body {
                counts[*part as usize + 1] += 1;
            }
        }
        for at in 0..n {
            counts[at + 1] += counts[at];
        }
        let mut next = counts.clone();
        let mut occurs = vec![0; counts[n] as usize];
        for (number, rule) in (0..).zip(&self.rules) {
            for part in &rule.body {
                let slot = &mut next[*part as usize];
                occurs[*slot as usize] = number;
                *slot += 1;
            }
        }
        (self.starts, self.occurs) = (counts, occurs);
    }
}
