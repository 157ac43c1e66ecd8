//! In English: changes that somebody might make, and facts that a question assumes.

use super::names::{Names, barred, read};
use super::{English, Language};
use crate::base::text::join;
use crate::model::EffectKind;
use crate::scenario::{AssumedFact, Assumption, Change, Scenario};
use crate::world::View;

impl Change {
    /// In words, on the date of a view: "Armenia leaves the Collective Security Treaty Organization".
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, Treaty, World, date};
    /// # let world = World::bundled();
    /// # let (arm, csto) = (world.find::<State>("arm")?, world.find::<Organization>("csto")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// let change = Change::leave(arm, csto);
    /// assert_eq!(change.tell(&today), "Armenia leaves the Collective Security Treaty Organization");
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn tell(&self, view: &View<'_>) -> String {
        English.change(&Names::of(*view), self)
    }
}

/// A change: `ots acquires mutual_defence`, "the Organization of Turkic States acquires mutual defence".
pub(super) fn change(names: &Names<'_>, change: &Change) -> String {
    // The two promised forms differ in a few joints.
    let joint = |keyed, named| if names.are_keys() { keyed } else { named };
    let kind = |kind: EffectKind| names.word(kind.as_str());
    let words = match change {
        Change::Acquire { body, provision, adopted_by, .. } => {
            let among = adopted_by
                .as_ref()
                .map_or_else(String::new, |states| format!(" among {}", names.all(states)));
            format!("{} acquires {}{among}", names.the(*body), kind(*provision))
        }
        Change::Join { state, body, .. } => {
            format!("{} joins {}", names.the(*state), names.the(*body))
        }
        Change::Leave { state, body, notice, .. } => {
            let on = joint("with notice on", "on notice of");
            let notice = notice.map_or_else(String::new, |day| format!(" {on} {day}"));
            format!("{} leaves {}{notice}", names.the(*state), names.the(*body))
        }
        Change::Conclude { treaty, parties, provisions, .. } => {
            let kinds: Vec<String> = provisions.iter().map(|one| kind(one.kind)).collect();
            let on = joint("with", "on");
            format!("{} conclude {treaty} {on} {}", names.all(parties), join(&kinds, "and"))
        }
        Change::Enact { state, bars, rank, .. } => {
            let objects: Vec<String> = bars.engagements().map(|one| barred(names, one)).collect();
            let by = joint(rank.as_str(), "law");
            format!("{} bars {} by {by}", names.the(*state), join(&objects, "and"))
        }
        Change::Repeal { state, provision, .. } => {
            format!("{} repeals {}", names.the(*state), names.clause(*provision))
        }
        Change::GrantStatus { entity, body, status, .. } => {
            let grade = names.word(status.as_str());
            format!("{} makes {} {grade}", names.the(*body), names.the(*entity))
        }
        Change::HostBase { host, sender, .. } => {
            format!("{} hosts a base of {}", names.the(*host), names.the(*sender))
        }
        Change::Amend { provision, to: Some(to), .. } => {
            let becomes = joint("becomes", "is amended to");
            format!("{} {becomes} {}", names.clause(*provision), kind(*to))
        }
        Change::Amend { provision, to: None, .. } => {
            format!("{} is removed", names.clause(*provision))
        }
    };
    let from = joint("on", "with effect from");
    let effective = change.effective().map_or_else(String::new, |day| format!(" {from} {day}"));
    words + &effective
}

/// A hypothesis: what comes after "if". By keys, everything that it assumes is told; by names, how much.
pub(super) fn hypothesis<L: Language + ?Sized>(
    language: &L,
    names: &Names<'_>,
    scenario: &Scenario,
) -> String {
    let changes: Vec<String> =
        scenario.changes.iter().map(|change| language.change(names, change)).collect();
    let assumed = &scenario.assumptions;
    if names.are_keys() {
        let facts: Vec<String> = assumed.iter().map(|one| assumption(names, one)).collect();
        let given = facts.join(" and that ");
        let given = if facts.is_empty() { given } else { format!(", given that {given}") };
        return changes.join(" and then ") + &given;
    }
    let changes =
        if changes.is_empty() { "nothing changes".to_owned() } else { join(&changes, "and then") };
    match assumed.len() {
        0 => changes,
        1 => changes + " and one fact is assumed",
        n => format!("{changes} and {n} facts are assumed"),
    }
}

/// What a question assumes.
pub(super) fn assumption(names: &Names<'_>, assumption: &Assumption) -> String {
    let perhaps = if assumption.contested { "perhaps " } else { "" };
    match &assumption.fact {
        AssumedFact::DirectedAgainst { what, against } => {
            let (what, against) = (names.changed(what), names.the(*against));
            format!("{what} is {perhaps}directed against {against}")
        }
        AssumedFact::Opposed { a, b } => {
            format!("{} and {} are {perhaps}opposed", names.changed(a), names.changed(b))
        }
        AssumedFact::Hostility { a, b } => {
            format!("{} and {} are {perhaps}hostile", names.the(*a), names.the(*b))
        }
        AssumedFact::Attack { attacker, victim, since } => {
            let since = since.map_or_else(String::new, |day| format!(" since {day}"));
            format!("{} {perhaps}attacks {}{since}", names.the(*attacker), names.the(*victim))
        }
        AssumedFact::Unsettled { state, body } => {
            let (state, body) = (names.the(*state), names.the(*body));
            format!("{state} {perhaps}has unsettled obligations toward {body}")
        }
    }
}

/// What an earlier change has a body agree, as a noun: "the mutual defence".
pub(super) fn agreed(kind: EffectKind) -> String {
    if kind == EffectKind::DirectedAgainst {
        return "the bar on alliances aimed at one another".to_owned();
    }
    format!("the {}", read(kind.as_str()).replacen("non ", "non-", 1))
}
