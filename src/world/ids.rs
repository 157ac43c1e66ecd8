//! Which ids are this world's, what they name, and how one of another world is taken across.

use std::ops::Index as At;

use super::World;
use crate::model::{
    Act, AnyEntity, AnyId, Assertion, Claim, Contested, Entity, Link, Overlay, Participation,
    Proposition, Provision, RecordExtent, RecordId, Relation,
};
use crate::{EntityId, Id};

impl World {
    /// Whether an id names something of this world. What takes an id that does not refuses it by a panic, as an index
    /// out of bounds is refused.
    ///
    /// ```
    /// use comity::{State, Treaty, World};
    /// use comity::model::TreatyForm;
    ///
    /// let (mut here, mut there) = (World::builder(), World::builder());
    /// let kaz = here.add(State::new("kaz", "Kazakhstan"));
    /// there.add(Treaty::new("cst", "Collective Security Treaty", TreatyForm::Treaty));
    /// let (here, there) = (here.freeze()?, there.freeze()?);
    /// assert!(here.contains(kaz));
    /// assert!(!there.contains(kaz));
    /// # Ok::<(), comity::BuildError>(())
    /// ```
    pub fn contains(&self, id: impl AnyId) -> bool {
        self.inner.tables.contains(id)
    }

    /// The id that something of another world has here, by its kind and key; `None` if this world does not have it.
    ///
    /// A participation that was made in bulk has no key: it is found by its ends, its grade and its bounds.
    ///
    /// ```
    /// use comity::{State, World};
    ///
    /// let (mut one, mut other) = (World::builder(), World::builder());
    /// let kaz = one.add(State::new("kaz", "Kazakhstan"));
    /// other.add(State::new("aze", "Azerbaijan"));
    /// other.add(State::new("kaz", "Kazakhstan"));
    /// let (one, other) = (one.freeze()?, other.freeze()?);
    /// assert!(!other.contains(kaz));
    /// assert_eq!(other.carry(&one, kaz), other.find::<State>("kaz").ok());
    /// # Ok::<(), comity::BuildError>(())
    /// ```
    ///
    /// # Panics
    ///
    /// If the id is not of the other world.
    #[track_caller]
    pub fn carry<I: AnyId>(&self, other: &Self, id: I) -> Option<I> {
        let theirs = other.own(id).record();
        let ours = match (other.tables().key(theirs), theirs) {
            (Some(key), _) => self.index().record(self.tables(), key)?,
            (None, RecordId::Participation(id)) => {
                self.carried_bare(other, &other.participation(id))?
            }
            (None, _) => return None,
        };
        let is_alike = self.tables().kind_word(ours) == other.tables().kind_word(theirs);
        I::of_record(ours, self.tables()).filter(|_| is_alike)
    }

    fn carried_bare(&self, other: &Self, row: &Participation) -> Option<RecordId> {
        let member = self.carry(other, other.tables().member(row))?;
        let body = self.carry(other, other.tables().body(row))?;
        let (first, rows) = self.index().rows_between(self.tables(), member, body);
        let same = |(at, ours): &(usize, Participation)| {
            let said = Some(self.tables().said_of(*at, ours));
            let theirs = other.tables().row(other.tables().id_of(row));
            let theirs = theirs.map(|at| other.tables().said_of(at, row));
            ours.is_bare() && ours.status == row.status && said == theirs
        };
        (first..).zip(rows).find(same).map(|(_, row)| self.tables().id_of(&row).into())
    }

    /// The participation at an id.
    ///
    /// Cost: O(spells of the member).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date, model::Status};
    /// # let world = World::bundled();
    /// let (hun, ots) = (world.find::<State>("hun")?, world.find::<Organization>("ots")?);
    /// let spell = world.spells(hun, ots, None)[0];
    /// assert_eq!(world.participation(spell.participation).status, Status::Observer);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    ///
    /// # Panics
    ///
    /// If the id is of another world.
    #[track_caller]
    pub fn participation(&self, id: Id<Participation>) -> Participation {
        self.inner.tables.own_participation(id)
    }

    /// The id, if it names something of this world; else the panic for an id of another one.
    #[inline]
    #[track_caller]
    pub(crate) fn own<I: AnyId>(&self, id: I) -> I {
        self.inner.tables.check(id);
        id
    }

    /// The same for many.
    #[track_caller]
    pub(crate) fn own_all(&self, ids: impl IntoIterator<Item = RecordId>) {
        for id in ids {
            self.inner.tables.check(id);
        }
    }
}

/// The entity at an id.
///
/// # Panics
///
/// If the id is of another world.
impl<E: Entity> At<Id<E>> for World {
    type Output = E;

    #[inline]
    #[track_caller]
    fn index(&self, id: Id<E>) -> &E {
        match E::from_any(&self[EntityId::from(id)]) {
            Some(entity) => entity,
            None => self.inner.tables.entities.refuse(id.into()),
        }
    }
}

impl At<EntityId> for World {
    type Output = AnyEntity;

    #[inline]
    #[track_caller]
    fn index(&self, id: EntityId) -> &AnyEntity {
        &self.inner.tables.entities[id]
    }
}

/// What somebody said, whoever says it.
impl At<Id<Proposition>> for World {
    type Output = Proposition;

    #[track_caller]
    fn index(&self, id: Id<Proposition>) -> &Proposition {
        &self.inner.tables.propositions[id]
    }
}

macro_rules! record_at {
    ($($record:ident in $table:ident),+ $(,)?) => {$(
        impl At<Id<$record>> for World {
            type Output = $record;

            #[inline]
            #[track_caller]
            fn index(&self, id: Id<$record>) -> &$record {
                &self.inner.tables.$table[id]
            }
        }
    )+};
}

record_at! {
    Overlay in overlays,
    Link in links,
    Provision in provisions,
    Act in acts,
    Relation in relations,
    Claim in claims,
    Contested in contested,
    Assertion in assertions,
    RecordExtent in extents,
}
