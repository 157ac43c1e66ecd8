//! The code knows nobody by name: no key of the bundled world stands in it, and no word of a state's name.
#![cfg(feature = "dataset")]

use std::collections::{BTreeMap, BTreeSet};

use comity::World;

use super::domain::records;
use super::sources::{is_test, literals, sources, without_tests};

/// Every literal of the code, with its file; the bundled world itself may name whom it likes.
fn code() -> Vec<(String, String)> {
    let code = sources().into_iter();
    let code = code.filter(|(file, _)| !is_test(file) && !file.starts_with("dataset/"));
    let all = code.flat_map(|(file, text)| {
        literals(without_tests(&text)).into_iter().map(move |literal| (file.clone(), literal))
    });
    let all: Vec<(String, String)> = all.collect();
    assert!(all.len() > 1_000, "only {} literals were seen", all.len());
    all
}

/// Words of sentences that happen to be the key of a state (Andorra's), or words of a state's name that say nothing of it;
/// `PR` is how the authors of `FactBank` write "probably", and `arg` what ASPARTIX calls an argument.
const COMMON: [&str; 5] = ["Is", "PR", "The", "and", "arg"];

/// Words of names that have still to leave the code: where they stand, and why.
const KNOWN: &[(&str, &[&str], &str)] = &[];

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|char: char| !char.is_alphanumeric()).filter(|word| word.len() > 1)
}

/// The words of the names of all states, those with a capital, each with one of the states.
fn names(world: &World) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for state in world.states() {
        let profile = &world[state].profile;
        for name in profile.names.iter().map(|name| &*name.text).chain([&*profile.name]) {
            for word in words(name) {
                if word.chars().next().is_some_and(char::is_uppercase) {
                    found.insert(word.to_owned(), profile.key.to_string());
                }
            }
        }
    }
    found
}

#[test]
fn no_key_stands_in_the_code() {
    let world = World::bundled();
    let keys: BTreeSet<&str> = records(&world).into_iter().map(|(_, key, _)| key).collect();
    for (file, literal) in code() {
        let is_key = keys.contains(&*literal) && !COMMON.contains(&&*literal);
        assert!(!is_key, "{file} knows somebody: {literal:?}");
    }
}

#[test]
fn no_state_is_named_in_the_code() {
    let names = names(&World::bundled());
    let mut met = BTreeSet::new();
    for (file, literal) in code() {
        for word in words(&literal).filter(|word| !COMMON.contains(word)) {
            let Some(state) = names.get(word) else { continue };
            let is_known =
                |(at, words, _): &&(&str, &[&str], &str)| *at == file && words.contains(&word);
            let known = KNOWN.iter().find(is_known);
            assert!(known.is_some(), "{file} knows {state} by name: {word} in {literal:?}");
            met.insert(word.to_owned());
        }
    }
    let known: BTreeSet<String> =
        KNOWN.iter().flat_map(|(_, words, _)| *words).map(|word| (*word).to_owned()).collect();
    assert_eq!(met, known, "what stands in the code no more has to leave the list");
}
