//! What is left after a repair.

use super::{Commitment, Repair};
use crate::EntityId;
use crate::answer::WhatIfView;

impl WhatIfView<'_> {
    /// The same after a repair: what goes is gone, at once.
    #[must_use]
    #[track_caller]
    pub fn after(mut self, repair: &Repair) -> Self {
        for commitment in &repair.gone {
            self.view().world().own_all(commitment.records());
            match commitment {
                Commitment::Holds { state, body } => {
                    let (member, body) = (EntityId::from(*state), *body);
                    self.deltas.joined.retain(|one| (one.member, one.body) != (member, body));
                    self.deltas.leave_at_once(member, body);
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
