//! What holds for all parties to a treaty: when it is in force, and how one leaves it.

use super::known;
use crate::model::{
    Act, ActKind, AnyEntity, Effect, LastDay, Provision, Tables, Term, Treaty, WithdrawalRight,
    WithdrawalTerms, YearEnd,
};
use crate::time::{Date, Day, Period};
use crate::{Id, Truth};

/// An end, since when it can be known, and the word for it.
#[derive(Copy, Clone)]
pub(super) struct End {
    pub(super) date: Date,
    pub(super) known: Option<Day>,
    pub(super) reason: &'static str,
}

impl End {
    /// The earlier of two ends, and this one's reason where nobody knows which that is.
    pub(super) fn or_earlier(self, other: Self) -> Self {
        match other.date.is_before(self.date) {
            Truth::Yes => other,
            Truth::No => self,
            Truth::Unknown => Self { date: self.date.earlier_of(other.date), ..self },
        }
    }
}

/// What holds for all parties to a treaty.
pub(super) struct Frame<'t> {
    /// When it entered into force; `None`: it counts as in force throughout.
    pub(super) force: Option<Date>,
    pub(super) end: Option<End>,
    provisions: Vec<&'t Provision>,
    /// How long after its consent the treaty enters into force for a state.
    pub(super) delay: Option<Period>,
}

impl<'t> Frame<'t> {
    pub(super) fn new(tables: &'t Tables, id: Id<Treaty>, acts: &[(Id<Act>, &Act)]) -> Self {
        let treaty = match tables.entity(id.into()) {
            Some(AnyEntity::Treaty(treaty)) => Some(treaty),
            _ => None,
        };
        // By date, so the first is the one that counts. What the record of the treaty says counts before.
        let of_all =
            |kind| acts.iter().map(|(_, act)| *act).find(|a| a.by.is_none() && a.kind == kind);
        let recorded = treaty.and_then(|treaty| treaty.in_force).filter(|date| !date.is_unknown());
        let force = recorded
            .or_else(|| of_all(ActKind::EnterIntoForce).map(|act| act.date))
            .or_else(|| treaty.and_then(|treaty| treaty.force().from));
        let ended = treaty.and_then(|treaty| treaty.ended);
        let end = ended.map(|date| End { date, known: None, reason: "termination" });
        let end = end.or_else(|| {
            let act = of_all(ActKind::Terminate)?;
            Some(End { date: act.date, known: known(act), reason: "termination" })
        });
        let mut provisions: Vec<&Provision> = (tables.provisions.iter())
            .filter(|provision| provision.instrument.entity() == id.into())
            .collect();
        provisions.sort_by_key(|provision| &provision.key);
        // The terms on which observers come in are not those of parties.
        let of_parties = provisions
            .iter()
            .filter(|provision| matches!(provision.effect, Effect::Accession { status: None, .. }));
        let delay = of_parties.into_iter().find_map(|one| delay(one.param("entry")?));
        Self { force, end, provisions, delay }
    }

    /// When a notice takes effect; `None`: never, for there is no right to leave (VCLT 54(b)).
    pub(super) fn exit(&self, notice: Date) -> Option<Date> {
        let twelve_months = Period::months(12).after(notice);
        let holds = |provision: &&&Provision| provision.time.valid.contains(notice).is_possible();
        let standing = || self.provisions.iter().filter(holds);
        let clause = standing().find_map(|provision| provision.effect.withdrawal());
        // No clause: not less than twelve months' notice (VCLT 56(2)).
        let Some(clause) = clause else { return Some(twelve_months) };
        let start = clause.earliest.map_or(notice, |earliest| notice.later_of(earliest));
        Some(match (clause.right, clause.notice) {
            (WithdrawalRight::None, _) => return None,
            (WithdrawalRight::OnlyAtTermEnd, _) => {
                let stated = || standing().find_map(|provision| provision.effect.term());
                let term = clause.term.or_else(stated);
                term_end(term, clause, notice)
            }
            _ if clause.year_end == Some(YearEnd::Calendar) => {
                let turn = |day: Day| Day::new(day.year() + 1, 1, 1).unwrap_or(Day::MAX);
                Date::from_bounds(start.earliest().map(turn), start.latest().map(turn))
            }
            _ if clause.year_end == Some(YearEnd::Financial) => {
                let end = |day: Day| {
                    Day::new(day.year() + i16::from(day.month() > 9), 12, 31).unwrap_or(Day::MAX)
                };
                Date::from_bounds(start.earliest().map(end), start.latest().map(end))
            }
            (_, Some(period)) => match clause.last_day {
                LastDay::Out => period.after(start),
                LastDay::In => {
                    let over = period.after(start);
                    Date::from_bounds(over.earliest().map(Day::next), over.latest().map(Day::next))
                }
                LastDay::MonthEnd => {
                    let over = period.after(start);
                    let next = Day::next_month;
                    Date::from_bounds(over.earliest().map(next), over.latest().map(next))
                }
            },
            // The clause was not seen, or names no period: at once at the earliest.
            (_, None) => Date::from_bounds(notice.earliest(), twelve_months.latest()),
        })
    }
}

/// The first end of a term that the notice reaches; not before the period of notice is over where no term is recorded.
fn term_end(term: Option<Term>, clause: &WithdrawalTerms, notice: Date) -> Date {
    let free = clause.notice.map_or(notice, |period| period.after(notice));
    let beyond = Date::from_bounds(free.earliest(), None);
    let Some(term) = term else { return beyond };
    let mut end = Period::years(term.years).after(term.start);
    let mut then = term.then_years;
    while free.is_on_or_before(end).is_no() {
        let Some(years) = then.take().or(term.renewal.automatic_years) else { return beyond };
        end = Period::years(years.max(1)).after(end);
    }
    end
}

/// The delay in an accession clause: `30th day after deposit`, `30 days`, `3 months`.
fn delay(words: &str) -> Option<Period> {
    let digits: String = words.chars().take_while(char::is_ascii_digit).collect();
    let count = digits.parse().ok()?;
    if words.contains("month") {
        Some(Period::months(count))
    } else {
        words.contains("day").then_some(Period::days(count))
    }
}
