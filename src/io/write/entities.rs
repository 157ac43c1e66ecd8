//! Entities, field by field in the order of the format page.

use super::super::schema::RecordKind;
use super::line::{Object, key};
use super::{Sorted, record};
use crate::World;
use crate::json::write_string;
use crate::model::{
    AnyEntity, Coverage, CoverageLevel, Evidence, LawForm, NameKind, Parties, Profile, Purpose,
    ReadMark, SourceKind, TreatyForm,
};
use crate::time::Date;

pub(super) fn write(world: &World, lines: &mut Sorted) {
    for entity in &world.tables().entities {
        let profile = entity.profile();
        record(world, lines, RecordKind::Entity(entity.kind()), &profile.key, |object| {
            open(object, profile);
            own(object, entity);
            object.provenance(&profile.provenance);
        });
    }
}

/// The fields of every entity.
fn open(object: &mut Object<'_>, profile: &Profile) {
    object.str("name", &profile.name);
    object.flag("article", profile.article);
    object.list("names", &profile.names, |world, out, name| {
        Object::write(world, out, |object| {
            object.str("text", &name.text);
            if name.kind != NameKind::Alias {
                object.str("kind", name.kind.as_str());
            }
            object.opt("lang", name.lang.as_deref());
            object.interval(name.valid);
        });
    });
    object.list("identifiers", &profile.identifiers, |world, out, identifier| {
        Object::write(world, out, |object| {
            object.str("scheme", &identifier.scheme);
            object.str("code", &identifier.code);
            object.interval(identifier.valid);
            object.opt("evidence", identifier.evidence.map(Evidence::as_str));
        });
    });
    match profile.existence.only() {
        Some(spell) => object.interval(spell),
        None => object.any_list("existence", profile.existence.spells(), |world, out, spell| {
            Object::write(world, out, |object| object.interval(spell));
        }),
    }
    if !profile.tags.is_empty() {
        object.object("tags", |object| {
            for (tag, word) in &profile.tags {
                object.str(tag, word);
            }
        });
    }
}

fn own(object: &mut Object<'_>, entity: &AnyEntity) {
    match entity {
        AnyEntity::State(state) => {
            object.opt("recognition", state.contested.then_some("contested"));
        }
        AnyEntity::Organization(organization) => {
            object.opt("purpose", organization.purpose.map(Purpose::as_str));
            coverage(object, &organization.coverage);
        }
        AnyEntity::Treaty(treaty) => {
            object.str("form", TreatyForm::as_str(treaty.form));
            force(object, treaty.signed, treaty.in_force, treaty.ended);
            parties(object, treaty.parties.as_ref());
            object.opt("read", treaty.read.map(ReadMark::as_str));
            object.list("subjects", &treaty.subjects, |_, out, subject| {
                write_string(out, subject.as_str());
            });
            coverage(object, &treaty.coverage);
        }
        AnyEntity::Law(law) => {
            object.str("form", LawForm::as_str(law.form));
            force(object, law.signed, law.in_force, law.ended);
            parties(object, law.parties.as_ref());
        }
        AnyEntity::Source(source) => {
            object.opt("kind", source.kind.map(SourceKind::as_str));
            object.opt("publisher", source.publisher.as_deref());
            object.date("date", source.date);
            object.opt("printed", source.printed.as_deref());
            object.opt("address", source.address.as_deref());
        }
        AnyEntity::Person(_)
        | AnyEntity::Analyst(_)
        | AnyEntity::Outlet(_)
        | AnyEntity::Event(_)
        | AnyEntity::Place(_)
        | AnyEntity::Project(_)
        | AnyEntity::Group(_)
        | AnyEntity::CapabilityDomain(_)
        | AnyEntity::Hypothetical(_)
        | AnyEntity::Relationship(_) => {}
    }
}

fn force(
    object: &mut Object<'_>,
    signed: Option<Date>,
    in_force: Option<Date>,
    ended: Option<Date>,
) {
    object.date("signed", signed);
    object.date("in_force", in_force);
    object.date("ended", ended);
}

fn parties(object: &mut Object<'_>, parties: Option<&Parties>) {
    match parties {
        None => {}
        Some(Parties::Nobody) => object.raw("parties", "null"),
        Some(Parties::Of(body)) => {
            let at = format!("@{}", object.world.key(body.entity()));
            object.str("parties", &at);
        }
        Some(Parties::Listed(states)) => object.any_list("parties", states.iter().copied(), key),
    }
}

fn coverage(object: &mut Object<'_>, coverage: &Coverage) {
    if *coverage == Coverage::COMPLETE {
        return;
    }
    object.object("coverage", |object| {
        object.str("level", CoverageLevel::as_str(coverage.level));
        object.list("statuses", &coverage.statuses, |_, out, status| {
            write_string(out, status.as_str());
        });
        object.list("of", coverage.of.iter().copied(), key);
        object.date("from", coverage.from);
        object.date("until", coverage.until);
    });
}
