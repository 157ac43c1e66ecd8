//! Building a world in code: add entities, then say what holds between them, then freeze.

use std::collections::BTreeMap;

use super::World;
use super::freeze::{self, Checked};
use super::records::{dashed, new_provision, param};
use super::violation::{BuildError, Violation, ViolationKind};
use crate::model::{
    Act, ActKind, Assertion, Bearer, Citation, Claim, Contested, Detail, EffectKind, Entity,
    Evidence, Link, LinkRole, Overlay, OverlayKind, Param, Participation, Proposition, Provenance,
    Provision, RecordExtent, RecordId, Relation, RelationKind, Source, State, Status, Tables,
    Timed,
};
use crate::time::{Date, Interval};
use crate::{AsMember, BodyId, EntityId, Id, InstrumentId};

/// A world being filled. Entities first, so that records can name them by id; any order else.
///
/// ```
/// use comity::model::{EffectKind, LinkRole, Purpose, TreatyForm};
/// use comity::{Organization, State, Treaty, World, date};
///
/// let mut world = World::builder();
/// let aaland = world.add(State::new("aal", "Aaland"));
/// let pact = world.add(Organization::new("pact", "The Pact").purpose(Purpose::Defence));
/// let charter = world.add(Treaty::new("charter", "Charter of the Pact", TreatyForm::Charter));
/// world.link(pact, charter, LinkRole::Constituent);
/// world.member(aaland, pact, date(2001, 5, 1)..);
/// world.provision(charter, "5", EffectKind::MutualDefence);
/// let world = world.freeze()?;
/// assert!(world.as_of(date(2020, 1, 1)).is_member(aaland, pact).is_yes());
/// # Ok::<(), comity::BuildError>(())
/// ```
#[derive(Debug, Default)]
pub struct WorldBuilder {
    pub(crate) tables: Tables,
    pub(crate) keys: BTreeMap<Box<str>, RecordId>,
    /// The keys of so many entities and of so many details, the first ones, are in their order and not among `keys`.
    pub(super) entities_in_order: usize,
    pub(super) details_in_order: usize,
    pub(crate) violations: Vec<Violation>,
    /// Provisions that bind whomever their instrument binds: settled at freeze, when all links are known.
    pub(crate) default_bearers: Vec<Id<Provision>>,
    citing: Vec<Citation>,
}

impl WorldBuilder {
    /// The records of a world once more, to be changed and frozen again. Whatever is there keeps its id.
    pub(super) fn reopen(tables: Tables, keys: BTreeMap<Box<str>, RecordId>) -> Self {
        Self { tables, keys, ..Self::default() }
    }

    /// Adds an entity and gives its id. A key that is taken is reported by [`freeze`](Self::freeze).
    #[track_caller]
    pub fn add<E: Entity>(&mut self, mut entity: E) -> Id<E> {
        entity.profile_mut().provenance.sources.extend(self.citing.iter().cloned());
        let entity = entity.into_any();
        self.check_ids_of(&entity);
        self.add_any(entity).cast()
    }

    /// What follows cites a source, at a place in it.
    #[track_caller]
    pub fn citing(&mut self, source: Id<Source>, locator: impl Into<Box<str>>) -> Citing<'_> {
        self.tables.check(source);
        let outer = std::mem::replace(
            &mut self.citing,
            vec![Citation { source, locator: Some(locator.into()) }],
        );
        Citing { builder: self, outer }
    }

    /// A full member of an organization.
    #[track_caller]
    pub fn member(
        &mut self,
        member: impl AsMember,
        organization: Id<crate::Organization>,
        valid: impl Into<Interval>,
    ) -> &mut Self {
        self.participation(member, organization, Status::Member, valid)
    }

    /// A party to a treaty.
    #[track_caller]
    pub fn party(
        &mut self,
        party: Id<State>,
        treaty: Id<crate::Treaty>,
        valid: impl Into<Interval>,
    ) -> &mut Self {
        self.participation(party, treaty, Status::Party, valid)
    }

    /// A participation of any grade; its key is made of the keys of both ends, the grade and the beginning.
    #[track_caller]
    pub fn participation(
        &mut self,
        member: impl AsMember,
        body: impl Into<BodyId>,
        status: Status,
        valid: impl Into<Interval>,
    ) -> &mut Self {
        let (member, body) = self.ends(member, body);
        let valid = valid.into();
        let mut detail = Detail::new(self.spell_key(member, body, status, valid), valid);
        if !self.citing.is_empty() {
            detail.provenance.sources.clone_from(&self.citing);
        }
        self.add_participation(member, body, status, detail);
        self
    }

    /// A participation without texts, for worlds of millions: nothing but who, in what, as what, when.
    #[track_caller]
    pub fn bulk_participation(
        &mut self,
        member: impl AsMember,
        body: impl Into<BodyId>,
        status: Status,
        valid: impl Into<Interval>,
    ) -> &mut Self {
        let (member, body) = self.ends(member, body);
        let valid: Interval = valid.into();
        if valid.is_inverted() {
            let key = self.tables.key_of(member).to_owned();
            self.violation(&key, Some("to"), ViolationKind::InvertedInterval { valid });
            return self;
        }
        self.tables.participations.open().push(Participation::bare(
            (member, body),
            status,
            valid.span(),
        ));
        self
    }

    /// Something that lies over a participation for a time.
    #[track_caller]
    pub fn overlay(
        &mut self,
        member: impl AsMember,
        body: impl Into<BodyId>,
        kind: OverlayKind,
        valid: impl Into<Interval>,
    ) -> &mut Self {
        let (member, body) = self.ends(member, body);
        let valid = valid.into();
        let stem = format!("{}-{}", self.tables.key_of(member), self.tables.key_of(body));
        let key = self.free_key(&format!("{stem}-{}", dashed(kind.as_str())));
        let provenance = self.cited();
        self.add_overlay(Overlay {
            key,
            member,
            body,
            kind,
            time: Timed::new(valid),
            effect: None,
            provenance,
        });
        self
    }

    /// An instrument of an organization.
    #[track_caller]
    pub fn link(
        &mut self,
        organization: Id<crate::Organization>,
        instrument: impl Into<InstrumentId>,
        role: LinkRole,
    ) -> &mut Self {
        let instrument = instrument.into();
        let ends = (self.tables.key_of(organization), self.tables.key_of(instrument));
        let key = self.free_key(&format!("{}-{}", ends.0, ends.1));
        let provenance = self.cited();
        self.add_link(Link { key, organization, instrument, role, provenance });
        self
    }

    /// An article of a treaty or law, binding whoever the instrument binds, for as long as it is in force.
    #[track_caller]
    pub fn provision(
        &mut self,
        instrument: impl Into<InstrumentId>,
        article: impl Into<Box<str>>,
        kind: EffectKind,
    ) -> Id<Provision> {
        self.provision_with(instrument, article, kind, [])
    }

    /// The same with parameters, as the file format has them: `("notice_months", "6")`, `("qualifier.narrow", "directed_against")`.
    #[track_caller]
    pub fn provision_with<'p>(
        &mut self,
        instrument: impl Into<InstrumentId>,
        article: impl Into<Box<str>>,
        kind: EffectKind,
        params: impl IntoIterator<Item = (&'p str, &'p str)>,
    ) -> Id<Provision> {
        let (instrument, article) = (instrument.into(), article.into());
        let slug: String = (article.chars())
            .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
            .collect();
        let stem = format!("{}-{}", self.tables.key_of(instrument), slug.trim_matches('-'));
        let key = self.free_key(stem.trim_matches('-'));
        let params: Vec<Param> =
            params.into_iter().map(|(name, value)| param(name, value)).collect();
        let time = Timed::new(Interval::ALWAYS);
        let mut provision =
            new_provision(key, instrument, Some(article), kind, Bearer::Nobody, time);
        provision.provenance = self.cited();
        let id = self.add_provision(provision, kind, params);
        self.default_bearers.push(id);
        id
    }

    /// A dated act of a state on an instrument.
    #[track_caller]
    pub fn act(
        &mut self,
        by: Id<State>,
        instrument: impl Into<InstrumentId>,
        kind: ActKind,
        on: impl Into<Date>,
    ) -> &mut Self {
        let instrument = instrument.into();
        let stem = format!("{}-{}", self.tables.key_of(by), self.tables.key_of(instrument));
        let key = self.free_key(&format!("{stem}-{}", dashed(kind.as_str())));
        let provenance = self.cited();
        self.add_act(Act {
            key,
            by: Some(by),
            instrument,
            kind,
            concerning: None,
            date: on.into(),
            known: None,
            provenance,
        });
        self
    }

    /// A relation between two entities.
    #[track_caller]
    pub fn relation(
        &mut self,
        subject: impl Into<EntityId>,
        kind: RelationKind,
        object: impl Into<EntityId>,
        valid: impl Into<Interval>,
    ) -> &mut Self {
        let (subject, object) = (subject.into(), object.into());
        let ends = (self.tables.key_of(subject), self.tables.key_of(object));
        let key = self.free_key(&format!("{}-{}-{}", ends.0, dashed(kind.as_str()), ends.1));
        let provenance = self.cited();
        self.add_relation(Relation {
            key,
            kind,
            subject,
            object,
            by: None,
            time: Timed::new(valid.into()),
            provenance,
        });
        self
    }

    /// What somebody may say, for a [`Claim`]: of what says the same the id is one.
    ///
    /// ```
    /// use comity::model::Proposition;
    /// use comity::{Organization, State, World};
    ///
    /// let mut world = World::builder();
    /// let states = ["aal", "bel"].map(|key| world.add(State::new(key, key)));
    /// let pact = world.add(Organization::new("pact", "The Pact"));
    /// let (one, other) = (states.to_vec(), states.iter().rev().copied().collect());
    /// let [one, other] = [one, other].map(|states| Proposition::PlansExit { states, from: pact.into() });
    /// // In which order they are named says nothing.
    /// assert_eq!(world.proposition(one), world.proposition(other));
    /// ```
    #[track_caller]
    pub fn proposition(&mut self, proposition: Proposition) -> Id<Proposition> {
        for id in proposition.entities() {
            self.tables.check(id);
        }
        self.intern(proposition)
    }

    /// Adds a claim.
    #[track_caller]
    pub fn claim(&mut self, claim: Claim) -> &mut Self {
        for id in claim.by.iter().chain(&claim.about) {
            self.tables.check(*id);
        }
        for voice in &claim.voices {
            self.tables.check(voice.speaker);
        }
        for id in claim.proposition.into_iter().chain(claim.condition) {
            self.tables.propositions.check(id);
        }
        self.check_sources_of(&claim.provenance);
        self.add_claim(claim);
        self
    }

    /// Adds contradicting values.
    #[track_caller]
    pub fn contested(&mut self, contested: Contested) -> &mut Self {
        for citation in contested.values.iter().flat_map(|value| &value.sources) {
            self.tables.check(citation.source);
        }
        self.check_sources_of(&contested.provenance);
        self.add_contested(contested);
        self
    }

    /// Adds what a source says of one field of a record.
    #[track_caller]
    pub fn assertion(&mut self, assertion: Assertion) -> &mut Self {
        self.check_sources_of(&assertion.provenance);
        self.add_assertion(assertion);
        self
    }

    /// Says how far the record of a matter reaches.
    #[track_caller]
    pub fn extent(&mut self, extent: RecordExtent) -> &mut Self {
        for id in &extent.of {
            self.tables.check(*id);
        }
        self.check_sources_of(&extent.provenance);
        self.add_extent(extent);
        self
    }

    /// Checks everything at once and builds the indexes.
    ///
    /// # Errors
    ///
    /// [`BuildError`] with all violations; a world with errors is not built, not even in part.
    ///
    /// Cost: O(n log n) in the number of records.
    pub fn freeze(self) -> Result<World, BuildError> {
        self.check().map(Checked::world)
    }

    /// Checks everything at once; the indexes are left to be built.
    pub(crate) fn check(self) -> Result<Checked, BuildError> {
        freeze::check(self)
    }

    fn cited(&self) -> Provenance {
        Provenance {
            evidence: (!self.citing.is_empty()).then_some(Evidence::Verified),
            sources: self.citing.clone(),
            ..Provenance::default()
        }
    }
}

/// Records that share a citation; see [`WorldBuilder::citing`]. It gives way to the builder when dropped.
#[derive(Debug)]
pub struct Citing<'b> {
    builder: &'b mut WorldBuilder,
    outer: Vec<Citation>,
}

impl std::ops::Deref for Citing<'_> {
    type Target = WorldBuilder;

    fn deref(&self) -> &WorldBuilder {
        self.builder
    }
}

impl std::ops::DerefMut for Citing<'_> {
    fn deref_mut(&mut self) -> &mut WorldBuilder {
        self.builder
    }
}

impl Drop for Citing<'_> {
    fn drop(&mut self) {
        self.builder.citing = std::mem::take(&mut self.outer);
    }
}
