//! Reading what only records have: keys of the load, intervals, provenance.

use super::super::record::Record;
use super::super::report::Report;
use super::super::schema::RecordKind;
use super::Keys;
use crate::InstrumentId;
use crate::base::text::{near, quoted};
use crate::json::{Data, Fault, Fields, INSTRUMENTS, Named, Read, ReadKeys, Value, other_kind};
use crate::model::{Citation, Kind, Provenance, Timed};
use crate::time::{Day, Interval};

/// Reads the values of records and reports what is wrong with them.
pub(super) struct Reader<'r, 'a> {
    pub(super) report: &'r mut Report<'a>,
    pub(super) keys: &'r Keys<'r, 'a>,
}

impl Read for Reader<'_, '_> {
    fn fault(&mut self, fault: Fault) {
        self.report.fault(fault);
    }

    fn missing(&mut self, of: &Fields<'_, '_>, name: &'static str, expected: &str) {
        self.report.missing(of, name, expected);
    }
}

impl ReadKeys for Reader<'_, '_> {
    fn named(&self, key: &str) -> Named {
        let Some(known) = self.keys.known(key) else { return Named::Nothing };
        match (known.kind, known.id) {
            (RecordKind::Entity(kind), Some(id)) if !known.is_broken => Named::Entity(id, kind),
            (RecordKind::Entity(kind), _) => Named::Unread(kind),
            (other, _) => Named::Other(other.word()),
        }
    }

    fn near_keys(&self, key: &str, wanted: &[Kind]) -> Vec<String> {
        if !self.keys.may_seek() {
            return Vec::new();
        }
        let fits = |kind: Kind| wanted.is_empty() || wanted.contains(&kind);
        let is_meant = |kind: RecordKind| matches!(kind, RecordKind::Entity(kind) if fits(kind));
        let keys = self.keys.all().filter(|(_, kind)| is_meant(*kind)).map(|(key, _)| key);
        near(key, keys).into_iter().map(String::from).collect()
    }
}

const ORGANIZATION: RecordKind = RecordKind::Entity(Kind::Organization);

/// The fields of a record.
pub(super) fn fields_of<'v, 'a>(record: &'v Record<'a>) -> Fields<'v, 'a> {
    let said = record.fields.iter().map(|(name, value)| (*name, value)).collect();
    Fields::new(record.kind.a(), record.key_at, said, record.suspected.clone())
}

impl<'v, 'a> Reader<'_, 'a> {
    /// A text that must be there and say something.
    pub(super) fn required_text(
        &mut self,
        of: &Fields<'v, 'a>,
        name: &'static str,
    ) -> Option<Box<str>> {
        let value = self.required(of, name, "a string")?;
        let text = self.text(value)?;
        if text.trim().is_empty() {
            self.error("empty-value", value.at, format!("the field `{name}` is empty"));
        }
        Some(text.into())
    }

    /// `from` and `to`, in the right order.
    pub(super) fn interval(&mut self, of: &Fields<'v, 'a>) -> Interval {
        let interval = Interval { from: self.date_of(of, "from"), to: self.date_of(of, "to") };
        if interval.is_inverted() {
            let at = of.value("to").map_or(of.at, |value| value.at);
            let message = format!("the interval `{interval}` ends before it begins");
            let fault = Fault::new("inverted-interval", at, message);
            self.fault(fault.help("`to` is the first day on which it no longer held".to_owned()));
        }
        interval
    }

    /// `from` and `to`, and since when each could be known: where that is absent, since the record was recorded.
    pub(super) fn timed(&mut self, of: &Fields<'v, 'a>, recorded: Option<Day>) -> Timed {
        let valid = self.interval(of);
        let from_known = self.known(of, "from_known", recorded);
        let to_known = self.known(of, "to_known", recorded);
        Timed { valid, from_known, to_known }
    }

    /// `from` and `until` of a record of how far the record reaches, in the right order.
    pub(super) fn reach(&mut self, of: &Fields<'v, 'a>) -> (Option<Day>, Option<Day>) {
        let (from, until) = (self.day_of(of, "from"), self.day_of(of, "until"));
        if let (Some(first), Some(end)) = (from, until)
            && end <= first
        {
            let at = of.value("until").map_or(of.at, |value| value.at);
            let message = format!("the record would end on {end}, before it begins");
            let fault = Fault::new("inverted-interval", at, message);
            self.fault(fault.help("`until` is the first day of which nothing is known".to_owned()));
        }
        (from, until)
    }

    /// Since when something could be known; `null` says that it was known on its own day.
    pub(super) fn known(
        &mut self,
        of: &Fields<'v, 'a>,
        name: &str,
        recorded: Option<Day>,
    ) -> Option<Day> {
        match of.said(name) {
            None => recorded,
            Some(value) if value.is_null() => None,
            Some(value) => self.day(value),
        }
    }

    /// The text that a clause stands in or an act is done under; `why` tells those who name an organization instead.
    pub(super) fn text_under(&mut self, of: &Fields<'v, 'a>, why: &str) -> Option<InstrumentId> {
        if let Some(value) = of.value("of")
            && let Some(key) = value.as_text()
            && self.keys.known(key).map(|known| known.kind) == Some(ORGANIZATION)
        {
            let message = other_kind(key, Kind::Organization.as_str(), &INSTRUMENTS);
            let fault = Fault::new("wrong-kind", value.at, message);
            self.fault(fault.help(format!("{why}: add a treaty and link it to the organization")));
            return None;
        }
        self.required_instrument(of, "of")
    }

    /// Whether any record has a key.
    pub(super) fn record_key(&mut self, value: &'v Value<'a>) -> Option<Box<str>> {
        let key = self.text(value)?;
        if self.keys.known(key).is_some() {
            return Some(key.into());
        }
        let seek = self.keys.may_seek();
        let near = near(key, self.keys.all().map(|(key, _)| key).filter(|_| seek));
        let message = format!("no record has the key {}", quoted(key));
        let fault = Fault::new("unknown-key", value.at, message).meaning(near);
        self.fault(fault);
        None
    }

    /// `sources`: keys, or objects of a key and the place in that source.
    pub(super) fn sources(&mut self, of: &Fields<'v, 'a>) -> Vec<Citation> {
        let values = self.list_of(of, "sources");
        values.iter().filter_map(|value| self.citation(value)).collect()
    }

    fn citation(&mut self, value: &'v Value<'a>) -> Option<Citation> {
        let (key, locator) = match &value.data {
            Data::Object(_) => {
                let of = self.object(value, "a citation", &["source", "at"])?;
                let locator = self.text_of(&of, "at");
                (self.required(&of, "source", "the key of a source")?, locator)
            }
            Data::Null | Data::Bool(_) | Data::Number(_) | Data::Text(_) | Data::List(_) => {
                (value, None)
            }
        };
        let Some(text) = key.as_text() else {
            self.wrong_type(key, "the key of a source");
            return None;
        };
        let (id, _) = self.resolve(text, key.at, &[Kind::Source], "unknown-source", "")?;
        Some(Citation { source: id.cast(), locator })
    }

    pub(super) fn provenance(&mut self, of: &Fields<'v, 'a>) -> Provenance {
        Provenance {
            evidence: self.word_of(of, "evidence"),
            sources: self.sources(of),
            recorded: self.day_of(of, "recorded"),
            note: self.text_of(of, "note"),
        }
    }
}
