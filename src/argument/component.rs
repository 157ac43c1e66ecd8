//! Strongly connected components, and the labellings of one of them.

use super::{Framework, Label};

/// The labels that an argument may still have, as bits.
pub(super) const IN: u8 = 1;
pub(super) const OUT: u8 = 2;
pub(super) const UNDECIDED: u8 = 4;

/// The bit of a label.
pub(super) const fn bit(label: Label) -> u8 {
    match label {
        Label::In => IN,
        Label::Out => OUT,
        Label::Undecided => UNDECIDED,
    }
}

/// No component has been given yet.
const NONE: u32 = u32::MAX;

/// The strongly connected components of the arguments that are asked for, each after those that attack it; the arguments of
/// each ascending.
///
/// Source: Tarjan 1972, Depth-first search and linear graph algorithms; with a stack of its own, since chains may be long. It goes
/// along the attacks backwards, so that attackers are finished first. Cost: O(arguments + attacks).
pub(super) fn components(framework: &Framework, is_asked: impl Fn(u32) -> bool) -> Vec<Vec<u32>> {
    let n_arguments = framework.len();
    let mut index = vec![NONE; n_arguments];
    let mut low = vec![0; n_arguments];
    let mut is_open = vec![false; n_arguments];
    let (mut open, mut calls, mut count) = (Vec::new(), Vec::new(), 0);
    let mut found = Vec::new();
    for root in (0..n_arguments as u32).filter(|argument| is_asked(*argument)) {
        if index[root as usize] != NONE {
            continue;
        }
        calls.push((root, 0));
        while let Some((at, next)) = calls.last_mut() {
            let here = *at as usize;
            if *next == 0 {
                (index[here], low[here]) = (count, count);
                count += 1;
                is_open[here] = true;
                open.push(*at);
            }
            let rest = &framework.attackers_of(*at)[*next..];
            if let Some(&attacker) = rest.first() {
                *next += 1;
                let there = attacker as usize;
                if is_asked(attacker) && index[there] == NONE {
                    calls.push((attacker, 0));
                } else if is_open[there] {
                    low[here] = low[here].min(index[there]);
                }
                continue;
            }
            calls.pop();
            if let Some((caller, _)) = calls.last() {
                let caller = *caller as usize;
                low[caller] = low[caller].min(low[here]);
            }
            if low[here] == index[here] {
                let from = open.iter().rposition(|one| *one as usize == here).unwrap_or(0);
                let mut component = open.split_off(from);
                for one in &component {
                    is_open[*one as usize] = false;
                }
                component.sort_unstable();
                found.push(component);
            }
        }
    }
    found
}

/// How one component is labelled, given the labels of those that attack it from outside.
pub(super) struct Inner<'a> {
    pub(super) framework: &'a Framework,
    /// The arguments of the component.
    pub(super) members: &'a [u32],
    /// For each argument of the framework the component in which it stands.
    pub(super) component_of: &'a [u32],
    /// The labels that the search may give.
    pub(super) allowed: u8,
    /// Whether only those are wanted of which no other accepts more.
    pub(super) is_maximal: bool,
}

/// What bounds the search in one component.
pub(super) struct Budget {
    /// How many labellings may still be found in it.
    pub(super) found: usize,
    /// How many nodes of the search may still be entered, in all components.
    pub(super) steps: usize,
    /// Whether something was left out.
    pub(super) is_cut: bool,
}

/// With how many labellings one is compared in a step.
const COMPARED: usize = 32;

impl Budget {
    /// Takes steps away, as many as there are.
    pub(super) fn spend(&mut self, steps: usize) {
        self.steps = self.steps.saturating_sub(steps);
    }
}

impl Inner<'_> {
    /// The labellings of the component, each as the bits of its members in their order.
    ///
    /// A node of the search gives an argument each label that it may have, first in, then out, then undecided, and draws what
    /// follows. In this order no labelling accepts more than one that was found before it: where the two part, the earlier one
    /// accepts an argument that the later one does not, or rejects one because it accepts an attacker of it, which the later one,
    /// having left it undecided, does not accept. So whatever is within none of the earlier ones is maximal at once, and stays so
    /// if the search is cut short.
    pub(super) fn labellings(&self, domains: &mut [u8], budget: &mut Budget) -> Vec<Vec<u8>> {
        let mut found: Vec<Vec<u8>> = Vec::new();
        budget.spend(1);
        for member in self.members {
            domains[*member as usize] = self.allowed;
        }
        let mut nodes = Vec::new();
        if self.draw(domains, self.members.to_vec()) {
            nodes.push((self.kept(domains), None));
        }
        while let Some((kept, choice)) = nodes.pop() {
            if budget.steps == 0 || found.len() >= budget.found {
                budget.is_cut = true;
                break;
            }
            budget.spend(if self.is_maximal { 1 + found.len() / COMPARED } else { 1 });
            for (member, domain) in self.members.iter().zip(&kept) {
                domains[*member as usize] = *domain;
            }
            if let Some((argument, label)) = choice {
                domains[argument as usize] = label;
                let mut concerned = self.framework.targets_of(argument).to_vec();
                concerned.push(argument);
                concerned.retain(|one| self.is_member(*one));
                if !self.draw(domains, concerned) {
                    continue;
                }
            }
            if self.is_maximal && found.iter().any(|earlier| self.is_within(domains, earlier)) {
                continue;
            }
            let kept = self.kept(domains);
            match self.branching(domains) {
                None => found.push(kept),
                Some(argument) => {
                    let labels = [UNDECIDED, OUT, IN].into_iter();
                    for label in labels.filter(|label| domains[argument as usize] & label != 0) {
                        nodes.push((kept.clone(), Some((argument, label))));
                    }
                }
            }
        }
        found
    }

    fn is_member(&self, argument: u32) -> bool {
        let own = self.members.first().map(|first| self.component_of[*first as usize]);
        own == Some(self.component_of[argument as usize])
    }

    fn kept(&self, domains: &[u8]) -> Vec<u8> {
        self.members.iter().map(|member| domains[*member as usize]).collect()
    }

    /// Whether all that may still be accepted was accepted before.
    fn is_within(&self, domains: &[u8], earlier: &[u8]) -> bool {
        let mut pairs = self.members.iter().zip(earlier);
        pairs.all(|(member, before)| domains[*member as usize] & IN == 0 || *before == IN)
    }

    /// The open argument with the most attacks, the first of several.
    fn branching(&self, domains: &[u8]) -> Option<u32> {
        let degree = |argument: u32| {
            self.framework.targets_of(argument).len() + self.framework.attackers_of(argument).len()
        };
        let open = self.members.iter().copied();
        let open = open.filter(|member| domains[*member as usize].count_ones() > 1);
        open.max_by_key(|member| (degree(*member), std::cmp::Reverse(*member)))
    }

    /// Takes away labels that cannot be given any more, from these arguments on; false where an argument has none left.
    ///
    /// Cost: O(attacks in the component) for each label that is taken away.
    fn draw(&self, domains: &mut [u8], mut agenda: Vec<u32>) -> bool {
        let mut is_listed = vec![false; self.members.len()];
        let place = |argument: u32| self.members.binary_search(&argument).unwrap_or(0);
        for argument in &agenda {
            is_listed[place(*argument)] = true;
        }
        while let Some(argument) = agenda.pop() {
            is_listed[place(argument)] = false;
            let attackers = self.framework.attackers_of(argument);
            let possible = supported(attackers.iter().map(|one| domains[*one as usize]));
            let own = domains[argument as usize] & possible;
            let mut changed: Vec<u32> = Vec::new();
            if own != domains[argument as usize] {
                domains[argument as usize] = own;
                changed.push(argument);
            }
            if own == 0 {
                return false;
            }
            // What the labels that are left ask of the attackers.
            let everywhere = match own {
                IN => OUT,
                UNDECIDED => OUT | UNDECIDED,
                _ if own & OUT == 0 => OUT | UNDECIDED,
                _ => IN | OUT | UNDECIDED,
            };
            let somewhere = match own {
                OUT => IN,
                UNDECIDED => UNDECIDED,
                _ if own & IN == 0 => IN | UNDECIDED,
                _ => IN | OUT | UNDECIDED,
            };
            let mut able =
                attackers.iter().filter(|one| domains[**one as usize] & somewhere != 0).copied();
            let only = able.next().filter(|_| able.next().is_none());
            let only = only.filter(|_| own & IN == 0);
            for attacker in attackers.iter().copied().filter(|one| self.is_member(*one)) {
                let mut left = domains[attacker as usize] & everywhere;
                if only == Some(attacker) {
                    left &= somewhere;
                }
                if left == 0 {
                    return false;
                }
                if left != domains[attacker as usize] {
                    domains[attacker as usize] = left;
                    changed.push(attacker);
                }
            }
            for one in changed {
                let targets = self.framework.targets_of(one).iter().copied();
                for next in targets.filter(|next| self.is_member(*next)).chain([one]) {
                    let at = place(next);
                    if !is_listed[at] {
                        is_listed[at] = true;
                        agenda.push(next);
                    }
                }
            }
        }
        true
    }
}

/// The labels that an argument can have, given those that its attackers can have.
///
/// In if all can be out; out if one can be in; undecided if none need be in, and one can be undecided.
fn supported(attackers: impl Iterator<Item = u8>) -> u8 {
    let (mut all, mut some, mut is_none_in) = (IN | OUT | UNDECIDED, 0, true);
    for domain in attackers {
        all &= domain;
        some |= domain;
        is_none_in &= domain != IN;
    }
    let mut possible = 0;
    if all & OUT != 0 {
        possible |= IN;
    }
    if some & IN != 0 {
        possible |= OUT;
    }
    if some & UNDECIDED != 0 && is_none_in {
        possible |= UNDECIDED;
    }
    possible
}
