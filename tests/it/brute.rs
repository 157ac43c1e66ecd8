//! Small worlds with random lives, spells and rolls, against brute force over all worlds that agree with the record where it is covered or
//! presumed: lists, comparisons, counts and duties are never certain where two such worlds differ, and seldom open where none do.

#![expect(clippy::print_stdout, reason = "says how much was tried")]

use std::collections::{BTreeMap, BTreeSet};

use comity::model::{
    Coverage, CoverageLevel, EffectKind, Existence, Presumption, Status, TreatyForm,
};
use comity::time::{Date, Day, Interval, Period};
use comity::{BodyId, Entity, EntityId, Id, Organization, State, Treaty, Truth, View, World};

use super::dice::Dice;

/// The first day of the small worlds.
const FIRST: i32 = 10_000;
/// The days that are asked about: seven in a row, and some when what is known no more is presumed no longer.
const DAYS: [i32; 10] = [0, 1, 2, 3, 4, 5, 6, 30, 36, 80];
const LONG_AGO: i32 = -100;
const LONG_AFTER: i32 = 1_000;

/// An end: none, or between two days.
type End = Option<(i32, i32)>;
type Ends = (End, End);

fn day(number: i32) -> Day {
    Day::from_number(FIRST + number).unwrap()
}

fn some_end(dice: &mut Dice) -> End {
    if dice.one_in(3) {
        return None;
    }
    let lo = i32::try_from(dice.below(7)).unwrap();
    Some((lo, lo + i32::from(dice.one_in(3))))
}

fn some_ends(dice: &mut Dice) -> Ends {
    (some_end(dice), some_end(dice))
}

fn interval((from, to): Ends) -> Interval {
    let end = |end: End| end.map(|(lo, hi)| Date::from_bounds(Some(day(lo)), Some(day(hi))));
    Interval { from: end(from), to: end(to) }
}

/// Everything that a beginning and an end can be, the one before the other.
fn draws((from, to): Ends) -> Vec<(i32, i32)> {
    let all = |end: End, open: i32| -> Vec<i32> {
        end.map_or_else(|| vec![open], |(lo, hi)| (lo..=hi).collect())
    };
    let mut found = Vec::new();
    for from in all(from, LONG_AGO) {
        found.extend(all(to, LONG_AFTER).into_iter().map(|to| (from, to)));
    }
    found.retain(|(from, to)| from < to);
    found
}

/// A body, for how long it is there, and how far its roll is known.
struct Club {
    life: Ends,
    level: CoverageLevel,
    /// Of whom all is known, if not of all.
    of: BTreeSet<usize>,
    from: Option<i32>,
    until: Option<i32>,
}

/// States, bodies, who is in what, and a treaty that binds the members of the first body to defend each other.
struct Clubs {
    members: Vec<Ends>,
    bodies: Vec<Club>,
    rows: BTreeMap<(usize, usize), Vec<Ends>>,
}

/// For a member and a body: whether it may be in, and whether it may not.
type Possible = BTreeMap<(usize, usize), (bool, bool)>;

impl Clubs {
    fn random(dice: &mut Dice) -> Self {
        let some_day =
            |dice: &mut Dice| (!dice.one_in(2)).then(|| i32::try_from(dice.below(7)).unwrap());
        let members: Vec<Ends> =
            (0..3).map(|_| if dice.one_in(2) { (None, None) } else { some_ends(dice) }).collect();
        let clubs = (0..2).map(|_| Club {
            life: if dice.one_in(2) { (None, None) } else { some_ends(dice) },
            level: dice.pick(&[
                CoverageLevel::Complete,
                CoverageLevel::Complete,
                CoverageLevel::Partial,
            ]),
            of: (0..3).filter(|_| dice.one_in(3)).collect(),
            from: some_day(dice),
            until: some_day(dice),
        });
        let clubs: Vec<Club> = clubs.collect();
        let mut rows = BTreeMap::new();
        for member in 0..3 {
            for club in 0..2 {
                let spells = (0..dice.below(3)).map(|_| some_ends(dice)).collect();
                rows.insert((member, club), spells);
            }
        }
        Self { members, bodies: clubs, rows }
    }

    fn world(&self) -> Option<World> {
        let mut world = World::builder();
        let life = |ends| Existence::from(interval(ends));
        let members: Vec<Id<State>> = (self.members.iter().enumerate())
            .map(|(at, ends)| {
                let key = format!("m{at}");
                world.add(Entity::existing(State::new(&*key, &*key), life(*ends)))
            })
            .collect();
        for (at, club) in self.bodies.iter().enumerate() {
            let key = format!("c{at}");
            let mut body = Entity::existing(Organization::new(&*key, &*key), life(club.life));
            body.coverage = Coverage::new(club.level);
            body.coverage.of = club.of.iter().map(|at| members[*at].into()).collect();
            (body.coverage.from, body.coverage.until) = (club.from.map(day), club.until.map(day));
            let body = world.add(body);
            for (member, id) in members.iter().enumerate() {
                for ends in &self.rows[&(member, at)] {
                    world.participation(*id, body, Status::Member, interval(*ends));
                }
            }
            if at == 0 {
                let mut pact = Treaty::new("pact", "Pact", TreatyForm::Treaty);
                pact.parties = Some(comity::model::Parties::Of(body.into()));
                let pact = world.add(pact);
                world.provision(pact, "1", EffectKind::MutualDefence);
            }
        }
        world.freeze().ok()
    }

    /// What can be of each pair on a day, over all worlds that agree with the record; nothing if there is none.
    fn possible(&self, at: i32, presumption: Presumption) -> Option<Possible> {
        let mut found = Possible::new();
        for (pair, rows) in &self.rows {
            let (mut may_be, mut may_not) = (false, false);
            let club = &self.bodies[pair.1];
            for (born, died) in draws(self.members[pair.0]) {
                for (founded, dissolved) in draws(club.life) {
                    let life = (born.max(founded), died.min(dissolved));
                    self.agreeing(*pair, rows, life, |chosen| {
                        let (is, is_not) = self.on(at, *pair, chosen, life, presumption);
                        (may_be, may_not) = (may_be | is, may_not | is_not);
                    });
                }
            }
            if !may_be && !may_not {
                return None;
            }
            found.insert(*pair, (may_be, may_not));
        }
        Some(found)
    }

    /// Every choice of a beginning and an end for each spell that agrees with the record.
    fn agreeing(
        &self,
        pair: (usize, usize),
        rows: &[Ends],
        (begins, ends): (i32, i32),
        mut each: impl FnMut(&[(i32, i32)]),
    ) {
        let mut choices: Vec<Vec<(i32, i32)>> = vec![Vec::new()];
        for row in rows {
            let of_row = match (row.0, self.bodies[pair.1].from) {
                // What is in on the first day of the roll may have come in on any day before.
                (None, Some(first)) => draws((Some((-1, first)), row.1)),
                (Some(_) | None, _) => draws(*row),
            };
            choices = (choices.iter())
                .flat_map(|chosen| of_row.iter().map(|one| [chosen.as_slice(), &[*one]].concat()))
                .collect();
        }
        for chosen in choices {
            let agrees = chosen.iter().zip(rows).all(|((from, to), said)| {
                (said.0.is_none() || *from >= begins)
                    && (*to == LONG_AFTER || *to <= ends)
                    && (*from).max(begins) < (*to).min(ends)
            });
            if agrees {
                each(&chosen);
            }
        }
    }

    fn on(
        &self,
        at: i32,
        pair: (usize, usize),
        spells: &[(i32, i32)],
        (begins, ends): (i32, i32),
        presumption: Presumption,
    ) -> (bool, bool) {
        if at < begins || ends <= at {
            return (false, true);
        }
        let club = &self.bodies[pair.1];
        let is_early = club.from.is_some_and(|from| at < from);
        let is_late = club.until.is_some_and(|until| match presumption {
            Presumption::ForEver => false,
            Presumption::Months(months) => {
                let end = Period::months(months).after_day(day(until)).unwrap();
                end.number() <= FIRST + at
            }
            _ => until <= at,
        });
        let holding = || spells.iter().filter(|(from, to)| (*from..*to).contains(&at));
        let speaks = |(_, to): &(i32, i32)| !is_late || *to != LONG_AFTER || ends != LONG_AFTER;
        if holding().any(speaks) {
            return (true, false);
        }
        let is_told = club.level == CoverageLevel::Complete
            || !spells.is_empty()
            || club.of.contains(&pair.0);
        let unknown = is_early || is_late || !is_told;
        let is_in = holding().next().is_some();
        (is_in || unknown, !is_in || unknown)
    }
}

fn truth((may_be, may_not): (bool, bool)) -> Truth {
    match (may_be, may_not) {
        (true, false) => Truth::Yes,
        (false, true) => Truth::No,
        _ => Truth::Unknown,
    }
}

/// How often an answer was certain, and how often it could have been and was not.
#[derive(Default)]
struct Tally {
    asked: usize,
    vague: usize,
    incomplete: usize,
}

impl Tally {
    /// Holds an answer against what can be: sound always.
    fn held(&mut self, found: Truth, right: Truth, say: &dyn Fn() -> String) {
        assert!(found.is_unknown() || found == right, "{found}, and {right}: {}", say());
        self.asked += 1;
        self.vague += usize::from(found.is_unknown() && !right.is_unknown());
    }

    /// Holds a list against what can be: whoever is on neither list is certainly out where it is complete.
    fn listed<T: Ord + Copy>(
        &mut self,
        lists: [BTreeSet<T>; 2],
        is_complete: bool,
        right: &BTreeMap<T, Truth>,
        say: &dyn Fn() -> String,
    ) {
        let [certain, possible] = lists;
        assert!(certain.is_disjoint(&possible), "{}", say());
        for (one, right) in right {
            let found = match (certain.contains(one), possible.contains(one)) {
                (true, _) => Truth::Yes,
                (false, true) => Truth::Unknown,
                (false, false) if is_complete => Truth::No,
                (false, false) => {
                    self.incomplete += usize::from(right.is_no());
                    continue;
                }
            };
            self.held(found, *right, say);
        }
        assert!(certain.iter().chain(&possible).all(|one| right.contains_key(one)), "{}", say());
    }
}

struct Ids {
    members: Vec<Id<State>>,
    clubs: Vec<Id<Organization>>,
    pact: Id<Treaty>,
}

fn ids(world: &World) -> Ids {
    Ids {
        members: (0..3).map(|at| world.find(&format!("m{at}")).unwrap()).collect(),
        clubs: (0..2).map(|at| world.find(&format!("c{at}")).unwrap()).collect(),
        pact: world.find("pact").unwrap(),
    }
}

/// Asks for every list of a view.
fn ask(
    view: View<'_>,
    ids: &Ids,
    possible: &Possible,
    tally: &mut Tally,
    say: &dyn Fn() -> String,
) {
    let right = |member: usize, club: usize| truth(possible[&(member, club)]);
    let member =
        |id: EntityId| ids.members.iter().position(|one| EntityId::from(*one) == id).unwrap();
    for (at, club) in ids.clubs.iter().enumerate() {
        let lists = [view.members(*club), view.possible_members(*club)];
        let is_complete = lists[0].is_complete();
        let lists = lists.map(|list| list.map(|one| member(one.entity)).collect());
        let rights = (0..3).map(|one| (one, right(one, at))).collect();
        tally.listed(lists, is_complete, &rights, say);
        for (one, id) in ids.members.iter().enumerate() {
            tally.held(view.is_member(*id, *club), right(one, at), say);
            assert_eq!(view.standing(*id, *club).truth, view.is_member(*id, *club), "{}", say());
        }
    }
    for (one, id) in ids.members.iter().enumerate() {
        let lists = [view.memberships_of(*id), view.possible_memberships_of(*id)];
        let is_complete = lists[0].is_complete();
        let lists = lists.map(|list| {
            let club = |body: BodyId| ids.clubs.iter().position(|one| BodyId::from(*one) == body);
            list.filter_map(|(body, _)| club(body)).collect()
        });
        let rights = (0..2).map(|at| (at, right(one, at))).collect();
        tally.listed(lists, is_complete, &rights, say);
    }
    let [a, b] = [ids.clubs[0], ids.clubs[1]];
    for (certain, possible, join) in [
        (
            view.in_both(a, b),
            view.possibly_in_both(a, b),
            (|x, y| x & y) as fn(Truth, Truth) -> Truth,
        ),
        (view.in_either(a, b), view.possibly_in_either(a, b), |x, y| x | y),
        (view.in_one_but_not_other(a, b), view.possibly_in_one_but_not_other(a, b), |x, y| x & !y),
    ] {
        let is_complete = certain.is_complete();
        let lists = [certain, possible].map(|list| list.map(|(one, _)| member(one)).collect());
        let rights = (0..3).map(|one| (one, join(right(one, 0), right(one, 1)))).collect();
        tally.listed(lists, is_complete, &rights, say);
    }
    // How many bodies two share: no fewer than it says, and no more than it leaves open.
    let dyads = view.dyads();
    let uncovered = u32::try_from(dyads.uncovered().len()).unwrap();
    for pair in dyads.iter() {
        let [one, other] = pair.states.map(|one| member(one.into()));
        let both = |at: usize| right(one, at) & right(other, at);
        let least = u32::try_from((0..2).filter(|at| both(*at).is_yes()).count()).unwrap();
        let most = u32::try_from((0..2).filter(|at| both(*at).is_possible()).count()).unwrap();
        assert!(pair.shared <= least, "{} shared: {}", pair.shared, say());
        assert!(pair.shared + pair.possibly_shared + uncovered >= most, "{pair:?}: {}", say());
        tally.asked += 1;
        tally.vague += usize::from(pair.shared < least);
    }
    for (one, id) in ids.members.iter().enumerate() {
        let owed = view.obligations_of(*id);
        let toward = |wanted: Truth| -> BTreeSet<usize> {
            let rows = owed.iter().filter(|row| row.truth == wanted);
            rows.map(|row| member(row.toward)).collect()
        };
        // The pact binds those who are in the first body.
        let rights: BTreeMap<usize, Truth> = (0..3)
            .filter(|other| *other != one)
            .map(|other| (other, right(one, 0) & right(other, 0)))
            .collect();
        let lists = [toward(Truth::Yes), toward(Truth::Unknown)];
        tally.listed(lists, owed.is_complete(), &rights, say);
        for (other, toward) in ids.members.iter().enumerate().filter(|(other, _)| *other != one) {
            let owed = view.obligations_of(*id).toward(*toward);
            let found = Truth::any(owed.iter().map(|row| row.truth));
            let found = if found.is_no() && !owed.is_complete() { Truth::Unknown } else { found };
            tally.held(found, rights[&other], say);
        }
        let mirrored = view.obligations_toward(*id);
        if mirrored.is_complete() {
            let by: BTreeSet<usize> = mirrored.iter().map(|row| member(row.by.into())).collect();
            assert!(
                rights.iter().all(|(other, truth)| truth.is_no() || by.contains(other)),
                "{}",
                say()
            );
        }
    }
    let parties = [view.parties(ids.pact), view.possible_parties(ids.pact)];
    let is_complete = parties[0].is_complete();
    let lists = parties.map(|list| list.map(|one| member(one.entity)).collect());
    let rights = (0..3).map(|one| (one, right(one, 0))).collect();
    tally.listed(lists, is_complete, &rights, say);
}

fn run(cases: usize, presumption: Presumption) -> Tally {
    let mut dice = Dice(21);
    let mut tally = Tally::default();
    for _ in 0..cases {
        let small = Clubs::random(&mut dice);
        let is_empty = |club: &Club| club.from.zip(club.until).is_some_and(|(a, b)| b <= a);
        if small.bodies.iter().any(is_empty) {
            continue;
        }
        let Some(world) = small.world() else { continue };
        let ids = ids(&world);
        for at in DAYS {
            let Some(possible) = small.possible(at, presumption) else { continue };
            let view = world.as_of(Date::from(day(at))).presuming(presumption);
            let say = || format!("day {at}, {presumption}, of {}", world.to_jsonl());
            ask(view, &ids, &possible, &mut tally, &say);
        }
    }
    println!(
        "{presumption}: {} asked, {} open that need not be, {} left out of lists that are not whole",
        tally.asked, tally.vague, tally.incomplete
    );
    tally
}

#[test]
fn lists_agree_with_every_world_that_agrees_with_the_record() {
    let cases = 25_000;
    for presumption in [Presumption::NotAtAll, Presumption::Months(1), Presumption::ForEver] {
        let tally = run(cases, presumption);
        assert!(tally.asked > 50_000, "{}", tally.asked);
        // Ends that depend on each other are taken as independent, which costs a little.
        assert!(tally.vague * 50 < tally.asked, "{} of {}", tally.vague, tally.asked);
    }
}
