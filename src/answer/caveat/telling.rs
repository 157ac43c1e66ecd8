//! Telling facts: what decides no verdict, and no diplomat would leave out beside it.

use super::Caveat;
use crate::answer::Open;
use crate::answer::consequences::Consequences;
use crate::model::Owing;
use crate::verdict::{Class, Clause, Ground};
use crate::{Id, Provision};

impl Consequences<'_> {
    /// Texts that were not read, policy that is no law, and law that is owed to others as well.
    pub(super) fn of_own_texts(&self) -> Vec<Caveat> {
        let mut found = Vec::new();
        for outcome in &self.outcomes {
            let state = outcome.state;
            found.extend(outcome.open.iter().filter_map(|open| match *open {
                Open::Unread(text) => Some(Caveat::UnreadText { state, text }),
                Open::Conflict(_) => None,
            }));
        }
        for conflict in self.conflicts().filter(|one| one.truth.is_possible()) {
            let (state, clause) = (conflict.state, conflict.provision);
            if conflict.ground == Ground::OwnPolicy {
                let with = conflict.with.clone();
                found.push(Caveat::DomesticPolicy { state, policy: clause, with });
            }
            let (Class::Domestic, Clause::Recorded(provision)) = (conflict.class, clause) else {
                continue;
            };
            let is_disputed = match self.owing(provision) {
                Owing::Own => continue,
                Owing::Disputed => true,
                Owing::Owed => false,
            };
            found.push(Caveat::OwedToOthers { state, provision, is_disputed });
        }
        found
    }

    /// Whether what keeps a state out of something is owed to others: by the record, or because it stands in a treaty.
    fn owing(&self, provision: Id<Provision>) -> Owing {
        let record = &self.world()[provision];
        if record.instrument.is_domestic() {
            record.effect.keeps_out().map_or(Owing::Own, |(_, owing)| owing)
        } else {
            Owing::Owed
        }
    }
}
