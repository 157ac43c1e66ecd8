//! Which tags anybody has: worked out once for each world, when somebody first asks.

use super::World;

impl World {
    /// Whether anybody has a tag.
    pub(crate) fn knows_tag(&self, tag: &str) -> bool {
        let tags = self.inner.tags.get_or_init(|| {
            let entities = self.tables().entities.iter();
            let tags = entities.flat_map(|entity| entity.profile().tags.keys());
            let mut tags: Vec<Box<str>> = tags.cloned().collect();
            tags.sort_unstable();
            tags.dedup();
            tags
        });
        tags.binary_search_by(|known| (**known).cmp(tag)).is_ok()
    }
}
