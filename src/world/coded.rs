//! Codes: whose they are on a day, and which ones somebody has.

use super::{View, World};
use crate::EntityId;
use crate::model::Scheme;
use crate::names::{Coded, Resolution, codes_of};
use crate::time::{Date, Interval};

impl View<'_> {
    /// Whom a code of a scheme means on the day; who has it on another day is a suggestion.
    ///
    /// Cost: O(log n) in the number of codes.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::model::Scheme;
    /// # use comity::{Resolution, State, World, date};
    /// # let world = World::bundled();
    /// let srb = world.find::<State>("srb")?;
    /// let then = world.as_of(date(2004, 1, 1));
    /// assert_eq!(then.resolve_code(Scheme::Iso2, "CS").entity(), Some(srb.into()));
    /// // Between the Germanies of two numbers nobody has this one.
    /// let found = world.as_of(date(1985, 1, 1)).resolve_code(Scheme::Cow, "255");
    /// assert!(matches!(found, Resolution::Unknown { .. }));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn resolve_code(&self, scheme: Scheme, code: &str) -> Resolution {
        let world = self.world();
        let index = world.name_index();
        self.as_known(code, index.resolve_code(world.tables(), scheme, code, Some(self.as_of())))
    }

    /// Who has a code on the day, by key; with the truth *unknown* where the record does not say so to the day.
    ///
    /// ```text
    /// code(e, s, c, d) :- recorded(e, s, c, from, to), from or birth(e) ≤ d, d < to or end(e).
    /// ```
    ///
    /// Cost: O(log n) in the number of codes.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::model::Scheme;
    /// # use comity::{State, World, date};
    /// # let world = World::bundled();
    /// let mmr = world.find::<State>("mmr")?;
    /// let found = world.as_of(date(1980, 1, 1)).by_code(Scheme::Iso3, "BUR");
    /// assert_eq!(found[0].entity, mmr.into());
    /// assert!(found[0].truth.is_yes());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn by_code(&self, scheme: Scheme, code: &str) -> Vec<Coded> {
        let world = self.world();
        self.reached(world.name_index().by_code(world.tables(), scheme, code, self.as_of()))
    }

    /// The codes that an entity has in a scheme on the day.
    ///
    /// Cost: O(codes of the entity).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::model::Scheme;
    /// # use comity::{State, World, date};
    /// # let world = World::bundled();
    /// let deu = world.find::<State>("deu")?;
    /// assert_eq!(&*world.as_of(date(1985, 1, 1)).codes_of(deu, Scheme::Cow)[0].code, "260");
    /// assert_eq!(&*world.as_of(date(2020, 1, 1)).codes_of(deu, Scheme::Cow)[0].code, "255");
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn codes_of(&self, entity: impl Into<EntityId>, scheme: Scheme) -> Vec<Coded> {
        let world = self.world();
        self.reached(codes_of(world.tables(), world.own(entity.into()), scheme, self.as_of()))
    }

    /// Codes as far as the record of their schemes goes: one that has no end on record, as nothing ended with it, is known no longer.
    fn reached(&self, mut codes: Vec<Coded>) -> Vec<Coded> {
        for one in &mut codes {
            let life = &self.world()[one.entity].profile().existence;
            let (from, to) = (one.valid.from.or(life.begins()), one.valid.to.or(life.ends()));
            let horizon = self.world().index().settled().horizon_of_codes(one.scheme);
            one.truth = self.as_far_as_known(one.truth, Interval { from, to }.span(), horizon);
        }
        codes
    }
}

impl World {
    /// Whom a code of a scheme may mean, at any time: who has it today, or else all who ever had it.
    ///
    /// Cost: O(log n) in the number of codes.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::model::Scheme;
    /// # use comity::{Resolution, State, World};
    /// # let world = World::bundled();
    /// let kaz = world.find::<State>("kaz")?;
    /// let found = world.resolve_code(Scheme::IsoNumeric, "398");
    /// assert_eq!(found, Resolution::Code(kaz.into(), Scheme::IsoNumeric));
    /// // Czechoslovakia had it, and then Serbia and Montenegro.
    /// assert!(matches!(world.resolve_code(Scheme::Iso2, "CS"), Resolution::Ambiguous(_)));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn resolve_code(&self, scheme: Scheme, code: &str) -> Resolution {
        self.name_index().resolve_code(self.tables(), scheme, code, None)
    }

    /// Who has a code on a day: [`View::by_code`] for those who hold no view.
    ///
    /// Cost: O(log n) in the number of codes.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::model::Scheme;
    /// # use comity::{State, World, date};
    /// # let world = World::bundled();
    /// let srb = world.find::<State>("srb")?;
    /// assert_eq!(world.by_code(Scheme::Iso3, "SCG", date(2004, 1, 1))[0].entity, srb.into());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn by_code(&self, scheme: Scheme, code: &str, when: impl Into<Date>) -> Vec<Coded> {
        self.as_of(when).by_code(scheme, code)
    }

    /// The codes that an entity has in a scheme on a day: [`View::codes_of`] for those who hold no view.
    ///
    /// Cost: O(codes of the entity).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::model::Scheme;
    /// # use comity::{State, World, date};
    /// # let world = World::bundled();
    /// let rou = world.find::<State>("rou")?;
    /// assert_eq!(&*world.codes_of(rou, Scheme::Iso3, date(1990, 1, 1))[0].code, "ROM");
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn codes_of(
        &self,
        entity: impl Into<EntityId>,
        scheme: Scheme,
        when: impl Into<Date>,
    ) -> Vec<Coded> {
        self.as_of(when).codes_of(entity, scheme)
    }
}
