//! The words that rules and their checker share: which rule, how grave, on what ground, what verdict, how one leaves,
//! which text prevails, how a claim stands.
//!
//! Nothing is decided here. The [rules](crate::rules) and the [checker](crate::proof::check) state everything else twice, each
//! by itself.

mod claim;
mod class;
mod clause;
mod exit;
mod priority;
mod rule;
#[expect(clippy::module_inception, reason = "a verdict is the word for the whole of it")]
mod verdict;

pub use claim::{ClaimGround, ClaimVerdict, WordOn};
pub use class::Class;
pub use clause::{Brought, Clause};
pub use exit::{ExitMode, VetoStep};
pub use priority::{Priority, PriorityDoubt, PriorityGround, PriorityStep};
pub(crate) use rule::Named;
pub use rule::{Ground, Rule};
pub use verdict::Verdict;
