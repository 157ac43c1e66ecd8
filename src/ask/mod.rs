//! Asking: a question as data in, an answer as data out.
//!
//! Nothing is decided here: every row comes from the functions of [`View`] and [`World`](crate::World) that the program
//! could call itself; what is added is the order of the rows and what to keep in mind.

mod dates;
mod exits;
mod names;
mod needed;
mod news;
mod roll;
mod said;
mod texts;

use crate::Truth;
use crate::answer::{Bond, Caveat, ClaimFinding, WhyNot};
use crate::explain::Explanation;
use crate::question::{DateOf, Question};
use crate::time::Date;
use crate::wire::{Answer, CaveatRow, Context, Rows, Stored, StoredAnswer, Told};
use crate::words::{English, Language, Names};
use crate::world::View;

use crate::answer::caveats::contested_values;
use crate::answer::held::{all_spells, spells, truth_in};
use crate::answer::of_telling;

/// What answers a question, before its context is told.
pub(super) struct Answered {
    pub(super) truth: Option<Truth>,
    pub(super) rows: Rows,
    pub(super) caveats: Vec<Caveat>,
}

impl Answered {
    pub(super) const fn new(rows: Rows, caveats: Vec<Caveat>) -> Self {
        Self { truth: None, rows, caveats }
    }
}

/// Where, and in which language, a question is asked.
struct Asking<'a> {
    view: View<'a>,
    language: &'a dyn Language,
}

impl Asking<'_> {
    /// Why not, by keys.
    fn why_not(&self, why: &WhyNot) -> String {
        self.language.why_not(&Names::keys(self.view), why)
    }

    /// What ties two, by names.
    fn bond(&self, bond: &Bond) -> String {
        self.language.bond(&Names::of(self.view), bond)
    }
}

impl View<'_> {
    /// Answers a question that came as data: from a file, over a wire, or out of English.
    ///
    /// # Arguments
    ///
    /// A [`Question`] of this world.
    ///
    /// # Rule
    ///
    /// A row stands for everybody and everything that answers the question for certain or possibly; its `truth` says
    /// which. A yes/no question has a truth of its own, and the row of the entity asked about.
    ///
    /// # Cost
    ///
    /// That of the function behind the question, and the keys of the rows as text.
    ///
    /// # Example
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::model::EffectKind;
    /// use comity::Question;
    /// use comity::wire::Rows;
    /// use comity::{Change, Organization, World, date};
    ///
    /// let world = World::bundled();
    /// let ots = world.find::<Organization>("ots")?;
    /// let question = Question::must_exit(Change::acquire(ots, EffectKind::MutualDefence));
    /// let answer = world.as_of(date(2024, 10, 20)).ask(&question);
    /// let Rows::Exits(rows) = &answer.rows else { unreachable!() };
    /// assert_eq!(rows.iter().map(|row| &*row.state).collect::<Vec<_>>(), ["kaz", "kgz"]);
    /// assert_eq!(rows[0].exits, ["cst", "csto"]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn ask(&self, question: &Question) -> Answer {
        self.ask_in(question, &English)
    }

    /// The same told in another language: what is for programs stays, what is for people is translated.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, Question, World, date, words::English};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// let question = Question::Members { organization: ots, status: None };
    /// let answer = today.ask_in(&question, &English);
    /// assert_eq!(answer, today.ask(&question));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn ask_in(&self, question: &Question, language: &dyn Language) -> Answer {
        question.check(self.world().tables());
        let mut found = answer(&Asking { view: *self, language }, question);
        found.caveats.extend(of_telling(self));
        Answer {
            question: language.question(&Names::canonical(self.world()), question),
            context: Context::new(self, notice_of(question)),
            kind: question.kind(),
            truth: found.truth,
            rows: found.rows,
            caveats: CaveatRow::all(language, &Names::keys(*self), &found.caveats),
            explanation: None,
        }
    }

    /// The same, to be kept or sent: with the question, the version of the world, and the proof of every verdict that a
    /// hypothesis leads to, or on everything that was said.
    ///
    /// Cost: that of [`ask`](Self::ask), of a proof for every state that the hypothesis binds or for every claim, and once for each
    /// world the fingerprints of its records.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::wire::Stored;
    /// use comity::{Organization, Question, World, date};
    ///
    /// let world = World::bundled();
    /// let ots = world.find::<Organization>("ots")?;
    /// let text = world.as_of(date(2024, 10, 20)).ask_stored(&Question::members(ots)).to_json();
    ///
    /// let stored = Stored::from_json(&text).unwrap();
    /// let resolved = stored.resolve(&world).unwrap();
    /// assert_eq!(*resolved.question(), Question::members(ots));
    /// assert_eq!(resolved.view().ask_stored(resolved.question()), stored);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn ask_stored(&self, question: &Question) -> Stored {
        let answer = StoredAnswer::Asked(Box::new(self.ask(question)));
        let proofs = question.scenario().map(|scenario| self.consequences_of(scenario).proofs());
        let proofs = proofs.or_else(|| Some(vec![self.why_prevails(question)?.proof]));
        let proofs = proofs.or_else(|| {
            let findings = self.claims_asked(question)?;
            Some(findings.iter().map(|finding| finding.why().proof).collect())
        });
        Stored::new(self.world(), question, answer, proofs.unwrap_or_default())
    }

    /// The same, with the derivation of every finding that a hypothesis leads to, or on everything that was said, re-checked by the
    /// independent checker.
    ///
    /// Cost: that of [`ask`](Self::ask), and of a proof for every state that the hypothesis binds, or for every claim.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, Question, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// let question = Question::must_exit(Change::acquire(ots, EffectKind::MutualDefence));
    /// let told = today.ask_explained(&question).explanation.unwrap();
    /// assert!(told.checked);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn ask_explained(&self, question: &Question) -> Answer {
        self.ask_explained_in(question, &English)
    }

    /// The same told in another language, the derivation with it.
    ///
    /// Cost: that of [`ask_explained`](Self::ask_explained).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, Question, World, date, model::EffectKind, words::PlainEnglish};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// let question = Question::must_exit(Change::acquire(ots, EffectKind::MutualDefence));
    /// let told = today.ask_explained_in(&question, &PlainEnglish);
    /// assert_eq!(told.explanation, today.ask_explained(&question).explanation);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn ask_explained_in(&self, question: &Question, language: &dyn Language) -> Answer {
        let explanation = question.scenario().map(|scenario| {
            let answer = self.consequences_of(scenario);
            Told::told_in(language, answer.findings().map(|finding| finding.why()))
        });
        let explanation = explanation.or_else(|| {
            let why = self.why_prevails(question)?;
            Some(Told::told_in(language, std::iter::once(why)))
        });
        let explanation = explanation.or_else(|| {
            let findings = self.claims_asked(question)?;
            Some(Told::told_in(language, findings.iter().map(ClaimFinding::why)))
        });
        Answer { explanation, ..self.ask_in(question, language) }
    }
}

impl<'a> View<'a> {
    /// How what was said stands, where that is what is asked.
    fn claims_asked(&self, question: &Question) -> Option<Vec<ClaimFinding<'a>>> {
        let Question::Claims { by, about, mode, manner } = question else { return None };
        Some(said::findings(self, *by, *about, *mode, *manner))
    }

    /// Why one of two texts prevails, or what may turn out, where that is what is asked.
    fn why_prevails(&self, question: &Question) -> Option<Explanation<'a>> {
        let Question::WhichPrevails { texts: [one, other], between } = question else {
            return None;
        };
        Some(self.which_prevails(*one, *other, *between).why(self))
    }
}

fn notice_of(question: &Question) -> Option<Date> {
    if let Question::Dates(DateOf::Exit { notice, .. }) = question {
        return *notice;
    }
    question.scenario().and_then(|scenario| scenario.notice)
}

fn answer(asking: &Asking<'_>, question: &Question) -> Answered {
    let view = &asking.view;
    match question {
        Question::Members { organization, status } => {
            roll::members(view, (*organization).into(), *status)
        }
        Question::Parties { treaty, status } => roll::members(view, (*treaty).into(), *status),
        Question::Memberships { entity } => roll::memberships(view, *entity),
        Question::IsMember { entity, body } => roll::is_member(view, *entity, *body),
        Question::InBoth { a, b } => roll::compared(view, *a, *b, |in_a, in_b| in_a & in_b),
        Question::InEither { a, b } => roll::compared(view, *a, *b, |in_a, in_b| in_a | in_b),
        Question::ButNot { a, b } => roll::but_not(view, *a, *b),
        Question::Periods { entity, body, bundle, status } => {
            roll::periods(view, *entity, *body, *bundle, *status)
        }
        Question::Changes { body, from, to } => roll::changes(view, *body, *from, *to),
        Question::MustExit { members_of, entity, exit, scenario } => {
            let answer = view.consequences_of(scenario);
            match entity {
                Some(entity) => exits::must_it_exit(asking, &answer, *entity, *exit),
                None => exits::must_exit(asking, &answer, *members_of, *exit),
            }
        }
        Question::Vetoes { scenario, pending } => exits::vetoes(view, scenario, *pending),
        Question::Obligations { by, toward, duty } => exits::obligations(view, *by, *toward, *duty),
        Question::Bonds { a, b } => names::bonds(asking, *a, *b),
        Question::Dates(of) => dates::dates(view, of),
        Question::Same { names } => names::same(view, names),
        Question::Claims { by, about, mode, manner } => {
            said::claims(asking, *by, &said::findings(view, *by, *about, *mode, *manner))
        }
        Question::Stances { topic, speaker } => said::stances(view, *topic, *speaker),
        Question::Votes { on, by } => said::votes(view, *on, by),
        Question::Name { entity } => names::name(view, *entity),
        Question::WhichPrevails { texts, between } => texts::which_prevails(view, *texts, *between),
        Question::News { after, about } => news::news(asking, *after, *about),
        Question::SourcesNeeded(of) => needed::sources_needed(view, of),
    }
}
