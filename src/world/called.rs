//! What something is called on the day of a view, and how certain that is.

use super::bounds::Horizon;
use super::reach::{RecordReach, RecordSubject};
use super::view::View;
use crate::model::Matter;
use crate::names::{Meaning, MeantBy, NameOn, Resolution, fold, name_on};
use crate::time::Interval;
use crate::{EntityId, Truth};

/// What something is called on a day, when that is right, and whether it is certain.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Called<'w> {
    /// The name as it is recorded.
    pub text: &'w str,
    /// When it is right, as far as that is on record; always, if the record gives it no time.
    pub valid: Interval,
    /// Yes, or unknown: the record does not reach the day, or gives the name another time and no other name for this one.
    pub truth: Truth,
}

impl<'w> View<'w> {
    /// The [name](Self::name) of an entity on the day, with the time in which it is right, and whether that is certain.
    ///
    /// ```text
    /// called(e, n, d) :- name(e, n, d), is_called(e, n, d).                                           (else possibly)
    /// ```
    ///
    /// Cost: O(names of the entity + extents).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, World, date};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// let called = today.called(ots);
    /// assert_eq!((called.text, called.valid.from), ("Organization of Turkic States", Some(date(2021, 11, 12))));
    /// assert!(called.truth.is_yes());
    /// // Nobody knows today what it will be called then.
    /// assert!(today.on(date(2040, 1, 1)).called(ots).truth.is_unknown());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn called(&self, entity: impl Into<EntityId>) -> Called<'w> {
        let entity = self.world().own(entity.into());
        let NameOn { text, valid } = self.name_on_the_day(entity);
        // That no other name is on record for the day does not mean that this one was right.
        let truth = self.is_called(entity, text) | Truth::Unknown;
        Called { text, valid, truth }
    }

    /// The name of an entity on the day, as far as the record says.
    #[track_caller]
    pub(crate) fn name_on_the_day(&self, entity: EntityId) -> NameOn<'w> {
        name_on(self.world()[entity].profile(), self.as_of())
    }

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
        let dated = profile.names.iter().filter(|one| fold(&one.text) == folded);
        let mut times: Vec<Interval> = dated.map(|one| one.valid).collect();
        if times.is_empty() && fold(&profile.name) == folded {
            // A canonical name without a time of its own is right unless the record says that another one was.
            let called = self.name_on_the_day(entity);
            let is_own = fold(called.text) == folded;
            times.extend(is_own.then_some(called.valid));
        }
        let horizon = self.horizon_of_names();
        let truth = Truth::any(times.iter().map(|valid| self.is_right(*valid, horizon)));
        let what = RecordSubject::matter(Matter::Names).in_the_case_of(entity);
        let is_told = !times.is_empty() || self.reach(&what).is_complete();
        if truth.is_no() && !is_told { Truth::Unknown } else { truth }
    }

    fn horizon_of_names(&self) -> Horizon {
        self.world().index().settled().names
    }

    /// Whether a name is right on the day that is right in some time.
    fn is_right(&self, valid: Interval, horizon: Horizon) -> Truth {
        let span = valid.span();
        self.as_far_as_known(self.spans(span), span, horizon)
    }

    /// Whom a text means on the day, no more certain than the record: what is not certainly right then is no exact name, and no code.
    pub(super) fn as_known(&self, text: &str, found: Resolution) -> Resolution {
        let horizon = self.horizon_of_names();
        match found {
            Resolution::Exact(entity) => {
                // A key is no name, and has no time.
                if self.world().key(entity) == text.trim() || self.is_covered(horizon) {
                    return Resolution::Exact(entity);
                }
                match self.is_called(entity, text) {
                    Truth::Yes => Resolution::Exact(entity),
                    truth => {
                        let by = MeantBy::canonical(self.world()[entity].profile());
                        Resolution::Alias(entity, MeantBy { truth, ..by })
                    }
                }
            }
            Resolution::Alias(entity, by) => Resolution::Alias(entity, self.meant_by(entity, by)),
            Resolution::Code(entity, scheme) => {
                let coded = self.by_code(scheme, text.trim()).into_iter();
                let mut own = coded.filter(|coded| coded.entity == entity);
                match own.find(|coded| !coded.truth.is_yes()) {
                    Some(coded) => Resolution::Alias(entity, MeantBy::code(&coded)),
                    None => Resolution::Code(entity, scheme),
                }
            }
            Resolution::Ambiguous(mut candidates) => {
                for one in &mut candidates {
                    one.reason = self.meant_by(one.entity, one.reason.clone());
                }
                Resolution::Ambiguous(candidates)
            }
            unknown @ Resolution::Unknown { .. } => unknown,
        }
    }

    /// Whether the record of names reaches the day, or is presumed to.
    fn is_covered(&self, horizon: Horizon) -> bool {
        match self.reach_of_what_is_there(horizon) {
            RecordReach::Covered | RecordReach::Presumed { .. } | RecordReach::Partial => true,
            RecordReach::Before { .. } | RecordReach::Beyond { .. } => false,
        }
    }

    /// What says that somebody is meant, as far as the record of such things goes.
    fn meant_by(&self, entity: EntityId, by: MeantBy) -> MeantBy {
        let horizon = match by.what {
            Meaning::Key => return by,
            Meaning::Name(_) | Meaning::Foreign(_) => self.horizon_of_names(),
            Meaning::Code(scheme) => self.world().index().settled().horizon_of_codes(scheme),
        };
        let life = &self.world()[entity].profile().existence;
        let valid = match by.what {
            // A code ends with its holder.
            Meaning::Code(_) => {
                Interval { from: by.valid.from.or(life.begins()), to: by.valid.to.or(life.ends()) }
            }
            Meaning::Key | Meaning::Name(_) | Meaning::Foreign(_) => by.valid,
        };
        MeantBy { truth: self.as_far_as_known(by.truth, valid.span(), horizon), ..by }
    }
}
