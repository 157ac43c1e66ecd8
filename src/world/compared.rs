//! Who is in both of two bodies on the day of a view, in either, or in one but not the other.

use std::cmp::Ordering;

use super::keeping::Keeping;
use super::reach::RecordSubject;
use super::roll::Grade;
use super::rows::{Cursor, Reads};
use super::runs::BodyRow;
use super::view::View;
use crate::{BodyId, EntityId, Truth};

impl<'w> View<'w> {
    /// Who is certainly in both on the day, by key.
    ///
    /// ```text
    /// in_both(s, a, b) :- is_member(s, a, d), is_member(s, b, d).
    /// ```
    ///
    /// Cost: O(spells of both bodies), one pass.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (csto, ots) = (world.find::<Organization>("csto")?, world.find::<Organization>("ots")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// let both: Vec<&str> = today.in_both(ots, csto).map(|(entity, _)| world.key(entity)).collect();
    /// assert_eq!(both, ["kaz", "kgz"]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn in_both(&self, a: impl Into<BodyId>, b: impl Into<BodyId>) -> Compared<'w> {
        Compared::new(self, a.into(), b.into(), Comparison::Both, Truth::Yes)
    }

    /// Who is possibly in both on the day and not for certain, by key.
    ///
    /// Cost: O(spells of both bodies), one pass.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (csto, ots) = (world.find::<Organization>("csto")?, world.find::<Organization>("ots")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// assert_eq!(today.possibly_in_both(ots, csto).count(), 0);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn possibly_in_both(&self, a: impl Into<BodyId>, b: impl Into<BodyId>) -> Compared<'w> {
        Compared::new(self, a.into(), b.into(), Comparison::Both, Truth::Unknown)
    }

    /// Who is certainly in either on the day, by key.
    ///
    /// ```text
    /// in_either(s, a, b) :- is_member(s, a, d) ; is_member(s, b, d).
    /// ```
    ///
    /// Cost: O(spells of both bodies), one pass.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (csto, ots) = (world.find::<Organization>("csto")?, world.find::<Organization>("ots")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// // Five and six, of whom two are in both.
    /// assert_eq!(today.in_either(ots, csto).count(), 5 + 6 - 2);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn in_either(&self, a: impl Into<BodyId>, b: impl Into<BodyId>) -> Compared<'w> {
        Compared::new(self, a.into(), b.into(), Comparison::Either, Truth::Yes)
    }

    /// Who is possibly in either on the day and not for certain, by key.
    ///
    /// Cost: O(spells of both bodies), one pass.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (csto, ots) = (world.find::<Organization>("csto")?, world.find::<Organization>("ots")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// assert_eq!(today.possibly_in_either(ots, csto).count(), 0);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn possibly_in_either(&self, a: impl Into<BodyId>, b: impl Into<BodyId>) -> Compared<'w> {
        Compared::new(self, a.into(), b.into(), Comparison::Either, Truth::Unknown)
    }

    /// Who is certainly in the first but not in the second on the day, by key.
    ///
    /// ```text
    /// but_not(s, a, b) :- is_member(s, a, d), not is_member(s, b, d).
    /// ```
    ///
    /// Cost: O(spells of both bodies), one pass.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (csto, ots) = (world.find::<Organization>("csto")?, world.find::<Organization>("ots")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// let only: Vec<&str> = today.in_one_but_not_other(ots, csto).map(|(id, _)| world.key(id)).collect();
    /// assert_eq!(only, ["aze", "tur", "uzb"]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn in_one_but_not_other(&self, a: impl Into<BodyId>, b: impl Into<BodyId>) -> Compared<'w> {
        Compared::new(self, a.into(), b.into(), Comparison::ButNot, Truth::Yes)
    }

    /// Who is possibly in the first but not in the second on the day and not for certain, by key. Whoever may be in the second beyond the end of its roll is among them.
    ///
    /// Cost: O(spells of both bodies), one pass.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (csto, ots) = (world.find::<Organization>("csto")?, world.find::<Organization>("ots")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// assert_eq!(today.possibly_in_one_but_not_other(ots, csto).count(), 0);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn possibly_in_one_but_not_other(
        &self,
        a: impl Into<BodyId>,
        b: impl Into<BodyId>,
    ) -> Compared<'w> {
        Compared::new(self, a.into(), b.into(), Comparison::ButNot, Truth::Unknown)
    }
}

/// How two bodies are compared.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Comparison {
    Both,
    Either,
    ButNot,
}

/// Who is in both of two bodies, in either, or in one but not the other, on the day of a view, by key: for certain, or possibly and
/// not for certain, as it was asked.
#[derive(Clone, Debug)]
pub struct Compared<'w> {
    sides: Sides<'w>,
    how: Comparison,
    wanted: Truth,
    view: View<'w>,
    bodies: [BodyId; 2],
}

/// The rolls of both bodies.
#[derive(Clone, Debug)]
enum Sides<'w> {
    /// In rows of their own, where only who is certainly in both is asked for: such are in a row of either that holds for certain.
    /// With the place in key order of whom was given last.
    Certain { left: Cursor<'w>, right: Cursor<'w>, last: u32 },
    /// In rows of their own, merged as they are read.
    Rows { left: Cursor<'w>, right: Cursor<'w>, in_a: Current<'w>, in_b: Current<'w> },
    /// However they are kept, merged already, with the truth in each.
    Merged(std::vec::IntoIter<(EntityId, Truth, Truth)>),
}

/// The row at which a roll stands.
type Current<'w> = Option<(&'w BodyRow, Truth)>;

impl<'w> Compared<'w> {
    #[track_caller]
    fn new(view: &View<'w>, a: BodyId, b: BodyId, how: Comparison, wanted: Truth) -> Self {
        let is_in_rows = |body| Keeping::is_in_rows(view.world, body);
        let sides = if is_in_rows(a) && is_in_rows(b) {
            let are_certain = how == Comparison::Both && wanted.is_yes();
            let reads = if are_certain { Reads::Certain } else { Reads::Possible };
            let side = |body| Cursor::new(view, body, true, reads);
            let (mut left, mut right) = (side(a), side(b));
            if are_certain {
                Sides::Certain { left, right, last: u32::MAX }
            } else {
                let (in_a, in_b) = (left.next_row(view), right.next_row(view));
                Sides::Rows { left, right, in_a, in_b }
            }
        } else {
            Sides::Merged(merged(view, a, b).into_iter())
        };
        Self { sides, how, wanted, view: *view, bodies: [a, b] }
    }

    /// Whether the record of both reaches: whoever is on neither list, of the certain and of the possible, is not meant.
    ///
    /// Cost: that of [`View::reach`].
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, World, date};
    /// # let world = World::bundled();
    /// # let (csto, ots) = (world.find::<Organization>("csto")?, world.find::<Organization>("ots")?);
    /// assert!(world.as_of(date(2024, 10, 20)).in_both(ots, csto).is_complete());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn is_complete(&self) -> bool {
        self.bodies.iter().all(|body| self.view.reach(&RecordSubject::roll(*body)).is_complete())
    }

    pub(crate) const fn asked(&self) -> (View<'w>, [BodyId; 2]) {
        (self.view, self.bodies)
    }

    /// Whoever is in either, with the truth in each; of both alone, where nobody else is asked for.
    #[inline]
    fn candidate(&mut self) -> Option<(EntityId, Truth, Truth)> {
        let view = &self.view;
        let (left, right, in_a, in_b) = match &mut self.sides {
            Sides::Certain { left, right, last } => {
                let entity = next_of_both(view, left, right, last)?;
                return Some((entity, Truth::Yes, Truth::Yes));
            }
            Sides::Merged(merged) => return merged.next(),
            Sides::Rows { left, right, in_a, in_b } => (left, right, in_a, in_b),
        };
        if self.how != Comparison::Both {
            let place = |found: Current<'_>| found.map_or(u32::MAX, |(row, _)| row.rank());
            let at = place(*in_a).min(place(*in_b));
            let entity = *self.view.world.index().order().get(at as usize)?;
            return Some((entity, left.rest_of(view, at, in_a), right.rest_of(view, at, in_b)));
        }
        loop {
            // Where one of them ends, nobody else is in both.
            let (first, second) = ((*in_a)?.0, (*in_b)?.0);
            match first.rank().cmp(&second.rank()) {
                Ordering::Less => *in_a = left.next_row(view),
                Ordering::Greater => *in_b = right.next_row(view),
                Ordering::Equal => {
                    let at = first.rank();
                    return Some((
                        first.member(),
                        left.rest_of(view, at, in_a),
                        right.rest_of(view, at, in_b),
                    ));
                }
            }
        }
    }
}

/// Who is next in a row of either side that holds for certain.
#[inline]
fn next_of_both<'w>(
    view: &View<'w>,
    left: &mut Cursor<'w>,
    right: &mut Cursor<'w>,
    last: &mut u32,
) -> Option<EntityId> {
    // Where one of them ends, nobody else is in both.
    let (mut first, mut second) = (left.next_certain(view)?, right.next_certain(view)?);
    loop {
        match first.rank().cmp(&second.rank()) {
            Ordering::Less => first = left.next_certain(view)?,
            Ordering::Greater => second = right.next_certain(view)?,
            // Two spells of one member may hold in either.
            Ordering::Equal if first.rank() == *last => first = left.next_certain(view)?,
            Ordering::Equal => {
                *last = first.rank();
                return Some(first.member());
            }
        }
    }
}

/// Everybody bound in either body, by key, with the truth in each.
fn merged(view: &View<'_>, a: BodyId, b: BodyId) -> Vec<(EntityId, Truth, Truth)> {
    let mut found: Vec<(EntityId, Truth, Truth)> = Vec::new();
    for (body, is_first) in [(a, true), (b, false)] {
        for wanted in [Truth::Yes, Truth::Unknown] {
            for one in view.roll(body, Grade::Binding, wanted) {
                let truth = |own: bool| if own { one.truth } else { Truth::No };
                found.push((one.entity, truth(is_first), truth(!is_first)));
            }
        }
    }
    found.sort_by_key(|(entity, ..)| view.world.index().rank(*entity));
    found.dedup_by(|next, kept| {
        let is_same = next.0 == kept.0;
        if is_same {
            (kept.1, kept.2) = (kept.1 | next.1, kept.2 | next.2);
        }
        is_same
    });
    found
}

impl Iterator for Compared<'_> {
    type Item = (EntityId, Truth);

    #[inline]
    fn next(&mut self) -> Option<(EntityId, Truth)> {
        loop {
            let (entity, in_a, in_b) = self.candidate()?;
            let truth = match self.how {
                Comparison::Both => in_a & in_b,
                Comparison::Either => in_a | in_b,
                Comparison::ButNot if in_a.is_no() => Truth::No,
                // A missing row is a no only as far as the roll reaches.
                Comparison::ButNot if in_b.is_no() => {
                    in_a & !self.view.is_member(entity, self.bodies[1])
                }
                Comparison::ButNot => in_a & !in_b,
            };
            if truth == self.wanted {
                return Some((entity, truth));
            }
        }
    }
}
