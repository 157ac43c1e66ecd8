//! What to give up so that no conflict is left: all repairs, and one that is fastest, cheapest or preferred.

use super::{Commitment, Deliberation};
use crate::logic::{Earliest, Repairs, Set};
use crate::time::Day;

/// A minimal repair: if all these go, no conflict is left, and none of them can stay.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Repair {
    /// What goes, by state and key.
    pub gone: Vec<Commitment>,
}

impl Repair {
    /// The repair in which these go; whether it is one, [`Deliberation`] tells.
    pub fn new(gone: impl IntoIterator<Item = Commitment>) -> Self {
        Self { gone: gone.into_iter().collect() }
    }
}

impl Deliberation<'_, '_> {
    /// Whether all minimal conflicts and repairs are listed.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// assert!(deliberation.is_complete());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn is_complete(&self) -> bool {
        self.all().complete && self.closed().1
    }

    /// The minimal repairs, whole, as far as the limits go. What rests on something that goes, goes with it.
    ///
    /// In words: [`Commitment::tell_end`] for each that is gone, and [`why_repair`](Self::why_repair).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let repairs = deliberation.repairs();
    /// assert_eq!(repairs.len(), 1);
    /// assert_eq!(repairs[0].gone, deliberation.must());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn repairs(&self) -> Vec<Repair> {
        let (closed, _) = self.closed();
        closed.iter().map(|set| self.repair(set)).collect()
    }

    /// The minimal repairs of each independent part of the conflicts; every choice of one from each is a repair.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// // Each conflict of a single commitment is a part by itself, with one way out.
    /// assert!(deliberation.parts().iter().all(|part| part.len() == 1));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn parts(&self) -> Vec<Vec<Repair>> {
        let whole = |set: &Set| Repair { gone: self.commitments_of(set.iter()) };
        self.found().parts.iter().map(|part| part.iter().map(whole).collect()).collect()
    }

    /// A minimal repair among what can be out by the earliest day, closed: what rests on something that goes, goes with it.
    ///
    /// Where the earliest day is not known, one that gives up no more than it must. `None` if no repair helps, or none is needed.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// assert_eq!(deliberation.fastest_repair().unwrap().gone, deliberation.must());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn fastest_repair(&self) -> Option<Repair> {
        let asked = self.asked();
        if asked.is_consistent() || asked.is_impossible() {
            return None;
        }
        let days = (0..self.question.program.n_assumptions())
            .map(|at| self.free_on(self.question.statement(at).commitment()?)?.latest());
        let days: Vec<Option<Day>> = days.collect();
        let day = |at: usize| days.get(at).copied().flatten();
        let by = match asked.earliest(day) {
            Earliest::On { day, .. } => Some(day),
            Earliest::AtOnce | Earliest::Never { .. } => None,
        };
        let order: Vec<usize> = (self.question.program.commitments().iter())
            .filter(|at| by.is_none_or(|by| day(*at).is_some_and(|own| own <= by)))
            .collect();
        self.preferred(&order)
    }

    /// One repair that spares the last of an order unless it must: the most dispensable first, the most precious last.
    ///
    /// What the order leaves out is not negotiable.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let order = deliberation.may();
    /// assert_eq!(deliberation.preferred_repair(&order).unwrap().gone, order);
    /// // If nothing is negotiable, there is no repair.
    /// assert_eq!(deliberation.preferred_repair(&[]), None);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn preferred_repair(&self, order: &[Commitment]) -> Option<Repair> {
        let order: Vec<usize> = order.iter().filter_map(|one| self.number(one.clone())).collect();
        self.preferred(&order)
    }

    /// The cheapest repair, and what it costs: the sum of the costs of all that goes, what rests on it included.
    ///
    /// Where some things require others, it is the cheapest of those that are [listed](Self::repairs).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let (repair, cost) = deliberation.cheapest_repair(|_| 1).unwrap();
    /// assert_eq!((repair.gone.len(), cost), (6, 6));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn cheapest_repair(&self, cost: impl Fn(&Commitment) -> u64) -> Option<(Repair, u64)> {
        if self.question.program.requirements().next().is_some() {
            let total =
                |repair: &Repair| repair.gone.iter().map(&cost).fold(0, u64::saturating_add);
            let all = self.repairs().into_iter().map(|repair| (total(&repair), repair));
            return all.min_by_key(|(total, _)| *total).map(|(total, repair)| (repair, total));
        }
        let of = |at| self.question.statement(at).commitment().map_or(0, &cost);
        let (set, total) = self.asked().cheapest_repair(self.all(), of)?;
        Some((self.repair(&set), total))
    }

    fn found(&self) -> Repairs {
        self.asked().repairs(self.all(), &self.limits)
    }

    /// The minimal repairs with what rests on what goes, and whether these are all.
    fn closed(&self) -> &(Vec<Set>, bool) {
        self.closed.get_or_init(|| self.asked().closed_repairs(&self.found(), &self.limits))
    }

    fn repair(&self, set: &Set) -> Repair {
        Repair { gone: self.commitments_of(set.iter()) }
    }

    /// The preferred repair, closed: nothing that would force out what is not negotiable is taken.
    fn preferred(&self, order: &[usize]) -> Option<Repair> {
        let program = &self.question.program;
        let may_go = |at: &usize| program.forced_out(&Set::of(*at)).is_disjoint(program.frozen());
        let order: Vec<usize> = order.iter().copied().filter(may_go).collect();
        let set = self.asked().preferred_repair(&order)?;
        Some(self.repair(&program.forced_out(&set)))
    }
}
