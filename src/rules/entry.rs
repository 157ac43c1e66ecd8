//! Entry into force: on which day a text begins to bind, counted from instruments of ratification.

use super::clauses;
use crate::model::Effect;
use crate::scenario::{Change, Procedure};
use crate::time::Period;
use crate::world::View;
use crate::{Id, InstrumentId, Provision, Treaty};

/// Which instrument the period is counted from.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Counted {
    /// The one that makes so many.
    Nth(u32),
    /// The last one of all.
    Last,
    /// One's own.
    Own,
}

/// When a text enters into force: so long after some instrument was deposited or notified.
///
/// ```text
/// in_force(t, n + period) :- n the day of the third (or last, or own) notification.        e.g. Nakhchivan Agreement, art. 22
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct EntryIntoForce {
    /// How long after it.
    pub after: Period,
    /// After which.
    pub counted: Counted,
}

impl EntryIntoForce {
    /// Reads words such as "30th day after third notification", "30 days after last notification" or "30th day after deposit".
    ///
    /// ```
    /// use comity::rules::{Counted, EntryIntoForce};
    /// use comity::time::Period;
    ///
    /// let entry = EntryIntoForce::parse("30th day after third notification").unwrap();
    /// assert_eq!((entry.after, entry.counted), (Period::days(30), Counted::Nth(3)));
    /// assert_eq!(EntryIntoForce::parse("art22"), None);
    /// ```
    pub fn parse(words: &str) -> Option<Self> {
        const ORDINALS: [&str; 10] = [
            "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
            "tenth",
        ];
        let words = words.to_lowercase();
        let (period, rest) = words.split_once(" after ")?;
        let mut parts = period.split_whitespace();
        let number = parts.next()?.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let number: u32 = number.parse().ok()?;
        let after = match parts.next()? {
            "day" | "days" => Period::days(number),
            "month" | "months" => Period::months(number),
            "year" | "years" => Period::years(number),
            _ => return None,
        };
        let words: Vec<&str> = rest.split_whitespace().collect();
        let has = |word: &str| words.contains(&word);
        // "Third notification", and not "third-party notifications".
        let nth =
            ORDINALS.iter().zip(1..).find(|(word, _)| has(word)).map(|(_, n)| Counted::Nth(n));
        let counted = match nth {
            Some(nth) => nth,
            None if has("last") || has("all") => Counted::Last,
            None => Counted::Own,
        };
        Some(Self { after, counted })
    }
}

/// When what a change brings enters into force, and the provision that says so.
///
/// The clause on amendment, or on accession, says so itself, or the clause on entry into force of the same text does.
pub(crate) fn entry_into_force(
    view: &View<'_>,
    change: &Change,
) -> Option<(Id<Provision>, EntryIntoForce)> {
    let world = view.world();
    let own = |id: Id<Provision>| {
        let words =
            ["entry", "entry_into_force"].into_iter().find_map(|name| world[id].param(name));
        words.and_then(EntryIntoForce::parse).map(|entry| (id, entry))
    };
    let of_text = |text: InstrumentId| {
        let provisions = world.index().provisions_of(text).iter().copied();
        provisions
            .filter(|id| matches!(world[*id].effect, Effect::Duration { .. }))
            .filter(|id| view.stands(*id).is_possible())
            .find_map(own)
    };
    match change.procedure() {
        Procedure::Adoption { body } => {
            let (id, _) = clauses::amendment(view, body)?;
            own(id).or_else(|| of_text(world[id].instrument))
        }
        Procedure::Amendment { provision } => {
            let text = world[provision].instrument;
            let amendment = clauses::amendment_of(world, text);
            amendment.and_then(|(id, _)| own(id)).or_else(|| of_text(text))
        }
        Procedure::Accession { state, body } => own(clauses::accession(view, body, Some(state))?.0),
        Procedure::Conclusion { treaty } => of_text(world.typed_named::<Treaty>(treaty)?.into()),
        // What some adopt among themselves is no amendment of the text; for the rest nothing enters into force.
        Procedure::Modification { .. }
        | Procedure::Withdrawal { .. }
        | Procedure::Legislation { .. }
        | Procedure::Stationing { .. }
        | Procedure::Decision { .. } => None,
    }
}
