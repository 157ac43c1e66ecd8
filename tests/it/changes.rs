//! What a change does is asked of it: whoever adds one to the vocabulary is led to few files, and the architecture page names them.

use crate::sources::{bare, is_test, sources};

const PAGE: &str = include_str!("../../src/guide/architecture.md");

/// The files that the page names for a new change; a name with a stroke at the end is a room.
fn named() -> Vec<&'static str> {
    let section = PAGE.split_once("## To add a change").unwrap().1;
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `")?.split_once(" |"));
    rows.flat_map(|(files, _)| files.split(", ")).map(|file| file.trim_matches('`')).collect()
}

/// The variants of a change, as its definition has them.
fn variants() -> Vec<String> {
    let (_, text) = sources().into_iter().find(|(file, _)| file == "scenario/change.rs").unwrap();
    let text = bare(&text);
    let body = text.split_once("pub enum Change {").unwrap().1;
    let body = body.split_once("\n}").unwrap().0;
    let name = |line: &str| line.strip_prefix("    ")?.strip_suffix(" {").map(str::to_owned);
    body.lines().filter_map(|line| name(line).filter(|name| !name.starts_with(' '))).collect()
}

/// Whether a source, without its comments, names a variant of a change.
fn names_one(text: &str, variants: &[String]) -> bool {
    let text = bare(text);
    text.match_indices("Change::").any(|(at, found)| {
        let after = text[at + found.len()..].split(|c: char| !c.is_alphanumeric()).next();
        let is_whole = !text[..at].ends_with(char::is_alphanumeric);
        is_whole && after.is_some_and(|word| variants.iter().any(|one| one == word))
    })
}

#[test]
fn a_new_change_is_met_where_the_page_says_and_nowhere_else() {
    let (named, variants) = (named(), variants());
    assert_eq!(variants.len(), 9, "{variants:?}");
    assert!(named.len() <= 8, "{named:?}");
    let is_named = |file: &str| {
        named.iter().any(|name| file == *name || name.ends_with('/') && file.starts_with(name))
    };
    for (file, text) in sources() {
        if !is_test(&file) && names_one(&text, &variants) {
            assert!(is_named(&file), "{file} asks which change it is, and is not on the page");
        }
    }
    for name in named {
        let found = sources().iter().any(|(file, _)| file.starts_with(name));
        assert!(found, "{name} is on the page, and not in the sources");
    }
    assert!(names_one("match change { Change::Join { .. } => {} }", &variants));
    assert!(!names_one("match kind { RollChange::Join => {} } // Change::Join", &variants));
}
