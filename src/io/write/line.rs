//! One line of the file: fields in their order, what is absent left out.

use std::fmt::Display;

use crate::json::write_string;
use crate::model::{Evidence, Provenance, Timed};
use crate::time::{Date, Day, Interval};
use crate::{EntityId, World};

/// An object being written: a record, or an object within one.
pub(super) struct Object<'w> {
    pub(super) world: &'w World,
    out: &'w mut String,
    is_empty: bool,
}

impl Object<'_> {
    /// Writes an object; its fields are written by `fill`.
    pub(super) fn write(world: &World, out: &mut String, fill: impl FnOnce(&mut Object<'_>)) {
        out.push('{');
        fill(&mut Object { world, out, is_empty: true });
        out.push('}');
    }

    fn name(&mut self, name: &str) {
        if !std::mem::take(&mut self.is_empty) {
            self.out.push(',');
        }
        write_string(self.out, name);
        self.out.push(':');
    }

    pub(super) fn str(&mut self, name: &str, text: &str) {
        self.name(name);
        write_string(self.out, text);
    }

    pub(super) fn opt(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.str(name, text);
        }
    }

    /// What is so; what is not is left out.
    pub(super) fn flag(&mut self, name: &str, is_so: bool) {
        if is_so {
            self.raw(name, "true");
        }
    }

    /// A date or day; one that is absent is left out.
    pub(super) fn date(&mut self, name: &str, date: Option<impl Display>) {
        if let Some(date) = date {
            self.str(name, &date.to_string());
        }
    }

    /// A value that is JSON already.
    pub(super) fn raw(&mut self, name: &str, json: &str) {
        self.name(name);
        self.out.push_str(json);
    }

    pub(super) fn key(&mut self, name: &str, id: EntityId) {
        let world = self.world;
        self.str(name, world.key(id));
    }

    /// A list; an empty one is left out.
    pub(super) fn list<T>(
        &mut self,
        name: &str,
        values: impl IntoIterator<Item = T>,
        write: impl Fn(&World, &mut String, T),
    ) {
        let mut values = values.into_iter().peekable();
        if values.peek().is_some() {
            self.any_list(name, values, write);
        }
    }

    /// A list, also an empty one.
    pub(super) fn any_list<T>(
        &mut self,
        name: &str,
        values: impl IntoIterator<Item = T>,
        write: impl Fn(&World, &mut String, T),
    ) {
        self.name(name);
        list(self.world, self.out, values, write);
    }

    /// An object; `fill` writes its fields.
    pub(super) fn object(&mut self, name: &str, fill: impl FnOnce(&mut Object<'_>)) {
        self.name(name);
        Object::write(self.world, self.out, fill);
    }

    pub(super) fn interval(&mut self, valid: Interval) {
        self.date("from", valid.from);
        self.date("to", valid.to);
    }

    pub(super) fn timed(&mut self, time: Timed, recorded: Option<Day>) {
        self.known(("from", "from_known"), time.valid.from, time.from_known, recorded);
        self.known(("to", "to_known"), time.valid.to, time.to_known, recorded);
    }

    /// A date and since when it could be known, which defaults to the recorded day of the record.
    pub(super) fn known(
        &mut self,
        (name, known_name): (&str, &str),
        date: Option<Date>,
        known: Option<Day>,
        recorded: Option<Day>,
    ) {
        self.date(name, date);
        match known {
            _ if known == recorded => {}
            Some(known) => self.date(known_name, Some(known)),
            None => self.raw(known_name, "null"),
        }
    }

    /// The fields of every record.
    pub(super) fn provenance(&mut self, provenance: &Provenance) {
        self.opt("evidence", provenance.evidence.map(Evidence::as_str));
        self.sources(&provenance.sources);
        self.date("recorded", provenance.recorded);
        self.opt("note", provenance.note.as_deref());
    }

    pub(super) fn sources(&mut self, sources: &[crate::model::Citation]) {
        self.list("sources", sources, |world, out, citation| {
            let key = world.key(EntityId::from(citation.source));
            match &citation.locator {
                None => write_string(out, key),
                Some(place) => Object::write(world, out, |object| {
                    object.str("source", key);
                    object.str("at", place);
                }),
            }
        });
    }
}

/// Writes a list.
pub(super) fn list<T>(
    world: &World,
    out: &mut String,
    values: impl IntoIterator<Item = T>,
    write: impl Fn(&World, &mut String, T),
) {
    out.push('[');
    for (nth, value) in values.into_iter().enumerate() {
        out.push_str(if nth == 0 { "" } else { "," });
        write(world, out, value);
    }
    out.push(']');
}

/// Writes the key of an entity.
pub(super) fn key(world: &World, out: &mut String, id: impl Into<EntityId>) {
    write_string(out, world.key(id.into()));
}
