//! What a key looks like.

/// What keys are, for messages.
pub(crate) const KEYS_ARE: &str =
    "keys are lower-case ASCII letters, digits and hyphens, and begin with a letter or digit";

/// Whether a text can be the key of a record.
pub(crate) fn is_key(text: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    text.bytes().next().is_some_and(letter) && text.bytes().all(|byte| letter(byte) || byte == b'-')
}
