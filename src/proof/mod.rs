//! Proofs: their format, and the checker that re-derives them without the rules.

pub mod check;
mod format;

pub(crate) use format::Steps;
pub use format::{CircleOf, Fact, Key, PriorityWay, Proof, Step};
