//! How one leaves, and who can block a step.

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

impl ExitMode {
    /// A word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::FinancialYearEnd => "financial_year_end",
            Self::CalendarYearEnd => "calendar_year_end",
            Self::TermEnd => "term_end",
            Self::Lapse => "lapse",
            Self::Unknown => "unknown",
            Self::ConsentOnly => "consent_only",
        }
    }
}

/// A step that somebody can block.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum VetoStep {
    /// Adopting an acquired or amended provision.
    Adopt,
    /// An accession.
    Accede,
    /// A base of an outsider.
    Consent,
    /// An exit for which there is no unilateral right.
    Exit,
    /// Amending a provision instead.
    Amend,
}

impl VetoStep {
    /// The word of the JSON form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Adopt => "adopt",
            Self::Accede => "accede",
            Self::Consent => "consent",
            Self::Exit => "exit",
            Self::Amend => "amend",
        }
    }
}
