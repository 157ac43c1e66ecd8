//! Reading single values: strings, words, dates, keys and lists, each with its own complaint.

use super::super::record::Record;
use super::super::report::Report;
use super::super::schema::RecordKind;
use super::Keys;
use crate::base::text::{a, did_you_mean, nearest, quoted};
use crate::json::{Data, Place, Value};
use crate::model::{Citation, Evidence, Kind, Provenance, Timed};
use crate::time::{Date, Day, Interval};
use crate::{BodyId, EntityId, InstrumentId};

/// The fields of a record, or of an object within one.
#[derive(Debug)]
pub(super) struct Fields<'v, 'a> {
    /// What it is, for messages.
    what: &'static str,
    /// Where it is said that something is missing.
    pub(super) at: Place,
    said: Vec<(&'static str, &'v Value<'a>)>,
    suspected: Vec<&'static str>,
}

impl<'v, 'a> Fields<'v, 'a> {
    pub(super) fn of(record: &'v Record<'a>) -> Self {
        Self {
            what: record.kind.word(),
            at: record.key_at,
            said: record.fields.iter().map(|(name, value)| (*name, value)).collect(),
            suspected: record.suspected.clone(),
        }
    }

    /// The value of a field, `null` included.
    pub(super) fn said(&self, name: &str) -> Option<&'v Value<'a>> {
        self.said.iter().find(|(field, _)| *field == name).map(|(_, value)| *value)
    }

    /// The value of a field; `null` is none.
    pub(super) fn value(&self, name: &str) -> Option<&'v Value<'a>> {
        self.said(name).filter(|value| !value.is_null())
    }
}

/// Reads values and reports what is wrong with them.
pub(super) struct Reader<'r, 'a> {
    pub(super) report: &'r mut Report<'a>,
    pub(super) keys: &'r Keys,
}

/// A day of the calendar.
pub(in crate::io) fn day(report: &mut Report<'_>, value: &Value<'_>) -> Option<Day> {
    let Some(text) = value.as_text() else {
        let message = format!("expected a day such as \"2024-10-20\", found {}", value.kind());
        report.error("wrong-type", value.at, message);
        return None;
    };
    match text.parse::<Day>() {
        Ok(day) => Some(day),
        Err(error) => {
            let message = format!("{} is not a day: {}", quoted(text), error.message());
            report.error("bad-date", value.at, message);
            None
        }
    }
}

impl<'v, 'a> Reader<'_, 'a> {
    pub(super) fn wrong_type(&mut self, value: &Value<'_>, expected: &str) {
        let message = format!("expected {expected}, found {}", value.kind());
        self.report.error("wrong-type", value.at, message);
    }

    /// The value of a field that must be there.
    pub(super) fn required(
        &mut self,
        fields: &Fields<'v, 'a>,
        name: &'static str,
    ) -> Option<&'v Value<'a>> {
        let value = fields.value(name);
        if value.is_none() && !fields.suspected.contains(&name) {
            self.report.miss(fields.at, fields.what, name);
        }
        value
    }

    pub(super) fn str(&mut self, value: &'v Value<'a>) -> Option<&'v str> {
        let text = value.as_text();
        if text.is_none() {
            self.wrong_type(value, "a string");
        }
        text
    }

    pub(super) fn text(&mut self, fields: &Fields<'v, 'a>, name: &str) -> Option<Box<str>> {
        self.str(fields.value(name)?).map(Into::into)
    }

    /// Whether something is said to be so; without a word it is not.
    pub(super) fn flag(&mut self, fields: &Fields<'v, 'a>, name: &str) -> bool {
        let Some(value) = fields.value(name) else { return false };
        if let Data::Bool(is_so) = value.data {
            return is_so;
        }
        self.wrong_type(value, "true or false");
        false
    }

    pub(super) fn required_text(
        &mut self,
        fields: &Fields<'v, 'a>,
        name: &'static str,
    ) -> Option<Box<str>> {
        let value = self.required(fields, name)?;
        let text = self.str(value)?;
        if text.trim().is_empty() {
            let message = format!("the field `{name}` is empty");
            self.report.error("empty-value", value.at, message);
        }
        Some(text.into())
    }

    /// One of the words of a list.
    pub(super) fn word<T: Copy>(
        &mut self,
        value: &'v Value<'a>,
        all: &[T],
        as_str: fn(T) -> &'static str,
    ) -> Option<T> {
        let text = self.str(value)?;
        let found = all.iter().copied().find(|one| as_str(*one) == text);
        if found.is_none() {
            let words: Vec<&str> = all.iter().copied().map(as_str).collect();
            let known = match &words[..] {
                [one] => format!("`{one}`"),
                many => format!("one of {}", many.join(", ")),
            };
            let help = did_you_mean(nearest(text, words.iter().copied()))
                .unwrap_or_else(|| format!("expected {known}"));
            let message = format!("{} is not a word that is known here", quoted(text));
            self.report.error_with("unknown-value", value.at, message, help);
        }
        found
    }

    pub(super) fn date(&mut self, value: &'v Value<'a>) -> Option<Date> {
        let Some(text) = value.as_text() else {
            self.wrong_type(value, "a date such as \"2024-10-20\", \"2024\" or \"?\"");
            return None;
        };
        match Date::parse(text) {
            Ok(date) => Some(date),
            Err(error) => {
                let message = format!("{} is not a date: {}", quoted(text), error.message());
                self.report.error("bad-date", value.at, message);
                None
            }
        }
    }

    pub(super) fn date_of(&mut self, fields: &Fields<'v, 'a>, name: &str) -> Option<Date> {
        self.date(fields.value(name)?)
    }

    pub(super) fn day_of(&mut self, fields: &Fields<'v, 'a>, name: &str) -> Option<Day> {
        day(self.report, fields.value(name)?)
    }

    /// `from` and `to`, in the right order.
    pub(super) fn interval(&mut self, fields: &Fields<'v, 'a>) -> Interval {
        let interval =
            Interval { from: self.date_of(fields, "from"), to: self.date_of(fields, "to") };
        if interval.is_inverted() {
            let at = fields.value("to").map_or(fields.at, |value| value.at);
            let message = format!("the interval `{interval}` ends before it begins");
            let help = "`to` is the first day on which it no longer held".to_owned();
            self.report.error_with("inverted-interval", at, message, help);
        }
        interval
    }

    /// `from` and `to`, and since when each could be known: where that is absent, since the record was recorded.
    pub(super) fn timed(&mut self, fields: &Fields<'v, 'a>, recorded: Option<Day>) -> Timed {
        let valid = self.interval(fields);
        let from_known = self.known(fields, "from_known", recorded);
        let to_known = self.known(fields, "to_known", recorded);
        Timed { valid, from_known, to_known }
    }

    /// Since when something could be known; `null` says that it was known on its own day.
    pub(super) fn known(
        &mut self,
        fields: &Fields<'v, 'a>,
        name: &str,
        recorded: Option<Day>,
    ) -> Option<Day> {
        match fields.said(name) {
            None => recorded,
            Some(value) if value.is_null() => None,
            Some(value) => day(self.report, value),
        }
    }

    /// The values of a list; nothing at all counts as the empty list.
    pub(super) fn list(&mut self, fields: &Fields<'v, 'a>, name: &str) -> &'v [Value<'a>] {
        fields.value(name).map_or(&[], |value| self.values(value))
    }

    pub(super) fn values(&mut self, value: &'v Value<'a>) -> &'v [Value<'a>] {
        let Data::List(values) = &value.data else {
            self.wrong_type(value, "a list");
            return &[];
        };
        values
    }

    /// The fields of an object within a record; names that it may not have are reported.
    pub(super) fn object(
        &mut self,
        value: &'v Value<'a>,
        what: &'static str,
        allowed: &'static [&'static str],
    ) -> Option<Fields<'v, 'a>> {
        let Data::Object(members) = &value.data else {
            self.wrong_type(value, "an object");
            return None;
        };
        let mut fields = Fields { what, at: value.at, said: Vec::new(), suspected: Vec::new() };
        for member in members {
            let Some(name) = allowed.iter().copied().find(|name| *name == member.name) else {
                let near = nearest(&member.name, allowed.iter().copied());
                let help = did_you_mean(near)
                    .unwrap_or_else(|| format!("its fields are {}", allowed.join(", ")));
                let message = format!("{} has no field {}", a(what), quoted(&member.name));
                self.report.error_with("unknown-field", member.name_at, message, help);
                fields.suspected.extend(near);
                continue;
            };
            if fields.said(name).is_some() {
                let message = format!("the field `{name}` is there twice");
                self.report.error("duplicate-field", member.name_at, message);
            } else {
                fields.said.push((name, &member.value));
            }
        }
        Some(fields)
    }

    /// The entity that a key names; no kinds wanted means that any will do.
    pub(super) fn entity(
        &mut self,
        value: &'v Value<'a>,
        wanted: &[Kind],
    ) -> Option<(EntityId, Kind)> {
        let Some(key) = value.as_text() else {
            let expected = format!("the key of {}", one_of(wanted));
            self.wrong_type(value, &expected);
            return None;
        };
        self.resolve(key, value.at, wanted, "unknown-key", "")
    }

    /// The same for a key whose text is at hand; `mark` stands before the key in the file.
    pub(super) fn resolve(
        &mut self,
        key: &str,
        at: Place,
        wanted: &[Kind],
        unknown: &'static str,
        mark: &str,
    ) -> Option<(EntityId, Kind)> {
        let fits = |kind: RecordKind| match kind {
            RecordKind::Entity(kind) => wanted.is_empty() || wanted.contains(&kind),
            _ => false,
        };
        let Some(known) = self.keys.0.get(key) else {
            let candidates =
                self.keys.0.iter().filter(|(_, known)| fits(known.kind)).map(|(key, _)| &**key);
            let help = nearest(key, candidates).map(|near| format!("did you mean `{mark}{near}`?"));
            let message = format!("no {} has the key {}", kinds(wanted), quoted(key));
            self.report.error_with(unknown, at, message, help);
            return None;
        };
        if !fits(known.kind) {
            let expected = one_of(wanted);
            let message = format!("{} is {}; expected {expected}", quoted(key), known.kind.a());
            self.report.error("wrong-kind", at, message);
            return None;
        }
        match known.kind {
            RecordKind::Entity(kind) if !known.is_broken => Some((known.id?, kind)),
            _ => None,
        }
    }

    pub(super) fn entity_of(
        &mut self,
        fields: &Fields<'v, 'a>,
        name: &'static str,
        wanted: &[Kind],
    ) -> Option<EntityId> {
        let value = self.required(fields, name)?;
        self.entity(value, wanted).map(|(id, _)| id)
    }

    pub(super) fn body_of(&mut self, fields: &Fields<'v, 'a>) -> Option<BodyId> {
        let value = self.required(fields, "of")?;
        let (id, kind) = self.entity(value, &[Kind::Organization, Kind::Treaty])?;
        BodyId::of(id, kind)
    }

    pub(super) fn instrument_of(
        &mut self,
        fields: &Fields<'v, 'a>,
        name: &'static str,
    ) -> Option<InstrumentId> {
        let value = self.required(fields, name)?;
        let known = value.as_text().and_then(|key| self.keys.0.get(key));
        let organization =
            known.map(|known| known.kind) == Some(RecordKind::Entity(Kind::Organization));
        let help = match fields.what {
            "provision" => Some("clauses stand in texts"),
            "act" => Some("acts are done under texts"),
            _ => None,
        };
        if let (true, Some(help)) = (organization, help) {
            let key = quoted(value.as_text().unwrap_or_default());
            let message = format!("{key} is an organization; expected a treaty or a law");
            let help = format!("{help}: add a treaty and link it to the organization");
            self.report.error_with("wrong-kind", value.at, message, help);
            return None;
        }
        let (id, kind) = self.entity(value, &[Kind::Treaty, Kind::Law])?;
        InstrumentId::of(id, kind)
    }

    /// The entities of a list of keys; all of them are looked at, whatever is wrong with some.
    pub(super) fn entities(&mut self, values: &'v [Value<'a>], wanted: &[Kind]) -> Vec<EntityId> {
        values.iter().filter_map(|value| self.entity(value, wanted)).map(|(id, _)| id).collect()
    }

    /// Whether any record has a key.
    pub(super) fn record_key(&mut self, value: &'v Value<'a>) -> Option<Box<str>> {
        let key = self.str(value)?;
        if self.keys.0.contains_key(key) {
            return Some(key.into());
        }
        let help = did_you_mean(nearest(key, self.keys.0.keys().map(|key| &**key)));
        let message = format!("no record has the key {}", quoted(key));
        self.report.error_with("unknown-key", value.at, message, help);
        None
    }

    pub(super) fn evidence(&mut self, fields: &Fields<'v, 'a>) -> Option<Evidence> {
        self.word(fields.value("evidence")?, &Evidence::ALL, Evidence::as_str)
    }

    /// `sources`: keys, or objects of a key and the place in that source.
    pub(super) fn sources(&mut self, fields: &Fields<'v, 'a>) -> Vec<Citation> {
        let values = self.list(fields, "sources");
        values.iter().filter_map(|value| self.citation(value)).collect()
    }

    fn citation(&mut self, value: &'v Value<'a>) -> Option<Citation> {
        let (key, locator) = match &value.data {
            Data::Object(_) => {
                let fields = self.object(value, "citation", &["source", "at"])?;
                let locator = self.text(&fields, "at");
                (self.required(&fields, "source")?, locator)
            }
            _ => (value, None),
        };
        let Some(text) = key.as_text() else {
            self.wrong_type(key, "the key of a source");
            return None;
        };
        let (id, _) = self.resolve(text, key.at, &[Kind::Source], "unknown-source", "")?;
        Some(Citation { source: id.cast(), locator })
    }

    pub(super) fn provenance(&mut self, fields: &Fields<'v, 'a>) -> Provenance {
        Provenance {
            evidence: self.evidence(fields),
            sources: self.sources(fields),
            recorded: self.day_of(fields, "recorded"),
            note: self.text(fields, "note"),
        }
    }
}

/// "state or organization".
fn kinds(wanted: &[Kind]) -> String {
    if wanted.is_empty() {
        return "entity".to_owned();
    }
    wanted.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(" or ")
}

/// "a state or an organization".
fn one_of(wanted: &[Kind]) -> String {
    if wanted.is_empty() {
        return "an entity".to_owned();
    }
    wanted.iter().map(|kind| a(kind.as_str())).collect::<Vec<_>>().join(" or ")
}
