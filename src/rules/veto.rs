//! Who could veto: whose agreement a step needs, by which provision.

use super::clauses;
use super::conflict::Conflict;
use super::exit::{Exit, held_in, needs_consent, other_parties};
use super::hypothesis::{Hypothesis, within};
use super::procedures;
use super::situation::Situation;
use crate::model::{ActKind, Bearer, Decision, Effect, Link, Need};
use crate::scenario::{Change, Procedure};
use crate::verdict::{ExitMode, VetoStep};
use crate::world::{View, World};
use crate::{BodyId, EntityId, Id, InstrumentId, Organization, Provision, State, Truth};

/// Somebody whose agreement a step needs.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Veto {
    /// Which step.
    pub step: VetoStep,
    /// Who.
    pub entity: EntityId,
    /// The provision that gives the veto, if one is recorded.
    pub why: Option<Id<Provision>>,
    /// On accessions that all ratify: whether this one has still to approve.
    pub pending: Option<Truth>,
    /// Whether for certain.
    pub truth: Truth,
    /// The procedure by which it decides inside, if one is recorded.
    pub procedure: Option<Id<Provision>>,
}

impl Veto {
    /// Somebody's veto, where nobody's approval is awaited.
    pub(crate) fn of(
        step: VetoStep,
        entity: impl Into<EntityId>,
        why: Option<Id<Provision>>,
        truth: Truth,
    ) -> Self {
        Self { step, entity: entity.into(), why, pending: None, truth, procedure: None }
    }
}

/// Whose agreement a change needs, by key.
///
/// ```text
/// veto(m, adopt)   :- acquires(o, _), amendment(o, unanimous), votes(m, o, d).        or the adopters alone
/// veto(m, adopt)   :- amends(c, _), amendment(text(c), unanimous), votes(m, text(c), d).
/// veto(m, accede)  :- joins(s, o), accession(o, unanimous), votes(m, o, d).
/// veto(m, consent) :- needs_consent(s, h, c) ; needs_no_objection(s, h, c), toward(c, m), votes(m, body(c), d), m not in A, m != s.
/// veto(m, consent) :- needs_consent(s, h, c), keeps_out(c), toward(c, m), m != s.                          (in A or not)
/// veto(b, consent) :- needs_consent(s, h, c), body(c, b), decided_by_majority(c).
/// ```
pub(crate) fn vetoes(
    situation: &Situation<'_>,
    change: &Change,
    hypothesis: &Hypothesis,
    awaited: &[&Conflict],
) -> Vec<Veto> {
    let situation = &situation.on(hypothesis.date);
    let mut vetoes = match change.procedure() {
        Procedure::Adoption { body } => {
            let rule = amendment_rule(&situation.view, body);
            voters(situation, body, VetoStep::Adopt, rule)
        }
        Procedure::Modification { .. } => (hypothesis.bound.iter())
            .map(|(state, truth)| Veto::of(VetoStep::Adopt, *state, None, *truth))
            .collect(),
        Procedure::Amendment { provision } => amenders(situation, provision, VetoStep::Adopt),
        Procedure::Accession { state, body } => admitters(situation, state, body),
        // Who concludes, legislates or lets others in asks nobody by that; an exit has vetoes of its own, and no rule on grades is
        // read.
        Procedure::Conclusion { .. }
        | Procedure::Stationing { .. }
        | Procedure::Legislation { .. }
        | Procedure::Withdrawal { .. }
        | Procedure::Decision { .. } => Vec::new(),
    };
    for conflict in awaited {
        let whom = self::awaited(situation, hypothesis, conflict).into_iter();
        vetoes.extend(whom.map(|(entity, _, provision, truth)| {
            Veto::of(VetoStep::Consent, entity, Some(provision), truth)
        }));
    }
    vetoes
}

/// Those who must admit a state to a body, and whether each has still to approve, where all ratify.
fn admitters(situation: &Situation<'_>, state: Id<State>, body: BodyId) -> Vec<Veto> {
    let clause = clauses::accession(&situation.view, body, Some(state));
    let rule = clauses::accession_rule(&situation.view, body, state);
    let ratified = clause.is_some_and(|(_, admission)| admission.ratified_by_all);
    let mut vetoes = voters(situation, body, VetoStep::Accede, rule);
    vetoes.retain(|veto| veto.entity != EntityId::from(state));
    if ratified {
        for veto in &mut vetoes {
            veto.pending = Some(pending(situation, veto.entity, state, body));
        }
    }
    vetoes
}

/// Whom a conflict waits for, each with what is asked of it: everybody toward whom the provision is owed and who exists on the day; of
/// those for whom a text reserves a say whoever has a vote there and no part in the change. Where a majority of them decides, the body
/// that they are in, or the text itself, where that has parties of its own.
pub(crate) fn awaited(
    situation: &Situation<'_>,
    hypothesis: &Hypothesis,
    conflict: &Conflict,
) -> Vec<(EntityId, Need, Id<Provision>, Truth)> {
    let situation = &situation.on(hypothesis.date);
    let Some(id) = conflict.provision.recorded() else { return Vec::new() };
    let provision = &situation.world()[id];
    // Whoever is owed that a state keeps out may say that it need not.
    let is_owed = provision.effect.keeps_out().is_some();
    let (need, decision) = if let Effect::ConsentRequired { need, decision, .. } = provision.effect
    {
        (need, decision)
    } else if is_owed {
        (Need::Consent, Decision::Unanimous)
    } else {
        return Vec::new();
    };
    // Those of a text that only stands under a body, and has parties of its own, decide by themselves.
    let own = apart(situation.world(), provision.instrument);
    let body = own.or_else(|| held_in(situation.world(), provision));
    if let (Decision::Majority, Some(body)) = (decision, body) {
        // Any other treaty decides nothing: whoever lives by it does.
        let living = match body {
            BodyId::Treaty(text) if own.is_none() => {
                situation.organizations_by(text.into()).first().copied()
            }
            BodyId::Treaty(_) | BodyId::Organization(_) => None,
        };
        let whose = living.map_or(body, BodyId::from);
        return vec![(whose.entity(), need, id, conflict.truth)];
    }
    let seat = body.map(|body| situation.roll_of(body));
    let asked = situation.toward(provision).into_iter();
    asked
        .filter(|(member, _)| *member != EntityId::from(conflict.state))
        .map(|(member, toward)| {
            // Whoever takes part consents by that to what a text reserves for it, and not to what is owed to it, vote or no vote.
            let has_say = || {
                let vote = |seat| !situation.vote_is_suspended(member, seat);
                !within(&hypothesis.circle, member) & seat.map_or(Truth::Yes, vote)
            };
            let is_asked = if is_owed { Truth::Yes } else { has_say() };
            let exists = situation.view.existed(member);
            (member, need, id, toward & exists & is_asked & conflict.truth)
        })
        .filter(|(.., truth)| truth.is_possible())
        .collect()
}

/// A text that stands under bodies, apart from each of them.
fn apart(world: &World, text: InstrumentId) -> Option<BodyId> {
    let InstrumentId::Treaty(treaty) = text else { return None };
    let links = world.index().links_to(text);
    let is_apart = |id: &Id<Link>| world.is_apart(text, world[*id].role);
    (!links.is_empty() && links.iter().all(is_apart)).then_some(treaty.into())
}

/// Whose consent an exit needs, where there is no unilateral right, by key; as certain as it is that there is something to leave.
pub(crate) fn exit_vetoes(
    situation: &Situation<'_>,
    state: Id<State>,
    exit: &Exit,
    is_due: Truth,
) -> Vec<Veto> {
    if !needs_consent(&situation.view.carried_to(exit.notice), exit) {
        return Vec::new();
    }
    let others = other_parties(situation, state, exit.body).into_iter();
    // Where it is open which clause stands, it is open whether anybody is asked.
    let is_asked = if exit.mode == ExitMode::Unknown { Truth::Unknown } else { Truth::Yes };
    let is_due = is_due & is_asked;
    let veto = |(entity, truth)| Veto::of(VetoStep::Exit, entity, exit.clause, truth & is_due);
    others.map(veto).collect()
}

/// Who must agree to amend a provision, by key.
pub(crate) fn amenders(
    situation: &Situation<'_>,
    provision: Id<Provision>,
    step: VetoStep,
) -> Vec<Veto> {
    let world = situation.world();
    let record = &world[provision];
    let body = match (&record.bearer, record.instrument) {
        (Bearer::Participants(body), _) => *body,
        (_, InstrumentId::Treaty(treaty)) => treaty.into(),
        (Bearer::Listed(states), InstrumentId::Law(_)) => {
            // A law is the state's own: nobody else has a say.
            let own = |state: &Id<State>| Veto {
                procedure: procedures::of_law(situation, *state, provision).first().copied(),
                ..Veto::of(step, *state, Some(provision), Truth::Yes)
            };
            return states.iter().map(own).collect();
        }
        (Bearer::ThirdStates | Bearer::Nobody, InstrumentId::Law(_)) => return Vec::new(),
    };
    let rule = clauses::amendment_of(world, record.instrument)
        .or_else(|| amendment_rule(&situation.view, body));
    voters(situation, body, step, rule)
}

/// The rule by which a body changes its own texts: its amendment clause, else how it decides anything.
fn amendment_rule(view: &View<'_>, body: BodyId) -> Option<(Id<Provision>, Decision)> {
    clauses::amendment(view, body).or_else(|| clauses::decision(view, body))
}

/// Every member with a vote on the day, if everyone must agree, or those to whom the rule gives a veto by name, be it another body. Where no rule is
/// recorded, that is open: by treaty law agreement of the parties (VCLT art. 39).
fn voters(
    situation: &Situation<'_>,
    body: BodyId,
    step: VetoStep,
    rule: Option<(Id<Provision>, Decision)>,
) -> Vec<Veto> {
    let world = situation.world();
    // A rule may give a veto to some by name, such as the permanent members of a council.
    let named: Option<Vec<&str>> = rule
        .and_then(|(id, _)| world[id].param("veto_of"))
        .map(|keys| keys.split('|').map(str::trim).collect());
    let (why, unanimous) = match rule {
        Some((id, _)) if named.is_some() => (Some(id), Truth::Yes),
        Some((id, Decision::Unanimous)) => (Some(id), Truth::Yes),
        Some((_, Decision::Majority)) => return Vec::new(),
        Some((id, _)) => (Some(id), Truth::Unknown),
        None => (None, Truth::Unknown),
    };
    // A treaty that binds the members of an organization is voted on by them as members.
    let seat = situation.roll_of(body);
    let has_voice = |entity: EntityId| match &named {
        Some(named) => named.contains(&world.key(entity)),
        None => true,
    };
    let vote = |(entity, truth): (EntityId, Truth)| {
        let votes = truth & !situation.vote_is_suspended(entity, seat) & unanimous;
        votes.is_possible().then(|| Veto::of(step, entity, why, votes))
    };
    let members = situation.members_of(body).into_iter();
    let mut vetoes: Vec<Veto> =
        members.filter(|(entity, _)| has_voice(*entity)).filter_map(vote).collect();
    // Another body may decide in its place.
    let others = named.iter().flatten().filter_map(|key| {
        let other = BodyId::from(world.typed_named::<Organization>(key)?);
        let exists = situation.view.exists(other) & unanimous;
        exists.is_possible().then(|| Veto::of(step, other.entity(), why, exists))
    });
    vetoes.extend(
        others
            .filter(|other| !vetoes.iter().any(|one| one.entity == other.entity))
            .collect::<Vec<_>>(),
    );
    vetoes
}

/// Whether a member has still to approve an accession: no domestic approval or instrument is recorded by the day.
fn pending(situation: &Situation<'_>, member: EntityId, state: Id<State>, body: BodyId) -> Truth {
    let world = situation.world();
    let day = situation.view.as_of();
    let approved = (situation.instruments_of(body).into_iter())
        .flat_map(|(text, _)| world.index().acts_on(text).iter().map(|id| &world[*id]))
        .filter(|act| {
            act.by.map(EntityId::from) == Some(member)
                && act.concerning == Some(state)
                && (act.kind == ActKind::DomesticApproval || act.kind.is_consent())
                && act.is_known_by(situation.view.knowledge())
        })
        .map(|act| act.date.is_on_or_before(day));
    !Truth::any(approved)
}
