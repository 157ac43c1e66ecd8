//! X3: alliances directed against another party are barred; each other party in turn, the gravest outcome holds.
//!
//! ```text
//! hard(s, h, c)      :- directed(c), alliance(h), party(t, c), t != s, directed_against(h, t), not own(c, h).
//! potential(s, h, c) :- directed(c), defence(h), party(t, c), t != s, nobody says so, t not in A.      (a condition)
//! ```

use super::found::Found;
use super::premise::{Premise, Premises, Saying, Supposition};
use super::x7_savings::Savings;
use super::{Entry, Old, Test};
use crate::Truth;
use crate::verdict::{Class, Ground};

pub(super) const ENTRY: Entry = Entry { violation: "exclusivity", savings: Savings::None };

pub(super) fn find<'a>(test: &Test<'_, 'a>, old: &Old<'a>) -> Found {
    if let Some(none) = test.untouched(old) {
        return none;
    }
    if !test.situation.is_directed(&test.hypothesis.with) {
        return where_nobody_says_so(test, old);
    }
    let mut gravest = Found::none(Ground::InsideNewCircle);
    let mut unsaid = Vec::new();
    for (party, in_old) in test.others_in_old_circle(old) {
        let saying = Saying::DirectedAgainst { what: test.hypothesis.with.clone(), party };
        let said = test.said(&saying);
        if said.is_possible() {
            let circle = old.circle();
            let premises = (test.brings_defence())
                .and(Premise::Said { one_of: vec![saying] }, said)
                .and(Premise::Inside { member: party, circle }, in_old);
            let found = Found::new(Class::Hard, Ground::DirectedAgainst { party }, premises);
            if found.weight() > gravest.weight() {
                gravest = found;
            }
        } else if !test.in_new_circle(party).is_yes() {
            unsaid.extend(saying.supposed());
            // That nobody says so does not mean that it is not so. One party is told; all would turn it.
            if gravest.weight() < (Class::Potential, Truth::Unknown) {
                let premises = Premises::of(Premise::Said { one_of: vec![saying] }, Truth::Unknown);
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
    gravest.unless(unsaid)
}

/// The same where nobody says so of any party: one of those outside is told, and all would turn it.
fn where_nobody_says_so<'a>(test: &Test<'_, 'a>, old: &Old<'a>) -> Found {
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
    let all = [party].into_iter().chain(outside);
    found.unless(all.map(|party| Supposition::DirectedAgainst { what: what.clone(), party }))
}
