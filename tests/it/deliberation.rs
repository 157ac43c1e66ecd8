//! The deliberation of every scenario: the core against the hypothesis asked again, repairs carried out, plans that can be done,
//! certificates, rules of the caller, and what is not negotiable.
#![cfg(feature = "dataset")]

use std::collections::BTreeSet;

use comity::answer::{Difference, WhyImpossible};
use comity::deliberation::{
    Action, Added, AddedDuty, Commitment, Contingency, Deliberation, Rulebook, Statement,
};
use comity::logic::Limits;
use comity::model::{Duty, EffectKind};
use comity::scenario::AssumedFact;
use comity::verdict::{Clause, Verdict};
use comity::wire::Receipt;
use comity::wire::ScenarioFile;
use comity::words::{Length, Names};
use comity::{
    BodyId, Change, Consequences, Date, Loader, Organization, Reading, Scenario, State, Treaty,
    World, date,
};

use super::cases::{Case, cases};
use super::cores::each;
use super::dice::Dice;

fn ask<'w>(world: &'w World, file: &ScenarioFile, reading: &'w Reading) -> Consequences<'w> {
    let as_of = file.as_of.unwrap_or_else(|| world.newest());
    world.as_of(as_of).under(reading).consequences_of(&file.scenario)
}

/// What must go by the verdicts, for those states on which nothing is open.
fn by_verdicts(answer: &Consequences<'_>) -> BTreeSet<Commitment> {
    let mut found = BTreeSet::new();
    for finding in answer.findings().filter(|one| one.verdict() != Verdict::Undetermined) {
        let state = finding.state();
        found.extend(finding.bodies().map(|body| Commitment::Holds { state, body }));
        let laws =
            finding.laws().iter().map(|provision| Commitment::Law { state, provision: *provision });
        found.extend(laws);
    }
    found
}

fn decided(answer: &Consequences<'_>, all: Vec<Commitment>) -> BTreeSet<Commitment> {
    let is_open = |state| {
        answer.finding(state).is_some_and(|finding| finding.verdict() == Verdict::Undetermined)
    };
    all.into_iter().filter(|one| !is_open(one.state())).collect()
}

/// The same question in which a contingency is so, if a question can put it.
fn with(world: &World, file: &ScenarioFile, contingency: &Contingency) -> Option<ScenarioFile> {
    let mut file = file.clone();
    match contingency {
        Contingency::Reading { provision, reading } => {
            let base = file.reading.clone().unwrap_or_default();
            file.reading = Some(base.provision(world[*provision].key.clone(), &**reading));
        }
        Contingency::DirectedAgainst { what, against } => {
            let fact = AssumedFact::DirectedAgainst { what: what.clone(), against: *against };
            file.scenario = file.scenario.assuming(fact);
        }
        Contingency::Opposed { a, b } => {
            let fact = AssumedFact::Opposed { a: a.clone(), b: b.clone() };
            file.scenario = file.scenario.assuming(fact);
        }
        Contingency::CountsPactOfTwo { .. } => {
            file.scenario = file.scenario.counting_bilateral();
        }
        _ => return None,
    }
    Some(file)
}

/// Nothing is frozen, so that what must go is what the verdicts say.
fn unfrozen(file: &ScenarioFile) -> ScenarioFile {
    let mut file = file.clone();
    file.scenario.keep = Some(Vec::new());
    file
}

#[test]
fn in_every_world_the_core_says_what_the_question_says_when_it_is_asked_there() {
    let world = World::bundled();
    let counted = each(cases(), |Case { name, file, .. }| {
        let file = unfrozen(file);
        let reading = file.reading.clone().unwrap_or_default();
        let answer = ask(&world, &file, &reading);
        let deliberation = answer.deliberate();
        let now = decided(&answer, deliberation.must());
        assert_eq!(now, by_verdicts(&answer), "{name}");
        let (mut asked, mut changed) = (0, 0);
        for contingency in deliberation.contingencies() {
            let Some(other) = with(&world, &file, &contingency) else { continue };
            let reading = other.reading.clone().unwrap_or_default();
            let again = ask(&world, &other, &reading);
            let core = decided(&again, deliberation.must_if(std::slice::from_ref(&contingency)));
            let told = contingency.tell(&answer.view());
            assert_eq!(core, by_verdicts(&again), "{name}, if {told}");
            asked += 1;
            changed += usize::from(core != now);
        }
        (asked, changed)
    });
    let asked: usize = counted.iter().map(|(asked, _)| asked).sum();
    let changed: usize = counted.iter().map(|(_, changed)| changed).sum();
    assert!(asked > 300 && changed > 100, "{asked} worlds, {changed} with another answer");
}

#[test]
fn every_certificate_is_accepted() {
    let world = World::bundled();
    let checked = each(cases(), |Case { name, file, .. }| {
        let reading = file.reading.clone().unwrap_or_default();
        let answer = ask(&world, file, &reading);
        let deliberation = answer.deliberate();
        deliberation.account().unwrap_or_else(|flaw| panic!("{name}: {flaw}"));
        let conflicts = 0..deliberation.conflicts().len();
        let reasons = conflicts.filter_map(|at| deliberation.why_conflict(at));
        let verified = reasons.map(|reason| {
            reason.verify().unwrap_or_else(|flaw| panic!("{name}: {flaw}"));
        });
        verified.count()
    });
    let checked: usize = checked.iter().sum();
    assert!(checked > 500, "{checked} certificates");
}

#[test]
fn whoever_carries_out_a_repair_first_is_free_afterwards() {
    let world = World::bundled();
    let carried_out = each(cases(), |Case { name, file, .. }| {
        let is_dated = file.scenario.changes.iter().any(|change| change.effective().is_some());
        let reading = file.reading.clone().unwrap_or_default();
        let answer = ask(&world, file, &reading);
        if is_dated || !answer.after_exits().is_empty() {
            return 0;
        }
        let mut carried_out = 0;
        for repair in answer.deliberate().repairs() {
            let mut scenario = file.scenario.clone();
            scenario.changes.clear();
            let mut is_whole = true;
            for commitment in &repair.gone {
                match *commitment {
                    Commitment::Holds { state, body } => {
                        scenario.changes.push(Change::leave(state, body));
                    }
                    Commitment::Law { state, provision: Clause::Recorded(id) } => {
                        scenario.changes.push(Change::repeal(state, id));
                    }
                    // A law that the question itself enacts cannot be repealed before it.
                    _ => is_whole = false,
                }
            }
            if !is_whole || repair.gone.is_empty() {
                continue;
            }
            scenario.changes.extend(file.scenario.changes.iter().cloned());
            let again = answer.view().consequences_of(&scenario);
            for finding in answer.findings() {
                let after = again.finding(finding.state()).map(|after| after.verdict());
                let is_free = !matches!(after, Some(Verdict::MustExit | Verdict::MustChangeLaw));
                // Two changes of one question may be in each other's way, whatever goes before.
                let own = file.scenario.changes.len() > 1;
                assert!(is_free || own, "{name}: {}", world.key(finding.state()));
            }
            carried_out += 1;
        }
        carried_out
    });
    let carried_out: usize = carried_out.iter().sum();
    assert!(carried_out > 40, "{carried_out} repairs");
}

#[test]
fn every_plan_can_be_done_in_its_order() {
    let world = World::bundled();
    let planned = each(cases(), |Case { name, file, .. }| {
        let reading = file.reading.clone().unwrap_or_default();
        let answer = ask(&world, file, &reading);
        let deliberation = answer.deliberate();
        let plan = deliberation.plan();
        for (at, step) in plan.steps.iter().enumerate() {
            assert!(step.after.is_sorted() && step.after.iter().all(|first| *first < at), "{name}");
            for first in &step.after {
                // No arc that a longer way makes needless.
                let longer =
                    step.after.iter().any(|other| plan.steps[*other].after.contains(first));
                assert!(!longer, "{name}: step {} need not name {}", at + 1, first + 1);
                // Nothing comes before what it waits for, as far as days are known.
                let days = (plan.steps[*first].not_before, step.not_before);
                if let (Some(before), Some(after)) = days {
                    assert!(!after.is_before(before).is_yes(), "{name}: step {}", at + 1);
                }
            }
            if step.action == Action::Exit && step.not_before.is_some() {
                let notice = step.after.iter().map(|first| &plan.steps[*first]);
                let is_notice =
                    |one: &&comity::deliberation::PlanStep| one.action == Action::GiveNotice;
                assert!(notice.clone().filter(is_notice).count() <= 1, "{name}");
            }
        }
        // Everything that goes is in it.
        let repair = deliberation.fastest_repair();
        if let Some(repair) = &repair {
            let ends = plan
                .steps
                .iter()
                .filter(|step| matches!(step.action, Action::Exit | Action::ChangeLaw));
            assert!(ends.count() >= repair.gone.len(), "{name}");
        }
        // Latest days are never before earliest ones unless a day that was set comes too early.
        let is_dated = file.scenario.changes.iter().any(|change| change.effective().is_some());
        let slack = plan.steps.iter().filter_map(|step| step.slack).min();
        assert!(is_dated || slack.is_none_or(|least| least >= 0), "{name}: {slack:?}");
        repair.is_some()
    });
    let planned = planned.into_iter().filter(|planned| *planned).count();
    assert!(planned > 50, "{planned} plans");
}

/// The question of the README, on its date.
fn alliance(world: &World) -> Consequences<'_> {
    let ots = world.find::<Organization>("ots").unwrap();
    world.as_of(date(2024, 10, 20)).consequences_of(Change::acquire(ots, EffectKind::MutualDefence))
}

fn keys(world: &World, all: &[Commitment]) -> Vec<String> {
    all.iter().map(|one| one.keys(world)).map(|(who, what)| format!("{who}/{what}")).collect()
}

#[test]
fn what_is_not_negotiable_is_never_given_up() {
    let world = World::bundled();
    let (ots, csto) =
        (world.find::<Organization>("ots").unwrap(), world.find::<Organization>("csto").unwrap());
    let view = world.as_of(date(2024, 10, 20));
    let mut scenario = Scenario::new(Change::acquire(ots, EffectKind::MutualDefence));
    scenario.keep = Some(vec![csto.into()]);
    let answer = view.consequences_of(&scenario);
    let deliberation = answer.deliberate();
    assert!(deliberation.is_impossible());
    assert!(deliberation.repairs().is_empty());
    assert!(deliberation.must().is_empty());
    assert!(deliberation.account().unwrap().contains("No repair helps"));
    // Under the narrow reading it is possible.
    let narrow = Reading::narrow();
    let answer = view.under(&narrow).consequences_of(&scenario);
    assert!(!answer.deliberate().is_impossible());
}

/// The caveat is found without the core, and the core says the same: of every scenario with each of its bodies kept, and of
/// accessions by the dozen.
#[test]
fn what_is_not_negotiable_is_told_without_the_core() {
    let world = World::bundled();
    let mut asked: Vec<(ScenarioFile, Reading)> = (cases().iter())
        .map(|Case { file, .. }| (file.clone(), file.reading.clone().unwrap_or_default()))
        .collect();
    for (at, state) in world.states().enumerate().step_by(5) {
        for organization in world.organizations().skip(at % 7).step_by(7) {
            let scenario = Scenario::new(Change::join(state, organization));
            let as_of = Some(date(2024, 10, 20));
            let mut file = ScenarioFile::from(scenario);
            file.as_of = as_of;
            asked.push((file, Reading::default()));
        }
    }
    let told = each(&asked, |(file, reading)| {
        let answer = ask(&world, file, reading);
        let left: BTreeSet<BodyId> =
            answer.findings().flat_map(|one| one.bodies().collect::<Vec<_>>()).collect();
        let keeps = left.into_iter().map(|body| Some(vec![body]));
        let keeps = keeps.chain([file.scenario.keep.clone()]);
        let told = keeps.map(|keep| {
            let mut file = file.clone();
            file.scenario.keep = keep;
            let answer = ask(&world, &file, reading);
            let said = answer.caveats().iter().any(|one| one.code() == "not-negotiable");
            assert_eq!(said, answer.deliberate().is_impossible(), "{}", answer.question());
            said
        });
        told.collect::<Vec<_>>()
    });
    let told = told.concat();
    let (kept, impossible) = (told.len(), told.iter().filter(|said| **said).count());
    assert!(kept > 500 && impossible > 100, "{kept} hypotheses, {impossible} impossible");
}

#[test]
fn what_rests_on_something_goes_with_it() {
    let text =
        r#"{"relation":"eco-requires-csto","kind":"requires","subject":"eco","object":"csto"}"#;
    let world = Loader::new().bundled().layer().text("mine", text).load().unwrap().world;
    let answer = alliance(&world);
    let deliberation = answer.deliberate();
    let must = keys(&world, &deliberation.must());
    assert!(must.contains(&"kaz/eco".to_owned()) && must.contains(&"kgz/eco".to_owned()));
    assert!(!must.contains(&"uzb/eco".to_owned()));
    let [repair] = &*deliberation.repairs() else { panic!("one repair") };
    assert_eq!(repair.gone.len(), 8);
    let out = deliberation.plan().steps.iter().filter(|step| step.action == Action::Exit).count();
    assert_eq!(out, 6);
}

#[test]
fn rules_of_the_caller_take_part() {
    let world = World::bundled();
    let (eco, sco) =
        (world.find::<Organization>("eco").unwrap(), world.find::<Organization>("sco").unwrap());
    let kazakhstan = world.find::<State>("kaz").unwrap();
    // Of two memberships one has to go, and either will do.
    let choice = move |_: &Consequences<'_>, added: &mut Added| {
        let holds =
            |body: Organizations| Commitment::Holds { state: kazakhstan, body: body.into() };
        let bound = Statement::Bound { state: kazakhstan, change: 0 };
        added.rule("too many seats", [holds(eco).into(), holds(sco).into()]);
        added.violation("seats", [Statement::Named("too many seats".into()), bound]);
    };
    let rules = Rulebook::new().with("one seat too many", "a thought experiment", choice);
    let named: Vec<_> = rules.added().map(|rule| (rule.name, rule.source)).collect();
    assert_eq!(named, [("one seat too many", "a thought experiment")]);
    let answer = alliance(&world);
    let deliberation = answer.deliberate_by(&rules);
    let holds = |body: Organizations| Commitment::Holds { state: kazakhstan, body: body.into() };
    let must = deliberation.must();
    assert!(!must.contains(&holds(eco)) && !must.contains(&holds(sco)));
    let may = deliberation.may();
    assert!(may.contains(&holds(eco)) && may.contains(&holds(sco)));
    // A rule is cited by its name in the rulebook.
    let conflicts = deliberation.conflicts();
    let seats = conflicts.iter().position(|one| one.kinds == ["seats"]).unwrap();
    let why = deliberation.why_conflict(seats).unwrap().to_string();
    assert!(why.contains("too many seats (by one seat too many from"), "{why}");
    assert_eq!(deliberation.repairs().len(), 2);
    assert_eq!(deliberation.parts().iter().map(Vec::len).max(), Some(2));
    let why = deliberation.why_may(&holds(eco)).unwrap().to_string();
    assert!(why.contains("or instead") && why.contains("Shanghai"), "{why}");
    assert!(deliberation.why_must(&holds(eco)).is_none());
    // What is dearer is kept.
    let mut order = deliberation.may();
    order.retain(|one| *one != holds(sco));
    order.push(holds(sco));
    let preferred = deliberation.preferred_repair(&order).unwrap();
    assert!(preferred.gone.contains(&holds(eco)) && !preferred.gone.contains(&holds(sco)));
    let price = |one: &Commitment| if *one == holds(eco) { 10 } else { 1 };
    let (cheapest, cost) = deliberation.cheapest_repair(price).unwrap();
    assert!(cheapest.gone.contains(&holds(sco)) && cost == 7);
    // A list that is cut says so; what must go does not depend on it.
    let limits = Limits::default().max_repairs(1);
    let cut = answer.deliberate_by(&rules).limited(limits);
    assert!(!cut.is_complete());
    assert_eq!(cut.must(), must);
}

#[test]
fn every_step_of_a_plan_is_told_in_words() {
    let world = World::bundled();
    let change = r#"{"as_of": "2024-10-20", "changes": [
        {"leave": {"state": "kaz", "organization": "csto"}},
        {"conclude": {"treaty": "steppe", "parties": ["kaz", "uzb"], "provisions": ["mutual_defence"]}},
        {"host_base": {"host": "mda", "sender": "tur"}}]}"#;
    let file = Scenario::from_json(&world, change).unwrap();
    let view = world.as_of(file.as_of.unwrap());
    let answer = view.consequences_of(&file.scenario);
    let steps = answer.deliberate().plan().steps;
    let mut told: Vec<String> = steps.iter().map(|step| step.tell(&view)).collect();
    told.sort();
    expect_test::expect![[r"
        Kazakhstan approves at home what it has to do about the Collective Security Treaty Organization, not before 2024-10-20.
        Kazakhstan consents to the treaty “steppe”, not before 2024-10-20.
        Kazakhstan gives notice of its withdrawal from the Collective Security Treaty Organization (to depositary), not before 2024-10-20.
        Kazakhstan gives notice of its withdrawal from the Collective Security Treaty, not before 2024-10-20.
        Kazakhstan is out of the Collective Security Treaty Organization, not before 2025-04-20.
        Kazakhstan is out of the Collective Security Treaty, not before 2025-04-20.
        Moldova changes article 11 of the Moldova constitution, on no known day.
        Moldova decides by article 142(1), 143 of the Moldova constitution: Parliament and the people; majority of the citizens registered to vote; in Parliament two thirds, at the earliest six months after the initiative; referendum: mandatory, on sovereignty, independence, unity and permanent neutrality, on no known day.
        The change that concerns Türkiye takes effect, not before 2025-04-20.
        The treaty “steppe” takes effect, not before 2025-04-20.
        Uzbekistan consents to the treaty “steppe”, not before 2024-10-20."]]
    .assert_eq(&told.join("\n"));
}

/// A law that a question enacts and that must go again is enacted in one step and repealed in another.
#[test]
fn no_two_changes_of_law_are_told_alike() {
    let bundled = World::bundled();
    let twice = each(cases(), |case| {
        let view = case.view(case.world.as_ref().unwrap_or(&bundled));
        let answer = view.consequences_of(&case.file.scenario);
        let steps = answer.deliberate().plan().steps;
        let of_laws = steps.iter().filter(|step| step.action == Action::ChangeLaw);
        let mut told: Vec<String> = of_laws.map(|step| step.tell(&view)).collect();
        told.sort();
        let enacted = told.iter().any(|step| step.contains(" enacts "));
        let repealed = told.iter().any(|step| step.contains(" repeals "));
        let page = answer.report_as(Length::Full, Names::of(view)).to_string();
        assert_eq!(page.contains(": repeal of the law of the question"), repealed, "{page}");
        let count = told.len();
        told.dedup();
        assert_eq!(told.len(), count, "{}: {told:?}", case.name);
        usize::from(enacted && repealed)
    });
    assert!(twice.into_iter().sum::<usize>() >= 2);
}

type Organizations = comity::Id<Organization>;

#[test]
fn duties_of_the_caller_are_held_against_all_others() {
    let world = World::bundled();
    let (kazakhstan, azerbaijan) =
        (world.find::<State>("kaz").unwrap(), world.find::<State>("aze").unwrap());
    let armenia = world.find::<State>("arm").unwrap();
    let friendship = world.find::<Treaty>("kzru92").unwrap();
    let pledge = move |_: &Consequences<'_>, added: &mut Added| {
        let join = AddedDuty::new(kazakhstan, Duty::JoinOffence, [azerbaijan.into()], friendship);
        added.duty(join.held_through(friendship));
    };
    let rules = Rulebook::new().with("pledge", "a thought experiment", pledge);
    let answer = alliance(&world);
    let attacks = |deliberation: &Deliberation<'_, '_>| {
        deliberation
            .contradictions_today()
            .filter(|one| one.state == kazakhstan)
            .filter(|one| (one.attacker, one.victim) == (azerbaijan.into(), armenia.into()))
            .count()
    };
    assert_eq!(attacks(&answer.deliberate()), 0);
    // It would have to help Armenia by the CST, and to join Azerbaijan by its pledge.
    assert!(attacks(&answer.deliberate_by(&rules)) > 0);
}

#[test]
fn an_alliance_asks_nothing_toward_an_allys_own_attack() {
    let world = World::bundled();
    let answer = alliance(&world);
    let deliberation = answer.deliberate();
    let state = |key: &str| world.find::<State>(key).unwrap();
    for who in ["kaz", "kgz"] {
        // Allied to Armenia in the one, to Azerbaijan in the other: whoever attacks the other is an ally, and the victim is helped.
        let strain = deliberation.strains().find(|one| {
            let texts = one.between.each_ref().map(|owed| answer.name_of(&owed.by));
            one.state == state(who) && texts == ["cst", "ots"]
        });
        let strain = strain.unwrap();
        let (arm, aze) = (state("arm").into(), state("aze").into());
        assert!(strain.truth.is_yes());
        assert!(strain.attacks.contains(&(arm, aze)) && strain.attacks.contains(&(aze, arm)));
        // Between two parties of both pacts neither takes a side.
        let (kaz, kgz) = (state("kaz").into(), state("kgz").into());
        assert!(!strain.attacks.contains(&(kaz, kgz)) && !strain.attacks.contains(&(kgz, kaz)));
    }
    // Nobody is said to be bound to the side of an aggressor.
    let ally_of =
        |found: &comity::rules::Contradiction| {
            found.between.iter().any(|owed| {
                owed.duty == Duty::Defend
                    && answer.view().obligations_of(found.state).iter().any(|one| {
                        Some(one.provision) == owed.provision && one.toward == found.attacker
                    })
                    && !answer.view().obligations_of(found.state).iter().any(|one| {
                        Some(one.provision) == owed.provision && one.toward == found.victim
                    })
            })
        };
    assert!(deliberation.contradictions().all(|one| !ally_of(one)));
    assert!(deliberation.contradictions_today().all(|one| !ally_of(one)));
}

#[test]
fn pledges_do_not_stand_in_the_way_of_helping_a_victim() {
    let world = World::bundled();
    let answer = alliance(&world);
    let deliberation = answer.deliberate();
    let pledged = deliberation.contradictions().filter(|one| {
        one.between.iter().all(|owed| matches!(owed.duty, Duty::Defend | Duty::NotAttack))
    });
    let mut n = 0;
    for found in pledged {
        // Both are members of the United Nations: article 51 of the Charter.
        let clause = found.saved_by.map(|id| &*world[id].key);
        assert_eq!(clause, Some("unc-51"), "{found:?}");
        n += 1;
    }
    assert!(
        n > 0,
        "the Azerbaijan–Russia treaty of 1997 pledges that the two do not attack each other"
    );
}

#[test]
fn the_bytes_of_an_answer_do_not_depend_on_the_order_of_anything() {
    let world = World::bundled();
    let lines: Vec<String> = world.to_jsonl().lines().skip(1).map(str::to_owned).collect();
    for seed in [7, 8] {
        let mut shuffled = lines.clone();
        Dice(seed).shuffle(&mut shuffled);
        let other = World::from_jsonl("shuffled", shuffled.join("\n")).unwrap();
        assert_eq!(other.fingerprint(), world.fingerprint());
        let some: Vec<&Case> = cases().iter().step_by(9).collect();
        each(&some, |Case { name, file, .. }| {
            let text = file.to_json(&world);
            let again = Scenario::from_json(&other, &text).unwrap();
            let reading = file.reading.clone().unwrap_or_default();
            let (one, two) = (ask(&world, file, &reading), ask(&other, &again, &reading));
            assert_eq!(one.to_json_explained(), two.to_json_explained(), "{name}");
            assert_eq!(one.receipt(), two.receipt(), "{name}");
            let (one, two) = (one.deliberate(), two.deliberate());
            assert_eq!(one.account(), two.account(), "{name}");
        });
    }
}

#[test]
fn a_later_notice_never_makes_anything_earlier() {
    let world = World::bundled();
    each(cases(), |Case { name, file, .. }| {
        let reading = file.reading.clone().unwrap_or_default();
        let mut days: Vec<Option<Date>> = Vec::new();
        for notice in [date(2024, 1, 31), date(2024, 10, 20), date(2025, 3, 1), date(2030, 12, 31)]
        {
            let mut later = file.clone();
            later.scenario.notice = Some(notice);
            later.scenario.notices.clear();
            let answer = ask(&world, &later, &reading);
            days.push(answer.earliest_change());
        }
        for pair in days.windows(2) {
            if let [Some(before), Some(after)] = pair {
                assert!(!after.is_before(*before).is_yes(), "{name}: {days:?}");
            }
        }
    });
}

#[test]
fn impossible_acts_are_reported() {
    let world = World::bundled();
    let find = |key: &str| world.find::<Organization>(key).unwrap();
    let state = |key: &str| world.find::<State>(key).unwrap();
    let view = world.as_of(date(2024, 10, 20));
    let why = |change: Change| {
        view.what_if(change).impossible().into_iter().map(|one| one.why).collect::<Vec<_>>()
    };
    let (kaz, tur, nato, csto) = (state("kaz"), state("tur"), find("nato"), find("csto"));
    assert_eq!(
        why(Change::leave(tur, csto)),
        [WhyImpossible::NotIn { member: tur.into(), body: csto.into() }]
    );
    assert_eq!(
        why(Change::join(tur, nato)),
        [WhyImpossible::AlreadyIn { member: tur.into(), body: nato.into() }]
    );
    assert!(why(Change::join(kaz, nato)).is_empty());
    assert_eq!(
        why(Change::join(kaz, find("wp"))),
        [WhyImpossible::NotInExistence { body: find("wp").into() }]
    );
    assert_eq!(
        why(Change::conclude("pact", [kaz], [EffectKind::MutualDefence])),
        [WhyImpossible::NoCounterparty]
    );
    assert_eq!(why(Change::host_base(kaz, kaz)), [WhyImpossible::NoCounterparty]);
    assert_eq!(
        why(Change::join(state("sun"), nato)),
        [WhyImpossible::NoState { state: state("sun") }]
    );
}

#[test]
fn a_hypothesis_lies_over_the_world_and_says_what_it_changes() {
    let world = World::bundled();
    let find = |key: &str| world.find::<Organization>(key).unwrap();
    let (uzb, csto, ots) = (world.find::<State>("uzb").unwrap(), find("csto"), find("ots"));
    let scenario = Scenario::new(Change::join(uzb, csto))
        .then(Change::acquire(ots, EffectKind::MutualDefence));
    let then = world.what_if(scenario).as_of(date(2024, 10, 20));
    assert!(then.is_member(uzb, csto).is_yes());
    assert_eq!(then.members(csto).len(), 7);
    assert!(then.memberships_of(uzb).iter().any(|(body, _)| *body == csto.into()));
    let differences = then.differences();
    let joined: Vec<usize> = (differences.iter())
        .filter_map(|one| match one {
            Difference::TakesPart { member, change, .. } if *member == uzb.into() => Some(*change),
            _ => None,
        })
        .collect();
    assert_eq!(joined, [0, 0], "the CSTO and the treaty it rests on");
    assert!(differences.iter().any(|one| {
        matches!(one, Difference::MutualDefence { body, before, after, change: 1 }
            if *body == ots.into() && before.is_no() && after.is_yes())
    }));
    let owed = then.duties_of(uzb);
    assert!(owed.iter().any(|one| {
        one.owed.duty == Duty::Defend && one.owed.provision.is_none() && one.toward.len() == 4
    }));
    // After the repair it is out again.
    let answer = then.consequences();
    let [repair] = &*answer.deliberate().repairs() else { panic!("one repair") };
    assert!(then.after(repair).is_member(uzb, csto).is_no());
}

#[test]
fn answers_are_compared_by_their_receipts() {
    let world = World::bundled();
    let before = alliance(&world).receipt();
    let left = r#"{"membership":"kgz-csto-member","to":"2024-06-01","sources":["c1"]}
{"membership":"kgz-cst-party","to":"2024-06-01","sources":["c1"]}"#;
    let later = Loader::new().bundled().layer().text("release", left).load().unwrap().world;
    let differences = before.compare(&alliance(&later).receipt());
    let verdict: Vec<&str> = (differences.iter())
        .filter(|one| one.what == comity::wire::AnswerChange::Verdict)
        .map(|one| &*one.state)
        .collect();
    assert_eq!(verdict, ["kgz"]);
    let cause = &differences.iter().find(|one| one.state == "kgz").unwrap().because;
    assert!(cause.iter().any(|one| one.key == "kgz-cst-party"), "{cause:?}");
    let records: Vec<String> = world.diff(&later).iter().map(|one| one.key.to_string()).collect();
    assert!(records.contains(&"kgz-cst-party".to_owned()));
    assert_eq!(Receipt::from_json(&before.to_json()).unwrap().fingerprint(), before.fingerprint());
    assert!(before.compare(&alliance(&world).receipt()).is_empty());
}

#[test]
fn a_sweep_is_the_question_asked_of_every_pair() {
    let world = World::bundled();
    for day in [date(1985, 6, 1), date(2024, 10, 20)] {
        let view = world.as_of(day);
        let sweep = view.accessions();
        assert_eq!(sweep.cells.len(), sweep.states.len() * sweep.organizations.len());
        for cell in sweep.cells.iter().step_by(23) {
            let (state, organization) = (cell.state, cell.organization);
            let answer = view.consequences_of(Change::join(state, organization));
            let name = format!("{} {} {day}", world.key(state), world.key(organization));
            let says = |code: &str| answer.caveats().iter().any(|one| one.code() == code);
            match cell.outlook.as_str() {
                "member" | "maybe_member" => assert!(says("already-member"), "{name}"),
                outlook => {
                    let finding = answer.finding(state).unwrap();
                    assert_eq!(outlook, finding.verdict().as_str(), "{name}");
                    let against = says("opposed-alliance");
                    assert_eq!(!cell.against.is_empty(), against, "{name}");
                }
            }
        }
    }
}

#[test]
fn a_law_that_speaks_of_one_organization_leaves_others_alone() {
    let text = |within: &str| {
        format!(
            r#"{{"state":"a","name":"A"}}
{{"state":"b","name":"B"}}
{{"state":"c","name":"C"}}
{{"organization":"union","name":"Union"}}
{{"organization":"pact","name":"Pact","purpose":"defence"}}
{{"membership":"a-in","member":"a","of":"union","status":"member","from":"1970-01-01"}}
{{"membership":"b-in","member":"b","of":"union","status":"member","from":"1970-01-01"}}
{{"membership":"c-in","member":"c","of":"union","status":"member","from":"1970-01-01"}}
{{"law":"basic","name":"Basic law","form":"constitution","in_force":"1990","parties":["a"]}}
{{"provision":"basic-1","of":"basic","article":"1","kind":"neutrality","params":{{"bars":"military_alliance","within":"{within}"}},"from":"1990-01-01"}}
"#
        )
    };
    let world = Loader::new().text("world", text("union")).load().unwrap().world;
    let union = world.find::<Organization>("union").unwrap();
    let pact = world.find::<Organization>("pact").unwrap();
    let a = world.find::<State>("a").unwrap();
    let view = world.as_of(date(2000, 1, 1));
    let verdict = |change: Change| view.consequences_of(change).finding(a).unwrap().verdict();
    let becomes = |body| Change::acquire(body, EffectKind::MutualDefence);
    assert_eq!(verdict(becomes(union)), Verdict::MustChangeLaw);
    assert_eq!(verdict(Change::join(a, pact)), Verdict::Free);
    view.consequences_of(becomes(union)).finding(a).unwrap().why().verify().unwrap();

    let error = Loader::new().text("world", text("nowhere")).load().unwrap_err();
    assert!(error.to_string().contains("no organization has the key `nowhere`"), "{error}");
}
