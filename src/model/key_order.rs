//! Which entity stands at each place in key order.
//!
//! Whoever builds a world adds the entities of each kind by key more often than not: the numbers of those that follow each other then
//! follow each other too, and a place tells the number without a look at memory. Where there are more than two such runs, all
//! are listed.

use super::Kind;
use crate::EntityId;

/// The entities of a world by their place in key order.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeyOrder {
    /// The two runs, first the one in which more bodies stand: they are asked for most.
    most: Run,
    next: Run,
    /// All entities, where there are more runs.
    listed: Box<[EntityId]>,
}

/// Places that follow each other, of entities whose numbers do.
#[derive(Copy, Clone, Debug, Default)]
struct Run {
    first: u32,
    len: u32,
    /// How much more than the place the number is.
    more: u32,
}

impl Run {
    #[inline]
    fn number(&self, place: u32) -> Option<u32> {
        (place.wrapping_sub(self.first) < self.len).then(|| place.wrapping_add(self.more))
    }
}

impl KeyOrder {
    pub(super) fn new(order: &[EntityId], kinds: &[Kind]) -> Self {
        let mut runs: [Run; 2] = Default::default();
        let mut known = 0;
        for (first, id) in (0..).zip(order) {
            let more = id.number().wrapping_sub(first);
            let last = runs[..known].last_mut();
            if let Some(run) = last.filter(|run| run.more == more) {
                run.len += 1;
            } else if let Some(next) = runs.get_mut(known) {
                *next = Run { first, len: 1, more };
                known += 1;
            } else {
                return Self { listed: order.into(), ..Self::default() };
            }
        }
        let is_body =
            |id: &&EntityId| matches!(kinds[id.index()], Kind::Organization | Kind::Treaty);
        let bodies = |run: Run| {
            let places = run.first as usize..(run.first + run.len) as usize;
            order[places].iter().filter(is_body).count()
        };
        let [first, second] = runs;
        let is_second = known == runs.len() && bodies(first) < bodies(second);
        let (most, next) = if is_second { (second, first) } else { (first, second) };
        Self { most, next, listed: Box::default() }
    }

    /// The entity at a place, of which an id bears a print.
    #[inline]
    pub(crate) fn at(&self, place: u32, print: u32) -> EntityId {
        match self.most.number(place) {
            Some(number) => EntityId::new(number, print),
            None => self.at_elsewhere(place, print),
        }
    }

    #[inline]
    fn at_elsewhere(&self, place: u32, print: u32) -> EntityId {
        match self.next.number(place) {
            Some(number) => EntityId::new(number, print),
            // There is no other place.
            None => self.listed.get(place as usize).copied().unwrap_or(EntityId::new(place, print)),
        }
    }

    /// Bytes that it takes.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.listed)
    }
}

#[cfg(test)]
mod tests {
    use super::{KeyOrder, Kind};
    use crate::EntityId;

    #[test]
    fn however_entities_are_numbered_each_stands_at_its_place() {
        let orders: [(&[u32], bool); 5] = [
            (&[], true),
            (&[0, 1, 2, 3], true),
            (&[4, 5, 0, 1, 2, 3], true),
            (&[3, 2, 1, 0], false),
            (&[0, 2, 4, 1, 3, 5, 7, 6], false),
        ];
        for (numbers, is_told) in orders {
            let order: Vec<EntityId> =
                numbers.iter().map(|at| EntityId::new(*at, 100 + at)).collect();
            let by_place = KeyOrder::new(&order, &[Kind::Treaty; 8]);
            assert_eq!(by_place.listed.is_empty(), is_told, "{numbers:?}");
            for (place, id) in (0..).zip(&order) {
                assert_eq!(by_place.at(place, id.print()), *id, "{numbers:?}");
            }
        }
    }
}
