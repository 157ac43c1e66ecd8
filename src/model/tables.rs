//! All records of a world, in one place each: what is recorded, and everything else is derived from it.

use std::collections::BTreeMap;

use super::table::{Record, Table, as_number, refuse, sealed};
use super::{
    Act, AnyEntity, AnyId, Assertion, Claim, Contested, Detail, Entity, Link, Overlay,
    Participation, Participations, Propositions, Provision, RecordExtent, Relation,
};
use crate::time::Span;
use crate::{BodyId, EntityId, Id};

/// The records of a world, each at its id.
///
/// # Panics
///
/// What takes an id refuses one of another world, unless it gives an [`Option`].
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Tables {
    /// Entities of all kinds.
    pub entities: Table<AnyEntity>,
    /// Spells of membership and of being party, by member.
    pub participations: Participations,
    /// What participations carry beside their bounds.
    pub details: Table<Detail>,
    /// What lies over participations.
    pub overlays: Table<Overlay>,
    /// Instruments of organizations.
    pub links: Table<Link>,
    /// Articles with legal effect.
    pub provisions: Table<Provision>,
    /// Dated acts.
    pub acts: Table<Act>,
    /// Other relations between entities.
    pub relations: Table<Relation>,
    /// What somebody said.
    pub claims: Table<Claim>,
    /// What these claims say, each thing once.
    pub propositions: Propositions,
    /// Contradicting values.
    pub contested: Table<Contested>,
    /// What sources say of single fields.
    pub assertions: Table<Assertion>,
    /// How far the record reaches, beside the rolls.
    pub extents: Table<RecordExtent>,
    /// The bounds of spells without a detail as they were said, where the existence of their ends leaves others; by row.
    pub(crate) recorded: BTreeMap<usize, Span>,
}

impl Tables {
    /// The entity at an id; `None` for an id of another world.
    pub fn entity(&self, id: EntityId) -> Option<&AnyEntity> {
        self.entities.get(id)
    }

    /// The key of an entity.
    #[track_caller]
    pub fn key_of(&self, id: impl Into<EntityId>) -> &str {
        self.entities[id.into()].key()
    }

    /// An id as the id of a kind, if the entity is of that kind.
    #[track_caller]
    pub fn typed<E: Entity>(&self, id: EntityId) -> Option<Id<E>> {
        E::accepts(self.entities[id].kind()).then(|| id.cast())
    }

    /// Who takes part.
    #[inline]
    pub fn member(&self, participation: &Participation) -> EntityId {
        self.entities.id_at(participation.member())
    }

    /// In what.
    #[inline]
    pub fn body(&self, participation: &Participation) -> BodyId {
        let body = self.entities.id_at(participation.body());
        BodyId::of_kind(body, participation.is_of_treaty())
    }

    /// The id of a participation: the number of its member and the print of its key, so that it stays the same wherever
    /// the row lies.
    #[inline]
    pub fn id_of(&self, participation: &Participation) -> Id<Participation> {
        let print = match participation.detail() {
            Some(detail) => self.details.id_at(detail).print(),
            None => participation.own_print(self.entities.prints()[participation.body()]),
        };
        Id::new(as_number(participation.member()), print)
    }

    /// Gives a spell another print, for the rare one whose own is taken.
    pub(crate) fn reprint(&mut self, participation: &mut Participation) {
        match participation.detail() {
            Some(detail) => self.details.reprint(detail),
            None => participation.bear(self.id_of(participation).print().wrapping_add(1)),
        }
    }

    /// Lets a spell be what it was said to be, whatever becomes of its bounds.
    pub(crate) fn keep_print(&self, participation: &mut Participation) {
        if participation.is_bare() {
            participation.bear(self.id_of(participation).print());
        }
    }

    /// The participation at an id; `None` for an id of another world.
    ///
    /// Cost: O(log n + spells of the member).
    pub fn participation(&self, id: Id<Participation>) -> Option<Participation> {
        self.participations.get(self.row(id)?)
    }

    /// Where the row of a participation is. Rows lie by member, and move when a layer adds others; members do not.
    pub(crate) fn row(&self, id: Id<Participation>) -> Option<usize> {
        let places = self.participations.of_member(id.index());
        let own = places.clone().zip(self.participations.rows_of(id.index(), places));
        own.into_iter().find(|(_, row)| self.id_of(row) == id).map(|(at, _)| at)
    }

    /// The bounds of a participation as its record has them, whatever the existence of its ends and disputes leave of them.
    pub(crate) fn said_of(&self, at: usize, row: &Participation) -> Span {
        let said = self.detail(row).map(|detail| detail.time.valid.span());
        said.or_else(|| self.recorded.get(&at).copied()).unwrap_or(row.span)
    }

    /// The texts and citations of a participation, if it has any.
    pub fn detail(&self, participation: &Participation) -> Option<&Detail> {
        self.details.at(participation.detail()?)
    }

    /// The same, to be changed before a world is frozen again.
    pub(crate) fn detail_mut(&mut self, at: usize) -> Option<&mut Detail> {
        let tail = self.participations.get(at)?.detail()?;
        let id = self.details.id_at(tail);
        self.details.get_mut(id)
    }

    /// The key of any record; participations made in bulk have none.
    #[track_caller]
    pub fn key(&self, id: RecordId) -> Option<&str> {
        Some(match id {
            RecordId::Entity(id) => self.entities[id].key(),
            RecordId::Participation(id) => {
                let row = self.participations.get(self.own_row(id))?;
                &self.detail(&row)?.key
            }
            RecordId::Overlay(id) => self.overlays[id].key(),
            RecordId::Link(id) => self.links[id].key(),
            RecordId::Provision(id) => self.provisions[id].key(),
            RecordId::Act(id) => self.acts[id].key(),
            RecordId::Relation(id) => self.relations[id].key(),
            RecordId::Claim(id) => self.claims[id].key(),
            RecordId::Contested(id) => self.contested[id].key(),
            RecordId::Assertion(id) => self.assertions[id].key(),
            RecordId::RecordExtent(id) => self.extents[id].key(),
        })
    }

    /// The word for what a record is.
    #[track_caller]
    pub(crate) fn kind_word(&self, id: RecordId) -> &'static str {
        match id {
            RecordId::Entity(id) => self.entities[id].kind_word(),
            RecordId::Participation(_) => "participation",
            RecordId::Overlay(id) => self.overlays[id].kind_word(),
            RecordId::Link(id) => self.links[id].kind_word(),
            RecordId::Provision(id) => self.provisions[id].kind_word(),
            RecordId::Act(id) => self.acts[id].kind_word(),
            RecordId::Relation(id) => self.relations[id].kind_word(),
            RecordId::Claim(id) => self.claims[id].kind_word(),
            RecordId::Contested(id) => self.contested[id].kind_word(),
            RecordId::Assertion(id) => self.assertions[id].kind_word(),
            RecordId::RecordExtent(id) => self.extents[id].kind_word(),
        }
    }

    /// Whether an id names a record of these tables.
    #[inline]
    pub fn contains(&self, id: impl AnyId) -> bool {
        match id.record() {
            RecordId::Entity(id) => self.entities.contains(id),
            RecordId::Participation(id) => self.row(id).is_some(),
            RecordId::Overlay(id) => self.overlays.contains(id),
            RecordId::Link(id) => self.links.contains(id),
            RecordId::Provision(id) => self.provisions.contains(id),
            RecordId::Act(id) => self.acts.contains(id),
            RecordId::Relation(id) => self.relations.contains(id),
            RecordId::Claim(id) => self.claims.contains(id),
            RecordId::Contested(id) => self.contested.contains(id),
            RecordId::Assertion(id) => self.assertions.contains(id),
            RecordId::RecordExtent(id) => self.extents.contains(id),
        }
    }

    /// Nothing, if an id names a record of these tables; else the panic that says what it would name here.
    #[inline]
    #[track_caller]
    pub(crate) fn check(&self, id: impl AnyId) {
        match id.record() {
            RecordId::Entity(id) => self.entities.check(id),
            RecordId::Participation(id) => {
                self.own_row(id);
            }
            RecordId::Overlay(id) => self.overlays.check(id),
            RecordId::Link(id) => self.links.check(id),
            RecordId::Provision(id) => self.provisions.check(id),
            RecordId::Act(id) => self.acts.check(id),
            RecordId::Relation(id) => self.relations.check(id),
            RecordId::Claim(id) => self.claims.check(id),
            RecordId::Contested(id) => self.contested.check(id),
            RecordId::Assertion(id) => self.assertions.check(id),
            RecordId::RecordExtent(id) => self.extents.check(id),
        }
    }

    /// A participation that is known to be here, or the panic.
    #[track_caller]
    pub(crate) fn own_participation(&self, id: Id<Participation>) -> Participation {
        match self.participation(id) {
            Some(row) => row,
            None => self.refuse(id),
        }
    }

    /// The row of a participation that is known to be here, or the panic.
    #[inline]
    #[track_caller]
    pub(crate) fn own_row(&self, id: Id<Participation>) -> usize {
        match self.row(id) {
            Some(row) => row,
            None => self.refuse(id),
        }
    }

    #[cold]
    #[inline(never)]
    #[track_caller]
    fn refuse(&self, id: Id<Participation>) -> ! {
        let number = id.index();
        let member =
            (number < self.entities.len()).then(|| &self.entities[self.entities.id_at(number)]);
        refuse(&match member {
            Some(member) => format!(
                "number {number} is {} `{}` here, which has no such participation",
                member.kind_word(),
                member.key()
            ),
            None => format!("nobody is number {number} here, whose participation it is"),
        })
    }
}

/// Any record, whatever its table.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
#[expect(missing_docs, reason = "each variant is the record of its name")]
pub enum RecordId {
    Entity(EntityId),
    Participation(Id<Participation>),
    Overlay(Id<Overlay>),
    Link(Id<Link>),
    Provision(Id<Provision>),
    Act(Id<Act>),
    Relation(Id<Relation>),
    Claim(Id<Claim>),
    Contested(Id<Contested>),
    Assertion(Id<Assertion>),
    RecordExtent(Id<RecordExtent>),
}

impl sealed::Sealed for AnyEntity {}

impl Record for AnyEntity {
    fn key(&self) -> &str {
        &self.profile().key
    }

    fn kind_word(&self) -> &'static str {
        self.kind().as_str()
    }
}

/// Records with a key of their own.
macro_rules! records {
    ($($record:ident is $word:literal),+ $(,)?) => {$(
        impl sealed::Sealed for $record {}

        impl Record for $record {
            fn key(&self) -> &str {
                &self.key
            }

            fn kind_word(&self) -> &'static str {
                $word
            }
        }
    )+};
}

records! {
    Detail is "participation",
    Overlay is "overlay",
    Link is "link",
    Provision is "provision",
    Act is "act",
    Relation is "relation",
    Claim is "claim",
    Contested is "contested question",
    Assertion is "assertion",
    RecordExtent is "extent",
}
