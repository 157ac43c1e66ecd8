//! JSON out: what derives its form is written as serde has it, on one line, straight into the text.
//!
//! The text is that of `serde_json`, to the byte; names of fields need no escaping, and most texts none either.

use std::fmt::{self, Display, Write};

use serde::ser::{
    Error as _, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use serde_json::Error;

/// What derives its form, as JSON; nothing, if it has a map whose keys are no texts.
pub(crate) fn to_text<T: Serialize + ?Sized>(value: &T) -> String {
    to_text_of(value, 128)
}

/// The same, where it is known about how long it will be.
pub(crate) fn to_text_of<T: Serialize + ?Sized>(value: &T, length: usize) -> String {
    let mut writer = Writer { out: String::with_capacity(length) };
    match value.serialize(&mut writer) {
        Ok(()) => writer.out,
        Err(_) => String::new(),
    }
}

struct Writer {
    out: String,
}

impl Writer {
    fn text(&mut self, text: &str) {
        write_string(&mut self.out, text);
    }

    fn shown(&mut self, value: impl Display) {
        // Writing to a string cannot fail.
        let _ = write!(self.out, "{value}");
    }

    fn name(&mut self, name: &str) {
        self.out.push('"');
        self.out.push_str(name);
        self.out.push_str("\":");
    }

    fn several(&mut self, open: char, close: &'static str) -> Several<'_> {
        self.out.push(open);
        Several { writer: self, close, is_first: true }
    }
}

/// Writes a JSON string; only what must be escaped is.
pub(crate) fn write_string(out: &mut String, text: &str) {
    out.push('"');
    escape(out, text);
    out.push('"');
}

/// Writes what stands between quotation marks.
fn escape(out: &mut String, text: &str) {
    if is_plain(text.as_bytes()) {
        out.push_str(text);
    } else {
        for c in text.chars() {
            match c {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '\u{8}' => out.push_str("\\b"),
                '\u{c}' => out.push_str("\\f"),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                '\0'..='\u{1f}' => {
                    let _ = write!(out, "\\u{:04x}", u32::from(c));
                }
                _ => out.push(c),
            }
        }
    }
}

/// Whether nothing in it must be escaped: eight bytes are looked at at once, and some of them twice.
fn is_plain(bytes: &[u8]) -> bool {
    if let Some(last) = bytes.last_chunk::<8>() {
        let whole = bytes.chunks_exact(8).filter_map(|eight| eight.first_chunk::<8>());
        let marks = whole.fold(marked(*last), |marks, eight| marks | marked(*eight));
        return marks == 0;
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let [a, b, c, d] = *first;
        let [e, f, g, h] = *last;
        return marked([a, b, c, d, e, f, g, h]) == 0;
    }
    !bytes.iter().any(|byte| *byte < 0x20 || *byte == b'"' || *byte == b'\\')
}

/// A number that is not zero if one of eight bytes must be escaped.
const fn marked(eight: [u8; 8]) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let bytes = u64::from_le_bytes(eight);
    let control = bytes.wrapping_sub(ONES * 0x20) & !bytes;
    let quote = bytes ^ (ONES * b'"' as u64);
    let backslash = bytes ^ (ONES * b'\\' as u64);
    let quote = quote.wrapping_sub(ONES) & !quote;
    let backslash = backslash.wrapping_sub(ONES) & !backslash;
    (control | quote | backslash) & HIGH
}

/// A text that is written piece by piece.
struct Pieces<'o>(&'o mut String);

impl Write for Pieces<'_> {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        escape(self.0, piece);
        Ok(())
    }
}

/// A list or an object that is being written.
struct Several<'w> {
    writer: &'w mut Writer,
    close: &'static str,
    is_first: bool,
}

impl Several<'_> {
    fn next(&mut self) {
        if self.is_first {
            self.is_first = false;
        } else {
            self.writer.out.push(',');
        }
    }

    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.next();
        value.serialize(&mut *self.writer)
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        self.next();
        self.writer.name(name);
        value.serialize(&mut *self.writer)
    }

    fn close(self) {
        self.writer.out.push_str(self.close);
    }
}

macro_rules! numbers {
    ($($method:ident: $number:ty),+) => {$(
        fn $method(self, number: $number) -> Result<(), Error> {
            self.shown(number);
            Ok(())
        }
    )+};
}

impl<'w> Serializer for &'w mut Writer {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Several<'w>;
    type SerializeTuple = Several<'w>;
    type SerializeTupleStruct = Several<'w>;
    type SerializeTupleVariant = Several<'w>;
    type SerializeMap = Several<'w>;
    type SerializeStruct = Several<'w>;
    type SerializeStructVariant = Several<'w>;

    numbers! {
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128
    }

    fn serialize_bool(self, yes: bool) -> Result<(), Error> {
        self.out.push_str(if yes { "true" } else { "false" });
        Ok(())
    }

    fn serialize_f32(self, number: f32) -> Result<(), Error> {
        self.out.push_str(&serde_json::to_string(&number)?);
        Ok(())
    }

    fn serialize_f64(self, number: f64) -> Result<(), Error> {
        self.out.push_str(&serde_json::to_string(&number)?);
        Ok(())
    }

    fn serialize_char(self, c: char) -> Result<(), Error> {
        self.text(c.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, text: &str) -> Result<(), Error> {
        self.text(text);
        Ok(())
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Error> {
        self.out.push('"');
        // What cannot be shown is written as far as it could be; nothing here cannot.
        let _ = write!(Pieces(&mut self.out), "{value}");
        self.out.push('"');
        Ok(())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), Error> {
        bytes.serialize(self)
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.out.push_str("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _number: u32,
        variant: &'static str,
    ) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _number: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        let mut object = self.several('{', "}");
        object.field(variant, value)?;
        object.close();
        Ok(())
    }

    fn serialize_seq(self, _length: Option<usize>) -> Result<Several<'w>, Error> {
        Ok(self.several('[', "]"))
    }

    fn serialize_tuple(self, _length: usize) -> Result<Several<'w>, Error> {
        Ok(self.several('[', "]"))
    }

    fn serialize_tuple_struct(
        self,
        _name: &'static str,
        _length: usize,
    ) -> Result<Several<'w>, Error> {
        Ok(self.several('[', "]"))
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _number: u32,
        variant: &'static str,
        _length: usize,
    ) -> Result<Several<'w>, Error> {
        self.out.push('{');
        self.name(variant);
        Ok(self.several('[', "]}"))
    }

    fn serialize_map(self, _length: Option<usize>) -> Result<Several<'w>, Error> {
        Ok(self.several('{', "}"))
    }

    fn serialize_struct(self, _name: &'static str, _length: usize) -> Result<Several<'w>, Error> {
        Ok(self.several('{', "}"))
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _number: u32,
        variant: &'static str,
        _length: usize,
    ) -> Result<Several<'w>, Error> {
        self.out.push('{');
        self.name(variant);
        Ok(self.several('{', "}}"))
    }
}

macro_rules! lists {
    ($($list:ident: $method:ident),+) => {$(
        impl $list for Several<'_> {
            type Ok = ();
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.value(value)
            }

            fn end(self) -> Result<(), Error> {
                self.close();
                Ok(())
            }
        }
    )+};
}

lists! {
    SerializeSeq: serialize_element,
    SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field,
    SerializeTupleVariant: serialize_field
}

macro_rules! objects {
    ($($object:ident),+) => {$(
        impl $object for Several<'_> {
            type Ok = ();
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), Error> {
                self.field(name, value)
            }

            fn end(self) -> Result<(), Error> {
                self.close();
                Ok(())
            }
        }
    )+};
}

objects!(SerializeStruct, SerializeStructVariant);

impl SerializeMap for Several<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.next();
        let start = self.writer.out.len();
        key.serialize(&mut *self.writer)?;
        if self.writer.out[start..].starts_with('"') {
            Ok(())
        } else {
            Err(Error::custom("a key is a text"))
        }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.writer.out.push(':');
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}
