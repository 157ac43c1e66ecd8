//! In English: what a change brings, held against what a state has.

use super::facts::Facts;
use super::names::read;
use crate::proof::Key;
use crate::verdict::{Brought, Clause, Ground};

impl Facts<'_, '_> {
    /// What the change brings: "article 7 of the Warsaw Treaty".
    pub(super) fn brought(&self, brought: &Brought<Key>) -> String {
        match brought {
            Brought::Recorded(key) => self.article(key),
            Brought::Worded { kind, .. } => format!("the {} of the question", read(kind.as_str())),
        }
    }

    /// What that does, as a verb phrase.
    pub(super) fn gist_brought(&self, brought: &Brought<Key>) -> String {
        match brought {
            Brought::Recorded(key) => self.gist(key),
            Brought::Worded { .. } => "is on no record".to_owned(),
        }
    }

    /// Why what is brought and what is held have the class they have, as a clause.
    pub(super) fn because_brought(
        &self,
        ground: &Ground<Key, Key>,
        (brought, held): (&Brought<Key>, &Clause<Key>),
    ) -> String {
        match ground {
            Ground::OwnOrganization => "the two belong to one organization".to_owned(),
            Ground::InsideCircle => {
                "everybody who is held by it would be bound by the other as well".to_owned()
            }
            Ground::OutsideCircle { outsider } => {
                format!("{}, for one, is not in what is joined", self.the(outsider))
            }
            Ground::BeyondRecord => {
                "somebody who is not on record may be held by it, and is not in what is joined"
                    .to_owned()
            }
            Ground::NoAllianceTag => {
                "what is held has such a clause, but is not counted as a military alliance"
                    .to_owned()
            }
            Ground::DirectedAgainst { party } => {
                format!("what is held is said to be directed against {}", self.the(party))
            }
            Ground::IfDirectedAgainst { party } => format!(
                "it would matter only if what is held were directed against {}, and no record says so",
                self.the(party)
            ),
            Ground::NotBinding => format!(
                "{} or {} is a political text that not all sides ratified",
                self.brought(brought),
                self.clause_held(held)
            ),
            Ground::LaterOnly => format!(
                "{} speaks of what its parties enter into later, and not of what they are in",
                self.brought(brought)
            ),
            Ground::ConsultFirst => "what is held asks for consultation first".to_owned(),
            Ground::NotTouched
            | Ground::InsideNewCircle
            | Ground::PactOfTwo
            | Ground::Opposed
            | Ground::NotOpposed
            | Ground::Hostile { .. }
            | Ground::BarredBy { .. }
            | Ground::Appreciation
            | Ground::CustomsUnion
            | Ground::Barred { .. }
            | Ground::Excepted { .. }
            | Ground::PledgeToward { .. }
            | Ground::ConsentOfOthers { .. }
            | Ground::NobodyToAsk
            | Ground::OwnPolicy
            | Ground::TwoTariffs
            | Ground::TariffNotApplied
            | Ground::OutsidersLeave { .. }
            | Ground::TariffBesideIt { .. }
            | Ground::Declared
            | Ground::Forbidden { .. }
            | Ground::CharterPrevails { .. } => self.because(ground, held),
        }
    }
}
