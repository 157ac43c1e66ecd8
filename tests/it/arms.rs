//! Nothing falls through: where the sources ask which of the vocabulary something is, every arm has a name, so that the compiler
//! leads whoever adds a word to the vocabulary through every room.

use super::sources::{bare, sources};

/// What has no arm for the rest.
const ENUMS: [&str; 18] = [
    "Action",
    "Bearer",
    "Change",
    "Class",
    "Commitment",
    "Contingency",
    "Effect",
    "EffectKind",
    "ExitMode",
    "Fact",
    "Ground",
    "Movement",
    "Premise",
    "Procedure",
    "Question",
    "Rule",
    "Statement",
    "Verdict",
];

/// The lines that are an arm for the rest beside an arm for one of the vocabulary.
fn arms_for_the_rest(text: &str) -> Vec<String> {
    let text = bare(text);
    let lines: Vec<&str> = text.lines().collect();
    let depth = |line: &str| line.len() - line.trim_start().len();
    let declares = |name: &&str| text.contains(&format!("pub enum {name} {{"));
    let own = ENUMS.iter().any(declares);
    let names_one = |line: &str| {
        let ends = |before: &str, name: &str| {
            let rest = before.strip_suffix(name);
            rest.is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric() || c == '_'))
        };
        line.match_indices("::").any(|(at, _)| {
            let before = &line[..at];
            ENUMS.iter().any(|name| ends(before, name)) || own && ends(before, "Self")
        })
    };
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let trimmed = line.trim_start();
        let pattern = trimmed.split(" =>").next().filter(|pattern| pattern.len() < trimmed.len());
        // A name that is bound to whatever is left is one as well.
        let binds = |pattern: &str| {
            let name = pattern.split(" if ").next().unwrap_or_default();
            !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
        };
        if !pattern.is_some_and(binds) && !trimmed.starts_with("_ if ") {
            continue;
        }
        let above = lines[..at].iter().rev().filter(|above| !above.trim().is_empty());
        let arms = above.take_while(|above| depth(above) >= depth(line));
        let mut patterns = arms
            .filter(|above| depth(above) == depth(line))
            .map(|above| above.split("=>").next().unwrap_or_default());
        if patterns.any(names_one) {
            found.push(format!("{}: {trimmed}", at + 1));
        }
    }
    found
}

#[test]
fn no_arm_takes_the_rest_of_the_vocabulary() {
    let found: Vec<String> = (sources().iter())
        .flat_map(|(file, text)| {
            arms_for_the_rest(text).into_iter().map(move |line| format!("src/{file}:{line}"))
        })
        .collect();
    assert!(found.is_empty(), "these take whatever is left:\n{}", found.join("\n"));
}

#[test]
fn an_arm_for_the_rest_is_found_where_there_is_one() {
    let text = "    match rule {\n        Rule::X1 => {\n            1\n        }\n        _ => 2,\n    }\n";
    assert_eq!(arms_for_the_rest(text), ["5: _ => 2,"]);
    let of_words = "match word {\n    \"x1\" => Rule::X1,\n    _ => Rule::X2,\n}\n";
    assert!(arms_for_the_rest(of_words).is_empty());
    let within =
        "match rule {\n    Rule::X1 => match word {\n        1 => 2,\n        _ => 3,\n    },\n}\n";
    assert!(arms_for_the_rest(within).is_empty());
    let bound = "match rule {\n    Rule::X1 => 1,\n    other => other as u8,\n}\n";
    assert_eq!(arms_for_the_rest(bound).len(), 1);
    let own = "pub enum Rule {\n    X1,\n}\nmatch self {\n    Self::X1 => 1,\n    _ => 2,\n}\n";
    assert_eq!(arms_for_the_rest(own).len(), 1);
}
