//! What a question takes for granted: for how long the newest record still speaks, and who counts as a state.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Organization, State};
use crate::Id;
use crate::time::{Day, Period};

/// For how long after the last day of which a record speaks what held then is presumed to hold still.
///
/// An answer that rests on a presumption keeps its truth and says so; after that time it is unknown.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Presumption {
    /// Not at all: what is not on record is not known.
    NotAtAll,
    /// For so many calendar months.
    Months(u32),
    /// For ever: what held last still holds, however long ago that was.
    ForEver,
}

impl Presumption {
    /// For a year.
    pub const DEFAULT: Self = Self::Months(12);

    /// Whether what is known up to a day, and not on it, may still be presumed on another one.
    pub fn bridges(self, until: Day, day: Day) -> bool {
        match self {
            Self::NotAtAll => day < until,
            Self::Months(months) => {
                Period::months(months).after_day(until).is_none_or(|end| day < end)
            }
            Self::ForEver => true,
        }
    }
}

/// In a word: `not_at_all`, `for_ever`, or so many months, as `12_months`.
impl fmt::Display for Presumption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAtAll => f.pad("not_at_all"),
            Self::Months(months) => write!(f, "{months}_months"),
            Self::ForEver => f.pad("for_ever"),
        }
    }
}

impl Serialize for Presumption {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Presumption {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let months = || text.strip_suffix("_months")?.parse().ok().map(Self::Months);
        match &*text {
            "not_at_all" => Ok(Self::NotAtAll),
            "for_ever" => Ok(Self::ForEver),
            _ => months().ok_or_else(|| {
                D::Error::unknown_variant(&text, &["not_at_all", "for_ever", "12_months"])
            }),
        }
    }
}

impl Default for Presumption {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// Who counts as a state where that is disputed.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Statehood {
    /// Whatever the world lists as a state, without a contest, for as long as it exists.
    #[default]
    Listed,
    /// The members of the interstate system of the Correlates of War, by their codes.
    Cow,
    /// The members of an organization, such as the United Nations.
    MembersOf(Id<Organization>),
    /// Whomever one state recognises, and itself.
    RecognisedBy(Id<State>),
}

#[cfg(test)]
mod tests {
    use super::Presumption;
    use crate::time::Day;

    #[test]
    fn what_is_presumed_is_presumed_for_a_time() {
        let day = |year, month, day| Day::new(year, month, day).unwrap();
        let until = day(2024, 2, 29);
        for (presumption, last) in [
            (Presumption::NotAtAll, day(2024, 2, 28)),
            (Presumption::Months(1), day(2024, 3, 28)),
            (Presumption::DEFAULT, day(2025, 2, 27)),
            (Presumption::ForEver, Day::MAX),
        ] {
            assert!(presumption.bridges(until, last), "{presumption:?}");
            let is_last = last == Day::MAX || !presumption.bridges(until, last.next());
            assert!(is_last, "{presumption:?}");
        }
    }
}
