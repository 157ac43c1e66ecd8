//! Names and codes to keys: a tool for cleaning a column of countries or bodies.
//!
//!     cargo run --release --example names -- [OPTIONS] [--scheme SCHEME] [NAME…]
//!     cut -f 3 table.tsv | names --as-of 1985 >keys.tsv
//!     names --codes kaz
//!
//! Names come from the arguments, or one a line from standard input; one line comes out for each, in their order, as soon as it
//! is known. Nothing is guessed: a name that nobody carries is unknown, with what lies near. Printed are, parted by tabs, the
//! text, the key, the name on the day, and how it was found; with `--json` an object a line.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, BufWriter, ErrorKind, Read, Write};
use std::process::ExitCode;

use comity::model::{Matter, Scheme};
use comity::names::{Meaning, MeantBy};
use comity::wire::QuestionError;
use comity::world::{RecordReach, RecordSubject};
use comity::{Date, Resolution, Truth, View, World};
use serde::Serialize;

mod common;
use common::{Extra, Options, fail, wants_json};

const USAGE: &str = "names [--world FILE]… [--as-of DATE] [--scheme SCHEME] [--codes KEY] [--json] [NAME…]\n\n\
Names to keys, from the arguments or one a line from standard input. With `--scheme` (iso2, iso3, iso_numeric, cow, cow_abbr,\n\
gw, gw_abbr, wikidata) they are codes of that scheme. `--codes KEY` prints the codes of an entity instead.\n";

fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().skip(1).collect();
    let json = wants_json(&args);
    let input = &mut BufReader::with_capacity(1 << 16, io::stdin().lock());
    let out = &mut BufWriter::with_capacity(1 << 16, io::stdout().lock());
    match run(args, input, out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Question(error)) => fail(json, &error),
        // Whoever closes the pipe has read enough.
        Err(Failure::Stream(error)) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Failure::Stream(error)) => {
            let message = format!("cannot read or write: {error}");
            fail(false, &QuestionError::new("broken-stream", message))
        }
    }
}

/// Why there is no more to come.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The options cannot be used.
    Question(QuestionError),
    /// The input or the output cannot.
    Stream(io::Error),
}

impl From<QuestionError> for Failure {
    fn from(error: QuestionError) -> Self {
        Self::Question(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Stream(error)
    }
}

/// The whole command.
pub(crate) fn run<R: Read>(
    args: Vec<OsString>,
    input: &mut BufReader<R>,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let options = Options::parse(args, Extra::Names)?;
    if options.help {
        write!(out, "{USAGE}")?;
        return Ok(out.flush()?);
    }
    let scheme = options.scheme.as_deref().map(str::parse::<Scheme>).transpose();
    let scheme = scheme.map_err(|error| {
        let expecting = Scheme::ALL.map(Scheme::as_str);
        QuestionError::new("unknown-scheme", format!("`--scheme`: {error}")).expecting(expecting)
    })?;
    let world = options.world()?;
    let day = options.as_of.unwrap_or_else(|| world.newest());
    let view = world.as_of(day);
    let names = view.reach(&RecordSubject::matter(Matter::Names));
    let cleaner = Cleaner { view, asked: options.as_of, scheme, names, json: options.json };
    if let Some(key) = &options.codes {
        cleaner.codes(key, out)?;
    } else if options.rest.is_empty() {
        cleaner.stream(input, out)?;
    } else {
        for name in &options.rest {
            writeln!(out, "{}", cleaner.line(&name.to_string_lossy()))?;
        }
    }
    Ok(out.flush()?)
}

/// What is asked of every name.
struct Cleaner<'w> {
    view: View<'w>,
    /// The day, if one was named; names of every time are known otherwise.
    asked: Option<Date>,
    scheme: Option<Scheme>,
    /// How far names are on record.
    names: RecordReach,
    json: bool,
}

/// How many answers are remembered: a column has the same few names again and again.
const REMEMBERED: usize = 1 << 14;

impl Cleaner<'_> {
    fn stream<R: Read>(&self, input: &mut BufReader<R>, out: &mut impl Write) -> io::Result<()> {
        let mut known: BTreeMap<Vec<u8>, String> = BTreeMap::new();
        let mut line = Vec::new();
        loop {
            if input.buffer().is_empty() {
                // Whoever waits at the other end gets what there is before this end waits.
                out.flush()?;
            }
            line.clear();
            if input.read_until(b'\n', &mut line)? == 0 {
                return Ok(());
            }
            while line.last().is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
                line.pop();
            }
            if let Some(answer) = known.get(&line) {
                writeln!(out, "{answer}")?;
                continue;
            }
            let answer = self.line(&String::from_utf8_lossy(&line));
            writeln!(out, "{answer}")?;
            if known.len() == REMEMBERED {
                known.clear();
            }
            known.insert(line.clone(), answer);
        }
    }

    fn line(&self, text: &str) -> String {
        let found = self.found(text);
        if self.json {
            // What is made of texts and lists alone can always be written.
            serde_json::to_string(&found).unwrap_or_default()
        } else {
            found.told()
        }
    }

    fn world(&self) -> &World {
        self.view.world()
    }

    fn found<'a>(&'a self, text: &'a str) -> Found<'a> {
        let resolution = match (self.scheme, self.asked) {
            (None, None) => self.world().resolve(text),
            (None, Some(_)) => self.view.resolve(text),
            (Some(scheme), None) => self.world().resolve_code(scheme, text),
            (Some(scheme), Some(_)) => self.view.resolve_code(scheme, text),
        };
        let (key, world) = (|entity| self.world().key(entity), self.world());
        let entity = resolution.entity();
        let mut found = Found {
            text,
            result: "unknown",
            entity: entity.map(key),
            name: entity.map(|entity| self.view.name(entity)),
            candidates: Vec::new(),
            suggestions: Vec::new(),
            caveats: Vec::new(),
        };
        let mut code = None;
        match resolution {
            Resolution::Exact(_) => found.result = "exact",
            Resolution::Alias(_, MeantBy { what: Meaning::Code(scheme), .. })
            | Resolution::Code(_, scheme) => {
                found.result = "code";
                code = Some(scheme);
            }
            Resolution::Alias(..) => found.result = "alias",
            Resolution::Ambiguous(candidates) => {
                found.result = "ambiguous";
                found.candidates = (candidates.into_iter())
                    .map(|one| Candidate {
                        entity: key(one.entity),
                        reason: one.reason.to_string(),
                    })
                    .collect();
            }
            Resolution::Unknown { suggestions } => {
                found.suggestions = (suggestions.into_iter())
                    .map(|one| Suggestion { entity: key(one.entity), name: one.name })
                    .collect();
            }
            _ => {}
        }
        if let (Some(entity), Some(day)) = (entity, self.asked) {
            let key = world.key(entity);
            let mut add = |code, text| found.caveats.push(Caveat { code, text });
            match world[entity].profile().existence.contains(day) {
                Truth::Yes => {}
                Truth::No => add("not-in-existence", format!("{key} did not exist on {day}")),
                Truth::Unknown => {
                    add(
                        "uncertain-existence",
                        format!("whether {key} existed on {day} is not known to the day"),
                    );
                }
            }
            let coded = code.map(|scheme| self.view.by_code(scheme, text));
            let mut coded = coded.iter().flatten().filter(|coded| coded.entity == entity);
            if code.is_some() && !coded.any(|coded| coded.truth.is_yes()) {
                add(
                    "uncertain-code",
                    format!("whether {key} had this code on {day} is not known to the day"),
                );
            }
            if let (None, RecordReach::Beyond { known }) = (code, self.names) {
                add("beyond-coverage", format!("names are on record only up to {known}"));
            }
        }
        found
    }

    fn codes(&self, key: &str, out: &mut impl Write) -> Result<(), Failure> {
        let entity = self.world().entity(key).map_err(|error| {
            let near = error.near.iter().map(ToString::to_string);
            QuestionError::new("unknown-key", error.to_string()).near(near)
        })?;
        for scheme in Scheme::ALL {
            for coded in self.view.codes_of(entity, scheme) {
                if self.json {
                    let (code, truth) = (&*coded.code, coded.truth.as_str());
                    let (from, to) = (coded.valid.from, coded.valid.to);
                    let text = |date: Option<Date>| date.map(|date| date.to_string());
                    let row = Row {
                        entity: key,
                        scheme: scheme.as_str(),
                        code,
                        truth,
                        from: text(from),
                        to: text(to),
                    };
                    writeln!(out, "{}", serde_json::to_string(&row).unwrap_or_default())?;
                } else {
                    let doubt = if coded.truth.is_yes() { "" } else { "\t?" };
                    writeln!(out, "{scheme}\t{}{doubt}", coded.code)?;
                }
            }
        }
        Ok(())
    }
}

#[derive(Serialize)]
struct Found<'a> {
    text: &'a str,
    result: &'static str,
    entity: Option<&'a str>,
    name: Option<&'a str>,
    candidates: Vec<Candidate<'a>>,
    suggestions: Vec<Suggestion<'a>>,
    caveats: Vec<Caveat>,
}

#[derive(Serialize)]
struct Candidate<'a> {
    entity: &'a str,
    reason: String,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    entity: &'a str,
    name: Box<str>,
}

#[derive(Serialize)]
struct Caveat {
    code: &'static str,
    text: String,
}

/// A code of an entity, as `--codes` prints it.
#[derive(Serialize)]
struct Row<'a> {
    entity: &'a str,
    scheme: &'a str,
    code: &'a str,
    truth: &'a str,
    from: Option<String>,
    to: Option<String>,
}

impl Found<'_> {
    /// The text, the key, the name, how it was found: what has no tab of its own parted by tabs.
    fn told(&self) -> String {
        let mut how = self.result.to_owned();
        let candidates =
            self.candidates.iter().map(|one| format!("{} ({})", one.entity, one.reason));
        let near = self.suggestions.iter().map(|one| format!("{} ({})?", one.name, one.entity));
        let caveats = self.caveats.iter().map(|one| one.text.clone());
        let more: Vec<String> = candidates.chain(near).chain(caveats).collect();
        if !more.is_empty() {
            how = format!("{how}: {}", more.join(", "));
        }
        let plain = self.text.replace(['\t', '\n', '\r'], " ");
        format!(
            "{plain}\t{}\t{}\t{how}",
            self.entity.unwrap_or_default(),
            self.name.unwrap_or_default()
        )
    }
}
