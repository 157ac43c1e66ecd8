//! All pairs of states of a day at once: how many organizations, or how many of other bodies, they share.

use super::bits::{Truths, bits};
use super::rolls::{Rolls, Turn};
use super::view::View;
use crate::{BodyId, Id, State, Truth};

/// A pair of states, and how many organizations, or other bodies, both are in.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Dyad {
    /// The two, by key.
    pub states: [Id<State>; 2],
    /// In how many both are for certain.
    pub shared: u32,
    /// In how many more they may be.
    pub possibly_shared: u32,
}

/// All pairs of the states of a day, in the order of their keys; each pair once.
///
/// What a pair shares is counted once, and then read off: nothing is looked up for a pair. A panel of many years takes the pairs of the
/// first to each of the others with [`fill`](Self::fill).
#[derive(Clone, Debug)]
pub struct Dyads {
    rolls: Rolls,
    states: Vec<(Id<State>, Truth)>,
    /// The numbers of the states of the day.
    numbers: Vec<usize>,
    counts: Counts,
    /// What was so on the day before; kept for its memory.
    before: (Vec<usize>, Counts),
}

/// What each pair of the states of a day shares: for each in turn what it shares with those after it.
#[derive(Clone, Debug, Default)]
struct Counts {
    /// How many are certain, and in the upper half of each word how many more are possible.
    pairs: Vec<u64>,
    /// What is to be added to the place of the second of a pair, for each first.
    starts: Vec<usize>,
    /// The place of each state of the world among those of the day.
    places: Vec<u32>,
}

impl View<'_> {
    /// All pairs of states of the day with the number of organizations that they share.
    ///
    /// States are those that [count](Self::is_state) on the day, for certain or possibly.
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
    /// let pair = today.dyads().between(kaz, kgz);
    /// let shared = today.organizations_of(kaz).filter(|(one, _)| today.is_member(kgz, *one).is_yes());
    /// assert_eq!(pair.shared as usize, shared.count());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn dyads(&self) -> Dyads {
        self.dyads_in(self.world.organizations())
    }

    /// All pairs of states of the day with the number of these bodies that they share: of the treaties of one sort, as an index of
    /// similar portfolios needs them, or of some organizations.
    ///
    /// Cost: as [`dyads`](Self::dyads).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::model::EffectKind;
    /// use comity::{State, Treaty, World, date};
    ///
    /// let world = World::bundled();
    /// let (usa, cub) = (world.find::<State>("usa")?, world.find::<State>("cub")?);
    /// let has_defence = |treaty: &comity::TreatyId| {
    ///     world.provisions_of(*treaty).any(|id| world[id].kind() == EffectKind::MutualDefence)
    /// };
    /// let pacts: Vec<_> = world.treaties().filter(has_defence).collect();
    /// let mut allies = world.as_of(date(1955, 1, 1)).dyads_in(pacts);
    /// assert!(allies.between(usa, cub).shared > 0);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn dyads_in(&self, bodies: impl IntoIterator<Item = impl Into<BodyId>>) -> Dyads {
        Dyads::new(self, bodies.into_iter().map(Into::into).collect())
    }
}

impl Dyads {
    /// Of how many states what each pair shares is kept: 64 megabytes.
    const MOST_STATES: usize = 1 << 12;

    #[track_caller]
    fn new(view: &View<'_>, bodies: Vec<BodyId>) -> Self {
        let rolls = Rolls::new(view.world, bodies);
        let mut dyads = Self {
            rolls,
            states: Vec::new(),
            numbers: Vec::new(),
            counts: Counts::default(),
            before: (Vec::new(), Counts::default()),
        };
        dyads.turn(view);
        dyads
    }

    /// The states of the day, by key, and whether each counts for certain.
    pub fn states(&self) -> &[(Id<State>, Truth)] {
        &self.states
    }

    /// The bodies of which the record does not say who all is in on the day, as they were given: a pair may share one of them.
    pub fn uncovered(&self) -> &[BodyId] {
        self.rolls.uncovered()
    }

    /// Who is in what: the rolls that the pairs are counted from.
    pub const fn rolls(&self) -> &Rolls {
        &self.rolls
    }

    /// Every pair, the first before the second by key. It allocates nothing.
    pub fn iter(&self) -> impl Iterator<Item = Dyad> {
        let dyad = |states, count| {
            let [shared, possibly_shared] = unpacked(count);
            Dyad { states, shared, possibly_shared }
        };
        let kept = self.states.iter().enumerate().flat_map(move |(at, (one, _))| {
            let others = self.states[at + 1..].iter().zip(self.counts.after(at));
            others.map(move |((other, _), count)| dyad([*one, *other], *count))
        });
        let firsts = if self.counts.is_kept() { 0 } else { self.states.len() };
        let counted = (0..firsts).flat_map(move |at| {
            let others = at + 1..self.states.len();
            others.map(move |other| {
                let count = self.counted(self.numbers[at], self.numbers[other]);
                dyad([self.states[at].0, self.states[other].0], count)
            })
        });
        kept.chain(counted)
    }

    /// The pair of two states, whether or not they count as states on the day.
    ///
    /// Cost: O(bodies / 64).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{State, World, date};
    /// # let world = World::bundled();
    /// # let (kaz, kgz) = (world.find::<State>("kaz")?, world.find::<State>("kgz")?);
    /// let dyads = world.as_of(date(2024, 10, 20)).dyads();
    /// assert_eq!(dyads.between(kgz, kaz), dyads.between(kaz, kgz));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn between(&self, one: Id<State>, other: Id<State>) -> Dyad {
        let (first, second) = (self.rolls.number(one), self.rolls.number(other));
        let states = if second < first { [other, one] } else { [one, other] };
        let [shared, possibly_shared] = unpacked(self.counted(first, second));
        Dyad { states, shared, possibly_shared }
    }

    /// Takes all pairs to the day of another view, in the same memory.
    ///
    /// Cost: that of [`Rolls::fill`], and for each membership that is not as it was one step for every other state in the same body; where
    /// that would be more than to count anew, O(bodies / 64) for each pair, which a state that was none before costs for each of its own.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{World, date};
    /// # let world = World::bundled();
    /// let mut dyads = world.as_of(date(1950, 1, 1)).dyads();
    /// for year in 1950..1960 {
    ///     let day = world.as_of(date(year, 1, 1));
    ///     dyads.fill(&day);
    ///     assert!(dyads.iter().eq(day.dyads().iter()));
    /// }
    /// # }
    /// ```
    #[track_caller]
    pub fn fill(&mut self, view: &View<'_>) {
        if self.rolls.is_of(view.world) {
            self.turn(view);
        } else {
            *self = Self::new(view, self.rolls.bodies().to_vec());
        }
    }

    /// Takes all pairs to the day of a view: step by step, or counted anew where that takes more steps.
    #[track_caller]
    fn turn(&mut self, view: &View<'_>) {
        self.seat(view);
        let (most, mut steps) = (self.counts.pairs.len() * self.rolls.words(), 0);
        let counts = &mut self.counts;
        self.rolls.turn(view, |turn, others| {
            if steps <= most {
                steps += counts.step(turn, others);
            }
        });
        if steps > most {
            let rolls = &self.rolls;
            self.counts.set(&self.numbers, |one, other| counted(rolls, one, other));
        }
    }

    /// Finds out who counts as a state on the day of a view; what pairs share is still that of the day before.
    fn seat(&mut self, view: &View<'_>) {
        let all = self.rolls.states().iter().map(|state| (*state, view.is_state(*state)));
        self.states.clear();
        self.states.extend(all.filter(|(_, truth)| truth.is_possible()));
        std::mem::swap(&mut self.numbers, &mut self.before.0);
        self.numbers.clear();
        self.numbers.extend(self.states.iter().map(|(state, _)| self.rolls.number(*state)));
        if self.numbers == self.before.0 {
            return;
        }
        std::mem::swap(&mut self.counts, &mut self.before.1);
        self.counts.seat(&self.numbers, self.rolls.states().len());
        let (rolls, before) = (&self.rolls, &self.before.1);
        self.counts.set(&self.numbers, |one, other| match before.get(one, other) {
            Some(count) => count,
            None => counted(rolls, one, other),
        });
    }

    /// What two states share, counted by their rows.
    fn counted(&self, one: usize, other: usize) -> u64 {
        counted(&self.rolls, one, other)
    }
}

/// What the states of two numbers share, counted by their rows.
#[inline(never)]
fn counted(rolls: &Rolls, one: usize, other: usize) -> u64 {
    let (one, other) = (rolls.numbered(one), rolls.numbered(other));
    if one.is_empty() || other.is_empty() { 0 } else { packed(one.shared(other)) }
}

impl Counts {
    const NOWHERE: u32 = u32::MAX;

    /// Makes room for the pairs of these states, of so many of the world; for none, where they are too many.
    fn seat(&mut self, states: &[usize], all: usize) {
        let Self { pairs, starts, places } = self;
        let n = if states.len() > Dyads::MOST_STATES { 0 } else { states.len() };
        pairs.clear();
        pairs.resize(n * n.saturating_sub(1) / 2, 0);
        starts.clear();
        starts.extend((0..n).map(|at| (at * (2 * n - at - 1) / 2).wrapping_sub(at + 1)));
        places.clear();
        places.resize(all, Self::NOWHERE);
        for (place, state) in (0..).zip(&states[..n]) {
            places[*state] = place;
        }
    }

    /// Sets the count of each pair of the states that have a place.
    fn set(&mut self, states: &[usize], count: impl Fn(usize, usize) -> u64) {
        let mut pairs = self.pairs.iter_mut();
        for (at, one) in states.iter().enumerate() {
            for (other, pair) in states[at + 1..].iter().zip(&mut pairs) {
                *pair = count(*one, *other);
            }
        }
    }

    /// The count of two states of the world, the first before the second, if both have a place.
    fn get(&self, one: usize, other: usize) -> Option<u64> {
        let place = |state: usize| self.places.get(state).map_or(Self::NOWHERE, |place| *place);
        let (first, second) = (place(one), place(other));
        if first == Self::NOWHERE || second == Self::NOWHERE {
            return None;
        }
        self.pairs.get(self.place(first, second)).copied()
    }

    /// Whether there is one for each pair; they may be too many.
    const fn is_kept(&self) -> bool {
        !self.starts.is_empty()
    }

    /// Those of a state of the day, by its place, with all after it; nothing, where they are not kept.
    fn after(&self, at: usize) -> &[u64] {
        let Some(start) = self.starts.get(at) else { return &[] };
        let first = start.wrapping_add(at + 1);
        &self.pairs[first..first + self.starts.len() - at - 1]
    }

    /// Where the count of two places stands, the first before the second.
    #[inline]
    fn place(&self, one: u32, other: u32) -> usize {
        self.starts[one as usize].wrapping_add(other as usize)
    }

    /// What a change of one state makes of its pairs with the others in the same body; says of how many.
    fn step(&mut self, turn: Turn, others: Truths<'_>) -> usize {
        let one = self.places[turn.state];
        if one == Self::NOWHERE {
            return 0;
        }
        let with_certain = moved(turn.before, turn.after);
        let with_possible = moved(turn.before.min(Truth::Unknown), turn.after.min(Truth::Unknown));
        let mut steps = 1;
        let words = others.certain().iter().zip(others.possible());
        for ((certain, possible), places) in words.zip(self.places.chunks(64)) {
            let Self { pairs, starts, .. } = self;
            let mut add = |word: u64, by: u64| {
                for other in bits(word).filter_map(|bit| places.get(bit)) {
                    let (first, second) = (one.min(*other), one.max(*other));
                    if *other != Self::NOWHERE
                        && let Some(start) = starts.get(first as usize)
                        && let Some(pair) = pairs.get_mut(start.wrapping_add(second as usize))
                    {
                        *pair = pair.wrapping_add(by);
                        steps += 1;
                    }
                }
            };
            add(*certain, with_certain);
            // Most is settled.
            if possible != certain {
                add(possible & !certain, with_possible);
            }
        }
        steps
    }
}

/// A count in one word: of the certain, and in the upper half of the possible beside them.
const fn packed([certain, possible]: [u32; 2]) -> u64 {
    certain as u64 | (possible as u64) << 32
}

#[expect(clippy::cast_possible_truncation, reason = "that is how the halves are told apart")]
const fn unpacked(count: u64) -> [u32; 2] {
    [count as u32, (count >> 32) as u32]
}

/// What is to be added to a count where a truth becomes another one.
const fn moved(before: Truth, after: Truth) -> u64 {
    const fn counted(truth: Truth) -> u64 {
        match truth {
            Truth::Yes => packed([1, 0]),
            Truth::Unknown => packed([0, 1]),
            Truth::No => 0,
        }
    }
    counted(after).wrapping_sub(counted(before))
}
