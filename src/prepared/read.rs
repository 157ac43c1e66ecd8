//! Reading the prepared form: numbers, texts and ids, in the order in which they were written.
//!
//! Whatever the bytes are, reading ends and does not panic. What is damaged is noted and read as something small; whoever reads asks at the
//! end whether anything was ([`Reader::is_sound`]), so that no step has to.

use super::Files;
use crate::Id;
use crate::model::{AnyEntity, Entity, Kind, Proposition};

/// What ids may name: of each record the print that ids of its number bear.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) entities: Vec<u32>,
    /// Of which kind each entity is.
    pub(crate) kinds: Vec<Kind>,
    pub(crate) details: Vec<u32>,
    pub(crate) overlays: Vec<u32>,
    pub(crate) links: Vec<u32>,
    pub(crate) provisions: Vec<u32>,
    pub(crate) acts: Vec<u32>,
    pub(crate) relations: Vec<u32>,
    pub(crate) claims: Vec<u32>,
    pub(crate) contested: Vec<u32>,
    pub(crate) assertions: Vec<u32>,
    pub(crate) extents: Vec<u32>,
    pub(crate) propositions: Vec<Id<Proposition>>,
}

/// The bytes that are left, and what they refer to.
#[derive(Debug)]
pub(crate) struct Reader<'n> {
    bytes: &'static [u8],
    files: Files,
    /// What ids may name.
    pub(crate) names: &'n Names,
    /// Where the last text of each file ended.
    ends: Vec<usize>,
    /// The file of the last text.
    file: usize,
    is_sound: bool,
}

/// How a text is told, in the lowest two bits of its first number.
pub(super) mod told {
    /// In the file of the last text, so many bytes after (or before) the end of the last one there, to the next quotation mark.
    pub(in super::super) const NEAR: u32 = 0;
    /// The same in another file, of this number.
    pub(in super::super) const IN_FILE: u32 = 1;
    /// Out of order: in a file of this number, so many bytes from a place.
    pub(in super::super) const APART: u32 = 2;
    /// In no file: so many bytes follow.
    pub(in super::super) const HERE: u32 = 3;
}

impl<'n> Reader<'n> {
    pub(crate) fn new(bytes: &'static [u8], files: Files, names: &'n Names) -> Self {
        Self { bytes, files, names, ends: vec![0; files.len()], file: 0, is_sound: true }
    }

    /// Whether nothing of what was read was damaged.
    pub(crate) const fn is_sound(&self) -> bool {
        self.is_sound
    }

    /// What is left, if nothing was damaged so far.
    pub(crate) fn rest(self) -> Option<&'static [u8]> {
        self.is_sound.then_some(self.bytes)
    }

    /// So many bytes.
    pub(crate) fn bytes(&mut self, len: usize) -> &'static [u8] {
        let Some((bytes, rest)) = self.bytes.split_at_checked(len) else {
            self.spoil();
            return &[];
        };
        self.bytes = rest;
        bytes
    }

    /// Notes that something is damaged.
    #[cold]
    pub(crate) fn spoil(&mut self) {
        self.is_sound = false;
        self.bytes = &[];
    }

    #[inline]
    pub(crate) fn byte(&mut self) -> u8 {
        let Some((byte, rest)) = self.bytes.split_first() else {
            self.spoil();
            return 0;
        };
        self.bytes = rest;
        *byte
    }

    /// A number: seven bits of each byte, the lowest first; the highest bit says that more follow.
    #[inline]
    pub(crate) fn number(&mut self) -> u32 {
        let first = self.byte();
        if first < 0x80 { u32::from(first) } else { self.longer(first) }
    }

    fn longer(&mut self, first: u8) -> u32 {
        let mut number = u32::from(first & 0x7f);
        for shift in [7, 14, 21, 28] {
            let byte = self.byte();
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return number;
            }
        }
        self.spoil();
        0
    }

    /// A number that may be negative.
    #[inline]
    pub(crate) fn signed(&mut self) -> i32 {
        unfolded(self.number())
    }

    /// How many of something follow: no more than there are bytes.
    #[inline]
    pub(crate) fn count(&mut self) -> usize {
        let count = self.number() as usize;
        if count <= self.bytes.len() {
            return count;
        }
        self.spoil();
        0
    }

    /// Four bytes.
    pub(crate) fn word(&mut self) -> u32 {
        let Some((word, rest)) = self.bytes.split_first_chunk() else {
            self.spoil();
            return 0;
        };
        self.bytes = rest;
        u32::from_le_bytes(*word)
    }

    /// One of so many.
    #[inline]
    pub(crate) fn choice<T: Copy>(&mut self, all: &[T], first: T) -> T {
        let Some(one) = all.get(usize::from(self.byte())) else {
            self.spoil();
            return first;
        };
        *one
    }

    /// A text of the files, or one that stands here.
    #[inline]
    pub(crate) fn text(&mut self) -> &'static str {
        let how = self.number();
        let rest = how >> 2;
        match how & 3 {
            told::NEAR => self.next_in(self.file, rest),
            told::IN_FILE => {
                self.file = rest as usize;
                let skip = self.number();
                self.next_in(self.file, skip)
            }
            told::APART => {
                let (start, len) = (self.number() as usize, self.number() as usize);
                let text = self.files.get(rest as usize);
                let text = text.and_then(|(_, text)| text.get(start..start.saturating_add(len)));
                text.unwrap_or_else(|| self.lost())
            }
            told::HERE.. => self.here(rest as usize),
        }
    }

    /// The text that begins so many bytes from the end of the last one of a file, and ends at a quotation mark.
    #[inline]
    fn next_in(&mut self, file: usize, skip: u32) -> &'static str {
        let (Some((_, text)), Some(last)) = (self.files.get(file), self.ends.get_mut(file)) else {
            return self.lost();
        };
        let start = last.saturating_add_signed(unfolded(skip) as isize);
        let found = text.get(start..).and_then(|rest| {
            let len = rest.bytes().position(|byte| byte == b'"')?;
            *last = start + len;
            rest.get(..len)
        });
        found.unwrap_or_else(|| self.lost())
    }

    /// What is read in place of a text that is not there.
    #[cold]
    fn lost(&mut self) -> &'static str {
        self.spoil();
        ""
    }

    #[cold]
    fn here(&mut self, len: usize) -> &'static str {
        str::from_utf8(self.bytes(len)).unwrap_or_else(|_| self.lost())
    }

    /// The id of an entity of any kind.
    #[inline]
    pub(crate) fn entity(&mut self) -> (Id<AnyEntity>, Kind) {
        let number = self.number();
        let Names { entities, kinds, .. } = self.names;
        let (print, kind) = (entities.get(number as usize), kinds.get(number as usize));
        let (Some(print), Some(kind)) = (print, kind) else {
            self.spoil();
            return (Id::new(0, 0), Kind::State);
        };
        (Id::new(number, *print), *kind)
    }

    /// The id of an entity of a kind.
    #[inline]
    pub(crate) fn entity_of<E: Entity>(&mut self) -> Id<E> {
        let (id, kind) = self.entity();
        if !E::accepts(kind) {
            self.spoil();
        }
        id.cast()
    }
}

/// A number of which the lowest bit is the sign.
const fn unfolded(number: u32) -> i32 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}
