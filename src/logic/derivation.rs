//! Why something follows: one canonical derivation, of least height, the first rules first.

use super::program::Program;
use super::set::Set;

/// A derivation, line by line, causes before effects; every line stands once, however often it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Derivation {
    /// The lines. The last one is what is derived.
    pub lines: Vec<Inference>,
}

/// One line of a derivation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Inference {
    /// The statement, by number; from the number of statements on, a violation: its kind.
    pub statement: usize,
    /// The rule that gives it; `None`: it is a fact, or assumed.
    pub rule: Option<usize>,
    /// The lines that it follows from.
    pub premises: Vec<usize>,
}

impl<A> Program<A> {
    /// The canonical derivation of a violation from a set of assumptions; `None` if none follows.
    ///
    /// It is of least height; among these it uses the first rules.
    ///
    /// Cost: O(height × size of the rules).
    pub fn derivation(&self, assumed: &Set) -> Option<Derivation> {
        let n = self.n_statements();
        // For every statement how it came to hold, round by round: its height, and the rule.
        let mut came: Vec<Option<(usize, Option<usize>)>> = vec![None; n + self.n_kinds()];
        for at in assumed.iter().chain(self.facts().iter().map(|at| *at as usize)) {
            came[at] = Some((0, None));
        }
        let mut is_fresh = vec![0_usize; came.len()];
        for height in 1.. {
            let mut fresh: Vec<(usize, usize)> = Vec::new();
            for (number, rule) in self.rules().iter().enumerate() {
                let head = rule.head as usize;
                if came[head].is_some() || is_fresh[head] == height {
                    continue;
                }
                let met = rule.body.iter().filter(|part| came[**part as usize].is_some()).count();
                if met >= rule.needs as usize {
                    is_fresh[head] = height;
                    fresh.push((head, number));
                }
            }
            if fresh.is_empty() {
                return None;
            }
            for (head, number) in fresh {
                came[head] = Some((height, Some(number)));
            }
            if let Some(violation) = (n..came.len()).find(|at| came[*at].is_some()) {
                let mut derivation = Derivation { lines: Vec::new() };
                self.write(violation, &came, &mut vec![None; came.len()], &mut derivation);
                return Some(derivation);
            }
        }
        None
    }

    /// Writes the lines that a statement rests on, then its own; premises have a smaller height, so this ends.
    fn write(
        &self,
        statement: usize,
        came: &[Option<(usize, Option<usize>)>],
        written: &mut Vec<Option<usize>>,
        derivation: &mut Derivation,
    ) -> usize {
        if let Some(line) = written[statement] {
            return line;
        }
        let rule = came[statement].and_then(|(_, rule)| rule);
        let height = came[statement].map_or(0, |(height, _)| height);
        let mut premises = Vec::new();
        if let Some(number) = rule {
            let rule = &self.rules()[number];
            let mut parts: Vec<(usize, usize)> = (rule.body.iter())
                .filter_map(|part| came[*part as usize].map(|(own, _)| (own, *part as usize)))
                .filter(|(own, _)| *own < height)
                .collect();
            // A threshold takes what is nearest.
            parts.sort_unstable();
            parts.truncate(rule.needs as usize);
            for (_, part) in parts {
                premises.push(self.write(part, came, written, derivation));
            }
            premises.sort_unstable();
        }
        derivation.lines.push(Inference { statement, rule, premises });
        let line = derivation.lines.len() - 1;
        written[statement] = Some(line);
        line
    }

    /// What the rule with a number is called.
    ///
    /// # Panics
    ///
    /// If there is no such rule, as an index into a slice.
    pub fn rule_name(&self, rule: usize) -> &str {
        self.name(rule)
    }

    /// The kind of violation that a line of a derivation states, if it states one.
    pub fn violation(&self, line: &Inference) -> Option<&str> {
        let kind = line.statement.checked_sub(self.n_statements())?;
        (kind < self.n_kinds()).then(|| self.kind(kind))
    }
}
