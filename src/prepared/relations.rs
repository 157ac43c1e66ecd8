//! What holds between entities, in prepared form: spells, overlays, links, acts, relations, and how far the record reaches.

use super::form::{Form, record};
use super::read::Reader;
#[cfg(test)]
use super::write::Writer;
use crate::model::{Act, Detail, Link, Overlay, RecordExtent, Relation, Remarks};

record! {
    Overlay { key, member, body, kind, time, effect, provenance }
    Link { key, organization, instrument, role, provenance }
    Act { key, by, instrument, kind, concerning, date, known, provenance }
    Relation { key, kind, subject, object, by, time, provenance }
    Remarks { end_reason, before_statehood, superseded, from_acts, provenance }
    RecordExtent { key, about, subject, level, of, from, until, provenance }
}

impl Form for Detail {
    fn read(from: &mut Reader<'_>) -> Self {
        let key: Box<str> = Form::read(from);
        Self::with(key, Form::read(from), Form::read(from))
    }

    #[cfg(test)]
    fn write(&self, to: &mut Writer) {
        self.key.write(to);
        self.time.write(to);
        Remarks::write(self, to);
    }
}
