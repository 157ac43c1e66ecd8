//! All JSON of hypotheses, questions, answers and receipts.

mod answer;
mod conflicts;
mod consequences;
mod deliberated;
mod error;
mod keys;
mod proof;
mod question;
mod reader;
mod receipt;
mod resolved;
mod rows;
mod said;
mod scenario;
mod stored;
mod told;
mod version;

pub use answer::{Answer, Context};
pub use conflicts::{ConflictRow, EligibleRow, NotBoundRow};
pub use consequences::WhatIfAnswer;
pub use deliberated::{
    AlternativeRow, AttackRow, ContradictionRow, GoneRow, OwedRow, PlanRow, RemovedRow, RepairRows,
};
pub use error::QuestionError;
pub use receipt::{AnswerChange, AnswerDifference, Receipt, ReceiptRow, RecordCause};
pub use resolved::{CheckError, Resolved, ResolvedVerdict, Unresolved};
pub use rows::{
    BasisRow, BondKind, BondRow, CaveatRow, ChangeKind, ChangeRow, DateKind, DateRow, EntityRow,
    ExitRow, MemberRow, MembershipRow, NameRow, NeedRow, ObligationRow, PeriodRow, PrevailsRow,
    Rows, VetoRow,
};
pub(crate) use said::DebateTag;
pub use said::{
    ClaimRow, ComparisonRow, DebateAnswer, NeededSourceRow, NewsRow, ReadingRow, StanceRow,
    StandingRow, VoteRow,
};
pub use scenario::ScenarioFile;
pub use stored::{Stored, StoredAnswer};
pub use told::{Told, ToldSource, ToldStep};
