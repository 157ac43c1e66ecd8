//! The rooms stand in the order of the flow, and nothing looks back: every `crate::` path of the sources is held to the order
//! that the architecture page states.

use std::collections::BTreeMap;

use super::sources::{bare, is_test, sources};

const PAGE: &str = include_str!("../../src/guide/architecture.md");
const ROOT: &str = include_str!("../../src/lib.rs");

/// The rooms in the order of the page: the first column of its table of rooms.
fn order() -> Vec<&'static str> {
    let rows = PAGE.lines().skip_while(|line| *line != "| room | what it is for |").skip(2);
    let rows = rows.take_while(|line| line.starts_with('|'));
    rows.filter_map(|row| row.strip_prefix("| `")?.split_once("/`").map(|(room, _)| room)).collect()
}

/// The rooms that `lib.rs` declares, in its order.
fn declared() -> Vec<&'static str> {
    let module = |line: &'static str| {
        line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';')
    };
    ROOT.lines().filter_map(module).collect()
}

/// The room behind every name that the crate gives at its root.
fn roots() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for room in declared() {
        found.insert(room.to_owned(), room.to_owned());
    }
    for path in uses(&bare(ROOT), "pub use ") {
        if let (Some((room, _)), Some((_, name))) = (path.split_once("::"), path.rsplit_once("::"))
        {
            found.insert(name.to_owned(), room.to_owned());
        }
    }
    for line in ROOT.lines() {
        if let Some((name, _)) = line.strip_prefix("pub type ").and_then(|l| l.split_once(" = ")) {
            found.insert(name.to_owned(), "base".to_owned());
        }
    }
    found
}

/// The paths that follow a word, with what stands in braces written out.
fn uses(text: &str, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(word) {
        let rest = &text[at + word.len()..];
        let braces = rest.starts_with('{')
            || rest
                .split(['{', ';', ' ', '(', '>', ',', ')'])
                .next()
                .is_some_and(|p| p.ends_with("::"));
        if braces {
            let (before, inside) = rest.split_once('{').unwrap_or_default();
            let end = closing(inside);
            for item in split(&inside[..end]) {
                found.push(format!("{before}{item}"));
            }
        } else {
            let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
            found.push(rest[..end.unwrap_or(rest.len())].to_owned());
        }
    }
    found
}

/// Where the brace that is open at the beginning is closed.
fn closing(text: &str) -> usize {
    let mut open = 1;
    text.find(|c| {
        open += match c {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        open == 0
    })
    .unwrap_or(text.len())
}

/// The items of a list, those within inner braces left together.
fn split(text: &str) -> Vec<String> {
    let mut open = 0;
    let mut items = vec![String::new()];
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        match c {
            '{' => open += 1,
            '}' => open -= 1,
            ',' if open == 0 => {
                items.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = items.last_mut() {
            last.push(c);
        }
    }
    items.retain(|item| !item.is_empty());
    items
}

/// What looks back: file, and what it names.
fn looking_back(file: &str, text: &str) -> Vec<String> {
    let (order, roots) = (order(), roots());
    let place = |room: &str| order.iter().position(|one| *one == room);
    let own = file.split('/').next().unwrap_or_default();
    let Some(here) = place(own) else { return vec![format!("{file}: no room of the page")] };
    let mut found = Vec::new();
    for path in uses(&bare(text), "crate::") {
        let first = path.split("::").next().unwrap_or_default().trim();
        match roots.get(first).and_then(|room| place(room)) {
            Some(there) if there <= here => {}
            _ => found.push(format!("{file} names crate::{path}")),
        }
    }
    found.sort();
    found.dedup();
    found
}

#[test]
fn the_page_has_every_room_in_the_order_of_the_crate() {
    assert_eq!(order(), declared());
}

#[test]
fn nothing_looks_back() {
    let found: Vec<String> = (sources().iter())
        .filter(|(file, _)| file != "lib.rs" && !is_test(file))
        .flat_map(|(file, text)| looking_back(file, text))
        .collect();
    assert!(found.is_empty(), "these look back:\n{}", found.join("\n"));
}

/// What may stand in the checker: base, time, model, scenario, verdict, and the format of proofs.
#[test]
fn the_checker_shares_words_and_nothing_else() {
    let roots = roots();
    let shared = ["base", "time", "model", "scenario", "verdict", "proof"];
    let sources = sources();
    let checker = sources.iter().filter(|(file, _)| file.starts_with("proof/") && !is_test(file));
    assert!(checker.clone().count() > 5, "the checker is somewhere else");
    for (file, text) in checker {
        for path in uses(&bare(text), "crate::") {
            let first = path.split("::").next().unwrap_or_default();
            let room = roots.get(first).map_or("", String::as_str);
            assert!(shared.contains(&room), "{file} names crate::{path}");
        }
    }
}

#[test]
fn a_planted_circle_is_found() {
    let planted = [
        "use crate::answer::Consequences;",
        "use crate::{Id, Consequences};",
        "use crate::{\n    Id,\n    answer::{Consequences, Finding},\n};",
        "fn f(answer: &crate::Consequences<'_>) {}",
        "fn f() { crate::answer::latest(); }",
    ];
    for text in planted {
        assert_eq!(looking_back("rules/planted.rs", text).len(), 1, "{text}");
    }
    for text in ["use crate::model::Effect;", "use crate::{Id, State, Truth};", "// crate::ask"] {
        assert!(looking_back("rules/planted.rs", text).is_empty(), "{text}");
    }
}
