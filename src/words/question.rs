//! Questions in canonical English.

use crate::model::{Bars, EffectKind, Kind, Status};
use crate::question::DateOf;
use crate::question::Question;
use crate::scenario::{Change, Scenario};
use crate::time::Date;
use crate::{BodyId, EntityId, Id, Provision, State, World};

/// The name of an entity, with an article where English wants one.
fn the(world: &World, entity: impl Into<EntityId>) -> String {
    let id = entity.into();
    let name = world.name(id);
    let is_titled = matches!(world[id].kind(), Kind::Organization | Kind::Treaty | Kind::Law);
    let is_union = [
        "United ",
        "Soviet ",
        "Netherlands",
        "German Democratic",
        "Turkish Republic",
        "Democratic People",
    ]
    .iter()
    .any(|start| name.starts_with(start));
    let already = name.starts_with("the ") || name.starts_with("The ");
    if !already && (is_union || (is_titled && name.contains(' '))) {
        format!("the {name}")
    } else {
        name.to_owned()
    }
}

/// The plural of those in a grade.
const fn plural(status: Option<Status>) -> &'static str {
    match status {
        None | Some(Status::Member) => "members",
        Some(Status::Party) => "parties",
        Some(Status::Participating) => "participating states",
        Some(Status::Provisional) => "provisional parties",
        Some(Status::Associate) => "associate members",
        Some(Status::Observer) => "observers",
        Some(Status::Partner) => "partners",
        Some(Status::DialoguePartner) => "dialogue partners",
        Some(Status::FoundingState) => "founding states",
        Some(Status::ContractingState) => "contracting states",
        Some(Status::Signatory) => "signatories",
        Some(Status::Acceding) => "acceding states",
    }
}

fn joined(parts: &[String], word: &str) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

/// The text with a capital letter, as a sentence begins.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn on(effective: Option<Date>) -> String {
    effective.map_or_else(String::new, |date| format!(" with effect from {date}"))
}

impl Question {
    /// The question in canonical English: the same for every way of asking it.
    #[track_caller]
    pub fn in_words(&self, world: &World) -> String {
        self.check(world.tables());
        let the = |entity: EntityId| the(world, entity);
        let body = |body: BodyId| the(body.entity());
        match self {
            Self::Members { organization, status } => {
                format!("Who are the {} of {}?", plural(*status), the((*organization).into()))
            }
            Self::Parties { treaty, status } => {
                let status = status.unwrap_or(Status::Party);
                format!("Who are the {} to {}?", plural(Some(status)), the((*treaty).into()))
            }
            Self::Memberships { entity } => format!("Which organizations is {} in?", the(*entity)),
            Self::IsMember { entity, body: what } => {
                format!("Is {} a {} {}?", the(*entity), grade_in(world, *what), body(*what))
            }
            Self::MustExit { members_of, entity, exit, scenario } => {
                let condition = hypothesis(world, scenario);
                let what = exit.map_or_else(|| "something".to_owned(), body);
                if let Some(entity) = entity {
                    return format!("If {condition}, must {} exit {what} first?", the(*entity));
                }
                match (members_of, exit) {
                    (Some(organization), _) => {
                        let members = the((*organization).into());
                        format!(
                            "If {condition}, which members of {members} must exit {what} first?"
                        )
                    }
                    (None, Some(_)) => format!("If {condition}, who must exit {what} first?"),
                    (None, None) => format!("If {condition}, who must exit what first?"),
                }
            }
            Self::Vetoes { scenario, pending: false } => {
                format!("If {}, who could veto it?", hypothesis(world, scenario))
            }
            Self::Vetoes { scenario, pending: true } => {
                format!("If {}, who has still to approve it?", hypothesis(world, scenario))
            }
            Self::Obligations { by, toward, duty } => {
                let duties = duty.map_or_else(
                    || "which duties".to_owned(),
                    |duty| format!("which duties to {}", duty.as_str().replace('_', " ")),
                );
                let toward = toward.map(the);
                match (by.map(|state| the(state.into())), toward) {
                    (Some(by), Some(toward)) => {
                        capital(&format!("{duties} does {by} owe to {toward}?"))
                    }
                    (Some(by), None) => capital(&format!("{duties} does {by} owe, and to whom?")),
                    (None, Some(toward)) => format!("Who owes {duties} to {toward}?"),
                    (None, None) => format!("Who owes {duties} to whom?"),
                }
            }
            Self::Bonds { a, b } => format!("What binds {} and {}?", the(*a), the(*b)),
            Self::Dates(of) => date_in_words(world, of),
            Self::Same { names } => {
                let quoted: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
                format!("Are {} the same?", joined(&quoted, "and"))
            }
            Self::Periods { entity, body: what, bundle, status } => {
                let linked = if *bundle { ", or in what is linked to it" } else { "" };
                let grade = status.map_or_else(String::new, |status| {
                    format!(" as {}", status.as_str().replace('_', " "))
                });
                format!("When was {} in {}{linked}{grade}?", the(*entity), body(*what))
            }
            Self::InBoth { a, b } => format!("Who is in both {} and {}?", body(*a), body(*b)),
            Self::InEither { a, b } => format!("Who is in {} or {}?", body(*a), body(*b)),
            Self::ButNot { a, b } => format!("Who is in {} but not in {}?", body(*a), body(*b)),
            Self::Changes { body: what, from, to } => {
                format!("Who joined or left {} after {from} and until {to}?", body(*what))
            }
            Self::Name { entity } => format!("What is {} called?", the(*entity)),
        }
    }
}

fn date_in_words(world: &World, of: &DateOf) -> String {
    let body = |body: BodyId| the(world, body);
    match of {
        DateOf::Joined { entity, body: what } => {
            format!("When did {} join {}?", the(world, *entity), body(*what))
        }
        DateOf::Left { entity, body: what } => {
            format!("When did {} leave {}?", the(world, *entity), body(*what))
        }
        DateOf::SignedBy { entity, treaty } => {
            format!("When did {} sign {}?", the(world, *entity), the(world, *treaty))
        }
        DateOf::Signed { instrument } => {
            format!("When was {} signed?", the(world, instrument.entity()))
        }
        DateOf::InForce { instrument } => {
            format!("When did {} enter into force?", the(world, instrument.entity()))
        }
        DateOf::Exit { state, body: what, notice } => {
            let condition = notice.map_or_else(String::new, |notice| match notice {
                Date::UNKNOWN => "If notice is given on a day that is not known, ".to_owned(),
                notice => format!("If notice is given on {notice}, "),
            });
            let when = if condition.is_empty() { "When" } else { "when" };
            format!("{condition}{when} can {} be out of {}?", the(world, *state), body(*what))
        }
    }
}

/// A hypothesis in words: what comes after "if".
fn hypothesis(world: &World, scenario: &Scenario) -> String {
    let changes: Vec<String> =
        scenario.changes.iter().map(|change| in_words(world, change)).collect();
    let assumed = match scenario.assumptions.len() {
        0 => String::new(),
        1 => " and one fact is assumed".to_owned(),
        n => format!(" and {n} facts are assumed"),
    };
    if changes.is_empty() {
        return format!("nothing changes{assumed}");
    }
    format!("{}{assumed}", joined(&changes, "and then"))
}

fn kind(kind: EffectKind) -> String {
    kind.as_str().replace('_', " ")
}

/// A change in words.
fn in_words(world: &World, change: &Change) -> String {
    let body = |body: &BodyId| the(world, *body);
    let states = |states: &[Id<State>]| {
        joined(&states.iter().map(|state| the(world, *state)).collect::<Vec<_>>(), "and")
    };
    let effective = on(change.effective());
    let words = match change {
        Change::Acquire { body: what, provision, adopted_by, .. } => {
            let among =
                adopted_by.as_ref().map_or_else(String::new, |by| format!(" among {}", states(by)));
            format!("{} acquires {}{among}", body(what), kind(*provision))
        }
        Change::Join { state, body: what, .. } => {
            format!("{} joins {}", the(world, *state), body(what))
        }
        Change::Leave { state, body: what, notice, .. } => {
            let notice =
                notice.map_or_else(String::new, |notice| format!(" on notice of {notice}"));
            format!("{} leaves {}{notice}", the(world, *state), body(what))
        }
        Change::Conclude { treaty, parties, provisions, .. } => {
            let kinds: Vec<String> = provisions.iter().map(|one| kind(*one)).collect();
            format!("{} conclude {treaty} on {}", states(parties), joined(&kinds, "and"))
        }
        Change::Enact { state, bars, .. } => {
            format!("{} bars {} by law", the(world, *state), joined(&barred(*bars), "and"))
        }
        Change::Repeal { state, provision, .. } => {
            format!("{} repeals {}", the(world, *state), article(world, *provision))
        }
        Change::GrantStatus { entity, body: what, status, .. } => {
            let grade = status.as_str().replace('_', " ");
            format!("{} makes {} {grade}", body(what), the(world, *entity))
        }
        Change::HostBase { host, sender, .. } => {
            format!("{} hosts a base of {}", the(world, *host), the(world, *sender))
        }
        Change::Amend { provision, to, .. } => {
            let what = article(world, *provision);
            match to {
                Some(to) => format!("{what} is amended to {}", kind(*to)),
                None => format!("{what} is removed"),
            }
        }
    };
    words + &effective
}

fn barred(bars: Bars) -> Vec<String> {
    let all = [
        (bars.military_alliance, "military alliances"),
        (bars.foreign_bases, "foreign bases"),
        (bars.foreign_troops, "foreign troops"),
        (bars.rigid_association, "rigid associations"),
    ];
    all.into_iter().filter(|(is_barred, _)| *is_barred).map(|(_, words)| words.to_owned()).collect()
}

fn article(world: &World, provision: Id<Provision>) -> String {
    let record = &world[provision];
    let text = the(world, record.instrument.entity());
    match record.article.as_deref() {
        Some("?" | "-") | None => format!("the {} clause of {text}", kind(record.kind())),
        Some(article) => format!("article {article} of {text}"),
    }
}

/// The word for being in a body.
pub(crate) fn grade_in(world: &World, body: BodyId) -> &'static str {
    match world[body.entity()].kind() {
        Kind::Treaty => "party to",
        _ => "member of",
    }
}
