//! Runs: values grouped by a small number, and the spells of each body in columns that are scanned without branches.

use std::ops::Range;

use super::bits::ones;
use crate::EntityId;
use crate::model::{OtherEnd, Status, as_number};
use crate::time::{Eight, Span};

/// One spell seen from the body, without its bounds: 12 bytes.
#[derive(Copy, Clone, Debug)]
pub(crate) struct BodyRow {
    member: EntityId,
    /// The member once more, by its place in key order, by which rows of two bodies are merged.
    end: OtherEnd,
}

impl BodyRow {
    /// Of nobody: what is filled up.
    const NONE: Self = Self { member: EntityId::new(u32::MAX, 0), end: OtherEnd::NOBODY };

    pub(super) const fn new(member: EntityId, end: OtherEnd) -> Self {
        Self { member, end }
    }

    /// The place of the member in key order.
    #[inline]
    pub(crate) const fn rank(&self) -> u32 {
        self.end.rank()
    }

    /// Whether both are spells of one member.
    const fn is_of(&self, other: &Self) -> bool {
        self.end.is_at(other.end.rank())
    }

    /// Who takes part.
    #[inline]
    pub(crate) const fn member(&self) -> EntityId {
        self.member
    }

    #[inline]
    pub(crate) const fn status(&self) -> Status {
        self.end.status()
    }

    /// Whether it has one of these marks.
    #[inline]
    pub(crate) const fn has(&self, marks: u32) -> bool {
        self.end.has(marks)
    }
}

/// Where the run of a body is, and which marks are in it.
#[derive(Copy, Clone, Debug, Default)]
pub(super) struct RunPlace {
    /// At which row it begins.
    row: u32,
    /// How many rows it has.
    len: u32,
    /// At which eight its bounds begin; in the lowest bits whether any of the rows is doubtful, or does not bind. There is room for
    /// them: four billion rows have fewer eights than a billion.
    start: u32,
}

impl RunPlace {
    const EIGHT: u32 = 2;
    const MARKS: u32 = OtherEnd::DOUBTFUL | OtherEnd::UNBOUND;

    const fn rows(self) -> Range<usize> {
        let row = self.row as usize;
        row..row + self.len as usize
    }

    const fn eights(self) -> Range<usize> {
        let eight = (self.start >> Self::EIGHT) as usize;
        eight..eight + (self.len as usize).div_ceil(Eight::LEN)
    }

    /// Those of some marks that any of the rows has.
    #[inline]
    pub(super) const fn found(self, marks: u32) -> u32 {
        self.start & marks & Self::MARKS
    }
}

/// The spells of all bodies: for each a run by member key and time, and their bounds beside it.
///
/// The bounds are filled up, so that the run of each body takes whole eights of them: the comparisons of a run
/// leave no rest to be done one by one.
#[derive(Debug, Default)]
pub(super) struct BodyRuns {
    bounds: Vec<Eight>,
    rows: Vec<BodyRow>,
}

impl BodyRuns {
    /// Those of so many bodies, by member key and time: of the body of each spell, and of the row of each with when it may hold. And
    /// where the run of each body is.
    ///
    /// Spells are counted first, so that each is put where it stands, and there are no others beside these.
    pub(super) fn new(
        n: usize,
        bodies: impl Iterator<Item = usize>,
        spells: impl Iterator<Item = (usize, BodyRow, Span)>,
    ) -> (Self, Vec<RunPlace>) {
        let mut runs = vec![RunPlace::default(); n];
        bodies.for_each(|body| runs[body].len += 1);
        let (mut row, mut eight) = (0, 0);
        for run in &mut runs {
            (run.row, run.start) = (row, eight << RunPlace::EIGHT);
            row += run.len;
            eight += as_number((run.len as usize).div_ceil(Eight::LEN));
            // It is counted once more as it is filled.
            run.len = 0;
        }
        let mut rows = vec![BodyRow::NONE; row as usize];
        let mut bounds = vec![Eight::NEVER; eight as usize];
        for (body, mut row, span) in spells {
            let run = &mut runs[body];
            let (first, at) = (run.row as usize, run.len as usize);
            if at > 0 && rows[first + at - 1].is_of(&row) {
                let last = &mut rows[first + at - 1];
                last.end = last.end.with(OtherEnd::AGAIN);
                row.end = row.end.with(OtherEnd::AGAIN);
            }
            bounds[run.eights().start + at / Eight::LEN].put(at % Eight::LEN, span);
            rows[first + at] = row;
            run.start |= row.end.marks() & RunPlace::MARKS;
            run.len += 1;
        }
        (Self { bounds, rows }, runs)
    }

    /// The run at a place.
    #[inline]
    pub(super) fn run(&self, place: RunPlace) -> BodyRun<'_> {
        BodyRun { bounds: &self.bounds[place.eights()], rows: &self.rows[place.rows()] }
    }

    /// Bytes that they take.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.bounds) + size_of_val(&*self.rows)
    }
}

/// The spells of one body, by member key and time; the bounds filled up with such as hold on no day.
#[derive(Copy, Clone, Debug)]
pub(crate) struct BodyRun<'w> {
    bounds: &'w [Eight],
    rows: &'w [BodyRow],
}

impl<'w> BodyRun<'w> {
    /// How many spells one mask covers.
    pub(super) const CHUNK: usize = 64;

    /// That of a body without spells.
    pub(super) const EMPTY: Self = Self { bounds: &[], rows: &[] };

    pub(crate) const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(crate) const fn len(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'w, BodyRow> {
        self.rows.iter()
    }

    /// The next spells that one mask covers, taken off the run.
    pub(super) fn chunk(&mut self) -> Self {
        let full = self.bounds.len().min(Self::CHUNK / Eight::LEN);
        let bounds = self.bounds.split_at(full);
        let rows = self.rows.split_at(self.rows.len().min(Self::CHUNK));
        *self = Self { bounds: bounds.1, rows: rows.1 };
        Self { bounds: bounds.0, rows: rows.0 }
    }

    /// Takes spells off the run until some hold or may hold between two days (or any, if there are no days): a bit
    /// for each of them, and the rows.
    #[inline]
    pub(crate) fn next_possible(
        &mut self,
        days: Option<(i32, i32)>,
    ) -> Option<(u64, &'w [BodyRow])> {
        while !self.is_empty() {
            let chunk = self.chunk();
            let mask = match days {
                Some((lo, hi)) => chunk.possible(lo, hi),
                None => ones(chunk.rows.len()),
            };
            if mask != 0 {
                return Some((mask, chunk.rows));
            }
        }
        None
    }

    /// Which of a chunk have begun by the latter of two days, and not ended by the former.
    #[inline]
    pub(super) fn possible(&self, lo: i32, hi: i32) -> u64 {
        Eight::possible(self.bounds, lo, hi)
    }

    /// Which of a chunk have an end on record.
    pub(super) fn ended(&self) -> u64 {
        Eight::ended(self.bounds)
    }

    /// Which of a chunk have one of these marks.
    pub(super) fn marked(&self, marks: u32) -> u64 {
        self.rows.iter().rev().fold(0, |mask, row| (mask << 1) | u64::from(row.has(marks)))
    }

    /// Whose spell stands at a place.
    pub(super) fn member(&self, at: usize) -> Option<EntityId> {
        self.rows.get(at).map(BodyRow::member)
    }

    /// Which of several spells of its member one is.
    pub(super) fn nth(&self, row: &BodyRow) -> usize {
        let first = self.rows.partition_point(|one| one.rank() < row.rank());
        self.rows[first..].iter().position(|one| std::ptr::eq(one, row)).unwrap_or(0)
    }

    /// Where all spells of the member stand that has the one at a place.
    pub(super) fn spells_about(&self, at: usize) -> Option<Range<usize>> {
        let row = self.rows.get(at)?;
        if !row.has(OtherEnd::AGAIN) {
            return Some(at..at + 1);
        }
        let rank = row.rank();
        let is_of_it = |row: &&BodyRow| row.rank() == rank;
        let before = self.rows[..at].iter().rev().take_while(is_of_it).count();
        let after = self.rows[at..].iter().take_while(is_of_it).count();
        Some(at - before..at + after)
    }
}

/// Runs of values by the index of something; where there is no value, nothing says so of each.
#[derive(Debug)]
pub(crate) struct Runs<T> {
    pub(super) start: Vec<u32>,
    pub(super) values: Vec<T>,
}

impl<T> Default for Runs<T> {
    fn default() -> Self {
        Self { start: Vec::new(), values: Vec::new() }
    }
}

impl<T: Copy> Runs<T> {
    /// Groups values by a small number; within a run the order of `pairs` is kept.
    pub(super) fn new(n: usize, pairs: impl Iterator<Item = (usize, T)> + Clone) -> Self {
        let Some((_, any)) = pairs.clone().next() else { return Self::default() };
        let mut start = vec![0_u32; n + 1];
        // From within, so that what is chained or flattened costs nothing.
        pairs.clone().for_each(|(at, _)| start[at + 1] += 1);
        for at in 0..n {
            start[at + 1] += start[at];
        }
        let mut next = start.clone();
        let mut values = vec![any; start[n] as usize];
        pairs.for_each(|(at, value)| {
            values[next[at] as usize] = value;
            next[at] += 1;
        });
        Self { start, values }
    }

    pub(crate) fn of(&self, at: usize) -> &[T] {
        match (self.start.get(at), self.start.get(at + 1)) {
            (Some(&from), Some(&to)) => &self.values[from as usize..to as usize],
            _ => &[],
        }
    }
}
