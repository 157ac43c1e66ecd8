//! Which provisions stand, whom they bind, and what is said of whom: with the steps that state it.

use super::records::{Circle, Records, listed, taken_effect, within};
use super::{Expected, Wrong};
use crate::model::{Bearer, Provision, Relation, RelationKind};
use crate::proof::{CircleOf, Fact};
use crate::scenario::{AssumedFact, Change, Changed};
use crate::time::Date;
use crate::{BodyId, Id, InstrumentId, State, Truth};

impl<'a> Records<'a> {
    /// The earlier changes by which somebody whom a provision names leaves or joins the treaty.
    fn leavers(&self, at: usize, text: InstrumentId, member: &str) -> Vec<usize> {
        match text {
            InstrumentId::Treaty(treaty) => self.own_movers(at, treaty.into(), Some(member)),
            InstrumentId::Law(_) => Vec::new(),
        }
    }

    /// Those whom a provision of a text names and who have not left.
    pub(super) fn remaining(
        &self,
        at: usize,
        states: &[Id<State>],
        text: InstrumentId,
        day: Date,
    ) -> Circle<'a> {
        let mut circle: Circle<'a> =
            states.iter().map(|state| (self.key(*state), Truth::Yes)).collect();
        if let InstrumentId::Treaty(treaty) = text {
            // Spells say more than the list.
            let (recorded, spells) =
                (self.recorded(treaty.into()), self.by_spells(treaty.into(), day));
            for (key, truth) in &mut circle {
                if recorded.contains(key) {
                    *truth = within(&spells, key);
                }
            }
            for (_, change) in self.earlier(at) {
                if let Some((member, effect)) = self.effect(at, change, treaty.into(), day)
                    && let Some(truth) = circle.get_mut(self.key(member))
                {
                    *truth = effect.on(*truth);
                }
            }
        }
        circle.retain(|_, truth| truth.is_possible());
        circle
    }

    /// Who bears a provision, apart from whether it stands.
    pub(super) fn bearers(&self, at: usize, provision: &'a Provision, day: Date) -> Circle<'a> {
        match &provision.bearer {
            Bearer::Participants(body) => self.roll(at, *body, day),
            Bearer::Listed(states) => self.remaining(at, states, provision.instrument, day),
            Bearer::ThirdStates | Bearer::Nobody => Circle::new(),
        }
    }

    /// Whether a change takes a provision out of its text.
    fn removes(&self, change: &Change, provision: &Provision) -> bool {
        let removed = change.removes().and_then(|removed| self.provision_at(removed));
        removed.is_some_and(|removed| removed.key == provision.key)
    }

    pub(super) fn stands(&self, at: usize, provision: &Provision, day: Date) -> Truth {
        let mut truth = self.on_record(&provision.key, provision.time, day)
            & self.in_force(provision.instrument, day);
        if provision.param("contested").is_some() {
            truth = truth & Truth::Unknown;
        }
        let removals = self.earlier(at).filter(|(_, change)| self.removes(change, provision));
        removals.fold(truth, |truth, (_, change)| truth & !taken_effect(change.effective(), day))
    }

    pub(super) fn binds(
        &self,
        at: usize,
        member: &str,
        provision: &'a Provision,
        day: Date,
    ) -> Truth {
        let stands = self.stands(at, provision, day);
        if stands.is_no() {
            return Truth::No;
        }
        stands & within(&self.bearers(at, provision, day), member)
    }

    // Relations.

    /// Whether a relation is recorded or assumed, with the records that are possible on the day.
    pub(super) fn said(
        &self,
        at: usize,
        relation: RelationKind,
        subject: &str,
        object: &str,
    ) -> Result<(Truth, Vec<&'a str>), Wrong> {
        let day = self.day(at)?;
        let matches = |a: &str, b: &str| {
            (a == subject && b == object)
                || (relation.is_symmetric() && a == object && b == subject)
        };
        let mut truth = Truth::No;
        let mut records = Vec::new();
        for record in self.tables.relations.iter().filter(|record| record.kind == relation) {
            let holds = self.related(record, day);
            if holds.is_possible() && matches(self.key(record.subject), self.key(record.object)) {
                let (weight, evidence) = self.weight(at, record, day);
                truth = truth | holds & weight;
                records.push(&*record.key);
                records.extend(self.disputes(&record.key));
                records.extend(evidence);
            }
        }
        for assumption in &self.case.scenario.assumptions {
            let (kind, a, b) = match &assumption.fact {
                AssumedFact::DirectedAgainst { what, against } => {
                    (RelationKind::DirectedAgainst, self.named(what), self.key(*against))
                }
                AssumedFact::Opposed { a, b } => {
                    (RelationKind::Opposed, self.named(a), self.named(b))
                }
                AssumedFact::Hostility { a, b } => {
                    (RelationKind::Hostility, self.key(*a), self.key(*b))
                }
                AssumedFact::Unsettled { .. } | AssumedFact::Attack { .. } => continue,
            };
            if kind == relation && matches(a, b) {
                truth = truth | if assumption.contested { Truth::Unknown } else { Truth::Yes };
            }
        }
        Ok((truth, records))
    }

    /// How much the word of an author weighs on whom something is directed against, with the records of its being a member of that: what
    /// somebody else says, its target for one, leaves it open.
    fn weight(&self, at: usize, record: &Relation, day: Date) -> (Truth, Vec<&'a str>) {
        let by = record.by.filter(|by| *by != record.subject).map(|by| self.key(by));
        let (Some(by), RelationKind::DirectedAgainst) = (by, record.kind) else {
            return (Truth::Yes, Vec::new());
        };
        let Ok(body) = self.body(self.key(record.subject)) else {
            return (Truth::Unknown, Vec::new());
        };
        let circle = self.roll(at, body, day);
        let evidence = self.evidence(&Circle::from([(by, Truth::Yes)]), body, day);
        (within(&circle, by) | Truth::Unknown, evidence)
    }

    fn named(&self, what: &'a Changed) -> &'a str {
        match what {
            Changed::Entity(id) => self.key(*id),
            Changed::New(key) => key,
        }
    }

    // Facts.

    pub(super) fn stands_fact(&self, at: usize, provision: &Provision, day: Date) -> Fact {
        let truth = self.stands(at, provision, day);
        Fact::Stands { at, provision: provision.key.clone(), day, truth }
    }

    pub(super) fn takes_part_fact(&self, at: usize, who: &str, body: BodyId, day: Date) -> Fact {
        let truth = within(&self.roll(at, body, day), who);
        Fact::TakesPart { at, member: who.into(), body: self.key(body).into(), day, truth }
    }

    pub(super) fn bound_fact(
        &self,
        at: usize,
        who: &str,
        provision: &'a Provision,
        day: Date,
    ) -> Fact {
        let truth = self.binds(at, who, provision, day);
        Fact::Bound { at, member: who.into(), provision: provision.key.clone(), day, truth }
    }

    pub(super) fn bearers_fact(&self, at: usize, provision: &'a Provision, day: Date) -> Fact {
        let members = listed(&self.bearers(at, provision, day));
        Fact::Circle { at, of: CircleOf::Provision(provision.key.clone()), day, members }
    }

    pub(super) fn takes_part(
        &self,
        at: usize,
        who: &str,
        body: &str,
    ) -> Result<Expected<'a>, Wrong> {
        let (who, body, day) = (self.member(who)?, self.body(body)?, self.day(at)?);
        let fact = self.takes_part_fact(at, who, body, day);
        let premises = self.change_facts(self.movers(at, body, Some(who)))?;
        let mut records = self.evidence(&Circle::from([(who, Truth::Yes)]), body, day);
        records.extend(self.left_through(at, body, Some(who)));
        Ok(Expected { fact, premises, records })
    }

    pub(super) fn stand(&self, at: usize, provision: &str) -> Result<Expected<'a>, Wrong> {
        let (provision, day) = (self.provision(provision)?, self.day(at)?);
        let removals = self.earlier(at).filter(|(_, change)| self.removes(change, provision));
        Ok(Expected {
            fact: self.stands_fact(at, provision, day),
            premises: self.change_facts(removals.map(|(number, _)| number))?,
            records: [&*provision.key, self.key(provision.instrument)]
                .into_iter()
                .chain(self.disputes(self.key(provision.instrument)))
                .chain(self.disputes(&provision.key))
                .collect(),
        })
    }

    pub(super) fn bound(
        &self,
        at: usize,
        who: &str,
        provision: &str,
    ) -> Result<Expected<'a>, Wrong> {
        let (who, provision, day) = (self.member(who)?, self.provision(provision)?, self.day(at)?);
        let mut premises = vec![self.stands_fact(at, provision, day)];
        match &provision.bearer {
            Bearer::Participants(body) => {
                premises.push(self.takes_part_fact(at, who, *body, day));
            }
            Bearer::Listed(_) => {
                let leavers = self.leavers(at, provision.instrument, who);
                premises.extend(self.change_facts(leavers)?);
            }
            Bearer::ThirdStates | Bearer::Nobody => {}
        }
        let fact = self.bound_fact(at, who, provision, day);
        Ok(Expected { fact, premises, records: Vec::new() })
    }

    pub(super) fn circle_of_provision(
        &self,
        at: usize,
        provision: &str,
    ) -> Result<Expected<'a>, Wrong> {
        let (provision, day) = (self.provision(provision)?, self.day(at)?);
        let mut records = vec![&*provision.key];
        let mut movers = Vec::new();
        match (&provision.bearer, provision.instrument) {
            (Bearer::Participants(body), _) => {
                movers = self.movers(at, *body, None);
                records.extend(self.left_through(at, *body, None));
                records.push(self.key(*body));
                records.extend(self.evidence(&self.bearers(at, provision, day), *body, day));
            }
            (Bearer::Listed(_), InstrumentId::Treaty(treaty)) => {
                movers = self.own_movers(at, treaty.into(), None);
                records.extend(self.left_through(at, treaty.into(), None));
                let circle = self.bearers(at, provision, day);
                records.extend(self.spell_evidence(&circle, treaty.into(), day));
            }
            (Bearer::Listed(_), InstrumentId::Law(_))
            | (Bearer::ThirdStates | Bearer::Nobody, _) => {}
        }
        let fact = self.bearers_fact(at, provision, day);
        Ok(Expected { fact, premises: self.change_facts(movers)?, records })
    }
}
