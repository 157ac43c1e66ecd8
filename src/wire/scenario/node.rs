//! JSON with places: every value knows at which byte of the text it begins.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::QuestionError;

/// How deep values may lie in each other; a change file needs five levels.
const DEEPEST: u32 = 16;

/// A value and the byte of the text at which it begins.
#[derive(Debug)]
pub(super) struct Node<'t> {
    pub(super) at: usize,
    pub(super) data: Data<'t>,
}

#[derive(Debug)]
pub(super) enum Data<'t> {
    Null,
    Bool(bool),
    Number,
    Text(Cow<'t, str>),
    List(Vec<Node<'t>>),
    Object(Vec<(Cow<'t, str>, Node<'t>)>),
}

impl Node<'_> {
    /// What sort of value it is, in words.
    pub(super) const fn sort(&self) -> &'static str {
        match self.data {
            Data::Null => "null",
            Data::Bool(_) => "a truth value",
            Data::Number => "a number",
            Data::Text(_) => "a text",
            Data::List(_) => "a list",
            Data::Object(_) => "an object",
        }
    }

    pub(super) const fn is_null(&self) -> bool {
        matches!(self.data, Data::Null)
    }

    pub(super) const fn is_empty_list(&self) -> bool {
        matches!(&self.data, Data::List(items) if items.is_empty())
    }
}

/// The fields of an object in their order, those that stand twice included.
struct Raw<'t>(Vec<(Cow<'t, str>, &'t RawValue)>);

/// A name that is borrowed from the text where it has no escapes.
#[derive(Deserialize)]
struct Name<'t>(#[serde(borrow)] Cow<'t, str>);

impl<'de> Deserialize<'de> for Raw<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;

        impl<'de> Visitor<'de> for Fields {
            type Value = Raw<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw<'de>, A::Error> {
                let mut fields = Vec::new();
                while let Some((Name(name), value)) = map.next_entry()? {
                    fields.push((name, value));
                }
                Ok(Raw(fields))
            }
        }

        deserializer.deserialize_map(Fields)
    }
}

/// The value that a text holds.
pub(super) fn parse(text: &str) -> Result<Node<'_>, QuestionError> {
    // A byte order mark is no part of the text.
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let skipped = text.len() - body.len();
    let raw: &RawValue =
        serde_json::from_str(body).map_err(|error| syntax(body, skipped, &error))?;
    node(text, raw, DEEPEST)
}

fn syntax(text: &str, skipped: usize, error: &serde_json::Error) -> QuestionError {
    let position = offset(text, error.line(), error.column()) + skipped;
    // The place is told in bytes, so that of the parser is left out.
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let place = format!("line {}, column {}", error.line(), error.column());
    QuestionError::new("syntax", format!("the file is not JSON: {message} ({place})"))
        .at(position.min(text.len() + skipped))
}

/// The byte of a line and column, both counted from 1; the column counts bytes.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    before + column.saturating_sub(1)
}

/// Its recursion is bounded by `depth`.
fn node<'t>(text: &'t str, raw: &'t RawValue, depth: u32) -> Result<Node<'t>, QuestionError> {
    let body = raw.get();
    // The value is a piece of the text.
    let at = (body.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    if depth == 0 {
        let message = format!("values lie more than {DEEPEST} deep in each other");
        return Err(QuestionError::new("syntax", message).at(at));
    }
    let failed = |error: serde_json::Error| {
        QuestionError::new("syntax", format!("the file is not JSON: {error}")).at(at)
    };
    let data = match body.as_bytes().first() {
        Some(b'{') => {
            let Raw(fields) = serde_json::from_str(body).map_err(failed)?;
            let fields =
                fields.into_iter().map(|(name, raw)| Ok((name, node(text, raw, depth - 1)?)));
            Data::Object(fields.collect::<Result<_, QuestionError>>()?)
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(body).map_err(failed)?;
            let items = items.into_iter().map(|raw| node(text, raw, depth - 1));
            Data::List(items.collect::<Result<_, _>>()?)
        }
        Some(b'"') => {
            let Name(word) = serde_json::from_str(body).map_err(failed)?;
            Data::Text(word)
        }
        Some(b't') => Data::Bool(true),
        Some(b'f') => Data::Bool(false),
        Some(b'n') => Data::Null,
        _ => Data::Number,
    };
    Ok(Node { at, data })
}
