//! The sources of the library as text, for the tests that hold them to the rules of the house.

use std::fs;
use std::path::Path;

/// Every source, by its path below `src`; sorted.
pub(crate) fn sources() -> Vec<(String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut open = vec![src.clone()];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let name = path.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    assert!(found.len() > 100, "only {} sources were found", found.len());
    found
}

/// Whether a file holds tests alone.
pub(crate) fn is_test(file: &str) -> bool {
    file.split('/').any(|part| part == "tests" || part == "tests.rs")
}

/// A source without the tests at its end.
pub(crate) fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default()
}

/// A source without comments, and without what is compiled for tests alone.
pub(crate) fn bare(text: &str) -> String {
    let code = |line: &str| line.split("//").next().unwrap_or_default().to_owned() + "\n";
    without_tests(text).lines().map(code).collect()
}

/// The text literals of a source as a reader of the program gets them; what stands in comments is none.
pub(crate) fn literals(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = code;
    let mut last = ' ';
    while let Some(next) = rest.chars().next() {
        let after = &rest[next.len_utf8()..];
        let is_raw = next == 'r' && !(last.is_alphanumeric() || last == '_');
        rest = if rest.starts_with("//") {
            rest.find('\n').map_or("", |end| &rest[end..])
        } else if let Some(comment) = rest.strip_prefix("/*") {
            comment.split_once("*/").map_or("", |(_, rest)| rest)
        } else if let Some((literal, rest)) = is_raw.then(|| raw(after)).flatten() {
            found.push(literal.to_owned());
            rest
        } else if next == '"' {
            let (literal, rest) = plain(after);
            found.push(literal);
            rest
        } else if next == '\'' {
            after_quote(after)
        } else {
            after
        };
        last = next;
    }
    found
}

/// A raw literal of which the `r` has been read, and what follows it.
fn raw(text: &str) -> Option<(&str, &str)> {
    let fence = text.find(|char| char != '#')?;
    let (fence, text) = text.split_at(fence);
    text.strip_prefix('"')?.split_once(&format!("\"{fence}"))
}

/// A literal of which the opening quote has been read, and what follows it.
fn plain(mut text: &str) -> (String, &str) {
    let mut literal = String::new();
    while let Some(at) = text.find(['"', '\\']) {
        literal.push_str(&text[..at]);
        let (stop, rest) = text[at..].split_at(1);
        if stop == "\"" {
            return (literal, rest);
        }
        // What is escaped stands for itself here; an escaped line end for nothing.
        text = match rest.chars().next() {
            Some(escaped) if escaped != '\n' => {
                literal.push(escaped);
                &rest[escaped.len_utf8()..]
            }
            _ => rest.trim_start(),
        };
    }
    (literal, "")
}

/// What follows a quote that begins a character (`'"'`, `'\''`) or a lifetime (`'a`).
fn after_quote(text: &str) -> &str {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some('\\'), Some(escaped)) => {
            let rest = &text[1 + escaped.len_utf8()..];
            rest.split_once('\'').map_or("", |(_, rest)| rest)
        }
        (Some(char), Some('\'')) => &text[char.len_utf8() + 1..],
        _ => text,
    }
}

#[test]
fn literals_are_found_wherever_they_stand() {
    let code = r##"
        // "no" literal; the next has a quote in it, and goes on in another line
        let a = ("one", "tw\"o", b"three", '"', '\'', 'a', "four \
                  five"); /* "no" */ fn f<'a>(_: &'a str) {}
        let r = (r"si\x", r#"se"ven"#, bar"", "https://eight");"##;
    let expected = ["one", "tw\"o", "three", "four five", "si\\x", "se\"ven", "", "https://eight"];
    assert_eq!(literals(code), expected);
}
