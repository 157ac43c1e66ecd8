//! What an earlier change of the question has a body agree, as something that a state is held to.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Hypothesis;
use super::circle::Test;
use super::conflict::Tested;
use super::records::{Circle, Records, listed, taken_effect, within};
use super::rules::{Alliance, Bringing};
use super::{Expected, Wrong};
use crate::model::{Bearer, Effect, EffectKind, LinkRole, Provision};
use crate::proof::{CircleOf, Fact};
use crate::scenario::{Change, Procedure, Wording};
use crate::time::Date;
use crate::verdict::{Class, Clause};
use crate::{BodyId, Id, InstrumentId, Truth};

/// Whom it binds.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(super) enum Among {
    /// Whoever is in the body that acquires it.
    Members(BodyId),
    /// Whomever the clause bound that was amended.
    Bearers(Id<Provision>),
}

/// A clause that an earlier change of the question has a body agree.
#[derive(Copy, Clone)]
pub(super) struct Agreed {
    /// The number of the change.
    by: usize,
    /// What sort it is.
    pub(super) kind: EffectKind,
    among: Among,
}

/// What a state is held to: by the record, or by what the question agrees.
#[derive(Copy, Clone)]
pub(super) enum Held<'a> {
    Recorded(&'a Provision),
    Agreed(Agreed),
}

impl Held<'_> {
    pub(super) fn effect(&self) -> Effect {
        match self {
            Self::Recorded(provision) => provision.effect.clone(),
            Self::Agreed(agreed) => Wording::from(agreed.kind).effect(),
        }
    }
}

/// Whether a clause without any terms is held against what comes later.
const fn holds(kind: EffectKind) -> bool {
    matches!(
        kind,
        EffectKind::MutualDefence
            | EffectKind::NonAggression
            | EffectKind::Exclusivity
            | EffectKind::NonContradiction
            | EffectKind::DirectedAgainst
            | EffectKind::CustomsUnion
            | EffectKind::FreeTrade
    )
}

impl<'a> Records<'a> {
    /// What an earlier change has a body agree; nothing, where some agree it among themselves.
    pub(super) fn agreed(&self, at: usize, by: usize) -> Option<Agreed> {
        let (_, change) = self.earlier(at).find(|(number, _)| *number == by)?;
        let kind = *change.brings().first()?;
        let among = match change.procedure() {
            Procedure::Adoption { body } => Among::Members(body),
            Procedure::Amendment { provision } => {
                let amended = self.provision_at(provision)?;
                (!amended.instrument.is_domestic()).then_some(Among::Bearers(provision))?
            }
            Procedure::Modification { .. }
            | Procedure::Accession { .. }
            | Procedure::Withdrawal { .. }
            | Procedure::Conclusion { .. }
            | Procedure::Legislation { .. }
            | Procedure::Stationing { .. }
            | Procedure::Decision { .. } => return None,
        };
        holds(kind).then_some(Agreed { by, kind, among })
    }

    /// What holds a state by a clause of the question, as long as it is of that sort.
    pub(super) fn agreed_as(
        &self,
        at: usize,
        by: usize,
        kind: EffectKind,
    ) -> Result<Agreed, Wrong> {
        self.agreed(at, by).filter(|agreed| agreed.kind == kind).ok_or(Wrong::DoesNotHold)
    }

    /// What earlier changes have a body agree that is joined, by change.
    pub(super) fn agreed_by(
        &self,
        joining: &Hypothesis<'a>,
        joined: BodyId,
        accepts: impl Fn(BodyId) -> bool,
    ) -> Vec<(usize, EffectKind)> {
        let (at, day) = (joining.at, joining.day);
        let is_of_it = |agreed: &Agreed| match agreed.among {
            Among::Members(of @ BodyId::Organization(_)) => accepts(of),
            Among::Members(of @ BodyId::Treaty(treaty)) => {
                accepts(of) || joining.texts.contains(&treaty.into())
            }
            Among::Bearers(id) => self.provision_at(id).is_some_and(|amended| {
                joining.texts.contains(&amended.instrument)
                    && match &amended.bearer {
                        Bearer::Participants(of) => accepts(*of),
                        Bearer::Listed(_) => matches!(joined, BodyId::Treaty(_)),
                        Bearer::ThirdStates | Bearer::Nobody => false,
                    }
            }),
        };
        let all = (0..at).filter_map(|by| self.agreed(at, by)).filter(is_of_it);
        let in_effect = all.filter(|agreed| self.in_effect(agreed.by, day).is_possible());
        in_effect.map(|agreed| (agreed.by, agreed.kind)).collect()
    }

    /// Whether what a change has a body agree has taken effect.
    pub(super) fn in_effect(&self, by: usize, day: Date) -> Truth {
        taken_effect(self.change(by).ok().and_then(Change::effective), day)
    }

    fn amended(&self, id: Id<Provision>) -> Result<&'a Provision, Wrong> {
        self.provision_at(id).ok_or(Wrong::DoesNotHold)
    }

    /// Whom it binds together.
    fn among(&self, at: usize, agreed: Agreed, day: Date) -> Circle<'a> {
        match agreed.among {
            Among::Members(body) => self.roll(at, body, day),
            Among::Bearers(id) => match self.provision_at(id) {
                Some(amended) => self.bearers(at, amended, day),
                None => Circle::new(),
            },
        }
    }

    /// The text in which it would stand: an organization may write it down in a new one.
    fn agreed_text(&self, agreed: Agreed) -> Option<InstrumentId> {
        match agreed.among {
            Among::Members(BodyId::Treaty(treaty)) => Some(treaty.into()),
            Among::Members(BodyId::Organization(_)) => None,
            Among::Bearers(id) => Some(self.provision_at(id)?.instrument),
        }
    }

    /// What carries it.
    fn agreed_in(&self, agreed: Agreed) -> Option<BodyId> {
        match agreed.among {
            Among::Members(body) => Some(body),
            Among::Bearers(id) => self.held_in(self.provision_at(id)?),
        }
    }

    /// What it is as an alliance: the question makes it one.
    fn agreed_alliance(&self, agreed: Agreed) -> Alliance<'a> {
        let mut names = match self.agreed_text(agreed) {
            Some(text) => self.names_of(text),
            None => BTreeSet::new(),
        };
        let is_whole = match agreed.among {
            Among::Members(body) => {
                names.insert(self.key(body));
                self.lists_everybody(body)
            }
            Among::Bearers(id) => self.provision_at(id).is_some_and(|one| self.is_whole(one)),
        };
        Alliance { names, is_whole, consults: false, is_tagged: true }
    }

    /// What carries what a state is held to.
    pub(super) fn carried_by(&self, held: &Held<'a>) -> Option<BodyId> {
        match held {
            Held::Recorded(provision) => self.held_in(provision),
            Held::Agreed(agreed) => self.agreed_in(*agreed),
        }
    }

    /// The same, as an alliance.
    pub(super) fn as_alliance(&self, held: &Held<'a>) -> Alliance<'a> {
        match held {
            Held::Recorded(provision) => self.alliance_by(provision),
            Held::Agreed(agreed) => self.agreed_alliance(*agreed),
        }
    }

    /// Whether the state owes help beside what its body agrees: by the text in which that would stand, by the constituent texts of the
    /// organization, or by what the question has the same body agree.
    fn helps_beside(&self, at: usize, state: &str, own: Agreed, day: Date) -> Truth {
        let texts: Vec<InstrumentId> = match (self.agreed_text(own), self.agreed_in(own)) {
            (Some(text), _) => vec![text],
            (None, body) => {
                let links = self.tables.links.iter().filter(|link| {
                    link.role == LinkRole::Constituent
                        && body == Some(BodyId::Organization(link.organization))
                });
                links.map(|link| link.instrument).collect()
            }
        };
        let recorded = self.tables.provisions.iter().filter(|clause| {
            clause.kind() == EffectKind::MutualDefence && texts.contains(&clause.instrument)
        });
        let recorded = recorded.map(|clause| self.binds(at, state, clause, day));
        let agreed = (0..at).filter_map(|by| self.agreed(at, by)).filter(|other| {
            other.kind == EffectKind::MutualDefence && self.agreed_in(*other) == self.agreed_in(own)
        });
        let agreed = agreed.map(|other| {
            let from = self.change(other.by).ok().and_then(Change::effective);
            within(&self.among(at, other, day), state) & taken_effect(from, day)
        });
        Truth::any(recorded.chain(agreed))
    }

    /// What the test of a clause of the question comes to, alone or against something that the change brings; nothing, if it does not
    /// bind the state, if no rule tests it, or if the two are of one body.
    pub(super) fn found_agreed(
        &self,
        change: &Hypothesis<'a>,
        state: &'a str,
        brought: Option<&Bringing<'a>>,
        by: usize,
    ) -> Result<Option<Tested<'a>>, Wrong> {
        let (at, day) = (change.at, change.day);
        let Some(agreed) = self.agreed(at, by) else { return Ok(None) };
        let (old, written) = (self.among(at, agreed, day), self.agreed_text(agreed));
        let in_effect = taken_effect(self.change(by)?.effective(), day);
        let bound = within(&old, state) & in_effect;
        let names = self.agreed_alliance(agreed).names;
        let own = change.organization.map(|own| self.key(own));
        let is_own = names.contains(change.with)
            || own.is_some_and(|own| names.contains(own))
            || written.is_some_and(|own| change.texts.contains(&own));
        if bound.is_no() || is_own {
            return Ok(None);
        }
        let test = Test { records: *self, change, state, old, text: written };
        let outcome = match brought {
            None => {
                test.outcome_of_agreed(agreed.kind, self.helps_beside(at, state, agreed, day))?
            }
            Some(brought) => {
                let held = Held::Agreed(agreed);
                match self.pairing(state, brought, &held, change.joins) {
                    Some(pairing) => test.outcome_of_pair(&pairing, brought, &held)?,
                    None => None,
                }
            }
        };
        let Some(mut outcome) = outcome else { return Ok(None) };
        let approvals = match brought {
            Some(brought) => self.by_force_of_brought(&mut outcome, brought, change),
            None => Vec::new(),
        };
        let (saved_by, unless) = self.settle(change, state, &mut outcome, bound, written);
        Ok(Some(Tested {
            clause: Clause::Agreed { change: by, kind: agreed.kind },
            brought: brought.map(|one| one.name.clone()),
            outcome,
            saved_by,
            unless,
            approvals,
        }))
    }

    /// What the step of such a conflict rests on, beside what the change brings.
    pub(super) fn against_agreed(
        &self,
        change: &Hypothesis<'a>,
        brought: Option<&Bringing<'a>>,
        agreed: Agreed,
        found: &Tested<'a>,
    ) -> Result<(Vec<Fact>, Vec<&'a str>), Wrong> {
        let mut premises = vec![self.change_fact(agreed.by)?, self.agreed_fact(change.at, agreed)?];
        let Some(brought) = brought else {
            premises.extend(self.said_for(change, &found.outcome.ground)?);
            return Ok((premises, Vec::new()));
        };
        if found.outcome.class == Class::Hard {
            let names = self.agreed_alliance(agreed).names;
            let outcome = &found.outcome;
            premises.extend(self.named_by_alliance(change, brought.record, &names, outcome)?);
        }
        Ok((premises, self.agreed_in(agreed).into_iter().map(|body| self.key(body)).collect()))
    }

    fn agreed_fact(&self, at: usize, agreed: Agreed) -> Result<Fact, Wrong> {
        let day = self.day(at)?;
        let members = listed(&self.among(at, agreed, day));
        let of = CircleOf::Agreed { change: agreed.by, kind: agreed.kind };
        Ok(Fact::Circle { at, of, day, members })
    }

    /// Everybody whom it binds together.
    pub(super) fn circle_of_agreed(
        &self,
        at: usize,
        agreed: Agreed,
    ) -> Result<Expected<'a>, Wrong> {
        let (fact, day) = (self.agreed_fact(at, agreed)?, self.day(at)?);
        let mut premises = vec![self.change_fact(agreed.by)?];
        let mut records = Vec::new();
        match agreed.among {
            Among::Members(body) => {
                records.push(self.key(self.others_of(body).unwrap_or(body)));
                records.extend(self.evidence(&self.roll(at, body, day), body, day));
                records.extend(self.left_through(at, body, None));
                premises.extend(self.change_facts(self.movers(at, body, None))?);
            }
            Among::Bearers(id) => premises.push(self.bearers_fact(at, self.amended(id)?, day)),
        }
        Ok(Expected { fact, premises, records })
    }

    /// What a state would have to leave so that it binds it no more.
    pub(super) fn agreed_layers(
        &self,
        at: usize,
        state: &str,
        agreed: Agreed,
        day: Date,
    ) -> Option<BTreeMap<BodyId, Truth>> {
        match agreed.among {
            Among::Members(body) => Some(self.layers_of(at, state, body, day)),
            Among::Bearers(id) => self.layers(at, state, self.provision_at(id)?, day),
        }
    }

    /// That it is these participations.
    pub(super) fn agreed_bundle(
        &self,
        at: usize,
        state: &str,
        agreed: Agreed,
    ) -> Result<Expected<'a>, Wrong> {
        let ((_, state), day) = (self.state(state)?, self.day(at)?);
        let layers = self.agreed_layers(at, state, agreed, day).ok_or(Wrong::DoesNotHold)?;
        if within(&self.among(at, agreed, day), state).is_no() {
            return Err(Wrong::DoesNotHold);
        }
        let mut premises = vec![self.agreed_fact(at, agreed)?];
        premises.extend(layers.keys().map(|body| self.takes_part_fact(at, state, *body, day)));
        let listed_in = match agreed.among {
            Among::Bearers(id) => {
                let amended = self.amended(id)?;
                matches!(amended.bearer, Bearer::Listed(_)).then_some(amended.instrument)
            }
            Among::Members(_) => None,
        };
        let records = self.links_between(&layers, listed_in);
        let bodies = self.keys_of(&layers);
        let provision = Clause::Agreed { change: agreed.by, kind: agreed.kind };
        let fact = Fact::Bundle { at, state: state.into(), provision, bodies };
        Ok(Expected { fact, premises, records })
    }
}
