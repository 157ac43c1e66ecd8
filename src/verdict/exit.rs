//! How one leaves, and who can block a step.

use crate::base::words;

/// How an exit comes about.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ExitMode {
    /// By notice, after the period.
    Notice,
    /// By notice, at the end of the financial year.
    FinancialYearEnd,
    /// By notice, at the turn of the calendar year.
    CalendarYearEnd,
    /// By notice, at the end of a term.
    TermEnd,
    /// The last term ends and nothing renews it: no notice is needed.
    Lapse,
    /// No clause is recorded: only bounds are known (VCLT art. 56).
    Unknown,
    /// Only with the consent of all parties (VCLT art. 54(b)).
    ConsentOnly,
}

words! {
    ExitMode, "way out":
    Notice = "notice",
    FinancialYearEnd = "financial_year_end",
    CalendarYearEnd = "calendar_year_end",
    TermEnd = "term_end",
    Lapse = "lapse",
    Unknown = "unknown",
    ConsentOnly = "consent_only",
}

/// A step that somebody can block.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum VetoStep {
    /// Adopting an acquired or amended provision.
    Adopt,
    /// An accession.
    Accede,
    /// What is reserved to others, or owed to them.
    Consent,
    /// An exit for which there is no unilateral right.
    Exit,
    /// Amending a provision instead.
    Amend,
}

words! {
    VetoStep, "step":
    Adopt = "adopt",
    Accede = "accede",
    Consent = "consent",
    Exit = "exit",
    Amend = "amend",
}
