//! A panel: what every pair of states shares in every year, in sum. Asked of the library in two ways, and of arrays in the best way
//! that we know: the counts of all pairs are kept, and moved by whoever joins and leaves.

use comity::{Date, World};

use crate::seeded::{OPEN, Size, Spell};

/// What a study would do with each pair; here something that cannot be left out.
const fn told(sum: u64, shared: u32) -> u64 {
    sum.wrapping_mul(31).wrapping_add(shared as u64)
}

/// All pairs of one day after the other, in one memory.
pub(crate) fn filled(world: &World, days: &[Date]) -> u64 {
    let Some(first) = days.first() else { return 0 };
    let mut dyads = world.as_of(*first).dyads();
    let mut sum = 0;
    for day in days {
        dyads.fill(&world.as_of(*day));
        sum = dyads.iter().fold(sum, |sum, pair| told(sum, pair.shared));
    }
    sum
}

/// The obvious program: all pairs of each day.
pub(crate) fn asked(world: &World, days: &[Date]) -> u64 {
    let pairs = |sum, day: &Date| {
        world.as_of(*day).dyads().iter().fold(sum, |sum, pair| told(sum, pair.shared))
    };
    days.iter().fold(0, pairs)
}

/// The same by hand.
pub(crate) fn by_hand(size: Size, spells: &[Spell], days: &[i32]) -> u64 {
    let mut turns: Vec<(i32, bool, u32, u32)> = Vec::with_capacity(2 * spells.len());
    for spell in spells {
        turns.push((spell.from, true, spell.state, spell.organization));
        if spell.to != OPEN {
            turns.push((spell.to, false, spell.state, spell.organization));
        }
    }
    turns.sort_unstable();
    let n = size.states as usize;
    let place = |a: usize, b: usize| a * (2 * n - a - 1) / 2 + b - a - 1;
    let mut counts = vec![0_u32; n * (n - 1) / 2];
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); size.organizations as usize];
    let (mut next, mut sum) = (0, 0);
    for day in days {
        while let Some((_, joins, state, organization)) =
            turns.get(next).filter(|turn| turn.0 <= *day)
        {
            let others = &mut members[*organization as usize];
            if !joins {
                others.retain(|other| other != state);
            }
            for other in &*others {
                let (a, b) = (*state.min(other) as usize, *state.max(other) as usize);
                let count = &mut counts[place(a, b)];
                *count = if *joins { *count + 1 } else { *count - 1 };
            }
            if *joins {
                others.push(*state);
            }
            next += 1;
        }
        sum = counts.iter().fold(sum, |sum, count| told(sum, *count));
    }
    sum
}
