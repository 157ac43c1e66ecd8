//! What holds between entities: memberships, overlays, links, acts and relations.

use super::super::supersede;
use super::reader::{Fields, Reader, day};
use crate::json::Value;
use crate::model::{
    Act, ActKind, Detail, Kind, Link, LinkRole, Overlay, OverlayKind, Relation, RelationKind,
    Status, Superseded,
};
use crate::time::Day;
use crate::{BodyId, EntityId};

/// Who can take part in something.
const MEMBERS: [Kind; 2] = [Kind::State, Kind::Organization];

pub(super) fn membership<'a>(
    reader: &mut Reader<'_, 'a>,
    fields: &Fields<'_, 'a>,
    key: Box<str>,
) -> Option<(EntityId, BodyId, Status, Detail)> {
    let member = reader.entity_of(fields, "member", &MEMBERS);
    let body = reader.body_of(fields);
    let status = reader.required(fields, "status");
    let status = status.and_then(|value| reader.word(value, &Status::ALL, Status::as_str));
    let provenance = reader.provenance(fields);
    let time = reader.timed(fields, provenance.recorded);
    let end_reason = reader.text(fields, "end_reason");
    let versions = reader.list(fields, supersede::FIELD);
    let mut superseded: Vec<Superseded> =
        (versions.iter()).filter_map(|value| version(reader, value, provenance.recorded)).collect();
    superseded.sort_by_key(|version| version.on);
    let detail = Detail { key, time, end_reason, superseded, from_acts: Vec::new(), provenance };
    Some((member?, body?, status?, detail))
}

/// The time of a membership as it read before a correction.
fn version<'a>(
    reader: &mut Reader<'_, 'a>,
    value: &Value<'a>,
    recorded: Option<Day>,
) -> Option<Superseded> {
    let allowed = &["on", "from", "from_known", "to", "to_known"];
    let fields = reader.object(value, "superseded version", allowed)?;
    let time = reader.timed(&fields, recorded);
    let on = reader.required(&fields, "on")?;
    Some(Superseded { on: day(reader.report, on)?, time })
}

pub(super) fn overlay<'a>(
    reader: &mut Reader<'_, 'a>,
    fields: &Fields<'_, 'a>,
    key: Box<str>,
) -> Option<Overlay> {
    let member = reader.entity_of(fields, "member", &MEMBERS);
    let body = reader.body_of(fields);
    let kind = reader.required(fields, "kind");
    let kind = kind.and_then(|value| reader.word(value, &OverlayKind::ALL, OverlayKind::as_str));
    let provenance = reader.provenance(fields);
    let time = reader.timed(fields, provenance.recorded);
    let effect = reader.text(fields, "effect");
    Some(Overlay { key, member: member?, body: body?, kind: kind?, time, effect, provenance })
}

pub(super) fn link<'a>(
    reader: &mut Reader<'_, 'a>,
    fields: &Fields<'_, 'a>,
    key: Box<str>,
) -> Option<Link> {
    let organization = reader.entity_of(fields, "of", &[Kind::Organization]);
    let instrument = reader.instrument_of(fields, "instrument");
    let role = reader.required(fields, "role");
    let role = role.and_then(|value| reader.word(value, &LinkRole::ALL, LinkRole::as_str));
    let provenance = reader.provenance(fields);
    Some(Link {
        key,
        organization: organization?.cast(),
        instrument: instrument?,
        role: role?,
        provenance,
    })
}

pub(super) fn act<'a>(
    reader: &mut Reader<'_, 'a>,
    fields: &Fields<'_, 'a>,
    key: Box<str>,
) -> Option<Act> {
    let by = fields.value("by").map(|value| reader.entity(value, &[Kind::State]));
    let concerning = fields.value("for").map(|value| reader.entity(value, &[Kind::State]));
    let instrument = reader.instrument_of(fields, "of");
    let kind = reader.required(fields, "kind");
    let kind = kind.and_then(|value| reader.word(value, &ActKind::ALL, ActKind::as_str));
    let date = reader.required(fields, "date").and_then(|value| reader.date(value));
    let provenance = reader.provenance(fields);
    let known = reader.known(fields, "known", provenance.recorded);
    // A name that cannot be understood must not become "nobody".
    let by = by.map_or(Some(None), |found| found.map(|(id, _)| Some(id.cast())))?;
    let concerning = concerning.map_or(Some(None), |found| found.map(|(id, _)| Some(id.cast())))?;
    Some(Act {
        key,
        by,
        instrument: instrument?,
        kind: kind?,
        concerning,
        date: date?,
        known,
        provenance,
    })
}

pub(super) fn relation<'a>(
    reader: &mut Reader<'_, 'a>,
    fields: &Fields<'_, 'a>,
    key: Box<str>,
) -> Option<Relation> {
    let kind = reader.required(fields, "kind");
    let kind = kind.and_then(|value| reader.word(value, &RelationKind::ALL, RelationKind::as_str));
    let subject = reader.entity_of(fields, "subject", &[]);
    let object = reader.entity_of(fields, "object", &[]);
    let provenance = reader.provenance(fields);
    let time = reader.timed(fields, provenance.recorded);
    Some(Relation { key, kind: kind?, subject: subject?, object: object?, time, provenance })
}
