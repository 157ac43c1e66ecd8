//! Why a claim stands as it does: a proof of every verdict, down to the records and the words that decide it.

use super::{Explanation, NOTHING, derive};
use crate::Id;
use crate::answer::ClaimFinding;
use crate::answer::said::question;
use crate::model::Claim;
use crate::scenario::Scenario;
use crate::time::Date;
use crate::world::View;

/// The view on which the proof of a verdict on a claim is checked, and the question that it answers: of the claim's own day, as known
/// when it was said, or, with hindsight, on the day of a view.
pub(crate) fn asked_of_claim<'w>(
    view: &View<'w>,
    claim: Id<Claim>,
    hindsight: bool,
) -> (View<'w>, Scenario) {
    let tables = view.world().tables();
    let claim = &view.world()[claim];
    let known_by = if hindsight {
        view.knowledge().or_else(|| view.as_of().latest())
    } else {
        claim.date.and_then(Date::latest)
    };
    let view = match (claim.about_time(), known_by) {
        (Some(on), Some(known_by)) => view.on(on).known_by(known_by),
        (None, _) | (_, None) => *view,
    };
    (view, claim.stated_in(tables).map(question).unwrap_or_default())
}

impl ClaimFinding<'_> {
    /// Why: a proof of the verdict, whatever it is, that the independent [checker](crate::proof::check) can compare with the records.
    ///
    /// It rests on the participation, or on what says that there is none; on the clauses that stand, or that a text which was read has
    /// none; on the provisions by which something is owed; on every word of a government or speaker that counts; on those who would
    /// have to consent; or on the verdict on each state of which it was said that it must leave something. A verdict for which
    /// nothing of that was looked at has a step of its own alone: of a judgement or a wish that is that it is one, so that no record
    /// decides it.
    ///
    /// # Cost
    ///
    /// That of the steps; where it is about what would follow, that of [`Finding::why`](crate::Finding::why) for each state.
    ///
    /// # Example
    ///
    /// ```
    /// use comity::model::{Analyst, Claim, Proposition};
    /// use comity::{Organization, State, World, date};
    ///
    /// let mut world = World::builder();
    /// let (ann, aal) = (world.add(Analyst::new("ann", "Ann")), world.add(State::new("aal", "Aaland")));
    /// let pact = world.add(Organization::new("pact", "The Pact"));
    /// world.member(aal, pact, date(2003, 9, 18)..);
    /// let mut claim = Claim::new("in");
    /// (claim.by, claim.date) = (vec![ann.into()], Some(date(2024, 10, 20)));
    /// claim.proposition = Some(world.proposition(Proposition::TakesPart { member: aal.into(), body: pact.into(), status: None }));
    /// world.claim(claim);
    /// let world = world.freeze()?;
    /// let held = world.as_of(date(2024, 10, 20)).verdict_on(world.claims_by(ann).next().unwrap());
    /// let why = held.why();
    /// assert!(why.holds());
    /// // That Aaland takes part, and how the claim stands by that.
    /// assert_eq!(why.steps().len(), 2);
    /// # Ok::<(), comity::BuildError>(())
    /// ```
    pub fn why(&self) -> Explanation<'_> {
        if let Some(answer) = &self.answer {
            let proof = derive::claim(answer, self);
            return Explanation { view: answer.view(), scenario: answer.scenario(), proof };
        }
        // Its own day, as known when it is judged, also where nothing was asked of that day.
        let view = match (self.on, self.known_by) {
            (Some(on), Some(known_by)) => self.view.on(on).known_by(known_by),
            (None, _) | (_, None) => self.view,
        };
        let proof = derive::claim(&view.consequences_of(&*NOTHING), self);
        Explanation { view, scenario: &NOTHING, proof }
    }
}
