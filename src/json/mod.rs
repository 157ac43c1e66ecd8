//! JSON with places: one reader for records, hypotheses and questions.
//!
//! A text becomes [`Value`]s that know where they stand. Typed values are taken out of them by [`Read`], and what keys name by
//! [`ReadKeys`]; whatever is wrong becomes a [`Fault`] at its place, and reading goes on, so that all of it is said at once.
//! What derives its form is [`typed`] as serde has it, and written so by [`to_text`].
//! The rooms that read differ only in where their faults go and where their keys are looked up.

mod fault;
mod fields;
mod keys;
mod parse;
mod read;
#[cfg(test)]
mod tests;
mod typed;
mod value;
mod write;

pub(crate) use fault::Fault;
pub(crate) use fields::Fields;
pub(crate) use keys::{BODIES, INSTRUMENTS, Named, ReadKeys, no_such_key, other_kind};
pub(crate) use parse::{document, record, written};
pub(crate) use read::{Choice, Read};
pub(crate) use typed::typed;
pub(crate) use value::{Data, Member, Place, Value};
pub(crate) use write::{to_text, to_text_of, write_string};
