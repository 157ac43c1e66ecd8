//! Bits: a word for 64 of something, and what is certain and what is possible of many, in two rows of words.

use crate::Truth;

/// The places of the bits of a word that are set, the lowest first.
#[inline]
pub(super) fn bits(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (word != 0).then(|| word.trailing_zeros() as usize)?;
        word &= word - 1;
        Some(bit)
    })
}

/// A word with so many bits, up to 64.
pub(super) const fn ones(n: usize) -> u64 {
    if n < 64 { (1 << n) - 1 } else { u64::MAX }
}

/// What a bit of the certain and one of the possible say.
pub(super) const fn truth_of(certain: u64, possible: u64) -> Truth {
    match (certain, possible) {
        (_, 0) => Truth::No,
        (0, _) => Truth::Unknown,
        _ => Truth::Yes,
    }
}

/// Something that is certain, possible or not so of each of many, in bits: the first in the lowest bit of the first word.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Truths<'r> {
    certain: &'r [u64],
    possible: &'r [u64],
    len: usize,
}

/// Rows of bits, of what is certain and of what is possible, the certain among it.
#[derive(Clone, Debug)]
pub(super) struct Planes {
    len: usize,
    pub(super) words: usize,
    certain: Vec<u64>,
    possible: Vec<u64>,
}

impl Planes {
    pub(super) fn new(rows: usize, len: usize) -> Self {
        let words = len.div_ceil(64);
        Self { len, words, certain: vec![0; rows * words], possible: vec![0; rows * words] }
    }

    pub(super) fn clear(&mut self) {
        self.certain.fill(0);
        self.possible.fill(0);
    }

    #[inline]
    pub(super) fn row(&self, at: usize) -> Truths<'_> {
        let words = at * self.words..(at + 1) * self.words;
        let (certain, possible) = (&self.certain[words.clone()], &self.possible[words]);
        Truths { certain, possible, len: self.len }
    }

    pub(super) fn word(&self, row: usize, word: usize) -> (u64, u64) {
        let at = row * self.words + word;
        (self.certain[at], self.possible[at])
    }

    #[inline]
    pub(super) fn put(&mut self, row: usize, bit: usize, truth: Truth) {
        let (at, mask) = (row * self.words + bit / 64, 1 << (bit % 64));
        let (certain, possible) = (&mut self.certain[at], &mut self.possible[at]);
        *certain = if truth.is_yes() { *certain | mask } else { *certain & !mask };
        *possible = if truth.is_possible() { *possible | mask } else { *possible & !mask };
    }
}

impl<'r> Truths<'r> {
    /// Of how many it is told.
    #[expect(clippy::len_without_is_empty, reason = "a row of a matrix, not a collection")]
    pub const fn len(self) -> usize {
        self.len
    }

    /// The bits of what is certain.
    pub const fn certain(self) -> &'r [u64] {
        self.certain
    }

    /// The bits of what is possible, the certain among it.
    pub const fn possible(self) -> &'r [u64] {
        self.possible
    }

    /// That of the one at a place.
    ///
    /// # Panics
    ///
    /// If there is none.
    #[inline]
    #[track_caller]
    pub fn truth(self, at: usize) -> Truth {
        assert!(at < self.len, "there is no place {at}");
        let bit = |words: &[u64]| words[at / 64] >> (at % 64) & 1;
        truth_of(bit(self.certain), bit(self.possible))
    }

    /// Of how many it is certain, possible and not certain, or not so.
    pub fn count(self, wanted: Truth) -> usize {
        let ones =
            |words: &[u64]| words.iter().map(|word| word.count_ones() as usize).sum::<usize>();
        match wanted {
            Truth::Yes => ones(self.certain),
            Truth::Unknown => ones(self.possible) - ones(self.certain),
            Truth::No => self.len - ones(self.possible),
        }
    }

    /// The places of those of which it is certain, possible and not certain, or not so, the lowest first.
    pub fn places(self, wanted: Truth) -> impl Iterator<Item = usize> + use<'r> {
        let words = self.certain.iter().zip(self.possible).enumerate();
        let all = words.flat_map(move |(at, (certain, possible))| {
            let word = match wanted {
                Truth::Yes => *certain,
                Truth::Unknown => possible & !certain,
                Truth::No => !possible,
            };
            bits(word).map(move |bit| 64 * at + bit)
        });
        all.take_while(move |at| *at < self.len)
    }

    /// Whether nothing is possible.
    #[inline]
    pub(super) fn is_empty(self) -> bool {
        self.possible.iter().all(|word| *word == 0)
    }

    /// How many it is certain of in two rows both, and of how many more it may be.
    #[inline]
    pub(super) fn shared(self, other: Self) -> [u32; 2] {
        let (mut certain, mut possible) = (0, 0);
        let rows =
            self.certain.iter().zip(self.possible).zip(other.certain.iter().zip(other.possible));
        for ((a, perhaps_a), (b, perhaps_b)) in rows {
            certain += (a & b).count_ones();
            // Most is settled.
            let more = perhaps_a & perhaps_b & !(a & b);
            if more != 0 {
                possible += more.count_ones();
            }
        }
        [certain, possible]
    }
}
