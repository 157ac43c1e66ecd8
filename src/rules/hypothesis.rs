//! Grounding: what a change would put on whom.

use super::situation::{Deltas, Enacted, Left, Situation};
use crate::model::{Bars, Bearer, EffectKind, LinkRole, Purpose, Status};
use crate::scenario::{Change, Changed};
use crate::{
    BodyId, Date, EntityId, Id, InstrumentId, Organization, Provision, State, Truth, World,
};

/// The new commitments of one change, all on the same footing.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent properties of a change, each asked by one rule"
)]
#[derive(Clone, Debug)]
pub(crate) struct Hypothesis {
    /// What changes.
    pub(crate) with: Changed,
    /// On whom the change puts a new commitment, by key, with truth.
    pub(crate) bound: Vec<(Id<State>, Truth)>,
    /// Everybody bound together by it (`A`), by key, with truth.
    pub(crate) circle: Vec<(EntityId, Truth)>,
    /// Whether everybody in the circle is on record: the question lists them, or the roll is complete.
    pub(crate) whole: bool,
    /// Whether it is mutual defence that makes or joins an alliance, or at least a clause.
    pub(crate) defence: Truth,
    /// Whether what is joined is an alliance by its purpose, or by the change itself.
    pub(crate) alliance: bool,
    /// Whether it joins a customs union.
    pub(crate) customs_union: bool,
    /// Whether it joins an organization.
    pub(crate) joins: bool,
    /// The sender of a base that would be hosted.
    pub(crate) sender: Option<Id<State>>,
    /// The instruments that bring it: not tested against it.
    pub(crate) instruments: Vec<InstrumentId>,
    /// The organization it belongs to.
    pub(crate) organization: Option<Id<Organization>>,
    /// Whether the old texts' savings clauses speak for it: not for a provision acquired by amendment.
    pub(crate) saved_by_text: bool,
    /// The day on which it is evaluated.
    pub(crate) date: Date,
}

impl Hypothesis {
    fn new(with: Changed, date: Date) -> Self {
        Self {
            with,
            bound: Vec::new(),
            circle: Vec::new(),
            whole: true,
            defence: Truth::No,
            alliance: false,
            customs_union: false,
            joins: false,
            sender: None,
            instruments: Vec::new(),
            organization: None,
            saved_by_text: false,
            date,
        }
    }

    /// Whether it puts something on a state.
    pub(crate) fn binds(&self, state: Id<State>) -> Truth {
        self.bound.iter().find(|(who, _)| *who == state).map_or(Truth::No, |(_, truth)| *truth)
    }

    /// Whether the circle has two members: a pact of two. Open where that depends on an uncertain member.
    pub(crate) fn is_pact_of_two(&self) -> Truth {
        let certain = self.circle.iter().filter(|(_, truth)| truth.is_yes()).count();
        let possible = self.circle.len();
        if possible <= 2 && !self.whole {
            Truth::Unknown
        } else if possible <= 2 {
            Truth::Yes
        } else if certain > 2 {
            Truth::No
        } else {
            Truth::Unknown
        }
    }
}

/// The day on which a change is evaluated: its own, else the date of the question.
pub(crate) fn day_of(situation: &Situation<'_>, change: &Change) -> Date {
    change.effective().unwrap_or_else(|| situation.view.as_of())
}

/// What a change puts on whom.
///
/// ```text
/// bound(s, h) :- acquires(o, h), adopts(s, h).                   adopters, or else all members on the day
/// bound(s, h) :- joins(s, o), provision(instrument(o), h).
/// bound(s, h) :- concludes(s, t), provision(t, h).
/// bound(s, h) :- hosts(s, base).
/// bound(s, h) :- enacts(s, law).
/// ```
pub(crate) fn ground(situation: &Situation<'_>, change: &Change) -> Hypothesis {
    let date = day_of(situation, change);
    let situation = &situation.on(date);
    let world = situation.world();
    let with = change.changed(|id| world[id].instrument.entity());
    let mut hypothesis = Hypothesis::new(with, date);
    let rolled = match change {
        Change::Acquire { body, adopted_by: None, .. } | Change::Join { body, .. } => Some(*body),
        Change::Amend { provision, .. } => match &world[*provision].bearer {
            Bearer::Participants(body) => Some(*body),
            _ => None,
        },
        _ => None,
    };
    hypothesis.whole = rolled.is_none_or(|body| situation.view.has_complete_roll(body));
    match change {
        Change::Acquire { body, provision, adopted_by, .. } => {
            let members = members_of(situation, *body);
            hypothesis.circle = match adopted_by {
                Some(states) => {
                    sorted(situation, states.iter().map(|s| (EntityId::from(*s), Truth::Yes)))
                }
                None => members,
            };
            hypothesis.bound = states_of(situation, &hypothesis.circle);
            hypothesis.defence = Truth::from(*provision == EffectKind::MutualDefence);
            hypothesis.alliance = true;
            owned_by(situation, &mut hypothesis, *body);
        }
        Change::Amend { provision, to, .. } => {
            let bearers = situation.bearers(&world[*provision]);
            hypothesis.bound = states_of(situation, &bearers);
            hypothesis.circle = bearers;
            hypothesis.defence = Truth::from(*to == Some(EffectKind::MutualDefence));
            hypothesis.alliance = true;
            if to.is_none() {
                hypothesis.bound.clear();
            }
            hypothesis.instruments = vec![world[*provision].instrument];
            hypothesis.organization =
                situation.organizations_by(world[*provision].instrument).first().copied();
        }
        Change::Join { state, body, .. } => {
            // Whoever is in already gets no new commitment.
            let mut circle = members_of(situation, *body);
            let already = circle
                .iter()
                .find(|(member, _)| *member == EntityId::from(*state))
                .map_or(Truth::No, |(_, truth)| *truth);
            circle.retain(|(member, _)| *member != EntityId::from(*state));
            circle.push(((*state).into(), Truth::Yes));
            hypothesis.circle = sorted(situation, circle);
            if !already.is_yes() {
                hypothesis.bound = vec![(*state, !already)];
            }
            hypothesis.defence = situation.has_mutual_defence(*body);
            hypothesis.alliance = situation.is_alliance_by_purpose(*body);
            hypothesis.customs_union = matches!(body, BodyId::Organization(id)
                if world[*id].purpose == Some(Purpose::CustomsUnion));
            hypothesis.joins = true;
            hypothesis.saved_by_text = true;
            owned_by(situation, &mut hypothesis, *body);
        }
        Change::Conclude { treaty, parties, provisions, .. } => {
            let circle = parties.iter().map(|state| (EntityId::from(*state), Truth::Yes));
            hypothesis.circle = sorted(situation, circle);
            hypothesis.bound = states_of(situation, &hypothesis.circle);
            hypothesis.defence = Truth::from(provisions.contains(&EffectKind::MutualDefence));
            hypothesis.alliance = true;
            // The question may conclude a treaty that the world knows, by its key.
            if let Ok(known) = world.find::<crate::Treaty>(treaty) {
                hypothesis.with = Changed::Entity(known.into());
                hypothesis.instruments = vec![known.into()];
                hypothesis.organization = situation.organizations_by(known.into()).first().copied();
                hypothesis.saved_by_text = true;
            }
        }
        Change::HostBase { host, sender, .. } => {
            hypothesis.bound = vec![(*host, Truth::Yes)];
            hypothesis.circle =
                sorted(situation, [((*host).into(), Truth::Yes), ((*sender).into(), Truth::Yes)]);
            hypothesis.sender = Some(*sender);
        }
        Change::Enact { state, .. } => {
            hypothesis.bound = vec![(*state, Truth::Yes)];
            hypothesis.circle = vec![((*state).into(), Truth::Yes)];
        }
        Change::Leave { .. } | Change::Repeal { .. } | Change::GrantStatus { .. } => {}
    }
    hypothesis
}

/// The organization and instruments that a change on a body belongs to.
fn owned_by(situation: &Situation<'_>, hypothesis: &mut Hypothesis, body: BodyId) {
    match body {
        BodyId::Organization(organization) => {
            hypothesis.organization = Some(organization);
            hypothesis.instruments = (situation.instruments_of(body).into_iter())
                .filter(|(_, role)| hypothesis.joins || *role == LinkRole::Constituent)
                .map(|(instrument, _)| instrument)
                .collect();
        }
        BodyId::Treaty(treaty) => {
            hypothesis.instruments = vec![treaty.into()];
            hypothesis.organization = situation.organizations_by(treaty.into()).first().copied();
        }
    }
}

/// Who is bound by a body: its members, or the listed parties of a treaty without rows of its own.
pub(crate) fn members_of(situation: &Situation<'_>, body: BodyId) -> Vec<(EntityId, Truth)> {
    use crate::model::Parties;
    let world = situation.world();
    let BodyId::Treaty(treaty) = body else { return situation.circle_of(body) };
    match &world[treaty].parties {
        Some(Parties::Listed(states)) => {
            let force = situation.view.in_force(treaty);
            let stays = |state: EntityId| !situation.deltas.has_left(&situation.view, state, body);
            let parties = states.iter().map(|state| EntityId::from(*state));
            let mut parties = sorted(situation, parties.map(|state| (state, force & stays(state))));
            parties.retain(|(_, truth)| truth.is_possible());
            parties
        }
        Some(Parties::Of(other)) if *other != body => situation.circle_of(*other),
        _ => situation.circle_of(body),
    }
}

fn sorted(
    situation: &Situation<'_>,
    circle: impl IntoIterator<Item = (EntityId, Truth)>,
) -> Vec<(EntityId, Truth)> {
    let mut circle: Vec<(EntityId, Truth)> = circle.into_iter().collect();
    circle.sort_by_key(|(member, _)| situation.world().index().rank(*member));
    circle.dedup_by_key(|(member, _)| *member);
    circle
}

fn states_of(situation: &Situation<'_>, circle: &[(EntityId, Truth)]) -> Vec<(Id<State>, Truth)> {
    use crate::model::Kind;
    (circle.iter())
        .filter(|(member, _)| situation.world()[*member].kind() == Kind::State)
        .map(|(member, truth)| (member.cast(), *truth))
        .collect()
}

/// What a change leaves behind for the changes after it; `at` is its number.
pub(crate) fn apply(
    situation: &Situation<'_>,
    at: usize,
    change: &Change,
    exit_day: impl Fn(Id<State>, BodyId) -> Option<Date>,
) -> Deltas {
    let world = situation.world();
    let mut deltas = situation.deltas.clone();
    match change {
        Change::Join { state, body, effective } => {
            let member = EntityId::from(*state);
            deltas.left.retain(|left| (left.member, left.body) != (member, *body));
            deltas.joined.push((member, *body, Status::Member, *effective));
            // Whoever joins an organization accepts the treaties it rests on.
            if let BodyId::Organization(_) = body {
                for linked in world.linked_bodies(*body) {
                    deltas.joined.push((member, linked, Status::Party, *effective));
                }
            }
        }
        Change::Leave { state, body, effective, .. } => {
            let member = EntityId::from(*state);
            let mut bodies = vec![*body];
            bodies.extend(world.linked_bodies(*body));
            for left in bodies {
                let day = exit_day(*state, left);
                deltas.joined.retain(|(who, what, ..)| (*who, *what) != (member, left));
                deltas.left.push(Left { member, body: left, day, at_once: effective.is_none() });
            }
        }
        Change::Repeal { provision, effective, .. }
        | Change::Amend { provision, effective, .. } => {
            deltas.removed.push((*provision, *effective));
        }
        Change::Enact { state, bars, effective, .. } => {
            let (state, bars, from) = (*state, *bars, *effective);
            deltas.enacted.push(Enacted { change: at, state, bars, from });
        }
        Change::GrantStatus { entity, body, status, effective } => {
            deltas.joined.push((*entity, *body, *status, *effective));
        }
        Change::Acquire { .. } | Change::Conclude { .. } | Change::HostBase { .. } => {}
    }
    let effective = change.effective();
    deltas.alliances.extend(given_defence(world, change).into_iter().map(|body| (body, effective)));
    deltas
}

/// The bodies to which a change gives mutual defence: what acquires it, and the organizations that live by that text.
///
/// A pact that some adopt among themselves is not the organization's.
pub(crate) fn given_defence(world: &World, change: &Change) -> Vec<BodyId> {
    let (own, text) = match change {
        Change::Acquire {
            body, provision: EffectKind::MutualDefence, adopted_by: None, ..
        } => {
            let text = match body {
                BodyId::Treaty(treaty) => Some(InstrumentId::Treaty(*treaty)),
                BodyId::Organization(_) => None,
            };
            (Some(*body), text)
        }
        Change::Amend { provision, to: Some(EffectKind::MutualDefence), .. } => {
            let text = world[*provision].instrument;
            (BodyId::of(text.entity(), world[text.entity()].kind()), Some(text))
        }
        _ => return Vec::new(),
    };
    let living_by = text.into_iter().flat_map(|text| {
        let links = world.index().links_to(text).iter().map(|id| &world[*id]);
        links.filter(|link| link.role != LinkRole::Amendment).map(|link| link.organization.into())
    });
    own.into_iter().chain(living_by).collect()
}

/// The laws that earlier changes enact for a state, as domestic rules: by which change, what it bars, and whether it does by then.
pub(crate) fn enacted_bars(
    situation: &Situation<'_>,
    state: Id<State>,
) -> Vec<(usize, Bars, Truth)> {
    (situation.deltas.enacted.iter())
        .filter(|enacted| enacted.state == state)
        .map(|Enacted { change, bars, from, .. }| {
            let truth =
                from.map_or(Truth::Yes, |from| from.is_on_or_before(situation.view.as_of()));
            (*change, *bars, truth)
        })
        .filter(|(.., truth)| truth.is_possible())
        .collect()
}

/// A provision's own text is not tested against what the same text brings.
pub(crate) fn brings(hypothesis: &Hypothesis, provision: &Provision) -> bool {
    hypothesis.instruments.contains(&provision.instrument)
}
