//! Seeded worlds of a given size, and questions to ask of them.

use std::collections::BTreeSet;

use comity::model::Status;
use comity::{
    Date, Day, Interval, Organization, OrganizationId, State, StateId, World, WorldBuilder,
};

/// The end of a spell that still runs.
pub(crate) const OPEN: i32 = i32::MAX;

/// A spell of membership, by the numbers of both ends; day numbers, the end excluded.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Spell {
    pub(crate) state: u32,
    pub(crate) organization: u32,
    pub(crate) from: i32,
    pub(crate) to: i32,
}

/// One set of parameters: every question takes what it needs of it.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) state: u32,
    pub(crate) organization: u32,
    pub(crate) other: u32,
    pub(crate) day: i32,
    /// The same as the library names it.
    pub(crate) ids: Ids,
    pub(crate) date: Date,
}

#[derive(Copy, Clone, Debug)]
pub(crate) struct Ids {
    pub(crate) state: StateId,
    pub(crate) organization: OrganizationId,
    pub(crate) other: OrganizationId,
}

/// The ids of a seeded world by number: its keys are in the order of the numbers.
#[derive(Clone, Debug)]
pub(crate) struct Numbered {
    pub(crate) states: Vec<StateId>,
    pub(crate) organizations: Vec<OrganizationId>,
}

impl Numbered {
    pub(crate) fn new(world: &World) -> Self {
        Self { states: world.states().collect(), organizations: world.organizations().collect() }
    }
}

/// How large a world is.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Size {
    pub(crate) states: u32,
    pub(crate) organizations: u32,
    pub(crate) spells: usize,
}

/// About the interstate system.
pub(crate) const SYSTEM: Size = Size { states: 200, organizations: 500, spells: 20_000 };

/// A million participations.
pub(crate) const MILLION: Size = Size { states: 100_000, organizations: 10_000, spells: 1_000_000 };

/// `SplitMix64`: small, and the same everywhere and for ever.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below another.
    fn below(&mut self, end: u32) -> u32 {
        let wide = (self.next() >> 32) * u64::from(end);
        u32::try_from(wide >> 32).unwrap_or_default()
    }

    fn days(&mut self, first: i32, end: i32) -> i32 {
        first + self.below(end.abs_diff(first)).cast_signed()
    }

    /// A number below another, small ones more often: a few organizations have many members, most have few.
    fn skewed(&mut self, end: u32) -> u32 {
        let share = f64::from(self.below(u32::MAX)) / f64::from(u32::MAX);
        let place = share.powf(1.5) * f64::from(end);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below `end`")]
        let place = place as u32;
        place.min(end - 1)
    }
}

const DAYS_OF_1945: i32 = -9131;
const DAYS_OF_2025: i32 = 20089;

/// Spells between 1945 and 2025, every twentieth the second one of its pair, sorted by state, organization and time
/// as the file of a canonical writer has them.
pub(crate) fn spells(size: Size, dice: &mut Dice) -> Vec<Spell> {
    let mut pairs = BTreeSet::new();
    let mut spells = Vec::with_capacity(size.spells);
    while spells.len() < size.spells {
        let (state, organization) = (dice.below(size.states), dice.skewed(size.organizations));
        if !pairs.insert((state, organization)) {
            continue;
        }
        let from = dice.days(DAYS_OF_1945, DAYS_OF_2025 - 365);
        let returns = dice.below(20) == 0 && spells.len() + 1 < size.spells;
        if !returns && dice.below(3) == 0 {
            spells.push(Spell { state, organization, from, to: OPEN });
            continue;
        }
        let to = from + dice.days(365, 30 * 365);
        spells.push(Spell { state, organization, from, to });
        if returns {
            let from = to + dice.days(0, 5 * 365);
            spells.push(Spell { state, organization, from, to: OPEN });
        }
    }
    spells.sort_unstable();
    spells
}

/// Half of the questions are about pairs that have a spell, half about any.
pub(crate) fn asks(n: usize, spells: &[Spell], world: &World, dice: &mut Dice) -> Vec<Ask> {
    let Numbered { states, organizations } = Numbered::new(world);
    let (n_states, n_organizations) = (narrow(states.len()), narrow(organizations.len()));
    let one = |at: usize| {
        let (mut state, mut organization) = (dice.below(n_states), dice.skewed(n_organizations));
        if at.is_multiple_of(2) {
            let spell = spells[dice.below(narrow(spells.len())) as usize];
            (state, organization) = (spell.state, spell.organization);
        }
        let other = dice.skewed(n_organizations);
        let day = dice.days(DAYS_OF_1945, DAYS_OF_2025);
        let ids = Ids {
            state: states[state as usize],
            organization: organizations[organization as usize],
            other: organizations[other as usize],
        };
        Ask { state, organization, other, day, ids, date: date_of(day) }
    };
    (0..n).map(one).collect()
}

pub(crate) fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn date_of(number: i32) -> Date {
    Day::from_number(number).map_or(Date::UNKNOWN, Date::from)
}

/// The spells in a builder; in bulk, records carry no key, no texts and no citations.
pub(crate) fn builder(size: Size, spells: &[Spell], bulk: bool) -> WorldBuilder {
    let mut world = World::builder();
    let states: Vec<_> = (0..size.states)
        .map(|at| world.add(State::new(format!("s{at:06}"), format!("State {at}"))))
        .collect();
    let organizations: Vec<_> = (0..size.organizations)
        .map(|at| world.add(Organization::new(format!("o{at:06}"), format!("Organization {at}"))))
        .collect();
    for spell in spells {
        let (state, organization) =
            (states[spell.state as usize], organizations[spell.organization as usize]);
        let valid = match spell.to {
            OPEN => Interval::from(date_of(spell.from)..),
            to => Interval::from(date_of(spell.from)..date_of(to)),
        };
        if bulk {
            world.bulk_participation(state, organization, Status::Member, valid);
        } else {
            world.member(state, organization, valid);
        }
    }
    world
}
