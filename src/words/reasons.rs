//! In English: why somebody is not in something, or need not leave anything; and what ties two to each other.

use super::names::{Names, listed, read};
use super::{English, Language};
use crate::BodyId;
use crate::answer::{Bond, Doubt, Needed, NotYet, Open, WhyNot};
use crate::model::Need;
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
        WhyNot::NeedsConsent { of } => format!("it {}", needs(names, of)),
        WhyNot::Undetermined { open } => {
            let unread: Vec<String> = (open.iter())
                .filter_map(|one| match one {
                    Open::Unread(text) => Some(names.the(*text)),
                    Open::Conflict(_) => None,
                })
                .collect();
            let what = if unread.is_empty() {
                String::new()
            } else {
                format!(" (unread-text: {})", listed(&unread))
            };
            format!("it depends on facts that are not known{what}")
        }
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

/// Of whom a state needs what: "needs the consent of Australia".
pub(super) fn needs(names: &Names<'_>, of: &[Needed]) -> String {
    let whom = |kind: Need| {
        let mut whom: Vec<String> =
            (of.iter().filter(|one| one.kind == kind)).map(|one| names.the(one.entity)).collect();
        whom.dedup();
        (!whom.is_empty()).then(|| listed(&whom))
    };
    let consent = whom(Need::Consent).map(|whom| format!("needs the consent of {whom}"));
    let silence = whom(Need::NoObjection)
        .map(|whom| format!("needs that none of these objects officially: {whom}"));
    let all: Vec<String> = consent.into_iter().chain(silence).collect();
    if all.is_empty() { "needs the consent of others".to_owned() } else { all.join(", and ") }
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
