//! What a world says of all its entities together: worked out once for each world, when somebody first asks.

use super::World;
use crate::model::Kind;

/// What is counted.
#[derive(Debug)]
pub(super) struct Census {
    /// How many states there are.
    states: usize,
    /// The tags that somebody has, sorted.
    tags: Vec<Box<str>>,
}

impl Census {
    fn of(world: &World) -> Self {
        let entities = || world.tables().entities.iter();
        let tags = entities().flat_map(|entity| entity.profile().tags.keys());
        let mut tags: Vec<Box<str>> = tags.map(|tag| (**tag).into()).collect();
        tags.sort_unstable();
        tags.dedup();
        Self { states: entities().filter(|entity| entity.kind() == Kind::State).count(), tags }
    }
}

impl World {
    fn census(&self) -> &Census {
        self.inner.census.get_or_init(|| Census::of(self))
    }

    /// How many states there are.
    pub(crate) fn n_states(&self) -> usize {
        self.census().states
    }

    /// Whether anybody has a tag.
    pub(crate) fn knows_tag(&self, tag: &str) -> bool {
        self.census().tags.binary_search_by(|known| (**known).cmp(tag)).is_ok()
    }
}
