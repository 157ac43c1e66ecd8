//! In English: the points of the account of a deliberation.

use super::Language;
use super::names::{Names, capital, listed, read};
use super::reasons::needs;
use crate::answer::Needed;
use crate::deliberation::{Commitment, Contingency, MinimalConflict, Statement, Turn};
use crate::model::LastDay;
use crate::rules::Exit;
use crate::time::Date;
use crate::verdict::ExitMode;
use crate::{Id, State};

/// A point of the account of a deliberation: which points there are, and in what order, the reporter decides.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Point {
    /// A state needs the consent of others, or that they do not object.
    Needs {
        /// Which state.
        state: Id<State>,
        /// Whom it needs.
        of: Vec<Needed>,
    },
    /// What comes next cannot stand together.
    NotTogether,
    /// A line of a derivation.
    Line(Line),
    /// Without this, nothing is violated.
    Without(Statement),
    /// Something must end.
    Must {
        /// What.
        commitment: Commitment,
        /// Whether it is in conflict all by itself; else what it requires is.
        is_alone: bool,
    },
    /// Something may end, and something else may end in its place; that comes next.
    May(Commitment),
    /// These could end instead, each.
    Instead(Vec<Commitment>),
    /// Something is in no conflict: it can stay.
    NoConflict {
        /// What.
        commitment: Commitment,
        /// Whether there is one if something were otherwise than it is asked.
        as_asked: bool,
    },
    /// If this stays there is a conflict, whatever else goes.
    Blocks(Commitment),
    /// This can stay if something else goes.
    OrElse(Commitment),
    /// If these end, nothing is violated any more.
    Repairs(Vec<Commitment>),
    /// If this does not end, something is.
    Needed(Commitment),
    /// Nothing has to go: the change can be at once.
    AtOnce,
    /// The change can never be: what is not negotiable is in conflict with it.
    NeverKept,
    /// The change can never be without the consent of others, as none of these can end by a state alone.
    NeverAlone(Vec<Commitment>),
    /// The change cannot be before a day.
    NotBefore {
        /// The day.
        day: Date,
        /// The exit that it waits for.
        exit: Option<(Id<State>, Box<Exit>)>,
    },
    /// No repair helps.
    NoRepair,
    /// There is one repair.
    OneWay(Vec<Commitment>),
    /// There are so many repairs; they come next.
    Ways(usize),
    /// One of them.
    Way(Vec<Commitment>),
    /// What would change the answer comes next.
    Turns,
    /// What another answer would depend on.
    Turn(Turn),
    /// A conflict in one line.
    Conflict(MinimalConflict),
    /// So many certificates were checked.
    Checked(usize),
}

/// A line of a derivation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Line {
    /// Its number, from 1.
    pub number: usize,
    /// What it says.
    pub says: Says,
    /// Where it comes from.
    pub origin: Origin,
}

/// What a line of a derivation says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Says {
    /// This holds.
    Statement(Statement),
    /// That is a violation of this kind.
    Violation(Box<str>),
}

/// Where a line of a derivation comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// A rule, from earlier lines.
    Rule {
        /// Which rule.
        name: Box<str>,
        /// The numbers of the lines.
        premises: Vec<usize>,
    },
    /// It is held by somebody.
    Held,
    /// The hypothesis puts it.
    Hypothesis,
    /// It is taken to be so.
    Assumed,
    /// It is on record.
    Fact,
}

/// A point, in the clauses of a language.
pub(super) fn point<L: Language + ?Sized>(
    language: &L,
    names: &Names<'_>,
    point: &Point,
) -> String {
    let keeps = |one: &Commitment| language.statement(names, &one.clone().into());
    let end = |one: &Commitment| language.end(names, one);
    let ends = |gone: &[Commitment]| listed(&gone.iter().map(end).collect::<Vec<_>>());
    match point {
        Point::Needs { state, of } => {
            format!("{} {}.", capital(&names.the(*state)), needs(names, of))
        }
        Point::NotTogether => "These cannot stand together:".to_owned(),
        Point::Line(line) => self::line(language, names, line),
        Point::Without(statement) => {
            format!("Without “{}” nothing is violated.", language.statement(names, statement))
        }
        Point::Must { commitment, is_alone } => {
            let why = if *is_alone {
                "it is in conflict with the question all by itself"
            } else {
                "what it requires is in conflict with the question"
            };
            format!("It must be that {}: {why}.", end(commitment))
        }
        Point::May(commitment) => format!("It may be that {}, or instead:", end(commitment)),
        Point::Instead(others) => others.iter().map(end).collect::<Vec<_>>().join(", or "),
        Point::NoConflict { commitment, as_asked } => {
            let asked = if *as_asked { " as it is asked" } else { "" };
            let keeps = keeps(commitment);
            format!("“{keeps}” is in no conflict with the question{asked}: it can stay.")
        }
        Point::Blocks(commitment) => format!(
            "If “{}” stays, the question is in conflict with it, whatever else goes.",
            keeps(commitment)
        ),
        Point::OrElse(commitment) => {
            format!("“{}” can stay if something else goes in its place.", keeps(commitment))
        }
        Point::Repairs(gone) => format!("If {}, nothing is violated any more.", ends(gone)),
        Point::Needed(one) => format!("If it is not that {}, something is.", end(one)),
        Point::AtOnce => "Nothing has to go: it can be at once.".to_owned(),
        Point::NeverKept => {
            "Never: what is not negotiable is itself in conflict with the question.".to_owned()
        }
        Point::NeverAlone(held) => {
            let held: Vec<String> = held.iter().map(keeps).collect();
            let held = held.join(", ");
            format!(
                "Never without the consent of others: none of these can end by a state alone: {held}."
            )
        }
        Point::NotBefore { day, exit } => {
            let why = exit.as_ref().map_or_else(String::new, |(state, exit)| {
                format!(": {}", reckoned(names, *state, exit))
            });
            format!("Not before {day}{why}.")
        }
        Point::NoRepair => "No repair helps: what is not negotiable is in the way.".to_owned(),
        Point::OneWay(gone) => format!("There is one way: {}.", ends(gone)),
        Point::Ways(n) => format!("There are {n} ways:"),
        Point::Way(gone) => ends(gone),
        Point::Turns => "What would change it:".to_owned(),
        Point::Turn(turn) => {
            let given: Statement = turn.contingency.clone().into();
            let mut parts = Vec::new();
            if !turn.more.is_empty() {
                parts.push(format!("it must also be that {}", ends(&turn.more)));
            }
            if !turn.less.is_empty() {
                parts.push(format!("it need not be that {}", ends(&turn.less)));
            }
            format!("If {}, {}.", language.statement(names, &given), parts.join("; "))
        }
        Point::Conflict(conflict) => self::conflict(language, names, conflict),
        Point::Checked(0) => "Nothing here needs a certificate.".to_owned(),
        Point::Checked(1) => {
            "A checker that shares nothing with the engine accepted the certificate.".to_owned()
        }
        Point::Checked(n) => {
            format!("A checker that shares nothing with the engine accepted {n} certificates.")
        }
    }
}

fn line<L: Language + ?Sized>(language: &L, names: &Names<'_>, line: &Line) -> String {
    let said = match &line.says {
        Says::Statement(statement) => language.statement(names, statement),
        Says::Violation(kind) => format!("that is a violation: {}", read(kind)),
    };
    let why = match &line.origin {
        Origin::Rule { name, premises } => {
            let from: Vec<String> = premises.iter().map(usize::to_string).collect();
            format!("by {name} from {}", from.join(", "))
        }
        Origin::Held => "held".to_owned(),
        Origin::Hypothesis => "the hypothesis".to_owned(),
        Origin::Assumed => "assumed".to_owned(),
        Origin::Fact => "a fact".to_owned(),
    };
    format!("{}. {said} ({why})", line.number)
}

fn conflict<L: Language + ?Sized>(
    language: &L,
    names: &Names<'_>,
    conflict: &MinimalConflict,
) -> String {
    let say = |statement: Statement| language.statement(names, &statement);
    let kept = conflict.commitments.iter().map(|one| say(one.clone().into()));
    let bound = (conflict.bound.iter())
        .map(|one| say(Statement::Bound { state: one.state, change: one.change }));
    let together: Vec<String> = kept.chain(bound).collect();
    let given: Vec<String> =
        conflict.contingencies.iter().map(|one: &Contingency| say(one.clone().into())).collect();
    let given = if given.is_empty() { String::new() } else { format!(", if {}", listed(&given)) };
    format!("not together: {}{given}", listed(&together))
}

/// The arithmetic of an exit.
fn reckoned(names: &Names<'_>, state: Id<State>, exit: &Exit) -> String {
    let world = names.world();
    let clause = exit.clause.map_or_else(String::new, |id| format!(" ({})", names.provision(id)));
    let period = exit.clause.and_then(|id| world[id].effect.withdrawal()?.notice);
    let end = match exit.earliest.or(exit.bounds) {
        Some(day) => day.to_string(),
        None => "a day that is not known".to_owned(),
    };
    let (who, what, notice) = (names.the(state), names.the(exit.body), exit.noticed());
    match (exit.mode, period) {
        (ExitMode::Notice, Some(period)) => {
            let of_month = exit.clause.and_then(|id| world[id].effect.withdrawal());
            let of_month = of_month.is_some_and(|terms| terms.last_day == LastDay::MonthEnd);
            let when = if of_month { "at the end of the month, " } else { "" };
            format!(
                "{who} is out of {what} on {end}, {when}{period} after its notice of {notice}{clause}"
            )
        }
        (ExitMode::TermEnd, _) => {
            format!("{who} is out of {what} at the end of its term, {end}{clause}")
        }
        (ExitMode::Lapse, _) => format!("{what} lapses on {end}{clause}"),
        (ExitMode::FinancialYearEnd, _) => {
            format!("{who} is out of {what} at the end of the financial year, {end}{clause}")
        }
        (ExitMode::CalendarYearEnd, _) => {
            format!("{who} is out of {what} at the turn of the year, {end}{clause}")
        }
        (ExitMode::Notice, None) | (ExitMode::Unknown | ExitMode::ConsentOnly, _) => {
            format!("{who} can be out of {what} within {end}{clause}")
        }
    }
}
