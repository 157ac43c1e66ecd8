//! What the examples share: the options common to all that answer questions, and how they fail.
#![allow(dead_code, reason = "every example uses its own part of this")]

use std::ffi::OsString;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::process::ExitCode;

use comity::answer::Testimony;
use comity::wire::QuestionError;
use comity::words::Layout;
use comity::{Date, EntityId, Loader, Reading, View, World};

/// The options that every question takes, and what stands beside them.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "one for each option that has no value")]
pub(crate) struct Options {
    /// `--world FILE`: the files that take the place of the bundled world, or lie over it.
    pub(crate) worlds: Vec<OsString>,
    /// `--as-of DATE`
    pub(crate) as_of: Option<Date>,
    /// `--known-by DATE`
    pub(crate) known_by: Option<Date>,
    /// `--according-to PERSON`, or several with commas between them
    pub(crate) according_to: Option<String>,
    /// `--reading NAME`
    pub(crate) reading: Vec<String>,
    /// `--notice DATE`
    pub(crate) notice: Option<Date>,
    /// `--keys`
    pub(crate) keys: bool,
    /// `--json`
    pub(crate) json: bool,
    /// `--explain`
    pub(crate) explain: bool,
    /// `--scheme SCHEME`
    pub(crate) scheme: Option<String>,
    /// `--codes KEY`
    pub(crate) codes: Option<String>,
    /// `--topic KEY`
    pub(crate) topic: Option<String>,
    /// `--speaker KEY`
    pub(crate) speaker: Option<String>,
    /// `--help`
    pub(crate) help: bool,
    /// Whatever is no option.
    pub(crate) rest: Vec<OsString>,
}

/// The options that only some examples take.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Extra {
    /// None.
    None,
    /// `--notice`, `--explain` and `--keys`.
    Hypothesis,
    /// `--scheme` and `--codes`.
    Names,
    /// `--topic`, `--speaker` and `--keys`.
    Debate,
}

const COMMON: [&str; 7] =
    ["--world", "--as-of", "--known-by", "--according-to", "--reading", "--json", "--help"];
const HYPOTHESIS: [&str; 3] = ["--notice", "--explain", "--keys"];
const NAMES: [&str; 2] = ["--scheme", "--codes"];
const DEBATE: [&str; 3] = ["--topic", "--speaker", "--keys"];

/// The world on a day, or on that of its newest fact.
pub(crate) fn view(world: &World, as_of: Option<Date>) -> Result<View<'_>, QuestionError> {
    match as_of {
        Some(day) => Ok(world.as_of(day)),
        None if world.newest().is_unknown() => {
            let message = "the world has no dated fact, so there is no day to ask about: give one with `--as-of`";
            Err(QuestionError::new("no-date", message).expecting(["`--as-of DATE`"]))
        }
        None => Ok(world.as_of_newest()),
    }
}

/// Whether the arguments ask for JSON: errors in the arguments themselves are told in that form too.
pub(crate) fn wants_json(args: &[OsString]) -> bool {
    args.iter().take_while(|arg| *arg != "--").any(|arg| arg == "--json")
}

impl Options {
    /// Reads the arguments after the name of the program.
    pub(crate) fn parse(args: Vec<OsString>, extra: Extra) -> Result<Self, QuestionError> {
        let mut options = Self::default();
        let mut args = args.into_iter();
        while let Some(arg) = args.next() {
            let word = arg.to_string_lossy().into_owned();
            if word == "--" {
                options.rest.extend(args.by_ref());
                break;
            }
            if !word.starts_with("--") {
                options.rest.push(arg);
                continue;
            }
            let (name, joined) = match word.split_once('=') {
                Some((name, value)) => (name.to_owned(), Some(OsString::from(value))),
                None => (word, None),
            };
            let (hypothesis, names) = (extra == Extra::Hypothesis, extra == Extra::Names);
            let debate = extra == Extra::Debate;
            let mut value = |joined: Option<OsString>| {
                joined.or_else(|| args.next()).ok_or_else(|| {
                    QuestionError::new("missing-value", format!("`{name}` needs a value"))
                })
            };
            match &*name {
                "--world" => options.worlds.push(value(joined)?),
                "--as-of" => options.as_of = Some(known_date(&name, &value(joined)?)?),
                "--known-by" => options.known_by = Some(known_date(&name, &value(joined)?)?),
                "--according-to" => options.according_to = Some(text(&value(joined)?)),
                "--reading" => options.reading.push(text(&value(joined)?)),
                "--notice" if hypothesis => options.notice = Some(date(&name, &value(joined)?)?),
                "--explain" if hypothesis && joined.is_none() => options.explain = true,
                "--scheme" if names => options.scheme = Some(text(&value(joined)?)),
                "--codes" if names => options.codes = Some(text(&value(joined)?)),
                "--topic" if debate => options.topic = Some(text(&value(joined)?)),
                "--speaker" if debate => options.speaker = Some(text(&value(joined)?)),
                "--keys" if (hypothesis || debate) && joined.is_none() => options.keys = true,
                "--json" if joined.is_none() => options.json = true,
                "--help" if joined.is_none() => options.help = true,
                _ => return Err(unknown_option(&name, joined.is_some(), extra)),
            }
        }
        Ok(options)
    }

    /// The world to be asked: the bundled one, or the files named instead of it, or both in layers.
    pub(crate) fn world(&self) -> Result<World, QuestionError> {
        let files = self.worlds.iter().filter(|world| *world != "bundled");
        let bundled = self.worlds.is_empty() || files.clone().count() < self.worlds.len();
        let mut loader = Loader::new();
        if bundled {
            loader = with_bundled(loader)?.layer();
        }
        for file in files {
            loader = loader.file(file);
        }
        match loader.load() {
            Ok(found) => Ok(found.world),
            Err(error) => Err(QuestionError::new("bad-world", error.to_string())),
        }
    }

    /// The world as those tell it whom the command line names, if it names any.
    pub(crate) fn testimony<'w>(
        &self,
        view: View<'w>,
    ) -> Result<Option<Testimony<'w>>, QuestionError> {
        let Some(keys) = &self.according_to else { return Ok(None) };
        let speakers: Result<Vec<EntityId>, QuestionError> =
            keys.split(',').map(|key| entity(view.world(), key.trim())).collect();
        Ok(Some(view.according_to_all(speakers?)))
    }

    /// The reading that the command line asks for, if it asks for one.
    pub(crate) fn reading(&self, world: &World) -> Result<Option<Reading>, QuestionError> {
        if self.reading.is_empty() {
            return Ok(None);
        }
        Reading::from_names(world, &self.reading).map(Some)
    }
}

#[cfg(feature = "dataset")]
#[expect(clippy::unnecessary_wraps, reason = "without the bundled world it fails")]
fn with_bundled(loader: Loader) -> Result<Loader, QuestionError> {
    Ok(loader.bundled())
}

#[cfg(not(feature = "dataset"))]
fn with_bundled(_: Loader) -> Result<Loader, QuestionError> {
    let message = "there is no bundled world in this build; expected `--world FILE`";
    Err(QuestionError::new("bad-world", message))
}

fn text(value: &OsString) -> String {
    value.to_string_lossy().into_owned()
}

fn date(name: &str, value: &OsString) -> Result<Date, QuestionError> {
    let value = text(value);
    Date::parse(&value).map_err(|error| {
        let message = format!("`{name}`: `{value}` is no date: {}", error.message());
        QuestionError::new("bad-date", message).at(error.position()).expecting(["a date"])
    })
}

/// A date of which something must be known.
fn known_date(name: &str, value: &OsString) -> Result<Date, QuestionError> {
    let date = date(name, value)?;
    if date.is_unknown() {
        let message = format!("`{name}`: the date must be known at least in part");
        return Err(QuestionError::new("bad-date", message).expecting(["a date"]));
    }
    Ok(date)
}

fn unknown_option(name: &str, has_value: bool, extra: Extra) -> QuestionError {
    let extra: &[&str] = match extra {
        Extra::None => &[],
        Extra::Hypothesis => &HYPOTHESIS,
        Extra::Names => &NAMES,
        Extra::Debate => &DEBATE,
    };
    let known: Vec<&str> = COMMON.iter().chain(extra).copied().collect();
    let message = if known.contains(&name) && has_value {
        format!("`{name}` takes no value")
    } else {
        format!("there is no option `{name}`; expected one of {}", known.join(", "))
    };
    QuestionError::new("unknown-option", message).expecting(known)
}

/// A whole command that prints one answer: help where it is asked for, and else the answer or what is wrong.
pub(crate) fn run(
    args: Vec<OsString>,
    extra: Extra,
    usage: &str,
    answer: impl FnOnce(&Options) -> Result<String, QuestionError>,
) -> ExitCode {
    let json = wants_json(&args);
    let options = match Options::parse(args, extra) {
        Ok(options) if options.help => return print(usage),
        Ok(options) => options,
        Err(error) => return fail(json, &error),
    };
    match answer(&options) {
        Ok(answer) => print(&answer),
        Err(error) => fail(json, &error),
    }
}

/// What has this key.
pub(crate) fn entity(world: &World, key: &str) -> Result<EntityId, QuestionError> {
    world.entity(key).map_err(|error| {
        QuestionError::new("unknown-key", error.to_string())
            .near(error.near.iter().map(|near| &**near))
    })
}

/// Tells what is wrong: as an object on standard output, or in words on standard error. The exit status is 2.
pub(crate) fn fail(json: bool, error: &QuestionError) -> ExitCode {
    // Nobody is left to tell if the stream is closed.
    let _ = if json {
        writeln!(io::stdout().lock(), "{}", error.to_json())
    } else {
        // The diagnostics of a world say themselves that they are errors.
        let mark = if error.code == "bad-world" { "" } else { "error: " };
        writeln!(io::stderr().lock(), "{mark}{error}")
    };
    ExitCode::from(2)
}

/// How a page is laid out: on a terminal as wide as that is (by `COLUMNS`) and in colour (unless `NO_COLOR` is set), else plain.
pub(crate) fn layout() -> Layout {
    if !io::stdout().is_terminal() {
        return Layout::PLAIN;
    }
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let layout = Layout::of_width(columns.unwrap_or(Layout::PLAIN.width).min(120));
    let is_plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if is_plain { layout } else { layout.in_colour() }
}

/// Writes an answer. Whoever closes the pipe has read enough.
pub(crate) fn print(answer: &str) -> ExitCode {
    let mut out = io::stdout().lock();
    match out.write_all(answer.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let _ = writeln!(io::stderr().lock(), "error: cannot write: {error}");
            ExitCode::from(2)
        }
        _ => ExitCode::SUCCESS,
    }
}
