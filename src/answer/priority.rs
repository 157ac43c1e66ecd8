//! Which of the two texts of a conflict prevails, between the state that is in it and those to whom it owes what it holds.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::consequences::Consequences;
use super::prevalence::Prevalence;
use crate::model::{Effect, Kind};
use crate::rules::{Conflict, Prevailing, Situation, TextPair, TextsRead};
use crate::scenario::{Changed, Movement};
use crate::verdict::{Brought, Class, Priority, PriorityGround, PriorityStep};
use crate::world::World;
use crate::{BodyId, EntityId, Id, InstrumentId, State, Treaty, Truth};

/// Which of the two texts of a conflict prevails: what the state holds, or what it would be bound by.
///
/// It is asked toward everybody to whom the state owes what it holds (of its own law: toward the parties of the treaty), as the change
/// would leave things. Toward some another text may prevail than toward others; then none does so throughout.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConflictPriority {
    /// What the state holds, and what it would be bound by.
    pub texts: [InstrumentId; 2],
    /// Which of them prevails toward whom, by key; those toward whom nothing is to be decided are left out.
    pub toward: Vec<Prevalence>,
}

impl ConflictPriority {
    /// The text that prevails toward all, if there is one: where that is open toward some, the one that may.
    pub fn text(&self) -> Option<InstrumentId> {
        self.common().text()
    }

    /// The step by which it does so toward all, if it is one.
    pub fn step(&self) -> Option<PriorityStep> {
        self.common().step()
    }

    /// Whether one text certainly prevails toward all.
    pub fn truth(&self) -> Truth {
        self.common().truth()
    }

    fn common(&self) -> Common {
        let mut common = Common::default();
        for found in &self.toward {
            common.beside(&found.possible);
        }
        common
    }
}

/// What is the same toward all to whom something is owed.
#[derive(Debug, Default)]
pub(crate) struct Common {
    /// Whether there is anything to decide toward anybody.
    is_any: bool,
    /// Whether it is open toward anybody what prevails.
    is_open: bool,
    text: Same<InstrumentId>,
    step: Same<PriorityStep>,
}

/// What was found of all, as far as it is the same.
#[derive(Copy, Clone, Debug, Default)]
enum Same<T> {
    /// Nothing was found yet.
    #[default]
    Nothing,
    One(T),
    Different,
}

impl<T: Copy + PartialEq> Same<T> {
    fn beside(&mut self, found: T) {
        *self = match self {
            Self::Nothing => Self::One(found),
            Self::One(one) if *one == found => Self::One(found),
            Self::One(_) | Self::Different => Self::Different,
        };
    }

    const fn one(&self) -> Option<T> {
        if let Self::One(one) = self { Some(*one) } else { None }
    }
}

impl Common {
    /// Beside what was found toward others, what was found toward one.
    fn beside(&mut self, possible: &[(Priority, PriorityGround)]) {
        let first = possible.first().map(|(priority, _)| *priority);
        let is_agreed = possible.iter().all(|(one, _)| Some(*one) == first);
        // Toward whom nothing is to be decided, no text prevails over another.
        if is_agreed && first == Some(Priority::Nothing) {
            return;
        }
        self.is_any = true;
        self.is_open |= !is_agreed || first.is_none();
        for (priority, ground) in possible {
            match priority {
                Priority::Text(text) => {
                    self.text.beside(*text);
                    self.step.beside(ground.step());
                }
                // Toward whom nothing may be to decide, no other text prevails.
                Priority::Nothing => {}
                Priority::Appreciation | Priority::Undetermined => self.text = Same::Different,
            }
        }
    }

    /// The text that prevails toward all, if there is one: where that is open toward some, the one that may.
    pub(crate) fn text(&self) -> Option<InstrumentId> {
        self.text.one()
    }

    /// The step by which it does so toward all, if it is one.
    pub(crate) fn step(&self) -> Option<PriorityStep> {
        self.step.one().filter(|_| self.text.one().is_some())
    }

    /// Whether one text certainly prevails toward all.
    pub(crate) fn truth(&self) -> Truth {
        let is_certain = self.text.one().is_some() && !self.is_open;
        if is_certain { Truth::Yes } else { Truth::Unknown }
    }
}

impl Consequences<'_> {
    /// Which text prevails of a conflict of this answer, where two texts meet in it; none otherwise: where there is no conflict, or
    /// what the change brings stands in no text on record.
    ///
    /// The text that a change brings is that of the provision that it brings, the treaty that is joined, or of an organization that is
    /// joined the one text on the same [field](crate::model::Field). It is asked as that change leaves things, and of what conflicts
    /// without the change, as it is recorded.
    ///
    /// # Rule
    ///
    /// That of [`View::which_prevails`](crate::View::which_prevails), for every state to which what is held is owed:
    ///
    /// ```text
    /// prevails(x)   :- prevails(x, s, t) for every t that owes(s, held, t), if anything is to be decided.
    /// ```
    ///
    /// Source: Vienna Convention on the Law of Treaties, art. 27 and 30.
    ///
    /// # Cost
    ///
    /// O(those to whom it is owed × provisions of both texts). Nothing else of an answer pays for it.
    ///
    /// # Example
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::verdict::PriorityStep;
    /// use comity::{Change, Organization, State, World, date};
    ///
    /// let world = World::bundled();
    /// let (arm, nato) = (world.find::<State>("arm")?, world.find::<Organization>("nato")?);
    /// let answer = world.as_of(date(2024, 10, 20)).consequences_of(Change::join(arm, nato));
    /// let conflict = answer.conflicts().find(|one| one.class == comity::verdict::Class::Hard).unwrap();
    /// let found = answer.which_prevails(conflict).unwrap();
    /// // Toward its allies, who stay outside, the treaty that they are in with it: VCLT art. 30(4)(b).
    /// assert_eq!(found.step(), Some(PriorityStep::CommonText));
    /// assert!(found.truth().is_yes());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn which_prevails(&self, conflict: &Conflict) -> Option<ConflictPriority> {
        let situations = self.after_each();
        Priorities::of(self, &situations).find(conflict)
    }

    /// As each change leaves things, before the next one, on its day; and last, as it is recorded.
    pub(crate) fn after_each(&self) -> Vec<Situation<'_>> {
        let after = (1..).zip(&self.placed).map(|(next, step)| {
            let after = self.placed.get(next).map_or(&self.after, |next| &next.before);
            self.situation(after).on(step.hypothesis.date)
        });
        after.chain([self.before_all()]).collect()
    }
}

/// Which texts prevail of the conflicts of an answer: what is asked of the same texts again is found once.
pub(crate) struct Priorities<'s> {
    answer: &'s Consequences<'s>,
    /// As each change leaves things, and as it is recorded.
    situations: &'s [Situation<'s>],
    /// In each of them.
    found: Vec<Found<'s>>,
}

/// What was found in one situation.
#[derive(Default)]
struct Found<'s> {
    read: TextsRead,
    /// The text of an organization that is held against another text.
    texts: BTreeMap<(EntityId, InstrumentId), Option<Id<Treaty>>>,
    pairs: BTreeMap<[InstrumentId; 2], TextPair<'s, 's>>,
}

/// A conflict of two texts, and everybody to whom what is held is owed.
struct Meeting<'p, 's> {
    texts: &'p TextPair<'s, 's>,
    world: &'s World,
    state: Id<State>,
    owed: Cow<'s, [(EntityId, Truth)]>,
}

impl Meeting<'_, '_> {
    /// The other states to whom it is owed.
    fn others(&self) -> impl Iterator<Item = Id<State>> {
        let others = self.owed.iter().map(|(who, _)| *who);
        let others = others.filter(|who| *who != EntityId::from(self.state));
        others.filter(|who| self.world[*who].kind() == Kind::State).map(EntityId::cast)
    }
}

impl<'s> Priorities<'s> {
    pub(crate) fn of(answer: &'s Consequences<'s>, situations: &'s [Situation<'s>]) -> Self {
        let found = situations.iter().map(|_| Found::default()).collect();
        Self { answer, situations, found }
    }

    /// The same as [`which_prevails`](Consequences::which_prevails).
    fn find(&mut self, conflict: &Conflict) -> Option<ConflictPriority> {
        let meeting = self.meeting(conflict)?;
        let toward: Vec<Prevalence> = (meeting.others())
            .map(|who| Prevalence::of(meeting.texts, [meeting.state, who]))
            .filter(|found| found.priority != Priority::Nothing)
            .collect();
        (!toward.is_empty()).then(|| ConflictPriority { texts: meeting.texts.texts(), toward })
    }

    /// The same without whom it is so toward.
    pub(crate) fn common(&mut self, conflict: &Conflict) -> Option<Common> {
        let meeting = self.meeting(conflict)?;
        let mut common = Common::default();
        let beside = |found: &Prevailing| common.beside(&found.possible);
        meeting.texts.toward_each(meeting.state, meeting.others(), beside);
        Some(common).filter(|common| common.is_any)
    }

    /// The two texts that meet in a conflict, if two do.
    fn meeting(&mut self, conflict: &Conflict) -> Option<Meeting<'_, 's>> {
        if conflict.class == Class::None {
            return None;
        }
        let world = self.answer.world();
        let id = conflict.provision.recorded()?;
        let held = &world[id];
        let placed = &self.answer.placed;
        let index = placed.iter().position(|step| step.hypothesis.with == conflict.with);
        let at = index.unwrap_or(placed.len());
        let (situation, known) = (self.situations.get(at)?, self.found.get_mut(at)?);
        let text = match (conflict.brought, index.map(|at| placed[at].change.movement())) {
            // What is joined, or what is held already.
            (brought, None | Some(Some(Movement::Joins { .. } | Movement::Granted { .. }))) => {
                known.text_of(situation, conflict, brought, held.instrument)?
            }
            // What a body would acquire, or states conclude, stands in no text yet.
            (_, Some(None | Some(Movement::Leaves { .. }))) => return None,
        };
        let texts = [held.instrument, text.into()];
        if texts[0] == texts[1] {
            return None;
        }
        // What forbids something toward somebody is owed to the others whom it binds.
        let is_about_outsiders =
            matches!(held.effect, Effect::Forbidden { .. } | Effect::Sanctions);
        let owed = match held.instrument {
            InstrumentId::Treaty(_) if is_about_outsiders => situation.lent_bearers(id),
            InstrumentId::Treaty(_) => situation.lent_toward(id),
            InstrumentId::Law(_) => situation.roll(text.into()),
        };
        let Found { read, pairs, .. } = known;
        let pair = pairs.entry(texts);
        let texts = pair.or_insert_with(|| TextPair::of_read(situation, texts, read));
        Some(Meeting { texts, world, state: conflict.state, owed })
    }
}

impl Found<'_> {
    /// The text of what is held against something, if there is one.
    fn text_of(
        &mut self,
        situation: &Situation<'_>,
        conflict: &Conflict,
        brought: Option<Brought>,
        held: InstrumentId,
    ) -> Option<Id<Treaty>> {
        let world = situation.world();
        match brought {
            Some(Brought::Recorded(provision)) => return treaty(world[provision].instrument),
            Some(Brought::Worded { .. }) => return None,
            None => {}
        }
        let Changed::Entity(with) = &conflict.with else { return None };
        let body = match BodyId::of(*with, world[*with].kind())? {
            BodyId::Treaty(treaty) => return Some(treaty),
            BodyId::Organization(organization) => BodyId::Organization(organization),
        };
        let Self { read, texts, .. } = self;
        *texts.entry((*with, held)).or_insert_with(|| {
            let about = read.fields(situation, held);
            let texts = situation.instruments_of(body).into_iter();
            let mut texts = (texts.filter_map(|(text, _)| treaty(text)))
                .filter(|text| situation.view.in_force(*text).is_possible())
                .filter(|text| read.is_on_any(situation, *text, &about));
            let only = texts.next()?;
            texts.next().is_none().then_some(only)
        })
    }
}

const fn treaty(text: InstrumentId) -> Option<Id<Treaty>> {
    match text {
        InstrumentId::Treaty(treaty) => Some(treaty),
        InstrumentId::Law(_) => None,
    }
}
