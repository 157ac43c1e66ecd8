//! Which records there are, and which fields each may have: the tables of the format page.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::base::text;
use crate::model::Kind;

/// What a record is.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum RecordKind {
    Entity(Kind),
    Membership,
    Overlay,
    Link,
    Provision,
    Act,
    Relation,
    Claim,
    Contested,
    Assertion,
    Extent,
}

/// The records that are not entities.
const RELATIONS: [RecordKind; 10] = [
    RecordKind::Membership,
    RecordKind::Overlay,
    RecordKind::Link,
    RecordKind::Provision,
    RecordKind::Act,
    RecordKind::Relation,
    RecordKind::Claim,
    RecordKind::Contested,
    RecordKind::Assertion,
    RecordKind::Extent,
];

/// The field of the header line.
pub(super) const HEADER: &str = "comity";
/// The fields of the header line.
pub(super) const HEADER_FIELDS: &[&str] = &[HEADER, "title", "note"];
/// The version of the format that is read and written.
pub(super) const VERSION: &str = "1";

/// The fields of every record, which stand last.
pub(super) const COMMON: &[&str] = &["evidence", "sources", "recorded", "note"];
/// The fields of every entity, which stand first.
const PROFILE: &[&str] =
    &["name", "article", "names", "identifiers", "from", "to", "existence", "tags"];

impl RecordKind {
    /// All kinds, in the order of the file format.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        Kind::ALL.into_iter().map(Self::Entity).chain(RELATIONS)
    }

    /// The kind field.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Entity(kind) => kind.as_str(),
            Self::Membership => "membership",
            Self::Overlay => "overlay",
            Self::Link => "link",
            Self::Provision => "provision",
            Self::Act => "act",
            Self::Relation => "relation",
            Self::Claim => "claim",
            Self::Contested => "contested",
            Self::Assertion => "assertion",
            Self::Extent => "extent",
        }
    }

    /// The kind of that kind field.
    pub(super) fn of(word: &str) -> Option<Self> {
        Self::all().find(|kind| kind.word() == word)
    }

    /// The kind with its article, for messages.
    pub(super) fn a(self) -> &'static str {
        static ALL: LazyLock<BTreeMap<RecordKind, String>> =
            LazyLock::new(|| RecordKind::all().map(|kind| (kind, text::a(kind.word()))).collect());
        ALL.get(&self).map_or(self.word(), |words| words)
    }

    /// The fields that only this kind has, in the order of the file format.
    const fn own(self) -> &'static [&'static str] {
        match self {
            Self::Entity(Kind::State) => &["recognition"],
            Self::Entity(Kind::Organization) => &["purpose", "coverage"],
            Self::Entity(Kind::Treaty) => {
                &["form", "signed", "in_force", "ended", "parties", "read", "subjects", "coverage"]
            }
            Self::Entity(Kind::Law) => &["form", "signed", "in_force", "ended", "parties"],
            Self::Entity(Kind::Source) => &["kind", "publisher", "date", "printed", "address"],
            Self::Entity(
                Kind::Person
                | Kind::Analyst
                | Kind::Outlet
                | Kind::Event
                | Kind::Place
                | Kind::Project
                | Kind::Group
                | Kind::CapabilityDomain
                | Kind::Hypothetical
                | Kind::Relationship,
            ) => &[],
            Self::Membership => &[
                "member",
                "of",
                "status",
                "from",
                "from_known",
                "to",
                "to_known",
                "end_reason",
                "before_statehood",
                "superseded",
            ],
            Self::Overlay => {
                &["member", "of", "kind", "from", "from_known", "to", "to_known", "effect"]
            }
            Self::Link => &["of", "instrument", "role"],
            Self::Provision => &[
                "of",
                "article",
                "kind",
                "bound",
                "counterparty",
                "duty",
                "strength",
                "when",
                "params",
                "from",
                "from_known",
                "to",
                "to_known",
            ],
            Self::Act => &["by", "of", "kind", "for", "date", "known"],
            Self::Relation => {
                &["kind", "subject", "object", "by", "from", "from_known", "to", "to_known"]
            }
            Self::Claim => &[
                "by",
                "voices",
                "attribution",
                "date",
                "sentence",
                "mode",
                "proposition",
                "factuality",
                "condition",
                "when",
                "stance",
                "verb",
                "grade",
                "rank",
                "subject",
                "predicate",
                "object",
                "text",
                "about",
                "check",
                "verdict",
                "reason",
            ],
            Self::Contested => &["of", "field", "question", "values", "default"],
            Self::Assertion => &["of", "field", "value"],
            Self::Extent => &["about", "subject", "level", "of", "from", "until"],
        }
    }

    /// All fields but the kind field, in the order of the file format.
    pub(super) fn fields(self) -> impl Iterator<Item = &'static str> {
        let profile = if matches!(self, Self::Entity(_)) { PROFILE } else { &[] };
        profile.iter().chain(self.own()).chain(COMMON).copied()
    }

    /// The fields that say whom or what a record is about: with another value it is another record.
    pub(super) const fn identity(self) -> &'static [&'static str] {
        match self {
            Self::Membership | Self::Overlay => &["member", "of"],
            Self::Link | Self::Provision => &["of"],
            Self::Act => &["by", "of"],
            Self::Relation => &["subject", "object", "by"],
            Self::Extent => &["about"],
            Self::Entity(_) | Self::Claim | Self::Contested | Self::Assertion => &[],
        }
    }

    /// The dated field and the field that says since when it could be known, if the kind keeps both.
    pub(super) const fn dated(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Membership | Self::Overlay | Self::Provision | Self::Relation => {
                &[("from", "from_known"), ("to", "to_known")]
            }
            Self::Act => &[("date", "known")],
            Self::Entity(_)
            | Self::Link
            | Self::Claim
            | Self::Contested
            | Self::Assertion
            | Self::Extent => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_kind_field_is_a_field_of_another_kind() {
        // Else a record could not say what it is.
        for kind in RecordKind::all() {
            for field in kind.fields() {
                assert!(RecordKind::of(field).is_none(), "`{field}` of {}", kind.word());
            }
        }
    }
}
