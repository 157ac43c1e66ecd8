//! Which of two texts prevails between two states.

use crate::rules::{Situation, TextPair};
use crate::verdict::{Priority, PriorityDoubt, PriorityGround};
use crate::world::View;
use crate::{Id, InstrumentId, State, Treaty, Truth};

/// Which of two texts prevails between two states on the day of a view, and by what step that is decided.
///
/// What prevails comes first where both cannot be performed. The other is not void, and whoever breaks it is responsible for that
/// (VCLT art. 30(5)).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Prevalence {
    /// The texts, as they were asked.
    pub texts: [InstrumentId; 2],
    /// Between whom.
    pub between: [Id<State>; 2],
    /// Which goes first.
    pub priority: Priority,
    /// By what step. Where several lead to one text, the least demanding of them; nothing where it is undetermined.
    pub ground: Option<PriorityGround>,
    /// All that may turn out, each with the step that would decide it; one, if nothing is open.
    pub possible: Vec<(Priority, PriorityGround)>,
    /// What is not known where it matters; empty if the priority is determined and so is its ground.
    pub doubts: Vec<PriorityDoubt>,
}

impl Prevalence {
    /// Which of two texts prevails between two states in a situation.
    pub(crate) fn of(texts: &TextPair<'_, '_>, between: [Id<State>; 2]) -> Self {
        let found = texts.between(between);
        let first = found.possible.first().map(|(priority, _)| *priority);
        let agreed = first.filter(|first| found.possible.iter().all(|(one, _)| one == first));
        let ground = agreed.and_then(|_| found.possible.last()).map(|(_, ground)| *ground);
        let is_open = found.possible.len() != 1;
        Self {
            texts: texts.texts(),
            between,
            priority: agreed.unwrap_or(Priority::Undetermined),
            ground,
            doubts: if is_open { found.doubts } else { Vec::new() },
            possible: found.possible.into_vec(),
        }
    }

    /// The text that prevails for certain.
    pub const fn text(&self) -> Option<InstrumentId> {
        match self.priority {
            Priority::Text(text) => Some(text),
            Priority::Nothing | Priority::Appreciation | Priority::Undetermined => None,
        }
    }

    /// The treaty over which another prevails and which still binds: whoever breaks it is responsible for that (VCLT art. 30(5)).
    ///
    /// None where one text leaves the other untouched by its own words, or where the earlier may be ended by the later.
    pub fn yields(&self) -> Option<Id<Treaty>> {
        let over = self.text()?;
        match self.ground? {
            PriorityGround::OverEveryAgreement { .. }
            | PriorityGround::Supremacy { .. }
            | PriorityGround::EarlierWithOutsider { .. }
            | PriorityGround::CommonText
            | PriorityGround::LaterOfBoth => {}
            PriorityGround::SameText
            | PriorityGround::TwoLaws
            | PriorityGround::OwnLaw { .. }
            | PriorityGround::NoCommonText
            | PriorityGround::OnlyOneBinds { .. }
            | PriorityGround::OtherSubject
            | PriorityGround::SubjectTo { .. }
            | PriorityGround::LaterOfAllParties
            | PriorityGround::SameDay => return None,
        }
        match self.texts.into_iter().find(|text| *text != over)? {
            InstrumentId::Treaty(treaty) => Some(treaty),
            InstrumentId::Law(_) => None,
        }
    }

    /// Whether a text prevails: unknown while that is undetermined and one may.
    pub fn prevails(&self, text: impl Into<InstrumentId>) -> Truth {
        let wanted = Priority::Text(text.into());
        match self.priority {
            Priority::Undetermined => {
                let may = self.possible.iter().any(|(priority, _)| *priority == wanted);
                if may { Truth::Unknown } else { Truth::No }
            }
            determined => Truth::from(determined == wanted),
        }
    }
}

impl View<'_> {
    /// Which of two texts prevails between two states on the day.
    ///
    /// `one` and `other` are treaties or laws, `between` the two states, in any order. The answer says which text goes first, by what
    /// step, and, where the record does not decide it, all that may turn out and what is not known.
    ///
    /// # Rule
    ///
    /// The first line that holds decides; a law yields to a treaty before any of them.
    ///
    /// ```text
    /// nothing      :- not both(a), not both(b).                                 VCLT art. 34
    /// prevails(x)  :- over_every_agreement(x), both(x).                         Charter of the United Nations, art. 103
    /// nothing      :- not same_subject(a, b).                                   VCLT art. 30(1)
    /// prevails(y)  :- subject_to(x, y).                                         VCLT art. 30(2)
    /// prevails(x)  :- supremacy(x), both(x).                                    VCLT art. 34
    /// prevails(y)  :- both(y), not both(x).                                     VCLT art. 30(4)(b), TFEU art. 351
    /// prevails(y)  :- adopted(x) < adopted(y).                                  VCLT art. 59, 30(3), 30(4)(a)
    /// ```
    ///
    /// Two texts are on the same subject-matter if they share a [`Field`](crate::model::Field). "Later" is by the day of signature.
    /// That a special text goes before a general one is a matter of appreciation, and peremptory norms (VCLT art. 53, 64) are on no
    /// record: neither is decided here.
    ///
    /// Source: Vienna Convention on the Law of Treaties, art. 27, 30, 34 and 59; Charter of the United Nations, art. 25 and 103;
    /// Treaty on the Functioning of the European Union, art. 351.
    ///
    /// # Cost
    ///
    /// O(provisions of both texts + parties of the earlier).
    ///
    /// # Example
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::{State, Treaty, World, date};
    ///
    /// let world = World::bundled();
    /// let charter = world.find::<Treaty>("unc")?;
    /// let alliance = world.find::<Treaty>("nat")?;
    /// let (france, turkey) = (world.find::<State>("fra")?, world.find::<State>("tur")?);
    /// let found = world.as_of(date(2024, 10, 20)).which_prevails(alliance, charter, [france, turkey]);
    /// assert_eq!(found.text(), Some(charter.into()));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn which_prevails(
        &self,
        one: impl Into<InstrumentId>,
        other: impl Into<InstrumentId>,
        between: [Id<State>; 2],
    ) -> Prevalence {
        let world = self.world();
        let texts = [world.own(one.into()), world.own(other.into())];
        let between = between.map(|state| world.own(state));
        Prevalence::of(&TextPair::of(&Situation::recorded(*self), texts), between)
    }
}
