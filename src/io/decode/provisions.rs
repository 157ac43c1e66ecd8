//! Provisions: whom they bind, when they apply, and the parameters that rules read.

use super::entities::{body, entries, states};
use super::reader::{Fields, Reader};
use crate::base::Severity;
use crate::base::text::{did_you_mean, nearest, quoted};
use crate::json::{Data, Place, Value};
use crate::model::{Bearer, Condition, Duty, Effect, EffectKind, Param, Strength};
use crate::world::{WorldBuilder, new_provision, param};

const BEARERS: &str = "`@KEY`, a list of keys, `third` or null";

pub(super) fn provision<'a>(
    builder: &mut WorldBuilder,
    reader: &mut Reader<'_, 'a>,
    fields: &Fields<'_, 'a>,
    key: Box<str>,
) -> Option<()> {
    let instrument = reader.instrument_of(fields, "of");
    let kind = reader.required(fields, "kind");
    let kind = kind.and_then(|value| reader.word(value, &EffectKind::ALL, EffectKind::as_str));
    let article = reader.text(fields, "article");
    let bound = fields.said("bound").map(|value| bearer(reader, value));
    let counterparty = fields.said("counterparty").map(|value| bearer(reader, value));
    let duty = fields.value("duty").and_then(|value| reader.word(value, &DUTIES, Duty::as_str));
    let strength = fields
        .value("strength")
        .and_then(|value| reader.word(value, &Strength::ALL, Strength::as_str));
    let when = conditions(reader, fields);
    let params = params(reader, fields, kind);
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

/// All duties, in the order of the model.
const DUTIES: [Duty; 9] = [
    Duty::Defend,
    Duty::JoinOffence,
    Duty::StayNeutral,
    Duty::NotAttack,
    Duty::Consult,
    Duty::NotJoinOpposing,
    Duty::SettlePeacefully,
    Duty::Supersedes,
    Duty::SubjectTo,
];

fn bearer<'a>(reader: &mut Reader<'_, 'a>, value: &Value<'a>) -> Option<Bearer> {
    match &value.data {
        Data::Null => Some(Bearer::Nobody),
        Data::Text(text) if text == "third" => Some(Bearer::ThirdStates),
        Data::Text(text) => body(reader, value, text, BEARERS).map(Bearer::Participants),
        Data::List(values) => Some(Bearer::Listed(states(reader, values))),
        _ => {
            reader.wrong_type(value, BEARERS);
            None
        }
    }
}

/// `when`: alternatives, each a list of conditions that hold together.
fn conditions<'a>(reader: &mut Reader<'_, 'a>, fields: &Fields<'_, 'a>) -> Vec<Vec<Condition>> {
    let mut alternatives = Vec::new();
    for value in reader.list(fields, "when") {
        let together = reader.values(value);
        alternatives.push(together.iter().filter_map(|value| condition(reader, value)).collect());
    }
    alternatives
}

const CONDITIONS: &[&str] = &[
    "attacker_in",
    "attacker_not_in",
    "victim_territory_in",
    "target_involved",
    "at_least_adversaries",
    "unprovoked",
    "requested",
    "demand_refused",
    "after_consultation",
    "during_conflict",
    "custom",
];

/// One condition: an object of one field.
fn condition<'v, 'a>(reader: &mut Reader<'_, 'a>, value: &'v Value<'a>) -> Option<Condition> {
    let fields = reader.object(value, "condition", CONDITIONS)?;
    let mut said = CONDITIONS.iter().filter_map(|name| Some((*name, fields.value(name)?)));
    let (Some((name, value)), None) = (said.next(), said.next()) else {
        let Data::Object(members) = &value.data else { return None };
        // A single name that nobody knows is reported already.
        if members.len() != 1 || members.iter().all(|member| member.value.is_null()) {
            let message =
                "a condition has exactly one field; several conditions are several objects";
            reader.report.error("bad-condition", value.at, message);
        }
        return None;
    };
    let holds = |reader: &mut Reader<'_, 'a>, condition: Condition| {
        let holds = matches!(value.data, Data::Bool(true));
        if !holds {
            reader.wrong_type(value, "true");
        }
        holds.then_some(condition)
    };
    match name {
        "attacker_in" => {
            let values = reader.values(value);
            Some(Condition::AttackerIn(reader.entities(values, &[])))
        }
        "attacker_not_in" => {
            let values = reader.values(value);
            Some(Condition::AttackerNotIn(reader.entities(values, &[])))
        }
        "target_involved" => reader.entity(value, &[]).map(|(id, _)| Condition::TargetInvolved(id)),
        "at_least_adversaries" => match &value.data {
            Data::Number(number) if number.parse::<u8>().is_ok() => {
                number.parse().ok().map(Condition::AtLeastAdversaries)
            }
            _ => {
                reader.wrong_type(value, "a whole number from 0 to 255");
                None
            }
        },
        "unprovoked" => holds(reader, Condition::Unprovoked),
        "requested" => holds(reader, Condition::Requested),
        "demand_refused" => holds(reader, Condition::DemandRefused),
        "after_consultation" => holds(reader, Condition::AfterConsultation),
        "victim_territory_in" => {
            reader.str(value).map(|text| Condition::VictimTerritoryIn(text.into()))
        }
        "during_conflict" => reader.str(value).map(|text| Condition::DuringConflict(text.into())),
        _ => reader.str(value).map(|text| Condition::Custom(text.into())),
    }
}

/// The parameters; what rules cannot read is said at the very parameter.
fn params<'v, 'a>(
    reader: &mut Reader<'_, 'a>,
    fields: &Fields<'v, 'a>,
    kind: Option<EffectKind>,
) -> Vec<Param> {
    let mut read: Vec<(Param, Place)> = Vec::new();
    for (name, value) in entries(reader, fields, "params") {
        let Some(text) = reader.str(value) else { continue };
        let param = param(name, text);
        if read.iter().any(|(old, _)| (&old.name, &old.reading) == (&param.name, &param.reading)) {
            let message = format!("the parameter {} is there twice", quoted(name));
            reader.report.error("duplicate-field", value.at, message);
            continue;
        }
        if let Some(kind) = kind {
            unlikely(reader, kind, &param, value.at);
        }
        read.push((param, value.at));
    }
    let params: Vec<Param> = read.iter().map(|(param, _)| param.clone()).collect();
    if let Some(kind) = kind {
        let bad = |reader: &mut Reader<'_, 'a>, at, name: &str, message: &str| {
            reader.report.error("bad-param", at, format!("parameter `{name}`: {message}"));
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
