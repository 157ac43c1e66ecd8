//! The lines that large files are made of: who is in what, as what, since when and until when, and nothing else.
//!
//! They are read without values in between. Whatever is odd about a line leaves it to the reader of all lines, which says so.

use super::lines::{has_byte, has_control};
use crate::base::is_key;

/// What such a line says, as slices of it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Plain<'a> {
    pub(super) key: &'a str,
    /// Where the key stands, from its quote on.
    pub(super) start: u32,
    pub(super) member: &'a str,
    pub(super) of: &'a str,
    pub(super) status: &'a str,
    pub(super) from: Option<&'a str>,
    pub(super) to: Option<&'a str>,
}

impl<'a> Plain<'a> {
    /// What a line says, if it is one of these and nothing is wrong with its form.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        let (eights, rest) = text.as_bytes().as_chunks::<8>();
        let is_odd = |eight: &[u8; 8]| has_byte(*eight, b'\\') | has_control(*eight);
        let is_odd_byte = |byte: &u8| matches!(byte, b'\\' | 0..=0x1f);
        if eights.iter().any(is_odd) || rest.iter().any(is_odd_byte) {
            return None;
        }
        let mut scanner = Scanner { text, at: 0 };
        scanner.step(b'{')?;
        let (mut key, mut start) = (None, 0);
        let (mut member, mut of, mut status, mut from, mut to) = (None, None, None, None, None);
        loop {
            let name = scanner.string()?;
            scanner.step(b':')?;
            scanner.space();
            let at = scanner.at;
            let value = scanner.string()?;
            let field = match name {
                "membership" => {
                    start = u32::try_from(at).ok()?;
                    &mut key
                }
                "member" => &mut member,
                "of" => &mut of,
                "status" => &mut status,
                "from" => &mut from,
                "to" => &mut to,
                _ => return None,
            };
            if field.replace(value).is_some() {
                return None;
            }
            match scanner.next()? {
                b',' => scanner.space(),
                b'}' => break,
                _ => return None,
            }
        }
        let key = key.filter(|key| scanner.at == text.len() && is_key(key))?;
        Some(Self { key, start, member: member?, of: of?, status: status?, from, to })
    }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    fn next(&mut self) -> Option<u8> {
        let byte = self.text.as_bytes().get(self.at).copied();
        self.at += 1;
        byte
    }

    fn step(&mut self, over: u8) -> Option<()> {
        (self.next()? == over).then_some(())
    }

    fn space(&mut self) {
        while self.text.as_bytes().get(self.at) == Some(&b' ') {
            self.at += 1;
        }
    }

    /// A string, as it is written.
    fn string(&mut self) -> Option<&'a str> {
        self.step(b'"')?;
        let start = self.at;
        let rest = self.text.as_bytes().get(start..)?;
        let len = rest.iter().position(|byte| *byte == b'"')?;
        self.at += len + 1;
        self.text.get(start..start + len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_line_is_read_and_any_other_is_left() {
        let line = r#"{"membership":"m", "member":"a","of":"b","status":"member","to":"ä"}"#;
        let plain = Plain::of(line).unwrap();
        assert_eq!((plain.key, plain.member, plain.of), ("m", "a", "b"));
        assert_eq!((plain.status, plain.from, plain.to), ("member", None, Some("ä")));
        assert!(line[plain.start as usize..].starts_with("\"m\""));
        for (part, other) in [
            ("\"m\"", "\"M\""),
            ("\"m\"", "1"),
            ("\"m\"", "\"\\u006d\""),
            ("\"m\"", "\"m\\\""),
            ("\"m\"", "\"m\t\""),
            ("membership", "overlay"),
            ("membership", "of"),
            ("\"of\":\"b\",", ""),
            ("status", "note"),
            (",\"to\"", ",\"of\""),
            ("\"ä\"", "null"),
            ("}", ""),
            ("}", "}}"),
            ("}", ",}"),
            ("{", " {"),
        ] {
            assert_eq!(Plain::of(&line.replacen(part, other, 1)), None, "{other} for {part}");
        }
    }
}
