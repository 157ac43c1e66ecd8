//! What holds between entities: memberships, overlays, links, acts and relations; and how far the record of it reaches.

use super::super::plain::Plain;
use super::super::supersede;
use super::reader::Reader;
use crate::base::Word;
use crate::json::{Fields, Read, ReadKeys, Value};
use crate::model::{
    Act, ActKind, Detail, EffectKind, Kind, Link, Matter, Overlay, RecordExtent, Relation,
    RelationKind, Remarks, Status, Superseded,
};
use crate::time::{Date, Day, Interval};
use crate::{BodyId, EntityId};

/// Who can take part in something.
const MEMBERS: [Kind; 2] = [Kind::State, Kind::Organization];

/// What a plain line says, if nothing is wrong with it; `entity` knows what keys name.
pub(super) fn plain(
    plain: &Plain<'_>,
    entity: impl Fn(&str) -> Option<(EntityId, Kind)>,
) -> Option<(EntityId, BodyId, Status, Interval)> {
    let (member, _) = entity(plain.member).filter(|(_, kind)| MEMBERS.contains(kind))?;
    let (body, kind) = entity(plain.of)?;
    let status = Status::WORDS.iter().copied().find(|status| status.word() == plain.status)?;
    let date =
        |text: Option<&str>| text.map_or(Some(None), |text| Date::parse(text).ok().map(Some));
    let valid = Interval { from: date(plain.from)?, to: date(plain.to)? };
    (!valid.is_inverted()).then_some((member, BodyId::of(body, kind)?, status, valid))
}

pub(super) fn membership<'a>(
    reader: &mut Reader<'_, 'a>,
    fields: &Fields<'_, 'a>,
    key: Box<str>,
) -> Option<(EntityId, BodyId, Status, Detail)> {
    let member = reader.required_entity(fields, "member", &MEMBERS);
    let body = reader.required_body(fields, "of");
    let status = reader.required_word(fields, "status");
    let provenance = reader.provenance(fields);
    let time = reader.timed(fields, provenance.recorded);
    let end_reason = reader.text_of(fields, "end_reason");
    let versions = reader.list_of(fields, supersede::FIELD);
    let mut superseded: Vec<Superseded> =
        (versions.iter()).filter_map(|value| version(reader, value, provenance.recorded)).collect();
    superseded.sort_by_key(|version| version.on);
    let remarks = Remarks {
        end_reason,
        before_statehood: reader.flag_of(fields, "before_statehood"),
        superseded,
        from_acts: Vec::new(),
        provenance,
    };
    Some((member?, body?, status?, Detail::with(key, time, remarks)))
}

/// The time of a membership as it read before a correction.
fn version<'a>(
    reader: &mut Reader<'_, 'a>,
    value: &Value<'a>,
    recorded: Option<Day>,
) -> Option<Superseded> {
    let allowed = &["on", "from", "from_known", "to", "to_known"];
    let of = &reader.object(value, "a superseded version", allowed)?;
    let time = reader.timed(of, recorded);
    Some(Superseded { on: reader.required_day(of, "on")?, time })
}

pub(super) fn overlay<'a>(
    reader: &mut Reader<'_, 'a>,
    fields: &Fields<'_, 'a>,
    key: Box<str>,
) -> Option<Overlay> {
    let member = reader.required_entity(fields, "member", &MEMBERS);
    let body = reader.required_body(fields, "of");
    let kind = reader.required_word(fields, "kind");
    let provenance = reader.provenance(fields);
    let time = reader.timed(fields, provenance.recorded);
    let effect = reader.text_of(fields, "effect");
    Some(Overlay { key, member: member?, body: body?, kind: kind?, time, effect, provenance })
}

pub(super) fn link<'a>(
    reader: &mut Reader<'_, 'a>,
    fields: &Fields<'_, 'a>,
    key: Box<str>,
) -> Option<Link> {
    let organization = reader.required_entity(fields, "of", &[Kind::Organization]);
    let instrument = reader.required_instrument(fields, "instrument");
    let role = reader.required_word(fields, "role");
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
    let by = fields.value("by").map(|value| reader.id(value));
    let concerning = fields.value("for").map(|value| reader.id(value));
    let instrument = reader.text_under(fields, "acts are done under texts");
    let kind = reader.required_word(fields, "kind");
    let date = reader.required_date(fields, "date");
    let provenance = reader.provenance(fields);
    let known = reader.known(fields, "known", provenance.recorded);
    // A name that cannot be understood must not become "nobody".
    let by = by.map_or(Some(None), |found| found.map(Some))?;
    let concerning = concerning.map_or(Some(None), |found| found.map(Some))?;
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
    let kind = reader.required_word(fields, "kind");
    let subject = reader.required_entity(fields, "subject", &[]);
    let object = reader.required_entity(fields, "object", &[]);
    let by = fields.value("by").map(|value| reader.entity(value, &MEMBERS).map(|(by, _)| by));
    let provenance = reader.provenance(fields);
    let time = reader.timed(fields, provenance.recorded);
    // A name that cannot be understood must not become "on nobody's word".
    let by = by.map_or(Some(None), |found| found.map(Some))?;
    Some(Relation { key, kind: kind?, subject: subject?, object: object?, by, time, provenance })
}

pub(super) fn extent<'a>(
    reader: &mut Reader<'_, 'a>,
    fields: &Fields<'_, 'a>,
    key: Box<str>,
) -> Option<RecordExtent> {
    let about = reader.required_word(fields, "about");
    let level = reader.required_word(fields, "level");
    let entities = reader.list_of(fields, "of");
    let of = reader.entities(entities, &[]);
    let (from, until) = reader.reach(fields);
    let subject = about.and_then(|about| subject(reader, fields, about));
    let provenance = reader.provenance(fields);
    Some(RecordExtent { key, about: about?, subject, level: level?, of, from, until, provenance })
}

/// Which of a matter: a word of its own, or a scheme or language, which are free.
fn subject<'a>(
    reader: &mut Reader<'_, 'a>,
    fields: &Fields<'_, 'a>,
    about: Matter,
) -> Option<Box<str>> {
    let value = fields.value("subject")?;
    let word = match about {
        Matter::Treaties | Matter::Duties | Matter::Laws => {
            reader.word(value).map(EffectKind::as_str)
        }
        Matter::Relations => reader.word(value).map(RelationKind::as_str),
        Matter::Existence => reader.word(value).map(Kind::as_str),
        Matter::Acts => reader.word(value).map(ActKind::as_str),
        Matter::Names | Matter::Codes => reader.text(value),
    };
    word.map(Into::into)
}
