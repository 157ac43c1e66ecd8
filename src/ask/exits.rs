//! Who must exit what, who could veto, who owes what to whom.

use super::{Answered, Asking};
use crate::answer::caveats;
use crate::answer::held::truth_in;
use crate::answer::{Caveat, Consequences, Finding, Obligations, WhyNot};
use crate::model::{Duty, Kind};
use crate::scenario::{Change, Procedure, Scenario};
use crate::verdict::Verdict;
use crate::wire::{ExitRow, ObligationRow, Rows, VetoRow};
use crate::world::{Absence, View};
use crate::{BodyId, EntityId, Id, Organization, State, Truth, World};

/// The row of somebody on whom the change puts nothing.
fn row_unbound(world: &World, entity: EntityId, verdict: Verdict, reason: String) -> ExitRow {
    ExitRow {
        state: world.key(entity).to_owned(),
        verdict,
        exits: Vec::new(),
        exits_possible: Vec::new(),
        earliest: None,
        laws: Vec::new(),
        soft: Vec::new(),
        rules: Vec::new(),
        reason: Some(reason),
        subject_to: Vec::new(),
        in_time: None,
        days_early: None,
        needs: Vec::new(),
        basis: None,
    }
}

/// Whether a finding has somebody leave this (`None`: anything).
///
/// A state that must exit one thing for certain may have to exit another, if some other provision turns out to bind it.
fn must_leave(finding: &Finding<'_, '_>, exit: Option<BodyId>) -> Truth {
    let leaves = exit.is_none_or(|exit| finding.bodies().any(|body| body == exit));
    let mut possible = finding.exits_possible().iter();
    let may_leave = leaves || possible.any(|one| exit.is_none_or(|exit| one.body == exit));
    match finding.verdict() {
        Verdict::MustExit if leaves => Truth::Yes,
        Verdict::MustExit | Verdict::Undetermined if may_leave && !finding.rules().is_empty() => {
            Truth::Unknown
        }
        Verdict::MustExit
        | Verdict::Undetermined
        | Verdict::MustChangeLaw
        | Verdict::NeedsConsent
        | Verdict::Free
        | Verdict::NotBound => Truth::No,
    }
}

/// Who must exit, or possibly must: of these members, from this body.
pub(super) fn must_exit(
    asking: &Asking<'_>,
    answer: &Consequences<'_>,
    members_of: Option<Id<Organization>>,
    exit: Option<BodyId>,
) -> Answered {
    let view = answer.view();
    let day = answer.scenario().changes.iter().find_map(Change::effective);
    let is_asked = |state: Id<State>| {
        members_of.is_none_or(|organization| {
            let on_the_day =
                day.map_or(Truth::No, |day| view.carried_to(day).is_member(state, organization));
            (view.is_member(state, organization) | on_the_day).is_possible()
        })
    };
    let is_open = |finding: &Finding<'_, '_>| {
        // Without a body to leave, also those whose law may have to change.
        (exit.is_none() && finding.verdict() == Verdict::Undetermined)
            || must_leave(finding, exit).is_possible()
    };
    let rows: Vec<ExitRow> = (answer.findings())
        .filter(|finding| is_asked(finding.state()) && is_open(finding))
        .map(|finding| {
            let must = finding.verdict() == Verdict::MustExit;
            let reason = (!must).then(|| asking.why_not(&answer.why_not(finding.state())));
            ExitRow::of(answer.world(), finding.outcome, reason)
        })
        .collect();
    let caveats = answer.caveats().to_vec();
    Answered::new(Rows::Exits(rows), caveats)
}

/// The body that a hypothesis changes.
fn changed_body(scenario: &Scenario) -> Option<BodyId> {
    scenario.changes.iter().find_map(|change| match change.procedure() {
        Procedure::Adoption { body }
        | Procedure::Modification { body, .. }
        | Procedure::Accession { body, .. } => Some(body),
        Procedure::Amendment { .. }
        | Procedure::Withdrawal { .. }
        | Procedure::Conclusion { .. }
        | Procedure::Legislation { .. }
        | Procedure::Stationing { .. }
        | Procedure::Decision { .. } => None,
    })
}

/// Whether one must exit, with its row and the reason why not.
pub(super) fn must_it_exit(
    asking: &Asking<'_>,
    answer: &Consequences<'_>,
    entity: EntityId,
    exit: Option<BodyId>,
) -> Answered {
    let (view, world) = (answer.view(), answer.world());
    let mut caveats = answer.caveats().to_vec();
    let state = (world[entity].kind() == Kind::State).then(|| entity.cast::<State>());
    if let Some(finding) = state.and_then(|state| answer.finding(state)) {
        let mut truth = must_leave(&finding, exit);
        if finding.verdict() == Verdict::Undetermined && exit.is_none() {
            truth = Truth::Unknown;
        }
        let reason = match (truth, exit) {
            (Truth::Yes, _) => None,
            (Truth::No, Some(exit)) => Some(why_not(&view, &finding, exit)),
            _ => Some(answer.why_not(finding.state())),
        };
        let reason = reason.map(|why| asking.why_not(&why));
        let rows = Rows::Exits(vec![ExitRow::of(world, finding.outcome, reason)]);
        return Answered { truth: Some(truth), rows, caveats };
    }
    let body = changed_body(answer.scenario());
    let open = body.and_then(|body| caveats::of_standing(&view, entity, body));
    let (verdict, truth) = match open {
        Some(_) => (Verdict::Undetermined, Truth::Unknown),
        None => (Verdict::NotBound, Truth::No),
    };
    caveats.extend(open);
    let reason = match body {
        Some(body) if view.is_member(entity, body).is_possible() && truth.is_no() => {
            WhyNot::NothingNew
        }
        Some(body) => WhyNot::not_in(&view, entity, body),
        None => WhyNot::NotAParty,
    };
    let reason = asking.why_not(&reason);
    let rows = Rows::Exits(vec![row_unbound(world, entity, verdict, reason)]);
    Answered { truth: Some(truth), rows, caveats }
}

/// Why somebody that the change binds need not exit this: it is not in, or nothing in it bars the change.
fn why_not(view: &View<'_>, finding: &Finding<'_, '_>, exit: BodyId) -> WhyNot {
    let state = EntityId::from(finding.state());
    if truth_in(view, state, exit).is_possible() {
        return WhyNot::NothingIn { body: exit };
    }
    let absence = view.standing(state, exit).absence;
    // Somebody that was never in the organization may have been party to the treaty beneath it.
    let never = absence == Some(Absence::NoRecord);
    let beneath = (view.world().linked_bodies(exit).into_iter())
        .filter(|_| never)
        .filter_map(|body| Some((body, view.standing(state, body).absence?)))
        .find(|(_, absence)| matches!(absence, Absence::FormerSince(_)));
    WhyNot::NotIn { body: exit, absence, beneath }
}

/// Who could veto a change.
pub(super) fn vetoes(view: &View<'_>, scenario: &Scenario, pending: bool) -> Answered {
    let world = view.world();
    let answer = view.consequences_of(scenario);
    let wanted = (answer.vetoes().iter())
        .filter(|veto| !pending || veto.pending.is_some_and(Truth::is_possible));
    let rows = VetoRow::all(world, wanted);
    let mut caveats = answer.caveats().to_vec();
    let among_adopters = scenario
        .changes
        .iter()
        .any(|change| matches!(change.procedure(), Procedure::Modification { .. }));
    if !among_adopters && rows.iter().any(|row| row.why.is_none() && row.truth.is_unknown()) {
        caveats.push(Caveat::RuleUnknown);
    }
    Answered::new(Rows::Vetoes(rows), caveats)
}

/// Who owes what to whom on the day.
pub(super) fn obligations(
    view: &View<'_>,
    by: Option<Id<State>>,
    toward: Option<EntityId>,
    duty: Option<Duty>,
) -> Answered {
    let world = view.world();
    let found: Vec<Obligations<'_>> = match (by, toward) {
        (Some(by), None) => vec![view.obligations_of(by)],
        (Some(by), Some(toward)) => vec![view.obligations_of(by).toward(toward)],
        (None, Some(toward)) => vec![view.obligations_toward(toward)],
        (None, None) => world.states().map(|state| view.obligations_of(state)).collect(),
    };
    let mut rows = Vec::new();
    let mut caveats = Vec::new();
    for owed in found {
        let owed = duty.map_or_else(|| owed.clone(), |duty| owed.clone().of_duty(duty));
        caveats.extend(caveats::of_obligations(&owed));
        rows.extend(owed.iter().map(|one| ObligationRow {
            by: world.key(one.by).to_owned(),
            toward: world.key(one.toward).to_owned(),
            duty: one.duty,
            strength: one.strength,
            treaty: world.key(one.instrument.entity()).to_owned(),
            provision: world[one.provision].key.to_string(),
            truth: one.truth,
        }));
    }
    rows.sort_by_cached_key(|row| {
        let ends = (row.by.clone(), row.toward.clone());
        let text = (row.treaty.clone(), row.provision.clone());
        (ends, row.duty.as_str(), row.strength.as_str(), text, row.truth)
    });
    Answered::new(Rows::Obligations(rows), caveats)
}
