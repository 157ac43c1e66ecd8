//! What several speakers, taken together, say of one thing: told true, told false, both or none, with who says so.

use std::cmp::Ordering;

use super::bearing::{Bearing, bearing};
use super::made::is_made;
use super::testimony::{is_past_fact, is_word_of};
use crate::base::words;
use crate::model::{Assurance, Claim, Factuality, Grade, Polarity, Proposition, Rank, Tables};
use crate::world::{View, World};
use crate::{EntityId, Id};

/// What several sources together say of one thing: the four values of Belnap.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Pooled {
    /// Somebody says that it is so, and nobody that it is not.
    ToldTrue,
    /// Somebody says that it is not so, and nobody that it is.
    ToldFalse,
    /// Somebody says that it is so, and somebody that it is not.
    ToldBoth,
    /// Nobody says either.
    ToldNone,
}

words! {
    Pooled, "pooled value":
    ToldTrue = "told_true",
    ToldFalse = "told_false",
    ToldBoth = "told_both",
    ToldNone = "told_none",
}

impl Pooled {
    /// Of whether somebody says so, and somebody not.
    const fn of(is_told_true: bool, is_told_false: bool) -> Self {
        match (is_told_true, is_told_false) {
            (true, false) => Self::ToldTrue,
            (false, true) => Self::ToldFalse,
            (true, true) => Self::ToldBoth,
            (false, false) => Self::ToldNone,
        }
    }
}

/// What somebody says of one thing: a claim, as a vote.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Vote {
    /// Who.
    pub speaker: EntityId,
    /// By which claim.
    pub claim: Id<Claim>,
    /// Whether it is said to be so.
    pub is_so: bool,
    /// How the speaker commits to it.
    pub factuality: Factuality,
    /// How the report is graded.
    pub grade: Option<Grade>,
    /// Whether it counts: it is said for certain, and beyond doubt by this speaker.
    pub counts: bool,
}

/// What several speakers say of one thing, and what that comes to. There is no number in it, and no majority.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Votes {
    /// The votes, by the keys of speaker and claim.
    pub votes: Vec<Vote>,
    /// The claims by the way by which they reach us: those of one way do not bear each other out.
    pub sources: Vec<Vec<Id<Claim>>>,
}

impl Votes {
    /// What those that count come to.
    pub fn value(&self) -> Pooled {
        value(self.counting())
    }

    /// The votes that count.
    fn counting(&self) -> impl Iterator<Item = &Vote> + Clone {
        self.votes.iter().filter(|vote| vote.counts)
    }

    /// The votes that count and that none of the others surpasses in its grade, by the keys of speaker and claim.
    ///
    /// One grade surpasses another if its source and what it says are at least as good, and one of them better. A report without a
    /// grade, and one that cannot be judged (F, 6), compares with no other: it surpasses none, and none surpasses it.
    pub fn unsurpassed(&self) -> impl Iterator<Item = &Vote> + Clone {
        let is_surpassed = |vote: &Vote| {
            self.counting().any(|other| match (other.grade, vote.grade) {
                (Some(other), Some(own)) => other.partial_cmp(&own) == Some(Ordering::Greater),
                (None, _) | (_, None) => false,
            })
        };
        self.counting().filter(move |vote| !is_surpassed(vote))
    }

    /// What these come to: the value, where a better report is preferred to a worse one.
    pub fn value_by_grade(&self) -> Pooled {
        value(self.unsurpassed())
    }
}

fn value<'v>(votes: impl Iterator<Item = &'v Vote>) -> Pooled {
    let said = votes.fold((false, false), |(is_told_true, is_told_false), vote| {
        (is_told_true || vote.is_so, is_told_false || !vote.is_so)
    });
    Pooled::of(said.0, said.1)
}

impl View<'_> {
    /// What several speakers, taken together, say of one thing: who says that it is so, who says that it is not, by which claim and
    /// how graded.
    ///
    /// # Arguments
    ///
    /// A proposition, and whose word is asked; of nobody named, everybody's.
    ///
    /// # Returns
    ///
    /// The [`Votes`], with their [value](Votes::value): told true, told false, both or none. Nothing is decided by number, and no
    /// record is asked: see [`verdict_on`](Self::verdict_on) for that, and [`according_to_all`](Self::according_to_all) for a world in
    /// which these are heard.
    ///
    /// # Rule
    ///
    /// ```text
    /// told_true(p)  :- says(w, q), implies(q, p), certain(w, q).
    /// told_false(p) :- denies(w, q), implies(p, q), certain(w, q).
    /// told_false(p) :- says(w, q), excludes(q, p), certain(w, q).
    /// ```
    ///
    /// What counts is the latest word of a speaker that was said by the day of the view as a fact, of a day not after it, and for as
    /// long as the view [presumes](Self::presuming). What is less than certain, and what may not be the speaker's, stands among the
    /// votes and does not count.
    ///
    /// # Cost
    ///
    /// O(claims), and O(n²) in the votes for the ways by which they reach us.
    ///
    /// # Source
    ///
    /// Belnap, *A useful four-valued logic* (1977); the Admiralty grades of reports.
    ///
    /// # Example
    ///
    /// ```
    /// use comity::answer::Pooled;
    /// use comity::model::{Analyst, Claim, Grade, Proposition};
    /// use comity::{Organization, State, World, date};
    ///
    /// let mut world = World::builder();
    /// let aal = world.add(State::new("aal", "Aaland"));
    /// let pact = world.add(Organization::new("pact", "The Pact"));
    /// let is_in = Proposition::TakesPart { member: aal.into(), body: pact.into(), status: None };
    /// for (key, factuality, grade) in [("ann", "CT+", "B2"), ("ben", "CT-", "C2"), ("cid", "PS-", "A1")] {
    ///     let speaker = world.add(Analyst::new(key, key));
    ///     let mut claim = Claim::new(format!("by-{key}"));
    ///     (claim.by, claim.date) = (vec![speaker.into()], Some(date(2024, 10, 20)));
    ///     claim.factuality = factuality.parse().unwrap();
    ///     claim.grade = Some(Grade::new(grade[..1].parse().unwrap(), grade[1..].parse().unwrap()));
    ///     claim.proposition = Some(world.proposition(is_in.clone()));
    ///     world.claim(claim);
    /// }
    /// let world = world.freeze()?;
    /// let votes = world.as_of(date(2024, 10, 20)).votes_on(&is_in, &[]);
    /// assert_eq!(votes.votes.len(), 3);
    /// // Ann says so, and Ben says not; what Cid holds possible does not count.
    /// assert_eq!(votes.value(), Pooled::ToldBoth);
    /// // Ann's report is of the better source, and as credible.
    /// assert_eq!(votes.value_by_grade(), Pooled::ToldTrue);
    /// # Ok::<(), comity::BuildError>(())
    /// ```
    #[track_caller]
    pub fn votes_on(&self, proposition: &Proposition, speakers: &[EntityId]) -> Votes {
        let world = self.world();
        world.own_all(proposition.entities().into_iter().map(Into::into));
        world.own_all(speakers.iter().map(|one| (*one).into()));
        let mut votes = Vec::new();
        for (id, claim) in world.tables().claims.entries() {
            let counts = claim.rank != Rank::Deprecated && claim.condition.is_none();
            let is_fact = counts && is_past_fact(claim);
            if !is_fact || !is_made(self, claim).is_yes() || !self.is_still_said(claim) {
                continue;
            }
            let Some(is_so) = says(world.tables(), claim, proposition) else { continue };
            for speaker in heard_in(claim) {
                let is_asked = speakers.is_empty() || speakers.contains(&speaker);
                let is_theirs = is_word_of(claim, speaker);
                if is_asked && is_theirs.is_possible() {
                    let is_certain = claim.factuality.assurance() == Assurance::Certain;
                    let counts = is_certain && is_theirs.is_yes();
                    let (factuality, grade) = (claim.factuality, claim.grade);
                    votes.push(Vote { speaker, claim: id, is_so, factuality, grade, counts });
                }
            }
        }
        let mut votes = latest(world, &votes);
        votes.sort_by(|a, b| {
            let place = |vote: &Vote| (world.key(vote.speaker), &*world[vote.claim].key);
            place(a).cmp(&place(b))
        });
        let mut claims: Vec<Id<Claim>> = votes.iter().map(|vote| vote.claim).collect();
        claims.sort_by_key(|claim| &world[*claim].key);
        claims.dedup();
        Votes { sources: world.claims_by_source(&claims), votes }
    }

    /// Whether a claim of a day not after that of the view is presumed to be meant still.
    fn is_still_said(&self, claim: &Claim) -> bool {
        let (on, then) = (claim.about_time(), self.as_of().latest());
        let on = on.and_then(crate::Date::latest);
        on.zip(then).is_some_and(|(on, then)| self.presumption().bridges(on.next(), then))
    }
}

/// Whose word a claim may be.
fn heard_in(claim: &Claim) -> Vec<EntityId> {
    let mut heard = claim.answerable();
    heard.extend(claim.by.iter().copied().filter(|one| !claim.answerable().contains(one)));
    heard
}

/// Whether a claim says that something is so, or that it is not; nothing, if it says neither.
pub(super) fn says(tables: &Tables, claim: &Claim, wanted: &Proposition) -> Option<bool> {
    let is_said = match claim.factuality.polarity() {
        Polarity::Positive => true,
        Polarity::Negative => false,
        Polarity::Open => return None,
    };
    match (bearing(claim.stated_in(tables)?, wanted), is_said) {
        (Bearing::Same, _) => Some(is_said),
        (Bearing::Implies, true) => Some(true),
        (Bearing::ImpliedBy, false) | (Bearing::Excludes, true) => Some(false),
        (Bearing::Implies | Bearing::Excludes, false)
        | (Bearing::ImpliedBy, true)
        | (Bearing::Apart, _) => None,
    }
}

/// The votes of each speaker that are of the latest day of which that one speaks; those that do not count stand beside them.
fn latest(world: &World, votes: &[Vote]) -> Vec<Vote> {
    // What is preferred goes before the rest, whatever its day.
    let day = |vote: &Vote| {
        let claim = &world[vote.claim];
        (claim.rank, claim.about_time().map(crate::Date::bounds))
    };
    let is_latest = |vote: &Vote| {
        let theirs = votes.iter().filter(|other| other.speaker == vote.speaker && other.counts);
        theirs.map(day).max().is_none_or(|last| day(vote) >= last)
    };
    votes.iter().filter(|vote| is_latest(vote)).cloned().collect()
}
