//! The order of sentences: because, and because; shared steps are numbered, sources become footnotes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write};

use super::cited;
use super::{English, Language, Mention, Names, Sentence};
use crate::explain::{Explanation, Narrative};
use crate::model::{Effect, Evidence};
use crate::proof::{CircleOf, Fact, Key, Proof, Step};
use crate::verdict::Class;
use crate::world::{World, provenance};

/// The sources cited so far, in the order of their first mention, for one or several explanations.
#[derive(Debug, Default)]
struct Footnotes {
    /// Source key and place in it.
    cited: Vec<(Box<str>, Option<Box<str>>)>,
    unconfirmed: bool,
}

impl Explanation<'_> {
    /// The explanation in another language; in English it prints by itself.
    pub fn tell_in(&self, language: &dyn Language) -> String {
        told(std::slice::from_ref(self), language)
    }
}

impl Narrative<'_> {
    /// The explanations in another language; in English they print by themselves.
    pub fn tell_in(&self, language: &dyn Language) -> String {
        told(&self.explanations, language)
    }
}

impl fmt::Display for Explanation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        narrate(std::slice::from_ref(self), &English, f)
    }
}

impl fmt::Display for Narrative<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        narrate(&self.explanations, &English, f)
    }
}

fn told(explanations: &[Explanation<'_>], language: &dyn Language) -> String {
    let mut text = String::new();
    // A text takes whatever is written to it.
    let _ = narrate(explanations, language, &mut text);
    text
}

/// Tells proofs one after the other, with one list of sources at the end.
fn narrate(
    explanations: &[Explanation<'_>],
    language: &dyn Language,
    out: &mut dyn Write,
) -> fmt::Result {
    let Some(first) = explanations.first() else { return Ok(()) };
    let mut notes = Footnotes::default();
    for (number, explanation) in explanations.iter().enumerate() {
        let proof = &explanation.proof;
        // A verdict is a paragraph; a reason in one line follows the line before it.
        if number > 0 && matches!(proof.conclusion(), Some(Fact::Verdict { .. })) {
            writeln!(out)?;
        }
        let names = Names::of(explanation.view);
        let uses = uses(proof);
        let numbers = BTreeMap::new();
        Narrator { language, names, proof, uses, numbers, notes: &mut notes }.tell(out)?;
    }
    notes.write(language, &Names::of(first.view), out)
}

/// How many steps use each step of a proof.
fn uses(proof: &Proof) -> Vec<u32> {
    let mut uses = vec![0_u32; proof.steps.len()];
    for premise in proof.steps.iter().flat_map(|step| &step.premises) {
        if let Some(uses) = uses.get_mut(*premise as usize) {
            *uses += 1;
        }
    }
    uses
}

struct Narrator<'p, 'w> {
    language: &'p dyn Language,
    names: Names<'w>,
    proof: &'p Proof,
    /// How many steps use each step.
    uses: Vec<u32>,
    /// The numbers of shared steps that have been told.
    numbers: BTreeMap<u32, usize>,
    notes: &'p mut Footnotes,
}

impl<'p> Narrator<'p, '_> {
    fn say(&self, sentence: Sentence<'_>) -> String {
        self.language.sentence(&self.names, &sentence)
    }

    fn tell(&mut self, out: &mut dyn Write) -> fmt::Result {
        let Some(last) = self.proof.steps.last() else { return Ok(()) };
        let (at, fact) = (self.proof.steps.len() - 1, &last.fact);
        if matches!(fact, Fact::Verdict { .. }) {
            return self.verdict(last, out);
        }
        let marks = &self.cite(at);
        writeln!(out, "{}", self.say(Sentence::Headline { fact, marks }))?;
        if matches!(fact, Fact::Claim { .. }) { self.claim(last, out) } else { Ok(()) }
    }

    /// What the verdict on a claim rests on: a sentence each, and a paragraph for the verdict on a state.
    fn claim(&mut self, step: &'p Step, out: &mut dyn Write) -> fmt::Result {
        let is_verdict =
            |number: &u32| matches!(self.proof.steps[*number as usize].fact, Fact::Verdict { .. });
        let (verdicts, others): (Vec<u32>, Vec<u32>) =
            step.premises.iter().partition(|n| is_verdict(n));
        for (at, number) in others.into_iter().enumerate() {
            let fact = &self.proof.steps[number as usize].fact;
            let marks = &self.marks_of(number);
            writeln!(out, "{}", self.say(Sentence::For { is_first: at == 0, fact, marks }))?;
            if let Fact::Supposed { why, .. } = fact {
                self.inside(why, out)?;
            }
        }
        for number in verdicts {
            writeln!(out)?;
            self.verdict(&self.proof.steps[number as usize], out)?;
        }
        Ok(())
    }

    /// What the condition of a claim rests on, by a proof of its own.
    fn inside(&mut self, proof: &'p Proof, out: &mut dyn Write) -> fmt::Result {
        let Some(last) = proof.steps.last() else { return Ok(()) };
        let (language, names) = (self.language, self.names);
        let (uses, numbers) = (uses(proof), BTreeMap::new());
        let notes = &mut *self.notes;
        Narrator { language, names, proof, uses, numbers, notes }.claim(last, out)
    }

    /// The marks of the sources of a step; of one that cites none itself, of the steps that it follows from.
    fn marks_of(&mut self, number: u32) -> String {
        let step = &self.proof.steps[number as usize];
        let mut records = step.records.clone();
        if records.is_empty() {
            let premises = step.premises.iter().map(|premise| &self.proof.steps[*premise as usize]);
            records = premises.flat_map(|step| step.records.iter().cloned()).collect();
        }
        self.notes.cite(self.names.world(), &records)
    }

    /// The verdict on a state, with the conflicts that decide it, the exits, and what else was looked at.
    fn verdict(&mut self, step: &'p Step, out: &mut dyn Write) -> fmt::Result {
        let fact = &step.fact;
        writeln!(out, "{}", self.say(Sentence::Headline { fact, marks: "" }))?;
        for premise in &step.premises {
            let fact = &self.proof.steps[*premise as usize].fact;
            if matches!(fact, Fact::Unread { .. }) {
                let marks = &self.cite(*premise as usize);
                writeln!(out, "{}", self.say(Sentence::Headline { fact, marks }))?;
            }
        }
        let conflicts = self.conflicts(step);
        let decisive = conflicts.iter().filter(|(_, class)| *class >= Class::Domestic);
        for (at, (number, _)) in decisive.enumerate() {
            self.reasons(*number, at == 0, out)?;
        }
        self.exits(step, out)?;
        self.list(Sentence::Waits, &conflicts, Class::waits, out)?;
        let open = |class: Class| class > Class::None && class < Class::Domestic && !class.waits();
        self.list(Sentence::ToWatch, &conflicts, open, out)?;
        self.list(Sentence::NoConflict, &conflicts, |class| class == Class::None, out)
    }

    /// The conflicts that the verdict rests on, the gravest first.
    fn conflicts(&self, verdict: &Step) -> Vec<(u32, Class)> {
        let mut conflicts: Vec<(u32, Class)> = Vec::new();
        for complete in &verdict.premises {
            let step = &self.proof.steps[*complete as usize];
            if matches!(step.fact, Fact::Complete { .. }) {
                conflicts.extend(step.premises.iter().filter_map(|premise| {
                    let fact = &self.proof.steps[*premise as usize].fact;
                    let Fact::Conflict { class, .. } = fact else { return None };
                    Some((*premise, *class))
                }));
            }
        }
        conflicts.sort_by_key(|(number, class)| (std::cmp::Reverse(*class), *number));
        conflicts
    }

    /// A conflict that decides, with all its reasons.
    fn reasons(&mut self, number: u32, is_first: bool, out: &mut dyn Write) -> fmt::Result {
        let step = &self.proof.steps[number as usize];
        let mut reasons: Vec<Mention<'p>> = Vec::new();
        for premise in &step.premises {
            let premise_step = &self.proof.steps[*premise as usize];
            match &premise_step.fact {
                Fact::Bound { .. } => {
                    for inner in &premise_step.premises {
                        reasons.push(self.mention(*inner));
                    }
                }
                // That a law binds its own state alone goes without saying.
                Fact::Circle { of: CircleOf::Provision(_), members, .. } if members.len() < 2 => {}
                Fact::Circle { .. } | Fact::Alliance { .. } | Fact::Said { .. } => {
                    reasons.push(self.mention(*premise));
                }
                // What else it rests on is told by the conflict itself.
                Fact::Change { .. }
                | Fact::TakesPart { .. }
                | Fact::Stands { .. }
                | Fact::Committed { .. }
                | Fact::Conflict { .. }
                | Fact::Complete { .. }
                | Fact::Unread { .. }
                | Fact::Prevails { .. }
                | Fact::Bundle { .. }
                | Fact::Exit { .. }
                | Fact::Verdict { .. }
                | Fact::Lacks { .. }
                | Fact::Word { .. }
                | Fact::Consent { .. }
                | Fact::Condition { .. }
                | Fact::Supposed { .. }
                | Fact::Claim { .. }
                | Fact::NotBound { .. } => {}
            }
        }
        let marks = &self.cite(number as usize);
        let (reasons, conflict) = (&reasons[..], &step.fact);
        writeln!(out, "{}", self.say(Sentence::Because { is_first, reasons, conflict, marks }))
    }

    /// What must be left together, and how soon.
    fn exits(&mut self, verdict: &Step, out: &mut dyn Write) -> fmt::Result {
        let mut told = BTreeSet::new();
        for premise in &verdict.premises {
            let step = &self.proof.steps[*premise as usize];
            let fact = &step.fact;
            if !matches!(fact, Fact::Bundle { .. } | Fact::Exit { .. }) {
                continue;
            }
            let clause = step.records.iter().find(|key| self.is_on_withdrawal(key));
            let clause = clause.filter(|_| matches!(fact, Fact::Exit { .. }));
            // What holds before several changes is told once.
            if told.insert(self.say(Sentence::Exit { fact, clause, marks: "" })) {
                let marks = &self.cite(*premise as usize);
                writeln!(out, "{}", self.say(Sentence::Exit { fact, clause, marks }))?;
            }
        }
        Ok(())
    }

    fn is_on_withdrawal(&self, key: &str) -> bool {
        let provision = self.names.provision_of_key(key);
        provision.is_some_and(|id| matches!(self.names.world()[id].effect, Effect::Withdrawal(_)))
    }

    /// Conflicts that decide nothing, a line each.
    fn list(
        &mut self,
        title: Sentence<'_>,
        conflicts: &[(u32, Class)],
        wanted: impl Fn(Class) -> bool,
        out: &mut dyn Write,
    ) -> fmt::Result {
        let mut title = Some(title);
        for (number, class) in conflicts.iter().filter(|(_, class)| wanted(*class)) {
            if let Some(title) = title.take() {
                writeln!(out, "{}", self.say(title))?;
            }
            let stands = self.bound_of(*number).filter(|_| *class > Class::None);
            let marks = &stands.map_or_else(String::new, |stands| self.cite(stands));
            let conflict = &self.proof.steps[*number as usize].fact;
            writeln!(out, "  - {}", self.say(Sentence::Beside { conflict, marks }))?;
        }
        Ok(())
    }

    /// The step by which the provision of a conflict stands.
    fn bound_of(&self, conflict: u32) -> Option<usize> {
        let bound = self.proof.steps[conflict as usize].premises.iter().find(|premise| {
            matches!(self.proof.steps[**premise as usize].fact, Fact::Bound { .. })
        })?;
        let stands = self.proof.steps[*bound as usize].premises.iter().find(|premise| {
            matches!(self.proof.steps[**premise as usize].fact, Fact::Stands { .. })
        })?;
        Some(*stands as usize)
    }

    /// A step as a reason: in full the first time, by its number afterwards.
    fn mention(&mut self, at: u32) -> Mention<'p> {
        if let Some(told) = self.numbers.get(&at) {
            return Mention { number: Some(*told), fact: None, marks: String::new() };
        }
        let fact = Some(&self.proof.steps[at as usize].fact);
        let marks = self.cite(at as usize);
        let is_shared = self.uses.get(at as usize).is_some_and(|uses| *uses > 1);
        let number = is_shared.then(|| {
            let number = self.numbers.len() + 1;
            self.numbers.insert(at, number);
            number
        });
        Mention { number, fact, marks }
    }

    /// The marks of the sources that a step's records cite, and a mark where a record is not confirmed.
    fn cite(&mut self, number: usize) -> String {
        self.notes.cite(self.names.world(), &self.proof.steps[number].records)
    }
}

impl Footnotes {
    fn cite(&mut self, world: &World, records: &[Key]) -> String {
        let mut marks: Vec<usize> = Vec::new();
        let mut unconfirmed = false;
        for key in records {
            let Ok(id) = world.record(key) else { continue };
            let Some(provenance) = provenance(world, id) else { continue };
            unconfirmed |=
                matches!(provenance.evidence, Some(Evidence::General | Evidence::Unseen));
            for citation in &provenance.sources {
                let note = (world.key(citation.source).into(), citation.locator.clone());
                let at = self.cited.iter().position(|other| *other == note).unwrap_or_else(|| {
                    self.cited.push(note);
                    self.cited.len() - 1
                });
                marks.push(at + 1);
            }
        }
        self.unconfirmed |= unconfirmed;
        marks.sort_unstable();
        marks.dedup();
        let mut text: String =
            marks.iter().map(|mark| [" [", &mark.to_string(), "]"].concat()).collect();
        if unconfirmed {
            text.push_str(" (*)");
        }
        text
    }

    /// The list of sources.
    fn write(
        &self,
        language: &dyn Language,
        names: &Names<'_>,
        out: &mut dyn Write,
    ) -> fmt::Result {
        if self.cited.is_empty() && !self.unconfirmed {
            return Ok(());
        }
        let world = names.world();
        writeln!(out, "\n{}", language.sentence(names, &Sentence::Sources))?;
        for (number, (key, locator)) in (1..).zip(&self.cited) {
            let Ok(id) = world.find::<crate::Source>(key) else { continue };
            let source = &world[id];
            let remark = cited::remark(source).map_or_else(String::new, |it| format!(" ({it})"));
            let address = source.address.as_deref().filter(|address| !address.is_empty());
            let address = address.map_or_else(String::new, |address| format!(" — {address}"));
            let cited = cited::cited(source, locator.as_deref());
            writeln!(out, "[{number}] {cited}{remark}{address}")?;
        }
        if self.unconfirmed {
            writeln!(out, "(*) {}", language.sentence(names, &Sentence::Unconfirmed))?;
        }
        Ok(())
    }
}
