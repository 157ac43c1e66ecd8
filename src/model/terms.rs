//! The terms of provisions, typed: how strictly, what is barred and saved, who decides, how one leaves, how long it runs.

use super::{LawForm, Status};
use crate::base::words;
use crate::time::{Date, Period};

/// How strictly help is owed.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Strength {
    /// Each gives the necessary help, military help included.
    Auto,
    /// Each takes such action as it deems necessary.
    Discretion,
    /// A body must authorise it.
    Mandated,
    /// They consult first and then decide.
    ConsultFirst,
    /// Not recorded.
    Unknown,
}

words! {
    Strength, "strength":
    Auto = "auto",
    Discretion = "discretion",
    Mandated = "mandated",
    ConsultFirst = "consult_first",
    Unknown = "?",
}

/// What an exclusivity clause keeps its parties from joining.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ExclusiveObject {
    /// Other military alliances.
    MilitaryAlliance,
    /// Other customs unions.
    CustomsUnion,
    /// Something that no rule tests.
    Other,
}

words! {
    ExclusiveObject, "object of exclusivity":
    MilitaryAlliance = "military_alliance",
    CustomsUnion = "customs_union",
    Other = "other",
}

/// How far an exclusivity clause reaches.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Qualifier {
    /// It bars them outright.
    Absolute,
    /// It bars those with contrary aims.
    AimsContrary,
    /// It bars those directed against another party.
    DirectedAgainst,
}

words! {
    Qualifier, "qualifier":
    Absolute = "absolute",
    AimsContrary = "aims_contrary",
    DirectedAgainst = "directed_against",
}

impl Qualifier {
    /// How far a clause reaches under a reading, of the reaches that its record names; outright, if it names none for it.
    pub(crate) fn under(named: &[(Option<Box<str>>, Self)], reading: Option<&str>) -> Self {
        let holds = |name: &Option<Box<str>>| name.is_none() || name.as_deref() == reading;
        let own = named.iter().find(|(name, _)| holds(name));
        own.map_or(Self::Absolute, |(_, qualifier)| *qualifier)
    }
}

/// To which engagements the verbs of a bar reach: those that are entered into later, or those that are held as well.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Reach {
    /// What is entered into, joined or concluded from then on. So is read whatever does not say.
    #[default]
    Future,
    /// Whatever one is in, or takes part in.
    Present,
}

words! {
    Reach, "reach":
    Future = "future",
    Present = "present",
}

/// How far the limbs of an exclusivity clause reach.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Limbs {
    /// The limb on alliances (or customs unions).
    pub object: Reach,
    /// The limb on groupings and actions that are directed against a party, if there is one.
    pub groupings: Option<Reach>,
}

impl Limbs {
    /// How far a clause reaches under a reading, of what its record names; as far as what does not say, if it names nothing for it.
    pub(crate) fn under(named: &[(Option<Box<str>>, Self)], reading: Option<&str>) -> Self {
        let own = named.iter().find(|(name, _)| name.is_some() && name.as_deref() == reading);
        let own = own.or_else(|| named.iter().find(|(name, _)| name.is_none()));
        own.map_or_else(Self::default, |(_, limbs)| *limbs)
    }
}

/// Whether the common tariff of a customs union is applied.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Tariff {
    /// It is.
    InOperation,
    /// It was agreed, and is not applied, or not by all.
    NotInOperation,
    /// Not recorded.
    #[default]
    Unknown,
}

words! {
    Tariff, "tariff":
    InOperation = "in_operation",
    NotInOperation = "not_in_operation",
    Unknown = "?",
}

/// Acts toward somebody that a body can forbid its members.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ForbiddenActs {
    /// A peace of one's own.
    pub peace: bool,
    /// Recognition as a state.
    pub recognition: bool,
    /// Agreements of one's own on security or trade.
    pub accord: bool,
}

/// Exceptions that a law of a state's own allows from what it keeps out.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Exceptions {
    /// None.
    #[default]
    No,
    /// Some, within international organizations alone: none applies between states.
    InOrganizations,
    /// Some, whatever they are.
    Any,
}

/// Something that a state's own law can keep it from, and that a rule tests.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Engagement {
    /// Military alliances.
    MilitaryAlliance,
    /// Foreign bases.
    ForeignBases,
    /// Foreign troops.
    ForeignTroops,
    /// Interstate associations with rigid duties.
    RigidAssociation,
    /// The organizations that it names, whatever they bring.
    Membership,
}

words! {
    Engagement, "engagement":
    MilitaryAlliance = "military_alliance",
    ForeignBases = "foreign_bases",
    ForeignTroops = "foreign_troops",
    RigidAssociation = "rigid_association",
    Membership = "membership",
}

/// Whether what keeps a state from something is also owed to other states: because it was declared to them, taken up by a treaty, or
/// recognised by them.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Owing {
    /// It is the state's own affair.
    #[default]
    Own,
    /// Whether it is owed is disputed.
    Disputed,
    /// It is owed: no change of its own law alone frees the state.
    Owed,
}

words! {
    Owing, "word on what is owed to others":
    Own = "no",
    Disputed = "disputed",
    Owed = "yes",
}

/// What a domestic rule keeps the state from.
#[expect(clippy::struct_excessive_bools, reason = "independent: a law may bar any of them")]
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Bars {
    /// Military alliances.
    pub military_alliance: bool,
    /// Foreign bases.
    pub foreign_bases: bool,
    /// Foreign troops.
    pub foreign_troops: bool,
    /// Interstate associations with rigid duties.
    pub rigid_association: bool,
    /// The organizations that it names, whatever they bring.
    pub membership: bool,
}

impl FromIterator<Engagement> for Bars {
    fn from_iter<I: IntoIterator<Item = Engagement>>(barred: I) -> Self {
        let mut bars = Self::default();
        for engagement in barred {
            match engagement {
                Engagement::MilitaryAlliance => bars.military_alliance = true,
                Engagement::ForeignBases => bars.foreign_bases = true,
                Engagement::ForeignTroops => bars.foreign_troops = true,
                Engagement::RigidAssociation => bars.rigid_association = true,
                Engagement::Membership => bars.membership = true,
            }
        }
        bars
    }
}

impl Bars {
    /// Whether it keeps the state from this.
    pub const fn has(&self, engagement: Engagement) -> bool {
        match engagement {
            Engagement::MilitaryAlliance => self.military_alliance,
            Engagement::ForeignBases => self.foreign_bases,
            Engagement::ForeignTroops => self.foreign_troops,
            Engagement::RigidAssociation => self.rigid_association,
            Engagement::Membership => self.membership,
        }
    }

    /// What it bars, in the order of the file format.
    pub fn engagements(&self) -> impl Iterator<Item = Engagement> {
        Engagement::ALL.into_iter().filter(|engagement| self.has(*engagement))
    }

    /// Whether it keeps the state from nothing that a rule tests.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.engagements().next().is_none()
    }

    /// What it bars, each by the word of the file.
    pub fn words(&self) -> Vec<&'static str> {
        self.engagements().map(Engagement::as_str).collect()
    }
}

/// What the law of a customs union says of the free-trade areas that its members have with others.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outsiders {
    /// Nothing.
    #[default]
    Unsaid,
    /// Members leave them: all, or those that were concluded on a day or later.
    Leave {
        /// That day.
        since: Option<Date>,
    },
    /// Members keep them: all, or those that were concluded before a day.
    Keep {
        /// That day.
        before: Option<Date>,
    },
    /// Members keep them on conditions that no rule tests.
    KeepOnConditions,
}

/// Something that a state has promised to do only if somebody else agrees.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Undertaking {
    /// Letting in the bases of others.
    ForeignBases,
    /// Letting in the troops of others.
    ForeignTroops,
    /// Any engagement with others about security: bases and troops, defence, consultation, a pledge not to attack.
    SecurityEngagement,
    /// Making or joining a military alliance.
    MilitaryAlliance,
    /// Making or joining a customs union or a free-trade area.
    TradeAgreement,
}

words! {
    Undertaking, "undertaking":
    ForeignBases = "foreign_bases",
    ForeignTroops = "foreign_troops",
    SecurityEngagement = "security_engagement",
    MilitaryAlliance = "military_alliance",
    TradeAgreement = "trade_agreement",
}

/// What a state needs of somebody else before it acts.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Need {
    /// That it consents.
    Consent,
    /// That it does not object officially.
    NoObjection,
}

words! {
    Need, "need":
    Consent = "consent",
    NoObjection = "no_objection",
}

/// An act of a state or a body for which a procedure of its own is laid down.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Occasion {
    /// Joining a body, or concluding a treaty; of a body: admitting somebody.
    Join,
    /// Leaving one.
    Leave,
    /// Letting in the forces of others.
    Host,
    /// Changing its law.
    Amend,
}

words! {
    Occasion, "occasion of a procedure":
    Join = "join",
    Leave = "leave",
    Host = "host",
    Amend = "amend",
}

/// When a procedure is to be followed; who decides how, the record has in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProcedureTerms {
    /// For which acts.
    pub occasions: Vec<Occasion>,
    /// The keys of the bodies that it speaks of alone; empty: of all.
    pub within: Vec<Box<str>>,
    /// Whether it speaks of whatever brings mutual defence.
    pub of_alliances: bool,
    /// The rank of the law that it is about, where it is about changing one; `None`: of any.
    pub rank: Option<LawForm>,
}

impl ProcedureTerms {
    /// Whether it speaks of joining, leaving or hosting something: a body of one of these keys, or an alliance.
    pub(crate) fn speaks_of<'k>(
        &self,
        keys: impl IntoIterator<Item = &'k str>,
        defence: bool,
    ) -> bool {
        let named = || keys.into_iter().any(|key| self.within.iter().any(|one| &**one == key));
        self.within.is_empty() && !self.of_alliances || self.of_alliances && defence || named()
    }
}

/// Which conflicts a savings clause settles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent: a clause may save any of them")]
#[non_exhaustive]
pub struct SavingsScope {
    /// Those with other treaties.
    pub other_treaties: bool,
    /// Those with a state's neutrality.
    pub neutrality: bool,
    /// Those between helping a victim and what is owed to an attacker whom the clause binds as well.
    pub self_defence: bool,
    /// What members promised outsiders before the text bound them (as TFEU art. 351): it settles no conflict, and the earlier text prevails.
    pub earlier_with_outsiders: bool,
    /// Which other treaties it leaves untouched, by their age; `None`: the record does not say.
    pub of: Option<SavedTreaties>,
    /// Those with the treaties of these organizations, by key.
    pub organizations: Vec<Box<str>>,
}

/// Which other treaties a savings clause leaves untouched, by their age.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SavedTreaties {
    /// Those that there were when the text was adopted.
    Existing,
    /// Later ones as well.
    Any,
}

words! {
    SavedTreaties, "age of the treaties that are saved":
    Existing = "existing",
    Any = "any",
}

/// A field of which texts speak: two texts are on the same subject-matter if they share one.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Field {
    /// Defence, alliances, neutrality, and not attacking each other.
    Security,
    /// Foreign bases and troops.
    Bases,
    /// Customs and free trade.
    Trade,
    /// Making peace.
    Peace,
    /// Recognising each other.
    Recognition,
    /// A foreign policy that is kept in common, or coordinated, in whatever organization.
    ForeignPolicy,
}

words! {
    Field, "field of a text":
    Security = "security",
    Bases = "bases",
    Trade = "trade",
    Peace = "peace",
    Recognition = "recognition",
    ForeignPolicy = "foreign_policy",
}

/// Over what a text says that it prevails.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Outranked {
    /// Over every other international agreement of whoever is bound by it (as Charter of the United Nations, art. 103).
    EveryAgreement,
    /// Over what else its parties agreed with each other.
    AmongParties,
    /// Over the law of a state itself, as an excuse for not performing a treaty (as VCLT art. 27).
    OwnLaw,
}

words! {
    Outranked, "reach of a supremacy clause":
    EveryAgreement = "every_agreement",
    AmongParties = "among_parties",
    OwnLaw = "own_law",
}

/// How a body decides.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Decision {
    /// Everyone must agree: unanimity, consensus or mutual consent.
    Unanimous,
    /// A majority, or an organ in which not everyone has a veto.
    Majority,
    /// Not recorded.
    Unknown,
}

words! {
    Decision, "way of deciding":
    Unanimous = "unanimous",
    Majority = "majority",
    Unknown = "unknown",
}

impl Decision {
    pub(super) fn parse(words: &str) -> Self {
        let words = words.to_lowercase();
        let has = |needles: &[&str]| needles.iter().any(|needle| words.contains(needle));
        // Whoever may vote against it can keep it from being decided, however few have to be for it.
        let is_against = has(&["no vote against"]) || has(&["unanim"]) && has(&["abstention"]);
        if is_against {
            Self::Unanimous
        } else if has(&["two thirds", "three quarters", "majority"]) {
            Self::Majority
        } else if has(&["unanim", "consensus", "consent", "agreement of parties"]) {
            Self::Unanimous
        } else if has(&["recommendation"]) {
            // An assembly decides on what another organ recommends.
            Self::Majority
        } else {
            Self::Unknown
        }
    }
}

/// Whom an accession clause asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Eligibility {
    /// The tag that an applicant must have, such as `european`.
    pub criterion: Option<Box<str>>,
    /// Another that will do as well: "Arab or African state".
    pub alternative: Option<Box<str>>,
    /// The key of an organization of which an applicant must be a member.
    pub member_of: Option<Box<str>>,
    /// The key of one of which it must not be a member.
    pub outside: Option<Box<str>>,
    /// The grades in the very organization that is joined, of which an applicant must have one: "observer or dialogue partner".
    pub in_grade: Vec<Status>,
    /// The keys of those whom the clause names; empty, where it names nobody.
    pub named: Vec<Box<str>>,
    /// Whom it admits besides those that it names, in words; without them it is open to those alone.
    pub others: Option<Box<str>>,
    /// The clause in words.
    pub words: Option<Box<str>>,
}

impl Eligibility {
    /// Whether the clause names this state.
    pub(crate) fn names(&self, key: &str) -> bool {
        self.named.iter().any(|named| **named == *key)
    }

    /// Whether the clause asks for nothing else than to be a state.
    pub(crate) fn is_for_any_state(&self) -> bool {
        let words = self.words.as_deref().unwrap_or_default();
        self.criterion.as_deref() == Some("any") && words.split(' ').count() == 2
    }

    /// Whether the clause admits those alone whom it names.
    pub(crate) fn is_closed(&self) -> bool {
        !self.named.is_empty() && self.others.is_none()
    }

    /// The criterion is the first word of the clause, written as a tag: "Turkic-speaking states" asks for `turkic_speaking`. What
    /// stands after "or" will do as well.
    pub(super) fn parse(words: &str) -> Self {
        let tag = |word: &str| {
            let tag = word.to_lowercase().replace('-', "_");
            (!tag.is_empty()).then(|| tag.into_boxed_str())
        };
        let mut first = words.split([' ', ',', ';']);
        let criterion = first.next().and_then(tag);
        let alternative =
            first.next().filter(|word| *word == "or").and_then(|_| first.next()).and_then(tag);
        Self { criterion, alternative, words: Some(words.into()), ..Self::default() }
    }
}

/// Whether one may leave by a notice of one's own.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum WithdrawalRight {
    /// At any time, on notice.
    Yes,
    /// Only at the end of a term.
    OnlyAtTermEnd,
    /// Not at all, unless all parties consent (VCLT art. 54(b)).
    None,
    /// The clause was not seen, or there is none.
    Unknown,
}

words! {
    WithdrawalRight, "right":
    Yes = "yes",
    OnlyAtTermEnd = "only_at_term_end",
    None = "none",
    Unknown = "unknown",
}

/// What else must be done before an exit takes effect; it can only delay.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ExitCondition {
    /// Obligations toward the body are settled.
    ObligationsSettled,
    /// Something that no rule tests.
    Other,
}

words! {
    ExitCondition, "condition of an exit":
    ObligationsSettled = "obligations_settled",
    Other = "other_conditions",
}

/// How a term is renewed.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Renewal {
    /// Renewed by itself for so many years, unless denounced.
    pub automatic_years: Option<u32>,
    /// Before this year it was not renewed by itself.
    pub none_until: Option<i16>,
}

/// A limited duration.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Term {
    /// The day on which the first term begins.
    pub start: Date,
    /// The length of the first term in years.
    pub years: u32,
    /// The length of a second term in years, for those who did not denounce the first.
    pub then_years: Option<u32>,
    /// What comes after.
    pub renewal: Renewal,
}

/// The turn of a year that exits wait for.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum YearEnd {
    /// Notice in the first nine months takes effect on the last day of that year, later notice on the last day of the next.
    Financial,
    /// Notice takes effect on the first day of the next year.
    Calendar,
}

words! {
    YearEnd, "turn of a year":
    Financial = "financial_year_end",
    Calendar = "calendar_year_end",
}

/// Whether one is still in on the last day of the period of notice.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum LastDay {
    /// That day is the first on which one is out.
    #[default]
    Out,
    /// The period ends with the last hour of that day: one is out on the day after it (as Regulation 1182/71 of the European Union).
    In,
    /// The period ends with the month in which it is over: one is out on the first day of the next (as article 107 of the Treaty of the
    /// West African Economic and Monetary Union).
    MonthEnd,
}

words! {
    LastDay, "place on the last day of a period":
    Out = "out",
    In = "in",
    MonthEnd = "month_end",
}

/// Whether a notice may be revoked before it takes effect.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Revocation {
    /// The text does not speak of it: it may be (VCLT article 68).
    #[default]
    Unsaid,
    /// It may not.
    Excluded,
    /// It may be, in the way that the record tells.
    Allowed {
        /// How, in words.
        how: Box<str>,
    },
}

impl Revocation {
    /// Whether it may be.
    pub const fn is_allowed(&self) -> bool {
        match self {
            Self::Unsaid | Self::Allowed { .. } => true,
            Self::Excluded => false,
        }
    }
}

/// What must not come before the day that a clause on withdrawal names.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum EarliestOf {
    /// The notice: it counts from that day on.
    #[default]
    Notice,
    /// The exit: notice may be given before.
    Exit,
}

words! {
    EarliestOf, "what a day is the earliest of":
    Notice = "notice",
    Exit = "exit",
}

impl EarliestOf {
    /// What it is under a reading, of what the record names; of notice, if it names nothing for it.
    pub(crate) fn under(named: &[(Option<Box<str>>, Self)], reading: Option<&str>) -> Self {
        let own = named.iter().find(|(name, _)| name.is_some() && name.as_deref() == reading);
        let found = own.or_else(|| named.iter().find(|(name, _)| name.is_none()));
        found.map_or_else(Self::default, |(_, of)| *of)
    }
}

/// How one leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WithdrawalTerms {
    /// Whether one may.
    pub right: WithdrawalRight,
    /// The notice period.
    pub notice: Option<Period>,
    /// The day before which no notice counts, or no exit takes effect.
    pub earliest: Option<Date>,
    /// The years since its own entry before which a state can give no such notice, or take no such exit.
    pub own_years: Option<u32>,
    /// Which of the two, under every reading that the record names (`None`: under all); of notice, if it names none.
    pub earliest_of: Vec<(Option<Box<str>>, EarliestOf)>,
    /// Whether one is still in on the last day of the period of notice.
    pub last_day: LastDay,
    /// Whether exits wait for the turn of a year, and of which.
    pub year_end: Option<YearEnd>,
    /// What else must be done.
    pub conditions: Vec<ExitCondition>,
    /// The term, where it stands in the clause on withdrawal.
    pub term: Option<Term>,
    /// Whether the notice may be revoked before it takes effect.
    pub revocation: Revocation,
    /// How the time of the notice may be made longer, in words; `None`: the text does not say.
    pub longer: Option<Box<str>>,
    /// Which duties go on after the exit, and for how long, in words.
    pub outlive: Option<Box<str>>,
    /// The treaties of their own, by key, in which whoever is in the body is beside it: each is left by a notice of its own.
    pub beside: Vec<Box<str>>,
}
