//! Why a claim stands as it does: the proofs of what decides it, as far as steps of proofs can say it.

use std::sync::LazyLock;

use super::derive::{OnRecord, on_record};
use super::{Explanation, Narrative};
use crate::answer::{ClaimFinding, ClaimGround};
use crate::model::{Proposition, RecordId};
use crate::scenario::Scenario;
use crate::{EntityId, Truth};

/// The question that changes nothing.
static NOTHING: LazyLock<Scenario> = LazyLock::new(Scenario::default);

impl ClaimFinding<'_> {
    /// Why: the proofs of what decides it, each of which the independent [checker](crate::proof::check) can compare with the records.
    ///
    /// Of a participation, or that there is none, it is that; of a clause, that it stands; of a duty, that the provision binds the state;
    /// of a text that was read as a whole, that it has no such clause; of a condition, the proof of the verdict on each of its states. What
    /// no step of a proof can say has none: what governments and speakers said. Nothing that is open or opinion has one.
    ///
    /// Cost: that of the proofs.
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
    /// claim.proposition = Some(Proposition::TakesPart { member: aal.into(), body: pact.into(), status: None });
    /// world.claim(claim);
    /// let world = world.freeze()?;
    /// let held = world.as_of(date(2024, 10, 20)).verdict_on(world.claims_by(ann).next().unwrap());
    /// let why = held.why();
    /// assert_eq!(why.n_steps(), 1);
    /// assert!(why.holds());
    /// # Ok::<(), comity::BuildError>(())
    /// ```
    pub fn why(&self) -> Narrative<'_> {
        let proposition = self.view.world()[self.claim].proposition.as_ref();
        let Some(proposition) = proposition.filter(|_| self.ground == ClaimGround::Record) else {
            return Narrative::default();
        };
        if let Proposition::MustExitFirst { states, .. }
        | Proposition::MustExitToJoin { states, .. } = proposition
        {
            let findings = self
                .answer
                .iter()
                .flat_map(|answer| states.iter().filter_map(|state| answer.finding(*state)));
            return findings.map(|finding| finding.why()).collect();
        }
        let answer = self.view.consequences_of(&*NOTHING);
        let proofs =
            self.on_record(proposition).into_iter().filter_map(|one| on_record(&answer, one));
        let view = self.view;
        proofs.map(|proof| Explanation { view, scenario: &NOTHING, proof }).collect()
    }

    /// What of it is on record.
    fn on_record(&self, proposition: &Proposition) -> Vec<OnRecord> {
        let is_so = self.truth == Truth::Yes;
        let provisions = self.rests_on.iter().filter_map(|record| match record {
            RecordId::Provision(id) => Some(*id),
            _ => None,
        });
        match proposition {
            Proposition::TakesPart { member, body, status: None } => {
                vec![if is_so {
                    OnRecord::TakesPart(*member, *body)
                } else {
                    OnRecord::NotBound(*member, *body)
                }]
            }
            Proposition::TakesPart { member, body, status: Some(status) } => {
                // Whoever is in another grade that binds is bound all the same.
                let is_bound = self.view.is_member(*member, *body).is_yes();
                match (is_so, is_bound) {
                    (true, true) if status.is_binding() => {
                        vec![OnRecord::TakesPart(*member, *body)]
                    }
                    (true | false, false) => vec![OnRecord::NotBound(*member, *body)],
                    (true | false, true) => Vec::new(),
                }
            }
            Proposition::BoundBy { state, treaty } => {
                let (state, treaty) = (EntityId::from(*state), (*treaty).into());
                vec![if is_so {
                    OnRecord::TakesPart(state, treaty)
                } else {
                    OnRecord::NotBound(state, treaty)
                }]
            }
            Proposition::HasLeft { member, body } => {
                vec![if self.view.is_member(*member, *body).is_yes() {
                    OnRecord::TakesPart(*member, *body)
                } else {
                    OnRecord::NotBound(*member, *body)
                }]
            }
            Proposition::HasClause { .. } if is_so => provisions.map(OnRecord::Stands).collect(),
            Proposition::HasClause { text, kind } if self.truth == Truth::No => {
                vec![OnRecord::Lacks(*text, *kind)]
            }
            Proposition::Owes { state, .. } if is_so => {
                provisions.map(|id| OnRecord::Bound((*state).into(), id)).collect()
            }
            Proposition::HasClause { .. }
            | Proposition::Owes { .. }
            | Proposition::Related { .. }
            | Proposition::Declared { .. }
            | Proposition::Plans { .. }
            | Proposition::PlansExit { .. }
            | Proposition::NeedsConsent { .. }
            | Proposition::MustExitToJoin { .. }
            | Proposition::MustExitFirst { .. }
            | Proposition::Holds { .. }
            | Proposition::Judgement { .. }
            | Proposition::Unrecorded { .. } => Vec::new(),
        }
    }
}
