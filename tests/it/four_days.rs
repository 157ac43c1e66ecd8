//! Every kind of question, asked of everything on four days that lie far apart: no certain yes and no certain no rests on no record that
//! covers the day, and a list that is not whole says so.
//!
//! What covers the day is worked out here once more, from the records alone.
#![cfg(feature = "dataset")]

use std::collections::BTreeSet;

use comity::model::{
    AnyEntity, Bearer, Coverage, CoverageLevel, Duty, EffectKind, Existence, Kind, Matter,
    Participation, Parties, RelationKind,
};
use comity::question::DateOf;
use comity::time::Period;
use comity::wire::Rows;
use comity::{
    Answer, BodyId, Change, Date, Day, EntityId, Id, InstrumentId, Organization, Question, State,
    Treaty, Truth, Verdict, View, World, date,
};

use super::certainty::covered;
use super::cores::each;
use super::dice::Dice;

const DAYS: [Date; 4] = [date(1700, 1, 1), date(1914, 7, 28), date(1960, 1, 1), date(2040, 1, 1)];

/// What the records say of a day, without the library's own reckoning.
struct Record<'w> {
    world: &'w World,
    view: View<'w>,
    day: Day,
}

impl<'w> Record<'w> {
    fn new(world: &'w World, on: Date) -> Self {
        Self { world, view: world.as_of(on), day: on.earliest().unwrap() }
    }

    /// Whether a record that begins on one day and ends before another speaks of the day, or is presumed to: for a year.
    fn covers(&self, from: Option<Day>, until: Option<Day>) -> [bool; 2] {
        let presumed =
            |until: Day| Period::months(12).after_day(until).is_none_or(|end| self.day < end);
        [from.is_none_or(|from| from <= self.day), until.is_none_or(presumed)]
    }

    /// The same of all extents of a matter together, of all or of one kind of it.
    fn matter(&self, about: Matter, which: Option<&str>) -> [bool; 2] {
        let extents = self.world.tables().extents.iter().filter(|one| {
            let is_which =
                which.is_none() || one.subject.is_none() || one.subject.as_deref() == which;
            one.about == about && one.level != CoverageLevel::None && is_which
        });
        let each: Vec<[bool; 2]> = extents.map(|one| self.covers(one.from, one.until)).collect();
        if each.is_empty() {
            return [true; 2];
        }
        [each.iter().any(|one| one[0]), each.iter().any(|one| one[1])]
    }

    /// Whether something is said to begin or end, or the record of such things speaks of the day on that side.
    fn spoken(ends: [bool; 2], covered: [bool; 2]) -> bool {
        (ends[0] || covered[0]) && (ends[1] || covered[1])
    }

    fn existence(&self, entity: EntityId) -> &'w Existence {
        &self.world[entity].profile().existence
    }

    fn is_gone(&self, entity: EntityId) -> bool {
        let force = match &self.world[entity] {
            AnyEntity::Treaty(treaty) => treaty.force().contains(self.view.as_of()),
            _ => Truth::Yes,
        };
        (self.existence(entity).contains(self.view.as_of()) & force).is_no()
    }

    fn coverage(&self, body: BodyId) -> &'w Coverage {
        match &self.world[body.entity()] {
            AnyEntity::Organization(organization) => &organization.coverage,
            AnyEntity::Treaty(treaty) => &treaty.coverage,
            _ => unreachable!(),
        }
    }

    /// Whether a certain row speaks for itself, or its roll for it.
    fn row(&self, row: &Participation) -> bool {
        let tables = self.world.tables();
        let (member, body) = (tables.member(row), tables.body(row));
        let valid = tables.detail(row).unwrap().time.valid;
        let lives = [member, body.entity()].map(|end| self.existence(end));
        let coverage = self.coverage(body);
        let begins = valid.from.is_some();
        let ends = valid.to.is_some() || lives.iter().any(|life| life.ends().is_some());
        Self::spoken([begins, ends], self.covers(coverage.from, coverage.until))
    }

    /// The body whose rows say who takes part in one.
    fn carrier(&self, body: BodyId) -> Option<BodyId> {
        let BodyId::Treaty(treaty) = body else { return Some(body) };
        match &self.world[treaty].parties {
            Some(Parties::Listed(_) | Parties::Nobody) => None,
            Some(Parties::Of(other)) => Some(*other),
            // With no list the rows say it, its own or those of the organization whose text it is.
            Some(_) | None => Some(body),
        }
    }

    /// Whether a text is on record as in force, and the record of such texts speaks of the day where it has no end.
    fn force(&self, text: InstrumentId) -> bool {
        let (force, about) = match &self.world[text.entity()] {
            AnyEntity::Treaty(treaty) => (treaty.force(), Matter::Treaties),
            AnyEntity::Law(law) => (law.force(), Matter::Laws),
            _ => unreachable!(),
        };
        let ends = [force.from.is_some(), force.to.is_some()];
        force.contains(self.view.as_of()).is_possible()
            && Self::spoken(ends, self.matter(about, None))
    }

    /// Whether what is certainly not so is spoken for: one of the two is gone, or the roll reaches and is whole for the one who is asked about.
    fn absence(&self, member: EntityId, body: BodyId) -> bool {
        if self.is_gone(member) || self.is_gone(body.entity()) {
            return true;
        }
        let Some(carrier) = self.carrier(body) else { return true };
        let coverage = self.coverage(carrier);
        let tables = self.world.tables();
        let has_rows = || {
            let rows = &tables.participations;
            rows.iter().any(|row| tables.member(&row) == member && tables.body(&row) == carrier)
        };
        let is_whole = match coverage.level {
            CoverageLevel::Complete => {
                coverage.statuses.is_empty() || coverage.statuses.iter().any(|one| one.is_binding())
            }
            CoverageLevel::Partial => coverage.of.contains(&member) || has_rows(),
            CoverageLevel::None | _ => false,
        };
        // A roll that another keeps is asked no more than that it is one.
        let is_kept_elsewhere = carrier != body || !has_rows() && matches!(body, BodyId::Treaty(_));
        is_kept_elsewhere || is_whole && self.covers(coverage.from, coverage.until) == [true; 2]
    }

    /// Whether a truth about somebody in something is spoken for.
    fn pair(&self, member: EntityId, body: BodyId, truth: Truth) -> bool {
        match truth {
            Truth::Unknown => true,
            Truth::No => self.absence(member, body),
            Truth::Yes => {
                let tables = self.world.tables();
                let Some(carrier) = self.carrier(body) else {
                    return matches!(body, BodyId::Treaty(treaty) if self.force(treaty.into()));
                };
                let links = tables
                    .links
                    .iter()
                    .map(|link| [EntityId::from(link.organization), link.instrument.entity()]);
                let linked: Vec<EntityId> =
                    links.filter(|ends| ends.contains(&body.entity())).flatten().collect();
                let mut rows = tables.participations.iter().filter(|row| {
                    let of = tables.body(row);
                    tables.member(row) == member && (of == carrier || linked.contains(&of.entity()))
                });
                rows.any(|row| {
                    let valid = tables.detail(&row).unwrap().time.valid;
                    row.status.is_binding()
                        && valid.contains(self.view.as_of()).is_possible()
                        && self.row(&row)
                })
            }
        }
    }

    /// Whether the whole roll is on record for the day.
    fn whole(&self, body: BodyId) -> bool {
        let Some(carrier) = self.carrier(body) else { return true };
        if self.is_gone(body.entity()) || self.view.exists(carrier).is_no() {
            return true;
        }
        let coverage = self.coverage(carrier);
        coverage.level == CoverageLevel::Complete
            && (coverage.statuses.is_empty()
                || coverage.statuses.iter().any(|one| one.is_binding()))
            && self.covers(coverage.from, coverage.until) == [true; 2]
    }
}

/// Whether an answer says that the record does not reach, or that there was nothing.
fn warns(answer: &Answer) -> bool {
    let said = |code: &str| matches!(code, "beyond-coverage" | "not-in-existence" | "not-in-force");
    answer.caveats.iter().any(|caveat| said(&caveat.code))
}

fn entity(world: &World, key: &str) -> EntityId {
    world.entity(key).unwrap()
}

fn body(world: &World, key: &str) -> BodyId {
    let organization = world.find::<Organization>(key).map(BodyId::from);
    organization.or_else(|_| world.find::<Treaty>(key).map(BodyId::from)).unwrap()
}

/// Every row that is certain is spoken for, and a list that is not whole says so.
fn rolls(record: &Record<'_>) {
    let (world, view) = (record.world, record.view);
    let organizations = world.organizations().map(|organization| {
        (BodyId::from(organization), Question::Members { organization, status: None })
    });
    let treaties = world
        .treaties()
        .map(|treaty| (BodyId::from(treaty), Question::Parties { treaty, status: None }));
    for (of, question) in organizations.chain(treaties) {
        let answer = view.ask(&question);
        let key = world.key(of);
        let Rows::Members(rows) = &answer.rows else { panic!("{key}") };
        for row in rows.iter().filter(|row| row.truth.is_yes()) {
            let member = entity(world, &row.entity);
            assert!(
                record.pair(member, of, Truth::Yes),
                "{} in {key} on {}",
                row.entity,
                record.day
            );
        }
        assert!(
            record.whole(of) || warns(&answer),
            "{key} on {}: {:?}",
            record.day,
            answer.caveats
        );
    }
}

/// Everybody in everything, and what everybody is in.
fn pairs(record: &Record<'_>) {
    let (world, view) = (record.world, record.view);
    let mut dice = Dice(5);
    let bodies: Vec<BodyId> = (world.organizations().map(BodyId::from))
        .chain(world.treaties().map(BodyId::from))
        .collect();
    for state in world.states() {
        let key = world.key(state);
        for of in &bodies {
            let truth = view.is_member(state, *of);
            let say = || format!("{key} in {} on {}: {truth}", world.key(*of), record.day);
            assert!(record.pair(state.into(), *of, truth), "{}", say());
            assert_eq!(view.standing(state, *of).truth, truth, "{}", say());
            if dice.one_in(200) {
                let question = Question::IsMember { entity: state.into(), body: *of };
                let answer = view.ask(&question);
                assert_eq!(answer.truth, Some(truth), "{}", say());
                assert!(!truth.is_unknown() || !answer.caveats.is_empty(), "{}", say());
            }
        }
        let answer = view.ask(&Question::Memberships { entity: state.into() });
        let Rows::Memberships(rows) = &answer.rows else { panic!("{key}") };
        for row in rows.iter().filter(|row| row.truth.is_yes()) {
            let of = body(world, &row.organization);
            if row.status.is_some_and(comity::model::Status::is_binding) {
                assert!(record.pair(state.into(), of, Truth::Yes), "{key} in {}", row.organization);
            }
        }
        let listed = view.memberships_of(state).in_organizations();
        let silent: BTreeSet<BodyId> = listed.silent().collect();
        for organization in world.organizations() {
            let is_told = record.absence(state.into(), organization.into());
            let has_roll = record.coverage(organization.into()).level != CoverageLevel::None;
            let open = view.is_member(state, organization).is_unknown();
            let is_listed = view
                .possible_memberships_of(state)
                .any(|(one, found)| one == organization.into() && found.status.is_binding());
            if !is_told && has_roll && open && !is_listed {
                assert!(
                    silent.contains(&organization.into()),
                    "{key} in {}",
                    world.key(organization)
                );
            }
        }
        assert_eq!(listed.is_complete(), silent.is_empty());
        assert!(silent.is_empty() || warns(&answer), "{key} on {}", record.day);
    }
}

/// What is owed, and what binds two.
fn duties(record: &Record<'_>) {
    let (world, view) = (record.world, record.view);
    let mut dice = Dice(6);
    let states: Vec<Id<State>> = world.states().collect();
    for state in &states {
        let key = world.key(*state);
        let owed = view.obligations_of(*state);
        for one in owed.iter().filter(|one| one.truth.is_yes()) {
            let say = || format!("{key}: {} on {}", world[one.provision].key, record.day);
            assert!(record.force(one.instrument), "{}", say());
            if let Bearer::Participants(of) = &world[one.provision].bearer {
                assert!(record.pair((*state).into(), *of, Truth::Yes), "{}", say());
            }
        }
        let of = Some("mutual_defence");
        let [from, until] = record.matter(Matter::Duties, None);
        let defence = owed.clone().of_duty(Duty::Defend);
        assert!(!(owed.is_complete() && !(from && until)), "{key} on {}", record.day);
        let [from, until] = record.matter(Matter::Duties, of);
        assert!(!(defence.is_complete() && !(from && until)), "{key} on {}", record.day);
        let question = Question::Obligations { by: Some(*state), toward: None, duty: None };
        if !owed.is_complete() && dice.one_in(10) {
            assert!(warns(&view.ask(&question)), "{key} on {}", record.day);
        }
        let other = dice.pick(&states);
        let answer = view.ask(&Question::Bonds { a: (*state).into(), b: other.into() });
        let reaches = record.matter(Matter::Treaties, None) == [true; 2]
            && record.matter(Matter::Relations, None) == [true; 2];
        let pair = (key, world.key(other), record.day);
        assert!(reaches || warns(&answer), "{pair:?}");
        for kind in RelationKind::ALL {
            for (id, truth) in view.related(*state, kind) {
                let valid = world[id].time.valid;
                let ends = [valid.from.is_some(), valid.to.is_some()];
                let covered = record.matter(Matter::Relations, Some(kind.as_str()));
                assert!(!truth.is_yes() || Record::spoken(ends, covered), "{}", world[id].key);
            }
        }
        let truth = view.is_state(*state);
        let life = record.existence((*state).into());
        let ends = [life.begins().is_some(), life.ends().is_some()];
        let covered = record.matter(Matter::Existence, Some("state"));
        assert!(!truth.is_yes() || Record::spoken(ends, covered), "{key} on {}", record.day);
        assert!(
            !truth.is_no()
                || life.contains(view.as_of()).is_no()
                || !covered.contains(&false)
                || ends == [true; 2]
                || continued(world, *state)
        );
    }
}

/// Whether another state is on record as the one that continues it.
fn continued(world: &World, state: Id<State>) -> bool {
    world.relations_of(state).any(|id| world[id].kind == RelationKind::Continues)
}

/// Two rolls compared: nobody is certain in the comparison who is not in what it is made of.
fn compared(record: &Record<'_>) {
    let (world, view) = (record.world, record.view);
    let mut dice = Dice(7);
    let bodies: Vec<BodyId> = (world.organizations().map(BodyId::from))
        .chain(world.treaties().map(BodyId::from))
        .collect();
    for a in &bodies {
        let b = dice.pick(&bodies);
        let of = |one: EntityId, body: BodyId| {
            world.typed::<State>(one).map_or(Truth::Unknown, |one| view.is_member(one, body))
        };
        let (in_a, in_b) = (Question::InBoth { a: *a, b }, Question::ButNot { a: *a, b });
        let either = Question::InEither { a: *a, b };
        for (question, right) in [
            (in_a, (|x, y| x & y) as fn(Truth, Truth) -> Truth),
            (in_b, |x: Truth, y: Truth| x & !y),
            (either, |x, y| x | y),
        ] {
            let answer = view.ask(&question);
            let say = format!("{} {} on {}", world.key(*a), world.key(b), record.day);
            let Rows::Entities(rows) = &answer.rows else { panic!("{say}") };
            for row in rows {
                let one = entity(world, &row.entity);
                if world[one].kind() == Kind::State {
                    assert_eq!(
                        row.truth,
                        right(of(one, *a), of(one, b)),
                        "{} in {say}",
                        row.entity
                    );
                }
            }
            assert!(record.whole(*a) && record.whole(b) || warns(&answer), "{say}");
        }
    }
}

/// Hypotheses: whoever certainly must exit certainly is in what it must exit, and whoever is certainly not bound is certainly out.
fn hypotheses(record: &Record<'_>) {
    let (world, view) = (record.world, record.view);
    for organization in world.organizations() {
        let change = Change::acquire(organization, EffectKind::MutualDefence);
        let answer = view.consequences_of(change.clone());
        let say =
            |state| format!("{}: {} on {}", world.key(organization), world.key(state), record.day);
        for finding in answer.findings() {
            let state = finding.state();
            if finding.verdict() == Verdict::MustExit {
                assert!(
                    record.pair(state.into(), organization.into(), Truth::Yes),
                    "{}",
                    say(state)
                );
                for of in finding.bodies() {
                    assert!(record.pair(state.into(), of, Truth::Yes), "{}", say(state));
                }
            }
        }
        for veto in answer.vetoes().iter().filter(|veto| veto.truth.is_yes()) {
            let member = record.pair(veto.entity, organization.into(), Truth::Yes);
            assert!(member, "{} in {}", world.key(veto.entity), world.key(organization));
        }
        let is_whole = record.whole(organization.into());
        let told = answer.caveats().iter().any(|one| {
            matches!(one.code(), "beyond-coverage" | "not-in-existence" | "incomplete-roll")
        });
        assert!(is_whole || told, "{} on {}", world.key(organization), record.day);
        for state in world.states().filter(|state| answer.finding(*state).is_none()) {
            // Nobody is told for certain that it need not exit who may be in.
            if view.is_member(state, organization).is_possible() {
                continue;
            }
            assert!(record.absence(state.into(), organization.into()), "{}", say(state));
        }
    }
    // Asked as questions, of one who may be in and one who is not.
    let mut dice = Dice(8);
    let states: Vec<Id<State>> = world.states().collect();
    for organization in world.organizations() {
        let scenario =
            comity::Scenario::new(Change::acquire(organization, EffectKind::MutualDefence));
        let state = dice.pick(&states);
        let question = Question::MustExit {
            members_of: None,
            entity: Some(state.into()),
            exit: None,
            scenario: scenario.clone(),
        };
        let truth = view.ask(&question).truth.unwrap();
        let is_open = view.is_member(state, organization).is_unknown();
        let pair = (world.key(state), world.key(organization), record.day);
        assert!(!is_open || !truth.is_yes(), "{pair:?}");
        if dice.one_in(8) {
            let Rows::Vetoes(rows) = view.ask(&Question::Vetoes { scenario, pending: false }).rows
            else {
                panic!()
            };
            assert!(rows.iter().all(|row| !row.truth.is_yes()
                || record.pair(entity(world, &row.entity), organization.into(), Truth::Yes)));
        }
    }
}

/// What things are called, since when somebody was in, who came and went, and which text prevails.
fn the_rest(record: &Record<'_>) {
    let (world, view) = (record.world, record.view);
    let mut dice = Dice(9);
    let states: Vec<Id<State>> = world.states().collect();
    let treaties: Vec<Id<Treaty>> = world.treaties().collect();
    let organizations: Vec<Id<Organization>> = world.organizations().collect();
    for one in world.entities().filter(|id| world[*id].kind() != Kind::Source) {
        let answer = view.ask(&Question::Name { entity: one });
        let Rows::Names(rows) = &answer.rows else { panic!() };
        let valid = [rows[0].from.is_some(), rows[0].to.is_some()];
        let is_spoken_for = Record::spoken(valid, record.matter(Matter::Names, None));
        assert!(is_spoken_for || warns(&answer), "{} on {}", world.key(one), record.day);
    }
    for organization in &organizations {
        let body = BodyId::from(*organization);
        let question = Question::Changes { body, from: date(1600, 1, 1), to: view.as_of() };
        let answer = view.ask(&question);
        assert!(record.whole(body) || warns(&answer), "{} to {}", world.key(body), record.day);
        let state = dice.pick(&states);
        let question =
            Question::Periods { entity: state.into(), body, bundle: false, status: None };
        let Rows::Periods(rows) = view.ask(&question).rows else { panic!() };
        let dated = rows.iter().all(|row| {
            !row.truth.is_yes() || row.from.is_some() || row.to.is_some() || record.whole(body)
        });
        assert!(dated, "{} in {}", world.key(state), world.key(body));
        // A day on which something happened is of the record, and no day of the question changes it.
        let joined = Question::Dates(DateOf::Joined { entity: state.into(), body });
        let at_all = world.as_of(date(2024, 10, 20)).ask(&joined).rows;
        assert_eq!(view.ask(&joined).rows, at_all);
        // An exit has a day only where somebody is in.
        let exit = Question::Dates(DateOf::Exit { state, body, notice: None });
        let Rows::Dates(rows) = view.ask(&exit).rows else { panic!() };
        assert!(rows.is_empty() || view.is_member(state, body).is_possible());
    }
    for _ in 0..300 {
        let texts = [dice.pick(&treaties), dice.pick(&treaties)];
        let between = [dice.pick(&states), dice.pick(&states)];
        if texts[0] == texts[1] || between[0] == between[1] {
            continue;
        }
        let question = Question::WhichPrevails { texts: texts.map(InstrumentId::from), between };
        let Rows::Prevails(rows) = view.ask(&question).rows else { panic!() };
        for row in rows.iter().filter(|row| row.truth.is_yes()) {
            let Some(text) = &row.text else { continue };
            let text = world.find::<Treaty>(text).unwrap();
            let keys = (world.key(text), record.day);
            assert!(record.force(text.into()), "{keys:?}");
        }
    }
    // What was said is on record with its own day; whether two names mean the same has none.
    let said = Question::Claims { by: None, about: None, mode: None, manner: None };
    let Rows::Claims(rows) = view.ask(&said).rows else { panic!() };
    assert!(rows.len() <= world.tables().claims.iter().count());
    let same = Question::Same { names: vec!["Burma".to_owned(), "Myanmar".to_owned()] };
    assert_eq!(view.ask(&same).truth, Some(Truth::Yes));
    let stances = Question::Stances { topic: None, speaker: None };
    let Rows::Stances(_) = view.ask(&stances).rows else { panic!() };
}

#[test]
fn no_answer_rests_on_no_record_that_covers_its_day() {
    let worlds = [World::bundled(), covered("1950-01-01", "2025-01-01")];
    let asked: [fn(&Record<'_>); 6] = [rolls, pairs, duties, compared, hypotheses, the_rest];
    let mut work = Vec::new();
    for world in &worlds {
        for day in DAYS {
            work.extend(asked.map(|ask| (world, day, ask)));
        }
    }
    each(&work, |(world, day, ask)| ask(&Record::new(world, *day)));
}
