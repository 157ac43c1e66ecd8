//! Runs: values grouped by a small number, and the spells of each body in columns that are scanned without branches.

use std::ops::Range;

use super::bits::ones;
use super::eights::Eight;
use crate::EntityId;
use crate::model::Status;
use crate::time::{FOREVER, Span};

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

/// Whether both ends are known to the day.
pub(super) const fn is_exact(span: Span) -> bool {
    span.from_lo == span.from_hi && span.to_lo == span.to_hi
}

/// Where the bounds of a run begin, and which marks are in it.
#[derive(Copy, Clone, Debug)]
pub(super) struct RunStart {
    /// At which eight; in the lowest bits the marks that any of the rows has, but the one that all have. There is room for them: four
    /// billion rows have fewer eights than a billion.
    word: u32,
}

impl RunStart {
    const EIGHT: u32 = 2;

    fn new(eight: usize, marks: u32) -> Self {
        let eight = u32::try_from(eight).unwrap_or(u32::MAX);
        Self { word: (eight << Self::EIGHT) | (marks & (BodyRow::DOUBTFUL | BodyRow::UNBOUND)) }
    }

    const fn eight(self) -> usize {
        (self.word >> Self::EIGHT) as usize
    }

    /// Those of some marks that any of the rows has.
    #[inline]
    pub(super) const fn found(self, marks: u32) -> u32 {
        self.word & marks & (BodyRow::DOUBTFUL | BodyRow::UNBOUND)
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
    /// None, with room for bodies of so many spells.
    pub(super) fn with_room(lens: impl Iterator<Item = usize>) -> Self {
        let (rows, bounds) = lens
            .fold((0, 0), |(rows, bounds), len| (rows + len, bounds + len.div_ceil(Eight::LEN)));
        Self { bounds: Vec::with_capacity(bounds), rows: Vec::with_capacity(rows) }
    }

    /// Takes up the spells of the next body, by member key and time, and says where its bounds begin.
    pub(super) fn push(&mut self, spells: impl Iterator<Item = (Span, BodyRow)>) -> RunStart {
        let Self { bounds, rows } = self;
        let (eight, mut marks) = (bounds.len(), 0);
        let spans = spells.map(|(span, row)| {
            marks |= row.word;
            rows.push(row);
            span
        });
        Eight::add(bounds, spans);
        RunStart::new(eight, marks)
    }

    /// The run of so many rows that begins at a row, and its bounds at an eight.
    #[inline]
    pub(super) fn run(&self, row: u32, start: RunStart, len: u32) -> BodyRun<'_> {
        let (row, len, eight) = (row as usize, len as usize, start.eight());
        let bounds = &self.bounds[eight..eight + len.div_ceil(Eight::LEN)];
        BodyRun { bounds, rows: &self.rows[row..row + len] }
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
        Eight::mask(self.bounds, |_, to| u8::from(to != FOREVER))
    }

    /// Which of a chunk have one of these marks.
    pub(super) fn marked(&self, marks: u32) -> u64 {
        self.rows.iter().rev().fold(0, |mask, row| (mask << 1) | u64::from(row.has(marks)))
    }

    /// Whose spell stands at a place.
    pub(super) fn member(&self, at: usize) -> Option<EntityId> {
        self.rows.get(at).map(BodyRow::member)
    }

    /// Where all spells of the member stand that has the one at a place.
    pub(super) fn spells_about(&self, at: usize) -> Option<Range<usize>> {
        let rank = self.rows.get(at)?.rank();
        let is_of_it = |row: &&BodyRow| row.rank() == rank;
        let before = self.rows[..at].iter().rev().take_while(is_of_it).count();
        let after = self.rows[at..].iter().take_while(is_of_it).count();
        Some(at - before..at + after)
    }
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
