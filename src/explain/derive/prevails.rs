//! Which of two texts prevails, as a step of a proof: what the rule found, and what that stands on.

use crate::answer::Prevalence;
use crate::model::EffectKind;
use crate::proof::{Fact, Key, PriorityWay, Proof, Steps};
use crate::verdict::{Priority, PriorityGround};
use crate::world::View;

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
    let mut steps = Steps::default();
    steps.state(Fact::Prevails { texts, between, day: view.as_of(), ways }, [], records);
    steps.finish()
}
