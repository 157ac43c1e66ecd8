//! Why somebody is not bound by a body: another grade, a participation that ended, or no record.

use super::records::{Records, on_day};
use super::{Expected, Wrong};
use crate::BodyId;
use crate::model::{
    AnyEntity, Coverage, CoverageLevel, Link, LinkRole, Participation, Parties, Status,
};
use crate::proof::Fact;
use crate::scenario::Change;
use crate::time::{Date, Day};
use crate::{InstrumentId, Truth};

impl<'a> Records<'a> {
    pub(super) fn absent(&self, who: &str, body: &str, day: Date) -> Result<Expected<'a>, Wrong> {
        let (who, body) = (self.member(who)?, self.body(body)?);
        self.asked(day)?;
        let is_of_who = |spell: &Participation| self.key(self.tables.member(spell)) == who;
        let own = || {
            let spells = self.tables.participations.iter();
            spells.filter(|spell| self.tables.body(spell) == body && is_of_who(spell))
        };
        let in_now: Vec<(&'a Participation, Truth)> =
            self.spells(body, day).filter(|(spell, _)| is_of_who(spell)).collect();
        if in_now.iter().any(|(spell, _)| spell.status.is_binding())
            || self.is_listed(who, body, day)
        {
            return Err(Wrong::DoesNotHold);
        }
        // The most certain of the grades that do not bind; the first by key among equals.
        let grade = in_now.iter().min_by_key(|(spell, truth)| {
            (std::cmp::Reverse(*truth), self.spell_key(spell), spell.status)
        });
        let ended = own().filter(|spell| spell.status.is_binding()).filter_map(|spell| {
            let span = self.span(spell)?;
            let over = span.to_hi <= day.bounds().0 && on_day(span, day).is_no();
            over.then_some((span.to_hi, span.to_lo, self.spell_key(spell), spell))
        });
        let ended = ended.max_by_key(|(hi, lo, key, _)| (*hi, *lo, std::cmp::Reverse(*key)));
        let not_founded = self.not_founded(body, day);
        let is_there = not_founded.is_none() && self.existed(self.find(who)?.0, day).is_possible();
        let is_covered = self.roll_reaches(body) && self.shows(who, body, own().next().is_some());
        let mut records: Vec<&'a str> = Vec::new();
        let mut since = None;
        let truth = if let Some((spell, _)) = grade {
            records.extend(self.spell_key(spell));
            // In which grade it is later is known as far as the roll is.
            if self.roll_reaches(body) { Truth::No } else { Truth::Unknown }
        } else if is_there && !is_covered {
            records.push(self.key(body));
            Truth::Unknown
        } else {
            if let Some((.., spell)) = ended {
                records.extend(self.spell_key(spell));
                since = self.end(spell);
            } else {
                records.push(self.key(body));
                records.extend(not_founded.into_iter().flatten());
            }
            Truth::No
        };
        let fact = Fact::NotBound {
            member: who.into(),
            body: self.key(body).into(),
            day,
            status: grade.map(|(spell, _)| spell.status),
            since,
            truth,
        };
        Ok(Expected { fact, premises: Vec::new(), records })
    }

    /// The constituent texts of an organization and their links, if none of them is in force and nobody can be in it; for a
    /// treaty nothing but itself.
    fn not_founded(&self, body: BodyId, day: Date) -> Option<Vec<&'a str>> {
        let organization = match body {
            BodyId::Organization(organization) => organization,
            BodyId::Treaty(treaty) => {
                return self.in_force(InstrumentId::Treaty(treaty), day).is_no().then(Vec::new);
            }
        };
        if self.existed(body.entity(), day).is_no() {
            return Some(Vec::new());
        }
        let constituents: Vec<&Link> = (self.tables.links.iter())
            .filter(|link| link.organization == organization)
            .filter(|link| link.role == LinkRole::Constituent)
            .collect();
        let in_force =
            constituents.iter().any(|link| self.in_force(link.instrument, day).is_possible());
        let has_members = self.spells(body, day).any(|(spell, _)| spell.status.is_binding());
        if constituents.is_empty() || in_force || has_members {
            return None;
        }
        Some(constituents.iter().flat_map(|link| [&*link.key, self.key(link.instrument)]).collect())
    }

    /// Whether the question asks about this day.
    fn asked(&self, day: Date) -> Result<(), Wrong> {
        let same = |other: Date| other.bounds() == day.bounds();
        let changes = self.case.scenario.changes.iter();
        let mut days = changes.filter_map(Change::effective);
        if same(self.case.as_of) || days.any(same) { Ok(()) } else { Err(Wrong::OtherDay(day)) }
    }

    fn spell_key(&self, spell: &Participation) -> Option<&'a str> {
        self.tables.detail(spell).map(|detail| &*detail.key)
    }

    /// The end of a spell, as far as it was known.
    fn end(&self, spell: &Participation) -> Option<Date> {
        if let Some(detail) = self.tables.detail(spell) {
            return detail.revision(self.case.known_by).valid.to;
        }
        let (lo, hi) = (spell.span.to_lo, spell.span.to_hi);
        Some(Date::from_bounds(Day::from_number(lo), Day::from_number(hi)))
    }

    /// Whether a treaty that may be in force lists somebody as its party.
    fn is_listed(&self, who: &str, body: BodyId, day: Date) -> bool {
        let BodyId::Treaty(id) = body else { return false };
        let lists = |parties: &Parties| match parties {
            Parties::Listed(states) => states.iter().any(|state| self.key(*state) == who),
            Parties::Of(_) | Parties::Nobody => false,
        };
        self.treaty(id).and_then(|treaty| treaty.parties.as_ref()).is_some_and(lists)
            && self.in_force(InstrumentId::Treaty(id), day).is_possible()
    }

    /// Whether the roll of a body names everybody who is bound by it on the day of the question.
    pub(super) fn lists_everybody(&self, body: BodyId) -> bool {
        let parties = match self.tables.entity(body.entity()) {
            Some(AnyEntity::Treaty(treaty)) => treaty.parties.clone(),
            _ => None,
        };
        match parties {
            Some(Parties::Of(other)) if other != body => return self.lists_everybody(other),
            // A list is whole.
            Some(Parties::Listed(_) | Parties::Nobody) => return true,
            Some(Parties::Of(_)) | None => {}
        }
        let Some(coverage) = self.coverage(body) else { return true };
        coverage.level == CoverageLevel::Complete
            && speaks_of_the_bound(coverage)
            && self.roll_reaches(body)
    }

    /// Whether a roll, as far as it reaches, would show a participation of somebody that binds.
    fn shows(&self, who: &str, body: BodyId, has_rows: bool) -> bool {
        let Some(coverage) = self.coverage(body) else { return true };
        match coverage.level {
            CoverageLevel::Complete => speaks_of_the_bound(coverage),
            CoverageLevel::Partial => {
                has_rows || coverage.of.iter().any(|member| self.key(*member) == who)
            }
            CoverageLevel::None => false,
        }
    }
}

/// Whether a roll has the grades that bind.
fn speaks_of_the_bound(coverage: &Coverage) -> bool {
    coverage.statuses.is_empty() || coverage.statuses.iter().copied().any(Status::is_binding)
}
