//! Questions as JSON.

use serde_json::{Map, Value, json};

use crate::model::{Duty, Status};
use crate::question::DateOf;
use crate::question::Question;
use crate::scenario::Scenario;
use crate::{BodyId, EntityId, World};

impl Question {
    /// The JSON form of the question, on one line: what [`from_json`](Self::from_json) reads, without what is `null`.
    pub fn to_json(&self, world: &World) -> String {
        let key = |entity: EntityId| Value::from(world.key(entity));
        let body = |body: BodyId| Value::from(world.key(body));
        let hypothesis = |scenario: &Scenario| {
            serde_json::from_str(&scenario.to_json(world)).unwrap_or(Value::Null)
        };
        let fields = match self {
            Self::Members { organization, status } => json!({
                "organization": key((*organization).into()),
                "status": status.map(Status::as_str),
            }),
            Self::Parties { treaty, status } => json!({
                "treaty": key((*treaty).into()),
                "status": status.map(Status::as_str),
            }),
            Self::Memberships { entity } | Self::Name { entity } => json!({"entity": key(*entity)}),
            Self::IsMember { entity, body: what } => {
                json!({"entity": key(*entity), "body": body(*what)})
            }
            Self::MustExit { members_of, entity, exit, scenario } => json!({
                "members_of": members_of.map(|organization| key(organization.into())),
                "entity": entity.map(key),
                "exit": exit.map(body),
                "scenario": hypothesis(scenario),
            }),
            Self::Vetoes { scenario, pending } => json!({
                "scenario": hypothesis(scenario),
                "pending": pending.then_some(true),
            }),
            Self::Obligations { by, toward, duty } => json!({
                "by": by.map(|state| key(state.into())),
                "toward": toward.map(key),
                "duty": duty.map(Duty::as_str),
            }),
            Self::Bonds { a, b } => json!({"a": key(*a), "b": key(*b)}),
            Self::Dates(of) => dates(world, of),
            Self::Same { names } => json!({"names": names}),
            Self::Periods { entity, body: what, bundle, status } => json!({
                "entity": key(*entity),
                "body": body(*what),
                "bundle": bundle.then_some(true),
                "status": status.map(Status::as_str),
            }),
            Self::InBoth { a, b } | Self::InEither { a, b } | Self::ButNot { a, b } => {
                json!({"a": body(*a), "b": body(*b)})
            }
            Self::Changes { body: what, from, to } => {
                json!({"body": body(*what), "from": from, "to": to})
            }
        };
        let mut question = Map::new();
        question.insert(self.kind().to_string(), without_nulls(fields));
        Value::Object(question).to_string()
    }
}

fn dates(world: &World, of: &DateOf) -> Value {
    let key = |entity: EntityId| world.key(entity);
    match of {
        DateOf::Joined { entity, body } => {
            json!({"what": "joined", "entity": key(*entity), "body": key(body.entity())})
        }
        DateOf::Left { entity, body } => {
            json!({"what": "left", "entity": key(*entity), "body": key(body.entity())})
        }
        DateOf::SignedBy { entity, treaty } => {
            json!({"what": "signed", "by": key(*entity), "instrument": key((*treaty).into())})
        }
        DateOf::Signed { instrument } => {
            json!({"what": "signed", "instrument": key(instrument.entity())})
        }
        DateOf::InForce { instrument } => {
            json!({"what": "in_force", "instrument": key(instrument.entity())})
        }
        DateOf::Exit { state, body, notice } => json!({
            "what": "exit",
            "state": key((*state).into()),
            "body": key(body.entity()),
            "notice": notice,
        }),
    }
}

/// The object without the fields that are null.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(kept.map(|(name, value)| (name, without_nulls(value))).collect())
        }
        other => other,
    }
}
