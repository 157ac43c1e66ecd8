//! Enums whose values are words: each is displayed as its word and read from it.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use comity::base::{Severity, WordError};
use comity::deliberation::{Action, AlternativeKind};
use comity::logic::ConflictClass;
use comity::model::{
    ActKind, CoverageLevel, Decision, Duty, EarliestOf, EffectKind, Evidence, ExclusiveObject,
    ExitCondition, Kind, LastDay, LawForm, LinkRole, Matter, NameKind, OverlayKind, Purpose,
    Qualifier, RelationKind, Scheme, Status, Strength, TreatyForm, WithdrawalRight, YearEnd,
};
use comity::time::AllenRelation;
use comity::verdict::{Class, ExitMode, PriorityStep, Rule, VetoStep};
use comity::world::RollChangeKind;
use comity::{Truth, Verdict};

fn holds<W>(all: &[W], word: impl Fn(W) -> &'static str)
where
    W: Copy + Debug + Display + PartialEq + FromStr<Err = WordError>,
{
    for (nth, one) in all.iter().enumerate() {
        assert_eq!(one.to_string(), word(*one));
        assert_eq!(word(*one).parse(), Ok(*one), "each word means one thing");
        assert!(!all[..nth].contains(one), "{one:?} once");
    }
    let error = "no such word".parse::<W>().unwrap_err();
    assert_eq!(error.known, all.iter().map(|one| word(*one)).collect::<Vec<_>>());
    assert!(format!("{error:?}").starts_with("`no such word` is no "), "{error:?}");
}

macro_rules! each {
    ($($name:ident),+ $(,)?) => {$(holds(&$name::ALL, $name::as_str);)+};
}

#[test]
fn every_word_is_displayed_and_read() {
    each!(
        ActKind,
        Action,
        AllenRelation,
        AlternativeKind,
        Class,
        ConflictClass,
        CoverageLevel,
        Decision,
        Duty,
        EarliestOf,
        EffectKind,
        Evidence,
        ExclusiveObject,
        ExitCondition,
        ExitMode,
        Kind,
        LastDay,
        LawForm,
        LinkRole,
        Matter,
        NameKind,
        OverlayKind,
        PriorityStep,
        Purpose,
        Qualifier,
        RelationKind,
        RollChangeKind,
        Rule,
        Scheme,
        Severity,
        Status,
        Strength,
        TreatyForm,
        Truth,
        Verdict,
        VetoStep,
        WithdrawalRight,
        YearEnd,
    );
}

#[test]
fn a_word_that_is_not_known_says_what_may_have_been_meant() {
    let error = |text: &str| text.parse::<Status>().unwrap_err().to_string();
    assert_eq!(error("Membr"), "`Membr` is no grade; did you mean `member`?");
    assert!(error("xyzzy").starts_with("`xyzzy` is no grade; expected `member`, `party`"));
    assert!(error("xyzzy").ends_with("`signatory` or `acceding`"));
}

#[test]
fn a_day_that_does_not_exist_is_named_where_it_was_asked_for() {
    for ((year, month, day), named) in [
        ((2023, 2, 29), "there is no day 2023-02-29"),
        ((2024, 13, 1), "there is no day 2024-13-01"),
        ((-5, 1, -1), "there is no day -0005-01--01"),
        ((12_345, 100, 127), "there is no day 12345-100-127"),
    ] {
        let panic = std::panic::catch_unwind(|| comity::date(year, month, day)).unwrap_err();
        let message = panic.downcast_ref::<String>().cloned();
        let message = message.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).into()));
        assert_eq!(message.as_deref(), Some(named));
    }
}
