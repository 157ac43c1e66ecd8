//! The conflict rules by name, and the grounds on which they find what they find.

use serde::{Deserialize, Serialize};

use crate::base::words;
use crate::model::{Engagement, Undertaking};
use crate::{EntityId, Id, Provision};

/// The rule that a conflict was found by; the [catalogue](crate::rules) has them in a table.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// Other military alliances are barred outright.
    X1,
    /// Alliances with contrary aims are barred.
    X2,
    /// Alliances directed against another party are barred.
    X3,
    /// No engagement that contradicts the treaty.
    X4,
    /// Other customs unions are barred.
    X5,
    /// The state's own law bars it, or a treaty by which it keeps out.
    X6,
    /// It needs somebody's consent, or that nobody objects.
    X8,
    /// A pledge not to attack holds toward somebody outside the new pact.
    X12,
    /// What the change brings bars an alliance that the state is in.
    X13,
    /// Another customs union is joined, and both apply a common tariff.
    X14,
    /// A customs union is joined beside a free-trade area with outsiders.
    X14b,
    /// What is joined has no engagement that contradicts it, and one is held that does.
    X15,
    /// An act that a body forbids.
    X16,
    /// The Security Council decided against a party.
    X17,
}

impl Rule {
    /// Whether, of a conflict between something brought and something held, what is held is the bar.
    pub(crate) const fn has_bar_in_what_is_held(self) -> bool {
        matches!(self, Self::X16)
    }
}

words! {
    Rule, "rule":
    X1 = "X1",
    X2 = "X2",
    X3 = "X3",
    X4 = "X4",
    X5 = "X5",
    X6 = "X6",
    X8 = "X8",
    X12 = "X12",
    X13 = "X13",
    X14 = "X14",
    X14b = "X14b",
    X15 = "X15",
    X16 = "X16",
    X17 = "X17",
}

/// Why a conflict has its class: what the rule looked at beside the two commitments.
///
/// Rules name somebody (`E`) and provisions (`P`) by id, proofs by key; [`map`](Self::map) goes from the one to the other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Ground<E = EntityId, P = Id<Provision>> {
    /// The change brings nothing of the sort that the provision is about.
    NotTouched,
    /// The provision belongs to the organization that the change belongs to.
    OwnOrganization,
    /// Everybody in the new circle is in the old one.
    InsideCircle,
    /// Everybody in the old circle is in the new one.
    InsideNewCircle,
    /// Somebody in the new circle is outside the old one.
    OutsideCircle {
        /// Who, for one.
        outsider: E,
    },
    /// The roll of what changes is not complete: somebody who is not on record may stand outside the old circle.
    BeyondRecord,
    /// What is joined has a clause on mutual defence, but is no alliance by its purpose.
    NoAllianceTag,
    /// The pact has two members.
    PactOfTwo,
    /// The two organizations are opposed.
    Opposed,
    /// Nobody says that the aims are contrary.
    NotOpposed,
    /// What changes is directed against a party.
    DirectedAgainst {
        /// Which party.
        party: E,
    },
    /// Nobody says that what changes is directed against this party, which is outside the new circle.
    IfDirectedAgainst {
        /// Which party.
        party: E,
    },
    /// Somebody that the change obliges to help is hostile to somebody that the old text obliges to help.
    Hostile {
        /// In the new circle only.
        ours: E,
        /// In the old circle only.
        theirs: E,
    },
    /// Another provision of the same text bars it.
    BarredBy {
        /// Which.
        provision: P,
    },
    /// The two may or may not be reconciled.
    Appreciation,
    /// Another customs union is joined.
    CustomsUnion,
    /// The law bars this.
    Barred {
        /// What it bars.
        engagement: Engagement,
    },
    /// The law bars this with exceptions, and one may apply.
    Excepted {
        /// What it bars.
        engagement: Engagement,
    },
    /// A party to a pledge of non-aggression is outside the new circle.
    PledgeToward {
        /// Which party.
        party: E,
    },
    /// Others must consent to this, or not object to it.
    ConsentOfOthers {
        /// To what.
        to: Undertaking,
    },
    /// Whoever would have to consent is in it, or it is owed to nobody.
    NobodyToAsk,
    /// The text is political and was not ratified by both sides.
    NotBinding,
    /// It is policy of the state, and no law.
    OwnPolicy,
    /// The bar speaks of what is entered into later, and not of what is held.
    LaterOnly,
    /// What is held asks for consultation first, and leaves it there.
    ConsultFirst,
    /// Both customs unions apply a common tariff.
    TwoTariffs,
    /// One of the two customs unions does not apply its common tariff.
    TariffNotApplied,
    /// The law of what is joined has its members leave free-trade areas with outsiders.
    OutsidersLeave {
        /// With whom, for one.
        outsider: E,
    },
    /// The members of the customs union that is held make no free trade with others of their own.
    TradeIsOfUnion {
        /// With whom, for one.
        outsider: E,
    },
    /// The common tariff cannot be applied beside the free-trade area.
    TariffBesideIt {
        /// With whom that is, for one.
        outsider: E,
    },
    /// The law of the customs union leaves its members the free-trade areas that they have with outsiders.
    OutsidersKept,
    /// The parties to what is joined speak of later engagements, or declare that what they hold is compatible.
    Declared,
    /// The act is forbidden toward a party.
    Forbidden {
        /// Which party.
        party: E,
    },
    /// The Security Council decided against a party: what it forbids yields (Charter of the United Nations, article 103).
    CharterPrevails {
        /// Which party.
        party: E,
    },
}

/// What a ground names beside the two commitments, and a proof has to state.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Named<'g, E, P> {
    /// Nothing.
    Nothing,
    /// That two bodies are opposed.
    Opponents,
    /// That something is directed against a party.
    Aim { party: &'g E },
    /// That two are hostile to each other.
    Enemies { ours: &'g E, theirs: &'g E },
    /// A conflict of another provision of the same text.
    Companion { provision: &'g P },
}

impl<E, P> Ground<E, P> {
    /// What it names beside the two commitments, and a proof has to state.
    pub(crate) const fn names(&self) -> Named<'_, E, P> {
        match self {
            Self::Opposed => Named::Opponents,
            Self::DirectedAgainst { party } => Named::Aim { party },
            Self::Hostile { ours, theirs } => Named::Enemies { ours, theirs },
            Self::BarredBy { provision } => Named::Companion { provision },
            Self::NotTouched
            | Self::OwnOrganization
            | Self::InsideCircle
            | Self::InsideNewCircle
            | Self::OutsideCircle { .. }
            | Self::BeyondRecord
            | Self::NoAllianceTag
            | Self::PactOfTwo
            | Self::NotOpposed
            | Self::IfDirectedAgainst { .. }
            | Self::Appreciation
            | Self::CustomsUnion
            | Self::Barred { .. }
            | Self::Excepted { .. }
            | Self::PledgeToward { .. }
            | Self::ConsentOfOthers { .. }
            | Self::NobodyToAsk
            | Self::NotBinding
            | Self::OwnPolicy
            | Self::LaterOnly
            | Self::ConsultFirst
            | Self::TwoTariffs
            | Self::TariffNotApplied
            | Self::OutsidersLeave { .. }
            | Self::TradeIsOfUnion { .. }
            | Self::TariffBesideIt { .. }
            | Self::OutsidersKept
            | Self::Declared
            | Self::Forbidden { .. }
            | Self::CharterPrevails { .. } => Named::Nothing,
        }
    }

    /// The same ground by other names: everybody and every provision that it names, renamed.
    pub fn map<'a, F, Q>(
        &'a self,
        somebody: impl Fn(&'a E) -> F,
        provision: impl Fn(&'a P) -> Q,
    ) -> Ground<F, Q> {
        match self {
            Self::NotTouched => Ground::NotTouched,
            Self::OwnOrganization => Ground::OwnOrganization,
            Self::InsideCircle => Ground::InsideCircle,
            Self::InsideNewCircle => Ground::InsideNewCircle,
            Self::OutsideCircle { outsider } => {
                Ground::OutsideCircle { outsider: somebody(outsider) }
            }
            Self::BeyondRecord => Ground::BeyondRecord,
            Self::NoAllianceTag => Ground::NoAllianceTag,
            Self::PactOfTwo => Ground::PactOfTwo,
            Self::Opposed => Ground::Opposed,
            Self::NotOpposed => Ground::NotOpposed,
            Self::DirectedAgainst { party } => Ground::DirectedAgainst { party: somebody(party) },
            Self::IfDirectedAgainst { party } => {
                Ground::IfDirectedAgainst { party: somebody(party) }
            }
            Self::Hostile { ours, theirs } => {
                Ground::Hostile { ours: somebody(ours), theirs: somebody(theirs) }
            }
            Self::BarredBy { provision: barring } => {
                Ground::BarredBy { provision: provision(barring) }
            }
            Self::Appreciation => Ground::Appreciation,
            Self::CustomsUnion => Ground::CustomsUnion,
            Self::Barred { engagement } => Ground::Barred { engagement: *engagement },
            Self::Excepted { engagement } => Ground::Excepted { engagement: *engagement },
            Self::PledgeToward { party } => Ground::PledgeToward { party: somebody(party) },
            Self::ConsentOfOthers { to } => Ground::ConsentOfOthers { to: *to },
            Self::NobodyToAsk => Ground::NobodyToAsk,
            Self::NotBinding => Ground::NotBinding,
            Self::OwnPolicy => Ground::OwnPolicy,
            Self::LaterOnly => Ground::LaterOnly,
            Self::ConsultFirst => Ground::ConsultFirst,
            Self::TwoTariffs => Ground::TwoTariffs,
            Self::TariffNotApplied => Ground::TariffNotApplied,
            Self::OutsidersLeave { outsider } => {
                Ground::OutsidersLeave { outsider: somebody(outsider) }
            }
            Self::TradeIsOfUnion { outsider } => {
                Ground::TradeIsOfUnion { outsider: somebody(outsider) }
            }
            Self::TariffBesideIt { outsider } => {
                Ground::TariffBesideIt { outsider: somebody(outsider) }
            }
            Self::OutsidersKept => Ground::OutsidersKept,
            Self::Declared => Ground::Declared,
            Self::Forbidden { party } => Ground::Forbidden { party: somebody(party) },
            Self::CharterPrevails { party } => Ground::CharterPrevails { party: somebody(party) },
        }
    }
}
