//! Runs: values grouped by a small number, and the spells of each body and of each member in columns that are scanned without
//! branches.

use std::ops::Range;

use crate::model::{Participation, Status};
use crate::time::{FOREVER, Span};
use crate::{BodyId, EntityId};

/// One spell seen from the body, without its bounds: 16 bytes.
#[derive(Copy, Clone, Debug)]
pub(crate) struct BodyRow {
    member: EntityId,
    /// The place of the row in the table.
    participation: u32,
    /// The place of the member in key order, by which rows of two bodies are merged; in the lowest bits the grade and the
    /// marks.
    word: u32,
}

impl BodyRow {
    /// The outer bounds do not settle the truth: an end is not known to the day, or an overlay makes the
    /// participation itself contested at some time.
    pub(crate) const DOUBTFUL: u32 = 1;
    /// The grade does not bind.
    pub(crate) const UNBOUND: u32 = 2;
    /// Every row has this mark.
    pub(crate) const ANY: u32 = 4;

    const GRADE: u32 = 3;
    const RANK: u32 = Self::GRADE + 4;
    /// The grade for each four bits; filled up, so that a look-up needs no comparison.
    const GRADES: [Status; 16] = {
        let mut grades = [Status::Member; 16];
        let (known, _) = grades.split_at_mut(Status::ALL.len());
        known.copy_from_slice(&Status::ALL);
        grades
    };
    /// How many entities a world can have, so that the place of each has room beside the grade.
    pub(super) const MOST_ENTITIES: usize = 1 << (u32::BITS - Self::RANK);

    pub(super) fn new(
        member: EntityId,
        rank: u32,
        participation: u32,
        status: Status,
        is_doubtful: bool,
    ) -> Self {
        let mark = |is_set: bool, mark: u32| if is_set { mark } else { 0 };
        let marks = Self::ANY
            | mark(is_doubtful, Self::DOUBTFUL)
            | mark(!status.is_binding(), Self::UNBOUND);
        let word = (rank << Self::RANK) | ((status as u32) << Self::GRADE) | marks;
        Self { member, participation, word }
    }

    #[inline]
    pub(crate) const fn member(&self) -> EntityId {
        self.member
    }

    #[inline]
    pub(crate) const fn rank(&self) -> u32 {
        self.word >> Self::RANK
    }

    #[inline]
    pub(crate) const fn participation(&self) -> usize {
        self.participation as usize
    }

    #[inline]
    pub(crate) fn status(&self) -> Status {
        Self::GRADES[((self.word >> Self::GRADE) & 0b1111) as usize]
    }

    /// Whether it has one of these marks.
    #[inline]
    pub(crate) const fn has(&self, marks: u32) -> bool {
        self.word & marks != 0
    }
}

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
    /// Every row has this mark.
    pub(super) const ANY: u32 = 16;

    const RANK: u32 = 5;

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
        Self {
            rows: table.iter().enumerate().map(row).collect(),
            bounds: table.iter().map(|row| Bounds::new(row.span)).collect(),
        }
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

/// Whether both ends are known to the day.
pub(super) const fn is_exact(span: Span) -> bool {
    span.from_lo == span.from_hi && span.to_lo == span.to_hi
}

/// The spells of all bodies: for each a run by member key and time, in three columns.
///
/// The columns of bounds are filled up, so that the run of each body takes whole eights of them: the comparisons of a run
/// leave no rest to be done one by one.
#[derive(Debug, Default)]
pub(super) struct BodyRuns {
    /// The earliest day on which each can begin.
    from: Vec<i32>,
    /// The latest day on which each can hold no more.
    to: Vec<i32>,
    rows: Vec<BodyRow>,
}

impl BodyRuns {
    /// How many bounds are compared at once.
    const EIGHT: usize = 8;

    /// None, with room for bodies of so many spells.
    pub(super) fn with_room(lens: impl Iterator<Item = usize>) -> Self {
        let (rows, bounds) = lens.fold((0, 0), |(rows, bounds), len| {
            (rows + len, bounds + len.next_multiple_of(Self::EIGHT))
        });
        Self {
            from: Vec::with_capacity(bounds),
            to: Vec::with_capacity(bounds),
            rows: Vec::with_capacity(rows),
        }
    }

    /// Takes up the spells of the next body, by member key and time, and says at which eight its bounds begin.
    pub(super) fn push(&mut self, spells: impl Iterator<Item = (Span, BodyRow)>) -> u32 {
        let eight = u32::try_from(self.from.len() / Self::EIGHT).unwrap_or(u32::MAX);
        for (span, row) in spells {
            self.from.push(span.from_lo);
            self.to.push(span.to_hi);
            self.rows.push(row);
        }
        let full = self.from.len().next_multiple_of(Self::EIGHT);
        // What fills up holds on no day.
        self.from.resize(full, i32::MAX);
        self.to.resize(full, i32::MIN);
        eight
    }

    /// The run of so many rows that begins at a row, and its bounds at an eight.
    #[inline]
    pub(super) fn run(&self, row: u32, eight: u32, len: u32) -> BodyRun<'_> {
        let (row, len) = (row as usize, len as usize);
        let first = Self::EIGHT * eight as usize;
        let bounds = first..first + len.next_multiple_of(Self::EIGHT);
        let rows = &self.rows[row..row + len];
        BodyRun { from: &self.from[bounds.clone()], to: &self.to[bounds], rows }
    }

    /// Bytes that they take.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.from) + size_of_val(&*self.to) + size_of_val(&*self.rows)
    }
}

/// The spells of one body, by member key and time; the bounds filled up with such as hold on no day.
#[derive(Copy, Clone, Debug)]
pub(crate) struct BodyRun<'w> {
    from: &'w [i32],
    to: &'w [i32],
    rows: &'w [BodyRow],
}

impl<'w> BodyRun<'w> {
    /// How many spells one mask covers.
    const CHUNK: usize = 64;

    /// That of a body without spells.
    pub(super) const EMPTY: Self = Self { from: &[], to: &[], rows: &[] };

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
    fn chunk(&mut self) -> Self {
        let (n, bounds) = (self.rows.len().min(Self::CHUNK), self.from.len().min(Self::CHUNK));
        let (from, to) = (self.from.split_at(bounds), self.to.split_at(bounds));
        let rows = self.rows.split_at(n);
        *self = Self { from: from.1, to: to.1, rows: rows.1 };
        Self { from: from.0, to: to.0, rows: rows.0 }
    }

    /// Takes spells off the run until some hold or may hold between two days (or any, if there are no days): a bit
    /// for each of them, and the rows.
    ///
    /// Spells begin and end without pattern, so that a branch for each would be mispredicted every third time;
    /// comparisons of columns have no branch, and the compiler does several at once.
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

    #[inline]
    fn possible(&self, lo: i32, hi: i32) -> u64 {
        let mut flags = [0_u8; Self::CHUNK];
        for ((flag, from), to) in flags.iter_mut().zip(self.from).zip(self.to) {
            *flag = u8::from(*from <= hi) & u8::from(lo < *to);
        }
        packed(&flags)
    }
}

/// A mask of so many spells, up to 64.
const fn ones(n: usize) -> u64 {
    if n < 64 { (1 << n) - 1 } else { u64::MAX }
}

/// One bit for each byte, which is 0 or 1.
#[inline]
fn packed(flags: &[u8; BodyRun::CHUNK]) -> u64 {
    let (eights, _) = flags.as_chunks::<8>();
    eights.iter().rev().fold(0, |mask, eight| {
        // The product moves byte i to bit 56 + i; no two of its terms meet in one bit.
        (mask << 8) | (u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56)
    })
}

/// Runs of values by the index of something.
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
        let mut start = vec![0_u32; n + 1];
        for (at, _) in pairs.clone() {
            start[at + 1] += 1;
        }
        for at in 0..n {
            start[at + 1] += start[at];
        }
        let mut next = start.clone();
        let Some((_, any)) = pairs.clone().next() else {
            return Self { start, values: Vec::new() };
        };
        let mut values = vec![any; start[n] as usize];
        for (at, value) in pairs {
            values[next[at] as usize] = value;
            next[at] += 1;
        }
        Self { start, values }
    }

    pub(crate) fn of(&self, at: usize) -> &[T] {
        match (self.start.get(at), self.start.get(at + 1)) {
            (Some(&from), Some(&to)) => &self.values[from as usize..to as usize],
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::BodyRow;
    use crate::EntityId;
    use crate::model::Status;

    #[test]
    fn a_row_gives_back_what_it_was_made_of() {
        assert_eq!(size_of::<BodyRow>(), 16);
        for rank in [0, 1, u32::try_from(BodyRow::MOST_ENTITIES - 1).unwrap()] {
            for status in Status::ALL {
                for is_doubtful in [false, true] {
                    let row = BodyRow::new(EntityId::new(5, 7), rank, 9, status, is_doubtful);
                    assert_eq!((row.member(), row.rank()), (EntityId::new(5, 7), rank));
                    assert_eq!((row.participation(), row.status()), (9, status));
                    assert_eq!(row.has(BodyRow::DOUBTFUL), is_doubtful);
                    assert_eq!(row.has(BodyRow::UNBOUND), !status.is_binding());
                    assert!(row.has(BodyRow::ANY));
                }
            }
        }
    }
}
