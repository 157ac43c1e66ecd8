//! What must go, what may, and on what that is contingent.

use super::{Commitment, Contingency, Deliberation};

/// What another answer would depend on; in words, [`Turn::tell`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Turn {
    /// If this were so.
    pub contingency: Contingency,
    /// These would have to go besides.
    pub more: Vec<Commitment>,
    /// These would not have to go.
    pub less: Vec<Commitment>,
}

impl Deliberation<'_, '_> {
    /// What must go: what is in every repair, as the question is asked; whatever rests on it included.
    ///
    /// In words: [`Commitment::tell_end`] for each, and [`why_must`](Self::why_must).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, Treaty, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let must = deliberation.must();
    /// assert_eq!(must.len(), 6);
    /// assert_eq!(must[0].tell_end(&today), "Kazakhstan leaves the Collective Security Treaty");
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn must(&self) -> Vec<Commitment> {
        self.commitments_of(self.asked().must_closed())
    }

    /// What would have to go if these were so besides. A reading takes the place of the one that the question is asked under;
    /// what the answer is not contingent on makes no difference.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, Treaty, World, date, deliberation::Contingency, model::EffectKind};
    /// # let world = World::bundled();
    /// # let (ots, cst) = (world.find::<Organization>("ots")?, world.find::<Treaty>("cst")?);
    /// # let article_1 = world.provisions_of(cst).next().unwrap();
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let narrow = Contingency::Reading { provision: article_1, reading: "narrow".into() };
    /// // Read narrowly, nobody must leave the CSTO; two laws of Uzbekistan are still in the way.
    /// assert_eq!(deliberation.must_if(&[narrow]).len(), 2);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn must_if(&self, contingencies: &[Contingency]) -> Vec<Commitment> {
        let program = &self.question.program;
        let mut conditions = self.asked.clone();
        for contingency in contingencies {
            let Some(at) = self.number(contingency.clone()) else { continue };
            for group in program.exclusive().iter().filter(|group| group.contains(at)) {
                conditions.subtract(group);
            }
            conditions.insert(at);
        }
        self.commitments_of(program.in_world(&conditions).must_closed())
    }

    /// What may go: what is in some repair, whatever rests on what goes included.
    ///
    /// In words: [`Commitment::tell_end`] for each, and [`why_may`](Self::why_may).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// // There is one way out only: what may go is what must.
    /// assert_eq!(deliberation.may(), deliberation.must());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn may(&self) -> Vec<Commitment> {
        self.commitments_of(self.asked().may_closed(self.all()).iter())
    }

    /// Whether no repair helps: what is not negotiable is itself in conflict with the question.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// assert!(!deliberation.is_impossible());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn is_impossible(&self) -> bool {
        self.asked().is_impossible_closed()
    }

    /// All that the answer is contingent on, in order; the readings under which the question is asked are among it.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, deliberation::Contingency, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let readings = deliberation.contingencies().into_iter();
    /// assert!(readings.filter(|one| matches!(one, Contingency::Reading { .. })).count() > 1);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn contingencies(&self) -> Vec<Contingency> {
        let of = |at| self.question.statement(at).contingency();
        self.question.program.conditions().iter().filter_map(of).cloned().collect()
    }
}
