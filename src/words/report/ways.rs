//! What the page says of ways: the plan, who can block it, what would change the answer, what else could be done.

use super::{Item, Length, Passage, Tone};
use crate::answer::{Consequences, Outcome};
use crate::deliberation::{
    Action, Alternative, Commitment, Contingency, Deliberation, Measure, Of, PlanStep, Turn,
};
use crate::model::{Decision, LinkRole};
use crate::rules::{Contradiction, accession_rule, held_in, rests_on_a_treaty};
use crate::scenario::{Change, Movement};
use crate::verdict::VetoStep;
use crate::{BodyId, EntityId, Id, Provision};

/// The plan; what several states do on the same day for the same end is one line, and so is what the same do of several things.
pub(super) fn plan(deliberation: &Deliberation<'_, '_>, length: Length) -> Vec<Item> {
    let answer = deliberation.answer();
    let plan = deliberation.plan();
    let steps = told(&plan.steps, length);
    let by_several = joined(
        steps,
        |line, other| line.of == other.of,
        |line, other| {
            line.by.extend(other.by);
            line.to = line.to.filter(|to| other.to == Some(to));
        },
    );
    let of_several = joined(
        by_several,
        |line, other| line.by == other.by,
        |line, other| {
            line.of.extend(other.of);
            line.to = line.to.filter(|to| other.to == Some(to));
        },
    );
    let needs_consent = answer.needs_consent().next().is_some();
    // What comes after something on no known day has none either.
    let mut undated: Vec<bool> = Vec::with_capacity(of_several.len());
    let item = |(number, line): (usize, Line<'_>)| {
        let waits = line.after.iter().any(|at| undated.get(*at).is_some_and(|is| *is));
        undated.push(waits || line.step.not_before.is_none());
        let change = Box::new(answer.scenario().changes[line.step.change].clone());
        let after = line.after.iter().map(|at| at + 1).collect();
        let to = line.to.map(Into::into);
        let step = Box::new(PlanStep { to, ..line.step.clone() });
        let consent = line.step.action == Action::TakeEffect && needs_consent;
        let (of, by) = (line.of, line.by);
        Item::new(Passage::Step { number, step, of, by, change, after, waits, consent })
    };
    (1..).zip(of_several).map(item).collect()
}

/// The steps that are told, each after those of them that it waits for. A brief page leaves out how each state consents at home
/// and abroad.
fn told(steps: &[PlanStep], length: Length) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    // For each step, the lines that whatever waits for it has to wait for.
    let mut stands_for: Vec<Vec<usize>> = Vec::new();
    for step in steps {
        let mut after: Vec<usize> =
            step.after.iter().flat_map(|at| stands_for[*at].iter().copied()).collect();
        after.sort_unstable();
        after.dedup();
        let is_told = length == Length::Full
            || match step.action {
                Action::ChangeLaw
                | Action::GiveNotice
                | Action::Exit
                | Action::DeclareCompatible
                | Action::TakeEffect => true,
                // Who decides at home is told with what it decides.
                Action::Procedure | Action::Authorise | Action::Ratify => false,
            };
        if is_told {
            stands_for.push(vec![lines.len()]);
            let (by, of) = (step.by.into_iter().collect(), vec![step.of.clone()]);
            lines.push(Line { step, by, of, after, to: step.to.as_deref() });
        } else {
            stands_for.push(after);
        }
    }
    lines
}

/// Steps that are told as one.
struct Line<'p> {
    step: &'p PlanStep,
    by: Vec<EntityId>,
    of: Vec<Of>,
    /// The places of the lines right before it.
    after: Vec<usize>,
    /// To whom notice is given, where that is the same of all.
    to: Option<&'p str>,
}

/// Lines of which those that are alike, on the same day and after the same, are joined.
fn joined<'p>(
    lines: impl IntoIterator<Item = Line<'p>>,
    are_alike: impl Fn(&Line<'p>, &Line<'p>) -> bool,
    join: impl Fn(&mut Line<'p>, Line<'p>),
) -> Vec<Line<'p>> {
    let mut joined: Vec<Line<'p>> = Vec::new();
    let mut place_of: Vec<usize> = Vec::new();
    let kind = |one: &PlanStep| (one.change, one.action, one.not_before);
    for mut line in lines {
        line.after = line.after.iter().map(|at| place_of[*at]).collect();
        line.after.sort_unstable();
        line.after.dedup();
        let is_same = |known: &Line<'p>| {
            kind(known.step) == kind(line.step)
                && known.after == line.after
                && are_alike(known, &line)
        };
        let at = joined.iter().position(is_same).unwrap_or(joined.len());
        match joined.get_mut(at) {
            Some(known) => join(known, line),
            None => joined.push(line),
        }
        place_of.push(at);
    }
    joined
}

/// What is first left by all who need a consent under a provision of it, so that nobody is asked by it any more.
fn left_with(
    answer: &Consequences<'_>,
    step: VetoStep,
    provision: Id<Provision>,
) -> Option<BodyId> {
    if step != VetoStep::Consent {
        return None;
    }
    let body = held_in(answer.world(), &answer.world()[provision])?;
    // Also where it is not certain that the provision asks.
    let asks = |outcome: &&Outcome| {
        let conflicts = outcome.conflicts.iter();
        let mut waiting = conflicts.filter(|one| one.class.waits() && one.truth.is_possible());
        outcome.needs.iter().any(|need| need.provision == provision)
            || waiting.any(|one| one.provision.recorded() == Some(provision))
    };
    let mut asking = answer.outcomes.iter().filter(asks).peekable();
    // Whoever leaves an organization leaves what it lives by.
    let left_by = |outcome: &Outcome| {
        let lives_by = |left: BodyId| {
            let BodyId::Organization(organization) = left else { return false };
            let links = answer.world().links_of(organization).map(|id| &answer.world()[id]);
            links
                .filter(|link| link.role == LinkRole::Constituent)
                .any(|link| body.entity() == link.instrument.entity())
        };
        outcome.bodies().find(|left| *left == body || lives_by(*left))
    };
    let first = left_by(asking.peek()?)?;
    asking.all(|outcome| left_by(outcome).is_some()).then_some(first)
}

/// Who can block it, by step and provision.
pub(super) fn vetoes(answer: &Consequences<'_>) -> Vec<Item> {
    // Who joins nothing is kept out by nobody: it is in already, or one of the two is not there.
    let joins = |change: &Change| matches!(change.movement(), Some(Movement::Joins { .. }));
    if answer.findings().next().is_none() && answer.scenario().changes.iter().all(joins) {
        return Vec::new();
    }
    let mut groups: Vec<(&crate::rules::Veto, Vec<EntityId>)> = Vec::new();
    for veto in answer.vetoes() {
        let is_same = |(known, _): &&mut (&crate::rules::Veto, Vec<EntityId>)| {
            (known.step, known.why, known.truth) == (veto.step, veto.why, veto.truth)
        };
        match groups.iter_mut().find(is_same) {
            Some((_, who)) => who.push(veto.entity),
            None => groups.push((veto, vec![veto.entity])),
        }
    }
    let joined = answer.scenario().changes.iter().filter_map(|change| match change.movement() {
        Some(Movement::Joins { state, body }) => Some((state, body)),
        Some(Movement::Leaves { .. } | Movement::Granted { .. }) | None => None,
    });
    let by_treaty = joined.clone().all(|(_, body)| rests_on_a_treaty(answer.world(), body));
    let item = |(veto, who): (&crate::rules::Veto, Vec<EntityId>)| {
        let until = veto.why.and_then(|id| left_with(answer, veto.step, id));
        let (step, why, truth) = (veto.step, veto.why, veto.truth);
        Item::new(Passage::Veto { step, who, why, truth, until, by_treaty })
    };
    let mut items: Vec<Item> = groups.into_iter().map(item).collect();
    // Where a majority decides nobody can block it, and who decides is told all the same.
    let view = answer.view();
    for (state, body) in joined {
        let Some((clause, decision)) = accession_rule(&view, body, state) else { continue };
        if decision == Decision::Majority {
            let of_others = answer.world()[clause].param("veto_of").is_some();
            items.push(Item::new(Passage::ByMajority { clause, of_others }));
        }
    }
    items
}

/// What would change the answer; contingencies with the same effect are one line.
pub(super) fn turns(
    deliberation: &Deliberation<'_, '_>,
    turns: &[Turn],
    length: Length,
) -> Vec<Item> {
    type Effect = (Vec<Commitment>, Vec<Commitment>);
    let mut groups: Vec<(Effect, Vec<Contingency>)> = Vec::new();
    for turn in turns {
        let effect = (turn.more.clone(), turn.less.clone());
        match groups.iter_mut().find(|(known, _)| *known == effect) {
            Some((_, all)) => all.push(turn.contingency.clone()),
            None => groups.push((effect, vec![turn.contingency.clone()])),
        }
    }
    let asked = deliberation.must();
    let in_full = length == Length::Full;
    let item = |((more, less), contingencies): (Effect, Vec<Contingency>)| {
        let left = |gone: &[Commitment]| gone.iter().filter(|one| one.body().is_some()).count();
        let is_all = left(&less) > 0 && left(&less) == left(&asked) && left(&more) == 0;
        let is_besides = !asked.is_empty();
        Item::new(Passage::Turn { contingencies, more, less, is_all, is_besides, in_full })
    };
    groups.into_iter().map(item).collect()
}

/// What else could be done: the first of each sort, and how many are like it. A brief page does without.
pub(super) fn alternatives(deliberation: &Deliberation<'_, '_>, length: Length) -> Vec<Item> {
    if length == Length::Brief {
        return Vec::new();
    }
    let mut sorts: Vec<(Alternative, usize)> = Vec::new();
    for one in deliberation.alternatives() {
        let sort = |measure: &Measure| std::mem::discriminant(measure);
        match sorts.iter_mut().find(|(known, _)| sort(&known.measure) == sort(&one.measure)) {
            Some((_, alike)) => *alike += 1,
            None => sorts.push((one, 0)),
        }
    }
    let item = |(one, alike): (Alternative, usize)| {
        let mut vetoes: Vec<EntityId> = one.vetoes.iter().map(|veto| veto.entity).collect();
        vetoes.dedup();
        Item::new(Passage::Instead { measure: Box::new(one.measure), alike, vetoes })
    };
    sorts.into_iter().map(item).collect()
}

/// The ways out of the question, where there is a choice. A brief page does without.
pub(super) fn repairs(deliberation: &Deliberation<'_, '_>, length: Length) -> Vec<Item> {
    let repairs = deliberation.repairs();
    if length == Length::Brief || repairs.len() < 2 {
        return Vec::new();
    }
    repairs.into_iter().map(|repair| Item::new(Passage::Repair(repair.gone))).collect()
}

/// The attacks in which a state would owe what cannot all be done: a line for each state and pair of texts, with one example. A brief
/// page does without.
pub(super) fn contradictions(deliberation: &Deliberation<'_, '_>, length: Length) -> Vec<Item> {
    if length == Length::Brief {
        return Vec::new();
    }
    let mut lines: Vec<(Contradiction, usize)> = Vec::new();
    for found in deliberation.contradictions().filter(|one| one.saved_by.is_none()) {
        let texts = |one: &Contradiction| -> Vec<_> {
            one.between.iter().map(|owed| owed.by.clone()).collect()
        };
        let same = |(known, _): &&mut (Contradiction, usize)| {
            known.state == found.state && texts(known) == texts(found)
        };
        match lines.iter_mut().find(same) {
            Some((_, count)) => *count += 1,
            None => lines.push((found.clone(), 1)),
        }
    }
    // Most attacks first; a stable sort keeps the order of states.
    lines.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let item = |(found, attacks): (Contradiction, usize)| Item {
        about: vec![found.state.into()],
        tone: Tone::Watchful,
        ..Item::new(Passage::Contradiction { example: Box::new(found), attacks })
    };
    lines.into_iter().map(item).collect()
}
