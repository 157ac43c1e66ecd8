//! Conflict sets: the minimal sets of assumptions from which a violation follows.
//!
//! Every statement has a label: the antichain of minimal sets of assumptions from which it follows. Labels grow by
//! combining those of a rule's body, and absorb what is not minimal; the label of the violations is the answer. Why a set is
//! a conflict is derived when somebody asks, since a derivation costs no more than one pass over the rules.
//!
//! Source: de Kleer 1986, An assumption-based TMS; de Kleer & Williams 1987, Diagnosing multiple faults.

use crate::base::words;
use std::collections::VecDeque;

use smallvec::SmallVec;

use super::program::Program;
use super::propagate::Propagation;
use super::set::{Set, minimal};

/// How much may be listed. Must and dates do not depend on it: they are exact, however little is listed.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// How many sets a label may hold, the list of conflicts included.
    pub max_conflicts: usize,
    /// How many repairs may be listed.
    pub max_repairs: usize,
    /// How many combinations or search nodes may be tried.
    pub max_nodes: usize,
    /// How many other questions may be asked to find what else could be done.
    pub max_trials: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_conflicts: 10_000, max_repairs: 1_000, max_nodes: 1_000_000, max_trials: 1_000 }
    }
}

impl Limits {
    /// At most so many sets in a label, or in the list of conflicts.
    #[must_use]
    pub const fn max_conflicts(mut self, most: usize) -> Self {
        self.max_conflicts = most;
        self
    }

    /// At most so many repairs.
    #[must_use]
    pub const fn max_repairs(mut self, most: usize) -> Self {
        self.max_repairs = most;
        self
    }

    /// At most so many combinations or search nodes.
    #[must_use]
    pub const fn max_nodes(mut self, most: usize) -> Self {
        self.max_nodes = most;
        self
    }

    /// At most so many other questions to find what else could be done.
    #[must_use]
    pub const fn max_trials(mut self, most: usize) -> Self {
        self.max_trials = most;
        self
    }
}

/// A minimal set of assumptions from which a violation follows, by sort.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct ConflictSet {
    /// The assumptions, all sorts together.
    pub all: Set,
    /// The commitments among them: one of these must go.
    pub commitments: Set,
    /// The hypotheses among them.
    pub hypotheses: Set,
    /// The conditions among them: it is a conflict only if these hold.
    pub conditions: Set,
    /// The kinds of violation that follow, by number.
    pub kinds: Set,
}

/// What sort of conflict it is.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "a conflict has commitments and hypotheses, or lacks the ones or the others"
)]
pub enum ConflictClass {
    /// Only with the hypotheses.
    New,
    /// Without them: it is contradictory already today.
    StatusQuo,
    /// No commitment is to blame: the hypothesis contradicts facts, or what is not negotiable.
    Impossible,
}

words! {
    ConflictClass, "class of conflict":
    New = "new",
    StatusQuo = "status_quo",
    Impossible = "impossible",
}

impl ConflictSet {
    /// Its class; whether it is conditional besides, its conditions tell.
    pub fn class(&self) -> ConflictClass {
        if self.commitments.is_empty() {
            ConflictClass::Impossible
        } else if self.hypotheses.is_empty() {
            ConflictClass::StatusQuo
        } else {
            ConflictClass::New
        }
    }
}

/// All conflict sets of a program, sorted: by size, then by number.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Conflicts {
    /// The sets.
    pub sets: Vec<ConflictSet>,
    /// Whether these are all of them; not so where a limit cut the list.
    pub complete: bool,
}

impl<A> Program<A> {
    /// All minimal sets of assumptions from which a violation follows.
    ///
    /// A set that takes two conditions that exclude each other is none. Commitments that are not negotiable are facts.
    ///
    /// # Cost
    ///
    /// In the worst case exponential in the number of assumptions; at most `n^b` sets for rules that use at most `b`
    /// commitments. `limits` bounds the sets of a label and the combinations tried; then `complete` is false.
    pub fn conflicts(&self, limits: &Limits) -> Conflicts {
        let mut labels = Labels::new(self, *limits);
        labels.run();
        let mut propagation = Propagation::new(self);
        let living = labels.violations.living.iter().filter(|at| labels.sets[**at as usize].alive);
        let mut listed: Vec<Set> =
            living.map(|at| labels.sets[*at as usize].set.copied()).collect();
        if !labels.complete {
            // Where a limit cut, a smaller set may not have been found.
            listed = minimal(listed.iter().map(|set| minimized(&mut propagation, set)).collect());
        }
        let (commitments, hypotheses) = (self.commitments(), self.hypotheses());
        let conditions = self.conditions();
        let mut sets: Vec<ConflictSet> = (listed.into_iter())
            .map(|all| {
                let kinds = propagation.kinds(&all);
                ConflictSet {
                    commitments: all.intersection(&commitments),
                    hypotheses: all.intersection(&hypotheses),
                    conditions: all.intersection(&conditions),
                    kinds,
                    all,
                }
            })
            .collect();
        sets.sort_unstable();
        Conflicts { sets, complete: labels.complete }
    }
}

/// The same set without what it does not need.
fn minimized<A>(propagation: &mut Propagation<'_, A>, set: &Set) -> Set {
    let mut minimal = set.clone();
    for at in set.iter() {
        let without = minimal.difference(&Set::of(at));
        if propagation.violates(&without) {
            minimal = without;
        }
    }
    minimal
}

/// One set of a label.
struct Labelled {
    set: Set,
    /// Whether no smaller set has absorbed it.
    alive: bool,
    head: u32,
}

/// The minimal sets of the violations, found by what is in them.
struct Antichain {
    /// In the order in which they came; absorbed ones are dead.
    living: Vec<u32>,
    /// How many are alive.
    size: usize,
    /// The empty set, if it is among them: it absorbs all.
    has_empty: bool,
    /// For every element the sets of which it is the last.
    by_last: Vec<Vec<u32>>,
    /// For every element the sets that hold it.
    by_element: Vec<Vec<u32>>,
}

impl Antichain {
    fn new(n: usize) -> Self {
        Self {
            living: Vec::new(),
            size: 0,
            has_empty: false,
            by_last: vec![Vec::new(); n],
            by_element: vec![Vec::new(); n],
        }
    }

    /// Whether one of the sets is within a set: its last element is then in that set.
    fn has_subset_of(&self, sets: &[Labelled], set: &Set) -> bool {
        self.has_empty
            || set.iter().any(|element| {
                let ends_here = self.by_last[element].iter().map(|at| &sets[*at as usize]);
                ends_here.into_iter().any(|one| one.alive && one.set.is_subset(set))
            })
    }

    /// Adds a set that none is within; those that it is within die.
    fn add(&mut self, sets: &mut [Labelled], at: u32) {
        let set = sets[at as usize].set.copied();
        let Some(last) = set.iter().last() else {
            for one in &self.living {
                sets[*one as usize].alive = false;
            }
            (self.size, self.has_empty) = (1, true);
            self.living.push(at);
            return;
        };
        // What holds the whole set holds its last element.
        for one in &self.by_element[last] {
            let known = &mut sets[*one as usize];
            if known.alive && set.is_subset(&known.set) {
                known.alive = false;
                self.size -= 1;
            }
        }
        for element in set.iter() {
            self.by_element[element].push(at);
        }
        self.by_last[last].push(at);
        self.living.push(at);
        self.size += 1;
    }
}

struct Labels<'p, A> {
    program: &'p Program<A>,
    limits: Limits,
    sets: Vec<Labelled>,
    /// The living sets of every statement.
    of: Vec<Vec<u32>>,
    /// The sets of all violations together: a violation is a violation.
    violations: Antichain,
    queue: VecDeque<u32>,
    tried: usize,
    complete: bool,
}

impl<'p, A> Labels<'p, A> {
    fn new(program: &'p Program<A>, limits: Limits) -> Self {
        Self {
            program,
            limits,
            sets: Vec::new(),
            of: vec![Vec::new(); program.n_statements()],
            violations: Antichain::new(program.n_assumptions()),
            queue: VecDeque::new(),
            tried: 0,
            complete: true,
        }
    }

    fn run(&mut self) {
        let program = self.program;
        for fact in program.facts() {
            self.add(*fact, Set::new());
        }
        for at in 0..program.n_assumptions() {
            self.add(at as u32, Set::of(at));
        }
        for rule in program.rules().iter().filter(|rule| rule.needs == 0) {
            self.add(rule.head, Set::new());
        }
        while let Some(at) = self.queue.pop_front() {
            let labelled = &self.sets[at as usize];
            if !labelled.alive {
                continue;
            }
            let (head, set) = (labelled.head, labelled.set.copied());
            for number in program.occurrences(head as usize) {
                if !self.sets[at as usize].alive {
                    break;
                }
                self.combine(*number as usize, head, &set);
            }
        }
    }

    /// All that a rule gives with one new set of one of its premises, and the known sets of the others.
    fn combine(&mut self, number: usize, fresh: u32, set: &Set) {
        let rule = &self.program.rules()[number];
        let others: SmallVec<[u32; 4]> =
            rule.body.iter().copied().filter(|part| *part != fresh).collect();
        self.choose(rule.head, &others, rule.needs as usize - 1, set.copied());
    }

    /// Picks `needs` of the premises left, and a set of each.
    fn choose(&mut self, head: u32, left: &[u32], needs: usize, set: Set) {
        if self.tried >= self.limits.max_nodes {
            self.complete = false;
            return;
        }
        self.tried += 1;
        if needs == 0 {
            self.add(head, set);
            return;
        }
        // What a violation follows from already gives nothing that is minimal.
        if self.is_absorbed_by_violations(&set) {
            return;
        }
        let Some((part, rest)) = left.split_first() else { return };
        for at in SmallVec::<[u32; 8]>::from_slice(&self.of[*part as usize]) {
            let union = set.union(&self.sets[at as usize].set);
            if self.program.is_coherent(&union) {
                self.choose(head, rest, needs - 1, union);
            }
        }
        if rest.len() >= needs {
            self.choose(head, rest, needs, set);
        }
    }

    fn is_absorbed_by_violations(&self, set: &Set) -> bool {
        self.violations.has_subset_of(&self.sets, set)
    }

    fn add(&mut self, head: u32, set: Set) {
        let is_violation = head as usize >= self.program.n_statements();
        if self.is_absorbed_by_violations(&set) {
            return;
        }
        if is_violation {
            if self.violations.size >= self.limits.max_conflicts {
                self.complete = false;
                return;
            }
            let at = self.sets.len() as u32;
            self.sets.push(Labelled { set, alive: true, head });
            self.violations.add(&mut self.sets, at);
            return;
        }
        let own = &mut self.of[head as usize];
        if own.iter().any(|at| self.sets[*at as usize].set.is_subset(&set)) {
            return;
        }
        let sets = &mut self.sets;
        own.retain(|at| {
            let known = &mut sets[*at as usize];
            known.alive = !set.is_subset(&known.set);
            known.alive
        });
        let size = own.len();
        if size >= self.limits.max_conflicts {
            self.complete = false;
            return;
        }
        let at = self.sets.len() as u32;
        self.sets.push(Labelled { set, alive: true, head });
        self.of[head as usize].push(at);
        self.queue.push_back(at);
    }
}
