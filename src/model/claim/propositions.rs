//! What is said in a world, each thing once.

use std::collections::BTreeMap;
use std::ops::Index;

use super::{Claim, Proposition};
use crate::Id;
use crate::model::table::{as_number, refuse};

/// What the word for a proposition is where its id is made.
const WORD: &str = "proposition";

/// What is said in a world, each thing once: two claims that say the same thing, or of which one denies what the other says, share an id.
///
/// # Panics
///
/// Indexing with an id of another world; [`get`](Self::get) does not.
#[derive(Clone, Debug, Default)]
pub struct Propositions {
    said: Vec<Said>,
    numbers: BTreeMap<Box<str>, u32>,
}

/// A proposition with its key, its id, and the claims that are about it.
#[derive(Clone, Debug)]
struct Said {
    key: Box<str>,
    id: Id<Proposition>,
    proposition: Proposition,
    claims: Vec<Id<Claim>>,
}

/// A proposition with its key and the claims that are about it.
#[cfg(feature = "dataset")]
type Told = (Box<str>, (Proposition, Vec<Id<Claim>>));

impl Propositions {
    /// How many there are.
    pub const fn len(&self) -> usize {
        self.said.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.said.is_empty()
    }

    /// All of them, each with its id, in the order in which they were first said.
    pub fn entries(&self) -> impl Iterator<Item = (Id<Proposition>, &Proposition)> + Clone {
        self.said.iter().map(|one| (one.id, &one.proposition))
    }

    /// The proposition at an id; `None` for an id of another world.
    pub fn get(&self, id: Id<Proposition>) -> Option<&Proposition> {
        self.at(id).map(|one| &one.proposition)
    }

    /// The id of a proposition by its key, such as `takes_part(kaz,csto,member)`. Where several are listed they stand in the order of
    /// their keys.
    ///
    /// Cost: O(log n).
    pub fn find(&self, key: &str) -> Option<Id<Proposition>> {
        let number = *self.numbers.get(key)?;
        self.said.get(number as usize).map(|one| one.id)
    }

    /// The key of a proposition: what it says, over the keys of what it names.
    #[track_caller]
    pub fn key(&self, id: Id<Proposition>) -> &str {
        &self.own(id).key
    }

    /// The claims that say it or deny it, or leave it open, by number.
    #[track_caller]
    pub fn claims(&self, id: Id<Proposition>) -> &[Id<Claim>] {
        &self.own(id).claims
    }

    /// Whether an id is of this world.
    pub fn contains(&self, id: Id<Proposition>) -> bool {
        self.at(id).is_some()
    }

    /// What is said, each thing with its key and the claims that are about it.
    #[cfg(feature = "dataset")]
    pub(crate) fn of(told: Vec<Told>) -> Self {
        let mut all = Self::default();
        for (key, (proposition, claims)) in told {
            let id = all.intern(proposition, key.into_string());
            for claim in claims {
                all.note(id, claim);
            }
        }
        all
    }

    /// The same once more.
    #[cfg(test)]
    pub(crate) fn told(&self) -> impl Iterator<Item = Told> {
        let told = |said: &Said| {
            let Said { key, id: _, proposition, claims } = said;
            (key.clone(), (proposition.clone(), claims.clone()))
        };
        self.said.iter().map(told)
    }

    /// The id of a proposition, which is kept if nothing of its key is.
    pub(crate) fn intern(&mut self, proposition: Proposition, key: String) -> Id<Proposition> {
        if let Some(id) = self.find(&key) {
            return id;
        }
        let number = as_number(self.said.len());
        let (id, key) = (Id::named(number, WORD, &key), key.into_boxed_str());
        self.numbers.insert(key.clone(), number);
        self.said.push(Said { key, id, proposition, claims: Vec::new() });
        id
    }

    /// Notes that a claim is about a proposition.
    pub(crate) fn note(&mut self, id: Id<Proposition>, claim: Id<Claim>) {
        if let Some(said) = self.said.get_mut(id.index()) {
            said.claims.push(claim);
        }
    }

    /// Nothing, if an id is of this world; else the panic that says what it names here.
    #[track_caller]
    pub(crate) fn check(&self, id: Id<Proposition>) {
        self.own(id);
    }

    fn at(&self, id: Id<Proposition>) -> Option<&Said> {
        self.said.get(id.index()).filter(|one| one.id == id)
    }

    #[track_caller]
    fn own(&self, id: Id<Proposition>) -> &Said {
        match self.at(id) {
            Some(said) => said,
            None => self.refuse(id),
        }
    }

    #[cold]
    #[inline(never)]
    #[track_caller]
    fn refuse(&self, id: Id<Proposition>) -> ! {
        let found = self.said.get(id.index());
        let found = found.map_or_else(|| "nothing".to_owned(), |said| format!("`{}`", said.key));
        refuse(&format!("number {} of {} is {found} here", id.number(), self.len()))
    }
}

impl Index<Id<Proposition>> for Propositions {
    type Output = Proposition;

    #[track_caller]
    fn index(&self, id: Id<Proposition>) -> &Proposition {
        &self.own(id).proposition
    }
}
