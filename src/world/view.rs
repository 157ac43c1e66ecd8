//! A view: the world on a date, as known by a date, under a reading. Every question that has a day is asked here.

use std::cmp::Ordering;

use super::index::{BodyRow, BodyRun, lists_all_members, next_possible};
use super::{Reading, World};
use crate::model::{
    AnyEntity, Coverage, CoverageLevel, LinkRole, Overlay, OverlayKind, Participation, Parties,
    Provision, Relation, RelationKind, Status, Timed,
};
use crate::names::{Resolution, name_on};
use crate::time::{Date, Day, Span};
use crate::{AsMember, BodyId, EntityId, Id, InstrumentId, Organization, State, Treaty, Truth};

static STRICT: std::sync::LazyLock<Reading> = std::sync::LazyLock::new(Reading::strict);

/// A world on a date, as known by a date, under a reading.
///
/// Cheap to copy. A date that is not known to the day stands for some day between its bounds: what holds on all
/// of them is yes, what holds on some is unknown.
#[derive(Copy, Clone, Debug)]
pub struct View<'w> {
    world: &'w World,
    as_of: Date,
    lo: i32,
    hi: i32,
    known_by: Option<Day>,
    reading: &'w Reading,
}

/// Somebody who takes part in something on the day of a view.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// Who: a state, or an organization that observes another.
    pub entity: EntityId,
    /// As what.
    pub status: Status,
    /// Whether for certain.
    pub truth: Truth,
    /// The record; `None` where a treaty itself lists its parties, or binds the members of an organization.
    pub participation: Option<Id<Participation>>,
}

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
pub struct Standing {
    /// Whether it is bound as a member or party.
    pub truth: Truth,
    /// The participation that says so, the best if there are several: binding before not, certain before possible.
    pub participation: Option<Participant>,
    /// Why not, where the truth is not yes.
    pub absence: Option<Absence>,
}

impl<'w> View<'w> {
    #[inline]
    pub(crate) fn new(world: &'w World, as_of: Date) -> Self {
        let (lo, hi) = as_of.bounds();
        Self { world, as_of, lo, hi, known_by: None, reading: &STRICT }
    }

    /// Only what could be known by that day: ends that were learned later read as open.
    #[must_use]
    pub fn known_by(mut self, day: impl Into<Date>) -> Self {
        let date: Date = day.into();
        self.known_by = date.latest();
        self
    }

    /// Under a reading of ambiguous provisions; the default is [`Reading::strict`].
    #[must_use]
    pub fn under(mut self, reading: &'w Reading) -> Self {
        self.reading = reading;
        self
    }

    /// The same view on another date.
    #[must_use]
    pub fn on(self, when: impl Into<Date>) -> Self {
        let as_of = when.into();
        let (lo, hi) = as_of.bounds();
        Self { as_of, lo, hi, ..self }
    }

    /// The world.
    pub const fn world(&self) -> &'w World {
        self.world
    }

    /// The date.
    pub const fn as_of(&self) -> Date {
        self.as_of
    }

    /// The day by which things had to be known, if that matters.
    pub const fn knowledge(&self) -> Option<Day> {
        self.known_by
    }

    /// The reading.
    pub const fn reading(&self) -> &'w Reading {
        self.reading
    }

    /// Whether a span holds on the day of the view.
    #[inline]
    pub(crate) fn spans(&self, span: Span) -> Truth {
        span.holds_throughout(self.lo, self.hi)
    }

    /// Whether something with valid and recorded time holds on the day of the view.
    pub fn holds(&self, time: &Timed) -> Truth {
        time.known_by(self.known_by).map_or(Truth::No, |span| self.spans(span))
    }

    /// Whether a participation holds on the day of the view.
    ///
    /// ```text
    /// holds(P, d) :- from(P) <= d < to(P), not contested(P, d).
    /// ```
    ///
    /// Cost: O(1); with [`known_by`](Self::known_by) one more look at the record.
    #[inline]
    pub fn truth_of(&self, participation: Id<Participation>) -> Truth {
        let row = &self.world[participation];
        let contested = self.world.index().is_contested(participation.index());
        self.row_truth(row.span, participation, contested, || (row.member, row.body))
    }

    #[inline]
    fn row_truth(
        &self,
        span: Span,
        participation: Id<Participation>,
        contested: bool,
        ends: impl Fn() -> (EntityId, BodyId),
    ) -> Truth {
        let truth = if self.known_by.is_none() {
            self.spans(span)
        } else {
            self.truth_as_known(participation)
        };
        if contested && truth.is_yes() {
            let (member, body) = ends();
            if self.contests(member, body) {
                return Truth::Unknown;
            }
        }
        truth
    }

    fn truth_as_known(&self, participation: Id<Participation>) -> Truth {
        let row = &self.world[participation];
        if let Some(detail) = self.world.tables().detail(row) {
            return self.holds(&detail.revision(self.known_by));
        }
        // A bare row was known from the days it is about.
        let known = |number: i32| self.known_by.is_none_or(|day| number <= day.number());
        match (known(row.span.from_lo), known(row.span.to_lo)) {
            (false, _) => Truth::No,
            (true, false) => self.spans(Span { to_lo: i32::MAX, to_hi: i32::MAX, ..row.span }),
            (true, true) => self.spans(row.span),
        }
    }

    fn contests(&self, member: EntityId, body: BodyId) -> bool {
        self.overlays(member, body).any(|id| {
            let overlay = &self.world[id];
            overlay.kind == OverlayKind::Contested
        })
    }

    /// What lies over a participation on the day of the view, by key.
    ///
    /// Cost: O(overlays of the member).
    pub fn overlays<A: AsMember, B: Into<BodyId>>(
        &self,
        member: A,
        body: B,
    ) -> impl Iterator<Item = Id<Overlay>> + use<'w, A, B> {
        let (view, member, body) = (*self, member.member(), body.into());
        let world = self.world;
        world.index().overlays_of(member).iter().copied().filter(move |id| {
            let overlay = &world[*id];
            overlay.body == body && view.holds(&overlay.time).is_possible()
        })
    }

    /// Whether somebody is a member of an organization, or party to a treaty.
    ///
    /// Observers, associates, signatories and former members are not; whoever froze its participation or is
    /// suspended still is.
    ///
    /// ```text
    /// is_member(s, o, d) :- participation(s, o, status), binding(status), holds(participation, d).
    /// ```
    ///
    /// Cost: a scan of the spells of `member` (a binary search where there are many).
    pub fn is_member(&self, member: impl AsMember, body: impl Into<BodyId>) -> Truth {
        let (member, body) = (member.member(), body.into());
        if let BodyId::Treaty(treaty) = body
            && let Some(standing) = self.standing_by_text(member, treaty)
        {
            return standing.truth;
        }
        let (first, rows) = self.world.index().rows_between(self.world.tables(), member, body);
        let mut best = Truth::No;
        for (at, row) in (first..).zip(rows) {
            if row.status.is_binding() {
                let contested = self.world.index().is_contested(at);
                let truth = self.row_truth(row.span, Id::at(at), contested, || (member, body));
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
    pub fn standing(&self, member: impl AsMember, body: impl Into<BodyId>) -> Standing {
        let (member, body) = (member.member(), body.into());
        if let BodyId::Treaty(treaty) = body
            && let Some(standing) = self.standing_by_text(member, treaty)
        {
            return standing;
        }
        let (first, rows) = self.world.index().rows_between(self.world.tables(), member, body);
        let mut best: Option<Participant> = None;
        for (at, row) in (first..).zip(rows) {
            let truth = self.truth_of(Id::at(at));
            if truth.is_no() {
                continue;
            }
            let found = Participant {
                entity: member,
                status: row.status,
                truth,
                participation: Some(Id::at(at)),
            };
            let weight = |p: &Participant| (p.status.is_binding(), p.truth);
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
    fn standing_by_text(&self, member: EntityId, treaty: Id<Treaty>) -> Option<Standing> {
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
                Some(_) => return true,
                None => &treaty.coverage,
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

    /// Whether a body exists on the day: its own existence, else the force of its constituent treaty.
    ///
    /// ```text
    /// exists(o, d) :- existence(o) contains d, (constituent(o, t), in_force(t, d) ; member(_, o, d) ; no constituent(o)).
    /// ```
    pub fn exists(&self, body: impl Into<BodyId>) -> Truth {
        match body.into() {
            BodyId::Treaty(treaty) => self.in_force(treaty),
            BodyId::Organization(organization) => {
                let own = self.exists_by_itself(organization);
                let constituents = (self.world.index().links_of(organization).iter())
                    .map(|id| &self.world[*id])
                    .filter(|link| link.role == LinkRole::Constituent);
                let mut founded = None;
                for link in constituents {
                    let force = self.in_force(link.instrument);
                    founded = Some(founded.map_or(force, |truth: Truth| truth | force));
                }
                // A treaty may be a revised one: whoever is in shows that the organization exists.
                let founded = founded.map(|founded| {
                    founded | Truth::any(self.binding(organization).map(|found| found.truth))
                });
                own & founded.unwrap_or(Truth::Yes)
            }
        }
    }

    /// Whether the record of an organization says that it existed on the day.
    pub(crate) fn exists_by_itself(&self, organization: Id<Organization>) -> Truth {
        self.spans(self.world[organization].profile.existence.span())
    }

    /// Whether an instrument is in force.
    ///
    /// Where the day of entry into force is unknown, it is unknown from the day of signature on.
    ///
    /// Cost: O(1).
    pub fn in_force(&self, instrument: impl Into<InstrumentId>) -> Truth {
        let (force, recorded) = match &self.world[instrument.into().entity()] {
            AnyEntity::Treaty(treaty) => (treaty.force(), treaty.profile.provenance.recorded),
            AnyEntity::Law(law) => (law.force(), law.profile.provenance.recorded),
            _ => return Truth::No,
        };
        self.holds(&Timed { valid: force, from_known: recorded, to_known: None })
    }

    /// Whether a provision stands: in the text, in force, and not contested as a whole.
    ///
    /// ```text
    /// stands(p, d) :- time(p) contains d, in_force(instrument(p), d), not contested(p).
    /// ```
    pub fn stands(&self, provision: Id<Provision>) -> Truth {
        let provision = &self.world[provision];
        let contested = provision.param("contested").is_some();
        let mark = if contested { Truth::Unknown } else { Truth::Yes };
        self.holds(&provision.time) & self.in_force(provision.instrument) & mark
    }

    /// The days on which rows must hold or may hold to be looked at; none where what was known by a day counts,
    /// which stands in the records.
    #[inline]
    fn days(&self) -> Option<(i32, i32)> {
        self.known_by.is_none().then_some((self.lo, self.hi))
    }

    #[inline]
    fn rows(&self, body: BodyId, only_binding: bool) -> Rows<'w> {
        let index = self.world.index();
        // On a single day, as known now, what has exact ends and is not contested holds for certain if at all.
        let look = if self.lo == self.hi && self.known_by.is_none() {
            BodyRow::DOUBTFUL | if only_binding { BodyRow::UNBOUND } else { 0 }
        } else {
            BodyRow::ANY
        };
        Rows { mask: 0, chunk: &[], look, run: index.rows_in(body), only_binding, view: *self }
    }

    /// All who take part in an organization or treaty on the day, in whatever grade, by key.
    ///
    /// Cost: O(spells recorded for the body).
    pub fn participants<A: Into<BodyId>>(
        &self,
        body: A,
    ) -> impl Iterator<Item = Participant> + use<'w, A> {
        self.rows(body.into(), false)
    }

    /// The members of an organization on the day, by key: those whose participation binds, for certain or possibly.
    ///
    /// Cost: O(spells recorded for the organization).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::{Organization, World, date};
    ///
    /// let world = World::bundled();
    /// let ots = world.find::<Organization>("ots")?;
    /// let members = world.as_of(date(2024, 10, 20)).members(ots);
    /// let keys: Vec<&str> = members.map(|member| world.key(member.entity)).collect();
    /// assert_eq!(keys, ["aze", "kaz", "kgz", "tur", "uzb"]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[inline]
    pub fn members(
        &self,
        organization: Id<Organization>,
    ) -> impl Iterator<Item = Participant> + use<'w> {
        self.binding(organization)
    }

    /// The parties to a treaty on the day, by key: by rows of their own, by the list of the treaty, or as members of the
    /// organization whose members it binds.
    ///
    /// Cost: O(spells recorded for the treaty or the organization, or states listed).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::{Treaty, World, date};
    ///
    /// let world = World::bundled();
    /// let today = world.as_of(date(2024, 10, 20));
    /// let parties = |key| today.parties(world.find::<Treaty>(key).unwrap()).count();
    /// assert_eq!((parties("cst"), parties("shusha"), parties("nat")), (6, 2, 32));
    /// # }
    /// ```
    pub fn parties(&self, treaty: Id<Treaty>) -> impl Iterator<Item = Participant> + use<'w> {
        let view = *self;
        let force = self.in_force(treaty);
        let (body, listed): (Option<BodyId>, &[Id<State>]) = match &self.world[treaty].parties {
            Some(Parties::Of(body)) => (Some(*body), &[]),
            Some(Parties::Listed(states)) => (None, states),
            Some(Parties::Nobody) => (None, &[]),
            None => (Some(treaty.into()), &[]),
        };
        let own = body.is_some_and(|body| body == BodyId::Treaty(treaty));
        let rows =
            body.into_iter().flat_map(move |body| view.binding(body)).filter_map(move |found| {
                let truth = if own { found.truth } else { found.truth & force };
                truth.is_possible().then_some(Participant { truth, ..found })
            });
        let mut states: Vec<Id<State>> =
            if force.is_possible() { listed.to_vec() } else { Vec::new() };
        states.sort_by_key(|state| self.world.index().rank((*state).into()));
        let listed = states.into_iter().map(move |state| Participant {
            entity: state.into(),
            status: Status::Party,
            truth: force,
            participation: None,
        });
        rows.chain(listed)
    }

    /// Those bound by being in a body, by key.
    pub(crate) fn binding<A: Into<BodyId>>(
        &self,
        body: A,
    ) -> impl Iterator<Item = Participant> + use<'w, A> {
        self.rows(body.into(), true)
    }

    /// The observers of an organization on the day, by key.
    pub fn observers(
        &self,
        organization: Id<Organization>,
    ) -> impl Iterator<Item = Participant> + use<'w> {
        self.rows(organization.into(), false).filter(|found| found.status == Status::Observer)
    }

    /// All participations of somebody on the day, by key of the body.
    ///
    /// Cost: O(spells of the member).
    pub fn memberships_of<A: AsMember>(
        &self,
        member: A,
    ) -> impl Iterator<Item = (BodyId, Participant)> + use<'w, A> {
        let (view, member) = (*self, member.member());
        let index = self.world.index();
        let (next, rows) = index.rows_of(self.world.tables(), member);
        let plain = self.known_by.is_none() && !index.has_contested();
        MemberRows { mask: 0, chunk: &[], first: 0, member, plain, rows, next, view }
    }

    /// The organizations of which somebody is a member on the day, by key.
    pub fn organizations_of<A: AsMember>(
        &self,
        member: A,
    ) -> impl Iterator<Item = (Id<Organization>, Participant)> + use<'w, A> {
        self.memberships_of(member).filter_map(|(body, found)| match body {
            BodyId::Organization(organization) if found.status.is_binding() => {
                Some((organization, found))
            }
            _ => None,
        })
    }

    /// The treaties to which somebody is party on the day, by key: by a row of its own, or by the list of the treaty.
    ///
    /// Treaties that bind the members of an organization come with the organization.
    pub fn treaties_of<A: AsMember>(
        &self,
        member: A,
    ) -> impl Iterator<Item = (Id<Treaty>, Participant)> + use<'w, A> {
        let member = member.member();
        let rows = self.memberships_of(member).filter_map(|(body, found)| match body {
            BodyId::Treaty(treaty) if found.status.is_binding() => Some((treaty, found)),
            _ => None,
        });
        let listing = self.world.index().treaties_listing(member).iter().filter_map(|treaty| {
            let found = self.standing_by_text(member, *treaty)?.participation?;
            Some((*treaty, found))
        });
        let mut treaties: Vec<(Id<Treaty>, Participant)> = rows.chain(listing).collect();
        treaties.sort_by_key(|(treaty, _)| self.world.index().rank((*treaty).into()));
        treaties.into_iter()
    }

    /// Who is in both on the day, by key, with the weaker truth of the two.
    ///
    /// Cost: O(spells of both bodies), one pass.
    pub fn in_both<A: Into<BodyId>, B: Into<BodyId>>(
        &self,
        a: A,
        b: B,
    ) -> impl Iterator<Item = (EntityId, Truth)> + use<'w, A, B> {
        let (mut left, mut right) = (self.rows(a.into(), true), self.rows(b.into(), true));
        let (mut in_a, mut in_b) = (left.next_row(), right.next_row());
        std::iter::from_fn(move || {
            loop {
                // Where one of them ends, nobody else is in both.
                let (first, second) = (in_a?.0, in_b?.0);
                match first.rank.cmp(&second.rank) {
                    Ordering::Less => in_a = left.next_row(),
                    Ordering::Greater => in_b = right.next_row(),
                    Ordering::Equal => {
                        let at = first.rank;
                        let both = left.rest_of(at, &mut in_a) & right.rest_of(at, &mut in_b);
                        return Some((first.member, both));
                    }
                }
            }
        })
    }

    /// Who is in either on the day, by key.
    ///
    /// Cost: O(spells of both bodies), one pass.
    pub fn in_either<A: Into<BodyId>, B: Into<BodyId>>(
        &self,
        a: A,
        b: B,
    ) -> impl Iterator<Item = (EntityId, Truth)> + use<'w, A, B> {
        self.merged(a.into(), b.into()).map(|(entity, in_a, in_b)| (entity, in_a | in_b))
    }

    /// Who is in the first but not in the second on the day, by key. Whoever is beyond the coverage of the second is unknown.
    ///
    /// Cost: O(spells of both bodies), one pass.
    pub fn in_one_but_not_other<A: Into<BodyId>, B: Into<BodyId>>(
        &self,
        a: A,
        b: B,
    ) -> impl Iterator<Item = (EntityId, Truth)> + use<'w, A, B> {
        let (view, a, b) = (*self, a.into(), b.into());
        self.merged(a, b).filter_map(move |(entity, in_a, in_b)| {
            if in_a.is_no() {
                return None;
            }
            // A missing row is a no only as far as the roll reaches.
            let in_b = if in_b.is_no() { view.is_member(entity, b) } else { in_b };
            let truth = in_a & !in_b;
            truth.is_possible().then_some((entity, truth))
        })
    }

    /// Everybody bound in either body, by key, with the truth in each.
    fn merged(
        &self,
        a: BodyId,
        b: BodyId,
    ) -> impl Iterator<Item = (EntityId, Truth, Truth)> + use<'w> {
        let order = self.world.index().order();
        let (mut left, mut right) = (self.rows(a, true), self.rows(b, true));
        let (mut in_a, mut in_b) = (left.next_row(), right.next_row());
        std::iter::from_fn(move || {
            let place =
                |found: Option<(&BodyRow, Truth)>| found.map_or(u32::MAX, |(row, _)| row.rank);
            let at = place(in_a).min(place(in_b));
            let entity = *order.get(at as usize)?;
            let (truth_a, truth_b) = (left.rest_of(at, &mut in_a), right.rest_of(at, &mut in_b));
            Some((entity, truth_a, truth_b))
        })
    }

    /// The relations of a kind in which an entity stands on the day, at either end, by key, with truth.
    ///
    /// Cost: O(relations of the entity).
    pub fn related(
        &self,
        entity: impl Into<EntityId>,
        kind: RelationKind,
    ) -> Vec<(Id<Relation>, Truth)> {
        let found = self.world.index().relations_of(entity.into()).iter().copied();
        found
            .filter(|id| self.world[*id].kind == kind)
            .map(|id| (id, self.holds(&self.world[id].time)))
            .filter(|(_, truth)| truth.is_possible())
            .collect()
    }

    /// The name of an entity on the day.
    pub fn name(&self, entity: impl Into<EntityId>) -> &'w str {
        let world = self.world;
        name_on(world[entity.into()].profile(), self.as_of)
    }

    /// Whom a name means on the day. Nothing is ever corrected: near names are suggestions.
    ///
    /// Cost: O(log n) for a name that is known, O(n) for suggestions.
    pub fn resolve(&self, name: &str) -> Resolution {
        self.world.name_index().resolve(self.world, name, Some(self.as_of))
    }

    /// Whether a state counts as a state on the day: it exists, and nobody contests its statehood.
    pub fn is_state(&self, state: Id<State>) -> Truth {
        let record = &self.world[state];
        let contested = if record.contested { Truth::Unknown } else { Truth::Yes };
        self.spans(record.profile.existence.span()) & contested
    }
}

/// Those spells of a body that hold or may hold on the day of a view.
#[derive(Clone, Debug)]
struct Rows<'w> {
    /// Which rows of the chunk are still to be given.
    mask: u64,
    chunk: &'w [BodyRow],
    /// The marks of rows that need a closer look.
    look: u8,
    run: BodyRun<'w>,
    only_binding: bool,
    view: View<'w>,
}

impl<'w> Rows<'w> {
    #[inline]
    fn next_row(&mut self) -> Option<(&'w BodyRow, Truth)> {
        loop {
            if self.mask == 0 {
                self.refill()?;
            }
            let row = self.chunk.get(self.mask.trailing_zeros() as usize)?;
            self.mask &= self.mask - 1;
            let truth = if row.marks & self.look == 0 { Truth::Yes } else { self.closer_look(row) };
            if truth.is_possible() {
                return Some((row, truth));
            }
        }
    }

    /// The truth of all spells of a member, the first of which may be the current one; the row after them becomes
    /// the current one. Several spells of one member follow each other.
    #[inline]
    fn rest_of(&mut self, rank: u32, current: &mut Option<(&'w BodyRow, Truth)>) -> Truth {
        let mut best = Truth::No;
        while let Some((_, truth)) = current.filter(|(row, _)| row.rank == rank) {
            best = best.max(truth);
            *current = self.next_row();
        }
        best
    }

    // Out of line, so that the way of each row stays short.
    #[inline(never)]
    fn refill(&mut self) -> Option<()> {
        (self.mask, self.chunk) = self.run.next_possible(self.view.days())?;
        Some(())
    }

    #[inline(never)]
    fn closer_look(&self, row: &BodyRow) -> Truth {
        if self.only_binding && !row.status.is_binding() {
            return Truth::No;
        }
        self.view.truth_of(row.participation)
    }
}

impl Iterator for Rows<'_> {
    type Item = Participant;

    #[inline]
    fn next(&mut self) -> Option<Participant> {
        let (row, truth) = self.next_row()?;
        let participation = Some(row.participation);
        Some(Participant { entity: row.member, status: row.status, truth, participation })
    }
}

/// Those participations of somebody that hold or may hold on the day of a view.
#[derive(Clone, Debug)]
struct MemberRows<'w> {
    /// Which rows of the chunk are still to be given.
    mask: u64,
    chunk: &'w [Participation],
    /// The number of the first row of the chunk.
    first: usize,
    member: EntityId,
    /// Whether nothing but the bounds of a row decides.
    plain: bool,
    rows: &'w [Participation],
    /// The number of the first of the other rows.
    next: usize,
    view: View<'w>,
}

impl MemberRows<'_> {
    #[inline(never)]
    fn refill(&mut self) -> Option<()> {
        let before = self.rows.len();
        (self.mask, self.chunk) = next_possible(&mut self.rows, self.view.days())?;
        self.next += before - self.rows.len();
        self.first = self.next - self.chunk.len();
        Some(())
    }
}

impl Iterator for MemberRows<'_> {
    type Item = (BodyId, Participant);

    #[inline]
    fn next(&mut self) -> Option<(BodyId, Participant)> {
        loop {
            if self.mask == 0 {
                self.refill()?;
            }
            let at = self.mask.trailing_zeros() as usize;
            let row = self.chunk.get(at)?;
            self.mask &= self.mask - 1;
            let id = Id::at(self.first + at);
            let truth = if self.plain { self.view.spans(row.span) } else { self.view.truth_of(id) };
            if truth.is_possible() {
                let (entity, status, participation) = (self.member, row.status, Some(id));
                return Some((row.body, Participant { entity, status, truth, participation }));
            }
        }
    }
}
