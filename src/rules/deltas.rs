//! What earlier changes of a hypothesis have added or taken away.

use super::conflict::is_held_if_agreed;
use crate::model::{Effect, EffectKind, LinkRole, Status};
use crate::scenario::{Change, Enactment, Movement, Procedure, Wording, carrier};
use crate::verdict::Clause;
use crate::world::View;
use crate::{BodyId, Date, EntityId, Id, InstrumentId, Provision, State, Truth, World};

/// What earlier changes have added or taken away.
#[derive(Clone, Debug, Default)]
pub(crate) struct Deltas {
    /// Participations that would begin or end, in the order of the changes.
    pub(crate) moves: Vec<Move>,
    /// Provisions that would no longer stand.
    pub(crate) removed: Vec<Removed>,
    /// Laws that would have been enacted.
    pub(crate) enacted: Vec<Enacted>,
    /// Bodies that would have acquired a clause on mutual defence.
    pub(crate) alliances: Vec<Allied>,
    /// The clauses that bodies would have agreed, one for each change: on mutual defence, or what bars something.
    pub(crate) agreed: Vec<Agreed>,
}

/// What a change does to a participation.
#[derive(Copy, Clone, Debug)]
pub(crate) enum Move {
    /// It begins.
    Joined(Joined),
    /// It ends.
    Left(Left),
}

/// A participation that would exist.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Joined {
    /// Whose.
    pub(crate) member: EntityId,
    /// In what.
    pub(crate) body: BodyId,
    /// In which grade.
    pub(crate) status: Status,
    /// From when; `None`: at once.
    pub(crate) from: Option<Date>,
}

/// A participation that would have ended.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Left {
    /// Whose.
    pub(crate) member: EntityId,
    /// In what.
    pub(crate) body: BodyId,
    /// The day from which it no longer holds; `None`: never by the member alone.
    pub(crate) day: Option<Date>,
    /// Whether it counts as ended at once, because neither the exit nor whatever looks at it has a day of its own.
    pub(crate) at_once: bool,
}

/// A provision that would have been repealed or amended.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Removed {
    /// Which.
    pub(crate) provision: Id<Provision>,
    /// From when; `None`: at once.
    pub(crate) from: Option<Date>,
}

/// A law that would have been enacted.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Enacted {
    /// The number of the change that enacts it.
    pub(crate) change: usize,
    /// The law.
    pub(crate) law: Enactment,
    /// From when; `None`: at once.
    pub(crate) from: Option<Date>,
}

/// A body that would have acquired a clause on mutual defence.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Allied {
    /// Which.
    pub(crate) body: BodyId,
    /// From when; `None`: at once.
    pub(crate) from: Option<Date>,
}

/// A clause that would have been agreed, as far as it is held against something.
#[derive(Clone, Debug)]
pub(crate) struct Agreed {
    /// The number of the change that brings it.
    pub(crate) change: usize,
    /// What it does.
    pub(crate) effect: Effect,
    /// Whom it binds.
    pub(crate) among: Among,
    /// From when; `None`: at once.
    pub(crate) from: Option<Date>,
}

impl Agreed {
    /// How an outcome names it.
    pub(crate) fn clause(&self) -> Clause {
        Clause::Agreed { change: self.change, kind: self.effect.kind() }
    }
}

/// Whom a clause binds that would have been agreed.
#[derive(Copy, Clone, Debug)]
pub(crate) enum Among {
    /// Whoever takes part in a body that acquires it.
    Body(BodyId),
    /// Whoever bears the provision that becomes it.
    Bearers(Id<Provision>),
}

/// Whether something that takes effect on a day holds on the day of a view; what has no day holds at once.
pub(super) fn in_effect(view: &View<'_>, from: Option<Date>) -> Truth {
    from.map_or(Truth::Yes, |from| from.is_on_or_before(view.as_of()))
}

impl Deltas {
    /// Nothing has changed.
    pub(crate) const NONE: Self = Self {
        moves: Vec::new(),
        removed: Vec::new(),
        enacted: Vec::new(),
        alliances: Vec::new(),
        agreed: Vec::new(),
    };

    /// Whether nothing has changed.
    pub(crate) const fn is_nothing(&self) -> bool {
        self.moves.is_empty()
            && self.removed.is_empty()
            && self.enacted.is_empty()
            && self.alliances.is_empty()
            && self.agreed.is_empty()
    }

    /// The same as a change with a day of its own finds it: every exit takes its time.
    pub(crate) fn by_calendar(&self) -> Self {
        let mut deltas = self.clone();
        for one in &mut deltas.moves {
            if let Move::Left(left) = one {
                left.at_once = false;
            }
        }
        deltas
    }

    /// Whether a participation that is so without the changes is so with them, by the day of a view: each begins or ends it in turn.
    ///
    /// ```text
    /// in(s, b, n + 1) :- in(s, b, n), change n does not end it.
    /// in(s, b, n + 1) :- change n begins it.
    /// ```
    pub(crate) fn moved(
        &self,
        view: &View<'_>,
        member: EntityId,
        body: BodyId,
        before: Truth,
    ) -> Truth {
        self.moves.iter().fold(before, |truth, one| match one {
            Move::Joined(joined)
                if (joined.member, joined.body) == (member, body) && joined.status.is_binding() =>
            {
                truth | in_effect(view, joined.from)
            }
            Move::Left(left) if (left.member, left.body) == (member, body) => {
                truth & !left.by(view)
            }
            Move::Joined(_) | Move::Left(_) => truth,
        })
    }

    /// Whether any participation in a body would begin or end.
    pub(crate) fn touch(&self, body: BodyId) -> bool {
        self.moves.iter().any(|one| match one {
            Move::Joined(joined) => joined.body == body,
            Move::Left(left) => left.body == body,
        })
    }

    /// Whether any participation of somebody would begin or end.
    pub(crate) fn moves_of(&self, member: EntityId) -> bool {
        self.moves.iter().any(|one| match one {
            Move::Joined(joined) => joined.member == member,
            Move::Left(left) => left.member == member,
        })
    }

    /// The participations that would begin, in the order of the changes.
    pub(crate) fn joined(&self) -> impl Iterator<Item = &Joined> {
        self.moves.iter().filter_map(|one| match one {
            Move::Joined(joined) => Some(joined),
            Move::Left(_) => None,
        })
    }

    /// What somebody would have joined, in whatever grade.
    pub(crate) fn joined_by(&self, member: EntityId) -> impl Iterator<Item = BodyId> {
        self.joined().filter(move |joined| joined.member == member).map(|joined| joined.body)
    }

    /// The same without what would begin.
    pub(crate) fn without_joining(&self) -> Self {
        let mut deltas = self.clone();
        deltas.moves.retain(|one| matches!(one, Move::Left(_)));
        deltas
    }

    /// Whether a body would have acquired a clause on mutual defence by the day of a view.
    pub(crate) fn is_allied(&self, view: &View<'_>, body: BodyId) -> Truth {
        let own = self.alliances.iter().filter(|allied| allied.body == body);
        Truth::any(own.map(|allied| in_effect(view, allied.from)))
    }

    /// Somebody leaves a body, and nobody asks when.
    pub(crate) fn leave_at_once(&mut self, member: EntityId, body: BodyId) {
        self.moves.push(Move::Left(Left { member, body, day: None, at_once: true }));
    }

    /// The same, with all that goes with it; who leaves what an organization is constituted by leaves the organization.
    pub(crate) fn leave_whole_at_once(&mut self, world: &World, state: Id<State>, body: BodyId) {
        let body = carrier(world.tables(), body);
        for body in moved(world, Movement::Leaves { state, body }) {
            self.leave_at_once(state.into(), body);
        }
    }

    /// A provision goes, and nobody asks when.
    pub(crate) fn remove_at_once(&mut self, provision: Id<Provision>) {
        self.removed.push(Removed { provision, from: None });
    }

    /// The same after one more change, with its number; whoever leaves by it is out on the day of its exit from each body.
    pub(crate) fn after(
        &self,
        world: &World,
        at: usize,
        change: &Change,
        exit_day: impl Fn(Id<State>, BodyId) -> Option<Date>,
    ) -> Self {
        let mut deltas = self.clone();
        let from = change.effective();
        if let Some(movement) = change.movement() {
            deltas.move_by(world, movement, from, exit_day);
        }
        deltas.removed.extend(change.removes().map(|provision| Removed { provision, from }));
        deltas.enacted.extend(change.enacts().map(|law| Enacted { change: at, law, from }));
        let given = given_defence(world, change).into_iter();
        deltas.alliances.extend(given.map(|body| Allied { body, from }));
        let agreed = agreed_among(world, change).into_iter();
        let agreed = agreed.map(|(effect, among)| Agreed { change: at, effect, among, from });
        deltas.agreed.extend(agreed);
        deltas
    }

    fn move_by(
        &mut self,
        world: &World,
        movement: Movement,
        from: Option<Date>,
        exit_day: impl Fn(Id<State>, BodyId) -> Option<Date>,
    ) {
        let (member, own) = (movement.member(), movement.body());
        for body in moved(world, movement) {
            self.moves.push(match movement {
                Movement::Joins { .. } => {
                    // Who joins an organization becomes a party to the treaties that it rests on.
                    let status = if body == own { Status::Member } else { Status::Party };
                    Move::Joined(Joined { member, body, status, from })
                }
                Movement::Granted { status, .. } => {
                    Move::Joined(Joined { member, body, status, from })
                }
                Movement::Leaves { state, .. } => {
                    let day = exit_day(state, body);
                    Move::Left(Left { member, body, day, at_once: from.is_none() })
                }
            });
        }
    }
}

impl Left {
    /// Whether it has ended by the day of a view.
    fn by(&self, view: &View<'_>) -> Truth {
        match self.day {
            _ if self.at_once => Truth::Yes,
            Some(day) => day.is_on_or_before(view.as_of()),
            None => Truth::No,
        }
    }
}

/// The bodies in which a participation begins or ends: what is joined or left, and what goes with it.
///
/// ```text
/// joins(s, t)  :- joins(s, o), foundation(o, t) or accession(o, t).    who joins an organization accepts what it rests on
/// leaves(s, b) :- leaves(s, a), linked(a, b).                          step by step
/// leaves(s, t) :- leaves(s, o), constituent(o, t) or subsidiary(o, t). what is held through it
/// ```
pub(crate) fn moved(world: &World, movement: Movement) -> Vec<BodyId> {
    let own = movement.body();
    let mut bodies = vec![own];
    match (movement, own) {
        (Movement::Joins { .. }, BodyId::Organization(_)) => return joined_with(world, own),
        (Movement::Leaves { .. }, _) => {
            let mut at = 0;
            while let Some(body) = bodies.get(at).copied() {
                for linked in world.linked_bodies(body).into_iter().chain(texts_of(world, body)) {
                    if !bodies.contains(&linked) {
                        bodies.push(linked);
                    }
                }
                at += 1;
            }
        }
        (Movement::Joins { .. }, BodyId::Treaty(_)) | (Movement::Granted { .. }, _) => {}
    }
    bodies
}

/// What is joined with a body, whoever joins: itself, what an organization rests on, and what its members accede to.
pub(super) fn joined_with(world: &World, own: BodyId) -> Vec<BodyId> {
    let mut bodies = vec![own];
    if let BodyId::Organization(organization) = own {
        bodies.extend(world.linked_bodies(own));
        let links = world.index().links_of(organization).iter().map(|id| &world[*id]);
        bodies.extend(links.filter_map(|link| match (link.role, link.instrument) {
            (LinkRole::Accession, InstrumentId::Treaty(treaty)) => Some(BodyId::from(treaty)),
            (_, InstrumentId::Treaty(_) | InstrumentId::Law(_)) => None,
        }));
    }
    bodies
}

/// The treaties that are held through a body: its constituent texts, and its subsidiary ones that have no parties of their own on record.
fn texts_of(world: &World, body: BodyId) -> Vec<BodyId> {
    let BodyId::Organization(organization) = body else { return Vec::new() };
    (world.index().links_of(organization).iter())
        .map(|id| &world[*id])
        .filter_map(|link| match (link.role, link.instrument) {
            (LinkRole::Constituent | LinkRole::Subsidiary, InstrumentId::Treaty(treaty)) => {
                (!world.is_apart(link.instrument, link.role)).then_some(treaty.into())
            }
            (LinkRole::Foundation | LinkRole::Accession | LinkRole::Amendment, _)
            | (_, InstrumentId::Law(_)) => None,
        })
        .collect()
}

/// What a change has a body agree, and whom it binds by that as one body.
///
/// A pact that some adopt among themselves, or conclude, is no body that one could be in.
fn agreed_among(world: &World, change: &Change) -> Option<(Effect, Among)> {
    let kind = *change.brings().first()?;
    if !is_held_if_agreed(kind) {
        return None;
    }
    let effect = Wording::from(kind).effect();
    match change.procedure() {
        Procedure::Adoption { body } => Some((effect, Among::Body(body))),
        Procedure::Amendment { provision } => {
            let is_law = world[provision].instrument.is_domestic();
            (!is_law).then_some((effect, Among::Bearers(provision)))
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

/// The bodies to which a change gives mutual defence: what acquires it, and the organizations that live by that text.
///
/// A pact that some adopt among themselves is not the organization's.
pub(crate) fn given_defence(world: &World, change: &Change) -> Vec<BodyId> {
    if !change.brings().contains(&EffectKind::MutualDefence) {
        return Vec::new();
    }
    let (own, text) = match change.procedure() {
        Procedure::Adoption { body } => match body {
            BodyId::Treaty(treaty) => (Some(body), Some(InstrumentId::Treaty(treaty))),
            BodyId::Organization(_) => (Some(body), None),
        },
        Procedure::Amendment { provision } => match world[provision].instrument {
            text @ InstrumentId::Treaty(treaty) => (Some(treaty.into()), Some(text)),
            text @ InstrumentId::Law(_) => (None, Some(text)),
        },
        Procedure::Modification { .. }
        | Procedure::Accession { .. }
        | Procedure::Withdrawal { .. }
        | Procedure::Conclusion { .. }
        | Procedure::Legislation { .. }
        | Procedure::Stationing { .. }
        | Procedure::Decision { .. } => return Vec::new(),
    };
    let living_by = text.into_iter().flat_map(|text| {
        let links = world.index().links_to(text).iter().map(|id| &world[*id]);
        links.filter(|link| link.role != LinkRole::Amendment).map(|link| link.organization.into())
    });
    own.into_iter().chain(living_by).collect()
}
