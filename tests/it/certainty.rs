//! No answer is more certain than the record that covers its day: existence, coverage, contest, and what every answer says of that.

use std::fmt::Write as _;

use comity::model::{
    Coverage, CoverageLevel, Existence, Presumption, RelationKind, Statehood, Status,
};
use comity::time::{Date, Day, Interval};
use comity::world::{Absence, RecordReach, RecordSubject};
use comity::{
    BodyId, Entity, EntityId, Loader, Organization, Question, State, Truth, View, World, date,
};

use crate::dice::Dice;

const FAR_APART: [Date; 4] =
    [date(1700, 1, 1), date(1914, 7, 28), date(1960, 1, 1), date(2040, 1, 1)];

fn dissolved() -> World {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/data/certainty/dissolved.jsonl");
    Loader::new().file(path).load().unwrap().world
}

fn codes(caveats: &[comity::answer::Caveat]) -> Vec<&'static str> {
    caveats.iter().map(comity::answer::Caveat::code).collect()
}

#[test]
fn a_membership_ends_with_its_member_and_its_body() {
    let world = dissolved();
    let warned: Vec<&str> = world.warnings().iter().map(|one| &*one.key).collect();
    assert_eq!(warned, ["nor-guild", "sou-guild", "sou-hall", "twi-hall"]);
    let state = |key| world.find::<State>(key).unwrap();
    let body = |key| world.find::<Organization>(key).unwrap();
    for (who, what, day, truth, absence) in [
        ("nor", "guild", date(1975, 3, 31), Truth::Yes, None),
        ("nor", "guild", date(1975, 4, 1), Truth::No, Some(Absence::NotInExistence)),
        ("nor", "hall", date(2020, 1, 1), Truth::Yes, None),
        // The body admitted it before it was a state.
        ("sou", "guild", date(1957, 1, 1), Truth::Yes, None),
        ("sou", "hall", date(1957, 1, 1), Truth::No, Some(Absence::MemberNotInExistence)),
        ("sou", "hall", date(1960, 7, 1), Truth::Yes, None),
        ("sou", "hall", date(1999, 1, 1), Truth::No, Some(Absence::MemberNotInExistence)),
        ("twi", "hall", date(1945, 1, 1), Truth::Yes, None),
        ("twi", "hall", date(1960, 1, 1), Truth::No, Some(Absence::MemberNotInExistence)),
        ("twi", "hall", date(1980, 1, 1), Truth::Yes, None),
    ] {
        for known_by in [None, Some(date(2024, 1, 1))] {
            let view = world.as_of(day);
            let view = known_by.map_or(view, |known| view.known_by(known));
            let standing = view.standing(state(who), body(what));
            assert_eq!(
                (standing.truth, standing.absence),
                (truth, absence),
                "{who} in {what} on {day}"
            );
            assert_eq!(view.is_member(state(who), body(what)), truth);
            let told = codes(&standing.caveats()).contains(&"not-in-existence");
            assert_eq!(told, truth.is_no(), "{who} in {what} on {day}");
            let is_listed = view.members(body(what)).any(|one| one.entity == state(who).into());
            assert_eq!(is_listed, truth.is_yes(), "{who} in {what} on {day}");
        }
    }
    let spells = world.spells(state("twi"), body("hall"), None);
    let spells: Vec<String> = spells.iter().map(|spell| spell.valid.to_string()).collect();
    assert_eq!(spells, ["1940-01-01/1950-01-01", "1970-01-01/.."]);
    // What is written is what the records say.
    assert!(
        world
            .to_jsonl()
            .contains(r#""member":"twi","of":"hall","status":"member","from":"1940-01-01"}"#)
    );
}

#[test]
fn contest_reaches_the_truth() {
    let world = World::bundled();
    let state = |key| world.find::<State>(key).unwrap();
    let body = |key| world.find::<Organization>(key).unwrap();
    for (who, what, day, truth) in [
        ("yug", "un", date(1992, 4, 26), Truth::Yes),
        ("yug", "un", date(1995, 1, 1), Truth::Unknown),
        ("srb", "un", date(1995, 1, 1), Truth::Unknown),
        ("yug", "un", date(2000, 11, 1), Truth::No),
        ("srb", "un", date(2000, 11, 1), Truth::Yes),
        ("mar", "oau", date(1984, 11, 11), Truth::Yes),
        ("mar", "oau", date(1985, 6, 1), Truth::Unknown),
        ("mar", "oau", date(1985, 11, 12), Truth::No),
        // A value that is preferred decides, and the contest is told all the same.
        ("uzb", "csto", date(2012, 12, 18), Truth::Yes),
    ] {
        let standing = world.as_of(day).standing(state(who), body(what));
        assert_eq!(standing.truth, truth, "{who} in {what} on {day}");
        let told = codes(&standing.caveats()).contains(&"contested");
        // What is settled on the day is not told.
        assert!(told || !truth.is_unknown(), "{who} in {what} on {day}");
    }
    let that_day = world.as_of(date(1995, 1, 1));
    let un = body("un");
    let possible: Vec<&str> =
        that_day.possible_members(un).map(|one| world.key(one.entity)).collect();
    assert_eq!(possible, ["srb", "yug"]);
    assert!(that_day.members(un).all(|one| !possible.contains(&world.key(one.entity))));
}

#[test]
fn a_state_and_the_one_that_continues_it_never_count_at_once() {
    let mut world = World::builder();
    let old = world.add(State::new("old", "Old"));
    let new = world.add(State::new("new", "New").existing(date(1922, 12, 30)..));
    world.relation(new, RelationKind::Continues, old, date(1922, 12, 30)..);
    world.relation(old, RelationKind::Continues, new, date(1991, 12, 26)..);
    let world = world.freeze().unwrap();
    for (day, first, second) in [
        (date(1900, 1, 1), Truth::Yes, Truth::No),
        (date(1960, 1, 1), Truth::No, Truth::Yes),
        (date(2000, 1, 1), Truth::Yes, Truth::No),
    ] {
        let view = world.as_of(day);
        assert_eq!((view.is_state(old), view.is_state(new)), (first, second), "{day}");
    }
}

#[test]
fn who_counts_as_a_state_is_a_policy() {
    let world = World::bundled();
    let state = |key| world.find::<State>(key).unwrap();
    let un = world.find::<Organization>("un").unwrap();
    let today = world.as_of(date(2024, 10, 20));
    let trnc = state("trnc");
    assert!(today.is_state(trnc).is_unknown());
    assert!(today.counting(Statehood::RecognisedBy(state("tur"))).is_state(trnc).is_yes());
    assert!(today.counting(Statehood::RecognisedBy(state("grc"))).is_state(trnc).is_no());
    assert!(today.counting(Statehood::MembersOf(un)).is_state(trnc).is_no());
    assert!(today.counting(Statehood::MembersOf(un)).is_state(state("kaz")).is_yes());
    assert!(today.counting(Statehood::Cow).is_state(state("kaz")).is_yes());
}

#[test]
fn an_answer_says_who_counted_as_a_state_and_for_how_long_the_record_was_presumed() {
    let world = World::bundled();
    let (tur, csto) =
        (world.find::<State>("tur").unwrap(), world.find::<Organization>("csto").unwrap());
    let un = world.find::<Organization>("un").unwrap();
    let today = world.as_of(date(2024, 10, 20));
    let change = || comity::Change::acquire(csto, comity::model::EffectKind::MutualDefence);
    for (statehood, said) in [
        (Statehood::Listed, None),
        (Statehood::Cow, Some("cow")),
        (Statehood::MembersOf(un), Some("members_of=un")),
        (Statehood::RecognisedBy(tur), Some("recognised_by=tur")),
    ] {
        let view = today.counting(statehood).presuming(Presumption::Months(3));
        let stored = view.ask_stored(&Question::members(csto));
        let stored = comity::wire::Stored::from_json(&stored.to_json()).unwrap();
        let comity::wire::StoredAnswer::Asked(answer) = stored.answer() else { panic!() };
        assert_eq!(answer.context.statehood.as_deref(), said);
        let resolved = stored.resolve(&world).unwrap();
        assert_eq!(resolved.view().statehood(), statehood);
        assert_eq!(resolved.view().presumption(), Presumption::Months(3));
        let receipt = view.consequences_of(change()).receipt();
        let receipt = comity::wire::Receipt::from_json(&receipt.to_json()).unwrap();
        assert_eq!(receipt.statehood.as_deref(), said);
        assert_eq!(receipt.presumption, Presumption::Months(3));
        // What counts nobody is refused, and not taken for the default.
        let other = stored.to_json().replace("recognised_by=tur", "recognised_by=csto");
        let other = comity::wire::Stored::from_json(&other).unwrap();
        assert_eq!(other.resolve(&world).is_ok(), said != Some("recognised_by=tur"));
        let other = stored.to_json().replace("members_of=un", "members_of=nobody");
        let other = comity::wire::Stored::from_json(&other).unwrap();
        assert_eq!(other.resolve(&world).is_ok(), said != Some("members_of=un"));
    }
}

#[test]
fn what_somebody_is_in_says_whether_that_is_all() {
    let world = World::bundled();
    let state = |key: &str| world.find::<State>(key).unwrap();
    let complete = |day: Date, key: &str| {
        let listed = world.as_of(day).memberships_of(state(key)).in_organizations();
        assert_eq!(listed.is_complete(), listed.silent().next().is_none());
        listed.is_complete()
    };
    assert!(complete(date(2016, 1, 1), "kaz"));
    // The roll of one body is known to 2019 alone.
    assert!(!complete(date(2024, 10, 20), "kaz"));
    assert!(!complete(date(2040, 1, 1), "kaz"));
    // Whoever was not there was in nothing.
    assert!(complete(date(1900, 1, 1), "kaz"));
}

#[test]
fn statuses_are_asked_with_coverage() {
    let world = World::bundled();
    let state = |key| world.find::<State>(key).unwrap();
    let body = |key| world.find::<Organization>(key).unwrap();
    let today = world.as_of(date(2024, 10, 20));
    let status = |who, what, status| today.has_status(state(who), body(what), status);
    assert!(status("hun", "ots", Status::Observer).is_yes());
    assert!(status("hun", "ots", Status::Member).is_no());
    assert!(status("trnc", "ots", Status::Observer).is_unknown());
    // Of this organization only the roll of members is complete.
    assert!(status("jpn", "asean", Status::Observer).is_unknown());
    assert!(status("jpn", "asean", Status::Member).is_no());
}

/// The bundled world, of which every record is said to speak of so many years and no others.
pub(crate) fn covered(from: &str, until: &str) -> World {
    let world = World::bundled();
    let roll = format!(r#"{{"level":"complete","from":"{from}","until":"{until}"}}"#);
    let mut text = String::new();
    for body in world.organizations() {
        _ = writeln!(text, "{{\"organization\":\"{}\",\"coverage\":{roll}}}", world.key(body));
    }
    for body in world.treaties() {
        _ = writeln!(text, "{{\"treaty\":\"{}\",\"coverage\":{roll}}}", world.key(body));
    }
    for about in ["treaties", "duties", "existence"] {
        _ = writeln!(
            text,
            "{{\"extent\":\"all-{about}\",\"about\":\"{about}\",\"level\":\"complete\",\"from\":\"{from}\",\"until\":\"{until}\"}}"
        );
    }
    Loader::new().bundled().layer().text("coverage", text).load().unwrap().world
}

#[test]
fn nothing_is_certain_on_a_day_that_no_record_covers() {
    let world = covered("1950-01-01", "2025-01-01");
    let tables = world.tables();
    for day in FAR_APART {
        let view = world.as_of(day);
        let in_reach = day == date(1960, 1, 1);
        for state in world.states() {
            for body in world.organizations() {
                let standing = view.standing(state, body);
                let gone = view.exists(body).is_no() || no_life(&world, state.into(), day);
                let spoken_for = match (standing.truth, standing.participation) {
                    _ if in_reach => true,
                    // A row speaks for itself where the end that lies toward the day is on record.
                    (Truth::Yes, Some(found)) => {
                        let row = found.participation().unwrap();
                        let valid = tables.detail(&row).unwrap().time.valid;
                        valid.from.is_some() && (day < date(2025, 1, 1) || valid.to.is_some())
                    }
                    (Truth::Yes, None) => false,
                    (Truth::No, _) => gone,
                    (Truth::Unknown, _) => true,
                };
                let pair = (world.key(state), world.key(body));
                assert!(spoken_for, "{pair:?} on {day}: {standing:?}");
                let reach = view.reach(&RecordSubject::participation(state, body));
                assert!(in_reach || gone || !reach.is_complete(), "{pair:?} on {day}: {reach:?}");
            }
            let owed = view.obligations_of(state);
            assert_eq!(owed.is_complete(), in_reach, "{} on {day}", world.key(state));
            assert!(in_reach || codes(&owed.caveats()).contains(&"beyond-coverage"));
            let is_state = view.is_state(state);
            let known = world[state].profile.existence.begins().is_some();
            assert!(in_reach || day > date(2025, 1, 1) || known || !is_state.is_yes());
            assert!(day < date(2025, 1, 1) || !is_state.is_yes(), "{} on {day}", world.key(state));
        }
        for body in world.organizations() {
            let complete = in_reach || view.exists(body).is_no();
            assert_eq!(view.members(body).is_complete(), complete, "{} on {day}", world.key(body));
        }
        for treaty in world.treaties() {
            let force = view.in_force(treaty);
            let ended = world[treaty].ended.is_some();
            assert!(day < date(2025, 1, 1) || ended || !force.is_yes(), "{}", world.key(treaty));
        }
    }
}

fn no_life(world: &World, entity: EntityId, day: Date) -> bool {
    world[entity].profile().existence.contains(day).is_no()
}

#[test]
fn what_is_presumed_keeps_its_truth_and_says_so() {
    let world = covered("1950-01-01", "2024-01-01");
    let (kaz, csto) =
        (world.find::<State>("kaz").unwrap(), world.find::<Organization>("csto").unwrap());
    let view = world.as_of(date(2024, 10, 20));
    let standing = view.standing(kaz, csto);
    assert!(standing.truth.is_yes());
    assert!(codes(&standing.caveats()).contains(&"presumed"));
    let known = Day::new(2023, 12, 31).unwrap();
    assert_eq!(view.reach(&RecordSubject::roll(csto)), RecordReach::Presumed { known });
    let nothing = view.presuming(Presumption::NotAtAll);
    assert!(nothing.is_member(kaz, csto).is_unknown());
    assert_eq!(nothing.members(csto).count(), 0);
    assert_eq!(nothing.possible_members(csto).count(), view.members(csto).count());
    let for_ever = world.as_of(date(2100, 1, 1)).presuming(Presumption::ForEver);
    assert!(for_ever.is_member(kaz, csto).is_yes());
}

#[test]
fn a_hypothesis_carries_the_record_of_its_day_forward() {
    let world = covered("1950-01-01", "2025-01-01");
    let ots = world.find::<Organization>("ots").unwrap();
    let mut change = comity::Change::acquire(ots, comity::model::EffectKind::MutualDefence);
    if let comity::Change::Acquire { effective, .. } = &mut change {
        *effective = Some(date(2040, 1, 1));
    }
    let must = |view: View<'_>| {
        let answer = view.consequences_of(change.clone());
        let proofs = answer.findings().all(|finding| finding.why().holds());
        assert!(proofs, "{}", view.as_of());
        answer.must_exit().map(|one| world.key(one.state()).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(must(world.as_of(date(2024, 10, 20))), ["kaz", "kgz"]);
    // Asked on a day of which nothing is known, nothing is certain.
    assert!(must(world.as_of(date(2040, 1, 1))).is_empty());
}

#[test]
fn what_is_said_of_an_answer_is_the_same_both_ways() {
    let world = World::bundled();
    let mut dice = Dice(9);
    for day in [date(1914, 7, 28), date(1968, 9, 12), date(2024, 10, 20), date(2040, 1, 1)] {
        let view = world.as_of(day);
        let same = |question: &Question, typed: Vec<comity::answer::Caveat>| {
            let answer = view.ask(question);
            let asked: Vec<&str> = answer.caveats.iter().map(|caveat| &*caveat.code).collect();
            let mut typed: Vec<(&str, String)> =
                typed.iter().map(|caveat| (caveat.code(), caveat.tell(&view))).collect();
            typed.sort();
            typed.dedup();
            let typed: Vec<&str> = typed.iter().map(|(code, _)| *code).collect();
            assert_eq!(asked, typed, "{} on {day}", answer.question);
        };
        let states: Vec<_> = world.states().collect();
        for body in world.organizations() {
            let members = view.members(body);
            same(&Question::Members { organization: body, status: None }, members.caveats());
            let observers =
                Question::Members { organization: body, status: Some(Status::Observer) };
            same(&observers, view.observers(body).caveats());
            for _ in 0..2 {
                let state = dice.pick(&states);
                let question =
                    Question::IsMember { entity: state.into(), body: BodyId::from(body) };
                same(&question, view.standing(state, body).caveats());
                let answer = view.ask(&question);
                assert_eq!(answer.truth, Some(view.is_member(state, body)));
            }
        }
        for treaty in world.treaties() {
            same(&Question::Parties { treaty, status: None }, view.parties(treaty).caveats());
            let state = dice.pick(&states);
            let question = Question::IsMember { entity: state.into(), body: treaty.into() };
            assert_eq!(view.ask(&question).truth, Some(view.is_member(state, treaty)));
        }
        for state in states {
            let question = Question::Obligations { by: Some(state), toward: None, duty: None };
            if !dice.one_in(4) {
                continue;
            }
            same(&question, view.obligations_of(state).caveats());
            let listed = view.memberships_of(state).in_organizations();
            same(&Question::Memberships { entity: state.into() }, listed.caveats());
            let toward = view.obligations_toward(state);
            let from_all = world.states().flat_map(|by| view.obligations_of(by).toward(state));
            if dice.one_in(40) {
                assert_eq!(toward.len(), from_all.count(), "{} on {day}", world.key(state));
            }
        }
    }
}

/// The first day of the small worlds.
const FIRST: i32 = 10_000;
const DAYS: usize = 7;

/// An end: none, or between two days.
type End = Option<(i32, i32)>;

fn day(number: i32) -> Option<Day> {
    Day::from_number(FIRST + number)
}

fn some_end(dice: &mut Dice) -> End {
    if dice.one_in(3) {
        return None;
    }
    let lo = i32::try_from(dice.below(DAYS)).unwrap();
    Some((lo, lo + i32::from(dice.one_in(3))))
}

fn interval(from: End, to: End) -> Interval {
    let end = |end: End| end.map(|(lo, hi)| Date::from_bounds(day(lo), day(hi)));
    Interval { from: end(from), to: end(to) }
}

/// All days that an end can be; far away where there is none.
fn draws(end: End, open: i32) -> Vec<i32> {
    end.map_or_else(|| vec![open], |(lo, hi)| (lo..=hi).collect())
}

/// A small world: a member and a body that exist for a time, spells, and a roll that is known for a time.
struct Small {
    member: (End, End),
    body: (End, End),
    rows: Vec<(End, End)>,
    level: CoverageLevel,
    from: Option<i32>,
    until: Option<i32>,
}

impl Small {
    fn random(dice: &mut Dice) -> Self {
        let ends = |dice: &mut Dice| (some_end(dice), some_end(dice));
        let rows = (0..dice.below(3)).map(|_| ends(dice)).collect();
        let some_day =
            |dice: &mut Dice| (!dice.one_in(2)).then(|| i32::try_from(dice.below(DAYS)).unwrap());
        Self {
            member: ends(dice),
            body: ends(dice),
            rows,
            level: dice.pick(&[CoverageLevel::Complete, CoverageLevel::Partial]),
            from: some_day(dice),
            until: some_day(dice),
        }
    }

    /// The world, if it can be built.
    fn world(&self) -> Option<World> {
        let mut world = World::builder();
        let life = |(from, to): (End, End)| Existence::from(interval(from, to));
        let member = world.add(Entity::existing(State::new("mem", "M"), life(self.member)));
        let mut body = Entity::existing(Organization::new("body", "B"), life(self.body));
        body.coverage = Coverage::new(self.level);
        (body.coverage.from, body.coverage.until) =
            (self.from.and_then(day), self.until.and_then(day));
        let body = world.add(body);
        for (from, to) in &self.rows {
            world.participation(member, body, Status::Member, interval(*from, *to));
        }
        world.freeze().ok()
    }

    /// What can be on each day, over all that agrees with the record: whether the member may be in, and whether it may not.
    fn possible(&self) -> Vec<(bool, bool)> {
        const LONG_AGO: i32 = -100;
        const LONG_AFTER: i32 = 100;
        let lives = |(from, to): (End, End)| {
            let mut lives = Vec::new();
            for from in draws(from, LONG_AGO) {
                lives.extend(draws(to, LONG_AFTER).into_iter().map(|to| (from, to)));
            }
            lives.retain(|(from, to)| from < to);
            lives
        };
        let mut found = vec![(false, false); DAYS];
        let spells: Vec<Vec<(i32, i32)>> = (self.rows.iter())
            .map(|row| match (row.0, self.from) {
                // What is in on the first day of the roll may have come in on any day before.
                (None, Some(first)) => lives((Some((-1, first)), row.1)),
                (Some(_) | None, _) => lives(*row),
            })
            .collect();
        for (born, died) in lives(self.member) {
            for (founded, dissolved) in lives(self.body) {
                let (begins, ends) = (born.max(founded), died.min(dissolved));
                // Every choice of one draw for each spell.
                let mut choices: Vec<Vec<(i32, i32)>> = vec![Vec::new()];
                for of_row in &spells {
                    choices = (choices.iter())
                        .flat_map(|chosen| {
                            of_row.iter().map(|one| [chosen.as_slice(), &[*one]].concat())
                        })
                        .collect();
                }
                for chosen in choices {
                    // Each holds for a day at least, and a day that is said to be its first or its end lies within the life of both.
                    let agrees = chosen.iter().zip(&self.rows).all(|((from, to), said)| {
                        (said.0.is_none() || *from >= begins)
                            && (*to == LONG_AFTER || *to <= ends)
                            && (*from).max(begins) < (*to).min(ends)
                    });
                    if !agrees {
                        continue;
                    }
                    for (at, found) in (0..).zip(&mut found) {
                        let (may_be, may_not) = self.on(at, &chosen, (begins, ends));
                        *found = (found.0 | may_be, found.1 | may_not);
                    }
                }
            }
        }
        found
    }

    fn on(&self, at: i32, spells: &[(i32, i32)], (begins, ends): (i32, i32)) -> (bool, bool) {
        if at < begins || ends <= at {
            return (false, true);
        }
        let is_early = self.from.is_some_and(|from| at < from);
        let is_late = self.until.is_some_and(|until| until <= at);
        let holding = || spells.iter().filter(|(from, to)| (*from..*to).contains(&at));
        let speaks = |(_, to): &(i32, i32)| !is_late || *to != 100 || ends != 100;
        if holding().any(speaks) {
            return (true, false);
        }
        let unknown =
            is_early || is_late || (self.level == CoverageLevel::Partial && self.rows.is_empty());
        let is_in = holding().next().is_some();
        (is_in || unknown, !is_in || unknown)
    }
}

#[test]
fn the_truth_agrees_with_every_world_that_agrees_with_the_record() {
    let mut dice = Dice(3);
    let (mut asked, mut vague) = (0, 0);
    for _ in 0..30_000 {
        let small = Small::random(&mut dice);
        if small.from.zip(small.until).is_some_and(|(from, until)| until <= from) {
            continue;
        }
        let Some(world) = small.world() else { continue };
        let possible = small.possible();
        // What contradicts itself on all days is said to be so, and no world agrees with it.
        if possible.contains(&(false, false)) {
            continue;
        }
        let (member, body) =
            (world.find::<State>("mem").unwrap(), world.find::<Organization>("body").unwrap());
        for (at, (may_be, may_not)) in (0..).zip(possible) {
            let view = world.as_of(Date::from(day(at).unwrap())).presuming(Presumption::NotAtAll);
            let truth = view.is_member(member, body);
            let say = || format!("day {at} of {}", world.to_jsonl());
            match truth {
                Truth::Yes => assert!(!may_not, "certainly in on {}", say()),
                Truth::No => assert!(!may_be, "certainly out on {}", say()),
                Truth::Unknown => vague += usize::from(!(may_be && may_not)),
            }
            assert_eq!(view.standing(member, body).truth, truth, "{}", say());
            asked += 1;
        }
    }
    assert!(asked > 20_000, "{asked} days were asked about");
    // Ends that depend on each other are taken as independent, which costs a little.
    assert!(vague * 50 < asked, "{vague} of {asked} answers could have been certain");
}
