//! A view as a graph, for any algorithm of the petgraph ecosystem: the only file that names petgraph.

use std::ops::Deref;

use petgraph::data::DataMap;
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use petgraph::visit::{
    Data, EdgeCount, EdgeIndexable, GetAdjacencyMatrix, GraphBase, GraphProp, IntoEdgeReferences,
    IntoEdges, IntoEdgesDirected, IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers,
    IntoNodeReferences, NodeCompactIndexable, NodeCount, NodeIndexable, Visitable,
};
use petgraph::{Directed, Direction};

use super::{View, World};
use crate::model::{AnyEntity, LinkRole, Parties, RecordId, RelationKind, Status};
use crate::{EntityId, Truth};

/// What ties two entities on the day of a view.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum TieKind {
    /// The first takes part in the second, an organization or treaty, in this grade.
    Participation(Status),
    /// The first, an organization, lives by the second, an instrument.
    Instrument(LinkRole),
    /// The first, a state, is named as a party by the second, a treaty in force.
    Party,
    /// The first stands in this relation to the second. A symmetric relation is one tie, as recorded.
    Relation(RelationKind),
}

/// A tie between two entities: an edge of the graph of a view.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Tie {
    /// What it is.
    pub kind: TieKind,
    /// Whether it holds for certain; ties that do not hold are left out.
    pub truth: Truth,
    /// The record that says so.
    pub via: RecordId,
}

type Graph = DiGraph<EntityId, Tie>;

/// The graph of a view: who is tied to what on its day, as a petgraph [`DiGraph`].
///
/// The nodes are the ids of all entities that have a tie on the day, in the order of their keys; the edges
/// are [`Tie`]s, from the one who takes part to what it takes part in, in the order of the keys of both ends.
/// Two entities may have several ties. The graph is a copy: it may be filtered, made undirected and changed.
///
/// A reference to it is a graph for every algorithm of petgraph; it dereferences to a [`DiGraph`] besides:
///
/// ```
/// use comity::world::TieKind;
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
/// assert!(ends.is_some_and(|(from, to)| has_path_connecting(&graph, from, to, None)));
/// assert!(graph.edge_weights().all(|tie| matches!(tie.kind, TieKind::Participation(_))));
///
/// // Aaland has left, and takes part in nothing.
/// assert_eq!(world.as_of(date(2020, 1, 1)).graph().node(aaland), None);
/// # Ok::<(), comity::BuildError>(())
/// ```
#[derive(Clone, Debug)]
pub struct ViewGraph {
    world: World,
    graph: Graph,
    /// The node of every entity of the world, by the index of its id.
    nodes: Vec<Option<NodeIndex>>,
}

impl ViewGraph {
    /// The node of an entity; `None` if it has no tie on the day.
    ///
    /// Cost: O(1).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{EntityId, Organization, World, date};
    /// # let world = World::bundled();
    /// # let csto = world.find::<Organization>("csto")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// let graph = today.graph();
    /// let node = graph.node(csto).unwrap();
    /// assert_eq!(graph[node], EntityId::from(csto));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn node(&self, entity: impl Into<EntityId>) -> Option<NodeIndex> {
        self.nodes[self.world.own(entity.into()).index()]
    }

    /// The graph itself, to be filtered or changed.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{World, date};
    /// # let world = World::bundled();
    /// let today = world.as_of(date(2024, 10, 20));
    /// let mut graph = today.graph().into_inner();
    /// let all = graph.node_count();
    /// graph.retain_nodes(|graph, node| graph.neighbors_undirected(node).count() > 1);
    /// assert!(graph.node_count() < all);
    /// # }
    /// ```
    pub fn into_inner(self) -> DiGraph<EntityId, Tie> {
        self.graph
    }
}

impl Deref for ViewGraph {
    type Target = Graph;

    fn deref(&self) -> &Self::Target {
        &self.graph
    }
}

impl View<'_> {
    /// The view as a graph for any algorithm of petgraph: participations of every grade, instruments of
    /// organizations, parties named by treaties, and relations, as far as they hold or may hold on the day.
    ///
    /// ```text
    /// tie(S, B, participation(G)) :- participation(S, B, G) holds on d.
    /// tie(O, I, instrument(R))    :- link(O, I, R), in_force(I, d).
    /// tie(S, T, party)            :- names(T, S), in_force(T, d).
    /// tie(A, B, relation(K))      :- relation(A, K, B) holds on d.
    /// ```
    ///
    /// Cost: O(n log n) in the number of records.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{State, World, date};
    /// # let world = World::bundled();
    /// # let kaz = world.find::<State>("kaz")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// let graph = today.graph();
    /// // Kazakhstan has as many participations as bonds to bodies, and recognises states besides.
    /// let bonds = graph.edges(graph.node(kaz).unwrap()).count();
    /// assert!(bonds > today.memberships_of(kaz).count());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn graph(&self) -> ViewGraph {
        let world = self.world();
        let tables = world.tables();
        let mut ties: Vec<(EntityId, EntityId, Tie)> = Vec::new();
        let mut add = |from: EntityId, to: EntityId, kind, truth: Truth, via| {
            if truth.is_possible() {
                ties.push((from, to, Tie { kind, truth, via }));
            }
        };
        for (at, row) in tables.participations.iter().enumerate() {
            let kind = TieKind::Participation(row.status);
            let (from, to) = (tables.member(&row), tables.body(&row).entity());
            add(from, to, kind, self.truth_at(at), tables.id_of(&row).into());
        }
        for (id, link) in tables.links.entries() {
            let (kind, via) = (TieKind::Instrument(link.role), id.into());
            let truth = self.in_force(link.instrument);
            add(link.organization.into(), link.instrument.entity(), kind, truth, via);
        }
        for (id, entity) in tables.entities.entries() {
            let AnyEntity::Treaty(treaty) = entity else { continue };
            let Some(Parties::Listed(states)) = &treaty.parties else { continue };
            let truth = self.in_force(id.cast::<crate::Treaty>());
            for state in states {
                add((*state).into(), id, TieKind::Party, truth, RecordId::Entity(id));
            }
        }
        for (id, relation) in tables.relations.entries() {
            let (kind, via) = (TieKind::Relation(relation.kind), id.into());
            add(relation.subject, relation.object, kind, self.truth_of_relation(id), via);
        }

        let rank = |entity: EntityId| world.index().rank(entity);
        // Ids depend on the order in which records came; keys do not.
        ties.sort_by(|a, b| {
            let place = |(from, to, tie): &(EntityId, EntityId, Tie)| {
                (rank(*from), rank(*to), tie.kind, tie.truth)
            };
            let key = |tie: &Tie| tables.key(tie.via);
            place(a).cmp(&place(b)).then_with(|| key(&a.2).cmp(&key(&b.2)))
        });
        let mut ends: Vec<EntityId> = ties.iter().flat_map(|(from, to, _)| [*from, *to]).collect();
        ends.sort_by_key(|entity| rank(*entity));
        ends.dedup();

        let mut graph = DiGraph::with_capacity(ends.len(), ties.len());
        let mut nodes = vec![None; tables.entities.len()];
        for entity in ends {
            nodes[entity.index()] = Some(graph.add_node(entity));
        }
        for (from, to, tie) in ties {
            if let (Some(from), Some(to)) = (nodes[from.index()], nodes[to.index()]) {
                graph.add_edge(from, to, tie);
            }
        }
        ViewGraph { world: world.clone(), graph, nodes }
    }
}

// What petgraph asks of a graph, so that a reference to this one is an argument of its algorithms.

impl GraphBase for ViewGraph {
    type NodeId = NodeIndex;
    type EdgeId = EdgeIndex;
}

impl Data for ViewGraph {
    type NodeWeight = EntityId;
    type EdgeWeight = Tie;
}

impl GraphProp for ViewGraph {
    type EdgeType = Directed;
}

impl NodeCount for ViewGraph {
    fn node_count(&self) -> usize {
        self.graph.node_count()
    }
}

impl EdgeCount for ViewGraph {
    fn edge_count(&self) -> usize {
        self.graph.edge_count()
    }
}

impl NodeIndexable for ViewGraph {
    fn node_bound(&self) -> usize {
        self.graph.node_bound()
    }

    fn to_index(&self, node: NodeIndex) -> usize {
        node.index()
    }

    fn from_index(&self, index: usize) -> NodeIndex {
        NodeIndex::new(index)
    }
}

impl NodeCompactIndexable for ViewGraph {}

impl EdgeIndexable for ViewGraph {
    fn edge_bound(&self) -> usize {
        self.graph.edge_bound()
    }

    fn to_index(&self, edge: EdgeIndex) -> usize {
        edge.index()
    }

    fn from_index(&self, index: usize) -> EdgeIndex {
        EdgeIndex::new(index)
    }
}

impl Visitable for ViewGraph {
    type Map = <Graph as Visitable>::Map;

    fn visit_map(&self) -> Self::Map {
        self.graph.visit_map()
    }

    fn reset_map(&self, map: &mut Self::Map) {
        self.graph.reset_map(map);
    }
}

impl GetAdjacencyMatrix for ViewGraph {
    type AdjMatrix = <Graph as GetAdjacencyMatrix>::AdjMatrix;

    fn adjacency_matrix(&self) -> Self::AdjMatrix {
        self.graph.adjacency_matrix()
    }

    fn is_adjacent(&self, matrix: &Self::AdjMatrix, a: NodeIndex, b: NodeIndex) -> bool {
        self.graph.is_adjacent(matrix, a, b)
    }
}

impl DataMap for ViewGraph {
    fn node_weight(&self, node: NodeIndex) -> Option<&EntityId> {
        self.graph.node_weight(node)
    }

    fn edge_weight(&self, edge: EdgeIndex) -> Option<&Tie> {
        self.graph.edge_weight(edge)
    }
}

/// The traits of a borrowed graph: what each gives, and by which method with which arguments.
macro_rules! borrowed {
    ($($graph:ident as $item:ident: $method:ident($($arg:ident: $of:ty),*));+ $(;)?) => {$(
        impl<'g> $graph for &'g ViewGraph {
            type $item = <&'g Graph as $graph>::$item;

            fn $method(self, $($arg: $of),*) -> Self::$item {
                $graph::$method(&self.graph, $($arg),*)
            }
        }
    )+};
}

borrowed! {
    IntoNeighbors as Neighbors: neighbors(node: NodeIndex);
    IntoNeighborsDirected as NeighborsDirected: neighbors_directed(node: NodeIndex, way: Direction);
    IntoEdges as Edges: edges(node: NodeIndex);
    IntoEdgesDirected as EdgesDirected: edges_directed(node: NodeIndex, way: Direction);
    IntoNodeIdentifiers as NodeIdentifiers: node_identifiers();
}

impl<'g> IntoNodeReferences for &'g ViewGraph {
    type NodeRef = (NodeIndex, &'g EntityId);
    type NodeReferences = <&'g Graph as IntoNodeReferences>::NodeReferences;

    fn node_references(self) -> Self::NodeReferences {
        IntoNodeReferences::node_references(&self.graph)
    }
}

impl<'g> IntoEdgeReferences for &'g ViewGraph {
    type EdgeRef = <&'g Graph as IntoEdgeReferences>::EdgeRef;
    type EdgeReferences = <&'g Graph as IntoEdgeReferences>::EdgeReferences;

    fn edge_references(self) -> Self::EdgeReferences {
        self.graph.edge_references()
    }
}
