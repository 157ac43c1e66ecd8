//! The rules: when a new commitment conflicts with an old one, what must be left, how soon, and who can block it.
//!
//! A rule here is an inference of ours; what a treaty says is a provision. Each rule is a plain function with its
//! Horn clause in its documentation; provisions are data, and no rule knows any of them by name.
//!
//! | rule | existing provision `c` | new commitment `h` | outcome |
//! |---|---|---|---|
//! | X1 | exclusivity, absolute | mutual defence that makes or joins an alliance | hard, unless `A ⊆ P` or `h` is of `c`'s own organization |
//! | X2 | exclusivity, contrary aims | the same | hard if the two are opposed, else potential |
//! | X3 | directed against a party | the same | hard if somebody says that `h` is directed against another party; a condition while nobody says so |
//! | X4 | non-contradiction | the same | hard on a collision of duties, or if another provision of the text is hard; else potential |
//! | X5 | exclusive customs union | joining another one | hard |
//! | X6 | neutrality, non-alignment, ban on bases | what the law bars | domestic: the law must change; potential if the law allows exceptions |
//! | X7 | – | savings clause in what brings `h` | potential and domestic become saved |
//! | X8 | consent required | a base of an outsider, an alliance, an engagement about security with one | a consent is needed, or that nobody objects |
//! | X9 | reserved exit | – | an alternative, no conflict: the state may leave |
//! | X10 | not in force, or not bound | – | none: not listed |
//! | X11 | any of X1 to X4 | consultation, non-aggression, exercises | none |
//! | X12 | non-aggression | mutual defence | potential while a party of `c` is outside `A` |
//! | X13 | mutual defence | a bar on alliances that is brought | as X1, X2 or X3 by its qualifier, if it reaches what is held; else saved, if the text saves treaties in force, or potential |
//! | X14 | a customs union | another one, and X5 says nothing | hard if both apply a common tariff, else potential; none inside one another |
//! | X14b | a free-trade area with outsiders | a customs union | hard if its law has members leave, or the tariff cannot be applied beside it; else potential |
//! | X15 | a duty that cannot be performed together with `h` | non-contradiction that is brought | none if it speaks of later engagements or its parties declare compatibility; else potential, hard on a collision of duties |
//! | X16 | an act that a body forbids | the act (a peace, recognition) | hard, or potential where it is a matter of appreciation |
//! | X17 | a decision of the Security Council against `t` | defence with `t`, a base of `t` | potential: what it forbids yields (Charter 103) |
//!
//! The law behind them: pacta sunt servanda (VCLT art. 26), internal law is no excuse (27), successive treaties (30),
//! withdrawal by provision, by consent, or on twelve months' notice (54, 56), no defeat of object and purpose after
//! signature (18). Under article 30 a later conflicting treaty is not void: "must exit first" means *must, to stay in
//! compliance, under this reading*.

mod clauses;
mod conflict;
mod deltas;
mod duty;
mod entry;
mod exit;
mod hypothesis;
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

pub(crate) use clauses::accession;
pub(crate) use conflict::{Circle, Pair, Premise, Saying, Supposition, Test, entry, read_by};
pub(crate) use deltas::{Deltas, given_defence, moved};
pub(crate) use duty::{Liability, contradictions, owed_by_change, owed_by_texts, settles, strains};
pub(crate) use entry::entry_into_force;
pub(crate) use exit::{Held, bundle, bundle_of, exit, held_by, held_in};
pub(crate) use hypothesis::{Hypothesis, Origin};
pub(crate) use prevails::{fields, prevails};
pub(crate) use procedures::{occasion_of, of_body, of_law, of_state};
pub(crate) use situation::Situation;
pub(crate) use unread::{uncovered, unread, unread_on};
pub(crate) use untested::{opposed_to_held, own_bars};
pub(crate) use veto::{amenders, awaited, exit_vetoes, vetoes};
