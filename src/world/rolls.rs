//! The rolls of many bodies at once: who is in what on a day, in bits.

use super::World;
use super::bits::{Planes, Truths, bits, truth_of};
use super::index::BodyPlace;
use super::keeping::Keeping;
use super::reach::RecordSubject;
use super::roll::Grade;
use super::rows::Reads;
use super::runs::BodyRun;
use super::view::View;
use crate::model::{Kind, OtherEnd};
use crate::{BodyId, EntityId, Id, State, Truth};

/// Who is in which of many bodies on the day of a view: a row of bits for each state of the world, a column for each body.
///
/// The rows stand in the order of [`World::number`], the columns in the order in which the bodies were given. It is made for
/// sweeps over years: [`fill`](Self::fill) takes it to another day, allocates nothing, and touches nothing but what is different there.
///
/// A bit is what a roll says of a state, and no more certain: whose membership has uncertain days, is contested, or is open beyond the
/// end of the record, is possible and not certain. Of the bodies that are [`uncovered`](Self::uncovered) a missing bit is no "no".
#[derive(Clone, Debug)]
pub struct Rolls {
    world: World,
    states: Vec<Id<State>>,
    columns: Vec<Column>,
    bodies: Vec<BodyId>,
    /// For each state, in what it is.
    by_state: Planes,
    /// For each body, who is in it.
    by_body: Planes,
    /// What was seen of each chunk of the rows of all bodies.
    seen: Vec<Seen>,
    /// Who is in a body, where that is not read off from rows.
    found: Planes,
    uncovered: Vec<BodyId>,
}

/// How a body is read.
#[derive(Copy, Clone, Debug)]
struct Column {
    /// Where its chunks begin and end; none where its roll is not kept in rows of its own.
    chunks: (usize, usize),
    is_in_rows: bool,
    /// Whether what was seen of its chunks is what its bits say.
    is_current: bool,
}

/// What was seen of up to 64 rows of a body, a bit for each.
#[derive(Copy, Clone, Debug, Default)]
struct Seen {
    /// Which bind.
    binding: u64,
    /// Of which their bounds do not settle whether they hold.
    doubtful: u64,
    certain: u64,
    possible: u64,
    /// Which of them are not as they were.
    changed: u64,
}

/// A state whose truth in a body has changed.
#[derive(Copy, Clone, Debug)]
pub(super) struct Turn {
    /// The number of the state.
    pub(super) state: usize,
    pub(super) before: Truth,
    pub(super) after: Truth,
}

impl View<'_> {
    /// The rolls of these bodies on the day, all at once: the organizations of the world, or the treaties of one sort.
    ///
    /// Cost: O(spells recorded for the bodies); of memory, four bits for each state of the world and each body.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::{State, Truth, World, date};
    ///
    /// let world = World::bundled();
    /// let kaz = world.find::<State>("kaz")?;
    /// // Of how many organizations Kazakhstan was a member at the end of each year.
    /// let mut rolls = world.as_of(date(1990, 12, 31)).rolls(world.organizations());
    /// let mut counts = Vec::new();
    /// for year in 1990..=2024 {
    ///     rolls.fill(&world.as_of(date(year, 12, 31)));
    ///     counts.push(rolls.row(kaz).count(Truth::Yes));
    /// }
    /// assert!(counts[0] < counts[34]);
    /// let today = world.as_of(date(2024, 12, 31));
    /// assert_eq!(counts[34], today.organizations_of(kaz).count());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn rolls(&self, bodies: impl IntoIterator<Item = impl Into<BodyId>>) -> Rolls {
        let mut rolls = Rolls::new(self.world, bodies.into_iter().map(Into::into).collect());
        rolls.fill(self);
        rolls
    }
}

impl Rolls {
    /// On no day yet: nobody is in anything.
    #[track_caller]
    pub(super) fn new(world: &World, bodies: Vec<BodyId>) -> Self {
        let states: Vec<Id<State>> = world.states().collect();
        let mut seen = Vec::new();
        let columns = bodies.iter().map(|body| Column::new(world, *body, &mut seen)).collect();
        Self {
            world: world.clone(),
            by_state: Planes::new(states.len(), bodies.len()),
            by_body: Planes::new(bodies.len(), states.len()),
            found: Planes::new(1, states.len()),
            states,
            columns,
            bodies,
            seen,
            uncovered: Vec::new(),
        }
    }

    /// The states of the world, by key: a row each, whether or not they count as states on the day.
    pub fn states(&self) -> &[Id<State>] {
        &self.states
    }

    /// The bodies, a column each, as they were given.
    pub fn bodies(&self) -> &[BodyId] {
        &self.bodies
    }

    /// The bodies of which the record does not say who all is in on the day: of these a missing bit is no "no".
    pub fn uncovered(&self) -> &[BodyId] {
        &self.uncovered
    }

    /// In which of the bodies a state is: the truth of each, in the order of [`bodies`](Self::bodies).
    ///
    /// Cost: O(1).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, Truth, World, date};
    /// # let world = World::bundled();
    /// # let (alb, hun) = (world.find::<State>("alb")?, world.find::<State>("hun")?);
    /// let wp = world.find::<Organization>("wp")?;
    /// // Sources differ on the day on which Albania left the Warsaw Pact.
    /// let rolls = world.as_of(date(1968, 9, 12)).rolls([wp]);
    /// assert_eq!(rolls.row(hun).truth(0), Truth::Yes);
    /// assert_eq!(rolls.row(alb).truth(0), Truth::Unknown);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn row(&self, state: Id<State>) -> Truths<'_> {
        self.numbered(self.number(state))
    }

    /// Who is in the body at a place of [`bodies`](Self::bodies): the truth of each state, in the order of [`states`](Self::states).
    ///
    /// Cost: O(1).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, Truth, World, date};
    /// # let world = World::bundled();
    /// # let csto = world.find::<Organization>("csto")?;
    /// let rolls = world.as_of(date(2024, 10, 20)).rolls([csto]);
    /// let members: Vec<&str> =
    ///     rolls.column(0).places(Truth::Yes).map(|at| world.key(rolls.states()[at])).collect();
    /// assert_eq!(members, ["arm", "blr", "kaz", "kgz", "rus", "tjk"]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    ///
    /// # Panics
    ///
    /// If there is no such column.
    #[track_caller]
    pub fn column(&self, at: usize) -> Truths<'_> {
        assert!(at < self.bodies.len(), "there is no column {at}");
        self.by_body.row(at)
    }

    /// Takes it to the day of another view, in the same memory.
    ///
    /// Cost: O(spells recorded for the bodies) comparisons of days, several at once, and a little for each membership that is not as it
    /// was; where the view asks what was [known by](View::known_by) an earlier day, O(spells) look-ups. In a view of a world that is layered
    /// over this one it is made anew.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{State, Truth, World, date};
    /// # let world = World::bundled();
    /// let mut rolls = world.as_of(date(1950, 1, 1)).rolls(world.organizations());
    /// // Memberships of all states, year by year.
    /// for year in 1950..2025 {
    ///     rolls.fill(&world.as_of(date(year, 1, 1)));
    ///     let all = (0..rolls.bodies().len()).map(|at| rolls.column(at).count(Truth::Yes));
    ///     assert!(all.sum::<usize>() > 0, "{year}");
    /// }
    /// # }
    /// ```
    ///
    /// To use all cores, give each its own years and its own rolls: worlds and views can be shared among threads.
    #[track_caller]
    pub fn fill(&mut self, view: &View<'_>) {
        self.turn(view, |_, _| {});
    }

    /// Whether it is of a world.
    pub(super) fn is_of(&self, world: &World) -> bool {
        self.world.is_the_same(world)
    }

    /// The same; whoever is told hears of each change in turn, with who is in the same body beside the state that it is about.
    #[track_caller]
    pub(super) fn turn(&mut self, view: &View<'_>, mut told: impl FnMut(Turn, Truths<'_>)) {
        if !self.is_of(view.world) {
            *self = Self::new(view.world, std::mem::take(&mut self.bodies));
        }
        for at in 0..self.columns.len() {
            if self.columns[at].is_in_rows && self.reads_by_bounds(at, view) {
                self.turn_by_rows(at, view, &mut told);
            } else {
                self.turn_by_roll(at, view, &mut told);
            }
        }
        self.uncovered.clear();
        let is_open = |body: &&BodyId| !is_covered(view, **body);
        self.uncovered.extend(self.bodies.iter().filter(is_open));
    }

    /// Whether the bounds of the rows of a body say on the day of a view what was known.
    fn reads_by_bounds(&self, at: usize, view: &View<'_>) -> bool {
        let body = self.bodies[at];
        // Whatever had not ended by a day is open as far as was known by then, and speaks for no longer than the roll.
        view.is_as_known_now() || view.speaks_of(body) && view.reads_as_now(body.entity())
    }

    /// One body, whose rows are compared with the day all at once: only what changes is looked at.
    fn turn_by_rows(
        &mut self,
        at: usize,
        view: &View<'_>,
        told: &mut impl FnMut(Turn, Truths<'_>),
    ) {
        let Column { chunks: (first, end), is_current, .. } = self.columns[at];
        self.columns[at].is_current = true;
        let index = view.world.index();
        let place = index.place(view.world.tables(), self.bodies[at]);
        let is_bridged = view.bridges(place.until);
        let run = index.run_at(place);
        let is_empty = !is_current && self.by_body.row(at).is_empty();
        let (mut rest, mut changed) = (run, 0);
        for seen in &mut self.seen[first..end] {
            seen.look(view, place, rest.chunk(), is_bridged);
            if !is_current {
                // Where nobody is in it yet, whoever is in now is all that can have changed.
                seen.changed = if is_empty { seen.possible } else { u64::MAX };
            }
            changed |= seen.changed;
        }
        if changed == 0 {
            return;
        }
        // The spells of a member stand one after the other, and are settled together.
        let mut settled = 0;
        for chunk in first..end {
            for bit in bits(self.seen[chunk].changed) {
                let row = (chunk - first) * BodyRun::CHUNK + bit;
                if row < settled {
                    continue;
                }
                let Some(spells) = run.spells_about(row) else { break };
                settled = spells.end;
                let truth = if spells.len() == 1 {
                    self.seen[chunk].truth(bit)
                } else {
                    let seen = |row: usize| &self.seen[first + row / BodyRun::CHUNK];
                    let truths = spells.clone().map(|row| seen(row).truth(row % BodyRun::CHUNK));
                    Truth::any(truths)
                };
                if let Some(state) = run.member(spells.start).and_then(|one| number(view, one)) {
                    self.set(at, state, truth, told);
                }
            }
        }
    }

    /// One body, whose roll is asked for.
    fn turn_by_roll(
        &mut self,
        at: usize,
        view: &View<'_>,
        told: &mut impl FnMut(Turn, Truths<'_>),
    ) {
        self.columns[at].is_current = false;
        self.found.clear();
        for wanted in [Truth::Yes, Truth::Unknown] {
            for one in view.roll(self.bodies[at], Grade::Binding, wanted) {
                if let Some(state) = number(view, one.entity) {
                    let known = self.found.row(0).truth(state);
                    self.found.put(0, state, known.max(wanted));
                }
            }
        }
        for word in 0..self.found.words {
            let (now, then) = (self.found.word(0, word), self.by_body.word(at, word));
            for bit in bits((now.0 ^ then.0) | (now.1 ^ then.1)) {
                let state = 64 * word + bit;
                let truth = self.found.row(0).truth(state);
                self.set(at, state, truth, told);
            }
        }
    }

    fn set(
        &mut self,
        body: usize,
        state: usize,
        after: Truth,
        told: &mut impl FnMut(Turn, Truths<'_>),
    ) {
        let before = self.by_body.row(body).truth(state);
        if before == after {
            return;
        }
        // Who is in the body beside it does not include the one that it is about.
        if !before.is_no() {
            self.by_body.put(body, state, Truth::No);
        }
        told(Turn { state, before, after }, self.by_body.row(body));
        if !after.is_no() {
            self.by_body.put(body, state, after);
        }
        self.by_state.put(state, body, after);
    }

    /// How many words a row has.
    pub(super) const fn words(&self) -> usize {
        self.by_state.words
    }

    /// The number of a state.
    #[track_caller]
    pub(super) fn number(&self, state: Id<State>) -> usize {
        self.world.number(state)
    }

    /// The row of the state that has a number.
    pub(super) fn numbered(&self, state: usize) -> Truths<'_> {
        self.by_state.row(state)
    }
}

/// The number of whoever is a state.
fn number(view: &View<'_>, entity: EntityId) -> Option<usize> {
    let index = view.world.index();
    (index.kind(entity) == Some(Kind::State)).then(|| index.number(entity))
}

/// Whether the roll of a body tells of everybody on the day, or there is no such body.
fn is_covered(view: &View<'_>, body: BodyId) -> bool {
    if matches!(body, BodyId::Organization(_)) {
        // Most are settled by what is looked up first.
        let (from, until) = view.world.index().place(view.world.tables(), body).complete;
        if from <= view.cover.0 && view.cover.1 < until {
            return true;
        }
    }
    view.reach(&RecordSubject::roll(body)).is_complete() || view.exists(body).is_no()
}

impl Column {
    #[track_caller]
    fn new(world: &World, body: BodyId, seen: &mut Vec<Seen>) -> Self {
        let first = seen.len();
        let mut run = world.index().rows_in(world.tables(), body);
        let is_in_rows = Keeping::is_in_rows(world, body);
        while is_in_rows && !run.is_empty() {
            let chunk = run.chunk();
            seen.push(Seen {
                binding: !chunk.marked(OtherEnd::UNBOUND),
                doubtful: chunk.marked(OtherEnd::DOUBTFUL),
                ..Seen::default()
            });
        }
        Self { chunks: (first, seen.len()), is_in_rows, is_current: false }
    }
}

impl Seen {
    /// Looks at the rows on the day of a view, as they are known now, and at those alone more closely whose bounds settle nothing.
    fn look(&mut self, view: &View<'_>, place: &BodyPlace, chunk: BodyRun<'_>, is_bridged: bool) {
        let on = |reads: Reads| {
            let (lo, hi) = reads.days(view.lo(), view.hi());
            chunk.possible(lo, hi)
        };
        let possible = on(Reads::Possible);
        let mut certain = if view.lo() == view.hi() { possible } else { on(Reads::Certain) };
        if !is_bridged {
            // What is open speaks for no longer than the roll.
            certain &= chunk.ended();
        }
        let settled = self.binding & !self.doubtful;
        let (mut possible_now, mut certain_now) = (possible & settled, certain & settled);
        for bit in bits(possible & self.binding & self.doubtful) {
            let truth = chunk.iter().nth(bit).map(|row| view.truth_in(place, row));
            possible_now |= u64::from(truth.is_some_and(Truth::is_possible)) << bit;
            certain_now |= u64::from(truth.is_some_and(Truth::is_yes)) << bit;
        }
        self.changed = (possible_now ^ self.possible) | (certain_now ^ self.certain);
        (self.possible, self.certain) = (possible_now, certain_now);
    }

    const fn truth(&self, bit: usize) -> Truth {
        truth_of(self.certain >> bit & 1, self.possible >> bit & 1)
    }
}
