//! Every key that an answer or a proof names.

use std::cell::RefCell;

use super::stored::StoredAnswer;
use super::{
    AlternativeRow, Answer, AttackRow, ConflictRow, ContradictionRow, EligibleRow, GoneRow,
    NotBoundRow, OwedRow, PlanRow, RemovedRow, RepairRows, Told, ToldStep, WhatIfAnswer,
};
use crate::proof::{CircleOf, Fact, Key, Proof};
use crate::verdict::{Brought, Clause, Ground};

/// What names entities and records by key.
pub(super) trait Keyed {
    /// Adds the keys that it names.
    fn keys<'a>(&'a self, found: &mut Vec<&'a str>);
}

impl Keyed for String {
    fn keys<'a>(&'a self, found: &mut Vec<&'a str>) {
        found.push(self);
    }
}

impl Keyed for Key {
    fn keys<'a>(&'a self, found: &mut Vec<&'a str>) {
        found.push(self);
    }
}

impl<T: Keyed> Keyed for Option<T> {
    fn keys<'a>(&'a self, found: &mut Vec<&'a str>) {
        if let Some(one) = self {
            one.keys(found);
        }
    }
}

impl<T: Keyed> Keyed for Vec<T> {
    fn keys<'a>(&'a self, found: &mut Vec<&'a str>) {
        for one in self {
            one.keys(found);
        }
    }
}

/// Which fields of a row are keys, or have some.
macro_rules! keyed {
    ($($row:ident: $($field:ident),*;)+) => {$(
        impl Keyed for $row {
            fn keys<'a>(&'a self, found: &mut Vec<&'a str>) {
                let _ = &found;
                $(self.$field.keys(found);)*
            }
        }
    )+};
}
pub(super) use keyed;

keyed! {
    NotBoundRow: entity;
    ConflictRow: state, provision, with, prevails;
    EligibleRow: state, organization, provision;
    PlanRow: by, of;
    AlternativeRow: removes, vetoes;
    RemovedRow: state, provision;
    RepairRows: sets;
    GoneRow: by, of;
    ContradictionRow: state, between, attacks;
    OwedRow: treaty, provision;
    AttackRow: attacker, victim;
    Told: steps;
    ToldStep: sources;
    Answer: rows, explanation;
    WhatIfAnswer: bound, not_bound, must_exit, must_change_law, needs_consent, undetermined, free, conflicts, status_quo_conflicts,
        eligibility, after_exits, plan, vetoes, alternatives, repairs, contradictions, strains, explanation;
}

impl Keyed for StoredAnswer {
    fn keys<'a>(&'a self, found: &mut Vec<&'a str>) {
        match self {
            Self::Asked(answer) => answer.keys(found),
            Self::WhatIf(answer) => answer.keys(found),
        }
    }
}

impl Keyed for Proof {
    fn keys<'a>(&'a self, found: &mut Vec<&'a str>) {
        for step in self.all_steps() {
            step.records.keys(found);
            step.fact.keys(found);
        }
    }
}

impl Keyed for Fact {
    fn keys<'a>(&'a self, found: &mut Vec<&'a str>) {
        match self {
            Self::Change { with, .. } => with.keys(found),
            Self::TakesPart { member, body, .. } | Self::NotBound { member, body, .. } => {
                found.extend([&**member, body]);
            }
            Self::Circle { of, members, .. } => {
                match of {
                    CircleOf::Change | CircleOf::Agreed { .. } => {}
                    CircleOf::Provision(provision) => provision.keys(found),
                }
                found.extend(members.iter().map(|(member, _)| &**member));
            }
            Self::Stands { provision, .. } => provision.keys(found),
            Self::Bound { member, provision, .. } => found.extend([&**member, provision]),
            Self::Committed { state, .. } => state.keys(found),
            Self::Alliance { .. } => {}
            Self::Lacks { text, .. } => text.keys(found),
            Self::Word { who, on, by, .. } => found.extend([&**who, on.what(), by]),
            Self::Consent { entity, why, .. } => {
                entity.keys(found);
                why.keys(found);
            }
            // The steps of what stands inside are among all of the proof.
            Self::Condition { claim, .. }
            | Self::Supposed { claim, .. }
            | Self::Claim { claim, .. } => claim.keys(found),
            Self::Said { subject, object, .. } => found.extend([&**subject, object]),
            Self::Conflict { state, provision, brought, because, saved_by, .. } => {
                state.keys(found);
                provision.keys(found);
                if let Some(brought) = brought {
                    brought.keys(found);
                }
                because.keys(found);
                saved_by.keys(found);
            }
            Self::Complete { state, provisions, against, .. } => {
                state.keys(found);
                provisions.keys(found);
                for (brought, held) in against {
                    brought.keys(found);
                    held.keys(found);
                }
            }
            Self::Bundle { state, provision, bodies, .. } => {
                state.keys(found);
                provision.keys(found);
                found.extend(bodies.iter().map(|(body, _)| &**body));
            }
            Self::Exit { state, body, .. } => found.extend([&**state, body]),
            Self::Unread { state, text, .. } => found.extend([&**state, text]),
            Self::Prevails { texts, between, ways, .. } => {
                found.extend(texts.iter().chain(between).map(|key| &**key));
                for way in ways {
                    way.text.keys(found);
                    way.clause.keys(found);
                }
            }
            Self::Verdict { state, exits, exits_possible, .. } => {
                state.keys(found);
                exits.keys(found);
                exits_possible.keys(found);
            }
        }
    }
}

impl Keyed for Clause<Key> {
    fn keys<'a>(&'a self, found: &mut Vec<&'a str>) {
        match self {
            Self::Recorded(provision) => provision.keys(found),
            Self::Enacted { .. } | Self::Agreed { .. } => {}
        }
    }
}

impl Keyed for Brought<Key> {
    fn keys<'a>(&'a self, found: &mut Vec<&'a str>) {
        match self {
            Self::Recorded(provision) => provision.keys(found),
            Self::Worded { .. } => {}
        }
    }
}

impl Keyed for Ground<Key, Key> {
    fn keys<'a>(&'a self, found: &mut Vec<&'a str>) {
        // The ground itself knows whom it names, in `map`.
        let found = RefCell::new(found);
        let key = |key: &'a Key| found.borrow_mut().push(key);
        self.map(key, key);
    }
}
