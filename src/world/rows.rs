//! The rows of a body and of a member that hold or may hold on the day of a view, as they lie.

use super::roll::Participant;
use super::runs::{BodyRow, BodyRun, MemberRow, next_possible};
use super::view::View;
use crate::model::Participation;
use crate::{BodyId, EntityId, Truth};

impl<'w> View<'w> {
    /// The days on which rows must hold or may hold to be looked at; none where what was known by a day counts,
    /// which stands in the records.
    #[inline]
    pub(super) fn days(&self) -> Option<(i32, i32)> {
        self.known_by.is_none().then_some((self.lo, self.hi))
    }

    #[inline]
    #[track_caller]
    pub(super) fn rows(&self, body: BodyId, only_binding: bool) -> Rows<'w> {
        let index = self.world.index();
        // On a single day, as known now, what has exact ends and is not contested holds for certain if at all.
        let look = if self.lo == self.hi && self.known_by.is_none() && self.speaks_of(body) {
            BodyRow::DOUBTFUL | if only_binding { BodyRow::UNBOUND } else { 0 }
        } else {
            BodyRow::ANY
        };
        let tables = self.world.tables();
        let (table, run) = (&*tables.participations, index.rows_in(tables, body));
        Rows { mask: 0, chunk: &[], look, run, table, only_binding, view: *self }
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
        let (view, index) = (*self, self.world.index());
        let (next, rows) = index.rows_of(self.world.tables(), member);
        let plain =
            self.known_by.is_none() && !index.has_contested() && self.bridges(index.first_until());
        MemberRows { mask: 0, chunk: &[], first: 0, member, plain, rows, next, view }
    }

    /// The marks of a member's rows whose bounds do not settle whether they hold, where a roll speaks of the days before one: on a
    /// single day, as known now, those that are doubtful themselves, and what is open beyond the roll.
    #[inline]
    pub(super) fn doubtful_marks(&self, until: i32) -> u32 {
        if self.lo != self.hi || self.known_by.is_some() {
            MemberRow::ANY
        } else if self.bridges(until) {
            MemberRow::DOUBTFUL
        } else {
            MemberRow::DOUBTFUL | MemberRow::OPEN
        }
    }
}

/// Those spells of a body that hold or may hold on the day of a view.
#[derive(Clone, Debug)]
pub(crate) struct Rows<'w> {
    /// Which rows of the chunk are still to be given.
    mask: u64,
    chunk: &'w [BodyRow],
    /// The marks of rows that need a closer look.
    look: u32,
    run: BodyRun<'w>,
    /// The table of participations.
    table: &'w [Participation],
    only_binding: bool,
    view: View<'w>,
}

impl<'w> Rows<'w> {
    /// None, on a view.
    pub(super) const fn none(view: View<'w>) -> Self {
        Self {
            mask: 0,
            chunk: &[],
            look: BodyRow::ANY,
            run: BodyRun::EMPTY,
            table: &[],
            only_binding: false,
            view,
        }
    }

    /// On which view.
    #[inline]
    pub(super) const fn view(&self) -> &View<'w> {
        &self.view
    }

    /// How many there can be.
    pub(crate) const fn most(&self) -> usize {
        self.chunk.len() + self.run.len()
    }

    #[inline]
    pub(super) fn next_row(&mut self) -> Option<(&'w BodyRow, Truth)> {
        loop {
            if self.mask == 0 {
                self.refill()?;
            }
            let row = self.chunk.get(self.mask.trailing_zeros() as usize)?;
            self.mask &= self.mask - 1;
            let truth = if row.has(self.look) { self.closer_look(row) } else { Truth::Yes };
            if truth.is_possible() {
                return Some((row, truth));
            }
        }
    }

    /// The next that holds for certain.
    #[inline]
    pub(super) fn next_certain(&mut self) -> Option<Participant<'w>> {
        loop {
            if self.mask == 0 {
                self.refill()?;
            }
            let row = self.chunk.get(self.mask.trailing_zeros() as usize)?;
            self.mask &= self.mask - 1;
            if !row.has(self.look) || self.closer_look(row).is_yes() {
                return Some(self.participant(row, Truth::Yes));
            }
        }
    }

    #[inline]
    fn participant(&self, row: &BodyRow, truth: Truth) -> Participant<'w> {
        let participation = self.table.get(row.participation());
        Participant { entity: row.member(), status: row.status(), truth, participation }
    }

    /// The truth of all spells of a member, the first of which may be the current one; the row after them becomes
    /// the current one. Several spells of one member follow each other.
    #[inline]
    pub(super) fn rest_of(
        &mut self,
        rank: u32,
        current: &mut Option<(&'w BodyRow, Truth)>,
    ) -> Truth {
        let mut best = Truth::No;
        while let Some((_, truth)) = current.filter(|(row, _)| row.rank() == rank) {
            best = best.max(truth);
            *current = self.next_row();
        }
        best
    }

    // Out of line, so that the way of each row stays short.
    #[inline(never)]
    fn refill(&mut self) -> Option<()> {
        (self.mask, self.chunk) = self.run.next_possible(self.view.days())?;
        Some(())
    }

    #[inline(never)]
    fn closer_look(&self, row: &BodyRow) -> Truth {
        if self.only_binding && row.has(BodyRow::UNBOUND) {
            return Truth::No;
        }
        self.view.truth_at(row.participation())
    }
}

impl<'w> Iterator for Rows<'w> {
    type Item = Participant<'w>;

    #[inline]
    fn next(&mut self) -> Option<Participant<'w>> {
        let (row, truth) = self.next_row()?;
        Some(self.participant(row, truth))
    }
}

/// Those participations of somebody that hold or may hold on the day of a view.
#[derive(Clone, Debug)]
pub(crate) struct MemberRows<'w> {
    /// Which rows of the chunk are still to be given.
    mask: u64,
    chunk: &'w [Participation],
    /// The number of the first row of the chunk.
    first: usize,
    member: EntityId,
    /// Whether nothing but the bounds of a row decides.
    plain: bool,
    rows: &'w [Participation],
    /// The number of the first of the other rows.
    next: usize,
    view: View<'w>,
}

impl MemberRows<'_> {
    /// How many there can be.
    pub(crate) const fn most(&self) -> usize {
        self.chunk.len() + self.rows.len()
    }

    #[inline(never)]
    fn refill(&mut self) -> Option<()> {
        let before = self.rows.len();
        (self.mask, self.chunk) = next_possible(&mut self.rows, self.view.days())?;
        self.next += before - self.rows.len();
        self.first = self.next - self.chunk.len();
        Some(())
    }
}

impl<'w> Iterator for MemberRows<'w> {
    type Item = (BodyId, Participant<'w>);

    #[inline]
    fn next(&mut self) -> Option<(BodyId, Participant<'w>)> {
        loop {
            if self.mask == 0 {
                self.refill()?;
            }
            let at = self.mask.trailing_zeros() as usize;
            let row = self.chunk.get(at)?;
            self.mask &= self.mask - 1;
            let truth = if self.plain {
                self.view.spans(row.span)
            } else {
                self.view.truth_at(self.first + at)
            };
            if truth.is_possible() {
                let (entity, status, participation) = (self.member, row.status, Some(row));
                return Some((row.body(), Participant { entity, status, truth, participation }));
            }
        }
    }
}
