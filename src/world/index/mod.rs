//! Indexes derived at freeze: looked up by every question, never scanned, never written out.
//!
//! Participations lie in the table by member, then body (in key order), then time, so that the rows of a
//! member are a slice of the table. For the other direction every body has a run of compact rows by member.
//!
//! What is looked up first of an entity lies together, with the print that its ids bear: to see that an id belongs
//! here costs a comparison, and no further look at memory. It is kept apart for who takes part (in the table itself) and for what is
//! taken part in, so that each question touches one line of memory for either.

#[cfg(feature = "dataset")]
mod stored;

use std::sync::OnceLock;

use super::bounds::{Gaps, Settled};
use super::member_runs::MemberRun;
use super::order::{by_key, keyed_records, rank};
use super::runs::{BodyRow, BodyRun, BodyRuns, RunPlace, Runs};
use crate::model::{Act, AnyEntity, Four, Link, Overlay, Provision, Relation};
use crate::model::{
    Bearer, Coverage, CoverageLevel, Kind, OtherEnd, Participation, ParticipationRows, Parties,
    ReadMark, RecordId, Seats, Status, Tables,
};
use crate::time::{Date, Day, FOREVER, NEVER, Span};
use crate::{BodyId, EntityId, Id, InstrumentId, Organization, State, Treaty};

/// What is looked up first of an entity in which others take part.
#[derive(Copy, Clone, Debug)]
#[repr(align(32))]
pub(crate) struct BodyPlace {
    /// What an id must bear to name it.
    print: u32,
    /// Its place in key order.
    pub(crate) rank: u32,
    /// Where the run of those who take part in it is.
    pub(super) run: RunPlace,
    /// From which day on and before which day a missing row of it as a body means no, whoever is asked about; no day where that
    /// depends on more.
    pub(crate) complete: (i32, i32),
    /// Before which day its roll speaks.
    pub(crate) until: i32,
}

/// All indexes of a world.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// Entities in key order.
    order: Vec<EntityId>,
    /// Their keys in this order, where they stand in the program; else the records have them.
    keys: Vec<&'static str>,
    /// Of which kind each is.
    kinds: Vec<Kind>,
    /// What is looked up first of each entity in which others take part.
    places: Vec<BodyPlace>,
    /// The place of each entity in key order among those of its kind.
    numbers: Vec<u32>,
    /// All records but entities that have a key, by key; sorted when the first of them is looked up.
    records: OnceLock<Vec<RecordId>>,
    /// The participations seen from the body.
    bodies: BodyRuns,
    contested: Vec<bool>,
    overlays: Runs<Id<Overlay>>,
    provisions_by_text: Runs<Id<Provision>>,
    provisions_by_body: Runs<Id<Provision>>,
    provisions_by_state: Runs<Id<Provision>>,
    /// The place of each provision in key order.
    provision_rank: Vec<u32>,
    /// When each provision stands in its text, as is known now, and whether it is contested as a whole.
    provision_spans: Vec<(Span, bool)>,
    /// When each treaty and law is in force, as is known now; never for anything else, and nothing beyond the last of them.
    forces: Vec<Span>,
    treaties_by_party: Runs<Id<Treaty>>,
    /// The states that each treaty lists as its parties, by key, each once.
    parties: Runs<Id<State>>,
    links_by_organization: Runs<Id<Link>>,
    links_by_instrument: Runs<Id<Link>>,
    acts: Runs<Id<Act>>,
    acts_by_state: Runs<Id<Act>>,
    relations: Runs<Id<Relation>>,
    /// The texts of which nothing is read, in key order.
    unread: Vec<Id<Treaty>>,
    newest: Option<Date>,
    /// Before which day every roll speaks.
    first_until: i32,
    settled: Settled,
}

/// The place of each entity in key order among those of its kind.
fn numbers(kinds: &[Kind], order: &[EntityId]) -> Vec<u32> {
    let (mut counts, mut numbers) = ([0; Kind::ALL.len()], vec![0; order.len()]);
    for id in order {
        let next = &mut counts[kinds[id.index()] as usize];
        numbers[id.index()] = *next;
        *next += 1;
    }
    numbers
}

impl Index {
    /// Derives everything from the tables; participations are already in their order and within their bounds.
    pub(crate) fn new(tables: &mut Tables, settled: Settled) -> Self {
        let n = tables.entities.len();
        let kinds = tables.entities.iter().map(AnyEntity::kind).collect();
        let mut index = Self { order: by_key(&tables.entities), kinds, settled, ..Self::default() };
        index.contested = doubtful_rows(tables, &index.settled.gaps);
        let reaches: Vec<Reach> = tables.entities.iter().map(reach_of_roll).collect();
        index.seat(tables, &reaches);
        let tables = &*tables;

        let overlays = tables.overlays.entries();
        index.overlays = Runs::new(n, overlays.map(|(id, overlay)| (overlay.member.index(), id)));
        index.relate_provisions(tables);

        let mut listed: Vec<(Id<Treaty>, Id<State>)> = (index.order.iter())
            .filter_map(|id| match &tables.entities[*id] {
                AnyEntity::Treaty(treaty) => match &treaty.parties {
                    Some(Parties::Listed(states)) => Some((id.cast(), states)),
                    _ => None,
                },
                _ => None,
            })
            .flat_map(|(treaty, states)| states.iter().map(move |state| (treaty, *state)))
            .collect();
        listed.sort_by_key(|(treaty, state)| {
            (index.rank((*treaty).into()), index.rank((*state).into()))
        });
        listed.dedup();
        let by_party = listed.iter().map(|(treaty, state)| (state.index(), *treaty));
        index.treaties_by_party = Runs::new(n, by_party);
        let parties = listed.iter().map(|(treaty, state)| (treaty.index(), *state));
        index.parties = Runs::new(n, parties);

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

        index.provision_spans = (tables.provisions.iter())
            .map(|one| {
                let said = one.time.valid.span();
                (index.settled.widened(&one.key, said), one.param("contested").is_some())
            })
            .collect();
        index.forces = (tables.entities.entries())
            .map(|(id, entity)| {
                let said = match entity {
                    AnyEntity::Treaty(treaty) => treaty.force(),
                    AnyEntity::Law(law) => law.force(),
                    _ => return Span::EMPTY,
                };
                index.settled.force(id, entity.key(), said.span())
            })
            .collect();
        let last = index.forces.iter().rposition(|force| *force != Span::EMPTY);
        index.forces.truncate(last.map_or(0, |last| last + 1));
        index.forces.shrink_to_fit();
        let is_unread = |id: &EntityId| match &tables.entities[*id] {
            AnyEntity::Treaty(treaty) => treaty.read == Some(ReadMark::None),
            _ => false,
        };
        index.unread = index.order.iter().copied().filter(is_unread).map(Id::cast).collect();
        index.newest = newest(tables);
        index
    }

    /// Derives what is looked up first: the rows of each member, and the run of each body, with how far its roll reaches.
    fn seat(&mut self, tables: &mut Tables, reaches: &[Reach]) {
        let rank = rank(&self.order);
        self.numbers = numbers(&self.kinds, &self.order);
        let prints = tables.entities.prints();
        let Self { order, kinds, contested, .. } = &*self;
        tables.participations.freeze(&Seats { order, rank: &rank, kinds, prints, contested });
        let tables = &*tables;
        let runs = self.fill_runs(tables);
        self.places = (tables.entities.ids().zip(reaches).zip(rank).zip(runs))
            .map(|(((id, reach), rank), run)| {
                let Reach { complete, until } = *reach;
                BodyPlace { print: id.print(), rank, run, complete, until }
            })
            .collect();
        self.first_until = self.places.iter().map(|place| place.until).min().unwrap_or(FOREVER);
    }

    /// Fills the runs of all bodies, and says where each is.
    fn fill_runs(&mut self, tables: &Tables) -> Vec<RunPlace> {
        // The table is in order of member ids; runs are in order of member keys.
        let table = &tables.participations;
        let (fours, order) = (table.fours(), &*self.order);
        let body_of = |at: usize| order[fours[at / Four::LEN].body(at).rank() as usize].index();
        let places = (0..).zip(order).flat_map(|(rank, id)| {
            let places = table.of_member(id.index());
            places.map(move |at| (rank, *id, at))
        });
        let spells = places.clone().map(|(rank, member, at)| {
            let (seen, span) = table.seen(at);
            let end = OtherEnd::new(rank, seen.status(), seen.marks() & OtherEnd::DOUBTFUL);
            (body_of(at), BodyRow::new(member, end), span)
        });
        let bodies = places.map(|(.., at)| body_of(at));
        let (bodies, runs) = BodyRuns::new(tables.entities.len(), bodies, spells);
        self.bodies = bodies;
        runs
    }

    fn relate_provisions(&mut self, tables: &Tables) {
        let n = tables.entities.len();
        let provisions = by_key(&tables.provisions);
        self.provision_rank = vec![0; provisions.len()];
        for (at, id) in (0..).zip(&provisions) {
            self.provision_rank[id.index()] = at;
        }
        let of = |id: &Id<Provision>| (tables.provisions[*id].instrument.entity().index(), *id);
        self.provisions_by_text = Runs::new(n, provisions.iter().map(of));
        // Whoever takes part in a body is bound by what binds those of a treaty that binds its members.
        let bodies = |id: &Id<Provision>| {
            let Bearer::Participants(body) = tables.provisions[*id].bearer else {
                return [None, None];
            };
            let other = match &tables.entities[body.entity()] {
                AnyEntity::Treaty(treaty) => match treaty.parties {
                    Some(Parties::Of(other)) => Some(other),
                    _ => None,
                },
                _ => None,
            };
            [Some(body), other.filter(|other| *other != body)]
        };
        let via_body = provisions.iter().flat_map(|id| {
            bodies(id).into_iter().flatten().map(move |body| (body.entity().index(), *id))
        });
        self.provisions_by_body = Runs::new(n, via_body);
        let listed: Vec<(usize, Id<Provision>)> = (provisions.iter())
            .flat_map(|id| match &tables.provisions[*id].bearer {
                Bearer::Listed(states) => {
                    states.iter().map(|state| (state.index(), *id)).collect::<Vec<_>>()
                }
                Bearer::Participants(_) | Bearer::ThirdStates | Bearer::Nobody => Vec::new(),
            })
            .collect();
        self.provisions_by_state = Runs::new(n, listed.iter().copied());
    }

    /// Entities in key order.
    #[inline]
    pub(crate) fn order(&self) -> &[EntityId] {
        &self.order
    }

    /// The place of an entity in key order.
    #[inline]
    pub(crate) fn rank(&self, entity: EntityId) -> u32 {
        self.places.get(entity.index()).map_or(u32::MAX, |place| place.rank)
    }

    /// Of which kind an entity is that a look-up gave.
    pub(crate) fn kind(&self, entity: EntityId) -> Option<Kind> {
        self.kinds.get(entity.index()).copied()
    }

    /// The place of an entity in key order among those of its kind.
    pub(crate) fn number(&self, entity: EntityId) -> usize {
        self.numbers.get(entity.index()).map_or(usize::MAX, |number| *number as usize)
    }

    /// What is looked up first of a body; an id of another world is refused.
    #[inline]
    #[track_caller]
    pub(crate) fn place(&self, tables: &Tables, body: BodyId) -> &BodyPlace {
        let entity = body.entity();
        match self.places.get(entity.index()) {
            Some(place) if place.print == entity.print() => place,
            _ => tables.entities.refuse(entity),
        }
    }

    pub(crate) fn entity(&self, tables: &Tables, key: &str) -> Option<EntityId> {
        let at = match &self.keys[..] {
            [] => self.order.binary_search_by(|id| tables.entities[*id].key().cmp(key)),
            keys => keys.binary_search(&key),
        };
        at.ok().map(|at| self.order[at])
    }

    pub(crate) fn record(&self, tables: &Tables, key: &str) -> Option<RecordId> {
        if let Some(entity) = self.entity(tables, key) {
            return Some(RecordId::Entity(entity));
        }
        let records = self.records.get_or_init(|| keyed_records(tables));
        let at = records.binary_search_by(|id| tables.key(*id).unwrap_or_default().cmp(key));
        at.ok().map(|at| records[at])
    }

    /// The texts of which nothing is read, in key order.
    pub(crate) fn unread(&self) -> &[Id<Treaty>] {
        &self.unread
    }

    pub(crate) fn newest(&self) -> Date {
        self.newest.unwrap_or(Date::UNKNOWN)
    }

    /// The rows of a member in one body, by time, with the place of the first. An id of another world is refused.
    #[inline]
    #[track_caller]
    pub(crate) fn rows_between<'t>(
        &self,
        tables: &'t Tables,
        member: EntityId,
        body: BodyId,
    ) -> (usize, ParticipationRows<'t>) {
        let run = MemberRun::of(tables, member);
        let places = run.range_of(self.place(tables, body).rank);
        (places.start, tables.participations.rows_of(member.index(), places))
    }

    /// The grades of a member in one body, by time, each with the place of its row. An id of another world is refused.
    #[inline]
    #[track_caller]
    pub(crate) fn grades_between<'w>(
        &'w self,
        tables: &'w Tables,
        member: EntityId,
        body: BodyId,
    ) -> impl Iterator<Item = (usize, Status)> + use<'w> {
        let run = MemberRun::of(tables, member);
        run.in_body(self.place(tables, body).rank).map(|(at, body, _)| (at, body.status()))
    }

    /// The rows of a body, by member key and time. An id of another world is refused.
    #[inline]
    #[track_caller]
    pub(crate) fn rows_in(&self, tables: &Tables, body: BodyId) -> BodyRun<'_> {
        self.run_at(self.place(tables, body))
    }

    /// The rows of a body that was looked up, by member key and time.
    #[inline]
    pub(crate) fn run_at(&self, place: &BodyPlace) -> BodyRun<'_> {
        self.bodies.run(place.run)
    }

    /// The place in the table of a row of a body that was looked up.
    pub(crate) fn place_of(&self, tables: &Tables, body: &BodyPlace, row: &BodyRow) -> usize {
        let first = MemberRun::of(tables, row.member()).first_of(body.rank);
        if row.has(OtherEnd::AGAIN) { first + self.run_at(body).nth(row) } else { first }
    }

    /// Whoever was ever in a body, by key; once for each spell.
    pub(crate) fn members_of(
        &self,
        tables: &Tables,
        body: BodyId,
    ) -> impl Iterator<Item = EntityId> {
        self.rows_in(tables, body).iter().map(BodyRow::member)
    }

    /// Before which day the roll of a body speaks.
    #[inline]
    pub(crate) fn until(&self, body: BodyId) -> i32 {
        self.places.get(body.entity().index()).map_or(FOREVER, |place| place.until)
    }

    /// Before which day every roll speaks.
    #[inline]
    pub(crate) const fn first_until(&self) -> i32 {
        self.first_until
    }

    /// What the freeze has settled of the bounds of things.
    pub(crate) const fn settled(&self) -> &Settled {
        &self.settled
    }

    /// Whether an overlay makes a participation contested at some time, or it does not hold throughout its bounds.
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

    /// The place of a provision in key order.
    pub(crate) fn provision_rank(&self, provision: Id<Provision>) -> u32 {
        self.provision_rank.get(provision.index()).copied().unwrap_or(u32::MAX)
    }

    /// When a provision stands in its text, as is known now, and whether it is contested as a whole.
    #[inline]
    pub(crate) fn provision_span(&self, provision: Id<Provision>) -> (Span, bool) {
        self.provision_spans.get(provision.index()).copied().unwrap_or((Span::EMPTY, false))
    }

    /// When an instrument is in force, as is known now.
    #[inline]
    pub(crate) fn force(&self, instrument: InstrumentId) -> Span {
        self.forces.get(instrument.entity().index()).copied().unwrap_or(Span::EMPTY)
    }

    /// The provisions that bind whoever takes part in a body.
    pub(crate) fn provisions_via(&self, body: BodyId) -> &[Id<Provision>] {
        self.provisions_by_body.of(body.entity().index())
    }

    /// The same of any entity.
    pub(crate) fn provisions_by(&self, entity: EntityId) -> &[Id<Provision>] {
        self.provisions_by_body.of(entity.index())
    }

    /// The provisions that bind a state by name.
    pub(crate) fn provisions_naming(&self, state: Id<State>) -> &[Id<Provision>] {
        self.provisions_by_state.of(state.index())
    }

    /// The states that a treaty lists as its parties, by key, each once.
    pub(crate) fn parties_listed(&self, treaty: Id<Treaty>) -> &[Id<State>] {
        self.parties.of(treaty.index())
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
        // Of what is known of each entity, where its rows begin and end, where its run and the bounds of the run begin, and how long
        // the run is.
        5 * size_of::<u32>() * self.places.len()
            + self.bodies.bytes()
            + size_of_val(&*self.contested)
    }
}

/// The participations that an overlay contests at some time, or that do not hold throughout their bounds.
fn doubtful_rows(tables: &Tables, gaps: &Gaps) -> Vec<bool> {
    use crate::model::OverlayKind;
    let mut pairs: Vec<(usize, usize)> = (tables.overlays.iter())
        .filter(|overlay| overlay.kind == OverlayKind::Contested)
        .map(|overlay| (overlay.member.index(), overlay.body.entity().index()))
        .collect();
    if pairs.is_empty() && gaps.is_empty() {
        return Vec::new();
    }
    pairs.sort_unstable();
    let is_doubtful = |(at, row): (usize, Participation)| {
        gaps.contains_key(&at) || pairs.binary_search(&(row.member(), row.body())).is_ok()
    };
    tables.participations.iter().enumerate().map(is_doubtful).collect()
}

/// Whether a roll has the rows of all who are bound, as far as it reaches.
pub(crate) fn lists_all_members(coverage: &Coverage) -> bool {
    coverage.level == CoverageLevel::Complete
        && (coverage.statuses.is_empty()
            || coverage.statuses.iter().any(|status| status.is_binding()))
}

/// How far the roll of a body reaches.
#[derive(Copy, Clone, Debug)]
struct Reach {
    /// Between which days a missing row means no, whoever is asked about.
    complete: (i32, i32),
    /// Before which day it speaks.
    until: i32,
}

/// How far the roll of an entity reaches, if it is a body.
fn reach_of_roll(entity: &AnyEntity) -> Reach {
    let no_day = (FOREVER, NEVER);
    let coverage = match entity {
        AnyEntity::Organization(organization) => &organization.coverage,
        AnyEntity::Treaty(treaty) => &treaty.coverage,
        _ => return Reach { complete: no_day, until: FOREVER },
    };
    let until = coverage.until.map_or(FOREVER, Day::number);
    let from = coverage.from.map_or(NEVER, Day::number);
    let complete = if lists_all_members(coverage) { (from, until) } else { no_day };
    Reach { complete, until }
}

/// The newest day that some fact is about, by its earliest possible day; claims are left out, and so are
/// provisions' terms, which are not dates of records at all.
fn newest(tables: &Tables) -> Option<Date> {
    let mut newest: Option<Day> = None;
    let mut see = |date: Option<Date>| newest = newest.max(date.and_then(Date::earliest));
    for entity in &tables.entities {
        for spell in entity.profile().existence.spells() {
            see(spell.from);
            see(spell.to);
        }
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
