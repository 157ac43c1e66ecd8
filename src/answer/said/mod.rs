//! Claims held against the record: what somebody said is supported, refuted, undetermined, or a matter of opinion.

mod attacks;
mod bearing;
mod caveat;
mod compare;
mod debate;
mod decide;
mod made;
mod positions;
mod testimony;
mod votes;
mod words_of;

pub use crate::verdict::{ClaimGround, ClaimVerdict};
pub use attacks::{AttackKind, ClaimAttack};
pub use caveat::ClaimCaveat;
pub(crate) use caveat::{of_claims, of_speakers, unresolved};
pub use compare::{ClaimComparison, ContentAccord, StanceAccord};
pub use debate::Debate;
pub use positions::{Position, PositionOn, Positions};
pub use testimony::Testimony;
pub use votes::{Pooled, Vote, Votes};

use crate::answer::Consequences;
use crate::model::{Assurance, Claim, Decidable, Mode, Polarity, Proposition, RecordId};
use crate::time::{Date, Day};
use crate::world::{Reading, View};
use crate::{EntityId, Id, Provision, Truth};

pub(crate) use decide::{Decided, decide, is_possible, question};
pub(crate) use words_of::Word;

/// A claim held against the record: the verdict, why, and on which records it rests.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ClaimFinding<'w> {
    /// Which claim.
    pub claim: Id<Claim>,
    /// How it stands.
    pub verdict: ClaimVerdict,
    /// Why.
    pub ground: ClaimGround,
    /// Whether what it speaks of is so, whatever the speaker says of it.
    pub truth: Truth,
    /// The view on which the record was asked: of the day that it is about, as known by some day.
    pub view: View<'w>,
    /// The day that it is about, and on which the record was asked.
    pub on: Option<Date>,
    /// As known by which day.
    pub known_by: Option<Day>,
    /// Whether it is held against what later days have made of it; else against what was known when it was said.
    pub hindsight: bool,
    /// On whom it falls: whoever speaks beyond doubt.
    pub answerable: Vec<EntityId>,
    /// The records that decide it, by key; where the absence of one decides it, what is without it.
    pub rests_on: Vec<RecordId>,
    /// Clauses of other texts of the same parties, of the kind that the claim finds in a text that has none on record: what it may
    /// mix up.
    pub mixed_up_with: Vec<Id<Provision>>,
    /// How it stands under the strict and under the narrow reading, where it turns on a reading.
    pub readings: Vec<(Reading, ClaimVerdict)>,
    /// The answer to the question that the claim answers, where it is one of consequences; it can be asked why.
    pub answer: Option<Consequences<'w>>,
    /// The words of somebody among the records that decide it.
    pub(crate) words: Vec<Word>,
}

impl<'w> View<'w> {
    /// How a claim stands against the record of the day that it is about, as known when it was said.
    ///
    /// Of the view itself the reading, the presumption and who counts as a state are taken, and neither its day nor any verdict that the
    /// record stores. A claim about a day that was still to come is undetermined; see [`hindsight_on`](Self::hindsight_on).
    ///
    /// ```text
    /// supported(c) :- says(c, p), on(c, d), holds(p, d).
    /// supported(c) :- denies(c, p), on(c, d), fails(p, d).
    /// refuted(c)   :- says(c, p), on(c, d), fails(p, d), not only_possible(c).
    /// refuted(c)   :- denies(c, p), on(c, d), holds(p, d), not only_possible(c).
    /// opinion(c)   :- says(c, p), judgement(p).
    /// opinion(c)   :- mode(c, m), of_value(m).
    /// undetermined(c) :- none of the above.
    /// ```
    ///
    /// That something fails is more than that no record says it: the record must reach, or a government must have denied it.
    ///
    /// Cost: that of the question that the claim answers: a look at a roll, at the clauses of a text, or
    /// [`consequences_of`](Self::consequences_of), and O(claims) for what is declared or planned.
    ///
    /// ```
    /// use comity::answer::ClaimVerdict;
    /// use comity::model::{Claim, Proposition};
    /// use comity::{Organization, State, World, date};
    ///
    /// let mut world = World::builder();
    /// let aaland = world.add(State::new("aal", "Aaland"));
    /// let pact = world.add(Organization::new("pact", "The Pact"));
    /// world.member(aaland, pact, date(2003, 9, 18)..date(2012, 12, 19));
    /// let mut claim = Claim::new("aaland-has-left");
    /// claim.by = vec![aaland.into()];
    /// claim.date = Some(date(2024, 10, 20));
    /// claim.proposition = Some(world.proposition(Proposition::HasLeft { member: aaland.into(), body: pact.into() }));
    /// world.claim(claim);
    /// let world = world.freeze()?;
    /// let claim = world.claims_by(aaland).next().unwrap();
    /// let held = world.as_of(date(2024, 10, 20)).verdict_on(claim);
    /// assert_eq!(held.verdict, ClaimVerdict::Supported);
    /// # Ok::<(), comity::BuildError>(())
    /// ```
    #[track_caller]
    pub fn verdict_on(&self, claim: Id<Claim>) -> ClaimFinding<'w> {
        let said = self.world().own(claim);
        let said = self.world()[said].date;
        let Some((first, last)) = said.and_then(|said| Some((said.earliest()?, said.latest()?)))
        else {
            return self.held(claim, None, None);
        };
        // What is said of the day of saying is of that day, however little is known of it; any other day must be over by then.
        let until = if self.world()[claim].when.is_some() { first } else { last };
        // On a day that is not known, what was known on its first day and on its last one must say the same.
        let early = self.held(claim, Some(first), Some(until));
        let late = self.held(claim, Some(last), Some(until));
        if early.verdict == late.verdict {
            return late;
        }
        let (verdict, ground) = (ClaimVerdict::Undetermined, ClaimGround::RecordOpen);
        ClaimFinding { verdict, ground, truth: Truth::Unknown, ..late }
    }

    /// How a claim stands against the record of the day that it is about, as known on the day of the view, or by the day by which the
    /// view wants things to be known: what later days have made of it.
    ///
    /// Cost: as [`verdict_on`](Self::verdict_on).
    ///
    /// ```
    /// use comity::answer::ClaimVerdict;
    /// use comity::model::{Claim, Proposition};
    /// use comity::{Organization, State, World, date};
    ///
    /// let mut world = World::builder();
    /// let aaland = world.add(State::new("aal", "Aaland"));
    /// let pact = world.add(Organization::new("pact", "The Pact"));
    /// let mut claim = Claim::new("aaland-will-be-in");
    /// claim.by = vec![aaland.into()];
    /// claim.date = Some(date(2022, 10, 1));
    /// claim.when = Some(date(2022, 11, 11));
    /// claim.proposition = Some(world.proposition(Proposition::TakesPart { member: aaland.into(), body: pact.into(), status: None }));
    /// world.claim(claim);
    /// let world = world.freeze()?;
    /// let claim = world.claims_by(aaland).next().unwrap();
    /// let view = world.as_of(date(2022, 12, 1));
    /// assert_eq!(view.verdict_on(claim).verdict, ClaimVerdict::Undetermined);
    /// assert_eq!(view.hindsight_on(claim).verdict, ClaimVerdict::Refuted);
    /// # Ok::<(), comity::BuildError>(())
    /// ```
    #[track_caller]
    pub fn hindsight_on(&self, claim: Id<Claim>) -> ClaimFinding<'w> {
        let day = self.knowledge().or_else(|| self.as_of().latest());
        let held = self.held(self.world().own(claim), day, day);
        ClaimFinding { hindsight: true, ..held }
    }

    /// The claim as known by a day, with nothing decided that lies after `until`.
    fn held(&self, id: Id<Claim>, known_by: Option<Day>, until: Option<Day>) -> ClaimFinding<'w> {
        let claim = &self.world()[id];
        let on = claim.about_time();
        let answerable = claim.answerable();
        let mut held = ClaimFinding {
            claim: id,
            verdict: ClaimVerdict::Undetermined,
            ground: ClaimGround::Untyped,
            truth: Truth::Unknown,
            view: *self,
            on,
            known_by,
            hindsight: false,
            answerable,
            rests_on: Vec::new(),
            mixed_up_with: Vec::new(),
            readings: Vec::new(),
            answer: None,
            words: Vec::new(),
        };
        let tables = self.world().tables();
        let decidable = claim.stated_in(tables).map(Proposition::decidable);
        let undecided = match decidable {
            _ if claim.mode.is_some_and(Mode::is_of_value) => {
                Some((ClaimVerdict::Opinion, ClaimGround::OfValue))
            }
            None => Some((ClaimVerdict::Undetermined, ClaimGround::Untyped)),
            Some(Decidable::ByNobody) => Some((ClaimVerdict::Opinion, ClaimGround::Judgement)),
            Some(Decidable::NotByThisRecord) => {
                Some((ClaimVerdict::Undetermined, ClaimGround::Unrecorded))
            }
            Some(Decidable::ByRecord) => None,
        };
        if let Some((verdict, ground)) = undecided {
            return ClaimFinding { verdict, ground, ..held };
        }
        let (Some(proposition), Some(on), Some(known_by), Some(until)) =
            (claim.stated_in(tables), on, known_by, until)
        else {
            return ClaimFinding { ground: ClaimGround::Undated, ..held };
        };
        if on.latest().is_none_or(|day| day > until) {
            return ClaimFinding { ground: ClaimGround::Ahead, ..held };
        }
        let then = self.on(on).known_by(known_by);
        held.view = then;
        if let Some(condition) = claim.condition_in(tables)
            && !decide(&then, condition, claim).truth.is_yes()
        {
            let asked = question(proposition);
            let answer = (!asked.changes.is_empty()).then(|| then.consequences_of(asked));
            return ClaimFinding { ground: ClaimGround::Condition, answer, ..held };
        }
        let decided = decide(&then, proposition, claim);
        (held.verdict, held.ground) = verdict(claim, &decided);
        if let Proposition::MustExitFirst { .. } | Proposition::MustExitToJoin { .. } = proposition
        {
            held.readings = [Reading::strict(), Reading::narrow()]
                .into_iter()
                .map(|reading| {
                    let under = decide(&then.under(&reading), proposition, claim);
                    (reading, verdict(claim, &under).0)
                })
                .collect();
        }
        let Decided { truth, rests_on, words, mixed_up_with, answer, .. } = decided;
        ClaimFinding { truth, rests_on, mixed_up_with, answer, words, ..held }
    }
}

/// What a speaker's commitment makes of a truth.
fn verdict(claim: &Claim, decided: &Decided<'_>) -> (ClaimVerdict, ClaimGround) {
    let truth = match claim.factuality.polarity() {
        Polarity::Positive => decided.truth,
        Polarity::Negative => !decided.truth,
        Polarity::Open => return (ClaimVerdict::Undetermined, ClaimGround::Uncommitted),
    };
    let is_only_possible = claim.factuality.assurance() == Assurance::Possible;
    match truth {
        Truth::Yes => (ClaimVerdict::Supported, decided.ground),
        Truth::No if is_only_possible => (ClaimVerdict::Undetermined, ClaimGround::Uncommitted),
        Truth::No => (ClaimVerdict::Refuted, decided.ground),
        Truth::Unknown => (ClaimVerdict::Undetermined, ClaimGround::RecordOpen),
    }
}
