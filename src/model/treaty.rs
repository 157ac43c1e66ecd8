//! Instruments: treaties between states, and laws of one state.

use super::{Coverage, EffectKind, Matter, Profile, RecordExtent};
use crate::base::words;
use crate::time::{Date, Interval};
use crate::{BodyId, Id};

use super::State;

/// The form of an international instrument.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum TreatyForm {
    /// A treaty, whatever its title (VCLT art. 2(1)(a)).
    Treaty,
    /// The charter of an organization.
    Charter,
    /// A protocol to another treaty.
    Protocol,
    /// A political declaration: it binds only if both sides ratified it.
    Declaration,
    /// A resolution of an organ.
    Resolution,
    /// A decision of an organ that binds under the text that the body rests on.
    Decision,
}

impl TreatyForm {
    /// Whether it binds as law by its form.
    pub const fn is_binding(self) -> bool {
        matches!(self, Self::Treaty | Self::Charter | Self::Protocol | Self::Decision)
    }
}

words! {
    TreatyForm, "form of a treaty":
    Treaty = "treaty",
    Charter = "charter",
    Protocol = "protocol",
    Declaration = "declaration",
    Resolution = "resolution",
    Decision = "decision",
}

/// How much of a text is recorded as provisions.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ReadMark {
    /// All that rules test.
    All,
    /// What the record has; the rest may hold more.
    Some,
    /// Nothing: the text was not read.
    None,
}

words! {
    ReadMark, "mark of reading":
    All = "all",
    Some = "some",
    None = "none",
}

/// What a text is about, as far as rules test it.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Subject {
    /// Military alliances.
    Alliance,
    /// Customs unions.
    Customs,
    /// Neutrality.
    Neutrality,
    /// Bases and troops.
    Bases,
    /// Associations with others.
    Association,
    /// A currency in common.
    Currency,
    /// A currency in common that is agreed and has not been introduced.
    PlannedCurrency,
}

words! {
    Subject, "subject of a text":
    Alliance = "alliance",
    Customs = "customs",
    Neutrality = "neutrality",
    Bases = "bases",
    Association = "association",
    Currency = "currency",
    PlannedCurrency = "planned_currency",
}

impl Subject {
    /// Whether a record of how far the record reaches speaks of it.
    pub(crate) fn is_covered_by(self, extent: &RecordExtent) -> bool {
        let speaks = match extent.about {
            Matter::Treaties | Matter::Duties | Matter::Laws => true,
            Matter::Relations
            | Matter::Names
            | Matter::Codes
            | Matter::Existence
            | Matter::Acts => false,
        };
        let kinds = self.kinds().iter().map(|kind| kind.as_str());
        speaks
            && extent
                .subject
                .as_deref()
                .is_none_or(|word| kinds.into_iter().any(|kind| kind == word))
    }

    /// The kinds of clauses in which texts speak of it.
    const fn kinds(self) -> &'static [EffectKind] {
        match self {
            Self::Alliance => &[
                EffectKind::MutualDefence,
                EffectKind::Exclusivity,
                EffectKind::NonContradiction,
                EffectKind::DirectedAgainst,
            ],
            Self::Customs => &[EffectKind::Exclusivity],
            Self::Neutrality => &[EffectKind::Neutrality, EffectKind::NonAlignment],
            Self::Bases => &[EffectKind::BaseBan, EffectKind::ConsentRequired],
            Self::Association => &[EffectKind::NonContradiction],
            // No rule tests it.
            Self::Currency | Self::PlannedCurrency => &[],
        }
    }
}

/// Who is bound by an instrument.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Parties {
    /// Whoever has a binding participation in this organization or treaty on the date.
    Of(BodyId),
    /// These states, while the instrument is in force.
    Listed(Vec<Id<State>>),
    /// Nobody by itself (general treaty law).
    Nobody,
}

/// An agreement governed by international law, or a political text of states.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Treaty {
    /// What all entities have.
    pub profile: Profile,
    /// Its form.
    pub form: TreatyForm,
    /// When it was signed.
    pub signed: Option<Date>,
    /// When it entered into force (VCLT art. 24); `None`: no beginning is recorded.
    pub in_force: Option<Date>,
    /// When it ended; `None`: it has not.
    pub ended: Option<Date>,
    /// Who is bound by it; `None`: whoever has a participation in the treaty itself.
    pub parties: Option<Parties>,
    /// How much of it is read; `None`: the record does not say.
    pub read: Option<ReadMark>,
    /// What it is about, as far as that is recorded.
    pub subjects: Vec<Subject>,
    /// How far its roll is covered.
    pub coverage: Coverage,
}

impl Treaty {
    /// A treaty with a key and a title.
    pub fn new(key: impl Into<Box<str>>, title: impl Into<Box<str>>, form: TreatyForm) -> Self {
        Self {
            profile: Profile::new(key, title),
            form,
            signed: None,
            in_force: None,
            ended: None,
            parties: None,
            read: None,
            subjects: Vec::new(),
            coverage: Coverage::COMPLETE,
        }
    }

    /// Says when it was signed.
    #[must_use]
    pub fn signed(mut self, date: impl Into<Date>) -> Self {
        self.signed = Some(date.into());
        self
    }

    /// Says when it was in force.
    #[must_use]
    pub fn in_force(mut self, valid: impl Into<Interval>) -> Self {
        let valid = valid.into();
        (self.in_force, self.ended) = (valid.from, valid.to);
        self
    }

    /// Says who is bound by it.
    #[must_use]
    pub fn parties(mut self, states: impl IntoIterator<Item = Id<State>>) -> Self {
        self.parties = Some(Parties::Listed(states.into_iter().collect()));
        self
    }

    /// Says how much of it is read, and what it is about.
    #[must_use]
    pub fn read(mut self, mark: ReadMark, subjects: impl IntoIterator<Item = Subject>) -> Self {
        self.read = Some(mark);
        self.subjects = subjects.into_iter().collect();
        self
    }

    /// When it was in force: not before its signature, where the day of entry into force is unknown.
    pub fn force(&self) -> Interval {
        force(self.signed, self.in_force, self.ended)
    }
}

/// The form of a domestic rule: the first three are law, the others are policy, which binds in politics alone.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum LawForm {
    /// A constitution or a law of constitutional rank.
    Constitution,
    /// A statute.
    Statute,
    /// Custom of constitutional rank, in part unwritten.
    Custom,
    /// A resolution of a parliament.
    Resolution,
    /// A declaration of a government.
    Declaration,
    /// A doctrine, concept or strategy.
    Doctrine,
}

impl LawForm {
    /// Whether it is law, which keeps the state's organs from acting against it until it is changed; policy does not.
    pub const fn is_law(self) -> bool {
        match self {
            Self::Constitution | Self::Statute | Self::Custom => true,
            Self::Resolution | Self::Declaration | Self::Doctrine => false,
        }
    }
}

words! {
    LawForm, "rank of a law":
    Constitution = "constitution",
    Statute = "statute",
    Custom = "custom",
    Resolution = "resolution",
    Declaration = "declaration",
    Doctrine = "doctrine",
}

/// A rule of one state's own: it never voids a treaty (VCLT art. 27), nor a treaty it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Law {
    /// What all entities have.
    pub profile: Profile,
    /// Its form.
    pub form: LawForm,
    /// When it was adopted.
    pub signed: Option<Date>,
    /// When it entered into force.
    pub in_force: Option<Date>,
    /// When it ended.
    pub ended: Option<Date>,
    /// The state whose law it is.
    pub parties: Option<Parties>,
}

impl Law {
    /// A law of `state` with a key and a title.
    pub fn new(
        key: impl Into<Box<str>>,
        title: impl Into<Box<str>>,
        state: Id<State>,
        form: LawForm,
    ) -> Self {
        Self {
            profile: Profile::new(key, title),
            form,
            signed: None,
            in_force: None,
            ended: None,
            parties: Some(Parties::Listed(vec![state])),
        }
    }

    /// When it was in force.
    pub fn force(&self) -> Interval {
        force(self.signed, self.in_force, self.ended)
    }
}

/// In force from `in_force` to `ended`; unknown from the day of signature on where the day of entry into force is unknown.
fn force(signed: Option<Date>, in_force: Option<Date>, ended: Option<Date>) -> Interval {
    let from = match (in_force, signed) {
        (Some(date), Some(signed)) if date.earliest().is_none() => {
            Some(Date::from_bounds(signed.earliest(), date.latest()))
        }
        (from, _) => from,
    };
    Interval { from, to: ended }
}
