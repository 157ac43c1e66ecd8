//! Questions as data: what can be asked of a view, typed, with canonical English and a JSON form.

mod dates;
mod needed;

pub use dates::DateOf;
pub use needed::NeededFor;

use crate::base::words;
use crate::model::{AnyId, Claim, Duty, Manner, Mode, RecordId, Status, Tables};
use crate::scenario::Scenario;
use crate::time::Date;
use crate::{BodyId, EntityId, Id, InstrumentId, Organization, State, Treaty};

/// What can be asked of a [`View`](crate::View) by [`ask`](crate::View::ask).
///
/// The date, the day of knowledge and the reading belong to the view, not to the question. Ids are those of a world,
/// and so [`in_words`](Self::in_words) and [`to_json`](Self::to_json) need it.
///
/// ```
/// # #[cfg(feature = "dataset")] {
/// use comity::Question;
/// use comity::{World, date};
///
/// let world = World::bundled();
/// let question = Question::from_json(&world, r#"{"is_member":{"entity":"uzb","body":"csto"}}"#)?;
/// assert_eq!(
///     question.in_words(&world),
///     "Is Uzbekistan a member of the Collective Security Treaty Organization?"
/// );
/// let answer = world.as_of(date(2010, 5, 1)).ask(&question);
/// assert!(answer.truth.is_some_and(|truth| truth.is_yes()));
/// # }
/// # Ok::<(), comity::wire::QuestionError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Question {
    /// Who is in an organization?
    Members {
        /// Which organization.
        organization: Id<Organization>,
        /// In which grade; `None`: as a member, in any grade that binds.
        status: Option<Status>,
    },
    /// Who is party to a treaty?
    Parties {
        /// Which treaty.
        treaty: Id<Treaty>,
        /// In which grade; `None`: as a party, in any grade that binds.
        status: Option<Status>,
    },
    /// In which organizations does somebody take part, in whatever grade?
    Memberships {
        /// Who: a state, or an organization that observes others.
        entity: EntityId,
    },
    /// Is somebody a member of an organization, or party to a treaty?
    IsMember {
        /// Who.
        entity: EntityId,
        /// Of what.
        body: BodyId,
    },
    /// Who must exit what first, if something changed? With an entity: must it?
    MustExit {
        /// Only the members of this organization.
        members_of: Option<Id<Organization>>,
        /// Whether this one must: a yes/no question.
        entity: Option<EntityId>,
        /// Only those that must exit this; `None`: whatever they must exit.
        exit: Option<BodyId>,
        /// What would change.
        scenario: Scenario,
    },
    /// Who could veto a change?
    Vetoes {
        /// What would change.
        scenario: Scenario,
        /// Only those who have still to approve an accession that all must ratify.
        pending: bool,
    },
    /// Who owes what to whom?
    Obligations {
        /// Only what this state owes.
        by: Option<Id<State>>,
        /// Only what is owed to this one.
        toward: Option<EntityId>,
        /// Only this duty.
        duty: Option<Duty>,
    },
    /// What binds two to each other?
    Bonds {
        /// The one.
        a: EntityId,
        /// The other.
        b: EntityId,
    },
    /// When did something happen, or when could it?
    Dates(DateOf),
    /// Do these names mean the same?
    Same {
        /// The names, as they are written.
        names: Vec<String>,
    },
    /// In which periods was somebody in?
    Periods {
        /// Who.
        entity: EntityId,
        /// In what.
        body: BodyId,
        /// Also in the treaties that the organization rests on, or the organizations that rest on the treaty.
        bundle: bool,
        /// In which grade; `None`: in any grade that binds.
        status: Option<Status>,
    },
    /// Who is in both?
    InBoth {
        /// The one.
        a: BodyId,
        /// The other.
        b: BodyId,
    },
    /// Who is in one of the two at least?
    InEither {
        /// The one.
        a: BodyId,
        /// The other.
        b: BodyId,
    },
    /// Who is in the first but not in the second?
    ButNot {
        /// In this.
        a: BodyId,
        /// Not in this.
        b: BodyId,
    },
    /// Who joined and who left, after one date and not after another?
    Changes {
        /// What.
        body: BodyId,
        /// After this date.
        from: Date,
        /// Until this date, included.
        to: Date,
    },
    /// What did speakers say, and does the record bear it out?
    Claims {
        /// Only what this one said.
        by: Option<EntityId>,
        /// Only what speaks of this.
        about: Option<EntityId>,
        /// Only what is meant so: as a denial, as a condition …
        mode: Option<Mode>,
        /// Only what reaches us so: in the speaker's own words, with the name lost …
        manner: Option<Manner>,
    },
    /// Who holds what on a topic?
    Stances {
        /// Only on this topic.
        topic: Option<EntityId>,
        /// Only what this one holds.
        speaker: Option<EntityId>,
    },
    /// What do several speakers, taken together, say of what a claim says?
    Votes {
        /// Of which claim.
        on: Id<Claim>,
        /// Whose word; of nobody named, everybody's.
        by: Vec<EntityId>,
    },
    /// What is somebody called on the day?
    Name {
        /// Who.
        entity: EntityId,
    },
    /// Which of two texts prevails between two states, where both cannot be performed?
    WhichPrevails {
        /// The two texts: treaties or laws.
        texts: [InstrumentId; 2],
        /// The two states.
        between: [Id<State>; 2],
    },
    /// What became known only after a date?
    News {
        /// After which.
        after: Date,
        /// Only what is about this.
        about: Option<EntityId>,
    },
    /// Which sources can an answer not do without, each alone?
    SourcesNeeded(NeededFor),
}

impl Question {
    /// Who are the members of an organization?
    pub const fn members(organization: Id<Organization>) -> Self {
        Self::Members { organization, status: None }
    }

    /// Who are the observers of an organization?
    pub const fn observers(organization: Id<Organization>) -> Self {
        Self::Members { organization, status: Some(Status::Observer) }
    }

    /// Who are the parties to a treaty?
    pub const fn parties(treaty: Id<Treaty>) -> Self {
        Self::Parties { treaty, status: None }
    }

    /// Is somebody a member of an organization, or party to a treaty?
    pub fn is_member(entity: impl Into<EntityId>, body: impl Into<BodyId>) -> Self {
        Self::IsMember { entity: entity.into(), body: body.into() }
    }

    /// What did anybody say of something?
    pub fn claims_about(topic: impl Into<EntityId>) -> Self {
        Self::Claims { by: None, about: Some(topic.into()), mode: None, manner: None }
    }

    /// What did a speaker say?
    pub fn claims_by(speaker: impl Into<EntityId>) -> Self {
        Self::Claims { by: Some(speaker.into()), about: None, mode: None, manner: None }
    }

    /// Who is for something, who is against it, and for whom does it depend?
    pub fn stances_on(topic: impl Into<EntityId>) -> Self {
        Self::Stances { topic: Some(topic.into()), speaker: None }
    }

    /// What does everybody say of what a claim says?
    pub const fn votes_on(claim: Id<Claim>) -> Self {
        Self::Votes { on: claim, by: Vec::new() }
    }

    /// Who must exit something first, if something changed?
    pub fn must_exit(scenario: impl Into<Scenario>) -> Self {
        let scenario = scenario.into();
        Self::MustExit { members_of: None, entity: None, exit: None, scenario }
    }

    /// Who could veto a change?
    pub fn vetoes(scenario: impl Into<Scenario>) -> Self {
        Self::Vetoes { scenario: scenario.into(), pending: false }
    }

    /// Which of two texts prevails between two states?
    pub fn which_prevails(
        one: impl Into<InstrumentId>,
        other: impl Into<InstrumentId>,
        between: [Id<State>; 2],
    ) -> Self {
        Self::WhichPrevails { texts: [one.into(), other.into()], between }
    }

    /// The hypothesis, if the question has one.
    pub const fn scenario(&self) -> Option<&Scenario> {
        match self {
            Self::SourcesNeeded(of) => of.scenario(),
            Self::MustExit { scenario, .. } | Self::Vetoes { scenario, .. } => Some(scenario),
            Self::Members { .. }
            | Self::Parties { .. }
            | Self::Memberships { .. }
            | Self::IsMember { .. }
            | Self::Obligations { .. }
            | Self::Bonds { .. }
            | Self::Dates(_)
            | Self::Same { .. }
            | Self::Periods { .. }
            | Self::InBoth { .. }
            | Self::InEither { .. }
            | Self::ButNot { .. }
            | Self::Changes { .. }
            | Self::Claims { .. }
            | Self::Stances { .. }
            | Self::Votes { .. }
            | Self::Name { .. }
            | Self::News { .. }
            | Self::WhichPrevails { .. } => None,
        }
    }

    /// The same question, where everybody who must exit gives notice on a day; one in which nobody does stays as it is.
    ///
    /// ```
    /// use comity::{Change, Organization, Question, World, date, model::EffectKind};
    ///
    /// let mut world = World::builder();
    /// let club = world.add(Organization::new("club", "The Club"));
    /// world.freeze()?;
    /// let question = Question::must_exit(Change::acquire(club, EffectKind::MutualDefence));
    /// let question = question.with_notice(date(2025, 1, 15));
    /// assert_eq!(question.scenario().unwrap().notice, Some(date(2025, 1, 15)));
    /// # Ok::<(), comity::BuildError>(())
    /// ```
    #[must_use]
    pub fn with_notice(mut self, day: Date) -> Self {
        match &mut self {
            Self::MustExit { scenario, .. }
            | Self::Vetoes { scenario, .. }
            | Self::SourcesNeeded(NeededFor::Verdict { scenario, .. }) => {
                scenario.notice = Some(day);
            }
            Self::Dates(DateOf::Exit { notice, .. }) => *notice = Some(day),
            Self::Members { .. }
            | Self::Parties { .. }
            | Self::Memberships { .. }
            | Self::IsMember { .. }
            | Self::Obligations { .. }
            | Self::Bonds { .. }
            | Self::Dates(_)
            | Self::Same { .. }
            | Self::Periods { .. }
            | Self::InBoth { .. }
            | Self::InEither { .. }
            | Self::ButNot { .. }
            | Self::Changes { .. }
            | Self::Claims { .. }
            | Self::Stances { .. }
            | Self::Votes { .. }
            | Self::Name { .. }
            | Self::News { .. }
            | Self::SourcesNeeded(_)
            | Self::WhichPrevails { .. } => {}
        }
        self
    }

    /// What it asks, in a word, which is also the field of its JSON form and the kind of its answer.
    pub const fn kind(&self) -> QuestionKind {
        match self {
            Self::Members { .. } => QuestionKind::Members,
            Self::Parties { .. } => QuestionKind::Parties,
            Self::Memberships { .. } => QuestionKind::Memberships,
            Self::IsMember { .. } => QuestionKind::IsMember,
            Self::MustExit { .. } => QuestionKind::MustExit,
            Self::Vetoes { .. } => QuestionKind::Vetoes,
            Self::Obligations { .. } => QuestionKind::Obligations,
            Self::Bonds { .. } => QuestionKind::Bonds,
            Self::Dates(_) => QuestionKind::Dates,
            Self::Same { .. } => QuestionKind::Same,
            Self::Periods { .. } => QuestionKind::Periods,
            Self::InBoth { .. } => QuestionKind::InBoth,
            Self::InEither { .. } => QuestionKind::InEither,
            Self::ButNot { .. } => QuestionKind::ButNot,
            Self::Changes { .. } => QuestionKind::Changes,
            Self::Claims { .. } => QuestionKind::Claims,
            Self::Stances { .. } => QuestionKind::Stances,
            Self::Votes { .. } => QuestionKind::Votes,
            Self::Name { .. } => QuestionKind::Name,
            Self::WhichPrevails { .. } => QuestionKind::WhichPrevails,
            Self::SourcesNeeded(_) => QuestionKind::SourcesNeeded,
            Self::News { .. } => QuestionKind::News,
        }
    }
}

impl Question {
    /// Refuses a question that names something of another world.
    #[track_caller]
    pub(crate) fn check(&self, tables: &Tables) {
        if let Some(scenario) = self.scenario() {
            scenario.check(tables);
        }
        for id in self.records() {
            tables.check(id);
        }
    }

    /// The records that it names, those of its hypothesis left out.
    fn records(&self) -> Vec<RecordId> {
        match self {
            Self::Members { organization, status: _ } => vec![organization.record()],
            Self::Parties { treaty, status: _ } => vec![treaty.record()],
            Self::Memberships { entity } | Self::Name { entity } => vec![entity.record()],
            Self::IsMember { entity, body } | Self::Periods { entity, body, .. } => {
                vec![entity.record(), body.record()]
            }
            Self::MustExit { members_of, entity, exit, scenario: _ } => {
                let members_of = members_of.map(AnyId::record);
                let others = entity.map(AnyId::record).into_iter().chain(exit.map(AnyId::record));
                members_of.into_iter().chain(others).collect()
            }
            Self::Vetoes { .. } | Self::Same { .. } => Vec::new(),
            Self::Obligations { by, toward, duty: _ } => {
                by.map(AnyId::record).into_iter().chain(toward.map(AnyId::record)).collect()
            }
            Self::Bonds { a, b } => vec![a.record(), b.record()],
            Self::Dates(dates) => dates.records(),
            Self::SourcesNeeded(of) => of.records(),
            Self::News { after: _, about } => about.iter().copied().map(AnyId::record).collect(),
            Self::InBoth { a, b } | Self::InEither { a, b } | Self::ButNot { a, b } => {
                vec![a.record(), b.record()]
            }
            Self::Changes { body, from: _, to: _ } => vec![body.record()],
            Self::Votes { on, by } => {
                std::iter::once(on.record()).chain(by.iter().map(|one| one.record())).collect()
            }
            Self::WhichPrevails { texts: [one, other], between: [s, t] } => {
                vec![one.record(), other.record(), s.record(), t.record()]
            }
            Self::Claims { by: one, about: other, mode: _, manner: _ }
            | Self::Stances { topic: other, speaker: one } => {
                one.iter().chain(other).copied().map(AnyId::record).collect()
            }
        }
    }
}

impl DateOf {
    fn records(&self) -> Vec<RecordId> {
        match self {
            Self::Joined { entity, body } | Self::Left { entity, body } => {
                vec![entity.record(), body.record()]
            }
            Self::SignedBy { entity, treaty } => vec![entity.record(), treaty.record()],
            Self::Signed { instrument } | Self::InForce { instrument } => {
                vec![instrument.record()]
            }
            Self::Exit { state, body, notice: _ } => vec![state.record(), body.record()],
        }
    }
}

/// What a question asks, in a word: it decides what the rows of the answer are.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum QuestionKind {
    /// Who is in an organization.
    Members,
    /// Who is party to a treaty.
    Parties,
    /// In what somebody takes part.
    Memberships,
    /// Whether somebody is in.
    IsMember,
    /// Who must exit what first.
    MustExit,
    /// Who could veto a change.
    Vetoes,
    /// Who owes what to whom.
    Obligations,
    /// What binds two to each other.
    Bonds,
    /// When something happened, or could.
    Dates,
    /// Whether names mean the same.
    Same,
    /// In which periods somebody was in.
    Periods,
    /// Who is in both of two bodies.
    InBoth,
    /// Who is in one of two at least.
    InEither,
    /// Who is in the first of two and not in the second.
    ButNot,
    /// Who joined and who left.
    Changes,
    /// What speakers said.
    Claims,
    /// Who holds what.
    Stances,
    /// What several speakers say of one thing.
    Votes,
    /// What somebody is called.
    Name,
    /// Which of two texts prevails.
    WhichPrevails,
    /// What became known.
    News,
    /// Which sources an answer cannot do without.
    SourcesNeeded,
}

words! {
    QuestionKind, "question":
    Members = "members",
    Parties = "parties",
    Memberships = "memberships",
    IsMember = "is_member",
    MustExit = "must_exit",
    Vetoes = "vetoes",
    Obligations = "obligations",
    Bonds = "bonds",
    Dates = "dates",
    Same = "same",
    Periods = "periods",
    InBoth = "in_both",
    InEither = "in_either",
    ButNot = "but_not",
    Changes = "changes",
    Claims = "claims",
    Stances = "stances",
    Votes = "votes",
    Name = "name",
    WhichPrevails = "which_prevails",
    News = "news",
    SourcesNeeded = "sources_needed",
}
