//! What must go before what, and by when it can be gone.

use super::{Commitment, Deliberation, Statement};
use crate::Date;
use crate::logic::{Earliest, Set};
use crate::time::Day;

/// What must go before some changes can bind.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Before {
    /// What must go.
    pub commitment: Commitment,
    /// The numbers of the changes, before the last of which it must.
    pub changes: Vec<usize>,
}

impl Deliberation<'_, '_> {
    /// What must go before which change can bind.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// // The question has one change, number 0; all that goes must be gone before it.
    /// assert!(deliberation.order().iter().all(|before| before.changes == [0]));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn order(&self) -> Vec<Before> {
        let changes = |set: &Set| {
            let of = |at| {
                let Statement::Bound { change, .. } = self.question.statement(at) else {
                    return None;
                };
                Some(*change)
            };
            let mut changes: Vec<usize> = set.iter().filter_map(of).collect();
            changes.dedup();
            changes
        };
        let found = self.asked().order(self.all());
        (found.iter())
            .flat_map(|before| {
                let gone = self.commitments_of([before.commitment]);
                gone.into_iter().map(|commitment| {
                    let changes = changes(&before.hypotheses);
                    Before { commitment, changes }
                })
            })
            .collect()
    }

    /// The day on which a commitment can have ended, by the exits of the hypothesis, or bounds of it; `None`: never by the
    /// state alone.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date, deliberation::Commitment, model::EffectKind};
    /// # let world = World::bundled();
    /// # let (kaz, csto) = (world.find::<State>("kaz")?, world.find::<Organization>("csto")?);
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let membership = Commitment::Holds { state: kaz, body: csto.into() };
    /// assert_eq!(deliberation.free_on(&membership).unwrap().to_string(), "2025-04-20");
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn free_on(&self, commitment: &Commitment) -> Option<Date> {
        self.answer.world().own_all(commitment.records());
        match commitment {
            Commitment::Holds { state, body } => {
                let exit = self.answer.exit_from(*state, *body);
                exit.earliest.or(exit.bounds)
            }
            // A change of law has no day of its own; it can be made on the day of the question.
            Commitment::Law { .. } => Some(self.answer.view().as_of()),
        }
    }

    /// The earliest day on which all conflicts can be gone, by whatever repair, between two bounds where exits have bounds.
    ///
    /// ```text
    /// earliest = max over conflicts of (min over members of their days).
    /// ```
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, logic::Earliest, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let Earliest::On { day, .. } = deliberation.earliest() else { panic!() };
    /// assert_eq!(day.to_string(), "2025-04-20");
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn earliest(&self) -> Earliest<Date> {
        let days: Vec<Option<Date>> = (0..self.question.program.n_assumptions())
            .map(|at| self.free_on(self.question.statement(at).commitment()?))
            .collect();
        let bound =
            |side: fn(Date) -> Option<Day>| self.asked().earliest(|at| days[at].and_then(side));
        match (bound(Date::earliest), bound(Date::latest)) {
            (Earliest::On { day: lo, .. }, Earliest::On { day: hi, bottleneck, conflict }) => {
                let day = days
                    .iter()
                    .flatten()
                    .find(|day| day.earliest() == Some(lo) && day.latest() == Some(hi))
                    .copied()
                    .unwrap_or_else(|| Date::from_bounds(Some(lo), Some(hi)));
                Earliest::On { day, bottleneck, conflict }
            }
            (Earliest::On { day, bottleneck, conflict }, _) => {
                Earliest::On { day: Date::from_bounds(Some(day), None), bottleneck, conflict }
            }
            (Earliest::AtOnce, _) => Earliest::AtOnce,
            (Earliest::Never { conflict }, _) => Earliest::Never { conflict },
        }
    }

    /// The commitment that the earliest day waits for.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let (kaz, ots) = (world.find::<State>("kaz")?, world.find::<Organization>("ots")?);
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let bottleneck = deliberation.bottleneck().unwrap();
    /// assert_eq!(bottleneck.state(), kaz);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn bottleneck(&self) -> Option<Commitment> {
        match self.earliest() {
            Earliest::On { bottleneck, .. } => self.commitments_of([bottleneck]).into_iter().next(),
            Earliest::AtOnce | Earliest::Never { .. } => None,
        }
    }
}
