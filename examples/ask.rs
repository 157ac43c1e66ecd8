//! One question, or one after the other: who is in, who must exit, since when, what binds two to each other.
//!
//! ```text
//! cargo run --example ask -- '{"is_member": {"entity": "uzb", "body": "csto"}}'
//! cargo run --example ask -- --as-of 2010-05-01 --json <questions.jsonl
//! ```
//!
//! A question is an object with one field, which says what is asked; without one in the arguments they are read from standard input,
//! one a line, until it ends. Each is answered as soon as it is read, as a table or, with `--json`, as an object on one line.
//!
//! Exit status: 0 on answers, 2 if an option, a file or one of the questions could not be used.

mod common;

use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::{self, BufRead, ErrorKind, IsTerminal, Write};
use std::process::ExitCode;

use comity::answer::Testimony;
use comity::wire::{Answer, QuestionError};
use comity::words::{English, Language, PlainEnglish};
use comity::{Question, View, World};
use common::{Extra, Options};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

const USAGE: &str = "\
usage: ask [OPTIONS] [QUESTION]

  --world FILE        ask this world instead of the bundled one (repeatable; `bundled` adds to that one)
  --as-of DATE        the date of the question
  --known-by DATE     only what could be known by then
  --according-to KEY  with the word of this one beside the record (of several: A,B)
  --reading NAME      strict, narrow, or a provision's reading as p01=narrow (repeatable)
  --notice DATE       everyone who must exit gives notice on this date; ? = unknown
  --explain           print also how it follows from the record
  --keys              call everything by its key
  --json              print an object on one line

A question is an object with one field:
  {\"is_member\": {\"entity\": \"uzb\", \"body\": \"csto\"}}
  {\"must_exit\": {\"members_of\": \"ots\", \"exit\": \"csto\",
                 \"scenario\": {\"changes\": [{\"acquire\": {\"organization\": \"ots\", \"provision\": \"mutual_defence\"}}]}}}
All of them stand at `Question::from_json`. Without a question they are read from standard input, one a line.
";

fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().skip(1).collect();
    let json = common::wants_json(&args);
    match Options::parse(args, Extra::Hypothesis) {
        Ok(options) if options.help => common::print(USAGE),
        Ok(options) => match run(&options) {
            Ok(status) => status,
            Err(error) => common::fail(json, &error),
        },
        Err(error) => common::fail(json, &error),
    }
}

/// Answers what the arguments ask, or every line of standard input.
fn run(options: &Options) -> Result<ExitCode, QuestionError> {
    let world = options.world()?;
    let mut view = common::view(&world, options.as_of)?;
    let reading = options.reading(&world)?;
    if let Some(reading) = &reading {
        view = view.under(reading);
    }
    if let Some(day) = options.known_by {
        view = view.known_by(day);
    }
    let testimony = options.testimony(view)?;
    let view = testimony.as_ref().map_or(view, Testimony::view);
    let world = view.world();
    match &*options.rest {
        [] => Ok(prompt(world, &view, options)),
        [question] => {
            let question = question.to_string_lossy();
            Ok(common::print(&answer(world, &view, options, &question)?))
        }
        more => {
            let message = format!("expected one question, found {}\n{USAGE}", more.len());
            Err(QuestionError::new("usage", message).expecting(["QUESTION"]))
        }
    }
}

/// Questions one a line. One that cannot be used is told like an answer, and the next one is read.
fn prompt(world: &World, view: &View<'_>, options: &Options) -> ExitCode {
    let mut status = ExitCode::SUCCESS;
    let is_asked = io::stdin().is_terminal() && io::stdout().is_terminal();
    let mut lines = io::stdin().lock().lines();
    loop {
        if is_asked {
            // Whoever sits there can do without the sign.
            let _ = write!(io::stderr(), "? ");
        }
        let line = match lines.next() {
            None => return status,
            Some(Ok(line)) => line,
            Some(Err(error)) => {
                let error = QuestionError::new("broken-stream", format!("cannot read: {error}"));
                return common::fail(options.json, &error);
            }
        };
        if line.trim().is_empty() {
            continue;
        }
        match answer(world, view, options, &line) {
            Ok(answer) => {
                let mut out = io::stdout().lock();
                match out.write_all(answer.as_bytes()).and_then(|()| out.flush()) {
                    Ok(()) => {}
                    // Whoever closes the pipe has read enough.
                    Err(error) if error.kind() == ErrorKind::BrokenPipe => return status,
                    Err(error) => {
                        let message = format!("cannot write: {error}");
                        let error = QuestionError::new("broken-stream", message);
                        return common::fail(false, &error);
                    }
                }
            }
            Err(error) => status = common::fail(options.json, &error),
        }
    }
}

fn answer(
    world: &World,
    view: &View<'_>,
    options: &Options,
    question: &str,
) -> Result<String, QuestionError> {
    if !question.trim_start().starts_with('{') {
        let message = "a question is asked as an object with one field that says what is asked";
        let form = r#"{"is_member": {"entity": KEY, "body": KEY}}"#;
        return Err(QuestionError::new("unknown-question", message).at(0).expecting([form]));
    }
    let mut question = Question::from_json(world, question)?;
    if let Some(notice) = options.notice {
        question = question.with_notice(notice);
    }
    // What is for programs has keys, what is for people has names.
    let language: &dyn Language =
        if options.json || options.keys { &English } else { &PlainEnglish };
    let answer = if options.explain {
        view.ask_explained_in(&question, language)
    } else {
        view.ask_in(&question, language)
    };
    Ok(if options.json {
        answer.to_json() + "\n"
    } else {
        told(&answer, world, (!options.keys).then_some(view))
    })
}

/// An answer for people: what was understood, yes or no, the rows as a table, and what to keep in mind.
fn told(answer: &Answer, world: &World, named: Option<&View<'_>>) -> String {
    let mut out = format!("{} ({})\n", answer.question, answer.context.as_of);
    if let Some(truth) = answer.truth {
        let _ = writeln!(out, "{truth}");
    }
    // The columns are the fields of the JSON form, so that there is one place that says what a row has.
    let rows = serde_json::to_string(&answer.rows).unwrap_or_default();
    let rows: Vec<Row> = serde_json::from_str(&rows).unwrap_or_default();
    let cell = |value: &Value| cell(value, world, named);
    let mut table: Vec<Vec<String>> = Vec::new();
    if let Some(Row(fields)) = rows.first() {
        table.push(fields.iter().map(|(name, _)| name.replace('_', " ")).collect());
    }
    table.extend(
        rows.iter().map(|Row(fields)| fields.iter().map(|(_, value)| cell(value)).collect()),
    );
    let is_empty = |column: usize| {
        table.iter().skip(1).all(|row| row.get(column).is_none_or(String::is_empty))
    };
    let columns: Vec<usize> =
        (0..table.first().map_or(0, Vec::len)).filter(|column| !is_empty(*column)).collect();
    let width = |column: usize| {
        table.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max()
    };
    for row in &table {
        let cells = columns
            .iter()
            .filter_map(|&column| Some(format!("{:<1$}", row.get(column)?, width(column)?)));
        let _ = writeln!(out, "  {}", cells.collect::<Vec<_>>().join("  ").trim_end());
    }
    if rows.is_empty() && answer.truth.is_none() {
        out.push_str("  none\n");
    }
    for caveat in &answer.caveats {
        let _ = writeln!(out, "  ! {}", caveat.text);
    }
    if let Some(told) = &answer.explanation {
        for step in &told.steps {
            let from: Vec<String> = step.premises.iter().map(ToString::to_string).collect();
            let from =
                if from.is_empty() { String::new() } else { format!(" [{}]", from.join(", ")) };
            let _ = writeln!(out, "  {:>3}. {}{from}", step.id, step.fact);
        }
    }
    out + "\n"
}

/// What stands in a cell: names instead of keys where they are wanted, and nothing where there is nothing.
fn cell(value: &Value, world: &World, named: Option<&View<'_>>) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => match (named, world.entity(text)) {
            (Some(view), Ok(entity)) => view.name(entity).to_owned(),
            _ => text.clone(),
        },
        Value::Array(values) => {
            let cells: Vec<String> = values.iter().map(|value| cell(value, world, named)).collect();
            cells.join(", ")
        }
        Value::Object(fields) => {
            let cells = fields.values().map(|value| cell(value, world, named));
            cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ")
        }
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// The fields of a row in their order, which a map would lose.
struct Row(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Row {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;

        impl<'de> Visitor<'de> for Fields {
            type Value = Row;

            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("a row")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Row, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Row(fields))
            }
        }

        deserializer.deserialize_map(Fields)
    }
}
