//! A view as a graph, for any algorithm of the petgraph ecosystem: the only file that names petgraph.

use std::ops::Deref;

use petgraph::graph::{DiGraph, NodeIndex};

use super::{View, World};
use crate::model::{AnyEntity, LinkRole, Parties, RecordId, RelationKind, Status};
use crate::{EntityId, Truth};

/// What ties two entities on the day of a view.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum BondKind {
    /// The first takes part in the second, an organization or treaty, in this grade.
    Participation(Status),
    /// The first, an organization, lives by the second, an instrument.
    Instrument(LinkRole),
    /// The first, a state, is named as a party by the second, a treaty in force.
    Party,
    /// The first stands in this relation to the second. A symmetric relation is one bond, as recorded.
    Relation(RelationKind),
}

/// A bond between two entities: an edge of the graph of a view.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Bond {
    /// What it is.
    pub kind: BondKind,
    /// Whether it holds for certain; bonds that do not hold are left out.
    pub truth: Truth,
    /// The record that says so.
    pub via: RecordId,
}

/// The graph of a view: who is tied to what on its day, as a petgraph [`DiGraph`].
///
/// The nodes are the ids of all entities that have a bond on the day, in the order of their keys; the edges
/// are [`Bond`]s, from the one who takes part to what it takes part in, in the order of the keys of both ends.
/// Two entities may have several bonds. The graph is a copy: it may be filtered, made undirected and changed.
///
/// It dereferences to the graph of petgraph, so that every algorithm runs on it:
///
/// ```
/// use comity::world::BondKind;
/// use comity::{Organization, State, World, date};
/// use petgraph::algo::has_path_connecting;
///
/// let mut world = World::builder();
/// let aaland = world.add(State::new("aal", "Aaland"));
/// let beland = world.add(State::new("bel", "Beland"));
/// let pact = world.add(Organization::new("pact", "The Pact"));
/// world.member(aaland, pact, date(2001, 5, 1)..date(2010, 1, 1));
/// world.member(beland, pact, date(2001, 5, 1)..);
/// let world = world.freeze()?;
///
/// let graph = world.as_of(date(2005, 1, 1)).graph();
/// assert_eq!((graph.node_count(), graph.edge_count()), (3, 2));
/// let ends = graph.node(aaland).zip(graph.node(pact));
/// assert!(ends.is_some_and(|(from, to)| has_path_connecting(&*graph, from, to, None)));
/// assert!(graph.edge_weights().all(|bond| matches!(bond.kind, BondKind::Participation(_))));
///
/// // Aaland has left, and takes part in nothing.
/// assert_eq!(world.as_of(date(2020, 1, 1)).graph().node(aaland), None);
/// # Ok::<(), comity::BuildError>(())
/// ```
#[derive(Clone, Debug)]
pub struct ViewGraph {
    world: World,
    graph: DiGraph<EntityId, Bond>,
    /// The node of every entity of the world, by the index of its id.
    nodes: Vec<Option<NodeIndex>>,
}

impl ViewGraph {
    /// The node of an entity; `None` if it has no bond on the day.
    ///
    /// Cost: O(1).
    #[track_caller]
    pub fn node(&self, entity: impl Into<EntityId>) -> Option<NodeIndex> {
        self.nodes[self.world.own(entity.into()).index()]
    }

    /// The graph itself, to be filtered or changed.
    pub fn into_inner(self) -> DiGraph<EntityId, Bond> {
        self.graph
    }
}

impl Deref for ViewGraph {
    type Target = DiGraph<EntityId, Bond>;

    fn deref(&self) -> &Self::Target {
        &self.graph
    }
}

impl View<'_> {
    /// The view as a graph for any algorithm of petgraph: participations of every grade, instruments of
    /// organizations, parties named by treaties, and relations, as far as they hold or may hold on the day.
    ///
    /// ```text
    /// bond(S, B, participation(G)) :- participation(S, B, G) holds on d.
    /// bond(O, I, instrument(R))    :- link(O, I, R), in_force(I, d).
    /// bond(S, T, party)            :- names(T, S), in_force(T, d).
    /// bond(A, B, relation(K))      :- relation(A, K, B) holds on d.
    /// ```
    ///
    /// Cost: O(n log n) in the number of records.
    pub fn graph(&self) -> ViewGraph {
        let world = self.world();
        let tables = world.tables();
        let mut bonds: Vec<(EntityId, EntityId, Bond)> = Vec::new();
        let mut add = |from: EntityId, to: EntityId, kind, truth: Truth, via| {
            if truth.is_possible() {
                bonds.push((from, to, Bond { kind, truth, via }));
            }
        };
        for (at, row) in tables.participations.iter().enumerate() {
            let kind = BondKind::Participation(row.status);
            let (from, to) = (tables.member(row), tables.body(row).entity());
            add(from, to, kind, self.truth_at(at), row.id().into());
        }
        for (id, link) in tables.links.entries() {
            let (kind, via) = (BondKind::Instrument(link.role), id.into());
            let truth = self.in_force(link.instrument);
            add(link.organization.into(), link.instrument.entity(), kind, truth, via);
        }
        for (id, entity) in tables.entities.entries() {
            let AnyEntity::Treaty(treaty) = entity else { continue };
            let Some(Parties::Listed(states)) = &treaty.parties else { continue };
            let truth = self.in_force(id.cast::<crate::Treaty>());
            for state in states {
                add((*state).into(), id, BondKind::Party, truth, RecordId::Entity(id));
            }
        }
        for (id, relation) in tables.relations.entries() {
            let (kind, via) = (BondKind::Relation(relation.kind), id.into());
            add(relation.subject, relation.object, kind, self.holds(&relation.time), via);
        }

        let rank = |entity: EntityId| world.index().rank(entity);
        // Ids depend on the order in which records came; keys do not.
        bonds.sort_by(|a, b| {
            let place = |(from, to, bond): &(EntityId, EntityId, Bond)| {
                (rank(*from), rank(*to), bond.kind, bond.truth)
            };
            let key = |bond: &Bond| tables.key(bond.via);
            place(a).cmp(&place(b)).then_with(|| key(&a.2).cmp(&key(&b.2)))
        });
        let mut ends: Vec<EntityId> = bonds.iter().flat_map(|(from, to, _)| [*from, *to]).collect();
        ends.sort_by_key(|entity| rank(*entity));
        ends.dedup();

        let mut graph = DiGraph::with_capacity(ends.len(), bonds.len());
        let mut nodes = vec![None; tables.entities.len()];
        for entity in ends {
            nodes[entity.index()] = Some(graph.add_node(entity));
        }
        for (from, to, bond) in bonds {
            if let (Some(from), Some(to)) = (nodes[from.index()], nodes[to.index()]) {
                graph.add_edge(from, to, bond);
            }
        }
        ViewGraph { world: world.clone(), graph, nodes }
    }
}
