//! Values of a file: what they say, and where they stand.

use std::borrow::Cow;
use std::fmt::Write as _;

/// A stretch of a line: which line of the load, and from which byte to which.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) line: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Value<'a> {
    pub(crate) at: Place,
    pub(crate) data: Data<'a>,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(crate) enum Data<'a> {
    Null,
    Bool(bool),
    Number(&'a str),
    Text(Cow<'a, str>),
    List(Vec<Value<'a>>),
    Object(Vec<Member<'a>>),
}

/// A name of an object with its value; names may repeat.
#[derive(Clone, Debug)]
pub(crate) struct Member<'a> {
    pub(crate) name: Cow<'a, str>,
    pub(crate) name_at: Place,
    pub(crate) value: Value<'a>,
}

impl<'a> Value<'a> {
    pub(crate) fn text(at: Place, text: impl Into<Cow<'a, str>>) -> Self {
        Self { at, data: Data::Text(text.into()) }
    }

    pub(crate) const fn null(at: Place) -> Self {
        Self { at, data: Data::Null }
    }

    pub(crate) const fn is_null(&self) -> bool {
        matches!(self.data, Data::Null)
    }

    pub(crate) fn as_text(&self) -> Option<&str> {
        match &self.data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What it is, for messages.
    pub(crate) const fn kind(&self) -> &'static str {
        match self.data {
            Data::Null => "null",
            Data::Bool(_) => "true or false",
            Data::Number(_) => "a number",
            Data::Text(_) => "a string",
            Data::List(_) => "a list",
            Data::Object(_) => "an object",
        }
    }

    /// Whether both say the same, wherever they stand and in whatever order their names come.
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        match (&self.data, &other.data) {
            (Data::Null, Data::Null) => true,
            (Data::Bool(a), Data::Bool(b)) => a == b,
            (Data::Number(a), Data::Number(b)) => a == b,
            (Data::Text(a), Data::Text(b)) => a == b,
            (Data::List(a), Data::List(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.says_the_same(b))
            }
            (Data::Object(a), Data::Object(b)) => {
                let found = |one: &Member<'_>| {
                    b.iter().any(|two| one.name == two.name && one.value.says_the_same(&two.value))
                };
                a.len() == b.len() && a.iter().all(found)
            }
            _ => false,
        }
    }

    /// The value as the file format writes it; a string without its quotes.
    pub(crate) fn plain(&self) -> String {
        match &self.data {
            Data::Text(text) => text.clone().into_owned(),
            _ => self.compact(),
        }
    }

    fn compact(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        match &self.data {
            Data::Null => out.push_str("null"),
            Data::Bool(yes) => out.push_str(if *yes { "true" } else { "false" }),
            Data::Number(number) => out.push_str(number),
            Data::Text(text) => write_string(out, text),
            Data::List(values) => {
                out.push('[');
                for (nth, value) in values.iter().enumerate() {
                    out.push_str(if nth == 0 { "" } else { "," });
                    value.write(out);
                }
                out.push(']');
            }
            Data::Object(members) => {
                out.push('{');
                for (nth, member) in members.iter().enumerate() {
                    out.push_str(if nth == 0 { "" } else { "," });
                    write_string(out, &member.name);
                    out.push(':');
                    member.value.write(out);
                }
                out.push('}');
            }
        }
    }
}

/// Writes a JSON string; only what must be escaped is.
pub(crate) fn write_string(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\u{1f}' => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}
