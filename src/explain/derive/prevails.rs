//! Which of two texts prevails, as a step of a proof: what the rule found, and what that stands on.

use super::standing::spells;
use crate::answer::Prevalence;
use crate::model::{Bearer, EffectKind};
use crate::proof::{Fact, Key, PriorityWay, Proof, Steps};
use crate::verdict::{Priority, PriorityGround};
use crate::world::View;
use crate::{BodyId, Id, InstrumentId, State};

/// The proof of which of two texts prevails on the day of a view.
pub(in crate::explain) fn prevalence(view: &View<'_>, found: &Prevalence) -> Proof {
    let world = view.world();
    let way = |(priority, ground): &(Priority, PriorityGround)| {
        let text = match priority {
            Priority::Text(text) => Some(Key::from(world.key(*text))),
            Priority::Nothing | Priority::Appreciation | Priority::Undetermined => None,
        };
        let clause = ground.clause().map(|id| world[id].key.clone());
        PriorityWay::new(text, ground.step(), clause)
    };
    let mut ways: Vec<PriorityWay> = found.possible.iter().map(way).collect();
    ways.sort();
    ways.dedup();
    let texts = found.texts.map(|text| Key::from(world.key(text)));
    let between = found.between.map(|state| Key::from(world.key(state)));
    let mut records: Vec<Key> = texts.to_vec();
    let clauses = found.possible.iter().filter_map(|(_, ground)| ground.clause());
    let general = world.tables().provisions.ids().filter(|id| {
        let rule = &world[*id];
        rule.kind() == EffectKind::GeneralRule
            && ways.iter().any(|way| rule.param("settles") == Some(way.step.as_str()))
    });
    for id in clauses.chain(general) {
        let provision = &world[id];
        records.push(provision.key.clone());
        records.push(world.key(provision.instrument.entity()).into());
    }
    for text in found.texts {
        records.extend(bound_by(view, text, found.between));
    }
    let mut steps = Steps::default();
    steps.state(Fact::Prevails { texts, between, day: view.as_of(), ways }, [], records);
    steps.finish()
}

/// The records by which two states are in a treaty, or in what is the other side of one of its clauses.
fn bound_by(view: &View<'_>, text: InstrumentId, states: [Id<State>; 2]) -> Vec<Key> {
    let world = view.world();
    let InstrumentId::Treaty(treaty) = text else { return Vec::new() };
    let provisions = world.index().provisions_of(text).iter();
    let others = provisions.filter_map(|id| match world[*id].counterparty {
        Some(Bearer::Participants(body)) => Some(body),
        Some(Bearer::Listed(_) | Bearer::ThirdStates | Bearer::Nobody) | None => None,
    });
    let bodies: Vec<BodyId> = std::iter::once(treaty.into()).chain(others).collect();
    let of = |body: BodyId| states.into_iter().flat_map(move |one| spells(view, one.into(), body));
    bodies.into_iter().flat_map(of).collect()
}
