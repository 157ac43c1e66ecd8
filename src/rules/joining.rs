//! Joining a body: what that means on a day whoever joins, so that it is worked out once for all who might.

use super::deltas::{Among, joined_with};
use super::hypothesis::{Hypothesis, Means, brought_by};
use super::situation::Situation;
use crate::model::{Bearer, EffectKind};
use crate::scenario::Wording;
use crate::{BodyId, EntityId, Id, InstrumentId, State, Truth};

/// What a body's texts put on whoever joins it.
#[derive(Debug)]
pub(crate) struct Joining {
    /// The commitments, for nobody yet.
    member: Hypothesis,
    /// Who is in already, by key, with truth.
    circle: Vec<(EntityId, Truth)>,
    /// Whether there is anything to join.
    exists: Truth,
}

impl Joining {
    /// On the day of a situation.
    pub(crate) fn of(situation: &Situation<'_>, body: BodyId) -> Self {
        let none = Hypothesis::none(body.entity().into(), situation.view.as_of());
        let member = none.by_membership(situation, body, Vec::new());
        let bodies = joined_with(situation.world(), body);
        let accepts = |bearer: &Bearer| match bearer {
            Bearer::Participants(of) => bodies.contains(of),
            Bearer::Listed(_) => matches!(body, BodyId::Treaty(_)),
            Bearer::ThirdStates | Bearer::Nobody => false,
        };
        let brought = brought_by(situation, &member.instruments, accepts);
        // What the body would have agreed by then binds whoever joins it as well.
        let is_text = |text: InstrumentId| member.instruments.contains(&text);
        let agreed = situation.deltas.agreed.iter().filter(|one| {
            situation.is_in_effect(one).is_possible()
                && match one.among {
                    Among::Body(of @ BodyId::Organization(_)) => bodies.contains(&of),
                    Among::Body(of @ BodyId::Treaty(treaty)) => {
                        bodies.contains(&of) || is_text(treaty.into())
                    }
                    Among::Bearers(amended) => {
                        let amended = &situation.world()[amended];
                        is_text(amended.instrument) && accepts(&amended.bearer)
                    }
                }
        });
        let mut customs_union = member.customs_union;
        let (mut worded_by, mut worded) = (Vec::new(), Vec::new());
        for one in agreed {
            let kind = one.effect.kind();
            let truth = situation.is_in_effect(one);
            if kind == EffectKind::CustomsUnion
                && customs_union.is_none_or(|(_, before)| truth > before)
            {
                customs_union = Some((Means::Agreed(one.change), truth));
            }
            worded_by.push(one.change);
            worded.push(Wording::from(kind));
        }
        Self {
            member: Hypothesis { joins: true, customs_union, brought, worded, worded_by, ..member },
            circle: situation.members_of(body),
            exists: situation.view.exists(body),
        }
    }

    /// What it puts on a state.
    pub(crate) fn by(&self, situation: &Situation<'_>, state: Id<State>) -> Hypothesis {
        let mut hypothesis = self.on_nobody();
        self.put_on(situation, state, &mut hypothesis);
        hypothesis
    }

    /// The commitments for nobody yet, to be put on one state after another.
    pub(crate) fn on_nobody(&self) -> Hypothesis {
        self.member.clone()
    }

    /// Has the commitments be those of a state alone; whoever is in already gets no new commitment.
    pub(crate) fn put_on(
        &self,
        situation: &Situation<'_>,
        state: Id<State>,
        hypothesis: &mut Hypothesis,
    ) {
        let joiner = EntityId::from(state);
        let index = situation.world().index();
        let rank = index.rank(joiner);
        let place = self.circle.partition_point(|(member, _)| index.rank(*member) < rank);
        let (before, after) = self.circle.split_at(place);
        let (already, after) = match after.split_first() {
            Some(((member, truth), after)) if *member == joiner => (*truth, after),
            Some(_) | None => (Truth::No, after),
        };
        // What does not exist on the day binds nobody.
        let joins = !already & self.exists & situation.view.existed(joiner);
        hypothesis.bound.clear();
        if joins.is_possible() {
            hypothesis.bound.push((state, joins));
        }
        hypothesis.circle.clear();
        hypothesis.circle.reserve(self.circle.len() + 1);
        hypothesis.circle.extend_from_slice(before);
        hypothesis.circle.push((joiner, Truth::Yes));
        hypothesis.circle.extend_from_slice(after);
    }
}
