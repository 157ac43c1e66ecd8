//! What a load has to say: the lines that were read, and every complaint about a place in them.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::Diagnostic;
use crate::base::Severity;
use crate::json::{Fault, Fields, Place, Read};

/// How many errors are kept, and how many warnings: whoever has more has one kind of them, and a file of errors must not fill the memory.
pub(super) const MOST_KEPT: usize = 10_000;

/// A line of a file as it was read.
#[derive(Copy, Clone, Debug)]
pub(super) struct Line {
    /// The file, as an index into the names.
    pub(super) file: u32,
    /// Its number in the file, from 1.
    pub(super) number: u32,
    /// The layer it belongs to, from 0.
    pub(super) layer: u32,
}

/// All lines of a load.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) files: Vec<Box<str>>,
    /// The file and the layer of lines, each with the first line of which that is so.
    parts: Vec<(usize, u32, u32)>,
    /// The number of each line in its file.
    numbers: Vec<u32>,
    /// Where each begins in the text.
    starts: Vec<usize>,
    /// All lines, one after the other without their ends.
    text: String,
}

impl Lines {
    /// Adds a line to the last file.
    pub(super) fn push(&mut self, number: u32, layer: u32, text: &str) {
        // Nobody has four billion files.
        let file = u32::try_from(self.files.len().saturating_sub(1)).unwrap_or(u32::MAX);
        if self.parts.last().is_none_or(|part| (part.1, part.2) != (file, layer)) {
            self.parts.push((self.numbers.len(), file, layer));
        }
        self.numbers.push(number);
        self.starts.push(self.text.len());
        self.text.push_str(text);
    }

    /// All lines, in their order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Line, &str)> {
        let ends = self.parts.iter().skip(1).map(|part| part.0).chain([self.numbers.len()]);
        self.parts.iter().zip(ends).flat_map(move |(&(first, file, layer), end)| {
            (first..end).map(move |at| {
                let number = self.numbers[at];
                (Line { file, number, layer }, self.text(at))
            })
        })
    }

    /// A line by its number among all, with what it says.
    pub(super) fn get(&self, line: u32) -> Option<(Line, &str)> {
        let at = line as usize;
        let number = *self.numbers.get(at)?;
        let part = self.parts.partition_point(|part| part.0 <= at).checked_sub(1)?;
        let (_, file, layer) = self.parts[part];
        Some((Line { file, number, layer }, self.text(at)))
    }

    fn text(&self, at: usize) -> &str {
        let end = self.starts.get(at + 1).copied().unwrap_or(self.text.len());
        &self.text[self.starts[at]..end]
    }

    /// The file and number of a place, as `FILE:LINE`.
    pub(super) fn name(&self, at: Place) -> String {
        let (line, _) = self.line(at);
        format!("{}:{}", self.file(line), line.number)
    }

    /// The line of a place, with what it says.
    pub(super) fn line(&self, at: Place) -> (Line, &str) {
        // A place is one of a line that was read.
        self.get(at.line).unwrap_or((Line { file: 0, number: 0, layer: 0 }, ""))
    }

    fn file(&self, line: Line) -> &str {
        self.files.get(line.file as usize).map_or("", |file| file)
    }
}

/// What a record, or an object within one, needs and does not have.
#[derive(Debug)]
pub(super) struct Missing {
    /// What it is, such as "a membership".
    pub(super) what: String,
    pub(super) fields: Vec<&'static str>,
}

/// The complaints of a load.
#[derive(Debug)]
pub(super) struct Report<'a> {
    pub(super) lines: &'a Lines,
    diagnostics: Vec<Diagnostic>,
    reported: BTreeSet<(&'static str, Place)>,
    missing: BTreeMap<Place, Missing>,
    errors: usize,
    warnings: usize,
}

impl<'a> Report<'a> {
    pub(super) fn new(lines: &'a Lines) -> Self {
        Self {
            lines,
            diagnostics: Vec::new(),
            reported: BTreeSet::new(),
            missing: BTreeMap::new(),
            errors: 0,
            warnings: 0,
        }
    }

    pub(super) const fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// How much there is to say so far.
    pub(super) const fn len(&self) -> usize {
        self.errors + self.warnings
    }

    /// Whether this was said of this place.
    pub(super) fn has(&self, code: &'static str, at: Place) -> bool {
        self.reported.contains(&(code, at))
    }

    /// Whether this was said of some place within this place.
    pub(super) fn has_within(&self, code: &'static str, at: Place) -> bool {
        let first = (code, Place { end: at.start, ..at });
        let mut inside = self.reported.range(first..).take_while(|(said, place)| {
            *said == code && place.line == at.line && place.start < at.end
        });
        inside.any(|(_, place)| place.end <= at.end)
    }

    pub(super) fn add(
        &mut self,
        severity: Severity,
        code: &'static str,
        at: Place,
        message: String,
        help: Option<String>,
    ) {
        if !self.keeps(severity) {
            return self.count(severity);
        }
        self.reported.insert((code, at));
        let (line, text) = self.lines.line(at);
        let (start, end) = (at.start as usize, at.end as usize);
        let file = self.lines.file(line);
        let diagnostic = Diagnostic::of_file(severity, code, message, file);
        self.push(diagnostic.at(line.number, text, start, end).help(help));
    }

    /// What is missing and was not said yet, by place.
    pub(super) fn take_missing(&mut self) -> BTreeMap<Place, Missing> {
        std::mem::take(&mut self.missing)
    }

    /// Adds a complaint about something that no line says.
    pub(super) fn nowhere(
        &mut self,
        severity: Severity,
        code: &'static str,
        message: String,
        help: Option<String>,
    ) {
        self.push(Diagnostic::of_file(severity, code, message, "(by rule)").help(help));
    }

    /// Adds a complaint that is complete.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        if self.keeps(diagnostic.severity) {
            self.count(diagnostic.severity);
            self.diagnostics.push(diagnostic);
        } else {
            self.count(diagnostic.severity);
        }
    }

    /// Whether one more is kept.
    const fn keeps(&self, severity: Severity) -> bool {
        match severity {
            Severity::Error => self.errors < MOST_KEPT,
            Severity::Warning => self.warnings < MOST_KEPT,
        }
    }

    /// Counts errors that were not kept.
    pub(super) const fn count_errors(&mut self, more: usize) {
        self.errors += more;
    }

    const fn count(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
        }
    }

    /// The complaints that were kept, each once, by file, line and column; and how many more there were.
    pub(super) fn finish(self) -> (Vec<Diagnostic>, usize) {
        let mut diagnostics = self.diagnostics;
        let untold = self.errors + self.warnings - diagnostics.len();
        diagnostics.sort_by(|a, b| a.rank().cmp(&b.rank()));
        diagnostics.dedup();
        (diagnostics, untold)
    }
}

impl Read for Report<'_> {
    fn fault(&mut self, fault: Fault) {
        self.add(Severity::Error, fault.code, fault.at, fault.message, fault.help);
    }

    /// All that one record misses is said at once, later.
    fn missing(&mut self, of: &Fields<'_, '_>, name: &'static str, _: &str) {
        let missing = self.missing.entry(of.at);
        let missing =
            missing.or_insert_with(|| Missing { what: of.what.to_string(), fields: Vec::new() });
        if !missing.fields.contains(&name) {
            missing.fields.push(name);
        }
    }
}
