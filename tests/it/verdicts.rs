//! Two ways to one answer: the verdict that is taken from the conflicts, and what the exact core says must go; over every scenario,
//! and over random hypotheses.
//!
//! The verdict is read off a list of conflicts. The core knows no verdicts: it propagates what keeps provisions alive, and asks what
//! is in conflict by itself, as recorded and if every open premise were so.
#![cfg(feature = "dataset")]

use std::collections::BTreeSet;

use comity::deliberation::{Commitment, Contingency};
use comity::model::{Bars, EffectKind, LawForm, RecordId, RelationKind, Status};
use comity::scenario::{AssumedFact, Assumption, Changed};
use comity::verdict::{Clause, Verdict};
use comity::{
    BodyId, Change, Consequences, Date, Organization, ProvisionId, Reading, Scenario, State,
    Treaty, Truth, World, date,
};

use super::cases::{Case, cases};
use super::cores::each;
use super::dice::Dice;

/// How many random hypotheses: as many as can be asked in about five seconds.
const RANDOM: u64 = 3_000;

/// What must be left, and which laws must go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Gone {
    exits: BTreeSet<BodyId>,
    laws: BTreeSet<Clause>,
}

impl Gone {
    fn of(state: comity::StateId, commitments: &[Commitment]) -> Self {
        let mut gone = Self::default();
        for commitment in commitments.iter().filter(|one| one.state() == state) {
            match commitment {
                Commitment::Holds { body, .. } => drop(gone.exits.insert(*body)),
                Commitment::Law { provision, .. } => drop(gone.laws.insert(*provision)),
                other => panic!("what is {other:?}?"),
            }
        }
        gone
    }

    fn and(mut self, other: Self) -> Self {
        self.exits.extend(other.exits);
        self.laws.extend(other.laws);
        self
    }
}

/// Whether a contingency is open as the question is asked: neither a reading, nor something that nobody says.
fn is_open(answer: &Consequences<'_>, contingency: &Contingency) -> bool {
    let said = |kind, a: &Changed, b: &Changed| {
        let assumed = answer.scenario().assumptions.iter().any(|one| match &one.fact {
            AssumedFact::DirectedAgainst { what, against } => {
                kind == RelationKind::DirectedAgainst
                    && (what, &Changed::Entity(*against)) == (a, b)
            }
            AssumedFact::Opposed { a: one, b: other } => {
                kind == RelationKind::Opposed && [(one, other), (other, one)].contains(&(a, b))
            }
            _ => false,
        });
        let recorded = match (a, b) {
            (Changed::Entity(a), Changed::Entity(b)) => {
                // What changes is asked about on the day of its change; what is held, on the day of any that brings a text against it.
                let tables = answer.world().tables();
                let ends = [Changed::Entity(*a), Changed::Entity(*b)];
                let changes = &answer.scenario().changes;
                let is_own = |change: &Change| ends.contains(&change.changed(tables));
                let has_own = changes.iter().any(is_own);
                let brings = |change: &Change| match change {
                    Change::Enact { .. } | Change::Repeal { .. } | Change::Leave { .. } => false,
                    Change::Acquire { .. } | Change::Amend { .. } => {
                        let bars = [EffectKind::Exclusivity, EffectKind::DirectedAgainst];
                        change.brings().iter().any(|kind| bars.contains(kind))
                    }
                    _ => true,
                };
                let days = changes
                    .iter()
                    .filter(|change| if has_own { is_own(change) } else { brings(change) });
                let days = days.filter_map(Change::effective);
                let mut views = days.map(|day| answer.view().on(day)).chain([answer.view()]);
                views.any(|view| {
                    view.related(*a, kind).iter().any(|(id, truth)| {
                        let ends = (answer.world()[*id].subject, answer.world()[*id].object);
                        let between = ends == (*a, *b) || kind.is_symmetric() && ends == (*b, *a);
                        between && truth.is_possible()
                    })
                })
            }
            _ => false,
        };
        assumed || recorded
    };
    match contingency {
        Contingency::Reading { .. }
        | Contingency::CountsAsAlliance { .. }
        | Contingency::CountsPactOfTwo { .. }
        | Contingency::Attack { .. } => false,
        Contingency::DirectedAgainst { what, against } => {
            said(RelationKind::DirectedAgainst, what, &Changed::Entity(*against))
        }
        Contingency::Opposed { a, b } => said(RelationKind::Opposed, a, b),
        Contingency::Hostility { .. }
        | Contingency::TakesPart { .. }
        | Contingency::StaysOut { .. }
        | Contingency::Stands { .. }
        | Contingency::Enacted { .. }
        | Contingency::Agreed { .. }
        | Contingency::MoreThanTwo { .. }
        | Contingency::BeyondRecord { .. }
        | Contingency::BringsDefence { .. }
        | Contingency::Approved { .. }
        | Contingency::Unsaved { .. }
        | Contingency::Named(_) => true,
        other => panic!("what is {other:?}?"),
    }
}

/// Asks both, state by state; how many states have which verdict.
fn agree(answer: &Consequences<'_>, name: &str) -> [usize; 5] {
    let deliberation = answer.deliberate();
    let mut open = deliberation.contingencies();
    open.retain(|one| is_open(answer, one));
    // That somebody takes part and that it does not cannot both be so: each goes first once.
    open.sort_by_key(|one| matches!(one, Contingency::TakesPart { .. }));
    let must = deliberation.must();
    let if_in = deliberation.must_if(&open);
    open.reverse();
    let if_out = deliberation.must_if(&open);
    let mut counts = [0; 5];
    for finding in answer.findings() {
        let state = finding.state();
        let certain = Gone::of(state, &must);
        let possible = Gone::of(state, &if_in).and(Gone::of(state, &if_out));
        let of_law = |laws| Gone { exits: BTreeSet::new(), laws };
        let (at, verdict, gone) = if !certain.exits.is_empty() {
            (0, Verdict::MustExit, certain)
        } else if !possible.exits.is_empty() || certain.laws.is_empty() && !possible.laws.is_empty()
        {
            (1, Verdict::Undetermined, possible)
        } else if !certain.laws.is_empty() {
            (2, Verdict::MustChangeLaw, of_law(certain.laws))
        } else {
            // Who waits for others has nothing to give up.
            let waits = (finding.conflicts().iter())
                .filter(|conflict| conflict.class.waits())
                .map(|conflict| conflict.truth);
            match Truth::any(waits) {
                Truth::Yes => (3, Verdict::NeedsConsent, Gone::default()),
                Truth::Unknown => (1, Verdict::Undetermined, Gone::default()),
                // And who is about to find a text that nobody has read.
                Truth::No if !finding.open().is_empty() => {
                    (1, Verdict::Undetermined, Gone::default())
                }
                Truth::No => (4, Verdict::Free, Gone::default()),
            }
        };
        counts[at] += 1;
        // What is left for certain, and while the verdict is open, what is left possibly.
        let open = finding.exits_possible().iter().map(|exit| exit.body);
        let open = open.filter(|_| finding.verdict() == Verdict::Undetermined);
        let found = Gone {
            exits: finding.bodies().chain(open).collect(),
            laws: finding.laws().iter().copied().collect(),
        };
        let who = answer.world().key(state);
        assert_eq!((finding.verdict(), found), (verdict, gone), "{name}: {who}");
    }
    counts
}

/// The same question in which everything is negotiable, as verdicts take it.
fn unfrozen(scenario: &Scenario) -> Scenario {
    let mut scenario = scenario.clone();
    scenario.keep = Some(Vec::new());
    scenario
}

fn sum(counts: &[[usize; 5]]) -> [usize; 5] {
    std::array::from_fn(|at| counts.iter().map(|count| count[at]).sum())
}

#[test]
fn over_every_scenario() {
    let world = World::bundled();
    let counts = sum(&each(cases(), |Case { name, file, .. }| {
        let reading = file.reading.clone().unwrap_or_default();
        let view = world.as_of(file.as_of.unwrap_or_else(|| world.newest())).under(&reading);
        agree(&view.consequences_of(unfrozen(&file.scenario)), name)
    }));
    assert!(counts.iter().all(|count| *count > 3), "{counts:?}");
}

#[test]
fn over_random_hypotheses() {
    let world = World::bundled();
    let all = Drawn::new(&world);
    let numbers: Vec<u64> = (0..RANDOM).collect();
    let counts = sum(&each(&numbers, |number| all.ask(*number)));
    // Few have promised to ask somebody first.
    let [exit, open, law, consent, free] = counts;
    assert!(consent > 5 && [exit, open, law, free].iter().all(|n| *n > 50), "{counts:?}");
}

/// What random hypotheses are drawn from.
pub(crate) struct Drawn<'w> {
    world: &'w World,
    states: Vec<comity::StateId>,
    bodies: Vec<BodyId>,
    provisions: Vec<ProvisionId>,
}

impl<'w> Drawn<'w> {
    pub(crate) fn new(world: &'w World) -> Self {
        let lively = "kaz kgz uzb tkm tjk aze arm tur rus blr ukr mda geo aut che fin swe hun pol mlt irl \
                      deu bgr alb egy jor pak ind jpn usa prk kor vnm tuv fsm pan";
        let states = lively.split_whitespace().map(|key| world.find::<State>(key).unwrap());
        let alliances = "ots csto nato sco eu wp cento gcc guam cis weu oas al eaeu";
        let bodies = (alliances.split_whitespace())
            .filter_map(|key| world.find::<Organization>(key).ok())
            .map(BodyId::from)
            .chain(world.treaties().map(|treaty: comity::Id<Treaty>| treaty.into()));
        let provision = |key: &str| match world.record(key) {
            Ok(RecordId::Provision(id)) => id,
            other => panic!("{other:?}"),
        };
        let provisions = world.tables().provisions.iter().map(|one| provision(&one.key));
        Self {
            world,
            states: states.collect(),
            bodies: bodies.collect(),
            provisions: provisions.collect(),
        }
    }

    /// A hypothesis, the day of which it is asked, and how ambiguous provisions are read.
    pub(crate) fn hypothesis(&self, number: u64) -> (Scenario, Date, Reading) {
        let mut dice = Dice(number.wrapping_mul(7_919).wrapping_add(20_241_020));
        let reading = if dice.one_in(2) { Reading::strict() } else { Reading::narrow() };
        let as_of = dice.pick(&DATES);
        let mut scenario = Scenario::new(self.change(&mut dice, 0));
        for at in 1..=dice.below(3) {
            scenario = scenario.then(self.change(&mut dice, at));
        }
        for _ in 0..dice.below(3) {
            scenario = scenario.assuming(self.assumption(&mut dice));
        }
        scenario.bilateral_counts = dice.one_in(5);
        (scenario, as_of, reading)
    }

    fn ask(&self, number: u64) -> [usize; 5] {
        let (scenario, as_of, reading) = self.hypothesis(number);
        let view = self.world.as_of(as_of).under(&reading);
        let name = format!("hypothesis {number}, as of {as_of}: {scenario:?}");
        agree(&view.consequences_of(unfrozen(&scenario)), &name)
    }

    fn change(&self, dice: &mut Dice, at: usize) -> Change {
        let kinds = [EffectKind::MutualDefence, dice.pick(&EffectKind::ALL)];
        let kind = dice.pick(&kinds);
        // Most bodies that are drawn are alliances.
        let body =
            if dice.one_in(2) { dice.pick(&self.bodies) } else { dice.pick(&self.bodies[..10]) };
        let state = dice.pick(&self.states);
        let change = match dice.below(16) {
            0..4 => Change::acquire(body, kind),
            4 => Change::acquire(body, kind).adopted_by([state, dice.pick(&self.states)]),
            5..8 => Change::join(state, body),
            8 => Change::leave(state, body),
            9..11 => {
                let several = (0..=dice.below(3)).map(|_| dice.pick(&self.states));
                let parties: BTreeSet<_> = several.chain([state]).collect();
                Change::conclude(format!("pact-{at}"), parties, kinds)
            }
            11 => Change::host_base(state, dice.pick(&self.states)),
            12..14 => {
                let mut bars = Bars::default();
                bars.military_alliance = dice.one_in(2);
                bars.foreign_bases = dice.one_in(2);
                bars.foreign_troops = dice.one_in(3);
                bars.rigid_association = dice.one_in(3);
                Change::enact(state, bars, LawForm::Statute)
            }
            14 => Change::amend(dice.pick(&self.provisions), dice.one_in(3).then_some(kind)),
            _ => Change::grant(state, body, dice.pick(&[Status::Member, Status::Observer])),
        };
        let days = [date(1986, 6, 15), date(2025, 6, 1), "2027".parse().unwrap(), Date::UNKNOWN];
        if dice.one_in(4) { change.effective_on(dice.pick(&days)) } else { change }
    }

    fn assumption(&self, dice: &mut Dice) -> Assumption {
        let (what, b) = (Changed::from(dice.pick(&self.bodies)), dice.pick(&self.bodies));
        let (one, other) = (dice.pick(&self.states), dice.pick(&self.states));
        let fact = match dice.below(3) {
            0 => AssumedFact::DirectedAgainst { what, against: other.into() },
            1 => AssumedFact::Opposed { a: what, b: b.into() },
            _ => AssumedFact::Hostility { a: one, b: other },
        };
        let mut assumption = Assumption::from(fact);
        assumption.contested = dice.one_in(2);
        assumption
    }
}

const DATES: [Date; 8] = [
    date(1955, 7, 1),
    date(1968, 9, 12),
    date(1985, 6, 1),
    date(1994, 1, 10),
    date(2005, 5, 10),
    date(2012, 12, 19),
    date(2024, 10, 20),
    date(2026, 1, 1),
];

#[test]
fn an_open_premise_leaves_the_verdict_open() {
    let world = World::bundled();
    let csto = world.find::<Organization>("csto").unwrap();
    let uzbekistan = world.find::<State>("uzb").unwrap();
    let joins = Change::join(uzbekistan, csto).effective_on("2027".parse::<Date>().unwrap());
    let ots = world.find::<Organization>("ots").unwrap();
    let scenario = Scenario::new(joins)
        .then(Change::acquire(ots, EffectKind::MutualDefence).effective_on(date(2027, 6, 1)));
    let answer = world.as_of(date(2024, 10, 20)).consequences_of(&scenario);
    let finding = answer.finding(uzbekistan).unwrap();
    assert_eq!(finding.verdict(), Verdict::Undetermined);
    // It would join the CSTO on some day of the year: there is possibly something to leave.
    assert!(finding.exits_possible().iter().any(|exit| exit.body == csto.into()));
    let conflict = finding.conflicts().iter().find(|one| one.truth == Truth::Unknown);
    assert!(conflict.is_some());
    let treaty = world.find::<Treaty>("cst").unwrap();
    let doubt = Contingency::TakesPart { member: uzbekistan.into(), body: treaty.into() };
    let deliberation = answer.deliberate();
    assert!(deliberation.contingencies().contains(&doubt), "{:?}", deliberation.contingencies());
}
