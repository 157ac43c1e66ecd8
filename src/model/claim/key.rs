//! The key of a proposition: what it says, as an atom over the keys of what it names.

use std::fmt::Write as _;

use super::{ConsentTo, Proposition};
use crate::EntityId;
use crate::model::{Duty, EffectKind, Judgement, RelationKind, Stance, Status, Tables};

/// The arguments of an atom, each after the last.
struct Atom<'t> {
    tables: &'t Tables,
    text: String,
    is_first: bool,
}

impl Atom<'_> {
    fn word(&mut self, word: &str) {
        if !std::mem::take(&mut self.is_first) {
            self.text.push(',');
        }
        self.text.push_str(word);
    }

    fn one(&mut self, entity: impl Into<EntityId>) {
        let tables = self.tables;
        self.word(tables.key_of(entity));
    }

    /// Several, each once and in the order of their keys: in which order they were named says nothing.
    fn all<E: Into<EntityId>>(&mut self, entities: impl IntoIterator<Item = E>) {
        let tables = self.tables;
        let keys = entities.into_iter().map(|entity| tables.key_of(entity));
        let mut keys: Vec<&str> = keys.collect();
        keys.sort_unstable();
        keys.dedup();
        self.word(&format!("[{}]", keys.join(",")));
    }

    /// What no key names, in quotation marks.
    fn words(&mut self, words: &str) {
        self.word("");
        // Writing into a text does not fail.
        let _ = write!(self.text, "{words:?}");
    }
}

impl Proposition {
    /// The key of a proposition, such as `takes_part(kaz,csto,member)`: two that say the same have one, and no two others do.
    pub(crate) fn key_in(&self, tables: &Tables) -> String {
        let text = format!("{}(", self.predicate());
        let mut atom = Atom { tables, text, is_first: true };
        match self {
            Self::TakesPart { member, body, status } => {
                atom.one(*member);
                atom.one(*body);
                if let Some(grade) = status {
                    atom.word(Status::as_str(*grade));
                }
            }
            Self::HasLeft { member, body } => {
                atom.one(*member);
                atom.one(*body);
            }
            Self::BoundBy { state, treaty } => {
                atom.one(*state);
                atom.one(*treaty);
            }
            Self::HasClause { text, kind } => {
                atom.one(*text);
                atom.word(EffectKind::as_str(*kind));
            }
            Self::Owes { state, duty, toward, under } => {
                atom.one(*state);
                atom.word(duty.map_or("_", Duty::as_str));
                atom.one(*toward);
                if let Some(text) = under {
                    atom.one(*text);
                }
            }
            Self::Related { kind, subject, object } => {
                atom.word(RelationKind::as_str(*kind));
                let is_turned =
                    kind.is_symmetric() && tables.key_of(*object) < tables.key_of(*subject);
                let (one, other) = if is_turned { (object, subject) } else { (subject, object) };
                atom.one(*one);
                atom.one(*other);
            }
            Self::Declared { who, what } => {
                atom.one(*who);
                atom.one(*what);
            }
            Self::Plans { who, what } => {
                atom.one(*who);
                atom.all(what.iter().copied());
            }
            Self::PlansExit { states, from } => {
                atom.all(states.iter().copied());
                atom.one(*from);
            }
            Self::NeedsConsent { of, organization, to } => {
                atom.all(of.iter().copied());
                atom.one(*organization);
                match to {
                    ConsentTo::Acquiring(kind) => {
                        atom.word(&format!("acquires:{}", EffectKind::as_str(*kind)));
                    }
                    ConsentTo::Admitting(state) => {
                        atom.word(&format!("admits:{}", tables.key_of(*state)));
                    }
                }
            }
            Self::MustExitToJoin { states, from, into } => {
                atom.all(states.iter().copied());
                atom.one(*from);
                atom.one(*into);
            }
            Self::MustExitFirst { states, from, organization, acquires } => {
                atom.all(states.iter().copied());
                atom.one(*from);
                atom.one(*organization);
                atom.word(EffectKind::as_str(*acquires));
            }
            Self::Holds { who, stance, of } => {
                atom.one(*who);
                atom.word(Stance::as_str(*stance));
                atom.one(*of);
            }
            Self::Judgement { kind, of, toward, words } => {
                atom.word(Judgement::as_str(*kind));
                atom.all(of.iter().copied());
                atom.all(toward.iter().copied());
                if let Some(words) = words {
                    atom.words(words);
                }
            }
            Self::Unrecorded { of, toward, words } => {
                atom.all(of.iter().copied());
                atom.all(toward.iter().copied());
                atom.words(words);
            }
        }
        atom.text + ")"
    }
}
