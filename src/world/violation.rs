//! What is wrong, or odd, with the records of a world.

use std::fmt;

use crate::base::text::quoted;
use crate::base::{KEYS_ARE, Severity, debug_as_display};
use crate::json::other_kind;
use crate::model::{Existence, Kind, Status};
use crate::time::{Date, Interval};

/// What is wrong, or odd, with a record.
///
/// It is displayed in words; what it is about stands in [`kind`](Self::kind).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Violation {
    /// The key of the record.
    pub key: Box<str>,
    /// The field, if it is about one.
    pub field: Option<&'static str>,
    /// What is wrong with it.
    pub kind: ViolationKind,
}

/// What can be wrong, or odd, with a record. It is displayed as a sentence about that record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ViolationKind {
    /// Its key is none.
    BadKey,
    /// A parameter cannot be read.
    BadParam {
        /// Which.
        name: Box<str>,
        /// Why not.
        problem: Box<str>,
    },
    /// Its key is that of another record.
    DuplicateKey,
    /// Somebody would take part in itself.
    InItself {
        /// Who.
        member: Box<str>,
    },
    /// An interval ends before it begins.
    InvertedInterval {
        /// Which.
        valid: Interval,
    },
    /// Two spells of one pair and grade hold on one day.
    OverlappingSpells {
        /// The other spell; the member, where that has no key.
        other: Box<str>,
        /// The grade of both.
        status: Status,
    },
    /// A treaty binds the participants of a treaty that binds those of something else.
    PartiesInAChain {
        /// The treaty between.
        through: Box<str>,
    },
    /// Something would exist again before it ceased to.
    SpellsOutOfOrder {
        /// The spell that comes first in the list.
        before: Interval,
        /// The one after it.
        after: Interval,
    },
    /// It is an entity too many.
    TooMany {
        /// How many entities a world can have.
        most: usize,
    },
    /// It names a record that is not there.
    UnknownKey {
        /// By this key.
        named: Box<str>,
    },
    /// A parameter names an entity that is not there.
    UnknownKeyInParam {
        /// Which parameter.
        param: &'static str,
        /// The key that it names.
        named: Box<str>,
        /// The kind that is wanted; `None`: any.
        wanted: Option<Kind>,
    },
    /// Something takes part that is neither a state nor an organization.
    WrongKind {
        /// What.
        member: Box<str>,
        /// Of which kind it is.
        found: Kind,
    },
    /// A treaty that is in force before it was signed.
    InForceBeforeSigned {
        /// From when it is in force.
        in_force: Date,
        /// When it was signed.
        signed: Date,
    },
    /// An act comes before the signature of its treaty.
    ActOutOfOrder {
        /// The day of the act.
        date: Date,
        /// That of the signature.
        signed: Date,
    },
    /// A spell reaches outside the existence of its member or its body, where it does not hold.
    OutsideExistence {
        /// Of whom, or of what.
        of: Box<str>,
        /// From when to when that exists.
        existence: Existence,
    },
    /// An overlay has no participation to lie over.
    OverlayOverNothing {
        /// Of whom.
        member: Box<str>,
        /// In what.
        body: Box<str>,
    },
}

impl ViolationKind {
    /// How bad it is: an error keeps a world from being built.
    pub const fn severity(&self) -> Severity {
        match self {
            Self::BadKey
            | Self::BadParam { .. }
            | Self::DuplicateKey
            | Self::InItself { .. }
            | Self::InvertedInterval { .. }
            | Self::OverlappingSpells { .. }
            | Self::PartiesInAChain { .. }
            | Self::SpellsOutOfOrder { .. }
            | Self::TooMany { .. }
            | Self::UnknownKey { .. }
            | Self::UnknownKeyInParam { .. }
            | Self::WrongKind { .. } => Severity::Error,
            Self::ActOutOfOrder { .. }
            | Self::InForceBeforeSigned { .. }
            | Self::OutsideExistence { .. }
            | Self::OverlayOverNothing { .. } => Severity::Warning,
        }
    }

    /// A word for it, such as `inverted-interval`.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::BadKey => "bad-key",
            Self::BadParam { .. } => "bad-param",
            Self::DuplicateKey => "duplicate-key",
            Self::InItself { .. } => "in-itself",
            Self::InvertedInterval { .. } => "inverted-interval",
            Self::OverlappingSpells { .. } => "overlapping-spells",
            Self::PartiesInAChain { .. } => "parties-in-a-chain",
            Self::SpellsOutOfOrder { .. } => "spells-out-of-order",
            Self::TooMany { .. } => "too-many",
            Self::UnknownKey { .. } | Self::UnknownKeyInParam { .. } => "unknown-key",
            Self::WrongKind { .. } => "wrong-kind",
            Self::ActOutOfOrder { .. } => "act-out-of-order",
            Self::InForceBeforeSigned { .. } => "in-force-before-signed",
            Self::OutsideExistence { .. } => "outside-existence",
            Self::OverlayOverNothing { .. } => "overlay-over-nothing",
        }
    }
}

impl fmt::Display for ViolationKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadKey => f.write_str("is not a key"),
            Self::BadParam { name, problem } => write!(f, "parameter `{name}`: {problem}"),
            Self::DuplicateKey => f.write_str("the key is taken by another record"),
            Self::InItself { member } => write!(f, "`{member}` cannot take part in itself"),
            Self::InvertedInterval { valid } => {
                write!(f, "the interval `{valid}` ends before it begins")
            }
            Self::OverlappingSpells { other, status } => {
                let status = status.as_str();
                write!(f, "overlaps {}, another spell of the same {status}", quoted(other))
            }
            Self::PartiesInAChain { through } => {
                write!(f, "`{through}` binds the participants of something else itself; name that")
            }
            Self::SpellsOutOfOrder { before, after } => {
                write!(f, "the spell `{after}` does not come after the spell `{before}`")
            }
            Self::TooMany { most } => {
                write!(f, "a world has no room for more than {most} entities")
            }
            Self::UnknownKey { named } => write!(f, "no record has the key {}", quoted(named)),
            Self::UnknownKeyInParam { param, named, wanted } => {
                let nobody = wanted
                    .map_or_else(|| "nobody".to_owned(), |kind| format!("no {}", kind.as_str()));
                write!(f, "parameter `{param}`: {nobody} has the key {}", quoted(named))
            }
            Self::WrongKind { member, found } => {
                let members = [Kind::State, Kind::Organization];
                f.write_str(&other_kind(member, found.as_str(), &members))
            }
            Self::InForceBeforeSigned { in_force, signed } => {
                write!(f, "it is in force from {in_force}, before its signature of {signed}")
            }
            Self::ActOutOfOrder { date, signed } => {
                write!(f, "the act of {date} comes before the signature of {signed}")
            }
            Self::OutsideExistence { of, existence } => {
                write!(f, "the spell reaches outside the existence of `{of}` ({existence})")
            }
            Self::OverlayOverNothing { member, body } => {
                write!(f, "`{member}` has no participation in `{body}` to lie over")
            }
        }
    }
}

impl Violation {
    pub(crate) fn new(key: &str, field: Option<&'static str>, kind: ViolationKind) -> Self {
        Self { key: key.into(), field, kind }
    }

    /// What to do about it, where that is plain.
    pub fn help(&self) -> Option<&'static str> {
        (self.kind == ViolationKind::BadKey).then_some(KEYS_ARE)
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { key, kind, .. } = self;
        write!(f, "{}[{}]: `{key}`: {kind}", kind.severity().as_str(), kind.code())?;
        if let Some(help) = self.help() {
            write!(f, "\n  = help: {help}")?;
        }
        Ok(())
    }
}

/// A world that cannot be built: everything that is wrong with it, at once.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("the world has {} error{}:\n{}", .violations.len(), if .violations.len() == 1 { "" } else { "s" }, lines(.violations))]
#[non_exhaustive]
pub struct BuildError {
    /// What is wrong, sorted by record.
    pub violations: Vec<Violation>,
    /// What is odd beside that, sorted by record.
    pub warnings: Vec<Violation>,
}

debug_as_display!(BuildError { violations, warnings });

fn lines(violations: &[Violation]) -> String {
    violations.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
