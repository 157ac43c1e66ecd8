//! The positions that can be held: complete, preferred, stable and ideal extensions.

use crate::Truth;
use crate::base::words;

use super::Framework;
use super::component::{Budget, IN, Inner, OUT, UNDECIDED, bit, components};

/// What counts as a position that can be held.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Semantics {
    /// What stands without taking a side: there is exactly one, the least complete extension.
    Grounded,
    /// Whatever defends itself and leaves out nothing that it defends.
    Complete,
    /// As much as can be defended together: the largest complete extensions.
    Preferred,
    /// What attacks everything that it leaves out. There may be none.
    Stable,
    /// As much as can be defended and no preferred extension gives up: there is exactly one.
    Ideal,
}

words! {
    Semantics, "semantics":
    Grounded = "grounded",
    Complete = "complete",
    Preferred = "preferred",
    Stable = "stable",
    Ideal = "ideal",
}

/// How far extensions are searched for. What was left out is said ([`Extensions::complete`]).
///
/// ```
/// use comity::argument::SearchLimits;
///
/// assert_eq!(SearchLimits::default().extensions(1).extensions, 1);
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SearchLimits {
    /// Of how many arguments a strongly connected component may be, of what the grounded labelling leaves undecided; by default
    /// 200. Where one is larger, nothing is searched.
    pub arguments: usize,
    /// How many extensions are found at most, by default 10,000.
    pub extensions: usize,
    /// How many nodes the search enters at most, by default a million. Longer work counts as several: every 32 labellings with
    /// which a node is compared, and every 16 arguments of an extension that are written down.
    pub steps: usize,
}

impl Default for SearchLimits {
    fn default() -> Self {
        Self { arguments: 200, extensions: 10_000, steps: 1_000_000 }
    }
}

impl SearchLimits {
    /// The same, with components of at most so many arguments.
    #[must_use]
    pub const fn arguments(mut self, most: usize) -> Self {
        self.arguments = most;
        self
    }

    /// The same, with at most so many extensions.
    #[must_use]
    pub const fn extensions(mut self, most: usize) -> Self {
        self.extensions = most;
        self
    }

    /// The same, with at most so many nodes of the search.
    #[must_use]
    pub const fn steps(mut self, most: usize) -> Self {
        self.steps = most;
        self
    }
}

/// The extensions that were found, and whether those are all.
///
/// Each of them is an extension even where there may be more. So what is in one of them is in some, whatever was left out, and
/// what one of them lacks is not in all; of the rest nothing is known then.
///
/// ```
/// use comity::argument::{Framework, SearchLimits, Semantics};
///
/// let pair = Framework::numbered(2, [(0, 1), (1, 0)])?;
/// let all = pair.extensions(Semantics::Preferred, &SearchLimits::default());
/// assert_eq!(all.sets, [[0], [1]]);
/// assert!(all.complete && all.is_in_some(0).is_yes() && all.is_in_all(0).is_no());
///
/// let one = pair.extensions(Semantics::Preferred, &SearchLimits::default().extensions(1));
/// assert_eq!((&one.sets[..], one.complete), (&[vec![0]][..], false));
/// assert!(one.is_in_some(1).is_unknown() && one.is_in_all(1).is_no());
/// # Ok::<(), comity::argument::NoSuchArgument>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Extensions {
    /// By which semantics.
    pub semantics: Semantics,
    /// The arguments of each, ascending; the extensions in ascending order too.
    pub sets: Vec<Vec<usize>>,
    /// Whether these are all. If not, a limit was reached.
    pub complete: bool,
}

impl Extensions {
    /// Whether an argument is in some extension (it is credulously accepted).
    ///
    /// Cost: O(extensions × log arguments).
    pub fn is_in_some(&self, argument: usize) -> Truth {
        if self.sets.iter().any(|set| set.binary_search(&argument).is_ok()) {
            return Truth::Yes;
        }
        if self.complete { Truth::No } else { Truth::Unknown }
    }

    /// Whether an argument is in all extensions (it is sceptically accepted). Where there is none at all, every argument is.
    ///
    /// Cost: O(extensions × log arguments).
    pub fn is_in_all(&self, argument: usize) -> Truth {
        if self.sets.iter().any(|set| set.binary_search(&argument).is_err()) {
            return Truth::No;
        }
        if self.complete { Truth::Yes } else { Truth::Unknown }
    }
}

/// How many arguments are written down in a step.
const WRITTEN: usize = 16;

/// A component whose turn it is: its labellings, and which is tried next.
struct Frame {
    labellings: Vec<Vec<u8>>,
    next: usize,
}

impl Framework {
    /// The extensions by one semantics, within limits.
    ///
    /// What the grounded labelling decides is the same in all of them. The rest falls into strongly connected components, and each
    /// is labelled after those that attack it, by backtracking that draws what follows; a labelling of the whole is one of each.
    ///
    /// Cost: exponential in the largest component at worst, a node of the search O(attacks of its component × labels taken away)
    /// — whether an argument is in some preferred extension is NP-complete, whether in all `Π₂ᵖ`-complete (Dvořák & Dunne 2017) —
    /// and O(arguments) for each extension. Ideal: that of preferred, and O(arguments + attacks).
    ///
    /// Dung 1995; Dung, Mancarella & Toni 2007 (ideal); Baroni, Giacomin & Guida 2005, SCC-recursiveness; Nofal, Atkinson &
    /// Dunne 2016.
    ///
    /// ```
    /// use comity::argument::{Framework, SearchLimits, Semantics};
    ///
    /// // Who attacks whom in a ring of three: nobody can be defended, and no position answers everything.
    /// let ring = Framework::numbered(3, [(0, 1), (1, 2), (2, 0)])?;
    /// let limits = SearchLimits::default();
    /// assert_eq!(ring.extensions(Semantics::Preferred, &limits).sets, [[0; 0]]);
    /// assert!(ring.extensions(Semantics::Stable, &limits).sets.is_empty());
    /// # Ok::<(), comity::argument::NoSuchArgument>(())
    /// ```
    pub fn extensions(&self, semantics: Semantics, limits: &SearchLimits) -> Extensions {
        let (sets, complete) = match semantics {
            Semantics::Grounded => (vec![self.grounded().accepted().collect()], true),
            Semantics::Complete | Semantics::Preferred | Semantics::Stable => {
                self.search(semantics, limits)
            }
            Semantics::Ideal => {
                let (preferred, complete) = self.search(Semantics::Preferred, limits);
                let ideal = complete.then(|| self.ideal(&preferred));
                (ideal.into_iter().collect(), complete)
            }
        };
        Extensions { semantics, sets, complete }
    }

    fn search(&self, semantics: Semantics, limits: &SearchLimits) -> (Vec<Vec<usize>>, bool) {
        let grounded = self.grounded();
        let mut domains: Vec<u8> = grounded.labels().iter().map(|label| bit(*label)).collect();
        let is_open = |argument: u32| domains[argument as usize] == UNDECIDED;
        let components = components(self, is_open);
        if components.iter().any(|one| one.len() > limits.arguments) {
            return (Vec::new(), false);
        }
        // What is decided stands in a component of its own, which is never labelled.
        let mut component_of = vec![u32::MAX; self.len()];
        for (number, component) in components.iter().enumerate() {
            for argument in component {
                component_of[*argument as usize] = number as u32;
            }
        }
        let allowed = match semantics {
            Semantics::Stable => IN | OUT,
            _ => IN | OUT | UNDECIDED,
        };
        let mut budget = Budget {
            // One more than are wanted, to know whether there is one more.
            found: limits.extensions.saturating_add(1),
            steps: limits.steps,
            is_cut: false,
        };
        let (mut sets, mut frames) = (Vec::new(), Vec::<Frame>::new());
        let mut is_down = true;
        loop {
            if budget.steps == 0 && (is_down || !frames.is_empty()) {
                budget.is_cut = true;
                break;
            }
            if is_down {
                // All components up to here are labelled.
                let Some(members) = components.get(frames.len()) else {
                    if sets.len() == limits.extensions {
                        budget.is_cut = true;
                        break;
                    }
                    let labels = domains.iter().enumerate();
                    let set = labels.filter(|(_, label)| **label == IN).map(|(at, _)| at);
                    let set: Vec<usize> = set.collect();
                    budget.spend(set.len() / WRITTEN);
                    sets.push(set);
                    is_down = false;
                    continue;
                };
                let inner = Inner {
                    framework: self,
                    members,
                    component_of: &component_of,
                    allowed,
                    is_maximal: semantics == Semantics::Preferred,
                };
                let labellings = inner.labellings(&mut domains, &mut budget);
                frames.push(Frame { labellings, next: 0 });
            }
            let number = frames.len().wrapping_sub(1);
            let Some(frame) = frames.last_mut() else { break };
            if let Some(labelling) = frame.labellings.get(frame.next) {
                frame.next += 1;
                for (member, label) in components[number].iter().zip(labelling) {
                    domains[*member as usize] = *label;
                }
                is_down = true;
            } else {
                frames.pop();
                is_down = false;
            }
        }
        sets.sort_unstable();
        (sets, !budget.is_cut)
    }

    /// The largest set that can be defended within what all these have in common.
    fn ideal(&self, preferred: &[Vec<usize>]) -> Vec<usize> {
        let is_common =
            |argument: &usize| preferred.iter().all(|set| set.binary_search(argument).is_ok());
        let mut is_kept: Vec<bool> = (0..self.len()).map(|one| is_common(&one)).collect();
        // For each argument how many of those kept attack it; whoever is attacked by one that none of them attacks goes.
        let kept_attackers = |is_kept: &[bool], argument: usize| {
            self.attackers(argument).filter(|one| is_kept[*one]).count()
        };
        let mut counts: Vec<usize> =
            (0..self.len()).map(|one| kept_attackers(&is_kept, one)).collect();
        let mut open: Vec<usize> = (0..self.len()).filter(|one| counts[*one] == 0).collect();
        while let Some(unanswered) = open.pop() {
            for victim in self.attacked_by(unanswered) {
                if std::mem::take(&mut is_kept[victim]) {
                    for target in self.attacked_by(victim) {
                        counts[target] -= 1;
                        if counts[target] == 0 {
                            open.push(target);
                        }
                    }
                }
            }
        }
        (0..self.len()).filter(|one| is_kept[*one]).collect()
    }
}
