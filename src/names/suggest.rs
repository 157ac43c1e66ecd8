//! What may have been meant by a name that nobody carries.

use std::cmp::Reverse;

use crate::EntityId;

/// A name that lies near the one asked for. It is never taken for it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Suggestion {
    /// Whose name it is.
    pub entity: EntityId,
    /// The name as it is recorded.
    pub name: Box<str>,
    /// How many letters lie between: inserted, left out, replaced, or swapped with their neighbour.
    pub distance: usize,
}

/// Which letters a folded name has and how many, so that names that cannot lie near need not be compared.
#[derive(Copy, Clone, Debug)]
pub(super) struct Sketch {
    letters: u64,
    len: u32,
    words: u32,
}

impl Sketch {
    pub(super) fn of(folded: &str) -> Self {
        let letters = folded.chars().fold(0, |all, c| all | 1 << (u32::from(c) % 64));
        let (len, words) = (folded.chars().count(), folded.split(' ').count());
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { letters, len: count(len), words: count(words) }
    }
}

/// A name that nobody carries, ready to be compared with many.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    folded: &'a str,
    sketch: Sketch,
    /// How many edits all of it may be away.
    limit: usize,
    /// How many edits its words may be away, together.
    by_word: usize,
}

impl<'a> Asked<'a> {
    pub(super) fn new(folded: &'a str) -> Self {
        let by_word = folded.split(' ').map(word_limit).sum();
        Self { folded, sketch: Sketch::of(folded), limit: limit(folded), by_word }
    }

    /// Whether a name may lie near: an edit changes two letters at most, and only names of as many words are compared by word.
    pub(super) fn may_lie_near(&self, name: &Sketch) -> bool {
        let apart = (self.sketch.letters ^ name.letters).count_ones() as usize;
        let lengths = self.sketch.len.abs_diff(name.len) as usize;
        let near = |edits: usize| apart <= 2 * edits && lengths <= edits;
        near(self.limit)
            || (self.sketch.words > 1 && self.sketch.words == name.words && near(self.by_word))
    }

    /// How near a folded name is; of a short one no more than one letter may differ.
    pub(super) fn nearness(&self, name: &str, short: bool) -> Option<Nearness> {
        nearness(self.folded, name, if short { self.limit.min(1) } else { self.limit })
    }
}

/// Longer texts, in bytes, lie near nothing: to compare two takes as many steps as the product of their lengths.
const LONGEST: usize = 512;

/// How near a text is: the fewest edits first, then the greatest similarity of Jaro and Winkler.
///
/// The similarity is kept in billionths, so that the order is total.
pub(crate) type Nearness = (usize, Reverse<u32>);

/// How many edits a name of this length may be away: a quarter of its letters, one at least, three at most.
pub(crate) fn limit(name: &str) -> usize {
    (name.chars().count() / 4).clamp(1, 3)
}

/// How near two folded names are, or `None` if that is further than `limit` edits, or one of them is longer than half a kilobyte.
///
/// The edits are those of the optimal string alignment distance, in which `ca` and `abc` are three apart.
/// Names of several words are also compared word by word, in whatever order the words come.
pub(crate) fn nearness(asked: &str, name: &str, limit: usize) -> Option<Nearness> {
    if asked.len().max(name.len()) > LONGEST {
        return None;
    }
    let whole = within(asked, name, limit).then(|| strsim::osa_distance(asked, name));
    let whole = whole.filter(|distance| *distance <= limit);
    let distance = match (whole, by_word(asked, name)) {
        (Some(whole), Some(words)) => whole.min(words),
        (whole, words) => whole.or(words)?,
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the similarity lies between 0 and 1"
    )]
    let similarity = (strsim::jaro_winkler(asked, name) * 1e9) as u32;
    Some((distance, Reverse(similarity)))
}

/// Names whose lengths differ by more than the limit need not be compared.
fn within(a: &str, b: &str, limit: usize) -> bool {
    a.chars().count().abs_diff(b.chars().count()) <= limit
}

/// How many edits a word may be away. Short words carry no meaning that survives an edit: `of` is not `on`.
fn word_limit(word: &str) -> usize {
    if word.chars().count() < 4 { 0 } else { limit(word) }
}

/// The sum of the edits if every word is within its own limit of a word of the other name.
fn by_word(asked: &str, name: &str) -> Option<usize> {
    let mut rest: Vec<&str> = name.split(' ').collect();
    let words: Vec<&str> = asked.split(' ').collect();
    if words.len() < 2 || words.len() != rest.len() {
        return None;
    }
    let mut sum = 0;
    for word in words {
        let most = word_limit(word);
        let near = (rest.iter().enumerate())
            .filter(|(_, other)| within(word, other, most))
            .map(|(at, other)| (strsim::osa_distance(word, other), at))
            .min()?;
        if near.0 > most {
            return None;
        }
        sum += near.0;
        rest.swap_remove(near.1);
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use super::{limit, nearness};

    #[test]
    fn limits() {
        assert_eq!(["", "abc", "abcdefgh", "kyrgyz republic"].map(limit), [1, 1, 2, 3]);
        assert_eq!(nearness("niger", "nigeria", limit("niger")), None);
        assert_eq!(nearness("kyrgyz republic", "kyrgyzstan", 3), None);
        assert!(matches!(nearness("iran", "iraq", 1), Some((1, Reverse(_)))));
    }

    #[test]
    fn word_by_word() {
        let edits = |a: &str, b: &str| nearness(a, b, limit(a)).map(|near| near.0);
        assert_eq!(
            edits("shangai cooperaton organizaton", "shanghai cooperation organization"),
            Some(3)
        );
        assert_eq!(
            edits("states of turkic organization", "organization of turkic states"),
            Some(0)
        );
        assert_eq!(edits("republic of mali", "republic on mali"), Some(1));
        assert_eq!(edits("treaty of rome", "rome"), None);
    }
}
