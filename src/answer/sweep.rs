//! Sweeps: the same question asked of every state and organization at once.
//!
//! | [`Outlook`] of a cell | what it means | what stands beside it |
//! |---|---|---|
//! | `member` | the state is in already | |
//! | `maybe_member` | whether it is in already is not certain | |
//! | `free` | nothing that it holds bars it | |
//! | `must_exit` | it must exit something first; perhaps it must change its law too | what, by when, and by which provisions |
//! | `must_change_law` | it has nothing to leave, but its own law bars it | which provisions |
//! | `needs_consent` | it needs the consent of somebody, or that somebody does not object | of whom, and by which provisions |
//! | `undetermined` | it depends on facts that are not known | on which provisions these bear |
//!
//! Free says nothing of whether the organization would take the state: that is [`Accession::eligible`]; nor of what no rule tests:
//! the alliances that stand against the new one are [`Accession::against`].
//!
//! ```
//! # #[cfg(feature = "dataset")] {
//! use comity::{State, World, date};
//!
//! let world = World::bundled();
//! let sweep = world.as_of(date(2024, 10, 20)).accessions();
//! let austria = world.find::<State>("aut")?;
//! let barred: Vec<&str> = (sweep.row(austria))
//!     .filter(|cell| cell.outlook.as_str() == "must_change_law")
//!     .map(|cell| world.key(cell.organization))
//!     .collect();
//! assert!(barred.contains(&"nato"));
//! # }
//! # Ok::<(), comity::LookupError>(())
//! ```

use super::consequences::Placed;
use super::evaluate::{asked_for, meets};
use super::judge;
use super::outcome::{Open, Outcome};
use crate::model::Eligibility;
use crate::rules::{self, Day, Deltas, Joining, Situation, Tells};
use crate::scenario::{Change, Scenario};
use crate::time::Date;
use crate::verdict::{Clause, Verdict};
use crate::world::View;
use crate::{BodyId, EntityId, Id, Organization, Provision, State, Treaty, Truth, World};

/// What an accession would meet on the day.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outlook {
    /// The state is in already.
    Member,
    /// Whether it is in already is not certain.
    MaybeMember,
    /// Nothing that it holds bars it.
    Free,
    /// It must exit these first; and perhaps change its law.
    MustExit {
        /// What must be left, by key.
        exits: Vec<BodyId>,
        /// The day on which all that can have been left; `None`: no known day.
        earliest: Option<Date>,
        /// The provisions that force it, by key.
        because: Vec<Id<Provision>>,
        /// The provisions of its own law that must change besides, by key.
        laws: Vec<Id<Provision>>,
    },
    /// Its own law bars it: that must change first.
    MustChangeLaw {
        /// The provisions, by key.
        laws: Vec<Id<Provision>>,
    },
    /// It needs the consent of somebody, or that somebody does not object.
    NeedsConsent {
        /// Of whom, by key.
        of: Vec<EntityId>,
        /// The provisions, by key.
        because: Vec<Id<Provision>>,
    },
    /// It depends on what is not known.
    Undetermined {
        /// The provisions whose conflict is open, by key.
        because: Vec<Id<Provision>>,
        /// The texts about the very thing that bind the state and of which nothing is read, by key.
        unread: Vec<Id<Treaty>>,
    },
}

impl Outlook {
    /// A word for it.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::MaybeMember => "maybe_member",
            Self::Free => "free",
            Self::MustExit { .. } => "must_exit",
            Self::MustChangeLaw { .. } => "must_change_law",
            Self::NeedsConsent { .. } => "needs_consent",
            Self::Undetermined { .. } => "undetermined",
        }
    }
}

/// How many cells of a sweep have which outlook.
///
/// ```
/// # #[cfg(feature = "dataset")] {
/// use comity::answer::Tally;
/// use comity::{Organization, World, date};
///
/// let world = World::bundled();
/// let sweep = world.as_of(date(2024, 10, 20)).accessions();
/// let all: Tally = sweep.cells.iter().collect();
/// let nato: Tally = sweep.column(world.find::<Organization>("nato")?).collect();
/// assert!(nato.member == 32 && nato.must_exit < all.must_exit);
/// # }
/// # Ok::<(), comity::LookupError>(())
/// ```
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tally {
    /// In already.
    pub member: usize,
    /// Perhaps in already.
    pub maybe_member: usize,
    /// Nothing on record stands in the way.
    pub free: usize,
    /// Something must be left first.
    pub must_exit: usize,
    /// Nothing must be left, and the state's own law must change first.
    pub must_change_law: usize,
    /// Somebody's consent or silence is needed.
    pub needs_consent: usize,
    /// It depends on what is not known.
    pub undetermined: usize,
}

impl Tally {
    /// All cells of states that are not in already, for certain or perhaps.
    pub const fn accessions(&self) -> usize {
        self.free + self.must_exit + self.must_change_law + self.needs_consent + self.undetermined
    }
}

impl<'a> FromIterator<&'a Accession> for Tally {
    fn from_iter<I: IntoIterator<Item = &'a Accession>>(cells: I) -> Self {
        let mut tally = Self::default();
        for cell in cells {
            let count = match cell.outlook {
                Outlook::Member => &mut tally.member,
                Outlook::MaybeMember => &mut tally.maybe_member,
                Outlook::Free => &mut tally.free,
                Outlook::MustExit { .. } => &mut tally.must_exit,
                Outlook::MustChangeLaw { .. } => &mut tally.must_change_law,
                Outlook::NeedsConsent { .. } => &mut tally.needs_consent,
                Outlook::Undetermined { .. } => &mut tally.undetermined,
            };
            *count += 1;
        }
        tally
    }
}

/// One cell of a sweep: one state and one organization.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Accession {
    /// Who would join.
    pub state: Id<State>,
    /// What.
    pub organization: Id<Organization>,
    /// What it would meet.
    pub outlook: Outlook,
    /// Whether it has what the clause on accession asks for; `None`: nothing is asked for that is on record.
    pub eligible: Option<Truth>,
    /// The provisions that would be touched without forcing anything, by key.
    pub watch: Vec<Id<Provision>>,
    /// The alliances that it is in and that stand against this one, by key: the two are opposed. The conflict rules force nothing of
    /// that.
    pub against: Vec<BodyId>,
}

/// All accessions of a day: a matrix of states and organizations, with reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sweep {
    /// The states that exist, by key: the rows.
    pub states: Vec<Id<State>>,
    /// The organizations that exist and of which members or a text are on record, by key: the columns.
    pub organizations: Vec<Id<Organization>>,
    /// One cell for each state and organization, row by row.
    pub cells: Vec<Accession>,
}

impl Sweep {
    /// The cell of a state and an organization.
    pub fn cell(&self, state: Id<State>, organization: Id<Organization>) -> Option<&Accession> {
        let row = self.states.iter().position(|one| *one == state)?;
        let column = self.organizations.iter().position(|one| *one == organization)?;
        self.cells.get(row * self.organizations.len() + column)
    }

    /// The cells of one state, by key of the organization.
    pub fn row(&self, state: Id<State>) -> impl Iterator<Item = &Accession> {
        let width = self.organizations.len();
        let row = self.states.iter().position(|one| *one == state);
        row.and_then(|row| self.cells.get(row * width..(row + 1) * width)).into_iter().flatten()
    }

    /// The cells of one organization, by key of the state.
    pub fn column(&self, organization: Id<Organization>) -> impl Iterator<Item = &Accession> {
        self.cells.iter().filter(move |cell| cell.organization == organization)
    }
}

impl View<'_> {
    /// Which accessions would be free on the day, which need an exit first, and which are barred by domestic law: every state that
    /// exists with every organization that exists and of which members or a text are on record.
    ///
    /// # Rule
    ///
    /// That of [`consequences_of`](Self::consequences_of), with `joins(s, o)` for every pair.
    ///
    /// # Cost
    ///
    /// States × organizations × the conflict test of one state. Why a cell is as it is, its own hypothesis tells.
    ///
    /// # Example
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::answer::Outlook;
    /// use comity::{Organization, State, World, date};
    ///
    /// let world = World::bundled();
    /// let sweep = world.as_of(date(2024, 10, 20)).accessions();
    /// let (austria, kazakhstan) = (world.find::<State>("aut")?, world.find::<State>("kaz")?);
    /// let nato = world.find::<Organization>("nato")?;
    /// let outlook = |state| &sweep.cell(state, nato).unwrap().outlook;
    /// assert!(matches!(outlook(austria), Outlook::MustChangeLaw { .. }));
    /// assert!(matches!(outlook(kazakhstan), Outlook::MustExit { .. }));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn accessions(&self) -> Sweep {
        let world = self.world();
        let states: Vec<Id<State>> =
            (world.states()).filter(|state| self.existed((*state).into()).is_possible()).collect();
        let is_on_record = |body: Id<Organization>| {
            world.has_rows(body.into()) || !world.index().links_of(body).is_empty()
        };
        let organizations: Vec<Id<Organization>> = (world.organizations())
            .filter(|body| is_on_record(*body) && self.exists(*body).is_possible())
            .collect();
        let (day, scenario) = (Day::of(*self), Scenario::default());
        let open = |body: &Id<Organization>| Door::of(&day, &scenario, *body);
        let mut doors: Vec<Door<'_>> = organizations.iter().map(open).collect();
        let mut cells = Vec::with_capacity(states.len() * organizations.len());
        for state in &states {
            cells.extend(doors.iter_mut().map(|door| door.accession_of(*state)));
        }
        Sweep { states, organizations, cells }
    }

    /// One cell of [`accessions`](Self::accessions).
    pub(crate) fn accession(&self, state: Id<State>, organization: Id<Organization>) -> Accession {
        Door::of(&Day::of(*self), &Scenario::default(), organization).accession_of(state)
    }
}

/// An organization, and what its accessions have in common.
struct Door<'d> {
    organization: Id<Organization>,
    situation: Situation<'d>,
    /// Without changes: whoever joins makes no exit by that.
    scenario: &'d Scenario,
    joining: Joining,
    /// The accession of whoever was asked of last, which becomes that of the next.
    placed: Option<Placed>,
    /// What its clause on the accession of anybody asks for.
    criterion: Option<&'d Eligibility>,
    /// Whether some clause names whom it admits.
    names_some: bool,
}

impl<'d> Door<'d> {
    fn of(day: &'d Day<'d>, scenario: &'d Scenario, organization: Id<Organization>) -> Self {
        let situation = Situation::recorded(day.view()).remembering(day);
        let (world, body) = (situation.world(), BodyId::from(organization));
        Self {
            organization,
            joining: Joining::of(&situation, body),
            placed: None,
            criterion: asked_for(&situation, body, None).map(|(_, asked)| asked),
            names_some: names_some(world, organization),
            situation,
            scenario,
        }
    }

    fn accession_of(&mut self, state: Id<State>) -> Accession {
        let (world, organization) = (self.situation.world(), self.organization);
        let met = |outlook, eligible| Accession {
            state,
            organization,
            outlook,
            eligible,
            watch: Vec::new(),
            against: Vec::new(),
        };
        match self.situation.takes_part(EntityId::from(state), organization.into()) {
            Truth::Yes => return met(Outlook::Member, None),
            Truth::Unknown => return met(Outlook::MaybeMember, None),
            Truth::No => {}
        }
        let own = || asked_for(&self.situation, organization.into(), Some(state));
        let criterion =
            if self.names_some { own().map(|(_, asked)| asked) } else { self.criterion };
        let eligible =
            criterion.map(|asked| meets(&self.situation, state, organization.into(), asked));
        let change = Change::join(state, organization);
        let hypothesis = || self.joining.on_nobody();
        let placed = self.placed.get_or_insert_with(|| Placed {
            change: change.clone(),
            hypothesis: hypothesis(),
            before: Deltas::NONE,
        });
        placed.change = change;
        self.joining.put_on(&self.situation, state, &mut placed.hypothesis);
        if placed.hypothesis.bound.is_empty() {
            return met(Outlook::Free, eligible);
        }
        let placed = std::slice::from_ref(placed);
        let outcome =
            judge::decided(&self.situation, self.scenario, placed, state, Tells::Conflicts);
        let opposed = rules::opposed_to_held(&self.situation, &placed[0].hypothesis, state);
        let mut against: Vec<BodyId> = (opposed.into_iter().map(|(body, _)| body))
            .filter(|body| outcome.bodies().all(|left| left != *body))
            .collect();
        against.sort_by_key(|body| world.index().rank(body.entity()));
        against.dedup();
        Accession {
            outlook: outlook_of(&outcome),
            watch: recorded(&outcome.soft),
            against,
            ..met(Outlook::Free, eligible)
        }
    }
}

/// Whether some clause on the accession to an organization names whom it admits.
fn names_some(world: &World, organization: Id<Organization>) -> bool {
    let texts = world.index().links_of(organization).iter().map(|id| world[*id].instrument);
    let clauses = texts.flat_map(|text| world.index().provisions_of(text));
    let asked = clauses.filter_map(|id| world[*id].effect.eligibility());
    asked.into_iter().any(|asked| !asked.named.is_empty())
}

/// The provisions on record; nothing is enacted by an accession.
fn recorded(clauses: &[Clause]) -> Vec<Id<Provision>> {
    clauses.iter().filter_map(Clause::recorded).collect()
}

/// Whom a state needs, and by which provisions, each once.
fn needed(outcome: &Outcome) -> (Vec<EntityId>, Vec<Id<Provision>>) {
    let mut of: Vec<EntityId> = outcome.needs.iter().map(|need| need.entity).collect();
    of.dedup();
    let mut because = Vec::new();
    for need in &outcome.needs {
        if !because.contains(&need.provision) {
            because.push(need.provision);
        }
    }
    (of, because)
}

fn outlook_of(outcome: &Outcome) -> Outlook {
    match outcome.verdict {
        Verdict::MustExit => Outlook::MustExit {
            exits: outcome.bodies().collect(),
            earliest: outcome.earliest,
            because: recorded(&outcome.rules),
            laws: recorded(&outcome.laws),
        },
        Verdict::MustChangeLaw => Outlook::MustChangeLaw { laws: recorded(&outcome.laws) },
        Verdict::NeedsConsent => {
            let (of, because) = needed(outcome);
            Outlook::NeedsConsent { of, because }
        }
        Verdict::Undetermined => {
            let mut because = recorded(&[&*outcome.rules, &*outcome.laws].concat());
            because.extend(needed(outcome).1);
            because.dedup();
            let unread = outcome.open.iter().filter_map(|open| match open {
                Open::Unread(text) => Some(*text),
                Open::Conflict(_) => None,
            });
            Outlook::Undetermined { because, unread: unread.collect() }
        }
        Verdict::Free | Verdict::NotBound => Outlook::Free,
    }
}
