//! The verdict on one state: whether it must exit something, change its law, or is free.

use std::fmt;

use crate::model::{ExitCondition, Need, Subject};
use crate::rules::{Conflict, Exit};
use crate::time::Date;
use crate::verdict::{Class, Clause, Verdict};
use crate::{BodyId, EntityId, Id, Provision, State, Treaty, Truth};

/// By how many days a change would come too early.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DaysEarly {
    /// At least.
    pub least: i32,
    /// At most.
    pub most: i32,
}

impl DaysEarly {
    /// By how many days a change comes before the first day on which it may; `None` where one of the two has an open end.
    pub(super) fn between(change: Date, may: Date) -> Option<Self> {
        let is_bounded = |(lo, hi): (i32, i32)| lo != i32::MIN && hi != i32::MAX;
        let ((from, to), (lo, hi)) = (change.bounds(), may.bounds());
        (is_bounded((from, to)) && is_bounded((lo, hi)))
            .then(|| Self { least: (lo - to).max(0), most: (hi - from).max(0) })
    }
}

impl fmt::Display for DaysEarly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.least == self.most {
            write!(f, "{}", self.least)
        } else {
            write!(f, "{}..{}", self.least, self.most)
        }
    }
}

/// Somebody whom a state needs before it acts.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Needed {
    /// Whom.
    pub entity: EntityId,
    /// That it consents, or that it does not object.
    pub kind: Need,
    /// The provision that says so.
    pub provision: Id<Provision>,
    /// Whether for certain.
    pub truth: Truth,
}

/// What a verdict rests on: so much is tested, and so much is not on record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Basis {
    /// How many texts that bind the state have a clause that was tested.
    pub tested: usize,
    /// What the change is about and the record does not reach in the case of the state.
    pub uncovered: Vec<Subject>,
    /// The texts that bind the state, or may, and of which nothing is read, by key.
    pub unread: Vec<Id<Treaty>>,
}

/// Why a verdict is open.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Open {
    /// Whether a provision, or a law that the hypothesis enacts, is in the way rests on facts that are not known.
    Conflict(Clause),
    /// A text binds the state that is about the very thing, and was not read.
    Unread(Id<Treaty>),
}

/// What a change means for one state that it binds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outcome {
    /// Which state.
    pub state: Id<State>,
    /// Whether the change binds it, for certain or possibly.
    pub bound: Truth,
    /// The verdict.
    pub verdict: Verdict,
    /// What must be left, by key, each with its earliest lawful day; where the verdict is undetermined, what it is in for certain and
    /// would have to leave.
    pub exits: Vec<Exit>,
    /// What would have to be left besides, by key: what it is in possibly, and where the verdict is certain, what stands in the way
    /// only possibly.
    pub exits_possible: Vec<Exit>,
    /// The latest of those days; `None` where nothing must be left, or where one of them is unknown or never. Bounds, where there are
    /// only possible exits.
    pub earliest: Option<Date>,
    /// The provisions of its own law that bar it, by key.
    pub laws: Vec<Clause>,
    /// Every other conflict: it never forces an exit.
    pub soft: Vec<Clause>,
    /// The provisions that give the hard conflicts, by key.
    pub rules: Vec<Clause>,
    /// Whose consent it needs, or whose silence, by key: where the verdict is open, also those of whom that is only possible.
    pub needs: Vec<Needed>,
    /// What the verdict rests on, and on what it could not rest.
    pub basis: Basis,
    /// Why the verdict is open, where it is.
    pub open: Vec<Open>,
    /// What else the exits wait for.
    pub subject_to: Vec<ExitCondition>,
    /// The effective day of the change, if one is set, and whether the exits are in time for it.
    pub effective: Option<Date>,
    /// Whether `earliest` is on or before that day.
    pub in_time: Option<Truth>,
    /// By how many days the change comes too early, where it does.
    pub days_early: Option<DaysEarly>,
    /// All tests, by provision, those without a conflict included.
    pub conflicts: Vec<Conflict>,
}

impl Outcome {
    /// The verdict by its order, but for texts that were not read, from the conflicts of one state: how grave each is, whether for certain, and whether anything
    /// keeps its provision alive that could be left.
    ///
    /// ```text
    /// must_exit(s, h)       :- hard(s, h, c), in_bundle(s, c, b).
    /// undetermined(s, h)    :- possibly hard(s, h, c), in_bundle(s, c, b), not must_exit(s, h).
    /// must_change_law(s, h) :- domestic(s, h, c), none of the above.
    /// undetermined(s, h)    :- possibly domestic(s, h, c), none of the above.
    /// needs_consent(s, h)   :- needs_consent(s, h, c) ; needs_no_objection(s, h, c), none of the above.
    /// undetermined(s, h)    :- possibly the same, none of the above.
    /// undetermined(s, h)    :- unread(s, h, t), none of the above.
    /// free(s, h)            :- none of the above.
    /// ```
    ///
    /// The [core](crate::deliberation) says the same of every hypothesis: what must go is what is in conflict by itself.
    pub(crate) fn verdict_of(conflicts: impl IntoIterator<Item = (Class, Truth, bool)>) -> Verdict {
        let (mut exit, mut law, mut wait) = (Truth::No, Truth::No, Truth::No);
        for (class, truth, can_be_left) in conflicts {
            match class {
                Class::Hard if can_be_left => exit = exit | truth,
                Class::Domestic => law = law | truth,
                Class::NeedsNoObjection | Class::NeedsConsent => wait = wait | truth,
                Class::Hard | Class::None | Class::Saved | Class::Potential => {}
            }
        }
        // In this order; what is open by its turn leaves it undetermined.
        let ranks = [
            (exit, Verdict::MustExit),
            (law, Verdict::MustChangeLaw),
            (wait, Verdict::NeedsConsent),
        ];
        let first = ranks.into_iter().find(|(truth, _)| truth.is_possible());
        first.map_or(
            Verdict::Free,
            |(truth, verdict)| {
                if truth.is_yes() { verdict } else { Verdict::Undetermined }
            },
        )
    }

    /// Whether a conflict decides the verdict as a hard one.
    pub(crate) fn is_decisive(verdict: Verdict, conflict: &Conflict) -> bool {
        conflict.class == Class::Hard
            && match verdict {
                Verdict::MustExit => conflict.truth.is_yes(),
                Verdict::Undetermined => conflict.truth.is_unknown(),
                Verdict::MustChangeLaw
                | Verdict::NeedsConsent
                | Verdict::Free
                | Verdict::NotBound => false,
            }
    }

    /// Whether a conflict decides the verdict as a domestic one.
    pub(crate) fn is_law(verdict: Verdict, conflict: &Conflict) -> bool {
        conflict.class == Class::Domestic
            && (conflict.truth.is_yes()
                || (verdict == Verdict::Undetermined && conflict.truth.is_unknown()))
    }

    /// Whether a conflict asks for what the state needs of others: for certain, or possibly where the verdict is open.
    pub(crate) fn is_awaited(verdict: Verdict, conflict: &Conflict) -> bool {
        conflict.class.waits()
            && (conflict.truth.is_yes()
                || (verdict == Verdict::Undetermined && conflict.truth.is_unknown()))
    }

    /// The bodies to leave, by key; not those that it would have to leave only possibly.
    pub fn bodies(&self) -> impl Iterator<Item = BodyId> {
        self.exits.iter().map(|exit| exit.body)
    }
}
