//! What a claim says, free of "not", "may" and "should": a predicate over entities and texts.

use crate::base::words;
use crate::model::{Duty, EffectKind, RelationKind, Status};
use crate::{BodyId, EntityId, Id, InstrumentId, Organization, State, Treaty};

/// What a speaker speaks of, free of polarity: whether it is said to be so stands in the [`Factuality`](super::Factuality).
///
/// Each predicate says how the record can decide it, or that it cannot.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Proposition {
    /// Somebody takes part in a body.
    ///
    /// Decided by the roll of the body on the day: in this grade, or, without one, in a grade that binds. No only where the record
    /// of the roll reaches.
    TakesPart {
        /// Who: a state or an organization.
        member: EntityId,
        /// In what.
        body: BodyId,
        /// In which grade; without one, bound by it.
        status: Option<Status>,
    },
    /// A treaty binds a state.
    ///
    /// Decided by its parties and by whether it is in force. Of a political declaration no record decides it.
    BoundBy {
        /// Which state.
        state: Id<State>,
        /// By what.
        treaty: Id<Treaty>,
    },
    /// A text has a clause of some kind.
    ///
    /// Decided by its provisions. No only where all of the text was read, or where the record of such clauses is complete.
    HasClause {
        /// Which text.
        text: InstrumentId,
        /// Which kind of clause.
        kind: EffectKind,
    },
    /// A state owes somebody something: to come to its defence, to consult it …; by some text, if one is named.
    ///
    /// Decided by the provisions that bind it. No only of a duty that is named, and only where the record of such duties is complete.
    Owes {
        /// Which state.
        state: Id<State>,
        /// What; `None`: it is committed, and to what is not said.
        duty: Option<Duty>,
        /// To whom.
        toward: EntityId,
        /// By which text; `None`: by whichever.
        under: Option<InstrumentId>,
    },
    /// Somebody took part in a body and is out.
    ///
    /// Decided by the spells of both: no where it is in, or has never been in.
    HasLeft {
        /// Who.
        member: EntityId,
        /// What.
        body: BodyId,
    },
    /// Two stand in a relation that is neither a membership nor a treaty: the one is directed against the other, opposed to it,
    /// recognises it …
    ///
    /// Decided by the relations of the day. That a body is directed against somebody is open where only its target says so. No only
    /// where the record of such relations is complete.
    Related {
        /// In which relation.
        kind: RelationKind,
        /// Who.
        subject: EntityId,
        /// Toward whom.
        object: EntityId,
    },
    /// A government has officially declared something, such as the intention to found an alliance.
    ///
    /// So on the government's own word, or by its own declaration on a text. Not so only on an official denial on record, or where the
    /// record says that it has all declarations of that government.
    Declared {
        /// Which state or organization.
        who: EntityId,
        /// What.
        what: EntityId,
    },
    /// A government plans one of these things; denied of several, it is denied of each.
    ///
    /// Decided as [`Declared`](Self::Declared), whose yes implies this; what is planned in silence no record decides.
    Plans {
        /// Which state or organization.
        who: EntityId,
        /// What.
        what: Vec<EntityId>,
    },
    /// One of these states plans to leave a body, or has an exit on its agenda; denied of several, it is denied of each.
    ///
    /// So on the government's own word, or where its notice is on record and not revoked. Not so only on its own denial, or where the
    /// record says that it has all notices and declarations of that government: silence alone shows nothing.
    PlansExit {
        /// Which states.
        states: Vec<Id<State>>,
        /// What it would leave.
        from: BodyId,
    },
    /// What an organization might do needs the consent of each of these states.
    ///
    /// Decided by asking who could veto just that ([`Consequences::vetoes`](crate::answer::Consequences::vetoes)): so where each of them
    /// could, and not so for whoever is no member. Where no rule of decision is on record it is open.
    NeedsConsent {
        /// Whose consent.
        of: Vec<Id<State>>,
        /// Of which organization.
        organization: Id<Organization>,
        /// To what.
        to: ConsentTo,
    },
    /// These states would have to leave a body to join another one.
    ///
    /// Decided by asking just that ([`View::consequences_of`](crate::View::consequences_of)), under the reading of the question: so
    /// for all of them, and not so if one of them need not.
    MustExitToJoin {
        /// Which states.
        states: Vec<Id<State>>,
        /// What they would have to leave.
        from: BodyId,
        /// What they would join.
        into: BodyId,
    },
    /// If an organization acquired a clause of some kind, these states would first have to leave a body.
    ///
    /// Decided by asking just that ([`View::consequences_of`](crate::View::consequences_of)), under the reading of the question: so
    /// for all of them, and not so if one of them need not.
    MustExitFirst {
        /// Which states.
        states: Vec<Id<State>>,
        /// What they would have to leave.
        from: BodyId,
        /// What would change.
        organization: Id<Organization>,
        /// Into what: the kind of clause that it would acquire.
        acquires: EffectKind,
    },
    /// A speaker is for something, or against it.
    ///
    /// Decided by what the record has of the speaker's own claims up to the day. Who is silent holds nothing that is known.
    Holds {
        /// Which speaker.
        who: EntityId,
        /// For or against.
        stance: Stance,
        /// What.
        of: EntityId,
    },
    /// A judgement: of value, of causes, of what is needed or would follow.
    ///
    /// No record decides it.
    Judgement {
        /// Of which kind.
        kind: Judgement,
        /// Of what.
        of: Vec<EntityId>,
        /// In relation to what.
        toward: Vec<EntityId>,
        /// What no key names, in words.
        words: Option<Box<str>>,
    },
    /// Something that is so or not so, but of which this record keeps no account.
    ///
    /// No record decides it; another one might.
    Unrecorded {
        /// Of what.
        of: Vec<EntityId>,
        /// In relation to what.
        toward: Vec<EntityId>,
        /// What is said, in words.
        words: Box<str>,
    },
}

/// What an organization might do, to which its members may have to consent.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConsentTo {
    /// It acquires a clause of some kind.
    Acquiring(EffectKind),
    /// It admits a state.
    Admitting(Id<State>),
}

/// For or against.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Stance {
    /// For it.
    Support,
    /// Against it.
    Oppose,
    /// Expressly neither.
    Neutral,
}

words! {
    Stance, "stance":
    Support = "support",
    Oppose = "oppose",
    Neutral = "neutral",
}

/// What kind of judgement, which no record can decide.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Judgement {
    /// The one becomes the other.
    Becomes,
    /// The one brings the other about.
    Causes,
    /// The one strains the other.
    Strains,
    /// The one threatens the other.
    Threatens,
    /// The one serves the other.
    Serves,
    /// The one needs the other to succeed.
    Requires,
    /// The one depends on the other.
    DependsOn,
    /// The one is made after the model of the other.
    ModelledOn,
    /// The one puts the other first.
    Prioritises,
    /// The one shows that the other is so.
    Shows,
    /// The one is without the other.
    Lacks,
    /// The one is about the other, or is to work on it.
    WorksOn,
    /// The one is at the other.
    SeatedIn,
    /// The one is in line with the other.
    AlignsWith,
    /// The one is such.
    Such,
    /// How it will end.
    Outlook,
}

words! {
    Judgement, "judgement":
    Becomes = "becomes",
    Causes = "causes",
    Strains = "strains",
    Threatens = "threatens",
    Serves = "serves",
    Requires = "requires",
    DependsOn = "depends_on",
    ModelledOn = "modelled_on",
    Prioritises = "prioritises",
    Shows = "shows",
    Lacks = "lacks",
    WorksOn = "works_on",
    SeatedIn = "seated_in",
    AlignsWith = "aligns_with",
    Such = "such",
    Outlook = "outlook",
}

/// Whether a record can decide what is said.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Decidable {
    /// This record can.
    ByRecord,
    /// It is so or not so, but this record keeps no account of it.
    NotByThisRecord,
    /// It is a matter of judgement.
    ByNobody,
}

impl Proposition {
    /// Whether a record can decide it.
    pub const fn decidable(&self) -> Decidable {
        match self {
            Self::TakesPart { .. }
            | Self::BoundBy { .. }
            | Self::HasClause { .. }
            | Self::Owes { .. }
            | Self::HasLeft { .. }
            | Self::Related { .. }
            | Self::Declared { .. }
            | Self::Plans { .. }
            | Self::PlansExit { .. }
            | Self::NeedsConsent { .. }
            | Self::MustExitToJoin { .. }
            | Self::MustExitFirst { .. }
            | Self::Holds { .. } => Decidable::ByRecord,
            Self::Unrecorded { .. } => Decidable::NotByThisRecord,
            Self::Judgement { .. } => Decidable::ByNobody,
        }
    }

    /// The predicate, as files name it.
    pub const fn predicate(&self) -> &'static str {
        match self {
            Self::TakesPart { .. } => "takes_part",
            Self::BoundBy { .. } => "bound_by",
            Self::HasClause { .. } => "has_clause",
            Self::Owes { .. } => "owes",
            Self::HasLeft { .. } => "has_left",
            Self::Related { .. } => "related",
            Self::Declared { .. } => "declared",
            Self::Plans { .. } => "plans",
            Self::PlansExit { .. } => "plans_exit",
            Self::NeedsConsent { .. } => "needs_consent",
            Self::MustExitToJoin { .. } => "must_exit_to_join",
            Self::MustExitFirst { .. } => "must_exit_first",
            Self::Holds { .. } => "holds",
            Self::Judgement { .. } => "judgement",
            Self::Unrecorded { .. } => "unrecorded",
        }
    }

    /// The predicates, as files name them.
    pub const PREDICATES: [&'static str; 15] = [
        "takes_part",
        "bound_by",
        "has_clause",
        "owes",
        "has_left",
        "related",
        "declared",
        "plans",
        "plans_exit",
        "needs_consent",
        "must_exit_to_join",
        "must_exit_first",
        "holds",
        "judgement",
        "unrecorded",
    ];

    /// The entities that it names, in the order in which it names them.
    pub fn entities(&self) -> Vec<EntityId> {
        match self {
            Self::TakesPart { member, body, .. } | Self::HasLeft { member, body } => {
                vec![*member, body.entity()]
            }
            Self::BoundBy { state, treaty } => vec![(*state).into(), (*treaty).into()],
            Self::HasClause { text, .. } => vec![text.entity()],
            Self::Owes { state, duty: _, toward, under } => {
                let under = under.map(InstrumentId::entity);
                [(*state).into(), *toward].into_iter().chain(under).collect()
            }
            Self::Related { kind: _, subject, object } => vec![*subject, *object],
            Self::Declared { who, what } => vec![*who, *what],
            Self::Plans { who, what } => [*who].into_iter().chain(what.iter().copied()).collect(),
            Self::PlansExit { states, from } => {
                let states = states.iter().map(|state| EntityId::from(*state));
                states.chain([from.entity()]).collect()
            }
            Self::NeedsConsent { of, organization, to } => {
                let admitted = match to {
                    ConsentTo::Acquiring(_) => None,
                    ConsentTo::Admitting(state) => Some(EntityId::from(*state)),
                };
                let states = of.iter().map(|state| EntityId::from(*state));
                states.chain([(*organization).into()]).chain(admitted).collect()
            }
            Self::MustExitToJoin { states, from, into } => {
                let states = states.iter().map(|state| EntityId::from(*state));
                states.chain([from.entity(), into.entity()]).collect()
            }
            Self::MustExitFirst { states, from, organization, .. } => {
                let states = states.iter().map(|state| EntityId::from(*state));
                states.chain([from.entity(), (*organization).into()]).collect()
            }
            Self::Holds { who, of, .. } => vec![*who, *of],
            Self::Judgement { of, toward, .. } | Self::Unrecorded { of, toward, .. } => {
                of.iter().chain(toward).copied().collect()
            }
        }
    }

    /// What it is about in the first place, so that who is for it, or against it, is for that: of a plan what is planned; of a
    /// judgement what is judged, and where something becomes something or puts something first, that; else all that it names.
    pub fn matters(&self) -> Vec<EntityId> {
        match self {
            Self::Declared { who: _, what } => vec![*what],
            Self::Plans { who: _, what } => what.clone(),
            Self::Holds { who: _, stance: _, of } => vec![*of],
            Self::Judgement { kind, of, toward, words: _ } => {
                let is_about_object = match kind {
                    Judgement::Becomes | Judgement::Prioritises => true,
                    Judgement::Causes
                    | Judgement::Strains
                    | Judgement::Threatens
                    | Judgement::Serves
                    | Judgement::Requires
                    | Judgement::DependsOn
                    | Judgement::ModelledOn
                    | Judgement::Shows
                    | Judgement::Lacks
                    | Judgement::WorksOn
                    | Judgement::SeatedIn
                    | Judgement::AlignsWith
                    | Judgement::Such
                    | Judgement::Outlook => false,
                };
                let (first, second) = if is_about_object { (toward, of) } else { (of, toward) };
                if first.is_empty() { second.clone() } else { first.clone() }
            }
            Self::TakesPart { .. }
            | Self::BoundBy { .. }
            | Self::HasClause { .. }
            | Self::Owes { .. }
            | Self::HasLeft { .. }
            | Self::Related { .. }
            | Self::PlansExit { .. }
            | Self::NeedsConsent { .. }
            | Self::MustExitToJoin { .. }
            | Self::MustExitFirst { .. }
            | Self::Unrecorded { .. } => self.entities(),
        }
    }
}
