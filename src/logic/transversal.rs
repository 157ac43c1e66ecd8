//! Minimal transversals (minimal hitting sets), one after the other.
//!
//! Source: Murakami & Uno 2014, Efficient algorithms for dualizing large-scale hypergraphs (MMCS). Every minimal transversal
//! is found exactly once, without a list of those found before; the cost is O(sum of the sizes of the edges) a search node.

use super::set::{Set, minimal};

/// The minimal transversals of a hypergraph, lazily, in an order that depends on the edges alone.
///
/// Edges may be given in any order and need not be minimal. No edge at all has one transversal, the empty one; an empty edge
/// has none.
///
/// ```
/// use comity::logic::{Set, Transversals};
///
/// let edges = [[1, 2].as_slice(), &[1, 3], &[2, 3, 4]].map(|edge| edge.iter().copied().collect::<Set>());
/// let mut found: Vec<Vec<usize>> = Transversals::new(edges).map(|set| set.iter().collect()).collect();
/// found.sort();
/// assert_eq!(found, [vec![1, 2], vec![1, 3], vec![1, 4], vec![2, 3]]);
/// ```
#[derive(Clone, Debug)]
pub struct Transversals {
    /// The minimal edges, sorted.
    edges: Vec<Set>,
    /// For every vertex the edges that it hits.
    hits: Vec<Set>,
    /// The vertices chosen, in their order.
    chosen: Vec<usize>,
    /// For every chosen vertex the edges that it alone hits.
    critical: Vec<Set>,
    /// The edges that nothing chosen hits.
    open: Set,
    /// The vertices that may still be chosen.
    candidates: Set,
    frames: Vec<Frame>,
    /// Nothing has been looked at yet.
    fresh: bool,
    /// How many search nodes have been entered.
    nodes: usize,
    /// What the vertices cost, and the cost of the cheapest one found.
    bound: Option<(Vec<u64>, Option<u64>)>,
}

/// One node of the search: an open edge, and which of its vertices is being tried.
#[derive(Clone, Debug)]
struct Frame {
    /// The vertices of the edge that may be chosen, ascending.
    choices: Vec<usize>,
    /// The next one to try.
    next: usize,
    /// What the vertex that is being tried has changed.
    tried: Option<Undo>,
}

#[derive(Clone, Debug)]
struct Undo {
    vertex: usize,
    /// Whether every vertex chosen before still hit an edge of its own; if not, the vertex stays out below this node.
    is_minimal: bool,
    /// The edges that it covered first.
    covered: Set,
    /// What it took from the critical edges of those chosen before it.
    taken: Vec<(usize, Set)>,
}

impl Transversals {
    /// The minimal transversals of some edges.
    pub fn new(edges: impl IntoIterator<Item = Set>) -> Self {
        let edges = minimal(edges.into_iter().collect());
        let mut vertices = Set::new();
        for edge in &edges {
            vertices.unite(edge);
        }
        let n_vertices = vertices.iter().last().map_or(0, |last| last + 1);
        let mut hits = vec![Set::new(); n_vertices];
        for (number, edge) in edges.iter().enumerate() {
            for vertex in edge.iter() {
                hits[vertex].insert(number);
            }
        }
        Self {
            open: Set::below(edges.len()),
            edges,
            hits,
            chosen: Vec::new(),
            critical: Vec::new(),
            candidates: vertices,
            frames: Vec::new(),
            fresh: true,
            nodes: 0,
            bound: None,
        }
    }

    /// Each one only if it is cheaper than all before it: the last one is the cheapest.
    #[must_use]
    pub fn ever_cheaper(mut self, costs: Vec<u64>) -> Self {
        self.bound = Some((costs, None));
        self
    }

    /// How many search nodes have been entered so far.
    pub const fn nodes(&self) -> usize {
        self.nodes
    }

    fn cost(&self) -> u64 {
        let Some((costs, _)) = &self.bound else { return 0 };
        let of = |vertex: &usize| costs.get(*vertex).copied().unwrap_or(0);
        self.chosen.iter().map(of).fold(0, u64::saturating_add)
    }

    fn is_too_dear(&self) -> bool {
        let cheapest = self.bound.as_ref().and_then(|(_, cheapest)| *cheapest);
        cheapest.is_some_and(|cheapest| self.cost() >= cheapest)
    }

    /// Enters the node of what is chosen: a transversal, or a new frame.
    fn enter(&mut self) -> Option<Set> {
        self.nodes += 1;
        if self.is_too_dear() {
            return None;
        }
        // The open edge with the fewest candidates, the first of them.
        let size = |at: &usize| self.edges[*at].count_common(&self.candidates);
        let Some(edge) = self.open.iter().min_by_key(size) else {
            let cost = self.cost();
            if let Some((_, cheapest)) = &mut self.bound {
                *cheapest = Some(cost);
            }
            return Some(self.chosen.iter().copied().collect());
        };
        let choices = self.edges[edge].intersection(&self.candidates);
        self.candidates.subtract(&choices);
        self.frames.push(Frame { choices: choices.iter().collect(), next: 0, tried: None });
        None
    }

    /// Chooses a vertex.
    fn choose(&mut self, vertex: usize) -> Undo {
        let hits = &self.hits[vertex];
        let covered = self.open.intersection(hits);
        self.open.subtract(&covered);
        let mut taken = Vec::new();
        let mut is_minimal = true;
        for (at, critical) in self.critical.iter_mut().enumerate() {
            let lost = critical.intersection(hits);
            if !lost.is_empty() {
                critical.subtract(&lost);
                is_minimal &= !critical.is_empty();
                taken.push((at, lost));
            }
        }
        self.chosen.push(vertex);
        self.critical.push(covered.clone());
        Undo { vertex, is_minimal, covered, taken }
    }

    fn undo(&mut self, undo: &Undo) {
        self.chosen.pop();
        self.critical.pop();
        self.open.unite(&undo.covered);
        for (at, lost) in &undo.taken {
            self.critical[*at].unite(lost);
        }
        if undo.is_minimal {
            self.candidates.insert(undo.vertex);
        }
    }
}

impl Iterator for Transversals {
    type Item = Set;

    fn next(&mut self) -> Option<Set> {
        if std::mem::take(&mut self.fresh)
            && let Some(found) = self.enter()
        {
            return Some(found);
        }
        loop {
            // Whatever was tried last is taken back; then it is a candidate again.
            let frame = self.frames.last_mut()?;
            if let Some(undo) = frame.tried.take() {
                self.undo(&undo);
                continue;
            }
            let Some(vertex) = frame.choices.get(frame.next).copied() else {
                let all: Set = frame.choices.iter().copied().collect();
                self.candidates.unite(&all);
                self.frames.pop();
                continue;
            };
            frame.next += 1;
            let undo = self.choose(vertex);
            let is_minimal = undo.is_minimal;
            if let Some(frame) = self.frames.last_mut() {
                frame.tried = Some(undo);
            }
            if is_minimal && let Some(found) = self.enter() {
                return Some(found);
            }
        }
    }
}

/// The connected components of a hypergraph, each as its edges, sorted by their first vertex.
pub(super) fn components(edges: &[Set]) -> Vec<Vec<Set>> {
    let mut parts: Vec<(Set, Vec<Set>)> = Vec::new();
    for edge in edges {
        let mut joined = (edge.clone(), vec![edge.clone()]);
        let mut rest = Vec::with_capacity(parts.len() + 1);
        for part in parts {
            if part.0.is_disjoint(edge) {
                rest.push(part);
            } else {
                joined.0.unite(&part.0);
                joined.1.extend(part.1);
            }
        }
        rest.push(joined);
        parts = rest;
    }
    let mut parts: Vec<(Option<usize>, Vec<Set>)> =
        parts.into_iter().map(|(vertices, edges)| (vertices.first(), edges)).collect();
    parts.sort();
    parts
        .into_iter()
        .map(|(_, mut edges)| {
            edges.sort_unstable();
            edges
        })
        .collect()
}
