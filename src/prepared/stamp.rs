//! Stamps: which bytes something was made of, told quickly.

use super::Files;

/// What tells some bytes from others: the sums of the words of each of four columns, and the sums of these as they grow, which tell the
/// order. A word that is changed always shows. It takes a fraction of the steps of a [`Fingerprint`](crate::Fingerprint), since it is
/// made whenever the bundled world is opened; nobody sees it.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Stamp {
    sums: [u64; 4],
    growing: [u64; 4],
}

impl Stamp {
    pub(super) const BYTES: usize = 64;

    /// The stamp of some bytes.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut stamp = Self::default();
        stamp.take(bytes);
        stamp
    }

    /// The stamp of files: of the name, the length and the text of each.
    pub(super) fn of_files(files: Files) -> Self {
        let mut stamp = Self::default();
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
            self.add(four.map(u64::from_le_bytes));
        }
        let mut last = [[0; 8]; 4];
        last[..few.len()].copy_from_slice(few);
        last[few.len()][..rest.len()].copy_from_slice(rest);
        self.add(last.map(u64::from_le_bytes));
        self.add([bytes.len() as u64 + 1; 4]);
    }

    #[inline]
    fn add(&mut self, words: [u64; 4]) {
        for ((sum, growing), word) in self.sums.iter_mut().zip(&mut self.growing).zip(words) {
            *sum = sum.wrapping_add(word);
            *growing = growing.wrapping_add(*sum);
        }
    }

    pub(super) fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        let columns = self.sums.into_iter().chain(self.growing);
        for (eight, column) in bytes.as_chunks_mut::<8>().0.iter_mut().zip(columns) {
            *eight = column.to_le_bytes();
        }
        bytes
    }
}
