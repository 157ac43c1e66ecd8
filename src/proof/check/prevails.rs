//! Which of two texts prevails between two states, stated once more: every way in which what is not known may turn out is followed.
//!
//! The lines are those of the rule on successive treaties, in their order (VCLT art. 27, 30, 34, 59; Charter of the United Nations,
//! art. 25, 103; TFEU art. 351); the first that holds decides.

use std::collections::BTreeSet;

use super::records::{Circle, Records, ends, within};
use super::{Expected, Wrong};
use crate::model::{
    ActKind, AnyEntity, Bearer, CoverageLevel, Effect, EffectKind, Field, LinkRole, Outranked,
    Parties, Provision, ReadMark, SavedTreaties, Subject, Treaty,
};
use crate::proof::{Fact, Key, PriorityWay};
use crate::time::{Date, Day};
use crate::verdict::PriorityStep;
use crate::{BodyId, Id, InstrumentId, State, Truth};

/// Two states, two treaties, and what is found of them so far.
struct Meeting<'r, 'a> {
    records: &'r Records<'a>,
    day: Date,
    texts: [Id<Treaty>; 2],
    states: [(Id<State>, &'a str); 2],
    found: BTreeSet<PriorityWay>,
}

impl<'a> Records<'a> {
    pub(super) fn prevailing(
        &self,
        texts: &[Key; 2],
        between: &[Key; 2],
    ) -> Result<Expected<'a>, Wrong> {
        let day = self.case.as_of;
        let named = [self.text(&texts[0])?, self.text(&texts[1])?];
        let states = [self.state(&between[0])?, self.state(&between[1])?];
        let ways = match named {
            [one, other] if one == other => {
                BTreeSet::from([PriorityWay::new(None, PriorityStep::SameText, None)])
            }
            [InstrumentId::Law(_), InstrumentId::Law(_)] => {
                BTreeSet::from([PriorityWay::new(None, PriorityStep::TwoLaws, None)])
            }
            [InstrumentId::Law(_), InstrumentId::Treaty(treaty)] => {
                self.beside_law(named[0], treaty, states, day)
            }
            [InstrumentId::Treaty(treaty), InstrumentId::Law(_)] => {
                self.beside_law(named[1], treaty, states, day)
            }
            [InstrumentId::Treaty(one), InstrumentId::Treaty(other)] => {
                let found = BTreeSet::new();
                let mut meeting =
                    Meeting { records: self, day, texts: [one, other], states, found };
                meeting.meet();
                meeting.found
            }
        };
        let mut records: Vec<&'a str> = named.iter().map(|text| self.key(text.entity())).collect();
        for provision in &self.tables.provisions {
            let decides = ways.iter().any(|way| way.clause.as_ref() == Some(&provision.key));
            let settles = provision.kind() == EffectKind::GeneralRule
                && ways.iter().any(|way| provision.param("settles") == Some(way.step.as_str()));
            if decides || settles {
                records.extend([&*provision.key, self.key(provision.instrument)]);
            }
        }
        let both: Circle<'_> = states.iter().map(|(_, key)| (*key, Truth::Yes)).collect();
        for text in named {
            let InstrumentId::Treaty(treaty) = text else { continue };
            records.extend(self.evidence(&both, treaty.into(), day));
            for provision in self.tables.provisions.iter().filter(|one| one.instrument == text) {
                if let Some(Bearer::Participants(body)) = &provision.counterparty {
                    records.extend(self.evidence(&both, *body, day));
                }
            }
        }
        let fact = Fact::Prevails {
            texts: texts.clone(),
            between: between.clone(),
            day,
            ways: ways.into_iter().collect(),
        };
        Ok(Expected { fact, premises: Vec::new(), records })
    }

    fn text(&self, key: &str) -> Result<InstrumentId, Wrong> {
        let (id, entity) = self.find(key)?;
        let none = || Wrong::NoSuch { kind: "treaty or law", key: key.into() };
        InstrumentId::of(id, entity.kind()).ok_or_else(none)
    }

    fn beside_law(
        &self,
        law: InstrumentId,
        treaty: Id<Treaty>,
        states: [(Id<State>, &'a str); 2],
        day: Date,
    ) -> BTreeSet<PriorityWay> {
        let listed = match self.tables.entity(law.entity()) {
            Some(AnyEntity::Law(law)) => law.parties.as_ref(),
            _ => None,
        };
        let is_theirs = matches!(listed, Some(Parties::Listed(own))
            if own.iter().any(|one| states.iter().any(|(state, _)| state == one)));
        if !is_theirs {
            return BTreeSet::from([PriorityWay::new(None, PriorityStep::OnlyOneBinds, None)]);
        }
        let both = Truth::all(states.map(|state| self.binds_by_treaty(state, treaty, day)));
        let mut ways = BTreeSet::new();
        if both.is_possible() {
            let text = Some(self.key(treaty).into());
            ways.insert(PriorityWay::new(text, PriorityStep::OwnLaw, None));
        }
        if !both.is_yes() {
            ways.insert(PriorityWay::new(None, PriorityStep::NoCommonText, None));
        }
        ways
    }

    /// Whether a treaty binds a state as law: in force, binding by its form or by approval, and the state is in it or in what is the
    /// other side of one of its clauses.
    fn binds_by_treaty(
        &self,
        (_, state): (Id<State>, &str),
        treaty: Id<Treaty>,
        day: Date,
    ) -> Truth {
        let text = InstrumentId::Treaty(treaty);
        let mut is_in = within(&self.roll(0, treaty.into(), day), state);
        for provision in self.tables.provisions.iter().filter(|one| one.instrument == text) {
            if let Some(Bearer::Participants(body)) = &provision.counterparty {
                is_in = is_in | within(&self.roll(0, *body, day), state);
            }
        }
        is_in & self.in_force(text, day) & self.is_law_between_states(treaty, day)
    }

    fn is_law_between_states(&self, id: Id<Treaty>, day: Date) -> Truth {
        let Some(treaty) = self.treaty(id) else { return Truth::No };
        if treaty.form.is_binding() {
            return Truth::Yes;
        }
        let Some(Parties::Listed(parties)) = &treaty.parties else { return Truth::No };
        if parties.len() < 2 {
            return Truth::No;
        }
        Truth::all(parties.iter().map(|party| {
            let own = self.tables.acts.iter().filter(|act| {
                act.instrument == InstrumentId::Treaty(id)
                    && act.by == Some(*party)
                    && act.concerning.is_none()
                    && (act.kind.is_consent() || act.kind == ActKind::DomesticApproval)
                    && act.is_known_by(self.case.known_by)
            });
            Truth::any(own.map(|act| act.date.is_on_or_before(day)))
        }))
    }

    /// Whether a roll says all who are in.
    fn lists_all(&self, body: BodyId) -> bool {
        if let BodyId::Treaty(id) = body {
            match self.treaty(id).and_then(|treaty| treaty.parties.as_ref()) {
                Some(Parties::Of(other)) if *other != body => return self.lists_all(*other),
                Some(Parties::Listed(_) | Parties::Nobody) => return true,
                Some(Parties::Of(_)) | None => {}
            }
        }
        let Some(coverage) = self.coverage(body) else { return true };
        coverage.level == CoverageLevel::Complete && self.roll_reaches(body)
    }
}

impl<'a> Meeting<'_, 'a> {
    fn may(&mut self, text: Option<usize>, step: PriorityStep, clause: Option<&Provision>) {
        let text = text.map(|at| self.records.key(self.texts[at]).into());
        let clause = clause.map(|one| one.key.clone());
        self.found.insert(PriorityWay::new(text, step, clause));
    }

    /// Follows every way in which the texts may bind the states.
    fn meet(&mut self) {
        let (records, day) = (self.records, self.day);
        let truths = self
            .texts
            .map(|text| self.states.map(|state| records.binds_by_treaty(state, text, day)));
        let may = |truth: Truth, is: bool| if is { truth.is_possible() } else { !truth.is_yes() };
        for way in 0_u8..16 {
            let is = [[way & 1 > 0, way & 2 > 0], [way & 4 > 0, way & 8 > 0]];
            let fits = (0..2).all(|a| (0..2).all(|b| may(truths[a][b], is[a][b])));
            if fits {
                self.follow(is);
            }
        }
    }

    fn follow(&mut self, is: [[bool; 2]; 2]) {
        let both = is.map(|row| row == [true, true]);
        if both == [false, false] {
            return self.may(None, PriorityStep::NoCommonText, None);
        }
        if is.contains(&[false, false]) {
            return self.may(None, PriorityStep::OnlyOneBinds, None);
        }
        let charter = [self.outranks_all(0), self.outranks_all(1)];
        if let [Some(clause), None] | [None, Some(clause)] = charter {
            let at = usize::from(charter[0].is_none());
            let text = both[at].then_some(at);
            self.may(text, PriorityStep::OverEveryAgreement, Some(clause.0));
            if clause.1.is_yes() {
                return;
            }
        }
        let subject = self.on_one_subject();
        if !subject.is_yes() {
            self.may(None, PriorityStep::OtherSubject, None);
        }
        if subject.is_no() {
            return;
        }
        let meek = [self.yields_to(0, 1, is), self.yields_to(1, 0, is)];
        for at in [0, 1] {
            let Some((clause, truth)) = meek[at] else { continue };
            let applies = truth & !meek[1 - at].map_or(Truth::No, |(_, truth)| truth);
            if applies.is_possible() {
                self.may(Some(1 - at), PriorityStep::SubjectTo, Some(clause));
            }
            if applies.is_yes() {
                return;
            }
        }
        if both == [true, true] {
            let among = |effect: &Effect| {
                matches!(effect, Effect::Supremacy { over: Outranked::AmongParties })
            };
            let supreme = [0, 1].map(|at| self.best(self.texts[at], among));
            for at in [0, 1] {
                let Some((clause, truth)) = supreme[at] else { continue };
                let applies = truth & !supreme[1 - at].map_or(Truth::No, |(_, truth)| truth);
                if applies.is_possible() {
                    self.may(Some(at), PriorityStep::Supremacy, Some(clause));
                }
                if applies.is_yes() {
                    return;
                }
            }
            self.by_age();
        } else {
            self.in_common(usize::from(!both[0]), is);
        }
    }

    /// One of the two is common to both states: it goes first, whatever one of them promised in the other.
    fn in_common(&mut self, at: usize, is: [[bool; 2]; 2]) {
        let beside = self.texts[1 - at];
        let keeps = self.best(
            beside,
            |effect| matches!(effect, Effect::Savings { scope } if scope.earlier_with_outsiders),
        );
        if let Some((clause, stands)) = keeps {
            let inside = usize::from(!is[1 - at][0]);
            let entered = self.since(self.states[inside], beside);
            let promised = self.signed(self.texts[at]);
            let earlier =
                promised.zip(entered).map_or(Truth::Unknown, |(one, then)| one.is_before(then));
            let applies = stands & earlier;
            if applies.is_possible() {
                self.may(Some(at), PriorityStep::EarlierWithOutsider, Some(clause));
            }
            if applies.is_yes() {
                return;
            }
        }
        self.may(Some(at), PriorityStep::CommonText, None);
    }

    /// Both bind both: the later by the day of signature.
    fn by_age(&mut self) {
        let days = self.texts.map(|text| self.signed(text));
        let [Some(one), Some(other)] = days else {
            for at in [0, 1] {
                self.later(at, Truth::Unknown);
            }
            return self.may(None, PriorityStep::SameDay, None);
        };
        let (first, second) = (one.is_before(other), other.is_before(one));
        let ((from, to), (other_from, other_to)) = (one.bounds(), other.bounds());
        let may_be_same = from <= other_to && other_from <= to;
        let is_exact = from == to && other_from == other_to;
        let is_same = Truth::from(may_be_same) & if is_exact { Truth::Yes } else { Truth::Unknown };
        if !(first.is_yes() || second.is_yes()) && is_same.is_possible() {
            self.may(None, PriorityStep::SameDay, None);
            if is_same.is_yes() {
                return;
            }
        }
        self.later(1, first);
        self.later(0, second);
    }

    fn later(&mut self, at: usize, is_later: Truth) {
        if is_later.is_no() {
            return;
        }
        let (later, earlier) = (self.texts[at], self.texts[1 - at]);
        let roll = self.records.roll(0, later.into(), self.day);
        let parties = self.records.roll(0, earlier.into(), self.day);
        let mut all = Truth::all(parties.iter().map(|(key, truth)| !*truth | within(&roll, key)));
        if !self.records.lists_all(earlier.into()) {
            all = all & Truth::Unknown;
        }
        if all.is_possible() {
            self.may(Some(at), PriorityStep::LaterOfAllParties, None);
        }
        if !all.is_yes() {
            self.may(Some(at), PriorityStep::LaterOfBoth, None);
        }
    }

    fn signed(&self, text: Id<Treaty>) -> Option<Date> {
        self.records.treaty(text)?.signed
    }

    /// The clauses of a text that stand, or may, by key.
    fn clauses(&self, text: Id<Treaty>) -> Vec<(&'a Provision, Truth)> {
        let own = self.records.tables.provisions.iter();
        let own = own.filter(|one| one.instrument == InstrumentId::Treaty(text));
        let mut own: Vec<(&'a Provision, Truth)> =
            own.map(|one| (one, self.records.stands(0, one, self.day))).collect();
        own.retain(|(_, truth)| truth.is_possible());
        own.sort_by(|a, b| a.0.key.cmp(&b.0.key));
        own
    }

    /// The first of the most certain clauses of a sort.
    fn best(
        &self,
        text: Id<Treaty>,
        is_it: impl Fn(&Effect) -> bool,
    ) -> Option<(&'a Provision, Truth)> {
        let own: Vec<(&'a Provision, Truth)> =
            self.clauses(text).into_iter().filter(|(one, _)| is_it(&one.effect)).collect();
        let certain = own.iter().find(|(_, truth)| truth.is_yes());
        certain.or_else(|| own.first()).copied()
    }

    /// The clause by which a text, or what it rests on, goes before every other agreement.
    fn outranks_all(&self, at: usize) -> Option<(&'a Provision, Truth)> {
        let is_it = |effect: &Effect| {
            matches!(effect, Effect::Supremacy { over: Outranked::EveryAgreement })
        };
        let text = self.texts[at];
        if let Some(own) = self.best(text, is_it) {
            return Some(own);
        }
        let decides = (self.clauses(text).iter()).any(|(one, _)| one.effect == Effect::Sanctions);
        if !decides {
            return None;
        }
        let links = self.records.links();
        let of = |text: Id<Treaty>| {
            links.iter().filter(move |link| link.instrument == InstrumentId::Treaty(text))
        };
        for link in of(text) {
            let organization = ends(link).0;
            let texts = links
                .iter()
                .filter(|one| ends(one).0 == organization && one.role != LinkRole::Amendment);
            for other in texts.filter_map(|one| match one.instrument {
                InstrumentId::Treaty(treaty) => Some(treaty),
                InstrumentId::Law(_) => None,
            }) {
                if let Some(found) = self.best(other, is_it) {
                    return Some(found);
                }
            }
        }
        None
    }

    /// Whether the two speak of one field; open where they share none and not all is read of both.
    fn on_one_subject(&self) -> Truth {
        let [one, other] = self.texts.map(|text| self.fields(text));
        let mut shared = Truth::No;
        for (field, truth) in &one {
            for (_, beside) in other.iter().filter(|(known, _)| known == field) {
                shared = shared | (*truth & *beside);
            }
        }
        let is_read = |text: &Id<Treaty>| {
            self.records.treaty(*text).and_then(|treaty| treaty.read) == Some(ReadMark::All)
        };
        if self.texts.iter().all(is_read) { shared } else { shared | Truth::Unknown }
    }

    fn fields(&self, text: Id<Treaty>) -> Vec<(Field, Truth)> {
        let mut fields: Vec<(Field, Truth)> = Vec::new();
        for (provision, truth) in self.clauses(text) {
            fields.extend(provision.effect.fields().into_iter().map(|field| (field, truth)));
        }
        let subjects = self.records.treaty(text).map(|treaty| &treaty.subjects);
        fields.extend(subjects.into_iter().flatten().filter_map(|subject| match subject {
            Subject::Alliance | Subject::Neutrality => Some((Field::Security, Truth::Yes)),
            Subject::Customs => Some((Field::Trade, Truth::Yes)),
            Subject::Bases => Some((Field::Bases, Truth::Yes)),
            Subject::Association | Subject::Currency | Subject::PlannedCurrency => None,
        }));
        fields
    }

    /// The clause by which a text leaves the other one untouched, the first of the most certain.
    fn yields_to(
        &self,
        at: usize,
        beside: usize,
        is: [[bool; 2]; 2],
    ) -> Option<(&'a Provision, Truth)> {
        let other = self.texts[beside];
        let living: Vec<&str> = (self.records.tables.links.iter())
            .filter(|link| link.instrument == InstrumentId::Treaty(other))
            .map(|link| self.records.key(link.organization))
            .collect();
        let mut best: Option<(&'a Provision, Truth)> = None;
        for (clause, stands) in self.clauses(self.texts[at]) {
            let Effect::Savings { scope } = &clause.effect else { continue };
            let named = scope.organizations.iter().any(|own| living.contains(&&**own));
            let reaches = match (named, scope.other_treaties, scope.of) {
                (true, _, _) | (false, true, Some(SavedTreaties::Any)) => Truth::Yes,
                (false, true, Some(SavedTreaties::Existing)) => self.was_there(beside, at, is),
                (false, true, None) => self.was_there(beside, at, is) | Truth::Unknown,
                (false, false, _) => Truth::No,
            };
            let truth = stands & reaches;
            if truth.is_possible() && best.is_none_or(|(_, known)| truth > known) {
                best = Some((clause, truth));
            }
        }
        best
    }

    /// Whether a text was there when whoever is in both came to be bound by the other.
    fn was_there(&self, text: usize, other: usize, is: [[bool; 2]; 2]) -> Truth {
        let (text, other) = (self.texts[text], self.texts[other]);
        let in_both = [0, 1].into_iter().filter(|at| is[0][*at] && is[1][*at]);
        Truth::all(in_both.map(|at| {
            let state = self.states[at];
            let (Some(held), Some(bound)) = (self.since(state, text), self.since(state, other))
            else {
                return Truth::Unknown;
            };
            let begun = self.records.treaty(other).and_then(|treaty| treaty.in_force);
            let joined_late = begun.map_or(Truth::Unknown, |begun| begun.is_before(bound));
            let days = self.signed(text).zip(self.signed(other));
            let older = days.map_or(Truth::Unknown, |(one, then)| one.is_before(then));
            (joined_late & held.is_before(bound))
                | (!joined_late & older & held.is_on_or_before(bound))
        }))
    }

    /// From when a state is bound by a text: its last spell that may hold, and not before the text is in force.
    fn since(&self, (_, state): (Id<State>, &str), text: Id<Treaty>) -> Option<Date> {
        let records = self.records;
        let carrier = records.others_of(text.into()).unwrap_or(BodyId::Treaty(text));
        let spells = records.spells.iter().copied().filter(|spell| {
            spell.status.is_binding()
                && records.tables.body(spell) == carrier
                && records.key(records.tables.member(spell)) == state
        });
        let day = |number: i32| Day::from_number(number);
        let last = spells
            .filter_map(|spell| records.span(&spell))
            .filter(|span| super::records::on_day(*span, self.day).is_possible())
            .max_by_key(|span| (span.from_lo, span.from_hi))
            .map(|span| Date::from_bounds(day(span.from_lo), day(span.from_hi)))
            .filter(|from| !from.is_unknown());
        match (last, records.treaty(text).and_then(|treaty| treaty.in_force)) {
            (Some(from), Some(in_force)) => Some(from.later_of(in_force)),
            (from, in_force) => from.or(in_force),
        }
    }
}
