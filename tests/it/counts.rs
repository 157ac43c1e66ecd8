//! How many were in, on days of which everybody can look it up; and who was in two things at once.
#![cfg(feature = "dataset")]

use comity::{Date, Organization, World};

/// A body, and how many members it certainly had on which days.
const COUNTS: [(&str, &[(&str, usize)]); 22] = [
    ("anzus", &[("1960-01-01", 3)]),
    ("arableague", &[("1971-12-31", 18), ("2024-01-01", 22)]),
    ("asean", &[("1967-08-08", 5), ("1985-01-01", 6), ("1999-05-01", 10), ("2025-10-26", 11)]),
    ("au", &[("2011-07-28", 54), ("2024-01-01", 55)]),
    ("cento", &[("1956-01-01", 5), ("1965-01-01", 4)]),
    ("coe", &[("1949-05-05", 10), ("2000-01-01", 41), ("2022-03-15", 47), ("2022-03-16", 46)]),
    ("csto", &[("2004-01-01", 6), ("2010-01-01", 7), ("2024-01-01", 6)]),
    ("eaeu", &[("2015-01-01", 3), ("2016-01-01", 5)]),
    ("ecowas", &[("1980-01-01", 16), ("2024-01-01", 15), ("2025-02-01", 12)]),
    (
        "eu",
        &[
            ("1958-01-01", 6),
            ("1973-01-01", 9),
            ("1981-01-01", 10),
            ("1986-01-01", 12),
            ("1995-01-01", 15),
            ("2004-05-01", 25),
            ("2007-01-01", 27),
            ("2013-07-01", 28),
            ("2020-02-01", 27),
        ],
    ),
    ("g20", &[("2000-01-01", 20), ("2024-01-01", 21)]),
    ("gcc", &[("1981-05-25", 6), ("2024-01-01", 6)]),
    (
        "nato",
        &[
            ("1949-08-24", 12),
            ("1952-02-18", 14),
            ("1955-05-06", 15),
            ("1982-05-30", 16),
            ("1999-03-12", 19),
            ("2004-03-29", 26),
            ("2009-04-01", 28),
            ("2017-06-05", 29),
            ("2020-03-27", 30),
            ("2023-04-04", 31),
            ("2024-03-07", 32),
        ],
    ),
    ("oic", &[("2024-01-01", 57)]),
    ("opec", &[("1960-09-14", 4), ("2024-06-01", 12)]),
    ("osce", &[("1975-08-01", 35), ("2024-01-01", 57)]),
    ("ots", &[("2024-01-01", 5)]),
    ("sadc", &[("1993-09-30", 10), ("2024-01-01", 16)]),
    ("sco", &[("2001-06-15", 6), ("2018-01-01", 8), ("2023-07-04", 9), ("2024-07-04", 10)]),
    ("seato", &[("1955-03-01", 8)]),
    (
        // From 1992 to 2000 the roll of the United Nations has one more: the Yugoslavia that had ended.
        "un",
        &[
            ("1945-12-31", 51),
            ("1955-12-31", 76),
            ("1960-12-31", 99),
            ("1971-12-31", 132),
            ("1991-12-31", 166),
            ("1993-12-31", 183),
            ("2002-12-31", 191),
            ("2006-12-31", 192),
            ("2011-12-31", 193),
            ("2026-01-01", 193),
        ],
    ),
    ("wp", &[("1955-06-04", 8), ("1970-01-01", 7)]),
];

#[test]
fn as_many_as_everybody_can_look_up() {
    let world = World::bundled();
    for (key, days) in COUNTS {
        let body = world.find::<Organization>(key).unwrap();
        for (day, count) in days {
            let view = world.as_of(day.parse::<Date>().unwrap());
            let certain = view.members(body).filter(|member| member.truth.is_yes()).count();
            assert_eq!(certain, *count, "{key} on {day}");
        }
    }
}

#[test]
fn who_was_in_two_at_once() {
    let world = World::bundled();
    let body = |key: &str| world.find::<Organization>(key).unwrap();
    let keys = |day: &str, both: bool, [a, b]: [&str; 2]| -> Vec<&str> {
        let view = world.as_of(day.parse::<Date>().unwrap());
        let (a, b) = (body(a), body(b));
        if both {
            view.in_both(a, b).map(|(entity, _)| world.key(entity)).collect()
        } else {
            view.in_one_but_not_other(a, b).map(|(entity, _)| world.key(entity)).collect()
        }
    };
    assert_eq!(keys("1965-01-01", true, ["seato", "cento"]), ["gbr", "pak"]);
    assert_eq!(keys("2024-10-20", true, ["csto", "ots"]), ["kaz", "kgz"]);
    assert_eq!(keys("2010-01-01", true, ["g7", "brics"]), ["rus"]);
    assert_eq!(keys("2024-10-20", false, ["eu", "nato"]), ["aut", "cyp", "irl", "mlt"]);
    let outside = ["alb", "can", "gbr", "isl", "mkd", "mne", "nor", "tur", "usa"];
    assert_eq!(keys("2024-10-20", false, ["nato", "eu"]), outside);
    assert_eq!(keys("1970-01-01", true, ["wp", "nonaligned"]), [""; 0]);
    assert_eq!(keys("2024-10-20", false, ["aes", "ecowas"]), [""; 0]);
    assert_eq!(keys("2025-06-01", false, ["aes", "ecowas"]), ["bfa", "mli", "ner"]);
}
