//! The treaties of a day that do something, and whom they bind by it.

use crate::model::EffectKind;
use crate::rules::Situation;
use crate::world::{RecordReach, RecordSubject, View};
use crate::{EntityId, Id, Provision, Treaty, Truth};

/// A treaty in force on a day, with its provisions of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TreatyWith {
    /// Which treaty.
    pub treaty: Id<Treaty>,
    /// Its provisions of that kind that stand, by key.
    pub provisions: Vec<Id<Provision>>,
    /// Whom these bind, by key, each with truth.
    pub bound: Vec<(EntityId, Truth)>,
    /// Whether one of them stands for certain.
    pub truth: Truth,
}

/// The treaties of a day with provisions of one kind, by key, and how far the record of such provisions reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TreatiesWith {
    /// The treaties.
    pub treaties: Vec<TreatyWith>,
    /// How far the record reaches: whether there may be more.
    pub reach: RecordReach,
}

impl View<'_> {
    /// The treaties in force on the day with provisions of a kind, such as mutual defence, by key; and whom these bind.
    ///
    /// # Rule
    ///
    /// ```text
    /// treaty_with(t, kind, d) :- provision(p, t), kind(p, kind), stands(p, d).
    /// binds(t, kind, s, d)    :- treaty_with(t, kind, d), bound(s, p, d).
    /// ```
    ///
    /// Source: pacta sunt servanda, VCLT art. 26. Cost: O(provisions + members of the treaties that are found).
    ///
    /// # Example
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::model::EffectKind;
    /// use comity::{World, date};
    ///
    /// let world = World::bundled();
    /// let found = world.as_of(date(2024, 10, 20)).treaties_with(EffectKind::MutualDefence);
    /// let shusha = found.treaties.iter().find(|one| world.key(one.treaty) == "shusha").unwrap();
    /// let bound: Vec<&str> = shusha.bound.iter().map(|(state, _)| world.key(*state)).collect();
    /// assert_eq!(bound, ["aze", "tur"]);
    /// # }
    /// ```
    pub fn treaties_with(&self, kind: EffectKind) -> TreatiesWith {
        let (world, situation) = (self.world(), Situation::recorded(*self));
        let mut found: Vec<TreatyWith> = Vec::new();
        for treaty in world.treaties() {
            let of_kind = world.provisions_of(treaty).filter(|id| world[*id].effect.kind() == kind);
            let stands = of_kind.map(|id| (id, situation.stands(id)));
            let stands: Vec<(Id<Provision>, Truth)> =
                stands.filter(|(_, truth)| truth.is_possible()).collect();
            if stands.is_empty() {
                continue;
            }
            let mut bound: Vec<(EntityId, Truth)> = Vec::new();
            for (id, truth) in &stands {
                let bearers = situation.bearers(&world[*id]).into_iter();
                bound.extend(bearers.map(|(member, bears)| (member, bears & *truth)));
            }
            let rank = |one: EntityId| world.index().rank(one);
            // The best that binds somebody comes first, and stays.
            bound.sort_by_key(|(member, truth)| (rank(*member), std::cmp::Reverse(*truth)));
            bound.dedup_by_key(|(member, _)| *member);
            bound.retain(|(_, truth)| truth.is_possible());
            found.push(TreatyWith {
                treaty,
                truth: Truth::any(stands.iter().map(|(_, truth)| *truth)),
                provisions: stands.into_iter().map(|(id, _)| id).collect(),
                bound,
            });
        }
        TreatiesWith { treaties: found, reach: self.reach(&RecordSubject::duties(Some(kind))) }
    }
}
