//! datafrog: Datalog rules as joins of sorted relations, written out by hand.

use datafrog::{Relation, RelationLeaper as _, ValueFilter};

use crate::rivals::Rival;
use crate::seeded::{Ask, Spell};

/// The other end of a spell, and its two days.
type Row = (u32, i32, i32);

pub(crate) struct Datafrog {
    by_state: Relation<(u32, Row)>,
    by_organization: Relation<(u32, Row)>,
    by_pair: Relation<((u32, u32), (i32, i32))>,
}

impl Datafrog {
    pub(crate) fn new(spells: &[Spell]) -> Self {
        let of_state = |one: &Spell| (one.state, (one.organization, one.from, one.to));
        let of_organization = |one: &Spell| (one.organization, (one.state, one.from, one.to));
        let of_pair = |one: &Spell| ((one.state, one.organization), (one.from, one.to));
        Self {
            by_state: spells.iter().map(of_state).collect(),
            by_organization: spells.iter().map(of_organization).collect(),
            by_pair: spells.iter().map(of_pair).collect(),
        }
    }
}

/// `other(x) :- asked(at), spells(at, x, from, to), from <= day < to.`
fn others(at: u32, spells: &Relation<(u32, Row)>, day: i32) -> Relation<u32> {
    let asked = Relation::from_vec(vec![at]);
    let holds = ValueFilter::from(|_: &u32, (_, from, to): &Row| *from <= day && day < *to);
    let leapers = (spells.extend_with(|at: &u32| *at), holds);
    Relation::from_leapjoin(&asked, leapers, |_, (other, ..)| *other)
}

impl Rival for Datafrog {
    type Id = u32;

    fn is_member(&self, ask: &Ask) -> bool {
        let asked = Relation::from_vec(vec![(ask.state, ask.organization)]);
        let day = ask.day;
        let holds =
            ValueFilter::from(|_: &(u32, u32), (from, to): &(i32, i32)| *from <= day && day < *to);
        let leapers = (self.by_pair.extend_with(|pair: &(u32, u32)| *pair), holds);
        !Relation::from_leapjoin(&asked, leapers, |pair, _| *pair).is_empty()
    }

    fn members(&self, ask: &Ask, out: &mut Vec<u32>) {
        out.extend_from_slice(&others(ask.organization, &self.by_organization, ask.day));
    }

    fn in_both(&self, ask: &Ask, out: &mut Vec<u32>) {
        let first = others(ask.organization, &self.by_organization, ask.day);
        let (other, day) = (ask.other, ask.day);
        let holds = ValueFilter::from(|_: &u32, (from, to): &(i32, i32)| *from <= day && day < *to);
        let leapers = (self.by_pair.extend_with(|state: &u32| (*state, other)), holds);
        out.extend_from_slice(&Relation::from_leapjoin(&first, leapers, |state, _| *state));
    }

    fn organizations_of(&self, ask: &Ask, out: &mut Vec<u32>) {
        out.extend_from_slice(&others(ask.state, &self.by_state, ask.day));
    }

    fn state(&self, id: u32) -> u32 {
        id
    }

    fn organization(&self, id: u32) -> u32 {
        id
    }
}
