//! Stamps: which bytes something was made of, told quickly.

use super::Files;

/// What tells some bytes from others. It takes an eighth of the steps of a [`Fingerprint`](crate::Fingerprint), since it is made whenever
/// the bundled world is opened; nobody sees it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp([u64; 4]);

impl Stamp {
    pub(super) const BYTES: usize = 32;

    /// Odd numbers without a pattern, one for each column.
    const FACTORS: [u64; 4] = [
        0x9e37_79b9_7f4a_7c15,
        0xbf58_476d_1ce4_e5b9,
        0x94d0_49bb_1331_11eb,
        0xd6e8_feb8_6659_fd93,
    ];

    /// The stamp of some bytes.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut stamp = Self(Self::FACTORS);
        stamp.take(bytes);
        stamp
    }

    /// The stamp of files: of the name, the length and the text of each.
    pub(super) fn of_files(files: Files) -> Self {
        let mut stamp = Self(Self::FACTORS);
        for (name, text) in files {
            stamp.take(name.as_bytes());
            stamp.take(text.as_bytes());
        }
        stamp
    }

    /// Takes up some bytes and how many they are: eight of each 32 in every column.
    fn take(&mut self, bytes: &[u8]) {
        let (eights, rest) = bytes.as_chunks::<8>();
        let (fours, few) = eights.as_chunks::<4>();
        for four in fours {
            self.mix(four.map(u64::from_le_bytes));
        }
        let mut last = [[0; 8]; 4];
        last[..few.len()].copy_from_slice(few);
        last[few.len()][..rest.len()].copy_from_slice(rest);
        self.mix(last.map(u64::from_le_bytes));
        self.mix([bytes.len() as u64; 4]);
    }

    #[inline]
    fn mix(&mut self, words: [u64; 4]) {
        for ((lane, word), factor) in self.0.iter_mut().zip(words).zip(Self::FACTORS) {
            // A bijection of the column for each word, and of the word for each column: one changed word always shows.
            *lane = (*lane ^ word).wrapping_mul(factor).rotate_left(29);
        }
    }

    pub(super) fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        for (eight, lane) in bytes.as_chunks_mut::<8>().0.iter_mut().zip(self.0) {
            *eight = lane.to_le_bytes();
        }
        bytes
    }
}
