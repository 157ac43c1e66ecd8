//! What provisions do: the sorts of effect, and each effect with its terms.

use super::Duty;
use super::terms::{
    Bars, Decision, Eligibility, Exceptions, ExclusiveObject, Field, ForbiddenActs, Limbs, Need,
    Outranked, Outsiders, Owing, ProcedureTerms, Qualifier, Reach, SavingsScope, Strength, Tariff,
    Term, Undertaking, WithdrawalTerms,
};
use crate::base::words;

/// What sort of effect a provision has.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum EffectKind {
    /// Each helps the other if it is attacked.
    MutualDefence,
    /// They consult.
    Consultation,
    /// They do not attack each other (and may pledge neutrality).
    NonAggression,
    /// Other alliances, or other customs unions, are barred.
    Exclusivity,
    /// No engagement that conflicts with the treaty.
    NonContradiction,
    /// No alliance aimed at the other party.
    DirectedAgainst,
    /// Rights and duties under other rules are kept.
    Savings,
    /// The text prevails over others.
    Supremacy,
    /// Permanent neutrality.
    Neutrality,
    /// No military blocs.
    NonAlignment,
    /// No foreign bases.
    BaseBan,
    /// Bases of outsiders, alliances or other engagements need somebody's consent.
    ConsentRequired,
    /// Who may join, and who decides.
    Accession,
    /// How the text is changed.
    Amendment,
    /// How one leaves.
    Withdrawal,
    /// How long it runs.
    Duration,
    /// How a member is suspended.
    Suspension,
    /// How a member is expelled.
    Expulsion,
    /// How decisions are taken.
    Decision,
    /// A right to leave that a state reserved.
    ReservedExit,
    /// What the body is for.
    Purposes,
    /// A rule of general law on which answers rest.
    GeneralRule,
    /// Its parties form a customs union, with a common tariff toward others.
    CustomsUnion,
    /// Its parties form a free-trade area, each with its own tariff toward others.
    FreeTrade,
    /// They make peace.
    Peace,
    /// They recognise each other.
    Recognition,
    /// An act toward somebody is forbidden.
    Forbidden,
    /// The Security Council decided against somebody (Charter of the United Nations, articles 25 and 41).
    Sanctions,
    /// How a state or a body comes to an act of its own: which organ decides, by what majority, after what.
    Procedure,
}

words! {
    EffectKind, "kind of provision":
    MutualDefence = "mutual_defence",
    Consultation = "consultation",
    NonAggression = "non_aggression",
    Exclusivity = "exclusivity",
    NonContradiction = "non_contradiction",
    DirectedAgainst = "directed_against",
    Savings = "savings",
    Supremacy = "supremacy",
    Neutrality = "neutrality",
    NonAlignment = "non_alignment",
    BaseBan = "base_ban",
    ConsentRequired = "consent_required",
    Accession = "accession",
    Amendment = "amendment",
    Withdrawal = "withdrawal",
    Duration = "duration",
    Suspension = "suspension",
    Expulsion = "expulsion",
    Decision = "decision",
    ReservedExit = "reserved_exit",
    Purposes = "purposes",
    GeneralRule = "general_rule",
    CustomsUnion = "customs_union",
    FreeTrade = "free_trade",
    Peace = "peace",
    Recognition = "recognition",
    Forbidden = "forbidden",
    Sanctions = "sanctions",
    Procedure = "procedure";
    formerly "base_consent" = ConsentRequired,
}

impl EffectKind {
    /// Whether it engages those whom it binds with each other about their security.
    pub const fn is_about_security(self) -> bool {
        match self {
            Self::MutualDefence | Self::Consultation | Self::NonAggression => true,
            Self::Exclusivity
            | Self::NonContradiction
            | Self::DirectedAgainst
            | Self::Savings
            | Self::Supremacy
            | Self::Neutrality
            | Self::NonAlignment
            | Self::BaseBan
            | Self::ConsentRequired
            | Self::Accession
            | Self::Amendment
            | Self::Withdrawal
            | Self::Duration
            | Self::Suspension
            | Self::Expulsion
            | Self::Decision
            | Self::ReservedExit
            | Self::Purposes { .. }
            | Self::GeneralRule
            | Self::CustomsUnion
            | Self::FreeTrade
            | Self::Peace
            | Self::Recognition
            | Self::Forbidden
            | Self::Sanctions
            | Self::Procedure => false,
        }
    }

    /// The duty that provisions of this kind impose where the record does not say otherwise.
    pub const fn duty(self) -> Option<Duty> {
        match self {
            Self::MutualDefence => Some(Duty::Defend),
            Self::Consultation => Some(Duty::Consult),
            Self::NonAggression => Some(Duty::NotAttack),
            Self::Exclusivity
            | Self::NonContradiction
            | Self::DirectedAgainst
            | Self::NonAlignment => Some(Duty::NotJoinOpposing),
            Self::Neutrality => Some(Duty::StayNeutral),
            Self::Savings => Some(Duty::SubjectTo),
            Self::Supremacy => Some(Duty::Supersedes),
            Self::BaseBan
            | Self::ConsentRequired
            | Self::Accession
            | Self::Amendment
            | Self::Withdrawal
            | Self::Duration
            | Self::Suspension
            | Self::Expulsion
            | Self::Decision
            | Self::ReservedExit
            | Self::Purposes { .. }
            | Self::GeneralRule
            | Self::CustomsUnion
            | Self::FreeTrade
            | Self::Peace
            | Self::Recognition
            | Self::Forbidden
            | Self::Sanctions
            | Self::Procedure => None,
        }
    }
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
        /// To what its limbs reach of the engagements of whoever joins, under every reading that the record names.
        limbs: Vec<(Option<Box<str>>, Limbs)>,
    },
    NonContradiction {
        /// To what it reaches of the engagements of whoever joins.
        reach: Reach,
        /// Whether its parties declare that what they hold is compatible with it.
        declares_existing: bool,
    },
    DirectedAgainst {
        /// To what it reaches of the engagements of whoever joins.
        reach: Reach,
        /// Whether it speaks of groupings as well, and not of alliances alone.
        groupings: bool,
    },
    Savings {
        scope: SavingsScope,
    },
    Supremacy {
        over: Outranked,
    },
    Neutrality {
        bars: Bars,
        /// Which exceptions the text itself allows: whether one applies is a matter of appreciation.
        exceptions: Exceptions,
        /// The key of the organization that it speaks of alone; `None`: of all.
        within: Option<Box<str>>,
        /// Whether it is owed to other states as well.
        owing: Owing,
    },
    NonAlignment {
        bars: Bars,
        /// As for neutrality.
        exceptions: Exceptions,
        /// As for neutrality.
        within: Option<Box<str>>,
        /// As for neutrality.
        owing: Owing,
    },
    BaseBan {
        bars: Bars,
        /// As for neutrality.
        exceptions: Exceptions,
        /// As for neutrality.
        within: Option<Box<str>>,
        /// As for neutrality.
        owing: Owing,
    },
    ConsentRequired {
        /// What it is needed for.
        to: Vec<Undertaking>,
        /// What is asked for.
        need: Need,
        /// How they decide: where everybody need not agree, the body itself does.
        decision: Decision,
    },
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
        /// Whether a change of the text binds all, those who do not agree to it included (else VCLT article 40(4) holds).
        binds_all: bool,
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
    Purposes {
        /// At what the text aims, in the words of the record.
        aims: Option<Box<str>>,
        /// The fields on which it lays something down in words that no rule tests.
        about: Vec<Field>,
    },
    GeneralRule,
    CustomsUnion {
        tariff: Tariff,
        /// What its law says of the free-trade areas that members have with outsiders.
        outsiders: Outsiders,
    },
    FreeTrade {
        /// Whether a common tariff with others cannot be applied beside it.
        excludes_unions: bool,
        /// The territory for which its other side made it, where no union of that side takes it in.
        territory: Option<Box<str>>,
    },
    Peace,
    Recognition,
    Forbidden {
        acts: ForbiddenActs,
        /// Whether it is a matter of appreciation that it speaks of them.
        is_appreciation: bool,
    },
    Sanctions,
    Procedure(ProcedureTerms),
}

impl Effect {
    /// The key of the organization that a text which keeps a state out of something speaks of alone.
    pub(crate) fn within(&self) -> Option<&str> {
        self.barring().and_then(|(.., within)| within.as_deref())
    }

    /// Whom a clause on accession asks for.
    pub(crate) const fn eligibility(&self) -> Option<&Eligibility> {
        if let Self::Accession { eligibility, .. } = self { Some(eligibility) } else { None }
    }

    /// Whether it bars groupings that are directed against a party, and not alliances alone.
    pub(crate) fn bars_groupings(&self) -> bool {
        if let Self::Exclusivity { object: ExclusiveObject::MilitaryAlliance, limbs, .. } = self {
            return limbs.iter().any(|(_, limbs)| limbs.groupings.is_some());
        }
        matches!(self, Self::DirectedAgainst { groupings: true, .. })
    }

    /// To which fields a provision belongs; those on how a text or a body lives, and those on other texts, belong to none.
    pub(crate) fn fields(&self) -> Vec<Field> {
        match self {
            Self::MutualDefence { .. }
            | Self::Consultation
            | Self::NonAggression
            | Self::DirectedAgainst { .. }
            | Self::Sanctions => vec![Field::Security],
            Self::Exclusivity { object, .. } => match object {
                ExclusiveObject::MilitaryAlliance => vec![Field::Security],
                ExclusiveObject::CustomsUnion => vec![Field::Trade],
                ExclusiveObject::Other => Vec::new(),
            },
            Self::Neutrality { bars, .. } | Self::NonAlignment { bars, .. } => {
                let bases = bars.foreign_bases || bars.foreign_troops;
                let mut fields = vec![Field::Security];
                fields.extend(bases.then_some(Field::Bases));
                fields
            }
            Self::BaseBan { .. } => vec![Field::Bases],
            Self::ConsentRequired { to, .. } => (to.iter().map(|undertaking| match undertaking {
                Undertaking::ForeignBases | Undertaking::ForeignTroops => Field::Bases,
                Undertaking::SecurityEngagement | Undertaking::MilitaryAlliance => Field::Security,
                Undertaking::TradeAgreement => Field::Trade,
            }))
            .collect(),
            Self::CustomsUnion { .. } | Self::FreeTrade { .. } => vec![Field::Trade],
            Self::Peace => vec![Field::Peace],
            Self::Recognition => vec![Field::Recognition],
            Self::Forbidden { acts, .. } => {
                let peace = acts.peace.then_some(Field::Peace);
                let recognition = acts.recognition.then_some(Field::Recognition);
                let accord: &[Field] =
                    if acts.accord { &[Field::Security, Field::Trade] } else { &[] };
                peace.into_iter().chain(recognition).chain(accord.iter().copied()).collect()
            }
            Self::NonContradiction { .. }
            | Self::Savings { .. }
            | Self::Supremacy { .. }
            | Self::Accession { .. }
            | Self::Amendment { .. }
            | Self::Withdrawal(_)
            | Self::Duration { .. }
            | Self::Suspension
            | Self::Expulsion
            | Self::Decision { .. }
            | Self::ReservedExit { .. }
            | Self::Purposes { .. }
            | Self::GeneralRule
            | Self::Procedure(_) => Vec::new(),
        }
    }

    /// The territory, outside the unions of the other side, with which it makes a free-trade area.
    pub(crate) fn territory(&self) -> Option<&str> {
        if let Self::FreeTrade { territory, .. } = self { territory.as_deref() } else { None }
    }

    /// The fields on which it lays something down in words that no rule tests.
    pub(crate) fn in_words_about(&self) -> &[Field] {
        if let Self::Purposes { about, .. } = self { about } else { &[] }
    }

    /// The terms on which one may leave, where it says so.
    pub(crate) const fn withdrawal(&self) -> Option<&WithdrawalTerms> {
        if let Self::Withdrawal(terms) = self { Some(terms) } else { None }
    }

    /// The term for which a text stands, where it says so.
    pub(crate) const fn term(&self) -> Option<Term> {
        if let Self::Duration { term } = self { *term } else { None }
    }

    /// What a text keeps a state out of, by whatever kind of clause, and whether that is owed to others; `None` for other effects.
    pub(crate) fn keeps_out(&self) -> Option<(Bars, Owing)> {
        self.barring().map(|(bars, owing, _)| (*bars, *owing))
    }

    /// The same, with the organization that it speaks of alone.
    const fn barring(&self) -> Option<(&Bars, &Owing, &Option<Box<str>>)> {
        match self {
            Self::Neutrality { bars, owing, within, .. }
            | Self::NonAlignment { bars, owing, within, .. }
            | Self::BaseBan { bars, owing, within, .. } => Some((bars, owing, within)),
            Self::MutualDefence { .. }
            | Self::Consultation
            | Self::NonAggression
            | Self::Exclusivity { .. }
            | Self::NonContradiction { .. }
            | Self::DirectedAgainst { .. }
            | Self::Savings { .. }
            | Self::Supremacy { .. }
            | Self::ConsentRequired { .. }
            | Self::Accession { .. }
            | Self::Amendment { .. }
            | Self::Withdrawal(_)
            | Self::Duration { .. }
            | Self::Suspension
            | Self::Expulsion
            | Self::Decision { .. }
            | Self::ReservedExit { .. }
            | Self::Purposes { .. }
            | Self::GeneralRule
            | Self::CustomsUnion { .. }
            | Self::FreeTrade { .. }
            | Self::Peace
            | Self::Recognition
            | Self::Forbidden { .. }
            | Self::Sanctions
            | Self::Procedure(_) => None,
        }
    }

    /// What sort of effect it is.
    pub const fn kind(&self) -> EffectKind {
        match self {
            Self::MutualDefence { .. } => EffectKind::MutualDefence,
            Self::Consultation => EffectKind::Consultation,
            Self::NonAggression => EffectKind::NonAggression,
            Self::Exclusivity { .. } => EffectKind::Exclusivity,
            Self::NonContradiction { .. } => EffectKind::NonContradiction,
            Self::DirectedAgainst { .. } => EffectKind::DirectedAgainst,
            Self::Savings { .. } => EffectKind::Savings,
            Self::Supremacy { .. } => EffectKind::Supremacy,
            Self::Neutrality { .. } => EffectKind::Neutrality,
            Self::NonAlignment { .. } => EffectKind::NonAlignment,
            Self::BaseBan { .. } => EffectKind::BaseBan,
            Self::ConsentRequired { .. } => EffectKind::ConsentRequired,
            Self::Accession { .. } => EffectKind::Accession,
            Self::Amendment { .. } => EffectKind::Amendment,
            Self::Withdrawal(_) => EffectKind::Withdrawal,
            Self::Duration { .. } => EffectKind::Duration,
            Self::Suspension => EffectKind::Suspension,
            Self::Expulsion => EffectKind::Expulsion,
            Self::Decision { .. } => EffectKind::Decision,
            Self::ReservedExit { .. } => EffectKind::ReservedExit,
            Self::Purposes { .. } => EffectKind::Purposes,
            Self::GeneralRule => EffectKind::GeneralRule,
            Self::CustomsUnion { .. } => EffectKind::CustomsUnion,
            Self::FreeTrade { .. } => EffectKind::FreeTrade,
            Self::Peace => EffectKind::Peace,
            Self::Recognition => EffectKind::Recognition,
            Self::Forbidden { .. } => EffectKind::Forbidden,
            Self::Sanctions => EffectKind::Sanctions,
            Self::Procedure(_) => EffectKind::Procedure,
        }
    }
}
