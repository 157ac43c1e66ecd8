//! How somebody stands to an organization or treaty on the day of a view, and why not, if not.

use super::index::lists_all_members;
use super::keeping::Keeping;
use super::member_runs::MemberRun;
use super::reach::RecordSubject;
use super::roll::{Participant, Recorded};
use super::view::View;
use crate::model::{AnyEntity, Coverage, CoverageLevel, OtherEnd, Parties, Status, as_number};
use crate::time::{Date, Day, Interval, Span};
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
    /// There was no such member on that day.
    MemberNotInExistence,
    /// There is no row, and the roll does not reach that far: unknown, not no.
    BeyondCoverage,
}

impl Absence {
    /// Whether somebody is in, who is absent for this reason: no, or unknown where the record does not reach.
    pub(crate) const fn truth(self) -> Truth {
        match self {
            Self::BeyondCoverage => Truth::Unknown,
            Self::OtherStatus(_)
            | Self::FormerSince(_)
            | Self::NotBefore(_)
            | Self::NoRecord
            | Self::NotInExistence
            | Self::MemberNotInExistence => Truth::No,
        }
    }
}

/// How somebody stands to an organization or treaty on the day of a view.
#[derive(Copy, Clone, Debug)]
#[non_exhaustive]
pub struct Standing<'w> {
    /// Of whom, to what, on which view.
    asked: (View<'w>, EntityId, BodyId),
    /// Whether it is bound as a member or party.
    pub truth: Truth,
    /// The participation that says so, the best if there are several: binding before not, certain before possible.
    pub participation: Option<Participant<'w>>,
    /// Why not, where the truth is not yes.
    pub absence: Option<Absence>,
}

impl PartialEq for Standing<'_> {
    fn eq(&self, other: &Self) -> bool {
        let said = |one: &Self| (one.truth, one.participation, one.absence);
        said(self) == said(other)
    }
}

impl Eq for Standing<'_> {}

impl<'w> Standing<'w> {
    pub(crate) const fn asked(&self) -> (View<'w>, EntityId, BodyId) {
        self.asked
    }
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
        let run = MemberRun::of(world.tables(), member);
        let place = world.index().place(world.tables(), body);
        // Most rows are settled by their bounds, and the record need not be looked at.
        let is_plain = self.lo() == self.hi() && self.reads_as_now(member);
        let look = if is_plain { self.doubtful_marks(place.until) } else { OtherEnd::ANY };
        let mut best = Truth::No;
        for (at, row, bounds) in run.in_body(place.rank) {
            if row.has(OtherEnd::UNBOUND) {
                continue;
            }
            let truth = if !row.has(look | OtherEnd::IN_TURN) {
                Truth::from(bounds.hold_on(self.lo()))
            } else if row.has(OtherEnd::IN_TURN) {
                best = self.truth_of_many(member, place.rank, look);
                break;
            } else {
                self.truth_at(at)
            };
            if truth.is_yes() {
                return truth;
            }
            best = best.max(truth);
        }
        let (from, until) = place.complete;
        if best.is_no() && (self.cover.0 < from || until <= self.cover.1) {
            return self.truth_of_absence(member, body);
        }
        best
    }

    /// Whether one of many spells in a body holds that follow each other: those of the day are searched for.
    #[inline(never)]
    fn truth_of_many(&self, member: EntityId, rank: u32, look: u32) -> Truth {
        let run = MemberRun::of(self.world.tables(), member);
        let day = (look != OtherEnd::ANY).then_some(self.lo());
        let binding = run.of_many(rank, day).filter(|(_, row, _)| !row.has(OtherEnd::UNBOUND));
        Truth::any(binding.map(|(at, row, bounds)| {
            let is_settled = !row.has(look);
            if is_settled { bounds.hold_on(self.lo()).into() } else { self.truth_at(at) }
        }))
    }

    /// Whether somebody is in who has no row that says so, where the roll does not tell of everybody. Out of line: most rolls do.
    #[inline(never)]
    fn truth_of_absence(&self, member: EntityId, body: BodyId) -> Truth {
        self.absence(member, body).truth()
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
        let (member, body) = (member.member(), body.into());
        if let BodyId::Treaty(treaty) = body
            && let Some(standing) = self.standing_by_text(member, treaty)
        {
            return standing;
        }
        self.standing_by_rows(member, body)
    }

    /// The days on which somebody is said to have entered a body, by the spells that bind and may hold on the day of the view.
    pub(crate) fn entries(&self, member: EntityId, body: BodyId) -> Vec<Date> {
        let tables = self.world.tables();
        let (first, rows) = self.world.index().rows_between(tables, member, body);
        let spells = (first..).zip(rows).filter(|(_, row)| row.status.is_binding());
        let possible = spells.filter(|(at, _)| self.truth_at(*at).is_possible());
        let said =
            possible.filter_map(|(at, row)| self.world.said(at, &row, self.knowledge())?.from);
        said.map(|from| Date::from_bounds(from.earliest(), from.latest())).collect()
    }

    /// The same by rows of the pair alone, whatever the text of a treaty says.
    pub(crate) fn standing_by_rows(&self, member: EntityId, body: BodyId) -> Standing<'w> {
        let world = self.world;
        let asked = (*self, member, body);
        let mut best: Option<Participant<'w>> = None;
        for (at, status) in world.index().grades_between(world.tables(), member, body) {
            let truth = self.truth_at(at);
            if truth.is_no() {
                continue;
            }
            let found = Participant {
                entity: member,
                status,
                truth,
                recorded: Recorded::At(world, as_number(at)),
            };
            let weight = |p: &Participant<'_>| (p.status.is_binding(), p.truth);
            if best.as_ref().is_none_or(|best| weight(&found) > weight(best)) {
                best = Some(found);
            }
        }
        match best {
            Some(found) if found.status.is_binding() => {
                Standing { asked, truth: found.truth, participation: best, absence: None }
            }
            Some(found) => {
                let absence = Some(Absence::OtherStatus(found.status));
                // Before its first day and beyond its end it may have had another grade.
                let truth = if self.reaches(body) { Truth::No } else { Truth::Unknown };
                Standing { asked, truth, participation: best, absence }
            }
            None => {
                let absence = self.absence(member, body);
                let truth = absence.truth();
                Standing { asked, truth, participation: None, absence: Some(absence) }
            }
        }
    }

    /// Whether somebody takes part in an organization or treaty in one grade: as an observer, an associate, a signatory.
    ///
    /// ```text
    /// has_status(s, o, status, d) :- participation(s, o, status), holds(participation, d).
    /// ```
    ///
    /// Cost: as [`is_member`](Self::is_member).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date, model::Status};
    /// # let world = World::bundled();
    /// # let (hun, ots) = (world.find::<State>("hun")?, world.find::<Organization>("ots")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// assert!(today.has_status(hun, ots, Status::Observer).is_yes());
    /// assert!(today.has_status(hun, ots, Status::Member).is_no());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn has_status(
        &self,
        member: impl AsMember,
        body: impl Into<BodyId>,
        status: Status,
    ) -> Truth {
        let (member, body) = (self.world.own(member.member()), self.world.own(body.into()));
        if !Keeping::is_in_rows(self.world, body) {
            // Whoever is bound through something else is a party.
            let is_party = status == Status::Party;
            return if is_party { self.is_member(member, body) } else { Truth::No };
        }
        let grades = self.world.index().grades_between(self.world.tables(), member, body);
        let of_grade = grades.filter(|(_, grade)| *grade == status);
        let truth = Truth::any(of_grade.map(|(at, _)| self.truth_at(at)));
        if truth.is_possible() || self.exists(body).is_no() || self.existed(member).is_no() {
            return truth;
        }
        let reach = self.reach(&RecordSubject::Roll { body, status: Some(status) });
        let is_told = self.reaches(body)
            && self.coverage(body).is_none_or(|coverage| coverage.level == CoverageLevel::Partial)
            && self.covers(member, body, self.has_row(member, body));
        if reach.is_complete() || is_told { Truth::No } else { Truth::Unknown }
    }

    /// How somebody stands to a treaty that itself lists its parties, or binds the members of an organization.
    pub(super) fn standing_by_text(
        &self,
        member: EntityId,
        treaty: Id<Treaty>,
    ) -> Option<Standing<'w>> {
        self.world.own(member);
        let parties = match Keeping::of(self.world, treaty.into()) {
            Keeping::Rows(_) => return None,
            Keeping::Through(_, other) => {
                let standing = self.standing(member, other);
                let force = self.in_force(treaty);
                let is_out = force.is_no().then_some(Absence::NotInExistence);
                let (truth, absence) = (standing.truth & force, standing.absence.or(is_out));
                let asked = (*self, member, treaty.into());
                return Some(Standing { asked, truth, absence, ..standing });
            }
            Keeping::Listed(_, states) => states,
            Keeping::Nobody => &[],
        };
        let force = self.in_force(treaty);
        let listed = parties.iter().any(|state| EntityId::from(*state) == member);
        let truth = Truth::from(listed) & force;
        let party = Participant::unrecorded(member, Status::Party, truth);
        let absence = match (force, listed) {
            (Truth::No, _) => Some(Absence::NotInExistence),
            (_, false) => Some(Absence::NoRecord),
            _ => None,
        };
        let participation = truth.is_possible().then_some(party);
        Some(Standing { asked: (*self, member, treaty.into()), truth, participation, absence })
    }

    /// Whether any row is of the pair.
    fn has_row(&self, member: EntityId, body: BodyId) -> bool {
        self.world.index().grades_between(self.world.tables(), member, body).next().is_some()
    }

    /// Why there is no binding participation, where none of the rows of the pair holds as binding.
    fn absence(&self, member: EntityId, body: BodyId) -> Absence {
        let (first, rows) = self.world.index().rows_between(self.world.tables(), member, body);
        let body_is_gone = self.exists(body).is_no();
        let member_is_gone = self.existed(member).is_no();
        // Where the roll does not reach nobody can be told to be out: whoever had left may be back.
        let is_covered = self.reaches(body) && self.covers(member, body, !rows.is_empty());
        if !is_covered && !body_is_gone && !member_is_gone {
            return Absence::BeyondCoverage;
        }
        // What the records say, whatever the existence of both ends leaves of it.
        let said: Vec<(usize, Span)> = (first..)
            .zip(rows.clone())
            .filter(|(_, row)| row.status.is_binding())
            .filter_map(|(at, row)| Some((at, self.span_as_known(at, &row)?)))
            .collect();
        let end = |at: usize| {
            let row = rows.get(at - first)?;
            let said = self.world.tables().said_of(at, &row);
            let detail = self.world.tables().detail(&row);
            let (recorded, lo, hi) = match detail {
                Some(detail) => (detail.revision(self.knowledge()).valid, said.to_lo, said.to_hi),
                None => (Interval::ALWAYS, said.to_lo, said.to_hi),
            };
            Some(
                recorded.to.unwrap_or_else(|| {
                    Date::from_bounds(Day::from_number(lo), Day::from_number(hi))
                }),
            )
        };
        let former = said.iter().rfind(|(_, span)| span.to_hi <= self.lo());
        if let Some(date) = former.and_then(|(at, _)| end(*at)) {
            return Absence::FormerSince(date);
        }
        if body_is_gone {
            return Absence::NotInExistence;
        }
        if member_is_gone {
            return Absence::MemberNotInExistence;
        }
        if let Some((at, span)) = said.iter().find(|(_, span)| span.from_lo > self.hi()) {
            let recorded = (rows.get(at - first))
                .and_then(|row| self.world.tables().detail(&row))
                .and_then(|detail| detail.revision(self.knowledge()).valid.from);
            let bare = || Date::from_bounds(Day::from_number(span.from_lo), None);
            return Absence::NotBefore(recorded.unwrap_or_else(bare));
        }
        Absence::NoRecord
    }

    pub(super) fn coverage(&self, body: BodyId) -> Option<&'w Coverage> {
        match &self.world[body.entity()] {
            AnyEntity::Organization(organization) => Some(&organization.coverage),
            AnyEntity::Treaty(treaty) => Some(&treaty.coverage),
            _ => None,
        }
    }

    /// Whether the roll of a body speaks of the day, or what it says last is presumed to hold.
    fn reaches(&self, body: BodyId) -> bool {
        let from = self.coverage(body).and_then(|coverage| coverage.from);
        from.is_none_or(|from| from.number() <= self.cover.0) && self.speaks_of(body)
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
        lists_all_members(coverage) && self.reaches(body)
    }

    /// Whether a missing row of a member means no, as far as the roll reaches.
    pub(super) fn covers(&self, member: EntityId, body: BodyId, has_rows: bool) -> bool {
        let Some(coverage) = self.coverage(body) else { return true };
        match coverage.level {
            CoverageLevel::Complete => lists_all_members(coverage),
            CoverageLevel::Partial => has_rows || coverage.of.contains(&member),
            CoverageLevel::None => false,
        }
    }
}
