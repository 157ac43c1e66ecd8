//! JSON with places: one reader for records, hypotheses and questions.

mod parse;
mod value;

pub(crate) use parse::*;
pub(crate) use value::*;
