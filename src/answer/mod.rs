//! Answers: what follows from a hypothesis, what the world would be like under it, and what a state owes as it is.
//!
//! | question | where |
//! |---|---|
//! | who is in, who is in both, what is a state in | [`View`](crate::View) |
//! | spells, history, changes between two dates | [`World`](crate::World) |
//! | who must exit what first, if something changed | [`View::consequences_of`](crate::View::consequences_of) |
//! | what does a state owe to whom, and what is owed toward somebody | [`View::obligations_of`](crate::View::obligations_of), [`View::obligations_toward`](crate::View::obligations_toward) |
//! | which of two texts prevails between two states | [`View::which_prevails`](crate::View::which_prevails), of a conflict [`Consequences::which_prevails`] |
//! | what every accession would meet today | [`View::accessions`](crate::View::accessions) |
//! | what an answer rests on, to be kept and compared | [`Consequences::receipt`] |
//! | how what somebody said stands against the record | [`View::verdict_on`](crate::View::verdict_on), [`View::hindsight_on`](crate::View::hindsight_on) |
//! | what two claims have to do with each other, and who holds what on which topic | [`View::compare_claims`](crate::View::compare_claims), [`View::positions`](crate::View::positions) |
//! | what became known only after a day | [`View::news_since`](crate::View::news_since) |
//! | a debate: all of that of a topic or a speaker, or of what most speakers take a stance on | [`View::debate`](crate::View::debate) |
//! | any of these as data, with an answer as data | [`View::ask`](crate::View::ask) |

mod after;
mod bond;
mod caveat;
mod consequences;
mod difference;
mod evaluate;
mod finding;
pub(crate) mod held;
mod impossible;
mod judge;
mod news;
mod obligations;
mod outcome;
mod prevalence;
mod priority;
pub(crate) mod said;
mod sweep;
mod treaties_with;
mod what_if;
mod why_not;

pub use bond::Bond;
pub use caveat::Caveat;
pub(crate) use caveat::{of_telling, record as caveats};

pub(crate) use consequences::Placed;
pub use consequences::{Consequences, Eligible, Leaving, NotBound, Sensitivity, Turned};
pub use difference::Difference;
pub(crate) use evaluate::latest;
pub use finding::Finding;
pub use impossible::{Impossible, WhyImpossible};
pub(crate) use judge::Forced;
pub use news::{News, NewsKind};
pub use obligations::{Obligation, Obligations};
pub use outcome::{Basis, DaysEarly, Needed, Open, Outcome};
pub use prevalence::Prevalence;
pub use priority::ConflictPriority;
pub(crate) use priority::Priorities;
pub use said::{
    AttackKind, ClaimAttack, ClaimCaveat, ClaimComparison, ClaimFinding, ClaimGround, ClaimVerdict,
    ContentAccord, Debate, Pooled, Position, PositionOn, Positions, StanceAccord, Testimony, Vote,
    Votes,
};
pub use sweep::{Accession, Outlook, Sweep, Tally};
pub use treaties_with::{TreatiesWith, TreatyWith};
pub use what_if::{OwedToward, WhatIf, WhatIfView};
pub use why_not::{Doubt, NotYet, WhyNot};
