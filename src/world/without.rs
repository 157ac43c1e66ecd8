//! The world without one of its sources: what rests on it alone is no longer known.

use super::told::reopened;
use super::{BuildError, World};
use crate::Id;
use crate::model::{AnyEntity, CoverageLevel, Provenance, Source, Timed};
use crate::time::{Date, Interval};

impl World {
    /// The world without one of its sources: each record that cites it and no other may be as it says, and may not.
    ///
    /// A fact rests on all the sources that it cites, and stays as it is as long as one of them is left. Of what rests on this one
    /// alone it is open whether it held at any time within its days: a participation, what lies over it, a clause, a relation, the force
    /// of a text, an act, a claim; and a record that is said to be whole is whole no longer. That something exists, and what belongs to
    /// what, is definition and needs no source; so does what cites none. All ids mean the same.
    ///
    /// Cost: O(n log n), that of a [freeze](crate::WorldBuilder::freeze).
    ///
    /// ```
    /// use comity::model::Source;
    /// use comity::{Organization, State, World, date};
    ///
    /// let mut world = World::builder();
    /// let (aal, bel) = (world.add(State::new("aal", "Aaland")), world.add(State::new("bel", "Beland")));
    /// let pact = world.add(Organization::new("pact", "The Pact"));
    /// let (book, paper) = (world.add(Source::new("book", "A book")), world.add(Source::new("paper", "A paper")));
    /// world.citing(book, "page 1").member(aal, pact, date(2003, 9, 18)..);
    /// world.citing(paper, "page 2").member(bel, pact, date(2003, 9, 18)..);
    /// let world = world.freeze()?;
    ///
    /// let without = world.without_source(book)?;
    /// let today = without.as_of(date(2024, 10, 20));
    /// assert!(today.is_member(aal, pact).is_unknown());
    /// // Before its days nothing is any less known.
    /// assert!(today.on(date(2001, 1, 1)).is_member(aal, pact).is_no());
    /// # Ok::<(), comity::BuildError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`BuildError`] if the rest is no world; of a world that was frozen it is one.
    #[track_caller]
    pub fn without_source(&self, source: Id<Source>) -> Result<Self, BuildError> {
        let source = self.own(source);
        let is_gone = |provenance: &Provenance| {
            let mut cited = provenance.sources.iter();
            !provenance.sources.is_empty() && cited.all(|citation| citation.source == source)
        };
        let mut builder = reopened(self);
        let tables = &mut builder.tables;
        for at in 0..tables.participations.len() {
            let Some(detail) = tables.detail_mut(at).filter(|one| is_gone(&one.provenance)) else {
                continue;
            };
            detail.time = doubted(detail.time);
            detail.superseded.clear();
            let span = detail.time.valid.span();
            if let Some(row) = tables.participations.open().get_mut(at) {
                row.span = span;
            }
        }
        macro_rules! doubt {
            ($($table:ident: |$record:ident| $doubt:expr;)+) => {$(
                let gone = tables.$table.entries().filter(|(_, one)| is_gone(&one.provenance));
                let gone: Vec<_> = gone.map(|(id, _)| id).collect();
                for id in gone {
                    if let Some($record) = tables.$table.get_mut(id) {
                        $doubt;
                    }
                }
            )+};
        }
        doubt! {
            overlays: |overlay| overlay.time = doubted(overlay.time);
            provisions: |provision| provision.time = doubted(provision.time);
            relations: |relation| relation.time = doubted(relation.time);
            acts: |act| act.date = Date::UNKNOWN;
            claims: |claim| claim.date = None;
            extents: |extent| extent.level = CoverageLevel::Partial;
        }
        let texts: Vec<_> = (tables.entities.entries())
            .filter(|(_, entity)| is_gone(&entity.profile().provenance))
            .map(|(id, _)| id)
            .collect();
        for id in texts {
            match tables.entities.get_mut(id) {
                Some(AnyEntity::Treaty(treaty)) => {
                    let Interval { from, to } = within(treaty.force());
                    (treaty.in_force, treaty.ended) = (from, to);
                }
                Some(AnyEntity::Law(law)) => {
                    let Interval { from, to } = within(law.force());
                    (law.in_force, law.ended) = (from, to);
                }
                _ => {}
            }
        }
        builder.freeze()
    }
}

/// Some time within another one, and perhaps none of it that matters.
fn within(valid: Interval) -> Interval {
    let first = valid.from.and_then(Date::earliest);
    let last = valid.to.and_then(Date::latest);
    let some_day = Some(Date::from_bounds(first, last));
    Interval { from: some_day, to: some_day }
}

/// The time of a record on nobody's word: its ends are no better known by any day.
fn doubted(time: Timed) -> Timed {
    let known = time.from_known.or_else(|| time.valid.from.and_then(Date::earliest));
    Timed { valid: within(time.valid), from_known: known, to_known: known }
}
