//! The facts that a change file assumes.

use super::change::{MEMBERS, organization_or_treaty};
use crate::json::{BODIES, Fields, Named, Read, ReadKeys, Value};
use crate::scenario::{AssumedFact, Assumption, Changed};
use crate::wire::reader::{Form, Reader};

/// What can be assumed, by the word of the file.
const FACTS: [Form<Assumption>; 5] = [
    ("directed_against", directed_against),
    ("opposed", opposed),
    ("hostility", hostility),
    ("unsettled", unsettled),
    ("attack", attack),
];

/// What an object is called that says one of these.
const FACT: &str = "this fact";

/// One fact; `None` if it is wrong, and then that is reported.
pub(super) fn fact(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Assumption> {
    reader.form(value, "fact", "unknown-field", &FACTS)
}

fn directed_against(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Assumption> {
    let of = &reader.object(value, FACT, &["what", "against", "source", "contested"])?;
    let what = changed(reader, of, "what");
    let against = reader.required_entity(of, "against", &MEMBERS);
    let fact = || Some(AssumedFact::DirectedAgainst { what: what?, against: against? });
    assumption(reader, of, fact())
}

fn opposed(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Assumption> {
    let of = &reader.object(value, FACT, &["a", "b", "source", "contested"])?;
    let (a, b) = (changed(reader, of, "a"), changed(reader, of, "b"));
    let fact = || Some(AssumedFact::Opposed { a: a?, b: b? });
    assumption(reader, of, fact())
}

fn hostility(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Assumption> {
    let of = &reader.object(value, FACT, &["a", "b", "source", "contested"])?;
    let (a, b) = (reader.required_id(of, "a"), reader.required_id(of, "b"));
    let fact = || Some(AssumedFact::Hostility { a: a?, b: b? });
    assumption(reader, of, fact())
}

fn unsettled(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Assumption> {
    let fields = ["state", "organization", "treaty", "source", "contested"];
    let of = &reader.object(value, FACT, &fields)?;
    let state = reader.required_id(of, "state");
    let body = organization_or_treaty(reader, of);
    let fact = || Some(AssumedFact::Unsettled { state: state?, body: body? });
    assumption(reader, of, fact())
}

fn attack(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Assumption> {
    let fields = ["attacker", "victim", "since", "source", "contested"];
    let of = &reader.object(value, FACT, &fields)?;
    let attacker = reader.required_id(of, "attacker");
    let victim = reader.required_id(of, "victim");
    let since = reader.date_of(of, "since");
    let fact = || Some(AssumedFact::Attack { attacker: attacker?, victim: victim?, since });
    assumption(reader, of, fact())
}

/// A fact with those who say so.
fn assumption(
    reader: &mut Reader<'_>,
    of: &Fields<'_, '_>,
    fact: Option<AssumedFact>,
) -> Option<Assumption> {
    let source = reader.text_of(of, "source");
    let contested = reader.flag_of(of, "contested");
    Some(Assumption { fact: fact?, source, contested })
}

/// What a fact speaks of: an organization, a treaty, or a treaty that a change concludes.
fn changed(reader: &mut Reader<'_>, of: &Fields<'_, '_>, name: &'static str) -> Option<Changed> {
    let value = reader.required(of, name, "the key of an organization or a treaty")?;
    if let Some(key) = value.as_text()
        && !matches!(reader.named(key), Named::Entity(..))
        && reader.concluded.iter().any(|known| **known == *key)
    {
        return Some(Changed::New(key.into()));
    }
    let (id, _) = reader.entity(value, &BODIES)?;
    Some(Changed::Entity(id))
}
