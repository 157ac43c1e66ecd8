//! The judge: the verdict on every state that some change binds, from the conflicts of what it has with what the changes put on it.
//!
//! What is tested, and what it rests on, say the [rules](crate::rules); which verdict follows says [`Outcome::verdict_of`].

use std::cell::RefCell;
use std::rc::Rc;

use super::consequences::Placed;
use super::evaluate::{DaysOfExit, exit_of, latest};
use super::outcome::{Basis, DaysEarly, Needed, Open, Outcome};
use crate::model::Tables;
use crate::rules::{self, BundleItem, Conflict, Exit, Hypothesis, Situation, Tells, Test};
use crate::scenario::Scenario;
use crate::time::Date;
use crate::verdict::{Class, Clause, ExitMode, Verdict};
use crate::{BodyId, Id, State, Treaty, Truth};

/// The verdict on every state that some change binds, by key; the situation is what is found before all changes.
pub(super) fn outcomes(
    base: &Situation<'_>,
    scenario: &Scenario,
    placed: &[Placed],
) -> Vec<Outcome> {
    let states = bound(base, placed).into_iter();
    let reckoned = Reckoned::default();
    let reckoned = &reckoned;
    let tells = Tells::All;
    let judge = |state| Judge { base, scenario, placed, state, tells, reckoned };
    states.map(|state| judge(state).outcome()).collect()
}

/// The same without what the verdicts rest on, and without the tests that decide nothing.
pub(super) fn verdicts(
    base: &Situation<'_>,
    scenario: &Scenario,
    placed: &[Placed],
) -> Vec<Outcome> {
    let states = bound(base, placed).into_iter();
    states.map(|state| decided(base, scenario, placed, state, Tells::Deciding)).collect()
}

/// What forces something on a state.
#[derive(Debug)]
pub(crate) struct Forced {
    /// On which.
    pub(crate) state: Id<State>,
    /// The clauses that decide the verdict, and those of its own law.
    pub(crate) clauses: Vec<Clause>,
    /// Its conflicts that decide something.
    pub(crate) conflicts: Vec<Conflict>,
}

/// What forces something on every state that some change binds, of those of whom it is asked, by key: without exits and days.
pub(super) fn forced(
    base: &Situation<'_>,
    scenario: &Scenario,
    placed: &[Placed],
    is_asked: impl Fn(Id<State>) -> bool,
) -> Vec<Forced> {
    let forced = |state| {
        let reckoned = &Reckoned::default();
        let tells = Tells::Deciding;
        let judge = Judge { base, scenario, placed, state, tells, reckoned };
        let (Tested { conflicts, .. }, verdict, _) = judge.weighed();
        let clauses = [rules_of(base, verdict, &conflicts), laws_of(base, verdict, &conflicts)];
        Forced { state, clauses: clauses.concat(), conflicts }
    };
    bound(base, placed).into_iter().filter(|state| is_asked(*state)).map(forced).collect()
}

/// The clauses that decide a verdict, each once.
fn rules_of(base: &Situation<'_>, verdict: Verdict, conflicts: &[Conflict]) -> Vec<Clause> {
    let decisive = conflicts.iter().filter(|one| Outcome::is_decisive(verdict, one));
    clauses(base.world().tables(), decisive)
}

/// Those of a state's own law, each once.
fn laws_of(base: &Situation<'_>, verdict: Verdict, conflicts: &[Conflict]) -> Vec<Clause> {
    let laws = conflicts.iter().filter(|one| Outcome::is_law(verdict, one));
    clauses(base.world().tables(), laws)
}

/// The states that some change binds, by key.
fn bound(base: &Situation<'_>, placed: &[Placed]) -> Vec<Id<State>> {
    let index = base.world().index();
    let mut states: Vec<Id<State>> =
        placed.iter().flat_map(|step| step.hypothesis.bound.iter().map(|(s, _)| *s)).collect();
    states.sort_by_key(|state| index.rank((*state).into()));
    states.dedup();
    states
}

/// The verdict on one state that may be bound, without what it rests on, and of the tests what is to be told.
pub(super) fn decided(
    base: &Situation<'_>,
    scenario: &Scenario,
    placed: &[Placed],
    state: Id<State>,
    tells: Tells,
) -> Outcome {
    let reckoned = &Reckoned::default();
    Judge { base, scenario, placed, state, tells, reckoned }.decided()
}

/// One state, and all that is asked of it.
struct Judge<'j> {
    /// Before all changes.
    base: &'j Situation<'j>,
    scenario: &'j Scenario,
    placed: &'j [Placed],
    state: Id<State>,
    /// What is told of the tests.
    tells: Tells,
    /// The exits that were reckoned for other states.
    reckoned: &'j Reckoned,
}

/// Exits by the number of the change, what is left, the day of notice, and the day before which it is not to be.
type Reckoned = RefCell<Vec<((usize, BodyId, DaysOfExit), Exit)>>;

/// All that a state has, tested against every change that binds it.
struct Tested {
    /// By provision, then in the order of the changes.
    conflicts: Vec<Conflict>,
    /// The number of the change of each.
    at: Vec<usize>,
    /// Of those that are hard, by place, what would have to be left, all of it, because it keeps the provision alive.
    bundles: Vec<(usize, Rc<[BundleItem]>)>,
}

impl Tested {
    /// The conflicts, each with the number of its change and what would have to be left.
    fn iter(&self) -> impl Iterator<Item = (&Conflict, usize, &[BundleItem])> {
        let mut bundles = self.bundles.iter().peekable();
        (self.conflicts.iter().zip(&self.at).enumerate()).map(move |(place, (conflict, at))| {
            let bundle = bundles.next_if(|(of, _)| *of == place);
            (conflict, *at, bundle.map_or(&[][..], |(_, bundle)| bundle))
        })
    }
}

/// An exit, and the day of the change that asks for it, if one is set.
struct Due {
    exit: Exit,
    /// The number of the change.
    at: usize,
    by: Option<Date>,
    /// Whether the conflict decides the verdict.
    decides: bool,
    /// Whether it is due for certain, if the verdict is so: the conflict decides, and the state is in what it would leave.
    is_certain: bool,
}

impl<'j> Judge<'j> {
    fn outcome(&self) -> Outcome {
        let decided = self.decided();
        Outcome { basis: self.basis(&decided.conflicts), ..decided }
    }

    /// The same without its basis.
    fn decided(&self) -> Outcome {
        let (tested, verdict, unread) = self.weighed();
        if tested.conflicts.is_empty() && unread.is_empty() {
            return self.untouched(verdict);
        }
        let due = self.due(verdict, &tested);
        let needs = self.needs(verdict, &tested);
        let conflicts = tested.conflicts;

        let tables = self.base.world().tables();
        let rules = rules_of(self.base, verdict, &conflicts);
        let laws = laws_of(self.base, verdict, &conflicts);
        let mut soft = clauses(tables, conflicts.iter().filter(|one| one.class != Class::None));
        soft.retain(|clause| !rules.contains(clause) && !laws.contains(clause));

        let exits = self.exits(due.iter().filter(|due| due.is_certain));
        let mut exits_possible = self.exits(due.iter().filter(|due| !due.is_certain));
        exits_possible.retain(|one| !exits.iter().any(|exit| exit.body == one.body));
        let all = || exits.iter().chain(&exits_possible);
        let mut subject_to: Vec<_> =
            all().flat_map(|exit| exit.subject_to.iter().copied()).collect();
        subject_to.sort_unstable();
        subject_to.dedup();
        // What only possibly stands in the way is told, and moves no day.
        let is_open = |due: &&Due| exits.is_empty() && due.decides && !due.is_certain;
        let open = self.exits(due.iter().filter(is_open));
        let earliest = free_on(verdict, &exits, &open);
        let deciding: Vec<Due> = due.into_iter().filter(|due| due.decides).collect();
        let (in_time, days_early) = timeliness(verdict, &deciding);
        Outcome {
            state: self.state,
            bound: self.bound(),
            verdict,
            earliest,
            exits,
            exits_possible,
            laws,
            soft,
            rules,
            needs,
            basis: Basis::default(),
            open: opened(tables, verdict, &conflicts, &unread),
            subject_to,
            effective: deciding.iter().filter_map(|due| due.by).reduce(Date::earlier_of),
            in_time,
            days_early,
            conflicts,
        }
    }

    /// How certainly some change binds the state.
    fn bound(&self) -> Truth {
        Truth::any(self.placed.iter().map(|step| step.hypothesis.binds(self.state)))
    }

    /// The outcome where nothing is in conflict: of most accessions.
    fn untouched(&self, verdict: Verdict) -> Outcome {
        Outcome {
            state: self.state,
            bound: self.bound(),
            verdict,
            earliest: None,
            exits: Vec::new(),
            exits_possible: Vec::new(),
            laws: Vec::new(),
            soft: Vec::new(),
            rules: Vec::new(),
            needs: Vec::new(),
            basis: Basis::default(),
            open: Vec::new(),
            subject_to: Vec::new(),
            effective: None,
            in_time: None,
            days_early: None,
            conflicts: Vec::new(),
        }
    }

    /// All tests, the verdict that follows, and the texts about the very thing that were not read.
    fn weighed(&self) -> (Tested, Verdict, Vec<Id<Treaty>>) {
        let tested = self.tested();
        let verdict = Outcome::verdict_of(
            tested
                .iter()
                .map(|(conflict, _, bundle)| (conflict.class, conflict.truth, !bundle.is_empty())),
        );
        let unread = self.unread_on_it(verdict);
        let verdict = if unread.is_empty() { verdict } else { Verdict::Undetermined };
        (tested, verdict, unread)
    }

    /// What the state finds before a change.
    fn before(&self, at: usize) -> Situation<'j> {
        Situation { deltas: &self.placed[at].before, ..self.base.clone() }
    }

    /// All that the state has, tested against every change that binds it.
    fn tested(&self) -> Tested {
        let (mut conflicts, mut at_of): (Vec<Conflict>, Vec<usize>) = (Vec::new(), Vec::new());
        for (at, step) in self.placed.iter().enumerate() {
            if step.hypothesis.bound.iter().all(|(bound, _)| *bound != self.state) {
                continue;
            }
            let (before, counts) = (self.before(at), self.scenario.bilateral_counts);
            let test = Test::new(&before, &step.hypothesis, counts).telling(self.tells);
            let found = test.conflicts(self.state);
            at_of.resize(at_of.len() + found.len(), at);
            if conflicts.is_empty() {
                conflicts = found;
            } else {
                conflicts.extend(found);
            }
        }
        let tables = self.base.world().tables();
        let place = |one: &Conflict| one.provision.place(tables);
        // Those of one change come by key, but for what is held against single provisions.
        if !conflicts.is_sorted_by(|a, b| place(a) <= place(b)) {
            let mut all: Vec<(Conflict, usize)> = conflicts.into_iter().zip(at_of).collect();
            all.sort_by(|(a, _), (b, _)| place(a).cmp(&place(b)));
            (conflicts, at_of) = all.into_iter().unzip();
        }
        let bundles = self.bundles(&conflicts, &at_of);
        Tested { conflicts, at: at_of, bundles }
    }

    /// What keeps the provisions of hard conflicts alive: found once for all that are held through the same.
    fn bundles(&self, conflicts: &[Conflict], at: &[usize]) -> Vec<(usize, Rc<[BundleItem]>)> {
        let world = self.base.world();
        let mut bundles: Vec<(usize, Rc<[BundleItem]>)> = Vec::new();
        for (place, conflict) in conflicts.iter().enumerate() {
            if conflict.class != Class::Hard || conflict.truth.is_no() {
                continue;
            }
            let through = |place: usize| {
                let id = conflicts[place].provision.recorded()?;
                Some((at[place], rules::carrier(&world[id])?))
            };
            let own = through(place);
            let same = bundles.iter().find(|(other, _)| own.is_some() && through(*other) == own);
            let find = || {
                let day = self.placed[at[place]].hypothesis.date;
                conflict.bundle(&self.before(at[place]).on(day)).into()
            };
            let bundle = same.map_or_else(find, |(_, bundle)| Rc::clone(bundle));
            bundles.push((place, bundle));
        }
        bundles
    }

    /// The exits that conflicts ask for, each with the day of its change: those of the decisive ones, and where there are such for
    /// certain, those of the possible ones besides.
    fn due(&self, verdict: Verdict, tested: &Tested) -> Vec<Due> {
        let mut due: Vec<Due> = Vec::new();
        for (conflict, at, bundle) in tested.iter().filter(|(one, ..)| one.forces()) {
            let by = self.placed[at].change.effective();
            let decides = Outcome::is_decisive(verdict, conflict);
            for (body, held) in bundle {
                let is_certain = decides && held.is_yes();
                // Several conflicts ask for the same exit, which is reckoned once.
                let known = due.iter().find(|one| one.at == at && one.exit.body == *body);
                let exit = match known {
                    Some(known) => known.exit.clone(),
                    None => self.exit(at, *body),
                };
                due.push(Due { exit, at, by, decides, is_certain });
            }
        }
        due
    }

    /// The exit from a body before a change. Who leaves matters only to what is assumed, and where a clause speaks to some alone.
    fn exit(&self, at: usize, body: BodyId) -> Exit {
        let before = self.before(at);
        if !self.scenario.assumptions.is_empty() {
            return exit_of(&before, self.scenario, self.state, body);
        }
        let days = DaysOfExit::of(&before, self.scenario, self.state, body);
        let asked = (at, body, days);
        let mut reckoned = self.reckoned.borrow_mut();
        let is_same = || !rules::leaving_hangs_on_who(before.world(), body);
        if let Some((_, exit)) = reckoned.iter().find(|(known, _)| *known == asked)
            && is_same()
        {
            return exit.clone();
        }
        let exit = days.exit(&before, self.state, body);
        reckoned.push((asked, exit.clone()));
        exit
    }

    /// The steps that bind the state.
    fn binding(&self) -> impl Iterator<Item = (Situation<'j>, &'j Hypothesis)> {
        let steps = self.placed.iter().enumerate();
        let binding = steps.filter(|(_, step)| step.hypothesis.binds(self.state).is_possible());
        binding.map(|(at, step)| (self.before(at), &step.hypothesis))
    }

    /// The texts about the very thing that were not read: they matter where nothing else is in the way.
    fn unread_on_it(&self, verdict: Verdict) -> Vec<Id<Treaty>> {
        if verdict != Verdict::Free {
            return Vec::new();
        }
        let of = |(situation, hypothesis): (Situation<'_>, &Hypothesis)| {
            rules::unread_on(&situation, hypothesis, self.state)
        };
        self.each_once(self.binding().flat_map(of).collect())
    }

    fn basis(&self, conflicts: &[Conflict]) -> Basis {
        let world = self.base.world();
        let tested = conflicts.iter().filter_map(|one| one.provision.recorded());
        let mut texts = Vec::with_capacity(conflicts.len());
        texts.extend(tested.map(|id| world[id].instrument));
        texts.sort_unstable();
        texts.dedup();
        let (mut uncovered, mut unread) = (Vec::new(), Vec::new());
        for (situation, hypothesis) in self.binding() {
            uncovered.extend(rules::uncovered(&situation, hypothesis, self.state));
            unread.extend(rules::unread(&situation.on(hypothesis.date), self.state));
        }
        uncovered.sort_unstable();
        uncovered.dedup();
        Basis { tested: texts.len(), uncovered, unread: self.each_once(unread) }
    }

    /// Some texts by key, each once.
    fn each_once(&self, mut texts: Vec<Id<Treaty>>) -> Vec<Id<Treaty>> {
        let index = self.base.world().index();
        texts.sort_by_key(|text| index.rank((*text).into()));
        texts.dedup();
        texts
    }

    /// Whom the state needs: everybody who has to consent, or not to object, each once for every provision.
    fn needs(&self, verdict: Verdict, tested: &Tested) -> Vec<Needed> {
        let awaited = tested.iter().filter(|(one, ..)| Outcome::is_awaited(verdict, one));
        let mut needs: Vec<Needed> = awaited
            .flat_map(|(conflict, at, _)| {
                let hypothesis = &self.placed[at].hypothesis;
                rules::awaited(&self.before(at), hypothesis, conflict)
            })
            .map(|(entity, kind, provision, truth)| Needed { entity, kind, provision, truth })
            .filter(|need| need.truth.is_yes() || verdict == Verdict::Undetermined)
            .collect();
        let world = self.base.world();
        needs.sort_by_key(|need| {
            (world.index().rank(need.entity), need.kind, &world[need.provision].key)
        });
        needs.dedup();
        needs
    }

    /// One exit from each body, by key: the first that is asked for.
    fn exits<'d>(&self, due: impl Iterator<Item = &'d Due>) -> Vec<Exit> {
        let index = self.base.world().index();
        let mut exits: Vec<Exit> = due.map(|due| due.exit.clone()).collect();
        exits.sort_by_key(|exit| index.rank(exit.body.entity()));
        exits.dedup_by_key(|exit| exit.body);
        exits
    }
}

/// The day on which all that must be left for certain can have been left; where only possible exits are, bounds, as it is open which of
/// them there are.
pub(super) fn free_on(verdict: Verdict, exits: &[Exit], possible: &[Exit]) -> Option<Date> {
    let days = |exits: &[Exit]| latest(exits.iter().map(|exit| exit.earliest));
    if !exits.is_empty() {
        return days(exits);
    }
    let all = days(possible)?;
    if verdict != Verdict::MustExit {
        return Some(all);
    }
    // One of these it is for certain.
    let least = possible.iter().filter_map(|exit| exit.earliest).reduce(Date::earlier_of)?;
    let is_same = least.bounds() == all.bounds();
    Some(if is_same { all } else { Date::from_bounds(least.earliest(), all.latest()) })
}

/// Why a verdict is open.
fn opened(
    tables: &Tables,
    verdict: Verdict,
    conflicts: &[Conflict],
    unread: &[Id<Treaty>],
) -> Vec<Open> {
    if verdict != Verdict::Undetermined {
        return Vec::new();
    }
    let is_open =
        |one: &&Conflict| one.truth.is_unknown() && (one.class.forces() || one.class.waits());
    let clauses = clauses(tables, conflicts.iter().filter(is_open));
    let unread = unread.iter().copied().map(Open::Unread);
    clauses.into_iter().map(Open::Conflict).chain(unread).collect()
}

/// The provisions of some conflicts, each once.
fn clauses<'c>(tables: &Tables, conflicts: impl Iterator<Item = &'c Conflict>) -> Vec<Clause> {
    let mut clauses: Vec<Clause> = Vec::new();
    for conflict in conflicts {
        // By what bars, not by what is held.
        let clause = conflict.bar();
        if !clauses.contains(&clause) {
            clauses.push(clause);
        }
    }
    clauses.sort_by(|a, b| a.place(tables).cmp(&b.place(tables)));
    clauses
}

/// Whether each exit is in time for the change that asks for it, and by how many days the changes come too early at most. What is
/// only possibly due is late only possibly.
fn timeliness(verdict: Verdict, due: &[Due]) -> (Option<Truth>, Option<DaysEarly>) {
    let is_sure = |due: &Due| due.is_certain || verdict != Verdict::MustExit;
    let dated = || due.iter().filter_map(|due| Some((&due.exit, due.by?, is_sure(due))));
    let in_time = dated().map(|(exit, by, sure)| {
        let in_time = is_in_time(exit, by);
        if sure { in_time } else { in_time | Truth::Unknown }
    });
    let in_time = in_time.reduce(|a, b| a & b);
    let late = dated().filter(|(exit, by, _)| !is_in_time(exit, *by).is_yes());
    let early: Option<Vec<DaysEarly>> = late
        .map(|(exit, by, sure)| {
            let early = DaysEarly::between(by, exit.earliest?)?;
            Some(if sure { early } else { DaysEarly { least: 0, ..early } })
        })
        .collect();
    let most = early.and_then(|all| {
        all.into_iter()
            .reduce(|a, b| DaysEarly { least: a.least.max(b.least), most: a.most.max(b.most) })
    });
    (in_time, most)
}

fn is_in_time(exit: &Exit, by: Date) -> Truth {
    match exit.earliest {
        Some(earliest) => earliest.is_on_or_before(by),
        // An exit that is not to be had without the others' consent is never in time.
        None if exit.mode == ExitMode::ConsentOnly => Truth::No,
        // Else its bounds may tell that it comes too late.
        None => match exit.bounds {
            Some(bounds) if bounds.is_on_or_before(by).is_no() => Truth::No,
            Some(_) | None => Truth::Unknown,
        },
    }
}
