//! The rows of a body and of a member that hold or may hold on the day of a view, as they lie.

use super::roll::Participant;
use super::runs::{BodyRow, BodyRun, MemberRow, MemberRun};
use super::view::View;
use crate::model::Participation;
use crate::{BodyId, EntityId, Truth};

impl<'w> View<'w> {
    /// The days on which rows must hold or may hold to be looked at; none where what was known by a day counts,
    /// which stands in the records.
    #[inline]
    pub(super) fn days(&self) -> Option<(i32, i32)> {
        self.is_as_known_now().then_some((self.lo(), self.hi()))
    }

    #[inline]
    #[track_caller]
    pub(super) fn rows(&self, body: BodyId, only_binding: bool) -> Rows<'w> {
        Rows { cursor: Cursor::new(self, body, only_binding), view: *self }
    }

    /// Those bound by being in a body, by key, for certain and possibly.
    #[track_caller]
    pub(crate) fn binding<A: Into<BodyId>>(&self, body: A) -> Rows<'w> {
        self.rows(body.into(), true)
    }

    /// Whoever takes part in a body by rows of its own, by key, for certain and possibly.
    #[track_caller]
    pub(crate) fn taking_part(&self, body: BodyId) -> Rows<'w> {
        self.rows(body, false)
    }

    /// All participations of somebody on the day, by key of the body, for certain and possibly.
    #[track_caller]
    pub(crate) fn holdings(&self, member: EntityId) -> MemberRows<'w> {
        let (index, tables) = (self.world.index(), self.world.tables());
        let (start, run) = index.run_of(tables, member);
        let look = self.doubtful_marks(index.first_until());
        let spells = &tables.participations[start..start + run.len()];
        let view = *self;
        MemberRows {
            mask: 0,
            chunk: &[],
            first: 0,
            run,
            spells,
            start,
            look,
            skip: 0,
            member,
            view,
        }
    }

    /// The marks of a member's rows whose bounds do not settle whether they hold, where a roll speaks of the days before one: on a
    /// single day, as known now, those that are doubtful themselves, and what is open beyond the roll.
    #[inline]
    pub(super) fn doubtful_marks(&self, until: i32) -> u32 {
        if !self.is_plain_day() {
            MemberRow::ANY
        } else if self.bridges(until) {
            MemberRow::DOUBTFUL
        } else {
            MemberRow::DOUBTFUL | MemberRow::OPEN
        }
    }
}

/// A place in the spells of a body, from which those that hold or may hold on the day of a view are read on; the view is
/// its owner's, who may have two of them.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'w> {
    /// Which rows of the chunk are still to be given.
    mask: u64,
    chunk: &'w [BodyRow],
    run: BodyRun<'w>,
    /// The marks of rows that need a closer look.
    look: u32,
    only_binding: bool,
}

impl<'w> Cursor<'w> {
    /// In the spells of nobody.
    pub(super) const NONE: Self =
        Self { mask: 0, chunk: &[], run: BodyRun::EMPTY, look: BodyRow::ANY, only_binding: false };

    /// Before the first spell of a body.
    #[inline]
    #[track_caller]
    pub(super) fn new(view: &View<'w>, body: BodyId, only_binding: bool) -> Self {
        let index = view.world.index();
        let place = index.place(view.world.tables(), body);
        // On a single day, as known now, what has exact ends and is not contested holds for certain if at all.
        let look = if view.is_plain_day() && view.bridges(place.until) {
            BodyRow::DOUBTFUL | if only_binding { BodyRow::UNBOUND } else { 0 }
        } else {
            BodyRow::ANY
        };
        Self { mask: 0, chunk: &[], run: index.run_at(place), look, only_binding }
    }

    /// How many there can be.
    const fn most(&self) -> usize {
        self.chunk.len() + self.run.len()
    }

    #[inline]
    pub(super) fn next_row(&mut self, view: &View<'w>) -> Option<(&'w BodyRow, Truth)> {
        loop {
            if self.mask == 0 {
                self.refill(view)?;
            }
            let row = self.take()?;
            let truth = if row.has(self.look) { self.closer_look(view, row) } else { Truth::Yes };
            if truth.is_possible() {
                return Some((row, truth));
            }
        }
    }

    /// The next row that holds for certain.
    #[inline]
    pub(super) fn next_certain(&mut self, view: &View<'w>) -> Option<&'w BodyRow> {
        loop {
            if self.mask == 0 {
                self.refill(view)?;
            }
            let row = self.take()?;
            if !row.has(self.look) || self.closer_look(view, row).is_yes() {
                return Some(row);
            }
        }
    }

    /// The next row of the chunk.
    #[inline]
    fn take(&mut self) -> Option<&'w BodyRow> {
        let row = self.chunk.get(self.mask.trailing_zeros() as usize)?;
        self.mask &= self.mask - 1;
        Some(row)
    }

    /// The truth of all spells of a member, the first of which may be the current one; the row after them becomes
    /// the current one. Several spells of one member follow each other.
    #[inline]
    pub(super) fn rest_of(
        &mut self,
        view: &View<'w>,
        rank: u32,
        current: &mut Option<(&'w BodyRow, Truth)>,
    ) -> Truth {
        let mut best = Truth::No;
        while let Some((_, truth)) = current.filter(|(row, _)| row.rank() == rank) {
            best = best.max(truth);
            *current = self.next_row(view);
        }
        best
    }

    #[inline]
    fn refill(&mut self, view: &View<'w>) -> Option<()> {
        if self.run.is_empty() { None } else { self.next_chunk(view) }
    }

    // Out of line, so that the way of each row stays short.
    #[inline(never)]
    fn next_chunk(&mut self, view: &View<'w>) -> Option<()> {
        (self.mask, self.chunk) = self.run.next_possible(view.days())?;
        Some(())
    }

    #[inline(never)]
    fn closer_look(&self, view: &View<'w>, row: &BodyRow) -> Truth {
        if self.only_binding && row.has(BodyRow::UNBOUND) {
            return Truth::No;
        }
        view.truth_at(row.participation())
    }
}

/// Those spells of a body that hold or may hold on the day of a view.
#[derive(Clone, Debug)]
pub(crate) struct Rows<'w> {
    cursor: Cursor<'w>,
    view: View<'w>,
}

impl<'w> Rows<'w> {
    /// None, on a view.
    pub(super) const fn none(view: View<'w>) -> Self {
        Self { cursor: Cursor::NONE, view }
    }

    /// On which view.
    #[inline]
    pub(super) const fn view(&self) -> &View<'w> {
        &self.view
    }

    /// How many there can be.
    pub(crate) const fn most(&self) -> usize {
        self.cursor.most()
    }

    /// Which rows of the chunk at hand are still to be given; they can be parked, and put back.
    #[inline]
    pub(super) const fn mask(&mut self) -> &mut u64 {
        &mut self.cursor.mask
    }

    /// The next that holds for certain.
    #[inline]
    pub(super) fn next_certain(&mut self) -> Option<Participant<'w>> {
        let row = self.cursor.next_certain(&self.view)?;
        Some(self.participant(row, Truth::Yes))
    }

    #[inline]
    fn participant(&self, row: &BodyRow, truth: Truth) -> Participant<'w> {
        let participation = self.view.world.tables().participations.get(row.participation());
        Participant { entity: row.member(), status: row.status(), truth, participation }
    }
}

impl<'w> Iterator for Rows<'w> {
    type Item = Participant<'w>;

    #[inline]
    fn next(&mut self) -> Option<Participant<'w>> {
        let (row, truth) = self.cursor.next_row(&self.view)?;
        Some(self.participant(row, truth))
    }
}

/// Those participations of somebody that hold or may hold on the day of a view.
#[derive(Clone, Debug)]
pub(crate) struct MemberRows<'w> {
    /// Which rows of the chunk are still to be given.
    mask: u64,
    chunk: &'w [MemberRow],
    /// How many rows lie before the chunk.
    first: usize,
    /// The rows after the chunk.
    run: MemberRun<'w>,
    /// All participations of the member, a row each.
    spells: &'w [Participation],
    /// The place of the first of them in the table.
    start: usize,
    /// The marks of rows that need a closer look.
    look: u32,
    /// The marks of rows that are passed over; they are looked at more closely for that.
    skip: u32,
    member: EntityId,
    view: View<'w>,
}

impl<'w> MemberRows<'w> {
    /// How many there can be.
    pub(crate) const fn most(&self) -> usize {
        self.chunk.len() + self.run.len()
    }

    /// On which view, and of whom.
    pub(super) const fn asked(&self) -> (View<'w>, EntityId) {
        (self.view, self.member)
    }

    /// The same without the rows that have one of these marks.
    pub(super) const fn without(mut self, marks: u32) -> Self {
        self.skip |= marks;
        self.look |= marks;
        self
    }

    /// Whether rows with one of these marks are passed over.
    pub(super) const fn is_without(&self, marks: u32) -> bool {
        self.skip & marks != 0
    }

    /// The next that holds for certain.
    #[inline]
    pub(super) fn next_certain(&mut self) -> Option<(BodyId, Participant<'w>)> {
        loop {
            let (at, row) = self.take()?;
            if !row.has(self.look) || self.closer_look(at, *row).is_yes() {
                return self.participant(at, Truth::Yes);
            }
        }
    }

    /// Those alone that hold for certain.
    #[inline]
    pub(super) fn certain(mut self) -> impl Iterator<Item = (BodyId, Participant<'w>)> {
        std::iter::from_fn(move || self.next_certain())
    }

    /// The next row within its outer bounds, and which of the member it is.
    #[inline]
    fn take(&mut self) -> Option<(usize, &'w MemberRow)> {
        if self.mask == 0 {
            self.refill()?;
        }
        let at = self.mask.trailing_zeros() as usize;
        let row = self.chunk.get(at)?;
        self.mask &= self.mask - 1;
        Some((self.first + at, row))
    }

    #[inline]
    fn participant(&self, at: usize, truth: Truth) -> Option<(BodyId, Participant<'w>)> {
        let row = self.spells.get(at)?;
        let (entity, status, participation) = (self.member, row.status, Some(row));
        Some((row.body(), Participant { entity, status, truth, participation }))
    }

    #[inline(never)]
    fn refill(&mut self) -> Option<()> {
        (self.mask, self.chunk) = self.run.next_possible(self.view.days())?;
        self.first = self.spells.len() - self.run.len() - self.chunk.len();
        Some(())
    }

    #[inline(never)]
    fn closer_look(&self, at: usize, row: MemberRow) -> Truth {
        if row.has(self.skip) { Truth::No } else { self.view.truth_at(self.start + at) }
    }
}

impl<'w> Iterator for MemberRows<'w> {
    type Item = (BodyId, Participant<'w>);

    #[inline]
    fn next(&mut self) -> Option<(BodyId, Participant<'w>)> {
        loop {
            let (at, row) = self.take()?;
            let truth = if row.has(self.look) { self.closer_look(at, *row) } else { Truth::Yes };
            if truth.is_possible() {
                return self.participant(at, truth);
            }
        }
    }
}
