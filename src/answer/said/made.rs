//! Which claims were made by a day, and by how many ways they reach us.

use super::compare::shares_source;
use crate::model::{Claim, Proposition};
use crate::time::Date;
use crate::world::{View, World};
use crate::{Id, Truth};

/// Whether a claim was made by the day of a view, as far as the view knows.
pub(super) fn is_made(view: &View<'_>, claim: &Claim) -> Truth {
    let Some(said) = claim.date else { return Truth::Unknown };
    let known = claim.provenance.recorded.map_or(said, Date::from);
    let is_known = view.knowledge().map_or(Truth::Yes, |day| known.is_on_or_before(day.into()));
    said.is_on_or_before(view.as_of()) & is_known
}

impl<'w> View<'w> {
    /// The claims that were made by the day of the view, as far as it knows of them, by key.
    ///
    /// Cost: O(claims).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{World, date};
    /// # let world = World::bundled();
    /// let then = world.as_of(date(2024, 6, 1)).claims().count();
    /// let now = world.as_of(date(2024, 10, 20)).claims().count();
    /// assert!(then < now);
    /// # }
    /// ```
    pub fn claims(&self) -> impl Iterator<Item = Id<Claim>> + use<'w> {
        self.claims_made(Truth::Yes)
    }

    /// The claims of which it is not known whether they were made by the day of the view, by key: their own day is not known, or not
    /// well enough.
    ///
    /// Cost: O(claims).
    ///
    /// ```
    /// use comity::model::Claim;
    /// use comity::{World, date};
    ///
    /// let mut world = World::builder();
    /// let mut claim = Claim::new("some-day");
    /// claim.attribution = Some("somebody".into());
    /// world.claim(claim);
    /// let world = world.freeze()?;
    /// assert_eq!(world.as_of(date(2024, 10, 20)).possible_claims().count(), 1);
    /// # Ok::<(), comity::BuildError>(())
    /// ```
    pub fn possible_claims(&self) -> impl Iterator<Item = Id<Claim>> + use<'w> {
        self.claims_made(Truth::Unknown)
    }

    /// The claims made by the day of the view that speak of one thing, by key: that say it, deny it, or leave it open.
    ///
    /// Who else speaks of what a claim says is asked with the claim's own [proposition](Claim::proposition).
    ///
    /// Cost: O(k log k) in the claims that speak of it, of whatever day.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::{World, date};
    ///
    /// let world = World::bundled();
    /// let today = world.as_of(date(2024, 10, 20));
    /// // Whether Armenia is a member of the CSTO.
    /// let said = world.tables().propositions.find("takes_part(arm,csto,member)").unwrap();
    /// let claims: Vec<&str> = today.claims_on(said).map(|claim| &*world[claim].key).collect();
    /// assert_eq!(claims, ["cauc02", "ex08"]);
    /// # }
    /// ```
    #[track_caller]
    pub fn claims_on(
        &self,
        proposition: Id<Proposition>,
    ) -> impl Iterator<Item = Id<Claim>> + use<'w> {
        let tables = self.world().tables();
        let claims = tables.propositions.claims(proposition).iter();
        let made = claims.filter(|claim| is_made(self, &tables.claims[**claim]).is_yes());
        let mut found: Vec<(&str, Id<Claim>)> =
            made.map(|claim| (&*tables.claims[*claim].key, *claim)).collect();
        found.sort_unstable();
        found.into_iter().map(|(_, id)| id)
    }

    fn claims_made(&self, made: Truth) -> impl Iterator<Item = Id<Claim>> + use<'w> {
        let all = self.world().tables().claims.entries();
        let fitting = all.filter(|(_, claim)| is_made(self, claim) == made);
        let mut found: Vec<(&str, Id<Claim>)> =
            fitting.map(|(id, claim)| (&*claim.key, id)).collect();
        found.sort_unstable();
        found.into_iter().map(|(_, id)| id)
    }
}

impl World {
    /// Some claims, together with those that reach us by the same way, each such group for one source: two speakers of one outlet are
    /// not two sources, nor is one speaker in two outlets. In the order of the claims.
    ///
    /// ```text
    /// one_source(c, d) :- outermost_voice(c, v), outermost_voice(d, v).
    /// one_source(c, d) :- cites(c, s), cites(d, s).
    /// one_source(c, d) :- by(c, w), by(d, w).
    /// one_source(c, e) :- one_source(c, d), one_source(d, e).
    /// ```
    ///
    /// Cost: O(n²).
    ///
    /// ```
    /// use comity::World;
    /// use comity::model::{Analyst, Claim, Manner, Outlet, Voice};
    ///
    /// let mut world = World::builder();
    /// let paper = world.add(Outlet::new("paper", "The Paper"));
    /// let [ann, ben] = ["ann", "ben"].map(|name| {
    ///     let speaker = world.add(Analyst::new(name, name));
    ///     let mut claim = Claim::new(format!("of-{name}"));
    ///     claim.by = vec![speaker.into()];
    ///     claim.voices = vec![Voice::new(paper, Manner::Own), Voice::new(speaker, Manner::Quoted)];
    ///     world.claim(claim);
    ///     speaker
    /// });
    /// let world = world.freeze()?;
    /// let claims: Vec<_> = world.claims_by(ann).chain(world.claims_by(ben)).collect();
    /// assert_eq!(world.claims_by_source(&claims).len(), 1);
    /// # Ok::<(), comity::BuildError>(())
    /// ```
    #[track_caller]
    pub fn claims_by_source(&self, claims: &[Id<Claim>]) -> Vec<Vec<Id<Claim>>> {
        let mut groups: Vec<Vec<Id<Claim>>> = Vec::new();
        for claim in claims {
            let own = self.own(*claim);
            let is_near = |group: &Vec<Id<Claim>>| {
                group.iter().any(|other| is_one_source(&self[own], &self[*other]))
            };
            let (near, apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(is_near);
            // A claim that is near two groups makes them one.
            let mut joined: Vec<Id<Claim>> = near.into_iter().flatten().collect();
            joined.push(own);
            joined.sort_by_key(|one| claims.iter().position(|claim| claim == one));
            joined.dedup();
            groups = apart;
            groups.push(joined);
        }
        groups.sort_by_key(|group| claims.iter().position(|claim| group.first() == Some(claim)));
        groups
    }
}

/// Whether two claims reach us by one way.
fn is_one_source(one: &Claim, two: &Claim) -> bool {
    is_one_outlet(one, two)
        || shares_source(one, two)
        || one.by.iter().any(|speaker| two.by.contains(speaker))
}

/// Whether the outermost voice of two claims is one.
fn is_one_outlet(one: &Claim, two: &Claim) -> bool {
    let outermost = |claim: &Claim| claim.voices.first().map(|voice| voice.speaker);
    outermost(one).is_some() && outermost(one) == outermost(two)
}

/// Whether two claims stand in one text: they cite one, or one outlet has both on one day.
pub(super) fn is_one_text(one: &Claim, two: &Claim) -> bool {
    let is_one_day = one.date.is_some() && one.date == two.date;
    shares_source(one, two) || is_one_day && is_one_outlet(one, two)
}
