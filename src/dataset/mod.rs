//! The bundled world: states, organizations, treaties and laws as they are recorded in the files beside this one.
//!
//! What it covers, until when, and how much of it is confirmed stands in the [guide](crate::guide::bundled_world). The facts
//! have a [version](VERSION) of their own, and a licence: they are in the public domain.

use std::sync::OnceLock;

use crate::{Loader, World};

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$((concat!("bundled/", $name, ".jsonl"), include_str!(concat!($name, ".jsonl")))),+]
    };
}

/// The files of the bundled world, each with the name that diagnostics give it: what is of one organization (its record,
/// texts, provisions and memberships) is in the file with its key, and what is not, by its kind.
const FILES: &[(&str, &str)] = files![
    "states",
    "laws",
    "treaties",
    "acts",
    "relations",
    "people",
    "topics",
    "claims",
    "contested",
    "extents",
    "sources",
    "organizations/aes",
    "organizations/amu",
    "organizations/andean",
    "organizations/anzus",
    "organizations/arableague",
    "organizations/asean",
    "organizations/au",
    "organizations/aukus",
    "organizations/brics",
    "organizations/caricom",
    "organizations/cemac",
    "organizations/cento",
    "organizations/cica",
    "organizations/cis",
    "organizations/coe",
    "organizations/comesa",
    "organizations/commonwealth",
    "organizations/csto",
    "organizations/cu10",
    "organizations/eac",
    "organizations/eaeu",
    "organizations/eccas",
    "organizations/eco",
    "organizations/ecowas",
    "organizations/ecsc",
    "organizations/efta",
    "organizations/eop",
    "organizations/eu",
    "organizations/eurasec",
    "organizations/euratom",
    "organizations/g20",
    "organizations/g5s",
    "organizations/g7",
    "organizations/gcc",
    "organizations/guam",
    "organizations/icglr",
    "organizations/jef",
    "organizations/map",
    "organizations/mercosur",
    "organizations/nato",
    "organizations/nonaligned",
    "organizations/oas",
    "organizations/oau",
    "organizations/oecs",
    "organizations/oic",
    "organizations/opec",
    "organizations/osce",
    "organizations/ots",
    "organizations/pfp",
    "organizations/pif",
    "organizations/quad",
    "organizations/rss",
    "organizations/sacu",
    "organizations/sadc",
    "organizations/sco",
    "organizations/seato",
    "organizations/turkacademy",
    "organizations/turkpa",
    "organizations/turksoy",
    "organizations/uemoa",
    "organizations/un",
    "organizations/unionstate",
    "organizations/weu",
    "organizations/wp",
];

/// The version of the facts, apart from that of the code.
///
/// The first number changes when keys are renamed or removed, or fields change their meaning; the second when records are
/// added, or corrected so that answers change; the third for sources, marks and remarks alone. What changed stands in
/// `src/dataset/CHANGELOG.md`.
///
/// ```
/// println!("comity's bundled world {}", comity::dataset::VERSION);
/// ```
pub const VERSION: &str = "0.4.0";

impl Loader {
    /// Adds the bundled world to the current layer.
    pub fn bundled(self) -> Self {
        self.carried(FILES)
    }
}

impl World {
    /// The world that comes with the crate.
    ///
    /// It is read once, when it is first asked for; every later call is a clone, which costs next to nothing.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::World;
    /// let world = World::bundled();
    /// assert!(world.states().count() > 200);
    /// # }
    /// ```
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::{FILES, VERSION};

    /// The names of all files of a folder, as diagnostics give them.
    fn listed(folder: &Path, prefix: &str, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if path.is_dir() {
                listed(&path, &format!("{prefix}{name}/"), found);
            } else if path.extension().is_some_and(|extension| extension == "jsonl") {
                found.insert(format!("{prefix}{name}"));
            }
        }
    }

    #[test]
    fn every_file_of_the_folder_is_bundled() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/dataset");
        let mut found = BTreeSet::new();
        listed(&folder, "bundled/", &mut found);
        let bundled = FILES.iter().map(|(name, _)| (*name).to_owned()).collect::<BTreeSet<_>>();
        assert_eq!(bundled, found);
        assert_eq!(FILES.len(), found.len(), "each file once");
    }

    #[test]
    fn the_version_is_that_of_the_changelog_and_of_the_citation() {
        let heading =
            include_str!("CHANGELOG.md").lines().find_map(|line| line.strip_prefix("## "));
        assert_eq!(heading.and_then(|heading| heading.split(' ').next()), Some(VERSION));
        let cited =
            include_str!("CITATION.cff").lines().find_map(|line| line.strip_prefix("version: "));
        assert_eq!(cited, Some(VERSION));
    }
}
