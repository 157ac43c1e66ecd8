//! Acts without an actor, which only files bring.

use crate::model::{Act, ActKind, Provenance, TreatyForm};
use crate::{Date, EntityId, Id, State, Treaty, World, WorldBuilder, date};

fn act(
    world: &mut WorldBuilder,
    key: &str,
    by: Option<Id<State>>,
    concerning: Option<Id<State>>,
    (kind, on): (ActKind, Date),
) {
    let is_meant = |id: &EntityId| world.tables.entities[*id].key() == "trt";
    let treaty: Id<Treaty> = world.tables.entities.ids().find(is_meant).unwrap().cast();
    let key = key.into();
    let provenance = Provenance::default();
    let instrument = treaty.into();
    world.add_act(Act { key, by, instrument, kind, concerning, date: on, known: None, provenance });
}

/// Two states and a treaty on which both consented on New Year's Day of 2000.
fn builder() -> (WorldBuilder, [Id<State>; 2]) {
    let mut world = World::builder();
    let states =
        [("aaa", "Aaland"), ("bbb", "Beland")].map(|(key, name)| world.add(State::new(key, name)));
    world.add(Treaty::new("trt", "Treaty", TreatyForm::Treaty));
    for (key, state) in ["aaa-ratifies", "bbb-ratifies"].into_iter().zip(states) {
        act(&mut world, key, Some(state), None, (ActKind::Ratify, date(2000, 1, 1)));
    }
    (world, states)
}

fn spells(world: WorldBuilder) -> Vec<String> {
    let world = world.freeze().unwrap();
    let details = world.tables().details.iter();
    details.map(|detail| format!("{} {}", detail.key, detail.time.valid)).collect()
}

#[test]
fn entry_into_force_and_termination_of_the_whole() {
    let (mut world, [aaa, _]) = builder();
    act(&mut world, "force", None, None, (ActKind::EnterIntoForce, date(2001, 1, 1)));
    act(&mut world, "aaa-force", Some(aaa), None, (ActKind::EnterIntoForce, date(2001, 5, 1)));
    act(&mut world, "end", None, None, (ActKind::Terminate, date(2010, 1, 1)));
    assert_eq!(
        spells(world),
        [
            "aaa-trt-contracting-state 2000-01-01/2001-05-01",
            "aaa-trt-party 2001-05-01/2010-01-01",
            "bbb-trt-contracting-state 2000-01-01/2001-01-01",
            "bbb-trt-party 2001-01-01/2010-01-01",
        ]
    );
}

#[test]
fn acts_that_concern_another_state() {
    let (mut world, [aaa, bbb]) = builder();
    act(&mut world, "out", None, Some(bbb), (ActKind::Expel, date(2005, 1, 1)));
    // Aaland approves the return of Beland: that makes nobody a party.
    act(&mut world, "yes", Some(aaa), Some(bbb), (ActKind::Ratify, date(2006, 1, 1)));
    assert_eq!(
        spells(world),
        ["aaa-trt-party 2000-01-01/..", "bbb-trt-party 2000-01-01/2005-01-01"]
    );
}
