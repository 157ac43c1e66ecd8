//! Instruction counts under valgrind, which do not depend on what else the machine does.
//!
//! ```text
//! cargo bench --bench instructions --no-run
//! objcopy --strip-debug "$(ls -t "${CARGO_TARGET_DIR:-target}"/release/deps/instructions-* | grep -v '\.d$' | head -1)" \
//!     target/instructions
//! valgrind --tool=callgrind --toggle-collect='*measured_*' --callgrind-out-file=target/callgrind.out target/instructions
//! callgrind_annotate --inclusive=yes --threshold=100 target/callgrind.out | grep measured_
//! ```
//!
//! Without the line tables, which would have the counts of a function split by the files that were inlined into it.
//! Every `measured_` function asks 1,024 times; `measured_answer`, `measured_proofs` and `measured_scan` once.

#[expect(dead_code, reason = "some of it is for the other benchmark")]
mod flagship;
#[expect(dead_code, reason = "some of it is for the other benchmark")]
mod rivals;
#[expect(dead_code, reason = "some of it is for the other benchmark")]
mod seeded;

use std::hint::black_box;

use comity::{EntityId, Scenario, World};
use petgraph::graph::NodeIndex;
use rivals::{Bare, Comity, Petgraph, Question};
use seeded::{Ask, Dice, SYSTEM};

macro_rules! measured {
    ($($name:ident: $question:ident of $rival:ident, $id:ty;)+) => {$(
        #[inline(never)]
        fn $name(rival: &$rival, asks: &[Ask], out: &mut Vec<$id>) -> usize {
            Question::$question.ask_all(rival, asks, out)
        }
    )+};
}

measured! {
    measured_is_member_comity: IsMember of Comity, EntityId;
    measured_is_member_bare: IsMember of Bare, u32;
    measured_is_member_petgraph: IsMember of Petgraph, NodeIndex;
    measured_members_comity: Members of Comity, EntityId;
    measured_members_bare: Members of Bare, u32;
    measured_members_petgraph: Members of Petgraph, NodeIndex;
    measured_in_both_comity: InBoth of Comity, EntityId;
    measured_in_both_bare: InBoth of Bare, u32;
    measured_in_both_petgraph: InBoth of Petgraph, NodeIndex;
    measured_organizations_of_comity: OrganizationsOf of Comity, EntityId;
    measured_organizations_of_bare: OrganizationsOf of Bare, u32;
    measured_organizations_of_petgraph: OrganizationsOf of Petgraph, NodeIndex;
}

#[inline(never)]
fn measured_answer(world: &World, scenario: &Scenario) -> usize {
    flagship::without_why(world, scenario)
}

#[inline(never)]
fn measured_proofs(world: &World, scenario: &Scenario) -> usize {
    flagship::with_why(world, scenario)
}

#[inline(never)]
fn measured_scan(world: &World) -> usize {
    flagship::membership_scan(world)
}

#[expect(clippy::expect_used, reason = "a seeded world has no errors")]
fn main() {
    let mut dice = Dice::new(20_241_020);
    let spells = seeded::spells(SYSTEM, &mut dice);
    let world = seeded::builder(SYSTEM, &spells, false).freeze();
    let world = world.expect("a seeded world has no errors");
    let asks = seeded::asks(1024, &spells, &world, &mut dice);
    let comity = Comity::new(world);
    let (bare, petgraph) = (Bare::new(SYSTEM, &spells), Petgraph::new(SYSTEM, &spells));
    for question in Question::ALL {
        question.assert_same(&bare, &comity, &asks);
        question.assert_same(&bare, &petgraph, &asks);
    }
    let (mut ids, mut numbers, mut nodes) = (Vec::new(), Vec::new(), Vec::new());
    black_box((
        measured_is_member_comity(&comity, &asks, &mut ids),
        measured_is_member_bare(&bare, &asks, &mut numbers),
        measured_is_member_petgraph(&petgraph, &asks, &mut nodes),
        measured_members_comity(&comity, &asks, &mut ids),
        measured_members_bare(&bare, &asks, &mut numbers),
        measured_members_petgraph(&petgraph, &asks, &mut nodes),
        measured_in_both_comity(&comity, &asks, &mut ids),
        measured_in_both_bare(&bare, &asks, &mut numbers),
        measured_in_both_petgraph(&petgraph, &asks, &mut nodes),
    ));
    black_box((
        measured_organizations_of_comity(&comity, &asks, &mut ids),
        measured_organizations_of_bare(&bare, &asks, &mut numbers),
        measured_organizations_of_petgraph(&petgraph, &asks, &mut nodes),
    ));
    let (world, scenario) = flagship::question();
    // The first to allocate pays for tidying up what was freed before.
    black_box((flagship::without_why(&world, &scenario), flagship::with_why(&world, &scenario)));
    black_box((
        measured_answer(&world, &scenario),
        measured_proofs(&world, &scenario),
        measured_scan(&world),
    ));
}
