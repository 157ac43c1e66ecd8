//! Which of the two texts of a conflict prevails, between the state that is in it and those to whom it owes what it holds.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::consequences::Consequences;
use super::prevalence::Prevalence;
use crate::model::{Effect, Kind};
use crate::rules::{Conflict, Situation, TextPair, TextsRead};
use crate::scenario::{Changed, Movement};
use crate::verdict::{Brought, Class, Priority, PriorityStep};
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
        let mut common = None;
        for found in &self.toward {
            for (priority, _) in &found.possible {
                match priority {
                    Priority::Text(text) if common.is_none_or(|one| one == *text) => {
                        common = Some(*text);
                    }
                    // Toward whom nothing may be to decide, no other text prevails.
                    Priority::Nothing => {}
                    Priority::Text(_) | Priority::Appreciation | Priority::Undetermined => {
                        return None;
                    }
                }
            }
        }
        common
    }

    /// The step by which it does so toward all, if it is one.
    pub fn step(&self) -> Option<PriorityStep> {
        let text = Priority::Text(self.text()?);
        let ways = self.toward.iter().flat_map(|found| &found.possible);
        let mut steps = ways.filter(|(one, _)| *one == text).map(|(_, ground)| ground.step());
        let first = steps.next()?;
        steps.all(|step| step == first).then_some(first)
    }

    /// Whether one text certainly prevails toward all.
    pub fn truth(&self) -> Truth {
        let Some(text) = self.text() else { return Truth::Unknown };
        let certain = self.toward.iter().all(|found| found.prevails(text).is_yes());
        if certain { Truth::Yes } else { Truth::Unknown }
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
        Priorities::of(self, &situations).find(conflict).map(Rc::unwrap_or_clone)
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
    pairs: BTreeMap<[InstrumentId; 2], Pair<'s>>,
}

/// Two texts, and what was found of them.
struct Pair<'s> {
    read: TextPair<'s, 's>,
    found: Vec<Asked>,
}

/// Which of two texts prevails between a state and those to whom it owes something.
struct Asked {
    state: Id<State>,
    owed: Vec<(EntityId, Truth)>,
    found: Option<Rc<ConflictPriority>>,
}

impl<'s> Priorities<'s> {
    pub(crate) fn of(answer: &'s Consequences<'s>, situations: &'s [Situation<'s>]) -> Self {
        let found = situations.iter().map(|_| Found::default()).collect();
        Self { answer, situations, found }
    }

    /// The same as [`which_prevails`](Consequences::which_prevails).
    pub(crate) fn find(&mut self, conflict: &Conflict) -> Option<Rc<ConflictPriority>> {
        if conflict.class == Class::None {
            return None;
        }
        let world = self.answer.world();
        let held = &world[conflict.provision.recorded()?];
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
            InstrumentId::Treaty(_) if is_about_outsiders => situation.bearers(held),
            InstrumentId::Treaty(_) => situation.toward(held),
            InstrumentId::Law(_) => situation.members_of(text.into()),
        };
        let state = conflict.state;
        let Found { read, pairs, .. } = known;
        let pair = pairs.entry(texts).or_insert_with(|| Pair {
            read: TextPair::of_read(situation, texts, read),
            found: Vec::new(),
        });
        let asked = pair.found.iter().find(|asked| asked.state == state && asked.owed == owed);
        if let Some(asked) = asked {
            return asked.found.clone();
        }
        let others = owed.iter().map(|(who, _)| *who);
        let others = others.filter(|who| *who != EntityId::from(state));
        let toward = others
            .filter(|who| world[*who].kind() == Kind::State)
            .map(|who| Prevalence::of(&pair.read, [state, who.cast()]))
            .filter(|found| found.priority != Priority::Nothing);
        let toward: Vec<Prevalence> = toward.collect();
        let found = (!toward.is_empty()).then(|| Rc::new(ConflictPriority { texts, toward }));
        pair.found.push(Asked { state, owed, found: found.clone() });
        found
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
