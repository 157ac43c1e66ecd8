//! The world as somebody tells it: the record, with what was said laid over it.
//!
//! # How it flows
//!
//! ```text
//! claims of a speaker ──► which of them count (answer/said/testimony.rs) ──► Retelling (here): records of the world, edited
//!                                                                              │ freeze
//!            View of the world as told ◄── Testimony ◄── World with Told ◄────┘
//! ```
//!
//! A [`Retelling`] is the tables of a world once more. What is said to be so and is on no record is added after all that is there, so
//! that every id keeps its meaning; what is said not to be so ends on the day of which it is said. Earlier days stay as they are
//! recorded, and so does whatever nobody speaks of. Each record that is added or ended cites the claim, through a source of its own.
//! A list of parties in a text has no days, and is written as rows where somebody speaks of one of them.
//! A world of which nothing was said otherwise than it is recorded shares all its tables with the recorded one.
//!
//! What a world as told has beside its records is [`Told`]: whose word it is, and what became of every claim of theirs. From there
//! caveats, JSON and words take it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::order::keyed_records;
use super::records::new_provision;
use super::{BuildError, World, WorldBuilder};
use crate::base::words;
use crate::model::{
    AnyEntity, Bearer, Citation, Claim, Coverage, Detail, Effect, EffectKind, Evidence,
    OverlayKind, Participation, Parties, Provenance, RecordId, Relation, RelationKind, Source,
    Status, Timed,
};
use crate::time::{Date, Day, FOREVER, Interval};
use crate::{BodyId, EntityId, Id, InstrumentId, Provision, Treaty};

/// What becomes of a claim in the world as its speaker tells it.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Hearing {
    /// The record says so as well: nothing changes.
    BorneOut,
    /// It is no matter of a record that could be laid over the others: a judgement, a wish, a condition, a plan, what is to come, what
    /// follows from texts, what is said as less than certain. Nothing changes.
    NoRecord,
    /// What the speaker says is so counts as recorded.
    Added,
    /// What the speaker says is not so counts as ended.
    Struck,
    /// The record of the world as told leaves it open all the same, or says otherwise for another reason.
    Open,
    /// Of those who are heard one says so and another says not so: the record stands.
    Contradicted,
    /// The same speaker said something of a later day.
    Superseded,
    /// It was said so long ago that it speaks no more.
    Stale,
    /// The text does not say beyond doubt that it is the speaker who says so.
    InDoubt,
}

words! {
    Hearing, "hearing of a claim":
    BorneOut = "borne_out",
    NoRecord = "no_record",
    Added = "added",
    Struck = "struck",
    Open = "open",
    Contradicted = "contradicted",
    Superseded = "superseded",
    Stale = "stale",
    InDoubt = "in_doubt",
}

/// A claim of somebody who is heard, what becomes of it in the world as told, and the records that it added or ended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Heard {
    /// Which claim.
    pub claim: Id<Claim>,
    /// What becomes of it.
    pub hearing: Hearing,
    /// The records that come from it, or that it ended.
    pub records: Vec<RecordId>,
}

impl Heard {
    pub(crate) const fn new(claim: Id<Claim>, hearing: Hearing) -> Self {
        Self { claim, hearing, records: Vec::new() }
    }
}

/// Whose word stands beside the record in a world, and what became of it.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    /// The world as it is recorded.
    pub(crate) recorded: World,
    /// Whose, by key.
    pub(crate) speakers: Vec<EntityId>,
    /// Their claims, by key.
    pub(crate) heard: Vec<Heard>,
    /// Relations on record that are the word of one of them, and count in full, by key.
    pub(crate) positions: Vec<Id<Relation>>,
}

impl World {
    /// Whose word stands beside the record in this world, by key; nobody's in a world as it is recorded. See
    /// [`View::according_to`](crate::View::according_to).
    ///
    /// ```
    /// use comity::World;
    ///
    /// let world = World::builder().freeze()?;
    /// assert!(world.speakers().is_empty());
    /// # Ok::<(), comity::BuildError>(())
    /// ```
    pub fn speakers(&self) -> &[EntityId] {
        self.told.as_ref().map_or(&[], |told| &told.speakers)
    }

    /// What became of the claims of those whose word stands beside the record, by key.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{World, date, model::{Analyst, RecordId}, world::Hearing};
    /// # let world = World::bundled();
    /// let ozer = world.find::<Analyst>("ozer")?;
    /// let testimony = world.as_of(date(2024, 10, 20)).according_to(ozer);
    /// // That Kazakhstan is in the CSTO is on record as well, and changes nothing.
    /// let RecordId::Claim(claim) = world.record("st10")? else { unreachable!() };
    /// let heard = testimony.world().heard().iter().find(|one| one.claim == claim).unwrap();
    /// assert_eq!(heard.hearing, Hearing::BorneOut);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn heard(&self) -> &[Heard] {
        self.told.as_ref().map_or(&[], |told| &told.heard)
    }

    /// The relations on record that are the word of one of those who are heard, and count in full in this world, by key.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{State, World, date};
    /// # let world = World::bundled();
    /// // That NATO is directed against it only Russia says; in the world as Russia tells it that counts.
    /// let rus = world.find::<State>("rus")?;
    /// let testimony = world.as_of(date(2024, 10, 20)).according_to(rus);
    /// let positions = testimony.world().positions_heard();
    /// let world = testimony.world();
    /// assert!(positions.iter().any(|one| world.key(world[*one].subject) == "nato"));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn positions_heard(&self) -> &[Id<Relation>] {
        self.told.as_ref().map_or(&[], |told| &told.positions)
    }

    /// The world as it is recorded, without what anybody said laid over it: what [`View::according_to`](crate::View::according_to)
    /// was asked of, or this world itself.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{State, World, date};
    /// # let world = World::bundled();
    /// let rus = world.find::<State>("rus")?;
    /// let testimony = world.as_of(date(2024, 10, 20)).according_to(rus);
    /// assert_eq!(testimony.world().as_recorded().fingerprint(), world.fingerprint());
    /// assert_ne!(testimony.world().fingerprint(), world.fingerprint());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn as_recorded(&self) -> &Self {
        self.told.as_ref().map_or(self, |told| &told.recorded)
    }

    /// The same world, with word of whose it is.
    pub(crate) fn retold(mut self, told: Told) -> Self {
        self.told = Some(Arc::new(told));
        self
    }
}

/// The records of a world once more, as they were before it was frozen, to be changed.
pub(super) fn reopened(world: &World) -> WorldBuilder {
    let mut tables = world.tables().clone();
    let rows = tables.participations.iter().enumerate();
    let said: Vec<_> = rows.map(|(at, row)| tables.said_of(at, &row)).collect();
    for (row, said) in tables.participations.open().iter_mut().zip(said) {
        row.span = said;
    }
    tables.recorded.clear();
    let entities = tables.entities.entries().map(|(id, _)| RecordId::Entity(id));
    let records = entities.chain(keyed_records(&tables));
    let keys = records.filter_map(|id| Some((tables.key(id)?.into(), id))).collect();
    WorldBuilder::reopen(tables, keys)
}

/// The records of a world on their way to the world as told.
pub(crate) struct Retelling {
    builder: WorldBuilder,
    /// The day from which it is not known any more which texts are in force.
    treaties_until: Option<Day>,
    sources: BTreeMap<Id<Claim>, Id<Source>>,
}

/// What a record says for its claim: from or to which day, known since when, and on whose word.
struct Word {
    on: Date,
    known: Option<Day>,
    citations: Vec<Citation>,
}

impl Word {
    fn provenance(&self) -> Provenance {
        Provenance {
            evidence: Some(Evidence::Reported),
            sources: self.citations.clone(),
            recorded: self.known,
            note: None,
        }
    }

    /// Lets something end on the day; nothing, if it would certainly hold on no day.
    fn end(&self, time: &mut Timed) -> bool {
        let valid = Interval { from: time.valid.from, to: Some(self.on) };
        if valid.is_inverted() {
            return false;
        }
        (time.valid, time.to_known) = (valid, self.known);
        true
    }

    /// The same, or else puts it before all days, so that it keeps its id and holds on none.
    fn strike(&self, time: &mut Timed) {
        if !self.end(time) {
            let valid = Interval { from: None, to: Some(Day::MIN.into()) };
            *time = Timed { valid, from_known: time.from_known, to_known: self.known };
        }
    }

    /// Whether something may hold on the day.
    fn bears_on(&self, time: &Timed) -> bool {
        time.valid.contains(self.on).is_possible()
    }
}

impl Retelling {
    pub(crate) fn of(world: &World) -> Self {
        let until = world.index().settled().treaties.1;
        let treaties_until = Day::from_number(until).filter(|_| until != FOREVER);
        Self { builder: reopened(world), treaties_until, sources: BTreeMap::new() }
    }

    /// Checks all of it, as for any world.
    pub(crate) fn freeze(self) -> Result<World, BuildError> {
        self.builder.freeze()
    }

    /// What a claim says of which day, and where it stands: in a source of its own, which says no more than that, and in those it cites.
    fn word(&mut self, id: Id<Claim>) -> Option<Word> {
        let claim = self.builder.tables.claims.get(id)?.clone();
        let source = if let Some(source) = self.sources.get(&id) {
            *source
        } else {
            let title = claim.text.clone().unwrap_or_else(|| claim.key.clone());
            let mut source =
                Source::new(self.builder.free_key(&format!("{}-said", claim.key)), title);
            source.date = claim.date;
            let source = self.builder.add(source);
            self.sources.insert(id, source);
            source
        };
        let own = Citation { source, locator: Some(claim.key.clone()) };
        let citations = std::iter::once(own).chain(claim.provenance.sources.iter().cloned());
        let on = claim.about_time()?;
        let known = claim.provenance.recorded.or_else(|| claim.date.and_then(Date::earliest));
        Some(Word { on, known, citations: citations.collect() })
    }

    /// Writes the parties that a treaty lists as rows, which have days, where a claim is on one of them: each for as long as the treaty is
    /// in force and is known to be, and whatever the list binds binds those in the rows. Nothing else changes by that.
    pub(crate) fn unroll(&mut self, treaty: Id<Treaty>) {
        let Some(AnyEntity::Treaty(text)) = self.builder.tables.entities.get_mut(treaty.into())
        else {
            return;
        };
        let Some(Parties::Listed(states)) = text.parties.clone() else { return };
        let body = BodyId::Treaty(treaty);
        text.parties = Some(Parties::Of(body));
        text.coverage = Coverage { until: self.treaties_until, ..Coverage::COMPLETE };
        let (key, provenance) = (text.profile.key.clone(), text.profile.provenance.clone());
        let listed = Bearer::Listed(states.clone());
        let own: Vec<Id<Provision>> = (self.builder.tables.provisions.entries())
            .filter(|(_, clause)| clause.instrument == treaty.into())
            .map(|(id, _)| id)
            .collect();
        for id in own {
            if let Some(clause) = self.builder.tables.provisions.get_mut(id) {
                for side in [Some(&mut clause.bearer), clause.counterparty.as_mut()] {
                    if let Some(side) = side.filter(|side| **side == listed) {
                        *side = Bearer::Participants(body);
                    }
                }
            }
        }
        for state in states {
            let party = self.builder.tables.entity(state.into()).map_or("", AnyEntity::key);
            let row = self.builder.free_key(&format!("{key}-{party}-party"));
            let mut detail = Detail::new(row, Interval::ALWAYS);
            // A text binds those whom it names, whatever is on record of when they existed.
            detail.before_statehood = true;
            detail.provenance.clone_from(&provenance);
            self.builder.add_participation(state.into(), body, Status::Party, detail);
        }
    }

    /// The rows of a pair in grades that fit.
    fn rows(&self, member: EntityId, body: BodyId, fits: &dyn Fn(Status) -> bool) -> Vec<usize> {
        let tables = &self.builder.tables;
        let is_meant = |row: &Participation| {
            tables.member(row) == member && tables.body(row) == body && fits(row.status)
        };
        let rows = tables.participations.iter().enumerate();
        rows.filter(|(_, row)| is_meant(row)).map(|(at, _)| at).collect()
    }

    /// The time of a row as its record has it.
    fn time_of(&self, at: usize) -> Option<Timed> {
        let tables = &self.builder.tables;
        let row = tables.participations.get(at)?;
        let day = |number| Day::from_number(number);
        let bare = || {
            let (from, to) =
                ((row.span.from_lo, row.span.from_hi), (row.span.to_lo, row.span.to_hi));
            let date = |(lo, hi): (i32, i32)| {
                let bounds = (day(lo), day(hi));
                (bounds != (None, None)).then(|| Date::from_bounds(bounds.0, bounds.1))
            };
            Timed::new(Interval { from: date(from), to: date(to) })
        };
        Some(tables.detail(&row).map_or_else(bare, |detail| detail.time))
    }

    fn set_time(&mut self, at: usize, time: Timed, word: &Word) {
        let tables = &mut self.builder.tables;
        if let Some(mut row) = tables.participations.get(at) {
            // What identifies a spell without a key is what was said of it first.
            tables.keep_print(&mut row);
            row.span = time.valid.span();
            tables.participations.open()[at] = row;
        }
        let key = tables.detail_mut(at).map(|detail| {
            detail.time = time;
            detail.superseded.clear();
            detail.provenance.sources.extend(word.citations.iter().cloned());
            detail.key.clone()
        });
        if let Some(key) = key {
            self.settle_dispute(&key);
        }
    }

    /// Whoever says which it is takes a side in what sources dispute about the days of a record.
    fn settle_dispute(&mut self, key: &str) {
        let tables = &mut self.builder.tables;
        let is_meant = |of: Option<&str>, field: Option<&str>| {
            of == Some(key) && matches!(field, Some("from" | "to"))
        };
        let disputes = tables.contested.entries();
        let disputes: Vec<_> = disputes
            .filter(|(_, one)| is_meant(one.of.as_deref(), one.field.as_deref()))
            .map(|(id, _)| id)
            .collect();
        for id in disputes {
            if let Some(one) = tables.contested.get_mut(id) {
                one.of = None;
            }
        }
    }

    /// Lets somebody be in a body from the day of a claim on, in this grade, or in the one in which it was before; as far as the
    /// roll goes, and if that does not reach the day, up to a day after which it is open.
    pub(crate) fn let_in(
        &mut self,
        claim: Id<Claim>,
        (member, body): (EntityId, BodyId),
        status: Option<Status>,
        until: Option<Date>,
    ) -> Option<RecordId> {
        let word = self.word(claim)?;
        let binding = self.rows(member, body, &Status::is_binding);
        let before =
            binding.last().map(|at| self.builder.tables.participations.opened()[*at].status);
        let usual = match body {
            BodyId::Organization(_) => Status::Member,
            BodyId::Treaty(_) => Status::Party,
        };
        let status = status.or(before).unwrap_or(usual);
        let overlays = &self.builder.tables.overlays;
        let contested: Vec<_> = (overlays.entries())
            .filter(|(_, one)| (one.member, one.body) == (member, body))
            .filter(|(_, one)| one.kind == OverlayKind::Contested && word.bears_on(&one.time))
            .map(|(id, _)| id)
            .collect();
        for id in contested {
            if let Some(overlay) = self.builder.tables.overlays.get_mut(id) {
                word.strike(&mut overlay.time);
            }
        }
        let of_grade = self.rows(member, body, &|one| one == status);
        let times: Vec<(usize, Timed)> =
            of_grade.into_iter().filter_map(|at| Some((at, self.time_of(at)?))).collect();
        // The spell ends where the next one on record begins.
        let begins_later = |time: &Timed| {
            let from = time.valid.from?;
            word.on.is_before(from).is_yes().then_some(from)
        };
        let next = times.iter().filter_map(|(_, time)| begins_later(time));
        let to = next.min_by_key(|from| from.bounds()).or(until);
        let held = times.iter().find(|(_, time)| word.bears_on(time));
        if let Some((at, mut time)) = held.copied() {
            let has_begun = |from: Date| from.is_on_or_before(word.on).is_yes();
            if !time.valid.from.is_none_or(has_begun) {
                (time.valid.from, time.from_known) = (Some(word.on), word.known);
            }
            let holds_on = |to: Date| word.on.is_before(to).is_yes();
            let is_open = time.valid.to.is_none();
            if is_open && until.is_some() || !time.valid.to.is_none_or(holds_on) {
                (time.valid.to, time.to_known) = (to, None);
            }
            self.set_time(at, time, &word);
            let row = &self.builder.tables.participations.opened()[at];
            return Some(self.builder.tables.id_of(row).into());
        }
        let valid = Interval { from: Some(word.on), to };
        let key = self.builder.free_key(&format!("{}-held", self.key(claim)));
        let mut detail = Detail::new(key.clone(), valid);
        detail.time.from_known = word.known;
        detail.provenance = word.provenance();
        self.builder.add_participation(member, body, status, detail);
        self.builder.keys.get(&*key).copied()
    }

    /// Lets somebody be out of a body from the day of a claim on, in grades that fit.
    pub(crate) fn let_out(
        &mut self,
        claim: Id<Claim>,
        (member, body): (EntityId, BodyId),
        fits: &dyn Fn(Status) -> bool,
    ) -> Vec<RecordId> {
        let Some(word) = self.word(claim) else { return Vec::new() };
        let mut ended = Vec::new();
        let mut gone = Vec::new();
        for at in self.rows(member, body, fits) {
            let Some(mut time) = self.time_of(at).filter(|time| word.bears_on(time)) else {
                continue;
            };
            if word.end(&mut time) {
                self.set_time(at, time, &word);
                let row = &self.builder.tables.participations.opened()[at];
                ended.push(self.builder.tables.id_of(row).into());
            } else if self.is_overlaid(member, body) {
                // An overlay needs something to lie over.
                word.strike(&mut time);
                self.set_time(at, time, &word);
            } else {
                // What began on that very day, and not before, never was.
                gone.push(at);
            }
        }
        for at in gone.into_iter().rev() {
            self.remove_row(at);
        }
        ended
    }

    fn is_overlaid(&self, member: EntityId, body: BodyId) -> bool {
        let overlays = &self.builder.tables.overlays;
        overlays.iter().any(|one| (one.member, one.body) == (member, body))
    }

    /// Takes a row away, with its key.
    fn remove_row(&mut self, at: usize) {
        let row = self.builder.tables.participations.open().remove(at);
        if let Some(detail) = self.builder.tables.detail(&row) {
            self.builder.keys.remove(&*detail.key);
        }
    }

    /// Gives a text a clause of a kind from the day of a claim on; nothing, if the kind needs to be told more than that.
    pub(crate) fn add_clause(
        &mut self,
        claim: Id<Claim>,
        text: InstrumentId,
        kind: EffectKind,
    ) -> Option<RecordId> {
        if !Effect::from_params(kind, &[]).1.is_empty() {
            return None;
        }
        let word = self.word(claim)?;
        let time = Timed {
            valid: Interval { from: Some(word.on), to: None },
            from_known: word.known,
            to_known: None,
        };
        let key = self.builder.free_key(&format!("{}-clause", self.key(claim)));
        let bearer = self.builder.bearer_of(text);
        let mut provision = new_provision(key, text, None, kind, bearer, time);
        provision.provenance = word.provenance();
        Some(self.builder.add_provision(provision, kind, Vec::new()).into())
    }

    /// Lets the clauses of a kind of a text end on the day of a claim.
    pub(crate) fn strike_clauses(
        &mut self,
        claim: Id<Claim>,
        text: InstrumentId,
        kind: EffectKind,
    ) -> Vec<RecordId> {
        let Some(word) = self.word(claim) else { return Vec::new() };
        let provisions = &self.builder.tables.provisions;
        let is_meant = |one: &Provision| {
            one.instrument == text && one.kind() == kind && word.bears_on(&one.time)
        };
        let struck: Vec<Id<Provision>> =
            provisions.entries().filter(|(_, one)| is_meant(one)).map(|(id, _)| id).collect();
        for id in &struck {
            if let Some(provision) = self.builder.tables.provisions.get_mut(*id) {
                word.strike(&mut provision.time);
                provision.provenance.sources.extend(word.citations.iter().cloned());
            }
        }
        struck.into_iter().map(RecordId::Provision).collect()
    }

    /// Lets two stand in a relation from the day of a claim on.
    pub(crate) fn relate(
        &mut self,
        claim: Id<Claim>,
        kind: RelationKind,
        (subject, object): (EntityId, EntityId),
    ) -> Option<RecordId> {
        let word = self.word(claim)?;
        let key = self.builder.free_key(&format!("{}-relation", self.key(claim)));
        let time = Timed {
            valid: Interval { from: Some(word.on), to: None },
            from_known: word.known,
            to_known: None,
        };
        let provenance = word.provenance();
        let relation =
            Relation { key: key.clone(), kind, subject, object, by: None, time, provenance };
        self.builder.add_relation(relation);
        self.builder.keys.get(&*key).copied()
    }

    /// Lets what relates two in this way end on the day of a claim.
    pub(crate) fn strike_relations(
        &mut self,
        claim: Id<Claim>,
        kind: RelationKind,
        (subject, object): (EntityId, EntityId),
    ) -> Vec<RecordId> {
        let Some(word) = self.word(claim) else { return Vec::new() };
        let is_meant = |one: &Relation| {
            let ends = (one.subject, one.object);
            let is_between =
                ends == (subject, object) || kind.is_symmetric() && ends == (object, subject);
            one.kind == kind && is_between && word.bears_on(&one.time)
        };
        let relations = self.builder.tables.relations.entries();
        let struck: Vec<Id<Relation>> =
            relations.filter(|(_, one)| is_meant(one)).map(|(id, _)| id).collect();
        for id in &struck {
            if let Some(relation) = self.builder.tables.relations.get_mut(*id) {
                word.strike(&mut relation.time);
                relation.provenance.sources.extend(word.citations.iter().cloned());
            }
        }
        struck.into_iter().map(RecordId::Relation).collect()
    }

    /// Lets a relation count in full that is on its author's word.
    pub(crate) fn endorse(&mut self, relation: Id<Relation>) {
        if let Some(relation) = self.builder.tables.relations.get_mut(relation) {
            relation.by = None;
        }
    }

    fn key(&self, claim: Id<Claim>) -> &str {
        self.builder.tables.claims.get(claim).map_or("", |claim| &claim.key)
    }
}
