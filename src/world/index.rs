//! Indexes derived at freeze: looked up by every question, never scanned, never written out.
//!
//! Participations lie in the table by member, then body (in key order), then time, so that the rows of a
//! member are a slice of the table. For the other direction every body has a run of compact rows by member.

use std::collections::BTreeSet;

use super::runs::{BodyRow, BodyRun, BodyRuns, Runs};
use crate::model::{Act, AnyEntity, Link, Overlay, Provision, Record, Relation, Table};
use crate::model::{Bearer, Coverage, CoverageLevel, Participation, Parties, RecordId, Tables};
use crate::time::{Date, Day, Span};
use crate::{BodyId, EntityId, Id, InstrumentId, Organization, State, Treaty};

/// All indexes of a world.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// Entities in key order.
    order: Vec<EntityId>,
    /// The place of each entity in that order.
    rank: Vec<u32>,
    /// All records but entities that have a key, by key.
    records: Vec<RecordId>,
    /// Where the rows of each member begin in the table of participations.
    member_start: Vec<u32>,
    /// The place of the body of each participation in key order: the column that a membership test searches.
    body_rank: Vec<u32>,
    bodies: BodyRuns,
    contested: Vec<bool>,
    /// Before which day a missing row of each body means no, whoever is asked about; the first of all days where
    /// that depends on more.
    complete_before: Vec<i32>,
    overlays: Runs<Id<Overlay>>,
    provisions_by_text: Runs<Id<Provision>>,
    provisions_by_body: Runs<Id<Provision>>,
    provisions_by_state: Runs<Id<Provision>>,
    treaties_by_party: Runs<Id<Treaty>>,
    links_by_organization: Runs<Id<Link>>,
    links_by_instrument: Runs<Id<Link>>,
    acts: Runs<Id<Act>>,
    acts_by_state: Runs<Id<Act>>,
    relations: Runs<Id<Relation>>,
    newest: Option<Date>,
}

impl Index {
    /// Derives everything from the tables; participations are already in their order.
    pub(crate) fn new(tables: &Tables) -> Self {
        let (order, rank) = key_order(tables);
        let n = tables.entities.len();
        let mut index = Self { order, rank, ..Self::default() };

        index.member_start = vec![0; n + 1];
        for row in &tables.participations {
            index.member_start[row.member() + 1] += 1;
        }
        for at in 0..n {
            index.member_start[at + 1] += index.member_start[at];
        }

        let body_rank = |row: &Participation| index.rank[row.body()];
        index.body_rank = tables.participations.iter().map(body_rank).collect();
        index.contested = contested_rows(tables);
        index.bodies = index.body_runs(tables);
        index.complete_before = tables.entities.iter().map(complete_before).collect();
        let overlays = tables.overlays.entries();
        index.overlays = Runs::new(n, overlays.map(|(id, overlay)| (overlay.member.index(), id)));
        index.relate_provisions(tables);

        let listed: Vec<(usize, Id<Treaty>)> = (index.order.iter())
            .filter_map(|id| match &tables.entities[*id] {
                AnyEntity::Treaty(treaty) => match &treaty.parties {
                    Some(Parties::Listed(states)) => Some((*id, states)),
                    _ => None,
                },
                _ => None,
            })
            .flat_map(|(id, states)| states.iter().map(move |state| (state.index(), id.cast())))
            .collect();
        index.treaties_by_party = Runs::new(n, listed.iter().copied());

        let links = by_key(&tables.links);
        let of = |id: &Id<Link>| (tables.links[*id].organization.index(), *id);
        index.links_by_organization = Runs::new(n, links.iter().map(of));
        let by = |id: &Id<Link>| (tables.links[*id].instrument.entity().index(), *id);
        index.links_by_instrument = Runs::new(n, links.iter().map(by));

        let mut acts: Vec<Id<Act>> = tables.acts.ids().collect();
        acts.sort_by_key(|id| {
            let act = &tables.acts[*id];
            (act.date.bounds(), act.kind, &act.key)
        });
        let on = |id: &Id<Act>| (tables.acts[*id].instrument.entity().index(), *id);
        index.acts = Runs::new(n, acts.iter().map(on));
        let by = |id: &Id<Act>| Some((tables.acts[*id].by?.index(), *id));
        index.acts_by_state = Runs::new(n, acts.iter().filter_map(by));

        let relations = by_key(&tables.relations);
        let both_ends = relations.iter().flat_map(|id| {
            let relation = &tables.relations[*id];
            [(relation.subject.index(), *id), (relation.object.index(), *id)]
        });
        index.relations = Runs::new(n, both_ends);

        index.records = keyed_records(tables);
        index.newest = newest(tables);
        index
    }

    fn body_runs(&self, tables: &Tables) -> BodyRuns {
        // The table is in order of member ids; runs are in order of member keys.
        let by_member_key = self.order.iter().flat_map(|member| {
            let at = member.index();
            self.member_start[at]..self.member_start[at + 1]
        });
        let body = |at: u32| tables.participations[at as usize].body();
        let runs = Runs::new(tables.entities.len(), by_member_key.map(|at| (body(at), at)));
        let bounds = |bound: fn(Span) -> i32| -> Vec<i32> {
            runs.values.iter().map(|at| bound(tables.participations[*at as usize].span)).collect()
        };
        let row = |at: u32| {
            let row = &tables.participations[at as usize];
            let span = row.span;
            let is_exact = span.from_lo == span.from_hi && span.to_lo == span.to_hi;
            BodyRow {
                rank: self.rank[row.member()],
                participation: at,
                print: row.id().print(),
                status: row.status,
                marks: BodyRow::marks(row.status, !is_exact || self.is_contested(at as usize)),
            }
        };
        BodyRuns {
            from: bounds(|span| span.from_lo),
            to: bounds(|span| span.to_hi),
            rows: runs.values.iter().map(|at| row(*at)).collect(),
            start: runs.start,
        }
    }

    fn relate_provisions(&mut self, tables: &Tables) {
        let n = tables.entities.len();
        let provisions = by_key(&tables.provisions);
        let of = |id: &Id<Provision>| (tables.provisions[*id].instrument.entity().index(), *id);
        self.provisions_by_text = Runs::new(n, provisions.iter().map(of));
        let via_body = provisions.iter().filter_map(|id| match &tables.provisions[*id].bearer {
            Bearer::Participants(body) => Some((body.entity().index(), *id)),
            _ => None,
        });
        self.provisions_by_body = Runs::new(n, via_body);
        let listed: Vec<(usize, Id<Provision>)> = (provisions.iter())
            .flat_map(|id| match &tables.provisions[*id].bearer {
                Bearer::Listed(states) => {
                    states.iter().map(|state| (state.index(), *id)).collect::<Vec<_>>()
                }
                _ => Vec::new(),
            })
            .collect();
        self.provisions_by_state = Runs::new(n, listed.iter().copied());
    }

    /// Entities in key order.
    #[inline]
    pub(crate) fn order(&self) -> &[EntityId] {
        &self.order
    }

    /// The entity at a place in key order.
    #[inline]
    pub(crate) fn at_rank(&self, rank: u32) -> EntityId {
        self.order[rank as usize]
    }

    /// The place of an entity in key order.
    #[inline]
    pub(crate) fn rank(&self, entity: EntityId) -> u32 {
        self.rank.get(entity.index()).copied().unwrap_or(u32::MAX)
    }

    pub(crate) fn entity(&self, tables: &Tables, key: &str) -> Option<EntityId> {
        let at = self.order.binary_search_by(|id| tables.entities[*id].key().cmp(key));
        at.ok().map(|at| self.order[at])
    }

    pub(crate) fn record(&self, tables: &Tables, key: &str) -> Option<RecordId> {
        if let Some(entity) = self.entity(tables, key) {
            return Some(RecordId::Entity(entity));
        }
        let at = self.records.binary_search_by(|id| tables.key(*id).unwrap_or_default().cmp(key));
        at.ok().map(|at| self.records[at])
    }

    pub(crate) fn newest(&self) -> Date {
        self.newest.unwrap_or(Date::UNKNOWN)
    }

    /// The rows of a member, by body and time, with the place of the first.
    #[inline]
    pub(crate) fn rows_of<'t>(
        &self,
        tables: &'t Tables,
        member: EntityId,
    ) -> (usize, &'t [Participation]) {
        let at = member.index();
        match (self.member_start.get(at), self.member_start.get(at + 1)) {
            (Some(&from), Some(&to)) => {
                (from as usize, &tables.participations[from as usize..to as usize])
            }
            _ => (0, &[]),
        }
    }

    /// The rows of a member in one body, by time, with the place of the first.
    #[inline]
    pub(crate) fn rows_between<'t>(
        &self,
        tables: &'t Tables,
        member: EntityId,
        body: BodyId,
    ) -> (usize, &'t [Participation]) {
        let at = member.index();
        let (Some(&start), Some(&end)) = (self.member_start.get(at), self.member_start.get(at + 1))
        else {
            return (0, &[]);
        };
        let (start, end) = (start as usize, end as usize);
        let wanted = self.rank(body.entity());
        let ranks = &self.body_rank[start..end];
        let from = ranks.partition_point(|rank| *rank < wanted);
        let len = ranks[from..].iter().take_while(|rank| **rank == wanted).count();
        let first = start + from;
        (first, &tables.participations[first..first + len])
    }

    /// The rows of a body, by member key and time.
    #[inline]
    pub(crate) fn rows_in(&self, body: BodyId) -> BodyRun<'_> {
        let (runs, at) = (&self.bodies, body.entity().index());
        let run = match (runs.start.get(at), runs.start.get(at + 1)) {
            (Some(&from), Some(&to)) => from as usize..to as usize,
            _ => 0..0,
        };
        BodyRun { from: &runs.from[run.clone()], to: &runs.to[run.clone()], rows: &runs.rows[run] }
    }

    /// Whoever was ever in a body, by key; once for each spell.
    pub(crate) fn members_of(&self, body: BodyId) -> impl Iterator<Item = EntityId> {
        self.rows_in(body).iter().map(|row| self.at_rank(row.rank))
    }

    /// Whether a missing row of a body means no on all days up to one, whoever is asked about. If not, it
    /// may do so still.
    #[inline]
    pub(crate) fn is_complete_on(&self, body: BodyId, hi: i32) -> bool {
        self.complete_before.get(body.entity().index()).is_some_and(|end| hi < *end)
    }

    /// Whether an overlay makes any participation contested at some time.
    #[inline]
    pub(crate) fn has_contested(&self) -> bool {
        !self.contested.is_empty()
    }

    /// Whether an overlay makes a participation contested at some time.
    #[inline]
    pub(crate) fn is_contested(&self, participation: usize) -> bool {
        self.contested.get(participation).copied().unwrap_or(false)
    }

    #[inline]
    pub(crate) fn overlays_of(&self, member: EntityId) -> &[Id<Overlay>] {
        self.overlays.of(member.index())
    }

    pub(crate) fn provisions_of(&self, instrument: InstrumentId) -> &[Id<Provision>] {
        self.provisions_by_text.of(instrument.entity().index())
    }

    /// The provisions that bind whoever takes part in a body.
    pub(crate) fn provisions_via(&self, body: BodyId) -> &[Id<Provision>] {
        self.provisions_by_body.of(body.entity().index())
    }

    /// The provisions that bind a state by name.
    pub(crate) fn provisions_naming(&self, state: Id<State>) -> &[Id<Provision>] {
        self.provisions_by_state.of(state.index())
    }

    /// The treaties that list somebody as a party, by key.
    pub(crate) fn treaties_listing(&self, party: EntityId) -> &[Id<Treaty>] {
        self.treaties_by_party.of(party.index())
    }

    pub(crate) fn links_of(&self, organization: Id<Organization>) -> &[Id<Link>] {
        self.links_by_organization.of(organization.index())
    }

    pub(crate) fn links_to(&self, instrument: InstrumentId) -> &[Id<Link>] {
        self.links_by_instrument.of(instrument.entity().index())
    }

    pub(crate) fn acts_on(&self, instrument: InstrumentId) -> &[Id<Act>] {
        self.acts.of(instrument.entity().index())
    }

    pub(crate) fn acts_by(&self, state: Id<State>) -> &[Id<Act>] {
        self.acts_by_state.of(state.index())
    }

    /// The relations in which an entity stands at either end.
    pub(crate) fn relations_of(&self, entity: EntityId) -> &[Id<Relation>] {
        self.relations.of(entity.index())
    }

    /// Bytes that the indexes of participations take, for reports.
    pub(crate) fn participation_bytes(&self) -> usize {
        size_of_val(&*self.member_start)
            + size_of_val(&*self.body_rank)
            + size_of_val(&*self.bodies.start)
            + size_of_val(&*self.bodies.from)
            + size_of_val(&*self.bodies.to)
            + size_of_val(&*self.bodies.rows)
            + size_of_val(&*self.contested)
    }
}

fn key_order(tables: &Tables) -> (Vec<EntityId>, Vec<u32>) {
    let order = by_key(&tables.entities);
    let mut rank = vec![0; order.len()];
    for (at, id) in (0..).zip(&order) {
        rank[id.index()] = at;
    }
    (order, rank)
}

/// Puts participations in the order that the index needs: by member, body key, time, grade and key; and sees to it that
/// no two of a member have one id.
pub(crate) fn sort_participations(tables: &mut Tables) {
    let (_, rank) = key_order(tables);
    let mut rows = std::mem::take(&mut tables.participations);
    rows.sort_by(|a, b| {
        let place = |row: &Participation| {
            let span = row.span;
            (
                row.member(),
                rank[row.body()],
                (span.from_lo, span.from_hi, span.to_lo, span.to_hi),
                row.status,
            )
        };
        let key = |row: &Participation| tables.detail(row).map(|detail| &detail.key);
        place(a).cmp(&place(b)).then_with(|| key(a).cmp(&key(b)))
    });
    for of_member in rows.chunk_by_mut(|a, b| a.member() == b.member()) {
        tell_apart(of_member);
    }
    tables.participations = rows;
}

/// Gives a new print to a spell that has that of another one of its member: one chance in billions.
fn tell_apart(rows: &mut [Participation]) {
    let mut prints: Vec<u32> = rows.iter().map(|row| row.id().print()).collect();
    prints.sort_unstable();
    if prints.windows(2).all(|pair| pair[0] != pair[1]) {
        return;
    }
    let mut taken = BTreeSet::new();
    for row in rows {
        while !taken.insert(row.id().print()) {
            row.reprint();
        }
    }
}

fn contested_rows(tables: &Tables) -> Vec<bool> {
    use crate::model::OverlayKind;
    let mut pairs: Vec<(usize, usize)> = (tables.overlays.iter())
        .filter(|overlay| overlay.kind == OverlayKind::Contested)
        .map(|overlay| (overlay.member.index(), overlay.body.entity().index()))
        .collect();
    if pairs.is_empty() {
        return Vec::new();
    }
    pairs.sort_unstable();
    let is_contested =
        |row: &Participation| pairs.binary_search(&(row.member(), row.body())).is_ok();
    tables.participations.iter().map(is_contested).collect()
}

/// Whether a roll has the rows of all who are bound, as far as it reaches.
pub(crate) fn lists_all_members(coverage: &Coverage) -> bool {
    coverage.level == CoverageLevel::Complete
        && (coverage.statuses.is_empty()
            || coverage.statuses.iter().any(|status| status.is_binding()))
}

/// Before which day a missing row of a body means no, whoever is asked about.
fn complete_before(entity: &AnyEntity) -> i32 {
    let coverage = match entity {
        AnyEntity::Organization(organization) => &organization.coverage,
        AnyEntity::Treaty(treaty) => &treaty.coverage,
        _ => return i32::MIN,
    };
    if lists_all_members(coverage) {
        coverage.until.map_or(i32::MAX, Day::number)
    } else {
        i32::MIN
    }
}

/// The ids of a table in the order of the keys.
fn by_key<T: Record>(table: &Table<T>) -> Vec<Id<T>> {
    let mut entries: Vec<(Id<T>, &T)> = table.entries().collect();
    entries.sort_by(|a, b| a.1.key().cmp(b.1.key()));
    entries.into_iter().map(|(id, _)| id).collect()
}

fn keyed_records(tables: &Tables) -> Vec<RecordId> {
    let mut records: Vec<(&str, RecordId)> = Vec::new();
    let rows = tables.participations.iter();
    records.extend(rows.filter_map(|row| Some((&*tables.detail(row)?.key, row.id().into()))));
    extend(&mut records, &tables.overlays);
    extend(&mut records, &tables.links);
    extend(&mut records, &tables.provisions);
    extend(&mut records, &tables.acts);
    extend(&mut records, &tables.relations);
    extend(&mut records, &tables.claims);
    extend(&mut records, &tables.contested);
    extend(&mut records, &tables.assertions);
    records.sort_unstable();
    records.into_iter().map(|(_, record)| record).collect()
}

fn extend<'t, T: Record>(records: &mut Vec<(&'t str, RecordId)>, table: &'t Table<T>)
where
    RecordId: From<Id<T>>,
{
    records.extend(table.entries().map(|(id, record)| (record.key(), id.into())));
}

/// The newest day that some fact is about, by its earliest possible day; claims are left out, and so are
/// provisions' terms, which are not dates of records at all.
fn newest(tables: &Tables) -> Option<Date> {
    let mut newest: Option<Day> = None;
    let mut see = |date: Option<Date>| newest = newest.max(date.and_then(Date::earliest));
    for entity in &tables.entities {
        let existence = entity.profile().existence;
        see(existence.from);
        see(existence.to);
        match entity {
            AnyEntity::Treaty(treaty) => {
                [treaty.signed, treaty.in_force, treaty.ended].into_iter().for_each(&mut see);
            }
            AnyEntity::Law(law) => {
                [law.signed, law.in_force, law.ended].into_iter().for_each(&mut see);
            }
            _ => {}
        }
    }
    for row in &tables.participations {
        for number in [row.span.from_lo, row.span.to_lo] {
            newest = newest.max(Day::from_number(number));
        }
    }
    let mut see = |date: Option<Date>| newest = newest.max(date.and_then(Date::earliest));
    for overlay in &tables.overlays {
        see(overlay.time.valid.from);
        see(overlay.time.valid.to);
    }
    for act in &tables.acts {
        see(Some(act.date));
    }
    for relation in &tables.relations {
        see(relation.time.valid.from);
        see(relation.time.valid.to);
    }
    newest.map(Date::from)
}
