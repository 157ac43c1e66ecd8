//! Entities: every one is made, whatever is wrong with its line, so that those who name it find it.

use std::collections::BTreeMap;

use super::super::record::Record;
use super::reader::{Reader, fields_of};
use crate::base::text::quoted;
use crate::json::{BODIES, Data, Fault, Fields, Read, ReadKeys, Value};
use crate::model::{
    Analyst, AnyEntity, CapabilityDomain, Coverage, CoverageLevel, Event, Existence, Group,
    Hypothetical, Identifier, Kind, Law, LawForm, Name, NameKind, Organization, Outlet, Parties,
    Person, Place, Profile, Project, Relationship, Source, State, Subject, Treaty, TreatyForm,
};
use crate::{BodyId, Id};

/// The words that a tag may have.
const TAG_WORDS: [&str; 4] = ["yes", "no", "contested", "accepted"];

pub(super) fn entity<'a>(
    reader: &mut Reader<'_, 'a>,
    record: &Record<'a>,
    kind: Kind,
) -> AnyEntity {
    let fields = &fields_of(record);
    let profile = profile(reader, fields, (&*record.key).into());
    match kind {
        Kind::State => AnyEntity::State(State { profile, contested: recognition(reader, fields) }),
        Kind::Organization => AnyEntity::Organization(Box::new(Organization {
            profile,
            purpose: reader.word_of(fields, "purpose"),
            coverage: coverage(reader, fields),
        })),
        Kind::Treaty => {
            let form = reader.required_word(fields, "form");
            AnyEntity::Treaty(Box::new(Treaty {
                profile,
                form: form.unwrap_or(TreatyForm::Treaty),
                signed: reader.date_of(fields, "signed"),
                in_force: reader.date_of(fields, "in_force"),
                ended: reader.date_of(fields, "ended"),
                parties: parties(reader, fields),
                read: reader.word_of(fields, "read"),
                subjects: subjects(reader, fields),
                coverage: coverage(reader, fields),
            }))
        }
        Kind::Law => {
            let form = reader.required_word(fields, "form");
            AnyEntity::Law(Box::new(Law {
                profile,
                form: form.unwrap_or(LawForm::Statute),
                signed: reader.date_of(fields, "signed"),
                in_force: reader.date_of(fields, "in_force"),
                ended: reader.date_of(fields, "ended"),
                parties: parties(reader, fields),
            }))
        }
        Kind::Source => AnyEntity::Source(Box::new(Source {
            profile,
            kind: reader.word_of(fields, "kind"),
            publisher: reader.text_of(fields, "publisher"),
            date: reader.date_of(fields, "date"),
            printed: reader.text_of(fields, "printed"),
            address: reader.text_of(fields, "address"),
        })),
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

/// What a text is about, each once, in the order of the words.
fn subjects<'a>(reader: &mut Reader<'_, 'a>, fields: &Fields<'_, 'a>) -> Vec<Subject> {
    let values = reader.list_of(fields, "subjects");
    let mut subjects: Vec<Subject> = values.iter().filter_map(|value| reader.word(value)).collect();
    subjects.sort_unstable();
    subjects.dedup();
    subjects
}

fn profile<'a>(reader: &mut Reader<'_, 'a>, fields: &Fields<'_, 'a>, key: Box<str>) -> Profile {
    let name = reader.required_text(fields, "name").unwrap_or_else(|| key.clone());
    let names = reader.list_of(fields, "names");
    let identifiers = reader.list_of(fields, "identifiers");
    Profile {
        name,
        article: reader.flag_of(fields, "article"),
        names: names.iter().filter_map(|value| one_name(reader, value)).collect(),
        identifiers: identifiers.iter().filter_map(|value| identifier(reader, value)).collect(),
        existence: existence(reader, fields),
        tags: tags(reader, fields),
        provenance: reader.provenance(fields),
        key,
    }
}

/// `from` and `to`, or the list of several spells.
fn existence<'a>(reader: &mut Reader<'_, 'a>, fields: &Fields<'_, 'a>) -> Existence {
    let once = reader.interval(fields);
    let Some(list) = fields.value("existence") else { return once.into() };
    if let Some(end) = ["from", "to"].iter().find_map(|end| fields.value(end)) {
        let message = "it says when it existed twice";
        let fault = Fault::new("two-existences", end.at, message);
        reader.fault(fault.help("expected `from` and `to`, or `existence`".to_owned()));
    }
    let spells = reader.list(list).iter().filter_map(|value| {
        let of = reader.object(value, "a spell of existence", &["from", "to"])?;
        Some(reader.interval(&of))
    });
    let spells: Vec<_> = spells.collect();
    Existence::of(spells).unwrap_or_else(|| {
        reader.error("empty-value", list.at, "the field `existence` has no spell");
        once.into()
    })
}

fn one_name<'a>(reader: &mut Reader<'_, 'a>, value: &Value<'a>) -> Option<Name> {
    let of = &reader.object(value, "a name", &["text", "kind", "lang", "from", "to"])?;
    let kind = match of.value("kind") {
        Some(value) => reader.word(value),
        None => Some(NameKind::Alias),
    };
    let lang = reader.text_of(of, "lang");
    let valid = reader.interval(of);
    let text = reader.required_text(of, "text");
    Some(Name { text: text?, kind: kind?, lang, valid })
}

fn identifier<'a>(reader: &mut Reader<'_, 'a>, value: &Value<'a>) -> Option<Identifier> {
    let of =
        &reader.object(value, "an identifier", &["scheme", "code", "from", "to", "evidence"])?;
    let scheme = reader.required_text(of, "scheme");
    let code = reader.required_text(of, "code");
    let valid = reader.interval(of);
    let evidence = reader.word_of(of, "evidence");
    Some(Identifier { scheme: scheme?, code: code?, valid, evidence })
}

fn tags<'a>(reader: &mut Reader<'_, 'a>, fields: &Fields<'_, 'a>) -> BTreeMap<Box<str>, Box<str>> {
    let mut tags = BTreeMap::new();
    for (name, value) in entries(reader, fields, "tags") {
        if let Some(word) = reader.among(value, "answer to a tag", &TAG_WORDS) {
            tags.insert(name.into(), word.into());
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
    let members = reader.members_of(fields, name).iter();
    let said = members.filter(|member| !member.value.is_null());
    said.map(|member| (&*member.name, &member.value)).collect()
}

fn recognition<'a>(reader: &mut Reader<'_, 'a>, fields: &Fields<'_, 'a>) -> bool {
    let value = fields.value("recognition");
    value.and_then(|value| reader.among(value, "recognition", &["contested"])).is_some()
}

fn coverage<'a>(reader: &mut Reader<'_, 'a>, fields: &Fields<'_, 'a>) -> Coverage {
    let Some(value) = fields.value("coverage") else { return Coverage::COMPLETE };
    let known = &["level", "statuses", "of", "from", "until"];
    let Some(of) = &reader.object(value, "the coverage", known) else { return Coverage::COMPLETE };
    let level = reader.required_word(of, "level");
    let (from, until) = reader.reach(of);
    let statuses = reader.list_of(of, "statuses");
    let entities = reader.list_of(of, "of");
    Coverage {
        level: level.unwrap_or(CoverageLevel::None),
        statuses: statuses.iter().filter_map(|value| reader.word(value)).collect(),
        of: reader.entities(entities, &[]),
        from,
        until,
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
        Data::Bool(_) | Data::Number(_) | Data::Object(_) => {
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
    if let Some(key) = text.strip_prefix('@') {
        let (id, kind) = reader.resolve(key, value.at, &BODIES, "unknown-key", "@")?;
        return BodyId::of(id, kind);
    }
    let near = reader.near_keys(text, &BODIES).into_iter().map(|near| format!("@{near}"));
    let message = format!("{} does not say who is meant", quoted(text));
    let mut fault = Fault::new("unknown-word", value.at, message).meaning(near);
    fault.help.get_or_insert_with(|| format!("expected {expected}"));
    reader.fault(fault);
    None
}
