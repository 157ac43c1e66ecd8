//! What was kept, bound to a world again.

use std::fmt;

use super::{Context, ExitRow, QuestionError};
use crate::answer::Testimony;
use crate::base::debug_as_display;
use crate::model::{Kind, RecordId, Statehood};
use crate::proof::check::Forgery;
use crate::time::Date;
use crate::verdict::{Clause, Verdict};
use crate::world::{LookupError, View};
use crate::{BodyId, EntityId, Question, Reading, World};

/// For how many missing keys it is looked for what was meant: the search is long.
const MOST: usize = 100;

/// An answer that was kept, as typed values of a world.
///
/// What [`View::ask`] says of its [question](Self::question) on its [view](Self::view) is what this world would answer.
#[derive(Clone, Debug)]
pub struct Resolved<'w> {
    view: View<'w>,
    /// The world as those tell it on whose word the answer was given.
    testimony: Option<Testimony<'w>>,
    question: Question,
    verdicts: Vec<ResolvedVerdict>,
}

/// What an answer that was kept says of one state.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ResolvedVerdict {
    /// Of whom: a state, or whoever the question asked about.
    pub entity: EntityId,
    /// The verdict.
    pub verdict: Verdict,
    /// What must be left.
    pub exits: Vec<BodyId>,
    /// When all of it can have been left.
    pub earliest: Option<Date>,
}

impl<'w> Resolved<'w> {
    /// Binds a question, its context and verdicts to a world that has all that is named.
    pub(super) fn new<'a>(
        world: &'w World,
        question: Result<Question, QuestionError>,
        context: &'a Context,
        named: impl Iterator<Item = &'a str>,
        rows: &[&'a ExitRow],
    ) -> Result<Self, Unresolved> {
        let (reading, read) = reading(context);
        let speakers: Vec<&str> =
            context.according_to.iter().flat_map(|keys| keys.split(',')).collect();
        let statehood = statehood(world, context);
        let mut view = world.as_of(context.as_of).under(reading).presuming(context.presumption);
        if let Some(day) = context.known_by {
            view = view.known_by(day);
        }
        view = view.counting(statehood.unwrap_or_default());
        let heard: Option<Vec<EntityId>> =
            speakers.iter().map(|speaker| entity(world, speaker)).collect();
        let heard = heard.filter(|heard| !heard.is_empty());
        let testimony = heard.map(|heard| view.according_to_all(heard));
        let world = testimony.as_ref().map_or(world, Testimony::world);
        let mut lacking: Vec<&str> =
            named.chain(read).chain(speakers).chain(context.counted_by()).collect();
        lacking.sort_unstable();
        lacking.dedup();
        let is_of_question = |key: &str| key == Clause::ENACTED || key == Clause::AGREED;
        lacking.retain(|key| !is_of_question(key) && world.record_named(key).is_none());
        let mut missing: Vec<LookupError> = (lacking.into_iter().enumerate())
            .map(|(nth, key)| {
                let bare =
                    LookupError { key: key.into(), expected: None, found: None, near: Vec::new() };
                if nth < MOST { LookupError::new(world, key, None) } else { bare }
            })
            .collect();

        let mut verdicts = Vec::with_capacity(rows.len());
        for row in rows {
            let body = |key: &String| {
                let found = entity(world, key).and_then(|id| BodyId::of(id, world[id].kind()));
                found.ok_or_else(|| LookupError::new(world, key, Some(Kind::Organization)))
            };
            let exits: Result<Vec<BodyId>, LookupError> = row.exits.iter().map(body).collect();
            let of = entity(world, &row.state)
                .ok_or_else(|| LookupError::new(world, &row.state, Some(Kind::State)));
            match (of, exits) {
                (Ok(entity), Ok(exits)) => {
                    let (verdict, earliest) = (row.verdict, row.earliest);
                    verdicts.push(ResolvedVerdict { entity, verdict, exits, earliest });
                }
                // What is not there is told already; what is something else is not.
                (Err(error), _) | (_, Err(error)) => {
                    if world.record_named(&error.key).is_some() && !missing.contains(&error) {
                        missing.push(error);
                    }
                }
            }
        }

        // What names nothing is told already; what names something that counts nobody, or says nothing, is not.
        let said = context.counted_by().or(context.statehood.as_deref());
        if let Some(key) = said.filter(|key| {
            statehood.is_none() && (context.counted_by().is_none() || entity(world, key).is_some())
        }) {
            missing.push(LookupError::new(world, key, Some(Kind::State)));
        }

        match question {
            Ok(question) if missing.is_empty() && verdicts.len() == rows.len() => {
                Ok(Self { view, testimony, question, verdicts })
            }
            question => Err(Unresolved { question: question.err().map(Box::new), missing }),
        }
    }

    /// The world on the date of the answer, as known by its day and under its reading; as those tell it on whose word it was given.
    pub fn view(&self) -> View<'_> {
        self.testimony.as_ref().map_or(self.view, Testimony::view)
    }

    /// The question.
    pub const fn question(&self) -> &Question {
        &self.question
    }

    /// What the answer says of each state; nothing where the question has no hypothesis.
    pub fn verdicts(&self) -> &[ResolvedVerdict] {
        &self.verdicts
    }
}

fn entity(world: &World, key: &str) -> Option<EntityId> {
    match world.record_named(key)? {
        RecordId::Entity(id) => Some(id),
        _ => None,
    }
}

/// Who counts as a state by a context; nothing where that names what cannot say so.
fn statehood(world: &World, context: &Context) -> Option<Statehood> {
    let Some(said) = context.statehood.as_deref() else { return Some(Statehood::Listed) };
    let (how, key) = said.split_once('=').unwrap_or((said, ""));
    match how {
        "listed" => Some(Statehood::Listed),
        "cow" => Some(Statehood::Cow),
        "members_of" => world.typed(entity(world, key)?).map(Statehood::MembersOf),
        "recognised_by" => world.typed(entity(world, key)?).map(Statehood::RecognisedBy),
        _ => None,
    }
}

/// The reading of a context, and the provisions that it names.
fn reading(context: &Context) -> (Reading, Vec<&str>) {
    let single = context.readings.iter().filter_map(|name| name.split_once('='));
    let general = context.readings.iter().find(|name| !name.contains('='));
    let general = general.map_or_else(Reading::strict, |name| Reading::named(&**name));
    let keys = single.clone().map(|(key, _)| key).collect();
    (single.fold(general, |reading, (key, name)| reading.provision(key, name)), keys)
}

/// Why an answer that was kept cannot be bound to a world: all that the world lacks, at once.
///
/// ```
/// # #[cfg(feature = "dataset")] {
/// use comity::wire::Stored;
/// use comity::{Organization, Question, World, date};
///
/// let world = World::bundled();
/// let csto = world.find::<Organization>("csto")?;
/// let stored = world.as_of(date(2024, 10, 20)).ask_stored(&Question::members(csto));
///
/// let other = r#"{"organization":"csto","name":"CSTO"}
/// {"state":"kaz","name":"Kazakhstan"}
/// {"state":"rus","name":"Russia"}"#;
/// let error = stored.resolve(&World::from_jsonl("other", other).unwrap()).unwrap_err();
/// let keys: Vec<&str> = error.missing.iter().map(|one| &*one.key).collect();
/// assert_eq!(keys, ["arm", "blr", "kgz", "tjk"]);
/// # }
/// # Ok::<(), comity::LookupError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unresolved {
    /// What the question needs and the world lacks, if it lacks anything of it.
    pub question: Option<Box<QuestionError>>,
    /// What the answer and its proofs name beside that and the world lacks, by key.
    pub missing: Vec<LookupError>,
}

debug_as_display!(Unresolved { question, missing });

impl fmt::Display for Unresolved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let question = self.question.iter().map(ToString::to_string);
        let lines: Vec<String> =
            question.chain(self.missing.iter().map(ToString::to_string)).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Unresolved {}

/// Why an answer that was kept is not proved by the records of a world.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CheckError {
    /// It cannot be bound to the world.
    #[error(transparent)]
    Unresolved(#[from] Unresolved),
    /// A proof does not hold.
    #[error("proof {proof}: {forgery}")]
    Forged {
        /// The number of the proof, from 1.
        proof: usize,
        /// The first step that does not follow.
        forgery: Forgery,
    },
    /// No proof concludes what the answer says of a state.
    #[error("what is said of `{state}` is not what is proved")]
    Unproved {
        /// Which state, by key.
        state: String,
    },
    /// No proof concludes what the answer says of a claim.
    #[error("how `{claim}` is said to stand is not what is proved")]
    UnprovedClaim {
        /// Which claim, by key.
        claim: String,
    },
}

impl fmt::Debug for CheckError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
