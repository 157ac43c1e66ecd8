//! Says everything that is wrong, or odd, in files of the world format.
//!
//!     cargo run --example lint -- [--world bundled] [--json] FILE…
//!
//! All files together are one world; with `--world bundled` they lie over the bundled one. Exit status: 0 if there is
//! no error, 1 if there is one, 2 if the options cannot be understood.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use comity::world::Severity;
use comity::{Diagnostic, Loader};

const USAGE: &str = "expected: lint [--world bundled] [--json] FILE…";

fn main() -> ExitCode {
    let options = match Options::parse(std::env::args_os().skip(1)) {
        Ok(options) => options,
        Err(message) => {
            // Nobody is left to tell if standard error is closed.
            let _ = writeln!(io::stderr().lock(), "lint: {message}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let diagnostics = lint(&options);
    match print(&mut io::stdout().lock(), &options, &diagnostics) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let _ = writeln!(io::stderr().lock(), "lint: cannot write: {error}");
            ExitCode::from(2)
        }
        _ => ExitCode::from(u8::from(count(&diagnostics, Severity::Error) > 0)),
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
                    Some(world) if world == "bundled" && cfg!(feature = "dataset") => {
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

fn lint(options: &Options) -> Vec<Diagnostic> {
    let mut loader = Loader::new();
    #[cfg(feature = "dataset")]
    if options.over_bundled {
        loader = loader.bundled().layer();
    }
    for file in &options.files {
        loader = loader.file(file);
    }
    match loader.load() {
        Ok(world) => world.diagnostics,
        Err(error) => error.diagnostics,
    }
}

fn print(out: &mut impl Write, options: &Options, diagnostics: &[Diagnostic]) -> io::Result<()> {
    if options.json {
        serde_json::to_writer(&mut *out, &BTreeMap::from([("diagnostics", diagnostics)]))?;
        writeln!(out)?;
    } else {
        for diagnostic in diagnostics {
            writeln!(out, "{diagnostic}")?;
        }
        let errors = counted(count(diagnostics, Severity::Error), "error");
        let warnings = counted(count(diagnostics, Severity::Warning), "warning");
        writeln!(out, "{errors}, {warnings}")?;
    }
    out.flush()
}

fn count(diagnostics: &[Diagnostic], severity: Severity) -> usize {
    diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
}

fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}
