//! Who holds what on which topic: a matrix of speakers by topic, with the claims behind each cell.

use std::collections::BTreeMap;

use crate::base::words;
use crate::model::{Claim, Rank, Stance, Verb};
use crate::time::Day;
use crate::world::{View, World};
use crate::{EntityId, Id};

/// What a speaker holds of something.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Position {
    /// For it.
    Support,
    /// Against it.
    Oppose,
    /// Expressly neither.
    Neutral,
    /// It depends: for it, or possible, under conditions that the speaker names.
    Conditional,
    /// Of several claims some are for it and some against it.
    Divided,
}

words! {
    Position, "position":
    Support = "support",
    Oppose = "oppose",
    Neutral = "neutral",
    Conditional = "conditional",
    Divided = "divided",
}

/// What a speaker says on a topic: a cell of the matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PositionOn {
    /// Who.
    pub speaker: EntityId,
    /// On what.
    pub topic: EntityId,
    /// What the speaker holds of it; `None`: speaks of it, and takes no stance.
    pub position: Option<Position>,
    /// The claims that say so, by key.
    pub claims: Vec<Id<Claim>>,
    /// What else the speaker says of it, by key.
    pub others: Vec<Id<Claim>>,
    /// The strongest verb by which one of the claims that say so is reported; `None`: of none it is known.
    pub verb: Option<Verb>,
    /// Whether one of the claims that say so is the speaker's beyond doubt: the text names the speaker, and it is plain who speaks.
    pub is_plain: bool,
}

/// Who holds what on which topic: a matrix of speakers by topic. A cell that is not in it is silence.
#[derive(Clone, Debug)]
pub struct Positions<'w> {
    world: &'w World,
    cells: Vec<PositionOn>,
    speakers: Vec<EntityId>,
}

impl<'w> View<'w> {
    /// Who holds what on which topic, by the claims that were [made](Self::claims) by the day of the view.
    ///
    /// # Rule
    ///
    /// ```text
    /// support(w, x)     :- by(c, w), for(c, x), not conditional(c).
    /// oppose(w, x)      :- by(c, w), against(c, x), not conditional(c).
    /// divided(w, x)     :- support(w, x), oppose(w, x).
    /// conditional(w, x) :- by(c, w), conditional(c, x), takes no other stance(w, x).
    /// silent(w, x)      :- speaks(w), not by(c, w) with c about x.
    /// ```
    ///
    /// Of what somebody holds and has not said nothing is known, and what others say that a speaker holds is theirs.
    ///
    /// # Cost
    ///
    /// O(n log n) in the claims and what they name.
    ///
    /// # Example
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::answer::Position;
    /// use comity::model::{Analyst, Hypothetical};
    /// use comity::{World, date};
    ///
    /// let world = World::bundled();
    /// let positions = world.as_of(date(2024, 10, 20)).positions();
    /// let alliance = world.find::<Hypothetical>("ots-alliance")?;
    /// let karauz = positions.cell(world.find::<Analyst>("karauz")?, alliance).unwrap();
    /// assert_eq!(karauz.position, Some(Position::Support));
    /// let ozer = positions.cell(world.find::<Analyst>("ozer")?, alliance).unwrap();
    /// assert_eq!(ozer.position, Some(Position::Oppose));
    /// let mikail = positions.cell(world.find::<Analyst>("mikail")?, alliance).unwrap();
    /// assert_eq!(mikail.position, Some(Position::Conditional));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn positions(&self) -> Positions<'w> {
        self.positions_in(&self.claims().collect::<Vec<_>>())
    }

    /// The same by some claims alone, whenever they were made.
    ///
    /// Cost: as [`positions`](Self::positions).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{World, date};
    /// # let world = World::bundled();
    /// let today = world.as_of(date(2024, 10, 20));
    /// assert!(today.positions_in(&[]).iter().next().is_none());
    /// # }
    /// ```
    #[track_caller]
    pub fn positions_in(&self, claims: &[Id<Claim>]) -> Positions<'w> {
        Positions::of_claims(self.world(), claims)
    }
}

impl<'w> Positions<'w> {
    #[track_caller]
    fn of_claims(world: &'w World, claims: &[Id<Claim>]) -> Self {
        /// A speaker and a topic, with the claims of the one on the other.
        type Spoken = (EntityId, EntityId, Vec<Id<Claim>>);

        let mut spoken: BTreeMap<(&str, &str), Spoken> = BTreeMap::new();
        let mut speakers: Vec<EntityId> = Vec::new();
        let counting = claims.iter().map(|claim| world.own(*claim));
        for claim in counting.filter(|claim| world[*claim].rank != Rank::Deprecated) {
            for speaker in &world[claim].by {
                speakers.push(*speaker);
                for topic in world[claim].topics(world.tables()) {
                    let place = (world.key(topic), world.key(*speaker));
                    let cell = spoken.entry(place).or_insert((*speaker, topic, Vec::new()));
                    cell.2.push(claim);
                }
            }
        }
        speakers.sort_by_key(|speaker| world.key(*speaker));
        speakers.dedup();
        let cells = spoken.into_values();
        let cells = cells.map(|(speaker, topic, claims)| cell(world, speaker, topic, claims));
        Self { world, cells: cells.collect(), speakers }
    }

    /// All who speak, by key.
    pub fn speakers(&self) -> &[EntityId] {
        &self.speakers
    }

    /// All of which somebody speaks, by key.
    pub fn topics(&self) -> Vec<EntityId> {
        let mut topics: Vec<EntityId> = self.cells.iter().map(|cell| cell.topic).collect();
        topics.dedup();
        topics
    }

    /// The cells of the matrix, by topic and then by speaker.
    pub fn iter(&self) -> impl Iterator<Item = &PositionOn> {
        self.cells.iter()
    }

    /// What a speaker says on a topic; `None`: nothing.
    #[track_caller]
    pub fn cell(
        &self,
        speaker: impl Into<EntityId>,
        topic: impl Into<EntityId>,
    ) -> Option<&PositionOn> {
        let (speaker, topic) = (self.world.own(speaker.into()), self.world.own(topic.into()));
        self.cells.iter().find(|cell| (cell.speaker, cell.topic) == (speaker, topic))
    }

    /// What is said on a topic, by speaker.
    #[track_caller]
    pub fn on(&self, topic: impl Into<EntityId>) -> impl Iterator<Item = &PositionOn> {
        let topic = self.world.own(topic.into());
        self.cells.iter().filter(move |cell| cell.topic == topic)
    }

    /// What a speaker says, by topic.
    #[track_caller]
    pub fn of(&self, speaker: impl Into<EntityId>) -> impl Iterator<Item = &PositionOn> {
        let speaker = self.world.own(speaker.into());
        self.cells.iter().filter(move |cell| cell.speaker == speaker)
    }

    /// Who speaks of other things, and not of this, by key.
    #[track_caller]
    pub fn silent_on(&self, topic: impl Into<EntityId>) -> Vec<EntityId> {
        let topic = self.world.own(topic.into());
        let speaks = |who: EntityId| self.on(topic).any(|cell| cell.speaker == who);
        self.speakers.iter().copied().filter(|who| !speaks(*who)).collect()
    }

    /// Of what most speakers take a stance; of several that on which one was taken last, and then the first by key. `None` where
    /// nobody takes any.
    pub fn main_topic(&self) -> Option<EntityId> {
        let mut best: Option<((usize, Option<Day>), EntityId)> = None;
        for topic in self.topics() {
            let taken = || self.on(topic).filter(|cell| cell.position.is_some());
            let days = taken().flat_map(|cell| &cell.claims);
            let newest = days.filter_map(|claim| self.world[*claim].date?.latest()).max();
            let weight = (taken().count(), newest);
            if weight.0 > 0 && best.is_none_or(|(most, _)| weight > most) {
                best = Some((weight, topic));
            }
        }
        best.map(|(_, topic)| topic)
    }
}

/// What a speaker holds of a topic, by the claims in which the speaker speaks of it.
fn cell(
    world: &World,
    speaker: EntityId,
    topic: EntityId,
    mut claims: Vec<Id<Claim>>,
) -> PositionOn {
    claims.sort_by_key(|claim| &world[*claim].key);
    claims.dedup();
    let is_meant = |claim: &Claim| claim.matters(world.tables()).contains(&topic);
    let taken = |id: Id<Claim>| {
        let claim = &world[id];
        if !is_meant(claim) {
            return None;
        }
        if claim.is_conditional(world.tables()) {
            return Some(Position::Conditional);
        }
        claim.taken_stance().map(|stance| match stance {
            Stance::Support => Position::Support,
            Stance::Oppose => Position::Oppose,
            Stance::Neutral => Position::Neutral,
        })
    };
    let has = |position: Position| claims.iter().any(|claim| taken(*claim) == Some(position));
    // Who is for it, or against it, and names conditions besides, is for it, or against it.
    let position = match (has(Position::Support), has(Position::Oppose)) {
        (true, true) => Some(Position::Divided),
        (true, false) => Some(Position::Support),
        (false, true) => Some(Position::Oppose),
        (false, false) if has(Position::Conditional) => Some(Position::Conditional),
        (false, false) => has(Position::Neutral).then_some(Position::Neutral),
    };
    let says_so = |claim: &Id<Claim>| match (position, taken(*claim)) {
        (Some(Position::Divided), Some(one)) => {
            matches!(one, Position::Support | Position::Oppose)
        }
        (position, one) => one.is_some() && one == position,
    };
    let (claims, others): (Vec<_>, Vec<_>) = claims.iter().copied().partition(says_so);
    let is_plain = claims.iter().any(|claim| world[*claim].is_plainly_said());
    let verb = claims.iter().filter_map(|claim| world[*claim].verb).max();
    PositionOn { speaker, topic, position, claims, others, verb, is_plain }
}
