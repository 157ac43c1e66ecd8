//! The prepared form: how records, and what is derived from them, are written so that they are soon read.
//!
//! What is prepared is kept beside the files that it was made of, and is nothing without them: texts stand in the files, and it says
//! where. In its head are its version, the stamp of those files and the stamp of itself; made of others, or damaged, it is not
//! [read](body), and whoever asked reads the files.
//!
//! How each thing is written is said once for both directions, field by field ([`form`]), so that neither a new field nor a new variant
//! compiles until it has its place. Only tests write.

mod entities;
mod form;
mod provisions;
mod read;
mod relations;
mod sayings;
mod stamp;
mod times;
#[cfg(test)]
mod write;

pub(crate) use form::{Form, record};
pub(crate) use read::{Names, Reader};
#[cfg(test)]
pub(crate) use write::Writer;

use stamp::Stamp;

/// Files that a program carries with it, each with its name.
pub(crate) type Files = &'static [(&'static str, &'static str)];

/// What a prepared form begins with; the last byte is its version, which changes whenever something is written otherwise.
const MARK: [u8; 8] = *b"comity \x03";

/// What was prepared, if it was made of these very files and is whole.
///
/// Cost: O(bytes of the files and of the form), eight at a time.
pub(crate) fn body(form: &'static [u8], files: Files) -> Option<&'static [u8]> {
    let (head, body) = form.split_at_checked(MARK.len() + 2 * Stamp::BYTES)?;
    (head == head_of(body, files)).then_some(body)
}

/// What is prepared, with its head.
#[cfg(test)]
pub(crate) fn with_head(body: &[u8], files: Files) -> Vec<u8> {
    [&head_of(body, files), body].concat()
}

/// The head of a prepared form: the mark, the stamp of the files, and that of what follows.
fn head_of(body: &[u8], files: Files) -> Vec<u8> {
    let stamps = [Stamp::of_files(files), Stamp::of(body)].map(Stamp::to_bytes);
    [&MARK[..], &stamps[0], &stamps[1]].concat()
}
