//! A debate as an argumentation framework: what of it stands without taking a side, and which sides can be taken.

use crate::answer::Debate;
use crate::argument::Framework;

impl Debate<'_> {
    /// The name of the record as an argument: no claim has it, as it is no key.
    pub const RECORD: &'static str = "@record";

    /// The claims as arguments, by key, with the [attacks](Self::attacks) between them.
    ///
    /// Its [grounded labelling](Framework::grounded) says what stands without taking a side, its
    /// [extensions](Framework::extensions) which sides can be taken.
    ///
    /// Cost: as [`attacks`](Self::attacks).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::{World, date};
    ///
    /// let debate = World::bundled().as_of(date(2024, 10, 20)).debate().framework();
    /// // Nobody contradicts anybody else on a fact: they differ in what they want.
    /// assert_eq!(debate.attacks().count(), 0);
    /// assert_eq!(debate.grounded().accepted().count(), debate.len());
    /// # }
    /// ```
    pub fn framework(&self) -> Framework {
        self.as_framework(false)
    }

    /// The same with the record as an argument of its own, [`RECORD`](Self::RECORD), which nothing attacks, and which attacks what
    /// it [refutes](Self::refuted).
    ///
    /// Cost: as [`framework`](Self::framework), and that of the verdicts on all claims.
    ///
    /// ```
    /// use comity::answer::Debate;
    /// use comity::argument::Label;
    /// use comity::model::{Analyst, Claim, Factuality, Proposition};
    /// use comity::{Organization, State, World, date};
    ///
    /// let mut world = World::builder();
    /// let aal = world.add(State::new("aal", "Aaland"));
    /// let pact = world.add(Organization::new("pact", "The Pact"));
    /// world.member(aal, pact, date(2003, 9, 18)..);
    /// for (key, factuality) in [("ann", Factuality::CertainlyTrue), ("ben", Factuality::CertainlyFalse)] {
    ///     let speaker = world.add(Analyst::new(key, key));
    ///     let mut claim = Claim::new(format!("by-{key}"));
    ///     (claim.by, claim.date, claim.factuality) = (vec![speaker.into()], Some(date(2024, 10, 20)), factuality);
    ///     claim.proposition = Some(world.proposition(Proposition::TakesPart { member: aal.into(), body: pact.into(), status: None }));
    ///     world.claim(claim);
    /// }
    /// let world = world.freeze()?;
    /// let debate = world.as_of(date(2024, 10, 20)).debate().on(pact);
    /// // Ann says so, and Ben says not: without a side, neither stands.
    /// assert_eq!(debate.framework().grounded().accepted().count(), 0);
    /// // The record takes Ann's.
    /// let framework = debate.framework_with_record();
    /// let by_ann = framework.number("by-ann").unwrap();
    /// assert_eq!(framework.grounded().label(by_ann), Some(Label::In));
    /// # Ok::<(), comity::BuildError>(())
    /// ```
    pub fn framework_with_record(&self) -> Framework {
        self.as_framework(true)
    }

    fn as_framework(&self, with_record: bool) -> Framework {
        let world = self.view().world().clone();
        let mut framework = Framework::builder();
        for claim in self.claims() {
            framework.argument(&world[claim].key);
        }
        for attack in self.attacks() {
            framework.attack(&world[attack.by].key, &world[attack.on].key);
        }
        if with_record {
            framework.argument(Self::RECORD);
            for claim in self.refuted() {
                framework.attack(Self::RECORD, &world[claim].key);
            }
        }
        framework.build()
    }
}
