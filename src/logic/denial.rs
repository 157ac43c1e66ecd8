//! Denials: decided once, from facts alone, so that what is left of a program is monotone.

use std::fmt;

use super::program::{Fault, Numbered, Program};

impl<A: fmt::Debug> Program<A> {
    /// Rules that are denied go, and the rest denies nothing; or what is wrong with the denials.
    pub(super) fn settle_denials(&mut self, faults: &mut Vec<Fault>) {
        if self.rules.iter().all(|rule| rule.unless.is_empty()) {
            return;
        }
        let before = faults.len();
        self.dependent_denials(faults);
        let Some(strata) = self.strata() else {
            faults.push(Fault::CircularDenial { path: self.circle() });
            return;
        };
        if faults.len() > before {
            return;
        }
        let holds = self.perfect_model(&strata);
        let keeps: Vec<bool> = (self.rules.iter())
            .map(|rule| !rule.unless.iter().any(|part| holds[*part as usize]))
            .collect();
        let mut keep = keeps.iter();
        self.rules.retain(|_| keep.next().copied().unwrap_or(true));
        let mut keep = keeps.iter();
        self.names.retain(|_| keep.next().copied().unwrap_or(true));
    }

    /// The rules whose head is a statement.
    fn concluding(&self) -> impl Iterator<Item = &Numbered> {
        self.rules.iter().filter(|rule| (rule.head as usize) < self.atoms.len())
    }

    /// Denials of what depends on an assumption, each with the path through which it does.
    fn dependent_denials(&self, faults: &mut Vec<Fault>) {
        let mut through: Vec<Option<u32>> = (0..self.atoms.len())
            .map(|at| {
                (at < self.n_assumptions() && !self.frozen().contains(at)).then_some(at as u32)
            })
            .collect();
        let mut grows = true;
        while grows {
            grows = false;
            for rule in self.concluding() {
                let head = rule.head as usize;
                let mut parts = rule.body.iter().chain(&rule.unless);
                let part = parts.find(|part| through[**part as usize].is_some());
                if let (None, Some(part)) = (through[head], part) {
                    through[head] = Some(*part);
                    grows = true;
                }
            }
        }
        for (number, rule) in self.rules.iter().enumerate() {
            for denied in rule.unless.iter().filter(|denied| through[**denied as usize].is_some()) {
                let mut path = vec![self.word(*denied)];
                let mut at = *denied;
                while let Some(next) = through[at as usize].filter(|next| *next != at) {
                    path.push(self.word(next));
                    at = next;
                }
                faults.push(Fault::DependentDenial {
                    rule: self.names[number].to_string(),
                    denied: path[0].clone(),
                    path,
                });
            }
        }
    }

    /// For each statement its stratum, so that what is denied is settled before what denies it; `None`: it denies itself.
    fn strata(&self) -> Option<Vec<usize>> {
        let mut strata = vec![0_usize; self.atoms.len()];
        for _ in 0..=strata.len() + 1 {
            let mut is_settled = true;
            for rule in self.concluding() {
                let head = rule.head as usize;
                let own = rule.body.iter().map(|part| strata[*part as usize]);
                let denied = rule.unless.iter().map(|part| strata[*part as usize] + 1);
                let least = own.chain(denied).max().unwrap_or(0);
                if strata[head] < least {
                    strata[head] = least;
                    is_settled = false;
                }
            }
            if is_settled {
                return Some(strata);
            }
        }
        None
    }

    /// What holds by facts alone, stratum after stratum.
    fn perfect_model(&self, strata: &[usize]) -> Vec<bool> {
        let mut holds = vec![false; self.atoms.len()];
        for fact in self.facts() {
            holds[*fact as usize] = true;
        }
        for level in 0..=strata.iter().copied().max().unwrap_or(0) {
            let mut grows = true;
            while grows {
                grows = false;
                for rule in self.concluding().filter(|rule| strata[rule.head as usize] == level) {
                    let met = rule.body.iter().filter(|part| holds[**part as usize]).count();
                    let denied = rule.unless.iter().any(|part| holds[*part as usize]);
                    if met >= rule.needs as usize && !denied && !holds[rule.head as usize] {
                        holds[rule.head as usize] = true;
                        grows = true;
                    }
                }
            }
        }
        holds
    }

    /// A circle that goes through a denial, as names from head to body.
    fn circle(&self) -> Vec<String> {
        let denials = self
            .rules
            .iter()
            .flat_map(|rule| rule.unless.iter().map(|denied| (rule.head, *denied)));
        let circle = denials.into_iter().find_map(|(head, denied)| {
            let way = self.way_down(denied, head)?;
            Some([head].into_iter().chain(way).map(|at| self.word(at)).collect())
        });
        circle.unwrap_or_default()
    }

    /// From a head down through bodies to a statement, both included, by the fewest rules.
    fn way_down(&self, from: u32, to: u32) -> Option<Vec<u32>> {
        let mut came: Vec<Option<u32>> = vec![None; self.atoms.len()];
        let mut queue = vec![from];
        let mut next = 0;
        while let Some(at) = queue.get(next).copied() {
            next += 1;
            if at == to {
                let back = |at: &u32| came[*at as usize].filter(|_| *at != from);
                let mut way: Vec<u32> = std::iter::successors(Some(to), back).collect();
                way.reverse();
                return Some(way);
            }
            for rule in self.rules.iter().filter(|rule| rule.head == at) {
                for part in rule.body.iter().chain(&rule.unless) {
                    if came[*part as usize].is_none() && *part != from {
                        came[*part as usize] = Some(at);
                        queue.push(*part);
                    }
                }
            }
        }
        None
    }

    fn word(&self, statement: u32) -> String {
        format!("{:?}", self.atoms[statement as usize])
    }
}
