//! What is wrong, or odd, in a file: the place, the line with a caret under it, and what to do about it.

use std::borrow::Cow;
use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::Severity;

/// How many characters of a long line are shown on both sides of its caret.
const BEFORE: usize = 60;
const AFTER: usize = 60;
/// How far a caret reaches at most.
const WIDEST: usize = 60;

/// One complaint about one place of a file.
///
/// It is displayed with the line that it is about and a caret under the place:
///
/// ```text
/// error[unknown-key]: no state has the key `kax`
///  --> eurasia.jsonl:3:36
///   |
/// 3 | {"membership":"kaz-csto","member":"kax","of":"csto","status":"member"}
///   |                                   ^^^^^
///   = help: did you mean `kaz`?
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A word for it, such as `unknown-key`.
    pub code: &'static str,
    /// What is wrong, and what was expected.
    pub message: String,
    /// What to do about it, where that is plain.
    pub help: Option<String>,
    /// The file, or the name that the text was given.
    pub file: Box<str>,
    /// The line, from 1; 0 for what concerns the file as a whole.
    pub line: u32,
    /// The first character it is about, from 1; 0 for what concerns the file as a whole.
    pub column: u32,
    /// How many characters it is about.
    pub width: u32,
    /// The line, or the part of a long one around the place; control characters are shown as pictures.
    pub excerpt: Box<str>,
    /// How many characters of the excerpt stand before the place.
    pub caret: u32,
}

impl Diagnostic {
    /// A complaint about a file as a whole.
    pub(crate) fn of_file(
        severity: Severity,
        code: &'static str,
        message: impl Into<String>,
        file: &str,
    ) -> Self {
        Self {
            severity,
            code,
            message: message.into(),
            help: None,
            file: file.into(),
            line: 0,
            column: 0,
            width: 0,
            excerpt: "".into(),
            caret: 0,
        }
    }

    /// The same complaint, about the bytes `start..end` of a line.
    pub(crate) fn at(mut self, line: u32, text: &str, start: usize, end: usize) -> Self {
        let start = floor_boundary(text, start);
        let end = floor_boundary(text, end.max(start));
        let before = text[..start].chars().count();
        let width = text[start..end].chars().count().max(1);
        self.line = line;
        self.column = to_u32(before + 1);
        self.width = to_u32(width);
        (self.excerpt, self.caret) = excerpt(text, start, before);
        self
    }

    /// The same complaint with a hint.
    pub(crate) fn help(mut self, help: impl Into<Option<String>>) -> Self {
        self.help = help.into();
        self
    }

    /// What diagnostics are sorted by: file, line, column, and then what they say.
    pub(crate) fn rank(&self) -> (&str, u32, u32, &str, &str) {
        (&self.file, self.line, self.column, self.code, &self.message)
    }
}

/// The window of a line around a byte, and how many of its characters stand before that byte.
fn excerpt(text: &str, start: usize, before: usize) -> (Box<str>, u32) {
    let mut shown = String::new();
    let mut caret = before.min(BEFORE);
    let from = text[..start].char_indices().rev().take(caret).last().map_or(start, |(at, _)| at);
    if from > 0 {
        shown.push('…');
        caret += 1;
    }
    shown.extend(text[from..start].chars().map(visible));
    let mut rest = text[start..].chars();
    shown.extend(rest.by_ref().take(AFTER).map(visible));
    if rest.next().is_some() {
        shown.push('…');
    }
    (shown.into(), to_u32(caret))
}

/// A character as it is shown: one that would move the cursor or turn the direction of writing becomes a picture of itself.
pub(crate) fn visible(c: char) -> char {
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => '\u{fffd}',
        _ => c,
    }
}

/// The last character boundary at or before a byte.
fn floor_boundary(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn to_u32(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]: {}", self.severity.as_str(), self.code, self.message)?;
        let file: Cow<'_, str> = self.file.chars().map(visible).collect::<String>().into();
        if self.line == 0 {
            write!(f, "\n --> {file}")?;
            if let Some(help) = &self.help {
                write!(f, "\n  = help: {help}")?;
            }
            return Ok(());
        }
        let number = self.line.to_string();
        let gutter = number.len();
        write!(f, "\n{:gutter$}--> {file}:{}:{}", "", self.line, self.column)?;
        write!(f, "\n{:gutter$} |", "")?;
        write!(f, "\n{number} | {}", self.excerpt)?;
        let caret = self.caret as usize;
        let room = self.excerpt.chars().count().saturating_sub(caret).clamp(1, WIDEST);
        let width = (self.width as usize).clamp(1, room);
        write!(f, "\n{:gutter$} | {:caret$}{}", "", "", "^".repeat(width))?;
        if let Some(help) = &self.help {
            write!(f, "\n{:gutter$} = help: {help}", "")?;
        }
        Ok(())
    }
}

/// The object of the JSON form: `severity`, `code`, `file`, `line`, `column`, `message`, `help`.
impl Serialize for Diagnostic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Diagnostic", 7)?;
        object.serialize_field("severity", self.severity.as_str())?;
        object.serialize_field("code", self.code)?;
        object.serialize_field("file", &self.file)?;
        object.serialize_field("line", &self.line)?;
        object.serialize_field("column", &self.column)?;
        object.serialize_field("message", &self.message)?;
        object.serialize_field("help", &self.help)?;
        object.end()
    }
}
