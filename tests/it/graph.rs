//! The graph of a view.
#![expect(clippy::unwrap_used, reason = "tests stop at the first surprise")]

use comity::model::{LinkRole, RelationKind, Status, TreatyForm};
use comity::world::Tie;
use comity::{Date, EntityId, Organization, State, Treaty, World, date};
use petgraph::algo::{connected_components, toposort};

/// A small world, its states and organizations added in one order or the other.
fn world(backwards: bool) -> World {
    let mut builder = World::builder();
    let mut states = [("aaa", "Aaland"), ("bbb", "Beland"), ("ccc", "Celand"), ("ddd", "Deland")];
    if backwards {
        states.reverse();
    }
    let ids = states.map(|(key, name)| (key, builder.add(State::new(key, name))));
    let pact = builder.add(Organization::new("pact", "The Pact"));
    let league = builder.add(Organization::new("league", "The League"));
    let charter = builder
        .add(Treaty::new("charter", "Charter", TreatyForm::Charter).in_force(date(2000, 1, 1)..));
    let old = Treaty::new("old", "Old Charter", TreatyForm::Charter);
    let old = builder.add(old.in_force(date(1990, 1, 1)..date(2000, 1, 1)));
    let id = |key: &str| ids.iter().find(|(known, _)| *known == key).unwrap().1;
    builder.link(pact, charter, LinkRole::Constituent);
    builder.link(pact, old, LinkRole::Constituent);
    builder.member(id("aaa"), pact, date(2000, 1, 1)..);
    builder.member(id("bbb"), pact, date(2001, 1, 1)..);
    builder.participation(id("ccc"), pact, Status::Observer, date(2002, 1, 1)..);
    builder.member(id("ccc"), league, Date::year(2004).unwrap()..);
    builder.participation(league, pact, Status::Observer, date(2003, 1, 1)..date(2004, 1, 1));
    let pair = Treaty::new("pair", "Treaty of Two", TreatyForm::Treaty)
        .parties([id("ddd"), id("bbb")])
        .in_force(date(1999, 1, 1)..);
    builder.add(pair);
    builder.relation(pact, RelationKind::Opposed, league, date(2004, 1, 1)..);
    builder.freeze().unwrap()
}

/// Every tie in words.
fn ties(world: &World, when: Date) -> Vec<String> {
    let graph = world.as_of(when).graph();
    let key = |entity: EntityId| world.key(entity).to_owned();
    let tell = |edge| {
        let (from, to) = graph.edge_endpoints(edge)?;
        let Tie { kind, truth, via, .. } = graph[edge];
        let via = world.tables().key(via)?;
        Some(format!("{} {} {kind:?} {truth} {via}", key(graph[from]), key(graph[to])))
    };
    graph.edge_indices().filter_map(tell).collect()
}

#[test]
fn bonds_of_a_day_in_order() {
    let world = world(false);
    assert_eq!(
        ties(&world, date(2003, 6, 1)),
        [
            "aaa pact Participation(Member) yes aaa-pact-member",
            "bbb pact Participation(Member) yes bbb-pact-member",
            "bbb pair Party yes pair",
            "ccc pact Participation(Observer) yes ccc-pact-observer",
            "ddd pair Party yes pair",
            "league pact Participation(Observer) yes league-pact-observer",
            "pact charter Instrument(Constituent) yes pact-charter",
        ]
    );
    assert_eq!(
        ties(&world, date(1999, 6, 1)),
        [
            "bbb pair Party yes pair",
            "ddd pair Party yes pair",
            "pact old Instrument(Constituent) yes pact-old",
        ]
    );
}

#[test]
fn what_may_hold_is_there_and_says_so() {
    let world = world(false);
    let possible = ties(&world, date(2004, 6, 1));
    assert!(
        possible.contains(&"ccc league Participation(Member) unknown ccc-league-member".to_owned())
    );
    assert!(possible.iter().any(|tie| tie.starts_with("pact league Relation(Opposed) yes")));
}

#[test]
fn the_graph_does_not_depend_on_the_order_of_records() {
    let (forth, back) = (world(false), world(true));
    for year in 1998..2006 {
        let when = date(year, 6, 1);
        assert_eq!(ties(&forth, when), ties(&back, when), "{year}");
        let keys = |world: &World| -> Vec<String> {
            let graph = world.as_of(when).graph();
            graph.node_weights().map(|id| world.key(*id).to_owned()).collect()
        };
        assert_eq!(keys(&forth), keys(&back));
        assert!(keys(&forth).is_sorted());
    }
}

#[test]
fn algorithms_of_petgraph_run_on_it() {
    let world = world(false);
    let graph = world.as_of(date(2003, 6, 1)).graph();
    assert_eq!(connected_components(&graph), 1);
    assert!(toposort(&graph, None).is_ok());
    let [aaa, ddd] = ["aaa", "ddd"].map(|key| world.find::<State>(key).unwrap());
    assert!(graph.node(aaa).is_some_and(|node| graph[node] == aaa.into()));
    let earlier = world.as_of(date(1999, 6, 1)).graph();
    assert_eq!(earlier.node(aaa), None);
    assert!(earlier.node(ddd).is_some());
    assert_eq!(connected_components(&earlier), 2);
}

/// Every tie of a view agrees with the view, and no participation is left out.
#[cfg(feature = "dataset")]
#[test]
fn the_graph_agrees_with_the_view() {
    use comity::model::RecordId;
    use comity::world::TieKind;
    use petgraph::visit::EdgeRef;

    let world = World::bundled();
    for when in [date(1938, 1, 1), date(1968, 9, 12), date(2012, 7, 1), date(2024, 10, 20)] {
        let view = world.as_of(when);
        let graph = view.graph();
        for edge in graph.edge_references() {
            let tie = edge.weight();
            assert!(tie.truth.is_possible());
            let truth = match tie.via {
                RecordId::Participation(id) => view.truth_of(id),
                RecordId::Relation(id) => view.holds(&world[id].time),
                RecordId::Link(id) => view.in_force(world[id].instrument),
                // A treaty that lists its parties.
                RecordId::Entity(treaty) => {
                    let party = world.typed::<State>(graph[edge.source()]).unwrap();
                    view.is_member(party, world.typed::<Treaty>(treaty).unwrap())
                }
                other => panic!("no tie is by way of {other:?}"),
            };
            assert_eq!(tie.truth, truth);
        }
        for state in world.states() {
            let possible = view.possible_memberships_of(state).count();
            let in_view = view.memberships_of(state).count() + possible;
            let in_graph = graph.node(state).map_or(0, |node| {
                let edges = graph.edges(node);
                edges.filter(|edge| matches!(edge.weight().kind, TieKind::Participation(_))).count()
            });
            assert_eq!(in_view, in_graph, "{}", world.key(state));
        }
    }
}
