//! Which claims of a debate attack which: what cannot both be held, and what takes the ground from under something.

use super::debate::Debate;
use super::testimony::is_past_fact;
use super::votes::says;
use super::{ClaimVerdict, ContentAccord};
use crate::Id;
use crate::base::words;
use crate::model::{Assurance, Claim};

/// How one claim attacks another.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum AttackKind {
    /// The two contradict each other on a fact; each attacks the other.
    Contradiction,
    /// The one denies the condition under which the other is said: what is said of its case loses its case.
    Undercut,
}

words! {
    AttackKind, "kind of attack":
    Contradiction = "contradiction",
    Undercut = "undercut",
}

/// That one claim attacks another.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClaimAttack {
    /// Which claim attacks.
    pub by: Id<Claim>,
    /// Which it attacks.
    pub on: Id<Claim>,
    /// How.
    pub kind: AttackKind,
}

impl Debate<'_> {
    /// Which claims attack which, by the keys of both.
    ///
    /// # Rule
    ///
    /// ```text
    /// attacks(c, d) :- contradiction(c, d).
    /// attacks(c, d) :- condition(d, p), denies(c, p), certain(c), at_once(c, d).
    /// ```
    ///
    /// What two want, plan or fear is no contradiction, and attacks nothing.
    ///
    /// # Cost
    ///
    /// O(n²) comparisons.
    ///
    /// # Example
    ///
    /// ```
    /// use comity::answer::AttackKind;
    /// use comity::model::{Analyst, Claim, Factuality, Proposition};
    /// use comity::{Organization, State, World, date};
    ///
    /// let mut world = World::builder();
    /// let aal = world.add(State::new("aal", "Aaland"));
    /// let pact = world.add(Organization::new("pact", "The Pact"));
    /// for (key, factuality) in [("ann", Factuality::CertainlyTrue), ("ben", Factuality::CertainlyFalse)] {
    ///     let speaker = world.add(Analyst::new(key, key));
    ///     let mut claim = Claim::new(format!("by-{key}"));
    ///     (claim.by, claim.date, claim.factuality) = (vec![speaker.into()], Some(date(2024, 10, 20)), factuality);
    ///     claim.proposition = Some(world.proposition(Proposition::TakesPart { member: aal.into(), body: pact.into(), status: None }));
    ///     world.claim(claim);
    /// }
    /// let world = world.freeze()?;
    /// let attacks = world.as_of(date(2024, 10, 20)).debate().on(pact).attacks();
    /// assert_eq!(attacks.len(), 2, "each attacks the other");
    /// assert!(attacks.iter().all(|one| one.kind == AttackKind::Contradiction));
    /// # Ok::<(), comity::BuildError>(())
    /// ```
    pub fn attacks(&self) -> Vec<ClaimAttack> {
        let (view, claims) = (self.view(), self.claims());
        let world = view.world();
        let mut attacks = Vec::new();
        for two in view.compare_all_claims(&claims) {
            let [one, other] = two.claims;
            if two.content == ContentAccord::Contradiction {
                for (by, on) in [(one, other), (other, one)] {
                    attacks.push(ClaimAttack { by, on, kind: AttackKind::Contradiction });
                }
            }
        }
        for on in claims.iter().copied() {
            let Some(condition) = world[on].condition_in(world.tables()) else { continue };
            let undercuts = |by: &Id<Claim>| {
                let claim = &world[*by];
                let is_certain = claim.factuality.assurance() == Assurance::Certain;
                let overlap = claim.about_time().zip(world[on].about_time());
                let is_at_once = overlap.is_some_and(|(one, other)| {
                    let ends = one.earliest().zip(other.latest());
                    ends.is_some_and(|(first, last)| first <= last)
                });
                *by != on
                    && is_past_fact(claim)
                    && is_certain
                    && is_at_once
                    && claim.condition.is_none()
                    && says(world.tables(), claim, condition) == Some(false)
            };
            for by in claims.iter().copied().filter(undercuts) {
                attacks.push(ClaimAttack { by, on, kind: AttackKind::Undercut });
            }
        }
        let key = |claim: Id<Claim>| &*world[claim].key;
        attacks.sort_by_key(|one| (key(one.by), key(one.on), one.kind));
        attacks.dedup();
        attacks
    }

    /// The claims that the record of the day that they are about refutes, by key: what it attacks, if it is heard in the debate.
    ///
    /// Cost: as [`findings`](Self::findings).
    pub fn refuted(&self) -> Vec<Id<Claim>> {
        let findings = self.findings().into_iter();
        let refuted = findings.filter(|finding| finding.verdict == ClaimVerdict::Refuted);
        refuted.map(|finding| finding.claim).collect()
    }
}
