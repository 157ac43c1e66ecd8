//! Entities: every one is made, whatever is wrong with its line, so that those who name it find it.

use std::collections::BTreeMap;

use super::super::record::Record;
use super::super::schema::RecordKind;
use super::reader::{Fields, Reader};
use crate::base::text::{nearest, quoted};
use crate::json::{Data, Value};
use crate::model::{
    Analyst, AnyEntity, CapabilityDomain, Coverage, CoverageLevel, Event, Group, Hypothetical,
    Identifier, Kind, Law, LawForm, Name, NameKind, Organization, Outlet, Parties, Person, Place,
    Profile, Project, Purpose, Relationship, Source, State, Status, Treaty, TreatyForm,
};
use crate::{BodyId, Id};

/// The words that a tag may have.
const TAG_WORDS: [&str; 4] = ["yes", "no", "contested", "accepted"];

pub(super) fn entity<'a>(reader: &mut Reader<'_, 'a>, record: &Record<'a>) -> AnyEntity {
    let fields = &Fields::of(record);
    let profile = profile(reader, fields, record.key.clone());
    let kind = match record.kind {
        RecordKind::Entity(kind) => kind,
        // Never: the caller asks for entities only.
        _ => Kind::Group,
    };
    match kind {
        Kind::State => AnyEntity::State(State { profile, contested: recognition(reader, fields) }),
        Kind::Organization => AnyEntity::Organization(Organization {
            profile,
            purpose: fields
                .value("purpose")
                .and_then(|value| reader.word(value, &Purpose::ALL, Purpose::as_str)),
            coverage: coverage(reader, fields),
        }),
        Kind::Treaty => {
            let form = reader.required(fields, "form");
            let form = form.and_then(|v| reader.word(v, &TreatyForm::ALL, TreatyForm::as_str));
            AnyEntity::Treaty(Treaty {
                profile,
                form: form.unwrap_or(TreatyForm::Treaty),
                signed: reader.date_of(fields, "signed"),
                in_force: reader.date_of(fields, "in_force"),
                ended: reader.date_of(fields, "ended"),
                parties: parties(reader, fields),
                coverage: coverage(reader, fields),
            })
        }
        Kind::Law => {
            let form = reader.required(fields, "form");
            let form = form.and_then(|v| reader.word(v, &LawForm::ALL, LawForm::as_str));
            AnyEntity::Law(Law {
                profile,
                form: form.unwrap_or(LawForm::Statute),
                signed: reader.date_of(fields, "signed"),
                in_force: reader.date_of(fields, "in_force"),
                ended: reader.date_of(fields, "ended"),
                parties: parties(reader, fields),
            })
        }
        Kind::Source => {
            AnyEntity::Source(Source { profile, address: reader.text(fields, "address") })
        }
        Kind::Person => AnyEntity::Person(Person { profile }),
        Kind::Analyst => AnyEntity::Analyst(Analyst { profile }),
        Kind::Outlet => AnyEntity::Outlet(Outlet { profile }),
        Kind::Event => AnyEntity::Event(Event { profile }),
        Kind::Place => AnyEntity::Place(Place { profile }),
        Kind::Project => AnyEntity::Project(Project { profile }),
        Kind::Group => AnyEntity::Group(Group { profile }),
        Kind::CapabilityDomain => AnyEntity::CapabilityDomain(CapabilityDomain { profile }),
        Kind::Hypothetical => AnyEntity::Hypothetical(Hypothetical { profile }),
        Kind::Relationship => AnyEntity::Relationship(Relationship { profile }),
    }
}

fn profile<'a>(reader: &mut Reader<'_, 'a>, fields: &Fields<'_, 'a>, key: Box<str>) -> Profile {
    let name = reader.required_text(fields, "name").unwrap_or_else(|| key.clone());
    let names = reader.list(fields, "names");
    let identifiers = reader.list(fields, "identifiers");
    Profile {
        name,
        article: reader.flag(fields, "article"),
        names: names.iter().filter_map(|value| one_name(reader, value)).collect(),
        identifiers: identifiers.iter().filter_map(|value| identifier(reader, value)).collect(),
        existence: reader.interval(fields),
        tags: tags(reader, fields),
        provenance: reader.provenance(fields),
        key,
    }
}

fn one_name<'a>(reader: &mut Reader<'_, 'a>, value: &Value<'a>) -> Option<Name> {
    let fields = reader.object(value, "name", &["text", "kind", "lang", "from", "to"])?;
    let kind = match fields.value("kind") {
        Some(value) => reader.word(value, &NameKind::ALL, NameKind::as_str),
        None => Some(NameKind::Alias),
    };
    let lang = reader.text(&fields, "lang");
    let valid = reader.interval(&fields);
    let text = reader.required_text(&fields, "text");
    Some(Name { text: text?, kind: kind?, lang, valid })
}

fn identifier<'a>(reader: &mut Reader<'_, 'a>, value: &Value<'a>) -> Option<Identifier> {
    let fields = reader.object(value, "identifier", &["scheme", "code", "from", "to"])?;
    let scheme = reader.required_text(&fields, "scheme");
    let code = reader.required_text(&fields, "code");
    let valid = reader.interval(&fields);
    Some(Identifier { scheme: scheme?, code: code?, valid })
}

fn tags<'a>(reader: &mut Reader<'_, 'a>, fields: &Fields<'_, 'a>) -> BTreeMap<Box<str>, Box<str>> {
    let mut tags = BTreeMap::new();
    for (name, value) in entries(reader, fields, "tags") {
        if let Some(word) = reader.word(value, &TAG_WORDS, |word| word)
            && tags.insert(name.into(), word.into()).is_some()
        {
            let message = format!("the tag {} is there twice", quoted(name));
            reader.report.error("duplicate-field", value.at, message);
        }
    }
    tags
}

/// The entries of an object whose names are free; `null` takes an entry away.
pub(super) fn entries<'v, 'a>(
    reader: &mut Reader<'_, 'a>,
    fields: &Fields<'v, 'a>,
    name: &str,
) -> Vec<(&'v str, &'v Value<'a>)> {
    let Some(value) = fields.value(name) else { return Vec::new() };
    let Data::Object(members) = &value.data else {
        reader.wrong_type(value, "an object");
        return Vec::new();
    };
    let said = members.iter().filter(|member| !member.value.is_null());
    said.map(|member| (&*member.name, &member.value)).collect()
}

fn recognition<'a>(reader: &mut Reader<'_, 'a>, fields: &Fields<'_, 'a>) -> bool {
    let value = fields.value("recognition");
    value.and_then(|value| reader.word(value, &["contested"], |word| word)).is_some()
}

fn coverage<'a>(reader: &mut Reader<'_, 'a>, fields: &Fields<'_, 'a>) -> Coverage {
    let Some(value) = fields.value("coverage") else { return Coverage::COMPLETE };
    let Some(fields) = &reader.object(value, "coverage", &["level", "statuses", "of", "until"])
    else {
        return Coverage::COMPLETE;
    };
    let level = reader.required(fields, "level");
    let level = level.and_then(|v| reader.word(v, &CoverageLevel::ALL, CoverageLevel::as_str));
    let statuses = reader.list(fields, "statuses");
    let of = reader.list(fields, "of");
    Coverage {
        level: level.unwrap_or(CoverageLevel::None),
        statuses: (statuses.iter())
            .filter_map(|value| reader.word(value, &Status::ALL, Status::as_str))
            .collect(),
        of: reader.entities(of, &[]),
        until: reader.day_of(fields, "until"),
    }
}

/// `parties`: `"@KEY"`, a list of states, or `null` for nobody.
fn parties<'a>(reader: &mut Reader<'_, 'a>, fields: &Fields<'_, 'a>) -> Option<Parties> {
    let value = fields.said("parties")?;
    match &value.data {
        Data::Null => Some(Parties::Nobody),
        Data::List(values) => Some(Parties::Listed(states(reader, values))),
        Data::Text(text) => {
            body(reader, value, text, "`@KEY`, a list of keys or null").map(Parties::Of)
        }
        _ => {
            reader.wrong_type(value, "`@KEY`, a list of keys or null");
            None
        }
    }
}

pub(super) fn states<'a>(reader: &mut Reader<'_, 'a>, values: &[Value<'a>]) -> Vec<Id<State>> {
    let ids = reader.entities(values, &[Kind::State]);
    ids.into_iter().map(crate::EntityId::cast).collect()
}

/// `"@KEY"`: whoever has a binding participation there.
pub(super) fn body<'a>(
    reader: &mut Reader<'_, 'a>,
    value: &Value<'a>,
    text: &str,
    expected: &str,
) -> Option<BodyId> {
    const BODIES: [Kind; 2] = [Kind::Organization, Kind::Treaty];
    if let Some(key) = text.strip_prefix('@') {
        let (id, kind) = reader.resolve(key, value.at, &BODIES, "unknown-key", "@")?;
        return BodyId::of(id, kind);
    }
    let bodies = reader.keys.0.iter().filter(
        |(_, known)| matches!(known.kind, RecordKind::Entity(kind) if BODIES.contains(&kind)),
    );
    let help = match nearest(text, bodies.map(|(key, _)| &**key)) {
        Some(near) => format!("did you mean `@{near}`?"),
        None => format!("expected {expected}"),
    };
    let message = format!("{} does not say who is meant", quoted(text));
    reader.report.error_with("unknown-value", value.at, message, help);
    None
}
