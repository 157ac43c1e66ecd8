//! The other end of a spell, seen from its member or from its body: a word by which rows are searched, merged and sifted.

use super::Status;

/// The place of the other end in key order, the grade, and marks.
#[derive(Copy, Clone, Debug)]
pub(crate) struct OtherEnd(u32);

impl OtherEnd {
    /// The outer bounds do not settle the truth: an end is not known to the day, or an overlay makes the participation itself contested
    /// at some time.
    pub(crate) const DOUBTFUL: u32 = 1;
    /// The grade does not bind.
    pub(crate) const UNBOUND: u32 = 2;
    /// It has no end on record: it speaks for no longer than the roll.
    pub(crate) const OPEN: u32 = 4;
    /// It is in a treaty, and not in an organization.
    pub(crate) const IN_TREATY: u32 = 8;
    /// It is one of more than a few spells of its pair, which follow each other: each has certainly ended before the next can begin; of
    /// a row that is seen from the member.
    pub(crate) const IN_TURN: u32 = 16;
    /// It is one of several spells of its pair; of a row that is seen from the body.
    pub(crate) const AGAIN: u32 = 16;
    /// Every row has one of these: they hold the grade.
    pub(crate) const ANY: u32 = 0b1111 << Self::GRADE;

    const GRADE: u32 = 5;
    const RANK: u32 = Self::GRADE + 4;
    const MARKS: u32 = (1 << Self::RANK) - 1;

    /// Nobody, which fills up the last four.
    pub(crate) const NOBODY: Self = Self(u32::MAX);

    /// How many entities a world can have, so that the place of each in key order has room beside the grade.
    pub(crate) const MOST_ENTITIES: usize = 1 << (u32::BITS - Self::RANK);

    /// The end at a place in key order, in a grade, with some of the marks beside that of the grade.
    #[inline]
    pub(crate) const fn new(rank: u32, status: Status, marks: u32) -> Self {
        let unbound = if status.is_binding() { 0 } else { Self::UNBOUND };
        Self((rank << Self::RANK) | (status.number() << Self::GRADE) | unbound | marks)
    }

    /// The same with further marks.
    #[inline]
    pub(crate) const fn with(self, marks: u32) -> Self {
        Self(self.0 | marks)
    }

    /// The place in key order.
    #[inline]
    pub(crate) const fn rank(self) -> u32 {
        self.0 >> Self::RANK
    }

    #[inline]
    pub(crate) const fn status(self) -> Status {
        Status::of_number(self.0 >> Self::GRADE)
    }

    /// All its marks.
    #[inline]
    pub(crate) const fn marks(self) -> u32 {
        self.0 & Self::MARKS
    }

    /// Whether it has one of these marks.
    #[inline]
    pub(crate) const fn has(self, marks: u32) -> bool {
        self.0 & marks != 0
    }

    /// Whether it stands before the one at a place in key order.
    #[inline]
    pub(crate) const fn is_before(self, rank: u32) -> bool {
        self.0 < rank << Self::RANK
    }

    /// Whether it is the one at a place in key order.
    #[inline]
    pub(crate) const fn is_at(self, rank: u32) -> bool {
        self.rank() == rank
    }
}

#[cfg(test)]
mod tests {
    use super::{OtherEnd, Status};

    #[test]
    fn a_word_gives_back_what_it_was_made_of() {
        for rank in [0, 1, u32::try_from(OtherEnd::MOST_ENTITIES - 1).unwrap()] {
            for status in Status::ALL {
                for mark in [0, OtherEnd::DOUBTFUL, OtherEnd::OPEN | OtherEnd::IN_TREATY] {
                    let end = OtherEnd::new(rank, status, mark);
                    assert_eq!((end.rank(), end.status()), (rank, status));
                    assert_eq!(end.has(OtherEnd::DOUBTFUL), mark == OtherEnd::DOUBTFUL);
                    assert_eq!(end.has(OtherEnd::UNBOUND), !status.is_binding());
                    assert!(end.has(OtherEnd::ANY) && end.is_at(rank) && !end.is_before(rank));
                }
            }
        }
    }
}
