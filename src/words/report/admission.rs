//! In English: what is asked of whoever joins, and who admits it.

use crate::answer::Eligible;
use crate::base::text::printable;
use crate::model::{Decision, Effect, Evidence};
use crate::words::names::{Names, asked_in_words, read};
use crate::{Id, Provision, Truth};

/// What a clause says beside a tag that asks for that alone: "Arab or African state".
const BESIDE_A_TAG: [&str; 4] = ["or", "state", "states", "country"];

/// How it is decided by a clause that was read in part.
const NOT_SEEN: &str = "not seen";

/// By which clause members are admitted, and in what words it is decided.
pub(super) fn by_clause(names: &Names<'_>, clause: Id<Provision>) -> String {
    let says_nothing = |words: &str| words.starts_with("agreement of parties");
    if names.world()[clause].param("decision").is_some_and(says_nothing) {
        return ", no clause of its texts being on that (VCLT art. 15(c))".to_owned();
    }
    let provision = &names.world()[clause];
    let unseen = unseen(names, clause);
    let is_unsaid =
        matches!(provision.effect, Effect::Accession { decision: Decision::Unknown, .. })
            && provision.param("veto_of").is_none();
    // Of what nobody has read nobody knows what it leaves out.
    let is_read = unseen.is_empty() && provision.param("decision") != Some(NOT_SEEN);
    let silent = match (is_unsaid, is_read) {
        (true, true) => ", which does not say who agrees (VCLT art. 15(c))",
        (true, false) => ": who agrees is not known",
        (false, _) => "",
    };
    let all_ratify = matches!(provision.effect, Effect::Accession { ratified_by_all: true, .. });
    let ratified = if all_ratify { ", and all ratify it" } else { "" };
    let also = provision.param("also");
    let also =
        also.map_or_else(String::new, |words| format!("; whoever joins {}", printable(words)));
    format!(
        ", by {}{}{unseen}{silent}{ratified}{also}",
        names.provision(clause),
        decision_of(names, clause),
    )
}

/// In what words it is decided, where a clause has any.
pub(super) fn decision_of(names: &Names<'_>, clause: Id<Provision>) -> String {
    let provision = &names.world()[clause];
    let words = provision.param("decision").or_else(|| provision.param("rule"));
    let words = words.filter(|words| *words != NOT_SEEN);
    words.map_or_else(String::new, |words| format!(" (“{}”)", printable(words)))
}

/// That nobody has read a clause which is told.
pub(super) fn unseen(names: &Names<'_>, clause: Id<Provision>) -> &'static str {
    let provision = &names.world()[clause];
    match provision.provenance.evidence {
        Some(Evidence::General | Evidence::Unseen) => match provision.article.as_deref() {
            None | Some("?") => ", whose clause on that was not seen",
            Some(_) => ", which was not read",
        },
        Some(Evidence::Verified | Evidence::Reported | Evidence::Derived | Evidence::Contested)
        | None => "",
    }
}

/// "article 10 of the North Atlantic Treaty, which asks to be european: it is not".
pub(super) fn lacking(names: &Names<'_>, one: &Eligible) -> String {
    let so = met(names, one);
    let clause = names.in_short().provision(one.provision);
    let asks = match unseen(names, one.provision) {
        "" => ", which asks".to_owned(),
        unseen => format!("{unseen} and is taken to ask"),
    };
    format!("{clause}{asks} to be {}: {so}", criterion(names, one))
}

/// Whether it is what is asked: "it is not".
pub(super) fn met(names: &Names<'_>, one: &Eligible) -> String {
    let is_outside = &*one.criterion == "outside" && one.organization.is_some();
    let so = match one.truth {
        Truth::Yes if is_outside => "it is none",
        Truth::No if is_outside => "it is one",
        Truth::Yes => "it is",
        Truth::No => "it is not",
        Truth::Unknown => match others(names, one).filter(|_| &*one.criterion == "named") {
            Some(words) => {
                return format!("it is not; whether it is of the others ({words}), no rule tests");
            }
            None => "whether it is, is open",
        },
    };
    so.to_owned()
}

/// Whom a clause admits besides those that it names, in words.
fn others(names: &Names<'_>, one: &Eligible) -> Option<String> {
    let Effect::Accession { eligibility, .. } = &names.world()[one.provision].effect else {
        return None;
    };
    eligibility.others.as_deref().map(read)
}

/// The words of a clause that asks for more than the tag that was tested.
pub(super) fn beyond(names: &Names<'_>, one: &Eligible) -> Option<String> {
    let words = asked_in_words(names, one.provision)?;
    let is_tag = one.organization.is_none() && &*one.criterion != "named";
    let asked = names.world()[one.provision].effect.eligibility();
    let tags: Vec<&str> = asked
        .into_iter()
        .flat_map(|asked| asked.criterion.iter().chain(&asked.alternative))
        .map(|tag| &**tag)
        .collect();
    let is_of_tag = |word: &str| {
        let word = word.to_lowercase().replace('-', "_");
        BESIDE_A_TAG.contains(&word.as_str()) || tags.contains(&word.as_str())
    };
    let asks_more = !words.split(' ').all(is_of_tag);
    let others = others(names, one).map_or_else(String::new, |words| format!("; {words}"));
    (is_tag && asks_more).then(|| read(&printable(words)) + &others)
}

/// What is asked of whoever joins, as the clause writes it: "European".
pub(super) fn criterion(names: &Names<'_>, one: &Eligible) -> String {
    if let Some(organization) = one.organization.filter(|_| &*one.criterion == "in_grade") {
        let asked = names.world()[one.provision].effect.eligibility();
        let grades = asked.into_iter().flat_map(|asked| &asked.in_grade);
        let grades: Vec<_> = grades.map(|grade| names.word(grade.as_str())).collect();
        return format!("{} of {}", grades.join(" or "), names.in_short().the(organization));
    }
    if let Some(organization) = one.organization {
        let a = if &*one.criterion == "outside" { "no" } else { "a" };
        return format!("{a} member of {}", names.in_short().the(organization));
    }
    if &*one.criterion == "named" {
        return "one of those that it names".to_owned();
    }
    let Some(words) = asked_in_words(names, one.provision) else { return read(&one.criterion) };
    let mut first = words.split([' ', ',', ';']);
    let one_word = first.next().unwrap_or_default();
    match (first.next(), first.next()) {
        (Some("or"), Some(other)) => read(&format!("{one_word} or {other}")),
        _ => read(one_word),
    }
}
