//! What an outcome rests on, and what would turn it.
//!
//! Proofs, what an answer is contingent on, and what would change it are all read from here: no other room says again what a rule
//! rests on.

use crate::model::EffectKind;
use crate::scenario::Changed;
use crate::verdict::Clause;
use crate::{EntityId, Id, InstrumentId, Provision, Truth};

/// Something that the outcome of a rule rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Premise {
    /// The change binds the state, as one of its circle.
    Bound,
    /// The change binds the state, which joins: it is not in what it joins already.
    IsNew,
    /// A provision stands in a text in force.
    Stands { provision: Id<Provision> },
    /// The law that an earlier change enacts has taken effect.
    Enacted { change: usize },
    /// The clause that an earlier change has a body agree has taken effect.
    Agreed { change: usize, kind: EffectKind },
    /// A political text binds as law, because every party approved it.
    Approved { text: InstrumentId },
    /// A savings clause in what brings the change, which would settle the conflict, does not stand.
    Unsaved { clause: Id<Provision> },
    /// What is joined counts as an alliance.
    IsAlliance,
    /// Somebody is in a circle.
    Inside { member: EntityId, circle: Circle },
    /// Somebody is not in a circle.
    Outside { member: EntityId, circle: Circle },
    /// Somebody who is not on record is in the new circle, and not in the old one.
    BeyondRecord,
    /// The change brings mutual defence.
    BringsDefence,
    /// More than two are in the new circle, or a pact of two counts as well.
    MoreThanTwo,
    /// One of these is said; those that certainly are not said are left out.
    Said { one_of: Vec<Saying> },
    /// Another provision of the same text bars it, which rests on premises of its own.
    BarredBy { companion: Id<Provision>, premises: Premises },
    /// The provision is one of the organization that changes.
    OwnOrganization { text: InstrumentId },
    /// What is joined is a customs union by its purpose.
    JoinsCustomsUnion,
    /// What is joined or concluded is one, or a free-trade area, or about security, by a clause, which stands.
    Brings { provision: Id<Provision> },
    /// More than two are held by a clause, or a pact of two counts as well.
    HeldByMoreThanTwo { clause: Clause },
    /// Somebody who is not on record is held by a clause, and not in the new circle.
    HeldBeyondRecord { clause: Clause },
}

/// Those who are bound together by something.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Circle {
    /// By the change.
    OfChange,
    /// By a provision.
    OfProvision(Id<Provision>),
    /// By what an earlier change has a body agree.
    OfAgreed { change: usize },
    /// Toward whom a provision is owed.
    Toward(Id<Provision>),
}

/// What somebody may say, and rules listen to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Saying {
    /// One is opposed to the other.
    Opposed { what: Changed, to: Changed },
    /// Something is directed against somebody.
    DirectedAgainst { what: Changed, party: EntityId },
    /// Two are hostile to each other.
    Hostile { ours: EntityId, theirs: EntityId },
}

impl Saying {
    /// The same, to be supposed where nobody says it; none for what is never supposed.
    pub(super) fn supposed(&self) -> Option<Supposition> {
        match self.clone() {
            Self::Opposed { what, to } => Some(Supposition::Opposed { what, to }),
            Self::DirectedAgainst { what, party } => {
                Some(Supposition::DirectedAgainst { what, party })
            }
            Self::Hostile { .. } => None,
        }
    }
}

/// Something that is not so, and would turn the outcome of a rule if it were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Supposition {
    /// One is opposed to the other.
    Opposed { what: Changed, to: Changed },
    /// Something is directed against somebody.
    DirectedAgainst { what: Changed, party: EntityId },
    /// What changes counts as a military alliance, whatever its purpose.
    CountsAsAlliance,
    /// A pact of two counts as a military alliance.
    CountsPactOfTwo,
}

/// What would turn an outcome, each by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Turns {
    /// One of these.
    of: Vec<Supposition>,
    /// That what changes is directed against one of these, who may be many.
    directed: Vec<EntityId>,
}

impl Turns {
    pub(super) const fn none() -> Self {
        Self { of: Vec::new(), directed: Vec::new() }
    }

    /// That what changes is directed against somebody.
    pub(super) const fn if_directed_against(parties: Vec<EntityId>) -> Self {
        Self { of: Vec::new(), directed: parties }
    }

    pub(super) const fn is_nothing(&self) -> bool {
        self.of.is_empty() && self.directed.is_empty()
    }

    /// The same, or one of some others.
    pub(super) fn or(&mut self, others: Self) {
        self.of.extend(others.of);
        self.directed.extend(others.directed);
    }

    /// One by one, of a change of this.
    pub(super) fn each(&self, with: &Changed) -> impl Iterator<Item = Supposition> {
        let directed = self.directed.iter();
        let directed = directed
            .map(|party| Supposition::DirectedAgainst { what: with.clone(), party: *party });
        self.of.iter().cloned().chain(directed)
    }
}

impl<I: IntoIterator<Item = Supposition>> From<I> for Turns {
    fn from(suppositions: I) -> Self {
        Self { of: suppositions.into_iter().collect(), directed: Vec::new() }
    }
}

/// Everything that an outcome rests on, each with its truth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Premises(Vec<(Premise, Truth)>);

impl Premises {
    /// For how many there is room at first.
    const USUAL: usize = 8;

    pub(super) const fn none() -> Self {
        Self(Vec::new())
    }

    pub(super) fn of(premise: Premise, truth: Truth) -> Self {
        Self::some().and(premise, truth)
    }

    /// None yet, with room for as many as most outcomes rest on, which come one by one.
    pub(super) fn some() -> Self {
        Self(Vec::with_capacity(Self::USUAL))
    }

    pub(super) fn and(mut self, premise: Premise, truth: Truth) -> Self {
        self.0.push((premise, truth));
        self
    }

    pub(super) fn and_all(mut self, mut others: Self) -> Self {
        if self.0.is_empty() {
            return others;
        }
        self.0.append(&mut others.0);
        self
    }

    /// The same after some others.
    pub(super) fn after<const N: usize>(mut self, others: [(Premise, Truth); N]) -> Self {
        // Where they come one by one there is room for these as well.
        self.0.reserve(Self::USUAL.saturating_sub(self.0.len()).max(N));
        self.0.extend(others);
        self.0.rotate_right(N);
        self
    }

    /// How certain is what rests on all of them: as certain as the least.
    pub(super) fn truth(&self) -> Truth {
        Truth::all(self.0.iter().map(|(_, truth)| *truth))
    }

    /// Those that are open; where a companion bars it, those of the companion.
    pub(super) fn open(&self) -> Vec<&Premise> {
        let open = self.0.iter().filter(|(_, truth)| truth.is_unknown());
        open.flat_map(|(premise, _)| match premise {
            // A companion has none of its own.
            Premise::BarredBy { premises, .. } => premises.open(),
            Premise::Bound
            | Premise::IsNew
            | Premise::Stands { .. }
            | Premise::Enacted { .. }
            | Premise::Agreed { .. }
            | Premise::Approved { .. }
            | Premise::Unsaved { .. }
            | Premise::IsAlliance
            | Premise::Inside { .. }
            | Premise::Outside { .. }
            | Premise::BeyondRecord
            | Premise::BringsDefence
            | Premise::MoreThanTwo
            | Premise::Said { .. }
            | Premise::OwnOrganization { .. }
            | Premise::JoinsCustomsUnion
            | Premise::Brings { .. }
            | Premise::HeldByMoreThanTwo { .. }
            | Premise::HeldBeyondRecord { .. } => vec![premise],
        })
        .collect()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&Premise, Truth)> {
        self.0.iter().map(|(premise, truth)| (premise, *truth))
    }
}
