//! What provisions do, typed: the meaning of the parameters that a record carries.

use super::{EffectKind, Param};
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

impl Strength {
    /// All strengths.
    pub const ALL: [Self; 5] =
        [Self::Auto, Self::Discretion, Self::Mandated, Self::ConsultFirst, Self::Unknown];

    /// The word of the file format.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Discretion => "discretion",
            Self::Mandated => "mandated",
            Self::ConsultFirst => "consult_first",
            Self::Unknown => "?",
        }
    }
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

impl Qualifier {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "absolute" => Self::Absolute,
            "aims_contrary" => Self::AimsContrary,
            "directed_against" => Self::DirectedAgainst,
            _ => return None,
        })
    }
}

/// What a domestic rule keeps the state from.
#[expect(clippy::struct_excessive_bools, reason = "independent: a law may bar any of them")]
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bars {
    /// Military alliances.
    pub military_alliance: bool,
    /// Foreign bases.
    pub foreign_bases: bool,
    /// Foreign troops.
    pub foreign_troops: bool,
    /// Interstate associations with rigid duties.
    pub rigid_association: bool,
    /// Whether the text itself allows exceptions: then whether one applies is a matter of appreciation.
    pub by_exception: bool,
}

impl Bars {
    /// Whether it keeps the state from nothing that a rule tests.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        let Self {
            military_alliance,
            foreign_bases,
            foreign_troops,
            rigid_association,
            by_exception: _,
        } = self;
        !(*military_alliance || *foreign_bases || *foreign_troops || *rigid_association)
    }
}

/// Which conflicts a savings clause settles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavingsScope {
    /// Those with other treaties.
    pub other_treaties: bool,
    /// Those with a state's neutrality.
    pub neutrality: bool,
    /// Those with the treaties of these organizations, by key.
    pub organizations: Vec<Box<str>>,
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

impl Decision {
    fn parse(words: &str) -> Self {
        let words = words.to_lowercase();
        let has = |needles: &[&str]| needles.iter().any(|needle| words.contains(needle));
        if has(&["two thirds", "majority", "recommendation"]) {
            Self::Majority
        } else if has(&["unanim", "consensus", "consent", "agreement of parties"]) {
            Self::Unanimous
        } else {
            Self::Unknown
        }
    }
}

/// Whom an accession clause asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Eligibility {
    /// The tag that an applicant must have, such as `european`.
    pub criterion: Option<Box<str>>,
    /// The clause in words.
    pub words: Option<Box<str>>,
}

impl Eligibility {
    /// The criterion is the first word of the clause, written as a tag: "Turkic-speaking states" asks for `turkic_speaking`.
    fn parse(words: &str) -> Self {
        let first = words.split([' ', ',', ';']).next().unwrap_or_default();
        let criterion = first.to_lowercase().replace('-', "_");
        let criterion = (!criterion.is_empty()).then(|| criterion.into_boxed_str());
        Self { criterion, words: Some(words.into()) }
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

/// What else must be done before an exit takes effect; it can only delay.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ExitCondition {
    /// Obligations toward the body are settled.
    ObligationsSettled,
    /// Something that no rule tests.
    Other,
}

impl ExitCondition {
    /// The word of the JSON form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ObligationsSettled => "obligations_settled",
            Self::Other => "other_conditions",
        }
    }
}

/// How a term is renewed.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Renewal {
    /// Renewed by itself for so many years, unless denounced.
    pub automatic_years: Option<u32>,
    /// Before this year it was not renewed by itself.
    pub none_until: Option<i16>,
}

/// A limited duration.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
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

/// How one leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithdrawalTerms {
    /// Whether one may.
    pub right: WithdrawalRight,
    /// The notice period.
    pub notice: Option<Period>,
    /// The day before which no notice counts.
    pub earliest: Option<Date>,
    /// Whether exits wait for the turn of a year, and of which.
    pub year_end: Option<YearEnd>,
    /// What else must be done.
    pub conditions: Vec<ExitCondition>,
    /// The term, where it stands in the clause on withdrawal.
    pub term: Option<Term>,
}

/// What a provision does.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the variants are those of `EffectKind`, their fields typed above")]
pub enum Effect {
    MutualDefence {
        strength: Strength,
    },
    Consultation,
    NonAggression,
    Exclusivity {
        object: ExclusiveObject,
        /// The reach under every reading that the record names (`None`: under all).
        qualifiers: Vec<(Option<Box<str>>, Qualifier)>,
        default_reading: Option<Box<str>>,
    },
    NonContradiction,
    DirectedAgainst,
    Savings {
        scope: SavingsScope,
    },
    Supremacy,
    Neutrality {
        bars: Bars,
        /// The key of the organization that it speaks of alone; `None`: of all.
        within: Option<Box<str>>,
    },
    NonAlignment {
        bars: Bars,
        /// As for neutrality.
        within: Option<Box<str>>,
    },
    BaseBan {
        bars: Bars,
        /// As for neutrality.
        within: Option<Box<str>>,
    },
    BaseConsent,
    Accession {
        eligibility: Eligibility,
        decision: Decision,
        /// Whether every member must ratify.
        ratified_by_all: bool,
        /// The grade that is acceded to, where it is not full membership.
        status: Option<Box<str>>,
    },
    Amendment {
        decision: Decision,
    },
    Withdrawal(WithdrawalTerms),
    Duration {
        term: Option<Term>,
    },
    Suspension,
    Expulsion,
    Decision {
        decision: Decision,
    },
    ReservedExit {
        may_leave: Option<Box<str>>,
    },
    Purposes,
}

/// What is wrong with a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ParamError {
    /// The parameter.
    pub(crate) name: Box<str>,
    /// The reading it was given for, where that matters.
    pub(crate) reading: Option<Box<str>>,
    /// What is wrong, and what was expected.
    pub(crate) message: String,
}

impl Effect {
    /// What a text that keeps a state out of something bars, and in which organization alone it does.
    pub fn bars(&self) -> Option<(Bars, Option<&str>)> {
        match self {
            Self::Neutrality { bars, within }
            | Self::NonAlignment { bars, within }
            | Self::BaseBan { bars, within } => Some((*bars, within.as_deref())),
            _ => None,
        }
    }

    /// What sort of effect it is.
    pub const fn kind(&self) -> EffectKind {
        match self {
            Self::MutualDefence { .. } => EffectKind::MutualDefence,
            Self::Consultation => EffectKind::Consultation,
            Self::NonAggression => EffectKind::NonAggression,
            Self::Exclusivity { .. } => EffectKind::Exclusivity,
            Self::NonContradiction => EffectKind::NonContradiction,
            Self::DirectedAgainst => EffectKind::DirectedAgainst,
            Self::Savings { .. } => EffectKind::Savings,
            Self::Supremacy => EffectKind::Supremacy,
            Self::Neutrality { .. } => EffectKind::Neutrality,
            Self::NonAlignment { .. } => EffectKind::NonAlignment,
            Self::BaseBan { .. } => EffectKind::BaseBan,
            Self::BaseConsent => EffectKind::BaseConsent,
            Self::Accession { .. } => EffectKind::Accession,
            Self::Amendment { .. } => EffectKind::Amendment,
            Self::Withdrawal(_) => EffectKind::Withdrawal,
            Self::Duration { .. } => EffectKind::Duration,
            Self::Suspension => EffectKind::Suspension,
            Self::Expulsion => EffectKind::Expulsion,
            Self::Decision { .. } => EffectKind::Decision,
            Self::ReservedExit { .. } => EffectKind::ReservedExit,
            Self::Purposes => EffectKind::Purposes,
        }
    }

    /// The effect that a kind has with these parameters.
    ///
    /// After the first word of a value stand words for readers. Parameters that no rule reads are kept
    /// in the record and do not matter here; every parameter that cannot be understood is reported.
    pub(crate) fn from_params(kind: EffectKind, params: &[Param]) -> (Self, Vec<ParamError>) {
        let mut reader = Reader { params, errors: Vec::new() };
        let effect = reader.effect(kind);
        reader.check_readings(kind);
        (effect, reader.errors)
    }

    /// The names of the parameters that some rule reads, by kind.
    pub(crate) fn known_params(kind: EffectKind) -> &'static [&'static str] {
        match kind {
            EffectKind::MutualDefence => &["strength"],
            EffectKind::Exclusivity => &["object", "qualifier", "default"],
            EffectKind::Savings => &["scope"],
            EffectKind::Neutrality | EffectKind::NonAlignment | EffectKind::BaseBan => {
                &["bars", "except", "within"]
            }
            EffectKind::Accession => {
                &["eligibility", "decision", "veto_of", "ratifications", "status", "entry"]
            }
            EffectKind::Amendment => &["decision", "rule", "veto_of", "entry"],
            EffectKind::Decision => &["rule", "veto_of"],
            EffectKind::Withdrawal => &[
                "right",
                "notice_months",
                "notice_days",
                "earliest",
                "rule",
                "condition",
                "term_start",
                "term_years",
                "then_years",
                "renewal",
            ],
            EffectKind::Duration => {
                &["term", "term_start", "term_years", "then_years", "renewal", "entry_into_force"]
            }
            EffectKind::ReservedExit => &["may_leave", "if"],
            _ => &[],
        }
    }
}

/// Reads typed values out of parameters and collects what is wrong.
struct Reader<'a> {
    params: &'a [Param],
    errors: Vec<ParamError>,
}

impl<'a> Reader<'a> {
    fn value(&self, name: &str) -> Option<&'a str> {
        let found =
            self.params.iter().find(|param| &*param.name == name && param.reading.is_none());
        found.map(|param| &*param.value)
    }

    /// The first word, which is what rules read.
    fn word(&self, name: &str) -> Option<&'a str> {
        self.value(name).map(first_word)
    }

    fn error(&mut self, name: &str, message: String) {
        self.errors.push(ParamError { name: name.into(), reading: None, message });
    }

    /// Only the reach of an exclusivity clause depends on a reading, and then one reading is the default.
    fn check_readings(&mut self, kind: EffectKind) {
        let rule_reads = Effect::known_params(kind);
        let mut readings: Vec<&str> = Vec::new();
        for param in self.params {
            let Some(reading) = &param.reading else { continue };
            readings.push(reading);
            if &*param.name != "qualifier" && rule_reads.contains(&&*param.name) {
                let message = "cannot depend on a reading; only `qualifier` can".to_owned();
                self.error(&param.name, message);
            }
        }
        match self.word("default") {
            Some(default) if !readings.is_empty() && !readings.contains(&default) => {
                let message =
                    format!("`{default}` is none of its readings: {}", readings.join(", "));
                self.error("default", message);
            }
            None if !readings.is_empty() => {
                let message =
                    format!("is missing; expected one of its readings: {}", readings.join(", "));
                self.error("default", message);
            }
            _ => {}
        }
    }

    fn number(&mut self, name: &str) -> Option<u32> {
        let word = self.word(name)?;
        let number = word.parse().ok();
        if number.is_none() {
            self.error(name, format!("`{word}` is not a whole number"));
        }
        number
    }

    fn date(&mut self, name: &str) -> Option<Date> {
        let word = self.word(name)?;
        match Date::parse(word) {
            Ok(date) => Some(date),
            Err(error) => {
                self.error(name, format!("`{word}` is not a date: {}", error.message()));
                None
            }
        }
    }

    fn effect(&mut self, kind: EffectKind) -> Effect {
        match kind {
            EffectKind::MutualDefence => Effect::MutualDefence { strength: self.strength() },
            EffectKind::Consultation => Effect::Consultation,
            EffectKind::NonAggression => Effect::NonAggression,
            EffectKind::Exclusivity => self.exclusivity(),
            EffectKind::NonContradiction => Effect::NonContradiction,
            EffectKind::DirectedAgainst => Effect::DirectedAgainst,
            EffectKind::Savings => Effect::Savings { scope: self.scope() },
            EffectKind::Supremacy => Effect::Supremacy,
            EffectKind::Neutrality => {
                Effect::Neutrality { bars: self.bars(), within: self.within() }
            }
            EffectKind::NonAlignment => {
                Effect::NonAlignment { bars: self.bars(), within: self.within() }
            }
            EffectKind::BaseBan => Effect::BaseBan { bars: self.base_ban(), within: self.within() },
            EffectKind::BaseConsent => Effect::BaseConsent,
            EffectKind::Accession => Effect::Accession {
                eligibility: self.value("eligibility").map(Eligibility::parse).unwrap_or_default(),
                decision: self.value("decision").map_or(Decision::Unknown, Decision::parse),
                ratified_by_all: self.word("ratifications") == Some("all"),
                status: self.word("status").map(Into::into),
            },
            EffectKind::Amendment => Effect::Amendment {
                decision: (self.value("decision").or_else(|| self.value("rule")))
                    .map_or(Decision::Unknown, Decision::parse),
            },
            EffectKind::Withdrawal => Effect::Withdrawal(self.withdrawal()),
            EffectKind::Duration => Effect::Duration { term: self.term() },
            EffectKind::Suspension => Effect::Suspension,
            EffectKind::Expulsion => Effect::Expulsion,
            EffectKind::Decision => Effect::Decision {
                decision: self.value("rule").map_or(Decision::Unknown, Decision::parse),
            },
            EffectKind::ReservedExit => {
                Effect::ReservedExit { may_leave: self.value("may_leave").map(Into::into) }
            }
            EffectKind::Purposes => Effect::Purposes,
        }
    }

    fn strength(&mut self) -> Strength {
        let Some(word) = self.word("strength") else { return Strength::Unknown };
        let found = Strength::ALL.into_iter().find(|strength| strength.as_str() == word);
        found.unwrap_or_else(|| {
            let known = "auto, discretion, mandated, consult_first or ?";
            self.error("strength", format!("`{word}` is not a strength; expected {known}"));
            Strength::Unknown
        })
    }

    /// Reports a word that is none of those known.
    fn known(&mut self, name: &str, word: &str, known: &[&str]) {
        if !known.contains(&word) {
            self.error(name, format!("`{word}` is not known here; expected {}", known.join(", ")));
        }
    }

    fn exclusivity(&mut self) -> Effect {
        let value = self.value("object").unwrap_or_default();
        if value.is_empty() {
            self.error("object", "is missing; expected military_alliance or customs_union".into());
        } else {
            for word in alternatives(value) {
                self.known("object", word, &["military_alliance", "grouping", "customs_union"]);
            }
        }
        let has = |word: &str| alternatives(value).any(|part| part == word);
        let object = if has("military_alliance") {
            ExclusiveObject::MilitaryAlliance
        } else if has("customs_union") {
            ExclusiveObject::CustomsUnion
        } else {
            ExclusiveObject::Other
        };
        let mut qualifiers = Vec::new();
        for param in self.params.iter().filter(|param| &*param.name == "qualifier") {
            let word = first_word(&param.value);
            match Qualifier::parse(word) {
                Some(qualifier) => qualifiers.push((param.reading.clone(), qualifier)),
                None => self.errors.push(ParamError {
                    name: "qualifier".into(),
                    reading: param.reading.clone(),
                    message: format!("`{word}` is not a qualifier; expected absolute, aims_contrary or directed_against"),
                }),
            }
        }
        if qualifiers.is_empty() {
            qualifiers.push((None, Qualifier::Absolute));
        }
        let default_reading: Option<Box<str>> = self.word("default").map(Into::into);
        Effect::Exclusivity { object, qualifiers, default_reading }
    }

    fn scope(&self) -> SavingsScope {
        let mut scope = SavingsScope::default();
        for word in self.value("scope").into_iter().flat_map(alternatives) {
            match word {
                "other_treaties" => scope.other_treaties = true,
                "neutrality" => scope.neutrality = true,
                key => scope.organizations.push(key.into()),
            }
        }
        scope
    }

    fn bars(&mut self) -> Bars {
        const KNOWN: [&str; 5] = [
            "military_alliance",
            "foreign_bases",
            "foreign_troops",
            "rigid_association",
            "operations_abroad",
        ];
        let mut bars = Bars { by_exception: self.value("except").is_some(), ..Bars::default() };
        for word in self.value("bars").into_iter().flat_map(alternatives) {
            self.known("bars", word, &KNOWN);
            match word {
                "military_alliance" => bars.military_alliance = true,
                "foreign_bases" => bars.foreign_bases = true,
                "foreign_troops" => bars.foreign_troops = true,
                "rigid_association" => bars.rigid_association = true,
                // Barred, but by nothing that a change can do.
                _ => {}
            }
        }
        bars
    }

    fn within(&self) -> Option<Box<str>> {
        self.word("within").map(Into::into)
    }

    /// A ban on bases bars foreign bases, unless it says otherwise.
    fn base_ban(&mut self) -> Bars {
        match self.value("bars") {
            Some(_) => self.bars(),
            None => Bars { foreign_bases: true, ..self.bars() },
        }
    }

    fn term(&mut self) -> Option<Term> {
        let start = self.date("term_start")?;
        let years = self.number("term_years")?;
        let then_years = self.number("then_years");
        let mut renewal = Renewal::default();
        for word in self.value("renewal").into_iter().flat_map(|value| value.split([' ', ','])) {
            if let Some(years) = word.strip_prefix("automatic_").and_then(|w| w.strip_suffix('y')) {
                renewal.automatic_years = years.parse().ok().filter(|years| *years > 0);
            } else if let Some(year) = word.strip_prefix("none_until_") {
                renewal.none_until = year.parse().ok();
            }
        }
        Some(Term { start, years, then_years, renewal })
    }

    fn withdrawal(&mut self) -> WithdrawalTerms {
        let right = match self.word("right") {
            Some("yes") => WithdrawalRight::Yes,
            Some("only_at_term_end") => WithdrawalRight::OnlyAtTermEnd,
            Some("none" | "no") => WithdrawalRight::None,
            Some("unknown") | None => WithdrawalRight::Unknown,
            Some(word) => {
                let known = "yes, only_at_term_end, none or unknown";
                self.error("right", format!("`{word}` is not a right; expected {known}"));
                WithdrawalRight::Unknown
            }
        };
        let months = self.number("notice_months").map(Period::months);
        let notice = months.or_else(|| self.number("notice_days").map(Period::days));
        let earliest = self.date("earliest");
        let conditions = self.value("condition").into_iter().flat_map(alternatives).map(|word| {
            // "obligations_settled", "obligations_fulfilled", "settle obligations": one condition.
            if word.starts_with("obligations") || word.starts_with("settle") {
                ExitCondition::ObligationsSettled
            } else {
                ExitCondition::Other
            }
        });
        WithdrawalTerms {
            right,
            notice,
            earliest,
            year_end: match self.word("rule") {
                Some("financial_year_end") => Some(YearEnd::Financial),
                Some("calendar_year_end") => Some(YearEnd::Calendar),
                _ => None,
            },
            conditions: conditions.collect(),
            term: self.term(),
        }
    }
}

fn first_word(value: &str) -> &str {
    value.split_whitespace().next().unwrap_or_default()
}

/// The alternatives of a value, each by its first word.
fn alternatives(value: &str) -> impl Iterator<Item = &str> {
    value.split('|').map(first_word)
}
