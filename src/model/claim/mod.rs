//! What somebody said, kept apart from what is so.

mod factuality;
mod grade;
mod key;
mod proposition;
mod propositions;
mod voice;

pub use factuality::{Agreement, Assurance, Factuality, Polarity};
pub use grade::{Credibility, Grade, Reliability};
pub use proposition::{ConsentTo, Decidable, Judgement, Proposition, Stance};
pub use propositions::Propositions;
pub use voice::{Confidence, Manner, Voice};

use std::cmp::Ordering;

use super::{Provenance, Tables};
use crate::base::words;
use crate::time::Date;
use crate::{EntityId, Id};

/// How something is meant.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Mode {
    /// A plain statement.
    Fact,
    /// A statement that others may contest.
    Claim,
    /// What a word or a text means.
    Definition,
    /// Somebody intends it.
    Plan,
    /// It is denied, or that it is intended.
    Denial,
    /// The one only after, or only if, the other.
    Condition,
    /// It will be so.
    Prediction,
    /// It is hoped for.
    Expectation,
    /// It should be so.
    Advocacy,
    /// It is put forward.
    Proposal,
    /// It should come first.
    Priority,
    /// What others said, in the words of whoever reports it.
    Summary,
}

words! {
    Mode, "mode of a claim":
    Fact = "fact",
    Claim = "claim",
    Definition = "definition",
    Plan = "plan",
    Denial = "denial",
    Condition = "condition",
    Prediction = "prediction",
    Expectation = "expectation",
    Advocacy = "advocacy",
    Proposal = "proposal",
    Priority = "priority",
    Summary = "summary",
}

impl Mode {
    /// Whether it says what should be, and not what is or will be: no record bears that out or refutes it.
    pub const fn is_of_value(self) -> bool {
        match self {
            Self::Expectation | Self::Advocacy | Self::Proposal | Self::Priority => true,
            Self::Fact
            | Self::Claim
            | Self::Definition
            | Self::Plan
            | Self::Denial
            | Self::Condition
            | Self::Prediction
            | Self::Summary => false,
        }
    }
}

/// How strongly the verb puts it by which a claim is reported, the weakest first. It does not touch how certain the speaker is of what is
/// said: that stands in the [`Factuality`].
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Verb {
    /// Suggests, hints, does not rule out.
    Suggests,
    /// Says, states, notes.
    Says,
    /// Stresses, underlines, warns.
    Stresses,
    /// Insists, demands, vows.
    Insists,
}

words! {
    Verb, "verb of a claim":
    Suggests = "suggests",
    Says = "says",
    Stresses = "stresses",
    Insists = "insists",
}

/// Which of several claims of one speaker on one matter counts, the worst first.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rank {
    /// It is kept and told, and counts for nothing: taken back, or reported wrongly.
    Deprecated,
    /// It counts as its day says.
    #[default]
    Normal,
    /// It goes before those of the same speaker that are not preferred.
    Preferred,
}

words! {
    Rank, "rank of a claim":
    Deprecated = "deprecated",
    Normal = "normal",
    Preferred = "preferred",
}

/// A speaker's proposition. It is stored; what follows from it is asked elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Claim {
    /// The key of the record.
    pub key: Box<str>,
    /// Who says so.
    pub by: Vec<EntityId>,
    /// The chain of voices, the outermost first: the outlet, the speaker, whom that one quotes. Empty where `by` says it all.
    pub voices: Vec<Voice>,
    /// The speaker as printed, where the attribution is not plain.
    pub attribution: Option<Box<str>>,
    /// When it was said.
    pub date: Option<Date>,
    /// The sentence of the source.
    pub sentence: Option<Box<str>>,
    /// How it is meant: fact, claim, plan, denial, condition, prediction, advocacy …
    pub mode: Option<Mode>,
    /// What is said, as a predicate over entities and texts: whoever else says or denies it has the same.
    pub proposition: Option<Id<Proposition>>,
    /// How the speaker commits to the proposition; as certain where nothing is said.
    pub factuality: Factuality,
    /// Under what condition it is said.
    pub condition: Option<Id<Proposition>>,
    /// When what is said is, was or will be so; where nothing is said, when it was said.
    pub when: Option<Date>,
    /// Whether the speaker is for what it is about, or against it.
    pub stance: Option<Stance>,
    /// How strongly the verb puts it by which it is reported.
    pub verb: Option<Verb>,
    /// How the report is graded.
    pub grade: Option<Grade>,
    /// Whether it counts, and whether it goes before others of the same speaker on the same matter.
    pub rank: Rank,
    /// Who or what it is about, in the words of the record.
    pub subject: Option<Box<str>>,
    /// What is said of it.
    pub predicate: Option<Box<str>>,
    /// Toward what.
    pub object: Option<Box<str>>,
    /// The content in prose.
    pub text: Option<Box<str>>,
    /// The entities it is about.
    pub about: Vec<EntityId>,
    /// How it stands against the record, in words.
    pub check: Option<Box<str>>,
    /// The verdict as it stands in the record: a note of whoever wrote it, on which nothing rests. What the record bears out is
    /// asked of a view ([`View::verdict_on`](crate::View::verdict_on)).
    pub verdict: Option<Box<str>>,
    /// Why.
    pub reason: Option<Box<str>>,
    /// On whose word.
    pub provenance: Provenance,
}

impl Claim {
    /// A claim that says nothing yet, under this key.
    pub fn new(key: impl Into<Box<str>>) -> Self {
        Self {
            key: key.into(),
            by: Vec::new(),
            voices: Vec::new(),
            attribution: None,
            date: None,
            sentence: None,
            mode: None,
            proposition: None,
            factuality: Factuality::CertainlyTrue,
            condition: None,
            when: None,
            stance: None,
            verb: None,
            grade: None,
            rank: Rank::Normal,
            subject: None,
            predicate: None,
            object: None,
            text: None,
            about: Vec::new(),
            check: None,
            verdict: None,
            reason: None,
            provenance: Provenance::default(),
        }
    }

    /// When what is said is, was or will be so: the day that it is about, else the day on which it was said.
    pub fn about_time(&self) -> Option<Date> {
        self.when.or(self.date)
    }

    /// What is said, among the records of its world; `None`: it is kept in words alone.
    #[track_caller]
    pub fn stated_in<'t>(&self, tables: &'t Tables) -> Option<&'t Proposition> {
        self.proposition.map(|id| &tables.propositions[id])
    }

    /// The condition under which it is said, among the records of its world.
    #[track_caller]
    pub fn condition_in<'t>(&self, tables: &'t Tables) -> Option<&'t Proposition> {
        self.condition.map(|id| &tables.propositions[id])
    }

    /// Who or what it speaks of: what its record names, and what its proposition does, each once, in that order.
    #[track_caller]
    pub fn topics(&self, tables: &Tables) -> Vec<EntityId> {
        let named = self.stated_in(tables).into_iter().flat_map(Proposition::entities);
        each_once(self.about.iter().copied().chain(named))
    }

    /// Whether the speaker is for something or against it: as the record says, else as what the speaker advocates or proposes says.
    /// Who says that something should be so is for it, who says that it should not is against it.
    pub fn taken_stance(&self) -> Option<Stance> {
        let is_wish = self.mode.is_some_and(|mode| match mode {
            Mode::Advocacy | Mode::Proposal => true,
            Mode::Fact
            | Mode::Claim
            | Mode::Definition
            | Mode::Plan
            | Mode::Denial
            | Mode::Condition
            | Mode::Prediction
            | Mode::Expectation
            | Mode::Priority
            | Mode::Summary => false,
        });
        let wished =
            self.proposition.filter(|_| is_wish).and_then(|_| match self.factuality.polarity() {
                Polarity::Positive => Some(Stance::Support),
                Polarity::Negative => Some(Stance::Oppose),
                Polarity::Open => None,
            });
        self.stance.or(wished)
    }

    /// Toward what the stance is: what the proposition is about in the first place, else all that the claim is about.
    ///
    /// ```
    /// use comity::model::{Claim, Judgement, Proposition, Stance};
    /// use comity::{Organization, World};
    ///
    /// let mut world = World::builder();
    /// let (club, pact) = (world.add(Organization::new("club", "Club")), world.add(Organization::new("pact", "Pact")));
    /// let mut claim = Claim::new("c1");
    /// claim.stance = Some(Stance::Support);
    /// let said = Proposition::Judgement {
    ///     kind: Judgement::ModelledOn,
    ///     of: vec![club.into()],
    ///     toward: vec![pact.into()],
    ///     words: None,
    /// };
    /// claim.proposition = Some(world.proposition(said));
    /// let world = world.freeze()?;
    /// // Who wants the club to be made after the model of the pact is for such a club; of the pact that says nothing.
    /// assert_eq!(claim.matters(world.tables()), [club.into()]);
    /// # Ok::<(), comity::BuildError>(())
    /// ```
    #[track_caller]
    pub fn matters(&self, tables: &Tables) -> Vec<EntityId> {
        let matters = self.stated_in(tables).map(Proposition::matters).unwrap_or_default();
        if matters.is_empty() { self.about.clone() } else { matters }
    }

    /// Whether it says on what something depends: a stance under a condition, or a judgement that one thing is needed for another.
    #[track_caller]
    pub fn is_conditional(&self, tables: &Tables) -> bool {
        let said = self.stated_in(tables);
        let is_judged = matches!(said, None | Some(Proposition::Judgement { .. }));
        let is_condition = matches!(self.mode, Some(Mode::Condition));
        self.stance.is_some() && self.condition.is_some() || is_condition && is_judged
    }

    /// Whether the text leaves no doubt that this is what the speaker says: it names the speaker, and who speaks is plain.
    pub fn is_plainly_said(&self) -> bool {
        self.voices.iter().all(|voice| match voice.manner {
            Manner::Own | Manner::Quoted | Manner::Reported => true,
            Manner::Unclear | Manner::Inferred => false,
        })
    }

    /// How each link of the chain commits to what is said, the outermost first: on whom it falls as the claim does, whoever passes on the
    /// word of another to nothing, unless the link says otherwise. `None` where the text does not tell who speaks.
    ///
    /// Whoever reports something does not say it. Who adds that it is so endorses it, and who doubts it leans against it.
    ///
    /// ```
    /// use comity::model::{Claim, Factuality, Manner, Voice};
    /// use comity::{Organization, World};
    ///
    /// let mut world = World::builder();
    /// let (paper, guest) = (world.add(Organization::new("paper", "Paper")), world.add(Organization::new("guest", "Guest")));
    /// let mut claim = Claim::new("c1");
    /// claim.factuality = Factuality::CertainlyFalse;
    /// claim.voices = vec![Voice::new(paper, Manner::Own), Voice::new(guest, Manner::Quoted)];
    /// let (open, denied) = (Some(Factuality::Uncommitted), Some(Factuality::CertainlyFalse));
    /// assert_eq!(claim.commitments(), [(paper.into(), open), (guest.into(), denied)]);
    /// // The paper adds that it was told so as well: now it falls on both.
    /// claim.voices[0].factuality = denied;
    /// assert_eq!(claim.commitments()[0], (paper.into(), denied));
    /// assert_eq!(claim.answerable(), [paper.into(), guest.into()]);
    /// ```
    pub fn commitments(&self) -> Vec<(EntityId, Option<Factuality>)> {
        if self.voices.is_empty() {
            return self.by.iter().map(|speaker| (*speaker, Some(self.factuality))).collect();
        }
        let plain = self.plain_voices().count();
        let of_link = |(at, voice): (usize, &Voice)| {
            let usual = match (at + 1).cmp(&plain) {
                Ordering::Less => Some(Factuality::Uncommitted),
                Ordering::Equal => Some(self.factuality),
                Ordering::Greater => None,
            };
            (voice.speaker, voice.factuality.or(usual))
        };
        self.voices.iter().enumerate().map(of_link).collect()
    }

    /// The voices before the first of which the text does not tell whether it speaks.
    fn plain_voices(&self) -> impl Iterator<Item = &Voice> {
        self.voices.iter().take_while(|voice| voice.manner != Manner::Unclear)
    }

    /// Whether a link says for certain what the claim says, beside whoever it is that says it.
    fn is_endorsed_by(&self, voice: &Voice) -> bool {
        voice.factuality.is_some_and(|own| {
            own.assurance() == Assurance::Certain && own.polarity() == self.factuality.polarity()
        })
    }

    /// On whom it falls if it is not so: the innermost voice of which the text leaves no doubt that it speaks, and before it whoever
    /// endorses it. Where the text does not tell an outlet from whom it interviewed, that is the outlet. Without a chain of voices,
    /// whoever says so.
    ///
    /// ```
    /// use comity::model::{Claim, Manner, Voice};
    /// use comity::{Organization, World};
    ///
    /// let mut world = World::builder();
    /// let (paper, guest) = (world.add(Organization::new("paper", "Paper")), world.add(Organization::new("guest", "Guest")));
    /// let mut claim = Claim::new("c1");
    /// claim.voices = vec![Voice::new(paper, Manner::Own), Voice::new(guest, Manner::Unclear)];
    /// assert_eq!(claim.answerable(), [paper.into()]);
    /// claim.voices[1].manner = Manner::Quoted;
    /// assert_eq!(claim.answerable(), [guest.into()]);
    /// ```
    pub fn answerable(&self) -> Vec<EntityId> {
        let plain: Vec<&Voice> = self.plain_voices().collect();
        let Some((last, outer)) = plain.split_last() else { return self.by.clone() };
        let endorsing = outer.iter().filter(|voice| self.is_endorsed_by(voice));
        each_once(endorsing.chain([last]).map(|voice| voice.speaker))
    }
}

/// Each of some entities once, in the order in which they come first.
fn each_once(entities: impl Iterator<Item = EntityId>) -> Vec<EntityId> {
    let mut found = Vec::new();
    for entity in entities {
        if !found.contains(&entity) {
            found.push(entity);
        }
    }
    found
}
