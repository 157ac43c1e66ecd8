//! Programs being written: rules, facts and assumptions in any order, and what is wrong with them, all at once.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use smallvec::SmallVec;

use super::{Fault, Numbered, Program, ProgramError, Sort};
use crate::logic::Set;

/// A program being written.
///
/// Order does not matter: numbers are given when it is built, in the order of the statements.
#[derive(Clone, Debug)]
pub struct ProgramBuilder<A> {
    sorts: BTreeMap<A, Sort>,
    facts: Vec<A>,
    rules: Vec<Rule<A>>,
    exclusive: Vec<Vec<A>>,
    requires: Vec<(A, A)>,
    frozen: Vec<A>,
    faults: Vec<Fault>,
}

impl<A: Ord + Clone + fmt::Debug> Default for ProgramBuilder<A> {
    fn default() -> Self {
        Self {
            sorts: BTreeMap::new(),
            facts: Vec::new(),
            rules: Vec::new(),
            exclusive: Vec::new(),
            requires: Vec::new(),
            frozen: Vec::new(),
            faults: Vec::new(),
        }
    }
}

impl<A: Ord + Clone + fmt::Debug> ProgramBuilder<A> {
    fn declare(&mut self, statement: A, sort: Sort) -> &mut Self {
        match self.sorts.get(&statement) {
            Some(known) if *known != sort => self.faults.push(Fault::TwoSorts {
                statement: format!("{statement:?}"),
                first: *known,
                second: sort,
            }),
            Some(_) => {}
            None => {
                self.sorts.insert(statement, sort);
            }
        }
        self
    }

    /// Something that can be given up.
    pub fn commitment(&mut self, statement: A) -> &mut Self {
        self.declare(statement, Sort::Commitment)
    }

    /// Something that the question puts.
    pub fn hypothesis(&mut self, statement: A) -> &mut Self {
        self.declare(statement, Sort::Hypothesis)
    }

    /// Something on which an answer may depend.
    pub fn condition(&mut self, statement: A) -> &mut Self {
        self.declare(statement, Sort::Condition)
    }

    /// Something that holds, and is not in question.
    pub fn fact(&mut self, statement: A) -> &mut Self {
        self.facts.push(statement);
        self
    }

    /// `head` holds if all of the body does: first the name of the rule, which derivations cite, then the head.
    ///
    /// ```
    /// # let mut rules = comity::logic::Program::builder();
    /// rules.rule("charter, article 4", "the attack is on all", ["an ally is attacked"]);
    /// ```
    pub fn rule(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        head: A,
        body: impl IntoIterator<Item = A>,
    ) -> &mut Self {
        self.push(name.into(), Head::Statement(head), body, None, [])
    }

    /// `head` holds if at least `needs` of the body do.
    pub fn at_least(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        needs: usize,
        head: A,
        body: impl IntoIterator<Item = A>,
    ) -> &mut Self {
        self.push(name.into(), Head::Statement(head), body, Some(needs), [])
    }

    /// `head` holds if all of the body does and nothing of `unless`, which must rest on facts alone.
    pub fn rule_unless(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        head: A,
        body: impl IntoIterator<Item = A>,
        unless: impl IntoIterator<Item = A>,
    ) -> &mut Self {
        self.push(name.into(), Head::Statement(head), body, None, unless)
    }

    /// A violation of some kind, if all of the body holds: first the name of the rule, which derivations cite, then the kind of
    /// violation, which conflicts are sorted by. Several rules may find violations of one kind.
    ///
    /// Where a [`Rulebook`](crate::deliberation::Rulebook) names the rules, the name is left out:
    /// [`Added::violation`](crate::deliberation::Added::violation).
    ///
    /// ```
    /// # let mut rules = comity::logic::Program::builder();
    /// rules.violation("charter, article 5", "two alliances", ["in the one", "in the other"]);
    /// ```
    pub fn violation(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        kind: impl Into<Cow<'static, str>>,
        body: impl IntoIterator<Item = A>,
    ) -> &mut Self {
        self.push(name.into(), Head::Violation(kind.into()), body, None, [])
    }

    /// A violation of some kind, if at least `needs` of the body hold.
    pub fn violation_at_least(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        kind: impl Into<Cow<'static, str>>,
        needs: usize,
        body: impl IntoIterator<Item = A>,
    ) -> &mut Self {
        self.push(name.into(), Head::Violation(kind.into()), body, Some(needs), [])
    }

    fn push(
        &mut self,
        name: Cow<'static, str>,
        head: Head<A>,
        body: impl IntoIterator<Item = A>,
        needs: Option<usize>,
        unless: impl IntoIterator<Item = A>,
    ) -> &mut Self {
        let mut body: SmallVec<[A; 4]> = body.into_iter().collect();
        body.sort();
        body.dedup();
        let mut unless: SmallVec<[A; 1]> = unless.into_iter().collect();
        unless.sort();
        unless.dedup();
        let size = body.len();
        let needs = needs.unwrap_or(size);
        if needs > size || (needs == 0 && size > 0) {
            self.faults.push(Fault::Threshold { rule: name.into_owned(), needs, size });
            return self;
        }
        self.rules.push(Rule { name, head, body, needs, unless });
        self
    }

    /// At most one of these conditions holds, such as the readings of one clause.
    pub fn exclusive(&mut self, group: impl IntoIterator<Item = A>) -> &mut Self {
        self.exclusive.push(group.into_iter().collect());
        self
    }

    /// Holding one commitment requires another: whoever gives up the second loses the first.
    pub fn requires(&mut self, held: A, needed: A) -> &mut Self {
        self.requires.push((held, needed));
        self
    }

    /// This commitment is not negotiable: it is taken as a fact.
    pub fn freeze(&mut self, commitment: A) -> &mut Self {
        self.frozen.push(commitment);
        self
    }

    /// Checks everything at once, and numbers the statements in their order.
    ///
    /// # Errors
    ///
    /// [`ProgramError`] with all faults: a denial of what depends on assumptions, with the path by which it does; denials in a
    /// circle; thresholds that cannot be met; statements of two sorts.
    ///
    /// Cost: O(size × log size).
    pub fn build(self) -> Result<Program<A>, ProgramError> {
        let (program, faults) = self.assemble();
        if faults.is_empty() { Ok(program) } else { Err(ProgramError { faults }) }
    }

    /// The program, with what is wrong with it.
    pub(crate) fn assemble(mut self) -> (Program<A>, Vec<Fault>) {
        self.rules.sort();
        self.rules.dedup();
        let program = self.number();
        (program, self.faults)
    }

    /// Whatever rules and facts name and nobody declared is a statement.
    fn declare_the_rest(&mut self) {
        for rule in &self.rules {
            let head = match &rule.head {
                Head::Statement(head) => Some(head),
                Head::Violation(_) => None,
            };
            let assumed =
                |head: &&A| self.sorts.get(head).is_some_and(|own| *own != Sort::Statement);
            if let Some(head) = head.filter(assumed) {
                let (rule, statement) = (rule.name.to_string(), format!("{head:?}"));
                self.faults.push(Fault::AssumptionConcluded { rule, statement });
            }
            for statement in head.into_iter().chain(&rule.body).chain(&rule.unless) {
                if !self.sorts.contains_key(statement) {
                    self.sorts.insert(statement.clone(), Sort::Statement);
                }
            }
        }
        for fact in &self.facts {
            self.sorts.entry(fact.clone()).or_insert(Sort::Statement);
        }
    }

    fn number(&mut self) -> Program<A> {
        self.declare_the_rest();
        // Assumptions come first, by sort, then by their own order.
        let mut statements: Vec<(Sort, A)> =
            std::mem::take(&mut self.sorts).into_iter().map(|(a, sort)| (sort, a)).collect();
        statements.sort();
        let count = |sort: Sort| statements.iter().filter(|(own, _)| *own == sort).count();
        let (commitments, hypotheses) = (count(Sort::Commitment), count(Sort::Hypothesis));
        let conditions = count(Sort::Condition);
        let numbers: BTreeMap<&A, u32> = (statements.iter().zip(0..))
            .map(|((_, statement), number)| (statement, number))
            .collect();
        let number = |statement: &A| numbers.get(statement).copied().unwrap_or(0);

        let mut faults = std::mem::take(&mut self.faults);
        let mut of_sort = |statement: &A, expected: Sort| {
            let found = numbers.get(statement).filter(|at| statements[**at as usize].0 == expected);
            if found.is_none() {
                let statement = format!("{statement:?}");
                faults.push(Fault::WrongSort { statement, expected });
            }
            found.map(|at| *at as usize)
        };
        let mut exclusive: Vec<Set> = (self.exclusive.iter())
            .map(|group| group.iter().filter_map(|one| of_sort(one, Sort::Condition)).collect())
            .collect();
        exclusive.sort_unstable();
        exclusive.dedup();
        let mut requires: Vec<(u32, u32)> = Vec::new();
        for (held, needed) in &self.requires {
            let ends = (of_sort(held, Sort::Commitment), of_sort(needed, Sort::Commitment));
            if let (Some(held), Some(needed)) = ends {
                requires.push((held as u32, needed as u32));
            }
        }
        requires.sort_unstable();
        requires.dedup();
        let mut frozen: Set =
            self.frozen.iter().filter_map(|one| of_sort(one, Sort::Commitment)).collect();
        let mut facts: Vec<u32> = self.facts.iter().map(number).collect();
        // A commitment that is a fact is not negotiable either.
        frozen.extend(facts.iter().map(|at| *at as usize).filter(|at| *at < commitments));
        facts.extend(frozen.iter().map(|at| at as u32));
        facts.sort_unstable();
        facts.dedup();

        let mut kinds: Vec<Cow<'static, str>> = (self.rules.iter())
            .filter_map(|rule| match &rule.head {
                Head::Violation(kind) => Some(kind.clone()),
                Head::Statement(_) => None,
            })
            .collect();
        kinds.sort();
        kinds.dedup();
        let n_statements = statements.len() as u32;
        let head_of = |rule: &Rule<A>| match &rule.head {
            Head::Statement(head) => number(head),
            Head::Violation(kind) => {
                n_statements + kinds.binary_search(kind).map_or(0, |at| at as u32)
            }
        };
        let rules: Vec<Numbered> = (self.rules.iter())
            .map(|rule| Numbered {
                head: head_of(rule),
                body: rule.body.iter().map(number).collect(),
                needs: rule.needs as u32,
                unless: rule.unless.iter().map(number).collect(),
            })
            .collect();
        let atoms: Vec<A> = statements.iter().map(|(_, statement)| statement.clone()).collect();
        drop(numbers);
        let mut program = Program {
            atoms,
            commitments,
            hypotheses,
            conditions,
            names: self.rules.iter().map(|rule| rule.name.clone()).collect(),
            kinds,
            rules,
            occurs: Vec::new(),
            starts: Vec::new(),
            facts,
            exclusive,
            requires,
            frozen,
        };
        program.settle_denials(&mut faults);
        program.index();
        self.faults = faults;
        program
    }
}

/// One rule: `head` holds if at least `needs` of `body` do, and nothing of `unless` does.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rule<A> {
    /// Its name, for explanations.
    name: Cow<'static, str>,
    /// What follows.
    head: Head<A>,
    /// From what, sorted.
    body: SmallVec<[A; 4]>,
    /// How many of the body are needed; all, unless it is a threshold rule.
    needs: usize,
    /// What must not hold; only what rests on facts alone can be denied.
    unless: SmallVec<[A; 1]>,
}

/// What a rule concludes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Head<A> {
    /// A statement.
    Statement(A),
    /// A violation, by its kind.
    Violation(Cow<'static, str>),
}
