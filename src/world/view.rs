//! A view: the world on a date, as known by a date, under a reading. Every question that has a day is asked here.

use std::sync::Arc;

use super::bounds::{any_holds, hull};
use super::index::BodyPlace;
use super::memory::Memory;
use super::runs::BodyRow;
use super::{Reading, World};
use crate::model::{
    AnyEntity, LinkRole, Overlay, OverlayKind, Participation, Presumption, Provision, Relation,
    RelationKind, Statehood, Timed,
};
use crate::names::Resolution;
use crate::time::{Date, Day, FOREVER, Interval, NEVER, Span};
use crate::{AsMember, BodyId, EntityId, Id, InstrumentId, State, Truth};

static STRICT: std::sync::LazyLock<Reading> = std::sync::LazyLock::new(Reading::strict);

/// A world on a date, as known by a date, under a reading.
///
/// Cheap to copy. A date that is not known to the day stands for some day between its bounds: what holds on all
/// of them is yes, what holds on some is unknown.
#[derive(Copy, Clone, Debug)]
pub struct View<'w> {
    pub(super) world: &'w World,
    as_of: Date,
    /// The number of the day by which things had to be known; [`FOREVER`] where what is known now counts.
    known_by: i32,
    reading: &'w Reading,
    /// Whether nobody chose the date.
    by_default: bool,
    /// The day of which the record is asked whether it speaks of it: that of the view, but where a hypothesis carries the record
    /// of its own day forward.
    pub(super) cover: (i32, i32),
    /// For how long the record speaks on after its end.
    presumption: Presumption,
    /// Who counts as a state.
    statehood: Statehood,
}

/// On what it depends what a view of a world sees on record.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(super) struct Sight {
    as_of: Date,
    known_by: i32,
    cover: (i32, i32),
    presumption: Presumption,
}

impl<'w> View<'w> {
    #[inline]
    pub(crate) fn new(world: &'w World, as_of: Date) -> Self {
        Self {
            world,
            as_of,
            known_by: FOREVER,
            reading: &STRICT,
            by_default: false,
            cover: as_of.bounds(),
            presumption: Presumption::DEFAULT,
            statehood: Statehood::Listed,
        }
    }

    /// Only what could be known by that day: ends that were learned later read as open.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// let (uzb, csto) = (world.find::<State>("uzb")?, world.find::<Organization>("csto")?);
    /// // Early in 2012 nobody knew yet that Uzbekistan would be out before the year's end.
    /// let newyear = world.as_of(date(2013, 1, 1));
    /// assert!(newyear.is_member(uzb, csto).is_no());
    /// assert!(newyear.known_by(date(2012, 1, 1)).is_member(uzb, csto).is_yes());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[must_use]
    pub fn known_by(mut self, day: impl Into<Date>) -> Self {
        let date: Date = day.into();
        self.known_by = date.latest().map_or(FOREVER, Day::number);
        self
    }

    /// Under a reading of ambiguous provisions; the default is [`Reading::strict`].
    ///
    /// ```
    /// use comity::{Reading, View, World, date};
    ///
    /// fn read_narrowly(world: &World) -> View<'_> {
    ///     world.as_of(date(2024, 10, 20)).under(Reading::narrow())
    /// }
    /// ```
    ///
    /// Cost: the world keeps a copy of each reading that it was ever asked under, and this compares with all of them.
    #[must_use]
    pub fn under(self, reading: impl Into<Reading>) -> Self {
        self.under_kept(self.world.keep(&reading.into()))
    }

    /// The same under a reading that outlives the view, of which the world keeps no copy.
    #[must_use]
    pub(crate) const fn under_kept(mut self, reading: &'w Reading) -> Self {
        self.reading = reading;
        self
    }

    /// With what held on the last day on record presumed to hold for so long after it; the default is a year.
    ///
    /// ```
    /// use comity::model::Presumption;
    /// use comity::{View, World, date};
    ///
    /// fn only_what_is_on_record(world: &World) -> View<'_> {
    ///     world.as_of(date(2024, 10, 20)).presuming(Presumption::NotAtAll)
    /// }
    /// ```
    #[must_use]
    pub const fn presuming(mut self, presumption: Presumption) -> Self {
        self.presumption = presumption;
        self
    }

    /// With whoever this says counted as states; the default is [`Statehood::Listed`].
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::model::Statehood;
    /// # use comity::{State, World, date};
    /// # let world = World::bundled();
    /// # let (tur, trnc) = (world.find::<State>("tur")?, world.find::<State>("trnc")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// assert!(today.is_state(trnc).is_unknown());
    /// assert!(today.counting(Statehood::RecognisedBy(tur)).is_state(trnc).is_yes());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[must_use]
    #[track_caller]
    pub fn counting(mut self, statehood: Statehood) -> Self {
        match statehood {
            Statehood::Listed | Statehood::Cow => {}
            Statehood::MembersOf(organization) => {
                self.world.own(organization);
            }
            Statehood::RecognisedBy(state) => {
                self.world.own(state);
            }
        }
        self.statehood = statehood;
        self
    }

    /// The same view on another date.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (uzb, csto) = (world.find::<State>("uzb")?, world.find::<Organization>("csto")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// assert!(today.is_member(uzb, csto).is_no());
    /// assert!(today.on(date(2010, 1, 1)).is_member(uzb, csto).is_yes());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[must_use]
    pub fn on(self, when: impl Into<Date>) -> Self {
        let as_of = when.into();
        Self { as_of, cover: as_of.bounds(), by_default: false, ..self }
    }

    /// The same view on another date, with the record of this one carried forward: what is said of the later day counts, and how
    /// far the record reaches is asked of the day of the question alone.
    #[must_use]
    pub(crate) fn carried_to(self, when: Date) -> Self {
        Self { cover: self.cover, ..self.on(when) }
    }

    /// The same view of another world that has all the ids of this one.
    #[must_use]
    pub(crate) fn in_world<'x>(self, world: &'x World) -> View<'x>
    where
        'w: 'x,
    {
        View { world, ..self }
    }

    /// Whether another view sees the same on record: of the same world, on the same day, with the same knowledge and presumption,
    /// whatever the readings and whoever counts as a state.
    pub(crate) fn sees_the_same(&self, other: &View<'_>) -> bool {
        std::ptr::eq(self.world, other.world) && self.sight() == other.sight()
    }

    const fn sight(&self) -> Sight {
        let Self { as_of, known_by, cover, presumption, .. } = *self;
        Sight { as_of, known_by, cover, presumption }
    }

    /// What the world remembers of all that sees the same.
    pub(crate) fn memory(&self) -> Arc<Memory> {
        self.world.memory_of(self.sight())
    }

    /// The whole world, whatever the day.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, World, date};
    /// # let world = World::bundled();
    /// # let csto = world.find::<Organization>("csto")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// assert_eq!(today.world().key(csto), "csto");
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub const fn world(&self) -> &'w World {
        self.world
    }

    /// The date that is asked about.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{World, date};
    /// # let world = World::bundled();
    /// let today = world.as_of(date(2024, 10, 20));
    /// assert_eq!(today.as_of().to_string(), "2024-10-20");
    /// # }
    /// ```
    pub const fn as_of(&self) -> Date {
        self.as_of
    }

    /// The day by which things had to be known, if that matters.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{World, date};
    /// # let world = World::bundled();
    /// let today = world.as_of(date(2024, 10, 20));
    /// assert_eq!(today.knowledge(), None);
    /// let then = today.known_by(date(2012, 1, 1));
    /// assert_eq!(then.knowledge().unwrap().to_string(), "2012-01-01");
    /// # }
    /// ```
    pub const fn knowledge(&self) -> Option<Day> {
        Day::from_number(self.known_by)
    }

    /// The same view, on a date that nobody chose.
    pub(super) fn by_default(mut self) -> Self {
        self.by_default = true;
        self
    }

    /// Whether nobody chose the date: it is that of the newest fact on record.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{World, date};
    /// # let world = World::bundled();
    /// let today = world.as_of(date(2024, 10, 20));
    /// assert!(!today.is_by_default());
    /// assert!(world.as_of_newest().is_by_default());
    /// # }
    /// ```
    pub const fn is_by_default(&self) -> bool {
        self.by_default
    }

    /// How ambiguous provisions are read.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Reading, World, date};
    /// # let world = World::bundled();
    /// let today = world.as_of(date(2024, 10, 20));
    /// assert_eq!(today.reading(), &Reading::strict());
    /// assert_eq!(today.under(Reading::narrow()).reading(), &Reading::narrow());
    /// # }
    /// ```
    pub const fn reading(&self) -> &'w Reading {
        self.reading
    }

    /// For how long after the last day on record what held then is presumed to hold.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::model::Presumption;
    /// # use comity::{World, date};
    /// # let world = World::bundled();
    /// let today = world.as_of(date(2024, 10, 20));
    /// assert_eq!(today.presumption(), Presumption::Months(12));
    /// # }
    /// ```
    pub const fn presumption(&self) -> Presumption {
        self.presumption
    }

    /// Who counts as a state.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::model::Statehood;
    /// # use comity::{World, date};
    /// # let world = World::bundled();
    /// assert_eq!(world.as_of(date(2024, 10, 20)).statehood(), Statehood::Listed);
    /// # }
    /// ```
    pub const fn statehood(&self) -> Statehood {
        self.statehood
    }

    /// The number of the earliest day that is asked about.
    #[inline]
    pub(super) const fn lo(&self) -> i32 {
        self.as_of.bounds().0
    }

    /// The number of the latest day that is asked about.
    #[inline]
    pub(super) const fn hi(&self) -> i32 {
        self.as_of.bounds().1
    }

    /// Whether what was known by a day counts that is none of those before the last that is asked about.
    #[inline]
    pub(super) const fn knows_its_days(&self) -> bool {
        self.hi() <= self.known_by
    }

    /// Whether what is known now counts, not what was known by a day.
    #[inline]
    pub(super) const fn is_as_known_now(&self) -> bool {
        self.known_by == FOREVER
    }

    /// Whether a span holds on the day of the view.
    #[inline]
    pub(crate) fn spans(&self, span: Span) -> Truth {
        span.holds_throughout(self.lo(), self.hi())
    }

    /// Whether something with valid and recorded time holds on the day of the view.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Treaty, World, date};
    /// # let world = World::bundled();
    /// # let cst = world.find::<Treaty>("cst")?;
    /// # let article_4 = world.provisions_of(cst).nth(2).unwrap();
    /// let today = world.as_of(date(2024, 10, 20));
    /// let clause = &world[article_4];
    /// assert!(today.holds(&clause.time).is_yes());
    /// // It entered into force with its treaty.
    /// assert!(today.on(date(1993, 1, 1)).holds(&clause.time).is_no());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn holds(&self, time: &Timed) -> Truth {
        time.known_by(self.knowledge()).map_or(Truth::No, |span| self.spans(span))
    }

    /// Whether a participation holds on the day of the view.
    ///
    /// ```text
    /// holds(P, d) :- from(P) <= d < to(P), not contested(P, d).
    /// ```
    ///
    /// Cost: O(log n + spells of the member); with [`known_by`](Self::known_by) one more look at the record.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (uzb, csto) = (world.find::<State>("uzb")?, world.find::<Organization>("csto")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// let spells = world.spells(uzb, csto, None);
    /// let stint = spells[0].participation;
    /// assert!(today.truth_of(stint).is_no());
    /// assert!(today.on(date(2010, 1, 1)).truth_of(stint).is_yes());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn truth_of(&self, participation: Id<Participation>) -> Truth {
        self.truth_at(self.world.tables().own_row(participation))
    }

    /// The same for a row of a body.
    pub(super) fn truth_in(&self, body: &BodyPlace, row: &BodyRow) -> Truth {
        self.truth_at(self.world.index().place_of(self.world.tables(), body, row))
    }

    /// The same for the participation at a place of the table.
    #[inline(never)]
    pub(crate) fn truth_at(&self, at: usize) -> Truth {
        if !self.is_as_known_now() || self.world.index().is_contested(at) {
            return self.truth_in_doubt(at);
        }
        let tables = self.world.tables();
        let span = tables.participations.span(at);
        let truth = self.spans(span);
        // One whose end is on record speaks for itself, and what is open for no longer than the roll.
        if truth.is_yes() && span.is_open() {
            let body = tables.participations.body(at);
            return if self.speaks_of(body) { truth } else { Truth::Unknown };
        }
        truth
    }

    /// The same where what was known by a day counts, or the participation is contested. Out of line, as it is rare.
    #[inline(never)]
    fn truth_in_doubt(&self, at: usize) -> Truth {
        let Some(row) = self.world.tables().participations.get(at) else { return Truth::No };
        let contested = self.world.index().is_contested(at);
        let (truth, is_open) = self.truth_as_known(at, &row);
        let body = self.world.tables().body(&row);
        if truth.is_yes() && (contested && self.contests(&row) || is_open && !self.speaks_of(body))
        {
            return Truth::Unknown;
        }
        truth
    }

    /// Whether a participation holds, as far as was known, within its bounds; and whether it has no end on record.
    fn truth_as_known(&self, at: usize, row: &Participation) -> (Truth, bool) {
        let Some(known) = self.span_as_known(at, row) else { return (Truth::No, false) };
        let detail = self.world.tables().detail(row);
        let spans = self.world.index().settled().bounds(self.world.tables()).of(row, detail, known);
        let is_open = spans.last().is_some_and(|last| last.is_open());
        (any_holds(&spans, self.lo(), self.hi()), is_open)
    }

    /// The bounds of a participation as its record had them, if it was known.
    pub(super) fn span_as_known(&self, at: usize, row: &Participation) -> Option<Span> {
        let tables = self.world.tables();
        if let Some(detail) = tables.detail(row) {
            return detail.revision(self.knowledge()).known_by(self.knowledge());
        }
        // A bare row was known from the days it is about.
        let known = |number: i32| number <= self.known_by;
        let said = tables.said_of(at, row);
        match (known(said.from_lo), known(said.to_lo)) {
            (false, _) => None,
            (true, false) => Some(Span::new((said.from_lo, said.from_hi), (FOREVER, FOREVER))),
            (true, true) => Some(said),
        }
    }

    fn contests(&self, row: &Participation) -> bool {
        let tables = self.world.tables();
        self.overlays(tables.member(row), tables.body(row)).any(|id| {
            let overlay = &self.world[id];
            overlay.kind == OverlayKind::Contested
        })
    }

    /// What lies over a participation on the day of the view, by key.
    ///
    /// Cost: O(overlays of the member).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (arm, csto) = (world.find::<State>("arm")?, world.find::<Organization>("csto")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// // Armenia declared its membership frozen, and stays a member all the same.
    /// let lying: Vec<&str> = today.overlays(arm, csto).map(|id| world[id].kind.as_str()).collect();
    /// assert_eq!(lying, ["budget_withheld", "frozen_declared"]);
    /// assert!(today.is_member(arm, csto).is_yes());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn overlays<A: AsMember, B: Into<BodyId>>(
        &self,
        member: A,
        body: B,
    ) -> impl Iterator<Item = Id<Overlay>> + use<'w, A, B> {
        let world = self.world;
        let (view, member, body) = (*self, world.own(member.member()), world.own(body.into()));
        world.index().overlays_of(member).iter().copied().filter(move |id| {
            let overlay = &world[*id];
            overlay.body == body && view.truth_of_overlay(*id).is_possible()
        })
    }

    /// Whether a body exists on the day: its own existence, else the force of its constituent treaty.
    ///
    /// ```text
    /// exists(o, d) :- existence(o) contains d, (constituent(o, t), in_force(t, d) ; member(_, o, d) ; no constituent(o)).
    /// ```
    ///
    /// Cost: O(links of the organization + spells of its members); of a treaty, O(1).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, World, date};
    /// # let world = World::bundled();
    /// # let csto = world.find::<Organization>("csto")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// assert!(today.exists(csto).is_yes());
    /// // The treaty is ten years older than the organization that grew out of it.
    /// assert!(today.on(date(1995, 1, 1)).exists(csto).is_no());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn exists(&self, body: impl Into<BodyId>) -> Truth {
        match body.into() {
            BodyId::Treaty(treaty) => self.in_force(treaty),
            BodyId::Organization(organization) => {
                let own = self.existed(organization.into());
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

    /// Whether the record of something says that it existed on the day.
    pub(crate) fn existed(&self, entity: EntityId) -> Truth {
        let settled = self.world.index().settled();
        let life = settled.lives.get(entity.index()).and_then(Option::as_ref);
        let truth = life.map_or(Truth::Yes, |life| any_holds(life, self.lo(), self.hi()));
        let ends = life.map_or_else(|| Interval::ALWAYS.span(), |life| hull(life));
        self.as_far_as_known(truth, ends, settled.horizon_of(self.world[entity].kind()))
    }

    /// When something that is on record with ends of its own holds, with what sources dispute of these ends; nothing, if it was not
    /// known.
    pub(super) fn span_on_record(&self, key: &str, time: &Timed) -> Option<Span> {
        let known = time.known_by(self.knowledge())?;
        Some(self.world.index().settled().widened(key, known))
    }

    /// Whether an overlay lies on the day of the view: as far as its record says, and no longer than the roll beneath it is known.
    pub(crate) fn truth_of_overlay(&self, id: Id<Overlay>) -> Truth {
        let overlay = &self.world[id];
        let Some(span) = self.span_on_record(&overlay.key, &overlay.time) else { return Truth::No };
        let until = self.world.index().until(overlay.body);
        self.as_far_as_known(self.spans(span), span, (NEVER, until))
    }

    /// Whether an instrument is in force.
    ///
    /// ```text
    /// in_force(t, d) :- entry_into_force(t) <= d < end(t).
    /// ```
    ///
    /// Source: VCLT art. 24 and 54. Where the day of entry into force is unknown, it is unknown from the day of signature on.
    ///
    /// Cost: O(1).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Treaty, World, date};
    /// # let world = World::bundled();
    /// # let cst = world.find::<Treaty>("cst")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// assert!(today.in_force(cst).is_yes());
    /// // Signed in May 1992, in force from April 1994.
    /// assert!(today.on(date(1993, 1, 1)).in_force(cst).is_no());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn in_force(&self, instrument: impl Into<InstrumentId>) -> Truth {
        let instrument = instrument.into();
        let entity = self.world.own(instrument.entity());
        let index = self.world.index();
        let span = match self.knowledge() {
            None => index.force(instrument),
            Some(_) => match self.force_as_known(entity) {
                Some(span) => span,
                None => return Truth::No,
            },
        };
        let settled = index.settled();
        let horizon = match instrument {
            InstrumentId::Treaty(_) => settled.treaties,
            InstrumentId::Law(_) => settled.laws,
        };
        self.as_far_as_known(self.spans(span), span, horizon)
    }

    /// When an instrument was in force, as far as was known by the day of knowledge; nothing, if it was not known.
    fn force_as_known(&self, instrument: EntityId) -> Option<Span> {
        let (valid, from_known) = match &self.world[instrument] {
            AnyEntity::Treaty(treaty) => (treaty.force(), treaty.profile.provenance.recorded),
            AnyEntity::Law(law) => (law.force(), law.profile.provenance.recorded),
            _ => return None,
        };
        let known = Timed { valid, from_known, to_known: None }.known_by(self.knowledge())?;
        Some(self.world.index().settled().force(instrument, self.world.key(instrument), known))
    }

    /// Whether a provision stands: in the text, in force, and not contested as a whole.
    ///
    /// ```text
    /// stands(p, d) :- time(p) contains d, in_force(instrument(p), d), not contested(p).
    /// ```
    ///
    /// Cost: O(1).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Treaty, World, date};
    /// # let world = World::bundled();
    /// # let cst = world.find::<Treaty>("cst")?;
    /// # let article_1 = world.provisions_of(cst).next().unwrap();
    /// let today = world.as_of(date(2024, 10, 20));
    /// assert!(today.stands(article_1).is_yes());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn stands(&self, provision: Id<Provision>) -> Truth {
        self.stands_in(provision, self.in_force(self.world[provision].instrument))
    }

    /// The same where it is known whether its text is in force.
    pub(crate) fn stands_in(&self, provision: Id<Provision>, in_force: Truth) -> Truth {
        let (span, is_contested) = self.world.index().provision_span(provision);
        let span = if self.knowledge().is_some() {
            let record = &self.world[provision];
            self.span_on_record(&record.key, &record.time)
        } else {
            Some(span)
        };
        let in_text = span.map_or(Truth::No, |span| self.spans(span));
        let mark = if is_contested { Truth::Unknown } else { Truth::Yes };
        in_text & in_force & mark
    }

    /// The name of an entity on the day: the canonical one, unless the record says that another was right then. Whether that is certain
    /// says [`called`](Self::called).
    ///
    /// Cost: O(names of the entity).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, World, date};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// assert_eq!(today.name(ots), "Organization of Turkic States");
    /// assert_eq!(today.on(date(2015, 1, 1)).name(ots), "Cooperation Council of Turkic Speaking States");
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn name(&self, entity: impl Into<EntityId>) -> &'w str {
        self.name_on_the_day(entity.into()).text
    }

    /// Whom a name means on the day. Nothing is ever corrected: near names are suggestions. Beyond the record nothing is
    /// [`Exact`](Resolution::Exact) but a key.
    ///
    /// Cost: O(log n) for a name that is known, O(n) for suggestions.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, Resolution, World, date};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// assert_eq!(today.resolve("Turkic States Organization").entity(), Some(ots.into()));
    /// // A name that nobody has is never corrected; what may have been meant is suggested.
    /// assert!(matches!(today.resolve("Kazahkstan"), Resolution::Unknown { .. }));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn resolve(&self, name: &str) -> Resolution {
        let index = self.world.name_index();
        self.as_known(name, index.resolve(self.world.tables(), name, Some(self.as_of)))
    }

    /// Whether a state counts as a state on the day: it exists, and is one for whoever [`counting`](Self::counting) asks,
    /// by default if nobody contests its statehood.
    ///
    /// ```text
    /// is_state(s, d) :- existence(s) contains d, counts(s, d), not continued(s, d).
    /// continued(s, d) :- continues(t, s) from f, f <= d, not (continues(s, t) from g, f <= g <= d).
    /// counts(s, d)   :- not contested(s).                                % listed
    /// counts(s, d)   :- code(s, cow, d).                                 % the Correlates of War
    /// counts(s, d)   :- is_member(s, o, d).                              % the members of o
    /// counts(s, d)   :- not contested(s) ; r = s ; recognises(r, s, d).  % recognised by r
    /// ```
    ///
    /// Cost: O(1); as [`is_member`](Self::is_member) for members, O(relations of the state) for recognition.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{State, World, date};
    /// # let world = World::bundled();
    /// # let kaz = world.find::<State>("kaz")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// assert!(today.is_state(kaz).is_yes());
    /// // The day is before its independence.
    /// assert!(today.on(date(1985, 1, 1)).is_state(kaz).is_no());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn is_state(&self, state: Id<State>) -> Truth {
        let record = &self.world[state];
        let counts = match self.statehood {
            Statehood::Listed if record.contested => Truth::Unknown,
            Statehood::Cow => {
                let codes = record.profile.identifiers.iter();
                Truth::any(
                    codes
                        .filter(|code| &*code.scheme == "cow")
                        .map(|code| self.spans(code.valid.span())),
                )
            }
            Statehood::MembersOf(organization) => self.is_member(state, organization),
            Statehood::RecognisedBy(recogniser) if record.contested && recogniser != state => {
                let is_recognition = |id: Id<Relation>| {
                    let relation = &self.world[id];
                    let is_by = relation.subject == recogniser.into();
                    is_by && relation.object == state.into()
                };
                let found = self.related(state, RelationKind::Recognises).into_iter();
                Truth::any(found.filter(|(id, _)| is_recognition(*id)).map(|(_, truth)| truth))
            }
            Statehood::Listed | Statehood::RecognisedBy(_) => Truth::Yes,
        };
        self.existed(state.into()) & counts & !self.is_continued(state)
    }

    /// Whether another state has taken the place of one as the same person in law, and not given it back.
    fn is_continued(&self, state: Id<State>) -> Truth {
        let entity = EntityId::from(state);
        let relations = self.world.index().relations_of(entity).iter().map(|id| &self.world[*id]);
        let continued = relations.filter(|one| one.kind == RelationKind::Continues);
        let began = |one: &Relation| one.time.valid.from.unwrap_or(Date::UNKNOWN);
        let has_begun = |day: Date| day.is_on_or_before(self.as_of);
        let taken = continued.clone().filter(|one| one.object == entity).map(|taken| {
            let back = continued
                .clone()
                .filter(|one| one.subject == entity)
                .map(|back| began(taken).is_on_or_before(began(back)) & has_begun(began(back)));
            has_begun(began(taken)) & !Truth::any(back)
        });
        Truth::any(taken)
    }
}
