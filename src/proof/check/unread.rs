//! Texts that bind a state and of which nothing is read, although they are about what would change.

use super::change::Hypothesis;
use super::records::{Records, within};
use super::{Expected, Wrong};
use crate::model::{AnyEntity, ReadMark, Subject, Treaty};
use crate::proof::Fact;
use crate::{BodyId, Id};

impl<'a> Records<'a> {
    /// What a change is about.
    pub(super) fn is_about(change: &Hypothesis<'_>, subject: Subject) -> bool {
        match subject {
            Subject::Alliance => change.defence.is_possible(),
            Subject::Customs => change.customs_union.is_some(),
            Subject::Bases => change.base_of.is_some(),
            Subject::Association => change.joins,
            Subject::Neutrality | Subject::Currency | Subject::PlannedCurrency => false,
        }
    }

    /// Whether a verdict waits for a text to be read.
    fn is_unread(
        &self,
        change: &Hypothesis<'a>,
        state: &str,
        id: Id<Treaty>,
        text: &Treaty,
    ) -> bool {
        if text.read != Some(ReadMark::None)
            || !text.form.is_binding()
            || !text.subjects.iter().any(|subject| Self::is_about(change, *subject))
            || change.texts.contains(&id.into())
            || !self.in_force(id.into(), change.day).is_yes()
        {
            return false;
        }
        let parties = self.roll(change.at, BodyId::Treaty(id), change.day);
        within(&parties, state).is_yes()
            && parties
                .iter()
                .any(|(key, truth)| (*truth & !within(&change.circle, key)).is_possible())
    }

    /// The facts on all texts for which the verdict on a state waits, by key.
    pub(super) fn unread_on(&self, change: &Hypothesis<'a>, state: &str) -> Vec<Fact> {
        let mut texts: Vec<&str> = (self.tables.entities.entries())
            .filter_map(|(id, entity)| match entity {
                AnyEntity::Treaty(text) if self.is_unread(change, state, id.cast(), text) => {
                    Some(&*text.profile.key)
                }
                _ => None,
            })
            .collect();
        texts.sort_unstable();
        let fact =
            |text: &str| Fact::Unread { at: change.at, state: state.into(), text: text.into() };
        texts.into_iter().map(fact).collect()
    }

    pub(super) fn unread(&self, at: usize, state: &str, text: &str) -> Result<Expected<'a>, Wrong> {
        let ((_, state), change) = (self.state(state)?, self.hypothesis(at)?);
        let BodyId::Treaty(id) = self.body(text)? else { return Err(Wrong::DoesNotHold) };
        let record = self.treaty(id).ok_or(Wrong::DoesNotHold)?;
        if within(&change.bound, state).is_no() || !self.is_unread(&change, state, id, record) {
            return Err(Wrong::DoesNotHold);
        }
        let premises = vec![
            Self::committed_fact(&change, state),
            Self::alliance_fact(&change),
            Self::circle_fact(&change),
        ];
        let fact = Fact::Unread { at, state: state.into(), text: record.profile.key.clone() };
        Ok(Expected { fact, premises, records: vec![self.key(id)] })
    }
}
