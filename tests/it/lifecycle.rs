//! From acts to participations.
#![expect(clippy::unwrap_used, reason = "tests stop at the first surprise")]

use comity::model::{ActKind, Detail, EffectKind, Evidence, LinkRole, TreatyForm};
use comity::{
    Date, Day, Id, Organization, Source, State, Treaty, Truth, World, WorldBuilder, date,
};
use proptest::prelude::*;

/// A state, a treaty in force since 2000, and a builder to go on with.
fn builder() -> (WorldBuilder, Id<State>, Id<Treaty>) {
    let mut world = World::builder();
    let state = world.add(State::new("aaa", "Aaland"));
    let treaty = Treaty::new("trt", "Treaty", TreatyForm::Treaty)
        .signed(date(1999, 1, 1))
        .in_force(date(2000, 1, 1)..);
    let treaty = world.add(treaty);
    (world, state, treaty)
}

/// All spells in words: key, beginning and end.
fn spells(world: &World) -> Vec<String> {
    let tables = world.tables();
    let details = tables.participations.iter().filter_map(|row| tables.detail(&row));
    details.map(|detail| format!("{} {}", detail.key, detail.time.valid)).collect()
}

/// The spells that these acts of one state make.
fn compiled(acts: &[(ActKind, Date)]) -> Vec<String> {
    let (mut world, state, treaty) = builder();
    for (kind, when) in acts {
        world.act(state, treaty, *kind, *when);
    }
    spells(&world.freeze().unwrap())
}

fn detail<'w>(world: &'w World, key: &str) -> &'w Detail {
    let tables = world.tables();
    let mut details = tables.participations.iter().filter_map(|row| tables.detail(&row));
    details.find(|detail| &*detail.key == key).unwrap()
}

#[test]
fn signature_ratification_entry_into_force() {
    use ActKind::{Ratify, Sign};
    assert_eq!(
        compiled(&[(Ratify, date(1999, 6, 1)), (Sign, date(1999, 1, 1))]),
        [
            "aaa-trt-signatory 1999-01-01/1999-06-01",
            "aaa-trt-contracting-state 1999-06-01/2000-01-01",
            "aaa-trt-party 2000-01-01/..",
        ]
    );
    assert_eq!(
        compiled(&[(Sign, date(1999, 1, 1)), (Ratify, date(2003, 6, 1))]),
        ["aaa-trt-signatory 1999-01-01/2003-06-01", "aaa-trt-party 2003-06-01/.."]
    );
}

#[test]
fn domestic_approval_never_binds() {
    use ActKind::{DomesticApproval, Sign};
    let acts = [(Sign, date(1999, 1, 1)), (DomesticApproval, date(1999, 5, 1))];
    assert_eq!(compiled(&acts), ["aaa-trt-signatory 1999-01-01/.."]);
    assert_eq!(compiled(&acts[1..]), [""; 0]);
}

#[test]
fn the_deposit_is_the_consent_where_there_is_one() {
    use ActKind::{Deposit, NotifyWithdrawal, Ratify};
    assert_eq!(
        compiled(&[(Ratify, date(2001, 1, 1)), (Deposit, date(2001, 9, 1))]),
        ["aaa-trt-party 2001-09-01/.."]
    );
    // The second deposit belongs to the second life.
    let back = (Deposit, date(2005, 1, 1));
    let acts = [(Ratify, date(2001, 1, 1)), (NotifyWithdrawal, date(2002, 1, 1)), back];
    assert_eq!(
        compiled(&acts),
        ["aaa-trt-party 2001-01-01/2003-01-01", "aaa-trt-party-2 2005-01-01/.."]
    );
}

#[test]
fn withdrawal_and_its_period() {
    use ActKind::{Accede, Denounce};
    let acts = [(Accede, date(2001, 1, 1)), (Denounce, date(2010, 8, 31))];
    // Twelve months where there is no clause (VCLT 56(2)).
    assert_eq!(compiled(&acts), ["aaa-trt-party 2001-01-01/2011-08-31"]);

    let with = |params: &[(&str, &str)]| {
        let (mut world, state, treaty) = builder();
        world.provision_with(treaty, "9", EffectKind::Withdrawal, params.iter().copied());
        for (kind, when) in acts {
            world.act(state, treaty, kind, when);
        }
        let world = world.freeze().unwrap();
        spells(&world)[0].split_once('/').unwrap().1.to_owned()
    };
    assert_eq!(with(&[("right", "yes"), ("notice_months", "6")]), "2011-02-28");
    assert_eq!(with(&[("right", "yes"), ("notice_days", "30")]), "2010-09-30");
    let late = [("right", "yes"), ("notice_months", "12"), ("earliest", "2015-01-01")];
    assert_eq!(with(&late), "2016-01-01");
    assert_eq!(with(&[("right", "yes"), ("rule", "financial_year_end")]), "2010-12-31");
    assert_eq!(with(&[("right", "yes"), ("rule", "calendar_year_end")]), "2011-01-01");
    assert_eq!(with(&[("right", "none")]), "..");
    assert_eq!(with(&[("right", "unknown")]), "2010-08-31..2011-08-31");
    let term = [
        ("right", "only_at_term_end"),
        ("notice_months", "12"),
        ("term_start", "2000-01-01"),
        ("term_years", "5"),
        ("renewal", "automatic_4y"),
    ];
    assert_eq!(with(&term), "2013-01-01");
    assert_eq!(with(&term[..2]), "2011-08-31..?");
}

#[test]
fn a_notice_revoked_in_time_ends_nothing_but_was_known() {
    use ActKind::{Accede, NotifyWithdrawal, RevokeNotice};
    let (mut world, state, treaty) = builder();
    world.act(state, treaty, Accede, date(2001, 1, 1));
    world.act(state, treaty, NotifyWithdrawal, date(2010, 1, 1));
    world.act(state, treaty, RevokeNotice, date(2010, 6, 1));
    let world = world.freeze().unwrap();
    assert_eq!(spells(&world), ["aaa-trt-party 2001-01-01/.."]);

    let later = world.as_of(date(2012, 1, 1));
    let known = |when: Date| later.known_by(when).is_member(state, treaty);
    assert_eq!(known(date(2009, 12, 31)), Truth::Yes);
    assert_eq!(known(date(2010, 3, 1)), Truth::No);
    assert_eq!(known(date(2010, 6, 1)), Truth::Yes);

    let late = (RevokeNotice, date(2011, 1, 1));
    let acts = [(Accede, date(2001, 1, 1)), (NotifyWithdrawal, date(2010, 1, 1)), late];
    assert_eq!(compiled(&acts), ["aaa-trt-party 2001-01-01/2011-01-01"]);
}

#[test]
fn a_notice_before_entry_into_force_takes_consent_back() {
    use ActKind::{NotifyWithdrawal, Ratify, Sign};
    let acts = [(Sign, date(1999, 1, 1)), (NotifyWithdrawal, date(1999, 3, 1))];
    assert_eq!(compiled(&acts), ["aaa-trt-signatory 1999-01-01/1999-03-01"]);
    let acts = [(Ratify, date(1999, 2, 1)), (NotifyWithdrawal, date(1999, 3, 1))];
    assert_eq!(compiled(&acts), ["aaa-trt-contracting-state 1999-02-01/1999-03-01"]);
}

#[test]
fn provisional_application() {
    use ActKind::{ApplyProvisionally, EndProvisionalApplication, Ratify};
    let acts = [(ApplyProvisionally, date(1999, 2, 1)), (Ratify, date(1999, 6, 1))];
    assert_eq!(
        compiled(&acts),
        [
            "aaa-trt-provisional 1999-02-01/2000-01-01",
            "aaa-trt-contracting-state 1999-06-01/2000-01-01",
            "aaa-trt-party 2000-01-01/..",
        ]
    );
    let acts =
        [(ApplyProvisionally, date(1999, 2, 1)), (EndProvisionalApplication, date(2004, 3, 1))];
    assert_eq!(compiled(&acts), ["aaa-trt-provisional 1999-02-01/2004-03-01"]);
}

#[test]
fn suspension_and_reservations_change_nothing() {
    use ActKind::{Accede, Declare, Object, Reserve, Resume, Suspend, WithdrawReservation};
    let mut acts = vec![(Accede, date(2001, 1, 1))];
    let others = [Reserve, Declare, Object, Suspend, Resume, WithdrawReservation];
    acts.extend(others.map(|kind| (kind, date(2002, 1, 1))));
    assert_eq!(compiled(&acts), ["aaa-trt-party 2001-01-01/.."]);
}

#[test]
fn the_delay_of_an_accession_clause() {
    let (mut world, state, treaty) = builder();
    let entry = [("entry", "30th day after deposit")];
    world.provision_with(treaty, "10", EffectKind::Accession, entry);
    world.act(state, treaty, ActKind::Deposit, date(2019, 9, 14));
    let world = world.freeze().unwrap();
    assert_eq!(
        spells(&world),
        ["aaa-trt-contracting-state 2019-09-14/2019-10-14", "aaa-trt-party 2019-10-14/..",]
    );
    // Known from the deposit on.
    let view = world.as_of(date(2020, 1, 1));
    assert!(view.known_by(date(2019, 9, 13)).is_member(state, treaty).is_no());
    assert!(view.known_by(date(2019, 9, 14)).is_member(state, treaty).is_yes());
}

#[test]
fn dates_that_are_not_known_to_the_day() {
    let (mut world, state, _) = builder();
    let unknown = Treaty::new("unk", "Unknown", TreatyForm::Treaty).signed(date(1999, 1, 1));
    let unknown = world.add(unknown.in_force(Date::UNKNOWN..));
    world.act(state, unknown, ActKind::Ratify, Date::year(2003).unwrap());
    world.act(state, unknown, ActKind::Denounce, Date::year(2010).unwrap());
    let world = world.freeze().unwrap();
    let is_member = |when: Date| world.as_of(when).is_member(state, unknown);
    assert_eq!(is_member(date(2002, 12, 31)), Truth::No);
    assert_eq!(is_member(date(2005, 1, 1)), Truth::Unknown);
    assert_eq!(is_member(date(2011, 12, 30)), Truth::Unknown);
    assert_eq!(is_member(date(2012, 1, 1)), Truth::No);
}

#[test]
fn derived_spells_rest_on_their_acts() {
    let (mut world, state, treaty) = builder();
    let gazette = world.add(Source::new("gazette", "Gazette"));
    world.act(state, treaty, ActKind::Sign, date(1999, 1, 1));
    world.citing(gazette, "p. 7").act(state, treaty, ActKind::Ratify, date(2001, 6, 1));
    let world = world.freeze().unwrap();
    let party = detail(&world, "aaa-trt-party");
    assert_eq!(party.evidence(), Some(Evidence::Derived));
    assert_eq!(party.from_acts.len(), 1);
    assert_eq!(party.citations().len(), 1);
    assert_eq!(party.citations()[0].locator.as_deref(), Some("p. 7"));
    let signatory = detail(&world, "aaa-trt-signatory");
    assert_eq!(signatory.from_acts.len(), 2);
    assert_eq!(signatory.end_reason.as_deref(), Some("consent"));
}

#[test]
fn recorded_spells_and_charters_are_left_alone() {
    use ActKind::Accede;
    let mut world = World::builder();
    let state = world.add(State::new("aaa", "Aaland"));
    let other = world.add(State::new("bbb", "Beland"));
    let pact = world.add(Organization::new("pact", "The Pact"));
    let mut treaty = |key: &str| world.add(Treaty::new(key, key, TreatyForm::Treaty));
    let (spelled, charter, base) = (treaty("spelled"), treaty("charter"), treaty("base"));
    let bilateral = Treaty::new("pair", "Pair", TreatyForm::Treaty).parties([state, other]);
    let bilateral = world.add(bilateral);
    world.link(pact, charter, LinkRole::Constituent);
    world.link(pact, base, LinkRole::Foundation);
    world.party(other, spelled, date(1990, 1, 1)..);
    for treaty in [spelled, charter, base, bilateral] {
        world.act(state, treaty, Accede, date(2000, 1, 1));
    }
    let world = world.freeze().unwrap();
    assert_eq!(spells(&world), ["aaa-base-party 2000-01-01/..", "bbb-spelled-party 1990-01-01/.."]);
}

/// What happens on one day of the oracle.
const KINDS: [ActKind; 16] = [
    ActKind::Sign,
    ActKind::Ratify,
    ActKind::Accede,
    ActKind::DefinitiveSignature,
    ActKind::Deposit,
    ActKind::DomesticApproval,
    ActKind::ApplyProvisionally,
    ActKind::EndProvisionalApplication,
    ActKind::NotifyWithdrawal,
    ActKind::Denounce,
    ActKind::RevokeNotice,
    ActKind::Suspend,
    ActKind::Resume,
    ActKind::Expel,
    ActKind::Terminate,
    ActKind::Reserve,
];

/// Whether the state is bound on each of the first days: the rules of the treaty replayed day by day.
fn replay(
    acts: &[(i32, ActKind)],
    force: Option<i32>,
    ended: Option<i32>,
    notice: i32,
    delay: i32,
    days: i32,
) -> Vec<bool> {
    use ActKind::{
        Accede, ApplyProvisionally, Denounce, Deposit, EndProvisionalApplication, Expel,
        NotifyWithdrawal, Ratify, RevokeNotice, Terminate,
    };
    let (mut consent, mut exit, mut provisional) = (None::<i32>, None::<i32>, false);
    let mut bound = Vec::new();
    for day in 0..days {
        let entry = |consent: i32| force.map_or(consent + delay, |f| f.max(consent + delay));
        let is_party = |consent: Option<i32>| consent.is_some_and(|c| entry(c) <= day);
        provisional &= !is_party(consent);
        for at in (0..acts.len()).filter(|at| acts[*at].0 == day) {
            if exit.is_some_and(|exit| exit <= day) {
                (consent, exit) = (None, None);
            }
            let kind = acts[at].1;
            let leaves = |kind| matches!(kind, NotifyWithdrawal | Denounce | Expel | Terminate);
            let later = acts[at + 1..].iter().map(|(_, kind)| *kind);
            let deposited = later.take_while(|kind| !leaves(*kind)).any(|kind| kind == Deposit);
            match kind {
                Ratify | Accede if deposited => {}
                kind if kind.is_consent() => (consent, exit) = (consent.or(Some(day)), None),
                ApplyProvisionally => provisional |= !is_party(consent),
                EndProvisionalApplication => provisional = false,
                NotifyWithdrawal | Denounce if is_party(consent) => {
                    exit = exit.or(Some(day + notice));
                }
                RevokeNotice => exit = exit.filter(|exit| *exit <= day),
                kind if leaves(kind) => (consent, exit, provisional) = (None, None, false),
                _ => {}
            }
        }
        // Whoever is a party applies it no longer provisionally, even if it leaves on the same day.
        if is_party(consent) {
            provisional = false;
        }
        if exit.is_some_and(|exit| exit <= day) {
            (consent, exit) = (None, None);
        }
        let alive = ended.is_none_or(|ended| day < ended);
        bound.push(alive && (provisional || is_party(consent)));
    }
    bound
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    /// The spells hold on exactly the days on which a replay of the acts binds the state.
    #[test]
    fn spells_equal_a_replay_of_the_acts(
        mut acts in prop::collection::vec((0_i32..60, prop::sample::select(&KINDS[..])), 0..9),
        force in prop::option::of(0_i32..60),
        ended in prop::option::of(60_i32..90),
        notice in 0_i32..20,
        delay in 0_i32..10,
    ) {
        acts.sort();
        let start = Day::new(2001, 1, 1).unwrap();
        let on = |day: i32| Date::from(start.plus_days(day));
        let mut world = World::builder();
        let state = world.add(State::new("aaa", "Aaland"));
        let mut treaty = Treaty::new("trt", "Treaty", TreatyForm::Treaty);
        (treaty.in_force, treaty.ended) = (force.map(on), ended.map(on));
        let treaty = world.add(treaty);
        let (notice_days, entry) = (notice.to_string(), format!("{delay} days after deposit"));
        let terms = [("right", "yes"), ("notice_days", &*notice_days)];
        world.provision_with(treaty, "9", EffectKind::Withdrawal, terms);
        world.provision_with(treaty, "10", EffectKind::Accession, [("entry", &*entry)]);
        for (day, kind) in acts.iter().rev() {
            world.act(state, treaty, *kind, on(*day));
        }
        let world = world.freeze().unwrap();
        let expected = replay(&acts, force, ended, notice, delay, 100);
        for (day, expected) in (0..).zip(expected) {
            let found = world.as_of(on(day)).is_member(state, treaty);
            prop_assert_eq!(found, Truth::from(expected), "day {}: {:?}", day, spells(&world));
        }
    }

    /// Where days are known only by bounds, what is certain is so on whatever days the acts were done.
    /// Provisional application is left out: whether it begins again after a notice that may have come too late
    /// is a question of cases, which one interval does not hold.
    #[test]
    fn uncertain_days_only_ever_leave_open(
        acts in prop::collection::vec(
            (0_i32..8, 0_i32..8, 0_i32..8, prop::sample::select(&KINDS[..])),
            0..7,
        ),
        force in prop::option::of((0_i32..60, 0_i32..20, 0_i32..20)),
        notice in 0_i32..20,
        delay in 0_i32..10,
    ) {
        let start = Day::new(2001, 1, 1).unwrap();
        let between = |from: i32, width: i32| {
            let (from, to) = (start.plus_days(from), start.plus_days(from + width));
            Date::from_bounds(Some(from), Some(to))
        };
        let mut world = World::builder();
        let state = world.add(State::new("aaa", "Aaland"));
        let mut treaty = Treaty::new("trt", "Treaty", TreatyForm::Treaty);
        treaty.in_force = force.map(|(from, width, _)| between(from, width));
        let treaty = world.add(treaty);
        let (notice_days, entry) = (notice.to_string(), format!("{delay} days after deposit"));
        let terms = [("right", "yes"), ("notice_days", &*notice_days)];
        world.provision_with(treaty, "9", EffectKind::Withdrawal, terms);
        world.provision_with(treaty, "10", EffectKind::Accession, [("entry", &*entry)]);
        // One after the other, so that their order is known.
        let (mut from, mut done) = (0, Vec::new());
        for (gap, width, at, kind) in acts {
            from += gap;
            if kind == ActKind::ApplyProvisionally {
                continue;
            }
            world.act(state, treaty, kind, between(from, width));
            done.push((from + at.min(width), kind));
            from += width + 1;
        }
        let world = world.freeze().unwrap();
        let force = force.map(|(from, width, at)| from + at.min(width));
        let actual = replay(&done, force, None, notice, delay, 140);
        for (day, actual) in (0..).zip(actual) {
            let found = world.as_of(between(day, 0)).is_member(state, treaty);
            prop_assert!(
                found.is_unknown() || found == Truth::from(actual),
                "day {day} is {found}, and {actual} if {done:?}: {:?}", spells(&world)
            );
        }
    }
}
