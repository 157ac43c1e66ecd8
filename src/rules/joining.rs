//! Joining a body: what that means on a day whoever joins, so that it is worked out once for all who might.

use super::deltas::joined_with;
use super::hypothesis::{Hypothesis, brought_by, within};
use super::situation::Situation;
use crate::model::Bearer;
use crate::{BodyId, EntityId, Id, State, Truth};

/// What a body's texts put on whoever joins it.
#[derive(Clone, Debug)]
pub(crate) struct Joining {
    /// The commitments, with the circle of those who are in already.
    member: Hypothesis,
    /// Whether there is anything to join.
    exists: Truth,
}

impl Joining {
    /// On the day of a situation.
    pub(crate) fn of(situation: &Situation<'_>, body: BodyId) -> Self {
        let none = Hypothesis::none(body.entity().into(), situation.view.as_of());
        let member = none.by_membership(situation, body, situation.members_of(body));
        let bodies = joined_with(situation.world(), body);
        let brought = brought_by(situation, &member.instruments, |bearer| match bearer {
            Bearer::Participants(of) => bodies.contains(of),
            Bearer::Listed(_) => matches!(body, BodyId::Treaty(_)),
            Bearer::ThirdStates | Bearer::Nobody => false,
        });
        let exists = situation.view.exists(body);
        Self { member: Hypothesis { joins: true, brought, ..member }, exists }
    }

    /// What it puts on a state; whoever is in already gets no new commitment.
    pub(crate) fn by(&self, situation: &Situation<'_>, state: Id<State>) -> Hypothesis {
        let joiner = EntityId::from(state);
        let mut hypothesis = self.member.clone();
        let already = within(&hypothesis.circle, joiner);
        // What does not exist on the day binds nobody.
        let joins = !already & self.exists & situation.view.existed(joiner);
        if joins.is_possible() {
            hypothesis.bound.push((state, joins));
        }
        let circle = &mut hypothesis.circle;
        if already.is_possible() {
            circle.retain(|(member, _)| *member != joiner);
        }
        let index = situation.world().index();
        let rank = index.rank(joiner);
        let place = circle.partition_point(|(member, _)| index.rank(*member) < rank);
        circle.insert(place, (joiner, Truth::Yes));
        hypothesis
    }
}
