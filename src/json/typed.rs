//! Values as serde takes them: what derives its form is read with the same places and complaints as everything else.

use serde::de::value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{
    DeserializeOwned, Deserializer, Error, Expected, IntoDeserializer, Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;

use super::fault::Fault;
use super::value::{Data, Member, Place, Value};
use crate::base::text::quoted;

/// The typed value that a value says, or the first thing that is wrong with it, at its place.
pub(crate) fn typed<T: DeserializeOwned>(value: &Value<'_>) -> Result<T, Fault> {
    T::deserialize(Typed(value)).map_err(|wrong| wrong.at(value.at).fault)
}

struct Typed<'v, 'a>(&'v Value<'a>);

/// Something that is wrong; serde does not know where, so that the innermost value that is being read tells it.
#[derive(Debug)]
struct Wrong {
    fault: Fault,
    is_placed: bool,
    /// Whether another sort of value was expected than the one that stands there.
    is_sort: bool,
}

impl Wrong {
    fn new(code: &'static str, message: String) -> Self {
        Self::of(Fault::new(code, Place { line: 0, start: 0, end: 0 }, message))
    }

    const fn of(fault: Fault) -> Self {
        Self { fault, is_placed: false, is_sort: false }
    }

    fn at(mut self, at: Place) -> Self {
        if !self.is_placed {
            (self.fault.at, self.is_placed) = (at, true);
        }
        self
    }

    fn in_value(mut self, value: &Value<'_>) -> Self {
        if self.is_sort && !self.is_placed {
            self.fault.message = format!("{}, found {}", self.fault.message, value.kind());
        }
        self.at(value.at)
    }
}

impl std::fmt::Display for Wrong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.fault.message)
    }
}

impl std::error::Error for Wrong {}

impl Error for Wrong {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self::new("wrong-type", message.to_string())
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self { is_sort: true, ..Self::new("wrong-type", format!("expected {expected}")) }
    }

    fn unknown_variant(word: &str, known: &'static [&'static str]) -> Self {
        let message = format!("{} is none of the words that can stand here", quoted(word));
        let nowhere = Place { line: 0, start: 0, end: 0 };
        Self::of(Fault::unknown("unknown-word", nowhere, message, word, known))
    }

    fn unknown_field(field: &str, known: &'static [&'static str]) -> Self {
        let message = format!("there is no field {} here", quoted(field));
        let nowhere = Place { line: 0, start: 0, end: 0 };
        Self::of(Fault::unknown("unknown-field", nowhere, message, field, known))
    }

    fn missing_field(field: &'static str) -> Self {
        let wrong = Self::new("missing-field", format!("the field `{field}` is missing"));
        Self { fault: wrong.fault.expecting([field]), ..wrong }
    }
}

impl<'de> Deserializer<'de> for Typed<'de, '_> {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let said = match &self.0.data {
            Data::Null => visitor.visit_unit(),
            Data::Bool(yes) => visitor.visit_bool(*yes),
            Data::Number(text) => number(text, visitor),
            Data::Text(text) => visitor.visit_borrowed_str(text),
            Data::List(values) => {
                let mut items = SeqDeserializer::new(values.iter().map(Typed));
                visitor.visit_seq(&mut items).and_then(|said| items.end().map(|()| said))
            }
            Data::Object(members) => {
                let mut members = MapDeserializer::new(members.iter().map(pair));
                visitor.visit_map(&mut members).and_then(|said| members.end().map(|()| said))
            }
        };
        said.map_err(|wrong| wrong.in_value(self.0))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        let said = match &self.0.data {
            Data::Text(text) => visitor.visit_enum((&**text).into_deserializer()),
            Data::Object(members) if members.len() == 1 => {
                let members = MapDeserializer::new(members.iter().map(pair));
                visitor.visit_enum(MapAccessDeserializer::new(members))
            }
            _ => {
                let message = "expected a word, or an object of one field".to_owned();
                let wrong = Wrong::new("wrong-type", message);
                Err(Wrong { fault: wrong.fault.expecting(known.iter().copied()), ..wrong })
            }
        };
        said.map_err(|wrong| wrong.at(self.0.at))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Wrong> for Typed<'de, '_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// The name of a member, which stands at a place of its own.
struct Name<'de, 'a>(&'de Member<'a>);

const fn pair<'de, 'a>(member: &'de Member<'a>) -> (Name<'de, 'a>, Typed<'de, 'a>) {
    (Name(member), Typed(&member.value))
}

impl<'de> Deserializer<'de> for Name<'de, '_> {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_borrowed_str(&self.0.name).map_err(|wrong: Wrong| wrong.at(self.0.name_at))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Wrong> for Name<'de, '_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// A number, by its text.
fn number<'de, V: Visitor<'de>>(text: &str, visitor: V) -> Result<V::Value, Wrong> {
    if let Ok(number) = text.parse() {
        visitor.visit_u64(number)
    } else if let Ok(number) = text.parse() {
        visitor.visit_i64(number)
    } else {
        let number = text.parse().map_err(|_| Wrong::custom("expected a number"))?;
        visitor.visit_f64(number)
    }
}
