//! The bundled world: states, organizations, treaties and laws as they are recorded in the files beside this one.
//!
//! What it covers, until when, and how much of it is confirmed stands in the [guide](crate::guide::bundled_world). The facts
//! have a [version](VERSION) of their own, and a licence: they are in the public domain.

use std::sync::OnceLock;

use crate::{Loader, World, prepared, world};

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
    "organizations/pacificalliance",
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

/// What these files say in prepared form; a test writes it.
const PREPARED: &[u8] = include_bytes!("prepared.bin");

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
    /// It is opened once, when it is first asked for, in a millisecond or two: its records lie in the crate as they are after all checks.
    /// Every later call is a clone, which costs next to nothing.
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
        WORLD.get_or_init(open).clone()
    }
}

/// Opens what is prepared; whoever changes a file without preparing it anew waits until it is read.
fn open() -> World {
    opened(PREPARED).unwrap_or_else(read)
}

fn opened(form: &'static [u8]) -> Option<World> {
    world::open(prepared::body(form, FILES)?, FILES, read)
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

    use super::{FILES, PREPARED, opened, read};
    use crate::{World, prepared, world};

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

    /// What the files say now, in prepared form.
    fn prepared_now() -> Vec<u8> {
        prepared::with_head(&world::prepare(&read(), FILES), FILES)
    }

    /// To renew it, run this test with `UPDATE_EXPECT=1`.
    #[test]
    fn what_is_prepared_is_what_the_files_say() {
        let now = prepared_now();
        if now == PREPARED {
            return;
        }
        let is_renewed = std::env::var_os("UPDATE_EXPECT").is_some();
        if is_renewed {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/dataset");
            std::fs::write(folder.join("prepared.bin"), now).unwrap();
        }
        assert!(
            is_renewed,
            "src/dataset/prepared.bin is not what the files say; renew it with\n  \
             UPDATE_EXPECT=1 cargo test --lib prepared"
        );
    }

    /// Every record, index and print; what is asked of both is compared in `tests/it/opened.rs`.
    #[test]
    fn what_is_opened_is_what_is_read() {
        let opened = opened(prepared_now().leak()).unwrap();
        let read = read();
        assert!(!is_unpacked(&opened), "no table is read by opening");
        assert_eq!(opened.index().seats(), read.index().seats());
        let (one, other) = (format!("{:?}", opened.tables()), format!("{:?}", read.tables()));
        assert!(one == other, "the tables differ");
        assert!(
            world::prepare(&opened, FILES) == world::prepare(&read, FILES),
            "the indexes differ"
        );
    }

    fn is_unpacked(world: &World) -> bool {
        let tables = world.tables();
        tables.entities.is_unpacked() || tables.provisions.is_unpacked()
    }

    /// A world that nobody takes for the bundled one.
    fn nothing() -> World {
        World::builder().freeze().unwrap()
    }

    #[test]
    fn what_is_damaged_is_not_opened() {
        let whole = prepared_now();
        for at in (0..whole.len()).step_by(whole.len() / 61) {
            let mut damaged = whole.clone();
            damaged[at] ^= 1 << (at % 8);
            assert!(opened(damaged.leak()).is_none(), "byte {at}");
        }
        for len in [0, 8, 71, 72, whole.len() - 1] {
            assert!(opened(whole[..len].to_vec().leak()).is_none(), "{len} bytes");
        }
    }

    /// Even if the stamps did not tell.
    #[test]
    fn what_is_damaged_does_not_panic() {
        let whole = world::prepare(&read(), FILES);
        for at in (0..whole.len()).step_by(whole.len() / 97) {
            let mut damaged = whole.clone();
            damaged[at] ^= 1 << (at % 8);
            if let Some(world) = world::open(damaged.leak(), FILES, nothing) {
                assert!(!format!("{:?}", world.tables()).is_empty());
            }
        }
    }
}
