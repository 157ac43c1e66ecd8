//! Rolls: who is in what on the day of a view, in both directions, and who is in both of two bodies.

use std::cmp::Ordering;

use super::runs::{BodyRow, BodyRun, next_possible};
use super::view::View;
use crate::model::{Participation, Parties, Status};
use crate::{AsMember, BodyId, EntityId, Id, Organization, State, Treaty, Truth};

/// Somebody who takes part in something on the day of a view.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Participant<'w> {
    /// Who: a state, or an organization that observes another.
    pub entity: EntityId,
    /// As what.
    pub status: Status,
    /// Whether for certain.
    pub truth: Truth,
    /// The record; `None` where a treaty itself lists its parties, or binds the members of an organization.
    pub participation: Option<&'w Participation>,
}

impl<'w> View<'w> {
    /// The days on which rows must hold or may hold to be looked at; none where what was known by a day counts,
    /// which stands in the records.
    #[inline]
    pub(super) fn days(&self) -> Option<(i32, i32)> {
        self.known_by.is_none().then_some((self.lo, self.hi))
    }

    #[inline]
    #[track_caller]
    pub(super) fn rows(&self, body: BodyId, only_binding: bool) -> Rows<'w> {
        let index = self.world.index();
        // On a single day, as known now, what has exact ends and is not contested holds for certain if at all.
        let look = if self.lo == self.hi && self.known_by.is_none() && self.speaks_of(body) {
            BodyRow::DOUBTFUL | if only_binding { BodyRow::UNBOUND } else { 0 }
        } else {
            BodyRow::ANY
        };
        let tables = self.world.tables();
        let (table, run) = (&*tables.participations, index.rows_in(tables, body));
        Rows { mask: 0, chunk: &[], look, run, table, only_binding, view: *self }
    }

    /// All who take part in an organization or treaty on the day, in whatever grade, by key.
    ///
    /// Cost: O(spells recorded for the body).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, World, date, model::Status};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// let grades: Vec<_> = today.participants(ots).map(|one| (world.key(one.entity), one.status)).collect();
    /// assert!(grades.contains(&("kaz", Status::Member)));
    /// assert!(grades.contains(&("hun", Status::Observer)));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn participants<A: Into<BodyId>>(
        &self,
        body: A,
    ) -> impl Iterator<Item = Participant<'w>> + use<'w, A> {
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
    #[track_caller]
    pub fn members(
        &self,
        organization: Id<Organization>,
    ) -> impl Iterator<Item = Participant<'w>> + use<'w> {
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
    #[track_caller]
    pub fn parties(&self, treaty: Id<Treaty>) -> impl Iterator<Item = Participant<'w>> + use<'w> {
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
    #[track_caller]
    pub(crate) fn binding<A: Into<BodyId>>(
        &self,
        body: A,
    ) -> impl Iterator<Item = Participant<'w>> + use<'w, A> {
        self.rows(body.into(), true)
    }

    /// The observers of an organization on the day, by key.
    ///
    /// Cost: O(spells recorded for the organization).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, World, date};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// // An organization may observe another one.
    /// let observers: Vec<&str> = today.observers(ots).map(|one| world.key(one.entity)).collect();
    /// assert_eq!(observers, ["eco", "hun", "tkm", "trnc"]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn observers(
        &self,
        organization: Id<Organization>,
    ) -> impl Iterator<Item = Participant<'w>> + use<'w> {
        self.rows(organization.into(), false).filter(|found| found.status == Status::Observer)
    }

    /// All participations of somebody on the day, by key of the body.
    ///
    /// Cost: O(spells of the member).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{State, World, date};
    /// # let world = World::bundled();
    /// # let arm = world.find::<State>("arm")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// // The treaty and the organization that rests on it are two participations.
    /// let bodies: Vec<&str> = today.memberships_of(arm).map(|(body, _)| world.key(body)).collect();
    /// assert!(bodies.contains(&"cst") && bodies.contains(&"csto"));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn memberships_of<A: AsMember>(
        &self,
        member: A,
    ) -> impl Iterator<Item = (BodyId, Participant<'w>)> + use<'w, A> {
        let (view, member) = (*self, member.member());
        let index = self.world.index();
        let (next, rows) = index.rows_of(self.world.tables(), member);
        let plain =
            self.known_by.is_none() && !index.has_contested() && self.bridges(index.first_until());
        MemberRows { mask: 0, chunk: &[], first: 0, member, plain, rows, next, view }
    }

    /// The organizations of which somebody is a member on the day, by key.
    ///
    /// Cost: O(spells of the member).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{State, World, date};
    /// # let world = World::bundled();
    /// # let kgz = world.find::<State>("kgz")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// let organizations: Vec<&str> = today.organizations_of(kgz).map(|(id, _)| world.key(id)).collect();
    /// assert!(organizations.contains(&"csto") && organizations.contains(&"ots"));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn organizations_of<A: AsMember>(
        &self,
        member: A,
    ) -> impl Iterator<Item = (Id<Organization>, Participant<'w>)> + use<'w, A> {
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
    ///
    /// Cost: O(spells of the member + treaties that list it), sorted.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{State, World, date};
    /// # let world = World::bundled();
    /// # let aze = world.find::<State>("aze")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// let treaties: Vec<&str> = today.treaties_of(aze).map(|(id, _)| world.key(id)).collect();
    /// // The Shusha Declaration lists its two parties itself.
    /// assert!(treaties.contains(&"shusha"));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn treaties_of<A: AsMember>(
        &self,
        member: A,
    ) -> impl Iterator<Item = (Id<Treaty>, Participant<'w>)> + use<'w, A> {
        let member = member.member();
        let rows = self.memberships_of(member).filter_map(|(body, found)| match body {
            BodyId::Treaty(treaty) if found.status.is_binding() => Some((treaty, found)),
            _ => None,
        });
        let listing = self.world.index().treaties_listing(member).iter().filter_map(|treaty| {
            let found = self.standing_by_text(member, *treaty)?.participation?;
            Some((*treaty, found))
        });
        let mut treaties: Vec<(Id<Treaty>, Participant<'w>)> = rows.chain(listing).collect();
        treaties.sort_by_key(|(treaty, _)| self.world.index().rank((*treaty).into()));
        treaties.into_iter()
    }

    /// Who is in both on the day, by key, with the weaker truth of the two.
    ///
    /// ```text
    /// in_both(s, a, b) :- is_member(s, a, d), is_member(s, b, d).
    /// ```
    ///
    /// Cost: O(spells of both bodies), one pass.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, World, date};
    /// # let world = World::bundled();
    /// # let (csto, ots) = (world.find::<Organization>("csto")?, world.find::<Organization>("ots")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// let both: Vec<&str> = today.in_both(ots, csto).map(|(entity, _)| world.key(entity)).collect();
    /// assert_eq!(both, ["kaz", "kgz"]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
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
                match first.rank().cmp(&second.rank()) {
                    Ordering::Less => in_a = left.next_row(),
                    Ordering::Greater => in_b = right.next_row(),
                    Ordering::Equal => {
                        let at = first.rank();
                        let both = left.rest_of(at, &mut in_a) & right.rest_of(at, &mut in_b);
                        return Some((first.member(), both));
                    }
                }
            }
        })
    }

    /// Who is in either on the day, by key, with the stronger truth of the two.
    ///
    /// ```text
    /// in_either(s, a, b) :- is_member(s, a, d) ; is_member(s, b, d).
    /// ```
    ///
    /// Cost: O(spells of both bodies), one pass.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, World, date};
    /// # let world = World::bundled();
    /// # let (csto, ots) = (world.find::<Organization>("csto")?, world.find::<Organization>("ots")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// // Five and six, of whom two are in both.
    /// assert_eq!(today.in_either(ots, csto).count(), 5 + 6 - 2);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn in_either<A: Into<BodyId>, B: Into<BodyId>>(
        &self,
        a: A,
        b: B,
    ) -> impl Iterator<Item = (EntityId, Truth)> + use<'w, A, B> {
        self.merged(a.into(), b.into()).map(|(entity, in_a, in_b)| (entity, in_a | in_b))
    }

    /// Who is in the first but not in the second on the day, by key. Whoever is beyond the coverage of the second is unknown.
    ///
    /// ```text
    /// but_not(s, a, b) :- is_member(s, a, d), not is_member(s, b, d).
    /// ```
    ///
    /// Cost: O(spells of both bodies), one pass.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, World, date};
    /// # let world = World::bundled();
    /// # let (csto, ots) = (world.find::<Organization>("csto")?, world.find::<Organization>("ots")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// let only: Vec<&str> = today.in_one_but_not_other(ots, csto).map(|(id, _)| world.key(id)).collect();
    /// assert_eq!(only, ["aze", "tur", "uzb"]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
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
    #[track_caller]
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
                |found: Option<(&BodyRow, Truth)>| found.map_or(u32::MAX, |(row, _)| row.rank());
            let at = place(in_a).min(place(in_b));
            let entity = *order.get(at as usize)?;
            let (truth_a, truth_b) = (left.rest_of(at, &mut in_a), right.rest_of(at, &mut in_b));
            Some((entity, truth_a, truth_b))
        })
    }
}

/// Those spells of a body that hold or may hold on the day of a view.
#[derive(Clone, Debug)]
pub(super) struct Rows<'w> {
    /// Which rows of the chunk are still to be given.
    mask: u64,
    chunk: &'w [BodyRow],
    /// The marks of rows that need a closer look.
    look: u32,
    run: BodyRun<'w>,
    /// The table of participations.
    table: &'w [Participation],
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
            let truth = if row.has(self.look) { self.closer_look(row) } else { Truth::Yes };
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
        while let Some((_, truth)) = current.filter(|(row, _)| row.rank() == rank) {
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
        if self.only_binding && row.has(BodyRow::UNBOUND) {
            return Truth::No;
        }
        self.view.truth_at(row.participation())
    }
}

impl<'w> Iterator for Rows<'w> {
    type Item = Participant<'w>;

    #[inline]
    fn next(&mut self) -> Option<Participant<'w>> {
        let (row, truth) = self.next_row()?;
        let entity = row.member();
        let participation = self.table.get(row.participation());
        Some(Participant { entity, status: row.status(), truth, participation })
    }
}

/// Those participations of somebody that hold or may hold on the day of a view.
#[derive(Clone, Debug)]
pub(super) struct MemberRows<'w> {
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

impl<'w> Iterator for MemberRows<'w> {
    type Item = (BodyId, Participant<'w>);

    #[inline]
    fn next(&mut self) -> Option<(BodyId, Participant<'w>)> {
        loop {
            if self.mask == 0 {
                self.refill()?;
            }
            let at = self.mask.trailing_zeros() as usize;
            let row = self.chunk.get(at)?;
            self.mask &= self.mask - 1;
            let truth = if self.plain {
                self.view.spans(row.span)
            } else {
                self.view.truth_at(self.first + at)
            };
            if truth.is_possible() {
                let (entity, status, participation) = (self.member, row.status, Some(row));
                return Some((row.body(), Participant { entity, status, truth, participation }));
            }
        }
    }
}
