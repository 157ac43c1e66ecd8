//! The same four questions for comity, for bare sorted arrays, and for petgraph as one would write it by hand.
//!
//! All answer into the caller's vector, and all give the same answers.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use comity::{EntityId, World};
use petgraph::Direction::{Incoming, Outgoing};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef as _;

use crate::seeded::{Ask, Numbered, Size, Spell, narrow};

/// Whatever can be asked the four questions.
pub(crate) trait Rival {
    /// What it calls a state or an organization.
    type Id: Copy;

    /// Is a state a member of an organization on a day?
    fn is_member(&self, ask: &Ask) -> bool;

    /// Who are the members of an organization on a day?
    fn members(&self, ask: &Ask, out: &mut Vec<Self::Id>);

    /// Who is in both of two organizations on a day?
    fn in_both(&self, ask: &Ask, out: &mut Vec<Self::Id>);

    /// Of which organizations is a state a member on a day?
    fn organizations_of(&self, ask: &Ask, out: &mut Vec<Self::Id>);

    /// The number of a state in the seeded spells.
    fn state(&self, id: Self::Id) -> u32;

    /// The number of an organization in the seeded spells.
    fn organization(&self, id: Self::Id) -> u32;
}

/// The library.
pub(crate) struct Comity {
    world: World,
    numbers: BTreeMap<EntityId, u32>,
}

impl Comity {
    pub(crate) fn new(world: World) -> Self {
        let Numbered { states, organizations } = Numbered::new(&world);
        let states = states.into_iter().map(EntityId::from).zip(0..);
        let organizations = organizations.into_iter().map(EntityId::from).zip(0..);
        Self { world, numbers: states.chain(organizations).collect() }
    }

    pub(crate) const fn world(&self) -> &World {
        &self.world
    }
}

impl Rival for Comity {
    type Id = EntityId;

    fn is_member(&self, ask: &Ask) -> bool {
        self.world.as_of(ask.date).is_member(ask.ids.state, ask.ids.organization).is_yes()
    }

    fn members(&self, ask: &Ask, out: &mut Vec<EntityId>) {
        let found = self.world.as_of(ask.date).members(ask.ids.organization);
        out.extend(found.map(|member| member.entity));
    }

    fn in_both(&self, ask: &Ask, out: &mut Vec<EntityId>) {
        let found = self.world.as_of(ask.date).in_both(ask.ids.organization, ask.ids.other);
        out.extend(found.map(|(member, _)| member));
    }

    fn organizations_of(&self, ask: &Ask, out: &mut Vec<EntityId>) {
        let found = self.world.as_of(ask.date).organizations_of(ask.ids.state);
        out.extend(found.map(|(organization, _)| EntityId::from(organization)));
    }

    fn state(&self, id: EntityId) -> u32 {
        self.numbers[&id]
    }

    fn organization(&self, id: EntityId) -> u32 {
        self.numbers[&id]
    }
}

/// What somebody who knows would write: two sorted tables, each with the places where its runs begin.
pub(crate) struct Bare {
    by_state: Table,
    by_organization: Table,
}

struct Table {
    start: Vec<u32>,
    rows: Vec<Row>,
}

#[derive(Copy, Clone)]
struct Row {
    other: u32,
    from: i32,
    to: i32,
}

impl Row {
    const fn holds(&self, day: i32) -> bool {
        self.from <= day && day < self.to
    }
}

impl Table {
    /// The spells must be sorted by the end that the runs are about, then by the other one.
    fn new(n: u32, spells: &[Spell], ends: impl Fn(&Spell) -> (u32, u32)) -> Self {
        let mut start = vec![0; n as usize + 1];
        for spell in spells {
            start[ends(spell).0 as usize + 1] += 1;
        }
        for at in 0..n as usize {
            start[at + 1] += start[at];
        }
        let row = |spell: &Spell| Row { other: ends(spell).1, from: spell.from, to: spell.to };
        Self { start, rows: spells.iter().map(row).collect() }
    }

    fn run(&self, at: u32) -> &[Row] {
        let at = at as usize;
        &self.rows[self.start[at] as usize..self.start[at + 1] as usize]
    }
}

impl Bare {
    pub(crate) fn new(size: Size, spells: &[Spell]) -> Self {
        let mut turned = spells.to_vec();
        turned.sort_unstable_by_key(|spell| (spell.organization, spell.state, spell.from));
        Self {
            by_state: Table::new(size.states, spells, |spell| (spell.state, spell.organization)),
            by_organization: Table::new(size.organizations, &turned, |spell| {
                (spell.organization, spell.state)
            }),
        }
    }

    pub(crate) const fn bytes(&self) -> usize {
        (self.by_state.rows.len() + self.by_organization.rows.len()) * size_of::<Row>()
            + (self.by_state.start.len() + self.by_organization.start.len()) * size_of::<u32>()
    }
}

impl Rival for Bare {
    type Id = u32;

    fn is_member(&self, ask: &Ask) -> bool {
        let run = self.by_state.run(ask.state);
        let first = run.partition_point(|row| row.other < ask.organization);
        let spells = run[first..].iter().take_while(|row| row.other == ask.organization);
        spells.into_iter().any(|row| row.holds(ask.day))
    }

    fn members(&self, ask: &Ask, out: &mut Vec<u32>) {
        for row in self.by_organization.run(ask.organization) {
            if row.holds(ask.day) {
                out.push(row.other);
            }
        }
    }

    fn in_both(&self, ask: &Ask, out: &mut Vec<u32>) {
        let (left, right) =
            (self.by_organization.run(ask.organization), self.by_organization.run(ask.other));
        let (mut a, mut b) = (0, 0);
        // Spells of a pair never overlap, so those that hold come one to a member.
        while a < left.len() && b < right.len() {
            if !left[a].holds(ask.day) {
                a += 1;
            } else if !right[b].holds(ask.day) {
                b += 1;
            } else {
                match left[a].other.cmp(&right[b].other) {
                    std::cmp::Ordering::Less => a += 1,
                    std::cmp::Ordering::Greater => b += 1,
                    std::cmp::Ordering::Equal => {
                        out.push(left[a].other);
                        (a, b) = (a + 1, b + 1);
                    }
                }
            }
        }
    }

    fn organizations_of(&self, ask: &Ask, out: &mut Vec<u32>) {
        for row in self.by_state.run(ask.state) {
            if row.holds(ask.day) {
                out.push(row.other);
            }
        }
    }

    fn state(&self, id: u32) -> u32 {
        id
    }

    fn organization(&self, id: u32) -> u32 {
        id
    }
}

/// A directed graph, states to organizations, with the two days of a spell on every edge.
pub(crate) struct Petgraph {
    graph: DiGraph<(), (i32, i32)>,
    states: u32,
    /// Who was seen in the first of two organizations, kept from question to question; atomic, which costs nothing
    /// here, only because benchmarks share it.
    seen: Vec<AtomicBool>,
}

impl Petgraph {
    pub(crate) fn new(size: Size, spells: &[Spell]) -> Self {
        let nodes = size.states + size.organizations;
        let mut graph = DiGraph::with_capacity(nodes as usize, spells.len());
        for _ in 0..nodes {
            graph.add_node(());
        }
        for spell in spells {
            let organization = NodeIndex::from(size.states + spell.organization);
            graph.add_edge(NodeIndex::from(spell.state), organization, (spell.from, spell.to));
        }
        Self {
            graph,
            states: size.states,
            seen: (0..nodes).map(|_| AtomicBool::new(false)).collect(),
        }
    }

    fn node(&self, organization: u32) -> NodeIndex {
        NodeIndex::from(self.states + organization)
    }

    fn members_on(&self, organization: u32, day: i32) -> impl Iterator<Item = NodeIndex> + '_ {
        self.graph
            .edges_directed(self.node(organization), Incoming)
            .filter(move |edge| holds(*edge.weight(), day))
            .map(|edge| edge.source())
    }
}

const fn holds((from, to): (i32, i32), day: i32) -> bool {
    from <= day && day < to
}

impl Rival for Petgraph {
    type Id = NodeIndex;

    fn is_member(&self, ask: &Ask) -> bool {
        let (state, organization) = (NodeIndex::from(ask.state), self.node(ask.organization));
        self.graph.edges_connecting(state, organization).any(|edge| holds(*edge.weight(), ask.day))
    }

    fn members(&self, ask: &Ask, out: &mut Vec<NodeIndex>) {
        out.extend(self.members_on(ask.organization, ask.day));
    }

    fn in_both(&self, ask: &Ask, out: &mut Vec<NodeIndex>) {
        for state in self.members_on(ask.organization, ask.day) {
            self.seen[state.index()].store(true, Relaxed);
        }
        let seen = |state: &NodeIndex| self.seen[state.index()].load(Relaxed);
        out.extend(self.members_on(ask.other, ask.day).filter(seen));
        for state in self.members_on(ask.organization, ask.day) {
            self.seen[state.index()].store(false, Relaxed);
        }
    }

    fn organizations_of(&self, ask: &Ask, out: &mut Vec<NodeIndex>) {
        let edges = self.graph.edges_directed(NodeIndex::from(ask.state), Outgoing);
        let valid = edges.filter(|edge| holds(*edge.weight(), ask.day));
        out.extend(valid.map(|edge| edge.target()));
    }

    fn state(&self, id: NodeIndex) -> u32 {
        narrow(id.index())
    }

    fn organization(&self, id: NodeIndex) -> u32 {
        narrow(id.index()) - self.states
    }
}

/// Every answer goes into one vector, emptied in between.
#[inline]
fn each<I>(asks: &[Ask], out: &mut Vec<I>, put: impl Fn(&Ask, &mut Vec<I>)) -> usize {
    let mut answers = 0;
    for ask in asks {
        out.clear();
        put(ask, out);
        answers += out.len();
    }
    answers
}

/// One of the four.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    IsMember,
    Members,
    InBoth,
    OrganizationsOf,
}

impl Question {
    pub(crate) const ALL: [Self; 4] =
        [Self::IsMember, Self::Members, Self::InBoth, Self::OrganizationsOf];

    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::IsMember => "is X a member of Y on a date",
            Self::Members => "members of Y on a date",
            Self::InBoth => "who is in both Y and Z on a date",
            Self::OrganizationsOf => "organizations of X on a date",
        }
    }

    /// Asks a rival with every set of parameters; gives how many answers there were.
    #[inline]
    pub(crate) fn ask_all<R: Rival>(self, rival: &R, asks: &[Ask], out: &mut Vec<R::Id>) -> usize {
        match self {
            Self::IsMember => asks.iter().filter(|ask| rival.is_member(ask)).count(),
            Self::Members => each(asks, out, |ask, out| rival.members(ask, out)),
            Self::InBoth => each(asks, out, |ask, out| rival.in_both(ask, out)),
            Self::OrganizationsOf => each(asks, out, |ask, out| rival.organizations_of(ask, out)),
        }
    }

    /// The answer in the numbers of the seeded spells, sorted: one for all rivals.
    fn answer<R: Rival>(self, rival: &R, ask: &Ask) -> Vec<u32> {
        let mut out = Vec::new();
        let answers = self.ask_all(rival, std::slice::from_ref(ask), &mut out);
        let mut numbers: Vec<u32> = match self {
            Self::IsMember => return vec![narrow(answers)],
            Self::Members | Self::InBoth => out.iter().map(|id| rival.state(*id)).collect(),
            Self::OrganizationsOf => out.iter().map(|id| rival.organization(*id)).collect(),
        };
        numbers.sort_unstable();
        numbers
    }

    /// # Panics
    ///
    /// If two rivals disagree: then there is nothing to measure.
    pub(crate) fn assert_same<A: Rival, B: Rival>(self, a: &A, b: &B, asks: &[Ask]) {
        for ask in asks {
            assert_eq!(self.answer(a, ask), self.answer(b, ask), "{self:?} of {ask:?}");
        }
    }
}
