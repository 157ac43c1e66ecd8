//! The names of states in other languages, as the Unicode consortium's CLDR has them.
//!
//! They are no records of a world: they say what the holder of a code of ISO 3166 is called elsewhere, and so mean
//! somebody in every world whose states have such codes.

use std::sync::OnceLock;

use super::fold;

/// A line of languages, then one for each name that they have: the code of two letters, the name.
#[cfg(feature = "cldr-names")]
const TABLE: &str = include_str!("../dataset/cldr.tsv");
#[cfg(not(feature = "cldr-names"))]
const TABLE: &str = "";

/// A name in other languages.
#[derive(Debug)]
pub(super) struct Foreign {
    folded: Box<str>,
    /// Whose it is: a code of two letters of ISO 3166-1.
    pub(super) code: &'static str,
    /// The languages, parted by commas.
    pub(super) languages: &'static str,
}

/// All of them, sorted; read when the first name is looked up, since many who load a world look up none.
fn all() -> &'static [Foreign] {
    static ALL: OnceLock<Vec<Foreign>> = OnceLock::new();
    ALL.get_or_init(|| {
        let (mut all, mut languages) = (Vec::new(), "");
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            match line.split_once('\t') {
                Some((code, name)) => {
                    all.push(Foreign { folded: fold(name).into_boxed_str(), code, languages });
                }
                None => languages = line,
            }
        }
        all.sort_by(|a, b| (&a.folded, a.code).cmp(&(&b.folded, b.code)));
        all
    })
}

/// Who is called so in some language.
///
/// Cost: O(log n) in the number of names.
pub(super) fn foreign(folded: &str) -> &'static [Foreign] {
    let all = all();
    let from = all.partition_point(|one| *one.folded < *folded);
    let len = all[from..].partition_point(|one| *one.folded == *folded);
    &all[from..from + len]
}
