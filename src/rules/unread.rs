//! Texts that bind a state and of which nothing is read, although they are about what would change.
//!
//! ```text
//! unread(s, h, t) :- read(t, none), subject(t, x), subject(h, x), binding(t), in_force(t), party(s, t),
//!                    party(y, t), not in(y, A), not brings(t, h).
//! ```

use smallvec::SmallVec;

use super::hypothesis::{Hypothesis, within};
use super::situation::Situation;
use crate::model::{CoverageLevel, ReadMark, RecordExtent, Subject};
use crate::time::Date;
use crate::{EntityId, Id, State, Treaty, Truth};

/// The texts that bind a state and of which nothing is read, by key, possibly or for certain.
pub(crate) fn unread(situation: &Situation<'_>, state: Id<State>) -> Vec<Id<Treaty>> {
    unread_and(situation, state, |_| true)
}

/// Those of them that are wanted, which is asked first.
fn unread_and(
    situation: &Situation<'_>,
    state: Id<State>,
    is_wanted: impl Fn(Id<Treaty>) -> bool,
) -> Vec<Id<Treaty>> {
    let world = situation.world();
    (world.index().unread().iter().copied())
        .filter(|text| world[*text].read == Some(ReadMark::None) && is_wanted(*text))
        .filter(|text| {
            let force = situation.view.in_force(*text);
            (force & situation.takes_part(state.into(), (*text).into())).is_possible()
        })
        .collect()
}

/// Those of them on which a verdict waits: binding texts, certainly in force, about the very thing that would change, with a party
/// that takes no part in it.
pub(crate) fn unread_on(
    situation: &Situation<'_>,
    hypothesis: &Hypothesis,
    state: Id<State>,
) -> Vec<Id<Treaty>> {
    let subjects = hypothesis.subjects();
    if subjects.is_empty() {
        return Vec::new();
    }
    let situation = &situation.on(hypothesis.date);
    let world = situation.world();
    let is_about_it = |text: Id<Treaty>| {
        let record = &world[text];
        record.form.is_binding()
            && record.subjects.iter().any(|subject| subjects.contains(subject))
            && !hypothesis.instruments.contains(&text.into())
            && situation.view.in_force(text).is_yes()
    };
    let mut texts = unread_and(situation, state, is_about_it);
    texts.retain(|text| {
        let parties = situation.members_of((*text).into());
        let outside = |(member, truth): &(EntityId, Truth)| {
            (*truth & !within(&hypothesis.circle, *member)).is_possible()
        };
        within(&parties, state.into()).is_yes() && parties.iter().any(outside)
    });
    texts
}

/// What a change is about and the record does not reach on the day of the question, in the case of a state.
pub(crate) fn uncovered(
    situation: &Situation<'_>,
    hypothesis: &Hypothesis,
    state: Id<State>,
) -> SmallVec<[Subject; 4]> {
    let tables = situation.world().tables();
    let mut subjects = hypothesis.subjects();
    subjects.retain(|subject| {
        let mut extents =
            tables.extents.iter().filter(|extent| subject.is_covered_by(extent)).peekable();
        // Where no record says how far it reaches, it reaches everywhere.
        extents.peek().is_some()
            && !extents.any(|extent| reaches(extent, state, situation.view.as_of()))
    });
    subjects
}

/// Whether a complete record speaks of somebody on a day.
fn reaches(extent: &RecordExtent, state: Id<State>, day: Date) -> bool {
    let (from, to) = day.bounds();
    extent.level == CoverageLevel::Complete
        && (extent.of.is_empty() || extent.of.contains(&EntityId::from(state)))
        && extent.from.is_none_or(|first| first.number() <= from)
        && extent.until.is_none_or(|until| to < until.number())
}
