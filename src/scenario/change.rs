//! One vocabulary of changes, for hypotheses, and for plans.

use super::terms::{Changed, Enactment, Movement, Procedure};
use super::wording::Wording;
use crate::model::{AnyId, Bars, EffectKind, LawForm, Provision, RecordId, Status, Tables};
use crate::time::Date;
use crate::{AsMember, BodyId, EntityId, Id, State};

/// A change that somebody might make.
///
/// Its day is `effective`; while that is unset, everything is evaluated on the date of the question.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// An organization or treaty acquires a provision.
    #[non_exhaustive]
    Acquire {
        /// Which.
        body: BodyId,
        /// What sort of provision.
        provision: EffectKind,
        /// Only these adopt it among themselves; `None`: all members.
        adopted_by: Option<Vec<Id<State>>>,
        /// From when.
        effective: Option<Date>,
    },
    /// A state joins an organization, with every provision of its instruments.
    #[non_exhaustive]
    Join {
        /// Who.
        state: Id<State>,
        /// What.
        body: BodyId,
        /// From when.
        effective: Option<Date>,
    },
    /// A state leaves an organization and the treaties it rests on, on the earliest lawful day.
    #[non_exhaustive]
    Leave {
        /// Who.
        state: Id<State>,
        /// What.
        body: BodyId,
        /// The day of notice.
        notice: Option<Date>,
        /// Or on this day, where that is later.
        effective: Option<Date>,
    },
    /// States conclude a treaty.
    #[non_exhaustive]
    Conclude {
        /// The key by which the question names it.
        treaty: Box<str>,
        /// Between whom.
        parties: Vec<Id<State>>,
        /// What it provides.
        provisions: Vec<Wording>,
        /// From when.
        effective: Option<Date>,
    },
    /// A state bars something by its own law.
    #[non_exhaustive]
    Enact {
        /// Who.
        state: Id<State>,
        /// What is barred.
        bars: Bars,
        /// The rank of the law.
        rank: LawForm,
        /// From when.
        effective: Option<Date>,
    },
    /// A state repeals a provision of its own law.
    #[non_exhaustive]
    Repeal {
        /// Who.
        state: Id<State>,
        /// Which provision.
        provision: Id<Provision>,
        /// From when.
        effective: Option<Date>,
    },
    /// An organization grants a grade.
    #[non_exhaustive]
    GrantStatus {
        /// To whom.
        entity: EntityId,
        /// Which organization.
        body: BodyId,
        /// Which grade.
        status: Status,
        /// From when.
        effective: Option<Date>,
    },
    /// A state hosts a base of another.
    #[non_exhaustive]
    HostBase {
        /// Who.
        host: Id<State>,
        /// Whose base.
        sender: Id<State>,
        /// From when.
        effective: Option<Date>,
    },
    /// A provision is changed into another one, or removed.
    #[non_exhaustive]
    Amend {
        /// Which provision.
        provision: Id<Provision>,
        /// Into what; `None`: removed.
        to: Option<EffectKind>,
        /// From when.
        effective: Option<Date>,
    },
}

impl Change {
    /// An organization or treaty acquires a provision, for all its members.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// let change = Change::acquire(ots, EffectKind::MutualDefence);
    /// assert_eq!(change.tell(&today), "the Organization of Turkic States acquires mutual defence");
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn acquire(body: impl Into<BodyId>, provision: EffectKind) -> Self {
        Self::Acquire { body: body.into(), provision, adopted_by: None, effective: None }
    }

    /// A state joins an organization.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, Treaty, World, date};
    /// # let world = World::bundled();
    /// # let (aze, csto) = (world.find::<State>("aze")?, world.find::<Organization>("csto")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// let change = Change::join(aze, csto);
    /// assert_eq!(change.tell(&today), "Azerbaijan joins the Collective Security Treaty Organization");
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn join(state: Id<State>, body: impl Into<BodyId>) -> Self {
        Self::Join { state, body: body.into(), effective: None }
    }

    /// A state leaves an organization.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (arm, csto) = (world.find::<State>("arm")?, world.find::<Organization>("csto")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// let change = Change::leave(arm, csto).notice_on(date(2025, 1, 1));
    /// let exits = today.consequences_of(change);
    /// assert_eq!(exits.leaving()[0].exit.earliest.unwrap().to_string(), "2025-07-01");
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn leave(state: Id<State>, body: impl Into<BodyId>) -> Self {
        Self::Leave { state, body: body.into(), notice: None, effective: None }
    }

    /// States conclude a treaty.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, State, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let (kaz, uzb) = (world.find::<State>("kaz")?, world.find::<State>("uzb")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// let pact = Change::conclude("newpact", [kaz, uzb], [EffectKind::MutualDefence]);
    /// assert_eq!(pact.brings(), [EffectKind::MutualDefence]);
    /// assert_eq!(today.consequences_of(pact).findings().count(), 2);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn conclude(
        treaty: impl Into<Box<str>>,
        parties: impl IntoIterator<Item = Id<State>>,
        provisions: impl IntoIterator<Item = impl Into<Wording>>,
    ) -> Self {
        Self::Conclude {
            treaty: treaty.into(),
            parties: parties.into_iter().collect(),
            provisions: provisions.into_iter().map(Into::into).collect(),
            effective: None,
        }
    }

    /// A state hosts a base of another.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, State, World, date, verdict::Class};
    /// # let world = World::bundled();
    /// # let (kgz, tur) = (world.find::<State>("kgz")?, world.find::<State>("tur")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// // Whoever is a party to the protocol of the CSTO needs that none of the others objects to a base of somebody else.
    /// let answer = today.consequences_of(Change::host_base(kgz, tur));
    /// assert!(answer.conflicts().any(|one| one.class == Class::NeedsNoObjection || one.class == Class::NeedsConsent));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn host_base(host: Id<State>, sender: Id<State>) -> Self {
        Self::HostBase { host, sender, effective: None }
    }

    /// A state bars something by its own law.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, State, World, model::{Bars, Engagement, LawForm}};
    /// # let world = World::bundled();
    /// # let kaz = world.find::<State>("kaz")?;
    /// let bars = Bars::from_iter([Engagement::ForeignBases]);
    /// let law = Change::enact(kaz, bars, LawForm::Constitution);
    /// assert_eq!(law.enacts().unwrap().state, kaz);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn enact(state: Id<State>, bars: Bars, rank: LawForm) -> Self {
        Self::Enact { state, bars, rank, effective: None }
    }

    /// A state repeals a provision of its own law.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let (uzb, ots) = (world.find::<State>("uzb")?, world.find::<Organization>("ots")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// // First the law, then the alliance.
    /// let bar = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence))
    ///     .finding(uzb).unwrap().laws()[0].recorded().unwrap();
    /// assert_eq!(Change::repeal(uzb, bar).removes(), Some(bar));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn repeal(state: Id<State>, provision: Id<Provision>) -> Self {
        Self::Repeal { state, provision, effective: None }
    }

    /// An organization grants a grade.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date, model::Status};
    /// # let world = World::bundled();
    /// # let (uzb, csto) = (world.find::<State>("uzb")?, world.find::<Organization>("csto")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// let observer = Change::grant(uzb, csto, Status::Observer);
    /// assert!(today.what_if(observer).is_member(uzb, csto).is_no());
    /// let member = Change::grant(uzb, csto, Status::Member);
    /// assert!(today.what_if(member).is_member(uzb, csto).is_yes());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn grant(entity: impl AsMember, body: impl Into<BodyId>, status: Status) -> Self {
        Self::GrantStatus { entity: entity.member(), body: body.into(), status, effective: None }
    }

    /// A provision is changed into another one, or removed.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Treaty, World, model::EffectKind};
    /// # let world = World::bundled();
    /// # let cst = world.find::<Treaty>("cst")?;
    /// # let article_1 = world.provisions_of(cst).next().unwrap();
    /// let without = Change::amend(article_1, None);
    /// assert_eq!(without.removes(), Some(article_1));
    /// let softer = Change::amend(article_1, Some(EffectKind::Consultation));
    /// assert_eq!(softer.brings(), [EffectKind::Consultation]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn amend(provision: Id<Provision>, to: Option<EffectKind>) -> Self {
        Self::Amend { provision, to, effective: None }
    }

    /// Only these adopt an acquired provision, among themselves. Other changes stay as they are.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let (aze, tur) = (world.find::<State>("aze")?, world.find::<State>("tur")?);
    /// # let ots = world.find::<Organization>("ots")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// let change = Change::acquire(ots, EffectKind::MutualDefence).adopted_by([aze, tur]);
    /// // The two who have nothing in their way go ahead: nobody must exit anything.
    /// let answer = today.consequences_of(change);
    /// assert_eq!((answer.findings().count(), answer.must_exit().count()), (2, 0));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[must_use]
    pub fn adopted_by(mut self, states: impl IntoIterator<Item = Id<State>>) -> Self {
        if let Self::Acquire { adopted_by, .. } = &mut self {
            *adopted_by = Some(states.into_iter().collect());
        }
        self
    }

    /// Notice of leaving is given on this day. Other changes stay as they are.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (arm, csto) = (world.find::<State>("arm")?, world.find::<Organization>("csto")?);
    /// let change = Change::leave(arm, csto).notice_on(date(2025, 1, 1));
    /// assert_eq!(change.notice(), Some(date(2025, 1, 1).into()));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[must_use]
    pub fn notice_on(mut self, date: impl Into<Date>) -> Self {
        if let Self::Leave { notice, .. } = &mut self {
            *notice = Some(date.into());
        }
        self
    }

    /// Takes effect on this day.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, Truth, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let (kaz, ots) = (world.find::<State>("kaz")?, world.find::<Organization>("ots")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// let change = Change::acquire(ots, EffectKind::MutualDefence).effective_on(date(2025, 1, 1));
    /// // Six months of notice do not fit into the time that is left.
    /// let answer = today.consequences_of(change);
    /// assert_eq!(answer.finding(kaz).unwrap().outcome().in_time, Some(Truth::No));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[must_use]
    pub fn effective_on(mut self, date: impl Into<Date>) -> Self {
        *self.effective_mut() = Some(date.into());
        self
    }

    fn effective_mut(&mut self) -> &mut Option<Date> {
        match self {
            Self::Acquire { effective, .. }
            | Self::Join { effective, .. }
            | Self::Leave { effective, .. }
            | Self::Conclude { effective, .. }
            | Self::Enact { effective, .. }
            | Self::Repeal { effective, .. }
            | Self::GrantStatus { effective, .. }
            | Self::HostBase { effective, .. }
            | Self::Amend { effective, .. } => effective,
        }
    }

    /// The day on which it takes effect, if one is set.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date};
    /// # let world = World::bundled();
    /// # let (aze, csto) = (world.find::<State>("aze")?, world.find::<Organization>("csto")?);
    /// let change = Change::join(aze, csto);
    /// assert_eq!(change.effective(), None);
    /// assert!(change.effective_on(date(2025, 1, 1)).effective().is_some());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub const fn effective(&self) -> Option<Date> {
        match self {
            Self::Acquire { effective, .. }
            | Self::Join { effective, .. }
            | Self::Leave { effective, .. }
            | Self::Conclude { effective, .. }
            | Self::Enact { effective, .. }
            | Self::Repeal { effective, .. }
            | Self::GrantStatus { effective, .. }
            | Self::HostBase { effective, .. }
            | Self::Amend { effective, .. } => *effective,
        }
    }

    /// The day on which notice is given of it, if one is set.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World};
    /// # let world = World::bundled();
    /// # let (arm, csto) = (world.find::<State>("arm")?, world.find::<Organization>("csto")?);
    /// assert_eq!(Change::leave(arm, csto).notice(), None);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub const fn notice(&self) -> Option<Date> {
        match self {
            Self::Leave { notice, .. } => *notice,
            Self::Acquire { .. }
            | Self::Join { .. }
            | Self::Conclude { .. }
            | Self::Enact { .. }
            | Self::Repeal { .. }
            | Self::GrantStatus { .. }
            | Self::HostBase { .. }
            | Self::Amend { .. } => None,
        }
    }

    /// What changes; of an amendment, the text.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// let change = Change::acquire(ots, EffectKind::MutualDefence);
    /// assert_eq!(change.changed(world.tables()), ots.into());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn changed(&self, tables: &Tables) -> Changed {
        match self {
            Self::Acquire { body, .. }
            | Self::Join { body, .. }
            | Self::Leave { body, .. }
            | Self::GrantStatus { body, .. } => body.entity().into(),
            Self::Conclude { treaty, .. } => Changed::New(treaty.clone()),
            Self::Enact { state, .. } | Self::Repeal { state, .. } => (*state).into(),
            Self::HostBase { sender, .. } => (*sender).into(),
            Self::Amend { provision, .. } => {
                tables.provisions[*provision].instrument.entity().into()
            }
        }
    }

    /// The key of what it changes: that of an entity of the world, or that which the question gives to a treaty.
    pub(crate) fn changed_key<'a>(&'a self, tables: &'a Tables) -> &'a str {
        match self {
            Self::Conclude { treaty, .. } => treaty,
            Self::Acquire { body, .. }
            | Self::Join { body, .. }
            | Self::Leave { body, .. }
            | Self::GrantStatus { body, .. } => tables.key_of(body.entity()),
            Self::Enact { state, .. } | Self::Repeal { state, .. } => tables.key_of(*state),
            Self::HostBase { sender, .. } => tables.key_of(*sender),
            Self::Amend { provision, .. } => {
                tables.key_of(tables.provisions[*provision].instrument.entity())
            }
        }
    }

    /// Whose participation it begins or ends.
    ///
    /// ```
    /// # use comity::scenario::Movement;
    /// # use comity::{Change, Id, Organization, State};
    /// # fn example(kaz: Id<State>, csto: Id<Organization>) {
    /// let out = Change::leave(kaz, csto).movement();
    /// assert_eq!(out, Some(Movement::Leaves { state: kaz, body: csto.into() }));
    /// # }
    /// ```
    pub const fn movement(&self) -> Option<Movement> {
        Some(match self {
            Self::Join { state, body, .. } => Movement::Joins { state: *state, body: *body },
            Self::Leave { state, body, .. } => Movement::Leaves { state: *state, body: *body },
            Self::GrantStatus { entity, body, status, .. } => {
                Movement::Granted { member: *entity, body: *body, status: *status }
            }
            Self::Acquire { .. }
            | Self::Conclude { .. }
            | Self::Enact { .. }
            | Self::Repeal { .. }
            | Self::HostBase { .. }
            | Self::Amend { .. } => return None,
        })
    }

    /// The sorts of provision that it brings by its own words; what a joined body's texts bring is on record.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, model::EffectKind};
    /// # let world = World::bundled();
    /// # let (aze, csto) = (world.find::<State>("aze")?, world.find::<Organization>("csto")?);
    /// # let ots = world.find::<Organization>("ots")?;
    /// assert_eq!(Change::acquire(ots, EffectKind::MutualDefence).brings(), [EffectKind::MutualDefence]);
    /// // What the charter brings is on record, and not the change's own words.
    /// assert!(Change::join(aze, csto).brings().is_empty());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn brings(&self) -> Vec<EffectKind> {
        match self {
            Self::Acquire { provision, .. } => vec![*provision],
            Self::Conclude { provisions, .. } => provisions.iter().map(|one| one.kind).collect(),
            Self::Amend { to, .. } => to.iter().copied().collect(),
            Self::Join { .. }
            | Self::Leave { .. }
            | Self::Enact { .. }
            | Self::Repeal { .. }
            | Self::GrantStatus { .. }
            | Self::HostBase { .. } => Vec::new(),
        }
    }

    /// The provision that it takes out of its text.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, Treaty, World};
    /// # let world = World::bundled();
    /// # let (arm, csto) = (world.find::<State>("arm")?, world.find::<Organization>("csto")?);
    /// # let cst = world.find::<Treaty>("cst")?;
    /// # let article_1 = world.provisions_of(cst).next().unwrap();
    /// assert_eq!(Change::amend(article_1, None).removes(), Some(article_1));
    /// assert_eq!(Change::leave(arm, csto).removes(), None);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub const fn removes(&self) -> Option<Id<Provision>> {
        match self {
            Self::Repeal { provision, .. } | Self::Amend { provision, .. } => Some(*provision),
            Self::Acquire { .. }
            | Self::Join { .. }
            | Self::Leave { .. }
            | Self::Conclude { .. }
            | Self::Enact { .. }
            | Self::GrantStatus { .. }
            | Self::HostBase { .. } => None,
        }
    }

    /// The law that it makes.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, State, World, model::{Bars, Engagement, LawForm}};
    /// # let world = World::bundled();
    /// # let kaz = world.find::<State>("kaz")?;
    /// let bars = Bars::from_iter([Engagement::ForeignBases]);
    /// let law = Change::enact(kaz, bars, LawForm::Statute).enacts().unwrap();
    /// assert_eq!((law.state, law.rank), (kaz, LawForm::Statute));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub const fn enacts(&self) -> Option<Enactment> {
        match self {
            Self::Enact { state, bars, rank, .. } => {
                Some(Enactment { state: *state, bars: *bars, rank: *rank })
            }
            Self::Acquire { .. }
            | Self::Join { .. }
            | Self::Leave { .. }
            | Self::Conclude { .. }
            | Self::Repeal { .. }
            | Self::GrantStatus { .. }
            | Self::HostBase { .. }
            | Self::Amend { .. } => None,
        }
    }

    /// How it is made: who decides on it, by the rule of which text.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, scenario::Procedure};
    /// # let world = World::bundled();
    /// # let (arm, csto) = (world.find::<State>("arm")?, world.find::<Organization>("csto")?);
    /// let withdrawal = Change::leave(arm, csto);
    /// assert_eq!(withdrawal.procedure(), Procedure::Withdrawal { state: arm, body: csto.into() });
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn procedure(&self) -> Procedure<'_> {
        match self {
            Self::Acquire { body, adopted_by: Some(adopters), .. } => {
                Procedure::Modification { body: *body, adopters }
            }
            Self::Acquire { body, adopted_by: None, .. } => Procedure::Adoption { body: *body },
            Self::Join { state, body, .. } => Procedure::Accession { state: *state, body: *body },
            Self::Leave { state, body, .. } => Procedure::Withdrawal { state: *state, body: *body },
            Self::Conclude { treaty, .. } => Procedure::Conclusion { treaty },
            Self::Enact { state, .. } => Procedure::Legislation { state: *state, repeals: None },
            Self::Repeal { state, provision, .. } => {
                Procedure::Legislation { state: *state, repeals: Some(*provision) }
            }
            Self::GrantStatus { body, .. } => Procedure::Decision { body: *body },
            Self::HostBase { host, sender, .. } => {
                Procedure::Stationing { host: *host, sender: *sender }
            }
            Self::Amend { provision, .. } => Procedure::Amendment { provision: *provision },
        }
    }

    /// The same among these alone; `None`, where it is not for several to make among themselves.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, model::EffectKind};
    /// # let world = World::bundled();
    /// # let (aze, tur) = (world.find::<State>("aze")?, world.find::<State>("tur")?);
    /// # let (csto, ots) = (world.find::<Organization>("csto")?, world.find::<Organization>("ots")?);
    /// let change = Change::acquire(ots, EffectKind::MutualDefence);
    /// assert_eq!(change.among([aze, tur]), Some(change.adopted_by([aze, tur])));
    /// // An accession is nothing that several make among themselves.
    /// assert_eq!(Change::join(aze, csto).among([aze]), None);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[must_use]
    pub fn among(&self, states: impl IntoIterator<Item = Id<State>>) -> Option<Self> {
        let mut change = self.clone();
        let states = states.into_iter().collect();
        match &mut change {
            Self::Acquire { adopted_by, .. } => *adopted_by = Some(states),
            Self::Conclude { parties, .. } => *parties = states,
            Self::Join { .. }
            | Self::Leave { .. }
            | Self::Enact { .. }
            | Self::Repeal { .. }
            | Self::GrantStatus { .. }
            | Self::HostBase { .. }
            | Self::Amend { .. } => return None,
        }
        Some(change)
    }

    /// The same with another sort of provision in the place of one that it brings; `None`, if it does not bring that.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// let change = Change::acquire(ots, EffectKind::MutualDefence);
    /// let weaker = change.bringing_instead(EffectKind::MutualDefence, EffectKind::Consultation);
    /// assert_eq!(weaker, Some(Change::acquire(ots, EffectKind::Consultation)));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[must_use]
    pub fn bringing_instead(&self, of: EffectKind, other: EffectKind) -> Option<Self> {
        let mut change = self.clone();
        let brought: Vec<&mut EffectKind> = match &mut change {
            Self::Acquire { provision, .. } => vec![provision],
            Self::Conclude { provisions, .. } => {
                // Whatever else was said of the one is not said of the other.
                for worded in provisions.iter_mut().filter(|worded| worded.kind == of) {
                    worded.params.clear();
                }
                provisions.iter_mut().map(|worded| &mut worded.kind).collect()
            }
            Self::Amend { to, .. } => to.iter_mut().collect(),
            Self::Join { .. }
            | Self::Leave { .. }
            | Self::Enact { .. }
            | Self::Repeal { .. }
            | Self::GrantStatus { .. }
            | Self::HostBase { .. } => Vec::new(),
        };
        let mut found = false;
        for kind in brought.into_iter().filter(|kind| **kind == of) {
            (*kind, found) = (other, true);
        }
        found.then_some(change)
    }

    /// The records that it names.
    pub(crate) fn records(&self) -> Vec<RecordId> {
        match self {
            Self::Acquire { body, provision: _, adopted_by, effective: _ } => {
                let adopters = adopted_by.iter().flatten().map(|state| state.record());
                adopters.chain([body.record()]).collect()
            }
            Self::Join { state, body, effective: _ }
            | Self::Leave { state, body, notice: _, effective: _ } => {
                vec![state.record(), body.record()]
            }
            Self::Conclude { treaty: _, parties, provisions: _, effective: _ } => {
                parties.iter().map(|state| state.record()).collect()
            }
            Self::Enact { state, bars: _, rank: _, effective: _ } => vec![state.record()],
            Self::Repeal { state, provision, effective: _ } => {
                vec![state.record(), provision.record()]
            }
            Self::GrantStatus { entity, body, status: _, effective: _ } => {
                vec![entity.record(), body.record()]
            }
            Self::HostBase { host, sender, effective: _ } => vec![host.record(), sender.record()],
            Self::Amend { provision, to: _, effective: _ } => vec![provision.record()],
        }
    }
}
