//! What to keep in mind about an answer: where the record ends, where it is uncertain, where sources differ.

use std::collections::BTreeSet;

use super::Caveat;
use crate::answer::held::{Held, has_grade, truth_in};
use crate::answer::{Obligations, Prevalence};
use crate::model::{
    AnyEntity, Bearer, Coverage, CoverageLevel, Matter, OverlayKind, Participation, Relation,
    RelationKind, Status,
};
use crate::rules::Situation;
use crate::time::{Date, FOREVER, Interval, NEVER};
use crate::world::bounds::Horizon;
use crate::world::{Absence, Keeping, Memberships, RecordReach, RecordSubject, Related, View};
use crate::{BodyId, EntityId, Id, InstrumentId, Provision, Truth, World};

/// All that is to be said of two bodies that are compared.
pub(crate) fn of_two(view: &View<'_>, a: BodyId, b: BodyId) -> Vec<Caveat> {
    let mut caveats = Vec::new();
    for body in [a, b] {
        caveats.extend(of_roll(view, body, None));
    }
    caveats
}

/// All that is to be said of duties: how far the record of them reaches, and what single ones rest on.
pub(crate) fn of_obligations(owed: &Obligations<'_>) -> Vec<Caveat> {
    let view = &owed.view();
    let world = view.world();
    let situation = Situation::recorded(*view);
    let reaches = owed.subjects().into_iter().filter_map(|what| reach(view, what));
    let mut caveats: Vec<Caveat> = reaches.collect();
    caveats.extend(owed.open_rolls().into_iter().map(|body| Caveat::RollIncomplete { body }));
    if world.tables().extents.is_empty() {
        caveats.extend(beyond_newest(view));
    }
    let mut seen: BTreeSet<(EntityId, BodyId)> = BTreeSet::new();
    let mut rolls: BTreeSet<BodyId> = BTreeSet::new();
    let mut texts: BTreeSet<(InstrumentId, Id<Provision>)> = BTreeSet::new();
    for one in owed {
        if !situation.is_binding_text(one.instrument).is_yes() {
            caveats.push(Caveat::PoliticalText { text: one.instrument });
        }
        if texts.insert((one.instrument, one.provision)) {
            let provision = &world[one.provision];
            caveats.extend(contested_force(view, one.instrument));
            caveats.extend(contested_ends(view, &provision.key, provision.time.valid, true));
        }
        if one.truth.is_unknown() {
            let (text, by, toward, on) = (one.instrument, one.by, one.toward, view.as_of());
            caveats.push(Caveat::UncertainDuty { text, by, toward, on });
        }
        let Bearer::Participants(body) = &world[one.provision].bearer else { continue };
        if rolls.insert(*body) {
            let roll = reach(view, RecordSubject::roll(*body));
            caveats.extend(roll.filter(|one| one.code() == "presumed"));
        }
        // Whoever freezes its membership of an organization means the treaty on which that rests as well.
        let linked = world.linked_bodies(*body).into_iter();
        let bodies: Vec<BodyId> = std::iter::once(*body).chain(linked).collect();
        for member in [EntityId::from(one.by), one.toward] {
            for body in &bodies {
                if seen.insert((member, *body)) {
                    caveats.extend(overlaid(view, member, *body));
                }
            }
        }
    }
    caveats
}

/// All that is to be said of which of two texts prevails: what is open in it, that what yields is not void, and on which
/// participations it rests.
pub(crate) fn of_prevalence(view: &View<'_>, found: &Prevalence) -> Vec<Caveat> {
    let situation = Situation::recorded(*view);
    let texts = found.texts;
    let open = found.doubts.iter().map(|doubt| Caveat::PriorityOpen { texts, doubt: *doubt });
    let mut caveats: Vec<Caveat> = open.collect();
    caveats.extend(found.yields().map(|text| Caveat::NotVoid { text }));
    for text in texts {
        let InstrumentId::Treaty(treaty) = text else { continue };
        if !situation.is_binding_text(text).is_yes() {
            caveats.push(Caveat::PoliticalText { text });
        }
        for state in found.between {
            caveats.extend(of_membership(view, state.into(), treaty.into()));
        }
    }
    caveats
}

/// What lies over a participation without ending it or making it doubtful.
pub(crate) fn overlaid(view: &View<'_>, member: EntityId, body: BodyId) -> Vec<Caveat> {
    let world = view.world();
    let lying = view.overlays(member, body);
    let lying = lying.filter(|overlay| world[*overlay].kind != OverlayKind::Contested);
    let mut caveats: Vec<Caveat> =
        lying.map(|overlay| Caveat::Overlaid { member, body, overlay }).collect();
    // By another source one may lie over it that does not by this one.
    let own = world.index().overlays_of(member).iter().map(|id| &world[*id]);
    for overlay in own.filter(|overlay| overlay.body == body) {
        caveats.extend(contested_ends(view, &overlay.key, overlay.time.valid, true));
    }
    caveats
}

/// How far the record of something reaches, where that is to be kept in mind.
fn reach(view: &View<'_>, what: RecordSubject) -> Option<Caveat> {
    match view.reach(&what) {
        RecordReach::Covered => None,
        reach => Some(Caveat::Reach { what, reach }),
    }
}

/// That the roll of a body is not covered in full on the day: whoever is not listed may be in, and whoever is may be no more.
pub(crate) fn coverage(view: &View<'_>, body: BodyId, status: Option<Status>) -> Vec<Caveat> {
    let Some(carrier) = Keeping::of(view.world(), body).carrier() else {
        return beyond_newest(view).into_iter().collect();
    };
    let what = RecordSubject::Roll { body: carrier, status };
    match view.reach(&what) {
        RecordReach::Covered => {
            beyond_newest(view).filter(|_| !has_end(view, carrier)).into_iter().collect()
        }
        RecordReach::Partial => {
            let is_complete = coverage_of(view, carrier)
                .is_some_and(|coverage| coverage.level == CoverageLevel::Complete);
            let grade = status.filter(|_| is_complete);
            vec![Caveat::RollInPart { body: carrier, grade }]
        }
        RecordReach::Beyond { known } => {
            vec![Caveat::RollEnds { body: carrier, until: Some(known.next()) }]
        }
        reach @ (RecordReach::Presumed { .. } | RecordReach::Before { .. }) => {
            vec![Caveat::Reach { what, reach }]
        }
    }
}

fn coverage_of<'w>(view: &View<'w>, body: BodyId) -> Option<&'w Coverage> {
    match &view.world()[body.entity()] {
        AnyEntity::Organization(organization) => Some(&organization.coverage),
        AnyEntity::Treaty(treaty) => Some(&treaty.coverage),
        _ => None,
    }
}

/// Whether the roll of a body says up to which day it is known.
fn has_end(view: &View<'_>, body: BodyId) -> bool {
    coverage_of(view, body).is_some_and(|coverage| coverage.until.is_some())
}

/// That the day lies after all that is on record.
pub(crate) fn beyond_newest(view: &View<'_>) -> Option<Caveat> {
    let newest = view.world().newest();
    newest.is_before(view.as_of()).is_yes().then_some(Caveat::BeyondNewest { newest })
}

/// All that is to be said of who takes part in a body, in one grade or in those that bind.
pub(crate) fn of_roll(view: &View<'_>, body: BodyId, status: Option<Status>) -> Vec<Caveat> {
    let mut held = Held::all(view, body);
    held.retain(|held| has_grade(held.status, status));
    let mut caveats = of_list(view, body, &held);
    caveats.extend(coverage(view, body, status));
    caveats.extend(contested_text(view, body));
    if held.is_empty() {
        caveats.extend(not_in_existence(view, body));
    }
    caveats
}

/// All that is to be said of whether somebody is a member of an organization, or party to a treaty.
pub(crate) fn of_membership(view: &View<'_>, entity: EntityId, body: BodyId) -> Vec<Caveat> {
    let mut held = Held::all(view, body);
    held.retain(|held| held.entity == entity);
    let mut caveats = of_pair(view, entity, body, &held);
    let is_bound = held.iter().any(|held| held.status.is_binding());
    if truth_in(view, entity, body).is_unknown() && !is_bound {
        caveats.push(not_covered(view, entity, body));
    }
    if held.is_empty() {
        caveats.extend(not_in_existence(view, body));
        if view.existed(entity).is_no() {
            caveats.push(Caveat::NotInExistence {
                entity,
                truth: Truth::Yes,
                on: view.as_of(),
                first: None,
            });
        }
    }
    caveats.extend(contested_text(view, body));
    let carrier = Keeping::of(view.world(), body).carrier();
    let what = RecordSubject::Participation { member: entity, body };
    let is_open = held.iter().any(|held| held.status.is_binding() && held.valid.to.is_none());
    match view.reach(&what) {
        // Of whoever is in by its own row more is known than of the roll.
        RecordReach::Partial if is_open => {
            let until = carrier.map_or(FOREVER, |carrier| view.world().index().until(carrier));
            caveats.extend(reach_of(view, what, (NEVER, until)));
        }
        RecordReach::Covered if carrier.is_none_or(|carrier| !has_end(view, carrier)) => {
            caveats.extend(beyond_newest(view));
        }
        RecordReach::Covered | RecordReach::Partial => {}
        reach @ (RecordReach::Presumed { .. }
        | RecordReach::Beyond { .. }
        | RecordReach::Before { .. }) => {
            caveats.push(Caveat::Reach { what, reach });
        }
    }
    caveats
}

/// That the record does not say whether somebody is in.
pub(crate) fn not_covered(view: &View<'_>, entity: EntityId, body: BodyId) -> Caveat {
    Caveat::NotCovered { entity, body, on: view.as_of() }
}

/// All that is to be said of what somebody takes part in: what makes single rows uncertain, and of which bodies the record is silent.
pub(crate) fn of_memberships(listed: &Memberships<'_>) -> Vec<Caveat> {
    let (view, entity, only_organizations) = listed.asked();
    let mut caveats = Vec::new();
    for (body, found) in view.holdings(entity) {
        if !only_organizations || matches!(body, BodyId::Organization(_)) {
            caveats.extend(of_one(&view, &Held::of_row(&view, body, &found), true));
        }
    }
    let bodies: Vec<BodyId> = listed.silent().collect();
    if !bodies.is_empty() {
        caveats.push(Caveat::RollsSilent { entity, bodies });
    }
    caveats
}

/// That there was no such body on the day.
pub(crate) fn not_in_existence(view: &View<'_>, body: BodyId) -> Option<Caveat> {
    let on = view.as_of();
    view.exists(body).is_no().then(|| match body {
        BodyId::Organization(organization) => Caveat::NotInExistence {
            entity: organization.into(),
            truth: Truth::Yes,
            on,
            first: None,
        },
        BodyId::Treaty(treaty) => Caveat::NotInForce { treaty, on },
    })
}

/// What makes single rows of the list of those in a body uncertain, and where another source would change them.
pub(crate) fn of_list(view: &View<'_>, body: BodyId, held: &[Held]) -> Vec<Caveat> {
    let of_one = |held| of_one(view, held, true).into_iter().chain(by_text(view, body, held));
    held.iter().flat_map(of_one).collect()
}

/// That it is uncertain who is party to a treaty that lists its parties, since its own days are.
fn by_text(view: &View<'_>, body: BodyId, held: &Held) -> Option<Caveat> {
    let (member, valid, on) = (held.entity, held.valid, view.as_of());
    let is_uncertain = held.row.is_none() && held.truth.is_unknown();
    is_uncertain.then_some(Caveat::UncertainDate { member, body, valid, on })
}

/// All that is to be said of one pair.
pub(crate) fn of_pair(
    view: &View<'_>,
    entity: EntityId,
    body: BodyId,
    held: &[Held],
) -> Vec<Caveat> {
    let world = view.world();
    let of_one = |held| of_one(view, held, false).into_iter().chain(by_text(view, body, held));
    let mut caveats: Vec<Caveat> = held.iter().flat_map(of_one).collect();
    let carrier = Keeping::of(world, body).carrier().unwrap_or(body);
    caveats.extend(overlaid(view, entity, carrier));
    // Whoever is not in on the day, or only in another grade, may be in by another source.
    let told = |row| held.iter().any(|held| held.row.is_some_and(|(told, _)| told == row));
    for spell in world.spells(entity, body, view.knowledge()) {
        if !told(spell.participation) {
            caveats.extend(contested_values(view, spell.participation, true));
        }
    }
    caveats
}

/// What makes one row uncertain; `only_if_it_matters`: other values only where they would change the truth on the day.
fn of_one(view: &View<'_>, held: &Held, only_if_it_matters: bool) -> Vec<Caveat> {
    let world = view.world();
    let Some((row, body)) = held.row else { return Vec::new() };
    let mut caveats = contested_values(view, row, only_if_it_matters);
    caveats
        .extend([held.entity, body.entity()].into_iter().flat_map(|end| contested_life(view, end)));
    let contests = (view.overlays(held.entity, body).map(|id| &world[id]))
        .find(|overlay| overlay.kind == OverlayKind::Contested);
    let (member, status) = (held.entity, held.status);
    if let Some(overlay) = contests {
        let effect = overlay.effect.clone();
        caveats.push(Caveat::Contested { member, body, status, effect });
    } else if held.truth.is_unknown() {
        let (valid, on) = (held.valid, view.as_of());
        caveats.push(Caveat::UncertainDate { member, body, valid, on });
    }
    caveats
}

/// The fields of a spell about which sources differ.
pub(crate) fn contested_values(
    view: &View<'_>,
    row: Id<Participation>,
    only_if_it_matters: bool,
) -> Vec<Caveat> {
    let world = view.world();
    let Some(detail) = world.tables().detail(&world.participation(row)) else { return Vec::new() };
    contested_ends(view, &detail.key, detail.time.valid, only_if_it_matters)
}

/// The ends of something on record about which sources differ; `only_if_it_matters`: where by another source it would hold on the day
/// and by this one not, or the other way round.
fn contested_ends(
    view: &View<'_>,
    key: &str,
    valid: Interval,
    only_if_it_matters: bool,
) -> Vec<Caveat> {
    let mut caveats = Vec::new();
    let all = view.world().tables().contested.iter();
    for contested in all.filter(|one| one.of.as_deref() == Some(key)) {
        let Some(field) = contested.field.as_deref() else { continue };
        let is_beginning = matches!(field, "from" | "in_force");
        if !is_beginning && !matches!(field, "to" | "ended") {
            continue;
        }
        let other = |value: &str| {
            let date = Some(Date::parse(value).ok()?);
            Some(if is_beginning {
                Interval { from: date, ..valid }
            } else {
                Interval { to: date, ..valid }
            })
        };
        let now = valid.contains(view.as_of());
        let matters = (contested.values.iter())
            .filter_map(|value| other(&value.value))
            .any(|other| other.contains(view.as_of()) != now);
        if !only_if_it_matters || matters {
            caveats.push(Caveat::SourcesDiffer {
                record: key.into(),
                field: field.into(),
                values: contested.values.clone(),
            });
        }
    }
    caveats
}

/// Where sources differ about when a text was in force, and that decides on the day.
fn contested_force(view: &View<'_>, text: InstrumentId) -> Vec<Caveat> {
    let world = view.world();
    let force = match &world[text.entity()] {
        AnyEntity::Treaty(treaty) => treaty.force(),
        AnyEntity::Law(law) => law.force(),
        _ => return Vec::new(),
    };
    contested_ends(view, world.key(text.entity()), force, true)
}

/// Where sources differ about who is bound by a text.
pub(super) fn contested_parties(world: &World, text: InstrumentId) -> Option<Caveat> {
    let (key, field) = (world.key(text.entity()), "parties");
    let mut all = world.tables().contested.iter();
    let found =
        all.find(|one| one.of.as_deref() == Some(key) && one.field.as_deref() == Some(field))?;
    let values = found.values.clone();
    Some(Caveat::SourcesDiffer { record: key.into(), field: field.into(), values })
}

/// The same of the text by which a roll is kept, if it is kept by one.
pub(crate) fn contested_text(view: &View<'_>, body: BodyId) -> Vec<Caveat> {
    match Keeping::of(view.world(), body) {
        Keeping::Through(treaty, _) | Keeping::Listed(treaty, _) => {
            contested_force(view, treaty.into())
        }
        Keeping::Rows(_) | Keeping::Nobody => Vec::new(),
    }
}

/// All that is to be said of the relations of a kind in which something stands: how far the record of them reaches, which are uncertain, and where
/// sources differ about their ends.
pub(crate) fn of_related(found: &Related<'_>) -> Vec<Caveat> {
    let view = &found.view();
    let mut caveats: Vec<Caveat> = reach(view, found.subject()).into_iter().collect();
    for (id, truth) in found {
        caveats.extend(of_relation(view, *id, *truth));
    }
    // By another source one may hold that does not by this one.
    for one in found.of_all_days() {
        caveats.extend(contested_ends(view, &one.key, one.time.valid, true));
    }
    caveats
}

/// Where sources differ about when something existed, and that decides on the day.
fn contested_life(view: &View<'_>, entity: EntityId) -> Vec<Caveat> {
    let world = view.world();
    let life = &world[entity].profile().existence;
    let all = Interval { from: life.begins(), to: life.ends() };
    contested_ends(view, world.key(entity), all, true)
}

/// All that is to be said of one relation.
pub(crate) fn of_relation(view: &View<'_>, id: Id<Relation>, truth: Truth) -> Vec<Caveat> {
    let one = &view.world()[id];
    let mut caveats = contested_ends(view, &one.key, one.time.valid, true);
    if truth.is_unknown() {
        caveats.push(Caveat::UncertainBond { via: one.key.clone(), on: view.as_of() });
    }
    if one.time.valid.to.is_none() {
        let horizon = view.world().index().settled().horizon_of_relations(one.kind);
        caveats.extend(reach_of(view, RecordSubject::relations(one.kind), horizon));
    }
    caveats
}

/// How far the record of something that is there reaches, where that is to be kept in mind.
fn reach_of(view: &View<'_>, what: RecordSubject, horizon: Horizon) -> Option<Caveat> {
    match view.reach_of_what_is_there(horizon) {
        RecordReach::Covered => None,
        reach => Some(Caveat::Reach { what, reach }),
    }
}

/// All that is to be said of what something is called: that its name is on record for another time only.
pub(crate) fn of_name(view: &View<'_>, entity: EntityId) -> Option<Caveat> {
    let horizon = view.world().index().settled().names;
    let called = view.name_on_the_day(entity).valid;
    let what = RecordSubject::matter(Matter::Names).in_the_case_of(entity);
    match view.reach_of_what_is_there(horizon) {
        RecordReach::Covered => None,
        RecordReach::Before { .. } if called.from.is_some() => None,
        RecordReach::Beyond { .. } | RecordReach::Presumed { .. } if called.to.is_some() => None,
        reach => Some(Caveat::Reach { what, reach }),
    }
}

/// That the record leaves open whether somebody is in.
pub(crate) fn of_standing(view: &View<'_>, entity: EntityId, body: BodyId) -> Option<Caveat> {
    let standing = view.standing(entity, body);
    let open =
        standing.truth == Truth::Unknown && standing.absence == Some(Absence::BeyondCoverage);
    open.then(|| not_covered(view, entity, body))
}

/// All that is to be said of the record of what ties two to each other: in which bodies it does not say whether both are, and on
/// which side of the day it does not speak of treaties and of relations at all.
pub(crate) fn of_bonds(view: &View<'_>, a: EntityId, b: EntityId) -> Vec<Caveat> {
    let settled = view.world().index().settled();
    let relations = RecordSubject::matter(Matter::Relations).in_the_case_of(a);
    let treaties = RecordSubject::matter(Matter::Treaties).in_the_case_of(a);
    let horizon = RelationKind::ALL.map(|kind| settled.horizon_of_relations(kind));
    let horizon = horizon.into_iter().reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
    let mut caveats: Vec<Caveat> = reach_of(view, treaties, settled.treaties).into_iter().collect();
    caveats.extend(horizon.and_then(|horizon| reach_of(view, relations, horizon)));
    for entity in [a, b] {
        let silent: Vec<BodyId> = view.memberships_of(entity).in_organizations().silent().collect();
        if !silent.is_empty() {
            caveats.push(Caveat::RollsSilent { entity, bodies: silent });
        }
    }
    caveats
}
