//! In English: questions.

use super::changes::hypothesis;
use super::names::{Names, capital, listed, read};
use super::{English, Language};
use crate::answer::Consequences;
use crate::model::{Kind, Manner, Mode, Status};
use crate::question::{DateOf, NeededFor, Question};
use crate::scenario::Scenario;
use crate::time::Date;
use crate::{BodyId, EntityId, Id, InstrumentId, State, World};

impl Question {
    /// The question in canonical English: the same for every way of asking it.
    #[track_caller]
    pub fn in_words(&self, world: &World) -> String {
        self.check(world.tables());
        English.question(&Names::canonical(world), self)
    }
}

impl Consequences<'_> {
    /// The question in canonical English, by keys.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// assert_eq!(answer.question(), "if ots acquires mutual_defence, who must exit what first?");
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn question(&self) -> String {
        let question = Question::must_exit(self.scenario());
        English.question(&Names::keys(self.view()), &question)
    }
}

/// A question, whole.
pub(super) fn question<L: Language + ?Sized>(
    language: &L,
    names: &Names<'_>,
    question: &Question,
) -> String {
    let the = |entity: EntityId| names.the(entity);
    let body = |body: BodyId| names.the(body);
    let given = |scenario: &Scenario| {
        // What is called by keys throughout has no capitals.
        let word = if names.are_keys() { "if" } else { "If" };
        format!("{word} {}", hypothesis(language, names, scenario))
    };
    match question {
        Question::Members { organization, status } => {
            format!("Who are the {} of {}?", plural(*status), names.the(*organization))
        }
        Question::Parties { treaty, status } => {
            let status = status.unwrap_or(Status::Party);
            format!("Who are the {} to {}?", plural(Some(status)), names.the(*treaty))
        }
        Question::Memberships { entity } => format!("Which organizations is {} in?", the(*entity)),
        Question::IsMember { entity, body: what } => {
            format!("Is {} a {} {}?", the(*entity), grade_in(names, *what), body(*what))
        }
        Question::MustExit { members_of, entity, exit, scenario } => {
            let given = given(scenario);
            let who = match (entity, members_of) {
                (Some(entity), _) => {
                    let what = exit.map_or_else(|| "something".to_owned(), body);
                    return format!("{given}, must {} exit {what} first?", the(*entity));
                }
                (None, Some(organization)) => {
                    format!("which members of {}", names.the(*organization))
                }
                (None, None) => "who".to_owned(),
            };
            let what = match (exit, members_of) {
                (Some(exit), _) => body(*exit),
                (None, Some(_)) => "something".to_owned(),
                (None, None) => "what".to_owned(),
            };
            format!("{given}, {who} must exit {what} first?")
        }
        Question::Vetoes { scenario, pending: false } => {
            format!("{}, who could veto it?", given(scenario))
        }
        Question::Vetoes { scenario, pending: true } => {
            format!("{}, who has still to approve it?", given(scenario))
        }
        Question::Obligations { by, toward, duty } => {
            let duties = match duty {
                Some(duty) => format!("which duties to {}", read(duty.as_str())),
                None => "which duties".to_owned(),
            };
            match (by.map(|state| names.the(state)), toward.map(the)) {
                (Some(by), Some(toward)) => {
                    capital(&format!("{duties} does {by} owe to {toward}?"))
                }
                (Some(by), None) => capital(&format!("{duties} does {by} owe, and to whom?")),
                (None, Some(toward)) => format!("Who owes {duties} to {toward}?"),
                (None, None) => format!("Who owes {duties} to whom?"),
            }
        }
        Question::Bonds { a, b } => format!("What binds {} and {}?", the(*a), the(*b)),
        Question::Dates(of) => date(names, of),
        Question::Same { names } => {
            let quoted: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
            format!("Are {} the same?", listed(&quoted))
        }
        Question::Periods { entity, body: what, bundle, status } => {
            let linked = if *bundle { ", or in what is linked to it" } else { "" };
            let grade =
                status.map_or_else(String::new, |status| format!(" as {}", read(status.as_str())));
            format!("When was {} in {}{linked}{grade}?", the(*entity), body(*what))
        }
        Question::InBoth { a, b } => format!("Who is in both {} and {}?", body(*a), body(*b)),
        Question::InEither { a, b } => format!("Who is in {} or {}?", body(*a), body(*b)),
        Question::ButNot { a, b } => format!("Who is in {} but not in {}?", body(*a), body(*b)),
        Question::Changes { body: what, from, to } => {
            format!("Who joined or left {} after {from} and until {to}?", body(*what))
        }
        Question::Claims { by, about, mode, manner } => claims(names, *by, *about, *mode, *manner),
        Question::Stances { topic, speaker } => stances(names, *topic, *speaker),
        Question::Votes { on, by } => {
            let what = super::said::said_by(names, *on);
            match &by[..] {
                [] => format!("Who says, and who denies, that {what}?"),
                by => format!("What do {} say of this: {what}?", names.all(by)),
            }
        }
        Question::News { after, about } => {
            let about = about.map_or_else(String::new, |one| format!(" about {}", the(one)));
            format!("What became known{about} only after {after}?")
        }
        Question::SourcesNeeded(of) => match of.scenario() {
            Some(scenario) => format!("{}, {}", given(scenario), needed(names, of)),
            None => capital(&needed(names, of)),
        },
        Question::Name { entity } => format!("What is {} called?", the(*entity)),
        Question::WhichPrevails { texts, between } => prevails(names, texts, between),
    }
}

/// The question of the sources that an answer cannot do without.
fn needed(names: &Names<'_>, of: &NeededFor) -> String {
    let without = "without which sources would";
    match of {
        NeededFor::Membership { entity, body } => {
            let (who, what) = (names.the(*entity), names.the(*body));
            format!("{without} it be open whether {who} is a {} {what}?", grade_in(names, *body))
        }
        NeededFor::Verdict { state, scenario: _ } => {
            format!("{without} the verdict on {} be another one?", names.the(*state))
        }
        NeededFor::Claim { claim } => {
            format!("{without} the verdict on {} be another one?", names.claim(*claim))
        }
    }
}

/// Which of two texts, between which states.
fn prevails(names: &Names<'_>, texts: &[InstrumentId; 2], between: &[Id<State>; 2]) -> String {
    let ([one, other], [s, t]) =
        (texts.map(|text| names.the(text)), between.map(|one| names.the(one)));
    format!("Which of {one} and {other} prevails between {s} and {t}?")
}

/// The question of a date.
fn date(names: &Names<'_>, of: &DateOf) -> String {
    match of {
        DateOf::Joined { entity, body } => {
            format!("When did {} join {}?", names.the(*entity), names.the(*body))
        }
        DateOf::Left { entity, body } => {
            format!("When did {} leave {}?", names.the(*entity), names.the(*body))
        }
        DateOf::SignedBy { entity, treaty } => {
            format!("When did {} sign {}?", names.the(*entity), names.the(*treaty))
        }
        DateOf::Signed { instrument } => {
            format!("When was {} signed?", names.the(instrument.entity()))
        }
        DateOf::InForce { instrument } => {
            format!("When did {} enter into force?", names.the(instrument.entity()))
        }
        DateOf::Exit { state, body, notice } => {
            let when = match *notice {
                None => "When".to_owned(),
                Some(Date::UNKNOWN) => {
                    "If notice is given on a day that is not known, when".to_owned()
                }
                Some(notice) => format!("If notice is given on {notice}, when"),
            };
            format!("{when} can {} be out of {}?", names.the(*state), names.the(*body))
        }
    }
}

/// The question of what was said.
fn claims(
    names: &Names<'_>,
    by: Option<EntityId>,
    about: Option<EntityId>,
    mode: Option<Mode>,
    manner: Option<Manner>,
) -> String {
    let the = |entity: EntityId| names.the(entity);
    let said = match (by, about) {
        (Some(by), Some(about)) => format!("What did {} say about {}", the(by), the(about)),
        (Some(by), None) => format!("What did {} say", the(by)),
        (None, Some(about)) => format!("What did anybody say about {}", the(about)),
        (None, None) => "What did anybody say".to_owned(),
    };
    let mode = mode.map_or_else(String::new, |mode| format!(", as {}", as_mode(mode)));
    let manner = manner.map_or_else(String::new, |manner| format!(", {}", as_heard(manner)));
    format!("{said}{mode}{manner}?")
}

/// The question of who holds what.
fn stances(names: &Names<'_>, topic: Option<EntityId>, speaker: Option<EntityId>) -> String {
    match (topic.map(|topic| names.the(topic)), speaker.map(|speaker| names.the(speaker))) {
        (Some(topic), Some(speaker)) => format!("Is {speaker} for {topic} or against it?"),
        (Some(topic), None) => format!("Who is for {topic}, and who is against it?"),
        (None, Some(speaker)) => format!("What is {speaker} for, and what against?"),
        (None, None) => "Who is for what, and who against?".to_owned(),
    }
}

/// How something is meant, after "as".
const fn as_mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Fact => "a fact",
        Mode::Claim => "a claim",
        Mode::Definition => "a definition",
        Mode::Plan => "a plan",
        Mode::Denial => "a denial",
        Mode::Condition => "a condition",
        Mode::Prediction => "a prediction",
        Mode::Expectation => "a hope",
        Mode::Advocacy => "something that should be",
        Mode::Proposal => "a proposal",
        Mode::Priority => "something that should come first",
        Mode::Summary => "a summary of what others said",
    }
}

/// How it reaches us.
const fn as_heard(manner: Manner) -> &'static str {
    match manner {
        Manner::Own => "in a text of the speaker's own",
        Manner::Quoted => "in quotation marks",
        Manner::Reported => "in the words of whoever reports it",
        Manner::Unclear => "where it is not clear who speaks",
        Manner::Inferred => "where the text does not name the speaker",
    }
}

/// The plural of those in a grade; without one, of members.
const fn plural(status: Option<Status>) -> &'static str {
    match status {
        None | Some(Status::Member) => "members",
        Some(Status::Party) => "parties",
        Some(Status::Participating) => "participating states",
        Some(Status::Provisional) => "provisional parties",
        Some(Status::Associate) => "associate members",
        Some(Status::Observer) => "observers",
        Some(Status::Partner) => "partners",
        Some(Status::DialoguePartner) => "dialogue partners",
        Some(Status::FoundingState) => "founding states",
        Some(Status::ContractingState) => "contracting states",
        Some(Status::Signatory) => "signatories",
        Some(Status::Acceding) => "acceding states",
    }
}

/// What one is in a body.
fn grade_in(names: &Names<'_>, body: BodyId) -> &'static str {
    if names.world()[body.entity()].kind() == Kind::Treaty { "party to" } else { "member of" }
}
