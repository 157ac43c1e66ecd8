//! What holds between entities, field by field in the order of the format page.

use super::super::schema::RecordKind;
use super::super::supersede;
use super::line::{Object, key, list};
use super::{Sorted, record};
use crate::World;
use crate::model::{Bearer, Condition, Duty, Effect, Participation, Provision, Strength, Tables};
use crate::time::{Date, Day, Interval};
use crate::world::WorldBuilder;

pub(super) fn write(world: &World, lines: &mut Sorted) {
    memberships(world, lines);
    let tables = world.tables();
    for overlay in &tables.overlays {
        record(world, lines, RecordKind::Overlay, &overlay.key, |object| {
            object.key("member", overlay.member);
            object.key("of", overlay.body.entity());
            object.str("kind", overlay.kind.as_str());
            object.timed(overlay.time, overlay.provenance.recorded);
            object.opt("effect", overlay.effect.as_deref());
            object.provenance(&overlay.provenance);
        });
    }
    for link in &tables.links {
        record(world, lines, RecordKind::Link, &link.key, |object| {
            object.key("of", link.organization.into());
            object.key("instrument", link.instrument.entity());
            object.str("role", link.role.as_str());
            object.provenance(&link.provenance);
        });
    }
    provisions(world, lines);
    for act in &tables.acts {
        record(world, lines, RecordKind::Act, &act.key, |object| {
            if let Some(by) = act.by {
                object.key("by", by.into());
            }
            object.key("of", act.instrument.entity());
            object.str("kind", act.kind.as_str());
            if let Some(concerning) = act.concerning {
                object.key("for", concerning.into());
            }
            let recorded = act.provenance.recorded;
            object.known(("date", "known"), Some(act.date), act.known, recorded);
            object.provenance(&act.provenance);
        });
    }
    for relation in &tables.relations {
        record(world, lines, RecordKind::Relation, &relation.key, |object| {
            object.str("kind", relation.kind.as_str());
            object.key("subject", relation.subject);
            object.key("object", relation.object);
            if let Some(by) = relation.by {
                object.key("by", by);
            }
            object.timed(relation.time, relation.provenance.recorded);
            object.provenance(&relation.provenance);
        });
    }
    super::sayings::write(world, lines);
    extents(world, lines);
}

fn memberships(world: &World, lines: &mut Sorted) {
    let tables = world.tables();
    for (at, row) in tables.participations.iter().enumerate() {
        let Some(detail) = tables.detail(&row) else {
            bare_membership(world, lines, at, &row);
            continue;
        };
        // What was compiled from acts is compiled again.
        if !detail.from_acts.is_empty() {
            continue;
        }
        let recorded = detail.provenance.recorded;
        record(world, lines, RecordKind::Membership, &detail.key, |object| {
            ends(object, tables, &row);
            object.timed(detail.time, recorded);
            object.opt("end_reason", detail.end_reason.as_deref());
            object.flag("before_statehood", detail.before_statehood);
            object.list(supersede::FIELD, &detail.superseded, |world, out, version| {
                Object::write(world, out, |object| {
                    object.date("on", Some(version.on));
                    object.timed(version.time, recorded);
                });
            });
            object.provenance(&detail.provenance);
        });
    }
}

fn ends(object: &mut Object<'_>, tables: &Tables, row: &Participation) {
    object.key("member", tables.member(row));
    object.key("of", tables.body(row).entity());
    object.str("status", row.status.as_str());
}

/// A participation that was made in bulk has no key; it gets one.
fn bare_membership(world: &World, lines: &mut Sorted, at: usize, row: &Participation) {
    let tables = world.tables();
    let (member, body) = (tables.key_of(tables.member(row)), tables.key_of(tables.body(row)));
    let stem = format!("{member}-{body}-{}", row.status.as_str().replace('_', "-"));
    let mut key = stem.clone();
    let mut nth = 2_u32;
    while lines.contains_key(&(RecordKind::Membership, key.as_str().into()))
        || world.record(&key).is_ok()
    {
        key = format!("{stem}-{nth}");
        nth += 1;
    }
    let span = tables.said_of(at, row);
    let date = |lo, hi| Date::from_bounds(Day::from_number(lo), Day::from_number(hi));
    let valid = Interval {
        from: (span.from_hi != crate::time::NEVER).then(|| date(span.from_lo, span.from_hi)),
        to: (span.to_lo != crate::time::FOREVER).then(|| date(span.to_lo, span.to_hi)),
    };
    record(world, lines, RecordKind::Membership, &key, |object| {
        ends(object, tables, row);
        object.interval(valid);
    });
}

fn provisions(world: &World, lines: &mut Sorted) {
    let tables = world.tables();
    // Whom an instrument binds by default is the builder's rule; only what differs is written.
    let mut defaults = WorldBuilder::default();
    defaults.tables.entities.clone_from(&tables.entities);
    defaults.tables.links.clone_from(&tables.links);
    for provision in &tables.provisions {
        record(world, lines, RecordKind::Provision, &provision.key, |object| {
            object.key("of", provision.instrument.entity());
            object.opt("article", provision.article.as_deref());
            object.str("kind", provision.kind().as_str());
            if provision.bearer != defaults.bearer_of(provision.instrument) {
                bearer(object, "bound", &provision.bearer);
            }
            if let Some(counterparty) = &provision.counterparty {
                bearer(object, "counterparty", counterparty);
            }
            let duty = provision.duty.filter(|_| provision.duty != provision.kind().duty());
            object.opt("duty", duty.map(Duty::as_str));
            let strength = provision.strength.filter(|strength| !is_implied(provision, *strength));
            object.opt("strength", strength.map(Strength::as_str));
            object.list("when", &provision.when, |world, out, together| {
                list(world, out, together, condition);
            });
            params(object, provision);
            object.timed(provision.time, provision.provenance.recorded);
            object.provenance(&provision.provenance);
        });
    }
}

/// Whether the parameters say how strict it is.
fn is_implied(provision: &Provision, strength: Strength) -> bool {
    matches!(&provision.effect, Effect::MutualDefence { strength: said } if *said == strength)
        && strength != Strength::Unknown
}

fn params(object: &mut Object<'_>, provision: &Provision) {
    if provision.params.is_empty() {
        return;
    }
    object.object("params", |object| {
        for param in &provision.params {
            match &param.reading {
                None => object.str(&param.name, &param.value),
                Some(reading) => object.str(&format!("{}.{reading}", param.name), &param.value),
            }
        }
    });
}

fn bearer(object: &mut Object<'_>, name: &str, bearer: &Bearer) {
    match bearer {
        Bearer::Participants(body) => {
            let at = format!("@{}", object.world.key(body.entity()));
            object.str(name, &at);
        }
        Bearer::Listed(states) => object.any_list(name, states.iter().copied(), key),
        Bearer::ThirdStates => object.str(name, "third"),
        Bearer::Nobody => object.raw(name, "null"),
    }
}

fn condition(world: &World, out: &mut String, condition: &Condition) {
    Object::write(world, out, |object| match condition {
        Condition::AttackerIn(ids) => object.any_list("attacker_in", ids.iter().copied(), key),
        Condition::AttackerNotIn(ids) => {
            object.any_list("attacker_not_in", ids.iter().copied(), key);
        }
        Condition::VictimTerritoryIn(region) => object.str("victim_territory_in", region),
        Condition::TargetInvolved(id) => object.key("target_involved", *id),
        Condition::AtLeastAdversaries(count) => {
            object.raw("at_least_adversaries", &count.to_string());
        }
        Condition::Unprovoked => object.raw("unprovoked", "true"),
        Condition::Requested => object.raw("requested", "true"),
        Condition::DemandRefused => object.raw("demand_refused", "true"),
        Condition::AfterConsultation => object.raw("after_consultation", "true"),
        Condition::DuringConflict(conflict) => object.str("during_conflict", conflict),
        Condition::Custom(words) => object.str("custom", words),
    });
}

fn extents(world: &World, lines: &mut Sorted) {
    for extent in &world.tables().extents {
        record(world, lines, RecordKind::Extent, &extent.key, |object| {
            object.str("about", extent.about.as_str());
            object.opt("subject", extent.subject.as_deref());
            object.str("level", extent.level.as_str());
            object.list("of", extent.of.iter().copied(), key);
            object.date("from", extent.from);
            object.date("until", extent.until);
            object.provenance(&extent.provenance);
        });
    }
}
