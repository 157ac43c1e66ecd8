//! What a change brings against what a state is held to, once more.

use std::collections::BTreeSet;

use super::super::Wrong;
use super::super::agreed::Held;
use super::super::change::Hypothesis;
use super::super::circle::Test;
use super::super::records::{Circle, Records, within};
use super::{Ground, Outcome, Savings, Side};
use crate::model::{
    AnyEntity, Bearer, Duty, Effect, EffectKind, ExclusiveObject, Limbs, Outsiders, Parties,
    Provision, Purpose, Qualifier, Reach, RelationKind, Status, Strength, Tariff,
};
use crate::proof::{Fact, Key};
use crate::time::Span;
use crate::verdict::{Brought, Class, Named, Rule};
use crate::{BodyId, Date, InstrumentId, Truth};

/// The limbs of a bar on alliances: what each bars, and whether it reaches what is held already.
pub(in super::super) type LimbsOf = Vec<(Qualifier, Reach)>;

/// Something that a change brings: what it does, and where that stands.
#[derive(Clone)]
pub(in super::super) struct Bringing<'a> {
    pub(in super::super) name: Brought<Key>,
    effect: Effect,
    /// The record, unless the question words it.
    pub(in super::super) record: Option<&'a Provision>,
    /// By which earlier change it is worded, where it is what is joined that agrees it.
    pub(in super::super) by: Option<usize>,
}

/// What holds a state, as an alliance.
pub(in super::super) struct Alliance<'a> {
    /// By what names it is spoken of: the text, and the organizations that live by it.
    pub(in super::super) names: BTreeSet<&'a str>,
    /// Whether everybody whom it binds is on record.
    pub(in super::super) is_whole: bool,
    /// Whether its parties promise no more than to consult.
    pub(in super::super) consults: bool,
    /// Whether it is one by its purpose.
    pub(in super::super) is_tagged: bool,
}

/// What the law of a customs union makes of a free-trade area that a member has with others.
#[derive(Copy, Clone)]
pub(in super::super) struct Undone {
    /// Whether members leave it.
    leave: Truth,
    /// Whether it has no room for a union whose law has members leave such areas.
    excluded: Truth,
    /// Whether members keep it.
    kept: Truth,
}

/// The arm that speaks for a pair, one brought and one held.
#[derive(Clone)]
pub(in super::super) enum Pairing {
    /// A bar on alliances, and a clause on mutual defence.
    X13(LimbsOf),
    /// Two customs unions.
    X14([Tariff; 2]),
    /// A customs union, and a free-trade area that is held.
    X14b(Undone),
    /// The same of a free-trade area, and a customs union that is held.
    X14bArea(Undone),
    /// A clause of non-contradiction that reaches what is held, or not.
    X15(bool),
    /// An act that is forbidden; perhaps.
    X16(bool),
}

impl<'a> Records<'a> {
    /// All that a change brings, in the order of answers.
    pub(in super::super) fn bringings(change: &Hypothesis<'a>) -> Vec<Bringing<'a>> {
        let recorded = change.brought.iter().map(|record| Bringing {
            name: Brought::Recorded(record.key.clone()),
            effect: record.effect.clone(),
            record: Some(*record),
            by: None,
        });
        let worded = change.worded.iter().enumerate().map(|(number, worded)| Bringing {
            name: Brought::Worded { number, kind: worded.kind },
            effect: worded.effect(),
            record: None,
            by: change.worded_by.get(number).copied(),
        });
        recorded.chain(worded).collect()
    }

    /// The arm for what is brought and what is held; none, if no rule holds the two against each other.
    pub(in super::super) fn pairing(
        &self,
        state: &str,
        brought: &Bringing<'a>,
        held: &Held<'a>,
        joins: bool,
    ) -> Option<Pairing> {
        match (Self::side(&brought.effect), Self::side(&held.effect())) {
            (act, Side::Ban { peace, recognition, accord, is_appreciation }) => {
                // Whoever joins concludes nothing of its own.
                let of_its_own = accord && !joins;
                let agreed = [EffectKind::Consultation, EffectKind::NonAggression];
                let is_banned = match act {
                    Side::Peace => peace,
                    Side::Recognition => recognition,
                    Side::Defence | Side::Union { .. } | Side::Area { .. } => of_its_own,
                    Side::Bar | Side::NonContradiction { .. } | Side::Ban { .. } => false,
                    Side::Other => of_its_own && agreed.contains(&brought.effect.kind()),
                };
                is_banned.then_some(Pairing::X16(is_appreciation))
            }
            (Side::NonContradiction { reaches }, _) => Some(Pairing::X15(reaches)),
            (Side::Union { tariff, .. }, Side::Union { tariff: own, .. }) => {
                Some(Pairing::X14([tariff, own]))
            }
            (Side::Union { outsiders, tariff }, Side::Area { excluded }) => {
                let concluded = match held {
                    Held::Recorded(area) => self.concluded_by(state, area),
                    Held::Agreed(_) => None,
                };
                let barred = excluded && tariff == Tariff::InOperation;
                Some(Pairing::X14b(Self::trade_undone(outsiders, barred, concluded)))
            }
            (Side::Area { excluded }, Side::Union { outsiders, tariff }) => {
                let barred = excluded && tariff == Tariff::InOperation;
                // Whoever joins an area concludes it by that.
                Some(Pairing::X14bArea(Self::trade_undone(outsiders, barred, None)))
            }
            (Side::Bar, Side::Defence) => self.limbs(brought).map(Pairing::X13),
            (
                Side::Union { .. }
                | Side::Bar
                | Side::Defence
                | Side::Area { .. }
                | Side::Ban { .. }
                | Side::Peace
                | Side::Recognition
                | Side::Other,
                _,
            ) => None,
        }
    }

    /// The day on which a state concluded the treaty of a clause: when that was signed, unknown if it has no such day on record; some day
    /// until the state entered it, if that was perhaps later than the treaty came into force and no signature of it is on record. Nothing
    /// for what is no treaty.
    fn concluded_by(&self, state: &str, area: &Provision) -> Option<Date> {
        let InstrumentId::Treaty(id) = area.instrument else { return None };
        let treaty = self.treaty(id);
        let signed = treaty.and_then(|treaty| treaty.signed).unwrap_or(Date::UNKNOWN);
        let own = self.spells.iter().copied().filter(|spell| {
            self.tables.body(spell) == id.into() && self.key(self.tables.member(spell)) == state
        });
        let (mut entered, mut has_signed) = (None, false);
        for spell in own {
            let left = self.span(&spell).map_or_else(Vec::new, |said| self.left_of(&spell, said));
            for span in left {
                if spell.status.is_binding() {
                    let key = |span: &Span| (span.from_lo, span.from_hi);
                    entered = [entered, Some(span)].into_iter().flatten().min_by_key(key);
                }
                has_signed |= matches!(spell.status, Status::Signatory | Status::ContractingState);
            }
        }
        let force = treaty.and_then(|treaty| treaty.in_force);
        let (Some(entered), Some(force), false) = (entered, force, has_signed) else {
            return Some(signed);
        };
        let entered = entered.beginning();
        let is_later = force.is_before(entered).is_possible();
        Some(if is_later { signed.or_any_until(entered) } else { signed })
    }

    /// What becomes of an area beside a union; the question concludes what has no day.
    fn trade_undone(outsiders: Outsiders, barred: bool, concluded: Option<Date>) -> Undone {
        let since = |day: Date| concluded.map_or(Truth::Yes, |signed| day.is_on_or_before(signed));
        let none = Undone { leave: Truth::No, excluded: Truth::No, kept: Truth::No };
        match outsiders {
            Outsiders::Leave { since: day } => {
                let leave = day.map_or(Truth::Yes, since);
                Undone { leave, excluded: barred.into(), ..none }
            }
            Outsiders::Keep { before } => {
                Undone { kept: before.map_or(Truth::Yes, |day| !since(day)), ..none }
            }
            Outsiders::KeepOnConditions | Outsiders::Unsaid => none,
        }
    }

    pub(in super::super) fn limbs(&self, bar: &Bringing<'a>) -> Option<LimbsOf> {
        if let Effect::DirectedAgainst { reach, .. } = &bar.effect {
            return Some(vec![(Qualifier::DirectedAgainst, *reach)]);
        }
        let Effect::Exclusivity {
            object: ExclusiveObject::MilitaryAlliance,
            qualifiers,
            limbs,
            ..
        } = &bar.effect
        else {
            return None;
        };
        let reading = bar.record.and_then(|record| self.reading(record));
        let named = |name: &Option<Box<str>>| name.is_none() || name.as_deref() == reading;
        let qualifier = qualifiers.iter().find(|(name, _)| named(name));
        let qualifier = qualifier.map_or(Qualifier::Absolute, |(_, found)| *found);
        // What is said for this reading goes before what is said for all.
        let own = limbs.iter().filter(|(name, _)| named(name));
        let limbs = own.max_by_key(|(name, _)| name.is_some());
        let limbs = limbs.map_or_else(Limbs::default, |(_, limbs)| *limbs);
        let mut found = vec![(qualifier, limbs.object)];
        found.extend(limbs.groupings.map(|reach| (Qualifier::DirectedAgainst, reach)));
        Some(found)
    }

    /// By what names what stands in a text is spoken of: the text, and the organizations that live by it.
    pub(in super::super) fn names_of(&self, text: InstrumentId) -> BTreeSet<&'a str> {
        let own = self.tables.links.iter().filter(|link| link.instrument == text);
        own.map(|link| self.key(link.organization)).chain([self.key(text)]).collect()
    }

    /// What a clause on record is, as an alliance.
    pub(in super::super) fn alliance_by(&self, held: &Provision) -> Alliance<'a> {
        Alliance {
            names: self.names_of(held.instrument),
            is_whole: self.is_whole(held),
            consults: held.stated_strength() == Some(Strength::ConsultFirst),
            is_tagged: self.is_alliance(held),
        }
    }

    /// Whether everybody whom a provision binds is on record.
    pub(in super::super) fn is_whole(&self, held: &Provision) -> bool {
        match &held.bearer {
            Bearer::Participants(BodyId::Treaty(id)) => {
                match self.treaty(*id).and_then(|treaty| treaty.parties.as_ref()) {
                    Some(Parties::Of(other)) => self.lists_everybody(*other),
                    Some(Parties::Listed(_) | Parties::Nobody) => true,
                    None => self.lists_everybody(BodyId::Treaty(*id)),
                }
            }
            Bearer::Participants(body) => self.lists_everybody(*body),
            Bearer::Listed(_) | Bearer::ThirdStates | Bearer::Nobody => true,
        }
    }

    /// Who would be opposed to whom: what is held, and what brings the bar.
    fn opponents_of(
        &self,
        with: &'a str,
        bar: Option<&Provision>,
        names: &BTreeSet<&'a str>,
    ) -> Vec<(&'a str, &'a str)> {
        let mut others = bar.map(|bar| self.names_of(bar.instrument)).unwrap_or_default();
        others.insert(with);
        let pairs = names.iter().copied();
        pairs.flat_map(|what| others.iter().map(move |to| (what, *to))).collect()
    }

    /// The steps that the ground of a conflict with something brought names.
    pub(in super::super) fn named_by_pair(
        &self,
        change: &Hypothesis<'a>,
        (brought, held): (Option<&Provision>, &Provision),
        outcome: &Outcome,
    ) -> Result<Vec<Fact>, Wrong> {
        self.named_by_alliance(change, brought, &self.names_of(held.instrument), outcome)
    }

    /// The same, where what is held is spoken of by these names.
    pub(in super::super) fn named_by_alliance(
        &self,
        change: &Hypothesis<'a>,
        brought: Option<&Provision>,
        names: &BTreeSet<&'a str>,
        outcome: &Outcome,
    ) -> Result<Vec<Fact>, Wrong> {
        let (relation, pairs): (RelationKind, Vec<(&str, &str)>) = match outcome.ground.names() {
            Named::Opponents => {
                (RelationKind::Opposed, self.opponents_of(change.with, brought, names))
            }
            Named::Aim { party } => {
                let subjects = names.iter().copied();
                (RelationKind::DirectedAgainst, subjects.map(|what| (what, &**party)).collect())
            }
            Named::Enemies { ours, theirs } => (RelationKind::Hostility, vec![(ours, theirs)]),
            Named::Companion { .. } | Named::Nothing => return Ok(Vec::new()),
        };
        let mut facts = Vec::new();
        for (subject, object) in pairs {
            let truth = self.said(change.at, relation, subject, object)?.0;
            if truth.is_possible() {
                let (subject, object) = (subject.into(), object.into());
                facts.push(Fact::Said { at: change.at, relation, subject, object, truth });
            }
        }
        Ok(facts)
    }

    /// Whether what a provision is held through is an alliance by its purpose; a treaty is what its clauses make it.
    fn is_alliance(&self, held: &Provision) -> bool {
        match self.held_in(held) {
            Some(BodyId::Treaty(_)) => true,
            Some(BodyId::Organization(id)) => matches!(
                self.tables.entity(id.into()),
                Some(AnyEntity::Organization(one)) if one.purpose == Some(Purpose::Defence)
            ),
            None => false,
        }
    }
}

impl<'a> Test<'_, 'a> {
    /// What an arm for a pair finds; nothing, where a rule speaks only of what collides.
    pub(in super::super) fn outcome_of_pair(
        &self,
        pairing: &Pairing,
        brought: &Bringing<'a>,
        held: &Held<'a>,
    ) -> Result<Option<Outcome>, Wrong> {
        Ok(match pairing {
            Pairing::X13(limbs) => {
                let alliance = self.records.as_alliance(held);
                Some(self.x13(limbs, brought.record, &alliance)?)
            }
            Pairing::X14(tariffs) => self.x14(*tariffs, held),
            Pairing::X14b(undone) => Some(self.x14b(*undone, held)),
            Pairing::X14bArea(undone) => Some(self.x14b_area(*undone, held)),
            Pairing::X15(reaches) => self.x15(*reaches, held)?,
            Pairing::X16(is_appreciation) => match held {
                Held::Recorded(held) => self.x16(*is_appreciation, held),
                // Without terms it forbids nothing.
                Held::Agreed(_) => None,
            },
        })
    }

    /// Whoever is on the other side of a provision: its counterparty, or whoever it binds.
    fn owed_to(&self, provision: &Provision) -> Circle<'a> {
        match &provision.counterparty {
            None => self.old.clone(),
            Some(Bearer::Participants(body)) => {
                self.records.roll(self.change.at, *body, self.change.day)
            }
            Some(Bearer::Listed(states)) => {
                states.iter().map(|state| (self.records.key(*state), Truth::Yes)).collect()
            }
            Some(Bearer::ThirdStates | Bearer::Nobody) => Circle::new(),
        }
    }

    /// Whether somebody is in what is held and not in what is joined, and who most certainly; and the same the other way round.
    fn apart(&self, held: &Held<'a>) -> [(Truth, Option<&'a str>); 2] {
        let mut partners = match held {
            Held::Recorded(held) => self.owed_to(held),
            Held::Agreed(_) => self.old.clone(),
        };
        partners.extend(self.old.iter().map(|(key, truth)| (*key, *truth)));
        partners.remove(self.state);
        // For a territory outside every union of its own the other side is outside.
        let of_territory = held.effect().territory().is_some();
        let mut most = (Truth::No, None);
        for (member, old) in &partners {
            let is_abroad = of_territory && !self.old.contains_key(member);
            let outside = if is_abroad { *old } else { *old & !self.new_in(member) };
            if outside > most.0 {
                most = (outside, Some(*member));
            }
        }
        let new = self.change.circle.iter().filter(|(key, _)| **key != self.state);
        let mut newest = (Truth::No, None);
        for (member, truth) in new {
            let is_new = *truth & !within(&partners, member);
            if is_new > newest.0 {
                newest = (is_new, Some(*member));
            }
        }
        [most, newest]
    }

    fn x14(&self, tariffs: [Tariff; 2], held: &Held<'a>) -> Option<Outcome> {
        let Hypothesis { at, day, .. } = *self.change;
        // X5 has spoken where a clause on other unions binds the state through the same body.
        let exclusive = self.records.tables.provisions.iter().any(|other| {
            matches!(
                other.effect,
                Effect::Exclusivity { object: ExclusiveObject::CustomsUnion, .. }
            ) && !self.change.texts.contains(&other.instrument)
                && self.records.held_in(other) == self.records.carried_by(held)
                && self.records.binds(at, self.state, other, day).is_possible()
        });
        if exclusive && self.change.customs_union.is_some() {
            return None;
        }
        if self.own_organization() {
            return Some(Outcome::none(Rule::X14, Ground::OwnOrganization));
        }
        let [(outsider, _), (newcomer, _)] = self.apart(held);
        if outsider.is_no() || newcomer.is_no() {
            return Some(Outcome::none(Rule::X14, Ground::InsideCircle));
        }
        let (class, ground) = match tariffs {
            [Tariff::InOperation, Tariff::InOperation] => (Class::Hard, Ground::TwoTariffs),
            _ => (Class::Potential, Ground::TariffNotApplied),
        };
        Some(Outcome::new(Rule::X14, class, outsider & newcomer, ground))
    }

    fn x14b(&self, undone: Undone, held: &Held<'a>) -> Outcome {
        let [(outside, outsider), (newcomer, _)] = self.apart(held);
        let left = |outsider: Key| Ground::OutsidersLeave { outsider };
        self.trade(undone, outside & newcomer, outsider, left)
    }

    /// A free-trade area that is joined beside a customs union.
    fn x14b_area(&self, undone: Undone, held: &Held<'a>) -> Outcome {
        let [(outside, _), (joined, newcomer)] = self.apart(held);
        let left = |outsider: Key| Ground::TradeIsOfUnion { outsider };
        self.trade(undone, outside & joined, newcomer, left)
    }

    /// Trade with somebody outside a union.
    fn trade(
        &self,
        Undone { leave, excluded, kept }: Undone,
        apart: Truth,
        outsider: Option<&'a str>,
        left: impl FnOnce(Key) -> Ground,
    ) -> Outcome {
        if self.own_organization() {
            return Outcome::none(Rule::X14b, Ground::OwnOrganization);
        }
        let Some(outsider) = outsider.filter(|_| apart.is_possible()) else {
            return Outcome::none(Rule::X14b, Ground::InsideCircle);
        };
        let outsider: Key = outsider.into();
        let (class, ground, truth) = match (leave, excluded) {
            _ if kept.is_yes() => return Outcome::none(Rule::X14b, Ground::OutsidersKept),
            (Truth::No, Truth::No) => (Class::Potential, Ground::Appreciation, !kept),
            _ if excluded > leave => (Class::Hard, Ground::TariffBesideIt { outsider }, excluded),
            _ => (Class::Hard, left(outsider), leave),
        };
        Outcome::new(Rule::X14b, class, apart & truth, ground)
    }

    fn x15(&self, reaches: bool, held: &Held<'a>) -> Result<Option<Outcome>, Wrong> {
        if self.change.defence.is_no() || self.own_organization() {
            return Ok(None);
        }
        let collision = match self.both_helped(held)? {
            Some(found) => Some(found),
            None => self.kept_out_of(held),
        };
        Ok(collision.map(|(truth, class, ground)| {
            if reaches {
                Outcome::new(Rule::X15, class, truth & self.change.defence, ground)
            } else {
                Outcome::none(Rule::X15, Ground::Declared)
            }
        }))
    }

    /// Two who would have to be helped, one in each circle only, and who are hostile to each other.
    fn both_helped(&self, held: &Held<'a>) -> Result<Option<(Truth, Class, Ground)>, Wrong> {
        let mut best: Option<(Truth, Class, Ground)> = None;
        if held.effect().kind() != EffectKind::MutualDefence {
            return Ok(None);
        }
        for (ours, new) in self.change.circle.iter().filter(|(key, _)| **key != self.state) {
            for (theirs, old) in self.others() {
                let apart = *new & !self.old_in(ours) & old & !self.new_in(theirs);
                if apart.is_no() {
                    continue;
                }
                let truth = apart & self.said(RelationKind::Hostility, ours, theirs)?;
                if truth > best.as_ref().map_or(Truth::No, |(best, ..)| *best) {
                    let (ours, theirs) = ((*ours).into(), theirs.into());
                    best = Some((truth, Class::Hard, Ground::Hostile { ours, theirs }));
                }
            }
        }
        Ok(best)
    }

    /// Somebody toward whom the state is to stay neutral, and who is outside the new circle.
    fn kept_out_of(&self, held: &Held<'a>) -> Option<(Truth, Class, Ground)> {
        let Held::Recorded(held) = held else { return None };
        if held.duty != Some(Duty::StayNeutral) || held.instrument.is_domestic() {
            return None;
        }
        let outside = self.others().map(|(party, old)| (party, old & !self.new_in(party)));
        let most = outside.reduce(|best, next| if next.1 > best.1 { next } else { best });
        let (party, truth) = most.filter(|(_, truth)| truth.is_possible())?;
        Some((truth, Class::Potential, Ground::PledgeToward { party: party.into() }))
    }

    /// Who is most certainly one toward whom a provision speaks and whom the change binds together with the state.
    pub(super) fn spoken_to(&self, provision: &Provision) -> Option<(&'a str, Truth)> {
        provision.counterparty.as_ref()?;
        let toward = self.owed_to(provision).into_iter();
        let bound = toward.map(|(who, named)| (who, named & self.new_in(who)));
        let bound = bound.filter(|(who, truth)| *who != self.state && truth.is_possible());
        bound.reduce(|best, next| if next.1 > best.1 { next } else { best })
    }

    fn x16(&self, is_appreciation: bool, held: &'a Provision) -> Option<Outcome> {
        let (party, truth) = self.spoken_to(held)?;
        let (class, ground) = if is_appreciation {
            (Class::Potential, Ground::Appreciation)
        } else {
            (Class::Hard, Ground::Forbidden { party: party.into() })
        };
        Some(Outcome::new(Rule::X16, class, truth, ground))
    }

    pub(in super::super) fn x13(
        &self,
        limbs: &LimbsOf,
        bar: Option<&'a Provision>,
        held: &Alliance<'a>,
    ) -> Result<Outcome, Wrong> {
        if self.own_organization() {
            return Ok(Outcome::none(Rule::X13, Ground::OwnOrganization));
        }
        let mut gravest: Option<Outcome> = None;
        for (qualifier, reach) in limbs {
            let mut found = match qualifier {
                Qualifier::Absolute => self.another_alliance(held),
                Qualifier::AimsContrary => self.contrary_alliance(bar, held)?,
                Qualifier::DirectedAgainst => self.directed_alliance(held)?,
            };
            if *reach == Reach::Future && found.class != Class::None {
                (found.class, found.ground) = (Class::Potential, Ground::LaterOnly);
            }
            if gravest.as_ref().is_none_or(|gravest| found.weight() > gravest.weight()) {
                gravest = Some(found);
            }
        }
        let found = gravest.unwrap_or_else(|| Outcome::none(Rule::X13, Ground::NotTouched));
        Ok(found.settled_by(Savings::OtherTreatiesInForce))
    }

    /// Who is most certainly held by the old provision and outside the new circle; whoever is not on record may be.
    fn outsider(&self, held: &Alliance<'a>) -> (Truth, Option<&'a str>) {
        let mut most = (Truth::No, None);
        for (member, old) in self.others() {
            let outside = old & !self.new_in(member);
            if outside > most.0 {
                most = (outside, Some(member));
            }
        }
        if most.0.is_no() && !held.is_whole { (Truth::Unknown, None) } else { most }
    }

    fn another_alliance(&self, held: &Alliance<'a>) -> Outcome {
        let (outside, outsider) = self.outsider(held);
        if outside.is_no() {
            return Outcome::none(Rule::X13, Ground::InsideCircle);
        }
        let ground = match outsider {
            Some(outsider) => Ground::OutsideCircle { outsider: outsider.into() },
            None => Ground::BeyondRecord,
        };
        self.as_alliance(held, Outcome::new(Rule::X13, Class::Hard, outside, ground))
    }

    fn contrary_alliance(
        &self,
        bar: Option<&Provision>,
        held: &Alliance<'a>,
    ) -> Result<Outcome, Wrong> {
        let (outside, _) = self.outsider(held);
        if outside.is_no() {
            return Ok(Outcome::none(Rule::X13, Ground::InsideCircle));
        }
        let mut opposed = Truth::No;
        for (what, to) in self.records.opponents_of(self.change.with, bar, &held.names) {
            opposed = opposed | self.said(RelationKind::Opposed, what, to)?;
        }
        Ok(if opposed.is_possible() {
            let found = Outcome::new(Rule::X13, Class::Hard, outside & opposed, Ground::Opposed);
            self.as_alliance(held, found)
        } else {
            Outcome::new(Rule::X13, Class::Potential, outside, Ground::NotOpposed)
        })
    }

    fn directed_alliance(&self, held: &Alliance<'a>) -> Result<Outcome, Wrong> {
        let mut gravest = Outcome::none(Rule::X13, Ground::InsideCircle);
        for (party, new) in &self.change.circle {
            if *party == self.state {
                continue;
            }
            let mut said = Truth::No;
            for what in &held.names {
                said = said | self.said(RelationKind::DirectedAgainst, what, party)?;
            }
            let found = if said.is_possible() {
                let ground = Ground::DirectedAgainst { party: (*party).into() };
                Outcome::new(Rule::X13, Class::Hard, said & *new, ground)
            } else if self.old_in(party).is_yes() {
                continue;
            } else {
                let ground = Ground::IfDirectedAgainst { party: (*party).into() };
                Outcome::new(Rule::X13, Class::Potential, Truth::Unknown, ground)
            };
            if found.weight() > gravest.weight() {
                gravest = found;
            }
        }
        Ok(if gravest.class == Class::Hard { self.as_alliance(held, gravest) } else { gravest })
    }

    /// What is hard only if the state is held by an alliance of more than two that does more than consult.
    fn as_alliance(&self, held: &Alliance<'a>, found: Outcome) -> Outcome {
        let potential = |ground| Outcome::new(Rule::X13, Class::Potential, found.truth, ground);
        if held.consults {
            return potential(Ground::ConsultFirst);
        }
        if !held.is_tagged {
            return potential(Ground::NoAllianceTag);
        }
        if self.records.case.scenario.bilateral_counts {
            return found;
        }
        let certain = self.old.values().filter(|truth| truth.is_yes()).count();
        let two = match (certain, self.old.len()) {
            (3.., _) => Truth::No,
            (_, ..=2) if held.is_whole => Truth::Yes,
            _ => Truth::Unknown,
        };
        match two {
            Truth::Yes => potential(Ground::PactOfTwo),
            two => Outcome { truth: found.truth & !two, ..found },
        }
    }
}
