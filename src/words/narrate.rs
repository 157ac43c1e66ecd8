//! The order of sentences: because, and because; shared steps are numbered, sources become footnotes.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::phrase::{Phrase, class_word};
use crate::explain::{Explanation, Narrative};
use crate::model::Evidence;
use crate::proof::{CircleOf, Fact, Key, Proof};
use crate::verdict::Class;
use crate::world::{View, World, provenance};

/// The sources cited so far, in the order of their first mention, for one or several explanations.
#[derive(Debug, Default)]
pub(crate) struct Footnotes {
    /// Source key and place in it.
    cited: Vec<(Box<str>, Option<Box<str>>)>,
    unconfirmed: bool,
}

/// Tells a proof in prose.
pub(crate) fn narrate(
    view: View<'_>,
    proof: &Proof,
    notes: &mut Footnotes,
    out: &mut impl Write,
) -> fmt::Result {
    let mut uses = vec![0_u32; proof.steps.len()];
    for step in &proof.steps {
        for premise in &step.premises {
            if let Some(uses) = uses.get_mut(*premise as usize) {
                *uses += 1;
            }
        }
    }
    let phrase = Phrase { view };
    Narrator { phrase, proof, uses, numbers: BTreeMap::new(), notes }.tell(out)
}

impl fmt::Display for Explanation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut notes = Footnotes::default();
        narrate(self.view, &self.proof, &mut notes, f)?;
        notes.write(self.view.world(), f)
    }
}

impl fmt::Display for Narrative<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut notes = Footnotes::default();
        for (number, explanation) in self.explanations.iter().enumerate() {
            // A verdict is a paragraph; a reason in one line follows the line before it.
            if number > 0 && matches!(explanation.proof.conclusion(), Some(Fact::Verdict { .. })) {
                writeln!(f)?;
            }
            narrate(explanation.view, &explanation.proof, &mut notes, f)?;
        }
        match self.explanations.first() {
            Some(first) => notes.write(first.view.world(), f),
            None => Ok(()),
        }
    }
}

struct Narrator<'p, 'w> {
    phrase: Phrase<'w>,
    proof: &'p Proof,
    /// How many steps use each step.
    uses: Vec<u32>,
    /// The numbers of shared steps that have been told.
    numbers: BTreeMap<u32, usize>,
    notes: &'p mut Footnotes,
}

impl Narrator<'_, '_> {
    fn tell(&mut self, out: &mut impl Write) -> fmt::Result {
        let Some(last) = self.proof.steps.last() else { return Ok(()) };
        let headline = capital(&self.phrase.clause(&last.fact));
        if !matches!(last.fact, Fact::Verdict { .. }) {
            let cited = self.cite(self.proof.steps.len() - 1);
            return writeln!(out, "{headline}{cited}.");
        }
        writeln!(out, "{headline}.")?;
        let conflicts = self.conflicts();
        let mut word = "Because";
        for (number, _) in conflicts.iter().filter(|(_, class)| *class >= Class::Domestic) {
            self.reasons(*number, word, out)?;
            word = "And because";
        }
        self.exits(out)?;
        self.list(
            "To watch:",
            &conflicts,
            |class| class > Class::None && class < Class::Domestic,
            out,
        )?;
        self.list("No conflict with:", &conflicts, |class| class == Class::None, out)
    }

    /// The conflicts that the verdict rests on, the gravest first.
    fn conflicts(&self) -> Vec<(u32, Class)> {
        let Some(last) = self.proof.steps.last() else { return Vec::new() };
        let mut conflicts: Vec<(u32, Class)> = Vec::new();
        for complete in &last.premises {
            let step = &self.proof.steps[*complete as usize];
            if matches!(step.fact, Fact::Complete { .. }) {
                conflicts.extend(step.premises.iter().filter_map(|premise| {
                    match self.proof.steps[*premise as usize].fact {
                        Fact::Conflict { class, .. } => Some((*premise, class)),
                        _ => None,
                    }
                }));
            }
        }
        conflicts.sort_by_key(|(number, class)| (std::cmp::Reverse(*class), *number));
        conflicts
    }

    /// A conflict that decides, with all its reasons.
    fn reasons(&mut self, number: u32, word: &str, out: &mut impl Write) -> fmt::Result {
        let step = &self.proof.steps[number as usize];
        let Fact::Conflict { provision, rule, class, because, truth, .. } = &step.fact else {
            return Ok(());
        };
        let mut reasons: Vec<String> = Vec::new();
        for premise in &step.premises {
            match &self.proof.steps[*premise as usize].fact {
                Fact::Bound { .. } => {
                    for inner in self.proof.steps[*premise as usize].premises.clone() {
                        reasons.push(self.mention(inner));
                    }
                }
                // That a law binds its own state alone goes without saying.
                Fact::Circle { of: CircleOf::Provision(_), members, .. } if members.len() < 2 => {}
                Fact::Circle { .. } | Fact::Alliance { .. } | Fact::Said { .. } => {
                    reasons.push(self.mention(*premise));
                }
                _ => {}
            }
        }
        writeln!(out, "{word} {}", reasons.join(",\n    and "))?;
        let cited = self.cite(number as usize);
        let certain = if truth.is_yes() { "" } else { ", if so" };
        write!(out, "  and {}", self.phrase.because(because, provision))?;
        writeln!(out, ": {}{certain} (rule {}){cited}.", class_word(*class), rule.as_str())
    }

    /// What must be left together, and how soon.
    fn exits(&mut self, out: &mut impl Write) -> fmt::Result {
        let Some(last) = self.proof.steps.last() else { return Ok(()) };
        let mut told = std::collections::BTreeSet::new();
        for premise in last.premises.clone() {
            let step = &self.proof.steps[premise as usize];
            let mut clause = capital(&self.phrase.clause(&step.fact));
            match &step.fact {
                Fact::Bundle { .. } => {}
                Fact::Exit { .. } => {
                    if let Some(by) = self.phrase.exit_clause(&step.records) {
                        clause = format!("{clause} ({by})");
                    }
                }
                _ => continue,
            }
            if told.insert(clause.clone()) {
                let cited = self.cite(premise as usize);
                writeln!(out, "{clause}{cited}.")?;
            }
        }
        Ok(())
    }

    /// Conflicts that decide nothing, a line each.
    fn list(
        &mut self,
        title: &str,
        conflicts: &[(u32, Class)],
        wanted: impl Fn(Class) -> bool,
        out: &mut impl Write,
    ) -> fmt::Result {
        let mut first = true;
        for (number, class) in conflicts.iter().filter(|(_, class)| wanted(*class)) {
            let step = &self.proof.steps[*number as usize];
            let Fact::Conflict { provision, rule, because, saved_by, .. } = &step.fact else {
                continue;
            };
            if std::mem::take(&mut first) {
                writeln!(out, "{title}")?;
            }
            write!(
                out,
                "  - {}, which {}",
                self.phrase.clause_held(provision),
                self.phrase.gist_held(provision)
            )?;
            write!(out, ": {}", self.phrase.because(because, provision))?;
            if *class > Class::None {
                let stands = self.bound_of(*number);
                let cited = stands.map_or_else(String::new, |stands| self.cite(stands));
                write!(out, " ({}, rule {}){cited}", class_word(*class), rule.as_str())?;
            }
            if let Some(saved) = saved_by {
                write!(out, ", by {}", self.phrase.article(saved))?;
            }
            writeln!(out, ".")?;
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
    fn mention(&mut self, number: u32) -> String {
        if let Some(told) = self.numbers.get(&number) {
            return format!("({told})");
        }
        let clause = self.phrase.clause(&self.proof.steps[number as usize].fact);
        let cited = self.cite(number as usize);
        if self.uses.get(number as usize).is_some_and(|uses| *uses > 1) {
            let told = self.numbers.len() + 1;
            self.numbers.insert(number, told);
            return format!("({told}) {clause}{cited}");
        }
        format!("{clause}{cited}")
    }

    /// The marks of the sources that a step's records cite, and a word where a record is not confirmed.
    fn cite(&mut self, number: usize) -> String {
        let world = self.phrase.view.world();
        self.notes.cite(world, &self.proof.steps[number].records)
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
    pub(crate) fn write(&self, world: &World, out: &mut impl Write) -> fmt::Result {
        if self.cited.is_empty() && !self.unconfirmed {
            return Ok(());
        }
        writeln!(out, "\nSources")?;
        for (number, (key, locator)) in (1..).zip(&self.cited) {
            let Ok(id) = world.find::<crate::Source>(key) else { continue };
            let source = &world[id];
            let about = source.profile.provenance.note.as_deref();
            let parts =
                [Some(&*source.profile.name), locator.as_deref(), about, source.address.as_deref()];
            let parts: Vec<&str> =
                parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
            writeln!(out, "[{number}] {}", parts.join(" — "))?;
        }
        if self.unconfirmed {
            writeln!(
                out,
                "(*) rests in part on general knowledge that is not confirmed by a source"
            )?;
        }
        Ok(())
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}
