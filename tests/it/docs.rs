//! What the house says of itself is so: every query shows how it is asked, and the architecture page names what is there.

use std::fs;
use std::path::Path;

use super::sources::{bare, is_test, sources, without_tests};

const PAGE: &str = include_str!("../../src/guide/architecture.md");

/// The types that are asked.
const ASKED: [&str; 8] = [
    "World",
    "View",
    "ViewGraph",
    "Change",
    "Consequences",
    "Deliberation",
    "WhatIf",
    "WhatIfView",
];

/// What needs no example of its own, and why.
const SHOWN_ELSEWHERE: &[(&str, &str)] = &[];

/// A public function of a type, with what is said of it.
struct Said {
    name: String,
    docs: String,
    signature: String,
}

/// The public functions of the inherent impls of a source.
fn functions(text: &str) -> Vec<Said> {
    let (mut of, mut docs, mut found) = (None, String::new(), Vec::new());
    let mut lines = without_tests(text).lines();
    while let Some(line) = lines.next() {
        let code = line.trim_start();
        if let Some(rest) = line.strip_prefix("impl").filter(|_| line.ends_with('{')) {
            of = implemented(rest);
        } else if line == "}" {
            of = None;
        } else if let Some(said) = code.strip_prefix("///") {
            docs = docs + said.trim_start() + "\n";
            continue;
        } else if code.starts_with("#[") {
            continue;
        } else if let Some(rest) = public_function(code)
            && let Some(of) = of
        {
            let name = rest.split(['(', '<']).next().unwrap_or_default();
            let mut signature = code.to_owned();
            while !signature.ends_with(['{', ';']) {
                signature += lines.next().unwrap_or(";").trim();
            }
            found.push(Said { name: format!("{of}::{name}"), docs: docs.clone(), signature });
        }
        docs.clear();
    }
    found
}

fn public_function(code: &str) -> Option<&str> {
    let rest = code.strip_prefix("pub ")?;
    rest.strip_prefix("const ").unwrap_or(rest).strip_prefix("fn ")
}

/// The type whose own functions follow; none for those of a trait.
fn implemented(rest: &str) -> Option<&str> {
    let rest = rest.strip_suffix('{')?.trim();
    let rest = match rest.strip_prefix('<') {
        Some(parameters) => parameters.split_once("> ")?.1,
        None => rest,
    };
    let name = rest.split('<').next()?;
    (!rest.contains(" for ")).then_some(name)
}

fn all() -> Vec<(String, Said)> {
    let sources = sources().into_iter().filter(|(file, _)| !is_test(file));
    let said = sources.flat_map(|(file, text)| {
        functions(&text).into_iter().map(move |said| (file.clone(), said)).collect::<Vec<_>>()
    });
    said.collect()
}

/// Whether there is a fenced block that the compiler runs.
fn has_example(docs: &str) -> bool {
    docs.lines().any(|line| line == "```") && docs.split("```").skip(1).step_by(2).any(is_run)
}

fn is_run(block: &str) -> bool {
    block.starts_with('\n') || block.starts_with("no_run\n")
}

#[test]
fn every_query_has_an_example() {
    let all = all();
    let asked = |said: &&(String, Said)| {
        said.1.name.split("::").next().is_some_and(|of| ASKED.contains(&of))
    };
    let queries: Vec<&(String, Said)> = all.iter().filter(asked).collect();
    assert!(queries.len() > 150, "only {} queries were found", queries.len());
    let is_excused = |name: &str| SHOWN_ELSEWHERE.iter().any(|(excused, _)| *excused == name);
    let missing: Vec<String> = (queries.iter())
        .filter(|(_, said)| !has_example(&said.docs) && !is_excused(&said.name))
        .map(|(file, said)| format!("{file}: {}", said.name))
        .collect();
    assert!(missing.is_empty(), "without an example:\n{}", missing.join("\n"));
    for (excused, _) in SHOWN_ELSEWHERE {
        let one = queries.iter().find(|(_, said)| said.name == *excused);
        assert!(one.is_some_and(|(_, said)| !has_example(&said.docs)), "{excused} needs no excuse");
    }
}

#[test]
fn whatever_can_fail_says_how() {
    let silent: Vec<String> = (all().iter())
        .filter(|(_, said)| said.signature.contains("-> Result<"))
        .filter(|(_, said)| !said.docs.lines().any(|line| line == "# Errors"))
        .map(|(file, said)| format!("{file}: {}", said.name))
        .collect();
    assert!(silent.is_empty(), "these may fail and do not say how:\n{}", silent.join("\n"));
}

#[test]
fn a_planted_silence_is_found() {
    let planted = "impl<'w> View<'w> {\n    /// Whether it rains.\n    ///\n    /// ```text\n    /// rains(d).\n    /// ```\n    #[track_caller]\n    pub fn rains(\n        &self,\n    ) -> Result<Truth, Error> {\n        todo!()\n    }\n}\n\nimpl Default for View<'_> {\n    pub fn none() {}\n}\n";
    let found = functions(planted);
    let [said] = &found[..] else { panic!("{} functions", found.len()) };
    assert_eq!(said.name, "View::rains");
    assert!(said.signature.contains("-> Result<"));
    assert!(!has_example(&said.docs));
    let shown = said.docs.clone() + "\n```\nassert!(view.rains().is_ok());\n```\n";
    assert!(has_example(&shown));
}

#[test]
fn the_architecture_page_names_what_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut named = 0;
    for line in PAGE.lines() {
        let ticked = || line.split('`').skip(1).step_by(2);
        let own = ticked().next().filter(|_| line.starts_with("| `")).unwrap_or_default();
        for name in ticked() {
            let path = name.strip_suffix(".rs").or_else(|| name.strip_suffix('/'));
            let Some(_) = path.filter(|path| !path.is_empty() && !path.contains([' ', '<'])) else {
                continue;
            };
            let is_there = root.join("src").join(name).exists() || is_within(own, name);
            assert!(is_there, "{name}, in: {line}");
            named += 1;
        }
        for test in ticked().filter_map(|name| name.split_once("::")) {
            let (file, function) = test;
            let text = fs::read_to_string(root.join(format!("tests/it/{file}.rs")));
            if let Ok(text) = text {
                assert!(text.contains(&format!("\nfn {function}() {{")), "{file}::{function}");
                named += 1;
            } else {
                assert!(!function.contains('_'), "no test file {file}, in: {line}");
            }
        }
    }
    assert!(named > 120, "{named} names");
}

/// Whether a name is of a file or folder somewhere in a room.
fn is_within(room: &str, name: &str) -> bool {
    let inner = format!("/{name}");
    sources().iter().any(|(file, _)| file.starts_with(room) && file.contains(&inner))
}

#[test]
fn what_is_outside_is_named_in_one_place() {
    for (file, text) in sources().iter().filter(|(file, _)| !is_test(file)) {
        let code = bare(text);
        assert!(file == "world/graph.rs" || !code.contains("petgraph"), "{file} names petgraph");
        let outside = ["std::fs", "std::io", "std::env", "std::net", "std::process", "SystemTime"];
        let named = outside.iter().find(|name| code.contains(*name));
        assert!(file.starts_with("io/") || named.is_none(), "{file} names {named:?}");
    }
}

#[test]
fn the_core_stands_by_itself() {
    for (file, text) in sources().iter().filter(|(file, _)| file.starts_with("logic/")) {
        let code = bare(text);
        for path in code.split("crate::").skip(1) {
            let own = path.starts_with("base::") || path.starts_with("logic::");
            assert!(own, "{file} names {}", path.lines().next().unwrap_or_default());
        }
    }
}
