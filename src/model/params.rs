//! What a provision does, read from its parameters as recorded.

use super::terms::{
    Bars, Decision, EarliestOf, Eligibility, Exceptions, ExclusiveObject, ExitCondition, Field,
    ForbiddenActs, LastDay, Limbs, Need, Occasion, Outranked, Outsiders, Owing, ProcedureTerms,
    Qualifier, Reach, Renewal, Revocation, SavedTreaties, SavingsScope, Strength, Tariff, Term,
    Undertaking, WithdrawalRight, WithdrawalTerms,
};
use super::{Effect, EffectKind, LawForm, Param, Status};
use crate::time::{Date, Period};

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
            EffectKind::Exclusivity => &["object", "qualifier", "reach", "default", "bites"],
            EffectKind::NonContradiction => &["reach", "declares_existing", "bites"],
            EffectKind::DirectedAgainst => &["reach", "groupings", "bites"],
            EffectKind::Savings => &["scope", "of"],
            EffectKind::Supremacy => &["over"],
            EffectKind::Neutrality | EffectKind::NonAlignment | EffectKind::BaseBan => {
                &["bars", "except", "within", "international"]
            }
            EffectKind::Accession => {
                const KNOWN: &[&str] = &[
                    "eligibility",
                    "member_of",
                    "outside",
                    "in_grade",
                    "named",
                    "others",
                    "decision",
                    "veto_of",
                    "ratifications",
                    "status",
                    "entry",
                ];
                KNOWN
            }
            EffectKind::Amendment => &["decision", "rule", "veto_of", "entry", "binds"],
            EffectKind::Decision => &["rule", "veto_of"],
            EffectKind::Withdrawal => &[
                "right",
                "notice_months",
                "notice_days",
                "earliest",
                "own_years",
                "earliest_of",
                "last_day",
                "default",
                "rule",
                "condition",
                "term_start",
                "term_years",
                "then_years",
                "renewal",
                "revocable",
                "longer",
                "beside",
                "outlive",
            ],
            EffectKind::Duration => {
                &["term", "term_start", "term_years", "then_years", "renewal", "entry_into_force"]
            }
            EffectKind::ConsentRequired => &["object", "need", "decision"],
            EffectKind::Procedure => {
                &["for", "within", "object", "rank", "organ", "majority", "referendum", "notice"]
            }
            EffectKind::ReservedExit => &["may_leave", "if"],
            EffectKind::Purposes => &["purposes", "about"],
            EffectKind::Consultation
            | EffectKind::NonAggression
            | EffectKind::Suspension
            | EffectKind::Expulsion
            | EffectKind::GeneralRule
            | EffectKind::Peace
            | EffectKind::Recognition
            | EffectKind::Sanctions => &[],
            EffectKind::CustomsUnion => &["tariff", "outsiders", "outsiders_day"],
            EffectKind::FreeTrade => &["unions", "territory"],
            EffectKind::Forbidden => &["act", "appreciation", "sanction"],
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

    /// The keys that a value lists.
    fn list(&self, name: &str) -> Vec<Box<str>> {
        let keys = self.value(name).into_iter().flat_map(|keys| keys.split('|'));
        keys.map(|key| key.trim().into()).collect()
    }

    /// The fields about which a clause lays something down in words.
    fn fields(&mut self) -> Vec<Field> {
        let words = self.value("about").into_iter().flat_map(alternatives);
        let mut found = Vec::new();
        for word in words {
            self.known("about", word, &Field::ALL.map(Field::as_str));
            found.extend(word.parse::<Field>().ok());
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn error(&mut self, name: &str, message: String) {
        self.errors.push(ParamError { name: name.into(), reading: None, message });
    }

    /// Only how far an exclusivity clause goes depends on a reading, and then one reading is the default.
    fn check_readings(&mut self, kind: EffectKind) {
        let rule_reads = Effect::known_params(kind);
        let mut readings: Vec<&str> = Vec::new();
        for param in self.params {
            let Some(reading) = &param.reading else { continue };
            readings.push(reading);
            let is_read = matches!(
                (kind, &*param.name),
                (_, "qualifier")
                    | (EffectKind::Exclusivity, "reach")
                    | (EffectKind::Withdrawal, "earliest_of")
            );
            if !is_read && rule_reads.contains(&&*param.name) {
                let message =
                    "cannot depend on a reading; only `qualifier`, `reach` and `earliest_of` can"
                        .to_owned();
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
            EffectKind::NonContradiction => Effect::NonContradiction {
                reach: self.reach(),
                declares_existing: self.value("declares_existing").is_some(),
            },
            EffectKind::DirectedAgainst => Effect::DirectedAgainst {
                reach: self.reach(),
                groupings: self.says("groupings", "yes"),
            },
            EffectKind::Savings => Effect::Savings { scope: self.scope() },
            EffectKind::Supremacy => Effect::Supremacy { over: self.precedence() },
            EffectKind::Neutrality => Effect::Neutrality {
                bars: self.bars(),
                exceptions: self.exceptions(),
                within: self.within(),
                owing: self.owing(),
            },
            EffectKind::NonAlignment => Effect::NonAlignment {
                bars: self.bars(),
                exceptions: self.exceptions(),
                within: self.within(),
                owing: self.owing(),
            },
            EffectKind::BaseBan => Effect::BaseBan {
                bars: self.base_ban(),
                exceptions: self.exceptions(),
                within: self.within(),
                owing: self.owing(),
            },
            EffectKind::ConsentRequired => Effect::ConsentRequired {
                to: self.undertakings(),
                need: self.need(),
                decision: self.value("decision").map_or(Decision::Unknown, Decision::parse),
            },
            EffectKind::Accession => Effect::Accession {
                eligibility: Eligibility {
                    member_of: self.word("member_of").map(Into::into),
                    outside: self.word("outside").map(Into::into),
                    in_grade: self.grades(),
                    named: self.list("named"),
                    others: self.value("others").map(Into::into),
                    ..self.value("eligibility").map(Eligibility::parse).unwrap_or_default()
                },
                decision: self.value("decision").map_or(Decision::Unknown, Decision::parse),
                ratified_by_all: self.word("ratifications") == Some("all"),
                status: self.word("status").map(Into::into),
            },
            EffectKind::Amendment => Effect::Amendment {
                decision: (self.value("decision").or_else(|| self.value("rule")))
                    .map_or(Decision::Unknown, Decision::parse),
                binds_all: self.binds_all(),
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
            EffectKind::Purposes => Effect::Purposes {
                aims: self.value("purposes").map(Into::into),
                about: self.fields(),
            },
            EffectKind::GeneralRule => Effect::GeneralRule,
            EffectKind::CustomsUnion => {
                Effect::CustomsUnion { tariff: self.tariff(), outsiders: self.outsiders() }
            }
            EffectKind::FreeTrade => Effect::FreeTrade {
                excludes_unions: self.says("unions", "excluded"),
                territory: self.value("territory").map(Into::into),
            },
            EffectKind::Peace => Effect::Peace,
            EffectKind::Recognition => Effect::Recognition,
            EffectKind::Forbidden => Effect::Forbidden {
                acts: self.acts(),
                is_appreciation: self.value("appreciation").is_some(),
            },
            EffectKind::Sanctions => Effect::Sanctions,
            EffectKind::Procedure => Effect::Procedure(self.procedure()),
        }
    }

    fn strength(&mut self) -> Strength {
        let Some(word) = self.word("strength") else { return Strength::Unknown };
        word.parse().unwrap_or_else(|_| {
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
            match word.parse() {
                Ok(qualifier) => qualifiers.push((param.reading.clone(), qualifier)),
                Err(_) => self.errors.push(ParamError {
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
        let limbs = self.limbs();
        Effect::Exclusivity { object, qualifiers, default_reading, limbs }
    }

    /// To what the limbs of an exclusivity clause reach: one word for all, or one for each object in the order of these.
    fn limbs(&mut self) -> Vec<(Option<Box<str>>, Limbs)> {
        let objects: Vec<&str> = self.value("object").into_iter().flat_map(alternatives).collect();
        let groupings = objects.iter().position(|object| *object == "grouping");
        let object = objects.iter().position(|object| *object != "grouping");
        let mut found = Vec::new();
        for param in self.params.iter().filter(|param| &*param.name == "reach") {
            let words: Vec<&str> = alternatives(&param.value).collect();
            let mut reaches = Vec::new();
            for word in &words {
                match word.parse::<Reach>() {
                    Ok(reach) => reaches.push(reach),
                    Err(_) => self.wrong_reach(word, param.reading.clone()),
                }
            }
            if reaches.len() > 1 && reaches.len() != objects.len() {
                self.errors.push(ParamError {
                    name: "reach".into(),
                    reading: param.reading.clone(),
                    message: format!("has {} words for {} objects", reaches.len(), objects.len()),
                });
            }
            let of =
                |at: Option<usize>| at.and_then(|at| reaches.get(at)).or(reaches.first()).copied();
            let limbs = Limbs {
                object: of(object).unwrap_or_default(),
                groupings: groupings.and_then(|at| of(Some(at))),
            };
            found.push((param.reading.clone(), limbs));
        }
        if found.is_empty() {
            found.push((
                None,
                Limbs { groupings: groupings.map(|_| Reach::default()), ..Limbs::default() },
            ));
        }
        found
    }

    fn tariff(&mut self) -> Tariff {
        let Some(word) = self.word("tariff") else { return Tariff::Unknown };
        word.parse().unwrap_or_else(|_| {
            self.known("tariff", word, &["in_operation", "not_in_operation", "?"]);
            Tariff::Unknown
        })
    }

    /// Whether a parameter has the one word that it can have.
    fn says(&mut self, name: &str, known: &str) -> bool {
        let Some(word) = self.word(name) else { return false };
        self.known(name, word, &[known]);
        word == known
    }

    /// Some grades of participation.
    fn grades(&mut self) -> Vec<Status> {
        let mut grades = Vec::new();
        for word in self.value("in_grade").into_iter().flat_map(alternatives) {
            match word.parse() {
                Ok(status) => grades.push(status),
                Err(_) => self.known("in_grade", word, &Status::ALL.map(Status::as_str)),
            }
        }
        grades
    }

    /// What becomes of the free-trade areas that members have with others.
    fn outsiders(&mut self) -> Outsiders {
        let day = self.date("outsiders_day");
        let Some(word) = self.word("outsiders") else { return Outsiders::Unsaid };
        self.known("outsiders", word, &["leave", "keep", "keep_on_conditions"]);
        match word {
            "leave" => Outsiders::Leave { since: day },
            "keep" => Outsiders::Keep { before: day },
            "keep_on_conditions" => Outsiders::KeepOnConditions,
            _ => Outsiders::Unsaid,
        }
    }

    fn acts(&mut self) -> ForbiddenActs {
        let mut acts = ForbiddenActs::default();
        let Some(value) = self.value("act") else {
            self.error("act", "is missing; expected peace, recognition or accord".into());
            return acts;
        };
        for word in alternatives(value) {
            self.known("act", word, &["peace", "recognition", "accord"]);
            acts.peace |= word == "peace";
            acts.recognition |= word == "recognition";
            acts.accord |= word == "accord";
        }
        acts
    }

    fn reach(&mut self) -> Reach {
        let Some(word) = self.word("reach") else { return Reach::default() };
        word.parse().unwrap_or_else(|_| {
            self.wrong_reach(word, None);
            Reach::default()
        })
    }

    fn wrong_reach(&mut self, word: &str, reading: Option<Box<str>>) {
        let message = format!("`{word}` is not a reach; expected future or present");
        self.errors.push(ParamError { name: "reach".into(), reading, message });
    }

    fn scope(&mut self) -> SavingsScope {
        let mut scope = SavingsScope::default();
        if let Some(word) = self.word("of") {
            self.known("of", word, &SavedTreaties::ALL.map(SavedTreaties::as_str));
            scope.of = word.parse().ok();
        }
        for word in self.value("scope").into_iter().flat_map(alternatives) {
            match word {
                "other_treaties" => scope.other_treaties = true,
                "neutrality" => scope.neutrality = true,
                "self_defence" => scope.self_defence = true,
                "earlier_with_outsiders" => scope.earlier_with_outsiders = true,
                key => scope.organizations.push(key.into()),
            }
        }
        scope
    }

    fn bars(&mut self) -> Bars {
        const KNOWN: [&str; 6] = [
            "military_alliance",
            "foreign_bases",
            "foreign_troops",
            "rigid_association",
            "membership",
            "operations_abroad",
        ];
        let mut bars = Bars::default();
        for word in self.value("bars").into_iter().flat_map(alternatives) {
            self.known("bars", word, &KNOWN);
            match word {
                "military_alliance" => bars.military_alliance = true,
                "foreign_bases" => bars.foreign_bases = true,
                "foreign_troops" => bars.foreign_troops = true,
                "rigid_association" => bars.rigid_association = true,
                "membership" => bars.membership = true,
                // Barred, but by nothing that a change can do.
                _ => {}
            }
        }
        if bars.membership && self.value("within").is_none() {
            let wanted =
                "is missing; `membership` speaks of the organizations that it names, by key";
            self.error("within", wanted.into());
        }
        bars
    }

    /// What somebody has to consent to: foreign bases, unless it says otherwise.
    fn undertakings(&mut self) -> Vec<Undertaking> {
        let Some(value) = self.value("object") else { return vec![Undertaking::ForeignBases] };
        let mut found = Vec::new();
        for word in alternatives(value) {
            self.known("object", word, &Undertaking::ALL.map(Undertaking::as_str));
            found.extend(word.parse::<Undertaking>().ok());
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Over what other agreements of its parties with each other, unless it says otherwise.
    fn precedence(&mut self) -> Outranked {
        let Some(word) = self.word("over") else { return Outranked::AmongParties };
        self.known("over", word, &Outranked::ALL.map(Outranked::as_str));
        word.parse().unwrap_or(Outranked::AmongParties)
    }

    fn need(&mut self) -> Need {
        let Some(word) = self.word("need") else { return Need::Consent };
        word.parse().unwrap_or_else(|_| {
            self.error("need", format!("`{word}` is no need; expected consent or no_objection"));
            Need::Consent
        })
    }

    fn exceptions(&mut self) -> Exceptions {
        match self.word("except") {
            None => Exceptions::No,
            Some("organizations") => Exceptions::InOrganizations,
            Some(_) => Exceptions::Any,
        }
    }

    fn procedure(&mut self) -> ProcedureTerms {
        let mut terms = ProcedureTerms::default();
        for word in self.value("for").into_iter().flat_map(alternatives) {
            self.known("for", word, &Occasion::ALL.map(Occasion::as_str));
            terms.occasions.extend(word.parse::<Occasion>().ok());
        }
        if terms.occasions.is_empty() {
            self.error("for", "is missing; expected join, leave, host or amend".into());
        }
        terms.within =
            self.value("within").into_iter().flat_map(alternatives).map(Into::into).collect();
        for word in self.value("object").into_iter().flat_map(alternatives) {
            self.known("object", word, &["military_alliance"]);
            terms.of_alliances = true;
        }
        if let Some(word) = self.word("rank") {
            self.known("rank", word, &LawForm::ALL.map(LawForm::as_str));
            terms.rank = word.parse().ok();
        }
        terms
    }

    fn owing(&mut self) -> Owing {
        let Some(word) = self.word("international") else { return Owing::Own };
        word.parse().unwrap_or_else(|_| {
            self.error(
                "international",
                format!("`{word}` is no answer; expected yes, disputed or no"),
            );
            Owing::Own
        })
    }

    fn within(&self) -> Option<Box<str>> {
        self.word("within").map(Into::into)
    }

    /// A ban on bases bars foreign bases, unless it says otherwise.
    fn base_ban(&mut self) -> Bars {
        match self.value("bars") {
            Some(_) => self.bars(),
            None => Bars { foreign_bases: true, ..Bars::default() },
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

    /// Whether a change of a text binds all, or those alone who agree to it.
    fn binds_all(&mut self) -> bool {
        match self.word("binds") {
            None | Some("consenting") => false,
            Some("all") => true,
            Some(other) => {
                let message =
                    format!("`{other}` is nobody to be bound; expected all or consenting");
                self.error("binds", message);
                false
            }
        }
    }

    fn withdrawal(&mut self) -> WithdrawalTerms {
        let right = match self.word("right") {
            None => WithdrawalRight::Unknown,
            Some("no") => WithdrawalRight::None,
            Some(word) => word.parse().unwrap_or_else(|_| {
                let known = "yes, only_at_term_end, none or unknown";
                self.error("right", format!("`{word}` is not a right; expected {known}"));
                WithdrawalRight::Unknown
            }),
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
        let last_day = self.word("last_day").map(|word| {
            word.parse().unwrap_or_else(|_| {
                let message = format!("`{word}` is no place on the last day; expected in or out");
                self.error("last_day", message);
                LastDay::Out
            })
        });
        WithdrawalTerms {
            right,
            notice,
            earliest,
            own_years: self.number("own_years"),
            earliest_of: self.earliest_of(),
            last_day: last_day.unwrap_or_default(),
            year_end: self.word("rule").and_then(|word| word.parse().ok()),
            conditions: conditions.collect(),
            term: self.term(),
            revocation: match self.value("revocable") {
                None => Revocation::Unsaid,
                Some(words) if first_word(words) == "no" => Revocation::Excluded,
                Some(words) => Revocation::Allowed { how: words.into() },
            },
            longer: self.value("longer").map(Into::into),
            outlive: self.value("outlive").map(Into::into),
            beside: self.list("beside"),
        }
    }

    /// What the day in the clause is the earliest of, under every reading that the record names.
    fn earliest_of(&mut self) -> Vec<(Option<Box<str>>, EarliestOf)> {
        let mut found = Vec::new();
        for param in self.params.iter().filter(|param| &*param.name == "earliest_of") {
            let word = first_word(&param.value);
            match word.parse() {
                Ok(of) => found.push((param.reading.clone(), of)),
                Err(_) => self.errors.push(ParamError {
                    name: "earliest_of".into(),
                    reading: param.reading.clone(),
                    message: format!("`{word}` has no earliest day; expected notice or exit"),
                }),
            }
        }
        found
    }
}

fn first_word(value: &str) -> &str {
    value.split_whitespace().next().unwrap_or_default()
}

/// The alternatives of a value, each by its first word.
fn alternatives(value: &str) -> impl Iterator<Item = &str> {
    value.split('|').map(first_word)
}
