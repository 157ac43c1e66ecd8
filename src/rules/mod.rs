//! The rules: when a new commitment conflicts with an old one, what must be left, how soon, and who can block it.
//!
//! A rule here is an inference of ours; what a treaty says is a provision. Each rule is a plain function with its
//! Horn clause in its documentation; provisions are data, and no rule knows any of them by name.
//!
//! The catalogue of the rules on conflicts stands at the head of `conflict/mod.rs`, and in the [guide](crate::guide::answers).
//!
//! The law behind them: pacta sunt servanda (VCLT art. 26), internal law is no excuse (27), successive treaties (30),
//! withdrawal by provision, by consent, or on twelve months' notice (54, 56), no defeat of object and purpose after
//! signature (18). Under article 30 a later conflicting treaty is not void: "must exit first" means *must, to stay in
//! compliance, under this reading*.

mod clauses;
mod conflict;
mod day;
mod deltas;
mod duty;
mod entry;
mod exit;
mod hypothesis;
mod joining;
mod lawful;
mod prevails;
mod procedures;
mod situation;
mod unread;
mod untested;
mod veto;

pub use conflict::Conflict;
pub use duty::{Contradiction, Footing, Owed, Strain};
pub use entry::{Counted, EntryIntoForce};
pub use exit::Exit;
pub use veto::Veto;

pub(crate) use clauses::{
    accession, accession_rule, binds_dissenters, leaving_hangs_on_who, rests_on_a_treaty,
};
pub(crate) use conflict::{
    Circle, Pair, Premise, Saying, Supposition, Tells, Test, catalogued, read_by,
};
pub(crate) use day::Day;
pub(crate) use deltas::{Among, Deltas, given_defence, moved};
pub(crate) use duty::{Liability, contradictions, owed_by_change, owed_by_texts, settles, strains};
pub(crate) use entry::entry_into_force;
pub(crate) use exit::{
    BundleItem, bundle, bundle_of, carrier, exit, exit_as_given, given_notice, hangs_on_entry,
    held_by, held_in,
};
pub(crate) use hypothesis::{Hypothesis, Membership, Origin};
pub(crate) use joining::Joining;
pub(crate) use prevails::{Prevailing, TextPair, TextsRead};
pub(crate) use procedures::{occasion_of, of_body, of_law, of_state};
pub(crate) use situation::Situation;
pub(crate) use unread::{uncovered, unread, unread_on};
pub(crate) use untested::{opposed_to_held, own_bars, unheld_bars, unheld_pacts};
pub(crate) use veto::{amenders, awaited, exit_vetoes, vetoes};
