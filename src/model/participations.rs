//! The table of participations: as records while a world is built, and in fours once it is frozen.
//!
//! ```text
//! of each member   where its spells begin, and what an id of it bears                       8 bytes
//! of each spell    between which days it can hold                                           8 bytes
//!                  the place of its body in key order, the grade and marks                  4 bytes
//!                  what an id of its body bears                                             4 bytes
//! of one with a detail, in a world where any has one: the number of the detail              4 bytes
//! of one whose ends are not known to the day: where it stands, and the inner bounds        12 bytes and more
//! of one without a key whose bounds were settled otherwise than said: its print             8 bytes
//! of each entity, where they are not numbered in one or two runs of keys: its id            8 bytes
//! ```
//!
//! What is read together lies together: four spells of a member are a line of memory.

use std::iter::FusedIterator;
use std::ops::Range;

use super::key_order::KeyOrder;
use super::other_end::OtherEnd;
use super::participation::Tail;
use super::table::as_number;
use super::{BodyId, EntityId, Kind, Participation};
use crate::time::{Bounds, Lanes, Span};

/// All spells of membership and of being party, by member.
#[derive(Clone, Debug, Default)]
pub struct Participations {
    /// Those of a world that is being built.
    open: Vec<Participation>,
    /// Those of one that is frozen.
    frozen: Frozen,
}

#[derive(Clone, Debug, Default)]
struct Frozen {
    /// Where the spells of each entity begin, by its number; and the end.
    starts: Vec<Start>,
    fours: Vec<Four>,
    len: usize,
    /// The number of the detail of each; none, where no spell has one.
    details: Vec<u32>,
    /// The prints of those without a detail that bear another than their own, by place.
    prints: Vec<(u32, u32)>,
    inner: InnerBounds,
    order: KeyOrder,
}

/// What is looked up first of an entity that takes part in something.
#[derive(Copy, Clone, Debug, Default)]
struct Start {
    /// Where its spells begin.
    at: u32,
    /// What an id must bear to name it.
    print: u32,
}

/// Four spells beside each other: a line of memory, which holds all that most questions ask of them.
#[derive(Copy, Clone, Debug)]
#[repr(align(64))]
pub(crate) struct Four {
    bounds: Lanes<{ Self::LEN }>,
    bodies: [OtherEnd; Four::LEN],
    prints: [u32; Four::LEN],
}

impl Four {
    pub(crate) const LEN: usize = Self::PLACES as usize;
    /// The same, as places of the table are counted.
    pub(crate) const PLACES: u32 = 4;

    const NONE: Self = Self {
        bounds: Lanes::NEVER,
        bodies: [OtherEnd::NOBODY; Four::LEN],
        prints: [0; Four::LEN],
    };

    /// Between which days each can hold.
    #[inline]
    pub(crate) const fn all_bounds(&self) -> &Lanes<{ Self::LEN }> {
        &self.bounds
    }

    /// The same of the one at a place of the table.
    #[inline]
    pub(crate) const fn bounds(&self, at: usize) -> Bounds {
        self.bounds.at(at)
    }

    /// What the one at a place of the table is in.
    #[inline]
    pub(crate) const fn body(&self, at: usize) -> OtherEnd {
        self.bodies[at % Four::LEN]
    }

    /// The same, where the entities stand in some order.
    #[inline]
    pub(crate) fn body_id(&self, at: usize, order: &KeyOrder) -> BodyId {
        BodyId::of_kind(self.entity(at, order), self.body(at).has(OtherEnd::IN_TREATY))
    }

    #[inline]
    fn entity(&self, at: usize, order: &KeyOrder) -> EntityId {
        order.at(self.body(at).rank(), self.prints[at % Four::LEN])
    }
}

/// In which order the entities of a world stand, and which spells are more than their bounds say.
pub(crate) struct Seats<'i> {
    /// The entities in key order.
    pub(crate) order: &'i [EntityId],
    /// The place of each in it.
    pub(crate) rank: &'i [u32],
    /// Of which kind each is.
    pub(crate) kinds: &'i [Kind],
    /// What an id of each bears.
    pub(crate) prints: &'i [u32],
    /// Whether an overlay contests the spell at a place, or it does not hold throughout its bounds.
    pub(crate) contested: &'i [bool],
}

impl Participations {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.open.len() + self.frozen.len
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The one at a place.
    ///
    /// Cost: O(log members).
    pub fn get(&self, at: usize) -> Option<Participation> {
        match self.open.get(at) {
            Some(row) => Some(*row),
            None => self.frozen.row(self.frozen.member_of(at), at),
        }
    }

    /// All of them, by member.
    pub fn iter(&self) -> ParticipationRows<'_> {
        let places = 0..self.len();
        ParticipationRows { table: self, until: places.start, places, member: 0 }
    }

    /// Where those of an entity stand; none, where the id is of another world. Of a frozen world.
    #[inline]
    pub(crate) fn places_of(&self, member: EntityId) -> Option<Range<u32>> {
        let at = member.index();
        match self.frozen.starts.get(at..at.saturating_add(2)) {
            Some([start, end]) if start.print == member.print() => Some(start.at..end.at),
            _ => None,
        }
    }

    /// Where those of a member stand, by its number.
    pub(crate) fn of_member(&self, member: usize) -> Range<usize> {
        if let Some([start, end]) = self.frozen.starts.get(member..member + 2) {
            return start.at as usize..end.at as usize;
        }
        let from = self.open.partition_point(|row| row.member() < member);
        from..from + self.open[from..].partition_point(|row| row.member() == member)
    }

    /// Those of one member between two places.
    pub(crate) fn rows_of(&self, member: usize, places: Range<usize>) -> ParticipationRows<'_> {
        ParticipationRows { table: self, until: places.end, places, member: as_number(member) }
    }

    /// When the one at a place may hold, and has to; of a frozen world.
    #[inline]
    pub(crate) fn span(&self, at: usize) -> Span {
        self.frozen.span(at)
    }

    /// The same, with what it is in as a word.
    pub(crate) fn seen(&self, at: usize) -> (OtherEnd, Span) {
        let four = &self.frozen.fours[at / Four::LEN];
        (four.body(at), self.frozen.span_in(four, at))
    }

    /// What the one at a place is in; of a frozen world.
    #[inline]
    pub(crate) fn body(&self, at: usize) -> BodyId {
        self.frozen.fours[at / Four::LEN].body_id(at, &self.frozen.order)
    }

    /// The spells, four beside each other; of a frozen world.
    #[inline]
    pub(crate) fn fours(&self) -> &[Four] {
        &self.frozen.fours
    }

    /// Which entity stands at each place in key order; of a frozen world.
    #[inline]
    pub(crate) const fn order(&self) -> &KeyOrder {
        &self.frozen.order
    }

    /// The spells as records, to be changed.
    pub(crate) fn open(&mut self) -> &mut Vec<Participation> {
        if !self.frozen.starts.is_empty() {
            self.open = self.iter().collect();
            self.frozen = Frozen::default();
        }
        &mut self.open
    }

    /// The spells as records, while a world is built.
    pub(crate) fn opened(&self) -> &[Participation] {
        &self.open
    }

    /// Puts spells that are in order of their members, and of each by body in key order and time, into fours.
    pub(crate) fn freeze(&mut self, seats: &Seats<'_>) {
        self.frozen = Frozen::new(std::mem::take(self.open()), seats);
    }

    /// Bytes that they take.
    pub(crate) fn bytes(&self) -> usize {
        let Frozen { starts, fours, len: _, details, prints, inner, order } = &self.frozen;
        size_of_val(&**starts)
            + size_of_val(&**fours)
            + size_of_val(&**details)
            + size_of_val(&**prints)
            + inner.bytes()
            + order.bytes()
            + size_of_val(&*self.open)
    }
}

impl Frozen {
    /// How many spells of one pair are looked at one after the other, though they follow each other.
    const FEW: usize = 8;
    /// Of a spell without a detail, where others have one.
    const BARE: u32 = u32::MAX;

    fn new(rows: Vec<Participation>, seats: &Seats<'_>) -> Self {
        let start = |print: &u32| Start { at: 0, print: *print };
        let mut frozen = Self {
            starts: seats.prints.iter().map(start).chain([Start::default()]).collect(),
            fours: Vec::with_capacity(rows.len().div_ceil(Four::LEN)),
            order: KeyOrder::new(seats.order, seats.kinds),
            ..Self::default()
        };
        if rows.iter().any(|row| !row.is_bare()) {
            let detail = |row: &Participation| row.detail().map_or(Self::BARE, as_number);
            frozen.details = rows.iter().map(detail).collect();
        }
        for block in blocks(rows) {
            for pair in block.chunk_by(Participation::is_of_one_pair) {
                frozen.take(pair, seats);
            }
        }
        for at in 1..frozen.starts.len() {
            frozen.starts[at].at += frozen.starts[at - 1].at;
        }
        frozen
    }

    /// Takes up the spells of one pair.
    fn take(&mut self, pair: &[Participation], seats: &Seats<'_>) {
        let follows =
            |one: &Participation, next: &Participation| one.span.to_hi <= next.span.from_lo;
        // A spell that holds on no day stands nowhere in time.
        let holds = |row: &Participation| row.span.from_lo < row.span.to_hi;
        let is_in_turn = || pair.iter().all(holds) && pair.is_sorted_by(follows);
        let in_turn = if pair.len() > Self::FEW && is_in_turn() { OtherEnd::IN_TURN } else { 0 };
        for row in pair {
            self.starts[row.member() + 1].at += 1;
            self.put(self.len, row, in_turn, seats);
            self.len += 1;
        }
    }

    fn put(&mut self, at: usize, row: &Participation, in_turn: u32, seats: &Seats<'_>) {
        let mark = |is_set: bool, mark: u32| if is_set { mark } else { 0 };
        let is_contested = seats.contested.get(at).copied().unwrap_or(false);
        let marks = mark(is_contested || !row.span.is_exact(), OtherEnd::DOUBTFUL)
            | mark(row.span.is_open(), OtherEnd::OPEN)
            | mark(row.is_of_treaty(), OtherEnd::IN_TREATY)
            | in_turn;
        let lane = at % Four::LEN;
        if lane == 0 {
            self.fours.push(Four::NONE);
        }
        if let Some(four) = self.fours.last_mut() {
            four.bounds.put(lane, row.span);
            four.bodies[lane] = OtherEnd::new(seats.rank[row.body()], row.status, marks);
            four.prints[lane] = seats.prints[row.body()];
        }
        if !row.span.is_exact() {
            self.inner.push(at, row.span);
        }
        if let Tail::Print(print) = row.tail() {
            self.prints.push((as_number(at), print));
        }
    }

    /// The number of the member whose spell stands at a place.
    fn member_of(&self, at: usize) -> u32 {
        let after = self.starts.partition_point(|start| start.at as usize <= at);
        as_number(after.saturating_sub(1))
    }

    #[inline]
    fn span(&self, at: usize) -> Span {
        self.span_in(&self.fours[at / Four::LEN], at)
    }

    #[inline]
    fn span_in(&self, four: &Four, at: usize) -> Span {
        let outer = four.bounds(at).span();
        if four.body(at).has(OtherEnd::DOUBTFUL) { self.inner.within(at, outer) } else { outer }
    }

    #[inline]
    fn row(&self, member: u32, at: usize) -> Option<Participation> {
        if at >= self.len {
            return None;
        }
        let four = self.fours.get(at / Four::LEN)?;
        let body = four.body(at);
        let number = four.entity(at, &self.order).number();
        let ends = (member, (number, body.has(OtherEnd::IN_TREATY)));
        let tail = self.tail(at);
        Some(Participation::of(ends, body.status(), self.span_in(four, at), tail))
    }

    #[inline]
    fn tail(&self, at: usize) -> Tail {
        match self.details.get(at) {
            Some(detail) if *detail != Self::BARE => Tail::Detail(*detail),
            _ if self.prints.is_empty() => Tail::Own,
            _ => {
                let found = self.prints.binary_search_by_key(&at, |(place, _)| *place as usize);
                found.map_or(Tail::Own, |found| Tail::Print(self.prints[found].1))
            }
        }
    }
}

/// The same records in some blocks one after the other, each of which gives its room back when it is done with; a pair is in one block.
fn blocks(mut rows: Vec<Participation>) -> impl Iterator<Item = Vec<Participation>> {
    const BLOCK: usize = 1 << 18;
    let mut blocks = Vec::new();
    while rows.len() > BLOCK {
        let mut at = rows.len() - BLOCK;
        while at > 0 && rows[at - 1].is_of_one_pair(&rows[at]) {
            at -= 1;
        }
        blocks.push(rows.split_off(at));
        rows.shrink_to_fit();
    }
    blocks.push(rows);
    blocks.into_iter().rev()
}

/// The inner bounds of the spells whose ends are not known to the day.
#[derive(Clone, Debug, Default)]
struct InnerBounds {
    /// Where those of each few places of the table begin.
    starts: Vec<u32>,
    /// By place: the latest day on which it can begin, and the earliest on which it can hold no more.
    days: Vec<(u32, i32, i32)>,
}

impl InnerBounds {
    /// Of how many places of the table the bounds are looked through for one of them.
    const FEW: usize = 32;

    /// Takes up those of a spell; those of all before it are there.
    fn push(&mut self, at: usize, span: Span) {
        self.starts.resize(at / Self::FEW + 1, as_number(self.days.len()));
        self.days.push((as_number(at), span.from_hi, span.to_lo));
    }

    /// When a spell may hold, and has to, whose outer bounds are these. Out of line, so that the usual way stays short.
    #[inline(never)]
    fn within(&self, at: usize, outer: Span) -> Span {
        let Span { from_lo, to_hi, .. } = outer;
        let first = self.starts.get(at / Self::FEW).map_or(usize::MAX, |first| *first as usize);
        let days = self.days.get(first..).unwrap_or_default();
        let mut days = days.iter().take_while(|(place, ..)| *place as usize <= at);
        match days.find(|(place, ..)| *place as usize == at) {
            Some((_, from_hi, to_lo)) => Span { from_lo, from_hi: *from_hi, to_lo: *to_lo, to_hi },
            None => outer,
        }
    }

    fn bytes(&self) -> usize {
        size_of_val(&*self.starts) + size_of_val(&*self.days)
    }
}

/// Spells that follow each other in the table, by value.
#[derive(Clone, Debug)]
pub struct ParticipationRows<'t> {
    table: &'t Participations,
    places: Range<usize>,
    /// The number of whose spell came last, and where its spells end.
    member: u32,
    until: usize,
}

impl ParticipationRows<'_> {
    /// Whether there is none left.
    pub(crate) const fn is_empty(&self) -> bool {
        self.places.start >= self.places.end
    }

    /// The one at a place among these.
    pub(crate) fn get(&self, at: usize) -> Option<Participation> {
        let at = self.places.start + at;
        if at >= self.places.end {
            None
        } else if at < self.until && self.table.open.is_empty() {
            self.table.frozen.row(self.member, at)
        } else {
            self.table.get(at)
        }
    }

    /// Goes on to whose spell stands at a place.
    #[inline(never)]
    fn next_member(&mut self, at: usize) {
        let starts = &self.table.frozen.starts;
        let mut ends = starts.iter().skip(self.member as usize + 1);
        // While a world is built a spell bears its member, and there is nothing to be looked up.
        self.until = usize::MAX;
        while let Some(end) = ends.next().map(|end| end.at as usize) {
            if at < end {
                self.until = end;
                break;
            }
            self.member += 1;
        }
    }
}

impl Iterator for ParticipationRows<'_> {
    type Item = Participation;

    #[inline]
    fn next(&mut self) -> Option<Participation> {
        let at = self.places.next()?;
        if at >= self.until {
            self.next_member(at);
        }
        match self.table.open.get(at) {
            Some(row) => Some(*row),
            None => self.table.frozen.row(self.member, at),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.places.size_hint()
    }
}

impl ExactSizeIterator for ParticipationRows<'_> {}

impl FusedIterator for ParticipationRows<'_> {}

impl<'t> IntoIterator for &'t Participations {
    type Item = Participation;
    type IntoIter = ParticipationRows<'t>;

    fn into_iter(self) -> ParticipationRows<'t> {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Detail, Kind, Status};
    use super::{Participation, Participations, Seats};
    use crate::time::{FOREVER, Span};
    use crate::{BodyId, EntityId, Id};

    const ENTITIES: u32 = 60;

    /// A world's worth of spells: of members without any, of many, in bodies once or often, with and without details.
    fn spells(mut seed: u64, rank: &[u32]) -> Vec<Participation> {
        let mut dice = |n: u32| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            u32::try_from(seed >> 33).unwrap() % n
        };
        let id = |number: u32| EntityId::new(number, 1000 + number);
        let mut rows = Vec::new();
        for member in 0..ENTITIES {
            let mut own: Vec<(u32, i32, Participation)> = Vec::new();
            for _ in 0..[0, 0, 1, 3, 7, 40, 70][dice(7) as usize] {
                let body = 40 + dice(20);
                let from = i32::try_from(dice(9000)).unwrap();
                let to = if dice(3) == 0 {
                    FOREVER
                } else {
                    from + 1 + i32::try_from(dice(900)).unwrap()
                };
                let later = i32::try_from(dice(3)).unwrap() * 30;
                let span = Span::new((from, from + later), (to, to));
                let treaty = body % 2 == 0;
                let ends = (id(member), BodyId::of_kind(id(body), treaty));
                let status = Status::ALL[dice(12) as usize];
                let mut row = match dice(2) {
                    0 => Participation::bare(ends, status, span),
                    _ => Participation::new(ends, status, span, Id::<Detail>::new(dice(99), 7)),
                };
                if row.is_bare() && dice(4) == 0 {
                    row.bear(dice(99));
                }
                own.push((rank[body as usize], from, row));
            }
            own.sort_by_key(|(rank, from, _)| (*rank, *from));
            rows.extend(own.into_iter().map(|(.., row)| row));
        }
        rows
    }

    #[test]
    fn what_goes_into_the_table_comes_out_of_it() {
        for seed in 0..40 {
            // Numbers in key order, in two runs, and in none.
            let order: Vec<u32> = match seed % 3 {
                0 => (0..ENTITIES).collect(),
                1 => (40..ENTITIES).chain(0..40).collect(),
                _ => (0..ENTITIES).map(|at| at * 7 % ENTITIES).collect(),
            };
            let order: Vec<EntityId> =
                order.into_iter().map(|number| EntityId::new(number, 1000 + number)).collect();
            let mut rank = vec![0; ENTITIES as usize];
            (0..).zip(&order).for_each(|(at, id)| rank[id.index()] = at);
            let prints: Vec<u32> = (0..ENTITIES).map(|number| 1000 + number).collect();
            let kinds: Vec<Kind> = (0..ENTITIES)
                .map(|number| if number < 40 { Kind::State } else { Kind::Organization })
                .collect();
            let rows = spells(seed, &rank);
            let contested: Vec<bool> = rows.iter().map(|row| row.span.from_lo % 5 == 0).collect();
            let mut table = Participations::default();
            table.open().clone_from(&rows);
            table.freeze(&Seats {
                order: &order,
                rank: &rank,
                kinds: &kinds,
                prints: &prints,
                contested: &contested,
            });
            assert_eq!(table.iter().collect::<Vec<_>>(), rows, "{seed}");
            for (at, row) in rows.iter().enumerate() {
                assert_eq!(table.get(at).as_ref(), Some(row));
                assert_eq!(table.span(at), row.span);
                let body = BodyId::of_kind(order[rank[row.body()] as usize], row.is_of_treaty());
                assert_eq!(table.body(at), body);
            }
            assert_eq!(table.get(rows.len()), None);
            for member in 0..ENTITIES as usize {
                let places = table.of_member(member);
                let own = rows.iter().filter(|row| row.member() == member);
                assert!(table.rows_of(member, places.clone()).eq(own.copied()), "{seed}");
                let first = table.rows_of(member, places.clone()).get(0);
                assert_eq!(first, rows.get(places.start).copied().filter(|_| !places.is_empty()));
            }
            assert_eq!(*table.open(), rows);
        }
    }
}
