//! The spells of each member, by body and time: marks to be searched, and bounds in a column beside them.

use std::ops::Range;

use super::bits::{ones, packed};
use super::runs::{BodyRun, is_exact};
use crate::BodyId;
use crate::model::Participation;
use crate::time::{FOREVER, Span};

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

/// Between which days a spell can hold.
#[derive(Copy, Clone, Debug)]
pub(super) struct Bounds {
    /// The earliest day on which it can begin.
    from: i32,
    /// The latest day on which it can hold no more.
    to: i32,
}

impl Bounds {
    const fn new(span: Span) -> Self {
        Self { from: span.from_lo, to: span.to_hi }
    }

    /// Whether a day lies within.
    #[inline]
    pub(super) const fn hold_on(self, day: i32) -> bool {
        self.from <= day && day < self.to
    }
}

/// The spells of all members, as they lie in the table: by member, then body, then time.
#[derive(Debug, Default)]
pub(super) struct MemberRuns {
    rows: Vec<MemberRow>,
    bounds: Vec<Bounds>,
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
        let mut runs = Self {
            rows: table.iter().enumerate().map(row).collect(),
            bounds: table.iter().map(|row| Bounds::new(row.span)).collect(),
        };
        let mut next = 0;
        for pair in table.chunk_by(Participation::is_of_one_pair) {
            let places = next..next + pair.len();
            next = places.end;
            let in_turn = |bounds: &[Bounds]| bounds.is_sorted_by(|one, next| one.to <= next.from);
            if pair.len() > MemberRun::FEW && in_turn(&runs.bounds[places.clone()]) {
                runs.rows[places].iter_mut().for_each(|row| row.word |= MemberRow::IN_TURN);
            }
        }
        runs
    }

    /// The run between two places of the table.
    #[inline]
    pub(super) fn run(&self, places: Range<usize>) -> MemberRun<'_> {
        MemberRun { rows: &self.rows[places.clone()], bounds: &self.bounds[places] }
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
    bounds: &'w [Bounds],
}

impl<'w> MemberRun<'w> {
    pub(crate) const fn len(&self) -> usize {
        self.rows.len()
    }

    /// How many spells of one pair are looked at one after the other, though they follow each other.
    const FEW: usize = 8;

    /// The spells in the body at a place in key order, each with which of the run it is.
    #[inline]
    pub(super) fn of(
        &self,
        rank: u32,
    ) -> impl Iterator<Item = (usize, &'w MemberRow, &'w Bounds)> + use<'w> {
        let first = self.first_of(rank);
        let rows = self.rows[first..].iter().zip(&self.bounds[first..]);
        let numbered = (first..).zip(rows).map(|(at, (row, bounds))| (at, row, bounds));
        numbered.take_while(move |(_, row, _)| row.is_of(rank))
    }

    /// The same of spells that follow each other; those alone that may hold on a day, if there is one.
    pub(super) fn of_many(
        &self,
        rank: u32,
        day: Option<i32>,
    ) -> impl Iterator<Item = (usize, &'w MemberRow, &'w Bounds)> + use<'w> {
        let first = self.first_of(rank);
        let mut places = first..first + self.rows[first..].partition_point(|row| row.is_of(rank));
        if let Some(day) = day {
            let spells = &self.bounds[places.clone()];
            let from = spells.partition_point(|spell| spell.to <= day);
            let to = spells.partition_point(|spell| spell.from <= day);
            places = first + from..first + to.max(from);
        }
        let rows = self.rows[places.clone()].iter().zip(&self.bounds[places.clone()]);
        (places.start..).zip(rows).map(|(at, (row, bounds))| (at, row, bounds))
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
    /// for each of them, and the rows.
    #[inline]
    pub(super) fn next_possible(
        &mut self,
        days: Option<(i32, i32)>,
    ) -> Option<(u64, &'w [MemberRow])> {
        while !self.rows.is_empty() {
            let n = self.rows.len().min(BodyRun::CHUNK);
            let (rows, bounds) = (self.rows.split_at(n), self.bounds.split_at(n));
            *self = Self { rows: rows.1, bounds: bounds.1 };
            let mask = match days {
                Some((lo, hi)) => {
                    let mut flags = [0_u8; BodyRun::CHUNK];
                    for (flag, spell) in flags.iter_mut().zip(bounds.0) {
                        *flag = u8::from(spell.from <= hi) & u8::from(lo < spell.to);
                    }
                    packed(&flags)
                }
                None => ones(n),
            };
            if mask != 0 {
                return Some((mask, rows.0));
            }
        }
        None
    }
}
