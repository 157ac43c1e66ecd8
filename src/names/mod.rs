//! Names: how they are compared, whom they mean, and which one was right on a day.
//!
//! Names are compared in a folded form ([`fold`]): without case, accents, apostrophes, punctuation
//! and "the". A name that is known means whoever carries it; where several do, the answer
//! says so and why. What nobody carries as it is written is tried as lists write it ("Korea, Dem. People's
//! Rep.", "Congo (the)", "N. Korea", "COTE D IVOIRE", "Myanmar (Burma)"), and must then be on record in full.
//! A name that is not known is never corrected: Niger is not Nigeria, and what lies near is a suggestion.
//!
//! Codes are codes, and the answer says so: those of ISO 3166 in capitals, items of Wikidata, and whatever
//! [`World::resolve_code`](crate::World::resolve_code) is asked by its scheme. A code has its time as a name has: `CS` was
//! Czechoslovakia, then Serbia and Montenegro.
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
//! let Resolution::Alias(_, by) = found else { unreachable!() };
//! assert_eq!(by.to_string(), "former name until 2021-11-12");
//! # Ok::<(), comity::BuildError>(())
//! ```

mod codes;
mod fold;
mod foreign;
mod forms;
mod index;
mod meant;
mod on_date;
mod resolution;
mod resolve;
mod suggest;

pub use codes::Coded;
pub(crate) use codes::codes_of;
pub use fold::fold;
pub(crate) use index::NameIndex;
pub use meant::{Meaning, MeantBy};
pub(crate) use on_date::{NameOn, name_on};
pub use resolution::{Candidate, Resolution};
pub use suggest::Suggestion;
pub(crate) use suggest::{Nearness, limit, nearness};
