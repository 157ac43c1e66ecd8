//! What is to be kept in mind about the answers of the typed interface: derived from the records that an answer used, and the same
//! as for a [question](crate::View::ask) as data.

use super::record;
use super::{Caveat, of_telling, sorted};
use crate::answer::Obligations;
use crate::answer::held::Held;
use crate::world::{Compared, Grade, Memberships, Related, Roll, Standing, View};

/// The caveats of an answer, and of how its world is told.
fn of_answer(view: &View<'_>, mut found: Vec<Caveat>) -> Vec<Caveat> {
    found.extend(of_telling(view));
    sorted(found)
}

impl Standing<'_> {
    /// What is to be kept in mind about it, by code: where the record ends or is uncertain, where sources differ, what lies over
    /// the participation.
    ///
    /// Cost: O(spells of the body + contested records).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (arm, csto) = (world.find::<State>("arm")?, world.find::<Organization>("csto")?);
    /// let standing = world.as_of(date(2024, 3, 1)).standing(arm, csto);
    /// let codes: Vec<&str> = standing.caveats().iter().map(|caveat| caveat.code()).collect();
    /// assert_eq!(codes, ["overlay"]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn caveats(&self) -> Vec<Caveat> {
        let (view, member, body) = self.asked();
        of_answer(&view, record::of_membership(&view, member, body))
    }
}

impl Roll<'_> {
    /// What is to be kept in mind about the roll, by code, of the certain and of the possible: where the record ends, which rows are
    /// uncertain, where sources differ.
    ///
    /// Cost: O(spells of the body × contested records).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, World, date};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// let observers = world.as_of(date(2024, 10, 20)).observers(ots);
    /// // Whether Northern Cyprus is one is contested.
    /// assert!(observers.caveats().iter().any(|caveat| caveat.code() == "contested"));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn caveats(&self) -> Vec<Caveat> {
        let (view, body) = self.asked();
        let found = match self.grade() {
            Grade::Binding => record::of_roll(&view, body, None),
            Grade::Only(status) => record::of_roll(&view, body, Some(status)),
            Grade::Any => {
                let held = Held::all(&view, body);
                let mut caveats = record::of_list(&view, body, &held);
                caveats.extend(record::coverage(&view, body, None));
                caveats.extend(record::contested_text(&view, body));
                if held.is_empty() {
                    caveats.extend(record::not_in_existence(&view, body));
                }
                caveats
            }
        };
        of_answer(&view, found)
    }
}

impl Memberships<'_> {
    /// What is to be kept in mind about them, by code, the certain and the possible: which are uncertain, where sources differ, and of
    /// which bodies the record is silent.
    ///
    /// Cost: O(bodies × log spells + spells of the member × contested records).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{State, World, date};
    /// # let world = World::bundled();
    /// # let arm = world.find::<State>("arm")?;
    /// let then = world.as_of(date(2040, 1, 1)).memberships_of(arm);
    /// assert!(then.caveats().iter().any(|caveat| caveat.code() == "beyond-coverage"));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn caveats(&self) -> Vec<Caveat> {
        of_answer(&self.asked().0, record::of_memberships(self))
    }
}

impl Related<'_> {
    /// What is to be kept in mind about them, by code: how far the record of such relations reaches, which are uncertain, and where
    /// sources differ about their ends.
    ///
    /// Cost: O(relations × contested records).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{State, World, date, model::RelationKind};
    /// # let world = World::bundled();
    /// # let rus = world.find::<State>("rus")?;
    /// let recognised = world.as_of(date(2024, 10, 20)).related(rus, RelationKind::Recognises);
    /// // The record has some recognitions, and not all.
    /// assert!(recognised.caveats().iter().any(|caveat| caveat.code() == "beyond-coverage"));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn caveats(&self) -> Vec<Caveat> {
        of_answer(&self.view(), record::of_related(self))
    }
}

impl Compared<'_> {
    /// What is to be kept in mind about both rolls, by code.
    ///
    /// Cost: O(spells of both bodies × contested records).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, World, date};
    /// # let world = World::bundled();
    /// # let (csto, wp) = (world.find::<Organization>("csto")?, world.find::<Organization>("wp")?);
    /// let both = world.as_of(date(2024, 10, 20)).in_both(csto, wp);
    /// assert!(both.caveats().iter().any(|caveat| caveat.code() == "not-in-existence"));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn caveats(&self) -> Vec<Caveat> {
        let (view, [a, b]) = self.asked();
        of_answer(&view, record::of_two(&view, a, b))
    }
}

impl Obligations<'_> {
    /// What is to be kept in mind about the duties, by code: how far the record of duties and of treaties reaches, which duties are
    /// uncertain or political, and what lies over the participations that they rest on.
    ///
    /// Cost: O(duties × overlays of both ends).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{State, World, date};
    /// # let world = World::bundled();
    /// # let arm = world.find::<State>("arm")?;
    /// let owed = world.as_of(date(2024, 10, 20)).obligations_of(arm);
    /// // Armenia declared its membership of the CSTO frozen, and owes all the same by the treaty on which that rests.
    /// assert!(owed.caveats().iter().any(|caveat| caveat.code() == "overlay"));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn caveats(&self) -> Vec<Caveat> {
        let view = self.view();
        of_answer(&view, record::of_obligations(self))
    }
}
