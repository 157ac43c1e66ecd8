//! A hypothesis as a change file.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::json::to_text;
use crate::model::{EffectKind, Param};
use crate::scenario::{AssumedFact, Change, Changed, Scenario, Wording};
use crate::time::Date;
use crate::{BodyId, Id, Reading, State, World};

#[derive(Serialize)]
struct File<'w> {
    as_of: Option<String>,
    reading: Option<Readings>,
    notice: Option<String>,
    changes: Vec<ChangeOut<'w>>,
    keep: Option<Vec<&'w str>>,
    facts: Vec<FactOut<'w>>,
    notices: BTreeMap<&'w str, String>,
    named: BTreeMap<&'w str, String>,
    bilateral_counts: bool,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Readings {
    One(String),
    Several(Vec<String>),
}

/// An organization or a treaty, each by its own field.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
struct Body<'w> {
    #[serde(skip_serializing_if = "Option::is_none")]
    organization: Option<&'w str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    treaty: Option<&'w str>,
}

/// A provision that the question words: its kind alone, or with its terms.
#[derive(Serialize)]
#[serde(untagged)]
enum WordingOut<'w> {
    Kind(&'static str),
    Terms { kind: &'static str, params: BTreeMap<String, &'w str> },
}

fn wording_out(wording: &Wording) -> WordingOut<'_> {
    let kind = wording.kind.as_str();
    if wording.params.is_empty() {
        return WordingOut::Kind(kind);
    }
    let name = |param: &Param| match &param.reading {
        Some(reading) => format!("{}.{reading}", param.name),
        None => param.name.to_string(),
    };
    let params = wording.params.iter().map(|param| (name(param), &*param.value)).collect();
    WordingOut::Terms { kind, params }
}

/// A change as it is written; `change.rs` has the same words, and reads them.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum ChangeOut<'w> {
    Acquire {
        #[serde(flatten)]
        body: Body<'w>,
        provision: &'static str,
        adopted_by: Option<Vec<&'w str>>,
        effective: Option<String>,
    },
    Join {
        state: &'w str,
        #[serde(flatten)]
        body: Body<'w>,
        effective: Option<String>,
    },
    Leave {
        state: &'w str,
        #[serde(flatten)]
        body: Body<'w>,
        notice: Option<String>,
        effective: Option<String>,
    },
    Conclude {
        treaty: &'w str,
        parties: Vec<&'w str>,
        provisions: Vec<WordingOut<'w>>,
        effective: Option<String>,
    },
    Enact {
        state: &'w str,
        bars: Vec<&'static str>,
        rank: &'static str,
        effective: Option<String>,
    },
    Repeal {
        state: &'w str,
        provision: &'w str,
        effective: Option<String>,
    },
    GrantStatus {
        entity: &'w str,
        #[serde(flatten)]
        body: Body<'w>,
        status: &'static str,
        effective: Option<String>,
    },
    HostBase {
        host: &'w str,
        sender: &'w str,
        effective: Option<String>,
    },
    Amend {
        provision: &'w str,
        to: Option<&'static str>,
        remove: bool,
        effective: Option<String>,
    },
}

/// A fact as it is written; `fact.rs` has the same words, and reads them.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum FactOut<'w> {
    DirectedAgainst {
        what: &'w str,
        against: &'w str,
        source: Option<String>,
        contested: bool,
    },
    Opposed {
        a: &'w str,
        b: &'w str,
        source: Option<String>,
        contested: bool,
    },
    Hostility {
        a: &'w str,
        b: &'w str,
        source: Option<String>,
        contested: bool,
    },
    Attack {
        attacker: &'w str,
        victim: &'w str,
        since: Option<String>,
        source: Option<String>,
        contested: bool,
    },
    Unsettled {
        state: &'w str,
        #[serde(flatten)]
        body: Body<'w>,
        source: Option<String>,
        contested: bool,
    },
}

/// A change file on one line.
pub(super) fn file(
    world: &World,
    scenario: &Scenario,
    as_of: Option<Date>,
    reading: Option<&Reading>,
) -> String {
    let days = |days: &BTreeMap<Id<State>, Date>| {
        days.iter().map(|(state, day)| (world.key(*state), day.to_string())).collect()
    };
    let readings = |reading: &Reading| {
        let mut names = reading.names();
        match (names.len(), names.pop()) {
            (1, Some(name)) => Readings::One(name),
            _ => Readings::Several(reading.names()),
        }
    };
    let keep = scenario.keep.as_ref();
    let file = File {
        as_of: as_of.map(|date| date.to_string()),
        reading: reading.map(readings),
        notice: scenario.notice.map(|date| date.to_string()),
        changes: scenario.changes.iter().map(|change| change_out(world, change)).collect(),
        keep: keep.map(|keep| keep.iter().map(|body| world.key(body.entity())).collect()),
        facts: (scenario.assumptions.iter())
            .map(|assumption| {
                let source = assumption.source.as_ref().map(ToString::to_string);
                fact_out(world, &assumption.fact, source, assumption.contested)
            })
            .collect(),
        notices: days(&scenario.notices),
        named: days(&scenario.named),
        bilateral_counts: scenario.bilateral_counts,
    };
    to_text(&file)
}

fn body_out(world: &World, body: BodyId) -> Body<'_> {
    let key = world.key(body.entity());
    match body {
        BodyId::Organization(_) => Body { organization: Some(key), treaty: None },
        BodyId::Treaty(_) => Body { organization: None, treaty: Some(key) },
    }
}

fn change_out<'w>(world: &'w World, change: &'w Change) -> ChangeOut<'w> {
    let effective = change.effective().map(|date| date.to_string());
    let keys = |states: &[Id<State>]| states.iter().map(|state| world.key(*state)).collect();
    match change {
        Change::Acquire { body, provision, adopted_by, .. } => ChangeOut::Acquire {
            body: body_out(world, *body),
            provision: provision.as_str(),
            adopted_by: adopted_by.as_deref().map(keys),
            effective,
        },
        Change::Join { state, body, .. } => {
            ChangeOut::Join { state: world.key(*state), body: body_out(world, *body), effective }
        }
        Change::Leave { state, body, notice, .. } => ChangeOut::Leave {
            state: world.key(*state),
            body: body_out(world, *body),
            notice: notice.map(|date| date.to_string()),
            effective,
        },
        Change::Conclude { treaty, parties, provisions, .. } => ChangeOut::Conclude {
            treaty,
            parties: keys(parties),
            provisions: provisions.iter().map(wording_out).collect(),
            effective,
        },
        Change::Enact { state, bars, rank, .. } => ChangeOut::Enact {
            state: world.key(*state),
            bars: bars.words(),
            rank: rank.as_str(),
            effective,
        },
        Change::Repeal { state, provision, .. } => ChangeOut::Repeal {
            state: world.key(*state),
            provision: &world[*provision].key,
            effective,
        },
        Change::GrantStatus { entity, body, status, .. } => ChangeOut::GrantStatus {
            entity: world.key(*entity),
            body: body_out(world, *body),
            status: status.as_str(),
            effective,
        },
        Change::HostBase { host, sender, .. } => {
            ChangeOut::HostBase { host: world.key(*host), sender: world.key(*sender), effective }
        }
        Change::Amend { provision, to, .. } => ChangeOut::Amend {
            provision: &world[*provision].key,
            to: to.map(EffectKind::as_str),
            remove: to.is_none(),
            effective,
        },
    }
}

fn fact_out<'w>(
    world: &'w World,
    fact: &'w AssumedFact,
    source: Option<String>,
    contested: bool,
) -> FactOut<'w> {
    let name = |changed: &'w Changed| match changed {
        Changed::Entity(entity) => world.key(*entity),
        Changed::New(key) => key,
    };
    match fact {
        AssumedFact::DirectedAgainst { what, against } => FactOut::DirectedAgainst {
            what: name(what),
            against: world.key(*against),
            source,
            contested,
        },
        AssumedFact::Opposed { a, b } => {
            FactOut::Opposed { a: name(a), b: name(b), source, contested }
        }
        AssumedFact::Hostility { a, b } => {
            FactOut::Hostility { a: world.key(*a), b: world.key(*b), source, contested }
        }
        AssumedFact::Attack { attacker, victim, since } => FactOut::Attack {
            attacker: world.key(*attacker),
            victim: world.key(*victim),
            since: since.map(|date| date.to_string()),
            source,
            contested,
        },
        AssumedFact::Unsettled { state, body } => FactOut::Unsettled {
            state: world.key(*state),
            body: body_out(world, *body),
            source,
            contested,
        },
    }
}
