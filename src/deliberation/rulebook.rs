//! Rules and duties that the caller adds; they take part like those of the crate.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::statement::{Commitment, Contingency, Statement};
use crate::answer::Consequences;
use crate::model::{Duty, Strength};
use crate::scenario::Changed;
use crate::{BodyId, EntityId, Id, State};

/// A rule of the caller: it looks at a hypothesis and says what follows from what, and what cannot stand together.
///
/// ```
/// # #[cfg(feature = "dataset")] {
/// use comity::deliberation::{Added, Commitment, Rulebook, Statement};
/// use comity::model::EffectKind;
/// use comity::{Change, Consequences, Organization, World, date};
///
/// let world = World::bundled();
/// let (ots, nato) = (world.find::<Organization>("ots")?, world.find::<Organization>("nato")?);
///
/// // A rule that no treaty has: whoever is bound by a new pact may not stay in NATO.
/// let rule = move |answer: &Consequences<'_>, added: &mut Added| {
///     for finding in answer.findings() {
///         let (state, body) = (finding.state(), nato.into());
///         if answer.view().is_member(state, nato).is_possible() {
///             let member = Statement::from(Commitment::Holds { state, body });
///             added.violation("no two pacts", [member, Statement::Bound { state, change: 0 }]);
///         }
///     }
/// };
/// let rules = Rulebook::new().with("no two pacts", "a thought experiment", rule);
/// let answer = world.as_of(date(2024, 10, 20)).consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
/// let must = answer.deliberate_by(&rules).must();
/// assert!(must.iter().any(|one| one.body() == Some(nato.into())));
/// # }
/// # Ok::<(), comity::LookupError>(())
/// ```
pub trait RuleOfCaller: Send + Sync {
    /// Looks at a hypothesis, and adds what follows.
    fn apply(&self, answer: &Consequences<'_>, added: &mut Added);
}

impl<F: Fn(&Consequences<'_>, &mut Added) + Send + Sync> RuleOfCaller for F {
    fn apply(&self, answer: &Consequences<'_>, added: &mut Added) {
        self(answer, added);
    }
}

/// One rule of a caller.
#[derive(Clone)]
pub(super) struct Entry {
    name: Box<str>,
    source: Box<str>,
    rule: Arc<dyn RuleOfCaller>,
}

/// A rule of a caller, as derivations cite it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Named<'a> {
    /// Its name.
    pub name: &'a str,
    /// Where it comes from: a treaty article, a paper, an assumption.
    pub source: &'a str,
}

/// Rules and duties beside those of the crate, each with a name and where it comes from.
#[derive(Clone, Default)]
pub struct Rulebook {
    pub(super) rules: Vec<Entry>,
}

impl Entry {
    /// What the rule adds for a hypothesis, under its name.
    pub(super) fn apply(&self, answer: &Consequences<'_>, added: &mut Added) {
        added.name.clone_from(&self.name);
        self.rule.apply(answer, added);
    }
}

impl fmt::Debug for Rulebook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.added().map(|rule| (rule.name, rule.source))).finish()
    }
}

impl Rulebook {
    /// The rules of the crate, and no others.
    pub fn new() -> Self {
        Self::default()
    }

    /// And this one: its name, where it comes from (a treaty article, a paper, an assumption), and what it does.
    #[must_use]
    pub fn with(
        mut self,
        name: impl Into<Box<str>>,
        source: impl Into<Box<str>>,
        rule: impl RuleOfCaller + 'static,
    ) -> Self {
        self.rules.push(Entry { name: name.into(), source: source.into(), rule: Arc::new(rule) });
        self
    }

    /// The rules added, in the order in which they were.
    pub fn added(&self) -> impl Iterator<Item = Named<'_>> {
        self.rules.iter().map(|entry| Named { name: &entry.name, source: &entry.source })
    }
}

/// What a rule of the caller adds.
#[derive(Clone, Debug, Default)]
pub struct Added {
    /// The name in the rulebook of the rule that is adding.
    name: Box<str>,
    pub(super) rules: Vec<Ruled<Box<str>>>,
    pub(super) violations: Vec<Ruled<Cow<'static, str>>>,
    pub(super) requires: Vec<(Commitment, Commitment)>,
    pub(super) exclusive: Vec<Vec<Contingency>>,
    pub(super) duties: Vec<AddedDuty>,
}

/// What follows from what, and the name of the rule by which it does.
#[derive(Clone, Debug)]
pub(super) struct Ruled<H> {
    pub(super) name: Box<str>,
    pub(super) head: H,
    pub(super) body: Vec<Statement>,
}

/// A duty that the caller adds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AddedDuty {
    /// Who owes it.
    pub by: Id<State>,
    /// What is owed.
    pub duty: Duty,
    /// How strictly.
    pub strength: Strength,
    /// Toward whom.
    pub toward: Vec<EntityId>,
    /// What brings it: an organization, a treaty, or a name.
    pub because: Changed,
    /// The participation that keeps it alive, if one does: then it can be given up.
    pub held_through: Option<BodyId>,
}

impl AddedDuty {
    /// A duty of one state toward others, without a choice, from an organization, a treaty, or what the caller names.
    pub fn new(
        by: Id<State>,
        duty: Duty,
        toward: impl IntoIterator<Item = EntityId>,
        because: impl Into<Changed>,
    ) -> Self {
        Self {
            by,
            duty,
            strength: Strength::Auto,
            toward: toward.into_iter().collect(),
            because: because.into(),
            held_through: None,
        }
    }

    /// It leaves this much choice.
    #[must_use]
    pub const fn strength(mut self, strength: Strength) -> Self {
        self.strength = strength;
        self
    }

    /// Being in this keeps it alive: who leaves it owes it no more.
    #[must_use]
    pub fn held_through(mut self, body: impl Into<BodyId>) -> Self {
        self.held_through = Some(body.into());
        self
    }
}

impl Added {
    /// A statement of the caller holds if all these do: first the statement, in words of the caller's own, then what it follows
    /// from.
    ///
    /// The rule has no name of its own here, as it has in [`ProgramBuilder::rule`](crate::logic::ProgramBuilder::rule): that in
    /// the [`Rulebook`] is the one that derivations cite.
    ///
    /// ```
    /// # use comity::{Id, State, deliberation::{Added, Statement}};
    /// # fn example(added: &mut Added, north: Id<State>) {
    /// added.rule("the north is bound", [Statement::Bound { state: north, change: 0 }]);
    /// # }
    /// ```
    pub fn rule(
        &mut self,
        head: impl Into<Box<str>>,
        body: impl IntoIterator<Item = Statement>,
    ) -> &mut Self {
        let (name, body) = (self.name.clone(), body.into_iter().collect());
        self.rules.push(Ruled { name, head: head.into(), body });
        self
    }

    /// These cannot stand together: first the kind of violation, which conflicts are sorted by, then what it follows from.
    ///
    /// The rule has no name of its own here, as it has in
    /// [`ProgramBuilder::violation`](crate::logic::ProgramBuilder::violation): that in the [`Rulebook`] is the one that
    /// derivations cite.
    ///
    /// ```
    /// # use comity::{Id, State, deliberation::{Added, Statement}};
    /// # fn example(added: &mut Added, north: Id<State>) {
    /// let bound = Statement::Bound { state: north, change: 0 };
    /// added.violation("no pact at all", [Statement::Named("the north is neutral".into()), bound]);
    /// # }
    /// ```
    pub fn violation(
        &mut self,
        kind: impl Into<Cow<'static, str>>,
        body: impl IntoIterator<Item = Statement>,
    ) -> &mut Self {
        let (name, body) = (self.name.clone(), body.into_iter().collect());
        self.violations.push(Ruled { name, head: kind.into(), body });
        self
    }

    /// Holding the one requires the other: whoever gives up the second loses the first.
    ///
    /// ```
    /// # use comity::{Id, Organization, State, deliberation::{Added, Commitment}};
    /// # fn example(added: &mut Added, state: Id<State>, eu: Id<Organization>, market: Id<Organization>) {
    /// let holds = |body: Id<Organization>| Commitment::Holds { state, body: body.into() };
    /// added.requires(holds(market), holds(eu));
    /// # }
    /// ```
    pub fn requires(&mut self, held: Commitment, needed: Commitment) -> &mut Self {
        self.requires.push((held, needed));
        self
    }

    /// At most one of these is so.
    ///
    /// ```
    /// # use comity::{EntityId, deliberation::{Added, Contingency}};
    /// # fn example(added: &mut Added, north: EntityId, south: EntityId) {
    /// added.exclusive([
    ///     Contingency::Attack { attacker: north, victim: south },
    ///     Contingency::Attack { attacker: south, victim: north },
    /// ]);
    /// # }
    /// ```
    pub fn exclusive(&mut self, group: impl IntoIterator<Item = Contingency>) -> &mut Self {
        self.exclusive.push(group.into_iter().collect());
        self
    }

    /// A duty, which is held against all others.
    ///
    /// ```
    /// # use comity::{Id, State, Treaty, deliberation::{Added, AddedDuty}, model::Duty};
    /// # fn example(added: &mut Added, north: Id<State>, south: Id<State>, pact: Id<Treaty>) {
    /// added.duty(AddedDuty::new(north, Duty::Defend, [south.into()], pact).held_through(pact));
    /// # }
    /// ```
    pub fn duty(&mut self, duty: AddedDuty) -> &mut Self {
        self.duties.push(duty);
        self
    }
}
