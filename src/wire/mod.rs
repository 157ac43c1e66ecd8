//! All JSON of hypotheses, questions, answers and receipts.

mod answer;
mod conflicts;
mod consequences;
mod deliberated;
mod error;
mod question;
mod reader;
mod receipt;
mod rows;
mod scenario;
mod told;

pub use answer::{Answer, Context};
pub use error::QuestionError;
pub use receipt::{AnswerChange, AnswerDifference, Receipt, ReceiptRow, RecordCause};
pub use rows::{
    BondRow, CaveatRow, ChangeRow, DateRow, EntityRow, ExitRow, MemberRow, MembershipRow, NameRow,
    ObligationRow, PeriodRow, Rows, VetoRow,
};
pub use scenario::ScenarioFile;
pub use told::{Told, ToldStep};
