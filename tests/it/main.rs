//! One binary for all integration tests: worlds and expected answers as data, run through the public API.

mod graph;
mod lifecycle;
mod load;
mod names;
mod proofs;
