//! X3: alliances directed against another party are barred; each other party in turn, the gravest outcome holds. Where the clause
//! speaks of groupings as well, so is what is joined about security and brings no defence.
//!
//! ```text
//! hard(s, h, c)      :- directed(c), alliance(h), party(t, c), t != s, directed_against(h, t), not own(c, h).
//! hard(s, h, c)      :- groupings(c), security(h), not defence(h), party(t, c), t != s, directed_against(h, t), not own(c, h).
//! potential(s, h, c) :- directed(c), defence(h), party(t, c), t != s, nobody says so, t not in A.      (a condition)
//! ```

use super::found::Found;
use super::premise::{Premise, Premises, Saying, Turns};
use super::x7_savings::Savings;
use super::{Entry, Old, Test};
use crate::verdict::{Class, Ground};
use crate::{EntityId, Truth};

pub(super) const ENTRY: Entry = Entry { violation: "exclusivity", savings: Savings::None };

/// A grouping that is joined, and is said to be directed against another party; nothing, if it is none, or nobody says so.
pub(super) fn of_grouping<'a>(test: &Test<'_, 'a>, old: &Old<'a>) -> Option<Found> {
    if !test.joins_grouping() || !old.effect().bars_groupings() {
        return None;
    }
    let what = &test.hypothesis.with;
    let targets = test.situation.targets_of(what);
    if targets.is_empty() || test.own_organization(old).is_some() {
        return None;
    }
    let mut gravest: Option<Found> = None;
    let mut open = Vec::new();
    for (party, in_old) in test.others_in_old_circle(old) {
        if !targets.contains(&party) {
            continue;
        }
        let said = test.situation.is_directed_against(what, party);
        if said.is_unknown() && test.tells_turns() {
            open.push(party);
        }
        let saying = Saying::DirectedAgainst { what: what.clone(), party };
        let premises = Premises::of(Premise::Said { one_of: vec![saying] }, said)
            .and(Premise::Inside { member: party, circle: old.circle() }, in_old);
        let found = Found::new(Class::Hard, Ground::DirectedAgainst { party }, premises);
        if said.is_possible() && gravest.as_ref().is_none_or(|best| found.weight() > best.weight())
        {
            gravest = Some(found);
        }
    }
    gravest.map(|found| turned_by_others(found, open))
}

/// The same, which would be certain as well if it were so of others of whom it is open or nobody says so.
fn turned_by_others(found: Found, mut others: Vec<EntityId>) -> Found {
    if let Ground::DirectedAgainst { party } = found.ground {
        others.retain(|other| *other != party);
    }
    found.unless(Turns::if_directed_against(others))
}

pub(super) fn find<'a>(test: &Test<'_, 'a>, old: &Old<'a>) -> Found {
    if let Some(found) = of_grouping(test, old) {
        return found;
    }
    if let Some(none) = test.untouched(old) {
        return none;
    }
    // Most changes are directed against nobody, and the others against few.
    let targets = test.situation.targets_of(&test.hypothesis.with);
    if targets.is_empty() {
        return where_nobody_says_so(test, old);
    }
    let mut gravest = Found::none(Ground::InsideNewCircle);
    let mut unsaid = Vec::new();
    for (party, in_old) in test.others_in_old_circle(old) {
        let what = &test.hypothesis.with;
        let said = if targets.contains(&party) {
            test.situation.is_directed_against(what, party)
        } else {
            Truth::No
        };
        let saying = || Saying::DirectedAgainst { what: what.clone(), party };
        if said.is_possible() {
            let saying = saying();
            let circle = old.circle();
            let premises = (test.brings_defence())
                .and(Premise::Said { one_of: vec![saying] }, said)
                .and(Premise::Inside { member: party, circle }, in_old);
            let found = Found::new(Class::Hard, Ground::DirectedAgainst { party }, premises);
            if found.weight() > gravest.weight() {
                gravest = found;
            }
            if said.is_unknown() && test.tells_turns() {
                unsaid.push(party);
            }
        } else if test.tells_potential() && !test.in_new_circle(party).is_yes() {
            if test.tells_turns() {
                unsaid.push(party);
            }
            // That nobody says so does not mean that it is not so. One party is told; all would turn it.
            if gravest.weight() < (Class::Potential, Truth::Unknown) {
                let premises =
                    Premises::of(Premise::Said { one_of: vec![saying()] }, Truth::Unknown);
                let ground = Ground::IfDirectedAgainst { party };
                gravest = Found::new(Class::Potential, ground, premises);
            }
        }
    }
    if gravest.class == Class::Hard {
        let Some(counts) = test.counts_as_alliance() else {
            return Test::untagged(gravest.premises);
        };
        gravest.premises = gravest.premises.and_all(counts);
    }
    turned_by_others(gravest, unsaid)
}

/// The same where nobody says so of any party: one of those outside is told, and all would turn it.
fn where_nobody_says_so<'a>(test: &Test<'_, 'a>, old: &Old<'a>) -> Found {
    if !test.tells_potential() {
        return Found::none(Ground::InsideNewCircle);
    }
    let others = test.others_in_old_circle(old).map(|(party, _)| party);
    let mut outside = others.filter(|party| !test.in_new_circle(*party).is_yes());
    let Some(party) = outside.next() else { return Found::none(Ground::InsideNewCircle) };
    let what = &test.hypothesis.with;
    let one_of = vec![Saying::DirectedAgainst { what: what.clone(), party }];
    let premises = Premises::of(Premise::Said { one_of }, Truth::Unknown);
    let found = Found::new(Class::Potential, Ground::IfDirectedAgainst { party }, premises);
    if !test.tells_turns() {
        return found;
    }
    let mut parties = Vec::with_capacity(1 + outside.size_hint().1.unwrap_or(0));
    parties.push(party);
    parties.extend(outside);
    Found { would_turn: Turns::if_directed_against(parties), ..found }
}
