//! Taking what keys name out of a text.

use super::fault::Fault;
use super::fields::Fields;
use super::read::Read;
use super::value::{Place, Value};
use crate::base::text::{a, join, quoted};
use crate::model::{Entity, Kind};
use crate::{BodyId, EntityId, Id, InstrumentId};

/// What can be left, joined or changed.
pub(crate) const BODIES: [Kind; 2] = [Kind::Organization, Kind::Treaty];
/// What has provisions.
pub(crate) const INSTRUMENTS: [Kind; 2] = [Kind::Treaty, Kind::Law];

/// What a key names.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    Entity(EntityId, Kind),
    /// A record of this sort that is no entity.
    Other(&'static str),
    /// An entity whose line could not be read, which is reported itself.
    Unread(Kind),
    Nothing,
}

/// A reader that knows what keys name.
pub(crate) trait ReadKeys: Read {
    fn named(&self, key: &str) -> Named;

    /// The keys that may have been meant, the nearest first; no kinds wanted means that any will do.
    fn near_keys(&self, key: &str, wanted: &[Kind]) -> Vec<String>;

    /// The entity that a key names; no kinds wanted means that any will do.
    fn entity(&mut self, value: &Value<'_>, wanted: &[Kind]) -> Option<(EntityId, Kind)> {
        let Some(key) = value.as_text() else {
            self.wrong_type(value, &the_key(wanted));
            return None;
        };
        self.resolve(key, value.at, wanted, "unknown-key", "")
    }

    /// The same for a key whose text is at hand; `mark` stands before the key in the file.
    fn resolve(
        &mut self,
        key: &str,
        at: Place,
        wanted: &[Kind],
        unknown: &'static str,
        mark: &str,
    ) -> Option<(EntityId, Kind)> {
        let fits = |kind: Kind| wanted.is_empty() || wanted.contains(&kind);
        let (code, message) = match self.named(key) {
            Named::Entity(id, kind) if fits(kind) => return Some((id, kind)),
            Named::Unread(kind) if fits(kind) => return None,
            Named::Entity(_, kind) | Named::Unread(kind) => {
                ("wrong-kind", other_kind(key, kind.as_str(), wanted))
            }
            Named::Other(sort) => ("wrong-kind", other_kind(key, sort, wanted)),
            Named::Nothing => (unknown, no_such_key(key, wanted)),
        };
        let near = self.near_keys(key, wanted).into_iter().map(|near| format!("{mark}{near}"));
        let fault = Fault::new(code, at, message).meaning(near);
        self.fault(fault.expecting(wanted.iter().map(|kind| kind.as_str())));
        None
    }

    fn required_entity(
        &mut self,
        of: &Fields<'_, '_>,
        name: &'static str,
        wanted: &[Kind],
    ) -> Option<EntityId> {
        let value = self.required_else(of, name, || the_key(wanted))?;
        self.entity(value, wanted).map(|(id, _)| id)
    }

    fn entity_of(&mut self, of: &Fields<'_, '_>, name: &str, wanted: &[Kind]) -> Option<EntityId> {
        self.entity(of.value(name)?, wanted).map(|(id, _)| id)
    }

    /// The entities of a list of keys; all of them are looked at, whatever is wrong with some.
    fn entities(&mut self, values: &[Value<'_>], wanted: &[Kind]) -> Vec<EntityId> {
        values.iter().filter_map(|value| self.entity(value, wanted)).map(|(id, _)| id).collect()
    }

    fn id<E: Entity>(&mut self, value: &Value<'_>) -> Option<Id<E>> {
        self.entity(value, &[E::KIND]).map(|(id, _)| id.cast())
    }

    fn id_of<E: Entity>(&mut self, of: &Fields<'_, '_>, name: &str) -> Option<Id<E>> {
        self.id(of.value(name)?)
    }

    fn required_id<E: Entity>(&mut self, of: &Fields<'_, '_>, name: &'static str) -> Option<Id<E>> {
        self.required_entity(of, name, &[E::KIND]).map(EntityId::cast)
    }

    fn body(&mut self, value: &Value<'_>) -> Option<BodyId> {
        let (id, kind) = self.entity(value, &BODIES)?;
        BodyId::of(id, kind)
    }

    fn body_of(&mut self, of: &Fields<'_, '_>, name: &str) -> Option<BodyId> {
        self.body(of.value(name)?)
    }

    fn required_body(&mut self, of: &Fields<'_, '_>, name: &'static str) -> Option<BodyId> {
        let value = self.required_else(of, name, || the_key(&BODIES))?;
        self.body(value)
    }

    fn required_instrument(
        &mut self,
        of: &Fields<'_, '_>,
        name: &'static str,
    ) -> Option<InstrumentId> {
        let value = self.required_else(of, name, || the_key(&INSTRUMENTS))?;
        let (id, kind) = self.entity(value, &INSTRUMENTS)?;
        InstrumentId::of(id, kind)
    }
}

/// What to say of a key that nothing of the kinds wanted has.
pub(crate) fn no_such_key(key: &str, wanted: &[Kind]) -> String {
    let key = quoted(key);
    if wanted.is_empty() {
        return format!("nothing has the key {key}");
    }
    let kinds: Vec<&str> = wanted.iter().map(|kind| kind.as_str()).collect();
    format!("no {} has the key {key}", join(&kinds, "or"))
}

/// What to say of a key that something of another sort has.
pub(crate) fn other_kind(key: &str, found: &str, wanted: &[Kind]) -> String {
    format!("{} is {}, not {}", quoted(key), a(found), one_of(wanted))
}

fn the_key(wanted: &[Kind]) -> String {
    format!("the key of {}", one_of(wanted))
}

/// "a state or an organization".
fn one_of(wanted: &[Kind]) -> String {
    if wanted.is_empty() {
        return "an entity".to_owned();
    }
    let kinds: Vec<String> = wanted.iter().map(|kind| a(kind.as_str())).collect();
    join(&kinds, "or")
}
