//! In English: why a conflict has its class. A ground is told in one place, whether the change only binds, or brings a text of its own.

use super::facts::Facts;
use super::names::{Names, barred, read};
use crate::base::text::printable;
use crate::model::{Effect, Outsiders, Undertaking};
use crate::proof::Key;
use crate::scenario::Wording;
use crate::verdict::{Brought, Clause, Ground};
use crate::{Id, InstrumentId, Provision};

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
            Brought::Worded { kind, .. } => self.gist_of(&Wording::from(*kind).effect(), None),
        }
    }

    /// By which articles the union that is brought speaks of its members' free-trade areas with others, and since when these were concluded
    /// that it has them leave.
    fn law_on_outsiders(&self, brought: Option<&Brought<Key>>) -> (String, String) {
        let Some(Brought::Recorded(key)) = brought else { return Default::default() };
        let Some(id) = self.names.provision_of_key(key) else { return Default::default() };
        law_on_outsiders(self.names, id)
    }

    /// Why a conflict has its class, as a clause: of what is held with the change, or with a text that the change brings.
    #[expect(clippy::too_many_lines, reason = "a clause for each ground")]
    pub(super) fn because(
        &self,
        ground: &Ground<Key, Key>,
        held: &Clause<Key>,
        brought: Option<&Brought<Key>>,
    ) -> String {
        match ground {
            Ground::NotTouched => "the change brings nothing that it is about".to_owned(),
            Ground::OwnOrganization => match brought {
                None => "it belongs to the organization that changes",
                Some(_) => "the two belong to one organization",
            }
            .to_owned(),
            Ground::InsideCircle => match brought {
                None => "everybody whom the change binds is bound by it as well",
                Some(_) => "everybody who is held by it would be bound by the other as well",
            }
            .to_owned(),
            Ground::InsideNewCircle => {
                "everybody whom it binds is bound by the change as well".to_owned()
            }
            Ground::BeyondRecord => match brought {
                None => "the change may bind somebody who is not on record, and whom it does not bind",
                Some(_) => {
                    "somebody who is not on record may be held by it, and is not in what is joined"
                }
            }
            .to_owned(),
            Ground::OutsideCircle { outsider } => {
                let outsider = self.the(outsider);
                match brought {
                    None => format!("the change binds {outsider}, for one, who is outside it"),
                    Some(_) => format!("{outsider}, for one, is not in what is joined"),
                }
            }
            Ground::NoAllianceTag => {
                let alliance = match brought {
                    None => "what is joined",
                    Some(_) => "what is held",
                };
                format!("{alliance} has a clause on mutual defence, but is not counted as a military alliance")
            }
            Ground::PactOfTwo => {
                "a pact of two is not counted as a military alliance (states keep such pacts)"
                    .to_owned()
            }
            Ground::Opposed => "the two organizations are opposed".to_owned(),
            Ground::NotOpposed => "no record says that the aims are contrary".to_owned(),
            Ground::DirectedAgainst { party } => {
                let alliance = match brought {
                    None => "the change",
                    Some(_) => "what is held",
                };
                format!("{alliance} is said to be directed against {}", self.the(party))
            }
            Ground::IfDirectedAgainst { party } => {
                let alliance = match brought {
                    None => "the change",
                    Some(_) => "what is held",
                };
                format!(
                    "it would matter only if {alliance} were directed against {}, for one, and no record says so",
                    self.the(party)
                )
            }
            Ground::Hostile { ours, theirs } => format!(
                "it would have to help both {} and {}, who are hostile to each other",
                self.the(ours),
                self.the(theirs)
            ),
            Ground::BarredBy { provision } => {
                format!("what {} bars contradicts it as well", self.article(provision))
            }
            Ground::Appreciation => self.appreciated(held, brought),
            Ground::CustomsUnion => "it is another customs union".to_owned(),
            Ground::Barred { engagement } => {
                format!("{} are what it bars", barred(self.names, *engagement))
            }
            Ground::Excepted { engagement } => {
                let held = if let Clause::Recorded(key) = held {
                    self.names.provision_of_key(key)
                } else {
                    None
                };
                let words = held.and_then(|id| self.names.world()[id].param("except"));
                let words =
                    words.map_or_else(String::new, |words| format!(" (“{}”)", printable(words)));
                let barred = barred(self.names, *engagement);
                format!("{barred} are what it bars, with exceptions of which one may apply{words}")
            }
            Ground::PledgeToward { party } => {
                format!(
                    "its pledge holds toward {}, for one, whom the change does not bind",
                    self.the(party)
                )
            }
            Ground::ConsentOfOthers { to } => {
                format!("the others have a say in {}", undertaking(*to))
            }
            Ground::NobodyToAsk => "there is nobody whose consent would be asked".to_owned(),
            Ground::OwnPolicy => "it is policy, and no law".to_owned(),
            Ground::NotBinding => {
                let new = match brought {
                    Some(Brought::Recorded(key)) => self.in_political_text(key),
                    Some(Brought::Worded { .. }) | None => None,
                };
                let old = match held {
                    Clause::Recorded(key) => self.in_political_text(key),
                    Clause::Enacted { .. } | Clause::Agreed { .. } => None,
                };
                // Where nothing of the change is held against it, what is held has just been named.
                let texts: Vec<String> = match brought {
                    None => Vec::new(),
                    Some(_) => old.into_iter().chain(new).collect(),
                };
                let text = if texts.is_empty() { "it".to_owned() } else { texts.join(" or ") };
                format!("{text} is a political text that not all sides ratified")
            }
            Ground::LaterOnly => {
                "it speaks of what its parties enter into later, and not of what they are in"
                    .to_owned()
            }
            Ground::ConsultFirst => match brought {
                None => "what is held asks for consultation and leaves it there",
                Some(_) => "what is held asks for consultation first",
            }
            .to_owned(),
            Ground::TwoTariffs => "both have a common tariff toward others".to_owned(),
            Ground::TariffNotApplied => {
                "one of the two is not on record as applying its common tariff throughout".to_owned()
            }
            Ground::OutsidersLeave { outsider } => {
                let (by, since) = self.law_on_outsiders(brought);
                format!(
                    "its law{by} has members leave whatever free-trade areas they have with others{since}, {} for one",
                    self.outside(outsider, held)
                )
            }
            Ground::TradeIsOfUnion { outsider } => format!(
                "the members of that union make no free trade with others of their own, {} for one",
                self.the(outsider)
            ),
            Ground::TariffBesideIt { outsider } => format!(
                "its common tariff cannot be applied beside free trade with {}, for one",
                self.outside(outsider, held)
            ),
            Ground::OutsidersKept => {
                let (by, _) = self.law_on_outsiders(brought);
                format!(
                    "the law of that union{by} leaves its members the free-trade areas that they have with others"
                )
            }
            Ground::Declared => {
                "it speaks of later engagements, or its parties declare that what they hold is compatible"
                    .to_owned()
            }
            Ground::Forbidden { party } => {
                format!("that is what the change does toward {}", self.the(party))
            }
            Ground::CharterPrevails { party } => format!(
                "it is against {}, which the change binds together with the state, and prevails over what it forbids",
                self.the(party)
            ),
        }
    }
}

impl Facts<'_, '_> {
    /// What is left to appreciation: beside a customs union, what its law says of what its members have with others.
    fn appreciated(&self, held: &Clause<Key>, brought: Option<&Brought<Key>>) -> String {
        let Some(brought) = brought else {
            return "whether it and the change can be reconciled is a matter of appreciation"
                .into();
        };
        let is = "whether the two texts can be reconciled is a matter of appreciation";
        let brought = match brought {
            Brought::Recorded(key) => Some(key),
            Brought::Worded { .. } => None,
        };
        let held = match held {
            Clause::Recorded(key) => Some(key),
            Clause::Enacted { .. } | Clause::Agreed { .. } => None,
        };
        let of_union = |key: &Key| {
            let id = self.names.provision_of_key(key)?;
            if let Effect::CustomsUnion { outsiders, .. } = self.names.world()[id].effect {
                Some((id, outsiders))
            } else {
                None
            }
        };
        let union = brought.into_iter().chain(held).find_map(of_union);
        let Some((union, outsiders)) = union else { return is.to_owned() };
        let (by, when) = law_on_outsiders(self.names, union);
        // Of what is held several may be told in one line, and of these one alone may have such a law.
        let of_it = if brought.and_then(of_union).is_some() {
            "that union".to_owned()
        } else {
            format!("the union that {} makes", self.names.in_short().provision(union))
        };
        match outsiders {
            Outsiders::Keep { .. } => format!(
                "the law of {of_it}{by} leaves its members what they have with others{when}, and of the rest {is}"
            ),
            Outsiders::KeepOnConditions => format!(
                "the law of {of_it} leaves its members what they have with others on conditions{by}, which no rule tests: {is}"
            ),
            Outsiders::Leave { .. } | Outsiders::Unsaid => is.to_owned(),
        }
    }

    /// Somebody outside a union with whom there is free trade: the territory for which it made that, where no union of its own takes
    /// it in.
    fn outside(&self, outsider: &Key, held: &Clause<Key>) -> String {
        let whole = self.the(outsider);
        let Clause::Recorded(key) = held else { return whole };
        let Some(id) = self.names.provision_of_key(key) else { return whole };
        match self.names.world()[id].effect.territory() {
            Some(territory) => {
                format!("{}, a customs territory apart from that of {whole},", printable(territory))
            }
            None => whole,
        }
    }

    /// A clause, if it stands in a text that binds in politics alone, unless it is ratified.
    fn in_political_text(&self, key: &str) -> Option<String> {
        let world = self.names.world();
        let id = self.names.provision_of_key(key)?;
        let is_political = match world[id].instrument {
            InstrumentId::Treaty(treaty) => !world[treaty].form.is_binding(),
            InstrumentId::Law(_) => false,
        };
        is_political.then(|| self.article(key))
    }
}

/// What somebody must consent to.
pub(super) const fn undertaking(to: Undertaking) -> &'static str {
    match to {
        Undertaking::ForeignBases => "foreign bases",
        Undertaking::ForeignTroops => "foreign troops",
        Undertaking::SecurityEngagement => "an engagement about security",
        Undertaking::MilitaryAlliance => "a military alliance",
        Undertaking::TradeAgreement => "a trade agreement",
    }
}

/// By which articles a union speaks of what its members have with outsiders, and of which of it by the day of conclusion.
pub(super) fn law_on_outsiders(names: &Names<'_>, union: Id<Provision>) -> (String, String) {
    let provision = &names.world()[union];
    let by = provision.param("outsiders").and_then(|words| words.split_once(' '));
    let by = by.map_or_else(String::new, |(_, place)| format!(" {}", printable(place)));
    let Effect::CustomsUnion { outsiders, .. } = &provision.effect else {
        return (by, String::new());
    };
    let when = match outsiders {
        Outsiders::Leave { since: Some(day) } => format!(" and concluded since {day}"),
        Outsiders::Keep { before: Some(day) } => format!(" and concluded before {day}"),
        Outsiders::Leave { since: None }
        | Outsiders::Keep { before: None }
        | Outsiders::KeepOnConditions
        | Outsiders::Unsaid => String::new(),
    };
    (by, when)
}
