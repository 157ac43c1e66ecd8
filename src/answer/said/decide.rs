//! Whether what a claim speaks of is so, on the day of a view and as it knows it.

use super::ClaimGround;
use super::words_of::{self, Word};
use crate::answer::{Consequences, Finding};
use crate::model::{
    BodyId, Claim, ConsentTo, Duty, EffectKind, InstrumentId, Proposition, ReadMark, RecordId,
    Relation, RelationKind, Status, Treaty,
};
use crate::rules::Situation;
use crate::scenario::Scenario;
use crate::verdict::{Clause, Verdict, VetoStep};
use crate::world::{RecordSubject, View};
use crate::{Change, EntityId, Id, Organization, Provision, State, Truth};

/// Whether something is so, and on what that rests.
#[derive(Clone, Debug)]
pub(crate) struct Decided<'w> {
    pub(crate) truth: Truth,
    pub(super) ground: ClaimGround,
    pub(crate) rests_on: Vec<RecordId>,
    /// The words of somebody among these.
    pub(crate) words: Vec<Word>,
    pub(super) mixed_up_with: Vec<Id<Provision>>,
    pub(crate) answer: Option<Consequences<'w>>,
}

impl Decided<'_> {
    /// By the record.
    fn new(truth: Truth, rests_on: Vec<RecordId>) -> Self {
        let (ground, mixed_up_with) = (ClaimGround::Record, Vec::new());
        Self { truth, ground, rests_on, words: Vec::new(), mixed_up_with, answer: None }
    }

    pub(super) const UNKNOWN: Self = Self {
        truth: Truth::Unknown,
        ground: ClaimGround::RecordOpen,
        rests_on: Vec::new(),
        words: Vec::new(),
        mixed_up_with: Vec::new(),
        answer: None,
    };
}

/// Whether a proposition holds. What the claim itself says is no evidence of it.
pub(crate) fn decide<'w>(view: &View<'w>, proposition: &Proposition, claim: &Claim) -> Decided<'w> {
    let mut decided = match proposition {
        Proposition::TakesPart { member, body, status } => {
            takes_part(view, *member, *body, *status)
        }
        Proposition::BoundBy { state, treaty } => bound_by(view, *state, *treaty),
        Proposition::HasClause { text, kind } => has_clause(view, *text, *kind),
        Proposition::Owes { state, duty, toward, under } => {
            owes(view, *state, *duty, *toward, *under)
        }
        Proposition::HasLeft { member, body } => has_left(view, *member, *body),
        Proposition::Related { kind, subject, object } => related(view, *kind, *subject, *object),
        Proposition::Declared { who, what } => words_of::declared(view, *who, *what, claim),
        Proposition::Plans { who, what } => words_of::plans(view, *who, what, claim),
        Proposition::PlansExit { states, from } => words_of::plans_exit(view, states, *from, claim),
        Proposition::NeedsConsent { of, organization, .. } => {
            needs_consent(view, view.consequences_of(question(proposition)), of, *organization)
        }
        Proposition::MustExitToJoin { states, from, .. } => {
            must_exit(view, view.consequences_of(question(proposition)), states, *from, true)
        }
        Proposition::MustExitFirst { states, from, organization, .. } => {
            let is_whole = view.members(*organization).is_complete();
            must_exit(view, view.consequences_of(question(proposition)), states, *from, is_whole)
        }
        Proposition::Holds { who, stance, of } => words_of::holds(view, *who, *stance, *of, claim),
        Proposition::Judgement { .. } | Proposition::Unrecorded { .. } => Decided::UNKNOWN,
    };
    let world = view.world();
    decided.rests_on.sort_by(|a, b| world.tables().key(*a).cmp(&world.tables().key(*b)));
    decided.rests_on.dedup();
    decided
}

/// The records that say that all of a matter is on record.
pub(super) fn covering(view: &View<'_>, subject: &RecordSubject) -> Vec<RecordId> {
    view.covered_by(subject).into_iter().map(RecordId::RecordExtent).collect()
}

/// The spells that bear on a participation: those that may hold, else those that have ended, else the body, whose roll is without one.
fn spells(
    view: &View<'_>,
    member: EntityId,
    body: BodyId,
    fits: impl Fn(Status) -> bool,
) -> Vec<RecordId> {
    let spells = view.world().spells(member, body, view.knowledge());
    let fitting = spells.iter().filter(|spell| fits(spell.status)).map(|spell| spell.participation);
    let (holding, ended): (Vec<_>, Vec<_>) =
        fitting.partition(|spell| view.truth_of(*spell).is_possible());
    let bearing = if holding.is_empty() { ended } else { holding };
    if bearing.is_empty() {
        return vec![RecordId::Entity(body.entity())];
    }
    bearing.into_iter().map(RecordId::Participation).collect()
}

fn takes_part<'w>(
    view: &View<'w>,
    member: EntityId,
    body: BodyId,
    status: Option<Status>,
) -> Decided<'w> {
    if let Some(status) = status {
        let rests_on = spells(view, member, body, |one| one == status);
        Decided::new(view.has_status(member, body, status), rests_on)
    } else {
        let rests_on = spells(view, member, body, Status::is_binding);
        Decided::new(view.is_member(member, body), rests_on)
    }
}

fn bound_by<'w>(view: &View<'w>, state: Id<State>, treaty: Id<Treaty>) -> Decided<'w> {
    let mut truth = view.is_member(state, treaty) & view.in_force(treaty);
    // Whether a political text binds is not told by its form.
    if truth.is_yes() && !view.world()[treaty].form.is_binding() {
        truth = Truth::Unknown;
    }
    let mut rests_on = spells(view, state.into(), treaty.into(), Status::is_binding);
    rests_on.push(RecordId::Entity(treaty.into()));
    Decided::new(truth, rests_on)
}

fn has_clause<'w>(view: &View<'w>, text: InstrumentId, kind: EffectKind) -> Decided<'w> {
    let world = view.world();
    let of_kind: Vec<Id<Provision>> =
        world.provisions_of(text).filter(|id| world[*id].kind() == kind).collect();
    let standing: Vec<Id<Provision>> =
        of_kind.iter().copied().filter(|id| view.stands(*id).is_possible()).collect();
    let stands = Truth::any(standing.iter().map(|id| view.stands(*id)));
    if stands.is_possible() {
        return Decided::new(stands, standing.into_iter().map(RecordId::Provision).collect());
    }
    let is_read = match text {
        InstrumentId::Treaty(treaty) => world[treaty].read == Some(ReadMark::All),
        InstrumentId::Law(_) => false,
    };
    let all = RecordSubject::duties(Some(kind));
    let is_complete = is_read || view.reach(&all).is_complete();
    // A clause that is on record and does not stand is gone only if its text is still in force.
    let is_gone = of_kind.is_empty() || view.in_force(text).is_yes();
    let truth = if is_complete && is_gone { Truth::No } else { Truth::Unknown };
    let mixed_up_with = elsewhere(view, text, kind);
    let mut rests_on = vec![RecordId::Entity(text.entity())];
    rests_on.extend(of_kind.into_iter().map(RecordId::Provision));
    if !is_read && truth.is_no() {
        rests_on.extend(covering(view, &all));
    }
    Decided { mixed_up_with, ..Decided::new(truth, rests_on) }
}

/// Clauses of a kind in other texts of the same parties, two or more, as a text.
fn elsewhere(view: &View<'_>, text: InstrumentId, kind: EffectKind) -> Vec<Id<Provision>> {
    let world = view.world();
    let parties = |text: InstrumentId| -> Vec<EntityId> {
        let InstrumentId::Treaty(treaty) = text else { return Vec::new() };
        let all = view.parties(treaty).chain(view.possible_parties(treaty));
        let mut all: Vec<EntityId> = all.map(|party| party.entity).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    let own = parties(text);
    let is_alike = |id: &Id<Provision>| {
        let provision = &world[*id];
        provision.kind() == kind
            && provision.instrument != text
            && own.len() > 1
            && view.stands(*id).is_possible()
            && parties(provision.instrument) == own
    };
    let mut found: Vec<Id<Provision>> = world.tables().provisions.ids().filter(is_alike).collect();
    found.sort_by(|a, b| world[*a].key.cmp(&world[*b].key));
    found
}

fn owes<'w>(
    view: &View<'w>,
    state: Id<State>,
    duty: Option<Duty>,
    toward: EntityId,
    under: Option<InstrumentId>,
) -> Decided<'w> {
    let all = view.obligations_of(state).toward(toward);
    let owed = match duty {
        Some(duty) => all.of_duty(duty),
        None => all,
    };
    let is_meant = |text: InstrumentId| under.is_none_or(|under| under == text);
    let meant = || owed.iter().filter(|one| is_meant(one.instrument));
    if meant().next().is_none() {
        // That it is committed to nothing at all no record says.
        let is_whole = duty.is_some() && owed.is_complete();
        let truth = if is_whole { Truth::No } else { Truth::Unknown };
        let mut rests_on = vec![RecordId::Entity(state.into())];
        if truth.is_no() {
            rests_on.extend(owed.subjects().iter().flat_map(|all| covering(view, all)));
        }
        return Decided::new(truth, rests_on);
    }
    let truth = Truth::any(meant().map(|one| one.truth));
    Decided::new(truth, meant().map(|one| RecordId::Provision(one.provision)).collect())
}

fn has_left<'w>(view: &View<'w>, member: EntityId, body: BodyId) -> Decided<'w> {
    let spells = view.world().spells(member, body, view.knowledge());
    let (first, last) = view.as_of().bounds();
    let binding = spells.iter().filter(|spell| spell.status.is_binding());
    let ended = Truth::any(binding.clone().map(|spell| {
        let Some(end) = spell.valid.to else { return Truth::No };
        let (earliest, latest) = end.bounds();
        match (latest <= first, earliest > last) {
            (true, _) => Truth::Yes,
            (false, true) => Truth::No,
            (false, false) => Truth::Unknown,
        }
    }));
    let is_in = view.is_member(member, body);
    // Of whom no spell is on record nobody can say here that it was never in.
    let was_in = if binding.clone().next().is_none() { Truth::Unknown } else { ended };
    let mut rests_on: Vec<RecordId> =
        binding.map(|spell| RecordId::Participation(spell.participation)).collect();
    if rests_on.is_empty() {
        rests_on.push(RecordId::Entity(body.entity()));
    }
    Decided::new(was_in & !is_in, rests_on)
}

/// By the relations of the day, as the rules weigh them.
fn related<'w>(
    view: &View<'w>,
    kind: RelationKind,
    subject: EntityId,
    object: EntityId,
) -> Decided<'w> {
    let world = view.world();
    let situation = Situation::recorded(*view);
    let is_meant = |id: &Id<Relation>| {
        let ends = (world[*id].subject, world[*id].object);
        ends == (subject, object) || kind.is_symmetric() && ends == (object, subject)
    };
    let found = view.related(subject, kind).into_iter().filter(|(id, _)| is_meant(id));
    let (mut truth, mut rests_on) = (Truth::No, Vec::new());
    for (id, holds) in found {
        truth = truth | (holds & situation.weight_of(&world[id]));
        rests_on.push(RecordId::Relation(id));
    }
    let all = RecordSubject::relations(kind);
    if truth.is_no() && !view.reach(&all).is_complete() {
        truth = Truth::Unknown;
    }
    if rests_on.is_empty() {
        rests_on.push(RecordId::Entity(subject));
    }
    if truth.is_no() {
        rests_on.extend(covering(view, &all));
    }
    Decided::new(truth, rests_on)
}

/// The question that a proposition answers, where it is one of consequences; else one that changes nothing.
pub(crate) fn question(proposition: &Proposition) -> Scenario {
    match proposition {
        Proposition::NeedsConsent { organization, to, .. } => Scenario::new(match to {
            ConsentTo::Acquiring(kind) => Change::acquire(*organization, *kind),
            ConsentTo::Admitting(state) => Change::join(*state, *organization),
        }),
        Proposition::MustExitToJoin { states, into, .. } => (states.iter())
            .fold(Scenario::default(), |all, state| all.then(Change::join(*state, *into))),
        Proposition::MustExitFirst { organization, acquires, .. } => {
            Scenario::new(Change::acquire(*organization, *acquires))
        }
        Proposition::TakesPart { .. }
        | Proposition::BoundBy { .. }
        | Proposition::HasClause { .. }
        | Proposition::Owes { .. }
        | Proposition::HasLeft { .. }
        | Proposition::Related { .. }
        | Proposition::Declared { .. }
        | Proposition::Plans { .. }
        | Proposition::PlansExit { .. }
        | Proposition::Holds { .. }
        | Proposition::Judgement { .. }
        | Proposition::Unrecorded { .. } => Scenario::default(),
    }
}

/// Whether nothing stands in the way of what an answer supposes.
pub(crate) fn is_possible(answer: &Consequences<'_>) -> bool {
    let scenario = answer.scenario();
    scenario.changes.is_empty() || answer.view().what_if(scenario.clone()).impossible().is_empty()
}

/// `needs_consent(o, x, w) :- veto(w, x)`, and not so for whoever is no member, unless another body decides, whose members may have a
/// say there.
fn needs_consent<'w>(
    view: &View<'w>,
    answer: Consequences<'w>,
    of: &[Id<State>],
    organization: Id<Organization>,
) -> Decided<'w> {
    if !is_possible(&answer) {
        return Decided { answer: Some(answer), ..Decided::UNKNOWN };
    }
    let mut rests_on = Vec::new();
    let world = view.world();
    let is_decided_elsewhere = answer.vetoes().iter().any(|veto| {
        let is_body = BodyId::of(veto.entity, world[veto.entity].kind()).is_some();
        is_body && !view.is_member(veto.entity, organization).is_possible()
    });
    let truth = Truth::all(of.iter().map(|state| {
        let own = answer.vetoes().iter().filter(|veto| {
            let is_decision = matches!(veto.step, VetoStep::Adopt | VetoStep::Accede);
            is_decision && veto.entity == EntityId::from(*state)
        });
        rests_on.extend(own.clone().filter_map(|veto| veto.why).map(RecordId::Provision));
        rests_on.extend(spells(view, (*state).into(), organization.into(), Status::is_binding));
        let can_veto = Truth::any(own.map(|veto| veto.truth));
        let is_member = view.is_member(*state, organization);
        let is_settled = can_veto.is_possible() || is_member.is_no() && !is_decided_elsewhere;
        if is_settled { can_veto } else { Truth::Unknown }
    }));
    Decided { answer: Some(answer), ..Decided::new(truth, rests_on) }
}

/// Whether an answer makes each of some states leave a body. Of whom it finds nothing it says so only where it has all of them.
fn must_exit<'w>(
    view: &View<'w>,
    answer: Consequences<'w>,
    states: &[Id<State>],
    from: BodyId,
    is_whole: bool,
) -> Decided<'w> {
    if !is_possible(&answer) {
        return Decided { answer: Some(answer), ..Decided::UNKNOWN };
    }
    let mut rests_on = Vec::new();
    let truth = Truth::all(states.iter().map(|state| match answer.finding(*state) {
        None if is_whole => Truth::No,
        None => Truth::Unknown,
        Some(finding) => {
            let rules = finding.rules().iter().filter_map(|clause| match clause {
                Clause::Recorded(id) => Some(RecordId::Provision(*id)),
                Clause::Enacted { .. } | Clause::Agreed { .. } => None,
            });
            rests_on.extend(rules);
            rests_on.extend(spells(view, (*state).into(), from, Status::is_binding));
            must_leave(finding, from)
        }
    }));
    Decided { answer: Some(answer), ..Decided::new(truth, rests_on) }
}

/// Whether a finding makes a state leave a body. What nobody has read, and what the record does not reach, leaves it open.
fn must_leave(finding: Finding<'_, '_>, body: BodyId) -> Truth {
    if finding.leaves(body) {
        return finding.bound();
    }
    let basis = finding.basis();
    let is_named = finding.bodies().any(|exit| exit == body)
        || finding.exits_possible().iter().any(|exit| exit.body == body);
    let is_open = finding.verdict() == Verdict::Undetermined
        || !basis.uncovered.is_empty()
        || !basis.unread.is_empty();
    if is_named || is_open { Truth::Unknown } else { Truth::No }
}
