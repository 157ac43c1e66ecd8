//! What stands on the page of an answer, line by line, as data.

use super::{DebatePassage, SweepPassage};
use crate::answer::{Caveat, Eligible};
use crate::deliberation::{Commitment, Contingency, Measure, Of, PlanStep};
use crate::model::{Engagement, Need, Status};
use crate::rules::{Conflict, Contradiction, Exit};
use crate::scenario::{Change, Scenario};
use crate::time::{Date, Day};
use crate::verdict::{Class, Clause, PriorityStep, Verdict, VetoStep};
use crate::{BodyId, EntityId, Id, InstrumentId, Provision, Question, Source, State, Truth};

/// What a part of the page is about.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Topic {
    /// The verdict on each state.
    States,
    /// Who leaves by the hypothesis itself.
    Leaving,
    /// What is asked of whoever joins.
    Eligibility,
    /// What has to be done in which order.
    Order,
    /// The ways out, where there is a choice.
    Choice,
    /// What is in conflict only after all exits.
    AfterExits,
    /// Who could block it.
    Blocking,
    /// What would change the answer.
    Turns,
    /// What else could be done.
    Alternatives,
    /// What could not all be done in some attack.
    Contradictions,
    /// What is touched without forcing anything.
    Watch,
    /// What is to be kept in mind.
    Notes,
    /// On whose word.
    Sources,
    /// Who holds what.
    Positions,
    /// Who agrees with whom.
    Accord,
    /// What the record decides.
    BorneOut,
    /// What it could decide, and does not.
    LeftOpen,
    /// What no record decides.
    Opinions,
    /// Which texts may be mixed up.
    MixedUp,
    /// What turns on a reading.
    Readings,
    /// What later days made of it.
    Overtaken,
    /// Whose words they are.
    Voices,
    /// What accessions to each body would meet.
    Bodies,
    /// Which accessions need an exit first.
    Exits,
    /// Which are barred by the law of the state itself.
    OwnLaw,
    /// Which need somebody's consent.
    Consent,
    /// Of which it cannot be told.
    Open,
    /// Which would join what stands opposed to an alliance that is held.
    Opposed,
}

/// A provision on whose reading a headline hangs.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct HangsOn {
    /// The provision that can be read in several ways.
    pub provision: Id<Provision>,
    /// How it is read here, where that has a name.
    pub reading: Option<Box<str>>,
    /// The other reading.
    pub other: Box<str>,
    /// How many must leave something on that one.
    pub then: usize,
}

/// Those who take part in a grade that does not bind.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Unbound {
    /// Who.
    pub who: Vec<EntityId>,
    /// As what.
    pub status: Status,
    /// Whether that is uncertain or contested.
    pub is_uncertain: bool,
    /// Whether all who take part in this grade are on record.
    pub is_whole: bool,
}

/// What stands on the page of an answer: one line of it, as data.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Passage {
    /// These must leave these first, of so many that the change binds.
    MustExit {
        /// Who.
        who: Vec<Id<State>>,
        /// Of how many.
        of: usize,
        /// What; empty: not all of them the same.
        bodies: Vec<BodyId>,
        /// On which readings that hangs.
        hangs_on: Vec<HangsOn>,
    },
    /// Of these it cannot be told.
    CannotTell {
        /// Of whom.
        who: Vec<Id<State>>,
        /// Of how many.
        of: usize,
        /// On which readings that hangs.
        hangs_on: Vec<HangsOn>,
    },
    /// These must change their own law first.
    MustChangeLaw {
        /// Who.
        who: Vec<Id<State>>,
        /// Of how many.
        of: usize,
        /// On which readings that hangs.
        hangs_on: Vec<HangsOn>,
    },
    /// These need others before they act.
    NeedsConsent {
        /// Who.
        who: Vec<Id<State>>,
        /// Of how many.
        of: usize,
        /// Whom they need, for what.
        needs: Vec<(EntityId, Need)>,
        /// On which readings that hangs.
        hangs_on: Vec<HangsOn>,
    },
    /// Somebody leaves something, as the hypothesis has it.
    Leaves {
        /// Who.
        state: Id<State>,
        /// What, how, and how soon.
        exit: Box<Exit>,
    },
    /// Nothing on record stands in anybody's way.
    AllFree {
        /// Whom the change binds.
        who: Vec<Id<State>>,
        /// What a clause on accession asks of them, and they are not, or perhaps not.
        lacks: Vec<Eligible>,
        /// Whose agreement it takes, each with whether for certain.
        agreement: Vec<(EntityId, Truth)>,
        /// On which readings that hangs.
        hangs_on: Vec<HangsOn>,
    },
    /// What a clause on accession asks of those who join besides, and they are not, or perhaps not.
    Lacks {
        /// Of whom, by which clause.
        lacks: Vec<Eligible>,
    },
    /// The change binds nobody.
    BindsNobody,
    /// Whoever would join is in already.
    AlreadyIn {
        /// Who.
        who: EntityId,
        /// In what.
        what: BodyId,
    },
    /// What changes does not exist on the day.
    NotYet {
        /// What.
        what: EntityId,
        /// The first day on which it may; `None`: none is on record.
        first: Option<Date>,
    },
    /// Whether what changes, or who would do it, exists on the day is not certain.
    PerhapsNot {
        /// What.
        what: EntityId,
        /// On which day.
        on: Date,
    },
    /// The question.
    Asked(Box<Question>),
    /// On which day, with which notice, and as known when.
    Context {
        /// The day of the question.
        as_of: Date,
        /// The day of notice.
        notice: Date,
        /// The day by which things had to be known.
        known_by: Option<Day>,
    },
    /// The title of a part of the page.
    Topic(Topic),
    /// The verdict on somebody.
    Verdict {
        /// Which.
        verdict: Verdict,
        /// What must be left.
        bodies: Vec<BodyId>,
        /// Which laws must change, or on which provisions it depends.
        clauses: Vec<Clause>,
        /// Which laws must change whatever it depends on.
        besides: Vec<Clause>,
        /// What its own law bars.
        barred: Vec<Engagement>,
        /// Whom it needs, for what.
        needs: Vec<(EntityId, Need)>,
    },
    /// A way out.
    Exit(Box<Exit>),
    /// Ways out of all that must be left, on the same day.
    Exits(Vec<Exit>),
    /// Ways out of some of that, on the same day.
    ExitsAlike(Vec<Exit>),
    /// The exits come too late for the day of the change.
    TooLate {
        /// The day of the change.
        effective: Date,
        /// By how many days.
        days: Box<str>,
    },
    /// Why something must be done: a conflict.
    Because {
        /// The conflict.
        conflict: Box<Conflict>,
        /// What bars the same, because this does.
        with: Vec<Id<Provision>>,
    },
    /// That a majority admits, so that nobody can block it.
    ByMajority {
        /// The clause on accession.
        clause: Id<Provision>,
        /// Whether some have a say by name.
        of_others: bool,
    },
    /// Why many things must be done, all for one reason: one of the conflicts, and how many more there are.
    BecauseAlike {
        /// The first conflict.
        conflict: Box<Conflict>,
        /// How many more.
        more: usize,
    },
    /// Which texts go first while both bind, toward all to whom what is held is owed.
    Prevails {
        /// Those that do.
        texts: Vec<InstrumentId>,
        /// Those of which nothing of the kind can be said.
        but: Vec<InstrumentId>,
        /// Over which.
        over: InstrumentId,
        /// By what step.
        step: PriorityStep,
    },
    /// Whoever joins takes part already, in a grade that does not bind.
    InAnotherGrade {
        /// In what.
        body: BodyId,
        /// The grade.
        status: Status,
        /// Since when.
        since: Option<Date>,
    },
    /// Somebody left something earlier.
    Left {
        /// Who.
        state: Id<State>,
        /// What, and when.
        bodies: Vec<(BodyId, Date)>,
    },
    /// Who takes part without being bound.
    NotBound(Vec<Unbound>),
    /// A step of the plan; what several do alike is one.
    Step {
        /// Its number on the page.
        number: usize,
        /// The step.
        step: Box<PlanStep>,
        /// Of what all.
        of: Vec<Of>,
        /// All who do it.
        by: Vec<EntityId>,
        /// The change that it belongs to.
        change: Box<Change>,
        /// The numbers of what comes right before it.
        after: Vec<usize>,
        /// Whether it waits, at once or in the end, for something on no known day.
        waits: bool,
        /// Whether somebody has first to consent to it.
        consent: bool,
    },
    /// Whose agreement a step needs.
    Veto {
        /// Which step.
        step: VetoStep,
        /// Who.
        who: Vec<EntityId>,
        /// By which provision.
        why: Option<Id<Provision>>,
        /// Whether for certain.
        truth: Truth,
        /// What is left before the change, so that nobody is asked by it any more.
        until: Option<BodyId>,
        /// Whether what is joined rests on a treaty.
        by_treaty: bool,
    },
    /// What would change the answer; contingencies with the same effect are one.
    Turn {
        /// If any of these were so.
        contingencies: Vec<Contingency>,
        /// What would have to go besides.
        more: Vec<Commitment>,
        /// What would not have to go.
        less: Vec<Commitment>,
        /// Whether that is all that has to be left as asked.
        is_all: bool,
        /// Whether anything must go as asked.
        is_besides: bool,
        /// Whether to name everything, or to count where it is much.
        in_full: bool,
    },
    /// What could be done instead, and how many could block it.
    Instead {
        /// What.
        measure: Box<Measure>,
        /// How many others could do the like.
        alike: usize,
        /// Who could block it.
        vetoes: Vec<EntityId>,
    },
    /// What an accession clause asks, and whether it is so.
    Asks(Box<Eligible>),
    /// All that would go in one way out.
    Repair(Vec<Commitment>),
    /// Duties that could not all be done in some attacks.
    Contradiction {
        /// One of these attacks, with the duties.
        example: Box<Contradiction>,
        /// In how many conceivable attacks.
        attacks: usize,
    },
    /// Provisions that are touched and force nothing.
    Touched {
        /// The conflicts: of several provisions, for one reason.
        conflicts: Vec<Conflict>,
        /// Whether to say what the provisions do.
        with_gist: bool,
    },
    /// So many more provisions are touched, which the whole answer has, and so many others were tested and are in no conflict.
    Besides {
        /// How many are touched.
        touched: usize,
        /// How many are in no conflict.
        untouched: usize,
        /// Some of these.
        tested: Vec<Clause>,
        /// Whether nothing is told before.
        is_first: bool,
    },
    /// So many more, which the whole answer has.
    More {
        /// How many.
        n: usize,
    },
    /// A caveat.
    Note(Box<Caveat>),
    /// A source, with the place in it.
    Source {
        /// Which.
        source: Id<Source>,
        /// Where in it.
        at: Option<Box<str>>,
    },
    /// How the proofs of the answer were checked.
    Checked {
        /// How many steps they have.
        steps: usize,
        /// Whether the independent checker accepted all.
        accepted: bool,
    },
    /// What "must" means, and what it does not.
    Meaning,
    /// A line of the page of a debate.
    Debate(Box<DebatePassage>),
    /// A line of the page of a sweep.
    Sweep(Box<SweepPassage>),
}

impl From<Topic> for Passage {
    fn from(topic: Topic) -> Self {
        Self::Topic(topic)
    }
}

/// The question that a scenario puts.
pub(super) fn asked(scenario: &Scenario) -> Passage {
    Passage::Asked(Box::new(Question::must_exit(scenario)))
}

/// Whether a conflict is worth an eye.
pub(super) const fn is_touched(class: Class) -> bool {
    match class {
        Class::Potential | Class::NeedsConsent | Class::NeedsNoObjection | Class::Saved => true,
        Class::None | Class::Domestic | Class::Hard => false,
    }
}
