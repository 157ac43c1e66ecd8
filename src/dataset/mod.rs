//! The bundled world: states, organizations, treaties and laws as they are recorded in the files beside this one.

use std::sync::OnceLock;

use crate::{Loader, World};

/// The files of the bundled world, each with the name that diagnostics give it.
pub(crate) const FILES: [(&str, &str); 14] = [
    ("bundled/states.jsonl", include_str!("states.jsonl")),
    ("bundled/organizations.jsonl", include_str!("organizations.jsonl")),
    ("bundled/treaties.jsonl", include_str!("treaties.jsonl")),
    ("bundled/laws.jsonl", include_str!("laws.jsonl")),
    ("bundled/provisions.jsonl", include_str!("provisions.jsonl")),
    ("bundled/memberships.jsonl", include_str!("memberships.jsonl")),
    ("bundled/overlays.jsonl", include_str!("overlays.jsonl")),
    ("bundled/acts.jsonl", include_str!("acts.jsonl")),
    ("bundled/relations.jsonl", include_str!("relations.jsonl")),
    ("bundled/people.jsonl", include_str!("people.jsonl")),
    ("bundled/topics.jsonl", include_str!("topics.jsonl")),
    ("bundled/claims.jsonl", include_str!("claims.jsonl")),
    ("bundled/contested.jsonl", include_str!("contested.jsonl")),
    ("bundled/sources.jsonl", include_str!("sources.jsonl")),
];

impl World {
    /// The world that comes with the crate.
    ///
    /// It is read once, when it is first asked for; every later call is a clone, which costs next to nothing.
    ///
    /// # Panics
    ///
    /// Never in a released crate: its own tests read these very files.
    pub fn bundled() -> Self {
        static WORLD: OnceLock<World> = OnceLock::new();
        WORLD.get_or_init(read).clone()
    }
}

#[expect(clippy::panic, reason = "the files are part of the crate, and its tests read them")]
fn read() -> World {
    match Loader::new().bundled().load() {
        Ok(loaded) => loaded.world,
        Err(error) => panic!("the bundled world cannot be read:\n{error}"),
    }
}
