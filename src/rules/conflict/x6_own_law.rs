//! X6: the state's own law bars it, or a treaty by which it keeps out.
//!
//! ```text
//! domestic(s, h, c)  :- bars(c, military_alliance), alliance(h), A has more than two.
//! domestic(s, h, c)  :- bars(c, foreign_bases ; foreign_troops), hosts(s, base).
//! domestic(s, h, c)  :- bars(c, membership), names(c, o), joins(s, o).
//! potential(s, h, c) :- bars(c, rigid_association), joins(s, o).
//! potential(s, h, c) :- bars(c, x), except(c), brings(h, x).                         (an exception may apply; of those within
//!                                                                                     organizations, if h is of one)
//! potential(s, h, c) :- domestic(s, h, c), policy(c), not owed(c).                      (policy is no law)
//! needs_consent(s, h, c) :- domestic(s, h, c), stands_in(c, t), treaty(t), toward(c, y).             (it is owed to somebody)
//! ```

use super::found::Found;
use super::premise::Premises;
use super::x7_savings::Savings;
use super::{Entry, Test};
use crate::model::{Bars, Engagement, Exceptions};
use crate::verdict::{Class, Ground};

pub(super) const ENTRY: Entry =
    Entry { violation: "incompatible_status", savings: Savings::Neutrality };

/// What a law keeps its state from.
pub(super) struct Law<'p> {
    pub(super) bars: Bars,
    /// Which exceptions it allows.
    pub(super) exceptions: Exceptions,
    /// The keys of the organizations that it speaks of alone, with `|`; `None`: of all.
    pub(super) within: Option<&'p str>,
}

impl Law<'_> {
    /// A law that bars this without exceptions, whoever offers it.
    pub(super) const fn outright(bars: Bars) -> Self {
        Self { bars, exceptions: Exceptions::No, within: None }
    }

    /// What follows from its barring something that the change brings: whether one of its exceptions applies is a matter of
    /// appreciation.
    fn barring(&self, test: &Test<'_, '_>, engagement: Engagement) -> (Class, Ground) {
        let may_be_excepted = match self.exceptions {
            Exceptions::No => false,
            Exceptions::InOrganizations => test.hypothesis.organization.is_some(),
            Exceptions::Any => true,
        };
        if may_be_excepted {
            (Class::Potential, Ground::Excepted { engagement })
        } else {
            (Class::Domestic, Ground::Barred { engagement })
        }
    }
}

pub(super) fn find(test: &Test<'_, '_>, law: &Law<'_>) -> Found {
    let hypothesis = test.hypothesis;
    if !speaks_of(law, test) {
        return Found::none(Ground::NotTouched);
    }
    if hypothesis.sender.is_some() {
        let mut based = [Engagement::ForeignBases, Engagement::ForeignTroops].into_iter();
        if let Some(engagement) = based.find(|engagement| law.bars.has(*engagement)) {
            let (class, ground) = law.barring(test, engagement);
            return Found::new(class, ground, Premises::none());
        }
    }
    if law.bars.has(Engagement::Membership) && law.within.is_some() && hypothesis.joins {
        let (class, ground) = law.barring(test, Engagement::Membership);
        return Found::new(class, ground, Premises::none());
    }
    if law.bars.has(Engagement::MilitaryAlliance) && hypothesis.defence.is_possible() {
        let premises = test.brings_defence();
        let Some(counts) = test.counts_as_alliance() else {
            return Test::untagged(premises);
        };
        let premises = premises.and_all(counts);
        let (class, ground) = law.barring(test, Engagement::MilitaryAlliance);
        return test.barred_outright(class, ground, premises);
    }
    if law.bars.has(Engagement::RigidAssociation) && hypothesis.joins {
        let ground = Ground::Barred { engagement: Engagement::RigidAssociation };
        return Found::new(Class::Potential, ground, Premises::none());
    }
    Found::none(Ground::NotTouched)
}

/// Whether a law that may speak of some organizations alone speaks of what changes.
fn speaks_of(law: &Law<'_>, test: &Test<'_, '_>) -> bool {
    let own = test.hypothesis.organization.map(|own| test.world().key(own));
    law.within.is_none_or(|keys| keys.split('|').any(|key| own == Some(key)))
}
