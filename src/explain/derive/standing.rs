//! The steps of who is in what, which provisions stand, whom they bind, and what a change brings.

use super::{Deriver, Shared};
use crate::model::{Bearer, EffectKind, LinkRole, OverlayKind, ReadMark};
use crate::proof::{CircleOf, Fact, Key};
use crate::rules::{self, Among, Origin};
use crate::scenario::{Change, Movement};
use crate::world::{Keeping, View, World};
use crate::{BodyId, EntityId, Id, InstrumentId, Provision, State, Treaty, Truth};

impl Deriver<'_, '_> {
    /// The links by which an earlier change ends participations in a treaty with those in the organization whose text it is.
    fn left_through(&self, at: usize, body: BodyId, member: Option<EntityId>) -> Vec<Key> {
        let BodyId::Treaty(treaty) = body else { return Vec::new() };
        let earlier = self.answer.placed[..at].iter().filter_map(|step| step.change.movement());
        let leaves = earlier.filter(|one| {
            matches!(one, Movement::Leaves { .. })
                && one.body() != body
                && member.is_none_or(|member| one.member() == member)
        });
        let gone: Vec<BodyId> = leaves.flat_map(|one| rules::moved(self.world, one)).collect();
        let links = self.world.index().links_to(treaty.into()).iter().map(|id| &self.world[*id]);
        links
            .filter(|link| matches!(link.role, LinkRole::Constituent | LinkRole::Subsidiary))
            .filter(|link| gone.contains(&body) && gone.contains(&link.organization.into()))
            .map(|link| link.key.clone())
            .collect()
    }

    /// The earlier changes that begin or end participations in a body, or in that whose participants a treaty binds.
    fn movers(&mut self, at: usize, body: BodyId, member: Option<EntityId>) -> Vec<u32> {
        let others = self.situation(at).roll_of(body);
        self.earlier(at, |world, change| {
            let own = |body| match member {
                Some(member) => joins_or_leaves(world, change, member, body),
                None => touches_body(world, change, body),
            };
            own(body) || own(others)
        })
    }

    /// That a text which was read as a whole has no clause of a kind; nothing, of one that was not.
    pub(super) fn lacks(&mut self, text: InstrumentId, kind: EffectKind) -> Option<u32> {
        let InstrumentId::Treaty(treaty) = text else { return None };
        if self.world[treaty].read != Some(ReadMark::All) {
            return None;
        }
        let clauses = self.world.provisions_of(text).filter(|id| self.world[*id].kind() == kind);
        let mut records: Vec<Key> = clauses.map(|id| self.world[id].key.clone()).collect();
        records.push(self.key(treaty));
        let day = self.answer.view().as_of();
        let fact = Fact::Lacks { text: self.key(treaty), kind, day };
        Some(self.steps.state(fact, [], records))
    }

    pub(super) fn takes_part(&mut self, at: usize, member: EntityId, body: BodyId) -> u32 {
        self.shared(Shared::TakesPart(at, member, body), |deriver| {
            deriver.derive_takes_part(at, member, body)
        })
    }

    fn derive_takes_part(&mut self, at: usize, member: EntityId, body: BodyId) -> u32 {
        let situation = self.situation(at);
        let truth = situation.takes_part(member, body);
        let premises = self.movers(at, body, Some(member));
        let mut records = Vec::new();
        cite_spells(&situation.view, member, body, &mut records);
        records.extend(self.left_through(at, body, Some(member)));
        let fact = Fact::TakesPart {
            at,
            member: self.key(member),
            body: self.key(body.entity()),
            day: self.day(at),
            truth,
        };
        self.steps.state(fact, premises, records)
    }

    pub(super) fn circle_of_change(&mut self, at: usize) -> u32 {
        self.shared(Shared::CircleOfChange(at), |deriver| deriver.derive_circle_of_change(at))
    }

    fn derive_circle_of_change(&mut self, at: usize) -> u32 {
        let situation = self.situation(at);
        let step = &self.answer.placed[at];
        let members = self.members(&step.hypothesis.circle);
        let mut premises = vec![self.change(at)];
        let mut records = Vec::with_capacity(step.hypothesis.circle.len() + 4);
        match &step.hypothesis.origin {
            Origin::Roll(body) => {
                records.push(self.key(situation.roll_of(*body).entity()));
                for (member, _) in &step.hypothesis.circle {
                    cite_spells(&situation.view, *member, *body, &mut records);
                }
                records.extend(self.left_through(at, *body, None));
                premises.extend(self.movers(at, *body, None));
            }
            Origin::Text(text) => {
                records.push(self.key(text.entity()));
                if let InstrumentId::Treaty(treaty) = *text {
                    for (member, _) in &step.hypothesis.circle {
                        cite_own_spells(&situation.view, *member, treaty.into(), &mut records);
                    }
                    records.extend(self.left_through(at, treaty.into(), None));
                    premises.extend(
                        self.earlier(at, |world, change| {
                            touches_body(world, change, treaty.into())
                        }),
                    );
                }
            }
            Origin::Question => {}
        }
        let fact = Fact::Circle { at, of: CircleOf::Change, day: self.day(at), members };
        self.steps.state(fact, premises, records)
    }

    pub(super) fn circle_of_provision(&mut self, at: usize, id: Id<Provision>) -> u32 {
        self.shared(Shared::CircleOfProvision(at, id), |deriver| {
            deriver.derive_circle_of_provision(at, id)
        })
    }

    fn derive_circle_of_provision(&mut self, at: usize, id: Id<Provision>) -> u32 {
        let situation = self.situation(at);
        let provision = &self.world[id];
        let circle = situation.bearers(provision);
        let members = self.members(&circle);
        let mut records = Vec::with_capacity(circle.len() + 4);
        records.push(provision.key.clone());
        let premises = match (&provision.bearer, provision.instrument) {
            (Bearer::Participants(body), _) => {
                records.push(self.key(body.entity()));
                for (member, _) in &circle {
                    cite_spells(&situation.view, *member, *body, &mut records);
                }
                records.extend(self.left_through(at, *body, None));
                self.movers(at, *body, None)
            }
            (Bearer::Listed(_), InstrumentId::Treaty(treaty)) => {
                for (member, _) in &circle {
                    cite_own_spells(&situation.view, *member, treaty.into(), &mut records);
                }
                records.extend(self.left_through(at, treaty.into(), None));
                self.earlier(at, |world, change| touches_body(world, change, treaty.into()))
            }
            (Bearer::Listed(_), InstrumentId::Law(_))
            | (Bearer::ThirdStates | Bearer::Nobody, _) => Vec::new(),
        };
        let of = CircleOf::Provision(provision.key.clone());
        let fact = Fact::Circle { at, of, day: self.day(at), members };
        self.steps.state(fact, premises, records)
    }

    /// Everybody bound together by what an earlier change has a body agree.
    pub(super) fn circle_of_agreed(&mut self, at: usize, change: usize, kind: EffectKind) -> u32 {
        let situation = self.situation(at);
        let mut premises = vec![self.change(change)];
        let (mut circle, mut records) = (Vec::new(), Vec::new());
        if let Some(agreed) = situation.agreed(change) {
            circle = situation.agreed_bearers(agreed);
            match agreed.among {
                Among::Body(body) => {
                    records.push(self.key(situation.roll_of(body).entity()));
                    for (member, _) in &circle {
                        cite_spells(&situation.view, *member, body, &mut records);
                    }
                    records.extend(self.left_through(at, body, None));
                    premises.extend(self.movers(at, body, None));
                }
                Among::Bearers(id) => premises.push(self.circle_of_provision(at, id)),
            }
        }
        let members = self.members(&circle);
        let of = CircleOf::Agreed { change, kind };
        let fact = Fact::Circle { at, of, day: self.day(at), members };
        self.steps.state(fact, premises, records)
    }

    fn members(&self, circle: &[(EntityId, Truth)]) -> Vec<(Key, Truth)> {
        circle.iter().map(|(member, truth)| (self.key(*member), *truth)).collect()
    }

    pub(super) fn stands(&mut self, at: usize, id: Id<Provision>) -> u32 {
        self.shared(Shared::Stands(at, id), |deriver| deriver.derive_stands(at, id))
    }

    fn derive_stands(&mut self, at: usize, id: Id<Provision>) -> u32 {
        let truth = self.situation(at).stands(id);
        let premises = self.earlier(at, |_, change| change.removes() == Some(id));
        let provision = &self.world[id];
        let text = self.key(provision.instrument.entity());
        let settled = self.world.index().settled();
        let disputes =
            [&*text, &*provision.key].map(|key| settled.disputes_of(key).iter().cloned());
        let mut records = vec![provision.key.clone()];
        records.extend(disputes.into_iter().flatten());
        records.push(text);
        let fact = Fact::Stands { at, provision: provision.key.clone(), day: self.day(at), truth };
        self.steps.state(fact, premises, records)
    }

    pub(super) fn bound(&mut self, at: usize, member: EntityId, id: Id<Provision>) -> u32 {
        let truth = self.situation(at).is_bound(member, id);
        let mut premises = Vec::with_capacity(2);
        premises.push(self.stands(at, id));
        let provision = &self.world[id];
        match (&provision.bearer, provision.instrument) {
            (Bearer::Participants(body), _) => premises.push(self.takes_part(at, member, *body)),
            (Bearer::Listed(_), InstrumentId::Treaty(treaty)) => {
                premises.extend(self.earlier(at, |world, change| {
                    joins_or_leaves(world, change, member, treaty.into())
                }));
            }
            (Bearer::Listed(_), InstrumentId::Law(_))
            | (Bearer::ThirdStates | Bearer::Nobody, _) => {}
        }
        let fact = Fact::Bound {
            at,
            member: self.key(member),
            provision: provision.key.clone(),
            day: self.day(at),
            truth,
        };
        self.steps.state(fact, premises, [])
    }

    pub(super) fn committed(&mut self, at: usize, state: Id<State>) -> u32 {
        self.shared(Shared::Committed(at, state), |deriver| deriver.derive_committed(at, state))
    }

    fn derive_committed(&mut self, at: usize, state: Id<State>) -> u32 {
        let truth = self.answer.placed[at].hypothesis.binds(state);
        let premises = [self.change(at), self.circle_of_change(at)];
        let fact = Fact::Committed { at, state: self.key(state), truth };
        self.steps.state(fact, premises, [])
    }

    pub(super) fn alliance(&mut self, at: usize) -> u32 {
        self.shared(Shared::Alliance(at), |deriver| deriver.derive_alliance(at))
    }

    fn derive_alliance(&mut self, at: usize) -> u32 {
        let situation = self.situation(at);
        let step = &self.answer.placed[at];
        let mut premises = vec![self.change(at)];
        let mut records = Vec::new();
        if let Some(Movement::Joins { body, .. }) = step.change.movement() {
            records.push(self.key(body.entity()));
            for (id, _) in situation.defence_clauses(body) {
                premises.push(self.stands(at, id));
                records.extend(self.links(self.world[id].instrument, body));
            }
            premises.extend(
                self.earlier(at, |world, change| {
                    rules::given_defence(world, change).contains(&body)
                }),
            );
        }
        let fact = Fact::Alliance {
            at,
            defence: step.hypothesis.defence,
            alliance: step.hypothesis.alliance,
        };
        self.steps.state(fact, premises, records)
    }

    /// The links between an instrument and an organization.
    pub(super) fn links(&self, instrument: InstrumentId, body: BodyId) -> Vec<Key> {
        let links = self.world.index().links_to(instrument).iter().map(|id| &self.world[*id]);
        links
            .filter(|link| BodyId::from(link.organization) == body)
            .map(|link| link.key.clone())
            .collect()
    }
}

/// Whether a change begins or ends a participation of somebody in a body that binds, or in what goes with it.
fn joins_or_leaves(world: &World, change: &Change, member: EntityId, body: BodyId) -> bool {
    change.movement().is_some_and(|movement| movement.member() == member)
        && touches_body(world, change, body)
}

/// Whether a change begins or ends participations in a body that bind.
pub(super) fn touches_body(world: &World, change: &Change, body: BodyId) -> bool {
    change.movement().is_some_and(|movement| {
        movement.is_of_the_bound() && rules::moved(world, movement).contains(&body)
    })
}

/// The records that say that somebody takes part in a body on the day: its spells, or the text that says so without them.
pub(super) fn spells(view: &View<'_>, member: EntityId, body: BodyId) -> Vec<Key> {
    let mut records = Vec::new();
    cite_spells(view, member, body, &mut records);
    records
}

/// The same after others.
fn cite_spells(view: &View<'_>, member: EntityId, body: BodyId, records: &mut Vec<Key>) {
    let world = view.world();
    cite_own_spells(view, member, body, records);
    let (_, mut rows) = world.index().rows_between(world.tables(), member, body);
    if let BodyId::Treaty(treaty) = body
        && !rows.any(|row| row.status.is_binding())
    {
        records.extend(by_text(view, member, treaty));
    }
}

/// Its spells in the body, and what contests them, after others.
pub(super) fn cite_own_spells(
    view: &View<'_>,
    member: EntityId,
    body: BodyId,
    records: &mut Vec<Key>,
) {
    let world = view.world();
    let tables = world.tables();
    let (first, rows) = world.index().rows_between(tables, member, body);
    for (at, row) in (first..).zip(rows) {
        if !row.status.is_binding() || view.truth_at(at).is_no() {
            continue;
        }
        let settled = world.index().settled();
        for end in [member, body.entity()] {
            records.extend(settled.disputes_about(end, world.key(end)).iter().cloned());
        }
        if let Some(detail) = tables.detail(&row) {
            records.extend(settled.disputes_of(&detail.key).iter().cloned());
            if detail.from_acts.is_empty() {
                records.push(detail.key.clone());
            } else {
                let acts = detail.from_acts.iter().map(|id| world[*id].key.clone());
                records.extend(acts);
            }
        }
    }
    let contested = (view.overlays(member, body))
        .map(|id| &world[id])
        .filter(|overlay| overlay.kind == OverlayKind::Contested);
    for overlay in contested {
        records.push(overlay.key.clone());
        records.extend(world.index().settled().disputes_of(&overlay.key).iter().cloned());
    }
}

/// The records that say who takes part in a treaty where no rows do.
fn by_text(view: &View<'_>, member: EntityId, treaty: Id<Treaty>) -> Vec<Key> {
    let world = view.world();
    let key = || Key::from(world.key(treaty));
    let provisions = world.index().provisions_of(treaty.into()).iter();
    let mut names = provisions.filter(|id| matches!(world[**id].bearer, Bearer::Listed(_)));
    match Keeping::of(world, treaty.into()) {
        Keeping::Through(_, other) => {
            std::iter::once(key()).chain(spells(view, member, other)).collect()
        }
        Keeping::Listed(..) => vec![key()],
        Keeping::Rows(_) | Keeping::Nobody if names.next().is_some() => vec![key()],
        Keeping::Rows(_) | Keeping::Nobody => Vec::new(),
    }
}
