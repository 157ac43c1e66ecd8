//! Freezing: everything is checked at once, acts become participations, indexes are built.

use std::borrow::Cow;

use super::builder::WorldBuilder;
use super::index::Index;
use super::order::sort_participations;
use super::violation::{BuildError, Violation, ViolationKind};
use super::{World, bounds, lifecycle};
use crate::base::Severity;
use crate::model::{AnyEntity, Existence, Kind, OtherEnd, Parties, Tables};
use crate::time::{Interval, Span};
use crate::{BodyId, EntityId};

/// The records of a world with which nothing is wrong, before its indexes.
#[derive(Debug)]
pub(crate) struct Checked {
    tables: Tables,
    warnings: Vec<Violation>,
}

impl Checked {
    /// What is odd about them.
    pub(crate) fn warnings(&self) -> &[Violation] {
        &self.warnings
    }

    /// Builds the indexes.
    pub(crate) fn world(self) -> World {
        let Self { mut tables, warnings } = self;
        // Of all tables of records the one that is large where a world is.
        tables.entities.fit();
        let settled = bounds::settle(&mut tables);
        let index = Index::new(&mut tables, settled);
        World::assemble(tables, index, warnings)
    }
}

pub(super) fn check(mut builder: WorldBuilder) -> Result<Checked, BuildError> {
    for id in std::mem::take(&mut builder.default_bearers) {
        let bearer = builder.bearer_of(builder.tables.provisions[id].instrument);
        if let Some(provision) = builder.tables.provisions.get_mut(id) {
            provision.bearer = bearer;
        }
    }
    for (member, body, status, mut detail) in lifecycle::compile(&builder.tables) {
        detail.key = builder.free_key(&detail.key);
        builder.add_participation(member, body, status, detail);
    }
    sort_participations(&mut builder.tables);

    let mut violations = std::mem::take(&mut builder.violations);
    check_number(&builder.tables, &mut violations);
    check_members(&builder.tables, &mut violations);
    check_parties(&builder.tables, &mut violations);
    check_intervals(&builder.tables, &mut violations);
    check_order(&builder.tables, &mut violations);
    check_spells(&builder.tables, &mut violations);
    check_overlays(&builder.tables, &mut violations);
    check_existence(&builder.tables, &mut violations);
    check_references(&builder, &mut violations);
    violations.sort();
    violations.dedup();

    let (errors, warnings): (Vec<_>, Vec<_>) =
        violations.into_iter().partition(|violation| violation.kind.severity() == Severity::Error);
    if !errors.is_empty() {
        return Err(BuildError { violations: errors, warnings });
    }
    Ok(Checked { tables: builder.tables, warnings })
}

fn found(key: &str, field: &'static str, kind: ViolationKind) -> Violation {
    Violation::new(key, Some(field), kind)
}

/// There are no more entities than the index has room for.
fn check_number(tables: &Tables, violations: &mut Vec<Violation>) {
    if let Some(entity) = tables.entities.at(OtherEnd::MOST_ENTITIES) {
        let kind = ViolationKind::TooMany { most: OtherEnd::MOST_ENTITIES };
        violations.push(Violation::new(entity.key(), None, kind));
    }
}

/// Whoever takes part is a state or an organization, and nobody takes part in itself.
fn check_members(tables: &Tables, violations: &mut Vec<Violation>) {
    for row in &tables.participations {
        let (member, body) = (tables.member(&row), tables.body(&row));
        let in_itself = member == body.entity();
        let member = &tables.entities[member];
        let key = tables.detail(&row).map_or_else(|| member.key(), |detail| &*detail.key);
        if !matches!(member.kind(), Kind::State | Kind::Organization) {
            let kind =
                ViolationKind::WrongKind { member: member.key().into(), found: member.kind() };
            violations.push(found(key, "member", kind));
        }
        if in_itself {
            let kind = ViolationKind::InItself { member: member.key().into() };
            violations.push(found(key, "of", kind));
        }
    }
}

/// A treaty binds the participants of an organization, or of a treaty that has rows or a list of its own: no chains, no circles.
fn check_parties(tables: &Tables, violations: &mut Vec<Violation>) {
    let of = |treaty: EntityId| match &tables.entities[treaty] {
        AnyEntity::Treaty(record) => match record.parties {
            Some(Parties::Of(BodyId::Treaty(other))) if EntityId::from(other) != treaty => {
                Some(EntityId::from(other))
            }
            _ => None,
        },
        _ => None,
    };
    let is_bound_elsewhere = |treaty: EntityId| match &tables.entities[treaty] {
        AnyEntity::Treaty(record) => {
            matches!(record.parties, Some(Parties::Of(body)) if body.entity() != treaty)
        }
        _ => false,
    };
    for treaty in tables.entities.ids() {
        if let Some(other) = of(treaty).filter(|other| is_bound_elsewhere(*other)) {
            let kind = ViolationKind::PartiesInAChain { through: tables.key_of(other).into() };
            violations.push(found(tables.key_of(treaty), "parties", kind));
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
        for spell in profile.existence.spells() {
            let field = if profile.existence.only().is_some() { "to" } else { "existence" };
            check(&profile.key, field, spell);
        }
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

/// The spells of an existence follow each other.
fn check_order(tables: &Tables, violations: &mut Vec<Violation>) {
    for entity in &tables.entities {
        let profile = entity.profile();
        if let Some((before, after)) = profile.existence.out_of_order() {
            let kind = ViolationKind::SpellsOutOfOrder { before, after };
            violations.push(found(&profile.key, "existence", kind));
        }
    }
}

/// Two spells of one grade of a pair never hold on one day for certain.
fn check_spells(tables: &Tables, violations: &mut Vec<Violation>) {
    let rows = tables.participations.opened();
    let key = |at: usize| {
        let row = &rows[at];
        tables.detail(row).map_or_else(|| tables.key_of(tables.member(row)), |detail| &*detail.key)
    };
    // Rows of a pair are neighbours, but grades may alternate.
    let mut from = 0;
    while from < rows.len() {
        let first = &rows[from];
        let len = rows[from..].iter().take_while(|row| row.is_of_one_pair(first)).count();
        if len == 1 {
            from += 1;
            continue;
        }
        let mut of_pair: Vec<usize> = (from..from + len).collect();
        of_pair.sort_by_key(|at| (rows[*at].status, rows[*at].span.from_hi, *at));
        // In the order in which they have certainly begun, whatever one overlaps it overlaps the one that lasts longest of those
        // before: one complaint a spell.
        let mut longest: Option<usize> = None;
        for at in of_pair {
            let row = &rows[at];
            let before = longest.filter(|before| rows[*before].status == row.status);
            if let Some(other) = before.filter(|o| rows[*o].span.intersects(row.span).is_yes()) {
                let kind = ViolationKind::OverlappingSpells {
                    other: key(other).into(),
                    status: row.status,
                };
                violations.push(found(key(at), "from", kind));
            }
            if before.is_none_or(|before| rows[before].span.to_lo < row.span.to_lo) {
                longest = Some(at);
            }
        }
        from += len;
    }
}

/// An overlay lies over a participation.
fn check_overlays(tables: &Tables, violations: &mut Vec<Violation>) {
    if tables.overlays.is_empty() {
        return;
    }
    let mut pairs: Vec<(EntityId, BodyId)> =
        tables.participations.iter().map(|row| (tables.member(&row), tables.body(&row))).collect();
    pairs.dedup();
    pairs.sort_unstable();
    for overlay in &tables.overlays {
        if pairs.binary_search(&(overlay.member, overlay.body)).is_err() {
            let kind = ViolationKind::OverlayOverNothing {
                member: tables.key_of(overlay.member).into(),
                body: tables.key_of(overlay.body).into(),
            };
            violations.push(found(&overlay.key, "member", kind));
        }
    }
}

/// A membership outside the existence of its member or its body is odd: there it does not hold.
fn check_existence(tables: &Tables, violations: &mut Vec<Violation>) {
    for row in &tables.participations {
        let Some(detail) = tables.detail(&row) else { continue };
        let member = (!detail.before_statehood).then_some(tables.member(&row));
        for end in member.into_iter().chain([tables.body(&row).entity()]) {
            let end = &tables.entities[end];
            let existence = existence_of(end);
            if !existence.spans().any(|span| covers(span, row.span)) {
                let (of, existence) = (end.key().into(), existence.into_owned());
                let kind = ViolationKind::OutsideExistence { of, existence };
                violations.push(found(&detail.key, "from", kind));
            }
        }
    }
    for entity in &tables.entities {
        let AnyEntity::Treaty(treaty) = entity else { continue };
        if let (Some(in_force), Some(signed)) = (treaty.in_force, treaty.signed)
            && in_force.is_before(signed).is_yes()
        {
            let kind = ViolationKind::InForceBeforeSigned { in_force, signed };
            violations.push(found(&treaty.profile.key, "in_force", kind));
        }
    }
    for act in &tables.acts {
        let AnyEntity::Treaty(treaty) = &tables.entities[act.instrument.entity()] else {
            continue;
        };
        if let Some(signed) = treaty.signed.filter(|signed| act.date.is_before(*signed).is_yes()) {
            let kind = ViolationKind::ActOutOfOrder { date: act.date, signed };
            violations.push(found(&act.key, "date", kind));
        }
    }
}

/// When something existed; a treaty that ended exists no more.
fn existence_of(entity: &AnyEntity) -> Cow<'_, Existence> {
    let existence = &entity.profile().existence;
    match entity {
        AnyEntity::Treaty(treaty) if *existence == Existence::ALWAYS => {
            Cow::Owned(Interval { from: None, to: treaty.ended }.into())
        }
        _ => Cow::Borrowed(existence),
    }
}

/// Whether a span can lie within another.
fn covers(outer: Span, inner: Span) -> bool {
    outer.from_lo <= inner.from_hi && inner.to_lo <= outer.to_hi
}

/// What records name by key alone must exist.
fn check_references(builder: &WorldBuilder, violations: &mut Vec<Violation>) {
    let tables = &builder.tables;
    for contested in &tables.contested {
        if let Some(of) = contested.of.as_ref().filter(|of| !builder.has_key(of)) {
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
            if builder.entity(key.trim()).is_none() {
                violations.push(unknown("veto_of", key.trim(), None));
            }
        }
        let is_of = |key: &str, kind: Kind| {
            builder.entity(key).is_some_and(|entity| tables.entities[entity].kind() == kind)
        };
        let eligibility = provision.effect.eligibility();
        for key in eligibility.into_iter().flat_map(|asked| &asked.named) {
            if !is_of(key, Kind::State) {
                violations.push(unknown("named", key, Some(Kind::State)));
            }
        }
        let terms = provision.effect.withdrawal();
        for key in terms.into_iter().flat_map(|terms| &terms.beside) {
            if !is_of(key, Kind::Treaty) {
                violations.push(unknown("beside", key, Some(Kind::Treaty)));
            }
        }
        let member_of = eligibility.and_then(|asked| asked.member_of.as_deref());
        let outside = eligibility.and_then(|asked| asked.outside.as_deref());
        let within = provision.effect.within();
        let named = [("within", within), ("member_of", member_of), ("outside", outside)];
        for (param, named) in named {
            for key in named.into_iter().flat_map(|keys| keys.split('|')) {
                if !is_of(key, Kind::Organization) {
                    violations.push(unknown(param, key, Some(Kind::Organization)));
                }
            }
        }
    }
    for assertion in &tables.assertions {
        if !builder.has_key(&assertion.of) {
            let kind = ViolationKind::UnknownKey { named: assertion.of.clone() };
            violations.push(found(&assertion.key, "of", kind));
        }
    }
}
