//! What follows in one world: which conflicts there are, what must go, what may go instead, and how soon.
//!
//! A world takes some conditions to hold, and no others. All hypotheses hold, and everything that is not negotiable.
//!
//! Must and dates are exact and need no enumeration:
//!
//! * *x must go* ⇔ `{x}` is a conflict set of the world. (If `{x}` is one, every repair holds x. If x is in every repair, then
//!   everything but x is no repair, so some conflict is within `{x}`; no conflict is empty here, so it is `{x}`.)
//! * *x may go* ⇔ x is in some conflict set of the world (Berge).
//! * *the earliest day* = the greatest over conflicts of the least day of its members, attained by any minimal repair within
//!   what can be out by then.
//!
//! Repairs are the minimal transversals of the conflicts (Reiter 1987).

use std::fmt;

use super::label::{Conflicts, Limits};
use super::program::Program;
use super::propagate::Propagation;
use super::quickxplain::quickxplain;
use super::set::{Set, minimal};
use super::transversal::{Transversals, components};

/// A program in one world: the conditions that hold there.
#[derive(Clone, Debug)]
pub struct Within<'p, A> {
    program: &'p Program<A>,
    conditions: Set,
}

/// The day by which everything that must go can have gone.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "at once, on a day, or never")]
pub enum Earliest<T> {
    /// Nothing need go.
    AtOnce,
    /// On this day, and not before.
    On {
        /// The day.
        day: T,
        /// The commitment that is waited for.
        bottleneck: usize,
        /// A conflict none of whose members can be out before.
        conflict: Set,
    },
    /// Never: of these commitments none can ever go.
    Never {
        /// A conflict all of whose members stay; empty if no commitment is to blame.
        conflict: Set,
    },
}

/// The minimal repairs of a world: one list for each connected part of its conflicts.
///
/// Every choice of one repair from each part is a repair; the product is never multiplied out unless somebody walks it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Repairs {
    /// For each part its minimal repairs, sorted. No part at all: nothing need go. An empty part: nothing helps.
    pub parts: Vec<Vec<Set>>,
    /// Whether these are all; not so where a limit cut a list.
    pub complete: bool,
}

impl Repairs {
    /// How many repairs there are, all parts taken together; more than can be counted is the greatest number there is.
    pub fn count(&self) -> u128 {
        let sizes = self.parts.iter().map(|part| part.len() as u128);
        sizes.fold(1, u128::saturating_mul)
    }

    /// Whole repairs, the first of each part together first, lazily.
    pub fn iter(&self) -> impl Iterator<Item = Set> + '_ {
        let mut at = vec![0_usize; self.parts.len()];
        let mut done = self.parts.iter().any(Vec::is_empty);
        std::iter::from_fn(move || {
            if done {
                return None;
            }
            let mut whole = Set::new();
            for (part, at) in self.parts.iter().zip(&at) {
                whole.unite(&part[*at]);
            }
            // The next choice, the last part turning fastest.
            done = true;
            for (part, at) in self.parts.iter().zip(&mut at).rev() {
                *at += 1;
                if *at < part.len() {
                    done = false;
                    break;
                }
                *at = 0;
            }
            Some(whole)
        })
    }
}

impl<A: Ord + Clone + fmt::Debug> Program<A> {
    /// The world in which these conditions hold, and no others. What is no condition of the program makes no difference.
    pub fn within(&self, conditions: impl IntoIterator<Item = A>) -> Within<'_, A> {
        let known = self.conditions();
        let numbers = conditions.into_iter().filter_map(|one| self.number(&one));
        self.in_world(&numbers.filter(|at| known.contains(*at)).collect())
    }
}

impl<A> Program<A> {
    /// The world in which these conditions hold, by number. Of conditions that exclude each other only the first counts.
    pub fn in_world(&self, conditions: &Set) -> Within<'_, A> {
        let mut conditions = conditions.intersection(&self.conditions());
        for group in self.exclusive() {
            for other in group.intersection(&conditions).iter().skip(1) {
                conditions.remove(other);
            }
        }
        Within { program: self, conditions }
    }
}

impl<'p, A> Within<'p, A> {
    /// The program that is asked.
    pub const fn program(&self) -> &'p Program<A> {
        self.program
    }

    /// The conditions that hold, by number.
    pub const fn conditions(&self) -> &Set {
        &self.conditions
    }

    /// Everything that is assumed besides commitments.
    fn given(&self) -> Set {
        self.conditions.union(&self.program.hypotheses())
    }

    /// Whether no violation follows from all commitments together.
    ///
    /// Cost: O(size of the rules).
    pub fn is_consistent(&self) -> bool {
        let all = self.given().union(&self.program.commitments());
        !Propagation::new(self.program).violates(&all)
    }

    /// Whether a violation follows from facts, hypotheses and conditions alone: then no repair helps.
    ///
    /// Cost: O(size of the rules).
    pub fn is_impossible(&self) -> bool {
        Propagation::new(self.program).violates(&self.given())
    }

    /// The same where what is not negotiable may require something that is in the way.
    pub fn is_impossible_closed(&self) -> bool {
        let kept = self.program.needed_by(self.program.frozen());
        Propagation::new(self.program).violates(&self.given().union(&kept))
    }

    /// What must go, by number: what is in every repair. Nothing, where no repair helps.
    ///
    /// This looks at conflicts alone: what [`requires`](super::ProgramBuilder::requires) something that must go is not among
    /// it. [`must_closed`](Self::must_closed) has it too.
    ///
    /// ```text
    /// must(x) :- {x} is a conflict set of the world.
    /// ```
    ///
    /// Cost: O(commitments × size of the rules), without any enumeration.
    pub fn must(&self) -> impl Iterator<Item = usize> + use<'_, 'p, A> {
        self.must_when(Set::of).into_iter()
    }

    /// What must go where whatever requires something that goes has to go with it: what is in every repair that is closed.
    ///
    /// This follows [`requires`](super::ProgramBuilder::requires), which [`must`](Self::must) does not; without any
    /// requirement the two are the same. The [example of the module](super) shows both.
    ///
    /// ```text
    /// must(x) :- x, what is not negotiable, and all that these require, hold a conflict set of the world.
    /// ```
    ///
    /// Cost: as [`must`](Self::must).
    pub fn must_closed(&self) -> impl Iterator<Item = usize> + use<'_, 'p, A> {
        let program = self.program;
        let must = if self.is_impossible_closed() {
            Vec::new()
        } else {
            self.must_when(|at| program.needed_by(&program.frozen().union(&Set::of(at))))
        };
        (must.into_iter()).filter(|at| !program.needed_by(program.frozen()).contains(*at))
    }

    fn must_when(&self, kept: impl Fn(usize) -> Set) -> Vec<usize> {
        let given = self.given();
        let mut propagation = Propagation::new(self.program);
        let commitments =
            if propagation.violates(&given) { Set::new() } else { self.program.commitments() };
        (commitments.iter()).filter(|at| propagation.violates(&given.union(&kept(*at)))).collect()
    }

    /// The conflict sets of this world: the minimal sets of commitments that cannot all be kept. The empty set is among them
    /// where no commitment is to blame.
    pub fn conflicts(&self, all: &Conflicts) -> Vec<Set> {
        let holding = all.sets.iter().filter(|set| set.conditions.is_subset(&self.conditions));
        minimal(holding.map(|set| set.commitments.clone()).collect())
    }

    /// What may go: what is in some repair. Nothing, where no repair helps.
    ///
    /// Only as complete as the list of conflicts.
    pub fn may(&self, all: &Conflicts) -> Set {
        let conflicts = self.conflicts(all);
        if conflicts.first().is_some_and(Set::is_empty) {
            return Set::new();
        }
        conflicts.iter().fold(Set::new(), |may, conflict| may.union(conflict))
    }

    /// What may go where whatever requires something that goes has to go with it: what is in some repair that is closed and from which
    /// nothing can be left out. Nothing, where no repair helps.
    ///
    /// ```text
    /// may(x)   :- x requires m, m in c, least(c), no other member of c requires m.
    /// least(c) :- what c requires is not more than all that another conflict set requires.
    /// ```
    ///
    /// What is not negotiable, and what that requires, is left out of every set.
    ///
    /// Only as complete as the list of conflicts.
    ///
    /// Cost: O(conflicts² + members × requirements), without any enumeration of repairs.
    pub fn may_closed(&self, all: &Conflicts) -> Set {
        let program = self.program;
        if program.requirements().next().is_none() {
            return self.may(all);
        }
        if self.is_impossible_closed() {
            return Set::new();
        }
        let kept = program.needed_by(program.frozen());
        let kept_with = |set: &Set| program.needed_by(set).difference(&kept);
        // To keep a conflict is to keep all that it requires: one that holds another in this way says nothing besides.
        let held = minimal(self.conflicts(all).iter().map(kept_with).collect());
        let mut may = Set::new();
        for set in held {
            // If something goes, so does what requires it: that alone is enough.
            let is_last = |at: &usize| {
                let requires =
                    |one: usize, other: usize| program.needed_by(&Set::of(one)).contains(other);
                set.iter().all(|one| one == *at || !requires(one, *at) || requires(*at, one))
            };
            may.unite(&set.iter().filter(is_last).collect());
        }
        program.forced_out(&may)
    }

    /// The day by which everything that must go can have gone, if each commitment can be out on its own day; `None`: never.
    ///
    /// ```text
    /// earliest = max over conflicts of (min over members of their days).
    /// ```
    ///
    /// # Cost
    ///
    /// O(size of the rules × log commitments), without any enumeration; the conflict that is waited for costs a few more.
    pub fn earliest<T: Ord + Copy>(&self, day: impl Fn(usize) -> Option<T>) -> Earliest<T> {
        let given = self.given();
        let mut propagation = Propagation::new(self.program);
        let commitments = self.program.commitments();
        if !propagation.violates(&given.union(&commitments)) {
            return Earliest::AtOnce;
        }
        let mut days: Vec<T> = commitments.iter().filter_map(&day).collect();
        days.sort_unstable();
        days.dedup();
        let staying = |after: Option<T>| -> Set {
            commitments
                .iter()
                .filter(|at| day(*at).is_none_or(|own| after.is_none_or(|day| own > day)))
                .collect()
        };
        let mut violates_after =
            |after: T| propagation.violates(&given.union(&staying(Some(after))));
        // The first day after which nothing that stays is in conflict.
        let first = days.partition_point(|after| violates_after(*after));
        // What none can leave before that day holds a conflict: those who stay after the day before it.
        let before = first.checked_sub(1).map(|at| days[at]);
        let late: Vec<usize> = staying(before).iter().collect();
        let conflict = quickxplain(&late, &mut |set| {
            propagation.violates(&given.union(&set.iter().copied().collect()))
        });
        let conflict: Set = conflict.unwrap_or_default().into_iter().collect();
        match days.get(first) {
            None => Earliest::Never { conflict },
            Some(earliest) => {
                let bottleneck = conflict.iter().find(|at| day(*at) == Some(*earliest));
                Earliest::On { day: *earliest, bottleneck: bottleneck.unwrap_or(0), conflict }
            }
        }
    }

    /// One repair that takes nothing from the end of an order unless it must: the most dispensable first, the most precious
    /// last. What the order leaves out is not negotiable. `None` if nothing in the order helps.
    ///
    /// Cost: at most `2k log2(n/k) + 2k` passes over the rules for a repair of `k` out of `n`.
    pub fn preferred_repair(&self, order: &[usize]) -> Option<Set> {
        let all = self.given().union(&self.program.commitments());
        let mut propagation = Propagation::new(self.program);
        let mut helps = |gone: &[usize]| {
            !propagation.violates(&all.difference(&gone.iter().copied().collect()))
        };
        let negotiable = self.program.commitments();
        let order: Vec<usize> =
            order.iter().copied().filter(|at| negotiable.contains(*at)).collect();
        quickxplain(&order, &mut helps).map(|gone| gone.into_iter().collect())
    }

    /// One minimal conflict that takes nothing from the end of an order unless it must. `None` if there is none.
    ///
    /// Cost: as [`preferred_repair`](Self::preferred_repair).
    pub fn preferred_conflict(&self, order: &[usize]) -> Option<Set> {
        let given = self.given();
        let mut propagation = Propagation::new(self.program);
        let mut violates =
            |kept: &[usize]| propagation.violates(&given.union(&kept.iter().copied().collect()));
        quickxplain(order, &mut violates).map(|conflict| conflict.into_iter().collect())
    }

    /// A minimal repair among what can be out by the earliest day, by number: greedy, the later numbers kept first.
    pub fn repair_by<T: Ord + Copy>(&self, by: T, day: impl Fn(usize) -> Option<T>) -> Option<Set> {
        let order: Vec<usize> = (self.program.commitments().iter())
            .filter(|at| day(*at).is_some_and(|own| own <= by))
            .collect();
        self.preferred_repair(&order)
    }

    /// All minimal repairs, part by part, as far as the limits go.
    ///
    /// These look at conflicts alone, and leave what [`requires`](super::ProgramBuilder::requires) something that goes in its
    /// place; [`closed_repairs`](Self::closed_repairs) takes it along.
    ///
    /// The output may be exponential: 2^(n/2) for n/2 disjoint conflicts of two, which are listed as n/2 parts of two.
    pub fn repairs(&self, all: &Conflicts, limits: &Limits) -> Repairs {
        let mut conflicts = self.conflicts(all);
        let mut found = transversals(&conflicts, limits);
        if all.complete {
            return found;
        }
        // Where the list of conflicts was cut, what hits all that are listed may leave another one: then that is listed too.
        // Once nothing is left to add, nothing is missing: each unlisted conflict would have to hold a listed one.
        for _ in 0..limits.max_nodes {
            let missed = found.iter().take(limits.max_repairs).find_map(|gone| self.left_by(&gone));
            let Some(missed) = missed else {
                found.complete &= found.count() <= limits.max_repairs as u128;
                return found;
            };
            conflicts.push(missed);
            conflicts = minimal(conflicts);
            found = transversals(&conflicts, limits);
        }
        // Only what is one is given, whole.
        let sound =
            found.iter().take(limits.max_repairs).filter(|gone| self.left_by(gone).is_none());
        Repairs { parts: vec![sound.collect()], complete: false }
    }

    /// A minimal conflict that is left if these go.
    fn left_by(&self, gone: &Set) -> Option<Set> {
        let staying: Vec<usize> = self.program.commitments().difference(gone).iter().collect();
        self.preferred_conflict(&staying)
    }

    /// The minimal repairs that are closed: what [`requires`](super::ProgramBuilder::requires) something that goes, goes with it,
    /// and nothing that is not negotiable is forced out. And whether these are all.
    ///
    /// Every one of them is the closure of a minimal repair; so these are closed upward and made minimal again.
    pub fn closed_repairs(&self, repairs: &Repairs, limits: &Limits) -> (Vec<Set>, bool) {
        let listed: Vec<Set> = repairs.iter().take(limits.max_repairs).collect();
        let complete = repairs.complete && repairs.count() <= limits.max_repairs as u128;
        let closed = listed.iter().map(|set| self.program.forced_out(set));
        let allowed = closed.filter(|set| set.is_disjoint(self.program.frozen()));
        (minimal(allowed.collect()), complete)
    }

    /// The cheapest repair, and what it costs: the sum of the costs of what goes. It is exact, however few conflicts are listed.
    pub fn cheapest_repair(
        &self,
        all: &Conflicts,
        cost: impl Fn(usize) -> u64,
    ) -> Option<(Set, u64)> {
        let mut conflicts = self.conflicts(all);
        let costs: Vec<u64> = (0..self.program.n_assumptions()).map(cost).collect();
        loop {
            if conflicts.first().is_some_and(Set::is_empty) {
                return None;
            }
            let mut whole = Set::new();
            for edges in components(&conflicts) {
                whole.unite(&Transversals::new(edges).ever_cheaper(costs.clone()).last()?);
            }
            let Some(missed) = self.left_by(&whole) else {
                let total = whole.iter().map(|at| costs[at]).fold(0, u64::saturating_add);
                return Some((whole, total));
            };
            conflicts.push(missed);
            conflicts = minimal(conflicts);
        }
    }

    /// Why not keep this: a conflict that stands against it if everything of a repair but this goes.
    pub fn why_not_keep(&self, repair: &Set, kept: usize) -> Option<Set> {
        let mut gone = repair.clone();
        gone.remove(kept);
        let staying = self.program.commitments().difference(&gone);
        let mut order: Vec<usize> = staying.iter().collect();
        order.sort_by_key(|at| (*at != kept, *at));
        self.preferred_conflict(&order)
    }
}

impl<A> Program<A> {
    /// A set with all that follow it along the requirements, in the direction that `arc` gives.
    fn closed_under(&self, set: &Set, arc: impl Fn((usize, usize)) -> (usize, usize)) -> Set {
        let mut closed = set.clone();
        let mut grows = true;
        while grows {
            grows = false;
            for (from, to) in self.requirements().map(&arc) {
                if closed.contains(from) && closed.insert(to) {
                    grows = true;
                }
            }
        }
        closed
    }

    /// What goes if these go: they, and whatever requires one of them, directly or through others.
    pub fn forced_out(&self, gone: &Set) -> Set {
        self.closed_under(gone, |(held, needed)| (needed, held))
    }

    /// What stays if these stay: they, and whatever they require, directly or through others.
    pub fn needed_by(&self, kept: &Set) -> Set {
        self.closed_under(kept, |ends| ends)
    }
}

/// The minimal transversals of some conflicts, part by part, as far as the limits go.
fn transversals(conflicts: &[Set], limits: &Limits) -> Repairs {
    if conflicts.first().is_some_and(Set::is_empty) {
        return Repairs { parts: vec![Vec::new()], complete: true };
    }
    let mut complete = true;
    let mut left = limits.max_repairs;
    let parts = (components(conflicts).into_iter())
        .map(|edges| {
            let mut search = Transversals::new(edges);
            let mut found = Vec::new();
            loop {
                if found.len() >= left || search.nodes() >= limits.max_nodes {
                    // Nothing is cut if there is nothing left.
                    complete &= search.next().is_none();
                    break;
                }
                match search.next() {
                    Some(set) => found.push(set),
                    None => break,
                }
            }
            left = left.saturating_sub(found.len()).max(1);
            found.sort_unstable();
            found
        })
        .collect();
    Repairs { parts, complete }
}

/// Which commitment must go before which hypothesis can hold.
///
/// ```text
/// before(x, h) :- a conflict set of the world holds x alone of the commitments, and h alone of the hypotheses.
/// ```
///
/// With several hypotheses in a conflict only this follows: before the last of them. These are given as the set of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Precedence {
    /// What must go.
    pub commitment: usize,
    /// Precedence the last of these holds.
    pub hypotheses: Set,
}

impl<A> Within<'_, A> {
    /// The order that conflicts put on exits and entries, sorted.
    pub fn order(&self, all: &Conflicts) -> Vec<Precedence> {
        let holding = all.sets.iter().filter(|set| set.conditions.is_subset(&self.conditions));
        // Minimal in this world: conditions that hold do not tell sets apart.
        let sets = minimal(holding.map(|set| set.commitments.union(&set.hypotheses)).collect());
        let (commitments, hypotheses) = (self.program.commitments(), self.program.hypotheses());
        let mut found: Vec<Precedence> = (sets.iter())
            .filter(|set| set.count_common(&commitments) == 1)
            .filter_map(|set| {
                let commitment = set.intersection(&commitments).first()?;
                let hypotheses = set.intersection(&hypotheses);
                (!hypotheses.is_empty()).then_some(Precedence { commitment, hypotheses })
            })
            .collect();
        found.sort();
        found
    }
}
