//! Forward chaining by counters: what follows from a set of assumptions, in time linear in the size of the rules.
//!
//! Source: Dowling & Gallier 1984, Linear-time algorithms for testing the satisfiability of propositional Horn formulae.

use super::program::Program;
use super::set::Set;

/// Forward chaining over one program, with its working memory kept from call to call.
#[derive(Clone, Debug)]
pub(super) struct Propagation<'p, A> {
    program: &'p Program<A>,
    /// How many of each rule's body are still needed.
    missing: Vec<u32>,
    holds: Vec<bool>,
    queue: Vec<u32>,
}

impl<'p, A> Propagation<'p, A> {
    pub(super) fn new(program: &'p Program<A>) -> Self {
        Self { program, missing: Vec::new(), holds: Vec::new(), queue: Vec::new() }
    }

    /// Whether some violation follows.
    pub(super) fn violates(&mut self, assumed: &Set) -> bool {
        self.run(assumed, |_| true)
    }

    /// The kinds of violation that follow, and all that holds.
    pub(super) fn closure(&mut self, assumed: &Set) -> (Set, Set) {
        let mut kinds = Set::new();
        self.run(assumed, |kind| {
            kinds.insert(kind);
            false
        });
        let holds = self.holds.iter().enumerate().filter(|(_, holds)| **holds);
        (holds.map(|(at, _)| at).collect(), kinds)
    }

    /// Chains forward; stops and says so as soon as `found` is content with a violation.
    fn run(&mut self, assumed: &Set, mut found: impl FnMut(usize) -> bool) -> bool {
        let program = self.program;
        let n = program.n_statements();
        let Self { missing, holds, queue, .. } = self;
        missing.clear();
        missing.extend(program.rules().iter().map(|rule| rule.needs));
        holds.clear();
        holds.resize(n, false);
        queue.clear();
        for at in assumed.iter().chain(program.facts().iter().map(|at| *at as usize)) {
            if !std::mem::replace(&mut holds[at], true) {
                queue.push(at as u32);
            }
        }
        let mut conclude = |head: u32, holds: &mut Vec<bool>, queue: &mut Vec<u32>| {
            let at = head as usize;
            if at >= n {
                return found(at - n);
            }
            if !std::mem::replace(&mut holds[at], true) {
                queue.push(head);
            }
            false
        };
        for rule in program.rules().iter().filter(|rule| rule.needs == 0) {
            if conclude(rule.head, holds, queue) {
                return true;
            }
        }
        let mut next = 0;
        while let Some(at) = queue.get(next).copied() {
            next += 1;
            for number in program.occurrences(at as usize) {
                let rule = *number as usize;
                if missing[rule] == 0 {
                    continue;
                }
                missing[rule] -= 1;
                if missing[rule] == 0 && conclude(program.rules()[rule].head, holds, queue) {
                    return true;
                }
            }
        }
        false
    }
}
