//! Freezing: everything is checked at once, acts become participations, indexes are built.

use super::builder::WorldBuilder;
use super::index::{Index, sort_participations};
use super::violation::{BuildError, Violation, ViolationKind};
use super::{World, lifecycle};
use crate::base::Severity;
use crate::model::{AnyEntity, Bearer, Detail, Kind, Parties, RecordId, Tables};
use crate::time::{Interval, Span};
use crate::{BodyId, EntityId};

pub(super) fn freeze(mut builder: WorldBuilder) -> Result<World, BuildError> {
    let foreign = foreign_ids(&builder.tables);
    if !foreign.is_empty() {
        // Nothing else can be said of records that point outside this world.
        return Err(BuildError { violations: foreign, warnings: Vec::new() });
    }
    for id in std::mem::take(&mut builder.default_bearers) {
        let bearer = builder.bearer_of(builder.tables.provisions[id.index()].instrument);
        builder.tables.provisions[id.index()].bearer = bearer;
    }
    for (member, body, status, detail) in lifecycle::compile(&builder.tables) {
        let detail = Detail { key: builder.free_key(&detail.key), ..detail };
        builder.add_participation(member, body, status, detail);
    }
    sort_participations(&mut builder.tables);

    let mut violations = std::mem::take(&mut builder.violations);
    check_members(&builder.tables, &mut violations);
    check_parties(&builder.tables, &mut violations);
    check_intervals(&builder.tables, &mut violations);
    check_spells(&builder.tables, &mut violations);
    check_overlays(&builder.tables, &mut violations);
    check_existence(&builder.tables, &mut violations);
    check_references(&builder.tables, &builder.keys, &mut violations);
    violations.sort();
    violations.dedup();

    let (errors, warnings): (Vec<_>, Vec<_>) =
        violations.into_iter().partition(|violation| violation.kind.severity() == Severity::Error);
    if !errors.is_empty() {
        return Err(BuildError { violations: errors, warnings });
    }
    let tables = builder.tables;
    let index = Index::new(&tables);
    Ok(World::assemble(tables, index, warnings))
}

fn found(key: &str, field: &'static str, kind: ViolationKind) -> Violation {
    Violation::new(key, Some(field), kind)
}

/// Ids of another world, as far as they can be told: they point outside the tables of this one.
fn foreign_ids(tables: &Tables) -> Vec<Violation> {
    let n = tables.entities.len();
    let mut foreign = Vec::new();
    let mut check = |key: &str, field: &'static str, ids: &[EntityId]| {
        if ids.iter().any(|id| id.index() >= n) {
            foreign.push(found(key, field, ViolationKind::ForeignId));
        }
    };
    for entity in &tables.entities {
        let parties = match entity {
            AnyEntity::Treaty(treaty) => treaty.parties.as_ref(),
            AnyEntity::Law(law) => law.parties.as_ref(),
            _ => None,
        };
        let ids: Vec<EntityId> = match parties {
            Some(Parties::Of(body)) => vec![body.entity()],
            Some(Parties::Listed(states)) => states.iter().map(|id| EntityId::from(*id)).collect(),
            _ => Vec::new(),
        };
        check(entity.key(), "parties", &ids);
    }
    for row in &tables.participations {
        let key = tables.detail(row).map_or("participation", |detail| &*detail.key);
        check(key, "member", &[row.member, row.body.entity()]);
    }
    for overlay in &tables.overlays {
        check(&overlay.key, "member", &[overlay.member, overlay.body.entity()]);
    }
    for link in &tables.links {
        check(&link.key, "of", &[link.organization.into(), link.instrument.entity()]);
    }
    for provision in &tables.provisions {
        let mut ids = vec![provision.instrument.entity()];
        match &provision.bearer {
            Bearer::Participants(body) => ids.push(body.entity()),
            Bearer::Listed(states) => ids.extend(states.iter().map(|state| EntityId::from(*state))),
            _ => {}
        }
        check(&provision.key, "of", &ids);
    }
    for act in &tables.acts {
        let by = act.by.into_iter().chain(act.concerning).map(EntityId::from);
        let ids: Vec<EntityId> = by.chain([act.instrument.entity()]).collect();
        check(&act.key, "by", &ids);
    }
    for relation in &tables.relations {
        check(&relation.key, "subject", &[relation.subject, relation.object]);
    }
    foreign.sort();
    foreign.dedup();
    foreign
}

/// Whoever takes part is a state or an organization, and nobody takes part in itself.
fn check_members(tables: &Tables, violations: &mut Vec<Violation>) {
    for row in &tables.participations {
        let member = &tables.entities[row.member.index()];
        let key = tables.detail(row).map_or_else(|| member.key(), |detail| &*detail.key);
        if !matches!(member.kind(), Kind::State | Kind::Organization) {
            let kind =
                ViolationKind::WrongKind { member: member.key().into(), found: member.kind() };
            violations.push(found(key, "member", kind));
        }
        if row.member == row.body.entity() {
            let kind = ViolationKind::InItself { member: member.key().into() };
            violations.push(found(key, "of", kind));
        }
    }
}

/// A treaty binds the participants of an organization, or of a treaty that has rows or a list of its own: no chains, no circles.
fn check_parties(tables: &Tables, violations: &mut Vec<Violation>) {
    let of = |treaty: EntityId| match &tables.entities[treaty.index()] {
        AnyEntity::Treaty(record) => match record.parties {
            Some(Parties::Of(BodyId::Treaty(other))) if EntityId::from(other) != treaty => {
                Some(EntityId::from(other))
            }
            _ => None,
        },
        _ => None,
    };
    let is_bound_elsewhere = |treaty: EntityId| match &tables.entities[treaty.index()] {
        AnyEntity::Treaty(record) => {
            matches!(record.parties, Some(Parties::Of(body)) if body.entity() != treaty)
        }
        _ => false,
    };
    for at in 0..tables.entities.len() {
        let treaty = EntityId::at(at);
        if let Some(other) = of(treaty).filter(|other| is_bound_elsewhere(*other)) {
            let through = tables.entities[other.index()].key().into();
            let kind = ViolationKind::PartiesInAChain { through };
            violations.push(found(tables.entities[at].key(), "parties", kind));
        }
    }
}

/// No interval ends before it begins.
fn check_intervals(tables: &Tables, violations: &mut Vec<Violation>) {
    let mut check = |key: &str, field: &'static str, valid: Interval| {
        if valid.is_inverted() {
            violations.push(found(key, field, ViolationKind::InvertedInterval { valid }));
        }
    };
    for entity in &tables.entities {
        let profile = entity.profile();
        check(&profile.key, "to", profile.existence);
        for name in &profile.names {
            check(&profile.key, "names", name.valid);
        }
        for identifier in &profile.identifiers {
            check(&profile.key, "identifiers", identifier.valid);
        }
        match entity {
            AnyEntity::Treaty(treaty) => check(&profile.key, "ended", treaty.force()),
            AnyEntity::Law(law) => check(&profile.key, "ended", law.force()),
            _ => {}
        }
    }
    for detail in &tables.details {
        check(&detail.key, "to", detail.time.valid);
    }
    for overlay in &tables.overlays {
        check(&overlay.key, "to", overlay.time.valid);
    }
    for provision in &tables.provisions {
        check(&provision.key, "to", provision.time.valid);
    }
    for relation in &tables.relations {
        check(&relation.key, "to", relation.time.valid);
    }
}

/// Two spells of one grade of a pair never hold on one day for certain.
fn check_spells(tables: &Tables, violations: &mut Vec<Violation>) {
    let key = |at: usize| {
        let row = &tables.participations[at];
        let member = &tables.entities[row.member.index()];
        tables.detail(row).map_or_else(|| member.key(), |detail| &*detail.key)
    };
    // Rows of a pair are neighbours, but grades may alternate.
    let rows = &tables.participations;
    let mut from = 0;
    while from < rows.len() {
        let pair = (rows[from].member, rows[from].body);
        let len = rows[from..].iter().take_while(|row| (row.member, row.body) == pair).count();
        for at in from..from + len {
            for other in from..at {
                let (a, b) = (&rows[other], &rows[at]);
                if a.status == b.status && a.span.intersects(b.span).is_yes() {
                    let kind = ViolationKind::OverlappingSpells {
                        other: key(other).into(),
                        status: a.status,
                    };
                    violations.push(found(key(at), "from", kind));
                }
            }
        }
        from += len;
    }
}

/// An overlay lies over a participation.
fn check_overlays(tables: &Tables, violations: &mut Vec<Violation>) {
    let mut pairs: Vec<(EntityId, BodyId)> =
        tables.participations.iter().map(|row| (row.member, row.body)).collect();
    pairs.dedup();
    pairs.sort_unstable();
    for overlay in &tables.overlays {
        if pairs.binary_search(&(overlay.member, overlay.body)).is_err() {
            let key = |entity: EntityId| tables.entities[entity.index()].key().into();
            let kind = ViolationKind::OverlayOverNothing {
                member: key(overlay.member),
                body: key(overlay.body.entity()),
            };
            violations.push(found(&overlay.key, "member", kind));
        }
    }
}

/// A membership outside the existence of its state is odd, but continuity and predecessor states make it legitimate.
fn check_existence(tables: &Tables, violations: &mut Vec<Violation>) {
    for row in &tables.participations {
        let Some(detail) = tables.detail(row) else { continue };
        let member = &tables.entities[row.member.index()];
        let existence = member.profile().existence;
        if !covers(existence.span(), row.span) {
            let kind = ViolationKind::OutsideExistence { member: member.key().into(), existence };
            violations.push(found(&detail.key, "from", kind));
        }
    }
    for act in &tables.acts {
        let AnyEntity::Treaty(treaty) = &tables.entities[act.instrument.entity().index()] else {
            continue;
        };
        if let Some(signed) = treaty.signed.filter(|signed| act.date.is_before(*signed).is_yes()) {
            let kind = ViolationKind::ActOutOfOrder { date: act.date, signed };
            violations.push(found(&act.key, "date", kind));
        }
    }
}

/// Whether a span can lie within another.
fn covers(outer: Span, inner: Span) -> bool {
    outer.from_lo <= inner.from_hi && inner.to_lo <= outer.to_hi
}

/// What records name by key alone must exist.
fn check_references(
    tables: &Tables,
    keys: &std::collections::BTreeMap<Box<str>, RecordId>,
    violations: &mut Vec<Violation>,
) {
    for contested in &tables.contested {
        if let Some(of) = contested.of.as_ref().filter(|of| !keys.contains_key(*of)) {
            let kind = ViolationKind::UnknownKey { named: of.clone() };
            violations.push(found(&contested.key, "of", kind));
        }
    }
    for provision in &tables.provisions {
        let unknown = |param: &'static str, named: &str, wanted: Option<Kind>| {
            let kind = ViolationKind::UnknownKeyInParam { param, named: named.into(), wanted };
            found(&provision.key, "params", kind)
        };
        for key in provision.param("veto_of").into_iter().flat_map(|keys| keys.split('|')) {
            if !matches!(keys.get(key.trim()), Some(RecordId::Entity(_))) {
                violations.push(unknown("veto_of", key.trim(), None));
            }
        }
        let Some(within) = provision.effect.within() else { continue };
        let is_organization = matches!(
            keys.get(within),
            Some(RecordId::Entity(entity))
                if tables.entities[entity.index()].kind() == Kind::Organization
        );
        if !is_organization {
            violations.push(unknown("within", within, Some(Kind::Organization)));
        }
    }
    for assertion in &tables.assertions {
        if !keys.contains_key(&assertion.of) {
            let kind = ViolationKind::UnknownKey { named: assertion.of.clone() };
            violations.push(found(&assertion.key, "of", kind));
        }
    }
}
