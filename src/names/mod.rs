//! Names: how they are compared, whom they mean, and which one was right on a day.
//!
//! Names are compared in a folded form ([`fold`]): without case, accents, apostrophes, punctuation
//! and a leading "the". A name that is known means whoever carries it; where several do, the answer
//! says so and why. A name that is not known is never corrected: Niger is not Nigeria, and what lies
//! near is a suggestion.
//!
//! ```
//! use comity::model::NameKind;
//! use comity::{Entity, Organization, Resolution, World, date};
//!
//! let mut world = World::builder();
//! let renamed = date(2021, 11, 12);
//! let ots = world.add(
//!     Organization::new("ots", "Organization of Turkic States")
//!         .named("Organization of Turkic States", NameKind::Official, renamed..)
//!         .named("Turkic Council", NameKind::Former, ..renamed),
//! );
//! let world = world.freeze()?;
//!
//! assert_eq!(world.as_of(date(2024, 10, 20)).name(ots), "Organization of Turkic States");
//! assert_eq!(world.as_of(date(2020, 1, 1)).name(ots), "Turkic Council");
//!
//! let found = world.as_of(date(2024, 10, 20)).resolve("The Turkic council");
//! assert_eq!(found.entity(), Some(ots.into()));
//! assert_eq!(found, Resolution::Alias(ots.into(), "former name until 2021-11-12".to_owned()));
//! # Ok::<(), comity::BuildError>(())
//! ```

mod fold;
mod index;
mod on_date;
mod suggest;

pub use fold::fold;
pub(crate) use index::NameIndex;
pub use index::{Candidate, Resolution};
pub(crate) use on_date::name_on;
pub use suggest::Suggestion;
pub(crate) use suggest::{Nearness, limit, nearness};
