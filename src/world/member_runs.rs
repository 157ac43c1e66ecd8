//! The spells of one member, by body and time, as they lie in the table.

use std::ops::Range;

use crate::EntityId;
use crate::model::{Four, OtherEnd, ParticipationRows, Tables};
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
    /// The spells of a member. An id of another world is refused.
    #[inline]
    #[track_caller]
    pub(crate) fn of(tables: &'w Tables, member: EntityId) -> Self {
        let table = &tables.participations;
        match table.places_of(member) {
            Some(Range { start, end }) => Self { all: table.fours(), start, end },
            None => tables.entities.refuse(member),
        }
    }

    /// The same rows as records, with the place of the first.
    #[track_caller]
    pub(crate) fn rows(tables: &'w Tables, member: EntityId) -> (usize, ParticipationRows<'w>) {
        let places = Self::of(tables, member).places();
        (places.start, tables.participations.rows_of(member.index(), places))
    }

    pub(crate) const fn len(&self) -> usize {
        (self.end - self.start) as usize
    }

    /// Where its spells stand in the table.
    #[inline]
    pub(super) const fn places(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    #[inline]
    fn body(&self, at: usize) -> OtherEnd {
        self.all[at / Four::LEN].body(at)
    }

    /// The spells in the body at a place in key order, each with its place in the table.
    #[inline]
    pub(super) fn in_body(
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

    /// Those that hold or may hold between two days; all, if there are no days.
    #[inline]
    pub(super) fn possible(self, days: Option<(i32, i32)>) -> MemberPlaces<'w> {
        let at_once = days.is_none() || self.len() >= MemberPlaces::MANY;
        MemberPlaces { at_once, mask: 0, first: 0, days, rest: self }
    }

    /// Compares the next 32 spells at once, until some hold or may hold between two days, if there are any: a bit for each of these, the
    /// place that the lowest bit is of, and the spells after them.
    // Out of line, so that the way of a few spells stays short; by value, so that they need not lie in memory for it.
    #[inline(never)]
    fn compared(mut self, days: Option<(i32, i32)>) -> (u32, u32, Self) {
        let (mut mask, mut first) = (0, self.start);
        while mask == 0 && self.start < self.end {
            // Fours are compared whole: in the first one there may be spells of the member before, in the last one of the next.
            let before = self.start % Four::PLACES;
            let n = (self.end - self.start).min(u32::BITS - before);
            first = self.start - before;
            self.start += n;
            let fours = (first / Four::PLACES) as usize..self.start.div_ceil(Four::PLACES) as usize;
            let own = u32::MAX >> (u32::BITS - n) << before;
            mask = own;
            if let Some((lo, hi)) = days {
                mask &= Lanes::possible(&self.all[fours], Four::all_bounds, lo, hi);
            }
        }
        (mask, first, self)
    }
}

/// The places of the spells of a member that hold or may hold between two days, each with the four in which it stands.
///
/// Many are compared at once: spells begin and end without pattern, and a wrong guess for every third of them costs more than to compare
/// all. Few are compared one by one: the processor guesses, and fetches what is asked next while these are on their way, where a mask
/// of them would have to wait for all.
#[derive(Clone, Debug)]
pub(super) struct MemberPlaces<'w> {
    /// Whether they are compared at once, or not at all.
    at_once: bool,
    /// Which of those that were compared at once are still to be given, and the place that the lowest bit is of.
    mask: u32,
    first: u32,
    days: Option<(i32, i32)>,
    /// The spells after these.
    rest: MemberRun<'w>,
}

impl MemberPlaces<'_> {
    /// From how many on they are compared at once.
    const MANY: usize = 32;

    /// How many there can be.
    pub(super) const fn most(&self) -> usize {
        self.mask.count_ones() as usize + self.rest.len()
    }
}

impl<'w> Iterator for MemberPlaces<'w> {
    type Item = (usize, &'w Four);

    #[inline]
    fn next(&mut self) -> Option<(usize, &'w Four)> {
        let all = self.rest.all;
        if self.at_once {
            if self.mask == 0 {
                (self.mask, self.first, self.rest) = self.rest.compared(self.days);
            }
            let others = self.mask & self.mask.checked_sub(1)?;
            let at = (self.first + self.mask.trailing_zeros()) as usize;
            self.mask = others;
            return Some((at, &all[at / Four::LEN]));
        }
        let (lo, hi) = self.days?;
        let MemberRun { start, end, .. } = self.rest;
        for at in start..end {
            let four = &all[at as usize / Four::LEN];
            if four.bounds(at as usize).meet(lo, hi) {
                self.rest.start = at + 1;
                return Some((at as usize, four));
            }
        }
        self.rest.start = end;
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
