//! A small world of two alliances, and proofs put together from what the checker demands.

mod forged;

use std::collections::BTreeSet;

use super::{Case, Readings, Wrong, check, keys, records::Records, spells};
use crate::model::{
    ActKind, EffectKind, LawForm, LinkRole, OverlayKind, Presumption, Purpose, Status, TreatyForm,
};
use crate::proof::{Fact, Key, Proof, Step};
use crate::scenario::{AssumedFact, Assumption, Change, Scenario};
use crate::time::{Date, Period, date};
use crate::verdict::{Class, Clause, ExitMode, Ground, Rule, Verdict};
use crate::{Id, Law, Organization, State, Treaty, Truth, World};

const NOW: Date = date(2024, 10, 20);

/// `kaz` is in the old alliance (`csto`, on the treaty `cst`) and in the new body (`ots`); `tur` and `aze` are in the
/// latter only, `rus` in the former only; `uzb` has a law; `hun` observes.
struct Small {
    world: World,
    ots: Id<Organization>,
    csto: Id<Organization>,
    kaz: Id<State>,
    tur: Id<State>,
    aze: Id<State>,
    rus: Id<State>,
    uzb: Id<State>,
}

fn small() -> Small {
    let mut world = World::builder();
    let [kaz, tur, aze, rus, uzb, hun] = ["kaz", "tur", "aze", "rus", "uzb", "hun"]
        .map(|key| world.add(State::new(key, key.to_uppercase())));
    let ots = world.add(Organization::new("ots", "Organization of Turkic States"));
    let csto = world.add(Organization::new("csto", "CSTO").purpose(Purpose::Defence));
    let treaty = |key: &str, form| Treaty::new(key, key, form).in_force(date(1994, 4, 20)..);
    let nakh = world.add(treaty("nakh", TreatyForm::Treaty));
    let charter = world.add(treaty("cstoc", TreatyForm::Charter));
    let cst = world.add(treaty("cst", TreatyForm::Treaty));
    let pact = world.add(treaty("kzru", TreatyForm::Treaty).parties([kaz, rus]));
    let words = world.add(treaty("words", TreatyForm::Declaration).parties([tur, rus]));
    let law = world.add(Law::new("bloc-law", "Law on blocs", uzb, LawForm::Statute));
    world.link(ots, nakh, LinkRole::Constituent);
    world.link(csto, charter, LinkRole::Constituent);
    world.link(csto, cst, LinkRole::Foundation);
    for state in [kaz, tur, aze, uzb] {
        world.member(state, ots, date(2009, 10, 3)..);
    }
    for state in [kaz, rus] {
        world.member(state, csto, date(2003, 9, 18)..).party(state, cst, date(1994, 4, 20)..);
    }
    world.party(aze, cst, date(1994, 4, 20)..date(1999, 4, 20));
    world.participation(hun, ots, Status::Observer, date(2018, 9, 3)..);
    world.overlay(uzb, ots, OverlayKind::Contested, date(2024, 1, 1)..date(2024, 6, 1));
    let strict = [
        ("object", "military_alliance"),
        ("qualifier.strict", "absolute"),
        ("qualifier.narrow", "directed_against"),
        ("default", "strict"),
    ];
    world.provision_with(cst, "1", EffectKind::Exclusivity, strict);
    world.provision_with(cst, "4", EffectKind::MutualDefence, [("strength", "auto")]);
    world.provision(cst, "8", EffectKind::NonContradiction);
    let six = [("right", "yes"), ("notice_months", "6")];
    world.provision_with(cst, "11", EffectKind::Withdrawal, six);
    let settled = [("right", "yes"), ("notice_months", "6"), ("condition", "obligations_settled")];
    world.provision_with(charter, "19", EffectKind::Withdrawal, settled);
    world.provision(pact, "2", EffectKind::DirectedAgainst);
    world.provision(words, "1", EffectKind::DirectedAgainst);
    world.provision_with(law, "1", EffectKind::NonAlignment, [("bars", "military_alliance")]);
    world.act(tur, words, ActKind::Ratify, date(2000, 1, 1));
    let world = world.freeze().expect("the small world is sound");
    Small { world, ots, csto, kaz, tur, aze, rus, uzb }
}

impl Small {
    fn case<'a>(&'a self, scenario: &'a Scenario) -> Case<'a> {
        Case {
            tables: self.world.tables(),
            as_of: NOW,
            known_by: None,
            presumption: Presumption::default(),
            readings: Readings::default(),
            scenario,
        }
    }

    fn alliance(&self) -> Scenario {
        Scenario::new(Change::acquire(self.ots, EffectKind::MutualDefence))
    }
}

fn verdict_on(state: &str) -> Fact {
    let (verdict, exits) = (Verdict::Free, Vec::new());
    let exits_possible = Vec::new();
    Fact::Verdict { state: state.into(), verdict, exits, exits_possible, earliest: None }
}

/// The proof that the checker itself would accept for facts like this one.
fn prove(case: &Case<'_>, like: &Fact) -> Proof {
    fn state(records: Records<'_>, like: &Fact, proof: &mut Proof) -> u32 {
        let expected = records.expected(like).unwrap_or_else(|wrong| panic!("{like:?}: {wrong}"));
        let stated = |proof: &Proof| proof.steps.iter().position(|s| s.fact == expected.fact);
        if let Some(number) = stated(proof) {
            return u32::try_from(number).expect("a short proof");
        }
        let premises: BTreeSet<u32> =
            expected.premises.iter().map(|premise| state(records, premise, proof)).collect();
        let records: BTreeSet<Box<str>> =
            expected.records.iter().map(|key| (*key).into()).collect();
        proof.steps.push(Step {
            fact: expected.fact,
            premises: premises.into_iter().collect(),
            records: records.into_iter().collect(),
        });
        u32::try_from(proof.steps.len() - 1).expect("a short proof")
    }
    let mut proof = Proof::default();
    state(Records::new(case, &spells(case.tables), &keys(case.tables)), like, &mut proof);
    check(case, &proof).expect("the checker accepts what it demands");
    proof
}

fn recorded(key: &str) -> Clause<Key> {
    Clause::Recorded(key.into())
}

type Conflicts = Vec<(Clause<Key>, Rule, Class, Truth, Ground<Key, Key>)>;

fn conflicts(proof: &Proof) -> Conflicts {
    let conflicts = proof.steps.iter().filter_map(|step| {
        let Fact::Conflict { provision, rule, class, truth, because, .. } = &step.fact else {
            return None;
        };
        Some((provision.clone(), *rule, *class, *truth, because.clone()))
    });
    conflicts.collect()
}

fn conclusion(proof: &Proof) -> (Verdict, Vec<&str>, Option<Date>) {
    let Some(Fact::Verdict { verdict, exits, earliest, .. }) = proof.conclusion() else {
        panic!("no verdict: {:?}", proof.conclusion());
    };
    (*verdict, exits.iter().map(|key| &**key).collect(), *earliest)
}

fn earliest_of(proof: &Proof, of: &str) -> (ExitMode, Option<Date>, Option<Date>) {
    let found = proof.steps.iter().find_map(|step| {
        let Fact::Exit { body, mode, earliest, bounds, .. } = &step.fact else { return None };
        (&**body == of).then_some((*mode, *earliest, *bounds))
    });
    found.expect("an exit")
}

#[test]
fn the_flagship_and_its_grounds() {
    let small = small();
    let scenario = small.alliance();
    let case = small.case(&scenario);
    let proof = prove(&case, &verdict_on("kaz"));
    let day = date(2025, 4, 20);
    assert_eq!(conclusion(&proof), (Verdict::MustExit, vec!["cst", "csto"], Some(day)));
    let outsider = Ground::OutsideCircle { outsider: "aze".into() };
    let conditional = Ground::IfDirectedAgainst { party: "rus".into() };
    let barred = Ground::BarredBy { provision: "cst-1".into() };
    let (yes, unknown) = (Truth::Yes, Truth::Unknown);
    assert_eq!(
        conflicts(&proof),
        [
            (recorded("cst-1"), Rule::X1, Class::Hard, yes, outsider),
            (recorded("cst-8"), Rule::X4, Class::Hard, yes, barred),
            (recorded("kzru-2"), Rule::X3, Class::Potential, unknown, conditional),
        ]
    );
    assert_eq!(earliest_of(&proof, "csto"), (ExitMode::Notice, Some(day), None));
    assert_eq!(conclusion(&prove(&case, &verdict_on("uzb"))).0, Verdict::MustChangeLaw);
    assert_eq!(conclusion(&prove(&case, &verdict_on("aze"))).0, Verdict::Free);
    assert_eq!(conclusion(&prove(&case, &verdict_on("tur"))).0, Verdict::Free);
    assert_eq!(conclusion(&prove(&case, &verdict_on("hun"))).0, Verdict::NotBound);
}

#[test]
fn readings_assumptions_and_notices() {
    let small = small();
    let against =
        AssumedFact::DirectedAgainst { what: small.ots.into(), against: small.rus.into() };
    let unsettled = AssumedFact::Unsettled { state: small.kaz, body: small.csto.into() };
    let scenario = small.alliance().notice(date(2024, 8, 31)).assuming(unsettled);
    let mut case = small.case(&scenario);
    let proof = prove(&case, &verdict_on("kaz"));
    let end = date(2025, 2, 28);
    assert_eq!(conclusion(&proof), (Verdict::MustExit, vec!["cst", "csto"], None));
    assert_eq!(earliest_of(&proof, "cst"), (ExitMode::Notice, Some(end), None));
    let from = Date::from_bounds(end.exact(), None);
    assert_eq!(earliest_of(&proof, "csto"), (ExitMode::Notice, None, Some(from)));

    case.readings.general = Some("narrow".into());
    assert_eq!(conclusion(&prove(&case, &verdict_on("kaz"))).0, Verdict::Free);
    case.readings.single.insert("cst-1".into(), "strict".into());
    assert_eq!(conclusion(&prove(&case, &verdict_on("kaz"))).0, Verdict::MustExit);

    let scenario = small.alliance().assuming(against.clone());
    let mut case = small.case(&scenario);
    case.readings.general = Some("narrow".into());
    let proof = prove(&case, &verdict_on("kaz"));
    // No withdrawal clause of the bilateral treaty is recorded.
    assert_eq!(conclusion(&proof), (Verdict::MustExit, vec!["cst", "csto", "kzru"], None));
    let year = Date::from_bounds(NOW.exact(), Period::months(12).after(NOW).latest());
    assert_eq!(earliest_of(&proof, "kzru"), (ExitMode::Unknown, None, Some(year)));
    // One of the two parties approved the declaration: it stays political.
    let soft = prove(&case, &verdict_on("tur"));
    let found = (recorded("words-1"), Rule::X3, Class::Potential, Truth::Yes, Ground::NotBinding);
    assert_eq!(conflicts(&soft), [found]);

    let contested = Assumption { contested: true, ..against.into() };
    let scenario = small.alliance().assuming(contested);
    let mut case = small.case(&scenario);
    case.readings.general = Some("narrow".into());
    assert_eq!(conclusion(&prove(&case, &verdict_on("kaz"))).0, Verdict::Undetermined);
}

#[test]
fn circles_and_pacts_of_two() {
    let small = small();
    let pact = |states: [Id<State>; 2]| {
        let change = Change::acquire(small.ots, EffectKind::MutualDefence).adopted_by(states);
        Scenario::new(change)
    };
    let scenario = pact([small.kaz, small.tur]);
    let soft = conflicts(&prove(&small.case(&scenario), &verdict_on("kaz")));
    assert_eq!((soft[0].2, &soft[0].4), (Class::Potential, &Ground::PactOfTwo));
    let scenario = pact([small.kaz, small.tur]).counting_bilateral();
    let hard = conflicts(&prove(&small.case(&scenario), &verdict_on("kaz")));
    assert_eq!(hard[0].2, Class::Hard);
    let scenario =
        Scenario::new(Change::conclude("new", [small.kaz, small.rus], [EffectKind::MutualDefence]));
    let none = conflicts(&prove(&small.case(&scenario), &verdict_on("kaz")));
    assert_eq!((none[0].2, &none[0].4), (Class::None, &Ground::InsideCircle));
    let scenario = Scenario::new(Change::acquire(small.ots, EffectKind::Consultation));
    let none = conflicts(&prove(&small.case(&scenario), &verdict_on("kaz")));
    assert!(none.iter().all(|found| found.4 == Ground::NotTouched));
}

#[test]
fn earlier_changes_count() {
    let small = small();
    let left = Change::leave(small.kaz, small.csto);
    let scenario =
        Scenario::new(left.clone()).then(Change::acquire(small.ots, EffectKind::MutualDefence));
    let case = small.case(&scenario);
    let proof = prove(&case, &verdict_on("kaz"));
    assert_eq!(conclusion(&proof), (Verdict::Free, vec![], None));

    // The lawful day decides, not the day that was set: half a year later.
    let acquired = |on| Change::acquire(small.ots, EffectKind::MutualDefence).effective_on(on);
    let leave_then = |on| Scenario::new(left.clone().effective_on(NOW)).then(acquired(on));
    let (early, late) = (leave_then(date(2025, 4, 19)), leave_then(date(2025, 4, 20)));
    assert_eq!(conclusion(&prove(&small.case(&early), &verdict_on("kaz"))).0, Verdict::MustExit);
    assert_eq!(conclusion(&prove(&small.case(&late), &verdict_on("kaz"))).0, Verdict::Free);

    let joined = Scenario::new(Change::join(small.uzb, small.csto))
        .then(Change::acquire(small.ots, EffectKind::MutualDefence));
    let case = small.case(&joined);
    let proof = prove(&case, &verdict_on("uzb"));
    assert_eq!(conclusion(&proof).1, ["cst", "csto"]);

    let bars = crate::model::Bars { foreign_bases: true, ..Default::default() };
    let enacted = Scenario::new(Change::enact(small.tur, bars, LawForm::Statute))
        .then(Change::host_base(small.tur, small.aze));
    let case = small.case(&enacted);
    let proof = prove(&case, &verdict_on("tur"));
    assert_eq!(conclusion(&proof).0, Verdict::MustChangeLaw);
    // The law binds the state as well as the base does: what it holds is tested against both, and the law against the base.
    assert_eq!(conflicts(&proof).len(), 3);
}

#[test]
fn absence_is_shown_by_a_spell_or_by_coverage() {
    let small = small();
    let scenario = small.alliance();
    let case = small.case(&scenario);
    let absent = |member: &str, body: &str| {
        let like = Fact::NotBound {
            member: member.into(),
            body: body.into(),
            day: NOW,
            status: None,
            since: None,
            truth: Truth::No,
        };
        Records::new(&case, &spells(case.tables), &keys(case.tables))
            .expected(&like)
            .map(|expected| expected.fact)
    };
    let said = |fact: Result<Fact, Wrong>| {
        let Ok(Fact::NotBound { status, since, truth, .. }) = fact else { return None };
        Some((status, since, truth))
    };
    assert_eq!(said(absent("hun", "ots")), Some((Some(Status::Observer), None, Truth::No)));
    assert_eq!(said(absent("aze", "cst")), Some((None, Some(date(1999, 4, 20)), Truth::No)));
    assert_eq!(said(absent("tur", "csto")), Some((None, None, Truth::No)));
    assert_eq!(absent("kaz", "csto"), Err(Wrong::DoesNotHold));
    assert_eq!(absent("kaz", "kzru"), Err(Wrong::DoesNotHold));
}
