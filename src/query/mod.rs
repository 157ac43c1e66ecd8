//! Questions and their answers.
//!
//! | question | where |
//! |---|---|
//! | who is in, who is in both, what is a state in | [`View`](crate::View) |
//! | spells, history, changes between two dates | [`World`](crate::World) |
//! | who must exit what first, if something changed | [`View::consequences_of`](crate::View::consequences_of) |
//! | what does a state owe to whom | [`View::obligations_of`](crate::View::obligations_of) |

mod consequences;
mod json;
mod obligations;
mod outcome;

pub use consequences::{Consequences, Eligible, Finding, NotBound, Sensitivity};
pub use obligations::Obligation;
pub use outcome::{Caveat, DaysEarly, Outcome, Verdict};
