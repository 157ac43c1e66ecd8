//! Which provisions stand, whom they bind and toward whom, and by what a state is bound.

use std::borrow::Cow;

use smallvec::SmallVec;

use super::Situation;
use crate::model::{Bearer, Effect, Provision};
use crate::rules::conflict::is_tested;
use crate::rules::day::Day;
use crate::rules::deltas::in_effect;
use crate::world::Bound;
use crate::{BodyId, EntityId, Id, InstrumentId, State, Truth};

impl<'a> Situation<'a> {
    /// Whether a provision stands: see [`View::stands`]; unless an earlier change has taken it away.
    pub(crate) fn stands(&self, provision: Id<Provision>) -> Truth {
        self.view.stands(provision) & !self.removed(provision)
    }

    /// Whether an earlier change has taken a provision away.
    fn removed(&self, provision: Id<Provision>) -> Truth {
        let removed = self.deltas.removed.iter().filter(|removed| removed.provision == provision);
        Truth::any(removed.map(|removed| in_effect(&self.view, removed.from)))
    }

    /// Who bears a provision, by key, with truth.
    pub(crate) fn bearers(&self, provision: &Provision) -> Vec<(EntityId, Truth)> {
        match &provision.bearer {
            Bearer::Participants(body) => self.members_of(*body),
            Bearer::Listed(states) => {
                let mut listed: Vec<(EntityId, Truth)> =
                    states.iter().map(|state| self.listed(provision, *state)).collect();
                listed.retain(|(_, truth)| truth.is_possible());
                listed.sort_by_key(|(member, _)| self.world().index().rank(*member));
                listed
            }
            Bearer::ThirdStates | Bearer::Nobody => Vec::new(),
        }
    }

    /// The same, lent where it is remembered.
    pub(crate) fn lent_bearers(&self, id: Id<Provision>) -> Cow<'a, [(EntityId, Truth)]> {
        let provision = &self.world()[id];
        match &provision.bearer {
            Bearer::Participants(body) => self.roll(*body),
            Bearer::Listed(_) => {
                let is_moved = match provision.instrument {
                    InstrumentId::Treaty(treaty) => self.deltas.touch(treaty.into()),
                    InstrumentId::Law(_) => false,
                };
                let day = self.remembered().filter(|_| !is_moved);
                let found = day.and_then(|day| day.named(id, || self.bearers(provision)));
                found.map_or_else(|| self.bearers(provision).into(), Cow::Borrowed)
            }
            Bearer::ThirdStates | Bearer::Nobody => Cow::default(),
        }
    }

    /// Toward whom a provision is owed: the counterparty, or else the other bearers.
    pub(crate) fn toward(&self, provision: &Provision) -> Vec<(EntityId, Truth)> {
        match &provision.counterparty {
            None => self.bearers(provision),
            Some(Bearer::Participants(body)) => self.members_of(*body),
            Some(Bearer::Listed(states)) => {
                states.iter().map(|state| (EntityId::from(*state), Truth::Yes)).collect()
            }
            Some(Bearer::ThirdStates | Bearer::Nobody) => Vec::new(),
        }
    }

    /// The same, lent where it is remembered.
    pub(crate) fn lent_toward(&self, id: Id<Provision>) -> Cow<'a, [(EntityId, Truth)]> {
        let provision = &self.world()[id];
        match &provision.counterparty {
            None => self.lent_bearers(id),
            Some(Bearer::Participants(body)) => self.roll(*body),
            Some(Bearer::Listed(_) | Bearer::ThirdStates | Bearer::Nobody) => {
                self.toward(provision).into()
            }
        }
    }

    /// Whom a provision names bears it, unless rows say that it does not take part in the treaty, or an earlier change makes it leave:
    /// nobody else is bound (VCLT art. 34).
    fn listed(&self, provision: &Provision, state: Id<State>) -> (EntityId, Truth) {
        let member = EntityId::from(state);
        let is_in = match provision.instrument {
            InstrumentId::Treaty(treaty) => {
                let recorded = self.by_row(member, treaty.into()).unwrap_or(Truth::Yes);
                self.deltas.moved(&self.view, member, treaty.into(), recorded)
            }
            InstrumentId::Law(_) => Truth::Yes,
        };
        (member, is_in)
    }

    /// Whether somebody bears a provision, apart from whether the provision stands.
    pub(crate) fn bears(&self, member: EntityId, provision: &Provision) -> Truth {
        match &provision.bearer {
            Bearer::Participants(body) => self.takes_part(member, *body),
            Bearer::Listed(states) => (states.iter())
                .find(|state| EntityId::from(**state) == member)
                .map_or(Truth::No, |state| self.listed(provision, *state).1),
            Bearer::ThirdStates | Bearer::Nobody => Truth::No,
        }
    }

    /// Whether a provision binds somebody on the day.
    ///
    /// ```text
    /// bound(s, p, d) :- stands(p, d), bears(s, p, d).            (pacta sunt servanda, VCLT art. 26)
    /// ```
    pub(crate) fn is_bound(&self, member: EntityId, provision: Id<Provision>) -> Truth {
        self.stands(provision) & self.bears(member, &self.world()[provision])
    }

    /// The provisions that bind a state, possibly or for certain, by key.
    pub(crate) fn provisions_binding(&self, state: Id<State>) -> Cow<'a, [(Id<Provision>, Truth)]> {
        let found = self.on_record_of(state).and_then(|(day, recorded)| {
            day.binding(state, || recorded.those_binding(state, |_| true))
        });
        match found {
            Some(found) => self.but_removed(found),
            None => self.those_binding(state, |_| true).into(),
        }
    }

    /// What is remembered of the day, and the record as it stands; nothing, where an earlier change moves the state.
    fn on_record_of(&self, state: Id<State>) -> Option<(&'a Day<'a>, Situation<'a>)> {
        let day = self.remembered().filter(|_| !self.deltas.moves_of(state.into()))?;
        Some((day, Situation::recorded(self.view).remembering(day)))
    }

    /// Provisions on record without those that an earlier change has taken away.
    fn but_removed(
        &self,
        found: &'a [(Id<Provision>, Truth)],
    ) -> Cow<'a, [(Id<Provision>, Truth)]> {
        if self.deltas.removed.is_empty() {
            return found.into();
        }
        let left = found.iter().map(|(id, truth)| (*id, *truth & !self.removed(*id)));
        left.filter(|(_, truth)| truth.is_possible()).collect()
    }

    /// Those of them that some rule may hold against a change, by key.
    pub(crate) fn tested(&self, state: Id<State>) -> Cow<'a, [Bound]> {
        let (world, member) = (self.world(), EntityId::from(state));
        // Whoever joins nothing is bound by no more than what is on record.
        let joins = self.deltas.joined_by(member).next().is_some();
        let recorded = |day| Situation::recorded(self.view).remembering(day);
        let found = self
            .remembered()
            .filter(|_| !joins)
            .and_then(|day| day.tested(state, || recorded(day).tested_on_record(state)));
        let Some(found) = found else {
            let tested_via = world.tested_via(is_tested);
            return self.those_bound(state, tested_via, is_tested).into();
        };
        let leaves = self.deltas.moves_of(member);
        if self.deltas.removed.is_empty() && !leaves {
            return found.into();
        }
        let mut left = Vec::with_capacity(found.len());
        let mut bodies = Asked::new();
        for one in found {
            let stands = one.stands & !self.removed(one.provision);
            let bears = if leaves {
                self.bears_as_asked(member, &world[one.provision], &mut bodies)
            } else {
                one.bears
            };
            if (stands & bears).is_possible() {
                left.push(Bound { stands, bears, ..*one });
            }
        }
        left.into()
    }

    /// The same where no change has moved the state.
    fn tested_on_record(&self, state: Id<State>) -> Vec<Bound> {
        let (world, member) = (self.world(), EntityId::from(state));
        let all = world.tested_of(state, is_tested);
        let mut found = Vec::with_capacity(all.len());
        // Most provisions bind those who take part in a body, which is asked once; and so is whether a text is in force.
        let mut bodies = Asked::new();
        let mut texts: Asked<InstrumentId> = Asked::new();
        for id in all {
            let provision = &world[*id];
            let bears = self.bears_as_asked(member, provision, &mut bodies);
            if bears.is_no() {
                continue;
            }
            let text = provision.instrument;
            let force = remembered(&mut texts, text, || self.view.in_force(text));
            let stands = self.view.stands_in(*id, force) & !self.removed(*id);
            if (stands & bears).is_possible() {
                found.push(Bound { provision: *id, stands, bears });
            }
        }
        found
    }

    /// Whether somebody bears a provision, where it is asked of many.
    fn bears_as_asked(
        &self,
        member: EntityId,
        provision: &Provision,
        bodies: &mut Asked<BodyId>,
    ) -> Truth {
        match &provision.bearer {
            Bearer::Participants(body) => {
                remembered(bodies, *body, || self.takes_part(member, *body))
            }
            Bearer::Listed(_) | Bearer::ThirdStates | Bearer::Nobody => {
                self.bears(member, provision)
            }
        }
    }

    /// Provisions by rank with whether somebody bears them: each once, with whether it stands.
    fn bound_in_order(&self, mut found: Vec<(u32, Id<Provision>, Truth)>) -> Vec<Bound> {
        found.sort_unstable_by_key(|(rank, ..)| *rank);
        found.dedup_by_key(|(rank, ..)| *rank);
        let mut bound = Vec::with_capacity(found.len());
        bound.extend(
            (found.into_iter())
                .map(|(_, provision, bears)| Bound {
                    provision,
                    stands: self.stands(provision),
                    bears,
                })
                .filter(|one| one.truth().is_possible()),
        );
        bound
    }

    /// Those of them whose effect is wanted.
    pub(crate) fn those_binding(
        &self,
        state: Id<State>,
        is_wanted: impl Fn(&Effect) -> bool,
    ) -> Vec<(Id<Provision>, Truth)> {
        let via = |body| self.world().index().provisions_via(body);
        let bound = self.those_bound(state, via, is_wanted).into_iter();
        bound.map(|one| (one.provision, one.truth())).collect()
    }

    /// The same, where those that bind whoever takes part in a body are known, or some that hold all that are wanted.
    fn those_bound(
        &self,
        state: Id<State>,
        via: impl Fn(BodyId) -> &'a [Id<Provision>],
        is_wanted: impl Fn(&Effect) -> bool,
    ) -> Vec<Bound> {
        let (world, index) = (self.world(), self.world().index());
        let member = EntityId::from(state);
        let (listing, naming) = (index.treaties_listing(member), index.provisions_naming(state));
        let rows = self.view.holdings(member);
        let mut bodies = Vec::with_capacity(rows.most() + listing.len() + naming.len());
        bodies.extend(rows.map(|(body, _)| body));
        bodies.extend(self.deltas.joined_by(member));
        bodies.extend(listing.iter().map(|treaty| BodyId::from(*treaty)));
        bodies.extend(naming.iter().filter_map(|id| match world[*id].instrument {
            InstrumentId::Treaty(treaty) => Some(BodyId::from(treaty)),
            InstrumentId::Law(_) => None,
        }));
        bodies.sort_unstable();
        bodies.dedup();
        let most = naming.len() + bodies.iter().map(|body| via(*body).len()).sum::<usize>();
        let mut found: Vec<(u32, Id<Provision>, Truth)> = Vec::with_capacity(most);
        for body in &bodies {
            // Most provisions bind those who take part in the very body, which is asked once.
            let mut takes_part = None;
            for id in via(*body) {
                let provision = &world[*id];
                if !is_wanted(&provision.effect) {
                    continue;
                }
                let bears = match &provision.bearer {
                    Bearer::Participants(own) if own == body => {
                        *takes_part.get_or_insert_with(|| self.takes_part(member, *own))
                    }
                    Bearer::Participants(_) => self.bears(member, provision),
                    Bearer::Listed(_) | Bearer::ThirdStates | Bearer::Nobody => Truth::No,
                };
                if bears.is_possible() {
                    found.push((index.provision_rank(*id), *id, bears));
                }
            }
        }
        for id in naming.iter().filter(|id| is_wanted(&world[**id].effect)) {
            found.push((index.provision_rank(*id), *id, self.bears(member, &world[*id])));
        }
        self.bound_in_order(found)
    }
}

/// What was asked before, each with its truth.
type Asked<K> = SmallVec<[(K, Truth); 16]>;

/// What is remembered beside something, found when it is first asked for.
fn remembered<K: Copy + PartialEq>(
    known: &mut Asked<K>,
    of: K,
    find: impl FnOnce() -> Truth,
) -> Truth {
    // What was asked for last is asked for most.
    if let Some((_, truth)) = known.iter().rev().find(|(one, _)| *one == of) {
        return *truth;
    }
    let truth = find();
    known.push((of, truth));
    truth
}
