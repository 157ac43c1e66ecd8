//! One binary for all integration tests: worlds and expected answers as data, run through the public API.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod argument;
mod arms;
mod atop;
mod brute;
mod cases;
mod certainty;
mod changes;
mod claim_proofs;
mod claims;
mod contradictions;
mod core;
mod cores;
mod counts;
mod crosscheck;
mod debate;
mod deliberation;
mod dense;
mod dice;
mod docs;
mod domain;
mod duties;
mod evidence;
mod expect;
mod extents;
mod faults;
mod four_days;
mod graph;
mod ids;
mod index;
mod interface;
mod laws;
mod lifecycle;
mod load;
mod names;
mod naming;
mod nanopublications;
mod narrowing;
mod needed;
mod no_names;
mod opened;
mod oracle;
mod pages;
mod prevails;
mod proofs;
mod questions;
mod report;
mod reported;
mod rolls;
mod rooms;
mod rules;
mod scenarios;
mod sources;
mod sweeps;
mod testimony;
mod verdicts;
mod vocabulary;
mod wire;
mod words;
