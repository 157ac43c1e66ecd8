//! A debate: what was said on a topic, held against the record, with who holds what and who agrees with whom.

use super::made::is_one_text;
use super::{ClaimCaveat, ClaimComparison, ClaimFinding, Positions, of_claims};
use crate::model::Claim;
use crate::world::View;
use crate::{EntityId, Id};

/// A debate, as far as it was held by the day of a view.
///
/// It is of a topic, of a speaker, or of both; of neither it is the debate on what most speakers take a stance on: all that the texts
/// say in which they do, and all that is said of it elsewhere.
#[derive(Copy, Clone, Debug)]
pub struct Debate<'w> {
    view: View<'w>,
    topic: Option<EntityId>,
    speaker: Option<EntityId>,
}

impl<'w> View<'w> {
    /// The debate that was held by the day of the view: what was said, who holds what, who agrees with whom, and how all of it stands
    /// against the record.
    ///
    /// # Returns
    ///
    /// A [`Debate`], to be narrowed to a [topic](Debate::on) or a [speaker](Debate::by), and asked; it prints as a
    /// [page](Debate::report) or as [data](Debate::answer).
    ///
    /// # Cost
    ///
    /// None by itself; each part is found when it is asked for.
    ///
    /// # Example
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::{World, date};
    ///
    /// let world = World::bundled();
    /// let debate = world.as_of(date(2024, 10, 20)).debate();
    /// assert_eq!(world.name(debate.topic().unwrap()), "OTS as a military alliance");
    /// assert!(debate.comparisons().iter().any(|two| two.is_dissent()));
    /// # }
    /// ```
    pub const fn debate(&self) -> Debate<'w> {
        Debate { view: *self, topic: None, speaker: None }
    }
}

impl<'w> Debate<'w> {
    /// Only what speaks of this topic.
    #[must_use]
    #[track_caller]
    pub fn on(mut self, topic: impl Into<EntityId>) -> Self {
        self.topic = Some(self.view.world().own(topic.into()));
        self
    }

    /// Only what this speaker says.
    #[must_use]
    #[track_caller]
    pub fn by(mut self, speaker: impl Into<EntityId>) -> Self {
        self.speaker = Some(self.view.world().own(speaker.into()));
        self
    }

    /// The view on which it is asked.
    pub const fn view(&self) -> View<'w> {
        self.view
    }

    /// The topic to which it was narrowed; else that on which most speakers take a stance, and of a speaker none.
    pub fn topic(&self) -> Option<EntityId> {
        match (self.topic, self.speaker) {
            (None, None) => self.view.positions().main_topic(),
            (topic, _) => topic,
        }
    }

    /// The speaker to whom it was narrowed.
    pub const fn speaker(&self) -> Option<EntityId> {
        self.speaker
    }

    /// What was said, by key.
    ///
    /// Cost: O(n log n) in the claims of the world.
    pub fn claims(&self) -> Vec<Id<Claim>> {
        let world = self.view.world();
        let is_on = |claim: Id<Claim>, topic: EntityId| {
            world[claim].topics(world.tables()).contains(&topic)
        };
        let made = self.view.claims();
        if self.topic.is_some() || self.speaker.is_some() {
            let is_meant = |claim: &Id<Claim>| {
                self.topic.is_none_or(|topic| is_on(*claim, topic))
                    && self.speaker.is_none_or(|speaker| world[*claim].by.contains(&speaker))
            };
            return made.filter(is_meant).collect();
        }
        let Some(topic) = self.topic() else { return made.collect() };
        let is_stance = |claim: &Id<Claim>| {
            let claim = &world[*claim];
            let takes_one = claim.taken_stance().is_some() || claim.is_conditional(world.tables());
            takes_one && claim.matters(world.tables()).contains(&topic)
        };
        let stances: Vec<Id<Claim>> = self.view.claims().filter(is_stance).collect();
        let is_in_one_text =
            |claim: Id<Claim>| stances.iter().any(|one| is_one_text(&world[*one], &world[claim]));
        made.filter(|claim| is_on(*claim, topic) || is_in_one_text(*claim)).collect()
    }

    /// How what was said stands against the record of the day that it is about, as known when it was said.
    ///
    /// Cost: that of [`verdict_on`](View::verdict_on) for each claim.
    pub fn findings(&self) -> Vec<ClaimFinding<'w>> {
        self.claims().into_iter().map(|claim| self.view.verdict_on(claim)).collect()
    }

    /// Who holds what.
    ///
    /// Cost: as [`positions`](View::positions).
    pub fn positions(&self) -> Positions<'w> {
        self.view.positions_in(&self.claims())
    }

    /// Each two claims of different speakers that have something to do with each other.
    ///
    /// Cost: O(n²) comparisons.
    pub fn comparisons(&self) -> Vec<ClaimComparison> {
        let world = self.view.world();
        let mut compared = self.view.compare_all_claims(&self.claims());
        compared.retain(|two| {
            let [one, other] = two.claims.map(|claim| &world[claim].by);
            !one.iter().any(|speaker| other.contains(speaker))
        });
        compared
    }

    /// What to keep in mind: whose words they are, by which ways they reach us, which texts may be mixed up, what turns on a reading,
    /// what later days made of it.
    ///
    /// Cost: as [`findings`](Self::findings), and once more for what is known later.
    pub fn caveats(&self) -> Vec<ClaimCaveat> {
        of_claims(&self.view, &self.findings())
    }
}
