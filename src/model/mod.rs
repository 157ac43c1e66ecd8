//! The vocabulary: what exists, who takes part in what, what the texts say, who says so.
//!
//! * **Entities** ([`State`], [`Organization`], [`Treaty`], [`Law`], [`Analyst`] …) are what records are about.
//! * A [`Participation`] is one spell of a membership or of being party; an [`Overlay`] lies over it without ending it.
//! * A [`Provision`] is an article with legal effect; a [`Link`] says which instruments an organization lives by.
//! * An [`Act`] is a dated act of treaty law; a [`Relation`] holds between two entities.
//! * A [`Claim`] is what somebody said; a [`Contested`] record keeps contradicting values side by side.
//! * A [`Coverage`] says how far a roll reaches, a [`RecordExtent`] how far the rest of the record does.
//!
//! This is what is recorded. Nothing here knows of a world, an index or a query.

mod act;
mod assertion;
mod claim;
mod coverage;
mod effect;
mod entity;
mod existence;
mod ids;
mod key_order;
mod name;
mod organization;
mod other_end;
mod params;
mod participation;
mod participations;
mod policy;
mod provenance;
mod provision;
mod relation;
mod table;
mod tables;
mod terms;
mod treaty;

pub use act::{Act, ActKind};
pub use assertion::{Assertion, Contested, ContestedValue};
pub use claim::{
    Agreement, Assurance, Claim, Confidence, ConsentTo, Credibility, Decidable, Factuality, Grade,
    Judgement, Manner, Mode, Polarity, Proposition, Propositions, Rank, Reliability, Stance, Verb,
    Voice,
};
pub use coverage::{Coverage, CoverageLevel, Matter, RecordExtent};
pub use effect::{Effect, EffectKind};
pub use entity::{
    Analyst, AnyEntity, CapabilityDomain, Entity, Event, Group, Hypothetical, Kind, Outlet, Person,
    Place, Profile, Project, Relationship, Source, State,
};
pub use existence::Existence;
pub use ids::{AnyId, AsMember, BodyId, EntityId, InstrumentId};
pub(crate) use key_order::KeyOrder;
pub use name::{Identifier, Name, NameKind, Scheme};
pub use organization::{Link, LinkRole, Organization, Purpose};
pub(crate) use other_end::OtherEnd;
pub use participation::{
    Detail, Overlay, OverlayKind, Participation, Remarks, Revision, Status, Superseded,
};
pub(crate) use participations::{Four, Seats};
pub use participations::{ParticipationRows, Participations};
pub use policy::{Presumption, Statehood};
pub use provenance::{Citation, Evidence, Provenance, SourceKind, Timed};
pub use provision::{Bearer, Condition, Duty, Param, Provision};
pub use relation::{Relation, RelationKind};
#[cfg_attr(
    not(feature = "dataset"),
    expect(unused_imports, reason = "what is in store is the bundled world")
)]
pub(crate) use table::Store;
pub(crate) use table::as_number;
pub use table::{Record, Table, TableIter};
pub use tables::{RecordId, Tables};
pub use terms::{
    Bars, Decision, EarliestOf, Eligibility, Engagement, Exceptions, ExclusiveObject,
    ExitCondition, Field, ForbiddenActs, LastDay, Limbs, Need, Occasion, Outranked, Outsiders,
    Owing, ProcedureTerms, Qualifier, Reach, Renewal, Revocation, SavedTreaties, SavingsScope,
    Strength, Tariff, Term, Undertaking, WithdrawalRight, WithdrawalTerms, YearEnd,
};
pub use treaty::{Law, LawForm, Parties, ReadMark, Subject, Treaty, TreatyForm};
