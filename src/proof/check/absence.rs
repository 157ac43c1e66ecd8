//! That a text has no such clause; and why somebody is not bound by a body: another grade, a participation that ended, or no record.

use super::records::{Records, on_day};
use super::{Expected, Wrong};
use crate::BodyId;
use crate::model::{
    AnyEntity, Coverage, CoverageLevel, EffectKind, Link, LinkRole, Participation, Parties,
    Provision, ReadMark, Status,
};
use crate::proof::Fact;
use crate::scenario::Change;
use crate::time::{Date, Day};
use crate::{InstrumentId, Truth};

/// How somebody who is not bound by a body stands to it.
struct Absent {
    status: Option<Status>,
    since: Option<Date>,
    truth: Truth,
}

impl<'a> Records<'a> {
    pub(super) fn absent(&self, who: &str, body: &str, day: Date) -> Result<Expected<'a>, Wrong> {
        let (who, body) = (self.member(who)?, self.body(body)?);
        self.asked(day)?;
        // Whoever is in for certain or possibly, by a spell or by the text, is bound.
        if self.roll(0, body, day).contains_key(who) {
            return Err(Wrong::DoesNotHold);
        }
        // A treaty that binds those of another body binds nobody while it is not in force.
        let mut records: Vec<&'a str> = Vec::new();
        let others = self.others_of(body);
        let in_force = match body {
            BodyId::Treaty(treaty) => self.in_force(InstrumentId::Treaty(treaty), day),
            BodyId::Organization(_) => Truth::Yes,
        };
        records.extend(others.map(|_| self.key(body)));
        let mut fact = Absent { status: None, since: None, truth: Truth::No };
        match others {
            None => fact = self.absent_from(who, body, day, &mut records),
            Some(other) if in_force.is_possible() => {
                fact = self.absent_from(who, other, day, &mut records);
                fact.truth = fact.truth & in_force;
            }
            Some(_) => {}
        }
        let Absent { status, since, truth } = fact;
        let (member, body) = (who.into(), self.key(body).into());
        let fact = Fact::NotBound { member, body, day, status, since, truth };
        Ok(Expected { fact, premises: Vec::new(), records })
    }

    /// That a text which was read as a whole has no clause of a kind: none is on record that may stand, and if one was, the text is
    /// still in force without it.
    pub(super) fn lacks(
        &self,
        text: &str,
        kind: EffectKind,
        day: Date,
    ) -> Result<Expected<'a>, Wrong> {
        self.asked(day)?;
        let (id, AnyEntity::Treaty(treaty)) = self.find(text)? else {
            return Err(Wrong::DoesNotHold);
        };
        let text = InstrumentId::Treaty(id.cast());
        let of_kind: Vec<&'a Provision> = (self.tables.provisions.iter())
            .filter(|clause| clause.instrument == text && clause.kind() == kind)
            .collect();
        let may_stand = of_kind.iter().any(|clause| self.stands(0, clause, day).is_possible());
        let is_gone = of_kind.is_empty() || self.in_force(text, day).is_yes();
        if treaty.read != Some(ReadMark::All) || may_stand || !is_gone {
            return Err(Wrong::DoesNotHold);
        }
        let key: &'a str = &treaty.profile.key;
        let mut records = vec![key];
        records.extend(of_kind.iter().map(|clause| &*clause.key));
        let fact = Fact::Lacks { text: key.into(), kind, day };
        Ok(Expected { fact, premises: Vec::new(), records })
    }

    /// The same of a body by its own roll, with the records that say so.
    fn absent_from(
        &self,
        who: &str,
        body: BodyId,
        day: Date,
        records: &mut Vec<&'a str>,
    ) -> Absent {
        let is_of_who = |spell: &Participation| self.key(self.tables.member(spell)) == who;
        let own = || {
            let spells = self.spells.iter().copied();
            spells.filter(|spell| self.tables.body(spell) == body && is_of_who(spell))
        };
        let in_now = self.spells(body, day).filter(|(spell, _)| is_of_who(spell));
        // The most certain of the grades that do not bind; the first by key among equals.
        let grade =
            in_now.filter(|(spell, _)| !spell.status.is_binding()).min_by_key(|(spell, truth)| {
                (std::cmp::Reverse(*truth), self.spell_key(spell), spell.status)
            });
        let not_founded = self.not_founded(body, day);
        let reaches = self.roll_reaches(body);
        // Where the roll does not reach nobody is told to be out: whoever left may be back.
        let has_rows = own().next().is_some();
        let lives = self.find(who).map_or(Truth::Yes, |(member, _)| self.existed(member, day));
        let is_beyond = grade.is_none()
            && not_founded.is_none()
            && lives.is_possible()
            && !(reaches && self.shows(who, body, has_rows));
        let ended = own().filter(|spell| spell.status.is_binding() && !is_beyond);
        let ended = ended.filter_map(|spell| {
            let span = self.span(&spell)?;
            let over = span.to_hi <= day.bounds().0 && on_day(span, day).is_no();
            over.then_some((span.to_hi, span.to_lo, self.spell_key(&spell)?, spell))
        });
        let ended = ended.max_by_key(|(hi, lo, key, _)| (*hi, *lo, std::cmp::Reverse(*key)));
        records.extend(grade.iter().filter_map(|(spell, _)| self.spell_key(spell)));
        records.extend(ended.iter().map(|(_, _, key, _)| *key));
        let truth = match (&grade, &ended) {
            (Some(_), _) => {
                if reaches {
                    Truth::No
                } else {
                    Truth::Unknown
                }
            }
            (None, Some(_)) => Truth::No,
            (None, None) => {
                records.push(self.key(body));
                records.extend(not_founded.into_iter().flatten());
                if is_beyond { Truth::Unknown } else { Truth::No }
            }
        };
        let since = ended.and_then(|(.., spell)| self.end(&spell));
        Absent { status: grade.map(|(spell, _)| spell.status), since, truth }
    }

    /// The constituent texts of an organization and their links, if none of them is in force and nobody can be in it; for a
    /// treaty nothing but itself.
    pub(super) fn not_founded(&self, body: BodyId, day: Date) -> Option<Vec<&'a str>> {
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

    /// Whether a body exists: a treaty while it is in force, an organization by its own existence, and if it has constituent texts while one
    /// of them is in force or somebody is in it.
    pub(super) fn exists(&self, body: BodyId, day: Date) -> Truth {
        let organization = match body {
            BodyId::Organization(organization) => organization,
            BodyId::Treaty(treaty) => return self.in_force(InstrumentId::Treaty(treaty), day),
        };
        let mut constituents = (self.tables.links.iter())
            .filter(|link| link.organization == organization)
            .filter(|link| link.role == LinkRole::Constituent)
            .peekable();
        let own = self.existed(body.entity(), day);
        if constituents.peek().is_none() {
            return own;
        }
        let in_force = Truth::any(constituents.map(|link| self.in_force(link.instrument, day)));
        own & (in_force | Truth::any(self.by_spells(body, day).into_values()))
    }

    /// Whether the question asks about this day.
    fn asked(&self, day: Date) -> Result<(), Wrong> {
        let same = |other: Date| other.bounds() == day.bounds();
        let changes = self.case.scenario.changes.iter();
        let mut days = changes.filter_map(Change::effective);
        if same(self.case.as_of) || days.any(same) { Ok(()) } else { Err(Wrong::OtherDay(day)) }
    }

    pub(super) fn spell_key(&self, spell: &Participation) -> Option<&'a str> {
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
    pub(super) fn shows(&self, who: &str, body: BodyId, has_rows: bool) -> bool {
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
