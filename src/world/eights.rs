//! The bounds of spells, eight beside each other: a line of memory, which is compared with a day at once.

use super::bits::packed;
use crate::time::Span;

/// Between which days a spell can hold.
#[derive(Copy, Clone, Debug)]
pub(super) struct Bounds {
    /// The earliest day on which it can begin.
    from: i32,
    /// The latest day on which it can hold no more.
    to: i32,
}

impl Bounds {
    /// Whether a day lies within.
    #[inline]
    pub(super) const fn hold_on(self, day: i32) -> bool {
        self.from <= day && day < self.to
    }

    /// Whether it can begin by a day.
    #[inline]
    pub(super) const fn can_begin_by(self, day: i32) -> bool {
        self.from <= day
    }

    /// Whether it has certainly ended by a day.
    #[inline]
    pub(super) const fn has_ended_by(self, day: i32) -> bool {
        self.to <= day
    }
}

/// The bounds of eight spells.
#[derive(Copy, Clone, Debug)]
#[repr(align(64))]
pub(super) struct Eight {
    from: [i32; Self::LEN],
    to: [i32; Self::LEN],
}

impl Eight {
    pub(super) const LEN: usize = 8;

    /// How many of them one mask covers.
    const MOST: usize = 8;

    /// Of spells that hold on no day: these fill up the last one.
    const NEVER: Self = Self { from: [i32::MAX; Self::LEN], to: [i32::MIN; Self::LEN] };

    /// Adds the bounds of these spells, in eights of their own.
    pub(super) fn add(eights: &mut Vec<Self>, spans: impl Iterator<Item = Span>) {
        let mut lane = Self::LEN;
        for span in spans {
            if lane == Self::LEN {
                eights.push(Self::NEVER);
                lane = 0;
            }
            if let Some(last) = eights.last_mut() {
                (last.from[lane], last.to[lane]) = (span.from_lo, span.to_hi);
            }
            lane += 1;
        }
    }

    /// Those of one of the eight.
    #[inline]
    pub(super) const fn at(&self, lane: usize) -> Bounds {
        let lane = lane % Self::LEN;
        Bounds { from: self.from[lane], to: self.to[lane] }
    }

    /// A bit for each of up to 64 spells whose bounds pass a test, which gives 0 or 1.
    ///
    /// Spells begin and end without pattern, so that a branch for each would be mispredicted every third time;
    /// comparisons of columns have no branch, and the compiler does several at once.
    #[inline]
    pub(super) fn mask(eights: &[Self], passes: impl Fn(i32, i32) -> u8) -> u64 {
        let mut flags = [[0_u8; Self::LEN]; Self::MOST];
        for (flags, eight) in flags.iter_mut().zip(eights) {
            for ((flag, from), to) in flags.iter_mut().zip(&eight.from).zip(&eight.to) {
                *flag = passes(*from, *to);
            }
        }
        packed(&flags)
    }

    /// Which of up to 64 have begun by the latter of two days, and not ended by the former.
    #[inline]
    pub(super) fn possible(eights: &[Self], lo: i32, hi: i32) -> u64 {
        Self::mask(eights, |from, to| u8::from(from <= hi) & u8::from(lo < to))
    }
}
