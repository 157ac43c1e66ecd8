//! Layers: records of one key become one record, and what was overridden is kept.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::kept::{Kept, Records};
use super::record::Record;
use super::report::Report;
use super::schema::RecordKind;
use super::supersede;
use crate::base::Severity;
use crate::base::text::quoted;
use crate::json::{Data, Fault, Read, Value};
use crate::time::Day;

/// A value of an earlier layer that a later one replaced.
///
/// ```
/// let loaded = comity::Loader::new()
///     .text("base", r#"{"organization":"pact","name":"The Pact"}"#)
///     .layer()
///     .text("mine", r#"{"organization":"pact","name":"The Great Pact"}"#)
///     .load()?;
/// let change = &loaded.overrides[0];
/// assert_eq!(change.to_string(), "`pact`: `name` was `The Pact`, is `The Great Pact` (mine:1)");
/// # Ok::<(), comity::LoadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Override {
    /// The key of the record.
    pub key: Box<str>,
    /// The field; an entry of `tags` or `params` as `tags.european`.
    pub field: Box<str>,
    /// The older value; `None` if the field was absent, which said something too.
    pub from: Option<Box<str>>,
    /// The value that holds now; `None` if the field was emptied.
    pub to: Option<Box<str>>,
    /// The line that says so, as `FILE:LINE`.
    pub by: Box<str>,
}

impl fmt::Display for Override {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value =
            |value: &Option<Box<str>>| value.as_deref().map_or_else(|| "absent".to_owned(), quoted);
        let (from, to) = (value(&self.from), value(&self.to));
        write!(f, "`{}`: `{}` was {from}, is {to} ({})", self.key, self.field, self.by)
    }
}

/// Fields whose absence says something: that it holds on, that all are bound, that the roll is complete.
const TELLING: [&str; 8] =
    ["from", "to", "until", "ended", "parties", "bound", "counterparty", "coverage"];
/// Fields in which `null` is a value.
const NULL_IS_SAID: [&str; 3] = ["parties", "bound", "counterparty"];

/// The records of one layer. The same record twice is odd; two different ones of one key contradict each other.
fn one_each<'a>(report: &mut Report<'a>, layer: Vec<Kept<'a>>) -> Vec<Kept<'a>> {
    let mut records = Records::new(layer).into_list();
    // Those of one key lie in the order of their lines.
    records.dedup_by(|again, first| {
        let is_same = again.key() == first.key();
        if is_same {
            let lines = report.lines;
            let (key, key_at) = (quoted(again.key()), again.key_at());
            let help = Some(format!("the first is at {}", lines.name(first.key_at())));
            if first.record(lines).says_the_same(&again.record(lines)) {
                let message = format!("the record {key} is there twice");
                report.add(Severity::Warning, "repeated-record", key_at, message, help);
            } else {
                let message = format!("the key {key} is taken by another record of this layer");
                report.fault(Fault::new("duplicate-key", key_at, message).help(help));
            }
        }
        is_same
    });
    records
}

/// Lays layers over each other.
#[derive(Debug, Default)]
pub(super) struct Merger<'a> {
    records: Vec<Kept<'a>>,
    pub(super) overrides: Vec<Override>,
    /// What was overridden, as assertions without their final keys.
    superseded: Vec<Record<'a>>,
}

impl<'a> Merger<'a> {
    pub(super) fn lay_over(&mut self, report: &mut Report<'a>, layer: Vec<Kept<'a>>) {
        let layer = one_each(report, layer);
        if self.records.is_empty() {
            self.records = layer;
            return;
        }
        // Both are in the order of their keys.
        let mut below = std::mem::take(&mut self.records).into_iter().peekable();
        let mut merged = Vec::with_capacity(below.len() + layer.len());
        for over in layer {
            merged.extend(std::iter::from_fn(|| below.next_if(|one| one.key() < over.key())));
            let kept = match below.next_if(|one| one.key() == over.key()) {
                None => over,
                Some(base) => {
                    let mut base = base.into_record(report.lines);
                    self.correct(report, &mut base, over.into_record(report.lines));
                    Kept::Whole(Box::new(base))
                }
            };
            merged.push(kept);
        }
        merged.extend(below);
        self.records = merged;
    }

    /// All records, those made of overridden values included.
    pub(super) fn finish(self) -> (Records<'a>, Vec<Override>) {
        let known = Records::new(self.records);
        let mut made: BTreeSet<Cow<'a, str>> = BTreeSet::new();
        // Which number the next of a name gets, where it has had some.
        let mut numbers: BTreeMap<Cow<'a, str>, u32> = BTreeMap::new();
        let mut superseded = Vec::new();
        for mut record in self.superseded {
            let stem = record.key.clone();
            let nth = numbers.entry(stem.clone()).or_insert(2);
            while known.contains_key(&record.key) || made.contains(&record.key) {
                record.key = format!("{stem}-{nth}").into();
                *nth += 1;
            }
            made.insert(record.key.clone());
            superseded.push(Kept::Whole(Box::new(record)));
        }
        let mut records = known.into_list();
        records.extend(superseded);
        (Records::new(records), self.overrides)
    }

    fn correct(&mut self, report: &mut Report<'_>, base: &mut Record<'a>, line: Record<'a>) {
        if line.kind != base.kind {
            let message =
                format!("{} is {}, not {}", quoted(&line.key), base.kind.a(), line.kind.a());
            let help = format!("it is defined at {}", report.lines.name(base.key_at));
            report.fault(Fault::new("wrong-kind", line.key_at, message).help(help));
            return;
        }
        let word = line.word();
        if base.words.is_empty() {
            base.words.push(base.word());
        }
        let by = report.lines.name(line.key_at);
        // What a correction says became known on the day it was recorded; the record itself is older.
        let corrects = |(field, _): &(&'static str, Value<'_>)| {
            !matches!(*field, "recorded" | "sources" | "evidence" | "note")
        };
        let recorded = line.field("recorded").cloned().filter(|_| line.fields.iter().any(corrects));
        let since = recorded.as_ref().and_then(|value| report.day(value));
        let mut step = Step { merger: self, by: by.into(), layer: line.layer, since };
        let dated = base.kind.dated();
        let mut times = Vec::new();
        for (field, value) in line.fields {
            let is_time = dated.iter().any(|pair| pair.0 == field || pair.1 == field);
            match field {
                "names" | "identifiers" | "sources" => grow(base, field, value),
                "tags" | "params" => step.entry_by_entry(base, field, value),
                "recorded" if recorded.is_some() => {}
                "existence" => {
                    step.note(base, field, base.field(field), &value);
                    // The list takes the place of the single spell.
                    for end in ["from", "to"] {
                        step.note(base, end, base.field(end), &Value::null(value.at));
                        base.fields.retain(|(name, _)| *name != end);
                    }
                    base.set(field, value);
                }
                _ if is_time => {
                    step.note(base, field, base.field(field), &value);
                    times.push((field, value));
                }
                _ => {
                    let is_changed = step.note(base, field, base.field(field), &value);
                    if is_changed && base.kind.identity().contains(&field) {
                        changed_identity(report, base, field, &value);
                    }
                    base.set(field, value);
                }
            }
        }
        // A date that is corrected was known on its own day, unless the line says otherwise.
        for (date, known) in dated {
            let Some(at) = times.iter().find(|time| time.0 == *date).map(|time| time.1.at) else {
                continue;
            };
            if !times.iter().any(|time| time.0 == *known) {
                times.push((known, recorded.clone().unwrap_or_else(|| Value::null(at))));
            }
        }
        let on = since.zip(recorded);
        supersede::correct(base, times, on);
        base.suspected.extend(line.suspected);
        base.words.push(word);
    }
}

/// One line that corrects one record.
struct Step<'m, 'a> {
    merger: &'m mut Merger<'a>,
    by: Box<str>,
    layer: u32,
    since: Option<Day>,
}

impl<'a> Step<'_, 'a> {
    /// Keeps the value that is overridden, and says whether one is.
    fn note(
        &mut self,
        base: &Record<'a>,
        field: &str,
        old: Option<&Value<'a>>,
        new: &Value<'a>,
    ) -> bool {
        let is_value = |value: &&Value<'_>| !value.is_null() || NULL_IS_SAID.contains(&field);
        let (old, new) = (old.filter(is_value), Some(new).filter(is_value));
        let same = match (old, new) {
            (Some(old), Some(new)) => old.says_the_same(new),
            (None, None) => true,
            (None, Some(_)) => !TELLING.contains(&field),
            (Some(_), None) => false,
        };
        if same {
            return false;
        }
        let plain = |value: &Value<'_>| value.plain().into_boxed_str();
        self.merger.overrides.push(Override {
            key: (&*base.key).into(),
            field: field.into(),
            from: old.map(plain),
            to: new.map(plain),
            by: self.by.clone(),
        });
        if let Some(old) = old {
            let assertion = self.assertion(base, field, old);
            self.merger.superseded.push(assertion);
        }
        true
    }

    /// The overridden value as what its sources say.
    fn assertion(&self, base: &Record<'a>, field: &str, old: &Value<'a>) -> Record<'a> {
        let at = old.at;
        let word = base.words.iter().find(|word| word.line == at.line);
        let of = |own: Option<&Value<'a>>, field: &str| own.or_else(|| base.field(field)).cloned();
        let evidence = of(word.and_then(|word| word.evidence.as_ref()), "evidence");
        let sources = of(word.and_then(|word| word.sources.as_ref()), "sources");
        let mut fields = vec![
            ("of", Value::text(at, base.key.to_string())),
            ("field", Value::text(at, field.to_owned())),
            ("value", Value::text(at, old.plain())),
        ];
        fields.extend(evidence.map(|value| ("evidence", value)));
        fields.extend(sources.map(|value| ("sources", value)));
        let note = match self.since {
            Some(day) => format!("superseded by a correction recorded on {day}"),
            None => "superseded".to_owned(),
        };
        fields.push(("note", Value::text(at, note)));
        Record {
            kind: RecordKind::Assertion,
            key: format!("{}-{}-superseded", base.key, slug(field)).into(),
            key_at: at,
            layer: self.layer,
            fields,
            suspected: Vec::new(),
            words: Vec::new(),
        }
    }

    fn entry_by_entry(&mut self, base: &mut Record<'a>, field: &'static str, value: Value<'a>) {
        let Data::Object(members) = value.data else {
            base.set(field, value);
            return;
        };
        for member in members {
            let old = base.field(field).and_then(|value| match &value.data {
                Data::Object(old) => old.iter().find(|old| old.name == member.name),
                _ => None,
            });
            let label = format!("{field}.{}", member.name);
            self.note(base, &label, old.map(|old| &old.value), &member.value);
            match base.field_mut(field).map(|value| &mut value.data) {
                Some(Data::Object(entries)) => {
                    entries.retain(|old| old.name != member.name);
                    entries.push(member);
                }
                _ => base.set(field, Value { at: value.at, data: Data::Object(vec![member]) }),
            }
        }
    }
}

/// Warns of a correction that makes a record one about somebody or something else.
fn changed_identity(report: &mut Report<'_>, base: &Record<'_>, field: &str, new: &Value<'_>) {
    let key = quoted(&base.key);
    let old = base.field(field).map_or_else(|| "nothing".to_owned(), |old| quoted(&old.plain()));
    let message = format!(
        "this changes `{field}` of {key} from {old} to {}, which makes it another {}",
        quoted(&new.plain()),
        base.kind.word()
    );
    let help = format!(
        "{key} is at {}; to add {}, give it a key of its own",
        report.lines.name(base.key_at),
        base.kind.a()
    );
    report.add(Severity::Warning, "changed-identity", new.at, message, Some(help));
}

/// Adds what a list does not have yet.
fn grow<'a>(base: &mut Record<'a>, field: &'static str, value: Value<'a>) {
    match (base.field_mut(field).map(|value| &mut value.data), value.data) {
        (_, Data::Null) => {}
        (Some(Data::List(old)), Data::List(new)) => {
            for value in new {
                if !old.iter().any(|old| old.says_the_same(&value)) {
                    old.push(value);
                }
            }
        }
        (_, data) => base.set(field, Value { at: value.at, data }),
    }
}

/// The part of a key that a field name becomes.
fn slug(field: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    field.chars().map(letter).collect()
}
