//! What is left after a repair.

use super::{Commitment, Repair};
use crate::EntityId;
use crate::answer::Hypothetical;
use crate::rules::Left;

impl Hypothetical<'_> {
    /// The same after a repair: what goes is gone, at once.
    #[must_use]
    #[track_caller]
    pub fn after(mut self, repair: &Repair) -> Self {
        for commitment in &repair.gone {
            self.view().world().own_all(commitment.records());
            match commitment {
                Commitment::Holds { state, body } => {
                    let (member, body) = (EntityId::from(*state), *body);
                    self.deltas.joined.retain(|(who, what, ..)| (*who, *what) != (member, body));
                    self.deltas.left.push(Left { member, body, day: None, at_once: true });
                }
                Commitment::Law { provision, .. } => {
                    self.deltas.removed.extend(provision.map(|id| (id, None)));
                }
            }
        }
        self
    }
}
