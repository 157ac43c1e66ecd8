//! Rolls: who is in what on the day of a view, in both directions, and who is in both of two bodies.

use std::cmp::Ordering;

use super::keeping::Keeping;
use super::reach::RecordSubject;
use super::runs::{BodyRow, BodyRun, next_possible};
use super::view::View;
use crate::model::{Participation, Status};
use crate::{AsMember, BodyId, EntityId, Id, Organization, State, Treaty, Truth};

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
    /// The record; `None` where a treaty itself lists its parties, or binds the members of an organization.
    pub participation: Option<&'w Participation>,
}

impl<'w> View<'w> {
    /// The days on which rows must hold or may hold to be looked at; none where what was known by a day counts,
    /// which stands in the records.
    #[inline]
    pub(super) fn days(&self) -> Option<(i32, i32)> {
        self.known_by.is_none().then_some((self.lo, self.hi))
    }

    #[inline]
    #[track_caller]
    pub(super) fn rows(&self, body: BodyId, only_binding: bool) -> Rows<'w> {
        let index = self.world.index();
        // On a single day, as known now, what has exact ends and is not contested holds for certain if at all.
        let look = if self.lo == self.hi && self.known_by.is_none() && self.speaks_of(body) {
            BodyRow::DOUBTFUL | if only_binding { BodyRow::UNBOUND } else { 0 }
        } else {
            BodyRow::ANY
        };
        let tables = self.world.tables();
        let (table, run) = (&*tables.participations, index.rows_in(tables, body));
        Rows { mask: 0, chunk: &[], look, run, table, only_binding, view: *self }
    }

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

    /// Those bound by being in a body, by key, for certain and possibly.
    #[track_caller]
    pub(crate) fn binding<A: Into<BodyId>>(&self, body: A) -> Rows<'w> {
        self.rows(body.into(), true)
    }

    /// Whoever takes part in a body by rows of its own, by key, for certain and possibly.
    #[track_caller]
    pub(crate) fn taking_part(&self, body: BodyId) -> Rows<'w> {
        self.rows(body, false)
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
    fn roll(&self, body: BodyId, grade: Grade, wanted: Truth) -> Roll<'w> {
        let only_binding = grade == Grade::Binding;
        let (rows, force) = match body {
            BodyId::Organization(_) => (Source::Rows(self.rows(body, only_binding)), Truth::Yes),
            BodyId::Treaty(treaty) => match Keeping::of(self.world, body) {
                Keeping::Rows(_) => (Source::Rows(self.rows(body, only_binding)), Truth::Yes),
                Keeping::Through(_, other) => {
                    (Source::Through(self.rows(other, true)), self.in_force(treaty))
                }
                Keeping::Listed(_, states) => {
                    let mut states = states.to_vec();
                    states.sort_by_key(|state| self.world.index().rank((*state).into()));
                    states.dedup();
                    (Source::Listed(states.into_iter()), self.in_force(treaty))
                }
                Keeping::Nobody => (Source::Listed(Vec::new().into_iter()), Truth::No),
            },
        };
        Roll { rows, force, grade, wanted, view: *self, body }
    }

    /// All participations of somebody on the day that are certain, by key of the body.
    ///
    /// Cost: O(spells of the member).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let arm = world.find::<State>("arm")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// // The treaty and the organization that rests on it are two participations.
    /// let bodies: Vec<&str> = today.memberships_of(arm).map(|(body, _)| world.key(body)).collect();
    /// assert!(bodies.contains(&"cst") && bodies.contains(&"csto"));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn memberships_of<A: AsMember>(
        &self,
        member: A,
    ) -> impl Iterator<Item = (BodyId, Participant<'w>)> + use<'w, A> {
        self.holdings(member.member()).filter(|(_, found)| found.truth.is_yes())
    }

    /// All participations of somebody on the day that are possible and not certain, by key of the body.
    ///
    /// Cost: O(spells of the member).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let trnc = world.find::<State>("trnc")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// let bodies: Vec<&str> = today.possible_memberships_of(trnc).map(|(body, _)| world.key(body)).collect();
    /// assert!(bodies.contains(&"ots"));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn possible_memberships_of<A: AsMember>(
        &self,
        member: A,
    ) -> impl Iterator<Item = (BodyId, Participant<'w>)> + use<'w, A> {
        self.holdings(member.member()).filter(|(_, found)| found.truth.is_unknown())
    }

    /// All participations of somebody on the day, by key of the body, for certain and possibly.
    #[track_caller]
    pub(crate) fn holdings(&self, member: EntityId) -> MemberRows<'w> {
        let (view, index) = (*self, self.world.index());
        let (next, rows) = index.rows_of(self.world.tables(), member);
        let plain =
            self.known_by.is_none() && !index.has_contested() && self.bridges(index.first_until());
        MemberRows { mask: 0, chunk: &[], first: 0, member, plain, rows, next, view }
    }

    /// The organizations of which somebody is certainly a member on the day, by key.
    ///
    /// Cost: O(spells of the member).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let kgz = world.find::<State>("kgz")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// let organizations: Vec<&str> = today.organizations_of(kgz).map(|(id, _)| world.key(id)).collect();
    /// assert!(organizations.contains(&"csto") && organizations.contains(&"ots"));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn organizations_of<A: AsMember>(
        &self,
        member: A,
    ) -> impl Iterator<Item = (Id<Organization>, Participant<'w>)> + use<'w, A> {
        self.memberships_of(member).filter_map(as_organization)
    }

    /// The organizations of which somebody is possibly a member on the day and not for certain, by key.
    ///
    /// Cost: O(spells of the member).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let alb = world.find::<State>("alb")?;
    /// let that_day = world.as_of(date(1968, 9, 12));
    /// let possible: Vec<&str> = that_day.possible_organizations_of(alb).map(|(id, _)| world.key(id)).collect();
    /// assert_eq!(possible, ["wp"]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn possible_organizations_of<A: AsMember>(
        &self,
        member: A,
    ) -> impl Iterator<Item = (Id<Organization>, Participant<'w>)> + use<'w, A> {
        self.possible_memberships_of(member).filter_map(as_organization)
    }

    /// The treaties to which somebody is certainly party on the day, by key: by a row of its own, or by the list of the treaty.
    ///
    /// Treaties that bind the members of an organization come with the organization.
    ///
    /// Cost: O(spells of the member + treaties that list it), sorted.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let aze = world.find::<State>("aze")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// let treaties: Vec<&str> = today.treaties_of(aze).map(|(id, _)| world.key(id)).collect();
    /// // The Shusha Declaration lists its two parties itself.
    /// assert!(treaties.contains(&"shusha"));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn treaties_of<A: AsMember>(
        &self,
        member: A,
    ) -> impl Iterator<Item = (Id<Treaty>, Participant<'w>)> + use<'w, A> {
        self.treaties_held(member.member(), Truth::Yes)
    }

    /// The treaties to which somebody is possibly party on the day and not for certain, by key.
    ///
    /// Cost: O(spells of the member + treaties that list it), sorted.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let kgz = world.find::<State>("kgz")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// for (treaty, found) in today.possible_treaties_of(kgz) {
    ///     assert!(found.truth.is_unknown(), "{}", world.key(treaty));
    /// }
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn possible_treaties_of<A: AsMember>(
        &self,
        member: A,
    ) -> impl Iterator<Item = (Id<Treaty>, Participant<'w>)> + use<'w, A> {
        self.treaties_held(member.member(), Truth::Unknown)
    }

    #[track_caller]
    fn treaties_held(
        &self,
        member: EntityId,
        wanted: Truth,
    ) -> std::vec::IntoIter<(Id<Treaty>, Participant<'w>)> {
        let rows = self.holdings(member).filter_map(|(body, found)| match body {
            BodyId::Treaty(treaty) if found.status.is_binding() => Some((treaty, found)),
            BodyId::Treaty(_) | BodyId::Organization(_) => None,
        });
        let listing = self.world.index().treaties_listing(member).iter().filter_map(|treaty| {
            let found = self.standing_by_text(member, *treaty)?.participation?;
            Some((*treaty, found))
        });
        let mut treaties: Vec<(Id<Treaty>, Participant<'w>)> =
            rows.chain(listing).filter(|(_, found)| found.truth == wanted).collect();
        treaties.sort_by_key(|(treaty, _)| self.world.index().rank((*treaty).into()));
        treaties.into_iter()
    }

    /// Who is certainly in both on the day, by key.
    ///
    /// ```text
    /// in_both(s, a, b) :- is_member(s, a, d), is_member(s, b, d).
    /// ```
    ///
    /// Cost: O(spells of both bodies), one pass.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (csto, ots) = (world.find::<Organization>("csto")?, world.find::<Organization>("ots")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// let both: Vec<&str> = today.in_both(ots, csto).map(|(entity, _)| world.key(entity)).collect();
    /// assert_eq!(both, ["kaz", "kgz"]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn in_both(&self, a: impl Into<BodyId>, b: impl Into<BodyId>) -> Compared<'w> {
        Compared::new(self, a.into(), b.into(), Comparison::Both, Truth::Yes)
    }

    /// Who is possibly in both on the day and not for certain, by key.
    ///
    /// Cost: O(spells of both bodies), one pass.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (csto, ots) = (world.find::<Organization>("csto")?, world.find::<Organization>("ots")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// assert_eq!(today.possibly_in_both(ots, csto).count(), 0);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn possibly_in_both(&self, a: impl Into<BodyId>, b: impl Into<BodyId>) -> Compared<'w> {
        Compared::new(self, a.into(), b.into(), Comparison::Both, Truth::Unknown)
    }

    /// Who is certainly in either on the day, by key.
    ///
    /// ```text
    /// in_either(s, a, b) :- is_member(s, a, d) ; is_member(s, b, d).
    /// ```
    ///
    /// Cost: O(spells of both bodies), one pass.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (csto, ots) = (world.find::<Organization>("csto")?, world.find::<Organization>("ots")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// // Five and six, of whom two are in both.
    /// assert_eq!(today.in_either(ots, csto).count(), 5 + 6 - 2);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn in_either(&self, a: impl Into<BodyId>, b: impl Into<BodyId>) -> Compared<'w> {
        Compared::new(self, a.into(), b.into(), Comparison::Either, Truth::Yes)
    }

    /// Who is possibly in either on the day and not for certain, by key.
    ///
    /// Cost: O(spells of both bodies), one pass.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (csto, ots) = (world.find::<Organization>("csto")?, world.find::<Organization>("ots")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// assert_eq!(today.possibly_in_either(ots, csto).count(), 0);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn possibly_in_either(&self, a: impl Into<BodyId>, b: impl Into<BodyId>) -> Compared<'w> {
        Compared::new(self, a.into(), b.into(), Comparison::Either, Truth::Unknown)
    }

    /// Who is certainly in the first but not in the second on the day, by key.
    ///
    /// ```text
    /// but_not(s, a, b) :- is_member(s, a, d), not is_member(s, b, d).
    /// ```
    ///
    /// Cost: O(spells of both bodies), one pass.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (csto, ots) = (world.find::<Organization>("csto")?, world.find::<Organization>("ots")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// let only: Vec<&str> = today.in_one_but_not_other(ots, csto).map(|(id, _)| world.key(id)).collect();
    /// assert_eq!(only, ["aze", "tur", "uzb"]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn in_one_but_not_other(&self, a: impl Into<BodyId>, b: impl Into<BodyId>) -> Compared<'w> {
        Compared::new(self, a.into(), b.into(), Comparison::ButNot, Truth::Yes)
    }

    /// Who is possibly in the first but not in the second on the day and not for certain, by key. Whoever may be in the second beyond the end of its roll is among them.
    ///
    /// Cost: O(spells of both bodies), one pass.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (csto, ots) = (world.find::<Organization>("csto")?, world.find::<Organization>("ots")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// assert_eq!(today.possibly_in_one_but_not_other(ots, csto).count(), 0);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn possibly_in_one_but_not_other(
        &self,
        a: impl Into<BodyId>,
        b: impl Into<BodyId>,
    ) -> Compared<'w> {
        Compared::new(self, a.into(), b.into(), Comparison::ButNot, Truth::Unknown)
    }
}

/// An organization in which somebody is bound.
fn as_organization(
    (body, found): (BodyId, Participant<'_>),
) -> Option<(Id<Organization>, Participant<'_>)> {
    match body {
        BodyId::Organization(organization) if found.status.is_binding() => {
            Some((organization, found))
        }
        BodyId::Organization(_) | BodyId::Treaty(_) => None,
    }
}

/// Which grades are asked for.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Grade {
    Any,
    Binding,
    Only(Status),
}

/// Where the rows of a roll come from.
#[derive(Clone, Debug)]
enum Source<'w> {
    Rows(Rows<'w>),
    /// From the rows of the body that a treaty is held through.
    Through(Rows<'w>),
    Listed(std::vec::IntoIter<Id<State>>),
}

/// Those who take part in a body on the day of a view, by key: for certain, or possibly and not for certain, as it was asked.
///
/// It also says whether these are all.
#[derive(Clone, Debug)]
pub struct Roll<'w> {
    rows: Source<'w>,
    /// Whether the treaty that is held through another body, or lists its parties, is in force.
    force: Truth,
    grade: Grade,
    wanted: Truth,
    view: View<'w>,
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
        self.view.reach(&self.subject()).is_complete()
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
        (self.view, self.body)
    }

    /// Whether somebody who is possible by one spell is certain by another one.
    #[inline]
    fn is_certain_as_well(&self, found: &Participant<'_>) -> bool {
        self.wanted.is_unknown()
            && self.view.has_status(found.entity, self.body, found.status).is_yes()
    }

    /// Whoever stands next in the source, whatever the grade and the truth.
    #[inline]
    fn candidate(&mut self) -> Option<Participant<'w>> {
        match &mut self.rows {
            Source::Rows(rows) => rows.next(),
            Source::Through(rows) => {
                let found = rows.next()?;
                Some(Participant {
                    status: Status::Party,
                    truth: found.truth & self.force,
                    ..found
                })
            }
            Source::Listed(states) => Some(Participant {
                entity: states.next()?.into(),
                status: Status::Party,
                truth: self.force,
                participation: None,
            }),
        }
    }
}

impl<'w> Iterator for Roll<'w> {
    type Item = Participant<'w>;

    #[inline]
    fn next(&mut self) -> Option<Participant<'w>> {
        loop {
            let found = self.candidate()?;
            let is_of_grade = match self.grade {
                Grade::Any => true,
                Grade::Binding => found.status.is_binding(),
                Grade::Only(status) => found.status == status,
            };
            if is_of_grade && found.truth == self.wanted && !self.is_certain_as_well(&found) {
                return Some(found);
            }
        }
    }
}

/// How two bodies are compared.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Comparison {
    Both,
    Either,
    ButNot,
}

/// Who is in both of two bodies, in either, or in one but not the other, on the day of a view, by key: for certain, or possibly and
/// not for certain, as it was asked.
#[derive(Clone, Debug)]
pub struct Compared<'w> {
    sides: Sides<'w>,
    how: Comparison,
    wanted: Truth,
    view: View<'w>,
    bodies: [BodyId; 2],
}

/// The rolls of both bodies.
#[derive(Clone, Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "the large one is the one that is used, and a box would cost each comparison"
)]
enum Sides<'w> {
    /// In rows of their own, merged as they are read.
    Rows { left: Rows<'w>, right: Rows<'w>, in_a: Current<'w>, in_b: Current<'w> },
    /// However they are kept, merged already, with the truth in each.
    Merged(std::vec::IntoIter<(EntityId, Truth, Truth)>),
}

/// The row at which a roll stands.
type Current<'w> = Option<(&'w BodyRow, Truth)>;

impl<'w> Compared<'w> {
    #[track_caller]
    fn new(view: &View<'w>, a: BodyId, b: BodyId, how: Comparison, wanted: Truth) -> Self {
        let is_in_rows = |body| matches!(Keeping::of(view.world, body), Keeping::Rows(_));
        let sides = if is_in_rows(a) && is_in_rows(b) {
            let (mut left, mut right) = (view.rows(a, true), view.rows(b, true));
            let (in_a, in_b) = (left.next_row(), right.next_row());
            Sides::Rows { left, right, in_a, in_b }
        } else {
            Sides::Merged(merged(view, a, b).into_iter())
        };
        Self { sides, how, wanted, view: *view, bodies: [a, b] }
    }

    /// Whether the record of both reaches: whoever is on neither list, of the certain and of the possible, is not meant.
    ///
    /// Cost: that of [`View::reach`].
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, World, date};
    /// # let world = World::bundled();
    /// # let (csto, ots) = (world.find::<Organization>("csto")?, world.find::<Organization>("ots")?);
    /// assert!(world.as_of(date(2024, 10, 20)).in_both(ots, csto).is_complete());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn is_complete(&self) -> bool {
        self.bodies.iter().all(|body| self.view.reach(&RecordSubject::roll(*body)).is_complete())
    }

    pub(crate) const fn asked(&self) -> (View<'w>, [BodyId; 2]) {
        (self.view, self.bodies)
    }

    /// Whoever is in either, with the truth in each; of both alone, where nobody else is asked for.
    #[inline]
    fn candidate(&mut self) -> Option<(EntityId, Truth, Truth)> {
        let (left, right, in_a, in_b) = match &mut self.sides {
            Sides::Merged(merged) => return merged.next(),
            Sides::Rows { left, right, in_a, in_b } => (left, right, in_a, in_b),
        };
        if self.how != Comparison::Both {
            let place = |found: Current<'_>| found.map_or(u32::MAX, |(row, _)| row.rank());
            let at = place(*in_a).min(place(*in_b));
            let entity = *self.view.world.index().order().get(at as usize)?;
            return Some((entity, left.rest_of(at, in_a), right.rest_of(at, in_b)));
        }
        loop {
            // Where one of them ends, nobody else is in both.
            let (first, second) = ((*in_a)?.0, (*in_b)?.0);
            match first.rank().cmp(&second.rank()) {
                Ordering::Less => *in_a = left.next_row(),
                Ordering::Greater => *in_b = right.next_row(),
                Ordering::Equal => {
                    let at = first.rank();
                    return Some((first.member(), left.rest_of(at, in_a), right.rest_of(at, in_b)));
                }
            }
        }
    }
}

/// Everybody bound in either body, by key, with the truth in each.
fn merged(view: &View<'_>, a: BodyId, b: BodyId) -> Vec<(EntityId, Truth, Truth)> {
    let mut found: Vec<(EntityId, Truth, Truth)> = Vec::new();
    for (body, is_first) in [(a, true), (b, false)] {
        for wanted in [Truth::Yes, Truth::Unknown] {
            for one in view.roll(body, Grade::Binding, wanted) {
                let truth = |own: bool| if own { one.truth } else { Truth::No };
                found.push((one.entity, truth(is_first), truth(!is_first)));
            }
        }
    }
    found.sort_by_key(|(entity, ..)| view.world.index().rank(*entity));
    found.dedup_by(|next, kept| {
        let is_same = next.0 == kept.0;
        if is_same {
            (kept.1, kept.2) = (kept.1 | next.1, kept.2 | next.2);
        }
        is_same
    });
    found
}

impl Iterator for Compared<'_> {
    type Item = (EntityId, Truth);

    #[inline]
    fn next(&mut self) -> Option<(EntityId, Truth)> {
        loop {
            let (entity, in_a, in_b) = self.candidate()?;
            let truth = match self.how {
                Comparison::Both => in_a & in_b,
                Comparison::Either => in_a | in_b,
                Comparison::ButNot if in_a.is_no() => Truth::No,
                // A missing row is a no only as far as the roll reaches.
                Comparison::ButNot if in_b.is_no() => {
                    in_a & !self.view.is_member(entity, self.bodies[1])
                }
                Comparison::ButNot => in_a & !in_b,
            };
            if truth == self.wanted {
                return Some((entity, truth));
            }
        }
    }
}

/// Those spells of a body that hold or may hold on the day of a view.
#[derive(Clone, Debug)]
pub(crate) struct Rows<'w> {
    /// Which rows of the chunk are still to be given.
    mask: u64,
    chunk: &'w [BodyRow],
    /// The marks of rows that need a closer look.
    look: u32,
    run: BodyRun<'w>,
    /// The table of participations.
    table: &'w [Participation],
    only_binding: bool,
    view: View<'w>,
}

impl<'w> Rows<'w> {
    #[inline]
    fn next_row(&mut self) -> Option<(&'w BodyRow, Truth)> {
        loop {
            if self.mask == 0 {
                self.refill()?;
            }
            let row = self.chunk.get(self.mask.trailing_zeros() as usize)?;
            self.mask &= self.mask - 1;
            let truth = if row.has(self.look) { self.closer_look(row) } else { Truth::Yes };
            if truth.is_possible() {
                return Some((row, truth));
            }
        }
    }

    /// The truth of all spells of a member, the first of which may be the current one; the row after them becomes
    /// the current one. Several spells of one member follow each other.
    #[inline]
    fn rest_of(&mut self, rank: u32, current: &mut Option<(&'w BodyRow, Truth)>) -> Truth {
        let mut best = Truth::No;
        while let Some((_, truth)) = current.filter(|(row, _)| row.rank() == rank) {
            best = best.max(truth);
            *current = self.next_row();
        }
        best
    }

    // Out of line, so that the way of each row stays short.
    #[inline(never)]
    fn refill(&mut self) -> Option<()> {
        (self.mask, self.chunk) = self.run.next_possible(self.view.days())?;
        Some(())
    }

    #[inline(never)]
    fn closer_look(&self, row: &BodyRow) -> Truth {
        if self.only_binding && row.has(BodyRow::UNBOUND) {
            return Truth::No;
        }
        self.view.truth_at(row.participation())
    }
}

impl<'w> Iterator for Rows<'w> {
    type Item = Participant<'w>;

    #[inline]
    fn next(&mut self) -> Option<Participant<'w>> {
        let (row, truth) = self.next_row()?;
        let entity = row.member();
        let participation = self.table.get(row.participation());
        Some(Participant { entity, status: row.status(), truth, participation })
    }
}

/// Those participations of somebody that hold or may hold on the day of a view.
#[derive(Clone, Debug)]
pub(crate) struct MemberRows<'w> {
    /// Which rows of the chunk are still to be given.
    mask: u64,
    chunk: &'w [Participation],
    /// The number of the first row of the chunk.
    first: usize,
    member: EntityId,
    /// Whether nothing but the bounds of a row decides.
    plain: bool,
    rows: &'w [Participation],
    /// The number of the first of the other rows.
    next: usize,
    view: View<'w>,
}

impl MemberRows<'_> {
    #[inline(never)]
    fn refill(&mut self) -> Option<()> {
        let before = self.rows.len();
        (self.mask, self.chunk) = next_possible(&mut self.rows, self.view.days())?;
        self.next += before - self.rows.len();
        self.first = self.next - self.chunk.len();
        Some(())
    }
}

impl<'w> Iterator for MemberRows<'w> {
    type Item = (BodyId, Participant<'w>);

    #[inline]
    fn next(&mut self) -> Option<(BodyId, Participant<'w>)> {
        loop {
            if self.mask == 0 {
                self.refill()?;
            }
            let at = self.mask.trailing_zeros() as usize;
            let row = self.chunk.get(at)?;
            self.mask &= self.mask - 1;
            let truth = if self.plain {
                self.view.spans(row.span)
            } else {
                self.view.truth_at(self.first + at)
            };
            if truth.is_possible() {
                let (entity, status, participation) = (self.member, row.status, Some(row));
                return Some((row.body(), Participant { entity, status, truth, participation }));
            }
        }
    }
}
