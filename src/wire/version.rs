//! The version of what is kept.

use serde::{Deserialize, Deserializer, de};

/// The version of the forms of receipts, proofs and answers that are kept.
pub(super) const NOW: u32 = 1;

/// Reads a version, which must be [the one that is known](NOW).
pub(super) fn known<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let version = u32::deserialize(deserializer)?;
    if version == NOW {
        return Ok(version);
    }
    Err(de::Error::custom(format_args!("this is version {version} of the form; expected {NOW}")))
}
