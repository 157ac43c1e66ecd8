//! Provisions: articles with legal effect, whom they bind, and when they apply.

use super::{Effect, EffectKind, Provenance, State, Strength, Timed};
use crate::base::words;
use crate::{BodyId, EntityId, Id, InstrumentId};

/// Who bears a provision, or toward whom it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Bearer {
    /// Whoever has a binding participation in this organization or treaty on the date.
    Participants(BodyId),
    /// These states, while the instrument is in force.
    Listed(Vec<Id<State>>),
    /// Those who are not in yet: a rule on accession, not a commitment.
    ThirdStates,
    /// Nobody by itself.
    Nobody,
}

/// What the bearer has to do (`Duty` of the clause model: Leeds, Ritter, Mitchell and Long 2002, extended).
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Duty {
    /// Help the counterparty if it is attacked.
    Defend,
    /// Join the counterparty's offensive.
    JoinOffence,
    /// Stay neutral toward the counterparty's adversary.
    StayNeutral,
    /// Not attack the counterparty.
    NotAttack,
    /// Consult with the counterparty.
    Consult,
    /// Not join an opposing (or any other) alliance.
    NotJoinOpposing,
    /// Settle disputes peacefully.
    SettlePeacefully,
    /// Let this text prevail.
    Supersedes,
    /// Let other texts prevail.
    SubjectTo,
}

words! {
    Duty, "duty":
    Defend = "defend",
    JoinOffence = "join_offence",
    StayNeutral = "stay_neutral",
    NotAttack = "not_attack",
    Consult = "consult",
    NotJoinOpposing = "not_join_opposing",
    SettlePeacefully = "settle_peacefully",
    Supersedes = "supersedes",
    SubjectTo = "subject_to",
}

/// One condition under which a provision applies.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Condition {
    /// The attacker is one of these.
    AttackerIn(Vec<EntityId>),
    /// The attacker is none of these.
    AttackerNotIn(Vec<EntityId>),
    /// The attack is on the victim's territory in this region.
    VictimTerritoryIn(Box<str>),
    /// This party is the target.
    TargetInvolved(EntityId),
    /// There are at least so many adversaries.
    AtLeastAdversaries(u8),
    /// The attack was not provoked.
    Unprovoked,
    /// Help was asked for.
    Requested,
    /// A demand was refused.
    DemandRefused,
    /// The parties have consulted.
    AfterConsultation,
    /// During this conflict.
    DuringConflict(Box<str>),
    /// Another condition, named.
    Custom(Box<str>),
}

/// A parameter of a provision, as the record has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Param {
    /// Its name.
    pub name: Box<str>,
    /// The reading under which it holds; `None`: under all.
    pub reading: Option<Box<str>>,
    /// Its value.
    pub value: Box<str>,
}

/// An article, or a paragraph of one, with legal effect.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Provision {
    /// The key of the record.
    pub key: Box<str>,
    /// The text it stands in.
    pub instrument: InstrumentId,
    /// The article; `None` if it is not one article; `?` where it was not seen.
    pub article: Option<Box<str>>,
    /// What it does.
    pub effect: Effect,
    /// Whom it binds.
    pub bearer: Bearer,
    /// Toward whom; `None`: toward the other bearers.
    pub counterparty: Option<Bearer>,
    /// What the bearer has to do.
    pub duty: Option<Duty>,
    /// How strictly.
    pub strength: Option<Strength>,
    /// When it applies: any of these conjunctions; empty: always.
    pub when: Vec<Vec<Condition>>,
    /// When it stands in the text.
    pub time: Timed,
    /// Its parameters as recorded, in the order of their names.
    pub params: Vec<Param>,
    /// On whose word.
    pub provenance: Provenance,
}

impl Provision {
    /// What sort of effect it has.
    pub const fn kind(&self) -> EffectKind {
        self.effect.kind()
    }

    /// How strictly it obliges, where it says so.
    pub const fn stated_strength(&self) -> Option<Strength> {
        match (self.strength, &self.effect) {
            (None, Effect::MutualDefence { strength }) => Some(*strength),
            (stated, _) => stated,
        }
    }

    /// The duties that it imposes. Help that is owed after consultation only is a duty to consult; a text that says to consult and then
    /// to help, which is the condition `after_consultation`, imposes both.
    pub fn duties(&self) -> impl Iterator<Item = Duty> + use<> {
        let consults_first = self.duty == Some(Duty::Defend)
            && self.stated_strength() == Some(Strength::ConsultFirst);
        let then_helps = self.when.iter().flatten().any(|one| *one == Condition::AfterConsultation);
        let consult = consults_first.then_some(Duty::Consult);
        consult.into_iter().chain(self.duty.filter(|_| !consults_first || then_helps))
    }

    /// Whether it speaks to this state: whom it names are not others.
    pub(crate) fn speaks_to(&self, state: Id<State>) -> bool {
        if let Bearer::Listed(bound) = &self.bearer { bound.contains(&state) } else { true }
    }

    /// A parameter that holds under all readings.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params
            .iter()
            .find(|param| &*param.name == name && param.reading.is_none())
            .map(|param| &*param.value)
    }

    /// The names of its readings, sorted; empty if there is only one way to read it.
    pub fn readings(&self) -> Vec<&str> {
        let mut names: Vec<&str> =
            self.params.iter().filter_map(|param| param.reading.as_deref()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}
