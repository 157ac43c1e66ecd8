//! All English of the house: facts, changes, findings, caveats, plans and questions in words.

mod absence;
mod caveats;
mod narrate;
mod phrase;
mod question;
mod scenario;
mod tell;
mod why;

pub(crate) use absence::absence;
pub(crate) use phrase::Phrase;
pub(crate) use scenario::question;
pub use why::Reason;
