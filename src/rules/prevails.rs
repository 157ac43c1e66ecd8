//! Which of two texts prevails between two states: the rules on successive treaties (VCLT art. 30), and what goes before them.
//!
//! Written `a` and `b` for the texts, `s` and `t` for the states; each line holds only if none above it does. A treaty that binds as
//! law binds whoever takes part in it, or in the body
//! to which one of its clauses is owed, while it is in force (`bound`); `both(x)` stands for `bound(s, x), bound(t, x)`.
//!
//! ```text
//! prevails(b)  :- law(a, s), treaty(b), both(b).                                                     VCLT art. 27
//! nothing      :- not both(a), not both(b).                                                          VCLT art. 34
//! nothing      :- neither s nor t is bound by one of the two.
//! prevails(x)  :- over_every_agreement(x), both(x).                                                  Charter art. 103
//! appreciation :- over_every_agreement(x), bound(s, x), not bound(t, x).
//! nothing      :- not same_subject(a, b).                                                            VCLT art. 30(1)
//! prevails(y)  :- subject_to(x, y), not subject_to(y, x).                                            VCLT art. 30(2)
//! prevails(x)  :- supremacy(x), both(x), both(y), not supremacy(y).                                  VCLT art. 34
//! prevails(y)  :- both(y), not both(x), keeps_earlier_with_outsiders(x), adopted(y) < entered(s, x). TFEU art. 351
//! prevails(y)  :- both(y), not both(x).                                                              VCLT art. 30(4)(b)
//! prevails(y)  :- adopted(x) < adopted(y), every party of x is party of y.                           VCLT art. 59, 30(3)
//! prevails(y)  :- adopted(x) < adopted(y).                                                           VCLT art. 30(4)(a)
//! appreciation :- adopted(x) = adopted(y).                                                           special or general
//!
//! subject_to(x, y)        :- saves(x, other_treaties), y is among those that there were for whoever is in both, or any are saved.
//! over_every_agreement(x) :- a supremacy clause of x stands whose reach is every agreement.
//! over_every_agreement(x) :- decides(x, sanctions), x is of an organization with such a clause.      Charter art. 25, 103
//! same_subject(x, y)      :- field(x, f), field(y, f).
//! ```
//!
//! **Same subject-matter.** A text is on a [`Field`](crate::model::Field) if a provision of it that stands has a kind that belongs to the field, or if its
//! record says that it is about it. Two texts that share no field are on different subjects for certain only if all is read of both;
//! otherwise what was not read may be on the same one.
//!
//! Where something is open, every line that may apply is followed: if all lead to the same text it prevails for certain, otherwise
//! the answer is undetermined and has all that may turn out. Neither text is void: whoever cannot perform both is responsible for the
//! one that it breaks (VCLT art. 30(5)). Peremptory norms (art. 53, 64) are on no record, and a special text beside a general one
//! is a matter of appreciation which changes nothing here.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell, Ref, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use smallvec::SmallVec;

use super::situation::Situation;
use crate::model::{Bearer, Effect, Field, Outranked, Parties, ReadMark, SavedTreaties, Subject};
use crate::time::Date;
use crate::verdict::{Priority, PriorityDoubt, PriorityGround};
use crate::{BodyId, EntityId, Id, InstrumentId, LawId, Provision, State, Treaty, Truth};

/// What the rule finds: all that may turn out, and what is not known.
#[derive(Clone)]
pub(crate) struct Prevailing {
    pub(crate) possible: SmallVec<[(Priority, PriorityGround); 2]>,
    pub(crate) doubts: Vec<PriorityDoubt>,
}

impl Prevailing {
    fn new() -> Self {
        Self { possible: SmallVec::new(), doubts: Vec::new() }
    }

    fn may(&mut self, priority: Priority, ground: PriorityGround) {
        if !self.possible.contains(&(priority, ground)) {
            self.possible.push((priority, ground));
        }
    }

    fn doubt(&mut self, doubt: PriorityDoubt) {
        if !self.doubts.contains(&doubt) {
            self.doubts.push(doubt);
        }
    }

    /// Notes that a line may apply; whether it certainly does, so that nothing below it is to be followed.
    fn step(&mut self, truth: Truth, priority: Priority, ground: PriorityGround) -> bool {
        if truth.is_possible() {
            self.may(priority, ground);
        }
        truth.is_yes()
    }
}

/// Who of two states is certainly bound by which of two texts: a bit for each text and each state of it.
type Sort = u8;

/// Two texts on the day of a situation, of which it is asked between whom which prevails: what they say is looked up once for all
/// states.
pub(crate) struct TextPair<'s, 'a> {
    situation: &'s Situation<'a>,
    texts: [InstrumentId; 2],
    /// What counts of each, if it is a treaty.
    read: [Option<Rc<Read>>; 2],
    /// Whether every party of each is a party of the other.
    all_parties: [OnceCell<Truth>; 2],
    /// By who is certainly bound by which, what is found between any two states of that sort.
    certain: RefCell<SmallVec<[(Sort, Prevailing); 1]>>,
}

impl<'s, 'a> TextPair<'s, 'a> {
    pub(crate) fn of(situation: &'s Situation<'a>, texts: [InstrumentId; 2]) -> Self {
        Self::of_read(situation, texts, &mut TextsRead::default())
    }

    /// The same with what was read of other pairs in the situation.
    pub(crate) fn of_read(
        situation: &'s Situation<'a>,
        texts: [InstrumentId; 2],
        known: &mut TextsRead,
    ) -> Self {
        let read = texts.map(|text| match text {
            InstrumentId::Treaty(treaty) => Some(known.read(situation, treaty)),
            InstrumentId::Law(_) => None,
        });
        let all_parties = [const { OnceCell::new() }; 2];
        Self { situation, texts, read, all_parties, certain: RefCell::default() }
    }

    /// Which they are.
    pub(crate) const fn texts(&self) -> [InstrumentId; 2] {
        self.texts
    }

    /// Which of them prevails between two states.
    pub(crate) fn between(&self, states: [Id<State>; 2]) -> Prevailing {
        if let Some(read) = self.treaties() {
            let truths = read.map(|text| states.map(|state| text.binds(self.situation, state)));
            return self.bound_so(read, states, truths, Prevailing::clone).0;
        }
        let (situation, mut found) = (self.situation, Prevailing::new());
        match (self.texts, &self.read) {
            ([one, other], _) if one == other => {
                found.may(Priority::Nothing, PriorityGround::SameText);
            }
            ([InstrumentId::Law(law), _], [_, Some(read)])
            | ([_, InstrumentId::Law(law)], [Some(read), _]) => {
                over_law(situation, &mut found, law, read, states);
            }
            // Two laws: what is found of two treaties has been said.
            (_, [None, _] | [_, None] | [Some(_), Some(_)]) => {
                found.may(Priority::Nothing, PriorityGround::TwoLaws);
            }
        }
        found
    }

    /// What is found between a state and each of others, in turn; what was told is not told again of others who are bound alike.
    pub(crate) fn toward_each(
        &self,
        state: Id<State>,
        others: impl Iterator<Item = Id<State>>,
        mut tell: impl FnMut(&Prevailing),
    ) {
        let Some(read) = self.treaties() else {
            for other in others {
                tell(&self.between([state, other]));
            }
            return;
        };
        let (situation, index) = (self.situation, self.situation.world().index());
        let are_many = others.size_hint().1.is_none_or(|most| most > Known::FEW);
        let all = are_many.then(|| read.map(|text| text.binds_all(situation)));
        let own = read.map(|text| text.binds(situation, state));
        // By how each text binds the other, where that is certain.
        let mut told = [[false; 3]; 3];
        for other in others {
            let [one, two] = match &all {
                Some(all) => {
                    let number = index.number(other.into());
                    all.each_ref().map(|known| known.of(number))
                }
                None => read.map(|text| text.binds(situation, other)),
            };
            let is_told = &mut told[one as usize][two as usize];
            if *is_told {
                continue;
            }
            let truths = [[own[0], one], [own[1], two]];
            let ((), dated) = self.bound_so(read, [state, other], truths, &mut tell);
            // Where none of its own days counts, it is the same of all who are bound like this one.
            *is_told = sort_of(truths).is_some() && !dated[1];
        }
    }

    /// The two, if they are treaties and not the same.
    fn treaties(&self) -> Option<[&Read; 2]> {
        match &self.read {
            [Some(one), Some(other)] if one.treaty != other.treaty => Some([one, other]),
            [Some(_) | None, _] => None,
        }
    }

    /// What is found between two states whom both treaties bind in this way: by text, then by state; and of which of them days count.
    fn bound_so<T>(
        &self,
        read: [&Read; 2],
        states: [Id<State>; 2],
        truths: [[Truth; 2]; 2],
        tell: impl FnOnce(&Prevailing) -> T,
    ) -> (T, [bool; 2]) {
        let sort = sort_of(truths);
        let known = self.certain.borrow();
        if let Some((_, found)) = known.iter().find(|(known, _)| Some(*known) == sort) {
            return (tell(found), [false; 2]);
        }
        drop(known);
        let (texts, is_dated) = (read.map(|text| text.treaty), Cell::new([false; 2]));
        let (situation, all_parties) = (self.situation, &self.all_parties);
        let two = Two { situation, texts, read, states, all_parties, is_dated };
        let found = two.every_way(truths);
        let (told, dated) = (tell(&found), two.is_dated.get());
        // Where no day counts, it is the same between all who are so bound.
        if let Some(sort) = sort.filter(|_| dated == [false; 2]) {
            self.certain.borrow_mut().push((sort, found));
        }
        (told, dated)
    }
}

/// Of which sort two states are, if it is certain who is bound by what.
fn sort_of(truths: [[Truth; 2]; 2]) -> Option<Sort> {
    let mut sort = 0;
    for truth in truths.as_flattened().iter().rev() {
        if truth.is_unknown() {
            return None;
        }
        sort = sort << 1 | Sort::from(truth.is_yes());
    }
    Some(sort)
}

/// What counts of treaties in one situation, as far as it was asked for.
#[derive(Default)]
pub(crate) struct TextsRead(BTreeMap<Id<Treaty>, Rc<Read>>);

impl TextsRead {
    fn read(&mut self, situation: &Situation<'_>, treaty: Id<Treaty>) -> Rc<Read> {
        let read = self.0.entry(treaty);
        Rc::clone(read.or_insert_with(|| Rc::new(Read::of(situation, treaty))))
    }

    /// Whether a treaty may be on one of some fields.
    pub(crate) fn is_on_any(
        &mut self,
        situation: &Situation<'_>,
        treaty: Id<Treaty>,
        about: &[(Field, Truth)],
    ) -> bool {
        let read = self.read(situation, treaty);
        let own = read.fields(situation).iter();
        own.into_iter().any(|(field, _)| about.iter().any(|(other, _)| other == field))
    }

    /// The fields of which a text speaks.
    pub(crate) fn fields(
        &mut self,
        situation: &Situation<'_>,
        text: InstrumentId,
    ) -> Vec<(Field, Truth)> {
        match text {
            InstrumentId::Treaty(treaty) => self.read(situation, treaty).fields(situation).to_vec(),
            InstrumentId::Law(_) => fields(situation, text),
        }
    }
}

/// What counts of a treaty on the day, whoever asks.
struct Read {
    treaty: Id<Treaty>,
    /// Whether it is in force, and binds as law.
    force: Truth,
    /// What is the other side of one of its clauses: whoever takes part in that is bound as well.
    across: Vec<BodyId>,
    /// Whether it binds the states of which that was asked, by their place among states.
    bound: RefCell<Known>,
    /// From when on it binds those of which that was asked.
    entered: RefCell<BTreeMap<Id<State>, Option<Date>>>,
    /// Its clauses with whether they stand, by key.
    clauses: OnceCell<Vec<(Id<Provision>, Truth)>>,
    /// Those of them that leave something untouched.
    savings: OnceCell<Vec<(Id<Provision>, Truth)>>,
    fields: OnceCell<Vec<(Field, Truth)>>,
    over_every_agreement: OnceCell<Option<(Id<Provision>, Truth)>>,
}

/// Whom a treaty binds, as far as it was asked.
#[derive(Default)]
struct Known {
    by_number: Vec<Option<Truth>>,
    /// Of how many it was asked.
    asked: usize,
    /// Whether whoever has no place there is not bound.
    has_all: bool,
}

impl Known {
    /// Of how many it is asked one by one.
    const FEW: usize = 4;

    /// Gives a place to a state.
    fn reach(&mut self, number: usize) {
        if self.by_number.len() <= number {
            // There is room for most at once.
            self.by_number.resize((number + 1).next_multiple_of(256), None);
        }
    }

    /// Whether the text binds a state, where that is known of all.
    fn of(&self, number: usize) -> Truth {
        self.by_number.get(number).copied().flatten().unwrap_or(Truth::No)
    }

    /// Finds at once whom a text binds.
    fn find_all(&mut self, text: &Read, situation: &Situation<'_>) {
        if self.has_all {
            return;
        }
        self.has_all = true;
        self.by_number.fill(None);
        if text.force.is_no() {
            return;
        }
        let world = situation.world();
        for body in text.bodies() {
            for (member, truth) in situation.roll(body).iter().copied() {
                let Some(state) = world.tables().typed::<State>(member) else { continue };
                let number = world.index().number(state.into());
                self.reach(number);
                let before = self.by_number[number].unwrap_or(Truth::No);
                self.by_number[number] = Some(before | (truth & text.force));
            }
        }
    }
}

impl Read {
    fn of(situation: &Situation<'_>, treaty: Id<Treaty>) -> Self {
        let provisions = situation.world().index().provisions_of(treaty.into()).iter();
        let across =
            provisions.filter_map(|id| match situation.world()[*id].counterparty.as_ref()? {
                Bearer::Participants(body) => Some(*body),
                // States that a clause names are parties, or outsiders of whom it speaks.
                Bearer::Listed(_) | Bearer::ThirdStates | Bearer::Nobody => None,
            });
        let mut across: Vec<BodyId> = across.collect();
        across.sort_unstable();
        across.dedup();
        Self {
            treaty,
            force: situation.view.in_force(treaty) & situation.is_binding_text(treaty.into()),
            across,
            bound: RefCell::default(),
            entered: RefCell::default(),
            clauses: OnceCell::new(),
            savings: OnceCell::new(),
            fields: OnceCell::new(),
            over_every_agreement: OnceCell::new(),
        }
    }

    /// That in which whoever it binds takes part.
    fn bodies(&self) -> impl Iterator<Item = BodyId> {
        std::iter::once(self.treaty.into()).chain(self.across.iter().copied())
    }

    /// Whether it binds a state as law on the day: that takes part in it, or in what is the other side of one of its clauses.
    fn binds(&self, situation: &Situation<'_>, state: Id<State>) -> Truth {
        if self.force.is_no() {
            return Truth::No;
        }
        let number = situation.world().index().number(state.into());
        let known = self.bound.borrow();
        if let Some(truth) = known.by_number.get(number).copied().flatten() {
            return truth;
        }
        if known.has_all {
            return Truth::No;
        }
        drop(known);
        self.find_binds(situation, state, number)
    }

    /// Whom it binds, of all.
    fn binds_all(&self, situation: &Situation<'_>) -> Ref<'_, Known> {
        self.bound.borrow_mut().find_all(self, situation);
        self.bound.borrow()
    }

    /// The same of one of whom it was not asked before, with its place among states.
    fn find_binds(&self, situation: &Situation<'_>, state: Id<State>, number: usize) -> Truth {
        let mut known = self.bound.borrow_mut();
        known.asked += 1;
        if known.asked > Known::FEW {
            // Of whom much is asked, all are found at once.
            known.find_all(self, situation);
            return known.of(number);
        }
        known.reach(number);
        let takes_part = self.bodies().map(|body| situation.takes_part(state.into(), body));
        let truth = Truth::any(takes_part) & self.force;
        known.by_number[number] = Some(truth);
        truth
    }

    /// The fields of which it speaks, with whether it certainly does.
    fn fields(&self, situation: &Situation<'_>) -> &[(Field, Truth)] {
        self.fields.get_or_init(|| fields(situation, self.treaty.into()))
    }
}

/// A law and a treaty.
fn over_law(
    situation: &Situation<'_>,
    found: &mut Prevailing,
    law: LawId,
    read: &Read,
    states: [Id<State>; 2],
) {
    let treaty = read.treaty;
    let of_them = match &situation.world()[law].parties {
        Some(Parties::Listed(own)) => own.iter().any(|state| states.contains(state)),
        Some(Parties::Of(_) | Parties::Nobody) | None => false,
    };
    if !of_them {
        found.may(Priority::Nothing, PriorityGround::OnlyOneBinds { text: treaty });
        return;
    }
    let mut both = Truth::Yes;
    for state in states {
        let truth = read.binds(situation, state);
        if truth.is_unknown() {
            found.doubt(PriorityDoubt::Bound { state, text: treaty });
        }
        both = both & truth;
    }
    let prevails = Priority::Text(treaty.into());
    if !found.step(both, prevails, PriorityGround::OwnLaw { law }) {
        found.may(Priority::Nothing, PriorityGround::NoCommonText);
    }
}

/// Two treaties and two states.
struct Two<'s, 'a> {
    situation: &'s Situation<'a>,
    texts: [Id<Treaty>; 2],
    read: [&'s Read; 2],
    states: [Id<State>; 2],
    all_parties: &'s [OnceCell<Truth>; 2],
    /// Of each state, whether it was asked since when it is bound.
    is_dated: Cell<[bool; 2]>,
}

impl Two<'_, '_> {
    /// Follows the lines for every way in which the two states may be bound by the two texts: by text, then by state.
    fn every_way(&self, truths: [[Truth; 2]; 2]) -> Prevailing {
        let mut found = Prevailing::new();
        if truths.as_flattened().iter().all(|truth| !truth.is_unknown()) {
            self.follow(&mut found, truths.map(|row| row.map(Truth::is_yes)));
            return found;
        }
        for (text, row) in self.texts.iter().zip(truths) {
            for (state, truth) in self.states.iter().zip(row) {
                if truth.is_unknown() {
                    found.doubt(PriorityDoubt::Bound { state: *state, text: *text });
                }
            }
        }
        let flat = [truths[0][0], truths[0][1], truths[1][0], truths[1][1]];
        // The certain before the possible: so that what is told first is what needs least.
        for way in 0_u8..16 {
            let is = |at: usize| way & (1 << at) != 0;
            let fits = flat.iter().enumerate().all(|(at, truth)| match truth {
                Truth::Yes => is(at),
                Truth::No => !is(at),
                Truth::Unknown => true,
            });
            if fits {
                self.follow(&mut found, [[is(0), is(1)], [is(2), is(3)]]);
            }
        }
        found
    }

    /// Follows the lines, for texts that bind the states in this way.
    fn follow(&self, found: &mut Prevailing, binds: [[bool; 2]; 2]) {
        let [one, other] = self.texts;
        let both = binds.map(|row| row[0] && row[1]);
        let some = binds.map(|row| row[0] || row[1]);
        if both == [false, false] {
            found.may(Priority::Nothing, PriorityGround::NoCommonText);
            return;
        }
        if some != [true, true] {
            let text = if some[0] { one } else { other };
            found.may(Priority::Nothing, PriorityGround::OnlyOneBinds { text });
            return;
        }
        if self.over_every_agreement(found, both) || self.other_subject(found) {
            return;
        }
        if self.subject_to(found, binds) || (both == [true, true] && self.supreme(found)) {
            return;
        }
        match both {
            [true, true] => self.later(found),
            [first, _] => {
                let (at, beside) = if first { (0, 1) } else { (1, 0) };
                self.common(found, at, binds[beside]);
            }
        }
    }

    /// A text whose obligations prevail over every other agreement, and the other has no such clause.
    fn over_every_agreement(&self, found: &mut Prevailing, both: [bool; 2]) -> bool {
        let clauses = self.read.map(|read| {
            let find = || self.clause_over_every_agreement(read.treaty);
            *read.over_every_agreement.get_or_init(find)
        });
        let (at, (clause, stands)) = match clauses {
            [Some(clause), None] => (0, clause),
            [None, Some(clause)] => (1, clause),
            [None, None] | [Some(_), Some(_)] => return false,
        };
        if stands.is_unknown() {
            found.doubt(PriorityDoubt::Clause { clause });
        }
        // Toward a state that is not bound by it, how far it reaches is disputed.
        let priority =
            if both[at] { Priority::Text(self.texts[at].into()) } else { Priority::Appreciation };
        found.step(stands, priority, PriorityGround::OverEveryAgreement { clause })
    }

    fn clause_over_every_agreement(&self, text: Id<Treaty>) -> Option<(Id<Provision>, Truth)> {
        let is_it = |effect: &Effect| {
            matches!(effect, Effect::Supremacy { over: Outranked::EveryAgreement })
        };
        let decides = || {
            self.clauses(text).iter().any(|(id, truth)| {
                truth.is_possible() && matches!(self.effect(*id), Effect::Sanctions)
            })
        };
        let own = self.first(text, is_it);
        own.or_else(|| {
            let organizations = self.situation.organizations_by(text.into());
            let texts = (organizations.into_iter().filter(|_| decides()))
                .flat_map(|organization| self.situation.instruments_of(organization.into()));
            texts
                .filter_map(|(instrument, _)| match instrument {
                    InstrumentId::Treaty(treaty) => Some(treaty),
                    InstrumentId::Law(_) => None,
                })
                .find_map(|treaty| self.first(treaty, is_it))
        })
    }

    fn other_subject(&self, found: &mut Prevailing) -> bool {
        let [one, other] = self.read.map(|read| read.fields(self.situation));
        let shared = (one.iter().filter_map(|(field, truth)| {
            let beside = other.iter().find(|(other, _)| other == field)?.1;
            Some(*truth & beside)
        }))
        .fold(Truth::No, |a, b| a | b);
        let all_read = self.texts.iter().all(|text| self.record(*text).read == Some(ReadMark::All));
        let differ = !if all_read { shared } else { shared | Truth::Unknown };
        if differ.is_unknown() {
            found.doubt(PriorityDoubt::Subject);
        }
        found.step(differ, Priority::Nothing, PriorityGround::OtherSubject)
    }

    /// One of them says that it is subject to the other, and not the other way round.
    fn subject_to(&self, found: &mut Prevailing, binds: [[bool; 2]; 2]) -> bool {
        let clauses = [self.saves(0, 1, binds), self.saves(1, 0, binds)];
        let truth = |at: usize| clauses[at].map_or(Truth::No, |(_, truth)| truth);
        for (at, beside) in [(0, 1), (1, 0)] {
            let Some((clause, is_subject)) = clauses[at] else { continue };
            let applies = is_subject & !truth(beside);
            if applies.is_unknown() {
                found.doubt(PriorityDoubt::Clause { clause });
            }
            let priority = Priority::Text(self.texts[beside].into());
            if found.step(applies, priority, PriorityGround::SubjectTo { clause }) {
                return true;
            }
        }
        false
    }

    /// The clause by which a text leaves the other one untouched, the most certain first.
    fn saves(
        &self,
        at: usize,
        beside: usize,
        binds: [[bool; 2]; 2],
    ) -> Option<(Id<Provision>, Truth)> {
        let (text, other) = (self.texts[at], self.texts[beside]);
        let is_of = |own: &str| {
            let mut organizations = self.situation.organizations_by(other.into()).into_iter();
            organizations.any(|one| self.situation.world().key(one) == own)
        };
        let mut best: Option<(Id<Provision>, Truth)> = None;
        let savings = self.read[at].savings.get_or_init(|| {
            let clauses = self.clauses(text);
            let saves = |id: Id<Provision>| matches!(self.effect(id), Effect::Savings { .. });
            clauses.iter().copied().filter(|(id, _)| saves(*id)).collect()
        });
        for (clause, stands) in savings.iter().copied() {
            let Effect::Savings { scope } = self.effect(clause) else { continue };
            let reaches = if scope.organizations.iter().any(|own| is_of(own)) {
                Truth::Yes
            } else if scope.other_treaties {
                match scope.of {
                    Some(SavedTreaties::Any) => Truth::Yes,
                    Some(SavedTreaties::Existing) => self.existed(other, text, binds),
                    None => self.existed(other, text, binds) | Truth::Unknown,
                }
            } else {
                Truth::No
            };
            let truth = stands & reaches;
            if truth.is_possible() && best.is_none_or(|(_, before)| truth > before) {
                best = Some((clause, truth));
            }
        }
        best
    }

    /// Whether a text is one of those that there were for whoever is in both: adopted before the other for those in that from its
    /// beginning, and held before it by whoever joined that later.
    fn existed(&self, text: Id<Treaty>, other: Id<Treaty>, binds: [[bool; 2]; 2]) -> Truth {
        let in_both =
            self.states.iter().enumerate().filter(|(at, _)| binds[0][*at] && binds[1][*at]);
        Truth::all(in_both.map(|(_, state)| {
            let dates = (self.entered(*state, text), self.entered(*state, other));
            let (Some(held), Some(entered)) = dates else { return Truth::Unknown };
            let begun = self.record(other).in_force;
            let late = begun.map_or(Truth::Unknown, |begun| begun.is_before(entered));
            let adopted = self.earlier(text, other) & held.is_on_or_before(entered);
            (late & held.is_before(entered)) | (!late & adopted)
        }))
    }

    /// One of them says that it prevails among those whom it binds, and the other does not.
    fn supreme(&self, found: &mut Prevailing) -> bool {
        let clauses = self.texts.map(|text| {
            self.first(text, |effect| {
                matches!(effect, Effect::Supremacy { over: Outranked::AmongParties })
            })
        });
        let truth = |at: usize| clauses[at].map_or(Truth::No, |(_, truth)| truth);
        for (at, beside) in [(0, 1), (1, 0)] {
            let Some((clause, stands)) = clauses[at] else { continue };
            let applies = stands & !truth(beside);
            if applies.is_unknown() {
                found.doubt(PriorityDoubt::Clause { clause });
            }
            let priority = Priority::Text(self.texts[at].into());
            if found.step(applies, priority, PriorityGround::Supremacy { clause }) {
                return true;
            }
        }
        false
    }

    /// The text that both are in, beside one that only one of them is in.
    fn common(&self, found: &mut Prevailing, at: usize, beside_binds: [bool; 2]) {
        let (text, beside) = (self.texts[at], self.texts[1 - at]);
        let priority = Priority::Text(text.into());
        let keeps = self.first(
            beside,
            |effect| matches!(effect, Effect::Savings { scope } if scope.earlier_with_outsiders),
        );
        let inside = self.states.iter().zip(beside_binds).find(|(_, is_in)| *is_in);
        if let (Some((clause, stands)), Some((inside, _))) = (keeps, inside) {
            let entered = self.entered(*inside, beside);
            let earlier = self.signed_before(text, entered);
            let ground = PriorityGround::EarlierWithOutsider { clause };
            if found.step(stands & earlier, priority, ground) {
                return;
            }
        }
        found.may(priority, PriorityGround::CommonText);
    }

    /// From when a state is bound by a text, at the latest on record: it cannot be bound before that is in force. Whom an earlier change
    /// of a hypothesis has join, by the day at the latest.
    fn entered(&self, state: Id<State>, text: Id<Treaty>) -> Option<Date> {
        let [first, second] = self.is_dated.get();
        self.is_dated.set([first || state == self.states[0], second || state == self.states[1]]);
        match self.read.iter().find(|read| read.treaty == text) {
            Some(read) => {
                let mut known = read.entered.borrow_mut();
                *known.entry(state).or_insert_with(|| self.find_entered(state, text))
            }
            None => self.find_entered(state, text),
        }
    }

    fn find_entered(&self, state: Id<State>, text: Id<Treaty>) -> Option<Date> {
        let view = &self.situation.view;
        let roll = self.situation.roll_of(text.into());
        let bodies = [roll, text.into()];
        let joined =
            (self.situation.deltas.joined_by(state.into())).any(|one| bodies.contains(&one));
        if joined && bodies.iter().all(|body| !view.is_member(state, *body).is_possible()) {
            return Some(view.as_of());
        }
        let spells = view.world().spells(state, roll, view.knowledge());
        let spell = (spells.iter().filter(|spell| spell.status.is_binding()))
            .filter(|spell| spell.valid.contains(view.as_of()).is_possible())
            .filter_map(|spell| spell.valid.from)
            .next_back();
        match (spell, self.record(text).in_force) {
            (Some(from), Some(in_force)) => Some(from.later_of(in_force)),
            (from, in_force) => from.or(in_force),
        }
    }

    /// The later of two that bind both.
    fn later(&self, found: &mut Prevailing) {
        let [one, other] = self.texts;
        let (first, second) = (self.earlier(one, other), self.earlier(other, one));
        if !first.is_yes() && !second.is_yes() && self.same_day().is_yes() {
            found.may(Priority::Appreciation, PriorityGround::SameDay);
            return;
        }
        if !first.is_yes() && !second.is_yes() {
            found.doubt(PriorityDoubt::Adopted);
        }
        for (truth, earlier, later) in [(first, one, other), (second, other, one)] {
            if truth.is_possible() {
                let priority = Priority::Text(later.into());
                let all_parties = &self.all_parties[usize::from(earlier != one)];
                let all = *all_parties.get_or_init(|| self.has_all_parties(earlier, later));
                if !found.step(all, priority, PriorityGround::LaterOfAllParties) {
                    found.may(priority, PriorityGround::LaterOfBoth);
                }
            }
        }
        if !first.is_yes() && !second.is_yes() && self.same_day().is_possible() {
            found.may(Priority::Appreciation, PriorityGround::SameDay);
        }
    }

    fn has_all_parties(&self, earlier: Id<Treaty>, later: Id<Treaty>) -> Truth {
        let parties = self.situation.members_of(earlier.into());
        let named = parties.iter().map(|(party, truth)| {
            let party: EntityId = *party;
            !*truth | self.situation.takes_part(party, later.into())
        });
        let roll = self.situation.view.has_complete_roll(earlier.into());
        Truth::all(named) & if roll { Truth::Yes } else { Truth::Unknown }
    }

    /// Whether a text was adopted before another.
    fn earlier(&self, text: Id<Treaty>, than: Id<Treaty>) -> Truth {
        self.signed_before(text, self.record(than).signed)
    }

    /// Whether it was signed before a day; open where either is on no record.
    fn signed_before(&self, text: Id<Treaty>, than: Option<Date>) -> Truth {
        let signed = self.record(text).signed;
        signed.zip(than).map_or(Truth::Unknown, |(signed, than)| signed.is_before(than))
    }

    fn same_day(&self) -> Truth {
        let [Some(one), Some(other)] = self.texts.map(|text| self.record(text).signed) else {
            return Truth::Unknown;
        };
        let ((from, to), (other_from, other_to)) = (one.bounds(), other.bounds());
        if from == to && (from, to) == (other_from, other_to) {
            Truth::Yes
        } else if to < other_from || other_to < from {
            Truth::No
        } else {
            Truth::Unknown
        }
    }

    fn record(&self, text: Id<Treaty>) -> &Treaty {
        &self.situation.world()[text]
    }

    fn effect(&self, clause: Id<Provision>) -> &Effect {
        &self.situation.world()[clause].effect
    }

    /// The clauses of a text with whether they stand, by key.
    fn clauses(&self, text: Id<Treaty>) -> Cow<'_, [(Id<Provision>, Truth)]> {
        let find = || {
            let provisions = self.situation.world().index().provisions_of(text.into()).iter();
            provisions.map(|id| (*id, self.situation.stands(*id))).collect()
        };
        match self.read.iter().find(|read| read.treaty == text) {
            Some(read) => read.clauses.get_or_init(find).into(),
            None => Cow::Owned(find()),
        }
    }

    /// The first clause of a sort that may stand, the certain before the possible.
    fn first(
        &self,
        text: Id<Treaty>,
        is_it: impl Fn(&Effect) -> bool,
    ) -> Option<(Id<Provision>, Truth)> {
        let clauses = self.clauses(text);
        let of_sort = clauses.iter().copied();
        let of_sort = of_sort.filter(|(id, truth)| truth.is_possible() && is_it(self.effect(*id)));
        of_sort.reduce(|best, next| if next.1 > best.1 { next } else { best })
    }
}

/// The fields of which a text speaks, with whether it certainly does.
pub(crate) fn fields(situation: &Situation<'_>, text: InstrumentId) -> Vec<(Field, Truth)> {
    let world = situation.world();
    let by_clause = world.index().provisions_of(text).iter().flat_map(|id| {
        let truth = situation.stands(*id);
        world[*id].effect.fields().into_iter().map(move |field| (field, truth))
    });
    let subjects: &[Subject] = match text {
        InstrumentId::Treaty(treaty) => &world[treaty].subjects,
        InstrumentId::Law(_) => &[],
    };
    let recorded = subjects.iter().filter_map(|subject| match subject {
        Subject::Alliance | Subject::Neutrality => Some((Field::Security, Truth::Yes)),
        Subject::Customs => Some((Field::Trade, Truth::Yes)),
        Subject::Bases => Some((Field::Bases, Truth::Yes)),
        // An association may be on anything; of currencies no rule says which text goes first.
        Subject::Association | Subject::Currency | Subject::PlannedCurrency => None,
    });
    let mut fields: Vec<(Field, Truth)> = Vec::new();
    for (field, truth) in by_clause.chain(recorded).filter(|(_, truth)| truth.is_possible()) {
        match fields.iter_mut().find(|(known, _)| *known == field) {
            Some((_, known)) => *known = *known | truth,
            None => fields.push((field, truth)),
        }
    }
    fields
}
