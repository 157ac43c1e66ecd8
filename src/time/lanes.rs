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

    /// Which of up to 64 have begun by the latter of two days, and not ended by the former.
    #[inline]
    pub(crate) fn possible<'e>(lanes: impl Iterator<Item = &'e Self>, lo: i32, hi: i32) -> u64 {
        Self::mask(lanes, |from, to| u8::from(from <= hi) & u8::from(lo < to))
    }

    /// A bit for each of up to 64 spells whose bounds pass a test, which gives 0 or 1.
    ///
    /// Spells begin and end without pattern, so that a branch for each would be mispredicted every third time;
    /// comparisons of columns have no branch, and the compiler does several at once.
    #[inline]
    fn mask<'e>(lanes: impl Iterator<Item = &'e Self>, passes: impl Fn(i32, i32) -> u8) -> u64 {
        let mut flags = [0_u8; 64];
        let (groups, _) = flags.as_chunks_mut::<N>();
        let mut seen = 0;
        for (flags, lanes) in groups.iter_mut().zip(lanes) {
            for ((flag, from), to) in flags.iter_mut().zip(&lanes.from).zip(&lanes.to) {
                *flag = passes(*from, *to);
            }
            seen += N;
        }
        let (eights, _) = flags.as_chunks::<8>();
        packed(&eights[..seen.div_ceil(8)])
    }
}

/// The bounds of eight spells.
#[derive(Copy, Clone, Debug)]
#[repr(align(64))]
pub(crate) struct Eight(Lanes<8>);

impl Eight {
    pub(crate) const LEN: usize = 8;

    /// Adds the bounds of these spells, in eights of their own.
    pub(crate) fn add(eights: &mut Vec<Self>, spans: impl Iterator<Item = Span>) {
        let mut lane = Self::LEN;
        for span in spans {
            if lane == Self::LEN {
                eights.push(Self(Lanes::NEVER));
                lane = 0;
            }
            if let Some(last) = eights.last_mut() {
                last.0.put(lane, span);
            }
            lane += 1;
        }
    }

    /// Which of up to 64 have begun by the latter of two days, and not ended by the former.
    #[inline]
    pub(crate) fn possible(eights: &[Self], lo: i32, hi: i32) -> u64 {
        Lanes::possible(eights.iter().map(|eight| &eight.0), lo, hi)
    }

    /// Which of up to 64 have an end.
    pub(crate) fn ended(eights: &[Self]) -> u64 {
        Lanes::mask(eights.iter().map(|eight| &eight.0), |_, to| u8::from(to != FOREVER))
    }
}

/// One bit for each byte, which is 0 or 1.
#[inline]
fn packed(eights: &[[u8; 8]]) -> u64 {
    eights.iter().rev().fold(0, |mask, eight| {
        // The product moves byte i to bit 56 + i; no two of its terms meet in one bit.
        (mask << 8) | (u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56)
    })
}
