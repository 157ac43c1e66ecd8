//! What everything else stands on: three-valued truth, typed ids, complaints, and the shapes of a list in a sentence.

mod diagnostic;
mod error;
mod fingerprint;
mod id;
mod key;
mod severity;
pub(crate) mod text;
mod truth;
mod word;

pub use diagnostic::Diagnostic;
pub(crate) use diagnostic::visible;
pub(crate) use error::debug_as_display;
pub use fingerprint::Fingerprint;
pub use id::Id;
pub(crate) use id::print_of;
pub(crate) use key::{KEYS_ARE, is_key};
pub use severity::Severity;
pub use truth::Truth;
pub use word::WordError;
pub(crate) use word::{Word, deserialized, from_word, words};
