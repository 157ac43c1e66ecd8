//! Algorithms of the petgraph ecosystem on the world of a day.
//!
//! A view gives its graph; what is asked of it here no question of comity answers: by way of which
//! organizations two states are tied to each other, and which bodies hold the web of memberships together.
//!
//!     cargo run --example graph_algorithms
#![expect(clippy::print_stdout, reason = "an example prints")]

use std::error::Error;

use comity::world::{TieKind, ViewGraph};
use comity::{EntityId, Organization, State, World, date};
use petgraph::algo::articulation_points::articulation_points;
use petgraph::algo::{astar, connected_components};
use petgraph::graph::UnGraph;

fn main() -> Result<(), Box<dyn Error>> {
    let world = World::bundled();
    let view = world.as_of(date(2024, 10, 20));
    // The United Nations tie everybody to everybody, which says little.
    let un = world.find::<Organization>("un")?;
    let web = memberships(view.graph(), un.into());
    println!(
        "On {}, as far as it is recorded, {} states and bodies are tied by membership, the {} left out.",
        view.as_of(),
        web.node_count(),
        view.name(un)
    );

    println!(
        "\nThe shortest way from one state to another, from member to organization to member:"
    );
    for (from, to) in [("aze", "arm"), ("tur", "chn"), ("usa", "uzb")] {
        let ends = [world.find::<State>(from)?, world.find::<State>(to)?];
        let names = ends.map(|state| view.name(state));
        match chain(&web, ends[0].into(), ends[1].into()) {
            Some(chain) => {
                let chain: Vec<&str> = chain.into_iter().map(|id| view.name(id)).collect();
                println!("  {}", chain.join(" -> "));
            }
            None => println!("  {} and {} are not tied to each other.", names[0], names[1]),
        }
    }

    // A body is an articulation point if the web falls into more pieces without it.
    let mut bridges: Vec<EntityId> =
        articulation_points(&web).into_iter().map(|node| web[node]).collect();
    bridges.sort_by_key(|id| world.key(*id));
    let pieces = match connected_components(&web) {
        1 => "hangs together in one piece".to_owned(),
        several => format!("has {several} pieces"),
    };
    println!("\nThe web {pieces}. Without one of these it would have more:");
    for id in bridges {
        println!("  {} ({})", view.name(id), world.key(id));
    }
    Ok(())
}

/// Binding participations alone, without direction.
fn memberships(graph: ViewGraph, without: EntityId) -> UnGraph<EntityId, TieKind> {
    let mut web = graph.into_inner().filter_map_owned(
        |_, entity| Some(entity).filter(|entity| *entity != without),
        |_, tie| match tie.kind {
            TieKind::Participation(status) if status.is_binding() && tie.truth.is_yes() => {
                Some(tie.kind)
            }
            _ => None,
        },
    );
    web.retain_nodes(|web, node| web.neighbors_undirected(node).next().is_some());
    web.into_edge_type()
}

/// The shortest chain of members and bodies between two states.
fn chain(web: &UnGraph<EntityId, TieKind>, from: EntityId, to: EntityId) -> Option<Vec<EntityId>> {
    let node = |id| web.node_indices().find(|node| web[*node] == id);
    let (start, goal) = (node(from)?, node(to)?);
    let (_, path) = astar(web, start, |node| node == goal, |_| 1, |_| 0)?;
    Some(path.into_iter().map(|node| web[node]).collect())
}
