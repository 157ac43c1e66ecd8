//! In English: the sentences of a narrated proof.

use super::Language;
use super::facts::{Facts, class_word};
use super::names::{Names, capital};
use crate::proof::{Fact, Key};
use crate::verdict::Class;

/// A sentence of a narrated proof: which sentences there are, and in what order, the reporter decides.
#[derive(Copy, Clone, Debug)]
#[non_exhaustive]
pub enum Sentence<'p> {
    /// What is proved.
    Headline {
        /// The conclusion.
        fact: &'p Fact,
        /// The marks of its sources.
        marks: &'p str,
    },
    /// What the verdict on a claim rests on, in one sentence.
    For {
        /// Whether it is the first of these.
        is_first: bool,
        /// What it rests on.
        fact: &'p Fact,
        /// The marks of its sources.
        marks: &'p str,
    },
    /// A conflict that decides, with all its reasons.
    Because {
        /// Whether it is the first such conflict.
        is_first: bool,
        /// What the conflict rests on.
        reasons: &'p [Mention<'p>],
        /// The conflict.
        conflict: &'p Fact,
        /// The marks of its own sources.
        marks: &'p str,
    },
    /// What must be left together, or how soon something can be left.
    Exit {
        /// Which.
        fact: &'p Fact,
        /// The clause that it rests on, by key.
        clause: Option<&'p Key>,
        /// The marks of its sources.
        marks: &'p str,
    },
    /// Now comes what waits for others.
    Waits,
    /// Now come conflicts that decide nothing.
    ToWatch,
    /// Now comes what is no conflict.
    NoConflict,
    /// One of these.
    Beside {
        /// The conflict.
        conflict: &'p Fact,
        /// The marks of the sources by which its provision stands.
        marks: &'p str,
    },
    /// Now come the sources.
    Sources,
    /// What the mark of an unconfirmed record means.
    Unconfirmed,
}

/// A step that is mentioned as a reason.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Mention<'p> {
    /// Its number, if it is mentioned more than once.
    pub number: Option<usize>,
    /// What it states; `None`: that has been told.
    pub fact: Option<&'p Fact>,
    /// The marks of its sources.
    pub marks: String,
}

/// A sentence, in the clauses of a language.
pub(super) fn sentence<L: Language + ?Sized>(
    language: &L,
    names: &Names<'_>,
    sentence: &Sentence<'_>,
) -> String {
    let facts = Facts { names };
    match *sentence {
        Sentence::Headline { fact, marks } => {
            format!("{}{marks}.", capital(&language.fact(names, fact)))
        }
        Sentence::For { is_first, fact, marks } => {
            let word = if is_first { "Because" } else { "And because" };
            format!("{word} {}{marks}.", language.fact(names, fact))
        }
        Sentence::Because { is_first, reasons, conflict, marks } => {
            let Fact::Conflict { provision, brought, rule, class, because, truth, .. } = conflict
            else {
                return capital(&language.fact(names, conflict));
            };
            let word = if is_first { "Because" } else { "And because" };
            let reasons: Vec<String> =
                reasons.iter().map(|reason| mention(language, names, reason)).collect();
            let certain = if truth.is_yes() { "" } else { ", if so" };
            let because = facts.because(because, provision, brought.as_ref());
            format!(
                "{word} {}\n  and {}: {}{certain} (rule {}){marks}.",
                reasons.join(",\n    and "),
                because,
                class_word(*class),
                rule.as_str()
            )
        }
        Sentence::Exit { fact, clause, marks } => {
            let said = capital(&language.fact(names, fact));
            let by =
                clause.map_or_else(String::new, |key| format!(" ({})", facts.exit_clause(key)));
            format!("{said}{by}{marks}.")
        }
        Sentence::Waits => "It depends on others:".to_owned(),
        Sentence::ToWatch => "To watch:".to_owned(),
        Sentence::NoConflict => "No conflict with:".to_owned(),
        Sentence::Beside { conflict, marks } => {
            let Fact::Conflict { provision, brought, rule, class, because, saved_by, .. } =
                conflict
            else {
                return capital(&language.fact(names, conflict));
            };
            let (held, gist) = (facts.clause_held(provision), facts.gist_held(provision));
            let (what, gist, why) = match brought {
                Some(brought) if rule.has_bar_in_what_is_held() => {
                    (held, gist, facts.because(because, provision, Some(brought)))
                }
                Some(brought) => {
                    let why = facts.because(because, provision, Some(brought));
                    let gist = format!("{} against {held}", facts.gist_brought(brought));
                    (facts.brought(brought), gist, why)
                }
                None => (held, gist, facts.because(because, provision, None)),
            };
            let grave = if *class == Class::None {
                String::new()
            } else {
                format!(" ({}, rule {}){marks}", class_word(*class), rule.as_str())
            };
            let saved = saved_by
                .as_ref()
                .map_or_else(String::new, |key| format!("; {} settles that", facts.article(key)));
            format!("{what}, which {gist}: {why}{grave}{saved}.")
        }
        Sentence::Sources => "Sources".to_owned(),
        Sentence::Unconfirmed => {
            "rests in part on general knowledge that is not confirmed by a source".to_owned()
        }
    }
}

/// A reason: in full the first time, by its number afterwards.
fn mention<L: Language + ?Sized>(language: &L, names: &Names<'_>, mention: &Mention<'_>) -> String {
    let clause = mention.fact.map(|fact| language.fact(names, fact));
    match (mention.number, clause) {
        (Some(number), None) => format!("({number})"),
        (Some(number), Some(clause)) => format!("({number}) {clause}{}", mention.marks),
        (None, clause) => clause.unwrap_or_default() + &mention.marks,
    }
}
