//! Entities in prepared form.

use super::form::{boxed, choice, record};
use crate::model::{
    Analyst, AnyEntity, CapabilityDomain, Citation, Coverage, Event, Group, Hypothetical,
    Identifier, Law, Name, Organization, Outlet, Parties, Person, Place, Profile, Project,
    Provenance, Relationship, Source, State, Treaty,
};

record! {
    Citation { source, locator }
    Provenance { evidence, sources, recorded, note }
    Name { text, kind, lang, valid }
    Identifier { scheme, code, valid, evidence }
    Profile { key, name, article, names, identifiers, existence, tags, provenance }
    Coverage { level, statuses, of, from, until }
    State { profile, contested }
    Source { profile, kind, publisher, date, printed, address }
    Organization { profile, purpose, coverage }
    Treaty { profile, form, signed, in_force, ended, parties, read, subjects, coverage }
    Law { profile, form, signed, in_force, ended, parties }
    Person { profile }
    Analyst { profile }
    Outlet { profile }
    Event { profile }
    Place { profile }
    Project { profile }
    Group { profile }
    CapabilityDomain { profile }
    Hypothetical { profile }
    Relationship { profile }
}

boxed!(Organization, Treaty, Law, Source);

choice!(Parties: 0 = Of(body), 1 = Listed(states), 2 = Nobody);

choice!(
    AnyEntity:
    0 = State(entity),
    1 = Organization(entity),
    2 = Treaty(entity),
    3 = Law(entity),
    4 = Person(entity),
    5 = Analyst(entity),
    6 = Outlet(entity),
    7 = Event(entity),
    8 = Place(entity),
    9 = Project(entity),
    10 = Group(entity),
    11 = CapabilityDomain(entity),
    12 = Hypothetical(entity),
    13 = Relationship(entity),
    14 = Source(entity),
);
