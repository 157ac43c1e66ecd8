//! Values of a file: what they say, and where they stand.

use super::write::write_string;
use std::borrow::Cow;
use std::fmt::Write as _;

use crate::base::text::shown;

/// A stretch of a text: which line of a load, and from which byte to which. A hypothesis or a question is one line, however
/// many it has.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) line: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Place {
    const fn holds(self, other: Self) -> bool {
        self.line == other.line && self.start <= other.start && other.end <= self.end
    }
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

/// A name of an object with its value; no name repeats.
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

    pub(crate) const fn as_bool(&self) -> Option<bool> {
        match self.data {
            Data::Bool(yes) => Some(yes),
            Data::Null | Data::Number(_) | Data::Text(_) | Data::List(_) | Data::Object(_) => None,
        }
    }

    /// The value of a member of an object, if it is one.
    pub(crate) fn member(&self, name: &str) -> Option<&Self> {
        let Data::Object(members) = &self.data else { return None };
        members.iter().find(|member| member.name == name).map(|member| &member.value)
    }

    /// The place of a text from one of its bytes on; the whole text if it is written with escapes.
    pub(crate) fn from(&self, byte: usize) -> Place {
        let Place { line, start, end } = self.at;
        let plain = self.as_text().is_some_and(|text| text.len() + 2 == (end - start) as usize);
        match u32::try_from(byte) {
            // The text stands between its quotes; what is missing at its end is missing at the closing one.
            Ok(byte) if plain => {
                let from = (start + 1 + byte).min(end - 1);
                Place { line, start: from, end: (end - 1).max(from + 1) }
            }
            _ => self.at,
        }
    }

    /// The way from this value to the innermost one within it that holds a place, such as `changes[0].join.state`.
    pub(crate) fn path_to(&self, at: Place) -> String {
        let mut path = String::new();
        let mut here = self;
        loop {
            // What a value holds stands in its order.
            here = match &here.data {
                Data::Object(members) => {
                    let nth = members.partition_point(|member| member.value.at.end <= at.start);
                    let Some(member) = members.get(nth).filter(|one| one.value.at.holds(at)) else {
                        return path;
                    };
                    path.push_str(if path.is_empty() { "" } else { "." });
                    path.push_str(&shown(&member.name));
                    &member.value
                }
                Data::List(values) => {
                    let nth = values.partition_point(|value| value.at.end <= at.start);
                    let Some(value) = values.get(nth).filter(|one| one.at.holds(at)) else {
                        return path;
                    };
                    // Writing to a string cannot fail.
                    let _ = write!(path, "[{nth}]");
                    value
                }
                Data::Null | Data::Bool(_) | Data::Number(_) | Data::Text(_) => return path,
            };
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
