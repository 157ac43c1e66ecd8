//! Why somebody need not exit anything, or is not bound by what changes.

use super::consequences::{Consequences, NotBound};
use super::outcome::{Needed, Open};
use crate::model::{LinkRole, OverlayKind, Status};
use crate::scenario::Changed;
use crate::time::Date;
use crate::verdict::Verdict;
use crate::world::{Absence, View};
use crate::{BodyId, EntityId, Id, State, Truth};

/// Why somebody is not among those that must exit something, as data; a view [tells](WhyNot::tell) it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WhyNot {
    /// It is among them.
    MustExit,
    /// Its own law must change, but it has nothing to exit.
    LawMustChange,
    /// It needs the consent of somebody, or that somebody does not object.
    NeedsConsent {
        /// Of whom.
        of: Vec<Needed>,
    },
    /// It depends on facts that are not known.
    Undetermined {
        /// On what.
        open: Vec<Open>,
    },
    /// Nothing that it holds bars the change.
    NothingBars,
    /// Nothing in this body bars the change.
    NothingIn {
        /// In what.
        body: BodyId,
    },
    /// The change puts nothing new on it.
    NothingNew,
    /// It is not in this body.
    NotIn {
        /// In what.
        body: BodyId,
        /// Why not.
        absence: Option<Absence>,
        /// What is linked to the body, and what it has left of that: the treaty beneath an organization.
        beneath: Option<(BodyId, Absence)>,
    },
    /// It is no party to what changes.
    NotAParty,
    /// It takes part in what changes in a grade that does not bind, or not yet.
    Unbound {
        /// In which grade.
        grade: Status,
        /// What is missing, where the grade leads to being bound.
        not_yet: Option<NotYet>,
        /// Whether even that is only possible.
        doubt: Option<Doubt>,
    },
}

/// What somebody waits for that is not bound yet.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotYet {
    /// It is bound from this day.
    From(Date),
    /// The text, or the body, is not in force.
    NotInForce {
        /// Which.
        what: EntityId,
    },
    /// The text is in force, but not for it.
    NotForIt {
        /// Which.
        what: EntityId,
    },
}

/// Why a participation is only possible.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Doubt {
    /// It is contested.
    Contested,
    /// Its dates are uncertain.
    Uncertain,
}

impl WhyNot {
    /// Why somebody is not in a body on the day of a view.
    pub(crate) fn not_in(view: &View<'_>, entity: EntityId, body: BodyId) -> Self {
        let absence = view.standing(entity, body).absence;
        Self::NotIn { body, absence, beneath: None }
    }
}

impl Consequences<'_> {
    /// Why a state is not among those that must exit.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::model::EffectKind;
    /// use comity::{Change, Organization, State, World, date};
    ///
    /// let world = World::bundled();
    /// let (ots, hungary) = (world.find::<Organization>("ots")?, world.find::<State>("hun")?);
    /// let view = world.as_of(date(2024, 10, 20));
    /// let answer = view.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// assert_eq!(answer.why_not(hungary).tell(&view), "observer");
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn why_not(&self, state: Id<State>) -> WhyNot {
        if let Some(finding) = self.finding(state) {
            return match finding.outcome.verdict {
                Verdict::MustExit => WhyNot::MustExit,
                Verdict::MustChangeLaw => WhyNot::LawMustChange,
                Verdict::NeedsConsent => WhyNot::NeedsConsent { of: finding.outcome.needs.clone() },
                Verdict::Undetermined => {
                    WhyNot::Undetermined { open: finding.outcome.open.clone() }
                }
                Verdict::Free | Verdict::NotBound => WhyNot::NothingBars,
            };
        }
        let with = self.placed.first().map(|placed| &placed.hypothesis.with);
        match with.and_then(|with| Changed::body(with, self.world().tables())) {
            Some(body) => WhyNot::not_in(&self.view, state.into(), body),
            None => WhyNot::NotAParty,
        }
    }

    /// Why somebody who takes part in what changes is not bound by it.
    pub(crate) fn why_unbound(&self, one: &NotBound) -> WhyNot {
        let view = self.view().carried_to(one.on);
        let world = self.world();
        let leads_to_it =
            matches!(one.status, Status::Signatory | Status::Acceding | Status::ContractingState);
        let not_yet = leads_to_it.then(|| match self.bound_from(one) {
            // Whose accession has its own day is told that day.
            Some(day) if one.status == Status::Acceding => NotYet::From(day),
            _ => match force(&view, one.body) {
                (what, Truth::Yes) => NotYet::NotForIt { what },
                (what, Truth::No | Truth::Unknown) => NotYet::NotInForce { what },
            },
        });
        let doubt = one.truth.is_unknown().then(|| {
            let mut overlays = view.overlays(one.entity, one.body);
            if overlays.any(|id| world[id].kind == OverlayKind::Contested) {
                Doubt::Contested
            } else {
                Doubt::Uncertain
            }
        });
        WhyNot::Unbound { grade: one.status, not_yet, doubt }
    }

    /// The first day of its next binding spell, if that is recorded and known.
    fn bound_from(&self, one: &NotBound) -> Option<Date> {
        let (world, view) = (self.world(), self.view());
        let (_, rows) = world.index().rows_between(world.tables(), one.entity, one.body);
        let day = one.on.latest()?;
        rows.filter(|row| row.status.is_binding() && row.span.from_lo > day.number())
            .filter_map(|row| world.tables().detail(&row))
            .map(|detail| detail.revision(view.knowledge()))
            .filter(|time| time.known_by(view.knowledge()).is_some())
            .find_map(|time| time.valid.from)
    }
}

/// The text that would bind, else the body, and whether it is in force.
fn force(view: &View<'_>, body: BodyId) -> (EntityId, Truth) {
    let world = view.world();
    let text = match body {
        BodyId::Treaty(treaty) => Some(treaty.into()),
        BodyId::Organization(organization) => (world.links_of(organization))
            .map(|id| &world[id])
            .find(|link| link.role == LinkRole::Constituent)
            .map(|link| link.instrument),
    };
    text.map_or_else(
        || (body.entity(), view.exists(body)),
        |text| (text.entity(), view.in_force(text)),
    )
}
