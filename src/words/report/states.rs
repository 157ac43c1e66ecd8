//! What the page says of states: the headline, a row for those of whom the same is found, what is touched, what is to be kept in mind.

use std::cmp::Reverse;

use super::passages::{HangsOn, Unbound, asked, is_touched};
use super::{Item, Length, Passage, Tone};
use crate::answer::{Caveat, Consequences, Eligible, Finding, NotBound, Outcome};
use crate::deliberation::{Commitment, Turn};
use crate::model::{Bearer, Effect, EffectKind, Engagement, Need, Status};
use crate::rules::{Conflict, Exit};
use crate::scenario::Movement;
use crate::verdict::{Brought, Class, Clause, Ground, PriorityStep, Rule, Verdict, VetoStep};
use crate::world::{Absence, RecordReach, RecordSubject};
use crate::{BodyId, EntityId, Id, InstrumentId, Provision, State, Truth, World};

/// How many provisions that force nothing are told one by one.
const WATCHED: usize = 2;

/// How many, where the answer is about one state alone.
const WATCHED_OF_ONE: usize = 8;

/// How many provisions that are in no conflict are named at most.
const TESTED: usize = 3;

/// How many exits, and reasons of one kind, are told one by one.
const ALIKE: usize = 4;

/// The headline, the reading it hangs on, the question, the day.
pub(super) fn head(answer: &Consequences<'_>) -> Vec<Passage> {
    let view = answer.view();
    let notice = answer.scenario().notice.unwrap_or_else(|| view.as_of());
    let context = Passage::Context { as_of: view.as_of(), notice, known_by: view.knowledge() };
    let (headline, lacks) = (headline(answer), lacks(answer));
    // Where nothing stands in the way the headline says so itself.
    let is_said = matches!(headline, Passage::AllFree { .. } | Passage::AlreadyIn { .. });
    let lacks = (!is_said && !lacks.is_empty()).then_some(Passage::Lacks { lacks });
    let doubts = answer.caveats().iter().filter_map(|caveat| {
        let Caveat::NotInExistence { entity, truth: Truth::Unknown, on, .. } = caveat else {
            return None;
        };
        Some(Passage::PerhapsNot { what: *entity, on: *on })
    });
    let rest = [asked(answer.scenario()), context];
    std::iter::once(headline).chain(lacks).chain(doubts).chain(rest).collect()
}

/// What a clause on accession asks of those who join, and they are not, or perhaps not.
fn lacks(answer: &Consequences<'_>) -> Vec<Eligible> {
    answer.eligibility().iter().filter(|one| !one.truth.is_yes()).cloned().collect()
}

fn headline(answer: &Consequences<'_>) -> Passage {
    let of = answer.findings().count();
    let with = |verdict| -> Vec<Id<State>> {
        let found = answer.findings().filter(|finding| finding.verdict() == verdict);
        found.map(|finding| finding.state()).collect()
    };
    let exits = with(Verdict::MustExit);
    let unknown = with(Verdict::Undetermined);
    let laws = with(Verdict::MustChangeLaw);
    let hangs_on = sensitive(answer);
    if !exits.is_empty() {
        return Passage::MustExit { who: exits, of, bodies: in_common(answer), hangs_on };
    }
    if !unknown.is_empty() {
        return Passage::CannotTell { who: unknown, of, hangs_on };
    }
    if !laws.is_empty() {
        return Passage::MustChangeLaw { who: laws, of, hangs_on };
    }
    let awaiting = with(Verdict::NeedsConsent);
    if !awaiting.is_empty() {
        let mut all: Vec<(EntityId, Need)> = Vec::new();
        for need in answer.needs_consent().flat_map(|finding| needs(finding.outcome())) {
            if !all.contains(&need) {
                all.push(need);
            }
        }
        return Passage::NeedsConsent { who: awaiting, of, needs: all, hangs_on };
    }
    match answer.leaving() {
        [first, ..] if of == 0 => {
            // The organization, and not the treaty on which it rests.
            let exit = (answer.leaving().iter())
                .find(|one| {
                    one.state == first.state && matches!(one.exit.body, BodyId::Organization(_))
                })
                .unwrap_or(first);
            Passage::Leaves { state: exit.state, exit: Box::new(exit.exit.clone()) }
        }
        _ if of == 0 => {
            already_in(answer).or_else(|| not_yet(answer)).unwrap_or(Passage::BindsNobody)
        }
        _ => Passage::AllFree {
            who: with(Verdict::Free),
            lacks: lacks(answer),
            agreement: agreement(answer),
            hangs_on,
        },
    }
}

/// Whether what is brought makes a customs union or a free-trade area, which bars nothing by its words.
pub(super) fn is_of_trade(world: &World, brought: Brought) -> bool {
    let kind = match brought {
        Brought::Recorded(id) => world[id].kind(),
        Brought::Worded { kind, .. } => kind,
    };
    matches!(kind, EffectKind::CustomsUnion | EffectKind::FreeTrade)
}

/// What changes and does not exist on the day, with the first day on which it may.
fn not_yet(answer: &Consequences<'_>) -> Option<Passage> {
    answer.caveats().iter().find_map(|caveat| {
        let Caveat::NotInExistence { entity, truth: Truth::Yes, first, .. } = caveat else {
            return None;
        };
        Some(Passage::NotYet { what: *entity, first: *first })
    })
}

/// Who would join what it certainly is in, if the question asks for no more.
fn already_in(answer: &Consequences<'_>) -> Option<Passage> {
    if answer.scenario().changes.len() != 1 {
        return None;
    }
    answer.caveats().iter().find_map(|caveat| match caveat {
        Caveat::AlreadyMember { member, body, truth: Truth::Yes } => {
            Some(Passage::AlreadyIn { who: *member, what: *body })
        }
        _ => None,
    })
}

/// Whose agreement the change itself takes.
fn agreement(answer: &Consequences<'_>) -> Vec<(EntityId, Truth)> {
    let is_of_it = |step: VetoStep| match step {
        VetoStep::Adopt | VetoStep::Accede | VetoStep::Consent => true,
        VetoStep::Exit | VetoStep::Amend => false,
    };
    let vetoes = answer.vetoes().iter().filter(|veto| is_of_it(veto.step));
    vetoes.map(|veto| (veto.entity, veto.truth)).collect()
}

/// What all who must leave something must leave: organizations, or else treaties; empty where that differs.
fn in_common(answer: &Consequences<'_>) -> Vec<BodyId> {
    let mut all = answer.must_exit().map(|finding| finding.bodies().collect::<Vec<_>>());
    let first = all.next().unwrap_or_default();
    if !all.all(|other| other == first) {
        return Vec::new();
    }
    in_few_words(answer.world(), &first)
}

/// What is to be left, but for a treaty on which an organization among it rests: that goes without saying.
pub(super) fn in_few_words(world: &World, bodies: &[BodyId]) -> Vec<BodyId> {
    let goes_with = |body: BodyId| match body {
        BodyId::Organization(_) => false,
        BodyId::Treaty(_) => (world.linked_bodies(body).into_iter())
            .any(|one| matches!(one, BodyId::Organization(_)) && bodies.contains(&one)),
    };
    bodies.iter().copied().filter(|body| !goes_with(*body)).collect()
}

/// The readings on which it hangs how many must leave something.
fn sensitive(answer: &Consequences<'_>) -> Vec<HangsOn> {
    let view = answer.view();
    let now: Vec<Id<State>> = answer.must_exit().map(|finding| finding.state()).collect();
    let told = answer.sensitivities().iter().filter_map(|one| {
        let stays = |state: &&Id<State>| !one.verdicts.iter().any(|turn| turn.state == **state);
        let kept = now.iter().filter(stays).count();
        let turned = (one.verdicts.iter()).filter(|turn| turn.verdict == Verdict::MustExit).count();
        let provision = &view.world()[one.provision];
        let reading = view.reading().of(provision).map(Into::into);
        let other = one.reading.clone();
        (kept + turned != now.len()).then_some(HangsOn {
            provision: one.provision,
            reading,
            other,
            then: kept + turned,
        })
    });
    told.collect()
}

/// A row for those of whom the same is found, the gravest first; then who takes part without being bound.
pub(super) fn rows(answer: &Consequences<'_>, length: Length) -> Vec<Item> {
    let mut groups: Vec<Vec<Finding<'_, '_>>> = Vec::new();
    let mut findings: Vec<_> = answer.findings().collect();
    let name = |finding: &Finding<'_, '_>| answer.view().name(finding.state());
    findings.sort_by_key(|finding| (Reverse(gravity(finding.verdict())), name(finding)));
    for finding in findings {
        let same =
            |group: &&mut Vec<Finding<'_, '_>>| is_alike(group[0].outcome(), finding.outcome());
        match groups.iter_mut().find(same) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    let bodies = to_be_left(answer);
    let rows = groups.into_iter().map(|group| row(answer, &group, &bodies, length));
    rows.chain(not_bound(answer)).collect()
}

const fn gravity(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::MustExit => 5,
        Verdict::Undetermined => 4,
        Verdict::MustChangeLaw => 3,
        Verdict::NeedsConsent => 2,
        Verdict::Free => 1,
        Verdict::NotBound => 0,
    }
}

/// Whether the page would say the same of two, apart from what each is to watch.
fn is_alike(one: &Outcome, other: &Outcome) -> bool {
    let told = |outcome: &Outcome| {
        let grounds: Vec<_> = decisive(outcome)
            .map(|one| (one.provision, one.brought, one.ground.clone(), one.truth))
            .collect();
        let (laws, exits) = (outcome.laws.clone(), outcome.exits.clone());
        (outcome.verdict, laws, exits, outcome.days_early, needs(outcome), grounds)
    };
    told(one) == told(other)
}

/// The conflicts that decide a verdict.
fn decisive(outcome: &Outcome) -> impl Iterator<Item = &Conflict> {
    let verdict = outcome.verdict;
    outcome.conflicts.iter().filter(move |conflict| {
        let is_open = verdict == Verdict::Undetermined && conflict.truth.is_unknown();
        Outcome::is_decisive(verdict, conflict)
            || Outcome::is_law(verdict, conflict)
            || is_open && Outcome::is_awaited(verdict, conflict)
    })
}

/// What anybody must leave.
fn to_be_left(answer: &Consequences<'_>) -> Vec<BodyId> {
    let mut bodies: Vec<BodyId> = answer.must_exit().flat_map(|one| one.bodies()).collect();
    bodies.sort_unstable();
    bodies.dedup();
    bodies
}

fn row(
    answer: &Consequences<'_>,
    group: &[Finding<'_, '_>],
    bodies: &[BodyId],
    length: Length,
) -> Item {
    let first = &group[0];
    let outcome = first.outcome();
    let is_certain = |law: &Clause| {
        outcome.conflicts.iter().any(|one| one.provision == *law && one.truth.is_yes())
    };
    let (certain, open): (Vec<Clause>, Vec<Clause>) =
        outcome.laws.iter().partition(|law| is_certain(law));
    let (clauses, besides) = match outcome.verdict {
        Verdict::Undetermined => {
            let awaited = decisive(outcome).filter(|one| one.class.waits());
            let awaited = awaited.map(|one| one.provision);
            let mut clauses: Vec<Clause> =
                outcome.rules.iter().chain(&open).copied().chain(awaited).collect();
            let mut told = Vec::with_capacity(clauses.len());
            clauses.retain(|one| {
                !told.contains(one) && {
                    told.push(*one);
                    true
                }
            });
            (clauses, certain)
        }
        Verdict::MustExit
        | Verdict::MustChangeLaw
        | Verdict::NeedsConsent
        | Verdict::Free
        | Verdict::NotBound => (outcome.laws.clone(), Vec::new()),
    };
    let mut item = Item::new(Passage::Verdict {
        verdict: outcome.verdict,
        bodies: outcome.bodies().collect(),
        clauses,
        besides,
        barred: barred(outcome),
        needs: needs(outcome),
    });
    item.about = group.iter().map(|finding| finding.state().into()).collect();
    item.tone = match outcome.verdict {
        Verdict::MustExit | Verdict::MustChangeLaw => Tone::Grave,
        Verdict::Undetermined | Verdict::NeedsConsent => Tone::Watchful,
        Verdict::Free | Verdict::NotBound => Tone::Plain,
    };
    item.details.extend(exits(outcome, length));
    if let (Some(effective), Some(days)) = (outcome.effective, outcome.days_early)
        && days.most > 0
    {
        let days = days.to_string().into();
        item.details.push(Passage::TooLate { effective, days });
    }
    item.details.extend(reasons(outcome, length));
    item.details.extend(priorities(answer, outcome));
    item.details
        .extend(group.iter().filter_map(|finding| history(answer, finding.state(), bodies)));
    item.details.extend(joined_by(answer, group).filter_map(|(state, body)| {
        in_another_grade(answer, state, body).or_else(|| history(answer, state, &[body]))
    }));
    item
}

/// Whoever of some joins something, and what.
fn joined_by<'a>(
    answer: &'a Consequences<'_>,
    group: &'a [Finding<'_, '_>],
) -> impl Iterator<Item = (Id<State>, BodyId)> + 'a {
    let changes = answer.scenario().changes.iter();
    let joins = changes.filter_map(|change| match change.movement() {
        Some(Movement::Joins { state, body }) => Some((state, body)),
        Some(Movement::Leaves { .. } | Movement::Granted { .. }) | None => None,
    });
    joins.filter(|(state, _)| group.iter().any(|finding| finding.state() == *state))
}

/// The grade in which a state takes part already in what it joins, by the latest spell that holds for certain.
fn in_another_grade(answer: &Consequences<'_>, state: Id<State>, body: BodyId) -> Option<Passage> {
    let view = answer.view();
    let spells = answer.world().spells(state, body, view.knowledge()).into_iter();
    let mut holds = spells.filter(|spell| spell.valid.contains(view.as_of()).is_yes());
    let spell = holds.rfind(|spell| !spell.status.is_binding())?;
    Some(Passage::InAnotherGrade { body, status: spell.status, since: spell.valid.from })
}

/// The ways out; those on the same day are one line.
fn exits(outcome: &Outcome, length: Length) -> Vec<Passage> {
    let exits = &outcome.exits;
    let day = |exit: &Exit| exit.earliest.map(|day| (day, exit.noticed()));
    match &**exits {
        [first, ..] if day(first).is_some() && exits.iter().all(|exit| day(exit) == day(first)) => {
            vec![Passage::Exits(exits.clone())]
        }
        several if several.len() <= ALIKE || length == Length::Full => {
            several.iter().map(|exit| Passage::Exit(Box::new(exit.clone()))).collect()
        }
        many => {
            let mut groups: Vec<Vec<Exit>> = Vec::new();
            let when = |exit: &Exit| (exit.earliest, exit.noticed(), exit.bounds);
            for exit in many {
                match groups.iter_mut().find(|known| when(&known[0]) == when(exit)) {
                    Some(known) => known.push(exit.clone()),
                    None => groups.push(vec![exit.clone()]),
                }
            }
            groups.into_iter().map(Passage::ExitsAlike).collect()
        }
    }
}

/// Why, a line for each conflict that decides; what bars the same because another provision does is told with that one.
fn reasons(outcome: &Outcome, length: Length) -> Vec<Passage> {
    let follows = |conflict: &Conflict| {
        if let Ground::BarredBy { provision } = conflict.ground { Some(provision) } else { None }
    };
    let decisive: Vec<&Conflict> = decisive(outcome)
        .filter(|conflict| bars(conflict).is_none() || !conflict.truth.is_yes())
        .collect();
    let told = decisive.iter().filter(|conflict| {
        let by = follows(conflict);
        !decisive.iter().any(|other| by.is_some() && other.provision.recorded() == by)
    });
    let with = |conflict: &Conflict| -> Vec<Id<Provision>> {
        let held = conflict.provision.recorded();
        let alike = decisive.iter().filter(|other| held.is_some() && follows(other) == held);
        alike.filter_map(|other| other.provision.recorded()).collect()
    };
    let told: Vec<&Conflict> = told.copied().collect();
    // Many for one reason are told once, by the first.
    let mut groups: Vec<Vec<&Conflict>> = Vec::new();
    let kind = |one: &Conflict| (one.rule, one.class, one.truth, one.brought);
    let is_like = |one: &Conflict, other: &Conflict| {
        kind(one) == kind(other)
            && std::mem::discriminant(&one.ground) == std::mem::discriminant(&other.ground)
    };
    for conflict in told {
        match groups.iter_mut().find(|known| is_like(known[0], conflict)) {
            Some(known) => known.push(conflict),
            None => groups.push(vec![conflict]),
        }
    }
    let passages = groups.into_iter().flat_map(|group| {
        let boxed = |conflict: &Conflict| Box::new(conflict.clone());
        if group.len() > ALIKE && length == Length::Brief {
            let more = group.len() - 1;
            return vec![Passage::BecauseAlike { conflict: boxed(group[0]), more }];
        }
        let each = group.into_iter();
        each.map(|one| Passage::Because { conflict: boxed(one), with: with(one) }).collect()
    });
    passages.collect()
}

/// Which text goes first while both bind, where it is one toward all to whom what is held is owed; each once.
fn priorities(answer: &Consequences<'_>, outcome: &Outcome) -> Vec<Passage> {
    let mut told: Vec<(Vec<InstrumentId>, InstrumentId, PriorityStep)> = Vec::new();
    let mut held: Vec<InstrumentId> = Vec::new();
    for conflict in decisive(outcome).filter(|conflict| conflict.class == Class::Hard) {
        let clause = conflict.provision.recorded().map(|id| &answer.world()[id]);
        let text = clause.map(|clause| clause.instrument);
        held.extend(text.filter(|text| !held.contains(text)));
        // Whoever made it for a territory outside the union is a party to both, and yet no party where that is concerned.
        if clause.is_some_and(|clause| clause.effect.territory().is_some()) {
            continue;
        }
        let Some(found) = answer.which_prevails(conflict) else { continue };
        let (Some(text), Some(step), Truth::Yes) = (found.text(), found.step(), found.truth())
        else {
            continue;
        };
        let over = found.texts.into_iter().find(|one| *one != text).unwrap_or(text);
        match told.iter_mut().find(|(_, known, by)| (*known, *by) == (over, step)) {
            Some((texts, ..)) if texts.contains(&text) => {}
            Some((texts, ..)) => texts.push(text),
            None => told.push((vec![text], over, step)),
        }
    }
    let is_alone = told.len() == 1;
    // Where one thing is said of nearly all, of which it is not is said as well.
    let passage = |(texts, over, step): (Vec<InstrumentId>, InstrumentId, PriorityStep)| {
        let but = held.iter().filter(|text| is_alone && **text != over && !texts.contains(text));
        Passage::Prevails { but: but.copied().collect(), texts, over, step }
    };
    told.into_iter().map(passage).collect()
}

/// What a law bars, if that is all there is to say of the conflict with it.
const fn bars(conflict: &Conflict) -> Option<Engagement> {
    if let Ground::Barred { engagement } = conflict.ground { Some(engagement) } else { None }
}

/// Whom it needs, for what.
fn needs(outcome: &Outcome) -> Vec<(EntityId, Need)> {
    outcome.needs.iter().map(|one| (one.entity, one.kind)).collect()
}

/// What its own law bars, each once.
fn barred(outcome: &Outcome) -> Vec<Engagement> {
    let mut barred: Vec<Engagement> = decisive(outcome).filter_map(bars).collect();
    barred.sort_unstable();
    barred.dedup();
    barred
}

/// What somebody left of what others must leave.
fn history(answer: &Consequences<'_>, state: Id<State>, bodies: &[BodyId]) -> Option<Passage> {
    let left =
        bodies.iter().filter_map(|body| match answer.view().standing(state, *body).absence {
            Some(Absence::FormerSince(day)) => Some((*body, day)),
            _ => None,
        });
    let bodies: Vec<_> = left.collect();
    (!bodies.is_empty()).then_some(Passage::Left { state, bodies })
}

/// Who takes part without being bound, by grade, in one line.
fn not_bound(answer: &Consequences<'_>) -> Option<Item> {
    let mut grades: Vec<Unbound> = Vec::new();
    let is_whole = |one: &NotBound| {
        let roll = RecordSubject::Roll { body: one.body, status: Some(one.status) };
        let on = answer.view().on(one.on);
        matches!(on.reach(&roll), RecordReach::Covered | RecordReach::Presumed { .. })
    };
    for one in answer.not_bound() {
        let grade: (Status, bool) = (one.status, !one.truth.is_yes());
        match grades.iter_mut().find(|known| (known.status, known.is_uncertain) == grade) {
            Some(known) if known.who.contains(&one.entity) => {}
            Some(known) => known.who.push(one.entity),
            None => grades.push(Unbound {
                who: vec![one.entity],
                status: one.status,
                is_uncertain: !one.truth.is_yes(),
                is_whole: is_whole(one),
            }),
        }
    }
    (!grades.is_empty()).then(|| Item::new(Passage::NotBound(grades)))
}

/// Who leaves by the hypothesis itself.
pub(super) fn leaving(answer: &Consequences<'_>) -> Vec<Item> {
    let item = |leaving: &crate::answer::Leaving| Item {
        about: vec![leaving.state.into()],
        ..Item::new(Passage::Exit(Box::new(leaving.exit.clone())))
    };
    answer.leaving().iter().map(item).collect()
}

/// What accession clauses ask of whoever joins.
pub(super) fn eligibility(answer: &Consequences<'_>) -> Vec<Item> {
    let item = |one: &Eligible| Item {
        about: vec![one.state.into()],
        tone: if one.truth.is_yes() { Tone::Plain } else { Tone::Watchful },
        ..Item::new(Passage::Asks(Box::new(one.clone())))
    };
    answer.eligibility().iter().map(item).collect()
}

/// What is in conflict only once everything has been left that must be.
pub(super) fn after_exits(answer: &Consequences<'_>) -> Vec<Item> {
    let item = |conflict: &Conflict| Item {
        about: vec![conflict.state.into()],
        tone: Tone::Grave,
        ..Item::new(Passage::Because { conflict: Box::new(conflict.clone()), with: Vec::new() })
    };
    answer.after_exits().iter().map(item).collect()
}

/// Provisions that are touched without forcing anything, for the same reason in one line, the most first; and how many more were
/// tested. What would force something if something else were so is told there, and passed over here.
pub(super) fn watched(answer: &Consequences<'_>, turns: &[Turn], length: Length) -> Vec<Item> {
    let world = answer.world();
    let goes = |conflict: &Conflict, gone: &Commitment| match gone {
        Commitment::Holds { state, body } => {
            *state == conflict.state && conflict.held_in(world) == Some(*body)
        }
        Commitment::Law { state, provision } => {
            *state == conflict.state && *provision == conflict.provision
        }
    };
    let is_told = |conflict: &Conflict| {
        conflict.may_turn()
            && turns.iter().any(|turn| turn.more.iter().any(|gone| goes(conflict, gone)))
    };
    let mut untouched = 0;
    let mut tested: Vec<(bool, Rule, Clause)> = Vec::new();
    // Whom each provision touches for one reason, then what touches the same for one reason.
    let mut alike: Vec<(&Conflict, Vec<EntityId>)> = Vec::new();
    let reason = |one: &Conflict| (one.rule, one.class, one.ground.clone(), one.saved_by);
    // An article that is told of a state for what it forces or touches is not told as one that does nothing; what has no number is called
    // by its text alone.
    let article = |id: Id<Provision>| {
        (world[id].instrument, world[id].article.as_deref().filter(|article| *article != "?"))
    };
    // Nor is a clause against what contradicts its text, where something else in that text is touched: it is as open as that.
    let speaks_of_its_text = |id: Id<Provision>| {
        matches!(world[id].effect, Effect::NonContradiction { .. }).then(|| world[id].instrument)
    };
    let is_told_otherwise = |none: &Conflict| {
        let none = (none.state, none.provision.recorded());
        let finding = answer.findings().find(|finding| finding.state() == none.0);
        let conflicts = finding.into_iter().flat_map(|finding| finding.conflicts());
        let mut told = conflicts.filter(|one| one.class != Class::None).flat_map(|one| {
            let brought = match one.brought {
                Some(Brought::Recorded(id)) => Some(id),
                Some(Brought::Worded { .. }) | None => None,
            };
            [one.provision.recorded(), brought].into_iter().flatten()
        });
        let (by_article, by_text) = (none.1.map(article), none.1.and_then(speaks_of_its_text));
        told.any(|id| {
            let (text, number) = article(id);
            by_text == Some(text) || [(text, number), (text, None)].map(Some).contains(&by_article)
        })
    };
    for conflict in answer.findings().flat_map(|finding| finding.conflicts()) {
        if conflict.class == Class::None && !is_told_otherwise(conflict) {
            untouched += 1;
            let clause = conflict.provision;
            // What a rule has weighed before what it had nothing to say of.
            let rank = (conflict.ground == Ground::NotTouched, conflict.rule, clause);
            if !tested.iter().any(|(.., known)| *known == clause) {
                tested.push(rank);
            }
        }
        if !is_touched(conflict.class) || is_told(conflict) {
            continue;
        }
        let same = |(known, _): &&mut (&Conflict, _)| {
            (known.provision, known.brought) == (conflict.provision, conflict.brought)
                && reason(known) == reason(conflict)
        };
        match alike.iter_mut().find(same) {
            Some((_, about)) if about.contains(&conflict.state.into()) => {}
            Some((_, about)) => about.push(conflict.state.into()),
            None => alike.push((conflict, vec![conflict.state.into()])),
        }
    }
    let mut groups: Vec<(Vec<Conflict>, Vec<EntityId>)> = Vec::new();
    for (conflict, about) in alike {
        let same = |(known, whom): &&mut (Vec<Conflict>, Vec<EntityId>)| {
            *whom == about && reason(&known[0]) == reason(conflict)
        };
        match groups.iter_mut().find(same) {
            Some((known, _)) => known.push(conflict.clone()),
            None => groups.push((vec![conflict.clone()], about)),
        }
    }
    // What is owed to most comes first.
    for (conflicts, _) in &mut groups {
        conflicts.sort_by_cached_key(|one| Reverse(among(answer, one)));
    }
    // What bars alliances and what is promised of them, before trade.
    let of_trade = |one: &Conflict| one.brought.is_some_and(|brought| is_of_trade(world, brought));
    groups.sort_by_key(|(conflicts, about)| {
        (of_trade(&conflicts[0]), Reverse(conflicts.len() * about.len()))
    });
    // Of one state there is room for all that matters.
    let is_one = answer.findings().nth(1).is_none();
    let (groups, hidden) = length.of(groups, if is_one { WATCHED_OF_ONE } else { WATCHED });
    let with_gist = length == Length::Full;
    let told = groups.into_iter().map(|(conflicts, about)| Item {
        about,
        tone: Tone::Watchful,
        ..Item::new(Passage::Touched { conflicts, with_gist })
    });
    let mut items: Vec<Item> = told.collect();
    if hidden + untouched > 0 {
        tested.sort();
        // Where nothing else is told of what was tested, some of it is named.
        let named = if items.is_empty() || untouched <= TESTED { TESTED } else { 0 };
        let tested = tested.into_iter().map(|(.., clause)| clause).take(named).collect();
        let is_first = items.is_empty();
        items.push(Item::new(Passage::Besides { touched: hidden, untouched, tested, is_first }));
    }
    items
}

/// Among how many what is held in a conflict holds, as far as the record goes.
fn among(answer: &Consequences<'_>, conflict: &Conflict) -> usize {
    let of_side = |side: &Bearer| match side {
        Bearer::Participants(body) => answer.view().participants(*body).count(),
        Bearer::Listed(states) => states.len(),
        Bearer::ThirdStates | Bearer::Nobody => 0,
    };
    conflict.provision.recorded().map_or(0, |id| {
        let clause = &answer.world()[id];
        of_side(&clause.bearer) + clause.counterparty.as_ref().map_or(0, of_side)
    })
}

/// What is to be kept in mind, but for what the headline has told.
pub(super) fn notes(answer: &Consequences<'_>) -> Vec<Item> {
    let told = |caveat: &&Caveat| !matches!(caveat, Caveat::InterpretationSensitive(_));
    let note = |caveat: &Caveat| Item::new(Passage::Note(Box::new(caveat.clone())));
    answer.caveats().iter().filter(told).map(note).collect()
}
