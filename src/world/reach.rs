//! How far the record reaches: whether it speaks of a day, is presumed to, or does not.
//!
//! One function says it, [`View::reach`]; what is true, which lists are complete, and what is to be kept in mind all ask it.

use super::bounds::Horizon;
use super::keeping::Keeping;
use super::view::View;
use crate::model::{
    ActKind, AnyEntity, Coverage, CoverageLevel, EffectKind, Kind, Matter, Presumption,
    RecordExtent, RelationKind, Status,
};
use crate::time::{Day, FOREVER, NEVER, Span};
use crate::{AsMember, BodyId, EntityId, Id, Truth};

/// What the record may speak of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RecordSubject {
    /// Who takes part in a body.
    Roll {
        /// In what.
        body: BodyId,
        /// In which grade; `None`: in those that bind.
        status: Option<Status>,
    },
    /// Whether somebody is bound by being in a body.
    Participation {
        /// Who.
        member: EntityId,
        /// In what.
        body: BodyId,
    },
    /// What there is beside rolls.
    Matter {
        /// What.
        about: Matter,
        /// Which of it, as an [`RecordExtent`] says it; `None`: all.
        which: Option<Box<str>>,
        /// In whose case; `None`: in everybody's.
        of: Option<EntityId>,
    },
}

impl RecordSubject {
    /// Who is bound by being in a body.
    pub fn roll(body: impl Into<BodyId>) -> Self {
        Self::Roll { body: body.into(), status: None }
    }

    /// Whether somebody is bound by being in a body.
    pub fn participation(member: impl AsMember, body: impl Into<BodyId>) -> Self {
        Self::Participation { member: member.member(), body: body.into() }
    }

    /// All that there is of a matter.
    pub const fn matter(about: Matter) -> Self {
        Self::Matter { about, which: None, of: None }
    }

    /// The duties that texts impose: those of one kind of provision, or all.
    pub fn duties(kind: Option<EffectKind>) -> Self {
        Self::of_which(Matter::Duties, kind.map(EffectKind::as_str))
    }

    /// The relations of one kind.
    pub fn relations(kind: RelationKind) -> Self {
        Self::of_which(Matter::Relations, Some(kind.as_str()))
    }

    /// The acts of one sort.
    pub fn acts(kind: ActKind) -> Self {
        Self::of_which(Matter::Acts, Some(kind.as_str()))
    }

    /// The codes of one scheme.
    pub fn codes(scheme: &str) -> Self {
        Self::of_which(Matter::Codes, Some(scheme))
    }

    /// When the entities of one kind existed.
    pub fn existence(kind: Kind) -> Self {
        Self::of_which(Matter::Existence, Some(kind.as_str()))
    }

    fn of_which(about: Matter, which: Option<&str>) -> Self {
        Self::Matter { about, which: which.map(Into::into), of: None }
    }

    /// The same, in the case of one entity alone; a roll is of everybody, and stays so.
    #[must_use]
    pub fn in_the_case_of(mut self, entity: impl Into<EntityId>) -> Self {
        if let Self::Matter { of, .. } = &mut self {
            *of = Some(entity.into());
        }
        self
    }
}

/// How far the record reaches toward a day.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RecordReach {
    /// It speaks of the day, and of all there is: what is not on record is not so.
    Covered,
    /// It ends before the day, but what it says last is presumed to hold.
    Presumed {
        /// The last day of which it speaks.
        known: Day,
    },
    /// It speaks of the day, but not of all there is.
    Partial,
    /// It ended too long before the day for anything to be presumed.
    Beyond {
        /// The last day of which it speaks.
        known: Day,
    },
    /// It begins after the day.
    Before {
        /// The first day of which it speaks.
        first: Day,
    },
}

impl RecordReach {
    /// Whether what is not on record is not so, for certain or as is presumed.
    pub const fn is_complete(self) -> bool {
        matches!(self, Self::Covered | Self::Presumed { .. })
    }

    /// The reach of a record from a first day up to another, on the day of a view.
    fn between(view: &View<'_>, from: Option<Day>, until: Option<Day>, is_all: bool) -> Self {
        if let Some(first) = from.filter(|first| first.number() > view.cover.0) {
            return Self::Before { first };
        }
        let until = until.filter(|until| until.number() <= view.cover.1);
        match until {
            Some(until) if !view.bridges(until.number()) => {
                Self::Beyond { known: until.previous() }
            }
            _ if !is_all => Self::Partial,
            Some(until) => Self::Presumed { known: until.previous() },
            None => Self::Covered,
        }
    }

    /// Which of two records tells more: the one that is whole, then the one that reaches farther.
    fn rank(self) -> (u8, i32) {
        match self {
            Self::Covered => (4, 0),
            Self::Presumed { known } => (3, known.number()),
            Self::Partial => (2, 0),
            Self::Beyond { known } => (1, known.number()),
            Self::Before { first } => (0, -first.number()),
        }
    }
}

impl View<'_> {
    /// Whether the record reaches the day of the view: of a roll, of one participation, or of whatever else there is.
    ///
    /// A matter of which the world says nothing is taken as covered at all times, and so is the roll of what did not exist on the day.
    ///
    /// Cost: that of [`exists`](Self::exists), or O(extents).
    ///
    /// ```
    /// use comity::model::{Coverage, CoverageLevel, Presumption};
    /// use comity::world::{RecordReach, RecordSubject};
    /// use comity::{Day, Organization, World, date};
    ///
    /// let mut world = World::builder();
    /// let mut pact = Organization::new("pact", "The Pact");
    /// pact.coverage = Coverage::COMPLETE;
    /// pact.coverage.until = Day::new(2024, 1, 1).ok();
    /// let pact = world.add(pact);
    /// let world = world.freeze()?;
    ///
    /// let reach = |day| world.as_of(day).reach(&RecordSubject::roll(pact));
    /// let known = Day::new(2023, 12, 31).unwrap();
    /// assert_eq!(reach(date(2023, 6, 1)), RecordReach::Covered);
    /// assert_eq!(reach(date(2024, 6, 1)), RecordReach::Presumed { known });
    /// assert_eq!(reach(date(2025, 6, 1)), RecordReach::Beyond { known });
    /// # Ok::<(), comity::BuildError>(())
    /// ```
    #[track_caller]
    pub fn reach(&self, subject: &RecordSubject) -> RecordReach {
        match subject {
            RecordSubject::Roll { body, status } => self.reach_of(*body, |coverage| {
                let grades = &coverage.statuses;
                let has_grade = |grade: &Status| match status {
                    Some(status) => grade == status,
                    None => grade.is_binding(),
                };
                coverage.level == CoverageLevel::Complete
                    && (grades.is_empty() || grades.iter().any(has_grade))
            }),
            RecordSubject::Participation { member, body } => {
                if self.existed(self.world().own(*member)).is_no() {
                    return RecordReach::Covered;
                }
                self.reach_of(*body, |_| {
                    let carrier = Keeping::of(self.world(), *body).carrier().unwrap_or(*body);
                    let (_, rows) =
                        self.world().index().rows_between(self.world().tables(), *member, carrier);
                    self.covers(*member, carrier, !rows.is_empty())
                })
            }
            RecordSubject::Matter { about, which, of } => {
                self.reach_of_matter(*about, which.as_deref(), *of)
            }
        }
    }

    /// The records that say that all of a matter is on record on the day of the view, or is presumed to be; none, where nothing says
    /// so, or of a roll.
    pub(crate) fn covered_by(&self, subject: &RecordSubject) -> Vec<Id<RecordExtent>> {
        let RecordSubject::Matter { about, which, of } = subject else { return Vec::new() };
        let extents = self.world().tables().extents.entries();
        let covering = extents.filter(|(_, extent)| {
            extent.about == *about
                && speaks_of(extent, which.as_deref(), *of) == Some(true)
                && RecordReach::between(self, extent.from, extent.until, true).is_complete()
        });
        covering.map(|(id, _)| id).collect()
    }

    fn reach_of(&self, body: BodyId, is_all: impl Fn(&Coverage) -> bool) -> RecordReach {
        let world = self.world();
        let Some(carrier) = Keeping::of(world, world.own(body)).carrier() else {
            return RecordReach::Covered;
        };
        if self.exists(carrier).is_no() {
            return RecordReach::Covered;
        }
        let coverage = match &world[carrier.entity()] {
            AnyEntity::Organization(organization) => &organization.coverage,
            AnyEntity::Treaty(treaty) => &treaty.coverage,
            _ => return RecordReach::Covered,
        };
        RecordReach::between(self, coverage.from, coverage.until, is_all(coverage))
    }

    fn reach_of_matter(
        &self,
        about: Matter,
        which: Option<&str>,
        of: Option<EntityId>,
    ) -> RecordReach {
        let of = of.map(|of| self.world().own(of));
        let extents = self.world().tables().extents.iter();
        let mut speaks = false;
        let mut best: Option<RecordReach> = None;
        for extent in extents.filter(|extent| extent.about == about) {
            speaks = true;
            let Some(is_all) = speaks_of(extent, which, of) else { continue };
            let reach = RecordReach::between(self, extent.from, extent.until, is_all);
            if best.is_none_or(|best| best.rank() < reach.rank()) {
                best = Some(reach);
            }
        }
        best.unwrap_or(if speaks { RecordReach::Partial } else { RecordReach::Covered })
    }

    /// How far a record that speaks of these days speaks of what it has on the day of the view, whatever else there may be.
    pub(crate) fn reach_of_what_is_there(&self, (first, until): Horizon) -> RecordReach {
        let day = |number: i32, open: i32| Day::from_number(number).filter(|_| number != open);
        RecordReach::between(self, day(first, NEVER), day(until, FOREVER), true)
    }

    /// A truth that rests on what is on record, on a day of which the record of such things may not speak: what has no beginning or no
    /// end on record is known as far as that goes, and what it says last is presumed to hold for a time.
    pub(crate) fn as_far_as_known(&self, truth: Truth, ends: Span, horizon: Horizon) -> Truth {
        let (first, until) = horizon;
        let has_begun = ends.from_hi != NEVER || first <= self.cover.0;
        let goes_on = ends.to_lo != FOREVER || self.bridges(until);
        if truth.is_yes() && !(has_begun && goes_on) { Truth::Unknown } else { truth }
    }

    /// Whether a record that speaks of the days before one speaks of the day of the view, or what it says last is presumed to hold.
    #[inline]
    pub(crate) fn bridges(&self, until: i32) -> bool {
        let day = self.cover.1;
        day < until || (until != FOREVER && presumes(self.presumption(), until, day))
    }

    /// Whether the roll of a body speaks of the day, or is presumed to.
    #[inline]
    pub(crate) fn speaks_of(&self, body: BodyId) -> bool {
        self.bridges(self.world().index().until(body))
    }
}

/// Whether what was on record up to a day that lies behind another one is presumed to hold on it still.
// Out of line, and of numbers, so that a view that is not kept stays out of memory.
#[inline(never)]
fn presumes(presumption: Presumption, until: i32, day: i32) -> bool {
    if let Presumption::Months(months) = presumption {
        // No calendar is needed where so many of the shortest months, or of the longest, decide.
        let (late, months) = (i64::from(day) - i64::from(until), i64::from(months));
        if late < 28 * months || late > 31 * months {
            return late < 28 * months;
        }
    }
    match (Day::from_number(until), Day::from_number(day)) {
        (Some(until), Some(day)) => presumption.bridges(until, day),
        _ => presumption == Presumption::ForEver,
    }
}

/// Whether an extent speaks of something, and of all of it; `None` if it does not.
fn speaks_of(extent: &RecordExtent, which: Option<&str>, of: Option<EntityId>) -> Option<bool> {
    let is_which = match (extent.subject.as_deref(), which) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(subject), Some(which)) if subject == which => true,
        (Some(_), Some(_)) => return None,
    };
    let is_of = match of {
        _ if extent.of.is_empty() => true,
        None => false,
        Some(of) if extent.of.contains(&of) => true,
        Some(_) => return None,
    };
    Some(is_which && is_of && extent.level == CoverageLevel::Complete)
}
