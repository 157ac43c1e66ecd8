//! Writing the prepared form, which only the tests of this crate do: what they write is kept beside the files.

use std::collections::BTreeMap;

use super::Files;
use super::read::told;

/// The bytes so far, and where texts stand in the files.
pub(crate) struct Writer {
    pub(crate) bytes: Vec<u8>,
    files: Files,
    /// Where the key of each record stands: the first text of its line.
    keys: BTreeMap<&'static str, Place>,
    /// Where each text stands first that a line has in quotation marks.
    texts: BTreeMap<&'static str, Place>,
    /// Where the last text of each file ended.
    ends: Vec<usize>,
    /// The file of the last text.
    file: usize,
    /// The line of the record that is being written.
    line: Option<Line>,
}

#[derive(Copy, Clone)]
struct Place {
    file: usize,
    at: usize,
}

#[derive(Copy, Clone)]
struct Line {
    file: usize,
    start: usize,
    end: usize,
}

impl Writer {
    pub(crate) fn new(files: Files) -> Self {
        let (mut keys, mut texts) = (BTreeMap::new(), BTreeMap::new());
        for (file, (_, text)) in files.iter().enumerate() {
            let mut start = 0;
            for line in text.split_inclusive('\n') {
                // A text with an escape in it is cut where that stands, and so is none that anybody looks for.
                let mut at = start;
                for (nth, piece) in line.split('"').enumerate() {
                    if nth % 2 == 1 {
                        texts.entry(piece).or_insert(Place { file, at });
                    }
                    if nth == 3 {
                        keys.entry(piece).or_insert(Place { file, at });
                    }
                    at += piece.len() + 1;
                }
                start += line.len();
            }
        }
        let ends = vec![0; files.len()];
        Self { bytes: Vec::new(), files, keys, texts, ends, file: 0, line: None }
    }

    /// Begins the record of a key: its texts are looked for on its line.
    pub(crate) fn begin(&mut self, key: &str) {
        self.line = self.keys.get(key).map(|place| {
            let text = self.files[place.file].1;
            let start = text[..place.at].rfind('\n').map_or(0, |end| end + 1);
            let end = text[place.at..].find('\n').map_or(text.len(), |len| place.at + len);
            Line { file: place.file, start, end }
        });
    }

    /// What is written from here on is read apart: no text before it is the last one. Gives what was written so far.
    pub(crate) fn part(&mut self) -> Vec<u8> {
        self.restart();
        std::mem::take(&mut self.bytes)
    }

    /// The same, with what was written left where it is.
    pub(crate) fn restart(&mut self) {
        self.ends.fill(0);
        (self.file, self.line) = (0, None);
    }

    pub(crate) fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    pub(crate) fn number(&mut self, number: u32) {
        let [low, ..] = number.to_le_bytes();
        if number < 0x80 {
            self.bytes.push(low);
        } else {
            self.bytes.push(low | 0x80);
            self.number(number >> 7);
        }
    }

    pub(crate) fn signed(&mut self, number: i32) {
        self.number(folded(number));
    }

    pub(crate) fn count(&mut self, count: usize) {
        self.number(small(count));
    }

    pub(crate) fn word(&mut self, word: u32) {
        self.bytes.extend(word.to_le_bytes());
    }

    pub(crate) fn text(&mut self, text: &str) {
        let place = self.on_the_line(text);
        if let Some(place) = place.filter(|place| self.is_quoted(*place, text)) {
            let skip =
                i64::try_from(place.at).unwrap() - i64::try_from(self.ends[place.file]).unwrap();
            let skip = folded(i32::try_from(skip).unwrap());
            if place.file == self.file && skip < 1 << 30 {
                self.number(skip << 2 | told::NEAR);
            } else {
                self.number(small(place.file) << 2 | told::IN_FILE);
                self.number(skip);
                self.file = place.file;
            }
            self.ends[place.file] = place.at + text.len();
        } else if let Some(place) =
            place.or_else(|| self.texts.get(text).filter(|_| !text.is_empty()).copied())
        {
            self.number(small(place.file) << 2 | told::APART);
            self.number(small(place.at));
            self.number(small(text.len()));
        } else {
            self.number(small(text.len()) << 2 | told::HERE);
            self.bytes.extend(text.as_bytes());
        }
    }

    /// Whether a text ends at the first quotation mark after its beginning.
    fn is_quoted(&self, place: Place, text: &str) -> bool {
        let rest = &self.files[place.file].1[place.at..];
        rest.find('"') == Some(text.len())
    }

    /// Where a text stands on the line of the record: best after the last one, and between quotation marks.
    fn on_the_line(&self, text: &str) -> Option<Place> {
        let line = self.line.filter(|_| !text.is_empty())?;
        let last = self.ends[line.file];
        let from = if (line.start..line.end).contains(&last) { last } else { line.start };
        let whole = self.files[line.file].1;
        let quoted = format!("\"{text}\"");
        let find = |what: &str, from: usize| Some(from + whole[from..line.end].find(what)?);
        let quoted = |from| find(&quoted, from).map(|at| at + 1);
        let found = quoted(from).or_else(|| quoted(line.start));
        let at = found.or_else(|| find(text, from)).or_else(|| find(text, line.start))?;
        Some(Place { file: line.file, at })
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap()
}

/// A number with its sign in the lowest bit.
const fn folded(number: i32) -> u32 {
    (number << 1 ^ number >> 31).cast_unsigned()
}
