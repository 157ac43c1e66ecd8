//! The two circles of a test: who is in which, who is outside, and whose text it is.

use std::collections::BTreeSet;

use super::Wrong;
use super::change::Hypothesis;
use super::records::{Circle, Records, within};
use crate::model::{Link, RelationKind};
use crate::{InstrumentId, Truth};

/// An old text and a new commitment, on one state.
pub(super) struct Test<'g, 'a> {
    pub(super) records: Records<'a>,
    pub(super) change: &'g Hypothesis<'a>,
    pub(super) state: &'a str,
    /// Everybody bound together by the old provision.
    pub(super) old: Circle<'a>,
    /// The text it stands in; none for a law that an earlier change enacts.
    pub(super) text: Option<InstrumentId>,
}

impl<'a> Test<'_, 'a> {
    /// In the new circle.
    pub(super) fn new_in(&self, key: &str) -> Truth {
        within(&self.change.circle, key)
    }

    /// In the old circle.
    pub(super) fn old_in(&self, key: &str) -> Truth {
        within(&self.old, key)
    }

    /// Whether the new circle lies in the old one, and who, for one, is least certainly in it: nobody, if that is somebody who is not
    /// on record.
    pub(super) fn inside(&self) -> (Truth, Option<&'a str>) {
        let mut least = (Truth::Yes, None);
        // Both circles hold the state itself.
        for (key, new) in self.change.circle.iter().filter(|(key, _)| **key != self.state) {
            let implied = !*new | self.old_in(key);
            if implied < least.0 {
                least = (implied, Some(*key));
            }
        }
        // Whoever is not on record may be outside.
        if least.0.is_yes() && !self.change.whole { (Truth::Unknown, None) } else { least }
    }

    /// The links between the old text and the organization of the change.
    pub(super) fn own_links(&self) -> Vec<&'a Link> {
        let links = self.records.tables.links.iter();
        let own = links.filter(|link| {
            Some(link.organization) == self.change.organization
                && Some(link.instrument) == self.text
        });
        own.collect()
    }

    pub(super) fn own_organization(&self) -> bool {
        !self.own_links().is_empty()
    }

    /// Whether the new circle is a pact of two.
    pub(super) fn pact_of_two(&self) -> Truth {
        if self.records.case.scenario.bilateral_counts {
            return Truth::No;
        }
        let certain = self.change.circle.values().filter(|truth| truth.is_yes()).count();
        match (self.change.circle.len(), certain) {
            (..=2, _) if !self.change.whole => Truth::Unknown,
            (..=2, _) => Truth::Yes,
            (_, 3..) => Truth::No,
            _ => Truth::Unknown,
        }
    }

    /// The keys of those whose being opposed matters: the old text and the organizations that live by it.
    pub(super) fn opponents(&self) -> BTreeSet<&'a str> {
        let links = self.records.tables.links.iter();
        let own = links.filter(|link| Some(link.instrument) == self.text);
        let organizations = own.map(|link| self.records.key(link.organization));
        organizations.chain(self.text.map(|text| self.records.key(text))).collect()
    }

    pub(super) fn said(
        &self,
        relation: RelationKind,
        subject: &str,
        object: &str,
    ) -> Result<Truth, Wrong> {
        self.records.said(self.change.at, relation, subject, object).map(|(truth, _)| truth)
    }

    /// The other parties of the old text, by key.
    pub(super) fn others(&self) -> impl Iterator<Item = (&'a str, Truth)> {
        let others = self.old.iter().filter(|(key, _)| **key != self.state);
        others.map(|(key, truth)| (*key, *truth))
    }
}
