//! What somebody is in on the day of a view: the other direction of rolls.

use super::keeping::Keeping;
use super::reach::RecordSubject;
use super::roll::Participant;
use super::rows::{MemberRows, Reads};
use super::view::View;
use crate::model::{CoverageLevel, OtherEnd};
use crate::{AsMember, BodyId, EntityId, Id, Organization, Treaty, Truth};

impl<'w> View<'w> {
    /// All participations of somebody on the day that are certain, by key of the body.
    ///
    /// Those of which it is not known are [others](Self::possible_memberships_of); whether that is all, the list says.
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
    pub fn memberships_of(&self, member: impl AsMember) -> Memberships<'w> {
        Memberships::new(*self, member.member(), Truth::Yes)
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
    pub fn possible_memberships_of(&self, member: impl AsMember) -> Memberships<'w> {
        Memberships::new(*self, member.member(), Truth::Unknown)
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
    #[inline]
    #[track_caller]
    pub fn organizations_of<A: AsMember>(
        &self,
        member: A,
    ) -> impl Iterator<Item = (Id<Organization>, Participant<'w>)> + use<'w, A> {
        let rows = self.held_by(member.member(), Reads::Certain).without(NOT_OF_ORGANIZATIONS);
        rows.certain().map(of_organization)
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
        let all = self.possible_memberships_of(member);
        let rows = all.rows.without(NOT_OF_ORGANIZATIONS);
        Memberships { rows, ..all }.map(of_organization)
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
        let all: Vec<(Id<Treaty>, Participant<'w>)> = rows.chain(listing).collect();
        // What is possible by one spell may be certain by another one.
        let is_certain = |treaty| all.iter().any(|(one, by)| *one == treaty && by.truth.is_yes());
        let is_meant = |(treaty, found): &(Id<Treaty>, Participant<'_>)| {
            found.truth == wanted && (wanted.is_yes() || !is_certain(*treaty))
        };
        let mut treaties: Vec<(Id<Treaty>, Participant<'w>)> =
            all.iter().copied().filter(is_meant).collect();
        treaties.sort_by_key(|(treaty, _)| self.world.index().rank((*treaty).into()));
        treaties.into_iter()
    }
}

/// What somebody takes part in by rows of its own on the day of a view, by key of the body: for certain, or possibly and not for
/// certain, as it was asked.
///
/// It also says whether that is all.
#[derive(Clone, Debug)]
pub struct Memberships<'w> {
    rows: MemberRows<'w>,
    wanted: Truth,
}

impl<'w> Memberships<'w> {
    #[track_caller]
    fn new(view: View<'w>, member: EntityId, wanted: Truth) -> Self {
        Self { rows: view.held_by(member, Reads::of(wanted)), wanted }
    }

    /// Those alone that are in organizations.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{State, World, date};
    /// # let world = World::bundled();
    /// # let arm = world.find::<State>("arm")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// let bodies: Vec<&str> =
    ///     today.memberships_of(arm).in_organizations().map(|(body, _)| world.key(body)).collect();
    /// assert!(bodies.contains(&"csto") && !bodies.contains(&"cst"));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[must_use]
    pub const fn in_organizations(mut self) -> Self {
        self.rows = self.rows.without(OtherEnd::IN_TREATY);
        self
    }

    /// Whether the record reaches: what is on neither list, of the certain and of the possible, the member is not bound by being in.
    ///
    /// That is said of the bodies of this world of which a roll is kept; whether there are others is asked with [`View::reach`].
    ///
    /// Cost: O(bodies × log spells).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{State, World, date};
    /// # let world = World::bundled();
    /// # let arm = world.find::<State>("arm")?;
    /// let then = world.as_of(date(2040, 1, 1));
    /// assert!(!then.memberships_of(arm).is_complete());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn is_complete(&self) -> bool {
        self.silent().next().is_none()
    }

    /// The bodies of which the record does not say whether the member is in them: in no row, and beyond the reach of the roll.
    ///
    /// Cost: O(bodies × log spells), to the end.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (arm, nato) = (world.find::<State>("arm")?, world.find::<Organization>("nato")?);
    /// let then = world.as_of(date(2040, 1, 1));
    /// assert!(then.memberships_of(arm).silent().any(|body| body == nato.into()));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn silent(&self) -> impl Iterator<Item = BodyId> + use<'w> {
        let (view, member) = self.rows.asked();
        let world = view.world();
        let treaties = world.treaties().map(BodyId::from);
        let treaties = treaties.filter(|body| Keeping::is_in_rows(world, *body));
        let treaties = treaties.take(if self.is_in_organizations() { 0 } else { usize::MAX });
        let bodies = world.organizations().map(BodyId::from).chain(treaties);
        bodies.filter(move |body| {
            let keeps_a_roll = world.has_rows(*body)
                || view.coverage(*body).is_none_or(|one| one.level != CoverageLevel::None);
            let is_told =
                view.reach(&RecordSubject::Participation { member, body: *body }).is_complete();
            let is_silent = || {
                let found = view.standing(member, *body);
                // Whoever observes may be a member as well, for all that the record says.
                let is_listed = found.participation.is_some_and(|one| one.status.is_binding());
                found.truth.is_unknown() && !is_listed
            };
            keeps_a_roll && !is_told && is_silent()
        })
    }

    /// Whether what is possible by one spell is certain by another one.
    fn is_certain_as_well(&self, body: BodyId, found: &Participant<'_>) -> bool {
        self.rows.asked().0.has_status(found.entity, body, found.status).is_yes()
    }

    pub(crate) const fn asked(&self) -> (View<'w>, EntityId, bool) {
        let (view, member) = self.rows.asked();
        (view, member, self.is_in_organizations())
    }

    /// Whether those in treaties are left out.
    const fn is_in_organizations(&self) -> bool {
        self.rows.is_without(OtherEnd::IN_TREATY)
    }

    /// The next of those that are not certain.
    #[inline(never)]
    fn next_unknown(&mut self) -> Option<(BodyId, Participant<'w>)> {
        loop {
            let (body, found) = self.rows.next()?;
            if found.truth == self.wanted && !self.is_certain_as_well(body, &found) {
                return Some((body, found));
            }
        }
    }
}

impl<'w> Iterator for Memberships<'w> {
    type Item = (BodyId, Participant<'w>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.wanted.is_yes() { self.rows.next_certain() } else { self.next_unknown() }
    }
}

/// The marks of rows that make nobody a member of an organization.
const NOT_OF_ORGANIZATIONS: u32 = OtherEnd::IN_TREATY | OtherEnd::UNBOUND;

/// What is left where rows in treaties are passed over is in organizations.
#[inline]
fn of_organization(
    (body, found): (BodyId, Participant<'_>),
) -> (Id<Organization>, Participant<'_>) {
    (body.entity().cast(), found)
}
