//! Says everything that is wrong, or odd, in files of the world format.
//!
//!     cargo run --example lint -- [--world bundled] [--json] FILE…
//!
//! All files together are one world; with `--world bundled` they lie over the bundled one, and what they override there
//! is noted. Exit status: 0 if there is no error, 1 if there is one, 2 if the options cannot be understood.

use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use comity::base::Severity;
use comity::{Diagnostic, Loader, Override, World};

const USAGE: &str = "expected: lint [--world bundled] [--json] FILE…";

fn main() -> ExitCode {
    ExitCode::from(run(
        std::env::args_os().skip(1),
        &mut io::stdout().lock(),
        &mut io::stderr().lock(),
    ))
}

/// The whole command; its exit status.
pub(crate) fn run(
    args: impl Iterator<Item = OsString>,
    out: &mut impl Write,
    err: &mut impl Write,
) -> u8 {
    let options = match Options::parse(args) {
        Ok(options) => options,
        Err(message) => {
            // Nobody is left to tell if standard error is closed.
            let _ = writeln!(err, "lint: {message}\n{USAGE}");
            return 2;
        }
    };
    let findings = lint(&options);
    match print(out, &options, &findings) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let _ = writeln!(err, "lint: cannot write: {error}");
            2
        }
        _ => u8::from(count(&findings.diagnostics, Severity::Error) > 0),
    }
}

struct Options {
    json: bool,
    over_bundled: bool,
    files: Vec<OsString>,
}

impl Options {
    fn parse(mut args: impl Iterator<Item = OsString>) -> Result<Self, String> {
        let mut options = Self { json: false, over_bundled: false, files: Vec::new() };
        let mut only_files = false;
        while let Some(arg) = args.next() {
            match arg.to_str() {
                _ if only_files => options.files.push(arg),
                Some("--") => only_files = true,
                Some("--json") => options.json = true,
                Some("--world") => match args.next() {
                    Some(world) if world == "bundled" => {
                        options.over_bundled = true;
                    }
                    Some(world) => {
                        let world = world.to_string_lossy();
                        return Err(format!("there is no world `{world}`; expected `bundled`"));
                    }
                    None => return Err("`--world` needs a value, `bundled`".to_owned()),
                },
                Some(option) if option.len() > 1 && option.starts_with('-') => {
                    return Err(format!("there is no option `{option}`"));
                }
                _ => options.files.push(arg),
            }
        }
        if options.files.is_empty() {
            return Err("no file is named".to_owned());
        }
        Ok(options)
    }
}

/// What there is to say; its JSON form is what `--json` prints.
#[derive(serde::Serialize)]
struct Findings {
    diagnostics: Vec<Diagnostic>,
    /// What later layers replaced; empty if the world cannot be built.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    overrides: Vec<Override>,
}

fn lint(options: &Options) -> Findings {
    let mut loader = Loader::new();
    if options.over_bundled {
        loader = loader.bundled().layer();
    }
    for file in &options.files {
        loader = loader.file(file);
    }
    match loader.load() {
        Ok(read) => Findings { diagnostics: read.diagnostics, overrides: read.overrides },
        Err(error) => Findings { diagnostics: error.diagnostics, overrides: Vec::new() },
    }
}

fn print(out: &mut impl Write, options: &Options, findings: &Findings) -> io::Result<()> {
    if options.json {
        serde_json::to_writer(&mut *out, findings)?;
        writeln!(out)?;
        return out.flush();
    }
    let diagnostics = &findings.diagnostics;
    for diagnostic in diagnostics {
        writeln!(out, "{diagnostic}")?;
    }
    for change in &findings.overrides {
        writeln!(out, "{}", note(change))?;
    }
    if !options.over_bundled && diagnostics.iter().any(is_about_the_bundled_world) {
        writeln!(
            out,
            "help: these look like corrections of the bundled world; try `--world bundled`"
        )?;
    }
    let errors = counted(count(diagnostics, Severity::Error), "error");
    let warnings = counted(count(diagnostics, Severity::Warning), "warning");
    writeln!(out, "{errors}, {warnings}")?;
    out.flush()
}

/// An override on one line.
fn note(change: &Override) -> String {
    // A time without an end is open; any other field that is absent is just absent.
    let absent = if matches!(&*change.field, "from" | "to" | "ended") { "open" } else { "absent" };
    let value = |value: &Option<Box<str>>| printable(value.as_deref().unwrap_or(absent));
    format!(
        "note: {} overrides `{}` of `{}`: {} → {}",
        printable(&change.by),
        printable(&change.field),
        change.key,
        value(&change.from),
        value(&change.to)
    )
}

/// The text without what would move the cursor.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// Whether a diagnostic misses what the bundled world has: a record that is named, or the one that a line corrects.
fn is_about_the_bundled_world(diagnostic: &Diagnostic) -> bool {
    if !matches!(diagnostic.code, "unknown-key" | "unknown-source" | "missing-field") {
        return false;
    }
    // The caret stands under the key, in its quotes; `@` marks the participants of a body.
    let (caret, width) = (diagnostic.caret as usize, diagnostic.width as usize);
    let named: String = diagnostic.excerpt.chars().skip(caret).take(width).collect();
    World::bundled().record(named.trim_matches('"').trim_start_matches('@')).is_ok()
}

fn count(diagnostics: &[Diagnostic], severity: Severity) -> usize {
    diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
}

fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}
