//! The relations in which something stands on the day of a view, and whether these are all.

use std::ops::Deref;

use super::reach::RecordSubject;
use super::view::View;
use crate::model::{Relation, RelationKind};
use crate::{EntityId, Id, Truth};

impl<'w> View<'w> {
    /// The relations of a kind in which an entity stands on the day, at either end, by key, with truth; the list says whether it is all.
    ///
    /// Cost: O(relations of the entity).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{State, World, date, model::RelationKind};
    /// # let world = World::bundled();
    /// # let rus = world.find::<State>("rus")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// let recognised = today.related(rus, RelationKind::Recognises);
    /// let states: Vec<&str> = recognised.iter().map(|(id, _)| world.key(world[*id].object)).collect();
    /// assert_eq!(states, ["abk", "pse", "sos"]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn related(&self, entity: impl Into<EntityId>, kind: RelationKind) -> Related<'w> {
        let entity = self.world().own(entity.into());
        let found = self.world().index().relations_of(entity).iter().copied();
        let rows = found
            .filter(|id| self.world()[*id].kind == kind)
            .map(|id| (id, self.truth_of_relation(id)))
            .filter(|(_, truth)| truth.is_possible())
            .collect();
        Related { rows, view: *self, entity, kind }
    }

    /// Whether a relation holds on the day, as far as the record of such relations goes.
    ///
    /// ```text
    /// holds(r, d) :- from(r) <= d < to(r), reaches(kind(r), d).
    /// ```
    ///
    /// Cost: O(log contested records).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{State, World, date, model::RelationKind};
    /// # let world = World::bundled();
    /// # let rus = world.find::<State>("rus")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// let (recognition, truth) = today.related(rus, RelationKind::Recognises)[0];
    /// assert!(truth.is_yes());
    /// assert!(today.on(date(2100, 1, 1)).truth_of_relation(recognition).is_unknown());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn truth_of_relation(&self, id: Id<Relation>) -> Truth {
        let one = &self.world()[id];
        let Some(span) = self.span_on_record(&one.key, &one.time) else { return Truth::No };
        let horizon = self.world().index().settled().horizon_of_relations(one.kind);
        self.as_far_as_known(self.spans(span), span, horizon)
    }

    /// Whether one stands in a relation of a kind to another on the day: *no* only as far as the record of such relations reaches.
    ///
    /// ```text
    /// related(a, k, b, d) :- relation(a, k, b) ; symmetric(k), relation(b, k, a).     which holds on d
    /// ```
    ///
    /// Cost: O(relations of the first + extents).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{State, World, date, model::RelationKind};
    /// # let world = World::bundled();
    /// # let state = |key| world.find::<State>(key);
    /// let today = world.as_of(date(2024, 10, 20));
    /// assert!(today.is_related(state("tur")?, RelationKind::Recognises, state("trnc")?).is_yes());
    /// // The record has some recognitions, and not all.
    /// assert!(today.is_related(state("hun")?, RelationKind::Recognises, state("trnc")?).is_unknown());
    /// assert!(today.is_related(state("rus")?, RelationKind::Continues, state("sun")?).is_yes());
    /// assert!(today.is_related(state("ukr")?, RelationKind::Continues, state("sun")?).is_no());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn is_related(
        &self,
        one: impl Into<EntityId>,
        kind: RelationKind,
        other: impl Into<EntityId>,
    ) -> Truth {
        let (one, other) = (one.into(), self.world().own(other.into()));
        let found = self.related(one, kind);
        let truth = Truth::any(found.iter().filter_map(|(id, truth)| {
            let relation = &self.world()[*id];
            let ends = (relation.subject, relation.object);
            let is_meant = ends == (one, other) || kind.is_symmetric() && ends == (other, one);
            is_meant.then_some(*truth)
        }));
        if truth.is_no() && !found.is_complete() { Truth::Unknown } else { truth }
    }
}

/// The relations of a kind in which an entity stands on the day of a view, by key, with truth. It also says whether these are all.
#[derive(Clone, Debug)]
pub struct Related<'w> {
    rows: Vec<(Id<Relation>, Truth)>,
    view: View<'w>,
    entity: EntityId,
    kind: RelationKind,
}

impl<'w> Related<'w> {
    /// Whether the record reaches: what is not listed is not so.
    ///
    /// Cost: that of [`View::reach`].
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{State, World, date, model::RelationKind};
    /// # let world = World::bundled();
    /// # let rus = world.find::<State>("rus")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// assert!(today.related(rus, RelationKind::Continues).is_complete());
    /// assert!(!today.related(rus, RelationKind::Recognises).is_complete());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn is_complete(&self) -> bool {
        self.view.reach(&self.subject()).is_complete()
    }

    /// What the record would have to speak of.
    pub(crate) fn subject(&self) -> RecordSubject {
        RecordSubject::relations(self.kind).in_the_case_of(self.entity)
    }

    pub(crate) const fn view(&self) -> View<'w> {
        self.view
    }

    /// All relations of the kind in which the entity ever stands.
    pub(crate) fn of_all_days(&self) -> impl Iterator<Item = &'w Relation> + use<'w> {
        let (world, kind) = (self.view.world(), self.kind);
        let own = world.index().relations_of(self.entity).iter().map(move |id| &world[*id]);
        own.filter(move |one| one.kind == kind)
    }
}

impl Deref for Related<'_> {
    type Target = [(Id<Relation>, Truth)];

    fn deref(&self) -> &[(Id<Relation>, Truth)] {
        &self.rows
    }
}

impl IntoIterator for Related<'_> {
    type Item = (Id<Relation>, Truth);
    type IntoIter = std::vec::IntoIter<(Id<Relation>, Truth)>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.into_iter()
    }
}

impl<'a> IntoIterator for &'a Related<'_> {
    type Item = &'a (Id<Relation>, Truth);
    type IntoIter = std::slice::Iter<'a, (Id<Relation>, Truth)>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.iter()
    }
}
