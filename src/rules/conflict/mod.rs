//! The conflict test: a new commitment `h` against an existing provision `c`, both on one state `s`.
//!
//! `A` is the circle bound together by `h`, `P` the circle bound together by `c`; both hold `s`. They are read before any exit.
//! Each rule of the catalogue below has a file of its own, where its Horn clause stands above a plain function; what several
//! rules ask stands in `circle.rs`, what an outcome rests on in `premise.rs`.
//!
//! ```text
//! conflict(s, h, c) :- binds(h, s), binds(c, s), not brings(h, c), what the rule of c finds.
//! ```
//!
//! | rule | existing provision `c` | new commitment `h` | outcome |
//! |---|---|---|---|
//! | X1 | exclusivity, absolute | mutual defence that makes or joins an alliance | hard, unless `A ⊆ P` or `h` is of `c`'s own organization |
//! | X2 | exclusivity, contrary aims | the same | hard if the two are opposed, else potential |
//! | X3 | directed against a party | the same | hard if somebody says that `h` is directed against another party, be it a mere grouping where `c` speaks of such; a condition while nobody says so |
//! | X4 | non-contradiction | the same | hard on a collision of duties, or if another provision of the text is hard; else potential |
//! | X5 | an exclusive customs union | another one, by the purpose of what is joined or by a clause | hard; none inside `P` |
//! | X6 | neutrality, non-alignment, ban on bases | what the law bars | domestic: the law must change; owed to others by a treaty, their consent is needed; potential if exceptions are allowed |
//! | X7 | – | savings clause in what brings `h` | potential and domestic become saved |
//! | X8 | consent required | a base of an outsider, an alliance, an engagement about security or a trade agreement with one | a consent is needed, or that nobody objects |
//! | X9 | reserved exit | – | an alternative, no conflict: the state may leave |
//! | X10 | not in force, or not bound | – | none: not listed |
//! | X11 | any of X1 to X4 | consultation, non-aggression, exercises | none |
//! | X12 | non-aggression | mutual defence | potential while a party of `c` is outside `A` |
//! | X13 | mutual defence | a bar on alliances that is brought | as X1, X2 or X3 by its qualifier, if it reaches what is held; else saved, if the text saves treaties in force, or potential |
//! | X14 | a customs union | another one, and X5 says nothing | hard if both apply a common tariff, else potential; none inside one another |
//! | X14b | a free-trade area with outsiders, or a customs union | the other of the two | hard if the law of the union has members leave, or the tariff cannot be applied beside it; else potential |
//! | X15 | a duty that cannot be performed together with `h` | non-contradiction that is brought | none if it speaks of later engagements or its parties declare compatibility; else potential, hard on a collision of duties |
//! | X16 | an act that a body forbids | the act (a peace, recognition, an agreement of one's own) | hard, or potential where it is a matter of appreciation |
//! | X17 | a decision of the Security Council against `t` | defence with `t`, a base of `t` | potential: what it forbids yields (Charter 103) |

mod circle;
mod found;
mod listed;
mod old;
mod premise;
mod x12_non_aggression;
mod x13_new_bar;
mod x14_customs_unions;
mod x14b_free_trade;
mod x15_new_non_contradiction;
mod x16_forbidden_act;
mod x17_charter;
mod x1_exclusivity;
mod x2_contrary_aims;
mod x3_directed_against;
mod x4_non_contradiction;
mod x5_customs_union;
mod x6_own_law;
mod x7_savings;
mod x8_consent;

use std::cell::Cell;

use super::exit::{agreed_in, held_in};
use super::hypothesis::Hypothesis;
use super::situation::Situation;
use crate::model::{Effect, EffectKind, ExclusiveObject, Owing, Qualifier, Tariff, Undertaking};
use crate::scenario::{Enactment, Wording};
use crate::verdict::{Brought, Class, Clause, Ground, Rule};
use crate::world::{Bound, World};
use crate::{EntityId, Id, InstrumentId, Provision, State, Truth};
use found::Found;
pub use listed::Conflict;
pub(crate) use listed::Pair;
use old::{Old, Source};
use premise::Premises;
pub(crate) use premise::{Circle, Premise, Saying, Supposition};
use x6_own_law::Law;
use x7_savings::{Saved, Savings};

/// What the catalogue says of a rule beside its test.
pub(crate) struct Entry {
    /// The kind of violation that a conflict by it is.
    pub(crate) violation: &'static str,
    /// Which savings clauses settle a conflict by it.
    savings: Savings,
}

/// The entry of a rule in the catalogue.
pub(crate) const fn catalogued(rule: Rule) -> Entry {
    match rule {
        Rule::X1 => x1_exclusivity::ENTRY,
        Rule::X2 => x2_contrary_aims::ENTRY,
        Rule::X3 => x3_directed_against::ENTRY,
        Rule::X4 => x4_non_contradiction::ENTRY,
        Rule::X5 => x5_customs_union::ENTRY,
        Rule::X6 => x6_own_law::ENTRY,
        Rule::X8 => x8_consent::ENTRY,
        Rule::X12 => x12_non_aggression::ENTRY,
        Rule::X13 => x13_new_bar::ENTRY,
        Rule::X14 => x14_customs_unions::ENTRY,
        Rule::X14b => x14b_free_trade::ENTRY,
        Rule::X15 => x15_new_non_contradiction::ENTRY,
        Rule::X16 => x16_forbidden_act::ENTRY,
        Rule::X17 => x17_charter::ENTRY,
    }
}

/// What states have already, held against what one change would put on them.
pub(crate) struct Test<'t, 'a> {
    /// On the day of the change.
    situation: Situation<'a>,
    hypothesis: &'t Hypothesis,
    /// What the question itself words does, in the order of the hypothesis.
    worded: Vec<Effect>,
    /// Whether a pact of two counts as a military alliance.
    bilateral_counts: bool,
    tells: Tells,
    /// Of the state of which it was asked last, whether it is in the new circle for certain, and whether the change binds it.
    bound: Cell<Option<(Id<State>, bool, Truth)>>,
}

/// What is told of all that is found.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(crate) enum Tells {
    /// All of it.
    All,
    /// Without what is no conflict, and without what would turn an outcome, as far as that takes time.
    Conflicts,
    /// Only what forces something or waits for somebody.
    Deciding,
}

impl<'t, 'a> Test<'t, 'a> {
    pub(crate) fn new(
        situation: &Situation<'a>,
        hypothesis: &'t Hypothesis,
        bilateral_counts: bool,
    ) -> Self {
        let worded = hypothesis.worded.iter().map(Wording::effect).collect();
        let situation = situation.on(hypothesis.date);
        let (tells, bound) = (Tells::All, Cell::new(None));
        Self { situation, hypothesis, worded, bilateral_counts, tells, bound }
    }

    /// The same, of which no more than this is told.
    pub(crate) const fn telling(mut self, tells: Tells) -> Self {
        self.tells = tells;
        self
    }

    /// Whether it is told what would turn an outcome.
    fn tells_turns(&self) -> bool {
        self.tells == Tells::All
    }

    /// Whether it is told what decides nothing.
    fn tells_potential(&self) -> bool {
        self.tells != Tells::Deciding
    }

    /// Whether an outcome of a class is told.
    fn tells(&self, class: Class) -> bool {
        match self.tells {
            Tells::All => true,
            Tells::Conflicts => class != Class::None,
            Tells::Deciding => class.forces() || class.waits(),
        }
    }

    fn world(&self) -> &'a World {
        self.situation.world()
    }

    fn old(&self, state: Id<State>, id: Id<Provision>) -> Old<'a> {
        Old { state, source: Source::Recorded(id, &self.world()[id]) }
    }

    /// What an earlier change has a body agree; nothing, if that does not bind the state, or if the change is of the same body.
    fn agreed_old(&self, state: Id<State>, change: usize) -> Option<Old<'a>> {
        let old = Old { state, source: Source::Agreed(self.situation.agreed(change)?) };
        let (in_effect, bears) = self.agreed(state, change);
        ((in_effect & bears).is_possible() && !self.is_own_agreement(&old)).then_some(old)
    }

    /// The outcome for every tested provision that binds a state, by key, then for what earlier changes have its bodies agree and for the
    /// laws that they enact for it, and then for everything that the change brings and that bars what binds it.
    pub(crate) fn conflicts(&self, state: Id<State>) -> Vec<Conflict> {
        let binding = self.situation.tested(state);
        let tells_all = self.tells == Tells::All;
        let room = if tells_all { binding.len() } else { 0 };
        // Plain loops: most pairs come to nothing, and a chain asks for each in which part of it that stands.
        let mut found = Vec::with_capacity(room);
        let mut hold = |held: Clause, brought, bound| {
            if let Some(one) = self.conflict_of(state, Pair { held, brought }, bound) {
                found.push(one);
            }
        };
        for one in binding.iter() {
            let effect = &self.world()[one.provision].effect;
            if tells_all || self.may_touch(effect) {
                hold(one.provision.into(), None, Some(one));
            }
        }
        for one in &self.situation.deltas.agreed {
            hold(one.clause(), None, None);
        }
        for (change, ..) in self.situation.enacted(state) {
            hold(Clause::Enacted { change }, None, None);
        }
        let (mut forbids, joins) = (None, self.hypothesis.joins);
        for new in self.brought() {
            let Some(effect) = self.effect_of(new) else { continue };
            let any_forbids = || binding.iter().any(|one| self.forbids(one.provision));
            let mut is_forbidden = || {
                x16_forbidden_act::is_act(effect.kind(), joins)
                    && *forbids.get_or_insert_with(any_forbids)
            };
            if !is_held_against_all(effect) && !is_forbidden() {
                continue;
            }
            for one in binding.iter() {
                if meets(effect, &self.world()[one.provision].effect, joins) {
                    hold(one.provision.into(), Some(new), Some(one));
                }
            }
            for one in &self.situation.deltas.agreed {
                if meets(effect, &one.effect, joins) {
                    hold(one.clause(), Some(new), None);
                }
            }
        }
        found
    }

    /// Whether the change, which brings no provisions, may touch anything that a state has.
    pub(crate) fn may_conflict(&self, state: Id<State>) -> bool {
        let binding = self.situation.tested(state);
        let is_changed = !self.situation.deltas.is_nothing();
        is_changed || binding.iter().any(|one| self.may_touch(&self.world()[one.provision].effect))
    }

    /// Whether the change brings anything of a sort that a rule may hold a provision against by itself. Most changes bring little, and
    /// whatever is looked at for nothing is told by the rules themselves.
    fn may_touch(&self, held: &Effect) -> bool {
        let change = self.hypothesis;
        let defence = change.defence.is_possible();
        match held {
            Effect::Exclusivity { object: ExclusiveObject::MilitaryAlliance, .. }
            | Effect::DirectedAgainst { .. } => {
                defence || (self.joins_grouping() && held.bars_groupings())
            }
            Effect::NonContradiction { .. } => defence,
            Effect::NonAggression => defence && self.tells_potential(),
            Effect::Exclusivity { object: ExclusiveObject::CustomsUnion, .. } => {
                change.customs_union.is_some()
            }
            Effect::Neutrality { .. } | Effect::NonAlignment { .. } | Effect::BaseBan { .. } => {
                defence || change.joins || change.sender.is_some()
            }
            Effect::ConsentRequired { to, .. } => {
                let is_of_trade = to.contains(&Undertaking::TradeAgreement);
                let is_of_security = to.contains(&Undertaking::SecurityEngagement);
                defence
                    || change.security
                    || change.sender.is_some()
                    || (is_of_security && !change.brought.is_empty())
                    || (is_of_trade && self.may_bring_trade())
            }
            Effect::Sanctions => {
                let arms = defence || change.security || change.sender.is_some();
                arms && self.tells_potential()
            }
            Effect::Exclusivity { object: ExclusiveObject::Other, .. }
            | Effect::MutualDefence { .. }
            | Effect::Consultation
            | Effect::Savings { .. }
            | Effect::Supremacy { .. }
            | Effect::Accession { .. }
            | Effect::Amendment { .. }
            | Effect::Withdrawal(_)
            | Effect::Duration { .. }
            | Effect::Suspension
            | Effect::Expulsion
            | Effect::Decision { .. }
            | Effect::ReservedExit { .. }
            | Effect::Purposes { .. }
            | Effect::GeneralRule
            | Effect::CustomsUnion { .. }
            | Effect::FreeTrade { .. }
            | Effect::Peace
            | Effect::Recognition
            | Effect::Forbidden { .. }
            | Effect::Procedure(_) => false,
        }
    }

    /// Whether what is joined, or made, is about security without any defence: a grouping, and no alliance.
    fn joins_grouping(&self) -> bool {
        self.hypothesis.security && self.hypothesis.defence.is_no()
    }

    /// Whether the change brings a customs union or a free-trade area, perhaps.
    fn may_bring_trade(&self) -> bool {
        let change = self.hypothesis;
        let is_area = |kind: EffectKind| kind == EffectKind::FreeTrade;
        change.customs_union.is_some()
            || change.brought.iter().any(|id| is_area(self.world()[*id].kind()))
            || change.worded.iter().any(|one| is_area(one.kind))
    }

    /// What a provision does that the change brings.
    fn effect_of(&self, brought: Brought) -> Option<&Effect> {
        match brought {
            Brought::Recorded(id) => Some(&self.world()[id].effect),
            Brought::Worded { number, .. } => self.worded.get(number),
        }
    }

    /// Whether what is held forbids acts by what they are, whatever else is brought.
    fn forbids(&self, held: Id<Provision>) -> bool {
        matches!(self.world()[held].effect, Effect::Forbidden { .. })
    }

    /// The outcome for one pair; nothing, if no rule tests it, or if the change itself brings what would be held.
    pub(crate) fn conflict(&self, state: Id<State>, pair: Pair) -> Option<Conflict> {
        self.conflict_of(state, pair, None)
    }

    /// The same where it is known perhaps how what is held binds the state.
    fn conflict_of(&self, state: Id<State>, pair: Pair, bound: Option<&Bound>) -> Option<Conflict> {
        let clause = pair.held;
        let (rule, found, text) = match (clause, pair.brought) {
            (Clause::Recorded(id), brought) => {
                let old = self.old(state, id);
                let provision = &self.world()[id];
                if self.hypothesis.is_brought_by(provision) {
                    return None;
                }
                let (rule, found) = self.found(&old, brought)?;
                let found = self.by_force_of_text(found, provision);
                let found = self.owed(found, &old, provision.instrument);
                (rule, found, Some(provision.instrument))
            }
            (Clause::Agreed { change, .. }, brought) => {
                let old = self.agreed_old(state, change)?;
                let (rule, found) = self.found(&old, brought)?;
                (rule, found, self.text_of(&old))
            }
            (Clause::Enacted { change }, None) => {
                let (law, _) = self.enacted(state, change)?;
                let found = x6_own_law::find(self, &Law::outright(law.bars));
                let is_law = law.rank.is_law();
                (Rule::X6, if is_law { found } else { found.by_policy() }, None)
            }
            // No law of a state's own is an alliance.
            (Clause::Enacted { .. }, Some(_)) => return None,
        };
        if !self.tells(found.class) {
            return None;
        }
        let (saved_by, unsaved) =
            match x7_savings::find(self, (rule, clause.recorded()), &found, text) {
                Saved::By(clause) => (Some(clause), Premises::none()),
                Saved::Unless(clauses) => (None, clauses),
            };
        let premises = match found.class {
            // That there is no conflict rests on no participation.
            Class::None => found.premises,
            Class::NeedsNoObjection
            | Class::NeedsConsent
            | Class::Saved
            | Class::Potential
            | Class::Domestic
            | Class::Hard => match bound {
                Some(bound) => found.premises.after(self.bound_by_both(state, bound)),
                None => self.and_held(self.bound(state), state, clause).and_all(found.premises),
            }
            .and_all(unsaved),
        };
        Some(Conflict {
            state,
            rule,
            provision: clause,
            brought: pair.brought,
            with: self.hypothesis.with.clone(),
            class: match (saved_by, found.class, text) {
                (Some(_), ..) => Class::Saved,
                (None, Class::Domestic, Some(InstrumentId::Treaty(_))) => Class::NeedsConsent,
                (None, class, _) => class,
            },
            truth: premises.truth(),
            ground: found.ground,
            saved_by,
            premises,
            would_turn: found.would_turn,
            agreed_in: match clause {
                Clause::Agreed { change, .. } => {
                    self.situation.agreed(change).and_then(|one| agreed_in(self.world(), one))
                }
                Clause::Recorded(_) | Clause::Enacted { .. } => None,
            },
        })
    }

    /// What the law bars that a change enacts for a state, and whether it has taken effect.
    fn enacted(&self, state: Id<State>, change: usize) -> Option<(Enactment, Truth)> {
        let mut enacted = self.situation.enacted(state).into_iter();
        enacted.find(|(by, ..)| *by == change).map(|(_, law, in_effect)| (law, in_effect))
    }

    /// That the change binds the state.
    fn bound(&self, state: Id<State>) -> Premises {
        let (premise, truth) = self.bound_by_change(state);
        Premises::of(premise, truth)
    }

    fn bound_by_change(&self, state: Id<State>) -> (Premise, Truth) {
        let known = self.bound.get().filter(|(of, ..)| *of == state);
        let (_, is_in, binds) = known.unwrap_or_else(|| {
            let is_in = self.in_new_circle(state.into()).is_yes();
            let found = (state, is_in, self.hypothesis.binds(state));
            self.bound.set(Some(found));
            found
        });
        // Whoever joins is in the new circle for certain.
        (if is_in { Premise::IsNew } else { Premise::Bound }, binds)
    }

    /// That what is held already binds the state.
    fn held(&self, state: Id<State>, clause: Clause) -> Premises {
        self.and_held(Premises::some(), state, clause)
    }

    /// The same after other premises.
    fn and_held(&self, premises: Premises, state: Id<State>, clause: Clause) -> Premises {
        match clause {
            Clause::Recorded(provision) => {
                let bears = self.situation.bears(state.into(), &self.world()[provision]);
                let stands = self.situation.stands(provision);
                let (member, circle) = (state.into(), Circle::OfProvision(provision));
                (premises.and(Premise::Stands { provision }, stands))
                    .and(Premise::Inside { member, circle }, bears)
            }
            Clause::Enacted { change } => {
                let in_effect = self.enacted(state, change).map_or(Truth::No, |(_, truth)| truth);
                premises.and(Premise::Enacted { change }, in_effect)
            }
            Clause::Agreed { change, kind } => {
                let (member, circle) = (state.into(), Circle::OfAgreed { change });
                let (in_effect, bears) = self.agreed(state, change);
                (premises.and(Premise::Agreed { change, kind }, in_effect))
                    .and(Premise::Inside { member, circle }, bears)
            }
        }
    }

    /// That the change binds the state, and a provision on record of which it is known how it does.
    fn bound_by_both(&self, state: Id<State>, held: &Bound) -> [(Premise, Truth); 3] {
        let Bound { provision, stands, bears } = *held;
        let (member, circle) = (state.into(), Circle::OfProvision(provision));
        [
            self.bound_by_change(state),
            (Premise::Stands { provision }, stands),
            (Premise::Inside { member, circle }, bears),
        ]
    }

    /// Whether a clause that an earlier change agrees is in effect, and whether the state bears it.
    fn agreed(&self, state: Id<State>, change: usize) -> (Truth, Truth) {
        let Some(agreed) = self.situation.agreed(change) else { return (Truth::No, Truth::No) };
        (self.situation.is_in_effect(agreed), self.situation.bears_agreed(state.into(), agreed))
    }

    /// What is found rests on that what is brought stands, where that is on record, or has taken effect, where an earlier change words it.
    fn resting_on_what_is_brought(&self, found: Found, brought: Brought) -> Found {
        match brought {
            Brought::Recorded(provision) if found.class != Class::None => {
                let stands = self.situation.stands(provision);
                found.resting_on(Premise::Stands { provision }, stands)
            }
            Brought::Worded { number, kind } if found.class != Class::None => {
                match self.hypothesis.worded_by.get(number) {
                    Some(change) => {
                        let agreed = self.situation.agreed(*change);
                        let in_effect =
                            agreed.map_or(Truth::No, |agreed| self.situation.is_in_effect(agreed));
                        found.resting_on(Premise::Agreed { change: *change, kind }, in_effect)
                    }
                    None => found,
                }
            }
            Brought::Recorded(_) | Brought::Worded { .. } => found,
        }
    }

    /// All that the change brings and a rule may hold against what a state has: what is on record by key, then what the question words.
    fn brought(&self) -> impl Iterator<Item = Brought> {
        let recorded = self.hypothesis.brought.iter().map(|id| Brought::Recorded(*id));
        let worded = self.hypothesis.worded.iter().enumerate();
        let worded = worded.map(|(number, one)| Brought::Worded { number, kind: one.kind });
        recorded.chain(worded)
    }

    /// The rule by which what is held is tested, alone or against something that the change brings, and what it finds; nothing, if no
    /// rule tests it.
    fn found(&self, old: &Old<'a>, brought: Option<Brought>) -> Option<(Rule, Found)> {
        match brought {
            None => self.find(old),
            Some(brought) => self.find_against(old, brought),
        }
    }

    /// The rule that holds something that the change brings against a provision, and what it finds; nothing, if none does.
    fn find_against(&self, old: &Old<'a>, brought: Brought) -> Option<(Rule, Found)> {
        let (rule, found) = match brought {
            Brought::Recorded(id) => {
                let new = &self.world()[id];
                let reading = || self.situation.view.reading().of(new);
                let (rule, found) =
                    self.find_pair(old, &new.effect, reading, Some(new.instrument))?;
                (rule, self.by_force_of_text(found, new))
            }
            Brought::Worded { number, .. } => {
                self.find_pair(old, self.worded.get(number)?, || None, None)?
            }
        };
        Some((rule, self.resting_on_what_is_brought(found, brought)))
    }

    /// The same for what the provision that is brought does.
    fn find_pair(
        &self,
        old: &Old<'a>,
        new: &Effect,
        reading: impl FnOnce() -> Option<&'a str>,
        text: Option<InstrumentId>,
    ) -> Option<(Rule, Found)> {
        let held = old.effect();
        // What forbids an act is held against whatever is done; all else is asked of what is brought.
        if let Effect::Forbidden { acts, is_appreciation } = held {
            let forbidden = (*acts, *is_appreciation);
            let found = x16_forbidden_act::find(self, old, forbidden, new.kind())?;
            return Some((Rule::X16, found));
        }
        match (new, held) {
            (
                Effect::CustomsUnion { tariff, .. },
                Effect::CustomsUnion { tariff: own, .. },
            ) => {
                let found = x14_customs_unions::find(self, old, [*tariff, *own])?;
                Some((Rule::X14, found))
            }
            (
                Effect::CustomsUnion { outsiders, tariff },
                Effect::FreeTrade { excludes_unions, .. },
            ) => {
                let is_excluded = *excludes_unions && *tariff == Tariff::InOperation;
                // What an earlier change agrees is concluded by that.
                let area = match old.source {
                    Source::Recorded(..) => self.text_of(old),
                    Source::Agreed(_) => None,
                };
                let terms = x14b_free_trade::Terms { outsiders: *outsiders, is_excluded, area };
                Some((Rule::X14b, x14b_free_trade::find(self, old, &terms)))
            }
            (
                Effect::FreeTrade { excludes_unions, .. },
                Effect::CustomsUnion { outsiders, tariff },
            ) => {
                let is_excluded = *excludes_unions && *tariff == Tariff::InOperation;
                let terms =
                    x14b_free_trade::Terms { outsiders: *outsiders, is_excluded, area: None };
                Some((Rule::X14b, x14b_free_trade::find_area(self, old, &terms)))
            }
            (Effect::NonContradiction { reach, declares_existing }, _) => {
                let found = x15_new_non_contradiction::find(self, old, *reach, *declares_existing)?;
                Some((Rule::X15, found))
            }
            (
                Effect::Exclusivity { .. } | Effect::DirectedAgainst { .. },
                Effect::MutualDefence { .. },
            ) => {
                let bar = x13_new_bar::Bar::of(new, reading(), text)?;
                let held = x13_new_bar::HeldText::of(self, old);
                Some((Rule::X13, x13_new_bar::find(&held, &bar)))
            }
            // A union, or a bar, beside what is neither a tariff nor an alliance.
            (
                Effect::CustomsUnion { .. }
                | Effect::Exclusivity { .. }
                | Effect::DirectedAgainst { .. }
                // What is owed, kept, decided or done bars nothing that is held.
                | Effect::FreeTrade { .. }
                | Effect::MutualDefence { .. }
                | Effect::Consultation
                | Effect::NonAggression
                | Effect::Neutrality { .. }
                | Effect::NonAlignment { .. }
                | Effect::BaseBan { .. }
                | Effect::ConsentRequired { .. }
                | Effect::Forbidden { .. }
                | Effect::Sanctions
                | Effect::Savings { .. }
                | Effect::Supremacy { .. }
                | Effect::Accession { .. }
                | Effect::Amendment { .. }
                | Effect::Withdrawal(_)
                | Effect::Duration { .. }
                | Effect::Suspension
                | Effect::Expulsion
                | Effect::Decision { .. }
                | Effect::ReservedExit { .. }
                | Effect::Purposes { .. }
                | Effect::GeneralRule
                | Effect::Peace
                | Effect::Recognition
                | Effect::Procedure(_),
                _,
            ) => None,
        }
    }

    /// The rule by which a provision is tested, and what it finds; nothing for those that no rule tests.
    fn find(&self, old: &Old<'a>) -> Option<(Rule, Found)> {
        Some(match old.effect() {
            Effect::Exclusivity {
                object: ExclusiveObject::MilitaryAlliance, qualifiers, ..
            } => {
                if let Some(found) = x3_directed_against::of_grouping(self, old) {
                    return Some((Rule::X3, found));
                }
                let reading =
                    old.recorded().and_then(|one| self.situation.view.reading().of(one));
                match Qualifier::under(qualifiers, reading) {
                    Qualifier::Absolute => (Rule::X1, x1_exclusivity::find(self, old)),
                    Qualifier::AimsContrary => (Rule::X2, x2_contrary_aims::find(self, old)),
                    Qualifier::DirectedAgainst => (Rule::X3, x3_directed_against::find(self, old)),
                }
            }
            Effect::Exclusivity { object: ExclusiveObject::CustomsUnion, .. } => {
                (Rule::X5, x5_customs_union::find(self, old))
            }
            // It is exclusive, but of nothing that a change can bring.
            Effect::Exclusivity { object: ExclusiveObject::Other, .. } => {
                (Rule::X1, Found::none(Ground::NotTouched))
            }
            Effect::DirectedAgainst { .. } => (Rule::X3, x3_directed_against::find(self, old)),
            Effect::NonContradiction { .. } => (Rule::X4, x4_non_contradiction::find(self, old)),
            Effect::Neutrality { bars, exceptions, within, owing: _ }
            | Effect::NonAlignment { bars, exceptions, within, owing: _ }
            | Effect::BaseBan { bars, exceptions, within, owing: _ } => {
                let (bars, exceptions, within) = (*bars, *exceptions, within.as_deref());
                (Rule::X6, x6_own_law::find(self, &Law { bars, exceptions, within }))
            }
            Effect::ConsentRequired { to, need, decision: _ } => {
                (Rule::X8, x8_consent::find(self, old, to, *need))
            }
            Effect::NonAggression => (Rule::X12, x12_non_aggression::find(self, old)),
            Effect::Sanctions => (Rule::X17, x17_charter::find(self, old)?),
            // What is owed, kept, decided, or done to members bars nothing new by itself.
            Effect::MutualDefence { .. }
            | Effect::Consultation
            | Effect::Savings { .. }
            | Effect::Supremacy { .. }
            | Effect::Accession { .. }
            | Effect::Amendment { .. }
            | Effect::Withdrawal(_)
            | Effect::Duration { .. }
            | Effect::Suspension
            | Effect::Expulsion
            | Effect::Decision { .. }
            | Effect::ReservedExit { .. }
            | Effect::Purposes { .. }
            | Effect::GeneralRule
            | Effect::CustomsUnion { .. }
            | Effect::FreeTrade { .. }
            | Effect::Peace
            | Effect::Recognition
            // What is forbidden is held against the single act.
            | Effect::Forbidden { .. }
            | Effect::Procedure(_) => return None,
        })
    }

    /// What keeps a state out of something is its own to change where its law says so; where a treaty does it is owed to others, whose
    /// consent sets it free (VCLT art. 39, 54(b)), and nothing, where it is owed to nobody.
    fn owed(&self, found: Found, old: &Old<'a>, text: InstrumentId) -> Found {
        if found.class != Class::Domestic || text.is_domestic() {
            return found;
        }
        let toward = self.toward(old);
        let others = toward.iter().filter(|(member, _)| *member != EntityId::from(old.state));
        let best = others.reduce(|best, next| if next.1 > best.1 { next } else { best });
        match best {
            Some((member, truth)) if truth.is_possible() => {
                let circle = old.other_side();
                found.resting_on(Premise::Inside { member: *member, circle }, *truth)
            }
            Some(_) | None => Found::none(Ground::NobodyToAsk),
        }
    }

    /// A political text gives at most a potential conflict, unless both sides ratified it; so does policy of the state's own, unless
    /// it is owed to others.
    fn by_force_of_text(&self, found: Found, provision: &Provision) -> Found {
        let text = provision.instrument;
        match text {
            InstrumentId::Law(law) => {
                let owing = provision.effect.keeps_out().map(|(_, owing)| owing);
                let binds = self.world()[law].form.is_law() || owing == Some(Owing::Owed);
                return if binds { found } else { found.by_policy() };
            }
            InstrumentId::Treaty(treaty) if self.world()[treaty].form.is_binding() => return found,
            InstrumentId::Treaty(_) => {}
        }
        let counts = found.class.forces() || found.class.waits();
        match self.situation.is_binding_text(text) {
            Truth::Yes => found.resting_on(Premise::Approved { text }, Truth::Yes),
            Truth::Unknown if counts => {
                found.resting_on(Premise::Approved { text }, Truth::Unknown)
            }
            Truth::No if counts => {
                Found { class: Class::Potential, ground: Ground::NotBinding, ..found }.for_good()
            }
            // What forces nothing does so whether it binds or not.
            Truth::No | Truth::Unknown => found,
        }
    }
}

/// Whether some rule may hold what is brought against whatever a state has; anything else is held against nothing but what forbids
/// acts. Whatever is looked at for nothing is told by the rules themselves.
const fn is_held_against_all(brought: &Effect) -> bool {
    match brought {
        Effect::CustomsUnion { .. }
        | Effect::NonContradiction { .. }
        | Effect::Exclusivity { .. }
        | Effect::DirectedAgainst { .. }
        | Effect::FreeTrade { .. } => true,
        Effect::MutualDefence { .. }
        | Effect::Consultation
        | Effect::NonAggression
        | Effect::Neutrality { .. }
        | Effect::NonAlignment { .. }
        | Effect::BaseBan { .. }
        | Effect::ConsentRequired { .. }
        | Effect::Forbidden { .. }
        | Effect::Sanctions
        | Effect::Savings { .. }
        | Effect::Supremacy { .. }
        | Effect::Accession { .. }
        | Effect::Amendment { .. }
        | Effect::Withdrawal(_)
        | Effect::Duration { .. }
        | Effect::Suspension
        | Effect::Expulsion
        | Effect::Decision { .. }
        | Effect::ReservedExit { .. }
        | Effect::Purposes { .. }
        | Effect::GeneralRule
        | Effect::Peace
        | Effect::Recognition
        | Effect::Procedure(_) => false,
    }
}

/// Whether some rule may hold what is brought against one thing that a state has: most pairs are looked at for nothing, and are passed
/// over at once.
fn meets(brought: &Effect, held: &Effect, joins: bool) -> bool {
    match held {
        Effect::Forbidden { acts, .. } => {
            x16_forbidden_act::is_forbidden(*acts, brought.kind(), joins)
        }
        Effect::CustomsUnion { .. } => matches!(
            brought,
            Effect::CustomsUnion { .. }
                | Effect::FreeTrade { .. }
                | Effect::NonContradiction { .. }
        ),
        Effect::FreeTrade { .. } => {
            matches!(brought, Effect::CustomsUnion { .. } | Effect::NonContradiction { .. })
        }
        Effect::MutualDefence { .. } => matches!(
            brought,
            Effect::Exclusivity { .. }
                | Effect::DirectedAgainst { .. }
                | Effect::NonContradiction { .. }
        ),
        Effect::Consultation
        | Effect::NonAggression
        | Effect::Exclusivity { .. }
        | Effect::NonContradiction { .. }
        | Effect::DirectedAgainst { .. }
        | Effect::Neutrality { .. }
        | Effect::NonAlignment { .. }
        | Effect::BaseBan { .. }
        | Effect::ConsentRequired { .. }
        | Effect::Sanctions
        | Effect::Savings { .. }
        | Effect::Supremacy { .. }
        | Effect::Accession { .. }
        | Effect::Amendment { .. }
        | Effect::Withdrawal(_)
        | Effect::Duration { .. }
        | Effect::Suspension
        | Effect::Expulsion
        | Effect::Decision { .. }
        | Effect::ReservedExit { .. }
        | Effect::Purposes { .. }
        | Effect::GeneralRule
        | Effect::Peace
        | Effect::Recognition
        | Effect::Procedure(_) => matches!(brought, Effect::NonContradiction { .. }),
    }
}

/// Whether some rule may hold a provision against what a change brings. The others are many, and are passed over at once; whatever is
/// looked at for nothing is told by the rules themselves.
pub(super) const fn is_tested(effect: &Effect) -> bool {
    match effect {
        Effect::MutualDefence { .. }
        | Effect::NonAggression
        | Effect::Exclusivity { .. }
        | Effect::NonContradiction { .. }
        | Effect::DirectedAgainst { .. }
        | Effect::Neutrality { .. }
        | Effect::NonAlignment { .. }
        | Effect::BaseBan { .. }
        | Effect::ConsentRequired { .. }
        | Effect::CustomsUnion { .. }
        | Effect::FreeTrade { .. }
        | Effect::Peace
        | Effect::Recognition
        | Effect::Forbidden { .. }
        | Effect::Sanctions => true,
        Effect::Consultation
        | Effect::Savings { .. }
        | Effect::Supremacy { .. }
        | Effect::Accession { .. }
        | Effect::Amendment { .. }
        | Effect::Withdrawal(_)
        | Effect::Duration { .. }
        | Effect::Suspension
        | Effect::Expulsion
        | Effect::Decision { .. }
        | Effect::ReservedExit { .. }
        | Effect::Purposes { .. }
        | Effect::GeneralRule
        | Effect::Procedure(_) => false,
    }
}

/// Whether a rule may hold what a body agrees, without any terms of it, against what comes later.
pub(crate) const fn is_held_if_agreed(kind: EffectKind) -> bool {
    match kind {
        EffectKind::MutualDefence
        | EffectKind::NonAggression
        | EffectKind::Exclusivity
        | EffectKind::NonContradiction
        | EffectKind::DirectedAgainst
        | EffectKind::CustomsUnion
        | EffectKind::FreeTrade => true,
        // What a state's own law keeps out is no body's.
        EffectKind::Neutrality
        | EffectKind::NonAlignment
        | EffectKind::BaseBan
        // Without terms these speak of nothing.
        | EffectKind::ConsentRequired
        | EffectKind::Forbidden
        | EffectKind::Sanctions
        | EffectKind::Consultation
        | EffectKind::Savings
        | EffectKind::Supremacy
        | EffectKind::Accession
        | EffectKind::Amendment
        | EffectKind::Withdrawal
        | EffectKind::Duration
        | EffectKind::Suspension
        | EffectKind::Expulsion
        | EffectKind::Decision
        | EffectKind::ReservedExit
        | EffectKind::Purposes
        | EffectKind::GeneralRule
        | EffectKind::Peace
        | EffectKind::Recognition
        | EffectKind::Procedure => false,
    }
}

/// The provisions on whose reading the test of a provision depends: itself, and for a clause of non-contradiction the companions
/// that bar what contradicts it; by key.
pub(crate) fn read_by(world: &World, pair: Pair) -> Vec<Id<Provision>> {
    let mut read: Vec<Id<Provision>> = pair.held.recorded().into_iter().collect();
    read.extend(pair.brought.and_then(|brought| brought.recorded()));
    if let Some(id) = pair.held.recorded()
        && matches!(world[id].effect, Effect::NonContradiction { .. })
    {
        read.extend(x4_non_contradiction::companions(world, id));
        read.sort_by(|a, b| world[*a].key.cmp(&world[*b].key));
    }
    // Nothing but the reach of an exclusivity clause is read in several ways.
    read.retain(|id| matches!(world[*id].effect, Effect::Exclusivity { .. }));
    read.retain(|id| !world[*id].readings().is_empty());
    read
}
