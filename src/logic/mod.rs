//! The exact core: monotone rules over typed assumptions, with minimal conflicts, what must go, repairs, order and dates.
//!
//! It knows nothing of states and treaties. A [`Program`] has *facts*, *commitments* that can be given up, *hypotheses* that the
//! question puts, *conditions* on which the answer may depend, and definite rules whose goals are *violations*. It answers:
//!
//! | question | how | cost |
//! |---|---|---|
//! | is something violated | [`Within::is_consistent`] | linear |
//! | what cannot be kept together | [`Program::conflicts`] | output |
//! | what must go | [`Within::must`]; with all that requires it, [`Within::must_closed`] | commitments × linear, no enumeration |
//! | what may go | [`Within::may`]; with all that requires it, [`Within::may_closed`] | conflicts |
//! | how soon | [`Within::earliest`] | log commitments × linear, no enumeration |
//! | what may go instead | [`Within::repairs`], part by part, lazily; with all that requires it, [`Within::closed_repairs`] | output |
//! | which repair, given what is dear | [`Within::preferred_repair`], [`Within::cheapest_repair`] | few passes; search |
//! | what goes before what | [`Within::order`] | conflicts |
//! | why | [`Program::derivation`], [`Certificate`] with a checker of its own | linear |
//!
//! # Example
//!
//! Nothing here is about treaties. Version 2 of the package `a` is to be installed; `b` was built for version 1, and `c` for `b`:
//!
//! ```
//! use comity::logic::{Limits, Program};
//!
//! let mut packages = Program::builder();
//! packages.commitment("a 1").commitment("b").commitment("c").commitment("d").hypothesis("a 2");
//! packages.violation("one version of each", "two versions", ["a 1", "a 2"]);
//! packages.requires("b", "a 1").requires("c", "b");
//! let packages = packages.build()?;
//!
//! let asked = packages.within([]); // no condition plays a part
//! let names = |numbers: &mut dyn Iterator<Item = usize>| -> Vec<&str> {
//!     numbers.map(|number| *packages.statement(number)).collect()
//! };
//! // What is itself in conflict with the new version, and that with all that cannot do without it.
//! assert_eq!(names(&mut asked.must()), ["a 1"]);
//! assert_eq!(names(&mut asked.must_closed()), ["a 1", "b", "c"]);
//!
//! // The same holds of repairs.
//! let conflicts = packages.conflicts(&Limits::default());
//! let repairs = asked.repairs(&conflicts, &Limits::default());
//! assert_eq!(names(&mut repairs.iter().next().unwrap().iter()), ["a 1"]);
//! let (closed, _) = asked.closed_repairs(&repairs, &Limits::default());
//! assert_eq!(names(&mut closed[0].iter()), ["a 1", "b", "c"]);
//!
//! // And why: a certificate, which a checker of its own accepts.
//! let c = packages.number(&"c").unwrap();
//! asked.certify_must_closed(c).unwrap().verify(&packages)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Why denials are few
//!
//! Everything rests on monotony: more assumptions never make a violation go away. So denials are allowed of what rests on facts
//! alone, and are refused otherwise, with the path by which they depend on an assumption.
//!
//! The scenarios of the crate run through it: [`Consequences::deliberate`](crate::Consequences::deliberate) writes a hypothesis as a program.

#![expect(
    clippy::cast_possible_truncation,
    reason = "statements are numbered in 32 bits; more of them do not fit into memory"
)]

mod certificate;
mod denial;
mod derivation;
mod label;
mod program;
mod propagate;
mod quickxplain;
mod set;
mod transversal;
mod world;

pub use certificate::{Certificate, Conclusion, Flaw, Witness};
pub use derivation::{Derivation, Inference};
pub use label::{ConflictClass, ConflictSet, Conflicts, Limits};
pub use program::{Fault, Program, ProgramBuilder, ProgramError, Sort};
pub use quickxplain::quickxplain;
pub use set::Set;
pub use transversal::Transversals;
pub use world::{Earliest, Precedence, Repairs, Within};
