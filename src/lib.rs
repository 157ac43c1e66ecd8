//! States, organizations, treaties and analysts as one typed, temporal, sourced graph, with answers that can be checked.
//!
//! It was made for questions such as: *which members of the Organization of Turkic States must exit the CSTO first, if the
//! OTS becomes a military alliance — by when, under which article, on whose word, and what would change the answer?*
//!
//! ```
//! # #[cfg(feature = "dataset")] {
//! use comity::model::EffectKind;
//! use comity::{Change, Organization, World, date};
//!
//! let world = World::bundled();
//! let ots = world.find::<Organization>("ots")?;
//! let csto = world.find::<Organization>("csto")?;
//!
//! let today = world.as_of(date(2024, 10, 20));
//! let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
//! for exit in answer.must_exit_from(csto) {
//!     println!("{} can be out on {:?}", today.name(exit.state()), exit.earliest());
//!     println!("{}", exit.why());
//! }
//! # assert_eq!(answer.must_exit_from(csto).count(), 2);
//! # }
//! # Ok::<(), comity::LookupError>(())
//! ```
//!
//! # The nouns
//!
//! * A [`World`] holds all records, frozen: load it ([`World::load`], [`World::bundled`], [`Loader`]) or build it ([`World::builder`]).
//! * [`State`], [`Organization`], [`Treaty`], [`Law`] and the other [kinds](model::Kind) are what records speak of; each has ids of its own type.
//! * A [`Participation`] is who is in what, in which grade, from when to when; a [`Provision`] is what an article does, and whom it binds.
//! * A [`Date`] may be known to the day, to the year or by bounds, an [`Interval`] may be open, and a [`Truth`] has three values.
//! * A [`View`] is a world on a date, as known by a date, under a [`Reading`]. There is no question without a date.
//! * A [`Scenario`] is a hypothesis: [`Change`]s that did not happen, and facts assumed for the sake of a question.
//! * [`Consequences`] answer it: one [`Finding`] for each state, with its verdict, exits, dates and conflicts.
//! * A [what-if](answer::WhatIfView) is the world as a hypothesis would make it, asked like any [`View`].
//! * A [`Deliberation`](deliberation::Deliberation) says what must go, what may go instead, in which order, and what would change that.
//! * An [`Explanation`] says why: a [`Proof`] that an independent checker verifies, told in prose with sources.
//! * A [`Question`] and its [`Answer`] are the same as values, with a documented form in JSON; what is [stored](wire::Stored) can be
//!   asked again of any world.
//!
//! # The order of the rooms is the order in which data flows
//!
//! [`io`] → [`model`] → [`world`] (freeze) → [`View`] → [`rules`] → [`answer`] → answer and proof → [`explain`].
//!
//! # Where to read on
//!
//! * [Why things are as they are](guide::design), and [when something else serves better](guide::compared).
//! * [How files are written](guide::data_format), and [what is in the bundled world](guide::bundled_world).
//! * [Debates](guide::debates): who says what, and does the record bear it out.
//! * [Questions, hypotheses and answers as JSON](guide::answers), with [every code](guide::codes) that they and diagnostics bear.
//! * [Limits](guide::limits): what could grow without bound, and where it ends.
//! * [Features, versions and the oldest Rust](guide::features).
//! * [The house](guide::architecture): rooms, invariants, decisions.
//!
//! # What it refuses
//!
//! No deletion in place (a correction is a new record), no guessing of names, no inference from prose, no probabilities that
//! nobody supplied, no legal advice: "must" means *must, to stay in compliance, under this reading*.
//!
//! The wrong kind of id does not compile. This does:
//!
//! ```
//! use comity::{Organization, State, World, date};
//!
//! let mut world = World::builder();
//! let kaz = world.add(State::new("kaz", "Kazakhstan"));
//! let csto = world.add(Organization::new("csto", "CSTO"));
//! world.member(kaz, csto, date(2003, 9, 18)..);
//! let world = world.freeze()?;
//! assert!(world.as_of(date(2024, 10, 20)).is_member(kaz, csto).is_yes());
//! # Ok::<(), comity::BuildError>(())
//! ```
//!
//! And this does not, because the two are swapped:
//!
//! ```compile_fail,E0277
//! use comity::{Organization, State, World, date};
//!
//! let mut world = World::builder();
//! let kaz = world.add(State::new("kaz", "Kazakhstan"));
//! let csto = world.add(Organization::new("csto", "CSTO"));
//! world.member(kaz, csto, date(2003, 9, 18)..);
//! let world = world.freeze().unwrap();
//! world.as_of(date(2024, 10, 20)).is_member(csto, kaz);
//! ```
//!
//! Nor does asking for the members of a treaty, which has parties:
//!
//! ```compile_fail,E0308
//! use comity::model::TreatyForm;
//! use comity::{Treaty, World, date};
//!
//! let mut world = World::builder();
//! let cst = world.add(Treaty::new("cst", "Collective Security Treaty", TreatyForm::Treaty));
//! let world = world.freeze().unwrap();
//! let members = world.as_of(date(2024, 10, 20)).members(cst);
//! ```

// The order is that of the data's way through the house, and of reading: no room names one that stands below it.
pub mod base;
pub mod time;

pub mod model;
pub mod verdict;

pub mod scenario;

pub mod question;

pub mod proof;

mod json;
pub mod names;

#[cfg(feature = "dataset")]
mod prepared;
pub mod world;

pub mod io;

#[cfg(feature = "dataset")]
pub mod dataset;

pub mod rules;

pub mod answer;

pub mod logic;

#[cfg(feature = "argumentation")]
pub mod argument;

pub mod deliberation;

pub mod explain;

pub mod words;

pub mod wire;

pub mod ask;

pub mod error;

pub mod guide;

#[doc(inline)]
pub use answer::{Consequences, Finding, Outcome};
#[doc(inline)]
pub use base::{Diagnostic, Fingerprint, Id, Truth};
#[doc(inline)]
pub use error::Error;
#[doc(inline)]
pub use explain::Explanation;
#[doc(inline)]
pub use io::{LoadError, Loaded, Loader, Override};
#[doc(inline)]
pub use model::{
    Analyst, AsMember, BodyId, Citation, Entity, EntityId, InstrumentId, Law, Organization,
    Participation, Person, Provision, Source, State, Treaty,
};
#[doc(inline)]
pub use names::Resolution;
#[doc(inline)]
pub use proof::Proof;
#[doc(inline)]
pub use question::Question;
#[doc(inline)]
pub use scenario::{Change, Scenario};
#[doc(inline)]
pub use time::{Date, Day, Interval, Period, date};
#[doc(inline)]
pub use verdict::Verdict;
#[doc(inline)]
pub use wire::Answer;
#[doc(inline)]
pub use world::{BuildError, LookupError, Reading, View, World, WorldBuilder};

/// Which state of a world: what [`World::find`] gives for its key.
pub type StateId = Id<State>;
/// Which organization. It has members, and no parties.
pub type OrganizationId = Id<Organization>;
/// Which treaty, charter, protocol or declaration. It has parties, and no members.
pub type TreatyId = Id<Treaty>;
/// Which constitution, statute or custom of one state.
pub type LawId = Id<Law>;
/// Who is asked for an opinion as such.
pub type AnalystId = Id<Analyst>;
/// Who says something, and holds an office.
pub type PersonId = Id<Person>;
/// Where something stands written, to be cited.
pub type SourceId = Id<Source>;
/// Which article of a treaty or law, or paragraph of one.
pub type ProvisionId = Id<Provision>;
/// Which stay of a member in a body, of the several that there may be.
pub type ParticipationId = Id<Participation>;

/// The README, whose code is run as a test.
#[cfg(all(doctest, feature = "dataset"))]
#[doc = include_str!("../README.md")]
struct Readme;
