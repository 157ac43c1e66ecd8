//! What runs over days: spells, histories, and what changed between two dates.

use super::World;
use super::member_runs::MemberRun;
use crate::base::words;
use crate::model::{Participation, Status};
use crate::time::{Date, Day, FOREVER, Interval, NEVER, Span};
use crate::{AsMember, BodyId, EntityId, Id, Truth};

/// One spell of a participation in a history.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Spell {
    /// In what.
    pub body: BodyId,
    /// As what.
    pub status: Status,
    /// When, as the record has it.
    pub valid: Interval,
    /// The record.
    pub participation: Id<Participation>,
}

/// A change on the roll of a body between two dates.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RollChange {
    /// Who.
    pub entity: EntityId,
    /// What happened.
    pub kind: RollChangeKind,
    /// Whether it was bound on the first date.
    pub before: Truth,
    /// Whether it is bound on the second date.
    pub after: Truth,
}

/// What sort of change on a roll.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RollChangeKind {
    /// Joined.
    Joined,
    /// Left.
    Left,
    /// What was certain has become uncertain, or the reverse.
    Uncertain,
}

words! {
    RollChangeKind, "change on a roll":
    Joined = "joined",
    Left = "left",
    Uncertain = "uncertain",
}

impl World {
    /// All spells of somebody in an organization or treaty, the earliest first.
    ///
    /// Cost: O(spells of the pair).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::{Organization, State, World};
    ///
    /// let world = World::bundled();
    /// let uzbekistan = world.find::<State>("uzb")?;
    /// let csto = world.find::<Organization>("csto")?;
    /// let stints = world.spells(uzbekistan, csto, None);
    /// assert_eq!(stints[0].valid.to_string(), "2006-08-16/2012-12-19");
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn spells(
        &self,
        member: impl AsMember,
        body: impl Into<BodyId>,
        known_by: Option<Day>,
    ) -> Vec<Spell> {
        let (first, rows) = self.index().rows_between(self.tables(), member.member(), body.into());
        (first..).zip(rows).flat_map(|(at, row)| self.spells_of(at, &row, known_by)).collect()
    }

    /// All spells of somebody in a body and in the treaties it rests on, the earliest first: Uzbekistan's two stints
    /// run over the Collective Security Treaty and its organization.
    ///
    /// ```text
    /// linked(a, b) :- foundation(a, b) ; foundation(b, a).
    /// ```
    ///
    /// Cost: O(spells of the member in the linked bodies).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World};
    /// # let world = World::bundled();
    /// # let (uzb, csto) = (world.find::<State>("uzb")?, world.find::<Organization>("csto")?);
    /// // Party to the treaty, twice, and a member of the organization.
    /// let spells = world.spells_in_bundle(uzb, csto, None);
    /// assert!(spells.len() > world.spells(uzb, csto, None).len());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn spells_in_bundle(
        &self,
        member: impl AsMember,
        body: impl Into<BodyId>,
        known_by: Option<Day>,
    ) -> Vec<Spell> {
        let (member, body) = (member.member(), body.into());
        let mut spells = self.spells(member, body, known_by);
        for linked in self.linked_bodies(body) {
            spells.extend(self.spells(member, linked, known_by));
        }
        spells.sort_by_key(|spell| {
            let span = spell.valid.span();
            (span.from_lo, span.to_lo, spell.status, self.index().rank(spell.body.entity()))
        });
        spells
    }

    /// The whole history of somebody: all spells in all bodies, by body, the earliest first.
    ///
    /// Cost: O(spells of the member).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World};
    /// # let world = World::bundled();
    /// # let (uzb, csto) = (world.find::<State>("uzb")?, world.find::<Organization>("csto")?);
    /// let history = world.history_of(uzb, None);
    /// assert!(history.iter().any(|spell| spell.body == csto.into()));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn history_of(&self, member: impl AsMember, known_by: Option<Day>) -> Vec<Spell> {
        let (first, rows) = MemberRun::rows(self.tables(), member.member());
        (first..).zip(rows).flat_map(|(at, row)| self.spells_of(at, &row, known_by)).collect()
    }

    /// The spells of a participation, as far as was known: one, or several where its member or body existed in several.
    fn spells_of(&self, at: usize, row: &Participation, known_by: Option<Day>) -> Vec<Spell> {
        let Some(said) = self.said(at, row, known_by) else { return Vec::new() };
        let (body, participation) = (self.tables().body(row), self.tables().id_of(row));
        let detail = self.tables().detail(row);
        let bounds = self.index().settled().bounds(self.tables());
        let spans = bounds.of(row, detail, said.span());
        let spell =
            |span| Spell { body, status: row.status, valid: within(said, span), participation };
        spans.into_iter().map(spell).collect()
    }

    /// From when to when a participation is said to have held, if that was known.
    pub(super) fn said(
        &self,
        at: usize,
        row: &Participation,
        known_by: Option<Day>,
    ) -> Option<Interval> {
        let Some(detail) = self.tables().detail(row) else {
            return bare_interval(self.tables().said_of(at, row), known_by);
        };
        let time = detail.revision(known_by);
        time.known_by(known_by)?;
        let end_known = match (known_by, time.to_known, time.valid.to) {
            (None, ..) | (_, _, None) => true,
            (Some(day), Some(known), _) => known <= day,
            (Some(day), None, Some(to)) => to.earliest().is_none_or(|to| to <= day),
        };
        Some(Interval { from: time.valid.from, to: time.valid.to.filter(|_| end_known) })
    }

    /// The bodies linked to a body as foundations, in either direction, by key.
    pub(crate) fn linked_bodies(&self, body: BodyId) -> Vec<BodyId> {
        use crate::model::LinkRole;
        let foundations = |id: &Id<crate::model::Link>| self[*id].role == LinkRole::Foundation;
        let mut linked: Vec<BodyId> = match body {
            BodyId::Organization(organization) => (self.index().links_of(organization).iter())
                .filter(|id| foundations(id))
                .filter_map(|id| match self[*id].instrument {
                    crate::InstrumentId::Treaty(treaty) => Some(treaty.into()),
                    crate::InstrumentId::Law(_) => None,
                })
                .collect(),
            BodyId::Treaty(treaty) => (self.index().links_to(treaty.into()).iter())
                .filter(|id| foundations(id))
                .map(|id| self[*id].organization.into())
                .collect(),
        };
        linked.sort_by_key(|body| self.index().rank(body.entity()));
        linked.dedup();
        linked
    }

    /// Who joined and who left a body between two dates, by key; what was known by a day, if one is given.
    ///
    /// Cost: O(spells recorded for the body).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, World, date, world::RollChangeKind};
    /// # let world = World::bundled();
    /// # let csto = world.find::<Organization>("csto")?;
    /// let changes = world.changes(csto, date(2012, 1, 1), date(2013, 1, 1), None);
    /// assert_eq!(changes.len(), 1);
    /// assert_eq!((world.key(changes[0].entity), changes[0].kind), ("uzb", RollChangeKind::Left));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn changes(
        &self,
        body: impl Into<BodyId>,
        earlier: impl Into<Date>,
        later: impl Into<Date>,
        known_by: Option<Day>,
    ) -> Vec<RollChange> {
        let body = body.into();
        let bound = |when: Date| {
            let view = self.as_of(when);
            let view = known_by.map_or(view, |day| view.known_by(day));
            view.binding(body).collect::<Vec<_>>()
        };
        let (before, after) = (bound(earlier.into()), bound(later.into()));
        let truth = |found: &[super::Participant<'_>], entity: EntityId| {
            Truth::any(found.iter().filter(|one| one.entity == entity).map(|one| one.truth))
        };
        let mut entities: Vec<EntityId> =
            before.iter().chain(&after).map(|found| found.entity).collect();
        entities.sort_by_key(|entity| self.index().rank(*entity));
        entities.dedup();
        let changed = |entity: EntityId| {
            let (before, after) = (truth(&before, entity), truth(&after, entity));
            let kind = match (before, after) {
                (Truth::No, Truth::Yes) => RollChangeKind::Joined,
                (Truth::Yes, Truth::No) => RollChangeKind::Left,
                _ if before == after => return None,
                _ => RollChangeKind::Uncertain,
            };
            Some(RollChange { entity, kind, before, after })
        };
        entities.into_iter().filter_map(changed).collect()
    }
}

/// The interval of a row that has nothing but bounds.
fn bare_interval(span: Span, known_by: Option<Day>) -> Option<Interval> {
    if known_by.is_some_and(|day| span.from_lo > day.number()) {
        return None;
    }
    let date = |lo: i32, hi: i32| Date::from_bounds(Day::from_number(lo), Day::from_number(hi));
    let from = (span.from_hi != i32::MIN).then(|| date(span.from_lo, span.from_hi));
    let end_known = known_by.is_none_or(|day| span.to_lo <= day.number());
    let to = (span.to_lo != i32::MAX && end_known).then(|| date(span.to_lo, span.to_hi));
    Some(Interval { from, to })
}

/// What is left of an interval within a span: its own ends, as they are written, where they are those of the span.
fn within(said: Interval, span: Span) -> Interval {
    let own = said.span();
    let end = |same: bool, said: Option<Date>, (lo, hi): (i32, i32), open: i32| {
        if same || (lo, hi) == (open, open) {
            return said;
        }
        Some(Date::from_bounds(Day::from_number(lo), Day::from_number(hi)))
    };
    let (from, to) = ((span.from_lo, span.from_hi), (span.to_lo, span.to_hi));
    Interval {
        from: end((own.from_lo, own.from_hi) == from, said.from, from, NEVER),
        to: end((own.to_lo, own.to_hi) == to, said.to, to, FOREVER),
    }
}
