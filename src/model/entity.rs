//! The cast: states, organizations, treaties, people, and what they talk about.

use crate::base::words;
use std::collections::BTreeMap;

use super::{
    Existence, Identifier, Law, Name, NameKind, Organization, Provenance, SourceKind, Treaty,
};
use crate::Truth;
use crate::time::{Date, Interval};

/// What sort of thing an entity is.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A state.
    State,
    /// An intergovernmental organization (or another body with members or staff).
    Organization,
    /// An international instrument.
    Treaty,
    /// A rule of one state's own.
    Law,
    /// A person.
    Person,
    /// A person who says so for a living.
    Analyst,
    /// A newspaper, agency or portal.
    Outlet,
    /// Something that happened.
    Event,
    /// A place.
    Place,
    /// A plan or project.
    Project,
    /// A named set of states.
    Group,
    /// A field of cooperation.
    CapabilityDomain,
    /// A body that does not exist.
    Hypothetical,
    /// The relations between some states, as a topic.
    Relationship,
    /// Where something stands written.
    Source,
}

words! {
    Kind, "kind of entity":
    State = "state",
    Organization = "organization",
    Treaty = "treaty",
    Law = "law",
    Person = "person",
    Analyst = "analyst",
    Outlet = "outlet",
    Event = "event",
    Place = "place",
    Project = "project",
    Group = "group",
    CapabilityDomain = "capability",
    Hypothetical = "hypothetical",
    Relationship = "relationship",
    Source = "source",
}

/// What all entities have: a key, names, codes, a time of existence, tags, and provenance.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Profile {
    /// The key: lower-case ASCII, unique in a world.
    pub key: Box<str>,
    /// The canonical English name.
    pub name: Box<str>,
    /// Whether English puts an article before the name although nothing else tells: the United States, the Netherlands.
    pub article: bool,
    /// Other names, and the canonical one where it has a validity.
    pub names: Vec<Name>,
    /// Codes in other people's schemes.
    pub identifiers: Vec<Identifier>,
    /// When it existed.
    pub existence: Existence,
    /// Short words that accession clauses ask for, such as `european` = `accepted`.
    pub tags: BTreeMap<Box<str>, Box<str>>,
    /// On whose word.
    pub provenance: Provenance,
}

impl Profile {
    /// A profile with a key and a name, and nothing else.
    pub fn new(key: impl Into<Box<str>>, name: impl Into<Box<str>>) -> Self {
        Self {
            key: key.into(),
            name: name.into(),
            article: false,
            names: Vec::new(),
            identifiers: Vec::new(),
            existence: Existence::ALWAYS,
            tags: BTreeMap::new(),
            provenance: Provenance::default(),
        }
    }

    /// Whether a tag holds: `yes` and `accepted` do, `no` does not, and a contested or missing tag leaves it open.
    pub fn tag(&self, tag: &str) -> Truth {
        match self.tags.get(tag).map(|word| &**word) {
            Some("yes" | "accepted") => Truth::Yes,
            Some("no") => Truth::No,
            _ => Truth::Unknown,
        }
    }
}

mod sealed {
    #[expect(unnameable_types, reason = "that is what seals it")]
    pub trait Sealed {}
    impl Sealed for super::Law {}
    impl Sealed for super::Organization {}
    impl Sealed for super::Treaty {}
}
use sealed::Sealed;

/// An entity type, for [`World::find`](crate::World::find) and [`WorldBuilder::add`](crate::WorldBuilder::add).
/// Sealed: the kinds of entities are those of the domain.
pub trait Entity: Sealed + Sized {
    /// The kind that new entities of this type have.
    const KIND: Kind;

    /// What all entities have.
    fn profile(&self) -> &Profile;

    /// The same, to be filled in before the entity is added.
    fn profile_mut(&mut self) -> &mut Profile;

    /// Wraps it for the entity table.
    #[doc(hidden)]
    fn into_any(self) -> AnyEntity;

    /// The entity of this type in the table, if it is one.
    #[doc(hidden)]
    fn from_any(any: &AnyEntity) -> Option<&Self>;

    /// Whether an id of this type may point at an entity of that kind.
    #[doc(hidden)]
    fn accepts(kind: Kind) -> bool {
        kind == Self::KIND
    }

    /// The key.
    fn key(&self) -> &str {
        &self.profile().key
    }

    /// The canonical English name.
    fn name(&self) -> &str {
        &self.profile().name
    }

    /// Adds another name in use.
    #[must_use]
    fn alias(mut self, text: impl Into<Box<str>>) -> Self {
        self.profile_mut().names.push(Name {
            text: text.into(),
            kind: NameKind::Alias,
            lang: None,
            valid: Interval::ALWAYS,
        });
        self
    }

    /// Adds a name with its time.
    #[must_use]
    fn named(
        mut self,
        text: impl Into<Box<str>>,
        kind: NameKind,
        valid: impl Into<Interval>,
    ) -> Self {
        self.profile_mut().names.push(Name {
            text: text.into(),
            kind,
            lang: None,
            valid: valid.into(),
        });
        self
    }

    /// Says that English puts an article before its name: the Netherlands.
    #[must_use]
    fn with_article(mut self) -> Self {
        self.profile_mut().article = true;
        self
    }

    /// Says when it existed: an interval, or several spells.
    #[must_use]
    fn existing(mut self, valid: impl Into<Existence>) -> Self {
        self.profile_mut().existence = valid.into();
        self
    }

    /// Sets a tag that accession clauses ask for.
    #[must_use]
    fn tagged(mut self, tag: impl Into<Box<str>>, word: impl Into<Box<str>>) -> Self {
        self.profile_mut().tags.insert(tag.into(), word.into());
        self
    }
}

/// A state: a member of the interstate system, or one that some hold to be.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct State {
    /// What all entities have.
    pub profile: Profile,
    /// Whether its statehood is contested.
    pub contested: bool,
}

impl State {
    /// A state with a key (ISO 3166 alpha-3, lower case) and an English name.
    pub fn new(key: impl Into<Box<str>>, name: impl Into<Box<str>>) -> Self {
        Self { profile: Profile::new(key, name), contested: false }
    }
}

/// Where something stands written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Source {
    /// What all entities have; the name is the title.
    pub profile: Profile,
    /// What sort of thing it is.
    pub kind: Option<SourceKind>,
    /// Who published it.
    pub publisher: Option<Box<str>>,
    /// When it was published.
    pub date: Option<Date>,
    /// Where it is printed: the series, journal or book, with volume and page.
    pub printed: Option<Box<str>>,
    /// Its address.
    pub address: Option<Box<str>>,
}

impl Source {
    /// A source with a key and a title.
    pub fn new(key: impl Into<Box<str>>, title: impl Into<Box<str>>) -> Self {
        let profile = Profile::new(key, title);
        Self { profile, kind: None, publisher: None, date: None, printed: None, address: None }
    }
}

/// The kinds that have nothing but a profile.
macro_rules! plain_entities {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct $name {
            /// What all entities have.
            pub profile: Profile,
        }

        impl $name {
            /// One with a key and an English name.
            pub fn new(key: impl Into<Box<str>>, name: impl Into<Box<str>>) -> Self {
                Self { profile: Profile::new(key, name) }
            }
        }

        impl_entity!($name);
    )+};
}

macro_rules! impl_entity {
    ($name:ident $(, accepts $kind:ident)*) => {
        impl Sealed for $name {}
        impl_entity!(@body $name $(, accepts $kind)*);
    };
    (@body $name:ident $(, accepts $kind:ident)*) => {
        impl $name {
            /// The key.
            pub fn key(&self) -> &str {
                &self.profile.key
            }

            /// The canonical English name.
            pub fn name(&self) -> &str {
                &self.profile.name
            }
        }

        impl Entity for $name {
            const KIND: Kind = Kind::$name;

            fn profile(&self) -> &Profile {
                &self.profile
            }

            fn profile_mut(&mut self) -> &mut Profile {
                &mut self.profile
            }

            fn into_any(self) -> AnyEntity {
                AnyEntity::$name(self.into())
            }

            fn from_any(any: &AnyEntity) -> Option<&Self> {
                match any {
                    AnyEntity::$name(entity) => Some(entity),
                    _ => None,
                }
            }
        }
    };
}

impl_entity!(State);
impl_entity!(Source);
impl_entity!(@body Organization);
impl_entity!(@body Treaty);
impl_entity!(@body Law);

plain_entities! {
    /// A person.
    Person,
    /// A person who says so for a living.
    Analyst,
    /// A newspaper, agency or portal.
    Outlet,
    /// Something that happened.
    Event,
    /// A place.
    Place,
    /// A plan or project.
    Project,
    /// A named set of states, which is not an organization.
    Group,
    /// A field of cooperation: collective defence, cybersecurity, border security.
    CapabilityDomain,
    /// A body that does not exist, but is talked about.
    Hypothetical,
    /// The relations between some states, as a topic.
    Relationship,
}

/// An entity of any kind.
///
/// What is larger than a state is boxed: a world of a million states takes no room for as many treaties.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "each variant is the type of its name")]
pub enum AnyEntity {
    State(State),
    Organization(Box<Organization>),
    Treaty(Box<Treaty>),
    Law(Box<Law>),
    Person(Person),
    Analyst(Analyst),
    Outlet(Outlet),
    Event(Event),
    Place(Place),
    Project(Project),
    Group(Group),
    CapabilityDomain(CapabilityDomain),
    Hypothetical(Hypothetical),
    Relationship(Relationship),
    Source(Box<Source>),
}

impl AnyEntity {
    /// Which sort of entity it is: a state, an organization, a treaty …
    pub const fn kind(&self) -> Kind {
        match self {
            Self::State(_) => Kind::State,
            Self::Organization(_) => Kind::Organization,
            Self::Treaty(_) => Kind::Treaty,
            Self::Law(_) => Kind::Law,
            Self::Person(_) => Kind::Person,
            Self::Analyst(_) => Kind::Analyst,
            Self::Outlet(_) => Kind::Outlet,
            Self::Event(_) => Kind::Event,
            Self::Place(_) => Kind::Place,
            Self::Project(_) => Kind::Project,
            Self::Group(_) => Kind::Group,
            Self::CapabilityDomain(_) => Kind::CapabilityDomain,
            Self::Hypothetical(_) => Kind::Hypothetical,
            Self::Relationship(_) => Kind::Relationship,
            Self::Source(_) => Kind::Source,
        }
    }

    /// What all entities have.
    pub const fn profile(&self) -> &Profile {
        match self {
            Self::State(entity) => &entity.profile,
            Self::Organization(entity) => &entity.profile,
            Self::Treaty(entity) => &entity.profile,
            Self::Law(entity) => &entity.profile,
            Self::Person(entity) => &entity.profile,
            Self::Analyst(entity) => &entity.profile,
            Self::Outlet(entity) => &entity.profile,
            Self::Event(entity) => &entity.profile,
            Self::Place(entity) => &entity.profile,
            Self::Project(entity) => &entity.profile,
            Self::Group(entity) => &entity.profile,
            Self::CapabilityDomain(entity) => &entity.profile,
            Self::Hypothetical(entity) => &entity.profile,
            Self::Relationship(entity) => &entity.profile,
            Self::Source(entity) => &entity.profile,
        }
    }

    /// The key.
    pub fn key(&self) -> &str {
        &self.profile().key
    }

    /// The canonical English name.
    pub fn name(&self) -> &str {
        &self.profile().name
    }
}
