//! Whose participations were learnt, or corrected, on other days than their own.

use super::World;
use super::view::View;
use crate::EntityId;

impl World {
    /// Whether something is recorded of when a participation of somebody, or in something, was learnt or corrected. It is worked out for
    /// all when it is first asked.
    #[inline(never)]
    fn is_learnt_apart(&self, entity: EntityId) -> bool {
        let learnt = self.inner.learnt.get_or_init(|| {
            let tables = self.tables();
            let mut learnt = vec![false; tables.entities.len()];
            for row in &tables.participations {
                let Some(detail) = tables.detail(&row) else { continue };
                let (from, to) = (detail.time.from_known, detail.time.to_known);
                if from.is_some() || to.is_some() || !detail.superseded.is_empty() {
                    learnt[row.member()] = true;
                    learnt[row.body()] = true;
                }
            }
            learnt.into()
        });
        learnt.get(entity.index()).copied().unwrap_or(true)
    }
}

impl View<'_> {
    /// Whether the participations of somebody, or in something, read on the day of the view as they are known now.
    ///
    /// So they do where the view knows all days that it asks about: a beginning on one of these is known, and an end that is not lies
    /// after them.
    #[inline]
    pub(super) fn reads_as_now(&self, entity: EntityId) -> bool {
        self.is_as_known_now() || self.knows_its_days() && !self.world.is_learnt_apart(entity)
    }
}
