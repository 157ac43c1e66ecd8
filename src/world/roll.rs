//! Rolls: who is in a body on the day of a view, for certain or possibly, and whether these are all.

use std::fmt;

use super::World;
use super::index::BodyPlace;
use super::keeping::Keeping;
use super::reach::RecordSubject;
use super::rows::{Reads, Rows};
use super::runs::BodyRow;
use super::view::View;
use crate::model::{Participation, Status};
use crate::{BodyId, EntityId, Id, Organization, State, Treaty, Truth};

/// Somebody who takes part in something on the day of a view.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Participant<'w> {
    /// Who: a state, or an organization that observes another.
    pub entity: EntityId,
    /// As what.
    pub status: Status,
    /// Whether for certain.
    pub truth: Truth,
    /// Where its record stands, if it has one.
    pub(super) recorded: Recorded<'w>,
}

impl Participant<'_> {
    /// Somebody of whom there is no record of its own.
    pub(crate) const fn unrecorded(entity: EntityId, status: Status, truth: Truth) -> Self {
        Self { entity, status, truth, recorded: Recorded::Nowhere }
    }

    /// The record; `None` where a treaty itself lists its parties, or binds the members of an organization.
    ///
    /// Cost: O(log members + log spells of the body + spells of the pair).
    pub fn participation(&self) -> Option<Participation> {
        self.recorded.row()
    }
}

/// Where the record of a participation stands, if there is one: it is looked for when it is asked for.
#[derive(Copy, Clone)]
pub(super) enum Recorded<'w> {
    Nowhere,
    /// At a place of the table.
    At(&'w World, u32),
    /// In a row of a body.
    InBody(&'w World, &'w BodyPlace, &'w BodyRow),
}

impl<'w> Recorded<'w> {
    #[inline]
    pub(super) const fn in_body(
        world: &'w World,
        place: Option<&'w BodyPlace>,
        row: &'w BodyRow,
    ) -> Self {
        match place {
            Some(place) => Self::InBody(world, place, row),
            None => Self::Nowhere,
        }
    }

    fn row(self) -> Option<Participation> {
        let (world, at) = match self {
            Self::Nowhere => return None,
            Self::At(world, at) => (world, at as usize),
            Self::InBody(world, place, row) => {
                (world, world.index().place_of(world.tables(), place, row))
            }
        };
        world.tables().participations.get(at)
    }
}

impl fmt::Debug for Recorded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.row().fmt(f)
    }
}

impl PartialEq for Recorded<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.row() == other.row()
    }
}

impl Eq for Recorded<'_> {}

impl<'w> View<'w> {
    /// All who certainly take part in an organization or treaty on the day, in whatever grade, by key.
    ///
    /// Cost: O(spells recorded for the body).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::model::Status;
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// let grades: Vec<_> = today.participants(ots).map(|one| (world.key(one.entity), one.status)).collect();
    /// assert!(grades.contains(&("kaz", Status::Member)));
    /// assert!(grades.contains(&("hun", Status::Observer)));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn participants(&self, body: impl Into<BodyId>) -> Roll<'w> {
        self.roll(body.into(), Grade::Any, Truth::Yes)
    }

    /// All who possibly take part in an organization or treaty on the day and not for certain, in whatever grade, by key.
    ///
    /// Cost: O(spells recorded for the body).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// // Whether Northern Cyprus observes it is contested.
    /// let possible: Vec<&str> = today.possible_participants(ots).map(|one| world.key(one.entity)).collect();
    /// assert_eq!(possible, ["trnc"]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn possible_participants(&self, body: impl Into<BodyId>) -> Roll<'w> {
        self.roll(body.into(), Grade::Any, Truth::Unknown)
    }

    /// The members of an organization on the day, by key: those whose participation binds, for certain.
    ///
    /// Those of whom it is not known are [others](Self::possible_members); whether that is all, the [`Roll`] says.
    ///
    /// Cost: O(spells recorded for the organization).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::{Organization, World, date};
    ///
    /// let world = World::bundled();
    /// let ots = world.find::<Organization>("ots")?;
    /// let members = world.as_of(date(2024, 10, 20)).members(ots);
    /// assert!(members.is_complete());
    /// let keys: Vec<&str> = members.map(|member| world.key(member.entity)).collect();
    /// assert_eq!(keys, ["aze", "kaz", "kgz", "tur", "uzb"]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[inline]
    #[track_caller]
    pub fn members(&self, organization: Id<Organization>) -> Roll<'w> {
        self.roll(organization.into(), Grade::Binding, Truth::Yes)
    }

    /// Those who are possibly members of an organization on the day and not for certain, by key: their participation is contested, its
    /// dates are uncertain, or the roll does not reach the day.
    ///
    /// Cost: O(spells recorded for the organization).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let wp = world.find::<Organization>("wp")?;
    /// // Sources differ on the day on which Albania left the Warsaw Pact.
    /// let that_day = world.as_of(date(1968, 9, 12));
    /// let possible: Vec<&str> = that_day.possible_members(wp).map(|one| world.key(one.entity)).collect();
    /// assert_eq!(possible, ["alb"]);
    /// assert!(that_day.members(wp).all(|one| world.key(one.entity) != "alb"));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn possible_members(&self, organization: Id<Organization>) -> Roll<'w> {
        self.roll(organization.into(), Grade::Binding, Truth::Unknown)
    }

    /// The parties to a treaty on the day, by key and for certain: by rows of their own, by the list of the treaty, or as members of the
    /// organization whose members it binds.
    ///
    /// Cost: O(spells recorded for the treaty or the organization, or states listed).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::{Treaty, World, date};
    ///
    /// let world = World::bundled();
    /// let today = world.as_of(date(2024, 10, 20));
    /// let parties = |key| today.parties(world.find::<Treaty>(key).unwrap()).count();
    /// assert_eq!((parties("cst"), parties("shusha"), parties("nat")), (6, 2, 32));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn parties(&self, treaty: Id<Treaty>) -> Roll<'w> {
        self.roll(treaty.into(), Grade::Binding, Truth::Yes)
    }

    /// Those who are possibly parties to a treaty on the day and not for certain, by key.
    ///
    /// Cost: O(spells recorded for the treaty or the organization, or states listed).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let cst = world.find::<comity::Treaty>("cst")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// assert_eq!(today.possible_parties(cst).count(), 0);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn possible_parties(&self, treaty: Id<Treaty>) -> Roll<'w> {
        self.roll(treaty.into(), Grade::Binding, Truth::Unknown)
    }

    /// The observers of an organization on the day, by key and for certain.
    ///
    /// Cost: O(spells recorded for the organization).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// // An organization may observe another one.
    /// let observers: Vec<&str> = today.observers(ots).map(|one| world.key(one.entity)).collect();
    /// assert_eq!(observers, ["eco", "hun", "tkm"]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn observers(&self, organization: Id<Organization>) -> Roll<'w> {
        self.roll(organization.into(), Grade::Only(Status::Observer), Truth::Yes)
    }

    /// Those who are possibly observers of an organization on the day and not for certain, by key.
    ///
    /// Cost: O(spells recorded for the organization).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// let possible: Vec<&str> = today.possible_observers(ots).map(|one| world.key(one.entity)).collect();
    /// assert_eq!(possible, ["trnc"]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn possible_observers(&self, organization: Id<Organization>) -> Roll<'w> {
        self.roll(organization.into(), Grade::Only(Status::Observer), Truth::Unknown)
    }

    /// Who takes part in a body in some grade, with this truth.
    #[inline]
    #[track_caller]
    pub(super) fn roll(&self, body: BodyId, grade: Grade, wanted: Truth) -> Roll<'w> {
        let (rows, parked) = (self.rows(body, grade == Grade::Binding, Reads::of(wanted)), 0);
        let is_plain = wanted.is_yes() && matches!(grade, Grade::Any | Grade::Binding);
        let (source, force) = (Source::Rows, Truth::Yes);
        let roll = Roll { rows, parked, is_plain, source, force, grade, wanted, body };
        match body {
            BodyId::Organization(_) => roll,
            BodyId::Treaty(treaty) => roll.of_treaty(treaty),
        }
    }
}

/// Which grades are asked for.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Grade {
    Any,
    Binding,
    Only(Status),
}

impl Grade {
    #[inline]
    fn has(self, status: Status) -> bool {
        match self {
            Self::Any => true,
            Self::Binding => status.is_binding(),
            Self::Only(only) => status == only,
        }
    }
}

/// Where a roll comes from.
#[derive(Clone, Debug)]
enum Source<'w> {
    /// From rows of the body itself.
    Rows,
    /// From the rows of the body that a treaty is held through.
    Through,
    /// From the text.
    Listed(std::slice::Iter<'w, Id<State>>),
}

/// Those who take part in a body on the day of a view, by key: for certain, or possibly and not for certain, as it was asked.
///
/// It also says whether these are all.
#[derive(Clone, Debug)]
pub struct Roll<'w> {
    rows: Rows<'w>,
    /// What is still to be given of the chunk at hand, unless it is read the short way: the rows themselves then seem to have none
    /// between two calls, so that the short way has one thing to ask and not two.
    parked: u64,
    /// Whether every row of the body itself that holds for certain is wanted: the rows leave out what does not bind.
    is_plain: bool,
    source: Source<'w>,
    /// Whether the treaty that is held through another body, or lists its parties, is in force.
    force: Truth,
    grade: Grade,
    wanted: Truth,
    body: BodyId,
}

impl<'w> Roll<'w> {
    /// Whether the record reaches: whoever is on neither list, of the certain and of the possible, is not in.
    ///
    /// Cost: that of [`View::reach`].
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, World, date};
    /// # let world = World::bundled();
    /// # let nato = world.find::<Organization>("nato")?;
    /// assert!(world.as_of(date(2024, 10, 20)).members(nato).is_complete());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn is_complete(&self) -> bool {
        self.rows.view().reach(&self.subject()).is_complete()
    }

    /// What the record would have to speak of.
    pub(crate) const fn subject(&self) -> RecordSubject {
        RecordSubject::Roll { body: self.body, status: self.status() }
    }

    /// The grade that is asked for; `None`: those that bind, or any.
    pub(crate) const fn status(&self) -> Option<Status> {
        match self.grade {
            Grade::Only(status) => Some(status),
            Grade::Any | Grade::Binding => None,
        }
    }

    pub(crate) const fn grade(&self) -> Grade {
        self.grade
    }

    pub(crate) const fn asked(&self) -> (View<'w>, BodyId) {
        (*self.rows.view(), self.body)
    }

    /// The same roll, read from where a treaty keeps it.
    fn of_treaty(mut self, treaty: Id<Treaty>) -> Self {
        let view = *self.rows.view();
        (self.source, self.rows) = match Keeping::of(view.world, self.body) {
            Keeping::Rows(_) => return self,
            Keeping::Through(_, other) => {
                (Source::Through, view.rows(other, true, Reads::of(self.wanted)))
            }
            Keeping::Listed(_, states) => (Source::Listed(states.iter()), Rows::none(view)),
            Keeping::Nobody => (Source::Listed([].iter()), Rows::none(view)),
        };
        (self.is_plain, self.force) = (false, view.in_force(treaty));
        self
    }

    /// Whether somebody who is possible by one spell is certain by another one.
    #[inline]
    fn is_certain_as_well(&self, found: &Participant<'_>) -> bool {
        self.wanted.is_unknown()
            && self.rows.view().has_status(found.entity, self.body, found.status).is_yes()
    }

    #[inline(never)]
    fn next_of_any(&mut self) -> Option<Participant<'w>> {
        *self.rows.mask() = self.parked;
        let next = self.next_wanted();
        self.parked = std::mem::take(self.rows.mask());
        next
    }

    fn next_wanted(&mut self) -> Option<Participant<'w>> {
        loop {
            let found = self.candidate()?;
            let is_wanted = found.truth == self.wanted && self.grade.has(found.status);
            if is_wanted && !self.is_certain_as_well(&found) {
                return Some(found);
            }
        }
    }

    /// Whoever stands next in the source, whatever the grade and the truth.
    #[inline]
    fn candidate(&mut self) -> Option<Participant<'w>> {
        match &mut self.source {
            Source::Rows => self.rows.next(),
            Source::Through => {
                let found = self.rows.next()?;
                Some(Participant {
                    status: Status::Party,
                    truth: found.truth & self.force,
                    ..found
                })
            }
            Source::Listed(states) => {
                let party = (*states.next()?).into();
                Some(Participant::unrecorded(party, Status::Party, self.force))
            }
        }
    }
}

impl<'w> Iterator for Roll<'w> {
    type Item = Participant<'w>;

    #[inline]
    fn next(&mut self) -> Option<Participant<'w>> {
        // The usual question has a short way: rows of the body itself, of no grade of its own, that hold for certain. To any other
        // none seem to be at hand.
        match self.rows.next_at_hand() {
            None if self.is_plain => self.rows.next_of_next_chunk(),
            None => self.next_of_any(),
            found => found,
        }
    }

    #[inline]
    fn fold<B, F: FnMut(B, Participant<'w>) -> B>(self, init: B, mut with: F) -> B {
        if self.is_plain {
            return self.rows.fold_certain(init, with);
        }
        let mut all = init;
        for found in self {
            all = with(all, found);
        }
        all
    }
}
