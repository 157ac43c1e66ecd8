//! What cannot all be kept: the minimal conflicts of a hypothesis, those of today, and the attacks that would bring more.

use super::{Commitment, Contingency, Deliberation, StatedProgram, Statement};
use crate::logic::{ConflictClass, ConflictSet, Conflicts};
use crate::rules::{Contradiction, Strain};
use crate::{Id, State};

/// A minimal conflict: these cannot all be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MinimalConflict {
    /// What a state would have to give up one of.
    pub commitments: Vec<Commitment>,
    /// Which changes bind whom in it.
    pub bound: Vec<Bound>,
    /// On what it is contingent; nothing: it is a conflict for certain.
    pub contingencies: Vec<Contingency>,
    /// New, already there today, or impossible.
    pub class: ConflictClass,
    /// The kinds of violation, sorted.
    pub kinds: Vec<String>,
}

impl MinimalConflict {
    /// Whether everything in it is in another one.
    fn is_within(&self, other: &Self) -> bool {
        self.commitments.iter().all(|one| other.commitments.contains(one))
            && self.bound.iter().all(|one| other.bound.contains(one))
            && self.contingencies.iter().all(|one| other.contingencies.contains(one))
    }
}

/// A state with a change that binds it.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Bound {
    /// Whom.
    pub state: Id<State>,
    /// The number of the change.
    pub change: usize,
}

impl Deliberation<'_, '_> {
    /// The minimal conflicts that there are as the question is asked, in the order of the core.
    pub(super) fn conflicts_as_asked(&self) -> Vec<MinimalConflict> {
        let all = self.all();
        let asked = all.sets.iter().filter(|set| set.conditions.is_subset(&self.asked));
        let sets = asked.cloned().collect();
        listed(&self.question, &Conflicts { sets, complete: all.complete })
    }

    /// All minimal conflicts that the question brings, those that are contingent on something included: first those that rules
    /// find, then those that an attack would bring, each in the order of the core.
    ///
    /// What is contradictory already today is not among them; see [`conflicts_today`](Self::conflicts_today).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let certain = deliberation.conflicts().into_iter().filter(|one| one.contingencies.is_empty());
    /// assert!(certain.count() > 0);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn conflicts(&self) -> Vec<MinimalConflict> {
        let mut found = listed(&self.question, self.all());
        let brought = &self.latent().brought;
        let latent = listed(brought, &brought.program.conflicts(&self.limits));
        let known = found.len();
        for conflict in latent {
            if !found[..known].iter().any(|shorter| shorter.is_within(&conflict)) {
                found.push(conflict);
            }
        }
        found
    }

    /// The minimal conflicts among what the bound states hold already.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// assert!(deliberation.conflicts_today().iter().all(|one| one.bound.is_empty()));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn conflicts_today(&self) -> Vec<MinimalConflict> {
        let today = &self.latent().today;
        listed(today, &today.program.conflicts(&self.limits))
    }

    /// The attacks in which a bound state would owe what cannot all be done, because of the question, by state, attacker and victim.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// // Each is an attack: who attacks whom, and what the state would then owe to both sides.
    /// assert!(deliberation.contradictions().all(|one| one.attacker != one.victim));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn contradictions(&self) -> impl Iterator<Item = &Contradiction> {
        self.attacks().contradictions.iter().filter(|one| one.is_new())
    }

    /// Those in which it owes what cannot all be done already today.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// assert!(deliberation.contradictions_today().all(|one| !one.is_new()));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn contradictions_today(&self) -> impl Iterator<Item = &Contradiction> {
        self.attacks().contradictions.iter().filter(|one| !one.is_new())
    }

    /// Whether all contradictions are listed: there are no more than the [limits](Self::limited) allow.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// assert!(answer.deliberate().lists_all_contradictions());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn lists_all_contradictions(&self) -> bool {
        self.attacks().are_all
    }

    /// Where a state that the change binds would be allied, by the change, to both sides of an attack: it owes help to the victim alone,
    /// and an ally would be the aggressor. A line for each pair of texts.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let (kaz, arm) = (world.find::<State>("kaz")?, world.find::<State>("arm")?);
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// // Kazakhstan would be allied to Armenia in the CSTO, and to Azerbaijan in the OTS.
    /// let strain = deliberation.strains().find(|one| one.state == kaz).unwrap();
    /// assert!(strain.attacks.iter().any(|(attacker, _)| *attacker == arm.into()));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn strains(&self) -> impl Iterator<Item = &Strain> {
        self.attacks().strains.iter().filter(|one| one.is_new())
    }

    /// Where it is allied to both sides of an attack already today.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// assert!(deliberation.strains_today().all(|one| !one.is_new()));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn strains_today(&self) -> impl Iterator<Item = &Strain> {
        self.attacks().strains.iter().filter(|one| !one.is_new())
    }
}

fn listed(stated: &StatedProgram, conflicts: &Conflicts) -> Vec<MinimalConflict> {
    let program = &stated.program;
    let one = |set: &ConflictSet| {
        let mut conflict = MinimalConflict {
            commitments: Vec::new(),
            bound: Vec::new(),
            contingencies: Vec::new(),
            class: set.class(),
            kinds: set
                .kinds
                .iter()
                .map(|at| program.kinds().nth(at).unwrap_or("").into())
                .collect(),
        };
        for at in set.all.iter() {
            match stated.statement(at).clone() {
                Statement::Commitment(commitment) => conflict.commitments.push(commitment),
                Statement::Bound { state, change } => conflict.bound.push(Bound { state, change }),
                Statement::If(contingency) => conflict.contingencies.push(contingency),
                Statement::Alive { .. } | Statement::Named(_) => {}
            }
        }
        conflict
    };
    conflicts.sets.iter().map(one).collect()
}
