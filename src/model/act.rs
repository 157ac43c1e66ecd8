//! Dated acts of treaty law: what states do with instruments.

use super::{Provenance, State};
use crate::base::words;
use crate::time::{Date, Day};
use crate::{Id, InstrumentId};

/// What sort of act it is.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ActKind {
    /// Signature subject to ratification (VCLT art. 10, 14, 18).
    Sign,
    /// Ratification (VCLT art. 14).
    Ratify,
    /// Acceptance (VCLT art. 14(2)).
    Accept,
    /// Approval (VCLT art. 14(2)).
    Approve,
    /// Accession without signature (VCLT art. 15).
    Accede,
    /// Succession of a new state (Vienna Convention of 1978).
    Succeed,
    /// Formal confirmation: ratification by an organization (Vienna Convention of 1986).
    FormalConfirmation,
    /// Signature that binds by itself (VCLT art. 12).
    DefinitiveSignature,
    /// Deposit, exchange or notification of the instrument: consent to be bound is established (VCLT art. 16).
    Deposit,
    /// Approval by a parliament or another organ of the state itself: it never binds.
    DomesticApproval,
    /// Provisional application begins (VCLT art. 25(1)).
    ApplyProvisionally,
    /// Provisional application ends by notice (VCLT art. 25(2)).
    EndProvisionalApplication,
    /// The treaty enters into force (VCLT art. 24).
    EnterIntoForce,
    /// Notice of withdrawal (VCLT art. 54, 56, 65, 67).
    NotifyWithdrawal,
    /// Denunciation: withdrawal from a bilateral treaty.
    Denounce,
    /// The notice is revoked before it took effect (VCLT art. 68).
    RevokeNotice,
    /// Operation is suspended (VCLT art. 57, 58).
    Suspend,
    /// Operation is resumed.
    Resume,
    /// The state is expelled.
    Expel,
    /// The treaty is terminated (VCLT art. 54, 59).
    Terminate,
    /// A reservation is made (VCLT art. 19).
    Reserve,
    /// A reservation is withdrawn (VCLT art. 22).
    WithdrawReservation,
    /// An objection to a reservation (VCLT art. 20).
    Object,
    /// An interpretive declaration.
    Declare,
}

impl ActKind {
    /// Whether it establishes consent to be bound (VCLT art. 2(1)(b), 11 to 16).
    pub const fn is_consent(self) -> bool {
        matches!(
            self,
            Self::Ratify
                | Self::Accept
                | Self::Approve
                | Self::Accede
                | Self::Succeed
                | Self::FormalConfirmation
                | Self::DefinitiveSignature
                | Self::Deposit
        )
    }
}

words! {
    ActKind, "act":
    Sign = "sign",
    Ratify = "ratify",
    Accept = "accept",
    Approve = "approve",
    Accede = "accede",
    Succeed = "succeed",
    FormalConfirmation = "formal_confirmation",
    DefinitiveSignature = "definitive_signature",
    Deposit = "deposit",
    DomesticApproval = "domestic_approval",
    ApplyProvisionally = "apply_provisionally",
    EndProvisionalApplication = "end_provisional_application",
    EnterIntoForce = "enter_into_force",
    NotifyWithdrawal = "notify_withdrawal",
    Denounce = "denounce",
    RevokeNotice = "revoke_notice",
    Suspend = "suspend",
    Resume = "resume",
    Expel = "expel",
    Terminate = "terminate",
    Reserve = "reserve",
    WithdrawReservation = "withdraw_reservation",
    Object = "object",
    Declare = "declare",
}

/// A dated act of a state on an instrument.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Act {
    /// The key of the record.
    pub key: Box<str>,
    /// Who acts; `None` for what happens to the treaty as a whole.
    pub by: Option<Id<State>>,
    /// On what.
    pub instrument: InstrumentId,
    /// What sort of act.
    pub kind: ActKind,
    /// Whose accession it approves, where the act is about that.
    pub concerning: Option<Id<State>>,
    /// When.
    pub date: Date,
    /// Since when it could be known; `None`: the day itself.
    pub known: Option<Day>,
    /// On whose word.
    pub provenance: Provenance,
}

impl Act {
    /// Whether it could be known by a day (`None`: by now).
    pub fn is_known_by(&self, day: Option<Day>) -> bool {
        let known = self.known.or(self.provenance.recorded).or_else(|| self.date.earliest());
        day.is_none_or(|day| known.is_none_or(|known| known <= day))
    }
}
