//! Claims for the web of data: one nanopublication a claim, in the terms of PROV-O, as N-Quads.
//!
//! A nanopublication has three graphs and a fourth that names them: what is said (the assertion), how that came about (the provenance),
//! and what is published (the publication info). What a claim says is never asserted as such: the assertion says that it is said, with
//! how the speaker commits to it, so that two claims that contradict each other stand side by side. The name of a nanopublication has
//! the fingerprint of its record in it: a claim that is corrected is another one, and whoever merges two exports loses nothing.
//!
//! Groth, Gibson and Velterop, *The anatomy of a nanopublication* (2010); W3C, *PROV-O* (2013) and *RDF 1.1 N-Quads* (2014).

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};

use crate::base::debug_as_display;
use crate::model::{
    Claim, ConsentTo, Duty, EffectKind, Factuality, Judgement, Manner, Mode, Proposition, Rank,
    RelationKind, Stance, Status, Verb,
};
use crate::time::Date;
use crate::{EntityId, Id, World};

const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const RDFS_LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";
const NP: &str = "http://www.nanopub.org/nschema#";
const PROV: &str = "http://www.w3.org/ns/prov#";
const XSD: &str = "http://www.w3.org/2001/XMLSchema#";

/// Why something cannot be the beginning of all names of an export.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct BaseError {
    /// What was given.
    pub base: Box<str>,
}

debug_as_display!(BaseError { base });

impl fmt::Display for BaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let base = crate::base::text::quoted(&self.base);
        write!(
            f,
            "{base} cannot begin a name: expected an absolute IRI that ends in `/`, `#` or `:`, such as `https://example.org/debate/`"
        )
    }
}

impl std::error::Error for BaseError {}

impl World {
    /// The claims as nanopublications, one each, in N-Quads: what is said, by whom and through whom, where it stands, and how graded.
    ///
    /// # Arguments
    ///
    /// The IRI with which all names begin that are made of keys: the caller's own, such as `https://example.org/debate/`.
    ///
    /// # Returns
    ///
    /// One statement a line, sorted, each once: the same world and base give the same bytes, and the union of the lines of two exports
    /// is the export of both. There are no blank nodes.
    ///
    /// | term | says |
    /// |---|---|
    /// | `prov:wasAttributedTo` | on whom it falls: whoever speaks beyond doubt |
    /// | `prov:wasQuotedFrom` | each voice before, the outlet first |
    /// | `prov:hadPrimarySource` | what the record cites |
    /// | `prov:generatedAtTime` | the day on which it was said, where that is known to the day |
    /// | `prov:wasDerivedFrom` | of what is published: the record, by key |
    ///
    /// # Cost
    ///
    /// O(n log n) in the claims, and once for each world the fingerprints of its records.
    ///
    /// # Errors
    ///
    /// [`BaseError`], if that cannot begin a name.
    ///
    /// # Example
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::World;
    ///
    /// let text = World::bundled().to_nanopublications("https://example.org/debate/")?;
    /// let line = text.lines().find(|line| line.contains("prov#wasAttributedTo") && line.contains("/ozer>"));
    /// assert!(line.is_some_and(|line| line.ends_with(" .")));
    /// # }
    /// # Ok::<(), comity::io::BaseError>(())
    /// ```
    pub fn to_nanopublications(&self, base: &str) -> Result<String, BaseError> {
        if !is_base(base) {
            return Err(BaseError { base: base.into() });
        }
        let mut out = Quads { world: self, base, lines: BTreeSet::new() };
        for (id, claim) in self.tables().claims.entries() {
            out.claim(id, claim);
        }
        Ok(out.lines.into_iter().collect())
    }
}

/// Whether something can stand before a key to make an absolute IRI.
fn is_base(base: &str) -> bool {
    let scheme = base.split_once(':').map_or("", |(scheme, _)| scheme);
    let mut letters = scheme.chars();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|one| one.is_ascii_alphanumeric() || "+-.".contains(one))
        && base.ends_with(['/', '#', ':'])
        && base
            .chars()
            .all(|one| !one.is_control() && !one.is_whitespace() && !"<>\"{}|^`\\".contains(one))
}

/// What stands in the place of an object.
enum Object<'a> {
    Iri(String),
    Text(&'a str),
    Day(String),
}

/// The statements so far.
struct Quads<'w> {
    world: &'w World,
    base: &'w str,
    lines: BTreeSet<String>,
}

impl Quads<'_> {
    fn say(&mut self, subject: &str, predicate: &str, object: &Object<'_>, graph: &str) {
        let object = match object {
            Object::Iri(iri) => format!("<{iri}>"),
            Object::Text(text) => literal(text),
            Object::Day(day) => format!("{}^^<{XSD}date>", literal(day)),
        };
        self.lines.insert(format!("<{subject}> <{predicate}> {object} <{graph}> .\n"));
    }

    fn term(&self, name: &str) -> String {
        format!("{}term/{name}", self.base)
    }

    fn entity(&self, id: EntityId) -> Object<'static> {
        Object::Iri(self.entity_iri(id))
    }

    fn entity_iri(&self, id: EntityId) -> String {
        format!("{}entity/{}", self.base, self.world.key(id))
    }

    fn claim(&mut self, id: Id<Claim>, claim: &Claim) {
        let fingerprint = self.world.record_fingerprint(&claim.key);
        let fingerprint = fingerprint.map_or_else(String::new, |one| format!("-{one}"));
        let name = format!("{}claim/{}{fingerprint}", self.base, claim.key);
        let [head, assertion, provenance, info] =
            ["head", "assertion", "provenance", "pubinfo"].map(|part| format!("{name}/{part}"));
        let iri = |of: &String| Object::Iri(of.clone());
        self.say(&name, RDF_TYPE, &Object::Iri(format!("{NP}Nanopublication")), &head);
        self.say(&name, &format!("{NP}hasAssertion"), &iri(&assertion), &head);
        self.say(&name, &format!("{NP}hasProvenance"), &iri(&provenance), &head);
        self.say(&name, &format!("{NP}hasPublicationInfo"), &iri(&info), &head);
        self.assertion(claim, &format!("{name}/said"), &assertion);
        self.provenance(claim, &assertion, &provenance);
        let record = Object::Iri(format!("{}record/{}", self.base, self.world[id].key));
        self.say(&name, &format!("{PROV}wasDerivedFrom"), &record, &info);
        for who in claim.answerable().into_iter().chain(claim.by.iter().copied()) {
            let (agent, label) = (self.entity_iri(who), self.world.name(who));
            self.say(&agent, RDFS_LABEL, &Object::Text(label), &info);
        }
    }

    /// What is said, and how.
    fn assertion(&mut self, claim: &Claim, said: &str, graph: &str) {
        let mut text = |name: &str, text: Option<&str>| {
            if let Some(text) = text {
                let term = self.term(name);
                self.say(said, &term, &Object::Text(text), graph);
            }
        };
        text("factuality", Some(Factuality::as_str(claim.factuality)));
        text("mode", claim.mode.map(Mode::as_str));
        text("stance", claim.taken_stance().map(Stance::as_str));
        text("words", claim.text.as_deref());
        text("when", claim.when.map(|when| when.to_string()).as_deref());
        let tables = self.world.tables();
        if let Some(proposition) = claim.stated_in(tables) {
            self.proposition(proposition, said, graph);
        }
        if let Some(condition) = claim.condition_in(tables) {
            let name = format!("{said}/condition");
            let term = self.term("condition");
            self.say(said, &term, &Object::Iri(name.clone()), graph);
            self.proposition(condition, &name, graph);
        }
        for topic in &claim.about {
            let (term, topic) = (self.term("about"), self.entity(*topic));
            self.say(said, &term, &topic, graph);
        }
    }

    /// The predicate as a type, and its arguments by the names that files give them.
    fn proposition(&mut self, proposition: &Proposition, said: &str, graph: &str) {
        let kind = Object::Iri(self.term(proposition.predicate()));
        self.say(said, RDF_TYPE, &kind, graph);
        let mut entities: Vec<(&str, EntityId)> = Vec::new();
        let mut texts: Vec<(&str, &str)> = Vec::new();
        match proposition {
            Proposition::TakesPart { member, body, status } => {
                entities.extend([("member", *member), ("of", body.entity())]);
                texts.extend(status.map(|status| ("status", Status::as_str(status))));
            }
            Proposition::HasLeft { member, body } => {
                entities.extend([("member", *member), ("of", body.entity())]);
            }
            Proposition::BoundBy { state, treaty } => {
                entities.extend([("state", (*state).into()), ("treaty", (*treaty).into())]);
            }
            Proposition::HasClause { text, kind } => {
                entities.push(("text", text.entity()));
                texts.push(("kind", EffectKind::as_str(*kind)));
            }
            Proposition::Owes { state, duty, toward, under } => {
                entities.extend([("state", (*state).into()), ("toward", *toward)]);
                entities.extend(under.map(|text| ("under", text.entity())));
                texts.extend(duty.map(|duty| ("duty", Duty::as_str(duty))));
            }
            Proposition::Related { kind, subject, object } => {
                entities.extend([("subject", *subject), ("object", *object)]);
                texts.push(("kind", RelationKind::as_str(*kind)));
            }
            Proposition::Declared { who, what } => {
                entities.extend([("who", *who), ("what", *what)]);
            }
            Proposition::Plans { who, what } => {
                entities.push(("who", *who));
                entities.extend(what.iter().map(|one| ("what", *one)));
            }
            Proposition::PlansExit { states, from } => {
                entities.extend(states.iter().map(|state| ("states", EntityId::from(*state))));
                entities.push(("from", from.entity()));
            }
            Proposition::NeedsConsent { of, organization, to } => {
                entities.extend(of.iter().map(|state| ("of", EntityId::from(*state))));
                entities.push(("if", (*organization).into()));
                match to {
                    ConsentTo::Acquiring(kind) => {
                        texts.push(("acquires", EffectKind::as_str(*kind)));
                    }
                    ConsentTo::Admitting(state) => entities.push(("admits", (*state).into())),
                }
            }
            Proposition::MustExitToJoin { states, from, into } => {
                entities.extend(states.iter().map(|state| ("states", EntityId::from(*state))));
                entities.extend([("from", from.entity()), ("to_join", into.entity())]);
            }
            Proposition::MustExitFirst { states, from, organization, acquires } => {
                entities.extend(states.iter().map(|state| ("states", EntityId::from(*state))));
                entities.extend([("from", from.entity()), ("if", (*organization).into())]);
                texts.push(("acquires", EffectKind::as_str(*acquires)));
            }
            Proposition::Holds { who, stance, of } => {
                entities.extend([("who", *who), ("of", *of)]);
                texts.push(("stance", Stance::as_str(*stance)));
            }
            Proposition::Judgement { kind, of, toward, words } => {
                entities.extend(of.iter().map(|one| ("of", *one)));
                entities.extend(toward.iter().map(|one| ("toward", *one)));
                texts.push(("kind", Judgement::as_str(*kind)));
                texts.extend(words.as_deref().map(|words| ("words", words)));
            }
            Proposition::Unrecorded { of, toward, words } => {
                entities.extend(of.iter().map(|one| ("of", *one)));
                entities.extend(toward.iter().map(|one| ("toward", *one)));
                texts.push(("words", words));
            }
        }
        for (name, entity) in entities {
            let (term, entity) = (self.term(name), self.entity(entity));
            self.say(said, &term, &entity, graph);
        }
        for (name, text) in texts {
            let term = self.term(name);
            self.say(said, &term, &Object::Text(text), graph);
        }
    }

    /// By whom, through whom, when, and where it stands.
    fn provenance(&mut self, claim: &Claim, said: &str, graph: &str) {
        let prov = |name: &str| format!("{PROV}{name}");
        self.say(said, RDF_TYPE, &Object::Iri(prov("Entity")), graph);
        let answerable = claim.answerable();
        for who in &answerable {
            let agent = self.entity(*who);
            self.say(said, &prov("wasAttributedTo"), &agent, graph);
            let agent = self.entity_iri(*who);
            self.say(&agent, RDF_TYPE, &Object::Iri(prov("Agent")), graph);
        }
        for voice in &claim.voices {
            let through = self.entity(voice.speaker);
            if !answerable.contains(&voice.speaker) && voice.manner == Manner::Own {
                self.say(said, &prov("wasQuotedFrom"), &through, graph);
            }
            // Who may be the speaker, and who was taken to be one, is attributed to in a term of its own.
            if voice.manner != Manner::Own {
                let term = self.term(voice.manner.as_str());
                self.say(said, &term, &through, graph);
            }
        }
        for citation in &claim.provenance.sources {
            let source = self.entity(citation.source.into());
            self.say(said, &prov("hadPrimarySource"), &source, graph);
        }
        if let Some(date) = claim.date {
            match date.exact() {
                Some(day) => {
                    let day = Object::Day(day.to_string());
                    self.say(said, &prov("generatedAtTime"), &day, graph);
                }
                None => self.uncertain_day(said, date, graph),
            }
        }
        let grade = claim.grade.map(|grade| grade.to_string());
        let texts = [
            ("verb", claim.verb.map(Verb::as_str)),
            ("grade", grade.as_deref()),
            ("rank", Some(claim.rank).filter(|rank| *rank != Rank::Normal).map(Rank::as_str)),
            ("sentence", claim.sentence.as_deref()),
            ("attribution", claim.attribution.as_deref()),
        ];
        for (name, text) in texts {
            if let Some(text) = text {
                let term = self.term(name);
                self.say(said, &term, &Object::Text(text), graph);
            }
        }
    }

    fn uncertain_day(&mut self, said: &str, date: Date, graph: &str) {
        let (term, day) = (self.term("said"), date.to_string());
        self.say(said, &term, &Object::Text(&day), graph);
    }
}

/// A text in quotation marks, as N-Quads escapes it.
fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for one in text.chars() {
        match one {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control.is_control() => {
                // Writing into a text does not fail.
                let _ = write!(out, "\\u{:04X}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}
