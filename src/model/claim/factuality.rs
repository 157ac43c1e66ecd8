//! How a speaker commits to what is said: how certainly, and whether as so or as not so.

use crate::base::words;

/// How certainly a speaker says something.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Assurance {
    /// As certain.
    Certain,
    /// As probable.
    Probable,
    /// As possible.
    Possible,
    /// Without committing to it: in a question, in what others are said to say.
    Uncommitted,
}

/// Whether something is said to be so.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Polarity {
    /// It is so.
    Positive,
    /// It is not so.
    Negative,
    /// Which of the two is left open ("whether").
    Open,
}

/// How a speaker commits to a proposition: certainly, probably or possibly so, or not so (Saurí and Pustejovsky, `FactBank`, 2009).
///
/// A proposition has no "not" of its own; it stands here. That a state *may* leave a body is [`PossiblyTrue`](Self::PossiblyTrue),
/// that it *has not left* is [`CertainlyFalse`](Self::CertainlyFalse).
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Factuality {
    /// Certainly so.
    CertainlyTrue,
    /// Probably so.
    ProbablyTrue,
    /// Possibly so.
    PossiblyTrue,
    /// Certainly not so.
    CertainlyFalse,
    /// Probably not so.
    ProbablyFalse,
    /// Possibly not so.
    PossiblyFalse,
    /// The speaker knows whether it is so, and does not say.
    CertainEither,
    /// The speaker commits to nothing.
    Uncommitted,
}

words! {
    Factuality, "factuality":
    CertainlyTrue = "CT+",
    ProbablyTrue = "PR+",
    PossiblyTrue = "PS+",
    CertainlyFalse = "CT-",
    ProbablyFalse = "PR-",
    PossiblyFalse = "PS-",
    CertainEither = "CTu",
    Uncommitted = "Uu",
}

/// How two commitments to one proposition stand to each other.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Agreement {
    /// Both lean the same way.
    Agreement,
    /// One says as possible what the other says is possibly or probably not so: both may be right.
    Compatible,
    /// One leans against the other, and one of them leaves room.
    Tension,
    /// One says for certain what the other denies for certain.
    Contradiction,
    /// One of them commits to nothing.
    NoInformation,
}

words! {
    Agreement, "agreement":
    Agreement = "agreement",
    Compatible = "compatible",
    Tension = "tension",
    Contradiction = "contradiction",
    NoInformation = "no_information",
}

impl Factuality {
    /// How certainly it is said.
    pub const fn assurance(self) -> Assurance {
        match self {
            Self::CertainlyTrue | Self::CertainlyFalse | Self::CertainEither => Assurance::Certain,
            Self::ProbablyTrue | Self::ProbablyFalse => Assurance::Probable,
            Self::PossiblyTrue | Self::PossiblyFalse => Assurance::Possible,
            Self::Uncommitted => Assurance::Uncommitted,
        }
    }

    /// Whether it is said to be so, not to be so, or neither.
    pub const fn polarity(self) -> Polarity {
        match self {
            Self::CertainlyTrue | Self::ProbablyTrue | Self::PossiblyTrue => Polarity::Positive,
            Self::CertainlyFalse | Self::ProbablyFalse | Self::PossiblyFalse => Polarity::Negative,
            Self::CertainEither | Self::Uncommitted => Polarity::Open,
        }
    }

    /// The same commitment to the contrary: what one commits to of a proposition who commits so to its denial.
    #[must_use]
    pub const fn negated(self) -> Self {
        match self {
            Self::CertainlyTrue => Self::CertainlyFalse,
            Self::ProbablyTrue => Self::ProbablyFalse,
            Self::PossiblyTrue => Self::PossiblyFalse,
            Self::CertainlyFalse => Self::CertainlyTrue,
            Self::ProbablyFalse => Self::ProbablyTrue,
            Self::PossiblyFalse => Self::PossiblyTrue,
            Self::CertainEither => Self::CertainEither,
            Self::Uncommitted => Self::Uncommitted,
        }
    }

    /// How this commitment and another one to the same proposition stand to each other. The order does not matter.
    ///
    /// ```
    /// use comity::model::{Agreement, Factuality};
    ///
    /// let (is, is_not) = (Factuality::CertainlyTrue, Factuality::CertainlyFalse);
    /// assert_eq!(is.compare(is_not), Agreement::Contradiction);
    /// // Who says "may" and who says "may not" can both be right.
    /// assert_eq!(Factuality::PossiblyTrue.compare(Factuality::PossiblyFalse), Agreement::Compatible);
    /// ```
    #[must_use]
    pub fn compare(self, other: Self) -> Agreement {
        let (one, two) = (self.polarity(), other.polarity());
        if one == Polarity::Open || two == Polarity::Open {
            return Agreement::NoInformation;
        }
        if one == two {
            return Agreement::Agreement;
        }
        let room = |of: Self| match of.assurance() {
            Assurance::Certain => 0,
            Assurance::Probable => 1,
            Assurance::Possible | Assurance::Uncommitted => 2,
        };
        // What is possibly so leaves room for all but the certain contrary.
        match room(self) + room(other) {
            0 => Agreement::Contradiction,
            1 | 2 => Agreement::Tension,
            _ => Agreement::Compatible,
        }
    }
}
