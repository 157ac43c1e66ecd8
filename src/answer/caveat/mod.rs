//! What to keep in mind about an answer, as data: on what it depends, what is not known, what no rule tests.
//!
//! A caveat has a [`code`](Caveat::code) that programs can rely on, listed in the [guide](crate::guide::codes); its sentence is made by
//! the [words](crate::words) when somebody wants to read it.

mod asked;
mod beside;
mod find;
pub(crate) mod record;
mod telling;
mod to_come;

use super::consequences::{Sensitivity, Turned};
use super::{ClaimCaveat, Pooled};
use crate::model::{ContestedValue, EffectKind, ExitCondition, Overlay, Relation, Status};
use crate::names::Candidate;
use crate::scenario::Changed;
use crate::time::{Date, Day, Interval};
use crate::verdict::{Clause, PriorityDoubt};
use crate::world::{Absence, Heard, Hearing, RecordReach, RecordSubject, View};
use crate::{BodyId, EntityId, Id, InstrumentId, Provision, State, Treaty, Truth};

/// Something to keep in mind about an answer.
///
/// ```
/// # #[cfg(feature = "dataset")] {
/// use comity::model::EffectKind;
/// use comity::{Change, Organization, World, date};
///
/// let world = World::bundled();
/// let ots = world.find::<Organization>("ots")?;
/// let view = world.as_of(date(2024, 10, 20));
/// let answer = view.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
/// let caveat = answer.caveats().iter().find(|one| one.code() == "interpretation-sensitive").unwrap();
/// assert!(caveat.tell(&view).contains("Collective Security Treaty, article 1(2) is ambiguous"));
/// # }
/// # Ok::<(), comity::LookupError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Caveat {
    /// Another reading of an ambiguous provision changes a verdict, what must be left, or which law bars it.
    InterpretationSensitive(Sensitivity),
    /// Obligations are assumed not to be settled: the exit has no day, only one before which it cannot take effect.
    ObligationsUnsettled {
        /// Who leaves.
        state: Id<State>,
        /// What.
        body: BodyId,
        /// Not before this day; `None`: no bound is known.
        not_before: Option<Day>,
    },
    /// A clause on withdrawal is ambiguous, and in another reading one is out on another day.
    ExitInterpretation {
        /// Who leaves.
        state: Id<State>,
        /// What.
        body: BodyId,
        /// The clause.
        clause: Id<Provision>,
        /// The other reading.
        reading: Box<str>,
        /// The day in that reading; `None`: none is known.
        day: Option<Date>,
    },
    /// Until it takes effect a notice may be revoked (VCLT art. 68).
    Revocable {
        /// Who leaves.
        state: Id<State>,
        /// What.
        body: BodyId,
        /// The clause on withdrawal.
        clause: Option<Id<Provision>>,
    },
    /// On record somebody left what it would leave, on this day.
    LeftInFact {
        /// Who.
        state: Id<State>,
        /// What.
        body: BodyId,
        /// When.
        on: Date,
        /// The notices on record for that.
        notices: Vec<Id<Overlay>>,
    },
    /// The day of notice is unknown, and so is the day of the exit.
    NoticeUnknown {
        /// Who leaves.
        state: Id<State>,
        /// What.
        body: BodyId,
    },
    /// Notice was given and its time has run out while the state is still in: its exit was put off, and nobody knows until when.
    ExitPutOff {
        /// Who leaves.
        state: Id<State>,
        /// What.
        body: BodyId,
        /// The notice.
        given: Id<Overlay>,
    },
    /// What is joined, or left, goes with a monetary union, and no rule looks at what its parties owe and may of currencies.
    MonetaryUnion {
        /// Who joins, or leaves.
        state: Id<State>,
        /// What.
        body: BodyId,
        /// The text of the monetary union.
        text: Id<Treaty>,
        /// Whether it is joined.
        joins: bool,
        /// Whether who joins or leaves takes part in it.
        takes_part: Truth,
        /// Whether it has been introduced.
        introduced: bool,
    },
    /// One can leave only with the consent of all parties (VCLT art. 54(b)).
    NoUnilateralExit {
        /// Who would leave.
        state: Id<State>,
        /// What.
        body: BodyId,
    },
    /// No clause on withdrawal is recorded, or none that tells how and how soon: only bounds are known (VCLT art. 56).
    WithdrawalUnknown {
        /// Who leaves.
        state: Id<State>,
        /// What.
        body: BodyId,
        /// The clause, if there is one.
        clause: Option<Id<Provision>>,
        /// Whether it gives a right to leave, without a period.
        is_allowed: bool,
        /// Between which days the exit takes effect; `None`: no bounds are known.
        bounds: Option<Date>,
    },
    /// What is not negotiable is itself in conflict with the question: no repair helps.
    NotNegotiable {
        /// What the question keeps; `None`: it does not say, and what changes is kept.
        kept: Option<Vec<BodyId>>,
    },
    /// What changes has a clause on mutual defence but is not counted as a military alliance.
    ClauseWithoutAllianceTag {
        /// What.
        with: Changed,
    },
    /// A state's own law bars what it holds already (VCLT art. 27).
    DomesticInconsistency {
        /// Which state.
        state: Id<State>,
        /// Its law.
        law: Clause,
        /// What the state holds.
        with: Changed,
    },
    /// A verdict waits for a text to be read that binds the state and is about the very thing that changes.
    UnreadText {
        /// Which state.
        state: Id<State>,
        /// Which text.
        text: Id<Treaty>,
    },
    /// Whether a pact of two counts as a military alliance is a choice of the question, and the other choice turns a verdict.
    PactOfTwo {
        /// Whether it counts, as it was asked.
        counts: bool,
        /// The states whose verdict, exits or laws turn, by key.
        verdicts: Vec<Turned>,
    },
    /// A state has signed a text on which its verdict waits, and may not have ratified it (VCLT art. 18).
    SignedOnly {
        /// Which state.
        state: Id<State>,
        /// What it signed.
        body: BodyId,
    },
    /// A treaty that was signed by the day, in the field of what a state joins and with somebody outside that, binds the state only from a
    /// later day on record, or from none that is known (VCLT art. 18, if it is among those who signed).
    ToCome {
        /// Which state.
        state: Id<State>,
        /// The treaty.
        text: Id<Treaty>,
        /// From when it binds the state; `None`: that it does is not on record.
        from: Option<Date>,
        /// Whether the state is on record as one of those who signed.
        has_signed: bool,
    },
    /// What constitutes, or is to constitute, what a state joins was signed by the day and is in force from a later one: what it asks of
    /// whoever joins, no rule looks at.
    ConstitutedAnew {
        /// What the state joins.
        body: BodyId,
        /// The treaty.
        text: Id<Treaty>,
        /// From when it is in force.
        from: Date,
    },
    /// Duties of what must be left, or may have to, go on after the exit for a time, which the plan does not reckon with.
    DutiesOutlive {
        /// Who leaves.
        state: Id<State>,
        /// What.
        body: BodyId,
        /// The clause on leaving.
        clause: Id<Provision>,
    },
    /// Treaties under a body that a state joins have parties of their own: by joining it becomes none.
    OwnParties {
        /// Who joins.
        state: Id<State>,
        /// The body.
        body: BodyId,
        /// The treaties.
        texts: Vec<Id<Treaty>>,
    },
    /// With a body that must be left, or may have to, go treaties of their own, each of which is left by a notice of its own.
    LeftApart {
        /// Who leaves.
        state: Id<State>,
        /// The body.
        body: BodyId,
        /// The treaties, as the clause on withdrawal names them.
        texts: Vec<Id<Treaty>>,
    },
    /// A customs union stands against another one, and its law has members keep what they have with others: whether that reaches a common
    /// tariff is a matter of appreciation.
    OutsidersKept {
        /// The clause by which it is a customs union.
        union: Id<Provision>,
    },
    /// What is joined has members leave the free-trade areas that they have with others: those on record are looked at, and there may be
    /// more.
    AreasOnRecord {
        /// Who joins.
        state: Id<State>,
        /// The clause by which it is a customs union.
        union: Id<Provision>,
    },
    /// Whoever must leave something has forces on its territory of somebody that it leaves behind.
    HostsForces {
        /// On whose territory.
        state: Id<State>,
        /// Whose forces.
        of: EntityId,
        /// The record.
        relation: Id<Relation>,
    },
    /// A procedure of its own is laid down for what a state or a body would do; it changes nothing of what is lawful between states.
    OwnProcedure {
        /// Whose.
        whose: EntityId,
        /// The provision.
        provision: Id<Provision>,
        /// Whether what is joined rests on no treaty, so that the procedure is asked for only if one is made.
        if_by_treaty: bool,
    },
    /// Policy of a state's own keeps it from the change: a resolution, declaration or doctrine, which is no law.
    DomesticPolicy {
        /// Which state.
        state: Id<State>,
        /// The policy.
        policy: Clause,
        /// What changes.
        with: Changed,
    },
    /// What keeps a state from the change is owed to other states as well: a change of its own law alone does not free it.
    OwedToOthers {
        /// Which state.
        state: Id<State>,
        /// The provision.
        provision: Id<Provision>,
        /// Whether that is disputed.
        is_disputed: bool,
    },
    /// A state is in an alliance to which what changes is opposed, or in which it has to help somebody against whom it is directed.
    OpposedAlliance {
        /// Which state.
        state: Id<State>,
        /// What changes.
        with: Changed,
        /// The alliance that it is in.
        held: BodyId,
        /// Against whom what changes is directed; `None`: the two are opposed.
        party: Option<EntityId>,
    },
    /// An attack is in progress that would trigger what the change brings at once (VCLT art. 28).
    AttackInProgress {
        /// What changes.
        with: Changed,
        /// Who attacks.
        attacker: Id<State>,
        /// Whom.
        victim: Id<State>,
    },
    /// What follows for whoever does what is forbidden, in the words of the record, and what in fact was done.
    Sanction {
        /// Who would do it.
        state: Id<State>,
        /// The provision that forbids it.
        provision: Id<Provision>,
        /// What on record came upon its participation.
        overlays: Vec<Id<Overlay>>,
    },
    /// By an earlier change of the question some agree on mutual defence among themselves, a state with them, and what it would join bars
    /// alliances: no rule holds the two against each other.
    EarlierAlliance {
        /// Who.
        state: Id<State>,
        /// What they agree, or in what.
        pact: Changed,
        /// The bar that would be joined.
        bar: Id<Provision>,
    },
    /// By an earlier change of the question some agree among themselves on a bar, a state with them, and a later change makes or joins an
    /// alliance with others: no rule holds the two against each other.
    EarlierBar {
        /// Who.
        state: Id<State>,
        /// What they agree, or in what.
        pact: Changed,
        /// What sort of bar it is.
        bar: EffectKind,
        /// What changes.
        with: Changed,
    },
    /// Whether somebody on whom the change puts something is a state is contested: the verdict takes it for one.
    ContestedStatehood {
        /// Who.
        state: Id<State>,
    },
    /// Those whom a state joins are bound by decisions of the Security Council against it, to which what they would owe it yields (Charter
    /// of the United Nations, article 103), or are kept from recognising it.
    AgainstJoiner {
        /// Who would join.
        state: Id<State>,
        /// The clauses.
        provisions: Vec<Id<Provision>>,
        /// What it would join.
        with: Changed,
    },
    /// What bars other customs unions is in the way of one whose common tariff is not on record as applied: the bar is held against what
    /// was agreed.
    UnionAgreed {
        /// The bar.
        bar: Id<Provision>,
        /// The clause by which the other is a customs union.
        union: Id<Provision>,
    },
    /// What is joined forbids its members acts toward somebody: what becomes of what who joins has done, no rule says.
    ForbidsMembers {
        /// Who would join.
        state: Id<State>,
        /// The clause.
        provision: Id<Provision>,
        /// Whether the clause stands.
        truth: Truth,
        /// Whom it recognises on record although the clause forbids that, for one.
        recognised: Option<Id<State>>,
        /// The treaties between it and somebody toward whom the clause forbids separate agreements, by key.
        agreements: Vec<Id<Treaty>>,
    },
    /// A clause lays something down in the field of what is joined, in words that no rule tests.
    UntestedClause {
        /// Who would join.
        state: Id<State>,
        /// The clause.
        provision: Id<Provision>,
        /// Whether it is a clause of what is joined, and not of what the state is in.
        is_joined: bool,
        /// Whether it stands and binds, which can be open.
        truth: Truth,
    },
    /// What a clause asks of whoever joins stands in words that no tag of the world answers.
    EntryTerms {
        /// Who would join.
        state: Id<State>,
        /// The clause.
        provision: Id<Provision>,
    },
    /// A law of its own sets a state a course, which no rule holds against what it would join or promise.
    OwnCourse {
        /// Whose.
        state: Id<State>,
        /// The clause.
        provision: Id<Provision>,
    },
    /// A body that becomes an alliance has a clause of its own against that, which no rule holds against it.
    OwnText {
        /// The clause.
        provision: Id<Provision>,
        /// What changes.
        with: Changed,
    },
    /// The body of a hypothesis, or a state that would act, did not exist on the day, or may not have existed.
    NotInExistence {
        /// What.
        entity: EntityId,
        /// Whether for certain.
        truth: Truth,
        /// On which day.
        on: Date,
        /// The first day after that on which it does, if the record has one: before that day the change is not possible.
        first: Option<Date>,
    },
    /// A treaty was not in force on the day.
    NotInForce {
        /// Which.
        treaty: Id<Treaty>,
        /// On which day.
        on: Date,
    },
    /// Who would leave has nothing to leave.
    NotAMember {
        /// Who.
        member: EntityId,
        /// In what.
        body: BodyId,
    },
    /// Who would join is in already, or may be.
    AlreadyMember {
        /// Who.
        member: EntityId,
        /// In what.
        body: BodyId,
        /// Whether for certain.
        truth: Truth,
    },
    /// What acquires a provision has such provisions already.
    AlreadyProvided {
        /// What.
        body: BodyId,
        /// Which.
        provisions: Vec<Id<Provision>>,
    },
    /// No date was given: the question is asked as of the newest fact on record.
    DefaultAsOf {
        /// That day.
        as_of: Date,
    },
    /// The world is asked as somebody tells it: this word stands beside the record.
    AccordingTo {
        /// Whose, by key.
        speakers: Vec<EntityId>,
        /// The relations on record that are the position of one of them, and count in full.
        positions: Vec<Id<Relation>>,
    },
    /// What became of a claim of somebody who is heard, where the record is not what the claim says.
    Testified(Heard),
    /// The date of the question lies after the newest fact on record.
    BeyondNewest {
        /// The day of that fact.
        newest: Date,
    },
    /// No provision has a reading of that name.
    UnknownReading {
        /// The key of the provision that it was asked of; `None`: of all.
        provision: Option<Box<str>>,
        /// The name.
        reading: Box<str>,
    },
    /// The roll of what changes, or by which something is owed, is not complete: others may be bound together with those on record.
    RollIncomplete {
        /// Of what.
        body: BodyId,
    },
    /// The record of something ends before the day, so that what holds is presumed; or it does not reach the day, or not all of it.
    Reach {
        /// Of what.
        what: RecordSubject,
        /// How far it reaches.
        reach: RecordReach,
    },
    /// The roll of a body is recorded only up to a day.
    RollEnds {
        /// Of what.
        body: BodyId,
        /// That day.
        until: Option<Day>,
    },
    /// The roll of a body, or one grade of it, is recorded only in part: others may be in as well.
    RollInPart {
        /// Of what.
        body: BodyId,
        /// Which grade; `None`: all.
        grade: Option<Status>,
    },
    /// The record does not say whether somebody is in a body on the day.
    NotCovered {
        /// Who.
        entity: EntityId,
        /// In what.
        body: BodyId,
        /// On which day.
        on: Date,
    },
    /// The record does not say whether somebody is in any of these bodies.
    RollsSilent {
        /// Who.
        entity: EntityId,
        /// Which bodies, organizations before treaties and each by key.
        bodies: Vec<BodyId>,
    },
    /// A participation itself is contested.
    Contested {
        /// Who.
        member: EntityId,
        /// In what.
        body: BodyId,
        /// In which grade.
        status: Status,
        /// What its legal effect is said to be.
        effect: Option<Box<str>>,
    },
    /// Sources differ about a field of a record.
    SourcesDiffer {
        /// The key of the record.
        record: Box<str>,
        /// The field.
        field: Box<str>,
        /// What each source says.
        values: Vec<ContestedValue>,
    },
    /// A date is known only within bounds, and the day falls between them.
    UncertainDate {
        /// Who.
        member: EntityId,
        /// In what.
        body: BodyId,
        /// From when to when, as it is recorded.
        valid: Interval,
        /// The day of the question.
        on: Date,
    },
    /// Something lies over a participation without ending it, such as a freeze or a suspension.
    Overlaid {
        /// Whose participation.
        member: EntityId,
        /// In what.
        body: BodyId,
        /// What lies over it.
        overlay: Id<Overlay>,
    },
    /// Whether a text binds somebody toward somebody on the day is uncertain.
    UncertainDuty {
        /// The text.
        text: InstrumentId,
        /// Whom it may bind.
        by: Id<State>,
        /// Toward whom.
        toward: EntityId,
        /// On which day.
        on: Date,
    },
    /// What ties two to each other is only possible on the day.
    UncertainBond {
        /// The key of the body or record that ties them.
        via: Box<str>,
        /// On which day.
        on: Date,
    },
    /// A duty comes from a political text that not all parties ratified: it binds in politics, not in law.
    PoliticalText {
        /// The text.
        text: InstrumentId,
    },
    /// No rule on how this is decided is recorded: by treaty law the parties must agree (VCLT art. 39 and 40).
    RuleUnknown,
    /// Which of two texts prevails turns on this, which is not known.
    PriorityOpen {
        /// The texts.
        texts: [InstrumentId; 2],
        /// What is not known.
        doubt: PriorityDoubt,
    },
    /// What another text prevails over is not void: whoever breaks it is responsible for that (VCLT art. 30(5)).
    NotVoid {
        /// The text that yields.
        text: Id<Treaty>,
    },
    /// Who would leave is not in.
    NotIn {
        /// Who.
        member: EntityId,
        /// In what.
        body: BodyId,
        /// Why not.
        absence: Option<Absence>,
    },
    /// An exit also waits for something else.
    SubjectTo {
        /// The exit from what.
        body: BodyId,
        /// For what.
        condition: ExitCondition,
    },
    /// About what somebody said.
    OfClaims(ClaimCaveat),
    /// What several speakers together say of one thing: told true, told false, both or none.
    Pooled(Pooled),
    /// The same by those alone whose reports no better one surpasses.
    PooledByGrade(Pooled),
    /// A name may mean several entities.
    AmbiguousName {
        /// The name.
        name: Box<str>,
        /// Whom it may mean, and why.
        candidates: Vec<Candidate>,
    },
    /// A name is not on record.
    UnknownName {
        /// The name.
        name: Box<str>,
        /// Names on record that lie near.
        near: Vec<Box<str>>,
    },
}

impl Caveat {
    /// Its code, such as `interpretation-sensitive`: for programs, and it does not change. The [guide](crate::guide::codes) lists all.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::InterpretationSensitive(_) | Self::ExitInterpretation { .. } => {
                "interpretation-sensitive"
            }
            Self::Revocable { .. } => "revocable",
            Self::LeftInFact { .. } => "left-in-fact",
            Self::ObligationsUnsettled { .. } => "obligations-unsettled",
            Self::NoticeUnknown { .. } => "notice-unknown",
            Self::ExitPutOff { .. } => "exit-put-off",
            Self::MonetaryUnion { .. } => "monetary-union",
            Self::NoUnilateralExit { .. } => "no-unilateral-exit",
            Self::WithdrawalUnknown { .. } => "withdrawal-unknown",
            Self::NotNegotiable { .. } => "not-negotiable",
            Self::ClauseWithoutAllianceTag { .. } => "clause-without-alliance-tag",
            Self::DomesticInconsistency { .. } => "domestic-inconsistency",
            Self::PactOfTwo { .. } => "pact-of-two",
            Self::SignedOnly { .. } => "signed-only",
            Self::ToCome { .. } => "to-come",
            Self::ConstitutedAnew { .. } => "constituted-anew",
            Self::DutiesOutlive { .. } => "duties-outlive",
            Self::OwnParties { .. } => "own-parties",
            Self::LeftApart { .. } => "left-apart",
            Self::OutsidersKept { .. } => "outsiders-kept",
            Self::AreasOnRecord { .. } => "areas-on-record",
            Self::HostsForces { .. } => "foreign-forces",
            Self::OwnProcedure { .. } => "procedure",
            Self::UnreadText { .. } => "unread-text",
            Self::DomesticPolicy { .. } => "domestic-policy",
            Self::OwedToOthers { .. } => "international-duty",
            Self::OpposedAlliance { .. } => "opposed-alliance",
            Self::EarlierAlliance { .. } => "earlier-alliance",
            Self::EarlierBar { .. } => "earlier-bar",
            Self::ContestedStatehood { .. } => "contested-statehood",
            Self::AgainstJoiner { .. } => "against-joiner",
            Self::ForbidsMembers { .. } => "forbids-members",
            Self::UnionAgreed { .. } => "union-agreed",
            Self::UntestedClause { .. } => "untested-clause",
            Self::EntryTerms { .. } => "entry-terms",
            Self::OwnCourse { .. } => "own-course",
            Self::OwnText { .. } => "own-text",
            Self::AttackInProgress { .. } => "attack-in-progress",
            Self::Sanction { .. } => "sanction",
            Self::NotInExistence { .. } | Self::NotInForce { .. } => "not-in-existence",
            Self::NotAMember { .. } => "not-a-member",
            Self::AlreadyMember { .. } => "already-member",
            Self::AlreadyProvided { .. } => "already-provided",
            Self::AccordingTo { .. } => "according-to",
            Self::Testified(_) => "testimony",
            Self::DefaultAsOf { .. } => "default-as-of",
            Self::BeyondNewest { .. } => "beyond-newest",
            Self::UnknownReading { .. } => "unknown-reading",
            Self::Reach { reach: RecordReach::Presumed { .. }, .. } => "presumed",
            Self::Reach { .. }
            | Self::RollIncomplete { .. }
            | Self::RollEnds { .. }
            | Self::RollInPart { .. }
            | Self::NotCovered { .. }
            | Self::RollsSilent { .. } => "beyond-coverage",
            Self::Contested { .. } | Self::SourcesDiffer { .. } => "contested",
            Self::UncertainDate { .. } => "uncertain-date",
            Self::OfClaims(ClaimCaveat::InferredSpeaker { .. }) => "inferred-speaker",
            Self::OfClaims(ClaimCaveat::UnclearVoice { .. }) => "unclear-voice",
            Self::OfClaims(ClaimCaveat::UnresolvedIdentity { .. }) => "unresolved-identity",
            Self::OfClaims(ClaimCaveat::OneSource { .. }) => "one-source",
            Self::OfClaims(ClaimCaveat::MixedUp { .. }) => "mixed-up",
            Self::OfClaims(ClaimCaveat::TurnsOnReading { .. }) => "turns-on-reading",
            Self::OfClaims(ClaimCaveat::Overtaken { .. }) => "overtaken",
            Self::OfClaims(ClaimCaveat::Undated { .. }) => "undated-claim",
            Self::Overlaid { .. } => "overlay",
            Self::UncertainDuty { .. } | Self::UncertainBond { .. } => "uncertain",
            Self::PoliticalText { .. } => "political-text",
            Self::RuleUnknown => "rule-unknown",
            Self::PriorityOpen { .. } => "priority-open",
            Self::NotVoid { .. } => "not-void",
            Self::NotIn { .. } => "not-in",
            Self::SubjectTo { .. } => "subject-to",
            Self::Pooled(Pooled::ToldTrue) => "told-true",
            Self::Pooled(Pooled::ToldFalse) => "told-false",
            Self::Pooled(Pooled::ToldBoth) => "told-both",
            Self::Pooled(Pooled::ToldNone) => "told-none",
            Self::PooledByGrade(_) => "told-by-grade",
            Self::AmbiguousName { .. } => "ambiguous-name",
            Self::UnknownName { .. } => "unknown-name",
        }
    }
}

/// How the world of a view is told: as of which day, where nobody chose it, and on whose word beside the record.
pub(crate) fn of_telling(view: &View<'_>) -> Vec<Caveat> {
    let mut found = Vec::new();
    if view.is_by_default() {
        found.push(Caveat::DefaultAsOf { as_of: view.as_of() });
    }
    let world = view.world();
    if !world.speakers().is_empty() {
        let (speakers, positions) = (world.speakers().to_vec(), world.positions_heard().to_vec());
        found.push(Caveat::AccordingTo { speakers, positions });
    }
    let changes = |heard: &&Heard| match heard.hearing {
        Hearing::Added
        | Hearing::Struck
        | Hearing::Open
        | Hearing::Contradicted
        | Hearing::Stale
        | Hearing::InDoubt => true,
        Hearing::BorneOut | Hearing::NoRecord | Hearing::Superseded => false,
    };
    found.extend(world.heard().iter().filter(changes).cloned().map(Caveat::Testified));
    found
}

/// Caveats by code, those of one code in the order in which they were found, each once.
fn sorted(found: Vec<Caveat>) -> Vec<Caveat> {
    let mut caveats: Vec<Caveat> = Vec::with_capacity(found.len());
    for caveat in found {
        if !caveats.contains(&caveat) {
            caveats.push(caveat);
        }
    }
    caveats.sort_by_key(Caveat::code);
    caveats
}
