//! All English of the house, one language among others: what is told, in what words.
//!
//! Telling has two halves. A *reporter* decides what is said and in which order: how a proof is narrated, how a deliberation is
//! accounted for. A [`Language`] has the words of one thing at a time. So whoever wants answers in another language writes a
//! [`Language`]; what it leaves out is told in [`English`].
//!
//! ```
//! # #[cfg(feature = "dataset")] {
//! use comity::proof::Fact;
//! use comity::words::{English, Language, Names};
//! use comity::{Change, Organization, Verdict, World, date, model::EffectKind};
//!
//! /// Verdicts in Turkish, all else in English.
//! struct Turkish;
//!
//! impl Language for Turkish {
//!     fn fact(&self, names: &Names<'_>, fact: &Fact) -> String {
//!         match fact {
//!             Fact::Verdict { state, verdict: Verdict::MustExit, .. } => {
//!                 let state = names.world().entity(state).map(|state| names.name(state));
//!                 format!("{} önce ayrılmak zorunda", state.unwrap_or("?"))
//!             }
//!             other => English.fact(names, other),
//!         }
//!     }
//! }
//!
//! let world = World::bundled();
//! let ots = world.find::<Organization>("ots")?;
//! let answer = world.as_of(date(2024, 10, 20)).consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
//! let why = answer.must_exit().next().unwrap().why();
//! assert!(why.tell_in(&Turkish).starts_with("Kazakhstan önce ayrılmak zorunda.\nBecause"));
//! # }
//! # Ok::<(), comity::LookupError>(())
//! ```
//!
//! | what is told | where |
//! |---|---|
//! | how things are called, and which name has an article | [`Names`], `names.rs` |
//! | what a step of a proof states, and why a conflict has its class | `facts.rs` |
//! | a proof, sentence by sentence; its sources as footnotes | `narrate.rs` decides the order, `sentences.rs` has the words |
//! | a source, as a note would cite it | `cited.rs` |
//! | an answer as a page | `report/` decides what stands on it, `report/phrases.rs` has the words, `report/layout.rs` the form |
//! | a deliberation, point by point, with certificates | `account.rs` decides the order, `points.rs` has the words |
//! | commitments, contingencies, steps of plans, alternatives | `plans.rs` |
//! | questions, and the hypotheses in them | `questions.rs`, `changes.rs` |
//! | caveats | `caveats.rs` |
//! | what says that somebody is meant by a name | `meant.rs` |
//! | what somebody said, and how it stands against the record | `said.rs` |
//! | why somebody is not in something, or need not leave; what ties two | `reasons.rs` |

mod account;
mod caveats;
mod changes;
mod cited;
mod facts;
mod grounds;
mod meant;
mod names;
mod narrate;
mod plans;
mod points;
mod prevails;
mod questions;
mod reasons;
mod report;
mod said;
mod sentences;

pub use account::Reason;
pub use names::Names;
pub use points::{Line, Origin, Point, Says};
pub use report::{
    DebatePassage, HangsOn, Item, Layout, Length, Passage, Report, Section, SweepPassage, Tone,
    Topic, Unbound,
};
pub use sentences::{Mention, Sentence};

use crate::answer::{Bond, Caveat, ClaimGround, ClaimVerdict, News, Prevalence, WhyNot};
use crate::deliberation::{Commitment, Measure, PlanStep, Statement};
use crate::model::{Claim, Proposition, RecordId};
use crate::names::MeantBy;
use crate::proof::Fact;
use crate::scenario::Change;
use crate::{Id, Question};
use facts::Facts;

/// The words of a language for one thing at a time; whatever a language does not say is told in English.
///
/// A clause begins in lower case and has no full stop, so that it can stand in a sentence.
pub trait Language {
    /// What a step of a proof states, as a clause.
    fn fact(&self, names: &Names<'_>, fact: &Fact) -> String {
        Facts { names }.clause(fact)
    }

    /// A sentence of a narrated proof, whole, with the marks of its sources.
    fn sentence(&self, names: &Names<'_>, sentence: &Sentence<'_>) -> String {
        sentences::sentence(self, names, sentence)
    }

    /// A point of the account of a deliberation, whole.
    fn point(&self, names: &Names<'_>, point: &Point) -> String {
        points::point(self, names, point)
    }

    /// Something that a deliberation speaks about, as a clause: that somebody has a commitment, on what an answer is contingent.
    fn statement(&self, names: &Names<'_>, statement: &Statement) -> String {
        plans::statement(names, statement)
    }

    /// The end of a commitment, as a clause: what would have to be done.
    fn end(&self, names: &Names<'_>, commitment: &Commitment) -> String {
        plans::end(names, commitment)
    }

    /// A step of a plan, whole: who does what, and from which day on.
    fn step(&self, names: &Names<'_>, step: &PlanStep) -> String {
        plans::step(names, step)
    }

    /// Something that could be done instead, as a clause.
    fn measure(&self, names: &Names<'_>, measure: &Measure) -> String {
        plans::measure(names, measure)
    }

    /// A change that somebody might make, as a clause.
    fn change(&self, names: &Names<'_>, change: &Change) -> String {
        changes::change(names, change)
    }

    /// A question, whole.
    fn question(&self, names: &Names<'_>, question: &Question) -> String {
        questions::question(self, names, question)
    }

    /// A caveat, as a clause.
    fn caveat(&self, names: &Names<'_>, caveat: &Caveat) -> String {
        caveats::caveat(names, caveat)
    }

    /// What stands on the page of an answer: a line of it.
    fn passage(&self, names: &Names<'_>, passage: &Passage) -> String {
        report::passage(self, names, passage)
    }

    /// Why somebody is not in something, or need not leave anything, in a few words.
    fn why_not(&self, names: &Names<'_>, why: &WhyNot) -> String {
        reasons::why_not(names, why)
    }

    /// Which of two texts prevails between two states, in a sentence.
    fn prevalence(&self, names: &Names<'_>, found: &Prevalence) -> String {
        prevails::prevalence(names, found)
    }

    /// What a proposition says, as a clause.
    fn proposition(&self, names: &Names<'_>, proposition: &Proposition) -> String {
        said::proposition(names, proposition)
    }

    /// What a claim says, as a clause, without who says it: in the words of the record, or in those for its proposition.
    fn claim(&self, names: &Names<'_>, claim: Id<Claim>) -> String {
        said::claim(self, names, claim)
    }

    /// How a claim stands against the record, and on which records that rests, as a clause.
    fn claim_stands(
        &self,
        names: &Names<'_>,
        verdict: ClaimVerdict,
        ground: ClaimGround,
        rests_on: &[RecordId],
    ) -> String {
        said::stands(names, verdict, ground, rests_on)
    }

    /// What says that somebody is meant by a name or a code, in a few words.
    fn meant_by(&self, by: &MeantBy) -> String {
        meant::meant_by(by)
    }

    /// What became known, as a clause.
    fn news(&self, names: &Names<'_>, news: &News) -> String {
        said::news(self, names, news)
    }

    /// What ties two entities to each other, in a few words.
    fn bond(&self, names: &Names<'_>, bond: &Bond) -> String {
        reasons::bond(names, bond)
    }
}

/// The English of the house.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "written as a value; it has nothing to set")]
pub struct English;

impl Language for English {}

/// The English of the house for people alone: what an answer as data tells by keys is told by the names of the day.
///
/// ```
/// # #[cfg(feature = "dataset")] {
/// use comity::{Organization, Question, State, World, date, words::PlainEnglish};
///
/// let world = World::bundled();
/// let (arm, csto) = (world.find::<State>("arm")?, world.find::<Organization>("csto")?);
/// let today = world.as_of(date(2024, 3, 1));
/// let answer = today.ask_in(&Question::is_member(arm, csto), &PlainEnglish);
/// assert!(answer.caveats[0].text.starts_with("Armenia in the Collective Security Treaty Organization: frozen"));
/// # }
/// # Ok::<(), comity::LookupError>(())
/// ```
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "written as a value; it has nothing to set")]
pub struct PlainEnglish;

impl Language for PlainEnglish {
    fn caveat(&self, names: &Names<'_>, caveat: &Caveat) -> String {
        English.caveat(&Names::of(names.view()), caveat)
    }

    fn why_not(&self, names: &Names<'_>, why: &WhyNot) -> String {
        English.why_not(&Names::of(names.view()), why)
    }
}

impl English {
    /// A sentence of a narrated proof in English, around the clauses of another language.
    pub fn sentence_around(
        self,
        clauses: &dyn Language,
        names: &Names<'_>,
        sentence: &Sentence<'_>,
    ) -> String {
        sentences::sentence(clauses, names, sentence)
    }

    /// A point of the account of a deliberation in English, around the clauses of another language.
    pub fn point_around(self, clauses: &dyn Language, names: &Names<'_>, point: &Point) -> String {
        points::point(clauses, names, point)
    }
}
