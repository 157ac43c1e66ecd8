//! The shapes of text that every room shares: lists, quotations, and what may have been meant.

use super::visible;

/// A noun with its indefinite article.
pub(crate) fn a(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {noun}")
}

/// "a, b and c".
pub(crate) fn join<S: AsRef<str>>(parts: &[S], word: &str) -> String {
    let (first, last) = match parts {
        [] => return String::new(),
        [only] => return only.as_ref().to_owned(),
        [first @ .., last] => (first, last.as_ref()),
    };
    let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
    format!("{} {word} {last}", first.join(", "))
}

/// "`a`, `b` and `c`".
pub(crate) fn join_quoted<S: AsRef<str>>(words: impl IntoIterator<Item = S>, word: &str) -> String {
    let words: Vec<String> = words.into_iter().map(|one| quoted(one.as_ref())).collect();
    join(&words, word)
}

/// A text of a file inside a message: on one line, not too long, and in quotes of its own.
pub(crate) fn quoted(text: &str) -> String {
    format!("`{}`", shown(text))
}

/// A text of a file inside a sentence: on one line, whatever is in it.
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(visible).collect()
}

/// A text of a file inside a message: on one line, and not too long.
pub(crate) fn shown(text: &str) -> String {
    const MOST: usize = 60;
    let mut chars = text.chars().map(visible);
    let mut shown: String = chars.by_ref().take(MOST).collect();
    if chars.next().is_some() {
        shown.push('…');
    }
    shown
}

/// How many words are offered instead of one that is not known.
const OFFERED: usize = 3;
/// Beyond this nobody mistypes one word for another, and the table of distances would grow large.
const LONGEST_WORD: usize = 100;

/// The candidates that a word may have meant, the nearest first and at most three. Upper and lower case are the same here.
///
/// A fourth of the letters may differ, at least one and at most three, and two neighbours in the wrong order count as one
/// (the distance of optimal string alignment).
pub(crate) fn near<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Vec<&'c str> {
    let word = word.to_lowercase();
    let len = word.chars().count();
    if len > LONGEST_WORD {
        return Vec::new();
    }
    let most = (len / 4).clamp(1, 3);
    let distance = |candidate: &'c str| {
        // Most candidates are too long or too short, and need no table.
        if candidate.len().abs_diff(word.len()) > 4 * most {
            return None;
        }
        let distance = strsim::osa_distance(&word, candidate);
        (distance <= most).then_some((distance, candidate))
    };
    let mut near: Vec<(usize, &str)> = candidates.into_iter().filter_map(distance).collect();
    near.sort_unstable();
    near.dedup();
    near.truncate(OFFERED);
    near.into_iter().map(|(_, candidate)| candidate).collect()
}

/// The candidate that a word most probably meant.
pub(crate) fn nearest<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    near(word, candidates).first().copied()
}

/// "did you mean `a` or `b`?", if there is something that may have been meant.
pub(crate) fn did_you_mean<S: AsRef<str>>(near: impl IntoIterator<Item = S>) -> Option<String> {
    let near = join_quoted(near, "or");
    (!near.is_empty()).then(|| format!("did you mean {near}?"))
}

#[cfg(test)]
mod tests {
    use super::{a, did_you_mean, join, join_quoted, near, nearest};

    #[test]
    fn words_stand_in_a_sentence() {
        assert_eq!(
            ["state", "organization", "act"].map(a),
            ["a state", "an organization", "an act"]
        );
        assert_eq!(join(&["a", "b", "c"], "and"), "a, b and c");
        assert_eq!(join_quoted(["a"], "or"), "`a`");
        assert_eq!(join(&[""; 0], "and"), "");
        assert_eq!(did_you_mean(["a", "b"]).as_deref(), Some("did you mean `a` or `b`?"));
        assert_eq!(did_you_mean::<&str>(None), None);
    }

    #[test]
    fn words_are_near_within_a_fourth_of_their_letters() {
        assert_eq!(nearest("KAX", ["uzb", "kaz", "kgz"]), Some("kaz"));
        assert_eq!(nearest("memebrship", ["membership", "member"]), Some("membership"));
        assert_eq!(nearest("xyz", ["kaz"]), None);
        assert_eq!(near("kaz", ["kay", "kax", "kaz", "kaw", "uzb"]), ["kaz", "kaw", "kax"]);
    }
}
