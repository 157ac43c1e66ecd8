//! The world: all records, frozen, with the indexes that questions look up.

mod about;
mod bits;
pub(crate) mod bounds;
mod builder;
mod called;
mod coded;
mod compared;
mod dyads;
mod freeze;
mod graph;
mod history;
mod ids;
mod index;
mod keeping;
mod learnt;
pub(crate) mod lifecycle;
mod lookup;
mod member_runs;
mod memberships;
mod memory;
#[cfg(feature = "dataset")]
mod opened;
mod order;
mod provenance;
mod reach;
mod reading;
mod records;
mod related;
mod roll;
mod rolls;
mod rows;
mod runs;
mod sieved;
mod standing;
mod tags;
mod told;
mod view;
mod violation;
mod without;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

pub use about::About;
pub use bits::Truths;
pub use builder::{Citing, WorldBuilder};
pub use called::Called;
pub use compared::Compared;
pub use dyads::{Dyad, Dyads};
pub(crate) use freeze::Checked;
pub use graph::{Tie, TieKind, ViewGraph};
pub use history::{RollChange, RollChangeKind, Spell};
pub(crate) use keeping::Keeping;
pub use lookup::LookupError;
pub(crate) use lookup::near_keys;
pub use memberships::Memberships;
pub(crate) use memory::{Bound, Memory, With};
#[cfg(feature = "dataset")]
pub(crate) use opened::open;
#[cfg(test)]
pub(crate) use opened::prepare;
pub(crate) use provenance::provenance;
pub use reach::{RecordReach, RecordSubject};
pub use reading::Reading;
pub(crate) use records::{new_provision, param};
pub use related::Related;
pub(crate) use roll::Grade;
pub use roll::{Participant, Roll};
pub use rolls::Rolls;
pub use standing::{Absence, Standing};
pub use told::{Heard, Hearing};
pub(crate) use told::{Retelling, Told};
pub use view::View;
pub use violation::{BuildError, Violation, ViolationKind};

use crate::base::Fingerprint;
use crate::model::{
    Act, Assertion, Claim, Contested, Entity, Link, Organization, Provision, RecordId, Relation,
    State, Tables, Treaty,
};
use crate::names::{NameIndex, Resolution};
use crate::time::Date;
use crate::{EntityId, Id};
use index::Index;
use reading::Readings;
use runs::Runs;

/// Everything that is recorded, immutable, cheap to clone and safe to share.
///
/// A world answers nothing by itself: a question needs a date, so ask a [`View`] of it, which
/// [`as_of`](World::as_of) gives. What runs over days (spells, history, changes) is asked of the world.
///
/// ```
/// use comity::{World, date};
///
/// # #[cfg(feature = "dataset")] {
/// let world = World::bundled();
/// let uzbekistan = world.find::<comity::State>("uzb")?;
/// let csto = world.find::<comity::Organization>("csto")?;
/// assert!(world.as_of(date(2010, 5, 1)).is_member(uzbekistan, csto).is_yes());
/// # }
/// # Ok::<(), comity::LookupError>(())
/// ```
#[derive(Clone)]
pub struct World {
    inner: Arc<Inner>,
    /// Whose word stands beside the record in it; nobody's in a world as it is recorded.
    told: Option<Arc<Told>>,
}

struct Inner {
    tables: Tables,
    index: Index,
    /// Made when the first name is looked up: to fold all names takes longer than the other indexes together.
    names: OnceLock<NameIndex>,
    warnings: Vec<Violation>,
    fingerprints: OnceLock<Fingerprints>,
    readings: Readings,
    tags: OnceLock<Vec<Box<str>>>,
    /// Of whom, and of what, it is recorded when a participation was learnt.
    learnt: OnceLock<Box<[bool]>>,
    tested: OnceLock<Runs<Id<Provision>>>,
    tested_of: OnceLock<ByState<Id<Provision>>>,
    hostile: OnceLock<Runs<Id<Relation>>>,
    days: memory::Days,
}

/// Some for each state, found when they are first asked for.
type ByState<T> = Box<[OnceLock<Box<[T]>>]>;

/// The fingerprint of all records together, and of every record by its key.
pub(crate) type Fingerprints = (Fingerprint, BTreeMap<Box<str>, Fingerprint>);

impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tables = self.tables();
        f.debug_struct("World")
            .field("entities", &tables.entities.len())
            .field("participations", &tables.participations.len())
            .field("provisions", &tables.provisions.len())
            .finish_non_exhaustive()
    }
}

impl World {
    /// An empty world to be filled in code.
    ///
    /// ```
    /// # use comity::{State, World};
    /// let mut world = World::builder();
    /// let kaz = world.add(State::new("kaz", "Kazakhstan"));
    /// let world = world.freeze()?;
    /// assert_eq!(world.name(kaz), "Kazakhstan");
    /// # Ok::<(), comity::BuildError>(())
    /// ```
    pub fn builder() -> WorldBuilder {
        WorldBuilder::default()
    }

    pub(crate) fn assemble(tables: Tables, index: Index, warnings: Vec<Violation>) -> Self {
        let (fingerprints, readings) = (OnceLock::new(), Readings::default());
        let inner = Inner {
            tables,
            index,
            names: OnceLock::new(),
            warnings,
            fingerprints,
            readings,
            tags: OnceLock::new(),
            learnt: OnceLock::new(),
            tested: OnceLock::new(),
            tested_of: OnceLock::new(),
            hostile: OnceLock::new(),
            days: memory::Days::default(),
        };
        Self { inner: Arc::new(inner), told: None }
    }

    /// Whether this and another are one world, and not only alike.
    fn is_the_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner)
    }

    /// All records: what everything else is derived from.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{State, World};
    /// # let world = World::bundled();
    /// # let kaz = world.find::<State>("kaz")?;
    /// let tables = world.tables();
    /// assert_eq!(tables.key_of(kaz), "kaz");
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn tables(&self) -> &Tables {
        &self.inner.tables
    }

    /// The fingerprints, made by this when they are first asked for.
    pub(crate) fn fingerprints_by(
        &self,
        make: impl FnOnce(&Self) -> Fingerprints,
    ) -> &Fingerprints {
        self.inner.fingerprints.get_or_init(|| make(self))
    }

    /// A reading for as long as this world is there.
    fn keep(&self, reading: &Reading) -> &Reading {
        self.inner.readings.keep(reading)
    }

    pub(crate) fn index(&self) -> &Index {
        &self.inner.index
    }

    pub(crate) fn name_index(&self) -> &NameIndex {
        let Inner { tables, index, names, .. } = &*self.inner;
        names.get_or_init(|| NameIndex::new(tables, index.order()))
    }

    /// Bytes that the participations take in memory: their rows in the table and every index of them.
    ///
    /// Keys, texts, citations and recorded time of participations that have them are not counted, nor is
    /// memory that was reserved and not used.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::World;
    /// # let world = World::bundled();
    /// assert!(world.participation_bytes() > 0);
    /// # }
    /// ```
    pub fn participation_bytes(&self) -> usize {
        self.inner.tables.participations.bytes() + self.inner.index.participation_bytes()
    }

    /// What the freeze found odd but not wrong, sorted by record.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::World;
    /// # let world = World::bundled();
    /// // What is odd is told with the record that it is about.
    /// assert!(world.warnings().iter().all(|one| !one.to_string().is_empty()));
    /// # }
    /// ```
    pub fn warnings(&self) -> &[Violation] {
        &self.inner.warnings
    }

    /// The world on a day (or on some day of a month or a year: then what holds on every day of it is
    /// yes, and what holds on some is unknown).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Date, Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (uzb, csto) = (world.find::<State>("uzb")?, world.find::<Organization>("csto")?);
    /// assert!(world.as_of(date(2010, 1, 1)).is_member(uzb, csto).is_yes());
    /// // It left in December 2012: of the year as a whole neither yes nor no is true.
    /// assert!(world.as_of("2012".parse::<Date>()?).is_member(uzb, csto).is_unknown());
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn as_of(&self, when: impl Into<Date>) -> View<'_> {
        View::new(self, when.into())
    }

    /// The world on the date of its newest fact, for a question that names no date; its answer says so.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::World;
    /// # let world = World::bundled();
    /// assert_eq!(world.as_of_newest().as_of(), world.newest());
    /// # }
    /// ```
    pub fn as_of_newest(&self) -> View<'_> {
        self.as_of(self.newest()).by_default()
    }

    /// The date of the newest dated fact: claims, and terms that lie in the future, left out.
    ///
    /// This is the default date of questions that name none, and their answer says so.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{World, date};
    /// # let world = World::bundled();
    /// assert!(world.newest().earliest() > date(2024, 1, 1).earliest());
    /// # }
    /// ```
    pub fn newest(&self) -> Date {
        self.inner.index.newest()
    }

    /// The entity of a kind by its key.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, State, World};
    /// # let world = World::bundled();
    /// assert!(world.find::<Organization>("csto").is_ok());
    /// let error = world.find::<State>("kax").unwrap_err();
    /// assert!(error.near.iter().any(|key| &**key == "kaz"));
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`LookupError`] names the key, what was expected, and the nearest keys of that kind.
    ///
    /// Cost: O(log n) comparisons of keys.
    pub fn find<E: Entity>(&self, key: &str) -> Result<Id<E>, LookupError> {
        self.typed_named(key).ok_or_else(|| LookupError::new(self, key, Some(E::KIND)))
    }

    /// The same where nobody asks what else may have been meant.
    pub(crate) fn typed_named<E: Entity>(&self, key: &str) -> Option<Id<E>> {
        let id = self.inner.index.entity(&self.inner.tables, key)?;
        self.inner.index.kind(id).is_some_and(E::accepts).then(|| id.cast())
    }

    /// The entity of any kind by its key.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, World};
    /// # let world = World::bundled();
    /// # let csto = world.find::<Organization>("csto")?;
    /// assert_eq!(world.entity("csto")?, csto.into());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`LookupError`] names the key and the nearest ones.
    pub fn entity(&self, key: &str) -> Result<EntityId, LookupError> {
        let id = self.inner.index.entity(&self.inner.tables, key);
        id.ok_or_else(|| LookupError::new(self, key, None))
    }

    /// An id that a look-up gave, as the id of a kind, if it is of that kind.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::{Organization, State, World, date};
    ///
    /// let world = World::bundled();
    /// let ots = world.find::<Organization>("ots")?;
    /// let members = world.as_of(date(2024, 10, 20)).members(ots);
    /// let states: Vec<_> = members.filter_map(|one| world.typed::<State>(one.entity)).collect();
    /// assert_eq!(states.len(), 5);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn typed<E: Entity>(&self, id: EntityId) -> Option<Id<E>> {
        self.inner.tables.typed(id)
    }

    /// Any record by its key.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, World, model::RecordId};
    /// # let world = World::bundled();
    /// # let csto = world.find::<Organization>("csto")?;
    /// assert!(matches!(world.record("p01")?, RecordId::Provision(_)));
    /// assert!(matches!(world.record("kaz-csto-member")?, RecordId::Participation(_)));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`LookupError`] names the key and the nearest ones.
    pub fn record(&self, key: &str) -> Result<RecordId, LookupError> {
        self.record_named(key).ok_or_else(|| LookupError::new(self, key, None))
    }

    /// The record that has a key, if there is one.
    pub(crate) fn record_named(&self, key: &str) -> Option<RecordId> {
        self.inner.index.record(&self.inner.tables, key)
    }

    /// Whom a name may mean, at any time. Nothing is ever corrected: near names are suggestions.
    ///
    /// Cost: O(log n) for a name that is known, O(n) for suggestions.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, World};
    /// # let world = World::bundled();
    /// # let csto = world.find::<Organization>("csto")?;
    /// assert_eq!(world.resolve("CSTO").entity(), Some(csto.into()));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn resolve(&self, name: &str) -> Resolution {
        self.name_index().resolve(&self.inner.tables, name, None)
    }

    /// All entities, by key.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, World};
    /// # let world = World::bundled();
    /// # let csto = world.find::<Organization>("csto")?;
    /// assert!(world.entities().any(|id| id == csto.into()));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn entities(&self) -> impl Iterator<Item = EntityId> + use<'_> {
        self.inner.index.order().iter().copied()
    }

    /// All entities of a kind, by key.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Law, World};
    /// # let world = World::bundled();
    /// assert!(world.all::<Law>().any(|law| world.key(law) == "che1815"));
    /// # }
    /// ```
    pub fn all<E: Entity>(&self) -> impl Iterator<Item = Id<E>> + use<'_, E> {
        let of_kind = |id: &EntityId| self.inner.index.kind(*id).is_some_and(E::accepts);
        self.inner.index.order().iter().copied().filter(of_kind).map(Id::cast)
    }

    /// All states, by key.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{State, World};
    /// # let world = World::bundled();
    /// # let kaz = world.find::<State>("kaz")?;
    /// assert!(world.states().any(|state| state == kaz));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn states(&self) -> impl Iterator<Item = Id<State>> + use<'_> {
        self.all::<State>()
    }

    /// All organizations, by key.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, World};
    /// # let world = World::bundled();
    /// # let csto = world.find::<Organization>("csto")?;
    /// assert!(world.organizations().any(|organization| organization == csto));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn organizations(&self) -> impl Iterator<Item = Id<Organization>> + use<'_> {
        self.all::<Organization>()
    }

    /// All treaties, by key.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Treaty, World};
    /// # let world = World::bundled();
    /// # let cst = world.find::<Treaty>("cst")?;
    /// assert!(world.treaties().any(|treaty| treaty == cst));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn treaties(&self) -> impl Iterator<Item = Id<Treaty>> + use<'_> {
        self.all::<Treaty>()
    }

    /// The key of an entity.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, World};
    /// # let world = World::bundled();
    /// # let csto = world.find::<Organization>("csto")?;
    /// assert_eq!(world.key(csto), "csto");
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn key(&self, id: impl Into<EntityId>) -> &str {
        self[id.into()].key()
    }

    /// The canonical English name of an entity, whatever the date; see [`View::name`] for the name on a date.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, Treaty, World};
    /// # let world = World::bundled();
    /// # let csto = world.find::<Organization>("csto")?;
    /// assert_eq!(world.name(csto), "Collective Security Treaty Organization");
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn name(&self, id: impl Into<EntityId>) -> &str {
        self[id.into()].name()
    }

    /// The provisions of an instrument, by key.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Treaty, World};
    /// # let world = World::bundled();
    /// # let cst = world.find::<Treaty>("cst")?;
    /// let articles: Vec<&str> = world.provisions_of(cst).map(|id| world[id].article.as_deref().unwrap()).collect();
    /// assert_eq!(articles[..3], ["1(2)", "2", "4"]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn provisions_of<A: Into<crate::InstrumentId>>(
        &self,
        instrument: A,
    ) -> impl Iterator<Item = Id<Provision>> + use<'_, A> {
        self.inner.index.provisions_of(self.own(instrument.into())).iter().copied()
    }

    /// The instruments of an organization, by key.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, World};
    /// # let world = World::bundled();
    /// # let csto = world.find::<Organization>("csto")?;
    /// let texts: Vec<&str> = world.links_of(csto).map(|id| world.key(world[id].instrument.entity())).collect();
    /// assert_eq!(texts, ["cst", "cstob", "cstoc"]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn links_of(
        &self,
        organization: Id<Organization>,
    ) -> impl Iterator<Item = Id<Link>> + use<'_> {
        self.inner.index.links_of(self.own(organization)).iter().copied()
    }

    /// The links of an instrument to organizations, by key: the other direction of [`links_of`](Self::links_of).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Treaty, World, model::LinkRole};
    /// # let world = World::bundled();
    /// # let cst = world.find::<Treaty>("cst")?;
    /// let roles: Vec<LinkRole> = world.links_to(cst).map(|id| world[id].role).collect();
    /// assert_eq!(roles, [LinkRole::Foundation]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn links_to<I: Into<crate::InstrumentId>>(
        &self,
        instrument: I,
    ) -> impl Iterator<Item = Id<Link>> + use<'_, I> {
        self.inner.index.links_to(self.own(instrument.into())).iter().copied()
    }

    /// The organizations that live by an instrument, in whatever role, by key.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::{Treaty, World};
    ///
    /// let world = World::bundled();
    /// let treaty = world.find::<Treaty>("cst")?;
    /// let by_it: Vec<&str> = world.organizations_by(treaty).map(|id| world.key(id)).collect();
    /// assert_eq!(by_it, ["csto"]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn organizations_by<I: Into<crate::InstrumentId>>(
        &self,
        instrument: I,
    ) -> impl Iterator<Item = Id<Organization>> + use<I> {
        let links = self.inner.index.links_to(self.own(instrument.into())).iter();
        let mut found: Vec<Id<Organization>> =
            links.map(|id| self.inner.tables.links[*id].organization).collect();
        found.sort_by_key(|id| self.inner.index.rank((*id).into()));
        found.dedup();
        found.into_iter()
    }

    /// The relations in which an entity stands, at either end, by key; see [`View::related`] for a day.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{State, World, model::RelationKind};
    /// # let world = World::bundled();
    /// # let rus = world.find::<State>("rus")?;
    /// let kinds = world.relations_of(rus).map(|id| world[id].kind);
    /// assert!(kinds.into_iter().any(|kind| kind == RelationKind::Recognises));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn relations_of<E: Into<EntityId>>(
        &self,
        entity: E,
    ) -> impl Iterator<Item = Id<Relation>> + use<'_, E> {
        self.inner.index.relations_of(self.own(entity.into())).iter().copied()
    }

    /// The acts of a state, by date: the other direction of [`acts_on`](Self::acts_on).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{State, World};
    /// # let world = World::bundled();
    /// # let fin = world.find::<State>("fin")?;
    /// assert!(world.acts_by(fin).all(|act| world[act].by == Some(fin)));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn acts_by(&self, state: Id<State>) -> impl Iterator<Item = Id<Act>> + use<'_> {
        self.inner.index.acts_by(self.own(state)).iter().copied()
    }

    /// The questions on which sources contradict each other about a record, by key.
    ///
    /// Cost: O(contested records).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Treaty, World};
    /// # let world = World::bundled();
    /// # let cst = world.find::<Treaty>("cst")?;
    /// // On which day Belarus acceded is contested.
    /// assert!(world.contested_about("blr-cst-acceding").all(|one| one.of.is_some()));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn contested_about<'s>(&'s self, key: &'s str) -> impl Iterator<Item = &'s Contested> {
        let mut found: Vec<&Contested> = (self.inner.tables.contested.iter())
            .filter(|contested| contested.of.as_deref() == Some(key))
            .collect();
        found.sort_by(|a, b| a.key.cmp(&b.key));
        found.into_iter()
    }

    /// What sources say of single fields of a record beside its own values, by key.
    ///
    /// Cost: O(assertions).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::World;
    /// # let world = World::bundled();
    /// assert!(world.assertions_about("nobody").next().is_none());
    /// # }
    /// ```
    pub fn assertions_about<'s>(&'s self, key: &'s str) -> impl Iterator<Item = &'s Assertion> {
        let mut found: Vec<&Assertion> = (self.inner.tables.assertions.iter())
            .filter(|assertion| &*assertion.of == key)
            .collect();
        found.sort_by(|a, b| a.key.cmp(&b.key));
        found.into_iter()
    }

    /// The claims of a speaker, by key.
    ///
    /// Cost: O(claims).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{State, World};
    /// # let world = World::bundled();
    /// # let rus = world.find::<State>("rus")?;
    /// assert!(world.claims_by(rus).all(|claim| world[claim].by.contains(&rus.into())));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn claims_by(&self, speaker: impl Into<EntityId>) -> impl Iterator<Item = Id<Claim>> {
        let speaker = self.own(speaker.into());
        let mut found: Vec<(&str, Id<Claim>)> = (self.inner.tables.claims.entries())
            .filter(|(_, claim)| claim.by.contains(&speaker))
            .map(|(id, claim)| (&*claim.key, id))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, id)| id)
    }

    /// The acts on an instrument, by date.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Treaty, World};
    /// # let world = World::bundled();
    /// # let cst = world.find::<Treaty>("cst")?;
    /// let days: Vec<_> = world.acts_on(cst).map(|act| world[act].date.earliest()).collect();
    /// assert!(days.is_sorted());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn acts_on<A: Into<crate::InstrumentId>>(
        &self,
        instrument: A,
    ) -> impl Iterator<Item = Id<Act>> + use<'_, A> {
        self.inner.index.acts_on(self.own(instrument.into())).iter().copied()
    }
}
