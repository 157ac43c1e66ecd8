//! Provisions: whom they bind, when they apply, and the parameters that rules read.

use super::entities::{body, entries, states};
use super::reader::Reader;
use crate::EntityId;
use crate::base::Severity;
use crate::base::text::{did_you_mean, nearest, quoted};
use crate::json::{Choice, Data, Fields, Place, Read, ReadKeys, Value};
use crate::model::{Bearer, Condition, Effect, EffectKind, Param};
use crate::world::{WorldBuilder, new_provision, param};

const BEARERS: &str = "`@KEY`, a list of keys, `third` or null";

pub(super) fn provision<'a>(
    builder: &mut WorldBuilder,
    reader: &mut Reader<'_, 'a>,
    fields: &Fields<'_, 'a>,
    key: Box<str>,
) -> Option<()> {
    let instrument = reader.text_under(fields, "clauses stand in texts");
    let kind = reader.required_word(fields, "kind");
    let article = reader.text_of(fields, "article");
    let bound = fields.said("bound").map(|value| bearer(reader, value));
    let counterparty = fields.said("counterparty").map(|value| bearer(reader, value));
    let duty = reader.word_of(fields, "duty");
    let strength = reader.word_of(fields, "strength");
    let when = conditions(reader, fields);
    let params = params(reader, fields, kind, is_former(fields));
    let provenance = reader.provenance(fields);
    let time = reader.timed(fields, provenance.recorded);

    let is_default = bound.is_none();
    let bearer = bound.unwrap_or(Some(Bearer::Nobody))?;
    let mut provision = new_provision(key, instrument?, article, kind?, bearer, time);
    provision.counterparty = counterparty.flatten();
    provision.duty = duty;
    provision.strength = strength;
    provision.when = when;
    provision.provenance = provenance;
    let id = builder.add_provision(provision, kind?, params);
    if is_default {
        builder.default_bearers.push(id);
    }
    Some(())
}

/// Whether the kind is written by its word of earlier versions.
fn is_former(fields: &Fields<'_, '_>) -> bool {
    fields.value("kind").and_then(Value::as_text) == Some("base_consent")
}

fn bearer<'a>(reader: &mut Reader<'_, 'a>, value: &Value<'a>) -> Option<Bearer> {
    match &value.data {
        Data::Null => Some(Bearer::Nobody),
        Data::Text(text) if text == "third" => Some(Bearer::ThirdStates),
        Data::Text(text) => body(reader, value, text, BEARERS).map(Bearer::Participants),
        Data::List(values) => Some(Bearer::Listed(states(reader, values))),
        Data::Bool(_) | Data::Number(_) | Data::Object(_) => {
            reader.wrong_type(value, BEARERS);
            None
        }
    }
}

/// `when`: alternatives, each a list of conditions that hold together.
fn conditions<'a>(reader: &mut Reader<'_, 'a>, fields: &Fields<'_, 'a>) -> Vec<Vec<Condition>> {
    let mut alternatives = Vec::new();
    for value in reader.list_of(fields, "when") {
        let together = reader.list(value);
        alternatives.push(together.iter().filter_map(|value| condition(reader, value)).collect());
    }
    alternatives
}

/// How to read what the field of a condition holds.
type ReadCondition = fn(&mut Reader<'_, '_>, &Value<'_>) -> Option<Condition>;

/// What can be a condition, by the word of the file.
const CONDITIONS: [(&str, ReadCondition); 11] = [
    ("attacker_in", |reader, value| Some(Condition::AttackerIn(entities(reader, value)))),
    ("attacker_not_in", |reader, value| Some(Condition::AttackerNotIn(entities(reader, value)))),
    ("victim_territory_in", |reader, value| {
        reader.text(value).map(|text| Condition::VictimTerritoryIn(text.into()))
    }),
    ("target_involved", |reader, value| {
        reader.entity(value, &[]).map(|(id, _)| Condition::TargetInvolved(id))
    }),
    ("at_least_adversaries", |reader, value| {
        number(reader, value).map(Condition::AtLeastAdversaries)
    }),
    ("unprovoked", |reader, value| holds(reader, value, Condition::Unprovoked)),
    ("requested", |reader, value| holds(reader, value, Condition::Requested)),
    ("demand_refused", |reader, value| holds(reader, value, Condition::DemandRefused)),
    ("after_consultation", |reader, value| holds(reader, value, Condition::AfterConsultation)),
    ("during_conflict", |reader, value| {
        reader.text(value).map(|text| Condition::DuringConflict(text.into()))
    }),
    ("custom", |reader, value| reader.text(value).map(|text| Condition::Custom(text.into()))),
];

/// One condition: an object of one field.
fn condition(reader: &mut Reader<'_, '_>, value: &Value<'_>) -> Option<Condition> {
    let names = CONDITIONS.map(|(name, _)| name);
    let choice = Choice { wrong: "bad-condition", ..Choice::new("condition", &names) };
    let (name, value) = reader.one_of(value, &choice)?;
    let (_, read) = CONDITIONS.iter().find(|(known, _)| *known == name)?;
    read(reader, value)
}

fn entities(reader: &mut Reader<'_, '_>, value: &Value<'_>) -> Vec<EntityId> {
    let values = reader.list(value);
    reader.entities(values, &[])
}

fn number(reader: &mut Reader<'_, '_>, value: &Value<'_>) -> Option<u8> {
    let number = match &value.data {
        Data::Number(number) => number.parse().ok(),
        Data::Null | Data::Bool(_) | Data::Text(_) | Data::List(_) | Data::Object(_) => None,
    };
    if number.is_none() {
        reader.wrong_type(value, "a whole number from 0 to 255");
    }
    number
}

fn holds(
    reader: &mut Reader<'_, '_>,
    value: &Value<'_>,
    condition: Condition,
) -> Option<Condition> {
    let holds = value.as_bool() == Some(true);
    if !holds {
        reader.wrong_type(value, "true");
    }
    holds.then_some(condition)
}

/// The parameters; what rules cannot read is said at the very parameter.
fn params<'v, 'a>(
    reader: &mut Reader<'_, 'a>,
    fields: &Fields<'v, 'a>,
    kind: Option<EffectKind>,
    former: bool,
) -> Vec<Param> {
    let mut read: Vec<(Param, Place)> = Vec::new();
    for (name, value) in entries(reader, fields, "params") {
        let Some(text) = reader.text(value) else { continue };
        let mut param = param(name, text);
        // What it was about stood there in words for readers; it was about bases.
        if former && &*param.name == "object" {
            param.name = "words".into();
        }
        if let Some(kind) = kind {
            unlikely(reader, kind, &param, value.at);
        }
        read.push((param, value.at));
    }
    let params: Vec<Param> = read.iter().map(|(param, _)| param.clone()).collect();
    if let Some(kind) = kind {
        let bad = |reader: &mut Reader<'_, 'a>, at, name: &str, message: &str| {
            reader.error("bad-param", at, format!("parameter `{name}`: {message}"));
        };
        for error in Effect::from_params(kind, &params).1 {
            let exact = read
                .iter()
                .find(|(param, _)| param.name == error.name && param.reading == error.reading);
            let named = exact.or_else(|| read.iter().find(|(param, _)| param.name == error.name));
            // What is missing is missing from the whole object.
            let at = named.map(|(_, at)| *at).or_else(|| fields.value("params").map(|all| all.at));
            bad(reader, at.unwrap_or(fields.at), &error.name, &error.message);
        }
    }
    params
}

/// Parameters may have any name, but one that is nearly the name that a rule reads is probably misspelt.
fn unlikely(reader: &mut Reader<'_, '_>, kind: EffectKind, param: &Param, at: Place) {
    let known = Effect::known_params(kind);
    if known.contains(&&*param.name) {
        return;
    }
    // Short words are near each other by chance.
    let near = nearest(&param.name, known.iter().copied())
        .filter(|near| near.len().min(param.name.len()) > 2);
    if let Some(near) = near {
        let message = format!("no rule reads the parameter {}", quoted(&param.name));
        let help = did_you_mean(Some(near));
        reader.report.add(Severity::Warning, "unlikely-param", at, message, help);
    }
}
