//! The exact core: monotone rules over typed assumptions, with minimal conflicts, what must go, repairs, order and dates.
//!
//! It knows nothing of states and treaties. A [`Program`] has *facts*, *commitments* that can be given up, *hypotheses* that the
//! question puts, *conditions* on which the answer may depend, and definite rules whose goals are *violations*. It answers:
//!
//! | question | how | cost |
//! |---|---|---|
//! | is something violated | [`Within::is_consistent`] | linear |
//! | what cannot be kept together | [`Program::conflicts`] | output |
//! | what must go | [`Within::must`] | commitments × linear, no enumeration |
//! | how soon | [`Within::earliest`] | log commitments × linear, no enumeration |
//! | what may go instead | [`Within::repairs`], part by part, lazily | output |
//! | which repair, given what is dear | [`Within::preferred_repair`], [`Within::cheapest_repair`] | few passes; search |
//! | what goes before what | [`Within::order`] | conflicts |
//! | why | [`Program::derivation`], [`Certificate`] with a checker of its own | linear |
//!
//! Everything rests on monotony: more assumptions never make a violation go away. So denials are allowed of what rests on facts
//! alone, and are refused otherwise, with the path by which they depend on an assumption.
//!
//! The scenarios of the crate run through it: [`View::consequences_of`](crate::View::consequences_of) grounds a hypothesis to a program.

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

pub use certificate::{Certificate, Claim, Flaw, Witness};
pub use derivation::{Derivation, Line};
pub use label::{ConflictClass, ConflictSet, Conflicts, Limits};
pub use program::{Fault, Head, Program, ProgramBuilder, ProgramError, Rule, Sort};
pub use quickxplain::quickxplain;
pub use set::Set;
pub use transversal::Transversals;
pub use world::{Before, Earliest, Repairs, Within};
