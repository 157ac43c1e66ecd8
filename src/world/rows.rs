//! The rows of a body and of a member that hold or may hold on the day of a view, as they lie.

use super::bits::bits;
use super::index::BodyPlace;
use super::member_runs::{MemberPlaces, MemberRun};
use super::roll::{Participant, Recorded};
use super::runs::{BodyRow, BodyRun};
use super::view::View;
use crate::model::{Four, KeyOrder, OtherEnd, as_number};
use crate::time::FOREVER;
use crate::{BodyId, EntityId, Truth};

/// Which rows are read.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Reads {
    /// Those that hold for certain.
    Certain,
    /// Those that hold or may hold.
    Possible,
}

impl Reads {
    /// Those that a truth is wanted of.
    #[inline]
    pub(super) const fn of(wanted: Truth) -> Self {
        if wanted.is_yes() { Self::Certain } else { Self::Possible }
    }

    /// The day by which a row must have begun to be looked at, and the one by which it must not have ended: the last of some days and
    /// the first, or the first and the last where it must hold on all of them.
    #[inline]
    pub(super) fn days(self, lo: i32, hi: i32) -> (i32, i32) {
        match self {
            // A day without upper bound is still a day, and so before an end that never comes.
            Self::Certain => (hi.min(FOREVER - 1), lo),
            Self::Possible => (lo, hi),
        }
    }

    /// Whether what has exact ends is true if it holds on those days.
    #[inline]
    const fn is_settled(self, lo: i32, hi: i32) -> bool {
        lo == hi || matches!(self, Self::Certain)
    }
}

impl<'w> View<'w> {
    #[inline]
    #[track_caller]
    pub(super) fn rows(&self, body: BodyId, only_binding: bool, reads: Reads) -> Rows<'w> {
        Rows { cursor: Cursor::new(self, body, only_binding, reads), view: *self }
    }

    /// Those bound by being in a body, by key, for certain and possibly.
    #[track_caller]
    pub(crate) fn binding<A: Into<BodyId>>(&self, body: A) -> Rows<'w> {
        self.rows(body.into(), true, Reads::Possible)
    }

    /// Whoever takes part in a body by rows of its own, by key, for certain and possibly.
    #[track_caller]
    pub(crate) fn taking_part(&self, body: BodyId) -> Rows<'w> {
        self.rows(body, false, Reads::Possible)
    }

    /// All participations of somebody on the day, by key of the body, for certain and possibly.
    #[track_caller]
    pub(crate) fn holdings(&self, member: EntityId) -> MemberRows<'w> {
        self.held_by(member, Reads::Possible)
    }

    /// The same, or those alone that are certain.
    #[expect(
        clippy::inline_always,
        reason = "what is made where it is used up stays out of memory"
    )]
    #[inline(always)]
    #[track_caller]
    pub(super) fn held_by(&self, member: EntityId, reads: Reads) -> MemberRows<'w> {
        let (index, tables) = (self.world.index(), self.world.tables());
        let (lo, hi, is_now) = (self.lo(), self.hi(), self.reads_as_now(member));
        let is_settled = is_now && reads.is_settled(lo, hi);
        let days = is_now.then(|| reads.days(lo, hi));
        MemberRows {
            places: MemberRun::of(tables, member).possible(days),
            order: tables.participations.order(),
            look: if is_settled { self.doubtful_marks(index.first_until()) } else { OtherEnd::ANY },
            skip: 0,
            member,
            view: *self,
        }
    }

    /// The marks of a member's rows whose bounds do not settle whether they hold, where a roll speaks of the days before one: of those
    /// that read as they are known now.
    #[inline]
    pub(super) fn doubtful_marks(&self, until: i32) -> u32 {
        if self.bridges(until) {
            OtherEnd::DOUBTFUL
        } else if self.is_as_known_now() {
            OtherEnd::DOUBTFUL | OtherEnd::OPEN
        } else {
            // Whatever had not ended by then is open.
            OtherEnd::ANY
        }
    }
}

/// A place in the spells of a body, from which those that hold or may hold on the day of a view are read on; the view is
/// its owner's, who may have two of them.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'w> {
    /// Which rows of the chunk are still to be given: what needs a closer look has had it.
    mask: u64,
    /// Which rows of the chunk hold for certain.
    certain: u64,
    chunk: &'w [BodyRow],
    run: BodyRun<'w>,
    /// Of which body; of none, where there is no row.
    place: Option<&'w BodyPlace>,
    /// The marks of rows that need a closer look; none that no row of the run has.
    look: u32,
    only_binding: bool,
    reads: Reads,
    /// Between which days rows must hold, or may, to be looked at; none where it depends on their records.
    days: Option<(i32, i32)>,
}

impl<'w> Cursor<'w> {
    /// In the spells of nobody.
    pub(super) const NONE: Self = Self {
        mask: 0,
        certain: 0,
        chunk: &[],
        run: BodyRun::EMPTY,
        place: None,
        look: OtherEnd::ANY,
        only_binding: false,
        reads: Reads::Possible,
        days: None,
    };

    /// Before the first spell of a body.
    #[inline]
    #[track_caller]
    pub(super) fn new(view: &View<'w>, body: BodyId, only_binding: bool, reads: Reads) -> Self {
        let index = view.world.index();
        let place = index.place(view.world.tables(), body);
        let (lo, hi, is_now) = (view.lo(), view.hi(), view.reads_as_now(body.entity()));
        let look = if is_now && reads.is_settled(lo, hi) && view.bridges(place.until) {
            place.run.found(OtherEnd::DOUBTFUL | if only_binding { OtherEnd::UNBOUND } else { 0 })
        } else {
            OtherEnd::ANY
        };
        let (run, days) = (index.run_at(place), is_now.then(|| reads.days(lo, hi)));
        Self { run, place: Some(place), look, only_binding, reads, days, ..Self::NONE }
    }

    /// How many there can be.
    const fn most(&self) -> usize {
        self.chunk.len() + self.run.len()
    }

    #[inline]
    pub(super) fn next_row(&mut self, view: &View<'w>) -> Option<(&'w BodyRow, Truth)> {
        let row = match self.at_hand() {
            Some(row) => row,
            None => self.refill(view)?,
        };
        let is_certain = self.mask & self.certain & self.mask.wrapping_neg() != 0;
        self.mask &= self.mask - 1;
        Some((row, if is_certain { Truth::Yes } else { Truth::Unknown }))
    }

    /// The next row, where those are read that hold for certain.
    #[inline]
    pub(super) fn next_certain(&mut self, view: &View<'w>) -> Option<&'w BodyRow> {
        match self.next_at_hand() {
            None => {
                self.refill(view)?;
                self.next_at_hand()
            }
            found => found,
        }
    }

    /// The next row of the chunk.
    #[inline]
    fn next_at_hand(&mut self) -> Option<&'w BodyRow> {
        let row = self.at_hand()?;
        self.mask &= self.mask - 1;
        Some(row)
    }

    /// The row of the chunk that the lowest bit is of; none, where no bit is set.
    #[inline]
    fn at_hand(&self) -> Option<&'w BodyRow> {
        self.chunk.get(self.mask.trailing_zeros() as usize)
    }

    /// What all rows that hold for certain come to, one after the other.
    #[inline]
    fn fold_certain<B>(
        mut self,
        view: &View<'w>,
        init: B,
        mut with: impl FnMut(B, &'w BodyRow) -> B,
    ) -> B {
        let mut all = init;
        loop {
            for row in bits(self.mask).filter_map(|at| self.chunk.get(at)) {
                all = with(all, row);
            }
            if self.refill(view).is_none() {
                return all;
            }
        }
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

    /// The first row of the next chunk that has any.
    #[inline]
    fn refill(&mut self, view: &View<'w>) -> Option<&'w BodyRow> {
        self.mask = 0;
        if self.run.is_empty() { None } else { self.next_chunk(view) }
    }

    // Out of line, so that the way of each row stays short.
    #[inline(never)]
    fn next_chunk(&mut self, view: &View<'w>) -> Option<&'w BodyRow> {
        while self.mask == 0 {
            (self.mask, self.chunk) = self.run.next_possible(self.days)?;
            self.certain = self.mask;
            if self.look != 0 {
                self.look_closer(view);
            }
        }
        self.at_hand()
    }

    /// Looks at those rows of a chunk whose bounds settle nothing.
    #[inline(never)]
    fn look_closer(&mut self, view: &View<'w>) {
        for at in bits(self.mask) {
            if let Some(row) = self.chunk.get(at).filter(|row| row.has(self.look)) {
                let truth = self.closer_look(view, row);
                self.mask ^= u64::from(truth.is_no()) << at;
                self.certain ^= u64::from(!truth.is_yes()) << at;
            }
        }
        if self.reads == Reads::Certain {
            self.mask = self.certain;
        }
    }

    fn closer_look(&self, view: &View<'w>, row: &BodyRow) -> Truth {
        if self.only_binding && row.has(OtherEnd::UNBOUND) {
            return Truth::No;
        }
        self.place.map_or(Truth::No, |place| view.truth_in(place, row))
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

    /// The next after the chunk at hand, where those are read that hold for certain.
    #[inline]
    pub(super) fn next_of_next_chunk(&mut self) -> Option<Participant<'w>> {
        self.cursor.refill(&self.view)?;
        self.next_at_hand()
    }

    /// The next of the chunk at hand, where those are read that hold for certain.
    #[inline]
    pub(super) fn next_at_hand(&mut self) -> Option<Participant<'w>> {
        let row = self.cursor.next_at_hand()?;
        Some(self.participant(row, Truth::Yes))
    }

    /// What all that hold for certain come to, one after the other.
    #[inline]
    pub(super) fn fold_certain<B>(
        self,
        init: B,
        mut with: impl FnMut(B, Participant<'w>) -> B,
    ) -> B {
        let Self { cursor, view } = self;
        let place = cursor.place;
        cursor.fold_certain(&view, init, |all, row| {
            with(all, participant(&view, place, row, Truth::Yes))
        })
    }

    #[inline]
    fn participant(&self, row: &'w BodyRow, truth: Truth) -> Participant<'w> {
        participant(&self.view, self.cursor.place, row, truth)
    }
}

#[inline]
const fn participant<'w>(
    view: &View<'w>,
    place: Option<&'w BodyPlace>,
    row: &'w BodyRow,
    truth: Truth,
) -> Participant<'w> {
    let recorded = Recorded::in_body(view.world, place, row);
    Participant { entity: row.member(), status: row.status(), truth, recorded }
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
    places: MemberPlaces<'w>,
    order: &'w KeyOrder,
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
        self.places.most()
    }

    /// On which view, and of whom.
    pub(super) const fn asked(&self) -> (View<'w>, EntityId) {
        (self.view, self.member)
    }

    /// The same without the rows that have one of these marks.
    #[inline]
    pub(super) const fn without(mut self, marks: u32) -> Self {
        self.skip |= marks;
        self.look |= marks;
        self
    }

    /// Whether rows with one of these marks are passed over.
    pub(super) const fn is_without(&self, marks: u32) -> bool {
        self.skip & marks != 0
    }

    /// The next of those that hold for certain.
    #[inline]
    pub(super) fn next_certain(&mut self) -> Option<(BodyId, Participant<'w>)> {
        loop {
            let (at, four) = self.places.next()?;
            if self.truth(at, four).is_yes() {
                return Some(self.participant(at, four, Truth::Yes));
            }
        }
    }

    /// Those alone that hold for certain.
    #[inline]
    pub(super) const fn certain(self) -> Certain<'w> {
        Certain { rows: self }
    }

    #[inline]
    fn participant(&self, at: usize, four: &Four, truth: Truth) -> (BodyId, Participant<'w>) {
        let recorded = Recorded::At(self.view.world, as_number(at));
        let status = four.body(at).status();
        (four.body_id(at, self.order), Participant { entity: self.member, status, truth, recorded })
    }

    #[inline]
    fn truth(&self, at: usize, four: &Four) -> Truth {
        let body = four.body(at);
        if body.has(self.look) {
            Self::closer_look(self.view, body.has(self.skip), at)
        } else {
            Truth::Yes
        }
    }

    // Out of line, and given copies, so that the way of most rows stays short and needs nothing in memory.
    #[inline(never)]
    fn closer_look(view: View<'w>, is_skipped: bool, at: usize) -> Truth {
        if is_skipped { Truth::No } else { view.truth_at(at) }
    }
}

impl<'w> Iterator for MemberRows<'w> {
    type Item = (BodyId, Participant<'w>);

    #[inline]
    fn next(&mut self) -> Option<(BodyId, Participant<'w>)> {
        loop {
            let (at, four) = self.places.next()?;
            let truth = self.truth(at, four);
            if !truth.is_no() {
                return Some(self.participant(at, four, truth));
            }
        }
    }
}

/// Those participations of somebody that hold for certain on the day of a view.
#[derive(Clone, Debug)]
pub(super) struct Certain<'w> {
    rows: MemberRows<'w>,
}

impl<'w> Iterator for Certain<'w> {
    type Item = (BodyId, Participant<'w>);

    #[inline]
    fn next(&mut self) -> Option<(BodyId, Participant<'w>)> {
        self.rows.next_certain()
    }
}
