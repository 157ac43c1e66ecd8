//! The spells of one member, by body and time, as they lie in the table.

use std::ops::Range;

use crate::model::{Four, OtherEnd};
use crate::time::{Bounds, Lanes};

/// The spells of one member, by body and time.
#[derive(Copy, Clone, Debug)]
pub(crate) struct MemberRun<'w> {
    /// Those of all members: no room is lost between those of one and of the next, most of whom have few.
    all: &'w [Four],
    /// The places of the first of its spells and of the one after the last.
    start: u32,
    end: u32,
}

impl<'w> MemberRun<'w> {
    /// How many spells one mask covers.
    const CHUNK: u32 = u32::BITS;

    /// The run between two places of the table.
    #[inline]
    pub(super) const fn new(all: &'w [Four], places: Range<u32>) -> Self {
        Self { all, start: places.start, end: places.end }
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.start >= self.end
    }

    pub(crate) const fn len(&self) -> usize {
        (self.end - self.start) as usize
    }

    /// Where its spells stand in the table.
    #[inline]
    const fn places(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The marks that any of the spells has.
    pub(super) fn marks(&self) -> u32 {
        self.places().fold(0, |marks, at| marks | self.body(at).marks())
    }

    #[inline]
    fn body(&self, at: usize) -> OtherEnd {
        self.all[at / Four::LEN].body(at)
    }

    /// The spells in the body at a place in key order, each with its place in the table.
    #[inline]
    pub(super) fn of(
        &self,
        rank: u32,
    ) -> impl Iterator<Item = (usize, OtherEnd, Bounds)> + use<'w> {
        let run = *self;
        let rows = (run.first_of(rank)..run.places().end).map(move |at| run.row(at));
        rows.take_while(move |(_, body, _)| body.is_at(rank))
    }

    #[inline]
    fn row(&self, at: usize) -> (usize, OtherEnd, Bounds) {
        let spells = &self.all[at / Four::LEN];
        (at, spells.body(at), spells.bounds(at))
    }

    /// The same of spells that follow each other; those alone that may hold on a day, if there is one.
    pub(super) fn of_many(
        &self,
        rank: u32,
        day: Option<i32>,
    ) -> impl Iterator<Item = (usize, OtherEnd, Bounds)> + use<'w> {
        let run = *self;
        let first = run.first_of(rank);
        let mut places =
            first..first_without(first..run.places().end, |at| run.body(at).is_at(rank));
        if let Some(day) = day {
            let bounds = |at: usize| run.all[at / Four::LEN].bounds(at);
            let from = first_without(places.clone(), |at| bounds(at).has_ended_by(day));
            let to = first_without(places, |at| bounds(at).can_begin_by(day));
            places = from..to.max(from);
        }
        places.map(move |at| run.row(at))
    }

    /// The places of those in the body at a place in key order.
    #[inline]
    pub(super) fn range_of(&self, rank: u32) -> Range<usize> {
        let first = self.first_of(rank);
        let len = (first..self.places().end).take_while(|at| self.body(*at).is_at(rank)).count();
        first..first + len
    }

    /// The place of the first of them.
    #[inline]
    pub(super) fn first_of(&self, rank: u32) -> usize {
        first_without(self.places(), |at| self.body(at).is_before(rank))
    }

    /// Takes spells off the run until some hold or may hold between two days (or any, if there are no days): a bit
    /// for each of them, the fours in which they stand, and the place of the first of these.
    #[inline]
    pub(super) fn next_possible(
        &mut self,
        days: Option<(i32, i32)>,
    ) -> Option<(u32, &'w [Four], u32)> {
        while !self.is_empty() {
            // Fours are compared whole: in the first one there may be spells of the member before, in the last one of the next.
            let before = self.start % Four::PLACES;
            let n = (self.end - self.start).min(Self::CHUNK - before);
            let first = self.start - before;
            self.start += n;
            let fours = (first / Four::PLACES) as usize..self.start.div_ceil(Four::PLACES) as usize;
            let spells = &self.all[fours];
            let own = u32::MAX >> (Self::CHUNK - n) << before;
            let mask = match days {
                Some((lo, hi)) => own & Lanes::possible(spells, Four::all_bounds, lo, hi),
                None => own,
            };
            if mask != 0 {
                return Some((mask, spells, first));
            }
        }
        None
    }
}

/// The first of some places that does not pass a test that all before it pass, and none after it.
#[inline]
fn first_without(places: Range<usize>, passes: impl Fn(usize) -> bool) -> usize {
    let Range { mut start, mut end } = places;
    while start < end {
        let middle = start.midpoint(end);
        if passes(middle) {
            start = middle + 1;
        } else {
            end = middle;
        }
    }
    start
}
