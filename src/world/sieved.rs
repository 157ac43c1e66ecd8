//! The provisions of some sort that bind whoever takes part in a body: sieved once for each world, when somebody first asks.

use super::World;
use super::runs::Runs;
use crate::model::Effect;
use crate::{BodyId, Id, Provision};

impl World {
    /// The provisions that bind whoever takes part in a body and that some rule tests, by key. Which are tested say the rules, which
    /// come later; they always say the same.
    pub(crate) fn tested_via(
        &self,
        body: BodyId,
        is_tested: fn(&Effect) -> bool,
    ) -> &[Id<Provision>] {
        let sieved = self.inner.tested.get_or_init(|| {
            let (tables, index) = (self.tables(), self.index());
            let all = tables.entities.ids().map(|entity| index.provisions_by(entity));
            let tested = all.enumerate().flat_map(|(at, via)| {
                let via = via.iter().copied();
                via.filter(|id| is_tested(&tables.provisions[*id].effect)).map(move |id| (at, id))
            });
            Runs::new(tables.entities.len(), tested)
        });
        sieved.of(body.entity().index())
    }
}
