//! What somebody is in on the day of a view: the other direction of rolls.

use super::roll::Participant;
use super::view::View;
use crate::{AsMember, BodyId, EntityId, Id, Organization, Treaty, Truth};

impl<'w> View<'w> {
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
