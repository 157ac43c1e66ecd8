//! One binary for all integration tests: worlds and expected answers as data, run through the public API.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod atop;
mod changes;
mod core;
mod counts;
mod crosscheck;
mod deliberation;
mod domain;
mod evidence;
mod faults;
mod graph;
mod ids;
mod index;
mod lifecycle;
mod load;
mod names;
mod oracle;
mod proofs;
mod questions;
mod rooms;
mod scenarios;
mod words;
