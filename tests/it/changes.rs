//! What a change does is asked of it: whoever adds one to the vocabulary is led to few files, and the architecture page names them.

use crate::sources::{bare, is_test, sources};

const PAGE: &str = include_str!("../../src/guide/architecture.md");

/// The files that the page names for a new one; a name with a stroke at the end is a room.
fn named(title: &str) -> Vec<&'static str> {
    let section = PAGE.split_once(title).unwrap().1;
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `")?.split_once(" |"));
    rows.flat_map(|(files, _)| files.split(", ")).map(|file| file.trim_matches('`')).collect()
}

/// The variants of an enum, as its definition in a file has them.
fn variants(file: &str, name: &str) -> Vec<String> {
    let (_, text) = sources().into_iter().find(|(one, _)| one == file).unwrap();
    let text = bare(&text);
    let body = text.split_once(&format!("pub enum {name} {{")).unwrap().1;
    let body = body.split_once("\n}").unwrap().0;
    let name = |line: &str| {
        let line = line.strip_prefix("    ")?;
        let name = line.split([' ', '(', ',']).next()?;
        let is_variant =
            name.starts_with(char::is_uppercase) && name.chars().all(char::is_alphanumeric);
        is_variant.then(|| name.to_owned())
    };
    body.lines().filter_map(name).collect()
}

/// Whether a source, without its comments, names a variant of an enum.
fn names_one(text: &str, of: &str, variants: &[String]) -> bool {
    let text = bare(text);
    text.match_indices(of).any(|(at, found)| {
        let after = text[at + found.len()..].split(|c: char| !c.is_alphanumeric()).next();
        let is_whole = !text[..at].ends_with(char::is_alphanumeric);
        is_whole && after.is_some_and(|word| variants.iter().any(|one| one == word))
    })
}

/// Holds that the variants are named where the page says, and nowhere else.
fn are_met_where_the_page_says(named: &[&str], of: &str, variants: &[String]) {
    let is_named = |file: &str| {
        named.iter().any(|name| file == *name || name.ends_with('/') && file.starts_with(name))
    };
    for (file, text) in sources() {
        if !is_test(&file) && names_one(&text, of, variants) {
            assert!(is_named(&file), "{file} asks which {of} it is, and is not on the page");
        }
    }
    for name in named {
        let found = sources().iter().any(|(file, _)| file.starts_with(name));
        assert!(found, "{name} is on the page, and not in the sources");
    }
}

/// A name of several words, as JSON writes it.
fn word(variant: &str) -> String {
    let mut word = String::new();
    for (at, letter) in variant.chars().enumerate() {
        if letter.is_uppercase() && at > 0 {
            word.push('_');
        }
        word.extend(letter.to_lowercase());
    }
    word
}

/// Holds that a file reads every variant, by its word.
fn are_read_in(file: &str, variants: &[String]) {
    let (_, text) = sources().into_iter().find(|(one, _)| one == file).unwrap();
    for variant in variants {
        let word = word(variant);
        assert!(text.contains(&format!("    (\"{word}\", ")), "{file} does not read `{word}`");
    }
}

#[test]
fn a_new_change_is_met_where_the_page_says_and_nowhere_else() {
    let named = named("## To add a change");
    let variants = variants("scenario/change.rs", "Change");
    assert_eq!(variants.len(), 9, "{variants:?}");
    assert!(named.len() <= 8, "{named:?}");
    are_met_where_the_page_says(&named, "Change::", &variants);
    are_read_in("wire/scenario/change.rs", &variants);
    assert!(names_one("match change { Change::Join { .. } => {} }", "Change::", &variants));
    let other = "match kind { RollChange::Join => {} } // Change::Join";
    assert!(!names_one(other, "Change::", &variants));
}

#[test]
fn a_new_question_is_met_where_the_page_says_and_nowhere_else() {
    let named = named("## To add a question");
    let variants = variants("question/mod.rs", "Question");
    assert!(variants.len() >= 16, "{variants:?}");
    // The room of answers counts twice: the file of the subject, and the one that leads there.
    assert!(named.len() < 5, "{named:?}");
    are_met_where_the_page_says(&named, "Question::", &variants);
    are_read_in("wire/question.rs", &variants);
    let kinds = self::variants("question/mod.rs", "QuestionKind");
    assert_eq!(kinds, variants, "a kind for each question");
    are_met_where_the_page_says(&named, "QuestionKind::", &kinds);
}
