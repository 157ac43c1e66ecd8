//! Whether something is called so on the day of a view.

use super::reach::RecordSubject;
use super::view::View;
use crate::model::Matter;
use crate::names::fold;
use crate::time::Interval;
use crate::{EntityId, Truth};

impl View<'_> {
    /// Whether a name is one of something on the day, in whatever spelling: *no* only as far as the record of names reaches.
    ///
    /// What it is [called](Self::name) is one of its names; this asks of them all.
    ///
    /// ```text
    /// is_called(e, n, d) :- recorded(e, n, from, to), from <= d < to, reaches(names, d).
    /// ```
    ///
    /// Cost: O(names of the entity + extents).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, World, date};
    /// # let world = World::bundled();
    /// # let osce = world.find::<Organization>("osce")?;
    /// let then = world.as_of(date(1990, 1, 1));
    /// assert!(then.is_called(osce, "csce").is_yes());
    /// // It ceased to be a conference in 1995.
    /// assert!(then.on(date(2000, 1, 1)).is_called(osce, "CSCE").is_no());
    /// // Nobody says that all its names are on record.
    /// assert!(then.is_called(osce, "The Helsinki Process").is_unknown());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn is_called(&self, entity: impl Into<EntityId>, name: &str) -> Truth {
        let entity = self.world().own(entity.into());
        let (profile, folded) = (self.world()[entity].profile(), fold(name));
        let horizon = self.world().index().settled().names;
        let dated = profile.names.iter().filter(|one| fold(&one.text) == folded);
        let mut times: Vec<Interval> = dated.map(|one| one.valid).collect();
        if times.is_empty() && fold(&profile.name) == folded {
            // A canonical name without a time of its own is right unless the record says that another one was.
            let called = self.called(entity);
            let is_own = fold(called.text) == folded;
            times.extend(is_own.then_some(called.valid));
        }
        let on_the_day = times.iter().map(|valid| {
            let span = valid.span();
            self.as_far_as_known(self.spans(span), span, horizon)
        });
        let truth = Truth::any(on_the_day);
        let what = RecordSubject::matter(Matter::Names).in_the_case_of(entity);
        let is_told = !times.is_empty() || self.reach(&what).is_complete();
        if truth.is_no() && !is_told { Truth::Unknown } else { truth }
    }
}
