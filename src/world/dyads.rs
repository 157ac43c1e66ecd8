//! All pairs of states of a day at once: how many organizations they share.

use super::reach::RecordSubject;
use super::view::View;
use crate::{BodyId, Id, Organization, State, Truth};

/// A pair of states, and how many organizations both are members of.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Dyad {
    /// The two, by key.
    pub states: [Id<State>; 2],
    /// In how many organizations both are members for certain.
    pub shared: u32,
    /// In how many more they may be.
    pub possibly_shared: u32,
}

/// All pairs of the states of a day, in the order of their keys; each pair once.
///
/// Made in one pass over the memberships, and then read off bit by bit: nothing is looked up for a pair.
#[derive(Clone, Debug)]
pub struct Dyads {
    states: Vec<(Id<State>, Truth)>,
    /// How many words of 64 organizations a state has.
    words: usize,
    /// For each state, in which organizations it is a member for certain.
    certain: Vec<u64>,
    /// For each state, in which it may be one, the certain ones among them.
    possible: Vec<u64>,
    uncovered: Vec<Id<Organization>>,
}

impl View<'_> {
    /// All pairs of states of the day with the number of organizations that they share.
    ///
    /// States are those that [count](Self::is_state) on the day, for certain or possibly. A panel of many years asks it once a year.
    ///
    /// ```text
    /// shared(s, t, o, d) :- is_state(s, d), is_state(t, d), is_member(s, o, d), is_member(t, o, d).
    /// ```
    ///
    /// Source: joint memberships, as counted since Boehmer, Gartzke and Nordstrom (2004). Cost: O(memberships of the day), and
    /// O(organizations / 64) for each pair.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::{Organization, State, World, date};
    ///
    /// let world = World::bundled();
    /// let today = world.as_of(date(2024, 10, 20));
    /// let (kaz, kgz) = (world.find::<State>("kaz")?, world.find::<State>("kgz")?);
    /// let dyads = today.dyads();
    /// let pair = dyads.iter().find(|pair| pair.states == [kaz, kgz]).unwrap();
    /// let shared = today.organizations_of(kaz).filter(|(one, _)| today.is_member(kgz, *one).is_yes());
    /// let members = shared.filter(|(_, found)| found.status.is_binding());
    /// assert_eq!(pair.shared as usize, members.count());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn dyads(&self) -> Dyads {
        let world = self.world();
        let states: Vec<(Id<State>, Truth)> = (world.states())
            .map(|state| (state, self.is_state(state)))
            .filter(|(_, truth)| truth.is_possible())
            .collect();
        let organizations: Vec<Id<Organization>> = world.organizations().collect();
        let words = organizations.len().div_ceil(64);
        let mut dyads = Dyads {
            words,
            certain: vec![0; states.len() * words],
            possible: vec![0; states.len() * words],
            uncovered: Vec::new(),
            states,
        };
        for (row, (state, _)) in dyads.states.iter().enumerate() {
            for (body, found) in self.holdings((*state).into()) {
                let BodyId::Organization(organization) = body else { continue };
                if !found.status.is_binding() {
                    continue;
                }
                let number = world.number(organization);
                let (at, bit) = (row * words + number / 64, 1_u64 << (number % 64));
                dyads.possible[at] |= bit;
                if found.truth.is_yes() {
                    dyads.certain[at] |= bit;
                }
            }
        }
        let is_open = |one: &Id<Organization>| {
            let reach = self.reach(&RecordSubject::roll(*one));
            !reach.is_complete() && !self.exists(*one).is_no()
        };
        dyads.uncovered = organizations.into_iter().filter(is_open).collect();
        dyads
    }
}

impl Dyads {
    /// The states of the day, by key, and whether each counts for certain.
    pub fn states(&self) -> &[(Id<State>, Truth)] {
        &self.states
    }

    /// The organizations of which the record does not say who all is in on the day, by key: a pair may share one of them.
    pub fn uncovered(&self) -> &[Id<Organization>] {
        &self.uncovered
    }

    /// Every pair, the first before the second by key. It allocates nothing.
    pub fn iter(&self) -> impl Iterator<Item = Dyad> {
        let places = 0..self.states.len();
        places.clone().flat_map(move |one| {
            (one + 1..places.end).filter_map(move |other| self.dyad(one, other))
        })
    }

    /// The pair at two places of the list of states.
    fn dyad(&self, one: usize, other: usize) -> Option<Dyad> {
        let states = [self.states.get(one)?.0, self.states.get(other)?.0];
        let shared = |of: &[u64]| -> u32 {
            let row = |at: usize| of.get(at * self.words..(at + 1) * self.words);
            let both = row(one).unwrap_or_default().iter().zip(row(other).unwrap_or_default());
            both.map(|(a, b)| (a & b).count_ones()).sum()
        };
        let certain = shared(&self.certain);
        Some(Dyad { states, shared: certain, possibly_shared: shared(&self.possible) - certain })
    }
}
