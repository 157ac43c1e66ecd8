//! One line becomes one record of named fields: syntax, kind field, key and field names are checked here, values later.

use std::borrow::Cow;

use super::report::{Lines, Report};
use super::schema::{HEADER, HEADER_FIELDS, RecordKind, VERSION};
use crate::base::Severity;
use crate::base::is_key;
use crate::base::text::{did_you_mean, nearest, quoted};
use crate::json;
use crate::json::{Data, Fault, Member, Place, Read, Value};

/// A record as its lines have it.
#[derive(Clone, Debug)]
pub(super) struct Record<'a> {
    pub(super) kind: RecordKind,
    pub(super) key: Cow<'a, str>,
    /// Where its key stands first.
    pub(super) key_at: Place,
    /// The layer that brought it.
    pub(super) layer: u32,
    /// The fields it has, each once.
    pub(super) fields: Vec<(&'static str, Value<'a>)>,
    /// Fields that a name nobody knows has probably meant: they are not missed as well.
    pub(super) suspected: Vec<&'static str>,
    /// On whose word each line stands, once there are several; what one line says stands on its own.
    pub(super) words: Vec<Word<'a>>,
}

/// The sources and the mark of one line.
#[derive(Clone, Debug)]
pub(super) struct Word<'a> {
    pub(super) line: u32,
    pub(super) sources: Option<Value<'a>>,
    pub(super) evidence: Option<Value<'a>>,
}

impl<'a> Record<'a> {
    pub(super) fn field(&self, name: &str) -> Option<&Value<'a>> {
        self.fields.iter().find(|(field, _)| *field == name).map(|(_, value)| value)
    }

    pub(super) fn field_mut(&mut self, name: &str) -> Option<&mut Value<'a>> {
        self.fields.iter_mut().find(|(field, _)| *field == name).map(|(_, value)| value)
    }

    pub(super) fn set(&mut self, name: &'static str, value: Value<'a>) {
        match self.field_mut(name) {
            Some(old) => *old = value,
            None => self.fields.push((name, value)),
        }
    }

    /// On whose word its own line stands.
    pub(super) fn word(&self) -> Word<'a> {
        let own = |name: &str| self.field(name).cloned();
        Word { line: self.key_at.line, sources: own("sources"), evidence: own("evidence") }
    }

    /// Whether both say the same, in whatever order.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        self.kind == other.kind
            && self.fields.len() == other.fields.len()
            && self.fields.iter().all(|(name, value)| {
                other.field(name).is_some_and(|other| value.says_the_same(other))
            })
    }
}

/// What a line holds.
pub(super) enum Content<'a> {
    Record(Record<'a>),
    Header,
    /// Something that is reported; the kind and key of the record, if they could be read.
    Broken(Option<(RecordKind, Box<str>)>),
}

/// Reads a line; what is wrong with it is reported.
pub(super) fn read<'a>(report: &mut Report<'a>, line: u32) -> Content<'a> {
    let Some((row, text)) = report.lines.get(line) else { return Content::Broken(None) };
    let members = match json::record(report, line, text) {
        Ok(members) => members,
        Err(members) => return Content::Broken(key_of(&members)),
    };
    if let Some(header) = members.iter().find(|member| member.name == HEADER) {
        check_header(report, header, &members, row.number);
        return Content::Header;
    }
    let whole = Place { line, start: 0, end: u32::try_from(text.len()).unwrap_or(u32::MAX) };
    match kind_field(report, &members, whole) {
        Some((kind, key)) => match fields(report, kind, key, row.layer, members) {
            (record, true) => Content::Record(record),
            (_, false) => Content::Broken(None),
        },
        None => Content::Broken(None),
    }
}

/// Takes no note of what is wrong.
struct Silent;

impl Read for Silent {
    fn fault(&mut self, _: Fault) {}
}

/// Reads a line again that was read without a complaint.
pub(super) fn read_again(lines: &Lines, line: u32, layer: u32) -> Record<'_> {
    let text = lines.get(line).map_or("", |(_, text)| text);
    let members = json::record(&mut Silent, line, text).unwrap_or_else(|members| members);
    let key = members
        .iter()
        .enumerate()
        .find_map(|(at, member)| Some((RecordKind::of(&member.name)?, at)));
    // It has a kind field, or it would not have been read.
    let (kind, key) = key.unwrap_or((RecordKind::Membership, 0));
    let (record, _) = fields(&mut Silent, kind, key, layer, members);
    record
}

/// The kind and the key among the members of a line that broke off.
fn key_of(members: &[Member<'_>]) -> Option<(RecordKind, Box<str>)> {
    members
        .iter()
        .find_map(|member| Some((RecordKind::of(&member.name)?, member.value.as_text()?.into())))
}

fn check_header(report: &mut Report<'_>, header: &Member<'_>, members: &[Member<'_>], number: u32) {
    let is_known = matches!(header.value.data, Data::Number(version) if version == VERSION);
    if !is_known {
        let found = quoted(&header.value.plain());
        let message = format!("version {found} of the format is not known; expected {VERSION}");
        report.error("bad-version", header.value.at, message);
    }
    report.fields("the header", members, HEADER_FIELDS);
    if number != 1 {
        let message = "the header belongs on the first line of a file".to_owned();
        report.add(Severity::Warning, "misplaced-header", header.name_at, message, None);
    }
}

/// The one field that says what the record is, as its kind and its place among the members.
fn kind_field(
    report: &mut Report<'_>,
    members: &[Member<'_>],
    whole: Place,
) -> Option<(RecordKind, usize)> {
    let kinds: Vec<(RecordKind, usize)> = (members.iter().enumerate())
        .filter_map(|(at, member)| Some((RecordKind::of(&member.name)?, at)))
        .collect();
    match kinds[..] {
        [one] => Some(one),
        [] => {
            let words = || RecordKind::all().map(RecordKind::word);
            let near =
                |member: &Member<'_>| Some((member.name_at, nearest(&member.name, words())?));
            let near = members.iter().find_map(near);
            let message = "no field says what kind of record this is";
            let help = did_you_mean(near.map(|(_, word)| word)).or_else(|| {
                Some("a kind field such as `state` or `membership` holds the key".to_owned())
            });
            let at = near.map_or(whole, |(at, _)| at);
            report.fault(Fault::new("missing-kind", at, message).help(help));
            None
        }
        [(first, _), (second, at), ..] => {
            let message =
                format!("the record is {} already and cannot be {} as well", first.a(), second.a());
            let help =
                format!("expected one kind field, `{}` or `{}`", first.word(), second.word());
            report.fault(Fault::new("two-kinds", members[at].name_at, message).help(help));
            None
        }
    }
}

/// The record of a line, and whether it has a key.
fn fields<'a>(
    reader: &mut impl Read,
    kind: RecordKind,
    key: usize,
    layer: u32,
    mut members: Vec<Member<'a>>,
) -> (Record<'a>, bool) {
    let named = members.remove(key);
    let key_at = named.value.at;
    let key = match named.value.data {
        Data::Text(key) => Some(key),
        data => {
            let found = Value { at: key_at, data };
            let message = format!("expected the key, a string; found {}", found.kind());
            reader.error("wrong-type", key_at, message);
            None
        }
    };
    let has_key = key.is_some();
    if let Some(key) = key.as_deref().filter(|key| !is_key(key)) {
        reader.fault(Fault::bad_key(key, key_at));
    }
    let mut record = Record {
        kind,
        key: key.unwrap_or_default(),
        key_at,
        layer,
        fields: Vec::with_capacity(members.len()),
        suspected: Vec::new(),
        words: Vec::new(),
    };
    let known: Vec<&str> = kind.fields().collect();
    let (fields, suspected) = reader.fields(kind.a(), &members, &known);
    record.suspected = suspected;
    let fields = fields.into_iter().zip(members);
    record.fields.extend(fields.filter_map(|(name, member)| Some((name?, member.value))));
    (record, has_key)
}
