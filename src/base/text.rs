//! The shapes of text that every room shares: articles, lists, quotations, and what may have been meant.

use super::visible;

/// The name of a text without the number of an article that is told beside it: "Ireland constitution (EU common defence)".
///
/// Laws are often named after the one article that matters. Where the name has a different number, it stays.
pub(crate) fn without_article(name: &str, article: &str) -> String {
    let Some((before, after)) = name.split_once(" art. ") else { return name.to_owned() };
    let end = after.find(" (").unwrap_or(after.len());
    let (numbers, rest) = after.split_at(end);
    // "art. 12" covers 12(4), and "art. 146 and 152" covers both.
    let covers = |number: &str| {
        (article.strip_prefix(number)).is_some_and(|rest| rest.is_empty() || rest.starts_with('('))
    };
    if numbers.split([' ', ',']).any(covers) { format!("{before}{rest}") } else { name.to_owned() }
}

/// The name of a body or a text with an article, where English wants one: a single word goes without.
pub(crate) fn with_article(name: &str) -> String {
    if name.contains(' ') && !name.to_lowercase().starts_with("the ") {
        format!("the {name}")
    } else {
        name.to_owned()
    }
}

/// "a, b and c".
pub(crate) fn join(parts: &[String], word: &str) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

/// A text of a file inside a message: on one line, and not too long.
pub(crate) fn quoted(text: &str) -> String {
    const MOST: usize = 60;
    let mut chars = text.chars().map(visible);
    let mut shown: String = chars.by_ref().take(MOST).collect();
    if chars.next().is_some() {
        shown.push('…');
    }
    format!("`{shown}`")
}

/// "did you mean", if there is something that may have been meant.
pub(crate) fn did_you_mean(near: Option<&str>) -> Option<String> {
    near.map(|near| format!("did you mean `{near}`?"))
}

#[cfg(test)]
mod tests {
    use super::without_article;

    #[test]
    fn an_article_is_told_once() {
        for (name, article, expected) in [
            ("Lithuania constitution art. 137", "137", "Lithuania constitution"),
            ("Angola constitution art. 12", "12(4)", "Angola constitution"),
            ("Malta constitution art. 1(3)", "1(3)", "Malta constitution"),
            ("Iran constitution art. 146 and 152", "152", "Iran constitution"),
            ("Ireland constitution art. 29.4.9 (EU)", "29.4.9", "Ireland constitution (EU)"),
            ("Ecuador constitution art. 5", "52", "Ecuador constitution art. 5"),
            ("Charter of the United Nations", "51", "Charter of the United Nations"),
        ] {
            assert_eq!(without_article(name, article), expected, "{name}, {article}");
        }
    }
}
