//! The mutual defence that an earlier change of the question agrees, as something that a state is held to.

use std::collections::BTreeMap;

use super::change::Hypothesis;
use super::circle::Test;
use super::conflict::Tested;
use super::records::{Circle, Records, listed, taken_effect, within};
use super::rules::{Alliance, Bringing};
use super::{Expected, Wrong};
use crate::model::{Bearer, EffectKind, Provision};
use crate::proof::{CircleOf, Fact};
use crate::scenario::Procedure;
use crate::time::Date;
use crate::verdict::{Class, Clause};
use crate::{BodyId, InstrumentId, Truth};

/// Whom it binds.
#[derive(Copy, Clone)]
pub(super) enum Among<'a> {
    /// Whoever is in the body that acquires it.
    Members(BodyId),
    /// Whomever the clause bound that was amended.
    Bearers(&'a Provision),
}

impl<'a> Records<'a> {
    /// Whom an earlier change binds to mutual defence as one body; nobody, where it agrees none, or some agree it among themselves.
    pub(super) fn agreed(&self, at: usize, by: usize) -> Option<Among<'a>> {
        let (_, change) = self.earlier(at).find(|(number, _)| *number == by)?;
        if !change.brings().contains(&EffectKind::MutualDefence) {
            return None;
        }
        match change.procedure() {
            Procedure::Adoption { body } => Some(Among::Members(body)),
            Procedure::Amendment { provision } => {
                let amended = self.provision_at(provision)?;
                (!amended.instrument.is_domestic()).then_some(Among::Bearers(amended))
            }
            Procedure::Modification { .. }
            | Procedure::Accession { .. }
            | Procedure::Withdrawal { .. }
            | Procedure::Conclusion { .. }
            | Procedure::Legislation { .. }
            | Procedure::Stationing { .. }
            | Procedure::Decision { .. } => None,
        }
    }

    fn among(&self, at: usize, among: Among<'a>, day: Date) -> Circle<'a> {
        match among {
            Among::Members(body) => self.roll(at, body, day),
            Among::Bearers(amended) => self.bearers(at, amended, day),
        }
    }

    /// The text in which it would stand: an organization may write it down in a new one.
    fn agreed_text(among: Among<'a>) -> Option<InstrumentId> {
        match among {
            Among::Members(BodyId::Treaty(treaty)) => Some(treaty.into()),
            Among::Members(BodyId::Organization(_)) => None,
            Among::Bearers(amended) => Some(amended.instrument),
        }
    }

    /// What it is as an alliance: the question makes it one.
    fn agreed_alliance(&self, among: Among<'a>) -> Alliance<'a> {
        let (names, is_whole) = match among {
            Among::Members(body @ BodyId::Organization(_)) => {
                ([self.key(body)].into(), self.lists_everybody(body))
            }
            Among::Members(body @ BodyId::Treaty(treaty)) => {
                (self.names_of(treaty.into()), self.lists_everybody(body))
            }
            Among::Bearers(amended) => (self.names_of(amended.instrument), self.is_whole(amended)),
        };
        Alliance { names, is_whole, consults: false, is_tagged: true }
    }

    /// What the test of something that the change brings against it comes to; nothing, if it does not bind the state, if that is no bar
    /// on alliances, or if the two are of one body.
    pub(super) fn found_against_agreed(
        &self,
        change: &Hypothesis<'a>,
        state: &'a str,
        brought: &Bringing<'a>,
        by: usize,
    ) -> Result<Option<Tested<'a>>, Wrong> {
        let (at, day) = (change.at, change.day);
        let Some(among) = self.agreed(at, by) else { return Ok(None) };
        let Some(limbs) = self.limbs(brought) else { return Ok(None) };
        let (old, instrument) = (self.among(at, among, day), Self::agreed_text(among));
        let in_effect = taken_effect(self.change(by)?.effective(), day);
        let bound = within(&old, state) & in_effect;
        let alliance = self.agreed_alliance(among);
        let own = change.organization.map(|own| self.key(own));
        let is_own = alliance.names.contains(change.with)
            || own.is_some_and(|own| alliance.names.contains(own))
            || instrument.is_some_and(|own| change.texts.contains(&own));
        if bound.is_no() || is_own {
            return Ok(None);
        }
        let test = Test { records: *self, change, state, old, text: instrument };
        let mut outcome = test.x13(&limbs, brought.record, &alliance)?;
        let approvals = self.by_force_of_brought(&mut outcome, brought, change);
        let (saved_by, unless) = self.settle(change, state, &mut outcome, bound, instrument);
        Ok(Some(Tested {
            clause: Clause::Agreed { change: by },
            brought: Some(brought.name.clone()),
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
        brought: Option<&Provision>,
        by: usize,
        found: &Tested<'a>,
    ) -> Result<(Vec<Fact>, Vec<&'a str>), Wrong> {
        let among = self.agreed(change.at, by).ok_or(Wrong::DoesNotHold)?;
        let mut premises = vec![self.change_fact(by)?, self.agreed_fact(change.at, by, among)?];
        if found.outcome.class == Class::Hard {
            let names = self.agreed_alliance(among).names;
            premises.extend(self.named_by_alliance(change, brought, &names, &found.outcome)?);
        }
        let body = match among {
            Among::Members(body) => Some(body),
            Among::Bearers(amended) => self.held_in(amended),
        };
        Ok((premises, body.into_iter().map(|body| self.key(body)).collect()))
    }

    fn agreed_fact(&self, at: usize, by: usize, among: Among<'a>) -> Result<Fact, Wrong> {
        let day = self.day(at)?;
        let members = listed(&self.among(at, among, day));
        Ok(Fact::Circle { at, of: CircleOf::Agreed { change: by }, day, members })
    }

    /// Everybody whom it binds together.
    pub(super) fn circle_of_agreed(&self, at: usize, by: usize) -> Result<Expected<'a>, Wrong> {
        let among = self.agreed(at, by).ok_or(Wrong::DoesNotHold)?;
        let (fact, day) = (self.agreed_fact(at, by, among)?, self.day(at)?);
        let mut premises = vec![self.change_fact(by)?];
        let mut records = Vec::new();
        match among {
            Among::Members(body) => {
                records.push(self.key(self.others_of(body).unwrap_or(body)));
                records.extend(self.evidence(&self.roll(at, body, day), body, day));
                records.extend(self.left_through(at, body, None));
                premises.extend(self.change_facts(self.movers(at, body, None))?);
            }
            Among::Bearers(amended) => premises.push(self.bearers_fact(at, amended, day)),
        }
        Ok(Expected { fact, premises, records })
    }

    /// What a state would have to leave so that it binds it no more.
    pub(super) fn agreed_layers(
        &self,
        at: usize,
        state: &str,
        by: usize,
        day: Date,
    ) -> Option<BTreeMap<BodyId, Truth>> {
        match self.agreed(at, by)? {
            Among::Members(body) => Some(self.layers_of(at, state, body, day)),
            Among::Bearers(amended) => self.layers(at, state, amended, day),
        }
    }

    /// That it is these participations.
    pub(super) fn agreed_bundle(
        &self,
        at: usize,
        state: &str,
        by: usize,
    ) -> Result<Expected<'a>, Wrong> {
        let ((_, state), day) = (self.state(state)?, self.day(at)?);
        let among = self.agreed(at, by).ok_or(Wrong::DoesNotHold)?;
        let layers = self.agreed_layers(at, state, by, day).ok_or(Wrong::DoesNotHold)?;
        if within(&self.among(at, among, day), state).is_no() {
            return Err(Wrong::DoesNotHold);
        }
        let mut premises = vec![self.agreed_fact(at, by, among)?];
        premises.extend(layers.keys().map(|body| self.takes_part_fact(at, state, *body, day)));
        let listed_in = match among {
            Among::Bearers(amended) if matches!(amended.bearer, Bearer::Listed(_)) => {
                Some(amended.instrument)
            }
            Among::Bearers(_) | Among::Members(_) => None,
        };
        let records = self.links_between(&layers, listed_in);
        let bodies = self.keys_of(&layers);
        let provision = Clause::Agreed { change: by };
        let fact = Fact::Bundle { at, state: state.into(), provision, bodies };
        Ok(Expected { fact, premises, records })
    }
}
