//! The file format: reading worlds from JSON Lines, layer over layer, and writing them.
//!
//! A world is one record a line; the [format page](crate::guide::data_format) has all fields. [`Loader`] reads files,
//! texts and the bundled world, merges layers, and says everything that is wrong at once, each with its line and a
//! caret; [`World::load`] and [`World::from_jsonl`] are its short forms. [`World::to_jsonl`] writes the canonical
//! form: the same world gives the same bytes, and reading them gives the same world.
//!
//! The order of files and of lines never matters within a layer.

mod decode;
mod diff;
mod kept;
mod lines;
mod loader;
mod merge;
#[cfg(feature = "provenance")]
mod nanopublications;
mod plain;
mod record;
mod report;
mod schema;
mod supersede;
mod write;

use std::path::Path;

pub use diff::{Fate, RecordDifference};
pub use loader::{LoadError, Loaded, Loader};
pub use merge::Override;
#[cfg(feature = "provenance")]
pub use nanopublications::BaseError;

use crate::World;

impl World {
    /// Reads a world from one file.
    ///
    /// ```
    /// # use comity::World;
    /// let error = World::load("no/such/file.jsonl").unwrap_err();
    /// assert_eq!(error.diagnostics.len(), 1);
    /// ```
    ///
    /// # Errors
    ///
    /// [`LoadError`] has everything that is wrong with the file, or why it cannot be read.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, LoadError> {
        Loader::new().file(path.as_ref()).load().map(|loaded| loaded.world)
    }

    /// Reads a world from a text; messages call it by the name.
    ///
    /// ```
    /// use comity::World;
    ///
    /// let error = World::from_jsonl("mine", r#"{"state":"aal"}"#).unwrap_err();
    /// assert_eq!(error.diagnostics[0].code, "missing-field");
    /// ```
    ///
    /// # Errors
    ///
    /// [`LoadError`] has everything that is wrong with the text.
    pub fn from_jsonl(
        name: impl Into<Box<str>>,
        text: impl Into<Vec<u8>>,
    ) -> Result<Self, LoadError> {
        Loader::new().text(name, text).load().map(|loaded| loaded.world)
    }

    /// The world in the canonical form of the file format: sorted by kind and key, one record a line.
    ///
    /// ```
    /// use comity::World;
    ///
    /// let world = World::from_jsonl("mine", r#"{ "name": "Åland", "state": "ala" }"#)?;
    /// assert_eq!(world.to_jsonl(), "{\"comity\":1}\n{\"state\":\"ala\",\"name\":\"Åland\"}\n");
    /// # Ok::<(), comity::LoadError>(())
    /// ```
    ///
    /// Cost: O(n log n) in the number of records.
    pub fn to_jsonl(&self) -> String {
        write::world(self)
    }
}
