//! Forward chaining by counters: what follows from a set of assumptions, in time linear in the rules that it touches.
//!
//! Source: Dowling & Gallier 1984, Linear-time algorithms for testing the satisfiability of propositional Horn formulae.

use super::program::Program;
use super::set::Set;

/// Forward chaining over one program. The working memory is kept from call to call, and is not cleared: what an earlier call
/// has left bears an older stamp.
#[derive(Clone, Debug)]
pub(super) struct Propagation<'p, A> {
    program: &'p Program<A>,
    /// The rules that need nothing.
    free: Vec<u32>,
    stamp: u32,
    /// How many of each rule's body are still needed, and since which call.
    missing: Vec<(u32, u32)>,
    /// In which call each statement held last.
    held: Vec<u32>,
    queue: Vec<u32>,
}

impl<'p, A> Propagation<'p, A> {
    pub(super) fn new(program: &'p Program<A>) -> Self {
        let free = (0..).zip(program.rules()).filter(|(_, rule)| rule.needs == 0);
        Self {
            program,
            free: free.map(|(number, _)| number).collect(),
            stamp: 0,
            missing: vec![(0, 0); program.n_rules()],
            held: vec![0; program.n_statements()],
            queue: Vec::new(),
        }
    }

    /// Whether some violation follows.
    pub(super) fn violates(&mut self, assumed: &Set) -> bool {
        self.run(assumed, |_| true)
    }

    /// All that holds, and the kinds of violation that follow.
    pub(super) fn closure(&mut self, assumed: &Set) -> (Set, Set) {
        let kinds = self.kinds(assumed);
        (self.queue.iter().map(|at| *at as usize).collect(), kinds)
    }

    /// The kinds of violation that follow.
    pub(super) fn kinds(&mut self, assumed: &Set) -> Set {
        let mut kinds = Set::new();
        self.run(assumed, |kind| {
            kinds.insert(kind);
            false
        });
        kinds
    }

    /// Chains forward; stops and says so as soon as `found` is content with a violation.
    fn run(&mut self, assumed: &Set, mut found: impl FnMut(usize) -> bool) -> bool {
        let program = self.program;
        let n = program.n_statements();
        self.stamp += 1;
        let Self { free, stamp, missing, held, queue, .. } = self;
        let stamp = *stamp;
        queue.clear();
        for at in assumed.iter().chain(program.facts().iter().map(|at| *at as usize)) {
            if std::mem::replace(&mut held[at], stamp) != stamp {
                queue.push(at as u32);
            }
        }
        let mut conclude = |head: u32, held: &mut [u32], queue: &mut Vec<u32>| {
            let at = head as usize;
            if at >= n {
                return found(at - n);
            }
            if std::mem::replace(&mut held[at], stamp) != stamp {
                queue.push(head);
            }
            false
        };
        for number in free.iter() {
            if conclude(program.rules()[*number as usize].head, held, queue) {
                return true;
            }
        }
        let mut next = 0;
        while let Some(at) = queue.get(next).copied() {
            next += 1;
            for number in program.occurrences(at as usize) {
                let rule = &program.rules()[*number as usize];
                let (since, left) = &mut missing[*number as usize];
                if *since != stamp {
                    (*since, *left) = (stamp, rule.needs);
                }
                if *left == 0 {
                    continue;
                }
                *left -= 1;
                if *left == 0 && conclude(rule.head, held, queue) {
                    return true;
                }
            }
        }
        false
    }
}
