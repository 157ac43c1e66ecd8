//! In English: why somebody is not in something, or need not leave anything; and what ties two to each other.

use super::names::{Names, read};
use super::{English, Language};
use crate::BodyId;
use crate::answer::{Bond, Doubt, NotYet, WhyNot};
use crate::world::{Absence, View};

impl WhyNot {
    /// In words, on the date of a view: `observer`, `former member since 2012-12-19`, `nothing that it holds bars the change` …
    pub fn tell(&self, view: &View<'_>) -> String {
        English.why_not(&Names::of(*view), self)
    }
}

impl Bond {
    /// In words, on the date of a view: "Collective Security Treaty: both party; duties: consult, defend".
    pub fn tell(&self, view: &View<'_>) -> String {
        English.bond(&Names::of(*view), self)
    }
}

/// Why somebody is not in something, or need not leave anything.
pub(super) fn why_not(names: &Names<'_>, why: &WhyNot) -> String {
    match why {
        WhyNot::MustExit => "it must exit".to_owned(),
        WhyNot::LawMustChange => "its own law must change, but it has nothing to exit".to_owned(),
        WhyNot::Undetermined => "it depends on facts that are not known".to_owned(),
        WhyNot::NothingBars => "nothing that it holds bars the change".to_owned(),
        WhyNot::NothingIn { body } => format!("nothing in {} bars the change", names.the(*body)),
        WhyNot::NothingNew => "the change puts nothing new on it".to_owned(),
        WhyNot::NotIn { body, absence, beneath: None } => self::absence(names, *body, *absence),
        WhyNot::NotIn { body, absence, beneath: Some((treaty, left)) } => {
            let (reason, left) =
                (self::absence(names, *body, *absence), self::absence(names, *treaty, Some(*left)));
            format!("{reason} ({left} of {})", names.the(*treaty))
        }
        WhyNot::NotAParty => "not a party".to_owned(),
        WhyNot::Unbound { grade, not_yet, doubt } => {
            let grade = read(grade.as_str());
            let not_yet = match *not_yet {
                None => String::new(),
                Some(NotYet::From(day)) => format!(", bound from {day}"),
                Some(NotYet::NotInForce { what }) => {
                    format!(", {} not in force", names.title(what))
                }
                Some(NotYet::NotForIt { what }) => {
                    format!(", {} not in force for it", names.title(what))
                }
            };
            let doubt = match doubt {
                None => "",
                Some(Doubt::Contested) => ", contested",
                Some(Doubt::Uncertain) => ", uncertain",
            };
            format!("{grade}{not_yet}{doubt}")
        }
    }
}

/// Why somebody is not in a body.
pub(super) fn absence(names: &Names<'_>, body: BodyId, absence: Option<Absence>) -> String {
    let word = match body {
        BodyId::Organization(_) => "member",
        BodyId::Treaty(_) => "party",
    };
    match absence {
        Some(Absence::OtherStatus(status)) => read(status.as_str()),
        Some(Absence::FormerSince(date)) => format!("former {word} since {date}"),
        Some(Absence::NotBefore(date)) => format!("{word} only from {date}"),
        Some(Absence::NotInExistence) => format!("{} did not exist", names.title(body)),
        Some(Absence::MemberNotInExistence) => "did not exist".to_owned(),
        Some(Absence::BeyondCoverage) => "not covered by the record".to_owned(),
        Some(Absence::NoRecord) | None => format!("not a {word}"),
    }
}

/// What ties two to each other.
pub(super) fn bond(names: &Names<'_>, bond: &Bond) -> String {
    match bond {
        Bond::Both { body, grades: (one, other), duties } => {
            let grades = if one == other {
                format!("both {}", read(one.as_str()))
            } else {
                format!("{} and {}", read(one.as_str()), read(other.as_str()))
            };
            let duties: Vec<String> = duties.iter().map(|duty| read(duty.as_str())).collect();
            let owed = duties.join(", ");
            let owed = if duties.is_empty() { owed } else { format!("; duties: {owed}") };
            format!("{}: {grades}{owed}", names.title(*body))
        }
        Bond::In { body, grade } => format!("{} of {}", read(grade.as_str()), names.title(*body)),
        Bond::Related { kind, subject, object } => {
            let (subject, object) = (names.title(*subject), names.title(*object));
            format!("{subject} {} {object}", read(kind.as_str()))
        }
    }
}
