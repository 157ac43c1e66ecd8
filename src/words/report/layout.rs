//! The form of a page: lines of a width, in colour or not; and Markdown.

use super::{Item, Passage, Report, Tone};
use crate::words::Language;

/// How wide the lines of a page are, and whether it has colour.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Layout {
    /// How many characters a line has at most; an address is never broken.
    pub width: usize,
    /// Whether names and titles stand out in colour, by the escape sequences of ANSI terminals.
    pub colour: bool,
}

impl Layout {
    /// A hundred characters without colour.
    pub const PLAIN: Self = Self { width: 100, colour: false };

    /// Lines of that many characters (at least twenty), without colour.
    pub const fn of_width(width: usize) -> Self {
        Self { width: if width < 20 { 20 } else { width }, colour: false }
    }

    /// The same in colour.
    #[must_use]
    pub const fn in_colour(mut self) -> Self {
        self.colour = true;
        self
    }
}

impl Default for Layout {
    fn default() -> Self {
        Self::PLAIN
    }
}

/// How a stretch of text stands out.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Style {
    Plain,
    Bold,
    Of(Tone),
}

impl Style {
    const fn escape(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Bold | Self::Of(Tone::Plain) => "\u{1b}[1m",
            Self::Of(Tone::Watchful) => "\u{1b}[1;33m",
            Self::Of(Tone::Grave) => "\u{1b}[1;31m",
        }
    }
}

/// A page as text.
pub(super) fn text(report: &Report<'_>, language: &dyn Language, layout: Layout) -> String {
    let names = report.names();
    let mut page = Page { layout, out: String::new() };
    for (at, passage) in report.head().iter().enumerate() {
        let style = if at == 0 { Style::Bold } else { Style::Plain };
        page.paragraph("", &[(style, &language.passage(names, passage))], "");
    }
    for section in report.sections() {
        page.out.push('\n');
        let title = language.passage(names, &section.topic.into());
        if let [only] = &*section.items
            && only.details.is_empty()
            && only.about.is_empty()
        {
            let said = language.passage(names, &only.says);
            let title = title + ":";
            page.paragraph("", &[(Style::Bold, &title), (Style::Plain, &said)], "  ");
            continue;
        }
        page.paragraph("", &[(Style::Bold, &title)], "");
        for item in &section.items {
            let label = label(report, item);
            let said = language.passage(names, &item.says);
            page.paragraph("  ", &[(Style::Of(item.tone), &label), (Style::Plain, &said)], "    ");
            for detail in &item.details {
                let said = language.passage(names, detail);
                page.paragraph("    ", &[(Style::Plain, &said)], "      ");
            }
        }
    }
    page.out.push('\n');
    let foot: Vec<String> =
        report.foot().iter().map(|passage| language.passage(names, passage)).collect();
    page.paragraph("", &[(Style::Plain, &foot.join(" "))], "");
    page.out
}

/// A page as Markdown.
pub(super) fn markdown(report: &Report<'_>, language: &dyn Language) -> String {
    let names = report.names();
    let told = |passage: &Passage| escaped(&language.passage(names, passage));
    let mut blocks: Vec<String> = Vec::new();
    for (at, passage) in report.head().iter().enumerate() {
        let mark = if at == 0 { "# " } else { "" };
        blocks.push(format!("{mark}{}", told(passage)));
    }
    for section in report.sections() {
        blocks.push(format!("## {}", told(&section.topic.into())));
        let mut lines: Vec<String> = Vec::new();
        for item in &section.items {
            let label = label(report, item);
            let label = match label.strip_suffix(':') {
                Some(label) => format!("**{}**: ", escaped(label)),
                None => String::new(),
            };
            lines.push(format!("- {label}{}", told(&item.says)));
            lines.extend(item.details.iter().map(|detail| format!("  - {}", told(detail))));
        }
        blocks.push(lines.join("\n"));
    }
    blocks.extend(report.foot().iter().map(told));
    blocks.join("\n\n") + "\n"
}

/// Of whom an entry is said: "Kazakhstan and Kyrgyzstan:".
fn label(report: &Report<'_>, item: &Item) -> String {
    if item.about.is_empty() {
        return String::new();
    }
    report.names().all(&item.about) + ":"
}

/// A text in which no character has a meaning for Markdown.
fn escaped(text: &str) -> String {
    text.chars()
        .flat_map(|letter| {
            let special =
                matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|');
            special.then_some('\\').into_iter().chain([letter])
        })
        .collect()
}

/// A page in the making.
struct Page {
    layout: Layout,
    out: String,
}

impl Page {
    /// Words in lines of the width, the first after one indent, the others after another.
    fn paragraph(&mut self, first: &str, parts: &[(Style, &str)], others: &str) {
        let mut column = first.len();
        let mut is_first_word = true;
        let mut style = Style::Plain;
        self.out.push_str(first);
        let words = parts.iter().flat_map(|(style, text)| {
            text.split(' ').filter(|word| !word.is_empty()).map(move |word| (*style, word))
        });
        for (wanted, word) in words {
            let length = word.chars().count();
            let space = usize::from(!is_first_word);
            let wraps = !is_first_word && column + space + length > self.layout.width;
            if wraps || wanted != style {
                self.switch(&mut style, Style::Plain);
            }
            if wraps {
                self.out.push('\n');
                self.out.push_str(others);
                column = others.len();
            } else if space > 0 {
                self.out.push(' ');
                column += 1;
            }
            self.switch(&mut style, wanted);
            self.out.push_str(word);
            column += length;
            is_first_word = false;
        }
        self.switch(&mut style, Style::Plain);
        self.out.push('\n');
    }

    fn switch(&mut self, style: &mut Style, to: Style) {
        if *style == to || !self.layout.colour {
            return;
        }
        if *style != Style::Plain {
            self.out.push_str("\u{1b}[0m");
        }
        self.out.push_str(to.escape());
        *style = to;
    }
}

#[cfg(test)]
mod tests {
    use super::{Layout, Page, Style, Tone, escaped};

    #[test]
    fn lines_are_of_the_width_and_colour_takes_no_room() {
        let parts: [(Style, &str); 2] = [
            (Style::Of(Tone::Grave), "Kazakhstan and Kyrgyzstan:"),
            (Style::Plain, "must first leave it"),
        ];
        let plain = |layout| {
            let mut page = Page { layout, out: String::new() };
            page.paragraph("  ", &parts, "    ");
            page.out
        };
        let narrow = plain(Layout::of_width(20));
        assert_eq!(narrow, "  Kazakhstan and\n    Kyrgyzstan: must\n    first leave it\n");
        let coloured = plain(Layout::of_width(20).in_colour());
        assert!(coloured.contains("\u{1b}[1;31mKazakhstan"));
        let without = coloured.replace("\u{1b}[1;31m", "").replace("\u{1b}[0m", "");
        assert_eq!(without, narrow);
    }

    #[test]
    fn markdown_takes_names_as_they_are() {
        assert_eq!(escaped("a_b [c]*"), "a\\_b \\[c\\]\\*");
    }
}
