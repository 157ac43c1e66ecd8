//! What rolls, texts and relations say of what somebody said.

use super::super::Wrong;
use super::super::records::{Circle, Records, within};
use super::Decided;
use crate::model::{
    Bearer, Coverage, CoverageLevel, Duty, EffectKind, Matter, Participation, Parties, Provision,
    ReadMark, RelationKind, Status,
};
use crate::proof::Fact;
use crate::time::Span;
use crate::{BodyId, EntityId, Id, InstrumentId, State, Treaty, Truth};

impl<'a> Records<'a> {
    /// Whether somebody takes part in a body in a grade that binds, with the step that says so, or says why not.
    pub(super) fn participation(
        &self,
        who: EntityId,
        body: BodyId,
    ) -> Result<(Truth, Fact), Wrong> {
        let (day, who) = (self.case.as_of, self.key(who));
        let truth = within(&self.roll(0, body, day), who);
        if truth.is_possible() {
            return Ok((truth, self.takes_part_fact(0, who, body, day)));
        }
        let fact = self.absent(who, self.key(body), day)?.fact;
        let truth = if let Fact::NotBound { truth, .. } = fact { truth } else { Truth::No };
        Ok((truth, fact))
    }

    /// The spells of somebody in a body that were known, each with what is left of its time.
    fn spells_of(
        &self,
        who: EntityId,
        body: BodyId,
    ) -> impl Iterator<Item = (Participation, Vec<Span>)> {
        let records = *self;
        let own = self.spells.iter().copied().filter(move |spell| {
            records.tables.member(spell) == who && records.tables.body(spell) == body
        });
        let left = own
            .filter_map(move |spell| Some((spell, records.left_of(&spell, records.span(&spell)?))));
        left.filter(|(_, left)| !left.is_empty())
    }

    /// The spells that bear on a participation: those that may hold, else those that have ended, else the body, whose roll is without
    /// one.
    pub(super) fn bearing(
        &self,
        who: EntityId,
        body: BodyId,
        fits: impl Fn(Status) -> bool,
    ) -> Vec<&'a str> {
        let own = self.spells_of(who, body).map(|(spell, _)| spell);
        let (holding, ended): (Vec<_>, Vec<_>) = own
            .filter(|spell| fits(spell.status))
            .partition(|spell| self.holds(spell, self.case.as_of).is_possible());
        let bearing = if holding.is_empty() { ended } else { holding };
        if bearing.is_empty() {
            return vec![self.key(body)];
        }
        bearing.into_iter().filter_map(|spell| self.spell_key(&spell)).collect()
    }

    pub(super) fn said_in(
        &self,
        who: EntityId,
        body: BodyId,
        status: Option<Status>,
    ) -> Result<Decided<'a>, Wrong> {
        let (bound, step) = self.participation(who, body)?;
        let Some(status) = status else {
            let records = self.bearing(who, body, Status::is_binding);
            return Ok(Decided::new(bound, vec![step], records));
        };
        let truth = match self.kept_in(body) {
            Some(kept) if kept == body => self.in_grade(who, body, status),
            // Whoever is bound through something else is a party.
            Some(_) | None if status == Status::Party => bound,
            Some(_) | None => Truth::No,
        };
        let records = self.bearing(who, body, |one| one == status);
        Ok(Decided::new(truth, vec![step], records))
    }

    /// Whether somebody takes part in a body, that keeps a roll, in one grade.
    fn in_grade(&self, who: EntityId, body: BodyId, status: Status) -> Truth {
        let day = self.case.as_of;
        let (is_who, key) =
            (|spell: &Participation| self.tables.member(spell) == who, self.key(who));
        let own = || {
            let rows = self.spells.iter().copied();
            rows.filter(|spell| self.tables.body(spell) == body).filter(is_who)
        };
        let of_grade = own().filter(|spell| spell.status == status);
        let truth = Truth::any(of_grade.map(|spell| self.holds(&spell, day)));
        if truth.is_possible() || self.exists(body, day).is_no() || self.existed(who, day).is_no() {
            return truth;
        }
        let level = self.coverage(body).map(|coverage| coverage.level);
        let has_grade = |coverage: &Coverage| {
            coverage.statuses.is_empty() || coverage.statuses.contains(&status)
        };
        let is_told = self.roll_reaches(body)
            && match level {
                Some(CoverageLevel::Complete) => self.coverage(body).is_some_and(has_grade),
                Some(CoverageLevel::Partial) | None => {
                    self.shows(key, body, own().next().is_some())
                }
                Some(CoverageLevel::None) => false,
            };
        if is_told { Truth::No } else { Truth::Unknown }
    }

    /// The body in whose rows the roll of a body is kept: its own, or that of whose participants its text speaks; none, where the text
    /// lists its parties or has none.
    fn kept_in(&self, body: BodyId) -> Option<BodyId> {
        if let BodyId::Treaty(treaty) = body
            && let Some(Parties::Listed(_) | Parties::Nobody) = &self.treaty(treaty)?.parties
        {
            return None;
        }
        Some(self.others_of(body).unwrap_or(body))
    }

    pub(super) fn said_bound(
        &self,
        state: Id<State>,
        treaty: Id<Treaty>,
    ) -> Result<Decided<'a>, Wrong> {
        let (is_in, step) = self.participation(state.into(), treaty.into())?;
        let mut truth = is_in & self.in_force(treaty.into(), self.case.as_of);
        // Whether a political text binds is not told by its form.
        if truth.is_yes() && !self.treaty(treaty).is_some_and(|text| text.form.is_binding()) {
            truth = Truth::Unknown;
        }
        let mut records = self.bearing(state.into(), treaty.into(), Status::is_binding);
        records.push(self.key(treaty));
        Ok(Decided::new(truth, vec![step], records))
    }

    pub(super) fn said_clause(&self, text: InstrumentId, kind: EffectKind) -> Decided<'a> {
        let day = self.case.as_of;
        let own = self.tables.provisions.iter().filter(|one| one.instrument == text);
        let of_kind: Vec<&'a Provision> = own.filter(|one| one.kind() == kind).collect();
        let may_stand =
            of_kind.iter().filter(|clause| self.stands(0, clause, day).is_possible()).copied();
        let may_stand: Vec<&'a Provision> = may_stand.collect();
        if !may_stand.is_empty() {
            let truth = Truth::any(may_stand.iter().map(|clause| self.stands(0, clause, day)));
            let premises = may_stand.iter().map(|clause| self.stands_fact(0, clause, day));
            return Decided::new(truth, premises.collect(), Vec::new());
        }
        // A clause that is on record and does not stand is gone only if its text is still in force.
        let is_gone = of_kind.is_empty() || self.in_force(text, day).is_yes();
        let lacks = self.lacks(self.key(text.entity()), kind, day);
        let is_read = match text {
            InstrumentId::Treaty(treaty) => {
                self.treaty(treaty).is_some_and(|text| text.read == Some(ReadMark::All))
            }
            InstrumentId::Law(_) => false,
        };
        let mut records = vec![self.key(text.entity())];
        let told = if is_read {
            Some(Vec::new())
        } else {
            self.tells_all(Matter::Duties, kind.as_str(), None)
        };
        let truth = if told.is_some() && is_gone { Truth::No } else { Truth::Unknown };
        records.extend(told.filter(|_| is_gone).into_iter().flatten());
        let premises = lacks.into_iter().map(|lacks| lacks.fact).collect();
        Decided::new(truth, premises, records)
    }

    pub(super) fn said_owed(
        &self,
        state: Id<State>,
        duty: Option<Duty>,
        toward: EntityId,
        under: Option<InstrumentId>,
    ) -> Result<Decided<'a>, Wrong> {
        let (day, by, to) = (self.case.as_of, self.key(state), self.key(toward));
        let (mut truth, mut premises) = (Truth::No, Vec::new());
        let is_meant = |clause: &&Provision| under.is_none_or(|text| clause.instrument == text);
        for clause in self.imposing(duty).into_iter().filter(is_meant) {
            let owed_to = within(&self.owed_to(clause), to);
            let owed = self.binds(0, by, clause, day) & owed_to;
            if by == to || !owed.is_possible() {
                continue;
            }
            truth = truth | owed;
            premises.push(self.bound_fact(0, by, clause, day));
            if let Bearer::Participants(body) = owed_side(clause) {
                premises.push(self.takes_part_fact(0, to, *body, day));
            }
        }
        if truth.is_possible() {
            return Ok(Decided::new(truth, premises, Vec::new()));
        }
        // That it is committed to nothing at all no record says.
        if duty.is_none() {
            return Ok(Decided::new(Truth::Unknown, Vec::new(), vec![by]));
        }
        let kinds = EffectKind::ALL.into_iter().filter(|kind| kind.duty() == duty);
        let told: Option<Vec<Vec<&'a str>>> = kinds
            .map(|kind| self.tells_all(Matter::Duties, kind.as_str(), Some(state.into())))
            .collect();
        let mut is_open = false;
        for clause in self.imposing(duty) {
            is_open |= self.may_owe(clause, state.into(), toward)?;
        }
        let mut records = vec![by];
        let Some(told) = told.filter(|_| !is_open) else {
            return Ok(Decided::new(Truth::Unknown, Vec::new(), records));
        };
        records.extend(told.concat());
        Ok(Decided::new(Truth::No, Vec::new(), records))
    }

    /// The provisions of treaties that impose a duty, or any, and may stand.
    fn imposing(&self, duty: Option<Duty>) -> Vec<&'a Provision> {
        let imposing = self.tables.provisions.iter().filter(|clause| {
            clause.duties().any(|one| duty.is_none_or(|duty| duty == one))
                && !clause.instrument.is_domestic()
                && self.stands(0, clause, self.case.as_of).is_possible()
        });
        imposing.collect()
    }

    /// Toward whom a provision is owed.
    fn owed_to(&self, clause: &'a Provision) -> Circle<'a> {
        match &clause.counterparty {
            None => self.bearers(0, clause, self.case.as_of),
            Some(Bearer::Participants(body)) => self.roll(0, *body, self.case.as_of),
            Some(Bearer::Listed(states)) => {
                states.iter().map(|state| (self.key(*state), Truth::Yes)).collect()
            }
            Some(Bearer::ThirdStates | Bearer::Nobody) => Circle::new(),
        }
    }

    /// Whether a provision may be owed by one to the other because the record does not say of one of them whether it is in.
    fn may_owe(&self, clause: &Provision, by: EntityId, to: EntityId) -> Result<bool, Wrong> {
        let ends = [(by, &clause.bearer), (to, owed_side(clause))];
        let mut is_open = false;
        for (who, side) in ends {
            match side {
                Bearer::Participants(body) => {
                    // Where one end is certainly none, nothing is owed through the other.
                    if self.participation(who, *body)?.0.is_no() {
                        return Ok(false);
                    }
                    is_open |= !self.tells_of(who, *body);
                }
                Bearer::Listed(states) => {
                    if !states.iter().any(|state| EntityId::from(*state) == who) {
                        return Ok(false);
                    }
                }
                Bearer::ThirdStates | Bearer::Nobody => return Ok(false),
            }
        }
        Ok(is_open)
    }

    /// Whether the record says of somebody whether it is in a body.
    fn tells_of(&self, who: EntityId, body: BodyId) -> bool {
        let day = self.case.as_of;
        let Some(kept) = self.kept_in(body) else { return true };
        if self.existed(who, day).is_no() || self.exists(kept, day).is_no() {
            return true;
        }
        let mut rows = self.spells.iter().copied();
        let has_rows =
            rows.any(|row| self.tables.body(&row) == kept && self.tables.member(&row) == who);
        self.roll_reaches(kept) && self.shows(self.key(who), kept, has_rows)
    }

    /// Whether the record says of everybody whether it is in a body.
    pub(super) fn tells_of_all(&self, body: BodyId) -> bool {
        let Some(kept) = self.kept_in(body) else { return true };
        let Some(coverage) = self.coverage(kept) else { return true };
        let has_bound =
            coverage.statuses.is_empty() || coverage.statuses.iter().any(|one| one.is_binding());
        self.exists(kept, self.case.as_of).is_no()
            || coverage.level == CoverageLevel::Complete && has_bound && self.roll_reaches(kept)
    }

    /// The records that say that all of one sort of a matter is on record, in everybody's case or in that of one, on the day of the
    /// question.
    pub(super) fn telling_all(
        &self,
        about: Matter,
        which: &str,
        of: Option<EntityId>,
    ) -> Vec<&'a str> {
        let first = self.case.as_of.bounds().0;
        let telling = self.tables.extents.iter().filter(|extent| {
            extent.about == about
                && extent.level == CoverageLevel::Complete
                && extent.subject.as_deref().is_none_or(|subject| subject == which)
                && (extent.of.is_empty() || of.is_some_and(|of| extent.of.contains(&of)))
                && extent.from.is_none_or(|day| day.number() <= first)
                && self.is_presumed(extent.until)
        });
        telling.map(|extent| &*extent.key).collect()
    }

    /// Whether all of it is on record, and which records say so: none, where nothing is said of the matter at all.
    fn tells_all(&self, about: Matter, which: &str, of: Option<EntityId>) -> Option<Vec<&'a str>> {
        let telling = self.telling_all(about, which, of);
        let is_silent = || !self.tables.extents.iter().any(|extent| extent.about == about);
        (!telling.is_empty() || is_silent()).then_some(telling)
    }

    pub(super) fn said_out(&self, who: EntityId, body: BodyId) -> Result<Decided<'a>, Wrong> {
        let (is_in, step) = self.participation(who, body)?;
        let (first, last) = self.case.as_of.bounds();
        let binding = self.spells_of(who, body).filter(|(spell, _)| spell.status.is_binding());
        let (mut records, mut ended, mut was_in) = (Vec::new(), Truth::No, false);
        for (spell, left) in binding {
            was_in = true;
            records.extend(self.spell_key(&spell));
            for Span { to_lo, to_hi, .. } in left {
                ended = ended
                    | if to_hi <= first {
                        Truth::Yes
                    } else if to_lo > last {
                        Truth::No
                    } else {
                        Truth::Unknown
                    };
            }
        }
        // Of whom no spell is on record nobody can say here that it was never in.
        if !was_in {
            (records, ended) = (vec![self.key(body)], Truth::Unknown);
        }
        Ok(Decided::new(ended & !is_in, vec![step], records))
    }

    pub(super) fn said_related(
        &self,
        kind: RelationKind,
        subject: EntityId,
        object: EntityId,
    ) -> Result<Decided<'a>, Wrong> {
        let (one, other) = (self.key(subject), self.key(object));
        let (truth, _) = self.said(0, kind, one, other)?;
        if truth.is_possible() {
            let (subject, object) = (one.into(), other.into());
            let step = Fact::Said { at: 0, relation: kind, subject, object, truth };
            return Ok(Decided::new(truth, vec![step], Vec::new()));
        }
        let mut records = vec![one];
        let Some(told) = self.tells_all(Matter::Relations, kind.as_str(), None) else {
            return Ok(Decided::new(Truth::Unknown, Vec::new(), records));
        };
        records.extend(told);
        Ok(Decided::new(Truth::No, Vec::new(), records))
    }
}

/// To whom a provision is owed: its counterparty, or whoever bears it.
fn owed_side(clause: &Provision) -> &Bearer {
    clause.counterparty.as_ref().unwrap_or(&clause.bearer)
}
