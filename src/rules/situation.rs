//! A situation: a view, with what earlier changes of a hypothesis have added or taken away.
//!
//! Rules ask a situation and nothing else, so that they need not know what is recorded and what is assumed.

use std::borrow::Cow;

use smallvec::SmallVec;

use super::conflict::is_tested;
use super::day::Day;
use super::deltas::{Agreed, Among, Deltas, in_effect};
use crate::model::{
    Act, ActKind, AnyEntity, Bearer, Effect, LinkRole, OverlayKind, Parties, Provision, Purpose,
    Relation, RelationKind,
};
use crate::scenario::{AssumedFact, Assumption, Changed, Enactment};
use crate::world::{Bound, Keeping, Participant, View};
use crate::{BodyId, Date, EntityId, Id, InstrumentId, Organization, State, Treaty, Truth, World};

/// A view with the deltas of earlier changes, and what the question assumes.
#[derive(Clone, Debug)]
pub(crate) struct Situation<'a> {
    pub(crate) view: View<'a>,
    pub(crate) deltas: &'a Deltas,
    pub(crate) assumptions: &'a [Assumption],
    /// What is remembered of a day, which is asked where it is the day of the view.
    pub(crate) day: Option<&'a Day<'a>>,
}

impl<'a> Situation<'a> {
    /// A view as it is recorded: nothing has changed, and nothing is assumed.
    pub(crate) const fn recorded(view: View<'a>) -> Self {
        static NOTHING: Deltas = Deltas::NONE;
        Self { view, deltas: &NOTHING, assumptions: &[], day: None }
    }

    /// The same, with a day remembered.
    pub(crate) const fn remembering(mut self, day: &'a Day<'a>) -> Self {
        self.day = Some(day);
        self
    }

    /// What is remembered of the day of the view.
    fn remembered(&self) -> Option<&'a Day<'a>> {
        self.day.filter(|day| day.view().sees_the_same(&self.view))
    }

    pub(crate) fn world(&self) -> &'a World {
        self.view.world()
    }

    /// The same situation on another day.
    pub(crate) fn on(&self, date: Date) -> Self {
        Self { view: self.view.carried_to(date), ..self.clone() }
    }

    /// Whether somebody takes part in a body in a grade that binds: by a row that holds or as a party that a text lists, not by mere
    /// lack of coverage. Whatever asks who is in what asks this.
    ///
    /// ```text
    /// takes_part(s, b, d) :- participation(s, b, status), binding(status), holds(participation, d).
    /// takes_part(s, t, d) :- no row of s in t, lists(t, s), in_force(t, d).           by the text, or by one of its provisions
    /// takes_part(s, t, d) :- no row of s in t, binds_those_of(t, b), takes_part(s, b, d), in_force(t, d).
    /// ```
    ///
    /// Earlier changes begin and end it in turn.
    pub(crate) fn takes_part(&self, member: EntityId, body: BodyId) -> Truth {
        let recorded = (self.by_row(member, body)).unwrap_or_else(|| self.by_text(member, body));
        self.deltas.moved(&self.view, member, body, recorded)
    }

    /// By rows of its own; nothing, where it has none that binds on any day.
    fn by_row(&self, member: EntityId, body: BodyId) -> Option<Truth> {
        let world = self.world();
        // Many treaties have no rows: they list their parties.
        if world.index().rows_in(world.tables(), body).is_empty() {
            return None;
        }
        let (first, rows) = world.index().rows_between(world.tables(), member, body);
        let binding = (first..).zip(rows).filter(|(_, row)| row.status.is_binding());
        binding.map(|(at, _)| self.view.truth_at(at)).reduce(|a, b| a | b)
    }

    /// By the text of a treaty: it lists its parties, or whom a provision binds, or binds those who take part in something else.
    fn by_text(&self, member: EntityId, body: BodyId) -> Truth {
        let BodyId::Treaty(treaty) = body else { return Truth::No };
        let world = self.world();
        let force = self.view.in_force(treaty);
        if force.is_no() {
            return Truth::No;
        }
        let by_parties = match Keeping::of(world, body) {
            Keeping::Listed(_, states) => {
                Truth::from(states.iter().any(|state| EntityId::from(*state) == member))
            }
            Keeping::Through(_, other) => self.takes_part(member, other),
            Keeping::Rows(_) | Keeping::Nobody => Truth::No,
        };
        let named = || (self.named_by(treaty)).any(|state| EntityId::from(state) == member);
        let listed = if by_parties.is_yes() { Truth::Yes } else { by_parties | named().into() };
        force & listed
    }

    /// Whom provisions of a treaty bind by name.
    fn named_by(&self, treaty: Id<Treaty>) -> impl Iterator<Item = Id<State>> + use<'a> {
        let world = self.world();
        let provisions = world.index().provisions_of(treaty.into()).iter();
        let listed = provisions.filter_map(|id| match &world[*id].bearer {
            Bearer::Listed(states) => Some(states),
            Bearer::Participants(_) | Bearer::ThirdStates | Bearer::Nobody => None,
        });
        listed.flatten().copied()
    }

    /// Whose participants are bound by a body: its own, or those of the body whose members a treaty binds.
    pub(crate) fn roll_of(&self, body: BodyId) -> BodyId {
        Keeping::of(self.world(), body).carrier().unwrap_or(body)
    }

    /// Everybody who takes part in a body in a grade that binds, by key, with truth: the other direction of
    /// [`takes_part`](Self::takes_part).
    pub(crate) fn members_of(&self, body: BodyId) -> Vec<(EntityId, Truth)> {
        self.roll(body).into_owned()
    }

    /// The same, lent where it is remembered.
    pub(crate) fn roll(&self, body: BodyId) -> Cow<'a, [(EntityId, Truth)]> {
        let recorded = || Situation { day: self.day, ..Situation::recorded(self.view) };
        let remembered = self.remembered();
        let found = remembered.and_then(|day| day.members(body, || recorded().find_members(body)));
        match found {
            Some(found) if !self.is_touched(body) => found.into(),
            Some(found) if !matches!(Keeping::of(self.world(), body), Keeping::Through(..)) => {
                self.moved(body, found).into()
            }
            Some(_) | None => self.find_members(body).into(),
        }
    }

    /// Those on the roll of a body that is held through no other, as earlier changes leave it.
    fn moved(&self, body: BodyId, recorded: &[(EntityId, Truth)]) -> Vec<(EntityId, Truth)> {
        let mut joined = self.deltas.joined().filter(|joined| joined.body == body).peekable();
        let mut members = recorded.to_vec();
        if joined.peek().is_some() {
            members.extend(joined.map(|joined| (joined.member, Truth::No)));
            // Of whom is on record, what is on record comes first.
            members.sort_by_key(|(member, _)| self.world().index().rank(*member));
            members.dedup_by_key(|(member, _)| *member);
        }
        for (member, truth) in &mut members {
            *truth = self.deltas.moved(&self.view, *member, body, *truth);
        }
        members.retain(|(_, truth)| truth.is_possible());
        members
    }

    /// Whether an earlier change begins or ends a participation in a body, or in one through which it is held.
    fn is_touched(&self, body: BodyId) -> bool {
        if self.deltas.moves.is_empty() {
            return false;
        }
        let mut at = Some(body);
        // A text is held through an organization, which may be held through no other; whatever goes further is looked at anew.
        for _ in 0..4 {
            let Some(body) = at else { return false };
            if self.deltas.touch(body) {
                return true;
            }
            at = match Keeping::of(self.world(), body) {
                Keeping::Through(_, other) => Some(other),
                Keeping::Rows(_) | Keeping::Listed(..) | Keeping::Nobody => None,
            };
        }
        true
    }

    fn find_members(&self, body: BodyId) -> Vec<(EntityId, Truth)> {
        if let Some(members) = self.members_by_rows(body) {
            return members;
        }
        let mut members: Vec<EntityId> =
            self.view.binding(body).map(|found| found.entity).collect();
        if let BodyId::Treaty(treaty) = body {
            match Keeping::of(self.world(), body) {
                Keeping::Listed(_, states) => {
                    members.extend(states.iter().map(|state| EntityId::from(*state)));
                }
                Keeping::Through(_, other) => {
                    members.extend(self.members_of(other).into_iter().map(|(member, _)| member));
                }
                Keeping::Rows(_) | Keeping::Nobody => {}
            }
            members.extend(self.named_by(treaty).map(EntityId::from));
        }
        let joined = self.deltas.joined().filter(|joined| joined.body == body);
        members.extend(joined.map(|joined| joined.member));
        members.sort_by_key(|member| self.world().index().rank(*member));
        members.dedup();
        let mut members: Vec<(EntityId, Truth)> =
            members.into_iter().map(|member| (member, self.takes_part(member, body))).collect();
        members.retain(|(_, truth)| truth.is_possible());
        members
    }

    /// The same in one pass, where rows alone say it: no text adds to them, and no earlier change.
    fn members_by_rows(&self, body: BodyId) -> Option<Vec<(EntityId, Truth)>> {
        if self.deltas.touch(body) {
            return None;
        }
        if let BodyId::Treaty(treaty) = body {
            let world = self.world();
            if self.named_by(treaty).next().is_some() {
                return None;
            }
            match Keeping::of(world, body) {
                Keeping::Rows(_) => {}
                Keeping::Through(_, other)
                    if world.index().rows_in(world.tables(), body).is_empty() =>
                {
                    let force = self.view.in_force(treaty);
                    let mut members = self.members_of(other);
                    for (_, truth) in &mut members {
                        *truth = *truth & force;
                    }
                    members.retain(|(_, truth)| truth.is_possible());
                    return Some(members);
                }
                Keeping::Through(..) | Keeping::Listed(..) | Keeping::Nobody => return None,
            }
        }
        let rows = self.view.binding(body);
        let mut members: Vec<(EntityId, Truth)> = Vec::with_capacity(rows.most());
        // The spells of a member follow each other.
        for found in rows {
            match members.last_mut() {
                Some((member, truth)) if *member == found.entity => *truth = *truth | found.truth,
                _ => members.push((found.entity, found.truth)),
            }
        }
        Some(members)
    }

    /// Whoever takes part in a body without being bound, by key.
    pub(crate) fn unbound_in(&self, body: BodyId) -> Vec<Participant<'_>> {
        let mut found: Vec<Participant<'_>> = (self.view.taking_part(body))
            .filter(|found| {
                !found.status.is_binding() && self.takes_part(found.entity, body).is_no()
            })
            .collect();
        let granted = (self.deltas.joined())
            .filter(|joined| joined.body == body && !joined.status.is_binding())
            .map(|joined| Participant {
                entity: joined.member,
                status: joined.status,
                truth: in_effect(&self.view, joined.from),
                participation: None,
            })
            .filter(|found| {
                found.truth.is_possible() && self.takes_part(found.entity, body).is_no()
            });
        found.extend(granted);
        found.sort_by_key(|found| self.world().index().rank(found.entity));
        found.dedup_by_key(|found| found.entity);
        found
    }

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

    /// The instruments of an organization, by key, with their roles; amendments are no part of it yet.
    pub(crate) fn instruments_of(&self, body: BodyId) -> Vec<(InstrumentId, LinkRole)> {
        let world = self.world();
        match body {
            BodyId::Treaty(treaty) => vec![(treaty.into(), LinkRole::Foundation)],
            BodyId::Organization(organization) => (world.index().links_of(organization).iter())
                .map(|id| (world[*id].instrument, world[*id].role))
                .filter(|(_, role)| *role != LinkRole::Amendment)
                .collect(),
        }
    }

    /// The organizations that live by an instrument, in whatever role, by key.
    pub(crate) fn organizations_by(&self, instrument: InstrumentId) -> Vec<Id<Organization>> {
        self.living_by(instrument).collect()
    }

    /// The same one by one.
    fn living_by(
        &self,
        instrument: InstrumentId,
    ) -> impl Iterator<Item = Id<Organization>> + use<'a> {
        let world = self.world();
        world.index().links_to(instrument).iter().map(|id| world[*id].organization)
    }

    /// Whether an organization lives by an instrument, in whatever role.
    pub(crate) fn lives_by(
        &self,
        organization: Id<Organization>,
        instrument: InstrumentId,
    ) -> bool {
        self.living_by(instrument).any(|one| one == organization)
    }

    /// The laws that earlier changes enact for a state: by which change, which law, and whether it is in effect on the day.
    pub(crate) fn enacted(&self, state: Id<State>) -> Vec<(usize, Enactment, Truth)> {
        (self.deltas.enacted.iter())
            .filter(|enacted| enacted.law.state == state)
            .map(|one| (one.change, one.law, in_effect(&self.view, one.from)))
            .filter(|(.., truth)| truth.is_possible())
            .collect()
    }

    /// The clause that an earlier change has a body agree.
    pub(crate) fn agreed(&self, change: usize) -> Option<&'a Agreed> {
        self.deltas.agreed.iter().find(|agreed| agreed.change == change)
    }

    /// Whether a clause that an earlier change agrees is in effect on the day.
    pub(crate) fn is_in_effect(&self, agreed: &Agreed) -> Truth {
        in_effect(&self.view, agreed.from)
    }

    /// Who bears a clause that an earlier change agrees, by key, with truth.
    pub(crate) fn agreed_bearers(&self, agreed: &Agreed) -> Vec<(EntityId, Truth)> {
        match agreed.among {
            Among::Body(body) => self.members_of(body),
            Among::Bearers(provision) => self.bearers(&self.world()[provision]),
        }
    }

    /// Whether somebody bears a clause that an earlier change agrees, apart from whether it is in effect.
    pub(crate) fn bears_agreed(&self, member: EntityId, agreed: &Agreed) -> Truth {
        match agreed.among {
            Among::Body(body) => self.takes_part(member, body),
            Among::Bearers(provision) => self.bears(member, &self.world()[provision]),
        }
    }

    /// The mutual-defence provisions of a body's instruments, possibly or for certain in force, by key. A subsidiary text with parties
    /// of its own is entered, and left, by itself: whoever joins the organization does not owe what stands in it.
    pub(crate) fn defence_clauses(&self, body: BodyId) -> Vec<(Id<Provision>, Truth)> {
        let world = self.world();
        let is_of_its_own = |instrument: InstrumentId, role: LinkRole| match instrument {
            InstrumentId::Treaty(treaty) if role == LinkRole::Subsidiary => {
                !world.index().rows_in(world.tables(), treaty.into()).is_empty()
            }
            InstrumentId::Treaty(_) | InstrumentId::Law(_) => false,
        };
        (self.instruments_of(body).into_iter())
            .filter(|(instrument, role)| !is_of_its_own(*instrument, *role))
            .flat_map(|(instrument, _)| world.index().provisions_of(instrument).iter().copied())
            .filter(|id| matches!(world[*id].effect, Effect::MutualDefence { .. }))
            .map(|id| (id, self.stands(id)))
            .filter(|(_, truth)| truth.is_possible())
            .collect()
    }

    /// Whether a body has a mutual-defence clause, recorded or acquired by an earlier change.
    ///
    /// ```text
    /// has_mutual_defence(o, d) :- instrument(o, t), not own_parties(t), provision(t, p), mutual_defence(p), stands(p, d).
    /// ```
    pub(crate) fn has_mutual_defence(&self, body: BodyId) -> Truth {
        let recorded = self.defence_clauses(body).into_iter().map(|(_, truth)| truth);
        Truth::any(recorded) | self.deltas.is_allied(&self.view, body)
    }

    /// Whether a body is tagged as an alliance, or is one by an earlier change.
    pub(crate) fn is_alliance_by_purpose(&self, body: BodyId) -> Truth {
        Truth::from(self.is_tagged_alliance(body)) | self.deltas.is_allied(&self.view, body)
    }

    /// Whether a body is an alliance by its purpose on record.
    pub(crate) fn is_tagged_alliance(&self, body: BodyId) -> bool {
        match body {
            BodyId::Organization(organization) => {
                self.world()[organization].purpose == Some(Purpose::Defence)
            }
            // A treaty that is joined for its own sake is what its clauses make it.
            BodyId::Treaty(_) => true,
        }
    }

    /// Whether an instrument binds as law: by its form, or because every party listed has approved it. Open while an approval is that
    /// may have come later.
    pub(crate) fn is_binding_text(&self, instrument: InstrumentId) -> Truth {
        let world = self.world();
        let AnyEntity::Treaty(treaty) = &world[instrument.entity()] else { return Truth::Yes };
        if treaty.form.is_binding() {
            return Truth::Yes;
        }
        let Some(Parties::Listed(parties)) = &treaty.parties else { return Truth::No };
        let approved = |state: &Id<State>| {
            Truth::any(
                self.approvals(instrument)
                    .filter_map(|(id, truth)| (world[id].by == Some(*state)).then_some(truth)),
            )
        };
        Truth::from(parties.len() > 1) & Truth::all(parties.iter().map(approved))
    }

    /// The acts by which somebody has approved an instrument by the day, or may have.
    pub(crate) fn approvals(
        &self,
        instrument: InstrumentId,
    ) -> impl Iterator<Item = (Id<Act>, Truth)> + use<'a> {
        let (world, view) = (self.world(), self.view);
        world.index().acts_on(instrument).iter().filter_map(move |id| {
            let act = &world[*id];
            let approves = act.concerning.is_none()
                && (act.kind.is_consent() || act.kind == ActKind::DomesticApproval)
                && act.is_known_by(view.knowledge());
            let by_then = act.date.is_on_or_before(view.as_of());
            (approves && by_then.is_possible()).then_some((*id, by_then))
        })
    }

    /// Whether a member's vote is suspended on the day.
    pub(crate) fn vote_is_suspended(&self, member: EntityId, body: BodyId) -> Truth {
        let suspensions = (self.view.overlays(member, body))
            .filter(|id| self.world()[*id].kind == OverlayKind::Suspended)
            .map(|id| self.view.truth_of_overlay(id));
        Truth::any(suspensions)
    }

    /// Whether a relation holds, recorded or assumed.
    fn related(
        &self,
        kind: RelationKind,
        subject: &Changed,
        object: &Changed,
        assumed: impl Fn(&AssumedFact) -> bool,
    ) -> Truth {
        let by_assumption = (self.assumptions.iter())
            .filter(|assumption| assumed(&assumption.fact))
            .map(|assumption| if assumption.contested { Truth::Unknown } else { Truth::Yes });
        let world = self.world();
        let recorded = match (subject, object) {
            (Changed::Entity(subject), Changed::Entity(object)) => Truth::any(
                (world.index().relations_of(*subject).iter())
                    .map(|id| (*id, &world[*id]))
                    .filter(|(_, relation)| {
                        let ends = (relation.subject, relation.object);
                        relation.kind == kind
                            && (ends == (*subject, *object)
                                || kind.is_symmetric() && ends == (*object, *subject))
                    })
                    .map(|(id, relation)| {
                        self.view.truth_of_relation(id) & self.weight_of(relation)
                    }),
            ),
            // What does not exist stands in no record.
            (Changed::New(_), _) | (_, Changed::New(_)) => Truth::No,
        };
        recorded | Truth::any(by_assumption)
    }

    /// How much the word of an author weighs on whom something is directed against: what the target alone says is not certain.
    ///
    /// ```text
    /// directed_against(x, t) :- says(a, directed_against(x, t)), in(a, x).                        (possibly, if a is not in x)
    /// ```
    pub(crate) fn weight_of(&self, relation: &Relation) -> Truth {
        let Some(by) = relation.by else { return Truth::Yes };
        if relation.kind != RelationKind::DirectedAgainst || by == relation.subject {
            return Truth::Yes;
        }
        let body = BodyId::of(relation.subject, self.world()[relation.subject].kind());
        body.map_or(Truth::No, |body| self.takes_part(by, body)) | Truth::Unknown
    }

    /// Whether somebody says that what changes is directed against a party.
    pub(crate) fn is_directed_against(&self, what: &Changed, against: EntityId) -> Truth {
        self.related(RelationKind::DirectedAgainst, what, &Changed::Entity(against), |fact| {
            matches!(fact, AssumedFact::DirectedAgainst { what: w, against: a } if w == what && *a == against)
        })
    }

    /// Against whomever anybody may say that what changes is directed, recorded or assumed; in no order, and perhaps twice.
    pub(crate) fn targets_of(&self, what: &Changed) -> SmallVec<[EntityId; 4]> {
        let relations = match what {
            Changed::Entity(entity) => self.world().index().relations_of(*entity),
            // What does not exist stands in no record.
            Changed::New(_) => &[],
        };
        let relations = relations.iter().map(|id| &self.world()[*id]);
        let recorded = relations
            .filter(|relation| relation.kind == RelationKind::DirectedAgainst)
            .map(|relation| relation.object);
        let assumed = self.assumptions.iter().filter_map(|assumption| {
            let AssumedFact::DirectedAgainst { what: own, against } = &assumption.fact else {
                return None;
            };
            (own == what).then_some(*against)
        });
        recorded.chain(assumed).collect()
    }

    /// The bodies that have a clause on mutual defence and that a state is in, possibly or for certain, by key.
    pub(crate) fn allied_in(&self, state: Id<State>) -> Cow<'a, [BodyId]> {
        let remembered = self.remembered().filter(|_| self.deltas.is_nothing());
        let recorded = || Situation { day: self.day, ..Situation::recorded(self.view) };
        let found =
            remembered.and_then(|day| day.allied(state, || recorded().find_allied_in(state)));
        found.map_or_else(|| self.find_allied_in(state).into(), Cow::Borrowed)
    }

    fn find_allied_in(&self, state: Id<State>) -> Vec<BodyId> {
        let member = EntityId::from(state);
        let mut bodies: Vec<BodyId> = self.view.holdings(member).map(|(body, _)| body).collect();
        bodies.dedup();
        bodies.retain(|body| {
            self.has_mutual_defence(*body).is_possible()
                && self.takes_part(member, *body).is_possible()
        });
        bodies
    }

    /// Whether two bodies are opposed.
    pub(crate) fn are_opposed(&self, one: &Changed, other: &Changed) -> Truth {
        self.related(RelationKind::Opposed, one, other, |fact| {
            matches!(fact, AssumedFact::Opposed { a, b } if (a, b) == (one, other) || (b, a) == (one, other))
        })
    }

    /// Whether two are hostile to each other.
    pub(crate) fn are_hostile(&self, one: EntityId, other: EntityId) -> Truth {
        self.related(
            RelationKind::Hostility,
            &Changed::Entity(one),
            &Changed::Entity(other),
            |fact| {
                let AssumedFact::Hostility { a, b } = fact else { return false };
                let ends = (EntityId::from(*a), EntityId::from(*b));
                ends == (one, other) || ends == (other, one)
            },
        )
    }

    /// Whoever may be hostile to somebody, recorded or assumed; in no order, and perhaps twice.
    pub(crate) fn enemies_of(&self, who: EntityId) -> Vec<EntityId> {
        let hostile = self.world().hostilities_of(who).iter();
        let hostile = hostile.filter(|id| self.view.truth_of_relation(**id).is_possible());
        let mut enemies: Vec<EntityId> = hostile
            .map(|id| {
                let relation = &self.world()[*id];
                if relation.subject == who { relation.object } else { relation.subject }
            })
            .collect();
        for assumption in self.assumptions {
            if let AssumedFact::Hostility { a, b } = assumption.fact {
                let (a, b) = (EntityId::from(a), EntityId::from(b));
                enemies.extend((a == who).then_some(b));
                enemies.extend((b == who).then_some(a));
            }
        }
        enemies
    }

    /// Whether a state has obligations toward a body that are assumed not to be settled.
    pub(crate) fn is_unsettled(&self, member: EntityId, body: BodyId) -> bool {
        self.assumptions.iter().any(|assumption| {
            let AssumedFact::Unsettled { state, body: what } = assumption.fact else {
                return false;
            };
            EntityId::from(state) == member && what == body
        })
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
