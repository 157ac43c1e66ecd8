//! X13: what the change brings bars an alliance that the state is in.
//!
//! Here `b` is the bar that the change brings, `c` the clause on mutual defence that the state is held to (on record, or agreed by an
//! earlier change of the question), `A` the circle of `c` and `P` the circle that the change binds together. A limb of the bar finds what X1, X2 or X3 would, by its qualifier.
//!
//! ```text
//! hard(s, b, c)      :- limb(b, q, present), alliance(c), A has more than two, barred(q, A, P).     X1, X2, X3 by q
//! potential(s, b, c) :- limb(b, q, present), defence(c), barred(q, A, P).               (no tag, consults first, of two)
//! potential(s, b, c) :- limb(b, q, future), defence(c), barred(q, A, P).       saved, if the text saves treaties in force
//! ```

use super::super::hypothesis::within;
use super::found::Found;
use super::premise::{Circle, Premise, Premises, Saying, Supposition};
use super::x7_savings::Savings;
use super::{Entry, Old, Test};
use crate::model::{Effect, ExclusiveObject, Limbs, Qualifier, Reach};
use crate::scenario::Changed;
use crate::verdict::{Class, Clause, Ground};
use crate::{EntityId, Id, InstrumentId, State, Truth};

pub(super) const ENTRY: Entry =
    Entry { violation: "exclusivity", savings: Savings::TreatiesInForce };

/// A bar that the change brings, limb by limb.
pub(super) struct Bar {
    /// The text that it stands in, if that is on record.
    text: Option<InstrumentId>,
    limbs: Vec<(Qualifier, Reach)>,
}

impl Bar {
    /// What an effect bars of alliances under a reading; nothing, if it bars none.
    pub(super) fn of(
        effect: &Effect,
        reading: Option<&str>,
        text: Option<InstrumentId>,
    ) -> Option<Self> {
        if let Effect::DirectedAgainst { reach, .. } = effect {
            return Some(Self { text, limbs: vec![(Qualifier::DirectedAgainst, *reach)] });
        }
        let Effect::Exclusivity {
            object: ExclusiveObject::MilitaryAlliance,
            qualifiers,
            limbs,
            ..
        } = effect
        else {
            return None;
        };
        let Limbs { object, groupings } = Limbs::under(limbs, reading);
        let mut limbs = vec![(Qualifier::under(qualifiers, reading), object)];
        // Groupings and actions are barred as far as they are directed against a party, however the rest is read.
        limbs.extend(groupings.map(|reach| (Qualifier::DirectedAgainst, reach)));
        Some(Self { text, limbs })
    }
}

pub(super) fn find(held: &HeldText<'_, '_, '_>, bar: &Bar) -> Found {
    if let Some(none) = &held.own {
        return none.clone();
    }
    // The gravest limb holds; of two that weigh the same, the first.
    let limbs = bar.limbs.iter().map(|(qualifier, reach)| held.by_limb(bar, *qualifier, *reach));
    let gravest = limbs.reduce(|a, b| {
        let (graver, other) = if b.weight() > a.weight() { (b, a) } else { (a, b) };
        // What would make the other limb graver would decide instead.
        graver.unless(other.would_turn)
    });
    gravest.unwrap_or_else(|| Found::none(Ground::NotTouched))
}

/// An alliance that a state is in, to be held against a bar.
pub(super) struct HeldText<'f, 't, 'a> {
    test: &'f Test<'t, 'a>,
    state: Id<State>,
    clause: Clause,
    circle: Circle,
    /// Who is bound by it, by key.
    bearers: Vec<(EntityId, Truth)>,
    /// Whether these are all.
    is_whole: bool,
    /// Whether all that its parties promise is to consult.
    consults_first: bool,
    /// Whether it is an alliance by its purpose, as it would have to be if it were joined; or because the question makes it one.
    is_alliance: bool,
    /// By what names it is spoken of: the organizations that live by its text, and the text.
    subjects: Vec<Changed>,
    /// What is found if it is of the very organization that is joined.
    own: Option<Found>,
}

impl<'f, 't, 'a> HeldText<'f, 't, 'a> {
    pub(super) fn of(test: &'f Test<'t, 'a>, old: &Old<'a>) -> Self {
        Self {
            test,
            state: old.state,
            clause: old.clause(),
            circle: old.circle(),
            bearers: test.bearers(old).into_owned(),
            is_whole: test.has_whole_circle(old),
            consults_first: old.consults_first(),
            is_alliance: test.is_alliance(old),
            subjects: test.names_of(old),
            own: test.own_organization(old),
        }
    }

    /// Whoever is bound by it beside the state, by key.
    fn others(&self) -> impl Iterator<Item = (EntityId, Truth)> {
        let state = EntityId::from(self.state);
        self.bearers.iter().copied().filter(move |(member, _)| *member != state)
    }

    fn bears(&self, member: EntityId) -> Truth {
        within(&self.bearers, member)
    }

    fn by_limb(&self, bar: &Bar, qualifier: Qualifier, reach: Reach) -> Found {
        let found = match qualifier {
            Qualifier::Absolute => self.absolute(),
            Qualifier::AimsContrary => self.contrary(bar),
            Qualifier::DirectedAgainst => self.directed(),
        };
        match reach {
            Reach::Present => found,
            Reach::Future if found.class == Class::None => found,
            // Who has joined already does not enter into it: what was meant is a matter of object and purpose.
            Reach::Future => {
                Found { class: Class::Potential, ground: Ground::LaterOnly, ..found }.for_good()
            }
        }
    }

    /// As X1: whoever is in the alliance and not in what is joined makes it another one.
    fn absolute(&self) -> Found {
        match self.outsider() {
            None => Found::none(Ground::InsideCircle),
            Some((outsider, premises)) => {
                let ground = match outsider {
                    Some(outsider) => Ground::OutsideCircle { outsider },
                    None => Ground::BeyondRecord,
                };
                self.weighed(Found::new(Class::Hard, ground, premises))
            }
        }
    }

    /// As X2: its aims are contrary, if the two are said to be opposed.
    fn contrary(&self, bar: &Bar) -> Found {
        let Some((_, premises)) = self.outsider() else {
            return Found::none(Ground::InsideCircle);
        };
        let pairs = self.subjects.iter().flat_map(|what| {
            let against = self.behind(bar).into_iter();
            against.map(move |to| Saying::Opposed { what: what.clone(), to })
        });
        let mut one_of: Vec<Saying> = pairs.collect();
        let said = Truth::any(one_of.iter().map(|saying| self.test.said(saying)));
        if said.is_no() {
            let first = one_of.into_iter().next();
            let supposed = first.and_then(|saying| saying.supposed());
            return Found::new(Class::Potential, Ground::NotOpposed, premises).unless(supposed);
        }
        one_of.retain(|saying| self.test.said(saying).is_possible());
        let premises = premises.and(Premise::Said { one_of }, said);
        self.weighed(Found::new(Class::Hard, Ground::Opposed, premises))
    }

    /// As X3: each other party of what is joined in turn.
    fn directed(&self) -> Found {
        let mut gravest = Found::none(Ground::InsideCircle);
        let mut unsaid = Vec::new();
        for (party, in_new) in self.others_in_new_circle() {
            let sayings = self.subjects.iter().cloned();
            let mut one_of: Vec<Saying> =
                sayings.map(|what| Saying::DirectedAgainst { what, party }).collect();
            let said = Truth::any(one_of.iter().map(|saying| self.test.said(saying)));
            let found = if said.is_possible() {
                one_of.retain(|saying| self.test.said(saying).is_possible());
                let premises = Premises::of(Premise::Said { one_of }, said)
                    .and(Premise::Inside { member: party, circle: Circle::OfChange }, in_new);
                Found::new(Class::Hard, Ground::DirectedAgainst { party }, premises)
            } else if self.bears(party).is_yes() {
                continue;
            } else {
                unsaid.extend(one_of.first().and_then(Saying::supposed));
                let premises = Premises::of(Premise::Said { one_of }, Truth::Unknown);
                Found::new(Class::Potential, Ground::IfDirectedAgainst { party }, premises)
            };
            if found.weight() > gravest.weight() {
                gravest = found;
            }
        }
        let is_hard = gravest.class == Class::Hard;
        let found = gravest.unless(unsaid);
        if is_hard { self.weighed(found) } else { found }
    }

    /// What would be hard if it were an alliance of more than two that does more than consult.
    fn weighed(&self, found: Found) -> Found {
        let potential =
            |ground| Found { class: Class::Potential, ground, ..found.clone() }.for_good();
        if self.consults_first {
            return potential(Ground::ConsultFirst);
        }
        if !self.is_alliance {
            return potential(Ground::NoAllianceTag);
        }
        if self.test.bilateral_counts {
            return found;
        }
        match self.more_than_two() {
            Truth::No => potential(Ground::PactOfTwo).unless([Supposition::CountsPactOfTwo]),
            truth => found.resting_on(Premise::HeldByMoreThanTwo { clause: self.clause }, truth),
        }
    }

    /// Everybody whom the change binds together with the state.
    fn others_in_new_circle(&self) -> impl Iterator<Item = (EntityId, Truth)> {
        let state = EntityId::from(self.state);
        self.test.hypothesis.circle.iter().copied().filter(move |(member, _)| *member != state)
    }

    fn more_than_two(&self) -> Truth {
        let circle = &self.bearers;
        let certain = circle.iter().filter(|(_, truth)| truth.is_yes()).count();
        match circle.len() {
            _ if certain > 2 => Truth::Yes,
            0..=2 if self.is_whole => Truth::No,
            _ => Truth::Unknown,
        }
    }

    /// Who is most certainly in the alliance and not in what is joined, with what that rests on; none, if there is nobody.
    fn outsider(&self) -> Option<(Option<EntityId>, Premises)> {
        let mut best: Option<(EntityId, Truth, Truth)> = None;
        for (member, in_old) in self.others() {
            let outside = !self.test.in_new_circle(member);
            if in_old & outside > best.map_or(Truth::No, |(_, a, b)| a & b) {
                best = Some((member, in_old, outside));
            }
        }
        let circle = self.circle;
        match best {
            Some((member, in_old, outside)) => {
                let premises = Premises::of(Premise::Inside { member, circle }, in_old)
                    .and(Premise::Outside { member, circle: Circle::OfChange }, outside);
                Some((Some(member), premises))
            }
            None if !self.is_whole => {
                let premise = Premise::HeldBeyondRecord { clause: self.clause };
                Some((None, Premises::of(premise, Truth::Unknown)))
            }
            None => None,
        }
    }

    /// To what it would be opposed: what changes, the organizations that live by the text of the bar, and that text.
    fn behind(&self, bar: &Bar) -> Vec<Changed> {
        let own = self.test.hypothesis.with.clone();
        let mut all = vec![own.clone()];
        let others = bar.text.map_or_else(Vec::new, |text| self.test.behind(text));
        all.extend(others.into_iter().filter(|other| *other != own));
        all
    }
}
