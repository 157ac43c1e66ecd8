//! The loader: inputs in layers go in, a world comes out, or everything that is wrong.

use std::fmt;
use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::decode::{self, Keys};
use super::kept::{Kept, Records};
use super::lines::{LONGEST, Piece, split};
use super::merge::{Merger, Override};
use super::plain::Plain;
use super::record::{self, Content};
use super::report::{Lines, MOST_KEPT, Report};
use super::schema::RecordKind;
use crate::World;
use crate::base::{Diagnostic, Severity, debug_as_display};
use crate::world::Checked;

/// Reads a world from files and texts, in layers.
///
/// What is added belongs to the current layer; [`layer`](Self::layer) begins the next one, which may correct what
/// came before.
///
/// ```
/// use comity::{Loader, State};
///
/// let loaded = Loader::new()
///     .text("base", "{\"state\":\"ala\",\"name\":\"Aland\"}\n")
///     .layer()
///     .text("mine", "{\"state\":\"ala\",\"name\":\"Åland\"}\n")
///     .load()?;
/// let aland = loaded.world.find::<State>("ala").unwrap();
/// assert_eq!(loaded.world.name(aland), "Åland");
/// assert_eq!(loaded.overrides.len(), 1);
/// # Ok::<(), comity::LoadError>(())
/// ```
#[derive(Default)]
#[must_use = "a loader reads nothing until `load` is called"]
pub struct Loader {
    inputs: Vec<(u32, Input)>,
    layer: u32,
}

enum Input {
    File(PathBuf),
    Text(Box<str>, Vec<u8>),
    Reader(Box<str>, Box<dyn Read + Send>),
    /// Texts that the program carries with it, by name.
    Carried(&'static [(&'static str, &'static str)]),
}

/// A world that was read, and what there is to say of it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Loaded {
    /// The world.
    pub world: World,
    /// What is odd but not wrong, by file, line and column.
    pub diagnostics: Vec<Diagnostic>,
    /// How many more there are: the first ten thousand are kept, the rest is counted.
    pub untold: usize,
    /// What later layers replaced in earlier ones, in the order of layers and keys.
    pub overrides: Vec<Override>,
}

/// A world that cannot be read: everything that is wrong with its files, at once.
///
/// It is displayed as the diagnostics, each with its line and a caret.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LoadError {
    /// What is wrong, and what is odd, by file, line and column.
    pub diagnostics: Vec<Diagnostic>,
    /// How many more there are: ten thousand errors are kept and as many warnings, the rest is counted.
    pub untold: usize,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nth, diagnostic) in self.diagnostics.iter().enumerate() {
            f.write_str(if nth == 0 { "" } else { "\n" })?;
            diagnostic.fmt(f)?;
        }
        match self.untold {
            0 => Ok(()),
            more => write!(f, "\n… and {more} more"),
        }
    }
}

debug_as_display!(LoadError { diagnostics, untold });

impl std::error::Error for LoadError {}

impl fmt::Debug for Loader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Loader")
            .field("inputs", &self.inputs.len())
            .field("layer", &self.layer)
            .finish()
    }
}

impl Loader {
    /// A loader with nothing to read.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds texts that the program carries with it to the current layer, each with the name that messages call it by.
    #[cfg_attr(
        not(feature = "dataset"),
        expect(dead_code, reason = "what is carried is the bundled world")
    )]
    pub(crate) fn carried(self, files: &'static [(&'static str, &'static str)]) -> Self {
        self.with(Input::Carried(files))
    }

    /// Adds a file to the current layer.
    pub fn file(self, path: impl Into<PathBuf>) -> Self {
        self.with(Input::File(path.into()))
    }

    /// Adds a text to the current layer; messages call it by the name.
    pub fn text(self, name: impl Into<Box<str>>, text: impl Into<Vec<u8>>) -> Self {
        self.with(Input::Text(name.into(), text.into()))
    }

    /// Adds whatever a reader gives to the current layer; messages call it by the name.
    ///
    /// It is read when [`load`](Self::load) is called, line by line: a line of more than a megabyte is an error and
    /// is never held in memory.
    pub fn reader(self, name: impl Into<Box<str>>, reader: impl Read + Send + 'static) -> Self {
        self.with(Input::Reader(name.into(), Box::new(reader)))
    }

    /// Begins the next layer: what it says of a field overrides what earlier layers say.
    pub fn layer(mut self) -> Self {
        self.layer = self.layer.saturating_add(1);
        self
    }

    fn with(mut self, input: Input) -> Self {
        self.inputs.push((self.layer, input));
        self
    }

    /// Reads everything and builds the world.
    ///
    /// Cost: O(n log n) in the number of records; all lines are held until the world is checked.
    ///
    /// # Errors
    ///
    /// [`LoadError`] with all that is wrong, warnings included; a world with errors is not built, not even in part.
    pub fn load(self) -> Result<Loaded, LoadError> {
        let mut inputs = Inputs::default();
        for (layer, input) in self.inputs {
            inputs.take(layer, input);
        }
        let Inputs { lines, has_content, diagnostics, untold } = inputs;
        let mut report = Report::new(&lines);
        for diagnostic in diagnostics {
            report.push(diagnostic);
        }
        report.count_errors(untold);
        let (checked, overrides) = check(&mut report, has_content);
        let (diagnostics, untold) = report.finish();
        // Nothing can be wrong any more: the lines need not lie beside the indexes.
        drop(lines);
        match checked {
            Some(checked) => Ok(Loaded { world: checked.world(), diagnostics, untold, overrides }),
            None => Err(LoadError { diagnostics, untold }),
        }
    }
}

/// All inputs as lines, and what went wrong in reading them.
#[derive(Default)]
struct Inputs {
    lines: Lines,
    /// Whether a file has more than a header, or is said to be unreadable.
    has_content: Vec<bool>,
    diagnostics: Vec<Diagnostic>,
    /// How many more there were.
    untold: usize,
}

impl Inputs {
    fn take(&mut self, layer: u32, input: Input) {
        match input {
            Input::File(path) => self.file(layer, &path),
            Input::Text(name, text) => self.stream(layer, &name, &mut &text[..]),
            Input::Reader(name, mut reader) => self.stream(layer, &name, &mut *reader),
            Input::Carried(files) => {
                for (name, text) in files {
                    self.stream(layer, name, &mut text.as_bytes());
                    // A part of what is carried along may be empty.
                    self.has_content.pop();
                    self.has_content.push(true);
                }
            }
        }
    }

    fn file(&mut self, layer: u32, path: &Path) {
        let name = path.to_string_lossy();
        // Opening a directory succeeds on some systems and fails in odd ways on others.
        if path.is_dir() {
            let message = format!("`{name}` is a directory; expected a file of JSON Lines");
            return self.whole(Severity::Error, "is-a-directory", message, &name);
        }
        match fs::File::open(path) {
            Ok(mut file) => self.stream(layer, &name, &mut file),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                self.whole(
                    Severity::Error,
                    "no-such-file",
                    format!("there is no file `{name}`"),
                    &name,
                );
            }
            Err(error) => {
                self.whole(
                    Severity::Error,
                    "io",
                    format!("`{name}` cannot be read: {error}"),
                    &name,
                );
            }
        }
    }

    fn whole(&mut self, severity: Severity, code: &'static str, message: String, file: &str) {
        self.diagnostics.push(Diagnostic::of_file(severity, code, message, file));
    }

    fn stream(&mut self, layer: u32, name: &str, reader: &mut dyn Read) {
        self.lines.files.push(name.into());
        let complaints = self.diagnostics.len() + self.untold;
        let (lines, diagnostics, untold) =
            (&mut self.lines, &mut self.diagnostics, &mut self.untold);
        let mut note = |diagnostic: &dyn Fn() -> Diagnostic| {
            if diagnostics.len() < MOST_KEPT {
                diagnostics.push(diagnostic());
            } else {
                *untold += 1;
            }
        };
        let result = split(reader, |number, piece| match piece {
            Piece::Line(bytes) if bytes.trim_ascii().is_empty() => {}
            Piece::Line(bytes) => match str::from_utf8(bytes) {
                Ok(text) => lines.push(number, layer, text),
                Err(error) => note(&|| invalid_utf8(name, number, bytes, error)),
            },
            Piece::TooLong(glimpse) => {
                let message = format!("the line is longer than {LONGEST} bytes and is skipped");
                let text = String::from_utf8_lossy(glimpse);
                note(&|| {
                    Diagnostic::of_file(Severity::Error, "line-too-long", message.clone(), name)
                        .at(number, &text, 0, 1)
                });
            }
        });
        if let Err(error) = result {
            self.whole(Severity::Error, "io", format!("`{name}` cannot be read: {error}"), name);
        }
        self.has_content.push(self.diagnostics.len() + self.untold > complaints);
    }
}

/// The first byte of a line that is not UTF-8. What follows it is shown as it can be.
fn invalid_utf8(name: &str, number: u32, bytes: &[u8], error: std::str::Utf8Error) -> Diagnostic {
    let start = error.valid_up_to();
    let byte = bytes.get(start).copied().unwrap_or_default();
    let message = format!("the byte 0x{byte:02x} is not UTF-8 here");
    let text = String::from_utf8_lossy(bytes);
    // The lossy text has the same bytes up to there, and then a replacement character.
    let end = start + char::REPLACEMENT_CHARACTER.len_utf8();
    Diagnostic::of_file(Severity::Error, "invalid-utf8", message, name)
        .at(number, &text, start, end)
        .help("save the file as UTF-8".to_owned())
}

/// What the lines say, layer over layer.
struct Said<'a> {
    records: Records<'a>,
    overrides: Vec<Override>,
    /// The kinds and keys of records whose lines could not be read.
    broken: Vec<(RecordKind, Box<str>)>,
}

impl<'a> Said<'a> {
    fn read(report: &mut Report<'a>, has_content: &mut [bool]) -> Self {
        let lines = report.lines;
        let mut merger = Merger::default();
        let (mut broken, mut layer, mut current) = (Vec::new(), Vec::new(), 0);
        for (at, (line, text)) in (0..).zip(lines.iter()) {
            if line.layer != current {
                merger.lay_over(report, std::mem::take(&mut layer));
                current = line.layer;
            }
            if let Some(plain) = Plain::of(text) {
                has_content[line.file as usize] = true;
                layer.push(Kept::plain(&plain, at, line.layer));
                continue;
            }
            let said = report.len();
            let held = record::read(report, at);
            has_content[line.file as usize] |= !matches!(held, Content::Header);
            match held {
                Content::Record(record) => {
                    let is_clean = report.len() == said;
                    let kept = Kept::of(record, layer.len(), is_clean);
                    layer.push(kept);
                }
                Content::Header | Content::Broken(None) => {}
                Content::Broken(Some(known)) => broken.push(known),
            }
        }
        merger.lay_over(report, layer);
        let (records, overrides) = merger.finish();
        Self { records, overrides, broken }
    }
}

/// The world before its indexes, if nothing is wrong; and what was overridden.
fn check(report: &mut Report<'_>, mut has_content: Vec<bool>) -> (Option<Checked>, Vec<Override>) {
    let Said { records, overrides, broken } = Said::read(report, &mut has_content);
    let lines = report.lines;
    for (name, has_content) in lines.files.iter().zip(&has_content) {
        if !has_content {
            let message = format!("`{name}` holds no record");
            report.push(Diagnostic::of_file(Severity::Warning, "empty-file", message, name));
        }
    }
    let keys = Keys::new(&records, broken);
    let builder = decode::world(report, &records, &keys);
    // Where nothing was odd so far, nothing will be: if something is, the lines are read again.
    let records = (report.len() > 0).then_some(records);
    let again = || Said::read(&mut Report::new(lines), &mut has_content).records;
    let checked = decode::check(report, builder, || records.unwrap_or_else(again));
    (checked, overrides)
}
