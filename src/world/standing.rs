//! How somebody stands to an organization or treaty on the day of a view, and why not, if not.

use super::index::lists_all_members;
use super::roll::Participant;
use super::view::View;
use crate::model::{AnyEntity, Coverage, CoverageLevel, Participation, Parties, Status};
use crate::time::{Date, Day};
use crate::{AsMember, BodyId, EntityId, Id, Treaty, Truth};

/// Why somebody is not in something.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Absence {
    /// Takes part, but in a grade that does not bind.
    OtherStatus(Status),
    /// Was in until this date.
    FormerSince(Date),
    /// Will be in from this date.
    NotBefore(Date),
    /// There is no row, and the roll is complete.
    NoRecord,
    /// There was no such body on that day.
    NotInExistence,
    /// There is no row, and the roll does not reach that far: unknown, not no.
    BeyondCoverage,
}

/// How somebody stands to an organization or treaty on the day of a view.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Standing<'w> {
    /// Whether it is bound as a member or party.
    pub truth: Truth,
    /// The participation that says so, the best if there are several: binding before not, certain before possible.
    pub participation: Option<Participant<'w>>,
    /// Why not, where the truth is not yes.
    pub absence: Option<Absence>,
}

impl<'w> View<'w> {
    /// Whether somebody is a member of an organization, or party to a treaty.
    ///
    /// Observers, associates, signatories and former members are not; whoever froze its participation or is
    /// suspended still is.
    ///
    /// ```text
    /// is_member(s, o, d) :- participation(s, o, status), binding(status), holds(participation, d).
    /// ```
    ///
    /// Source: for treaties, VCLT art. 2(1)(g). Cost: a scan of the spells of `member` (a binary search where there are many).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (hun, kaz) = (world.find::<State>("hun")?, world.find::<State>("kaz")?);
    /// # let (csto, ots) = (world.find::<Organization>("csto")?, world.find::<Organization>("ots")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// assert!(today.is_member(kaz, csto).is_yes());
    /// // An observer is not bound.
    /// assert!(today.is_member(hun, ots).is_no());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn is_member(&self, member: impl AsMember, body: impl Into<BodyId>) -> Truth {
        let world = self.world;
        let (member, body) = (member.member(), body.into());
        if let BodyId::Treaty(treaty) = body
            && let Some(standing) = self.standing_by_text(member, treaty)
        {
            return standing.truth;
        }
        let (first, rows) = world.index().rows_between(world.tables(), member, body);
        let mut best = Truth::No;
        for (at, row) in (first..).zip(rows) {
            if row.status.is_binding() {
                let truth = self.row_truth(row, world.index().is_contested(at));
                if truth.is_yes() {
                    return truth;
                }
                best = best.max(truth);
            }
        }
        if best.is_no() && self.is_beyond_coverage(member, body, rows) {
            return Truth::Unknown;
        }
        best
    }

    /// Whether the absence of a binding participation means nothing, because the roll does not reach that far.
    #[inline]
    fn is_beyond_coverage(&self, member: EntityId, body: BodyId, rows: &[Participation]) -> bool {
        // Most rolls are complete, and then the reason of an absence need not be found.
        !self.world.index().is_complete_on(body, self.hi)
            && self.absence(member, body, rows) == Absence::BeyondCoverage
    }

    /// How somebody stands to an organization or treaty, and why not, if not.
    ///
    /// Cost: as [`is_member`](Self::is_member).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date, world::Absence};
    /// # let world = World::bundled();
    /// # let (uzb, csto) = (world.find::<State>("uzb")?, world.find::<Organization>("csto")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// let standing = today.standing(uzb, csto);
    /// assert!(standing.truth.is_no());
    /// assert_eq!(standing.absence, Some(Absence::FormerSince(date(2012, 12, 19).into())));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn standing(&self, member: impl AsMember, body: impl Into<BodyId>) -> Standing<'w> {
        let world = self.world;
        let (member, body) = (member.member(), body.into());
        if let BodyId::Treaty(treaty) = body
            && let Some(standing) = self.standing_by_text(member, treaty)
        {
            return standing;
        }
        let (first, rows) = world.index().rows_between(world.tables(), member, body);
        let mut best: Option<Participant<'w>> = None;
        for (at, row) in (first..).zip(rows) {
            let truth = self.truth_at(at);
            if truth.is_no() {
                continue;
            }
            let found =
                Participant { entity: member, status: row.status, truth, participation: Some(row) };
            let weight = |p: &Participant<'_>| (p.status.is_binding(), p.truth);
            if best.as_ref().is_none_or(|best| weight(&found) > weight(best)) {
                best = Some(found);
            }
        }
        match best {
            Some(found) if found.status.is_binding() => {
                Standing { truth: found.truth, participation: best, absence: None }
            }
            Some(found) => {
                let absence = Some(Absence::OtherStatus(found.status));
                // Beyond the end of the roll it may have another grade by now.
                let truth = if self.reaches(body) { Truth::No } else { Truth::Unknown };
                Standing { truth, participation: best, absence }
            }
            None => {
                let absence = self.absence(member, body, rows);
                let truth = Truth::from(false).max(match absence {
                    Absence::BeyondCoverage => Truth::Unknown,
                    _ => Truth::No,
                });
                Standing { truth, participation: None, absence: Some(absence) }
            }
        }
    }

    /// How somebody stands to a treaty that itself lists its parties, or binds the members of an organization.
    pub(super) fn standing_by_text(
        &self,
        member: EntityId,
        treaty: Id<Treaty>,
    ) -> Option<Standing<'w>> {
        self.world.own(member);
        let parties = match self.world[treaty].parties.as_ref()? {
            Parties::Of(other) if *other == BodyId::Treaty(treaty) => return None,
            Parties::Of(other) => {
                let standing = self.standing(member, *other);
                return Some(Standing {
                    truth: standing.truth & self.in_force(treaty),
                    ..standing
                });
            }
            Parties::Listed(states) => states.as_slice(),
            Parties::Nobody => &[],
        };
        let force = self.in_force(treaty);
        let listed = parties.iter().any(|state| EntityId::from(*state) == member);
        let truth = Truth::from(listed) & force;
        let party =
            Participant { entity: member, status: Status::Party, truth, participation: None };
        let absence = match (force, listed) {
            (Truth::No, _) => Some(Absence::NotInExistence),
            (_, false) => Some(Absence::NoRecord),
            _ => None,
        };
        Some(Standing { truth, participation: truth.is_possible().then_some(party), absence })
    }

    /// Why there is no binding participation, given the rows of the pair (none of which holds as binding).
    fn absence(&self, member: EntityId, body: BodyId, rows: &[Participation]) -> Absence {
        let known = |row: &&Participation| match (self.known_by, self.world.tables().detail(row)) {
            (Some(_), Some(detail)) => {
                detail.revision(self.known_by).known_by(self.known_by).is_some()
            }
            (Some(day), None) => row.span.from_lo <= day.number(),
            _ => true,
        };
        // Beyond the end of the roll nobody can be told to be out: whoever had left may be back.
        if !self.reaches(body) && self.exists(body).is_possible() {
            return Absence::BeyondCoverage;
        }
        let binding = || rows.iter().filter(known).filter(|row| row.status.is_binding());
        if let Some(row) = binding().rfind(|row| row.span.to_hi <= self.lo) {
            let detail = self.world.tables().detail(row);
            let recorded = detail.and_then(|detail| detail.time.valid.to);
            let bare = || Date::from_bounds(Day::from_number(row.span.to_lo), None);
            return Absence::FormerSince(recorded.unwrap_or_else(bare));
        }
        if let Some(row) = binding().find(|row| row.span.from_lo > self.hi) {
            if self.exists(body).is_no() {
                return Absence::NotInExistence;
            }
            let detail = self.world.tables().detail(row);
            let recorded = detail.and_then(|detail| detail.time.valid.from);
            let bare = || Date::from_bounds(Day::from_number(row.span.from_lo), None);
            return Absence::NotBefore(recorded.unwrap_or_else(bare));
        }
        if self.exists(body).is_no() {
            return Absence::NotInExistence;
        }
        if self.covers(member, body, !rows.is_empty()) {
            Absence::NoRecord
        } else {
            Absence::BeyondCoverage
        }
    }

    fn coverage(&self, body: BodyId) -> Option<&'w Coverage> {
        match &self.world[body.entity()] {
            AnyEntity::Organization(organization) => Some(&organization.coverage),
            AnyEntity::Treaty(treaty) => Some(&treaty.coverage),
            _ => None,
        }
    }

    /// Whether the roll of a body reaches to the day.
    fn reaches(&self, body: BodyId) -> bool {
        let until = self.coverage(body).and_then(|coverage| coverage.until);
        until.is_none_or(|until| self.hi < until.number())
    }

    /// Whether the roll of a body names everybody who is bound by it on the day.
    pub(crate) fn has_complete_roll(&self, body: BodyId) -> bool {
        let coverage = match &self.world[body.entity()] {
            AnyEntity::Organization(organization) => &organization.coverage,
            AnyEntity::Treaty(treaty) => match treaty.parties {
                Some(Parties::Of(other)) if other != body => return self.has_complete_roll(other),
                Some(Parties::Listed(_) | Parties::Nobody) => return true,
                Some(Parties::Of(_)) | None => &treaty.coverage,
            },
            _ => return true,
        };
        let reached = coverage.until.is_none_or(|until| self.hi < until.number());
        let statuses = &coverage.statuses;
        let grades = statuses.is_empty() || statuses.iter().any(|status| status.is_binding());
        reached && grades && coverage.level == CoverageLevel::Complete
    }

    /// Whether a missing row of a member means no.
    fn covers(&self, member: EntityId, body: BodyId, has_rows: bool) -> bool {
        let Some(coverage) = self.coverage(body) else { return true };
        let complete = match coverage.level {
            CoverageLevel::Complete => lists_all_members(coverage),
            CoverageLevel::Partial => has_rows || coverage.of.contains(&member),
            CoverageLevel::None => has_rows,
        };
        complete && self.reaches(body)
    }
}
