//! The JSON form of explanations: numbered steps with rule, fact in words, premises and sources.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Source;
use crate::explain::Explanation;
use crate::model::SourceKind;
use crate::proof::{Fact, Proof};
use crate::words::{English, Language, Names};

/// One step of a proof, told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ToldStep {
    /// Its number, from 1.
    pub id: usize,
    /// By what it follows: a conflict rule, `record`, `question`, or the name of an inference.
    pub rule: String,
    /// What it states, in words.
    pub fact: String,
    /// The numbers of the steps it follows from.
    pub premises: Vec<usize>,
    /// The keys of the sources that its records cite.
    pub sources: Vec<String>,
}

/// A source that a step cites, as a note would cite it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ToldSource {
    /// Its key.
    pub key: String,
    /// Its title.
    pub title: String,
    /// What sort of thing it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<SourceKind>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Where it is printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<String>,
    /// Its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

impl ToldSource {
    fn new(source: &Source) -> Self {
        Self {
            key: source.key().to_owned(),
            title: source.name().to_owned(),
            kind: source.kind,
            publisher: source.publisher.as_deref().map(str::to_owned),
            date: source.date.map(|date| date.to_string()),
            printed: source.printed.as_deref().map(str::to_owned),
            address: source.address.as_deref().map(str::to_owned),
        }
    }
}

/// One or several explanations as the JSON answers carry them: `{"steps": […], "checked": true}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Told {
    /// The steps of all proofs, one after the other; a step that two proofs share stands once.
    pub steps: Vec<ToldStep>,
    /// Whether the independent checker accepted every step.
    pub checked: bool,
    /// The sources that the steps cite, by key.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<ToldSource>,
}

impl<'a> FromIterator<Explanation<'a>> for Told {
    fn from_iter<I: IntoIterator<Item = Explanation<'a>>>(explanations: I) -> Self {
        Self::told_in(&English, explanations)
    }
}

impl Told {
    /// Explanations told in a language.
    pub fn told_in<'a>(
        language: &dyn Language,
        explanations: impl IntoIterator<Item = Explanation<'a>>,
    ) -> Self {
        let mut told = Self { checked: true, ..Self::default() };
        let mut known: Vec<Fact> = Vec::new();
        for explanation in explanations {
            told.checked &= explanation.holds();
            let names = Names::of(explanation.view);
            told.add(language, &names, explanation.proof(), &mut known);
        }
        told
    }

    /// The steps of a proof, after those that are told; those of a proof that stands inside of one go before it.
    fn add(
        &mut self,
        language: &dyn Language,
        names: &Names<'_>,
        proof: &Proof,
        known: &mut Vec<Fact>,
    ) -> Option<usize> {
        let world = names.world();
        let mut numbers: Vec<usize> = Vec::with_capacity(proof.steps.len());
        for step in &proof.steps {
            let cited: BTreeMap<&str, &Source> = (step.records.iter())
                .filter_map(|key| world.record(key).ok())
                .filter_map(|id| crate::world::provenance(world, id))
                .flat_map(|provenance| &provenance.sources)
                .map(|citation| (world.key(citation.source), &world[citation.source]))
                .collect();
            let sources: Vec<String> = cited.keys().map(|key| (*key).to_owned()).collect();
            let mut premises: Vec<usize> =
                step.premises.iter().map(|at| numbers[*at as usize]).collect();
            if let Fact::Supposed { why, .. } = &step.fact {
                premises.extend(self.add(language, names, why, known));
            }
            // The same words on another day, or to another question, may follow from something else.
            let shared = known.iter().zip(&self.steps).position(|(fact, told)| {
                *fact == step.fact && told.premises == premises && told.sources == sources
            });
            if let Some(at) = shared {
                numbers.push(at + 1);
                continue;
            }
            for (key, source) in cited {
                let place = self.sources.binary_search_by(|known| known.key.as_str().cmp(key));
                if let Err(place) = place {
                    self.sources.insert(place, ToldSource::new(source));
                }
            }
            known.push(step.fact.clone());
            let id = known.len();
            numbers.push(id);
            self.steps.push(ToldStep {
                id,
                rule: rule_of(&step.fact).to_owned(),
                fact: language.fact(names, &step.fact),
                premises,
                sources,
            });
        }
        numbers.last().copied()
    }
}

/// By what a fact follows.
const fn rule_of(fact: &Fact) -> &'static str {
    match fact {
        Fact::Change { .. } => "question",
        Fact::TakesPart { .. }
        | Fact::Stands { .. }
        | Fact::Said { .. }
        | Fact::Unread { .. }
        | Fact::Lacks { .. }
        | Fact::NotBound { .. } => "record",
        Fact::Word { .. } => "word",
        Fact::Consent { .. } => "consent",
        Fact::Condition { .. } | Fact::Supposed { .. } => "condition",
        Fact::Claim { .. } => "claim",
        Fact::Prevails { .. } => "prevails",
        Fact::Circle { .. } => "all_members",
        Fact::Bound { .. } => "bound",
        Fact::Committed { .. } => "committed",
        Fact::Alliance { .. } => "alliance",
        Fact::Conflict { rule, .. } => rule.as_str(),
        Fact::Complete { .. } => "nothing_else",
        Fact::Bundle { .. } => "bundle",
        Fact::Exit { .. } => "exit_date",
        Fact::Verdict { .. } => "verdict",
    }
}
