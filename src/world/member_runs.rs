//! The spells of each member, by body and time: marks to be searched, and bounds in a column beside them.

use std::ops::Range;

use super::bits::ones;
use super::eights::{Bounds, Eight};
use super::runs::{BodyRun, is_exact};
use crate::BodyId;
use crate::model::Participation;
use crate::time::FOREVER;

/// One spell seen from the member, without its bounds: 4 bytes, among which the spells in one body are searched.
#[derive(Copy, Clone, Debug)]
pub(crate) struct MemberRow {
    /// The place of the body in key order; in the lowest bits the marks.
    word: u32,
}

impl MemberRow {
    /// The bounds do not settle the truth, as for [`BodyRow::DOUBTFUL`].
    pub(super) const DOUBTFUL: u32 = 1;
    /// The grade does not bind.
    pub(super) const UNBOUND: u32 = 2;
    /// It has no end on record: it speaks for no longer than the roll.
    pub(super) const OPEN: u32 = 4;
    /// It is in a treaty, and not in an organization.
    pub(super) const IN_TREATY: u32 = 8;
    /// It is one of more than a few spells of its pair, which follow each other: each has certainly ended before the next can begin.
    pub(super) const IN_TURN: u32 = 16;
    /// Every row has this mark.
    pub(super) const ANY: u32 = 32;

    const RANK: u32 = 6;
    const MARKS: u32 = (1 << Self::RANK) - 1;

    /// That of a spell, with the place of its body in key order.
    fn new(row: &Participation, rank: u32, is_contested: bool) -> Self {
        let mark = |is_set: bool, mark: u32| if is_set { mark } else { 0 };
        let marks = Self::ANY
            | mark(is_contested || !is_exact(row.span), Self::DOUBTFUL)
            | mark(!row.status.is_binding(), Self::UNBOUND)
            | mark(row.span.to_lo == FOREVER, Self::OPEN)
            | mark(matches!(row.body(), BodyId::Treaty(_)), Self::IN_TREATY);
        Self { word: (rank << Self::RANK) | marks }
    }

    /// Whether its body stands before the one at a place in key order.
    #[inline]
    const fn is_before(self, rank: u32) -> bool {
        self.word < rank << Self::RANK
    }

    /// Whether its body is the one at a place in key order.
    #[inline]
    const fn is_of(self, rank: u32) -> bool {
        self.word >> Self::RANK == rank
    }

    /// Whether it has one of these marks.
    #[inline]
    pub(super) const fn has(self, marks: u32) -> bool {
        self.word & marks != 0
    }
}

/// The spells of all members, as they lie in the table: by member, then body, then time.
#[derive(Debug, Default)]
pub(super) struct MemberRuns {
    rows: Vec<MemberRow>,
    bounds: Vec<Eight>,
}

impl MemberRuns {
    /// Those of a table; told are the place of the body of each in key order, and whether it is contested.
    pub(super) fn new(
        table: &[Participation],
        told: impl Fn(usize, &Participation) -> (u32, bool),
    ) -> Self {
        let row = |(at, row): (usize, &Participation)| {
            let (rank, is_contested) = told(at, row);
            MemberRow::new(row, rank, is_contested)
        };
        let mut bounds = Vec::with_capacity(table.len().div_ceil(Eight::LEN));
        Eight::add(&mut bounds, table.iter().map(|row| row.span));
        let mut runs = Self { rows: table.iter().enumerate().map(row).collect(), bounds };
        let mut next = 0;
        for pair in table.chunk_by(Participation::is_of_one_pair) {
            let places = next..next + pair.len();
            next = places.end;
            let is_in_turn = || pair.is_sorted_by(|one, next| one.span.to_hi <= next.span.from_lo);
            if pair.len() > MemberRun::FEW && is_in_turn() {
                runs.rows[places].iter_mut().for_each(|row| row.word |= MemberRow::IN_TURN);
            }
        }
        runs
    }

    /// The run between two places of the table.
    #[inline]
    pub(super) fn run(&self, places: Range<usize>) -> MemberRun<'_> {
        MemberRun { start: places.start, rows: &self.rows[places], bounds: &self.bounds }
    }

    /// The marks that any of the spells between two places of the table has.
    pub(super) fn marks(&self, places: Range<usize>) -> u32 {
        self.rows[places].iter().fold(0, |marks, row| marks | row.word & MemberRow::MARKS)
    }

    /// Bytes that they take.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.rows) + size_of_val(&*self.bounds)
    }
}

/// The spells of one member, by body and time.
#[derive(Copy, Clone, Debug)]
pub(crate) struct MemberRun<'w> {
    rows: &'w [MemberRow],
    /// The bounds of all members: no room is lost between the runs of members, most of whom have few.
    bounds: &'w [Eight],
    /// The place of the first of its rows in the table.
    start: usize,
}

impl<'w> MemberRun<'w> {
    pub(crate) const fn len(&self) -> usize {
        self.rows.len()
    }

    /// How many spells of one pair are looked at one after the other, though they follow each other.
    const FEW: usize = 8;

    /// The bounds of one of its spells.
    #[inline]
    fn bounds(&self, at: usize) -> Bounds {
        let at = self.start + at;
        self.bounds[at / Eight::LEN].at(at)
    }

    /// The spells in the body at a place in key order, each with which of the run it is.
    #[inline]
    pub(super) fn of(
        &self,
        rank: u32,
    ) -> impl Iterator<Item = (usize, &'w MemberRow, Bounds)> + use<'w> {
        let run = *self;
        let first = run.first_of(rank);
        let rows = (first..).zip(&run.rows[first..]).take_while(move |(_, row)| row.is_of(rank));
        rows.map(move |(at, row)| (at, row, run.bounds(at)))
    }

    /// The same of spells that follow each other; those alone that may hold on a day, if there is one.
    pub(super) fn of_many(
        &self,
        rank: u32,
        day: Option<i32>,
    ) -> impl Iterator<Item = (usize, &'w MemberRow, Bounds)> + use<'w> {
        let run = *self;
        let mut places = run.range_of_many(rank);
        if let Some(day) = day {
            let from = run.first_without(places.clone(), |spell| spell.has_ended_by(day));
            let to = run.first_without(places, |spell| spell.can_begin_by(day));
            places = from..to.max(from);
        }
        let rows = places.clone().zip(&run.rows[places]);
        rows.map(move |(at, row)| (at, row, run.bounds(at)))
    }

    fn range_of_many(&self, rank: u32) -> Range<usize> {
        let first = self.first_of(rank);
        first..first + self.rows[first..].partition_point(|row| row.is_of(rank))
    }

    /// The first of some spells whose bounds do not pass a test that all before it pass, and none after it.
    fn first_without(&self, places: Range<usize>, passes: impl Fn(Bounds) -> bool) -> usize {
        let Range { mut start, mut end } = places;
        while start < end {
            let middle = start.midpoint(end);
            if passes(self.bounds(middle)) {
                start = middle + 1;
            } else {
                end = middle;
            }
        }
        start
    }

    /// Which of the run are in the body at a place in key order.
    #[inline]
    pub(super) fn range_of(&self, rank: u32) -> Range<usize> {
        let first = self.first_of(rank);
        let len = self.rows[first..].iter().take_while(|row| row.is_of(rank)).count();
        first..first + len
    }

    #[inline]
    fn first_of(&self, rank: u32) -> usize {
        self.rows.partition_point(|row| row.is_before(rank))
    }

    /// Takes spells off the run until some hold or may hold between two days (or any, if there are no days): a bit
    /// for each of them, the rows, and how many rows were passed over before these.
    #[inline]
    pub(super) fn next_possible(
        &mut self,
        days: Option<(i32, i32)>,
    ) -> Option<(u64, &'w [MemberRow], usize)> {
        let mut passed = 0;
        while !self.rows.is_empty() {
            // Eights are compared whole: in the first one there may be spells of the member before, in the last one of the next.
            let before = self.start % Eight::LEN;
            let n = self.rows.len().min(BodyRun::CHUNK - before);
            let end = self.start + n;
            let eights = &self.bounds[self.start / Eight::LEN..end.div_ceil(Eight::LEN)];
            let (rows, rest) = self.rows.split_at(n);
            (self.rows, self.start) = (rest, end);
            let mask = match days {
                Some((lo, hi)) => (Eight::possible(eights, lo, hi) >> before) & ones(n),
                None => ones(n),
            };
            if mask != 0 {
                return Some((mask, rows, passed));
            }
            passed += n;
        }
        None
    }
}
