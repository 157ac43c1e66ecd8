//! What is left after a repair.

use super::{Commitment, Repair};
use crate::EntityId;
use crate::answer::WhatIfView;

impl WhatIfView<'_> {
    /// The same after a repair: what goes is gone, at once.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let (kaz, csto) = (world.find::<State>("kaz")?, world.find::<Organization>("csto")?);
    /// # let ots = world.find::<Organization>("ots")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let repair = answer.deliberate().fastest_repair().unwrap();
    /// let repaired = today.what_if(answer.scenario().clone()).after(&repair);
    /// assert!(repaired.is_member(kaz, csto).is_no());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[must_use]
    #[track_caller]
    pub fn after(mut self, repair: &Repair) -> Self {
        for commitment in &repair.gone {
            self.view().world().own_all(commitment.records());
            match commitment {
                Commitment::Holds { state, body } => {
                    self.deltas.leave_at_once(EntityId::from(*state), *body);
                }
                Commitment::Law { provision, .. } => {
                    if let Some(law) = provision.recorded() {
                        self.deltas.remove_at_once(law);
                    }
                }
            }
        }
        self
    }
}
