//! Questions as JSON, and back.

mod read;
mod write;
