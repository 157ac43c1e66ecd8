//! Building a world in code: add entities, then say what holds between them, then freeze.

use std::collections::BTreeMap;

use super::World;
use super::freeze;
use super::violation::{BuildError, Violation, ViolationKind};
use crate::base::is_key;
use crate::model::{
    Act, ActKind, Assertion, Bearer, Citation, Claim, Contested, Detail, Duty, Effect, EffectKind,
    Entity, Evidence, Link, LinkRole, Overlay, OverlayKind, Param, Participation, Provenance,
    Provision, RecordId, Relation, RelationKind, Source, State, Status, Strength, Tables, Timed,
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
    pub(crate) violations: Vec<Violation>,
    /// Provisions that bind whomever their instrument binds: settled at freeze, when all links are known.
    pub(crate) default_bearers: Vec<Id<Provision>>,
    citing: Vec<Citation>,
}

impl WorldBuilder {
    /// Adds an entity and gives its id. A key that is taken is reported by [`freeze`](Self::freeze).
    pub fn add<E: Entity>(&mut self, mut entity: E) -> Id<E> {
        entity.profile_mut().provenance.sources.extend(self.citing.iter().cloned());
        self.add_any(entity.into_any()).cast()
    }

    pub(crate) fn add_any(&mut self, entity: crate::model::AnyEntity) -> EntityId {
        let id = EntityId::at(self.tables.entities.len());
        self.claim_key(entity.key(), RecordId::Entity(id));
        self.tables.entities.push(entity);
        id
    }

    /// What follows cites a source, at a place in it.
    pub fn citing(&mut self, source: Id<Source>, locator: impl Into<Box<str>>) -> Citing<'_> {
        let outer = std::mem::replace(
            &mut self.citing,
            vec![Citation { source, locator: Some(locator.into()) }],
        );
        Citing { builder: self, outer }
    }

    /// A full member of an organization.
    pub fn member(
        &mut self,
        member: impl AsMember,
        organization: Id<crate::Organization>,
        valid: impl Into<Interval>,
    ) -> &mut Self {
        self.participation(member, organization, Status::Member, valid)
    }

    /// A party to a treaty.
    pub fn party(
        &mut self,
        party: Id<State>,
        treaty: Id<crate::Treaty>,
        valid: impl Into<Interval>,
    ) -> &mut Self {
        self.participation(party, treaty, Status::Party, valid)
    }

    /// A participation of any grade; its key is made of the keys of both ends, the grade and the beginning.
    pub fn participation(
        &mut self,
        member: impl AsMember,
        body: impl Into<BodyId>,
        status: Status,
        valid: impl Into<Interval>,
    ) -> &mut Self {
        let (member, body, valid) = (member.member(), body.into(), valid.into());
        let mut detail = Detail::new(self.spell_key(member, body, status, valid), valid);
        detail.provenance.sources.clone_from(&self.citing);
        self.add_participation(member, body, status, detail);
        self
    }

    /// A participation without texts, for worlds of millions: nothing but who, in what, as what, when.
    pub fn bulk_participation(
        &mut self,
        member: impl AsMember,
        body: impl Into<BodyId>,
        status: Status,
        valid: impl Into<Interval>,
    ) -> &mut Self {
        let valid: Interval = valid.into();
        if valid.is_inverted() {
            let key = self.key_of(member.member());
            self.violation(&key, Some("to"), ViolationKind::InvertedInterval { valid });
            return self;
        }
        self.tables.participations.push(Participation {
            member: member.member(),
            body: body.into(),
            status,
            span: valid.span(),
            detail: None,
        });
        self
    }

    pub(crate) fn add_participation(
        &mut self,
        member: EntityId,
        body: BodyId,
        status: Status,
        detail: Detail,
    ) {
        let id = Id::at(self.tables.participations.len());
        self.claim_key(&detail.key.clone(), RecordId::Participation(id));
        let span = detail.time.valid.span();
        let detail_id = Id::at(self.tables.details.len());
        self.tables.details.push(detail);
        self.tables.participations.push(Participation {
            member,
            body,
            status,
            span,
            detail: Some(detail_id),
        });
    }

    /// Something that lies over a participation for a time.
    pub fn overlay(
        &mut self,
        member: impl AsMember,
        body: impl Into<BodyId>,
        kind: OverlayKind,
        valid: impl Into<Interval>,
    ) -> &mut Self {
        let (member, body, valid) = (member.member(), body.into(), valid.into());
        let stem = format!("{}-{}", self.key_of(member), self.key_of(body.entity()));
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
    pub fn link(
        &mut self,
        organization: Id<crate::Organization>,
        instrument: impl Into<InstrumentId>,
        role: LinkRole,
    ) -> &mut Self {
        let instrument = instrument.into();
        let ends = (self.key_of(organization.into()), self.key_of(instrument.entity()));
        let key = self.free_key(&format!("{}-{}", ends.0, ends.1));
        let provenance = self.cited();
        self.add_link(Link { key, organization, instrument, role, provenance });
        self
    }

    /// An article of a treaty or law, binding whoever the instrument binds, for as long as it is in force.
    pub fn provision(
        &mut self,
        instrument: impl Into<InstrumentId>,
        article: impl Into<Box<str>>,
        kind: EffectKind,
    ) -> Id<Provision> {
        self.provision_with(instrument, article, kind, [])
    }

    /// The same with parameters, as the file format has them: `("notice_months", "6")`, `("qualifier.narrow", "directed_against")`.
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
        let stem = format!("{}-{}", self.key_of(instrument.entity()), slug.trim_matches('-'));
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
    pub fn act(
        &mut self,
        by: Id<State>,
        instrument: impl Into<InstrumentId>,
        kind: ActKind,
        on: impl Into<Date>,
    ) -> &mut Self {
        let instrument = instrument.into();
        let stem = format!("{}-{}", self.key_of(by.into()), self.key_of(instrument.entity()));
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
    pub fn relation(
        &mut self,
        subject: impl Into<EntityId>,
        kind: RelationKind,
        object: impl Into<EntityId>,
        valid: impl Into<Interval>,
    ) -> &mut Self {
        let (subject, object) = (subject.into(), object.into());
        let ends = (self.key_of(subject), self.key_of(object));
        let key = self.free_key(&format!("{}-{}-{}", ends.0, dashed(kind.as_str()), ends.1));
        let provenance = self.cited();
        self.add_relation(Relation {
            key,
            kind,
            subject,
            object,
            time: Timed::new(valid.into()),
            provenance,
        });
        self
    }

    pub(crate) fn add_overlay(&mut self, overlay: Overlay) {
        self.claim_key(&overlay.key.clone(), RecordId::Overlay(Id::at(self.tables.overlays.len())));
        self.tables.overlays.push(overlay);
    }

    pub(crate) fn add_link(&mut self, link: Link) {
        self.claim_key(&link.key.clone(), RecordId::Link(Id::at(self.tables.links.len())));
        self.tables.links.push(link);
    }

    /// Adds a provision whose effect is read from its parameters; what cannot be understood is reported by the freeze.
    pub(crate) fn add_provision(
        &mut self,
        mut provision: Provision,
        kind: EffectKind,
        mut params: Vec<Param>,
    ) -> Id<Provision> {
        params.sort();
        let (effect, errors) = Effect::from_params(kind, &params);
        for error in errors {
            let kind = ViolationKind::BadParam { name: error.name, problem: error.message.into() };
            self.violation(&provision.key, Some("params"), kind);
        }
        if let (Effect::MutualDefence { strength }, None) = (&effect, provision.strength) {
            provision.strength = Some(*strength).filter(|strength| *strength != Strength::Unknown);
        }
        provision.duty = provision.duty.or(Duty::of_kind(kind));
        provision.effect = effect;
        provision.params = params;
        let id = Id::at(self.tables.provisions.len());
        self.claim_key(&provision.key.clone(), RecordId::Provision(id));
        self.tables.provisions.push(provision);
        id
    }

    pub(crate) fn add_act(&mut self, act: Act) {
        self.claim_key(&act.key.clone(), RecordId::Act(Id::at(self.tables.acts.len())));
        self.tables.acts.push(act);
    }

    pub(crate) fn add_relation(&mut self, relation: Relation) {
        let id = Id::at(self.tables.relations.len());
        self.claim_key(&relation.key.clone(), RecordId::Relation(id));
        self.tables.relations.push(relation);
    }

    /// Adds a claim.
    pub fn claim(&mut self, claim: Claim) -> &mut Self {
        self.claim_key(&claim.key.clone(), RecordId::Claim(Id::at(self.tables.claims.len())));
        self.tables.claims.push(claim);
        self
    }

    /// Adds contradicting values.
    pub fn contested(&mut self, contested: Contested) -> &mut Self {
        let id = Id::at(self.tables.contested.len());
        self.claim_key(&contested.key.clone(), RecordId::Contested(id));
        self.tables.contested.push(contested);
        self
    }

    /// Adds what a source says of one field of a record.
    pub fn assertion(&mut self, assertion: Assertion) -> &mut Self {
        let id = Id::at(self.tables.assertions.len());
        self.claim_key(&assertion.key.clone(), RecordId::Assertion(id));
        self.tables.assertions.push(assertion);
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
        freeze::freeze(self)
    }

    fn violation(&mut self, key: &str, field: Option<&'static str>, kind: ViolationKind) {
        self.violations.push(Violation::new(key, field, kind));
    }

    fn claim_key(&mut self, key: &str, record: RecordId) {
        if !is_key(key) {
            self.violation(key, None, ViolationKind::BadKey);
        }
        if self.keys.insert(key.into(), record).is_some() {
            self.violation(key, None, ViolationKind::DuplicateKey);
        }
    }

    pub(crate) fn key_of(&self, entity: EntityId) -> String {
        let found = self.tables.entities.get(entity.index());
        found.map_or_else(|| format!("unknown-{}", entity.raw()), |entity| entity.key().to_owned())
    }

    pub(crate) fn spell_key(
        &self,
        member: EntityId,
        body: BodyId,
        status: Status,
        valid: Interval,
    ) -> Box<str> {
        let stem = format!(
            "{}-{}-{}",
            self.key_of(member),
            self.key_of(body.entity()),
            dashed(status.as_str())
        );
        if !self.keys.contains_key(&*stem) {
            return stem.into();
        }
        let from = valid.from.map_or_else(String::new, |from| from.to_string());
        let slug: String = from.chars().map(|c| if c.is_ascii_digit() { c } else { '-' }).collect();
        self.free_key(format!("{stem}-{}", slug.trim_matches('-')).trim_end_matches('-'))
    }

    pub(crate) fn free_key(&self, stem: &str) -> Box<str> {
        if !self.keys.contains_key(stem) {
            return stem.into();
        }
        (2..u32::MAX)
            .map(|n| format!("{stem}-{n}"))
            .find(|key| !self.keys.contains_key(&**key))
            .unwrap_or_else(|| stem.to_owned())
            .into()
    }

    /// Whom an instrument binds: its own parties, else those who have a participation in it.
    pub(crate) fn bearer_of(&self, instrument: InstrumentId) -> Bearer {
        use crate::model::{AnyEntity, Parties};
        let parties = match self.tables.entities.get(instrument.entity().index()) {
            Some(AnyEntity::Treaty(treaty)) => treaty.parties.clone(),
            Some(AnyEntity::Law(law)) => law.parties.clone(),
            _ => None,
        };
        match (parties, instrument) {
            (Some(Parties::Of(body)), _) => Bearer::Participants(body),
            (Some(Parties::Listed(states)), _) => Bearer::Listed(states),
            (Some(Parties::Nobody), _) | (None, InstrumentId::Law(_)) => Bearer::Nobody,
            (None, InstrumentId::Treaty(treaty)) => {
                // A constituent treaty is held through the membership.
                let link = self.tables.links.iter().find(|link| {
                    link.instrument == instrument && link.role != LinkRole::Foundation
                });
                Bearer::Participants(
                    link.map_or(BodyId::Treaty(treaty), |link| link.organization.into()),
                )
            }
        }
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

/// A parameter from its name as the file format writes it, `NAME` or `NAME.READING`.
pub(crate) fn param(name: &str, value: &str) -> Param {
    let (name, reading) = match name.split_once('.') {
        Some((name, reading)) => (name, Some(reading.into())),
        None => (name, None),
    };
    Param { name: name.into(), reading, value: value.into() }
}

/// A provision with nothing but its frame; the effect is read from the parameters when it is added.
pub(crate) fn new_provision(
    key: Box<str>,
    instrument: InstrumentId,
    article: Option<Box<str>>,
    kind: EffectKind,
    bearer: Bearer,
    time: Timed,
) -> Provision {
    Provision {
        key,
        instrument,
        article,
        effect: Effect::from_params(kind, &[]).0,
        bearer,
        counterparty: None,
        duty: None,
        strength: None,
        when: Vec::new(),
        time,
        params: Vec::new(),
        provenance: Provenance::default(),
    }
}

fn dashed(word: &str) -> String {
    word.replace('_', "-")
}
