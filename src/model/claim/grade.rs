//! The Admiralty grade of a report: how reliable its source is, and how credible what it says.

use std::cmp::Ordering;
use std::fmt;

use crate::base::words;

/// How reliable a source is.
///
/// An order only in part: that it cannot be judged is no lowest grade, and compares with no other.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reliability {
    /// Completely reliable.
    A,
    /// Usually reliable.
    B,
    /// Fairly reliable.
    C,
    /// Not usually reliable.
    D,
    /// Unreliable.
    E,
    /// Cannot be judged.
    F,
}

words! {
    Reliability, "reliability of a source":
    A = "A",
    B = "B",
    C = "C",
    D = "D",
    E = "E",
    F = "F",
}

/// How credible what a source says is, apart from the source.
///
/// An order only in part: that it cannot be judged is no lowest grade, and compares with no other.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Credibility {
    /// Confirmed by others.
    Confirmed,
    /// Probably true.
    Probable,
    /// Possibly true.
    Possible,
    /// Doubtful.
    Doubtful,
    /// Improbable.
    Improbable,
    /// Cannot be judged.
    NotJudged,
}

words! {
    Credibility, "credibility of a report":
    Confirmed = "1",
    Probable = "2",
    Possible = "3",
    Doubtful = "4",
    Improbable = "5",
    NotJudged = "6",
}

/// The grade of a report, such as `B2`: a letter for the source, a digit for what it says. They are two judgements, and are
/// never made one number.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Grade {
    /// How reliable the source is.
    pub reliability: Reliability,
    /// How credible what it says is.
    pub credibility: Credibility,
}

impl Grade {
    /// A grade of both.
    pub const fn new(reliability: Reliability, credibility: Credibility) -> Self {
        Self { reliability, credibility }
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.reliability, self.credibility)
    }
}

/// The better is the greater; `None` where one of two different ones cannot be judged.
fn ranked<T: PartialEq>(one: &T, two: &T, from_best: &[T]) -> Option<Ordering> {
    if one == two {
        return Some(Ordering::Equal);
    }
    let place = |grade: &T| from_best.iter().position(|other| other == grade);
    Some(place(two)?.cmp(&place(one)?))
}

impl PartialOrd for Reliability {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        ranked(self, other, &[Self::A, Self::B, Self::C, Self::D, Self::E])
    }
}

impl PartialOrd for Credibility {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let judged =
            [Self::Confirmed, Self::Probable, Self::Possible, Self::Doubtful, Self::Improbable];
        ranked(self, other, &judged)
    }
}

/// One grade is better than another if its source and what it says are both at least as good, and one of them better.
///
/// ```
/// use comity::model::{Credibility, Grade, Reliability};
///
/// let b2 = Grade::new(Reliability::B, Credibility::Probable);
/// assert!(b2 > Grade::new(Reliability::C, Credibility::Probable));
/// // A better source of something worse, and one that cannot be judged, compare with neither.
/// assert_eq!(b2.partial_cmp(&Grade::new(Reliability::A, Credibility::Doubtful)), None);
/// assert_eq!(b2.partial_cmp(&Grade::new(Reliability::F, Credibility::Probable)), None);
/// ```
impl PartialOrd for Grade {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let of_source = self.reliability.partial_cmp(&other.reliability)?;
        let of_report = self.credibility.partial_cmp(&other.credibility)?;
        if of_source == of_report || of_report == Ordering::Equal {
            return Some(of_source);
        }
        (of_source == Ordering::Equal).then_some(of_report)
    }
}
