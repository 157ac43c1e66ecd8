//! Why something must go, why a repair is one, why a conflict is: certificates, which a checker of their own verifies.

use super::{Commitment, Deliberation, Repair};
use crate::logic::{Certificate, Conclusion, Set};

impl Deliberation<'_, '_> {
    /// Why a commitment must go: a certificate that a checker of its own verifies; `None` if it need not.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let certificate = deliberation.certify_must(&deliberation.must()[0]).unwrap();
    /// assert!(certificate.verify(deliberation.program()).is_ok());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn certify_must(&self, commitment: &Commitment) -> Option<Certificate> {
        let at = self.number(commitment.clone())?;
        self.asked().certify_must_closed(at)
    }

    /// Why a repair is one, and minimal; `None` if it is not.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let repair = &deliberation.repairs()[0];
    /// let certificate = deliberation.certify_repair(repair).unwrap();
    /// assert!(certificate.verify(deliberation.program()).is_ok());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn certify_repair(&self, repair: &Repair) -> Option<Certificate> {
        let set: Option<Set> = repair.gone.iter().map(|one| self.number(one.clone())).collect();
        self.asked().certify_repair_closed(&set?)
    }

    /// Why a conflict is one, and minimal, by its place in [`conflicts`](Self::conflicts).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let certificate = deliberation.certify_conflict(0).unwrap();
    /// assert!(certificate.verify(deliberation.program()).is_ok());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn certify_conflict(&self, at: usize) -> Option<Certificate> {
        let set = self.all().sets.get(at)?.all.clone();
        self.question.program.certify(Conclusion::Conflict { set })
    }
}
