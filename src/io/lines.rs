//! Bytes become lines, in bounded memory whatever the bytes are.

use std::io::{self, ErrorKind, Read};

/// The longest line that is read, in bytes.
pub(super) const LONGEST: usize = 1 << 20;
/// How much of a longer line is kept to show where it is.
const GLIMPSE: usize = 240;
const CHUNK: usize = 1 << 16;
const MARK: &[u8] = b"\xef\xbb\xbf";

/// A line without its end, or the beginning of one that is too long.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'b> {
    Line(&'b [u8]),
    TooLong(&'b [u8]),
}

/// Hands on every line with its number, from 1. Lines end with `\n`, `\r\n` or `\r`; a byte order mark at the very
/// beginning is passed over. A line beyond [`LONGEST`] is reported once and skipped without being held.
pub(super) fn split(reader: &mut dyn Read, mut each: impl FnMut(u32, Piece<'_>)) -> io::Result<()> {
    let mut chunk = vec![0; CHUNK];
    let mut splitter = Splitter { line: Vec::new(), number: 1, skipping: false, after_cr: false };
    loop {
        let len = match reader.read(&mut chunk) {
            Ok(0) => break,
            Ok(len) => len,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        splitter.take(&chunk[..len], &mut each);
    }
    splitter.end_line(&mut each);
    Ok(())
}

struct Splitter {
    line: Vec<u8>,
    number: u32,
    skipping: bool,
    /// A `\n` that comes now belongs to the `\r` before it.
    after_cr: bool,
}

impl Splitter {
    fn take(&mut self, mut bytes: &[u8], each: &mut impl FnMut(u32, Piece<'_>)) {
        while !bytes.is_empty() {
            if std::mem::take(&mut self.after_cr) && bytes[0] == b'\n' {
                bytes = &bytes[1..];
                continue;
            }
            let end = end_of_line(bytes);
            let line = &bytes[..end.unwrap_or(bytes.len())];
            if end.is_some() && self.line.is_empty() && !self.skipping && line.len() <= LONGEST {
                // It lies here as a whole, and need not be held.
                each(self.number, Piece::Line(without_mark(line, self.number)));
                self.number = self.number.saturating_add(1);
            } else {
                self.hold(line, each);
                if end.is_some() {
                    self.end_line(each);
                }
            }
            let Some(end) = end else { break };
            self.after_cr = bytes[end] == b'\r';
            bytes = &bytes[end + 1..];
        }
    }

    fn hold(&mut self, bytes: &[u8], each: &mut impl FnMut(u32, Piece<'_>)) {
        if self.skipping {
            return;
        }
        if self.line.len() + bytes.len() <= LONGEST {
            self.line.extend_from_slice(bytes);
            return;
        }
        self.line.extend_from_slice(&bytes[..bytes.len().min(GLIMPSE)]);
        self.line.truncate(GLIMPSE);
        each(self.number, Piece::TooLong(without_mark(&self.line, self.number)));
        self.line = Vec::new();
        self.skipping = true;
    }

    fn end_line(&mut self, each: &mut impl FnMut(u32, Piece<'_>)) {
        if !std::mem::take(&mut self.skipping) {
            each(self.number, Piece::Line(without_mark(&self.line, self.number)));
        }
        self.line.clear();
        self.number = self.number.saturating_add(1);
    }
}

/// Where the first line ends; eight bytes are looked at together.
fn end_of_line(bytes: &[u8]) -> Option<usize> {
    let (eights, _) = bytes.as_chunks::<8>();
    let ends = |eight: &[u8; 8]| has_byte(*eight, b'\n') | has_byte(*eight, b'\r');
    let from = 8 * eights.iter().position(ends).unwrap_or(eights.len());
    let end = bytes[from..].iter().position(|byte| matches!(byte, b'\n' | b'\r'))?;
    Some(from + end)
}

/// Whether one of eight bytes is this one.
#[inline]
pub(super) const fn has_byte(eight: [u8; 8], byte: u8) -> bool {
    let differs = u64::from_le_bytes(eight) ^ u64::from_le_bytes([byte; 8]);
    // A borrow reaches the highest bit of a byte only from a zero byte.
    differs.wrapping_sub(ONES) & !differs & HIGHEST != 0
}

/// Whether one of eight bytes is a control character.
#[inline]
pub(super) const fn has_control(eight: [u8; 8]) -> bool {
    let bytes = u64::from_le_bytes(eight);
    bytes.wrapping_sub(0x20 * ONES) & !bytes & HIGHEST != 0
}

/// The lowest bit of each of eight bytes, and the highest.
const ONES: u64 = u64::from_le_bytes([1; 8]);
const HIGHEST: u64 = u64::from_le_bytes([0x80; 8]);

fn without_mark(line: &[u8], number: u32) -> &[u8] {
    if number == 1 { line.strip_prefix(MARK).unwrap_or(line) } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its bytes in pieces of a fixed size, so that line ends fall on every boundary.
    struct Drops<'a>(&'a [u8], usize);

    impl Read for Drops<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let len = self.1.min(self.0.len()).min(into.len());
            into[..len].copy_from_slice(&self.0[..len]);
            self.0 = &self.0[len..];
            Ok(len)
        }
    }

    #[test]
    fn line_ends_may_be_mixed_and_fall_anywhere() {
        let text = b"\xef\xbb\xbfa\nb\r\nc\rd\r\r\ne\n\rf";
        for size in 1..=text.len() {
            let mut lines = Vec::new();
            split(&mut Drops(text, size), |number, piece| match piece {
                Piece::Line(line) => {
                    lines.push((number, String::from_utf8(line.to_vec()).unwrap()));
                }
                Piece::TooLong(_) => panic!("no line is long"),
            })
            .unwrap();
            let lines: Vec<_> = lines.iter().map(|(at, line)| (*at, line.as_str())).collect();
            let expected =
                [(1, "a"), (2, "b"), (3, "c"), (4, "d"), (5, ""), (6, "e"), (7, ""), (8, "f")];
            assert_eq!(lines, expected, "in pieces of {size}");
        }
    }

    #[test]
    fn a_line_of_the_limit_is_read_and_a_longer_one_is_not() {
        for (len, fits) in [(LONGEST, true), (LONGEST + 1, false)] {
            let mut text = vec![b'x'; len];
            text.extend_from_slice(b"\nnext");
            let mut seen = Vec::new();
            split(&mut &text[..], |number, piece| {
                seen.push((number, matches!(piece, Piece::Line(_))));
            })
            .unwrap();
            assert_eq!(seen, [(1, fits), (2, true)]);
        }
    }
}
