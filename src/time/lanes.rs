//! The bounds of spells, some beside each other, which are compared with a day at once: eight are a line of memory.

use super::{FOREVER, Span};

/// Between which days a spell can hold.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Bounds {
    /// The earliest day on which it can begin.
    from: i32,
    /// The latest day on which it can hold no more.
    to: i32,
}

impl Bounds {
    /// The span that has both ends on these days.
    #[inline]
    pub(crate) const fn span(self) -> Span {
        let Self { from, to } = self;
        Span { from_lo: from, from_hi: from, to_lo: to, to_hi: to }
    }

    /// Whether a day lies within.
    #[inline]
    pub(crate) const fn hold_on(self, day: i32) -> bool {
        self.from <= day && day < self.to
    }

    /// Whether it can have begun by the latter of two days and not ended by the former.
    #[inline]
    pub(crate) const fn meet(self, lo: i32, hi: i32) -> bool {
        self.from <= hi && lo < self.to
    }

    /// Whether it can begin by a day.
    #[inline]
    pub(crate) const fn can_begin_by(self, day: i32) -> bool {
        self.from <= day
    }

    /// Whether it has certainly ended by a day.
    #[inline]
    pub(crate) const fn has_ended_by(self, day: i32) -> bool {
        self.to <= day
    }
}

/// The bounds of some spells.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Lanes<const N: usize> {
    from: [i32; N],
    to: [i32; N],
}

impl<const N: usize> Lanes<N> {
    /// Of spells that hold on no day: these fill up the last ones.
    pub(crate) const NEVER: Self = Self { from: [i32::MAX; N], to: [i32::MIN; N] };

    /// Puts the bounds of a spell in their place.
    pub(crate) const fn put(&mut self, lane: usize, span: Span) {
        (self.from[lane], self.to[lane]) = (span.from_lo, span.to_hi);
    }

    /// Those of one of them.
    #[inline]
    pub(crate) const fn at(&self, lane: usize) -> Bounds {
        let lane = lane % N;
        Bounds { from: self.from[lane], to: self.to[lane] }
    }

    /// How many groups of spells have a bit for each in a word.
    const IN_A_WORD: usize = 32 / N;

    /// Which of up to 32 spells, whose bounds lie in groups, have begun by the latter of two days and not ended by the former.
    #[inline]
    pub(crate) fn possible<T>(groups: &[T], lanes: impl Fn(&T) -> &Self, lo: i32, hi: i32) -> u32 {
        Self::mask(groups, lanes, |from, to| from <= hi && lo < to)
    }

    /// A bit for each of up to 32 spells in groups, set where its bounds pass a test.
    ///
    /// Spells begin and end without pattern, so that a branch for each would be mispredicted every third time;
    /// comparisons of columns have no branch, and the compiler does several at once. Nothing goes through memory on the
    /// way, so that what is asked next can be fetched while this waits for its days.
    #[inline]
    fn mask<T>(
        groups: &[T],
        lanes: impl Fn(&T) -> &Self,
        passes: impl Fn(i32, i32) -> bool,
    ) -> u32 {
        // Those of each lane, as far apart as there are lanes: they are put together once.
        let mut found = [0; N];
        let mut bits: [u32; N] = std::array::from_fn(|lane| 1 << lane);
        for Self { from, to } in groups.iter().map(lanes) {
            for lane in 0..N {
                found[lane] |= if passes(from[lane], to[lane]) { bits[lane] } else { 0 };
                bits[lane] <<= N;
            }
        }
        found.into_iter().fold(0, |all, lane| all | lane)
    }
}

/// The bounds of eight spells.
#[derive(Copy, Clone, Debug)]
#[repr(align(64))]
pub(crate) struct Eight(Lanes<8>);

impl Eight {
    pub(crate) const LEN: usize = 8;

    /// Of spells that hold on no day: these fill up the last ones.
    pub(crate) const NEVER: Self = Self(Lanes::NEVER);

    /// Puts the bounds of a spell in their place.
    pub(crate) const fn put(&mut self, lane: usize, span: Span) {
        self.0.put(lane, span);
    }

    /// Which of up to 64 have begun by the latter of two days, and not ended by the former.
    #[inline]
    pub(crate) fn possible(eights: &[Self], lo: i32, hi: i32) -> u64 {
        Self::mask(eights, |eights| Lanes::possible(eights, Self::lanes, lo, hi))
    }

    /// Which of up to 64 have an end.
    pub(crate) fn ended(eights: &[Self]) -> u64 {
        Self::mask(eights, |eights| Lanes::mask(eights, Self::lanes, |_, to| to != FOREVER))
    }

    /// A bit for each of up to 64, from one for each of 32.
    #[inline]
    fn mask(eights: &[Self], word: impl Fn(&[Self]) -> u32) -> u64 {
        let words = eights.chunks(Lanes::<{ Self::LEN }>::IN_A_WORD).zip([0, u32::BITS]);
        words.fold(0, |mask, (eights, at)| mask | u64::from(word(eights)) << at)
    }

    #[inline]
    const fn lanes(&self) -> &Lanes<{ Self::LEN }> {
        &self.0
    }
}
