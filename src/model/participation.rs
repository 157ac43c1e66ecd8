//! Who takes part in what, as what, from when until when: records, not edges.

use std::ops::{Deref, DerefMut};

use super::{Act, Citation, Evidence, Provenance, Timed};
use crate::base::print_of;
use crate::base::words;
use crate::time::{Day, Interval, Span};
use crate::{BodyId, EntityId, Id};

/// The grade of a participation.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[non_exhaustive]
pub enum Status {
    /// Full member of an organization.
    Member,
    /// Party to a treaty in force for it (VCLT art. 2(1)(g)).
    Party,
    /// Participating state: the OSCE's word for member.
    Participating,
    /// Applies a treaty provisionally (VCLT art. 25).
    Provisional,
    /// Associate member.
    Associate,
    /// Observer.
    Observer,
    /// Partner.
    Partner,
    /// Dialogue partner.
    DialoguePartner,
    /// Founding state that has not accepted the charter.
    FoundingState,
    /// Has consented to be bound by a treaty not yet in force for it (VCLT art. 2(1)(f)).
    ContractingState,
    /// Has signed, and is not bound (VCLT art. 18 duties only).
    Signatory,
    /// Has deposited its accession, which has not taken effect.
    Acceding,
}

impl Status {
    /// Whether it binds: member, party, participating state, provisional application.
    pub const fn is_binding(self) -> bool {
        matches!(self, Self::Member | Self::Party | Self::Participating | Self::Provisional)
    }

    /// The grade of each number; filled up, so that a look-up needs no comparison.
    const OF_NUMBER: [Self; 16] = {
        let mut grades = [Self::Member; 16];
        let (_, known) = grades.split_at_mut(1);
        let (known, _) = known.split_at_mut(Self::ALL.len());
        known.copy_from_slice(&Self::ALL);
        grades
    };

    /// A number of its own, from one on.
    #[inline]
    pub(super) const fn number(self) -> u32 {
        self as u32 + 1
    }

    /// The grade whose number stands in the lowest four bits.
    #[inline]
    pub(super) const fn of_number(word: u32) -> Self {
        Self::OF_NUMBER[(word & 0b1111) as usize]
    }
}

words! {
    Status, "grade":
    Member = "member",
    Party = "party",
    Participating = "participating",
    Provisional = "provisional",
    Associate = "associate",
    Observer = "observer",
    Partner = "partner",
    DialoguePartner = "dialogue_partner",
    FoundingState = "founding_state",
    ContractingState = "contracting_state",
    Signatory = "signatory",
    Acceding = "acceding",
}

/// One spell of a participation, as [`Participations`](super::Participations) give it.
///
/// It belongs to the tables that gave it: elsewhere its numbers mean others. A pair may have several spells. [`Tables::member`](super::Tables::member), [`Tables::body`](super::Tables::body) and
/// [`Tables::id_of`](super::Tables::id_of) give the ids; texts, citations and recorded time stand in its [`Detail`].
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Participation {
    /// The number of who takes part.
    member: u32,
    /// The number of what it is in, and whether that is a treaty.
    body: u32,
    of_treaty: bool,
    /// As what.
    pub status: Status,
    /// The bounds within which it holds: those of its record, of what sources dispute, and of the existence of its member and its
    /// body. What its record says stands in its [`Detail`].
    pub span: Span,
    tail: Tail,
}

/// What identifies a spell.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Tail {
    /// The key in its detail, which has this number.
    Detail(u32),
    /// All that is said of it, as its bounds have it.
    Own,
    /// All that was said of it before its bounds were settled, or another print where that was taken.
    Print(u32),
}

impl Participation {
    /// A spell with its detail.
    pub(crate) fn new(
        ends: (EntityId, BodyId),
        status: Status,
        span: Span,
        detail: Id<Detail>,
    ) -> Self {
        Self::with_tail(ends, status, span, Tail::Detail(detail.number()))
    }

    /// A spell without a key: what identifies it is all that is said of it.
    pub(crate) fn bare(ends: (EntityId, BodyId), status: Status, span: Span) -> Self {
        Self::with_tail(ends, status, span, Tail::Own)
    }

    fn with_tail(
        (member, body): (EntityId, BodyId),
        status: Status,
        span: Span,
        tail: Tail,
    ) -> Self {
        let of_treaty = matches!(body, BodyId::Treaty(_));
        Self::of((member.number(), (body.entity().number(), of_treaty)), status, span, tail)
    }

    /// The spell of a number in that of another, which may be a treaty.
    #[inline]
    pub(super) const fn of(
        (member, (body, of_treaty)): (u32, (u32, bool)),
        status: Status,
        span: Span,
        tail: Tail,
    ) -> Self {
        Self { member, body, of_treaty, status, span, tail }
    }

    #[inline]
    pub(crate) const fn member(&self) -> usize {
        self.member as usize
    }

    #[inline]
    pub(crate) const fn body(&self) -> usize {
        self.body as usize
    }

    /// Whether what it is in is a treaty.
    #[inline]
    pub(crate) const fn is_of_treaty(&self) -> bool {
        self.of_treaty
    }

    /// Whether both are spells of one member in one body.
    #[inline]
    pub(crate) const fn is_of_one_pair(&self, other: &Self) -> bool {
        self.member == other.member && self.body == other.body
    }

    #[inline]
    pub(super) const fn tail(&self) -> Tail {
        self.tail
    }

    /// The number of its detail, if it has one.
    #[inline]
    pub(crate) const fn detail(&self) -> Option<usize> {
        match self.tail {
            Tail::Detail(detail) => Some(detail as usize),
            Tail::Own | Tail::Print(_) => None,
        }
    }

    #[inline]
    pub(crate) const fn is_bare(&self) -> bool {
        self.detail().is_none()
    }

    /// What its id bears, if it has no detail; told is what an id of its body bears.
    pub(super) fn own_print(&self, body: u32) -> u32 {
        if let Tail::Print(print) = self.tail {
            return print;
        }
        let Span { from_lo, from_hi, to_lo, to_hi } = self.span;
        let bounds = [from_lo, from_hi, to_lo, to_hi].map(i32::to_be_bytes);
        print_of(&[&body.to_be_bytes(), self.status.as_str().as_bytes(), bounds.as_flattened()])
    }

    /// Gives a spell without a detail a print that it keeps, whatever becomes of its bounds.
    pub(super) const fn bear(&mut self, print: u32) {
        self.tail = Tail::Print(print);
    }
}

/// What a participation carries beside its bounds.
///
/// What few of them carry, its [`Remarks`], reads as its own: `detail.end_reason`, `detail.provenance`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Detail {
    /// The key of the record.
    pub key: Box<str>,
    /// Its valid and recorded time, as the record has it.
    pub time: Timed,
    /// Apart, so that a million spells without any take no room for them.
    remarks: Option<Box<Remarks>>,
}

/// What a participation may carry beside its key and its time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Remarks {
    /// Why it ended.
    pub end_reason: Option<Box<str>>,
    /// Whether the body admitted the member although it was no state yet: Ukraine, Belarus and India in the United Nations.
    pub before_statehood: bool,
    /// Earlier versions of its time, the oldest first, each with the day on which a correction superseded it.
    pub superseded: Vec<Superseded>,
    /// The acts it was compiled from; empty if it was recorded as a spell.
    pub from_acts: Vec<Id<Act>>,
    /// On whose word.
    pub provenance: Provenance,
}

/// The time of a record as it read before a correction became known.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Superseded {
    /// The day from which the correction could be known.
    pub on: Day,
    /// The time as it read until then.
    pub time: Timed,
}

/// The time of a record as known by some day.
pub type Revision = Timed;

impl Detail {
    /// The time of the record as it read on a day (`None`: now).
    pub fn revision(&self, known_by: Option<Day>) -> Revision {
        match known_by {
            Some(day) => {
                self.superseded.iter().find(|old| day < old.on).map_or(self.time, |old| old.time)
            }
            None => self.time,
        }
    }
}

/// What lies over a participation without ending it.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum OverlayKind {
    /// The member declared its participation frozen.
    FrozenDeclared,
    /// The organization suspended the member; its vote is suspended with it.
    Suspended,
    /// The member declared itself suspended by a note.
    SuspendedByNote,
    /// Another party suspended its obligations toward the member.
    SuspendedByParty,
    /// Notice of withdrawal was given and has not taken effect.
    NoticeGiven,
    /// Exit was declared without legal effect.
    ExitDeclared,
    /// The member takes no part.
    Inactive,
    /// The participation itself is contested: whether it holds is unknown.
    Contested,
    /// The member withholds its contribution.
    BudgetWithheld,
    /// Outside the integrated military command.
    OutsideIntegratedCommand,
    /// The credentials of its parliamentary delegation are refused.
    AssemblyCredentialsRefused,
}

impl OverlayKind {
    /// Whether it bears on whether the member has a say.
    pub(crate) const fn bears_on_voice(self) -> bool {
        match self {
            Self::FrozenDeclared
            | Self::Suspended
            | Self::SuspendedByNote
            | Self::SuspendedByParty
            | Self::NoticeGiven
            | Self::ExitDeclared
            | Self::Inactive
            | Self::Contested => true,
            Self::BudgetWithheld
            | Self::OutsideIntegratedCommand
            | Self::AssemblyCredentialsRefused => false,
        }
    }
}

words! {
    OverlayKind, "overlay":
    FrozenDeclared = "frozen_declared",
    Suspended = "suspended",
    SuspendedByNote = "suspended_by_note",
    SuspendedByParty = "suspended_by_party",
    NoticeGiven = "notice_given",
    ExitDeclared = "exit_declared",
    Inactive = "inactive",
    Contested = "contested",
    BudgetWithheld = "budget_withheld",
    OutsideIntegratedCommand = "outside_integrated_command",
    AssemblyCredentialsRefused = "assembly_credentials_refused",
}

/// Something that lies over a participation for a time. No overlay unbinds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Overlay {
    /// The key of the record.
    pub key: Box<str>,
    /// Whose participation.
    pub member: EntityId,
    /// In what.
    pub body: BodyId,
    /// What lies over it.
    pub kind: OverlayKind,
    /// When.
    pub time: Timed,
    /// Its effect in law, in words.
    pub effect: Option<Box<str>>,
    /// On whose word.
    pub provenance: Provenance,
}

static NO_REMARKS: Remarks = Remarks {
    end_reason: None,
    before_statehood: false,
    superseded: Vec::new(),
    from_acts: Vec::new(),
    provenance: Provenance { evidence: None, sources: Vec::new(), recorded: None, note: None },
};

impl Deref for Detail {
    type Target = Remarks;

    fn deref(&self) -> &Remarks {
        self.remarks.as_deref().unwrap_or(&NO_REMARKS)
    }
}

impl DerefMut for Detail {
    fn deref_mut(&mut self) -> &mut Remarks {
        self.remarks.get_or_insert_default()
    }
}

impl PartialEq for Detail {
    fn eq(&self, other: &Self) -> bool {
        (&self.key, self.time) == (&other.key, other.time) && **self == **other
    }
}

impl Eq for Detail {}

impl Detail {
    /// A detail with a key and a time, and no more.
    pub fn new(key: impl Into<Box<str>>, valid: Interval) -> Self {
        Self { key: key.into(), time: Timed::new(valid), remarks: None }
    }

    /// A detail with whatever there is to say.
    pub(crate) fn with(key: impl Into<Box<str>>, time: Timed, remarks: Remarks) -> Self {
        let remarks = (remarks != NO_REMARKS).then(|| remarks.into());
        Self { key: key.into(), time, remarks }
    }

    /// Its mark of evidence.
    pub fn evidence(&self) -> Option<Evidence> {
        self.provenance.evidence
    }

    /// What it cites: where it stands written.
    pub fn citations(&self) -> &[Citation] {
        &self.provenance.sources
    }
}
